package fx

import (
	"errors"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Merge returns one table of the fixings of several, all against the same pivot.
// Where two have a fixing of the same currency and day, that of the table named
// first is taken, even if they disagree; see [Compare]. It does not look for the
// more plausible one.
//
// Each fixing keeps its publisher: the source of a rate is that of the table its
// fixing came from, and both, joined with "; ", when the two legs came from
// different ones; [Rate.Legs] tells which is whose. The source of the merged table
// is all of them. Series that ended in one table go on when another one goes on.
// Tables that were merged before may be merged again.
//
// Nil and empty tables are passed over, and without any other the result is an
// empty table. The error is an [*InputError] for each table with a pivot other
// than that of the first.
func Merge(tables ...*Rates) (*Rates, error) {
	var pivot Currency
	var faults []error
	for i, t := range tables {
		switch {
		case t == nil || len(t.days) == 0:
		case pivot == "":
			pivot = t.pivot
		case t.pivot != pivot:
			faults = append(faults, NewInputError("tables["+strconv.Itoa(i)+"].pivot", string(t.pivot), "must be "+string(pivot)+" like that of the first table"))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	merged := newRatesBuilder(pivot)
	names := sourceNames{of: map[string]uint16{}}
	for i, t := range tables {
		if t == nil {
			continue
		}
		for _, c := range t.codes {
			cells, err := names.rename(t, t.columns[c])
			if err != nil {
				return nil, InField("tables["+strconv.Itoa(i)+"]", err)
			}
			merged.columns[c] = mergeCells(merged.columns[c], cells)
		}
	}
	out, err := merged.finish(strings.Join(names.names, "; "))
	if err != nil {
		return nil, err
	}
	out.sources = names.names
	return out, nil
}

// sourceNames numbers publishers, from 1, in the order in which they are met.
type sourceNames struct {
	of    map[string]uint16
	names []string
}

// rename returns the cells of a table with the numbers of their publishers.
func (s *sourceNames) rename(t *Rates, cells []cell) ([]cell, error) {
	number := map[uint16]uint16{}
	out := slices.Clone(cells)
	for i, x := range out {
		n, ok := number[x.source]
		if !ok {
			name := t.sourceOf(x)
			if n, ok = s.of[name]; !ok {
				if len(s.names) == math.MaxUint16 {
					return nil, NewInputError("source", name, "must not be the publisher beyond 65535")
				}
				s.names = append(s.names, name)
				n = uint16(len(s.names))
				s.of[name] = n
			}
			number[x.source] = n
		}
		out[i].source = n
	}
	return out, nil
}

// mergeCells returns the cells of two sorted columns, of one day that of the
// first.
func mergeCells(first, second []cell) []cell {
	if len(first) == 0 {
		return second
	}
	out := make([]cell, 0, len(first)+len(second))
	i, j := 0, 0
	for i < len(first) && j < len(second) {
		switch x, y := first[i], second[j]; {
		case y.day < x.day:
			out = append(out, y)
			j++
		case y.day == x.day:
			j++
		default:
			out = append(out, x)
			i++
		}
	}
	return append(append(out, first[i:]...), second[j:]...)
}

// currenciesOf returns the currencies of either table, sorted.
func currenciesOf(a, b *Rates) []Currency {
	all := map[Currency]struct{}{}
	for _, t := range []*Rates{a, b} {
		for _, c := range t.codes {
			all[c] = struct{}{}
		}
	}
	return slices.Sorted(maps.Keys(all))
}
