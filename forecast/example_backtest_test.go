package forecast_test

import (
	"context"
	"fmt"
	"math"

	"github.com/lianxing/crossborder/forecast"
)

// Which of two models would have done better on the last two years?
func ExampleBacktest() {
	s := forecast.Series{Values: quarters, Periods: []int{4}}
	for _, m := range []forecast.Model{forecast.SeasonalNaive{}, forecast.Theta{}} {
		r, err := forecast.Backtest{Model: m, Horizon: 4, Origins: 2}.Run(s)
		if err != nil {
			panic(err)
		}
		fmt.Printf("%-14s sMAPE %.1f %%, MASE %.2f, OWA %.2f\n", r.Model, r.Summary.SMAPE.Value(), r.Summary.MASE.Value(), r.Summary.OWA())
	}
	// Output:
	// SeasonalNaive  sMAPE 4.6 %, MASE 0.90, OWA 1.76
	// Theta          sMAPE 1.8 %, MASE 0.37, OWA 0.71
}

func ExampleBacktest_Run() {
	r, err := forecast.Backtest{Model: forecast.Naive{}, Horizon: 3, Origins: 1}.Run(forecast.Series{Values: rising})
	if err != nil {
		panic(err)
	}
	o := r.Origins[0]
	fmt.Println("from step", o.At, o.Forecast.Point, "came", o.Actual)
	// Output: from step 9 [21 21 21] came [24 26 25]
}

// The items of a catalogue on all cores, in their order.
func ExampleEach() {
	catalogue := func(yield func(forecast.Item) bool) {
		_ = yield(forecast.Item{Name: "MUG-1", Series: forecast.Series{Values: rising}}) &&
			yield(forecast.Item{Name: "MUG-2", Series: forecast.Series{Values: []float64{math.NaN()}}}) &&
			yield(forecast.Item{Name: "MAT-1", Series: forecast.Series{Values: quarters, Periods: []int{4}}})
	}
	next := func(i forecast.Item) (string, error) {
		fit, err := forecast.Theta{}.Fit(i.Series)
		if err != nil {
			return "", err
		}
		f, err := fit.Forecast(1)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("%s %.0f", i.Name, f.Point[0]), nil
	}
	for text, err := range forecast.Each(context.Background(), catalogue, 0, next) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(text)
	}
	// Output:
	// MUG-1 26
	// forecast: series 1 (MUG-2): values[0] must be a finite number of at most 1e15, got "NaN"
	// MAT-1 143
}

func ExampleSeriesError() {
	err := &forecast.SeriesError{Index: 7, Name: "MUG-1", Err: &forecast.ShortError{Model: "Drift", Have: 1, Need: 2}}
	fmt.Println(err)
	// Output: forecast: series 7 (MUG-1): forecast: Drift needs 2 known values, the series has 1
}

func ExampleSeriesError_Unwrap() {
	err := &forecast.SeriesError{Index: 7, Name: "MUG-1", Err: &forecast.ShortError{Model: "Drift", Have: 1, Need: 2}}
	fmt.Println(err.Unwrap())
	// Output: forecast: Drift needs 2 known values, the series has 1
}
