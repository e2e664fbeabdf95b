package ebay_test

import (
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/ebay"
	"github.com/lianxing/crossborder/fx"
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

// optional is set, or not Valid for the empty text.
func optional(s string) decimal.NullDecimal {
	if s == "" {
		return decimal.NullDecimal{}
	}
	return set(s)
}

// exactOf is a charge before it is rounded.
func exactOf(t testing.TB, l ebay.Listing, on time.Time, code, price string) string {
	t.Helper()
	c, there := chargesOf(t, l, on)[code]
	if !there {
		return ""
	}
	amount, err := c.Amount.At(dec(price))
	if err != nil {
		t.Fatal(err)
	}
	return fx.Plain(amount)
}

// The cliffs of all tables, and what makes them with shipping or tax.
var edges = []string{"10", "150", "1000", "2000", "2500", "5000", "7500", "15000"}

var (
	stores   = []ebay.Store{ebay.NoStore, ebay.Starter, ebay.Basic, ebay.Premium, ebay.Anchor, ebay.Enterprise}
	taxes    = []string{"0", "0.08", "0.0825", "0.1"}
	shipping = []string{"0", "0.01", "4.99", "5"}
	// publicWithStore are the categories whose rate with a Store is public.
	publicWithStore = []string{"most", "motors_parts", "tires", "apparel_gear", "in_car_tech"}
)

// genPrice draws a price, half of the time next to a cliff.
func genPrice() *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		if rapid.Bool().Draw(t, "edge") {
			off := decimal.New(rapid.Int64Range(-600, 600).Draw(t, "off"), -2)
			return decimal.Max(dec(rapid.SampledFrom(edges).Draw(t, "price")).Add(off), decimal.Zero)
		}
		return decimal.New(rapid.Int64Range(0, 2_000_000).Draw(t, "cents"), -2)
	})
}

// genListing draws a listing in a category whose rate is public.
func genListing(t *rapid.T, categories []string) ebay.Listing {
	l := ebay.Listing{
		Category: rapid.SampledFrom(categories).Draw(t, "category"),
		Store:    rapid.SampledFrom(stores).Draw(t, "store"),
		Order: fees.Order{
			Units:           rapid.IntRange(0, 5).Draw(t, "units"),
			ShippingCharged: dec(rapid.SampledFrom(shipping).Draw(t, "shipping")),
			SalesTax:        dec(rapid.SampledFrom(taxes).Draw(t, "tax")),
		},
		ShipsAbroad:            rapid.Bool().Draw(t, "abroad"),
		VeryHighNotAsDescribed: rapid.Bool().Draw(t, "not as described"),
		PaidInsertion:          rapid.Bool().Draw(t, "insertion"),
	}
	if l.Store != ebay.NoStore {
		l.AnnualSubscription = rapid.Bool().Draw(t, "annual")
		if l.Store != ebay.Starter {
			l.Category = rapid.SampledFrom(publicWithStore).Draw(t, "store category")
		}
	}
	if rapid.Bool().Draw(t, "promoted") {
		l.PromotedRate = decimal.New(rapid.Int64Range(1, 100).Draw(t, "ad rate"), -2)
	}
	if rapid.Bool().Draw(t, "china") {
		l.SellerCountry = ebay.SellerChina
		l.InternationalRate = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 300).Draw(t, "international rate"), -4))
	}
	return l
}
