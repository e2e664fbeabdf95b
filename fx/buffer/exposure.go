package buffer

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// An Exposure is what one price, one month or one business has at stake in the
// rate. Income and some of the costs are in the selling currency, the rest of the
// costs in the home currency. Only the difference of the first two is exposed:
// marketplace fees, advertising, freight and duty paid in USD fall and rise with
// the income.
//
// With R = Revenue, U = Costs, C = HomeCosts and S = home per selling currency
//
//	net income N = R - U
//	profit       = N×S - C
//
// A [fx.Rate] with a buffer counts at its plan rate, so the same methods give the
// profit at spot and at the plan.
//
// The zero Exposure has no currencies and is an error. An Exposure is a value
// that no method changes, so it is safe for concurrent use.
type Exposure struct {
	// Revenue is the income in the selling currency, not below 0.
	Revenue fx.Money
	// Costs are those in the selling currency, in the same currency as Revenue and
	// not below 0.
	Costs fx.Money
	// HomeCosts are those in the home currency, not below 0.
	HomeCosts fx.Money
}

// A LossError says that a figure does not exist because nothing is earned. The
// zero LossError says nothing.
type LossError struct {
	// Figure is what was asked for: "break-even rate".
	Figure string
	// Of is the amount that would have to be above 0, "net income", and Amount
	// what it is, rounded to [fx.ConvertPlaces] decimals.
	Of     string
	Amount fx.Money
}

// Error says the figure, the amount and what it would have to be.
func (e *LossError) Error() string {
	return "buffer: there is no " + e.Figure + ": " + e.Of + " must be above 0, is " + e.Amount.String()
}

// Check returns every fault, joined, or nil: an [*fx.InputError] with the path of
// the amount ("revenue.amount", "costs.amount", "home_costs.amount"), for a
// currency that is not in ISO 4217 an [*fx.UnknownCurrencyError], and an
// [*fx.CurrencyMismatchError] when Revenue and Costs differ.
func (e Exposure) Check() error {
	err := errors.Join(
		checkMoney("revenue", e.Revenue), checkMoney("costs", e.Costs), checkMoney("home_costs", e.HomeCosts),
	)
	if e.Revenue.Currency != e.Costs.Currency {
		err = errors.Join(err, &fx.CurrencyMismatchError{Left: e.Revenue.Currency, Right: e.Costs.Currency})
	}
	return err
}

func checkMoney(field string, m fx.Money) error {
	_, err := fx.ParseCurrency(string(m.Currency))
	if bad := fx.CheckDecimal(m.Amount); bad != nil {
		return errors.Join(fx.InField(field+".amount", bad), err)
	}
	if m.Amount.IsNegative() {
		return errors.Join(fx.NewInputError(field+".amount", fx.Plain(m.Amount), "must not be below 0"), err)
	}
	return err
}

// Net returns the net income N in the selling currency, exact: the amount that is
// exposed, below 0 when the costs are larger. The errors are those of
// [Exposure.Check].
func (e Exposure) Net() (fx.Money, error) {
	if err := e.Check(); err != nil {
		return fx.Money{}, err
	}
	return fx.Money{Amount: e.net(), Currency: e.Revenue.Currency}, nil
}

func (e Exposure) net() decimal.Decimal { return e.Revenue.Amount.Sub(e.Costs.Amount) }

// HedgeShare returns the natural hedge U/R: the part of the income that costs in
// the same currency use up, whatever the rate. It is above 1 when they use up
// more. It is rounded half away from zero to [fx.ConvertPlaces] decimals.
//
// Without revenue there is a [*LossError]; the other errors are those of
// [Exposure.Check].
func (e Exposure) HedgeShare() (decimal.Decimal, error) {
	if err := e.Check(); err != nil {
		return decimal.Decimal{}, err
	}
	if e.Revenue.Amount.IsZero() {
		return decimal.Decimal{}, &LossError{Figure: "hedge share", Of: "revenue", Amount: e.Revenue}
	}
	return e.Costs.Amount.DivRound(e.Revenue.Amount, fx.ConvertPlaces), nil
}

// Profit returns N×S - C in the home currency, rounded once, half away from zero,
// to [fx.ConvertPlaces] decimals.
//
// A rate that is not of the two currencies is a [*fx.CurrencyMismatchError], the
// zero Rate an [*fx.InputError] at "rate". It may be quoted either way round. The
// other errors are those of [Exposure.Check].
func (e Exposure) Profit(rate fx.Rate) (fx.Money, error) {
	s, err := e.at(rate)
	if err != nil {
		return fx.Money{}, err
	}
	return fx.Money{Amount: s.profit.DivRound(s.den, fx.ConvertPlaces), Currency: e.HomeCosts.Currency}, nil
}

