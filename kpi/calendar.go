package kpi

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/holiday"
)

// The years in which Thanksgiving is the fourth Thursday of November.
const firstThanksgiving, lastYear = holiday.FirstThanksgiving, holiday.LastYear

// Thanksgiving returns Thanksgiving Day in the United States, the fourth Thursday of
// November. A year before 1942 or after 9999 is an [*fx.InputError] at "year".
func Thanksgiving(year int) (time.Time, error) {
	if year < firstThanksgiving || year > lastYear {
		return time.Time{}, fx.NewInputError("year", strconv.Itoa(year), "must be from 1942 to 9999")
	}
	return holiday.Thanksgiving(year), nil
}

// BlackFriday returns the day after Thanksgiving; errors are those of [Thanksgiving].
func BlackFriday(year int) (time.Time, error) { return fromThanksgiving(year, 1) }

// CyberMonday returns the Monday after Thanksgiving; errors are those of
// [Thanksgiving].
func CyberMonday(year int) (time.Time, error) { return fromThanksgiving(year, 4) }

func fromThanksgiving(year, days int) (time.Time, error) {
	day, err := Thanksgiving(year)
	if err != nil {
		return day, err
	}
	return day.AddDate(0, 0, days), nil
}

// An EventCalendar knows the days of special periods: by rule, or year by year as
// data. [ShippedEvents] is the one of this release and [ReadEvents] reads another. It
// is plain data. The zero EventCalendar knows no event.
type EventCalendar struct {
	// ID names the calendar, VerifiedOn is the day on which it was last checked.
	ID         string
	VerifiedOn time.Time
	Kinds      []EventKind
}

// An EventKind is an event that comes back.
type EventKind struct {
	// Code is its key, of small letters, digits and underscores; Name is for people.
	Code, Name string
	// Rule says how the days are computed: RuleThanksgiving, or RuleNone for a kind
	// whose days are the Dates.
	Rule EventRule
	// Offset is the first day, counted from that of the rule, and Length the number of
	// days. FirstYear is the first year of the rule; 0 is the first that it knows.
	Offset, Length, FirstYear int
	// LeadIn and Hangover are the days before and after the event.
	LeadIn, Hangover int
	// Dates are the days of a kind without a rule, by rising years.
	Dates []EventDates
	// Source says where this comes from and Confidence how sure it is: "high",
	// "medium", "low" or "supplied". Note says more.
	Source, Confidence, Note string
}

// An EventRule computes the days of an event.
type EventRule string

// The rules.
const (
	RuleNone         EventRule = ""
	RuleThanksgiving EventRule = "thanksgiving"
)

// EventDates are the days of an event in one year.
type EventDates struct {
	// Year is that of the first day.
	Year int
	Days Period
	// Source and Confidence are those of the year; "" is that of the kind.
	Source, Confidence string
}

// A NoEventError says that a calendar does not know the days of an event.
type NoEventError struct {
	// Code is the kind and Year the year asked for.
	Code string
	Year int
	// Known are the codes of the calendar where it does not know the code.
	Known []string
	// Covered are the first and the last year that are known of the kind, 0 where no
	// year is.
	CoveredFrom, CoveredTo int
}

// Error says what was asked and what is known.
func (e *NoEventError) Error() string {
	text := "kpi: no days of " + strconv.Quote(fx.NewInputError("", e.Code, "").Value) + " in " + strconv.Itoa(e.Year) + ": "
	switch {
	case len(e.Known) > 0:
		return text + "the calendar has " + strings.Join(e.Known, ", ")
	case e.CoveredFrom == 0:
		return text + "the calendar has none, supply them"
	case e.CoveredTo == lastYear:
		return text + "the calendar begins with " + strconv.Itoa(e.CoveredFrom)
	}
	return text + "the calendar has " + strconv.Itoa(e.CoveredFrom) + " to " + strconv.Itoa(e.CoveredTo)
}

