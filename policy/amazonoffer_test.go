package policy_test

import (
	"testing"

	"github.com/lianxing/crossborder/policy"
)

// Pricing Health: an offer whose price with shipping is above the competitive price is
// not featured.
func TestAmazonFeaturedOffer(t *testing.T) {
	competitive := func(c *policy.Case) { c.CompetitivePrice = null("24.99") }
	fbm := func(c *policy.Case) { c.SellerFulfilled = true }
	shipping := func(c *policy.Case) { c.Shipping = null("5.00") }
	checkOutcomes(t, policy.AmazonFeaturedOffer{}, []outcome{
		{name: "nothing known", c: amazon("20"), status: unjudged, missing: []string{"competitive_price", "elsewhere"}},
		{name: "at it", c: amazon("24.99", competitive), status: passed},
		{name: "above", c: amazon("25.00", competitive), status: found, severity: policy.Notice},
		{name: "with shipping at it", c: amazon("19.99", competitive, fbm, shipping), status: passed},
		{name: "with shipping above", c: amazon("20.00", competitive, fbm, shipping), status: found, severity: policy.Notice},
		{name: "shipping unknown", c: amazon("20.00", competitive, fbm), status: unjudged, missing: []string{"shipping"}},
		{name: "above without shipping", c: amazon("25.00", competitive, fbm), status: found, severity: policy.Notice},
		{name: "retailers", c: amazon("21", atPlaces(outside(place("shop", "25", "0")), outside(place("store", "18", "2.99")))), status: found, severity: policy.Notice},
		{name: "marketplace offers do not count", c: amazon("21", atPlaces(place("shop", "18", "0"))), status: unjudged, missing: []string{"competitive_price", "elsewhere"}},
		{name: "own offers do not count", c: amazon("21", atPlaces(own(outside(place("shop", "18", "0"))))), status: unjudged, missing: []string{"competitive_price", "elsewhere"}},
		{name: "shipping there unknown", c: amazon("21", atPlaces(outside(place("shop", "18", "")))), status: unjudged, missing: []string{"competitive_price", "elsewhere.shipping"}},
	})
}

// Automate Pricing: the offer becomes inactive outside its limits.
func TestAmazonPriceLimits(t *testing.T) {
	limits := func(low, high string) func(*policy.Case) {
		return func(c *policy.Case) {
			if low != "" {
				c.Min = null(low)
			}
			if high != "" {
				c.Max = null(high)
			}
		}
	}
	checkOutcomes(t, policy.AmazonPriceLimits{}, []outcome{
		{name: "no limits", c: amazon("20"), status: unjudged, missing: []string{"min", "max"}},
		{name: "at the minimum", c: amazon("18", limits("18", "40")), status: passed},
		{name: "below the minimum", c: amazon("17.99", limits("18", "40")), status: found, severity: policy.Block},
		{name: "at the maximum", c: amazon("40", limits("18", "40")), status: passed},
		{name: "above the maximum", c: amazon("40.01", limits("18", "40")), status: found, severity: policy.Block},
		{name: "a maximum is optional", c: amazon("400", limits("18", "")), status: passed},
		{name: "a minimum is not", c: amazon("20", limits("", "40")), status: unjudged, missing: []string{"min"}},
		{name: "above the maximum without a minimum", c: amazon("41", limits("", "40")), status: found, severity: policy.Block},
		{name: "limits that cross", c: amazon("30", limits("40", "20")), status: found, severity: policy.Block, findings: 2},
	})
}

// Minimum and Maximum Price Validation, worked example S29: at a recent price of 10.00
// the maximum must be below 200.00. The source's second example: at 50.00 below 300.00.
func TestAmazonMaximumPrice(t *testing.T) {
	maximum := func(high string) func(*policy.Case) {
		return func(c *policy.Case) { c.Max = null(high) }
	}
	current := func(price string) func(*policy.Case) {
		return func(c *policy.Case) { c.Current = null(price) }
	}
	checkOutcomes(t, policy.AmazonMaximumPrice{}, []outcome{
		{name: "no maximum", c: amazon("10", current("10")), status: unjudged, missing: []string{"max"}},
		{name: "S29 below", c: amazon("10", current("10.00"), maximum("199.99")), status: passed},
		{name: "S29 at it", c: amazon("10", current("10.00"), maximum("200.00")), status: found, severity: policy.Warn},
		{name: "50.00 below", c: amazon("50", current("50.00"), maximum("299.99")), status: passed},
		{name: "50.00 at it", c: amazon("50", current("50.00"), maximum("300")), status: found, severity: policy.Warn},
		{name: "below 200.00 whatever the recent price", c: amazon("10", maximum("199.99")), status: passed},
		{name: "recent price unknown", c: amazon("10", maximum("200")), status: unjudged, missing: []string{"history", "current"}},
		{name: "the history goes before the current price", c: amazon("50", current("10"), history(lastDays(9, "50", "2")), maximum("299.99")), status: passed},
		{name: "the last run with a sale", c: amazon("50", history(run(day(2026, 9, 1), day(2026, 9, 30), "50", "2"), run(day(2026, 10, 1), day(2026, 11, 22), "90", "0")), maximum("300")), status: found, severity: policy.Warn},
		{name: "another currency", c: amazon("10", current("10"), maximum("9999"), func(c *policy.Case) { c.Currency = "EUR" }), status: skipped},
	})
	r, _ := ask(t, policy.AmazonMaximumPrice{Times: dec("3"), Amount: dec("20"), Currency: "EUR"}, amazon("10", current("10"), maximum("30"), func(c *policy.Case) { c.Currency = "EUR" }), benchDay)
	if r.Status != found {
		t.Errorf("figures of one's own in euros: %+v", r)
	}
}
