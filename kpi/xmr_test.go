package kpi_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// nist is the series of S20: NIST/SEMATECH e-Handbook, 6.3.2.2, individuals chart.
var nist = []string{"49.6", "47.6", "49.9", "51.3", "47.8", "51.2", "52.6", "52.4", "53.6", "52.1"}

func chartDec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func chartNull(s string) decimal.NullDecimal { return decimal.NewNullDecimal(chartDec(s)) }

func chartDay(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}

func chartPeriod(first, last string) kpi.Period {
	return kpi.Period{First: chartDay(first), Last: chartDay(last)}
}

// chartSeries makes points of counts: "" is a gap and "!" before a number excludes it.
func chartSeries(values ...string) []kpi.ChartPoint {
	out := make([]kpi.ChartPoint, len(values))
	for i, text := range values {
		p := &out[i]
		p.Label = "W" + strconv.Itoa(i+1)
		if text == "" {
			p.Value = kpi.NotKnown(kpi.Count, "", "week")
			continue
		}
		if text[0] == '!' {
			p.Excluded, text = kpi.ExcludedStockOut, text[1:]
		}
		p.Value = kpi.Exact(chartDec(text), kpi.Count, "")
	}
	return out
}

func newXmR(t testing.TB, points []kpi.ChartPoint, s kpi.XmRSettings) kpi.XmR {
	t.Helper()
	c, err := kpi.NewXmR(points, s)
	if err != nil {
		t.Fatalf("NewXmR: %v", err)
	}
	return c
}

// chartText prints a value with some places, or its state.
func chartText(v kpi.Value, places int) string {
	if !v.IsDefined() {
		return v.String()
	}
	return v.Round(places).Decimal.StringFixed(int32(places))
}

// chartFaults lists the fields of the faults of an error.
func chartFaults(t testing.TB, err error) []string {
	t.Helper()
	var out []string
	for _, e := range fx.Faults(err) {
		in, ok := e.(*fx.InputError)
		if !ok {
			t.Fatalf("%T is no *fx.InputError: %v", e, e)
		}
		out = append(out, in.Field)
	}
	return out
}

// chartRules lists the signals of a chart as rule and points.
func chartRules(signals []kpi.Signal) []string {
	var out []string
	for _, s := range signals {
		text := string(s.Rule) + " " + string(s.Side)
		for _, p := range s.Points {
			text += " " + strconv.Itoa(p+1)
		}
		out = append(out, text)
	}
	return out
}

