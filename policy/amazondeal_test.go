package policy_test

import (
	"testing"

	"github.com/lianxing/crossborder/policy"
)

func deal(kind policy.DealKind, price string, edits ...func(*policy.Deal)) func(*policy.Case) {
	return func(c *policy.Case) {
		c.Deal = &policy.Deal{Kind: kind, Price: dec(price)}
		for _, edit := range edits {
			edit(c.Deal)
		}
	}
}

func low30(price string) func(*policy.Deal) {
	return func(d *policy.Deal) { d.Lowest30 = null(price) }
}

// Quality guidelines for promotions, 2025: at most the lowest price of 30 days.
func TestAmazonDealPrice(t *testing.T) {
	checkOutcomes(t, policy.AmazonDealPrice{}, []outcome{
		{name: "no deal", c: amazon("20"), status: skipped},
		{name: "for members", c: amazon("20", deal(policy.PrimeExclusive, "15")), status: skipped},
		{name: "price unknown", c: amazon("20", deal(policy.BestDeal, "0", low30("18"))), status: unjudged, missing: []string{"deal.price"}},
		{name: "low unknown", c: amazon("20", deal(policy.BestDeal, "15")), status: unjudged, missing: []string{"deal.lowest_30", "history"}},
		{name: "at the low", c: amazon("20", deal(policy.LightningDeal, "18.00", low30("18"))), status: passed},
		{name: "above the low", c: amazon("20", deal(policy.PriceDiscount, "18.01", low30("18"))), status: found, severity: policy.Block},
	})
	checkOutcomes(t, policy.AmazonDealPrice{}, []outcome{
		{name: "the low of the history, a promotion", c: amazon("20", deal(policy.BestDeal, "15.01"), history(lastDays(40, "20", ""), promoted(run(benchDay, benchDay, "9", "")))), status: passed},
		{name: "the first day of 30", c: amazon("20", deal(policy.BestDeal, "15.01"), history(promoted(run(day(2026, 10, 24), day(2026, 10, 24), "15", "")), run(day(2026, 10, 25), day(2026, 11, 22), "20", ""))), status: found, severity: policy.Block},
		{name: "the day before", c: amazon("20", deal(policy.BestDeal, "15.01"), history(promoted(run(day(2026, 10, 23), day(2026, 10, 23), "15", "")), run(day(2026, 10, 25), day(2026, 11, 22), "20", ""))), status: passed},
		{name: "what the platform shows goes first", c: amazon("20", deal(policy.BestDeal, "15.01", low30("16")), history(lastDays(9, "15", ""))), status: passed},
		{name: "a history that is too old", c: amazon("20", deal(policy.BestDeal, "15"), history(run(day(2026, 1, 1), day(2026, 1, 9), "15", ""))), status: unjudged, missing: []string{"deal.lowest_30", "history"}},
	})
	if r, _ := ask(t, policy.AmazonDealPrice{Days: 29}, amazon("20", deal(policy.BestDeal, "15.01"), history(run(day(2026, 10, 24), day(2026, 10, 24), "15", ""), run(day(2026, 10, 25), day(2026, 11, 22), "20", ""))), benchDay); r.Status != passed {
		t.Errorf("29 days of one's own: %+v", r)
	}
}

// Quality guidelines for promotions, 2025: at most the price of a reputable retailer
// outside.
func TestAmazonDealOutside(t *testing.T) {
	competitive := func(c *policy.Case) { c.CompetitivePrice = null("17.00") }
	checkOutcomes(t, policy.AmazonDealOutside{}, []outcome{
		{name: "no deal", c: amazon("20", competitive), status: skipped},
		{name: "a deal of Walmart", c: amazon("20", competitive, deal(policy.ReducedPrice, "18")), status: skipped},
		{name: "outside unknown", c: amazon("20", deal(policy.BestDeal, "16")), status: unjudged, missing: []string{"competitive_price", "elsewhere"}},
		{name: "price unknown", c: amazon("20", competitive, deal(policy.BestDeal, "0")), status: unjudged, missing: []string{"deal.price"}},
		{name: "at it", c: amazon("20", competitive, deal(policy.BestDeal, "17")), status: passed},
		{name: "above", c: amazon("20", competitive, deal(policy.BestDeal, "17.01")), status: found, severity: policy.Warn},
		{name: "shipping", c: amazon("20", competitive, deal(policy.BestDeal, "16"), func(c *policy.Case) { c.Shipping = null("1.01") }), status: found, severity: policy.Warn},
		{name: "shipping unknown", c: amazon("20", competitive, deal(policy.BestDeal, "16"), func(c *policy.Case) { c.SellerFulfilled = true }), status: unjudged, missing: []string{"shipping"}},
	})
}

