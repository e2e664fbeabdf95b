package pricing_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fees/shopify"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/pricing"
)

// What a slow mover costs besides the sale: three months in the warehouse over
// Christmas, one unit in fifty thrown away, and a share of the subscription.
func ExampleLife() {
	unit := pricing.Unit{
		Listing: amazon.Listing{Parcel: parcel("12 in", "10 in", "6 in", "3 lb"), Category: "home_kitchen", Removal: amazon.Disposal},
		Cost:    []pricing.CostItem{usd("landed", "7.20")},
		Life: pricing.Life{
			DaysInStock: set("92"), Removed: set("0.02"), UnitsPerMonth: set("300"),
		},
	}
	s := must(must(pricing.NewModel(unit, fees.Day(2027, 1, 1))).At(dec("34.99"))).Rounded()
	for _, line := range s.Lines {
		switch line.Event {
		case fees.PerUnitMonth, fees.PerUnitRemoved, fees.PerMonth:
			fmt.Println(line.Code, line.Amount.StringFixed(2), "-", line.Basis)
		}
	}
	// Output:
	// disposal -0.14 - standard, over 2 lb + 4 × 1.06
	// subscription -0.13 - professional plan, per month
	// storage -3.00 - 92 days in stock, the last at 31 of 31 days at 2.40 per cubic foot and month
	// stock_written_off -0.15 - cost of units that are removed unsold
}

// What the channel charges and this statement does not contain, in words.
func ExampleExclusion() {
	unit := pricing.Unit{
		Listing: shopify.Listing{Plan: shopify.Grow},
		Cost:    []pricing.CostItem{usd("landed", "7.20")},
	}
	s := must(must(pricing.NewModel(unit, fees.Day(2026, 11, 23))).At(dec("34.99")))
	for _, x := range s.LeftOut {
		fmt.Printf("%s (%s): %s\n", x.Code, x.Event, x.Reason)
	}
	// Output:
	// dispute (per_dispute): how many payments are disputed is not given
	// subscription (per_month): how many units are sold per month is not given
}

// A Shopify store whose orders of two units Walmart's Multichannel Solutions
// ships: what the order costs is shared by its units.
func ExampleNewModel_order() {
	order := fees.Order{Units: 2, SalesTax: dec("0.07")}
	mcs := walmart.Multichannel{Parcel: parcel("9 in", "6 in", "2 in", "14 oz"), UnitsInOrder: order.Units}
	unit := pricing.Unit{
		Listing: fees.With(shopify.Listing{Order: order}, mcs),
		Cost:    []pricing.CostItem{usd("landed", "7.20")},
	}
	s := must(must(pricing.NewModel(unit, fees.Day(2026, 11, 23))).At(dec("34.99"))).Rounded()
	for _, line := range s.Lines {
		if !line.Quantity.IsZero() { // no returns are expected
			fmt.Println(line.Code, line.Amount.StringFixed(2))
		}
	}
	fmt.Println("profit", s.Profit.StringFixed(2))
	// Output:
	// price 34.99
	// payment_processing -1.24
	// multichannel_fulfillment -8.65
	// multichannel_discount 2.50
	// landed -7.20
	// profit 20.40
}
