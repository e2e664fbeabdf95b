package stock

import (
	"math"

	"github.com/shopspring/decimal"
)

// EOQ is the economic order quantity: where ordering costs as much as holding.
type EOQ struct {
	// Yearly is the demand of a year.
	Yearly float64
	// PerOrder is what an order costs, whatever its size.
	PerOrder decimal.Decimal
	// UnitCost is what a unit costs, and HoldingRate the share of it that holding
	// costs a year, with the storage.
	UnitCost, HoldingRate decimal.Decimal
}

// An EOQResult is the order quantity and what it costs.
type EOQResult struct {
	// Units is the quantity, Orders how many a year has, and CycleDays the days
	// between two, of a year of 365.
	Units, Orders, CycleDays float64
	// Cost is that of ordering and holding in a year.
	Cost decimal.Decimal
}

// Quantity returns the order quantity:
//
//	Units = sqrt(2 D K / h)    h = UnitCost HoldingRate
//
// with D the yearly demand and K the cost of an order. Without demand it is 0. The
// errors are those of amounts below 0 and of a holding cost of 0, with which no order
// would be too large.
func (e EOQ) Quantity() (EOQResult, error) {
	var f faults
	f.number("yearly", e.Yearly, 0, float64(MaxUnits))
	f.amount("per_order", e.PerOrder)
	if f.amount("unit_cost", e.UnitCost) && e.UnitCost.IsZero() {
		f.add("unit_cost", "0", "must be above 0")
	}
	if f.amount("holding_rate", e.HoldingRate) && e.HoldingRate.IsZero() {
		f.add("holding_rate", "0", "must be above 0")
	}
	if err := f.err(); err != nil {
		return EOQResult{}, err
	}
	hold := e.UnitCost.Mul(e.HoldingRate)
	var r EOQResult
	r.Units = math.Sqrt(2 * e.Yearly * ratio(e.PerOrder, hold))
	if r.Units > 0 {
		r.Orders = e.Yearly / r.Units
		r.CycleDays = 365 / r.Orders
	}
	r.Cost = Worth(r.Orders, e.PerOrder).Add(Worth(r.Units/2, hold))
	return r, nil
}
