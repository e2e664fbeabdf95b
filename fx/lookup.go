package fx

import (
	"math"
	"slices"
	"sort"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

// LookUp tunes [Rates.At]. The zero LookUp takes the last fixing on or before the
// day, up to [DefaultMaxAgeDays] old.
type LookUp struct {
	// MaxAgeDays is the largest age of the fixing in calendar days. 0 means
	// [DefaultMaxAgeDays]. A negative age is an error.
	MaxAgeDays int
	// Exact accepts a fixing of the day itself only, whatever MaxAgeDays says.
	Exact bool
}

// A NoRateReason says why there is no rate. The texts are stable.
type NoRateReason string

// The reasons of a [NoRateError].
const (
	// NoRateEmpty: the table has no fixings.
	NoRateEmpty NoRateReason = "empty table"
	// NoRateUnknownCurrency: the table has no fixing of the currency on any day.
	NoRateUnknownCurrency NoRateReason = "unknown currency"
	// NoRateBeforeFirst: the day is before the first fixing of the pair.
	NoRateBeforeFirst NoRateReason = "before first"
	// NoRateEnded: the currency no longer exists, or its series stopped while
	// others in the table went on. A currency that joined the euro has a fixed
	// conversion instead, which is an exact number and no fixing.
	NoRateEnded NoRateReason = "ended"
	// NoRateStale: the last fixing is older than allowed, or, with
	// LookUp.Exact, is not of the day itself.
	NoRateStale NoRateReason = "stale"
)

// A NoRateError says that a table has no usable rate of a pair on a day, and why.
type NoRateError struct {
	// Base and Quote are the pair that was asked for.
	Base, Quote Currency
	// On is the day that was asked for, as midnight UTC.
	On time.Time
	// Reason is the kind of the failure.
	Reason NoRateReason
	// Currency is the leg of the pair that is missing, or "" for an empty table.
	Currency Currency
	// First is the first day on which both legs have a fixing, zero when there
	// is none.
	First time.Time
	// Last is the last such day on or before On; for [NoRateBeforeFirst] it is
	// the last one in the table. It is zero when there is none.
	Last time.Time
	// AgeDays is the calendar days from Last to On when the reason is
	// [NoRateStale] or [NoRateEnded], else 0.
	AgeDays int
}

// Error says the pair, the day and what is there instead.
func (e *NoRateError) Error() string {
	text := "fx: no rate " + shorten(string(e.Base)) + "/" + shorten(string(e.Quote)) +
		" on " + e.On.Format(time.DateOnly) + ": "
	if e.Currency != "" {
		text += shorten(string(e.Currency)) + " "
	}
	text += string(e.Reason)
	switch e.Reason {
	case NoRateBeforeFirst:
		if !e.First.IsZero() {
			text += ", the first is of " + e.First.Format(time.DateOnly)
		}
	case NoRateStale, NoRateEnded:
		text += ", the last is of " + e.Last.Format(time.DateOnly) + ", " + strconv.Itoa(e.AgeDays) + " days old"
	case NoRateEmpty, NoRateUnknownCurrency:
	}
	return text
}

// At returns the rate of a pair as of a day: that of the last fixing on or before
// it. The day is the calendar day of on in on's own location; a fixing of the
// same day is used, so whoever asks in the morning, before it is published (about
// 16:00 CET at the ECB), asks for the day before.
//
// Both legs are of the same fixing day: when one is missing there, At steps back
// to the last day that has both. The rate is the exact fraction of the two
// published numbers, USD/CNY from the euro table is 8.397/1.172, and carries that
// day and the source of the table; [Rate.AgeDays] tells its age, counted in
// calendar days. Between the same currency the rate is exactly 1, as of the day
// itself.
//
// A fixing is not used when
//
//  1. a leg ended by ISO 4217 before the day: [NoRateEnded];
//  2. it is older than the look-up allows: [NoRateStale];
//  3. a leg has no later fixing in the whole table although other currencies
//     were fixed after it, up to the day: [NoRateEnded]. A mere hole, which
//     later fixings follow, is bridged up to the allowed age.
//
// The error is a [*NoRateError], or an [*InputError] for a negative MaxAgeDays
// and a day outside the years 1 to 9999.
func (r *Rates) At(base, quote Currency, on time.Time, opt LookUp) (Rate, error) {
	asked, ok := dayOf(on)
	if !ok {
		return Rate{}, NewInputError("on", "", "must be a day in the years 1 to 9999")
	}
	maxAge := opt.MaxAgeDays
	switch {
	case maxAge < 0:
		return Rate{}, NewInputError("max_age_days", strconv.Itoa(maxAge), "must not be negative")
	case opt.Exact:
		maxAge = 0
	case maxAge == 0:
		maxAge = DefaultMaxAgeDays
	}
	if r == nil {
		r = &Rates{}
	}
	if base == quote && (base.known() || r.has(base)) {
		one := decimal.New(1, 0)
		return makeRate(base, quote, one, one).WithSource(asked.time(), r.source), nil
	}
	q := query{base: r.legOf(base), quote: r.legOf(quote), asked: asked}
	if len(r.days) == 0 {
		return Rate{}, q.fail(NoRateEmpty, "")
	}
	for _, c := range []Currency{base, quote} {
		if !r.has(c) {
			return Rate{}, q.fail(NoRateUnknownCurrency, c)
		}
	}
	found, ok := lastBoth(q.base, q.quote, asked)
	if !ok {
		return Rate{}, q.fail(NoRateBeforeFirst, q.younger())
	}
	if reason, c := r.refuse(q, found, maxAge); reason != "" {
		return Rate{}, q.fail(reason, c)
	}
	return makeRate(base, quote, found.quote.perPivot(), found.base.perPivot()).
		WithSource(found.quote.day.time(), r.source), nil
}

// has reports whether the table can price c.
func (r *Rates) has(c Currency) bool {
	_, ok := r.columns[c]
	return ok || c == r.pivot && c != ""
}

// refuse applies the three rules of At to the row that was found.
func (r *Rates) refuse(q query, found row, maxAge int) (NoRateReason, Currency) {
	used := found.quote.day
	if used == q.asked {
		return "", ""
	}
	for _, l := range []leg{q.base, q.quote} {
		until, ended := l.code.Until()
		if last, ok := dayOf(until); ended && ok && last < q.asked && used <= last {
			return NoRateEnded, l.code
		}
	}
	if int64(q.asked)-int64(used) > int64(maxAge) {
		return NoRateStale, q.older()
	}
	for _, l := range []leg{q.base, q.quote} {
		if r.stopped(l, q.asked) {
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
			x = pivotCell.on(y.day)
		case quote.pivot:
			x = base.cells[i-1]
			y = pivotCell.on(x.day)
		default:
			x, y = base.cells[i-1], quote.cells[j-1]
		}
		if x.day == y.day {
			return row{base: x, quote: y}, true
		}
		on = min(x.day, y.day)
	}
}

func (c cell) on(d day) cell {
	c.day = d
	return c
}

// firstBoth returns the first day with both legs.
func firstBoth(base, quote leg) (day, bool) {
	if base.pivot {
		base.cells = quote.cells
	}
	if quote.pivot {
		quote.cells = base.cells
	}
	for i, j := 0, 0; i < len(base.cells) && j < len(quote.cells); {
		x, y := base.cells[i].day, quote.cells[j].day
		switch {
		case x == y:
			return x, true
		case x < y:
			i++
		default:
			j++
		}
	}
	return 0, false
}

// A query is what At was asked, kept for its error.
type query struct {
	base, quote leg
	asked       day
}

func (q query) fail(reason NoRateReason, c Currency) *NoRateError {
	e := &NoRateError{Base: q.base.code, Quote: q.quote.code, On: q.asked.time(), Reason: reason, Currency: c}
	if reason == NoRateEmpty || reason == NoRateUnknownCurrency {
		return e
	}
	if first, ok := firstBoth(q.base, q.quote); ok {
		e.First = first.time()
	}
	until := q.asked
	if reason == NoRateBeforeFirst {
		until = math.MaxInt32
	}
	if found, ok := lastBoth(q.base, q.quote, until); ok {
		e.Last = found.quote.day.time()
		if reason != NoRateBeforeFirst {
			e.AgeDays = int(q.asked - found.quote.day)
		}
	}
	return e
}

// older returns the leg whose last fixing on or before the day is older, the base
// when they are the same.
func (q query) older() Currency {
	if q.base.pivot {
		return q.quote.code
	}
	if q.quote.pivot {
		return q.base.code
	}
	if q.quote.cells[q.quote.before(q.asked)-1].day < q.base.cells[q.base.before(q.asked)-1].day {
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
