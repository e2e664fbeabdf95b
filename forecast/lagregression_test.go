package forecast

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLagChoice(t *testing.T) {
	tests := []struct {
		asked, seasons, want []int
	}{
		{nil, nil, []int{1, 2, 3}},
		{nil, []int{2}, []int{1, 2, 3, 4}},
		{nil, []int{12}, []int{1, 2, 3, 11, 12, 13, 24}},
		{nil, []int{24}, []int{1, 2, 3, 23, 24, 25, 48, 167, 168, 169}},
		{nil, []int{24, 168}, []int{1, 2, 3, 23, 24, 25, 48, 167, 168, 169}},
		{nil, []int{7, 30}, []int{1, 2, 3, 6, 7, 8, 14, 29, 30, 31}},
		{[]int{5}, []int{12}, []int{5}},
	}
	for _, tc := range tests {
		if got := lagChoice(tc.asked, tc.seasons); !cmp.Equal(got, tc.want) {
			t.Errorf("%v, seasons %v: %v, want %v", tc.asked, tc.seasons, got, tc.want)
		}
	}
}

// A recursion without noise goes on by its own rule, the ridge being small.
func TestLagRegressionExact(t *testing.T) {
	x := []float64{10, 14}
	for len(x) < 80 {
		n := len(x)
		x = append(x, 100-0.5*x[n-1]+0.4*x[n-2]+20*math.Sin(float64(n)))
	}
	history := make([]float64, 300)
	for i := range history { // a pure wave obeys x[t] = 2 cos(w) x[t-1] - x[t-2]
		history[i] = 50 + 10*math.Sin(0.9*float64(i)+1)
	}
	fit, err := LagRegression{Plain: true, Ridge: 1e-9}.Fit(Series{Values: history})
	if err != nil {
		t.Fatal(err)
	}
	f, err := fit.Forecast(12, 0.025, 0.975)
	if err != nil {
		t.Fatal(err)
	}
	for j, p := range f.Point {
		if want := 50 + 10*math.Sin(0.9*float64(300+j)+1); math.Abs(p-want) > 1e-3 {
			t.Errorf("step %d: %g, want %g", j+1, p, want)
		}
		if f.Quantiles[1][j]-f.Quantiles[0][j] > 0.01 {
			t.Errorf("step %d: width %g", j+1, f.Quantiles[1][j]-f.Quantiles[0][j])
		}
	}
	var weights float64
	for _, p := range fit.Report().Params {
		if p.Name != "drift" {
			weights += p.Value
		}
	}
	if math.Abs(weights-1) > 1e-12 {
		t.Errorf("the lags and the mean weigh %g", weights)
	}
}

// The spread of errors grows as that of the recursion that was found.
func TestLagRegressionSpread(t *testing.T) {
	f := &lagged{z: make([]float64, 40), lags: []int{1, 2}, coef: []float64{0.6, 0.3}, sigma: 2, lo: -1e9, hi: 1e9, cycle: 1}
	psi2 := 0.6*0.6 + 0.3
	want := []float64{2, 2 * math.Sqrt(1+0.36), 2 * math.Sqrt(1+0.36+psi2*psi2)}
	for j, got := range f.spread(3) {
		if math.Abs(got-want[j]) > 1e-12 {
			t.Errorf("step %d: %g, want %g", j+1, got, want[j])
		}
	}
	// Of changes from a cycle of 2 ago: z[t] = z[t-2] + 0.5 (z[t-1] - z[t-3]).
	f = &lagged{z: make([]float64, 40), m: 2, lags: []int{1}, coef: []float64{0.5}, sigma: 1, lo: -1e9, hi: 1e9, cycle: 2}
	weights := []float64{1, 0.5, 1.25, 0.625} // 0.5*1.25+0.5-0.5*1
	sum := 0.0
	for j, got := range f.spread(4) {
		sum += weights[j] * weights[j]
		if math.Abs(got-math.Sqrt(sum)) > 1e-12 {
			t.Errorf("differenced, step %d: %g, want %g", j+1, got, math.Sqrt(sum))
		}
	}
}

// A lag needs 24 steps more than itself, and three times its length.
func TestLagRegressionShort(t *testing.T) {
	season := func(n, m int) Series {
		s := Series{Values: make([]float64, n), Periods: []int{}}
		for i := range s.Values {
			s.Values[i] = 50 + float64(i%4) + math.Sin(float64(i*i))
		}
		if m > 1 {
			s.Periods = []int{m}
		}
		return s
	}
	tests := []struct {
		n, m int
		want string // the lags
		text string
	}{
		{24, 1, "", "24 steps are too few for any lag: the last value is repeated"},
		{25, 1, "lag1", ""},
		{27, 1, "lag1 lag2 lag3", ""},
		{27, 4, "", "27 steps are too few for the lag of a season of 4: the last cycle is repeated"},
		{28, 4, "lag1 lag2 lag3 lag4", ""},
		{3, 4, "", "3 steps are too few for any lag: the last value is repeated"},
		{36, 12, "", "36 steps are too few for the lag of a season of 12: the last cycle is repeated"},
		{37, 12, "lag1 lag2 lag3 lag11 lag12", ""},
	}
	for _, tc := range tests {
		fit, err := LagRegression{}.Fit(season(tc.n, tc.m))
		if err != nil {
			t.Fatal(err)
		}
		r := fit.Report()
		var lags []string
		for _, p := range r.Params {
			if strings.HasPrefix(p.Name, "lag") {
				lags = append(lags, p.Name)
			}
		}
		if got := strings.Join(lags, " "); got != tc.want || tc.text != "" && r.Reasons[0].Text != tc.text {
			t.Errorf("%d steps, season %d: %s, %v", tc.n, tc.m, got, r.Reasons)
		}
		if tc.want == "" {
			f, err := fit.Forecast(6)
			if err != nil {
				t.Fatal(err)
			}
			cycle := tc.m
			if tc.n < cycle {
				cycle = 1
			}
			for j, p := range f.Point {
				if want := season(tc.n, tc.m).Values[tc.n-cycle+j%cycle]; math.Abs(p-want) > 1e-9 {
					t.Errorf("%d steps, season %d: %g", tc.n, tc.m, f.Point)
					break
				}
			}
		}
	}
}

func TestLagRegressionRefuses(t *testing.T) {
	for _, tc := range []struct {
		m    LagRegression
		want []string
	}{
		{LagRegression{Lags: []int{0, 2, 2, 1}, Ridge: math.NaN()}, []string{"lags[0]", "lags[2]", "lags[3]", "ridge"}},
		{LagRegression{Lags: make([]int, 101)}, []string{"lags"}},
		{LagRegression{Ridge: math.Inf(1)}, []string{"ridge"}},
	} {
		if _, err := tc.m.Fit(Series{Values: []float64{1, 2}}); !cmp.Equal(inputFields(err), tc.want) {
			t.Errorf("%+v: %v", tc.m, err)
		}
	}
}
