package buffer

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// A BandState is the memory of a [Band] between two fixings: a plain value that
// the caller stores, as JSON or in columns of his own, and hands to the next
// [Band.Step]. Stopping and going on from a stored state gives the same moves as
// one run.
//
// The zero BandState has seen nothing: the next fixing becomes the reference.
// Compare with [BandState.Equal].
type BandState struct {
	// Reference is the rate that the price was last built on, without a buffer.
	Reference fx.Rate
	// Repriced is the day on which that was done. Cool-down and calendar count
	// from it.
	Repriced time.Time
	// Last is the day of the last fixing that was seen, zero when none was.
	Last time.Time
	// InARow is the number of fixings in a row, up to the last one, that were
	// outside the outer limits.
	InARow int
	// Outside says that an alarm waits for a decision.
	Outside bool
}

// Accept says that prices were built again, on a rate and a day: the answer to an
// alarm, or a change that the seller made for reasons of his own. The rate, as its
// spot rate, becomes the reference and an alarm is over. On the zero state Accept
// says where to start when the price is older than the first fixing. Fixings from
// before the day are no longer taken.
//
// The rate need not have a day. The errors, after which the state comes back as
// it was, are an [*fx.InputError] for the zero Rate ("rate"), for the zero
// time and a day outside the years 1 to 9999, before that of the rate or before the last re-price ("on")
// and for a state that no step returns, and an [*fx.CurrencyMismatchError] for
// another pair.
func (s BandState) Accept(rate fx.Rate, on time.Time) (BandState, error) {
	err := fx.InField("state", s.check())
	if rate.IsZero() {
		err = errors.Join(err, fx.NewInputError("rate", "", "must be a rate; this one has no pair"))
	}
	day, ok := calendarDay(on)
	if !ok || on.IsZero() {
		err = errors.Join(err, fx.NewInputError("on", "", "must be a day in the years 1 to 9999"))
	}
	if err != nil {
		return s, err
	}
	text := day.Format(time.DateOnly)
	if !s.Reference.IsZero() {
		if pairOf(s.Reference) != pairOf(rate) {
			return s, &fx.CurrencyMismatchError{Left: pairOf(s.Reference), Right: pairOf(rate)}
		}
		if day.Before(dayOnly(s.Repriced)) {
			return s, fx.NewInputError("on", text, "must not be before the last re-price")
		}
	}
	if day.Before(rate.Date()) {
		return s, fx.NewInputError("on", text, "must not be before the day of the rate")
	}
	s.Reference, s.Repriced = rate.Spot(), day
	s.InARow, s.Outside = 0, false
	return s, nil
}

// Equal reports whether both states lead to the same moves: the same reference
// with day and source, the same days, count and alarm.
func (s BandState) Equal(other BandState) bool {
	return s.Reference.Equal(other.Reference) &&
		dayOnly(s.Repriced).Equal(dayOnly(other.Repriced)) && dayOnly(s.Last).Equal(dayOnly(other.Last)) &&
		s.InARow == other.InARow && s.Outside == other.Outside
}

// check returns what no step returns.
func (s BandState) check() error {
	var faults []error
	fault := func(field, value, reason string) {
		faults = append(faults, fx.NewInputError(field, value, reason))
	}
	if s.InARow < 0 {
		fault("in_a_row", strconv.Itoa(s.InARow), "must not be below 0")
	}
	_, ok := calendarDay(s.Repriced)
	_, lastOK := calendarDay(s.Last)
	started := !s.Reference.IsZero()
	switch {
	case started && (!ok || s.Repriced.IsZero()):
		fault("repriced", "", "must be a day in the years 1 to 9999")
	case !started && !s.Repriced.IsZero():
		fault("repriced", "", "must not be given without a reference")
	}
	switch {
	case !lastOK:
		fault("last", "", "must be a day in the years 1 to 9999")
	case !started && !s.Last.IsZero():
		fault("last", "", "must not be given without a reference")
	}
	if !started && s.InARow > 0 {
		fault("in_a_row", strconv.Itoa(s.InARow), "must be 0 without a reference")
	}
	if !started && s.Outside {
		fault("outside", "true", "must be false without a reference")
	}
	return errors.Join(faults...)
}

