package customs

import (
	"slices"
	"strings"
	"unicode"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

var (
	maxValue    = decimal.New(1e13, -2) // of a line, US dollars; in cents as most values are, which compares faster
	maxQuantity = decimal.New(1, 12)
	maxCaseRate = decimal.New(1, 3) // 100,000 %
)

// maxEntries is how many quantities, answers, materials or cases a line has at most.
const maxEntries = 1000

// check notes every fault of the line, at the paths of its fields.
func (l *Line) check(f *fees.Faults) {
	if _, _, err := readHTS(l.HTS); err != nil {
		f.Join(fx.InField("hts", err))
	}
	if countryIndex(l.Origin) < 0 {
		f.Add("origin", l.Origin, "must be a country code of ISO 3166-1 in capital letters, such as CN")
	}
	valued := checkAmount(f, "value", l.Value, maxValue)
	f.Count("quantities", len(l.Quantities), 0, maxEntries)
	for _, unit := range sortedKeys(l.Quantities) {
		if !isName(unit) {
			f.Add("quantities", unit, "must have units such as kg")
		}
		checkAmount(f, "quantities."+unit, l.Quantities[unit], maxQuantity)
	}
	l.Facts.check(f, l.Value, valued)
	f.Count("cases", len(l.Cases), 0, maxEntries)
	for i := range l.Cases {
		l.Cases[i].check(f, at("cases", i, ""))
	}
	if l.NoCases && len(l.Cases) > 0 {
		f.Add("no_cases", "true", "must not go with cases")
	}
	if l.Chapter98 != "" {
		if digits, err := parseHTS(l.Chapter98); err != nil || !strings.HasPrefix(digits, "98") {
			f.Add("chapter_98", l.Chapter98, "must be a heading of chapter 98 such as 9802.00.80")
		}
	}
	if d := l.DutiableValue; d.Valid {
		switch ok := checkAmount(f, "dutiable_value", d.Decimal, maxValue); {
		case l.Chapter98 == "":
			f.Add("dutiable_value", shown(d.Decimal), "must go with chapter_98")
		case ok && valued && d.Decimal.GreaterThan(l.Value):
			f.Add("dutiable_value", fx.Plain(d.Decimal), "must be at most the value")
		}
	}
}

// check notes every fault of the facts of goods of a value, which is usable when it
// is valued.
func (facts *Facts) check(f *fees.Faults, value decimal.Decimal, valued bool) {
	f.Count("facts.answers", len(facts.Answers), 0, maxEntries)
	for _, q := range sortedKeys(facts.Answers) {
		if !isName(string(q)) {
			f.Add("facts.answers", string(q), "must have questions such as auto_part")
		}
	}
	var content decimal.Decimal
	for _, m := range sortedKeys(facts.ContentValue) {
		if !slices.Contains(materials, m) {
			f.Add("facts.content_value", string(m), "must have materials such as steel")
		}
		d := facts.ContentValue[m]
		if !checkAmount(f, "facts.content_value."+string(m), d, maxValue) {
			valued = false
			continue
		}
		content = content.Add(d)
	}
	if valued && content.GreaterThan(value) {
		f.Add("facts.content_value", fx.Plain(content), "must sum to at most the value")
	}
	f.OptionalRate("facts.metal_weight", facts.MetalWeight)
}

// check notes every fault of a case at a path.
func (c *Case) check(f *fees.Faults, path string) {
	if !isName(c.Number) {
		f.Add(path+".number", c.Number, "must be the number of the case such as A-570-967")
	}
	if c.Rate.Valid {
		checkAmount(f, path+".rate", c.Rate.Decimal, maxCaseRate)
	}
	if c.PerUnit.Valid {
		checkAmount(f, path+".per_unit", c.PerUnit.Decimal, maxValue)
	}
	switch {
	case c.PerUnit.Valid && !isName(c.Unit):
		f.Add(path+".unit", c.Unit, "must be the unit of per_unit such as kg")
	case !c.PerUnit.Valid && c.Unit != "":
		f.Add(path+".unit", c.Unit, "must go with per_unit")
	}
}

// checkAmount notes an amount that is not from 0 to most and reports whether it is.
func checkAmount(f *fees.Faults, field string, d, most decimal.Decimal) bool {
	reason := amountFault(d, most)
	if reason != "" {
		f.Add(field, shown(d), reason)
	}
	return reason == ""
}

// isName reports whether a text is one printable line of a sensible length.
func isName(text string) bool {
	return text != "" && len(text) <= 200 && !strings.ContainsFunc(text, func(c rune) bool { return !unicode.IsPrint(c) })
}
