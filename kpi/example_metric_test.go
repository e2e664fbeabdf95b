package kpi_test

import (
	"errors"
	"fmt"

	"github.com/lianxing/crossborder/kpi"
)

// A metric of one's own, over inputs of this package and one that only this seller has.
func ExampleMetric() {
	formula, err := kpi.ParseFormula("cm3 / warehouse_hours")
	if err != nil {
		fmt.Println(err)
		return
	}
	own := kpi.Metric{Code: "contribution_per_hour", Name: "Contribution per hour", Formula: formula, Unit: kpi.Amount, Good: kpi.HigherIsBetter}
	r, err := kpi.Evaluate(own, known("warehouse_hours 12, item_sales 900"))
	fmt.Println(own.Check(), err)
	fmt.Println(len(r.Value.Missing), "inputs are missing, the first is", r.Value.Missing[0])
	// Output:
	// <nil> <nil>
	// 14 inputs are missing, the first is shipping_credits
}

// Three figures are called sell-through.
func ExampleVariants() {
	for _, m := range kpi.Variants("sell_through") {
		fmt.Println(m.Code, "-", m.Variant)
	}
	// Output:
	// sell_through - Amazon: units shipped on average units on hand
	// sell_through_retail - retail: units sold on units sold and left
	// sell_through_received - retail: units sold on units received
}

func ExampleMetrics() {
	groups := map[string]int{}
	for m := range kpi.Metrics() {
		groups[m.Group]++
	}
	fmt.Println(groups["traffic"], groups["profit"], groups["health"])
	// Output: 13 23 15
}

func ExampleFind() {
	m, err := kpi.Find("unit_session_percentage")
	fmt.Println(m.Chinese, "=", m.Formula, err)
	_, err = kpi.Find("unit_session_percent")
	fmt.Println(err)
	// Output:
	// 商品会话百分比(转化率) = units_ordered / sessions <nil>
	// kpi: unknown metric "unit_session_percent", did you mean unit_session_percentage, unit_session_percentage_browser, unit_profit?
}

func ExampleUnknownMetricError() {
	_, err := kpi.Find("acoss")
	var unknown *kpi.UnknownMetricError
	if errors.As(err, &unknown) {
		fmt.Println(unknown.Nearest[0])
	}
	// Output: acos
}

func ExampleUnknownMetricError_Error() {
	_, err := kpi.Find("churn")
	fmt.Println(err.Error())
	// Output: kpi: unknown metric "churn"
}

// Units are followed through the formula.
func ExampleMetric_Check() {
	formula, _ := kpi.ParseFormula("ad_spend / clicks")
	fmt.Println(kpi.Metric{Code: "cost", Formula: formula, Unit: kpi.Fraction}.Check())
	// Output: unit does not follow from the formula, which is money^1 count^-1 time^0, got "fraction"
}

func ExampleMetric_Numerator() {
	m, _ := kpi.Find("inventory_turnover")
	fmt.Println(m.Numerator())
	// Output: landed_cogs * 365
}

func ExampleMetric_Denominator() {
	m, _ := kpi.Find("inventory_turnover")
	fmt.Println(m.Denominator())
	// Output: average_inventory_cost * period_days
}

func ExampleMetric_String() {
	m, _ := kpi.Find("tacos_net_revenue")
	fmt.Println(m)
	// Output: TACoS, on sales net of promotions and refunds = ad_spend / net_revenue
}

func ExampleDirection() {
	for _, code := range []string{"acos", "roas", "cpc"} {
		m, _ := kpi.Find(code)
		fmt.Println(code, m.Good)
	}
	// Output:
	// acos lower
	// roas higher
	// cpc lower
}

func ExampleInputs() {
	n := 0
	for in := range kpi.Inputs() {
		if in.Basis == kpi.AttributedBasis {
			n++
		}
	}
	fmt.Println(n, "inputs are attributed to ads")
	// Output: 6 inputs are attributed to ads
}

// Landed cost is given, or it is the sum of its parts.
func ExampleInput() {
	in, _ := kpi.FindInput("landed_cogs")
	fmt.Println(in.Unit, in.Adds, "=", in.From)
	// Output: amount flow = product_cost + inbound_freight + duty + preparation_cost
}

func ExampleInputCode() {
	acos, _ := kpi.Find("acos")
	for _, code := range acos.Formula.Inputs() {
		in, _ := kpi.FindInput(code)
		fmt.Println(code, "-", in.Text)
	}
	// Output:
	// ad_spend - cost of advertising, by the day of the click
	// ad_sales - sales attributed to ads
}

func ExampleFindInput() {
	_, err := kpi.FindInput("adspend")
	fmt.Println(err)
	// Output: kpi: unknown input "adspend", did you mean ad_spend?
}

func ExampleUnknownInputError() {
	_, err := kpi.FindInput("click")
	var unknown *kpi.UnknownInputError
	fmt.Println(errors.As(err, &unknown), unknown.Nearest)
	// Output: true [clicks]
}

func ExampleUnknownInputError_Error() {
	_, err := kpi.FindInput("weather")
	fmt.Println(err.Error())
	// Output: kpi: unknown input "weather"
}

// Units on a scorecard, beside the ratios.
func ExampleInput_Metric() {
	in, _ := kpi.FindInput("units_ordered")
	r, err := kpi.Evaluate(in.Metric(), known("units_ordered 683"))
	fmt.Println(r.Value, err)
	// Output: 683 <nil>
}

func ExampleAdding() {
	for _, code := range []kpi.InputCode{"clicks", "average_units_on_hand", "ending_units", "account_sessions", "price"} {
		in, _ := kpi.FindInput(code)
		fmt.Println(code, in.Adds)
	}
	// Output:
	// clicks flow
	// average_units_on_hand level
	// ending_units ending
	// account_sessions shared
	// price none
}

// Ordered units are not put beside refunds of another basis.
func ExampleBasis() {
	f := known("units_ordered 500, units_refunded 25")
	f.Basis = kpi.SettledBasis
	m, _ := kpi.Find("refund_rate")
	r, _ := kpi.Evaluate(m, f)
	fmt.Println(r.Value)
	// Output: incomplete: one basis (units_refunded is settled, units_ordered is ordered)
}
