package policy

import (
	"cmp"
	"math/bits"
	"slices"
	"sort"
	"time"

	"github.com/shopspring/decimal"
)

// A window is the part of a history that lies in some days. Its first and last run
// may reach beyond them; only their days inside count. It copies nothing.
type window struct {
	runs        History
	first, last time.Time
}

// mostDays bounds the length of a window: more than the years 1 to 9999.
const mostDays = 4_000_000

// window returns the last so many days before a day.
func (h History) window(on time.Time, days int) window {
	if days <= 0 {
		return window{}
	}
	day := dayOf(on)
	w := window{first: day.AddDate(0, 0, -min(days, mostDays)), last: day.AddDate(0, 0, -1)}
	from := sort.Search(len(h), func(i int) bool { return !h[i].To.Before(w.first) })
	to := sort.Search(len(h), func(i int) bool { return h[i].From.After(w.last) })
	if from < to {
		w.runs = h[from:to]
	}
	return w
}

// whole is the window of all days of a history.
func (h History) whole() window {
	if len(h) == 0 {
		return window{}
	}
	return window{runs: h, first: h[0].From, last: h[len(h)-1].To}
}

// daysOf returns how many days of a run lie in the window.
func (w window) daysOf(run *PriceRun) int {
	from, to := run.From, run.To
	if from.Before(w.first) {
		from = w.first
	}
	if to.After(w.last) {
		to = w.last
	}
	return PriceRun{From: from, To: to}.Days()
}

// daysAt is [History.DaysAt] in the window.
func (w window) daysAt(price decimal.Decimal) int {
	n := 0
	for i := range w.runs {
		if run := &w.runs[i]; !run.Promotion && compare(run.Price, price) >= 0 {
			n += w.daysOf(run)
		}
	}
	return n
}

// days is the number of days outside promotions.
func (w window) days() int { return w.daysAt(decimal.Zero) }

// A weighing says by what the prices of a median count.
type weighing int

const (
	byUnits weighing = iota
	byDays
)

// A weighted is a run with its price and weight as integers. The prices of a median
// have one unit.
type weighted struct {
	run           *PriceRun
	price, weight uint64
}

// median is the weighted median of the prices outside promotions. Units of a run that
// the window cuts count in proportion to its days, exactly: every weight is
// multiplied by the days of the cut runs.
func (w window) median(by weighing) decimal.NullDecimal {
	if len(w.runs) == 0 {
		return decimal.NullDecimal{}
	}
	var store [24]weighted
	rows, total := store[:0], uint64(0)
	first, last := w.shares()
	places := int32(0)
	for i := range w.runs {
		run := &w.runs[i]
		if run.Promotion {
			continue
		}
		if by == byUnits && !run.Units.Valid {
			return decimal.NullDecimal{}
		}
		price, ok := coefficient(run.Price)
		weight, fits := w.weight(i, by, first, last)
		if !ok || !fits {
			return w.slowMedian(by)
		}
		if weight == 0 {
			continue
		}
		var carry uint64
		if total, carry = bits.Add64(total, weight, 0); carry != 0 {
			return w.slowMedian(by)
		}
		places = max(places, -run.Price.Exponent())
		rows = append(rows, weighted{run, price, weight})
	}
	for i := range rows {
		ok := true
		if rows[i].price, ok = inUnit(rows[i].price, int64(rows[i].run.Price.Exponent())+int64(places)); !ok {
			return w.slowMedian(by)
		}
	}
	if len(rows) <= len(store) {
		for i := range rows {
			for k := i; k > 0 && rows[k].price < rows[k-1].price; k-- {
				rows[k], rows[k-1] = rows[k-1], rows[k]
			}
		}
	} else {
		slices.SortStableFunc(rows, func(a, b weighted) int { return cmp.Compare(a.price, b.price) })
	}
	sum := uint64(0)
	for i, row := range rows {
		sum += row.weight
		switch rest := total - sum; {
		case sum > rest:
			return decimal.NewNullDecimal(row.run.Price)
		case sum == rest: // there is a next one, since the weights are above 0
			return decimal.NewNullDecimal(row.run.Price.Add(rows[i+1].run.Price).Mul(half))
		}
	}
	return decimal.NullDecimal{}
}

