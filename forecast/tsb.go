package forecast

import (
	"errors"
	"math"
)

// TSB forecasts demand that comes now and then as the smoothed size of a demand times
// the smoothed probability of one (Teunter, Syntetos and Babai 2011). The probability is
// smoothed in every step, so the forecast of an item that dies goes to zero. The first
// size is that of the first demand, the first probability the share of steps with one.
// Quantiles are those of [Croston]. It needs one known value.
type TSB struct {
	// Alpha is the share of the newest size and Beta that of the newest step in the
	// probability, each above 0 and at most 1. 0 means 0.1.
	Alpha, Beta float64
}

// Name returns "TSB".
func (TSB) Name() string { return "TSB" }

// Fit fits the model; see [Model].
func (m TSB) Fit(s Series) (Fitted, error) {
	var faults []error
	alpha, beta := crostonShare(&faults, "alpha", m.Alpha), crostonShare(&faults, "beta", m.Beta)
	if len(faults) > 0 {
		return nil, errors.Join(append(faults, s.Check())...)
	}
	return fitCounts(s, "TSB", func(x []float64, lead int, points []float64) (float64, []Param) {
		demands := 0
		for _, v := range x {
			if v > 0 {
				demands++
			}
		}
		size, chance := x[0], float64(demands)/float64(len(x)+lead)
		chance *= math.Pow(1-beta, float64(lead)) // the steps before the first demand
		for t, v := range x {
			if t > 0 {
				points[t] = size * chance
			}
			if v == 0 {
				chance -= beta * chance
				continue
			}
			size += alpha * (v - size)
			chance += beta * (1 - chance)
		}
		return size * chance, []Param{{"alpha", alpha}, {"beta", beta}, {"size", size}, {"chance", chance}}
	})
}
