package fx

import (
	"iter"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// Fixings yields every published rate of the table, pair by pair in the order of
// [Pairs.Published], oldest first. [NewPairs] makes the same table of them.
func (p *Pairs) Fixings() iter.Seq[PairFixing] {
	return func(yield func(PairFixing) bool) {
		if p == nil {
			return
		}
		for i := range p.columns {
			column := &p.columns[i]
			for j, x := range column.cells {
				f := PairFixing{
					Date: x.day.time(), Base: p.codes[column.base], Quote: p.codes[column.quote], Rate: x.number(),
				}
				if column.sides != nil && column.sides[j].known() {
					s := column.sides[j]
					f.Bid = decimal.NewNullDecimal(decimal.New(s.bid, int32(s.bidExp)))
					f.Ask = decimal.NewNullDecimal(decimal.New(s.ask, int32(s.askExp)))
				}
				if !yield(f) {
					return
				}
			}
		}
	}
}

// JoinPairs returns one table of the pairs of several, such as the series of the
// Federal Reserve that were downloaded one by one, so that a pair can be derived
// through rates of different files. Nil and empty tables add nothing. The sources,
// where they differ, are joined with "; ": a rate of the joined table names them
// all. A series that ends before the others has stopped, as [Pairs.At] tells: join
// files of the same age. To ask tables in order, with one source in each answer, use
// [Sources].
//
// The errors are those of [NewPairs]: a pair that two tables have on one day is a
// fault, since nobody says which of them counts. The fixings are numbered through
// all tables in the order of [Pairs.Fixings].
func JoinPairs(tables ...*Pairs) (*Pairs, error) {
	var fixings []PairFixing
	var sources []string
	for _, table := range tables {
		before := len(fixings)
		fixings = slices.AppendSeq(fixings, table.Fixings())
		if s := table.Source(); s != "" && len(fixings) > before && !slices.Contains(sources, s) {
			sources = append(sources, s)
		}
	}
	return NewPairs(strings.Join(sources, "; "), fixings)
}
