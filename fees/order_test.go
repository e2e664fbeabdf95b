package fees_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestOrderCheck(t *testing.T) {
	for _, row := range []struct {
		name  string
		order fees.Order
		want  string
	}{
		{"zero", fees.Order{}, ""},
		{"everything", fees.Order{Units: fees.MaxOrderUnits, ShippingCharged: dec("4.99"), SalesTax: dec("0.0825")}, ""},
		{"the most", fees.Order{ShippingCharged: fees.MaxPrice(), SalesTax: dec("1")}, ""},
		{"no units", fees.Order{Units: -1}, `units_per_order must be a whole number from 1 to 10000, got "-1"`},
		{"too many units", fees.Order{Units: fees.MaxOrderUnits + 1}, `units_per_order must be a whole number from 1 to 10000, got "10001"`},
		{"parts of a cent", fees.Order{ShippingCharged: dec("4.995")}, `shipping_charged must be in whole cents, got "4.995"`},
		{"all at once", fees.Order{Units: math.MaxInt, ShippingCharged: dec("-1"), SalesTax: dec("8.25")},
			`units_per_order must be a whole number from 1 to 10000, got "` + decimal.NewFromInt(math.MaxInt).String() + `"; shipping_charged must not be below 0, got "-1"; sales_tax must be a fraction of at most 1, such as 0.15, got "8.25"`},
	} {
		got := strings.Join(faultTexts(t, row.order.Check()), "; ")
		if diff := cmp.Diff(row.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
}

// A percentage with a minimum and a jump, as several units are bought: each is
// what the fee on the total says, computed with decimals.
func propOrder(t *rapid.T) {
	bands := genBands(t)
	c := fees.Brackets(bands...)
	o := fees.Order{
		Units:           rapid.SampledFrom([]int{0, 1, 2, 3, 7, 100, fees.MaxOrderUnits}).Draw(t, "units"),
		ShippingCharged: genCents(3000).Draw(t, "shipping"),
		SalesTax:        decimal.New(rapid.SampledFrom([]int64{0, 825, 700, 8875, 10_000}).Draw(t, "tax"), -4),
	}
	if err := o.Check(); err != nil {
		t.Fatal(err)
	}
	on := func(k decimal.Decimal) plain {
		f := onTimes(bands, false, k, 2)
		return func(p decimal.Decimal) decimal.Decimal { return f(p.Add(o.ShippingCharged)) }
	}
	taxed := dec("1").Add(o.SalesTax)
	checkAround(t, o.PerItem(c), on(dec("1")))
	checkAround(t, o.PerItemTaxed(c), on(taxed))
	checkAround(t, o.PerOrderTaxed(c), on(taxed.Mul(decimal.NewFromInt(int64(o.Count())))))
}

func TestOrder(t *testing.T) { rapid.Check(t, propOrder) }

func TestOrderFees(t *testing.T) {
	card := fees.Percent(dec("0.029")).Plus(fees.Flat(dec("0.30")))
	steps := fees.Brackets(fees.Band{UpTo: upTo("10"), Fee: dec("0.30")}, fees.Band{Fee: dec("0.40")})
	for _, row := range []struct {
		name      string
		order     fees.Order
		c         fees.Curve
		price     string
		item      string // per item, per item taxed, per order taxed
		itemTaxed string
		order2    string
	}{
		{"zero order", fees.Order{}, card, "20", "0.88", "0.88", "0.88"},
		{"three units", fees.Order{Units: 3}, card, "20", "0.88", "0.88", "2.04"},
		{"shipping", fees.Order{Units: 3, ShippingCharged: dec("5")}, card, "20", "1.025", "1.025", "2.475"},
		{"tax", fees.Order{Units: 2, ShippingCharged: dec("5"), SalesTax: dec("0.08")}, card, "20", "1.025", "1.083", "1.866"},
		{"a step by the item", fees.Order{}, steps, "10", "0.3", "0.3", "0.3"},
		{"a step by the tax", fees.Order{SalesTax: dec("0.0825")}, steps, "9.25", "0.3", "0.4", "0.4"},
		{"a step by the units", fees.Order{Units: 2}, steps, "5.01", "0.3", "0.3", "0.4"},
		{"a step by the shipping", fees.Order{ShippingCharged: dec("0.01")}, steps, "10", "0.4", "0.4", "0.4"},
		{"the most units at the highest price", fees.Order{Units: fees.MaxOrderUnits, ShippingCharged: dec("999999999.99"), SalesTax: dec("1")}, card, "1000000000", "58000000.29971", "116000000.29942", "1159999999994.5"},
	} {
		for i, got := range []fees.Curve{row.order.PerItem(row.c), row.order.PerItemTaxed(row.c), row.order.PerOrderTaxed(row.c)} {
			want := [...]string{row.item, row.itemTaxed, row.order2}[i]
			if amount, err := got.At(dec(row.price)); err != nil || !amount.Equal(dec(want)) {
				t.Errorf("%s, %d: got %s, %v, want %s", row.name, i, amount, err, want)
			}
		}
	}
	for units, want := range map[int]int{0: 1, 1: 1, 2: 2, -3: 1} {
		if got := (fees.Order{Units: units}).Count(); got != want {
			t.Errorf("%d units count %d", units, got)
		}
	}
}

// An order that was not checked gives an error and never a hang, a panic or an
// amount.
func TestOrderUnchecked(t *testing.T) {
	card := fees.Percent(dec("0.029"))
	for _, row := range []struct {
		name, field string
		order       fees.Order
	}{
		{"tax", "sales_tax", fees.Order{SalesTax: decimal.New(1, 999_999_999)}},
		{"small tax", "sales_tax", fees.Order{SalesTax: decimal.New(1, -999_999_999)}},
		{"negative tax", "sales_tax", fees.Order{SalesTax: dec("-1")}},
		{"shipping", "add", fees.Order{ShippingCharged: decimal.New(1, 999_999_999)}},
		{"fine shipping", "add", fees.Order{ShippingCharged: dec("0.00001")}},
	} {
		for _, c := range []fees.Curve{row.order.PerItemTaxed(card), row.order.PerOrderTaxed(card)} {
			var in *fx.InputError
			if !errors.As(c.Err(), &in) || in.Field != row.field {
				t.Errorf("%s: error is %v, want one at %s", row.name, c.Err(), row.field)
			}
		}
	}
	many := fees.Order{Units: math.MaxInt32}.PerOrderTaxed(card)
	if got, err := many.At(dec("1")); err != nil || !got.Equal(dec("62277025.763")) {
		t.Errorf("more units than Check accepts: %s, %v", got, err)
	}
	most := fees.Order{Units: math.MaxInt}.PerOrderTaxed(card)
	if _, err := most.At(dec("1")); err == nil && math.MaxInt > math.MaxInt32 {
		t.Error("units beyond every bound are accepted")
	}
	broken := fees.Flat(decimal.New(1, 999_999_999))
	if got := (fees.Order{SalesTax: dec("-1")}).PerItemTaxed(broken).Err(); got != broken.Err() { //nolint:errorlint // the very same error
		t.Errorf("error is %v", got)
	}
}
