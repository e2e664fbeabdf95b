package kpi

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/holiday"
)

var readShippedEvents = sync.OnceValues(func() (EventCalendar, error) {
	return ReadEvents(bytes.NewReader(holiday.Shipped))
})

// Bounds of a file of events.
const (
	maxEventFile   = 1 << 20
	maxEventFaults = 100
	maxEventDepth  = 8
)

// ShippedEvents returns the calendar of this release: Thanksgiving, Black Friday,
// Cyber Monday and the days from Thanksgiving to Cyber Monday by rule, Chinese New Year
// from 2015 to 2035, and Prime Day and Prime Big Deal Days without any dates, which the
// caller supplies ([EventCalendar.WithDates]). The error is nil unless the release
// itself is broken.
func ShippedEvents() (EventCalendar, error) {
	c, err := readShippedEvents()
	c.Kinds = slices.Clone(c.Kinds)
	for i := range c.Kinds {
		c.Kinds[i].Dates = slices.Clone(c.Kinds[i].Dates)
	}
	return c, err
}

// ReadEvents reads a calendar, a JSON object:
//
//	{"id": "my-events", "verified_on": "2026-11-24", "kinds": [
//	  {"code": "bfcm", "name": "Thanksgiving to Cyber Monday",
//	   "rule": "thanksgiving", "offset": 0, "days": 5, "first_year": 2005,
//	   "lead_in": 7, "hangover": 7, "confidence": "high", "source": "…", "note": "…"},
//	  {"code": "prime_day", "name": "Prime Day", "lead_in": 7, "hangover": 7,
//	   "confidence": "high", "source": "…",
//	   "dates": [{"year": 2025, "first": "2025-07-08", "last": "2025-07-11",
//	              "source": "…", "confidence": "medium"}]}
//	]}
//
// What each field means says [EventKind]; what is absent is empty or 0. Unknown and
// repeated fields, other types and everything that [EventCalendar.Check] refuses are
// [*fx.InputError] with their path; all faults are joined, the first 100 of them. A
// file has at most 1 MiB. An error of the reader itself is returned as it is.
func ReadEvents(r io.Reader) (EventCalendar, error) {
	if r == nil {
		return EventCalendar{}, fx.NewInputError("reader", "", "must not be nil")
	}
	data, err := io.ReadAll(io.LimitReader(r, maxEventFile+1))
	if err != nil {
		return EventCalendar{}, err
	}
	if len(data) > maxEventFile {
		return EventCalendar{}, fx.NewInputError("", "", "must have at most 1 MiB")
	}
	f := eventFile{dec: json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))))}
	f.dec.UseNumber()
	root, ok := f.value(0)
	if _, err := f.dec.Token(); !ok || !errors.Is(err, io.EOF) {
		return EventCalendar{}, fx.NewInputError("", "", "must be one JSON object of at most "+strconv.Itoa(maxEventDepth)+" levels")
	}
	c := f.calendar(root)
	if len(f.faults) == 0 {
		f.faults = fx.Faults(c.Check())
	}
	if len(f.faults) > 0 {
		return EventCalendar{}, errors.Join(f.faults[:min(len(f.faults), maxEventFaults)]...)
	}
	return c, nil
}

// An eventFile is a file while it is read.
type eventFile struct {
	dec    *json.Decoder
	faults []error
}

// An eventField is a field of an object, in the order of the file.
type eventField struct {
	name  string
	value any
}

func (f *eventFile) fault(path, value, reason string) {
	f.faults = append(f.faults, fx.NewInputError(path, value, reason))
}

// value reads any value: []eventField for an object, []any for a list. It is not ok
// for what is no JSON and for more levels than a calendar has.
func (f *eventFile) value(depth int) (any, bool) {
	t, err := f.dec.Token()
	if err != nil || depth > maxEventDepth {
		return nil, false
	}
	switch t {
	case json.Delim('{'):
		out := []eventField{}
		for f.dec.More() {
			name, err := f.dec.Token()
			text, isText := name.(string)
			if err != nil || !isText {
				return nil, false
			}
			v, ok := f.value(depth + 1)
			if !ok {
				return nil, false
			}
			out = append(out, eventField{text, v})
		}
		_, err = f.dec.Token()
		return out, err == nil
	case json.Delim('['):
		out := []any{}
		for f.dec.More() {
			v, ok := f.value(depth + 1)
			if !ok {
				return nil, false
			}
			out = append(out, v)
		}
		_, err = f.dec.Token()
		return out, err == nil
	}
	return t, true
}

// object hands each field of an object to read, which says whether it knows it.
func (f *eventFile) object(path string, v any, read func(name, path string, v any) bool) {
	fields, ok := v.([]eventField)
	if !ok {
		f.fault(path, "", "must be an object")
		return
	}
	seen := map[string]bool{}
	for _, field := range fields {
		at := fx.NewInputError("", field.name, "").Value // shortened
		if path != "" {
			at = path + "." + at
		}
		switch {
		case seen[field.name]:
			f.fault(at, "", "must not occur twice")
		case !read(field.name, at, field.value):
			f.fault(at, "", "is not a known field")
		}
		seen[field.name] = true
	}
}

