package freight_test

import (
	"errors"
	"fmt"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
)

// seaQuote is less than a container from Ningbo to Los Angeles.
var seaQuote = freight.Quote{
	Name: "Ningbo to Los Angeles, LCL", Currency: fx.USD,
	Basis: freight.PerWM, Rule: freight.SeaRule(dec("1000"), dec("1")), Breaks: []freight.Break{{From: dec("0"), Rate: dec("85")}},
	Surcharges: []freight.Surcharge{
		{Code: freight.CFS, Leg: freight.OriginTerminal, Basis: freight.PerWM, Amount: set("60"), Currency: fx.CNY},
		{Code: freight.DOC, Basis: freight.PerBill, Amount: set("450"), Currency: fx.CNY},
		{Code: freight.AMS, Basis: freight.PerBill, Amount: set("30")},
		{Code: freight.BAF, Basis: freight.PercentOfBase, Amount: set("0.12")},
		{Code: freight.PSS, Basis: freight.PerWM}, // announced, amount unknown
	},
	ValidFrom: fees.Day(2026, 11, 15), ValidTo: fees.Day(2026, 11, 30),
}

// Two currencies in one quote, and a surcharge that nobody knows yet.
func ExampleQuote_Price() {
	bill, err := seaQuote.Price(freight.Booking{On: now, Cargo: bulk("905", "6.05")})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range bill.Lines {
		if !l.Known {
			fmt.Println(l.Label+":", l.Text)
			continue
		}
		fmt.Println(l.Label+":", l.Amount, "=", l.Text)
	}
	fmt.Println(bill.Totals, "complete:", bill.Complete, "missing:", bill.Missing)
	// Output:
	// base freight: 514.25 USD = 6.05 at 85 per W/M
	// container freight station charge: 363.00 CNY = 6.05 at 60 per W/M
	// document fee: 450.00 CNY = 1 at 450 per bill
	// automated manifest system filing: 30.00 USD = 1 at 30 per bill
	// bunker adjustment factor: 61.71 USD = 12% of freight
	// peak season surcharge: the amount is unknown
	// [605.96 USD 813.00 CNY] complete: false missing: [pss]
}

// By air the carrier bills 100 kg when that is cheaper than 90.
func ExampleQuote_Price_higherBreak() {
	air := freight.Quote{
		Currency: fx.USD, Basis: freight.PerKg, Rule: must(freight.FindRule(nil, "air_6000", now)), HigherBreak: true,
		Breaks:  []freight.Break{{From: dec("0"), Rate: dec("6.20")}, {From: dec("45"), Rate: dec("5")}, {From: dec("100"), Rate: dec("4")}},
		Minimum: set("75"),
	}
	for _, kg := range []string{"10", "79", "90", "120"} {
		bill, err := air.Price(freight.Booking{Cargo: bulk(kg, "0.1")})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(bill.Totals[0], "=", bill.Lines[0].Text)
	}
	// Output:
	// 103.33 USD = 16.667 at 6.2 per chargeable kg
	// 395.00 USD = 79 at 5 per chargeable kg
	// 400.00 USD = 90 billed as 100 at 4 per chargeable kg
	// 480.00 USD = 120 at 4 per chargeable kg
}

// The faults of a quote, all at once.
func ExampleQuote_Check() {
	q := freight.Quote{
		Currency: fx.USD, Basis: freight.PerKg, Breaks: []freight.Break{{Rate: dec("5")}},
		Surcharges: []freight.Surcharge{{Code: freight.FSC, Basis: freight.PercentOfBase, Amount: set("15")}},
	}
	fmt.Println(q.Check())
	// Output:
	// surcharges[0].amount must be at most 10, got "15"
	// basis must have a rule in the unit kg, got "per_kg"
}

// A quote outside of its days is an error, not a price.
func ExampleNotValidError() {
	_, err := seaQuote.Price(freight.Booking{On: fees.Day(2026, 12, 1), Cargo: bulk("905", "6.05")})
	var invalid *freight.NotValidError
	if errors.As(err, &invalid) {
		fmt.Println("ask for a quote after", invalid.Last.Format("2006-01-02"))
	}
	fmt.Println(err)
	// Output:
	// ask for a quote after 2026-11-30
	// freight: the quote "Ningbo to Los Angeles, LCL" does not hold on 2026-12-01: it is valid from 2026-11-15 to 2026-11-30
}

// The message says the days of the quote.
func ExampleNotValidError_Error() {
	err := &freight.NotValidError{Quote: "LCL", Day: now, Last: fees.Day(2026, 11, 14)}
	fmt.Println(err.Error())
	// Output: freight: the quote "LCL" does not hold on 2026-11-23: it is valid to 2026-11-14
}

// All of a bill in one currency, converted exactly and rounded once. Since the peak
// season surcharge is unknown it is a lower bound.
func ExampleBill_Total() {
	bill := must(seaQuote.Price(freight.Booking{On: now, Cargo: bulk("905", "6.05")}))
	rate := must(fx.NewRate(fx.USD, fx.CNY, dec("7.1")))
	total, err := bill.Total(fx.USD, rate)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("at least", total)
	// Output: at least 720.47 USD
}

// Terminal handling differs by container, and the bill says how it was found.
func ExampleSurcharge() {
	q := freight.Quote{
		Currency: fx.USD, Basis: freight.PerContainer, Containers: []freight.ContainerRate{{Type: "20GP", Amount: set("1800")}, {Type: "40HQ", Amount: set("2600")}},
		Surcharges: []freight.Surcharge{{
			Code: freight.THC, Label: "THC Ningbo", Leg: freight.OriginTerminal, Basis: freight.PerContainer, Currency: fx.CNY,
			Containers: []freight.ContainerRate{{Type: "20GP", Amount: set("825")}, {Type: "40HQ", Amount: set("1225")}},
		}},
	}
	bill, err := q.Price(freight.Booking{Containers: []freight.Boxes{{Type: "20GP", Count: 1}, {Type: "40HQ", Count: 2}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range bill.Lines {
		fmt.Println(l.Label, l.Amount, "=", l.Text)
	}
	// Output:
	// base freight 7000.00 USD = 1 × 20GP at 1800 + 2 × 40HQ at 2600
	// THC Ningbo 3275.00 CNY = 1 × 20GP at 825 + 2 × 40HQ at 1225
}

// The surcharges of an air quote, in both languages.
func ExampleNames() {
	for n := range freight.Names() {
		if n.Air {
			fmt.Println(n.Code, n.English, n.Chinese)
		}
	}
	// Output:
	// fsc fuel surcharge 航空燃油附加费
	// ssc security surcharge 航空安全附加费
}

// EBA on a quote is the emergency bunker surcharge.
func ExampleFindName() {
	n, usual := freight.FindName("EBA")
	fmt.Println(n.Code, n.English, usual)
	// Output: ebs emergency bunker surcharge true
}
