package stock

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/forecast"
	"github.com/shopspring/decimal"
)

// An Item is what a plan needs to know of one item. Start, Demand and Modes must be
// given, and either Service or Costs.Margin.
type Item struct {
	// Name identifies the item.
	Name string
	// Start is the first day of the first week of the plan.
	Start time.Time
	// Weeks is the length of the plan. 0 means 26, or that of the paths if shorter.
	Weeks int
	// Demand are sample paths of the weekly demand from Start on: those of
	// [WeeklyPaths], of several channels and kits together by [Combine]. They should
	// be longer than the plan by the longest lead time, so that the last orders know
	// what they are for.
	Demand [][]float64
	// Stock is what is there at Start, and Inbound what is on its way.
	Stock   []Lot
	Inbound []Inbound
	// Supplier says how long production takes and when it rests.
	Supplier Supplier
	// Modes are the ways to ship. The cheapest one, capital on the way included,
	// carries the orders, and the others top up while a stock-out is near.
	Modes []Mode
	// Limits say which quantities can be ordered. Its Budget is that of the whole
	// plan, its Storage holds for stock and what is on its way, its UnitCost is that
	// of Costs where it is 0, and its Container is not used: a [Mode] has its own.
	Limits Limits
	// Costs are what stock and its lack cost.
	Costs Costs
	// Review is the number of weeks between orders. 0 means 1.
	Review int
	// Service is the probability of no stock-out between two arrivals that orders
	// aim at. 0 means the cheapest one: the critical ratio of the margin and of
	// holding a unit until the next arrival.
	Service float64
	// Mode is the name of the mode that carries the orders. "" means the cheapest.
	Mode string
	// NoTopUp says that no faster mode is considered.
	NoTopUp bool
	// Committed says that orders cannot be changed later, so that those to come
	// cover the whole spread of demand from now on. Otherwise an order of a later
	// week covers the spread that a forecast made in that week would have.
	Committed bool
	// Seed is that of the lead times.
	Seed uint64
}

// Inbound is a delivery that is on its way.
type Inbound struct {
	// Name identifies it: "PO 4711".
	Name string
	// Units is its size.
	Units int64
	// Due is the day on which it is expected for sale, and SD the standard deviation
	// of that in days.
	Due time.Time
	SD  float64
}

// A Plan is what to order, and what then is expected week by week if nothing of it is
// changed. In each week Closing = Opening + Arrivals - Sales and Demand = Sales + Lost,
// exactly: these figures are multiples of 1/1024 unit. Since a plan of this kind is
// made again each week, its chances of a stock-out are true for the weeks that an
// order placed now still reaches, and too high beyond.
type Plan struct {
	// Item is the name of the item.
	Item string
	// Weeks are the weeks, the first one first.
	Weeks []Week
	// Orders are the orders to place, by the day and the mode.
	Orders []Order
	// Service is the probability that orders aim at, Base the mode that carries them.
	Service float64
	Base    string
	// Demand, Sales and Lost are the sums of the weeks, and FillRate the share of the
	// demand that is sold.
	Demand, Sales, Lost, FillRate float64
	// Cost is what the plan costs.
	Cost PlanCost
	// Reasons are the decisions that concern the whole plan.
	Reasons []forecast.Reason
}

// A Week is one week of a plan. Units are expected ones.
type Week struct {
	// Start is its first day.
	Start time.Time
	// Opening is the stock at its beginning and Arrivals what comes for sale. Goods
	// that come during a week are for sale from the next one on.
	Opening, Arrivals float64
	// Demand is what is asked for, and High the demand that is not exceeded with the
	// probability that the plan aims at.
	Demand, High float64
	// Sales and Lost are what is sold and missed of the demand.
	Sales, Lost float64
	// Closing is the stock at its end.
	Closing float64
	// StockOut is the probability that stock does not last through the week.
	StockOut float64
	// Cover is the number of days that Closing lasts at the expected demand, at most
	// [MaxDays].
	Cover float64
	// Ordered is what is ordered on its first day.
	Ordered int64
	// Storage and Aged are what the warehouse is expected to charge.
	Storage, Aged decimal.Decimal
}

