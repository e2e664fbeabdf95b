package fx

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Plain returns a decimal as its shortest exact text, without exponent and
// without trailing zeros: "0.15", "3", "-2.5". It does not follow the settings
// that a host program can change in the decimal package.
func Plain(d decimal.Decimal) string {
	text := d.StringFixed(max(-d.Exponent(), 0))
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if text == "-0" {
		return "0"
	}
	return text
}
