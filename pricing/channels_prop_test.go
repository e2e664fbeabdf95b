package pricing_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fees/ebay"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fees/shopify"
	"github.com/lianxing/crossborder/fees/tiktok"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// genListing draws a listing of any channel.
func genListing(t *rapid.T) fees.Listing {
	box, _ := inches(rapid.Int64Range(1, 40).Draw(t, "l"), rapid.Int64Range(1, 20).Draw(t, "w"), rapid.Int64Range(1, 12).Draw(t, "h"), rapid.Int64Range(1, 60).Draw(t, "lb"))
	order := fees.Order{
		Units:           rapid.IntRange(0, 5).Draw(t, "units"),
		ShippingCharged: decimal.New(rapid.Int64Range(0, 999).Draw(t, "shipping"), -2),
		SalesTax:        decimal.New(rapid.Int64Range(0, 1200).Draw(t, "tax"), -4),
	}
	flag := func(name string) bool { return rapid.Bool().Draw(t, name) }
	mcs := walmart.Multichannel{Parcel: box, UnitsInOrder: order.Units, Hazmat: flag("hazmat")}
	switch rapid.SampledFrom([]string{"amazon", "fbm", "walmart", "shopify", "stripe", "mcs", "tiktok", "ebay"}).Draw(t, "channel") {
	case "amazon":
		return amazon.Listing{
			Parcel: box, Category: rapid.SampledFrom([]string{"home_kitchen", "clothing_accessories", "toys_games", "media"}).Draw(t, "category"),
			SIPP: flag("sipp"), Lithium: flag("lithium"), Placement: rapid.SampledFrom([]amazon.Placement{"", amazon.OptimizedSplits}).Draw(t, "placement"),
			Removal:              rapid.SampledFrom([]amazon.Removal{"", amazon.Disposal, amazon.Liquidation}).Draw(t, "removal"),
			LiquidationRecovery:  set("1.50"),
			ReturnsProcessingFee: set("2.10"), ShippingCharged: order.ShippingCharged,
			Promotion: amazon.Promotion{Kind: amazon.Coupon, Units: rapid.IntRange(1, 900).Draw(t, "redeemed")},
		}
	case "fbm":
		return amazon.Listing{Category: "jewelry", Fulfillment: amazon.FBM}
	case "walmart":
		return walmart.Listing{
			Parcel: box, Category: rapid.SampledFrom([]string{"apparel_accessories", "baby_products", "outdoor_power_tools"}).Draw(t, "category"),
			Apparel: flag("apparel"), ProListingSavings: rapid.SampledFrom([]walmart.SellerLevel{"", walmart.ProSeller}).Draw(t, "level"), ShippingCharged: order.ShippingCharged,
		}
	case "shopify":
		return shopify.Listing{Order: order, ForeignCard: flag("foreign"), ChargebackFee: set("15")}
	case "stripe":
		return shopify.Listing{Plan: shopify.Grow, Order: order, Processor: payment.Stripe{InternationalCard: flag("foreign")}}
	case "mcs":
		return fees.With(shopify.Listing{Order: order}, mcs)
	case "tiktok":
		return tiktok.Listing{Parcel: box, Order: order, CreatorRate: dec("0.12"), ReturnHandling: []tiktok.ReturnService{tiktok.Restocking}}
	}
	return ebay.Listing{
		Category: rapid.SampledFrom([]string{"most", "womens_bags", "athletic_shoes"}).Draw(t, "category"),
		Order:    order, ShipsAbroad: flag("abroad"), PromotedRate: dec("0.03"), Store: rapid.SampledFrom([]ebay.Store{"", ebay.Starter}).Draw(t, "store"),
	}
}

// discounts are the only charges that may come in.
var discounts = []string{"sipp_discount", "pro_listing_savings", "multichannel_discount", "own_container_discount", "liquidation_recovery"}

// On every channel the lines of a statement sum to its profit, also as printed,
// no charge but a named discount pays the seller, and what the profit model says
// of a price is what its statement says.
func TestStatementsOfEveryChannel(t *testing.T) {
	seen := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		u := pricing.Unit{
			Listing: genListing(t), Cost: []pricing.CostItem{usd("purchase", "4.20")},
			Returns: pricing.Returns{Rate: genFraction(t, "returned", 3000), Resellable: set("0.5"), Processing: set("1.20")},
			Ads:     pricing.Ads{TACoS: genFraction(t, "tacos", 2000)},
		}
		if rapid.Bool().Draw(t, "life") {
			u.Life = pricing.Life{
				DaysInStock: decimal.NewNullDecimal(decimal.NewFromInt(rapid.Int64Range(0, 280).Draw(t, "days"))),
				Removed:     decimal.NewNullDecimal(genFraction(t, "removed", 1000)),
				Disputed:    set("0.002"), UnitsPerMonth: decimal.NewNullDecimal(decimal.NewFromInt(rapid.Int64Range(1, 5000).Draw(t, "per month"))),
			}
		}
		m, err := pricing.NewModel(u, fees.Day(2026, 11, 23))
		var notPublic *fees.NotPublicError
		if errors.As(err, &notPublic) { // FBT beyond its rate card
			t.Skip()
		}
		if err != nil {
			t.Fatal(err)
		}
		cents := rapid.Int64Range(1, 300_000).Draw(t, "price")
		s := must(m.At(decimal.New(cents, -2)))
		seen[s.Channel]++
		sum, shown := decimal.Decimal{}, decimal.Decimal{}
		for _, l := range s.Lines {
			sum = sum.Add(l.Amount)
			income := slices.Contains([]string{"price", "shipping_charged", "return_recovery"}, l.Code) || l.Event == fees.PerUnitReturned
			if l.Amount.Sign() > 0 && !income && !slices.Contains(discounts, l.Code) {
				t.Fatalf("%s pays the seller %s", l.Code, l.Amount)
			}
			if l.Basis == "" || l.Source.Table == "" {
				t.Fatalf("%s does not explain itself", l.Code)
			}
		}
		for _, l := range s.Rounded().Lines {
			shown = shown.Add(l.Amount)
		}
		fast, ok := m.Profit(cents)
		switch {
		case !sum.Equal(s.Profit):
			t.Fatalf("lines sum to %s, the profit is %s", sum, s.Profit)
		case !shown.Equal(s.Rounded().Profit):
			t.Fatalf("printed lines sum to %s, the profit is %s", shown, s.Rounded().Profit)
		case !ok || !fast.Decimal().Equal(s.Profit):
			t.Fatalf("the model says %s, the statement %s", fast.Decimal(), s.Profit)
		case s.Profit.Sub(s.Exact).Abs().GreaterThan(dec("0.05")):
			t.Fatalf("profit %s, exact %s", s.Profit, s.Exact)
		}
	})
	if len(seen) != 5 {
		t.Errorf("only %v were drawn", seen)
	}
}
