package reports

import (
	_ "embed"
	"strings"
	"sync"
	"time"
)

//go:embed data/America_Los_Angeles.tzif
var losAngeles []byte // from the IANA time zone database, which is in the public domain

var pacific = sync.OnceValues(func() (*time.Location, error) {
	return time.LoadLocationFromTZData("America/Los_Angeles", losAngeles)
})

// Pacific is the time zone of Amazon's business day in the US, with its daylight
// saving time. It is embedded: the machine needs no time zone files.
func Pacific() *time.Location {
	loc, err := pacific()
	if err != nil {
		return time.UTC // a test reads the embedded file
	}
	return loc
}

// DayIn returns the calendar day of a time in a zone, as midnight UTC. Without a zone
// it is the day that the time shows.
func DayIn(t time.Time, zone *time.Location) time.Time {
	if zone != nil {
		t = t.In(zone)
	}
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// zones are the abbreviations that reports print, with their offsets in hours.
var zones = map[string]int{
	"UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "MET": 1, "MEST": 2, "JST": 9,
	"PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "CST": -6, "CDT": -5, "EST": -5, "EDT": -4, "AEST": 10, "AEDT": 11,
}

// zoneOf returns the zone of an abbreviation or of an offset: "PDT", "-0700",
// "+01:00", "GMT-7".
func zoneOf(text string) (*time.Location, bool) {
	if hours, ok := zones[text]; ok {
		if hours == 0 {
			return time.UTC, true
		}
		return time.FixedZone(text, hours*60*60), true
	}
	text = strings.TrimPrefix(strings.TrimPrefix(text, "GMT"), "UTC")
	if len(text) < 2 || len(text) > 6 || text[0] != '+' && text[0] != '-' {
		return nil, false
	}
	hourText, minuteText, colon := strings.Cut(text[1:], ":")
	if !colon && len(hourText) == 4 {
		hourText, minuteText = hourText[:2], hourText[2:]
	} else if !colon {
		minuteText = "00"
	}
	hours, hourOK := smallNumber(hourText, 2)
	minutes, minuteOK := smallNumber(minuteText, 2)
	if !hourOK || !minuteOK || len(minuteText) != 2 || minutes > 59 || hours*60+minutes > 14*60 {
		return nil, false
	}
	seconds := (hours*60 + minutes) * 60
	switch {
	case seconds == 0:
		return time.UTC, true
	case text[0] == '-':
		seconds = -seconds
	}
	return time.FixedZone("", seconds), true
}
