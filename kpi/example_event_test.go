package kpi_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
)

// sale is an event of two days in March 2026 with a lead-in and a hangover.
func sale() kpi.Event {
	return kpi.Event{
		Code: "sale", Name: "Spring sale", LeadIn: 2, Hangover: 3,
		Days: kpi.Period{First: time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC), Last: time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)},
	}
}

// saleSeries are 56 days of 10 units, and then the week of the sale.
func saleSeries() (kpi.DaySeries, error) {
	var days []kpi.DayPoint
	for i := range 63 {
		units := int64(10)
		if i >= 56 {
			units = []int64{8, 6, 40, 30, 7, 9, 10}[i-56]
		}
		days = append(days, kpi.DayPoint{Day: time.Date(2026, 1, 5+i, 0, 0, 0, 0, time.UTC), Value: kpi.Exact(decimal.NewFromInt(units), kpi.Count, "")})
	}
	return kpi.NewDaySeries(days, kpi.SumOfDays)
}

// An event with its window.
func ExampleEvent() {
	fmt.Println(sale())
	// Output:
	// Spring sale 2026-03-04..2026-03-05
}

// The window is lead-in, event and hangover.
func ExampleEvent_Window() {
	fmt.Println(sale().Window())
	// Output:
	// 2026-03-02..2026-03-08
}

// Each phase has its days.
func ExampleEvent_Part() {
	fmt.Println(sale().Part(kpi.PhaseLeadIn), sale().Part(kpi.PhaseHangover))
	// Output:
	// 2026-03-02..2026-03-03 2026-03-06..2026-03-08
}

// Which phase is a day in?
func ExampleEvent_Phase() {
	fmt.Println(sale().Phase(time.Date(2026, 3, 6, 0, 0, 0, 0, time.UTC)))
	// Output:
	// hangover
}

// The phases have stable names.
func ExampleEventPhase() {
	fmt.Println(kpi.PhaseLeadIn, kpi.PhaseEvent, kpi.PhaseHangover)
	// Output:
	// lead_in event hangover
}

// Days are compared by their distance from the event.
func ExampleEvent_Offset() {
	fmt.Println(sale().Offset(time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)))
	// Output:
	// -2
}

// An event in words.
func ExampleEvent_String() {
	fmt.Println(kpi.Event{Code: "sale", Days: kpi.Day(2026, 3, 4)})
	// Output:
	// sale 2026-03-04
}

// Every fault at once.
func ExampleEvent_Check() {
	fmt.Println(kpi.Event{Days: kpi.Day(2026, 3, 4), LeadIn: -1}.Check())
	// Output:
	// code must not be empty
	// lead_in must be from 0 to 92 days, got "-1"
}

// The baseline of a Wednesday is the median of Wednesdays.
func ExampleDaySeries_Baseline() {
	series, err := saleSeries()
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := series.Baseline(time.Date(2026, 3, 11, 0, 0, 0, 0, time.UTC), kpi.BaselineSettings{Weeks: 4, Events: []kpi.Event{sale()}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(b.Value, len(b.Used), b.Skipped[0].Why)
	// Output:
	// 10 4 event: Spring sale 2026-03-04..2026-03-05
}

// A baseline says what it rests on.
func ExampleDayBaseline() {
	series, err := saleSeries()
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := series.Baseline(time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC), kpi.BaselineSettings{Weeks: 2})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, day := range b.Used {
		fmt.Println(day.Format("Mon 2006-01-02"))
	}
	// Output:
	// Wed 2026-02-25
	// Wed 2026-02-18
}

// With too few weeks there is no baseline.
func ExampleBaselineSettings() {
	series, err := saleSeries()
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := series.Baseline(time.Date(2026, 1, 20, 0, 0, 0, 0, time.UTC), kpi.BaselineSettings{})
	fmt.Println(b.Value, err)
	// Output:
	// incomplete: baseline of 2026-01-20: 2 usable weeks of at least 4 <nil>
}

// Every fault at once.
func ExampleBaselineSettings_Check() {
	fmt.Println(kpi.BaselineSettings{Weeks: 4, Least: 5, Back: 600}.Check())
	// Output:
	// least must be from 1 to the number of weeks, or 0 for half of them, got "5"
	// back must be from the number of weeks to 520, or 0 for 52, got "600"
}

// A stock-out is in no baseline.
func ExampleSkippedDay() {
	series, err := kpi.NewDaySeries([]kpi.DayPoint{
		{Day: time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC), Value: kpi.Exact(decimal.NewFromInt(0), kpi.Count, ""), StockOut: true},
	}, kpi.SumOfDays)
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := series.Baseline(time.Date(2026, 3, 11, 0, 0, 0, 0, time.UTC), kpi.BaselineSettings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(b.Skipped[0].Day.Format(time.DateOnly), b.Skipped[0].Why)
	// Output:
	// 2026-03-04 stock-out
}

// Conversion over two days is units over sessions, not the mean of two rates.
func ExampleNewDaySeries() {
	series, err := kpi.NewDaySeries([]kpi.DayPoint{
		{Day: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), Value: kpi.Ratio(decimal.NewFromInt(1), decimal.NewFromInt(10), kpi.Fraction, "")},
		{Day: time.Date(2026, 7, 2, 0, 0, 0, 0, time.UTC), Value: kpi.Ratio(decimal.NewFromInt(30), decimal.NewFromInt(100), kpi.Fraction, "")},
	}, kpi.RatioOfSums)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(series.Total(kpi.Period{First: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), Last: time.Date(2026, 7, 2, 0, 0, 0, 0, time.UTC)}))
	// Output:
	// 28.18%
}

