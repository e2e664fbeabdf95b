package payment_test

import (
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/oracle"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var methods = []payment.Method{"", payment.Card, payment.ACHDirectDebit, payment.Klarna, payment.LinkBank, payment.Stablecoin}

func genStripe() *rapid.Generator[payment.Stripe] {
	return rapid.Custom(func(t *rapid.T) payment.Stripe {
		s := payment.Stripe{
			Method:          rapid.SampledFrom(methods).Draw(t, "method"),
			Conversion:      rapid.Bool().Draw(t, "conversion"),
			ManagedPayments: rapid.Bool().Draw(t, "managed"),
		}
		if s.Method == "" || s.Method == payment.Card {
			s.InternationalCard, s.ManuallyEntered = rapid.Bool().Draw(t, "international"), rapid.Bool().Draw(t, "manual")
		}
		return s
	})
}

var products = []payment.Product{
	"", payment.Checkout, payment.StandardCard, payment.AdvancedCard, payment.PayLater, payment.QRCode, payment.ChinaCrossBorder,
}

func genPayPal() *rapid.Generator[payment.PayPal] {
	return rapid.Custom(func(t *rapid.T) payment.PayPal {
		p := payment.PayPal{
			Product:    rapid.SampledFrom(products).Draw(t, "product"),
			Conversion: rapid.Bool().Draw(t, "conversion"),
			Dispute:    rapid.SampledFrom([]payment.Dispute{"", payment.StandardDispute, payment.HighVolumeDispute, payment.Chargeback}).Draw(t, "dispute"),
		}
		if p.Product != payment.ChinaCrossBorder {
			p.InternationalBuyer = rapid.Bool().Draw(t, "abroad")
		}
		return p
	})
}

// oracleFee is what a payment costs by the independent implementation.
func oracleFee(p payment.Processor, amount decimal.Decimal) (decimal.Decimal, bool) {
	switch p := p.(type) {
	case payment.Stripe:
		method := map[payment.Method]string{"": "card", payment.LinkBank: "link"}[p.Method]
		if method == "" {
			method = string(p.Method)
		}
		return oracle.StripeFee(oracle.StripePayment{
			Method: method, International: p.InternationalCard, Manual: p.ManuallyEntered, Converted: p.Conversion, Managed: p.ManagedPayments,
		}, amount)
	case payment.PayPal:
		method := map[payment.Product]string{"": "checkout", payment.ChinaCrossBorder: "china_merchant"}[p.Product]
		if method == "" {
			method = string(p.Product)
		}
		fee, ok := oracle.PayPalFee(method, p.InternationalBuyer, amount)
		if p.Conversion {
			fee = fee.Add(oracle.PayPalConversion(amount))
		}
		return fee, ok
	}
	return decimal.Decimal{}, false
}

// atCap is how far the fee may be off where it is capped: the buyer pays whole
// cents, so the cap begins at half a cent below the amount that reaches it.
var atCap = dec("0.00004")

// An order of n units costs what the oracle takes from n × (price + shipping) ×
// (1 + tax), to the last decimal.
func TestProcessingEqualsOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p payment.Processor = genStripe().Draw(t, "stripe")
		if rapid.Bool().Draw(t, "PayPal") {
			p = genPayPal().Draw(t, "paypal")
		}
		o, price := genOrder().Draw(t, "order"), genPrice().Draw(t, "price")
		list, err := payment.For(p, o).Charges(inForce)
		if err != nil {
			t.Fatal(err)
		}
		c := list[0]
		if c.Code != "payment_processing" || c.Event != fees.PerOrder || c.Units != o.Count() || c.Basis == "" || c.Source.Citation == "" {
			t.Fatalf("the first charge is %+v", c)
		}
		got, err := c.Amount.At(price)
		if err != nil {
			t.Fatal(err)
		}
		paid := total(o, price)
		want, ok := oracleFee(p, paid)
		if !ok {
			t.Fatalf("the oracle does not know %+v", p)
		}
		off := got.Sub(want).Abs()
		if near := paid.Sub(dec("625")).Abs().LessThanOrEqual(dec("0.005")); !off.IsZero() && !(near && off.LessThanOrEqual(atCap)) {
			t.Fatalf("%s of %s paid, the oracle takes %s", got, paid, want)
		}
	})
}

// N units at a price cost as much as one unit at n times the price.
func TestUnitsOfOneOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := genStripe().Draw(t, "stripe")
		units := rapid.IntRange(1, 50).Draw(t, "units")
		price := genPrice().Draw(t, "price")
		tax := decimal.New(rapid.SampledFrom([]int64{0, 8, 825}).Draw(t, "tax"), -4)
		at := func(o fees.Order, price decimal.Decimal) decimal.Decimal {
			list, err := payment.For(p, o).Charges(inForce)
			if err != nil {
				t.Fatal(err)
			}
			amount, err := list[0].Amount.At(price)
			if err != nil {
				t.Fatal(err)
			}
			return amount
		}
		many := at(fees.Order{Units: units, SalesTax: tax}, price)
		one := at(fees.Order{SalesTax: tax}, price.Mul(decimal.NewFromInt(int64(units))))
		if many.Sub(one).Abs().GreaterThan(atCap) {
			t.Fatalf("%d units at %s cost %s, one at the sum %s", units, price, many, one)
		}
	})
}

