package landedoracle

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// A unit is one piece of goods that was received.
type unit struct {
	receipt string
	cost    *big.Rat // what it carries under FIFO
	sold    bool
	gone    bool // went back to the supplier
}

// An issue is units that left together, the first to leave first, and what each
// carried under the moving average.
type issue struct {
	units []*unit
	mean  *big.Rat
}

// A Stock is one item, kept unit by unit in the order of receipt. Issues take the
// oldest units. With Pooled the value is that of the moving average: an issue takes
// the mean, and the order only says which units of a receipt are still there.
type Stock struct {
	Pooled bool
	units  []*unit
	pool   *big.Rat
	issues map[string]*issue
}

// Units returns how many units are in stock.
func (s *Stock) Units() int { return len(s.here()) }

func (s *Stock) here() []*unit {
	var here []*unit
	for _, u := range s.units {
		if !u.sold && !u.gone {
			here = append(here, u)
		}
	}
	return here
}

// Value returns what the units in stock carry.
func (s *Stock) Value() *big.Rat {
	if s.Pooled {
		return new(big.Rat).Set(s.pooled())
	}
	sum := new(big.Rat)
	for _, u := range s.here() {
		sum.Add(sum, u.cost)
	}
	return sum
}

func (s *Stock) pooled() *big.Rat {
	if s.pool == nil {
		s.pool = new(big.Rat)
	}
	return s.pool
}

// Receive puts units in stock that cost so much together.
func (s *Stock) Receive(receipt string, units int64, cost *big.Rat) {
	for range units {
		s.units = append(s.units, &unit{receipt: receipt, cost: new(big.Rat).Quo(cost, big.NewRat(units, 1))})
	}
	s.pooled().Add(s.pooled(), cost)
}

// Issue takes the oldest units out and returns what they carried. It returns
// false where there are not so many.
func (s *Stock) Issue(name string, units int64) (*big.Rat, bool) {
	here := s.here()
	if units < 1 || int64(len(here)) < units {
		return nil, false
	}
	if s.issues == nil {
		s.issues = map[string]*issue{}
	}
	s.issues[name] = &issue{units: here[:units], mean: new(big.Rat).Quo(s.pooled(), big.NewRat(int64(len(here)), 1))}
	for _, u := range here[:units] {
		u.sold = true
	}
	return s.takeOut(here[:units], int64(len(here))), true
}

// takeOut takes what some of the units that were in stock carry out of the pool.
func (s *Stock) takeOut(units []*unit, before int64) *big.Rat {
	out := new(big.Rat)
	for _, u := range units {
		out.Add(out, u.cost)
	}
	if s.Pooled {
		out = new(big.Rat).Mul(s.pooled(), big.NewRat(int64(len(units)), before))
	}
	s.pooled().Sub(s.pooled(), out)
	return out
}

// Return brings units of an issue back, the last that left first, at what they
// carried then. Units of one receipt are alike: under FIFO those in stock share what
// they carry together. It returns false where not so many are away.
func (s *Stock) Return(name string, units int64) (*big.Rat, bool) {
	from := s.issues[name]
	if from == nil || int64(len(from.units)) < units {
		return nil, false
	}
	back := from.units[int64(len(from.units))-units:]
	from.units = from.units[:int64(len(from.units))-units]
	in := new(big.Rat)
	for _, u := range back {
		u.sold = false
		in.Add(in, u.cost)
	}
	s.level(back)
	if s.Pooled {
		in = new(big.Rat).Mul(from.mean, big.NewRat(units, 1))
	}
	s.pooled().Add(s.pooled(), in)
	return in, true
}

// level makes the units in stock of the receipts of some units carry the same.
func (s *Stock) level(of []*unit) {
	for _, one := range of {
		sum, n := new(big.Rat), int64(0)
		for _, u := range s.here() {
			if u.receipt == one.receipt {
				sum.Add(sum, u.cost)
				n++
			}
		}
		for _, u := range s.here() {
			if u.receipt == one.receipt {
				u.cost = new(big.Rat).Quo(sum, big.NewRat(n, 1))
			}
		}
	}
}

