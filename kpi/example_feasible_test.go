package kpi_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// exampleSupply are two weeks of 100 units with 120 in stock.
func exampleSupply() kpi.SupplyPlan {
	set := func(s string) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.RequireFromString(s)) }
	week := func(day int) kpi.PeriodTarget {
		first := kpi.Day(2027, 1, day).First
		return kpi.PeriodTarget{Period: kpi.Period{First: first, Last: first.AddDate(0, 0, 6)}, Amount: decimal.New(100, 0)}
	}
	return kpi.SupplyPlan{
		Today: kpi.Day(2026, 11, 24).First, Currency: fx.USD, Cash: set("900"),
		Items: []kpi.SupplyItem{{
			Item: "lamp", OnHand: set("120"), Targets: []kpi.PeriodTarget{week(3), week(10)},
			LeadDays: set("35"), MinOrder: decimal.New(200, 0), UnitCost: set("6.50"),
			Terms: []kpi.SupplyTerm{ // 30 % with the order, the rest before it is loaded
				{Share: decimal.RequireFromString("0.3")}, {Share: decimal.RequireFromString("0.7"), Days: -30, Of: "arrival"},
			},
		}},
	}
}

func ExampleCheckSupply() {
	check, err := kpi.CheckSupply(exampleSupply())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(check.Verdict, check.CashNeeded)
	for _, f := range check.Findings {
		fmt.Println(f.Code, "-", f.Text)
	}
	// Output:
	// not_met 1300.00 USD
	// stock_short - lamp: stock for 20 of the target of 100 units in 2027-01-10..2027-01-16, dry on 2027-01-11
	// order_by - lamp: order 200 units for 1300.00 USD by 2026-12-07, in 13 days; they are needed on 2027-01-11
	// minimum_order - lamp: 80 units are needed and 200 ordered for the minimum or the multiple
	// cash_short - lamp: 910.00 USD is due for orders on 2026-12-12, and 510.00 USD is there
}

func ExampleSupplyPlan() {
	plan := exampleSupply()
	plan.Flows = []kpi.CashFlowWeek{{Period: kpi.Period{First: kpi.Day(2026, 12, 5).First, Last: kpi.Day(2026, 12, 11).First}, In: decimal.New(400, 0)}}
	check, err := kpi.CheckSupply(plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(check.Verdict, check.LowestCash, check.LowestOn.Format(time.DateOnly))
	// Output: with_orders 0.00 USD 2026-12-12
}

func ExampleSupplyOrder() {
	check, err := kpi.CheckSupply(exampleSupply())
	if err != nil {
		fmt.Println(err)
		return
	}
	order := check.Items[0].Orders[0]
	fmt.Println(order.Units, "by", order.By.Format(time.DateOnly), "for", order.Arrives.Format(time.DateOnly))
	for _, p := range order.Payments {
		fmt.Println(p.On.Format(time.DateOnly), p.Amount.StringFixed(2))
	}
	// Output:
	// 200 by 2026-12-07 for 2027-01-11
	// 2026-12-07 390.00
	// 2026-12-12 910.00
}

func ExampleSupplyPeriod() {
	check, err := kpi.CheckSupply(exampleSupply())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range check.Items[0].Periods {
		fmt.Println(p.Period, "open", p.Open, "sold", p.Sold, "short", p.Short, "close", p.Close)
	}
	// Output:
	// 2027-01-03..2027-01-09 open 120 sold 100 short 0 close 20
	// 2027-01-10..2027-01-16 open 20 sold 20 short 80 close 0
}
