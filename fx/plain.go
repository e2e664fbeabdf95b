package fx

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// plainExponent is the largest exponent, up or down, that Plain writes out.
const plainExponent = 128

// Plain returns a decimal as its shortest exact text, without trailing zeros
// and, for exponents within ±128, without exponent: "0.15", "3", "-2.5". Beyond
// that it is digits and exponent, "1e999999999", so that a hostile value cannot
// fill the memory. It does not follow the settings that a host program can
// change in the decimal package.
func Plain(d decimal.Decimal) string {
	exponent := int(d.Exponent())
	if exponent > plainExponent || exponent < -plainExponent {
		return d.Coefficient().String() + "e" + strconv.Itoa(exponent)
	}
	text := d.StringFixed(int32(max(-exponent, 0)))
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if text == "-0" {
		return "0"
	}
	return text
}

// Percent returns a fraction as a percentage: 0.035 is "3.5%". It prints as
// [Plain] does.
func Percent(fraction decimal.Decimal) string {
	if exponent := fraction.Exponent(); exponent > plainExponent || exponent < -plainExponent {
		return Plain(fraction)
	}
	return Plain(fraction.Shift(2)) + "%"
}
