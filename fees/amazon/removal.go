package amazon

import (
	"cmp"
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Removal says what is done with stock that leaves the warehouse unsold.
type Removal string

// The ways to remove stock. The zero Removal is ToSeller.
const (
	ToSeller    Removal = "removal"     // sent back to the seller or to an address
	Disposal    Removal = "disposal"    // thrown away, for the same fee
	Liquidation Removal = "liquidation" // sold off to a wholesaler
)

// Groups of the removal table.
const (
	standardRemoval = "standard"
	oversizeRemoval = "oversize" // bulky, extra-large and special handling
)

// removalKind is the fee of removing or disposing of one unit, by size class and
// weight.
var removalKind = fees.NewKind("removal", func(f *fees.TableFile) fees.WeightFees {
	group := func(row *fees.Row) string { return row.OneOf("class", standardRemoval, oversizeRemoval) }
	return fees.ReadWeightFees(f, group, nil)
})

// liquidationKind is Amazon's share of what liquidated stock brings in.
var liquidationKind = fees.NewKind("liquidation", func(f *fees.TableFile) decimal.Decimal { return f.Only().Rate("share_of_recovery") })

// RemovalFee returns the fee of removing or disposing of one unit, with the table
// it comes from. Oversize is for bulky and extra-large items and for special
// handling; the day is the one on which the removal order is created, whenever it
// is carried out. It is the bare table; [Listing.Charges] finds size and weight by
// itself. Nil tables are the shipped ones. Errors are *fees.NoTableError for a day
// without a table and *fx.InputError for a weight that is not above 0.
//
// Amazon rounds the weight up, to 0.1 lb for standard sizes under 1 lb and to
// whole pounds otherwise. Every band ends at such a weight and every step is a
// pound long, so that the weight as it is gives the same fee.
func RemovalFee(t *fees.Tables, oversize bool, billable fees.Weight, createdOn time.Time) (decimal.Decimal, fees.Source, error) {
	t, err := format.Or(t)
	if err != nil {
		return decimal.Decimal{}, fees.Source{}, err
	}
	table, err := removalKind.On(t, createdOn)
	if err != nil {
		return decimal.Decimal{}, fees.Source{}, err
	}
	row := table.Rules.Find(removalGroup(oversize), billable)
	if row == nil {
		return decimal.Decimal{}, table.Source, fx.NewInputError("weight", billable.String(), "must be above 0")
	}
	curve, _ := row.Rule.At(billable)
	fee, err := curve.At(decimal.Decimal{})
	return fee, table.Source, err
}

func removalGroup(oversize bool) string {
	if oversize {
		return oversizeRemoval
	}
	return standardRemoval
}

// removal is the fee of removing or disposing of one unit by an order that is
// created on the day.
func (l *Listing) removal(t *fees.Tables, on time.Time, size *Size) (fees.Charge, error) {
	table, err := removalKind.On(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	charge := fees.Charge{Code: string(cmp.Or(l.Removal, ToSeller)), Event: fees.PerUnitRemoved, Source: table.Source}
	oversize := l.SpecialHandling || !size.Tier.standard()
	row := table.Rules.Find(removalGroup(oversize), size.Billable)
	if row == nil {
		return charge, fx.NewInputError("size", string(size.Tier), "has no row in "+table.Source.Table)
	}
	charge.Amount, charge.Basis = row.Rule.At(size.Billable)
	if size.disputed {
		if other := table.Rules.Find(removalGroup(oversize), size.otherBillable); other != nil {
			if fee, basis := other.Rule.At(size.otherBillable); !fee.Minus(charge.Amount).IsZero() {
				charge.Warnings = append(charge.Warnings, l.floorWarning(size, charge.Basis, basis))
			}
		}
	}
	if !oversize && l.mayBeSpecial() {
		charge.Warnings = append(charge.Warnings, fees.Warning{
			Code: "special_handling",
			Text: "apparel, shoes, watches, jewelry and dangerous goods may be removed as special handling, for a higher fee: special_handling was not given",
		})
	}
	return charge, nil
}

// specialCategories are those of which Amazon says that their removal may be
// special handling.
var specialCategories = []string{clothing, "footwear", "watches", "jewelry"}

func (l *Listing) mayBeSpecial() bool {
	return l.class() != Standard || slices.Contains(specialCategories, l.Category)
}

// liquidationCharges adds what a liquidated unit brings in, as a charge below 0,
// and what Amazon takes of it.
func (l *Listing) liquidationCharges(b *fees.Bill, t *fees.Tables, on time.Time) {
	table, err := liquidationKind.On(t, on)
	if err != nil {
		b.Fail(err)
		return
	}
	recovery := fees.Charge{Code: "liquidation_recovery", Event: fees.PerUnitRemoved}
	referral := fees.Charge{Code: "liquidation_referral", Event: fees.PerUnitRemoved, Source: table.Source}
	if gross := l.LiquidationRecovery; gross.Valid {
		recovery = recovery.Supplied("liquidation_recovery", gross.Decimal.Neg(), "what the liquidated unit brings in, as supplied")
		referral.Amount = fees.Flat(gross.Decimal).Times(table.Rules)
		referral.Basis = fx.Percent(table.Rules) + " of the recovery"
	} else {
		recovery.Unknown, recovery.Basis = true, "what a liquidated unit brings in is not given: supply it as liquidation_recovery"
		referral.Unknown, referral.Basis = true, fx.Percent(table.Rules)+" of the recovery, which is not given: supply it as liquidation_recovery"
	}
	processing := fees.Charge{Code: "liquidation_processing", Event: fees.PerUnitRemoved, Source: table.Source}
	if fee := l.LiquidationProcessingFee; fee.Valid {
		processing = processing.Supplied("liquidation_processing_fee", fee.Decimal, "per liquidated unit, as supplied")
	} else {
		processing.Unknown, processing.Basis = true, "the processing fee is not public: supply it as liquidation_processing_fee"
	}
	b.Add(recovery, nil)
	b.Add(referral, nil)
	b.Add(processing, nil)
}

// checkRemoval notes faults of what the listing says of removals.
func (l *Listing) checkRemoval(f *fees.Faults) {
	if l.Removal != "" {
		f.OneOf("removal", string(l.Removal), string(ToSeller), string(Disposal), string(Liquidation))
	}
	f.OptionalAmount("liquidation_recovery", l.LiquidationRecovery)
	f.OptionalAmount("liquidation_processing_fee", l.LiquidationProcessingFee)
}
