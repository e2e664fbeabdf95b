package policy_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/policy"
)

// acme asks for 20.00 in 2026 on amazon and in the own store.
func acme() policy.MAPPolicy {
	return policy.MAPPolicy{
		Brand: "Acme", SKU: "AC-1", Price: lawAmount("20.00"), From: lawDay("2026-01-01"), To: lawDay("2026-12-31"),
		Channels: []string{"amazon", "shopify"},
		Events:   []policy.MAPEvent{{Name: "Black Friday", From: lawDay("2026-11-27"), To: lawDay("2026-11-30"), Price: lawKnown("15")}},
	}
}

// withMAP sets a case on the policy at a price, after a change of both.
func withMAP(price string, change func(*policy.Case, *policy.MAPPolicy)) func(*policy.Case) {
	return func(c *policy.Case) {
		p := acme()
		c.Brand, c.SKU, c.Price = "ACME", "AC-1", lawAmount(price)
		if change != nil {
			change(c, &p)
		}
		c.MAP = []policy.MAPPolicy{p}
	}
}

func TestMinimumAdvertisedPrice(t *testing.T) {
	rule := policy.MinimumAdvertisedPrice{}
	type C = *policy.Case
	type P = *policy.MAPPolicy
	runLaw(t, []lawRow{
		{name: "one cent under", rule: rule, set: withMAP("19.99", nil), want: policy.StatusFound, finds: warns, says: "19.99 USD advertised on shopify is under the minimum of 20.00 USD that Acme"},
		{name: "exactly on", rule: rule, set: withMAP("20.00", nil), want: policy.StatusPassed},
		{name: "above", rule: rule, set: withMAP("20.01", nil), want: policy.StatusPassed},
		{name: "policies unknown", rule: rule, want: policy.StatusUnjudged, missing: []string{"map"}},
		{name: "no policies", rule: rule, set: func(c C) { c.MAP = []policy.MAPPolicy{} }, want: policy.StatusNotApplicable},
		{name: "brand unknown", rule: rule, set: withMAP("1", func(c C, _ P) { c.Brand = "" }), want: policy.StatusUnjudged, missing: []string{"brand"}},
		{name: "SKU unknown", rule: rule, set: withMAP("1", func(c C, _ P) { c.SKU = "" }), want: policy.StatusUnjudged, missing: []string{"sku"}},
		{name: "named by UPC alone", rule: rule, set: withMAP("1", func(_ C, p P) { p.SKU, p.UPC = "", "012345678905" }), want: policy.StatusUnjudged, missing: []string{"upc"}},
		{name: "named by UPC", rule: rule, set: withMAP("1", func(c C, p P) { p.SKU, p.UPC, c.UPC = "", "012345678905", "012345678905" }), want: policy.StatusFound, finds: warns},
		{name: "another UPC", rule: rule, set: withMAP("1", func(c C, p P) { p.UPC, c.UPC = "012345678905", "012345678912" }), want: policy.StatusNotApplicable},
		{name: "other brand", rule: rule, set: withMAP("1", func(c C, _ P) { c.Brand = "Other" }), want: policy.StatusNotApplicable, says: "no policy is about"},
		{name: "other SKU", rule: rule, set: withMAP("1", func(c C, _ P) { c.SKU = "AC-2" }), want: policy.StatusNotApplicable},
		{name: "whole brand", rule: rule, set: withMAP("19", func(c C, p P) { c.SKU, p.SKU = "AC-2", "" }), want: policy.StatusFound, finds: warns},
		{name: "other currency", rule: rule, set: withMAP("1", func(_ C, p P) { p.Currency = "EUR" }), want: policy.StatusUnjudged, missing: []string{"map[0].currency"}},
		{name: "other channel", rule: rule, set: withMAP("1", func(c C, _ P) { c.Channel = "walmart" }), want: policy.StatusNotApplicable, says: "does not cover walmart"},
		{name: "day before the policy", rule: rule, day: "2025-12-31", set: withMAP("1", nil), want: policy.StatusNotApplicable},
		{name: "first day", rule: rule, day: "2026-01-01", set: withMAP("1", nil), want: policy.StatusFound, finds: warns},
		{name: "last day", rule: rule, day: "2026-12-31", set: withMAP("1", nil), want: policy.StatusFound, finds: warns},
		{name: "day after", rule: rule, day: "2027-01-01", set: withMAP("1", nil), want: policy.StatusNotApplicable},
		{name: "event, on its price", rule: rule, day: "2026-11-27", set: withMAP("15", nil), want: policy.StatusPassed},
		{name: "event, under its price", rule: rule, day: "2026-11-30", set: withMAP("14.99", nil), want: policy.StatusFound, finds: warns},
		{name: "day before the event", rule: rule, day: "2026-11-26", set: withMAP("15", nil), want: policy.StatusFound, finds: warns},
		{name: "day after the event", rule: rule, day: "2026-12-01", set: withMAP("15", nil), want: policy.StatusFound, finds: warns},
		{name: "event without a minimum", rule: rule, day: "2026-11-27", set: withMAP("1", func(_ C, p P) { p.Events[0].Price.Valid = false }), want: policy.StatusNotApplicable, says: "no minimum"},
		{name: "in cart, not exempt", rule: rule, set: withMAP("19", func(c C, p P) { c.Surface, p.Surfaces = policy.SurfaceCart, []policy.Surface{"listing"} }), want: policy.StatusFound, finds: warns},
		{name: "in cart, exempt", rule: rule, set: withMAP("19", func(c C, p P) { c.Surface, p.InCartExempt = policy.SurfaceCart, true }), want: policy.StatusNotApplicable, says: "in the cart"},
		{name: "login, not exempt", rule: rule, set: withMAP("19", func(c C, p P) { c.Surface, p.InCartExempt = policy.SurfaceLogin, true }), want: policy.StatusFound, finds: warns},
		{name: "login, exempt", rule: rule, set: withMAP("19", func(c C, p P) { c.Surface, p.LoginExempt = policy.SurfaceLogin, true }), want: policy.StatusNotApplicable},
		{name: "surface not covered", rule: rule, set: withMAP("19", func(c C, p P) { c.Surface, p.Surfaces = policy.SurfaceEmail, []policy.Surface{"listing"} }), want: policy.StatusNotApplicable, says: "email"},
		{name: "listing is the zero surface", rule: rule, set: withMAP("19", func(_ C, p P) { p.Surfaces = []policy.Surface{"listing"} }), want: policy.StatusFound, finds: warns},
		{name: "surface unknown to us", rule: rule, set: withMAP("19", func(c C, _ P) { c.Surface = "billboard" }), want: policy.StatusUnjudged, missing: []string{"surface"}},
		{name: "discontinued", rule: rule, set: withMAP("1", func(_ C, p P) { p.Discontinued = []string{"AC-1"} }), want: policy.StatusNotApplicable, says: "discontinued"},
		{name: "coupon counts, exactly on", rule: rule, set: withMAP("25", func(c C, _ P) { c.Coupon = &policy.Coupon{Share: lawAmount("0.2")} }), want: policy.StatusPassed},
		{name: "coupon counts, under", rule: rule, set: withMAP("24.99", func(c C, _ P) { c.Coupon = &policy.Coupon{Amount: lawAmount("5")} }), want: policy.StatusFound, finds: warns},
		{name: "coupon exempt", rule: rule, set: withMAP("20", func(c C, p P) {
			c.Coupon, p.Coupons = &policy.Coupon{Amount: lawAmount("5")}, policy.MAPExempt
		}), want: policy.StatusPassed},
		{name: "pack of two, exactly on", rule: rule, set: withMAP("40", func(c C, _ P) { c.Pack = &policy.Pack{Size: lawAmount("2")} }), want: policy.StatusPassed},
		{name: "pack of two, under", rule: rule, set: withMAP("39.99", func(c C, _ P) { c.Pack = &policy.Pack{Size: lawAmount("2")} }), want: policy.StatusFound, finds: warns, says: "2 x 20.00 USD = 40.00 USD"},
		{name: "bundles exempt", rule: rule, set: withMAP("1", func(c C, p P) { c.Pack, p.Bundles = &policy.Pack{Size: lawAmount("2")}, policy.MAPExempt }), want: policy.StatusNotApplicable},
		{name: "gift counts", rule: rule, set: withMAP("24", func(c C, _ P) { c.Claims = []policy.Claim{{Kind: policy.ClaimGift, Base: lawKnown("4.01")}} }), want: policy.StatusFound, finds: warns},
		{name: "gift counts, exactly on", rule: rule, set: withMAP("24", func(c C, _ P) { c.Claims = []policy.Claim{{Kind: policy.ClaimGift, Base: lawKnown("4")}} }), want: policy.StatusPassed},
		{name: "gift of unknown worth", rule: rule, set: withMAP("24", func(c C, _ P) { c.Claims = []policy.Claim{{Kind: policy.ClaimGift}} }), want: policy.StatusUnjudged, missing: []string{"claims[0].base"}},
		{name: "gifts exempt", rule: rule, set: withMAP("24", func(c C, p P) {
			c.Claims, p.Gifts = []policy.Claim{{Kind: policy.ClaimGift}}, policy.MAPExempt
		}), want: policy.StatusPassed},
		{name: "second one free", rule: rule, set: withMAP("39.99", func(c C, _ P) { c.Claims = []policy.Claim{{Kind: policy.ClaimFree}} }), want: policy.StatusFound, finds: warns},
		{name: "deal in the event", rule: rule, set: withMAP("20", func(c C, _ P) {
			c.Deal = &policy.Deal{Kind: policy.Sale, Price: lawAmount("15"), From: lawDay("2026-11-27"), To: lawDay("2026-11-30")}
		}), want: policy.StatusPassed},
		{name: "deal that outlasts the event", rule: rule, set: withMAP("20", func(c C, _ P) {
			c.Deal = &policy.Deal{Kind: policy.Sale, Price: lawAmount("15"), From: lawDay("2026-11-27"), To: lawDay("2026-12-01")}
		}), want: policy.StatusFound, finds: warns, says: "the deal price"},
		{name: "deal of unknown days", rule: rule, set: withMAP("20", func(c C, _ P) { c.Deal = &policy.Deal{Kind: policy.Sale, Price: lawAmount("15")} }), want: policy.StatusFound, finds: warns},
		{name: "the SKU goes before the brand", rule: rule, set: func(c *policy.Case) {
			withMAP("20", nil)(c)
			p := acme()
			p.SKU, p.Price = "", lawAmount("30")
			c.MAP = append(c.MAP, p)
		}, want: policy.StatusPassed},
		{name: "before Colgate", rule: rule, day: "1919-06-01", set: withMAP("1", nil), want: policy.StatusNotApplicable},
	})
}

