package forecast

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// DatedDays are the days of an event in one year, where no rule gives them.
type DatedDays struct {
	// First and Last are its first and last day. Only the dates count.
	First, Last time.Time
	// Source says where the dates come from, Confidence how sure that is: "high",
	// "medium" or "low", or "supplied" by the caller. Neither is needed.
	Source, Confidence string
}

// primeDays are the Prime Days of amazon.com: year, month, first and last day.
var primeDays = [...]struct {
	year       int
	month      time.Month
	first, end int
	confidence string
}{
	{2015, time.July, 15, 15, "high"},
	{2016, time.July, 12, 12, "high"},
	{2017, time.July, 11, 11, "medium"}, // began in the evening of the 10th
	{2018, time.July, 16, 17, "high"},
	{2019, time.July, 15, 16, "high"},
	{2020, time.October, 13, 14, "high"},
	{2021, time.June, 21, 22, "high"},
	{2022, time.July, 12, 13, "high"},
	{2023, time.July, 11, 12, "high"},
	{2024, time.July, 16, 17, "high"},
	{2025, time.July, 8, 11, "medium"}, // four days for the first time
}

// PrimeDays returns the Prime Days of amazon.com from 2015 to 2025, oldest first, as
// Amazon announced them and lists of the time repeat them. Later years are not
// shipped: public pages contradict one another on them. Give them to [PrimeDayEvent].
// Other shops of Amazon have had other days.
func PrimeDays() []DatedDays {
	out := make([]DatedDays, len(primeDays))
	for i, p := range primeDays {
		out[i] = DatedDays{
			First:      time.Date(p.year, p.month, p.first, 0, 0, 0, 0, time.UTC),
			Last:       time.Date(p.year, p.month, p.end, 0, 0, 0, 0, time.UTC),
			Source:     "announced by Amazon for " + strconv.Itoa(p.year) + ", amazon.com",
			Confidence: p.confidence,
		}
	}
	return out
}

// PrimeDay returns the first of the Prime Days of amazon.com of a year. A year outside
// 2015 to 2025 is an [*fx.InputError] at "year".
func PrimeDay(year int) (time.Time, error) {
	all := PrimeDays()
	first, last := all[0].First.Year(), all[len(all)-1].First.Year()
	if err := checkHolidayYear(year, first, last); err != nil {
		return time.Time{}, err
	}
	return all[year-first].First, nil
}

// PrimeDayEvent returns "prime_day" with every day of [PrimeDays] and of more, which
// replaces the year of its first day where that is shipped. Days whose last is before
// their first, or more than 31 days after it, are an [*fx.InputError] at "more[0].last";
// the other errors are those of [HolidayEvent].
func PrimeDayEvent(leadIn, hangover int, more ...DatedDays) (Event, error) {
	var faults []error
	all := PrimeDays()
	for i, m := range more {
		m.First, m.Last = eventDate(m.First), eventDate(m.Last)
		if days := int(m.Last.Sub(m.First).Hours() / 24); days < 0 || days > 31 {
			faults = append(faults, fx.NewInputError(fmt.Sprintf("more[%d].last", i), m.Last.Format(time.DateOnly), "must be from the first day to 31 days after it"))
			continue
		}
		all = slices.DeleteFunc(all, func(d DatedDays) bool { return d.First.Year() == m.First.Year() })
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b DatedDays) int { return a.First.Compare(b.First) })
	e := Event{Name: "prime_day", LeadIn: leadIn, Hangover: hangover}
	for _, d := range all {
		for day := d.First; !day.After(d.Last); day = day.AddDate(0, 0, 1) {
			e.Days = append(e.Days, day)
		}
	}
	faults = append(faults, fx.Faults(e.check())...)
	if err := errors.Join(faults...); err != nil {
		return Event{}, err
	}
	return e, nil
}

// eventDate returns the date that t shows in its own zone, at midnight UTC.
func eventDate(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// HolidayEvent returns an event on the day that date gives for each year from one to
// another, both included: HolidayEvent("easter", Easter, 2023, 2027, 7, 2). Errors of
// date and a year order that is wrong are [*fx.InputError] at "year" and "to", faults of
// the window at "lead_in" and "hangover".
func HolidayEvent(name string, date func(year int) (time.Time, error), from, to, leadIn, hangover int) (Event, error) {
	var faults []error
	e := Event{Name: name, LeadIn: leadIn, Hangover: hangover}
	switch {
	case date == nil:
		faults = append(faults, fx.NewInputError("date", "", "must not be nil"))
	case to < from || from < 1 || to > 9999:
		faults = append(faults, fx.NewInputError("to", strconv.Itoa(to), "must be from the first year, "+strconv.Itoa(from)+", to 9999"))
	default:
		for year := from; year <= to && len(faults) == 0; year++ {
			day, err := date(year)
			if err != nil {
				faults = append(faults, err)
			}
			e.Days = append(e.Days, day)
		}
	}
	faults = append(faults, fx.Faults(e.check())...)
	if err := errors.Join(faults...); err != nil {
		return Event{}, err
	}
	return e, nil
}

// BlackFridayEvent returns "black_friday" for the years from one to another, both
// included; errors are those of [HolidayEvent].
func BlackFridayEvent(from, to, leadIn, hangover int) (Event, error) {
	return HolidayEvent("black_friday", BlackFriday, from, to, leadIn, hangover)
}

// CyberMondayEvent returns "cyber_monday" for the years from one to another, both
// included; errors are those of [HolidayEvent].
func CyberMondayEvent(from, to, leadIn, hangover int) (Event, error) {
	return HolidayEvent("cyber_monday", CyberMonday, from, to, leadIn, hangover)
}

// EasterEvent returns "easter" for the years from one to another, both included;
// errors are those of [HolidayEvent].
func EasterEvent(from, to, leadIn, hangover int) (Event, error) {
	return HolidayEvent("easter", Easter, from, to, leadIn, hangover)
}

// ChineseNewYearEvent returns "chinese_new_year" for the years from one to another,
// both included, of 2015 to 2035; errors are those of [HolidayEvent].
func ChineseNewYearEvent(from, to, leadIn, hangover int) (Event, error) {
	return HolidayEvent("chinese_new_year", ChineseNewYear, from, to, leadIn, hangover)
}