// The zero series knows nothing.
func ExampleDaySeries() {
	fmt.Println(kpi.DaySeries{}.Total(kpi.Day(2026, 7, 1)))
	// Output:
	// incomplete: 2026-07-01
}

// A day in a series.
func ExampleDayPoint() {
	d := kpi.DayPoint{Day: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), Value: kpi.Exact(decimal.NewFromInt(0), kpi.Count, ""), StockOut: true}
	fmt.Println(d.Day.Format(time.DateOnly), d.Value, d.StockOut)
	// Output:
	// 2026-07-01 0 true
}

// The ways to a total have stable names.
func ExampleDayTotal() {
	fmt.Println(kpi.SumOfDays, kpi.RatioOfSums)
	// Output:
	// sum ratio
}

// One day, or the day that is missing.
func ExampleDaySeries_On() {
	series, err := saleSeries()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(series.On(time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC)), series.On(time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)))
	// Output:
	// 40 incomplete: 2026-04-01
}

// A missing day makes a total incomplete.
func ExampleDaySeries_Total() {
	series, err := saleSeries()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(series.Total(sale().Days))
	fmt.Println(series.Total(kpi.Period{First: time.Date(2026, 3, 8, 0, 0, 0, 0, time.UTC), Last: time.Date(2026, 3, 9, 0, 0, 0, 0, time.UTC)}))
	// Output:
	// 70
	// incomplete: 2026-03-09
}

