package forecast_test

import (
	"fmt"

	"github.com/lianxing/crossborder/forecast"
)

// rising is a series without a season.
var rising = []float64{12, 15, 13, 17, 18, 16, 20, 22, 21, 24, 26, 25}

func ahead(m forecast.Model, s forecast.Series) {
	fit, err := m.Fit(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	next, err := fit.Forecast(4)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s %.1f\n", next.Model, next.Point)
}

func ExampleSES() {
	ahead(forecast.SES{Alpha: 0.3}, forecast.Series{Values: rising})
	// Output: SES [23.1 23.1 23.1 23.1]
}

func ExampleSES_Name() {
	fmt.Println(forecast.SES{}.Name())
	// Output: SES
}

func ExampleSES_Fit() {
	fit, err := forecast.SES{Alpha: 0.5}.Fit(forecast.Series{Values: rising})
	if err != nil {
		panic(err)
	}
	level, _ := fit.Report().Param("l0")
	fmt.Printf("starts at %.0f\n", level)
	// Output: starts at 14
}

func ExampleHolt() {
	ahead(forecast.Holt{Alpha: 0.3, Beta: 0.1}, forecast.Series{Values: rising})
	// Output: Holt [27.3 28.5 29.8 31.1]
}

func ExampleHolt_Name() {
	fmt.Println(forecast.Holt{}.Name())
	// Output: Holt
}

func ExampleHolt_Fit() {
	_, err := forecast.Holt{Alpha: 0.3, Beta: 0.5}.Fit(forecast.Series{Values: rising})
	fmt.Println(err)
	// Output: beta must be at most alpha, got "0.5"
}

func ExampleDamped() {
	ahead(forecast.Damped{Alpha: 0.3, Beta: 0.1, Phi: 0.9}, forecast.Series{Values: rising})
	// Output: Damped [26.1 26.9 27.6 28.3]
}

func ExampleDamped_Name() {
	fmt.Println(forecast.Damped{}.Name())
	// Output: Damped
}

func ExampleDamped_Fit() {
	fit, err := forecast.Damped{Phi: 0.9}.Fit(forecast.Series{Values: []float64{3, 5, 4}})
	if err != nil {
		panic(err)
	}
	fmt.Println(fit.Report().Reasons[0].Code)
	// Output: short
}

func ExampleHoltWinters() {
	ahead(forecast.HoltWinters{Multiplicative: true}, forecast.Series{Values: sales, Periods: []int{4}})
	// Output: HoltWinters(multiplicative) [51.0 38.0 30.9 68.5]
}

func ExampleHoltWinters_Name() {
	fmt.Println(forecast.HoltWinters{Multiplicative: true}.Name())
	// Output: HoltWinters(multiplicative)
}

func ExampleHoltWinters_Fit() {
	ahead(forecast.HoltWinters{Alpha: 0.2, Beta: 0.1, Gamma: 0.3}, forecast.Series{Values: sales, Periods: []int{4}})
	// Output: HoltWinters [50.0 40.2 35.5 64.1]
}
