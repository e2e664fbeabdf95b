package amazon

import (
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A fuelRule is the fuel and logistics surcharge: a share of the fulfilment fee.
type fuelRule struct {
	rate  decimal.Decimal
	basis string
}

// fuelSurchargeKind is the table of that surcharge.
var fuelSurchargeKind = fees.NewKind("fuel_surcharge", func(f *fees.TableFile) fuelRule {
	rate := f.Only().Rate("rate")
	return fuelRule{rate, fx.Percent(rate) + " of the fulfilment fee"}
})

// An overmaxRule is the handling fee of extra-large items beyond a size.
type overmaxRule struct {
	overLongest, overLengthPlusGirth fees.Length
	fees                             map[string]fees.Curve // by size tier
}

// overmaxKind is the table of that fee.
var overmaxKind = fees.NewKind("overmax", func(f *fees.TableFile) overmaxRule {
	return overmaxRule{
		f.Head.Length("over_longest"), f.Head.Length("over_length_plus_girth"),
		fees.ReadByKey(f, "tier", func(row *fees.Row) fees.Curve { return row.Fee("fee") }, tierNames...),
	}
})

// sippDiscountKind is the discount of items that ship in product packaging, by
// class, size tier and weight band.
var sippDiscountKind = fees.NewKind("sipp_discount", func(f *fees.TableFile) fees.WeightFees {
	group := func(row *fees.Row) string {
		return sippGroup(Class(row.OneOf("class", string(Standard), string(Apparel), string(DangerousGoods))), Tier(readTier(row)))
	}
	return fees.ReadWeightFees(f, group, func(row *fees.Row) fees.Curve { return row.Fee("discount").Times(minusOne) })
})

func sippGroup(class Class, tier Tier) string {
	if class == Standard {
		return string(tier)
	}
	return string(class) + " " + string(tier)
}

// A packagingRule is the fee of bulky items that do not ship in their own
// packaging.
type packagingRule struct {
	tiers []string
	fees  fees.WeightFees // by dimensional weight
}

// packagingKind is the table of that fee.
var packagingKind = fees.NewKind("packaging", func(f *fees.TableFile) packagingRule {
	rule := packagingRule{
		f.Head.Texts("tiers"),
		fees.ReadWeightFees(f, func(*fees.Row) string { return "dimensional weight" }, nil),
	}
	for _, tier := range rule.tiers {
		if !slices.Contains(tierNames, tier) {
			f.Head.Fault("tiers", "must be size tiers")
		}
	}
	return rule
})

// lithiumKind is the fee of items with a lithium battery.
var lithiumKind = fees.NewKind("lithium_battery", readAmount)

var minusOne = decimal.NewFromInt(-1)

// Each of the functions below returns one charge of an FBA shipment, or a charge
// without a code where it does not apply.

// fuelSurcharge is a share of the base fulfilment fee, before any surcharge or
// discount. Amazon bills it as a line of its own; whether it also applies to
// overmax, to the low-inventory-level fee or to the fee after a SIPP discount is
// not public, and it is not applied to them.
func (l *Listing) fuelSurcharge(t *fees.Tables, on time.Time, base fees.Curve) (fees.Charge, error) {
	if end := l.FuelSurchargeEnd; !end.IsZero() && on.After(fees.Day(end.Date())) {
		return fees.Charge{}, nil
	}
	table, found, err := fuelSurchargeKind.Since(t, on)
	if err != nil || !found {
		return fees.Charge{}, err
	}
	return fees.Charge{
		Code: "fuel_surcharge", Event: fees.PerUnitSold, Amount: base.Times(table.Rules.rate),
		Basis: table.Rules.basis, Source: table.Source,
	}, nil
}

// overmax is the handling fee of extra-large items up to 150 lb beyond a length.
func (l *Listing) overmax(t *fees.Tables, on time.Time, size *Size) (fees.Charge, error) {
	table, found, err := overmaxKind.Since(t, on)
	if err != nil || !found {
		return fees.Charge{}, err
	}
	rule := &table.Rules
	fee, applies := rule.fees[string(size.Tier)]
	longest, _, _ := l.Parcel.Sides()
	if !applies || longest.Cmp(rule.overLongest) <= 0 && size.LengthPlusGirth.Cmp(rule.overLengthPlusGirth) <= 0 {
		return fees.Charge{}, nil
	}
	return fees.Charge{
		Code: "overmax", Event: fees.PerUnitSold, Amount: fee, Source: table.Source,
		Basis: string(size.Tier) + ", over " + rule.overLongest.String() + " long or over " +
			rule.overLengthPlusGirth.String() + " in length plus girth",
	}, nil
}

// sippDiscount is the discount of standard-size items that ship in product
// packaging. None is listed for dangerous goods.
func (l *Listing) sippDiscount(t *fees.Tables, on time.Time, size *Size) (fees.Charge, error) {
	if !l.SIPP || !size.Tier.standard() {
		return fees.Charge{}, nil
	}
	charge := fees.Charge{Code: "sipp_discount", Event: fees.PerUnitSold}
	if discount := l.SIPPDiscount; discount.Valid {
		return charge.Supplied("sipp_discount", discount.Decimal.Neg(), "as supplied"), nil
	}
	table, err := sippDiscountKind.On(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	charge.Source = table.Source
	group := sippGroup(l.class(), size.Tier)
	row := table.Rules.Find(group, size.Billable)
	if row == nil {
		charge.Basis = "none is listed for " + string(l.class())
		charge.Warnings = []fees.Warning{{
			Code: "sipp_without_discount",
			Text: "no SIPP discount is published for the class " + string(l.class()) + ": none was applied (sipp_discount supplies one)",
		}}
		return charge, nil
	}
	charge.Amount, charge.Basis = row.Rule.Fee, row.Basis
	if size.disputed {
		if other := table.Rules.Find(group, size.otherBillable); other != nil && !other.Rule.Fee.Minus(charge.Amount).IsZero() {
			charge.Warnings = []fees.Warning{l.floorWarning(size, row.Basis, other.Basis)}
		}
	}
	return charge, nil
}

// packaging is the fee of bulky items that are not certified for SIPP.
func (l *Listing) packaging(t *fees.Tables, on time.Time, size *Size) (fees.Charge, error) {
	if l.SIPP {
		return fees.Charge{}, nil
	}
	table, found, err := packagingKind.Since(t, on)
	if err != nil || !found || !slices.Contains(table.Rules.tiers, string(size.Tier)) {
		return fees.Charge{}, err
	}
	row := table.Rules.fees.Find("dimensional weight", size.Dimensional)
	if row == nil {
		return fees.Charge{}, nil
	}
	return fees.Charge{
		Code: "packaging", Event: fees.PerUnitSold, Amount: row.Rule.Fee, Basis: row.Basis, Source: table.Source,
	}, nil
}

// lithium is the fee of items that are, contain or come with a lithium battery,
// whether or not they are dangerous goods.
func (l *Listing) lithium(t *fees.Tables, on time.Time) (fees.Charge, error) {
	if !l.Lithium {
		return fees.Charge{}, nil
	}
	return amountOf(lithiumKind, t, on, fees.Charge{Code: "lithium_battery", Event: fees.PerUnitSold, Basis: "with a lithium battery"})
}
