package pricing_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// With a promotion the profit is the mean of the profit at the price and of that at
// the discounted price, on every channel and across every band of its fees.
func TestPromotionIsAMixture(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := pricing.Unit{
			Listing: genListing(t), Cost: []pricing.CostItem{usd("purchase", "4.20")},
			Returns: pricing.Returns{Rate: genFraction(t, "returned", 3000), Resellable: set("0.5"), Processing: set("1.20"), Recovery: dec("0.70"), Kept: genFraction(t, "kept", 10000)},
			Ads:     pricing.Ads{ACoS: dec("0.3"), AdShare: dec("0.4"), Launch: dec("100"), LaunchUnits: dec("30")},
			Life:    pricing.Life{Removed: set("0.02"), Disputed: set("0.002"), UnitsPerMonth: set("100"), DaysInStock: set("40")},
		}
		if l, ok := u.Listing.(amazon.Listing); ok {
			l.Promotion = amazon.Promotion{} // counts by itself
			u.Listing = l
		}
		u.Overhead.ShareOfRevenue = dec("0.02")
		on := fees.Day(2026, 11, 23)
		full, err := pricing.NewModel(u, on)
		var notPublic *fees.NotPublicError
		if errors.As(err, &notPublic) {
			t.Skip()
		} else if err != nil {
			t.Fatal(err)
		}
		share := genFraction(t, "share", 10000)
		// A price of whole dollars and a discount of whole percent give whole cents.
		discount := decimal.New(rapid.Int64Range(0, 60).Draw(t, "discount"), -2)
		price := decimal.NewFromInt(rapid.SampledFrom([]int64{1, 10, 11, 12, 15, 16, 20, 25, 50, 55, 100, 250, 300, 7500, 8000}).Draw(t, "price"))
		u.Promotion = pricing.Promotion{Share: share, Discount: discount}
		mixed := must(must(pricing.NewModel(u, on)).At(price))
		at := func(price decimal.Decimal) pricing.Statement { return must(full.At(price)) }
		a, b := at(price), at(price.Mul(dec("1").Sub(discount)))
		mean := func(x, y decimal.Decimal) decimal.Decimal {
			return x.Mul(dec("1").Sub(share)).Add(y.Mul(share))
		}
		if want := mean(a.Exact, b.Exact); mixed.Exact.Sub(want).Abs().GreaterThan(dec("1e-12")) {
			t.Fatalf("profit %s, want %s of %s and %s", mixed.Exact, want, a.Exact, b.Exact)
		}
		if want := mean(a.Revenue, b.Revenue); !mixed.Revenue.Equal(want) {
			t.Fatalf("revenue %s, want %s", mixed.Revenue, want)
		}
		if got := amounts(mixed)["promotion_discount"]; !got.Equal(price.Mul(discount).Mul(share).Neg()) {
			t.Fatalf("the discount is %s", got)
		}
	})
}

// A promotion that takes the price below a band of the fulfilment fee: the lines say
// the expected fee, not rounded, and the sale that nobody discounts stays billed.
func TestPromotionLines(t *testing.T) {
	u := plain(func(u *pricing.Unit) {
		u.Listing = channel{
			charge("referral", fees.PerUnitSold, fees.Percent(dec("0.15")), 0),
			charge("fulfillment", fees.PerUnitSold, fees.Brackets(
				fees.Band{Below: set("10"), Fee: dec("2.43")}, fees.Band{Fee: dec("3.20")},
			), 0),
			charge("label", fees.PerUnitSold, fees.Flat(dec("0.333")), 0),
		}
		u.Promotion = pricing.Promotion{Share: dec("0.25"), Discount: dec("0.17")}
	})
	got := amounts(at(t, u, "11.99")) // in the promotion 9.9517, which is paid as 9.95
	for code, want := range map[string]string{
		"price": "11.99", "promotion_discount": "-0.509575", "referral": "-1.72206375",
		"fulfillment": "-3.0075", "label": "-0.33",
	} {
		if !got[code].Equal(dec(want)) {
			t.Errorf("%s is %s, want %s", code, got[code], want)
		}
	}
	// 12.05 less 17 % is 10.0015, which is paid as 10.00; 12.04 is 9.9932.
	for price, want := range map[string]string{"12.05": "-3.20", "12.04": "-3.0075"} {
		if got := amounts(at(t, u, price))["fulfillment"]; !got.Equal(dec(want)) {
			t.Errorf("at %s fulfilment is %s, want %s", price, got, want)
		}
	}
	basis := lineOf(t, at(t, u, "11.99"), "referral").Basis
	if want := "basis of referral, expected with 25% of units at 17% off"; basis != want {
		t.Errorf("the basis is %q, want %q", basis, want)
	}
}

