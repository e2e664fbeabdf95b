package policy_test

import (
	"testing"

	"github.com/lianxing/crossborder/policy"
)

// Automatic Pricing Rules Overview (older guide): the same seller elsewhere, with
// shipping.
func TestWalmartParity(t *testing.T) {
	checkOutcomes(t, policy.WalmartParity{}, []outcome{
		{name: "nothing known", c: walmart("20"), status: unjudged, missing: []string{"elsewhere"}},
		{name: "others only", c: walmart("20", atPlaces(place("amazon", "15", "0"))), status: skipped},
		{name: "the same", c: walmart("20", atPlaces(own(place("amazon", "20", "0")))), status: passed},
		{name: "a cent dearer", c: walmart("20.01", atPlaces(own(place("amazon", "20", "0")))), status: found, severity: policy.Warn},
		{name: "their shipping", c: walmart("20", atPlaces(own(place("amazon", "15", "5")))), status: passed},
		{name: "shipping here", c: walmart("20", atPlaces(own(place("amazon", "21", "0"))), func(c *policy.Case) { c.Shipping = null("1.01") }), status: found, severity: policy.Warn},
		{name: "shipping here unknown", c: walmart("20", atPlaces(own(place("amazon", "21", "0"))), func(c *policy.Case) { c.SellerFulfilled = true }), status: unjudged, missing: []string{"shipping"}},
		{name: "their shipping unknown", c: walmart("20", atPlaces(own(place("amazon", "15", "")))), status: unjudged, missing: []string{"elsewhere.shipping"}},
		{name: "the lowest of several", c: walmart("20", atPlaces(own(place("amazon", "25", "0")), own(place("own store", "19.99", "0")))), status: found, severity: policy.Warn},
		{name: "an offer at Walmart is not elsewhere", c: walmart("20", atPlaces(own(place("walmart", "15", "0")))), status: skipped},
	})
}

// Pricing rules, 2024-11-07: egregiously higher than current or recent prices. The
// numbers are of the house.
func TestWalmartReasonablePrice(t *testing.T) {
	ten := history(lastDays(90, "10.00", ""))
	checkOutcomes(t, policy.WalmartReasonablePrice{}, []outcome{
		{name: "nothing known", c: walmart("20"), status: unjudged, missing: []string{"history", "competitive_price", "elsewhere"}},
		{name: "at 1.5 times the median", c: walmart("15", ten), status: passed},
		{name: "above 1.5 times", c: walmart("15.01", ten), status: found, severity: policy.Warn, house: true},
		{name: "above 2 times", c: walmart("20.01", ten), status: found, severity: policy.Block, house: true},
		{name: "at 1.5 times elsewhere", c: walmart("15", atPlaces(place("shop", "8", "2"))), status: passed},
		{name: "above 1.5 times elsewhere", c: walmart("15.01", atPlaces(place("shop", "8", "2"))), status: found, severity: policy.Warn, house: true},
		{name: "the competitive price is lower", c: walmart("20.01", atPlaces(place("shop", "20", "0")), func(c *policy.Case) { c.CompetitivePrice = null("10") }), status: found, severity: policy.Block, house: true},
		{name: "with shipping", c: walmart("14", atPlaces(place("shop", "10", "0")), func(c *policy.Case) { c.Shipping = null("1.01") }), status: found, severity: policy.Warn, house: true},
		{name: "shipping unknown", c: walmart("14", atPlaces(place("shop", "10", "0")), func(c *policy.Case) { c.SellerFulfilled = true }), status: unjudged, missing: []string{"shipping"}},
		{name: "both", c: walmart("16", ten, atPlaces(place("shop", "10", "0"))), status: found, severity: policy.Warn, house: true, findings: 2},
	})
	if r, _ := ask(t, policy.WalmartReasonablePrice{Warn: dec("3"), Block: dec("4")}, walmart("30", ten), benchDay); r.Status != passed {
		t.Errorf("3 times of one's own: %+v", r)
	}
}

