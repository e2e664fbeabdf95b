package forecast

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// A Decomposition splits a series into a season, a trend and what remains. Each part
// is as long as the series.
type Decomposition struct {
	// Seasonal is the season: to be added, or a factor where the split is multiplicative.
	Seasonal []float64
	// Trend is the smooth course without the season; NaN where a moving average does
	// not reach.
	Trend []float64
	// Remainder is what is left: a difference, or a factor where the split is
	// multiplicative; NaN where Trend is, and where a ratio would divide by 0.
	Remainder []float64
	// Figure is one cycle of a season that never changes, from the first step on, and
	// nil where the season changes.
	Figure []float64
}

// Decompose splits x by the classical method, as R's decompose: the trend is the
// centred moving average over one period, the figure the mean difference from it (or
// the mean ratio to it) of each season, centred at 0 (or scaled to the mean 1).
// It needs two periods and is a [*ShortError] with fewer; infinite and not-a-number
// values are an [*fx.InputError].
func Decompose(x []float64, period int, multiplicative bool) (Decomposition, error) {
	if err := checkDecompose(x, period, 2*period); err != nil {
		return Decomposition{}, err
	}
	n := len(x)
	d := Decomposition{Trend: centredAverage(x, period), Figure: classicalFigure(x, period, multiplicative)}
	d.Seasonal, d.Remainder = make([]float64, n), make([]float64, n)
	for i, v := range x {
		s := d.Figure[i%period]
		d.Seasonal[i] = s
		if fit := d.Trend[i] * s; multiplicative && fit == 0 {
			d.Remainder[i] = math.NaN()
		} else if multiplicative {
			d.Remainder[i] = v / fit
		} else {
			d.Remainder[i] = v - d.Trend[i] - s
		}
	}
	return d, nil
}

// checkDecompose reports what is wrong with values that are to be split by a period.
func checkDecompose(x []float64, period, need int) error {
	var faults []error
	if period < 2 || period > MaxSteps {
		faults = append(faults, fx.NewInputError("period", strconv.Itoa(period), "must be 2 or more"))
	}
	if len(x) > MaxSteps {
		return errors.Join(append(faults, fx.NewInputError("values", strconv.Itoa(len(x)), "must be at most "+strconv.Itoa(MaxSteps)))...)
	}
	for i, v := range x {
		if len(faults) < maxFaults && (math.IsNaN(v) || math.Abs(v) > MaxValue) {
			faults = append(faults, fx.NewInputError(fmt.Sprintf("values[%d]", i), strconv.FormatFloat(v, 'g', -1, 64), "must be a finite number of at most 1e15"))
		}
	}
	if len(faults) == 0 && len(x) < need {
		return &ShortError{Model: "a decomposition", Have: len(x), Need: need}
	}
	return errors.Join(faults...)
}

// seasonal reports whether x has a season of m steps: whether its autocorrelation at
// lag m exceeds 1.645 standard errors (Bartlett's formula) and x covers three cycles.
// It is the test of the M3 and M4 competitions.
func seasonal(x []float64, m int) bool {
	r, limit := seasonalStrength(x, m)
	return r > limit
}

// seasonalStrength returns the size of the autocorrelation at lag m and the limit
// above which [seasonal] takes it for a season: +Inf where x cannot have one.
func seasonalStrength(x []float64, m int) (size, limit float64) {
	n := len(x)
	if m < 2 || n < 3*m {
		return 0, math.Inf(1)
	}
	mean, scale := 0.0, 0.0
	for _, v := range x {
		mean += v / float64(n)
		scale = max(scale, math.Abs(v))
	}
	var buf [256]float64
	d := buf[:]
	if n > len(buf) {
		d = make([]float64, n)
	}
	d = d[:n]
	whole := 0.0
	for i, v := range x {
		d[i] = v - mean
		whole += d[i] * d[i]
	}
	if !(whole > 1e-24*scale*scale*float64(n)) {
		return 0, math.Inf(1)
	}
	at := func(k int) float64 {
		a := 0.0
		for i, v := range d[k:] {
			a += v * d[i]
		}
		return a / whole
	}
	// Of a very long season not every shorter lag is looked at.
	stride := 1 + int(int64(n)*int64(m)/mostLagWork)
	sum := 0.0
	for k := 1; k < m; k += stride {
		a := at(k)
		sum += a * a * float64(stride)
	}
	return math.Abs(at(m)), 1.645 * math.Sqrt((1+2*sum)/float64(n))
}

// mostLagWork bounds the products that [seasonalStrength] adds up.
const mostLagWork = 1 << 28

// centredAverage returns the centred moving average of x over m steps (2 x m for an
// even m), NaN in the first and last m/2 steps.
func centredAverage(x []float64, m int) []float64 {
	n, half := len(x), m/2
	out := make([]float64, n)
	for i := range out {
		out[i] = math.NaN()
	}
	// Sums are taken anew while that is cheap: a running one keeps the rounding of values
	// that have left it.
	fresh := m <= 1024
	sum := 0.0
	for i := half; i < n-half; i++ {
		inner := x[i-half+1 : i+half] // without both ends
		if fresh || i == half {
			sum = 0
			for _, v := range inner {
				sum += v
			}
		} else {
			sum += inner[len(inner)-1] - x[i-half]
		}
		ends := x[i-half] + x[i+half]
		if m%2 == 0 {
			ends *= 0.5
		}
		out[i] = (sum + ends) / float64(m)
	}
	return out
}

// classicalFigure returns the seasonal figure of [Decompose]. A ratio to a trend of 0
// is left out, and a season without any ratio is 1. x covers two cycles.
func classicalFigure(x []float64, m int, multiplicative bool) []float64 {
	trend := centredAverage(x, m)
	figure, count := make([]float64, m), make([]int, m)
	for i, t := range trend {
		switch {
		case math.IsNaN(t):
		case !multiplicative:
			figure[i%m] += x[i] - t
			count[i%m]++
		case t != 0:
			figure[i%m] += x[i] / t
			count[i%m]++
		}
	}
	mean := 0.0
	for k := range figure {
		switch {
		case count[k] > 0:
			figure[k] /= float64(count[k])
		case multiplicative:
			figure[k] = 1
		}
		mean += figure[k] / float64(m)
	}
	for k := range figure {
		switch {
		case !multiplicative:
			figure[k] -= mean
		case mean != 0:
			figure[k] /= mean
		default:
			figure[k] = 1
		}
	}
	return figure
}

// classicalIndices returns the multiplicative seasonal figure of x, one factor for
// each step modulo m, or nil where x is shorter than two cycles or a factor is below
// 1e-4, so that nothing can be divided by it.
func classicalIndices(x []float64, m int) []float64 {
	if m < 2 || len(x) < 2*m {
		return nil
	}
	figure := classicalFigure(x, m, true)
	for _, f := range figure {
		if !(f >= leastIndex) || f > 1/leastIndex {
			return nil
		}
	}
	return figure
}

// leastIndex is the least seasonal factor by which a series is divided.
const leastIndex = 1e-4
