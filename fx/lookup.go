package fx

import (
	"math"
	"slices"
	"sort"
	"time"

	"github.com/shopspring/decimal"
)

// At returns the rate of a pair as of a day: that of the last fixing on or before
// it, unless the [LookUp] names another policy. The day is the calendar day of on
// in on's own location; a fixing of the same day is used at any hour unless the
// look-up says when it is published (about 16:00 CET at the ECB).
//
// Both legs are of the same fixing day: when one is missing there, At goes on to
// the next day in the direction of the policy that has both. The rate is the
// exact fraction of the two published numbers, USD/CNY from the euro table is
// 8.397/1.172, and carries that day and the source of the table; [Rate.AgeDays]
// tells its age, counted in calendar days, and [Rate.Legs] the two numbers.
// Between the same currency the rate is exactly 1, as of the day itself. A mix of
// two days is as of the day itself as well; its source says that it is a mix.
//
// A fixing of another day is not used when
//
//  1. a leg ended by ISO 4217 between that day and the one asked for:
//     [NoRateEnded];
//  2. it is farther away than the look-up allows: [NoRateStale];
//  3. it is earlier, and a leg has no later fixing in the whole table although
//     other currencies were fixed after it, up to the day: [NoRateEnded]. A mere
//     hole, which later fixings follow, is bridged up to the allowed age.
//
// These hold under every policy, for [Linear] on both sides. Where a later fixing
// is needed and there is none, the reason is [NoRateEnded] when the table went on
// without the leg and [NoRateAfterLast] when it did not.
//
// The error is a [*NoRateError], or an [*InputError] for every field of the
// look-up that cannot be used and for a day outside the years 1 to 9999.
func (r *Rates) At(base, quote Currency, on time.Time, opt LookUp) (Rate, error) {
	l, err := opt.normal(on)
	if err != nil {
		return Rate{}, err
	}
	if r == nil {
		r = &Rates{}
	}
	if base == quote && (base.known() || r.has(base)) {
		one := decimal.New(1, 0)
		return makeRate(base, quote, one, one).on(l.asked, r.source), nil
	}
	q := query{base: r.legOf(base), quote: r.legOf(quote), lookUp: l}
	if len(r.days) == 0 {
		return Rate{}, q.fail(NoRateEmpty, "", 0)
	}
	for _, c := range []Currency{base, quote} {
		if !r.has(c) {
			return Rate{}, q.fail(NoRateUnknownCurrency, c, 0)
		}
	}
	if l.policy == Previous {
		return r.previous(q)
	}
	return r.withFuture(q)
}

// has reports whether the table can price c.
func (r *Rates) has(c Currency) bool {
	_, ok := r.columns[c]
	return ok || c == r.pivot && c != ""
}

// rate returns the rate of a row.
func (r *Rates) rate(base, quote Currency, found row) Rate {
	out := makeRate(base, quote, found.quote.perPivot(), found.base.perPivot())
	out.via = r.via
	if found.base.source == found.quote.source {
		return out.on(found.quote.day, r.sourceOf(found.quote))
	}
	// The legs were published by different people, so they are written down.
	out = out.on(found.quote.day, "")
	legs := out.Legs()
	legs[0].Source, legs[1].Source = r.sourceOf(found.base), r.sourceOf(found.quote)
	out.source = joinSources(legs[0].Source, legs[1].Source)
	return out.withLegs(legs)
}

func (r *Rates) sourceOf(c cell) string {
	if c.source == 0 {
		return r.source
	}
	return r.sources[c.source-1]
}

// previous answers a query from the past.
func (r *Rates) previous(q query) (Rate, error) {
	found, ok := lastBoth(q.base, q.quote, q.known)
	if !ok {
		if first, ok := nextBoth(q.base, q.quote, math.MinInt32); ok && first.quote.day == q.asked {
			return Rate{}, q.fail(NoRateNotPublished, "", 0)
		}
		return Rate{}, q.fail(NoRateBeforeFirst, q.younger(), 0)
	}
	if reason, c := r.refuse(q, found); reason != "" {
		return Rate{}, q.fail(reason, c, found.quote.day)
	}
	return r.rate(q.base.code, q.quote.code, found), nil
}

