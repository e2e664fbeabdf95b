package main

import (
	"slices"
	"strings"
)

// A diff is what changed from one table to another.
type diff struct {
	old, new *node
	header   []change
	key      []string // columns by which rows were matched; none is by position
	added    []*node
	removed  []*node
	changed  []rowChange
	same     int  // rows that mean the same in both
	moved    bool // rows that are in both stand in another order
}

// A change is a value that differs. One that is not there is nil.
type change struct {
	path     []string // "fees", "price below 10.00"
	old, new *node
}

// A rowChange is a row that is in both tables and differs.
type rowChange struct {
	row   *node // as it is in the new table
	cells []change
}

// compare finds what changed. It compares meaning, not spelling: "1 lb" is
// "16 oz", "0.1" is "0.10", null is absent, and the order of fields is none.
func compare(old, new *node) *diff {
	d := &diff{old: old, new: new}
	oldRows, newRows := old.field("rows"), new.field("rows")
	hasRows := (oldRows == nil || oldRows.all(isObject)) && (newRows == nil || newRows.all(isObject))
	for _, name := range unionNames(old, new) {
		if name != "rows" || !hasRows {
			d.header = d.changes(d.header, []string{name}, old.field(name), new.field(name))
		}
	}
	if hasRows {
		d.compareRows(itemsOf(oldRows), itemsOf(newRows))
	}
	return d
}

// equal reports whether nothing changed.
func (d *diff) equal() bool {
	return len(d.header)+len(d.added)+len(d.removed)+len(d.changed) == 0 && !d.moved
}

func (d *diff) compareRows(old, new []*node) {
	d.key, _ = keyColumns(old, new)
	if len(old) == 1 && len(new) == 1 && keyOf(old[0], d.key) != keyOf(new[0], d.key) {
		d.key = nil // the only row of a table needs no key
	}
	pairs, moved := match(old, new, d.key)
	d.moved = moved
	for _, p := range pairs {
		switch {
		case p.old == nil:
			d.added = append(d.added, p.new)
		case p.new == nil:
			d.removed = append(d.removed, p.old)
		default:
			if cells := d.cells(p); len(cells) > 0 {
				d.changed = append(d.changed, rowChange{p.new, cells})
			} else {
				d.same++
			}
		}
	}
}

func (d *diff) cells(p pair) []change {
	var cells []change
	for _, name := range unionNames(p.old, p.new) {
		if !slices.Contains(d.key, name) {
			cells = d.changes(cells, []string{name}, p.old.field(name), p.new.field(name))
		}
	}
	return cells
}

// changes appends what differs between two values: single parts when both have
// the same parts, and otherwise the values as a whole.
func (d *diff) changes(out []change, path []string, old, new *node) []change {
	inside := func(label string) []string {
		if label == "" { // the only one
			return path
		}
		return append(slices.Clone(path), label)
	}
	switch {
	case same(old, new):
		return out
	case old == nil || new == nil || old.kind != new.kind || old.isScalar():
	case old.kind == isObject:
		for _, name := range unionNames(old, new) {
			out = d.changes(out, inside(name), old.field(name), new.field(name))
		}
		return out
	default:
		if labels, ok := d.labels(old, new); ok {
			for i, label := range labels {
				out = d.changes(out, inside(label), old.items[i], new.items[i])
			}
			return out
		}
	}
	return append(out, change{path, old, new})
}

// same reports whether two values mean the same.
func same(a, b *node) bool {
	switch {
	case a.isScalar() || b.isScalar():
		return a.isScalar() && b.isScalar() && meaningOf(a) == meaningOf(b)
	case a.kind != b.kind:
		return false
	case a.kind == isObject:
		return !slices.ContainsFunc(unionNames(a, b), func(name string) bool { return !same(a.field(name), b.field(name)) })
	}
	return slices.EqualFunc(a.items, b.items, same)
}

// unionNames are the names of the fields of two objects, those that only the
// second has at the end.
func unionNames(a, b *node) []string {
	var names []string
	for _, n := range []*node{a, b} {
		for _, name := range n.names {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

func itemsOf(n *node) []*node {
	if n == nil {
		return nil
	}
	return n.items
}

// name is the path for people: "fees, price below 10.00".
func (c change) name() string {
	parts := make([]string, len(c.path))
	for i, p := range c.path {
		parts[i] = printable(p)
	}
	return strings.Join(parts, ", ")
}

// texts are the old and the new value and their difference for people. Values of
// different kinds that would look the same are shown as in the file.
func (c change) texts() (old, new, diff string) {
	old, new = c.old.String(), c.new.String()
	if old == new {
		return show(c.old), show(c.new), ""
	}
	if c.old != nil && c.new != nil && c.old.kind == isText && c.new.kind == isText {
		diff = difference(c.old.text, c.new.text)
	}
	return old, new, diff
}

// show is a value as in the file, cut when it is long.
func show(n *node) string {
	text, err := n.MarshalJSON()
	if err != nil {
		return none
	}
	return printable(string(text))
}
