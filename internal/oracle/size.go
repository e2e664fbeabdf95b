package oracle

import (
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// An Item is one sellable unit, packed, and how it is sold.
type Item struct {
	// Length, Width and Height are the sides in any order.
	Length, Width, Height Measure
	// Weight is what the packed unit weighs.
	Weight Measure
	// Category is the referral fee category: "home_kitchen".
	Category string
	// Class picks the fulfilment table: standard, apparel or dangerous_goods.
	Class string
	// FBA means fulfilled by Amazon. Without it there are no fulfilment lines,
	// and measures and class are not looked at.
	FBA bool
	// SIPP means certified to ship in the product's own packaging.
	SIPP bool
	// NoLargeStandardFloor leaves out the 2-inch floor of the dimensional weight
	// where the tables call it disputed.
	NoLargeStandardFloor bool
	// ExtraLarge150ByUnit lets only the unit weight put an item into
	// extra_large_150_plus. An item whose dimensional weight alone is above
	// 150 lb is then in extra_large_70_150, billed by that dimensional weight.
	ExtraLarge150ByUnit bool
	// IndividualPlan means a seller without subscription, who pays per unit.
	IndividualPlan bool
	// Extras is what the buyer pays for shipping and gift wrap. It is part of
	// what the referral fee is taken from.
	Extras decimal.Decimal
}

// Names of the tiers that rules mention.
const (
	smallStandard   = "small_standard"
	largeStandard   = "large_standard"
	extraLarge70150 = "extra_large_70_150"
)

// A Size is what Amazon makes of an item's measures.
type Size struct {
	Tier            string
	Billable        *big.Rat // lb
	Dim             *big.Rat // dimensional weight by the rules of the tier, lb
	LengthPlusGirth *big.Rat // longest + 2 x (median + shortest), in
}

// Size returns the size tier of the item on a day and the weight billed in it,
// exact. It fails on measures that are missing or not above 0, on units it does
// not know and on days without a size table.
//
// The tiers are tried in the order of the table and the first that fits wins.
func (t *Tables) Size(item Item, day time.Time) (Size, error) {
	tiers, err := find(t.sizeTiers, "size_tiers", "", day)
	if err != nil {
		return Size{}, err
	}
	sides, err := item.sides()
	if err != nil {
		return Size{}, err
	}
	unit, err := item.Weight.convert(poundsIn)
	if err != nil {
		return Size{}, err
	}
	longest, median, shortest := sides[0], sides[1], sides[2]
	lengthPlusGirth := girth(longest, median, shortest)

	for _, row := range tiers.Rows {
		floor := row.DimFloor.Rat
		if row.DimFloorDisputed && item.NoLargeStandardFloor {
			floor = nil
		}
		dim := dimWeight(longest, median, shortest, floor, tiers.DimDivisor.Rat())
		greater := ratMax(unit, dim)

		weighed := greater
		if row.Weigh == "unit" {
			weighed = unit
		}
		if row.Tier == extraLarge70150 && item.ExtraLarge150ByUnit {
			weighed = unit
		}
		fits := within(weighed, row.WeightTo.Rat) &&
			within(longest, row.Longest.Rat) &&
			within(median, row.Median.Rat) &&
			within(shortest, row.Shortest.Rat) &&
			within(lengthPlusGirth, row.LengthPlusGirth.Rat)
		if !fits {
			continue
		}

		billable := greater
		if row.Bill == "unit" {
			billable = unit
		}
		return Size{Tier: row.Tier, Billable: billable, Dim: dim, LengthPlusGirth: lengthPlusGirth}, nil
	}
	return Size{}, fmt.Errorf("oracle: the item fits no tier of %s", tiers.ID)
}

// sides returns the three sides in inches, longest first.
func (item Item) sides() ([]*big.Rat, error) {
	var sides []*big.Rat
	for _, side := range []Measure{item.Length, item.Width, item.Height} {
		length, err := side.convert(inchesIn)
		if err != nil {
			return nil, err
		}
		sides = append(sides, length)
	}
	slices.SortFunc(sides, func(a, b *big.Rat) int { return b.Cmp(a) })
	return sides, nil
}

// girth returns longest + 2 x (median + shortest).
func girth(longest, median, shortest *big.Rat) *big.Rat {
	around := new(big.Rat).Add(median, shortest)
	around.Mul(around, big.NewRat(2, 1))
	return around.Add(around, longest)
}

// dimWeight returns longest x median x shortest / divisor, after raising the
// two shorter sides to the floor where there is one.
func dimWeight(longest, median, shortest, floor, divisor *big.Rat) *big.Rat {
	if floor != nil {
		median = ratMax(median, floor)
		shortest = ratMax(shortest, floor)
	}
	volume := new(big.Rat).Mul(longest, median)
	volume.Mul(volume, shortest)
	return volume.Quo(volume, divisor)
}