// The sale brought 50 units more on its days and 40 in all.
func ExampleDaySeries_Uplift() {
	series, err := saleSeries()
	if err != nil {
		fmt.Println(err)
		return
	}
	u, err := series.Uplift(sale(), kpi.BaselineSettings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(u.Days.Difference, u.Uplift, "net", u.Net, u.NetUplift)
	// Output:
	// 50 250.00% net 40 200.00%
}

// The dips around an event belong to it.
func ExampleEventUplift() {
	series, err := saleSeries()
	if err != nil {
		fmt.Println(err)
		return
	}
	u, err := series.Uplift(sale(), kpi.BaselineSettings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("lead-in", u.LeadIn.Difference, "hangover", u.Hangover.Difference)
	// Output:
	// lead-in -6 hangover -4
}

// Part by part.
func ExampleUpliftPart() {
	series, err := saleSeries()
	if err != nil {
		fmt.Println(err)
		return
	}
	u, err := series.Uplift(sale(), kpi.BaselineSettings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(u.Days.Period, u.Days.Actual, "instead of", u.Days.Baseline)
	// Output:
	// 2026-03-04..2026-03-05 70 instead of 20
}

// The next sale is judged by the last one, day by day from its first.
func ExampleDaySeries_LastEvent() {
	series, err := saleSeries()
	if err != nil {
		fmt.Println(err)
		return
	}
	next := sale()
	next.Days = next.Days.Shift(371)
	y, err := series.LastEvent(next.Days, next, sale(), kpi.YardstickSettings{Tolerance: decimal.RequireFromString("0.1")})
	fmt.Println(y.Expected, "so", y, err)
	// Output:
	// 70 so 63 to 77 <nil>
}

// Without a last event, a multiple of the baseline.
func ExampleDaySeries_TimesBaseline() {
	series, err := saleSeries()
	if err != nil {
		fmt.Println(err)
		return
	}
	y, err := series.TimesBaseline(sale().Days, sale(), decimal.NewFromInt(3), kpi.YardstickSettings{})
	fmt.Println(y.Expected, "so", y, err)
	fmt.Println(y.Basis)
	// Output:
	// 60 so 48 to 72 <nil>
	// 20% around 3 times the baseline
}

// ACoS has a band of its own on Prime Day.
func ExampleEventYardstick() {
	y := kpi.EventYardstick{Event: "prime_day", High: kpi.Exact(decimal.RequireFromString("0.35"), kpi.Fraction, ""), Basis: "plan of the team"}
	fmt.Println(y, y.Basis)
	// Output:
	// at most 35.00% plan of the team
}

// The edge of a band is within.
func ExampleEventYardstick_Judge() {
	acos := func(s string) kpi.Value { return kpi.Exact(decimal.RequireFromString(s), kpi.Fraction, "") }
	y := kpi.EventYardstick{Event: "prime_day", High: acos("0.35")}
	fmt.Println(y.Judge(acos("0.35")), y.Judge(acos("0.36")))
	// Output:
	// within above
}

// A band in words.
func ExampleEventYardstick_String() {
	y := kpi.EventYardstick{Low: kpi.Exact(decimal.NewFromInt(48), kpi.Count, ""), High: kpi.Exact(decimal.NewFromInt(72), kpi.Count, "")}
	fmt.Println(y)
	// Output:
	// 48 to 72
}

// The default tolerance is a rule of the house: give each metric its own.
func ExampleYardstickSettings() {
	fmt.Println(kpi.YardstickSettings{Tolerance: decimal.RequireFromString("0.05")}.Check())
	// Output:
	// <nil>
}

// Every fault at once.
func ExampleYardstickSettings_Check() {
	fmt.Println(kpi.YardstickSettings{Tolerance: decimal.NewFromInt(20), Baseline: kpi.BaselineSettings{Weeks: -1}}.Check())
	// Output:
	// tolerance must be a share from 0 on and below 1, got "20"
	// baseline.weeks must be from 1 to 520, or 0 for 8, got "-1"
}

// The answers have stable names.
func ExampleYardstickSide() {
	fmt.Println(kpi.YardstickUnknown, kpi.YardstickBelow, kpi.YardstickWithin, kpi.YardstickAbove)
	// Output:
	// unknown below within above
}

// A week against the same weekdays a year before.
func ExampleDaySeries_YearOverYear() {
	var days []kpi.DayPoint
	for i := range 7 {
		days = append(days,
			kpi.DayPoint{Day: time.Date(2025, 11, 23+i, 0, 0, 0, 0, time.UTC), Value: kpi.Exact(decimal.NewFromInt(100), kpi.Count, "")},
			kpi.DayPoint{Day: time.Date(2026, 11, 22+i, 0, 0, 0, 0, time.UTC), Value: kpi.Exact(decimal.NewFromInt(112), kpi.Count, "")})
	}
	series, err := kpi.NewDaySeries(days, kpi.SumOfDays)
	if err != nil {
		fmt.Println(err)
		return
	}
	week := kpi.Period{First: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Last: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC)}
	c, err := series.YearOverYear(week, kpi.YearAlignment{By: kpi.By52Weeks})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Now, "against", c.Before, "of", c.Earlier, c.Change)
	// Output:
	// 784 against 700 of 2025-11-23..2025-11-29 12.00%
}

// A day that is not known is not 0.
func ExampleYearComparison() {
	series, err := saleSeries()
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := series.YearOverYear(kpi.Day(2026, 3, 4), kpi.YearAlignment{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Now, c.Before, c.Change)
	// Output:
	// 40 incomplete: 2025-03-04 incomplete: 2025-03-04
}

// Prime Day is compared with Prime Day, whenever it was.
func ExampleYearAlignment() {
	a := kpi.YearAlignment{By: kpi.ByEvent,
		This:   kpi.Event{Code: "sale", Days: kpi.Day(2026, 7, 7)},
		Before: kpi.Event{Code: "sale", Days: kpi.Day(2025, 7, 15)}}
	earlier, _, err := a.Earlier(kpi.Day(2026, 7, 8))
	fmt.Println(earlier, err)
	// Output:
	// 2025-07-16 <nil>
}

// 29 February has no day of its own a year before.
func ExampleYearAlignment_Earlier() {
	earlier, notes, err := kpi.YearAlignment{By: kpi.ByDate}.Earlier(kpi.Day(2024, 2, 29))
	fmt.Println(earlier, notes, err)
	// Output:
	// 2023-02-28 [29 February is compared with 28 February] <nil>
}

// The bases have stable names.
func ExampleYearBasis() {
	fmt.Println(kpi.ByDate, kpi.By52Weeks, kpi.ByEvent)
	// Output:
	// date 52_weeks event
}
