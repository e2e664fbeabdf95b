package walmart_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/fx"
)

// must ends an example whose fixed figures cannot be read.
func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

// kettle is Walmart's own example of a standard item: 12 × 10 × 10 in and 6 lb.
func kettle() walmart.Listing {
	return walmart.Listing{
		Parcel:   must(fees.ParseParcel("12 in", "10 in", "10 in", "6 lb")),
		Category: "home_kitchen_decor_garden",
	}
}

// What Walmart takes from a kettle that is sold for 25 dollars.
func Example() {
	charges, err := kettle().Charges(spring)
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range charges {
		amount := must(c.Amount.AtRounded(dec("25"), 2))
		fmt.Printf("%-18s %4s  %s\n", c.Code, amount.StringFixed(2), c.Basis)
	}
	// Output:
	// referral           3.75  15% of the sales price
	// fulfillment        7.75  standard, over 3 lb up to 20 lb + 5 × 0.40
	// low_price          0.00  add-on for a price below 10.00
	// returns_processing 9.00  standard, over 3 lb up to 20 lb + 5 × 0.40
	// disposal           1.15  over 2 lb up to 500 lb + 4 × 0.20
}

// The same item from Walmart's centre and from one's own: what a field does not say
// has its usual meaning.
func ExampleListing() {
	l := kettle()
	for _, by := range []walmart.Fulfillment{walmart.WFS, walmart.Seller} {
		l.Fulfillment = by
		charges, err := l.Charges(spring)
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
	// wfs: referral fulfillment low_price returns_processing disposal
	// seller: referral
}

// Just below 10 dollars an item pays a dollar more, and some categories a lower rate:
// the fees on both sides of the cliff.
func ExampleListing_Charges() {
	l := kettle()
	l.Category = "baby_products"
	charges, err := l.Charges(spring)
	if err != nil {
		log.Fatal(err)
	}
	for _, price := range []string{"9.99", "10.00", "10.01"} {
		fmt.Print(price, ":")
		for _, c := range charges {
			if c.Event == fees.PerUnitSold {
				fmt.Print(" ", c.Code, " ", must(c.Amount.AtRounded(dec(price), 2)).StringFixed(2))
			}
		}
		fmt.Println()
	}
	// Output:
	// 9.99: referral 0.80 fulfillment 7.75 low_price 1.00
	// 10.00: referral 0.80 fulfillment 7.75 low_price 0.00
	// 10.01: referral 1.50 fulfillment 7.75 low_price 0.00
}

// The referral fee of a virtual pack goes by the average price of its units: two for
// 18 dollars pay the rate of a price up to 10.
func ExampleListing_Charges_virtualPack() {
	l := kettle()
	l.Category, l.PackUnits = "beauty_health_personal_care", 2
	_, err := l.Charges(spring)
	fmt.Println(err)

	l.FulfillmentFee = set("9.95") // from Seller Center
	charges, err := l.Charges(spring)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(charges[0].Code, must(charges[0].Amount.AtRounded(dec("18"), 2)).StringFixed(2))
	// Output:
	// fees: the fulfilment fee of a virtual pack of 2 units is not public: supply it as fulfillment_fee
	// referral 1.44
}

// A rule that is open and changes a fee is named.
func ExampleListing_Charges_openRule() {
	rod := walmart.Listing{Parcel: must(fees.ParseParcel("100 in", "5 in", "5 in", "4 lb")), Category: "outdoors_products_sports"}
	charges, err := rod.Charges(spring)
	if err != nil {
		log.Fatal(err)
	}
	for _, w := range charges[1].Warnings {
		fmt.Println(w.Code+":", w.Text)
	}
	// Output: oversize_2_weight: whether packaging is added to the least weight of 90 lb is not stated: with it 91 lb are billed, as here, without it 90 lb
}

func ExampleListing_Check() {
	fmt.Println(walmart.Listing{Fulfillment: "fba"}.Check())
	// Output:
	// category must not be empty
	// fulfillment must be "wfs" or "seller", got "fba"
}

// A catalogue that is sold on several channels is grouped by their names.
func ExampleListing_Channel() {
	fmt.Println(kettle().Channel())
	// Output: walmart-us
}

// Prices and charges are bare decimals; the listing says of what.
func ExampleListing_Currency() {
	fmt.Println(fx.Money{Amount: dec("25"), Currency: kettle().Currency()})
	// Output: 25.00 USD
}

// Shipping that the buyer pays is revenue, and the referral fee is taken from it as
// well.
func ExampleListing_Extras() {
	l := kettle()
	l.Fulfillment, l.ShippingCharged = walmart.Seller, dec("5.00")
	charges, err := l.Charges(spring)
	if err != nil {
		log.Fatal(err)
	}
	price := dec("20.00")
	fmt.Println("the buyer pays", price.Add(l.Extras()).StringFixed(2)+", the referral fee is", must(charges[0].Amount.AtRounded(price, 2)).StringFixed(2))
	// Output: the buyer pays 25.00, the referral fee is 3.75
}

// Packaging can cost a pound: what is sold as 0.9 lb is billed as 2.
func ExampleListing_Size() {
	l := walmart.Listing{Parcel: must(fees.ParseParcel("5 in", "5 in", "5 in", "0.9 lb")), Category: "books"}
	size, err := l.Size(spring)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(size.Band, size.Billable)
	// Output: standard 2 lb
}

// Stock that came in September pays more from its second month on when the season
// begins.
func ExampleListing_Storage() {
	charges, err := kettle().Storage(fees.Stay{Received: fees.Day(2026, 9, 10), Until: fees.Day(2026, 11, 1)})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range charges {
		fmt.Println(c.From.Format("2 Jan"), "to", c.To.Format("2 Jan:"), c.Amount.StringFixed(4)+",", c.Basis)
	}
	// Output:
	// 10 Sep to 30 Sep: 0.3646, 21 days at 0.75 per cubic foot and 30 days
	// 1 Oct to 9 Oct: 0.1563, 9 days at 0.75 per cubic foot and 30 days
	// 10 Oct to 31 Oct: 1.1458, 22 days at 2.25 per cubic foot and 30 days
}

// Walmart's own example: an order of two units that differ.
func ExampleMultichannel() {
	for _, weight := range []string{"8 oz", "1.75 lb"} {
		unit := walmart.Multichannel{
			Parcel: must(fees.ParseParcel("4 in", "4 in", "4 in", weight)),
			Speed:  walmart.Expedited, UnitsInOrder: 2,
		}
		charges, err := unit.Charges(spring)
		if err != nil {
			log.Fatal(err)
		}
		for _, c := range charges {
			if c.Event == fees.PerUnitSold {
				fmt.Println(c.Code, must(c.Amount.At(dec("0"))).StringFixed(2))
			}
		}
	}
	// Output:
	// multichannel_fulfillment 9.75
	// multichannel_discount -2.50
	// multichannel_fulfillment 11.35
	// multichannel_discount -2.50
}

// What is too heavy for the fast way is told, and at which field.
func ExampleMultichannel_Charges() {
	heavy := walmart.Multichannel{Parcel: must(fees.ParseParcel("9 in", "9 in", "9 in", "35 lb")), Speed: walmart.Expedited}
	_, err := heavy.Charges(spring)
	fmt.Println(err)
	// Output: speed must be standard for a billable weight of 36 lb, got "expedited"
}

func ExampleMultichannel_Check() {
	fmt.Println(walmart.Multichannel{Parcel: kettle().Parcel, Speed: "overnight"}.Check())
	// Output: speed must be "standard" or "expedited", got "overnight"
}

// Below a pound, packaging included, whole ounces count.
func ExampleMultichannel_Size() {
	for _, weight := range []string{"8.5 oz", "12.5 oz"} {
		size, err := walmart.Multichannel{Parcel: must(fees.ParseParcel("4 in", "4 in", "4 in", weight))}.Size(spring)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(weight, "is billed as", size.Billable)
	}
	// Output:
	// 8.5 oz is billed as 13 oz
	// 12.5 oz is billed as 2 lb
}

// Stock for other stores pays the same storage.
func ExampleMultichannel_Storage() {
	charges, err := walmart.Multichannel{Parcel: kettle().Parcel}.Storage(fees.Stay{Received: fees.Day(2026, 3, 1), Until: fees.Day(2026, 3, 31)})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(charges[0].Amount.StringFixed(2), "for", charges[0].Basis)
	// Output: 0.52 for 30 days at 0.75 per cubic foot and 30 days
}

// The tables to look at twice: those that are not confirmed by a second source.
func ExampleShippedTables() {
	tables, err := walmart.ShippedTables()
	if err != nil {
		log.Fatal(err)
	}
	for table := range tables.All() {
		if s := table.Source; s.Confidence != fees.High {
			fmt.Println(s.Table, s.Confidence)
		}
	}
	// Output:
	// walmart-us-storage-2025-10-01 medium
	// walmart-us-storage-oldest-2026-06-30 low
}

// Newer tables need no new release: read them, add them to the shipped ones and hand
// them to the listing.
func ExampleReadTables() {
	newer, err := walmart.ReadTables(strings.NewReader(`{
	  "id": "walmart-us-pro-listing-savings-2027-11-23", "channel": "walmart-us", "kind": "pro_listing_savings",
	  "effective_from": "2027-11-23", "effective_to": null, "verified_on": "2027-11-25",
	  "confidence": "high", "source": "the page you read",
	  "rows": [{"level": "advanced", "share": "0.05"}, {"level": "pro", "share": "0.08"}]
	}`))
	if err != nil {
		log.Fatal(err)
	}
	l := kettle()
	l.Tables = must(must(walmart.ShippedTables()).With(newer))
	fmt.Println(l.Check())
	// Output: <nil>
}

func ExampleCategories() {
	keys, err := walmart.Categories(nil, spring)
	if err != nil {
		log.Fatal(err)
	}
	for key := range keys {
		if strings.HasPrefix(key, "office") {
			fmt.Println(key)
		}
	}
	// Output:
	// office_products
	// office_products_printer_cartridges
}