// withFuture answers a query whose policy looks at both sides.
func (r *Rates) withFuture(q query) (Rate, error) {
	after, hasAfter := nextBoth(q.base, q.quote, q.asked)
	if hasAfter && after.quote.day == q.asked {
		return r.rate(q.base.code, q.quote.code, after), nil
	}
	before, hasBefore := lastBoth(q.base, q.quote, q.asked)
	switch {
	case !hasAfter && (q.policy != Nearest || !hasBefore):
		reason, c := r.noneAfter(q)
		if !hasBefore {
			reason, c = NoRateBeforeFirst, q.younger() // no day at all
		}
		return Rate{}, q.fail(reason, c, before.quote.day)
	case !hasBefore && q.policy == Linear:
		return Rate{}, q.fail(NoRateBeforeFirst, q.younger(), 0)
	}
	wanted := []row{after}
	switch {
	case q.policy == Next || !hasBefore:
	case !hasAfter:
		wanted = []row{before}
	default:
		wanted = []row{before, after}
		if first, _ := q.nearer(before.quote.day, after.quote.day); first == after.quote.day {
			wanted = []row{after, before}
		}
	}
	var refused error
	for _, found := range wanted {
		if reason, c := r.refuse(q, found); reason == "" {
			if q.policy != Linear {
				return r.rate(q.base.code, q.quote.code, found), nil
			}
		} else if refused == nil {
			refused = q.fail(reason, c, found.quote.day)
		}
	}
	if refused != nil {
		return Rate{}, refused
	}
	return mixRates(r.rate(q.base.code, q.quote.code, before), r.rate(q.base.code, q.quote.code, after), q.asked)
}

// refuse applies the three rules of At to the row that was found.
func (r *Rates) refuse(q query, found row) (NoRateReason, Currency) {
	used := found.quote.day
	if used == q.asked {
		return "", ""
	}
	for _, l := range []leg{q.base, q.quote} {
		until, ended := l.code.Until()
		if last, ok := dayOf(until); ended && ok && (used <= last) != (q.asked <= last) {
			return NoRateEnded, l.code
		}
	}
	if q.exact && q.known < q.asked {
		return NoRateNotPublished, ""
	}
	if q.tooFar(used) {
		return NoRateStale, q.missing(used)
	}
	for _, l := range []leg{q.base, q.quote} {
		if r.stopped(l, q.known) {
			return NoRateEnded, l.code
		}
	}
	return "", ""
}

// stopped reports whether the series of l has ended before the day while the
// table went on.
func (r *Rates) stopped(l leg, asked day) bool {
	if l.pivot {
		return false
	}
	last := l.cells[len(l.cells)-1].day
	next, _ := slices.BinarySearch(r.days, last+1)
	return next < len(r.days) && r.days[next] <= asked
}

// noneAfter says why there is no day on or after the one asked for.
func (r *Rates) noneAfter(q query) (NoRateReason, Currency) {
	for _, l := range []leg{q.base, q.quote} {
		if until, ended := l.code.Until(); ended {
			if last, ok := dayOf(until); ok && last < q.asked {
				return NoRateEnded, l.code
			}
		}
	}
	for _, l := range []leg{q.base, q.quote} {
		if r.stopped(l, math.MaxInt32) {
			return NoRateEnded, l.code
		}
	}
	return NoRateAfterLast, q.older(math.MaxInt32)
}

// A leg is one side of a pair.
type leg struct {
	code  Currency
	pivot bool   // has a price of 1 on every day
	cells []cell // of all other currencies
}

func (r *Rates) legOf(c Currency) leg {
	return leg{code: c, pivot: c == r.pivot, cells: r.columns[c]}
}

// before returns the number of cells on or before a day.
func (l leg) before(on day) int {
	return sort.Search(len(l.cells), func(i int) bool { return l.cells[i].day > on })
}

// since returns the number of cells before a day.
func (l leg) since(on day) int {
	return sort.Search(len(l.cells), func(i int) bool { return l.cells[i].day >= on })
}

