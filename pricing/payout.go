package pricing

import (
	"errors"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Payout is what it costs to turn what the channel pays out into the currency of
// the seller. The zero Payout costs nothing.
//
// A channel pays out, per sold unit, what the buyers pay less its charges and less
// refunds, and what it gives back of its charges. Costs of the goods, own handling of
// returns and advertising are paid from elsewhere. Where the channel takes more than
// the buyers pay, nothing is converted. The fee is an expected one and not rounded; its
// line is "payout_conversion".
type Payout struct {
	// Terms is the price list of who pays out or converts. Its Fixed, Minimum and
	// Maximum have to be in the currency of the listing. Exchange at a spread is a
	// price list with that share as the rate of its one tier.
	Terms fx.Payout
	// Trailing is the volume of the last 12 months, in the currency of the price
	// list: it decides on the tier. 0 is the first.
	Trailing decimal.Decimal
	// Units is how many units like this one share a payment, above 0. It is needed
	// only when the price list has more than rates; not Valid means unknown.
	Units decimal.NullDecimal
}

// given reports whether there is a price list at all.
func (p *Payout) given() bool {
	t := &p.Terms
	return t.Provider != "" || t.Currency != "" || len(t.Tiers) > 0 || p.countsAmounts()
}

// countsAmounts reports whether a payment costs more than a share of it.
func (p *Payout) countsAmounts() bool {
	return !p.Terms.Fixed.IsZero() || !p.Terms.Minimum.IsZero() || p.Terms.Maximum.Valid
}

func (p *Payout) check(price fx.Currency) error {
	if !p.given() {
		return nil
	}
	var faults []error
	if err := p.Terms.Check(); err != nil {
		faults = append(faults, fx.InField("payout.terms", err))
	} else {
		faults = append(faults,
			checkFrom("payout.terms.fixed", p.Terms.Fixed, nil),
			checkFrom("payout.terms.minimum", p.Terms.Minimum, nil),
			checkFrom("payout.terms.maximum", p.Terms.Maximum.Decimal, nil),
		)
	}
	if p.countsAmounts() && p.Terms.Currency != price {
		faults = append(faults, fx.NewInputError("payout.terms.currency", string(p.Terms.Currency), "must be "+string(price)+", since it has amounts"))
	}
	faults = append(faults, checkFrom("payout.trailing", p.Trailing, nil))
	if p.Units.Valid {
		err := checkFrom("payout.units", p.Units.Decimal, nil)
		if err == nil && p.Units.Decimal.IsZero() {
			err = fx.NewInputError("payout.units", "0", "must be above 0")
		}
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

// addPayout appends what turning the payout costs. It comes after all that is part of
// the payout.
func (m *Model) addPayout(p *Payout) {
	if !p.given() {
		return
	}
	if p.countsAmounts() && !p.Units.Valid {
		m.missing = append(m.missing, "payout.units")
		if p.Terms.Maximum.Valid { // with enough units to a payment it costs next to nothing
			return
		}
	}
	rate, err := p.Terms.Rate(p.Trailing)
	if err != nil { // the price list is checked with the unit
		return
	}
	m.conversion, m.keptConversion = p.cost(m.paidOut(true), rate), p.cost(m.paidOut(false), rate)
	text := fx.Percent(rate) + " of the payout"
	if p.countsAmounts() && p.Units.Valid {
		text += " and what is due per payment, shared by " + fx.Plain(p.Units.Decimal) + " units"
	}
	text += ": " + p.Terms.Provider
	m.add(modelLine{code: "payout_conversion", each: m.conversion, rung: inOperating, basis: text, source: &suppliedPayout})
}

// paidOut is what the channel pays out per sold unit, with or without what returns
// take from it.
func (m *Model) paidOut(returns bool) fees.Curve {
	var in, out []fees.Curve
	for i := range m.lines {
		line := &m.lines[i]
		if !line.paid || !returns && line.event == fees.PerUnitReturned {
			continue
		}
		part := line.amount
		if line.billed {
			part = part.RoundFlat(m.places)
		}
		if line.income {
			in = append(in, part)
		} else {
			out = append(out, part)
		}
	}
	return fees.Net(in, out)
}

// cost is what turning a payout costs per unit.
func (p *Payout) cost(paid fees.Curve, rate decimal.Decimal) fees.Curve {
	c := paid.AtLeast(decimal.Decimal{}).Times(rate)
	if !p.Units.Valid {
		return c
	}
	each := func(amount decimal.Decimal) fees.Curve { return fees.Flat(amount).Over(p.Units.Decimal) }
	c = c.Plus(each(p.Terms.Fixed)).Max(each(p.Terms.Minimum))
	if p.Terms.Maximum.Valid {
		c = c.Min(each(p.Terms.Maximum.Decimal))
	}
	return c
}

var suppliedPayout = fees.SuppliedBy("payout")
