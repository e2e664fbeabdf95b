package fx_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// A rate that you note yourself has no day until you give it one, and the
// package reads no clock: today is an argument.
func ExampleRate_AgeDays() {
	noted := must(fx.NewRate(fx.USD, fx.CNY, dec("6.8322")))
	_, known := noted.AgeDays(day("2026-04-20"))
	fmt.Println("age known:", known)
	noted = noted.WithSource(day("2026-04-10"), "my bank")
	if age, ok := noted.AgeDays(day("2026-04-20")); ok && age > fx.DefaultMaxAgeDays {
		fmt.Println("ask for a new rate: this one is", age, "days old")
	}
	// Output:
	// age known: false
	// ask for a new rate: this one is 10 days old
}

// Forwarders write a rate either way round; turn it so that it starts with the
// dollar.
func ExampleRate_Base() {
	for _, r := range []fx.Rate{
		must(fx.NewRate(fx.CNY, fx.USD, dec("0.1464"))),
		must(fx.NewRate(fx.USD, fx.CNY, dec("6.8322"))),
	} {
		if r.Base() != fx.USD {
			r = r.Inverse()
		}
		fmt.Println(r.Base(), r.Value(4).StringFixed(4))
	}
	// Output:
	// USD 6.8306
	// USD 6.8322
}

// What a sale of 25 dollars is worth to the suppliers, each in the currency that
// the rate is expressed in.
func ExampleRate_Quote() {
	sale := must(fx.ParseMoney("25 USD"))
	for _, r := range []fx.Rate{
		must(fx.NewRate(fx.USD, fx.CNY, dec("6.8322"))),
		must(fx.NewRate(fx.USD, fx.MXN, dec("17.41"))),
		must(fx.NewRate(fx.USD, fx.JPY, dec("158.9"))),
	} {
		fmt.Println(r.Quote(), fx.Plain(must(r.ConvertRounded(sale)).Amount))
	}
	// Output:
	// CNY 170.81
	// MXN 435.25
	// JPY 3973
}

// Two buffers do not add up: each is taken off what the other left.
func ExampleRate_Buffer() {
	eurUSD := must(must(fx.NewRate(fx.EUR, fx.USD, dec("1.172"))).WithBuffer(dec("0.02")))
	usdCNY := must(must(fx.NewRate(fx.USD, fx.CNY, dec("7.16"))).WithBuffer(dec("0.03")))
	eurCNY := must(eurUSD.Cross(usdCNY))
	fmt.Println("planned", fx.Percent(eurCNY.Buffer()), "below the spot rate")
	// Output: planned 4.94% below the spot rate
}

// A quotation that is valid for two weeks from the fixing behind it.
func ExampleRate_Date() {
	rate := must(exampleRates().At(fx.USD, fx.CNY, day("2022-02-27"), fx.LookUp{}))
	fmt.Println("rate of", rate.Date().Format(time.DateOnly), "valid until", rate.Date().AddDate(0, 0, 14).Format(time.DateOnly))
	unknown := must(fx.NewRate(fx.USD, fx.CNY, dec("6.8322")))
	fmt.Println("no day:", unknown.Date().IsZero())
	// Output:
	// rate of 2022-02-25 valid until 2022-03-11
	// no day: true
}

// A rate that was derived names everybody it rests on.
func ExampleRate_Source() {
	friday := day("2026-04-10")
	eurUSD := must(fx.NewRate(fx.EUR, fx.USD, dec("1.1711"))).WithSource(friday, "European Central Bank")
	usdCNY := must(fx.NewRate(fx.USD, fx.CNY, dec("6.83"))).WithSource(friday, "my bank")
	fmt.Println("Source:", must(eurUSD.Cross(usdCNY)).Source())
	// Output: Source: European Central Bank; my bank
}

// What a buffer of 2% sets aside on a payout of 10,000 dollars.
func ExampleRate_Spot() {
	plan := must(must(fx.NewRate(fx.USD, fx.CNY, dec("6.8322"))).WithBuffer(dec("0.02")))
	payout := must(fx.ParseMoney("10000 USD"))
	today, planned := must(plan.Spot().ConvertRounded(payout)), must(plan.ConvertRounded(payout))
	fmt.Println(today, "today,", planned, "planned,", must(today.Sub(planned)), "in reserve")
	// Output: 68322.00 CNY today, 66955.56 CNY planned, 1366.44 CNY in reserve
}

// A duty of 2.5% on goods for 6400 yuan, in dollars: multiply first, divide once
// in the step that rounds.
func ExampleRate_Fraction() {
	rate := must(fx.NewRateFraction(fx.USD, fx.CNY, dec("8.397"), dec("1.172")))
	num, den := rate.Fraction()
	duty := dec("6400").Mul(dec("0.025")).Mul(den).DivRound(num, 2)
	fmt.Println(duty.StringFixed(2), rate.Base())
	// Output: 22.33 USD
}

// A rate that nobody set converts nothing, so ask before you need it.
func ExampleRate_IsZero() {
	var settings struct{ Payout fx.Rate }
	fmt.Println("payout rate missing:", settings.Payout.IsZero())
	settings.Payout = must(fx.NewRate(fx.USD, fx.CNY, dec("6.8322")))
	fmt.Println("payout rate missing:", settings.Payout.IsZero())
	// Output:
	// payout rate missing: true
	// payout rate missing: false
}

// The note under a price list. The inverse is exact inside and prints with at
// most 12 decimals.
func ExampleRate_String() {
	rate := must(fx.NewRate(fx.USD, fx.CNY, dec("6.8322")))
	fmt.Printf("Costs at %s, or %s.\n", rate, rate.Inverse())
	// Output: Costs at 6.8322 CNY per USD, or 0.146365738708 USD per CNY.
}

// A rate that was noted in Shenzhen on the morning of the 14th belongs to the
// 14th, although it was still the 13th in London.
func ExampleRate_WithSource() {
	shenzhen := time.FixedZone("CST", 8*60*60)
	noted := time.Date(2026, time.April, 14, 7, 30, 0, 0, shenzhen)
	rate := must(fx.NewRate(fx.USD, fx.CNY, dec("6.8322"))).WithSource(noted, "payment provider")
	fmt.Println(rate, "by the", rate.Source(), "on", rate.Date().Format(time.DateOnly))
	// Output: 6.8322 CNY per USD by the payment provider on 2026-04-14
}
