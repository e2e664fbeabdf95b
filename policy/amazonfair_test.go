package policy_test

import (
	"testing"

	"github.com/lianxing/crossborder/policy"
)

const (
	found    = policy.StatusFound
	passed   = policy.StatusPassed
	skipped  = policy.StatusNotApplicable
	unjudged = policy.StatusUnjudged
)

func reference(kind policy.ReferenceKind, price string) func(*policy.Case) {
	return func(c *policy.Case) { c.Reference = &policy.Reference{Kind: kind, Price: dec(price)} }
}

func history(runs ...policy.PriceRun) func(*policy.Case) {
	return func(c *policy.Case) { c.History = runs }
}

func atPlaces(places ...policy.Elsewhere) func(*policy.Case) {
	return func(c *policy.Case) { c.Elsewhere = places }
}

func place(where, price, shipping string) policy.Elsewhere {
	e := policy.Elsewhere{Where: where, Price: dec(price)}
	if shipping != "" {
		e.Shipping = null(shipping)
	}
	return e
}

func own(e policy.Elsewhere) policy.Elsewhere     { e.Own = true; return e }
func outside(e policy.Elsewhere) policy.Elsewhere { e.Outside = true; return e }

// Marketplace Fair Pricing Policy: a reference price at which the item was never or
// hardly sold misleads. The 28 of 90 days are of the house.
func TestAmazonFairReference(t *testing.T) {
	former := func(price string) func(*policy.Case) { return reference(policy.ReferenceFormer, price) }
	checkOutcomes(t, policy.AmazonFairReference{}, []outcome{
		{name: "no reference", c: amazon("20"), status: skipped},
		{name: "price of the reference unknown", c: amazon("20", former("0")), status: unjudged, missing: []string{"reference.price"}},
		{name: "no history", c: amazon("20", former("30")), status: unjudged, missing: []string{"history"}},
		{name: "28 days", c: amazon("20", former("30"), history(run(day(2026, 10, 26), day(2026, 11, 22), "30", ""))), status: passed},
		{name: "27 days", c: amazon("20", former("30"), history(run(day(2026, 10, 27), day(2026, 11, 22), "30", ""))), status: found, severity: policy.Block, house: true},
		{name: "a day in the window", c: amazon("20", former("30"), history(run(day(2026, 1, 1), day(2026, 8, 25), "30", "5"))), status: found, severity: policy.Block, house: true},
		{name: "above it counts", c: amazon("20", former("30"), history(lastDays(40, "31", "9"))), status: passed},
		{name: "a cent below it does not", c: amazon("20", former("30"), history(lastDays(40, "29.99", "9"))), status: found, severity: policy.Block},
		{name: "promotions do not count", c: amazon("20", former("30"), history(promoted(lastDays(40, "30", "9")))), status: found, severity: policy.Block},
		{name: "offered and never sold", c: amazon("20", former("30"), history(lastDays(40, "30", "0"))), status: found, severity: policy.Block},
		{name: "one unit", c: amazon("20", former("30"), history(lastDays(40, "30", "1"))), status: passed},
		{name: "list price that others ask", c: amazon("20", reference(policy.ReferenceList, "30"), atPlaces(place("shop", "30", ""))), status: passed},
		{name: "own price elsewhere is no proof", c: amazon("20", reference(policy.ReferenceList, "30"), atPlaces(own(place("shop", "30", ""))), history(lastDays(40, "20", ""))), status: found, severity: policy.Block},
		{name: "list price, others unknown", c: amazon("20", reference(policy.ReferenceList, "30"), history(lastDays(40, "20", ""))), status: found, severity: policy.Block, missing: []string{"elsewhere"}},
		{name: "elsewhere unknown", c: amazon("20", reference(policy.ReferenceElsewhere, "30")), status: unjudged, missing: []string{"elsewhere"}},
		{name: "elsewhere asked", c: amazon("20", reference(policy.ReferenceElsewhere, "30"), atPlaces(place("shop", "30", ""))), status: passed},
		{name: "elsewhere not asked", c: amazon("20", reference(policy.ReferenceElsewhere, "30"), atPlaces(place("shop", "29.99", ""))), status: found, severity: policy.Block},
	})
	if r, _ := ask(t, policy.AmazonFairReference{Days: 30, MinDays: 10}, amazon("20", former("30"), history(lastDays(10, "30", ""))), benchDay); r.Status != passed {
		t.Errorf("10 of 10 days of one's own: %+v", r)
	}
}

