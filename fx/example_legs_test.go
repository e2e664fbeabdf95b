package fx_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// Which numbers the accountant finds in the file of the central bank.
func ExampleRate_Legs() {
	rates := must(fx.NewRates(fx.EUR, "ECB", []fx.Fixing{
		{Date: day("2025-06-30"), Currency: fx.USD, PerPivot: dec("1.1720")},
		{Date: day("2025-06-30"), Currency: fx.CNY, PerPivot: dec("8.3970")},
	}))
	rate := must(rates.At(fx.USD, fx.CNY, day("2025-06-30"), fx.LookUp{}))
	fmt.Println(rate)
	for _, leg := range rate.Legs() {
		fmt.Println(leg.Base, "to", leg.Quote, fx.Plain(leg.Num), "/", fx.Plain(leg.Den), leg.Source, leg.Date.Format(time.DateOnly))
	}
	// Output:
	// 7.164675767918 CNY per USD
	// USD to EUR 1 / 1.172 ECB 2025-06-30
	// EUR to CNY 8.397 / 1 ECB 2025-06-30
}

// A leg that was published the other way round says so: the bank quotes yuan per
// dollar, and the rate is asked in dollars per yuan.
func ExampleLeg() {
	rate := must(fx.NewRate(fx.USD, fx.CNY, dec("6.8322"))).WithSource(day("2026-04-13"), "my bank").Inverse()
	leg := rate.Legs()[0]
	fmt.Println(leg.Base, leg.Quote, leg.Inverted)
	fmt.Println("published:", fx.Plain(leg.Den), leg.Base, "per", leg.Quote, "by", leg.Source)
	// Output:
	// CNY USD true
	// published: 6.8322 CNY per USD by my bank
}

// Keep with an invoice the rate it was priced at.
func ExampleRate_MarshalJSON() {
	spot := must(fx.NewRate(fx.USD, fx.CNY, dec("6.8322"))).WithSource(day("2026-04-13"), "my bank")
	plan := must(spot.WithBuffer(dec("0.02")))
	fmt.Println(string(must(json.Marshal(plan))))
	// Output:
	// {"base":"USD","quote":"CNY","num":"6.8322","den":"1","date":"2026-04-13","source":"my bank","buffer":"0.02"}
}

// Read it back later; what is not a rate is refused with its path.
func ExampleRate_UnmarshalJSON() {
	var rate fx.Rate
	if err := json.Unmarshal([]byte(`{"base":"USD","quote":"CNY","num":"6.8322","den":"1","buffer":"0.02"}`), &rate); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(rate)
	err := json.Unmarshal([]byte(`{"base":"USD","quote":"CNY","num":"6,8322","den":"0"}`), &rate)
	for _, fault := range fx.Faults(err) {
		fmt.Println(fault)
	}
	// Output:
	// 6.695556 CNY per USD (spot 6.8322, buffer 0.02)
	// num must be a decimal number such as 12.34, got "6,8322"
	// den must be above 0, got "0"
}
