package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/landed"
)

// codes are the codes of the parts: the purchase, the costs as the shipment has them,
// the duties as the entry has them, the fees.
func (r *result) codes() []string {
	type place struct {
		code       string
		kind, then int
	}
	kinds := []landed.PartKind{landed.PurchasePart, landed.VATPart, landed.RefundPart, landed.CostPart, landed.DutyPart, landed.FeePart}
	var places []place
	for i := range r.base.units {
		for _, p := range r.base.units[i].Parts {
			if slices.ContainsFunc(places, func(x place) bool { return x.code == p.Code }) {
				continue
			}
			places = append(places, place{p.Code, slices.Index(kinds, p.Kind), r.order(p.Code)})
		}
	}
	slices.SortStableFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.then, b.then)) })
	out := make([]string, len(places))
	for i, x := range places {
		out[i] = x.code
	}
	return out
}

// order is where the shipment has a cost, or the entry a duty, of some code.
func (r *result) order(code string) int {
	for i, c := range r.base.Costs {
		if c.Code == code {
			return i
		}
	}
	for _, l := range r.base.Worksheet.Lines {
		for i, y := range l.Layers {
			if y.Code == code || "duty_"+y.Code == code {
				return i
			}
		}
	}
	return len(r.base.Costs) + maxListed
}

func (r *result) partsTable() *table {
	t := &table{caption: "The parts of the cost of all units, in " + r.Currency, columns: []column{{title: "part", wrap: true}}}
	for i := range r.base.units {
		t.columns = append(t.columns, column{title: r.base.units[i].SKU, right: true})
	}
	const all = "all"
	several := len(r.base.units) > 1
	if several {
		t.columns = append(t.columns, column{title: all, right: true})
	}
	for _, code := range r.codes() {
		label, found := "", false
		cells := []string{""}
		var sum customs.Range
		for i := range r.base.units {
			amount, own, has := r.partSum(i, code)
			cell := ""
			if has {
				cell, sum, found = moneySpan(amount, r.base.Currency), sum.Plus(amount), true
			}
			if label == "" {
				label = own
			}
			cells = append(cells, cell)
		}
		if !found {
			continue
		}
		if several {
			cells = append(cells, moneySpan(sum, r.base.Currency))
		}
		cells[0] = capital(label)
		t.rows = append(t.rows, row{cells: cells})
	}
	t.rows = append(t.rows, r.unknownRows(several)...)
	total := []string{"Total"}
	units := []string{"Units"}
	one := []string{"One unit"}
	for i := range r.base.units {
		u := &r.base.units[i]
		total = append(total, bound(u, span(plain(u.Total()), plain(u.High()))))
		units = append(units, grouped(strconv.FormatInt(u.Units, 10)))
		one = append(one, bound(u, span(each(u.Each(eachPlaces)), each(u.EachHigh(eachPlaces)))))
	}
	if several {
		all := span(r.Total, r.TotalHigh)
		if r.atLeast("") != "" {
			all = least + all
		}
		total, units, one = append(total, all), append(units, ""), append(one, "")
	}
	t.rows = append(t.rows, row{cells: total, kind: totalRow}, row{cells: units}, row{cells: one})
	return t
}

// unknownRows are the parts of which nobody knows the amount.
func (r *result) unknownRows(several bool) []row {
	var rows []row
	var seen []string
	for i := range r.base.units {
		for _, m := range r.base.units[i].Missing {
			if slices.Contains(seen, m.Code) || slices.ContainsFunc(r.base.units, func(u landed.UnitCost) bool { return has(&u, m.Code) }) {
				continue
			}
			seen = append(seen, m.Code)
			cells := []string{r.labelOf(m.Code)}
			for k := range r.base.units {
				cell := ""
				if slices.ContainsFunc(r.base.units[k].Missing, func(x landed.Unknown) bool { return x.Code == m.Code }) {
					cell = "unknown"
				}
				cells = append(cells, cell)
			}
			if several {
				cells = append(cells, "unknown")
			}
			rows = append(rows, row{cells: cells})
		}
	}
	return rows
}

// has reports whether a SKU has parts of a missing code: duties have codes of their
// own.
func has(u *landed.UnitCost, code string) bool {
	return slices.ContainsFunc(u.Parts, func(p landed.Part) bool {
		return p.Code == code || code == "duty" && p.Kind == landed.DutyPart
	})
}

// labelOf is what a part of a code is called.
func (r *result) labelOf(code string) string {
	for _, c := range r.base.Costs {
		if c.Code == code && c.Label != "" {
			return capital(c.Label)
		}
	}
	return capital(strings.ReplaceAll(code, "_", " "))
}

// partSum is what the parts of a code of one SKU come to, and what they are called.
func (r *result) partSum(i int, code string) (sum customs.Range, label string, has bool) {
	for k := range r.base.units[i].Parts {
		if p := &r.base.units[i].Parts[k]; p.Code == code {
			sum, label, has = sum.Plus(customs.Range{Low: p.Total.Amount, High: p.High.Amount}), p.Label, true
		}
	}
	return sum, label, has
}

// basisTable says how each part was found; what holds for several SKUs is said once.
func (r *result) basisTable() *table {
	t := &table{
		caption: "Each part of the cost and its calculation",
		columns: []column{{title: "part", wrap: true}, {title: "of", wrap: true}, {title: "how", wrap: true}},
	}
	type entry struct {
		label, basis string
		skus         []string
	}
	for _, code := range r.codes() {
		var found []entry
		for i := range r.base.units {
			u := &r.base.units[i]
			for k := range u.Parts {
				p := &u.Parts[k]
				if p.Code != code || r.Worksheet != nil && (p.Kind == landed.DutyPart || p.Kind == landed.FeePart) {
					continue // the worksheet says it
				}
				at := slices.IndexFunc(found, func(e entry) bool { return e.label == p.Label && e.basis == p.Basis })
				if at < 0 {
					at, found = len(found), append(found, entry{label: p.Label, basis: p.Basis})
				}
				if !slices.Contains(found[at].skus, u.SKU) {
					found[at].skus = append(found[at].skus, u.SKU)
				}
			}
		}
		for _, e := range found {
			t.rows = append(t.rows, row{cells: []string{capital(e.label), r.who(e.skus), numbersIn(e.basis)}})
		}
	}
	return t
}
