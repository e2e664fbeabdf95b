package small_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/internal/small"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func ExampleCmp() {
	fmt.Println(small.Cmp(dec("19.9"), dec("19.90")), small.Cmp(dec("19.9"), dec("20")))
	// Output: 0 -1
}

func ExampleCmpProduct() {
	// Is a move of 3.00 more than 15% of 19.99?
	fmt.Println(small.CmpProduct(dec("3.00"), dec("19.99"), dec("0.15")) > 0)
	// Output: true
}

func ExampleCmpSum() {
	// A price with shipping against another one.
	fmt.Println(small.CmpSum(dec("17.00"), dec("2.99"), dec("20"), dec("0")))
	// Output: -1
}

func ExampleAdd() {
	fmt.Println(small.Add(dec("19.99"), dec("4.5")))
	// Output: 24.49
}

func ExampleSub() {
	fmt.Println(small.Sub(dec("19.99"), dec("4.5")))
	// Output: 15.49
}

func ExampleMul() {
	fmt.Println(small.Mul(dec("19.99"), dec("0.15")))
	// Output: 2.9985
}

func ExampleUnits() {
	fmt.Println(small.Units(dec("19.999"), 2))
	fmt.Println(small.Units(dec("-0.001"), 2))
	fmt.Println(small.Units(dec("20"), 2))
	// Output:
	// 1999 false true
	// -1 false true
	// 2000 true true
}

func ExampleAppendFixed() {
	text, ok := small.AppendFixed(nil, dec("0.5"), 2)
	fmt.Println(string(text), ok)
	_, ok = small.AppendFixed(nil, dec("0.005"), 2)
	fmt.Println(ok)
	// Output:
	// 0.50 true
	// false
}

func ExampleRoundFloor() {
	fmt.Println(small.RoundFloor(dec("19.999"), 2))
	// Output: 19.99
}

func ExampleRoundCeil() {
	fmt.Println(small.RoundCeil(dec("19.991"), 2))
	// Output: 20
}

func ExampleMulDiv() {
	// 42.50 yuan at 6.8322 yuan per dollar.
	fmt.Println(small.MulDiv(dec("42.50"), dec("1"), dec("6.8322"), 12))
	// Output: 6.220543895085
}

func ExampleDivRound() {
	fmt.Println(small.DivRound(dec("3"), dec("19.99"), 4))
	// Output: 0.1501
}
