package forecast_test

import (
	"fmt"

	"github.com/lianxing/crossborder/forecast"
)

func ExampleDecompose() {
	split, err := forecast.Decompose(sales, 4, true)
	if err != nil {
		panic(err)
	}
	fmt.Printf("factors %.2f\n", split.Figure)
	fmt.Printf("trend %.3f\n", split.Trend[2:6])
	// Output:
	// factors [1.13 0.82 0.65 1.41]
	// trend [28.000 28.875 29.625 30.750]
}

func ExampleDecomposition() {
	// Two steps of every three are 1 above the line, the third is 2 below it.
	split, err := forecast.Decompose([]float64{11, 12, 10, 14, 15, 13, 17, 18, 16}, 3, false)
	if err != nil {
		panic(err)
	}
	for i := 1; i < 4; i++ {
		fmt.Printf("%+.0f %+.0f %+.0f\n", split.Seasonal[i], split.Trend[i], split.Remainder[i])
	}
	// Output:
	// +1 +11 +0
	// -2 +12 +0
	// +1 +13 +0
}

func ExampleSTL() {
	split, err := forecast.STL{Period: 4, SeasonWindow: 7}.Decompose(sales)
	if err != nil {
		panic(err)
	}
	fmt.Printf("the first year %+.0f\n", split.Seasonal[:4])
	fmt.Printf("the last year  %+.0f\n", split.Seasonal[16:])
	// Output:
	// the first year [+4 -6 -12 +14]
	// the last year  [+4 -7 -13 +16]
}

func ExampleSTL_Decompose() {
	split, err := forecast.STL{Period: 4, Robust: true}.Decompose(sales)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%+.1f\n", split.Figure)
	_, err = forecast.STL{Period: 4}.Decompose(sales[:8])
	fmt.Println(err)
	// Output:
	// [+3.6 -7.0 -12.1 +15.5]
	// forecast: a decomposition needs 9 known values, the series has 8
}

func ExampleMSTL() {
	ahead(forecast.MSTL{Model: forecast.Theta{}}, forecast.Series{Values: sales, Periods: []int{4}})
	ahead(forecast.MSTL{Model: forecast.Drift{}, Multiplicative: true}, forecast.Series{Values: sales, Periods: []int{4}})
	// Output:
	// MSTL+Theta [50.6 40.3 34.7 63.5]
	// MSTL+Drift [50.5 37.5 30.8 68.2]
}

func ExampleMSTL_Name() {
	fmt.Println(forecast.MSTL{}.Name(), forecast.MSTL{Model: forecast.Theta{}}.Name())
	// Output: MSTL+ETS MSTL+Theta
}

func ExampleMSTL_Fit() {
	// Three seasons at once, of which the longest has been seen once only.
	model := forecast.MSTL{Model: forecast.Naive{}, Periods: []int{2, 4, 12}}
	fit, err := model.Fit(forecast.Series{Values: sales})
	if err != nil {
		panic(err)
	}
	for _, r := range fit.Report().Reasons {
		fmt.Println(r.Code+":", r.Text)
	}
	// Output: short: 20 steps are not more than two seasons of 12: it is ignored
}

func ExampleBoxCox() {
	fmt.Printf("%.3f\n", forecast.BoxCox([]float64{1, 10, 100}, 0))
	fmt.Printf("%.3f\n", forecast.BoxCox([]float64{1, 10, 100}, 0.5))
	// Output:
	// [0.000 2.303 4.605]
	// [0.000 4.325 18.000]
}

func ExampleInverseBoxCox() {
	fmt.Printf("%.0f\n", forecast.InverseBoxCox(forecast.BoxCox([]float64{1, 10, 100}, 0.3), 0.3))
	// Output: [1 10 100]
}

func ExampleGuerrero() {
	// The season grows with the level: the logarithm, lambda 0, makes it even.
	lambda := forecast.Guerrero(sales, 4)
	fmt.Printf("%.2f\n", lambda)
	// Output: -0.01
}
