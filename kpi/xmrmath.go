package kpi

import (
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// chartPlaces is the number of decimals to which a value is rounded, half away from
// zero, when it is taken into a chart or a series of days. Everything after that is
// exact until it is printed.
const chartPlaces = 18

// Bounds of the numbers of a value that is taken in, wide enough for every product
// of a few parsed numbers and small enough that no operation on them is slow.
const (
	maxChartDigits   = 256
	maxChartExponent = 128
)

// A quotient is an exact fraction with a denominator above 0.
type quotient struct{ num, den decimal.Decimal }

func wholeQuotient(d decimal.Decimal) quotient { return quotient{d, decimal.New(1, 0)} }

func quotientOf(v Value) quotient { return quotient{v.Num, v.Den} }

func (q quotient) plus(r quotient) quotient {
	if q.den.Equal(r.den) {
		return quotient{q.num.Add(r.num), q.den}
	}
	return quotient{q.num.Mul(r.den).Add(r.num.Mul(q.den)), q.den.Mul(r.den)}
}

func (q quotient) minus(r quotient) quotient { return q.plus(quotient{r.num.Neg(), r.den}) }

func (q quotient) times(r quotient) quotient { return quotient{q.num.Mul(r.num), q.den.Mul(r.den)} }

func (q quotient) abs() quotient { return quotient{q.num.Abs(), q.den} }

func (q quotient) cmp(r quotient) int { return q.num.Mul(r.den).Cmp(r.num.Mul(q.den)) }

func (q quotient) value(u Unit, c fx.Currency) Value { return Ratio(q.num, q.den, u, c) }

// checkChartValue refuses a number that is too large for arithmetic.
func checkChartValue(v Value) error {
	if v.lacksBounds() {
		return fx.NewInputError("", outOfBounds, "must have an exponent within 128 and at most 256 digits")
	}
	if !v.IsDefined() {
		return nil
	}
	for _, d := range []decimal.Decimal{v.Num, v.Den} {
		if e := int(d.Exponent()); e > maxChartExponent || e < -maxChartExponent {
			return fx.NewInputError("", "a decimal with exponent "+strconv.Itoa(e), "must have an exponent within 128")
		}
		if n := d.NumDigits(); n > maxChartDigits {
			return fx.NewInputError("", "a decimal of "+strconv.Itoa(n)+" digits", "must have at most 256 digits")
		}
	}
	return nil
}

// sameMeasure reports whether two values have the same unit and currency.
func sameMeasure(v, w Value) bool { return v.Unit == w.Unit && v.Currency == w.Currency }

// measureText names a unit and its currency: "amount USD".
func measureText(v Value) string {
	if v.Currency == "" {
		return string(v.Unit)
	}
	return string(v.Unit) + " " + string(v.Currency)
}

// countText is a number with its noun, "1 week" or "3 weeks".
func countText(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
