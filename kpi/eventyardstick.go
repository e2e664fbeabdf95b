package kpi

import (
	"errors"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// An EventYardstick is what a metric is judged by in a special period, where its usual
// limits are off. Build it from the last event ([DaySeries.LastEvent]), from the
// baseline ([DaySeries.TimesBaseline]), or write Low and High down. The zero
// EventYardstick judges nothing.
type EventYardstick struct {
	// Event is the code of the event and Period the days that are judged, for people.
	Event  string
	Period Period
	// Expected is what was expected, where it was computed.
	Expected Value
	// Low and High are the band, both included. One that is not defined leaves its
	// side open.
	Low, High Value
	// Basis says in words where the band comes from, Notes are warnings.
	Basis string
	Notes []string
}

// YardstickSettings tunes [DaySeries.LastEvent] and [DaySeries.TimesBaseline].
type YardstickSettings struct {
	// Tolerance is the distance of the band from what is expected, as a share of it, 0.1
	// is 10%. 0 is 0.2, a rule of the house: give each metric its own.
	Tolerance decimal.Decimal
	// Baseline is for TimesBaseline.
	Baseline BaselineSettings
}

// Check reports the faults, each an [*fx.InputError] at "tolerance" or in "baseline".
func (s YardstickSettings) Check() error {
	err := fx.InField("tolerance", fx.CheckDecimal(s.Tolerance))
	if err == nil && (s.Tolerance.IsNegative() || s.Tolerance.GreaterThanOrEqual(decimal.New(1, 0))) {
		err = fx.NewInputError("tolerance", fx.Plain(s.Tolerance), "must be a share from 0 on and below 1")
	}
	return errors.Join(err, fx.InField("baseline", s.Baseline.Check()))
}

func (s YardstickSettings) tolerance() decimal.Decimal {
	if s.Tolerance.IsZero() {
		return decimal.New(2, -1)
	}
	return s.Tolerance
}

// A YardstickSide says where a value lies in the band of an event.
type YardstickSide string

// The answers.
const (
	YardstickUnknown YardstickSide = "unknown" // no band, no number, or other units
	YardstickBelow   YardstickSide = "below"
	YardstickWithin  YardstickSide = "within"
	YardstickAbove   YardstickSide = "above"
)

// Judge says where a value lies. A value on the edge of the band is within.
func (y EventYardstick) Judge(v Value) YardstickSide {
	if !v.IsDefined() || !y.Low.IsDefined() && !y.High.IsDefined() {
		return YardstickUnknown
	}
	if errors.Join(checkChartValue(v), checkChartValue(y.Low), checkChartValue(y.High)) != nil {
		return YardstickUnknown
	}
	if y.Low.IsDefined() {
		if order, ok := v.Cmp(y.Low); !ok {
			return YardstickUnknown
		} else if order < 0 {
			return YardstickBelow
		}
	}
	if y.High.IsDefined() {
		if order, ok := v.Cmp(y.High); !ok {
			return YardstickUnknown
		} else if order > 0 {
			return YardstickAbove
		}
	}
	return YardstickWithin
}

// String says the band: "16.00 USD to 24.00 USD", "at least 5.00%", "at most 30.00%".
func (y EventYardstick) String() string {
	switch low, high := y.Low.IsDefined(), y.High.IsDefined(); {
	case low && high:
		return y.Low.String() + " to " + y.High.String()
	case low:
		return "at least " + y.Low.String()
	case high:
		return "at most " + y.High.String()
	}
	return ""
}

// LastEvent returns the yardstick of some days of an event from the same event of the
// year before: the days with the same distance from its first day. Where the series
// knows nothing of them, expectation and band are incomplete.
//
// Faults are [*fx.InputError]: those of [YearAlignment.Earlier] and those of
// [YardstickSettings.Check] in "settings".
func (s DaySeries) LastEvent(p Period, this, before Event, settings YardstickSettings) (EventYardstick, error) {
	earlier, notes, err := YearAlignment{By: ByEvent, This: this, Before: before}.Earlier(p)
	if err := errors.Join(err, fx.InField("settings", settings.Check())); err != nil {
		return EventYardstick{}, err
	}
	y := EventYardstick{Event: this.Code, Period: p, Expected: s.Total(earlier), Notes: notes}
	y.band(settings.tolerance(), "the same days of "+before.String()+", "+earlier.String())
	return y, nil
}

// TimesBaseline returns the yardstick of some days of an event as baseline × multiplier:
// 3 where three times a usual day is expected. The window of the event is in no
// baseline. The baseline of several days is the sum of theirs, that of a ratio the
// median of the same weekdays of earlier weeks.
//
// Faults are [*fx.InputError]: those of [Period.Check] in "period", those of
// [Event.Check] in "event", "multiplier" where it is not above 0, and those of
// [YardstickSettings.Check] in "settings".
func (s DaySeries) TimesBaseline(p Period, e Event, multiplier decimal.Decimal, settings YardstickSettings) (EventYardstick, error) {
	err := errors.Join(fx.InField("period", p.Check()), fx.InField("event", e.Check()))
	if err == nil && p.Days() > 3*maxWindowDays {
		err = fx.NewInputError("period", p.String(), "must have at most 276 days")
	}
	if bad := fx.CheckDecimal(multiplier); bad != nil {
		err = errors.Join(err, fx.InField("multiplier", bad))
	} else if multiplier.Sign() <= 0 {
		err = errors.Join(err, fx.NewInputError("multiplier", fx.Plain(multiplier), "must be above 0"))
	}
	if err := errors.Join(err, fx.InField("settings", settings.Check())); err != nil {
		return EventYardstick{}, err
	}
	y := EventYardstick{Event: e.Code, Period: p, Expected: s.baselineTotal(p, settings.Baseline.plan(e))}
	if y.Expected.IsDefined() {
		y.Expected.Num = y.Expected.Num.Mul(multiplier)
	}
	y.band(settings.tolerance(), timesText(multiplier)+" the baseline")
	return y, nil
}

// timesText is how often: "once" or "3 times".
func timesText(n decimal.Decimal) string {
	if n.Equal(decimal.New(1, 0)) {
		return "once"
	}
	return fx.Plain(n) + " times"
}

// band sets the band around what is expected.
func (y *EventYardstick) band(tolerance decimal.Decimal, from string) {
	y.Low, y.High = y.Expected, y.Expected
	y.Basis = fx.Percent(tolerance) + " around " + from
	if !y.Expected.IsDefined() {
		y.Basis = "unknown: " + from + " (" + strings.Join(upliftMissing(y.Expected), ", ") + ")"
		return
	}
	one := decimal.New(1, 0)
	down, up := one.Sub(tolerance), one.Add(tolerance)
	if y.Expected.Num.IsNegative() { // the band of a loss
		down, up = up, down
	}
	y.Low.Num, y.High.Num = y.Low.Num.Mul(down), y.High.Num.Mul(up)
}
