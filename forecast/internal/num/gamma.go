package num

import (
	"math"
	"math/rand/v2"
)

// GammaCDF returns the chance that a gamma variable of that shape and scale 1 is at
// most x: the regularised incomplete gamma function P(shape, x), by its series or its
// continued fraction (Abramowitz and Stegun, 6.5.29 and 6.5.31), and by the uniform
// expansion of Temme (1979) for large shapes.
func GammaCDF(shape, x float64) float64 {
	lower, _ := gammaParts(shape, x)
	return lower
}

// GammaAbove returns 1 - GammaCDF(shape, x) without loss of digits.
func GammaAbove(shape, x float64) float64 {
	_, upper := gammaParts(shape, x)
	return upper
}

func gammaParts(a, x float64) (lower, upper float64) {
	switch {
	case x <= 0 || math.IsNaN(x):
		return 0, 1
	case math.IsInf(x, 1) || a <= 0:
		return 1, 0
	case a > 1e4:
		return gammaTemme(a, x)
	}
	lg, _ := math.Lgamma(a)
	front := math.Exp(a*math.Log(x) - x - lg)
	if x < a+1 {
		term, sum := 1/a, 1/a
		for n := a + 1; term > sum*1e-17; n++ {
			term *= x / n
			sum += term
		}
		lower = math.Min(1, front*sum)
		return lower, 1 - lower
	}
	b := x + 1 - a
	c, d := math.Inf(1), 1/b
	h := d
	for i := 1.0; i < 1e5; i++ {
		an := i * (a - i)
		b += 2
		d = 1 / awayFromZero(an*d+b)
		c = awayFromZero(b + an/c)
		h *= d * c
		if math.Abs(d*c-1) < 1e-16 {
			break
		}
	}
	upper = math.Min(1, front*h)
	return 1 - upper, upper
}

// awayFromZero keeps a denominator of a continued fraction from being zero.
func awayFromZero(v float64) float64 {
	if math.Abs(v) < 1e-300 {
		return 1e-300
	}
	return v
}

// gammaTemme is Temme's expansion with two terms; its relative error is below 1e-9
// for shapes above 1e4.
func gammaTemme(a, x float64) (lower, upper float64) {
	mu := (x - a) / a
	eta := math.Sqrt(2 * (mu - math.Log1p(mu)))
	if math.Abs(mu) < 1e-3 { // the difference cancels
		eta = math.Abs(mu) * math.Sqrt(1-mu*(2./3-mu*(0.5-mu*0.4)))
	}
	if mu < 0 {
		eta = -eta
	}
	var c0, c1 float64
	if math.Abs(eta) < 0.02 {
		c0 = -1./3 + eta*(1./12-eta*(2./135-eta*(1./864+eta/2835)))
		c1 = -1./540 - eta*(1./288-eta/378)
	} else {
		c0 = 1/mu - 1/eta
		c1 = 1/(eta*eta*eta) - 1/(mu*mu*mu) - 1/(mu*mu) - 1/(12*mu)
	}
	rest := math.Exp(-a*eta*eta/2) / math.Sqrt(2*math.Pi*a) * (c0 + c1/a)
	z := eta * math.Sqrt(a/2)
	lower = math.Min(1, math.Max(0, math.Erfc(-z)/2-rest))
	upper = math.Min(1, math.Max(0, math.Erfc(z)/2+rest))
	return lower, upper
}

// GammaQuantile returns the x with GammaCDF(shape, x) = p, started at the
// approximation of Wilson and Hilferty (1931) and found by Newton's steps within a
// bracket.
func GammaQuantile(shape, p float64) float64 {
	if shape <= 0 || p <= 0 {
		return 0
	}
	z := NormQuantile(p)
	w := 1 - 1/(9*shape) + z/(3*math.Sqrt(shape))
	x := shape * w * w * w
	lg, _ := math.Lgamma(shape)
	if w <= 0 || shape < 0.5 { // P(a, x) is near x^a / Gamma(a+1)
		small := math.Exp((math.Log(p) + math.Log(shape) + lg) / shape)
		if w <= 0 || small < shape {
			x = small
		}
	}
	if x < 1e-290 { // so small that the first term is exact
		return x
	}
	lo, hi := 0.0, math.Inf(1)
	for range 200 {
		below, above := gammaParts(shape, x)
		miss := below - p
		if p > 0.5 {
			miss = (1 - p) - above
		}
		if miss < 0 {
			lo = x
		} else {
			hi = x
		}
		density := math.Exp((shape-1)*math.Log(x) - x - lg)
		next := x - miss/density
		if !(next > lo && next < hi) {
			if math.IsInf(hi, 1) {
				next = 2 * x
			} else {
				next = lo + (hi-lo)/2
				if lo == 0 {
					next = hi / 8
				}
			}
		}
		if math.Abs(next-x) <= 1e-13*x {
			return next
		}
		x = next
	}
	return x
}

// GammaRand draws a gamma variable of that shape and scale 1 by the method of
// Marsaglia and Tsang (2000).
func GammaRand(r *rand.Rand, shape float64) float64 {
	switch {
	case shape <= 0:
		return 0
	case shape > 1e18: // the normal distribution, to every digit
		return shape * (1 + r.NormFloat64()/math.Sqrt(shape))
	case shape < 1:
		return GammaRand(r, shape+1) * math.Pow(1-r.Float64(), 1/shape)
	}
	d := shape - 1./3
	c := 1 / math.Sqrt(9*d)
	for {
		z := r.NormFloat64()
		v := 1 + c*z
		if v <= 0 {
			continue
		}
		v = v * v * v
		if u := 1 - r.Float64(); math.Log(u) < 0.5*z*z+d*(1-v+math.Log(v)) {
			return d * v
		}
	}
}
