package kpi

import (
	"math/big"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A bridgeChange is a line of a row in both periods as the books have it.
type bridgeChange struct {
	known    [2]bool
	amount   [2]decimal.Decimal
	units    [2]decimal.Decimal
	currency fx.Currency // "" where the periods have different ones
}

// change returns a line of a row. An amount of 0 has the currency of the other period.
func (d *bridgeData) change(row, line int) bridgeChange {
	var c bridgeChange
	var currency [2]fx.Currency
	for p := range c.amount {
		in := d.row(&d.rows[row], p)
		if in == nil {
			c.known[p] = true
			continue
		}
		c.units[p] = in.Units.Decimal
		a := in.line(line)
		c.known[p], c.amount[p] = a.Amount.Valid, a.Amount.Decimal
		if !c.amount[p].IsZero() || !a.Amount.Valid {
			currency[p] = d.currency(in, line)
		}
	}
	switch {
	case currency[inBase] == "" && currency[inActual] == "":
		c.currency = d.opt.Currency
	case currency[inBase] == "" || currency[inActual] == "" || currency[inBase] == currency[inActual]:
		c.currency = firstBridgeCurrency(currency[:]...)
	}
	return c
}

// comparable reports whether both amounts are known and of one currency.
func (c *bridgeChange) comparable() bool {
	return c.known[inBase] && c.known[inActual] && c.currency != ""
}

// isZero reports whether both amounts are known and 0.
func (c *bridgeChange) isZero() bool {
	return c.known[inBase] && c.known[inActual] && c.amount[inBase].IsZero() && c.amount[inActual].IsZero()
}

func (c *bridgeChange) perUnit(p int) Value { return Ratio(c.amount[p], c.units[p], Amount, "") }

// turn says that a figure rose or fell; nothing where it did neither.
func (d *bridgeData) turn(what int, from, to Value, c fx.Currency) bridgeSaid {
	order, ok := from.Cmp(to)
	if !ok || order == 0 {
		return bridgeSaid{}
	}
	places := 2
	if n, known := c.MinorUnits(); known {
		places = n
	}
	s := bridgeSaid{what: what, currency: string(c), falls: order > 0}
	switch {
	case from.Unit == Count:
		s.from, s.to = bridgePlain(from), bridgePlain(to)
	case from.Unit == Fraction:
		s.from, s.to = bridgeApart(bridgePercent(from), bridgePercent(to), 1)
		s.from, s.to = s.from+"%", s.to+"%"
	default:
		s.from, s.to = bridgeApart(from, to, places)
	}
	return s
}

func bridgePercent(v Value) Value { return Ratio(v.Num.Shift(2), v.Den, Multiple, "") }

// bridgeApart prints two different numbers with places decimals, or with as many more, at most
// 12, as it takes to see that they differ.
func bridgeApart(a, b Value, places int) (string, string) {
	var texts [2]string
	for ; places <= 12; places++ {
		for i, v := range [2]Value{a, b} {
			texts[i] = groupedThousands(v.Round(places).Decimal.StringFixed(int32(places)))
		}
		if texts[0] != texts[1] {
			break
		}
	}
	return texts[0], texts[1]
}

// count returns units as they were given.
func (d *bridgeData) count(units *big.Int) Value {
	return Exact(decimal.NewFromBigInt(units, -d.unitPlaces), Count, "")
}

// bridgePlain prints a number with commas between thousands.
func bridgePlain(v Value) string { return groupedThousands(fx.Plain(v.Round(12).Decimal)) }

// groupedThousands puts commas between the thousands of a plain number.
func groupedThousands(text string) string {
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	whole, bridgeFraction, found := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if found {
		whole += "." + bridgeFraction
	}
	return sign + whole
}