// Pricing rules, 2024-11-07: Egregious Shipping Cost. The numbers are of the house.
func TestWalmartShipping(t *testing.T) {
	ship := func(fee, rate string) func(*policy.Case) {
		return func(c *policy.Case) {
			c.SellerFulfilled, c.Shipping = true, null(fee)
			if rate != "" {
				c.CarrierRate = null(rate)
			}
		}
	}
	checkOutcomes(t, policy.WalmartShipping{}, []outcome{
		{name: "Walmart ships", c: walmart("20"), status: skipped},
		{name: "fee unknown", c: walmart("20", func(c *policy.Case) { c.SellerFulfilled = true }), status: unjudged, missing: []string{"shipping"}},
		{name: "free", c: walmart("20", ship("0", "")), status: passed},
		{name: "at 1.5 times", c: walmart("20", ship("9", "6")), status: passed},
		{name: "above 1.5 times", c: walmart("20", ship("9.01", "6")), status: found, severity: policy.Warn, house: true},
		{name: "rate unknown, at the price", c: walmart("20", ship("20", "")), status: unjudged, missing: []string{"carrier_rate"}},
		{name: "rate unknown, above the price", c: walmart("20", ship("20.01", "")), status: found, severity: policy.Warn, house: true},
	})
}

// Promotional pricing, 2025-06-30: 10% under 200.00, 5% from 200.00.
func TestWalmartStrikethrough(t *testing.T) {
	checkOutcomes(t, policy.WalmartStrikethrough{}, []outcome{
		{name: "no promotion", c: walmart("100"), status: skipped},
		{name: "not one of Walmart", c: walmart("100", deal(policy.BestDeal, "90")), status: skipped},
		{name: "price unknown", c: walmart("100", deal(policy.ReducedPrice, "0"), reference(policy.ReferenceFormer, "100")), status: unjudged, missing: []string{"deal.price"}},
		{name: "nothing to compare with", c: walmart("100", deal(policy.ReducedPrice, "90")), status: unjudged, missing: []string{"reference", "history"}},
		{name: "10% of 199.99", c: walmart("199.99", deal(policy.ReducedPrice, "179.99"), reference(policy.ReferenceFormer, "199.99")), status: passed},
		{name: "not 10% of 199.99", c: walmart("199.99", deal(policy.Clearance, "180.00"), reference(policy.ReferenceFormer, "199.99")), status: found, severity: policy.Block},
		{name: "10% of 100", c: walmart("100", deal(policy.Clearance, "90.00"), reference(policy.ReferenceList, "100")), status: passed},
		{name: "a cent too dear", c: walmart("100", deal(policy.Clearance, "90.01"), reference(policy.ReferenceList, "100")), status: found, severity: policy.Block},
		{name: "5% of 200.00", c: walmart("200", deal(policy.ReducedPrice, "190.00"), reference(policy.ReferenceFormer, "200.00")), status: passed},
		{name: "not 5% of 200.00", c: walmart("200", deal(policy.ReducedPrice, "190.01"), reference(policy.ReferenceFormer, "200.00")), status: found, severity: policy.Block},
		{name: "the Was price of the history", c: walmart("100", deal(policy.ReducedPrice, "90"), history(lastDays(28, "100", ""))), status: passed},
		{name: "too few days and units unknown", c: walmart("100", deal(policy.ReducedPrice, "90"), history(lastDays(27, "100", ""))), status: unjudged, missing: []string{"reference", "history.units"}},
		{name: "no comparison price at all", c: walmart("100", deal(policy.ReducedPrice, "90"), history(lastDays(27, "100", "0"))), status: found, severity: policy.Block},
		{name: "another currency", c: walmart("100", deal(policy.ReducedPrice, "99"), reference(policy.ReferenceFormer, "100"), func(c *policy.Case) { c.Currency = "CAD" }), status: skipped},
	})
}

// Notice reported on 2022-08-18: the median paid in 90 days, or the median offered on at
// least 28 of them.
func TestWalmartWasPrice(t *testing.T) {
	checkOutcomes(t, policy.WalmartWasPrice{}, []outcome{
		{name: "no history", c: walmart("10"), status: unjudged, missing: []string{"history"}},
		{name: "paid", c: walmart("10", history(lastDays(3, "10", "2"))), status: found, severity: policy.Notice},
		{name: "offered on 28 days", c: walmart("10", history(lastDays(28, "10", ""))), status: found, severity: policy.Notice},
		{name: "offered on 27 days, units unknown", c: walmart("10", history(lastDays(27, "10", ""))), status: unjudged, missing: []string{"history.units"}},
		{name: "offered on 27 days, none sold", c: walmart("10", history(lastDays(27, "10", "0"))), status: skipped},
		{name: "offered on 28 days, none sold", c: walmart("10", history(lastDays(28, "10", "0"))), status: found, severity: policy.Notice},
		{name: "28 days in promotions", c: walmart("10", history(promoted(lastDays(28, "10", "0")))), status: skipped},
	})
}

