package kpi_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// A budget of 7,000 X and 3,000 Y, of which 8,000 and 7,000 were sold.
func ExampleMixAndQuantity() {
	v, err := kpi.MixAndQuantity([]kpi.VarianceRow{
		varianceRow("X", "9", "7000", "8000"),
		varianceRow("Y", "12", "3000", "7000"),
	}, fx.USD)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("mix", v.Mix, "quantity", v.Quantity, "total", v.Total)
	// Output: mix 7500.00 USD quantity 49500.00 USD total 57000.00 USD
}

func ExampleVariance() {
	v, err := kpi.MixAndQuantity([]kpi.VarianceRow{varianceRow("X", "9", "0", "8")}, fx.USD)
	fmt.Println(v.Mix, v.Total, err)
	// Output: undefined 72.00 USD <nil>
}

func ExampleVarianceRow() {
	row := kpi.VarianceRow{Product: "X", Budget: bridgeDec("7"), Actual: bridgeDec("8")} // its contribution is not known
	v, err := kpi.MixAndQuantity([]kpi.VarianceRow{row}, fx.USD)
	fmt.Println(v.Total, err)
	// Output: incomplete: contribution of X <nil>
}

func ExampleProductVariance() {
	v, err := kpi.MixAndQuantity([]kpi.VarianceRow{varianceRow("X", "9", "7000", "8000"), varianceRow("Y", "12", "3000", "7000")}, fx.USD)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range v.Products {
		fmt.Println(p.Product, p.Mix, p.Quantity)
	}
	// Output:
	// X -22500.00 USD 31500.00 USD
	// Y 30000.00 USD 18000.00 USD
}
