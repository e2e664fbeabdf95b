package strategy_test

import (
	"fmt"
	"log"

	"github.com/lianxing/crossborder/pricing/strategy"
)

// category are the estimates of four products, the last of them hardly one.
var category = []strategy.Estimate{{"blue", -2.1, 0.3}, {"red", -1.2, 0.4}, {"large", -2.9, 0.5}, {"new", 0.4, 1.5}}

// A noisy estimate moves most of the way to its category.
func ExampleShrink() {
	s, err := strategy.Shrink(-3.6, 1.4, strategy.Prior{Mean: -1.8, Tau: 0.6})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.2f ± %.2f\n", s.Estimate, s.SE)
	// Output: -2.08 ± 0.55
}

func ExamplePool() {
	p, err := strategy.Pool(category)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("mean %.2f ± %.2f, spread %.2f\n", p.Mean, p.SE, p.Tau)
	// Output: mean -1.85 ± 0.45, spread 0.71
}

func ExampleShrinkAll() {
	p, err := strategy.Pool(category)
	if err != nil {
		log.Fatal(err)
	}
	all, err := strategy.ShrinkAll(category, p.Prior())
	if err != nil {
		log.Fatal(err)
	}
	for i, s := range all {
		fmt.Printf("%-6s %5.2f to %5.2f, %2.0f%% its own\n", s.Key, category[i].Estimate, s.Estimate, 100*s.Weight)
	}
	// Output:
	// blue   -2.10 to -2.06, 85% its own
	// red    -1.20 to -1.36, 76% its own
	// large  -2.90 to -2.55, 67% its own
	// new     0.40 to -1.44, 18% its own
}

func ExampleEstimate() {
	_, err := strategy.Pool([]strategy.Estimate{{Key: "blue", Estimate: -2, SE: 0.3}, {Key: "red"}})
	fmt.Println(err)
	// Output: estimates[1].se must be at least 1e-9, got "0"
}

func ExamplePrior() {
	s, err := strategy.Shrink(-3.6, 1.4, strategy.Prior{Mean: -1.8}) // a category without spread
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(s.Estimate)
	// Output: -1.8
}

func ExamplePooled() {
	p, err := strategy.Pool(category)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Text())
	// Output: mean -1.85 (SE 0.45) of 4 products, which spread by 0.71 around it; 69% of the differences are more than chance
}

func ExamplePooled_Prior() {
	fmt.Println(strategy.Pooled{Mean: -1.8, SE: 0.1, Tau: 0.6}.Prior())
	// Output: {-1.8 0.6}
}

func ExamplePooled_Text() {
	fmt.Println(strategy.Pooled{Mean: -1.8, SE: 0.1, Tau: 0.6, I2: 0.8, N: 12}.Text())
	// Output: mean -1.80 (SE 0.10) of 12 products, which spread by 0.60 around it; 80% of the differences are more than chance
}

func ExampleShrunk() {
	fmt.Println(strategy.Shrunk{Estimate: -1, SE: 0.8}.Verdict())
	// Output: not_different_from_0
}

func ExampleShrunk_P() {
	fmt.Printf("%.4f\n", strategy.Shrunk{Estimate: -2, SE: 0.8}.P())
	// Output: 0.0124
}

func ExampleShrunk_Verdict() {
	fmt.Println(strategy.Shrunk{Estimate: -2, SE: 0.8}.Verdict())
	// Output: usable
}

func ExampleShrunk_Demand() {
	d, err := strategy.Shrunk{Estimate: -2, SE: 0.8}.Demand(figure("15.99"), figure("120"))
	fmt.Println(d.Elasticity, err)
	// Output: -2 <nil>
}

func ExampleShrunk_Text() {
	fmt.Println(strategy.Shrunk{Estimate: -2.08, SE: 0.55, Weight: 0.16}.Text())
	// Output: elasticity -2.08 (SE 0.55), 16% its own. Usable.
}
