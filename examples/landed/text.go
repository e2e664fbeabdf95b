package main

import (
	"io"
	"slices"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/term"
)

// lineWidth is the longest line of the table, in columns of the terminal. Only a
// single word that is longer by itself, such as an address, exceeds it.
const lineWidth = 100

const indent = "  "

// leastProse is the least width of a column of prose.
const leastProse = 18

// writeText writes an answer for people to read in a terminal.
func writeText(w io.Writer, a *answer) error {
	p := a.page()
	var out strings.Builder
	out.WriteString(strings.Join(term.Wrap(p.title, lineWidth), "\n") + "\n")
	out.WriteString(paragraphs(p.facts))
	for _, s := range p.sections {
		out.WriteString("\n" + strings.Join(term.Wrap(s.title, lineWidth), "\n") + "\n")
		for i, b := range s.blocks {
			if i > 0 && (b.table != nil || s.blocks[i-1].table != nil) {
				out.WriteString("\n")
			}
			switch {
			case b.table != nil:
				out.WriteString(b.table.text())
			case b.text != "":
				out.WriteString(paragraphs([]string{b.text}))
			default:
				out.WriteString(paragraphs(b.list))
			}
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
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

// text lays the table out. Columns of prose are broken to make it fit; what does not
// fit even so goes into further tables below, each with the first column.
func (t *table) text() string {
	l := t.layout()
	if sum(l.widths) > lineWidth {
		l = t.withBrokenSpans().layout()
	}
	var blocks []string
	for from := 1; ; {
		to := l.fit(from)
		blocks = append(blocks, l.part(from, to))
		if from = to; from >= len(t.columns) {
			return strings.Join(blocks, "\n")
		}
	}
}

// withBrokenSpans returns the table with each span of numbers on two lines.
func (t *table) withBrokenSpans() *table {
	out := &table{columns: t.columns, rows: make([]row, len(t.rows))}
	for k, r := range t.rows {
		cells := slices.Clone(r.cells)
		for i := range cells {
			if i < len(t.columns) && t.columns[i].right {
				cells[i] = strings.ReplaceAll(strings.Replace(cells[i], "–", "–\n", 1), " to ", " to\n")
			}
		}
		out.rows[k] = row{cells, r.kind}
	}
	return out
}

// A layout is a table with the width of every column: that of its widest cell, and
// the least that it may be made to have.
type layout struct {
	*table
	widths, least []int
}

func (t *table) layout() layout {
	l := layout{t, make([]int, len(t.columns)), make([]int, len(t.columns))}
	words := make([]int, len(t.columns))
	for i, c := range t.columns {
		l.widths[i] = term.Width(c.title)
	}
	for _, r := range t.rows {
		for i, cell := range r.cells {
			if r.kind == headingRow && i < len(r.cells)-1 { // it runs over the columns
				continue
			}
			for _, line := range strings.Split(cell, "\n") {
				l.widths[i] = max(l.widths[i], term.Width(line))
			}
			if t.columns[i].wrap {
				for _, word := range strings.Fields(cell) {
					words[i] = max(words[i], term.Width(word))
				}
			}
		}
	}
	for i, c := range t.columns {
		l.least[i] = l.widths[i]
		if c.wrap {
			l.least[i] = min(l.widths[i], max(leastProse, words[i]), lineWidth/2)
		}
	}
	return l
}

// sum is how wide columns of some widths are together, with the indent.
func sum(widths []int) int {
	out := len(indent) - 2
	for _, w := range widths {
		out += w + 2
	}
	return out
}

// fit returns the end of the columns that stand beside the first one from one of
// them on; at least one does.
func (l layout) fit(from int) int {
	used := len(indent) + l.least[0]
	to := from
	for to < len(l.columns) && (to == from || used+2+l.least[to] <= lineWidth) {
		used += 2 + l.least[to]
		to++
	}
	return to
}

// part lays out the first column and those from one to another.
func (l layout) part(from, to int) string {
	columns := append([]column{l.columns[0]}, l.columns[from:to]...)
	widths := append([]int{l.widths[0]}, l.widths[from:to]...)
	shrink(widths, append([]int{l.least[0]}, l.least[from:to]...))
	shown := make([]term.Column, len(columns))
	titles := make([]string, len(columns))
	rule := make([]string, len(columns))
	for i, c := range columns {
		shown[i] = term.Column{Right: c.right, Width: max(widths[i], 1)}
		titles[i] = c.title
		if c.right {
			rule[i] = strings.Repeat("─", widths[i])
		}
	}
	rows := [][]string{titles}
	var out strings.Builder
	flush := func() {
		out.WriteString(term.Columns(indent, shown, rows))
		rows = nil
	}
	for i, r := range l.rows {
		switch r.kind {
		case headingRow:
			flush()
			if i > 0 {
				out.WriteString("\n")
			}
			out.WriteString(heading(r, widths, to == len(l.columns)))
			continue
		case totalRow:
			rows = append(rows, rule)
		}
		rows = append(rows, append([]string{r.cells[0]}, r.cells[from:to]...))
	}
	flush()
	return out.String()
}

// heading lays out the text of a heading row over all columns but the last one.
func heading(r row, widths []int, hasLast bool) string {
	last := len(widths) - 1
	room := -2
	for _, w := range widths[:last] {
		room += w + 2
	}
	end := ""
	if hasLast {
		end = r.cells[len(r.cells)-1]
	}
	return term.Columns(indent, []term.Column{{Width: max(room, 1)}, {Right: true, Width: widths[last]}}, [][]string{{r.cells[0], end}})
}

// shrink makes columns narrower until all fit, the widest first, none below its
// least width.
func shrink(widths, least []int) {
	for {
		widest := -1
		for i, w := range widths {
			if w > least[i] && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 || sum(widths) <= lineWidth {
			return
		}
		widths[widest]--
	}
}
