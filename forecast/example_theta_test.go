package forecast_test

import (
	"fmt"

	"github.com/lianxing/crossborder/forecast"
)

func ExampleTheta() {
	fit, err := forecast.Theta{}.Fit(forecast.Series{Values: sales, Periods: []int{4}})
	if err != nil {
		panic(err)
	}
	next, err := fit.Forecast(4, 0.05, 0.95)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%.0f\n", next.Point)
	fmt.Printf("%.0f to %.0f\n", next.Quantiles[0], next.Quantiles[1])
	// Output:
	// [51 37 30 66]
	// [49 35 27 62] to [53 40 34 70]
}

func ExampleTheta_Name() {
	fmt.Println(forecast.Theta{}.Name())
	// Output: Theta
}

func ExampleTheta_Fit() {
	fit, err := forecast.Theta{Alpha: 0.5}.Fit(forecast.Series{Values: rising})
	if err != nil {
		panic(err)
	}
	drift, _ := fit.Report().Param("drift")
	fmt.Printf("half the slope of the line: %.2f a step\n", drift)
	// Output: half the slope of the line: 0.62 a step
}

func ExampleDynamicTheta() {
	ahead(forecast.DynamicTheta{}, forecast.Series{Values: rising})
	ahead(forecast.DynamicTheta{Adjustment: forecast.AdjustmentShrunk}, forecast.Series{Values: sales, Periods: []int{4}})
	// Output:
	// DynamicTheta [25.9 26.4 26.9 27.5]
	// DynamicTheta [51.0 37.8 30.8 67.8]
}

func ExampleDynamicTheta_Name() {
	fmt.Println(forecast.DynamicTheta{}.Name())
	// Output: DynamicTheta
}

func ExampleDynamicTheta_Fit() {
	// A season needs three cycles to be tested for.
	fit, err := forecast.DynamicTheta{Theta: 2}.Fit(forecast.Series{Values: sales[:10], Periods: []int{4}})
	if err != nil {
		panic(err)
	}
	theta, _ := fit.Report().Param("theta")
	fmt.Println("theta", theta)
	fmt.Println(fit.Report().Reasons[0].Text)
	// Output:
	// theta 2
	// 10 steps are less than 3 seasons of 4: the season is ignored
}

func ExampleOptimisedTheta() {
	ahead(forecast.OptimisedTheta{}, forecast.Series{Values: rising})
	// Output: OptimisedTheta [27.1 28.3 29.5 30.8]
}

func ExampleOptimisedTheta_Name() {
	fmt.Println(forecast.OptimisedTheta{}.Name())
	// Output: OptimisedTheta
}

func ExampleOptimisedTheta_Fit() {
	_, err := forecast.OptimisedTheta{Theta: 0.5}.Fit(forecast.Series{Values: rising})
	fmt.Println(err)
	// Output: theta must be at least 1; 0 finds it, got "0.5"
}

func ExampleNaive2() {
	ahead(forecast.Naive2{}, forecast.Series{Values: sales, Periods: []int{4}})
	// Output: Naive2 [50.4 36.6 29.2 63.0]
}

func ExampleNaive2_Name() {
	fmt.Println(forecast.Naive2{}.Name())
	// Output: Naive2
}

func ExampleNaive2_Fit() {
	// A season that the series does not name, without asking whether there is one.
	ahead(forecast.Naive2{Period: 2, Adjustment: forecast.AdjustmentAlways}, forecast.Series{Values: []float64{10, 20, 10, 20, 10}})
	// Output: Naive2 [20.0 10.0 20.0 10.0]
}

func ExampleCES() {
	fit, err := forecast.CES{}.Fit(forecast.Series{Values: sales, Periods: []int{4}})
	if err != nil {
		panic(err)
	}
	next, err := fit.Forecast(4)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%s %.0f\n", next.Model, next.Point)
	fmt.Println(fit.Report().Reasons[0].Code)
	// Output:
	// CES(adjusted) [51 38 31 70]
	// chosen
}

func ExampleCES_Name() {
	fmt.Println(forecast.CES{}.Name(), forecast.CES{Season: forecast.CESPartial}.Name())
	// Output: CES CES(partial)
}

func ExampleCES_Fit() {
	fit, err := forecast.CES{Season: forecast.CESFull}.Fit(forecast.Series{Values: sales[:7], Periods: []int{4}})
	if err != nil {
		panic(err)
	}
	r := fit.Report()
	fmt.Println(r.Model)
	fmt.Println(r.Reasons[0].Text)
	// Output:
	// CES(none)
	// 7 steps are less than two seasons of 4: the season is ignored
}

func ExampleCESSeason() {
	for form := forecast.CESNone; form <= forecast.CESAdjusted; form++ {
		fit, err := forecast.CES{Season: form}.Fit(forecast.Series{Values: sales, Periods: []int{4}})
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s: AICc %.0f\n", form, fit.Report().Information.AICc)
	}
	// Output:
	// none: AICc 163
	// simple: AICc 103
	// partial: AICc 99
	// full: AICc 100
	// adjusted: AICc 53
}

func ExampleCESSeason_String() {
	fmt.Println(forecast.CESAutomatic, forecast.CESFull)
	// Output: automatic full
}

func ExampleAdjustment() {
	series := forecast.Series{Values: sales, Periods: []int{4}}
	for _, how := range []forecast.Adjustment{forecast.AdjustmentTest, forecast.AdjustmentShrunk, forecast.AdjustmentAlways, forecast.AdjustmentNone} {
		fit, err := forecast.Theta{Adjustment: how}.Fit(series)
		if err != nil {
			panic(err)
		}
		next, err := fit.Forecast(4)
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s %.0f\n", how, next.Point)
	}
	// Output:
	// test [51 37 30 66]
	// shrunk [51 37 30 66]
	// always [51 37 30 66]
	// none [46 46 47 47]
}

func ExampleAdjustment_String() {
	fmt.Println(forecast.AdjustmentTest, forecast.AdjustmentShrunk)
	// Output: test shrunk
}
