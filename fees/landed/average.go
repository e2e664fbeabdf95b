package landed

import (
	"cmp"
	"slices"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/split"
)

// A pool is the stock under an average: some units and their value.
type pool struct{ units, value int64 }

// take takes units out at the average.
func (p *pool) take(units int64) int64 {
	value := portion(p.value, units, p.units)
	p.units -= units
	p.value -= value
	return value
}

func (p *pool) put(units, value int64) {
	p.units += units
	p.value += value
}

// refund takes the cost of units that come back off what their issue cost. Before is
// how many units of the issue had not come back yet.
func (s *sale) refund(units, before int64) int64 {
	value := portion(s.value, units, before)
	s.value -= value
	return value
}

// movingAverage values the moves one by one.
func (b *book) movingAverage() error {
	var stock pool
	for i, e := range b.entries {
		r := &b.results[i]
		switch e.kind {
		case Receipt:
			b.receive(i, e)
			stock.put(e.units, e.amount)
			r.toStock = e.amount
		case Issue:
			from, err := b.take(i, e)
			if err != nil {
				return err
			}
			b.sell(from)
			r.cogs = stock.take(e.units)
			b.issues[len(b.issues)-1].value = r.cogs
		case LateCost:
			r.toStock, r.expensed = b.receipts[e.of].split(e.amount)
			if stock.value += r.toStock; stock.value < 0 {
				return b.tooMuchCredit(i)
			}
		case CustomerReturn:
			back, err := b.takeBack(i, e)
			if err != nil {
				return err
			}
			for _, p := range back {
				of := &b.issues[p.of]
				cost := of.refund(p.units, of.units+p.units)
				stock.put(p.units, cost)
				r.cogs -= cost
			}
		case SupplierReturn:
			if _, err := b.sendBack(i, e); err != nil {
				return err
			}
			r.returned = stock.take(e.units)
		}
		r.units, r.value = stock.units, stock.value
	}
	return nil
}

// periodAverage values the moves period by period: first everything that comes in,
// then what leaves.
func (b *book) periodAverage() error {
	var stock pool
	for start := 0; start < len(b.entries); {
		end := start + 1
		for end < len(b.entries) && b.entries[end].period == b.entries[start].period {
			end++
		}
		if err := b.period(&stock, start, end); err != nil {
			return err
		}
		start = end
	}
	return nil
}

// A comeback is some units of an issue that a customer return brought back.
type comeback struct {
	piece
	before int64 // units of the issue that had not come back yet
}

// period values the moves of one period. Stock is what was there before it.
func (b *book) period(stock *pool, start, end int) error {
	balance := stock.value
	opening, sold := slices.Clone(b.receipts), len(b.issues) // of the periods before
	backs := map[int][]comeback{}                            // by move
	credit := -1                                             // the last move that lowered the value
	for i := start; i < end; i++ {
		e, r := b.entries[i], &b.results[i]
		switch e.kind {
		case Receipt:
			b.receive(i, e)
			stock.put(e.units, e.amount)
			r.toStock = e.amount
		case Issue:
			from, err := b.take(i, e)
			if err != nil {
				return err
			}
			b.sell(from)
		case LateCost:
			r.toStock = e.amount
			if e.of < len(opening) {
				r.toStock, r.expensed = opening[e.of].split(e.amount)
			}
			stock.value += r.toStock
			if e.amount < 0 {
				credit = i
			}
		case CustomerReturn:
			back, err := b.takeBack(i, e)
			if err != nil {
				return err
			}
			for _, p := range back {
				of := &b.issues[p.of]
				c := comeback{p, of.units + p.units}
				if p.of < sold { // it was valued before
					cost := of.refund(c.units, c.before)
					stock.put(c.units, cost)
					r.cogs -= cost
					continue
				}
				backs[i] = append(backs[i], c)
			}
		case SupplierReturn:
			if _, err := b.sendBack(i, e); err != nil {
				return err
			}
		}
		r.units = b.units
	}
	if stock.value < 0 {
		return b.tooMuchCredit(credit)
	}
	for i := start; i < end; i++ {
		e, r := b.entries[i], &b.results[i]
		switch e.kind {
		case Issue:
			r.cogs = stock.take(e.units)
			b.issues[sold].value = r.cogs
			sold++
		case CustomerReturn:
			for _, c := range backs[i] {
				cost := b.issues[c.of].refund(c.units, c.before)
				stock.put(c.units, cost)
				r.cogs -= cost
			}
		case SupplierReturn:
			r.returned = stock.take(e.units)
		}
		balance += r.toStock - r.cogs - r.returned
		r.value = balance
	}
	return nil
}

// valuation turns the results into amounts.
func (b *book) valuation(method Method, currency fx.Currency) (Valuation, error) {
	money := func(units int64) fx.Money {
		if units == 0 { // as most are
			return fx.Money{Currency: currency}
		}
		return fromMinor(units, currency)
	}
	v := Valuation{Method: method, Currency: currency, Units: b.units, Moves: make([]MoveValue, len(b.moves))}
	var sum result
	var received, late, stock int64
	for i, r := range b.results {
		if b.entries[i].kind == Receipt {
			received += r.toStock
		} else {
			late += r.toStock + r.expensed
		}
		sum.cogs += r.cogs
		sum.expensed += r.expensed
		sum.returned += r.returned
		stock = r.value
		m := &b.moves[i]
		v.Moves[i] = MoveValue{
			Day: m.Day, Ref: m.Ref, Kind: m.Kind, Units: r.units, Value: money(r.value),
			ToStock: money(r.toStock), Expensed: money(r.expensed), COGS: money(r.cogs), Returned: money(r.returned),
		}
	}
	v.Received, v.Late, v.Stock = money(received), money(late), money(stock)
	v.COGS, v.Expensed, v.Returned = money(sum.cogs), money(sum.expensed), money(sum.returned)
	if method != FIFO {
		b.share(stock)
	}
	for _, l := range b.receipts {
		if l.units > 0 {
			m := &b.moves[l.move]
			v.Layers = append(v.Layers, CostLayer{Day: m.Day, Ref: m.Ref, Units: l.units, Value: money(l.value)})
		}
	}
	return v, nil
}

// share shares the value of the stock over the lots by their units; of equal
// remainders the oldest lot is first.
func (b *book) share(stock int64) {
	units := make([]uint64, len(b.receipts))
	for i, l := range b.receipts {
		units[i] = uint64(l.units)
	}
	by := split.Whole(units, cmp.Compare[int])
	if by.Zero() { // nothing is left
		return
	}
	values := make([]int64, len(units))
	by.Split(stock, values)
	for i := range b.receipts {
		b.receipts[i].value = values[i]
	}
}
