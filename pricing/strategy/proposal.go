package strategy

import (
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A Proposal is the price that a strategy asks for, and how it came to it. The zero
// Proposal proposes nothing.
type Proposal struct {
	// Strategy names the strategy: "cost_plus".
	Strategy string
	Currency fx.Currency
	// Wanted is the price by the rule of the strategy alone; it need not lie on the
	// grid of the minor unit.
	Wanted decimal.Decimal
	// Price is what is left of it within the limits, on the grid.
	Price decimal.Decimal
	// Steps lead from Wanted to Price, in their order; none when they are equal.
	Steps []Step
	// Reasons are the figures that the strategy went by.
	Reasons []Reason
	// Missing names what is not known of the cost. Where it names anything, Price is
	// a lower bound of the price that meets the seller's target.
	Missing []string
}

// A Step is one change of a price on its way, and why.
type Step struct {
	// Code names the reason: stable, snake_case: "floor".
	Code     string
	From, To decimal.Decimal
	// Text says it for people.
	Text string
}

// A Reason is one figure or fact that a strategy went by.
type Reason struct {
	// Code names it: stable, snake_case: "anchor".
	Code string
	// Text says it for people, with the figure and its unit.
	Text string
}

// A NoPriceError says that a strategy has no price to propose.
type NoPriceError struct {
	// Strategy names the strategy, "" when only limits were asked.
	Strategy string
	// Code names the reason: "no_admissible_price", "no_rival", "least_above_most".
	Code string
	// Text says it for people.
	Text string
}

// Error says the strategy and the reason.
func (e *NoPriceError) Error() string {
	if e.Strategy == "" {
		return "strategy: no price: " + e.Text
	}
	return "strategy: " + e.Strategy + " has no price: " + e.Text
}
