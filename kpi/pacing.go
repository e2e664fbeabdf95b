package kpi

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A PaceInput is a target, what is reached of it, and up to which day. The zero
// PaceInput is refused for its missing days.
type PaceInput struct {
	Period Period `json:"period"`
	// AsOf is the last day whose result is in Actual. A day before the period says
	// that nothing of it is over, one after it that all of it is.
	AsOf time.Time `json:"as_of"`
	// Target and Actual are unknown where they are not Valid. The target is not
	// negative; the actual may be.
	Target decimal.NullDecimal `json:"target"`
	Actual decimal.NullDecimal `json:"actual"`
	// Unit is [Count], as "" means too, or [Amount] with a currency.
	Unit     Unit        `json:"unit"`
	Currency fx.Currency `json:"currency,omitempty"`
	// Weights say how the target is spread over the period: the weekly targets, or
	// weights of a season. Only proportions count. Days in none of them weigh 0. None
	// at all means that all days weigh the same.
	Weights []PeriodTarget `json:"weights,omitempty"`
	// Tolerance is how far the index may be from 1 on either side and still be on
	// pace: 0.02 is 2 points. 0 to 1.
	Tolerance decimal.Decimal `json:"tolerance"`
}

// A PaceStatus says in a word how a target is doing.
type PaceStatus string

// The statuses, each of which excludes the others, the first that is true.
const (
	PaceUnknown    PaceStatus = "unknown"     // the target or the actual is not known
	PaceNoTarget   PaceStatus = "no_target"   // the target is 0
	PaceReached    PaceStatus = "reached"     // the actual is the target or more
	PaceMissed     PaceStatus = "missed"      // the period is over and it is not
	PaceNotStarted PaceStatus = "not_started" // no day, or no weight, is over
	PaceAhead      PaceStatus = "ahead"       // the index is above 1 and the tolerance
	PaceBehind     PaceStatus = "behind"      // it is below
	PaceOn         PaceStatus = "on_pace"     // it is neither
)

// A Pace is how far a target is reached and where it is going to end. A value that
// divides by nothing, such as a landing before the first day, is undefined, and one
// that needs what is not known is incomplete. All are exact.
type Pace struct {
	// Days is the number of days of the period, and Elapsed how many are over.
	Days    int `json:"days"`
	Elapsed int `json:"elapsed"`
	// TimeShare is Elapsed over Days, and WeightShare the weight of what is over over
	// the weight of the period. Without weights they are the same.
	TimeShare   Value `json:"time_share"`
	WeightShare Value `json:"weight_share"`
	// Target and Actual are those of the input, TargetToDate is target × WeightShare.
	Target       Value `json:"target"`
	Actual       Value `json:"actual"`
	TargetToDate Value `json:"target_to_date"`
	// Attainment is actual / target.
	Attainment Value `json:"attainment"`
	// Index is the one to go by: actual / target to date, which is attainment /
	// WeightShare. LinearIndex is attainment / TimeShare, which misleads when a season
	// or an event is ahead.
	Index       Value `json:"index"`
	LinearIndex Value `json:"linear_index"`
	// Landing is what the period ends with if the rest goes as what is over did: actual
	// / WeightShare. LinearLanding is actual / TimeShare. Neither needs a target.
	Landing       Value `json:"landing"`
	LinearLanding Value `json:"linear_landing"`
	// Gap is Landing less the target, which may be 0: below 0 it falls short.
	Gap Value `json:"gap"`
	// Remaining is target less actual, below 0 when it is exceeded.
	Remaining Value `json:"remaining"`
	// RequiredPerDay is Remaining over the days that are left, and RequiredIndex over
	// the target of these days: 1.1 says that the rest must do 10 % more than its
	// target. See [Pace.Required].
	RequiredPerDay Value `json:"required_per_day"`
	RequiredIndex  Value `json:"required_index"`
	// RequiredPerWeight is Remaining over the weight that is left, in the unit of the
	// weights; of days without weights.
	RequiredPerWeight Value      `json:"required_per_weight"`
	Status            PaceStatus `json:"status"`
	// Text is a sentence for people.
	Text string `json:"text"`
}

