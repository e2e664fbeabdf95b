package policy_test

import (
	"testing"

	"github.com/lianxing/crossborder/policy"
)

func TestCaliforniaFormerPrice(t *testing.T) {
	rule := policy.CaliforniaFormerPrice{}
	runLaw(t, []lawRow{
		{name: "S41", rule: rule, set: former("7.50", "10", lawRun("2026-01-01", "2026-11-18", "7.50"), lawRun("2026-11-19", "2026-11-22", "10")), want: policy.StatusFound, finds: blocks, says: "4 days since 2026-08-23"},
		{name: "four months ago", rule: rule, set: former("15", "20", lawRun("2026-01-01", "2026-07-23", "20"), lawRun("2026-07-24", "2026-11-22", "15")), want: policy.StatusFound, finds: blocks, says: "0 days"},
		{name: "28 days since the first of the three months", rule: rule, set: former("15", "20", lawRun("2026-01-01", "2026-09-19", "20"), lawRun("2026-09-20", "2026-11-22", "15")), want: policy.StatusPassed},
		{name: "27 days", rule: rule, set: former("15", "20", lawRun("2026-01-01", "2026-09-18", "20"), lawRun("2026-09-19", "2026-11-22", "15")), want: policy.StatusFound, finds: blocks},
		{name: "own days", rule: policy.CaliforniaFormerPrice{Days: 27}, set: former("15", "20", lawRun("2026-01-01", "2026-09-18", "20")), want: policy.StatusPassed},
		// Three months before 31 May begin on the last day of February.
		{name: "31 May, 28 days from 28 February", rule: rule, day: "2026-05-31", set: former("15", "20", lawRun("2026-01-01", "2026-03-27", "20")), want: policy.StatusPassed},
		{name: "31 May, 27 days from 28 February", rule: rule, day: "2026-05-31", set: former("15", "20", lawRun("2026-01-01", "2026-03-26", "20")), want: policy.StatusFound, finds: blocks, says: "2026-02-28"},
		{name: "31 May of a leap year", rule: rule, day: "2028-05-31", set: former("15", "20", lawRun("2028-01-01", "2028-03-26", "20")), want: policy.StatusFound, finds: blocks, says: "2028-02-29"},
		{name: "dated", rule: rule, set: func(c *policy.Case) { former("15", "20")(c); c.Reference.Dated = true }, want: policy.StatusPassed},
		{name: "history unknown", rule: rule, set: former("15", "20"), want: policy.StatusUnjudged, missing: []string{"history"}},
		{name: "not above the price", rule: rule, set: former("20", "20"), want: policy.StatusNotApplicable},
		{name: "not sold in California", rule: rule, set: func(c *policy.Case) { former("15", "20")(c); c.States = []string{"US-NV"} }, want: policy.StatusNotApplicable},
		{name: "sold in California", rule: rule, set: func(c *policy.Case) { former("15", "20")(c); c.States = []string{"US-CA"} }, want: policy.StatusUnjudged, missing: []string{"history"}},
		{name: "before", rule: rule, day: "1999-12-31", set: former("15", "20"), want: policy.StatusNotApplicable},
	})
}

func TestCaliforniaFees(t *testing.T) {
	rule := policy.CaliforniaFees{}
	fee := func(kind policy.FeeKind, amount, cost, carrier string) func(*policy.Case) {
		return func(c *policy.Case) {
			f := policy.MandatoryFee{Name: "fee", Kind: kind, Amount: lawAmount(amount)}
			if cost != "" {
				f.Cost = lawKnown(cost)
			}
			if carrier != "" {
				c.CarrierRate = lawKnown(carrier)
			}
			c.MandatoryFees = []policy.MandatoryFee{f}
		}
	}
	runLaw(t, []lawRow{
		{name: "unknown", rule: rule, want: policy.StatusUnjudged, missing: []string{"mandatory_fees"}},
		{name: "none", rule: rule, set: func(c *policy.Case) { c.MandatoryFees = []policy.MandatoryFee{} }, want: policy.StatusPassed},
		{name: "service fee", rule: rule, set: fee("", "0.01", "", ""), want: policy.StatusFound, finds: blocks, says: `leaves out the mandatory "fee" of 0.01 USD`},
		{name: "handling of the seller", rule: rule, set: fee(policy.FeeSeller, "2", "", ""), want: policy.StatusFound, finds: blocks},
		{name: "a fee of 0", rule: rule, set: fee("", "0", "", ""), want: policy.StatusPassed},
		{name: "tax", rule: rule, set: fee(policy.FeeGovernment, "2", "", ""), want: policy.StatusPassed},
		{name: "postage, what it costs", rule: rule, set: fee(policy.FeePostage, "5", "5", ""), want: policy.StatusPassed},
		{name: "postage, one cent more", rule: rule, set: fee(policy.FeePostage, "5.01", "5", ""), want: policy.StatusFound, finds: blocks, says: "more than the postage of 5.00 USD"},
		{name: "postage against the carrier rate", rule: rule, set: fee(policy.FeePostage, "5", "", "4"), want: policy.StatusFound, finds: blocks},
		{name: "postage unknown", rule: rule, set: fee(policy.FeePostage, "5", "", ""), want: policy.StatusUnjudged, missing: []string{"mandatory_fees[0].cost"}},
		{name: "not sold in California", rule: rule, set: func(c *policy.Case) { fee("", "1", "", "")(c); c.States = []string{"US-TX"} }, want: policy.StatusNotApplicable},
		{name: "first day", rule: rule, day: "2024-07-01", set: fee("", "1", "", ""), want: policy.StatusFound, finds: blocks},
		{name: "day before", rule: rule, day: "2024-06-30", set: fee("", "1", "", ""), want: policy.StatusNotApplicable},
	})
}

