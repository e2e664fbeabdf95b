package fx_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// The rates of a pair, day by day, for a chart. A day on which one of the two was
// not fixed is left out.
func ExampleRates_Series() {
	rates := must(fx.NewRates(fx.EUR, "my bank", []fx.Fixing{
		{Date: day("2026-04-09"), Currency: fx.USD, PerPivot: dec("1.1671")},
		{Date: day("2026-04-09"), Currency: fx.CNY, PerPivot: dec("7.9754")},
		{Date: day("2026-04-10"), Currency: fx.USD, PerPivot: dec("1.1711")},
		{Date: day("2026-04-13"), Currency: fx.USD, PerPivot: dec("1.1684")},
		{Date: day("2026-04-13"), Currency: fx.CNY, PerPivot: dec("7.9827")},
	}))
	for rate := range rates.Series(fx.USD, fx.CNY) {
		fmt.Println(rate.Date().Format(time.DateOnly), rate.Value(4).StringFixed(4))
	}
	// Output:
	// 2026-04-09 6.8335
	// 2026-04-13 6.8322
}

// A fixing that is stale can be asked for again with more patience; a currency
// that ended cannot.
func ExampleNoRateReason() {
	_, err := weekend("my bank").At(fx.USD, fx.CNY, day("2026-05-04"), fx.LookUp{})
	var none *fx.NoRateError
	if errors.As(err, &none) {
		switch none.Reason {
		case fx.NoRateStale:
			fmt.Println("ask for a newer file: the last fixing is", none.AgeDays, "days old")
		case fx.NoRateEnded:
			fmt.Println("there will be no newer one")
		}
	}
	// Output:
	// ask for a newer file: the last fixing is 21 days old
}

// Looking ahead, the error says what comes next.
func ExampleNoRateError_Error() {
	_, err := weekend("my bank").At(fx.USD, fx.CNY, day("2026-03-30"), fx.LookUp{Policy: fx.Next})
	fmt.Println(err)
	// Output:
	// fx: no rate USD/CNY on 2026-03-30: CNY stale, the next is of 2026-04-10, 11 days later
}
