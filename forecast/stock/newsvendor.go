package stock

import (
	"fmt"

	"github.com/lianxing/crossborder/forecast"
	"github.com/shopspring/decimal"
)

// A Newsvendor is a single order for a season: what is short is lost, what is left is
// sold off.
type Newsvendor struct {
	// Price is what a unit sells for, Cost what it costs and Salvage what one that is
	// left brings. Goodwill is lost besides with each sale that is missed.
	Price, Cost, Salvage, Goodwill decimal.Decimal
}

// Check reports what is wrong with n: amounts below 0, a price that is not above the
// cost, and a salvage that is not below it.
func (n Newsvendor) Check() error {
	var f faults
	ok := f.amount("price", n.Price)
	ok = f.amount("cost", n.Cost) && ok
	ok = f.amount("salvage", n.Salvage) && ok
	f.amount("goodwill", n.Goodwill)
	if ok && !n.Price.Add(n.Goodwill).GreaterThan(n.Cost) {
		f.add("price", n.Price.String(), "must be above the cost, with the goodwill")
	}
	if ok && !n.Salvage.LessThan(n.Cost) {
		f.add("salvage", n.Salvage.String(), "must be below the cost")
	}
	return f.err()
}

// A SeasonOrder is what a [Newsvendor] orders.
type SeasonOrder struct {
	// Ratio is the critical ratio, and Units the quantile of demand at it: the order
	// with the largest expected profit.
	Ratio, Units float64
	// Lost, Sold and Left are the units that are expected to be missed, sold, and
	// left; FillRate is the share of the demand that is sold.
	Lost, Sold, Left, FillRate float64
	// Profit is the expected profit.
	Profit decimal.Decimal
	// Reason says why.
	Reason forecast.Reason
}

// Order returns the order with the largest expected profit for a demand:
//
//	F(Units) = cu / (cu+co)    cu = Price + Goodwill - Cost    co = Cost - Salvage
//
// For whole demand it is the smallest whole number whose probability is at least the
// ratio. The errors are those of [Newsvendor.Check] and of demand.
func (n Newsvendor) Order(demand Distribution) (SeasonOrder, error) {
	var f faults
	f.in("newsvendor", n.Check())
	f.distribution("demand", demand)
	if err := f.err(); err != nil {
		return SeasonOrder{}, err
	}
	under, over := n.Price.Add(n.Goodwill).Sub(n.Cost), n.Cost.Sub(n.Salvage)
	r := ratio(under, under.Add(over))
	o, err := n.outcome(demand, max(0, demand.Quantile(min(r, 1-1e-12))))
	o.Ratio = r
	o.Reason = forecast.Reason{Code: "critical_ratio", Text: fmt.Sprintf("a missed sale costs %s and a unit left over %s, so demand is covered with a probability of %s", under.Round(2), over.Round(2), percent(r))}
	return o, err
}

// Outcome returns what an order of any size is expected to bring; its Ratio is the
// probability that it covers the demand.
func (n Newsvendor) Outcome(demand Distribution, units float64) (SeasonOrder, error) {
	var f faults
	f.in("newsvendor", n.Check())
	f.distribution("demand", demand)
	f.number("units", units, 0, float64(MaxUnits))
	if err := f.err(); err != nil {
		return SeasonOrder{}, err
	}
	o, err := n.outcome(demand, units)
	o.Ratio = demand.CDF(units)
	o.Reason = forecast.Reason{Code: "given", Text: fmt.Sprintf("%s units are given", show(units))}
	return o, err
}

func (n Newsvendor) outcome(d Distribution, units float64) (SeasonOrder, error) {
	o := SeasonOrder{Units: units, Lost: d.Short(units), FillRate: 1}
	o.Sold = max(0, d.Mean()-o.Lost)
	o.Left = max(0, units-o.Sold)
	if d.Mean() > 0 {
		o.FillRate = o.Sold / d.Mean()
	}
	o.Profit = Worth(o.Sold, n.Price.Sub(n.Cost)).Sub(Worth(o.Left, n.Cost.Sub(n.Salvage))).Sub(Worth(o.Lost, n.Goodwill))
	return o, nil
}
