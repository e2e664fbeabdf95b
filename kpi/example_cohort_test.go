package kpi_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// Four months of sales at 20; what May and June still get back is estimated from the
// months before them.
func ExampleCohorts() {
	sales, returns, opt := lcCohorts()
	table, err := kpi.Cohorts(sales, returns, opt)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range table.Cohorts {
		fmt.Println(c.Sold.First.Format("2006-01"), c.Units, c.ReturnRate, c.Completed.Rate, c.Expected.PerUnit().CM3)
	}
	// Output:
	// 2026-03 100 10.00% 10.00% 5.39 USD
	// 2026-04 200 8.00% 8.00% 5.71 USD
	// 2026-05 100 9.00% 10.17% 5.36 USD
	// 2026-06 50 4.00% 7.62% 5.77 USD
}

func ExampleCohort() {
	sales, returns, opt := lcCohorts()
	table, err := kpi.Cohorts(sales, returns, opt)
	if err != nil {
		fmt.Println(err)
		return
	}
	may := table.Cohorts[2]
	fmt.Println(may.Sold, "age", may.Age, "mature", may.Mature, "refunded by lag", may.Lags)
	// Output:
	// 2026-05-01..2026-05-31 age 1 mature false refunded by lag [5 4]
}

func ExampleCohortTable() {
	sales, returns, opt := lcCohorts()
	returns[0].Sold = returns[0].Sold.AddDate(-1, 0, 0)
	table, err := kpi.Cohorts(sales, returns, opt)
	fmt.Println(len(table.Cohorts), table.Attribution, table.Unmatched[0].Reason, err)
	// Output:
	// 4 sale_date nothing was sold in the month of 2025-03-01 <nil>
}

func ExampleCohortSale() {
	sale := kpi.CohortSale{Day: lcDay("2026-03-10"), SKU: "A", Channel: "amazon_us", Units: 2, Gross: lcSet("40"), Promotions: lcSet("0"), LandedCost: lcSet("10"), Fees: lcSet("12")}
	table, err := kpi.Cohorts([]kpi.CohortSale{sale}, nil, kpi.CohortOptions{Currency: fx.USD, AsOf: lcDay("2026-03-31"), LagSteps: 2})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(table.Cohorts[0].ToDate.CM2, "/", table.Cohorts[0].ToDate.CM3)
	// Output:
	// 18.00 USD / incomplete: advertising
}

