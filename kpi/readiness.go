package kpi

import (
	"cmp"
	"maps"
	"slices"
)

// Readiness says what can be computed from facts and what would allow more. The zero
// Readiness is that of nothing.
type Readiness struct {
	// Known are the inputs that are known in all parts, Partly those known in some, in
	// alphabetical order.
	Known  []InputCode `json:"known,omitempty"`
	Partly []InputCode `json:"partly,omitempty"`
	// Allowed are the codes of the metrics whose inputs are all known, also where the
	// value is undefined, in the order of [Metrics].
	Allowed []string `json:"allowed,omitempty"`
	// Blocked are the others.
	Blocked []BlockedMetric `json:"blocked,omitempty"`
	// Missing are the inputs that blocked metrics lack: first those that unlock most
	// alone, then those that most metrics wait for, then by code.
	Missing []MissingInput `json:"missing,omitempty"`
}

// A BlockedMetric is a metric that cannot be computed.
type BlockedMetric struct {
	Metric string `json:"metric"`
	// Missing are the inputs that it lacks. It is empty where all are known and only their
	// bases do not go together.
	Missing []InputCode `json:"missing,omitempty"`
	// Text says what lacks, as [Value.Missing] does.
	Text []string `json:"text"`
}

// A MissingInput is an input that blocked metrics wait for.
type MissingInput struct {
	Input InputCode `json:"input"`
	// Unlocks are the metrics that lack nothing else; WaitedFor is the number of metrics
	// that lack it, these included.
	Unlocks   []string `json:"unlocks,omitempty"`
	WaitedFor int      `json:"waited_for"`
}

// Ready says which metrics of this package, and of the caller, facts allow. An input that
// follows from others, such as landed cost, is missing itself while nothing of it is
// known, and else those of its parts are that are missing.
//
// The error is that of [Evaluate].
func Ready(f Facts, own ...Metric) (Readiness, error) {
	var out Readiness
	for _, code := range slices.Sorted(maps.Keys(f.Known)) {
		if f.knownIn(f.Known[code]) == f.parts() {
			out.Known = append(out.Known, code)
		} else {
			out.Partly = append(out.Partly, code)
		}
	}
	waiting := map[InputCode]*MissingInput{}
	for _, m := range slices.AppendSeq(slices.Clone(own), Metrics()) {
		r, err := Evaluate(m, f)
		if err != nil {
			return Readiness{}, err
		}
		if r.Value.State != Incomplete {
			out.Allowed = append(out.Allowed, m.Code)
			continue
		}
		lack := f.lacks(m)
		out.Blocked = append(out.Blocked, BlockedMetric{Metric: m.Code, Missing: lack, Text: r.Value.Missing})
		for _, code := range lack {
			w := waiting[code]
			if w == nil {
				w = &MissingInput{Input: code}
				waiting[code] = w
			}
			w.WaitedFor++
			// The text has one entry more than what lacks where bases do not go together.
			if len(lack) == 1 && len(r.Value.Missing) == 1 {
				w.Unlocks = append(w.Unlocks, m.Code)
			}
		}
	}
	for _, code := range slices.Sorted(maps.Keys(waiting)) {
		out.Missing = append(out.Missing, *waiting[code])
	}
	slices.SortStableFunc(out.Missing, func(a, b MissingInput) int {
		return cmp.Or(cmp.Compare(len(b.Unlocks), len(a.Unlocks)), cmp.Compare(b.WaitedFor, a.WaitedFor))
	})
	return out, nil
}

// lacks returns the inputs that a metric lacks, each once. Faults have been reported.
func (f Facts) lacks(m Metric) []InputCode {
	var out []InputCode
	var used []UsedInput
	for _, code := range m.compiled().inputs {
		_, missing, _ := f.read(code, &used)
		for _, l := range missing {
			if !slices.Contains(out, l.code) {
				out = append(out, l.code)
			}
		}
	}
	return out
}
