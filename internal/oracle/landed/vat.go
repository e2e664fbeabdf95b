package landedoracle

import (
	"math/big"
	"time"

	"github.com/shopspring/decimal"
)

// ChinaVAT returns the usual rate of value added tax of a day.
func ChinaVAT(day time.Time) decimal.Decimal {
	return rateOn([]period{
		{"17%", "", "2018-04-30"},
		{"16%", "2018-05-01", "2019-03-31"},
		{"13%", "2019-04-01", ""},
	}, day)
}

// ChinaRefund returns the refund rate of a kind of goods by the day on the export
// declaration: aluminium, copper, photovoltaic or battery.
func ChinaRefund(goods string, day time.Time) (decimal.Decimal, bool) {
	switch goods {
	case "aluminium", "copper":
		return decimal.Decimal{}, within(day, "2024-12-01", "")
	case "photovoltaic":
		return rateOn([]period{
			{"13%", "2019-04-01", "2024-11-30"},
			{"9%", "2024-12-01", "2026-03-31"},
		}, day), within(day, "2019-04-01", "")
	case "battery":
		return rateOn([]period{
			{"13%", "2019-04-01", "2024-11-30"},
			{"9%", "2024-12-01", "2026-03-31"},
			{"6%", "2026-04-01", "2026-12-31"},
		}, day), within(day, "2019-04-01", "")
	}
	return decimal.Decimal{}, false
}

// TraderRefund returns what a trading company gets back of a purchase that
// includes VAT, and what the purchase costs after that. Both are exact.
func TraderRefund(purchase, vat, refund decimal.Decimal) (back, net *big.Rat) {
	back = new(big.Rat).Quo(frac(purchase), frac(num("1").Add(vat)))
	back.Mul(back, frac(refund))
	return back, new(big.Rat).Sub(frac(purchase), back)
}

// A Maker is one period of a manufacturer that exports.
type Maker struct {
	FOB, Bonded            decimal.Decimal
	VAT, Refund            decimal.Decimal // rates
	Output, Input, Carried decimal.Decimal
}

// A MakerResult is what the period comes to, exact.
type MakerResult struct{ NotCreditable, Payable, Cap, Back, Exempted decimal.Decimal }

// Compute applies exemption, credit and refund.
func (m Maker) Compute() MakerResult {
	base := m.FOB.Sub(m.Bonded)
	r := MakerResult{
		NotCreditable: base.Mul(m.VAT.Sub(m.Refund)),
		Cap:           base.Mul(m.Refund),
	}
	due := m.Output.Sub(m.Input.Sub(r.NotCreditable)).Sub(m.Carried)
	if due.IsNegative() {
		r.Back = smaller(due.Neg(), r.Cap)
	} else {
		r.Payable = due
	}
	r.Exempted = r.Cap.Sub(r.Back)
	return r
}
