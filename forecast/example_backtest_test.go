package forecast_test

import (
	"fmt"

	"github.com/lianxing/crossborder/forecast"
)

// Which of two models would have done better on the last two years?
func ExampleBacktest() {
	s := forecast.Series{Values: quarters, Periods: []int{4}}
	for _, m := range []forecast.Model{forecast.SeasonalNaive{}, forecast.Theta{}} {
		r, err := forecast.Backtest{Model: m, Horizon: 4, Origins: 2}.Run(s)
		if err != nil {
			panic(err)
		}
		fmt.Printf("%-14s sMAPE %.1f %%, MASE %.2f, OWA %.2f\n", r.Model, r.Summary.SMAPE.Value(), r.Summary.MASE.Value(), r.Summary.OWA())
	}
	// Output:
	// SeasonalNaive  sMAPE 4.6 %, MASE 0.90, OWA 1.76
	// Theta          sMAPE 1.8 %, MASE 0.37, OWA 0.71
}

func ExampleBacktest_Run() {
	r, err := forecast.Backtest{Model: forecast.Naive{}, Horizon: 3, Origins: 1}.Run(forecast.Series{Values: rising})
	if err != nil {
		panic(err)
	}
	o := r.Origins[0]
	fmt.Println("from step", o.At, o.Forecast.Point, "came", o.Actual)
	// Output: from step 9 [21 21 21] came [24 26 25]
}
