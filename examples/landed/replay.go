package main

import (
	"time"

	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A replay is the shipment at other days of entry, side by side: the same goods and
// costs under the rates of those days, loaded as many days before.
type replay struct {
	Days []replayDay `json:"days"`
	// Difference is the last day less the first; null for one day.
	Difference *replayDay `json:"difference"`

	// What the texts were made from.
	days       []dayFigures
	difference dayFigures
	layers     []layerName // of any day, in their order
}

type layerName struct{ code, label string }

type replayDay struct {
	Date      string        `json:"date,omitempty"`
	LoadedOn  *string       `json:"loaded_on,omitempty"`
	Units     []replayUnit  `json:"units"`
	Total     string        `json:"total"`
	TotalHigh string        `json:"total_high"`
	Layers    []replayLayer `json:"layers"`
	Duty      string        `json:"duty"`
	DutyHigh  string        `json:"duty_high"`
	MPF       string        `json:"mpf"`
	HMF       string        `json:"hmf"`
	Complete  bool          `json:"complete"`
	Warnings  []warning     `json:"warnings"`
}

// A replayUnit is one SKU on one day, in the currency of the books.
type replayUnit struct {
	SKU      string `json:"sku"`
	Each     string `json:"each"`
	EachHigh string `json:"each_high"`
	Duty     string `json:"duty"`
	DutyHigh string `json:"duty_high"`
}

// A replayLayer is one layer on one day, all lines together, in US dollars.
type replayLayer struct {
	Code       string `json:"code"`
	Label      string `json:"label"`
	Amount     string `json:"amount"`
	AmountHigh string `json:"amount_high"`
}

// dayFigures are the figures of one day, or the difference of two. The amounts of
// SKUs and the total are in the currency of the books, the others in US dollars.
type dayFigures struct {
	day      time.Time
	each     []customs.Range // per unit of a SKU
	unitDuty []customs.Range // of all units of a SKU, with fees
	total    customs.Range
	layers   map[string]customs.Range
	duty     customs.Range
	mpf, hmf decimal.Decimal
	complete bool
}

func newReplay(r *request, days []time.Time, landings []landing) *replay {
	out := &replay{}
	seen := map[string]bool{}
	for i, l := range landings {
		out.days = append(out.days, figuresOf(days[i], &l))
		for _, line := range l.Worksheet.Lines {
			for _, y := range line.Layers {
				if !y.Amount.High.IsZero() && !seen[y.Code] {
					seen[y.Code] = true
					out.layers = append(out.layers, layerName{y.Code, y.Label})
				}
			}
		}
	}
	currency := r.shipment.Currency
	for i, l := range landings {
		d := out.write(&out.days[i], r, currency)
		d.Date, d.LoadedOn = day(days[i]), dayOrNil(r.enteredOn(days[i]).Entry.LoadedOn)
		d.Complete, d.Warnings = l.Complete, warningsOf(l.Warnings)
		out.Days = append(out.Days, d)
	}
	if last := len(out.days) - 1; last > 0 {
		out.difference = less(&out.days[last], &out.days[0])
		d := out.write(&out.difference, r, currency)
		d.Complete, d.Warnings = out.difference.complete, []warning{}
		out.Difference = &d
	}
	return out
}

// figuresOf collects the figures of one day.
func figuresOf(on time.Time, l *landing) dayFigures {
	f := dayFigures{
		day: on, total: customs.Range{Low: l.Total.Amount, High: l.High.Amount}, layers: map[string]customs.Range{},
		duty: l.Worksheet.Duty, mpf: l.Worksheet.MPF, hmf: l.Worksheet.HMF, complete: l.Complete,
	}
	for i := range l.units {
		u := &l.units[i]
		f.each = append(f.each, customs.Range{Low: u.Each(eachPlaces), High: u.EachHigh(eachPlaces)})
		var duty customs.Range
		for _, p := range u.Parts {
			if p.Kind == landed.DutyPart || p.Kind == landed.FeePart {
				duty = duty.Plus(customs.Range{Low: p.Total.Amount, High: p.High.Amount})
			}
		}
		f.unitDuty = append(f.unitDuty, duty)
	}
	for _, line := range l.Worksheet.Lines {
		for _, y := range line.Layers {
			f.layers[y.Code] = f.layers[y.Code].Plus(y.Amount)
		}
	}
	return f
}

// less is one day less another, end by end.
func less(a, b *dayFigures) dayFigures {
	minus := func(a, b customs.Range) customs.Range {
		return customs.Range{Low: a.Low.Sub(b.Low), High: a.High.Sub(b.High)}
	}
	out := dayFigures{
		total: minus(a.total, b.total), duty: minus(a.duty, b.duty), layers: map[string]customs.Range{},
		mpf: a.mpf.Sub(b.mpf), hmf: a.hmf.Sub(b.hmf), complete: a.complete && b.complete,
	}
	for i := range a.each {
		out.each = append(out.each, minus(a.each[i], b.each[i]))
		out.unitDuty = append(out.unitDuty, minus(a.unitDuty[i], b.unitDuty[i]))
	}
	for _, m := range []map[string]customs.Range{a.layers, b.layers} {
		for code := range m {
			out.layers[code] = minus(a.layers[code], b.layers[code])
		}
	}
	return out
}

// write turns figures into text.
func (p *replay) write(f *dayFigures, r *request, c fx.Currency) replayDay {
	books := func(d decimal.Decimal) string { return plain(fx.Money{Amount: d, Currency: c}) }
	out := replayDay{
		Units: []replayUnit{}, Total: books(f.total.Low), TotalHigh: books(f.total.High), Layers: []replayLayer{},
		MPF: cents(f.mpf), HMF: cents(f.hmf),
	}
	out.Duty, out.DutyHigh = rangeTexts(f.duty)
	for i := range r.shipment.Lines {
		out.Units = append(out.Units, replayUnit{
			SKU: r.shipment.Lines[i].SKU, Each: each(f.each[i].Low), EachHigh: each(f.each[i].High),
			Duty: books(f.unitDuty[i].Low), DutyHigh: books(f.unitDuty[i].High),
		})
	}
	for _, name := range p.layers {
		x := replayLayer{Code: name.code, Label: name.label}
		x.Amount, x.AmountHigh = rangeTexts(f.layers[name.code])
		out.Layers = append(out.Layers, x)
	}
	return out
}
