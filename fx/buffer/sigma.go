package buffer

import (
	"errors"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// DefaultSigmaWindow is the number of daily returns that [Sigma] looks at when
// nothing else is said: about a year.
const DefaultSigmaWindow = 250

// Sigma scales the volatility of the last daily moves by the square root of time:
//
//	1 - exp(-z * s * sqrt(k))
//
// with s the root mean square, around 0, of the last Window daily log returns,
// k = days*5/7 steps of the fixing, not rounded, and z the normal quantile of the
// confidence, one-sided.
//
// It holds for a rate without a trend. USD/CNY trends, so from some 45 days on
// the buffer of Sigma is too thin there; see [Trend] and [HDaySigma].
//
// The zero Sigma looks at [DefaultSigmaWindow] returns of both signs with the
// normal distribution.
type Sigma struct {
	// Window is the number of daily returns, from 2. 0 means [DefaultSigmaWindow].
	Window int
	// Nu is the number of degrees of freedom of Student's t distribution, above
	// 2 and at most [MaxDegrees]: fewer mean fatter tails. Then z is replaced by
	// t * sqrt((nu-2)/nu), so that s stays the volatility: the buffer is smaller
	// than the normal one at 95% and larger at 99%. 0 means the normal
	// distribution.
	Nu float64
	// Downside measures falls only: s is the root of twice the mean of
	// min(r, 0) squared.
	Downside bool
}

// Name returns "sigma 250", "downside sigma 250" or "student-t5 sigma 250".
func (m Sigma) Name() string {
	name := "sigma " + strconv.Itoa(m.window())
	if m.Downside {
		name = "downside " + name
	}
	if m.Nu != 0 {
		name = "student-t" + number(m.Nu) + " " + name
	}
	return name
}

// Buffer returns the buffer from the last Window returns. It needs one fixing
// more than Window. Besides the errors of every [Model] there is an
// [*fx.InputError] for "window" and "nu".
func (m Sigma) Buffer(h History, days int, confidence float64) (float64, error) {
	if err := errors.Join(checkQuestion(days, confidence), m.check()); err != nil {
		return 0, err
	}
	window := m.window()
	if h.Len() < window+1 {
		return 0, &ShortHistoryError{Model: m.Name(), Need: window + 1, Have: h.Len()}
	}
	sum := 0.0
	for _, r := range h.series.returns[h.n-window : h.n] {
		sum += m.square(r)
	}
	return fromMove(m.quantile(confidence) * math.Sqrt(sum/float64(window)) * math.Sqrt(steps(days))), nil
}

// square returns what a return adds to the sum.
func (m Sigma) square(r float64) float64 {
	switch {
	case !m.Downside:
		return r * r
	case r < 0:
		return 2 * r * r
	}
	return 0
}

// quantile returns by how much the volatility is multiplied.
func (m Sigma) quantile(confidence float64) float64 {
	if m.Nu == 0 {
		return normalQuantile(confidence)
	}
	return studentQuantile(confidence, m.Nu) * math.Sqrt((m.Nu-2)/m.Nu)
}

func (m Sigma) window() int {
	if m.Window == 0 {
		return DefaultSigmaWindow
	}
	return m.Window
}

func (m Sigma) check() error {
	err := checkWindow(m.window())
	if m.Nu != 0 && !(m.Nu > 2 && m.Nu <= MaxDegrees) {
		err = errors.Join(err, fx.NewInputError("nu", number(m.Nu), "must be above 2 and at most "+strconv.Itoa(MaxDegrees)+", or 0"))
	}
	return err
}