// Quality guidelines for promotions, 2025, and the help on deals: stars and reviews by
// kind.
func TestAmazonDealReviews(t *testing.T) {
	reviews := func(stars string, count int, edits ...func(*policy.Reviews)) func(*policy.Case) {
		return func(c *policy.Case) {
			c.Reviews = &policy.Reviews{Rating: dec(stars), Count: count}
			for _, edit := range edits {
				edit(c.Reviews)
			}
		}
	}
	seller := func(stars string) func(*policy.Reviews) {
		return func(r *policy.Reviews) { r.SellerRating = null(stars) }
	}
	best, lightning := deal(policy.BestDeal, "15"), deal(policy.LightningDeal, "15")
	checkOutcomes(t, policy.AmazonDealReviews{}, []outcome{
		{name: "no deal", c: amazon("20", reviews("1", 9)), status: skipped},
		{name: "reviews unknown", c: amazon("20", best), status: unjudged, missing: []string{"reviews"}},
		{name: "2.5 stars, 5 reviews", c: amazon("20", best, reviews("2.5", 5)), status: passed},
		{name: "2.4 stars", c: amazon("20", best, reviews("2.4", 5)), status: found, severity: policy.Block},
		{name: "4 reviews", c: amazon("20", best, reviews("5", 4)), status: found, severity: policy.Block},
		{name: "no reviews have no stars", c: amazon("20", best, reviews("0", 0)), status: found, severity: policy.Block},
		{name: "both", c: amazon("20", best, reviews("2", 1)), status: found, severity: policy.Block, findings: 2},
		{name: "often returned", c: amazon("20", best, reviews("5", 99, func(r *policy.Reviews) { r.OftenReturned = true })), status: found, severity: policy.Block},
		{name: "lightning, 3.0 and 3.5", c: amazon("20", lightning, reviews("3.0", 5, seller("3.5"))), status: passed},
		{name: "lightning, 2.9", c: amazon("20", lightning, reviews("2.9", 5, seller("3.5"))), status: found, severity: policy.Block},
		{name: "lightning, seller 3.4", c: amazon("20", lightning, reviews("3.0", 5, seller("3.4"))), status: found, severity: policy.Block},
		{name: "lightning, seller unknown", c: amazon("20", lightning, reviews("3.0", 5)), status: unjudged, missing: []string{"reviews.seller_rating"}},
		{name: "lightning, seller unknown and few stars", c: amazon("20", lightning, reviews("1", 5)), status: found, severity: policy.Block, missing: []string{"reviews.seller_rating"}},
	})
	standards := policy.DealStandards()
	standards[0].Stars = dec("4")
	if r, _ := ask(t, policy.AmazonDealReviews{Standards: standards}, amazon("20", best, reviews("3.9", 5)), benchDay); r.Status != found {
		t.Errorf("4 stars of one's own: %+v", r)
	}
	if r, _ := ask(t, policy.AmazonDealReviews{}, amazon("20", best, reviews("3.9", 5)), benchDay); r.Status != passed {
		t.Errorf("the standards were changed through their copy: %+v", r)
	}
}

