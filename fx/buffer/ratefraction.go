package buffer

import (
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// fractionOf returns the plan rate in quote per base, whichever way round the
// rate is quoted.
func fractionOf(rate fx.Rate, base, quote fx.Currency) (num, den decimal.Decimal, err error) {
	if rate.IsZero() {
		return num, den, fx.NewInputError("rate", "", "must be a rate; this one has no pair")
	}
	if rate.Base() == quote && rate.Quote() == base {
		rate = rate.Inverse()
	}
	if rate.Base() != base || rate.Quote() != quote {
		return num, den, &fx.CurrencyMismatchError{Left: pairOf(rate), Right: base + "/" + quote}
	}
	num, den = rate.Fraction()
	return num, den, nil
}

// rateOf returns the rate num/den of numbers above 0, exact when the fraction in
// its lowest terms has at most 18 digits on either side. Else the larger of the
// rate and its inverse is rounded half away from zero to 12 decimals: to at least
// 13 significant digits. A rate beyond 18 digits even then is an InputError at
// "rate".
func rateOf(base, quote fx.Currency, num, den decimal.Decimal) (fx.Rate, error) {
	places := max(-num.Exponent(), -den.Exponent(), 0)
	n, d := num.Shift(places).BigInt(), den.Shift(places).BigInt()
	common := new(big.Int).GCD(nil, nil, n, d)
	n.Quo(n, common)
	d.Quo(d, common)
	x, y := decimal.NewFromBigInt(n, 0), decimal.NewFromBigInt(d, 0)
	if fx.CheckDecimal(x) == nil && fx.CheckDecimal(y) == nil {
		return fx.NewRateFraction(base, quote, x, y)
	}
	if x.GreaterThanOrEqual(y) {
		x, y = x.DivRound(y, fx.MaxFractionDigits), one()
	} else {
		x, y = one(), y.DivRound(x, fx.MaxFractionDigits)
	}
	if fx.CheckDecimal(x) != nil || fx.CheckDecimal(y) != nil {
		return fx.Rate{}, fx.NewInputError("rate", "", "must have at most 18 digits before the decimal point, either way round")
	}
	return fx.NewRateFraction(base, quote, x, y)
}
