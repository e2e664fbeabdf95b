package fx

import (
	"cmp"
	"errors"
	"iter"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

// DefaultMaxAgeDays is the age in calendar days up to which [Rates.At] uses a
// fixing. The longest gap inside a live series of the ECB, from 1999 to 2026, is
// 5 days between two fixings, over Easter or Christmas; anything older than a
// week is a series that has stopped.
const DefaultMaxAgeDays = 7

// A Fixing is one published rate.
type Fixing struct {
	// Date is the day of the fixing: the calendar day in Date's own location.
	Date time.Time
	// Currency is what one unit of the pivot was priced in.
	Currency Currency
	// PerPivot is how many units of Currency one unit of the pivot was worth,
	// above 0 and of at most 18 significant digits.
	PerPivot decimal.Decimal
}

// Rates is a table of fixings, each against one pivot currency. Every pair is
// derived from that one table, so that rate(A,B) * rate(B,A) = 1 and rate(A,B) *
// rate(B,C) = rate(A,C) hold exactly. It never changes and is safe for concurrent
// use. A nil or zero Rates is an empty table.
type Rates struct {
	pivot   Currency
	source  string
	sources []string            // of the cells that do not have the table's own
	columns map[Currency][]cell // sorted by day, never empty
	codes   []Currency          // of the columns, sorted
	days    []day               // on which there is any fixing, sorted
	via     *path               // through the pivot
}

// A cell is a fixing in 16 bytes: mantissa * 10^exp of the pivot's price.
type cell struct {
	mantissa int64
	day      day
	source   uint16 // 0 is that of the table, i is sources[i-1]
	exp      int8
}

func (c cell) perPivot() decimal.Decimal { return c.number() }

func (c cell) number() decimal.Decimal { return decimal.New(c.mantissa, int32(c.exp)) }

// NewRates returns a table of fixings against the pivot, in any order. The source
// is the publisher to be named in results. Codes need the form of ISO 4217 but
// need not be in its list, because old tables hold currencies that ended long
// ago. The slice is not kept. No fixings make an empty table.
//
// Every fault is reported at once, each an [*InputError]: a malformed code, the
// pivot among the fixings, a day outside the years 1 to 9999 or not given, a rate
// at or below 0, outside the bounds of [CheckDecimal] or with more than 18
// significant digits, and two fixings of one currency on one day.
func NewRates(pivot Currency, source string, fixings []Fixing) (*Rates, error) {
	var faults []error
	if !pivot.wellFormed() {
		faults = append(faults, NewInputError("pivot", string(pivot), "must be a currency code of three capitals"))
	}
	table := newRatesBuilder(pivot)
	for i, f := range fixings {
		if err := table.addFixing(f); err != nil {
			faults = append(faults, InField("fixings["+strconv.Itoa(i)+"]", err))
		}
	}
	rates, err := table.finish(source)
	if err := errors.Join(append(faults, err)...); err != nil {
		return nil, err
	}
	return rates, nil
}

// Pivot returns the currency against which all fixings are.
func (r *Rates) Pivot() Currency {
	if r == nil {
		return ""
	}
	return r.pivot
}

// Source returns the publisher of the fixings.
func (r *Rates) Source() string {
	if r == nil {
		return ""
	}
	return r.source
}

// First returns the first day with a fixing of any currency, as midnight UTC, or
// the zero time for an empty table.
func (r *Rates) First() time.Time {
	if r == nil || len(r.days) == 0 {
		return time.Time{}
	}
	return r.days[0].time()
}

// Last returns the last day with a fixing of any currency, as midnight UTC, or
// the zero time for an empty table.
func (r *Rates) Last() time.Time {
	if r == nil || len(r.days) == 0 {
		return time.Time{}
	}
	return r.days[len(r.days)-1].time()
}

// Span returns the first and the last day with a fixing of c, as midnight UTC. It
// is false when the table has none. For the pivot it is the span of the table.
func (r *Rates) Span(c Currency) (first, last time.Time, ok bool) {
	if r == nil || len(r.days) == 0 {
		return time.Time{}, time.Time{}, false
	}
	if c == r.pivot {
		return r.First(), r.Last(), true
	}
	cells, ok := r.columns[c]
	if !ok {
		return time.Time{}, time.Time{}, false
	}
	return cells[0].day.time(), cells[len(cells)-1].day.time(), true
}

// Currencies yields the currencies that have fixings, in alphabetical order,
// without the pivot.
func (r *Rates) Currencies() iter.Seq[Currency] {
	if r == nil {
		return slices.Values[[]Currency](nil)
	}
	return slices.Values(r.codes)
}

// Days yields every day with a fixing of any currency, oldest first, as midnight
// UTC.
func (r *Rates) Days() iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		if r == nil {
			return
		}
		for _, d := range r.days {
			if !yield(d.time()) {
				return
			}
		}
	}
}

