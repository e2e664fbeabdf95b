package num

import (
	"math"
	"testing"
)

// R 4.2.2: ppois, qpois, pnbinom and qnbinom (with mu), dnbinom, dpois and pbeta.
func TestPoissonAndNegBinomial(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct{ mean, size, k, want float64 }{
		{0.2, inf, 0, 0.818730753077982},
		{2.5, inf, 3, 0.757576133133066},
		{30, inf, 40, 0.967690425834126},
		{1000, inf, 1050, 0.943971161636327},
		{0.5, 0.1, 0, 0.835958802077937},
		{2.5, 0.5, 3, 0.758496028086940},
		{30, 2, 40, 0.747316312890294},
		{1000, 10, 1500, 0.929500782563503},
		{1e5, 100, 120000, 0.972082388573405},
		{3, 2, -1, 0},
		{0, 2, 0, 1},
	} {
		if got := NegBinomialCDF(c.mean, c.size, c.k); !near(got, c.want, 1e-9) {
			t.Errorf("NegBinomialCDF(%g, %g, %g) = %.15g, want %.15g", c.mean, c.size, c.k, got, c.want)
		}
	}
	for _, c := range []struct{ mean, size, p, want float64 }{
		{0.2, inf, 0.5, 0},
		{2.5, inf, 0.95, 5},
		{30, inf, 0.99, 43},
		{1000, inf, 0.999, 1099},
		{0.5, 0.1, 0.9, 1},
		{2.5, 0.5, 0.95, 10},
		{30, 2, 0.99, 102},
		{1000, 10, 0.999, 2272},
		{1e5, 100, 0.05, 84131},
		{0, 3, 0.5, 0},
	} {
		got := NegBinomialQuantile(c.mean, c.size, c.p)
		if math.IsInf(c.size, 1) && got != PoissonQuantile(c.mean, c.p) {
			t.Errorf("PoissonQuantile(%g, %g) = %g, not %g", c.mean, c.p, PoissonQuantile(c.mean, c.p), got)
		}
		if got != c.want {
			t.Errorf("NegBinomialQuantile(%g, %g, %g) = %g, want %g", c.mean, c.size, c.p, got, c.want)
		}
	}
	for _, c := range []struct{ mean, size, k, want float64 }{
		{0.5, 0.1, 0, 0.8359588020779368},
		{2.5, 0.5, 3, 0.0738296242881697},
		{30, 2, 40, 0.0121169955222198},
		{2.5, inf, 3, 0.213763017249736},
	} {
		if got := NegBinomialPMF(c.mean, c.size, c.k); !near(got, c.want, 1e-12) {
			t.Errorf("NegBinomialPMF(%g, %g, %g) = %.15g, want %.15g", c.mean, c.size, c.k, got, c.want)
		}
	}
	for _, c := range []struct{ a, b, x, want float64 }{
		{2, 3, 0.3, 0.3482999999999999},
		{5, 0.5, 0.7, 0.0652622461689081},
		{0.5, 20, 0.01, 0.4713699354850158},
	} {
		if got := BetaCDF(c.a, c.b, c.x); !near(got, c.want, 1e-12) {
			t.Errorf("BetaCDF(%g, %g, %g) = %.15g, want %.15g", c.a, c.b, c.x, got, c.want)
		}
	}
	// A quantile is the first whole number whose chance reaches p, whatever the mean.
	for _, mean := range []float64{1e-6, 0.7, 19, 21, 3e4, 1e9, 1e15} {
		for _, size := range []float64{0.05, 3, 1e6, inf} {
			last := 0.0
			for _, p := range []float64{0.005, 0.25, 0.5, 0.9, 0.995} {
				q := NegBinomialQuantile(mean, size, p)
				if q < last || math.IsInf(q, 0) || math.IsNaN(q) {
					t.Fatalf("mean %g, size %g: %g after %g", mean, size, q, last)
				}
				if NegBinomialCDF(mean, size, q) < p-1e-9 || (mean < 1e6 && q > 0 && NegBinomialCDF(mean, size, q-1) >= p+1e-9) {
					t.Errorf("mean %g, size %g, p %g: %g is not the quantile", mean, size, p, q)
				}
				last = q
			}
		}
	}
}
