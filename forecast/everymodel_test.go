package forecast

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"testing"

	"github.com/lianxing/crossborder/fx"
	"pgregory.net/rapid"
)

// quickModels are models that fit in well under a millisecond, each with the settings
// that take a way of their own.
func quickModels() []Model {
	return []Model{
		Naive{}, SeasonalNaive{}, Drift{}, Naive2{},
		SES{}, Holt{}, Damped{}, HoltWinters{}, HoltWinters{Multiplicative: true},
		Theta{}, Theta{Adjustment: AdjustmentShrunk}, DynamicTheta{}, OptimisedTheta{},
		AR{}, AR{Adjustment: AdjustmentShrunk}, AR{Plain: true, Adjustment: AdjustmentNone},
		LagRegression{}, LagRegression{Differenced: true}, LagRegression{Plain: true}, LagRegression{Lags: []int{2, 5}, Ridge: 10},
		Adjusted{}, Adjusted{Model: SES{}, Adjustment: AdjustmentAlways}, Adjusted{Model: AR{}, Adjustment: AdjustmentShrunk},
		Harmonic{Model: Damped{}}, Harmonic{Model: AR{}, Harmonics: 2, Cycles: 1},
		Combination{Models: []Model{SES{}, Drift{}}}, Combination{Models: []Model{SES{}, Drift{}, Naive{}}, Median: true},
		Combination{Models: []Model{SES{}, SeasonalNaive{}}, Origins: 2}, StockAware{}, Intermittent{},
		Croston{}, Croston{Alpha: 0.4, Correction: CrostonSBA}, Croston{Correction: CrostonSBJ}, TSB{}, ADIDA{}, IMAPA{}, Bootstrap{}, Bootstrap{Last: 5},
	}
}

// slowModels take longer, and are tried on fewer series.
func slowModels() []Model {
	return []Model{ETS{}, ETS{Average: true, Criterion: BIC, Cautious: true}, CES{}, MSTL{}, Auto{}, Auto{Unwidened: true}, Auto{Kind: KindRegular}, Auto{Kind: KindIntermittent}, Auto{Kind: KindStockOut}, ARIMA{}, ARIMA{Log: true}, ARIMA{Order: &ARIMAOrder{P: 1, D: 1, Q: 1}}, Hybrid(), SCUM()}
}

// drawSeries draws a series of any kind: constant, sparse, huge, tiny, with gaps.
func drawSeries(t *rapid.T, most int) Series {
	value := rapid.SampledFrom([]*rapid.Generator[float64]{
		rapid.Float64Range(0, 10), rapid.Just(5.0), rapid.Just(0.0), rapid.Float64Range(0, MaxValue),
		rapid.Float64Range(1e-12, 1e-9), rapid.SampledFrom([]float64{0, 0, 0, 0, 1, 40}),
		rapid.OneOf(rapid.Float64Range(0, 1e-6), rapid.Float64Range(1e9, MaxValue)), rapid.Float64Range(90, 110),
	}).Draw(t, "kind")
	s := Series{Values: rapid.SliceOfN(value, 1, most).Draw(t, "values")}
	s.Periods = rapid.SampledFrom([][]int{{}, {2}, {4}, {7}, {12}, {4, 12}, {52}}).Draw(t, "periods")
	if rapid.IntRange(0, 3).Draw(t, "gaps") == 0 {
		s.Missing = make([]bool, len(s.Values))
		for i := range s.Missing {
			s.Missing[i] = rapid.IntRange(0, 3).Draw(t, "missing") == 0
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "stock") == 0 {
		s.InStock = make([]float64, len(s.Values))
		for i := range s.InStock {
			s.InStock[i] = rapid.SampledFrom([]float64{0, 0.3, 1, 1}).Draw(t, "in stock")
		}
	}
	return s
}

// Any finite series gets a finite forecast whose quantiles are ordered and not below
// zero, or is too short; and the same series gets the same one again, and is left as
// it was.
func TestEveryModelFinite(t *testing.T) {
	for _, list := range []struct {
		name   string
		models []Model
		most   int
	}{{"quick", quickModels(), 60}, {"slow", slowModels(), 40}} {
		t.Run(list.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				s := drawSeries(t, list.most)
				m := rapid.SampledFrom(list.models).Draw(t, "model")
				h := rapid.IntRange(1, 20).Draw(t, "h")
				before := slices.Clone(s.Values)
				fit, err := m.Fit(s)
				var short *ShortError
				if errors.As(err, &short) {
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				f, err := fit.Forecast(h, 0.975, 0.025, 0.5)
				if err != nil {
					t.Fatal(err)
				}
				for j, p := range f.Point {
					if lo, mid, hi := f.Quantiles[1][j], f.Quantiles[2][j], f.Quantiles[0][j]; !(0 <= lo && lo <= mid && mid <= hi && hi <= math.MaxFloat64 && p >= 0 && p <= math.MaxFloat64) {
						t.Fatalf("%s: step %d: %g in %g %g %g", fit.Report().Model, j+1, p, lo, mid, hi)
					}
				}
				paths, err := fit.Paths(h, 3, 1)
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range paths {
					if len(p) != h || slices.ContainsFunc(p, func(v float64) bool { return !(v >= 0 && v <= math.MaxFloat64) }) {
						t.Fatalf("%s: path %g", fit.Report().Model, p)
					}
				}
				if r := fit.Report(); len(r.Points) != len(s.Values) || r.Model == "" {
					t.Fatalf("%s: %d points of the history of %d steps", r.Model, len(r.Points), len(s.Values))
				}
				if !slices.Equal(before, s.Values) {
					t.Fatalf("%s changes the series", m.Name())
				}
				again, err := m.Fit(s)
				if err != nil {
					t.Fatal(err)
				}
				if g, _ := again.Forecast(h, 0.975, 0.025, 0.5); !reflect.DeepEqual(f, g) {
					t.Fatalf("%s: %v, then %v", m.Name(), f, g)
				}
			})
		})
	}
}

