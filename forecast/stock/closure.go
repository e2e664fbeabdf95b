package stock

import (
	"fmt"
	"math"
	"time"
)

// A Closure is a time in which a supplier does not produce: the Chinese New Year, a
// summer stop. The dates are the caller's; [forecast.ChineseNewYear] gives the day
// around which a factory closes.
type Closure struct {
	// Name identifies the closure in reasons: "Chinese New Year".
	Name string
	// From and To are its first and last day. Only the dates count.
	From, To time.Time
}

// A Supplier is how long goods take until they can be shipped. The zero Supplier has
// them ready on the day of the order.
type Supplier struct {
	// Production is the number of days between an order and its goods, counted
	// without the days of closures.
	Production int
	// Closures are the times without production, in any order. They may overlap.
	Closures []Closure
}

// Check reports what is wrong with s.
func (s Supplier) Check() error {
	var f faults
	f.count("production", s.Production, 0, MaxDays)
	for i, c := range s.Closures {
		field := fmt.Sprintf("closures[%d]", i)
		f.day(field+".from", c.From)
		f.day(field+".to", c.To)
		if n := daysBetween(day(c.From), day(c.To)); n < 0 || n > 366 {
			f.add(field+".to", date(c.To), "must not be before from, nor more than a year after it")
		}
	}
	return f.err()
}

// Closed returns the closure of a day, and whether there is one.
func (s Supplier) Closed(on time.Time) (Closure, bool) {
	on = day(on)
	for _, c := range s.Closures {
		if !on.Before(day(c.From)) && !on.After(day(c.To)) {
			return c, true
		}
	}
	return Closure{}, false
}

// Ready returns the day on which the goods of an order can be shipped: the first day
// that is open and before which, the day of the order included, Production days were
// open.
func (s Supplier) Ready(ordered time.Time) time.Time {
	at := day(ordered)
	left := s.Production
	for range maxWalk {
		if _, closed := s.Closed(at); !closed {
			if left == 0 {
				return at
			}
			left--
		}
		at = at.AddDate(0, 0, 1)
	}
	return at
}

// OrderBy returns the last day on which goods can be ordered so that they are ready
// on a day or before: around a closure that is earlier by its length.
func (s Supplier) OrderBy(ready time.Time) time.Time {
	at := day(ready)
	for range maxWalk {
		if !s.Ready(at).After(day(ready)) {
			return at
		}
		at = at.AddDate(0, 0, -1)
	}
	return at
}

// maxWalk bounds the days that a walk over closures takes.
const maxWalk = 3 * MaxDays

// delays returns the closures that make an order of that day late, with the days that
// they cost.
func (s Supplier) delays(ordered time.Time) (names []string, days int) {
	ready := s.Ready(ordered)
	open := day(ordered).AddDate(0, 0, s.Production)
	days = daysBetween(open, ready)
	if days <= 0 {
		return nil, 0
	}
	for _, c := range s.Closures {
		if !day(c.To).Before(day(ordered)) && !day(c.From).After(ready) {
			names = append(names, fmt.Sprintf("%s from %s to %s", orText(c.Name, "a closure"), date(c.From), date(c.To)))
		}
	}
	return names, days
}

func orText(s, or string) string {
	if s == "" {
		return or
	}
	return s
}

// week returns the first week, counted from 0, that begins on or after a number of
// days: goods that come during a week are for sale from the next one on.
func week(days float64) int { return max(0, int(math.Ceil(days/7-1e-9))) }
