package forecast_test

import (
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/forecast/internal/num"
)

// regressionSeries is demand of known elasticity -1.8 and deal effect 0.5 with AR(1)
// errors of 0.6, from waves instead of random numbers.
func regressionSeries() forecast.Series {
	const n, ahead = 120, 10
	price, deal, y := make([]float64, n+ahead), make([]float64, n+ahead), make([]float64, n)
	u := 0.0
	for k := range price {
		i := float64(k + 1)
		price[k] = 2 + 0.4*math.Sin(i*1.7) + 0.3*math.Cos(i*0.9)
		if (k+1)*7%11 < 3 {
			deal[k] = 1
		}
		if k < n {
			u = 0.6*u + 0.15*math.Sin(i*i*0.37) + 0.1*math.Cos(i*2.3)
			y[k] = math.Exp(5 - 1.8*math.Log(price[k]) + 0.5*deal[k] + u)
		}
	}
	return forecast.Series{Values: y, Regressors: []forecast.Regressor{{Name: "price", Values: price, Log: true}, {Name: "deal", Values: deal}}}
}

func regressionParam(t *testing.T, f forecast.Fitted, name string) float64 {
	t.Helper()
	v, ok := f.Report().Param(name)
	if !ok {
		t.Fatalf("no parameter %q in %v", name, f.Report().Params)
	}
	return v
}

// Coefficients and standard errors of R 4.2.2, forecast 8.20: Arima(log(y),
// order=c(1,0,0), xreg=cbind(log(price), deal), method="ML") on the same series. Least
// squares without regard to the errors gives -1.8247 and 0.5697.
func TestRegressionAgainstR(t *testing.T) {
	s := regressionSeries()
	f, err := forecast.Regression{Prior: 1e-9}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name      string
		want, tol float64
	}{
		{"price", -1.8373759464, 2e-3}, {"deal", 0.5823436872, 1e-3},
		{"se(price)", 0.052058511, 2e-3}, {"se(deal)", 0.017638614, 1e-3},
	} {
		if got := regressionParam(t, f, tt.name); math.Abs(got-tt.want) > tt.tol {
			t.Errorf("%s %.5f, want %.5f", tt.name, got, tt.want)
		}
	}
	// the usual prior draws to 0, by little
	g, err := forecast.Regression{}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	if got := regressionParam(t, g, "price"); got < -1.8374 || got > -1.81 {
		t.Errorf("elasticity %.4f with a prior", got)
	}
	h, err := forecast.Regression{Prior: 1e5}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	if got := regressionParam(t, h, "price"); math.Abs(got) > 0.3 {
		t.Errorf("elasticity %.4f with a prior of 1e5", got)
	}
}

// A promotion that is known in advance is in the forecast, and the forecast ends with
// what is known.
func TestRegressionAhead(t *testing.T) {
	s := regressionSeries()
	f, err := forecast.Regression{Median: true}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	got, err := f.Forecast(10, 0.5)
	if err != nil {
		t.Fatal(err)
	}
	b, d := regressionParam(t, f, "price"), regressionParam(t, f, "deal")
	base := got.Point[0] / math.Exp(b*math.Log(s.Regressors[0].Values[120])+d*s.Regressors[1].Values[120])
	for j, v := range got.Point {
		want := base * math.Exp(b*math.Log(s.Regressors[0].Values[120+j])+d*s.Regressors[1].Values[120+j])
		if math.Abs(v/want-1) > 1e-9 || math.Abs(v/got.Quantiles[0][j]-1) > 1e-9 {
			t.Errorf("step %d: %g, want %g", j+1, v, want)
		}
	}
	var far *forecast.ReachError
	if _, err := f.Forecast(11); !errors.As(err, &far) || far.Known != 10 || far.Steps != 11 {
		t.Errorf("got %v", err)
	}
	if _, err := f.Paths(11, 1, 1); !errors.As(err, &far) {
		t.Errorf("paths: %v", err)
	}
	for i := range 2 { // the shortest regressor decides
		short := s
		short.Regressors = slices.Clone(s.Regressors)
		short.Regressors[i].Values = short.Regressors[i].Values[:123]
		if f, err = (forecast.Regression{}).Fit(short); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Forecast(4); !errors.As(err, &far) || far.Known != 3 {
			t.Errorf("got %v", err)
		}
	}
}

