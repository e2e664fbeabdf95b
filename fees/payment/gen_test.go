package payment_test

import (
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var (
	day = feetest.Day
	dec = feetest.Dec
	set = feetest.Set
)

// inForce is a day on which every shipped table holds.
var inForce = fees.Day(2026, 10, 1)

// charges bills an order and returns the charges by code.
func charges(t testing.TB, p payment.Processor, o fees.Order, on time.Time) map[string]fees.Charge {
	t.Helper()
	return feetest.Charges(t, payment.For(p, o), on)
}

// billed is what one payment of an amount costs, in cents: an order of one unit.
func billed(t testing.TB, p payment.Processor, code, amount string, on time.Time) string {
	t.Helper()
	got, err := charges(t, p, fees.Order{}, on)[code].Amount.AtRounded(dec(amount), 2)
	if err != nil {
		t.Fatal(err)
	}
	return got.StringFixed(2)
}

// genOrder draws an order with a tax of up to four decimals.
func genOrder() *rapid.Generator[fees.Order] {
	return rapid.Custom(func(t *rapid.T) fees.Order {
		return fees.Order{
			Units:           rapid.SampledFrom([]int{0, 1, 2, 3, 7, 40}).Draw(t, "units"),
			ShippingCharged: decimal.New(rapid.SampledFrom([]int64{0, 0, 1, 499, 1000}).Draw(t, "shipping"), -2),
			SalesTax:        decimal.New(rapid.SampledFrom([]int64{0, 0, 800, 825, 888, 1025}).Draw(t, "tax"), -4),
		}
	})
}

func genPrice() *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		if rapid.Bool().Draw(t, "edge") { // around what a capped fee of 0.8 % reaches at 625
			return decimal.New(rapid.SampledFrom([]int64{1, 31250, 62499, 62500, 62501, 57870, 57871, 8929}).Draw(t, "price"), -2)
		}
		return decimal.New(rapid.Int64Range(1, 200_000).Draw(t, "cents"), -2)
	})
}

// total is what the buyer pays for the order.
func total(o fees.Order, price decimal.Decimal) decimal.Decimal {
	each := price.Add(o.ShippingCharged)
	return each.Add(each.Mul(o.SalesTax)).Mul(decimal.NewFromInt(int64(o.Count())))
}