// An Order is one order of a plan.
type Order struct {
	// Place is the day to order on, Ready the day on which the goods can be shipped,
	// Due the mean day on which they are for sale, and Late the day that they keep
	// with a probability of 95 %.
	Place, Ready, Due, Late time.Time
	// Mode is the way to ship.
	Mode string
	// Quantity is what is ordered.
	Quantity
	// Freight is what shipping costs.
	Freight decimal.Decimal
}

// PlanCost is what a plan is expected to cost.
type PlanCost struct {
	// Goods and Freight are those of the orders.
	Goods, Freight decimal.Decimal
	// Storage and Aged are what the warehouse charges, Capital what the stock ties
	// up, and LostMargin what the lost sales would have brought.
	Storage, Aged, Capital, LostMargin decimal.Decimal
}

// Total returns the sum.
func (c PlanCost) Total() decimal.Decimal {
	return decimal.Sum(c.Goods, c.Freight, c.Storage, c.Aged, c.Capital, c.LostMargin)
}

// defaultWeeks is the length of a plan that gives none.
const defaultWeeks = 26

// Check reports everything in it that a plan cannot use.
func (it Item) Check() error {
	var f faults
	f.day("start", it.Start)
	f.count("weeks", it.Weeks, 0, maxWeeks)
	f.count("review", it.Review, 0, 52)
	if f.paths("demand", it.Demand) {
		f.count("demand", len(it.Demand), 1, maxPaths)
		f.count("demand[0]", len(it.Demand[0]), max(1, it.Weeks), 2*maxWeeks)
	}
	sum := int64(0)
	total := func(field string, n int64) {
		f.units(field, n, 0)
		if n > 0 && n <= MaxUnits {
			if sum += n; sum > MaxUnits {
				f.add(field, text(float64(sum)), "must not make the stock larger than 1e15 units")
				sum = 0
			}
		}
	}
	for i, l := range it.Stock {
		total(fmt.Sprintf("stock[%d].units", i), l.Units)
		if day(l.Received).After(day(it.Start)) {
			f.add(fmt.Sprintf("stock[%d].received", i), date(l.Received), "must not be after the start")
		}
	}
	for i, b := range it.Inbound {
		total(fmt.Sprintf("inbound[%d].units", i), b.Units)
		f.day(fmt.Sprintf("inbound[%d].due", i), b.Due)
		f.number(fmt.Sprintf("inbound[%d].sd", i), b.SD, 0, MaxDays)
	}
	f.in("supplier", it.Supplier.Check())
	f.in("", checkModes(it.Modes))
	f.in("limits", it.Limits.Check())
	f.in("costs", it.Costs.Check())
	switch {
	case it.Service != 0:
		f.inside("service", it.Service, 0, 1)
	case !it.Costs.Margin.IsPositive():
		f.add("service", "0", "must be given where costs.margin is not")
	}
	if it.Mode != "" && it.mode() < 0 {
		f.add("mode", it.Mode, "must be the name of one of the modes")
	}
	return f.err()
}

// mode returns the index of the mode of that name, -1 where there is none.
func (it Item) mode() int {
	for i, m := range it.Modes {
		if m.Name == it.Mode {
			return i
		}
	}
	return -1
}

// Plan returns the orders to place and what is expected of them.
//
// Every Review weeks it asks for each sample path, with lead times drawn at random:
// how much is missing from the arrival of an order placed now until the arrival of
// the one placed a review later? The order is the quantile Service of that, made to
// fit the limits. A closure of the supplier lengthens that time, so the order before
// it is larger. Sales that are lost before the arrival are not ordered for. Before
// the first such order can arrive, faster modes are weighed by [TopUp].
//
// The errors are those of [Item.Check].
func (it Item) Plan() (Plan, error) {
	if err := it.Check(); err != nil {
		return Plan{}, err
	}
	p := newPlanner(it)
	for w := range p.weeks {
		if w%p.review == 0 {
			p.order(w)
		}
		p.advance(w)
	}
	return p.finish(), nil
}
