package customs

import (
	"slices"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// An hmfRule holds the rate of the harbor maintenance fee for each mode of
// transport: 0 for all but the vessel. There is no minimum and no maximum.
type hmfRule map[Mode]decimal.Decimal

var kindHMF = fees.NewKind("hmf", func(f *fees.TableFile) hmfRule {
	rule := hmfRule{}
	for _, row := range f.Rows() {
		mode := Mode(row.OneOf("mode", modeNames...))
		if _, twice := rule[mode]; twice && mode != "" {
			row.Fault("mode", "must not occur twice")
		}
		rule[mode] = row.Rate("rate")
	}
	return rule
})

// modeNames are the modes in tables and checks.
var modeNames = []string{string(Vessel), string(Air), string(Truck), string(Rail), string(Express), string(Mail)}

// known reports whether m is one of the modes.
func (m Mode) known() bool { return slices.Contains(modeNames, string(m)) }

// hmf returns the harbor maintenance fee of an entry of a kind and a value.
func (e *Entry) hmf(table *fees.Table[hmfRule], kind Kind, value decimal.Decimal) fee {
	f := fee{source: table.Source}
	rate, known := table.Rules[e.Mode]
	switch {
	case kind == DeMinimis:
		f.basis = "a de minimis entry pays no harbor maintenance fee"
	case !known:
		f.missing = "hmf: the table has no rate for goods that come by " + string(e.Mode)
	case rate.IsZero():
		f.basis = "none on goods that come by " + string(e.Mode)
	default:
		f.amount = e.roundFee(rate.Mul(value))
		f.basis = fx.Percent(rate) + " of " + fx.Plain(value)
	}
	return f
}
