package policy_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// former shows a former price beside a price, after a history.
func former(price, was string, history ...policy.PriceRun) func(*policy.Case) {
	return func(c *policy.Case) {
		c.Price = lawAmount(price)
		c.Reference = &policy.Reference{Kind: policy.ReferenceFormer, Price: lawAmount(was)}
		c.History = history
	}
}

func TestFTCFormerPrice(t *testing.T) {
	rule := policy.FTCFormerPrice{}
	sold := func(at, below string) func(*policy.Case) {
		return func(c *policy.Case) {
			former("15", "20", lawRun("2026-09-01", "2026-10-31", "20"), lawRun("2026-11-01", "2026-11-22", "15"))(c)
			c.Claims = []policy.Claim{{Kind: policy.ClaimFormerlySold}}
			if at != "" {
				c.History[0].Units, c.History[1].Units = lawKnown(at), lawKnown(below)
			}
		}
	}
	runLaw(t, []lawRow{
		// S41, 16 CFR 233.1(c): cost 5, usual price 7.50, raised to 10 for a few days,
		// then "was 10, now 7.50".
		{name: "S41", rule: rule, set: former("7.50", "10", lawRun("2026-01-01", "2026-11-18", "7.50"), lawRun("2026-11-19", "2026-11-22", "10")), want: policy.StatusFound, finds: blocks, says: "former price of 10.00 USD was asked on 4 of the last 90 days"},
		{name: "28 days", rule: rule, set: former("15", "20", lawRun("2026-08-01", "2026-10-25", "15"), lawRun("2026-10-26", "2026-11-22", "20")), want: policy.StatusPassed},
		{name: "27 days", rule: rule, set: former("15", "20", lawRun("2026-08-01", "2026-10-26", "15"), lawRun("2026-10-27", "2026-11-22", "20")), want: policy.StatusFound, finds: blocks},
		{name: "28 days, the last 90 days ago", rule: rule, set: former("15", "20", lawRun("2026-08-25", "2026-09-21", "20"), lawRun("2026-09-22", "2026-11-22", "15")), want: policy.StatusPassed},
		{name: "28 days, one of them 91 days ago", rule: rule, set: former("15", "20", lawRun("2026-08-24", "2026-09-20", "20"), lawRun("2026-09-21", "2026-11-22", "15")), want: policy.StatusFound, finds: blocks},
		{name: "more was asked", rule: rule, set: former("15", "20", lawRun("2026-08-24", "2026-11-22", "25")), want: policy.StatusPassed},
		{name: "asked in a promotion only", rule: rule, set: former("15", "20", lawRun("2026-08-24", "2026-11-22", "20!")), want: policy.StatusFound, finds: blocks},
		{name: "own threshold", rule: policy.FTCFormerPrice{Regular: policy.RegularPrice{Days: 4, Window: 10}}, set: former("7.50", "10", lawRun("2026-01-01", "2026-11-18", "7.50"), lawRun("2026-11-19", "2026-11-22", "10")), want: policy.StatusPassed},
		{name: "history unknown", rule: rule, set: former("15", "20"), want: policy.StatusUnjudged, missing: []string{"history"}},
		{name: "no comparison", rule: rule, want: policy.StatusNotApplicable},
		{name: "a list price", rule: rule, set: func(c *policy.Case) {
			former("15", "20")(c)
			c.Reference.Kind = policy.ReferenceList
		}, want: policy.StatusNotApplicable},
		{name: "not above the price", rule: rule, set: former("20", "20"), want: policy.StatusNotApplicable},
		{name: "above the price after the coupon", rule: rule, set: func(c *policy.Case) {
			former("20", "20")(c)
			c.Coupon = &policy.Coupon{Share: lawAmount("0.1")}
		}, want: policy.StatusUnjudged, missing: []string{"history"}},
		{name: "sold at it, a quarter", rule: rule, set: sold("25", "75"), want: policy.StatusPassed},
		{name: "sold at it, less", rule: rule, set: sold("24", "76"), want: policy.StatusFound, finds: blocks, says: "formerly sold at 20.00 USD"},
		{name: "never sold", rule: rule, set: sold("0", "0"), want: policy.StatusFound, finds: blocks},
		{name: "units unknown", rule: rule, set: sold("", ""), want: policy.StatusUnjudged, missing: []string{"history.units"}},
		{name: "before the guides", rule: rule, day: "1967-11-07", set: former("15", "20"), want: policy.StatusNotApplicable},
		{name: "first day", rule: rule, day: "1967-11-08", set: former("15", "20"), want: policy.StatusUnjudged, missing: []string{"history"}},
	})
}

