package fx_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// weekend is a table with a Friday and a Monday.
func weekend(source string) *fx.Rates {
	return must(fx.NewRates(fx.USD, source, []fx.Fixing{
		{Date: day("2026-04-10"), Currency: fx.CNY, PerPivot: dec("6.82")},
		{Date: day("2026-04-13"), Currency: fx.CNY, PerPivot: dec("6.85")},
	}))
}

// What each policy answers for a Saturday and for a Sunday.
func ExamplePolicy() {
	rates := weekend("my bank")
	for _, policy := range []fx.Policy{fx.Previous, fx.Next, fx.Nearest, fx.Linear} {
		saturday := must(rates.At(fx.USD, fx.CNY, day("2026-04-11"), fx.LookUp{Policy: policy}))
		sunday := must(rates.At(fx.USD, fx.CNY, day("2026-04-12"), fx.LookUp{Policy: policy}))
		fmt.Println(policy, saturday.Value(4).StringFixed(4), sunday.Value(4).StringFixed(4))
	}
	// Output:
	// previous 6.8200 6.8200
	// next 6.8500 6.8500
	// nearest 6.8200 6.8500
	// linear 6.8300 6.8400
}

// At three in the afternoon Monday's fixing does not exist yet.
func ExampleLookUp_publishedAt() {
	rates := weekend("my bank")
	opt := fx.LookUp{PublishedAt: 16 * time.Hour}
	for _, hour := range []int{15, 16} {
		rate := must(rates.At(fx.USD, fx.CNY, time.Date(2026, 4, 13, hour, 0, 0, 0, time.UTC), opt))
		fmt.Println(hour, "o'clock:", rate, "of", rate.Date().Format(time.DateOnly))
	}
	// Output:
	// 15 o'clock: 6.82 CNY per USD of 2026-04-10
	// 16 o'clock: 6.85 CNY per USD of 2026-04-13
}

// A function that takes any source of rates.
func ExampleSource() {
	worth := func(source fx.Source, m fx.Money) string {
		c, err := fx.Convert(source, m, fx.CNY, day("2026-04-13"), fx.LookUp{})
		if err != nil {
			return err.Error()
		}
		return must(c.Rounded()).String()
	}
	fmt.Println(worth(weekend("my bank"), must(fx.ParseMoney("19.99 USD"))))
	fmt.Println(worth(fx.Sources{}, must(fx.ParseMoney("19.99 USD"))))
	// Output:
	// 136.93 CNY
	// fx: no rate USD/CNY on 2026-04-13: empty table
}

// An amount in the books, with where it comes from.
func ExampleConvert() {
	c, err := fx.Convert(weekend("my bank"), must(fx.ParseMoney("250.00 USD")), fx.CNY, day("2026-04-12"), fx.LookUp{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c)
	// Output:
	// 250.00 USD = 1705.00 CNY at 6.82 CNY per USD, my bank, 2026-04-10 (2 days old)
}

// Each part of the provenance by itself.
func ExampleConversion() {
	c := must(fx.Convert(weekend("my bank"), must(fx.ParseMoney("250.00 USD")), fx.CNY, day("2026-04-12"), fx.LookUp{Policy: fx.Nearest}))
	fmt.Println(c.From, c.To, c.Policy)
	fmt.Println(c.Rate.Source(), c.Rate.Date().Format(time.DateOnly), c.AgeDays)
	// Output:
	// 250.00 USD 1712.50 CNY nearest
	// my bank 2026-04-13 -1
}

// To is exact to twelve decimals; what somebody pays has two.
func ExampleConversion_Rounded() {
	c := must(fx.Convert(weekend("my bank"), must(fx.ParseMoney("100.00 CNY")), fx.USD, day("2026-04-13"), fx.LookUp{}))
	fmt.Println(c.To)
	fmt.Println(must(c.Rounded()))
	// Output:
	// 14.598540145985 USD
	// 14.60 USD
}

// For a log or the footnote of a report.
func ExampleConversion_String() {
	c := must(fx.Convert(weekend("my bank"), must(fx.ParseMoney("1.00 USD")), fx.CNY, day("2026-04-13"), fx.LookUp{}))
	fmt.Println(c)
	// Output:
	// 1.00 USD = 6.85 CNY at 6.85 CNY per USD, my bank, 2026-04-13
}

// The table of a bank that was not updated any more, and that of another one.
func ExampleSources() {
	old := must(fx.NewRates(fx.USD, "old bank", []fx.Fixing{{Date: day("2025-12-30"), Currency: fx.CNY, PerPivot: dec("7.01")}}))
	rate, err := fx.Sources{old, weekend("my bank")}.At(fx.USD, fx.CNY, day("2026-04-13"), fx.LookUp{})
	fmt.Println(rate, rate.Source(), err)
	// Output:
	// 6.85 CNY per USD my bank <nil>
}

// A question that is wrong is not put to the next source.
func ExampleSources_At() {
	sources := fx.Sources{weekend("my bank"), weekend("another bank")}
	_, err := sources.At(fx.USD, fx.CNY, day("2026-04-13"), fx.LookUp{Policy: "latest"})
	fmt.Println(err)
	// Output:
	// policy must be previous, next, nearest or linear, got "latest"
}

// What every source said.
func ExampleNoSourceError() {
	sources := fx.Sources{weekend("my bank"), &fx.Rates{}}
	_, err := sources.At(fx.USD, fx.CNY, day("2026-05-04"), fx.LookUp{})
	fmt.Println(err)
	// Output:
	// fx: no source has USD/CNY on 2026-05-04; 1 (my bank): no rate USD/CNY on 2026-05-04: CNY stale, the last is of 2026-04-13, 21 days old; 2: no rate USD/CNY on 2026-05-04: empty table
}

// Error is one line.
func ExampleNoSourceError_Error() {
	err := &fx.NoSourceError{Base: fx.USD, Quote: fx.CNY, On: day("2026-05-04"), Said: []error{errors.New("closed")}, Names: []string{"bank"}}
	fmt.Println(err.Error())
	// Output:
	// fx: no source has USD/CNY on 2026-05-04; 1 (bank): closed
}

// The reason of the first source is found as that of a single table would be.
func ExampleNoSourceError_Unwrap() {
	_, err := fx.Sources{weekend("my bank")}.At(fx.USD, fx.CNY, day("2026-05-04"), fx.LookUp{})
	var none *fx.NoRateError
	if errors.As(err, &none) {
		fmt.Println(none.Reason, none.AgeDays)
	}
	// Output:
	// stale 21
}
