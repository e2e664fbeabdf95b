package kpi_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func ExamplePaceOf() {
	pace, err := kpi.PaceOf(kpi.PaceInput{
		Period: kpi.Period{First: kpi.Day(2026, 6, 1).First, Last: kpi.Day(2026, 6, 30).First},
		AsOf:   kpi.Day(2026, 6, 12).First,
		Target: decimal.NewNullDecimal(decimal.New(260_000, 0)), Actual: decimal.NewNullDecimal(decimal.New(96_000, 0)),
		Unit: kpi.Amount, Currency: fx.USD,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(pace.Index, pace.Landing, pace.RequiredPerDay)
	fmt.Println(pace.Text)
	// Output:
	// 92.31% 240000.00 USD 9111.11 USD
	// behind: 92.31% of the target to date after 12 of 30 days, landing at 240000.00 USD of 260000.00 USD; the rest needs 9111.11 USD a day
}

func ExamplePaceInput() {
	week := func(day int, weight int64) kpi.PeriodTarget {
		first := kpi.Day(2026, 11, day).First
		return kpi.PeriodTarget{Period: kpi.Period{First: first, Last: first.AddDate(0, 0, 6)}, Amount: decimal.New(weight, 0)}
	}
	// The week of Black Friday counts as three others and is still to come.
	pace, err := kpi.PaceOf(kpi.PaceInput{
		Period: kpi.Period{First: kpi.Day(2026, 11, 1).First, Last: kpi.Day(2026, 11, 28).First},
		AsOf:   kpi.Day(2026, 11, 14).First,
		Target: decimal.NewNullDecimal(decimal.New(600, 0)), Actual: decimal.NewNullDecimal(decimal.New(200, 0)),
		Weights: []kpi.PeriodTarget{week(1, 1), week(8, 1), week(15, 1), week(22, 3)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("by weight:", pace.Index, pace.Landing, pace.Status)
	fmt.Println("by days:  ", pace.LinearIndex, pace.LinearLanding)
	// Output:
	// by weight: 100.00% 600 on_pace
	// by days:   66.67% 400
}

func ExamplePace_Required() {
	pace, err := kpi.PaceOf(kpi.PaceInput{
		Period: kpi.Period{First: kpi.Day(2026, 6, 1).First, Last: kpi.Day(2026, 6, 30).First}, AsOf: kpi.Day(2026, 6, 15).First,
		Target: decimal.NewNullDecimal(decimal.New(300, 0)), Actual: decimal.NewNullDecimal(decimal.New(120, 0)),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("a week with a target of 70 has to bring", pace.Required(decimal.New(70, 0)))
	// Output: a week with a target of 70 has to bring 84
}

func ExampleTargetTree_Pace() {
	actual := func(channel string, units int64) kpi.TargetActual {
		return kpi.TargetActual{At: kpi.TargetCell{"channel": channel}, Amount: decimal.NewNullDecimal(decimal.New(units, 0))}
	}
	pace, err := exampleTree().Pace(
		[]kpi.TargetActual{actual("amazon", 310), actual("walmart", 90)},
		kpi.Day(2026, 11, 15).First, decimal.RequireFromString("0.03"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range pace.Cells {
		fmt.Println(c.At, c.Pace.Index, c.Pace.Status)
	}
	fmt.Println("together", pace.Sum.Index, pace.Sum.Landing, pace.Sum.Status)
	// Output:
	// channel=amazon 98.41% on_pace
	// channel=walmart 66.67% behind
	// together 88.89% 888.89 behind
}
