package kpi_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func ExamplePlanRatio() {
	set := func(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.New(n, 0)) }
	// A conversion of 10 % over 4,000 sessions: lamps convert at 8 % and mugs at 12 %.
	plan, err := kpi.PlanRatio(kpi.RatioGoal{Goal: decimal.RequireFromString("0.1"), Cells: []kpi.RatioCell{
		{Name: "lamps", Den: decimal.New(3000, 0), BaseNum: set(8), BaseDen: set(100)},
		{Name: "mugs", Den: decimal.New(1000, 0), BaseNum: set(12), BaseDen: set(100)},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range plan.Cells {
		fmt.Println(c.Name, c.Num, "of", c.Den, c.Ratio)
	}
	fmt.Println(plan.Num, "of", plan.Den, plan.Ratio)
	// Output:
	// lamps 267 of 3000 8.90%
	// mugs 133 of 1000 13.30%
	// 400 of 4000 10.00%
}

func ExampleRatioMethod() {
	set := func(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.New(n, 0)) }
	// A margin of 10 %, of a family with a loss and one with a profit.
	plan, err := kpi.PlanRatio(kpi.RatioGoal{
		Goal: decimal.RequireFromString("0.1"), Method: kpi.RatioShift, Unit: kpi.Amount, Currency: fx.USD,
		Cells: []kpi.RatioCell{
			{Name: "lamps", Den: decimal.New(1000, 0), BaseNum: set(-10), BaseDen: set(100)},
			{Name: "mugs", Den: decimal.New(1000, 0), BaseNum: set(20), BaseDen: set(100)},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range plan.Cells {
		fmt.Println(c.Name, c.Num, c.Base, "->", c.Ratio)
	}
	// Output:
	// lamps -50 -10.00% -> -5.00%
	// mugs 250 20.00% -> 25.00%
}
