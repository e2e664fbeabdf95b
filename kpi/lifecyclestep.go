package kpi

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A CalendarStep is the length of the periods into which days are grouped. The zero
// CalendarStep is [StepMonth].
type CalendarStep string

// The steps.
const (
	StepMonth CalendarStep = "month" // a calendar month
	StepWeek  CalendarStep = "week"  // seven days from a weekday that the caller names
)

// lcCalendar groups days. Its step is checked.
type lcCalendar struct {
	step  CalendarStep
	begin time.Weekday
}

func (c lcCalendar) check() []error {
	var faults []error
	if c.step != "" && c.step != StepMonth && c.step != StepWeek {
		faults = append(faults, fx.NewInputError("step", string(c.step), "must be month or week"))
	}
	if c.begin < time.Sunday || c.begin > time.Saturday {
		faults = append(faults, fx.NewInputError("week_begin", strconv.Itoa(int(c.begin)), "must be a weekday, 0 to 6"))
	}
	return faults
}

// of returns the whole period that a day is in.
func (c lcCalendar) of(day time.Time) Period {
	d := dayOf(day)
	if c.step == StepWeek {
		first := d.AddDate(0, 0, -((int(d.Weekday()) - int(c.begin) + 7) % 7))
		return Period{first, first.AddDate(0, 0, 6)}
	}
	first := time.Date(d.Year(), d.Month(), 1, 0, 0, 0, 0, time.UTC)
	return Period{first, first.AddDate(0, 1, -1)}
}

// between returns the number of steps from the period of a to that of b.
func (c lcCalendar) between(a, b Period) int {
	if c.step == StepWeek {
		return daysFrom(a.First, b.First) / 7
	}
	return (b.First.Year()-a.First.Year())*12 + int(b.First.Month()) - int(a.First.Month())
}

func (c lcCalendar) name() string {
	if c.step == StepWeek {
		return "week"
	}
	return "month"
}

// lcCheckDay reports a day that is missing or whose month or week is not within the
// years of a Period.
func lcCheckDay(field string, day time.Time) error {
	switch {
	case day.IsZero():
		return fx.NewInputError(field, "", "is missing")
	case day.Year() < 2 || day.Year() > 9998:
		return fx.NewInputError(field, "", "must be a day of the years 2 to 9998")
	}
	return nil
}

// lcCheckCurrency reports a code that is not in ISO 4217.
func lcCheckCurrency(field string, c fx.Currency) error {
	if c == "" {
		return fx.NewInputError(field, "", "is missing")
	}
	if got, err := fx.ParseCurrency(string(c)); err != nil || got != c {
		return fx.NewInputError(field, string(c), "must be a currency of ISO 4217")
	}
	return nil
}

// lcCheckAmount reports a known amount that is out of bounds or, unless signed, below 0.
func lcCheckAmount(field string, d decimal.NullDecimal, signed bool) error {
	if !d.Valid {
		return nil
	}
	if err := fx.CheckDecimal(d.Decimal); err != nil {
		return fx.InField(field, err)
	}
	if !signed && d.Decimal.IsNegative() {
		return fx.NewInputError(field, fx.Plain(d.Decimal), "must not be below 0")
	}
	return nil
}

// lcCheckShare reports a known share outside 0 to 1.
func lcCheckShare(field string, d decimal.NullDecimal) error {
	if err := lcCheckAmount(field, d, false); err != nil || !d.Valid {
		return err
	}
	if d.Decimal.GreaterThan(lcWhole(1)) {
		return fx.NewInputError(field, fx.Plain(d.Decimal), "must be a fraction of at most 1, such as 0.15")
	}
	return nil
}

// lcCheckDays reports a number of days out of its range.
func lcCheckDays(field string, n, least, most int) error {
	if n < least || n > most {
		return fx.NewInputError(field, strconv.Itoa(n), "must be from "+strconv.Itoa(least)+" to "+strconv.Itoa(most)+" days")
	}
	return nil
}

func lcIndex(field string, i int) string { return field + "[" + strconv.Itoa(i) + "]" }
