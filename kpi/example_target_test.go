package kpi_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// exampleTarget is a plan of 1,000 units for a quarter: months, channels, families.
func exampleTarget() kpi.TargetPlan {
	set := func(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.New(n, 0)) }
	quarter := kpi.Period{First: kpi.Day(2026, 10, 1).First, Last: kpi.Day(2026, 12, 31).First}
	months := kpi.MonthParts(quarter)
	for i, weight := range []int64{2, 5, 3} {
		months[i].Weight = set(weight)
	}
	return kpi.TargetPlan{Period: quarter, Total: decimal.New(1000, 0), Levels: []kpi.TargetLevel{
		{Name: "month", Parts: months},
		{Name: "channel", Parts: []kpi.TargetPart{{Name: "amazon", Weight: set(70)}, {Name: "walmart", Weight: set(30)}}},
		{Name: "family", Parts: []kpi.TargetPart{{Name: "lamps", Weight: set(2)}, {Name: "mugs", Weight: set(1)}}},
	}}
}

func exampleTree() kpi.TargetTree {
	tree, err := kpi.SplitTarget(exampleTarget())
	if err != nil {
		fmt.Println(err)
	}
	return tree
}

func ExampleSplitTarget() {
	year := kpi.CalendarYear(2026)
	set := func(s string) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.RequireFromString(s)) }
	tree, err := kpi.SplitTarget(kpi.TargetPlan{
		Period: year, Total: decimal.New(100_000, 0),
		Levels: []kpi.TargetLevel{
			{Name: "quarter", Parts: kpi.QuarterParts(year)},
			{Name: "week", Parts: kpi.WeekParts(year, time.Sunday)}, // no weights: by days
			{Name: "channel", Parts: []kpi.TargetPart{{Name: "amazon", Weight: set("0.7")}, {Name: "walmart", Weight: set("0.3")}},
				Under: []kpi.TargetUnder{{ // more on Amazon before Christmas
					At:    kpi.TargetCell{"quarter": "2026-Q4"},
					Parts: []kpi.TargetPart{{Name: "amazon", Weight: set("0.8")}, {Name: "walmart", Weight: set("0.2")}},
				}}},
		},
		Pins: []kpi.TargetPin{{At: kpi.TargetCell{"week": "W48"}, Amount: decimal.New(5000, 0)}}, // agreed already
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, cell := range []kpi.TargetCell{
		{}, {"quarter": "2026-Q1"}, {"quarter": "2026-Q4"}, {"week": "W47"}, {"week": "W48"}, {"week": "W48", "channel": "walmart"}, {"channel": "walmart"},
	} {
		sum, err := tree.Sum(cell)
		fmt.Println(cell, sum, err)
	}
	// Output:
	//  100000 <nil>
	// quarter=2026-Q1 24658 <nil>
	// quarter=2026-Q4 25205 <nil>
	// week=W47 1664 <nil>
	// week=W48 5000 <nil>
	// channel=walmart week=W48 1000 <nil>
	// channel=walmart 27472 <nil>
}

func ExampleTargetPlan() {
	plan := exampleTarget()
	plan.Unit, plan.Currency, plan.Total = kpi.Amount, fx.USD, decimal.RequireFromString("100.01")
	plan.Levels = plan.Levels[:1]
	tree, err := kpi.SplitTarget(plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range tree.Cells {
		fmt.Println(c.Path, c.Amount.StringFixed(2), c.Share)
	}
	// Output:
	// [] 100.01 100.00%
	// [2026-10] 20.00 20.00%
	// [2026-11] 50.01 50.00%
	// [2026-12] 30.00 30.00%
}

func ExampleTargetPlan_Rest() {
	plan := exampleTarget()
	// October brought 150 of its 200 units: the other months take over the rest.
	rest, err := plan.Rest(kpi.Day(2026, 10, 31).First, decimal.NewNullDecimal(decimal.New(150, 0)))
	if err != nil {
		fmt.Println(err)
		return
	}
	tree, err := kpi.SplitTarget(rest)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, month := range []string{"2026-11", "2026-12"} {
		sum, _ := tree.Sum(kpi.TargetCell{"month": month})
		fmt.Println(month, sum)
	}
	// Output:
	// 2026-11 531
	// 2026-12 319
}

func ExampleTargetPart() {
	for _, p := range kpi.WeekParts(kpi.Period{First: kpi.Day(2026, 1, 1).First, Last: kpi.Day(2026, 1, 12).First}, time.Monday) {
		fmt.Println(p.Name, p.Period, p.Weight.Valid)
	}
	// Output:
	// W01 2026-01-01..2026-01-04 false
	// W02 2026-01-05..2026-01-11 false
	// W03 2026-01-12 false
}

func ExampleTargetCell_String() {
	fmt.Println(kpi.TargetCell{"week": "W47", "channel": "amazon"})
	// Output: channel=amazon week=W47
}

func ExampleTargetUnder() {
	plan := exampleTarget()
	all := decimal.NewNullDecimal(decimal.New(1, 0))
	plan.Levels[1].Under = []kpi.TargetUnder{{At: kpi.TargetCell{"month": "2026-12"}, Parts: []kpi.TargetPart{{Name: "amazon", Weight: all}}}}
	tree, err := kpi.SplitTarget(plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	sum, _ := tree.Sum(kpi.TargetCell{"channel": "walmart"})
	fmt.Println("walmart without December:", sum)
	// Output: walmart without December: 210
}

func ExampleTargetPin() {
	plan := exampleTarget()
	plan.Pins = []kpi.TargetPin{{At: kpi.TargetCell{"channel": "walmart"}, Amount: decimal.New(500, 0)}} // in all months
	tree, err := kpi.SplitTarget(plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	cells, _ := tree.Find(kpi.TargetCell{"channel": "walmart"})
	for _, c := range cells {
		fmt.Println(c.Path, c.Amount, c.Hold)
	}
	// Output:
	// [2026-10 walmart] 100 pinned
	// [2026-11 walmart] 250 pinned
	// [2026-12 walmart] 150 pinned
}

func ExampleTargetHold() {
	plan := exampleTarget()
	plan.Pins = []kpi.TargetPin{
		{At: kpi.TargetCell{"month": "2026-10", "channel": "amazon"}, Amount: decimal.New(300, 0)},
		{At: kpi.TargetCell{"month": "2026-12"}, Amount: decimal.New(100, 0)},
	}
	tree, err := kpi.SplitTarget(plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, month := range []string{"2026-10", "2026-11", "2026-12"} {
		cells, _ := tree.Find(kpi.TargetCell{"month": month})
		fmt.Printf("%s %s %q\n", month, cells[0].Amount, cells[0].Hold)
	}
	// Output:
	// 2026-10 300 "raised"
	// 2026-11 600 ""
	// 2026-12 100 "pinned"
}

func ExampleTargetTree_Find() {
	cells, err := exampleTree().Find(kpi.TargetCell{"channel": "amazon", "family": "mugs"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range cells {
		fmt.Println(c.Path, c.Amount)
	}
	// Output:
	// [2026-10 amazon mugs] 47
	// [2026-11 amazon mugs] 117
	// [2026-12 amazon mugs] 70
}

func ExampleTargetTree_Sum() {
	fmt.Println(exampleTree().Sum(kpi.TargetCell{"channel": "amazon", "family": "mugs"}))
	fmt.Println(exampleTree().Sum(kpi.TargetCell{"channel": "amazn"}))
	// Output:
	// 234 <nil>
	// incomplete kpi: the plan has no cell channel=amazn, did you mean amazon?
}

func ExampleTargetTree_Series() {
	series, err := exampleTree().Series(kpi.TargetCell{"family": "mugs"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range series {
		fmt.Println(s.Period, s.Amount)
	}
	// Output:
	// 2026-10-01..2026-10-31 67
	// 2026-11-01..2026-11-30 167
	// 2026-12-01..2026-12-31 100
}

func ExampleTargetPinError() {
	plan := exampleTarget()
	plan.Pins = []kpi.TargetPin{
		{At: kpi.TargetCell{"month": "2026-11"}, Amount: decimal.New(100, 0)},
		{At: kpi.TargetCell{"month": "2026-11", "channel": "amazon"}, Amount: decimal.New(120, 0)},
	}
	_, err := kpi.SplitTarget(plan)
	var pins *kpi.TargetPinError
	if errors.As(err, &pins) {
		fmt.Println(pins.Path, pins.Amount, pins.Pinned)
	}
	// Output: [2026-11] 100 120
}

func ExampleTargetPinError_Error() {
	plan := exampleTarget()
	plan.Pins = []kpi.TargetPin{{At: kpi.TargetCell{"month": "2026-11"}, Amount: decimal.New(1001, 0)}}
	_, err := kpi.SplitTarget(plan)
	fmt.Println(err)
	// Output: kpi: the plan is less than the pins in it: it has 1000, pinned are 1001
}

func ExampleNoTargetError() {
	_, err := exampleTree().Sum(kpi.TargetCell{"channel": "wallmart"})
	var none *kpi.NoTargetError
	if errors.As(err, &none) {
		fmt.Println(none.Nearest)
	}
	// Output: walmart
}

func ExampleNoTargetError_Error() {
	_, err := exampleTree().Sum(kpi.TargetCell{"chanel": "walmart"})
	fmt.Println(err)
	// Output: kpi: the plan has no cell chanel=walmart, did you mean channel?
}

func ExampleStraddle() {
	year := kpi.CalendarYear(2026)
	for _, rule := range []kpi.Straddle{kpi.StraddleCut, kpi.StraddleMiddleDay} {
		tree, err := kpi.SplitTarget(kpi.TargetPlan{
			Period: year, Total: decimal.New(36_500, 0), Straddle: rule,
			Levels: []kpi.TargetLevel{{Name: "quarter", Parts: kpi.QuarterParts(year)}, {Name: "week", Parts: kpi.WeekParts(year, time.Sunday)}},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		cells, _ := tree.Find(kpi.TargetCell{"week": "W14"})
		for _, c := range cells {
			fmt.Println(rule, c.Path, c.Period, c.Amount)
		}
	}
	// Output:
	// cut [2026-Q1 W14] 2026-03-29..2026-03-31 300
	// cut [2026-Q2 W14] 2026-04-01..2026-04-04 400
	// middle_day [2026-Q2 W14] 2026-03-29..2026-04-04 700
}

func ExampleCalendarYear() {
	fmt.Println(kpi.CalendarYear(2028), kpi.CalendarYear(2028).Days())
	// Output: 2028-01-01..2028-12-31 366
}

func ExampleQuarterParts() {
	for _, p := range kpi.QuarterParts(kpi.CalendarYear(2026)) {
		fmt.Println(p.Name, p.Period)
	}
	// Output:
	// 2026-Q1 2026-01-01..2026-03-31
	// 2026-Q2 2026-04-01..2026-06-30
	// 2026-Q3 2026-07-01..2026-09-30
	// 2026-Q4 2026-10-01..2026-12-31
}

func ExampleMonthParts() {
	fmt.Println(kpi.MonthParts(kpi.CalendarYear(2028))[1].Period)
	// Output: 2028-02-01..2028-02-29
}

func ExampleWeekParts() {
	weeks := kpi.WeekParts(kpi.CalendarYear(2028), time.Sunday) // a leap year from a Saturday
	fmt.Println(len(weeks), weeks[0].Period, weeks[53].Name, weeks[53].Period)
	// Output: 54 2028-01-01 W54 2028-12-31
}

func ExampleBlockParts() {
	blocks, err := kpi.BlockParts(kpi.Day(2026, 2, 1).First, 4, 5, 4)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range blocks {
		fmt.Println(p.Name, p.Period)
	}
	// Output:
	// P01 2026-02-01..2026-02-28
	// P02 2026-03-01..2026-04-04
	// P03 2026-04-05..2026-05-02
}
