package tiktok_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/tiktok"
	"github.com/lianxing/crossborder/fx"
)

// must ends an example whose fixed figures cannot be read.
func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

// bottle is a drinking bottle in the warehouse of TikTok Shop.
func bottle() tiktok.Listing {
	return tiktok.Listing{Parcel: must(fees.ParseParcel("11 in", "4 in", "4 in", "13 oz"))}
}

func show(charges []fees.Charge, price string) {
	for _, c := range charges {
		amount := must(c.Amount.AtRounded(dec(price), 2)).StringFixed(2)
		if c.Unknown {
			amount = "?"
		}
		fmt.Printf("%-18s %-17s %5s  %s\n", c.Code, c.Event, amount, c.Basis)
	}
}

// What TikTok Shop takes from a bottle that a creator sells for 24.99 dollars.
func Example() {
	l := bottle()
	l.CreatorRate = dec("0.15")
	l.ReturnHandling = []tiktok.ReturnService{tiktok.Inspection, tiktok.Restocking}
	charges, err := l.Charges(fees.Day(2026, 7, 20))
	if err != nil {
		log.Fatal(err)
	}
	show(charges, "24.99")
	// Output:
	// referral           per_unit_sold      1.50  6% of the sales price
	// refund_admin       per_unit_returned  0.30  20% of the referral fee, at most 5.00 per SKU
	// creator_commission per_unit_sold      3.75  15% of the item price, without shipping and tax
	// fulfillment        per_unit_sold      5.71  1 unit in the order, over 1 lb up to 2 lb
	// return_inspection  per_unit_returned  1.00  per returned unit
	// return_restocking  per_unit_returned  1.00  per returned unit
}

// The same bottle from TikTok's warehouse and from one's own.
func ExampleListing() {
	l := bottle()
	for _, by := range []tiktok.Fulfillment{tiktok.FBT, tiktok.Seller} {
		l.Fulfillment = by
		charges, err := l.Charges(fees.Day(2026, 7, 20))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Print(by, ":")
		for _, c := range charges {
			fmt.Print(" ", c.Code)
		}
		fmt.Println()
	}
	// Output:
	// fbt: referral refund_admin fulfillment returns_processing
	// seller: referral refund_admin
}

// Orders of several units are cheaper to ship, each.
func ExampleListing_Charges_order() {
	l := bottle()
	for _, units := range []int{1, 2, 3, 4} {
		l.Order.Units = units
		for _, c := range must(l.Charges(fees.Day(2026, 7, 20))) {
			if c.Code == "fulfillment" {
				fmt.Println(units, must(c.Amount.AtRounded(dec("24.99"), 2)).StringFixed(2), c.Source.Confidence)
			}
		}
	}
	// Output:
	// 1 5.71 medium
	// 2 3.92 low
	// 3 3.14 low
	// 4 2.60 low
}

// The referral fee is disputed since August 2026. Both readings say so, and each
// is one field away.
func ExampleListing_Charges_disputed() {
	l := tiktok.Listing{Fulfillment: tiktok.Seller}
	for _, schedule := range []tiktok.Schedule{tiktok.Standard, tiktok.Disputed8Percent} {
		l.Schedule = schedule
		referral := must(l.Charges(fees.Day(2026, 11, 23)))[0]
		fmt.Println(schedule, must(referral.Amount.AtRounded(dec("24.99"), 2)), referral.Source.Confidence, referral.Warnings[0].Code)
	}
	// Output:
	// standard 1.5 high referral_rate_disputed
	// disputed_8_percent 2 low referral_rate_disputed
}

// What is not public is asked for and not guessed.
func ExampleListing_Charges_supplied() {
	stool := tiktok.Listing{Parcel: must(fees.ParseParcel("20 in", "14 in", "10 in", "17 lb"))}
	_, err := stool.Charges(fees.Day(2026, 7, 20))
	fmt.Println(err)
	stool.FulfillmentFee = set("15.40") // from the seller's own statement
	show(must(stool.Charges(fees.Day(2026, 7, 20)))[2:3], "60")
	// Output:
	// fees: the FBT fulfilment fee of a unit of 17 lb on 2026-07-20 is not public: supply it as fulfillment_fee
	// fulfillment        per_unit_sold     15.40  per unit, as supplied
}

// What is taken from every sale, and what only from a return: the event tells.
func ExampleListing_Charges() {
	show(must(bottle().Charges(fees.Day(2026, 7, 20))), "24.99")
	// Output:
	// referral           per_unit_sold      1.50  6% of the sales price
	// refund_admin       per_unit_returned  0.30  20% of the referral fee, at most 5.00 per SKU
	// fulfillment        per_unit_sold      5.71  1 unit in the order, over 1 lb up to 2 lb
	// returns_processing per_unit_returned     ?  depends on what FBT does with a returned unit: supply its services as return_handling
}

// The box is larger than the bottle is heavy: its volume is billed.
func ExampleListing_Size() {
	size, err := bottle().Size(fees.Day(2026, 7, 20))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(size.Billable.Lb(4), "lb, by volume:", size.ByDimensional)
	// Output: 1.0602 lb, by volume: true
}

