package num_test

import (
	"math"
	"testing"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

func TestNormal(t *testing.T) {
	for _, tc := range []struct{ p, z, loss float64 }{ // to ten digits, from tables
		{0.5, 0, 0.3989422804}, {0.95, 1.644853627, 0.0208936}, {0.975, 1.959963985, 0.0094454}, {0.999, 3.090232306, 0.00027686}, {0.025, -1.959963985, 1.9694094},
	} {
		if z := num.NormQuantile(tc.p); math.Abs(z-tc.z) > 1e-9 || math.Abs(num.NormCDF(z)-tc.p) > 1e-14 {
			t.Errorf("quantile of %g is %g", tc.p, z)
		}
		if l := num.NormLoss(tc.z); math.Abs(l-tc.loss) > 1e-6 {
			t.Errorf("loss at %g is %g, want %g", tc.z, l, tc.loss)
		}
	}
	if p := num.NormPDF(1); math.Abs(p-0.24197072451914337) > 1e-16 {
		t.Error(p)
	}
}

func TestQuantile(t *testing.T) {
	x := []float64{1, 2, 4, 8}
	for _, tc := range []struct{ p, want float64 }{{0, 1}, {1. / 3, 2}, {0.5, 3}, {0.9, 6.8}, {1, 8}} {
		if got := num.Quantile(x, tc.p); math.Abs(got-tc.want) > 1e-12 {
			t.Errorf("%g: %g, want %g", tc.p, got, tc.want)
		}
	}
	if !math.IsNaN(num.Quantile(nil, 0.5)) {
		t.Error("nothing has a quantile")
	}
}
