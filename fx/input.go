package fx

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

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

// An InputError says which input cannot be used and what would be accepted. The
// zero InputError says nothing. It is the one validation error of the whole module; it lives here because
// every other package that takes money already imports fx.
type InputError struct {
	// Field is the path from the argument: "cost[3].amount".
	Field string
	// Value is what was given, as text, shortened when it is long.
	Value string
	// Reason says what would be accepted: "must be above 0".
	Reason string
}

// Error says the field, the reason and the value.
func (e *InputError) Error() string {
	text := e.Reason
	if e.Field != "" {
		text = e.Field + " " + text
	}
	if e.Value != "" {
		text += ", got " + strconv.Quote(e.Value)
	}
	return text
}

// NewInputError returns an [InputError]; a long value is cut at 40 bytes, so
// that an error never repeats a megabyte of garbage.
func NewInputError(field, value, reason string) *InputError {
	return &InputError{Field: field, Value: shorten(value), Reason: reason}
}

func shorten(s string) string {
	const most = 40
	if len(s) <= most {
		return strings.ToValidUTF8(s, "?")
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return strings.ToValidUTF8(s[:cut], "?") + "…"
}

// At returns err with field put in front of the path of every [InputError] in
// it: an "amount" inside "cost[1]" becomes "cost[1].amount". Other errors are
// kept as they are, a nil err stays nil, and several faults stay joined in their
// order.
func At(field string, err error) error {
	if err == nil {
		return nil
	}
	var out []error
	for _, e := range flatten(err) {
		var in *InputError
		if errors.As(e, &in) {
			path := field
			switch {
			case in.Field == "":
			case strings.HasPrefix(in.Field, "["):
				path += in.Field
			default:
				path += "." + in.Field
			}
			e = &InputError{Field: path, Value: in.Value, Reason: in.Reason}
		}
		out = append(out, e)
	}
	if len(out) == 1 {
		return out[0]
	}
	return errors.Join(out...)
}

// Faults lists every error that was joined into err, in order: [errors.As]
// finds only the first. It returns nil for a nil err.
func Faults(err error) []error {
	if err == nil {
		return nil
	}
	return flatten(err)
}

func flatten(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var out []error
	for _, e := range joined.Unwrap() {
		if e != nil {
			out = append(out, flatten(e)...)
		}
	}
	if len(out) == 0 {
		return []error{err}
	}
	return out
}

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
	d, err := decimal.NewFromString(text)
	if err != nil {
		return decimal.Decimal{}, NewInputError("", text, "must be a decimal number such as 12.34")
	}
	if err := CheckDecimal(d); err != nil {
		return decimal.Decimal{}, NewInputError("", text, outOfBounds)
	}
	return d, nil
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
	if hasExponent && (!allDigits(trimSign(exponent)) || len(exponent) > 5) {
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