// PaceOf returns how a target is doing. All faults are reported at once, each an
// *fx.InputError at "period.first", "as_of", "target", "weights[2].period" for one that
// leaves the period or overlaps another, and "weights[2].amount" for a negative one.
func PaceOf(in PaceInput) (Pace, error) {
	if err := in.check(); err != nil {
		return Pace{}, err
	}
	unit := in.Unit
	if unit == "" {
		unit = Count
	}
	p := Pace{Days: in.Period.Days()}
	p.Elapsed = min(max(daysFrom(in.Period.First, in.AsOf)+1, 0), p.Days)
	days, elapsed := ratOfInt(p.Days), ratOfInt(p.Elapsed)
	whole, over := days, elapsed
	if len(in.Weights) > 0 {
		whole, over = weightsTo(in.Weights, in.AsOf)
	}
	left := new(big.Rat).Sub(whole, over)
	of := paceMaker{in: &in, unit: unit}
	p.TimeShare, p.WeightShare = ratRatio(elapsed, days, Fraction, ""), ratRatio(over, whole, Fraction, "")
	p.Target, p.Actual = of.known(true, false), of.known(false, true)
	t, a := new(big.Rat), new(big.Rat)
	if in.Target.Valid {
		t = ratOf(in.Target.Decimal)
	}
	if in.Actual.Valid {
		a = ratOf(in.Actual.Decimal)
	}
	mul := func(x, y *big.Rat) *big.Rat { return new(big.Rat).Mul(x, y) }
	rest := new(big.Rat).Sub(t, a)
	p.TargetToDate = of.needs(true, false, unit, mul(t, over), whole)
	p.Attainment = of.needs(true, true, Fraction, a, t)
	p.Index = of.needs(true, true, Fraction, mul(a, whole), mul(t, over))
	p.LinearIndex = of.needs(true, true, Fraction, mul(a, days), mul(t, elapsed))
	p.Landing = of.needs(false, true, unit, mul(a, whole), over)
	p.LinearLanding = of.needs(false, true, unit, mul(a, days), elapsed)
	p.Gap = of.needs(true, true, unit, new(big.Rat).Sub(mul(a, whole), mul(t, over)), over)
	p.Remaining = of.needs(true, true, unit, rest, ratOfInt(1))
	p.RequiredPerDay = of.needs(true, true, unit, rest, new(big.Rat).Sub(days, elapsed))
	p.RequiredIndex = of.needs(true, true, Fraction, mul(rest, whole), mul(t, left))
	p.RequiredPerWeight = of.needs(true, true, unit, rest, left)
	p.Status = p.status(&in)
	p.Text = p.text()
	return p, nil
}

// Required returns what a period has to bring so that the target is reached, when the
// rest is spread as the target was: the target of its days times RequiredIndex. It is
// undefined when no target is left to spread by, and incomplete for a target that is
// negative or too large to compute with.
func (p Pace) Required(target decimal.Decimal) Value {
	v := p.RequiredIndex
	v.Unit, v.Currency = p.Target.Unit, p.Target.Currency
	if checkWeight("target", target) != nil || checkWeight("required", v.Num.Abs()) != nil {
		return NotKnown(v.Unit, v.Currency, "target")
	}
	if v.IsDefined() {
		v.Num = v.Num.Mul(target)
	}
	return v
}

// A paceMaker makes values of what is known.
type paceMaker struct {
	in   *PaceInput
	unit Unit
}

// needs is num/den where target and actual are known as far as they are needed.
func (m *paceMaker) needs(target, actual bool, u Unit, num, den *big.Rat) Value {
	var missing []string
	if actual && !m.in.Actual.Valid {
		missing = append(missing, "actual")
	}
	if target && !m.in.Target.Valid {
		missing = append(missing, "target")
	}
	c := m.in.Currency
	if u == Fraction {
		c = ""
	}
	if missing != nil {
		return NotKnown(u, c, missing...)
	}
	return ratRatio(num, den, u, c)
}

func (m *paceMaker) known(target, actual bool) Value {
	d := m.in.Actual.Decimal
	if target {
		d = m.in.Target.Decimal
	}
	v := m.needs(target, actual, m.unit, ratOfInt(0), ratOfInt(1))
	if v.IsDefined() {
		v = Exact(d, m.unit, m.in.Currency)
	}
	return v
}

// ratRatio is num/den: undefined for a denominator of 0.
func ratRatio(num, den *big.Rat, u Unit, c fx.Currency) Value {
	if den.Sign() == 0 {
		return Value{State: Undefined, Num: ratValue(num, u, c).Num, Unit: u, Currency: c}
	}
	return ratValue(new(big.Rat).Quo(num, den), u, c)
}

// weightsTo returns the weight of all periods and that of their days up to one.
func weightsTo(weights []PeriodTarget, asOf time.Time) (whole, over *big.Rat) {
	whole, over = new(big.Rat), new(big.Rat)
	for _, w := range weights {
		amount := ratOf(w.Amount)
		whole.Add(whole, amount)
		n := w.Period.Days()
		if e := min(max(daysFrom(w.Period.First, asOf)+1, 0), n); e > 0 {
			over.Add(over, amount.Mul(amount, big.NewRat(int64(e), int64(n))))
		}
	}
	return whole, over
}

