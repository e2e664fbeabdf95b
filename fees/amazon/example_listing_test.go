package amazon_test

import (
	"fmt"
	"log"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// The same lunch box from Amazon's warehouse and from one's own: what a field
// does not say, such as the class, has its usual meaning.
func ExampleListing() {
	box := amazon.Listing{
		Parcel:   must(fees.ParseParcel("9 in", "6 in", "2 in", "14.4 oz")),
		Category: "home_kitchen",
	}
	for _, by := range []amazon.Fulfillment{amazon.FBA, amazon.FBM} {
		box.Fulfillment = by
		charges, err := box.Charges(fees.Day(2026, 6, 1))
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
	// fba: referral refund_admin fulfillment fuel_surcharge inbound_placement returns_processing removal subscription
	// fbm: referral refund_admin subscription
}

// What is taken from every sale, and what only from a return: the event of a
// charge tells. A charge that nobody published is unknown, not free.
func ExampleListing_Charges() {
	charges, err := tShirt().Charges(fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	perEvent := map[fees.Event]decimal.Decimal{}
	for _, c := range charges {
		switch {
		case c.Undecided:
			fmt.Println(c.Code, "is not decided:", c.Basis)
			continue
		case c.Unknown:
			fmt.Println(c.Code, "is unknown:", c.Basis)
			continue
		}
		billed := must(c.Amount.AtRounded(dec("19.99"), 2))
		perEvent[c.Event] = perEvent[c.Event].Add(billed)
	}
	for _, event := range []fees.Event{fees.PerUnitSold, fees.PerUnitReturned, fees.PerUnitRemoved, fees.PerMonth} {
		fmt.Println(event, perEvent[event].StringFixed(2))
	}
	// Output:
	// inbound_placement is not decided: how the stock is sent in is not given: supply placement_fee, which Amazon shows in the shipment plan, or placement for an estimate
	// returns_processing is unknown: the rate is not public: supply it as returns_processing_fee
	// per_unit_sold 8.35
	// per_unit_returned 0.40
	// per_unit_removed 2.27
	// per_month 39.99
}

// A catalogue that is sold on several channels is grouped by their names.
func ExampleListing_Channel() {
	items := map[string]int{}
	for _, l := range []fees.Listing{tShirt(), amazon.Listing{Category: "media", Fulfillment: amazon.FBM}} {
		items[l.Channel()]++
	}
	fmt.Println(items)
	// Output: map[amazon-us:2]
}

// Prices and charges are bare decimals; the listing says of what.
func ExampleListing_Currency() {
	var l fees.Listing = tShirt()
	price := fx.Money{Amount: dec("25"), Currency: l.Currency()}
	fmt.Println(price)
	// Output: 25.00 USD
}

// Shipping that the buyer pays is revenue, and the referral fee is taken from it
// as well.
func ExampleListing_Extras() {
	poster := amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM, ShippingCharged: dec("4.99")}
	charges, err := poster.Charges(fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	price := dec("20.00")
	referral := must(charges[0].Amount.AtRounded(price, 2))
	fmt.Println("the buyer pays", price.Add(poster.Extras()).StringFixed(2)+", the referral fee is", referral.StringFixed(2))
	// Output: the buyer pays 24.99, the referral fee is 3.75
}

// One rate card on both sides of the day on which the fees of the holiday season
// begin.
func ExampleFulfillmentFee_season() {
	tables, err := amazon.ShippedTables()
	if err != nil {
		log.Fatal(err)
	}
	for _, day := range []int{14, 15} {
		fee, source, err := amazon.FulfillmentFee(tables, amazon.Standard, amazon.LargeStandard, must(fees.ParseWeight("14.4 oz")), fees.Day(2026, 10, day))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(must(fee.AtRounded(dec("15.99"), 2)).StringFixed(2), "by", source.Table)
	}
	// Output:
	// 4.60 by amazon-us-fulfillment-standard-2026-01-15
	// 4.89 by amazon-us-fulfillment-standard-2026-10-15
}

// The tables to look at twice: those that are not confirmed by a second source.
func ExampleShippedTables_confidence() {
	tables, err := amazon.ShippedTables()
	if err != nil {
		log.Fatal(err)
	}
	for table := range tables.All() {
		if s := table.Source; s.Confidence != fees.High {
			fmt.Println(s.Table, s.Confidence)
		}
	}
	// Output:
	// amazon-us-fulfillment-dangerous-goods-2026-01-15 medium
	// amazon-us-fulfillment-dangerous-goods-2026-10-15 medium
	// amazon-us-high-volume-listing-2025-01-15 low
	// amazon-us-inbound-placement-bulky-2025-01-15 medium
	// amazon-us-inbound-placement-standard-2026-01-15 low
	// amazon-us-liquidation-2025-01-15 medium
	// amazon-us-lithium-battery-2025-01-15 low
	// amazon-us-low-inventory-bulky-2026-01-15 medium
	// amazon-us-overmax-2026-01-15 medium
	// amazon-us-packaging-2026-01-15 medium
	// amazon-us-promotion-price-discount-2024-01-01 medium
	// amazon-us-promotion-price-discount-2026-01-01 medium
	// amazon-us-returns-processing-2025-01-15 medium
	// amazon-us-sipp-discount-2026-01-15 medium
	// amazon-us-storage-utilization-2024-04-01 medium
}

// Only stock at Amazon pays for storage.
func ExampleListing_Keeps() {
	item := amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM}
	fmt.Println(tShirt().Keeps(), item.Keeps())
	// Output: true false
}