func (f *eventFile) list(path string, v any, read func(path string, v any)) {
	values, ok := v.([]any)
	if !ok {
		f.fault(path, "", "must be a list")
		return
	}
	for i, v := range values {
		read(path+"["+strconv.Itoa(i)+"]", v)
	}
}

func (f *eventFile) text(path string, v any, to *string) bool {
	text, ok := v.(string)
	if !ok {
		f.fault(path, "", "must be a text")
	}
	*to = text
	return true
}

func (f *eventFile) whole(path string, v any, to *int) bool {
	number, _ := v.(json.Number)
	n, err := strconv.Atoi(string(number))
	if err != nil {
		f.fault(path, string(number), "must be a whole number")
	}
	*to = n
	return true
}

func (f *eventFile) day(path string, v any, to *time.Time) bool {
	text, _ := v.(string)
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		f.fault(path, text, "must be a day such as 2026-01-15")
	}
	*to = day
	return true
}

func (f *eventFile) calendar(root any) EventCalendar {
	var c EventCalendar
	f.object("", root, func(name, path string, v any) bool {
		switch name {
		case "id":
			return f.text(path, v, &c.ID)
		case "verified_on":
			return f.day(path, v, &c.VerifiedOn)
		case "kinds":
			f.list(path, v, func(path string, v any) { c.Kinds = append(c.Kinds, f.kind(path, v)) })
			return true
		}
		return false
	})
	return c
}

func (f *eventFile) kind(path string, v any) EventKind {
	var k EventKind
	f.object(path, v, func(name, path string, v any) bool {
		switch name {
		case "code":
			return f.text(path, v, &k.Code)
		case "name":
			return f.text(path, v, &k.Name)
		case "rule":
			return f.text(path, v, (*string)(&k.Rule))
		case "offset":
			return f.whole(path, v, &k.Offset)
		case "days":
			return f.whole(path, v, &k.Length)
		case "first_year":
			return f.whole(path, v, &k.FirstYear)
		case "lead_in":
			return f.whole(path, v, &k.LeadIn)
		case "hangover":
			return f.whole(path, v, &k.Hangover)
		case "confidence":
			return f.text(path, v, &k.Confidence)
		case "source":
			return f.text(path, v, &k.Source)
		case "note":
			return f.text(path, v, &k.Note)
		case "dates":
			f.list(path, v, func(path string, v any) { k.Dates = append(k.Dates, f.dates(path, v)) })
			return true
		}
		return false
	})
	return k
}

func (f *eventFile) dates(path string, v any) EventDates {
	var d EventDates
	f.object(path, v, func(name, path string, v any) bool {
		switch name {
		case "year":
			return f.whole(path, v, &d.Year)
		case "first":
			return f.day(path, v, &d.Days.First)
		case "last":
			return f.day(path, v, &d.Days.Last)
		case "source":
			return f.text(path, v, &d.Source)
		case "confidence":
			return f.text(path, v, &d.Confidence)
		}
		return false
	})
	return d
}

// MarshalJSON writes the calendar in the form that [ReadEvents] reads. A calendar with
// a fault is an error of [EventCalendar.Check].
func (c EventCalendar) MarshalJSON() ([]byte, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	type dates struct {
		Year       int    `json:"year"`
		First      string `json:"first"`
		Last       string `json:"last"`
		Source     string `json:"source,omitempty"`
		Confidence string `json:"confidence,omitempty"`
	}
	type kind struct {
		Code       string  `json:"code"`
		Name       string  `json:"name"`
		Rule       string  `json:"rule,omitempty"`
		Offset     int     `json:"offset,omitempty"`
		Days       int     `json:"days,omitempty"`
		FirstYear  int     `json:"first_year,omitempty"`
		LeadIn     int     `json:"lead_in"`
		Hangover   int     `json:"hangover"`
		Confidence string  `json:"confidence"`
		Source     string  `json:"source"`
		Note       string  `json:"note,omitempty"`
		Dates      []dates `json:"dates,omitempty"`
	}
	file := struct {
		ID         string `json:"id"`
		VerifiedOn string `json:"verified_on"`
		Kinds      []kind `json:"kinds"`
	}{ID: c.ID, VerifiedOn: dayText(c.VerifiedOn), Kinds: []kind{}}
	for _, k := range c.Kinds {
		row := kind{k.Code, k.Name, string(k.Rule), k.Offset, k.Length, k.FirstYear, k.LeadIn, k.Hangover, k.Confidence, k.Source, k.Note, nil}
		for _, d := range k.Dates {
			row.Dates = append(row.Dates, dates{d.Year, dayText(d.Days.First), dayText(d.Days.Last), d.Source, d.Confidence})
		}
		file.Kinds = append(file.Kinds, row)
	}
	return json.Marshal(file)
}
