package policy_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// What a case does not say is unknown, and the rules say so.
func ExampleCase() {
	c := policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}
	out := policy.AmazonFeaturedOffer{}.Check(&c, day(2026, 11, 23))
	fmt.Println(c.Check(), out.Status, out.Missing)
	// Output:
	// <nil> unjudged [competitive_price elsewhere]
}

func ExampleCase_Check() {
	c := policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("-1"), Min: null("-2"), Deal: &policy.Deal{Price: dec("5")}}
	fmt.Println(c.Check())
	// Output:
	// price must not be below 0, got "-1"
	// min must not be below 0, got "-2"
	// deal.kind must not be empty
}

func ExampleCase_Total() {
	c := policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99"), Shipping: null("4.50")}
	fmt.Println(c.Total())
	// Output:
	// 24.49
}

func ExampleElsewhere() {
	set, err := policy.NewSet(policy.AmazonFeaturedOffer{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99"), Elsewhere: []policy.Elsewhere{{Where: "shop", Outside: true, Price: dec("17.99"), Shipping: null("0")}}}, day(2026, 11, 23))
	fmt.Println(report, err)
	// Output:
	// AMZ-FO-1 info: the offer will not be featured: 19.99 USD with shipping is above 17.99 USD, shop <nil>
}

func ExampleElsewhere_Total() {
	e := policy.Elsewhere{Where: "shop", Price: dec("17.99"), Shipping: null("3.00")}
	fmt.Println(e.Total())
	// Output:
	// 20.99
}
