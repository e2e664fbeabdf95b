package reprice_test

import (
	"context"
	"fmt"
	"log"
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/reprice"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// decideOrExit decides at noon.
func decideOrExit(item reprice.Item, rules reprice.Rules) reprice.Decision {
	decision, err := reprice.Decide(item, rules, at)
	if err != nil {
		log.Fatal(err)
	}
	return decision
}

// Only a change publishes a price.
func ExampleAction() {
	for _, rival := range []string{"19.00", "20.00", "14.00"} {
		decision := decideOrExit(lunchBox("20.00", rival), cheapest())
		fmt.Println(decision.Action, decision.Action == reprice.ActionChange)
	}
	// Output:
	// change true
	// hold false
	// review false
}

// A listing whose fee is 15%, with costs, a price in force and a rival.
func ExampleItem() {
	item := reprice.Item{
		SKU: "LUNCH-1", Current: set("20.00"), Max: set("30.00"),
		Unit: pricing.Unit{
			Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM},
			Cost:    []pricing.CostItem{{Code: "purchase", Amount: set("10.00"), Currency: fx.USD}},
		},
		Offers: []strategy.Offer{{Seller: "rival", Price: dec("14.50"), Shipping: set("4.99"), Seen: at}},
		Case:   policy.Case{Brand: "Acme"},
	}
	fmt.Println(decideOrExit(item, cheapest()).To.Decimal)
	// Output: 19.48
}

func ExampleDecision() {
	decision := decideOrExit(lunchBox("20.00", "19.00"), cheapest())
	fmt.Println(decision.SKU, decision.Channel, decision.Action, decision.From.Decimal, decision.To.Decimal)
	fmt.Println("by", decision.Strategy, "of", decision.Rules, decision.Version)
	// Output:
	// LUNCH-1 amazon change 20 18.99
	// by compare of cheapest 2026-11
}

func ExampleBounds() {
	item := lunchBox("20.00", "19.00")
	item.Min = set("15.00")
	b := decideOrExit(item, cheapest()).Bounds
	fmt.Println(b.Least.Decimal, b.LeastBy, b.Most.Decimal, b.MostBy, len(b.Admissible))
	// Output: 15 min 30 max 1
}

func ExampleEarning() {
	after := decideOrExit(lunchBox("20.00", "19.00"), cheapest()).After
	fmt.Println(after.Profit.Decimal, fx.Percent(after.Margin.Decimal))
	// Output: 6.1415 32.34%
}

// 40% off the list price at most, rounded up to the cent.
func ExampleFloor() {
	rules := cheapest()
	rules.Floor = reprice.Floor{NoTarget: true, MaxDiscount: set("0.40")}
	rules.Guards.Breaker, rules.Guards.StepShare, rules.Guards.DayShare = dec("0"), dec("0"), dec("0")
	item := lunchBox("20.00", "1.00")
	item.List = set("24.99")
	fmt.Println(decideOrExit(item, rules).To.Decimal)
	// Output: 15
}

// A maximum has to be below the larger of 6 times the recent price and 200.00.
func ExampleCeiling() {
	rules := reprice.Rules{
		Pricer:  reprice.Compare{To: []reprice.Basis{reprice.Lowest}},
		Ceiling: reprice.Ceiling{RecentTimes: dec("6"), RecentLeast: dec("200")},
	}
	item := lunchBox("20.00", "500.00")
	item.Max, item.Recent = set("900"), set("10.00")
	fmt.Println(decideOrExit(item, rules).To.Decimal)
	// Output: 199.99
}

// A price that keeps turning round is put before a person.
func ExampleOscillation() {
	rules := cheapest()
	rules.Guards = reprice.Guards{Oscillation: reprice.Oscillation{Turns: 2, Window: 24 * time.Hour}}
	item := lunchBox("21.00", "20.00")
	item.State.Changes = []reprice.Change{
		{At: at.Add(-4 * time.Hour), From: set("21"), To: dec("20")},
		{At: at.Add(-2 * time.Hour), From: set("20"), To: dec("21")},
	}
	fmt.Println(decideOrExit(item, rules).Review.Text)
	// Output: the price would turn round 2 times in 24h0m0s
}

// A fall by more than 10% in three days that brought no units is a price war.
func ExampleWarGuard() {
	rules := cheapest()
	rules.Guards = reprice.Guards{War: reprice.WarGuard{Fall: dec("0.10"), Window: 72 * time.Hour}}
	item := lunchBox("18.50", "18.00")
	item.State.Changes = []reprice.Change{{At: at.Add(-24 * time.Hour), From: set("20"), To: dec("18.50")}}
	fmt.Println(decideOrExit(item, rules).Review.Text)
	// Output: the price would have fallen from 20.00 USD to 17.99 USD in 72h0m0s, by more than 10%, without a gain in the share of units
}

