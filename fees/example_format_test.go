package fees_test

import (
	"errors"
	"fmt"
	"strings"
	"testing/fstest"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// ExampleMart is an imaginary market, a sixth channel: marketTable is one of its
// tables for 2026, with the given kind, and rest is what follows the header.
func marketTable(kind, rest string) string {
	return table(kind, "examplemart-"+kind+"-2026-01-01", rest)
}

// A package of a channel declares each kind of table in the file of its charge...
var commissionKind = fees.NewKind("commission", func(f *fees.TableFile) fees.Curve {
	return fees.Percent(f.Only().Rate("rate"))
})

// ...and shippingCard has one table for each class of items.
var shippingCard = fees.NewKind("shipping", func(f *fees.TableFile) fees.WeightFees {
	return fees.ReadWeightFees(f, nil, nil)
}, "standard", "apparel")

// examplemart lists the kinds and the tables that come with the package, which
// usually are an embed.FS.
var examplemart = fees.NewFormat("examplemart", fstest.MapFS{
	"data/commission-2025-01-01.json": {Data: []byte(`{
  "id": "examplemart-commission-2025-01-01", "channel": "examplemart", "kind": "commission",
  "effective_from": "2025-01-01", "effective_to": "2025-12-31",
  "verified_on": "2025-02-01", "confidence": "high", "source": "ExampleMart seller help, page \"Selling fees\"",
  "rows": [{"rate": "0.12"}]
}`)},
	"data/commission-2026-01-01.json": {Data: []byte(marketTable("commission", `"rows": [{"rate": "0.13"}]`))},
	"data/shipping-2026-01-01.json":   {Data: []byte(marketTable("shipping", `"variant": "standard", "rows": [{"to": "1 lb", "fee": "3.50"}, {"over": "1 lb", "fee": "4.75"}]`))},
}, commissionKind, shippingCard)

// A channel is a Format: its name, its kinds of table and the tables that it
// ships. What it does not ship can be read from anywhere.
func ExampleFormat() {
	tables, err := examplemart.Shipped()
	if err != nil {
		fmt.Println(err)
		return
	}
	commission, err := commissionKind.On(tables, fees.Day(2026, time.June, 1))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(must(commission.Rules.AtRounded(dec("39.90"), 2)), "by", commission.Source.Table)
	// Output: 5.19 by examplemart-commission-2026-01-01
}

// A market whose tables are nobody's but yours ships none.
func ExampleNewFormat() {
	levy := fees.NewKind("levy", func(f *fees.TableFile) decimal.Decimal { return f.Only().Amount("per_unit") })
	market := fees.NewFormat("my-market", nil, levy)
	tables := must(market.Read(strings.NewReader(`{
  "id": "my-market-levy-2026-01-01", "channel": "my-market", "kind": "levy",
  "effective_from": "2026-01-01", "effective_to": null,
  "verified_on": "2026-02-01", "confidence": "medium", "source": "contract of 2025-12-10, annex 2",
  "rows": [{"per_unit": "0.08"}]
}`)))
	fmt.Println(must(levy.On(tables, fees.Day(2026, time.June, 1))).Rules, "a unit")
	// Output: 0.08 a unit
}

// The tables that come with the package are read once, when they are first asked
// for.
func ExampleFormat_Shipped() {
	tables, err := examplemart.Shipped()
	if err != nil {
		fmt.Println(err)
		return
	}
	for table := range tables.All() {
		fmt.Println(table.Source.Table)
	}
	// Output:
	// examplemart-commission-2025-01-01
	// examplemart-commission-2026-01-01
	// examplemart-shipping-2026-01-01
}

// A Listing has a field Tables, nil for the shipped ones: Or makes them out of it,
// and refuses those of another channel.
func ExampleFormat_Or() {
	quote := func(tables *fees.Tables) {
		tables, err := examplemart.Or(tables)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(must(commissionKind.On(tables, fees.Day(2026, time.June, 1))).Source.Table)
	}
	quote(nil)
	other := fees.NewFormat("othermart", nil)
	quote(must(other.Shipped()))
	// Output:
	// examplemart-commission-2026-01-01
	// tables must be tables of examplemart, got "othermart"
}

// Everything that is wrong with a file is reported at once, each fault with the
// table, the row and the column that it is about.
func ExampleFormat_Read() {
	_, err := examplemart.Read(strings.NewReader(`{
  "id": "examplemart-commission-2027-01-01", "channel": "examplemart", "kind": "commission",
  "effective_from": "2027-01-01", "effective_to": null,
  "verified_on": "2027-01-20", "confidence": "certain", "source": "seller help",
  "rows": [{"rate": 0.135, "ratio": "0.135"}]
}`))
	for _, fault := range fx.Faults(err) {
		fmt.Println(fault)
	}
	// Output:
	// examplemart-commission-2027-01-01.confidence must be "high", "medium" or "low", got "certain"
	// examplemart-commission-2027-01-01.rows[0].rate must be a text in quotes, not a number, got "0.135"
	// examplemart-commission-2027-01-01.rows[0].ratio is not a column of the kind "commission", got "0.135"
}

// Commissions are looked up by the day of the sale, and a day that no table covers
// is an error and never the nearest table.
func ExampleTables() {
	tables := must(examplemart.Shipped())
	for _, sold := range []time.Time{fees.Day(2025, time.December, 31), fees.Day(2026, time.January, 1), fees.Day(2027, time.January, 1)} {
		commission, err := commissionKind.On(tables, sold)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(sold.Format(time.DateOnly), must(commission.Rules.AtRounded(dec("100"), 2)))
	}
	// Output:
	// 2025-12-31 12
	// 2026-01-01 13
	// fees: no examplemart commission table for 2027-01-01: known from 2025-01-01 to 2026-12-31
}

func ExampleTables_Channel() {
	fmt.Println(must(examplemart.Shipped()).Channel())
	// Output: examplemart
}

// The market announces a new commission: its table is added to the shipped ones,
// without waiting for a release of the library.
func ExampleTables_With() {
	announced := must(examplemart.Read(strings.NewReader(`{
  "id": "examplemart-commission-2027-01-01", "channel": "examplemart", "kind": "commission",
  "effective_from": "2027-01-01", "effective_to": null,
  "verified_on": "2026-11-20", "confidence": "high", "source": "ExampleMart announcement of 2026-11-18",
  "rows": [{"rate": "0.135"}]
}`)))
	tables, err := must(examplemart.Shipped()).With(announced)
	if err != nil {
		fmt.Println(err)
		return
	}
	commission := must(commissionKind.On(tables, fees.Day(2027, time.March, 1)))
	fmt.Println(must(commission.Rules.AtRounded(dec("39.90"), 2)), "since", commission.Source.EffectiveFrom.Format(time.DateOnly))
	// Output: 5.39 since 2027-01-01
}

// A list of what the figures are based on, as it stands at the end of a price file.
func ExampleTables_All() {
	for table := range must(examplemart.Shipped()).All() {
		fmt.Println(table.Kind, table.Variant, "from", table.Source.EffectiveFrom.Format(time.DateOnly), "checked", table.Source.VerifiedOn.Format(time.DateOnly))
	}
	// Output:
	// commission  from 2025-01-01 checked 2025-02-01
	// commission  from 2026-01-01 checked 2026-02-01
	// shipping standard from 2026-01-01 checked 2026-02-01
}

// The text of a table is what a newer one starts from: copy it, and change id,
// days and figures.
func ExampleTableInfo() {
	for table := range must(examplemart.Shipped()).All() {
		if table.Source.Table == "examplemart-commission-2025-01-01" {
			fmt.Println(string(table.JSON))
		}
	}
	// Output:
	// {
	//   "id": "examplemart-commission-2025-01-01", "channel": "examplemart", "kind": "commission",
	//   "effective_from": "2025-01-01", "effective_to": "2025-12-31",
	//   "verified_on": "2025-02-01", "confidence": "high", "source": "ExampleMart seller help, page \"Selling fees\"",
	//   "rows": [{"rate": "0.12"}]
	// }
}

// A kind is declared beside the charge that it is about: what its rules are, and
// how they stand in a file.
func ExampleKind() {
	type closingRule struct {
		fee        fees.Curve
		categories []string
	}
	closing := fees.NewKind("closing", func(f *fees.TableFile) closingRule {
		return closingRule{f.Only().Fee("fee"), f.Head.Texts("categories")}
	})
	market := fees.NewFormat("examplemart", nil, closing)
	tables := must(market.Read(strings.NewReader(marketTable("closing", `"categories": ["books", "music"], "rows": [{"fee": "1.80"}]`))))
	rule := must(closing.On(tables, fees.Day(2026, time.June, 1))).Rules
	fmt.Println(must(rule.fee.At(dec("20"))), "for", rule.categories)
	// Output: 1.8 for [books music]
}

// Two classes of items have a rate card each, and a file says which one it is.
func ExampleNewKind() {
	card := fees.NewKind("rate_card", func(f *fees.TableFile) fees.Curve { return f.Only().Fee("fee") }, "standard", "apparel")
	market := fees.NewFormat("examplemart", nil, card)
	_, err := market.Read(strings.NewReader(marketTable("rate_card", `"variant": "clothes", "rows": [{"fee": "3.50"}]`)))
	fmt.Println(err)
	// Output: examplemart-rate_card-2026-01-01.variant must be one of standard, apparel, got "clothes"
}

// The kinds of a channel have rules of different types; a list of them has one.
func ExampleTableKind() {
	kinds := []fees.TableKind{commissionKind, shippingCard}
	market := fees.NewFormat("examplemart", nil, kinds...)
	_, err := market.Read(strings.NewReader(marketTable("comission", `"rows": [{"rate": "0.13"}]`)))
	var in *fx.InputError
	if errors.As(err, &in) {
		fmt.Println(in.Value, in.Reason)
	}
	// Output: comission must be a kind of examplemart table: commission, shipping
}

// The commission of a sale, and where it comes from.
func ExampleKind_On() {
	commission, err := commissionKind.On(must(examplemart.Shipped()), fees.Day(2025, time.July, 1))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(must(commission.Rules.AtRounded(dec("39.90"), 2)), "by", commission.Source.Citation)
	// Output: 4.79 by ExampleMart seller help, page "Selling fees"
}

// A class without a table is an error that names it.
func ExampleKind_OnVariant() {
	tables := must(examplemart.Shipped())
	for _, class := range []string{"standard", "apparel"} {
		card, err := shippingCard.OnVariant(tables, class, fees.Day(2026, time.June, 1))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(class, must(card.Rules.Find("", must(fees.ParseWeight("1.2 lb"))).Rule.Fee.At(dec("20"))))
	}
	// Output:
	// standard 4.75
	// fees: no examplemart shipping/apparel table for 2026-06-01: none is known
}

// A surcharge that started on a day costs nothing before it: that is not the same
// as a table that is missing.
func ExampleKind_Since() {
	fuel := fees.NewKind("fuel_surcharge", func(f *fees.TableFile) decimal.Decimal { return f.Only().Rate("rate") })
	market := fees.NewFormat("examplemart", nil, fuel)
	tables := must(market.Read(strings.NewReader(marketTable("fuel_surcharge", `"rows": [{"rate": "0.035"}]`))))
	for _, day := range []time.Time{fees.Day(2025, time.June, 1), fees.Day(2026, time.June, 1), fees.Day(2027, time.June, 1)} {
		table, found, err := fuel.Since(tables, day)
		switch {
		case err != nil:
			fmt.Println(day.Year(), err)
		case !found:
			fmt.Println(day.Year(), "no surcharge yet")
		default:
			fmt.Println(day.Year(), fx.Percent(table.Rules))
		}
	}
	// Output:
	// 2025 no surcharge yet
	// 2026 3.5%
	// 2027 fees: no examplemart fuel_surcharge table for 2027-06-01: known from 2026-01-01 to 2026-12-31
}

// Which states levy a fee is what the files say, not the code.
func ExampleKind_Variants() {
	levy := fees.NewKind("delivery_levy", func(f *fees.TableFile) fees.Curve { return f.Only().Fee("fee") }, fees.AnyVariant)
	market := fees.NewFormat("examplemart", nil, levy)
	tables := must(market.Read(strings.NewReader(
		table("delivery_levy", "levy-co", `"variant": "colorado", "rows": [{"fee": "0.29"}]`) +
			table("delivery_levy", "levy-mn", `"variant": "minnesota", "rows": [{"fee": "0.50"}]`))))
	for _, state := range levy.Variants(tables) {
		fmt.Println(state, must(must(levy.OnVariant(tables, state, fees.Day(2026, time.June, 1))).Rules.At(dec("120"))))
	}
	// Output:
	// colorado 0.29
	// minnesota 0.5
}
