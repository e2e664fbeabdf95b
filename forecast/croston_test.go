package forecast

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// croston-x1 and tsb-x1 of the facts, to their digits.
func TestCrostonPublished(t *testing.T) {
	tests := []struct {
		m      Model
		want   float64
		params map[string]float64
	}{
		{Croston{}, 1.04445913, map[string]float64{"size": 3.20932, "interval": 3.07271}},
		{Croston{Correction: CrostonSBA}, 0.992236169, nil},
		{Croston{Correction: CrostonSBJ}, 0.989487593, nil},
		{Croston{Alpha: 0.1}, 1.04445913, nil},
		{TSB{}, 1.01381333, map[string]float64{"size": 3.20932, "chance": 0.315896617}},
	}
	for _, tc := range tests {
		fit, err := tc.m.Fit(Series{Values: countsX1})
		if err != nil {
			t.Fatal(err)
		}
		f, err := fit.Forecast(3)
		if err != nil || math.Abs(f.Point[0]-tc.want) > 1e-8 || f.Point[2] != f.Point[0] {
			t.Errorf("%s: %.9g, %v, want %.9g", tc.m.Name(), f.Point, err, tc.want)
		}
		for name, want := range tc.params {
			if got, ok := fit.Report().Param(name); !ok || math.Abs(got-want) > 1e-5 {
				t.Errorf("%s: %s is %.9g, want %.9g", tc.m.Name(), name, got, want)
			}
		}
	}
	// Sizes and intervals after each demand, as the facts list them.
	z, p := []float64{3, 3.2, 3.08, 3.172, 3.4548, 3.20932}, []float64{3, 3.1, 2.99, 2.991, 3.1919, 3.07271}
	fit, err := Croston{}.Fit(Series{Values: countsX1})
	if err != nil {
		t.Fatal(err)
	}
	points, demand := fit.Report().Points, -1
	for i := range countsX1 {
		if demand >= 0 {
			if want := z[demand] / p[demand]; math.Abs(points[i]-want) > 1e-8 {
				t.Errorf("step %d: %.9g, want %.9g", i, points[i], want)
			}
		} else if !math.IsNaN(points[i]) {
			t.Errorf("step %d has the point %g", i, points[i])
		}
		if countsX1[i] > 0 {
			demand++
		}
	}
}

// An item that died: Croston stays, TSB goes.
func TestCrostonDead(t *testing.T) {
	x := append(slices.Clone(countsX1), make([]float64, 60)...)
	at := func(m Model) float64 {
		fit, err := m.Fit(Series{Values: x})
		if err != nil {
			t.Fatal(err)
		}
		f, err := fit.Forecast(1)
		if err != nil {
			t.Fatal(err)
		}
		return f.Point[0]
	}
	if got := at(Croston{}); math.Abs(got-1.04445913) > 1e-8 {
		t.Errorf("Croston: %g", got)
	}
	if got := at(TSB{}); got > 0.01 {
		t.Errorf("TSB: %g", got)
	}
}

// Buckets of the mean interval, the last one ending with the history.
func TestADIDA(t *testing.T) {
	// Sixteen steps with four demands: buckets of four with the sums 4, 8, 4 and 8.
	x := []float64{4, 0, 0, 0, 0, 8, 0, 0, 0, 0, 4, 0, 0, 0, 0, 8}
	fit, err := ADIDA{}.Fit(Series{Values: x})
	if err != nil {
		t.Fatal(err)
	}
	if k, _ := fit.Report().Param("bucket"); k != 4 {
		t.Errorf("buckets of %g", k)
	}
	alpha, _ := fit.Report().Param("alpha")
	level := 4.0
	for _, v := range []float64{4, 8, 4, 8} {
		level += alpha * (v - level)
	}
	f, err := fit.Forecast(1)
	if err != nil || math.Abs(f.Point[0]-level/4) > 1e-12 {
		t.Errorf("%g, want %g, %v", f.Point, level/4, err)
	}
	// The smoothing is the best of a fine grid.
	errs := func(a float64) float64 {
		l, sum := 4.0, 0.0
		for _, v := range []float64{8, 4, 8} {
			sum += (v - l) * (v - l)
			l += a * (v - l)
		}
		return sum
	}
	for a := 0.01; a < 1; a += 0.01 {
		if errs(a) < errs(alpha)-1e-9 {
			t.Errorf("alpha %g is better than %g", a, alpha)
		}
	}
	// The first steps that fill no bucket are left out of the level.
	fit, err = ADIDA{Bucket: 3}.Fit(Series{Values: []float64{100, 1, 1, 1, 1, 1, 1}})
	if err != nil {
		t.Fatal(err)
	}
	if f, err = fit.Forecast(1); err != nil || math.Abs(f.Point[0]-1) > 1e-12 {
		t.Errorf("%g, %v", f.Point, err)
	}
}

