// Package small computes with decimals whose digits fit one word, as those of nearly
// every price do, without building big integers on the way. Each function returns what
// the decimal package returns, for every decimal: one with more digits takes the long
// way.
package small

import (
	"cmp"
	"math/bits"
	"strconv"

	"github.com/shopspring/decimal"
)

// wordDigits is how many digits fit one word whatever they are.
const wordDigits = 18

// pow10 are the powers of ten that fit an unsigned word.
var pow10 = [20]uint64{
	1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
}

// word returns the coefficient of a decimal. It is false when that is not small.
func word(d decimal.Decimal) (int64, bool) {
	if d.NumDigits() > wordDigits {
		return 0, false
	}
	return d.CoefficientInt64(), true
}

// magnitude is |n|, for n above the lowest int64.
func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}

// scaled returns n × 10^power, for a power of 0 or more. It is false when that is not
// small.
func scaled(n int64, power int64) (int64, bool) {
	if n == 0 {
		return 0, true
	}
	if power > wordDigits {
		return 0, false
	}
	hi, lo := bits.Mul64(magnitude(n), pow10[power])
	if hi != 0 || lo >= pow10[wordDigits] {
		return 0, false
	}
	if n < 0 {
		return -int64(lo), true
	}
	return int64(lo), true
}

// Cmp is a.Cmp(b).
func Cmp(a, b decimal.Decimal) int {
	power := int64(a.Exponent()) - int64(b.Exponent())
	if power == 0 {
		return a.Cmp(b)
	}
	x, okX := word(a)
	y, okY := word(b)
	if !okX || !okY || power > wordDigits || power < -wordDigits {
		return a.Cmp(b)
	}
	if c := cmp.Compare(cmp.Compare(x, 0), cmp.Compare(y, 0)); c != 0 || x == 0 {
		return c
	}
	xHi, xLo := bits.Mul64(magnitude(x), pow10[max(power, 0)])
	yHi, yLo := bits.Mul64(magnitude(y), pow10[max(-power, 0)])
	c := cmp.Compare(xHi, yHi)
	if c == 0 {
		c = cmp.Compare(xLo, yLo)
	}
	if x < 0 {
		return -c
	}
	return c
}

// CmpProduct compares a with x × y, exactly: -1, 0 or 1.
func CmpProduct(a, x, y decimal.Decimal) int {
	n, okN := word(a)
	p, okP := word(x)
	q, okQ := word(y)
	if !okN || !okP || !okQ {
		return a.Cmp(x.Mul(y))
	}
	sign := cmp.Compare(p, 0) * cmp.Compare(q, 0)
	if c := cmp.Compare(cmp.Compare(n, 0), sign); c != 0 || n == 0 {
		return c
	}
	// Both have one sign, so that their magnitudes decide.
	power := int64(a.Exponent()) - int64(x.Exponent()) - int64(y.Exponent())
	leftHi, left, ok := timesPower(0, magnitude(n), max(power, 0))
	rightHi, right := bits.Mul64(magnitude(p), magnitude(q))
	rightHi, right, okRight := timesPower(rightHi, right, max(-power, 0))
	if !ok || !okRight {
		return a.Cmp(x.Mul(y))
	}
	c := cmp.Compare(leftHi, rightHi)
	if c == 0 {
		c = cmp.Compare(left, right)
	}
	return c * sign
}

// CmpSum compares a + b with c + d: -1, 0 or 1.
func CmpSum(a, b, c, d decimal.Decimal) int {
	w, x, exp, okL := aligned(a, b)
	y, z, other, okR := aligned(c, d)
	if okL && okR && exp == other {
		return cmp.Compare(w+x, y+z)
	}
	return Cmp(Add(a, b), Add(c, d))
}

// Add is a.Add(b).
func Add(a, b decimal.Decimal) decimal.Decimal {
	switch {
	case b.IsZero() && b.Exponent() >= a.Exponent():
		return a
	case a.IsZero() && a.Exponent() >= b.Exponent():
		return b
	}
	if x, y, exp, ok := aligned(a, b); ok {
		return decimal.New(x+y, exp)
	}
	return a.Add(b)
}

// Sub is a.Sub(b).
func Sub(a, b decimal.Decimal) decimal.Decimal {
	if b.IsZero() && b.Exponent() >= a.Exponent() {
		return a
	}
	if x, y, exp, ok := aligned(a, b); ok {
		return decimal.New(x-y, exp)
	}
	return a.Sub(b)
}

// Mul is a.Mul(b).
func Mul(a, b decimal.Decimal) decimal.Decimal {
	x, okX := word(a)
	y, okY := word(b)
	exp := int64(a.Exponent()) + int64(b.Exponent())
	if hi, lo := bits.Mul64(magnitude(x), magnitude(y)); okX && okY && hi == 0 && lo < pow10[wordDigits] && exp == int64(int32(exp)) {
		if (x < 0) != (y < 0) {
			return decimal.New(-int64(lo), int32(exp))
		}
		return decimal.New(int64(lo), int32(exp))
	}
	return a.Mul(b)
}

