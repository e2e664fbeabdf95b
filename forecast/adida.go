package forecast

import (
	"errors"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/forecast/internal/num"
	"github.com/lianxing/crossborder/fx"
)

// ADIDA adds demand up over buckets of several steps, in which there are fewer zeros,
// smooths the buckets and spreads the forecast evenly over their steps (Nikolopoulos and
// others 2011). The smoothing is what minimises the squared errors of the buckets.
// Quantiles are those of [Croston]. It needs one known value.
type ADIDA struct {
	// Bucket is the number of steps added up. 0 means the mean interval between
	// demands, rounded.
	Bucket int
}

// Name returns "ADIDA".
func (ADIDA) Name() string { return "ADIDA" }

// Fit fits the model; see [Model].
func (m ADIDA) Fit(s Series) (Fitted, error) {
	if m.Bucket < 0 || m.Bucket > MaxSteps {
		return nil, errors.Join(fx.NewInputError("bucket", strconv.Itoa(m.Bucket), "must be 0 or more"), s.Check())
	}
	return fitCounts(s, "ADIDA", func(x []float64, _ int, points []float64) (float64, []Param) {
		k := m.Bucket
		if k == 0 {
			k = meanInterval(x)
		}
		k = min(k, len(x))
		level, alpha := bucketLevel(x, k, points)
		return level, []Param{{"bucket", float64(k)}, {"alpha", alpha}, {"level", level}}
	})
}

// IMAPA is the mean of [ADIDA] over buckets of one step, of two and so on up to the mean
// interval between demands, so that no single size of a bucket decides (Petropoulos and
// Kourentzes 2015). Quantiles are those of [Croston]. It needs one known value.
type IMAPA struct {
	// Most is the largest bucket in steps. 0 means the mean interval between demands,
	// rounded. At most 1000.
	Most int
}

// maxBuckets bounds how many sizes of buckets are tried.
const maxBuckets = 1000

// Name returns "IMAPA".
func (IMAPA) Name() string { return "IMAPA" }

// Fit fits the model; see [Model].
func (m IMAPA) Fit(s Series) (Fitted, error) {
	if m.Most < 0 || m.Most > maxBuckets {
		return nil, errors.Join(fx.NewInputError("most", strconv.Itoa(m.Most), "must be between 0 and "+strconv.Itoa(maxBuckets)), s.Check())
	}
	return fitCounts(s, "IMAPA", func(x []float64, _ int, points []float64) (float64, []Param) {
		k := m.Most
		if k == 0 {
			k = min(meanInterval(x), maxBuckets)
		}
		k = min(k, len(x))
		one := make([]float64, len(x))
		level := 0.0
		for bucket := 1; bucket <= k; bucket++ {
			l, _ := bucketLevel(x, bucket, one)
			level += l / float64(k)
			for t := 1; t < len(x); t++ {
				points[t] += one[t] / float64(k)
			}
		}
		return level, []Param{{"buckets", float64(k)}, {"level", level}}
	})
}

// meanInterval returns the mean interval between the demands of x in whole steps, at
// least 1. x begins with a demand.
func meanInterval(x []float64) int {
	demands := 0
	for _, v := range x {
		if v > 0 {
			demands++
		}
	}
	return max(1, int(math.Round(float64(len(x))/float64(max(demands, 1)))))
}

// bucketLevel adds x up in buckets of k steps, the last one ending with x, smooths them
// and returns the level of one step. points[t] becomes the level that was known before
// the bucket of step t.
func bucketLevel(x []float64, k int, points []float64) (level, alpha float64) {
	n := len(x) / k
	first := len(x) - n*k
	sums := make([]float64, n)
	for i := range sums {
		for _, v := range x[first+i*k : first+(i+1)*k] {
			sums[i] += v
		}
	}
	errs := func(alpha float64) float64 {
		l, sum := sums[0], 0.0
		for _, v := range sums[1:] {
			sum += (v - l) * (v - l)
			l += alpha * (v - l)
		}
		return sum
	}
	alpha = 0.5
	if n > 2 {
		alpha, _ = num.Golden(errs, 0.01, 0.99, 1e-6)
	}
	level = sums[0]
	for i, v := range sums {
		for t := first + i*k; t < first+(i+1)*k; t++ {
			points[t] = level / float64(k)
		}
		level += alpha * (v - level)
	}
	for t := range first {
		points[t] = sums[0] / float64(k)
	}
	points[0] = math.NaN()
	return level / float64(k), alpha
}
