package policy_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// A former price that stood for ten days only.
func ExampleAmazonFairReference() {
	set, err := policy.NewSet(policy.AmazonFairReference{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99"), Reference: &policy.Reference{Kind: policy.ReferenceFormer, Price: dec("39.99")}, History: policy.History{{From: day(2026, 11, 13), To: day(2026, 11, 22), Price: dec("39.99")}}}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// AMZ-FAIR-1 block: the item was hardly offered at the reference price of 39.99 USD: on 10 of the last 90 days, fewer than 28
}

func ExampleAmazonFairReference_Info() {
	info := policy.AmazonFairReference{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// AMZ-FAIR-1 from 2021-04-24
	// Amazon, Marketplace Fair Pricing Policy (Seller Central help G5TUVJKZHUVMN77V)
}

// What the rule says of an offer of which only the price is known.
func ExampleAmazonFairReference_Check() {
	out := policy.AmazonFairReference{}.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] no reference price is shown
}

// A price of more than twice the median.
func ExampleAmazonFairPrice() {
	set, err := policy.NewSet(policy.AmazonFairPrice{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("49.99"), History: policy.History{{From: day(2026, 8, 25), To: day(2026, 11, 22), Price: dec("22.99"), Units: null("180")}}}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// AMZ-FAIR-2 block: the price of 49.99 USD is more than 2 times the median paid lately of 22.99 USD
}

func ExampleAmazonFairPrice_Info() {
	info := policy.AmazonFairPrice{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// AMZ-FAIR-2 from 2021-04-24
	// Amazon, Marketplace Fair Pricing Policy (Seller Central help G5TUVJKZHUVMN77V)
}

// What the rule says of an offer of which only the price is known.
func ExampleAmazonFairPrice_Check() {
	out := policy.AmazonFairPrice{}.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [history]
}

// A pack of three that costs more than three.
func ExampleAmazonFairPack() {
	set, err := policy.NewSet(policy.AmazonFairPack{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("32.99"), Pack: &policy.Pack{Size: dec("3"), Single: dec("9.99")}}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// AMZ-FAIR-3 block: the pack of 3 at 32.99 USD costs more than 3 single ones at 9.99 USD
}

func ExampleAmazonFairPack_Info() {
	info := policy.AmazonFairPack{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// AMZ-FAIR-3 from 2021-04-24
	// Amazon, Marketplace Fair Pricing Policy (Seller Central help G5TUVJKZHUVMN77V)
}

// What the rule says of an offer of which only the price is known.
func ExampleAmazonFairPack_Check() {
	out := policy.AmazonFairPack{}.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] not a pack
}

// A shipping fee far above the rate of the carrier.
func ExampleAmazonFairShipping() {
	set, err := policy.NewSet(policy.AmazonFairShipping{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("9.99"), SellerFulfilled: true, Shipping: null("14.95"), CarrierRate: null("6.20")}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// AMZ-FAIR-4 warn: the shipping fee of 14.95 USD is more than 1.5 times the carrier's rate of 6.20 USD
}

func ExampleAmazonFairShipping_Info() {
	info := policy.AmazonFairShipping{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// AMZ-FAIR-4 from 2021-04-24
	// Amazon, Marketplace Fair Pricing Policy (Seller Central help G5TUVJKZHUVMN77V)
}

// What the rule says of an offer of which only the price is known.
func ExampleAmazonFairShipping_Check() {
	out := policy.AmazonFairShipping{}.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] the platform ships
}

// An offer above the lowest price outside.
func ExampleAmazonFeaturedOffer() {
	set, err := policy.NewSet(policy.AmazonFeaturedOffer{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("24.99"), CompetitivePrice: null("22.49")}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// AMZ-FO-1 info: the offer will not be featured: 24.99 USD with shipping is above 22.49 USD, the competitive price
}

func ExampleAmazonFeaturedOffer_Info() {
	info := policy.AmazonFeaturedOffer{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// AMZ-FO-1 from 2020-09-23
	// Amazon, Pricing Health (Seller Central help STH6YN3BR8XNWBW)
}

// What the rule says of an offer of which only the price is known.
func ExampleAmazonFeaturedOffer_Check() {
	out := policy.AmazonFeaturedOffer{}.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [competitive_price elsewhere]
}

// A price under the minimum that is set at Amazon.
func ExampleAmazonPriceLimits() {
	set, err := policy.NewSet(policy.AmazonPriceLimits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("17.49"), Min: null("18.00"), Max: null("39.99")}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// AMZ-AUTO-1 block: the price of 17.49 USD is below the minimum of 18.00 USD: the offer becomes inactive
}

func ExampleAmazonPriceLimits_Info() {
	info := policy.AmazonPriceLimits{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// AMZ-AUTO-1 from 2023-04-26
	// Amazon, Automate Pricing (Seller Central help 201995750)
}

// What the rule says of an offer of which only the price is known.
func ExampleAmazonPriceLimits_Check() {
	out := policy.AmazonPriceLimits{}.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [min max]
}

// A maximum of 200.00 at a recent price of 10.00.
func ExampleAmazonMaximumPrice() {
	set, err := policy.NewSet(policy.AmazonMaximumPrice{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("10.00"), Current: null("10.00"), Max: null("200.00")}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// AMZ-AUTO-2 warn: the maximum of 200.00 USD has to be below 200.00 USD, the larger of 6 times the recent price and 200.00 USD
}

func ExampleAmazonMaximumPrice_Info() {
	info := policy.AmazonMaximumPrice{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// AMZ-AUTO-2 from 2023-04-26
	// Amazon, Automate Pricing, Minimum and Maximum Price Validation (Seller Central help G202024630)
}

// What the rule says of an offer of which only the price is known.
func ExampleAmazonMaximumPrice_Check() {
	out := policy.AmazonMaximumPrice{}.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [max]
}

// The Was price of ninety days.
func ExampleAmazonWasPrice() {
	set, err := policy.NewSet(policy.AmazonWasPrice{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99"), History: policy.History{{From: day(2026, 8, 25), To: day(2026, 11, 22), Price: dec("22.99"), Units: null("180")}}}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// AMZ-REF-1 info: the Was price is 22.99 USD, the median paid in 90 days without promotions
}

func ExampleAmazonWasPrice_Info() {
	info := policy.AmazonWasPrice{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// AMZ-REF-1 from 2022-11-01
	// Amazon, Strike-Through Pricing and Savings (customer help GQ6B6RH72AX8D2TD)
}

// What the rule says of an offer of which only the price is known.
func ExampleAmazonWasPrice_Check() {
	out := policy.AmazonWasPrice{}.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [history]
}

// A list price at which nobody sells.
func ExampleAmazonListPrice() {
	set, err := policy.NewSet(policy.AmazonListPrice{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99"), Reference: &policy.Reference{Kind: policy.ReferenceList, Price: dec("34.99")}, Elsewhere: []policy.Elsewhere{{Where: "shop", Price: dec("24.99")}}, History: policy.History{{From: day(2026, 8, 25), To: day(2026, 11, 22), Price: dec("22.99"), Units: null("180")}}}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// AMZ-REF-2 info: the list price of 34.99 USD will not be shown: nothing was sold or offered at it in 90 days
}

func ExampleAmazonListPrice_Info() {
	info := policy.AmazonListPrice{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// AMZ-REF-2 from 2022-11-01
	// Amazon, Strike-Through Pricing and Savings (customer help GQ6B6RH72AX8D2TD)
}

// What the rule says of an offer of which only the price is known.
func ExampleAmazonListPrice_Check() {
	out := policy.AmazonListPrice{}.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] no list price is shown
}

// A deal above the lowest price of thirty days.
func ExampleAmazonDealPrice() {
	set, err := policy.NewSet(policy.AmazonDealPrice{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("24.99"), Deal: &policy.Deal{Kind: policy.BestDeal, Price: dec("19.99"), Lowest30: null("18.99")}}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// AMZ-DEAL-1 block: the deal at 19.99 USD is above 18.99 USD, the lowest price of the last 30 days
}

func ExampleAmazonDealPrice_Info() {
	info := policy.AmazonDealPrice{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// AMZ-DEAL-1 from 2025-01-01
	// Amazon, Quality guidelines for promotions (Seller Central news, 2025)
}

// What the rule says of an offer of which only the price is known.
func ExampleAmazonDealPrice_Check() {
	out := policy.AmazonDealPrice{}.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] no deal
}

// A deal above the price of a retailer outside.
func ExampleAmazonDealOutside() {
	set, err := policy.NewSet(policy.AmazonDealOutside{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("24.99"), Deal: &policy.Deal{Kind: policy.LightningDeal, Price: dec("19.99")}, CompetitivePrice: null("18.49")}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// AMZ-DEAL-2 warn: the deal at 19.99 USD with shipping is above 18.49 USD, the competitive price
}

func ExampleAmazonDealOutside_Info() {
	info := policy.AmazonDealOutside{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// AMZ-DEAL-2 from 2025-01-01
	// Amazon, Quality guidelines for promotions (Seller Central news, 2025)
}

// What the rule says of an offer of which only the price is known.
func ExampleAmazonDealOutside_Check() {
	out := policy.AmazonDealOutside{}.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] no deal
}

// A lightning deal of an item with few stars and of an unknown seller.
func ExampleAmazonDealReviews() {
	set, err := policy.NewSet(policy.AmazonDealReviews{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("24.99"), Deal: &policy.Deal{Kind: policy.LightningDeal, Price: dec("19.99")}, Reviews: &policy.Reviews{Rating: dec("2.8"), Count: 41}}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// AMZ-DEAL-3 block: the item's 2.8 stars are fewer than 3
}

func ExampleAmazonDealReviews_Info() {
	info := policy.AmazonDealReviews{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// AMZ-DEAL-3 from 2025-01-01
	// Amazon, Quality guidelines for promotions (Seller Central news, 2025); deals help G202111490
}

// What the rule says of an offer of which only the price is known.
func ExampleAmazonDealReviews_Check() {
	out := policy.AmazonDealReviews{}.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] no deal
}

// A coupon of less than 5%.
func ExampleAmazonCouponShare() {
	set, err := policy.NewSet(policy.AmazonCouponShare{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("24.99"), Coupon: &policy.Coupon{Amount: dec("1.00")}}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// AMZ-CPN-1 block: the coupon of 1.00 USD is less than 5% off 24.99 USD
}

func ExampleAmazonCouponShare_Info() {
	info := policy.AmazonCouponShare{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// AMZ-CPN-1 from 2024-03-12
	// Amazon, new coupon pricing requirements (Seller Central news, from 2024-03-12)
}

// What the rule says of an offer of which only the price is known.
func ExampleAmazonCouponShare_Check() {
	out := policy.AmazonCouponShare{}.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] no coupon
}

// The price rose slowly, and 5% off are not enough any more.
func ExampleAmazonCouponNet() {
	set, err := policy.NewSet(policy.AmazonCouponNet{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("98.60"), Was: null("98.00"), Coupon: &policy.Coupon{Share: dec("0.05")}}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// AMZ-CPN-2 block: the net price of 93.67 USD is above the required 93.10 USD, 95% of the Was price of 98.00 USD
}

func ExampleAmazonCouponNet_Info() {
	info := policy.AmazonCouponNet{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// AMZ-CPN-2 from 2024-03-12
	// Amazon, new coupon pricing requirements (Seller Central news, from 2024-03-12); seller report of a required net price
}

// What the rule says of an offer of which only the price is known.
func ExampleAmazonCouponNet_Check() {
	out := policy.AmazonCouponNet{}.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] no coupon
}

// A price for members on Prime Day, 15% under the regular price.
func ExampleAmazonPrimeExclusive() {
	set, err := policy.NewSet(policy.AmazonPrimeExclusive{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("100.00"), Deal: &policy.Deal{Kind: policy.PrimeExclusive, Event: "prime_day", Price: dec("85.00"), Lowest30: null("95.00")}, Reference: &policy.Reference{Kind: policy.ReferenceList, Price: dec("110.00")}, Reviews: &policy.Reviews{Rating: dec("4.4"), Count: 210}}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// AMZ-PED-1 block: the price for members of 85.00 USD is not 20% under the regular price of 100.00 USD
}

func ExampleAmazonPrimeExclusive_Info() {
	info := policy.AmazonPrimeExclusive{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// AMZ-PED-1 from 2022-09-01
	// Amazon, Prime Exclusive Discounts: help pages of several years; reference price requirement, September 2022
}

// What the rule says of an offer of which only the price is known.
func ExampleAmazonPrimeExclusive_Check() {
	out := policy.AmazonPrimeExclusive{}.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] no deal
}

// A title with a price and a promotional phrase.
func ExampleAmazonTitle() {
	set, err := policy.NewSet(policy.AmazonTitle{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99"), Brand: "Acme", Title: "Acme Water Bottle 32 oz $19.99 Deal"}, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	// Output:
	// AMZ-TITLE-1 block: the title has the forbidden character "$"
	// AMZ-TITLE-1 block: the title says a price or discount: "$19.99"
	// AMZ-TITLE-1 block: the title has the promotional phrase "Deal"
}

func ExampleAmazonTitle_Info() {
	info := policy.AmazonTitle{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// AMZ-TITLE-1 from 2025-01-21
	// Amazon, Product title requirements and guidelines (Seller Central help YTR6SYGFA5E3EQC, 201100890)
}

// What the rule says of an offer of which only the price is known.
func ExampleAmazonTitle_Check() {
	out := policy.AmazonTitle{}.Check(&policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.99")}, day(2026, 11, 23))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [title]
}
