package policy

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// A Set is a list of rules that are asked together. It is immutable and safe for
// concurrent use. The zero Set has no rules.
type Set struct {
	rules  []Rule
	infos  []Info
	scopes []scope
}

// A scope is where and when a rule holds, and why it does not concern a case
// elsewhere. It is made once, because most rules of a set do not concern most cases.
type scope struct {
	from, to int64 // the first and the last day in force, in seconds
	channels []string
	state    string // "" is everywhere

	early, late, otherChannel, otherState string
}

// NewSet returns the set of some rules, which are asked in this order. To add rules
// to those of the package, give NewSet(append(Standard().Rules(), mine)...).
//
// Every fault is reported: an [*fx.InputError] at "rules[2]" for a nil rule or an ID
// that another rule has, and at "rules[2].citation" and so on for what [Info] lacks.
func NewSet(rules ...Rule) (*Set, error) {
	s := &Set{rules: slices.Clone(rules), infos: make([]Info, len(rules)), scopes: make([]scope, len(rules))}
	var faults []error
	ids := map[string]bool{}
	for i, rule := range rules {
		field := "rules[" + strconv.Itoa(i) + "]"
		if rule == nil {
			faults = append(faults, fx.NewInputError(field, "", "must not be nil"))
			continue
		}
		info := rule.Info()
		info.Channels, info.House = slices.Clone(info.Channels), slices.Clone(info.House)
		s.infos[i] = info
		s.scopes[i] = newScope(&info)
		for _, err := range info.check() {
			faults = append(faults, fx.InField(field, err))
		}
		if info.ID != "" && ids[info.ID] {
			faults = append(faults, fx.NewInputError(field, info.ID, "must have an ID that no other rule has"))
		}
		ids[info.ID] = true
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return s, nil
}

// Rules returns the rules of the set in their order.
func (s *Set) Rules() []Rule {
	if s == nil {
		return nil
	}
	return slices.Clone(s.rules)
}

// Infos returns what each rule is, in their order.
func (s *Set) Infos() []Info {
	if s == nil {
		return nil
	}
	return slices.Clone(s.infos)
}

// Check asks every rule about a case on the calendar day of a time in its own
// location. A rule that is not in force on the day, or holds on another channel or
// in another state, does not apply, with the reason in its [Result]. An outcome with
// findings has the status found, whatever the rule said, and one without findings and
// without a status, or with a pass that misses an input, the status unjudged.
//
// The error joins the faults of [Case.Check].
func (s *Set) Check(c *Case, on time.Time) (Report, error) {
	var report Report
	if err := s.CheckInto(&report, c, on); err != nil {
		return Report{}, err
	}
	return report, nil
}

// CheckInto is [Set.Check] for many cases in a row: it writes into a report and uses
// the room of what was there before, so nobody else may still hold that. After an error
// the report is empty.
func (s *Set) CheckInto(report *Report, c *Case, on time.Time) error {
	*report = Report{Findings: report.Findings[:0], Results: report.Results[:0]}
	if err := c.Check(); err != nil {
		return err
	}
	report.Day = dayOf(on)
	if s == nil {
		return nil
	}
	report.Results = slices.Grow(report.Results, len(s.rules))[:len(s.rules)]
	day := report.Day.Unix()
	for i, rule := range s.rules {
		info := &s.infos[i]
		if reason := s.scopes[i].outside(c, day); reason != "" {
			report.Results[i] = Result{Rule: info.ID, Status: StatusNotApplicable, Reason: reason}
			continue
		}
		out := rule.Check(c, report.Day)
		switch {
		case len(out.Findings) > 0:
			out.Status = StatusFound
		case out.Status == "" || out.Status == StatusFound || out.Status == StatusPassed && len(out.Missing) > 0:
			out.Status = StatusUnjudged
		}
		report.Results[i] = Result{Rule: info.ID, Status: out.Status, Missing: out.Missing, Reason: out.Reason}
		if len(out.Findings) > 0 && report.Findings == nil {
			report.Findings = make([]Finding, 0, max(4, len(out.Findings)))
		}
		for _, f := range out.Findings {
			f.Rule, f.Citation = info.ID, info.Citation
			report.Findings = append(report.Findings, f)
		}
	}
	if len(report.Findings) > 1 {
		slices.SortStableFunc(report.Findings, func(a, b Finding) int { return cmp.Compare(a.Severity.rank(), b.Severity.rank()) })
	}
	return nil
}

func newScope(info *Info) scope {
	s := scope{
		from: secondsFrom(info.From), to: math.MaxInt64, channels: info.Channels, state: info.Jurisdiction,
		early: "in force from " + info.From.Format(time.DateOnly), late: "in force until " + info.To.Format(time.DateOnly),
		otherChannel: "a rule of " + strings.Join(info.Channels, ", "), otherState: "not sold in " + info.Jurisdiction,
	}
	if !info.To.IsZero() {
		s.to = info.To.Unix()
	}
	return s
}

// secondsFrom is the first whole second that is not before a time.
func secondsFrom(t time.Time) int64 {
	if t.Nanosecond() > 0 {
		return t.Unix() + 1
	}
	return t.Unix()
}

// outside says why a rule does not concern a case on a day, midnight in seconds; ""
// when it does.
func (s *scope) outside(c *Case, day int64) string {
	switch {
	case day < s.from:
		return s.early
	case day > s.to:
		return s.late
	case len(s.channels) > 0 && !slices.Contains(s.channels, c.Channel):
		return s.otherChannel
	case s.state != "" && !c.soldIn(s.state):
		return s.otherState
	}
	return ""
}

// dayOf returns the calendar day of a time in its own location, as midnight UTC.
func dayOf(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}
