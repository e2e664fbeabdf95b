package forecast_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/fx"
)

// A year and a half of monthly sales with one month unknown and one sold out after
// ten days.
func ExampleSeries() {
	s := forecast.Series{
		Values:   []float64{40, 42, 38, 45, 47, 44, 52, 50, 0, 55, 21, 60, 58, 61, 57, 63, 66, 64},
		Missing:  []bool{8: true, 17: false},
		InStock:  []float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.35, 1, 1, 1, 1, 1, 1, 1},
		Calendar: forecast.Calendar{Step: forecast.Monthly, First: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)},
	}
	fit, err := forecast.SES{}.Fit(s)
	if err != nil {
		panic(err)
	}
	for _, r := range fit.Report().Reasons {
		fmt.Printf("%s: %s\n", r.Code, r.Text)
	}
	// Output:
	// partial_stock: in stock for a part only, so that sales are divided by that part: 1 of the steps
	// filled: without a record or without stock and filled with what the steps around let expect: 1 of 18 steps
}

func ExampleSeries_Check() {
	s := forecast.Series{Values: []float64{3, -1, 2}, InStock: []float64{1, 1}, Periods: []int{1}}
	for _, fault := range fx.Faults(s.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// in_stock must be as many as values, got "2"
	// values[1] must not be below 0 unless the series is signed, got "-1"
	// periods[0] must be 2 or more, got "1"
}

func ExampleSeries_Len() {
	fmt.Println(forecast.Series{Values: []float64{3, 1, 2}}.Len())
	// Output: 3
}

func ExampleSeries_Season() {
	weeks := forecast.Series{Calendar: forecast.Calendar{Step: forecast.Weekly}}
	hours := forecast.Series{Periods: []int{24, 168}}
	none := forecast.Series{Calendar: forecast.Calendar{Step: forecast.Weekly}, Periods: []int{}}
	fmt.Println(weeks.Season(), hours.Season(), none.Season())
	// Output: [52] [24 168] []
}

func ExampleSeries_Period() {
	fmt.Println(forecast.Series{Periods: []int{24, 168}}.Period(), forecast.Series{}.Period())
	// Output: 24 1
}

func ExampleStep_String() {
	fmt.Println(forecast.Weekly, forecast.Unstated)
	// Output: weekly unstated
}

func ExampleCalendar_At() {
	c := forecast.Calendar{Step: forecast.Monthly, First: time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)}
	for i := range 3 {
		fmt.Println(c.At(i).Format(time.DateOnly))
	}
	// Output:
	// 2026-01-31
	// 2026-02-28
	// 2026-03-31
}

func ExampleCalendar_Dated() {
	fmt.Println(forecast.Calendar{Step: forecast.Daily}.Dated())
	// Output: false
}

func ExampleForecast_At() {
	fit, err := forecast.Naive{}.Fit(forecast.Series{Values: []float64{20, 24, 22, 25, 23}})
	if err != nil {
		panic(err)
	}
	f, err := fit.Forecast(3, 0.05, 0.95)
	if err != nil {
		panic(err)
	}
	high, asked := f.At(0.95)
	fmt.Printf("%.1f %t\n", high, asked)
	_, asked = f.At(0.5)
	fmt.Println(asked)
	// Output:
	// [27.7 29.7 31.2] true
	// false
}

func ExampleReport_Param() {
	fit, err := forecast.Drift{}.Fit(forecast.Series{Values: []float64{20, 24, 22, 26}})
	if err != nil {
		panic(err)
	}
	drift, _ := fit.Report().Param("drift")
	fmt.Println(drift)
	// Output: 2
}

func ExampleShortError() {
	_, err := forecast.Drift{}.Fit(forecast.Series{Values: []float64{20}})
	var short *forecast.ShortError
	fmt.Println(errors.As(err, &short), err)
	// Output: true forecast: Drift needs 2 known values, the series has 1
}

// A forecast reaches no further than the prices that are planned.
func ExampleReachError() {
	s := forecast.Series{
		Values:     []float64{20, 31, 22, 19, 33, 21, 20, 34, 22, 21, 30, 20},
		Regressors: []forecast.Regressor{{Name: "price", Log: true, Values: []float64{10, 8, 10, 10, 8, 10, 10, 8, 10, 10, 8, 10, 8, 10}}},
	}
	fit, err := forecast.Regression{}.Fit(s)
	if err != nil {
		panic(err)
	}
	_, err = fit.Forecast(3)
	fmt.Println(err)
	// Output: forecast: 3 steps were asked for, the regressors are known for 2
}

func ExampleNaive() {
	ahead(forecast.Naive{}, forecast.Series{Values: rising})
	// Output: Naive [25.0 25.0 25.0 25.0]
}

func ExampleNaive_Name() {
	fmt.Println(forecast.Naive{}.Name())
	// Output: Naive
}

func ExampleNaive_Fit() {
	fit, err := forecast.Naive{}.Fit(forecast.Series{Values: rising})
	if err != nil {
		panic(err)
	}
	fmt.Println(fit.Report().Points[:3])
	// Output: [NaN 12 15]
}

func ExampleSeasonalNaive() {
	ahead(forecast.SeasonalNaive{}, forecast.Series{Values: rising, Periods: []int{4}})
	// Output: SeasonalNaive [21.0 24.0 26.0 25.0]
}

func ExampleSeasonalNaive_Name() {
	fmt.Println(forecast.SeasonalNaive{}.Name())
	// Output: SeasonalNaive
}

func ExampleSeasonalNaive_Fit() {
	_, err := forecast.SeasonalNaive{}.Fit(forecast.Series{Values: rising, Periods: []int{52}})
	fmt.Println(err)
	// Output: forecast: SeasonalNaive needs 52 known values, the series has 12
}

func ExampleDrift() {
	ahead(forecast.Drift{}, forecast.Series{Values: rising})
	// Output: Drift [26.2 27.4 28.5 29.7]
}

func ExampleDrift_Name() {
	fmt.Println(forecast.Drift{}.Name())
	// Output: Drift
}

func ExampleDrift_Fit() {
	fit, err := forecast.Drift{}.Fit(forecast.Series{Values: rising})
	if err != nil {
		panic(err)
	}
	fmt.Printf("%.2f\n", fit.Report().Params[0].Value)
	// Output: 1.18
}
