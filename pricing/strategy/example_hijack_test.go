package strategy_test

import (
	"fmt"

	"github.com/lianxing/crossborder/pricing/strategy"
)

// A seller that nobody knows offers far below the floor: a person should look, and the
// price is not followed down.
func ExampleGuardListing() {
	look := guarded(stranger("15.00"))
	look.Defend = true
	guard, err := strategy.GuardListing(look, strategy.HijackState{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(guard.Level, guard.Score)
	for _, finding := range guard.Findings {
		fmt.Println(finding)
	}
	fmt.Println(guard.Proposal.Price, guard.Proposal.Reasons[0].Code)
	// Output:
	// act 60
	// unknown_seller info: the item is offered by a seller that is on no list of known sellers
	// price_far_below info: the item is offered below 16 with shipping, 20% under the own floor
	// level_act warn: a person should look at the listing, order a test buy and decide about a report to the platform
	// below_floor_not_followed info: the lowest price of an unknown seller, 15 with shipping by seller stranger, is below the own floor, 20 with shipping, and is not followed
	// 25 below_floor_not_followed
}

func ExampleListingLook() {
	look := guarded(stranger("22.50"))
	look.Defend = true // down to 22.50, since the floor is 20.00
	guard, err := strategy.GuardListing(look, strategy.HijackState{})
	fmt.Println(guard.Proposal.Price, err)
	// Output: 22.5 <nil>
}

func ExampleListingGuard() {
	guard, err := strategy.GuardListing(guarded(stranger("25.00")), strategy.HijackState{})
	fmt.Println(guard.Level, guard.Unjudged, err)
	for _, piece := range guard.Missing {
		fmt.Println("missing:", piece)
	}
	// Output:
	// watch [state.counts] <nil>
	// missing: test_buys: one of seller stranger
	// missing: registry: it is unknown whether the brand is registered
	// missing: order_ids
}

func ExampleHijackLevel() {
	fmt.Println(strategy.HijackCalm, strategy.HijackWatch, strategy.HijackAct)
	// Output: calm watch act
}

func ExampleHijackRules() {
	rules := strategy.HouseHijackRules()
	rules.UnknownSeller = 60 // one is enough to act
	look := guarded(stranger("25.00"))
	look.Rules = &rules
	guard, err := strategy.GuardListing(look, strategy.HijackState{})
	fmt.Println(guard.Level, err)
	// Output: act <nil>
}

func ExampleHouseHijackRules() {
	rules := strategy.HouseHijackRules()
	fmt.Println(rules.Watch, rules.Act, rules.FarBelowShare)
	// Output: 30 60 0.2
}

func ExampleHijackSignal() {
	guard, err := strategy.GuardListing(guarded(stranger("25.00")), strategy.HijackState{})
	fmt.Println(guard.Signals, err)
	// Output: [{unknown_seller 30 [1]}] <nil>
}

// What is seen today is passed on to tomorrow.
func ExampleHijackState() {
	first, err := strategy.GuardListing(guarded(stranger("15.00")), strategy.HijackState{})
	if err != nil {
		fmt.Println(err)
		return
	}
	look := guarded()
	look.At = lookedAt.AddDate(0, 0, 1)
	look.Offers[0].Seen = look.At
	second, err := strategy.GuardListing(look, first.State)
	fmt.Println(second.Score, second.Level, second.State.Sellers[0].Seller, err)
	// Output: 0 act stranger <nil>
}

func ExampleSellerSeen() {
	guard, err := strategy.GuardListing(guarded(stranger("15.00")), strategy.HijackState{})
	seen := guard.State.Sellers[0]
	fmt.Println(seen.Seller, seen.Looks, seen.Lowest.Decimal, err)
	// Output: stranger 1 15 <nil>
}

func ExampleSellerCount() {
	guard, err := strategy.GuardListing(guarded(stranger("15.00")), strategy.HijackState{})
	fmt.Println(guard.State.Counts[0].Sellers, err)
	// Output: 2 <nil>
}

func ExampleHijackEvidence() {
	guard, err := strategy.GuardListing(guarded(stranger("15.00")), strategy.HijackState{})
	for _, piece := range guard.Evidence {
		fmt.Println(piece.Code+":", piece.Text)
	}
	fmt.Println(err)
	// Output:
	// offer_snapshot: 15 USD and 0 USD shipping, new, fulfilled by the channel, seen 2026-11-23T08:00:00Z
	// seller_history: looks with it: 1, from 2026-11-23T09:00:00Z to 2026-11-23T09:00:00Z, lowest 15 USD with shipping
	// <nil>
}

// A higher price waits until somebody has looked up the registration.
func ExampleBrandRegistry() {
	look := guarded()
	look.Premium = given("30.00")
	blocked, err := strategy.GuardListing(look, strategy.HijackState{})
	fmt.Println(blocked.Proposal.Price, blocked.Proposal.Reasons[0].Text, err)
	look.Registry = strategy.BrandRegistry{Registered: true, VerifiedOn: lookedAt}
	allowed, err := strategy.GuardListing(look, strategy.HijackState{})
	fmt.Println(allowed.Proposal.Price, err)
	// Output:
	// 25 the price is held: it is unknown whether the brand is registered <nil>
	// 30 <nil>
}

func ExampleTestBuy() {
	look := guarded(stranger("25.00"))
	look.TestBuys = []strategy.TestBuy{{Seller: "stranger", OrderID: "111-2222222-3333333", Ordered: lookedAt}}
	guard, err := strategy.GuardListing(look, strategy.HijackState{})
	for _, piece := range guard.Missing[:3] {
		fmt.Println(piece)
	}
	fmt.Println(err)
	// Output:
	// test_buys[0].received
	// test_buys[0].result
	// test_buys[0].photos
	// <nil>
}
