package kpi

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// maxHolidays is how many holidays a calendar may list.
const maxHolidays = 1000

// A Settlement is the calendar of the days on which a channel settles: every so many
// days from a known one, or on some days of each month. The zero Settlement closes
// every day.
type Settlement struct {
	// Known is a day on which the channel closed or will close. It is needed with an
	// EveryDays above 1, and may lie before or after the days that are asked for.
	Known time.Time `json:"known"`
	// EveryDays is the time from one close to the next: 14 for Amazon's cycle, 7 for a
	// weekly payout. 0 and 1 mean every day. At most 366.
	EveryDays int `json:"every_days"`
	// MonthDays are the days of each month on which the channel closes, 1 to 31. A day
	// that a month does not have is its last one, so that 31 means the end of the month.
	// They take the place of EveryDays.
	MonthDays []int `json:"month_days"`
	// BusinessDays moves a close on a Saturday, a Sunday or a holiday to the next
	// business day.
	BusinessDays bool `json:"business_days"`
	// Holidays are the days besides weekends on which nothing closes. They matter with
	// BusinessDays only.
	Holidays []time.Time `json:"holidays"`
}

// Check returns every fault, joined, or nil: each an [*fx.InputError] such as
// "month_days[1]".
func (s Settlement) Check() error {
	faults := []error{lcCheckDays("every_days", s.EveryDays, 0, 366)}
	switch {
	case len(s.MonthDays) > 0 && s.EveryDays != 0:
		faults = append(faults, fx.NewInputError("every_days", strconv.Itoa(s.EveryDays), "must not be given with month_days"))
	case s.EveryDays > 1:
		faults = append(faults, lcCheckDay("known", s.Known))
	case !s.Known.IsZero():
		faults = append(faults, lcCheckDay("known", s.Known))
	}
	if len(s.MonthDays) > 31 {
		faults = append(faults, fx.NewInputError("month_days", strconv.Itoa(len(s.MonthDays)), "must be at most 31 days"))
	} else {
		for i, d := range s.MonthDays {
			if d < 1 || d > 31 {
				faults = append(faults, fx.NewInputError(lcIndex("month_days", i), strconv.Itoa(d), "must be a day of a month, 1 to 31"))
			}
		}
	}
	return errors.Join(append(faults, checkHolidays(s.Holidays)...)...)
}

// Next returns the first close on or after a day. The errors are those of Check and an
// [*fx.InputError] at "from" for a missing day and one without a close by the year
// 9999.
func (s Settlement) Next(from time.Time) (time.Time, error) {
	if err := errors.Join(s.Check(), lcCheckDay("from", from)); err != nil {
		return time.Time{}, err
	}
	next := s.next(dayOf(from))
	if !ofFourDigits(next) {
		return time.Time{}, fx.NewInputError("from", dayText(from), "must have a close by the year 9999")
	}
	return next, nil
}

// Closes returns the closes in a period, in order. The errors are those of Check, and
// of the period at "period", which is at most ten years long.
func (s Settlement) Closes(p Period) ([]time.Time, error) {
	err := errors.Join(s.Check(), fx.InField("period", p.Check()))
	if err == nil && p.Days() > maxLagDays {
		err = fx.NewInputError("period", p.String(), "must be at most "+strconv.Itoa(maxLagDays)+" days")
	}
	if err != nil {
		return nil, err
	}
	var out []time.Time
	for day := s.next(dayOf(p.First)); p.Contains(day); day = s.next(day.AddDate(0, 0, 1)) {
		out = append(out, day)
	}
	return out, nil
}

// next returns the first close on or after a day. A close before it may have moved to
// a business day after it; of several that did, all moved to the same.
func (s Settlement) next(from time.Time) time.Time {
	if !s.BusinessDays {
		return s.nominal(from)
	}
	if moved := businessDay(s.nominalBefore(from), s.Holidays); !moved.Before(from) {
		return moved
	}
	return businessDay(s.nominal(from), s.Holidays)
}

// nominal returns the first close on or after a day, before it is moved.
func (s Settlement) nominal(from time.Time) time.Time {
	switch {
	case len(s.MonthDays) > 0:
		for month := firstOfMonth(from); ; month = month.AddDate(0, 1, 0) {
			for _, day := range s.daysIn(month) {
				if !day.Before(from) {
					return day
				}
			}
		}
	case s.EveryDays > 1:
		wait := -daysFrom(s.Known, from) % s.EveryDays
		return from.AddDate(0, 0, (wait+s.EveryDays)%s.EveryDays)
	}
	return from
}

