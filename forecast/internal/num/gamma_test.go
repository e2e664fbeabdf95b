package num

import (
	"math"
	"testing"
)

// near reports whether got is within a relative distance of want.
func near(got, want, tol float64) bool {
	return math.Abs(got-want) <= tol*math.Max(1e-300, math.Abs(want))
}

// R 4.2.2: pgamma(x, shape).
func TestGammaCDF(t *testing.T) {
	for _, c := range []struct{ shape, x, want float64 }{
		{2, 1.5, 0.442174599628925},
		{0.5, 9, 0.999977909503001},
		{0.01, 0.3, 0.990927603578235},
		{3000, 3000, 0.502427889894054},
		{3000, 3050, 0.819622032802621},
		{20000, 19900, 0.240115607185431},
		{2, 0.3, 0.0369363131137668},
		{2, 12, 0.9999201252394068},
		{3000, 3100, 0.9649999863009536},
		{20000, 20300, 0.9827064487220966},
		{20000, 19800, 0.0783004950121774},
		{2e6, 2e6 + 3000, 0.9830178926821115},
		{2, 0, 0},
		{2, math.Inf(1), 1},
		{2, -1, 0},
	} {
		if got := GammaCDF(c.shape, c.x); !near(got, c.want, 1e-10) {
			t.Errorf("GammaCDF(%g, %g) = %.15g, want %.15g", c.shape, c.x, got, c.want)
		}
		if got := GammaAbove(c.shape, c.x); math.Abs(got-(1-c.want)) > 1e-10 {
			t.Errorf("GammaAbove(%g, %g) = %.15g, want %.15g", c.shape, c.x, got, 1-c.want)
		}
	}
	// Both branches meet where one takes over from the other.
	for _, a := range []float64{0.3, 5, 700} {
		if lo, hi := GammaCDF(a, a+1-1e-9), GammaCDF(a, a+1+1e-9); !near(lo, hi, 1e-8) {
			t.Errorf("shape %g: %g and %g", a, lo, hi)
		}
	}
	if lo, hi := GammaCDF(1e4, 1.01e4), GammaCDF(1e4*(1+1e-12), 1.01e4); !near(lo, hi, 1e-8) {
		t.Errorf("at the expansion: %.12g and %.12g", lo, hi)
	}
}

// R 4.2.2: qgamma(p, shape).
func TestGammaQuantile(t *testing.T) {
	for _, c := range []struct{ shape, p, want float64 }{
		{0.1, 0.01, 6.07304836240792e-21},
		{0.1, 0.5, 5.93391104460226e-04},
		{0.1, 0.95, 5.80435105323134e-01},
		{3, 0.999, 1.12288722424127e+01},
		{500, 0.95, 5.37339724401720e+02},
		{50000, 0.95, 5.03683680886595e+04},
		{0.01, 0.2, 7.17583810985791e-71},
		{0, 0.5, 0},
	} {
		if got := GammaQuantile(c.shape, c.p); !near(got, c.want, 1e-9) {
			t.Errorf("GammaQuantile(%g, %g) = %.15g, want %.15g", c.shape, c.p, got, c.want)
		}
	}
	for _, a := range []float64{1e-3, 0.02, 0.4, 1, 7, 200, 1e5, 1e9} {
		for _, p := range []float64{1e-9, 0.005, 0.3, 0.5, 0.8, 0.995, 1 - 1e-9} {
			x := GammaQuantile(a, p)
			if got := GammaCDF(a, x); x > 1e-280 && math.Abs(got-p) > 1e-8*math.Min(p, 1) {
				t.Errorf("shape %g, p %g: quantile %g has %g", a, p, x, got)
			}
		}
	}
}

// moments returns mean and variance of n draws.
func moments(n int, draw func() float64) (mean, variance float64) {
	sum, square := 0.0, 0.0
	for range n {
		v := draw()
		sum += v
		square += v * v
	}
	mean = sum / float64(n)
	return mean, square/float64(n) - mean*mean
}

// The draws have the mean and the variance of their distribution, on every branch.
func TestDraws(t *testing.T) {
	const n = 40000
	r := Rand(7)
	check := func(name string, mean, variance float64, draw func() float64) {
		t.Helper()
		m, v := moments(n, draw)
		if math.Abs(m-mean) > 5*math.Sqrt(variance/n) || math.Abs(v-variance) > 0.15*variance {
			t.Errorf("%s: mean %g and variance %g, want %g and %g", name, m, v, mean, variance)
		}
	}
	for _, a := range []float64{0.3, 1, 4.5, 300} {
		check("gamma", a, a, func() float64 { return GammaRand(r, a) })
	}
	for _, m := range []float64{0.2, 5, 29, 31, 400} {
		check("poisson", m, m, func() float64 { return PoissonRand(r, m) })
	}
	check("negative binomial", 3, 3+9/2.0, func() float64 { return NegBinomialRand(r, 3, 2) })
	check("negative binomial without spread", 3, 3, func() float64 { return NegBinomialRand(r, 3, math.Inf(1)) })
}
