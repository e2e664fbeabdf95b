package main

import (
	"io"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/markdown"
)

// writeMarkdown writes an answer as Markdown, with the tables of GitHub.
func writeMarkdown(w io.Writer, a *answer) error {
	p := a.page()
	var out strings.Builder
	out.WriteString("# " + markdown.Escape(p.title) + "\n")
	if len(p.facts) > 0 {
		out.WriteString("\n" + markdown.Bullets(p.facts))
	}
	for _, s := range p.sections {
		out.WriteString("\n## " + markdown.Escape(s.title) + "\n")
		for _, b := range s.blocks {
			out.WriteString("\n")
			switch {
			case b.table != nil:
				out.WriteString(b.table.markdown())
			case b.text != "":
				out.WriteString(markdown.Escape(b.text) + "\n")
			default:
				out.WriteString(markdown.Bullets(b.list))
			}
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// markdown returns the table; a heading row stands in its first and last cell.
func (t *table) markdown() string {
	titles := make([]string, len(t.columns))
	for i, c := range t.columns {
		titles[i] = c.title
		if c.right {
			titles[i] = "*" + c.title
		}
	}
	rows := make([][]string, len(t.rows))
	var strong []int
	for i, r := range t.rows {
		rows[i] = r.cells
		if r.kind != plainRow {
			strong = append(strong, i)
		}
	}
	return markdown.Table(titles, rows, strong...)
}
