package buffer

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// maxDays is a hundred years: more is a mistake, and no sum of days overflows.
const (
	maxDays   = 36525
	daysRange = "must be from 0 to 36525"
)

// calendarDay returns the calendar day of t in t's own location as midnight UTC.
// It is false outside the years 1 to 9999. The zero time stays the zero time.
func calendarDay(t time.Time) (time.Time, bool) {
	y, m, d := t.Date()
	if y < 1 || y > 9999 {
		return time.Time{}, false
	}
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC), true
}

// dayOnly is calendarDay for a time that was checked.
func dayOnly(t time.Time) time.Time {
	day, _ := calendarDay(t)
	return day
}

// daysFrom returns the calendar days between two days at midnight UTC.
func daysFrom(a, b time.Time) int {
	const secondsPerDay = 24 * 60 * 60
	return int((b.Unix() - a.Unix()) / secondsPerDay)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// pairOf returns the pair as errors name it: "USD/CNY".
func pairOf(r fx.Rate) fx.Currency { return r.Base() + "/" + r.Quote() }

func one() decimal.Decimal { return decimal.New(1, 0) }
