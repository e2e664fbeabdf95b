package kpi_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// A number, a quotient by 0, and something that nobody knows.
func ExampleValue() {
	fmt.Println(kpi.Ratio(factDec("683"), factDec("12131"), kpi.Fraction, ""))
	fmt.Println(kpi.Ratio(factDec("34.12"), factDec("0"), kpi.Fraction, ""))
	fmt.Println(kpi.NotKnown(kpi.Amount, fx.USD, "duty"))
	// Output:
	// 5.63%
	// undefined
	// incomplete: duty
}

func ExampleState() {
	fmt.Println(kpi.Ratio(factDec("1"), factDec("0"), kpi.Fraction, "").State == kpi.Undefined)
	// Output: true
}

// The unit decides how a number is printed.
func ExampleUnit() {
	for _, u := range []kpi.Unit{kpi.Fraction, kpi.Multiple, kpi.DaysUnit} {
		fmt.Println(kpi.Exact(factDec("1.68"), u, ""))
	}
	// Output:
	// 168.00%
	// 1.68
	// 1.68 days
}

func ExampleExact() {
	fmt.Println(kpi.Exact(factDec("240000"), kpi.Amount, fx.USD))
	// Output: 240000.00 USD
}

func ExampleRatio() {
	fmt.Println(kpi.Ratio(factDec("12905.25"), factDec("683"), kpi.Amount, fx.USD))
	// Output: 18.89 USD
}

func ExampleNotKnown() {
	fmt.Println(kpi.NotKnown(kpi.Fraction, "", "ad_spend", "ad_sales"))
	// Output: incomplete: ad_spend, ad_sales
}

func ExampleValue_IsDefined() {
	fmt.Println(kpi.Exact(factDec("0"), kpi.Count, "").IsDefined(), kpi.Value{}.IsDefined())
	// Output: true false
}

// Nothing is divided before it is rounded, so the places are the reader's choice.
func ExampleValue_Round() {
	roas := kpi.Ratio(factDec("196.80"), factDec("115.84"), kpi.Multiple, "")
	fmt.Println(roas.Round(2).Decimal, roas.Round(5).Decimal)
	// Output: 1.7 1.6989
}

// A third is a third, however it was counted.
func ExampleValue_Cmp() {
	a := kpi.Ratio(factDec("1"), factDec("3"), kpi.Fraction, "")
	b := kpi.Ratio(factDec("2"), factDec("6"), kpi.Fraction, "")
	fmt.Println(a.Cmp(b))
	fmt.Println(a.Cmp(kpi.Exact(factDec("1"), kpi.Count, "")))
	// Output:
	// 0 true
	// 0 false
}

func ExampleValue_String() {
	fmt.Println(kpi.Exact(factDec("22"), kpi.DaysUnit, "").String())
	// Output: 22 days
}
