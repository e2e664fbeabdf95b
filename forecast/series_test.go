package forecast

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSeriesCheck(t *testing.T) {
	nan := math.NaN()
	day := func(y int) time.Time { return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC) }
	tests := []struct {
		name string
		s    Series
		want []string
	}{
		{"nothing", Series{}, nil},
		{"the largest values", Series{Values: []float64{MaxValue, -MaxValue}, Signed: true}, nil},
		{"too large", Series{Values: []float64{math.Nextafter(MaxValue, math.Inf(1)), 0}}, []string{"values[0]"}},
		{"below zero", Series{Values: []float64{0, -1e-300}}, []string{"values[1]"}},
		{"below zero, signed", Series{Values: []float64{0, -1}, Signed: true}, nil},
		{"what is missing is not looked at", Series{Values: []float64{1, nan}, Missing: []bool{false, true}}, nil},
		{"marks of another length", Series{Values: []float64{1, nan}, Missing: []bool{true}, InStock: []float64{}}, []string{"missing", "in_stock", "values[1]"}},
		{"shares", Series{Values: []float64{1, 1, 1, 1}, InStock: []float64{0, 1, -0.1, nan}}, []string{"in_stock[2]", "in_stock[3]"}},
		{"share above", Series{Values: []float64{1}, InStock: []float64{1.0001}}, []string{"in_stock[0]"}},
		{"seasons", Series{Periods: []int{2, 2, 1, MaxSteps + 1}}, []string{"periods[1]", "periods[2]", "periods[3]"}},
		{"calendar", Series{Calendar: Calendar{Step: 7, First: day(2026)}}, []string{"calendar.step"}},
		{"year", Series{Calendar: Calendar{Step: Daily, First: day(10000)}}, []string{"calendar.first"}},
		{"regressors", Series{Values: []float64{1, 1}, Regressors: []Regressor{{Values: []float64{1}}, {Log: true, Values: []float64{1, 0}}, {Values: []float64{1, nan, math.Inf(1)}}}},
			[]string{"regressors[0].values", "regressors[1].values[1]", "regressors[2].values[1]", "regressors[2].values[2]"}},
		{"events", Series{Events: []Event{{LeadIn: -1, Hangover: maxEventSteps + 1}, {Days: []time.Time{day(2026), day(0)}}}},
			[]string{"events[0].lead_in", "events[0].hangover", "events[1].days[1]"}},
		{"too many", Series{Values: make([]float64, MaxSteps+1)}, []string{"values"}},
	}
	for _, tc := range tests {
		if err := tc.s.Check(); !cmp.Equal(inputFields(err), tc.want) {
			t.Errorf("%s: %v, want %v", tc.name, err, tc.want)
		}
	}
	if got := len(inputFields(Series{Values: make([]float64, 500), InStock: make([]float64, 500), Regressors: []Regressor{{Values: make([]float64, 500), Log: true}}}.Check())); got != maxFaults {
		t.Errorf("%d faults are listed", got)
	}
}

func TestSeriesSeason(t *testing.T) {
	for step, want := range map[Step]string{Unstated: "[]", Hourly: "[24]", Daily: "[7]", Weekly: "[52]", Monthly: "[12]", Quarterly: "[4]", Yearly: "[]"} {
		if got := fmt.Sprint(Series{Calendar: Calendar{Step: step}}.Season()); got != want {
			t.Errorf("%v: %s, want %s", step, got, want)
		}
	}
	if got := Step(7).String() + Step(-1).String(); got != "Step(7)Step(-1)" {
		t.Error(got)
	}
}

func TestCalendarAt(t *testing.T) {
	first := time.Date(2024, 1, 31, 22, 15, 0, 0, time.FixedZone("", -8*3600))
	for step, want := range map[Step][2]string{
		Hourly: {"2024-01-31T23", "2024-02-01T10"}, Daily: {"2024-02-01T00", "2024-02-12T00"}, Weekly: {"2024-02-07T00", "2024-04-24T00"},
		Monthly: {"2024-02-29T00", "2025-01-31T00"}, Quarterly: {"2024-04-30T00", "2027-01-31T00"}, Yearly: {"2025-01-31T00", "2036-01-31T00"},
	} {
		c := Calendar{Step: step, First: first}
		for k, i := range []int{1, 12} {
			if got := c.At(i).Format("2006-01-02T15"); got != want[k] {
				t.Errorf("%v: step %d begins %s, want %s", step, i, got, want[k])
			}
		}
	}
	if !(Calendar{Step: Daily}).At(3).IsZero() || !(Calendar{First: first}).At(3).IsZero() {
		t.Error("a calendar that dates nothing dates a step")
	}
}

