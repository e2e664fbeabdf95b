package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/shopspring/decimal"
)

// unitGroups are the columns of the unit costs, by kind of part.
var unitGroups = []struct {
	title string
	kinds []landed.PartKind
}{
	{"goods", []landed.PartKind{landed.PurchasePart, landed.VATPart, landed.RefundPart}},
	{"on the way", []landed.PartKind{landed.CostPart}},
	{"duty", []landed.PartKind{landed.DutyPart}},
	{"entry fees", []landed.PartKind{landed.FeePart}},
}

func (r *result) unitTable() *table {
	t := &table{
		caption: "What one unit costs, in " + r.Currency,
		columns: []column{{title: "SKU"}, {title: "units", right: true}},
	}
	for _, g := range unitGroups {
		t.columns = append(t.columns, column{title: g.title, right: true})
	}
	t.columns = append(t.columns, column{title: "one unit", right: true})
	for i := range r.base.units {
		u := &r.base.units[i]
		cells := []string{u.SKU, grouped(strconv.FormatInt(u.Units, 10))}
		for _, g := range unitGroups {
			cells = append(cells, r.groupCell(u, g.kinds))
		}
		cells = append(cells, bound(u, eachSpan(customs.Range{Low: u.Each(eachPlaces), High: u.EachHigh(eachPlaces)})))
		t.rows = append(t.rows, row{cells: cells})
	}
	return t
}

// groupCell is what the parts of some kinds come to per unit: a bound when one of them
// is unknown.
func (r *result) groupCell(u *landed.UnitCost, kinds []landed.PartKind) string {
	amount := eachOf(u, kinds)
	known := slices.ContainsFunc(u.Parts, func(p landed.Part) bool { return slices.Contains(kinds, p.Kind) })
	unknown := slices.ContainsFunc(u.Missing, func(m landed.Unknown) bool { return slices.Contains(kinds, kindOf(m.Code)) })
	duty := slices.Contains(kinds, landed.DutyPart) || slices.Contains(kinds, landed.FeePart)
	switch {
	case !known && duty && u.Duty == landed.DutyInPrice:
		return "in the price"
	case !known && (unknown || duty && !u.HasDuty()):
		return "unknown"
	case unknown && amount.Known():
		return least + eachSpan(amount)
	}
	return eachSpan(amount)
}

// kindOf is the kind of part that a missing code would be of.
func kindOf(code string) landed.PartKind {
	switch code {
	case "purchase":
		return landed.PurchasePart
	case "duty":
		return landed.DutyPart
	case "mpf", "hmf":
		return landed.FeePart
	}
	return landed.CostPart
}

// least stands before an amount that is a lower bound.
const least = "≥ "

// bound is a sum of one SKU, marked when it is a lower bound.
func bound(u *landed.UnitCost, sum string) string {
	if isBound(u) {
		return least + sum
	}
	return sum
}

// isBound reports whether something is unknown and not merely open: the high end is no
// upper bound then.
func isBound(u *landed.UnitCost) bool {
	return len(u.Missing) > 0 && (u.Total().Equal(u.High()) || slices.ContainsFunc(u.Missing, func(m landed.Unknown) bool { return kindOf(m.Code) != landed.DutyPart }))
}

// atLeast is the sum of all SKUs, marked when it is a lower bound.
func (r *result) atLeast(sum string) string {
	for i := range r.base.units {
		if isBound(&r.base.units[i]) {
			return "at least " + sum
		}
	}
	return sum
}

// eachOf is what the parts of some kinds come to per unit, divided once.
func eachOf(u *landed.UnitCost, kinds []landed.PartKind) customs.Range {
	var sum customs.Range
	for i := range u.Parts {
		if p := &u.Parts[i]; slices.Contains(kinds, p.Kind) {
			sum = sum.Plus(customs.Range{Low: p.Total.Amount, High: p.High.Amount})
		}
	}
	units := decimal.NewFromInt(u.Units)
	return customs.Range{Low: sum.Low.DivRound(units, eachPlaces), High: sum.High.DivRound(units, eachPlaces)}
}

// unitNotes say what makes unit costs ranges or lower bounds.
func (r *result) unitNotes() []string {
	var notes []skuNote
	for i := range r.base.units {
		u := &r.base.units[i]
		if len(u.Missing) == 0 {
			continue
		}
		var why []string
		for _, m := range u.Missing {
			why = append(why, r.unknownText(m))
		}
		what := aRange
		if isBound(u) {
			what = aLowerBound
		}
		notes = noted(notes, what+": "+strings.Join(why, "; "), u.SKU)
	}
	var out []string
	for _, n := range notes {
		text := n.text
		if len(n.skus) > 1 && r.who(n.skus) != "all" {
			text = severally.Replace(text)
		}
		out = append(out, r.each(n.skus)+" "+text)
	}
	return out
}

// What a unit cost is that is not known, of one SKU or of every one, and of several.
const (
	aRange      = "is a range"
	aLowerBound = "is a lower bound"
)

var severally = strings.NewReplacer(aRange+":", "are ranges:", aLowerBound+":", "are lower bounds:")

// each names SKUs, or says that every one is meant.
func (r *result) each(skus []string) string {
	if who := r.who(skus); who != "all" {
		return who
	}
	return "Every SKU"
}

// A skuNote is something that holds for several SKUs.
type skuNote struct {
	text string
	skus []string
}

// noted adds a note of a SKU.
func noted(notes []skuNote, text, sku string) []skuNote {
	at := slices.IndexFunc(notes, func(n skuNote) bool { return n.text == text })
	if at < 0 {
		at, notes = len(notes), append(notes, skuNote{text: text})
	}
	if !slices.Contains(notes[at].skus, sku) {
		notes[at].skus = append(notes[at].skus, sku)
	}
	return notes
}

// unknownText says what is not known, with the label of a cost.
func (r *result) unknownText(m landed.Unknown) string {
	return r.labelOf(m.Code) + ": " + amountsIn(m.Reason)
}

// who names SKUs, or says that all are meant.
func (r *result) who(skus []string) string {
	if len(skus) == len(r.base.units) && len(skus) > 1 {
		return "all"
	}
	return few(skus)
}

// few names SKUs, or says how many there are when they are many.
func few(skus []string) string {
	const most = 6
	if len(skus) > most {
		return plural(len(skus), "SKU")
	}
	return strings.Join(skus, ", ")
}
