// Package holiday knows days that move from year to year: those that a rule gives,
// such as Easter and the fourth Thursday of November, and those of a table, such as
// the Chinese New Year. Packages kpi and forecast share it.
package holiday

import (
	_ "embed"
	"encoding/json"
	"sync"
	"time"
)

// Shipped is the calendar of special periods of this release, in the form that
// kpi.ReadEvents reads. It holds the one table of the Chinese New Year.
//
//go:embed events.json
var Shipped []byte

// FirstThanksgiving is the first year in which the rule of Thanksgiving holds (joint
// resolution of Congress of 26 December 1941, 5 U.S.C. 6103). FirstEaster is the first
// year of the Gregorian Easter, LastYear the last of any rule.
const (
	FirstThanksgiving = 1942
	FirstEaster       = 1583
	LastYear          = 9999
)

// Thanksgiving returns the fourth Thursday of November.
func Thanksgiving(year int) time.Time { return Weekday(year, time.November, time.Thursday, 4) }

// Weekday returns the n-th such day of a month, n from 1 to 4, and the last one for
// n = 0.
func Weekday(year int, month time.Month, day time.Weekday, n int) time.Time {
	if n == 0 {
		last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC)
		return last.AddDate(0, 0, -(int(last.Weekday())-int(day)+7)%7)
	}
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, (int(day)-int(first.Weekday())+7)%7+7*(n-1))
}

// Easter returns Easter Sunday of the Gregorian calendar: the Sunday after the full
// moon of the church on or after 21 March. The steps are those of the anonymous
// algorithm of Nature (1876), as in Meeus, Astronomical Algorithms, chapter 8.
func Easter(year int) time.Time {
	golden := year % 19
	century, rest := year/100, year%100
	leap := century / 4
	correction := (century - (century+8)/25 + 1) / 3
	moon := (19*golden + century - leap - correction + 15) % 30
	sunday := (32 + 2*(century%4) + 2*(rest/4) - moon - rest%4) % 7
	late := (golden + 11*moon + 22*sunday) / 451
	n := moon + sunday - 7*late + 114
	return time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}

// ChineseNewYear returns New Year's Day of the lunisolar calendar in a year of the
// table, and whether the table has the year.
func ChineseNewYear(year int) (time.Time, bool) {
	day, ok := newYears()[year]
	return day, ok
}

// ChineseNewYears returns the first and the last year of the table.
func ChineseNewYears() (first, last int) {
	for year := range newYears() {
		if first == 0 || year < first {
			first = year
		}
		last = max(last, year)
	}
	return first, last
}

// newYears reads the table once.
var newYears = sync.OnceValue(func() map[int]time.Time {
	var file struct {
		Kinds []struct {
			Code  string
			Dates []struct {
				Year  int
				First string
			}
		}
	}
	out := map[int]time.Time{}
	if json.Unmarshal(Shipped, &file) != nil {
		return out
	}
	for _, k := range file.Kinds {
		if k.Code != "chinese_new_year" {
			continue
		}
		for _, d := range k.Dates {
			if day, err := time.Parse(time.DateOnly, d.First); err == nil {
				out[d.Year] = day
			}
		}
	}
	return out
})
