package customs

import (
	"strings"

	"github.com/lianxing/crossborder/fx"
)

// parseHTS returns the digits of a US tariff code: 4, 6, 8 or 10 of them, with or
// without single dots in between.
func parseHTS(text string) (string, error) {
	digits, n, err := readHTS(text)
	if err != nil {
		return "", err
	}
	return string(digits[:n]), nil
}

// readHTS is parseHTS into an array of which the first n are used.
func readHTS(text string) (digits [10]byte, n int, err error) {
	dot := true // a dot must not come first
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '.' && !dot:
			dot = true
		case '0' <= c && c <= '9' && n < len(digits):
			digits[n], dot = c, false
			n++
		default:
			return digits, 0, fx.NewInputError("", text, "must be a code of 4 to 10 digits such as 4202.92.3120")
		}
	}
	switch {
	case n < 4 || dot:
		return digits, 0, fx.NewInputError("", text, "must be a code of 4 to 10 digits such as 4202.92.3120")
	case n%2 == 1:
		return digits, 0, fx.NewInputError("", text, "must have 4, 6, 8 or 10 digits: a zero in front may be lost")
	}
	return digits, n, nil
}

// formatHTS writes digits with the dots of the tariff: "4202.92.3120".
func formatHTS(digits string) string {
	switch len(digits) {
	case 4:
		return digits
	case 6:
		return digits[:4] + "." + digits[4:]
	case 8, 10:
		return digits[:4] + "." + digits[4:6] + "." + digits[6:]
	}
	return digits
}

// An AmbiguousHTSError says that a code is too short: the tariff has rows below it
// that differ in rates or lists, or of which codes that it lacks are known to differ,
// or the code has only 4 digits.
type AmbiguousHTSError struct {
	HTS  string   // as it was asked
	Rows []string // the codes of the rows
}

// Error says the code and the rows that differ.
func (e *AmbiguousHTSError) Error() string {
	return "customs: the code " + fx.NewInputError("", e.HTS, "").Value + " is too short, what is below it differs; the tariff has: " + strings.Join(e.Rows, ", ")
}
