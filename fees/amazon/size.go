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

var tierNames = []string{
	string(SmallStandard), string(LargeStandard), string(SmallBulky), string(LargeBulky),
	string(ExtraLarge0To50), string(ExtraLarge50To70), string(ExtraLarge70To150), string(ExtraLarge150AndUp),
}

// readTier reads the size tier of a row.
func readTier(row *fees.Row) string { return row.OneOf("tier", tierNames...) }

// standard reports whether the tier is one of the two standard sizes.
func (t Tier) standard() bool { return t == SmallStandard || t == LargeStandard }

// Variants of tables by size, which begin on different days or are sure to a
// different degree.
const (
	standardSizes = "standard"
	bulkySizes    = "bulky"
)

// variant returns the variant for a tier, "" for extra-large.
func (t Tier) variant() string {
	switch t {
	case SmallStandard, LargeStandard:
		return standardSizes
	case SmallBulky, LargeBulky:
		return bulkySizes
	}
	return ""
}

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

	// disputed says that the other reading of the large standard floor bills
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

// sizeTierKind is the table of size tiers.
var sizeTierKind = fees.NewKind("size_tiers", func(f *fees.TableFile) sizeRules {
	rules := sizeRules{divisor: fees.InchesPerPound(int32(f.Head.Int("dim_divisor", 1, 1_000_000)))}
	for _, row := range f.Rows() {
		rule := tierRule{
			tier:    Tier(readTier(row)),
			longest: row.OptionalLength("longest"), median: row.OptionalLength("median"), shortest: row.OptionalLength("shortest"),
			lengthPlusGirth: row.OptionalLength("length_plus_girth"),
			weightTo:        row.OptionalWeight("weight_to"),
			weighUnit:       row.OneOf("weigh", "unit", "greater") == "unit",
			billUnit:        row.OneOf("bill", "unit", "greater") == "unit",
			floor:           row.OptionalLength("dim_floor"),
			floorDisputed:   row.Flag("dim_floor_disputed"),
		}
		if rule.longest.IsZero() != rule.median.IsZero() || rule.median.IsZero() != rule.shortest.IsZero() {
			row.Fault("longest", "must be given with median and shortest, or none of them")
		}
		rules.tiers = append(rules.tiers, rule)
	}
	return rules
})

// Size returns the size tier and the billable weight by the rules of a day.
// Errors are those of [Listing.Check] and *fees.NoTableError.
func (l Listing) Size(on time.Time) (Size, error) {
	if err := l.Check(); err != nil {
		return Size{}, err
	}
	if err := l.Parcel.Check(); err != nil {
		return Size{}, err
	}
	t, err := format.Or(l.Tables)
	if err != nil {
		return Size{}, err
	}
	return l.size(t, on)
}

func (l *Listing) size(t *fees.Tables, on time.Time) (Size, error) {
	table, err := sizeTierKind.On(t, on)
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
