package strategy_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// The published margin solves S43 and S44, by hand: (cost)/(1 - referral - margin) in
// each bracket of the referral fee; and limits in the hole between them.
func TestCostPlus(t *testing.T) {
	ten := pricing.Margin(amt("0.10"))
	hole := pricing.Profit(amt("1.20")) // with a cost of 12.90: 14.85 to 15.00 and from 15.67
	for _, row := range []struct {
		name, category, cost string
		plus                 strategy.CostPlus
		want                 string
	}{
		{"S43", "home_kitchen", "13", strategy.CostPlus{Target: pricing.Margin(amt("0.20"))}, "20"},
		{"S44 first bracket", "clothing_accessories", "12.00", strategy.CostPlus{Target: ten}, "14.12"},
		{"S44 second bracket", "clothing_accessories", "13.20", strategy.CostPlus{Target: ten}, "16.5"},
		{"S44 third bracket", "clothing_accessories", "16.10", strategy.CostPlus{Target: ten}, "22.06"},
		{"S44 nothing to 22.05", "clothing_accessories", "16.10", strategy.CostPlus{Target: ten, Limits: strategy.Limits{Most: known("22.05")}}, "no_admissible_price"},
		{"S44 just 22.06", "clothing_accessories", "16.10", strategy.CostPlus{Target: ten, Limits: strategy.Limits{Most: known("22.06")}}, "22.06"},
		{"S44 with 9.4 %: 20 is admissible", "clothing_accessories", "16.10", strategy.CostPlus{Target: pricing.Margin(amt("0.094")), Limits: strategy.Limits{Most: known("22.05"), Least: known("19.99")}}, "19.99 least"},
		{"a least in the hole", "clothing_accessories", "12.90", strategy.CostPlus{Target: hole, Limits: strategy.Limits{Least: known("15.01")}}, "15.67 least target"},
		{"on the near side of the hole", "clothing_accessories", "12.90", strategy.CostPlus{Target: hole, Limits: strategy.Limits{Least: known("15")}}, "15 least"},
		{"an ending over the hole", "clothing_accessories", "12.90", strategy.CostPlus{Target: hole, Limits: strategy.Limits{Ending: strategy.Ending{On: []decimal.Decimal{amt("0.49")}, Within: amt("1")}}}, "14.85"},
		{"break-even", "home_kitchen", "17", strategy.CostPlus{}, "20"},
		{"markup on cost", "home_kitchen", "10", strategy.CostPlus{Markup: known("0.5")}, "15"},
		{"markup that does not cover the fees", "home_kitchen", "17", strategy.CostPlus{Markup: known("0.1")}, "20 target"},
		{"margin over cost", "home_kitchen", "10", strategy.CostPlus{Margin: known("0.3")}, "14.29"},
		{"markup without a cost", "home_kitchen", "0", strategy.CostPlus{Markup: known("0.3")}, "no_cost"},
		{"a target that no price meets", "home_kitchen", "10", strategy.CostPlus{Target: pricing.Margin(amt("0.85"))}, "no_admissible_price"},
		{"limits against each other", "home_kitchen", "10", strategy.CostPlus{Limits: strategy.Limits{Least: known("20"), Most: known("19")}}, "least_above_most"},
		{"limits with a target of their own", "home_kitchen", "10", strategy.CostPlus{Limits: strategy.Limits{Admissible: []pricing.Interval{span("5", "11"), span("30", "31")}}}, "30 target"},
	} {
		t.Run(row.name, func(t *testing.T) {
			p, err := row.plus.Propose(shipped(row.category, row.cost))
			got := noPrice(t, err)
			if err == nil {
				got = fx.Plain(p.Price)
				for _, s := range p.Steps {
					got += " " + s.Code
				}
				if p.Strategy != strategy.NameCostPlus || p.Currency != fx.USD || len(p.Missing) != 0 {
					t.Errorf("proposal is %+v", p)
				}
			}
			if got != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
}

// A cost that is not known makes the price a lower bound, and the proposal says so.
func TestCostPlusIncomplete(t *testing.T) {
	m, err := pricing.NewModel(pricing.Unit{
		Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM},
		Cost:    []pricing.CostItem{{Code: "purchase", Amount: known("10"), Currency: fx.USD}, {Code: "duty"}},
	}, fees.Day(2026, 6, 1))
	if err != nil {
		t.Fatal(err)
	}
	p, err := strategy.CostPlus{Limits: strategy.Limits{Missing: []string{"cost.freight"}}}.Propose(m)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"cost.freight", "cost.duty"}, p.Missing); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
	last := p.Reasons[len(p.Reasons)-1]
	if last.Code != "lower_bound" || !strings.Contains(last.Text, "cost.duty") {
		t.Errorf("reasons are %v", p.Reasons)
	}
}

