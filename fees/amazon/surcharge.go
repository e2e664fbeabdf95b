package amazon

import (
	"errors"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// A fuelRule is the fuel and logistics surcharge: a share of the fulfilment fee.
type fuelRule struct {
	rate  decimal.Decimal
	basis string
}

// An overmaxRule is the handling fee of extra-large items beyond a size.
type overmaxRule struct {
	overLongest, overLengthPlusGirth fees.Length
	fees                             map[Tier]flatFee
}

// A flatFee is an amount that does not depend on the price.
type flatFee struct {
	amount fees.Curve
	basis  string
}

// A weightFee is a flat fee of a weight band, for one class and tier where those
// are set.
type weightFee struct {
	class Class
	tier  Tier
	band  weightBand
	fee   flatFee
}

// packagingRule is the fee of bulky items that do not ship in their own packaging.
type packagingRule struct {
	tiers map[Tier]bool
	rows  []weightFee
}

// Each of the functions below returns one charge of an FBA shipment, or a charge
// without a code where it does not apply. Base is the fulfilment fee before any
// surcharge.

// fuelSurcharge is a share of the base fulfilment fee. Amazon bills it as a line
// of its own; whether it also applies to overmax or to the fee after a SIPP
// discount is not public, and it is not applied to them.
func (l *Listing) fuelSurcharge(t *Tables, on time.Time, base fees.Curve) (fees.Charge, error) {
	if !l.FuelSurchargeEnd.IsZero() && fees.Day(on.Date()).After(fees.Day(l.FuelSurchargeEnd.Date())) {
		return fees.Charge{}, nil
	}
	table, found, err := sinceFirst(t.fuelSurcharge, on)
	if err != nil || !found {
		return fees.Charge{}, err
	}
	return fees.Charge{
		Code: "fuel_surcharge", Event: fees.PerUnitSold, Amount: base.Times(table.Rules.rate),
		Basis: table.Rules.basis, Source: table.Source,
	}, nil
}

// overmax is the handling fee of extra-large items up to 150 lb beyond a length.
func (l *Listing) overmax(t *Tables, on time.Time, size *Size) (fees.Charge, error) {
	table, found, err := sinceFirst(t.overmax, on)
	if err != nil || !found {
		return fees.Charge{}, err
	}
	rule := &table.Rules
	fee, applies := rule.fees[size.Tier]
	longest, _, _ := l.Parcel.Sides()
	if !applies || longest.Cmp(rule.overLongest) <= 0 && size.LengthPlusGirth.Cmp(rule.overLengthPlusGirth) <= 0 {
		return fees.Charge{}, nil
	}
	return fees.Charge{
		Code: "overmax", Event: fees.PerUnitSold, Amount: fee.amount, Basis: fee.basis, Source: table.Source,
	}, nil
}

// sippDiscount is the discount of standard-size items that ship in product
// packaging. None is listed for dangerous goods.
func (l *Listing) sippDiscount(t *Tables, on time.Time, size *Size) (fees.Charge, error) {
	if !l.SIPP || size.Tier != SmallStandard && size.Tier != LargeStandard {
		return fees.Charge{}, nil
	}
	charge := fees.Charge{Code: "sipp_discount", Event: fees.PerUnitSold}
	if l.SIPPDiscount.Valid {
		charge.Amount = fees.Flat(l.SIPPDiscount.Decimal.Neg())
		charge.Basis, charge.Source = "as supplied", fees.SuppliedBy("sipp_discount")
		return charge, charge.Amount.Err()
	}
	table, err := t.sippDiscount.On(on)
	if err != nil {
		return fees.Charge{}, err
	}
	charge.Source = table.Source
	row := sippRow(table.Rules, l.class(), size.Tier, size.Billable)
	if row == nil {
		charge.Basis = "none is listed for " + string(l.class())
		charge.Warnings = []fees.Warning{{
			Code: "sipp_without_discount",
			Text: "no SIPP discount is published for the class " + string(l.class()) + ": none was applied (sipp_discount supplies one)",
		}}
		return charge, nil
	}
	charge.Amount, charge.Basis = row.fee.amount, row.fee.basis
	if size.disputed {
		if other := sippRow(table.Rules, l.class(), size.Tier, size.otherBillable); other != nil && !other.fee.amount.Minus(row.fee.amount).IsZero() {
			charge.Warnings = []fees.Warning{l.floorWarning(size, row.fee.basis, other.fee.basis)}
		}
	}
	return charge, nil
}

// sippRow returns the row of a class, tier and weight, nil if there is none.
func sippRow(rows []weightFee, class Class, tier Tier, w fees.Weight) *weightFee {
	for i := range rows {
		if row := &rows[i]; row.class == class && row.tier == tier && row.band.contains(w) {
			return row
		}
	}
	return nil
}

// packaging is the fee of bulky items that are not certified for SIPP.
func (l *Listing) packaging(t *Tables, on time.Time, size *Size) (fees.Charge, error) {
	if l.SIPP {
		return fees.Charge{}, nil
	}
	table, found, err := sinceFirst(t.packaging, on)
	if err != nil || !found || !table.Rules.tiers[size.Tier] {
		return fees.Charge{}, err
	}
	for i := range table.Rules.rows {
		if row := &table.Rules.rows[i]; row.band.contains(size.Dimensional) {
			return fees.Charge{
				Code: "packaging", Event: fees.PerUnitSold, Amount: row.fee.amount, Basis: row.fee.basis, Source: table.Source,
			}, nil
		}
	}
	return fees.Charge{}, nil
}

// sinceFirst looks up a fee that did not exist before its first table: an
// earlier day finds nothing. A later day without a table is an error, and so is
// every day when no table of the kind is known.
func sinceFirst[T any](s fees.Schedule[T], on time.Time) (table fees.Table[T], found bool, err error) {
	if table, err = s.On(on); err == nil {
		return table, true, nil
	}
	var none *fees.NoTableError
	if errors.As(err, &none) && none.Day.Before(none.First) {
		return table, false, nil
	}
	return table, false, err
}