func TestCaliforniaSB1383(t *testing.T) {
	runLaw(t, []lawRow{
		{name: "never", rule: policy.CaliforniaSB1383{}, want: policy.StatusNotApplicable, says: "not about prices or taxes"},
	})
}

func TestCaliforniaAlgorithm(t *testing.T) {
	a, b := policy.CaliforniaAgreement{}, policy.CaliforniaCoercion{}
	tool := func(shared, data, agreement, coerced policy.Answer) func(*policy.Case) {
		return func(c *policy.Case) {
			c.Algorithm = &policy.Algorithm{Shared: shared, CompetitorData: data, Agreement: agreement, Coerced: coerced}
		}
	}
	const y, n, u = policy.Yes, policy.No, policy.Unknown
	none := func(c *policy.Case) { c.Algorithm = &policy.Algorithm{None: true} }
	runLaw(t, []lawRow{
		{name: "a: all of it", rule: a, set: tool(y, y, y, n), want: policy.StatusFound, finds: blocks},
		{name: "a: no agreement", rule: a, set: tool(y, y, n, y), want: policy.StatusPassed},
		{name: "a: one user", rule: a, set: tool(n, y, y, y), want: policy.StatusNotApplicable, says: "one person"},
		{name: "a: own data only", rule: a, set: tool(u, n, y, y), want: policy.StatusNotApplicable},
		{name: "a: agreement unknown", rule: a, set: tool(y, y, u, y), want: policy.StatusUnjudged, missing: []string{"algorithm.agreement"}},
		{name: "a: all unknown", rule: a, set: tool(u, u, u, u), want: policy.StatusUnjudged, missing: []string{"algorithm.shared", "algorithm.competitor_data", "algorithm.agreement"}},
		{name: "a: no agreement, the rest unknown", rule: a, set: tool(u, u, n, u), want: policy.StatusPassed},
		{name: "a: unknown", rule: a, want: policy.StatusUnjudged, missing: []string{"algorithm"}},
		{name: "a: no tool", rule: a, set: none, want: policy.StatusNotApplicable},
		{name: "a: first day", rule: a, day: "2026-01-01", set: tool(y, y, y, n), want: policy.StatusFound, finds: blocks},
		{name: "a: day before", rule: a, day: "2025-12-31", set: tool(y, y, y, n), want: policy.StatusNotApplicable},
		{name: "b: coerced", rule: b, set: tool(y, y, n, y), want: policy.StatusFound, finds: blocks},
		{name: "b: not coerced", rule: b, set: tool(y, y, y, n), want: policy.StatusPassed},
		{name: "b: unknown", rule: b, set: tool(y, y, y, u), want: policy.StatusUnjudged, missing: []string{"algorithm.coerced"}},
		{name: "b: no tool", rule: b, set: none, want: policy.StatusNotApplicable},
		{name: "b: day before", rule: b, day: "2025-12-31", set: tool(y, y, y, y), want: policy.StatusNotApplicable},
		{name: "b: not sold in California", rule: b, set: func(c *policy.Case) { tool(y, y, y, y)(c); c.States = []string{"US-NY"} }, want: policy.StatusNotApplicable},
	})
}