// Marketplace Fair Pricing Policy: significantly higher than recent prices; the house
// warns above 1.5 times the median of 90 days and blocks above 2 times.
func TestAmazonFairPrice(t *testing.T) {
	ten := history(lastDays(90, "10.00", "30"))
	competitive := func(c *policy.Case) { c.CompetitivePrice = null("10.00") }
	checkOutcomes(t, policy.AmazonFairPrice{}, []outcome{
		{name: "nothing known", c: amazon("10"), status: unjudged, missing: []string{"history"}},
		{name: "at the median", c: amazon("10", ten), status: passed},
		{name: "at 1.5 times", c: amazon("15.00", ten), status: passed},
		{name: "above 1.5 times", c: amazon("15.01", ten), status: found, severity: policy.Warn, house: true},
		{name: "at 2 times", c: amazon("20.00", ten), status: found, severity: policy.Warn, house: true},
		{name: "above 2 times", c: amazon("20.01", ten), status: found, severity: policy.Block, house: true},
		{name: "days where units are unknown", c: amazon("15.01", history(lastDays(90, "10.00", ""))), status: found, severity: policy.Warn, house: true},
		{name: "units before days", c: amazon("16", history(run(day(2026, 9, 1), day(2026, 10, 31), "10", "1"), run(day(2026, 11, 1), day(2026, 11, 22), "20", "9"))), status: passed},
		{name: "older than 90 days", c: amazon("16", history(run(day(2026, 1, 1), day(2026, 8, 24), "10", "9"))), status: unjudged, missing: []string{"history"}},
		{name: "promotions left out", c: amazon("16", history(promoted(lastDays(90, "10", "9")))), status: unjudged, missing: []string{"history"}},
		{name: "the Was price that is shown", c: amazon("15.01", ten, func(c *policy.Case) { c.Was = null("20") }), status: passed},
		{name: "far above the competitive price", c: amazon("20.01", competitive), status: found, severity: policy.Block, house: true, missing: []string{"history"}},
		{name: "shipping counts against the competitive price", c: amazon("14.00", ten, competitive, func(c *policy.Case) { c.Shipping = null("1.01") }), status: found, severity: policy.Warn, house: true},
		{name: "near the competitive price, history unknown", c: amazon("10", competitive), status: unjudged, missing: []string{"history"}},
		{name: "both too high", c: amazon("21", ten, competitive), status: found, severity: policy.Block, house: true, findings: 2},
	})
	r, _ := ask(t, policy.AmazonFairPrice{Warn: dec("1.1"), Block: dec("1.2"), Days: 30}, amazon("11.01", ten), benchDay)
	if r.Status != found {
		t.Errorf("1.1 times of one's own: %+v", r)
	}
}

// Marketplace Fair Pricing Policy and suspension letters: a unit of a pack must not
// cost more than a single one.
func TestAmazonFairPack(t *testing.T) {
	pack := func(size, single string) func(*policy.Case) {
		return func(c *policy.Case) { c.Pack = &policy.Pack{Size: dec(size), Single: dec(single)} }
	}
	checkOutcomes(t, policy.AmazonFairPack{}, []outcome{
		{name: "no pack", c: amazon("30"), status: skipped},
		{name: "a pack of one", c: amazon("30", pack("1", "9.99")), status: skipped},
		{name: "single price unknown", c: amazon("30", pack("3", "0")), status: unjudged, missing: []string{"pack.single"}},
		{name: "the same", c: amazon("29.97", pack("3", "9.99")), status: passed},
		{name: "a cent more", c: amazon("29.98", pack("3", "9.99")), status: found, severity: policy.Block},
		{name: "a quotient without end", c: amazon("10", pack("3", "3.33")), status: found, severity: policy.Block},
		{name: "a larger size", c: amazon("15", pack("1.5", "10")), status: passed},
	})
}

// Marketplace Fair Pricing Policy, words of 2021-04-24: excessive shipping fees. The
// 1.5 times are of the house.
func TestAmazonFairShipping(t *testing.T) {
	fbm := func(shipping, rate string) func(*policy.Case) {
		return func(c *policy.Case) {
			c.SellerFulfilled = true
			if shipping != "" {
				c.Shipping = null(shipping)
			}
			if rate != "" {
				c.CarrierRate = null(rate)
			}
		}
	}
	checkOutcomes(t, policy.AmazonFairShipping{}, []outcome{
		{name: "Amazon ships", c: amazon("30"), status: skipped},
		{name: "fee unknown", c: amazon("30", fbm("", "6")), status: unjudged, missing: []string{"shipping"}},
		{name: "free shipping needs no rate", c: amazon("30", fbm("0", "")), status: passed},
		{name: "rate unknown", c: amazon("30", fbm("9", "")), status: unjudged, missing: []string{"carrier_rate"}},
		{name: "at 1.5 times", c: amazon("30", fbm("9.00", "6.00")), status: passed},
		{name: "above", c: amazon("30", fbm("9.01", "6.00")), status: found, severity: policy.Warn, house: true},
		{name: "a rate of nothing", c: amazon("30", fbm("0.01", "0")), status: found, severity: policy.Warn, house: true},
	})
	if r, _ := ask(t, policy.AmazonFairShipping{Times: dec("2")}, amazon("30", fbm("12", "6")), benchDay); r.Status != passed {
		t.Errorf("2 times of one's own: %+v", r)
	}
}
