package fx

import (
	"strconv"
	"time"
)

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
	// NoRateAfterLast: the day is after the last fixing of the pair, with which
	// the table ends, and the policy needs a later one.
	NoRateAfterLast NoRateReason = "after last"
	// NoRateNotPublished: the day is the first one with a fixing, or, with
	// LookUp.Exact, any day, and it is not yet the hour of LookUp.PublishedAt.
	NoRateNotPublished NoRateReason = "not yet published"
	// NoRateEnded: the currency no longer exists, or its series stopped while
	// others in the table went on. A currency that joined the euro has a fixed
	// conversion instead, which is an exact number and no fixing; see
	// [EuroConversion].
	NoRateEnded NoRateReason = "ended"
	// NoRateStale: the fixing is farther away than allowed, or, with
	// LookUp.Exact, is not of the day itself.
	NoRateStale NoRateReason = "stale"
)

// A NoRateError says that a table has no usable rate of a pair on a day, and why.
type NoRateError struct {
	// Base and Quote are the pair that was asked for.
	Base, Quote Currency
	// On is the day that was asked for, as midnight UTC.
	On time.Time
	// Policy is that of the look-up, as the caller wrote it: "" is [Previous].
	Policy Policy
	// Reason is the kind of the failure.
	Reason NoRateReason
	// Currency is the leg of the pair that is missing, or "" when it is not one
	// of the two: for an empty table and before the hour of publication.
	Currency Currency
	// First is the first day on which both legs have a fixing, zero when there
	// is none.
	First time.Time
	// Last is the last such day on or before On; for [NoRateBeforeFirst] it is
	// the last one in the table. It is zero when there is none.
	Last time.Time
	// Next is the first such day on or after On when the policy uses later
	// fixings. It is zero when there is none and with [Previous].
	Next time.Time
	// AgeDays is the calendar days from the fixing that was refused to On when
	// the reason is [NoRateStale] or [NoRateEnded], negative when the fixing is
	// later, else 0.
	AgeDays int
}

// Error says the pair, the day and what is there instead.
func (e *NoRateError) Error() string {
	text := "fx: no rate " + shorten(string(e.Base)) + "/" + shorten(string(e.Quote)) +
		" on " + e.On.Format(time.DateOnly) + ": "
	if e.Currency != "" {
		text += shorten(string(e.Currency)) + " "
	}
	return text + string(e.Reason) + e.instead()
}

// instead says which fixings there are.
func (e *NoRateError) instead() string {
	switch e.Reason {
	case NoRateBeforeFirst:
		if !e.First.IsZero() {
			return ", the first is of " + e.First.Format(time.DateOnly)
		}
	case NoRateAfterLast, NoRateNotPublished:
		if !e.Last.IsZero() {
			return ", the last is of " + e.Last.Format(time.DateOnly)
		}
	case NoRateStale:
		text := ""
		if !e.Last.IsZero() && e.Policy != Next {
			text += ", the last is of " + e.Last.Format(time.DateOnly) + ", " + days(e.On, e.Last) + " old"
		}
		if !e.Next.IsZero() {
			text += ", the next is of " + e.Next.Format(time.DateOnly) + ", " + days(e.Next, e.On) + " later"
		}
		return text
	case NoRateEnded:
		if !e.Last.IsZero() {
			return ", the last is of " + e.Last.Format(time.DateOnly) + ", " + days(e.On, e.Last) + " old"
		}
	case NoRateEmpty, NoRateUnknownCurrency:
	}
	return ""
}

// days writes the calendar days from one midnight UTC to a later one.
func days(later, earlier time.Time) string {
	x, _ := dayOf(later)
	y, _ := dayOf(earlier)
	return countDays(int(x - y))
}

// countDays writes a number of days.
func countDays(n int) string {
	if n == 1 {
		return "1 day"
	}
	return strconv.Itoa(n) + " days"
}
