package forecast

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/forecast/internal/num"
)

// conformal-split of the facts, and ranks on, below and above.
func TestConformalWidth(t *testing.T) {
	errs := []float64{3, 1, 4, 1.5, 9, 2.6, 5, 3.5, 8, 9.7, 2.4, 6, 2.2, 7, 3.1, 4.4, 0.5, 1.1, 6.6}
	for _, tc := range []struct{ level, want float64 }{
		{0.9, 9},      // rank 18 of 19
		{0.95, 9.7},   // rank 19
		{0.96, 9.7},   // rank 20: there is none
		{0.5, 3.5},    // rank 10
		{0.501, 4},    // rank 11
		{0.001, 0.5},  // rank 1
		{0.9001, 9.7}, // rank 19
	} {
		if got, err := ConformalWidth(errs, tc.level); err != nil || got != tc.want {
			t.Errorf("%g: %g, %v, want %g", tc.level, got, err, tc.want)
		}
	}
	if errs[0] != 3 {
		t.Error("the errors are sorted in place")
	}
	_, err := ConformalWidth([]float64{1, -1, math.Inf(1)}, 1)
	if got := inputFields(err); !cmp.Equal(got, []string{"level", "abs_errors[1]", "abs_errors[2]"}) {
		t.Error(got)
	}
	if _, err = ConformalWidth(nil, 0.5); !cmp.Equal(inputFields(err), []string{"abs_errors"}) {
		t.Error(err)
	}
}

// noisy is a series around 1000 whose noise is times as large at the end, where a model
// cannot know it.
func noisy(seed uint64, n, h int, times float64) Series {
	r := num.Rand(seed)
	s := Series{Values: make([]float64, n), Periods: []int{}}
	for i := range s.Values {
		e := 10 * r.NormFloat64()
		if i >= n-h {
			e *= times
		}
		s.Values[i] = 1000 + e
	}
	return s
}

// A catalogue whose errors are twice what is claimed gets a factor of two, and then its
// coverage.
func TestCalibrationFindsTheFactor(t *testing.T) {
	const h, n = 5, 240
	for _, times := range []float64{0.5, 1, 2} {
		c := Calibrator{Model: SES{Alpha: 1e-4}, Horizon: h}
		for i := range n {
			if err := c.Add(noisy(uint64(i), 120, h, times)); err != nil {
				t.Fatal(err)
			}
		}
		k, err := c.Calibration()
		if err != nil {
			t.Fatal(err)
		}
		if k.Series != n || len(k.Steps) != h || k.Level != 0.95 {
			t.Fatalf("%+v", k)
		}
		for j, f := range k.Steps {
			if math.Abs(f/times-1) > 0.25 || j > 0 && f < k.Steps[j-1] {
				t.Errorf("%g times the errors: factors %.2f", times, k.Steps)
				break
			}
		}
		if math.Abs(k.Total/times-1) > 0.3 {
			t.Errorf("%g times the errors: the factor of totals is %.2f", times, k.Total)
		}
		inside, all, totals := 0.0, 0.0, 0.0
		for i := range 120 {
			s := noisy(uint64(9000+i), 120, h, times)
			fit, err := Calibrated{Model: c.Model, Calibration: k}.Fit(s.until(115))
			if err != nil {
				t.Fatal(err)
			}
			f, err := fit.Forecast(h, 0.025, 0.975)
			if err != nil {
				t.Fatal(err)
			}
			cover, err := Coverage(s.Values[115:], f.Quantiles[0], f.Quantiles[1])
			if err != nil {
				t.Fatal(err)
			}
			inside += cover
			all++
			q, err := Total(fit, h, 0.025, 0.975)
			if err != nil {
				t.Fatal(err)
			}
			sum := 0.0
			for _, v := range s.Values[115:] {
				sum += v
			}
			if sum >= q[0] && sum <= q[1] {
				totals++
			}
		}
		if got := inside / all; math.Abs(got-0.95) > 0.04 {
			t.Errorf("%g times the errors: %.3f are covered", times, got)
		}
		if got := totals / all; math.Abs(got-0.95) > 0.06 {
			t.Errorf("%g times the errors: %.3f of the totals are covered", times, got)
		}
	}
}

