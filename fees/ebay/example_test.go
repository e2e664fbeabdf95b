package ebay_test

import (
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/ebay"
	"github.com/lianxing/crossborder/fx"
)

// must ends an example whose fixed figures cannot be read.
func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

// lamp is sold for 40.00 with 5.00 for shipping to a buyer who pays 8 % sales tax.
func lamp() ebay.Listing {
	return ebay.Listing{Category: "most", Order: fees.Order{ShippingCharged: dec("5.00"), SalesTax: dec("0.08")}}
}

// What eBay takes from a lamp of 40.00: its share of everything that the buyer
// pays, 48.60, and a fee for the order.
func Example() {
	charges, err := lamp().Charges(fees.Day(2026, 9, 23))
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range charges {
		fmt.Printf("%-12s %-13s %5s\n", c.Code, c.Event, must(c.Amount.AtRounded(dec("40"), 2)).StringFixed(2))
	}
	// Output:
	// final_value  per_unit_sold  6.61
	// per_order    per_order      0.40
	// dispute      per_dispute   20.00
}

// The same lamp from a seller in China with a Store: what is not public is
// unknown, and names the input that takes it.
func ExampleListing() {
	l := lamp()
	l.Store, l.AnnualSubscription, l.SellerCountry = ebay.Basic, true, ebay.SellerChina
	charges, err := l.Charges(fees.Day(2026, 9, 23))
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range charges {
		amount := must(c.Amount.AtRounded(dec("40"), 2)).StringFixed(2)
		if c.Unknown {
			amount = "?"
		}
		fmt.Printf("%-18s %5s  %s\n", c.Code, amount, c.Basis)
	}
	// Output:
	// final_value         6.17  of each portion of the total amount of the sale 12.7% up to 2500.00, 2.35% above
	// international          ?  the international fee of sellers registered in cn_hk is not public: supply it as international_rate
	// per_order           0.40  0.30 for an order of up to 10.00, 0.40 above
	// dispute            20.00  per payment dispute that the seller lost
	// store_subscription 21.95  basic store, per month of a yearly subscription
}

// Athletic shoes from 150.00 pay less, and nothing per order. The figure rests on
// one transcription of eBay's table, and says so.
func ExampleListing_Charges() {
	shoes := ebay.Listing{Category: "athletic_shoes"}
	charges, err := shoes.Charges(fees.Day(2026, 9, 23))
	if err != nil {
		log.Fatal(err)
	}
	for _, price := range []string{"149.99", "150.00"} {
		for _, c := range charges[:2] {
			fmt.Println(price, c.Code, must(c.Amount.AtRounded(dec(price), 2)).StringFixed(2), c.Source.Confidence)
		}
	}
	// Output:
	// 149.99 final_value 20.40 medium
	// 149.99 per_order 0.40 medium
	// 150.00 final_value 12.00 medium
	// 150.00 per_order 0.00 medium
}

// All faults are reported at once.
func ExampleListing_Check() {
	l := ebay.Listing{AnnualSubscription: true, PromotedRate: dec("5")}
	for _, fault := range fx.Faults(l.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// category must not be empty
	// annual_subscription must go with store, got "true"
	// promoted_rate must be a fraction of at most 1, such as 0.15, got "5"
}

func ExampleListing_Channel() {
	fmt.Println(lamp().Channel())
	// Output: ebay-us
}

func ExampleListing_Currency() {
	fmt.Println(fx.Money{Amount: dec("40"), Currency: lamp().Currency()})
	// Output: 40.00 USD
}

// Sales tax is part of what the fees are taken from, and no revenue.
func ExampleListing_Extras() {
	fmt.Println(lamp().Extras().StringFixed(2))
	// Output: 5.00
}

// The tables that are not confirmed by a second source.
func ExampleShippedTables() {
	tables, err := ebay.ShippedTables()
	if err != nil {
		log.Fatal(err)
	}
	for table := range tables.All() {
		if table.Source.Confidence != fees.High {
			fmt.Println(table.Source.Table)
		}
	}
	// Output:
	// ebay-us-dispute-2026-09-15
	// ebay-us-fee-credit-2022-05-23
	// ebay-us-final-value-no-store-2023-02-15
	// ebay-us-final-value-store-2026-09-15
	// ebay-us-not-as-described-2019-06-20
	// ebay-us-store-subscription-2026-06-15
}

// A new dispute fee, before a release knows it.
func ExampleReadTables() {
	newer, err := ebay.ReadTables(strings.NewReader(`{
	  "id": "ebay-us-dispute-2027-11-23", "channel": "ebay-us", "kind": "dispute",
	  "effective_from": "2027-11-23", "effective_to": null,
	  "verified_on": "2027-11-23", "confidence": "high", "source": "eBay, Selling fees",
	  "rows": [{"fee": "25.00"}]
	}`))
	if err != nil {
		log.Fatal(err)
	}
	tables, err := must(ebay.ShippedTables()).With(newer)
	if err != nil {
		log.Fatal(err)
	}
	for table := range tables.All() {
		if table.Kind == "dispute" {
			fmt.Println(table.Source.EffectiveFrom.Format(time.DateOnly), table.Source.Table)
		}
	}
	// Output:
	// 2026-09-15 ebay-us-dispute-2026-09-15
	// 2027-11-23 ebay-us-dispute-2027-11-23
}

func ExampleCategories() {
	keys, err := ebay.Categories(nil, fees.Day(2026, 9, 23))
	if err != nil {
		log.Fatal(err)
	}
	for key := range keys {
		if strings.HasPrefix(key, "w") {
			fmt.Println(key)
		}
	}
	// Output:
	// watches
	// womens_bags
}
