package forecast

import (
	"slices"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// A TotalForecaster is a [Fitted] that knows how the total of the steps to come is
// distributed. The total is what an order over a lead time depends on, and its
// quantile is not the sum of the quantiles of its steps.
type TotalForecaster interface {
	// Total returns the quantiles of the demand of the next h steps taken together, one
	// for each level, above 0 and below 1.
	Total(h int, levels ...float64) ([]float64, error)
}

// totalPaths is the number of sample paths from which totals are read where a model
// has no formula for them.
const totalPaths = 4000

// Total returns the quantiles of the demand of the next h steps taken together, one
// for each level. It asks f where f is a [TotalForecaster], and else adds up sample
// paths, which always are the same ones.
//
// The errors are those of [Fitted].
func Total(f Fitted, h int, levels ...float64) ([]float64, error) {
	if err := checkHorizon(h, levels); err != nil {
		return nil, err
	}
	if t, ok := f.(TotalForecaster); ok {
		return t.Total(h, levels...)
	}
	n := min(totalPaths, max(200, maxPathValues/h))
	sums := make([]float64, 0, n)
	// In batches, so that a long horizon takes little memory.
	batch := max(1, min(n, 1<<18/h))
	for seed := uint64(simulationSeed); len(sums) < n; seed++ {
		paths, err := f.Paths(h, min(batch, n-len(sums)), seed)
		if err != nil {
			return nil, err
		}
		for _, p := range paths {
			sum := 0.0
			for _, v := range p {
				sum += v
			}
			sums = append(sums, sum)
		}
	}
	slices.Sort(sums)
	out := make([]float64, len(levels))
	for i, l := range levels {
		out[i] = num.Quantile(sums, l)
	}
	cutBelow(out, true)
	return out, nil
}
