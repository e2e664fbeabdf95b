package freight

import (
	"github.com/shopspring/decimal"
)

// A scale turns kilograms and cubic metres into the unit of a rule, over one common
// denominator, so that they compare and add without a division:
//
//	actual     = kg × perKg / den
//	volumetric = cubic metres × perCubicMetre / den
type scale struct{ perKg, perCubicMetre, den decimal.Decimal }

var (
	kgPerPound      = decimal.New(45_359_237, -8) // by definition
	cm3PerCubicInch = decimal.New(16_387_064, -6) // 2.54³
	cm3PerCubicM    = decimal.NewFromInt(1_000_000)
)

// scale returns the scale of a checked rule.
//
// A revenue ton is a cubic metre: weight counts as kg / ratio. With a divisor D in
// cubic centimetres a kilogram is D cm³; in cubic inches it is D × 16.387064 cm³.
// A pound is 0.45359237 kg.
func (r Rule) scale() scale {
	if r.Unit == RevenueTon {
		return scale{perKg: one, perCubicMetre: r.KgPerCubicMetre, den: r.KgPerCubicMetre}
	}
	s := scale{perKg: one, den: one}
	if r.Divisor.Sign() > 0 {
		volume := r.Divisor // of one unit, in cm³
		if r.Inches {
			volume = volume.Mul(cm3PerCubicInch)
		}
		s = scale{perKg: volume, perCubicMetre: cm3PerCubicM, den: volume}
	}
	if r.Unit == Pound {
		s.perCubicMetre = s.perCubicMetre.Mul(kgPerPound)
		s.den = s.den.Mul(kgPerPound)
	}
	return s
}

// actual returns a weight in the unit of the rule, exact.
func (s scale) actual(kg decimal.Decimal) ratio { return ratio{kg.Mul(s.perKg), s.den} }

// volumetric returns a volume in the unit of the rule, exact.
func (s scale) volumetric(m3 decimal.Decimal) ratio { return ratio{m3.Mul(s.perCubicMetre), s.den} }

// SeaRule returns the rule of less than a container load: the greater of cubic metres
// and tons, where kgPerCubicMetre counts as one cubic metre, and at least minimum
// revenue tons; 1000 and 1 are common, and some consolidators count 500. It rounds
// nothing and has no source. What [Rule.Check] finds wrong is reported where it is
// used.
func SeaRule(kgPerCubicMetre, minimum decimal.Decimal) Rule {
	return Rule{Label: "sea freight by weight or measure", Unit: RevenueTon, KgPerCubicMetre: kgPerCubicMetre, Minimum: minimum}
}
