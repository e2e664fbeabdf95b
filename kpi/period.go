package kpi

import (
	"errors"
	"iter"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// A Period is a run of calendar days, the first and the last included. Only year,
// month and day of its times are read. The zero Period is none: [Period.Check]
// refuses it and it has no days.
type Period struct {
	First, Last time.Time
}

// Day is the period of one calendar day.
func Day(year int, month time.Month, day int) Period {
	d := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return Period{d, d}
}

// Check reports a missing day and a last day before the first, each an
// [*fx.InputError] at "first" or "last".
func (p Period) Check() error {
	var faults []error
	fault := func(field, value, reason string) { faults = append(faults, fx.NewInputError(field, value, reason)) }
	switch {
	case p.First.IsZero():
		fault("first", "", "is missing")
	case !ofFourDigits(p.First):
		fault("first", "", "must be a day of the years 1 to 9999")
	}
	switch {
	case p.Last.IsZero():
		fault("last", "", "is missing")
	case !ofFourDigits(p.Last):
		fault("last", "", "must be a day of the years 1 to 9999")
	case !p.First.IsZero() && dayOf(p.Last).Before(dayOf(p.First)):
		fault("last", dayText(p.Last), "must not be before "+dayText(p.First))
	}
	return errors.Join(faults...)
}

// Days returns the number of days: 1 where the first is the last, 0 for the zero
// Period and for one that ends before it begins.
func (p Period) Days() int {
	if p.Check() != nil {
		return 0
	}
	return daysFrom(p.First, p.Last) + 1
}

// Contains reports whether a day is one of the period.
func (p Period) Contains(day time.Time) bool {
	d := dayOf(day)
	return p.Days() > 0 && !d.Before(dayOf(p.First)) && !d.After(dayOf(p.Last))
}

// Meet returns the days that two periods have in common; ok is false when there are
// none.
func (p Period) Meet(q Period) (meet Period, ok bool) {
	if p.Days() == 0 || q.Days() == 0 {
		return Period{}, false
	}
	meet = Period{dayOf(p.First), dayOf(p.Last)}
	if f := dayOf(q.First); f.After(meet.First) {
		meet.First = f
	}
	if l := dayOf(q.Last); l.Before(meet.Last) {
		meet.Last = l
	}
	if meet.Last.Before(meet.First) {
		return Period{}, false
	}
	return meet, true
}

// mostShift is above the number of days of the years 1 to 9999.
const mostShift = 366 * 9999

// Shift returns the period some days later, or earlier for a negative number. A period
// that would not lie within the years 1 to 9999 any more becomes the zero Period.
func (p Period) Shift(days int) Period {
	if p.Days() == 0 {
		return p
	}
	if days > mostShift || days < -mostShift {
		return Period{}
	}
	q := Period{dayOf(p.First).AddDate(0, 0, days), dayOf(p.Last).AddDate(0, 0, days)}
	if q.Check() != nil {
		return Period{}
	}
	return q
}

// All yields the days of the period in order, each as midnight UTC.
func (p Period) All() iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		first := dayOf(p.First)
		for i := range p.Days() {
			if !yield(first.AddDate(0, 0, i)) {
				return
			}
		}
	}
}

// Weeks yields the weeks that the period touches, cut to the period, in order. A week
// begins on the weekday that is given: Sunday in Amazon's reports, Monday in ISO 8601.
func (p Period) Weeks(begin time.Weekday) iter.Seq[Period] {
	return func(yield func(Period) bool) {
		days, first := p.Days(), dayOf(p.First)
		for i := 0; i < days; {
			from := first.AddDate(0, 0, i)
			n := 7 - (int(from.Weekday())-int(begin)%7+7)%7 // to the day before the next begin
			n = min(n, days-i)
			if !yield(Period{from, from.AddDate(0, 0, n-1)}) {
				return
			}
			i += n
		}
	}
}

// String returns the days as "2026-07-01..2026-07-30", one day as "2026-07-01".
func (p Period) String() string {
	switch p.Days() {
	case 0:
		return ""
	case 1:
		return dayText(p.First)
	}
	return dayText(p.First) + ".." + dayText(p.Last)
}

// dayOf returns midnight UTC of the calendar day that a time shows.
func dayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// daysFrom returns the days from a to b, negative when b is before a.
func daysFrom(a, b time.Time) int {
	return int((dayOf(b).Unix() - dayOf(a).Unix()) / (24 * 60 * 60))
}

func dayText(t time.Time) string { return t.Format(time.DateOnly) }

func ofFourDigits(t time.Time) bool { return t.Year() >= 1 && t.Year() <= 9999 }