func ExampleChange() {
	next := decideOrExit(lunchBox("20.00", "19.00"), cheapest()).Next
	c := next.Changes[0]
	fmt.Println(c.At.Format(time.DateTime), c.From.Decimal, c.To)
	// Output: 2026-11-23 12:00:00 20 18.99
}

func ExampleLow() {
	next := decideOrExit(lunchBox("20.00", "21.00", "19.00"), cheapest()).Next
	fmt.Println(next.Lows[0].Total)
	// Output: 19
}

// What a person is asked, what an approval would publish and what is at stake.
func ExampleReview() {
	item := lunchBox("20.00", "14.00")
	item.UnitsPerDay = set("4")
	review := decideOrExit(item, cheapest()).Review
	fmt.Println(review.Codes, review.Price.Decimal, review.AtStake, review.Gravity == reprice.Caution)
	// Output: [breaker] 13.99 20.434 true
}

func ExampleGravity() {
	fmt.Println(reprice.Critical > reprice.Serious, reprice.Serious > reprice.Caution, reprice.Caution > reprice.Routine)
	// Output: true true true
}

// The number of workers changes no result.
func ExampleOptions() {
	items := slices.Values([]reprice.Item{lunchBox("20.00", "19.00")})
	for _, workers := range []int{1, 2} {
		for decision := range reprice.Batch(context.Background(), items, cheapest(), at, reprice.Options{Workers: workers, CatalogueSize: 100}) {
			fmt.Println(decision.Action, decision.To.Decimal)
		}
	}
	// Output:
	// change 18.99
	// change 18.99
}

// compareWith decides by one rule without guards, on a page with three offers.
func compareWith(rule reprice.Compare) {
	item := lunchBox("25.00", "20.00", "21.00", "22.00")
	item.Offers[1].Featured, item.Offers[2].ByChannel = true, true
	item.StandAlone, item.State.Shown = set("24.00"), set("23.00")
	item.Suppressed = rule.Suppressed != ""
	item.Featured = rule.Featured != ""
	if rule.NoRival != "" {
		item.Offers = nil
	}
	if rule.AtLeast != "" {
		item.Min = set("20.00")
	}
	decision := decideOrExit(item, reprice.Rules{Pricer: rule})
	fmt.Println(decision.Action, decision.To.Decimal)
}

func ExampleBasis() {
	for _, basis := range []reprice.Basis{reprice.Lowest, reprice.SecondLowest, reprice.Featured, reprice.LowestByChannel} {
		compareWith(reprice.Compare{To: []reprice.Basis{basis}})
	}
	// Output:
	// change 20
	// change 21
	// change 21
	// change 22
}

func ExampleMove() {
	for _, move := range []reprice.Move{reprice.Beat, reprice.Above} {
		compareWith(reprice.Compare{To: []reprice.Basis{reprice.Lowest}, Move: move, By: dec("0.50")})
	}
	// Output:
	// change 19.5
	// change 20.5
}

func ExampleFallback() {
	compareWith(reprice.Compare{To: []reprice.Basis{reprice.Lowest}, NoRival: reprice.FallbackStandAlone})
	// Output: change 24
}

func ExampleAtLeast() {
	compareWith(reprice.Compare{To: []reprice.Basis{reprice.Lowest}, AtLeast: reprice.AtLeastJump})
	// Output: change 30
}

func ExampleWhenFeatured() {
	compareWith(reprice.Compare{To: []reprice.Basis{reprice.Lowest}, Featured: reprice.FeaturedRaise, RaiseShare: dec("0.02")})
	// Output: change 25.5
}

func ExampleWhenSuppressed() {
	compareWith(reprice.Compare{To: []reprice.Basis{reprice.Lowest}, Suppressed: reprice.SuppressedRevert})
	// Output: change 23
}

// roundUp is a pricer of one's own: the next whole dollar.
type roundUp struct{}

func (roundUp) Propose(v *reprice.View) (strategy.Proposal, error) {
	return strategy.Fit("round_up", v.Currency, v.Item.Current.Decimal.RoundCeil(0), strategy.Up, v.Limits)
}

func ExamplePricer() {
	decision := decideOrExit(lunchBox("19.49"), reprice.Rules{Pricer: roundUp{}})
	fmt.Println(decision.Strategy, decision.To.Decimal)
	// Output: round_up 20
}

// What a pricer sees: the rivals that passed the filter, the cheapest first.
func ExampleView() {
	rules := cheapest()
	rules.Filter.Own = []string{"rival 2"}
	rules.Pricer = reprice.PricerFunc(func(v *reprice.View) (strategy.Proposal, error) {
		for _, rival := range v.Rivals {
			fmt.Println(rival.Seller, rival.Total())
		}
		fmt.Println("not below", v.Limits.Least.Decimal)
		return strategy.Proposal{}, &strategy.NoPriceError{Code: "just_looking", Text: "only looking"}
	})
	fmt.Println(decideOrExit(lunchBox("20.00", "22.00", "18.00", "19.00"), rules).Action)
	// Output:
	// rival 3 19
	// rival 1 22
	// not below 11.77
	// hold
}
