package policy_test

import (
	"testing"

	"github.com/lianxing/crossborder/policy"
)

// Strike-through help: the median paid in 90 days, limited-time deals left out.
func TestAmazonWasPrice(t *testing.T) {
	ninety := history(lastDays(90, "10.00", "30"))
	checkOutcomes(t, policy.AmazonWasPrice{}, []outcome{
		{name: "no history", c: amazon("10"), status: unjudged, missing: []string{"history"}},
		{name: "units unknown", c: amazon("10", history(lastDays(9, "10", ""))), status: unjudged, missing: []string{"history.units"}},
		{name: "nothing sold", c: amazon("10", history(lastDays(9, "10", "0"))), status: skipped},
		{name: "promotions only", c: amazon("10", history(promoted(lastDays(9, "10", "5")))), status: skipped},
		{name: "the median", c: amazon("10", ninety), status: found, severity: policy.Notice},
		{name: "what the platform shows", c: amazon("10", ninety, func(c *policy.Case) { c.Was = null("12") }), status: found, severity: policy.Notice},
	})
	_, report := ask(t, policy.AmazonWasPrice{}, amazon("10", ninety), benchDay)
	if f := report.Findings[0]; len(f.Evidence) != 1 || f.Evidence[0] != (policy.Evidence{Name: "was price", Value: "10.00 USD"}) {
		t.Errorf("%+v", f)
	}
	if r, report := ask(t, policy.AmazonWasPrice{Days: 2}, amazon("10", history(run(day(2026, 9, 1), day(2026, 11, 20), "9", "500"), lastDays(2, "11", "1"))), benchDay); r.Status != found || report.Findings[0].Evidence[0].Value != "11.00 USD" {
		t.Errorf("2 days of one's own: %s", report)
	}
}

// Strike-through help: a list price is shown when the item was purchased or offered at
// it or above in 90 days, 180 for seasonal items.
func TestAmazonListPrice(t *testing.T) {
	list := reference(policy.ReferenceList, "30")
	seasonal := func(c *policy.Case) { c.Seasonal = true }
	other := atPlaces(place("shop", "29.99", ""))
	// The first of the 90 days before 2026-11-23 is 2026-08-25, of 180 it is 2026-05-27.
	checkOutcomes(t, policy.AmazonListPrice{}, []outcome{
		{name: "no reference", c: amazon("20"), status: skipped},
		{name: "a former price", c: amazon("20", reference(policy.ReferenceFormer, "30")), status: skipped},
		{name: "price unknown", c: amazon("20", reference(policy.ReferenceList, "0")), status: unjudged, missing: []string{"reference.price"}},
		{name: "nothing known", c: amazon("20", list), status: unjudged, missing: []string{"history"}},
		{name: "another retailer at it", c: amazon("20", list, atPlaces(place("shop", "30.00", ""))), status: passed},
		{name: "another retailer below it", c: amazon("20", list, other), status: unjudged, missing: []string{"history"}},
		{name: "sold at it 90 days ago", c: amazon("20", list, other, history(run(day(2026, 8, 25), day(2026, 8, 25), "30", "1"))), status: passed},
		{name: "sold at it 91 days ago", c: amazon("20", list, other, history(run(day(2026, 8, 24), day(2026, 8, 24), "30", "1"))), status: found, severity: policy.Notice},
		{name: "seasonal, 180 days ago", c: amazon("20", list, other, seasonal, history(run(day(2026, 5, 27), day(2026, 5, 27), "30", "1"))), status: passed},
		{name: "seasonal, 181 days ago", c: amazon("20", list, other, seasonal, history(run(day(2026, 5, 26), day(2026, 5, 26), "30", "1"))), status: found, severity: policy.Notice},
		{name: "other retailers unknown", c: amazon("20", list, history(lastDays(9, "20", ""))), status: found, severity: policy.Notice, missing: []string{"elsewhere"}},
	})
}
