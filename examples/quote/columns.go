package main

import (
	"strings"
	"unicode"
	"unicode/utf8"
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
				widths[i] = max(widths[i], width(row[i]))
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
				cells[i] = wrap(cell, cols[i].width)
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
				pad := strings.Repeat(" ", max(widths[i]-width(part), 0))
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

// wrap breaks a text at blanks into lines of at most some width.
func wrap(text string, most int) []string {
	var lines []string
	current := ""
	for _, word := range strings.Fields(text) {
		switch {
		case current == "":
			current = word
		case width(current)+1+width(word) > most:
			lines, current = append(lines, current), word
		default:
			current += " " + word
		}
	}
	return append(lines, current)
}

// width is the number of terminal columns of a text: Chinese, Japanese and
// Korean characters take two.
func width(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		if r < 0x1100 {
			continue
		}
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60 {
			n++
		}
	}
	return n
}
