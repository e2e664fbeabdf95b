package buffer

import (
	"errors"
	"math"
	"strconv"
)

// DefaultMoveWindow is the number of moves over the horizon that [HDaySigma] and
// [Trend] look at when nothing else is said: about four years.
const DefaultMoveWindow = 1000

// HDaySigma measures the volatility over the horizon itself instead of scaling
// that of a day:
//
//	1 - exp(-z * s)
//
// with s the root mean square, around 0, of the last Window log moves over so
// many calendar days that were complete on the day. So a trend, or its opposite,
// is in the number.
//
// The zero HDaySigma looks at [DefaultMoveWindow] moves.
type HDaySigma struct {
	// Window is the number of moves, from 2. 0 means [DefaultMoveWindow].
	Window int
}

// Name returns "h-day sigma 1000".
func (m HDaySigma) Name() string { return "h-day sigma " + strconv.Itoa(moveWindow(m.Window)) }

// Buffer returns the buffer from the last complete moves. The Need and Have of
// its [ShortHistoryError] count them. Besides the errors of every [Model] there
// is an [*fx.InputError] for "window".
func (m HDaySigma) Buffer(h History, days int, confidence float64) (float64, error) {
	if err := errors.Join(checkQuestion(days, confidence), m.check()); err != nil {
		return 0, err
	}
	square, have := meanSquareMove(h, days, moveWindow(m.Window))
	if need := moveWindow(m.Window); have < need {
		return 0, &ShortHistoryError{Model: m.Name(), Need: need, Have: have}
	}
	return fromMove(normalQuantile(confidence) * math.Sqrt(square)), nil
}

func (m HDaySigma) check() error { return checkWindow(moveWindow(m.Window)) }

// moveWindow returns a number of moves with its default.
func moveWindow(window int) int {
	if window == 0 {
		return DefaultMoveWindow
	}
	return window
}

// meanSquareMove returns the mean square of the last log moves that were complete
// on the day, and how many there were, at most window.
func meanSquareMove(h History, days, window int) (square float64, have int) {
	first, last := h.complete(days, window)
	if first > last {
		return 0, 0
	}
	sum := 0.0
	h.moves(days, first, last, func(from, to float64) {
		move := math.Log(to / from)
		sum += move * move
	})
	have = last - first + 1
	return sum / float64(have), have
}
