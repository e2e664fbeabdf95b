package forecast

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// sbc-x1, croston-x1 and tsb-x1 of the facts share this history.
var countsX1 = []float64{0, 0, 3, 0, 0, 0, 5, 0, 2, 0, 0, 4, 0, 0, 0, 0, 6, 0, 1, 0}

func TestClassify(t *testing.T) {
	tests := []struct {
		name   string
		x      []float64
		want   DemandClass
		adi    float64
		square float64
	}{
		{"sbc-x1", countsX1, IntermittentDemand, 3.33333333, 0.285714286},
		{"nothing", nil, NoDemand, 0, 0},
		{"no demand", []float64{0, 0, 0}, NoDemand, 0, 0},
		{"one demand", []float64{0, 7}, IntermittentDemand, 2, 0},
		{"an interval of 1.32", append(make([]float64, 8), slices.Repeat([]float64{4}, 25)...), SmoothDemand, 1.32, 0},
		{"an interval above 1.32", append(make([]float64, 9), slices.Repeat([]float64{4}, 25)...), IntermittentDemand, 1.36, 0},
		{"a variation of 0.5", []float64{1, 3}, ErraticDemand, 1, 0.5},
		{"a variation of 0.49", []float64{1, 1 + 2*math.Sqrt(0.49/2)/(1-math.Sqrt(0.49/2))*0.9999999}, SmoothDemand, 1, 0.49},
		{"lumpy", []float64{0, 1, 0, 9, 0, 1}, LumpyDemand, 2, 64.0 / 3 / (121.0 / 9)},
		{"huge", []float64{1e200, 3e200}, ErraticDemand, 1, 0.5},
		{"what is no demand", []float64{-1, math.NaN(), math.Inf(1), 2}, IntermittentDemand, 4, 0},
	}
	for _, tc := range tests {
		p := Classify(tc.x)
		if p.Class != tc.want || math.Abs(p.ADI-tc.adi) > 1e-8 || math.Abs(p.CV2-tc.square) > 1e-6 {
			t.Errorf("%s: %+v, want %v, %g, %g", tc.name, p, tc.want, tc.adi, tc.square)
		}
	}
	if got := DemandClass(-1).String() + " " + DemandClass(5).String(); got != "DemandClass(-1) DemandClass(5)" {
		t.Error(got)
	}
}

// The distribution of the total is that of the paths, for one step and for many.
func TestIntermittentTotalIsThatOfPaths(t *testing.T) {
	for _, tc := range []struct {
		name string
		x    []float64
	}{
		{"sparse", countsX1},
		{"often", []float64{3, 5, 2, 0, 4, 6, 3, 2, 5, 4, 0, 3, 6, 2, 4}},
		{"in dozens", []float64{0, 12, 0, 0, 24, 0, 12, 0, 0, 0, 36, 0}},
	} {
		fit, err := Intermittent{}.Fit(Series{Values: tc.x})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range []int{1, 6} {
			const n = 20_000
			paths, err := fit.Paths(h, n, 3)
			if err != nil {
				t.Fatal(err)
			}
			totals := make([]float64, n)
			for i, p := range paths {
				for _, v := range p {
					totals[i] += v
				}
			}
			levels := []float64{0.5, 0.8, 0.95, 0.99}
			q, err := Total(fit, h, levels...)
			if err != nil {
				t.Fatal(err)
			}
			for i, l := range levels {
				below, under := 0.0, 0.0
				for _, v := range totals {
					if v <= q[i]+1e-9 {
						below += 1.0 / n
					}
					if v < q[i]-1e-9 {
						under += 1.0 / n
					}
				}
				if below < l-0.02 || under > l+0.02 {
					t.Errorf("%s, %d steps: %.3f of the totals are below and %.3f at or below the %g quantile %g", tc.name, h, under, below, l, q[i])
				}
			}
		}
	}
}

