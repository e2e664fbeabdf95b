package landed_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

func freightInvoice() fx.Money { return fx.Money{Amount: decimal.New(6832_20, -2), Currency: fx.USD} }

// A freight invoice over three products by their volume.
func ExampleAllocate() {
	shares, err := landed.Allocate(freightInvoice(), []landed.Weight{
		{Key: "lamp", Weight: decimal.New(120, -1)},
		{Key: "mirror", Weight: decimal.New(80, -1)},
		{Key: "shelf", Weight: decimal.New(133, -1)},
	}, landed.LargestRemainder)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(shares)
	// Output: [2462.05 USD 1641.37 USD 2728.78 USD]
}

// The landed cost of Odoo's pull request 190449: 6.85 over six equal lines.
func ExampleRemainder() {
	cost := fx.Money{Amount: decimal.New(685, -2), Currency: fx.USD}
	lines := make([]landed.Weight, 6)
	for i := range lines {
		lines[i].Weight = decimal.New(1, 0)
	}
	for _, rule := range []landed.Remainder{landed.LargestRemainder, landed.OdooUp, landed.OdooHalfUp, landed.ERPNextLast, landed.ERPNextLargest} {
		shares, err := landed.Allocate(cost, lines, rule)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%-16s", rule)
		for _, share := range shares {
			fmt.Print(" ", share.Amount.StringFixed(2))
		}
		fmt.Println()
	}
	// Output:
	//                  1.15 1.14 1.14 1.14 1.14 1.14
	// odoo_up          1.15 1.15 1.15 1.15 1.15 1.10
	// odoo_half_up     1.14 1.14 1.14 1.14 1.14 1.15
	// erpnext_last     1.14 1.14 1.14 1.14 1.14 1.15
	// erpnext_largest  1.15 1.14 1.14 1.14 1.14 1.14
}

// Shares that the bookkeeper typed, a cent short.
func ExampleAllocateTyped() {
	total := fx.Money{Amount: decimal.New(100, 0), Currency: fx.USD}
	third := decimal.New(3333, -2)
	shares, err := landed.AllocateTyped(total, []landed.TypedAmount{
		{Key: "lamp", Amount: third}, {Key: "mirror", Amount: third}, {Key: "shelf", Amount: third},
	}, landed.ERPNextLast)
	fmt.Println(shares, err)

	_, err = landed.AllocateTyped(total, []landed.TypedAmount{{Key: "lamp", Amount: third}}, landed.ERPNextLast)
	fmt.Println(err)
	// Output:
	// [33.33 USD 33.33 USD 33.34 USD] <nil>
	// typed must sum to 100.00 USD, or to one unit of the last decimal less or more, got "33.33 USD"
}

// 15.00 over 13 units, for a system that posts cents per unit.
func ExamplePostUnits() {
	each, last, err := landed.PostUnits(fx.Money{Amount: decimal.New(15, 0), Currency: fx.USD}, 13)
	fmt.Println("12 times", each, "and", last, err)
	// Output: 12 times 1.15 USD and 1.20 USD <nil>
}
