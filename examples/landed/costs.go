package main

import (
	"slices"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
)

// bases are what a cost can be split by.
var bases = texts(landed.ByValue, landed.ByWeight, landed.ByVolume, landed.ByChargeableWeight, landed.ByUnits,
	landed.Equally, landed.Direct, landed.Typed)

// legNames are the legs of the transport.
var legNames = texts(slices.Collect(freight.Legs())...)

// readCosts reads the costs of the shipment beside the goods and the entry. A cost
// without any amount is unknown.
func readCosts(o *strict.Object) []landed.Cost {
	var costs []landed.Cost
	for _, c := range o.Objects("costs", maxListed) {
		if !c.IsObject() {
			costs = append(costs, landed.Cost{})
			continue
		}
		cost := landed.Cost{
			Code: c.Name("code"), Label: c.Label("label"), Leg: freight.Leg(c.Choice("leg", legNames...)),
			Estimate: c.Decimal("estimate"), Invoice: c.Decimal("invoice"), Actual: c.Decimal("actual"),
			Currency: c.Currency("currency"), Rate: readOwnRate(&c),
			By: landed.Basis(c.Choice("by", bases...)), To: c.Words("to"), Typed: readDecimals(&c, "typed"),
			Dutiable: c.Flag("dutiable"), InPrice: c.Flag("in_price"),
		}
		if _, given := c.Field("by"); !given {
			c.Faults.Add(c.At("by"), "", "must be given: what the cost is split by, such as value or volume")
		}
		_, stage := cost.Amount()
		if _, given := c.Field("currency"); stage != "" && !given {
			c.Faults.Add(c.At("currency"), "", "must be given with an amount")
		}
		c.Close()
		costs = append(costs, cost)
	}
	return costs
}

// readOwnRate reads the rate of one cost, the zero Rate for that of the shipment.
func readOwnRate(c *strict.Object) fx.Rate {
	rate, ok := c.Object("rate")
	if !ok {
		return fx.Rate{}
	}
	return readRate(&rate)
}