func TestXmRLimits(t *testing.T) {
	tests := []struct {
		name                                                   string
		points                                                 []kpi.ChartPoint
		settings                                               kpi.XmRSettings
		centre, lower, upper, meanRange, rangeLimit, sigma, on string
	}{
		{"S20, 2.660", chartSeries(nist...), kpi.XmRSettings{}, "50.8100", "45.8151", "55.8049", "1.8778", "6.1347", "1.6647", "provisional 10 9"},
		{"S20, 3/1.128", chartSeries(nist...), kpi.XmRSettings{Form: kpi.SigmaForm}, "50.8100", "45.8159", "55.8041", "1.8778", "6.1347", "1.6647", "provisional 10 9"},
		{"S20, 3.268", chartSeries(nist...), kpi.XmRSettings{NewRangeFactor: true}, "50.8100", "45.8151", "55.8049", "1.8778", "6.1366", "1.6647", "provisional 10 9"},
		// ranges 2 2.3 1.4 3.5 3.4 1.4 .2 1.2 1.5: median 1.5; values: median 51.25
		{"S20, median", chartSeries(nist...), kpi.XmRSettings{Form: kpi.MedianForm}, "51.2500", "46.5325", "55.9675", "1.5000", "5.7975", "1.5725", "provisional 10 9"},
		{"S20, first five", chartSeries(nist...), kpi.XmRSettings{Baseline: 5}, "49.2400", "43.1220", "55.3580", "2.3000", "7.5141", "2.0390", "provisional 5 4"},
		{"S20, first four", chartSeries(nist...), kpi.XmRSettings{Baseline: 4}, "49.6000", "incomplete: points", "incomplete: points", "1.9000", "incomplete: points", "1.6844", "too_little_data 4 3"},
		{"S20, clamped", chartSeries(nist...), kpi.XmRSettings{AtLeast: chartNull("46"), AtMost: chartNull("54")}, "50.8100", "46.0000", "54.0000", "1.8778", "6.1347", "1.6647", "provisional 10 9"},
		// mean range 8/4 = 2, 3.5 × 2 = 7: the range of 8 is dropped, the others are 0
		{"clean-up above", chartSeries("0", "0", "0", "0", "8"), kpi.XmRSettings{CleanUp: true}, "1.6000", "1.6000", "1.6000", "0.0000", "0.0000", "0.0000", "provisional 5 4"},
		// ranges 1 1 1 7, mean 2.5: 7 is below 8.75
		{"clean-up below", chartSeries("0", "1", "0", "1", "8"), kpi.XmRSettings{CleanUp: true}, "2.0000", "-4.6500", "8.6500", "2.5000", "8.1675", "2.2163", "provisional 5 4"},
		// ranges 7 1 1 1 1 1 2: mean 2, 3.5 × 2 = 7 exactly stays
		{"clean-up on", chartSeries("0", "7", "8", "7", "8", "7", "8", "10"), kpi.XmRSettings{CleanUp: true}, "6.8750", "1.5550", "12.1950", "2.0000", "6.5340", "1.7730", "provisional 8 7"},
		{"a gap", chartSeries("1", "2", "", "4", "2", "2"), kpi.XmRSettings{}, "2.2000", "incomplete: points", "incomplete: points", "1.0000", "incomplete: points", "0.8865", "too_little_data 5 3"},
		{"across a gap", chartSeries("1", "2", "", "4", "2", "2"), kpi.XmRSettings{Across: true}, "2.2000", "-1.1250", "5.5250", "1.2500", "4.0838", "1.1082", "provisional 5 4"},
		{"excluded", chartSeries("1", "2", "1", "2", "1", "!900", "2", "1"), kpi.XmRSettings{}, "1.4286", "-1.2314", "4.0886", "1.0000", "3.2670", "0.8865", "provisional 7 5"},
		{"nothing", nil, kpi.XmRSettings{}, "incomplete: points", "incomplete: points", "incomplete: points", "incomplete: moving ranges", "incomplete: points", "incomplete: moving ranges", "too_little_data 0 0"},
		{"one point", chartSeries("7"), kpi.XmRSettings{}, "7.0000", "incomplete: points", "incomplete: points", "incomplete: moving ranges", "incomplete: points", "incomplete: moving ranges", "too_little_data 1 0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := newXmR(t, tt.points, tt.settings)
			got := []string{
				chartText(c.Centre, 4), chartText(c.Lower, 4), chartText(c.Upper, 4), chartText(c.MeanRange, 4), chartText(c.RangeLimit, 4), chartText(c.Sigma, 4),
				string(c.Standing) + " " + strconv.Itoa(c.Counted) + " " + strconv.Itoa(c.Ranges),
			}
			want := []string{tt.centre, tt.lower, tt.upper, tt.meanRange, tt.rangeLimit, tt.sigma, tt.on}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestXmRPoints(t *testing.T) {
	c := newXmR(t, chartSeries("0", "0", "0", "0", "8", "", "!1", "-1", "2"), kpi.XmRSettings{CleanUp: true, Baseline: 5, AtLeast: chartNull("0")})
	var got []string
	for _, p := range c.Points {
		text := p.Label + " " + string(p.Excluded) + " " + p.Range.String()
		for _, b := range []bool{p.Counted, p.Baseline, p.Dropped} {
			text += " " + strconv.FormatBool(b)
		}
		got = append(got, text)
	}
	want := []string{
		"W1  incomplete: point before true true false", "W2  0 true true false", "W3  0 true true false", "W4  0 true true false",
		"W5  8 true true true", "W6  incomplete: point before false false false", "W7 stock_out incomplete: point before false false false",
		"W8 out_of_range incomplete: point before false false false", "W9  incomplete: point before true false false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if !newXmR(t, chartSeries("1", "0", "1", "0", "1"), kpi.XmRSettings{AtLeast: chartNull("0")}).LowerClamped {
		t.Error("the lower limit is not marked as clamped")
	}
}

// Limits exist from 5 points and are firm from 17.
func TestXmRStanding(t *testing.T) {
	for n, want := range map[int]kpi.ChartStanding{
		4: kpi.TooLittleData, 5: kpi.ProvisionalLimits, 16: kpi.ProvisionalLimits, 17: kpi.FirmLimits,
	} {
		c := newXmR(t, chartSeries(slices.Repeat([]string{"3"}, n)...), kpi.XmRSettings{})
		if c.Standing != want || c.Lower.IsDefined() != (want != kpi.TooLittleData) {
			t.Errorf("%d points: %s, limits %s", n, c.Standing, c.Lower)
		}
	}
}

func TestXmRFaults(t *testing.T) {
	huge := kpi.Exact(decimal.New(1, 1<<30), kpi.Count, "")
	points := chartSeries("1", "2")
	points = append(points, kpi.ChartPoint{Value: kpi.Exact(chartDec("1"), kpi.Amount, fx.USD)}, kpi.ChartPoint{Value: huge}, kpi.ChartPoint{})
	_, err := kpi.NewXmR(points, kpi.XmRSettings{Form: "average", Baseline: 6, CleanUp: true, AtLeast: chartNull("1"), AtMost: chartNull("0")})
	want := []string{"baseline", "points[2].value", "points[3].value", "form", "at_most"}
	if diff := cmp.Diff(want, chartFaults(t, err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	_, err = kpi.NewXmR(nil, kpi.XmRSettings{Form: kpi.MedianForm, CleanUp: true, Baseline: -1, AtLeast: decimal.NewNullDecimal(decimal.New(1, 99)), AtMost: decimal.NewNullDecimal(decimal.New(1, -99))})
	if diff := cmp.Diff([]string{"baseline", "clean_up", "at_least", "at_most"}, chartFaults(t, err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	_, err = kpi.NewXmR(make([]kpi.ChartPoint, 100_001), kpi.XmRSettings{})
	if diff := cmp.Diff([]string{"points"}, chartFaults(t, err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func genChart(t *rapid.T, least int) []string {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		return decimal.New(rapid.Int64Range(-5000, 5000).Draw(t, "n"), -int32(rapid.IntRange(0, 3).Draw(t, "places"))).String()
	}), least, 40).Draw(t, "values")
}

func sameValue(v, w kpi.Value) bool {
	order, ok := v.Cmp(w)
	return ok && order == 0 || !v.IsDefined() && !w.IsDefined()
}

func sameLimits(a, b kpi.XmR) bool {
	return sameValue(a.Centre, b.Centre) && sameValue(a.Lower, b.Lower) && sameValue(a.Upper, b.Upper) &&
		sameValue(a.MeanRange, b.MeanRange) && sameValue(a.RangeLimit, b.RangeLimit) && sameValue(a.Sigma, b.Sigma) && a.Standing == b.Standing
}

// The centre does not depend on the order of the points; the limits do not change when
// time runs backwards.
func propXmROrder(t *rapid.T) {
	values := genChart(t, 1)
	s := kpi.XmRSettings{Form: rapid.SampledFrom([]kpi.ChartForm{kpi.MeanForm, kpi.SigmaForm, kpi.MedianForm}).Draw(t, "form")}
	here, err := kpi.NewXmR(chartSeries(values...), s)
	if err != nil {
		t.Fatal(err)
	}
	shuffled, err := kpi.NewXmR(chartSeries(rapid.Permutation(values).Draw(t, "order")...), s)
	if err != nil {
		t.Fatal(err)
	}
	if !sameValue(here.Centre, shuffled.Centre) {
		t.Fatalf("centre %s, in another order %s", here.Centre, shuffled.Centre)
	}
	slices.Reverse(values)
	back, err := kpi.NewXmR(chartSeries(values...), s)
	if err != nil {
		t.Fatal(err)
	}
	if !sameLimits(here, back) || len(here.Signals) != len(back.Signals) {
		t.Fatalf("limits %s to %s, backwards %s to %s", here.Lower, here.Upper, back.Lower, back.Upper)
	}
}

func TestXmROrder(t *testing.T) { rapid.Check(t, propXmROrder) }

// The moving ranges do depend on the order.
func TestXmRRangesDependOnOrder(t *testing.T) {
	a := newXmR(t, chartSeries("1", "2", "3", "4", "5"), kpi.XmRSettings{})
	b := newXmR(t, chartSeries("1", "5", "2", "4", "3"), kpi.XmRSettings{})
	if sameValue(a.MeanRange, b.MeanRange) || !sameValue(a.Centre, b.Centre) {
		t.Errorf("ranges %s and %s, centres %s and %s", a.MeanRange, b.MeanRange, a.Centre, b.Centre)
	}
}

// An excluded point is a gap; across it, it is a point that was never there.
func propXmRExclusion(t *rapid.T) {
	values := genChart(t, 6)
	points := chartSeries(values...)
	across := rapid.Bool().Draw(t, "across")
	var without []kpi.ChartPoint
	other := slices.Clone(points)
	for i := range points {
		if !rapid.Bool().Draw(t, "excluded") {
			without = append(without, points[i])
			continue
		}
		points[i].Excluded = kpi.ExcludedEvent
		other[i].Value = kpi.Value{}
		if !across {
			without = append(without, kpi.ChartPoint{Label: points[i].Label})
		}
	}
	var charts []kpi.XmR
	for _, p := range [][]kpi.ChartPoint{points, other, without} {
		c, err := kpi.NewXmR(p, kpi.XmRSettings{Across: across})
		if err != nil {
			t.Fatal(err)
		}
		charts = append(charts, c)
	}
	for _, c := range charts[1:] {
		if !sameLimits(charts[0], c) {
			t.Fatalf("excluded: %s to %s, not there: %s to %s", charts[0].Lower, charts[0].Upper, c.Lower, c.Upper)
		}
		if diff := cmp.Diff(signalLabels(charts[0].Signals), signalLabels(c.Signals)); diff != "" {
			t.Fatal(diff)
		}
	}
}

func signalLabels(signals []kpi.Signal) []string {
	var out []string
	for _, s := range signals {
		out = append(out, s.String())
	}
	return out
}

func TestXmRExclusion(t *testing.T) { rapid.Check(t, propXmRExclusion) }

// Limits move with the values and grow with their unit.
func propXmRScale(t *rapid.T) {
	values := genChart(t, 5)
	by := decimal.New(rapid.Int64Range(1, 99).Draw(t, "by"), -1)
	plus := decimal.New(rapid.Int64Range(-99, 99).Draw(t, "plus"), -1)
	points := chartSeries(values...)
	moved := slices.Clone(points)
	for i := range moved {
		moved[i].Value = kpi.Exact(points[i].Value.Num.Mul(by).Add(plus), kpi.Count, "")
	}
	a, err := kpi.NewXmR(points, kpi.XmRSettings{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := kpi.NewXmR(moved, kpi.XmRSettings{})
	if err != nil {
		t.Fatal(err)
	}
	for _, pair := range [][2]kpi.Value{{a.Lower, b.Lower}, {a.Upper, b.Upper}, {a.Centre, b.Centre}} {
		v := pair[0]
		v.Num = v.Num.Mul(by).Add(plus.Mul(v.Den))
		if !sameValue(v, pair[1]) {
			t.Fatalf("%s × %s + %s is not %s", pair[0], by, plus, pair[1])
		}
	}
	if diff := cmp.Diff(chartRules(a.Signals), chartRules(b.Signals)); diff != "" {
		t.Fatal(diff)
	}
}

func TestXmRScale(t *testing.T) { rapid.Check(t, propXmRScale) }