// IMAPA is the mean of ADIDA over the buckets.
func TestIMAPA(t *testing.T) {
	at := func(m Model) float64 {
		fit, err := m.Fit(Series{Values: countsX1})
		if err != nil {
			t.Fatal(err)
		}
		f, err := fit.Forecast(1)
		if err != nil {
			t.Fatal(err)
		}
		return f.Point[0]
	}
	want := (at(ADIDA{Bucket: 1}) + at(ADIDA{Bucket: 2}) + at(ADIDA{Bucket: 3})) / 3
	if got := at(IMAPA{}); math.Abs(got-want) > 1e-12 { // 18 steps since the first demand, six demands
		t.Errorf("%g, want %g", got, want)
	}
	if got := at(IMAPA{Most: 1}); math.Abs(got-at(ADIDA{Bucket: 1})) > 1e-12 {
		t.Errorf("%g", got)
	}
}

// The chain repeats what it saw: after a demand always none, after none always one.
func TestBootstrapChain(t *testing.T) {
	x := slices.Repeat([]float64{5, 0}, 200)
	fit, err := Bootstrap{}.Fit(Series{Values: x})
	if err != nil {
		t.Fatal(err)
	}
	f, err := fit.Forecast(4)
	if err != nil {
		t.Fatal(err)
	}
	for j, want := range []float64{5, 0, 5, 0} {
		if math.Abs(f.Point[j]-want) > 0.05 {
			t.Errorf("step %d: %g, want about %g", j+1, f.Point[j], want)
		}
	}
	paths, err := fit.Paths(2, 4000, 1)
	if err != nil {
		t.Fatal(err)
	}
	sizes := map[float64]int{}
	for _, p := range paths {
		sizes[p[0]]++
	}
	if len(sizes) < 5 || sizes[5] == 0 || sizes[5] > 3000 {
		t.Errorf("sizes are not jittered: %v", sizes)
	}
	for v := range sizes {
		if v != math.Trunc(v) || v < 0 {
			t.Errorf("a size of %g", v)
		}
	}
	// Only the last steps are drawn from.
	fit, err = Bootstrap{Last: 3}.Fit(Series{Values: []float64{90, 90, 90, 0, 0, 0}})
	if err != nil {
		t.Fatal(err)
	}
	if f, err = fit.Forecast(2, 0.99); err != nil || f.Point[0] != 0 || f.Quantiles[0][1] != 0 {
		t.Errorf("%v, %v", f, err)
	}
}

func TestCrostonRefuses(t *testing.T) {
	for _, tc := range []struct {
		m    Model
		want []string
	}{
		{Croston{Alpha: 1.01, Correction: 3}, []string{"alpha", "correction", "values[0]"}},
		{Croston{Alpha: math.NaN(), Correction: -1}, []string{"alpha", "correction", "values[0]"}},
		{TSB{Alpha: -0.1, Beta: 2}, []string{"alpha", "beta", "values[0]"}},
		{ADIDA{Bucket: -1}, []string{"bucket", "values[0]"}},
		{IMAPA{Most: maxBuckets + 1}, []string{"most", "values[0]"}},
		{Bootstrap{Last: -1}, []string{"last", "values[0]"}},
	} {
		if _, err := tc.m.Fit(Series{Values: []float64{-1}}); !cmp.Equal(inputFields(err), tc.want) {
			t.Errorf("%+v: %v", tc.m, err)
		}
	}
	if got := CrostonCorrection(9).String(); got != "CrostonCorrection(9)" {
		t.Error(got)
	}
}
