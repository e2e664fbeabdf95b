package freight

import (
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Policy is how cargo is insured. The zero Policy insures 110 % of the CIF value for
// nothing.
type Policy struct {
	// Rate is the premium as a fraction of the insured value: 0.005 is 0.5 %.
	Rate decimal.Decimal
	// Markup is what is insured on top of the CIF value, as a fraction. Not Valid means
	// 0.10, the convention and the least under CIF.
	Markup decimal.NullDecimal
}

// An Insurance is what cargo insurance comes to. The zero Insurance is none.
type Insurance struct {
	// Insured is the insured value, rounded once to the minor unit.
	Insured fx.Money
	// Premium is what the insurance costs, rounded once to the minor unit, from exact
	// figures and not from the rounded Insured.
	Premium fx.Money
	// CIF is the value with the premium: cost, freight and Premium, or the value that
	// was given.
	CIF fx.Money
}

// defaultMarkup makes the insured value 110 % of CIF.
var defaultMarkup = decimal.New(10, -2)

// Insure returns the insurance of goods of a cost and the freight that is insured with
// them. The premium is part of the CIF value that is insured, so that with the insured
// share m, 1.1 as a rule, and the rate r
//
//	insured = m × (cost + freight) / (1 − m × r)
//	premium = insured × r
//	CIF     = cost + freight + premium
//
// Rounding is half away from zero. Errors are *fx.InputError, joined: an amount or rate
// out of bounds, a rate so high that the premium insures more than it costs, and
// *fx.UnknownCurrencyError and *fx.CurrencyMismatchError.
func (p Policy) Insure(cost, freight fx.Money) (Insurance, error) {
	share, f := p.check()
	checkMoney(&f, "cost", cost)
	checkMoney(&f, "freight", freight)
	if len(f) > 0 {
		return Insurance{}, f.Err()
	}
	sum, err := cost.Add(freight)
	if err != nil {
		return Insurance{}, err
	}
	rest := one.Sub(share.Mul(p.Rate))
	if rest.Sign() <= 0 {
		return Insurance{}, fx.NewInputError("rate", fx.Plain(p.Rate), "must be below 1 when multiplied by the insured share "+fx.Plain(share))
	}
	out := insure(sum.Currency, ratio{share.Mul(sum.Amount), rest}, p.Rate)
	out.CIF = fx.Money{Amount: sum.Amount.Add(out.Premium.Amount), Currency: sum.Currency}
	return out, nil
}

// InsureCIF returns the insurance of goods whose CIF value is known, premium included:
// the premium is the rate on 110 % of it. Rounding and errors are those of
// [Policy.Insure].
func (p Policy) InsureCIF(value fx.Money) (Insurance, error) {
	share, f := p.check()
	checkMoney(&f, "value", value)
	if len(f) > 0 {
		return Insurance{}, f.Err()
	}
	out := insure(value.Currency, exactly(value.Amount).times(share), p.Rate)
	out.CIF = value
	return out, nil
}

// insure rounds an insured value and its premium, each from the exact figures.
func insure(c fx.Currency, insured ratio, rate decimal.Decimal) Insurance {
	places, _ := c.MinorUnits() // checked
	return Insurance{
		Insured: fx.Money{Amount: insured.rounded(int32(places)), Currency: c},
		Premium: fx.Money{Amount: insured.times(rate).rounded(int32(places)), Currency: c},
	}
}

// check returns the insured share of the CIF value and what is wrong with the policy.
func (p Policy) check() (share decimal.Decimal, f fees.Faults) {
	f.Rate("rate", p.Rate)
	f.OptionalRate("markup", p.Markup)
	markup := defaultMarkup
	if p.Markup.Valid {
		markup = p.Markup.Decimal
	}
	if len(f) > 0 { // nothing is computed with it
		return one, f
	}
	return one.Add(markup), f
}