func TestMinimumAdvertisedPriceTiers(t *testing.T) {
	at := func(s string) policy.MAPViolation {
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return policy.MAPViolation{Brand: "acme", SKU: "AC-1", At: v}
	}
	tiers := func(c *policy.Case) {
		withMAP("19", func(_ *policy.Case, p *policy.MAPPolicy) {
			p.GraceHours = 48
			p.Tiers = []policy.MAPTier{{Count: 1, WindowDays: 90, Action: policy.MAPNotice}, {Count: 2, WindowDays: 90, Action: policy.MAPHold}}
		})(c)
	}
	for _, row := range []struct {
		name, says, until string
		past              []policy.MAPViolation
	}{
		{"first", "violation 1 in 90 days: notice", "", nil},
		{"second", "violation 2 in 90 days: hold", "", []policy.MAPViolation{at("2026-11-01T10:00:00Z")}},
		{"in grace it is the same one", "violation 1 in 90 days: notice", "2026-11-24", []policy.MAPViolation{at("2026-11-22T10:00:00Z")}},
		{"of another SKU", "violation 1 in 90 days: notice", "", []policy.MAPViolation{{Brand: "Acme", SKU: "AC-9", At: lawDay("2026-11-01")}}},
	} {
		t.Run(row.name, func(t *testing.T) {
			set, err := policy.NewSet(policy.MinimumAdvertisedPrice{Past: row.past})
			if err != nil {
				t.Fatal(err)
			}
			c := lawCase()
			tiers(c)
			report, err := set.Check(c, lawDay("2026-11-23"))
			if err != nil || len(report.Findings) != 1 {
				t.Fatal(report, err)
			}
			f := report.Findings[0]
			until := ""
			if !f.Until.IsZero() {
				until = f.Until.Format(time.DateOnly)
			}
			if f.Evidence[0].Value != "19.00 USD" || until != row.until || !contains(f.Message, row.says) {
				t.Errorf("%s, until %s: %+v", f.Message, until, f.Evidence)
			}
		})
	}
}

