package kpi_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// benchTarget is a year of 56 pieces of weeks, four channels and 500 families.
func benchTarget() kpi.TargetPlan {
	year := kpi.CalendarYear(2026)
	families := make([]kpi.TargetPart, 500)
	for i := range families {
		families[i] = kpi.TargetPart{Name: fmt.Sprintf("family-%03d", i), Weight: decimal.NewNullDecimal(decimal.New(int64(i*i+7), -2))}
	}
	return kpi.TargetPlan{Period: year, Total: decimal.New(12_345_678, 0), Levels: []kpi.TargetLevel{
		{Name: "quarter", Parts: kpi.QuarterParts(year)}, {Name: "week", Parts: kpi.WeekParts(year, time.Sunday)},
		{Name: "channel", Parts: tgParts("amazon 60, walmart 20, shopify 15, tiktok 5")}, {Name: "family", Parts: families},
	}}
}

func BenchmarkSplitTarget(b *testing.B) {
	plan := benchTarget()
	cells := 0
	b.ReportAllocs()
	for b.Loop() {
		cells = len(tgSplit(b, plan).Cells)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*cells), "ns/cell")
}

func BenchmarkSplitTargetCarry(b *testing.B) {
	plan := benchTarget()
	plan.Carry = true
	b.ReportAllocs()
	for b.Loop() {
		tgSplit(b, plan)
	}
}

// The obvious way: fx.Allocate for each cell, with the weights of its parts.
func BenchmarkSplitTargetByAllocate(b *testing.B) {
	plan := benchTarget()
	weights := func(parts []kpi.TargetPart) []decimal.Decimal {
		out := make([]decimal.Decimal, len(parts))
		for i, p := range parts {
			if out[i] = p.Weight.Decimal; !p.Weight.Valid {
				out[i] = decimal.New(int64(p.Period.Days()), 0)
			}
		}
		return out
	}
	var split func(total decimal.Decimal, levels []kpi.TargetLevel) int
	split = func(total decimal.Decimal, levels []kpi.TargetLevel) int {
		if len(levels) == 0 {
			return 1
		}
		parts, err := fx.Allocate(total, 0, weights(levels[0].Parts))
		if err != nil {
			b.Fatal(err)
		}
		cells := 1
		for _, part := range parts {
			cells += split(part, levels[1:])
		}
		return cells
	}
	cells := 0
	b.ReportAllocs()
	for b.Loop() {
		cells = split(plan.Total, plan.Levels[1:]) // weeks in two quarters are not cut
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*cells), "ns/cell")
}

func BenchmarkCheckSupply(b *testing.B) {
	plan := tgSupply()
	item := plan.Items[0]
	plan.Items = nil
	for i := range 1000 {
		item.Item = fmt.Sprint(i)
		plan.Items = append(plan.Items, item)
	}
	plan.Cash = tgSet("1000000")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := kpi.CheckSupply(plan); err != nil {
			b.Fatal(err)
		}
	}
}
