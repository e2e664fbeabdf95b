package stock

import (
	"math"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// gammaCDF returns the regularised incomplete gamma function P(a, x) by its series or
// its continued fraction (Abramowitz and Stegun, 6.5.29 and 6.5.31).
func gammaCDF(a, x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case math.IsInf(x, 1):
		return 1
	case a > 1e10:
		return num.NormCDF((x - a) / math.Sqrt(a))
	}
	lg, _ := math.Lgamma(a)
	front := math.Exp(a*math.Log(x) - x - lg)
	if a > 1e3 { // the three large terms cancel: Stirling's form keeps the digits
		u := (x - a) / a
		front = math.Exp(a*(math.Log1p(u)-u)) * math.Sqrt(a/(2*math.Pi)) / math.Exp(1/(12*a)-1/(360*a*a*a))
	}
	if x < a+1 {
		term, sum := 1/a, 1/a
		for n := a + 1; term > sum*1e-17; n++ {
			term *= x / n
			sum += term
		}
		return min(1, front*sum)
	}
	const tiny = 1e-300
	b := x + 1 - a
	c, d := 1/tiny, 1/b
	h := d
	for i := 1.0; i < 1e6; i++ {
		an := -i * (i - a)
		b += 2
		d = 1 / orTiny(an*d+b, tiny)
		c = orTiny(b+an/c, tiny)
		h *= d * c
		if math.Abs(d*c-1) < 1e-16 {
			break
		}
	}
	return max(0, 1-front*h)
}

func orTiny(v, tiny float64) float64 {
	if math.Abs(v) < tiny {
		return tiny
	}
	return v
}

// gammaQuantile returns the x with gammaCDF(a, x) = p by bisection in the logarithm,
// started at the Wilson-Hilferty approximation.
func gammaQuantile(a, p float64) float64 {
	z := num.NormQuantile(p)
	w := 1 - 1/(9*a) + z/(3*math.Sqrt(a))
	guess := a * w * w * w
	if !(w > 0) {
		lg, _ := math.Lgamma(a + 1)
		guess = math.Exp((math.Log(p) + lg) / a)
	}
	guess = max(guess, math.SmallestNonzeroFloat64*1e16)
	lo, hi := guess, guess
	for f := 1.01; gammaCDF(a, lo) > p && lo > 1e-300; f *= f {
		lo /= f
	}
	for f := 1.01; gammaCDF(a, hi) < p && hi < 1e300; f *= f {
		hi *= f
	}
	for range 200 {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi {
			break
		}
		if gammaCDF(a, mid) < p {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// poissonCDF returns the chance of at most k, a whole number of 0 or more.
func poissonCDF(lambda, k float64) float64 {
	if lambda == 0 {
		return 1
	}
	return 1 - gammaCDF(k+1, lambda)
}

// negativeBinomialCDF returns the chance of at most k failures before the r-th
// success of probability p: I_p(r, k+1).
func negativeBinomialCDF(r, p, k float64) float64 { return betaCDF(r, k+1, p) }

// betaCDF returns the regularised incomplete beta function I_x(a, b) by its continued
// fraction (Abramowitz and Stegun, 26.5.8).
func betaCDF(a, b, x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2):
		return 1 - betaCDF(b, a, 1-x)
	}
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	front := math.Exp(lab-la-lb+a*math.Log(x)+b*math.Log1p(-x)) / a
	const tiny = 1e-300
	c, d := 1.0, 1/orTiny(1-(a+b)*x/(a+1), tiny)
	h := d
	for m := 1.0; m < 1e6; m++ {
		an := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / orTiny(1+an*d, tiny)
		c = orTiny(1+an/c, tiny)
		h *= d * c
		an = -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / orTiny(1+an*d, tiny)
		c = orTiny(1+an/c, tiny)
		h *= d * c
		if math.Abs(d*c-1) < 1e-15 {
			break
		}
	}
	return min(1, max(0, front*h))
}