// aligned returns two decimals as whole numbers of the finer one's unit. It is false
// when they are not small.
func aligned(a, b decimal.Decimal) (x, y int64, exp int32, ok bool) {
	x, okX := word(a)
	y, okY := word(b)
	exp = min(a.Exponent(), b.Exponent())
	if !okX || !okY {
		return 0, 0, exp, false
	}
	x, okX = scaled(x, int64(a.Exponent())-int64(exp))
	y, okY = scaled(y, int64(b.Exponent())-int64(exp))
	return x, y, exp, okX && okY
}

// Units returns the largest whole number of 10^-places that is not above a decimal,
// and whether it is the decimal. Ok is false when the number has more than 18 digits,
// or the decimal has.
func Units(d decimal.Decimal, places int) (units int64, exact, ok bool) {
	n, ok := word(d)
	if !ok {
		return 0, false, false
	}
	power := int64(d.Exponent()) + int64(places)
	if power >= 0 {
		units, ok = scaled(n, power)
		return units, ok, ok
	}
	if power < -wordDigits { // below one unit
		switch {
		case n < 0:
			return -1, false, true
		default:
			return 0, n == 0, true
		}
	}
	unit := int64(pow10[-power])
	units = n / unit
	switch rest := n % unit; {
	case rest < 0:
		return units - 1, false, true
	default:
		return units, rest == 0, true
	}
}

// AppendFixed appends d.StringFixed(places) to a text. It is false, and appends nothing,
// for a decimal that is not small or has more decimals.
func AppendFixed(text []byte, d decimal.Decimal, places int) ([]byte, bool) {
	units, exact, ok := Units(d, places)
	if !ok || !exact || places < 0 || places > wordDigits {
		return text, false
	}
	if units < 0 {
		text = append(text, '-')
	}
	whole, part := magnitude(units)/pow10[places], magnitude(units)%pow10[places]
	text = strconv.AppendUint(text, whole, 10)
	if places == 0 {
		return text, true
	}
	// A leading 1 keeps the zeros after the point; the point takes its place.
	point := len(text)
	text = strconv.AppendUint(text, pow10[places]+part, 10)
	text[point] = '.'
	return text, true
}

// RoundFloor is d.RoundFloor(places).
func RoundFloor(d decimal.Decimal, places int32) decimal.Decimal {
	units, exact, ok := Units(d, int(places))
	switch {
	case !ok:
		return d.RoundFloor(places)
	case exact && d.Exponent() == -places:
		return d
	}
	return decimal.New(units, -places)
}

// RoundCeil is d.RoundCeil(places).
func RoundCeil(d decimal.Decimal, places int32) decimal.Decimal {
	units, exact, ok := Units(d, int(places))
	switch {
	case !ok:
		return d.RoundCeil(places)
	case exact && d.Exponent() == -places:
		return d
	case !exact:
		units++
	}
	return decimal.New(units, -places)
}

// MulDiv is a.Mul(num).DivRound(den, places): a × num / den, rounded once, half away
// from zero. As there, den must not be 0.
func MulDiv(a, num, den decimal.Decimal, places int32) decimal.Decimal {
	x, okX := word(a)
	y, okY := word(num)
	z, okZ := word(den)
	if okX && okY && okZ && z != 0 {
		power := int64(a.Exponent()) + int64(num.Exponent()) - int64(den.Exponent()) + int64(places)
		if q, ok := mulDiv(magnitude(x), magnitude(y), magnitude(z), power); ok {
			if (x < 0) != (y < 0) != (z < 0) {
				q = -q
			}
			return decimal.New(q, -places)
		}
	}
	return a.Mul(num).DivRound(den, places)
}

// DivRound is a.DivRound(b, places).
func DivRound(a, b decimal.Decimal, places int32) decimal.Decimal {
	return MulDiv(a, one, b, places)
}

var one = decimal.New(1, 0)

// mulDiv is x × y × 10^power / z, rounded half up. It is false when a product on the
// way or the quotient is too large.
func mulDiv(x, y, z uint64, power int64) (int64, bool) {
	hi, lo := bits.Mul64(x, y)
	hi, lo, ok := timesPower(hi, lo, max(power, 0))
	if !ok {
		return 0, false
	}
	if power < 0 {
		if power < -wordDigits {
			return 0, false
		}
		over, low := bits.Mul64(z, pow10[-power])
		if over != 0 {
			return 0, false
		}
		z = low
	}
	if hi >= z {
		return 0, false
	}
	q, rest := bits.Div64(hi, lo, z)
	if rest >= z-rest {
		q++
	}
	if q >= pow10[wordDigits] {
		return 0, false
	}
	return int64(q), true
}

// timesPower multiplies a number of two words by a power of ten. It is false when the
// result does not fit.
func timesPower(hi, lo uint64, power int64) (uint64, uint64, bool) {
	for power > 0 && (hi != 0 || lo != 0) {
		step := min(power, wordDigits)
		by := pow10[step]
		over, high := bits.Mul64(hi, by)
		carry, low := bits.Mul64(lo, by)
		high, add := bits.Add64(high, carry, 0)
		if over != 0 || add != 0 {
			return 0, 0, false
		}
		hi, lo, power = high, low, power-step
	}
	return hi, lo, true
}
