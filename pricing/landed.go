package pricing

import (
	"errors"
	"slices"
	"strconv"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// hasLanded reports whether a landed cost was given.
func (u *Unit) hasLanded() bool {
	l := &u.Landed
	return l.Units != 0 || len(l.Parts) > 0 || len(l.Missing) > 0 || l.SKU != ""
}

// checkLanded returns every fault of the landed cost, each at its path.
func (u *Unit) checkLanded() error {
	if !u.hasLanded() {
		return nil
	}
	if err := u.Landed.Check(); err != nil {
		return fx.InField("landed", err)
	}
	var faults []error
	for i := range u.Landed.Parts {
		part := &u.Landed.Parts[i]
		if u.checkCurrency("", part.Entered.Currency) == nil {
			continue
		}
		if err := u.checkCurrency("landed.parts["+strconv.Itoa(i)+"].entered", part.Total.Currency); err != nil {
			faults = append(faults, err)
		}
	}
	if u.Origin != "" && u.Landed.Origin != "" && u.Origin != u.Landed.Origin {
		faults = append(faults, fx.NewInputError("origin", u.Origin, "must be that of the landed cost, "+u.Landed.Origin+", or empty"))
	}
	return errors.Join(faults...)
}

// addLanded appends the parts of the landed cost, per unit. A part is converted from
// the currency in which it is paid, so that the buffer falls on what is paid in
// another currency and on nothing else; one that is paid in a third currency counts
// with its amount in the books.
func (m *Model) addLanded(u *Unit, rate *fx.Rate) error {
	units := decimal.NewFromInt(u.Landed.Units)
	for i := range u.Landed.Parts {
		part := &u.Landed.Parts[i]
		field := func() string { return "landed.parts[" + strconv.Itoa(i) + "]" }
		paid := part.Entered
		if u.checkCurrency("", paid.Currency) != nil {
			paid = part.Total
		}
		line := modelLine{code: part.Code, label: part.Label, source: part.Source, landed: true, rung: inCM1}
		if line.source == nil {
			line.source = &suppliedLanded
		}
		at, amount, worth := paid.Amount, paid.Amount, paid.String // at the spot and at the planned rate
		if paid.Currency != m.currency {
			spot, planned, err := m.convert(paid, rate)
			if err != nil {
				return fx.InField(field(), err)
			}
			at, amount, worth = spot.Amount, planned.Amount, func() string { return convertedBasis(paid, &m.rate) }
		}
		basis, number := part.Basis, u.Landed.Units
		line.describe = func() string { return basis + "; " + worth() + " for " + strconv.FormatInt(number, 10) + " units" }
		each := amount.DivRound(units, fx.ConvertPlaces)
		if err := checkFrom(field(), each.Abs(), nil); err != nil {
			return err
		}
		eachAt := each
		if paid.Currency != m.currency {
			eachAt = at.DivRound(units, fx.ConvertPlaces)
			m.abroad.add(paid.Amount.DivRound(units, fx.ConvertPlaces), eachAt, each, false)
		}
		if part.Kind == landed.PurchasePart {
			m.purchase = decimal.NewNullDecimal(m.purchase.Decimal.Add(each))
		}
		m.cost = m.cost.Add(each)
		if line.each = fees.Flat(eachAt); line.each.Err() != nil {
			return fx.InField(field(), line.each.Err())
		}
		m.add(line)
	}
	m.missLanded(&u.Landed)
	return nil
}

// missLanded notes what the landed cost does not know and what it leaves out.
func (m *Model) missLanded(cost *landed.UnitCost) {
	for _, unknown := range cost.Missing {
		if code := "landed." + unknown.Code; !slices.Contains(m.missing, code) {
			m.missing = append(m.missing, code)
		}
		m.warnings = append(m.warnings, fees.Warning{Code: "landed_cost_incomplete", Text: unknown.Code + ": " + unknown.Reason})
		m.purchaseUnknown = m.purchaseUnknown || unknown.Code == "purchase"
	}
	if !cost.Complete && len(cost.Missing) == 0 {
		m.missing = append(m.missing, "landed")
	}
	m.costUnknown = m.costUnknown || !cost.Complete
	for _, what := range cost.NotIncluded {
		m.leftOut = append(m.leftOut, Exclusion{Code: "landed", Event: fees.PerUnitReceived, Reason: what})
	}
}

var suppliedLanded = fees.SuppliedBy("landed")
