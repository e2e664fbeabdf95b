package landed

import (
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// A book follows the units of every receipt from move to move, first in, first out,
// with their value under [FIFO]. The averages use only the units.
type book struct {
	entries []entry
	moves   []Move
	results []result

	receipts []lot
	oldest   int // no receipt before it has units in stock
	issues   []sale
	unsold   []int // the issues of which units may come back, the newest last
	units    int64 // in stock
}

// A lot is one receipt: what came and was kept, and what of it is in stock.
type lot struct {
	move               int
	kept, units, value int64
}

// A sale is one issue: from which lots its units were, as far as they have not come
// back, and what they cost under an average.
type sale struct {
	from         []piece
	units, value int64
}

// A piece is some units of a lot, or of a sale, and their value.
type piece struct {
	of           int
	units, value int64
}

// A result is a MoveValue in minor units.
type result struct{ units, value, toStock, expensed, cogs, returned int64 }

// fifo values the moves by layers.
func (b *book) fifo() error {
	var value int64
	for i, e := range b.entries {
		r := &b.results[i]
		switch e.kind {
		case Receipt:
			b.receive(i, e)
			r.toStock = e.amount
		case Issue:
			from, err := b.take(i, e)
			if err != nil {
				return err
			}
			b.sell(from)
			r.cogs = valueOf(from)
		case LateCost:
			of := &b.receipts[e.of]
			r.toStock, r.expensed = of.split(e.amount)
			if of.value += r.toStock; of.value < 0 {
				return b.tooMuchCredit(i)
			}
		case CustomerReturn:
			back, err := b.takeBack(i, e)
			if err != nil {
				return err
			}
			r.cogs = -valueOf(back)
		case SupplierReturn:
			from, err := b.sendBack(i, e)
			if err != nil {
				return err
			}
			r.returned = valueOf(from)
		}
		value += r.toStock - r.cogs - r.returned
		r.units, r.value = b.units, value
	}
	return nil
}

func valueOf(pieces []piece) int64 {
	var sum int64
	for _, p := range pieces {
		sum += p.value
	}
	return sum
}

// receive opens a lot.
func (b *book) receive(i int, e entry) {
	b.receipts = append(b.receipts, lot{move: i, kept: e.units, units: e.units, value: e.amount})
	b.units += e.units
}

// take takes units out of the oldest lots.
func (b *book) take(i int, e entry) ([]piece, error) {
	if e.units > b.units {
		return nil, b.notEnough(i, b.units)
	}
	var from []piece
	for left := e.units; left > 0; {
		of := &b.receipts[b.oldest]
		if of.units == 0 {
			b.oldest++
			continue
		}
		p := of.take(b.oldest, min(left, of.units))
		left -= p.units
		from = append(from, p)
	}
	b.units -= e.units
	return from, nil
}

// take takes units out of a lot, at its cost.
func (l *lot) take(place int, units int64) piece {
	p := piece{place, units, portion(l.value, units, l.units)}
	l.units -= p.units
	l.value -= p.value
	return p
}

// sell keeps where the units of an issue were from.
func (b *book) sell(from []piece) {
	var units int64
	for _, p := range from {
		units += p.units
	}
	b.unsold = append(b.unsold, len(b.issues))
	b.issues = append(b.issues, sale{from: from, units: units})
}

// split splits a late cost of a lot by its units in stock.
func (l lot) split(amount int64) (toStock, expensed int64) {
	if l.units > 0 { // so that something was kept
		toStock = portion(amount, l.units, l.kept)
	}
	return toStock, amount - toStock
}

// takeBack puts sold units into the lots that they were from, the units that were
// taken last first. The pieces are by issue, with their value under FIFO.
func (b *book) takeBack(i int, e entry) ([]piece, error) {
	if e.of >= 0 {
		if available := b.issues[e.of].units; e.units > available {
			return nil, b.notEnough(i, available)
		}
		b.units += e.units
		return []piece{b.unsell(e.of, e.units)}, nil
	}
	var back []piece
	left := e.units
	for left > 0 && len(b.unsold) > 0 {
		newest := b.unsold[len(b.unsold)-1]
		if b.issues[newest].units == 0 {
			b.unsold = b.unsold[:len(b.unsold)-1]
			continue
		}
		p := b.unsell(newest, min(left, b.issues[newest].units))
		left -= p.units
		back = append(back, p)
	}
	if left > 0 {
		return nil, b.notEnough(i, e.units-left)
	}
	b.units += e.units
	return back, nil
}

// unsell puts units of an issue back into their lots.
func (b *book) unsell(issue int, units int64) piece {
	s := &b.issues[issue]
	back := piece{of: issue, units: units}
	s.units -= units
	for units > 0 {
		last := &s.from[len(s.from)-1]
		k := min(units, last.units)
		v := portion(last.value, k, last.units)
		last.units -= k
		last.value -= v
		of := &b.receipts[last.of]
		of.units += k
		of.value += v
		b.oldest = min(b.oldest, last.of)
		back.value += v
		units -= k
		if last.units == 0 {
			s.from = s.from[:len(s.from)-1]
		}
	}
	return back
}

// sendBack takes units back to the supplier, out of their receipt or the oldest.
func (b *book) sendBack(i int, e entry) ([]piece, error) {
	var from []piece
	if e.of < 0 {
		var err error
		if from, err = b.take(i, e); err != nil {
			return nil, err
		}
	} else {
		of := &b.receipts[e.of]
		if e.units > of.units {
			return nil, b.notEnough(i, of.units)
		}
		from = []piece{of.take(e.of, e.units)}
		b.units -= e.units
	}
	for _, p := range from {
		b.receipts[p.of].kept -= p.units
	}
	return from, nil
}

func (b *book) notEnough(i int, available int64) error {
	m := b.moves[i]
	return &StockError{"moves[" + strconv.Itoa(i) + "].units", m.Ref, m.Kind, m.Units, available}
}

func (b *book) tooMuchCredit(i int) error {
	return fx.NewInputError("moves["+strconv.Itoa(i)+"].amount", fx.Plain(b.moves[i].Amount),
		"must not take the value of the stock below 0")
}