// The mean is that of the paths, the quantiles are theirs, and the median is below it.
func TestRegressionMean(t *testing.T) {
	s := regressionSeries()
	mean, err := forecast.Regression{}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	f, err := mean.Forecast(3, 0.1, 0.5, 0.9)
	if err != nil {
		t.Fatal(err)
	}
	paths, err := mean.Paths(3, 20000, 1)
	if err != nil {
		t.Fatal(err)
	}
	for j := range f.Point {
		sum, column := 0.0, make([]float64, len(paths))
		for i, p := range paths {
			sum += p[j] / float64(len(paths))
			column[i] = p[j]
		}
		slices.Sort(column)
		if math.Abs(sum/f.Point[j]-1) > 0.01 || f.Point[j] <= f.Quantiles[1][j] {
			t.Errorf("step %d: mean %g, of the paths %g, median %g", j+1, f.Point[j], sum, f.Quantiles[1][j])
		}
		for i, level := range f.Levels {
			if q := num.Quantile(column, level); math.Abs(q/f.Quantiles[i][j]-1) > 0.02 {
				t.Errorf("step %d level %g: %g, of the paths %g", j+1, level, f.Quantiles[i][j], q)
			}
		}
	}
}

// What was sold while the item was out of stock teaches no effect.
func TestRegressionStockout(t *testing.T) {
	s := regressionSeries()
	s.InStock = make([]float64, len(s.Values))
	s.Missing = make([]bool, len(s.Values))
	for i := range s.InStock {
		s.InStock[i] = 1
		if i%9 == 4 {
			s.InStock[i] = 0.5
		}
		s.Missing[i] = i%13 == 6
	}
	one, err := forecast.Regression{}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	s.Values = slices.Clone(s.Values)
	for i := range s.Values {
		if s.InStock[i] < 1 || s.Missing[i] {
			s.Values[i] *= 0.7
		}
	}
	two, err := forecast.Regression{}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"price", "deal"} {
		a, b := regressionParam(t, one, name), regressionParam(t, two, name)
		if math.Abs(a-b) > 1e-9 {
			t.Errorf("%s %g became %g", name, a, b)
		}
	}
	if !slices.ContainsFunc(two.Report().Reasons, func(r forecast.Reason) bool { return r.Code == "stockout" }) {
		t.Errorf("no reason: %v", two.Report().Reasons)
	}
}

// An event of earlier years lifts the same step of the next one; one that was never
// seen does nothing.
func TestRegressionEvent(t *testing.T) {
	black, err := forecast.BlackFridayEvent(2021, 2025, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	first := time.Date(2021, 1, 4, 0, 0, 0, 0, time.UTC)
	s := forecast.Series{Periods: []int{}, Calendar: forecast.Calendar{Step: forecast.Weekly, First: first}, Events: []forecast.Event{black, {Name: "fair", Days: []time.Time{time.Date(2025, 3, 5, 0, 0, 0, 0, time.UTC)}}}}
	for i := range 52 * 4 {
		v := 100 * math.Exp(0.05*math.Sin(float64(i)))
		for _, day := range black.Days {
			switch at := int(math.Floor(day.Sub(first).Hours() / 24 / 7)); i {
			case at - 1:
				v *= 0.8
			case at:
				v *= 3
			case at + 1:
				v *= 0.7
			}
		}
		s.Values = append(s.Values, v)
	}
	f, err := forecast.Regression{}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]float64{"black_friday-1": math.Log(0.8), "black_friday": math.Log(3), "black_friday+1": math.Log(0.7), "fair": 0} {
		if got := regressionParam(t, f, name); math.Abs(got-want) > 0.05 {
			t.Errorf("%s %.3f, want %.3f", name, got, want)
		}
	}
	got, err := f.Forecast(52)
	if err != nil {
		t.Fatal(err)
	}
	if best := slices.Index(got.Point, slices.Max(got.Point)); s.Calendar.At(len(s.Values)+best).Format(time.DateOnly) != "2025-11-24" {
		t.Errorf("the highest step is %v", s.Calendar.At(len(s.Values)+best))
	}
}

