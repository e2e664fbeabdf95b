package amazon

import (
	"cmp"
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// fulfillmentKind is the FBA rate card of one class and season: by size tier and
// weight band the fee of each price band.
var fulfillmentKind = fees.NewKind("fulfillment", readRateCard, string(Standard), string(Apparel), string(DangerousGoods))

func readRateCard(f *fees.TableFile) fees.WeightFees {
	f.Head.OptionalText("season")
	bands := f.Head.Rows("price_bands")
	prices := make([]fees.Band, len(bands))
	for i, band := range bands {
		prices[i] = fees.Band{UpTo: band.OptionalAmount("to"), Below: band.OptionalAmount("below")}
	}
	fee := func(row *fees.Row) fees.Curve {
		amounts := row.Amounts("fees")
		if len(amounts) != len(prices) {
			row.Fault("fees", "must have one amount per price band")
			return fees.Curve{}
		}
		for i, amount := range amounts {
			prices[i].Fee = amount
		}
		c := fees.Brackets(prices...)
		row.Keep("fees", c.Err())
		return c
	}
	return fees.ReadWeightFees(f, readTier, fee, string(ExtraLarge50To70), string(ExtraLarge70To150), string(ExtraLarge150AndUp))
}

// FulfillmentFee returns the FBA fulfilment fee of a size tier and a billable
// weight as a function of the item price, without any surcharge, with the table
// it comes from. It is the bare rate card; [Listing.Charges] finds tier and
// weight by itself. The zero Class is Standard, nil tables are the shipped ones.
// Errors are *fees.NoTableError for a day or class without a table,
// *fees.UnknownKeyError for a tier that the table does not have, and
// *fx.InputError for a weight that is not one of the tier's. The two heaviest tiers
// take any weight, since dimensional weight can put a lighter unit into them.
func FulfillmentFee(t *fees.Tables, class Class, tier Tier, billable fees.Weight, on time.Time) (fees.Curve, fees.Source, error) {
	t, err := format.Or(t)
	if err != nil {
		return fees.Curve{}, fees.Source{}, err
	}
	table, err := fulfillmentKind.OnVariant(t, string(cmp.Or(class, Standard)), on)
	if err != nil {
		return fees.Curve{}, fees.Source{}, err
	}
	row := table.Rules.Nearest(string(tier), billable)
	if row == nil {
		return fees.Curve{}, table.Source, &fees.UnknownKeyError{
			Table: table.Source.Table, Field: "tier", Key: string(tier),
			Nearest: fees.Nearest(string(tier), slices.Values(table.Rules.Groups())),
		}
	}
	heaviest := tier == ExtraLarge70To150 || tier == ExtraLarge150AndUp
	if billable.IsZero() || !heaviest && !row.Band.Contains(billable) {
		return fees.Curve{}, table.Source, fx.NewInputError("weight", billable.String(), "must be a weight of the tier "+string(tier))
	}
	curve, _ := row.Rule.At(billable)
	return curve, table.Source.Graded(row.Confidence), curve.Err()
}

// shippingCharges adds everything that FBA bills for shipping the unit.
func (l *Listing) shippingCharges(b *fees.Bill, t *fees.Tables, on time.Time, size *Size) {
	fee, err := l.fulfillmentFee(t, on, size)
	b.Add(fee, err)
	if err != nil || l.FulfillmentFeeAllIn {
		return
	}
	b.Add(l.fuelSurcharge(t, on, fee.Amount))
	b.Add(l.overmax(t, on, size))
	b.Add(l.sippDiscount(t, on, size))
	b.Add(l.packaging(t, on, size))
	b.Add(l.lithium(t, on))
}

// fulfillmentFee returns the base fee: from the rate card, or as supplied.
func (l *Listing) fulfillmentFee(t *fees.Tables, on time.Time, size *Size) (fees.Charge, error) {
	charge := fees.Charge{Code: "fulfillment", Event: fees.PerUnitSold, Warnings: size.Warnings}
	if fee := l.FulfillmentFee; fee.Valid {
		if l.FulfillmentFeeAllIn {
			return charge.Supplied("fulfillment_fee", fee.Decimal, "all that FBA bills for shipping, as supplied"), nil
		}
		charge.Warnings = append(charge.Warnings, fees.Warning{
			Code: "fulfillment_fee_basis",
			Text: "the supplied fulfilment fee is taken as the base fee, with surcharge, discount and packaging fee computed beside it; Amazon's Revenue Calculator and Fee Preview show it with the surcharge in: fulfillment_fee_all_in takes it as it is",
		})
		return charge.Supplied("fulfillment_fee", fee.Decimal, "base fee as supplied"), nil
	}
	table, err := fulfillmentKind.OnVariant(t, string(l.class()), on)
	if err != nil {
		return charge, err
	}
	row := table.Rules.Nearest(string(size.Tier), size.Billable)
	if row == nil {
		return charge, fx.NewInputError("size", string(size.Tier), "has no row in "+table.Source.Table)
	}
	charge.Amount, charge.Basis = row.Rule.At(size.Billable)
	charge.Amount = charge.Amount.On(l.BandAdjustment)
	charge.Source = table.Source.Graded(row.Confidence)
	charge.Warnings = append(charge.Warnings, l.fulfillmentWarnings(table.Rules, row, size)...)
	return charge, nil
}

// clothing is the category that certainly is apparel.
const clothing = "clothing_accessories"

// fulfillmentWarnings names the open rules that changed the base fee.
func (l *Listing) fulfillmentWarnings(card fees.WeightFees, row *fees.WeightRow[fees.WeightFee], size *Size) []fees.Warning {
	var out []fees.Warning
	if size.disputed {
		other := card.Nearest(string(size.Tier), size.otherBillable)
		here, _ := row.Rule.At(size.Billable)
		there, _ := other.Rule.At(size.otherBillable)
		if !here.Minus(there).IsZero() {
			out = append(out, l.floorWarning(size, row.Basis, other.Basis))
		}
	}
	if l.ShippingCharged.Sign() > 0 && l.BandAdjustment.IsZero() {
		out = append(out, fees.Warning{
			Code: "price_band_basis",
			Text: "whether shipping counts towards the price band of the fulfilment fee is not public: the item price alone was used (band_adjustment changes it)",
		})
	}
	isClothing := l.Category == clothing
	switch {
	case l.class() == Apparel && !isClothing:
		out = append(out, fees.Warning{
			Code: "apparel_scope",
			Text: "which categories besides " + clothing + " are billed as apparel is not settled",
		})
	case l.class() == Standard && isClothing:
		out = append(out, fees.Warning{
			Code: "apparel_scope",
			Text: clothing + " is billed on the apparel rate card; the class given is standard",
		})
	}
	return out
}
