package buffer

import (
	"errors"
	"strconv"
)

// minHistSim is the number of losses from which "hist-sim all" answers.
const minHistSim = 250

// HistSim takes the losses as they were: the buffer is the [Quantile], at the
// confidence, of the last Window losses over the same horizon that were complete
// on the day, and never below 0. It makes no assumption about the shape of the
// losses, but it cannot ask for more than the worst of them, and losses of
// neighbouring days are nearly the same one.
//
// The zero HistSim takes all losses there are.
type HistSim struct {
	// Window is the number of losses, from 2. 0 means all of them, at least
	// 250.
	Window int
}

// Name returns "hist-sim 1000" or "hist-sim all".
func (m HistSim) Name() string {
	if m.Window == 0 {
		return "hist-sim all"
	}
	return "hist-sim " + strconv.Itoa(m.Window)
}

// Buffer returns the quantile of the losses. The Need and Have of its
// [ShortHistoryError] count complete losses. Besides the errors of every [Model]
// there is an [*fx.InputError] for "window".
func (m HistSim) Buffer(h History, days int, confidence float64) (float64, error) {
	if err := errors.Join(checkQuestion(days, confidence), m.check()); err != nil {
		return 0, err
	}
	losses := h.Losses(days, m.Window)
	if len(losses) < m.need() {
		return 0, &ShortHistoryError{Model: m.Name(), Need: m.need(), Have: len(losses)}
	}
	b, err := Quantile(losses, confidence)
	return bounded(b), err
}

// need returns how many losses must be complete.
func (m HistSim) need() int {
	if m.Window == 0 {
		return minHistSim
	}
	return m.Window
}

func (m HistSim) check() error { return checkWindow(m.need()) }
