package strategy

import (
	"errors"
	"math"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// changePlaces are the decimals of a change that was divided.
const changePlaces = 12

// A NoBreakEvenError says that a unit contributes nothing after a change of price,
// so that no quantity makes up for it. The zero NoBreakEvenError is of a
// contribution of 0.
type NoBreakEvenError struct {
	// After is the contribution of a unit after the change, 0 or less.
	After decimal.Decimal
}

// Error says the contribution.
func (e *NoBreakEvenError) Error() string {
	return "strategy: no quantity makes up for a price at which a unit contributes " + fx.Plain(e.After)
}

// BreakEvenChange returns by which share the quantity has to change for the
// contribution to stay when the price of a unit that contributes cm changes by dp,
// which is below 0 for a cut:
//
//	-dp / (cm + dp)
//
// rounded half away from zero to 12 decimals. 0.5 says that half as much again has
// to be sold, -0.25 that a quarter may be lost.
//
// The errors are an *fx.InputError at "cm" (not above 0: there is nothing to keep)
// and "dp", and a *[NoBreakEvenError] when nothing is left of the contribution.
func BreakEvenChange(cm, dp decimal.Decimal) (decimal.Decimal, error) {
	err := errors.Join(checkDemandFigure("cm", cm), checkSigned("dp", dp))
	if err != nil {
		return decimal.Decimal{}, err
	}
	return breakEven(cm, cm.Add(dp))
}

// BreakEvenUplift returns the same for a unit that contributes before and after,
// however the price and the fees did it: before/after - 1. Fees that jump make it
// differ from [BreakEvenChange]. The errors are those of BreakEvenChange, at
// "before" and "after".
func BreakEvenUplift(before, after decimal.Decimal) (decimal.Decimal, error) {
	err := errors.Join(checkDemandFigure("before", before), checkSigned("after", after))
	if err != nil {
		return decimal.Decimal{}, err
	}
	return breakEven(before, after)
}

func breakEven(before, after decimal.Decimal) (decimal.Decimal, error) {
	if after.Sign() <= 0 {
		return decimal.Decimal{}, &NoBreakEvenError{After: after}
	}
	return before.Sub(after).DivRound(after, changePlaces), nil
}

func checkSigned(field string, d decimal.Decimal) error {
	if err := fx.CheckDecimal(d); err != nil {
		return fx.InField(field, err)
	}
	if d.Abs().GreaterThan(highestDemand) {
		return fx.NewInputError(field, fx.Plain(d), "must be within ±"+fx.Plain(highestDemand))
	}
	return nil
}

// A PriceChange is a price before and after, at a cost per unit that does not
// change. The zero PriceChange is an error: it has no prices and no units.
type PriceChange struct {
	// From and To are the prices, above 0 and different.
	From, To decimal.Decimal
	// UnitCost is what a unit costs that is sold, from 0.
	UnitCost decimal.Decimal
	// Units are what is sold at From, above 0.
	Units decimal.Decimal
	// Fixed is what the period costs whatever is sold, from 0; 0 leaves the profit
	// the contribution.
	Fixed decimal.Decimal
}

// A BreakEvenPoint is what it takes for a change of price to cost nothing. The zero
// BreakEvenPoint is of no change.
type BreakEvenPoint struct {
	// Change is the share by which the quantity has to change, as [BreakEvenChange]
	// gives it.
	Change decimal.Decimal
	// Units is the least whole number of units that brings at least the profit
	// before.
	Units decimal.Decimal
	// FirstOrder is the elasticity that would do by the short reading: Change over
	// the relative change of the price, rounded half away from zero to 12 decimals.
	FirstOrder decimal.Decimal
	// Constant is the constant elasticity that would do, ln(1 + Change) over
	// ln(To/From), to 12 digits. A demand that is steeper gains by a cut, and loses
	// by a rise.
	Constant decimal.Decimal
}

// BreakEven returns what it takes for the change to cost nothing. The errors are an
// *fx.InputError for each unusable field ("from", "to", "unit_cost", "units",
// "fixed"), and a *[NoBreakEvenError] when a unit contributes nothing at To. A unit
// that contributes nothing at From has nothing to keep and is refused at "from".
func (c PriceChange) BreakEven() (BreakEvenPoint, error) {
	faults := c.check()
	if len(faults) == 0 && c.From.LessThanOrEqual(c.UnitCost) {
		faults = append(faults, fx.NewInputError("from", fx.Plain(c.From), "must be above unit_cost: there is no contribution to keep"))
	}
	if len(faults) > 0 {
		return BreakEvenPoint{}, errors.Join(faults...)
	}
	before, after := c.From.Sub(c.UnitCost), c.To.Sub(c.UnitCost)
	change, err := breakEven(before, after)
	if err != nil {
		return BreakEvenPoint{}, err
	}
	b := BreakEvenPoint{Change: change}
	whole, rest := c.Units.Mul(before).QuoRem(after, 0)
	if b.Units = whole; rest.IsPositive() {
		b.Units = whole.Add(decimal.NewFromInt(1))
	}
	// change / (dp/p) = (before - after) × p / (after × dp) = -p / after
	b.FirstOrder = c.From.Neg().DivRound(after, changePlaces)
	b.Constant, _ = roundedDecimal(logRatio(before, after) / logRatio(c.To, c.From))
	return b, nil
}

// logRatio is ln(a/b), good to about 15 digits however near the two are.
func logRatio(a, b decimal.Decimal) float64 {
	return math.Log1p(a.Sub(b).InexactFloat64() / b.InexactFloat64())
}

// Profit returns what the period earns at To when units are sold there, and at From
// before, both exact: contribution less Fixed. The errors are those of
// [PriceChange.BreakEven] for the fields, and one at "sold" for units below 0.
func (c PriceChange) Profit(sold decimal.Decimal) (before, after decimal.Decimal, err error) {
	faults := appendFault(c.check(), checkBound("sold", sold))
	if len(faults) > 0 {
		return before, after, errors.Join(faults...)
	}
	before = c.From.Sub(c.UnitCost).Mul(c.Units).Sub(c.Fixed)
	return before, c.To.Sub(c.UnitCost).Mul(sold).Sub(c.Fixed), nil
}

func (c PriceChange) check() []error {
	faults := appendFault(nil, checkDemandFigure("from", c.From))
	faults = appendFault(faults, checkDemandFigure("to", c.To))
	if len(faults) == 0 && c.From.Equal(c.To) {
		faults = append(faults, fx.NewInputError("to", fx.Plain(c.To), "must not be the price before"))
	}
	faults = appendFault(faults, checkBound("unit_cost", c.UnitCost))
	faults = appendFault(faults, checkDemandFigure("units", c.Units))
	return appendFault(faults, checkBound("fixed", c.Fixed))
}
