package forecast

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fx"
	"pgregory.net/rapid"
)

// The expected figures are those of R 4.2.2, forecast 8.20:
// Arima(AirPassengers, c(0,1,1), c(0,1,1), lambda = 0). Its likelihood starts from a vague
// level, with a variance of 1e6, and differs in the third digit after the point.
func TestARIMAAirline(t *testing.T) {
	fit, err := ARIMA{Order: &ARIMAOrder{D: 1, Q: 1, SeasonalD: 1, SeasonalQ: 1}, Log: true}.Fit(Series{Values: published(t, "AirPassengers"), Periods: []int{12}})
	if err != nil {
		t.Fatal(err)
	}
	r := fit.Report()
	for name, want := range map[string]float64{"ma1": -0.401828, "sma1": -0.5569448} {
		if got, _ := r.Param(name); math.Abs(got-want) > 2e-4 {
			t.Errorf("%s is %g, want %g", name, got, want)
		}
	}
	if got := r.Information.LogLik; math.Abs(got-244.699531) > 5e-3 {
		t.Errorf("log likelihood %g", got)
	}
	f, err := fit.Forecast(12, 0.025, 0.975)
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name      string
		got, want float64
	}{{"first", f.Point[0], 450.42237}, {"last", f.Point[11], 477.242564}, {"low", f.Quantiles[0][11], 406.172475}, {"high", f.Quantiles[1][11], 560.748154}} {
		if math.Abs(tc.got-tc.want) > 1e-3*tc.want {
			t.Errorf("%s: %g, want %g", tc.name, tc.got, tc.want)
		}
	}
}

func TestARIMARefuses(t *testing.T) {
	_, err := ARIMA{Order: &ARIMAOrder{P: arimaMost + 1, D: 3, Q: -1, SeasonalP: 3, SeasonalD: 2, SeasonalQ: -1}}.Fit(Series{Values: []float64{-1}})
	if got, want := inputFields(err), []string{"order.p", "order.d", "order.q", "order.seasonal_p", "order.seasonal_d", "order.seasonal_q", "values[0]"}; !cmp.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for _, m := range []int{1, 61} {
		s := Series{Values: make([]float64, 200), Periods: []int{}}
		if m > 1 {
			s.Periods = []int{m}
		}
		if _, err := (ARIMA{Order: &ARIMAOrder{SeasonalD: 1}}).Fit(s); !cmp.Equal(inputFields(err), []string{"order"}) {
			t.Errorf("a season of %d: %v", m, err)
		}
	}
	// The season is used from 2m+5 steps on, and up to 24.
	for _, tc := range []struct {
		n, m int
		code string
	}{{12, 4, "short"}, {13, 4, "season"}, {100, 24, "season"}, {100, 25, "season"}} {
		x := make([]float64, tc.n)
		for i := range x {
			x[i] = 50 + 10*math.Sin(2*math.Pi*float64(i)/float64(tc.m)) + math.Sin(float64(i*i))
		}
		fit, err := ARIMA{}.Fit(Series{Values: x, Periods: []int{tc.m}})
		if err != nil {
			t.Fatal(err)
		}
		r := fit.Report()
		if seasonal := strings.Contains(r.Model, "["); r.Reasons[0].Code != tc.code || seasonal != (tc.code == "season" && tc.m <= arimaLongest) {
			t.Errorf("%d steps, season %d: %s, %v", tc.n, tc.m, r.Model, r.Reasons)
		}
	}
	var fault *fx.InputError
	if _, err := (ARIMA{Order: &ARIMAOrder{P: -1}}).Fit(Series{Values: []float64{1, 2, 3, 4, 5}}); !errors.As(err, &fault) || fault.Field != "order.p" {
		t.Error(err)
	}
	var short *ShortError
	if _, err := (ARIMA{Order: &ARIMAOrder{P: 1}}).Fit(Series{Values: []float64{1, 2, 3}}); !errors.As(err, &short) {
		t.Error(err)
	}
}

// The figures are those of R 4.2.2, forecast 8.20: auto.arima(WWWusage), ndiffs and
// nsdiffs.
func TestARIMAAutomatic(t *testing.T) {
	x := []float64{
		88, 84, 85, 85, 84, 85, 83, 85, 88, 89, 91, 99, 104, 112, 126, 138, 146, 151, 150, 148, 147, 149, 143, 132, 131,
		139, 147, 150, 148, 145, 140, 134, 131, 131, 129, 126, 126, 132, 137, 140, 142, 150, 159, 167, 170, 171, 172, 172,
		174, 175, 172, 172, 174, 174, 169, 165, 156, 142, 131, 121, 112, 104, 102, 99, 99, 95, 88, 84, 84, 87, 89, 88, 85,
		86, 89, 91, 91, 94, 101, 110, 121, 135, 145, 149, 156, 165, 171, 175, 177, 182, 193, 204, 208, 210, 215, 222, 228,
		226, 222, 220,
	}
	fit, err := ARIMA{}.Fit(Series{Values: x, Periods: []int{}})
	if err != nil {
		t.Fatal(err)
	}
	r := fit.Report()
	if r.Model != "ARIMA(1,1,1)" || math.Abs(r.Information.AICc-514.552103) > 1e-3 || math.Abs(r.Information.Sigma2-9.9953252) > 1e-2 {
		t.Errorf("%s: %+v", r.Model, *r.Information)
	}
	f, err := fit.Forecast(5, 0.025)
	if err != nil {
		t.Fatal(err)
	}
	for j, want := range []float64{218.880497, 218.152399, 217.678861, 217.370884, 217.170583} {
		if math.Abs(f.Point[j]-want) > 1e-3*want {
			t.Errorf("step %d: %g, want %g", j+1, f.Point[j], want)
		}
	}
	if got := f.Quantiles[0][4]; math.Abs(got-177.806896) > 0.17 {
		t.Errorf("quantile %g", got)
	}
}

func TestARIMADifferences(t *testing.T) {
	air := published(t, "AirPassengers")
	if d, _ := arimaDifferences(air); d != 1 || arimaStrength(air, 12) <= arimaStrong {
		t.Errorf("%d differences, strength %g", d, arimaStrength(air, 12))
	}
	if d, _ := arimaDifferences(published(t, "Nile")); d != 1 {
		t.Errorf("Nile: %d differences", d)
	}
}

func TestARIMAFinite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSeries(t, 40)
		fit, err := ARIMA{}.Fit(s)
		var short *ShortError
		if errors.As(err, &short) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		f, err := fit.Forecast(15, 0.1, 0.5, 0.9)
		if err != nil {
			t.Fatal(err)
		}
		for j, p := range f.Point {
			if lo, mid, hi := f.Quantiles[0][j], f.Quantiles[1][j], f.Quantiles[2][j]; !(p >= 0 && p <= math.MaxFloat64 && 0 <= lo && lo <= mid && mid <= hi) {
				t.Fatalf("%s: %g in %g %g %g", f.Model, p, lo, mid, hi)
			}
		}
	})
}

func BenchmarkARIMA(b *testing.B) {
	s := Series{Values: published(b, "AirPassengers")[:120], Periods: []int{12}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (ARIMA{}).Fit(s); err != nil {
			b.Fatal(err)
		}
	}
}
