package fees

import (
	"math/big"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Times returns the Curve scaled by k, which may be negative. It is exact as
// long as the scaled rates need at most 16 decimals and the scaled amounts at
// most 20; what goes beyond is rounded half away from zero to that last place.
func (c Curve) Times(k decimal.Decimal) Curve {
	if c.err != nil {
		return c
	}
	if err := fx.CheckDecimal(k); err != nil {
		return Curve{err: fx.InField("k", err)}
	}
	if len(c.segs) == 0 {
		return c
	}
	out := make([]segment, 0, len(c.segs))
	for _, s := range c.segs {
		a, okA := scale(s.a, k)
		b, okB := scale(s.b, k)
		if !okA || !okB || !within(a, limitAmount) || !within(b, limitRate) {
			return Curve{err: &OverflowError{Op: "Times"}}
		}
		out = appendSegment(out, segment{s.from, a, b})
	}
	return Curve{segs: out}
}

// Over returns the Curve divided by n, for what several units share. N must be
// above 0. Rates are rounded half away from zero to 16 decimals and amounts to
// 20 where the quotient is finer.
func (c Curve) Over(n decimal.Decimal) Curve {
	if c.err != nil {
		return c
	}
	if err := checkFactor("n", n); err != nil {
		return Curve{err: err}
	}
	if len(c.segs) == 0 || n.Equal(whole) {
		return c
	}
	out := make([]segment, 0, len(c.segs))
	for _, s := range c.segs {
		a, okA := share(s.a, n)
		b, okB := share(s.b, n)
		if !okA || !okB || !within(a, limitAmount) || !within(b, limitRate) {
			return Curve{err: &OverflowError{Op: "Over"}}
		}
		out = appendSegment(out, segment{s.from, a, b})
	}
	return Curve{segs: out}
}

// share returns v/n rounded half away from zero, and whether it fits, for n > 0.
func share(v int128, n decimal.Decimal) (int128, bool) {
	if v.sign() == 0 {
		return v, true
	}
	if num, den, ok := ratio(n); ok {
		if product, ok := v.mul(int64(den)); ok {
			return product.divRound(num), true
		}
	}
	return shareBig(v, n)
}

// shareBig is share for an n of any number of digits.
func shareBig(v int128, n decimal.Decimal) (int128, bool) {
	num, den := v.big(), n.Coefficient()
	if exp := int(n.Exponent()); exp < 0 {
		num.Mul(num, bigPow10(-exp))
	} else {
		den.Mul(den, bigPow10(exp))
	}
	return int128FromBig(roundQuotient(num, den))
}

// scale returns v*k rounded half away from zero, and whether it fits.
func scale(v int128, k decimal.Decimal) (int128, bool) {
	if v.sign() == 0 || k.IsZero() {
		return int128{}, true
	}
	exp := k.Exponent()
	if exp <= 0 && exp >= -18 && k.NumDigits() <= 18 {
		if product, ok := v.mul(k.CoefficientInt64()); ok {
			return product.divRound(uint64(pow10int64[-exp])), true
		}
	}
	product := new(big.Int).Mul(v.big(), k.Coefficient())
	if exp >= 0 {
		return int128FromBig(product.Mul(product, bigPow10(int(exp))))
	}
	return int128FromBig(roundQuotient(product, bigPow10(int(-exp))))
}

// roundQuotient returns n/d rounded half away from zero, for d > 0.
func roundQuotient(n, d *big.Int) *big.Int {
	twice := new(big.Int).Lsh(n, 1)
	if n.Sign() < 0 {
		twice.Sub(twice, d)
	} else {
		twice.Add(twice, d)
	}
	return twice.Quo(twice, new(big.Int).Lsh(d, 1))
}
