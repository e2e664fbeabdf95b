package main

import (
	"strconv"
	"time"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/shopspring/decimal"
)

// A pricedQuote is a forwarder's offer for the cargo of the shipment.
type pricedQuote struct {
	bill freight.Bill
}

// freightBases are what an amount of a quote is multiplied by.
var freightBases = texts(freight.PerShipment, freight.PerBill, freight.PerContainer, freight.PerPackage, freight.PerKg,
	freight.PerPound, freight.PerWM, freight.PerActualKg, freight.PerCubicMetre, freight.PercentOfBase, freight.PercentOf)

// readQuotes reads the quotes, prices each for the cargo and appends its lines to
// the costs. What was billed and paid since stands beside the quoted amounts.
func (r *request) readQuotes(o *strict.Object) {
	for _, q := range o.Objects("quotes", maxListed) {
		if !q.IsObject() {
			continue
		}
		before := len(*q.Faults)
		quote, booking := r.readQuote(&q)
		split, by := readSplit(&q)
		invoice, actual := readDecimals(&q, "invoice"), readDecimals(&q, "actual")
		q.Close()
		if len(*q.Faults) > before {
			continue
		}
		bill, err := quote.Price(booking)
		if err != nil {
			noteQuote(q.Faults, q.Path, err)
			continue
		}
		r.bills = append(r.bills, pricedQuote{bill})
		costs := landed.CostsOf(bill, landed.Estimated, func(l freight.Line) landed.Basis {
			if basis, own := by[l.Code]; own {
				return basis
			}
			return split
		})
		known := map[string]bool{}
		for i := range costs {
			c := &costs[i]
			known[c.Code] = true
			c.Invoice, c.Actual = optional(invoice, c.Code), optional(actual, c.Code)
			where := q.Path
			if c.Code != freight.BaseCode {
				where += ".surcharges[" + strconv.Itoa(surchargeAt(quote, c.Code)) + "]"
			}
			r.costs = append(r.costs, where)
		}
		r.shipment.Costs = append(r.shipment.Costs, costs...)
		checkCodes(&q, "split_each", by, known)
		checkCodes(&q, "invoice", invoice, known)
		checkCodes(&q, "actual", actual, known)
	}
}

// readQuote reads an offer and what is booked.
func (r *request) readQuote(q *strict.Object) (freight.Quote, freight.Booking) {
	on := q.Day("on")
	if on.IsZero() {
		on = r.day()
	}
	quote := freight.Quote{
		Name: q.Label("name"), Leg: freight.Leg(q.Choice("leg", legNames...)), Currency: q.Currency("currency"),
		Basis: freight.Basis(q.Choice("basis", freightBases...)), Rule: readRule(q, "rule", on),
		Containers: readContainerRates(q), Minimum: q.Decimal("minimum"), HigherBreak: q.Flag("higher_break"),
		ValidFrom: q.Day("valid_from"), ValidTo: q.Day("valid_to"),
	}
	for _, b := range q.Objects("breaks", maxListed) {
		if b.IsObject() {
			quote.Breaks = append(quote.Breaks, freight.Break{From: must(&b, "from"), Rate: must(&b, "rate")})
			b.Close()
		}
	}
	for _, s := range q.Objects("surcharges", maxListed) {
		if !s.IsObject() {
			continue
		}
		quote.Surcharges = append(quote.Surcharges, freight.Surcharge{
			Code: s.Name("code"), Label: s.Label("label"), Leg: freight.Leg(s.Choice("leg", legNames...)),
			Basis: freight.Basis(s.Choice("basis", freightBases...)), Of: s.Words("of"), Amount: s.Decimal("amount"),
			Containers: readContainerRates(&s), Currency: s.Currency("currency"),
			Minimum: s.Decimal("minimum"), Maximum: s.Decimal("maximum"),
		})
		if _, given := s.Field("basis"); !given {
			s.Faults.Add(s.At("basis"), "", "must be given, such as per_bill or per_wm")
		}
		s.Close()
	}
	booking := freight.Booking{On: on, Cargo: r.cargo(), Bills: q.Count("bills", maxListed)}
	for _, b := range q.Objects("booked", maxListed) {
		if b.IsObject() {
			booking.Containers = append(booking.Containers, freight.Boxes{Type: b.Name("type"), Count: b.Count("count", maxListed)})
			b.Close()
		}
	}
	return quote, booking
}

