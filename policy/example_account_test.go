package policy_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// The sales of an account on a marketplace.
func ExampleAccount() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Account: &policy.Account{Sales: []policy.AccountSales{{From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC), Count: 240, Gross: decimal.RequireFromString("6100")}}}}
	c.Channel = "walmart"
	askLaw(policy.InformSeller{}, c)
	// Output:
	// INFORM info: 240 sales and 6100.00 USD in 12 months on walmart make a seller of high volume: identity, bank account, tax id and contact have to be given to the marketplace
}

// Sales that are too far apart are not added.
func ExampleAccountSales() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Account: &policy.Account{Sales: []policy.AccountSales{
		{From: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2025, 1, 31, 0, 0, 0, 0, time.UTC), Count: 150, Gross: decimal.RequireFromString("4000")},
		{From: time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 2, 28, 0, 0, 0, 0, time.UTC), Count: 150, Gross: decimal.RequireFromString("4000")},
	}}}
	c.Channel = "amazon"
	askLaw(policy.InformSeller{}, c)
	// Output:
	// INFORM passed
}

// A seller that buyers get to see.
func ExampleInformSeller() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Account: &policy.Account{Sales: []policy.AccountSales{{From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC), Count: 900, Gross: decimal.RequireFromString("21500")}}}}
	c.Channel = "amazon"
	askLaw(policy.InformSeller{}, c)
	// Output:
	// INFORM info: 900 sales and 21500.00 USD in 12 months on amazon make a seller of high volume: identity, bank account, tax id and contact have to be given to the marketplace
	// INFORM info: 21500.00 USD in 12 months on amazon reach 20000.00 USD: name, address and contact are shown to buyers
}

// What the rule is and since when it holds.
func ExampleInformSeller_Info() {
	info := policy.InformSeller{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// INFORM from 2023-06-27
	// INFORM Consumers Act, 15 USC 45f
}

// The sales are not known.
func ExampleInformSeller_Check() {
	out := policy.InformSeller{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Account: &policy.Account{}}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [account.sales]
}

// Sales over marketplaces count in California.
func ExampleStateSales() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Account: &policy.Account{States: []policy.StateSales{{State: "US-CA", Own: decimal.NewNullDecimal(decimal.RequireFromString("120000")), Marketplace: decimal.NewNullDecimal(decimal.RequireFromString("400000"))}}}}
	askLaw(policy.SalesTax{}, c)
	// Output:
	// TAX-1 info: sales into US-CA of 520000.00 USD, marketplaces included, are above the threshold of 500000.00 USD, from which the state asks an own store to register and to collect its sales tax
}

// A row for a state that the release does not have.
func ExampleNexusThreshold() {
	rows := append(policy.NexusThresholds(), policy.NexusThreshold{
		State: "US-TX", From: time.Date(2019, 10, 1, 0, 0, 0, 0, time.UTC), Sales: decimal.RequireFromString("500000"), Marketplace: policy.Yes, Citation: "supplied",
	})
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Account: &policy.Account{States: []policy.StateSales{{State: "US-TX", Own: decimal.NewNullDecimal(decimal.RequireFromString("500001"))}}}}
	askLaw(policy.SalesTax{Thresholds: rows}, c)
	// Output:
	// TAX-1 info: sales into US-TX of 500001.00 USD are above the threshold of 500000.00 USD, from which the state asks an own store to register and to collect its sales tax
}

// The rows that come with this release.
func ExampleNexusThresholds() {
	for _, row := range policy.NexusThresholds() {
		fmt.Println(row.State, row.Sales, row.From.Format(time.DateOnly), "marketplace sales count:", row.Marketplace)
	}
	// Output:
	// US-AL 250000 2018-10-01 marketplace sales count: no
	// US-CA 500000 2019-04-01 marketplace sales count: yes
}

// A marketplace collects the tax.
func ExampleSalesTax() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20")}
	c.Channel = "amazon"
	askLaw(policy.SalesTax{}, c)
	// Output:
	// TAX-1 info: amazon collects the sales tax on its sales; they may still count towards the threshold of a state for an own store
}

// What the rule is and since when it holds.
func ExampleSalesTax_Info() {
	info := policy.SalesTax{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// TAX-1 from 2018-06-21
	// South Dakota v. Wayfair, 138 S. Ct. 2080 (2018); marketplace facilitator laws and thresholds of the states
}

// A state without a threshold is not judged.
func ExampleSalesTax_Check() {
	out := policy.SalesTax{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Account: &policy.Account{States: []policy.StateSales{{State: "US-TX", Own: decimal.NewNullDecimal(decimal.RequireFromString("1"))}}}}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [thresholds[US-TX]]
}
