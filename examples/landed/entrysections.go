package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
)

func (r *result) entryTitle() string {
	w := &r.base.Worksheet
	return "Entry worksheet for " + day(w.Date) + ", in USD"
}

// entryFacts say how the entry was worked out.
func (r *result) entryFacts() []string {
	w := &r.base.Worksheet
	facts := []string{capital(string(w.Kind)) + " entry by " + string(w.Mode) + "; " + map[customs.Rounding]string{
		customs.Estimate: "an estimate: values are not rounded", customs.EntryReplay: "values in whole dollars as on the entry",
		customs.EntryReplayWholeFees: "values and fees in whole dollars",
	}[w.Rounding]}
	if text := r.valueText(); text != "" {
		facts = append(facts, text)
	}
	for i := range w.Lines {
		for _, o := range w.Lines[i].Open {
			facts = append(facts, "Line "+strconv.Itoa(i+1)+" depends on a fact that is not given ("+string(o.Question)+"): "+o.Text+
				" The answer changes the duty by "+dollars(o.Effect)+".")
		}
	}
	return facts
}

// valueText says how the customs values follow from the prices, "" when they are all
// given.
func (r *result) valueText() string {
	s := &r.request.shipment
	if !slices.ContainsFunc(s.Lines, func(l landed.Line) bool { return !l.CustomsValue.Valid }) {
		return ""
	}
	text := "Customs value: the price without VAT"
	if s.Terms == freight.DDP {
		text = "Customs value: the delivered price without duty and fees"
	}
	var plus, minus []string
	for _, c := range s.Costs {
		name := capital(c.Label)
		if name == "" {
			name = c.Code
		}
		switch {
		case c.Dutiable:
			plus = append(plus, name)
		case c.InPrice:
			minus = append(minus, name)
		}
	}
	if len(plus) > 0 {
		text += ", plus " + strings.Join(plus, "; ")
	}
	if len(minus) > 0 {
		text += ", less what is not dutiable of " + strings.Join(minus, "; ")
	}
	return text
}

func (r *result) entryTable() *table {
	w := &r.base.Worksheet
	t := &table{
		caption: "The lines of the entry, with every duty that is applied, in USD",
		columns: []column{{title: "what", wrap: true}, {title: "heading"}, {title: "rate", wrap: true}, {title: "of", right: true}, {title: "amount", right: true}},
	}
	for i := range w.Lines {
		l := &w.Lines[i]
		var skus []string
		for _, s := range w.Shares {
			if s.Line == i {
				skus = append(skus, s.Ref)
			}
		}
		t.rows = append(t.rows, row{
			cells: []string{"Line " + strconv.Itoa(i+1) + ": " + l.HTS + " " + l.Goods + ", from " + l.Origin + " (" + few(skus) + ")", "", "", "", ""},
			kind:  headingRow,
		})
		t.rows = append(t.rows, row{cells: []string{"Customs value", "", "", "", grouped(cents(l.Value))}})
		for _, y := range l.Layers {
			if y.Status != customs.Applied && y.Status != customs.Undecided {
				continue
			}
			t.rows = append(t.rows, row{cells: []string{y.Label + openNote(&y), y.Heading, y.Duty, dollars(y.Base), dollars(y.Amount)}})
		}
		rate := ""
		if low, ok := l.DutyRate(eachPlaces); ok {
			rate = percentSpan(low)
		}
		t.rows = append(t.rows,
			row{cells: []string{"Duty of the line", "", rate, "", dollars(l.Duty)}},
			row{cells: []string{"MPF and HMF of the line", "", "", "", grouped(cents(l.MPF)) + " + " + grouped(cents(l.HMF))}})
	}
	rate := ""
	if all, ok := w.DutyRate(eachPlaces); ok {
		rate = percentSpan(all)
	}
	t.rows = append(t.rows,
		row{cells: []string{"The entry", "", "", "", ""}, kind: headingRow},
		row{cells: []string{"Customs value", "", "", "", grouped(cents(w.Value))}},
		row{cells: []string{"Duty", "", rate, "", dollars(w.Duty)}},
		row{cells: []string{"Merchandise processing fee", "", numbersIn(w.MPFBasis), "", grouped(cents(w.MPF))}},
		row{cells: []string{"Harbor maintenance fee", "", numbersIn(w.HMFBasis), "", grouped(cents(w.HMF))}},
		row{cells: []string{"Duty and fees", "", "", "", dollars(w.Total)}, kind: totalRow})
	return t
}