func TestAmazonMAP(t *testing.T) {
	rule := policy.AmazonMAP{}
	amazon := func(c *policy.Case, _ *policy.MAPPolicy) { c.Channel = "amazon" }
	runLaw(t, []lawRow{
		{name: "told", rule: rule, set: withMAP("25", amazon), want: policy.StatusFound, finds: notices, says: "20.00 USD that Acme asks for is the lowest sale price"},
		{name: "other channel", rule: rule, set: withMAP("25", nil), want: policy.StatusNotApplicable},
		{name: "unknown", rule: rule, set: func(c *policy.Case) { c.Channel = "amazon" }, want: policy.StatusUnjudged, missing: []string{"map"}},
		{name: "none", rule: rule, set: withMAP("25", func(c *policy.Case, p *policy.MAPPolicy) { c.Channel, p.Brand = "amazon", "Other" }), want: policy.StatusNotApplicable},
		{name: "outside its days", rule: rule, day: "2027-01-01", set: withMAP("25", amazon), want: policy.StatusNotApplicable},
		{name: "before", rule: rule, day: "1999-12-31", set: withMAP("25", amazon), want: policy.StatusNotApplicable},
	})
}

// A higher price never gets a worse verdict.
func propMAPMonotone(t *rapid.T) {
	set, err := policy.NewSet(policy.MinimumAdvertisedPrice{})
	if err != nil {
		t.Fatal(err)
	}
	c := lawCase()
	withMAP("20", func(c *policy.Case, p *policy.MAPPolicy) {
		if rapid.Bool().Draw(t, "coupon") {
			c.Coupon = &policy.Coupon{Share: lawAmount("0.05")}
		}
		if rapid.Bool().Draw(t, "pack") {
			c.Pack = &policy.Pack{Size: lawAmount("3")}
		}
	})(c)
	low := rapid.Int64Range(1, 8000).Draw(t, "cents")
	found := func(cents int64) bool {
		c.Price = cents2(cents)
		r, err := set.Check(c, lawDay("2026-11-23"))
		if err != nil {
			t.Fatal(err)
		}
		return len(r.Findings) > 0
	}
	if !found(low) && found(low+rapid.Int64Range(1, 500).Draw(t, "more")) {
		t.Fatalf("a price above %d cents is worse", low)
	}
}

func TestMAPMonotone(t *testing.T) { rapid.Check(t, propMAPMonotone) }