// Margin returns the profit as a share of the revenue at the rate,
//
//	(N×S - C) / (R×S)
//
// rounded once, half away from zero, to [fx.ConvertPlaces] decimals, below 0 for
// a loss. Without revenue there is a [*LossError]; the other errors are those of
// [Exposure.Profit].
func (e Exposure) Margin(rate fx.Rate) (decimal.Decimal, error) {
	s, err := e.at(rate)
	if err != nil {
		return decimal.Decimal{}, err
	}
	if e.Revenue.Amount.IsZero() {
		return decimal.Decimal{}, &LossError{Figure: "margin", Of: "revenue", Amount: e.Revenue}
	}
	return s.profit.DivRound(e.Revenue.Amount.Mul(s.num), fx.ConvertPlaces), nil
}

// Leverage returns by how many percent the profit falls when the rate falls by
// one percent,
//
//	N×S / (N×S - C)
//
// rounded once, half away from zero, to [fx.ConvertPlaces] decimals. It is 1
// without home costs and grows beyond bounds as the profit nears 0. Where net
// income or profit are not above 0 there is a [*LossError]; the other errors are
// those of [Exposure.Profit].
func (e Exposure) Leverage(rate fx.Rate) (decimal.Decimal, error) {
	s, err := e.at(rate)
	if err != nil {
		return decimal.Decimal{}, err
	}
	if err := e.earns("leverage"); err != nil {
		return decimal.Decimal{}, err
	}
	if !s.profit.IsPositive() {
		profit := fx.Money{Amount: s.profit.DivRound(s.den, fx.ConvertPlaces), Currency: e.HomeCosts.Currency}
		return decimal.Decimal{}, &LossError{Figure: "leverage", Of: "profit", Amount: profit}
	}
	return e.net().Mul(s.num).DivRound(s.profit, fx.ConvertPlaces), nil
}

// BreakEven returns the rate at which nothing is earned, C/N, in home currency
// per selling currency: below it the seller loses money. It is the exact fraction
// as long as that has at most 18 digits on either side; see [Exposure.RateFor].
//
// Where the net income is not above 0 no rate breaks even, and without home costs
// every rate does: both are a [*LossError]. The other errors are those of
// [Exposure.RateFor].
func (e Exposure) BreakEven() (fx.Rate, error) {
	return e.rateFor("break-even rate", decimal.Decimal{})
}

// RateFor returns the rate at which a margin, a share of the revenue below 1, is
// just met:
//
//	C / (N - margin×R)
//
// in home currency per selling currency. It has no day and no source. It is the
// exact fraction as long as that has at most 18 digits on either side, else the
// larger of it and its inverse is rounded to 12 decimals.
//
// A margin that the net income does not reach at any rate, and home costs of 0,
// with which the margin does not depend on the rate, are a [*LossError]. A margin
// at or above 1, and a rate that is too large or too small to be written, are an
// [*fx.InputError] at "margin" and "rate". The other errors are those of
// [Exposure.Check], and an [*fx.InputError] at "home_costs.currency" when both
// currencies are the same.
func (e Exposure) RateFor(margin decimal.Decimal) (fx.Rate, error) {
	return e.rateFor("rate for the margin", margin)
}

func (e Exposure) rateFor(figure string, margin decimal.Decimal) (fx.Rate, error) {
	err := e.Check()
	if bad := fx.CheckDecimal(margin); bad != nil {
		err = errors.Join(err, fx.InField("margin", bad))
	} else if margin.GreaterThanOrEqual(one()) {
		err = errors.Join(err, fx.NewInputError("margin", fx.Plain(margin), "must be a fraction below 1, such as 0.15"))
	}
	if err == nil && e.Revenue.Currency == e.HomeCosts.Currency {
		err = fx.NewInputError("home_costs.currency", string(e.HomeCosts.Currency), "must differ from that of the revenue")
	}
	if err != nil {
		return fx.Rate{}, err
	}
	left := e.net().Sub(margin.Mul(e.Revenue.Amount))
	if !left.IsPositive() {
		of := "net income"
		if !margin.IsZero() {
			of = "net income less the margin"
		}
		return fx.Rate{}, &LossError{Figure: figure, Of: of, Amount: fx.Money{Amount: left.Round(fx.ConvertPlaces), Currency: e.Revenue.Currency}}
	}
	if e.HomeCosts.Amount.IsZero() {
		return fx.Rate{}, &LossError{Figure: figure, Of: "home costs", Amount: e.HomeCosts}
	}
	return rateOf(e.Revenue.Currency, e.HomeCosts.Currency, e.HomeCosts.Amount, left)
}

func (e Exposure) earns(figure string) error {
	if e.net().IsPositive() {
		return nil
	}
	return &LossError{Figure: figure, Of: "net income", Amount: fx.Money{Amount: e.net(), Currency: e.Revenue.Currency}}
}

// A priced exposure has S = num/den and a profit of profit/den.
type priced struct{ num, den, profit decimal.Decimal }

func (e Exposure) at(rate fx.Rate) (priced, error) {
	if err := e.Check(); err != nil {
		return priced{}, err
	}
	num, den, err := fractionOf(rate, e.Revenue.Currency, e.HomeCosts.Currency)
	if err != nil {
		return priced{}, err
	}
	return priced{num: num, den: den, profit: e.net().Mul(num).Sub(e.HomeCosts.Amount.Mul(den))}, nil
}
