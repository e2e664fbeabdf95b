package kpi_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
)

// refundWeeks are refunded units out of ordered units.
func refundWeeks() []kpi.ChartPoint {
	var out []kpi.ChartPoint
	for i, c := range [][2]int64{{6, 120}, {9, 150}, {4, 90}, {7, 130}, {5, 110}, {5, 20}} {
		out = append(out, kpi.ChartPoint{
			Label: fmt.Sprintf("W%d", i+1),
			Value: kpi.Ratio(decimal.NewFromInt(c[0]), decimal.NewFromInt(c[1]), kpi.Fraction, ""),
		})
	}
	return out
}

// A small week has wide limits: 5 refunds out of 20 are nevertheless too many.
func ExampleNewPChart() {
	chart, err := kpi.NewPChart(refundWeeks(), kpi.PChartSettings{Baseline: 5})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("centre", chart.Centre, chart.Standing)
	for _, s := range chart.Signals {
		fmt.Println(s)
	}
	// Output:
	// centre 5.17% provisional
	// above the limits (W6)
}

// The chart says when it is the better one.
func ExamplePChart() {
	chart, err := kpi.NewPChart(refundWeeks(), kpi.PChartSettings{Baseline: 5})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(chart.Preferred, chart.House, chart.Why)
	fmt.Println(chart.Notes[0])
	// Output:
	// true true 6.2 hits a period, fewer than 50: mostly the noise of counting
	// a period expects fewer than 5 hits or misses: its limits are a rough guide
}

// Every point has limits of its own.
func ExamplePPoint() {
	chart, err := kpi.NewPChart(refundWeeks(), kpi.PChartSettings{Baseline: 5})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range chart.Points[4:] {
		fmt.Println(p.Label, p.Value, "within", p.Lower, "to", p.Upper)
	}
	// Output:
	// W5 4.55% within 0.00% to 11.50%
	// W6 25.00% within 0.00% to 20.02%
}

// The threshold of small counts is a choice.
func ExamplePChartSettings() {
	chart, err := kpi.NewPChart(refundWeeks(), kpi.PChartSettings{SmallCount: 5})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(chart.Preferred, chart.House, chart.Why)
	// Output:
	// false false 6 hits a period, not fewer than 5
}
