package strategy_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// genModel draws a model whose admissible prices may have holes.
func genModel(t *rapid.T) *pricing.Model {
	item := pricing.CostItem{Code: "purchase", Currency: fx.USD}
	if rapid.IntRange(0, 4).Draw(t, "known") > 0 {
		item.Amount = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 3000).Draw(t, "cost"), -2))
	}
	m, err := pricing.NewModel(pricing.Unit{
		Listing: amazon.Listing{Category: rapid.SampledFrom([]string{"clothing_accessories", "home_kitchen", "jewelry"}).Draw(t, "category"), Fulfillment: amazon.FBM},
		Cost:    []pricing.CostItem{item},
	}, fees.Day(2026, 6, 1))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func genTarget(t *rapid.T) pricing.Target {
	switch rapid.IntRange(0, 3).Draw(t, "target") {
	case 0:
		return pricing.BreakEven()
	case 1:
		return pricing.Profit(decimal.New(rapid.Int64Range(-100, 1000).Draw(t, "profit"), -2))
	case 2:
		return pricing.Margin(decimal.New(rapid.Int64Range(0, 90).Draw(t, "margin"), -2))
	}
	return pricing.Markup(decimal.New(rapid.Int64Range(0, 200).Draw(t, "markup"), -2))
}

// The price of every strategy is within its limits and meets its target at the very
// price, or the error says why there is none; and asked again it is the same.
func propEveryPriceWithinLimits(t *rapid.T) {
	limits := genLimits(t, 4000)
	target := genTarget(t)
	model := genModel(t)
	solution, err := model.Solve(target)
	if err != nil {
		solution = pricing.Solution{Admissible: []pricing.Interval{}}
	}
	guarded := limits.Meeting(solution)
	holds := func(p strategy.Proposal, err error, l strategy.Limits) bool {
		l.Places = 2 // as the strategy takes them from the currency
		t.Helper()
		if noPrice(t, err) != "" {
			return false
		}
		if !l.Contains(p.Price) {
			t.Fatalf("%s proposes %s, which is not within %+v", p.Strategy, p.Price, l)
		}
		last := p.Wanted
		for _, s := range p.Steps {
			if !s.From.Equal(last) || s.Code == "" || s.Text == "" {
				t.Fatalf("%s: steps %+v do not lead from %s", p.Strategy, p.Steps, p.Wanted)
			}
			last = s.To
		}
		if !last.Equal(p.Price) || len(p.Missing) != len(l.Missing) {
			t.Fatalf("%s: %+v does not lead to its price", p.Strategy, p)
		}
		return true
	}
	twice := func(ask func() (any, error)) {
		a, errA := ask()
		b, errB := ask()
		if !cmp.Equal(a, b) || !cmp.Equal(errA, errB, cmpopts.EquateErrors()) && errA.Error() != errB.Error() {
			t.Fatalf("asked again: %v, %v and %v, %v", a, errA, b, errB)
		}
	}

	plus := strategy.CostPlus{Target: target, Limits: limits}
	switch rapid.IntRange(0, 2).Draw(t, "on cost") {
	case 1:
		plus.Markup = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 300).Draw(t, "markup on cost"), -2))
	case 2:
		plus.Margin = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 99).Draw(t, "margin over cost"), -2))
	}
	p, err := plus.Propose(model)
	if holds(p, err, guarded) && !plus.Markup.Valid && !plus.Margin.Valid && !p.Wanted.Equal(solution.Price) {
		t.Fatalf("wanted is %s, solved %s", p.Wanted, solution.Price)
	}
	twice(func() (any, error) { return plus.Propose(model) })

	a := strategy.Anchor{
		Statistic: rapid.SampledFrom([]strategy.Statistic{"", strategy.Lowest, strategy.Featured, strategy.Competitive, strategy.FeaturedOrCompetitive, strategy.Median, strategy.AtQuantile, strategy.QualityAdjusted}).Draw(t, "statistic"),
		Quantile:  decimal.New(rapid.Int64Range(0, 100).Draw(t, "quantile"), -2), Quality: strategy.Quality{PerDay: amt("0.013"), Most: amt("0.5")},
		Direction: rapid.SampledFrom([]strategy.Direction{"", strategy.Match, strategy.Beat, strategy.Above}).Draw(t, "direction"),
		Limits:    guarded,
	}
	if a.Direction == strategy.Beat || a.Direction == strategy.Above {
		if rapid.Bool().Draw(t, "by share") {
			a.Share = decimal.New(rapid.Int64Range(1, 999).Draw(t, "share"), -3)
		} else {
			a.Amount = decimal.New(rapid.Int64Range(1, 999).Draw(t, "amount"), -2)
		}
	}
	m := strategy.Market{Currency: fx.USD, Own: strategy.Offer{Shipping: knownCents(rapid.Int64Range(0, 600).Draw(t, "own shipping")), ShipDays: known("2")}, Now: noon}
	for range rapid.IntRange(0, 4).Draw(t, "offers") {
		m.Offers = append(m.Offers, strategy.Offer{
			Price: cents(rapid.Int64Range(0, 5000).Draw(t, "price")), Shipping: knownCents(rapid.Int64Range(0, 600).Draw(t, "shipping")),
			Featured: rapid.Bool().Draw(t, "featured"), ShipDays: decimal.NewNullDecimal(decimal.NewFromInt(rapid.Int64Range(0, 90).Draw(t, "days"))),
		})
	}
	if rapid.Bool().Draw(t, "competitive") {
		m.Competitive = knownCents(rapid.Int64Range(0, 5000).Draw(t, "elsewhere"))
	}
	p, err = a.Propose(m)
	holds(p, err, guarded)
	twice(func() (any, error) { return a.Propose(m) })

	ladder := strategy.Ladder{Currency: fx.USD, Base: knownCents(rapid.Int64Range(1, 4000).Draw(t, "base")), Packs: rapid.Bool().Draw(t, "packs"), Variants: []strategy.Variant{
		{Name: "single", Size: 1, Limits: guarded}, {Name: "pair", Size: 2, Limits: genLimits(t, 8000)}, {Name: "six", Size: 6},
	}}
	proposals, err := ladder.Propose()
	for i := range max(len(proposals), 1) {
		if err != nil {
			noPrice(t, err)
		} else {
			holds(proposals[i], nil, ladder.Variants[i].Limits)
		}
	}
	twice(func() (any, error) { return ladder.Propose() })

	sync := strategy.Sync{Currency: fx.USD, Target: target, SpreadAmount: knownCents(rapid.Int64Range(0, 1000).Draw(t, "spread")), Outlets: []strategy.Outlet{
		{Name: "amazon", Model: model, Shipping: known("0"), Limits: limits, NotAbove: rapid.Bool().Draw(t, "not above")},
		{Name: "shop", Model: genModel(t), Shipping: known("4.99")},
	}}
	plan, err := sync.Plan()
	if err != nil {
		noPrice(t, err)
	} else {
		other, _ := sync.Outlets[1].Model.Solve(target)
		holds(plan.Proposals[0], nil, guarded)
		holds(plan.Proposals[1], nil, strategy.Limits{Places: 2}.Meeting(other))
	}
	twice(func() (any, error) { return sync.Plan() })
}

func TestEveryPriceWithinLimits(t *testing.T) { rapid.Check(t, propEveryPriceWithinLimits) }
func FuzzEveryPriceWithinLimits(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propEveryPriceWithinLimits)) }
