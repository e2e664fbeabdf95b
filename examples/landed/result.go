package main

import (
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// eachPlaces are the decimals of an amount per unit.
const eachPlaces = 4

// A result is everything about a shipment as text, in the order in which it is
// written as JSON. Amounts are in Currency unless they stand beside another one, with
// the decimals of the minor unit; those per unit have four. An amount that depends on
// a missing fact is from the field to the one of the same name that ends in _high;
// otherwise the two are equal.
type result struct {
	Name        string       `json:"name"`
	Currency    string       `json:"currency"`
	Terms       *string      `json:"terms"`
	Rates       []rate       `json:"rates"`
	Units       []unit       `json:"units"`
	Costs       []cost       `json:"costs"`
	Quotes      []quote      `json:"quotes"`
	Total       string       `json:"total"`
	TotalHigh   string       `json:"total_high"`
	Worksheet   *worksheet   `json:"worksheet"`
	Replay      *replay      `json:"replay"`
	Variance    *variance    `json:"variance"`
	Receivables []receivable `json:"receivables"`
	Warnings    []warning    `json:"warnings"`
	Complete    bool         `json:"complete"`
	Tables      []tableInfo  `json:"tables"`

	// What the texts were made from, for people.
	request *request
	base    landing
	replays []landing
	stages  landed.VarianceReport
	sources []fees.Source
}

type rate struct {
	Pair   string  `json:"pair"`
	Rate   string  `json:"rate"`
	Date   *string `json:"date"`
	Source *string `json:"source"`
	// For says what it converts: "books" or "customs".
	For string `json:"for"`
}

// A unit is one SKU: what all of its units cost and what one does.
type unit struct {
	SKU         string    `json:"sku"`
	Origin      *string   `json:"origin"`
	Units       int64     `json:"units"`
	Total       string    `json:"total"`
	TotalHigh   string    `json:"total_high"`
	Each        string    `json:"each"`
	EachHigh    string    `json:"each_high"`
	Post        *posting  `json:"post"`
	Parts       []part    `json:"parts"`
	Duty        string    `json:"duty"`
	Missing     []unknown `json:"missing"`
	NotIncluded []string  `json:"not_included"`
	Complete    bool      `json:"complete"`
}

// A posting is the total as amounts that can be booked per unit; there is none when
// the total is a range.
type posting struct {
	Each string `json:"each"`
	Last string `json:"last"`
}

type part struct {
	Code            string  `json:"code"`
	Label           string  `json:"label"`
	Kind            string  `json:"kind"`
	Total           string  `json:"total"`
	TotalHigh       string  `json:"total_high"`
	Each            string  `json:"each"`
	EachHigh        string  `json:"each_high"`
	Entered         string  `json:"entered"`
	EnteredHigh     string  `json:"entered_high"`
	EnteredCurrency string  `json:"entered_currency"`
	Basis           string  `json:"basis"`
	Due             *string `json:"due"`
	Source          source  `json:"source"`
}

// A source says where a figure comes from; the table is one of the tables of the
// result, or "supplied".
type source struct {
	Table      string `json:"table"`
	Confidence string `json:"confidence"`
	Citation   string `json:"citation"`
}

type tableInfo struct {
	Table         string  `json:"table"`
	EffectiveFrom *string `json:"effective_from"`
	EffectiveTo   *string `json:"effective_to"`
	VerifiedOn    *string `json:"verified_on"`
}

type unknown struct {
	Code   string `json:"code"`
	Reason string `json:"reason"`
}

type cost struct {
	Code     string  `json:"code"`
	Label    string  `json:"label"`
	Stage    *string `json:"stage"`
	By       string  `json:"by"`
	Entered  *string `json:"entered"`
	Currency *string `json:"entered_currency"`
	Booked   *string `json:"booked"`
	InPrice  bool    `json:"in_price"`
}

type quote struct {
	Name     string      `json:"name"`
	Lines    []quoteLine `json:"lines"`
	Totals   []amount    `json:"totals"`
	Missing  []string    `json:"missing"`
	Complete bool        `json:"complete"`
}

type quoteLine struct {
	Code     string  `json:"code"`
	Label    string  `json:"label"`
	Leg      string  `json:"leg"`
	Basis    string  `json:"basis"`
	Quantity string  `json:"quantity"`
	Amount   *string `json:"amount"`
	Currency string  `json:"currency"`
	Text     string  `json:"text"`
}

type amount struct {
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
}

type variance struct {
	Kinds []stageCosts `json:"kinds"`
	Total stageCosts   `json:"total"`
}

// stageCosts is one kind of cost at its stages; null is not known.
type stageCosts struct {
	Code      string  `json:"code"`
	Label     string  `json:"label"`
	Estimate  *string `json:"estimate"`
	Invoice   *string `json:"invoice"`
	Actual    *string `json:"actual"`
	ToInvoice *string `json:"to_invoice"`
	ToActual  *string `json:"to_actual"`
	Latest    string  `json:"latest"`
}

type receivable struct {
	SKU      string  `json:"sku"`
	Code     string  `json:"code"`
	Amount   string  `json:"amount"`
	Currency string  `json:"amount_currency"`
	Booked   string  `json:"booked"`
	From     *string `json:"from"`
	Due      *string `json:"due"`
	Source   source  `json:"source"`
}

type warning struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// newResult writes what was computed.
func newResult(r *request, base landing, v landed.VarianceReport, days []time.Time, replays []landing) *result {
	s := &r.shipment
	out := &result{
		Name: r.name, Currency: string(base.Currency), Terms: textOrNil(string(s.Terms)), Rates: []rate{}, Units: make([]unit, len(base.units)),
		Costs: make([]cost, len(base.Costs)), Quotes: []quote{}, Total: plain(base.Total), TotalHigh: plain(base.High),
		Receivables: make([]receivable, len(base.Receivables)), Warnings: warningsOf(base.Warnings), Complete: base.Complete,
		request: r, base: base, replays: replays, stages: v,
	}
	out.addRates(s.Rates, "books")
	if s.Entry != nil {
		out.addRates(s.Entry.Rates, "customs")
	}
	for i := range base.units {
		out.Units[i] = out.unit(&base.units[i])
	}
	for i := range base.Costs {
		out.Costs[i] = costOf(&base.Costs[i])
	}
	for _, q := range r.bills {
		out.Quotes = append(out.Quotes, quoteOf(q))
	}
	if s.Entry != nil && len(base.Worksheet.Lines) > 0 {
		out.Worksheet = out.worksheet(&base.Worksheet)
	}
	if len(days) > 0 {
		out.Replay = newReplay(r, days, replays)
	}
	out.Variance = varianceOf(&v)
	for i := range base.Receivables {
		out.Receivables[i] = out.receivable(&base.Receivables[i])
	}
	out.Tables = tablesOf(out.sources)
	return out
}

func (r *result) addRates(rates []fx.Rate, of string) {
	for _, x := range rates {
		r.Rates = append(r.Rates, rate{
			Pair: string(x.Base()) + "/" + string(x.Quote()), Rate: fx.Plain(x.Value(8)),
			Date: dayOrNil(x.Date()), Source: textOrNil(x.Source()), For: of,
		})
	}
}

func (r *result) unit(u *landed.UnitCost) unit {
	out := unit{
		SKU: u.SKU, Origin: textOrNil(u.Origin), Units: u.Units, Total: plain(u.Total()), TotalHigh: plain(u.High()),
		Each: each(u.Each(eachPlaces)), EachHigh: each(u.EachHigh(eachPlaces)), Parts: make([]part, len(u.Parts)),
		Duty: string(u.Duty), Missing: []unknown{}, NotIncluded: append([]string{}, u.NotIncluded...), Complete: u.Complete,
	}
	if one, last, err := u.Post(); err == nil && u.Total().Equal(u.High()) {
		out.Post = &posting{plain(one), plain(last)}
	}
	for _, m := range u.Missing {
		out.Missing = append(out.Missing, unknown(m))
	}
	units := decimal.NewFromInt(u.Units)
	for i := range u.Parts {
		p := &u.Parts[i]
		out.Parts[i] = part{
			Code: p.Code, Label: p.Label, Kind: string(p.Kind), Total: plain(p.Total), TotalHigh: plain(p.High),
			Each: each(p.Total.Amount.DivRound(units, eachPlaces)), EachHigh: each(p.High.Amount.DivRound(units, eachPlaces)),
			Entered: plain(p.Entered), EnteredHigh: plain(p.EnteredHigh), EnteredCurrency: string(p.Entered.Currency),
			Basis: p.Basis, Due: dayOrNil(p.Due), Source: r.source(sourceOf(p.Source)),
		}
	}
	return out
}

// sourceOf is a source that may not be given.
func sourceOf(s *fees.Source) fees.Source {
	if s == nil {
		return fees.Source{}
	}
	return *s
}

func costOf(c *landed.BookedCost) cost {
	out := cost{Code: c.Code, Label: c.Label, Stage: textOrNil(string(c.Stage)), By: string(c.By), InPrice: c.InPrice}
	if c.Stage != "" {
		entered, currency := plain(c.Entered), string(c.Entered.Currency)
		out.Entered, out.Currency = &entered, &currency
		if c.Known {
			booked := plain(c.Booked)
			out.Booked = &booked
		}
	}
	return out
}

func quoteOf(q pricedQuote) quote {
	out := quote{Name: q.bill.Quote, Lines: []quoteLine{}, Totals: []amount{}, Missing: append([]string{}, q.bill.Missing...), Complete: q.bill.Complete}
	for _, l := range q.bill.Lines {
		line := quoteLine{
			Code: l.Code, Label: l.Label, Leg: string(l.Leg), Basis: string(l.Basis), Quantity: fx.Plain(l.Quantity),
			Currency: string(l.Amount.Currency), Text: l.Text,
		}
		if l.Known {
			a := plain(l.Amount)
			line.Amount = &a
		}
		out.Lines = append(out.Lines, line)
	}
	for _, t := range q.bill.Totals {
		out.Totals = append(out.Totals, amount{plain(t), string(t.Currency)})
	}
	return out
}

// varianceOf is nil when the costs have only one stage.
func varianceOf(v *landed.VarianceReport) *variance {
	if !severalStages(v) {
		return nil
	}
	out := &variance{Kinds: []stageCosts{}, Total: stagesOf(&v.Total, v.Currency)}
	for i := range v.Kinds {
		out.Kinds = append(out.Kinds, stagesOf(&v.Kinds[i], v.Currency))
	}
	return out
}

// severalStages reports whether any kind of cost is known at two stages.
func severalStages(v *landed.VarianceReport) bool {
	for i := range v.Kinds {
		if v.Kinds[i].ToInvoice.Valid || v.Kinds[i].ToActual.Valid {
			return true
		}
	}
	return false
}

func stagesOf(v *landed.Variance, c fx.Currency) stageCosts {
	text := func(d decimal.NullDecimal) *string {
		if !d.Valid {
			return nil
		}
		s := plain(fx.Money{Amount: d.Decimal, Currency: c})
		return &s
	}
	return stageCosts{
		Code: v.Code, Label: v.Label, Estimate: text(v.Estimate), Invoice: text(v.Invoice), Actual: text(v.Actual),
		ToInvoice: text(v.ToInvoice), ToActual: text(v.ToActual), Latest: plain(fx.Money{Amount: v.Latest, Currency: c}),
	}
}

func (r *result) receivable(x *landed.LineReceivable) receivable {
	out := receivable{
		SKU: x.SKU, Code: x.Code, Amount: plain(x.Amount), Currency: string(x.Amount.Currency), Booked: plain(x.Booked),
		From: dayOrNil(x.From), Source: r.source(x.Source),
	}
	if due, known := x.Due(); known {
		out.Due = dayOrNil(due)
	}
	return out
}

// source returns a source as text and remembers it.
func (r *result) source(s fees.Source) source {
	r.sources = append(r.sources, s)
	return source{s.Table, string(s.Confidence), s.Citation}
}

// tablesOf are the tables of sources, each once, in their order.
func tablesOf(sources []fees.Source) []tableInfo {
	out := []tableInfo{}
	seen := map[string]bool{}
	for _, s := range sources {
		if s.EffectiveFrom.IsZero() || seen[s.Table] {
			continue
		}
		seen[s.Table] = true
		out = append(out, tableInfo{s.Table, dayOrNil(s.EffectiveFrom), dayOrNil(s.EffectiveTo), dayOrNil(s.VerifiedOn)})
	}
	return out
}

func warningsOf(list []fees.Warning) []warning {
	out := []warning{}
	for _, w := range list {
		out = append(out, warning{w.Code, w.Text})
	}
	return out
}

// plain is an amount with the decimals of its currency.
func plain(m fx.Money) string {
	places, _ := m.Currency.MinorUnits()
	return m.Amount.StringFixed(int32(places))
}

func each(d decimal.Decimal) string { return d.StringFixed(eachPlaces) }

// cents is an amount in US dollars.
func cents(d decimal.Decimal) string { return plain(fx.Money{Amount: d, Currency: fx.USD}) }

// rangeTexts are both ends of a range of US dollars.
func rangeTexts(r customs.Range) (low, high string) { return cents(r.Low), cents(r.High) }

func dayOrNil(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := day(t)
	return &s
}

func textOrNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
