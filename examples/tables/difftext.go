package main

import (
	"slices"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/term"
)

// table is the diff for people; the currency of the amounts may be unknown, "".
func (d *diff) table(currency string) string {
	if d.equal() {
		return "No difference.\n"
	}
	parts := []string{d.headerTable()}
	if rows := d.rowCounts(); rows != "" {
		parts = append(parts, rows+d.units(currency))
	}
	if len(d.changed) > 0 {
		parts = append(parts, "Changed\n"+d.changedTable())
	}
	if len(d.added) > 0 {
		parts = append(parts, "Added\n"+d.rowsTable(d.added))
	}
	if len(d.removed) > 0 {
		parts = append(parts, "Removed\n"+d.rowsTable(d.removed))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n")
}

// headerTable lists the fields of the header that differ, "" when none does.
func (d *diff) headerTable() string {
	if len(d.header) == 0 {
		return ""
	}
	return "Header\n" + columns(indent, make([]column, 2), d.changeLines(d.header))
}

// changeLines are the lines of changes, "column: old -> new (difference)". Long
// values stand below each other.
func (d *diff) changeLines(changes []change) [][]string {
	names := 0
	for _, c := range changes {
		names = max(names, term.Width(c.name())+1)
	}
	room := max(lineWidth-2*len(indent)-len(indent)-names, 40)
	var rows [][]string
	for _, c := range changes {
		old, new, diff := c.texts()
		line := old + " -> " + new
		if diff != "" {
			line += " (" + diff + ")"
		}
		if term.Width(line) <= room {
			rows = append(rows, []string{c.name() + ":", line})
			continue
		}
		rows = append(rows, below(c.name()+":", "old: ", old, room)...)
		rows = append(rows, below("", "new: ", new, room)...)
	}
	return rows
}

// below is a long value in lines of its own.
func below(name, which, value string, room int) [][]string {
	var rows [][]string
	for _, text := range term.Wrap(value, room-len(which)) {
		rows = append(rows, []string{name, which + text})
		name, which = "", strings.Repeat(" ", len(which))
	}
	return rows
}

// rowCounts says how many rows are what, and how they were matched, "" when both
// tables have none.
func (d *diff) rowCounts() string {
	total := len(d.changed) + len(d.added) + len(d.removed) + d.same
	if total == 0 {
		return ""
	}
	counts := []string{}
	add := func(n int, what string) {
		if n > 0 {
			counts = append(counts, plural(n, "row")+" "+what)
		}
	}
	add(len(d.changed), "changed")
	add(len(d.added), "added")
	add(len(d.removed), "removed")
	add(d.same, "unchanged")
	text := strings.Join(counts, ", ")
	switch {
	case len(d.key) > 0:
		names := make([]string, len(d.key))
		for i, name := range d.key {
			names[i] = printable(name)
		}
		text += ", matched by " + series(names)
	case total > 1:
		text += ", matched by position"
	}
	if d.moved {
		text += "; those in both stand in another order"
	}
	return text + "\n"
}

// split returns the key columns that name a group of rows, which are its heading,
// and those that stand in the row: with weight bands in tiers the tier, and over
// and to. Without a range there are no groups.
func (d *diff) split() (group, inRow []string) {
	for _, name := range d.key {
		if len(rangeOf(name, d.key)) > 1 {
			inRow = append(inRow, name)
		} else {
			group = append(group, name)
		}
	}
	if len(inRow) == 0 {
		return nil, d.key
	}
	return group, inRow
}

// A grid is rows of cells under a heading, in groups.
type grid struct {
	d     *diff
	group []string // columns that name a group
	lines [][]string
	last  string // the group of the last row
}

// newGrid starts a grid with its key columns and further ones, whose names may
// have several lines.
func (d *diff) newGrid(heads [][]string) (g *grid, key []string) {
	group, key := d.split()
	for i, name := range key {
		heads = slices.Insert(slices.Clone(heads), i, []string{name})
	}
	height := 1
	for _, head := range heads {
		height = max(height, len(head))
	}
	lines := make([][]string, height)
	for i := range lines {
		for _, head := range heads {
			part := ""
			if i < len(head) {
				part = printable(head[i])
			}
			lines[i] = append(lines[i], part)
		}
		lines[i] = append(lines[i], "") // never a single cell, which would be a heading
	}
	return &grid{d: d, group: group, lines: lines}, key
}

// add adds a row, below the name of its group when that is another one.
func (g *grid) add(row *node, cells []string) {
	if name := rowName(row, g.group); name != g.last {
		g.lines = append(g.lines, []string{name})
		g.last = name
	}
	g.lines = append(g.lines, append(cells, ""))
}

// text lays the grid out; ok is false when it is too wide.
func (g *grid) text() (text string, ok bool) {
	text = columns(indent, make([]column, len(g.lines[0])), g.lines)
	for line := range strings.Lines(text) {
		if term.Width(strings.TrimSuffix(line, "\n")) > lineWidth {
			return "", false
		}
	}
	return text, true
}

// rowName names a row by its key, or a part of it: "tier small_standard".
func rowName(row *node, key []string) string {
	var parts []string
	for _, name := range key {
		if v := row.field(name); v != nil {
			parts = append(parts, printable(name)+" "+v.String())
		}
	}
	return strings.Join(parts, ", ")
}

// cellsOf are some columns of a row; a value that is not there is blank.
func cellsOf(row *node, names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		if v := row.field(name); v != nil {
			out[i] = v.String()
		}
	}
	return out
}

