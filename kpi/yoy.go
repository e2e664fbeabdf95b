package kpi

import (
	"errors"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// A YearBasis says which days of the year before a period is compared with.
type YearBasis string

// The bases.
const (
	// ByDate takes the same dates. 29 February is compared with 28 February, and a period
	// to 28 February leaves out the 29 February of a leap year before.
	ByDate YearBasis = "date"
	// By52Weeks takes the days 364 days before, which are the same weekdays.
	By52Weeks YearBasis = "52_weeks"
	// ByEvent takes the days with the same distance from the first day of the same
	// event, so that Prime Day is compared with Prime Day whenever it was.
	ByEvent YearBasis = "event"
)

// A YearAlignment says how a period finds its days of the year before. The zero
// YearAlignment is ByDate.
type YearAlignment struct {
	By YearBasis
	// This and Before are the event of this year and of the year before, for ByEvent.
	This, Before Event
}

// A YearComparison compares a period with one of the year before.
type YearComparison struct {
	Alignment       YearAlignment
	Period, Earlier Period
	// Now and Before are the totals. A day without a value makes them incomplete.
	Now, Before Value
	// Difference is now - before and Change now / before - 1, both exact; the change is
	// undefined where before is 0 or below.
	Difference, Change Value
	// Notes say where the two are not alike: other numbers of days, 29 February, an
	// event that was longer.
	Notes []string
}

// Earlier returns the days that a period is compared with, and notes where they are
// not alike. Faults are [*fx.InputError]: those of [Period.Check] in "period", "by", and
// for ByEvent those of [Event.Check] in "this" and "before" and "before.code" for
// another event.
func (a YearAlignment) Earlier(p Period) (Period, []string, error) {
	err := fx.InField("period", p.Check())
	switch a.By {
	case "", ByDate, By52Weeks:
	case ByEvent:
		err = errors.Join(err, fx.InField("this", a.This.Check()), fx.InField("before", a.Before.Check()))
		if a.This.Code != a.Before.Code {
			err = errors.Join(err, fx.NewInputError("before.code", a.Before.Code, "must be that of the event of this year"))
		}
	default:
		err = errors.Join(err, fx.NewInputError("by", string(a.By), `must be "date", "52_weeks" or "event"`))
	}
	if err != nil {
		return Period{}, nil, err
	}
	var earlier Period
	var notes []string
	switch a.By {
	case By52Weeks:
		earlier = p.Shift(-364)
	case ByEvent:
		earlier = p.Shift(daysFrom(a.This.Days.First, a.Before.Days.First))
		if now, then := a.This.Days.Days(), a.Before.Days.Days(); now != then {
			notes = append(notes, "the event has "+countText(now, "day")+" and had "+countText(then, "day"))
		}
	default:
		earlier = Period{yearBefore(p.First), yearBefore(p.Last)}
		notes = leapNotes(p, earlier)
	}
	if err := earlier.Check(); err != nil { // before the year 1
		return Period{}, nil, fx.NewInputError("period.first", dayText(p.First), "must have a year before it")
	}
	return earlier, notes, nil
}

// yearBefore returns the same date of the year before, 28 February for 29 February.
func yearBefore(day time.Time) time.Time {
	day = dayOf(day)
	if day.Month() == time.February && day.Day() == 29 {
		day = day.AddDate(0, 0, -1)
	}
	return day.AddDate(-1, 0, 0)
}

// leapNotes says where a 29 February makes a difference.
func leapNotes(p, earlier Period) []string {
	var notes []string
	now, then := p.Days(), earlier.Days()
	switch {
	case now != then:
		notes = append(notes, countText(now, "day")+" now and "+countText(then, "day")+" a year before: one of them has a 29 February")
	case isLeapDay(p.First) || isLeapDay(p.Last):
		notes = append(notes, "29 February is compared with 28 February")
	}
	if next := dayOf(earlier.Last).AddDate(0, 0, 1); isLeapDay(next) && !isLeapDay(p.Last) {
		notes = append(notes, dayText(next)+" is left out: the period ends on 28 February")
	}
	return notes
}

func isLeapDay(day time.Time) bool { return day.Month() == time.February && day.Day() == 29 }

// YearOverYear compares the total of a period with that of the year before. Days of
// which the series knows nothing make it incomplete, never 0. The errors are those of
// [YearAlignment.Earlier].
func (s DaySeries) YearOverYear(p Period, a YearAlignment) (YearComparison, error) {
	earlier, notes, err := a.Earlier(p)
	if err != nil {
		return YearComparison{}, err
	}
	c := YearComparison{Alignment: a, Period: p, Earlier: earlier, Now: s.Total(p), Before: s.Total(earlier), Notes: notes}
	c.Difference, c.Change = upliftDifference(c.Now, c.Before), upliftChange(c.Now, c.Before)
	return c, nil
}