// A season of the effects needs no season of the errors.
func TestRegressionWaves(t *testing.T) {
	s := forecast.Series{Periods: []int{12}}
	for i := range 60 {
		s.Values = append(s.Values, 50*math.Exp(0.4*math.Sin(2*math.Pi*float64(i)/12)))
	}
	f, err := forecast.Regression{Waves: 6, Median: true}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	got, err := f.Forecast(12)
	if err != nil {
		t.Fatal(err)
	}
	for j, v := range got.Point {
		if want := s.Values[j]; math.Abs(v/want-1) > 0.02 {
			t.Errorf("step %d: %g, want %g", j+1, v, want)
		}
	}
}

func TestRegressionFaults(t *testing.T) {
	s := forecast.Series{Values: []float64{1, -2}, Regressors: []forecast.Regressor{{Values: []float64{1, 0}, Log: true}}}
	_, err := forecast.Regression{Waves: 27, Prior: -1}.Fit(s)
	regressionFaults(t, err, []string{"waves", "prior", "values[1]", "regressors[0].values[1]"})
	_, err = forecast.Regression{Prior: math.NaN()}.Fit(forecast.Series{Values: []float64{1}})
	regressionFaults(t, err, []string{"prior"})
	_, err = forecast.Regression{Waves: 26, Prior: 1e6}.Fit(forecast.Series{Values: []float64{1}})
	regressionFaults(t, err, nil)
	var short *forecast.ShortError
	if _, err := (forecast.Regression{}).Fit(forecast.Series{}); !errors.As(err, &short) || short.Need != 1 {
		t.Errorf("got %v", err)
	}
	f, err := forecast.Regression{}.Fit(forecast.Series{Values: []float64{3, 4}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.Forecast(0)
	regressionFaults(t, err, []string{"h"})
	_, err = f.Forecast(1, 1)
	regressionFaults(t, err, []string{"levels[0]"})
	_, err = f.Paths(1, 0, 1)
	regressionFaults(t, err, []string{"n"})
}

// drawEffects draws a series with a price, a mark and an event.
func drawEffects(t *rapid.T) forecast.Series {
	n := rapid.IntRange(1, 40).Draw(t, "n")
	value := rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(0, 20), rapid.Float64Range(0, 1e15))
	s := forecast.Series{
		Values:   rapid.SliceOfN(value, n, n).Draw(t, "values"),
		Calendar: forecast.Calendar{Step: forecast.Step(rapid.IntRange(0, 6).Draw(t, "step")), First: time.Date(2024, 11, 20, 0, 0, 0, 0, time.UTC)},
		Events:   []forecast.Event{{Days: []time.Time{time.Date(2024, 11, 29, 0, 0, 0, 0, time.UTC)}, LeadIn: 2, Hangover: 3}},
		Regressors: []forecast.Regressor{
			{Name: "price", Log: true, Values: rapid.SliceOfN(rapid.Float64Range(1e-3, 1e6), n+5, n+5).Draw(t, "price")},
			{Name: "mark", Values: rapid.SliceOfN(rapid.Float64Range(-1e3, 1e9), n+5, n+5).Draw(t, "mark")},
		},
	}
	if rapid.Bool().Draw(t, "gaps") {
		s.Missing = rapid.SliceOfN(rapid.Bool(), n, n).Draw(t, "missing")
		s.Missing[0] = false
	}
	return s
}

// regressionSane reports forecasts that are not finite, below zero, or whose quantiles
// do not rise.
func regressionSane(t *rapid.T, f forecast.Fitted) forecast.Forecast {
	got, err := f.Forecast(5, 0.05, 0.5, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	for j, v := range got.Point {
		row := []float64{0, got.Quantiles[0][j], got.Quantiles[1][j], got.Quantiles[2][j], math.MaxFloat64}
		if !(v >= 0 && v <= math.MaxFloat64) || !slices.IsSorted(row) {
			t.Fatalf("step %d: %g, %v", j+1, v, row)
		}
	}
	return got
}

// Any input gives finite forecasts, and k times the demand k times the forecast.
func TestRegressionProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawEffects(t)
		model := forecast.Regression{Waves: rapid.IntRange(0, 2).Draw(t, "waves"), Median: rapid.Bool().Draw(t, "median"), Additive: rapid.Bool().Draw(t, "additive")}
		f, err := model.Fit(s)
		if err != nil {
			t.Fatal(err)
		}
		one := regressionSane(t, f)
		k := math.Ldexp(1, rapid.IntRange(-30, 0).Draw(t, "k")) // exact, so that only the code can differ
		s.Values = slices.Clone(s.Values)
		for i := range s.Values {
			s.Values[i] *= k
		}
		g, err := model.Fit(s)
		if err != nil {
			t.Fatal(err)
		}
		two := regressionSane(t, g)
		for j := range one.Point {
			if a, b := one.Point[j]*k, two.Point[j]; math.Abs(a-b) > 1e-6*math.Max(a, b)+1e-300 {
				t.Fatalf("step %d: %g, scaled %g", j+1, a, b)
			}
		}
	})
}

