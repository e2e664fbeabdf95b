package kpi_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lianxing/crossborder/kpi"
)

// The fourth Thursday of November.
func ExampleThanksgiving() {
	day, err := kpi.Thanksgiving(2026)
	fmt.Println(day.Format(time.DateOnly), err)
	// Output:
	// 2026-11-26 <nil>
}

// The day after.
func ExampleBlackFriday() {
	day, err := kpi.BlackFriday(2026)
	fmt.Println(day.Format(time.DateOnly), err)
	// Output:
	// 2026-11-27 <nil>
}

// Four days after Thanksgiving, so it can be in December.
func ExampleCyberMonday() {
	day, err := kpi.CyberMonday(2025)
	fmt.Println(day.Format(time.DateOnly), err)
	// Output:
	// 2025-12-01 <nil>
}

// What this release knows.
func ExampleShippedEvents() {
	calendar, err := kpi.ShippedEvents()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, k := range calendar.Kinds {
		fmt.Println(k.Code, k.Rule, len(k.Dates))
	}
	// Output:
	// thanksgiving thanksgiving 0
	// black_friday thanksgiving 0
	// cyber_monday thanksgiving 0
	// bfcm thanksgiving 0
	// prime_day  0
	// prime_big_deal_days  0
	// chinese_new_year  21
}

// An event of a year with its window.
func ExampleEventCalendar_Event() {
	calendar, err := kpi.ShippedEvents()
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := calendar.Event("chinese_new_year", 2027)
	fmt.Println(e, e.Window(), err)
	_, err = calendar.Event("prime_day", 2026)
	fmt.Println(err)
	// Output:
	// Chinese New Year 2027-02-06 2027-01-23..2027-02-27 <nil>
	// kpi: no days of "prime_day" in 2026: the calendar has none, supply them
}

// The seller announces his Prime Day.
func ExampleEventCalendar_WithDates() {
	calendar, err := kpi.ShippedEvents()
	if err != nil {
		fmt.Println(err)
		return
	}
	calendar, err = calendar.WithDates("prime_day", kpi.EventDates{
		Year:   2026,
		Days:   kpi.Period{First: time.Date(2026, 7, 7, 0, 0, 0, 0, time.UTC), Last: time.Date(2026, 7, 10, 0, 0, 0, 0, time.UTC)},
		Source: "e-mail of the account manager", Confidence: "supplied",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(calendar.Event("prime_day", 2026))
	// Output:
	// Prime Day 2026-07-07..2026-07-10 <nil>
}

// Dates of one year are data.
func ExampleEventDates() {
	d := kpi.EventDates{Year: 2026, Days: kpi.Day(2026, 2, 17)}
	fmt.Println(d.Year, d.Days)
	// Output:
	// 2026 2026-02-17
}

// What falls into a week, and what is not known about it.
func ExampleEventCalendar_In() {
	calendar, err := kpi.ShippedEvents()
	if err != nil {
		fmt.Println(err)
		return
	}
	week := kpi.Period{First: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Last: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC)}
	events, missing := calendar.In(week, "bfcm", "prime_day")
	fmt.Println(events)
	for _, m := range missing {
		fmt.Println(m)
	}
	// Output:
	// [Thanksgiving to Cyber Monday 2026-11-26..2026-11-30]
	// kpi: no days of "prime_day" in 2026: the calendar has none, supply them
}

// A calendar of one's own.
func ExampleReadEvents() {
	calendar, err := kpi.ReadEvents(strings.NewReader(`{"id": "ours", "verified_on": "2026-11-24", "kinds": [
		{"code": "singles_day", "name": "Singles' Day", "lead_in": 10, "hangover": 5, "confidence": "high", "source": "ourselves",
		 "dates": [{"year": 2026, "first": "2026-11-11", "last": "2026-11-11"}]}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(calendar.Event("singles_day", 2026))
	// Output:
	// Singles' Day 2026-11-11 <nil>
}

// A calendar is plain data.
func ExampleEventCalendar() {
	calendar := kpi.EventCalendar{ID: "ours", VerifiedOn: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Kinds: []kpi.EventKind{
		{Code: "thanksgiving_eve", Name: "Thanksgiving Eve", Rule: kpi.RuleThanksgiving, Offset: -1, Length: 1, Source: "ourselves", Confidence: "high"},
	}}
	fmt.Println(calendar.Event("thanksgiving_eve", 2026))
	// Output:
	// Thanksgiving Eve 2026-11-25 <nil>
}

// A kind has its rule or its dates, and says where they come from.
func ExampleEventKind() {
	calendar, err := kpi.ShippedEvents()
	if err != nil {
		fmt.Println(err)
		return
	}
	k := calendar.Kinds[3]
	fmt.Println(k.Code, k.Rule, k.Offset, k.Length, k.LeadIn, k.Hangover, k.Confidence)
	fmt.Println(k.Note)
	// Output:
	// bfcm thanksgiving 0 5 7 7 high
	// The days are certain. Lead-in and hangover of 7 days are a rule of the house.
}

// There is one rule.
func ExampleEventRule() {
	fmt.Println(kpi.RuleThanksgiving)
	// Output:
	// thanksgiving
}

// Every fault at once.
func ExampleEventCalendar_Check() {
	fmt.Println(kpi.EventCalendar{Kinds: []kpi.EventKind{{Code: "Prime Day"}}}.Check())
	// Output:
	// id must not be empty
	// verified_on must be a day such as 2026-01-15
	// kinds[0].code must be 1 to 40 small letters, digits and underscores, got "Prime Day"
	// kinds[0].name must not be empty
	// kinds[0].source must not be empty
	// kinds[0].confidence must be "high", "medium", "low" or "supplied"
}

// A calendar is written as it is read.
func ExampleEventCalendar_MarshalJSON() {
	text, err := json.Marshal(kpi.EventCalendar{ID: "ours", VerifiedOn: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)})
	fmt.Println(string(text), err)
	// Output:
	// {"id":"ours","verified_on":"2026-11-24","kinds":[]} <nil>
}

// A year that no data covers is an error with the years that are known.
func ExampleNoEventError() {
	calendar, err := kpi.ShippedEvents()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = calendar.Event("chinese_new_year", 2036)
	var none *kpi.NoEventError
	if errors.As(err, &none) {
		fmt.Println(none.Code, none.Year, none.CoveredFrom, none.CoveredTo)
	}
	// Output:
	// chinese_new_year 2036 2015 2035
}

// The error says what is known.
func ExampleNoEventError_Error() {
	fmt.Println(&kpi.NoEventError{Code: "easter", Year: 2026, Known: []string{"bfcm"}})
	// Output:
	// kpi: no days of "easter" in 2026: the calendar has bfcm
}