// A row is the fixings of both legs on one day, for the pivot with that day.
type row struct{ base, quote cell }

// lastBoth returns the last row on or before a day. The legs are not both the
// pivot.
func lastBoth(base, quote leg, on day) (row, bool) {
	for {
		i, j := base.before(on), quote.before(on)
		if i == 0 && !base.pivot || j == 0 && !quote.pivot {
			return row{}, false
		}
		var x, y cell
		switch {
		case base.pivot:
			y = quote.cells[j-1]
			x = y.ofPivot()
		case quote.pivot:
			x = base.cells[i-1]
			y = x.ofPivot()
		default:
			x, y = base.cells[i-1], quote.cells[j-1]
		}
		if x.day == y.day {
			return row{base: x, quote: y}, true
		}
		on = min(x.day, y.day)
	}
}

// nextBoth returns the first row on or after a day. The legs are not both the
// pivot.
func nextBoth(base, quote leg, on day) (row, bool) {
	for {
		i, j := base.since(on), quote.since(on)
		if i == len(base.cells) && !base.pivot || j == len(quote.cells) && !quote.pivot {
			return row{}, false
		}
		var x, y cell
		switch {
		case base.pivot:
			y = quote.cells[j]
			x = y.ofPivot()
		case quote.pivot:
			x = base.cells[i]
			y = x.ofPivot()
		default:
			x, y = base.cells[i], quote.cells[j]
		}
		if x.day == y.day {
			return row{base: x, quote: y}, true
		}
		on = max(x.day, y.day)
	}
}

// ofPivot returns the price of the pivot in itself beside a fixing, of the same
// day and source.
func (c cell) ofPivot() cell {
	c.mantissa, c.exp = 1, 0
	return c
}

// A query is what At was asked, kept for its error.
type query struct {
	base, quote leg
	lookUp
}

// fail returns the error of a query; used is the day of the fixing that was
// refused.
func (q query) fail(reason NoRateReason, c Currency, used day) *NoRateError {
	e := &NoRateError{
		Base: q.base.code, Quote: q.quote.code, On: q.asked.time(), Policy: q.given, Reason: reason, Currency: c,
	}
	if reason == NoRateEmpty || reason == NoRateUnknownCurrency {
		return e
	}
	if first, ok := nextBoth(q.base, q.quote, math.MinInt32); ok {
		e.First = first.quote.day.time()
	}
	until := q.known
	if reason == NoRateBeforeFirst {
		until = math.MaxInt32
	}
	if found, ok := lastBoth(q.base, q.quote, until); ok {
		e.Last = found.quote.day.time()
	}
	if q.policy != Previous {
		if found, ok := nextBoth(q.base, q.quote, q.asked); ok {
			e.Next = found.quote.day.time()
		}
	}
	if reason == NoRateStale || reason == NoRateEnded {
		e.AgeDays = int(q.asked - used)
	}
	return e
}

// missing returns the leg because of which a day is so far away.
func (q query) missing(used day) Currency {
	if used < q.asked {
		return q.older(q.known)
	}
	if q.base.pivot || !q.quote.pivot && q.quote.from(q.asked) > q.base.from(q.asked) {
		return q.quote.code
	}
	return q.base.code
}

// from returns the first day with a fixing on or after a day that there is.
func (l leg) from(on day) day { return l.cells[l.since(on)].day }

// older returns the leg whose last fixing on or before the day is older, the base
// when they are the same.
func (q query) older(on day) Currency {
	if q.base.pivot {
		return q.quote.code
	}
	if q.quote.pivot {
		return q.base.code
	}
	if q.quote.cells[q.quote.before(on)-1].day < q.base.cells[q.base.before(on)-1].day {
		return q.quote.code
	}
	return q.base.code
}

// younger returns the leg whose series begins later, the base when they begin on
// the same day.
func (q query) younger() Currency {
	if q.base.pivot || !q.quote.pivot && q.quote.cells[0].day > q.base.cells[0].day {
		return q.quote.code
	}
	return q.base.code
}
