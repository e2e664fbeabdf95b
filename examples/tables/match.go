package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Words of the names of columns that say what is charged or describe a row. A
// column with one of them never tells rows apart.
var notKeyWords = strings.Fields(`
	amount applied bands base basis cap confidence discount ended express fee fees fixed
	formal informal label least limit mail manual maximum minimum monthly most note
	percent price rate rates reason share source step steps surcharge`)

// partners are words of the names of the lower and the upper end of a range:
// "over" and "to", "first_month" and "last_month".
var partners = [][2]string{{"over", "to"}, {"from", "to"}, {"first", "last"}}

// keyColumns finds the columns that tell the rows of lists apart: as few as it
// takes, from the left, without those that are amounts, and both ends of every
// range. Lists of names, such as of countries, are in it only where the rows are
// not told apart without them. Without such columns there is no key; when all of
// them together are not enough, unique is false.
func keyColumns(lists ...[]*node) (key []string, unique bool) {
	const most = 16 // no table needs so many
	candidates, last := keyCandidates(lists)
	ranges := candidates
	candidates = slices.Concat(candidates, last)
	candidates = candidates[:min(len(candidates), most)]
	add := func(name string) {
		for _, end := range rangeOf(name, ranges) {
			if !slices.Contains(key, end) {
				key = append(key, end)
			}
		}
	}
	for i := 0; i < len(candidates) && !unique; i++ {
		add(candidates[i])
		unique = allUnique(lists, key)
	}
	for _, name := range ranges {
		if len(rangeOf(name, ranges)) > 1 {
			add(name)
		}
	}
	for _, name := range candidates {
		fewer := slices.DeleteFunc(slices.Clone(key), func(other string) bool { return other == name })
		if unique && len(fewer) > 0 && areLists(lists, name) && allUnique(lists, fewer) {
			key = fewer
		}
	}
	return key, allUnique(lists, key)
}

// rangeOf returns both ends of the range that a column is one of, the lower one
// first, or the column alone.
func rangeOf(name string, names []string) []string {
	for _, other := range names {
		switch {
		case isRange(name, other):
			return []string{name, other}
		case isRange(other, name):
			return []string{other, name}
		}
	}
	return []string{name}
}

