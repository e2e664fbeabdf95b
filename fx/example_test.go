package fx_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// What a sale of 19.99 dollars brings in yuan: the rate as of a Sunday, less a
// safety margin of 2%, rounded once.
func Example() {
	rates, err := fx.ReadECB(strings.NewReader("Date,USD,CNY,\n2026-04-10,1.1711,7.9967,\n2026-04-09,1.1660,7.9700,\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	sunday := time.Date(2026, time.April, 12, 0, 0, 0, 0, time.UTC)
	spot, err := rates.At(fx.USD, fx.CNY, sunday, fx.LookUp{})
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := spot.WithBuffer(decimal.RequireFromString("0.02"))
	if err != nil {
		fmt.Println(err)
		return
	}
	price, err := fx.ParseMoney("19.99 USD")
	if err != nil {
		fmt.Println(err)
		return
	}
	proceeds, err := plan.ConvertRounded(price)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(price, "brings", proceeds)
	fmt.Println("fixed on", plan.Date().Format(time.DateOnly), "by the", plan.Source())
	// Output:
	// 19.99 USD brings 133.77 CNY
	// fixed on 2026-04-10 by the European Central Bank
}

// must stops an example whose figures are all written in it.
func must[T any](v T, err error) T {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	return v
}

func ExampleMoney() {
	price := must(fx.NewMoney("19.99", fx.USD))
	fee := must(price.Times(decimal.RequireFromString("0.15")))
	billed := must(fee.Round())
	fmt.Println(fee, "is billed as", billed, "and leaves", must(price.Sub(billed)))
	// Output: 2.9985 USD is billed as 3.00 USD and leaves 16.99 USD
}

func ExampleNewMoney() {
	fmt.Println(fx.NewMoney("6.8322", fx.CNY))
	fmt.Println(fx.NewMoney("9.99", "CNH"))
	// Output:
	// 6.8322 CNY <nil>
	// 0 fx: unknown currency "CNH": the offshore yuan is no ISO 4217 code and has a price of its own, did you mean CNY?
}

func ExampleParseMoney() {
	fmt.Println(fx.ParseMoney("12.34 USD"))
	fmt.Println(fx.ParseMoney("CNY 70"))
	_, err := fx.ParseMoney("$12.34")
	fmt.Println(err)
	// Output:
	// 12.34 USD <nil>
	// 70.00 CNY <nil>
	// must be an amount and a currency such as "12.34 USD", got "$12.34"
}

func ExampleMoney_Add() {
	price, tax := must(fx.ParseMoney("19.99 USD")), must(fx.ParseMoney("1.65 USD"))
	fmt.Println(price.Add(tax))

	_, err := price.Add(must(fx.ParseMoney("70 CNY")))
	fmt.Println(err)
	// Output:
	// 21.64 USD <nil>
	// fx: currencies do not match: USD and CNY
}

func ExampleMoney_Sub() {
	price, fee := must(fx.ParseMoney("19.99 USD")), must(fx.ParseMoney("3 USD"))
	fmt.Println(price.Sub(fee))
	// Output: 16.99 USD <nil>
}

func ExampleMoney_Neg() {
	fmt.Println(must(fx.ParseMoney("19.99 USD")).Neg())
	// Output: -19.99 USD
}

func ExampleMoney_Times() {
	fmt.Println(must(fx.ParseMoney("12.80 CNY")).Times(decimal.NewFromInt(500)))
	// Output: 6400.00 CNY <nil>
}

func ExampleMoney_Cmp() {
	floor, price := must(fx.ParseMoney("17.50 USD")), must(fx.ParseMoney("16.99 USD"))
	order, err := price.Cmp(floor)
	fmt.Println(order < 0, err)
	// Output: true <nil>
}

func ExampleMoney_Equal() {
	a, b := must(fx.ParseMoney("1.5 USD")), must(fx.ParseMoney("1.50 USD"))
	fmt.Println(a.Equal(b), a.Equal(must(fx.ParseMoney("1.50 CNY"))))
	// Output: true false
}

func ExampleMoney_Round() {
	for _, text := range []string{"765.425 EUR", "-765.425 EUR", "5.678 JPY"} {
		fmt.Println(must(fx.ParseMoney(text)).Round())
	}
	// Output:
	// 765.43 EUR <nil>
	// -765.43 EUR <nil>
	// 6 JPY <nil>
}

func ExampleMoney_RoundHalfEven() {
	fmt.Println(must(fx.ParseMoney("765.425 EUR")).RoundHalfEven())
	// Output: 765.42 EUR <nil>
}

func ExampleMoney_String() {
	fmt.Println(must(fx.NewMoney("3", fx.USD)), must(fx.NewMoney("0.0075", fx.USD)), must(fx.NewMoney("300", fx.JPY)))
	// Output: 3.00 USD 0.0075 USD 300 JPY
}

func ExampleMoney_MarshalJSON() {
	data, err := json.Marshal(map[string]fx.Money{"price": must(fx.ParseMoney("19.9 USD"))})
	fmt.Println(string(data), err)
	// Output: {"price":{"amount":"19.90","currency":"USD"}} <nil>
}

func ExampleMoney_UnmarshalJSON() {
	var m fx.Money
	err := json.Unmarshal([]byte(`{"amount": 19.99, "currency": "USD"}`), &m)
	fmt.Println(m, err)
	// Output: 19.99 USD <nil>
}

func ExampleMoney_Scan() {
	var m fx.Money
	fmt.Println(m.Scan("19.99 USD"), m)
	fmt.Println(m.Scan(nil), m)
	// Output:
	// <nil> 19.99 USD
	// must be an amount; use sql.Null[Money] where NULL is allowed, got "NULL" 19.99 USD
}

func ExampleMoney_Value() {
	fmt.Println(must(fx.ParseMoney("19.99 USD")).Value())
	// Output: 19.99 USD <nil>
}

func ExampleCurrencyMismatchError() {
	_, err := must(fx.ParseMoney("1 USD")).Sub(fx.Money{})
	var mixed *fx.CurrencyMismatchError
	fmt.Println(errors.As(err, &mixed), err)
	// Output: true fx: currencies do not match: USD and no currency
}

// Freight of 1000 dollars over three products, by units: convert first, then
// allocate once, and nothing is lost.
func ExampleMoney_Allocate() {
	usdCNY := must(fx.NewRate(fx.USD, fx.CNY, decimal.RequireFromString("6.8322")))
	freight := must(usdCNY.ConvertRounded(must(fx.ParseMoney("1000 USD"))))
	parts, err := freight.Allocate(decimal.NewFromInt(120), decimal.NewFromInt(80), decimal.NewFromInt(133))
	fmt.Println(freight, parts, err)
	// Output: 6832.20 CNY [2462.05 CNY 1641.37 CNY 2728.78 CNY] <nil>
}

func ExampleAllocate() {
	weights := []decimal.Decimal{decimal.NewFromInt(2), decimal.NewFromInt(3), decimal.NewFromInt(1)}
	parts, err := fx.Allocate(decimal.RequireFromString("1.00"), 2, weights)
	fmt.Println(parts, err)
	// Output: [0.33 0.5 0.17] <nil>
}

func ExampleRate() {
	r := must(fx.NewRate(fx.USD, fx.CNY, decimal.RequireFromString("6.8322"))).
		WithSource(time.Date(2026, time.April, 13, 0, 0, 0, 0, time.UTC), "my bank")
	fmt.Println(r.Base(), r.Quote(), r.Date().Format(time.DateOnly), r.Source())
	age, ok := r.AgeDays(time.Date(2026, time.April, 20, 0, 0, 0, 0, time.UTC))
	fmt.Println(age, ok)
	fmt.Println(fx.Rate{})
	// Output:
	// USD CNY 2026-04-13 my bank
	// 7 true
	// no rate
}

func ExampleNewRate() {
	fmt.Println(fx.NewRate(fx.USD, fx.CNY, decimal.RequireFromString("6.8322")))
	fmt.Println(fx.NewRate(fx.USD, fx.CNY, decimal.Zero))
	// Output:
	// 6.8322 CNY per USD <nil>
	// no rate rate must be above 0, got "0"
}

func ExampleNewRateFraction() {
	// 8.397 CNY and 1.172 USD per EUR.
	r := must(fx.NewRateFraction(fx.USD, fx.CNY, decimal.RequireFromString("8.397"), decimal.RequireFromString("1.172")))
	fmt.Println(r)
	fmt.Println(r.Fraction())
	// Output:
	// 7.164675767918 CNY per USD
	// 8.397 1.172
}

func ExampleRate_Value() {
	r := must(fx.NewRateFraction(fx.USD, fx.CNY, decimal.RequireFromString("8.397"), decimal.RequireFromString("1.172")))
	fmt.Println(r.Value(4), r.Inverse().Value(12))
	// Output: 7.1647 0.139573657259
}

// A rounded inverse would bring back 42.43.
func ExampleRate_Convert() {
	r := must(fx.NewRate(fx.USD, "ARS", decimal.RequireFromString("14.834670")))
	dollars := must(r.Convert(must(fx.ParseMoney("42.50 ARS"))))
	fmt.Println(dollars, "is", must(r.Convert(dollars)))
	// Output: 2.864910375492 USD is 42.50 ARS
}

func ExampleRate_ConvertRounded() {
	r := must(fx.NewRate(fx.USD, fx.CNY, decimal.RequireFromString("6.8322")))
	fmt.Println(r.ConvertRounded(must(fx.ParseMoney("19.99 USD"))))
	fmt.Println(r.ConvertRounded(must(fx.ParseMoney("70 CNY"))))
	fmt.Println(r.ConvertRounded(must(fx.ParseMoney("70 EUR"))))
	// Output:
	// 136.58 CNY <nil>
	// 10.25 USD <nil>
	// 0 fx: currencies do not match: USD/CNY and EUR
}

func ExampleRate_WithBuffer() {
	spot := must(fx.NewRate(fx.USD, fx.CNY, decimal.RequireFromString("6.8322")))
	plan := must(spot.WithBuffer(decimal.RequireFromString("0.02")))
	fmt.Println(plan)
	fmt.Println(plan.Buffer(), plan.Spot())
	// Output:
	// 6.695556 CNY per USD (spot 6.8322, buffer 0.02)
	// 0.02 6.8322 CNY per USD
}

func ExampleRate_Inverse() {
	fmt.Println(must(fx.NewRate(fx.CNY, fx.USD, decimal.RequireFromString("0.125"))).Inverse())
	// Output: 8 CNY per USD
}

func ExampleRate_Cross() {
	eurUSD := must(fx.NewRate(fx.EUR, fx.USD, decimal.RequireFromString("1.25")))
	usdCNY := must(fx.NewRate(fx.USD, fx.CNY, decimal.RequireFromString("7.2")))
	fmt.Println(eurUSD.Cross(usdCNY))
	_, err := usdCNY.Cross(eurUSD)
	fmt.Println(err)
	// Output:
	// 9 CNY per EUR <nil>
	// fx: currencies do not match: CNY and EUR
}

func ExampleRate_Equal() {
	a := must(fx.NewRateFraction(fx.USD, fx.EUR, decimal.NewFromInt(2), decimal.NewFromInt(3)))
	b := must(fx.NewRateFraction(fx.USD, fx.EUR, decimal.NewFromInt(4), decimal.NewFromInt(6)))
	fmt.Println(a.Equal(b))
	// Output: true
}

// exampleRates has the yuan on two days and the rouble until the first.
func exampleRates() *fx.Rates {
	friday := time.Date(2022, time.February, 25, 0, 0, 0, 0, time.UTC)
	tuesday := time.Date(2022, time.March, 1, 0, 0, 0, 0, time.UTC)
	return must(fx.NewRates(fx.EUR, "my bank", []fx.Fixing{
		{Date: friday, Currency: fx.USD, PerPivot: decimal.RequireFromString("1.12")},
		{Date: friday, Currency: fx.CNY, PerPivot: decimal.RequireFromString("7.084")},
		{Date: friday, Currency: "RUB", PerPivot: decimal.RequireFromString("94")},
		{Date: tuesday, Currency: fx.USD, PerPivot: decimal.RequireFromString("1.11")},
		{Date: tuesday, Currency: fx.CNY, PerPivot: decimal.RequireFromString("7.01")},
	}))
}

func ExampleNewRates() {
	r := exampleRates()
	fmt.Println(r.Pivot(), r.Source(), r.First().Format(time.DateOnly), r.Last().Format(time.DateOnly))
	for c := range r.Currencies() {
		first, last, _ := r.Span(c)
		fmt.Println(c, first.Format(time.DateOnly), last.Format(time.DateOnly))
	}
	// Output:
	// EUR my bank 2022-02-25 2022-03-01
	// CNY 2022-02-25 2022-03-01
	// RUB 2022-02-25 2022-02-25
	// USD 2022-02-25 2022-03-01
}

func ExampleRates_At() {
	sunday := time.Date(2022, time.February, 27, 0, 0, 0, 0, time.UTC)
	r, err := exampleRates().At(fx.USD, fx.CNY, sunday, fx.LookUp{})
	fmt.Println(r, "of", r.Date().Format(time.DateOnly), err)
	// Output: 6.325 CNY per USD of 2022-02-25 <nil>
}

func ExampleRates_Days() {
	for d := range exampleRates().Days() {
		fmt.Println(d.Format(time.DateOnly))
	}
	// Output:
	// 2022-02-25
	// 2022-03-01
}

func ExampleLookUp() {
	monday := time.Date(2022, time.February, 28, 0, 0, 0, 0, time.UTC)
	_, err := exampleRates().At(fx.USD, fx.CNY, monday, fx.LookUp{Exact: true})
	fmt.Println(err)
	_, err = exampleRates().At(fx.USD, fx.CNY, monday, fx.LookUp{MaxAgeDays: 2})
	fmt.Println(err)
	// Output:
	// fx: no rate USD/CNY on 2022-02-28: USD stale, the last is of 2022-02-25, 3 days old
	// fx: no rate USD/CNY on 2022-02-28: USD stale, the last is of 2022-02-25, 3 days old
}

func ExampleNoRateError() {
	march := time.Date(2022, time.March, 2, 0, 0, 0, 0, time.UTC)
	_, err := exampleRates().At(fx.USD, "RUB", march, fx.LookUp{})
	var none *fx.NoRateError
	if errors.As(err, &none) {
		fmt.Println(none.Reason == fx.NoRateEnded, none.Currency, none.AgeDays)
	}
	fmt.Println(err)
	// Output:
	// true RUB 5
	// fx: no rate USD/RUB on 2022-03-02: RUB ended, the last is of 2022-02-25, 5 days old
}

func ExampleReadECB() {
	daily := `<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"><Cube><Cube time='2026-04-13'>
		<Cube currency='USD' rate='1.1684'/><Cube currency='CNY' rate='7.9827'/>
	</Cube></Cube></gesmes:Envelope>`
	r := must(fx.ReadECB(strings.NewReader(daily)))
	fmt.Println(r.At(fx.USD, fx.CNY, r.Last(), fx.LookUp{}))
	// Output: 6.832163642588 CNY per USD <nil>
}

func ExampleReadECBCSV() {
	r := must(fx.ReadECBCSV(strings.NewReader("Date, USD, CNY, \n13 April 2026, 1.1684, 7.9827, \n")))
	fmt.Println(r.At(fx.EUR, fx.CNY, r.Last(), fx.LookUp{}))
	// Output: 7.9827 CNY per EUR <nil>
}

func ExampleReadECBXML() {
	_, err := fx.ReadECBXML(strings.NewReader("<html>Not found</html>"))
	fmt.Println(err)
	// Output: fx: row 1, column 1, html must be one gesmes Envelope
}

func ExampleReadError() {
	_, err := fx.ReadECB(strings.NewReader("Date,USD,CNY,\n2026-04-13,1.1684,-7.9827,\n"))
	var fault *fx.ReadError
	if errors.As(err, &fault) {
		fmt.Println(fault.Row, fault.Column, fault.Field)
	}
	fmt.Println(err)
	// Output:
	// 2 3 CNY
	// fx: row 2, column 3, CNY must be above 0, got "-7.9827"
}
