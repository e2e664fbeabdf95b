package customs

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A group is the input lines that are one line of the entry.
type group struct {
	line Line  // the goods together
	of   []int // the input lines in the order of the input
}

// groups puts the lines together that have the same code, origin, facts, cases and
// claims, in the order in which the input names them first.
func (e *Entry) groups() []group {
	places := make(map[string]int, min(len(e.Lines), 64))
	at := make([]int, len(e.Lines)) // the group of each line
	firsts := make([]int, 0, cap(at)/2)
	var key []byte
	for i := range e.Lines {
		key = e.Lines[i].appendKey(key[:0])
		g, known := places[string(key)]
		if !known {
			g = len(firsts)
			places[string(key)] = g
			firsts = append(firsts, i)
		}
		at[i] = g
	}
	out := make([]group, len(firsts))
	counts := make([]int, len(firsts))
	for _, g := range at {
		counts[g]++
	}
	members := make([]int, 0, len(at)) // of all groups
	for g, i := range firsts {
		end := len(members) + counts[g]
		out[g] = group{line: e.Lines[i], of: members[len(members):len(members):end]}
		members = members[:end]
	}
	for i, g := range at {
		out[g].of = append(out[g].of, i)
	}
	for i := range out {
		e.join(&out[i])
	}
	return out
}

// join adds up the amounts of the lines of a group.
func (e *Entry) join(g *group) {
	if len(g.of) == 1 {
		return
	}
	l := &g.line
	var value tally
	value.add(l.Value)
	l.Quantities, l.Facts.ContentValue = cloneSum(l.Quantities), cloneSum(l.Facts.ContentValue)
	for _, i := range g.of[1:] {
		other := &e.Lines[i]
		value.add(other.Value)
		for unit, d := range other.Quantities {
			l.Quantities[unit] = l.Quantities[unit].Add(d)
		}
		for m, d := range other.Facts.ContentValue {
			l.Facts.ContentValue[m] = l.Facts.ContentValue[m].Add(d)
		}
		if l.DutiableValue.Valid {
			l.DutiableValue.Decimal = l.DutiableValue.Decimal.Add(other.DutiableValue.Decimal)
		}
	}
	l.Value = value.sum()
}

// cloneSum returns a copy of amounts to add to; nil stays nil.
func cloneSum[K comparable](m map[K]decimal.Decimal) map[K]decimal.Decimal {
	if len(m) == 0 {
		return nil
	}
	return maps.Clone(m)
}

// compare orders lines by Ref, then by what else tells them apart.
func (l *Line) compare(other *Line) int {
	if order := cmp.Compare(l.Ref, other.Ref); order != 0 {
		return order
	}
	if order := l.Value.Cmp(other.Value); order != 0 {
		return order
	}
	return slices.Compare(l.appendAmounts(l.appendKey(nil)), other.appendAmounts(other.appendKey(nil)))
}

// appendKey writes what the lines of one entry line have in common. Amounts of
// metal and of the dutiable part are in it as shares of the value: every line of a
// group has its part of each duty by value then.
func (l *Line) appendKey(key []byte) []byte {
	digits, n, _ := readHTS(l.HTS) // checked
	key = appendText(key, string(digits[:n]))
	key = appendText(key, l.Origin)
	key = appendText(key, l.Preference)
	if l.Chapter98 != "" {
		digits, n, _ = readHTS(l.Chapter98)
		key = appendText(append(key, '9'), string(digits[:n]))
	}
	key = strconv.AppendBool(key, l.NoCases)
	key = strconv.AppendBool(key, l.MPFExempt)
	if l.DutiableValue.Valid {
		key = appendText(append(key, 'd'), l.ofValue(l.DutiableValue.Decimal))
	}
	for _, unit := range sortedKeys(l.Quantities) {
		key = appendText(append(key, 'q'), unit)
	}
	for _, q := range sortedKeys(l.Facts.Answers) {
		key = strconv.AppendBool(appendText(append(key, 'a'), string(q)), l.Facts.Answers[q])
	}
	for _, m := range sortedKeys(l.Facts.ContentValue) {
		key = appendText(appendText(append(key, 'm'), string(m)), l.ofValue(l.Facts.ContentValue[m]))
	}
	if l.Facts.MetalWeight.Valid {
		key = appendText(append(key, 'w'), fx.Plain(l.Facts.MetalWeight.Decimal))
	}
	if len(l.Cases) > 0 {
		key = appendCases(key, l.Cases)
	}
	return key
}

// appendCases writes the cases, whatever their order.
func appendCases(key []byte, cases []Case) []byte {
	texts := make([]string, len(cases))
	for i, c := range cases {
		text := strconv.AppendBool(appendText(nil, c.Number), c.Countervailing)
		text = appendText(appendText(text, plainOrNone(c.Rate)), plainOrNone(c.PerUnit))
		texts[i] = string(appendText(text, c.Unit))
	}
	slices.Sort(texts)
	for _, text := range texts {
		key = appendText(append(key, 'c'), text)
	}
	return key
}

// appendAmounts writes the amounts that lines of a group may differ in.
func (l *Line) appendAmounts(key []byte) []byte {
	for _, unit := range sortedKeys(l.Quantities) {
		key = appendText(key, fx.Plain(l.Quantities[unit]))
	}
	for _, m := range sortedKeys(l.Facts.ContentValue) {
		key = appendText(key, fx.Plain(l.Facts.ContentValue[m]))
	}
	return appendText(key, plainOrNone(l.DutiableValue))
}

// appendText writes a text with its length, so that two texts never run together.
func appendText(key []byte, text string) []byte {
	key = strconv.AppendInt(key, int64(len(text)), 10)
	return append(append(key, ':'), text...)
}

// ofValue is an amount as a share of the value, to tell shares apart.
func (l *Line) ofValue(d decimal.Decimal) string {
	if l.Value.Sign() <= 0 {
		return "0"
	}
	return fx.Plain(d.DivRound(l.Value, 24))
}

func plainOrNone(d decimal.NullDecimal) string {
	if !d.Valid {
		return "none"
	}
	return fx.Plain(d.Decimal)
}

// sortedKeys returns the keys of a map in order.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	if len(m) == 0 {
		return nil
	}
	return slices.Sorted(maps.Keys(m))
}
