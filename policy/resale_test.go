package policy_test

import (
	"testing"

	"github.com/lianxing/crossborder/policy"
)

func TestResalePriceMaintenance(t *testing.T) {
	rule := policy.ResalePriceMaintenance{}
	resale := func(form policy.ResaleForm, states ...string) func(*policy.Case) {
		return func(c *policy.Case) {
			c.Resale = &policy.Resale{Form: form, Minimum: lawKnown("20"), States: states}
		}
	}
	W, B := policy.Warn, policy.Block
	runLaw(t, []lawRow{
		{name: "not to be judged", rule: rule, want: policy.StatusNotApplicable},
		{name: "no minimum", rule: rule, set: func(c *policy.Case) { c.Resale = &policy.Resale{Form: "agreement", NoMinimum: true} }, want: policy.StatusNotApplicable},
		{name: "minimum unknown", rule: rule, set: func(c *policy.Case) { c.Resale = &policy.Resale{Form: "agreement"} }, want: policy.StatusUnjudged, missing: []string{"resale.minimum"}},
		{name: "unilateral", rule: rule, set: resale("unilateral"), want: policy.StatusFound, finds: notices, says: "Colgate"},
		{name: "unilateral in Maryland", rule: rule, set: resale("unilateral", "US-MD"), want: policy.StatusFound, finds: notices},
		{name: "unilateral, negotiated", rule: rule, set: func(c *policy.Case) { resale("unilateral", "US-TX")(c); c.Resale.Negotiated = true }, want: policy.StatusFound, finds: warns, says: "negotiation makes an agreement"},
		{name: "unilateral, second chance, Maryland", rule: rule, set: func(c *policy.Case) { resale("unilateral", "US-MD")(c); c.Resale.SecondChance = true }, want: policy.StatusFound, finds: []policy.Severity{B, W}},
		{name: "agreement in Texas", rule: rule, set: resale("agreement", "US-TX"), want: policy.StatusFound, finds: warns, says: "rule of reason"},
		{name: "agreement in Maryland", rule: rule, set: resale("agreement", "US-MD"), want: policy.StatusFound, finds: []policy.Severity{B, W}, says: "per se with resellers in Maryland"},
		{name: "agreement in California and New York", rule: rule, set: resale("agreement", "US-CA", "US-NY"), want: policy.StatusFound, finds: []policy.Severity{W, W, W}, says: "New York"},
		{name: "agreement everywhere", rule: rule, set: resale("agreement"), want: policy.StatusFound, finds: []policy.Severity{B, W, W, W}},
		{name: "first day in Maryland", rule: rule, day: "2009-10-01", set: resale("agreement", "US-MD"), want: policy.StatusFound, finds: []policy.Severity{B, W}},
		{name: "day before Maryland", rule: rule, day: "2009-09-30", set: resale("agreement", "US-MD"), want: policy.StatusFound, finds: warns},
		{name: "day before Leegin", rule: rule, day: "2007-06-27", set: resale("agreement"), want: policy.StatusNotApplicable},
	})
}
