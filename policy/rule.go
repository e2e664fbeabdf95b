package policy

import (
	"time"

	"github.com/lianxing/crossborder/fx"
)

// A Rule is one thing that a platform, a brand or a law asks of an offer. A rule of
// one's own implements it and is added with [NewSet]. Rules are safe for concurrent
// use: Check must not change the rule or the case.
type Rule interface {
	// Info says what the rule is. It is always the same.
	Info() Info
	// Check judges a case on a calendar day, midnight UTC, on which the rule is in
	// force. The case has been checked ([Case.Check]). A rule leaves Rule and
	// Citation of its findings empty: the set fills them in from Info.
	Check(c *Case, day time.Time) Outcome
}

// An Info says what a rule is and where it stands.
type Info struct {
	// ID names the rule: stable, never translated: "AMZ-FAIR-2".
	ID string
	// Title is the rule in a few words.
	Title string
	// Channels are the channels on which the rule holds; none is all of them.
	Channels []string
	// Jurisdiction is that of a law: "US", "US-CA". "" is the rule of a platform, a
	// brand or the house.
	Jurisdiction string
	// Citation is the public source.
	Citation string
	// From and To are the first and the last calendar day in force, midnight UTC. A
	// zero To is no announced end.
	From, To time.Time
	// Verified is the day on which the source was last read.
	Verified time.Time
	// Confidence is how sure the source is: "high", "medium" or "low".
	Confidence string
	// House are the thresholds of the rule that are ours, because the source gives
	// no number: "1.5 times the median of 90 days".
	House []string
}

// check reports every fault of an Info.
func (i *Info) check() []error {
	var faults []error
	fault := func(field, value, reason string) {
		faults = append(faults, fx.NewInputError(field, value, reason))
	}
	for _, text := range []struct{ field, value string }{{"id", i.ID}, {"title", i.Title}, {"citation", i.Citation}} {
		if text.value == "" {
			fault(text.field, "", "must not be empty")
		}
	}
	if i.From.IsZero() {
		fault("from", "", "must be the first day in force")
	}
	if !i.To.IsZero() && i.To.Before(i.From) {
		fault("to", i.To.Format(time.DateOnly), "must not be before from")
	}
	if i.Verified.IsZero() {
		fault("verified", "", "must be the day on which the source was read")
	}
	switch i.Confidence {
	case "high", "medium", "low":
	default:
		fault("confidence", i.Confidence, `must be "high", "medium" or "low"`)
	}
	return faults
}

// An Outcome is what a rule says of a case. The zero Outcome has no status; use
// [Passed], [Found], [Skipped] and [Unjudged].
type Outcome struct {
	Status Status
	// Findings are what the rule objects to or has to say.
	Findings []Finding
	// Missing are the inputs that the rule needs and the case does not give, as
	// paths: "history". A rule that found something may miss others.
	Missing []string
	// Reason says why the rule does not apply.
	Reason string
}

// A Status is how a rule ended. The texts are stable.
type Status string

// The ends of a rule.
const (
	// StatusPassed: the rule judged and has nothing to object to.
	StatusPassed Status = "passed"
	// StatusFound: there is at least one finding.
	StatusFound Status = "found"
	// StatusNotApplicable: the rule does not concern the case.
	StatusNotApplicable Status = "not_applicable"
	// StatusUnjudged: an input is missing, so nobody knows.
	StatusUnjudged Status = "unjudged"
)

// Passed is the outcome of a rule that has nothing to object to.
func Passed() Outcome { return Outcome{Status: StatusPassed} }

// Found is the outcome with findings; without any it is [Passed].
func Found(findings ...Finding) Outcome {
	if len(findings) == 0 {
		return Passed()
	}
	return Outcome{Status: StatusFound, Findings: findings}
}

// Skipped is the outcome of a rule that does not concern the case.
func Skipped(reason string) Outcome { return Outcome{Status: StatusNotApplicable, Reason: reason} }

// Unjudged is the outcome of a rule that misses inputs.
func Unjudged(inputs ...string) Outcome { return Outcome{Status: StatusUnjudged, Missing: inputs} }