func openNote(y *customs.Layer) string {
	if y.Status == customs.Undecided {
		return " (open)"
	}
	return ""
}

// sentence is a text with a large first letter and an end.
func sentence(s string) string {
	if s = capital(s); !strings.HasSuffix(s, "?") {
		s += "."
	}
	return s
}

func percentSpan(x customs.Range) string {
	low, high := fx.Percent(x.Low), fx.Percent(x.High)
	if low == high {
		return low
	}
	return low + "–" + high
}

// A layerNote is a layer with one outcome and the lines of the entry that have it.
type layerNote struct {
	layer customs.Layer
	lines []int
}

// layerNotes are the layers with some outcomes, each once with all lines that have it
// for the same reason.
func (r *result) layerNotes(of ...customs.Status) []layerNote {
	var notes []layerNote
	for _, status := range of {
		for i := range r.base.Worksheet.Lines {
			for _, y := range r.base.Worksheet.Lines[i].Layers {
				if y.Status != status {
					continue
				}
				at := slices.IndexFunc(notes, func(n layerNote) bool {
					return n.layer.Status == y.Status && n.layer.Code == y.Code && n.layer.Heading == y.Heading && n.layer.Reason == y.Reason
				})
				if at < 0 {
					at, notes = len(notes), append(notes, layerNote{layer: y})
				}
				notes[at].lines = append(notes[at].lines, i)
			}
		}
	}
	return notes
}

// lineNames names lines of the entry by their codes, or says that all are meant.
func (r *result) lineNames(lines []int) string {
	all := r.base.Worksheet.Lines
	if len(lines) == len(all) && len(all) > 1 {
		return "all lines"
	}
	var names []string
	for _, i := range lines {
		if !slices.Contains(names, all[i].HTS) {
			names = append(names, all[i].HTS)
		}
	}
	return strings.Join(names, ", ")
}

// layerTable says of every duty that covers a line what became of it. Column 1, whose
// heading is the code itself, needs no reason.
func (r *result) layerTable() *table {
	t := &table{
		caption: "The duties that cover these goods, and what became of each",
		columns: []column{{title: "layer", wrap: true}, {title: "outcome"}, {title: "heading"}, {title: "on", wrap: true}, {title: "why", wrap: true}},
	}
	words := map[customs.Status]string{customs.Applied: "applied", customs.Undecided: "open", customs.Suppressed: "set aside"}
	for _, n := range r.layerNotes(customs.Applied, customs.Undecided, customs.Suppressed) {
		if n.layer.Code == "column_1" {
			continue
		}
		t.rows = append(t.rows, row{cells: []string{n.layer.Label, words[n.layer.Status], n.layer.Heading, r.lineNames(n.lines), n.layer.Reason}})
	}
	return t
}

// otherLayers names the duties that are not on these goods, by reason.
func (r *result) otherLayers() []string {
	type group struct {
		status customs.Status
		reason string
		lines  string
		labels []string
	}
	var groups []group
	for _, n := range r.layerNotes(customs.NotInForce, customs.NotListed, customs.OtherOrigin) {
		lines := ""
		if len(n.lines) < len(r.base.Worksheet.Lines) {
			lines = r.lineNames(n.lines)
		}
		at := slices.IndexFunc(groups, func(g group) bool {
			return g.status == n.layer.Status && g.reason == n.layer.Reason && g.lines == lines
		})
		if at < 0 {
			at, groups = len(groups), append(groups, group{n.layer.Status, n.layer.Reason, lines, nil})
		}
		groups[at].labels = append(groups[at].labels, n.layer.Label)
	}
	titles := map[customs.Status]string{
		customs.NotInForce: "Not in force on " + day(r.base.Worksheet.Date), customs.NotListed: "Not on these goods", customs.OtherOrigin: "For other origins",
	}
	var out []string
	for _, g := range groups {
		text := titles[g.status]
		if g.status == customs.NotListed && g.lines != "" {
			text = "Not on " + g.lines
		}
		out = append(out, text+": "+strings.Join(g.labels, "; ")+". "+sentence(g.reason))
	}
	return out
}
