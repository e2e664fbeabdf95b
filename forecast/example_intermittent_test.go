package forecast_test

import (
	"fmt"

	"github.com/lianxing/crossborder/forecast"
)

// spare is the demand for a part that is asked for now and then.
var spare = []float64{0, 0, 3, 0, 0, 0, 5, 0, 2, 0, 0, 4, 0, 0, 0, 0, 6, 0, 1, 0}

// How many to order for six months, and how sure one wants to be.
func ExampleIntermittent() {
	fit, err := forecast.Intermittent{}.Fit(forecast.Series{Values: spare})
	if err != nil {
		panic(err)
	}
	f, err := fit.Forecast(1)
	if err != nil {
		panic(err)
	}
	total, err := forecast.Total(fit, 6, 0.5, 0.9, 0.98)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%.1f a month; %v in six months\n", f.Point[0], total)
	// Output: 1.0 a month; [5 16 26] in six months
}

func ExampleIntermittent_Name() {
	fmt.Println(forecast.Intermittent{}.Name())
	// Output: Intermittent
}

// An item that nobody has asked for in a long time fades; one that never dies does not.
func ExampleIntermittent_Fit() {
	dying := append(append([]float64{}, spare...), make([]float64, 30)...)
	for _, m := range []forecast.Intermittent{{}, {Death: -1}} {
		fit, err := m.Fit(forecast.Series{Values: dying})
		if err != nil {
			panic(err)
		}
		f, err := fit.Forecast(1)
		if err != nil {
			panic(err)
		}
		fmt.Printf("%.2f\n", f.Point[0])
	}
	// Output:
	// 0.03
	// 0.17
}

// The quantile of a sum is not the sum of the quantiles.
func ExampleTotal() {
	fit, err := forecast.SES{Alpha: 0.2}.Fit(forecast.Series{Values: []float64{50, 61, 44, 52, 58, 47, 55, 60, 49, 53}})
	if err != nil {
		panic(err)
	}
	f, err := fit.Forecast(4, 0.95)
	if err != nil {
		panic(err)
	}
	sum := 0.0
	for _, q := range f.Quantiles[0] {
		sum += q
	}
	total, err := forecast.Total(fit, 4, 0.95)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%t: %.0f and about %.0f\n", total[0] < sum, sum, 10*float64(int(total[0]/10+0.5)))
	// Output: true: 257 and about 240
}

func ExampleClassify() {
	p := forecast.Classify(spare)
	fmt.Printf("%s: every %.2f steps, squared variation %.3f\n", p.Class, p.ADI, p.CV2)
	// Output: intermittent: every 3.33 steps, squared variation 0.286
}

func ExampleDemandClass_String() {
	fmt.Println(forecast.Classify([]float64{5, 6, 5, 4}).Class)
	// Output: smooth
}
