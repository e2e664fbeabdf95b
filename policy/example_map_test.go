package policy_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// askLaw asks one rule on 2026-11-23 and prints its findings, or how it ended.
func askLaw(rule policy.Rule, c *policy.Case) {
	set, err := policy.NewSet(rule)
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(c, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	if len(report.Findings) > 0 {
		fmt.Println(report)
		return
	}
	result := report.Results[0]
	fmt.Println(strings.TrimSpace(result.Rule + " " + string(result.Status) + " " + result.Reason + strings.Join(result.Missing, ", ")))
}

// A price in the cart is covered unless the policy leaves it out.
func ExampleSurface() {
	acme := policy.MAPPolicy{Brand: "Acme", Price: decimal.RequireFromString("20"), From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("18"), Brand: "Acme", Surface: policy.SurfaceCart}
	for _, exempt := range []bool{false, true} {
		acme.InCartExempt = exempt
		c.MAP = []policy.MAPPolicy{acme}
		askLaw(policy.MinimumAdvertisedPrice{}, c)
	}
	// Output:
	// MAP-1 warn: the price of 18.00 USD advertised on shopify is under the minimum of 20.00 USD that Acme asks for
	// MAP-1 not_applicable the policy exempts prices in the cart
}

// A brand that does not mind coupons.
func ExampleMAPTreatment() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Brand: "Acme", Coupon: &policy.Coupon{Share: decimal.RequireFromString("0.1")}}
	for _, coupons := range []policy.MAPTreatment{policy.MAPCounts, policy.MAPExempt} {
		c.MAP = []policy.MAPPolicy{{Brand: "Acme", Price: decimal.RequireFromString("20"), From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Coupons: coupons}}
		fmt.Println(coupons)
		askLaw(policy.MinimumAdvertisedPrice{}, c)
	}
	// Output:
	// counts
	// MAP-1 warn: the price of 18.00 USD advertised on shopify is under the minimum of 20.00 USD that Acme asks for
	// exempt
	// MAP-1 passed
}

// The policy of a brand as data.
func ExampleMAPPolicy() {
	p := policy.MAPPolicy{
		Brand: "Acme", SKU: "AC-1", Price: decimal.RequireFromString("49.99"), Currency: fx.USD,
		From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Channels: []string{"amazon", "shopify"}, InCartExempt: true, GraceHours: 24,
		Tiers: []policy.MAPTier{{Count: 1, WindowDays: 180, Action: policy.MAPNotice}, {Count: 2, WindowDays: 180, Action: policy.MAPHold}},
	}
	fmt.Println(p.Check())
	askLaw(policy.MinimumAdvertisedPrice{}, &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("47.50"), Brand: "Acme", SKU: "AC-1", MAP: []policy.MAPPolicy{p}})
	// Output:
	// <nil>
	// MAP-1 warn: the price of 47.50 USD advertised on shopify is under the minimum of 49.99 USD that Acme asks for (violation 1 in 180 days: notice)
}

// Every fault at once.
func ExampleMAPPolicy_Check() {
	p := policy.MAPPolicy{Brand: "Acme", From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Tiers: []policy.MAPTier{{Count: 1, Action: "sue"}}}
	fmt.Println(p.Check())
	// Output:
	// price must be above 0, got "0"
	// tiers[0].action must be "notice", "hold" or "cut_off", got "sue"
}

// The minimum in a sale that the brand allows.
func ExampleMAPPolicy_On() {
	p := policy.MAPPolicy{Brand: "Acme", Price: decimal.RequireFromString("49.99"), From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Events: []policy.MAPEvent{
		{Name: "Black Friday", From: time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC), Price: decimal.NewNullDecimal(decimal.RequireFromString("39.99"))},
	}}
	fmt.Println(p.On(time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)).Decimal, p.On(time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)).Decimal, p.On(time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC)).Valid)
	// Output:
	// 49.99 39.99 false
}

// Days without any minimum.
func ExampleMAPEvent() {
	p := policy.MAPPolicy{Brand: "Acme", Price: decimal.RequireFromString("49.99"), From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Events: []policy.MAPEvent{
		{Name: "stock clearance", From: time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)},
	}}
	fmt.Println(p.On(time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC)).Valid)
	// Output:
	// false
}

// What a brand does after the third violation.
func ExampleMAPAction() {
	p := policy.MAPPolicy{Tiers: []policy.MAPTier{
		{Count: 1, Action: policy.MAPNotice}, {Count: 2, Action: policy.MAPHold}, {Count: 3, Action: policy.MAPCutOff},
	}}
	s, err := p.Standing([]time.Time{time.Date(2026, 1, 10, 0, 0, 0, 0, time.UTC), time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC), time.Date(2026, 5, 10, 0, 0, 0, 0, time.UTC)}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(s.Tier.Action, err)
	// Output:
	// cut_off <nil>
}

// A violation leaves the window exactly as many days after it.
func ExampleMAPTier() {
	p := policy.MAPPolicy{Tiers: []policy.MAPTier{{Count: 1, WindowDays: 30, Action: policy.MAPNotice}}}
	for _, at := range []time.Time{time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC).Add(-time.Second), time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC)} {
		s, err := p.Standing([]time.Time{time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)}, at)
		fmt.Println(s.Reached, err)
	}
	// Output:
	// true <nil>
	// false <nil>
}

