// Package markdown writes texts and tables as Markdown.
package markdown

import (
	"slices"
	"strings"
)

// Table returns a table as GitHub shows it; a title that begins with * is a
// right-aligned column, and the rows at the places named last are in bold.
func Table(titles []string, rows [][]string, strong ...int) string {
	var out strings.Builder
	rule := "|"
	out.WriteString("|")
	for _, t := range titles {
		name, right := strings.CutPrefix(t, "*")
		out.WriteString(" " + Escape(name) + " |")
		if right {
			rule += "---:|"
		} else {
			rule += "---|"
		}
	}
	out.WriteString("\n" + rule + "\n")
	for i, row := range rows {
		mark := ""
		if slices.Contains(strong, i) {
			mark = "**"
		}
		out.WriteString("|")
		for _, cell := range row {
			if cell != "" {
				cell = mark + Escape(cell) + mark
			}
			out.WriteString(" " + cell + " |")
		}
		out.WriteString("\n")
	}
	return out.String()
}

// Bullets returns a list of texts.
func Bullets(texts []string) string {
	var out strings.Builder
	for _, t := range texts {
		out.WriteString("- " + Escape(t) + "\n")
	}
	return out.String()
}

// Escape keeps text from being read as markup. In an address it leaves alone what
// an address may have.
func Escape(text string) string {
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
