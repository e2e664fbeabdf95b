package strategy

import (
	"errors"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Demand is how much is sold at which price when the elasticity is the same
// everywhere:
//
//	quantity at p = Quantity × (p / Price)^Elasticity
//
// The zero Demand is an error: it has no price and no quantity.
type Demand struct {
	// Price is one at which the quantity is known, above 0, and Quantity what is
	// sold there in any one period, above 0. Both are at most 1e9.
	Price    decimal.Decimal
	Quantity decimal.Decimal
	// Elasticity is from -100 to 0.
	Elasticity decimal.Decimal
	// Lowest and Highest are the ends of the prices on which the elasticity was
	// estimated; beyond them it is a guess, and results say so. 0 is not known.
	Lowest, Highest decimal.Decimal
}

// An UnusableError says why an estimate does not make a demand. The zero
// UnusableError gives no reason.
type UnusableError struct {
	// Verdict is what is wrong with it.
	Verdict Verdict
	// Estimate and P are the elasticity and its P value.
	Estimate, P float64
}

// Error says the estimate and what is wrong with it.
func (e *UnusableError) Error() string {
	return "strategy: the elasticity " + strconv.FormatFloat(e.Estimate, 'f', 3, 64) + " (P " + strconv.FormatFloat(e.P, 'f', 4, 64) + ") is " + e.Verdict.Text()
}

// Bounds of a demand.
const (
	steepestElasticity = -100
	demandDigits       = 12 // significant digits and decimals of a quantity
)

var highestDemand = decimal.New(1, 9)

// Demand returns the demand through a price and the quantity sold there, with the
// estimate rounded as [Demand.At] rounds. An estimate that is positive or not
// different from 0 is refused with an *[UnusableError], since a price that it finds
// would rest on chance: [Shrink] it towards its category, or leave the price alone.
// The other errors are those of [Demand.Check].
func (e Elasticity) Demand(price, quantity decimal.Decimal) (Demand, error) {
	d, err := newDemand(price, quantity, e.Estimate, e.P, e.Verdict())
	d.Lowest, d.Highest = e.Lowest, e.Highest
	if err != nil {
		return Demand{}, err
	}
	return d, nil
}

func newDemand(price, quantity decimal.Decimal, estimate, p float64, v Verdict) (Demand, error) {
	if v != VerdictUsable {
		return Demand{}, &UnusableError{Verdict: v, Estimate: estimate, P: p}
	}
	e, ok := roundedDecimal(estimate)
	if !ok {
		return Demand{}, fx.NewInputError("elasticity", strconv.FormatFloat(estimate, 'g', -1, 64), "must be from -100 to 0")
	}
	d := Demand{Price: price, Quantity: quantity, Elasticity: e}
	return d, d.Check()
}

// Check returns every fault of the demand, joined, or nil: *fx.InputError at "price",
// "quantity", "elasticity", "lowest" and "highest".
func (d Demand) Check() error {
	faults := appendFault(nil, checkDemandFigure("price", d.Price))
	faults = appendFault(faults, checkDemandFigure("quantity", d.Quantity))
	faults = appendFault(faults, checkElasticity("elasticity", d.Elasticity))
	faults = appendFault(faults, checkBound("lowest", d.Lowest))
	faults = appendFault(faults, checkBound("highest", d.Highest))
	return errors.Join(faults...)
}

func checkDemandFigure(field string, d decimal.Decimal) error {
	if err := checkPositive(field, d); err != nil {
		return err
	}
	if d.GreaterThan(highestDemand) {
		return fx.NewInputError(field, fx.Plain(d), "must be at most "+fx.Plain(highestDemand))
	}
	return nil
}

func checkElasticity(field string, e decimal.Decimal) error {
	if err := fx.CheckDecimal(e); err != nil {
		return fx.InField(field, err)
	}
	if e.IsPositive() || e.LessThan(decimal.NewFromInt(steepestElasticity)) {
		return fx.NewInputError(field, fx.Plain(e), "must be from -100 to 0")
	}
	return nil
}

// checkBound refuses a bound of a price that is out of bounds itself; 0 is none.
func checkBound(field string, d decimal.Decimal) error {
	if err := fx.CheckDecimal(d); err != nil {
		return fx.InField(field, err)
	}
	if d.IsNegative() || d.GreaterThan(highestDemand) {
		return fx.NewInputError(field, fx.Plain(d), "must be from 0 to "+fx.Plain(highestDemand))
	}
	return nil
}

// At returns the quantity at a price, correct to 12 significant digits and rounded
// to them, and to at most 12 decimals. The errors are those of [Demand.Check], an
// *fx.InputError at "at" for a price that is not above 0 and at most 1e9, and one at
// "elasticity" for a quantity above 1e18.
func (d Demand) At(price decimal.Decimal) (decimal.Decimal, error) {
	if err := errors.Join(d.Check(), checkDemandFigure("at", price)); err != nil {
		return decimal.Decimal{}, err
	}
	q, ok := roundedDecimal(d.quantity(price))
	if !ok {
		return decimal.Decimal{}, fx.NewInputError("elasticity", fx.Plain(d.Elasticity), "makes a quantity above 1e18 of the price "+fx.Plain(price))
	}
	return q, nil
}

// quantity is At in float64, for a demand that was checked. It is good to about 13
// digits: the ratio of the prices is off by at most 3e-16, which the elasticity
// multiplies by at most 100.
func (d Demand) quantity(price decimal.Decimal) float64 {
	ratio := price.InexactFloat64() / d.Price.InexactFloat64()
	return d.Quantity.InexactFloat64() * math.Pow(ratio, d.Elasticity.InexactFloat64())
}

// FirstOrder returns the quantity that the short reading of an elasticity gives,
// Quantity × (1 + Elasticity × change of the price), rounded half away from zero to
// 12 decimals. It is for comparison: at +10 % and an elasticity of -2 it is 2.6
// points short of [Demand.At], and for a large rise it is below 0. The errors are
// those of At.
func (d Demand) FirstOrder(price decimal.Decimal) (decimal.Decimal, error) {
	if err := errors.Join(d.Check(), checkDemandFigure("at", price)); err != nil {
		return decimal.Decimal{}, err
	}
	change := d.Quantity.Mul(d.Elasticity).Mul(price.Sub(d.Price))
	return d.Quantity.Mul(d.Price).Add(change).DivRound(d.Price, demandDigits), nil
}

// beyond reports whether a price lies outside those that the elasticity was
// estimated on.
func (d Demand) beyond(price decimal.Decimal) bool {
	return d.Lowest.IsPositive() && price.LessThan(d.Lowest) || d.Highest.IsPositive() && price.GreaterThan(d.Highest)
}

// roundedDecimal is where a statistic becomes a decimal: the nearest with 12
// significant digits, or with 12 decimals where those would need more. It reports
// false for what is not finite or has more than 18 digits before the point.
func roundedDecimal(v float64) (decimal.Decimal, bool) {
	text := strconv.FormatFloat(v, 'e', demandDigits-1, 64)
	if math.Abs(v) < 0.1 {
		text = strconv.FormatFloat(v, 'f', demandDigits, 64)
	}
	d, err := fx.ParseDecimal(text) // which knows no NaN and no Inf
	return d, err == nil
}
