package pricing

import (
	"errors"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// A Spread says how an uncertain number is spread. [Normal], [Lognormal],
// [Triangular], [Uniform] and [Empirical] are spreads.
//
// A [Risk] takes what At returns as a relative change, 0.05 for 5 % more, or as the
// value itself.
type Spread interface {
	// At returns the number that belongs to a level above 0 and below 1 that is
	// spread evenly: the inverse of the distribution function. The same level must
	// always give the same number, on every machine; NaN is none. The spreads of this
	// package give NaN, or any number, for a level that is not one.
	At(level float64) float64
	// Check returns every fault of the settings, an *fx.InputError each, or nil.
	Check() error
}

// mostSpread is the largest setting of a spread, either way: what one shipment costs
// is below it.
const mostSpread = 1e9

// Normal is the normal distribution. It has no ends: what lies outside the bounds of
// an input is moved to the bound and counted. The zero Normal is always 0.
type Normal struct {
	// Mean is the middle: 0 for relative changes around the value of the unit.
	Mean float64
	// SD is the standard deviation: 0.03 is 3 % of the value when changes are
	// relative.
	SD float64
}

// At returns Mean + SD × z, z being the standard normal quantile of the level.
func (n Normal) At(level float64) float64 { return float64(n.SD*normalQuantile(level)) + n.Mean }

// Check returns an [*fx.InputError] at "mean" or "sd" for what is not a finite number
// within ±1e9, and for an SD below 0.
func (n Normal) Check() error {
	return errors.Join(checkSetting("mean", n.Mean, -mostSpread), checkSetting("sd", n.SD, 0))
}

// Lognormal is a number above 0 whose logarithm is normal, for what can double but
// not fall below nothing: freight. The zero Lognormal is always 0.
type Lognormal struct {
	// Mean is the mean of the values. 0 is for relative changes: their mean is 0, so
	// that the value of the unit is what is expected.
	Mean float64
	// Sigma is the standard deviation of the logarithm, from 0 to 2: with 0.3, two
	// thirds lie between 29 % below and 29 % above.
	Sigma float64
}

// At returns Mean × exp(Sigma × z - Sigma²/2), z being the standard normal quantile of
// the level; without a Mean it is exp(…) - 1.
func (l Lognormal) At(level float64) float64 {
	factor := exp(float64(l.Sigma*normalQuantile(level)) - float64(float64(l.Sigma*l.Sigma)/2))
	if l.Mean == 0 {
		return factor - 1
	}
	return l.Mean * factor
}

// Check returns an [*fx.InputError] at "mean" for what is not a number from 0 to 1e9
// and at "sigma" for what is not one from 0 to 2.
func (l Lognormal) Check() error {
	return errors.Join(checkSetting("mean", l.Mean, 0), checkBetween("sigma", l.Sigma, 0, 2))
}

// Triangular rises from Low to Mode and falls to High: what somebody who knows the
// trade says of a number. The zero Triangular is always 0.
type Triangular struct {
	// Low is the least, Mode the likeliest and High the greatest number, in that
	// order; two of them or all may be equal.
	Low, Mode, High float64
}

// At returns the quantile of the level.
func (t Triangular) At(level float64) float64 {
	width := t.High - t.Low
	if width <= 0 {
		return t.Low
	}
	if left := t.Mode - t.Low; float64(level*width) < left {
		return t.Low + math.Sqrt(float64(float64(level*width)*left))
	}
	return t.High - math.Sqrt(float64(float64((1-level)*width)*(t.High-t.Mode)))
}

// Check returns an [*fx.InputError] at "low", "mode" or "high" for what is not a finite
// number within ±1e9 or not in that order.
func (t Triangular) Check() error {
	err := errors.Join(checkSetting("low", t.Low, -mostSpread), checkSetting("mode", t.Mode, -mostSpread), checkSetting("high", t.High, -mostSpread))
	if err == nil && !(t.Low <= t.Mode && t.Mode <= t.High) {
		return fx.NewInputError("mode", floatText(t.Mode), "must be from low to high")
	}
	return err
}

// Uniform is any number from Low to High, each as likely. The zero Uniform is always
// 0.
type Uniform struct{ Low, High float64 }

// At returns the quantile of the level.
func (u Uniform) At(level float64) float64 { return u.Low + float64(level*(u.High-u.Low)) }

// Check returns an [*fx.InputError] at "low" or "high" for what is not a finite number
// within ±1e9, and at "low" when it is above High.
func (u Uniform) Check() error {
	err := errors.Join(checkSetting("low", u.Low, -mostSpread), checkSetting("high", u.High, -mostSpread))
	if err == nil && u.Low > u.High {
		return fx.NewInputError("low", floatText(u.Low), "must not be above high")
	}
	return err
}

// Empirical is what was seen: each number as likely as it was often, and no other.
// What the exchange rate did over a horizon comes from the losses of package
// fx/buffer, each with the sign turned round. The zero Empirical is not usable.
type Empirical struct {
	// Values are at least 1 and at most 1,000,000. Their order decides which one
	// belongs to which level.
	Values []float64
}

// mostValues is the largest number of values of an Empirical.
const mostValues = 1_000_000

// At returns the value whose turn it is at the level, 0 without values.
func (e Empirical) At(level float64) float64 {
	if len(e.Values) == 0 {
		return 0
	}
	return e.Values[min(max(int(level*float64(len(e.Values))), 0), len(e.Values)-1)]
}

// Check returns an [*fx.InputError] at "values" for none or too many, and at
// "values[3]" for the first that is not a finite number within ±1e9.
func (e Empirical) Check() error {
	if n := len(e.Values); n == 0 || n > mostValues {
		return fx.NewInputError("values", strconv.Itoa(n), "must be from 1 to "+strconv.Itoa(mostValues)+" numbers")
	}
	for i, v := range e.Values {
		if err := checkSetting("values["+strconv.Itoa(i)+"]", v, -mostSpread); err != nil {
			return err
		}
	}
	return nil
}

// checkSetting reports a setting that is not a number from least to 1e9.
func checkSetting(field string, v, least float64) error {
	return checkBetween(field, v, least, mostSpread)
}

func checkBetween(field string, v, least, most float64) error {
	if v >= least && v <= most { // which NaN is not
		return nil
	}
	return fx.NewInputError(field, floatText(v), "must be a number from "+floatText(least)+" to "+floatText(most))
}

func floatText(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