// Words of the names of columns that hold amounts, and shares of something.
var (
	amountWords = strings.Fields("amount annual cap discount express fee fees fixed formal informal least limit mail manual maximum minimal minimum monthly partial per planned price specific unplanned")
	rateWords   = strings.Fields("rate rates share top valorem") // also top_up_to, ad_valorem
)

// units says what the numbers of the rows that are shown mean, "" for none. The
// rates of a table with the header "per" are no fractions.
func (d *diff) units(currency string) string {
	var names []string
	for _, r := range d.changed {
		for _, c := range r.cells {
			names = appendNames(appendNames(append(names, c.path...), c.old), c.new)
		}
	}
	for _, row := range slices.Concat(d.added, d.removed) {
		names = appendNames(names, row)
	}
	has := func(words []string) bool {
		return slices.ContainsFunc(names, func(name string) bool {
			return slices.ContainsFunc(strings.Split(name, "_"), func(word string) bool { return slices.Contains(words, word) })
		})
	}
	var parts []string
	if currency != "" && has(amountWords) {
		parts = append(parts, "amounts in "+currency)
	}
	if d.new.field("per") == nil && has(rateWords) {
		parts = append(parts, "rates as fractions, 0.15 is 15%")
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "; ") + "\n"
}

// appendNames appends the names of all fields of a value, also of those inside.
func appendNames(names []string, n *node) []string {
	if n == nil {
		return names
	}
	names = append(names, n.names...)
	for _, item := range n.items {
		names = appendNames(names, item)
	}
	return names
}

// changedTable shows the rows that changed: as a grid with a column for each path
// that changed anywhere when that fits the line, and otherwise row by row.
func (d *diff) changedTable() string {
	if text, ok := d.changedGrid(); ok {
		return text
	}
	var out strings.Builder
	for _, r := range d.changed {
		name := rowName(r.row, d.key)
		if name == "" {
			name = "the row"
		}
		out.WriteString(indent + name + "\n")
		out.WriteString(columns(indent+indent, make([]column, 2), d.changeLines(r.cells)))
	}
	return out.String()
}

func (d *diff) changedGrid() (string, bool) {
	var names []string
	var heads [][]string
	for _, r := range d.changed {
		for _, c := range r.cells {
			if name := c.name(); !slices.Contains(names, name) {
				names, heads = append(names, name), append(heads, c.path)
			}
		}
		if len(names) > lineWidth {
			return "", false
		}
	}
	cells := d.alignedChanges(names)
	g, key := d.newGrid(heads)
	for i, r := range d.changed {
		g.add(r.row, append(cellsOf(r.row, key), cells[i]...))
	}
	return g.text()
}

// alignedChanges are the changes of every row by the names of their paths, so
// that old value, new value and difference stand below each other in a column.
func (d *diff) alignedChanges(names []string) [][]string {
	parts := make([][][3]string, len(d.changed))
	widths := make([][3]int, len(names))
	for i, r := range d.changed {
		parts[i] = make([][3]string, len(names))
		for _, c := range r.cells {
			k := slices.Index(names, c.name())
			old, new, diff := c.texts()
			if diff != "" {
				diff = " (" + diff + ")"
			}
			parts[i][k] = [3]string{old, new, diff}
			for n, text := range parts[i][k] {
				widths[k][n] = max(widths[k][n], term.Width(text))
			}
		}
	}
	out := make([][]string, len(parts))
	for i, row := range parts {
		out[i] = make([]string, len(names))
		for k, p := range row {
			if w := widths[k]; p != ([3]string{}) {
				out[i][k] = pad(p[0], w[0], true) + " -> " + pad(p[1], w[1], true) + pad(p[2], w[2], true)
			}
		}
	}
	return out
}

// rowsTable shows whole rows: as a grid when that fits, and otherwise each as a
// text.
func (d *diff) rowsTable(list []*node) string {
	var names []string
	var heads [][]string
	for _, row := range list {
		for _, name := range row.names {
			if row.field(name) != nil && !slices.Contains(d.key, name) && !slices.Contains(names, name) && len(names) < lineWidth {
				names, heads = append(names, name), append(heads, []string{name})
			}
		}
	}
	g, key := d.newGrid(heads)
	for _, row := range list {
		g.add(row, append(cellsOf(row, key), cellsOf(row, names)...))
	}
	if text, ok := g.text(); ok {
		return text
	}
	var out strings.Builder
	for _, row := range list {
		lines := term.Wrap(row.String(), lineWidth-2*len(indent))
		out.WriteString(indent + strings.Join(lines, "\n"+indent+indent) + "\n")
	}
	return out.String()
}
