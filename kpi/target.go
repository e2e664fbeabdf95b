package kpi

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A TargetPart is one member of a level of a plan: a quarter, a week, a channel, a
// family of SKUs. A part of time has a period, others have the zero Period.
type TargetPart struct {
	Name   string `json:"name"`
	Period Period `json:"period"`
	// Weight is what the part counts beside the other parts of its level: only
	// proportions matter, so 60 and 40 are the same as 0.6 and 0.4. Parts of time
	// whose weight is not Valid count what the next level of time below them counts,
	// and without such a level their days. Other parts must have a weight.
	Weight decimal.NullDecimal `json:"weight"`
	// Slot is the place of a part of time in its season, from 1. 0 means its place in
	// the list. See [Season].
	Slot int `json:"slot,omitempty"`
}

// A PeriodTarget is a number on the days of a period: a target, or the weight of a
// week. Within the period it is spread evenly over the days. The zero PeriodTarget
// has no days.
type PeriodTarget struct {
	Period Period          `json:"period"`
	Amount decimal.Decimal `json:"amount"`
}

// CalendarYear is the period from 1 January to 31 December. A year that is not of the
// years 1 to 9999 gives the zero Period.
func CalendarYear(year int) Period {
	if year < 1 || year > 9999 {
		return Period{}
	}
	return Period{Day(year, time.January, 1).First, Day(year, time.December, 31).First}
}

// QuarterParts returns the quarters of the calendar that a period touches, cut to it
// and named "2026-Q1". They have no weight. A period that [Period.Check] refuses has
// none.
func QuarterParts(p Period) []TargetPart {
	return calendarParts(p, 3, func(first time.Time) string {
		return fmt.Sprintf("%04d-Q%d", first.Year(), (int(first.Month())+2)/3)
	})
}

// MonthParts returns the months that a period touches, cut to it and named "2026-01".
// They have no weight. A period that [Period.Check] refuses has none.
func MonthParts(p Period) []TargetPart {
	return calendarParts(p, 1, func(first time.Time) string { return first.Format("2006-01") })
}

func calendarParts(p Period, months int, name func(time.Time) string) []TargetPart {
	if p.Check() != nil {
		return nil
	}
	var parts []TargetPart
	for first, last := dayOf(p.First), dayOf(p.Last); !first.After(last); {
		month := (int(first.Month())-1)/months*months + 1
		end := time.Date(first.Year(), time.Month(month+months), 0, 0, 0, 0, 0, time.UTC)
		if end.After(last) {
			end = last
		}
		parts = append(parts, TargetPart{Name: name(first), Period: Period{first, end}})
		first = end.AddDate(0, 0, 1)
	}
	return parts
}

// WeekParts returns the weeks that a period touches as [Period.Weeks] cuts them, named
// "W01", "W02" and so on by their place in the period. So the first and the last week
// of a year may be short, and a year has 53 of them, or 54 when it is a leap year that
// begins on the last day of a week. They have no weight.
func WeekParts(p Period, begin time.Weekday) []TargetPart {
	var parts []TargetPart
	for week := range p.Weeks(begin) {
		parts = append(parts, TargetPart{Name: fmt.Sprintf("W%02d", len(parts)+1), Period: week})
	}
	return parts
}

// BlockParts returns the periods of a retail calendar, which are blocks of whole
// weeks: 4, 4, 5, 4, 4, 5 and so on from a first day. They are named "P01", "P02" and
// have no weight. A year of 53 weeks has one week more in one of the blocks.
//
// The error is an *fx.InputError at "first" for a missing day, at "weeks" for none or
// more than 120, and at "weeks[2]" for a block that has not from 1 to 60 weeks.
func BlockParts(first time.Time, weeks ...int) ([]TargetPart, error) {
	var faults []error
	if first.IsZero() || !ofFourDigits(first) || first.Year() > 9000 {
		faults = append(faults, fx.NewInputError("first", "", "must be a day of the years 1 to 9000"))
	}
	if len(weeks) == 0 || len(weeks) > 120 {
		faults = append(faults, fx.NewInputError("weeks", strconv.Itoa(len(weeks)), "must be from 1 to 120 blocks"))
	} else {
		for i, n := range weeks {
			if n < 1 || n > 60 {
				faults = append(faults, fx.NewInputError(fmt.Sprintf("weeks[%d]", i), strconv.Itoa(n), "must be from 1 to 60 weeks"))
			}
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	parts := make([]TargetPart, len(weeks))
	from := dayOf(first)
	for i, n := range weeks {
		parts[i] = TargetPart{Name: fmt.Sprintf("P%02d", i+1), Period: Period{from, from.AddDate(0, 0, 7*n-1)}}
		from = from.AddDate(0, 0, 7*n)
	}
	return parts, nil
}
