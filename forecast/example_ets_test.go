package forecast_test

import (
	"fmt"

	"github.com/lianxing/crossborder/forecast"
)

// sales is a series with a season of four quarters that grows.
var sales = []float64{30, 22, 18, 40, 34, 25, 21, 46, 37, 28, 23, 52, 42, 31, 26, 57, 46, 35, 28, 63}

func ExampleETS() {
	fit, err := forecast.ETS{}.Fit(forecast.Series{Values: sales, Periods: []int{4}})
	if err != nil {
		panic(err)
	}
	next, err := fit.Forecast(4, 0.1, 0.9)
	if err != nil {
		panic(err)
	}
	fmt.Println(next.Model)
	fmt.Printf("%.0f\n", next.Point)
	fmt.Println(fit.Report().Reasons[0].Code)
	// Output:
	// ETS(M,A,M)
	// [51 37 31 68]
	// chosen
}

func ExampleETS_Name() {
	fmt.Println(forecast.ETS{}.Name(), forecast.ETS{Model: "MAdM"}.Name(), forecast.ETS{Average: true}.Name())
	// Output: ETS ETS(M,Ad,M) ETS average
}

func ExampleETS_Fit() {
	// An average over models weighted by BIC, with trends that flatten.
	model := forecast.ETS{Average: true, Criterion: forecast.BIC, Damping: forecast.DampingAlways}
	fit, err := model.Fit(forecast.Series{Values: sales, Periods: []int{4}})
	if err != nil {
		panic(err)
	}
	next, err := fit.Forecast(4)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%.0f\n", next.Point)
	// Output: [51 38 31 68]
}

func ExampleDamping_String() {
	fmt.Println(forecast.DampingNever)
	// Output: never
}

func ExampleCriterion_String() {
	fmt.Println(forecast.AICc, forecast.BIC)
	// Output: AICc BIC
}
