package buffer

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// HomeShare returns theta, the share of the home currency in the cost of a unit at
// the rate,
//
//	(c/S) / (c/S + u)
//
// rounded once, half away from zero, to [fx.ConvertPlaces] decimals. Only this
// part of the price has to follow the rate. A unit that costs nothing is an
// [*fx.InputError] at "home_cost.amount"; the other errors are those of
// [CostPlus.Price].
func (c CostPlus) HomeShare(rate fx.Rate) (decimal.Decimal, error) {
	num, den, err := c.homeShare(rate)
	if err != nil {
		return decimal.Decimal{}, err
	}
	return num.DivRound(den, fx.ConvertPlaces), nil
}

// PassThrough returns by how much the price has to rise, as a share of the price,
// to keep the margin when the rate falls by a share x from the one that the price
// was built on:
//
//	part × theta × x/(1 - x)
//
// with theta of [CostPlus.HomeShare] at the old rate. Part says how much of it is
// passed on, from 0 to 1; the rest comes out of the margin. A fall below 0 is a
// rise of the rate and gives a price cut. The result is rounded once, half away
// from zero, to [fx.ConvertPlaces] decimals.
//
// The error joins an [*fx.InputError] at "fall" at or above 1 or out of bounds and
// at "part" outside 0 to 1 with the errors of [CostPlus.HomeShare].
func (c CostPlus) PassThrough(rate fx.Rate, fall, part decimal.Decimal) (decimal.Decimal, error) {
	num, den, err := c.homeShare(rate)
	if bad := fx.CheckDecimal(fall); bad != nil {
		err = errors.Join(err, fx.InField("fall", bad))
	} else if fall.GreaterThanOrEqual(one()) {
		err = errors.Join(err, fx.NewInputError("fall", fx.Plain(fall), "must be a fraction below 1, such as 0.01"))
	}
	if err := errors.Join(err, checkShare("part", part)); err != nil {
		return decimal.Decimal{}, err
	}
	return part.Mul(num).Mul(fall).DivRound(den.Mul(one().Sub(fall)), fx.ConvertPlaces), nil
}

// homeShare returns theta as an exact fraction.
func (c CostPlus) homeShare(rate fx.Rate) (num, den decimal.Decimal, err error) {
	if err := c.Check(); err != nil {
		return num, den, err
	}
	s, sDen, err := fractionOf(rate, c.Cost.Currency, c.HomeCost.Currency)
	if err != nil {
		return num, den, err
	}
	home, fixed := c.costs(s, sDen)
	if den = home.Add(fixed); !den.IsPositive() {
		return num, den, fx.NewInputError("home_cost.amount", "0", "must be above 0 when nothing else costs anything")
	}
	return home, den, nil
}
