package kpi_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
)

func ExampleTargetTree() {
	tree := exampleTree()
	fmt.Println(tree.Levels, tree.TimeLevels, len(tree.Cells), tree.Cells[0].Amount)
	// Output: [month channel family] [month] 22 1000
}

func ExampleTargetNode() {
	node := exampleTree().Cells[2]
	fmt.Println(node.Path, node.Period, node.Amount, "is", node.Share, "of the cell above")
	// Output: [2026-10 amazon] 2026-10-01..2026-10-31 140 is 70.00% of the cell above
}

func ExampleTargetLevel() {
	level := exampleTarget().Levels[1]
	for _, p := range level.Parts {
		fmt.Println(level.Name, p.Name, p.Weight.Decimal)
	}
	// Output:
	// channel amazon 70
	// channel walmart 30
}

func ExampleTargetCell() {
	sum, err := exampleTree().Sum(kpi.TargetCell{"month": "2026-11", "channel": "walmart"})
	fmt.Println(sum, err)
	// Output: 150 <nil>
}

func ExamplePeriodTarget() {
	series, err := exampleTree().Series(kpi.TargetCell{})
	fmt.Println(series[0].Period, series[0].Amount, err)
	// Output: 2026-10-01..2026-10-31 200 <nil>
}

func ExampleTargetActual() {
	// What Walmart sold is not known, so that neither is the sum.
	pace, err := exampleTree().Pace([]kpi.TargetActual{
		{At: kpi.TargetCell{"channel": "amazon"}, Amount: decimal.NewNullDecimal(decimal.New(200, 0))},
		{At: kpi.TargetCell{"channel": "walmart"}},
	}, kpi.Day(2026, 10, 31).First, decimal.Decimal{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(pace.Cells[0].Pace.Index, pace.Sum.Index)
	// Output: 142.86% incomplete: actual
}

// examplePace is half of October with 120 units, seen by the tree.
func examplePace() kpi.TreePace {
	pace, err := exampleTree().Pace([]kpi.TargetActual{
		{At: kpi.TargetCell{"month": "2026-10"}, Amount: decimal.NewNullDecimal(decimal.New(120, 0))},
		{At: kpi.TargetCell{"month": "2026-11"}, Amount: decimal.NewNullDecimal(decimal.Decimal{})},
	}, kpi.Day(2026, 10, 15).First, decimal.Decimal{})
	if err != nil {
		fmt.Println(err)
	}
	return pace
}

func ExampleTreePace() {
	fmt.Println(examplePace().Sum.Target, examplePace().Sum.Actual, examplePace().Sum.Index)
	// Output: 700 120 124.00%
}

func ExampleCellPace() {
	for _, c := range examplePace().Cells {
		fmt.Println(c.At, c.Pace.Status)
	}
	// Output:
	// month=2026-10 ahead
	// month=2026-11 not_started
}

func ExamplePace() {
	pace := examplePace().Cells[0].Pace
	fmt.Println(pace.Elapsed, "of", pace.Days, "days, to date", pace.TargetToDate, "landing", pace.Landing, "gap", pace.Gap)
	// Output: 15 of 31 days, to date 96.77 landing 248 gap 48
}

func ExamplePaceStatus() {
	fmt.Println(examplePace().Cells[0].Pace.Status == kpi.PaceAhead, examplePace().Cells[1].Pace.Index)
	// Output: true undefined
}

func ExampleSeason() {
	season := exampleSeason()
	fmt.Println(len(season.Slots), "slots, of totals:", season.Totals)
	// Output: 4 slots, of totals: true
}

func ExampleSeasonSlot() {
	slot := exampleSeason().Slots[1]
	fmt.Println(slot.Slot, slot.Index, slot.Used, slot.LeftOut, slot.Filled)
	// Output: 2 1.4 1 0 false
}

func ExampleSeasonPeriod() {
	p := kpi.SeasonPeriod{Year: 2025, Slot: 1, Period: kpi.Day(2025, 1, 1), Amount: decimal.NewNullDecimal(decimal.New(12, 0))}
	fmt.Println(p.Year, p.Slot, p.Period, p.Amount.Decimal)
	// Output: 2025 1 2025-01-01 12
}

func ExampleSeasonEvent() {
	days := []kpi.TargetPart{{Name: "Thursday", Period: kpi.Day(2026, 11, 26)}, {Name: "Friday", Period: kpi.Day(2026, 11, 27)}}
	weighted, err := exampleSeason().Weigh(days, []kpi.SeasonEvent{{Name: "Black Friday", Period: kpi.Day(2026, 11, 27), Multiplier: decimal.New(4, 0)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(weighted[0].Weight.Decimal, weighted[1].Weight.Decimal) // 0.8 and 1.4 × 4
	// Output: 1 7
}

func ExampleSeasonWeight() {
	weights, err := exampleSeason().Weights(kpi.QuarterParts(kpi.CalendarYear(2026)), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(weights[1].Part.Name, weights[1].Part.Weight.Decimal, weights[1].Share, weights[1].DaysShare)
	// Output: 2026-Q2 7 35.00% 24.93%
}

// exampleRatio is an ACoS of 30 % over two families, of which one is new.
func exampleRatio() kpi.RatioPlan {
	set := func(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.New(n, 0)) }
	plan, err := kpi.PlanRatio(kpi.RatioGoal{
		Goal: decimal.RequireFromString("0.3"), Unit: kpi.Amount, Currency: "USD",
		Cells: []kpi.RatioCell{
			{Name: "lamps", Den: decimal.New(800, 0), BaseNum: set(90), BaseDen: set(400)},
			{Name: "rugs", Den: decimal.New(200, 0)},
		},
	})
	if err != nil {
		fmt.Println(err)
	}
	return plan
}

func ExampleRatioGoal() {
	fmt.Println(exampleRatio().Ratio)
	// Output: 30.00%
}

func ExampleRatioPlan() {
	plan := exampleRatio()
	fmt.Println(plan.Num, plan.Den, plan.Ratio, plan.Off)
	// Output: 300 1000 30.00% 0
}

func ExampleRatioCell() {
	_, err := kpi.PlanRatio(kpi.RatioGoal{Cells: []kpi.RatioCell{{Name: "lamps", Den: decimal.New(-1, 0)}}})
	fmt.Println(err)
	// Output: cells[0].den must not be negative, got "-1"
}

func ExampleRatioPart() {
	for _, c := range exampleRatio().Cells {
		fmt.Println(c.Name, c.Num, c.Ratio, c.Base, c.Assumed)
	}
	// Output:
	// lamps 240 30.00% 22.50% false
	// rugs 60 30.00% 22.50% true
}

func exampleCheck(change func(*kpi.SupplyPlan)) kpi.SupplyCheck {
	plan := exampleSupply()
	if change != nil {
		change(&plan)
	}
	check, err := kpi.CheckSupply(plan)
	if err != nil {
		fmt.Println(err)
	}
	return check
}

func ExampleSupplyCheck() {
	check := exampleCheck(nil)
	fmt.Println(check.Verdict, check.CashNeeded, check.LowestCash, check.LowestOn.Format(time.DateOnly))
	// Output: not_met 1300.00 USD -400.00 USD 2026-12-12
}

func ExampleSupplyVerdict() {
	fmt.Println(exampleCheck(func(p *kpi.SupplyPlan) { p.Items[0].OnHand = decimal.NewNullDecimal(decimal.New(200, 0)) }).Verdict)
	fmt.Println(exampleCheck(func(p *kpi.SupplyPlan) { p.Items[0].OnHand = decimal.NullDecimal{} }).Verdict)
	// Output:
	// met
	// unknown
}

func ExampleSupplyCode() {
	late := exampleCheck(func(p *kpi.SupplyPlan) { p.Items[0].LeadDays = decimal.NewNullDecimal(decimal.New(60, 0)) })
	for _, f := range late.Findings {
		if f.Code == kpi.OrderLate {
			fmt.Println(f.Text)
		}
	}
	// Output: lamp: 80 units are short in 2027-01-10..2027-01-16, before an order of today arrives on 2027-01-23
}

func ExampleSupplyFinding() {
	f := exampleCheck(nil).Findings[0]
	fmt.Println(f.Code, f.Period, f.Item, f.Have, f.Need)
	// Output: stock_short 2027-01-10..2027-01-16 lamp 20 100
}

func ExampleSupplyItem() {
	plan := exampleSupply()
	plan.Items[0].OnHand = decimal.NewNullDecimal(decimal.RequireFromString("1.5"))
	_, err := kpi.CheckSupply(plan)
	fmt.Println(err)
	// Output: items[0].on_hand must be a whole number, got "1.5"
}

func ExampleItemSupply() {
	item := exampleCheck(nil).Items[0]
	fmt.Println(item.Item, "first short in", item.FirstShort, "orders:", len(item.Orders))
	// Output: lamp first short in 2027-01-10..2027-01-16 orders: 1
}

func ExampleSupplyArrival() {
	check := exampleCheck(func(p *kpi.SupplyPlan) {
		p.Items[0].Inbound = []kpi.SupplyArrival{{On: kpi.Day(2027, 1, 13).First, Units: decimal.New(80, 0)}}
	})
	fmt.Println(check.Verdict, "-", check.Findings[0].Text)
	// Output: at_risk - lamp: enough for the target of 100 units in 2027-01-10..2027-01-16, but dry on 2027-01-11 until more arrives
}

func ExampleSupplyTerm() {
	check := exampleCheck(func(p *kpi.SupplyPlan) { // all of it 60 days after the order
		p.Items[0].Terms = []kpi.SupplyTerm{{Share: decimal.New(1, 0), Days: 60}}
	})
	fmt.Println(check.Items[0].Orders[0].Payments[0].On.Format(time.DateOnly))
	// Output: 2027-02-05
}

func ExampleSupplyPayment() {
	for _, p := range exampleCheck(nil).Items[0].Orders[0].Payments {
		fmt.Println(p.On.Format(time.DateOnly), p.Amount)
	}
	// Output:
	// 2026-12-07 390
	// 2026-12-12 910
}

func ExampleCashFlowWeek() {
	check := exampleCheck(func(p *kpi.SupplyPlan) { // rent
		p.Flows = []kpi.CashFlowWeek{{Period: kpi.Day(2026, 12, 1), Out: decimal.New(200, 0)}}
	})
	fmt.Println(check.LowestCash)
	// Output: -600.00 USD
}