// elsewhere shows a comparison price and the prices of others.
func elsewhere(kind policy.ReferenceKind, price string, others ...string) func(*policy.Case) {
	return func(c *policy.Case) {
		c.Reference = &policy.Reference{Kind: kind, Price: lawAmount(price)}
		for _, other := range others {
			c.Elsewhere = append(c.Elsewhere, policy.Elsewhere{Where: "shop", Price: lawAmount(other)})
		}
	}
}

func TestFTCElsewherePrice(t *testing.T) {
	rule := policy.FTCElsewherePrice{}
	E := policy.ReferenceElsewhere
	runLaw(t, []lawRow{
		// 16 CFR 233.2(b): only a few small outlets ask 15, the larger ones 7.50.
		{name: "few ask it", rule: rule, set: elsewhere(E, "15", "15", "7.50", "7.60", "7.40"), want: policy.StatusFound, finds: blocks, says: "1 of 4 places"},
		{name: "half ask it", rule: rule, set: elsewhere(E, "10", "10", "12", "7.50", "7.50"), want: policy.StatusPassed},
		{name: "one cent too much", rule: rule, set: elsewhere(E, "10.01", "10", "12", "7.50", "7.50"), want: policy.StatusFound, finds: blocks},
		{name: "own share", rule: policy.FTCElsewherePrice{Share: lawAmount("0.25")}, set: elsewhere(E, "15", "15", "7.50", "7.60", "7.40"), want: policy.StatusPassed},
		{name: "own offers do not count", rule: rule, set: func(c *policy.Case) {
			elsewhere(E, "15", "15")(c)
			c.Elsewhere[0].Own = true
		}, want: policy.StatusUnjudged, missing: []string{"elsewhere"}},
		{name: "major retailers count alone", rule: rule, set: func(c *policy.Case) {
			elsewhere(E, "15", "15", "15", "15", "7.50")(c)
			c.Elsewhere[3].Outside = true
		}, want: policy.StatusFound, finds: blocks, says: "0 of 1"},
		{name: "unknown", rule: rule, set: elsewhere(E, "15"), want: policy.StatusUnjudged, missing: []string{"elsewhere"}},
		{name: "no comparison", rule: rule, want: policy.StatusNotApplicable},
		{name: "a former price", rule: rule, set: elsewhere(policy.ReferenceFormer, "15", "1"), want: policy.StatusNotApplicable},
		{name: "before the guides", rule: rule, day: "1967-11-07", set: elsewhere(E, "15"), want: policy.StatusNotApplicable},
	})
}

func TestFTCListPrice(t *testing.T) {
	rule := policy.FTCListPrice{}
	L := policy.ReferenceList
	own := func(price string, others ...string) func(*policy.Case) {
		return func(c *policy.Case) {
			elsewhere(L, "20", others...)(c)
			c.History = policy.History{lawRun("2026-10-01", "2026-11-22", price)}
		}
	}
	runLaw(t, []lawRow{
		{name: "nobody asks it", rule: rule, set: own("15", "15", "16"), want: policy.StatusFound, finds: warns, says: "0 of 2 places"},
		{name: "asked here", rule: rule, set: own("20"), want: policy.StatusPassed},
		{name: "asked by half", rule: rule, set: own("15", "20", "16"), want: policy.StatusPassed},
		{name: "others unknown", rule: rule, set: own("15"), want: policy.StatusUnjudged, missing: []string{"elsewhere"}},
		{name: "history unknown", rule: rule, set: elsewhere(L, "20", "15"), want: policy.StatusUnjudged, missing: []string{"history"}},
		{name: "both unknown", rule: rule, set: elsewhere(L, "20"), want: policy.StatusUnjudged, missing: []string{"history", "elsewhere"}},
		{name: "no comparison", rule: rule, want: policy.StatusNotApplicable},
		{name: "a former price", rule: rule, set: former("15", "20"), want: policy.StatusNotApplicable},
		{name: "before the guides", rule: rule, day: "1967-11-07", set: own("15", "1"), want: policy.StatusNotApplicable},
	})
}