// Help pages on Prime Exclusive Discounts of several years.
func TestAmazonPrimeExclusive(t *testing.T) {
	member := func(price, event string, edits ...func(*policy.Deal)) func(*policy.Case) {
		return deal(policy.PrimeExclusive, price, append(edits, func(d *policy.Deal) { d.Event = event })...)
	}
	stars := func(n string, count int) func(*policy.Case) {
		return func(c *policy.Case) { c.Reviews = &policy.Reviews{Rating: dec(n), Count: count} }
	}
	hundred := reference(policy.ReferenceList, "100")
	good := stars("3.5", 9)
	checkOutcomes(t, policy.AmazonPrimeExclusive{}, []outcome{
		{name: "no deal", c: amazon("100"), status: skipped},
		{name: "another deal", c: amazon("100", deal(policy.BestDeal, "90")), status: skipped},
		{name: "price unknown", c: amazon("100", member("0", "")), status: unjudged, missing: []string{"deal.price"}},
		{name: "ordinary day, 10% under regular", c: amazon("100", hundred, good, member("90", "")), status: passed},
		{name: "ordinary day, a cent dearer", c: amazon("100", hundred, good, member("90.01", "")), status: found, severity: policy.Block},
		{name: "5% under the reference", c: amazon("110", hundred, good, member("95", "")), status: passed},
		{name: "not 5% under the reference", c: amazon("110", hundred, good, member("95.01", "")), status: found, severity: policy.Block},
		{name: "any event, 10% under the reference", c: amazon("110", hundred, good, member("90", "black_friday")), status: passed},
		{name: "any event, not 10%", c: amazon("110", hundred, good, member("90.01", "black_friday")), status: found, severity: policy.Block},
		{name: "Prime Day, 20% under regular and 5% under the low", c: amazon("100", hundred, good, member("76", "prime_day", low30("80"))), status: passed},
		{name: "Prime Day, not 5% under the low", c: amazon("100", hundred, good, member("76.01", "prime_day", low30("80"))), status: found, severity: policy.Block},
		{name: "Prime Day, not 20% under regular", c: amazon("100", hundred, good, member("80.01", "prime_day", low30("100"))), status: found, severity: policy.Block},
		{name: "Prime Day, low unknown", c: amazon("100", hundred, good, member("70", "prime_day")), status: unjudged, missing: []string{"deal.lowest_30"}},
		{name: "3.4 stars", c: amazon("100", hundred, stars("3.4", 9), member("80", "")), status: found, severity: policy.Block},
		{name: "no rating", c: amazon("100", hundred, stars("0", 0), member("80", "")), status: passed},
		{name: "reviews unknown", c: amazon("100", hundred, member("80", "")), status: unjudged, missing: []string{"reviews"}},
		{name: "reference unknown", c: amazon("100", good, member("80", "")), status: unjudged, missing: []string{"reference", "history"}},
		{name: "the Was price is a reference", c: amazon("100", good, member("80", ""), history(lastDays(90, "84.00", "3"))), status: found, severity: policy.Block},
		{name: "no reference price", c: amazon("100", good, member("80", ""), history(lastDays(90, "84.00", "0"))), status: found, severity: policy.Block},
		{name: "everything", c: amazon("100", hundred, stars("1", 9), member("100", "prime_day", low30("80"))), status: found, severity: policy.Block, findings: 4},
	})
	terms := policy.StandardPrimeTerms()[:1]
	terms[0].UnderRegular = dec("0.30")
	rule := policy.AmazonPrimeExclusive{Terms: terms}
	if r, _ := ask(t, rule, amazon("100", hundred, good, member("75", "")), benchDay); r.Status != found {
		t.Errorf("terms of one's own: %+v", r)
	}
	if r, _ := ask(t, rule, amazon("100", hundred, good, member("75", "prime_day")), benchDay); r.Status != unjudged {
		t.Errorf("an event without terms: %+v", r)
	}
}

// New coupon pricing requirements, from 2024-03-12: 5% to 50%.
func TestAmazonCouponShare(t *testing.T) {
	checkOutcomes(t, policy.AmazonCouponShare{}, []outcome{
		{name: "no coupon", c: amazon("20"), status: skipped},
		{name: "5%", c: amazon("20", coupon("0.05", "0")), status: passed},
		{name: "4.99%", c: amazon("20", coupon("0.0499", "0")), status: found, severity: policy.Block},
		{name: "50%", c: amazon("20", coupon("0.5", "0")), status: passed},
		{name: "50.01%", c: amazon("20", coupon("0.5001", "0")), status: found, severity: policy.Block},
		{name: "1.00 of 20.00", c: amazon("20", coupon("0", "1.00")), status: passed},
		{name: "0.99 of 20.00", c: amazon("20", coupon("0", "0.99")), status: found, severity: policy.Block},
		{name: "10.00 of 20.00", c: amazon("20", coupon("0", "10.00")), status: passed},
		{name: "10.01 of 20.00", c: amazon("20", coupon("0", "10.01")), status: found, severity: policy.Block},
		{name: "more than the price", c: amazon("20", coupon("0", "21")), status: found, severity: policy.Block},
	})
}

