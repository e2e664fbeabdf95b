package policy_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/policy"
)

func TestSalesTax(t *testing.T) {
	rule := policy.SalesTax{}
	store := func(state, own, marketplace string) func(*policy.Case) {
		return func(c *policy.Case) {
			s := policy.StateSales{State: state}
			if own != "" {
				s.Own = lawKnown(own)
			}
			if marketplace != "" {
				s.Marketplace = decimal.NewNullDecimal(lawAmount(marketplace))
			}
			c.Account = &policy.Account{States: []policy.StateSales{s}}
		}
	}
	texas := func(counts policy.Answer) policy.SalesTax {
		return policy.SalesTax{Thresholds: []policy.NexusThreshold{
			{State: "US-TX", From: lawDay("2026-01-01"), To: lawDay("2026-11-23"), Sales: lawAmount("100"), Marketplace: counts, Citation: "supplied"},
		}}
	}
	runLaw(t, []lawRow{
		{name: "Amazon collects", rule: rule, set: func(c *policy.Case) { c.Channel = "amazon" }, want: policy.StatusFound, finds: notices, says: "amazon collects"},
		{name: "Walmart collects", rule: rule, set: func(c *policy.Case) { c.Channel = "walmart" }, want: policy.StatusFound, finds: notices},
		{name: "eBay collects", rule: rule, set: func(c *policy.Case) { c.Channel = "ebay" }, want: policy.StatusFound, finds: notices},
		{name: "TikTok collects", rule: rule, set: func(c *policy.Case) { c.Channel = "tiktok" }, want: policy.StatusFound, finds: notices},
		{name: "own list of marketplaces", rule: policy.SalesTax{Marketplaces: []string{"etsy"}}, set: func(c *policy.Case) { c.Channel = "etsy" }, want: policy.StatusFound, finds: notices},
		{name: "account unknown", rule: rule, want: policy.StatusUnjudged, missing: []string{"account"}},
		{name: "states unknown", rule: rule, set: func(c *policy.Case) { c.Account = &policy.Account{} }, want: policy.StatusUnjudged, missing: []string{"account.states"}},
		{name: "California on", rule: rule, set: store("US-CA", "500000", "0"), want: policy.StatusPassed},
		{name: "California above", rule: rule, set: store("US-CA", "500000.01", ""), want: policy.StatusFound, finds: notices, says: "above the threshold of 500000.00 USD"},
		{name: "California with marketplace sales", rule: rule, set: store("US-CA", "1", "500000"), want: policy.StatusFound, finds: notices, says: "marketplaces included"},
		{name: "California, marketplace sales unknown", rule: rule, set: store("US-CA", "1", ""), want: policy.StatusUnjudged, missing: []string{"account.states[0].marketplace"}},
		{name: "Alabama on", rule: rule, set: store("US-AL", "250000", "900000"), want: policy.StatusPassed},
		{name: "Alabama above", rule: rule, set: store("US-AL", "250000.01", ""), want: policy.StatusFound, finds: notices},
		{name: "own sales unknown", rule: rule, set: store("US-AL", "", "1"), want: policy.StatusUnjudged, missing: []string{"account.states[0].own"}},
		{name: "state without a row", rule: rule, set: store("US-TX", "900000", "0"), want: policy.StatusUnjudged, missing: []string{"thresholds[US-TX]"}},
		{name: "state without sales", rule: rule, set: func(c *policy.Case) {
			store("US-CA", "600000", "0")(c)
			c.States = []string{"US-CA", "US-AL"}
		}, want: policy.StatusFound, finds: notices, missing: []string{"account.states[US-AL]"}},
		{name: "own row", rule: texas(policy.No), set: store("US-TX", "100.01", ""), want: policy.StatusFound, finds: notices},
		{name: "own row, unknown whether marketplaces count", rule: texas(policy.Unknown), set: store("US-TX", "100", "1"), want: policy.StatusUnjudged, missing: []string{"thresholds[US-TX].marketplace"}},
		{name: "own row, it does not matter", rule: texas(policy.Unknown), set: store("US-TX", "90", "10"), want: policy.StatusPassed},
		{name: "own row ended", rule: texas(policy.No), day: "2026-11-24", set: store("US-TX", "1", "1"), want: policy.StatusUnjudged, missing: []string{"thresholds[US-TX]"}},
		{name: "other currency", rule: rule, set: func(c *policy.Case) { store("US-CA", "1", "1")(c); c.Currency = "CNY" }, want: policy.StatusUnjudged, missing: []string{"currency"}},
		{name: "before the threshold", rule: rule, day: "2019-03-31", set: store("US-CA", "600000", "0"), want: policy.StatusUnjudged, missing: []string{"thresholds[US-CA]"}},
		{name: "day before Wayfair", rule: rule, day: "2018-06-20", set: func(c *policy.Case) { c.Channel = "amazon" }, want: policy.StatusNotApplicable},
	})
}
