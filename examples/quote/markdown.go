package main

import (
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/markdown"
)

// writeMarkdown writes answers as Markdown, with the tables of GitHub.
func writeMarkdown(w io.Writer, answers iter.Seq[answer], _ bool) error {
	return writeEach(w, answers, "\n", "No requests.\n", func(a answer) string {
		switch {
		case a.comparison != nil:
			return a.comparison.markdown()
		case a.result != nil:
			return a.result.markdown()
		}
		return failureMarkdown(a.failure())
	})
}

// markdown returns the whole quote.
func (r *result) markdown() string {
	var out strings.Builder
	section := func(title, body string) { out.WriteString("\n## " + title + "\n\n" + body) }
	out.WriteString("# " + markdown.Escape(r.SKU) + " on " + r.Channel + "\n\n" + markdown.Bullets(r.facts()))

	var rows [][]string
	for _, l := range r.shown() {
		rows = append(rows, []string{l.name(), l.Amount, r.because(&l), l.Source.Table})
	}
	rows = append(rows, []string{"Profit", r.Profit, "the sum of the lines", ""})
	section("One unit sold at "+r.Price+" "+r.Currency, markdown.Table([]string{"Line", "*" + r.Currency, "Basis", "Source"}, rows)+
		"\n"+markdown.Table([]string{"Ratio", "*Value", "Meaning"}, r.ratios()))

	if r.request.economics() {
		section(stepsTitle, markdown.Table([]string{"Step", "*" + r.Currency, "*Of net revenue", "What was taken off"}, r.stepRows()))
		section(advertisingTitle, markdown.Table([]string{"Figure", "*Value", "Meaning"}, r.advertisingRows()))
	}

	if r.FX != nil {
		head := r.exchangeHead()
		section(r.exchangeTitle(), markdown.Table([]string{"Rate", "*" + head[1], "*Profit, " + r.Currency, "*Margin"}, r.exchangeRows())+
			"\n"+markdown.Escape(r.exposure())+"\n")
	}

	section("Prices, in "+r.Currency, markdown.Bullets(r.prices()))

	if len(r.DeadZones) == 0 {
		section("Dead zones", "None: at every price a higher one earns at least as much.\n")
	} else {
		rows = nil
		for _, z := range r.DeadZones {
			rows = append(rows, []string{span(z.From, z.To), z.Below, z.BelowProfit, z.Worst, z.Loss, z.because()})
		}
		body := "Prices at which a cheaper one earns more.\n\n" +
			markdown.Table([]string{"Prices", "*Better", "*Earns", "*Worst", "*Loses", "Because these jump"}, rows)
		if advice := r.advice(); advice != "" {
			body += "\n" + markdown.Escape(advice) + "\n"
		}
		section("Dead zones", body)
	}

	if r.Sensitivity != nil {
		section(r.sensitivityTitle(), markdown.Table(sensitivityTitles(r.sensitivityHead()), r.sensitivityRows())+"\n"+markdown.Bullets(r.sensitivityNotes()))
	}

	var doubts []string
	for _, x := range r.Warnings {
		doubts = append(doubts, x.Text)
	}
	if len(doubts) > 0 {
		section("Check before you rely on it", markdown.Bullets(doubts))
	}
	if unknown := textsOf(r.missing()); len(unknown) > 0 {
		section("Unknown, so that the profit is an upper bound", markdown.Bullets(unknown))
	}

	if len(r.LeftOut) > 0 {
		rows = nil
		for _, x := range r.LeftOut {
			rows = append(rows, []string{nameOf(x.Code), x.Reason})
		}
		section("Charged by the channel and not included", markdown.Table([]string{"Charge", "Why not"}, rows))
	}

	tables, supplied := r.sources()
	rows = nil
	for _, s := range tables {
		rows = append(rows, []string{s.Table, s.period(), textOr(s.VerifiedOn, ""), s.Confidence, s.Citation})
	}
	if len(supplied) > 0 {
		rows = append(rows, []string{"supplied", "", "", "", "your own figures: " + strings.Join(supplied, ", ")})
	}
	section("Sources", markdown.Table([]string{"Table", "In force", "Verified on", "Confidence", "Source"}, rows))
	return out.String()
}

// sensitivityTitles are the titles of the table of inputs for pipes, all over numbers
// but the first and that of the unit.
func sensitivityTitles(head []string) []string {
	out := make([]string, len(head))
	for i, title := range head {
		out[i] = "*" + capital(title)
	}
	out[0], out[3] = capital(head[0]), "Unit"
	return out
}

// failureMarkdown says what is wrong with a request.
func failureMarkdown(f failure) string {
	title := "These requests cannot be read"
	if f.SKU != nil {
		title = "No quote for " + strconv.Quote(*f.SKU)
	}
	var rows [][]string
	for _, e := range f.Errors {
		value := ""
		if e.Value != "" {
			value = strconv.Quote(e.Value)
		}
		rows = append(rows, []string{e.Field, value, e.Reason})
	}
	return "# " + markdown.Escape(title) + "\n\n" + markdown.Table([]string{"Field", "Value", "Reason"}, rows)
}
