package policy_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// The seller asks less in the own store.
func ExampleWalmartParity() {
	set, err := policy.NewSet(policy.WalmartParity{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "walmart", Currency: fx.USD, Price: dec("24.99"), Elsewhere: []policy.Elsewhere{{Where: "own store", Own: true, Price: dec("19.99"), Shipping: null("2.99")}}}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// WMT-PR-1 warn: 24.99 USD with shipping is more than the seller's own 22.98 USD at own store
}

func ExampleWalmartParity_Info() {
	info := policy.WalmartParity{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// WMT-PR-1 from 2022-09-26
	// Walmart Marketplace, Automatic Pricing Rules Overview, Price Parity Rule (older guide)
}

// What the rule says of an offer of which only the price is known.
func ExampleWalmartParity_Check() {
	out := policy.WalmartParity{}.Check(&policy.Case{Channel: "walmart", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [elsewhere]
}

// A price of more than 1.5 times what others ask.
func ExampleWalmartReasonablePrice() {
	set, err := policy.NewSet(policy.WalmartReasonablePrice{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "walmart", Currency: fx.USD, Price: dec("34.99"), Elsewhere: []policy.Elsewhere{{Where: "shop", Price: dec("21.99"), Shipping: null("0")}}}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// WMT-PR-2 warn: the price with shipping of 34.99 USD is more than 1.5 times the lowest price elsewhere of 21.99 USD
}

func ExampleWalmartReasonablePrice_Info() {
	info := policy.WalmartReasonablePrice{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// WMT-PR-2 from 2024-11-07
	// Walmart Marketplace Learn, Pricing rules (2024-11-07)
}

// What the rule says of an offer of which only the price is known.
func ExampleWalmartReasonablePrice_Check() {
	out := policy.WalmartReasonablePrice{}.Check(&policy.Case{Channel: "walmart", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [history competitive_price elsewhere]
}

// A shipping fee above the price of the item.
func ExampleWalmartShipping() {
	set, err := policy.NewSet(policy.WalmartShipping{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "walmart", Currency: fx.USD, Price: dec("9.99"), SellerFulfilled: true, Shipping: null("12.95")}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// WMT-PR-3 warn: the shipping fee of 12.95 USD is more than 100% of the item price of 9.99 USD
}

func ExampleWalmartShipping_Info() {
	info := policy.WalmartShipping{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// WMT-PR-3 from 2024-11-07
	// Walmart Marketplace Learn, Pricing rules (2024-11-07), Egregious Shipping Cost
}

// What the rule says of an offer of which only the price is known.
func ExampleWalmartShipping_Check() {
	out := policy.WalmartShipping{}.Check(&policy.Case{Channel: "walmart", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] the platform ships
}

// Less than 10% under a comparison price below 200.00.
func ExampleWalmartStrikethrough() {
	set, err := policy.NewSet(policy.WalmartStrikethrough{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "walmart", Currency: fx.USD, Price: dec("99.99"), Deal: &policy.Deal{Kind: policy.ReducedPrice, Price: dec("92.99")}, Reference: &policy.Reference{Kind: policy.ReferenceFormer, Price: dec("99.99")}}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// WMT-REF-1 block: the promotion at 92.99 USD is not 10% under the comparison price of 99.99 USD
}

func ExampleWalmartStrikethrough_Info() {
	info := policy.WalmartStrikethrough{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// WMT-REF-1 from 2025-06-30
	// Walmart Marketplace Learn, Promotional pricing: Overview (2025-06-30)
}

// What the rule says of an offer of which only the price is known.
func ExampleWalmartStrikethrough_Check() {
	out := policy.WalmartStrikethrough{}.Check(&policy.Case{Channel: "walmart", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] no promotion
}

// The Was price of offered prices, because units are unknown.
func ExampleWalmartWasPrice() {
	set, err := policy.NewSet(policy.WalmartWasPrice{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "walmart", Currency: fx.USD, Price: dec("19.99"), History: policy.History{{From: day(2026, 10, 1), To: day(2026, 11, 22), Price: dec("22.99")}}}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// WMT-REF-2 info: the Was price is 22.99 USD, the median of 90 days without promotions
}

func ExampleWalmartWasPrice_Info() {
	info := policy.WalmartWasPrice{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// WMT-REF-2 from 2022-09-01
	// Walmart, promotional pricing rules for marketplace sellers (notice reported by ecommercebytes, 2022-08-18)
}

// What the rule says of an offer of which only the price is known.
func ExampleWalmartWasPrice_Check() {
	out := policy.WalmartWasPrice{}.Check(&policy.Case{Channel: "walmart", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [history]
}

// A reduced price of a week.
func ExampleWalmartReducedPrice() {
	set, err := policy.NewSet(policy.WalmartReducedPrice{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "walmart", Currency: fx.USD, Price: dec("24.99"), Deal: &policy.Deal{Kind: policy.ReducedPrice, Price: dec("19.99"), From: day(2026, 12, 1), To: day(2026, 12, 7)}}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// WMT-REF-3 block: a reduced price of 7 days is shorter than 14 days
}

func ExampleWalmartReducedPrice_Info() {
	info := policy.WalmartReducedPrice{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// WMT-REF-3 from 2025-06-30
	// Walmart Marketplace Learn, Promotional pricing: Overview (2025-06-30)
}

// What the rule says of an offer of which only the price is known.
func ExampleWalmartReducedPrice_Check() {
	out := policy.WalmartReducedPrice{}.Check(&policy.Case{Channel: "walmart", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] no promotion
}

// A price under the minimum advertised price of the brand.
func ExampleWalmartPriceInCart() {
	set, err := policy.NewSet(policy.WalmartPriceInCart{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "walmart", Currency: fx.USD, Price: dec("18.99"), Brand: "Acme", MAP: []policy.MAPPolicy{{Brand: "Acme", Price: dec("19.99"), From: day(2026, 1, 1)}}}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// WMT-REF-4 info: 18.99 USD is under the minimum advertised price of 19.99 USD: use the placement Price-in-cart
}

func ExampleWalmartPriceInCart_Info() {
	info := policy.WalmartPriceInCart{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// WMT-REF-4 from 2025-06-30
	// Walmart Marketplace Learn, Promotional pricing: Overview (2025-06-30)
}

// What the rule says of an offer of which only the price is known.
func ExampleWalmartPriceInCart_Check() {
	out := policy.WalmartPriceInCart{}.Check(&policy.Case{Channel: "walmart", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [map]
}
