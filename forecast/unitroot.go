package forecast

import (
	"math"
	"slices"
)

// kpss returns the statistic of Kwiatkowski, Phillips, Schmidt and Shin (1992) for a
// level, with Bartlett weights over trunc(3 sqrt(n)/13) lags.
func kpss(x []float64) float64 {
	n := len(x)
	mean := 0.0
	for _, v := range x {
		mean += v / float64(n)
	}
	e := make([]float64, n)
	sum, top, variance := 0.0, 0.0, 0.0
	for i, v := range x {
		e[i] = v - mean
		sum += e[i]
		top += sum * sum
		variance += e[i] * e[i]
	}
	lags := int(3 * math.Sqrt(float64(n)) / 13)
	for l := 1; l <= lags && l < n; l++ {
		c := 0.0
		for i := l; i < n; i++ {
			c += e[i] * e[i-l]
		}
		variance += 2 * (1 - float64(l)/float64(lags+1)) * c
	}
	if !(variance > 0) {
		return 0
	}
	return top / float64(n) / variance
}

// kpssLimit is the critical value of kpss at 0.05, and arimaStrong the strength of a
// season from which seasonal differences are taken (Wang, Smith and Hyndman 2006).
const (
	kpssLimit   = 0.463
	arimaStrong = 0.64
)

// arimaDifferences returns how often x must be differenced for kpss to stay below its
// limit, at most twice, and the statistic of x itself.
func arimaDifferences(x []float64) (d int, first float64) {
	for {
		if len(x) < 3 || arimaFlat(x) {
			return d, first
		}
		k := kpss(x)
		if d == 0 {
			first = k
		}
		if k <= kpssLimit || d == 2 {
			return d, first
		}
		x = arimaDifference(x, 1)
		d++
	}
}

// arimaStrength returns the strength of the season of m steps,
// 1 - var(remainder)/var(season + remainder) by STL, at least 0.
func arimaStrength(x []float64, m int) float64 {
	if len(x) <= 2*m || arimaFlat(x) {
		return 0
	}
	d := STL{Period: m, SeasonWindow: 11}.run(x)
	both := make([]float64, len(x))
	for i := range both {
		both[i] = d.Seasonal[i] + d.Remainder[i]
	}
	v := arimaVariance(both)
	if !(v > 0) {
		return 0
	}
	return min(max(1-arimaVariance(d.Remainder)/v, 0), 1)
}

// arimaVariance returns the mean squared distance from the mean.
func arimaVariance(x []float64) float64 {
	mean, sum := 0.0, 0.0
	for i, v := range x {
		d := v - mean
		mean += d / float64(i+1)
		sum += d * (v - mean)
	}
	return sum / float64(len(x))
}

// arimaDifference returns x less itself lag steps before.
func arimaDifference(x []float64, lag int) []float64 {
	if len(x) <= lag {
		return nil
	}
	out := make([]float64, len(x)-lag)
	for i := range out {
		out[i] = x[i+lag] - x[i]
	}
	return out
}

// arimaFlat reports whether all values are the same but for rounding. Values are of the
// size of 1.
func arimaFlat(x []float64) bool { return len(x) == 0 || slices.Max(x)-slices.Min(x) <= 1e-10 }
