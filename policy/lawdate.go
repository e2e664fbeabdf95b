package policy

import (
	"time"

	"github.com/lianxing/crossborder/fx"
)

// calendarDay returns a calendar day as midnight UTC.
func calendarDay(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// lawVerified is the day on which the sources of the rules of law and of brands
// were last read.
func lawVerified() time.Time { return calendarDay(2026, time.November, 23) }

// undated stands for the first day of a rule whose source names none, or that is
// older than anything that will be asked.
func undated() time.Time { return calendarDay(2000, time.January, 1) }

// monthsBefore returns the same day some months earlier, or the last day of that
// month when it has no such day: three months before 31 May is 28 or 29 February.
func monthsBefore(day time.Time, months int) time.Time {
	y, m, d := day.Date()
	first := calendarDay(y, m, 1).AddDate(0, -months, 0)
	last := first.AddDate(0, 1, -1).Day()
	return calendarDay(first.Year(), first.Month(), min(d, last))
}

// between is the window from one calendar day to another, both included.
func (h History) between(from, to time.Time) window {
	return h.window(to.AddDate(0, 0, 1), PriceRun{From: from, To: to}.Days())
}

// holdsOn reports whether a day lies between two, both included; a zero to is no
// end.
func holdsOn(day, from, to time.Time) bool {
	return !day.Before(from) && (to.IsZero() || !day.After(to))
}

// checkDays adds the faults of a first and a last day; a zero to is allowed.
func (f *faults) checkDays(from, to time.Time) {
	if !isDay(from) {
		f.add("from", dateText(from), "must be a calendar day as midnight UTC")
	}
	if !to.IsZero() && (!isDay(to) || to.Before(from)) {
		f.add("to", dateText(to), "must be a calendar day as midnight UTC, not before from")
	}
}

// merge adds the faults of an error as they are.
func (f *faults) merge(err error) { *f = append(*f, fx.Faults(err)...) }

// dateText writes a time for a fault, "" for none.
func dateText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
