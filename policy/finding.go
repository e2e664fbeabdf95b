package policy

import (
	"strings"
	"time"
)

// A Severity is what a finding asks for. The texts are stable.
type Severity string

// The severities, the gravest first.
const (
	// Block: the price must not be published.
	Block Severity = "block"
	// Warn: a person has to approve.
	Warn Severity = "warn"
	// Notice: nothing has to be done, but it should be known.
	Notice Severity = "info"
)

// rank orders the severities, the gravest first; an unknown one is the gravest.
func (s Severity) rank() int {
	switch s {
	case Warn:
		return 1
	case Notice:
		return 2
	}
	return 0
}

// A Finding is what a rule has against a case, or has to say about it.
type Finding struct {
	// Rule is the ID of the rule, "AMZ-FAIR-2"; the set fills it in.
	Rule     string
	Severity Severity
	// Message says it for people, with the figures: one sentence.
	Message string
	// Evidence are the figures that it rests on.
	Evidence []Evidence
	// Citation is the source of the rule; the set fills it in.
	Citation string
	// House says that the threshold that was crossed is ours.
	House bool
	// Until is the last day of a grace period after which the severity rises, zero
	// without one.
	Until time.Time
}

// An Evidence is one figure behind a finding.
type Evidence struct {
	// Name says what it is: "median paid in 90 days".
	Name string
	// Value is the figure with its unit: "23.10 USD".
	Value string
}

// String returns "AMZ-CPN-1 block: message".
func (f Finding) String() string {
	return f.Rule + " " + string(f.Severity) + ": " + f.Message
}

// A Result is how one rule of a set ended.
type Result struct {
	// Rule is the ID.
	Rule   string
	Status Status
	// Missing are the inputs that it lacked, Reason why it does not apply.
	Missing []string
	Reason  string
}

// A Report is what a set of rules says of a case. The zero Report has asked nobody.
type Report struct {
	// Day is the calendar day for which the rules were asked, midnight UTC.
	Day time.Time
	// Findings are ordered by severity, the gravest first, then by the order of the
	// rules.
	Findings []Finding
	// Results has one entry for each rule of the set, in its order.
	Results []Result
}

// Worst returns the gravest severity of the findings, "" without any.
func (r Report) Worst() Severity {
	if len(r.Findings) == 0 {
		return ""
	}
	return r.Findings[0].Severity
}

// Blocked reports whether a finding forbids to publish the price. A severity that is
// none of the three does.
func (r Report) Blocked() bool { return len(r.Findings) > 0 && r.Findings[0].Severity.rank() == 0 }

// Unjudged returns the results of the rules that could not judge, or lacked an input
// for a part of what they ask.
func (r Report) Unjudged() []Result {
	var out []Result
	for _, result := range r.Results {
		if result.Status == StatusUnjudged || len(result.Missing) > 0 {
			out = append(out, result)
		}
	}
	return out
}

// Result returns how the rule with an ID ended. It is false when the set has none.
func (r Report) Result(rule string) (Result, bool) {
	for _, result := range r.Results {
		if result.Rule == rule {
			return result, true
		}
	}
	return Result{}, false
}

// String lists the findings, one a line, "no finding" without any.
func (r Report) String() string {
	if len(r.Findings) == 0 {
		return "no finding"
	}
	lines := make([]string, len(r.Findings))
	for i, f := range r.Findings {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}