// Two violations in half a year, the last one this morning.
func ExampleMAPPolicy_Standing() {
	p := policy.MAPPolicy{GraceHours: 24, Tiers: []policy.MAPTier{
		{Count: 1, WindowDays: 180, Action: policy.MAPNotice}, {Count: 2, WindowDays: 180, Action: policy.MAPHold},
	}}
	s, err := p.Standing([]time.Time{time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC).Add(9*time.Hour))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Tier.Action, "after", s.Count)
	fmt.Println("grace until", s.GraceUntil.Format(time.DateTime))
	fmt.Println("reset at", s.ResetAt.Format(time.DateTime))
	// Output:
	// hold after 2
	// grace until 2026-11-24 00:00:00
	// reset at 2026-12-28 00:00:00
}

// Without violations nothing is reached.
func ExampleMAPStanding() {
	s, err := policy.MAPPolicy{Tiers: []policy.MAPTier{{Count: 1, Action: policy.MAPNotice}}}.Standing(nil, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(s.Reached, s.GraceUntil.IsZero(), err)
	// Output:
	// false true <nil>
}

// The policies of a brand from its file.
func ExampleReadMAP() {
	const file = `{"policies": [{"brand": "Acme", "sku": "AC-1", "price": "49.99", "currency": "USD",
	"from": "2026-01-01", "channels": ["amazon"], "grace_hours": 24,
	"tiers": [{"count": 1, "window_days": 180, "action": "notice"}]}]}`
	policies, err := policy.ReadMAP(strings.NewReader(file))
	fmt.Println(policies[0].SKU, policies[0].Price, policies[0].Tiers[0].Action, err)
	_, err = policy.ReadMAP(strings.NewReader(strings.Replace(file, "grace_hours", "grace_days", 1)))
	fmt.Println(err)
	// Output:
	// AC-1 49.99 notice <nil>
	// policies[0].grace_days is not a known field
}

// A coupon takes the advertised price under the minimum.
func ExampleMinimumAdvertisedPrice() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("21"), Brand: "Acme", SKU: "AC-1", Coupon: &policy.Coupon{Share: decimal.RequireFromString("0.1")}}
	c.MAP = []policy.MAPPolicy{{Brand: "Acme", SKU: "AC-1", Price: decimal.RequireFromString("20"), From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}}
	askLaw(policy.MinimumAdvertisedPrice{}, c)
	// Output:
	// MAP-1 warn: the price of 18.90 USD advertised on shopify is under the minimum of 20.00 USD that Acme asks for
}

// What the rule is and since when it holds.
func ExampleMinimumAdvertisedPrice_Info() {
	info := policy.MinimumAdvertisedPrice{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// MAP-1 from 1919-06-02
	// the brand's own policy, announced unilaterally (United States v. Colgate & Co., 250 U.S. 300, 1919)
}

// Nobody said whether a brand asks for anything.
func ExampleMinimumAdvertisedPrice_Check() {
	out := policy.MinimumAdvertisedPrice{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("21")}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [map]
}

// The violations before decide the tier.
func ExampleMAPViolation() {
	rule := policy.MinimumAdvertisedPrice{Past: []policy.MAPViolation{{Brand: "Acme", SKU: "AC-1", At: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)}}}
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("19"), Brand: "Acme", SKU: "AC-1"}
	c.MAP = []policy.MAPPolicy{{Brand: "Acme", Price: decimal.RequireFromString("20"), From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Tiers: []policy.MAPTier{
		{Count: 1, WindowDays: 90, Action: policy.MAPNotice}, {Count: 2, WindowDays: 90, Action: policy.MAPHold},
	}}}
	askLaw(rule, c)
	// Output:
	// MAP-1 warn: the price of 19.00 USD advertised on shopify is under the minimum of 20.00 USD that Acme asks for (violation 2 in 90 days: hold)
}

// On Amazon the price that is shown is the price that is paid.
func ExampleAmazonMAP() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("21"), Brand: "Acme"}
	c.Channel = "amazon"
	c.MAP = []policy.MAPPolicy{{Brand: "Acme", Price: decimal.RequireFromString("20"), From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}}
	askLaw(policy.AmazonMAP{}, c)
	// Output:
	// MAP-2 info: Amazon shows the price that is paid, so the minimum of 20.00 USD that Acme asks for is the lowest sale price there; Amazon neither sets nor enforces it
}

// What the rule is and since when it holds.
func ExampleAmazonMAP_Info() {
	info := policy.AmazonMAP{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// MAP-2 from 2000-01-01
	// no Amazon policy on minimum advertised prices exists; Amazon Marketplace Fair Pricing Policy and detail page rules
}

// No brand asks for anything.
func ExampleAmazonMAP_Check() {
	out := policy.AmazonMAP{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("21"), MAP: []policy.MAPPolicy{}}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] no brand asks for a minimum advertised price for this offer
}

func ExampleMAPPolicy_Names() {
	p := policy.MAPPolicy{Brand: "Acme", UPC: "012345678905"}
	ok, _ := p.Names(&policy.Case{Brand: "ACME", UPC: "012345678905"})
	fmt.Println(ok)
	ok, missing := p.Names(&policy.Case{Brand: "Acme"})
	fmt.Println(ok, "as the", missing, "is missing")
	// Output:
	// true
	// false as the upc is missing
}
