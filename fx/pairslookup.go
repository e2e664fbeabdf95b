package fx

import (
	"iter"
	"math"
	"slices"
	"sort"
	"time"

	"github.com/shopspring/decimal"
)

// NoRateNoPath is the reason of a [NoRateError] of [Pairs]: both currencies are
// in the table, but on no day do its pairs lead from one to the other.
const NoRateNoPath NoRateReason = "no path of published pairs"

// At returns the rate of a pair as of a day. It is the published one, read the
// other way round where needed, or is derived from a chain of published pairs:
// that with the fewest legs, at most 7. Of several with as few legs it is the one
// whose currencies in between come first in the alphabet, read from the side of
// the pair that itself comes first, so that the rate of B in A is always exactly
// the inverse of that of A in B. [Rate.Legs] tells the chain.
//
// All legs are of one day: the last one on or before the day asked for that has a
// whole chain, unless the [LookUp] names another policy. That chain may be a
// longer one than there is on other days. Nothing is divided and no inverse is
// kept, so what was published comes back exactly. Between the same currency the
// rate is exactly 1, as of the day itself; a mix of two days is as of the day
// itself as well.
//
// The rules by which a fixing of another day is not used are those of [Rates.At],
// with every fixing of a currency in any pair as its series. The error is a
// [*NoRateError], with [NoRateNoPath] besides the reasons there, or an
// [*InputError] for every field of the look-up that cannot be used and for a day
// outside the years 1 to 9999.
func (p *Pairs) At(base, quote Currency, on time.Time, opt LookUp) (Rate, error) {
	if p == nil {
		p = &Pairs{}
	}
	var q pairQuery
	found, err := p.find(&q, base, quote, on, opt)
	switch {
	case err != nil:
		return Rate{}, err
	case base == quote:
		return p.same(base, q.asked), nil
	case found.mixed:
		return mixRates(p.rate(&q, found.row), p.rate(&q, found.after), q.asked)
	}
	return p.rate(&q, found.row), nil
}

// same is the rate between the same currency.
func (p *Pairs) same(c Currency, on day) Rate {
	one := decimal.New(1, 0)
	return makeRate(c, c, one, one).on(on, p.source)
}

// A NoBidAskError says that a rate is derived from a pair whose bid and ask were
// not published on the day.
type NoBidAskError struct {
	// Base and Quote are the pair that was asked for.
	Base, Quote Currency
	// Leg is the first leg without bid and ask, with its day and rate.
	Leg Leg
}

// Error says the pair and the leg.
func (e *NoBidAskError) Error() string {
	base, quote := e.Leg.Base, e.Leg.Quote
	if e.Leg.Inverted {
		base, quote = quote, base
	}
	return "fx: no bid and ask for " + string(e.Base) + "/" + string(e.Quote) + ": those of " +
		string(base) + "/" + string(quote) + " of " + e.Leg.Date.Format(time.DateOnly) + " were not published"
}

// BidAskAt returns both sides of a pair as of a day, by the chain and the day that
// [Pairs.At] finds. Whoever goes along a chain pays at every leg: the bid is the
// product of the bids, with 1/ask for a leg that was published the other way
// round, and the ask that of the asks and of 1/bid. Between the same currency both
// are exactly 1.
//
// The errors are those of At, and a [*NoBidAskError] when a leg has only a rate;
// a chain with more legs or an older day is not taken instead.
func (p *Pairs) BidAskAt(base, quote Currency, on time.Time, opt LookUp) (BidAsk, error) {
	if p == nil {
		p = &Pairs{}
	}
	var q pairQuery
	found, err := p.find(&q, base, quote, on, opt)
	if err != nil {
		return BidAsk{}, err
	}
	if base == quote {
		one := p.same(base, q.asked)
		return makeBidAsk(one, one), nil
	}
	sides, err := p.bidAsk(&q, found.row)
	if err != nil || !found.mixed {
		return sides, err
	}
	after, err := p.bidAsk(&q, found.after)
	if err != nil {
		return BidAsk{}, err
	}
	bid, err := mixRates(sides.Bid(), after.Bid(), q.asked)
	if err != nil {
		return BidAsk{}, err
	}
	ask, err := mixRates(sides.Ask(), after.Ask(), q.asked)
	if err != nil {
		return BidAsk{}, err
	}
	return makeBidAsk(bid, ask), nil
}