func (p *Pace) status(in *PaceInput) PaceStatus {
	target, actual := in.Target.Decimal, in.Actual.Decimal
	switch {
	case !in.Target.Valid || !in.Actual.Valid:
		return PaceUnknown
	case target.IsZero():
		return PaceNoTarget
	case actual.GreaterThanOrEqual(target):
		return PaceReached
	case p.Elapsed == p.Days:
		return PaceMissed
	case !p.Index.IsDefined():
		return PaceNotStarted
	}
	off := p.Index.Num.Sub(p.Index.Den) // index - 1, times the denominator
	switch limit := in.Tolerance.Mul(p.Index.Den); {
	case off.GreaterThan(limit):
		return PaceAhead
	case off.LessThan(limit.Neg()):
		return PaceBehind
	}
	return PaceOn
}

func (p *Pace) text() string {
	over := strconv.Itoa(p.Elapsed) + " of " + strconv.Itoa(p.Days) + " days"
	switch p.Status {
	case PaceUnknown:
		return "not known: " + p.Remaining.String()
	case PaceNoTarget:
		return "no target, " + p.Actual.String() + " after " + over
	case PaceReached:
		return "reached: " + p.Actual.String() + " of " + p.Target.String() + " after " + over
	case PaceMissed:
		return "missed: " + p.Actual.String() + " of " + p.Target.String() + ", " + p.Attainment.String()
	case PaceNotStarted:
		return "not started: " + over
	}
	name := map[PaceStatus]string{PaceAhead: "ahead", PaceBehind: "behind", PaceOn: "on pace"}[p.Status]
	return name + ": " + p.Index.String() + " of the target to date after " + over + ", landing at " +
		p.Landing.String() + " of " + p.Target.String() + "; the rest needs " + p.RequiredPerDay.String() + " a day"
}

func (in *PaceInput) check() error {
	var faults []error
	periodErr := in.Period.Check()
	faults = append(faults, fx.InField("period", periodErr))
	if in.AsOf.IsZero() || !ofFourDigits(in.AsOf) {
		faults = append(faults, fx.NewInputError("as_of", "", "must be a day of the years 1 to 9999"))
	}
	if _, err := targetPlaces(in.Unit, in.Currency); err != nil {
		faults = append(faults, err)
	}
	if in.Target.Valid {
		faults = append(faults, checkPlain("target", in.Target.Decimal))
	}
	if in.Actual.Valid {
		faults = append(faults, fx.InField("actual", fx.CheckDecimal(in.Actual.Decimal)))
	}
	if err := checkPlain("tolerance", in.Tolerance); err != nil {
		faults = append(faults, err)
	} else if in.Tolerance.GreaterThan(decimal.New(1, 0)) {
		faults = append(faults, fx.NewInputError("tolerance", fx.Plain(in.Tolerance), "must be at most 1"))
	}
	if len(in.Weights) > maxTargetDays {
		return errors.Join(append(faults, fx.NewInputError("weights", strconv.Itoa(len(in.Weights)), "must be at most "+strconv.Itoa(maxTargetDays)))...)
	}
	faults = append(faults, checkSpread("weights", in.Weights))
	for i, w := range in.Weights {
		if meet, ok := in.Period.Meet(w.Period); periodErr == nil && w.Period.Check() == nil && (!ok || meet.Days() != w.Period.Days()) {
			faults = append(faults, fx.NewInputError(fmt.Sprintf("weights[%d].period", i), w.Period.String(), "must lie within "+in.Period.String()))
		}
	}
	return errors.Join(faults...)
}

// checkSpread reports periods that overlap, and negative amounts.
func checkSpread(field string, parts []PeriodTarget) error {
	var faults []error
	order := make([]int, 0, len(parts))
	for i, w := range parts {
		path := fmt.Sprintf("%s[%d]", field, i)
		faults = append(faults, checkWeight(path+".amount", w.Amount))
		if err := w.Period.Check(); err != nil {
			faults = append(faults, fx.InField(path+".period", err))
			continue
		}
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(i, j int) int { return dayOf(parts[i].Period.First).Compare(dayOf(parts[j].Period.First)) })
	for k := 1; k < len(order); k++ {
		before, this := parts[order[k-1]].Period, parts[order[k]].Period
		if daysFrom(before.Last, this.First) < 1 {
			faults = append(faults, fx.NewInputError(fmt.Sprintf("%s[%d].period", field, order[k]), this.String(), "must not overlap "+before.String()))
		}
	}
	return errors.Join(faults...)
}
