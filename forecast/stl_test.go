package forecast

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/lianxing/crossborder/fx"
	"pgregory.net/rapid"
)

// R's stats::stl (4.2.2), called as the row says. Each row of three is season, trend and
// remainder of one step.
func TestSTLWorked(t *testing.T) {
	for _, c := range []struct {
		id, series string
		stl        STL
		at         []int
		want       []float64
	}{
		{"stl-nottem-7", "nottem", STL{Period: 12, SeasonWindow: 7}, []int{0, 119, 239},
			[]float64{-7.92518736, 48.8993811, -0.374193782, -9.40202536, 49.2983836, 2.00364177, -10.8232084, 49.2175907, -0.594382296}},
		{"stl(UKgas, 7, robust=TRUE)", "UKgas", STL{Period: 4, SeasonWindow: 7, Robust: true}, []int{0, 53, 107},
			[]float64{41.47965555, 121.49364224, -2.87329778, -37.96489011, 285.67844647, -7.61355636, 109.92543730, 715.29975979, -42.42519709}},
		{"stl(nottem, 13, 1, t.window=21, l.window=13, s.jump=1, t.jump=1, l.jump=1)", "nottem",
			STL{Period: 12, SeasonWindow: 13, SeasonDegree: 1, TrendWindow: 21, LowPassWindow: 13, Exact: true}, []int{0, 119, 239},
			[]float64{-7.498333637, 48.909873304, -0.811539668, -9.744828132, 49.435448039, 2.209380093, -11.367517870, 49.320946724, -0.153428854}},
	} {
		x := published(t, c.series)
		d, err := c.stl.Decompose(x)
		if err != nil {
			t.Fatal(err)
		}
		var got []float64
		for _, i := range c.at {
			got = append(got, d.Seasonal[i], d.Trend[i], d.Remainder[i])
		}
		nearly(t, c.id, got, c.want, 1e-7)
		if d.Figure != nil {
			t.Errorf("%s: a season that changes has the figure %v", c.id, d.Figure)
		}
	}
	// stl(log(AirPassengers), s.window=4): an even window is made one longer.
	d, err := STL{Period: 12, SeasonWindow: 4}.Decompose(BoxCox(published(t, "AirPassengers"), 0))
	if err != nil {
		t.Fatal(err)
	}
	nearly(t, "even window", []float64{d.Seasonal[0], d.Trend[0], d.Remainder[0], d.Seasonal[143], d.Trend[143], d.Remainder[143]},
		[]float64{-0.0937484394, 4.7959294153, 0.0163178953, -0.1208563806, 6.2011992217, -0.0119172528}, 1e-9)
	// stl(nottem, "periodic").
	d, err = STL{Period: 12}.Decompose(published(t, "nottem"))
	if err != nil {
		t.Fatal(err)
	}
	figure := []float64{-9.347198027, -9.855249622, -6.853300789, -2.763471022, 3.501356924, 8.983303178, 12.845250096, 11.476381281, 7.447511401, 0.473689894, -6.430130856, -9.478142278}
	nearly(t, "periodic figure", d.Figure, figure, 1e-9)
	nearly(t, "periodic season", d.Seasonal[228:], figure, 1e-9)
	nearly(t, "periodic trend", []float64{d.Trend[0], d.Trend[99], d.Trend[239]}, []float64{49.6806726, 48.8048014, 49.0050971}, 1e-8)
}

func TestSTLRefusals(t *testing.T) {
	_, err := STL{Period: 1, SeasonWindow: 2, SeasonDegree: 2, TrendWindow: -1, LowPassWindow: 1}.Decompose([]float64{math.NaN()})
	var got []string
	for _, f := range fx.Faults(err) {
		got = append(got, f.(*fx.InputError).Field)
	}
	if want := []string{"period", "season_window", "season_degree", "trend_window", "low_pass_window", "values[0]"}; !slices.Equal(got, want) {
		t.Errorf("faults %v, want %v", got, want)
	}
	if _, err := (STL{Period: MaxSteps + 1}).Decompose(nil); len(fx.Faults(err)) != 1 || inputField(t, err) != "period" {
		t.Errorf("period beyond its bound: %v", err)
	}
	var short *ShortError
	if _, err := (STL{Period: 4}).Decompose(make([]float64, 8)); !errors.As(err, &short) || short.Need != 9 {
		t.Errorf("two cycles: %v", err)
	}
	if _, err := (STL{Period: 4, SeasonWindow: 3, TrendWindow: 3, LowPassWindow: 3}).Decompose(make([]float64, 9)); err != nil {
		t.Errorf("nine steps: %v", err)
	}
}

// The parts make the whole, are finite, and grow with the series.
func TestSTLParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 12).Draw(t, "m")
		o := STL{
			Period: m, SeasonWindow: rapid.SampledFrom([]int{0, 3, 4, 7, 35}).Draw(t, "season window"), SeasonDegree: rapid.IntRange(0, 1).Draw(t, "degree"),
			TrendWindow: rapid.SampledFrom([]int{0, 3, 50}).Draw(t, "trend window"), Exact: rapid.Bool().Draw(t, "exact"), Robust: rapid.Bool().Draw(t, "robust"),
		}
		x := rapid.SliceOfN(rapid.OneOf(rapid.Float64Range(-100, 100), rapid.Just(0.0)), 2*m+1, 6*m).Draw(t, "x")
		k := rapid.SampledFrom([]float64{1, 0.25, 1 << 40}).Draw(t, "k")
		scaled := make([]float64, len(x))
		for i, v := range x {
			scaled[i] = k * v
		}
		d, err := o.Decompose(x)
		if err != nil {
			t.Fatal(err)
		}
		e, err := o.Decompose(scaled)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range x {
			if whole := d.Seasonal[i] + d.Trend[i] + d.Remainder[i]; !(math.Abs(whole-v) < 1e-9) {
				t.Fatalf("step %d: %v of %v %v %v", i, v, d.Seasonal[i], d.Trend[i], d.Remainder[i])
			}
			if math.Abs(e.Trend[i]-k*d.Trend[i]) > 1e-7*k || math.Abs(e.Seasonal[i]-k*d.Seasonal[i]) > 1e-7*k {
				t.Fatalf("step %d: %v and %v, times %v: %v and %v", i, d.Seasonal[i], d.Trend[i], k, e.Seasonal[i], e.Trend[i])
			}
		}
	})
}

// A robust split lets an outlier be a remainder.
func TestSTLRobust(t *testing.T) {
	x := published(t, "nottem")
	before, err := STL{Period: 12, Robust: true}.Decompose(x)
	if err != nil {
		t.Fatal(err)
	}
	x[100] += 500
	after, err := STL{Period: 12, Robust: true}.Decompose(x)
	if err != nil {
		t.Fatal(err)
	}
	nearly(t, "trend", after.Trend, before.Trend, 0.01)
	if r := after.Remainder[100] - before.Remainder[100]; !(r > 499 && r < 501) {
		t.Errorf("of 500 the remainder got %v", r)
	}
}