// MarshalJSON returns the object
//
//	{"reference":{"base":"USD","quote":"CNY","num":"8.397","den":"1.172","date":"2025-06-30","source":"ECB"},
//	 "repriced":"2025-06-30","last":"2025-07-02","in_a_row":1,"outside":false}
//
// with the reference as [fx.Rate.MarshalJSON] writes it and days as texts; a day
// that is not known is left out. The zero state is {}. The error is an
// [*fx.InputError] for a state that no step returns and, at "reference.source",
// for a source that is not UTF-8.
func (s BandState) MarshalJSON() ([]byte, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	if s.Reference.IsZero() {
		return []byte("{}"), nil
	}
	reference, err := s.Reference.Spot().MarshalJSON()
	if err != nil {
		return nil, fx.InField("reference", err)
	}
	return json.Marshal(struct {
		Reference json.RawMessage `json:"reference"`
		Repriced  string          `json:"repriced"`
		Last      string          `json:"last,omitempty"`
		InARow    int             `json:"in_a_row"`
		Outside   bool            `json:"outside"`
	}{reference, dayText(s.Repriced), dayText(s.Last), s.InARow, s.Outside})
}

// UnmarshalJSON reads what [BandState.MarshalJSON] writes. It is strict: a field
// that is missing, unknown or given twice and a value of another type are an
// [*fx.InputError] with the path of the field, and so is a state that no step
// returns. What is wrong with the reference is said by [fx.Rate.UnmarshalJSON],
// below "reference". All faults are joined, and after an error s is unchanged.
func (s *BandState) UnmarshalJSON(data []byte) error {
	fields, err := objectOf(data, "reference", "repriced", "last", "in_a_row", "outside")
	if err != nil {
		return err
	}
	if len(fields) == 0 {
		*s = BandState{}
		return nil
	}
	var read BandState
	var faults []error
	fault := func(err error) { faults = append(faults, err) }
	for _, field := range []string{"reference", "repriced", "in_a_row", "outside"} {
		if fields[field] == nil {
			fault(fx.NewInputError(field, "", "must be given"))
		}
	}
	if raw := fields["reference"]; raw != nil {
		fault(fx.InField("reference", read.Reference.UnmarshalJSON(raw)))
		if buffer := read.Reference.Buffer(); !buffer.IsZero() {
			fault(fx.NewInputError("reference.buffer", fx.Plain(buffer), "must not be given"))
		}
	}
	for _, f := range []struct {
		name string
		day  *time.Time
	}{{"repriced", &read.Repriced}, {"last", &read.Last}} {
		if raw := fields[f.name]; raw != nil {
			var err error
			*f.day, err = dayIn(f.name, raw)
			fault(err)
		}
	}
	if raw := fields["in_a_row"]; raw != nil {
		n, err := strconv.Atoi(string(raw))
		if err != nil {
			fault(fx.NewInputError("in_a_row", string(raw), "must be a whole number"))
		}
		read.InARow = n
	}
	switch raw := fields["outside"]; string(raw) {
	case "", "false":
	case "true":
		read.Outside = true
	default:
		fault(fx.NewInputError("outside", string(raw), "must be true or false"))
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	if err := read.check(); err != nil {
		return err
	}
	*s = read
	return nil
}

// objectOf splits a JSON object into its fields, each of which must be one of the
// names and occur once.
func objectOf(data []byte, names ...string) (map[string]json.RawMessage, error) {
	malformed := fx.NewInputError("", string(data[:min(len(data), fx.MaxTextLen)]), "must be a JSON object")
	in := json.NewDecoder(bytes.NewReader(data))
	if start, err := in.Token(); err != nil || start != json.Delim('{') {
		return nil, malformed
	}
	fields := map[string]json.RawMessage{}
	for in.More() {
		name, err := in.Token()
		if err != nil {
			return nil, malformed
		}
		var value json.RawMessage
		if err := in.Decode(&value); err != nil {
			return nil, malformed
		}
		field, _ := name.(string)
		if !slices.Contains(names, field) {
			return nil, fx.NewInputError("", field, "must have no field of this name")
		}
		if fields[field] != nil {
			return nil, fx.NewInputError(field, "", "must be given once")
		}
		fields[field] = value
	}
	if _, err := in.Token(); err != nil { // the closing brace
		return nil, malformed
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return nil, malformed
	}
	return fields, nil
}

// textIn reads a JSON string.
func textIn(field string, raw []byte) (string, error) {
	var s string
	if len(raw) == 0 || raw[0] != '"' || json.Unmarshal(raw, &s) != nil {
		return "", fx.NewInputError(field, string(raw[:min(len(raw), fx.MaxTextLen)]), "must be a string")
	}
	return s, nil
}

// dayIn reads a day such as "2025-06-30".
func dayIn(field string, raw []byte) (time.Time, error) {
	s, err := textIn(field, raw)
	if err != nil {
		return time.Time{}, err
	}
	day, err := time.Parse(time.DateOnly, s)
	if err != nil || day.IsZero() || day.Year() < 1 {
		return time.Time{}, fx.NewInputError(field, s, "must be a day such as 2025-06-30")
	}
	return day, nil
}

func dayText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return dayOnly(t).Format(time.DateOnly)
}
