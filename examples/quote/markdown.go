package main

import (
	"io"
	"iter"
	"strconv"
	"strings"
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
	out.WriteString("# " + escape(r.SKU) + " on " + r.Channel + "\n\n" + bullets(r.facts()))

	var rows [][]string
	for _, l := range r.shown() {
		rows = append(rows, []string{l.name(), l.Amount, r.because(&l), l.Source.Table})
	}
	rows = append(rows, []string{"Profit", r.Profit, "the sum of the lines", ""})
	section("One unit sold at "+r.Price+" "+r.Currency, pipes([]string{"Line", "*" + r.Currency, "Basis", "Source"}, rows)+
		"\n"+pipes([]string{"Ratio", "*Value", "Meaning"}, r.ratios()))

	section("Prices, in "+r.Currency, bullets(r.prices()))

	if len(r.DeadZones) == 0 {
		section("Dead zones", "None: at every price a higher one earns at least as much.\n")
	} else {
		rows = nil
		for _, z := range r.DeadZones {
			rows = append(rows, []string{span(z.From, z.To), z.Below, z.BelowProfit, z.Worst, z.Loss, z.because()})
		}
		body := "Prices at which a cheaper one earns more.\n\n" +
			pipes([]string{"Prices", "*Better", "*Earns", "*Worst", "*Loses", "Because these jump"}, rows)
		if advice := r.advice(); advice != "" {
			body += "\n" + escape(advice) + "\n"
		}
		section("Dead zones", body)
	}

	var doubts []string
	for _, x := range r.Warnings {
		doubts = append(doubts, x.Text)
	}
	if len(doubts) > 0 {
		section("Check before you rely on it", bullets(doubts))
	}
	if unknown := textsOf(r.missing()); len(unknown) > 0 {
		section("Unknown, so that the profit is an upper bound", bullets(unknown))
	}

	if len(r.LeftOut) > 0 {
		rows = nil
		for _, x := range r.LeftOut {
			rows = append(rows, []string{nameOf(x.Code), x.Reason})
		}
		section("Charged by the channel and not included", pipes([]string{"Charge", "Why not"}, rows))
	}

	tables, supplied := r.sources()
	rows = nil
	for _, s := range tables {
		rows = append(rows, []string{s.Table, s.period(), textOr(s.VerifiedOn, ""), s.Confidence, s.Citation})
	}
	if len(supplied) > 0 {
		rows = append(rows, []string{"supplied", "", "", "", "your own figures: " + strings.Join(supplied, ", ")})
	}
	section("Sources", pipes([]string{"Table", "In force", "Verified on", "Confidence", "Source"}, rows))
	return out.String()
}

// pipes returns a table; a title that begins with * is a right-aligned column.
func pipes(titles []string, rows [][]string) string {
	var out strings.Builder
	rule := "|"
	out.WriteString("|")
	for _, t := range titles {
		name, right := strings.CutPrefix(t, "*")
		out.WriteString(" " + escape(name) + " |")
		if right {
			rule += "---:|"
		} else {
			rule += "---|"
		}
	}
	out.WriteString("\n" + rule + "\n")
	for _, row := range rows {
		out.WriteString("|")
		for _, cell := range row {
			out.WriteString(" " + escape(cell) + " |")
		}
		out.WriteString("\n")
	}
	return out.String()
}

func bullets(texts []string) string {
	var out strings.Builder
	for _, t := range texts {
		out.WriteString("- " + escape(t) + "\n")
	}
	return out.String()
}

// escape keeps text from being read as markup. In an address it leaves alone what
// an address may have.
func escape(text string) string {
	const scheme = "https://"
	words := strings.Split(text, " ")
	for i, word := range words {
		before, address, found := strings.Cut(word, scheme)
		words[i] = markup.Replace(before)
		if found {
			words[i] += scheme + inAddress.Replace(address)
		}
	}
	return strings.Join(words, " ")
}

var (
	markup    = strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", "&", "&amp;", "[", `\[`)
	inAddress = strings.NewReplacer(`\`, "%5C", "|", "%7C", "`", "%60", "<", "%3C")
)

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
	return "# " + escape(title) + "\n\n" + pipes([]string{"Field", "Value", "Reason"}, rows)
}
