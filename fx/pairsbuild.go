package fx

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// pairsBuilder collects fixings one by one, so that a reader need not hold them
// all as decimals.
type pairsBuilder struct {
	nodes   map[Currency]uint16 // in the order of their arrival
	columns map[pairName]*builtColumn
}

// A pairName is a pair in the direction in which it was published.
type pairName struct{ base, quote Currency }

type builtColumn struct {
	pair  pairName
	cells []builtCell
	sides []pairSides // nil, or one for each cell
}

// A builtCell remembers where it came from, for error messages.
type builtCell struct {
	cell
	at int32
}

func newPairsBuilder() *pairsBuilder {
	return &pairsBuilder{nodes: map[Currency]uint16{}, columns: map[pairName]*builtColumn{}}
}

func (b *pairsBuilder) addFixing(f PairFixing, at int32) error {
	var faults []error
	column, err := b.column(f.Base, f.Quote)
	faults = append(faults, err)
	on, ok := dayOf(f.Date)
	if !ok || f.Date.IsZero() {
		faults = append(faults, NewInputError("date", f.Date.Format(time.DateOnly), "must be a day in the years 1 to 9999"))
	}
	mantissa, exp, err := compact("rate", f.Rate)
	faults = append(faults, err)
	var sides pairSides
	switch {
	case f.Bid.Valid && f.Ask.Valid:
		var bidErr, askErr error
		sides.bid, sides.bidExp, bidErr = compact("bid", f.Bid.Decimal)
		sides.ask, sides.askExp, askErr = compact("ask", f.Ask.Decimal)
		if err == nil && bidErr == nil && askErr == nil {
			bidErr, askErr = sides.check(cell{mantissa: mantissa, exp: exp})
		}
		faults = append(faults, bidErr, askErr)
	case f.Bid.Valid:
		faults = append(faults, NewInputError("ask", "", "must be set where bid is"))
	case f.Ask.Valid:
		faults = append(faults, NewInputError("bid", "", "must be set where ask is"))
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	column.add(cell{mantissa: mantissa, day: on, exp: exp}, sides, at)
	return nil
}

// check reports a bid above and an ask below the rate.
func (s pairSides) check(rate cell) (bidErr, askErr error) {
	mid := rate.number()
	if bid := decimal.New(s.bid, int32(s.bidExp)); bid.GreaterThan(mid) {
		bidErr = NewInputError("bid", Plain(bid), "must not be above the rate")
	}
	if ask := decimal.New(s.ask, int32(s.askExp)); ask.LessThan(mid) {
		askErr = NewInputError("ask", Plain(ask), "must not be below the rate")
	}
	return bidErr, askErr
}

// column returns where the fixings of a pair go.
func (b *pairsBuilder) column(base, quote Currency) (*builtColumn, error) {
	base, quote = tableCode(base), tableCode(quote)
	if c := b.columns[pairName{base, quote}]; c != nil {
		return c, nil
	}
	var faults []error
	if !base.wellFormed() {
		faults = append(faults, NewInputError("base", string(base), "must be a currency code of three capitals"))
	}
	if !quote.wellFormed() {
		faults = append(faults, NewInputError("quote", string(quote), "must be a currency code of three capitals"))
	} else if base == quote {
		faults = append(faults, NewInputError("quote", string(quote), "must not be the base"))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	for field, c := range map[string]Currency{"base": base, "quote": quote} {
		if _, seen := b.nodes[c]; !seen && len(b.nodes) >= maxPairCurrencies {
			return nil, NewInputError(field, string(c), "must not be the currency beyond "+strconv.Itoa(maxPairCurrencies))
		} else if !seen {
			b.nodes[Currency(strings.Clone(string(c)))] = uint16(len(b.nodes))
		}
	}
	if len(b.columns) >= maxPairColumns {
		return nil, NewInputError("quote", string(quote), "must not be the pair beyond "+strconv.Itoa(maxPairColumns))
	}
	// A code that was read is part of its line; the clone lets the line go.
	name := pairName{Currency(strings.Clone(string(base))), Currency(strings.Clone(string(quote)))}
	c := &builtColumn{pair: name}
	b.columns[name] = c
	return c, nil
}

// tableCode reads the everyday name of the yuan as its code.
func tableCode(c Currency) Currency {
	if c == "RMB" {
		return CNY
	}
	return c
}

// add appends one checked fixing; whether it is there twice is seen in finish.
func (c *builtColumn) add(x cell, sides pairSides, at int32) {
	c.cells = append(c.cells, builtCell{cell: x, at: at})
	if c.sides == nil && sides.known() {
		c.sides = make([]pairSides, len(c.cells)-1, cap(c.cells))
	}
	if c.sides != nil {
		c.sides = append(c.sides, sides)
	}
}

// sort puts the cells in the order of their days.
func (c *builtColumn) sort() {
	byDay := func(x, y builtCell) int {
		return cmp.Or(cmp.Compare(x.day, y.day), cmp.Compare(x.at, y.at))
	}
	if slices.IsSortedFunc(c.cells, byDay) {
		return
	}
	if c.sides == nil {
		slices.SortFunc(c.cells, byDay)
		return
	}
	order := make([]int, len(c.cells))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return byDay(c.cells[i], c.cells[j]) })
	cells, sides := make([]builtCell, len(order)), make([]pairSides, len(order))
	for to, from := range order {
		cells[to], sides[to] = c.cells[from], c.sides[from]
	}
	c.cells, c.sides = cells, sides
}

