package kpi

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A ScoreTargetKind says on which side of a target a metric should be.
type ScoreTargetKind string

// The kinds.
const (
	NoScoreTarget ScoreTargetKind = ""
	AtLeastTarget ScoreTargetKind = "at_least"
	AtMostTarget  ScoreTargetKind = "at_most"
	WithinTarget  ScoreTargetKind = "within"
)

// A ScoreTarget is what a metric should reach. The zero ScoreTarget is none. In JSON
// its numbers are texts: {"kind": "at_least", "low": "0.06"}.
type ScoreTarget struct {
	Kind ScoreTargetKind
	// Low is the target of AtLeastTarget and the lower end of WithinTarget, High the
	// target of AtMostTarget and the upper end; fractions are 0.06 for 6%.
	Low, High decimal.NullDecimal
	// Strict says that the target itself misses: an order defect rate has to be below
	// 1%, and exactly 1% is not.
	Strict bool
}

// A ScoreTargetState says whether a target is reached.
type ScoreTargetState string

// The states. ScoreAnyTarget stands in [ScoreRule] for all of them.
const (
	ScoreOnTarget  ScoreTargetState = "on_target"
	ScoreOffTarget ScoreTargetState = "off_target"
	ScoreNoTarget  ScoreTargetState = "no_target"
	ScoreAnyTarget ScoreTargetState = "any"
)

// Check reports the faults of a target, each an [*fx.InputError]: "kind", "low" and
// "high", which the kind asks for or does not know.
func (t ScoreTarget) Check() error {
	var faults []error
	fault := func(field, value, reason string) { faults = append(faults, fx.NewInputError(field, value, reason)) }
	low, high := false, false
	switch t.Kind {
	case NoScoreTarget:
	case AtLeastTarget:
		low = true
	case AtMostTarget:
		high = true
	case WithinTarget:
		low, high = true, true
	default:
		fault("kind", string(t.Kind), `must be "at_least", "at_most", "within" or empty`)
		low, high = t.Low.Valid, t.High.Valid
	}
	for _, end := range []struct {
		field string
		wants bool
		has   decimal.NullDecimal
	}{{"low", low, t.Low}, {"high", high, t.High}} {
		switch {
		case end.wants != end.has.Valid && end.wants:
			fault(end.field, "", "is missing")
		case end.wants != end.has.Valid:
			fault(end.field, fx.Plain(end.has.Decimal), "must be empty for this kind of target")
		case end.has.Valid:
			if err := fx.CheckDecimal(end.has.Decimal); err != nil {
				faults = append(faults, fx.InField(end.field, err))
			}
		}
	}
	if len(faults) == 0 && low && high && t.High.Decimal.LessThan(t.Low.Decimal) {
		fault("high", fx.Plain(t.High.Decimal), "must not be below low")
	}
	return errors.Join(faults...)
}

// State compares a value with the target, exactly. A value that is no number is off
// no target and on none: it is ScoreNoTarget, as are one beyond the bounds of a chart
// and a target with a fault.
func (t ScoreTarget) State(v Value) ScoreTargetState {
	if t.Kind == NoScoreTarget || !v.IsDefined() || checkChartValue(v) != nil || t.Check() != nil {
		return ScoreNoTarget
	}
	if t.miss(v) != 0 {
		return ScoreOffTarget
	}
	return ScoreOnTarget
}

// miss is -1 for a value below the target, 1 above, 0 on it.
func (t ScoreTarget) miss(v Value) int {
	misses := func(order, side int) bool { return order == side || order == 0 && t.Strict }
	if t.Low.Valid && misses(quotientOf(v).cmp(wholeQuotient(t.Low.Decimal)), -1) {
		return -1
	}
	if t.High.Valid && misses(quotientOf(v).cmp(wholeQuotient(t.High.Decimal)), 1) {
		return 1
	}
	return 0
}

// Attainment returns value / target as an exact fraction: above 1 is good for a target
// of at least and bad for one of at most. Within a range it is 1, and outside value /
// the end that is missed. It is undefined for a target of 0 or below, and incomplete
// without a number or a target.
func (t ScoreTarget) Attainment(v Value) Value {
	switch {
	case t.Kind == NoScoreTarget || t.Check() != nil:
		return NotKnown(Fraction, "", "target")
	case !v.IsDefined():
		return NotKnown(Fraction, "", upliftMissing(v)...)
	case checkChartValue(v) != nil:
		return NotKnown(Fraction, "", "a number within bounds")
	}
	goal := t.Low
	if t.Kind == WithinTarget {
		switch t.miss(v) {
		case 0:
			return Exact(decimal.New(1, 0), Fraction, "")
		case 1:
			goal = t.High
		}
	} else if t.Kind == AtMostTarget {
		goal = t.High
	}
	return upliftShare(v, Exact(goal.Decimal, v.Unit, v.Currency))
}

// text says the target in words: "at least 6.00%".
func (t ScoreTarget) text(u Unit, c fx.Currency) string {
	show := func(d decimal.NullDecimal) string { return Exact(d.Decimal, u, c).String() }
	switch {
	case t.Kind == AtLeastTarget && t.Strict:
		return "above " + show(t.Low)
	case t.Kind == AtLeastTarget:
		return "at least " + show(t.Low)
	case t.Kind == AtMostTarget && t.Strict:
		return "below " + show(t.High)
	case t.Kind == AtMostTarget:
		return "at most " + show(t.High)
	case t.Kind == WithinTarget:
		return show(t.Low) + " to " + show(t.High)
	}
	return ""
}
