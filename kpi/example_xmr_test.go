package kpi_test

import (
	"fmt"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
)

// conversion makes weekly conversion rates from orders of 1,000 sessions.
func conversion(orders ...int64) []kpi.ChartPoint {
	var out []kpi.ChartPoint
	for i, n := range orders {
		out = append(out, kpi.ChartPoint{
			Label: "W" + strconv.Itoa(i+1),
			Value: kpi.Ratio(decimal.NewFromInt(n), decimal.NewFromInt(1000), kpi.Fraction, ""),
		})
	}
	return out
}

// Ten weeks set the limits, and the eleventh is judged by them.
func ExampleNewXmR() {
	chart, err := kpi.NewXmR(conversion(55, 57, 54, 58, 56, 55, 57, 54, 56, 58, 47), kpi.XmRSettings{Baseline: 10})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(chart.Centre, "within", chart.Lower, "to", chart.Upper, chart.Standing)
	for _, s := range chart.Signals {
		fmt.Println(s)
	}
	// Output:
	// 5.60% within 4.98% to 6.22% provisional
	// below the limits (W11)
	// fall beyond the limit of the moving range (W10 to W11)
}

// The moving ranges are part of the chart.
func ExampleXmR() {
	chart, err := kpi.NewXmR(conversion(55, 57, 54, 58, 56), kpi.XmRSettings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("mean range", chart.MeanRange, "limit", chart.RangeLimit, "sigma", chart.Sigma)
	// Output:
	// mean range 0.28% limit 0.90% sigma 0.24%
}

// A rate cannot be below 0, so its lower limit is clamped.
func ExampleXmRSettings() {
	refunds := conversion(4, 9, 3, 8, 2, 9)
	for _, s := range []kpi.XmRSettings{{}, {AtLeast: decimal.NewNullDecimal(decimal.Zero)}, {Form: kpi.MedianForm}} {
		chart, err := kpi.NewXmR(refunds, s)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(chart.Form, chart.Lower, "to", chart.Upper, chart.LowerClamped)
	}
	// Output:
	// mean -0.96% to 2.13% false
	// mean 0.00% to 2.13% true
	// median -1.29% to 2.49% false
}

// Each point knows its range, and whether it counts.
func ExampleXmRPoint() {
	points := conversion(55, 57, 20, 58, 56)
	points[2].Excluded = kpi.ExcludedStockOut
	chart, err := kpi.NewXmR(points, kpi.XmRSettings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range chart.Points {
		fmt.Println(p.Label, p.Value, p.Counted, p.Range)
	}
	// Output:
	// W1 5.50% true incomplete: point before
	// W2 5.70% true 0.20%
	// W3 2.00% false incomplete: point before
	// W4 5.80% true incomplete: point before
	// W5 5.60% true 0.20%
}

// A point without a value is a gap.
func ExampleChartPoint() {
	chart, err := kpi.NewXmR([]kpi.ChartPoint{
		{Label: "W1", Value: kpi.Exact(decimal.NewFromInt(120), kpi.Count, "")},
		{Label: "W2"},
		{Label: "W3", Value: kpi.Exact(decimal.NewFromInt(140), kpi.Count, "")},
	}, kpi.XmRSettings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(chart.Counted, "points, centre", chart.Centre, "ranges", chart.Ranges)
	// Output:
	// 2 points, centre 130 ranges 0
}

// A week left out does not move the centre.
func ExampleExclusion() {
	points := conversion(55, 57, 20, 56)
	points[2].Excluded = kpi.ExcludedStockOut
	chart, err := kpi.NewXmR(points, kpi.XmRSettings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(chart.Centre)
	// Output:
	// 5.60%
}

// Limits need five points and are firm from 17.
func ExampleChartStanding() {
	for _, n := range []int{4, 5, 17} {
		chart, err := kpi.NewXmR(conversion(make([]int64, n)...), kpi.XmRSettings{})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(n, chart.Standing)
	}
	// Output:
	// 4 too_little_data
	// 5 provisional
	// 17 firm
}

// The factor 2.660 is 3/1.128, rounded.
func ExampleChartForm() {
	var points []kpi.ChartPoint
	for _, x := range []string{"49.6", "47.6", "49.9", "51.3", "47.8", "51.2", "52.6", "52.4", "53.6", "52.1"} {
		points = append(points, kpi.ChartPoint{Value: kpi.Exact(decimal.RequireFromString(x), kpi.Count, "")})
	}
	for _, form := range []kpi.ChartForm{kpi.MeanForm, kpi.SigmaForm} {
		chart, err := kpi.NewXmR(points, kpi.XmRSettings{Form: form})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(form, chart.Lower.Round(4).Decimal, chart.Upper.Round(4).Decimal)
	}
	// Output:
	// mean 45.8151 55.8049
	// sigma 45.8159 55.8041
}

// A signal names its points.
func ExampleSignal() {
	chart, err := kpi.NewXmR(conversion(55, 57, 55, 57, 55, 57, 55, 57, 58, 57, 58, 57, 58, 57, 58), kpi.XmRSettings{Baseline: 8})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range chart.Signals {
		fmt.Println(s.Rule, s.Side, s.Labels)
	}
	// Output:
	// eight_in_a_row above [W8 W9 W10 W11 W12 W13 W14 W15]
}

// Is the latest point part of a signal?
func ExampleSignal_Has() {
	s := kpi.Signal{Rule: kpi.OutsideLimits, Side: kpi.SideBelow, Points: []int{10}, Labels: []string{"W11"}}
	fmt.Println(s.Has(10), s.Has(11))
	// Output:
	// true false
}

// A signal in words.
func ExampleSignal_String() {
	fmt.Println(kpi.Signal{Rule: kpi.ThreeOfFour, Side: kpi.SideBelow, Points: []int{3, 5, 6}, Labels: []string{"W4", "W6", "W7"}})
	// Output:
	// 3 of 4 nearer to the lower limit than to the centre (W4 to W7)
}

// The rules have stable names.
func ExampleSignalRule() {
	fmt.Println(kpi.OutsideLimits, kpi.ThreeOfFour, kpi.EightInARow, kpi.MovingRangeAbove)
	// Output:
	// outside_limits three_of_four eight_in_a_row moving_range
}

// The sides have stable names.
func ExampleChartSide() {
	fmt.Println(kpi.SideAbove, kpi.SideBelow)
	// Output:
	// above below
}

// The season is divided out, so that a December is no signal.
func ExampleDeseasonalise() {
	quarters := []kpi.ChartPoint{
		{Label: "Q1", Value: kpi.Exact(decimal.NewFromInt(220), kpi.Count, "")},
		{Label: "Q2", Value: kpi.Exact(decimal.NewFromInt(385), kpi.Count, "")},
	}
	flat, err := kpi.Deseasonalise(quarters, []decimal.Decimal{decimal.RequireFromString("0.8"), decimal.RequireFromString("1.4")})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range flat {
		fmt.Println(p.Label, p.Value)
	}
	// Output:
	// Q1 275
	// Q2 275
}
