package buffer

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A CostPlus is a price that is built on a rate: costs in the home currency and in
// the selling currency, and shares of the price for fees and margin. With c =
// HomeCost, u = Cost, f = Fees, m = Margin and the plan rate S, home per selling
// currency, the price is
//
//	(c/S + u) / (1 - f - m)
//
// so a planned rate with a buffer b enters as S×(1 - b). It knows neither minimum
// fees nor fees by bracket; package pricing does. The zero CostPlus has no
// currencies and is an error.
type CostPlus struct {
	// HomeCost is the cost of a unit in the home currency, not below 0.
	HomeCost fx.Money
	// Cost is the fixed cost of a unit in the selling currency, not below 0.
	Cost fx.Money
	// Fees and Margin are shares of the price, each not below 0 and together below
	// 1: 0.25 is 25%.
	Fees, Margin decimal.Decimal
}

// Check returns every fault, joined, or nil: an [*fx.InputError] at
// "home_cost.amount", "cost.amount", "fees", "margin", and at "fees" also when
// both shares together leave nothing, and an [*fx.UnknownCurrencyError] for a
// currency that is not in ISO 4217.
func (c CostPlus) Check() error {
	faults := []error{checkMoney("home_cost", c.HomeCost), checkMoney("cost", c.Cost)}
	usable := true
	for _, share := range []struct {
		field string
		value decimal.Decimal
	}{{"fees", c.Fees}, {"margin", c.Margin}} {
		err := checkShare(share.field, share.value)
		faults = append(faults, err)
		usable = usable && err == nil
	}
	if usable && !c.left().IsPositive() {
		faults = append(faults, fx.NewInputError("fees", fx.Plain(c.Fees.Add(c.Margin)), "and margin must be below 1 together"))
	}
	return errors.Join(faults...)
}

func checkShare(field string, d decimal.Decimal) error {
	if err := fx.CheckDecimal(d); err != nil {
		return fx.InField(field, err)
	}
	if d.IsNegative() || d.GreaterThan(one()) {
		return fx.NewInputError(field, fx.Plain(d), "must be a fraction from 0 to 1, such as 0.15")
	}
	return nil
}

func (c CostPlus) left() decimal.Decimal { return one().Sub(c.Fees).Sub(c.Margin) }

// Price returns the price in the selling currency, rounded once, half away from
// zero, to [fx.ConvertPlaces] decimals. It is for computing; a price tag is
// [CostPlus.PriceUp].
//
// A rate that is not of the two currencies is an [*fx.CurrencyMismatchError], the
// zero Rate an [*fx.InputError] at "rate". It may be quoted either way round. The
// other errors are those of [CostPlus.Check].
func (c CostPlus) Price(rate fx.Rate) (fx.Money, error) {
	num, den, err := c.price(rate)
	if err != nil {
		return fx.Money{}, err
	}
	return fx.Money{Amount: num.DivRound(den, fx.ConvertPlaces), Currency: c.Cost.Currency}, nil
}

// PriceUp is [CostPlus.Price] rounded up to the minor unit, straight from the
// exact fraction, so that the margin is not missed by a part of a cent. A price
// that is whole stays. A currency without a minor unit is an [*fx.InputError] at
// "cost.currency"; the other errors are those of Price.
func (c CostPlus) PriceUp(rate fx.Rate) (fx.Money, error) {
	num, den, err := c.price(rate)
	if err != nil {
		return fx.Money{}, err
	}
	units, ok := c.Cost.Currency.MinorUnits()
	if !ok {
		return fx.Money{}, fx.NewInputError("cost.currency", string(c.Cost.Currency), "must have a minor unit")
	}
	places := int32(units)
	price, rest := num.QuoRem(den, places)
	if rest.IsPositive() {
		price = price.Add(decimal.New(1, -places))
	}
	return fx.Money{Amount: price, Currency: c.Cost.Currency}, nil
}

// price returns the price as an exact fraction.
func (c CostPlus) price(rate fx.Rate) (num, den decimal.Decimal, err error) {
	if err := c.Check(); err != nil {
		return num, den, err
	}
	s, sDen, err := fractionOf(rate, c.Cost.Currency, c.HomeCost.Currency)
	if err != nil {
		return num, den, err
	}
	home, fixed := c.costs(s, sDen)
	return home.Add(fixed), s.Mul(c.left()), nil
}

// costs returns c/S and u, both times the numerator of S.
func (c CostPlus) costs(num, den decimal.Decimal) (home, fixed decimal.Decimal) {
	return c.HomeCost.Amount.Mul(den), c.Cost.Amount.Mul(num)
}