// ratesBuilder collects fixings one by one, so that a reader need not hold them
// all as decimals.
type ratesBuilder struct {
	pivot   Currency
	columns map[Currency][]cell
}

func newRatesBuilder(pivot Currency) *ratesBuilder {
	return &ratesBuilder{pivot: pivot, columns: map[Currency][]cell{}}
}

func (b *ratesBuilder) addFixing(f Fixing) error {
	var faults []error
	if !f.Currency.wellFormed() {
		faults = append(faults, NewInputError("currency", string(f.Currency), "must be a currency code of three capitals"))
	} else if f.Currency == b.pivot {
		faults = append(faults, NewInputError("currency", string(f.Currency), "must not be the pivot"))
	}
	d, ok := dayOf(f.Date)
	if !ok || f.Date.IsZero() {
		faults = append(faults, NewInputError("date", f.Date.Format(time.DateOnly), "must be a day in the years 1 to 9999"))
	}
	mantissa, exp, err := compact("per_pivot", f.PerPivot)
	if err := errors.Join(append(faults, err)...); err != nil {
		return err
	}
	b.add(f.Currency, cell{mantissa: mantissa, day: d, exp: exp})
	return nil
}

// add appends one checked fixing; whether it is there twice is seen in finish.
func (b *ratesBuilder) add(c Currency, x cell) {
	b.columns[c] = append(b.columns[c], x)
}

// compact returns a number as mantissa * 10^exp without trailing zeros.
func compact(field string, d decimal.Decimal) (mantissa int64, exp int8, err error) {
	if err := checkPositive(field, d); err != nil {
		return 0, 0, err
	}
	short := d.Normalize()
	if short.NumDigits() > 18 {
		return 0, 0, NewInputError(field, short.StringFixed(significantPlaces(short)), "must have at most 18 significant digits")
	}
	// CheckDecimal keeps the exponent of a short number within -12 and 18.
	return short.CoefficientInt64(), int8(short.Exponent()), nil
}

// finish sorts the columns and returns the table.
func (b *ratesBuilder) finish(source string) (*Rates, error) {
	r := &Rates{
		pivot:   b.pivot,
		source:  source,
		columns: make(map[Currency][]cell, len(b.columns)),
		codes:   slices.Sorted(maps.Keys(b.columns)),
		via:     &path{pivot: b.pivot},
	}
	var faults []error
	first, last := day(math.MaxInt32), day(math.MinInt32)
	for _, c := range r.codes {
		cells := slices.Clip(slices.Clone(b.columns[c]))
		slices.SortFunc(cells, func(x, y cell) int { return cmp.Compare(x.day, y.day) })
		for i, x := range cells {
			if i > 0 && x.day == cells[i-1].day {
				faults = append(faults, NewInputError("fixings", string(c)+" "+x.day.time().Format(time.DateOnly), "must have one fixing for a currency and a day"))
			}
		}
		r.columns[c] = cells
		first, last = min(first, cells[0].day), max(last, cells[len(cells)-1].day)
	}
	if len(r.codes) == 0 {
		return r, nil
	}
	days := newDaySet(first, last)
	for _, cells := range r.columns {
		days.add(cells)
	}
	r.days = days.days()
	return r, errors.Join(faults...)
}
