package forecast

import (
	"errors"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/forecast/internal/num"
	"github.com/lianxing/crossborder/fx"
)

// The measures compare a forecast with what came. Where a measure is scaled and the
// scale is zero, as that of a constant history, it is undefined and NaN; [Mean] counts
// such figures and leaves them out. Slices that do not match are an [*fx.InputError].

// SMAPE returns the symmetric mean absolute percentage error in percent: the mean of
// 200 |y-f| / (|y|+|f|), in which a step with both at 0 counts 0. It lies between 0
// and 200.
func SMAPE(actual, point []float64) (float64, error) {
	if err := sameLength(actual, "point", len(point)); err != nil {
		return 0, err
	}
	sum := 0.0
	for i, y := range actual {
		if d := math.Abs(y) + math.Abs(point[i]); d > 0 {
			sum += 200 * math.Abs(y-point[i]) / d
		}
	}
	return sum / float64(len(actual)), nil
}

// MASE returns the mean absolute error divided by the mean of |x[t]-x[t-lag]| over the
// history (Hyndman and Koehler 2006). Below 1 the forecast is better than the naive
// one was within the history. It is NaN where that scale is zero or the history is no
// longer than lag.
func MASE(history, actual, point []float64, lag int) (float64, error) {
	if err := checkLag(lag); err != nil {
		return 0, err
	}
	if err := sameLength(actual, "point", len(point)); err != nil {
		return 0, err
	}
	return ratio(meanAbsolute(actual, point), absoluteScale(history, lag)), nil
}

// RMSSE returns the root of the mean squared error divided by the mean of
// (x[t]-x[t-1])^2 over the history. fromFirst counts those differences from the first
// positive demand on, as the M5 competition does.
func RMSSE(history, actual, point []float64, fromFirst bool) (float64, error) {
	if err := sameLength(actual, "point", len(point)); err != nil {
		return 0, err
	}
	if fromFirst {
		history = sinceDemand(history)
	}
	scale := 0.0
	for i := 1; i < len(history); i++ {
		scale += (history[i] - history[i-1]) * (history[i] - history[i-1])
	}
	sum := 0.0
	for i, y := range actual {
		sum += (y - point[i]) * (y - point[i])
	}
	return math.Sqrt(ratio(sum/float64(len(actual)), scale/float64(len(history)-1))), nil
}

// OWA returns the overall weighted average of the M4 competition: the mean of SMAPE
// and MASE, each divided by that of Naive2. All four are averages over a whole set;
// the OWA of a set is not the mean of OWAs. It is NaN where one of Naive2's is zero.
func OWA(smape, mase, smapeNaive2, maseNaive2 float64) float64 {
	return (ratio(smape, smapeNaive2) + ratio(mase, maseNaive2)) / 2
}

// MSIS returns the mean scaled interval score of intervals that are to hold the share
// level of what comes (Gneiting and Raftery 2007): the width, plus 2/(1-level) times
// what lies outside, divided by the scale of [MASE].
func MSIS(history, actual, lower, upper []float64, lag int, level float64) (float64, error) {
	if err := checkLag(lag); err != nil {
		return 0, err
	}
	if err := checkLevel("level", level); err != nil {
		return 0, err
	}
	if err := sameLength(actual, "lower", len(lower), "upper", len(upper)); err != nil {
		return 0, err
	}
	sum := 0.0
	for i, y := range actual {
		sum += upper[i] - lower[i] + 2/(1-level)*(math.Max(0, lower[i]-y)+math.Max(0, y-upper[i]))
	}
	return ratio(sum/float64(len(actual)), absoluteScale(history, lag)), nil
}

// Coverage returns the share of the actual values that lie within their interval, the
// bounds included.
func Coverage(actual, lower, upper []float64) (float64, error) {
	if err := sameLength(actual, "lower", len(lower), "upper", len(upper)); err != nil {
		return 0, err
	}
	inside := 0
	for i, y := range actual {
		if y >= lower[i] && y <= upper[i] {
			inside++
		}
	}
	return float64(inside) / float64(len(actual)), nil
}

// Pinball returns the mean loss of the quantile of a level: level times the distance
// of what came above it, 1-level times the distance of what came below it.
func Pinball(actual, quantile []float64, level float64) (float64, error) {
	if err := checkLevel("level", level); err != nil {
		return 0, err
	}
	if err := sameLength(actual, "quantile", len(quantile)); err != nil {
		return 0, err
	}
	sum := 0.0
	for i, y := range actual {
		sum += pinball(y, quantile[i], level)
	}
	return sum / float64(len(actual)), nil
}

// SPL returns the scaled pinball loss of the M5 competition: [Pinball], averaged over
// the levels, divided by the mean of |x[t]-x[t-1]| from the first positive demand on.
// quantiles has one row for each level.
func SPL(history, actual, levels []float64, quantiles [][]float64) (float64, error) {
	if len(quantiles) != len(levels) || len(levels) == 0 {
		return 0, fx.NewInputError("quantiles", strconv.Itoa(len(quantiles)), "must be one row for each of "+strconv.Itoa(len(levels))+" levels, at least one")
	}
	sum := 0.0
	for i, level := range levels {
		loss, err := Pinball(actual, quantiles[i], level)
		if err != nil {
			return 0, fx.InField("quantiles["+strconv.Itoa(i)+"]", err)
		}
		sum += loss
	}
	return ratio(sum/float64(len(levels)), absoluteScale(sinceDemand(history), 1)), nil
}

