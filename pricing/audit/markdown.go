package audit

import (
	"io"
	"strings"
	"unicode"
)

// Markdown writes the file as Markdown with the tables of GitHub. Every text of the
// file is escaped, so that a title cannot become markup, and marks that turn its
// direction are shown by their number, "[U+202E]". A language other than English
// and Chinese, and a file that [File.JSON] would not write, are an [*fx.InputError];
// any other error is that of w.
func (f File) Markdown(w io.Writer, language Language) error {
	if err := f.check(); err != nil {
		return err
	}
	p, err := f.page(language)
	if err != nil {
		return err
	}
	var out strings.Builder
	out.WriteString("# " + escape(p.title) + "\n\n")
	for _, fact := range p.facts {
		out.WriteString("- " + escape(fact) + "\n")
	}
	for _, s := range p.sections {
		out.WriteString("\n## " + escape(s.title) + "\n")
		for _, b := range s.blocks {
			out.WriteString("\n")
			if b.table != nil {
				b.table.markdown(&out)
			} else {
				out.WriteString(escape(b.text) + "\n")
			}
		}
	}
	_, err = io.WriteString(w, out.String())
	return err
}

func (t *table) markdown(out *strings.Builder) {
	out.WriteString("**" + escape(t.caption) + "**\n\n|")
	for _, c := range t.columns {
		out.WriteString(" " + escape(c.title) + " |")
	}
	out.WriteString("\n|")
	for _, c := range t.columns {
		if c.right {
			out.WriteString("---:|")
		} else {
			out.WriteString("---|")
		}
	}
	out.WriteString("\n")
	for _, r := range t.rows {
		out.WriteString("|")
		for _, c := range r.cells {
			text := escape(c.text)
			if r.strong && text != "" {
				text = "**" + text + "**"
			}
			if c.code != "" {
				text = strings.TrimPrefix(text+" ("+escape(c.code)+")", " ")
				if c.text == "" {
					text = escape(c.code)
				}
			}
			out.WriteString(" " + text + " |")
		}
		out.WriteString("\n")
	}
}

// escape keeps text from being read as markup: it is one line, and what Markdown and
// HTML give a meaning to is escaped.
func escape(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, text)
	text = markup.Replace(strings.TrimSpace(text))
	if i := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' }); i > 0 && (text[i] == '.' || text[i] == ')') && strings.HasPrefix(text[i+1:], " ") {
		return text[:i] + `\` + text[i:] // "1. " begins a list
	}
	if text != "" && strings.ContainsRune("#+-=", rune(text[0])) && !isNumber(text) {
		return `\` + text
	}
	return text
}

func isNumber(text string) bool { return numberPattern.MatchString(text) }

var markup = strings.NewReplacer(
	`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", ">", "&gt;", "&", "&amp;", "[", `\[`, "]", `\]`, "~", `\~`, "$", `\$`, "@", "&#64;",
	"://", "&#58;//", "www.", "www&#46;",
)
