package buffer

import "math"

// A windows walks over origins so that their horizons do not overlap. Its slices
// are used again from one test to the next.
type windows struct {
	next     []int32
	breached []bool
}

// judge fills in what windows without overlap say about the origins, given the
// day of each and whether it was breached.
func (w *windows) judge(e *Evidence, days []int32, breached []bool) {
	w.link(days, e.Days)
	e.Phases = min(phases(e.Days), len(days))
	for start := range e.Phases {
		if start == 0 {
			w.breached = w.breached[:0]
			for i := start; i < len(days); i = int(w.next[i]) {
				w.breached = append(w.breached, breached[i])
				e.Windows++
				if breached[i] {
					e.WindowBreaches++
				}
			}
			e.Kupiec = kupiec(e.Windows, e.WindowBreaches, e.Confidence)
			e.Christoffersen = christoffersen(w.breached, e.Confidence)
			if e.Kupiec.Rejected {
				e.PhasesRejected++
			}
			continue
		}
		n, x := 0, 0
		for i := start; i < len(days); i = int(w.next[i]) {
			n++
			if breached[i] {
				x++
			}
		}
		if kupiec(n, x, e.Confidence).Rejected {
			e.PhasesRejected++
		}
	}
}

// link finds for each origin the first one at least so many days later, or their
// number when there is none.
func (w *windows) link(days []int32, horizon int) {
	w.next = w.next[:0]
	to := 0
	for _, day := range days {
		for to < len(days) && days[to] < day+int32(horizon) {
			to++
		}
		w.next = append(w.next, int32(to))
	}
}

// phases returns the number of starts that are tested for a horizon: its fixings,
// rounded.
func phases(days int) int { return int(math.Round(steps(days))) }
