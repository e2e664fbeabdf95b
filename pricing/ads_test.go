package pricing_test

import (
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// S02 (calculator page): at a price of 30 and 18 of other costs the break-even ACoS
// is 40 %, and at an ACoS of 25 % 4.50 is left. S01 (agency blog): an ACoS of 20 %
// is a ROAS of 5.
func TestPublishedACoS(t *testing.T) {
	u := plain(func(u *pricing.Unit) { u.Cost = []pricing.CostItem{usd("purchase", "13.50")} }) // and 4.50 referral
	s := at(t, u, "30")
	if got := s.BreakEvenACoS(4); !got.Valid || !got.Decimal.Equal(dec("0.4")) {
		t.Errorf("S02: break-even ACoS is %v", got)
	}
	if got := s.BreakEvenROAS(4); !got.Valid || !got.Decimal.Equal(dec("2.5")) {
		t.Errorf("S02: break-even ROAS is %v", got)
	}
	u.Ads = pricing.Ads{ACoS: dec("0.25"), AdShare: dec("1")}
	if s := at(t, u, "30"); !s.Profit.Equal(dec("4.50")) || !s.BreakEvenACoS(4).Decimal.Equal(dec("0.4")) {
		t.Errorf("S02: at an ACoS of 25%% the profit is %s, break-even %v", s.Profit, s.BreakEvenACoS(4))
	}
	u.Ads, u.Cost[0].Amount = pricing.Ads{}, set("19.50") // 6 of 30 are left
	if got := at(t, u, "30").BreakEvenROAS(4); !got.Decimal.Equal(dec("5")) {
		t.Errorf("S01: ROAS is %v", got)
	}
}

// What cannot be said is not said.
func TestUndefinedACoS(t *testing.T) {
	none := pricing.Statement{}
	if none.BreakEvenACoS(4).Valid || none.BreakEvenROAS(4).Valid || none.ReturnLoss().Valid || none.Ladder().Margin(pricing.InCM1, 4).Valid {
		t.Error("the zero Statement has ratios")
	}
	if got, err := none.TargetACoS(dec("0.1"), 4); err != nil || got.Valid {
		t.Errorf("the zero Statement has a target ACoS %v, %v", got, err)
	}
	loss := at(t, plain(func(u *pricing.Unit) { u.Cost[0].Amount = set("20") }), "20")
	if got := loss.BreakEvenACoS(4); !got.Valid || !got.Decimal.Equal(dec("-0.15")) {
		t.Errorf("of a loss before advertising, break-even ACoS is %v", got)
	}
	if loss.BreakEvenROAS(4).Valid {
		t.Error("a loss has a break-even ROAS")
	}
	if even := at(t, plain(func(u *pricing.Unit) { u.Cost[0].Amount = set("17") }), "20"); even.BreakEvenROAS(4).Valid {
		t.Error("a profit of 0 has a break-even ROAS")
	}
	s := at(t, plain(func(*pricing.Unit) {}), "20")
	for _, margin := range []string{"1", "-1", "20", "1e99"} {
		if _, err := s.TargetACoS(dec(margin), 4); fieldOf(err) != "margin" {
			t.Errorf("a margin of %s: %v", margin, err)
		}
	}
	for _, row := range []struct{ acos, cvr, units, want string }{
		{"-0.1", "0.1", "1", "acos"}, {"1001", "0.1", "1", "acos"}, {"0.3", "1.1", "1", "cvr"}, {"0.3", "-1", "1", "cvr"},
		{"0.3", "0.1", "0.99", "units_per_order"}, {"0.3", "0.1", "1e20", "units_per_order"}, {"1e99", "0.1", "1", "acos"},
	} {
		if _, err := s.MaxCPCPerOrder(dec(row.acos), dec(row.cvr), dec(row.units)); fieldOf(err) != row.want {
			t.Errorf("%v: %v", row, err)
		}
	}
	if got, err := s.MaxCPC(dec("0.3"), dec("0")); err != nil || !got.IsZero() {
		t.Errorf("of no orders a click is worth %s, %v", got, err)
	}
}

func TestMaxCPC(t *testing.T) {
	s := at(t, plain(func(*pricing.Unit) {}), "29.99")
	if got := must(s.MaxCPC(dec("0.30"), dec("0.12"))); !got.Equal(dec("1.07964")) {
		t.Errorf("max CPC is %s", got)
	}
	if got := must(s.MaxCPCPerOrder(dec("0.30"), dec("0.12"), dec("1.5"))); !got.Equal(dec("1.61946")) {
		t.Errorf("max CPC of larger orders is %s", got)
	}
}

// ACoS × ad share is TACoS; a unit that spends its target ACoS on all sales has the
// margin, and one that spends its break-even ACoS earns nothing.
func TestAdIdentities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u, _ := genWhole(t)
		on, price := fees.Day(2026, 11, 23), decimal.New(rapid.Int64Range(500, 60_000).Draw(t, "price"), -2)
		profit := func(a pricing.Ads) pricing.Statement {
			u := u
			a.Launch, a.LaunchUnits = u.Ads.Launch, u.Ads.LaunchUnits
			u.Ads = a
			return must(must(pricing.NewModel(u, on)).At(price))
		}
		acos, share := genFraction(t, "acos", 9999).Add(dec("0.0001")), genFraction(t, "share", 9999).Add(dec("0.0001"))
		two, tacos := profit(pricing.Ads{ACoS: acos, AdShare: share}), profit(pricing.Ads{TACoS: acos.Mul(share)})
		if !two.Exact.Equal(tacos.Exact) || !two.ROI(pricing.OnCostAndAds, 9).Decimal.Equal(tacos.ROI(pricing.OnCostAndAds, 9).Decimal) {
			t.Fatalf("ACoS × share earns %s, TACoS %s", two.Exact, tacos.Exact)
		}

		u.Ads = pricing.Ads{}
		s := profit(pricing.Ads{})
		margin := genFraction(t, "margin", 5000)
		target := must(s.TargetACoS(margin, 10))
		if target.Decimal.Sign() < 0 {
			t.Skip()
		}
		if got := profit(pricing.Ads{TACoS: target.Decimal}).Margin(6); got.Decimal.Sub(margin).Abs().GreaterThan(dec("0.000001")) {
			t.Fatalf("with the target ACoS %s the margin is %s, wanted %s", target.Decimal, got.Decimal, margin)
		}
		if left := profit(pricing.Ads{TACoS: s.BreakEvenACoS(10).Decimal}).Exact; left.Abs().GreaterThan(dec("0.000001")) {
			t.Fatalf("at break-even %s is left", left)
		}
	})
}

