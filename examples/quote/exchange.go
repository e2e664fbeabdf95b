package main

import (
	"strings"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/examples/internal/term"
)

// A rate is the exchange rate as published and as planned with, in quote per
// base of the pair, and what other rates do to the profit.
type rate struct {
	Pair    string  `json:"pair"`
	Rate    string  `json:"rate"`
	Planned string  `json:"planned"`
	Buffer  string  `json:"buffer"`
	Band    string  `json:"band"`
	Date    *string `json:"date"`
	Source  string  `json:"source"`
	// Exposed is what is paid in the other currency per sold unit, BufferCost what
	// the buffer adds to it in that of the listing.
	Exposed    string    `json:"exposed"`
	BufferCost string    `json:"buffer_cost"`
	Outcomes   []outcome `json:"outcomes"`
	BreakEven  *string   `json:"break_even"` // null when no rate takes the profit
}

// An outcome is what the unit earns at one rate.
type outcome struct {
	At     string  `json:"at"` // spot, plan or worst
	Rate   string  `json:"rate"`
	Profit string  `json:"profit"`
	Margin *string `json:"margin"`
}

// writeRate shows the rate that was used, if any, as the request quoted it.
func (r *result) writeRate() {
	found, ok := r.statement.FX()
	if !ok {
		return
	}
	value := func(at fx.Rate) string {
		if at.Base() != r.rate.Base() {
			at = at.Inverse()
		}
		return fx.Plain(at.Value(ratePlaces))
	}
	r.FX = &rate{
		Pair: string(r.rate.Base()) + "/" + string(r.rate.Quote()),
		Rate: value(found.Spot.Rate), Planned: value(found.Plan.Rate),
		Buffer: fx.Plain(r.request.rate.buffer), Band: fx.Plain(r.request.rate.band), Date: dayOrNil(r.rate.Date()), Source: r.rate.Source(),
		Exposed:    fx.Money{Amount: found.Exposed.Amount.Round(exposedPlaces), Currency: found.Exposed.Currency}.String(),
		BufferCost: r.money(found.BufferCost),
	}
	for _, at := range []struct {
		name string
		pricing.Outcome
	}{{"spot", found.Spot}, {"plan", found.Plan}, {"worst", found.Worst}} {
		if at.Rate.IsZero() || at.name == "plan" && at.Rate.Equal(found.Spot.Rate) {
			continue
		}
		r.FX.Outcomes = append(r.FX.Outcomes, outcome{at.name, value(at.Rate), r.money(at.Profit), ratio(at.Margin(ratioPlaces))})
	}
	if !found.BreakEven.IsZero() {
		even := value(found.BreakEven)
		r.FX.BreakEven = &even
	}
}

// exposedPlaces are the decimals of an amount that is an average over sold units.
const exposedPlaces = 4

// exchangeRows are the rows of the table of rates: name, rate, profit and margin.
func (r *result) exchangeRows() [][]string {
	var rows [][]string
	for _, at := range r.FX.Outcomes {
		name := map[string]string{
			"spot":  "spot",
			"plan":  "planned, " + percentOf(r.FX.Buffer) + " below spot",
			"worst": "when the price is set anew, " + percentOf(r.FX.Band) + " below spot",
		}[at.At]
		rows = append(rows, []string{name, at.Rate, at.Profit, percentOr(at.Margin, "undefined")})
	}
	if r.FX.BreakEven != nil {
		rows = append(rows, []string{"break-even", *r.FX.BreakEven, r.money(decimal.Decimal{}), "0%"})
	}
	return rows
}

// exchangeTitle is the heading of the table of rates.
func (r *result) exchangeTitle() string { return "The same price at other exchange rates" }

// exchangeHead are the names of its columns.
func (r *result) exchangeHead() []string {
	base, quote, _ := strings.Cut(r.FX.Pair, "/")
	return []string{"rate", quote + " per " + base, "profit, " + r.Currency, "margin"}
}

// exposure says in a sentence what the rates act on.
func (r *result) exposure() string {
	text := r.FX.Exposed + " per sold unit are paid at the exchange rate"
	if r.FX.Buffer != "0" {
		text += "; the buffer adds " + r.FX.BufferCost + " " + r.Currency
	}
	return text
}

func (r *result) exchangeTable() string {
	if r.FX == nil {
		return ""
	}
	right := term.Column{Right: true}
	rows := append([][]string{r.exchangeHead()}, r.exchangeRows()...)
	return term.Columns(indent, []term.Column{{}, right, right, right}, rows) + paragraphs([]string{r.exposure()})
}