// Few series share one factor for all steps, and none have none.
func TestCalibrationFew(t *testing.T) {
	c := Calibrator{Model: Naive{}, Horizon: 3, Level: 0.8}
	var short *ShortError
	if _, err := c.Calibration(); !errors.As(err, &short) {
		t.Error(err)
	}
	for i := range calibrateFewest - 1 {
		if err := c.Add(noisy(uint64(i), 30, 3, 1)); err != nil {
			t.Fatal(err)
		}
	}
	k, err := c.Calibration()
	if err != nil || k.Steps[0] != k.Steps[2] || k.Level != 0.8 {
		t.Errorf("%+v, %v", k, err)
	}
	if err := c.Add(noisy(1000, 30, 3, 1)); err != nil {
		t.Fatal(err)
	}
	all := slices.Sorted(slices.Values(slices.Concat(c.ratios...)))
	if k, err = c.Calibration(); err != nil || k.Steps[0] == conformal(all, 0.8) {
		t.Errorf("with %d series: %+v, %v", k.Series, k, err)
	}
	// A step that is not known is in no ratio, and the total then neither.
	c = Calibrator{Model: Naive{}, Horizon: 2}
	s := Series{Values: []float64{5, 6, 5, 6, 5, 6}, Missing: make([]bool, 6), Periods: []int{}}
	s.Missing[5] = true
	if err := c.Add(s); err != nil || len(c.ratios[0]) != 1 || len(c.ratios[1]) != 0 || len(c.totals) != 0 {
		t.Errorf("%+v, %v", c, err)
	}
	// A width of zero claims what no factor mends.
	c = Calibrator{Model: Naive{}, Horizon: 1}
	if err := c.Add(Series{Values: []float64{4, 4, 4, 9}, Periods: []int{}}); err != nil || len(c.ratios[0]) != 0 {
		t.Errorf("%+v, %v", c, err)
	}
}

// One bad step does not lift all that follow.
func TestRising(t *testing.T) {
	for _, tc := range []struct{ x, want []float64 }{
		{nil, []float64{}},
		{[]float64{1, 2, 3}, []float64{1, 2, 3}},
		{[]float64{3, 1, 2}, []float64{2, 2, 2}},
		{[]float64{1, 4, 2, 3, 6, 5}, []float64{1, 3, 3, 3, 5.5, 5.5}},
		{[]float64{5, 4, 3, 2, 1}, []float64{3, 3, 3, 3, 3}},
	} {
		if got := rising(tc.x); !cmp.Equal(got, tc.want) {
			t.Errorf("%g: %g, want %g", tc.x, got, tc.want)
		}
	}
}

func TestCalibratedScales(t *testing.T) {
	s := noisy(1, 60, 1, 1)
	plain, err := SES{}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := Calibrated{Model: SES{}, Calibration: Calibration{Steps: []float64{2, 3}, Total: 4}}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := plain.Forecast(4, 0.9)
	b, _ := wide.Forecast(4, 0.9)
	p, _ := plain.Paths(4, 3, 1)
	q, _ := wide.Paths(4, 3, 1)
	for j, want := range []float64{2, 3, 3, 3} {
		if got := (b.Quantiles[0][j] - b.Point[j]) / (a.Quantiles[0][j] - a.Point[j]); math.Abs(got-want) > 1e-9 {
			t.Errorf("step %d is %g times as wide, want %g", j+1, got, want)
		}
		if got := (q[1][j] - b.Point[j]) / (p[1][j] - a.Point[j]); math.Abs(got-want) > 1e-9 {
			t.Errorf("the path of step %d is %g times as far, want %g", j+1, got, want)
		}
	}
	sum := 0.0
	for _, v := range a.Point {
		sum += v
	}
	x, _ := Total(plain, 4, 0.9)
	y, _ := Total(wide, 4, 0.9)
	if got := (y[0] - sum) / (x[0] - sum); math.Abs(got-4) > 1e-9 {
		t.Errorf("the total is %g times as far", got)
	}
	if got := wide.Report().Model; got != "Calibrated(SES)" {
		t.Error(got)
	}
	// Demand stays above zero.
	low, err := Calibrated{Model: Naive{}, Calibration: Calibration{Steps: []float64{50}}}.Fit(Series{Values: []float64{3, 1, 4, 2}})
	if err != nil {
		t.Fatal(err)
	}
	if f, err := low.Forecast(1, 0.05); err != nil || f.Quantiles[0][0] != 0 {
		t.Errorf("%v, %v", f, err)
	}
	// The zero Calibration changes nothing.
	same, err := Calibrated{Model: SES{}}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	if f, _ := same.Forecast(4, 0.9); math.Abs(f.Quantiles[0][3]-a.Quantiles[0][3]) > 1e-9 {
		t.Errorf("%v, want %v", f.Quantiles, a.Quantiles)
	}
}

func TestCalibrationRefuses(t *testing.T) {
	_, err := Calibrated{Calibration: Calibration{Steps: []float64{1, -1}, Total: math.NaN()}}.Fit(Series{Values: []float64{-1}})
	if got, want := inputFields(err), []string{"model", "calibration.total", "calibration.steps[1]", "values[0]"}; !cmp.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	c := Calibrator{Model: Naive{}}
	if err := c.Add(Series{Values: make([]float64, 30)}); !cmp.Equal(inputFields(err), []string{"horizon"}) {
		t.Error(err)
	}
	c = Calibrator{Model: Naive{}, Horizon: 2, Level: 1}
	if err := c.Add(Series{Values: make([]float64, 30)}); !cmp.Equal(inputFields(err), []string{"level"}) {
		t.Error(err)
	}
	var short *ShortError
	c = Calibrator{Model: Naive{}, Horizon: 2}
	if err := c.Add(Series{Values: []float64{1, 2}}); !errors.As(err, &short) {
		t.Error(err)
	}
}
