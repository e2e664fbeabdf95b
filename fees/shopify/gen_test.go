package shopify_test

import (
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fees/shopify"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var (
	amountOf  = feetest.Amount
	chargesOf = feetest.Charges
	day       = feetest.Day
	dec       = feetest.Dec
	set       = feetest.Set
)

// inForce is a day on which every shipped table holds.
var inForce = fees.Day(2026, 10, 1)

var online = []shopify.Plan{"", shopify.Basic, shopify.Grow, shopify.Advanced, shopify.Plus}

// genListing draws a listing all of whose rates are public.
func genListing() *rapid.Generator[shopify.Listing] {
	return rapid.Custom(func(t *rapid.T) shopify.Listing {
		l := shopify.Listing{
			Plan: rapid.SampledFrom(online[:4]).Draw(t, "plan"),
			Order: fees.Order{
				Units:           rapid.SampledFrom([]int{0, 1, 2, 3, 7, 40}).Draw(t, "units"),
				ShippingCharged: decimal.New(rapid.SampledFrom([]int64{0, 0, 1, 499, 1000}).Draw(t, "shipping"), -2),
				SalesTax:        decimal.New(rapid.SampledFrom([]int64{0, 0, 800, 825, 888, 1025}).Draw(t, "tax"), -4),
			},
			AnnualBilling: rapid.Bool().Draw(t, "annual"),
		}
		if rapid.IntRange(0, 3).Draw(t, "credit") == 0 {
			l.StoreCreditShare = decimal.New(rapid.Int64Range(0, 10).Draw(t, "share"), -1)
			l.StoreCreatedOn = fees.Day(2025, 5, rapid.IntRange(10, 14).Draw(t, "created"))
		}
		switch rapid.IntRange(0, 5).Draw(t, "gateway") {
		case 0:
			l.Processor = payment.Stripe{InternationalCard: rapid.Bool().Draw(t, "abroad")}
		case 1:
			l.Gateway, l.Processor = shopify.PayPalExpress, payment.PayPal{}
		case 2:
			l.Gateway = shopify.Manual
		default:
			l.InPerson = rapid.Bool().Draw(t, "in person")
			l.ForeignCard, l.Conversion = rapid.Bool().Draw(t, "foreign"), rapid.Bool().Draw(t, "conversion")
			if !l.InPerson {
				l.Plan = rapid.SampledFrom(online).Draw(t, "plan online")
			}
			if l.Plan == shopify.Plus {
				l.StoreCreditShare = decimal.Decimal{}
			}
		}
		return l
	})
}

func genPrice() *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		return decimal.New(rapid.Int64Range(1, 200_000).Draw(t, "cents"), -2)
	})
}