// Quantiles of whole units are whole units, and rise with level and horizon.
func TestIntermittentQuantiles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([]float64{1, 6, 24}).Draw(t, "unit")
		x := rapid.SliceOfN(rapid.Map(rapid.SampledFrom([]int{0, 0, 0, 1, 2, 3, 7}), func(n int) float64 { return size * float64(n) }), 2, 50).Draw(t, "x")
		fit, err := Intermittent{}.Fit(Series{Values: x})
		if err != nil {
			t.Fatal(err)
		}
		before := []float64{0, 0, 0}
		for _, h := range []int{1, 2, 5, 30} {
			q, err := Total(fit, h, 0.5, 0.9, 0.99)
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range q {
				if v != math.Trunc(v) || v < before[i] || i > 0 && v < q[i-1] {
					t.Fatalf("%d steps: %v after %v", h, q, before)
				}
			}
			before = q
		}
	})
}

// The longer nothing was asked for, the less is expected; the quantiles remember longer.
func TestIntermittentFades(t *testing.T) {
	last, kept := math.Inf(1), math.Inf(1)
	for _, quiet := range []int{0, 6, 12, 24, 48} {
		x := append(slices.Clone(countsX1), make([]float64, quiet)...)
		point := func(m Intermittent) float64 {
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
		p, never := point(Intermittent{}), point(Intermittent{Death: -1})
		if p >= last || never < p {
			t.Errorf("%d quiet steps: %g after %g, %g if it never dies", quiet, p, last, never)
		}
		if never > kept {
			t.Errorf("%d quiet steps: %g after %g without dying", quiet, never, kept)
		}
		last, kept = p, never
	}
	if last > 0.02 {
		t.Errorf("%g is expected after 48 quiet steps", last)
	}
	for _, d := range []float64{0.51, math.NaN()} {
		if _, err := (Intermittent{Death: d}).Fit(Series{Values: countsX1}); !cmp.Equal(inputFields(err), []string{"death"}) {
			t.Errorf("a death of %g: %v", d, err)
		}
	}
}

// A weekday that repeats eight times is used, and one that does not is not.
func TestIntermittentSeason(t *testing.T) {
	week := []float64{1, 1, 2, 1, 2, 9, 12}
	for _, tc := range []struct {
		weeks int
		m     Intermittent
		used  bool
	}{{8, Intermittent{}, true}, {7, Intermittent{}, false}, {8, Intermittent{NoSeason: true}, false}} {
		s := Series{Periods: []int{7}}
		for range tc.weeks {
			s.Values = append(s.Values, week...)
		}
		fit, err := tc.m.Fit(s)
		if err != nil {
			t.Fatal(err)
		}
		f, err := fit.Forecast(14, 0.9)
		if err != nil {
			t.Fatal(err)
		}
		if used := f.Point[6] > 3*f.Point[1]; used != tc.used || used && f.Quantiles[0][6] <= f.Quantiles[0][1] || f.Point[13] != f.Point[6] {
			t.Errorf("%d weeks, %+v: %.1f", tc.weeks, tc.m, f.Point)
		}
	}
}

// Sums of paths have the quantiles of a normal sum: variances add for a known level,
// and grow with the square for a random walk.
func TestTotalOfPaths(t *testing.T) {
	x := make([]float64, 200)
	for i := range x {
		x[i] = 1000 + 50*math.Sin(float64(i*i))
	}
	fit, err := ETS{Model: "ANN", Alpha: 0.0001}.Fit(Series{Values: x})
	if err != nil {
		t.Fatal(err)
	}
	one, err := fit.Forecast(1, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	const h = 16
	q, err := Total(fit, h, 0.5, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	width := one.Quantiles[0][0] - one.Point[0]
	if got := (q[1] - q[0]) / width; math.Abs(got-4) > 0.3 {
		t.Errorf("the total of 16 steps is %g times as wide as one, want 4", got)
	}
	for _, tc := range []struct {
		h     int
		level float64
		field string
	}{{0, 0.5, "h"}, {1, 1, "levels[0]"}} {
		if _, err := Total(fit, tc.h, tc.level); !cmp.Equal(inputFields(err), []string{tc.field}) {
			t.Errorf("%v: %v", tc, err)
		}
	}
}
