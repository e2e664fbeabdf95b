package freight

import (
	"strconv"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// By says what decided a billed quantity.
type By string

// What decides. Mixed is a shipment that is billed by the package, some by weight and
// some by volume.
const (
	ByWeight  By = "weight"
	ByVolume  By = "volume"
	ByMixed   By = "mixed"
	ByMinimum By = "minimum"
)

// A Chargeable is what a carrier bills of a cargo, and why. The zero Chargeable is
// nothing.
//
// Its quantities are in Unit. They are exact when they have at most 12 decimals, as
// a billed one of a rule with a step always does; others are rounded to 12, half away
// from zero. [Quote.Price] bills the exact ones.
type Chargeable struct {
	// Rule is the name of the rule, "" for one without.
	Rule string
	Unit Unit
	// Actual is the weight and Volumetric the volume, before any rounding but that of
	// the sides. Billed is what is billed.
	Actual, Volumetric, Billed decimal.Decimal
	By                         By
	// Parts are the quantities of each kind of package when the rule bills by the
	// package, otherwise one for the whole shipment.
	Parts []Part
	// Reasons say for people how it was found, in order.
	Reasons []string
	// Source is the table of the rule, or that the caller supplied it.
	Source fees.Source
}

// A Part is what is billed of one package, or of a whole shipment.
type Part struct {
	// Package is the place in [Cargo.Packages], -1 for the whole shipment. Count is
	// how many of them there are, 1 for the whole shipment.
	Package, Count int
	// Actual, Volumetric and Billed are of one package, as in [Chargeable].
	Actual, Volumetric, Billed decimal.Decimal
	By                         By
	// Text says for people how it was found.
	Text string
}

// Charge returns what is billed of a cargo under the rule. Nothing is rounded before
// the step of the rule.
//
// Errors are *fx.InputError, all joined: what [Rule.Check] finds, below "rule"; what
// [Cargo.Check] finds; and a weight or volume that the rule needs and nobody gave. A
// rule by the package, and one that rounds sides, need the packages; the totals of a
// cargo do not replace them.
func (r Rule) Charge(c Cargo) (Chargeable, error) {
	out, _, err := r.charge(c, true)
	return out, err
}

// Billed is [Rule.Charge] without the explanation: [Chargeable.Billed] alone, for callers
// who ask for every line of a large shipment.
func (r Rule) Billed(c Cargo) (decimal.Decimal, error) {
	_, billed, err := r.charge(c, false)
	return billed.decimal(), err
}

// charge returns also the exact billed quantity; without the explanation only that.
func (r Rule) charge(c Cargo, explain bool) (Chargeable, ratio, error) {
	var f fees.Faults
	f.Join(fx.InField("rule", r.Check()))
	f.Join(c.Check())
	if len(f) > 0 {
		return Chargeable{}, ratio{}, f.Err()
	}
	w := weighing{rule: r, scale: r.scale(), explain: explain}
	var parts []weighed
	if r.PerPackage {
		parts = w.packages(c, &f)
	} else {
		parts = w.shipment(c, &f)
	}
	if len(f) > 0 {
		return Chargeable{}, ratio{}, f.Err()
	}
	var actual, volumetric, billed ratio
	by := By("")
	for _, p := range parts {
		billed = billed.plus(p.all(p.billed))
		if explain {
			actual, volumetric = actual.plus(p.all(p.actual)), volumetric.plus(p.all(p.volumetric))
		}
		switch {
		case by == "":
			by = p.by
		case by != p.by:
			by = ByMixed
		}
	}
	atLeast := r.Minimum.Sign() > 0 && exactly(r.Minimum).cmp(billed) > 0
	if atLeast {
		billed, by = exactly(r.Minimum), ByMinimum
	}
	if !explain {
		return Chargeable{}, billed, nil
	}
	out := Chargeable{
		Rule: r.Name, Unit: r.Unit, By: by, Source: r.source(),
		Actual: actual.decimal(), Volumetric: volumetric.decimal(), Billed: billed.decimal(),
	}
	for _, p := range parts {
		out.Parts = append(out.Parts, p.part())
		out.Reasons = append(out.Reasons, p.text)
	}
	if atLeast {
		out.Reasons = append(out.Reasons, "at least "+w.say(billed)+" per shipment")
	}
	return out, billed, nil
}

// source is where the rule comes from.
func (r Rule) source() fees.Source {
	if r.Source.Table == "" {
		return fees.SuppliedBy("rule")
	}
	return r.Source
}

// weighing applies a checked rule to packages or to a shipment.
type weighing struct {
	rule    Rule
	scale   scale
	explain bool
}

// weighed is what is billed of one package, exact.
type weighed struct {
	index, count               int
	actual, volumetric, billed ratio
	by                         By
	text                       string
}

// all is a quantity of one package for all of the kind.
func (p weighed) all(of ratio) ratio {
	if p.count == 1 {
		return of
	}
	return of.times(decimal.NewFromInt(int64(p.count)))
}

func (p weighed) part() Part {
	return Part{
		Package: p.index, Count: p.count, By: p.by, Text: p.text,
		Actual: p.actual.decimal(), Volumetric: p.volumetric.decimal(), Billed: p.billed.decimal(),
	}
}

// countsVolume reports whether the volume matters at all.
func (r Rule) countsVolume() bool { return r.Unit == RevenueTon || r.Divisor.Sign() > 0 }

// packages weighs each kind of package.
func (w weighing) packages(c Cargo, f *fees.Faults) []weighed {
	if len(c.Packages) == 0 {
		f.Add("packages", "", "must be given: the rule bills every package")
	}
	parts := make([]weighed, 0, len(c.Packages))
	for i := range c.Packages {
		p := &c.Packages[i]
		field := "packages[" + strconv.Itoa(i) + "]"
		if p.Kg.IsZero() {
			f.Add(field+".kg", "0", "must be above 0: the rule bills every package")
		}
		volume, sides := w.volume(*p, field, f)
		if len(*f) > 0 {
			continue
		}
		parts = append(parts, w.bill(i, p.Count, p.Kg, volume, sides))
	}
	return parts
}

// shipment weighs everything together.
func (w weighing) shipment(c Cargo, f *fees.Faults) []weighed {
	totals := c.totals()
	totals.require(f, true, false, false, "the rule bills the shipment")
	text := ""
	if w.rule.Sides != SidesExact && w.rule.countsVolume() {
		if len(c.Packages) == 0 {
			f.Add("packages", "", "must be given: the rule rounds the sides of every package")
		}
		var volume decimal.Decimal
		for i := range c.Packages {
			one, _ := w.volume(c.Packages[i], "packages["+strconv.Itoa(i)+"]", f)
			volume = volume.Add(one.Mul(decimal.NewFromInt(int64(c.Packages[i].Count))))
		}
		totals.CubicMetres = decimal.NewNullDecimal(volume)
		text = "sides to " + w.rule.SideStep.String() + ", "
	}
	totals.require(f, false, w.rule.countsVolume(), false, "the rule bills the shipment")
	if len(*f) > 0 {
		return nil
	}
	return []weighed{w.bill(-1, 1, totals.Kg.Decimal, totals.CubicMetres.Decimal, text)}
}

// volume returns the volume of one package with its sides rounded, and what was done
// to them.
func (w weighing) volume(p Package, field string, f *fees.Faults) (volume decimal.Decimal, text string) {
	if !w.rule.countsVolume() {
		return decimal.Decimal{}, ""
	}
	if !p.measured() {
		f.Add(field+".length", p.Length.String(), "must be given, as must width and height: the rule bills by volume")
		return decimal.Decimal{}, ""
	}
	if w.rule.Sides == SidesExact {
		return p.CubicMetres(), ""
	}
	step := w.rule.SideStep.Metres()
	volume = step.Mul(step).Mul(step)
	text = "sides "
	for i, side := range [3]fees.Length{p.Length, p.Width, p.Height} {
		n := roundSide(side.Metres(), step, w.rule.Sides)
		volume = volume.Mul(n)
		if i > 0 {
			text += " × "
		}
		text += fx.Plain(n)
	}
	return volume, text + " in steps of " + w.rule.SideStep.String() + ", "
}

// roundSide returns the number of steps that a side counts as, at least 1.
func roundSide(side, step decimal.Decimal, how Sides) decimal.Decimal {
	n, rest := side.QuoRem(step, 0)
	if how == SidesUp && rest.Sign() > 0 || how == SidesNearest && rest.Add(rest).Cmp(step) >= 0 {
		n = n.Add(one)
	}
	return decimal.Max(n, one)
}

// bill applies the rule to a weight and a volume.
func (w weighing) bill(index, count int, kg, volume decimal.Decimal, sides string) weighed {
	r := &w.rule
	p := weighed{index: index, count: count, by: ByWeight, actual: w.scale.actual(kg), volumetric: w.scale.volumetric(volume)}
	p.billed = p.actual
	how := ""
	if p.volumetric.cmp(p.actual) > 0 {
		excess := p.volumetric.minus(p.actual)
		toGap := excess.cmp(exactly(r.WaiverGap))
		switch {
		case r.WaiverGap.Sign() > 0 && (toGap < 0 || toGap == 0 && r.WaivedAtGap):
			how = ", a gap for which volume is waived"
		case r.WaivedShare.Equal(one):
			how = ", which is waived"
		case r.WaivedShare.Sign() > 0:
			p.by = ByVolume
			p.billed = p.actual.plus(excess.times(one.Sub(r.WaivedShare)))
			how = ", of which " + fx.Percent(r.WaivedShare) + " of the excess is waived: " + w.say(p.billed)
		default:
			p.by = ByVolume
			p.billed = p.volumetric
		}
	}
	exact := p.billed
	p.billed = p.billed.roundUp(r.Step)
	least := exactly(r.PackageMinimum)
	atLeast := r.PackageMinimum.Sign() > 0 && least.cmp(p.billed) > 0
	if atLeast {
		p.billed, p.by = least, ByMinimum
	}
	if !w.explain {
		return p
	}
	if index >= 0 {
		p.text = strconv.Itoa(count) + " × "
	}
	p.text += sides + "actual " + w.say(p.actual)
	if r.countsVolume() {
		p.text += ", volume " + fx.Plain(volume.Round(6)) + " m³ = " + w.say(p.volumetric) + how
	}
	if r.Step.Sign() > 0 && !atLeast && exact.cmp(p.billed) != 0 {
		p.text += ", up to the next " + fx.Plain(r.Step) + " " + r.Unit.String()
	}
	if atLeast {
		p.text += ", at least " + w.say(least) + " per package"
	}
	p.text += ": billed " + w.say(p.billed)
	return p
}

// say prints a quantity for people, with at most 3 decimals.
func (w weighing) say(q ratio) string { return fx.Plain(q.rounded(3)) + " " + w.rule.Unit.String() }
