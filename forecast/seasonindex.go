package forecast

import (
	"fmt"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// Adjustment says how a model without a season of its own removes the season before
// it is fitted and puts it back into its forecasts. Seasons are factors, or differences
// where [Series.Signed] is set.
type Adjustment int

// The seasonal adjustments.
const (
	// AdjustmentTest uses the classical figure of [Decompose] where the autocorrelation
	// at the season is significant, and no season otherwise.
	AdjustmentTest Adjustment = iota
	// AdjustmentShrunk uses figures that are shrunk towards no season by as much as they
	// are uncertain (Miller and Williams 2003), without a test.
	AdjustmentShrunk
	// AdjustmentAlways uses the classical figure without a test.
	AdjustmentAlways
	// AdjustmentNone ignores the season.
	AdjustmentNone
)

var adjustmentNames = [...]string{"test", "shrunk", "always", "none"}

// String returns the name: "shrunk".
func (a Adjustment) String() string {
	if a < 0 || int(a) >= len(adjustmentNames) {
		return "Adjustment(" + strconv.Itoa(int(a)) + ")"
	}
	return adjustmentNames[a]
}

// check reports whether a is one of the adjustments.
func (a Adjustment) check() error {
	if a < 0 || int(a) >= len(adjustmentNames) {
		return fx.NewInputError("adjustment", strconv.Itoa(int(a)), "must be one of the adjustments")
	}
	return nil
}

// seasonAdjust is a season that was taken out of a series. The zero value is none.
type seasonAdjust struct {
	index []float64 // of each step modulo its length; nil is none
	add   bool      // it is added, not multiplied
}

// at returns the season of step i counted from the start of the history: 1 (or 0)
// where there is none.
func (a seasonAdjust) at(i int) float64 {
	switch {
	case a.index != nil:
		return a.index[i%len(a.index)]
	case a.add:
		return 0
	}
	return 1
}

// remove returns x without the season; x itself where there is none.
func (a seasonAdjust) remove(x []float64) []float64 {
	if a.index == nil {
		return x
	}
	out := make([]float64, len(x))
	k := 0
	for i, v := range x {
		if a.add {
			out[i] = v - a.index[k]
		} else {
			out[i] = v / a.index[k]
		}
		if k++; k == len(a.index) {
			k = 0
		}
	}
	return out
}

// restore puts the season back into x, whose first value is step from of the history.
func (a seasonAdjust) restore(x []float64, from int) {
	if a.index == nil {
		return
	}
	k := from % len(a.index)
	for i := range x {
		if a.add {
			x[i] += a.index[k]
		} else {
			x[i] *= a.index[k]
		}
		if k++; k == len(a.index) {
			k = 0
		}
	}
}

// widen multiplies standard deviations by the factors of the season.
func (a seasonAdjust) widen(sd []float64, from int) {
	if !a.add {
		a.restore(sd, from)
	}
}

// adjustSeason finds the season of m steps of x as how asks for.
func adjustSeason(x []float64, m int, how Adjustment, signed bool) seasonAdjust {
	a := seasonAdjust{add: signed}
	if m < 2 || len(x) < 2*m || how == AdjustmentNone {
		return a
	}
	switch {
	case how == AdjustmentShrunk && signed:
		a.index = shrunkDifferences(x, m)
	case how == AdjustmentShrunk:
		a.index = shrunkIndices(x, m)
	case how == AdjustmentTest && !seasonal(x, m):
	case signed:
		a.index = classicalFigure(x, m, false)
	default:
		a.index = classicalIndices(x, m)
	}
	return a
}

// adjustReason says what [adjustSeason] did.
func adjustReason(x []float64, m int, how Adjustment, a seasonAdjust) []Reason {
	if m < 2 || how == AdjustmentNone {
		return nil
	}
	least := 2
	if how == AdjustmentTest {
		least = 3
	}
	if len(x) < least*m {
		return []Reason{{"short", fmt.Sprintf("%d steps are less than %d seasons of %d: the season is ignored", len(x), least, m)}}
	}
	if how == AdjustmentShrunk && len(x) == 2*m {
		return []Reason{{"short", fmt.Sprintf("two seasons of %d steps do not show how sure they are: the season is ignored", m)}}
	}
	size, limit := seasonalStrength(x, m)
	switch {
	case how == AdjustmentShrunk && a.index == nil:
		return []Reason{{"season", fmt.Sprintf("the season of %d steps is no more than noise and is left out", m)}}
	case how == AdjustmentShrunk:
		return []Reason{{"season", fmt.Sprintf("the season of %d steps is taken out, shrunk by its uncertainty", m)}}
	case how == AdjustmentTest && !(size > limit):
		if math.IsInf(limit, 1) {
			return []Reason{{"season", fmt.Sprintf("the series does not vary: no season of %d steps", m)}}
		}
		return []Reason{{"season", fmt.Sprintf("autocorrelation %.3f at lag %d is within its limit %.3f: no season", size, m, limit)}}
	case a.index == nil:
		return []Reason{{"season", fmt.Sprintf("a seasonal factor is near 0: the season of %d steps is ignored", m)}}
	case how == AdjustmentTest:
		return []Reason{{"season", fmt.Sprintf("autocorrelation %.3f at lag %d is above its limit %.3f: the season is taken out", size, m, limit)}}
	}
	return nil
}

// shrunkIndices returns seasonal factors of x, one for each step modulo m with the
// (geometric) mean 1, shrunk towards 1 by the estimator of James and Stein as Miller
// and Williams (2003) propose: with the means s_k of the logarithms of the ratios to
// the moving average, centred, they are exp(w s_k),
// w = max(0, 1 - (m-3) V / sum s_k^2), V the pooled variance of a season's mean.
// A series with values of 0 is shrunk on the ratios themselves. It returns nil where
// there is no season left, or x is too short to know how sure it is.
func shrunkIndices(x []float64, m int) []float64 {
	if m < 2 || len(x) <= 2*m {
		return nil
	}
	logs := true
	for _, v := range x {
		if !(v > 0) {
			logs = false
			break
		}
	}
	trend := centredAverage(x, m)
	for i, t := range trend {
		switch {
		case math.IsNaN(t):
		case !(t > 0):
			trend[i] = math.NaN()
		case logs:
			trend[i] = math.Log(x[i] / t)
		default:
			trend[i] = x[i] / t
		}
	}
	index := shrunkMeans(trend, m, !logs)
	for k, s := range index {
		if logs {
			index[k] = math.Exp(s)
		} else {
			index[k] = 1 + s
		}
		if !(index[k] >= leastIndex) || index[k] > 1/leastIndex {
			return nil
		}
	}
	return index
}

// shrunkDifferences is [shrunkIndices] for a season that is added; its mean is 0.
func shrunkDifferences(x []float64, m int) []float64 {
	if m < 2 || len(x) <= 2*m {
		return nil
	}
	d := centredAverage(x, m)
	for i := range d {
		d[i] = x[i] - d[i]
	}
	return shrunkMeans(d, m, false)
}

// shrunkMeans returns the centred and shrunk means of z of each step modulo m, nil
// where they are no more than noise. NaN values do not count. ratio says that z are ratios,
// which are scaled to the mean 1 instead of centred.
func shrunkMeans(z []float64, m int, ratio bool) []float64 {
	mean, count := make([]float64, m), make([]float64, m)
	total := 0.0
	for i, v := range z {
		if !math.IsNaN(v) {
			mean[i%m] += v
			count[i%m]++
			total++
		}
	}
	centre, inverse := 0.0, 0.0
	for k, c := range count {
		if c == 0 {
			return nil
		}
		mean[k] /= c
		centre += mean[k] / float64(m)
		inverse += 1 / c / float64(m)
	}
	if !(total > float64(m)) || ratio && !(centre > 0) {
		return nil
	}
	noise := 0.0
	for i, v := range z {
		if !math.IsNaN(v) {
			e := v - mean[i%m]
			noise += e * e
		}
	}
	v := noise / (total - float64(m)) * inverse
	if ratio {
		v /= centre * centre
	}
	squares := 0.0
	for k := range mean {
		if ratio {
			mean[k] = mean[k]/centre - 1
		} else {
			mean[k] -= centre
		}
		squares += mean[k] * mean[k]
	}
	if !(squares > 0) {
		return nil
	}
	w := 1 - float64(max(m-3, 1))*v/squares
	if !(w > 0) {
		return nil
	}
	for k := range mean {
		mean[k] *= w
	}
	return mean
}
