package policy_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/policy"
)

// emergency sets a case in an emergency of November 2026 after a change of it.
func emergency(price string, change func(*policy.Emergency)) func(*policy.Case) {
	return func(c *policy.Case) {
		e := policy.Emergency{State: "US-CA", Declared: lawDay("2026-11-01"), PriceBefore: lawKnown("10.00")}
		if change != nil {
			change(&e)
		}
		c.Price, c.Emergencies = lawAmount(price), []policy.Emergency{e}
	}
}

func TestCaliforniaEmergency(t *testing.T) {
	rule := policy.CaliforniaEmergency{}
	type E = *policy.Emergency
	fresh := func(cost string) func(E) {
		return func(e E) { e.NewItem, e.PriceBefore.Valid, e.Cost = true, false, lawKnown(cost) }
	}
	driven := func(cost, markup string) func(E) {
		return func(e E) { e.CostDriven, e.Cost, e.Markup = true, lawKnown(cost), lawKnown(markup) }
	}
	history := func(price string, runs ...policy.PriceRun) func(*policy.Case) {
		return func(c *policy.Case) {
			emergency(price, func(e E) { e.PriceBefore.Valid = false })(c)
			c.History = runs
		}
	}
	runLaw(t, []lawRow{
		{name: "S42 above", rule: rule, set: emergency("11.01", nil), want: policy.StatusFound, finds: blocks, says: "11.01 USD is above the limit of 11.00 USD"},
		{name: "S42 on", rule: rule, set: emergency("11.00", nil), want: policy.StatusPassed},
		{name: "below", rule: rule, set: emergency("5", nil), want: policy.StatusPassed},
		{name: "new item on 150%", rule: rule, set: emergency("12.00", fresh("8")), want: policy.StatusPassed},
		{name: "new item above", rule: rule, set: emergency("12.01", fresh("8")), want: policy.StatusFound, finds: blocks, says: "the cost of 8.00 USD and 50%"},
		{name: "new item of unknown cost", rule: rule, set: emergency("12.01", func(e E) { e.NewItem, e.PriceBefore.Valid = true, false }), want: policy.StatusUnjudged, missing: []string{"emergencies[0].cost"}},
		// Cost 8 and a markup of 50% are 12; 10% more is 13.20.
		{name: "costs rose, on", rule: rule, set: emergency("13.20", driven("8", "0.5")), want: policy.StatusPassed},
		{name: "costs rose, above", rule: rule, set: emergency("13.21", driven("8", "0.5")), want: policy.StatusFound, finds: blocks, says: "limit of 13.20 USD"},
		{name: "costs fell, the first limit holds", rule: rule, set: emergency("11.00", driven("4", "0.5")), want: policy.StatusPassed},
		{name: "costs fell, above", rule: rule, set: emergency("11.01", driven("4", "0.5")), want: policy.StatusFound, finds: blocks, says: "limit of 11.00 USD"},
		{name: "costs rose by an unknown amount", rule: rule, set: emergency("13", func(e E) { e.CostDriven = true }), want: policy.StatusUnjudged, missing: []string{"emergencies[0].cost", "emergencies[0].markup"}},
		{name: "costs do not matter under the limit", rule: rule, set: emergency("11", func(e E) { e.CostDriven = true }), want: policy.StatusPassed},
		{name: "price before from the history", rule: rule, set: history("11.01", lawRun("2026-01-01", "2026-10-31", "10"), lawRun("2026-11-01", "2026-11-22", "12")), want: policy.StatusFound, finds: blocks, says: "price before of 10.00 USD"},
		{name: "on sale before: the usual price", rule: rule, set: history("11", lawRun("2026-01-01", "2026-10-25", "10"), lawRun("2026-10-26", "2026-10-31", "7!")), want: policy.StatusPassed},
		{name: "on sale before: above the usual price", rule: rule, set: history("11.01", lawRun("2026-01-01", "2026-10-25", "10"), lawRun("2026-10-26", "2026-10-31", "7!")), want: policy.StatusFound, finds: blocks},
		{name: "day of the prices set by the declaration", rule: rule, set: func(c *policy.Case) {
			history("11.01", lawRun("2026-01-01", "2026-10-25", "10"), lawRun("2026-10-26", "2026-10-31", "20"))(c)
			c.Emergencies[0].PriceDay = lawDay("2026-10-25")
		}, want: policy.StatusFound, finds: blocks},
		{name: "not offered on the day before", rule: rule, set: history("11", lawRun("2026-01-01", "2026-10-30", "10")), want: policy.StatusUnjudged, missing: []string{"emergencies[0].price_before"}},
		{name: "unknown", rule: rule, want: policy.StatusUnjudged, missing: []string{"emergencies"}},
		{name: "none", rule: rule, set: func(c *policy.Case) { c.Emergencies = []policy.Emergency{} }, want: policy.StatusNotApplicable},
		{name: "day of the declaration", rule: rule, day: "2026-11-01", set: emergency("12", nil), want: policy.StatusFound, finds: blocks},
		{name: "day before the declaration", rule: rule, day: "2026-10-31", set: emergency("12", nil), want: policy.StatusNotApplicable},
		{name: "30 days after", rule: rule, day: "2026-12-01", set: emergency("12", nil), want: policy.StatusFound, finds: blocks},
		{name: "31 days after", rule: rule, day: "2026-12-02", set: emergency("12", nil), want: policy.StatusNotApplicable},
		{name: "extended", rule: rule, day: "2026-12-31", set: emergency("12", func(e E) { e.Until = lawDay("2026-12-31") }), want: policy.StatusFound, finds: blocks},
		{name: "counties", rule: rule, set: emergency("12", func(e E) { e.Counties = []string{"Ventura"} }), want: policy.StatusFound, finds: blocks, says: "Ventura, California"},
		{name: "another state", rule: rule, set: emergency("12", func(e E) { e.State = "US-OR" }), want: policy.StatusNotApplicable},
		{name: "not sold in California", rule: rule, set: func(c *policy.Case) { emergency("12", nil)(c); c.States = []string{"US-OR"} }, want: policy.StatusNotApplicable},
		{name: "two emergencies, one unknown", rule: rule, set: func(c *policy.Case) {
			emergency("12", nil)(c)
			c.Emergencies = append(c.Emergencies, policy.Emergency{State: "US-CA", Declared: lawDay("2026-11-10")})
		}, want: policy.StatusFound, finds: blocks, missing: []string{"emergencies[1].price_before"}},
		{name: "own limits", rule: policy.CaliforniaEmergency{Rise: lawAmount("0.05")}, set: emergency("10.51", nil), want: policy.StatusFound, finds: blocks, says: "5%"},
		{name: "first day of the text", rule: rule, day: "2020-09-30", set: emergency("12", func(e E) { e.Declared = lawDay("2020-09-30") }), want: policy.StatusFound, finds: blocks},
		{name: "day before", rule: rule, day: "2020-09-29", set: emergency("12", func(e E) { e.Declared = lawDay("2020-09-29") }), want: policy.StatusNotApplicable},
	})
}

