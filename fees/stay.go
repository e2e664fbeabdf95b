package fees

import (
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// A Stay is the time one unit spends in a warehouse. Each time counts as the
// calendar day of its own location. The zero Stay is no time and not valid.
type Stay struct {
	// Received is the calendar day on which the warehouse takes the unit in: its
	// first day in stock, from which its age counts.
	Received time.Time
	// From is the first day to charge for; the zero time means Received.
	From time.Time
	// Until is the day on which the unit leaves. It is not charged any more.
	Until time.Time
}

// MaxStayDays is the longest stay that is computed: ten years.
const MaxStayDays = 3653

// Check returns an *[fx.InputError] for days that are missing, out of order or
// more than [MaxStayDays] apart, or nil.
func (s Stay) Check() error {
	received, from, until := s.days()
	switch {
	case s.Received.IsZero():
		return fx.NewInputError("received", "", "must be a date")
	case s.Until.IsZero():
		return fx.NewInputError("until", "", "must be a date")
	case from.Before(received):
		return fx.NewInputError("from", formatDay(from), "must not be before the day of receipt")
	case until.Before(from):
		return fx.NewInputError("until", formatDay(until), "must not be before the first day")
	case daysBetween(received, until) > MaxStayDays:
		return fx.NewInputError("until", formatDay(until), "must be at most "+strconv.Itoa(MaxStayDays)+" days after receipt")
	}
	return nil
}

// Days is the number of days that are charged, 0 for a Stay that [Stay.Check]
// refuses.
func (s Stay) Days() int {
	if s.Check() != nil {
		return 0
	}
	_, from, until := s.days()
	return daysBetween(from, until)
}

// days returns the three calendar days.
func (s Stay) days() (received, from, until time.Time) {
	received, from, until = dayOf(s.Received), dayOf(s.Received), dayOf(s.Until)
	if !s.From.IsZero() {
		from = dayOf(s.From)
	}
	return received, from, until
}

// daysBetween is the number of midnights from one calendar day to another.
func daysBetween(from, to time.Time) int { return int(to.Sub(from) / (24 * time.Hour)) }
