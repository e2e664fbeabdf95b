package num

import (
	"math"
	"math/rand/v2"
)

// PoissonPMF returns the chance of exactly k, a whole number of 0 or more.
func PoissonPMF(mean, k float64) float64 {
	switch {
	case k < 0:
		return 0
	case mean <= 0:
		if k == 0 {
			return 1
		}
		return 0
	}
	lg, _ := math.Lgamma(k + 1)
	return math.Exp(k*math.Log(mean) - mean - lg)
}

// PoissonCDF returns the chance of at most k.
func PoissonCDF(mean, k float64) float64 {
	if k < 0 {
		return 0
	}
	if mean <= 0 {
		return 1
	}
	return GammaAbove(math.Floor(k)+1, mean)
}

// PoissonQuantile returns the smallest whole number k with PoissonCDF(mean, k) >= p.
func PoissonQuantile(mean, p float64) float64 {
	if mean <= 0 {
		return 0
	}
	return wholeQuantile(p, mean, math.Sqrt(mean), func(k float64) float64 { return PoissonCDF(mean, k) })
}

// wholeQuantile returns the smallest whole number k of 0 or more with cdf(k) >= p. It
// searches outward from the normal approximation.
func wholeQuantile(p, mean, sd float64, cdf func(k float64) float64) float64 {
	step := math.Max(1, math.Floor(sd/4))
	hi := math.Max(0, math.Floor(mean+sd*NormQuantile(p)))
	lo := hi - 1
	if cdf(hi) < p {
		for range 100 {
			lo, hi, step = hi, hi+step, 2*step
			if cdf(hi) >= p {
				break
			}
		}
	} else {
		for range 100 {
			if lo < 0 || cdf(lo) < p {
				break
			}
			hi, lo, step = lo, math.Max(-1, lo-step), 2*step
		}
	}
	// cdf(lo) < p <= cdf(hi)
	for hi-lo > 1 {
		mid := math.Floor(lo + (hi-lo)/2)
		if mid <= lo || mid >= hi {
			break
		}
		if cdf(mid) >= p {
			hi = mid
		} else {
			lo = mid
		}
	}
	return hi
}

// PoissonRand draws a Poisson variable: by the waiting times below a mean of 30, and
// above it from the gamma distribution of a waiting time (Ahrens and Dieter 1974).
// Above a mean of 1e12 it draws from the normal distribution.
func PoissonRand(r *rand.Rand, mean float64) float64 {
	k := 0.0
	for mean > 30 {
		if mean > 1e12 {
			return k + math.Max(0, math.Floor(mean+math.Sqrt(mean)*r.NormFloat64()+0.5))
		}
		m := math.Floor(mean * 7 / 8)
		x := GammaRand(r, m)
		if x > mean { // fewer than m arrive: each of m-1 does with chance mean/x
			return k + binomialRand(r, m-1, mean/x)
		}
		k, mean = k+m, mean-x
	}
	if !(mean > 0) {
		return k
	}
	limit := math.Exp(-mean)
	for p := 1 - r.Float64(); p > limit; p *= 1 - r.Float64() {
		k++
	}
	return k
}

// binomialRand draws the number of successes among n tries of chance p, splitting at
// a beta variable until n is small (Ahrens and Dieter 1974).
func binomialRand(r *rand.Rand, n, p float64) float64 {
	k := 0.0
	for n > 40 {
		a := 1 + math.Floor(n/2)
		g := GammaRand(r, a)
		b := g / (g + GammaRand(r, n+1-a))
		if b <= p {
			k += a
			n -= a
			p = (p - b) / (1 - b)
		} else {
			n = a - 1
			p /= b
		}
	}
	for ; n > 0; n-- {
		if r.Float64() < p {
			k++
		}
	}
	return k
}
