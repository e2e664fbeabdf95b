package tiktok

import (
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// lastColumn is the column of the FBT rate card for its units and more.
const lastColumn = 4

// fulfillmentKind is the FBT rate card: one table per number of units in the
// order, the last for that many and more.
var fulfillmentKind = fees.NewKind("fulfillment", func(f *fees.TableFile) fees.WeightFees {
	return fees.ReadWeightFees(f, nil, nil)
}, "1", "2", "3", "4")

// ownContainerDiscountKind is the most that a unit gets for shipping in its own
// container.
var ownContainerDiscountKind = fees.NewKind("own_container_discount", func(f *fees.TableFile) decimal.Decimal { return f.Only().Amount("most") })

// FulfillmentFee returns the FBT fulfilment fee of one unit of a billable weight in
// an order of so many units, with the table it comes from. It is the bare rate
// card, exact and in whole cents; [Listing.Charges] finds the weight by itself. Nil
// tables are the shipped ones. Errors are *fx.InputError for a weight or a number
// of units that is not above 0, *fees.NoTableError for a day without a rate card,
// and *fees.NotPublicError for a weight or a number of units whose fee is not
// public.
func FulfillmentFee(t *fees.Tables, billable fees.Weight, units int, on time.Time) (fees.Curve, fees.Source, error) {
	t, err := format.Or(t)
	if err != nil {
		return fees.Curve{}, fees.Source{}, err
	}
	var f fees.Faults
	if billable.IsZero() {
		f.Add("weight", billable.String(), "must be above 0")
	}
	if units < 1 {
		f.Add("units_per_order", strconv.Itoa(units), "must be at least 1")
	}
	if err := f.Err(); err != nil {
		return fees.Curve{}, fees.Source{}, err
	}
	card, row, err := findFee(t, billable, units, on)
	if err != nil {
		return fees.Curve{}, card.Source, err
	}
	curve, _ := row.Rule.At(billable)
	return curve, card.Source, curve.Err()
}

// findFee returns the row of the rate card.
func findFee(t *fees.Tables, billable fees.Weight, units int, on time.Time) (fees.Table[fees.WeightFees], *fees.WeightRow[fees.WeightFee], error) {
	column := strconv.Itoa(min(units, lastColumn))
	card, err := fulfillmentKind.OnVariant(t, column, on)
	if err != nil {
		// Where there is a card for single units, FBT billed orders of several too.
		if single, singleErr := fulfillmentKind.OnVariant(t, "1", on); singleErr == nil {
			err = &fees.NotPublicError{
				Table: single.Source.Table, What: "FBT fulfilment fee of a unit in an order of " + strconv.Itoa(units) + " on " + on.Format(time.DateOnly),
				Supply: "fulfillment_fee",
			}
		}
		return card, nil, err
	}
	row := card.Rules.Find("", billable)
	if row == nil {
		return card, nil, &fees.NotPublicError{
			Table: card.Source.Table, What: "FBT fulfilment fee of a unit of " + billable.String() + " on " + on.Format(time.DateOnly), Supply: "fulfillment_fee",
		}
	}
	return card, row, nil
}

// fbtCharges adds everything that FBT bills but storage.
func (l *Listing) fbtCharges(b *fees.Bill, t *fees.Tables, on time.Time) {
	b.Add(l.fulfillmentFee(t, on))
	b.Add(l.ownContainerDiscount(t, on))
	l.returnCharges(b, t, on)
	b.Add(l.hub(), nil)
}

// fulfillmentFee returns the fee of shipping one unit: from the rate card, or as
// supplied.
func (l *Listing) fulfillmentFee(t *fees.Tables, on time.Time) (fees.Charge, error) {
	charge := fees.Charge{Code: "fulfillment", Event: fees.PerUnitSold}
	if fee := l.FulfillmentFee; fee.Valid {
		return charge.Supplied("fulfillment_fee", fee.Decimal, "per unit, as supplied"), nil
	}
	size, err := l.size(t, on)
	if err != nil {
		return charge, err
	}
	card, row, err := findFee(t, size.Billable, l.Order.Count(), on)
	if err != nil {
		return charge, err
	}
	amount, basis := row.Rule.At(size.Billable)
	charge.Amount, charge.Source = amount, card.Source
	charge.Basis = inOrder(l.Order.Count()) + ", " + basis
	charge.Warnings = l.weightWarnings(card.Rules, row, size)
	return charge, nil
}

// inOrder says the column of the rate card.
func inOrder(units int) string {
	switch {
	case units == 1:
		return "1 unit in the order"
	case units < lastColumn:
		return "each of " + strconv.Itoa(units) + " units in the order"
	}
	return "each of " + strconv.Itoa(lastColumn) + " or more units in the order"
}

// weightWarnings names the open rules of the weight that changed the fee.
func (l *Listing) weightWarnings(card fees.WeightFees, row *fees.WeightRow[fees.WeightFee], size Size) []fees.Warning {
	var out []fees.Warning
	fee, _ := row.Rule.At(size.Billable)
	if row.Band.Bounded && size.Billable.Cmp(row.Band.To) == 0 {
		above, differs := "whose fee is not public", true
		if next := card.Above("", row.Band); next != nil {
			other, _ := next.Rule.At(size.Billable)
			above, differs = "at "+amountOf(other).StringFixed(2), !other.Minus(fee).IsZero()
		}
		if differs {
			out = append(out, fees.Warning{
				Code: "fbt_weight_edge",
				Text: "the billable weight is exactly " + row.Band.To.String() + ": copies of the rate card differ whether that is still in the band (" + row.Band.String() +
					"), as it was taken, or in the next one, " + above,
			})
		}
	}
	if startedStep(&row.Rule, size.Billable) {
		out = append(out, fees.Warning{
			Code: "fbt_started_pound",
			Text: "the rate card does not say whether a started " + row.Rule.StepEach.String() + " counts as a whole one: it was counted as one",
		})
	}
	if size.assumed && size.ByDimensional && !l.sameByUnitWeight(card, fee) {
		out = append(out, fees.Warning{
			Code: "fbt_dimensional_divisor",
			Text: "the dimensional weight of " + size.Dimensional.String() + " picks the fee; its divisor is that of the rate cards of 2025, and that it still holds is an assumption",
		})
	}
	return out
}

// sameByUnitWeight reports whether the unit weight alone picks the same fee.
func (l *Listing) sameByUnitWeight(card fees.WeightFees, fee fees.Curve) bool {
	row := card.Find("", l.Parcel.Weight)
	if row == nil {
		return false
	}
	other, _ := row.Rule.At(l.Parcel.Weight)
	return other.Minus(fee).IsZero()
}

// startedStep reports whether a weight is not a whole number of steps away from
// where the steps of its band begin.
func startedStep(fee *fees.WeightFee, w fees.Weight) bool {
	if fee.StepEach.IsZero() {
		return false
	}
	const places = 12
	_, rest := w.Lb(places).Sub(fee.StepAbove.Lb(places)).QuoRem(fee.StepEach.Lb(places), 0)
	return !rest.IsZero()
}

// amountOf is a fee that does not depend on the price.
func amountOf(fee fees.Curve) decimal.Decimal {
	amount, _ := fee.At(decimal.Decimal{})
	return amount
}

// ownContainerDiscount is the discount of a unit that ships in its own container.
// What a unit gets is an input; the most that anyone gets is published.
func (l *Listing) ownContainerDiscount(t *fees.Tables, on time.Time) (fees.Charge, error) {
	if l.OwnContainerDiscount.IsZero() {
		return fees.Charge{}, nil
	}
	table, err := ownContainerDiscountKind.On(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	most := table.Rules.StringFixed(2)
	if l.OwnContainerDiscount.GreaterThan(table.Rules) {
		return fees.Charge{}, fx.NewInputError("own_container_discount", fx.Plain(l.OwnContainerDiscount), "must be at most "+most)
	}
	charge := fees.Charge{Code: "own_container_discount", Event: fees.PerUnitSold}
	return charge.Supplied("own_container_discount", l.OwnContainerDiscount.Neg(), "ships in its own container, as supplied; at most "+most), nil
}

// hub is the fee of stock that goes to a hub, from where FBT distributes it.
func (l *Listing) hub() fees.Charge {
	if l.HubFee.IsZero() {
		return fees.Charge{}
	}
	charge := fees.Charge{Code: "hub", Event: fees.PerUnitReceived}
	return charge.Supplied("hub_fee", l.HubFee, "per unit sent to a hub, as supplied")
}
