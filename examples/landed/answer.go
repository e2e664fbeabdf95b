package main

import (
	"errors"
	"slices"
	"time"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
)

// An input is everything that the command was given.
type input struct {
	json    []byte
	csv     []byte
	csvName string       // "" when the lines are in the JSON
	tables  *fees.Tables // nil for the shipped ones
	days    []time.Time  // of the replay
}

// An answer is the result of a shipment, or what is wrong with it.
type answer struct {
	name   string // of the shipment, as far as it could be read
	result *result
	errors strict.Faults
}

// oneShipment is said of an input with more than one value.
const oneShipment = "must be one JSON object with nothing after it"

// answer lands the shipment, or says everything that is wrong with it.
func (in *input) answer() *answer {
	a := &answer{}
	f := &a.errors
	data, fault := strict.Document(in.json, "a shipment", oneShipment)
	if fault != nil {
		f.Add(fault.Field, fault.Value, fault.Reason)
		return a
	}
	n, err := strict.Parse(data, maxValues)
	if err != nil {
		new(request).note(f, err)
		return a
	}
	if n.Kind == strict.IsObject && len(n.Fields) == 0 {
		f.Add("", "{}", "must not be empty: a shipment needs at least a currency and lines")
		return a
	}
	var rows csvLines
	if in.csvName != "" {
		if rows = readCSV(in.csv, f); len(*f) > 0 {
			return a
		}
	}
	r := readShipment(n, rows.nodes, in.csvName != "", f)
	a.name = r.name
	if n.Kind != strict.IsObject { // and nothing else can be said
		return a
	}
	if r.shipment.Entry != nil {
		r.shipment.Entry.Tables = in.tables
	}
	if a.result = in.land(&r, f); len(*f) > 0 {
		a.result = nil
	}
	if in.csvName != "" {
		for i, e := range *f {
			(*f)[i] = fx.NewInputError(rows.place(e.Field), e.Value, rows.placesIn(e.Reason))
		}
	}
	return a
}

// A landing is a shipment that was computed, with its unit costs at hand.
type landing struct {
	landed.Landed
	units []landed.UnitCost
}

func land(s landed.Shipment) (landing, error) {
	l, err := s.Land()
	if err != nil {
		return landing{}, err
	}
	return landing{l, slices.Collect(l.Units())}, nil
}

// land computes the result of a request.
func (in *input) land(r *request, f *strict.Faults) *result {
	base, err := land(r.shipment)
	r.note(f, err)
	if len(*f) > 0 {
		r.noteRest(f)
	}
	if len(in.days) > 0 && r.shipment.Entry == nil && !f.Covers("entry") {
		f.Add("entry", "", "must be given for a replay on other days")
	}
	if len(*f) > 0 {
		return nil
	}
	variance, err := r.shipment.Variance()
	r.note(f, err)
	replays := make([]landing, len(in.days))
	for i, day := range in.days {
		var err error
		replays[i], err = land(r.enteredOn(day))
		r.noteReplay(f, day, err)
	}
	if len(*f) > 0 {
		return nil
	}
	return newResult(r, base, variance, in.days, replays)
}

// enteredOn is the shipment on another day of entry. It was loaded as long before
// that as it was before its own.
func (r *request) enteredOn(day time.Time) landed.Shipment {
	s := r.shipment.EnteredOn(day)
	if e := r.shipment.Entry; !e.LoadedOn.IsZero() {
		s.Entry.LoadedOn = day.AddDate(0, 0, -daysBetween(e.LoadedOn, e.Date))
	}
	return s
}

// daysBetween is how many days one day is after another.
func daysBetween(from, to time.Time) int { return int(to.Sub(from) / (24 * time.Hour)) }

// noteReplay notes why a day of the replay cannot be computed, at the flag that asked
// for it.
func (r *request) noteReplay(f *strict.Faults, on time.Time, err error) {
	var more strict.Faults
	r.note(&more, err)
	for _, e := range more {
		reason := e.Reason
		if noTable := new(fees.NoTableError); e.Field != "entry.date" || !errors.As(err, &noTable) {
			reason = "cannot be replayed: " + e.Field + " " + e.Reason
		}
		f.Add("-entry", day(on), reason)
	}
}