// Series yields the rate of a pair on every day that has a whole chain of
// published pairs, oldest first: the same exact rates that [Pairs.At] gives for
// those days. Between the same currency, and for a currency that the table does
// not have, it yields nothing.
func (p *Pairs) Series(base, quote Currency) iter.Seq[Rate] {
	return func(yield func(Rate) bool) {
		if p == nil || base == quote || !p.has(base) || !p.has(quote) {
			return
		}
		q := p.query(base, quote)
		for i := range p.days {
			if path := q.pathOn(i); path.n > 0 && !yield(p.rate(&q, pairRow{on: i, path: path})) {
				return
			}
		}
	}
}

func (p *Pairs) has(c Currency) bool {
	_, ok := p.nodes[c]
	return ok
}

// A pairRow is the chain of a day.
type pairRow struct {
	on   int // the position of the day, or -1 for no row
	path pairPath
}

// A pairFound is what answers a query: a row, or two that are mixed.
type pairFound struct {
	row, after pairRow
	mixed      bool
}

// find fills in the query and looks for the rows that answer it.
func (p *Pairs) find(q *pairQuery, base, quote Currency, on time.Time, opt LookUp) (pairFound, error) {
	l, err := opt.normal(on)
	if err != nil {
		return pairFound{}, err
	}
	*q = p.query(base, quote)
	q.lookUp = l
	switch {
	case base == quote && (base.known() || p.has(base)):
		return pairFound{}, nil
	case len(p.days) == 0:
		return pairFound{}, q.fail(NoRateEmpty, "", 0)
	case !p.has(base):
		return pairFound{}, q.fail(NoRateUnknownCurrency, base, 0)
	case !p.has(quote):
		return pairFound{}, q.fail(NoRateUnknownCurrency, quote, 0)
	}
	var found pairFound
	var failed *NoRateError
	if l.policy == Previous {
		found.row, failed = q.previous()
	} else {
		found, failed = q.withFuture()
	}
	if failed != nil {
		return pairFound{}, failed
	}
	return found, nil
}

// previous answers a query from the past.
func (q *pairQuery) previous() (pairRow, *NoRateError) {
	found := q.last(q.known)
	if found.on < 0 {
		reason, c := NoRateBeforeFirst, Currency("")
		switch first := q.next(math.MinInt32); {
		case first.on < 0:
			reason = NoRateNoPath
		case q.table.days[first.on] == q.asked:
			reason = NoRateNotPublished
		default:
			c = q.younger()
		}
		return pairRow{}, q.fail(reason, c, 0)
	}
	if reason, c := q.refuse(found); reason != "" {
		return pairRow{}, q.fail(reason, c, q.table.days[found.on])
	}
	return found, nil
}

// withFuture answers a query whose policy looks at both sides.
func (q *pairQuery) withFuture() (pairFound, *NoRateError) {
	before, after := q.last(q.asked), q.next(q.asked)
	days := q.table.days
	switch {
	case before.on < 0 && after.on < 0:
		return pairFound{}, q.fail(NoRateNoPath, "", 0)
	case before.on >= 0 && days[before.on] == q.asked:
		return pairFound{row: before}, nil
	case after.on < 0 && q.policy != Nearest:
		reason, c := q.noneAfter()
		return pairFound{}, q.fail(reason, c, days[before.on])
	case before.on < 0 && q.policy == Linear:
		return pairFound{}, q.fail(NoRateBeforeFirst, q.younger(), 0)
	}
	var wanted []pairRow
	switch {
	case q.policy == Next || before.on < 0:
		wanted = []pairRow{after}
	case after.on < 0:
		wanted = []pairRow{before}
	default:
		wanted = []pairRow{before, after}
		if first, _ := q.nearer(days[before.on], days[after.on]); first == days[after.on] {
			wanted = []pairRow{after, before}
		}
	}
	var refused *NoRateError
	for _, row := range wanted {
		switch reason, c := q.refuse(row); {
		case reason == "" && q.policy != Linear:
			return pairFound{row: row}, nil
		case reason != "" && refused == nil:
			refused = q.fail(reason, c, days[row.on])
		}
	}
	return pairFound{row: before, after: after, mixed: true}, refused
}

// refuse applies the three rules of Rates.At to the row that was found.
func (q *pairQuery) refuse(found pairRow) (NoRateReason, Currency) {
	used := q.table.days[found.on]
	if used == q.asked {
		return "", ""
	}
	sides := []Currency{q.base, q.quote}
	for _, c := range sides {
		until, ended := c.Until()
		if last, ok := dayOf(until); ended && ok && (used <= last) != (q.asked <= last) {
			return NoRateEnded, c
		}
	}
	if q.exact && q.known < q.asked {
		return NoRateNotPublished, ""
	}
	if q.tooFar(used) {
		return NoRateStale, q.missing(used)
	}
	if used > q.asked {
		return "", ""
	}
	for _, c := range sides {
		if q.stopped(c, q.known) {
			return NoRateEnded, c
		}
	}
	return "", ""
}