// readSplit reads what the amounts of a quote are split by: one basis for all, and
// others by code.
func readSplit(q *strict.Object) (landed.Basis, map[string]landed.Basis) {
	all := landed.Basis(q.Choice("split", bases...))
	if _, given := q.Field("split"); !given {
		q.Faults.Add(q.At("split"), "", "must be given: what the amounts are split by, such as volume")
	}
	each := map[string]landed.Basis{}
	eachName(q, "split_each", func(in *strict.Object, name string) {
		if basis := in.Choice(name, bases...); basis != "" {
			each[name] = landed.Basis(basis)
		}
	})
	return all, each
}

func readContainerRates(o *strict.Object) []freight.ContainerRate {
	var rates []freight.ContainerRate
	for _, c := range o.Objects("containers", maxListed) {
		if c.IsObject() {
			rates = append(rates, freight.ContainerRate{Type: c.Name("type"), Amount: c.Decimal("amount")})
			c.Close()
		}
	}
	return rates
}

// readRule reads a rule for the chargeable weight: the name of a shipped one, or one
// of your own.
func readRule(o *strict.Object, name string, on time.Time) freight.Rule {
	n, given := o.Field(name)
	if !given {
		return freight.Rule{}
	}
	if n.Kind == strict.IsText {
		if on.IsZero() {
			o.Faults.Add(o.At(name), n.Text, "needs a day that picks the table: give an entry, or on in a quote")
			return freight.Rule{}
		}
		rule, err := freight.FindRule(nil, n.Text, on)
		noteRule(o, name, err)
		return rule
	}
	r, ok := o.Object(name)
	if !ok {
		return freight.Rule{}
	}
	rule := freight.Rule{
		Label: r.Label("label"), Unit: freight.Unit(r.Choice("unit", texts(freight.Kilogram, freight.Pound, freight.RevenueTon)...)),
		Divisor: r.Decimal("divisor").Decimal, Inches: r.Flag("inches"), KgPerCubicMetre: r.Decimal("kg_per_cubic_metre").Decimal,
		PerPackage: r.Flag("per_package"), Sides: freight.Sides(r.Choice("sides", texts(freight.SidesNearest, freight.SidesUp)...)),
		SideStep: r.Length("side_step"), Step: r.Decimal("step").Decimal, Minimum: r.Decimal("minimum").Decimal,
		PackageMinimum: r.Decimal("package_minimum").Decimal, WaivedShare: r.Decimal("waived_share").Decimal,
		WaiverGap: r.Decimal("waiver_gap").Decimal, WaivedAtGap: r.Flag("waived_at_gap"),
	}
	if _, given := r.Field("unit"); !given {
		r.Faults.Add(r.At("unit"), "", `must be given: "kg", "lb" or "wm"`)
	}
	r.Close()
	return rule
}

// cargo is all goods of the shipment: their totals as far as every line has them, and
// their packages when every line has some.
func (r *request) cargo() freight.Cargo {
	zero := decimal.NewNullDecimal(decimal.Zero)
	c := freight.Cargo{Kg: zero, CubicMetres: zero}
	packed := true
	for i := range r.shipment.Lines {
		l := &r.shipment.Lines[i]
		own, err := freight.Cargo{Packages: l.Packages, Kg: l.Kg, CubicMetres: l.CubicMetres}.Totals()
		if err != nil {
			return freight.Cargo{} // what is wrong with the line is said elsewhere
		}
		packed = packed && len(l.Packages) > 0
		c.Packages = append(c.Packages, l.Packages...)
		c.Kg, c.CubicMetres = plus(c.Kg, own.Kg), plus(c.CubicMetres, own.CubicMetres)
	}
	if !packed { // the packages of some lines say nothing of the whole
		c.Packages = nil
	}
	return c
}

func plus(a, b decimal.NullDecimal) decimal.NullDecimal {
	if !a.Valid || !b.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(a.Decimal.Add(b.Decimal))
}

// must returns a decimal that has to be there.
func must(o *strict.Object, name string) decimal.Decimal {
	d := o.Decimal(name)
	if _, given := o.Field(name); !given {
		o.Faults.Add(o.At(name), "", "must be given")
	}
	return d.Decimal
}

func optional(m map[string]decimal.Decimal, key string) decimal.NullDecimal {
	d, ok := m[key]
	return decimal.NullDecimal{Decimal: d, Valid: ok}
}

// surchargeAt is where a quote has the surcharge of a code.
func surchargeAt(q freight.Quote, code string) int {
	for i := range q.Surcharges {
		if q.Surcharges[i].Code == code {
			return i
		}
	}
	return 0
}

// checkCodes notes names that are no code of a quote.
func checkCodes[V any](q *strict.Object, field string, named map[string]V, known map[string]bool) {
	for _, code := range sortedKeys(named) {
		if !known[code] {
			q.Faults.Add(q.At(field)+"."+code, "", strict.UnknownName("a code of the quote", code, sortedKeys(known)))
		}
	}
}
