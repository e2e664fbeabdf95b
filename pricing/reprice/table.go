package reprice

import (
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// Table is the plain decision table of a repricer. Prices are what a buyer pays.
//
//	not the cheapest:  candidate = max(cheapest rival - Step, least price),
//	                   taken only when it is below the cheapest rival
//	tied:              hold
//	the cheapest:      candidate = min(next rival - Step, highest price),
//	                   taken only when it is above the price in force
//
// The least and the highest price are those of the bounds: with a list price,
// list × (1 - MaxDiscount) rounded up and list × (1 + MaxIncrease) rounded down. The
// zero Table has no step, which is an error.
type Table struct {
	// Step is an amount in the currency, above 0.
	Step decimal.Decimal
}

// Check reports a step that is not above 0 as an [*fx.InputError] at "step".
func (t Table) Check() error {
	if err := checkPrice("step", t.Step); err != nil {
		return err
	}
	return nil
}

// Propose returns the candidate of the table. The error is a [*strategy.NoPriceError]
// where it holds: "no_current_price", "no_rival", "tie", "not_below_rival",
// "not_above_current".
func (t Table) Propose(v *View) (strategy.Proposal, error) {
	none := func(code, text string) (strategy.Proposal, error) {
		return strategy.Proposal{}, &strategy.NoPriceError{Strategy: "table", Code: code, Text: text}
	}
	own, rival := v.Total(), v.Lowest()
	if !own.Valid {
		return none(ReasonNoCurrent, "there is no price in force")
	}
	if !rival.Valid {
		return none(ReasonNoRival, "there is no rival")
	}
	places := int32(v.Limits.Places)
	candidate := rival.Decimal.Sub(t.Step).Sub(v.Shipping).RoundFloor(places) // an item price
	at := "cheapest rival at " + money(rival.Decimal, v.Currency)
	switch own.Decimal.Cmp(rival.Decimal) {
	case 0:
		return none(ReasonTie, "tied with the "+at)
	case 1:
		if least := v.Limits.Least; least.Valid {
			candidate = decimal.Max(candidate, least.Decimal)
		}
		if !candidate.Add(v.Shipping).LessThan(rival.Decimal) {
			return none(ReasonNotBelowRival, money(candidate, v.Currency)+" is not below the "+at)
		}
		return v.proposal("table", candidate, strategy.Reason{Code: "undercut", Text: at}), nil
	}
	if most := v.Limits.Most; most.Valid {
		candidate = decimal.Min(candidate, most.Decimal)
	}
	if !candidate.GreaterThan(v.Item.Current.Decimal) {
		return none(ReasonNotAboveCurrent, money(candidate, v.Currency)+" is not above the price in force")
	}
	return v.proposal("table", candidate, strategy.Reason{Code: "raise_to_next", Text: at}), nil
}

// BySales moves the price by the units that were sold, as a sales-based rule does: it
// looks once in so many days, and moves the price up when the offer sold well and down
// when it did not. The zero BySales has no days, which is an error.
type BySales struct {
	// Days is how many full days before today are looked at, and how many must have
	// passed since the last change.
	Days int
	// Below lowers the price by CutBy when fewer units were sold; not Valid never
	// lowers it. Above raises it by RaiseBy when more were sold.
	Below, Above decimal.NullDecimal
	// CutBy and RaiseBy are fractions of the price in force.
	CutBy, RaiseBy decimal.Decimal
}

// Check reports every fault, joined, each an [*fx.InputError] by its path.
func (s BySales) Check() error {
	var f faults
	if s.Days < 1 || s.Days > 366 {
		f.add("days", decimal.NewFromInt(int64(s.Days)).String(), "must be from 1 to 366")
	}
	for _, units := range []struct {
		field string
		value decimal.NullDecimal
	}{{"below", s.Below}, {"above", s.Above}} {
		if units.value.Valid {
			f.join(checkShare(units.field, units.value.Decimal, highestPrice))
		}
	}
	if s.Below.Valid && s.Above.Valid && s.Below.Decimal.GreaterThan(s.Above.Decimal) {
		f.add("below", fx.Plain(s.Below.Decimal), "must not be more than above")
	}
	f.join(checkShare("cut_by", s.CutBy, one))
	f.join(checkShare("raise_by", s.RaiseBy, one))
	return f.err()
}

// Propose returns the price in force, moved. The error is a [*strategy.NoPriceError]
// where it holds: "no_current_price", "too_early", "units_unknown", "units_between".
func (s BySales) Propose(v *View) (strategy.Proposal, error) {
	none := func(code, text string) (strategy.Proposal, error) {
		return strategy.Proposal{}, &strategy.NoPriceError{Strategy: "by_sales", Code: code, Text: text}
	}
	if v.Item == nil || !v.Item.Current.Valid {
		return none(ReasonNoCurrent, "there is no price in force")
	}
	days := decimal.NewFromInt(int64(s.Days)).String()
	if changes := v.Item.State.Changes; len(changes) > 0 && changes[len(changes)-1].At.AddDate(0, 0, s.Days).After(v.Now) {
		return none(ReasonTooEarly, "the last change was less than "+days+" days ago")
	}
	last := v.Item.Case.History.Last(v.Now, s.Days)
	units, known := soldUnits(last)
	if !known {
		return none(ReasonUnitsUnknown, "the units of the last "+days+" days are unknown")
	}
	places, current := int32(v.Limits.Places), v.Item.Current.Decimal
	reason := strategy.Reason{Code: "units", Text: fx.Plain(units) + " units in " + days + " days"}
	switch {
	case s.Below.Valid && units.LessThan(s.Below.Decimal):
		return v.proposal("by_sales", current.Mul(one.Sub(s.CutBy)).RoundCeil(places), reason), nil
	case s.Above.Valid && units.GreaterThan(s.Above.Decimal):
		return v.proposal("by_sales", current.Mul(one.Add(s.RaiseBy)).RoundFloor(places), reason), nil
	}
	return none(ReasonUnitsBetween, reason.Text+" ask for no change")
}

// soldUnits adds up the units of a history. It is false when there is none, or the
// units of a run are unknown.
func soldUnits(h policy.History) (units decimal.Decimal, known bool) {
	for i := range h {
		if !h[i].Units.Valid {
			return units, false
		}
		units = units.Add(h[i].Units.Decimal)
	}
	return units, len(h) > 0
}