func ExampleCohortReturn() {
	sale := lcSale("2026-03-31", 10)
	back := kpi.CohortReturn{
		Sold: lcDay("2026-03-31"), Refunded: lcDay("2026-04-02"), SKU: "A", Channel: "amazon_us", Units: 1,
		Refund: lcSet("20"), CostBack: lcSet("5"), FeesBack: lcSet("2.40"), Handling: lcSet("1"),
	}
	table, err := kpi.Cohorts([]kpi.CohortSale{sale}, []kpi.CohortReturn{back}, kpi.CohortOptions{Currency: fx.USD, AsOf: lcDay("2026-04-30"), LagSteps: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(table.Cohorts[0].ReturnRate, table.Cohorts[0].ToDate.PerUnit().CM3)
	// Output:
	// 10.00% 5.64 USD
}

func ExampleAttribution() {
	sales, returns, opt := lcCohorts()
	opt.Completion = ""
	for _, by := range []kpi.Attribution{kpi.BySaleDate, kpi.ByRefundDate} {
		opt.Attribution = by
		table, err := kpi.Cohorts(sales, returns, opt)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(by, table.Cohorts[0].ReturnRate, table.Cohorts[1].ReturnRate, table.Cohorts[2].ReturnRate, table.Cohorts[3].ReturnRate)
	}
	// Output:
	// sale_date 10.00% 8.00% 9.00% 4.00%
	// refund_date 6.00% 5.50% 12.00% 16.00%
}

func ExampleCohortOptions() {
	sales, returns, _ := lcCohorts()
	_, err := kpi.Cohorts(sales, returns, kpi.CohortOptions{Currency: fx.USD, AsOf: lcDay("2026-06-24"), LagSteps: 2})
	fmt.Println(err)
	// Output:
	// options.as_of must be the last day of a month, such as 2026-05-31, got "2026-06-24"
}

func ExampleCohortCompletion() {
	sales, returns, opt := lcCohorts()
	for _, rule := range []kpi.CohortCompletion{kpi.CompleteBounds, kpi.CompleteChainLadder, kpi.CompleteByUnits} {
		opt.Completion = rule
		table, err := kpi.Cohorts(sales, returns, opt)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(rule, table.Cohorts[3].Completed.Rate)
	}
	// Output:
	// bounds incomplete: returns_to_come
	// chain_ladder 7.62%
	// by_units 8.25%
}

func ExampleCohortReturns() {
	sales, returns, opt := lcCohorts()
	table, err := kpi.Cohorts(sales, returns, opt)
	if err != nil {
		fmt.Println(err)
		return
	}
	c := table.Cohorts[2].Completed
	fmt.Println(c.Rule, "times", c.Factor, "is", c.Units, "of", table.Cohorts[2].Units, "between", c.LeastRate, "and", c.MostRate)
	// Output:
	// chain_ladder times 1.13 is 10.17 of 100 between 9.00% and 100.00%
}

func ExampleCohortDevelopment() {
	sales, returns, opt := lcCohorts()
	table, err := kpi.Cohorts(sales, returns, opt)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range table.Development {
		fmt.Println(d.SKU, d.Channel, d.Rule, len(d.Steps))
	}
	// Output:
	// A amazon_us chain_ladder 2
}

func ExampleCohortFactor() {
	sales, returns, opt := lcCohorts()
	table, err := kpi.Cohorts(sales, returns, opt)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range table.Development[0].Steps {
		fmt.Println(step.Lag, step.Num, "/", step.Den, "=", step.Factor, "from", step.Cohorts, "cohorts")
	}
	// Output:
	// 1 32 / 19 = 1.68 from 3 cohorts
	// 2 26 / 23 = 1.13 from 2 cohorts
}

func ExampleUnmatchedReturn() {
	sales, returns, opt := lcCohorts()
	table, err := kpi.Cohorts(sales[1:], returns, opt)
	for _, r := range table.Unmatched {
		fmt.Println(r.Index, r.Units, r.Reason, err)
	}
	// Output:
	// 0 6 nothing was sold in the month of 2026-03-01 <nil>
	// 1 3 nothing was sold in the month of 2026-03-01 <nil>
	// 2 1 nothing was sold in the month of 2026-03-01 <nil>
}

func ExampleCohortProfit() {
	sales, returns, opt := lcCohorts()
	table, err := kpi.Cohorts(sales, returns, opt)
	if err != nil {
		fmt.Println(err)
		return
	}
	march := table.Cohorts[0].ToDate
	fmt.Println(march.NetRevenue, march.CM1, march.CM2, march.CM3)
	// Output:
	// 1800.00 USD 1325.00 USD 739.00 USD 539.00 USD
}

func ExampleCohortProfit_PerUnit() {
	sales, returns, opt := lcCohorts()
	table, err := kpi.Cohorts(sales, returns, opt)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(table.Cohorts[0].ToDate.PerUnit().CM3)
	// Output:
	// 5.39 USD
}

func ExampleCohortProfit_PerNetUnit() {
	sales, returns, opt := lcCohorts()
	table, err := kpi.Cohorts(sales, returns, opt)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(table.Cohorts[0].ToDate.PerNetUnit().CM3)
	// Output:
	// 5.99 USD
}

func ExampleCohortLevels() {
	sales, returns, opt := lcCohorts()
	table, err := kpi.Cohorts(sales, returns, opt)
	if err != nil {
		fmt.Println(err)
		return
	}
	levels := table.Cohorts[0].ToDate.PerUnit()
	fmt.Println(levels.NetRevenue, levels.CM1, levels.CM2, levels.CM3)
	// Output:
	// 18.00 USD 13.25 USD 7.39 USD 5.39 USD
}

// 900 to launch, carried by the first 250 units.
func ExampleLaunchSpend() {
	sales, returns, opt := lcCohorts()
	opt.Launch = []kpi.LaunchSpend{{SKU: "A", Amount: lcSet("900"), Rule: kpi.OverPlannedUnits, PlannedUnits: 250}}
	table, err := kpi.Cohorts(sales, returns, opt)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range table.Cohorts {
		fmt.Println(c.Sold.First.Format("2006-01"), c.Units, c.ToDate.Launch, c.ToDate.PerUnit().CM3)
	}
	// Output:
	// 2026-03 100 360.00 USD 1.79 USD
	// 2026-04 200 540.00 USD 3.01 USD
	// 2026-05 100 0.00 USD 5.55 USD
	// 2026-06 50 0.00 USD 6.36 USD
}

func ExampleLaunchRule() {
	sales, returns, opt := lcCohorts()
	for _, launch := range []kpi.LaunchSpend{
		{SKU: "A", Amount: lcSet("900"), Rule: kpi.OverPlannedUnits, PlannedUnits: 900},
		{SKU: "A", Amount: lcSet("900"), Rule: kpi.OverUnitsToDate},
	} {
		opt.Launch = []kpi.LaunchSpend{launch}
		table, err := kpi.Cohorts(sales, returns, opt)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(launch.Rule, table.Cohorts[0].ToDate.Launch)
	}
	// Output:
	// planned_units 100.00 USD
	// units_to_date 200.00 USD
}

func ExampleLaunchShare() {
	sales, returns, opt := lcCohorts()
	opt.Launch = []kpi.LaunchSpend{{SKU: "A", Amount: lcSet("900"), Rule: kpi.OverPlannedUnits, PlannedUnits: 900}}
	table, err := kpi.Cohorts(sales, returns, opt)
	for _, l := range table.Launch {
		fmt.Println(l.Units, "units carry", l.Carried, "open", l.Open, err)
	}
	// Output:
	// 450 units carry 450.00 USD open 450.00 USD <nil>
}
