package reports_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

const exampleBusiness = `(Child) ASIN,SKU,Sessions - Total,Units Ordered,Ordered Product Sales
B0CHILD001,SKU-NET,"12,131",683,"$12,905.25"
`

const exampleAds = `Date,Currency,Advertised SKU,Advertised ASIN,Impressions,Clicks,Spend,7 Day Total Sales 
2026-07-01,USD,SKU-NET,B0CHILD001,"52,000",610,$451.40,"$2,104.00"
`

func ExampleCollector() {
	collector, err := reports.NewCollector(reports.CollectOptions{
		Channel: "amazon-us", Currency: "USD",
		Period: kpi.Period{First: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), Last: time.Date(2026, 7, 31, 0, 0, 0, 0, time.UTC)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, text := range []string{exampleBusiness, exampleAds} {
		file, err := reports.Open(strings.NewReader(text), reports.Options{Currency: "USD"})
		if err != nil {
			fmt.Println(err)
			return
		}
		if err := collector.Read(file); err != nil {
			fmt.Println(err)
			return
		}
	}
	for _, facts := range collector.Facts() {
		for _, code := range []string{"unit_session_percentage", "acos", "tacos", "cm1"} {
			metric, err := kpi.Find(code)
			if err != nil {
				fmt.Println(err)
				return
			}
			result, err := kpi.Evaluate(metric, facts)
			if err != nil {
				fmt.Println(err)
				return
			}
			fmt.Println(facts.Scope, metric.Name+":", result.Value)
		}
	}
	// Output:
	// amazon-us/SKU-NET Unit session percentage (CVR): 5.63%
	// amazon-us/SKU-NET ACoS: 21.45%
	// amazon-us/SKU-NET TACoS: 3.50%
	// amazon-us/SKU-NET Gross profit (CM1): incomplete: item_sales, shipping_credits, gift_wrap_credits, promotions, refunds, landed_cogs
}

func ExampleCollector_AddCost() {
	collector, err := reports.NewCollector(reports.CollectOptions{Period: kpi.Day(2026, time.July, 3), Currency: "USD", Whole: []reports.Kind{reports.SettlementV2}})
	if err != nil {
		fmt.Println(err)
		return
	}
	day := time.Date(2026, 7, 3, 0, 0, 0, 0, time.UTC)
	collector.AddSettlement("july.txt", reports.SettlementRow{
		SKU: "S1", Type: "Order", AmountType: "ItemPrice", Description: "Principal", Currency: "USD", Day: day,
		Amount: decimal.NewNullDecimal(decimal.New(4000, -2)), Quantity: decimal.NewNullDecimal(decimal.New(2, 0)),
	})
	collector.AddReturn("returns.txt", reports.Return{SKU: "S1", Day: day, Units: decimal.NewNullDecimal(decimal.New(1, 0)), Disposition: "SELLABLE"})
	cost := func(text string) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.RequireFromString(text)) }
	collector.AddCost(reports.ItemCost{SKU: "S1", Product: cost("6"), Freight: cost("1.20"), Duty: cost("0.55"), Preparation: cost("0.10")})
	for _, facts := range collector.Facts() {
		value, err := facts.Value("landed_cogs") // of the unit that did not come back
		fmt.Println(facts.Scope, value, err)
	}
	// Output: S1 7.85 USD <nil>
}

func ExampleCollector_AddInput() {
	collector, err := reports.NewCollector(reports.CollectOptions{Channel: "amazon-us", Period: kpi.Day(2026, time.July, 3), Currency: "USD"})
	if err != nil {
		fmt.Println(err)
		return
	}
	collector.AddInput("", "overhead", decimal.New(1200, 0))
	for _, facts := range collector.Facts() {
		value, err := facts.Value("overhead")
		fmt.Println(facts.Scope, value, err)
	}
	// Output: amazon-us 1200.00 USD <nil>
}

func ExampleCollector_Notes() {
	collector, err := reports.NewCollector(reports.CollectOptions{Period: kpi.Day(2026, time.July, 3), Currency: "USD"})
	if err != nil {
		fmt.Println(err)
		return
	}
	collector.AddAd("ads.csv", reports.AdRow{Row: 2, SKU: "S1", Currency: "CAD", Spend: decimal.NewNullDecimal(decimal.New(250, -2))})
	for _, note := range collector.Notes() {
		fmt.Println(note.Code, note.File, note.First, note.Text)
	}
	// Output: other_currency ads.csv 2 left out: 1 row in another currency, 2.5 CAD
}
