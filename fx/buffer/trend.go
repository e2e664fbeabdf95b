package buffer

import (
	"errors"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// Trend widens the buffer of another model where the rate has been moving further
// over the horizon than the square root of time says. It multiplies the variance
// over the horizon by the variance ratio
//
//	VR = mean square of the last Window complete log moves over the horizon
//	     / (k * mean square of the last Window daily returns)
//
// with k = days*5/7, and by 1 where VR is below 1 or the rate did not move at all.
// For a buffer b of Of that is
//
//	1 - (1-b)^sqrt(VR)
//
// On USD/CNY VR has been 1.6 over 60 days and 1.8 over 90; on other pairs against
// the yuan mostly below 1, so that Trend changes nothing there.
//
// The zero Trend widens the zero [EWMA] by [DefaultMoveWindow] moves.
type Trend struct {
	// Of is the model that is widened, one that scales with the square root of
	// time: [Sigma] or [EWMA]. nil means EWMA{}.
	Of Model
	// Window is the number of moves and of returns, from 2. 0 means
	// [DefaultMoveWindow].
	Window int
}

// Name returns "EWMA 0.99 x trend 1000".
func (m Trend) Name() string {
	return m.of().Name() + " x trend " + strconv.Itoa(moveWindow(m.Window))
}

// Buffer returns the widened buffer. Besides the errors of every [Model] and of
// Of there is an [*fx.InputError] for "window"; those of Of are under "of".
func (m Trend) Buffer(h History, days int, confidence float64) (float64, error) {
	if err := errors.Join(checkQuestion(days, confidence), m.check()); err != nil {
		return 0, err
	}
	b, err := ask(m.of(), h, days, confidence)
	if err != nil {
		return 0, err
	}
	window := moveWindow(m.Window)
	moves, have := meanSquareMove(h, days, window)
	if have < window {
		return 0, &ShortHistoryError{Model: m.Name(), Need: window, Have: have}
	}
	sum := 0.0
	for _, r := range h.series.returns[h.n-window : h.n] {
		sum += r * r
	}
	return widened(b, moves, sum/float64(window), days), nil
}

// widened returns the buffer b for a variance over the horizon that is larger by
// the variance ratio.
func widened(b, moves, returns float64, days int) float64 {
	ratio := moves / (steps(days) * returns)
	if !(ratio > 1) || returns <= 0 {
		return b
	}
	return fromMove(-math.Log1p(-b) * math.Sqrt(ratio))
}

func (m Trend) of() Model {
	if m.Of == nil {
		return EWMA{}
	}
	return m.Of
}

func (m Trend) check() error {
	return errors.Join(fx.InField("of", checkModel(m.of())), checkWindow(moveWindow(m.Window)))
}
