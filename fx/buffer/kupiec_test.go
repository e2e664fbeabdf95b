package buffer_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx/buffer"
)

func TestKupiec(t *testing.T) {
	for _, row := range []struct {
		name       string
		n, x       int
		confidence float64
		lr, p      float64
		rejected   bool
	}{
		// Another public calculator prints 0.189, twice the right value.
		{"fx-kupiec-01", 250, 3, 0.99, 0.094940, 0.757988, false},
		// MathWorks, Risk Management Toolbox, example of varbacktest/cc.
		{"MathWorks", 1043, 57, 0.95, 0.46147, 0.49694, false},
		{"no breach: -2*n*ln(0.95)", 100, 0, 0.95, 10.258659, 0.001360, true},
		{"all breached: -2*n*ln(0.05)", 10, 10, 0.95, 59.914645, 0, true},
		{"as claimed", 100, 5, 0.95, 0, 1, false},
		{"37 windows cannot reject", 37, 0, 0.95, 3.795704, 0.051390, false},
		{"38 can", 38, 0, 0.95, 3.898290, 0.048336, true},
		{"no windows, no test", 0, 0, 0.95, 0, 1, false},
	} {
		got, err := buffer.Kupiec(row.n, row.x, row.confidence)
		if err != nil || math.Abs(got.LR-row.lr) > 1e-5 || math.Abs(got.P-row.p) > 1e-5 || got.Rejected != row.rejected ||
			got.Windows != row.n || got.Breaches != row.x {
			t.Errorf("%s: %+v, %v", row.name, got, err)
		}
	}
}

func TestKupiecFaults(t *testing.T) {
	for _, row := range []struct {
		n, x       int
		confidence float64
		want       []string
	}{
		{-1, 0, 0.95, []string{"windows"}},
		{-1, 1, 0, []string{"windows", "breaches", "confidence"}},
		{10, 11, 0.95, []string{"breaches"}},
		{10, -1, math.NaN(), []string{"breaches", "confidence"}},
		{10, 1, 1, []string{"confidence"}},
	} {
		_, err := buffer.Kupiec(row.n, row.x, row.confidence)
		if diff := cmp.Diff(row.want, paths(t, err)); diff != "" {
			t.Errorf("%+v: %s", row, diff)
		}
	}
}

func TestPinball(t *testing.T) {
	for _, row := range []struct{ loss, buffer, want float64 }{
		{0.03, 0.02, 0.0095}, {0.01, 0.02, 0.0005}, {0.02, 0.02, 0}, {-0.02, 0.02, 0.002},
	} {
		if got := buffer.Pinball(row.loss, row.buffer, 0.95); math.Abs(got-row.want) > 1e-15 {
			t.Errorf("%+v: %v", row, got)
		}
	}
	if !math.IsNaN(buffer.Pinball(math.NaN(), 0, 0.95)) || !math.IsNaN(buffer.Pinball(0, math.NaN(), 0.95)) {
		t.Error("NaN is lost")
	}
}