// Storage is free for 60 days; then it grows with the age of the unit.
func ExampleListing_Storage() {
	charges, err := bottle().Storage(fees.Stay{Received: fees.Day(2026, 3, 1), Until: fees.Day(2026, 6, 1)})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range charges {
		fmt.Println(c.From.Format("2 Jan"), "to", c.To.Format("2 Jan"), c.Amount.StringFixed(4), c.Basis)
	}
	// Output:
	// 1 Mar to 31 Mar 0.0000 31 days at 0.00 per cubic foot and day
	// 1 Apr to 29 Apr 0.0000 29 days at 0.00 per cubic foot and day
	// 30 Apr to 30 Apr 0.0031 1 day at 0.03 per cubic foot and day
	// 1 May to 29 May 0.0886 29 days at 0.03 per cubic foot and day
	// 30 May to 31 May 0.0081 2 days at 0.04 per cubic foot and day
}

func ExampleListing_Check() {
	l := tiktok.Listing{Fulfillment: tiktok.Seller, Schedule: "6%", HubFee: dec("0.30")}
	fmt.Println(l.Check())
	// Output:
	// hub_fee must not be given for seller: it is about FBT, got "0.3"
	// schedule must be "standard", "disputed_8_percent" or "new_seller", got "6%"
}

// A catalogue that is sold on several channels is grouped by their names.
func ExampleListing_Channel() {
	items := map[string]int{}
	for _, l := range []fees.Listing{bottle(), tiktok.Listing{Fulfillment: tiktok.Seller}} {
		items[l.Channel()]++
	}
	fmt.Println(items)
	// Output: map[tiktok-us:2]
}

// Prices and charges are bare decimals; the listing says of what.
func ExampleListing_Currency() {
	fmt.Println(fx.Money{Amount: dec("24.99"), Currency: bottle().Currency()})
	// Output: 24.99 USD
}

// Shipping that the buyer pays is revenue, and the referral fee is taken from it as
// well; sales tax is neither.
func ExampleListing_Extras() {
	poster := tiktok.Listing{Fulfillment: tiktok.Seller, Order: fees.Order{ShippingCharged: dec("10"), SalesTax: dec("0.08")}}
	referral := must(poster.Charges(fees.Day(2026, 6, 12)))[0]
	fmt.Println("revenue", dec("100").Add(poster.Extras()), "referral", must(referral.Amount.AtRounded(dec("100"), 2)).StringFixed(2))
	// Output: revenue 110 referral 6.60
}

// The bare rate card, for a caller who knows the weight.
func ExampleFulfillmentFee() {
	weight := must(fees.ParseWeight("1.5 lb"))
	fee, source, err := tiktok.FulfillmentFee(nil, weight, 2, fees.Day(2026, 7, 20))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(must(fee.At(dec("24.99"))), "by", source.Table)
	// Output: 3.92 by tiktok-us-fulfillment-2-2026-07-13
}

func ExampleCategories() {
	categories, err := tiktok.Categories(nil, tiktok.Standard, fees.Day(2026, 7, 20))
	if err != nil {
		log.Fatal(err)
	}
	for name := range categories {
		fmt.Println(name)
	}
	// Output:
	// fine_jewelry
	// most
	// pre_owned
}

// The tables to look at twice.
func ExampleShippedTables() {
	tables, err := tiktok.ShippedTables()
	if err != nil {
		log.Fatal(err)
	}
	for table := range tables.All() {
		if s := table.Source; s.Confidence == fees.Low {
			fmt.Println(s.Table)
		}
	}
	// Output:
	// tiktok-us-fulfillment-2-2026-07-13
	// tiktok-us-fulfillment-3-2026-07-13
	// tiktok-us-fulfillment-4-2026-07-13
	// tiktok-us-referral-disputed-8-percent-2026-08-04
	// tiktok-us-returns-processing-2025-06-16
}

// Newer tables need no new release: read them, add them to the shipped ones and
// hand them to the listing.
func ExampleReadTables() {
	newer, err := tiktok.ReadTables(strings.NewReader(`{
	  "id": "tiktok-us-own-container-discount-2027-11-23", "channel": "tiktok-us", "kind": "own_container_discount",
	  "effective_from": "2027-11-23", "effective_to": null, "verified_on": "2027-11-25",
	  "confidence": "high", "source": "the page you read",
	  "rows": [{"most": "1.00"}]
	}`))
	if err != nil {
		log.Fatal(err)
	}
	l := bottle()
	l.Tables = must(must(tiktok.ShippedTables()).With(newer))
	fmt.Println(l.Check())
	// Output: <nil>
}

// Only stock at FBT pays for storage.
func ExampleListing_Keeps() {
	fmt.Println(tiktok.Listing{}.Keeps(), tiktok.Listing{Fulfillment: tiktok.Seller}.Keeps())
	// Output: true false
}
