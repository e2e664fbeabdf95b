package pricing_test

import (
	"fmt"
	"math"

	"github.com/lianxing/crossborder/pricing"
)

// twoPoints is a spread of one's own: a tariff that comes, or does not.
type twoPoints struct{ Chance, Change float64 }

func (p twoPoints) At(level float64) float64 {
	if level < 1-p.Chance {
		return 0
	}
	return p.Change
}

func (twoPoints) Check() error { return nil }

// Any type with the two methods is a spread.
func ExampleSpread() {
	var tariff pricing.Spread = twoPoints{Chance: 0.25, Change: 1}
	fmt.Println(tariff.At(0.5), tariff.At(0.9))
	// Output: 0 1
}

// An exchange rate that moves by 3 %: two thirds of the time it stays within that.
func ExampleNormal() {
	rate := pricing.Normal{SD: 0.03}
	fmt.Printf("%.4f to %.4f\n", rate.At(1.0/6), rate.At(5.0/6))
	// Output: -0.0290 to 0.0290
}

func ExampleNormal_At() {
	fmt.Printf("%.4f\n", pricing.Normal{SD: 0.03}.At(0.05))
	// Output: -0.0493
}

func ExampleNormal_Check() {
	fmt.Println(pricing.Normal{SD: math.NaN()}.Check())
	// Output: sd must be a number from 0 to 1e+09, got "NaN"
}

// A freight that can double but not fall below nothing.
func ExampleLognormal() {
	freight := pricing.Lognormal{Sigma: 0.4}
	fmt.Printf("%.2f to %.2f\n", freight.At(0.05), freight.At(0.95))
	// Output: -0.52 to 0.78
}

func ExampleLognormal_At() {
	fmt.Printf("%.2f\n", pricing.Lognormal{Mean: 1800, Sigma: 0.4}.At(0.95))
	// Output: 3208.26
}

func ExampleLognormal_Check() {
	fmt.Println(pricing.Lognormal{Sigma: 40}.Check())
	// Output: sigma must be a number from 0 to 2, got "40"
}

// Returns of 3 % at best, 5 % as a rule and 12 % at worst, as values.
func ExampleTriangular() {
	returns := pricing.Triangular{Low: 0.03, Mode: 0.05, High: 0.12}
	fmt.Printf("%.3f\n", returns.At(0.5))
	// Output: 0.064
}

func ExampleTriangular_At() {
	fmt.Printf("%.3f\n", pricing.Triangular{Low: -0.1, Mode: 0, High: 0.3}.At(0.95))
	// Output: 0.223
}

func ExampleTriangular_Check() {
	fmt.Println(pricing.Triangular{Low: 0.03, Mode: 0.5, High: 0.12}.Check())
	// Output: mode must be from low to high, got "0.5"
}

func ExampleUniform() {
	fmt.Printf("%.3f\n", pricing.Uniform{Low: -0.1, High: 0.1}.At(0.75))
	// Output: 0.050
}

func ExampleUniform_At() {
	fmt.Printf("%.1f\n", pricing.Uniform{Low: 20, High: 40}.At(0.1))
	// Output: 22.0
}

func ExampleUniform_Check() {
	fmt.Println(pricing.Uniform{Low: 1, High: 0}.Check())
	// Output: low must not be above high, got "1"
}

// What the dollar lost over 30 days in the past, such as History.Losses of fx/buffer
// has it, as changes of the rate.
func ExampleEmpirical() {
	losses := []float64{0.012, -0.004, 0.021, -0.015}
	var changes []float64
	for _, loss := range losses {
		changes = append(changes, -loss)
	}
	fmt.Println(pricing.Empirical{Values: changes}.At(0.6))
	// Output: -0.021
}

func ExampleEmpirical_At() {
	seen := pricing.Empirical{Values: []float64{0.1, 0.2, 0.3, 0.4}}
	fmt.Println(seen.At(0.1), seen.At(0.9))
	// Output: 0.1 0.4
}

func ExampleEmpirical_Check() {
	fmt.Println(pricing.Empirical{}.Check())
	// Output: values must be from 1 to 1000000 numbers, got "0"
}
