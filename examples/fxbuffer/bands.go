package main

import (
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// A bandRun is a band and how it did.
type bandRun struct {
	label    string
	band     buffer.Band
	evidence buffer.BandEvidence
}

// drawnBand is the number of the band that the chart shows.
const drawnBand = 2

// theBands are the rules that are compared.
func theBands() []bandRun {
	limit := func(text string) decimal.Decimal { return decimal.RequireFromString(text) }
	both := func(text string) buffer.Band { return buffer.Band{Down: limit(text), Up: limit(text)} }
	patient, cooled := both("0.02"), both("0.01")
	patient.InARow, cooled.CoolDownDays = 3, 14
	return []bandRun{
		{label: "±1%", band: both("0.01")},
		{label: "±1.5%", band: both("0.015")},
		{label: "±2%", band: both("0.02")},
		{label: "±3%", band: both("0.03")},
		{label: "±5%", band: both("0.05")},
		{label: "−1.5% / +5%", band: buffer.Band{Down: limit("0.015"), Up: limit("0.05")}},
		{label: "±2%, 3 fixings in a row", band: patient},
		{label: "±1%, at most every 14 days", band: cooled},
		{label: "every 30 days", band: buffer.Band{EveryDays: 30}},
	}
}

// runBands back-tests every band on the fixings from a day on.
func runBands(fixings iter.Seq[fx.Rate], from time.Time) ([]bandRun, error) {
	out := theBands()
	for i := range out {
		var err error
		if out[i].evidence, err = buffer.BackTestBand(fixings, out[i].band, from, time.Time{}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// A bandPoint is a day of a band for the chart: the rate, the reference after the
// decision, and whether that is new.
type bandPoint struct {
	day             time.Time
	rate, reference float64
	repriced        bool
}

// points follows a band day by day.
func (r *bandRun) points(fixings iter.Seq[fx.Rate], from time.Time) ([]bandPoint, error) {
	var state buffer.BandState
	var out []bandPoint
	for fixing := range fixings {
		if fixing.Date().Before(from) {
			continue
		}
		next, move, err := r.band.Step(state, fixing)
		if err != nil {
			return nil, err
		}
		state = next
		out = append(out, bandPoint{fixing.Date(), approximate(fixing), approximate(state.Reference), move.Action == buffer.ActionReprice})
	}
	return out, nil
}

// approximate returns a rate in floating point, for charts.
func approximate(r fx.Rate) float64 { return r.Value(fx.ConvertPlaces).InexactFloat64() }
