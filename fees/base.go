package fees

import (
	"math/big"
	"math/bits"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// On returns the Curve whose base is the price plus add: the fee at a price p
// is what c charges on p + add, as when the buyer also pays shipping. A
// negative add, such as a discount, never takes the base below 0. The add must
// be a multiple of 0.0001. On a base above [MaxPrice] the last piece of c goes on.
func (c Curve) On(add decimal.Decimal) Curve {
	if c.err != nil {
		return c
	}
	shift, err := fixed("add", add, pricePlaces, int128FromInt64(maxUnits))
	if err != nil {
		return Curve{err: err}
	}
	by := int64(shift.lo)
	if len(c.segs) == 0 || by == 0 {
		return c
	}
	out := make([]segment, 0, len(c.segs)+1)
	if by < 0 { // below -add the base is 0
		out = append(out, segment{a: c.segs[0].eval(0)})
	}
	for i, s := range c.segs {
		from := s.from - by
		if end(c.segs, i)-by < 0 || from > maxUnits {
			continue
		}
		extra, okB := s.b.mul(by)
		a, okA := s.a.add(extra)
		if !okA || !okB || !within(a, limitAmount) {
			return Curve{err: &OverflowError{Op: "On"}}
		}
		out = appendSegment(out, segment{max(from, 0), a, s.b})
	}
	return Curve{segs: out}
}

// OnTimes returns the Curve whose base is k times the price: the fee at a price p
// is what c charges on k × p, as when a fee is taken from the price with tax, or
// from several units at once. K must be above 0, and with 1 the Curve is c itself.
//
// Which piece of c applies is decided by the base rounded half away from zero to
// the given decimals (0 to 4), as the payer rounds it: with a tax of 8.25 % and
// cents, a price of 9.24 has the base 10.0023, which is 10.00 and not above it.
// The amount within a piece is exact as long as rates need at most 16 decimals;
// what goes beyond is rounded half away from zero to that last place. On a base
// above [MaxPrice] the last piece of c goes on.
func (c Curve) OnTimes(k decimal.Decimal, places int) Curve {
	if c.err != nil {
		return c
	}
	if err := checkFactor("k", k); err != nil {
		return Curve{err: err}
	}
	step, err := gridStep(places)
	if err != nil {
		return Curve{err: err}
	}
	if len(c.segs) == 0 || k.Equal(whole) {
		return c
	}
	out := make([]segment, 0, len(c.segs))
	for _, s := range c.segs {
		b, ok := scale(s.b, k)
		if !ok || !within(b, limitRate) {
			return Curve{err: &OverflowError{Op: "OnTimes"}}
		}
		if s.from > 0 {
			// The first base on the grid of the payer that the piece holds is
			// reached by everything that rounds to it.
			onGrid := (s.from + step - 1) / step * step
			s.from = ceilQuotient(2*onGrid-step, k)
		}
		if s.from > maxUnits {
			break
		}
		if n := len(out); n > 0 && out[n-1].from == s.from {
			out = out[:n-1] // a piece that no rounded base reaches
		}
		out = appendSegment(out, segment{s.from, s.a, b})
	}
	return Curve{segs: out}
}

// checkFactor refuses what is out of bounds or not above 0.
func checkFactor(field string, k decimal.Decimal) error {
	if err := fx.CheckDecimal(k); err != nil {
		return fx.InField(field, err)
	}
	if k.Sign() <= 0 {
		return fx.NewInputError(field, fx.Plain(k), "must be above 0")
	}
	return nil
}

// ceilQuotient returns twice/(2k) rounded up, at most one above the highest
// price, for positive numbers.
func ceilQuotient(twice int64, k decimal.Decimal) int64 {
	num, den, ok := ratio(k)
	if !ok {
		return ceilQuotientBig(twice, k)
	}
	hi, lo := bits.Mul64(uint64(twice), den)
	if hi >= 2*num {
		return maxUnits + 1
	}
	q, rest := bits.Div64(hi, lo, 2*num)
	if q > maxUnits || q == maxUnits && rest > 0 {
		return maxUnits + 1
	}
	if rest > 0 {
		q++
	}
	return int64(q)
}

// ceilQuotientBig is ceilQuotient for a k of any number of digits.
func ceilQuotientBig(twice int64, k decimal.Decimal) int64 {
	n, d := big.NewInt(twice), new(big.Int).Mul(k.Coefficient(), big.NewInt(2))
	if exp := int(k.Exponent()); exp < 0 {
		n.Mul(n, bigPow10(-exp))
	} else {
		d.Mul(d, bigPow10(exp))
	}
	q, rest := n.QuoRem(n, d, new(big.Int))
	if rest.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	if !q.IsInt64() || q.Int64() > maxUnits {
		return maxUnits + 1
	}
	return q.Int64()
}

// ratio returns a decimal above 0 as a fraction of two numbers of at most 18
// digits, and whether it is one.
func ratio(d decimal.Decimal) (num, den uint64, ok bool) {
	exp, digits := int(d.Exponent()), d.NumDigits()
	switch {
	case digits > 18 || exp < -18 || digits+exp > 18:
		return 0, 0, false
	case exp < 0:
		return uint64(d.CoefficientInt64()), uint64(pow10int64[-exp]), true
	}
	return uint64(d.CoefficientInt64()) * uint64(pow10int64[exp]), 1, true
}
