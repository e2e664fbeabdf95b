package walmart

import (
	"errors"
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// A Band is what WFS makes of the size of a unit.
type Band string

// The bands, smallest first. Oversize 1 and 2 are standard items that pay an
// add-on.
const (
	Standard    Band = "standard"      // up to 48 in, 30 in on the median side, 105 in length plus girth
	Oversize1   Band = "oversize_1"    // up to 96 in and 130 in length plus girth
	Oversize2   Band = "oversize_2"    // up to 108 in and 165 in length plus girth; weighs at least 90 lb
	BigAndBulky Band = "big_and_bulky" // beyond, or over 150 lb; up to 120 in and 500 lb; ships by freight
)

var bandNames = []string{string(Standard), string(Oversize1), string(Oversize2), string(BigAndBulky)}

// rateGroup is the group of the rate cards that a band belongs to.
func (b Band) rateGroup() string {
	if b == BigAndBulky {
		return string(BigAndBulky)
	}
	return string(Standard)
}

// A Size is how WFS sees a parcel. The zero Size is of no band.
type Size struct {
	// Band is the first band that fits.
	Band Band
	// Billable is the weight that picks the fees, which Walmart calls the shipping
	// weight: with packaging, and rounded up to whole pounds (below 1 lb to whole
	// ounces for Multichannel).
	Billable fees.Weight
	// Dimensional is the dimensional weight, unrounded. It counts for standard and
	// oversize units from 1 lb.
	Dimensional fees.Weight
	// LengthPlusGirth is the longest side plus twice the sum of the others.
	LengthPlusGirth fees.Length
	// Source is the table of size bands.
	Source fees.Source
	// Warnings name the open rules that decided the size.
	Warnings []fees.Warning

	packed fees.Weight // Billable before it is rounded up
	raised bool        // the least weight of the band decided
}

// A bandRule is one row of the table of size bands; the first row that fits
// decides.
type bandRule struct {
	band                       Band
	longest, median, girth     fees.Length // inclusive; zero: no limit
	medianBelow, shortestBelow fees.Length // exclusive; zero: no limit
	weightTo                   fees.Weight // of the unit weight, inclusive
	weightAtLeast              fees.Weight // the unit weight counts as at least this
	unitOnly                   bool        // neither dimensional weight nor packaging counts
}

// sizeRules is a table of size bands.
type sizeRules struct {
	divisor         fees.Divisor
	dimensionalFrom fees.Weight // lighter units ignore dimensional weight
	packaging       fees.Weight // added to the weight
	roundTo         fees.Weight // the step it is rounded up to
	bands           []bandRule
}

// sizeBandKind is the table of size bands.
var sizeBandKind = fees.NewKind("size_bands", func(f *fees.TableFile) sizeRules {
	rules := sizeRules{
		divisor:         fees.InchesPerPound(int32(f.Head.Int("dim_divisor", 1, 1_000_000))),
		dimensionalFrom: f.Head.Weight("dimensional_from"),
		packaging:       f.Head.Weight("packaging"),
		roundTo:         f.Head.Weight("round_to"),
	}
	if rules.roundTo.IsZero() {
		f.Head.Fault("round_to", "must be above 0")
	}
	for _, row := range f.Rows() {
		rule := bandRule{
			band:    Band(row.OneOf("band", bandNames...)),
			longest: row.OptionalLength("longest"), median: row.OptionalLength("median"), girth: row.OptionalLength("length_plus_girth"),
			medianBelow: row.OptionalLength("median_below"), shortestBelow: row.OptionalLength("shortest_below"),
			weightTo:      row.Weight("weight_to"),
			weightAtLeast: row.OptionalWeight("weight_at_least"),
			unitOnly:      row.Flag("unit_weight_only"),
		}
		if slices.ContainsFunc(rules.bands, func(r bandRule) bool { return r.band == rule.band }) {
			row.Fault("band", "must not occur twice")
		}
		rules.bands = append(rules.bands, rule)
	}
	return rules
})

// Size returns the size band and the billable weight by the rules of a day: of one
// unit of a virtual pack, and of a seller-fulfilled item as if it were at WFS.
// Errors are those of [Listing.Check], *fx.InputError for a parcel that WFS does not
// take, and *fees.NoTableError.
func (l Listing) Size(on time.Time) (Size, error) {
	if err := l.Check(); err != nil {
		return Size{}, err
	}
	t, err := format.Or(l.Tables)
	if err != nil {
		return Size{}, err
	}
	s := l.stock()
	if err := s.parcel.Check(); err != nil {
		return Size{}, err
	}
	return s.size(t, on)
}

// size finds the band of a unit and weighs it.
func (s *stock) size(t *fees.Tables, on time.Time) (Size, error) {
	table, err := sizeBandKind.On(t, on)
	if err != nil {
		return Size{}, err
	}
	rules := &table.Rules
	for i := range rules.bands {
		rule := &rules.bands[i]
		if rule.misfit(s.parcel) != nil {
			continue
		}
		size := rules.weigh(s.parcel, rule)
		size.Source = table.Source
		return size, nil
	}
	last := &rules.bands[len(rules.bands)-1]
	return Size{}, last.misfit(s.parcel)
}

// misfit says in what a parcel is beyond a band, nil when it is not.
func (r *bandRule) misfit(p fees.Parcel) error {
	var faults []error
	atMost := func(field string, value, limit fees.Length) {
		if !limit.IsZero() && value.Cmp(limit) > 0 {
			faults = append(faults, fx.NewInputError(field, value.String(), "must be at most "+limit.String()+" at WFS"))
		}
	}
	below := func(side, limit fees.Length) {
		if !limit.IsZero() && side.Cmp(limit) >= 0 {
			faults = append(faults, fx.NewInputError(sideName(p, side), side.String(), "must be below "+limit.String()+" at WFS"))
		}
	}
	longest, median, shortest := p.Sides()
	atMost(sideName(p, longest), longest, r.longest)
	atMost(sideName(p, median), median, r.median)
	atMost("length_plus_girth", p.LengthPlusGirth(), r.girth)
	below(median, r.medianBelow)
	below(shortest, r.shortestBelow)
	if p.Weight.Cmp(r.weightTo) > 0 {
		faults = append(faults, fx.NewInputError("weight", p.Weight.String(), "must be at most "+r.weightTo.String()+" at WFS"))
	}
	return errors.Join(faults...)
}

// sideName is the name of a side of a parcel.
func sideName(p fees.Parcel, side fees.Length) string {
	switch {
	case p.Length.Cmp(side) == 0:
		return "length"
	case p.Width.Cmp(side) == 0:
		return "width"
	}
	return "height"
}

// weigh returns the size of a parcel in a band.
func (r *sizeRules) weigh(p fees.Parcel, rule *bandRule) Size {
	size := Size{Band: rule.band, Dimensional: p.DimensionalWeight(r.divisor, fees.Length{}), LengthPlusGirth: p.LengthPlusGirth()}
	if rule.unitOnly {
		size.packed = p.Weight
		size.Billable = p.Weight.RoundUp(r.roundTo)
		return size
	}
	unit := p.Weight.Max(rule.weightAtLeast)
	size.packed = r.greater(p, unit).Plus(r.packaging)
	size.Billable = size.packed.RoundUp(r.roundTo)
	if rule.weightAtLeast.IsZero() {
		return size
	}
	greater := p.Weight.Max(size.Dimensional)
	size.raised = rule.weightAtLeast.Cmp(greater) > 0
	if other := greater.Plus(r.packaging).Max(rule.weightAtLeast).RoundUp(r.roundTo); other.Cmp(size.Billable) != 0 {
		size.Warnings = []fees.Warning{{
			Code: "oversize_2_weight",
			Text: "whether packaging is added to the least weight of " + rule.weightAtLeast.String() + " is not stated: with it " +
				size.Billable.String() + " are billed, as here, without it " + other.String(),
		}}
	}
	return size
}

// greater returns the unit weight, or the greater of it and dimensional weight for
// a unit that is not too light for it.
func (r *sizeRules) greater(p fees.Parcel, unit fees.Weight) fees.Weight {
	if unit.Cmp(r.dimensionalFrom) < 0 {
		return unit
	}
	return unit.Max(p.DimensionalWeight(r.divisor, fees.Length{}))
}