// demand is a series with level, trend, season and noise, of at least eight steps.
func drawDemand(t *rapid.T) Series {
	n, m := rapid.IntRange(8, 60).Draw(t, "n"), rapid.SampledFrom([]int{1, 4, 12}).Draw(t, "m")
	level, trend := rapid.Float64Range(60, 200).Draw(t, "level"), rapid.Float64Range(-0.5, 2).Draw(t, "trend")
	s := Series{Values: make([]float64, n), Periods: []int{}}
	if m > 1 {
		s.Periods = []int{m}
	}
	for i := range s.Values {
		s.Values[i] = level + trend*float64(i) + 15*math.Sin(2*math.Pi*float64(i)/float64(m)) + rapid.Float64Range(-8, 8).Draw(t, "noise")
	}
	return s
}

// sameForecast compares forecasts of which the second should be a*first + b.
func sameForecast(t *rapid.T, m Model, s, other Series, a, b, tolerance float64) {
	points := func(s Series) (Forecast, error) {
		fit, err := m.Fit(s)
		if err != nil {
			return Forecast{}, err
		}
		return fit.Forecast(14, 0.05, 0.95)
	}
	f, err1 := points(s)
	g, err2 := points(other)
	if err1 != nil || err2 != nil {
		if err1 == nil || err2 == nil || err1.Error() != err2.Error() {
			t.Fatalf("%s: %v and %v", m.Name(), err1, err2)
		}
		return
	}
	for i, row := range append([][]float64{f.Point}, f.Quantiles...) {
		for j, v := range row {
			if got, want := append([][]float64{g.Point}, g.Quantiles...)[i][j], a*v+b; math.Abs(got-want) > tolerance*(math.Abs(want)+a) {
				t.Fatalf("%s: row %d step %d: %g, want %g", m.Name(), i, j+1, got, want)
			}
		}
	}
}

