package main

import (
	"strings"
	"unicode"

	"github.com/lianxing/crossborder/kpi/reports"
)

// lineNames are the lines of a settlement for people.
func lineName(l reports.Line) string {
	switch l {
	case reports.LineItemPrice:
		return "Item price"
	case reports.LineUnmapped:
		return "Not mapped"
	}
	return sentence(strings.ReplaceAll(string(l), "_", " "))
}

// sentence is a text with a capital letter in front.
func sentence(text string) string {
	for i, r := range text {
		return string(unicode.ToUpper(r)) + text[i+len(string(r)):]
	}
	return text
}

// A lineTable tells which line of the statement a row of a settlement is.
type lineTable struct {
	table map[[3]string]reports.Mapping // by what is compared
	known map[[3]string]reports.Line    // by what files print
}

func newLineTable(own []reports.Mapping) lineTable {
	t := lineTable{map[[3]string]reports.Mapping{}, map[[3]string]reports.Line{}}
	for m := range reports.Mappings() {
		t.add(m)
	}
	for _, m := range own {
		t.add(m)
	}
	return t
}

func (t lineTable) add(m reports.Mapping) {
	t.table[[3]string{fold(m.Transaction), amountType(m.AmountType), fold(m.Description)}] = m
}

// mostKnown is how many spellings of amounts are remembered.
const mostKnown = 1 << 12

// of returns the line of a row.
func (t lineTable) of(r *reports.SettlementRow) reports.Line {
	printed := [3]string{r.Type, r.AmountType, r.Description}
	line, ok := t.known[printed]
	if ok {
		return line
	}
	transaction, kind, what := fold(r.Type), amountType(r.AmountType), fold(r.Description)
	refund := strings.Contains(transaction, "refund") && !strings.Contains(transaction, "reimburs") ||
		strings.HasPrefix(transaction, "chargeback") || strings.HasPrefix(transaction, "atozguarantee")
	line = reports.LineUnmapped
	for _, key := range [...][3]string{{transaction, kind, what}, {"", kind, what}, {transaction, kind, "*"}, {"", kind, "*"}} {
		if m, ok := t.table[key]; ok {
			if line = m.Line; refund && m.Refund != "" {
				line = m.Refund
			}
			break
		}
	}
	if len(t.known) < mostKnown {
		t.known[[3]string{strings.Clone(r.Type), strings.Clone(r.AmountType), strings.Clone(r.Description)}] = line
	}
	return line
}

func amountType(text string) string {
	if text = fold(text); text == "other" {
		return "othertransaction"
	}
	return text
}

// fold is a text as it is compared: without case, spaces and dashes.
func fold(text string) string {
	if text == "*" {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '_':
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}