// TotalPinball returns the loss of quantiles of the total over all steps, which is what
// the quantity of an order depends on: averaged over the levels and divided by the
// number of steps times the mean of the history. totals has one quantile for each level.
func TotalPinball(history, actual, levels, totals []float64) (float64, error) {
	if err := sameLength(actual, "actual", len(actual)); err != nil {
		return 0, err
	}
	if len(totals) != len(levels) || len(levels) == 0 {
		return 0, fx.NewInputError("totals", strconv.Itoa(len(totals)), "must be one for each of "+strconv.Itoa(len(levels))+" levels, at least one")
	}
	total, sum := 0.0, 0.0
	for _, y := range actual {
		total += y
	}
	for i, level := range levels {
		if err := checkLevel("levels["+strconv.Itoa(i)+"]", level); err != nil {
			return 0, err
		}
		sum += pinball(total, totals[i], level)
	}
	mean := 0.0
	for _, v := range history {
		mean += v / float64(len(history))
	}
	return ratio(sum/float64(len(levels)), mean*float64(len(actual))), nil
}

// Bias returns the sum of the errors f-y divided by the sum of what came: above zero
// where the forecast is too high. It is NaN where nothing came.
func Bias(actual, point []float64) (float64, error) {
	if err := sameLength(actual, "point", len(point)); err != nil {
		return 0, err
	}
	sum, total := 0.0, 0.0
	for i, y := range actual {
		sum += point[i] - y
		total += y
	}
	return ratio(sum, total), nil
}

// WMAPE returns the sum of the absolute errors divided by the sum of what came. It is
// NaN where nothing came.
func WMAPE(actual, point []float64) (float64, error) {
	if err := sameLength(actual, "point", len(point)); err != nil {
		return 0, err
	}
	total := 0.0
	for _, y := range actual {
		total += math.Abs(y)
	}
	return ratio(meanAbsolute(actual, point)*float64(len(actual)), total), nil
}

// CRPSNormal returns the continuous ranked probability score of the normal
// distribution with that mean and standard deviation, in units of y: with z =
// (y-mean)/sd, sd (z (2 Phi(z) - 1) + 2 phi(z) - 1/sqrt(pi)). A deviation of 0 or less
// gives the absolute error.
func CRPSNormal(y, mean, sd float64) float64 {
	if !(sd > 0) {
		return math.Abs(y - mean)
	}
	z := (y - mean) / sd
	return sd * (z*(2*num.NormCDF(z)-1) + 2*num.NormPDF(z) - 1/math.Sqrt(math.Pi))
}

// pinball returns the loss of the quantile q of a level when y came.
func pinball(y, q, level float64) float64 {
	if y >= q {
		return level * (y - q)
	}
	return (1 - level) * (q - y)
}

// ratio returns a/b, and NaN where b is not above zero.
func ratio(a, b float64) float64 {
	if !(b > 0) {
		return math.NaN()
	}
	return a / b
}

// absoluteScale returns the mean of |x[t]-x[t-lag]|, NaN where there is none.
func absoluteScale(x []float64, lag int) float64 {
	if len(x) <= lag {
		return math.NaN()
	}
	sum := 0.0
	for i := lag; i < len(x); i++ {
		sum += math.Abs(x[i] - x[i-lag])
	}
	return sum / float64(len(x)-lag)
}

// sinceDemand returns x from its first positive value on.
func sinceDemand(x []float64) []float64 {
	for i, v := range x {
		if v > 0 {
			return x[i:]
		}
	}
	return nil
}

func meanAbsolute(actual, point []float64) float64 {
	sum := 0.0
	for i, y := range actual {
		sum += math.Abs(y - point[i])
	}
	return sum / float64(len(actual))
}

// sameLength reports an empty actual, and each named length that is another one.
func sameLength(actual []float64, pairs ...any) error {
	if len(actual) == 0 {
		return fx.NewInputError("actual", "0", "must have at least one value")
	}
	var faults []error
	for i := 0; i+1 < len(pairs); i += 2 {
		if n := pairs[i+1].(int); n != len(actual) {
			faults = append(faults, fx.NewInputError(pairs[i].(string), strconv.Itoa(n), "must be as many as actual, "+strconv.Itoa(len(actual))))
		}
	}
	return errors.Join(faults...)
}

func checkLag(lag int) error {
	if lag < 1 || lag > MaxSteps {
		return fx.NewInputError("lag", strconv.Itoa(lag), "must be 1 or more")
	}
	return nil
}

func checkLevel(field string, level float64) error {
	if !(level > 0 && level < 1) {
		return fx.NewInputError(field, strconv.FormatFloat(level, 'g', -1, 64), "must be above 0 and below 1")
	}
	return nil
}
