package strategy_test

import (
	"errors"
	"fmt"
	"log"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// Lunch boxes alone, in pairs and in sixes. The floor of the pair is above twice the
// wanted price of one, so that the single gives way.
func ExampleLadder() {
	ladder := strategy.Ladder{
		Currency: fx.USD, Base: known("9.99"), Packs: true,
		Variants: []strategy.Variant{
			{Name: "single", Size: 1},
			{Name: "pair", Size: 2, Limits: strategy.Limits{Least: known("20.49")}},
			{Name: "six", Size: 6, Wanted: known("49.99")},
		},
	}
	proposals, err := ladder.Propose()
	if err != nil {
		log.Fatal(err)
	}
	for i, p := range proposals {
		fmt.Println(ladder.Variants[i].Name, p.Price.StringFixed(2))
	}
	fmt.Println(proposals[0].Steps[0].Text)
	// Output:
	// single 10.25
	// pair 20.49
	// six 49.99
	// so that no larger variant costs less and no pack costs more per unit than the smallest
}

// A shared cut of 15 % on every size.
func ExampleLadder_Propose() {
	ladder := strategy.Ladder{Currency: fx.USD, Cut: known("0.15"), Variants: []strategy.Variant{
		{Name: "250 ml", Size: 250, Regular: known("7.99")}, {Name: "500 ml", Size: 500, Regular: known("12.99")},
	}}
	proposals, err := ladder.Propose()
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range proposals {
		fmt.Println(p.Reasons[0].Text+":", p.Price)
	}
	// Output:
	// 15% off the regular price of 7.99: 6.8
	// 15% off the regular price of 12.99: 11.05
}

func ExampleLadder_Check() {
	ladder := strategy.Ladder{Currency: fx.USD, Base: known("9.99"), Variants: []strategy.Variant{{Name: "single", Size: 1}, {Name: "pair", Size: 1}}}
	fmt.Println(ladder.Check())
	// Output: variants[1].size must be different for each variant, got "1"
}

func ExampleVariant() {
	solution, err := shipped("home_kitchen", "13").Solve(pricing.Margin(amt("0.20")))
	if err != nil {
		log.Fatal(err)
	}
	pair := strategy.Variant{Name: "pair", Size: 2, Limits: strategy.Limits{}.Meeting(solution)} // the floor of its own model
	proposals, err := strategy.Ladder{Currency: fx.USD, Base: known("9.99"), Variants: []strategy.Variant{pair}}.Propose()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(proposals[0].Price)
	// Output: 20
}

// What cannot be met together is named, and nothing that could be left in.
func ExampleConflictError() {
	_, err := strategy.Ladder{Currency: fx.USD, Base: known("9.99"), Packs: true, Variants: []strategy.Variant{
		{Name: "single", Size: 1, Limits: strategy.Limits{Most: known("10.00")}},
		{Name: "pair", Size: 2, Limits: strategy.Limits{Least: known("20.49")}},
		{Name: "six", Size: 6},
	}}.Propose()
	var clash *strategy.ConflictError
	fmt.Println(errors.As(err, &clash))
	for _, c := range clash.Constraints {
		fmt.Println(c)
	}
	// Output:
	// true
	// limits of single
	// limits of pair
	// pack of single and pair
}

func ExampleConflictError_Error() {
	err := &strategy.ConflictError{Strategy: "sync", Constraints: []strategy.Constraint{{Code: "limits", Names: []string{"shop"}}, {Code: "spread"}}}
	fmt.Println(err)
	// Output: strategy: sync has no price: these cannot be met together: limits of shop, spread
}

// A conflict is also an answer without a price.
func ExampleConflictError_Unwrap() {
	var err error = &strategy.ConflictError{Strategy: "sync"}
	var none *strategy.NoPriceError
	fmt.Println(errors.As(err, &none), none.Code)
	// Output: true conflict
}

func ExampleConstraint() {
	c := strategy.Constraint{Code: "order", Names: []string{"single", "pair"}}
	fmt.Println(c.Code, len(c.Names))
	// Output: order 2
}

func ExampleConstraint_String() {
	fmt.Println(strategy.Constraint{Code: "order", Names: []string{"single", "pair"}})
	// Output: order of single and pair
}