// The charges of a listing are its own: they are the same after a model of them.
func TestPromotionLeavesCharges(t *testing.T) {
	own := channel{charge("referral", fees.PerUnitSold, fees.Percent(dec("0.15")), 0)}
	model(t, plain(func(u *pricing.Unit) {
		u.Listing, u.Promotion = own, pricing.Promotion{Share: dec("1"), Discount: dec("0.5")}
	}), fees.Day(2026, 6, 1))
	if got := must(own[0].Amount.At(dec("10"))); !got.Equal(dec("1.5")) || own[0].Basis != "basis of referral" {
		t.Errorf("the charge is %s, %q", got, own[0].Basis)
	}
}

// The fee of a coupon is a fixed part and 2.5 % of what is sold with it. Its units
// share it; with a promotion they are part of all units and sold below the price.
func TestCouponAndPromotion(t *testing.T) {
	coupon := func(p pricing.Promotion) pricing.Statement {
		return at(t, plain(func(u *pricing.Unit) {
			u.Listing = amazon.Listing{
				Category: "home_kitchen", Fulfillment: amazon.FBM, ReferralRate: set("0.15"),
				Promotion: amazon.Promotion{Kind: amazon.Coupon, Units: 50},
			}
			u.Promotion = p
		}), "20")
	}
	for _, row := range []struct {
		name         string
		p            pricing.Promotion
		want, number string
		sales        string
	}{
		{"all units at the price", pricing.Promotion{}, "-0.6", "0.02", "20"}, // (5 + 2.5 % of 1000) / 50
		{"all units below the price", pricing.Promotion{Share: dec("1"), Discount: dec("0.2")}, "-0.5", "0.02", "16"},
		{"a quarter of them", pricing.Promotion{Share: dec("0.25"), Discount: dec("0.2")}, "-0.125", "0.005", "19"},
		{"a quarter at the price", pricing.Promotion{Share: dec("0.25")}, "-0.15", "0.005", "20"},
		{"none of them", pricing.Promotion{Discount: dec("0.2")}, "0", "0", "20"},
	} {
		s := coupon(row.p)
		line := lineOf(t, s, "coupon")
		if !line.Amount.Equal(dec(row.want)) || !line.Quantity.Equal(dec(row.number)) {
			t.Errorf("%s: the coupon is %s × %s", row.name, line.Quantity, line.Amount)
		}
		if got := s.Revenue; !got.Equal(dec(row.sales)) || line.Rung != pricing.InCM3 {
			t.Errorf("%s: revenue is %s, rung %s", row.name, got, line.Rung)
		}
	}
	// A deal whose fee nobody knows is missing, unless nothing is sold in it.
	deal := func(p pricing.Promotion) []string {
		return at(t, plain(func(u *pricing.Unit) {
			u.Listing, u.Promotion = channel{{Code: "deal", Event: fees.PerPromotion, Unknown: true, Basis: "supply it"}}, p
		}), "20").Missing
	}
	if got := deal(pricing.Promotion{Share: dec("0.1"), Discount: dec("0.2")}); !slices.Equal(got, []string{"deal"}) {
		t.Errorf("missing %v", got)
	}
	if got := deal(pricing.Promotion{Discount: dec("0.2")}); len(got) > 0 {
		t.Errorf("missing %v of a deal in which nothing is sold", got)
	}
}

// Target and break-even go by what is really sold.
func TestPromotionAndAds(t *testing.T) {
	s := at(t, plain(func(u *pricing.Unit) {
		u.Ads.TACoS, u.Promotion = dec("0.1"), pricing.Promotion{Share: dec("0.5"), Discount: dec("0.2")}
	}), "20")
	if got := amounts(s)["advertising"]; !got.Equal(dec("-1.8")) {
		t.Errorf("advertising is %s", got)
	}
	if got := s.BreakEvenACoS(6).Decimal; !got.Equal(dec("0.572222")) { // (18 - 2.70 - 5) / 18
		t.Errorf("break-even ACoS is %s", got)
	}
	if got := must(s.MaxCPC(dec("0.5"), dec("0.1"))); !got.Equal(dec("0.9")) {
		t.Errorf("max CPC is %s", got)
	}
}
