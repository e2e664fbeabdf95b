package forecast

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// waves is a series of two waves around a level, in cycles of length.
func waves(n int, length float64) []float64 {
	x := make([]float64, n)
	for t := range x {
		a := 2 * math.Pi * float64(t) / length
		x[t] = 5*math.Sin(a) + 2*math.Cos(3*a)
	}
	return x
}

// Waves that repeat are found whole, and where they stand in the cycle.
func TestFourierSeason(t *testing.T) {
	for _, n := range []int{3 * 48, 5*48 + 7, 20 * 48} {
		x := waves(n, 48)
		f := fourierSeason(x, 48, 6, 6)
		for _, at := range []int{0, 5, n, n + 31, 10 * n} {
			if got, want := f.at(at), waves(at+1, 48)[at]; math.Abs(got-want) > 1e-9 {
				t.Errorf("%d steps: %g at %d, want %g", n, got, at, want)
			}
		}
		if math.Abs(f.kept-1) > 1e-9 {
			t.Errorf("%d steps: kept %g", n, f.kept)
		}
	}
}

// Two years of weeks have one cycle beside the average, of which half is kept; three
// have two, which say what they are worth; less than two years say nothing.
func TestFourierSeasonYears(t *testing.T) {
	for _, tc := range []struct {
		weeks int
		kept  float64
	}{{103, 0}, {104, 0.5}, {153, 0.5}, {154, 1}, {156, 1}, {300, 1}} {
		f := fourierSeason(waves(tc.weeks, fourierYear), fourierYear, 16, 6)
		if tc.kept == 0 {
			if f != nil {
				t.Errorf("%d weeks: %v", tc.weeks, f)
			}
			continue
		}
		if f == nil || math.Abs(f.kept-tc.kept) > 0.02 {
			t.Errorf("%d weeks: %+v, want %g kept", tc.weeks, f, tc.kept)
		}
	}
}

// What does not repeat is shrunk away.
func TestFourierSeasonNoise(t *testing.T) {
	x := make([]float64, 6*48)
	for t := range x {
		x[t] = math.Sin(float64(t*t) * 1.7)
	}
	if f := fourierSeason(x, 48, 16, 6); f.kept > 0.75 {
		t.Errorf("kept %g of noise", f.kept)
	}
}

func TestHarmonicSeason(t *testing.T) {
	long, below := waves(300, 48), waves(300, 48)
	for i := range long {
		long[i] = 100 * math.Exp(long[i]/20)
		below[i] = long[i] - 100
	}
	tests := []struct {
		name string
		m    Harmonic
		s    Series
		code string
		near float64 // the largest relative error of the next cycle
	}{
		{"times", Harmonic{Model: Naive{}}, Series{Values: long, Periods: []int{48}}, "season", 0.01},
		{"plus", Harmonic{Model: Naive{}, Harmonics: 12}, Series{Values: below, Periods: []int{48}, Signed: true}, "season", 0.01},
		{"two years", Harmonic{Model: Naive{}}, Series{Values: long[:96], Periods: []int{48}}, "season", 0.5},
		{"short", Harmonic{Model: Naive{}}, Series{Values: long[:95], Periods: []int{48}}, "short", math.Inf(1)},
		{"none", Harmonic{Model: Naive{}}, Series{Values: long, Periods: []int{2}}, "season", math.Inf(1)},
	}
	for _, tc := range tests {
		fit, err := tc.m.Fit(tc.s)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if got := fit.Report().Reasons[0].Code; got != tc.code {
			t.Errorf("%s: %v", tc.name, fit.Report().Reasons)
		}
		f, err := fit.Forecast(48, 0.1, 0.9)
		if err != nil {
			t.Fatal(err)
		}
		n := len(tc.s.Values)
		for j, p := range f.Point {
			want := 100 * math.Exp(waves(n+j+1, 48)[n+j]/20)
			scale := want
			if tc.s.Signed {
				want -= 100
			}
			if math.Abs(p-want) > tc.near*scale {
				t.Errorf("%s: step %d: %g, want %g", tc.name, j+1, p, want)
				break
			}
		}
		if tc.near < 0.02 { // one step ahead is exact, but for what the average lacks at the ends
			points := fit.Report().Points
			if i := slices.IndexFunc(points[1:], func(v float64) bool { return math.IsNaN(v) }); i >= 0 || math.Abs(points[100]-tc.s.Values[100]) > 1 {
				t.Errorf("%s: %g for %g", tc.name, points[100], tc.s.Values[100])
			}
		}
	}
	_, err := Harmonic{Harmonics: -1, Cycles: maxHarmonics + 1}.Fit(Series{Values: []float64{-1}})
	if got, want := inputFields(err), []string{"harmonics", "cycles", "values[0]"}; !cmp.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestAdjusted(t *testing.T) {
	profile := []float64{0.5, 1, 1.5, 1}
	x := make([]float64, 24)
	for t := range x {
		x[t] = 80 * profile[t%4]
	}
	for _, a := range []Adjustment{AdjustmentTest, AdjustmentShrunk, AdjustmentAlways, AdjustmentNone} {
		fit, err := Adjusted{Model: Naive{}, Adjustment: a}.Fit(Series{Values: x, Periods: []int{4}})
		if err != nil {
			t.Fatal(err)
		}
		f, err := fit.Forecast(6, 0.5)
		if err != nil {
			t.Fatal(err)
		}
		for j, p := range f.Point {
			want := 80 * profile[j%4]
			if a == AdjustmentNone {
				want = 80
			}
			if math.Abs(p-want) > 1e-9 {
				t.Errorf("%v: %g", a, f.Point)
				break
			}
		}
		if r := fit.Report(); r.Model != "Adjusted("+a.String()+", Naive)" || r.Information != nil {
			t.Errorf("%+v", r)
		}
	}
	if got := (Adjusted{}).Name(); got != "Adjusted(test, ETS)" {
		t.Error(got)
	}
	_, err := Adjusted{Adjustment: 9}.Fit(Series{Values: []float64{-1}})
	if got := inputFields(err); !cmp.Equal(got, []string{"adjustment", "values[0]"}) {
		t.Error(got)
	}
	if _, err := (Adjusted{Model: Drift{}}).Fit(Series{Values: []float64{1}}); err == nil {
		t.Error("a short inner series is not refused")
	}
	// The inner model of another package is asked for its points and paths.
	fit, err := Adjusted{Model: fixed{"f", 3, nil}, Adjustment: AdjustmentNone}.Fit(Series{Values: x})
	if err != nil {
		t.Fatal(err)
	}
	if f, err := fit.Forecast(2, 0.9); err != nil || f.Point[1] != 3 || f.Quantiles[0][1] != 3 {
		t.Error(f, err)
	}
}
