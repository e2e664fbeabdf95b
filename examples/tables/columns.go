package main

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/lianxing/crossborder/examples/internal/term"
)

// lineWidth is the longest line that is printed for people, in columns of the
// terminal. Only a single word that is longer by itself, such as an address or
// an id, exceeds it.
const lineWidth = 110

const indent = "  "

// A column of a layout is as wide as its widest cell.
type column struct{ right bool }

// columns lays rows out in columns, two blanks apart, each line after the indent.
// A row may have fewer cells than there are columns; a row of a single cell
// stands across all of them.
func columns(in string, cols []column, rows [][]string) string {
	widths := make([]int, len(cols))
	for _, row := range rows {
		for i, cell := range row {
			if len(row) > 1 {
				widths[i] = max(widths[i], term.Width(cell))
			}
		}
	}
	var out strings.Builder
	for _, row := range rows {
		line := in
		for i, cell := range row {
			if i > 0 {
				line += "  "
			}
			if len(row) > 1 {
				cell = pad(cell, widths[i], cols[i].right)
			}
			line += cell
		}
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return out.String()
}

// pad fills a text with blanks up to a width.
func pad(text string, most int, right bool) string {
	blanks := strings.Repeat(" ", max(most-term.Width(text), 0))
	if right {
		return blanks + text
	}
	return text + blanks
}

// printable returns a text from outside as it may stand in a line for people:
// without line breaks and control characters, and cut when it is very long.
func printable(s string) string {
	s = cut(s)
	if !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return s
	}
	q := strconv.Quote(s)
	return strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`)
}

// quoted is a text from outside between quotes.
func quoted(s string) string { return strconv.Quote(cut(s)) }

func cut(s string) string {
	const most = 2000
	if len(s) > most {
		s = s[:most] + "…"
	}
	return strings.ToValidUTF8(s, "?")
}

// plural is a number and what it counts: "1 table", "2 tables".
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// series lists names in a sentence: "tier, over and to".
func series(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(slices.Clone(names[:n-1]), ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}
