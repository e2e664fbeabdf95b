package forecast

import "slices"

// stockoutSeason returns the factor of each season, shrunk towards 1 as far as the
// noise of its mean explains it, and the share that was kept; nil where a season has
// fewer than two values or there is no demand.
func stockoutSeason(y, w []float64, period int) (factors []float64, kept float64) {
	if len(y) < 2*period {
		return nil, 0
	}
	sums, masses, counts := make([]float64, period), make([]float64, period), make([]int, period)
	sum, mass := 0.0, 0.0
	for i := range y {
		if w[i] > 0 {
			sums[i%period] += y[i] * w[i]
			masses[i%period] += w[i]
			counts[i%period]++
			sum += y[i] * w[i]
			mass += w[i]
		}
	}
	if slices.Min(counts) < 2 || !(sum > 0) {
		return nil, 0
	}
	mean, noise, n := sum/mass, 0.0, 0.0
	for i := range y {
		if w[i] > 0 {
			d := y[i] - sums[i%period]/masses[i%period]
			noise += w[i] * d * d
			n++
		}
	}
	noise /= max(n-float64(period), 1) * mean * mean
	squares, variance := 0.0, 0.0
	for k := range sums {
		d := sums[k]/masses[k]/mean - 1
		squares += d * d
		variance += noise / masses[k] / float64(period)
	}
	if squares > 0 {
		kept = max(0, 1-float64(max(period-3, 1))*variance/squares)
	}
	factors = sums
	for k := range factors {
		factors[k] = 1 + kept*(sums[k]/masses[k]/mean-1)
		factors[k] = max(factors[k], 1e-3)
	}
	return factors, kept
}