// A thousand units of a thing are forecast like one unit of a thousand.
func TestEveryModelScale(t *testing.T) {
	models := append(quickModels(), slowModels()...)
	for i, m := range models { // counts of pieces have no scale
		switch m := m.(type) {
		case Intermittent:
			models[i] = Naive{}
		case Auto:
			if m.Kind == KindIntermittent {
				models[i] = Naive{}
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := drawDemand(t)
		k := rapid.SampledFrom([]float64{1.0 / 1024, 0.5, 8, 1 << 20}).Draw(t, "k")
		scaled := s
		scaled.Values = make([]float64, len(s.Values))
		for i, v := range s.Values {
			scaled.Values[i] = k * v
		}
		sameForecast(t, rapid.SampledFrom(models).Draw(t, "model"), s, scaled, k, 0, 1e-6)
	})
}

// Models that add do not ask where zero is.
func TestEveryModelShift(t *testing.T) {
	models := []Model{
		Naive{}, SeasonalNaive{}, Drift{}, SES{Alpha: 0.3}, Holt{Alpha: 0.3, Beta: 0.1}, Damped{Alpha: 0.3, Beta: 0.1, Phi: 0.9},
		AR{Plain: true, Adjustment: AdjustmentNone}, LagRegression{Plain: true}, LagRegression{Plain: true, Differenced: true},
		Combination{Models: []Model{Naive{}, Drift{}}},
	}
	rapid.Check(t, func(t *rapid.T) {
		s := drawDemand(t)
		s.Signed = true
		b := rapid.SampledFrom([]float64{-1000, -64, 4096}).Draw(t, "b")
		shifted := s
		shifted.Values = make([]float64, len(s.Values))
		for i, v := range s.Values {
			shifted.Values[i] = v + b
		}
		sameForecast(t, rapid.SampledFrom(models).Draw(t, "model"), s, shifted, 1, b, 1e-6)
	})
}

// What is no number is refused by every model, with its place.
func TestEveryModelRefuses(t *testing.T) {
	for _, m := range append(quickModels(), slowModels()...) {
		for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 2 * MaxValue, -1} {
			_, err := m.Fit(Series{Values: []float64{1, 2, bad, 4, 5, 6, 7, 8, 9, 10}})
			var fault *fx.InputError
			if !errors.As(err, &fault) || fault.Field != "values[2]" {
				t.Errorf("%s takes %g: %v", m.Name(), bad, err)
			}
		}
		var short *ShortError
		if _, err := m.Fit(Series{}); !errors.As(err, &short) || short.Have != 0 || short.Need < 1 {
			t.Errorf("%s on nothing: %v", m.Name(), err)
		}
		fit, err := m.Fit(Series{Values: []float64{4, 4, 4, 4, 4, 4, 4, 4, 4, 4}})
		if err != nil {
			t.Errorf("%s on a constant: %v", m.Name(), err)
			continue
		}
		for _, tc := range []struct {
			h     int
			level float64
			field string
		}{{0, 0.5, "h"}, {-1, 0.5, "h"}, {MaxSteps + 1, 0.5, "h"}, {1, 0, "levels[0]"}, {1, 1, "levels[0]"}, {1, math.NaN(), "levels[0]"}} {
			var fault *fx.InputError
			if _, err := fit.Forecast(tc.h, tc.level); !errors.As(err, &fault) || fault.Field != tc.field {
				t.Errorf("%s: h %d, level %g: %v", m.Name(), tc.h, tc.level, err)
			}
		}
		for _, n := range []int{0, -1, math.MaxInt} {
			var fault *fx.InputError
			if _, err := fit.Paths(2, n, 1); !errors.As(err, &fault) || fault.Field != "n" {
				t.Errorf("%s: %d paths: %v", m.Name(), n, err)
			}
		}
	}
}

// A constant goes on as it is, whatever the model, and so does nothing at all. Only the
// corrections of Croston's method take something away.
func TestEveryModelConstant(t *testing.T) {
	for _, m := range append(quickModels(), slowModels()...) {
		if c, ok := m.(Croston); ok && c.Correction != CrostonPlain {
			continue
		}
		for _, v := range []float64{0, 7, 1e12} {
			for _, n := range []int{2, 3, 9, 40} {
				values := make([]float64, n)
				for i := range values {
					values[i] = v
				}
				fit, err := m.Fit(Series{Values: values, Periods: []int{4}})
				var short *ShortError
				if errors.As(err, &short) {
					continue
				}
				if err != nil {
					t.Errorf("%s on %d times %g: %v", m.Name(), n, v, err)
					continue
				}
				f, err := fit.Forecast(5)
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range f.Point {
					if math.Abs(p-v) > 1e-6*v {
						t.Errorf("%s on %d times %g: %g", fit.Report().Model, n, v, f.Point)
						break
					}
				}
			}
		}
	}
}

// The spread of the paths is the spread of the quantiles.
func TestEveryModelPaths(t *testing.T) {
	s := Series{Values: make([]float64, 96), Periods: []int{12}}
	for i := range s.Values {
		s.Values[i] = 1000 + 2*float64(i) + 60*math.Sin(2*math.Pi*float64(i)/12) + 30*math.Sin(float64(i*i))
	}
	for _, m := range append(quickModels(), ETS{}, CES{}, MSTL{}, Auto{}) {
		fit, err := m.Fit(s)
		if err != nil {
			t.Fatal(err)
		}
		const h, n = 6, 4000
		f, err := fit.Forecast(h, 0.1, 0.9)
		if err != nil {
			t.Fatal(err)
		}
		paths, err := fit.Paths(h, n, 7)
		if err != nil {
			t.Fatal(err)
		}
		column := make([]float64, n)
		for j := range h {
			for i, p := range paths {
				column[i] = p[j]
			}
			slices.Sort(column)
			width, want := column[n*9/10]-column[n/10], f.Quantiles[1][j]-f.Quantiles[0][j]
			if ratio := width / want; !(ratio > 0.85 && ratio < 1.2) {
				t.Errorf("%s: step %d: paths are %.3f times as wide as quantiles (%g)", fit.Report().Model, j+1, ratio, want)
			}
			if middle := column[n/2]; math.Abs(middle-f.Point[j]) > 0.25*want {
				t.Errorf("%s: step %d: paths around %g, point %g", fit.Report().Model, j+1, middle, f.Point[j])
			}
		}
	}
}
