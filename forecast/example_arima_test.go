package forecast_test

import (
	"fmt"

	"github.com/lianxing/crossborder/forecast"
)

func arimaDemand() forecast.Series {
	return forecast.Series{Values: []float64{
		52, 55, 61, 58, 54, 63, 66, 60, 68, 71, 65, 72, 78, 74, 79, 83, 77, 85, 90, 84, 88, 95, 91, 97,
	}, Periods: []int{}}
}

func ExampleARIMA() {
	fit, err := forecast.ARIMA{Order: &forecast.ARIMAOrder{D: 1, Q: 1}, Drift: true}.Fit(arimaDemand())
	if err != nil {
		panic(err)
	}
	f, _ := fit.Forecast(3)
	fmt.Printf("%s %.0f\n", f.Model, f.Point)
	// Output:
	// ARIMA(0,1,1) with drift [97 99 101]
}

func ExampleARIMA_automatic() {
	fit, err := forecast.ARIMA{}.Fit(arimaDemand())
	if err != nil {
		panic(err)
	}
	for _, r := range fit.Report().Reasons {
		fmt.Println(r.Code)
	}
	// Output:
	// difference
	// chosen
}

func ExampleARIMA_Name() {
	fmt.Println(forecast.ARIMA{}.Name(), forecast.ARIMA{Order: &forecast.ARIMAOrder{P: 1, D: 1}}.Name())
	// Output: ARIMA ARIMA(1,1,0)
}

// A season that is too long, or seen too rarely, is left out and named.
func ExampleARIMA_Fit() {
	s := arimaDemand()
	s.Periods = []int{12}
	fit, err := forecast.ARIMA{}.Fit(s)
	if err != nil {
		panic(err)
	}
	fmt.Println(fit.Report().Reasons[0].Text)
	// Output: 24 steps are fewer than the 29 that a season of 12 needs: it is left out
}

func ExampleARIMAOrder_String() {
	fmt.Println(forecast.ARIMAOrder{P: 2, D: 1})
	// Output: (2,1,0)
}

func ExampleARIMAOrder() {
	fmt.Println(forecast.ARIMAOrder{D: 1, Q: 1, SeasonalD: 1, SeasonalQ: 1})
	// Output:
	// (0,1,1)(0,1,1)
}

func ExampleSCUM() {
	c := forecast.SCUM()
	fmt.Println(c.Name(), len(c.Models), c.Median)
	// Output:
	// SCUM 4 true
}

func ExampleHybrid() {
	c := forecast.Hybrid()
	fmt.Println(c.Name(), len(c.Models), c.Median)
	// Output:
	// Hybrid 3 false
}
