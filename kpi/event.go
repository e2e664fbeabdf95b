package kpi

import (
	"errors"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// maxWindowDays is the longest lead-in, event or hangover.
const maxWindowDays = 92

// An Event is one special period: Black Friday to Cyber Monday of 2026, a Prime Day.
// Around its own days is a lead-in, in which demand is held back, and a hangover. The
// zero Event has no days.
type Event struct {
	// Code is that of its kind, "prime_day"; Name is for people.
	Code, Name string
	// Days are the days of the event itself.
	Days Period
	// LeadIn and Hangover are the numbers of days before and after them.
	LeadIn, Hangover int
	// Source says where the days come from, Confidence how sure that is: "high",
	// "medium", "low" or "supplied" by the caller. Neither is needed.
	Source, Confidence string
}

// An EventPhase is the part of an event in which a day lies.
type EventPhase string

// The phases.
const (
	PhaseNone     EventPhase = ""
	PhaseLeadIn   EventPhase = "lead_in"
	PhaseEvent    EventPhase = "event"
	PhaseHangover EventPhase = "hangover"
)

// Check reports the faults of an event, each an [*fx.InputError]: "code", the days at
// "days.first" and "days.last", "lead_in" and "hangover". Each part of an event has at
// most 92 days.
func (e Event) Check() error {
	var faults []error
	if e.Code == "" {
		faults = append(faults, fx.NewInputError("code", "", "must not be empty"))
	}
	if err := e.Days.Check(); err != nil {
		faults = append(faults, fx.InField("days", err))
	} else if n := e.Days.Days(); n > maxWindowDays {
		faults = append(faults, fx.NewInputError("days", strconv.Itoa(n)+" days", "must be at most 92 days"))
	}
	faults = append(faults, checkWindow("lead_in", e.LeadIn), checkWindow("hangover", e.Hangover))
	return errors.Join(faults...)
}

func checkWindow(field string, days int) error {
	if days < 0 || days > maxWindowDays {
		return fx.NewInputError(field, strconv.Itoa(days), "must be from 0 to 92 days")
	}
	return nil
}

// Window returns all days of the event, from the first of the lead-in to the last of
// the hangover; the zero Period for an event with a fault.
func (e Event) Window() Period {
	if e.Check() != nil {
		return Period{}
	}
	return Period{First: dayOf(e.Days.First).AddDate(0, 0, -e.LeadIn), Last: dayOf(e.Days.Last).AddDate(0, 0, e.Hangover)}
}

// Part returns the days of one phase, the zero Period where it has none.
func (e Event) Part(phase EventPhase) Period {
	window := e.Window()
	switch {
	case window.Days() == 0:
	case phase == PhaseEvent:
		return Period{dayOf(e.Days.First), dayOf(e.Days.Last)}
	case phase == PhaseLeadIn && e.LeadIn > 0:
		return Period{window.First, dayOf(e.Days.First).AddDate(0, 0, -1)}
	case phase == PhaseHangover && e.Hangover > 0:
		return Period{dayOf(e.Days.Last).AddDate(0, 0, 1), window.Last}
	}
	return Period{}
}

// Phase returns the phase in which a day lies, PhaseNone outside the window.
func (e Event) Phase(day time.Time) EventPhase {
	for _, phase := range []EventPhase{PhaseEvent, PhaseLeadIn, PhaseHangover} {
		if e.Part(phase).Contains(day) {
			return phase
		}
	}
	return PhaseNone
}

// Offset returns the days from the first day of the event to a day: 0 on the first
// day, negative before it.
func (e Event) Offset(day time.Time) int { return daysFrom(e.Days.First, day) }

// String returns the name, or the code, and the days:
// "Prime Day 2025-07-08..2025-07-11".
func (e Event) String() string {
	name := e.Name
	if name == "" {
		name = e.Code
	}
	if days := e.Days.String(); days != "" {
		return name + " " + days
	}
	return name
}

// eventWindows are checked events with their windows, worked out once.
type eventWindows struct {
	events  []Event
	windows []Period
}

func windowsOf(events ...Event) eventWindows {
	out := eventWindows{events: events}
	for _, e := range events {
		out.windows = append(out.windows, e.Window())
	}
	return out
}

// meeting returns the first event whose window meets a period of whole days, one of
// the preferred code before all others.
func (w eventWindows) meeting(p Period, prefer string) (Event, bool) {
	found := -1
	for i, window := range w.windows {
		if window.Last.Before(p.First) || window.First.After(p.Last) {
			continue
		}
		if w.events[i].Code == prefer {
			return w.events[i], true
		}
		if found < 0 {
			found = i
		}
	}
	if found < 0 {
		return Event{}, false
	}
	return w.events[found], true
}

// checkEventList reports the faults of a list of events.
func checkEventList(events []Event) error {
	var faults []error
	for i, e := range events {
		faults = append(faults, fx.InField("events["+strconv.Itoa(i)+"]", e.Check()))
	}
	return errors.Join(faults...)
}
