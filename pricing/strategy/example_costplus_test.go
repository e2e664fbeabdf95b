package strategy_test

import (
	"fmt"
	"log"

	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// A T-shirt at a margin of 10 %: up to 15.00 the fee is 5 %, up to 20.00 it is 10 % and
// above 17 %. At a cost of 16.10 no price up to 22.05 leaves the margin.
func ExampleCostPlus() {
	plus := strategy.CostPlus{Target: pricing.Margin(amt("0.10"))}
	for _, cost := range []string{"12.00", "13.20", "16.10"} {
		p, err := plus.Propose(shipped("clothing_accessories", cost))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(cost, p.Price.StringFixed(2))
	}
	// Output:
	// 12.00 14.12
	// 13.20 16.50
	// 16.10 22.06
}

// Half on top of the cost, where that covers the fees and 10 % of margin.
func ExampleCostPlus_Propose() {
	plus := strategy.CostPlus{Target: pricing.Margin(amt("0.10")), Markup: known("0.50")}
	p, err := plus.Propose(shipped("home_kitchen", "8"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Price)
	for _, r := range p.Reasons {
		fmt.Println(r.Text)
	}
	// Output:
	// 12
	// the lowest price for a margin of 10% on price is 10.67
	// 50% on the cost of 8
}

func ExampleCostPlus_Check() {
	fmt.Println(strategy.CostPlus{Margin: known("30")}.Check()) // percent where a fraction is due
	// Output: margin must be a fraction from 0 to below 1, got "30"
}

func ExampleMarkupPrice() {
	price, err := strategy.MarkupPrice(amt("9.99"), amt("0.40"), 2)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(price) // 13.986 rounded up
	// Output: 13.99
}

// 30 % of the price is not 30 % on the cost.
func ExampleMarginPrice() {
	price, err := strategy.MarginPrice(amt("10"), amt("0.30"), 2)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(price)
	// Output: 14.29
}

func ExampleMarkupOf() {
	markup, err := strategy.MarkupOf(amt("0.30"), 4)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("a margin of 30% is a markup of", markup)
	// Output: a margin of 30% is a markup of 0.4286
}

func ExampleMarginOf() {
	margin, err := strategy.MarginOf(amt("0.25"), 4)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("a markup of 25% is a margin of", margin)
	// Output: a markup of 25% is a margin of 0.2
}