// stopped reports whether the fixings of a currency have ended before the day
// while the table went on.
func (q *pairQuery) stopped(c Currency, asked day) bool {
	last := q.table.spans[q.table.nodes[c]].last
	next, _ := slices.BinarySearch(q.table.days, last+1)
	return next < len(q.table.days) && q.table.days[next] <= asked
}

// noneAfter says why there is no row on or after the day.
func (q *pairQuery) noneAfter() (NoRateReason, Currency) {
	for _, c := range []Currency{q.base, q.quote} {
		if until, ended := c.Until(); ended {
			if last, ok := dayOf(until); ok && last < q.asked {
				return NoRateEnded, c
			}
		}
	}
	for _, c := range []Currency{q.base, q.quote} {
		if q.stopped(c, math.MaxInt32) {
			return NoRateEnded, c
		}
	}
	return NoRateAfterLast, q.older(math.MaxInt32)
}

// rate multiplies the legs of a row.
func (p *Pairs) rate(q *pairQuery, found pairRow) Rate {
	return p.multiply(q, found, func(c *pairColumn, i int, _ bool) decimal.Decimal { return c.cells[i].number() })
}

// bidAsk multiplies both sides of the legs of a row.
func (p *Pairs) bidAsk(q *pairQuery, found pairRow) (BidAsk, error) {
	for i, link := range found.path.links[:found.path.n] {
		c := &p.columns[link.column]
		if at := c.on(p.days[found.on]); c.sides == nil || !c.sides[at].known() {
			return BidAsk{}, &NoBidAskError{Base: q.base, Quote: q.quote, Leg: p.rate(q, found).Legs()[i]}
		}
	}
	bid := p.multiply(q, found, func(c *pairColumn, i int, inverted bool) decimal.Decimal { return c.sides[i].side(inverted) })
	ask := p.multiply(q, found, func(c *pairColumn, i int, inverted bool) decimal.Decimal { return c.sides[i].side(!inverted) })
	return makeBidAsk(bid, ask), nil
}

// side returns the bid or the ask.
func (s pairSides) side(ask bool) decimal.Decimal {
	if ask {
		return decimal.New(s.ask, int32(s.askExp))
	}
	return decimal.New(s.bid, int32(s.bidExp))
}

// multiply makes a rate of the published numbers of a row.
func (p *Pairs) multiply(q *pairQuery, found pairRow, published func(c *pairColumn, i int, inverted bool) decimal.Decimal) Rate {
	on, one := p.days[found.on], decimal.New(1, 0)
	links := found.path.links[:found.path.n]
	if len(links) == 1 {
		c := &p.columns[links[0].column]
		x := published(c, c.on(on), links[0].inverted)
		out := makeRate(q.base, q.quote, x, one)
		if links[0].inverted {
			out = makeRate(q.base, q.quote, one, x)
			out.turned = true
		}
		return out.on(on, p.source)
	}
	if len(links) == 2 && links[0].inverted && !links[1].inverted {
		in, to := &p.columns[links[0].column], &p.columns[links[1].column]
		x, y := published(in, in.on(on), true), published(to, to.on(on), false)
		out := makeRate(q.base, q.quote, y, x).on(on, p.source)
		out.via = &p.through[in.base]
		return out
	}
	legs := make([]Leg, len(links))
	num, den := one, one
	for i, link := range links {
		c := &p.columns[link.column]
		x := published(c, c.on(on), link.inverted)
		legs[i] = Leg{
			Base: p.codes[c.base], Quote: p.codes[c.quote], Num: x, Den: one,
			Date: on.time(), Source: p.source, Inverted: link.inverted,
		}
		to := &num
		if link.inverted {
			l := &legs[i]
			l.Base, l.Quote, l.Num, l.Den = l.Quote, l.Base, one, x
			to = &den
		}
		if to.Equal(one) {
			*to = x
		} else {
			*to = to.Mul(x)
		}
	}
	return makeRate(q.base, q.quote, num, den).on(on, p.source).withLegs(legs)
}

// on returns the position of the cell of a day that has one.
func (c *pairColumn) on(d day) int {
	return sort.Search(len(c.cells), func(i int) bool { return c.cells[i].day >= d })
}
