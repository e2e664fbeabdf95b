package fx

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Bounds of every decimal that is parsed or accepted: 1e999999999 and a number
// of a million digits are errors before any arithmetic touches them.
const (
	// MaxTextLen is the longest text, in bytes, that [ParseDecimal] looks at.
	MaxTextLen = 64
	// MaxIntegerDigits is the largest number of digits before the decimal point.
	MaxIntegerDigits = 18
	// MaxFractionDigits is the largest number of digits after the decimal point.
	MaxFractionDigits = 12
)

// ParseDecimal reads a plain decimal number such as "-12.345" or "1.2e3" within
// the bounds [MaxTextLen], [MaxIntegerDigits] and [MaxFractionDigits]. The
// result is exact. A comma, a blank, NaN, Inf, hexadecimal digits, underscores
// and anything out of bounds is an [*InputError] with an empty Field.
func ParseDecimal(text string) (decimal.Decimal, error) {
	if text == "" {
		return decimal.Decimal{}, NewInputError("", text, "must be a decimal number, is empty")
	}
	if len(text) > MaxTextLen {
		return decimal.Decimal{}, NewInputError("", text, "must be a decimal number of at most "+strconv.Itoa(MaxTextLen)+" characters")
	}
	if !plainNumber(text) {
		return decimal.Decimal{}, NewInputError("", text, "must be a decimal number such as 12.34")
	}
	d, ok := newFromPlain(text)
	if !ok || CheckDecimal(d) != nil {
		return decimal.Decimal{}, NewInputError("", text, outOfBounds)
	}
	return d, nil
}

// newFromPlain builds the decimal of a text that plainNumber accepts, and reports
// false for an exponent of more than four digits. The decimal package could read
// it too, but follows a setting of the host program.
func newFromPlain(text string) (decimal.Decimal, bool) {
	mantissa, exponent, hasExponent := cutAny(text, "eE")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	exp := 0
	if hasExponent {
		var err error
		if exp, err = strconv.Atoi(exponent); err != nil || exp < -9999 || exp > 9999 {
			return decimal.Decimal{}, false
		}
	}
	digits, ok := new(big.Int).SetString(whole+fraction, 10)
	if !ok {
		return decimal.Decimal{}, false
	}
	return decimal.NewFromBigInt(digits, int32(exp-len(fraction))), true
}

const outOfBounds = "must have at most 18 digits before and 12 digits after the decimal point"

// CheckDecimal returns an [*InputError] when d is outside the bounds of
// [ParseDecimal]. It looks at the exponent before the digits, so that a hostile
// value costs nothing. Trailing zeros after the decimal point do not count.
func CheckDecimal(d decimal.Decimal) error {
	exp := int64(d.Exponent())
	if exp > MaxIntegerDigits || exp < -MaxTextLen {
		return NewInputError("", "a decimal with exponent "+strconv.FormatInt(exp, 10), outOfBounds)
	}
	digits := int64(d.NumDigits())
	if d.IsZero() {
		digits = 0
	}
	if digits > 2*MaxTextLen || digits+exp > MaxIntegerDigits {
		return NewInputError("", "a decimal of "+strconv.FormatInt(digits, 10)+" digits", outOfBounds)
	}
	if exp < -MaxFractionDigits && !d.Equal(d.Truncate(MaxFractionDigits)) {
		return NewInputError("", d.StringFixed(-d.Exponent()), outOfBounds)
	}
	return nil
}

// Bounds of decimals that were computed from parsed ones and have not been
// rounded yet: wide enough for any product of a few inputs, small enough that no
// operation on them is slow.
const (
	maxComputedDigits = 256
	maxComputedPlaces = 128
)

// checkComputed returns an [*InputError] when d is too large for arithmetic,
// which parsed numbers and sums and products of some of them never are.
func checkComputed(field string, d decimal.Decimal) error {
	exp := int64(d.Exponent())
	if exp > maxComputedPlaces || exp < -maxComputedPlaces {
		return NewInputError(field, "a decimal with exponent "+strconv.FormatInt(exp, 10), "must have at most 128 decimals")
	}
	if digits := d.NumDigits(); digits > maxComputedDigits {
		return NewInputError(field, "a decimal of "+strconv.Itoa(digits)+" digits", "must have at most 256 digits")
	}
	return nil
}

// significantPlaces is the number of decimals that d needs to be written without
// loss and without trailing zeros.
func significantPlaces(d decimal.Decimal) int32 {
	return max(0, -d.Normalize().Exponent())
}

// plainNumber reports whether text is [+-]digits[.digits][(e|E)[+-]digits].
func plainNumber(text string) bool {
	mantissa, exponent, hasExponent := cutAny(text, "eE")
	if hasExponent && !allDigits(trimSign(exponent)) {
		return false
	}
	whole, fraction, hasPoint := strings.Cut(trimSign(mantissa), ".")
	if hasPoint && !allDigits(fraction) {
		return false
	}
	return allDigits(whole)
}

func cutAny(s, chars string) (before, after string, found bool) {
	if i := strings.IndexAny(s, chars); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

func trimSign(s string) string {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		return s[1:]
	}
	return s
}

func allDigits(s string) bool {
	if s == "" {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
