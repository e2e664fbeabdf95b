package main

import (
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
)

// page returns the result for people.
func (r *result) page() *page {
	p := &page{title: "Landed cost: " + r.Name, facts: r.facts()}
	if r.Name == "" {
		p.title = "Landed cost of the shipment"
	}
	p.section("Unit cost, in "+r.Currency+" per unit", block{table: r.unitTable()}, block{list: r.unitNotes()})
	p.section("What it is made of, in "+r.Currency+" for all units of a SKU", block{table: r.partsTable()})
	p.section("How each part was found", block{table: r.basisTable()})
	for _, q := range r.request.bills {
		p.section("Freight quote: "+q.bill.Quote, block{table: quoteTable(&q.bill)}, block{list: quoteNotes(&q.bill)})
	}
	if r.Worksheet != nil {
		p.section(r.entryTitle(), block{list: r.entryFacts()}, block{table: r.entryTable()})
		p.section("Why these duties and no others", block{table: r.layerTable()}, block{list: r.otherLayers()})
	}
	if r.Replay != nil {
		p.section("The same shipment entered on other days", r.replayBlocks()...)
	}
	if r.Variance != nil {
		p.section("Estimate, invoice and payment, in "+r.Currency, block{table: r.stageTable()}, block{list: r.stageNotes()})
	}
	p.section("Money that comes back", block{table: r.receivableTable()})
	p.section("Missing, so that the cost is not settled", block{list: r.missing()})
	p.section("Left out knowingly", block{list: r.notIncluded()})
	p.section("Check before you rely on it", block{list: r.warnings()})
	p.section("Sources", block{list: r.sourceTexts()})
	return p
}

// facts say what the shipment is.
func (r *result) facts() []string {
	s := &r.request.shipment
	var units int64
	for _, l := range s.Lines {
		units += l.Units
	}
	goods := plural(len(s.Lines), "SKU") + ", " + grouped(strconv.FormatInt(units, 10)) + " units"
	if s.Terms != "" {
		goods += ", bought " + string(s.Terms)
	}
	if totals, err := r.request.cargo().Totals(); err == nil {
		if totals.Pieces.Valid && totals.Pieces.Decimal.Sign() > 0 {
			goods += "; " + grouped(fx.Plain(totals.Pieces.Decimal)) + " packages"
		}
		if totals.CubicMetres.Valid && totals.CubicMetres.Decimal.Sign() > 0 {
			goods += ", " + grouped(fx.Plain(totals.CubicMetres.Decimal.Round(2))) + " m³"
		}
		if totals.Kg.Valid && totals.Kg.Decimal.Sign() > 0 {
			goods += ", " + grouped(fx.Plain(totals.Kg.Decimal.Round(1))) + " kg"
		}
	}
	facts := []string{goods}
	if e := s.Entry; e != nil {
		text := "by " + string(e.Mode)
		if !e.LoadedOn.IsZero() {
			text += ", loaded on " + day(e.LoadedOn)
		}
		facts = append(facts, text+", enters the US on "+day(e.Date))
	} else {
		facts = append(facts, "no entry into the US is given: no duty is in these figures")
	}
	for _, x := range r.Rates {
		base, quote, _ := strings.Cut(x.Pair, "/")
		text := x.Rate + " " + quote + " per " + base
		switch {
		case x.Source != nil && x.Date != nil:
			text += " (" + *x.Source + ", " + *x.Date + ")"
		case x.Source != nil || x.Date != nil:
			text += " (" + textOr(x.Source, "") + textOr(x.Date, "") + ")"
		}
		facts = append(facts, text+", for the "+map[string]string{"books": "books", "customs": "customs value"}[x.For])
	}
	total := money(r.base.Total)
	if !r.base.Total.Equal(r.base.High) {
		total = span(r.Total, r.TotalHigh)
	}
	text := "costs " + r.atLeast(total) + " " + r.Currency + " in all"
	if !r.Complete {
		text += "; something is missing, see below"
	}
	return append(facts, text)
}

// plural is a number and what it counts: "1 SKU", "2 SKUs".
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func quoteTable(b *freight.Bill) *table {
	t := &table{
		caption: "What the quote comes to for this cargo",
		columns: []column{{title: "charge"}, {title: "how", wrap: true}, {title: "amount", right: true}, {title: "in"}},
	}
	tooLow := map[fx.Currency]bool{} // a total without what is unknown
	for _, l := range b.Lines {
		shown := "unknown"
		if l.Known {
			shown = money(l.Amount)
		} else {
			tooLow[l.Amount.Currency] = true
		}
		t.rows = append(t.rows, row{cells: []string{capital(l.Label), numbersIn(l.Text), shown, string(l.Amount.Currency)}})
	}
	for i, total := range b.Totals {
		kind := plainRow
		if i == 0 {
			kind = totalRow
		}
		shown := money(total)
		if tooLow[total.Currency] {
			shown = least + shown
		}
		t.rows = append(t.rows, row{cells: []string{"Total in " + string(total.Currency), "", shown, string(total.Currency)}, kind: kind})
	}
	return t
}

// quoteNotes say what the carrier bills by, and why.
func quoteNotes(b *freight.Bill) []string {
	var notes []string
	for _, reason := range b.Chargeable.Reasons {
		notes = append(notes, capital(numbersIn(reason)))
	}
	return notes
}
