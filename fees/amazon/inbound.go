package amazon

import (
	"errors"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// A Placement says to how many of Amazon's places the stock is sent, which
// decides the inbound placement service fee.
type Placement string

// The placements. The zero Placement does not say: the fee is then unknown.
const (
	OptimizedSplits Placement = "optimized" // five or more places, as Amazon chooses: no fee
	PartialSplits   Placement = "partial"   // two or three
	MinimalSplits   Placement = "minimal"   // usually one
)

// A placementFee is the range of the inbound placement service fee, which depends
// on the region that takes the stock in.
type placementFee struct {
	least, most decimal.Decimal
	amount      fees.Curve // most
}

// A placementRule is the fee of one weight band by placement.
type placementRule struct{ partial, minimal placementFee }

type placementRules = fees.WeightRows[placementRule]

// placementKind is the inbound placement service fee by size tier and weight
// band: each fee a range from the least to the most, or one amount.
var placementKind = fees.NewKind("inbound_placement", func(f *fees.TableFile) placementRules {
	return fees.ReadWeightRows(f, readTier, func(row *fees.Row) placementRule {
		return placementRule{readPlacement(row, "partial"), readPlacement(row, "minimal")}
	})
}, standardSizes, bulkySizes)

// readPlacement reads a list of one or two amounts.
func readPlacement(row *fees.Row, column string) placementFee {
	amounts := row.Amounts(column)
	if n := len(amounts); n == 0 || n > 2 || amounts[0].GreaterThan(amounts[n-1]) {
		row.Fault(column, "must be one amount, or the least and the most")
		return placementFee{}
	}
	fee := placementFee{least: amounts[0], most: amounts[len(amounts)-1]}
	fee.amount = fees.Flat(fee.most)
	row.Keep(column, fee.amount.Err())
	return fee
}

// inboundPlacement is the inbound placement service fee. Amazon shows its amount
// when the shipment plan is built, and that figure is the one to supply. The
// tables hold ranges: their upper end is charged, as an estimate that can only
// make the profit look too small.
func (l *Listing) inboundPlacement(t *fees.Tables, on time.Time, size *Size) (fees.Charge, error) {
	charge := fees.Charge{Code: "inbound_placement", Event: fees.PerUnitReceived}
	switch {
	case l.PlacementFee.Valid:
		return charge.Supplied("placement_fee", l.PlacementFee.Decimal, "as Amazon shows it in the shipment plan"), nil
	case l.Placement == OptimizedSplits:
		return fees.Charge{}, nil
	case l.Placement == "":
		charge.Undecided, charge.Basis = true, "how the stock is sent in is not given: supply placement_fee, which Amazon shows in the shipment plan, or placement for an estimate"
		return charge, nil
	}
	table, row, err := findPlacement(t, on, size)
	if err != nil {
		return fees.Charge{}, err
	}
	if row == nil {
		charge.Unknown, charge.Basis = true, "no figure is public for "+string(size.Tier)+" on this day: supply it as placement_fee"
		return charge, nil
	}
	fee := row.Rule.of(l.Placement)
	charge.Amount, charge.Source = fee.amount, table.Source
	charge.Basis = string(l.Placement) + " splits, " + row.Basis + ", " + fee.String()
	charge.Warnings = []fees.Warning{{
		Code: "inbound_placement_estimate",
		Text: "the inbound placement fee is an estimate, " + fee.String() + " per unit: " + fee.most.StringFixed(2) +
			" is charged; Amazon shows the amount in the shipment plan (placement_fee)",
	}}
	if size.disputed {
		if other := table.Rules.Find(string(size.Tier), size.otherBillable); other != nil && !other.Rule.of(l.Placement).most.Equal(fee.most) {
			charge.Warnings = append(charge.Warnings, l.floorWarning(size, row.Basis, other.Basis))
		}
	}
	return charge, nil
}

// findPlacement returns the table of a day and its row, nil where nobody
// published one.
func findPlacement(t *fees.Tables, on time.Time, size *Size) (table fees.Table[placementRules], row *fees.WeightRow[placementRule], err error) {
	variant := size.Tier.variant()
	if variant == "" {
		return table, nil, nil
	}
	table, err = placementKind.OnVariant(t, variant, on)
	var none *fees.NoTableError
	if errors.As(err, &none) {
		return table, nil, nil
	}
	return table, table.Rules.Find(string(size.Tier), size.Billable), err
}

// of returns the fee of a placement that has one.
func (r *placementRule) of(p Placement) *placementFee {
	if p == PartialSplits {
		return &r.partial
	}
	return &r.minimal
}

// String says the range for people: "from 0.16 to 0.30", "about 0.26".
func (f *placementFee) String() string {
	if f.least.Equal(f.most) {
		return "about " + f.most.StringFixed(2)
	}
	return "from " + f.least.StringFixed(2) + " to " + f.most.StringFixed(2)
}

// inboundDefect is the inbound defect fee, whose table is not public: what the
// caller expects of it.
func (l *Listing) inboundDefect() (fees.Charge, error) {
	if !l.InboundDefectFee.Valid {
		return fees.Charge{}, nil
	}
	charge := fees.Charge{Code: "inbound_defect", Event: fees.PerUnitReceived}
	return charge.Supplied("inbound_defect_fee", l.InboundDefectFee.Decimal, "expected per unit received, as supplied"), nil
}

// checkInbound notes faults of what the listing says of its way to the warehouse.
func (l *Listing) checkInbound(f *fees.Faults) {
	if l.Placement != "" {
		f.OneOf("placement", string(l.Placement), string(OptimizedSplits), string(PartialSplits), string(MinimalSplits))
	}
	f.OptionalAmount("placement_fee", l.PlacementFee)
	f.OptionalAmount("inbound_defect_fee", l.InboundDefectFee)
}
