package fx

import (
	"errors"
	"strings"
)

// readNumber reads a published number: above 0, within the bounds of
// [ParseDecimal] and of at most 18 significant digits, as mantissa * 10^exp
// without trailing zeros. Nearly all numbers of a file take the short way, which
// allocates nothing; the others, and all faults, take that of ParseDecimal.
func readNumber(text string) (mantissa int64, exp int8, err error) {
	if mantissa, exp, ok := plainDigits(text); ok {
		return mantissa, exp, nil
	}
	d, err := ParseDecimal(text)
	if err != nil {
		return 0, 0, err
	}
	return compact("", d)
}

// plainDigits reads up to 18 digits with a point among them or without one. It is
// false for anything else and for 0.
func plainDigits(text string) (mantissa int64, exp int8, ok bool) {
	const most = 18 // the digits that an int64 holds, whatever they are
	point := -1
	for i := range len(text) {
		c := text[i]
		switch {
		case c >= '0' && c <= '9' && i < most+1:
			mantissa = mantissa*10 + int64(c-'0')
		case c == '.' && point < 0 && i > 0 && i < len(text)-1:
			point = i
		default:
			return 0, 0, false
		}
	}
	digits := len(text)
	if point >= 0 {
		digits--
		exp = -int8(min(len(text)-point-1, most))
	}
	if digits > most || exp < -MaxFractionDigits || mantissa == 0 {
		return 0, 0, false
	}
	for mantissa%10 == 0 {
		mantissa, exp = mantissa/10, exp+1
	}
	return mantissa, exp, true
}

// numberFault explains a number that readNumber refuses. It has no place yet.
func numberFault(field, text string, err error) *ReadError {
	out := &ReadError{Field: field, Value: shorten(text), Reason: "must be a decimal number above 0"}
	var in *InputError
	if errors.As(err, &in) {
		out.Reason = in.Reason
	}
	if strings.Contains(text, ",") {
		out.Reason = "must have a decimal point, not a comma"
	}
	return out
}
