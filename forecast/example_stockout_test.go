package forecast_test

import (
	"fmt"

	"github.com/lianxing/crossborder/forecast"
)

// Ten a day when there is stock; it ran out in the middle of the fourth day and came
// back on the eighth.
func ExampleStockAware() {
	s := forecast.Series{
		Values:  []float64{10, 9, 11, 5, 0, 0, 0, 10, 11, 9},
		InStock: []float64{1, 1, 1, 0.5, 0, 0, 0, 1, 1, 1},
	}
	fitted, err := forecast.StockAware{}.Fit(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := fitted.Forecast(7)
	if err != nil {
		fmt.Println(err)
		return
	}
	total := 0.0
	for _, v := range f.Point {
		total += v
	}
	fmt.Printf("the next week: %.0f\n", total)
	for _, r := range fitted.Report().Reasons[:2] {
		fmt.Println(r.Text)
	}
	// Output:
	// the next week: 70
	// 3 of 10 steps were without stock or record and are left out: nothing is known about their demand
	// in stock for a part only, so that sales are divided by that part: 1 of the steps
}

func ExampleStockAware_recovery() {
	s := forecast.Series{
		Values:  []float64{10, 10, 10, 10, 0, 0},
		InStock: []float64{1, 1, 1, 1, 0, 0},
	}
	fitted, err := forecast.StockAware{Recovery: []float64{0.6, 0.8}}.Fit(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := fitted.Forecast(4)
	fmt.Printf("%.0f %v\n", f.Point, err)
	// Output: [6 8 10 10] <nil>
}

func ExampleStockAware_Name() {
	fmt.Println(forecast.StockAware{}.Name())
	// Output: StockAware
}

func ExampleStockAware_Fit() {
	_, err := forecast.StockAware{Reversion: -1}.Fit(forecast.Series{Values: []float64{1}})
	fmt.Println(err)
	// Output: reversion must not be below 0, got "-1"
}
