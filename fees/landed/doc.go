// Package landed computes what one unit costs when it is on the shelf: the purchase
// with its Chinese VAT and refund, the freight and every other cost of its shipment,
// the duties and fees of the entry into the US, each part by itself.
//
// [Shipment.Land] is the calculation. Beside it there are the allocation of a cost
// over lines ([Allocate]), the VAT refund of trading companies and manufacturers
// ([VAT], [Manufacturer]), costs expected, billed and paid ([Shipment.Variance]),
// and the value of stock in layers ([Value]).
//
// # Amounts
//
// Every amount of a [UnitCost] is for all units of a SKU, in the currency of the
// books and in its own, and rounded half away from zero to the minor unit once: a
// purchase and a duty when they are booked, a cost when it is converted, before it is
// split. Shares sum to their cost exactly in both currencies, and a shuffle of the
// lines changes nobody's share. What one unit costs is divided only when it is asked
// for ([UnitCost.Each]).
//
// # Unknown is not zero
//
// A cost without an amount, a price that nobody gave, goods from abroad without an
// entry: each is left out, named in [UnitCost.Missing], and makes the unit cost
// incomplete and its total a lower bound. A duty that depends on a fact that is
// missing has a low and a high end. Freight without duty is never a low cost: it is
// an incomplete one.
package landed
