package forecast

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fx"
)

// inputFields returns the paths of the faults of an error.
func inputFields(err error) []string {
	var out []string
	for _, f := range fx.Faults(err) {
		var fault *fx.InputError
		if errors.As(f, &fault) {
			out = append(out, fault.Field)
		}
	}
	return out
}

// fixed is a model of another package: it always says the same, or fails.
type fixed struct {
	name  string
	value float64
	err   error
}

func (f fixed) Name() string               { return f.name }
func (f fixed) Fit(Series) (Fitted, error) { return f, f.err }
func (f fixed) Report() Report             { return Report{Model: f.name} }
func (f fixed) Forecast(h int, _ ...float64) (Forecast, error) {
	return Forecast{Point: slices.Repeat([]float64{f.value}, h)}, nil
}
func (f fixed) Paths(h, n int, _ uint64) ([][]float64, error) {
	return slices.Repeat([][]float64{slices.Repeat([]float64{f.value}, h)}, n), nil
}

func TestCombinationMiddle(t *testing.T) {
	a, b, c := fixed{"a", 10, nil}, fixed{"b", 13, nil}, fixed{"c", 40, nil}
	broken := fixed{"broken", 0, errors.New("cannot")}
	tests := []struct {
		name string
		c    Combination
		want float64
		left string
	}{
		{"mean", Combination{Models: []Model{a, b, c}}, 21, ""},
		{"median of three", Combination{Models: []Model{c, a, b}, Median: true}, 13, ""},
		{"median of two", Combination{Models: []Model{a, b}, Median: true}, 11.5, ""},
		{"one is left out", Combination{Models: []Model{a, broken, b}}, 11.5, "broken is left out: cannot"},
		{"too short to weigh", Combination{Models: []Model{a, b}, Origins: 3}, 11.5, ""},
	}
	for _, tc := range tests {
		fit, err := tc.c.Fit(Series{Values: []float64{1, 2, 3}})
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		f, err := fit.Forecast(2, 0.5)
		if err != nil || f.Point[0] != tc.want || f.Point[1] != tc.want || f.Quantiles[0][1] != tc.want {
			t.Errorf("%s: %v, %v, want %g", tc.name, f, err, tc.want)
		}
		said := slices.ContainsFunc(fit.Report().Reasons, func(r Reason) bool { return r.Code == "left_out" && r.Text == tc.left })
		if said != (tc.left != "") {
			t.Errorf("%s: reasons %v", tc.name, fit.Report().Reasons)
		}
	}
	_, err := Combination{Models: []Model{broken, SeasonalNaive{}}}.Fit(Series{Values: []float64{1, 2}, Periods: []int{4}})
	var short *ShortError
	if err == nil || !strings.Contains(err.Error(), "cannot") || !errors.As(err, &short) {
		t.Errorf("none is left: %v", err)
	}
}

func TestCombinationRefuses(t *testing.T) {
	tests := []struct {
		c    Combination
		want []string
	}{
		{Combination{}, []string{"models"}},
		{Combination{Models: []Model{nil, SES{}}}, []string{"models[0]"}},
		{Combination{Models: []Model{SES{}}, Origins: 21, Horizon: -1}, []string{"origins", "horizon"}},
		{Combination{Models: []Model{SES{}}, Origins: -1}, []string{"origins", "values[1]"}},
	}
	for i, tc := range tests {
		s := Series{Values: []float64{1, 2}}
		if i == 3 {
			s.Values[1] = -2
		}
		if _, err := tc.c.Fit(s); !cmp.Equal(inputFields(err), tc.want) {
			t.Errorf("%+v: %v, want %v", tc.c, err, tc.want)
		}
	}
	if got := (Combination{Models: []Model{nil, SES{}}}).Name(); got != "Mean(nil, SES)" {
		t.Error(got)
	}
}

// Weights are one over the squared errors, and an error of zero takes everything.
func TestInverseSquares(t *testing.T) {
	inf := math.Inf(1)
	tests := []struct{ errs, want []float64 }{
		{[]float64{1, 2}, []float64{0.8, 0.2}},
		{[]float64{3, 3, 3}, []float64{1. / 3, 1. / 3, 1. / 3}},
		{[]float64{0, 2, 0}, []float64{0.5, 0, 0.5}},
		{[]float64{inf, 2}, []float64{0, 1}},
		{[]float64{inf, inf}, []float64{0.5, 0.5}},
		{[]float64{1e-300, 2e-300}, []float64{0.8, 0.2}},
	}
	for _, tc := range tests {
		for i, got := range inverseSquares(tc.errs) {
			if math.Abs(got-tc.want[i]) > 1e-15 {
				t.Errorf("%g: %g, want %g", tc.errs, got, tc.want[i])
			}
		}
	}
}

// The earlier origins are those whose errors weigh: a member that was wrong by 1 has
// four times the weight of one that was wrong by 2, whatever it says now.
func TestCombinationWeights(t *testing.T) {
	values := slices.Repeat([]float64{20}, 60)
	c := Combination{Models: []Model{fixed{"one", 21, nil}, fixed{"two", 18, nil}}, Origins: 3}
	fit, err := c.Fit(Series{Values: values})
	if err != nil {
		t.Fatal(err)
	}
	if w, _ := fit.Report().Param("weight one"); math.Abs(w-0.8) > 1e-12 {
		t.Error(w)
	}
	f, err := fit.Forecast(1)
	if err != nil || math.Abs(f.Point[0]-(0.8*21+0.2*18)) > 1e-12 {
		t.Error(f.Point, err)
	}
	reasons := fit.Report().Reasons
	if got := reasons[len(reasons)-1].Text; got != "members are weighted by one over the square of their mean error over 6 steps from 3 earlier origins" {
		t.Error(got)
	}
}

// Paths that are not normal still say how wide they are.
func TestCombinationOfSimulated(t *testing.T) {
	s := Series{Values: []float64{0, 0, 3, 0, 0, 0, 5, 0, 2, 0, 0, 4, 0, 0, 0, 0, 6, 0, 1, 0}}
	fit, err := Combination{Models: []Model{Intermittent{}, SES{}}}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	f, err := fit.Forecast(3, 0.05, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	if width := f.Quantiles[1][0] - f.Quantiles[0][0]; !(width > 2 && width < 10) {
		t.Error(f)
	}
}
