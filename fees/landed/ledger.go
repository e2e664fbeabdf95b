package landed

import (
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A ledger holds the amounts of a landed shipment in minor units. The parts of a unit
// cost, with their decimals and texts, are made of it when somebody asks for them. It
// keeps nothing of the shipment that the caller could change.
type ledger struct {
	currency fx.Currency
	places   int32
	at       map[string]int // by SKU
	lines    []bookedLine
	columns  []column
	layers   []dutyLayer
	duties   []dutyAmount // of all lines
	inBooks  []ends       // the same in minor units of the books, nil when these are dollars
}

// A bookedLine is a line in the ledger.
type bookedLine struct {
	sku, origin string
	units       int64
	price       decimal.Decimal
	currency    fx.Currency
	priced      bool
	own, booked int64     // the purchase without VAT, in its own currency and in that of the books
	vat         *vatParts // nil without VAT
	duties      [2]int32  // the first of the ledger and the one after the last
	missing     []Unknown
	notIncluded []string
	duty        DutyStatus
}

// vatParts are the VAT of a purchase and its refund.
type vatParts struct {
	terms            *bookedTerms
	own, booked      int64 // VAT
	back, backBooked int64 // refund
}

// bookedTerms are what the VAT of several purchases has in common.
type bookedTerms struct {
	included             bool // in the price
	rate, refundRate     decimal.Decimal
	source, refundSource *fees.Source
	due                  time.Time
}

// A column is a cost of the shipment and its shares.
type column struct {
	part     Part  // without amounts
	over     []int // the lines; nil is every line
	booked   []int64
	entered  []int64 // nil when they are the booked ones
	currency fx.Currency
	places   int32
}

// A dutyLayer is what the parts of a layer or fee of the entry have in common.
type dutyLayer struct {
	code, label, basis string
	kind               PartKind
	source             *fees.Source
}

// A dutyAmount is what a line pays of a layer or fee of the entry, in US cents.
type dutyAmount struct {
	layer int // of the ledger
	ends
}

// ends are those of an amount.
type ends struct{ low, high int64 }

// bookedDuty is an amount in minor units of the books.
func (g *ledger) bookedDuty(at int32) ends {
	if g.inBooks != nil {
		return g.inBooks[at]
	}
	return g.duties[at].ends
}

func newLedger(s *Shipment, at map[string]int) *ledger {
	g := &ledger{currency: s.Currency, places: placesOf(s.Currency), at: at, lines: make([]bookedLine, len(s.Lines))}
	for i := range s.Lines {
		line := &s.Lines[i]
		g.lines[i] = bookedLine{
			sku: line.SKU, origin: line.Origin, units: line.Units, price: line.Price.Decimal, currency: line.Currency, duty: DutyUnknown,
		}
	}
	return g
}

// money is an amount in the currency of the books.
func (g *ledger) money(units int64) fx.Money {
	return fx.Money{Amount: decimal.New(units, -g.places), Currency: g.currency}
}

// Units yields the unit costs in the order of the lines. Each is a copy of its own.
func (l Landed) Units() iter.Seq[UnitCost] {
	return func(yield func(UnitCost) bool) {
		if l.ledger == nil {
			return
		}
		for i := range l.ledger.lines {
			if !yield(l.ledger.unit(i)) {
				return
			}
		}
	}
}

// BySKU returns the unit cost of a SKU, and whether the shipment has it.
func (l Landed) BySKU(sku string) (UnitCost, bool) {
	if l.ledger == nil {
		return UnitCost{}, false
	}
	i, ok := l.ledger.at[sku]
	if !ok {
		return UnitCost{}, false
	}
	return l.ledger.unit(i), true
}

// unit returns the unit cost of a line.
func (g *ledger) unit(i int) UnitCost {
	line := &g.lines[i]
	u := UnitCost{
		SKU: line.sku, Origin: line.origin, Units: line.units, Currency: g.currency, Duty: line.duty,
		Parts:   make([]Part, 0, 3+len(g.columns)+int(line.duties[1]-line.duties[0])), // a purchase has up to three
		Missing: slices.Clone(line.missing), NotIncluded: slices.Clone(line.notIncluded), Complete: len(line.missing) == 0,
	}
	g.addPurchase(&u, line)
	for k := range g.columns {
		g.columns[k].addTo(&u, i, g)
	}
	for k := line.duties[0]; k < line.duties[1]; k++ {
		g.addDuty(&u, k)
	}
	sources := make([]fees.Source, len(u.Parts)) // which share nothing with the ledger
	for k := range u.Parts {
		sources[k] = *u.Parts[k].Source
		u.Parts[k].Source = &sources[k]
	}
	return u
}

// addKnown appends a part whose ends are the same.
func (u *UnitCost) addKnown(p Part, total, entered fx.Money) {
	p.Total, p.High, p.Entered, p.EnteredHigh = total, total, entered, entered
	u.Parts = append(u.Parts, p)
}

// addPurchase appends the price of a line, its VAT and the refund.
func (g *ledger) addPurchase(u *UnitCost, line *bookedLine) {
	if !line.priced {
		return
	}
	source := fees.SuppliedBy("price")
	p := Part{
		Code: codePurchase, Label: "Purchase", Kind: PurchasePart, Source: &source,
		Basis: strconv.FormatInt(line.units, 10) + " × " + fx.Plain(line.price) + " " + string(line.currency),
	}
	vat := line.vat
	if vat == nil {
		u.addKnown(p, g.money(line.booked), fromMinor(line.own, line.currency))
		return
	}
	terms := vat.terms
	rate, net := fx.Percent(terms.rate), fromMinor(line.own, line.currency)
	if terms.included {
		p.Basis += ", without " + rate + " VAT"
	}
	u.addKnown(p, g.money(line.booked), net)
	u.addKnown(Part{
		Code: codePurchaseVAT, Label: "VAT paid to the supplier", Kind: VATPart, Source: terms.source,
		Basis: rate + " of " + net.String(),
	}, g.money(vat.booked), fromMinor(vat.own, line.currency))
	if vat.back == 0 {
		return
	}
	u.addKnown(Part{
		Code: codeVATRefund, Label: "VAT refund on export", Kind: RefundPart, Source: terms.refundSource, Due: terms.due,
		Basis: fx.Percent(terms.refundRate) + " of " + net.String(),
	}, g.money(-vat.backBooked), fromMinor(-vat.back, line.currency))
}

// addTo appends the share of a line, if it has one.
func (c *column) addTo(u *UnitCost, i int, g *ledger) {
	k := i
	if c.over != nil {
		at, ok := slices.BinarySearch(c.over, i)
		if !ok {
			return
		}
		k = at
	}
	total := g.money(c.booked[k])
	entered := total
	if c.entered != nil {
		entered = fx.Money{Amount: decimal.New(c.entered[k], -c.places), Currency: c.currency}
	}
	u.addKnown(c.part, total, entered)
}

// addDuty appends an amount of the entry.
func (g *ledger) addDuty(u *UnitCost, at int32) {
	d, booked := &g.duties[at], g.bookedDuty(at)
	layer := &g.layers[d.layer]
	p := Part{Code: layer.code, Label: layer.label, Kind: layer.kind, Basis: layer.basis, Source: layer.source}
	total := g.money(booked.low)
	p.Total, p.High = total, total
	if booked.high != booked.low {
		p.High = g.money(booked.high)
	}
	p.Entered, p.EnteredHigh = p.Total, p.High
	if g.currency != usd {
		p.Entered = fromMinor(d.low, usd)
		if p.EnteredHigh = p.Entered; d.high != d.low {
			p.EnteredHigh = fromMinor(d.high, usd)
		}
	}
	u.Parts = append(u.Parts, p)
}