// Event returns the event of a kind whose first day is in a year. A kind or a year
// that the calendar does not know is a [*NoEventError]; the nearest year is never
// used. A calendar with a fault is an [*fx.InputError] of [EventCalendar.Check].
func (c EventCalendar) Event(code string, year int) (Event, error) {
	i := slices.IndexFunc(c.Kinds, func(k EventKind) bool { return k.Code == code })
	if i < 0 {
		e := &NoEventError{Code: code, Year: year}
		for _, k := range c.Kinds {
			e.Known = append(e.Known, k.Code)
		}
		return Event{}, e
	}
	k := c.Kinds[i]
	if err := k.check(); err != nil {
		return Event{}, fx.InField("kinds["+strconv.Itoa(i)+"]", err)
	}
	return k.in(year)
}

// in returns the event of a checked kind in a year.
func (k EventKind) in(year int) (Event, error) {
	e := Event{Code: k.Code, Name: k.Name, LeadIn: k.LeadIn, Hangover: k.Hangover, Source: k.Source, Confidence: k.Confidence}
	missing := &NoEventError{Code: k.Code, Year: year}
	if k.Rule == RuleThanksgiving {
		missing.CoveredFrom, missing.CoveredTo = max(k.FirstYear, firstThanksgiving), lastYear
		first, err := fromThanksgiving(year, k.Offset)
		if err != nil || year < k.FirstYear {
			return Event{}, missing
		}
		e.Days = Period{first, first.AddDate(0, 0, k.Length-1)}
		return e, nil
	}
	for i, d := range k.Dates {
		if i == 0 {
			missing.CoveredFrom = d.Year
		}
		missing.CoveredTo = d.Year
		if d.Year != year {
			continue
		}
		e.Days = d.Days
		if d.Source != "" {
			e.Source = d.Source
		}
		if d.Confidence != "" {
			e.Confidence = d.Confidence
		}
		return e, nil
	}
	return Event{}, missing
}

// In returns the events of some kinds, of all where no code is given, whose windows
// meet a period, by their first days. What the calendar does not know of the years of
// the period is in missing and not in the events: a year without data is no year
// without the event. Of a period of more than 100 years nothing is known.
func (c EventCalendar) In(p Period, codes ...string) (events []Event, missing []*NoEventError) {
	if len(codes) == 0 {
		for _, k := range c.Kinds {
			codes = append(codes, k.Code)
		}
	}
	if p.Days() == 0 || p.Last.Year()-p.First.Year() > 100 {
		return nil, nil
	}
	for _, code := range codes {
		for year := p.First.Year() - 1; year <= p.Last.Year()+1; year++ {
			e, err := c.Event(code, year)
			if err == nil {
				if _, meets := e.Window().Meet(p); meets {
					events = append(events, e)
				}
				continue
			}
			none := &NoEventError{Code: code, Year: year}
			errors.As(err, &none)
			if year >= p.First.Year() && year <= p.Last.Year() {
				missing = append(missing, none)
			}
		}
	}
	slices.SortStableFunc(events, func(a, b Event) int { return a.Days.First.Compare(b.Days.First) })
	return events, missing
}

// WithDates returns a calendar in which a kind has the given dates as well; a year
// that it has already is replaced. A code that the calendar does not know is a
// [*NoEventError]; other faults are those of [EventCalendar.Check].
func (c EventCalendar) WithDates(code string, dates ...EventDates) (EventCalendar, error) {
	c.Kinds = slices.Clone(c.Kinds)
	i := slices.IndexFunc(c.Kinds, func(k EventKind) bool { return k.Code == code })
	if i < 0 {
		_, err := c.Event(code, 0)
		return EventCalendar{}, err
	}
	k := &c.Kinds[i]
	k.Dates = slices.Clone(k.Dates)
	for _, d := range dates {
		at, found := slices.BinarySearchFunc(k.Dates, d.Year, func(e EventDates, year int) int { return e.Year - year })
		if found {
			k.Dates[at] = d
		} else {
			k.Dates = slices.Insert(k.Dates, at, d)
		}
	}
	if err := c.Check(); err != nil {
		return EventCalendar{}, err
	}
	return c, nil
}

