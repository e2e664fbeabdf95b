package walmart

import (
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// fulfillmentKind is the rate card of WFS by shipping weight, for standard items
// and for big and bulky ones.
var fulfillmentKind = fees.NewKind("fulfillment", readRateCard)

func readRateCard(f *fees.TableFile) fees.WeightFees {
	group := func(row *fees.Row) string { return row.OneOf("size", string(Standard), string(BigAndBulky)) }
	return fees.ReadWeightFees(f, group, nil)
}

// The add-ons, by the names that they have in tables and as charges.
const (
	addApparel   = "apparel"
	addHazmat    = "hazmat"
	addLowPrice  = "low_price"
	addOversize1 = string(Oversize1)
	addOversize2 = string(Oversize2)
)

var addOnNames = []string{addApparel, addHazmat, addOversize1, addOversize2, addLowPrice}

// An addOn is an amount on top of the rate card of standard items.
type addOn struct {
	fee   fees.Curve
	basis string
}

// addOnKind is the table of the add-ons.
var addOnKind = fees.NewKind("add_ons", func(f *fees.TableFile) map[string]addOn {
	return fees.ReadEveryKey(f, "add_on", readAddOn, addOnNames...)
})

// readAddOn reads an add-on, which may hold only below a price.
func readAddOn(row *fees.Row) addOn {
	if row.Has("below") {
		below := row.Amount("below")
		fee := fees.Brackets(fees.Band{Below: decimal.NewNullDecimal(below), Fee: row.Amount("fee")}, fees.Band{})
		row.Keep("below", fee.Err())
		return addOn{fee, "add-on for a price below " + below.StringFixed(2)}
	}
	fee, name := row.Fee("fee"), row.OptionalText("add_on")
	switch name {
	case addApparel:
		return addOn{fee, "add-on for clothing"}
	case addHazmat:
		return addOn{fee, "add-on for hazardous goods"}
	}
	return addOn{fee, "add-on for the size " + name}
}

// addOnsOf returns the names of the add-ons of a unit, those that do not depend on
// the price.
func (s *stock) addOnsOf(size *Size) []string {
	var names []string
	if size.Band == BigAndBulky {
		return nil
	}
	if s.apparel {
		names = append(names, addApparel)
	}
	if s.hazmat {
		names = append(names, addHazmat)
	}
	if size.Band != Standard {
		names = append(names, string(size.Band))
	}
	return names
}

// fulfillmentCharges adds what WFS bills for shipping the unit or the pack. It is
// kept when the unit comes back, unless that is Walmart's fault.
func (l *Listing) fulfillmentCharges(b *fees.Bill, t *fees.Tables, size *Size, on time.Time) {
	var credited decimal.Decimal
	if l.WalmartFault {
		credited = whole
	}
	names := l.addOns(size)
	fee, err := l.fulfillmentFee(t, size, on)
	fee.RefundShare = credited
	if l.FulfillmentFee.Valid && len(names) > 0 {
		fee.Warnings = append(fee.Warnings, fees.Warning{
			Code: "fulfillment_fee_basis",
			Text: "the supplied fulfilment fee is taken as the base fee, with the add-ons beside it: fulfillment_fee_all_in takes it as it is",
		})
	}
	b.Add(fee, err)
	addOns, err := addOnKind.On(t, on)
	if err != nil {
		b.Fail(err)
		return
	}
	for _, name := range names {
		add := addOns.Rules[name]
		b.Add(fees.Charge{
			Code: name, Event: fees.PerUnitSold, Amount: add.fee, Basis: add.basis,
			Source: addOns.Source, RefundShare: credited,
		}, nil)
	}
}

// addOns returns the names of the add-ons of a sale, in the order of their charges.
func (l *Listing) addOns(size *Size) []string {
	if l.FulfillmentFeeAllIn || size.Band == BigAndBulky {
		return nil
	}
	if l.packUnits() > 1 { // the others are in the fee of the pack
		return []string{addLowPrice}
	}
	s := l.stock()
	return append(s.addOnsOf(size), addLowPrice)
}

// fulfillmentFee returns the base fee: from the rate card, or as supplied.
func (l *Listing) fulfillmentFee(t *fees.Tables, size *Size, on time.Time) (fees.Charge, error) {
	charge := fees.Charge{Code: "fulfillment", Event: fees.PerUnitSold}
	if fee := l.FulfillmentFee; fee.Valid {
		basis := "base fee as supplied"
		if l.FulfillmentFeeAllIn {
			basis = "all that WFS bills for shipping, as supplied"
		}
		return charge.Supplied("fulfillment_fee", fee.Decimal, basis), nil
	}
	table, err := fulfillmentKind.On(t, on)
	if err != nil {
		return charge, err
	}
	if n := l.packUnits(); n > 1 {
		return charge, &fees.NotPublicError{
			Table: table.Source.Table, What: "fulfilment fee of a virtual pack of " + strconv.Itoa(n) + " units", Supply: "fulfillment_fee",
		}
	}
	charge.Source = table.Source
	if charge.Amount, charge.Basis, err = size.fee(table.Rules, &table.Source); err != nil {
		return charge, err
	}
	charge.Warnings = slices.Clone(size.Warnings)
	if l.Category == "apparel_accessories" && !l.Apparel && size.Band != BigAndBulky {
		charge.Warnings = append(charge.Warnings, fees.Warning{
			Code: "apparel_scope",
			Text: "clothing pays an add-on, which was left out: apparel says that this item of apparel_accessories is clothing",
		})
	}
	return charge, nil
}

// fee returns the fee of a rate card for a size and how it was found.
func (s *Size) fee(card fees.WeightFees, source *fees.Source) (fees.Curve, string, error) {
	row := card.Find(s.Band.rateGroup(), s.Billable)
	if row == nil {
		return fees.Curve{}, "", fx.NewInputError("weight", s.Billable.String(), "has no row in "+source.Table)
	}
	amount, basis := row.Rule.At(s.Billable)
	return amount, basis, nil
}
