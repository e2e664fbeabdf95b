package ebay

import (
	"time"

	"github.com/lianxing/crossborder/fees"
)

// A perOrderRule is the fee per order as a function of the total of the order.
type perOrderRule struct {
	fee   fees.Curve
	basis string
}

var perOrderKind = fees.NewKind("per_order", func(f *fees.TableFile) perOrderRule {
	row := f.Only()
	bands := row.Bands("bands")
	rule := perOrderRule{fee: fees.Brackets(bands...)}
	row.Keep("bands", rule.fee.Err())
	for i, band := range bands {
		if i > 0 {
			rule.basis += ", "
		}
		rule.basis += band.Fee.StringFixed(2)
		switch {
		case band.UpTo.Valid:
			rule.basis += " for an order of up to " + band.UpTo.Decimal.StringFixed(2)
		case band.Below.Valid:
			rule.basis += " for an order below " + band.Below.Decimal.StringFixed(2)
		case i > 0:
			rule.basis += " above"
		default:
			rule.basis += " per order"
		}
		if !band.Rate.IsZero() {
			row.Fault("bands", "must have fees and no rates")
		}
	}
	return rule
})

// perOrder is the fixed fee of an order. What decides it is the total of the
// order with shipping and tax; in some categories an item of a high total amount
// frees the order from it.
func (l *Listing) perOrder(t *fees.Tables, on time.Time, row *category) (fees.Charge, error) {
	table, err := perOrderKind.On(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	charge := fees.Charge{
		Code: "per_order", Event: fees.PerOrder, Amount: l.Order.PerOrderTaxed(table.Rules.fee),
		Units: l.Order.Count(), Basis: table.Rules.basis, Source: table.Source,
	}
	if byItem := l.Order.PerItemTaxed(table.Rules.fee); charge.Amount.Err() == nil && !charge.Amount.Minus(byItem).IsZero() {
		charge.Warnings = []fees.Warning{{
			Code: "per_order_total",
			Text: "the fee per order was picked by the total of the order, as eBay announced it in 2024 (" + table.Rules.basis + "); " +
				"by the total of each item it would be another one at some prices",
		}}
	}
	if from := row.Extra.noPerOrderFrom; from.Valid {
		charge.Amount = charge.Amount.Min(l.Order.PerItemTaxed(row.Extra.perOrderCap))
		charge.Basis += ", none from " + from.Decimal.StringFixed(2) + " per item"
		charge.Source = charge.Source.Graded(row.Confidence)
	}
	return charge, nil
}

var disputeKind = fees.NewKind("dispute", func(f *fees.TableFile) fees.Curve { return f.Only().Fee("fee") })

// dispute is the fee of a payment dispute that the seller lost. On a day before
// the first table it is unknown, since eBay charged it then as well.
func (l *Listing) dispute(t *fees.Tables, on time.Time) (fees.Charge, error) {
	charge := fees.Charge{Code: "dispute", Event: fees.PerDispute, Units: l.Order.Count(), Basis: "per payment dispute that the seller lost"}
	if fee := l.DisputeFee; fee.Valid {
		return charge.Supplied("dispute_fee", fee.Decimal, charge.Basis+", as supplied"), nil
	}
	table, found, err := disputeKind.Since(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	if !found {
		charge.Unknown, charge.Basis = true, "the fee of "+on.Format(time.DateOnly)+" is not known: supply it as dispute_fee"
		return charge, nil
	}
	charge.Amount, charge.Source = table.Rules, table.Source
	return charge, nil
}
