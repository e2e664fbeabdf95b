package main

import (
	"io"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/markdown"
	"github.com/lianxing/crossborder/examples/internal/term"
)

// lineWidth is the longest line of the table, in columns of the terminal.
const lineWidth = 100

const indent = "  "

// writeText writes a report for people to read in a terminal.
func writeText(w io.Writer, r *report) error {
	p := r.page(false)
	var out strings.Builder
	out.WriteString(p.title + "\n" + paragraphs(p.facts))
	for _, s := range p.sections {
		out.WriteString("\n" + s.title + "\n")
		for i, x := range s.parts {
			if i > 0 {
				out.WriteString("\n")
			}
			if x.title != "" {
				out.WriteString(paragraphs([]string{x.table.caption}))
			}
			out.WriteString(x.table.text())
		}
		if len(s.how) > 0 {
			out.WriteString("\n" + paragraphs(s.how))
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// paragraphs wraps texts, each from a new line.
func paragraphs(texts []string) string {
	var out strings.Builder
	for _, t := range texts {
		for i, line := range term.Wrap(t, lineWidth-2*len(indent)) {
			if i > 0 {
				line = indent + line
			}
			out.WriteString(indent + line + "\n")
		}
	}
	return out.String()
}

func (t *table) text() string {
	columns := make([]term.Column, len(t.columns))
	titles := make([]string, len(t.columns))
	for i, c := range t.columns {
		columns[i] = term.Column{Right: c.right, Width: c.prose}
		titles[i] = c.title
	}
	return term.Columns(indent, columns, append([][]string{titles}, t.rows...))
}

// writeMarkdown writes a report as Markdown, with the tables of GitHub.
func writeMarkdown(w io.Writer, r *report) error {
	p := r.page(false)
	var out strings.Builder
	out.WriteString("# " + markdown.Escape(p.title) + "\n\n" + markdown.Bullets(p.facts))
	for _, s := range p.sections {
		out.WriteString("\n## " + markdown.Escape(s.title) + "\n")
		for _, x := range s.parts {
			if x.title != "" {
				out.WriteString("\n### " + markdown.Escape(x.title) + "\n")
			}
			out.WriteString("\n" + markdown.Escape(x.table.caption) + "\n\n" + x.table.markdown())
		}
		if len(s.how) > 0 {
			out.WriteString("\n" + markdown.Bullets(s.how))
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func (t *table) markdown() string {
	titles := make([]string, len(t.columns))
	for i, c := range t.columns {
		titles[i] = c.heading()
		if c.right {
			titles[i] = "*" + titles[i]
		}
	}
	return markdown.Table(titles, t.rows, t.strong...)
}

// heading is the title on one line.
func (c column) heading() string { return strings.ReplaceAll(c.title, "\n", " ") }