// A lower price never gets a worse verdict.
func propEmergencyMonotone(t *rapid.T) {
	set, err := policy.NewSet(policy.CaliforniaEmergency{})
	if err != nil {
		t.Fatal(err)
	}
	c := lawCase()
	emergency("1", func(e *policy.Emergency) {
		e.PriceBefore.Decimal = cents2(rapid.Int64Range(1, 3000).Draw(t, "before"))
		e.Cost.Decimal, e.Cost.Valid = cents2(rapid.Int64Range(1, 3000).Draw(t, "cost")), true
		e.Markup = lawKnown("0.4")
		e.CostDriven = rapid.Bool().Draw(t, "driven")
		if rapid.Bool().Draw(t, "new") {
			e.NewItem, e.PriceBefore.Valid = true, false
		}
	})(c)
	high := rapid.Int64Range(2, 6000).Draw(t, "cents")
	found := func(cents int64) bool {
		c.Price = cents2(cents)
		r, err := set.Check(c, lawDay("2026-11-23"))
		if err != nil {
			t.Fatal(err)
		}
		return r.Blocked()
	}
	if !found(high) && found(rapid.Int64Range(1, high).Draw(t, "lower")) {
		t.Fatal("a lower price is worse")
	}
}

func TestEmergencyMonotone(t *testing.T) { rapid.Check(t, propEmergencyMonotone) }
