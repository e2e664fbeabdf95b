package shopify_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fees/shopify"
	"github.com/lianxing/crossborder/internal/oracle"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// oracleLines is what an order costs by the independent implementation: the card
// pays what store credit does not, and of the third-party fee each part that owes
// it is taken for itself.
func oracleLines(l shopify.Listing, price decimal.Decimal) map[string]string {
	each := price.Add(l.Order.ShippingCharged)
	total := each.Add(each.Mul(l.Order.SalesTax)).Mul(decimal.NewFromInt(int64(l.Order.Count())))
	credit := total.Mul(l.StoreCreditShare)
	paid := total.Sub(credit)
	plan := string(l.Plan)
	if plan == "" {
		plan = "basic"
	}
	lines := map[string]string{}
	put := func(code string, amount decimal.Decimal, ok bool) {
		if !ok {
			panic(fmt.Sprintf("the oracle has no %s of %s", code, plan))
		}
		if !amount.IsZero() {
			lines[code] = amount.StringFixed(18)
		}
	}
	third := decimal.Decimal{}
	add := func(amount decimal.Decimal) {
		if amount.IsZero() {
			return
		}
		fee, ok := oracle.ShopifyThirdParty(plan, amount)
		if !ok {
			panic("the oracle has no third-party fee of " + plan)
		}
		third = third.Add(fee)
	}
	switch {
	case paid.IsZero() || l.Gateway == shopify.Manual:
	case l.Processor == nil:
		fee, ok := oracle.ShopifyCard(plan, l.ForeignCard, paid)
		if l.InPerson {
			if fee, ok = oracle.ShopifyInPerson(plan, paid); l.ForeignCard {
				fee = fee.Add(paid.Mul(dec("0.015")))
			}
		}
		put("payment_processing", fee, ok)
		if l.Conversion {
			put("currency_conversion", oracle.ShopifyConversion(paid), true)
		}
	default:
		if s, ok := l.Processor.(payment.Stripe); ok {
			fee, ok := oracle.StripeFee(oracle.StripePayment{Method: "card", International: s.InternationalCard}, paid)
			put("payment_processing", fee, ok)
			put("dispute", oracle.StripeDispute(), true)
			add(paid)
		} else {
			fee, ok := oracle.PayPalFee("checkout", false, paid)
			put("payment_processing", fee, ok)
			put("dispute", oracle.PayPalDispute(false), true)
		}
	}
	if !l.StoreCreatedOn.Before(fees.Day(2025, 5, 12)) {
		add(credit)
	}
	put("third_party_fee", third, true)
	return lines
}

// Every charge of a random listing is the oracle's, to the last decimal.
func TestChargesEqualOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, price := genListing().Draw(t, "listing"), genPrice().Draw(t, "price")
		list, err := l.Charges(inForce)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, c := range list {
			amount, err := c.Amount.At(price)
			if err != nil {
				t.Fatal(err)
			}
			if c.Basis == "" || amount.IsNegative() || (c.Event == fees.PerOrder && c.Units != l.Order.Count()) {
				t.Fatalf("charge %+v", c)
			}
			if c.Code != "subscription" && !c.Unknown {
				got[c.Code] = amount.StringFixed(18)
			}
		}
		if diff := cmp.Diff(oracleLines(l, price), got); diff != "" {
			t.Fatalf("at %s (-oracle +package):\n%s", price, diff)
		}
	})
}

// N units at a price cost as much as one unit at n times the price, when the
// shipping is free.
func TestUnitsOfOneOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, price := genListing().Draw(t, "listing"), genPrice().Draw(t, "price")
		l.Order.ShippingCharged = decimal.Decimal{}
		one := l
		one.Order.Units = 1
		sum := price.Mul(decimal.NewFromInt(int64(l.Order.Count())))
		many, manyErr := l.Charges(inForce)
		single, singleErr := one.Charges(inForce)
		if manyErr != nil || singleErr != nil || len(many) != len(single) {
			t.Fatalf("%d and %d charges, %v, %v", len(many), len(single), manyErr, singleErr)
		}
		for i := range many {
			a, aErr := many[i].Amount.At(price)
			b, bErr := single[i].Amount.At(sum)
			if aErr != nil || bErr != nil || !a.Equal(b) {
				t.Fatalf("%s: %s for %d units, %s for one at the sum, %v, %v", many[i].Code, a, l.Order.Count(), b, aErr, bErr)
			}
		}
	})
}

// A dearer order never costs less.
func TestChargesRise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, low := genListing().Draw(t, "listing"), genPrice().Draw(t, "price")
		high := low.Add(genPrice().Draw(t, "more"))
		list, err := l.Charges(inForce)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range list {
			a, aErr := c.Amount.At(low)
			b, bErr := c.Amount.At(high)
			if aErr != nil || bErr != nil || b.LessThan(a) {
				t.Fatalf("%s: %s at %s, %s at %s, %v, %v", c.Code, a, low, b, high, aErr, bErr)
			}
		}
	})
}