// A series that may fall below zero moves by what is added to it.
func TestRegressionShift(t *testing.T) {
	s := regressionSeries()
	s.Signed = true
	shifted := s
	shifted.Values = slices.Clone(s.Values)
	for i := range shifted.Values {
		shifted.Values[i] -= 1000
	}
	one, err := forecast.Regression{}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	two, err := forecast.Regression{}.Fit(shifted)
	if err != nil {
		t.Fatal(err)
	}
	a, err := one.Forecast(5, 0.1, 0.9)
	if err != nil {
		t.Fatal(err)
	}
	b, err := two.Forecast(5, 0.1, 0.9)
	if err != nil {
		t.Fatal(err)
	}
	for j := range a.Point {
		for i, pair := range [][2]float64{{a.Point[j], b.Point[j]}, {a.Quantiles[0][j], b.Quantiles[0][j]}, {a.Quantiles[1][j], b.Quantiles[1][j]}} {
			if math.Abs(pair[0]-1000-pair[1]) > 1e-3 {
				t.Errorf("step %d, figure %d: %g and %g", j+1, i, pair[0], pair[1])
			}
		}
	}
}

// A season and a trend are left to the model of the errors; the price effect is not
// spoiled by them.
func TestRegressionSeasonalErrors(t *testing.T) {
	s := forecast.Series{Periods: []int{12}}
	price := make([]float64, 84)
	truth := make([]float64, 84)
	for i := range price {
		price[i] = 10 + 3*math.Sin(float64(i*i))
		truth[i] = 100 * math.Exp(0.3*math.Sin(2*math.Pi*float64(i)/12)-1.5*math.Log(price[i]/10)+0.02*math.Cos(float64(7*i)))
	}
	s.Values = truth[:72]
	s.Regressors = []forecast.Regressor{{Name: "price", Values: price, Log: true}}
	for _, m := range []forecast.Regression{{Errors: forecast.SeasonalNaive{}}, {Errors: forecast.ETS{}}} {
		f, err := m.Fit(s)
		if err != nil {
			t.Fatal(err)
		}
		if b := regressionParam(t, f, "price"); math.Abs(b+1.5) > 0.1 {
			t.Errorf("%s: elasticity %.3f", m.Name(), b)
		}
		got, err := f.Forecast(12)
		if err != nil {
			t.Fatal(err)
		}
		for j, v := range got.Point {
			if math.Abs(v/truth[72+j]-1) > 0.12 {
				t.Errorf("%s step %d: %g, want %g", m.Name(), j+1, v, truth[72+j])
			}
		}
	}
}