// No payment brings money in, and a larger one never costs less.
func TestProcessingRises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, o := genStripe().Draw(t, "stripe"), genOrder().Draw(t, "order")
		list, err := payment.For(p, o).Charges(inForce)
		if err != nil {
			t.Fatal(err)
		}
		price := genPrice().Draw(t, "price")
		more := price.Add(genPrice().Draw(t, "more"))
		low, lowErr := list[0].Amount.At(price)
		high, highErr := list[0].Amount.At(more)
		if lowErr != nil || highErr != nil || low.IsNegative() || high.LessThan(low) {
			t.Fatalf("%s at %s and %s at %s, %v, %v", low, price, high, more, lowErr, highErr)
		}
	})
}

// The shipped price lists take what the oracle takes.
func TestPayoutsEqualOracle(t *testing.T) {
	for _, row := range []struct {
		provider string
		currency fx.Currency
		oracle   func(trailing, amount decimal.Decimal) decimal.Decimal
	}{
		{"amazon_converter_cny", fx.CNY, oracle.AmazonConverter},
		{"xtransfer_cny", fx.CNY, func(_, a decimal.Decimal) decimal.Decimal { return oracle.XTransferSettlement(a) }},
		{"lianlian_b2b_cny", fx.CNY, func(_, a decimal.Decimal) decimal.Decimal { return oracle.LianLianCNY(a) }},
		{"lianlian_b2b_foreign", fx.USD, func(_, _ decimal.Decimal) decimal.Decimal { return oracle.LianLianForeign(false) }},
		{"lianlian_b2b_foreign_full_amount", fx.USD, func(_, _ decimal.Decimal) decimal.Decimal { return oracle.LianLianForeign(true) }},
		{"paypal_conversion", fx.USD, func(_, a decimal.Decimal) decimal.Decimal { return oracle.PayPalConversion(a) }},
		{"paypal_instant", fx.USD, func(_, a decimal.Decimal) decimal.Decimal { return oracle.PayPalInstantWithdrawal(a) }},
		{"stripe_instant", fx.USD, func(_, a decimal.Decimal) decimal.Decimal { return oracle.StripeInstantPayout(a) }},
	} {
		t.Run(row.provider, func(t *testing.T) {
			p, _, err := payment.Payout(nil, row.provider, inForce)
			if err != nil {
				t.Fatal(err)
			}
			rapid.Check(t, func(t *rapid.T) {
				amount := decimal.New(rapid.OneOf(rapid.Int64Range(1, 200_000), rapid.Int64Range(1, 100_000_000)).Draw(t, "amount"), -2)
				trailing := decimal.New(rapid.OneOf(
					rapid.SampledFrom([]int64{0, 9_999_999, 10_000_000, 49_999_999, 50_000_000, 99_999_999, 100_000_000, 999_999_999, 1_000_000_000}),
					rapid.Int64Range(0, 2_000_000_000),
				).Draw(t, "trailing"), -2)
				fee, err := p.Fee(fx.Money{Amount: amount, Currency: row.currency}, trailing)
				if err != nil {
					t.Fatal(err)
				}
				if want := row.oracle(trailing, amount).Round(2); !fee.Amount.Equal(want) {
					t.Fatalf("%s of %s after %s, the oracle takes %s", fee, amount, trailing, want)
				}
			})
		})
	}
}

// Disputes are the oracle's.
func TestDisputesEqualOracle(t *testing.T) {
	for _, row := range []struct {
		processor payment.Processor
		code      string
		want      decimal.Decimal
	}{
		{payment.Stripe{}, "dispute", oracle.StripeDispute()},
		{payment.Stripe{SmartDisputesWon: dec("1")}, "smart_disputes", oracle.StripeSmartDispute(dec("123.45")).Round(2)},
		{payment.PayPal{}, "dispute", oracle.PayPalDispute(false)},
		{payment.PayPal{Dispute: payment.HighVolumeDispute}, "dispute", oracle.PayPalDispute(true)},
		{payment.PayPal{Dispute: payment.Chargeback}, "dispute", oracle.PayPalChargeback()},
	} {
		if got := billed(t, row.processor, row.code, "123.45", inForce); !dec(got).Equal(row.want) {
			t.Errorf("%+v: %s %s, the oracle takes %s", row.processor, row.code, got, row.want)
		}
	}
}
