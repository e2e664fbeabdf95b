package kpi_test

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// chartShares makes points of hits out of n.
func chartShares(counts ...[2]int64) []kpi.ChartPoint {
	var out []kpi.ChartPoint
	for i, c := range counts {
		out = append(out, kpi.ChartPoint{Label: "W" + strconv.Itoa(i+1), Value: kpi.Ratio(decimal.NewFromInt(c[0]), decimal.NewFromInt(c[1]), kpi.Fraction, "")})
	}
	return out
}

// The orange juice cans of Montgomery, Introduction to Statistical Quality Control,
// example 7.1: 30 samples of 50 cans. Samples 15 and 23 are outside; without them the
// limits are narrower and sample 21 is outside too.
func TestPChartMontgomery(t *testing.T) {
	cans := []int64{12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6}
	var counts [][2]int64
	for _, c := range cans {
		counts = append(counts, [2]int64{c, 50})
	}
	points := chartShares(counts...)
	text := func(c kpi.PChart) []string {
		out := []string{chartText(c.Centre, 4), chartText(c.Points[0].Lower, 4), chartText(c.Points[0].Upper, 4), string(c.Standing)}
		for _, s := range chartRules(c.Signals) {
			if s[:len("outside")] == "outside" {
				out = append(out, s)
			}
		}
		return out
	}
	c, err := kpi.NewPChart(points, kpi.PChartSettings{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"0.2313", "0.0524", "0.4102", "firm", "outside_limits above 15", "outside_limits above 23"}, text(c)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	points[14].Excluded, points[22].Excluded = "new cardboard", "new operator"
	if c, err = kpi.NewPChart(points, kpi.PChartSettings{}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"0.2150", "0.0407", "0.3893", "firm", "outside_limits above 21"}, text(c)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// With p = 1/2 and n = 36 the limits are exactly 1/4 and 3/4, and halfway to them is
// 3/8 and 5/8: no root has to be rounded.
func TestPChartThresholds(t *testing.T) {
	base := slices.Repeat([][2]int64{{18, 36}, {18, 36}}, 3)
	tests := []struct {
		name  string
		after [][2]int64
		want  []string
	}{
		{"on the lower limit", [][2]int64{{9, 36}}, nil},
		{"on the upper limit", [][2]int64{{27, 36}}, nil},
		{"below", [][2]int64{{8, 36}}, []string{"outside_limits below 7"}},
		{"above", [][2]int64{{28, 36}}, []string{"outside_limits above 7"}},
		{"a large n has narrow limits", [][2]int64{{216, 360}}, []string{"outside_limits above 7"}},
		// √(1/4/n) is 1/8 for n = 16: limits 1/8 and 7/8, halfway 5/16 and 11/16
		{"halfway", [][2]int64{{11, 16}, {11, 16}, {11, 16}, {11, 16}}, nil},
		{"above halfway", [][2]int64{{12, 16}, {12, 16}, {12, 16}, {11, 16}}, []string{"three_of_four above 7 8 9"}},
		{"nearer", [][2]int64{{23, 36}, {23, 36}, {18, 36}, {23, 36}}, []string{"three_of_four above 7 8 10"}},
		{"not nearer", [][2]int64{{22, 36}, {22, 36}, {22, 36}, {22, 36}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := kpi.NewPChart(chartShares(slices.Concat(base, tt.after)...), kpi.PChartSettings{Baseline: 6})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, chartRules(c.Signals)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if got := c.Points[0].Lower.String() + " " + c.Points[0].Upper.String(); got != "25.00% 75.00%" {
				t.Errorf("limits %s", got)
			}
		})
	}
}

func TestPChartStates(t *testing.T) {
	tests := []struct {
		name     string
		points   []kpi.ChartPoint
		settings kpi.PChartSettings
		want     []string
	}{
		{"nothing", nil, kpi.PChartSettings{}, []string{"incomplete: points", "too_little_data", "false true", "no counts"}},
		{"four", chartShares(slices.Repeat([][2]int64{{60, 100}}, 4)...), kpi.PChartSettings{}, []string{"60.00%", "too_little_data", "true true", "40 misses a period, fewer than 50: mostly the noise of counting"}},
		{"no hit", chartShares(slices.Repeat([][2]int64{{0, 100}}, 9)...), kpi.PChartSettings{}, []string{"0.00%", "too_little_data", "true true", "0 hits a period, fewer than 50: mostly the noise of counting"}},
		{"no miss", chartShares(slices.Repeat([][2]int64{{9, 9}}, 9)...), kpi.PChartSettings{SmallCount: 1}, []string{"100.00%", "too_little_data", "true false", "0 misses a period, fewer than 1: mostly the noise of counting"}},
		{"at the threshold", chartShares(slices.Repeat([][2]int64{{50, 1000}}, 5)...), kpi.PChartSettings{}, []string{"5.00%", "provisional", "false true", "50 hits a period, not fewer than 50"}},
		{"below it", chartShares([2]int64{50, 1000}, [2]int64{50, 1000}, [2]int64{50, 1000}, [2]int64{50, 1000}, [2]int64{49, 1000}), kpi.PChartSettings{}, []string{"4.98%", "provisional", "true true", "49.8 hits a period, fewer than 50: mostly the noise of counting"}},
		{"an empty week and n of 5 hits", append(chartShares(slices.Repeat([][2]int64{{5, 100}}, 17)...), chartShares([2]int64{0, 0})...), kpi.PChartSettings{}, []string{"5.00%", "firm", "true true", "5 hits a period, fewer than 50: mostly the noise of counting"}},
		{"n of 4.95 hits", chartShares(slices.Concat(slices.Repeat([][2]int64{{5, 100}}, 16), [][2]int64{{5, 100}, {5, 99}})...), kpi.PChartSettings{Baseline: 17}, []string{"5.00%", "firm", "true true", "5 hits a period, fewer than 50: mostly the noise of counting", "a period expects fewer than 5 hits or misses: its limits are a rough guide"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := kpi.NewPChart(tt.points, tt.settings)
			if err != nil {
				t.Fatal(err)
			}
			got := append([]string{c.Centre.String(), string(c.Standing), strconv.FormatBool(c.Preferred) + " " + strconv.FormatBool(c.House), c.Why}, c.Notes...)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if c.Standing == kpi.TooLittleData && (len(c.Signals) > 0 || len(c.Points) > 0 && c.Points[0].Upper.IsDefined()) {
				t.Errorf("signals %v", c.Signals)
			}
		})
	}
}

func TestPChartFaults(t *testing.T) {
	points := chartShares([2]int64{2, 1}, [2]int64{-1, 5}, [2]int64{1, 5})
	points = append(points,
		kpi.ChartPoint{Value: kpi.Exact(chartDec("0.05"), kpi.Fraction, "")},
		kpi.ChartPoint{Value: kpi.Exact(decimal.New(1, 1<<30), kpi.Fraction, "")},
		kpi.ChartPoint{Value: kpi.Exact(chartDec("1"), kpi.Amount, fx.USD)},
		kpi.ChartPoint{})
	_, err := kpi.NewPChart(points, kpi.PChartSettings{Baseline: 9, SmallCount: -1})
	want := []string{"baseline", "points[4].value", "points[5].value", "small_count", "points[0].value", "points[1].value", "points[3].value", "points[4].value", "points[5].value"}
	if diff := cmp.Diff(want, chartFaults(t, err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// Centre and limits of a period do not depend on the order, excluding a point is
// removing it, and the exact comparison is that of the formula.
func propPChart(t *rapid.T) {
	points := chartShares(rapid.SliceOfN(rapid.Custom(func(t *rapid.T) [2]int64 {
		n := rapid.Int64Range(1, 5000).Draw(t, "n")
		return [2]int64{rapid.Int64Range(0, n).Draw(t, "k"), n}
	}), 5, 30).Draw(t, "counts")...)
	chart := func(points []kpi.ChartPoint) kpi.PChart {
		c, err := kpi.NewPChart(points, kpi.PChartSettings{})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	here := chart(points)
	limits := map[string]kpi.PPoint{}
	for _, p := range here.Points {
		limits[p.Label] = p
	}
	for _, p := range chart(rapid.Permutation(points).Draw(t, "order")).Points {
		if was := limits[p.Label]; !sameValue(was.Lower, p.Lower) || !sameValue(was.Upper, p.Upper) {
			t.Fatalf("%s: %s to %s, in another order %s to %s", p.Label, was.Lower, was.Upper, p.Lower, p.Upper)
		}
	}
	drop := rapid.IntRange(0, len(points)-1).Draw(t, "drop")
	excluded := slices.Clone(points)
	excluded[drop].Excluded = kpi.ExcludedEvent
	a, b := chart(excluded), chart(slices.Delete(slices.Clone(points), drop, drop+1))
	if !sameValue(a.Centre, b.Centre) || a.Standing != b.Standing || !slices.Equal(signalLabels(a.Signals), signalLabels(b.Signals)) {
		t.Fatalf("excluded %s %v, removed %s %v", a.Centre, a.Signals, b.Centre, b.Signals)
	}
	if here.Standing == kpi.TooLittleData {
		return
	}
	outside := map[int]bool{}
	for _, s := range here.Signals {
		if s.Rule == kpi.OutsideLimits {
			outside[s.Points[0]] = true
		}
	}
	p := here.Centre.Num.InexactFloat64() / here.Centre.Den.InexactFloat64()
	for i, point := range here.Points {
		n := point.Value.Den.InexactFloat64()
		away, reach := math.Abs(point.Value.Num.InexactFloat64()/n-p), 3*math.Sqrt(p*(1-p)/n)
		if math.Abs(away-reach) > 1e-9 && outside[i] != (away > reach) {
			t.Fatalf("point %d is %g away of %g: outside %t", i, away, reach, outside[i])
		}
		lower, upper := point.Lower.Num.InexactFloat64(), point.Upper.Num.InexactFloat64()
		if math.Abs(lower-max(0, p-reach)) > 1e-11 || math.Abs(upper-min(1, p+reach)) > 1e-11 {
			t.Fatalf("point %d: limits %g to %g of %g ± %g", i, lower, upper, p, reach)
		}
	}
}

func TestPChartProperties(t *testing.T) { rapid.Check(t, propPChart) }

// The limits are the exact sum, rounded once: that of 286/2130 and n = 206 is
// 0.20553651717973, which two rounded parts make 0.205536517179.
func TestPChartRoundsOnce(t *testing.T) {
	roundsOnce := func(t *rapid.T) {
		total := rapid.Int64Range(2, 5000).Draw(t, "total")
		hits := rapid.Int64Range(1, total-1).Draw(t, "hits")
		n := rapid.Int64Range(1, 400).Draw(t, "n")
		lower, upper := chartLimitsOf(t, hits, total, n)
		p := new(big.Float).SetPrec(400).Quo(chartFloat(hits), chartFloat(total))
		q := new(big.Float).SetPrec(400).Sub(chartFloat(1), p)
		reach := new(big.Float).SetPrec(400).Quo(q.Mul(q, p), chartFloat(n))
		reach.Sqrt(reach).Mul(reach, chartFloat(3))
		for _, side := range []struct {
			got  kpi.Value
			want *big.Float
		}{{lower, new(big.Float).SetPrec(400).Sub(p, reach)}, {upper, new(big.Float).SetPrec(400).Add(p, reach)}} {
			exact := decimal.RequireFromString(side.want.Text('f', 80)).Round(60) // where the root ends, it ends here
			want := decimal.Min(decimal.Max(exact.Round(12), decimal.Decimal{}), decimal.New(1, 0))
			if !side.got.Num.Equal(want) {
				t.Fatalf("%d/%d, n = %d: %s, exactly %s", hits, total, n, side.got.Num, exact)
			}
		}
	}
	t.Run("286/2130", func(t *testing.T) {
		_, upper := chartLimitsOf(t, 286, 2130, 206)
		if got := upper.Num.StringFixed(12); got != "0.205536517180" {
			t.Errorf("upper limit %s", got)
		}
	})
	t.Run("others", func(t *testing.T) { rapid.Check(t, roundsOnce) })
}

func chartFloat(n int64) *big.Float { return new(big.Float).SetPrec(400).SetInt64(n) }

// chartLimitsOf returns the limits of a point of n on a baseline of hits out of total.
func chartLimitsOf(t interface{ Fatal(...any) }, hits, total, n int64) (lower, upper kpi.Value) {
	points := chartShares([2]int64{hits, total}, [2]int64{0, 0}, [2]int64{0, 0}, [2]int64{0, 0}, [2]int64{0, 0}, [2]int64{0, n})
	for i := 1; i < 5; i++ { // a baseline of five counts
		points[i] = chartShares([2]int64{hits, total})[0]
	}
	c, err := kpi.NewPChart(points, kpi.PChartSettings{Baseline: 5})
	if err != nil {
		t.Fatal(err)
	}
	return c.Points[5].Lower, c.Points[5].Upper
}