// SendBack returns units of a receipt to the supplier, and what they carried.
func (s *Stock) SendBack(receipt string, units int64) (*big.Rat, bool) {
	here := s.here()
	var out []*unit
	for _, u := range here {
		if u.receipt == receipt && int64(len(out)) < units {
			out = append(out, u)
		}
	}
	if int64(len(out)) < units {
		return nil, false
	}
	for _, u := range out {
		u.gone = true
	}
	return s.takeOut(out, int64(len(here))), true
}

// Late adds a cost, or takes a refund off, that is shared over all units of a
// receipt that did not go back to the supplier. The share of those in stock goes to them, the rest to the cost of
// sales. It returns the two parts.
func (s *Stock) Late(receipt string, amount *big.Rat) (stock, sales *big.Rat) {
	var all []*unit
	for _, u := range s.units {
		if u.receipt == receipt && !u.gone {
			all = append(all, u)
		}
	}
	each := new(big.Rat).Quo(amount, big.NewRat(int64(len(all)), 1))
	stock, sales = new(big.Rat), new(big.Rat)
	for _, u := range all {
		if u.sold {
			sales.Add(sales, each)
			continue
		}
		u.cost.Add(u.cost, each)
		stock.Add(stock, each)
	}
	s.pooled().Add(s.pooled(), stock)
	return stock, sales
}

// A Period is what happens in a period before its average is known.
type Period struct {
	Receipts []Lot
	Late     []LateCost
	Issued   int64
}

// A Lot is units that came in and what they cost together.
type Lot struct {
	Name  string
	Units int64
	Cost  *big.Rat
}

// A LateCost belongs to all units of a receipt of the period or of one before.
type LateCost struct {
	Of     string
	Amount *big.Rat
}

// A PeriodResult is what becomes of a period.
type PeriodResult struct {
	Sales, Expensed, Value *big.Rat // Value is that of the stock at the end
	Units                  int64
}

// Periods values periods one after the other. A late cost of a receipt before the
// period splits by the units that were there when the period began.
func Periods(periods []Period) []PeriodResult {
	var results []PeriodResult
	stock := &Stock{} // says which units are there; its values are not used
	value := new(big.Rat)
	for _, p := range periods {
		opening := &Stock{units: append([]*unit(nil), stock.units...)}
		units := int64(stock.Units())
		var costs []*big.Rat
		var received int64
		expensed := new(big.Rat)
		mine := map[string]bool{}
		for _, lot := range p.Receipts {
			stock.Receive(lot.Name, lot.Units, lot.Cost)
			costs = append(costs, lot.Cost)
			received += lot.Units
			mine[lot.Name] = true
		}
		for _, late := range p.Late {
			if mine[late.Of] {
				costs = append(costs, late.Amount)
				continue
			}
			in, out := opening.Late(late.Of, late.Amount)
			costs = append(costs, in)
			expensed.Add(expensed, out)
		}
		average, ok := PeriodAverage(value, units, costs, received)
		if !ok {
			average = new(big.Rat)
		}
		stock.Issue("", p.Issued)
		left := int64(stock.Units())
		value = new(big.Rat).Mul(average, big.NewRat(left, 1))
		results = append(results, PeriodResult{
			Sales: new(big.Rat).Mul(average, big.NewRat(p.Issued, 1)), Expensed: expensed, Value: value, Units: left})
	}
	return results
}

// Booked returns exact amounts as they are booked one after the other: what is
// booked so far is always the exact sum so far, rounded.
func Booked(exact []*big.Rat, places int) []decimal.Decimal {
	sum, before := new(big.Rat), decimal.Decimal{}
	var out []decimal.Decimal
	for _, amount := range exact {
		sum.Add(sum, amount)
		now := RoundRat(sum, places)
		out = append(out, now.Sub(before))
		before = now
	}
	return out
}

// PeriodAverage returns what one unit carries in a period: the value at its start
// and all that came in, over the units at its start and those that came in.
func PeriodAverage(value *big.Rat, units int64, costs []*big.Rat, received int64) (*big.Rat, bool) {
	if units+received == 0 {
		return nil, false
	}
	sum := new(big.Rat).Set(value)
	for _, cost := range costs {
		sum.Add(sum, cost)
	}
	return sum.Quo(sum, big.NewRat(units+received, 1)), true
}
