package pricing_test

import (
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fees/ebay"
	"github.com/lianxing/crossborder/fees/shopify"
	"github.com/lianxing/crossborder/fees/tiktok"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// Which rung every line has, those of the channels by their codes.
func TestRungs(t *testing.T) {
	want := map[pricing.Rung][]string{
		pricing.InNetRevenue: {"price", "shipping_charged", "promotion_discount", "refund"},
		pricing.InCM1:        {"purchase", "fx_buffer", "stock_written_off", "return_recovery"},
		pricing.InCM2: {"postage", "referral", "referral_refund", "fulfillment", "payment_processing", "final_value", "per_order", "storage",
			"aged_inventory", "inbound_placement", "disposal", "liquidation_recovery", "dispute", "refund_admin", "returns_processing",
			"return_processing", "return_salvage", "something_new"},
		pricing.InCM3:       {"advertising", "launch_advertising", "coupon", "creator_commission", "creator_commission_refund", "promoted_listings", "promoted_listings_refund"},
		pricing.InOperating: {"overhead", "capital_cost", "payout_conversion", "subscription", "store_subscription"},
	}
	rungs := map[string]pricing.Rung{}
	for rung, codes := range want {
		for _, code := range codes {
			rungs[code] = rung
		}
	}
	seen := map[string]bool{}
	note := func(t interface{ Fatalf(string, ...any) }, s pricing.Statement) {
		for _, l := range s.Lines {
			if rung, named := rungs[l.Code]; named && l.Rung != rung {
				t.Fatalf("%s is on %s, want %s", l.Code, l.Rung, rung)
			}
			seen[l.Code] = true
		}
	}
	box := parcel("12 in", "10 in", "6 in", "3 lb")
	order := fees.Order{ShippingCharged: dec("5")}
	for _, l := range []fees.Listing{
		amazon.Listing{Parcel: box, Category: "home_kitchen", Placement: amazon.OptimizedSplits, Removal: amazon.Disposal, ReturnsProcessingFee: set("2"), Promotion: amazon.Promotion{Kind: amazon.Coupon, Units: 10}},
		amazon.Listing{Parcel: box, Category: "home_kitchen", PlacementFee: set("0.20"), Removal: amazon.Liquidation, LiquidationRecovery: set("1.50")},
		tiktok.Listing{Parcel: box, CreatorRate: dec("0.12"), Fulfillment: tiktok.Seller},
		ebay.Listing{Category: "most", Order: order, PromotedRate: dec("0.03"), Store: ebay.Starter},
		shopify.Listing{Order: order, ChargebackFee: set("15")},
	} {
		late := usd("postage", "1.10")
		late.PerSale = true
		note(t, must(model(t, pricing.Unit{
			Listing: l, Cost: []pricing.CostItem{usd("purchase", "5"), late},
			Returns:   pricing.Returns{Rate: dec("0.1"), Resellable: set("0.5"), Recovery: dec("1"), Processing: set("2")},
			Ads:       pricing.Ads{TACoS: dec("0.1"), Launch: dec("100"), LaunchUnits: dec("100")},
			Life:      pricing.Life{DaysInStock: set("400"), Removed: set("0.02"), Disputed: set("0.001"), UnitsPerMonth: set("100")},
			Promotion: pricing.Promotion{Share: dec("0.5"), Discount: dec("0.2")},
			Payout:    pricing.Payout{Terms: spread("0.01")}, Capital: pricing.Capital{AnnualRate: dec("0.1")}, Overhead: pricing.Overhead{PerUnit: dec("1")},
		}, fees.Day(2026, 11, 23)).At(dec("25"))))
	}
	note(t, at(t, plain(func(u *pricing.Unit) {
		u.Listing = channel{charge("something_new", fees.PerUnitSold, fees.Flat(dec("1")), 0)}
		u.Cost = append(u.Cost, pricing.CostItem{Code: "yuan", Amount: set("7"), Currency: fx.CNY})
		u.Rate, u.Buffer = must(fx.NewRate(fx.USD, fx.CNY, dec("7"))), dec("0.1")
	}), "20"))
	for code := range rungs {
		if !seen[code] {
			t.Errorf("no statement has the line %s", code)
		}
	}
}

// The steps of the facts, one line or two to each.
func TestLadder(t *testing.T) {
	referral := charge("referral", fees.PerUnitSold, fees.Percent(dec("0.15")), 0)
	referral.RefundShare = dec("1")
	s := at(t, plain(func(u *pricing.Unit) {
		u.Listing = channel{
			referral, charge("coupon", fees.PerPromotion, fees.Flat(dec("10")), 100), charge("subscription", fees.PerMonth, fees.Flat(dec("40")), 0),
			charge("fulfillment", fees.PerUnitSold, fees.Flat(dec("4")), 0),
		}
		u.Returns = pricing.Returns{Rate: dec("0.1"), Resellable: set("0.5"), Processing: set("2")}
		u.Life.UnitsPerMonth = set("400")
		u.Ads, u.Overhead.PerUnit = pricing.Ads{TACoS: dec("0.05")}, dec("0.30")
	}), "20")
	got := s.Ladder()
	for _, row := range []struct {
		name     string
		got      decimal.Decimal
		want     string
		rung     pricing.Rung
		fraction string
	}{
		{"net revenue", got.NetRevenue, "18", pricing.InNetRevenue, "1"},
		{"CM1", got.CM1, "13.25", pricing.InCM1, "0.7361"},                         // less 5, and 0.25 back
		{"CM2", got.CM2, "6.35", pricing.InCM2, "0.3528"},                          // less 2.70, 4 and 0.20
		{"CM3", got.CM3, "5.25", pricing.InCM3, "0.2917"},                          // less 1 and 0.10
		{"operating profit", got.Operating, "4.85", pricing.InOperating, "0.2694"}, // less 0.10 and 0.30
		{"a rung that is none", got.CM2, "6.35", "", "0.3528"},
	} {
		if margin := got.Margin(row.rung, 4); !row.got.Equal(dec(row.want)) || !margin.Decimal.Equal(dec(row.fraction)) {
			t.Errorf("%s is %s, %s; want %s, %s", row.name, row.got, margin.Decimal, row.want, row.fraction)
		}
	}
	if !got.Operating.Equal(s.Profit) {
		t.Errorf("the ladder ends at %s, the profit is %s", got.Operating, s.Profit)
	}
	if refunded := at(t, plain(func(u *pricing.Unit) { u.Returns = pricing.Returns{Rate: dec("1"), Kept: dec("1")} }), "20").Ladder(); refunded.Margin(pricing.InCM1, 4).Valid {
		t.Error("a margin on a net revenue of 0")
	}
	if own := (pricing.Statement{Lines: []pricing.Line{{Code: "x", Amount: dec("-2")}}}).Ladder(); !own.CM2.Equal(dec("-2")) || !own.CM1.IsZero() {
		t.Errorf("a line without a rung: %+v", own)
	}
}
