package policy_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/policy"
)

// A history says what an offer was offered and sold at; a deal is not part of its median.
func ExampleHistory() {
	h := policy.History{
		{From: day(2026, 8, 1), To: day(2026, 10, 29), Price: dec("24.99"), Units: null("180")},
		{From: day(2026, 10, 30), To: day(2026, 11, 2), Price: dec("17.99"), Promotion: true, Units: null("95")},
		{From: day(2026, 11, 3), To: day(2026, 11, 22), Price: dec("22.99"), Units: null("60")},
	}
	fmt.Println(h.Days(), "days, median paid", h.MedianPaid().Decimal, "lowest", h.Lowest().Decimal)
	// Output:
	// 114 days, median paid 24.99 lowest 17.99
}

func ExampleHistory_Check() {
	h := policy.History{
		{From: day(2026, 8, 1), To: day(2026, 8, 9), Price: dec("24.99")},
		{From: day(2026, 8, 9), To: day(2026, 8, 20), Price: dec("0")},
	}
	fmt.Println(h.Check())
	// Output:
	// [1].from must be after the last day of the run before, got "2026-08-09"
	// [1].price must be above 0, got "0"
}

// The last thirty days before Black Friday week.
func ExampleHistory_Last() {
	h := policy.History{
		{From: day(2026, 8, 1), To: day(2026, 10, 29), Price: dec("24.99"), Units: null("180")},
		{From: day(2026, 10, 30), To: day(2026, 11, 2), Price: dec("17.99"), Promotion: true, Units: null("95")},
		{From: day(2026, 11, 3), To: day(2026, 11, 22), Price: dec("22.99"), Units: null("60")},
	}
	for _, run := range h.Last(day(2026, 11, 23), 30) {
		fmt.Println(run.From.Format(time.DateOnly), run.Price, run.Days(), "days,", run.Units.Decimal, "units")
	}
	// Output:
	// 2026-10-24 24.99 6 days, 12 units
	// 2026-10-30 17.99 4 days, 95 units
	// 2026-11-03 22.99 20 days, 60 units
}

func ExampleHistory_Days() {
	h := policy.History{
		{From: day(2026, 8, 1), To: day(2026, 10, 29), Price: dec("24.99"), Units: null("180")},
		{From: day(2026, 10, 30), To: day(2026, 11, 2), Price: dec("17.99"), Promotion: true, Units: null("95")},
		{From: day(2026, 11, 3), To: day(2026, 11, 22), Price: dec("22.99"), Units: null("60")},
	}
	fmt.Println(h.Days())
	// Output:
	// 114
}

// Promotions count.
func ExampleHistory_Lowest() {
	h := policy.History{
		{From: day(2026, 8, 1), To: day(2026, 10, 29), Price: dec("24.99"), Units: null("180")},
		{From: day(2026, 10, 30), To: day(2026, 11, 2), Price: dec("17.99"), Promotion: true, Units: null("95")},
		{From: day(2026, 11, 3), To: day(2026, 11, 22), Price: dec("22.99"), Units: null("60")},
	}
	fmt.Println(h.Lowest().Decimal)
	// Output:
	// 17.99
}

func ExampleHistory_MedianPaid() {
	h := policy.History{
		{From: day(2026, 8, 1), To: day(2026, 10, 29), Price: dec("24.99"), Units: null("180")},
		{From: day(2026, 10, 30), To: day(2026, 11, 2), Price: dec("17.99"), Promotion: true, Units: null("95")},
		{From: day(2026, 11, 3), To: day(2026, 11, 22), Price: dec("22.99"), Units: null("60")},
	}
	fmt.Println(h.MedianPaid().Decimal)
	// Output:
	// 24.99
}

func ExampleHistory_MedianOffered() {
	h := policy.History{
		{From: day(2026, 8, 1), To: day(2026, 10, 29), Price: dec("24.99"), Units: null("180")},
		{From: day(2026, 10, 30), To: day(2026, 11, 2), Price: dec("17.99"), Promotion: true, Units: null("95")},
		{From: day(2026, 11, 3), To: day(2026, 11, 22), Price: dec("22.99"), Units: null("60")},
	}
	fmt.Println(h.Last(day(2026, 11, 23), 30).MedianOffered().Decimal)
	// Output:
	// 22.99
}

func ExampleHistory_DaysAt() {
	h := policy.History{
		{From: day(2026, 8, 1), To: day(2026, 10, 29), Price: dec("24.99"), Units: null("180")},
		{From: day(2026, 10, 30), To: day(2026, 11, 2), Price: dec("17.99"), Promotion: true, Units: null("95")},
		{From: day(2026, 11, 3), To: day(2026, 11, 22), Price: dec("22.99"), Units: null("60")},
	}
	fmt.Println(h.DaysAt(dec("24.99")))
	// Output:
	// 90
}

func ExamplePriceRun() {
	run := policy.PriceRun{From: day(2026, 11, 1), To: day(2026, 11, 1), Price: dec("19.99")}
	fmt.Println(run.Days(), "day at", run.Price, "units known:", run.Units.Valid)
	// Output:
	// 1 day at 19.99 units known: false
}

func ExamplePriceRun_Days() {
	run := policy.PriceRun{From: day(2026, 11, 1), To: day(2026, 11, 30)}
	fmt.Println(run.Days())
	// Output:
	// 30
}

func ExampleWas() {
	h := policy.History{
		{From: day(2026, 8, 1), To: day(2026, 10, 29), Price: dec("24.99"), Units: null("180")},
		{From: day(2026, 10, 30), To: day(2026, 11, 2), Price: dec("17.99"), Promotion: true, Units: null("95")},
		{From: day(2026, 11, 3), To: day(2026, 11, 22), Price: dec("22.99"), Units: null("60")},
	}
	fmt.Println(policy.Was(h, day(2026, 11, 23)).Decimal)
	// Output:
	// 24.99
}

// Units are unknown, so the offered prices count.
func ExampleWalmartWas() {
	h := policy.History{{From: day(2026, 10, 1), To: day(2026, 11, 22), Price: dec("22.99")}}
	fmt.Println(policy.WalmartWas(h, day(2026, 11, 23)).Decimal)
	// Output:
	// 22.99
}