// keyCandidates are the columns, in the order of the file, that are not amounts
// and hold no objects, and lists only when they are of names. The last days of
// periods are apart from them: periods that begin on the same day are rare, and one
// that ends on another day than before is the same period.
func keyCandidates(lists [][]*node) (names, last []string) {
	for _, list := range lists {
		for _, row := range list {
			for _, name := range row.names {
				if len(names) < maxFields && !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	names = slices.DeleteFunc(names, func(name string) bool {
		for _, word := range strings.Split(name, "_") {
			if slices.Contains(notKeyWords, word) {
				return true
			}
		}
		return !all(lists, name, (*node).isScalar) && !areLists(lists, name)
	})
	for _, name := range names {
		if all(lists, name, isDay) && rangeOf(name, names)[0] != name {
			last = append(last, name)
		}
	}
	return slices.DeleteFunc(names, func(name string) bool { return slices.Contains(last, name) }), last
}

// all reports whether something holds for every value of a column.
func all(lists [][]*node, name string, holds func(*node) bool) bool {
	for _, list := range lists {
		if slices.ContainsFunc(list, func(row *node) bool { return !holds(row.field(name)) }) {
			return false
		}
	}
	return true
}

// areLists reports whether a column holds lists of names: not all of their texts
// are numbers.
func areLists(lists [][]*node, name string) bool {
	named := false
	holds := all(lists, name, func(n *node) bool {
		named = named || n != nil && hasName(n)
		return n == nil || n.kind == isList
	})
	return holds && named
}

// hasName reports whether a text in a value is no number.
func hasName(n *node) bool {
	if n.kind == isText {
		_, number := parseQuantity(n.text)
		return !number
	}
	return slices.ContainsFunc(n.items, hasName)
}

// isDay reports whether a value is a day such as 2026-11-23, or not there.
func isDay(n *node) bool {
	if n == nil {
		return true
	}
	_, err := time.Parse(time.DateOnly, n.text)
	return n.kind == isText && err == nil
}

// isRange reports whether two columns are the lower and the upper end of a range.
func isRange(low, high string) bool {
	for _, p := range partners {
		words := strings.Split(low, "_")
		if i := slices.Index(words, p[0]); i >= 0 {
			words[i] = p[1]
			if strings.Join(words, "_") == high {
				return true
			}
		}
	}
	return false
}

func allUnique(lists [][]*node, key []string) bool {
	for _, list := range lists {
		seen := map[string]bool{}
		for _, row := range list {
			k := keyOf(row, key)
			if seen[k] {
				return false
			}
			seen[k] = true
		}
	}
	return true
}

// keyOf is the same for rows whose key columns mean the same.
func keyOf(row *node, key []string) string {
	parts := make([]string, len(key))
	for i, name := range key {
		parts[i] = strconv.Quote(meaningOf(row.field(name)))
	}
	return strings.Join(parts, ",")
}

// meaningOf is the same for scalars and lists that mean the same.
func meaningOf(n *node) string {
	switch {
	case n == nil || n.kind == isNull:
		return none
	case n.kind == isText:
		return meaning(n.text)
	case n.isScalar():
		return "value " + n.text
	}
	parts := make([]string, len(n.items))
	for i, item := range n.items {
		parts[i] = meaningOf(item)
		if n.kind == isObject {
			parts[i] = n.names[i] + " " + parts[i]
		}
	}
	return fmt.Sprintf("%q", parts)
}

// A pair is a row of the old table and the row of the new one that has the same
// key; one of them is nil when there is none.
type pair struct{ old, new *node }

// match pairs the rows of two tables by their key, those of the same key in their
// order. Pairs come in the order of the new table, rows that were removed at the
// end. Moved says that rows which are in both stand in another order.
func match(old, new []*node, key []string) (pairs []pair, moved bool) {
	places := map[string][]int{} // key → rows of old that nobody has taken
	for i, row := range old {
		k := keyOf(row, key)
		places[k] = append(places[k], i)
	}
	taken := make([]bool, len(old))
	last := -1
	for _, row := range new {
		p, k := pair{new: row}, keyOf(row, key)
		if left := places[k]; len(left) > 0 {
			i := left[0]
			p.old, taken[i], places[k] = old[i], true, left[1:]
			moved = moved || i < last
			last = i
		}
		pairs = append(pairs, p)
	}
	for i, row := range old {
		if !taken[i] {
			pairs = append(pairs, pair{old: row})
		}
	}
	return pairs, moved
}

// labels names the items of two lists, when both have the same: those of objects
// by their key, "to 10", those of numbers by the list of the header that has as
// many items, or by their number.
func (d *diff) labels(old, new *node) ([]string, bool) {
	switch {
	case old.all(isObject) && new.all(isObject):
		key, unique := keyColumns(old.items, new.items)
		equal := func(a, b *node) bool { return keyOf(a, key) == keyOf(b, key) }
		return bandLabels(new.items, key), unique && slices.EqualFunc(old.items, new.items, equal)
	case !numbers(old) || !numbers(new) || len(old.items) != len(new.items):
		return nil, false
	}
	if heads, ok := d.headLabels(len(old.items)); ok {
		return heads, true
	}
	out := make([]string, len(old.items))
	for i := range out {
		out[i] = strconv.Itoa(i + 1)
	}
	return out, true
}

// numbers reports whether a value is a list of texts that are numbers.
func numbers(n *node) bool {
	if !n.all(isText) {
		return false
	}
	return !slices.ContainsFunc(n.items, func(item *node) bool {
		_, ok := parseQuantity(item.text)
		return !ok
	})
}

// bandLabels names objects by their key columns: "to 10". One without is what is
// left beyond the one before it: "over 10", or "from 10" when that ends below 10.
func bandLabels(items []*node, key []string) []string {
	out := make([]string, len(items))
	for i, item := range items {
		var parts []string
		for _, name := range key {
			if v := item.field(name); v != nil {
				parts = append(parts, printable(name)+" "+v.String())
			}
		}
		out[i] = strings.Join(parts, ", ")
		if out[i] != "" || i == 0 {
			continue
		}
		out[i] = "above"
		if end, ok := strings.CutPrefix(out[i-1], "to "); ok {
			out[i] = "over " + end
		} else if end, ok := strings.CutPrefix(out[i-1], "below "); ok {
			out[i] = "from " + end
		}
	}
	return out
}

// headLabels names as many items as the only list of both headers that has so
// many, when the two lists are the same: "price below 10.00" for the first of the
// list "price_bands".
func (d *diff) headLabels(count int) (labels []string, found bool) {
	for i, name := range d.old.names {
		old, new := d.old.items[i], d.new.field(name)
		if name == "rows" || old.kind != isList || len(old.items) != count || new == nil || !same(old, new) {
			continue
		}
		if found {
			return nil, false
		}
		found = true
		if old.all(isObject) {
			key, _ := keyColumns(old.items)
			labels = bandLabels(old.items, key)
		} else {
			for _, item := range old.items {
				labels = append(labels, item.String())
			}
		}
		what := strings.ReplaceAll(strings.TrimSuffix(printable(name), "_bands"), "_", " ")
		for k := range labels {
			labels[k] = what + " " + labels[k]
		}
	}
	return labels, found
}
