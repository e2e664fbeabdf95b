package main

import (
	"strings"

	"github.com/lianxing/crossborder/examples/internal/term"
)

// lineWidth is the longest line of the table, in columns of the terminal. Only a
// single word that is longer by itself, such as an address, exceeds it.
const lineWidth = 109

// A column of a table. Width 0 is as wide as its widest cell; a column with a
// width wraps its cells at blanks.
type column struct {
	right bool
	width int
}

// columns lays rows out in columns, two blanks apart, each line after the
// indent. A row may have fewer cells than there are columns.
func columns(indent string, cols []column, rows [][]string) string {
	widths := make([]int, len(cols))
	for i, c := range cols {
		widths[i] = c.width
		for _, row := range rows {
			if i < len(row) && c.width == 0 {
				widths[i] = max(widths[i], term.Width(row[i]))
			}
		}
	}
	var out strings.Builder
	for _, row := range rows {
		cells := make([][]string, len(row))
		height := 0
		for i, cell := range row {
			cells[i] = []string{cell}
			if cols[i].width > 0 {
				cells[i] = term.Wrap(cell, cols[i].width)
			}
			height = max(height, len(cells[i]))
		}
		for k := range height {
			text := indent
			for i, cell := range cells {
				if i > 0 {
					text += "  "
				}
				part := ""
				if k < len(cell) {
					part = cell[k]
				}
				pad := strings.Repeat(" ", max(widths[i]-term.Width(part), 0))
				if cols[i].right {
					text += pad + part
				} else {
					text += part + pad
				}
			}
			out.WriteString(strings.TrimRight(text, " ") + "\n")
		}
	}
	return out.String()
}
