package pricing_test

import (
	"fmt"
	"log"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
)

// Besides its lines a statement says what it rests on: the planned rate, the
// cost after conversion, and whether anything is missing.
func ExampleStatement() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	s, err := m.At(dec("15.99"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(s.Channel, s.Currency, "at", s.Rate)
	fmt.Println("revenue", s.Revenue.StringFixed(2), "cost", s.Cost.StringFixed(2), "profit", s.Profit.StringFixed(2), "complete:", s.Complete)
	// Output:
	// amazon-us USD at 6.695556 CNY per USD (spot 6.8322, buffer 0.02)
	// revenue 15.99 cost 4.38 profit 3.17 complete: true
}

// The margin is on what the buyer pays, so shipping that is charged counts.
func ExampleStatement_Margin() {
	unit := pricing.Unit{
		Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM, ShippingCharged: dec("5.00")},
		Cost:    []pricing.CostItem{{Code: "landed", Amount: set("7.25"), Currency: fx.USD}, {Code: "postage", Amount: set("5.00"), Currency: fx.USD}},
	}
	m, err := pricing.NewModel(unit, fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	s, err := m.At(dec("15.00"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("profit", s.Profit.StringFixed(2), "of", s.Revenue.StringFixed(2), "is", fx.Percent(s.Margin(4).Decimal))
	// Output: profit 4.75 of 20.00 is 23.75%
}

// The same profit as a share of the costs is a larger number than as a share of
// the price: ask which of them a supplier or an investor means.
func ExampleStatement_Markup() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	s, err := m.At(dec("17.99"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("markup", fx.Percent(s.Markup(3).Decimal), "margin", fx.Percent(s.Margin(3).Decimal))
	// Output: markup 35.5% margin 26.2%
}