// Promotional pricing, 2025-06-30: a Reduced Price lasts 14 to 90 days.
func TestWalmartReducedPrice(t *testing.T) {
	days := func(n int) func(*policy.Deal) {
		return func(d *policy.Deal) { d.From, d.To = day(2026, 12, 1), day(2026, 12, 1).AddDate(0, 0, n-1) }
	}
	checkOutcomes(t, policy.WalmartReducedPrice{}, []outcome{
		{name: "no promotion", c: walmart("20"), status: skipped},
		{name: "a clearance", c: walmart("20", deal(policy.Clearance, "15", days(200))), status: skipped},
		{name: "days unknown", c: walmart("20", deal(policy.ReducedPrice, "15")), status: unjudged, missing: []string{"deal.from", "deal.to"}},
		{name: "the last day unknown", c: walmart("20", deal(policy.ReducedPrice, "15", func(d *policy.Deal) { d.From = day(2026, 12, 1) })), status: unjudged, missing: []string{"deal.to"}},
		{name: "13 days", c: walmart("20", deal(policy.ReducedPrice, "15", days(13))), status: found, severity: policy.Block},
		{name: "14 days", c: walmart("20", deal(policy.ReducedPrice, "15", days(14))), status: passed},
		{name: "90 days", c: walmart("20", deal(policy.ReducedPrice, "15", days(90))), status: passed},
		{name: "91 days", c: walmart("20", deal(policy.ReducedPrice, "15", days(91))), status: found, severity: policy.Block},
	})
	if r, _ := ask(t, policy.WalmartReducedPrice{MaxDays: 180}, walmart("20", deal(policy.ReducedPrice, "15", days(180))), benchDay); r.Status != passed {
		t.Errorf("180 days of the older text: %+v", r)
	}
}

// Promotional pricing, 2025-06-30: under MAP the placement Price-in-cart.
func TestWalmartPriceInCart(t *testing.T) {
	minimum := func(edits ...func(*policy.MAPPolicy)) func(*policy.Case) {
		return func(c *policy.Case) {
			p := policy.MAPPolicy{Brand: "Acme", Price: dec("20"), From: day(2026, 1, 1)}
			for _, edit := range edits {
				edit(&p)
			}
			c.Brand, c.MAP = "Acme", []policy.MAPPolicy{p}
		}
	}
	checkOutcomes(t, policy.WalmartPriceInCart{}, []outcome{
		{name: "policies unknown", c: walmart("20"), status: unjudged, missing: []string{"map"}},
		{name: "no policies", c: walmart("20", func(c *policy.Case) { c.MAP = []policy.MAPPolicy{} }), status: skipped},
		{name: "at it", c: walmart("20", minimum()), status: passed},
		{name: "under it", c: walmart("19.99", minimum()), status: found, severity: policy.Notice},
		{name: "a promotion under it", c: walmart("25", minimum(), deal(policy.ReducedPrice, "19.99")), status: found, severity: policy.Notice},
		{name: "in the cart already", c: walmart("19.99", minimum(), func(c *policy.Case) { c.Surface = policy.SurfaceCart }), status: passed},
		{name: "another brand", c: walmart("19.99", minimum(), func(c *policy.Case) { c.Brand = "Bolt" }), status: skipped},
		{name: "brand unknown", c: walmart("19.99", minimum(), func(c *policy.Case) { c.Brand = "" }), status: unjudged, missing: []string{"brand"}},
		{name: "before its days", c: walmart("19.99", minimum(func(p *policy.MAPPolicy) { p.From = day(2026, 12, 1) })), status: skipped},
		{name: "another channel", c: walmart("19.99", minimum(func(p *policy.MAPPolicy) { p.Channels = []string{"amazon"} })), status: skipped},
		{name: "another currency", c: walmart("19.99", minimum(func(p *policy.MAPPolicy) { p.Currency = "EUR" })), status: skipped},
	})
}
