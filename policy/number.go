package policy

import (
	"cmp"
	"math/big"
	"math/bits"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/small"
)

// verifiedOn is the day on which the sources of the rules of the platforms were last
// read.
var verifiedOn = calendarDay(2026, time.November, 23)

// The numbers that rules share. Nothing changes them.
var (
	decimalOne = decimal.New(1, 0)
	half       = decimal.New(5, -1)
)

// standardTo returns a threshold, or the standard one for 0.
func standardTo(d, standard decimal.Decimal) decimal.Decimal {
	if d.IsZero() {
		return standard
	}
	return d
}

// daysTo returns a number of days, or the standard one for 0 and below.
func daysTo(days, standard int) int {
	if days <= 0 {
		return standard
	}
	return days
}

// compare is a.Cmp(b) without an allocation for prices of the usual size.
func compare(a, b decimal.Decimal) int {
	if a.Exponent() == b.Exponent() {
		return a.Cmp(b)
	}
	return compareProduct(a, b, decimalOne)
}

// compareProduct compares a with x × y, exactly: -1, 0 or 1. A comparison with a
// share of a price needs no quotient that way, and one of ordinary amounts builds no
// decimal.
func compareProduct(a, x, y decimal.Decimal) int {
	ca, oka := coefficient(a)
	cx, okx := coefficient(x)
	cy, oky := coefficient(y)
	if oka && okx && oky {
		leftHi, left := uint64(0), ca
		rightHi, right := bits.Mul64(cx, cy)
		shift := int64(a.Exponent()) - int64(x.Exponent()) - int64(y.Exponent())
		ok := true
		if shift > 0 {
			leftHi, left, ok = timesPower(leftHi, left, shift)
		} else {
			rightHi, right, ok = timesPower(rightHi, right, -shift)
		}
		if ok {
			switch {
			case leftHi > rightHi || leftHi == rightHi && left > right:
				return 1
			case leftHi == rightHi && left == right:
				return 0
			}
			return -1
		}
	}
	return compareBig(a, x, y)
}

// compareBig is compareProduct for any decimals. It scales by no more digits than the
// decimals have: before, numbers of different magnitude are told apart.
func compareBig(a, x, y decimal.Decimal) int {
	left, right := a.Coefficient(), x.Coefficient()
	right.Mul(right, y.Coefficient())
	leftExp, rightExp := int64(a.Exponent()), int64(x.Exponent())+int64(y.Exponent())
	if left.Sign() != right.Sign() || left.Sign() == 0 {
		return cmp.Compare(left.Sign(), right.Sign())
	}
	leftDigits, rightDigits := digitsOf(left), digitsOf(right)
	if c := cmp.Compare(leftExp+leftDigits, rightExp+rightDigits); c != 0 {
		return c * left.Sign()
	}
	if shift := leftExp - rightExp; shift > 0 {
		left.Mul(left, new(big.Int).Exp(big.NewInt(10), big.NewInt(shift), nil))
	} else {
		right.Mul(right, new(big.Int).Exp(big.NewInt(10), big.NewInt(-shift), nil))
	}
	return left.Cmp(right)
}

// digitsOf is the number of decimal digits of an integer.
func digitsOf(i *big.Int) int64 { return int64(decimal.NewFromBigInt(i, 0).NumDigits()) }

// coefficient is that of a decimal that is not below 0 and has at most 18 digits.
func coefficient(d decimal.Decimal) (uint64, bool) {
	if d.Sign() < 0 || d.NumDigits() > 18 {
		return 0, false
	}
	return uint64(d.CoefficientInt64()), true
}

// timesPower multiplies a number of 128 bits by a power of ten. It is false when the
// result needs more bits or the power is above 38.
func timesPower(hi, lo uint64, power int64) (uint64, uint64, bool) {
	if power > 38 {
		return 0, 0, false
	}
	for ; power > 0; power-- {
		over, high := bits.Mul64(hi, 10)
		carry, low := bits.Mul64(lo, 10)
		high, add := bits.Add64(high, carry, 0)
		if over != 0 || add != 0 {
			return 0, 0, false
		}
		hi, lo = high, low
	}
	return hi, lo, true
}

// isAmount reports whether a decimal is within the bounds of [fx.CheckDecimal] and not
// below 0.
func isAmount(d decimal.Decimal) bool { return d.Sign() >= 0 && fx.CheckDecimal(d) == nil }

// money writes a price with its currency.
func money(d decimal.Decimal, c fx.Currency) string {
	if places, known := c.MinorUnits(); known {
		var room [40]byte
		if text, ok := small.AppendFixed(room[:0], d, places); ok { // whole minor units, as nearly always
			return string(append(append(text, ' '), c...))
		}
	}
	return fx.Money{Amount: d, Currency: c}.String()
}

// amountEvidence is an amount behind a finding.
func amountEvidence(name string, d decimal.Decimal, c fx.Currency) Evidence {
	return Evidence{Name: name, Value: money(d, c)}
}