func TestCostPlusFaults(t *testing.T) {
	bad := strategy.CostPlus{Markup: known("1000.01"), Margin: known("1"), Limits: strategy.Limits{Least: known("-1")}}
	_, err := bad.Propose(nil)
	if diff := cmp.Diff([]string{"markup", "margin", "margin", "limits.least", "model"}, paths(t, err)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	if _, err = (strategy.CostPlus{}).Propose(&pricing.Model{}); len(paths(t, err)) != 1 {
		t.Errorf("a zero model: %v", err)
	}
	if _, err = (strategy.CostPlus{Target: pricing.Markup(amt("-1"))}).Propose(shipped("home_kitchen", "1")); paths(t, err)[0] != "target.markup" {
		t.Errorf("a bad target: %v", err)
	}
}

// p = C(1+u), p = C/(1-m), u = m/(1-m): a markup of a quarter is a margin of a fifth.
func TestMarkupAndMargin(t *testing.T) {
	text := func(d decimal.Decimal, err error) string {
		if err != nil {
			return strings.Join(paths(t, err), " ")
		}
		return fx.Plain(d)
	}
	for _, row := range []struct{ got, want string }{
		{text(strategy.MarkupPrice(amt("10"), amt("0.25"), 2)), "12.5"},
		{text(strategy.MarginPrice(amt("10"), amt("0.2"), 2)), "12.5"},
		{text(strategy.MarkupPrice(amt("9.99"), amt("0.333"), 2)), "13.32"}, // 13.31667
		{text(strategy.MarginPrice(amt("10"), amt("0.3"), 2)), "14.29"},     // 14.2857
		{text(strategy.MarginPrice(amt("1000"), amt("0.3"), 0)), "1429"},
		{text(strategy.MarginPrice(amt("7"), amt("0"), 2)), "7"},
		{text(strategy.MarkupPrice(amt("7"), amt("0"), 2)), "7"},
		{text(strategy.MarkupOf(amt("0.2"), 4)), "0.25"},
		{text(strategy.MarkupOf(amt("0.3"), 4)), "0.4286"},
		{text(strategy.MarkupOf(amt("0.99"), 4)), "99"},
		{text(strategy.MarginOf(amt("0.25"), 4)), "0.2"},
		{text(strategy.MarginOf(amt("1000"), 3)), "0.999"},
		{text(strategy.MarkupPrice(amt("0"), amt("-0.1"), 5)), "cost places markup"},
		{text(strategy.MarginPrice(amt("-1"), amt("1"), -1)), "cost places margin"},
		{text(strategy.MarkupOf(amt("1"), 13)), "places margin"},
		{text(strategy.MarginOf(amt("1000.1"), -1)), "places markup"},
		{text(strategy.MarkupPrice(decimal.New(1, 999999999), decimal.New(1, -999999999), 2)), "cost markup"},
	} {
		if row.got != row.want {
			t.Errorf("got %s, want %s", row.got, row.want)
		}
	}
}

// The price by a margin leaves the margin, and a minor unit less does not.
func TestMarginPriceIsLowest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cost := decimal.New(rapid.Int64Range(1, 1e7).Draw(t, "cost"), -4)
		margin := decimal.New(rapid.Int64Range(0, 9999).Draw(t, "margin"), -4)
		places := rapid.IntRange(0, 3).Draw(t, "places")
		price, err := strategy.MarginPrice(cost, margin, places)
		if err != nil {
			t.Fatal(err)
		}
		leaves := func(p decimal.Decimal) bool { return p.Sub(cost).GreaterThanOrEqual(p.Mul(margin)) }
		if !leaves(price) || leaves(price.Sub(decimal.New(1, -int32(places)))) {
			t.Fatalf("%s is not the lowest price with a margin of %s over %s", price, margin, cost)
		}
	})
}
