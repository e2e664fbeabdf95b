package amazon

import (
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// A Tier is a product size tier.
type Tier string

// The size tiers of Amazon US, smallest first. Small bulky exists from 2026-01-15.
const (
	SmallStandard      Tier = "small_standard"       // up to 16 oz and 15 × 12 × 0.75 in
	LargeStandard      Tier = "large_standard"       // up to 20 lb and 18 × 14 × 8 in
	SmallBulky         Tier = "small_bulky"          // up to 50 lb and 37 × 28 × 20 in
	LargeBulky         Tier = "large_bulky"          // up to 50 lb and 59 × 33 × 33 in
	ExtraLarge0To50    Tier = "extra_large_0_50"     // larger than bulky, up to 50 lb
	ExtraLarge50To70   Tier = "extra_large_50_70"    // over 50 to 70 lb
	ExtraLarge70To150  Tier = "extra_large_70_150"   // over 70 to 150 lb
	ExtraLarge150AndUp Tier = "extra_large_150_plus" // over 150 lb
)

// A Size is how Amazon sees a parcel. The zero Size is of no tier.
type Size struct {
	// Tier is the first size tier that fits.
	Tier Tier
	// Billable is the weight that picks the fulfilment fee, unrounded: the unit
	// weight, or the greater of unit and dimensional weight.
	Billable fees.Weight
	// Dimensional is the dimensional weight, with the 2-inch floor where it applies.
	Dimensional fees.Weight
	// LengthPlusGirth is the longest side plus twice the sum of the others.
	LengthPlusGirth fees.Length
	// Source is the size tier table.
	Source fees.Source
	// Warnings name the open rules that decided the size.
	Warnings []fees.Warning

	// Disputed says that the other reading of the large standard floor bills
	// another weight, otherBillable.
	disputed      bool
	otherBillable fees.Weight
}

// A tierRule is one row of a size tier table; the first row that fits decides.
type tierRule struct {
	tier                      Tier
	longest, median, shortest fees.Length // zero: no limit
	lengthPlusGirth           fees.Length // zero: no limit
	weightTo                  fees.Weight // zero: no limit
	weighUnit                 bool        // weightTo is a limit of the unit weight, not of the greater one
	billUnit                  bool        // the fee goes by the unit weight, not by the greater one
	floor                     fees.Length // the two shorter sides count as at least this long
	floorDisputed             bool
}

// sizeRules is a size tier table.
type sizeRules struct {
	divisor fees.Divisor
	tiers   []tierRule
}

// Size returns the size tier and the billable weight by the rules of a day.
// Errors are those of [Listing.Check] and *fees.NoTableError.
func (l Listing) Size(on time.Time) (Size, error) {
	if err := l.Check(); err != nil {
		return Size{}, err
	}
	if err := l.Parcel.Check(); err != nil {
		return Size{}, err
	}
	t, err := l.tables()
	if err != nil {
		return Size{}, err
	}
	return l.size(t, on)
}

func (l *Listing) size(t *Tables, on time.Time) (Size, error) {
	table, err := t.sizeTiers.On(on)
	if err != nil {
		return Size{}, err
	}
	rules := &table.Rules
	longest, median, shortest := l.Parcel.Sides()
	girth := l.Parcel.LengthPlusGirth()
	for i := range rules.tiers {
		rule := &rules.tiers[i]
		if !rule.longest.IsZero() && (longest.Cmp(rule.longest) > 0 || median.Cmp(rule.median) > 0 || shortest.Cmp(rule.shortest) > 0) {
			continue
		}
		if !rule.lengthPlusGirth.IsZero() && girth.Cmp(rule.lengthPlusGirth) > 0 {
			continue
		}
		size := l.weigh(rules, rule, l.LargeStandardFloor != FloorNone)
		size.LengthPlusGirth, size.Source = girth, table.Source
		if !l.fits(rule, size) {
			continue
		}
		if rule.floorDisputed {
			if other := l.weigh(rules, rule, l.LargeStandardFloor == FloorNone); other.Billable.Cmp(size.Billable) != 0 {
				size.otherBillable, size.disputed = other.Billable, true
			}
		}
		size.Warnings = l.extraLargeWarnings(rules, size)
		return size, nil
	}
	return Size{}, fx.NewInputError("weight", l.Parcel.Weight.String(), "fits no size tier of "+table.Source.Table)
}

// weigh returns the weights of the parcel under the rule of one tier.
func (l *Listing) weigh(rules *sizeRules, rule *tierRule, disputedFloor bool) Size {
	floor := rule.floor
	if rule.floorDisputed && !disputedFloor {
		floor = fees.Length{}
	}
	size := Size{Tier: rule.tier, Dimensional: l.Parcel.DimensionalWeight(rules.divisor, floor)}
	size.Billable = l.Parcel.Weight
	if !rule.billUnit {
		size.Billable = l.Parcel.Weight.Max(size.Dimensional)
	}
	return size
}

// fits reports whether the weight is within the limit of the tier.
func (l *Listing) fits(rule *tierRule, size Size) bool {
	if rule.weightTo.IsZero() {
		return true
	}
	weight := l.Parcel.Weight
	if !rule.weighUnit && !(l.ExtraLarge150 == ByUnit && rule.tier == ExtraLarge70To150) {
		weight = weight.Max(size.Dimensional)
	}
	return weight.Cmp(rule.weightTo) <= 0
}

// extraLargeWarnings tells when the open rule of the heaviest tier decided: the
// dimensional weight is above its limit and the unit weight is not.
func (l *Listing) extraLargeWarnings(rules *sizeRules, size Size) []fees.Warning {
	if size.Tier != ExtraLarge150AndUp && size.Tier != ExtraLarge70To150 {
		return nil
	}
	for i := range rules.tiers {
		rule := &rules.tiers[i]
		if rule.tier != ExtraLarge70To150 || l.Parcel.Weight.Cmp(rule.weightTo) > 0 || size.Dimensional.Cmp(rule.weightTo) <= 0 {
			continue
		}
		return []fees.Warning{{
			Code: "extra_large_150",
			Text: "only the dimensional weight is above " + rule.weightTo.String() + ": sources disagree whether that alone makes the tier " +
				string(ExtraLarge150AndUp) + "; this result uses " + string(size.Tier),
		}}
	}
	return nil
}
