package forecast

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/lianxing/crossborder/fx"
	"pgregory.net/rapid"
)

// nearly fails where a value is further from what is wanted than tol times the size of
// what is wanted, or 1 where that is less. NaN wants NaN.
func nearly(t testing.TB, what string, got, want []float64, tol float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, want %d", what, len(got), len(want))
	}
	for i, w := range want {
		if math.IsNaN(w) && math.IsNaN(got[i]) {
			continue
		}
		if !(math.Abs(got[i]-w) <= tol*max(math.Abs(w), 1)) {
			t.Errorf("%s: value %d is %v, want %v", what, i, got[i], w)
		}
	}
}

func inputField(t *testing.T, err error) string {
	t.Helper()
	var fault *fx.InputError
	if !errors.As(err, &fault) {
		t.Fatalf("%v is no InputError", err)
	}
	return fault.Field
}

// R's decompose, called as the row says (R 4.2.2).
func TestDecomposeWorked(t *testing.T) {
	for _, c := range []struct {
		id, series       string
		m                int
		multiplicative   bool
		figure           []float64
		from             int // of trend and remainder
		trend, remainder []float64
	}{
		{"decompose-mult-airpassengers", "AirPassengers", 12, true,
			[]float64{0.910230367, 0.883625321, 1.00736629, 0.975906012, 0.981378027, 1.11277583, 1.22655554, 1.21991097, 1.06049193, 0.92175724, 0.801178082, 0.89882439}, 0, nil, nil},
		{"decompose(nottem)", "nottem", 12, false,
			[]float64{-9.339364035, -9.899890351, -6.946600877, -2.757346491, 3.453399123, 8.986513158, 12.967214912, 11.459100877, 7.400109649, 0.654714912, -6.617653509, -9.360197368},
			6, []float64{49.0416667, 49.1500000, 49.1375000}, []float64{-4.30888158, -4.20910088, -2.23760965}},
		{"decompose(UKgas, 'mult')", "UKgas", 4, true,
			[]float64{1.453710656, 0.955932592, 0.558444081, 1.031912671},
			2, []float64{123.675, 123.075, 122.475}, []float64{1.227818694, 0.945649544, 0.899219901}},
	} {
		x := published(t, c.series)
		d, err := Decompose(x, c.m, c.multiplicative)
		if err != nil {
			t.Fatal(err)
		}
		nearly(t, c.id+" figure", d.Figure, c.figure, 1e-8)
		nearly(t, c.id+" trend", d.Trend[c.from:c.from+len(c.trend)], c.trend, 1e-8)
		nearly(t, c.id+" remainder", d.Remainder[c.from:c.from+len(c.remainder)], c.remainder, 1e-8)
		for i := range x {
			if d.Seasonal[i] != d.Figure[i%c.m] || math.IsNaN(d.Trend[i]) != (i < c.m/2 || i >= len(x)-c.m/2) {
				t.Fatalf("%s: step %d: season %v, trend %v", c.id, i, d.Seasonal[i], d.Trend[i])
			}
		}
	}
}

// A pure season of an odd length on a straight line is found exactly, also where the sums
// of the moving average run along.
func TestDecomposeExact(t *testing.T) {
	for _, m := range []int{3, 4, 7, 1025, 1026} {
		x, want := make([]float64, 3*m), make([]float64, m)
		for k := range want {
			want[k] = float64(k) - float64(m-1)/2
		}
		for i := range x {
			x[i] = 100 + 0.5*float64(i) + want[i%m]
		}
		d, err := Decompose(x, m, false)
		if err != nil {
			t.Fatal(err)
		}
		nearly(t, "figure", d.Figure, want, 1e-9)
		nearly(t, "trend", d.Trend[m:m+1], []float64{100 + 0.5*float64(m)}, 1e-9)
	}
}

