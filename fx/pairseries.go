package fx

import "iter"

// Series yields the rate of a pair on every day on which both legs have a fixing,
// oldest first: the same exact rates that [Rates.At] gives for those days. It is
// what statistics are made of. Between the same currency, and for a currency that
// the table does not have, it yields nothing.
func (r *Rates) Series(base, quote Currency) iter.Seq[Rate] {
	return func(yield func(Rate) bool) {
		if r == nil || base == quote || !r.has(base) || !r.has(quote) {
			return
		}
		for found := range rows(r.legOf(base), r.legOf(quote)) {
			if !yield(r.rate(base, quote, found)) {
				return
			}
		}
	}
}

// rows yields every day on which both legs have a fixing. The legs are not both
// the pivot.
func rows(b, q leg) iter.Seq[row] {
	return func(yield func(row) bool) {
		if b.pivot {
			b.cells = q.cells
		}
		if q.pivot {
			q.cells = b.cells
		}
		for i, j := 0, 0; i < len(b.cells) && j < len(q.cells); {
			x, y := b.cells[i], q.cells[j]
			switch {
			case x.day < y.day:
				i++
			case x.day > y.day:
				j++
			default:
				i, j = i+1, j+1
				if b.pivot {
					x = y.ofPivot()
				}
				if q.pivot {
					y = x.ofPivot()
				}
				if !yield(row{base: x, quote: y}) {
					return
				}
			}
		}
	}
}
