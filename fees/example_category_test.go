package fees_test

import (
	"errors"
	"fmt"
	"slices"
	"testing/fstest"
	"time"

	"github.com/lianxing/crossborder/fees"
)

// commissions is what ExampleMart takes in its categories.
func commissions() fees.Categories[struct{}] {
	return must(readTable(`"rows": [
	  {"category": "toys_games", "label": "Toys & Games", "mode": "flat", "bands": [{"rate": "0.15"}], "minimum": "0.30"},
	  {"category": "furniture", "label": "Furniture", "mode": "portion", "bands": [{"to": "200", "rate": "0.15"}, {"rate": "0.10"}]},
	  {"category": "art_prints", "label": "Art Prints", "mode": "unknown"}
	]`, func(f *fees.TableFile) fees.Categories[struct{}] {
		return fees.ReadCategories[struct{}](f, "commission", "sales price", nil)
	}))
}

// What a sale of a table costs, and why.
func ExampleCategory() {
	furniture, err := commissions().Fee("furniture", "commission_rate")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(furniture.Label, must(furniture.Amount.AtRounded(dec("349"), 2)).StringFixed(2))
	fmt.Println(furniture.Basis)
	// Output:
	// Furniture 44.90
	// of each portion of the sales price 15% up to 200.00, 10% above
}

// A list of all categories with what they cost at 25.00.
func ExampleCategories() {
	table := commissions()
	for key := range table.Keys() {
		category := must(table.Find(key))
		if !category.Public {
			fmt.Println(category.Label, "not public")
			continue
		}
		fmt.Println(category.Label, must(category.Amount.AtRounded(dec("25"), 2)).StringFixed(2))
	}
	// Output:
	// Art Prints not public
	// Furniture 3.75
	// Toys & Games 3.75
}

// A name that the channel does not know comes back with those that look like it.
func ExampleCategories_Find() {
	_, err := commissions().Find("Toys")
	fmt.Println(err)
	// Output: fees: unknown category "Toys", did you mean toys_games?
}

// A fee that nobody published is asked for by the name of the input that takes it.
func ExampleCategories_Fee() {
	_, err := commissions().Fee("art_prints", "commission_rate")
	var hidden *fees.NotPublicError
	if errors.As(err, &hidden) {
		fmt.Println("the", hidden.What, "is needed as", hidden.Supply)
	}
	// Output: the commission of art_prints is needed as commission_rate
}

func ExampleCategories_Keys() {
	for key := range commissions().Keys() {
		fmt.Println(key)
	}
	// Output:
	// art_prints
	// furniture
	// toys_games
}

// What else a channel knows of a category is read into a type of its own: here
// whether a seller needs an approval.
func ExampleReadCategories() {
	type gate struct{ approval bool }
	table := must(readTable(`"rows": [
	  {"category": "jewelry", "mode": "flat", "bands": [{"rate": "0.20"}], "approval": true},
	  {"category": "toys_games", "mode": "flat", "bands": [{"rate": "0.15"}]}
	]`, func(f *fees.TableFile) fees.Categories[gate] {
		return fees.ReadCategories(f, "commission", "sales price", func(row *fees.Row) gate { return gate{row.Flag("approval")} })
	}))
	for key := range table.Keys() {
		category := must(table.Find(key))
		fmt.Println(key, category.Basis, category.Extra.approval)
	}
	// Output:
	// jewelry 20% of the sales price true
	// toys_games 15% of the sales price false
}

// What a channel offers to its users as Categories.
func ExampleCategoryKeys() {
	referral := fees.NewKind("referral", func(f *fees.TableFile) fees.Categories[struct{}] {
		return fees.ReadCategories[struct{}](f, "referral fee", "sales price", nil)
	})
	market := fees.NewFormat("examplemart", fstest.MapFS{"referral.json": {Data: []byte(marketTable("referral", `"rows": [
	  {"category": "toys_games", "mode": "flat", "bands": [{"rate": "0.15"}]},
	  {"category": "jewelry", "mode": "unknown"}
	]`))}}, referral)
	keys, err := fees.CategoryKeys(market, nil, referral, "", fees.Day(2026, time.June, 1))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(slices.Collect(keys))
	_, err = fees.CategoryKeys(market, nil, referral, "", fees.Day(1999, time.June, 1))
	fmt.Println(err)
	// Output:
	// [jewelry toys_games]
	// fees: no examplemart referral table for 1999-06-01: known from 2026-01-01 to 2026-12-31
}
