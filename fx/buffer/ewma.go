package buffer

import (
	"errors"
	"math"

	"github.com/lianxing/crossborder/fx"
)

const (
	// DefaultLambda is the share of yesterday's variance that [EWMA] keeps when
	// nothing else is said.
	DefaultLambda = 0.99
	// ewmaSeed is the number of returns from which the first variance is taken.
	ewmaSeed = 250
)

// EWMA is [Sigma] with a variance that forgets slowly instead of after a window:
//
//	variance = lambda*variance + (1-lambda)*r*r
//
// for each daily log return r after the first 250 of the series, whose mean
// square it starts from (Hull, Risk Management and Financial Institutions,
// chapter 5). A lambda of 0.94 is the textbook's for the risk of one day and
// forgets half in 11 days; 0.99 forgets half in 69.
//
// The zero EWMA has [DefaultLambda].
type EWMA struct {
	// Lambda is the share of the variance of the day before that is kept, above
	// 0 and below 1. 0 means [DefaultLambda].
	Lambda float64
}

// Name returns "EWMA 0.94".
func (m EWMA) Name() string { return "EWMA " + number(m.lambda()) }

// Buffer returns the buffer from all returns of the history. It needs 251
// fixings. Besides the errors of every [Model] there is an [*fx.InputError] for
// "lambda".
func (m EWMA) Buffer(h History, days int, confidence float64) (float64, error) {
	if err := errors.Join(checkQuestion(days, confidence), m.check()); err != nil {
		return 0, err
	}
	if h.Len() < ewmaSeed+1 {
		return 0, &ShortHistoryError{Model: m.Name(), Need: ewmaSeed + 1, Have: h.Len()}
	}
	variance := seedVariance(h.series.returns)
	for _, r := range h.series.returns[ewmaSeed+1 : h.n] {
		variance = m.next(variance, r)
	}
	return fromMove(normalQuantile(confidence) * math.Sqrt(variance) * math.Sqrt(steps(days))), nil
}

// seedVariance returns the mean square of the first returns of a series, which
// must have them.
func seedVariance(returns []float64) float64 {
	sum := 0.0
	for _, r := range returns[1 : ewmaSeed+1] {
		sum += r * r
	}
	return sum / ewmaSeed
}

// next returns the variance after a return.
func (m EWMA) next(variance, r float64) float64 {
	lambda := m.lambda()
	return lambda*variance + (1-lambda)*r*r
}

func (m EWMA) lambda() float64 {
	if m.Lambda == 0 {
		return DefaultLambda
	}
	return m.Lambda
}

func (m EWMA) check() error {
	if !(m.lambda() > 0 && m.lambda() < 1) {
		return fx.NewInputError("lambda", number(m.Lambda), "must be above 0 and below 1")
	}
	return nil
}
