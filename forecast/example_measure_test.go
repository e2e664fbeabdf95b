package forecast_test

import (
	"fmt"

	"github.com/lianxing/crossborder/forecast"
)

// What was sold in eight months, in the four after them, and what was forecast.
var (
	past   = []float64{10, 12, 9, 14, 13, 15, 11, 16}
	came   = []float64{14, 17, 12, 9}
	points = []float64{13, 15, 14, 11}
	low    = []float64{9, 10, 9, 6}
	high   = []float64{18, 16, 19, 16}
)

func show(v float64, err error) {
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f\n", v)
}

func ExampleSMAPE() {
	show(forecast.SMAPE(came, points))
	// Output: 13.823
}

func ExampleMASE() {
	show(forecast.MASE(past, came, points, 1))
	// Output: 0.557
}

func ExampleRMSSE() {
	show(forecast.RMSSE(past, came, points, true))
	// Output: 0.520
}

func ExampleOWA() {
	fmt.Println(forecast.OWA(12.6, 0.9, 14, 1))
	// Output: 0.9
}

func ExampleMSIS() {
	show(forecast.MSIS(past, came, low, high, 1, 0.95))
	// Output: 5.966
}

func ExampleCoverage() {
	show(forecast.Coverage(came, low, high))
	// Output: 0.750
}

func ExamplePinball() {
	show(forecast.Pinball(came, high, 0.9))
	// Output: 0.675
}

func ExampleSPL() {
	show(forecast.SPL(past, came, []float64{0.025, 0.975}, [][]float64{low, high}))
	// Output: 0.075
}

func ExampleTotalPinball() {
	show(forecast.TotalPinball(past, came, []float64{0.5, 0.95}, []float64{53, 66}))
	// Output: 0.012
}

func ExampleBias() {
	show(forecast.Bias(came, points))
	// Output: 0.019
}

func ExampleWMAPE() {
	show(forecast.WMAPE(came, points))
	// Output: 0.135
}

func ExampleCRPSNormal() {
	fmt.Printf("%.3f\n", forecast.CRPSNormal(90, 100, 15))
	// Output: 6.071
}

// The scores of a whole set: the OWA comes from the averages.
func ExampleSummary() {
	var all forecast.Summary
	for _, history := range [][]float64{past, rising} {
		n := len(history) - 3
		fit, err := forecast.Damped{}.Fit(forecast.Series{Values: history[:n]})
		if err != nil {
			panic(err)
		}
		f, err := fit.Forecast(3, 0.025, 0.975)
		if err != nil {
			panic(err)
		}
		s, err := forecast.Score(history[:n], history[n:], f, 1)
		if err != nil {
			panic(err)
		}
		all.Add(s)
	}
	fmt.Printf("sMAPE %.1f %%, OWA %.2f, %.0f %% covered\n", all.SMAPE.Value(), all.OWA(), 100*all.Coverage.Value())
	// Output: sMAPE 13.0 %, OWA 0.68, 100 % covered
}

func ExampleScore() {
	s, err := forecast.Score(past, came, forecast.Forecast{Point: points}, 1)
	if err != nil {
		panic(err)
	}
	fmt.Printf("sMAPE %.1f %% against %.1f %% of the naive forecast\n", s.SMAPE, s.Naive2SMAPE)
	// Output: sMAPE 13.8 % against 26.0 % of the naive forecast
}

func ExampleSummary_Add() {
	var s forecast.Summary
	s.Add(forecast.Scores{SMAPE: 10, MASE: 0.8})
	s.Add(forecast.Scores{SMAPE: 14, MASE: 1.2})
	fmt.Println(s.SMAPE.Value(), s.MASE.Value())
	// Output: 12 1
}

func ExampleSummary_OWA() {
	var s forecast.Summary
	s.Add(forecast.Scores{SMAPE: 9, MASE: 0.8, Naive2SMAPE: 10, Naive2MASE: 1})
	fmt.Printf("%.2f\n", s.OWA())
	// Output: 0.85
}

// A large item that is forecast well outweighs a small one that is not.
func ExampleSummary_Bias() {
	var s forecast.Summary
	s.Add(forecast.Scores{Error: 5, Absolute: 20, Actual: 990})
	s.Add(forecast.Scores{Error: 5, Absolute: 5, Actual: 10})
	fmt.Println(s.Bias(), s.WMAPE())
	// Output: 0.01 0.025
}

func ExampleSummary_WMAPE() {
	var s forecast.Summary
	s.Add(forecast.Scores{Absolute: 20, Actual: 100})
	fmt.Println(s.WMAPE())
	// Output: 0.2
}

func ExampleSummary_PointSMAPE() {
	var s forecast.Summary
	s.Add(forecast.Scores{SMAPE: 10, Steps: 6})
	s.Add(forecast.Scores{SMAPE: 20, Steps: 18})
	fmt.Println(s.SMAPE.Value(), s.PointSMAPE())
	// Output: 15 17.5
}

func ExampleMean() {
	var m forecast.Mean
	m.Add(0.8)
	m.Add(1.2)
	fmt.Println(m.Count, m.Value())
	// Output: 2 1
}

func ExampleMean_Add() {
	var m forecast.Mean
	constant, _ := forecast.MASE([]float64{5, 5, 5}, []float64{5}, []float64{5}, 1)
	m.Add(constant)
	fmt.Println(m.Undefined)
	// Output: 1
}

func ExampleMean_Value() {
	fmt.Println(forecast.Mean{}.Value())
	// Output: NaN
}
