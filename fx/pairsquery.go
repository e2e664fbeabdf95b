package fx

import (
	"math"
	"sort"
)

// A pairQuery is what a table was asked, with the chains it has already looked
// for: most days share their net with the day before.
type pairQuery struct {
	table       *Pairs
	base, quote Currency
	from, to    uint16
	lookUp

	net    int32 // whose chain is in path, or -1
	path   pairPath
	absent []bool // the nets that are known to have none; nil at first
}

func (p *Pairs) query(base, quote Currency) pairQuery {
	return pairQuery{table: p, base: base, quote: quote, from: p.nodes[base], to: p.nodes[quote], net: -1}
}

// pathOn returns the chain on the day at a position.
func (q *pairQuery) pathOn(i int) pairPath {
	net := q.table.netOf[i]
	switch {
	case net == q.net:
		return q.path
	case q.absent != nil && q.absent[net]:
		return pairPath{}
	}
	q.net, q.path = net, q.table.nets[net].path(q.from, q.to)
	if q.path.n == 0 {
		if q.absent == nil {
			q.absent = make([]bool, len(q.table.nets))
		}
		q.absent[net] = true
	}
	return q.path
}

// last returns the last row on or before a day.
func (q *pairQuery) last(on day) pairRow {
	days := q.table.days
	for i := sort.Search(len(days), func(i int) bool { return days[i] > on }) - 1; i >= 0; i-- {
		if path := q.pathOn(i); path.n > 0 {
			return pairRow{on: i, path: path}
		}
	}
	return pairRow{on: -1}
}

// next returns the first row on or after a day.
func (q *pairQuery) next(on day) pairRow {
	days := q.table.days
	for i := sort.Search(len(days), func(i int) bool { return days[i] >= on }); i < len(days); i++ {
		if path := q.pathOn(i); path.n > 0 {
			return pairRow{on: i, path: path}
		}
	}
	return pairRow{on: -1}
}

// fail returns the error of a query; used is the day of the row that was refused.
func (q *pairQuery) fail(reason NoRateReason, c Currency, used day) *NoRateError {
	e := &NoRateError{Base: q.base, Quote: q.quote, On: q.asked.time(), Policy: q.given, Reason: reason, Currency: c}
	if reason == NoRateEmpty || reason == NoRateUnknownCurrency || reason == NoRateNoPath {
		return e
	}
	days := q.table.days
	if first := q.next(math.MinInt32); first.on >= 0 {
		e.First = days[first.on].time()
	}
	until := q.known
	if reason == NoRateBeforeFirst {
		until = math.MaxInt32
	}
	if last := q.last(until); last.on >= 0 {
		e.Last = days[last.on].time()
	}
	if q.policy != Previous {
		if next := q.next(q.asked); next.on >= 0 {
			e.Next = days[next.on].time()
		}
	}
	if reason == NoRateStale || reason == NoRateEnded {
		e.AgeDays = int(q.asked - used)
	}
	return e
}

// missing returns the currency because of which a day is so far away, or "" when
// both have nearer fixings that do not lead from one to the other.
func (q *pairQuery) missing(used day) Currency {
	if used < q.asked {
		if c := q.older(q.known); q.lastOf(q.table.nodes[c], q.known) <= used {
			return c
		}
		return ""
	}
	c := q.base
	if q.nextOf(q.to) > q.nextOf(q.from) {
		c = q.quote
	}
	if q.nextOf(q.table.nodes[c]) < used {
		return ""
	}
	return c
}

// older returns the currency whose last fixing in any pair on or before the day
// is older, the base when they are the same.
func (q *pairQuery) older(on day) Currency {
	if q.lastOf(q.to, on) < q.lastOf(q.from, on) {
		return q.quote
	}
	return q.base
}

// younger returns the currency whose fixings begin later, the base when they
// begin on the same day, or "" when those of both have begun.
func (q *pairQuery) younger() Currency {
	base, quote := q.table.spans[q.from].first, q.table.spans[q.to].first
	switch {
	case max(base, quote) <= q.asked:
		return ""
	case quote > base:
		return q.quote
	}
	return q.base
}

// lastOf returns the last day on or before a day with a fixing of a currency.
func (q *pairQuery) lastOf(node uint16, on day) day {
	last := day(math.MinInt32)
	for i := range q.table.columns {
		if c := &q.table.columns[i]; c.base == node || c.quote == node {
			if k := sort.Search(len(c.cells), func(k int) bool { return c.cells[k].day > on }); k > 0 {
				last = max(last, c.cells[k-1].day)
			}
		}
	}
	return last
}

// nextOf returns the first day on or after the day asked for with a fixing of a
// currency.
func (q *pairQuery) nextOf(node uint16) day {
	next := day(math.MaxInt32)
	for i := range q.table.columns {
		if c := &q.table.columns[i]; c.base == node || c.quote == node {
			if k := c.on(q.asked); k < len(c.cells) {
				next = min(next, c.cells[k].day)
			}
		}
	}
	return next
}
