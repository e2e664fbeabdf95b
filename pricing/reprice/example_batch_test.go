package reprice_test

import (
	"context"
	"fmt"
	"log"
	"slices"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing/reprice"
)

// A whole catalogue, on all cores, in its order.
func ExampleBatch() {
	items := []reprice.Item{lunchBox("20.00", "19.00"), lunchBox("-1"), lunchBox("20.00", "20.00")}
	rules := cheapest()
	for decision, err := range reprice.Batch(context.Background(), slices.Values(items), rules, at, reprice.Options{CatalogueSize: 1000}) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(decision.SKU, decision.Action, decision.To.Decimal)
	}
	// Output:
	// LUNCH-1 change 18.99
	// item 1 (LUNCH-1): current must be above 0 and at most 1000000000, got "-1"
	// LUNCH-1 hold 20
}

func ExampleItemError() {
	err := &reprice.ItemError{Index: 7, SKU: "LUNCH-1", Err: fx.NewInputError("min", "0", "must be above 0")}
	fmt.Println(err)
	// Output: item 7 (LUNCH-1): min must be above 0, got "0"
}

func ExampleItemError_Unwrap() {
	err := &reprice.ItemError{Err: fx.NewInputError("min", "0", "must be above 0")}
	fmt.Println(err.Unwrap())
	// Output: min must be above 0, got "0"
}

func ExampleItemError_Error() {
	fmt.Println((&reprice.ItemError{Index: 2, SKU: "A", Err: context.Canceled}).Error())
	// Output: item 2 (A): context canceled
}

// The gravest question comes first.
func ExampleQueue() {
	var queue reprice.Queue
	broken := lunchBox("20.00", "19.00")
	broken.SKU, broken.Min = "LUNCH-2", set("40")
	for _, item := range []reprice.Item{lunchBox("20.00", "14.00"), lunchBox("20.00", "19.00"), broken} {
		decision, err := reprice.Decide(item, cheapest(), at)
		if err != nil {
			log.Fatal(err)
		}
		queue.Add(decision)
	}
	for _, decision := range queue.Decisions() {
		fmt.Println(decision.SKU, decision.Action, decision.Review.Code, decision.Review.AtStake)
	}
	// Output:
	// LUNCH-2 refuse least_above_most 0
	// LUNCH-1 review breaker 5.1085
}

func ExampleQueue_Add() {
	var queue reprice.Queue
	fmt.Println(queue.Add(reprice.Decision{Action: reprice.ActionHold}))
	// Output: false
}

func ExampleQueue_Decisions() {
	queue := reprice.Queue{Most: 1}
	queue.Add(reprice.Decision{SKU: "A", Review: &reprice.Review{Gravity: reprice.Caution}})
	queue.Add(reprice.Decision{SKU: "B", Review: &reprice.Review{Gravity: reprice.Critical}})
	fmt.Println(len(queue.Decisions()), queue.Decisions()[0].SKU)
	// Output: 1 B
}

func ExampleQueue_Added() {
	queue := reprice.Queue{Most: 1}
	queue.Add(reprice.Decision{SKU: "A", Review: &reprice.Review{}})
	queue.Add(reprice.Decision{SKU: "B", Review: &reprice.Review{}})
	fmt.Println(queue.Added())
	// Output: 2
}

func ExampleQueue_Counts() {
	var queue reprice.Queue
	queue.Add(reprice.Decision{Review: &reprice.Review{Code: reprice.ReasonBreaker}})
	queue.Add(reprice.Decision{Review: &reprice.Review{Code: reprice.ReasonBreaker}})
	fmt.Println(queue.Counts())
	// Output: map[breaker:2]
}

// A person looks at what was asked and lets the price go.
func ExampleApprove() {
	asked, err := reprice.Decide(lunchBox("20.00", "14.00"), cheapest(), at)
	if err != nil {
		log.Fatal(err)
	}
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	decision, err := reprice.Approve(asked, policy.Approval{
		By: "Li Wei", Reason: "last season", Codes: asked.Review.Codes,
		Channel: "amazon", SKU: "LUNCH-1", Price: dec("13.99"), At: day, Until: day,
	}, at.Add(time.Hour))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(decision.Action, decision.To.Decimal, "approved by", decision.Approval.By)
	// Output: change 13.99 approved by Li Wei
}
