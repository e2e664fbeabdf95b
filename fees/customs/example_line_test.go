package customs_test

import (
	"fmt"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/shopspring/decimal"
)

// duty prints the duty of an entry.
func duty(e customs.Entry) {
	w, err := e.Assess()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(w.Duty)
}

// Whether a tire is an auto part is not in its code.
func ExampleQuestion() {
	duty(entryOf("4011.10.1070", customs.Facts{}))
	duty(entryOf("4011.10.1070", customs.Facts{Answers: map[customs.Question]bool{customs.AutoPart: true}}))
	duty(entryOf("4011.10.1070", customs.Facts{Answers: map[customs.Question]bool{customs.AutoPart: false}}))
	// Output:
	// 415 to 540
	// 540
	// 415
}

// Of a list that the tariff file is unsure about, an answer decides.
func ExampleOnList() {
	fmt.Println(customs.OnList("301_list_3"))
	// Output:
	// on_list:301_list_3
}

// In 2025 the duty on metals fell on the value of the metal, and the rest paid
// another one: without the value it is a range.
func ExampleMaterial() {
	e := entryOf("7323.93.0045", customs.Facts{})
	e.Date = fees.Day(2025, 10, 1)
	duty(e)
	e.Lines[0].Facts.ContentValue = map[customs.Material]decimal.Decimal{customs.Steel: decimal.NewFromInt(800)}
	duty(e)
	// Output:
	// 320 to 720
	// 640
}

// Listed metal under 15 % of the weight frees an article of the duty on metals, and
// the 301 duty on forced labor applies then.
func ExampleFacts() {
	for _, share := range []string{"0.1", "0.15"} {
		duty(entryOf("8516.60.4070", customs.Facts{MetalWeight: decimal.NewNullDecimal(decimal.RequireFromString(share))}))
	}
	// Output:
	// 375
	// 500
}

// An antidumping rate is an input. Without it the worksheet is not complete.
func ExampleCase() {
	e := entryOf("4011.10.1070", customs.Facts{Answers: map[customs.Question]bool{customs.AutoPart: true}})
	e.Lines[0].NoCases = false
	e.Lines[0].Cases = []customs.Case{
		{Number: "A-570-016", Rate: decimal.NewNullDecimal(decimal.RequireFromString("0.2584"))},
		{Number: "C-570-017", Countervailing: true},
	}
	w, err := e.Assess()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(w.Duty, w.Complete, w.Missing)
	// Output:
	// 798.4 false [4011.10.1070: the rate of Countervailing duty C-570-017]
}

// A line of goods assembled abroad of US parts: duties fall on the rest.
func ExampleLine() {
	duty(customs.Entry{Date: fees.Day(2026, 10, 1), Mode: customs.Truck, Lines: []customs.Line{{
		Ref: "BAG", HTS: "4202.92.3120", Origin: "CN", Value: decimal.NewFromInt(1000), NoCases: true,
		Chapter98: "9802.00.80", DutiableValue: decimal.NewNullDecimal(decimal.NewFromInt(700)),
	}}})
	// Output:
	// 385.7
}

// The time line of each programme is one table.
func ExampleShippedTables() {
	tables, err := customs.ShippedTables()
	if err != nil {
		fmt.Println(err)
		return
	}
	for table := range tables.All() {
		if table.Kind == "programme" && strings.HasPrefix(table.Variant, "301") {
			fmt.Println(table.Variant, table.Source.Confidence)
		}
	}
	// Output:
	// 301 high
	// 301_brazil medium
	// 301_exclusion high
	// 301_forced_labor medium
	// 301_review high
}

// A tariff file of one's own stands beside the shipped one.
func ExampleReadTables() {
	own, err := customs.ReadTables(strings.NewReader(`{
  "id": "my-tariff", "channel": "us-customs", "kind": "tariff", "variant": "mine",
  "effective_from": "2026-01-01", "effective_to": null,
  "verified_on": "2026-11-23", "confidence": "medium", "source": "my broker, 2026-11-20",
  "rows": [
    {"hts": "8211.91.50", "goods": "table knives", "column_1": {"specific": "0.007", "unit": "No.", "ad_valorem": "0.037"}, "lists": ["301_list_4a"]}
  ]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	shipped, err := customs.ShippedTables()
	if err != nil {
		fmt.Println(err)
		return
	}
	e := entryOf("8211.91.50", customs.Facts{})
	if e.Tables, err = shipped.With(own); err != nil {
		fmt.Println(err)
		return
	}
	e.Lines[0].Quantities = map[string]decimal.Decimal{"No.": decimal.NewFromInt(500)}
	duty(e)
	// Output:
	// 240.5
}