func claims(list ...policy.Claim) func(*policy.Case) {
	return func(c *policy.Case) { c.Claims = append([]policy.Claim{}, list...) }
}

func TestFTCFreeOffer(t *testing.T) {
	rule := policy.FTCFreeOffer{}
	history := func(claim policy.Claim, price string) func(*policy.Case) {
		return func(c *policy.Case) {
			claims(claim)(c)
			c.History = policy.History{lawRun("2026-10-26", "2026-11-22", price)}
		}
	}
	runLaw(t, []lawRow{
		{name: "claims unknown", rule: rule, want: policy.StatusUnjudged, missing: []string{"claims"}},
		{name: "nothing claimed", rule: rule, set: claims(), want: policy.StatusNotApplicable},
		{name: "other claim", rule: rule, set: claims(policy.Claim{Kind: policy.ClaimLimited}), want: policy.StatusNotApplicable},
		{name: "history unknown", rule: rule, set: claims(policy.Claim{Kind: policy.ClaimFree}), want: policy.StatusUnjudged, missing: []string{"history"}},
		{name: "regular price", rule: rule, set: history(policy.Claim{Kind: policy.ClaimFree}, "20"), want: policy.StatusPassed},
		{name: "inflated price", rule: rule, set: history(policy.Claim{Kind: policy.ClaimFree}, "19.99"), want: policy.StatusFound, finds: warns, says: "asked on 0 of the last 90"},
		{name: "inflated base", rule: rule, set: history(policy.Claim{Kind: policy.ClaimFree, Base: lawKnown("25")}, "20"), want: policy.StatusFound, finds: warns, says: "25.00 USD"},
		{name: "a gift on the price", rule: rule, set: history(policy.Claim{Kind: policy.ClaimGift, Base: lawKnown("25")}, "20"), want: policy.StatusPassed},
		{name: "before the guides", rule: rule, day: "1967-11-07", want: policy.StatusNotApplicable},
	})
}

func TestFTCOtherClaims(t *testing.T) {
	rule := policy.FTCOtherClaims{}
	W, F, L := policy.ClaimWholesale, policy.ClaimFactory, policy.ClaimLimited
	runLaw(t, []lawRow{
		{name: "claims unknown", rule: rule, want: policy.StatusUnjudged, missing: []string{"claims"}},
		{name: "nothing claimed", rule: rule, set: claims(), want: policy.StatusNotApplicable},
		{name: "wholesale, on it", rule: rule, set: claims(policy.Claim{Kind: W, Base: lawKnown("20")}), want: policy.StatusPassed},
		{name: "wholesale, above it", rule: rule, set: claims(policy.Claim{Kind: W, Base: lawKnown("19.99")}), want: policy.StatusFound, finds: warns, says: "that is 19.99 USD"},
		{name: "factory, unknown", rule: rule, set: claims(policy.Claim{Kind: F}), want: policy.StatusUnjudged, missing: []string{"claims[0].base"}},
		{name: "factory, known to be true", rule: rule, set: claims(policy.Claim{Kind: F, True: policy.Yes}), want: policy.StatusPassed},
		{name: "factory, known to be false", rule: rule, set: claims(policy.Claim{Kind: F, Base: lawKnown("50"), True: policy.No}), want: policy.StatusFound, finds: warns},
		{name: "limited, last day", rule: rule, set: claims(policy.Claim{Kind: L, Until: lawDay("2026-11-23")}), want: policy.StatusPassed},
		{name: "limited, ended", rule: rule, set: claims(policy.Claim{Kind: L, Until: lawDay("2026-11-22")}), want: policy.StatusFound, finds: warns, says: "ended on 2026-11-22"},
		{name: "limited, unknown", rule: rule, set: claims(policy.Claim{Kind: L}), want: policy.StatusUnjudged, missing: []string{"claims[0].until"}},
		{name: "seconds and advance sale", rule: rule, set: claims(policy.Claim{Kind: policy.ClaimSeconds, True: policy.No}, policy.Claim{Kind: policy.ClaimAdvance}), want: policy.StatusFound, finds: warns, missing: []string{"claims[1].true"}},
		{name: "before the guides", rule: rule, day: "1967-11-07", want: policy.StatusNotApplicable},
	})
}

