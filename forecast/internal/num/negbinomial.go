package num

import (
	"math"
	"math/rand/v2"
)

// The negative binomial distribution is written by its mean and its size: a Poisson
// variable whose rate is gamma distributed with that mean and the shape size, so that
// its variance is mean + mean^2/size. A size of +Inf is the Poisson distribution.

// NegBinomialPMF returns the chance of exactly k, a whole number of 0 or more.
func NegBinomialPMF(mean, size, k float64) float64 {
	switch {
	case k < 0:
		return 0
	case mean <= 0 || poissonLike(mean, size):
		return PoissonPMF(mean, k)
	}
	a, _ := math.Lgamma(k + size)
	b, _ := math.Lgamma(k + 1)
	c, _ := math.Lgamma(size)
	return math.Exp(a - b - c - size*math.Log1p(mean/size) + k*math.Log(mean/(mean+size)))
}

// poissonLike reports whether the variance is so near the mean that the distribution
// is that of Poisson.
func poissonLike(mean, size float64) bool { return size > 1e10*(1+mean) }

// NegBinomialCDF returns the chance of at most k: the regularised incomplete beta
// function I_q(size, k+1) with q = size/(size+mean).
func NegBinomialCDF(mean, size, k float64) float64 {
	k = math.Floor(k)
	switch {
	case k < 0:
		return 0
	case mean <= 0:
		return 1
	case poissonLike(mean, size):
		return PoissonCDF(mean, k)
	case mean > 1e8: // gamma with the same mean and variance
		spread := 1 + mean/size
		return GammaCDF(mean/spread, (k+0.5)/spread)
	}
	return BetaCDF(size, k+1, size/(size+mean))
}

// NegBinomialQuantile returns the smallest whole number k with
// NegBinomialCDF(mean, size, k) >= p.
func NegBinomialQuantile(mean, size, p float64) float64 {
	if mean <= 0 {
		return 0
	}
	if mean < 20 { // the chances add up faster than the beta function runs
		pmf := NegBinomialPMF(mean, size, 0)
		ratio, by := 0.0, mean
		if !poissonLike(mean, size) {
			ratio = mean / (mean + size)
			by = size * ratio
		}
		sum := pmf
		for k := 0.0; k < 400; k++ {
			if sum >= p {
				return k
			}
			pmf *= (by + ratio*k) / (k + 1)
			sum += pmf
		}
	}
	return wholeQuantile(p, mean, math.Sqrt(mean+mean*mean/size), func(k float64) float64 { return NegBinomialCDF(mean, size, k) })
}

// NegBinomialRand draws a negative binomial variable.
func NegBinomialRand(r *rand.Rand, mean, size float64) float64 {
	if !poissonLike(mean, size) {
		mean *= GammaRand(r, size) / size
	}
	return PoissonRand(r, mean)
}

// BetaCDF returns the regularised incomplete beta function I_x(a, b) by its continued
// fraction (Abramowitz and Stegun, 26.5.8).
func BetaCDF(a, b, x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2):
		return 1 - BetaCDF(b, a, 1-x)
	}
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	front := math.Exp(lab-la-lb+a*math.Log(x)+b*math.Log1p(-x)) / a
	c, d := 1.0, 1/awayFromZero(1-(a+b)*x/(a+1))
	h := d
	for m := 1.0; m < 1e6; m++ {
		an := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / awayFromZero(1+an*d)
		c = awayFromZero(1 + an/c)
		h *= d * c
		an = -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / awayFromZero(1+an*d)
		c = awayFromZero(1 + an/c)
		h *= d * c
		if math.Abs(d*c-1) < 1e-15 {
			break
		}
	}
	return math.Min(1, math.Max(0, front*h))
}
