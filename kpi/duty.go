package kpi

import (
	"errors"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// ItemCost are the parts of the landed cost of one item, in one currency. A part that is
// not Valid is not known. The zero ItemCost knows nothing.
type ItemCost struct {
	Item string
	// Origin is the file and row, or "caller".
	Origin string
	// From is the country where the goods come from, as a code of ISO 3166: "CN". "" is not
	// known and counts as abroad.
	From string
	// Purchase, Freight and Duty are what the item cost, of a unit or of a shipment.
	Purchase, Freight, Duty decimal.NullDecimal
	// DutyPaid says that the purchase or freight price contains the duty (DDP). Nothing is
	// then missing.
	DutyPaid bool
}

// DutyLimits are what duty is measured by. The zero DutyLimits uses the default of every
// field. The defaults are of this package, no source gives any.
type DutyLimits struct {
	// Home is the country of sale, whose goods owe no duty. "" means "US".
	Home string
	// Least and Most are the plausible share of duty in the purchase. 0 means 0.01 and 2.
	// A share on a limit is plausible.
	Least, Most decimal.Decimal
	// FreeIsFine says that a duty of 0 is no doubt: goods on a free list.
	FreeIsFine bool
}

// MissingDuty looks for imported items whose duty is missing, 0, or implausible beside
// the purchase, and for those whose freight is missing. Freight without duty overstates
// the gross margin, which is the commonest false profit of an importer.
//
// Findings are in the order of the costs. Faults of the limits and amounts below 0 or out
// of bounds are [*fx.InputError]s, and then there is no finding.
func MissingDuty(costs []ItemCost, o DutyLimits) ([]DataFault, error) {
	if o.Home == "" {
		o.Home = "US"
	}
	if o.Least.IsZero() {
		o.Least = decimal.New(1, -2)
	}
	if o.Most.IsZero() {
		o.Most = decimal.New(2, 0)
	}
	if err := checkDuty(costs, o); err != nil {
		return nil, err
	}
	var out []DataFault
	for _, c := range costs {
		if c.From == o.Home || c.DutyPaid || !c.Purchase.Valid && !c.Freight.Valid {
			continue
		}
		from := "abroad"
		if c.From != "" {
			from = c.From
		}
		add := func(kind DataFaultKind, field, value, expected, text string) {
			out = append(out, DataFault{Kind: kind, Item: c.Item, Origin: c.Origin, Field: field, Value: value, Expected: expected, Text: text})
		}
		if !c.Freight.Valid {
			add(FreightMissing, "inbound_freight", "", "a cost", "goods from "+from+" have no freight")
		}
		if kind, value, text := c.doubt(o); kind != "" {
			expected := "from " + fx.Percent(o.Least) + " to " + fx.Percent(o.Most) + " of the purchase"
			add(kind, "duty", value, expected, "goods from "+from+" "+text)
		}
	}
	return out, nil
}

// doubt judges the duty of an imported item.
func (c ItemCost) doubt(o DutyLimits) (kind DataFaultKind, value, text string) {
	switch {
	case !c.Duty.Valid && c.Freight.Valid:
		return DutyMissing, "", "have freight and no duty"
	case !c.Duty.Valid:
		return DutyMissing, "", "have no duty"
	}
	value = fx.Plain(c.Duty.Decimal)
	if c.Duty.Decimal.IsZero() {
		if o.FreeIsFine {
			return "", "", ""
		}
		return DutyZero, value, "have a duty of 0"
	}
	if !c.Purchase.Valid || c.Purchase.Decimal.IsZero() {
		return "", "", ""
	}
	share := Ratio(c.Duty.Decimal, c.Purchase.Decimal, Fraction, "").String()
	switch {
	case c.Duty.Decimal.LessThan(o.Least.Mul(c.Purchase.Decimal)):
		return DutyLow, value, "have a duty of only " + share + " of the purchase"
	case c.Duty.Decimal.GreaterThan(o.Most.Mul(c.Purchase.Decimal)):
		return DutyHigh, value, "have a duty of " + share + " of the purchase"
	}
	return "", "", ""
}

func checkDuty(costs []ItemCost, o DutyLimits) error {
	var faults []error
	limit := func(field string, d decimal.Decimal) {
		if err := fx.CheckDecimal(d); err != nil {
			faults = append(faults, fx.InField("limits."+field, err))
		} else if d.Sign() < 0 {
			faults = append(faults, fx.NewInputError("limits."+field, fx.Plain(d), "must not be below 0"))
		}
	}
	limit("least", o.Least)
	limit("most", o.Most)
	if len(faults) == 0 && o.Most.LessThan(o.Least) {
		faults = append(faults, fx.NewInputError("limits.most", fx.Plain(o.Most), "must not be below least, "+fx.Plain(o.Least)))
	}
	for i, c := range costs {
		for _, part := range []struct {
			name   string
			amount decimal.NullDecimal
		}{{"purchase", c.Purchase}, {"freight", c.Freight}, {"duty", c.Duty}} {
			at := "costs[" + strconv.Itoa(i) + "]." + part.name
			if !part.amount.Valid {
				continue
			}
			if err := fx.CheckDecimal(part.amount.Decimal); err != nil {
				faults = append(faults, fx.InField(at, err))
			} else if part.amount.Decimal.Sign() < 0 {
				faults = append(faults, fx.NewInputError(at, fx.Plain(part.amount.Decimal), "must not be below 0"))
			}
		}
	}
	return errors.Join(faults...)
}
