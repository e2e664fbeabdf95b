package amazon_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/shopspring/decimal"
)

// must ends an example whose fixed figures cannot be read.
func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

// tShirt is Amazon's own example of a large standard item in 2026.
func tShirt() amazon.Listing {
	return amazon.Listing{
		Parcel:   must(fees.ParseParcel("13 in", "9 in", "0.85 in", "5.4 oz")),
		Category: "clothing_accessories",
		Class:    amazon.Apparel,
	}
}

// What Amazon takes from the sale of a T-shirt for 25 dollars, and from its return.
func Example() {
	charges, err := tShirt().Charges(fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range charges {
		if c.Unknown || c.Event != fees.PerUnitSold && c.Event != fees.PerUnitReturned {
			continue
		}
		amount := must(c.Amount.AtRounded(decimal.NewFromInt(25), 2))
		fmt.Printf("%-14s %5s  %s\n", c.Code, amount.StringFixed(2), c.Basis)
	}
	// Output:
	// referral        4.25  of the whole sales price 5% up to 15.00, 10% up to 20.00, 17% above, at least 0.30
	// refund_admin    0.85  20% of the referral fee, at most 5.00
	// fulfillment     6.14  large_standard, over 1.5 lb up to 1.75 lb
	// fuel_surcharge  0.21  3.5% of the fulfilment fee
}

func ExampleListing_Size() {
	size, err := tShirt().Size(fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(size.Tier, size.Billable.Lb(4), "lb")
	// Output: large_standard 1.6835 lb
}

// The 2-inch floor of dimensional weight is an open rule. The result says so
// when it changes the fee, and the other reading is one field away.
func ExampleListing_Charges_openRule() {
	l := tShirt()
	for _, floor := range []amazon.Floor{amazon.FloorApplies, amazon.FloorNone} {
		l.LargeStandardFloor = floor
		charges, err := l.Charges(fees.Day(2026, 6, 1))
		if err != nil {
			log.Fatal(err)
		}
		fee := charges[2] // after referral and refund_admin
		fmt.Println(floor, must(fee.Amount.AtRounded(decimal.NewFromInt(25), 2)).StringFixed(2), fee.Warnings[0].Code)
	}
	// Output:
	// applies 6.14 large_standard_floor
	// none 4.72 large_standard_floor
}

func ExampleListing_Check() {
	fmt.Println(amazon.Listing{Fulfillment: "sfp"}.Check())
	// Output:
	// category must not be empty
	// fulfillment must be "fba" or "fbm", got "sfp"
}

func ExampleShippedTables() {
	tables, err := amazon.ShippedTables()
	if err != nil {
		log.Fatal(err)
	}
	for table := range tables.All() {
		if s := table.Source; strings.Contains(s.Table, "fulfillment-standard-2026") {
			fmt.Println(s.Table, "until", s.EffectiveTo.Format("2006-01-02"), "confidence", s.Confidence)
		}
	}
	// Output:
	// amazon-us-fulfillment-standard-2026-01-15 until 2026-10-14 confidence high
	// amazon-us-fulfillment-standard-2026-10-15 until 2027-01-14 confidence high
}

// Newer tables need no new release: read them, add them to the shipped ones and
// hand them to the listing.
func ExampleReadTables() {
	newer, err := amazon.ReadTables(strings.NewReader(`{
	  "id": "amazon-us-individual-plan-2027-01-15", "channel": "amazon-us", "kind": "individual_plan",
	  "effective_from": "2027-01-15", "effective_to": null, "verified_on": "2027-01-20",
	  "confidence": "high", "source": "the page you read",
	  "rows": [{"fee": "1.09"}]
	}`))
	if err != nil {
		log.Fatal(err)
	}
	tables, err := must(amazon.ShippedTables()).With(newer)
	if err != nil {
		log.Fatal(err)
	}
	listing := tShirt()
	listing.Tables = tables
	fmt.Println(listing.Check())
	// Output: <nil>
}

func ExampleCategories() {
	categories, err := amazon.Categories(nil, fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	for name := range categories {
		if strings.HasPrefix(name, "video") {
			fmt.Println(name)
		}
	}
	// Output:
	// video_game_consoles
	// video_games_accessories
}

// The bare rate card, for a caller who knows tier and weight.
func ExampleFulfillmentFee() {
	weight := must(fees.ParseWeight("66 lb"))
	fee, source, err := amazon.FulfillmentFee(nil, amazon.Standard, amazon.ExtraLarge50To70, weight, fees.Day(2025, 11, 23))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(must(fee.At(decimal.NewFromInt(60))), "by", source.Table)
	// Output: 54.18 by amazon-us-fulfillment-standard-2025-10-15
}