// A launch of 600 over 400 units is 1.50 per unit, beside any form of advertising,
// and money put in.
func TestLaunch(t *testing.T) {
	for _, row := range []struct {
		ads  pricing.Ads
		left string
	}{
		{pricing.Ads{}, "10.50"},
		{pricing.Ads{TACoS: dec("0.1")}, "8.50"},
		{pricing.Ads{ACoS: dec("0.2"), AdShare: dec("0.5")}, "8.50"},
		{pricing.Ads{PerUnit: dec("0.5")}, "10.00"},
	} {
		row.ads.Launch, row.ads.LaunchUnits = dec("600"), dec("400")
		s := at(t, plain(func(u *pricing.Unit) { u.Ads = row.ads }), "20")
		line := lineOf(t, s, "launch_advertising")
		if !s.Profit.Equal(dec(row.left)) || !line.Amount.Equal(dec("-1.5")) || !line.Each.Equal(dec("-600")) || !line.Quantity.Equal(dec("0.0025")) {
			t.Errorf("%+v: profit %s, line %+v", row.ads, s.Profit, line)
		}
		if !s.BreakEvenACoS(4).Decimal.Equal(dec("0.6")) {
			t.Errorf("%+v: break-even ACoS %s", row.ads, s.BreakEvenACoS(4).Decimal)
		}
	}
	s := at(t, plain(func(u *pricing.Unit) { u.Ads = pricing.Ads{Launch: dec("600"), LaunchUnits: dec("120")} }), "20")
	if got := s.ROI(pricing.OnCostAndAds, 4); !got.Decimal.Equal(dec("0.7")) { // 7 on 5 + 5
		t.Errorf("ROI on cost and ads is %s", got.Decimal)
	}
	if s := at(t, plain(func(u *pricing.Unit) { u.Ads.LaunchUnits = dec("120") }), "20"); hasLine(s, "launch_advertising") {
		t.Error("a launch that costs nothing has a line")
	}
}
