package kpi

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A State says whether a value is a number.
type State string

// The states of a [Value].
const (
	Defined    State = "defined"    // it is a number
	Undefined  State = "undefined"  // its denominator is 0
	Incomplete State = "incomplete" // something that it needs is not known
)

// A Unit says what a number counts.
type Unit string

// The units of a [Value].
const (
	Amount   Unit = "amount"   // money of the currency beside it
	Count    Unit = "count"    // units, orders, clicks, sessions
	Fraction Unit = "fraction" // 0.15 is 15 %
	Multiple Unit = "multiple" // times: a ROAS of 5
	DaysUnit Unit = "days"
	Weeks    Unit = "weeks"
	Months   Unit = "months"
	Years    Unit = "years"
)

// A Value is a number, or the reason why there is none. It is an exact fraction:
// nothing is divided before [Value.Round] does. The zero Value is incomplete and does
// not say what is missing.
type Value struct {
	State State
	// Num and Den are the number as numerator and denominator, which is above 0 where
	// the value is defined. Undefined values have the numerator and a denominator of 0.
	Num, Den decimal.Decimal
	Unit     Unit
	// Currency is that of an amount, "" for other units.
	Currency fx.Currency
	// Missing names what is not known, in the order of the formula.
	Missing []string
	// Notes are warnings: that bases are mixed, that a share is negative.
	Notes []string
}

// The bounds of the numbers of a value. Real ones stay far within them; without them a
// decimal such as 1e1000000000 would be written out when it is compared or printed.
const (
	mostValueExponent  = 100
	leastValueExponent = -1000
	mostValueDigits    = 2 * MaxFormulaDigits
)

// outOfBounds is what a value misses that was given a number outside the bounds.
const outOfBounds = "a number out of bounds"

// inBounds reports whether a value can compute with a decimal. Digits are those that
// are written out, with the zeros of an exponent above 0.
func inBounds(d decimal.Decimal) bool {
	e := d.Exponent()
	return e <= mostValueExponent && e >= leastValueExponent && d.NumDigits()+max(int(e), 0) <= mostValueDigits
}

// Exact returns the defined value d. A decimal out of bounds makes it incomplete, with
// "a number out of bounds" missing: one with an exponent above 100 or below -1000, or of
// more than 2000 digits, written out.
func Exact(d decimal.Decimal, u Unit, c fx.Currency) Value {
	return Ratio(d, decimal.New(1, 0), u, c)
}

// Ratio returns num/den: undefined where den is 0. A decimal out of bounds, as those of
// [Exact] are, makes it incomplete.
func Ratio(num, den decimal.Decimal, u Unit, c fx.Currency) Value {
	if !inBounds(num) || !inBounds(den) {
		return NotKnown(u, c, outOfBounds)
	}
	v := Value{State: Defined, Num: num, Den: den, Unit: u, Currency: c}
	switch den.Sign() {
	case 0:
		v.State = Undefined
	case -1:
		v.Num, v.Den = num.Neg(), den.Neg()
	}
	return v
}

// NotKnown returns an incomplete value that names what is missing.
func NotKnown(u Unit, c fx.Currency, missing ...string) Value {
	return Value{State: Incomplete, Unit: u, Currency: c, Missing: slices.Clone(missing)}
}

// IsDefined reports whether the value is a number. One that was made by hand of decimals
// out of the bounds of [Exact] is none.
func (v Value) IsDefined() bool {
	return v.State == Defined && v.Den.Sign() > 0 && inBounds(v.Num) && inBounds(v.Den)
}

// bounded returns the value, or an incomplete one for numbers out of bounds.
func (v Value) bounded() Value {
	if (v.State == Defined || v.State == Undefined) && (!inBounds(v.Num) || !inBounds(v.Den)) {
		out := NotKnown(v.Unit, v.Currency, outOfBounds)
		out.Notes = v.Notes
		return out
	}
	return v
}

// lacksBounds reports whether a value is none for a number out of bounds.
func (v Value) lacksBounds() bool {
	return slices.Equal(v.bounded().Missing, []string{outOfBounds})
}

// Round returns the number rounded to decimal places, half away from zero; not Valid
// where there is none. Places below 0 or above 18 are taken as 0 and 18.
func (v Value) Round(places int) decimal.NullDecimal {
	if !v.IsDefined() {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(v.Num.DivRound(v.Den, int32(min(max(places, 0), 18))))
}

// Cmp compares two defined values exactly; ok is false when one of them is not
// defined, or when they have different units or currencies.
func (v Value) Cmp(w Value) (order int, ok bool) {
	if !v.IsDefined() || !w.IsDefined() || v.Unit != w.Unit || v.Currency != w.Currency {
		return 0, false
	}
	return v.Num.Mul(w.Den).Cmp(w.Num.Mul(v.Den)), true
}

// String returns the value as one reads it: "5.63%", "18.89 USD", "44 days", and
// "undefined" or "incomplete: ad_spend" where it is no number. Fractions are shown in
// percent with two decimals, amounts with the minor units of their currency, all else
// with at most two decimals, each rounded half away from zero. A value that was made by
// hand of decimals out of the bounds of [Exact] prints as the incomplete one.
func (v Value) String() string {
	v = v.bounded()
	switch {
	case v.State == Undefined:
		return string(Undefined)
	case !v.IsDefined():
		if len(v.Missing) == 0 {
			return string(Incomplete)
		}
		return string(Incomplete) + ": " + strings.Join(v.Missing, ", ")
	}
	switch v.Unit {
	case Fraction:
		return v.Num.Shift(2).DivRound(v.Den, 2).StringFixed(2) + "%"
	case Amount:
		places, known := v.Currency.MinorUnits()
		if !known {
			places = 2
		}
		return strings.TrimSpace(v.Num.DivRound(v.Den, int32(places)).StringFixed(int32(places)) + " " + string(v.Currency))
	case DaysUnit, Weeks, Months, Years:
		return fx.Plain(v.Num.DivRound(v.Den, 2)) + " " + string(v.Unit)
	}
	return fx.Plain(v.Num.DivRound(v.Den, 2))
}
