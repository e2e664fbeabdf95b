package pricing_test

import (
	"errors"
	"fmt"
	"log"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// lunchBox is a unit made in China and sold from an Amazon warehouse: bought in
// yuan, shipped in dollars, planned at a rate 2 % below the fixing.
func lunchBox() pricing.Unit {
	return pricing.Unit{
		Listing: amazon.Listing{
			Parcel:   parcel("9 in", "6 in", "2 in", "14.4 oz"),
			Category: "home_kitchen",
		},
		Cost: []pricing.CostItem{
			{Code: "purchase", Amount: set("21.50"), Currency: fx.CNY},
			{Code: "freight", Amount: set("0.62"), Currency: fx.USD},
			{Code: "duty", Amount: set("0.55"), Currency: fx.USD},
		},
		Rate:   must(fx.NewRate(fx.USD, fx.CNY, dec("6.8322"))),
		Buffer: dec("0.02"),
		Ads:    pricing.Ads{TACoS: dec("0.08")},
	}
}

// What a unit earns, the price for a 20 % margin, and the prices to avoid.
func Example() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	s, err := m.At(dec("15.99"))
	if err != nil {
		log.Fatal(err)
	}
	for _, line := range s.Rounded().Lines {
		fmt.Printf("%-14s %6s\n", line.Code, line.Amount.StringFixed(2))
	}
	fmt.Println("profit", s.Profit.StringFixed(2), "margin", s.Margin(4).Decimal)
	solution, err := m.Solve(pricing.Margin(dec("0.20")))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("20% margin from", solution.Price)
	zones, err := m.DeadZones()
	if err != nil {
		log.Fatal(err)
	}
	for _, z := range zones {
		fmt.Println("avoid", z.From.StringFixed(2), "to", z.To.StringFixed(2)+":", z.Below, "earns more")
	}
	// Output:
	// price           15.99
	// referral        -2.40
	// fulfillment     -4.60
	// fuel_surcharge  -0.16
	// advertising     -1.28
	// purchase        -3.15
	// freight         -0.62
	// duty            -0.55
	// fx_buffer       -0.06
	// refund_admin     0.00
	// profit 3.17 margin 0.1983
	// 20% margin from 16.04
	// avoid 10.00 to 11.09: 9.99 earns more
	// avoid 50.01 to 50.35: 50 earns more
}

func ExampleNewModel_errors() {
	unit := lunchBox()
	unit.Buffer = dec("2") // percent where a fraction is due
	unit.Cost[0].Currency = fx.EUR
	_, err := pricing.NewModel(unit, fees.Day(2026, 6, 1))
	for _, fault := range fx.Faults(err) {
		fmt.Println(fault)
	}
	// Output:
	// cost[0].currency must be USD or the other currency of the rate USD/CNY, got "EUR"
	// buffer must be a fraction below 1, such as 0.02, got "2"
}

// A cost that is not known makes the profit an upper bound.
func ExampleModel_At_unknown() {
	unit := lunchBox()
	unit.Cost[2].Amount = decimal.NullDecimal{} // the duty
	m, err := pricing.NewModel(unit, fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	s, err := m.At(dec("15.99"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("at most", s.Profit.StringFixed(2), "complete:", s.Complete, "missing:", s.Missing)
	// Output: at most 3.72 complete: false missing: [cost.duty]
}

// The profit alone, in minor units and without an allocation, for a loop over a
// catalogue.
func ExampleModel_Profit() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	for _, cents := range []int64{999, 1000, 1599} {
		profit, _ := m.Profit(cents)
		fmt.Println(cents, profit.Decimal().StringFixed(2))
	}
	// Output:
	// 999 -0.60
	// 1000 -1.44
	// 1599 3.17
}

// The admissible prices of an item whose referral fee jumps at 15 and 20: a
// price just above a threshold can miss a target that a lower one meets.
func ExampleModel_Solve() {
	m, err := pricing.NewModel(pricing.Unit{
		Listing: amazon.Listing{Category: "clothing_accessories", Fulfillment: amazon.FBM},
		Cost:    []pricing.CostItem{{Code: "landed", Amount: set("12.90"), Currency: fx.USD}},
	}, fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	solution, err := m.Solve(pricing.Profit(dec("1.20")))
	if err != nil {
		log.Fatal(err)
	}
	for _, i := range solution.Admissible {
		to := i.To.StringFixed(2)
		if i.Open {
			to = "any higher price"
		}
		fmt.Println(i.From.StringFixed(2), "to", to)
	}
	// Output:
	// 14.85 to 15.00
	// 15.67 to any higher price
}

// Some targets no price can meet.
func ExampleNoSolutionError() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	_, err = m.Solve(pricing.Margin(dec("0.80"))) // 15 % referral and 8 % ads leave 77 %
	var none *pricing.NoSolutionError
	fmt.Println(errors.As(err, &none), none.Target)
	// Output: true margin of 80% on price
}

// The kinds of target.
func ExampleTarget() {
	for _, t := range []pricing.Target{
		pricing.BreakEven(), pricing.Profit(dec("5")), pricing.Margin(dec("0.2")), pricing.Markup(dec("0.25")),
		pricing.ROI(dec("1"), pricing.OnPurchase),
	} {
		fmt.Println(t)
	}
	// Output:
	// break-even
	// profit of 5
	// margin of 20% on price
	// markup of 25% on all costs
	// ROI of 100% on purchase
}

func ExampleModel_DeadZones() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	zones, err := m.DeadZones()
	if err != nil {
		log.Fatal(err)
	}
	z := zones[0]
	fmt.Println(z.From.StringFixed(2), "earns", z.Loss.StringFixed(2), "less than", z.Below, "because of", strings.Join(z.Causes, " and "))
	// Output: 10.00 earns 0.84 less than 9.99 because of fulfillment and fuel_surcharge
}

// The profit as a curve, piece by piece: what a chart draws.
func ExampleModel_Curve() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	for s := range m.Curve().Segments() {
		fmt.Println("from", s.From, "profit rises by", s.Rate, "per dollar")
	}
	// Output:
	// from 0 profit rises by 0.92 per dollar
	// from 2 profit rises by 0.77 per dollar
	// from 10 profit rises by 0.77 per dollar
	// from 50.0001 profit rises by 0.77 per dollar
}

// What is printed adds up: converted costs are exact in a statement and rounded
// together for print.
func ExampleStatement_Rounded() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	s, err := m.At(dec("15.99"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(s.Profit, "prints as", s.Rounded().Profit)
	// Output: 3.169714916103 prints as 3.17
}

func ExampleStatement_ROI() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	s, err := m.At(dec("15.99"))
	if err != nil {
		log.Fatal(err)
	}
	for _, basis := range []pricing.ROIBasis{pricing.OnPurchase, pricing.OnCost, pricing.OnCostAndAds} {
		fmt.Println(basis, s.ROI(basis, 3).Decimal)
	}
	fmt.Println("markup", s.Markup(3).Decimal)
	// Output:
	// purchase 0.988
	// cost 0.724
	// cost_and_ads 0.56
	// markup 0.247
}
