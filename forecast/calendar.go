package forecast

import (
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// A Step is the length of one step of a series.
type Step int

// The steps of a series. The zero Step is not stated.
const (
	Unstated Step = iota
	Hourly
	Daily
	Weekly
	Monthly
	Quarterly
	Yearly
)

var stepNames = [...]string{"unstated", "hourly", "daily", "weekly", "monthly", "quarterly", "yearly"}

// String returns the name of the step: "weekly".
func (s Step) String() string {
	if s < 0 || int(s) >= len(stepNames) {
		return "Step(" + strconv.Itoa(int(s)) + ")"
	}
	return stepNames[s]
}

// period returns the usual season of s in steps, 1 where there is none.
func (s Step) period() int {
	switch s {
	case Hourly:
		return 24
	case Daily:
		return 7
	case Weekly:
		return 52
	case Monthly:
		return 12
	case Quarterly:
		return 4
	}
	return 1
}

// A Calendar dates the steps of a series. The zero Calendar dates nothing.
type Calendar struct {
	// Step is the length of a step.
	Step Step
	// First is the beginning of the first step: the hour, the day, the first day of
	// the week, month, quarter or year. Only its date (and hour, for hourly steps)
	// counts, as its own zone shows it.
	First time.Time
}

// Dated reports whether c dates its steps.
func (c Calendar) Dated() bool { return c.Step != Unstated && !c.First.IsZero() }

// At returns the beginning of step i, counted from 0, in UTC, and the zero time
// where c dates nothing. Months, quarters and years begin on the day of First, or on
// the last day of a month that has no such day.
func (c Calendar) At(i int) time.Time {
	if !c.Dated() {
		return time.Time{}
	}
	y, m, d := c.First.Date()
	switch c.Step {
	case Hourly:
		return time.Date(y, m, d, c.First.Hour()+i, 0, 0, 0, time.UTC)
	case Daily:
		return time.Date(y, m, d+i, 0, 0, 0, 0, time.UTC)
	case Weekly:
		return time.Date(y, m, d+7*i, 0, 0, 0, 0, time.UTC)
	case Quarterly:
		return monthDay(y, m+time.Month(3*i), d)
	case Yearly:
		return monthDay(y+i, m, d)
	}
	return monthDay(y, m+time.Month(i), d)
}

// monthDay returns day d of the month, or its last day where it has fewer.
func monthDay(y int, m time.Month, d int) time.Time {
	first := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	if last := first.AddDate(0, 1, -1).Day(); d > last {
		d = last
	}
	return first.AddDate(0, 0, d-1)
}

// check reports what is wrong with c.
func (c Calendar) check() error {
	if c.Step < 0 || int(c.Step) >= len(stepNames) {
		return fx.NewInputError("step", strconv.Itoa(int(c.Step)), "must be one of the steps of this package")
	}
	if y := c.First.Year(); c.Dated() && (y < 1 || y > 9999) {
		return fx.NewInputError("first", strconv.Itoa(y), "must be in the years 1 to 9999")
	}
	return nil
}