// A pairTwice is a pair that is there twice on a day.
type pairTwice struct {
	pair      pairName
	day       day
	at, other int32 // the later and the earlier one
	inverse   bool  // they are of opposite directions
}

func (t pairTwice) text() string {
	return string(t.pair.base) + "/" + string(t.pair.quote) + " " + t.day.time().Format(time.DateOnly)
}

func (t pairTwice) opposite() string {
	if t.inverse {
		return ", nor the other way round"
	}
	return ""
}

// finish returns the table, and the pairs that are in it twice in the order of
// the later of the two.
func (b *pairsBuilder) finish(source string) (*Pairs, []pairTwice) {
	names := slices.SortedFunc(maps.Keys(b.columns), func(x, y pairName) int {
		return cmp.Or(cmp.Compare(x.base, y.base), cmp.Compare(x.quote, y.quote))
	})
	var twice []pairTwice
	// A fixing that was refused may have left a pair without any.
	names = slices.DeleteFunc(names, func(n pairName) bool { return len(b.columns[n].cells) == 0 })
	for _, name := range names {
		c := b.columns[name]
		c.sort()
		for i := 1; i < len(c.cells); i++ {
			if x, y := c.cells[i-1], c.cells[i]; x.day == y.day {
				twice = append(twice, pairTwice{pair: name, day: y.day, at: y.at, other: x.at})
			}
		}
	}
	for _, name := range names {
		if back := b.columns[pairName{name.quote, name.base}]; back != nil && name.base < name.quote {
			twice = append(twice, bothWays(b.columns[name], back)...)
		}
	}
	if len(twice) > 0 {
		slices.SortFunc(twice, func(x, y pairTwice) int { return cmp.Compare(x.at, y.at) })
		return nil, twice
	}
	return b.table(source, names), nil
}

// bothWays returns the days on which a pair is there in both directions.
func bothWays(x, y *builtColumn) []pairTwice {
	var twice []pairTwice
	for i, j := 0, 0; i < len(x.cells) && j < len(y.cells); {
		a, b := x.cells[i], y.cells[j]
		switch {
		case a.day < b.day:
			i++
		case a.day > b.day:
			j++
		default:
			later, earlier, pair := a, b, x.pair
			if a.at < b.at {
				later, earlier, pair = b, a, y.pair
			}
			twice = append(twice, pairTwice{pair: pair, day: a.day, at: later.at, other: earlier.at, inverse: true})
			i, j = i+1, j+1
		}
	}
	return twice
}

// table returns the table of columns that are sorted and free of faults.
func (b *pairsBuilder) table(source string, names []pairName) *Pairs {
	p := &Pairs{source: source, nodes: map[Currency]uint16{}}
	for _, name := range names {
		p.nodes[name.base], p.nodes[name.quote] = 0, 0
	}
	p.codes = slices.Sorted(maps.Keys(p.nodes))
	for i, c := range p.codes {
		p.nodes[c] = uint16(i)
	}
	p.columns = make([]pairColumn, len(names))
	for i, name := range names {
		built := b.columns[name]
		cells := make([]cell, len(built.cells))
		for k, x := range built.cells {
			cells[k] = x.cell
		}
		p.columns[i] = pairColumn{base: p.nodes[name.base], quote: p.nodes[name.quote], cells: cells, sides: slices.Clip(built.sides)}
	}
	p.spans = spansOf(len(p.codes), p.columns)
	p.days = daysOf(p.columns)
	p.netOf, p.nets = netsOf(p.days, p.columns)
	p.through = make([]path, len(p.codes))
	for i, c := range p.codes {
		p.through[i].pivot = c
	}
	return p
}

// spansOf returns the first and the last day of each node.
func spansOf(nodes int, columns []pairColumn) []daySpan {
	spans := make([]daySpan, nodes)
	seen := make([]bool, nodes)
	for _, c := range columns {
		first, last := c.cells[0].day, c.cells[len(c.cells)-1].day
		for _, n := range []uint16{c.base, c.quote} {
			if !seen[n] {
				seen[n], spans[n] = true, daySpan{first, last}
			}
			spans[n].first, spans[n].last = min(spans[n].first, first), max(spans[n].last, last)
		}
	}
	return spans
}

// daysOf returns the days of all cells, sorted.
func daysOf(columns []pairColumn) []day {
	if len(columns) == 0 {
		return nil
	}
	first, last := columns[0].cells[0].day, columns[0].cells[0].day
	for _, c := range columns {
		first, last = min(first, c.cells[0].day), max(last, c.cells[len(c.cells)-1].day)
	}
	set := newDaySet(first, last)
	for _, c := range columns {
		set.add(c.cells)
	}
	return set.days()
}
