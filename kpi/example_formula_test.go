package kpi_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/lianxing/crossborder/kpi"
)

// What one reads is what is computed: the text of a formula is its only form.
func ExampleFormula() {
	acos, err := kpi.Find("acos")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(acos.Formula)
	// Output: ad_spend / ad_sales
}

func ExampleParseFormula() {
	f, err := kpi.ParseFormula("max(0, (item_sales-refunds)) / units_sold")
	fmt.Println(f, err)
	_, err = kpi.ParseFormula("item_sales / ")
	fmt.Println(err)
	// Output:
	// max(0, item_sales - refunds) / units_sold <nil>
	// kpi: formula at byte 14: must have a number, a name or a bracket here
}

func ExampleFormulaError() {
	_, err := kpi.ParseFormula("Sales * 2")
	var fault *kpi.FormulaError
	if errors.As(err, &fault) {
		fmt.Println(fault.Position, fault.Found)
	}
	// Output: 1 Sales * 2
}

func ExampleFormulaError_Error() {
	_, err := kpi.ParseFormula("clicks % 2")
	fmt.Println(err.Error())
	// Output: kpi: formula at byte 8: must go on with + - * or /, got "% 2"
}

// A metric in a formula stands for its own formula.
func ExampleFormula_Expand() {
	f, _ := kpi.ParseFormula("net_revenue / units_sold")
	fmt.Println(f.Expand())
	// Output: (item_sales + shipping_credits + gift_wrap_credits - promotions - refunds) / units_sold
}

func ExampleFormula_Names() {
	f, _ := kpi.ParseFormula("(cm1 - ad_spend) / cm1")
	fmt.Println(f.Names())
	// Output: [cm1 ad_spend]
}

func ExampleFormula_Inputs() {
	f, _ := kpi.ParseFormula("gross_sales / units_sold")
	fmt.Println(f.Inputs())
	// Output: [item_sales shipping_credits gift_wrap_credits units_sold]
}

func ExampleFormula_IsZero() {
	fmt.Println(kpi.Formula{}.IsZero())
	// Output: true
}

func ExampleFormula_String() {
	f, _ := kpi.ParseFormula("a-(b-c)*2")
	fmt.Println(f.String())
	// Output: a - (b - c) * 2
}

// A metric is stored as JSON with its formula as text.
func ExampleFormula_MarshalText() {
	f, _ := kpi.ParseFormula("clicks/impressions")
	text, err := json.Marshal(map[string]kpi.Formula{"ctr": f})
	fmt.Println(string(text), err)
	// Output: {"ctr":"clicks / impressions"} <nil>
}

func ExampleFormula_UnmarshalText() {
	var m kpi.Metric
	err := json.Unmarshal([]byte(`{"code": "reviews_per_unit", "unit": "multiple", "formula": "reviews / units_sold"}`), &m)
	fmt.Println(m.Formula, err)
	// Output: reviews / units_sold <nil>
}
