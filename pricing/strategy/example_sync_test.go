package strategy_test

import (
	"fmt"
	"log"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// A margin of 20 % on Amazon and in a shop with dearer postage. Walmart takes an offer
// down that is cheaper elsewhere, so that it is raised last.
func ExampleSync() {
	sync := strategy.Sync{
		Currency: fx.USD, Target: pricing.Margin(amt("0.20")), SpreadShare: known("0.10"),
		Outlets: []strategy.Outlet{
			{Name: "walmart", Model: shipped("home_kitchen", "13"), Shipping: known("0"), Current: known("18.99"), NotAbove: true},
			{Name: "amazon", Model: shipped("home_kitchen", "13.65"), Shipping: known("0"), Current: known("18.99")},
			{Name: "shop", Model: shipped("home_kitchen", "15.60"), Shipping: known("0"), Current: known("22.99")},
		},
	}
	plan, err := sync.Plan()
	if err != nil {
		log.Fatal(err)
	}
	for i, p := range plan.Proposals {
		fmt.Println(sync.Outlets[i].Name, "wants", p.Wanted, "gets", p.Price)
	}
	for _, p := range plan.Order {
		fmt.Println(p.Name, p.From.Decimal, "to", p.To)
	}
	fmt.Println(plan.Order[0].Name, plan.Order[0].Reason)
	// Output:
	// walmart wants 20 gets 21.82
	// amazon wants 21 gets 21.82
	// shop wants 24 gets 24
	// amazon 18.99 to 21.82
	// walmart 18.99 to 21.82
	// shop 22.99 to 24
	// amazon before walmart is raised, which must not be above it
}

// One landed price: the shop charges for delivery and asks less for the item.
func ExampleSync_Plan() {
	plan, err := strategy.Sync{Currency: fx.USD, Landed: known("24.99"), Outlets: []strategy.Outlet{
		{Name: "amazon", Shipping: known("0"), Limits: strategy.Limits{Least: known("20")}},
		{Name: "shop", Shipping: known("4.99"), Limits: strategy.Limits{Least: known("19")}},
	}}.Plan()
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range plan.Proposals {
		fmt.Println(p.Price)
	}
	// Output:
	// 24.99
	// 20
}

func ExampleSync_Check() {
	fmt.Println(strategy.Sync{Currency: fx.USD, Landed: known("24.99"), Outlets: []strategy.Outlet{{Name: "amazon"}}}.Check())
	// Output: outlets[0].shipping must be known, from 0, in whole minor units, got "0"
}

// Floors that are further apart than the spread allows.
func ExampleOutlet() {
	_, err := strategy.Sync{Currency: fx.USD, Landed: known("20"), SpreadAmount: known("2"), Outlets: []strategy.Outlet{
		{Name: "amazon", Shipping: known("0"), Limits: strategy.Limits{Most: known("19.99")}},
		{Name: "shop", Shipping: known("0"), Limits: strategy.Limits{Least: known("22")}},
	}}.Plan()
	fmt.Println(err)
	// Output: strategy: sync has no price: these cannot be met together: limits of amazon, limits of shop, spread
}

func ExampleSyncPlan() {
	plan, err := strategy.Sync{Currency: fx.USD, Landed: known("18"), Outlets: []strategy.Outlet{
		{Name: "shop", Shipping: known("0"), Current: known("20")},
		{Name: "walmart", Shipping: known("0"), Current: known("20"), NotAbove: true},
	}}.Plan()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(plan.Order[0].Name, "first:", plan.Order[0].Reason)
	// Output: walmart first: before shop is lowered, since it must not be above that
}

// Two channels that must not be above each other cannot change at once.
func ExamplePublication() {
	plan, err := strategy.Sync{Currency: fx.USD, Landed: known("22"), Outlets: []strategy.Outlet{
		{Name: "walmart", Shipping: known("0"), Current: known("20"), NotAbove: true},
		{Name: "amazon", Shipping: known("0"), Current: known("20"), NotAbove: true},
	}}.Plan()
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range plan.Order {
		fmt.Println(p.Name, "to", p.To, "above another:", p.Above)
	}
	// Output:
	// walmart to 22 above another: [walmart]
	// amazon to 22 above another: []
}
