package freight

import (
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A BreakEven compares less than a container load with whole containers, for cargo of
// one density and every volume. The zero BreakEven is not usable: it has no container.
type BreakEven struct {
	// LCL is the quote for less than a container load, and FCL the one for containers
	// of the type Container. Every amount has to be known, and nothing may be billed by
	// the package. In LCL nothing may be billed by the container. The rules bill the
	// whole shipment, without a waiver gap and without rounding sides.
	LCL, FCL Quote
	// Container is the type that is filled, and Loading up to which limits. A larger
	// cargo takes several.
	Container Container
	Loading   Loading
	// Density is the weight of the cargo in kilograms per cubic metre.
	Density decimal.Decimal
	// UpTo is the largest volume that is compared, in cubic metres. Not Valid means
	// what one container holds at this density.
	UpTo decimal.NullDecimal
	// On is the day on which both quotes have to hold, as in [Booking].
	On time.Time
	// Currency is the one in which they are compared, and Rates those that convert to
	// it, as in [Bill.Total].
	Currency fx.Currency
	Rates    []fx.Rate
}

// A VolumeSpan is a run of volumes in cubic metres, both ends inclusive.
type VolumeSpan struct {
	From, To decimal.Decimal
}

// The bounds of a comparison: the largest volume in cubic metres, and the most steps,
// of a rule or of whole containers, up to there.
const (
	maxBreakEven = 10_000
	maxSteps     = 100_000
)

// Solve returns the volumes at which containers cost at most as much as less than a
// container load: runs of whole litres (0.001 m³), in rising order, from 0.001 m³ to
// UpTo. None means that containers are always dearer. There can be several runs when a
// rate has breaks, and when a further container is begun.
//
// Costs are compared exactly, before anything is rounded to cents: both are linear in
// the volume between a few volumes, and where their lines cross is one division.
//
// Errors are *fx.InputError with paths such as lcl.surcharges[1].amount,
// *fx.UnknownCurrencyError and *[NotValidError], joined.
func (b BreakEven) Solve() ([]VolumeSpan, error) {
	limits, err := b.check()
	if err != nil {
		return nil, err
	}
	upTo := limits.volumeAt(b.Density)
	room := upTo
	if b.UpTo.Valid {
		upTo = exactly(b.UpTo.Decimal)
	}
	last := upTo.times(litresPerM3).floorAt(maxBreakEven * 1000)
	if last == 0 {
		return nil, nil
	}
	var f fees.Faults
	lcl := b.cost(&f, "lcl", b.LCL, ratio{}, last)
	fcl := b.cost(&f, "fcl", b.FCL, room, last)
	if len(f) > 0 {
		return nil, f.Err()
	}
	return lcl.plus(fcl.times(exactly(minusOne))).notNegative(), nil
}

// check reports what cannot be compared, and returns the limits of a container.
func (b BreakEven) check() (loadLimits, error) {
	var f fees.Faults
	f.Join(fx.InField("lcl", b.LCL.Check()))
	f.Join(fx.InField("fcl", b.FCL.Check()))
	f.Join(fx.InField("container", b.Container.Check()))
	checkCurrency(&f, "currency", b.Currency)
	checkSetting(&f, "density", b.Density)
	checkLimit(&f, "up_to", b.UpTo, decimal.NewFromInt(maxBreakEven))
	b.LCL.checkDay(Booking{On: b.On}, &f)
	b.FCL.checkDay(Booking{On: b.On}, &f)
	if len(f) > 0 {
		return loadLimits{}, f.Err()
	}
	limits, err := b.Container.planWith(b.Loading)
	f.Join(fx.InField("loading", err))
	f.Join(b.LCL.validOn(b.On))
	f.Join(b.FCL.validOn(b.On))
	b.checkLines(&f, "lcl", b.LCL, false)
	b.checkLines(&f, "fcl", b.FCL, true)
	return limits, f.Err()
}

// checkLines notes the lines of a checked quote that are not known at every volume.
func (b BreakEven) checkLines(f *fees.Faults, field string, q Quote, boxes bool) {
	line := func(at, rate string, basis Basis, amount decimal.NullDecimal) {
		switch {
		case basis == PerPackage:
			f.Add(at+"basis", string(basis), "must not be used: the number of packages is not known at every volume")
		case basis == PerContainer && !boxes:
			f.Add(at+"basis", string(basis), "must not be used for less than a container load")
		case basis != "" && !amount.Valid:
			f.Add(at+rate, "", "must be known to compare")
		}
	}
	base, rate := rateOf(b.Container.Type, q.Containers, decimal.NullDecimal{}), "containers"
	if q.Basis != PerContainer {
		rate = "breaks"
	}
	if q.Basis != PerContainer && len(q.Breaks) > 0 {
		base = decimal.NewNullDecimal(q.Breaks[0].Rate)
		if from := q.Breaks[0].From; from.Sign() > 0 && !q.HigherBreak {
			f.Add(field+".breaks[0].from", fx.Plain(from), "must be 0 to compare every volume, unless the higher break is billed")
		}
	}
	line(field+".", rate, q.Basis, base)
	rule := q.Basis.unit() != ""
	for i, s := range q.Surcharges {
		amount := s.Amount
		if s.Basis == PerContainer {
			amount = rateOf(b.Container.Type, s.Containers, s.Amount)
		}
		line(field+".surcharges["+strconv.Itoa(i)+"].", "amount", s.Basis, amount)
		rule = rule || s.Basis.unit() != ""
	}
	if rule && (q.Rule.PerPackage || q.Rule.Sides != SidesExact || q.Rule.WaiverGap.Sign() > 0) {
		f.Add(field+".rule", q.Rule.Name, "must bill the whole shipment, with exact sides and without a waiver gap, to compare every volume")
	}
}

// cost returns what a quote costs at every volume in the currency that is compared in,
// exact. Room is what one container holds.
func (b BreakEven) cost(f *fees.Faults, field string, q Quote, room ratio, last int64) piecewise {
	c := costing{even: b, quote: q, room: room, last: last, amounts: map[string]piecewise{}, sums: map[fx.Currency]piecewise{}}
	if reason := c.tooFine(); reason != "" {
		f.Add(field, "", reason)
		return piecewise{}
	}
	if q.Basis != "" {
		c.addBase()
	}
	for _, s := range q.Surcharges {
		c.addSurcharge(s)
	}
	total := constant(ratio{}, last)
	for _, currency := range c.order {
		factor, err := conversion(currency, b.Currency, b.Rates)
		f.Join(err)
		if err == nil {
			total = total.plus(c.sums[currency].times(factor))
		}
	}
	return total
}

// A costing adds up the lines of one quote as functions of the volume.
type costing struct {
	even    BreakEven
	quote   Quote
	room    ratio // cubic metres that one container holds
	last    int64
	amounts map[string]piecewise
	order   []fx.Currency
	sums    map[fx.Currency]piecewise
}

// perM3 is the chargeable quantity of a cubic metre, before step and minimum.
func (c *costing) perM3() ratio {
	r := c.quote.Rule
	s := r.scale()
	actual, volumetric := s.actual(c.even.Density), s.volumetric(one)
	if excess := volumetric.minus(actual); excess.sign() > 0 {
		return actual.plus(excess.times(one.Sub(r.WaivedShare)))
	}
	return actual
}

// tooFine says which steps are too many, "" when none are.
func (c *costing) tooFine() string {
	if c.last <= maxSteps {
		return "" // no step is begun twice within a litre
	}
	volume := litre.Mul(decimal.NewFromInt(c.last))
	r := c.quote.Rule
	if c.uses(func(b Basis) bool { return b.unit() != "" }) && r.Step.Sign() > 0 &&
		c.perM3().times(volume).cmp(exactly(r.Step.Mul(decimal.NewFromInt(maxSteps)))) > 0 {
		return "must have a rule with at most " + strconv.Itoa(maxSteps) + " steps up to the largest volume"
	}
	if c.uses(func(b Basis) bool { return b == PerContainer }) && exactly(volume).cmp(c.room.times(decimal.NewFromInt(maxSteps))) > 0 {
		return "must not need more than " + strconv.Itoa(maxSteps) + " containers"
	}
	return ""
}

// uses reports whether a basis of the quote is one of those.
func (c *costing) uses(is func(Basis) bool) bool {
	if is(c.quote.Basis) {
		return true
	}
	for _, s := range c.quote.Surcharges {
		if is(s.Basis) {
			return true
		}
	}
	return false
}

// quantity returns how much there is of a basis at every volume.
func (c *costing) quantity(b Basis) piecewise {
	switch b {
	case PerKg, PerPound, PerWM:
		r := c.quote.Rule
		q := proportional(c.perM3(), c.last)
		if r.Step.Sign() > 0 && c.perM3().sign() > 0 {
			q = stepped(exactly(r.Step).divided(c.perM3()), r.Step, c.last)
		}
		return q.atLeast(exactly(r.Minimum))
	case PerActualKg:
		return proportional(exactly(c.even.Density), c.last)
	case PerCubicMetre:
		return proportional(exactly(one), c.last)
	case PerContainer:
		return stepped(c.room, one, c.last)
	}
	return constant(exactly(one), c.last)
}

func (c *costing) addBase() {
	q := c.quote
	quantity := c.quantity(q.Basis)
	var amount piecewise
	if q.Basis == PerContainer {
		amount = quantity.times(exactly(rateOf(c.even.Container.Type, q.Containers, decimal.NullDecimal{}).Decimal))
	} else {
		amount = q.baseAt(quantity)
	}
	if q.Minimum.Valid {
		amount = amount.atLeast(exactly(q.Minimum.Decimal))
	}
	c.add(BaseCode, q.Currency, amount)
}

func (c *costing) addSurcharge(s Surcharge) {
	amount := s.Amount
	if s.Basis == PerContainer {
		amount = rateOf(c.even.Container.Type, s.Containers, s.Amount)
	}
	quantity := constant(ratio{}, c.last)
	if s.Basis.percent() {
		for _, code := range s.of() {
			quantity = quantity.plus(c.amounts[code])
		}
	} else {
		quantity = c.quantity(s.Basis)
	}
	charged := quantity.times(exactly(amount.Decimal))
	if s.Minimum.Valid {
		charged = charged.atLeast(exactly(s.Minimum.Decimal))
	}
	if s.Maximum.Valid {
		charged = charged.atMost(exactly(s.Maximum.Decimal))
	}
	c.add(s.Code, s.currency(c.quote.Currency), charged)
}

func (c *costing) add(code string, currency fx.Currency, amount piecewise) {
	c.amounts[code] = amount
	sum, has := c.sums[currency]
	if !has {
		c.order = append(c.order, currency)
		c.sums[currency] = amount
		return
	}
	c.sums[currency] = sum.plus(amount)
}

// baseAt is [Quote.base] at every volume, for a quantity that does not fall.
func (q Quote) baseAt(quantity piecewise) piecewise {
	from := make([]ratio, len(q.Breaks))
	for i, b := range q.Breaks {
		from[i] = exactly(b.From)
	}
	// The cheapest of the breaks from each one on, at their own quantity.
	higher := make([]ratio, len(q.Breaks))
	for i := len(q.Breaks) - 1; i >= 0; i-- {
		higher[i] = exactly(q.Breaks[i].From.Mul(q.Breaks[i].Rate))
		if i+1 < len(q.Breaks) {
			higher[i] = higher[i].min(higher[i+1])
		}
	}
	split := quantity.cut(from, func(_ ratio, x piece) piece { return x })
	out := piecewise{last: quantity.last}
	for i, x := range split.pieces {
		at, first := -1, x.at(x.from)
		for j := range from {
			if first.cmp(from[j]) >= 0 {
				at = j
			}
		}
		line := piece{from: x.from, base: higher[0]}
		if at >= 0 {
			rate := q.Breaks[at].Rate
			line.base, line.slope = x.base.times(rate), x.slope.times(rate)
		}
		part := piecewise{[]piece{line}, split.end(i)}
		if q.HigherBreak && at+1 < len(q.Breaks) {
			part = part.atMost(higher[at+1])
		}
		out.pieces = append(out.pieces, part.pieces...)
	}
	return out
}
