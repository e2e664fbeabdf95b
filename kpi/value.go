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

// Exact returns the defined value d.
func Exact(d decimal.Decimal, u Unit, c fx.Currency) Value {
	return Value{State: Defined, Num: d, Den: decimal.New(1, 0), Unit: u, Currency: c}
}

// Ratio returns num/den: undefined where den is 0.
func Ratio(num, den decimal.Decimal, u Unit, c fx.Currency) Value {
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

// IsDefined reports whether the value is a number.
func (v Value) IsDefined() bool { return v.State == Defined && v.Den.Sign() > 0 }

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
// with at most two decimals, each rounded half away from zero.
func (v Value) String() string {
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
