package tiktok

import (
	"time"

	"github.com/lianxing/crossborder/fees"
)

// A Size is how FBT sees a parcel. The zero Size weighs nothing.
type Size struct {
	// Billable is the weight that picks the fulfilment fee, unrounded: the greater of
	// unit weight and dimensional weight.
	Billable fees.Weight
	// Dimensional is length × width × height in cubic inches over 166, in pounds.
	Dimensional fees.Weight
	// ByDimensional says that the dimensional weight is the greater one and is billed.
	ByDimensional bool
	// Source is the table of the divisor.
	Source fees.Source

	assumed bool // the divisor is that of an earlier card
}

// A weightRule is how the billable weight is found.
type weightRule struct {
	divisor fees.Divisor
	assumed bool
}

// billableWeightKind is the divisor of dimensional weight.
var billableWeightKind = fees.NewKind("billable_weight", func(f *fees.TableFile) weightRule {
	row := f.Only()
	return weightRule{fees.InchesPerPound(int32(row.Int("dim_divisor", 1, 1_000_000))), row.Flag("assumed")}
})

// Size returns the billable weight by the rules of a day, also for a unit that the
// seller ships. Errors are those of [Listing.Check] and of [fees.Parcel.Check], and
// *fees.NoTableError.
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
	table, err := billableWeightKind.On(t, on)
	if err != nil {
		return Size{}, err
	}
	size := Size{
		Dimensional: l.Parcel.DimensionalWeight(table.Rules.divisor, fees.Length{}),
		Source:      table.Source, assumed: table.Rules.assumed,
	}
	size.Billable = l.Parcel.Weight.Max(size.Dimensional)
	size.ByDimensional = size.Dimensional.Cmp(l.Parcel.Weight) > 0
	return size, nil
}
