package amazon

import (
	"errors"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A rateCard is the FBA fulfilment table of one class and season.
type rateCard struct{ rows []rateRow }

// A rateRow is the fulfilment fee of one tier and weight band.
type rateRow struct {
	tier Tier
	band weightBand
	fee  fees.Curve // by price band, without steps
	// Above stepAbove every started stepEach adds stepFee; a zero stepEach has
	// no steps.
	stepFee             fees.Curve
	stepText            string // " × 0.08"
	stepEach, stepAbove fees.Weight
	basis               string // "large_standard, over 4 oz up to 8 oz"
}

// A weightBand is over < w <= to; a band that is not bounded has no end.
type weightBand struct {
	over, to fees.Weight
	bounded  bool
}

func (b weightBand) contains(w fees.Weight) bool {
	return w.Cmp(b.over) > 0 && (!b.bounded || w.Cmp(b.to) <= 0)
}

// at returns the fee at a billable weight and how it was found.
func (r *rateRow) at(w fees.Weight) (fees.Curve, string) {
	n := w.Steps(r.stepAbove, r.stepEach)
	if n == 0 {
		return r.fee, r.basis
	}
	steps := decimal.NewFromInt(n)
	return r.fee.Plus(r.stepFee.Times(steps)), r.basis + " + " + strconv.FormatInt(n, 10) + r.stepText
}

// row returns the row of a tier and weight. A weight beyond the rows of the tier
// takes the last of them: the rows of a tier leave no gap, so that occurs only
// where an open rule picks the tier by one weight and the bill goes by another.
func (c *rateCard) row(tier Tier, w fees.Weight) *rateRow {
	var last *rateRow
	for i := range c.rows {
		r := &c.rows[i]
		if r.tier != tier {
			continue
		}
		if r.band.contains(w) {
			return r
		}
		last = r
	}
	return last
}

// FulfillmentFee returns the FBA fulfilment fee of a size tier and a billable
// weight as a function of the item price, without any surcharge, with the table
// it comes from. It is the bare rate card; [Listing.Charges] finds tier and
// weight by itself. Errors are *fees.NoTableError for a day or class without a
// table and *fees.UnknownKeyError for a tier that the table does not have.
func (t *Tables) FulfillmentFee(class Class, tier Tier, billable fees.Weight, on time.Time) (fees.Curve, fees.Source, error) {
	table, err := t.rateCard(class, on)
	if err != nil {
		return fees.Curve{}, fees.Source{}, err
	}
	row := table.Rules.row(tier, billable)
	if row == nil {
		return fees.Curve{}, table.Source, &fees.UnknownKeyError{Table: table.Source.Table, Field: "tier", Key: string(tier)}
	}
	curve, _ := row.at(billable)
	return curve, table.Source, curve.Err()
}

func (t *Tables) rateCard(class Class, on time.Time) (fees.Table[rateCard], error) {
	schedule, known := t.fulfillment[class]
	if !known {
		return fees.Table[rateCard]{}, &fees.NoTableError{Channel: Channel, Kind: "fulfillment/" + string(class), Day: on}
	}
	return schedule.On(on)
}

// fulfillmentCharges appends everything that FBA bills for shipping the unit.
func (l *Listing) fulfillmentCharges(charges []fees.Charge, t *Tables, on time.Time) ([]fees.Charge, error) {
	size, err := l.size(t, on)
	if err != nil {
		return charges, err
	}
	fee, err := l.fulfillmentFee(t, &size, on)
	if err != nil {
		return charges, err
	}
	charges = append(charges, fee)
	if l.FulfillmentFeeAllIn {
		return charges, nil
	}
	add := func(c fees.Charge, surchargeErr error) {
		switch {
		case surchargeErr != nil:
			err = errors.Join(err, surchargeErr)
		case c.Code != "":
			charges = append(charges, c)
		}
	}
	add(l.fuelSurcharge(t, on, fee.Amount))
	add(l.overmax(t, on, &size))
	add(l.sippDiscount(t, on, &size))
	add(l.packaging(t, on, &size))
	return charges, err
}

// fulfillmentFee returns the base fee: from the rate card, or as supplied.
func (l *Listing) fulfillmentFee(t *Tables, size *Size, on time.Time) (fees.Charge, error) {
	charge := fees.Charge{Code: "fulfillment", Event: fees.PerUnitSold, Warnings: size.Warnings}
	if l.FulfillmentFee.Valid {
		charge.Amount = fees.Flat(l.FulfillmentFee.Decimal)
		charge.Source = fees.SuppliedBy("fulfillment_fee")
		if l.FulfillmentFeeAllIn {
			charge.Basis = "all that FBA bills for shipping, as supplied"
			return charge, charge.Amount.Err()
		}
		charge.Basis = "base fee as supplied"
		charge.Warnings = append(charge.Warnings, fees.Warning{
			Code: "fulfillment_fee_basis",
			Text: "the supplied fulfilment fee is taken as the base fee, with surcharge, discount and packaging fee computed beside it; Amazon's Revenue Calculator and Fee Preview show it with the surcharge in: fulfillment_fee_all_in takes it as it is",
		})
		return charge, charge.Amount.Err()
	}
	table, err := t.rateCard(l.class(), on)
	if err != nil {
		return charge, err
	}
	row := table.Rules.row(size.Tier, size.Billable)
	if row == nil {
		return charge, fx.NewInputError("size", string(size.Tier), "has no row in "+table.Source.Table)
	}
	charge.Amount, charge.Basis = row.at(size.Billable)
	charge.Source = table.Source
	charge.Warnings = append(charge.Warnings, l.fulfillmentWarnings(&table.Rules, row, size)...)
	charge.Amount = charge.Amount.On(l.BandAdjustment)
	return charge, charge.Amount.Err()
}

// fulfillmentWarnings names the open rules that changed the base fee.
func (l *Listing) fulfillmentWarnings(card *rateCard, row *rateRow, size *Size) []fees.Warning {
	var out []fees.Warning
	if size.disputed {
		other := card.row(size.Tier, size.otherBillable)
		here, _ := row.at(size.Billable)
		there, _ := other.at(size.otherBillable)
		if !here.Minus(there).IsZero() {
			out = append(out, l.floorWarning(size, row.basis, other.basis))
		}
	}
	if l.ShippingCharged.Sign() > 0 && l.BandAdjustment.IsZero() {
		out = append(out, fees.Warning{
			Code: "price_band_basis",
			Text: "whether shipping counts towards the price band of the fulfilment fee is not public: the item price alone was used (band_adjustment changes it)",
		})
	}
	isClothing := l.Category == "clothing_accessories"
	switch {
	case l.class() == Apparel && !isClothing:
		out = append(out, fees.Warning{
			Code: "apparel_scope",
			Text: "which categories besides clothing_accessories are billed as apparel is not settled",
		})
	case l.class() == Standard && isClothing:
		out = append(out, fees.Warning{
			Code: "apparel_scope",
			Text: "clothing_accessories is billed on the apparel rate card; the class given is standard",
		})
	}
	return out
}

// floorWarning says that the open rule of the large standard floor changed a
// fee, and how it was read.
func (l *Listing) floorWarning(size *Size, here, there string) fees.Warning {
	with, without := "with", "without"
	if l.LargeStandardFloor == FloorNone {
		with, without = without, with
	}
	return fees.Warning{
		Code: "large_standard_floor",
		Text: "the 2-inch floor of dimensional weight for large standard is an open rule: " + with + " it " +
			size.Billable.Lb(4).StringFixed(4) + " lb are billed (" + here + "), " + without + " it " +
			size.otherBillable.Lb(4).StringFixed(4) + " lb (" + there + ")",
	}
}
