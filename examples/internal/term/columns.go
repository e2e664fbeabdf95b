package term

import "strings"

// A Column of a table. Width 0 is as wide as its widest cell; a column with a
// width wraps its cells at blanks. A line break in a cell begins a new line.
type Column struct {
	Right bool
	Width int
}

// Columns lays rows out in columns, two blanks apart, each line after the
// indent. A row may have fewer cells than there are columns.
func Columns(indent string, cols []Column, rows [][]string) string {
	widths := make([]int, len(cols))
	for i, c := range cols {
		widths[i] = c.Width
		for _, row := range rows {
			if i < len(row) && c.Width == 0 {
				for _, line := range strings.Split(row[i], "\n") {
					widths[i] = max(widths[i], Width(line))
				}
			}
		}
	}
	var out strings.Builder
	for _, row := range rows {
		cells := make([][]string, len(row))
		height := 0
		for i, cell := range row {
			for _, line := range strings.Split(cell, "\n") {
				if cols[i].Width > 0 {
					cells[i] = append(cells[i], Wrap(line, cols[i].Width)...)
				} else {
					cells[i] = append(cells[i], line)
				}
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
				pad := strings.Repeat(" ", max(widths[i]-Width(part), 0))
				if cols[i].Right {
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
