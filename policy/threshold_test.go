package policy_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/policy"
)

// A threshold that no price can be compared with neither stops a rule nor opens it.
func TestThresholdsOutOfBounds(t *testing.T) {
	for _, d := range []decimal.Decimal{decimal.New(1, 2_000_000_000), decimal.New(1, -2_000_000_000), lawAmount("-1")} {
		runLaw(t, []lawRow{
			{name: "move", rule: policy.LargeMove{Share: d}, set: func(c *policy.Case) { c.Current = lawKnown("10") }, want: policy.StatusFound, finds: warns, says: "20%"},
			{name: "emergency", rule: policy.CaliforniaEmergency{Rise: d, NewRise: d}, set: emergency("11.01", nil), want: policy.StatusFound, finds: blocks, says: "11.00 USD"},
			{name: "elsewhere", rule: policy.FTCElsewherePrice{Share: d}, set: elsewhere(policy.ReferenceElsewhere, "15", "15", "1", "1"), want: policy.StatusFound, finds: blocks},
			{name: "sold", rule: policy.FTCFormerPrice{SoldShare: d}, set: func(c *policy.Case) {
				former("15", "20", lawRun("2026-09-01", "2026-11-22", "20"))(c)
				c.Claims = []policy.Claim{{Kind: policy.ClaimFormerlySold}}
				c.History[0].Units = lawKnown("0")
			}, want: policy.StatusFound, finds: blocks},
			{name: "inform", rule: policy.InformSeller{Gross: d, Disclosure: d, Sales: -1}, set: onAmazon(lawSales("2026-01-01", "2026-01-31", 200, "5000")), want: policy.StatusFound, finds: notices},
			{name: "nexus", rule: policy.SalesTax{Thresholds: []policy.NexusThreshold{{State: "US-CA", Sales: d}}}, set: func(c *policy.Case) {
				c.Account = &policy.Account{States: []policy.StateSales{{State: "US-CA", Own: lawKnown("1"), Marketplace: lawKnown("1")}}}
			}, want: policy.StatusUnjudged, missing: []string{"thresholds[US-CA]"}},
		})
	}
}
