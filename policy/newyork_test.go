package policy_test

import (
	"strings"
	"testing"

	"github.com/lianxing/crossborder/policy"
)

// personal is a price from personal data with a notice.
func personal(notice string) func(*policy.Case) {
	return func(c *policy.Case) {
		c.Algorithm = &policy.Algorithm{PersonalData: policy.Yes, Notice: notice}
	}
}

func TestNewYorkDisclosure(t *testing.T) {
	rule := policy.NewYorkDisclosure{}
	runLaw(t, []lawRow{
		{name: "no notice", rule: rule, set: personal(""), want: policy.StatusFound, finds: blocks, says: "lacks the notice"},
		{name: "the notice", rule: rule, set: personal("THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA"), want: policy.StatusPassed},
		{name: "with a full stop, in a line", rule: rule, set: personal("Only today\r\n  THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA.\n"), want: policy.StatusPassed},
		{name: "small letters", rule: rule, set: personal(strings.ToLower(policy.NewYorkNotice)), want: policy.StatusFound, finds: blocks},
		{name: "turned round", rule: rule, set: personal("IT IS FALSE THAT " + policy.NewYorkNotice), want: policy.StatusFound, finds: blocks},
		{name: "a long text", rule: rule, set: personal(strings.Repeat("é", 5000)), want: policy.StatusFound, finds: blocks},
		{name: "subscription", rule: rule, set: func(c *policy.Case) { personal("")(c); c.Algorithm.SubscriberDiscount = true }, want: policy.StatusNotApplicable},
		{name: "no personal data", rule: rule, set: func(c *policy.Case) { c.Algorithm = &policy.Algorithm{PersonalData: policy.No} }, want: policy.StatusNotApplicable},
		{name: "no tool", rule: rule, set: func(c *policy.Case) { c.Algorithm = &policy.Algorithm{None: true} }, want: policy.StatusNotApplicable},
		{name: "data unknown", rule: rule, set: func(c *policy.Case) { c.Algorithm = &policy.Algorithm{} }, want: policy.StatusUnjudged, missing: []string{"algorithm.personal_data"}},
		{name: "unknown", rule: rule, want: policy.StatusUnjudged, missing: []string{"algorithm"}},
		{name: "not sold in New York", rule: rule, set: func(c *policy.Case) { personal("")(c); c.States = []string{"US-NJ"} }, want: policy.StatusNotApplicable},
		{name: "first day", rule: rule, day: "2025-11-10", set: personal(""), want: policy.StatusFound, finds: blocks},
		{name: "day before", rule: rule, day: "2025-11-09", set: personal(""), want: policy.StatusNotApplicable},
	})
}

func TestPersonalPrices(t *testing.T) {
	pending, connecticut, food := policy.NewYorkPending{}, policy.ConnecticutPersonal{}, policy.MarylandFood{Food: true}
	runLaw(t, []lawRow{
		{name: "NY-PEND told", rule: pending, set: personal(""), want: policy.StatusFound, finds: notices, says: "governor has until 2026-12-31"},
		{name: "NY-PEND unknown", rule: pending, want: policy.StatusUnjudged, missing: []string{"algorithm"}},
		{name: "NY-PEND first day", rule: pending, day: "2026-06-05", set: personal(""), want: policy.StatusFound, finds: notices},
		{name: "NY-PEND day before", rule: pending, day: "2026-06-04", set: personal(""), want: policy.StatusNotApplicable},
		{name: "NY-PEND last day", rule: pending, day: "2026-12-31", set: personal(""), want: policy.StatusFound, finds: notices},
		{name: "NY-PEND next year", rule: pending, day: "2027-01-01", set: personal(""), want: policy.StatusNotApplicable},
		{name: "CT-2026 told", rule: connecticut, set: personal(""), want: policy.StatusFound, finds: notices},
		{name: "CT-2026 no", rule: connecticut, set: func(c *policy.Case) { c.Algorithm = &policy.Algorithm{PersonalData: policy.No} }, want: policy.StatusNotApplicable},
		{name: "CT-2026 first day", rule: connecticut, day: "2026-05-27", set: personal(""), want: policy.StatusFound, finds: notices},
		{name: "CT-2026 day before", rule: connecticut, day: "2026-05-26", set: personal(""), want: policy.StatusNotApplicable},
		{name: "MD-895 other goods", rule: policy.MarylandFood{}, set: personal(""), want: policy.StatusNotApplicable, says: "not other goods"},
		{name: "MD-895 food", rule: food, set: personal(""), want: policy.StatusFound, finds: blocks},
		{name: "MD-895 food, unknown", rule: food, want: policy.StatusUnjudged, missing: []string{"algorithm"}},
		{name: "MD-895 first day", rule: food, day: "2026-10-01", set: personal(""), want: policy.StatusFound, finds: blocks},
		{name: "MD-895 day before", rule: food, day: "2026-09-30", set: personal(""), want: policy.StatusNotApplicable},
	})
}
