package freight

import (
	"strconv"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

var (
	maxKg          = decimal.NewFromInt(MaxKg)
	maxCubicMetres = decimal.NewFromInt(MaxCubicMetres)
)

// quantityPlaces is how many decimals a weight or a volume may have: a millionth of
// a cubic inch needs 24 of a cubic metre, the step of a fees.Length 30.
const quantityPlaces = 30

// decent reports whether a quantity is from 0 to most and small enough to compute
// with.
func decent(d, most decimal.Decimal) bool { return quantityFault(d, most) == "" }

// quantityFault says what is wrong with a quantity, "" when nothing is. It looks at
// the exponent before the digits, as [fx.CheckDecimal] does, but lets exact weights
// and volumes have their many decimals.
func quantityFault(d, most decimal.Decimal) string {
	exp := int(d.Exponent())
	if exp > fx.MaxIntegerDigits || exp < -fx.MaxTextLen || d.NumDigits() > fx.MaxTextLen {
		return "must be a number of at most " + strconv.Itoa(fx.MaxTextLen) + " digits"
	}
	switch {
	case d.Sign() < 0:
		return "must not be below 0"
	case integerDigits(d) >= integerDigits(most) && d.GreaterThan(most): // comparing costs more than counting
		return "must be at most " + fx.Plain(most)
	case exp < -quantityPlaces && !d.Equal(d.Truncate(quantityPlaces)):
		return "must have at most " + strconv.Itoa(quantityPlaces) + " decimals"
	}
	return ""
}

// integerDigits is the number of digits before the decimal point, 0 or less for a
// fraction: fewer digits are a smaller number.
func integerDigits(d decimal.Decimal) int { return d.NumDigits() + int(d.Exponent()) }

func checkQuantity(f *fees.Faults, field string, d, most decimal.Decimal) {
	if reason := quantityFault(d, most); reason != "" {
		f.Add(field, fx.Plain(d), reason)
	}
}

func checkOptional(f *fees.Faults, field string, d decimal.NullDecimal, most decimal.Decimal) {
	if d.Valid {
		checkQuantity(f, field, d.Decimal, most)
	}
}

// texts returns the texts of typed ones.
func texts[T ~string](typed []T) []string {
	out := make([]string, len(typed))
	for i, t := range typed {
		out[i] = string(t)
	}
	return out
}

// maxAmount is the largest amount of money of this package, in units of its currency.
var maxAmount = decimal.New(1, 12)

// checkAmount notes an amount that is not from 0 to 10^12 with at most 12 decimals.
func checkAmount(f *fees.Faults, field string, d decimal.Decimal) {
	if err := fx.CheckDecimal(d); err != nil {
		f.Join(fx.InField(field, err))
		return
	}
	checkQuantity(f, field, d, maxAmount)
}

// checkMoney notes what checkAmount and checkCurrency find.
func checkMoney(f *fees.Faults, field string, m fx.Money) {
	checkAmount(f, field+".amount", m.Amount)
	checkCurrency(f, field+".currency", m.Currency)
}

// checkCurrency notes a currency that is unknown or has no minor unit.
func checkCurrency(f *fees.Faults, field string, c fx.Currency) {
	code, err := fx.ParseCurrency(string(c))
	if err != nil {
		f.Join(err)
		return
	}
	if _, ok := code.MinorUnits(); !ok {
		f.Add(field, string(c), "must have a minor unit")
	}
	if code != c {
		f.Add(field, string(c), "must be the code "+strconv.Quote(string(code)))
	}
}