// nominalBefore returns the last close before a day, before it is moved.
func (s Settlement) nominalBefore(day time.Time) time.Time {
	switch {
	case len(s.MonthDays) > 0:
		for month := firstOfMonth(day); ; month = month.AddDate(0, -1, 0) {
			for _, d := range slices.Backward(s.daysIn(month)) {
				if d.Before(day) {
					return d
				}
			}
		}
	case s.EveryDays > 1:
		return s.nominal(day).AddDate(0, 0, -s.EveryDays)
	}
	return day.AddDate(0, 0, -1)
}

// daysIn returns the closes in the month that begins on a day, in order.
func (s Settlement) daysIn(month time.Time) []time.Time {
	last := month.AddDate(0, 1, -1).Day()
	out := make([]time.Time, len(s.MonthDays))
	for i, d := range s.MonthDays {
		out[i] = month.AddDate(0, 0, min(d, last)-1)
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}

func firstOfMonth(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// A BankCount says which days count on the way to the bank. The zero BankCount is
// [CountBusinessDays].
type BankCount string

// The ways of counting.
const (
	// CountBusinessDays counts the business days, Monday to Friday without holidays,
	// after the day on which the money is sent: 1 day is the next business day. 0 days is
	// the day itself, or the next business day where it is none, so that money sent on a
	// Saturday arrives on Monday after 0 days and after 1.
	CountBusinessDays BankCount = "business_days"
	// CountCalendarDays counts every day and moves an arrival on a weekend or holiday to
	// the next business day.
	CountCalendarDays BankCount = "calendar_days"
	// CountEveryDay counts every day, and the bank books on every day.
	CountEveryDay BankCount = "every_day"
)

// BankTerms are the way of the money to the bank: from 2 to 5 days after Amazon's
// settlement, by what sellers report. The zero BankTerms take no time, but the money
// arrives on a business day.
type BankTerms struct {
	// Days is how many, 0 to 366.
	Days int `json:"days"`
	// Count says which days count.
	Count BankCount `json:"count"`
	// Holidays are the days besides weekends on which the bank books nothing: the
	// caller's list, at most 1000.
	Holidays []time.Time `json:"holidays"`
}

// Check returns every fault, joined, or nil: each an [*fx.InputError] such as
// "holidays[3]".
func (b BankTerms) Check() error {
	faults := []error{lcCheckDays("days", b.Days, 0, 366)}
	switch b.Count {
	case "", CountBusinessDays, CountCalendarDays, CountEveryDay:
	default:
		faults = append(faults, fx.NewInputError("count", string(b.Count), "must be business_days, calendar_days or every_day"))
	}
	return errors.Join(append(faults, checkHolidays(b.Holidays)...)...)
}

// Arrival returns the day on which money is in the bank that is sent on a day. The
// errors are those of Check and an [*fx.InputError] at "sent" for a missing day and
// one whose money arrives after the year 9999.
func (b BankTerms) Arrival(sent time.Time) (time.Time, error) {
	if err := errors.Join(b.Check(), lcCheckDay("sent", sent)); err != nil {
		return time.Time{}, err
	}
	day := b.arrival(dayOf(sent))
	if !ofFourDigits(day) {
		return time.Time{}, fx.NewInputError("sent", dayText(sent), "must arrive by the year 9999")
	}
	return day, nil
}

func (b BankTerms) arrival(sent time.Time) time.Time {
	switch b.Count {
	case CountEveryDay:
		return sent.AddDate(0, 0, b.Days)
	case CountCalendarDays:
		return businessDay(sent.AddDate(0, 0, b.Days), b.Holidays)
	}
	if b.Days == 0 {
		return businessDay(sent, b.Holidays)
	}
	for range b.Days {
		sent = businessDay(sent.AddDate(0, 0, 1), b.Holidays)
	}
	return sent
}

// businessDay returns the day itself, or the next that is neither on a weekend nor a
// holiday.
func businessDay(day time.Time, holidays []time.Time) time.Time {
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday ||
		slices.ContainsFunc(holidays, func(h time.Time) bool { return dayOf(h).Equal(day) }) {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

func checkHolidays(holidays []time.Time) []error {
	if len(holidays) > maxHolidays {
		return []error{fx.NewInputError("holidays", strconv.Itoa(len(holidays)), "must be at most "+strconv.Itoa(maxHolidays)+" days")}
	}
	var faults []error
	for i, h := range holidays {
		if err := lcCheckDay(lcIndex("holidays", i), h); err != nil {
			faults = append(faults, err)
		}
	}
	return faults
}
