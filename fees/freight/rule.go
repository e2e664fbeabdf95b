package freight

import (
	"iter"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Unit is what a carrier bills by.
type Unit string

// The units. A revenue ton (W/M, weight or measure) is a cubic metre, or the weight
// that counts as much as one.
const (
	Kilogram   Unit = "kg"
	Pound      Unit = "lb"
	RevenueTon Unit = "wm"
)

// String is how people write the unit: "W/M" for a revenue ton.
func (u Unit) String() string {
	if u == RevenueTon {
		return "W/M"
	}
	return string(u)
}

// Sides says how a carrier rounds the sides of a package before it multiplies them.
type Sides string

// The ways to round. A side never becomes less than one step.
const (
	SidesExact   Sides = ""        // as measured
	SidesNearest Sides = "nearest" // to the nearest step, a half up
	SidesUp      Sides = "up"      // to the next step
)

// A Rule is how a carrier finds the weight or the volume that it bills, the
// chargeable weight: a row of a table, or a literal of the caller. The zero Rule has
// no unit and charges nothing: using it is an error.
//
// In the unit of the rule, a is the actual weight of a package or of the whole
// shipment and v its volume turned into that unit. Billed is
//
//	a                                   when v is at most a
//	a                                   when v − a is below the waiver gap
//	a + (v − a) × (1 − waived share)    otherwise
//
// rounded up to the step and raised to the minimum.
type Rule struct {
	// Name is the key of the row: "air_6000". It may be empty.
	Name string
	// Label says for people whose rule it is.
	Label string
	// Unit is what is billed.
	Unit Unit
	// Divisor is how much volume counts as one kilogram or pound: cubic centimetres,
	// or cubic inches when Inches is set, which pounds need. 0 means that volume does
	// not count. A revenue ton has none.
	Divisor decimal.Decimal
	Inches  bool
	// KgPerCubicMetre is the weight that counts as a cubic metre, for revenue tons
	// only: 1000.
	KgPerCubicMetre decimal.Decimal
	// PerPackage compares weight and volume of each package, rounds each and bills
	// the sum. Otherwise those of the whole shipment are compared.
	PerPackage bool
	// Sides rounds each side of a package to a multiple of SideStep.
	Sides    Sides
	SideStep fees.Length
	// Step is what the billed quantity is rounded up to, in Unit, for each package or
	// for the shipment as PerPackage says. 0 means that it is not rounded.
	Step decimal.Decimal
	// Minimum is the least that is billed for a shipment, in Unit, a multiple of
	// Step. PackageMinimum is the least for one package and needs PerPackage.
	Minimum, PackageMinimum decimal.Decimal
	// WaivedShare is the share of v − a that is not billed: 0.5 is half-volumetric,
	// 1 bills the actual weight alone.
	WaivedShare decimal.Decimal
	// WaiverGap waives v − a altogether when it is below the gap, in Unit, and with
	// WaivedAtGap also when it is equal. 0 means that there is no such waiver.
	WaiverGap   decimal.Decimal
	WaivedAtGap bool
	// Source is the table of the row. The zero Source is a rule of the caller.
	Source fees.Source
}

// chargeableKind is the kind of table with chargeable weight rules; a variant is a
// group of carriers, or one.
var chargeableKind = fees.NewKind("chargeable", readRules, fees.AnyVariant)

var ruleCatalogue = catalogue[Rule]{
	kind: chargeableKind, field: "rule",
	name: func(r *Rule) string { return r.Name },
	from: func(r Rule, s fees.Source) Rule {
		r.Source = s.Graded(r.Source.Confidence)
		return r
	},
}

// FindRule returns the chargeable weight rule of a name on a day; nil tables are the
// shipped ones. A name that several variants have is that of the variant read last.
// Errors are *fees.UnknownKeyError with the nearest names and *fees.NoTableError, both
// when the name may stand in a table that does not cover the day.
func FindRule(t *fees.Tables, name string, on time.Time) (Rule, error) {
	return ruleCatalogue.find(t, name, on)
}

// Rules yields the chargeable weight rules of a day in the order of the tables; nil
// tables are the shipped ones. A day that no table covers is a *fees.NoTableError.
func Rules(t *fees.Tables, on time.Time) (iter.Seq[Rule], error) { return ruleCatalogue.all(t, on) }

// The volumes of a divisor, as the tables name them.
const (
	cm3PerKg = "cm3/kg"
	in3PerKg = "in3/kg"
	in3PerLb = "in3/lb"
)

func readRules(f *fees.TableFile) []Rule {
	return readNamed(f, "rule", func(name string, row *fees.Row) Rule {
		r := Rule{Name: name, Label: row.Text("label")}
		r.Unit = Unit(row.OneOf("unit", string(Kilogram), string(Pound), string(RevenueTon)))
		if row.Has("divisor") {
			r.Divisor = row.Amount("divisor")
			r.Inches = row.OneOf("divisor_unit", cm3PerKg, in3PerKg, in3PerLb) != cm3PerKg
			if unit := row.OptionalText("divisor_unit"); unit != "" && (unit == in3PerLb) != (r.Unit == Pound) {
				row.Fault("divisor_unit", "must be in the unit "+string(r.Unit))
			}
		}
		r.KgPerCubicMetre = row.OptionalAmount("kg_per_cubic_metre").Decimal
		r.PerPackage = row.OneOf("per", "package", "shipment") == "package"
		if row.Has("sides") {
			r.Sides = Sides(row.OneOf("sides", string(SidesNearest), string(SidesUp)))
			r.SideStep = row.Length("side_step")
		}
		r.Step = row.OptionalAmount("step").Decimal
		r.Minimum = row.OptionalAmount("minimum").Decimal
		r.PackageMinimum = row.OptionalAmount("package_minimum").Decimal
		if row.Has("waived_share") {
			r.WaivedShare = row.Rate("waived_share")
		}
		r.WaiverGap = row.OptionalAmount("waiver_gap").Decimal
		r.WaivedAtGap = row.Flag("waived_at_gap")
		r.Source.Confidence = row.Confidence()
		_ = row.OptionalText("note") // for readers of the file
		row.Keep("", r.Check())
		return r
	})
}

// IsZero reports whether the rule is one that nobody gave: it has no unit.
func (r Rule) IsZero() bool { return r.Unit == "" }

// Check returns every fault of the rule, each an *fx.InputError with the name of the
// field in JSON form, joined, or nil.
func (r Rule) Check() error {
	var f fees.Faults
	f.OneOf("unit", string(r.Unit), string(Kilogram), string(Pound), string(RevenueTon))
	for _, field := range []struct {
		name  string
		value decimal.Decimal
	}{
		{"divisor", r.Divisor},
		{"kg_per_cubic_metre", r.KgPerCubicMetre},
		{"step", r.Step},
		{"minimum", r.Minimum},
		{"package_minimum", r.PackageMinimum},
		{"waiver_gap", r.WaiverGap},
	} {
		checkSetting(&f, field.name, field.value)
	}
	f.Rate("waived_share", r.WaivedShare)
	if len(f) > 0 {
		return f.Err()
	}
	if r.Unit == RevenueTon {
		if r.KgPerCubicMetre.Sign() == 0 {
			f.Add("kg_per_cubic_metre", "", "must be above 0 for revenue tons, such as 1000")
		}
		if r.Divisor.Sign() != 0 {
			f.Add("divisor", fx.Plain(r.Divisor), "must not be given for revenue tons: see kg_per_cubic_metre")
		}
	} else if r.KgPerCubicMetre.Sign() != 0 {
		f.Add("kg_per_cubic_metre", fx.Plain(r.KgPerCubicMetre), "must not be given but for revenue tons")
	}
	if r.Unit == Pound && r.Divisor.Sign() != 0 && !r.Inches {
		f.Add("inches", "false", "must be set for a divisor per pound")
	}
	f.OneOf("sides", string(r.Sides), string(SidesExact), string(SidesNearest), string(SidesUp))
	if (r.Sides != SidesExact) == r.SideStep.IsZero() {
		f.Add("side_step", r.SideStep.String(), "must be above 0 when sides are rounded, and not be given otherwise")
	}
	for _, least := range []struct {
		name  string
		value decimal.Decimal
	}{{"minimum", r.Minimum}, {"package_minimum", r.PackageMinimum}} {
		if r.Step.Sign() > 0 && !least.value.Mod(r.Step).IsZero() {
			f.Add(least.name, fx.Plain(least.value), "must be a multiple of step")
		}
	}
	if r.PackageMinimum.Sign() > 0 && !r.PerPackage {
		f.Add("package_minimum", fx.Plain(r.PackageMinimum), "must not be given unless every package is billed")
	}
	if r.WaivedAtGap && r.WaiverGap.IsZero() {
		f.Add("waived_at_gap", "true", "must not be set without waiver_gap")
	}
	return f.Err()
}

// maxSetting is the largest figure of a rule.
var maxSetting = decimal.NewFromInt(1_000_000)

// checkSetting notes a figure of a rule that is not from 0 to a million with at most
// 12 decimals.
func checkSetting(f *fees.Faults, field string, d decimal.Decimal) {
	if err := fx.CheckDecimal(d); err != nil {
		f.Join(fx.InField(field, err))
		return
	}
	checkQuantity(f, field, d, maxSetting)
}
