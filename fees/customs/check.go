package customs

import (
	"strconv"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// at is the path of a field of the i-th of a list: "lines[3].value".
func at(list string, i int, field string) string {
	path := list + "[" + strconv.Itoa(i) + "]"
	if field == "" {
		return path
	}
	return path + "." + field
}

// amountFault says what is wrong with an amount that must be from 0 to most; "" is
// nothing.
func amountFault(d, most decimal.Decimal) string {
	switch err := fx.CheckDecimal(d); {
	case err != nil:
		return "must have at most 18 digits before and 12 digits after the decimal point"
	case d.Sign() < 0:
		return "must not be below 0"
	case d.GreaterThan(most):
		return "must be at most " + fx.Plain(most)
	}
	return ""
}

// shown is a decimal for a fault; one out of bounds is left out.
func shown(d decimal.Decimal) string {
	if fx.CheckDecimal(d) != nil {
		return ""
	}
	return fx.Plain(d)
}