func coupon(share, amount string) func(*policy.Case) {
	return func(c *policy.Case) { c.Coupon = &policy.Coupon{Share: dec(share), Amount: dec(amount)} }
}

// Worked example S30: Was 98.00, price 98.60. With 5% the net price of 93.67 is above
// the required 93.10; with 6% the 92.68 are accepted.
func TestAmazonCouponNet(t *testing.T) {
	was := func(c *policy.Case) { c.Was = null("98.00") }
	checkOutcomes(t, policy.AmazonCouponNet{}, []outcome{
		{name: "no coupon", c: amazon("98.60", was), status: skipped},
		{name: "S30 with 5%", c: amazon("98.60", was, coupon("0.05", "0")), status: found, severity: policy.Block},
		{name: "S30 with 6%", c: amazon("98.60", was, coupon("0.06", "0")), status: passed},
		{name: "exactly 95% of Was", c: amazon("98.60", was, coupon("0", "5.50")), status: passed},
		{name: "a cent above", c: amazon("98.60", was, coupon("0", "5.49")), status: found, severity: policy.Block},
		{name: "the history instead", c: amazon("98.60", history(lastDays(90, "98.00", "3")), coupon("0.06", "0")), status: passed},
		{name: "below the recent low, but the Was price decides", c: amazon("98.60", was, history(lastDays(30, "93.68", "")), coupon("0.05", "0")), status: found, severity: policy.Block},
		{name: "at the recent low", c: amazon("98.60", was, history(lastDays(30, "93.67", "")), coupon("0.05", "0")), status: found, severity: policy.Block},
		{name: "no history", c: amazon("98.60", coupon("0.06", "0")), status: unjudged, missing: []string{"history"}},
		{name: "units unknown", c: amazon("98.60", history(lastDays(30, "98", "")), coupon("0.06", "0")), status: unjudged, missing: []string{"history.units"}},
		{name: "nothing was ever sold", c: amazon("98.60", history(lastDays(30, "98", "0")), coupon("0.06", "0")), status: found, severity: policy.Block},
		{name: "sold in promotions only, below the low", c: amazon("98.60", history(promoted(lastDays(30, "95", "4"))), coupon("0.06", "0")), status: passed},
		{name: "sold in promotions only, at the low", c: amazon("100.00", history(promoted(lastDays(30, "95", "4"))), coupon("0.05", "0")), status: found, severity: policy.Block},
	})
	_, report := ask(t, policy.AmazonCouponNet{}, amazon("98.60", was, coupon("0.05", "0")), benchDay)
	const want = "AMZ-CPN-2 block: the net price of 93.67 USD is above the required 93.10 USD, 95% of the Was price of 98.00 USD"
	if report.String() != want {
		t.Errorf("%s\nwant %s", report, want)
	}
}

// The net price is rounded once, half away from zero.
func TestCouponNet(t *testing.T) {
	for _, row := range []struct {
		price, share, amount string
		currency             string
		want                 string
	}{
		{"98.60", "0.05", "0", "USD", "93.67"}, {"98.60", "0.06", "0", "USD", "92.68"},
		{"99.90", "0.05", "0", "USD", "94.91"}, // 94.905
		{"1990", "0.05", "0", "JPY", "1891"},   // 1890.5
		{"20", "0", "3.50", "USD", "16.5"}, {"20", "0", "21", "USD", "0"}, {"10.005", "0", "1", "XYZ", "9.01"},
		{"1e30", "0.05", "0", "USD", "1e30"},
	} {
		c := policy.Coupon{Share: dec(row.share), Amount: dec(row.amount)}
		if got := c.Net(dec(row.price), fxCurrency(row.currency)); !got.Equal(dec(row.want)) {
			t.Errorf("%s less %s%s: %s, want %s", row.price, row.share, row.amount, got, row.want)
		}
	}
}
