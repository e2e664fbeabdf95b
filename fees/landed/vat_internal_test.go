package landed

import (
	"testing"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// The VAT in minor units is that of the formula in decimals.
func TestTakeMinor(t *testing.T) { rapid.Check(t, propTakeMinor) }

func propTakeMinor(t *rapid.T) {
	units := rapid.OneOf(rapid.Int64Range(0, 300), rapid.Int64Range(0, highestMinor)).Draw(t, "units")
	price, included := fromMinor(units, fx.CNY), rapid.Bool().Draw(t, "included")
	places := rapid.Int32Range(0, 9).Draw(t, "places")
	most := int64(powersOfTen[places])
	vat := rapid.Int64Range(0, most).Draw(t, "vat")
	v, r := decimal.New(vat, -places), decimal.New(rapid.Int64Range(0, vat).Draw(t, "refund"), -places)

	p := Purchase{Gross: price, VAT: nothing(price), Refund: nothing(price), Excluding: price, Net: price, VATRate: v, RefundRate: r}
	if !p.takeMinor(price, included) {
		t.Fatal("does not fit")
	}
	gross, net := price.Amount, price.Amount
	if included {
		net = gross.DivRound(decimal.New(1, 0).Add(v), 2)
	} else {
		gross = net.Add(net.Mul(v).Round(2))
	}
	refund := net.Mul(r).Round(2)
	for _, c := range []struct {
		name string
		got  fx.Money
		want decimal.Decimal
	}{
		{"gross", p.Gross, gross}, {"excluding", p.Excluding, net}, {"VAT", p.VAT, gross.Sub(net)},
		{"refund", p.Refund, refund}, {"net", p.Net, gross.Sub(refund)},
	} {
		if !c.got.Amount.Equal(c.want) || c.got.Currency != fx.CNY {
			t.Errorf("%s is %s, want %s", c.name, c.got, c.want)
		}
	}
}
