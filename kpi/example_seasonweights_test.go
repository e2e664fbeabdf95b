package kpi_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
)

// exampleSeason is that of four quarters of 200, 350, 300 and 150 units.
func exampleSeason() kpi.Season {
	set := func(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.New(n, 0)) }
	season, err := kpi.Seasonality(kpi.SeasonTotals(2025, set(200), set(350), set(300), set(150)), kpi.SeasonOptions{Totals: true})
	if err != nil {
		fmt.Println(err)
	}
	return season
}

func ExampleSeasonality() {
	year := kpi.CalendarYear(2025)
	var history []kpi.SeasonPeriod
	for i, p := range kpi.QuarterParts(year) {
		sold := decimal.New(int64(p.Period.Days())*10, 0) // ten a day
		if i == 3 {
			sold = sold.Add(decimal.New(250, 0)) // and 60 on each of the five days of an event
		}
		history = append(history, kpi.SeasonPeriod{Year: 2025, Slot: i + 1, Period: p.Period, Amount: decimal.NewNullDecimal(sold)})
	}
	season, err := kpi.Seasonality(history, kpi.SeasonOptions{Events: []kpi.SeasonEvent{
		{Name: "bfcm", Period: kpi.Period{First: kpi.Day(2025, 11, 27).First, Last: kpi.Day(2025, 12, 1).First}, Multiplier: decimal.New(6, 0)},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range season.Slots {
		fmt.Println(s.Slot, s.Index, s.Used)
	}
	// Output:
	// 1 1 1
	// 2 1 1
	// 3 1 1
	// 4 1 1
}

func ExampleSeasonTotals() {
	for _, s := range exampleSeason().Slots {
		fmt.Println(s.Slot, s.Index)
	}
	// Output:
	// 1 0.8
	// 2 1.4
	// 3 1.2
	// 4 0.6
}

func ExampleSeason_Weigh() {
	year := kpi.CalendarYear(2026)
	quarters, err := exampleSeason().Weigh(kpi.QuarterParts(year), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	tree, err := kpi.SplitTarget(kpi.TargetPlan{Period: year, Total: decimal.New(1100, 0), Levels: []kpi.TargetLevel{{Name: "quarter", Parts: quarters}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range tree.Cells[1:] {
		fmt.Println(c.Path, c.Amount)
	}
	// Output:
	// [2026-Q1] 220
	// [2026-Q2] 385
	// [2026-Q3] 330
	// [2026-Q4] 165
}

func ExampleSeason_Weights() {
	event := []kpi.SeasonEvent{{Name: "a day that counts as 47", Period: kpi.Day(2026, 11, 27), Multiplier: decimal.New(47, 0)}}
	weights, err := exampleSeason().Weights(kpi.QuarterParts(kpi.CalendarYear(2026)), event)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, w := range weights {
		fmt.Println(w.Part.Name, w.Index, w.Days, w.Event, w.Part.Weight.Decimal, w.Share)
	}
	// Output:
	// 2026-Q1 0.8 90 1 8 18.60%
	// 2026-Q2 1.4 91 1 14 32.56%
	// 2026-Q3 1.2 92 1 12 27.91%
	// 2026-Q4 0.6 92 1.5 9 20.93%
}

func ExampleSeasonOptions() {
	set := func(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.New(n, 0)) }
	history := kpi.SeasonTotals(2025, set(100), decimal.NullDecimal{}, set(300)) // nobody knows the second
	for _, fill := range []bool{false, true} {
		season, err := kpi.Seasonality(history, kpi.SeasonOptions{Totals: true, FillGaps: fill})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(season.Slots[0].Index, season.Slots[1].Index, season.Slots[2].Index)
	}
	// Output:
	// 0.5 incomplete: slot 2 1.5
	// 0.5 1 1.5
}