func TestFTCFees(t *testing.T) {
	runLaw(t, []lawRow{
		{name: "goods", rule: policy.FTCFees{}, want: policy.StatusNotApplicable, says: "not goods"},
		{name: "first day", rule: policy.FTCFees{}, day: "2025-05-12", want: policy.StatusNotApplicable, says: "not goods"},
		{name: "day before", rule: policy.FTCFees{}, day: "2025-05-11", want: policy.StatusNotApplicable, says: "2025-05-12"},
	})
}

// A lower former price never gets a worse verdict, while it is above the price.
func propFormerMonotone(t *rapid.T) {
	set, err := policy.NewSet(policy.FTCFormerPrice{}, policy.CaliforniaFormerPrice{})
	if err != nil {
		t.Fatal(err)
	}
	c := lawCase()
	c.Price = lawAmount("1")
	day := lawDay("2026-06-01")
	for range rapid.IntRange(1, 8).Draw(t, "runs") {
		to := day.AddDate(0, 0, rapid.IntRange(0, 40).Draw(t, "days"))
		c.History = append(c.History, policy.PriceRun{From: day, To: to, Price: cents2(rapid.Int64Range(200, 300).Draw(t, "price"))})
		day = to.AddDate(0, 0, 1)
	}
	on := day.AddDate(0, 0, rapid.IntRange(0, 60).Draw(t, "later"))
	count := func(cents int64, on time.Time) int {
		c.Reference = &policy.Reference{Kind: policy.ReferenceFormer, Price: cents2(cents)}
		r, err := set.Check(c, on)
		if err != nil {
			t.Fatal(err)
		}
		return len(r.Findings)
	}
	high := rapid.Int64Range(101, 310).Draw(t, "former")
	low := rapid.Int64Range(101, high).Draw(t, "lower")
	if count(low, on) > count(high, on) {
		t.Fatalf("%d is worse than %d", low, high)
	}
}

func TestFormerMonotone(t *testing.T) { rapid.Check(t, propFormerMonotone) }

func TestLawFaults(t *testing.T) {
	c := lawCase()
	c.Resale = &policy.Resale{Form: "handshake", NoMinimum: true, Minimum: lawKnown("-1"), States: []string{"MD"}}
	c.Emergencies = []policy.Emergency{{State: "CA", NewItem: true, PriceBefore: lawKnown("1"), Cost: lawKnown("-1"), PriceDay: lawDay("2026-01-01").Add(1), Until: lawDay("2026-01-01").Add(1)}}
	c.MandatoryFees = []policy.MandatoryFee{{Kind: "tip", Amount: lawAmount("-1"), Cost: lawKnown("1e30")}}
	c.Algorithm = &policy.Algorithm{Shared: "perhaps"}
	c.Claims = []policy.Claim{{True: "perhaps", Until: lawDay("2026-01-01").Add(1)}}
	c.Account = &policy.Account{
		Sales:  []policy.AccountSales{{Count: -1, Gross: lawAmount("-1")}},
		States: []policy.StateSales{{State: "US-CA", Own: lawKnown("-1")}, {State: "US-CA"}, {State: "X"}},
	}
	c.MAP = []policy.MAPPolicy{{}}
	err := c.Check()
	got := map[string]bool{}
	for _, fault := range fx.Faults(err) {
		if in, ok := fault.(*fx.InputError); ok {
			got[in.Field] = true
		}
	}
	for _, path := range []string{
		"resale.form", "resale.minimum", "resale.no_minimum", "resale.states[0]",
		"emergencies[0].state", "emergencies[0].declared", "emergencies[0].until", "emergencies[0].price_day", "emergencies[0].cost", "emergencies[0].new_item",
		"mandatory_fees[0].kind", "mandatory_fees[0].amount", "mandatory_fees[0].cost", "algorithm.shared",
		"claims[0].kind", "claims[0].until", "claims[0].true",
		"account.sales[0].from", "account.sales[0].to", "account.sales[0].count", "account.sales[0].gross",
		"account.states[0].own", "account.states[1].state", "account.states[2].state",
		"map[0].brand", "map[0].price", "map[0].from",
	} {
		if !got[path] {
			t.Errorf("no fault at %s", path)
		}
	}
}
