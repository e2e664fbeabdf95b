package forecast

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// steady returns n values around 50 that are never zero.
func steady(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = 50 + 5*math.Sin(float64(i*i))
	}
	return x
}

func TestAutoKind(t *testing.T) {
	zeros := func(n, none int) Series {
		s := Series{Values: steady(n)}
		for i := range none {
			s.Values[2+3*i] = 0
		}
		return s
	}
	before := zeros(21, 1)
	before.Values = append(make([]float64, 30), before.Values...)
	unknown := zeros(22, 2)
	unknown.Missing = make([]bool, 22)
	unknown.Missing[2] = true
	signed := zeros(20, 4)
	signed.Signed = true
	priced := zeros(20, 0)
	priced.Regressors = []Regressor{{Name: "price", Values: steady(30)}}
	undated, dated := zeros(20, 0), zeros(20, 0)
	undated.Events = []Event{{Name: "sale", Days: []time.Time{time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}}}
	dated.Events, dated.Calendar = undated.Events, Calendar{Step: Monthly, First: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}
	stock := func(n, out int) Series {
		s := zeros(n, 0)
		s.InStock = slices.Repeat([]float64{1}, n)
		for i := range out {
			s.InStock[2*i], s.Values[2*i] = 0, 0
		}
		return s
	}
	tests := []struct {
		name string
		a    Auto
		s    Series
		want Kind
	}{
		{"no zeros", Auto{}, zeros(20, 0), KindRegular},
		{"one zero of 21", Auto{}, zeros(21, 1), KindRegular},
		{"one zero of 20", Auto{}, zeros(20, 1), KindIntermittent},
		{"two zeros of 41", Auto{}, zeros(41, 2), KindRegular},
		{"two zeros of 22, one unknown", Auto{}, unknown, KindRegular},
		{"whole units, ten a step", Auto{}, Series{Values: []float64{9, 11, 10, 10}}, KindRegular},
		{"whole units, fewer than ten a step", Auto{}, Series{Values: []float64{9, 11, 10, 9}}, KindIntermittent},
		{"erratic units", Auto{}, Series{Values: []float64{1, 99, 1, 99, 1, 99, 1}}, KindIntermittent},
		{"erratic, but no units", Auto{}, Series{Values: []float64{1.5, 99, 1, 99, 1, 99, 1}}, KindRegular},
		{"a steep trend is not erratic", Auto{}, Series{Values: []float64{1, 101, 201, 301}}, KindRegular},
		{"erratic, 0.4898", Auto{}, Series{Values: []float64{25, 75, 25, 75, 25, 75, 25, 75}}, KindRegular},
		{"erratic, 0.53", Auto{}, Series{Values: []float64{24, 76, 24, 76, 24, 76, 24, 76}}, KindIntermittent},
		{"small, but no units", Auto{}, Series{Values: []float64{9, 1.5, 10, 9}}, KindRegular},
		{"zeros before the first demand", Auto{}, before, KindRegular},
		{"a signed series", Auto{}, signed, KindRegular},
		{"a price", Auto{}, priced, KindExplained},
		{"events without dates", Auto{}, undated, KindRegular},
		{"events", Auto{}, dated, KindExplained},
		{"always in stock", Auto{}, stock(20, 0), KindRegular},
		{"often out of stock", Auto{}, stock(20, 4), KindStockOut},
		{"as asked", Auto{Kind: KindRegular}, zeros(20, 6), KindRegular},
		{"as asked", Auto{Kind: KindIntermittent}, zeros(20, 0), KindIntermittent},
		{"as asked", Auto{Kind: KindStockOut}, zeros(20, 0), KindStockOut},
		{"all zeros", Auto{}, Series{Values: make([]float64, 20)}, KindRegular},
	}
	models := map[Kind]string{KindRegular: "Auto", KindIntermittent: "Intermittent", KindStockOut: "StockAware", KindExplained: "Regression"}
	for _, tc := range tests {
		if got, _ := tc.a.kind(tc.s); got != tc.want {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
		fit, err := tc.a.Fit(tc.s)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		r := fit.Report()
		if !strings.HasPrefix(r.Model, models[tc.want]) {
			t.Errorf("%s: fitted %s", tc.name, r.Model)
		}
		if tc.want != KindRegular && r.Reasons[0].Code != "chosen" {
			t.Errorf("%s: reasons %v", tc.name, r.Reasons)
		}
	}
	for _, k := range []Kind{-1, KindExplained + 1} {
		if _, err := (Auto{Kind: k}).Fit(Series{Values: []float64{1, -1}}); !cmp.Equal(inputFields(err), []string{"kind", "values[1]"}) {
			t.Errorf("%v: %v", k, err)
		}
	}
	if got := Kind(-1).String() + " " + Kind(99).String(); got != "Kind(-1) Kind(99)" {
		t.Error(got)
	}
}

// The members of the mean depend on the length and the season.
func TestAutoMembers(t *testing.T) {
	tests := []struct {
		n       int
		season  []int
		want    string
		origins int
	}{
		{7, nil, "SES", 0},
		{8, nil, "DynamicTheta ETS average AR LagRegression CES", 0},
		{60, []int{12}, "DynamicTheta ETS average AR LagRegression CES", 0},
		{103, []int{52}, "DynamicTheta ETS average AR LagRegression CES", 0},
		{104, []int{52}, "Harmonic Harmonic LagRegression LagRegression", 2},
		{50, []int{25}, "DynamicTheta ETS average AR LagRegression CES", 0},
		{52, []int{26}, "Harmonic Harmonic LagRegression LagRegression", 2},
		{199, []int{12}, "DynamicTheta ETS average AR LagRegression CES", 0},
		{199, []int{24}, "DynamicTheta ETS average AR LagRegression CES", 0},
		{200, []int{24}, "ETS average CES DynamicTheta LagRegression LagRegression LagRegression LagRegression", 2},
		{200, nil, "DynamicTheta ETS average AR LagRegression CES", 0},
	}
	for _, tc := range tests {
		c, why := Auto{}.members(tc.n, tc.season)
		var names []string
		for _, m := range c.Models {
			name, _, _ := strings.Cut(m.Name(), "(")
			names = append(names, name)
		}
		if got := strings.Join(names, " "); got != tc.want || c.Origins != tc.origins || why.Text == "" {
			t.Errorf("%d steps, season %v: %s, %d origins, %v", tc.n, tc.season, got, c.Origins, why)
		}
	}
	fit, err := Auto{Models: []Model{Naive{}}}.Fit(Series{Values: steady(20)})
	if err != nil {
		t.Fatal(err)
	}
	if f, err := fit.Forecast(2); err != nil || f.Point[1] != steady(20)[19] {
		t.Error(f, err)
	}
}

// The next year of a history with a plain pattern follows the pattern.
func TestAutoFollows(t *testing.T) {
	for _, n := range []int{36, 48, 120} {
		s := Series{Values: make([]float64, n), Periods: []int{12}}
		at := func(i int) float64 {
			return (200 + float64(i)) * (1 + 0.3*math.Sin(2*math.Pi*float64(i)/12))
		}
		for i := range s.Values {
			s.Values[i] = at(i)
		}
		fit, err := Auto{}.Fit(s)
		if err != nil {
			t.Fatal(err)
		}
		f, err := fit.Forecast(12)
		if err != nil {
			t.Fatal(err)
		}
		for j, p := range f.Point {
			if math.Abs(p/at(n+j)-1) > 0.05 {
				t.Errorf("%d steps: %.0f at step %d, want %.0f", n, p, j+1, at(n+j))
			}
		}
	}
}

// Factors are those of the rows at their lengths, between them in between, and level
// beyond them.
func TestWidening(t *testing.T) {
	tests := []struct {
		n, m        int
		first, last float64
		reach       int
	}{
		{5, 1, 1.45, 2.3, 6}, {10, 1, 1.45, 2.3, 6}, {20, 1, 1.40, 2.25, 6}, {60, 1, 0.97, 1.22, 8}, {5000, 1, 0.97, 1.22, 8},
		{40, 4, 1.05, 1.42, 8}, {3, 4, 1.05, 1.42, 8}, {300, 2, 1.05, 1.42, 8},
		{700, 7, 0.95, 0.95, 1}, {60, 12, 1.03, 1.06, 18}, {100, 12, 1.17, 1.24, 18}, {77, 12, 1.10, 1.15, 18}, {90, 24, 1, 1, 1}, {90, 52, 0.75, 0.90, 13}, {90, 9000, 0.75, 0.90, 13},
	}
	for _, tc := range tests {
		got, why := widening(tc.n, tc.m)
		if len(got) != tc.reach || math.Abs(got[0]-tc.first) > 0.005 || math.Abs(got[len(got)-1]-tc.last) > 0.005 || why.Code != "width" {
			t.Errorf("%d steps, season %d: %.3f, want %g to %g over %d; %s", tc.n, tc.m, got, tc.first, tc.last, tc.reach, why.Text)
		}
	}
	for _, n := range []int{11, 15, 19, 30, 59} {
		got, _ := widening(n, 1)
		if !(got[0] > 0.97 && got[0] < 1.45) || !slices.IsSorted(got) {
			t.Errorf("%d steps: %.3f", n, got)
		}
	}
	// A season that is too long to be seen is none.
	s := Series{Values: steady(20), Periods: []int{52}}
	wide, err := Auto{}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := Auto{Unwidened: true}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	f, _ := wide.Forecast(6, 0.75)
	g, _ := plain.Forecast(6, 0.75)
	for _, j := range []int{0, 5} {
		want := []float64{1.4, 0, 0, 0, 0, 2.25}[j]
		if got := (f.Quantiles[0][j] - f.Point[j]) / (g.Quantiles[0][j] - g.Point[j]); math.Abs(got-want) > 1e-9 {
			t.Errorf("step %d is %g times as wide, want %g", j+1, got, want)
		}
	}
}
