package policy_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

func ExampleCoupon() {
	c := policy.Coupon{Share: dec("0.06")}
	fmt.Println(c.Net(dec("98.60"), fx.USD))
	// Output:
	// 92.68
}

// Half a cent is rounded up, against the seller.
func ExampleCoupon_Net() {
	c := policy.Coupon{Share: dec("0.05")}
	fmt.Println(c.Net(dec("98.60"), fx.USD), c.Net(dec("99.90"), fx.USD))
	// Output:
	// 93.67 94.91
}

// A deal without a price cannot be judged.
func ExampleDeal() {
	set, err := policy.NewSet(policy.AmazonDealPrice{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("24.99"), Deal: &policy.Deal{Kind: policy.BestDeal, Price: dec("19.99"), Lowest30: null("19.99")}}, day(2026, 11, 23))
	fmt.Println(report, err)
	// Output:
	// no finding <nil>
}

// The rules on deals are about three kinds.
func ExampleDealKind() {
	for _, kind := range []policy.DealKind{policy.BestDeal, policy.PrimeExclusive} {
		c := policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("24.99"), Deal: &policy.Deal{Kind: kind, Price: dec("19.99")}}
		out := policy.AmazonDealPrice{}.Check(&c, day(2026, 11, 23))
		fmt.Println(kind, out.Status)
	}
	// Output:
	// best_deal unjudged
	// prime_exclusive not_applicable
}

func ExampleDealStandard() {
	own := policy.AmazonDealReviews{Standards: []policy.DealStandard{{Kind: policy.BestDeal, Stars: dec("4"), Count: 20}}}
	c := policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("24.99"), Deal: &policy.Deal{Kind: policy.BestDeal, Price: dec("19.99")}, Reviews: &policy.Reviews{Rating: dec("3.9"), Count: 41}}
	for _, f := range own.Check(&c, day(2026, 11, 23)).Findings {
		fmt.Println(f.Message)
	}
	// Output:
	// the item's 3.9 stars are fewer than 4
}

func ExampleDealStandards() {
	for _, s := range policy.DealStandards() {
		fmt.Println(s.Kind, s.Stars, s.Count, s.SellerStars)
	}
	// Output:
	// best_deal 2.5 5 0
	// lightning_deal 3 5 3.5
	// price_discount 2.5 5 0
}

// The terms of an event that Amazon has announced.
func ExamplePrimeTerms() {
	terms := append(policy.StandardPrimeTerms(), policy.PrimeTerms{Event: "spring_sale", UnderRegular: dec("0.15"), Stars: dec("4")})
	c := policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("100.00"), Deal: &policy.Deal{Kind: policy.PrimeExclusive, Event: "spring_sale", Price: dec("88.00")}, Reviews: &policy.Reviews{Rating: dec("4.2"), Count: 41}}
	for _, f := range (policy.AmazonPrimeExclusive{Terms: terms}).Check(&c, day(2026, 11, 23)).Findings {
		fmt.Println(f.Message)
	}
	// Output:
	// the price for members of 88.00 USD is not 15% under the regular price of 100.00 USD
}

func ExampleStandardPrimeTerms() {
	for _, t := range policy.StandardPrimeTerms() {
		fmt.Printf("%q %s %s %s %s\n", t.Event, t.UnderReference, t.UnderRegular, t.UnderLow, t.Stars)
	}
	// Output:
	// "" 0.05 0.1 0 3.5
	// "*" 0.1 0.1 0 3.5
	// "prime_day" 0.1 0.2 0.05 3.5
}

// An item without reviews has no stars to fall short of.
func ExampleReviews() {
	set, err := policy.NewSet(policy.AmazonDealReviews{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("24.99"), Deal: &policy.Deal{Kind: policy.BestDeal, Price: dec("19.99")}, Reviews: &policy.Reviews{}}, day(2026, 11, 23))
	fmt.Println(report, err)
	// Output:
	// AMZ-DEAL-3 block: 0 reviews are fewer than 5 <nil>
}

func ExamplePack() {
	set, err := policy.NewSet(policy.AmazonFairPack{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("28.99"), Pack: &policy.Pack{Size: dec("3"), Single: dec("9.99")}}, day(2026, 11, 23))
	fmt.Println(report, err)
	// Output:
	// no finding <nil>
}

func ExampleReference() {
	set, err := policy.NewSet(policy.AmazonFairReference{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99"), Reference: &policy.Reference{Kind: policy.ReferenceElsewhere, Price: dec("39.99")}, Elsewhere: []policy.Elsewhere{{Where: "shop", Price: dec("29.99")}}}, day(2026, 11, 23))
	fmt.Println(report, err)
	// Output:
	// AMZ-FAIR-1 block: nobody asks the 39.99 USD that are shown as the price elsewhere <nil>
}

// A former price is no list price.
func ExampleReferenceKind() {
	for _, kind := range []policy.ReferenceKind{policy.ReferenceFormer, policy.ReferenceList} {
		c := policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99"), Reference: &policy.Reference{Kind: kind, Price: dec("29.99")}}
		out := policy.AmazonListPrice{}.Check(&c, day(2026, 11, 23))
		fmt.Println(kind, out.Status)
	}
	// Output:
	// former not_applicable
	// list unjudged
}
