package kpi

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// An lcSum adds decimals of which some may be unknown.
type lcSum struct {
	sum     decimal.Decimal
	missing []string
}

func (s *lcSum) add(d decimal.NullDecimal, name string) {
	if !d.Valid {
		s.miss(name)
		return
	}
	s.sum = s.sum.Add(d.Decimal)
}

func (s *lcSum) miss(names ...string) { s.missing = lcMerge(s.missing, names) }

func (s *lcSum) value(u Unit, c fx.Currency) Value {
	if len(s.missing) > 0 {
		return NotKnown(u, c, s.missing...)
	}
	return Exact(s.sum, u, c)
}

// lcMostMissing is how many missing inputs a value names; "others" stands for the rest.
const lcMostMissing = 24

// lcMerge appends the names that are not there yet.
func lcMerge(have, more []string) []string {
	for _, name := range more {
		switch {
		case slices.Contains(have, name):
		case len(have) < lcMostMissing:
			have = append(have, name)
		case len(have) == lcMostMissing:
			have = append(have, "others")
		}
	}
	return have
}

// lcRat returns the number of a defined value.
func lcRat(v Value) *big.Rat { return new(big.Rat).Quo(v.Num.Rat(), v.Den.Rat()) }

// lcValue returns a fraction as a value: a decimal where it has an end, else a
// numerator and a denominator in lowest terms.
func lcValue(r *big.Rat, u Unit, c fx.Currency) Value {
	if places, ends := r.FloatPrec(); ends {
		shifted := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
		shifted.Mul(shifted, r.Num()).Quo(shifted, r.Denom())
		return Exact(decimal.NewFromBigInt(shifted, int32(-places)), u, c)
	}
	return Ratio(decimal.NewFromBigInt(r.Num(), 0), decimal.NewFromBigInt(r.Denom(), 0), u, c)
}

// lcCombine returns the first value that is no number, with what all of them lack, or
// computes.
func lcCombine(u Unit, c fx.Currency, compute func() Value, of ...Value) Value {
	var missing []string
	incomplete, undefined := false, false
	for _, v := range of {
		switch {
		case v.State == Undefined:
			undefined = true
		case !v.IsDefined():
			incomplete = true
			missing = lcMerge(missing, v.Missing)
		}
	}
	switch {
	case incomplete:
		return NotKnown(u, c, missing...)
	case undefined:
		return Value{State: Undefined, Unit: u, Currency: c}
	}
	return compute()
}

// lcAdd adds values of one unit and currency.
func lcAdd(first Value, more ...Value) Value {
	return lcCombine(first.Unit, first.Currency, func() Value {
		if lcPlain(first) && !slices.ContainsFunc(more, func(v Value) bool { return !lcPlain(v) }) {
			sum := first.Num
			for _, v := range more {
				sum = sum.Add(v.Num)
			}
			return Exact(sum, first.Unit, first.Currency)
		}
		sum := lcRat(first)
		for _, v := range more {
			sum.Add(sum, lcRat(v))
		}
		return lcValue(sum, first.Unit, first.Currency)
	}, append([]Value{first}, more...)...)
}

// lcPlain reports whether a value is a decimal.
func lcPlain(v Value) bool { return v.Den.Equal(lcWhole(1)) }

// lcNeg changes the sign of a value.
func lcNeg(v Value) Value {
	v.Num = v.Num.Neg()
	return v
}

// lcSub returns a less all others.
func lcSub(a Value, less ...Value) Value {
	negated := make([]Value, len(less))
	for i, v := range less {
		negated[i] = lcNeg(v)
	}
	return lcAdd(a, negated...)
}

// lcMul multiplies; the product has the unit and currency of the first.
func lcMul(a, b Value) Value {
	return lcCombine(a.Unit, a.Currency, func() Value {
		return lcValue(new(big.Rat).Mul(lcRat(a), lcRat(b)), a.Unit, a.Currency)
	}, a, b)
}

// lcDiv divides; the quotient is undefined where b is 0.
func lcDiv(a, b Value, u Unit, c fx.Currency) Value {
	return lcCombine(u, c, func() Value {
		if lcPlain(a) && lcPlain(b) {
			return Ratio(a.Num, b.Num, u, c)
		}
		d := lcRat(b)
		if d.Sign() == 0 {
			return Ratio(a.Num, decimal.Decimal{}, u, c)
		}
		return lcValue(d.Quo(lcRat(a), d), u, c)
	}, a, b)
}

func lcWhole(n int) decimal.Decimal { return decimal.New(int64(n), 0) }

func lcCount(n int64) decimal.Decimal { return decimal.New(n, 0) }
