package kpi_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// One row of a business report, and what follows from it.
func ExampleEvaluate() {
	f := kpi.Facts{
		Scope: "amazon-us/B0EXAMPLE1", Period: factDays(30), Currency: fx.USD, Basis: kpi.OrderedBasis,
		Known: map[kpi.InputCode]kpi.Fact{
			"sessions":              {Amount: factDec("12131"), Origins: []string{"business.csv"}},
			"units_ordered":         {Amount: factDec("683"), Origins: []string{"business.csv"}},
			"ordered_product_sales": {Amount: factDec("12905.25"), Origins: []string{"business.csv"}},
		},
	}
	for _, code := range []string{"unit_session_percentage", "average_selling_price", "tacos"} {
		m, err := kpi.Find(code)
		if err != nil {
			fmt.Println(err)
			return
		}
		r, err := kpi.Evaluate(m, f)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(m.Name, "=", r.Value)
	}
	// Output:
	// Unit session percentage (CVR) = 5.63%
	// Average selling price (ASP) = 18.89 USD
	// TACoS = incomplete: ad_spend
}

// A result has both sides of the quotient, and the inputs with where they come from.
func ExampleResult() {
	m, _ := kpi.Find("gmroi")
	r, _ := kpi.Evaluate(m, known("item_sales 500000, shipping_credits 0, gift_wrap_credits 0, promotions 0, refunds 0, landed_cogs 260000, average_inventory_cost 100000"))
	fmt.Println(r.Value, "=", r.Numerator, "/", r.Denominator)
	// Output: 240.00% = 240000.00 USD / 100000.00 USD
}

func ExampleUsedInput() {
	m, _ := kpi.Find("acos")
	r, _ := kpi.Evaluate(m, known("ad_spend 100, ad_sales 500"))
	for _, u := range r.Used {
		fmt.Println(u.Input, u.Amount, u.Basis, u.Origins)
	}
	// Output:
	// ad_spend 100 none [caller]
	// ad_sales 500 attributed [caller]
}

// The average of 13 month-ends, of which only the sum is a whole number of cents.
func ExampleFact() {
	f := known("")
	f.Known["average_inventory_cost"] = kpi.Fact{Amount: factDec("1234567.89"), Over: 13, Origins: []string{"stock.csv"}}
	v, err := f.Value("average_inventory_cost")
	fmt.Println(v, err)
	// Output: 94966.76 USD <nil>
}

// What is not known is not 0.
func ExampleFacts() {
	m, _ := kpi.Find("gross_margin_product_cost")
	f := known("item_sales 40, shipping_credits 0, gift_wrap_credits 0, promotions 0, refunds 0")
	r, _ := kpi.Evaluate(m, f)
	fmt.Println(r.Value)
	f.Known["product_cost"] = kpi.Fact{}
	r, _ = kpi.Evaluate(m, f)
	fmt.Println(r.Value)
	// Output:
	// incomplete: product_cost
	// 100.00%
}

func ExampleFacts_Check() {
	f := known("ad_spend 3, cm1 4")
	f.Currency = ""
	fmt.Println(f.Check())
	// Output:
	// known.ad_spend is an amount: the facts must name a currency, got "3"
	// known.cm1 is a metric, which is computed from its inputs
}

// Landed cost follows from its parts, or says which of them lacks.
func ExampleFacts_Value() {
	v, _ := known("product_cost 10, inbound_freight 2, preparation_cost 0.50").Value("landed_cogs")
	fmt.Println(v)
	v, _ = known("product_cost 10, inbound_freight 2, preparation_cost 0.50, duty 2.75").Value("landed_cogs")
	fmt.Println(v)
	// Output:
	// incomplete: duty
	// 15.25 USD
}

// Traffic of one file, advertising of another.
func ExampleJoin() {
	both, err := kpi.Join(known("sessions 1000, ordered_product_sales 2000"), known("ad_spend 150"))
	if err != nil {
		fmt.Println(err)
		return
	}
	tacos, _ := kpi.Find("tacos")
	r, _ := kpi.Evaluate(tacos, both)
	fmt.Println(r.Value)
	// Output: 7.50%
}

// The ACoS of two campaigns is not the mean of 10 % and 50 %.
func ExampleSum() {
	sum, err := kpi.Sum(known("ad_spend 100, ad_sales 1000"), known("ad_spend 50, ad_sales 100"))
	if err != nil {
		fmt.Println(err)
		return
	}
	acos, _ := kpi.Find("acos")
	r, _ := kpi.Evaluate(acos, sum)
	fmt.Println(r.Value, "of", sum.Parts, "parts")
	// Output: 13.64% of 2 parts
}

// Stock is averaged over the days, units are added.
func ExampleOver() {
	june, july := known("units_shipped 60, average_units_on_hand 40"), known("units_shipped 62, average_units_on_hand 100")
	june.Period = kpi.Period{First: factDay("2026-06-01"), Last: factDay("2026-06-30")}
	july.Period = factDays(31)
	both, err := kpi.Over(june, july)
	if err != nil {
		fmt.Println(err)
		return
	}
	m, _ := kpi.Find("sell_through")
	r, _ := kpi.Evaluate(m, both)
	fmt.Println(both.Period, r.Value)
	fmt.Println(r.Value.Notes[0])
	// Output:
	// 2026-06-01..2026-07-31 1.73
	// the window is 90 days, the facts are of 61
}

// A report of 2021 prints 2.54 %, which its own sessions do not give.
func ExampleCompare() {
	day := known("units_ordered 23, browser_sessions 906, mobile_app_sessions 94")
	m, _ := kpi.Find("unit_session_percentage")
	c, err := kpi.Compare(factDec("0.0254"), 4, m, day)
	fmt.Println(c.Text, err)
	// Output: printed 0.0254, recomputed 0.023; it agrees with unit_session_percentage_browser <nil>
}

func ExampleComparison() {
	m, _ := kpi.Find("units_per_order_item")
	c, _ := kpi.Compare(factDec("1.15"), 2, m, known("units_ordered 23, order_items 20"))
	fmt.Println(c.Agrees)
	// Output: true
}
