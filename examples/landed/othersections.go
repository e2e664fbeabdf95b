package main

import (
	"slices"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// replayBlocks set the days side by side.
func (r *result) replayBlocks() []block {
	return []block{{list: r.replayNotes()}, {table: r.replayUnits()}, {table: r.replayLayers()}}
}

// replayColumns are those of a table of days.
func (p *replay) replayColumns(first string) []column {
	columns := []column{{title: first, wrap: true}}
	for _, d := range p.days {
		columns = append(columns, column{title: day(d.day), right: true})
	}
	if p.Difference != nil {
		columns = append(columns, column{title: "difference", right: true})
	}
	return columns
}

// replayRow is a row of a table of days.
func (p *replay) replayRow(label string, of func(*dayFigures) customs.Range, text func(decimal.Decimal) string) row {
	cells := []string{label}
	for i := range p.days {
		x := of(&p.days[i])
		cells = append(cells, span(text(x.Low), text(x.High)))
	}
	if p.Difference != nil {
		cells = append(cells, change(of(&p.difference), text))
	}
	return row{cells: cells}
}

func (r *result) books(d decimal.Decimal) string {
	return plain(fx.Money{Amount: d, Currency: r.base.Currency})
}

func (r *result) replayUnits() *table {
	p := r.Replay
	t := &table{caption: "By day of entry: one unit, and duty with fees for all units, in " + r.Currency, columns: p.replayColumns("SKU, in " + r.Currency)}
	for i := range r.base.units {
		of := func(f *dayFigures) customs.Range { return f.each[i] }
		t.rows = append(t.rows, p.replayRow(r.base.units[i].SKU+", one unit", of, each))
	}
	for i := range r.base.units {
		of := func(f *dayFigures) customs.Range { return f.unitDuty[i] }
		t.rows = append(t.rows, p.replayRow(r.base.units[i].SKU+", duty and fees", of, r.books))
	}
	total := p.replayRow("Shipment", func(f *dayFigures) customs.Range { return f.total }, r.books)
	total.kind = totalRow
	t.rows = append(t.rows, total)
	return t
}

func (r *result) replayLayers() *table {
	p := r.Replay
	t := &table{caption: "By day of entry: every layer of the entry, in USD", columns: p.replayColumns("layer, in USD")}
	for _, y := range p.layers {
		t.rows = append(t.rows, p.replayRow(y.label, func(f *dayFigures) customs.Range { return f.layers[y.code] }, cents))
	}
	duty := p.replayRow("Duty", func(f *dayFigures) customs.Range { return f.duty }, cents)
	duty.kind = totalRow
	t.rows = append(t.rows, duty,
		p.replayRow("Merchandise processing fee", func(f *dayFigures) customs.Range { return customs.Exactly(f.mpf) }, cents),
		p.replayRow("Harbor maintenance fee", func(f *dayFigures) customs.Range { return customs.Exactly(f.hmf) }, cents))
	return t
}

// replayNotes say what was kept and what is missing on a day.
func (r *result) replayNotes() []string {
	kept := "The same goods, costs and exchange rates"
	if e := r.request.shipment.Entry; !e.LoadedOn.IsZero() {
		kept += ", loaded " + plural(daysBetween(e.LoadedOn, e.Date), "day") + " before each entry"
	}
	notes := []string{kept + "; a difference is the last day less the first."}
	for i, l := range r.replays {
		for _, w := range l.Warnings {
			if !slices.Contains(r.base.Warnings, w) {
				notes = append(notes, day(r.Replay.days[i].day)+": "+amountsIn(w.Text))
			}
		}
		for k := range l.units {
			for _, m := range l.units[k].Missing {
				if !slices.Contains(r.base.units[k].Missing, m) {
					notes = append(notes, day(r.Replay.days[i].day)+", "+l.units[k].SKU+": "+amountsIn(m.Reason))
				}
			}
		}
	}
	return notes
}

func (r *result) stageTable() *table {
	t := &table{
		caption: "The costs of the shipment at each stage, in " + r.Currency,
		columns: []column{{title: "cost", wrap: true}, {title: "estimate", right: true}, {title: "invoice", right: true}, {title: "paid", right: true},
			{title: "billed more", right: true}, {title: "paid more", right: true}, {title: "counts", right: true}},
	}
	amount := func(d decimal.NullDecimal) string {
		if !d.Valid {
			return "not known"
		}
		return grouped(r.books(d.Decimal))
	}
	delta := func(d decimal.NullDecimal) string {
		if !d.Valid {
			return ""
		}
		return change(customs.Exactly(d.Decimal), r.books)
	}
	line := func(label string, v *landed.Variance, kind rowKind) row {
		return row{kind: kind, cells: []string{label, amount(v.Estimate), amount(v.Invoice), amount(v.Actual), delta(v.ToInvoice), delta(v.ToActual),
			grouped(r.books(v.Latest))}}
	}
	for i := range r.stages.Kinds {
		v := &r.stages.Kinds[i]
		t.rows = append(t.rows, line(capital(v.Label), v, plainRow))
	}
	t.rows = append(t.rows, line("Total", &r.stages.Total, totalRow))
	return t
}

// stageNotes say what is still open.
func (r *result) stageNotes() []string {
	var unbilled, unpaid []string
	for i := range r.stages.Kinds {
		v := &r.stages.Kinds[i]
		switch {
		case !v.Invoice.Valid && !v.Actual.Valid:
			unbilled = append(unbilled, capital(v.Label))
		case !v.Actual.Valid:
			unpaid = append(unpaid, capital(v.Label))
		}
	}
	var notes []string
	if len(unbilled) > 0 {
		notes = append(notes, "Not billed yet, so that the estimate counts: "+strings.Join(unbilled, ", "))
	}
	if len(unpaid) > 0 {
		notes = append(notes, "Billed and not paid yet: "+strings.Join(unpaid, ", "))
	}
	return notes
}

func (r *result) receivableTable() *table {
	t := &table{
		caption: "Refunds that are taken off the cost and come later",
		columns: []column{{title: "of"}, {title: "what"}, {title: "amount", right: true}, {title: "in " + r.Currency, right: true}, {title: "due"}},
	}
	var sum decimal.Decimal
	for i := range r.base.Receivables {
		x := &r.base.Receivables[i]
		due := "not known"
		if on, known := x.Due(); known {
			due = day(on)
		}
		sum = sum.Add(x.Booked.Amount)
		what := map[string]string{"vat_refund": "VAT refund on export"}[x.Code]
		if what == "" {
			what = x.Code
		}
		t.rows = append(t.rows, row{cells: []string{x.SKU, what, money(x.Amount) + " " + string(x.Amount.Currency), money(x.Booked), due}})
	}
	if len(t.rows) > 1 {
		t.rows = append(t.rows, row{cells: []string{"Total", "", "", grouped(r.books(sum)), ""}, kind: totalRow})
	}
	return t
}

// missing says what is not known, each once with the SKUs that miss it.
func (r *result) missing() []string {
	var notes []skuNote
	for i := range r.base.units {
		for _, m := range r.base.units[i].Missing {
			notes = noted(notes, r.unknownText(m), r.base.units[i].SKU)
		}
	}
	return r.said(notes)
}

// notIncluded says what is left out, each once with the SKUs that it concerns.
func (r *result) notIncluded() []string {
	var notes []skuNote
	for i := range r.base.units {
		for _, text := range r.base.units[i].NotIncluded {
			notes = noted(notes, text, r.base.units[i].SKU)
		}
	}
	return r.said(notes)
}

// said are notes with the SKUs that they are about.
func (r *result) said(notes []skuNote) []string {
	var out []string
	for _, n := range notes {
		out = append(out, r.each(n.skus)+": "+n.text)
	}
	return out
}

func (r *result) warnings() []string {
	var out []string
	for _, w := range r.base.Warnings {
		if text := capital(amountsIn(w.Text)); !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// shownSources are the sources of the parts and of the duties that cover the goods.
func (r *result) shownSources() []fees.Source {
	var out []fees.Source
	add := func(s fees.Source) {
		if !s.EffectiveFrom.IsZero() && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for i := range r.base.units {
		for k := range r.base.units[i].Parts {
			add(sourceOf(r.base.units[i].Parts[k].Source))
		}
	}
	for _, n := range r.layerNotes(customs.Applied, customs.Undecided, customs.Suppressed) {
		add(sourceOf(n.layer.Source))
	}
	return out
}

// sourceTexts name the tables behind the figures, and what came from the caller.
func (r *result) sourceTexts() []string {
	var out []string
	for _, s := range r.shownSources() {
		last := "further notice"
		if !s.EffectiveTo.IsZero() {
			last = day(s.EffectiveTo)
		}
		out = append(out, s.Table+", "+day(s.EffectiveFrom)+" to "+last+", verified on "+day(s.VerifiedOn)+", confidence "+string(s.Confidence)+": "+s.Citation)
	}
	var labels []string
	for i := range r.base.units {
		for k := range r.base.units[i].Parts {
			if p := &r.base.units[i].Parts[k]; sourceOf(p.Source).Confidence == fees.Supplied && !slices.Contains(labels, capital(p.Label)) {
				labels = append(labels, capital(p.Label))
			}
		}
	}
	if len(labels) > 0 {
		out = append(out, "your own figures: "+strings.Join(labels, "; "))
	}
	return out
}