func TestDecomposeRefusals(t *testing.T) {
	for _, c := range []struct {
		x      []float64
		period int
		field  string
	}{
		{make([]float64, 10), 1, "period"}, {make([]float64, 10), -3, "period"}, {nil, MaxSteps + 1, "period"},
		{[]float64{1, 2, math.NaN(), 4}, 2, "values[2]"}, {[]float64{1, math.Inf(1), 3, 4}, 2, "values[1]"},
		{[]float64{1, 2, 3, -2e15}, 2, "values[3]"}, {make([]float64, MaxSteps+1), 2, "values"},
	} {
		_, err := Decompose(c.x, c.period, false)
		if got := inputField(t, err); got != c.field {
			t.Errorf("%d values by %d: %s, want %s", len(c.x), c.period, got, c.field)
		}
	}
	_, err := Decompose([]float64{1, math.NaN(), math.Inf(1), 4}, 0, false)
	if got := len(fx.Faults(err)); got != 3 {
		t.Errorf("%d faults, want 3: %v", got, err)
	}
	var short *ShortError
	if _, err := Decompose(make([]float64, 7), 4, true); !errors.As(err, &short) || short.Need != 8 || short.Have != 7 {
		t.Errorf("7 steps by 4: %v", err)
	}
	if _, err := Decompose(make([]float64, 8), 4, true); err != nil {
		t.Errorf("8 steps by 4: %v", err)
	}
}

// The parts make the whole again, and a split of nothing holds no infinity.
func TestDecomposeParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 13).Draw(t, "m")
		x := rapid.SliceOfN(rapid.OneOf(rapid.Float64Range(0, 100), rapid.SampledFrom([]float64{-1, 0, 1, 5})), 2*m, 6*m).Draw(t, "x")
		multiplicative := rapid.Bool().Draw(t, "multiplicative")
		d, err := Decompose(x, m, multiplicative)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range x {
			whole := d.Seasonal[i] + d.Trend[i] + d.Remainder[i]
			if multiplicative {
				whole = d.Seasonal[i] * d.Trend[i] * d.Remainder[i]
			}
			if math.IsInf(d.Remainder[i], 0) || math.IsNaN(d.Seasonal[i]) || !math.IsNaN(whole) && math.Abs(whole-v) > 1e-9*(1+math.Abs(v)) {
				t.Fatalf("step %d: %v of %v %v %v", i, v, d.Seasonal[i], d.Trend[i], d.Remainder[i])
			}
		}
	})
}

// A ratio to a trend of 0 is none.
func TestDecomposeZeroTrend(t *testing.T) {
	d, err := Decompose([]float64{1, -1, 1, -1, 1, -1}, 2, true)
	if err != nil {
		t.Fatal(err)
	}
	nan := math.NaN()
	nearly(t, "trend", d.Trend, []float64{nan, 0, 0, 0, 0, nan}, 0)
	nearly(t, "remainder", d.Remainder, []float64{nan, nan, nan, nan, nan, nan}, 0)
	nearly(t, "figure", d.Figure, []float64{1, 1}, 0)
}

// The test for a season against its formula, with the autocorrelations of R's acf.
func TestSeasonal(t *testing.T) {
	for _, c := range []struct {
		series      string
		m           int
		size, limit float64
	}{
		{"AirPassengers", 12, 0.760395042, 0.502649016}, {"UKgas", 4, 0.901527187, 0.240253082}, {"nottem", 12, 0.884306148, 0.317568338},
	} {
		size, limit := seasonalStrength(published(t, c.series), c.m)
		nearly(t, c.series, []float64{size, limit}, []float64{c.size, c.limit}, 1e-8)
	}
	// Twelve quarters are just three cycles; eleven are too few. So is what never varies.
	x := slices.Repeat([]float64{9, 1, 1, 1}, 3)
	if !seasonal(x, 4) || seasonal(x[:11], 4) || seasonal(x, 1) {
		t.Error("three cycles of 4 steps have a season, fewer none")
	}
	for _, v := range []float64{0, 0.1, 1e15} {
		if seasonal(slices.Repeat([]float64{v}, 40), 4) {
			t.Errorf("a constant %g has a season", v)
		}
	}
	if seasonal(published(t, "Nile"), 7) {
		t.Error("the Nile has a season of 7 years")
	}
}

