package stock

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"
)

// A Mode is a way to ship: ocean, air or express.
type Mode struct {
	// Name identifies the mode: "ocean".
	Name string
	// Lead is the time from the goods being ready to their being for sale: transit,
	// customs and receiving.
	Lead LeadTime
	// PerUnit is the freight of a unit with the duty and handling that depend on the
	// mode, PerOrder what an order costs besides.
	PerUnit, PerOrder decimal.Decimal
	// Container replaces that of the limits for this mode. nil means that goods of
	// this mode fill no container.
	Container *Container
}

// Check reports what is wrong with m.
func (m Mode) Check() error {
	var f faults
	f.in("lead", m.Lead.Check())
	f.amount("per_unit", m.PerUnit)
	f.amount("per_order", m.PerOrder)
	if m.Container != nil {
		f.in("container", m.Container.check())
	}
	return f.err()
}

// checkModes reports what is wrong with several modes.
func checkModes(modes []Mode) error {
	var f faults
	if len(modes) == 0 || len(modes) > 100 {
		f.add("modes", strconv.Itoa(len(modes)), "must be between 1 and 100")
		return f.err()
	}
	for i, m := range modes {
		field := fmt.Sprintf("modes[%d]", i)
		f.in(field, m.Check())
		if m.Name == "" {
			f.add(field+".name", "", "must be stated")
		}
		for _, other := range modes[:i] {
			if other.Name == m.Name {
				f.add(field+".name", m.Name, "must not be used twice")
			}
		}
	}
	return errors.Join(f...)
}

// Costs are what stock and its lack cost, in one currency. The zero Costs know
// nothing: a plan then needs a service level and ships by the cheapest freight.
type Costs struct {
	// Margin is what a lost sale loses: the price without the goods, the slow freight
	// and the fees.
	Margin decimal.Decimal
	// UnitCost is what a unit costs to buy.
	UnitCost decimal.Decimal
	// CapitalRate is the cost of capital of a year as a share: 0.12.
	CapitalRate decimal.Decimal
	// Storage is what the warehouse charges.
	Storage Storage
}

// Check reports what is wrong with c.
func (c Costs) Check() error {
	var f faults
	f.amount("margin", c.Margin)
	f.amount("unit_cost", c.UnitCost)
	f.amount("capital_rate", c.CapitalRate)
	f.in("storage", c.Storage.Check())
	return f.err()
}

// daysOfYear is the divisor of yearly rates.
var daysOfYear = decimal.NewFromInt(365)

// capital returns the cost of the capital in a unit for a number of days.
func (c Costs) capital(days float64) decimal.Decimal {
	return Worth(days, c.UnitCost.Mul(c.CapitalRate).DivRound(daysOfYear, 18))
}

// Hold returns what it costs to keep one unit for a number of days: capital, and
// storage at the mean of the rates of the year, without the surcharge for age.
func (c Costs) Hold(days float64) decimal.Decimal {
	return c.capital(days).Add(Worth(days, c.Storage.meanDay()))
}

// landed returns what a unit costs by a mode: freight, and the capital on the way.
func (c Costs) landed(m Mode) decimal.Decimal {
	mean, _ := m.Lead.Moments()
	return m.PerUnit.Add(c.capital(mean))
}

// cheapest returns the modes by their cost of a unit, the faster one first where two
// cost the same, as indices.
func (c Costs) cheapest(modes []Mode) []int {
	order := make([]int, len(modes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if d := c.landed(modes[a]).Cmp(c.landed(modes[b])); d != 0 {
			return d
		}
		x, _ := modes[a].Lead.Moments()
		y, _ := modes[b].Lead.Moments()
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	return order
}

// A Choice is how many units to send by a fast mode.
type Choice struct {
	// Units pays for its extra freight; it is 0 where no unit does.
	Units float64
	// Extra is what a unit costs more by the fast mode, and Level the probability of
	// selling it from which that pays: 1 - extra/margin is the quantile that is sent.
	Extra decimal.Decimal
	Level float64
	// Saved is the number of sales that are expected to be saved, and Gain their
	// margin less the extra freight of all units.
	Saved float64
	Gain  decimal.Decimal
	// Reason says why.
	Reason string
}

// TopUp chooses how many units go by a fast mode where the slow one comes too late.
// short is the demand that would be lost between the arrivals of both: the loss of
// each sample path, for example. A unit is sent fast as long as its chance to save a
// sale, times the margin, is above its extra freight; what is not sold in between is
// kept and replaces a unit of the slow mode.
//
// The errors are those of [Mode.Check], [Costs.Check] and of short.
func TopUp(fast, slow Mode, costs Costs, short Distribution) (Choice, error) {
	var f faults
	f.in("fast", fast.Check())
	f.in("slow", slow.Check())
	f.in("costs", costs.Check())
	f.distribution("short", short)
	if err := f.err(); err != nil {
		return Choice{}, err
	}
	return topUp(fast, slow, costs, short), nil
}

func topUp(fast, slow Mode, costs Costs, short Distribution) Choice {
	c := Choice{Extra: costs.landed(fast).Sub(costs.landed(slow))}
	lost := short.Mean()
	switch {
	case !costs.Margin.IsPositive():
		c.Reason = "no margin is given, so no unit is sent by " + fast.Name
		return c
	case c.Extra.GreaterThanOrEqual(costs.Margin):
		c.Reason = fmt.Sprintf("a unit costs %s more by %s, its margin is only %s", c.Extra.Round(2), fast.Name, costs.Margin.Round(2))
		return c
	}
	c.Level = 1
	if c.Extra.IsPositive() {
		c.Level = 1 - ratio(c.Extra, costs.Margin)
	}
	if lost > 0 {
		c.Units = short.Quantile(min(c.Level, 1-1e-9))
	}
	c.Saved = max(0, lost-short.Short(c.Units))
	c.Gain = Worth(c.Saved, costs.Margin).Sub(Worth(c.Units, c.Extra))
	c.Reason = fmt.Sprintf("%s units would be lost before %s arrives; by %s a unit costs %s more and saves a margin of %s, so what is needed with a chance of %s is sent",
		show(lost), slow.Name, fast.Name, c.Extra.Round(2), costs.Margin.Round(2), percent(1-c.Level))
	return c
}
