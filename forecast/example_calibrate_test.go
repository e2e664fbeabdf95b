package forecast_test

import (
	"fmt"
	"math"

	"github.com/lianxing/crossborder/forecast"
)

func ExampleConformalWidth() {
	errs := []float64{3, 1, 4, 1.5, 9, 2.6, 5, 3.5, 8, 9.7, 2.4, 6, 2.2, 7, 3.1, 4.4, 0.5, 1.1, 6.6}
	fmt.Println(forecast.ConformalWidth(errs, 0.9))
	// Output: 9 <nil>
}

// Intervals of a catalogue: learn what they miss, then widen them.
func ExampleCalibrator() {
	c := forecast.Calibrator{Model: forecast.Damped{}, Horizon: 4}
	for item := range 40 {
		s := forecast.Series{}
		for t := range 24 {
			s.Values = append(s.Values, 100+20*math.Sin(float64(item)+0.9*float64(t)))
		}
		if err := c.Add(s); err != nil {
			panic(err)
		}
	}
	k, err := c.Calibration()
	if err != nil {
		panic(err)
	}
	fmt.Println(k.Series, "series;", k.Steps[0] == k.Steps[3], k.Steps[0] > 0)
	// Output: 40 series; true true
}

func ExampleCalibrator_Add() {
	c := forecast.Calibrator{Model: forecast.Naive{}, Horizon: 4}
	fmt.Println(c.Add(forecast.Series{Values: []float64{5, 6, 7}}))
	// Output: forecast: Backtest of Naive needs 5 known values, the series has 3
}

func ExampleCalibrator_Calibration() {
	var c forecast.Calibrator
	_, err := c.Calibration()
	fmt.Println(err)
	// Output: forecast: Calibration needs 1 known values, the series has 0
}

func ExampleCalibration_Check() {
	fmt.Println(forecast.Calibration{Steps: []float64{1.2, -1}}.Check())
	// Output: steps[1] must be between 0 and 1000000, got "-1"
}

func ExampleCalibrated() {
	wide := forecast.Calibrated{Model: forecast.Naive{}, Calibration: forecast.Calibration{Steps: []float64{1.5}, Level: 0.95, Series: 800}}
	for _, m := range []forecast.Model{forecast.Naive{}, wide} {
		fit, err := m.Fit(forecast.Series{Values: rising})
		if err != nil {
			panic(err)
		}
		f, err := fit.Forecast(1, 0.025, 0.975)
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s: %.0f, %.1f to %.1f\n", f.Model, f.Point[0], f.Quantiles[0][0], f.Quantiles[1][0])
	}
	// Output:
	// Naive: 25, 20.1 to 29.9
	// Calibrated(Naive): 25, 17.6 to 32.4
}

func ExampleCalibrated_Name() {
	fmt.Println(forecast.Calibrated{Model: forecast.Auto{}}.Name())
	// Output: Calibrated(Auto)
}

func ExampleCalibrated_Fit() {
	fit, err := forecast.Calibrated{Model: forecast.SES{}, Calibration: forecast.Calibration{Steps: []float64{1.2}, Series: 500}}.Fit(forecast.Series{Values: rising})
	if err != nil {
		panic(err)
	}
	r := fit.Report()
	fmt.Println(r.Reasons[len(r.Reasons)-1].Text)
	// Output: widths are multiplied by 1.20 at the first step, as the errors of 500 series ask for
}