// The shrunk figure lies between no season and the whole one, keeps nothing of noise, and
// nearly everything of a season that repeats.
func TestShrunkIndices(t *testing.T) {
	x := published(t, "AirPassengers")
	// By hand: log ratios to the moving average, means of each month, centred.
	trend, mean := centredAverage(x, 12), make([]float64, 12)
	count, centre, noise := make([]float64, 12), 0.0, 0.0
	for i := 6; i < len(x)-6; i++ {
		mean[i%12] += math.Log(x[i] / trend[i])
		count[i%12]++
	}
	for k := range mean {
		mean[k] /= count[k]
		centre += mean[k] / 12
	}
	for i := 6; i < len(x)-6; i++ {
		e := math.Log(x[i]/trend[i]) - mean[i%12]
		noise += e * e
	}
	squares := 0.0
	for k := range mean {
		squares += (mean[k] - centre) * (mean[k] - centre)
	}
	w := 1 - 9*noise/(132-12)/11/squares
	want := make([]float64, 12)
	for k := range want {
		want[k] = math.Exp(w * (mean[k] - centre))
	}
	nearly(t, "AirPassengers", shrunkIndices(x, 12), want, 1e-12)
	if !(w > 0.9 && w < 1) {
		t.Errorf("AirPassengers keeps %v of its season", w)
	}
	if a := adjustSeason(published(t, "Nile")[:40], 9, AdjustmentShrunk, false); a.index != nil {
		t.Errorf("the Nile keeps a season of 9 years: %v", a.index)
	}
	// A zero in the series: the ratios themselves are shrunk, and their mean is 1.
	y := published(t, "UKgas")
	y[50] = 0
	sum := 0.0
	for _, f := range shrunkIndices(y, 4) {
		sum += f
	}
	nearly(t, "with a zero", []float64{sum}, []float64{4}, 1e-12)
	if shrunkIndices(x[:24], 12) != nil || shrunkIndices(x[:25], 12) == nil {
		t.Error("more than two cycles are needed, and enough")
	}
}

// What is taken out of a history goes back into it, and continues in step with it.
func TestSeasonAdjust(t *testing.T) {
	x := published(t, "UKgas")
	for how := AdjustmentTest; how <= AdjustmentNone; how++ {
		for _, signed := range []bool{false, true} {
			a := adjustSeason(x, 4, how, signed)
			if got := a.index != nil; got != (how != AdjustmentNone) {
				t.Errorf("%s, signed %v: %v", how, signed, a)
			}
			y := slices.Clone(a.remove(x))
			tail := slices.Clone(y[101:])
			a.restore(tail, 101)
			a.restore(y, 0)
			nearly(t, how.String(), y, x, 1e-12)
			nearly(t, how.String()+" tail", tail, x[101:], 1e-12)
			for i, v := range tail {
				b := a.remove(x)[101+i]
				if signed {
					b += a.at(101 + i)
				} else {
					b *= a.at(101 + i)
				}
				nearly(t, "at", []float64{b}, []float64{v}, 1e-12)
			}
		}
	}
}

// Every way of adjusting says what it did, in a word that a program can tell.
func TestAdjustReason(t *testing.T) {
	x, nile := published(t, "UKgas"), published(t, "Nile")
	zero := slices.Repeat([]float64{9, 4, 0, 2}, 5)
	for _, c := range []struct {
		x    []float64
		m    int
		how  Adjustment
		want string
	}{
		{x, 4, AdjustmentTest, "autocorrelation 0.902 at lag 4 is above its limit 0.240: the season is taken out"},
		{nile, 7, AdjustmentTest, "autocorrelation 0.222 at lag 7 is within its limit 0.251: no season"},
		{x[:11], 4, AdjustmentTest, "11 steps are less than 3 seasons of 4: the season is ignored"},
		{x[:7], 4, AdjustmentAlways, "7 steps are less than 2 seasons of 4: the season is ignored"},
		{x[:8], 4, AdjustmentShrunk, "two seasons of 4 steps do not show how sure they are: the season is ignored"},
		{x, 4, AdjustmentShrunk, "the season of 4 steps is taken out, shrunk by its uncertainty"},
		{nile[:40], 9, AdjustmentShrunk, "the season of 9 steps is no more than noise and is left out"},
		{zero, 4, AdjustmentAlways, "a seasonal factor is near 0: the season of 4 steps is ignored"},
		{slices.Repeat([]float64{3}, 20), 4, AdjustmentTest, "the series does not vary: no season of 4 steps"},
		{x, 4, AdjustmentAlways, ""}, {x, 4, AdjustmentNone, ""}, {x, 1, AdjustmentTest, ""},
	} {
		r := adjustReason(c.x, c.m, c.how, adjustSeason(c.x, c.m, c.how, false))
		got := ""
		if len(r) > 0 {
			got = r[0].Text
		}
		if got != c.want {
			t.Errorf("%s on %d steps of %d: %q, want %q", c.how, len(c.x), c.m, got, c.want)
		}
	}
}
