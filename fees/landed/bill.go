package landed

import (
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/shopspring/decimal"
)

// CostsOf returns one cost for each line of a forwarder's bill, at the stage that
// the bill is of: estimated for the price of a quote, invoiced for what was billed.
// Code, label, leg, currency and amount are those of the line; a line whose amount is
// not known becomes a cost of unknown amount. The function by says what each is split
// by, such as
//
//	func(line freight.Line) landed.Basis { return landed.ByVolume }
//
// and is the caller's to choose. Any other stage than the three gives costs of unknown
// amount. An empty bill gives no costs.
func CostsOf(b freight.Bill, stage Stage, by func(line freight.Line) Basis) []Cost {
	costs := make([]Cost, 0, len(b.Lines))
	for _, line := range b.Lines {
		cost := Cost{Code: line.Code, Label: line.Label, Leg: line.Leg, Currency: line.Amount.Currency, By: by(line)}
		if line.Known {
			cost.set(stage, decimal.NewNullDecimal(line.Amount.Amount))
		}
		costs = append(costs, cost)
	}
	return costs
}

// set sets the amount of one stage.
func (c *Cost) set(stage Stage, amount decimal.NullDecimal) {
	switch stage {
	case Estimated:
		c.Estimate = amount
	case Invoiced:
		c.Invoice = amount
	case Paid:
		c.Actual = amount
	}
}
