package policy

import (
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// threshold returns a threshold of a rule, or the standard one for 0, for a negative
// number and for one out of the bounds of [fx.CheckDecimal], with which no price could
// be compared.
func threshold(d, standard decimal.Decimal) decimal.Decimal {
	if d.Sign() <= 0 || fx.CheckDecimal(d) != nil {
		return standard
	}
	return d
}
