package fx

import (
	"errors"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

// LookUp tunes [Rates.At] and every other [Source]. The zero LookUp takes the last
// fixing on or before the day, up to [DefaultMaxAgeDays] old.
type LookUp struct {
	// MaxAgeDays is the largest distance in calendar days between the day and
	// the fixing, in either direction. 0 means [DefaultMaxAgeDays]. A negative
	// age is an error.
	MaxAgeDays int
	// Exact accepts a fixing of the day itself only, whatever MaxAgeDays and
	// Policy say.
	Exact bool
	// Policy says which fixing stands in for a day that has none. "" means
	// [Previous], the only one that never looks into the future.
	Policy Policy
	// PublishedAt is the time of day, in the location of the moment that is asked
	// for, at which the fixing of that day is published: with 16*time.Hour, who
	// asks at 15:59 gets a fixing of an earlier day. It is the time on the clock,
	// from 0 to 24 hours. 0 means that the fixing of a day is known all day.
	//
	// It holds back the fixing of the day itself and concerns only [Previous] and
	// Exact; the other policies use later fixings anyway.
	PublishedAt time.Duration
}

// A Policy says which fixing stands in for a day without one. The texts are
// stable.
type Policy string

// The policies of a [LookUp].
const (
	// Previous takes the last fixing on or before the day: Friday's for a
	// Saturday. It is what "" means.
	Previous Policy = "previous"
	// Next takes the first fixing on or after the day: Monday's for a Saturday.
	// Nobody knew it on the day.
	Next Policy = "next"
	// Nearest takes the one of the two that is fewer calendar days away, the
	// earlier one when they are equally far: Friday's for a Saturday, Monday's
	// for a Sunday, which nobody knew then.
	Nearest Policy = "nearest"
	// Linear mixes both by the calendar days between them: for a Saturday two
	// parts of Friday and one of Monday. It is exact, and for reports only, since
	// it needs the future.
	Linear Policy = "linear"
)

// A lookUp is a LookUp that was checked and has its defaults.
type lookUp struct {
	asked  day    // the day of the moment that was asked for
	known  day    // the last day whose fixing was published by then
	policy Policy // not ""; Previous when exact
	given  Policy // as the caller wrote it
	maxAge int    // 0 when exact
	exact  bool
}

// normal checks a look-up and fills in its defaults. All faults are reported.
func (o LookUp) normal(on time.Time) (lookUp, error) {
	asked, ok := dayOf(on)
	if !ok || o.MaxAgeDays < 0 || o.PublishedAt < 0 || o.PublishedAt > 24*time.Hour || !o.Policy.valid() {
		return lookUp{}, o.faults(ok)
	}
	l := lookUp{asked: asked, known: asked, policy: o.Policy, given: o.Policy, maxAge: o.MaxAgeDays, exact: o.Exact}
	switch {
	case o.Exact:
		l.policy, l.maxAge = Previous, 0
	case o.MaxAgeDays == 0:
		l.maxAge = DefaultMaxAgeDays
	}
	if l.policy == "" {
		l.policy = Previous
	}
	if o.PublishedAt > 0 && clock(on) < o.PublishedAt {
		l.known--
	}
	return l, nil
}

func (p Policy) valid() bool {
	switch p {
	case "", Previous, Next, Nearest, Linear:
		return true
	}
	return false
}

func (o LookUp) faults(dayOK bool) error {
	var faults []error
	fault := func(field, value, reason string) {
		faults = append(faults, NewInputError(field, value, reason))
	}
	if !dayOK {
		fault("on", "", "must be a day in the years 1 to 9999")
	}
	if o.MaxAgeDays < 0 {
		fault("max_age_days", strconv.Itoa(o.MaxAgeDays), "must not be negative")
	}
	if !o.Policy.valid() {
		fault("policy", string(o.Policy), "must be previous, next, nearest or linear")
	}
	if o.PublishedAt < 0 || o.PublishedAt > 24*time.Hour {
		fault("published_at", o.PublishedAt.String(), "must be a time of day from 0 to 24 hours")
	}
	return errors.Join(faults...)
}

// clock returns the time that a clock shows, as time since midnight.
func clock(t time.Time) time.Duration {
	h, m, s := t.Clock()
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second +
		time.Duration(t.Nanosecond())
}

// nearer returns the two days, which lie on both sides of the day that was asked
// for, with the nearer first and on a tie the earlier.
func (l lookUp) nearer(before, after day) (first, second day) {
	if int64(after)-int64(l.asked) < int64(l.asked)-int64(before) {
		return after, before
	}
	return before, after
}

// tooFar reports whether a fixing of the day is farther away than allowed.
func (l lookUp) tooFar(used day) bool {
	distance := int64(l.asked) - int64(used)
	return max(distance, -distance) > int64(l.maxAge)
}

// mixRates returns the rate on a day between those of two days, weighted by the
// calendar days to each, exact. It is one leg, dated on the day, and its source
// says what it is.
func mixRates(before, after Rate, on day) (Rate, error) {
	first, _ := dayOf(before.date)
	last, _ := dayOf(after.date)
	toFirst, toLast := decimal.New(int64(on)-int64(first), 0), decimal.New(int64(last)-int64(on), 0)
	num := before.num.Mul(after.den).Mul(toLast).Add(after.num.Mul(before.den).Mul(toFirst))
	den := before.den.Mul(after.den).Mul(toFirst.Add(toLast))
	if err := checkFraction(num, den); err != nil {
		return Rate{}, err
	}
	source := joinSources(before.source, after.source)
	if source != "" {
		source += ", "
	}
	source += "linear between " + before.date.Format(time.DateOnly) + " and " + after.date.Format(time.DateOnly)
	return makeRate(before.base, before.quote, num, den).WithSource(on.time(), source), nil
}
