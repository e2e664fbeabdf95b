package pricing

import (
	"errors"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Model is the profit of one unit on one channel on one day as a function of
// the price. It is immutable and safe for concurrent use.
type Model struct {
	channel  string
	currency fx.Currency
	places   int // decimals of the minor unit
	day      time.Time

	lines    []modelLine
	exact    fees.Curve // the profit before lines that depend on the price are rounded
	revenue  fees.Curve // what the buyer pays: price plus extras
	ads      fees.Curve
	cost     decimal.Decimal // known cost per unit in the currency of the listing
	purchase decimal.NullDecimal
	missing  []string
	warnings []fees.Warning
}

// A modelLine is one line of every statement of the model.
type modelLine struct {
	code     string
	event    fees.Event
	each     fees.Curve      // what one event brings (+) or takes (-)
	quantity decimal.Decimal // expected events per sold unit
	amount   fees.Curve      // each × quantity
	billed   bool            // rounded to the minor unit: one event per sold unit
	basis    func() string
	source   fees.Source
}

// NewModel compiles a unit for the calendar day of a time in its own location.
// It reports every fault of the unit at once: *fx.InputError with paths such as
// "cost[1].amount", and the errors of the listing.
func NewModel(u Unit, on time.Time) (*Model, error) {
	if err := u.check(); err != nil {
		if u.Listing == nil {
			return nil, err
		}
		_, chargeErr := u.Listing.Charges(on)
		return nil, errors.Join(err, chargeErr)
	}
	charges, err := u.Listing.Charges(on)
	if err != nil {
		return nil, err
	}
	currency := u.Listing.Currency()
	places, known := currency.MinorUnits()
	if !known {
		return nil, fx.NewInputError("listing.currency", string(currency), "must be a currency with a minor unit")
	}
	m := &Model{channel: u.Listing.Channel(), currency: currency, places: places, day: on}
	m.lines = make([]modelLine, 0, len(charges)+len(u.Cost)+8)
	m.addRevenue(u.Listing.Extras())
	m.addCharges(charges, u.Returns)
	m.addAds(u.Ads)
	if err := m.addCosts(u); err != nil {
		return nil, err
	}
	m.addReturns(u, charges)
	for i := range m.lines {
		line := &m.lines[i]
		part := line.amount
		if line.billed {
			part = part.RoundFlat(places)
		}
		m.exact = m.exact.Plus(part)
	}
	if err := m.exact.Err(); err != nil {
		return nil, err
	}
	return m, nil
}

// add appends a line that happens once per sold unit.
func (m *Model) add(code string, amount fees.Curve, billed bool, basis func() string, source fees.Source) {
	m.lines = append(m.lines, modelLine{
		code: code, event: fees.PerUnitSold, each: amount, quantity: one, amount: amount,
		billed: billed, basis: basis, source: source,
	})
}

// addExpected appends a line of an event that happens quantity times per sold
// unit. Expected amounts are not billed per unit and stay exact.
func (m *Model) addExpected(code string, event fees.Event, each fees.Curve, quantity decimal.Decimal, basis func() string, source fees.Source) {
	m.lines = append(m.lines, modelLine{
		code: code, event: event, each: each, quantity: quantity, amount: each.Times(quantity),
		basis: basis, source: source,
	})
}

var (
	priceLine = fees.Percent(one)
	minusOne  = one.Neg()
)

func (m *Model) addRevenue(extras decimal.Decimal) {
	m.revenue = priceLine
	m.add("price", priceLine, true, text("item price"), fees.Source{})
	if !extras.IsZero() {
		flat := fees.Flat(extras)
		m.revenue = m.revenue.Plus(flat)
		m.add("shipping_charged", flat, true, text("paid by the buyer on top of the item price"), fees.SuppliedBy("shipping_charged"))
	}
}

// addCharges appends what the channel takes.
func (m *Model) addCharges(charges []fees.Charge, returns Returns) {
	for i := range charges {
		c := &charges[i]
		m.warnings = append(m.warnings, c.Warnings...)
		each, basis := c.Amount.Times(minusOne), text(c.Basis)
		switch c.Event {
		case fees.PerUnitSold:
			m.add(c.Code, each, true, basis, c.Source)
		case fees.PerUnitReturned:
			m.addExpected(c.Code, c.Event, each, returns.Rate, basis, c.Source)
		default:
			// How often the other events happen per sold unit is not part of a
			// Unit: what they cost is unknown to this model.
			m.missing = append(m.missing, c.Code)
		}
	}
}

func (m *Model) addAds(a Ads) {
	switch {
	case !a.TACoS.IsZero():
		m.ads = fees.Percent(a.TACoS)
		m.add("advertising", m.ads.Times(minusOne), false, func() string { return percent(a.TACoS) + " of the price (TACoS)" }, fees.SuppliedBy("ads"))
	case !a.ACoS.IsZero():
		m.ads = fees.Percent(a.ACoS).Times(a.AdShare)
		m.add("advertising", m.ads.Times(minusOne), false, func() string {
			return percent(a.ACoS) + " ACoS on " + percent(a.AdShare) + " of sales"
		}, fees.SuppliedBy("ads"))
	case !a.PerUnit.IsZero():
		m.ads = fees.Flat(a.PerUnit)
		m.add("advertising", m.ads.Times(minusOne), false, text("per sold unit"), fees.SuppliedBy("ads"))
	}
}

// addCosts appends the cost items, converted at the planned rate.
func (m *Model) addCosts(u Unit) error {
	rate, err := u.plannedRate()
	if err != nil {
		return err
	}
	if len(u.Cost) == 0 {
		m.missing = append(m.missing, "cost")
	}
	for _, item := range u.Cost {
		if !item.Amount.Valid {
			m.missing = append(m.missing, "cost."+item.Code)
			continue
		}
		amount, basis := item.Amount.Decimal, text("per unit")
		if item.Currency != m.currency {
			converted, err := rate.Convert(fx.Money{Amount: amount, Currency: item.Currency})
			if err != nil {
				return err
			}
			entered := amount
			amount, basis = converted.Amount, func() string { return convertedBasis(entered, item.Currency, rate) }
		}
		m.cost = m.cost.Add(amount)
		if item.Code == "purchase" {
			m.purchase = decimal.NewNullDecimal(m.purchase.Decimal.Add(amount))
		}
		m.add(item.Code, fees.Flat(amount.Neg()), false, basis, fees.SuppliedBy("cost"))
	}
	return nil
}

// plannedRate returns the rate with the currency of the listing as its base,
// less the buffer.
func (u Unit) plannedRate() (fx.Rate, error) {
	if u.Rate.IsZero() {
		return u.Rate, nil
	}
	rate := u.Rate
	if rate.Base() != u.Listing.Currency() {
		rate = rate.Inverse()
	}
	if u.Buffer.IsZero() {
		return rate, nil
	}
	return rate.WithBuffer(u.Buffer)
}

// addReturns appends what a returned unit costs apart from what the channel
// bills for it.
func (m *Model) addReturns(u Unit, charges []fees.Charge) {
	r := u.Returns
	if r.Rate.IsZero() {
		return
	}
	supplied := fees.SuppliedBy("returns")
	expected := func(code string, each fees.Curve, quantity decimal.Decimal, basis string) {
		m.addExpected(code, fees.PerUnitReturned, each, quantity, text(basis), supplied)
	}
	expected("refund", m.revenue.Times(minusOne), r.Rate, "price and shipping paid back to the buyer")
	for i := range charges {
		if c := &charges[i]; c.Event == fees.PerUnitSold && !c.RefundShare.IsZero() {
			m.addExpected(c.Code+"_refund", fees.PerUnitReturned, c.Amount.Times(c.RefundShare), r.Rate, text("given back by the channel"), c.Source)
		}
	}
	if r.Processing.Valid {
		expected("return_processing", fees.Flat(r.Processing.Decimal.Neg()), r.Rate, "per returned unit")
	} else {
		m.missing = append(m.missing, "returns.processing")
	}
	// An unknown resellable share counts as all of it, which keeps the profit an
	// upper bound.
	resellable, basis := one, "all returned units, as an upper bound: the resellable share is unknown"
	if r.Resellable.Valid {
		resellable, basis = r.Resellable.Decimal, percent(r.Resellable.Decimal)+" of returned units can be sold again"
	} else {
		m.missing = append(m.missing, "returns.resellable")
	}
	expected("return_recovery", fees.Flat(m.cost), r.Rate.Mul(resellable), basis)
}

func text(s string) func() string { return func() string { return s } }

func percent(rate decimal.Decimal) string { return fx.Plain(rate.Shift(2)) + "%" }

// convertedBasis says how a cost was converted.
func convertedBasis(amount decimal.Decimal, c fx.Currency, rate fx.Rate) string {
	const places = 6
	unit := " " + string(rate.Quote()) + " per " + string(rate.Base())
	s := fx.Money{Amount: amount, Currency: c}.String() + " at " + fx.Plain(rate.Value(places)) + unit
	if b := rate.Buffer(); !b.IsZero() {
		s += " (" + fx.Plain(rate.Spot().Value(places)) + " less " + percent(b) + ")"
	}
	return s
}
