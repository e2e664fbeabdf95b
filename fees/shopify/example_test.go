package shopify_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fees/shopify"
	"github.com/lianxing/crossborder/fx"
)

// must ends an example whose fixed figures cannot be read.
func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

// What an order of two lunch boxes at 25 dollars costs a store on Basic, with 5
// dollars of shipping each and 8 % sales tax: 64.80 are paid.
func Example() {
	box := shopify.Listing{Order: fees.Order{Units: 2, ShippingCharged: dec("5"), SalesTax: dec("0.08")}}
	charges, err := box.Charges(fees.Day(2026, 10, 1))
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range charges {
		amount := must(c.Amount.AtRounded(dec("25"), 2)).StringFixed(2)
		if c.Unknown {
			amount = "?"
		}
		fmt.Println(amount, c.Code, c.Event)
	}
	// Output:
	// 2.18 payment_processing per_order
	// ? dispute per_dispute
	// 39.00 subscription per_month
}

// The same order through Shopify Payments and, for a company in mainland China,
// through a gateway of its own, which Shopify charges for on top.
func ExampleListing() {
	own := shopify.Listing{ChargebackFee: set("15")}
	gateway := shopify.Listing{Processor: payment.PayPal{Product: payment.ChinaCrossBorder}}
	for _, l := range []shopify.Listing{own, gateway} {
		charges, err := l.Charges(fees.Day(2026, 10, 1))
		if err != nil {
			log.Fatal(err)
		}
		for _, c := range charges {
			if c.Event == fees.PerOrder {
				fmt.Println(c.Code, must(c.Amount.AtRounded(dec("80"), 2)).StringFixed(2))
			}
		}
	}
	// Output:
	// payment_processing 2.62
	// payment_processing 3.82
	// third_party_fee 1.60
}

// A larger plan pays for itself by its rates: what 100 dollars cost on each.
func ExampleListing_Charges() {
	for _, plan := range []shopify.Plan{shopify.Basic, shopify.Grow, shopify.Advanced} {
		charges, err := shopify.Listing{Plan: plan, AnnualBilling: true}.Charges(fees.Day(2026, 10, 1))
		if err != nil {
			log.Fatal(err)
		}
		order, month := charges[0], charges[len(charges)-1]
		fmt.Println(plan, must(order.Amount.AtRounded(dec("100"), 2)).StringFixed(2), "per order and", must(month.Amount.AtRounded(dec("100"), 2)), "a month")
	}
	// Output:
	// basic 3.20 per order and 29 a month
	// grow 3.00 per order and 79 a month
	// advanced 2.80 per order and 299 a month
}

// Store credit saves the card fee, and costs the third-party fee in newer stores.
func ExampleListing_storeCredit() {
	charges, err := shopify.Listing{StoreCreditShare: dec("0.4")}.Charges(fees.Day(2026, 10, 1))
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range charges {
		if c.Event == fees.PerOrder {
			fmt.Println(must(c.Amount.AtRounded(dec("100"), 2)).StringFixed(2), c.Basis)
		}
		for _, w := range c.Warnings {
			fmt.Println(w.Code)
		}
	}
	// Output:
	// 2.04 of the amount paid 2.9% + 0.30 (online, basic), which is 60% of the order total
	// 0.80 2% of the part paid by store credit or gift card, 40% of the order total
	// store_created_on_assumed
}

// All faults of a listing at once.
func ExampleListing_Check() {
	l := shopify.Listing{Plan: "standard", Gateway: shopify.ThirdParty, StoreCreditShare: dec("40")}
	for _, fault := range fx.Faults(l.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// plan must be "basic", "grow", "advanced", "plus" or "starter", got "standard"
	// processor must be given for the gateway third_party
	// store_credit_share must be a fraction of at most 1, such as 0.15, got "40"
}

// A rate that is not public stops the quote and names the input.
func ExampleListing_notPublic() {
	plus := shopify.Listing{Plan: shopify.Plus, Processor: payment.Stripe{}}
	_, err := plus.Charges(fees.Day(2026, 10, 1))
	fmt.Println(err)
	plus.ThirdPartyRate = set("0.0015")
	_, err = plus.Charges(fees.Day(2026, 10, 1))
	fmt.Println(err)
	// Output:
	// fees: the third-party transaction fee of plus is not public: supply it as third_party_rate
	// <nil>
}

// A catalogue that is sold on several channels is grouped by their names.
func ExampleListing_Channel() {
	var l fees.Listing = shopify.Listing{}
	fmt.Println(l.Channel())
	// Output: shopify-us
}

// Prices and charges are bare decimals; the listing says of what.
func ExampleListing_Currency() {
	fmt.Println(fx.Money{Amount: dec("25"), Currency: shopify.Listing{}.Currency()})
	// Output: 25.00 USD
}

// Shipping that the buyer pays is revenue.
func ExampleListing_Extras() {
	l := shopify.Listing{Order: fees.Order{ShippingCharged: dec("4.99")}}
	fmt.Println(dec("20").Add(l.Extras()))
	// Output: 24.99
}

// What is not confirmed by a second source.
func ExampleShippedTables() {
	for table := range must(shopify.ShippedTables()).All() {
		if s := table.Source; s.Confidence == fees.Low {
			fmt.Println(s.Table, s.Confidence)
		}
	}
	// Output: shopify-us-in-person-card-advanced-2026-08-27 low
}

// The rate of Plus in person, once it is known, is a table of its own.
func ExampleReadTables() {
	const contract = `{
	  "id": "shopify-us-in-person-card-plus-2026-10-01", "channel": "shopify-us", "kind": "in_person_card", "variant": "plus",
	  "effective_from": "2026-10-01", "effective_to": null, "verified_on": "2026-11-23", "confidence": "low",
	  "source": "our contract", "rows": [{"rate": "0.022", "fixed": "0.10"}]
	}`
	tables := must(must(shopify.ShippedTables()).With(must(shopify.ReadTables(strings.NewReader(contract)))))
	l := shopify.Listing{Plan: shopify.Plus, InPerson: true, Tables: tables}
	charges, err := l.Charges(fees.Day(2026, 10, 1))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(charges[0].Basis)
	// Output: of the amount paid 2.2% + 0.10 (in person, plus)
}
