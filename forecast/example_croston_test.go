package forecast_test

import (
	"fmt"

	"github.com/lianxing/crossborder/forecast"
)

// nextStep prints the forecast of one step.
func nextStep(m forecast.Model) {
	fit, err := m.Fit(forecast.Series{Values: spare})
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := fit.Forecast(1)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s %.4f\n", f.Model, f.Point[0])
}

func ExampleCroston() {
	nextStep(forecast.Croston{})
	nextStep(forecast.Croston{Correction: forecast.CrostonSBA})
	nextStep(forecast.Croston{Correction: forecast.CrostonSBJ})
	// Output:
	// Croston 1.0445
	// SBA 0.9922
	// SBJ 0.9895
}

func ExampleCroston_Name() {
	fmt.Println(forecast.Croston{Correction: forecast.CrostonSBA}.Name())
	// Output: SBA
}

func ExampleCroston_Fit() {
	fit, err := forecast.Croston{}.Fit(forecast.Series{Values: spare})
	if err != nil {
		panic(err)
	}
	size, _ := fit.Report().Param("size")
	interval, _ := fit.Report().Param("interval")
	fmt.Printf("%.2f units every %.2f steps\n", size, interval)
	// Output: 3.21 units every 3.07 steps
}

func ExampleCrostonCorrection_String() {
	fmt.Println(forecast.CrostonSBJ)
	// Output: SBJ
}

func ExampleTSB() {
	nextStep(forecast.TSB{})
	// Output: TSB 1.0138
}

func ExampleTSB_Name() {
	fmt.Println(forecast.TSB{}.Name())
	// Output: TSB
}

func ExampleTSB_Fit() {
	_, err := forecast.TSB{Beta: 1.5}.Fit(forecast.Series{Values: spare})
	fmt.Println(err)
	// Output: beta must be above 0 and at most 1, or 0 for 0.1, got "1.5"
}

func ExampleADIDA() {
	nextStep(forecast.ADIDA{Bucket: 6})
	// Output: ADIDA 1.1667
}

func ExampleADIDA_Name() {
	fmt.Println(forecast.ADIDA{}.Name())
	// Output: ADIDA
}

func ExampleADIDA_Fit() {
	fit, err := forecast.ADIDA{}.Fit(forecast.Series{Values: spare})
	if err != nil {
		panic(err)
	}
	bucket, _ := fit.Report().Param("bucket")
	fmt.Println(bucket)
	// Output: 3
}

func ExampleIMAPA() {
	nextStep(forecast.IMAPA{})
	// Output: IMAPA 1.2168
}

func ExampleIMAPA_Name() {
	fmt.Println(forecast.IMAPA{}.Name())
	// Output: IMAPA
}

func ExampleIMAPA_Fit() {
	fit, err := forecast.IMAPA{Most: 12}.Fit(forecast.Series{Values: spare})
	if err != nil {
		panic(err)
	}
	buckets, _ := fit.Report().Param("buckets")
	fmt.Println(buckets)
	// Output: 12
}

func ExampleBootstrap() {
	fit, err := forecast.Bootstrap{}.Fit(forecast.Series{Values: spare})
	if err != nil {
		panic(err)
	}
	f, err := fit.Forecast(1)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%.2f\n", f.Point[0])
	// Output: 1.56
}

func ExampleBootstrap_Name() {
	fmt.Println(forecast.Bootstrap{}.Name())
	// Output: Bootstrap
}

func ExampleBootstrap_Fit() {
	fit, err := forecast.Bootstrap{}.Fit(forecast.Series{Values: spare})
	if err != nil {
		panic(err)
	}
	none, _ := fit.Report().Param("after_none")
	demand, _ := fit.Report().Param("after_demand")
	fmt.Printf("demand follows none with %.2f, demand with %.2f\n", none, demand)
	// Output: demand follows none with 0.44, demand with 0.05
}
