package main

import (
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fx"
)

// A worksheet is the entry as text; every amount is in US dollars.
type worksheet struct {
	Date        string      `json:"date"`
	LoadedOn    *string     `json:"loaded_on"`
	Mode        string      `json:"mode"`
	Kind        string      `json:"kind"`
	Rounding    string      `json:"rounding"`
	Currency    string      `json:"currency"`
	Lines       []entryLine `json:"lines"`
	Shares      []share     `json:"shares"`
	Value       string      `json:"value"`
	Duty        string      `json:"duty"`
	DutyHigh    string      `json:"duty_high"`
	MPF         string      `json:"mpf"`
	MPFBasis    string      `json:"mpf_basis"`
	HMF         string      `json:"hmf"`
	HMFBasis    string      `json:"hmf_basis"`
	Total       string      `json:"total"`
	TotalHigh   string      `json:"total_high"`
	Missing     []string    `json:"missing"`
	NotIncluded []string    `json:"not_included"`
	Complete    bool        `json:"complete"`
}

// An entryLine is one line of the entry; SKUs are the lines of the shipment in it.
type entryLine struct {
	HTS      string   `json:"hts"`
	Goods    string   `json:"goods"`
	Origin   string   `json:"origin"`
	SKUs     []string `json:"skus"`
	Value    string   `json:"value"`
	Layers   []layer  `json:"layers"`
	Duty     string   `json:"duty"`
	DutyHigh string   `json:"duty_high"`
	DutyRate *string  `json:"duty_rate"`
	RateHigh *string  `json:"duty_rate_high"`
	MPF      string   `json:"mpf"`
	HMF      string   `json:"hmf"`
	Open     []open   `json:"open"`
}

// A layer is one duty that was considered for a line, applied or not.
type layer struct {
	Code       string `json:"code"`
	Programme  string `json:"programme"`
	Label      string `json:"label"`
	Heading    string `json:"heading"`
	Status     string `json:"status"`
	Duty       string `json:"duty"`
	Base       string `json:"base"`
	BaseHigh   string `json:"base_high"`
	Amount     string `json:"amount"`
	AmountHigh string `json:"amount_high"`
	Reason     string `json:"reason"`
	Source     source `json:"source"`
}

// An open is a missing fact, and by how much the duty of the line differs with its
// answer.
type open struct {
	Question   string `json:"question"`
	Text       string `json:"text"`
	Effect     string `json:"effect"`
	EffectHigh string `json:"effect_high"`
}

// A share is what falls on one SKU.
type share struct {
	SKU       string `json:"sku"`
	Line      int    `json:"line"` // of the worksheet, counted from 0
	Value     string `json:"value"`
	Duty      string `json:"duty"`
	DutyHigh  string `json:"duty_high"`
	MPF       string `json:"mpf"`
	HMF       string `json:"hmf"`
	Total     string `json:"total"`
	TotalHigh string `json:"total_high"`
}

// roundingName is the rounding in words; the default has no name in the library.
func roundingName(r customs.Rounding) string {
	if r == customs.Estimate {
		return "estimate"
	}
	return string(r)
}

func (r *result) worksheet(w *customs.Worksheet) *worksheet {
	out := &worksheet{
		Date: day(w.Date), LoadedOn: dayOrNil(r.request.shipment.Entry.LoadedOn), Mode: string(w.Mode), Kind: string(w.Kind),
		Rounding: roundingName(w.Rounding), Currency: string(fx.USD), Lines: make([]entryLine, len(w.Lines)), Shares: make([]share, len(w.Shares)),
		Value: cents(w.Value), MPF: cents(w.MPF), MPFBasis: w.MPFBasis, HMF: cents(w.HMF), HMFBasis: w.HMFBasis,
		Missing: append([]string{}, w.Missing...), NotIncluded: append([]string{}, w.NotIncluded...), Complete: w.Complete,
	}
	out.Duty, out.DutyHigh = rangeTexts(w.Duty)
	out.Total, out.TotalHigh = rangeTexts(w.Total)
	for i := range w.Lines {
		out.Lines[i] = r.entryLine(&w.Lines[i])
	}
	for i := range w.Shares {
		s := &w.Shares[i]
		x := share{SKU: s.Ref, Line: s.Line, Value: cents(s.Value), MPF: cents(s.MPF), HMF: cents(s.HMF)}
		x.Duty, x.DutyHigh = rangeTexts(s.Duty)
		x.Total, x.TotalHigh = rangeTexts(s.Total)
		out.Shares[i] = x
		out.Lines[s.Line].SKUs = append(out.Lines[s.Line].SKUs, s.Ref)
	}
	if !w.MPF.IsZero() {
		r.source(w.MPFSource)
	}
	if !w.HMF.IsZero() {
		r.source(w.HMFSource)
	}
	return out
}

func (r *result) entryLine(l *customs.EntryLine) entryLine {
	out := entryLine{
		HTS: l.HTS, Goods: l.Goods, Origin: l.Origin, SKUs: []string{}, Value: cents(l.Value), Layers: make([]layer, len(l.Layers)),
		MPF: cents(l.MPF), HMF: cents(l.HMF), Open: []open{},
	}
	out.Duty, out.DutyHigh = rangeTexts(l.Duty)
	if rate, ok := l.DutyRate(eachPlaces); ok {
		out.DutyRate, out.RateHigh = new(string), new(string)
		*out.DutyRate, *out.RateHigh = each(rate.Low), each(rate.High)
	}
	for i := range l.Layers {
		y := &l.Layers[i]
		x := layer{
			Code: y.Code, Programme: y.Programme, Label: y.Label, Heading: y.Heading, Status: string(y.Status),
			Duty: y.Duty, Reason: y.Reason, Source: r.source(sourceOf(y.Source)),
		}
		x.Base, x.BaseHigh = rangeTexts(y.Base)
		x.Amount, x.AmountHigh = rangeTexts(y.Amount)
		out.Layers[i] = x
	}
	for _, o := range l.Open {
		x := open{Question: string(o.Question), Text: o.Text}
		x.Effect, x.EffectHigh = rangeTexts(o.Effect)
		out.Open = append(out.Open, x)
	}
	return out
}
