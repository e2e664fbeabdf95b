package main

import (
	"slices"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/markdown"
	"github.com/lianxing/crossborder/examples/internal/term"
)

// title names the comparison.
func (c *comparison) title() string {
	return c.SKU + " on " + strings.Join(c.labelsOf(c.Quotes), ", ")
}

func (c *comparison) statementTitle() string {
	if c.Price != nil {
		return "One unit sold at " + *c.Price + " " + c.Currency
	}
	return "One unit sold at the price of each channel, in " + c.Currency
}

// roundedNote says why the same cost may differ by a cent.
const roundedNote = "expected amounts are rounded so that each column adds up, and can differ by a cent between columns"

// table returns the comparison for a terminal.
func (c *comparison) table() string {
	var out strings.Builder
	section := func(title, body string) {
		if body != "" {
			out.WriteString("\n" + title + "\n" + body)
		}
	}
	out.WriteString(strings.Join(term.Wrap(c.title(), lineWidth-len(indent)), "\n"+indent) + "\n" + paragraphs([]string{"shipped on " + c.Date}))
	section(c.statementTitle(), c.besideEachOther(c.rows(), c.sums())+paragraphs([]string{roundedNote}))
	section(stepsTitle+", in "+c.Currency, c.besideEachOther(c.stepRows(), nil))
	section(advertisingTitle, c.besideEachOther(c.advertisingRows(), nil))
	section("Prices, in "+c.Currency, term.Columns(indent, []term.Column{{}, {Right: true}, {Right: true}}, c.priceRows()))
	section("Which channel", paragraphs(c.best()))
	section(c.swingTitle(), c.besideEachOther(c.swingRows(), nil)+paragraphs(c.notVaried()))
	leftOut, missing, doubts, zones := c.notes()
	section("Dead zones: prices at which a cheaper one earns more", paragraphs(zones))
	section("Check before you rely on it", paragraphs(doubts))
	section("Unknown, so that the profit is an upper bound", paragraphs(missing))
	section("Charged by the channel and not included", paragraphs(leftOut))
	section("Sources", c.sourcesTable())
	return out.String()
}

// besideEachOther lays out a row for each figure and a column for each channel, with
// sums below a rule; below each other what does not fit beside the others. It is ""
// without a figure.
func (c *comparison) besideEachOther(rows, sums [][]string) string {
	if len(rows) == 0 {
		return ""
	}
	all := slices.Concat(rows, sums)
	widths := make([]int, len(rows[0]))
	for _, row := range all {
		for i, cell := range row {
			widths[i] = max(widths[i], term.Width(cell))
		}
	}
	var under [][]string
	if len(sums) > 0 {
		rule := make([]string, len(widths))
		for i := range rule[1:] {
			rule[i+1] = strings.Repeat("─", widths[i+1])
		}
		under = slices.Concat([][]string{rule}, sums)
	}
	var blocks []string
	for from := 1; from < len(widths); {
		to, used := from, len(indent)+widths[0]
		for to < len(widths) && (to == from || used+2+widths[to] <= lineWidth) {
			used += 2 + widths[to]
			to++
		}
		cols := []term.Column{{Width: widths[0]}}
		for range widths[from:to] {
			cols = append(cols, term.Column{Right: true})
		}
		var block [][]string
		for _, row := range slices.Concat(rows, under) {
			if cells := row[from:to]; strings.Join(cells, "") != "" {
				block = append(block, slices.Concat(row[:1], cells))
			}
		}
		blocks = append(blocks, term.Columns(indent, cols, block))
		from = to
	}
	return strings.Join(blocks, "\n")
}

// sourcesTable is a line for each table.
func (c *comparison) sourcesTable() string {
	rows := [][]string{{"table", "in force", "verified on", "confidence"}}
	for _, s := range c.sources() {
		rows = append(rows, []string{s.Table, s.period(), textOr(s.VerifiedOn, "?"), s.Confidence})
	}
	return term.Columns(indent, make([]term.Column, 4), rows)
}

// markdown returns the comparison as Markdown.
func (c *comparison) markdown() string {
	var out strings.Builder
	section := func(title, body string) {
		if body != "" {
			out.WriteString("\n## " + title + "\n\n" + body)
		}
	}
	out.WriteString("# " + markdown.Escape(c.title()) + "\n\n" + markdown.Bullets([]string{"shipped on " + c.Date}))
	rows := slices.Concat(c.rows(), c.sums())
	section(c.statementTitle(), markdown.Table(titles(rows[0]), rows[1:])+"\n"+capital(roundedNote)+".\n")
	figures := func(title string, rows [][]string) {
		if len(rows) > 0 {
			section(title, markdown.Table(titles(rows[0]), rows[1:]))
		}
	}
	figures(stepsTitle+", in "+c.Currency, c.stepRows())
	figures(advertisingTitle, c.advertisingRows())
	prices := c.priceRows()
	section("Prices, in "+c.Currency, markdown.Table(titles(prices[0]), prices[1:]))
	section("Which channel", markdown.Bullets(c.best()))
	if rows := c.swingRows(); len(rows) > 0 {
		body := markdown.Table(titles(rows[0]), rows[1:])
		if not := c.notVaried(); len(not) > 0 {
			body += "\n" + markdown.Bullets(not)
		}
		section(c.swingTitle(), body)
	}
	leftOut, missing, doubts, zones := c.notes()
	section("Dead zones", markdown.Bullets(zones))
	section("Check before you rely on it", markdown.Bullets(doubts))
	section("Unknown, so that the profit is an upper bound", markdown.Bullets(missing))
	section("Charged by the channel and not included", markdown.Bullets(leftOut))
	var tables [][]string
	for _, s := range c.sources() {
		tables = append(tables, []string{s.Table, s.period(), textOr(s.VerifiedOn, ""), s.Confidence, s.Citation})
	}
	section("Sources", markdown.Table([]string{"Table", "In force", "Verified on", "Confidence", "Source"}, tables))
	return out.String()
}

// titles are the titles of a table for pipes, all but the first over amounts.
func titles(names []string) []string {
	out := []string{capital(names[0])}
	for _, name := range names[1:] {
		out = append(out, "*"+name)
	}
	return out
}