// inUnit multiplies an integer by a power of ten. It is false when it does not fit.
func inUnit(n uint64, power int64) (uint64, bool) {
	hi, lo, ok := timesPower(0, n, power)
	return lo, ok && hi == 0
}

// weight is that of a run as an integer. It is false when it needs a decimal.
func (w window) weight(i int, by weighing, first, last uint64) (uint64, bool) {
	run := &w.runs[i]
	left := uint64(0)
	if by == byDays || i == 0 && first > 1 || i == len(w.runs)-1 && last > 1 { // only a cut run is counted by its days
		left = uint64(w.daysOf(run))
	}
	if by == byDays {
		return left, true
	}
	n, ok := coefficient(run.Units.Decimal)
	if !ok || n != 0 && run.Units.Decimal.Exponent() != 0 {
		return 0, false
	}
	hi, lo := bits.Mul64(n, w.share(i, left, first, last))
	return lo, hi == 0
}

// shares returns the days of the first and the last run of the window, 1 for one that
// is not cut.
func (w window) shares() (first, last uint64) {
	first, last = 1, 1
	head, tail := &w.runs[0], &w.runs[len(w.runs)-1]
	if all := head.Days(); all != w.daysOf(head) {
		first = uint64(all)
	}
	if all := tail.Days(); len(w.runs) > 1 && all != w.daysOf(tail) {
		last = uint64(all)
	}
	return first, last
}

// share is what the units of a run are multiplied by: the days that are left of a cut
// run, and the days of the other cut run.
func (w window) share(i int, left, first, last uint64) uint64 {
	switch {
	case i == 0 && first > 1:
		return left * last
	case i == len(w.runs)-1 && last > 1:
		return left * first
	}
	return first * last
}

// slowMedian is median for units that are fractions or too many for integers.
func (w window) slowMedian(by weighing) decimal.NullDecimal {
	type row struct{ price, weight decimal.Decimal }
	var rows []row
	var total decimal.Decimal
	first, last := w.shares()
	for i := range w.runs {
		run := &w.runs[i]
		if run.Promotion {
			continue
		}
		if !isAmount(run.Price) || by == byUnits && !(run.Units.Valid && isAmount(run.Units.Decimal)) {
			return decimal.NullDecimal{}
		}
		left := uint64(w.daysOf(run))
		weight := decimal.NewFromUint64(left)
		if by == byUnits {
			weight = run.Units.Decimal.Mul(decimal.NewFromUint64(w.share(i, left, first, last)))
		}
		if weight.Sign() > 0 {
			rows, total = append(rows, row{run.Price, weight}), total.Add(weight)
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return compare(a.price, b.price) })
	var sum decimal.Decimal
	for i, r := range rows {
		sum = sum.Add(r.weight)
		switch sum.Cmp(total.Sub(sum)) {
		case 1:
			return decimal.NewNullDecimal(r.price)
		case 0:
			return decimal.NewNullDecimal(r.price.Add(rows[i+1].price).Mul(half))
		}
	}
	return decimal.NullDecimal{}
}

// unitsAt returns the units that were sold at a price or above it, without promotions,
// those of cut runs in full. It is false when units of one of these runs are unknown.
func (w window) unitsAt(price decimal.Decimal) (decimal.Decimal, bool) {
	var sum decimal.Decimal
	for i := range w.runs {
		run := &w.runs[i]
		if run.Promotion || compare(run.Price, price) < 0 {
			continue
		}
		if !run.Units.Valid || !isAmount(run.Units.Decimal) {
			return decimal.Zero, false
		}
		sum = sum.Add(run.Units.Decimal)
	}
	return sum, true
}

// unitsSold returns the units that were sold at all, promotions included. It is false
// when units of a run are unknown and none is known to be sold.
func (w window) unitsSold() (decimal.Decimal, bool) {
	known := true
	var sum decimal.Decimal
	for i := range w.runs {
		if units := w.runs[i].Units; units.Valid && isAmount(units.Decimal) {
			sum = sum.Add(units.Decimal)
		} else {
			known = false
		}
	}
	return sum, known || sum.Sign() > 0
}

// unitsUnknown reports whether the units of a run outside promotions are unknown.
func (w window) unitsUnknown() bool {
	for i := range w.runs {
		if run := &w.runs[i]; !run.Promotion && !run.Units.Valid {
			return true
		}
	}
	return false
}
