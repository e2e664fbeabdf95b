package reprice

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/small"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// A Pricer says which price is wanted for an item. [Compare], [Table] and [BySales]
// are pricers, and so is every strategy that is wrapped in a [PricerFunc].
//
// The price of the proposal, or Wanted when it has none, is then put within the
// bounds and before the guards; steps and reasons of the proposal stand in the
// decision. A [*strategy.NoPriceError] leaves the price as it is, with its code as
// the reason; any other error is that of the item.
//
// Propose is called from several goroutines by [Batch]. It must neither change nor
// keep the view, and must give the same answer for the same view, or decisions cannot
// be repeated.
type Pricer interface {
	Propose(v *View) (strategy.Proposal, error)
}

// A PricerFunc is a function as a [Pricer].
type PricerFunc func(v *View) (strategy.Proposal, error)

// Propose calls the function.
func (f PricerFunc) Propose(v *View) (strategy.Proposal, error) { return f(v) }

// A View is what a [Pricer] sees. The zero View shows nothing.
type View struct {
	// Item is the item, with its case filled in.
	Item *Item
	// Now is the time of the decision.
	Now time.Time
	// Currency is that of the listing.
	Currency fx.Currency
	// Shipping is what the buyer pays for the delivery of the own offer.
	Shipping decimal.Decimal
	// Rivals are the offers that passed the filter, the cheapest first by price and
	// shipping, equal ones in their order. Excluded are the others.
	Rivals   []strategy.Offer
	Excluded []strategy.Excluded
	// Limits are the bounds of the item price without those of the step.
	Limits strategy.Limits
	// Model is the profit by price, nil without costs.
	Model *pricing.Model
	// Featured says that the own offer is the Featured Offer.
	Featured bool
}

// Total returns what the buyer pays for the own offer at the price in force. It is
// not Valid without one.
func (v *View) Total() decimal.NullDecimal {
	if v.Item == nil || !v.Item.Current.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(small.Add(v.Item.Current.Decimal, v.Shipping))
}

// Lowest returns what a buyer pays at the cheapest rival. It is not Valid without
// rivals.
func (v *View) Lowest() decimal.NullDecimal {
	if len(v.Rivals) == 0 {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(v.Rivals[0].Total())
}

// proposal makes a proposal of an item price.
func (v *View) proposal(name string, wanted decimal.Decimal, reasons ...strategy.Reason) strategy.Proposal {
	return strategy.Proposal{Strategy: name, Currency: v.Currency, Wanted: wanted, Reasons: reasons}
}

// money writes an amount for people.
func money(d decimal.Decimal, c fx.Currency) string {
	if places, known := c.MinorUnits(); known {
		var room [40]byte
		if text, ok := small.AppendFixed(room[:0], d, places); ok { // whole minor units, as nearly always
			return string(append(append(text, ' '), c...))
		}
	}
	return fx.Money{Amount: d, Currency: c}.String()
}
