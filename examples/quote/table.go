package main

import (
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/term"
)

// lineWidth is the longest line of the table, in columns of the terminal. Only a
// single word that is longer by itself, such as an address, exceeds it.
const lineWidth = 109

// writeTable writes answers for people to read in a terminal.
func writeTable(w io.Writer, answers iter.Seq[answer], _ bool) error {
	rule := "\n" + strings.Repeat("─", lineWidth) + "\n\n"
	return writeEach(w, answers, rule, "no requests\n", func(a answer) string {
		switch {
		case a.comparison != nil:
			return a.comparison.table()
		case a.result != nil:
			return a.result.table()
		}
		return failureTable(a.failure())
	})
}

const indent = "  "

// table returns the whole quote.
func (r *result) table() string {
	var out strings.Builder
	section := func(title, body string) {
		if body != "" {
			out.WriteString("\n" + title + "\n" + body)
		}
	}
	out.WriteString(r.SKU + " on " + r.Channel + "\n")
	out.WriteString(paragraphs(r.facts()))
	section("One unit sold at "+r.Price+" "+r.Currency, r.statementTable())
	section(stepsTitle, r.stepsTable())
	section(advertisingTitle, r.advertisingTable())
	section(r.exchangeTitle(), r.exchangeTable())
	section("Prices, in "+r.Currency, paragraphs(r.prices()))
	section("Dead zones: prices at which a cheaper one earns more", r.zonesTable())
	if r.Sensitivity != nil {
		section(r.sensitivityTitle(), r.sensitivityTable())
	}
	var doubts []string
	for _, x := range r.Warnings {
		doubts = append(doubts, x.Text)
	}
	section("Check before you rely on it", paragraphs(doubts))
	section("Unknown, so that the profit is an upper bound", paragraphs(textsOf(r.missing())))
	section("Charged by the channel and not included", r.leftOutTable())
	section("Sources", r.sourcesTable())
	return out.String()
}

func (r *result) statementTable() string {
	rows := [][]string{{"line", r.Currency, "basis", "source"}}
	used := len(indent) + 3*2
	widths := [3]int{} // of name, amount and source
	for _, l := range r.shown() {
		row := []string{l.name(), l.Amount, r.because(&l), l.Source.Table}
		rows = append(rows, row)
		widths[0], widths[1], widths[2] = max(widths[0], term.Width(row[0])), max(widths[1], term.Width(row[1])), max(widths[2], term.Width(row[3]))
	}
	const most = 30 // of a name
	widths[0] = min(max(widths[0], len("Profit")), most)
	widths[1] = max(widths[1], term.Width(r.Profit))
	cols := []term.Column{
		{Width: widths[0]},
		{Right: true},
		{Width: max(lineWidth-used-widths[0]-widths[1]-widths[2], 20)},
		{},
	}
	rows = append(rows, []string{"", strings.Repeat("─", widths[1])}, []string{"Profit", r.Profit, "the sum of the lines"})
	out := term.Columns(indent, cols, rows)
	ratios := r.ratios()
	digits := widths[1]
	for _, row := range ratios {
		digits = max(digits, term.Width(row[1]))
	}
	return out + "\n" + term.Columns(indent, []term.Column{{Width: widths[0]}, {Right: true, Width: digits}, {}}, ratios)
}

func (r *result) zonesTable() string {
	if len(r.DeadZones) == 0 {
		return paragraphs([]string{"none"})
	}
	rows := [][]string{{"prices", "better", "earns", "worst", "loses", "because these jump"}}
	for _, z := range r.DeadZones {
		rows = append(rows, []string{span(z.From, z.To), z.Below, z.BelowProfit, z.Worst, z.Loss, z.because()})
	}
	money := term.Column{Right: true}
	out := term.Columns(indent, []term.Column{{}, money, money, money, money, {}}, rows)
	if advice := r.advice(); advice != "" {
		out += paragraphs([]string{advice})
	}
	return out
}

// leftOutTable names what the channel also charges, and why it is not in the sum.
func (r *result) leftOutTable() string {
	var rows [][]string
	widest := 0
	for _, x := range r.LeftOut {
		widest = max(widest, term.Width(nameOf(x.Code)))
	}
	for _, x := range r.LeftOut {
		rows = append(rows, []string{nameOf(x.Code), x.Reason})
	}
	return term.Columns(indent, []term.Column{{Width: widest}, {Width: lineWidth - 2*len(indent) - widest}}, rows)
}

func (r *result) sourcesTable() string {
	tables, supplied := r.sources()
	var out strings.Builder
	for _, s := range tables {
		out.WriteString(indent + s.Table + "\n")
		out.WriteString(indented(indent+indent, "in force "+s.period()+", verified on "+textOr(s.VerifiedOn, "?")+", confidence "+s.Confidence))
		out.WriteString(indented(indent+indent, s.Citation))
	}
	if len(supplied) > 0 {
		out.WriteString(indent + "supplied\n" + indented(indent+indent, "your own figures: "+strings.Join(supplied, ", ")))
	}
	return out.String()
}

// paragraphs wraps texts, each from a new line.
func paragraphs(texts []string) string {
	var out strings.Builder
	for _, t := range texts {
		lines := term.Wrap(t, lineWidth-2*len(indent))
		out.WriteString(indent + lines[0] + "\n")
		for _, more := range lines[1:] {
			out.WriteString(indent + indent + more + "\n")
		}
	}
	return out.String()
}

// indented wraps one text after an indent.
func indented(indent, text string) string {
	return term.Columns(indent, []term.Column{{Width: lineWidth - len(indent)}}, [][]string{{text}})
}

// failureTable says what is wrong with a request.
func failureTable(f failure) string {
	title := "These requests cannot be read"
	if f.SKU != nil {
		title = "No quote for " + strconv.Quote(*f.SKU)
	}
	texts := make([]string, len(f.Errors))
	for i, e := range f.Errors {
		texts[i] = strings.TrimSpace(e.Field + " " + e.Reason)
		if e.Value != "" {
			texts[i] += ", got " + strconv.Quote(e.Value)
		}
	}
	return title + "\n" + paragraphs(texts)
}
