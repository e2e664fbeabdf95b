package kpi

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// An EventUplift says how much more an event brought than usual days would have. All
// numbers are exact; what rests on a day without a value or a baseline is incomplete.
type EventUplift struct {
	Event Event
	// LeadIn, Days and Hangover are the parts of the window, Whole is all of it.
	LeadIn, Days, Hangover, Whole UpliftPart
	// Uplift is actual / baseline - 1 of the event days.
	Uplift Value
	// Net is the difference of the event days plus those of lead-in and hangover,
	// which are negative where demand was held back or used up. It is that of Whole.
	Net Value
	// NetUplift is Net / baseline of the event days. It can be negative: then the event
	// only moved sales.
	NetUplift Value
}

// An UpliftPart compares some days with their baseline.
type UpliftPart struct {
	Period Period
	// Actual is what they brought, Baseline the sum of the baselines of its days, and
	// Difference actual - baseline; each 0 where the part has no days.
	Actual, Baseline, Difference Value
	// Uplift is actual / baseline - 1: undefined where the baseline is 0.
	Uplift Value
}

// Uplift compares an event with the baselines of its days. The windows of the event
// itself and of those of the settings are in no baseline, so that a hangover is not
// measured by its own event. The series must be one that adds up: ratios have no sum.
//
// Faults are [*fx.InputError]: "series" for a ratio, those of [Event.Check] in "event"
// and those of [BaselineSettings.Check] in "settings".
func (s DaySeries) Uplift(e Event, settings BaselineSettings) (EventUplift, error) {
	err := errors.Join(fx.InField("event", e.Check()), fx.InField("settings", settings.Check()))
	if !s.additive() {
		err = errors.Join(fx.NewInputError("series", measureText(s.like), "must be one that adds up"), err)
	}
	if err != nil {
		return EventUplift{}, err
	}
	plan := settings.plan(e)
	part := func(p Period) UpliftPart {
		u := UpliftPart{Period: p, Actual: Exact(decimal.Decimal{}, s.like.Unit, s.like.Currency)}
		if p.Days() > 0 {
			u.Actual = s.Total(p)
		}
		u.Baseline = s.baselineTotal(p, plan)
		u.Difference = upliftDifference(u.Actual, u.Baseline)
		u.Uplift = upliftChange(u.Actual, u.Baseline)
		return u
	}
	out := EventUplift{
		Event: e, LeadIn: part(e.Part(PhaseLeadIn)), Days: part(e.Part(PhaseEvent)),
		Hangover: part(e.Part(PhaseHangover)), Whole: part(e.Window()),
	}
	out.Uplift, out.Net = out.Days.Uplift, out.Whole.Difference
	out.NetUplift = upliftShare(out.Net, out.Days.Baseline)
	return out, nil
}

// upliftDifference is v - w, incomplete where one of them is no number.
func upliftDifference(v, w Value) Value {
	if missing := upliftMissing(v, w); missing != nil {
		return NotKnown(v.Unit, v.Currency, missing...)
	}
	return quotientOf(v).minus(quotientOf(w)).value(v.Unit, v.Currency)
}

// upliftChange is v/w - 1: undefined where w is 0 or below, because a rate of growth from
// there means nothing.
func upliftChange(v, w Value) Value {
	share := upliftShare(v, w)
	if !share.IsDefined() {
		return share
	}
	return Ratio(share.Num.Sub(share.Den), share.Den, Fraction, "")
}

// upliftShare is v/w, undefined where w is 0 or below.
func upliftShare(v, w Value) Value {
	if missing := upliftMissing(v, w); missing != nil {
		return NotKnown(Fraction, "", missing...)
	}
	share := Ratio(v.Num.Mul(w.Den), w.Num.Mul(v.Den), Fraction, "")
	if w.Num.Sign() < 0 {
		share = Value{State: Undefined, Num: v.Num, Unit: Fraction, Notes: []string{"it is compared with a number below 0"}}
	}
	return share
}

// upliftMissing says what is missing of two values, nil where both are numbers.
func upliftMissing(values ...Value) []string {
	var missing []string
	for _, v := range values {
		switch {
		case v.IsDefined():
		case v.State == Undefined:
			missing = append(missing, "a denominator above 0")
		case len(v.Missing) == 0:
			missing = append(missing, "a value")
		default:
			missing = append(missing, v.Missing...)
		}
	}
	return missing
}
