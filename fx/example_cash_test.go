package fx_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// A market stall in Zurich has no coin below five centimes.
func ExampleMoney_RoundCash() {
	price := must(fx.ParseMoney("123.7456 CHF"))
	step, ok := fx.CashStep(price.Currency)
	fmt.Println(ok, must(price.RoundCash(step, fx.RoundHalfUp)))
	// Output:
	// true 123.75 CHF
}

// The same price in every mode.
func ExampleRounding() {
	price := must(fx.ParseMoney("1.075 CHF"))
	for _, mode := range []fx.Rounding{fx.RoundHalfUp, fx.RoundHalfEven, fx.RoundHalfDown, fx.RoundUp, fx.RoundDown} {
		fmt.Println(mode, must(price.RoundCash(dec("0.05"), mode)))
	}
	// Output:
	// half_up 1.10 CHF
	// half_even 1.10 CHF
	// half_down 1.05 CHF
	// up 1.10 CHF
	// down 1.05 CHF
}

// Dollars are paid to the cent, forint in steps of five.
func ExampleCashStep() {
	for _, c := range []fx.Currency{fx.USD, "HUF"} {
		step, ok := fx.CashStep(c)
		fmt.Println(c, fx.Plain(step), ok)
	}
	// Output:
	// USD 0 false
	// HUF 5 true
}

// Two certified rates as they stand in the table of the Federal Reserve.
func ExampleCustomsRate() {
	quarterly := must(fx.NewRate(fx.USD, fx.CNY, dec("7.00")))
	for _, today := range []string{"6.70", "6.65"} {
		rate, reason, err := fx.CustomsRate(quarterly, must(fx.NewRate(fx.USD, fx.CNY, dec(today))))
		fmt.Println(rate, "-", reason, err)
	}
	// Output:
	// 7 CNY per USD - certified quarterly rate <nil>
	// 6.65 CNY per USD - certified daily rate <nil>
}

// The reason belongs into the file of the entry.
func ExampleCustomsReason() {
	_, reason, err := fx.CustomsRate(must(fx.NewRate(fx.CNY, fx.USD, dec("0.14"))), must(fx.NewRate(fx.CNY, fx.USD, dec("0.147"))))
	fmt.Println(reason == fx.CustomsDaily, err)
	// Output:
	// true <nil>
}

// The customs value of goods that left China on a Sunday.
func ExampleCustomsRateOn() {
	certified := must(fx.NewRates(fx.USD, "Federal Reserve H.10", []fx.Fixing{
		{Date: day("2026-04-01"), Currency: fx.CNY, PerPivot: dec("6.89")},
		{Date: day("2026-04-10"), Currency: fx.CNY, PerPivot: dec("6.83")},
		{Date: day("2026-04-13"), Currency: fx.CNY, PerPivot: dec("6.84")},
	}))
	rate, reason, err := fx.CustomsRateOn(certified, fx.CNY, day("2026-04-12"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(reason, "of", rate.Date().Format(time.DateOnly))
	fmt.Println(must(rate.ConvertRounded(must(fx.ParseMoney("68900 CNY")))))
	// Output:
	// certified quarterly rate of 2026-04-01
	// 10000.00 USD
}

// Kuna on an old invoice: the table ended, the conversion is exact.
func ExampleEuroConversion() {
	rate, since, ok := fx.EuroConversion("HRK")
	if !ok {
		fmt.Println("HRK did not become the euro")
		return
	}
	fmt.Println(rate, "since", since.Format(time.DateOnly))
	fmt.Println(must(rate.ConvertRounded(must(fx.ParseMoney("100 HRK")))))
	// Output:
	// 7.5345 HRK per EUR since 2023-01-01
	// 13.27 EUR
}
