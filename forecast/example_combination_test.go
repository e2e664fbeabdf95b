package forecast_test

import (
	"fmt"
	"math"
	"time"

	"github.com/lianxing/crossborder/forecast"
)

// quarters are five years of quarterly sales with a strong fourth quarter.
var quarters = []float64{
	112, 118, 132, 171, 119, 128, 139, 186, 124, 131, 148, 194, 131, 137, 155, 207, 134, 146, 160, 215,
}

func ExampleCombination() {
	mean := forecast.Combination{Models: []forecast.Model{forecast.SES{}, forecast.Holt{}, forecast.Damped{}}}
	ahead(mean, forecast.Series{Values: rising})
	median := forecast.Combination{Models: mean.Models, Median: true, Label: "middle"}
	ahead(median, forecast.Series{Values: rising})
	// Output:
	// Mean(SES, Holt, Damped) [26.3 27.1 27.9 28.6]
	// middle [26.8 27.8 28.9 29.9]
}

func ExampleCombination_Name() {
	fmt.Println(forecast.Combination{Models: []forecast.Model{forecast.Naive{}, forecast.SES{}}, Origins: 2}.Name())
	// Output: Weighted(Naive, SES)
}

// Members are weighted by their errors at earlier origins.
func ExampleCombination_Fit() {
	c := forecast.Combination{Models: []forecast.Model{forecast.Naive{}, forecast.SeasonalNaive{}}, Origins: 2, Horizon: 4}
	fit, err := c.Fit(forecast.Series{Values: append(quarters, quarters...), Periods: []int{4}})
	if err != nil {
		panic(err)
	}
	for _, p := range fit.Report().Params {
		fmt.Printf("%s %.2f\n", p.Name, p.Value)
	}
	// Output:
	// weight Naive 0.03
	// weight SeasonalNaive 0.97
}

func ExampleAdjusted() {
	ahead(forecast.Adjusted{Model: forecast.Drift{}, Adjustment: forecast.AdjustmentAlways}, forecast.Series{Values: quarters, Periods: []int{4}})
	// Output: Adjusted(always, Drift) [144.2 153.2 170.2 224.7]
}

func ExampleAdjusted_Name() {
	fmt.Println(forecast.Adjusted{Model: forecast.SES{}, Adjustment: forecast.AdjustmentShrunk}.Name())
	// Output: Adjusted(shrunk, SES)
}

func ExampleAdjusted_Fit() {
	fit, err := forecast.Adjusted{Model: forecast.SES{}}.Fit(forecast.Series{Values: rising, Periods: []int{12}})
	if err != nil {
		panic(err)
	}
	fmt.Println(fit.Report().Reasons[0].Code)
	// Output: short
}

func ExampleHarmonic() {
	weeks := make([]float64, 156)
	for i := range weeks {
		weeks[i] = (200 + float64(i)) * (1 + 0.3*math.Sin(2*math.Pi*float64(i)/52))
	}
	fit, err := forecast.Harmonic{Model: forecast.Drift{}}.Fit(forecast.Series{Values: weeks, Calendar: forecast.Calendar{Step: forecast.Weekly}})
	if err != nil {
		panic(err)
	}
	f, err := fit.Forecast(52)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%s: week 13 %.0f, week 39 %.0f\n", f.Model, f.Point[12], f.Point[38])
	// Output: Harmonic(Drift): week 13 483, week 39 281
}

func ExampleHarmonic_Name() {
	fmt.Println(forecast.Harmonic{Model: forecast.AR{}}.Name())
	// Output: Harmonic(AR)
}

func ExampleHarmonic_Fit() {
	fit, err := forecast.Harmonic{Model: forecast.SES{}}.Fit(forecast.Series{Values: rising, Periods: []int{52}})
	if err != nil {
		panic(err)
	}
	fmt.Println(fit.Report().Reasons[0].Text)
	// Output: 12 steps are less than two seasons of 52: none is used
}

func ExampleAR() {
	ahead(forecast.AR{}, forecast.Series{Values: quarters, Periods: []int{4}})
	// Output: AR(2) [143.0 151.7 169.0 222.2]
}

func ExampleAR_Name() {
	fmt.Println(forecast.AR{MaxOrder: 4}.Name())
	// Output: AR
}

func ExampleAR_Fit() {
	fit, err := forecast.AR{Adjustment: forecast.AdjustmentNone}.Fit(forecast.Series{Values: quarters, Periods: []int{4}})
	if err != nil {
		panic(err)
	}
	for _, r := range fit.Report().Reasons {
		fmt.Println(r.Text)
	}
	// Output: 5 of at most 5 coefficients have the lowest AICc
}

func ExampleLagRegression() {
	long := make([]float64, 120)
	for i := range long {
		long[i] = quarters[i%20] + float64(i/20)
	}
	ahead(forecast.LagRegression{}, forecast.Series{Values: long, Periods: []int{4}})
	// Output: LagRegression [141.1 147.6 158.5 206.0]
}

func ExampleLagRegression_Name() {
	fmt.Println(forecast.LagRegression{Differenced: true, Plain: true}.Name())
	// Output: LagRegression(differenced, plain)
}

func ExampleLagRegression_Fit() {
	_, err := forecast.LagRegression{Lags: []int{1, 1}, Ridge: -1}.Fit(forecast.Series{Values: quarters})
	fmt.Println(err)
	// Output:
	// lags[1] must be 1 or more and rise, got "1"
	// ridge must be 0 or more, got "-1"
}

// Auto says what it takes a series for, and why.
func ExampleAuto() {
	s := forecast.Series{
		Values:   quarters,
		Calendar: forecast.Calendar{Step: forecast.Quarterly, First: time.Date(2021, 10, 1, 0, 0, 0, 0, time.UTC)},
	}
	fit, err := forecast.Auto{}.Fit(s)
	if err != nil {
		panic(err)
	}
	f, err := fit.Forecast(4, 0.05, 0.95)
	if err != nil {
		panic(err)
	}
	for j := range f.Point {
		fmt.Printf("%s  %4.0f  (%.0f to %.0f)\n", s.Calendar.At(s.Len()+j).Format("2006-01"), f.Point[j], f.Quantiles[0][j], f.Quantiles[1][j])
	}
	fmt.Println(fit.Report().Reasons[0].Text)
	// Output:
	// 2026-10   143  (135 to 151)
	// 2027-01   152  (144 to 161)
	// 2027-04   168  (158 to 178)
	// 2027-07   218  (206 to 230)
	// 20 steps with a season of 4: unlike models are combined with equal weights
}

func ExampleAuto_Name() {
	fmt.Println(forecast.Auto{}.Name())
	// Output: Auto
}

// What Auto decides can be overridden.
func ExampleAuto_Fit() {
	s := forecast.Series{Values: []float64{0, 3, 0, 0, 5, 2, 0, 4, 0, 0, 6, 1}}
	for _, a := range []forecast.Auto{{}, {Kind: forecast.KindRegular}, {Models: []forecast.Model{forecast.SES{}}, Kind: forecast.KindRegular}} {
		fit, err := a.Fit(s)
		if err != nil {
			panic(err)
		}
		fmt.Println(fit.Report().Reasons[0].Text)
	}
	// Output:
	// 5 of 11 steps since the first demand have none: demand is intermittent
	// the series is taken as regular, as was asked for
	// the series is taken as regular, as was asked for
}

func ExampleKind_String() {
	fmt.Println(forecast.KindIntermittent)
	// Output: intermittent
}