// Check reports the faults of a calendar, each an [*fx.InputError] with a path such
// as "kinds[2].dates[0].year".
func (c EventCalendar) Check() error {
	var faults []error
	seen := map[string]bool{}
	if c.ID == "" {
		faults = append(faults, fx.NewInputError("id", "", "must not be empty"))
	}
	if c.VerifiedOn.IsZero() || !ofFourDigits(c.VerifiedOn) {
		faults = append(faults, fx.NewInputError("verified_on", "", "must be a day such as 2026-01-15"))
	}
	for i, k := range c.Kinds {
		at := "kinds[" + strconv.Itoa(i) + "]"
		faults = append(faults, fx.InField(at, k.check()))
		if k.Code != "" && seen[k.Code] {
			faults = append(faults, fx.NewInputError(at+".code", k.Code, "must not occur twice"))
		}
		seen[k.Code] = true
	}
	return errors.Join(faults...)
}

func (k EventKind) check() error {
	var faults []error
	fault := func(field, value, reason string) { faults = append(faults, fx.NewInputError(field, value, reason)) }
	if !isEventCode(k.Code) {
		fault("code", k.Code, "must be 1 to 40 small letters, digits and underscores")
	}
	if k.Name == "" {
		fault("name", "", "must not be empty")
	}
	if k.Source == "" {
		fault("source", "", "must not be empty")
	}
	if !isConfidence(k.Confidence) {
		fault("confidence", k.Confidence, `must be "high", "medium", "low" or "supplied"`)
	}
	faults = append(faults, checkWindow("lead_in", k.LeadIn), checkWindow("hangover", k.Hangover))
	switch k.Rule {
	case RuleThanksgiving:
		if k.Offset < -maxWindowDays || k.Offset > 31 { // a later first day could be of the next year
			fault("offset", strconv.Itoa(k.Offset), "must be from -92 to 31 days")
		}
		if k.Length < 1 || k.Length > maxWindowDays {
			fault("days", strconv.Itoa(k.Length), "must be from 1 to 92 days")
		}
		if k.FirstYear != 0 && (k.FirstYear < firstThanksgiving || k.FirstYear > lastYear) {
			fault("first_year", strconv.Itoa(k.FirstYear), "must be from 1942 to 9999")
		}
		if len(k.Dates) > 0 {
			fault("dates", "", "must be empty for a kind with a rule")
		}
	case RuleNone:
		if k.Offset != 0 || k.Length != 0 || k.FirstYear != 0 {
			fault("rule", "", "must be given with offset, days and first_year")
		}
	default:
		fault("rule", string(k.Rule), `must be "thanksgiving" or empty`)
	}
	for i, d := range k.Dates {
		at := "dates[" + strconv.Itoa(i) + "]"
		if err := d.Days.Check(); err != nil {
			faults = append(faults, fx.InField(at, err))
		} else if n := d.Days.Days(); n > maxWindowDays {
			fault(at+".last", dayText(d.Days.Last), "must be within 92 days")
		} else if d.Days.First.Year() != d.Year {
			fault(at+".year", strconv.Itoa(d.Year), "must be the year of the first day")
		}
		if i > 0 && d.Year <= k.Dates[i-1].Year {
			fault(at+".year", strconv.Itoa(d.Year), "must be above the year before it")
		}
		if d.Confidence != "" && !isConfidence(d.Confidence) {
			fault(at+".confidence", d.Confidence, `must be "high", "medium", "low" or "supplied"`)
		}
	}
	return errors.Join(faults...)
}

func isConfidence(s string) bool {
	return s == "high" || s == "medium" || s == "low" || s == "supplied"
}

func isEventCode(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' {
			return false
		}
	}
	return s != "" && len(s) <= 40
}
