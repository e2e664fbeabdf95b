package fx_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// One table values each payout at the rate of its own day.
func ExampleRates() {
	rates := exampleRates()
	payout := must(fx.ParseMoney("1000 USD"))
	for _, received := range []string{"2022-02-25", "2022-03-01"} {
		rate := must(rates.At(fx.USD, fx.CNY, day(received), fx.LookUp{}))
		fmt.Println(received, must(rate.ConvertRounded(payout)))
	}
	// Output:
	// 2022-02-25 6325.00 CNY
	// 2022-03-01 6315.32 CNY
}

// Which of the currencies that you pay in does a file not have?
func ExampleRates_Currencies() {
	rates := exampleRates()
	fixed := slices.Collect(rates.Currencies())
	fmt.Println(fixed)
	for _, c := range []fx.Currency{fx.EUR, fx.CNY, fx.MXN} {
		if c != rates.Pivot() && !slices.Contains(fixed, c) {
			fmt.Println("no rates of", c, "("+c.Name()+")")
		}
	}
	// Output:
	// [CNY RUB USD]
	// no rates of MXN (Mexican Peso)
}

// Orders from before the first fixing need an older file.
func ExampleRates_First() {
	rates := exampleRates()
	for _, ordered := range []string{"2022-02-24", "2022-02-26"} {
		fmt.Println(ordered, "covered:", !day(ordered).Before(rates.First()))
	}
	// Output:
	// 2022-02-24 covered: false
	// 2022-02-26 covered: true
}

// Is it time to fetch a newer file?
func ExampleRates_Last() {
	last, today := exampleRates().Last(), day("2022-03-04")
	if last.Before(today.AddDate(0, 0, -1)) {
		fmt.Println("fetch a newer file: the last fixing is of", last.Format(time.DateOnly))
	}
	// Output: fetch a newer file: the last fixing is of 2022-03-01
}

// The rate sheet of a day, as it was published: each currency per unit of the
// pivot.
func ExampleRates_Pivot() {
	rates := exampleRates()
	for c := range rates.Currencies() {
		rate, err := rates.At(rates.Pivot(), c, rates.First(), fx.LookUp{Exact: true})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(rate)
	}
	// Output:
	// 7.084 CNY per EUR
	// 94 RUB per EUR
	// 1.12 USD per EUR
}

// The ECB asks whoever shows its rates to name it.
func ExampleRates_Source() {
	rates, err := fx.ReadECB(strings.NewReader("Date,USD,CNY,\n2026-04-10,1.1711,7.9967,\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("Source:", rates.Source())
	// Output: Source: European Central Bank
}

// A currency whose last fixing is older than that of the table is no longer
// published.
func ExampleRates_Span() {
	rates := exampleRates()
	for _, c := range []fx.Currency{fx.USD, "RUB", fx.MXN} {
		_, last, ok := rates.Span(c)
		switch {
		case !ok:
			fmt.Println(c, "was never fixed")
		case last.Before(rates.Last()):
			fmt.Println(c, "stopped on", last.Format(time.DateOnly))
		default:
			fmt.Println(c, "is up to date")
		}
	}
	// Output:
	// USD is up to date
	// RUB stopped on 2022-02-25
	// MXN was never fixed
}