// naive-nile of the facts: R's naive() with 95 % intervals.
func TestNaiveNile(t *testing.T) {
	fit, err := Naive{}.Fit(Series{Values: classic(t, "Nile")})
	if err != nil {
		t.Fatal(err)
	}
	f, err := fit.Forecast(3, 0.025, 0.975)
	if err != nil {
		t.Fatal(err)
	}
	lo, hi := []float64{412.049731, 276.208281, 171.973471}, []float64{1067.95027, 1203.79172, 1308.02653}
	for j := range 3 {
		if f.Point[j] != 740 || math.Abs(f.Quantiles[0][j]/lo[j]-1) > 1e-6 || math.Abs(f.Quantiles[1][j]/hi[j]-1) > 1e-6 {
			t.Errorf("step %d: %g in %g to %g", j+1, f.Point[j], f.Quantiles[0][j], f.Quantiles[1][j])
		}
	}
}

// What repeats is forecast exactly by the seasonal naive, and a line by the drift,
// with no doubt left.
func TestNaiveExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cycle := rapid.SliceOfN(rapid.Float64Range(0, 1000), 2, 13).Draw(t, "cycle")
		m, times := len(cycle), rapid.IntRange(2, 4).Draw(t, "times")
		s := Series{Periods: []int{m}}
		for range times {
			s.Values = append(s.Values, cycle...)
		}
		fit, err := SeasonalNaive{}.Fit(s)
		if err != nil {
			t.Fatal(err)
		}
		f, err := fit.Forecast(2*m+1, 0.01, 0.99)
		if err != nil {
			t.Fatal(err)
		}
		for j, p := range f.Point {
			if want := cycle[j%m]; p != want || f.Quantiles[0][j] != want || f.Quantiles[1][j] != want {
				t.Fatalf("step %d: %v, want %g", j+1, f, want)
			}
		}
		a, b := rapid.Float64Range(-100, 100).Draw(t, "a"), rapid.Float64Range(-5, 5).Draw(t, "b")
		line := Series{Signed: true}
		for i := range 9 {
			line.Values = append(line.Values, a+b*float64(i))
		}
		if fit, err = (Drift{}).Fit(line); err != nil {
			t.Fatal(err)
		}
		if f, err = fit.Forecast(5, 0.01); err != nil {
			t.Fatal(err)
		}
		for j, p := range f.Point {
			if want := a + b*float64(9+j); math.Abs(p-want) > 1e-10 || math.Abs(f.Quantiles[0][j]-want) > 1e-9 {
				t.Fatalf("step %d: %g, want %g", j+1, p, want)
			}
		}
	})
}

// The drift is itself uncertain: its variance is sigma^2 (h + h^2/(n-1)).
func TestDriftSpread(t *testing.T) {
	fit, err := Drift{}.Fit(Series{Values: []float64{10, 14, 12, 18, 16}, Signed: true})
	if err != nil {
		t.Fatal(err)
	}
	f, err := fit.Forecast(3, 0.8413447460685429) // one standard deviation above
	if err != nil {
		t.Fatal(err)
	}
	sigma := math.Sqrt((2.5*2.5 + 3.5*3.5 + 4.5*4.5 + 3.5*3.5) / 3)
	for j, got := range f.Quantiles[0] {
		h := float64(j + 1)
		if want := 16 + 1.5*h + sigma*math.Sqrt(h+h*h/4); math.Abs(got-want) > 1e-9 {
			t.Errorf("step %d: %g, want %g", j+1, got, want)
		}
	}
}

func TestForecastCut(t *testing.T) {
	for _, signed := range []bool{false, true} {
		fit, err := Drift{}.Fit(Series{Values: []float64{9, 6, 3}, Signed: signed})
		if err != nil {
			t.Fatal(err)
		}
		f, err := fit.Forecast(3, 0.5)
		if err != nil {
			t.Fatal(err)
		}
		want := []float64{0, 0, 0}
		if signed {
			want = []float64{0, -3, -6}
		}
		if !cmp.Equal(f.Point, want) || !cmp.Equal(f.Quantiles[0], want) {
			t.Errorf("signed %t: %v", signed, f)
		}
	}
}

// What a report hands out is the caller's own.
func TestReportIsACopy(t *testing.T) {
	fit, err := ETS{Model: "ANN"}.Fit(Series{Values: []float64{3, 4, 5, 4, 3, 4}})
	if err != nil {
		t.Fatal(err)
	}
	want := fit.Report()
	r := fit.Report()
	r.Params[0].Value, r.Points[1], r.Information.AICc = -1, -1, -1
	if diff := cmp.Diff(want, fit.Report()); diff != "" {
		t.Error(diff)
	}
}
