package fx

import (
	"errors"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

// Bounds of a table of pairs, far above what anybody publishes: ISO 4217 lists
// 178 currencies.
const (
	maxPairCurrencies = 400
	maxPairColumns    = 4096
)

// A PairFixing is one published rate of a pair, in the direction in which it was
// published.
type PairFixing struct {
	// Date is the day of the fixing: the calendar day in Date's own location.
	Date time.Time
	// Base and Quote are the pair: the rate is in units of Quote for one Base.
	Base, Quote Currency
	// Rate is how many units of Quote one unit of Base was worth, above 0 and of
	// at most 18 significant digits.
	Rate decimal.Decimal
	// Bid and Ask are what a dealer paid and took for one unit of Base: both or
	// none, with Bid at most Rate and Rate at most Ask. Not valid means that they
	// were not published.
	Bid, Ask decimal.NullDecimal
}

// Pairs is a table of rates of any pairs, each kept in the direction in which it
// was published: 1.1690 USD per EUR is never stored as 0.8554 EUR per USD. Pairs
// that nobody published are derived from those of the same day; see [Pairs.At].
// It never changes and is safe for concurrent use. A nil or zero Pairs is an
// empty table.
type Pairs struct {
	source  string
	codes   []Currency          // sorted, so that the order of nodes is that of the codes
	nodes   map[Currency]uint16 // the index in codes
	spans   []daySpan           // of each node
	columns []pairColumn        // one for each published direction, sorted
	days    []day               // on which there is any fixing, sorted
	netOf   []int32             // of each day, the index in nets
	nets    []pairNet
	through []path // of each node, for rates of two legs
}

// A daySpan is a first and a last day.
type daySpan struct{ first, last day }

// A pairColumn is all fixings of one pair in one direction.
type pairColumn struct {
	base, quote uint16      // nodes
	cells       []cell      // sorted by day, never empty
	sides       []pairSides // nil, or one for each cell
}

// pairSides is the bid and the ask of a cell, both 0 when they are unknown.
type pairSides struct {
	bid, ask       int64
	bidExp, askExp int8
}

func (s pairSides) known() bool { return s.bid != 0 }

// NewPairs returns a table of published pairs, in any order. The source is the
// publisher to be named in results. "RMB" is read as CNY, like in
// [ParseCurrency]; other codes need the form of ISO 4217 but need not be in its
// list, because old tables hold currencies that ended long ago. The slice is not
// kept. No fixings make an empty table.
//
// Every fault is reported at once, each an [*InputError]: a malformed code, a
// pair of one currency, a day outside the years 1 to 9999 or not given, a rate, bid
// or ask at or below 0, outside the bounds of [CheckDecimal] or with more than 18
// significant digits, a bid without an ask and the reverse, a bid above or an ask
// below the rate, a pair that is there twice on one day, be it in the same
// direction or the other way round, and more than 400 currencies or 4,096 pairs.
func NewPairs(source string, fixings []PairFixing) (*Pairs, error) {
	var faults []error
	table := newPairsBuilder()
	for i, f := range fixings {
		if err := table.addFixing(f, int32(i)); err != nil {
			faults = append(faults, InField("fixings["+strconv.Itoa(i)+"]", err))
		}
	}
	pairs, twice := table.finish(source)
	for _, t := range twice {
		faults = append(faults, NewInputError("fixings["+strconv.Itoa(int(t.at))+"]", t.text(),
			"must not be there twice on a day"+t.opposite()+", see fixings["+strconv.Itoa(int(t.other))+"]"))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return pairs, nil
}

// Source returns the publisher of the fixings.
func (p *Pairs) Source() string {
	if p == nil {
		return ""
	}
	return p.source
}

// First returns the first day with a fixing of any pair, as midnight UTC, or the
// zero time for an empty table.
func (p *Pairs) First() time.Time {
	if p == nil || len(p.days) == 0 {
		return time.Time{}
	}
	return p.days[0].time()
}

// Last returns the last day with a fixing of any pair, as midnight UTC, or the
// zero time for an empty table.
func (p *Pairs) Last() time.Time {
	if p == nil || len(p.days) == 0 {
		return time.Time{}
	}
	return p.days[len(p.days)-1].time()
}

// Span returns the first and the last day with a fixing of any pair with c in it,
// as midnight UTC. It is false when the table has none.
func (p *Pairs) Span(c Currency) (first, last time.Time, ok bool) {
	if p == nil {
		return time.Time{}, time.Time{}, false
	}
	node, ok := p.nodes[c]
	if !ok {
		return time.Time{}, time.Time{}, false
	}
	span := p.spans[node]
	return span.first.time(), span.last.time(), true
}

// Currencies yields the currencies that are in any pair, in alphabetical order.
func (p *Pairs) Currencies() iter.Seq[Currency] {
	if p == nil {
		return slices.Values[[]Currency](nil)
	}
	return slices.Values(p.codes)
}

// Published yields base and quote of every pair that was published on any day, in
// the direction in which it was published and in alphabetical order. A pair that
// was turned round at some time is there in both directions.
func (p *Pairs) Published() iter.Seq2[Currency, Currency] {
	return func(yield func(base, quote Currency) bool) {
		if p == nil {
			return
		}
		for _, c := range p.columns {
			if !yield(p.codes[c.base], p.codes[c.quote]) {
				return
			}
		}
	}
}

// Days yields every day with a fixing of any pair, oldest first, as midnight UTC.
func (p *Pairs) Days() iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		if p == nil {
			return
		}
		for _, d := range p.days {
			if !yield(d.time()) {
				return
			}
		}
	}
}
