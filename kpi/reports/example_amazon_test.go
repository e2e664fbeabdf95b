package reports_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

func ExampleFile_Business() {
	file, err := reports.Open(strings.NewReader("(Child) ASIN,SKU,Sessions - Total,Units Ordered,Ordered Product Sales\nB0CHILD001,SKU-NET,\"12,131\",683,\"$12,905.25\"\n"), reports.Options{Currency: "USD"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for row, err := range file.Business() {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(row.SKU, row.Total.Sessions.Decimal, row.Total.Units.Decimal, row.Total.Sales.Decimal, row.Currency, row.Total.BuyBox.Valid)
	}
	// Output: SKU-NET 12131 683 12905.25 USD false
}

func ExampleReadSalesAndTraffic() {
	text := `{"salesAndTrafficByDate": [{"date": "2021-06-11",
		"salesByDate": {"unitsOrdered": 23, "orderedProductSales": {"amount": 238.44, "currencyCode": "USD"}},
		"trafficByDate": {"browserSessions": 906, "sessions": 1000}}]}`
	for row, err := range reports.ReadSalesAndTraffic(strings.NewReader(text), reports.Options{Name: "api.json"}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(row.Date.Format(time.DateOnly), row.Total.Sessions.Decimal, row.Browser.Sessions.Decimal, row.Total.Units.Decimal)
	}
	// Output: 2021-06-11 1000 906 23
}

func ExampleFile_Ads() {
	text := "Start Date,End Date,Currency,Customer Search Term,Impressions,Clicks,Spend,7 Day Total Sales \n2026-09-01,2026-09-07,USD,cast net,\"1,204\",31,$16.12,\"$1,234.50\"\n"
	file, err := reports.Open(strings.NewReader(text), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for row, err := range file.Ads() {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(row.SearchTerm, row.Period, row.Clicks.Decimal, row.Spend.Decimal, row.Attributed.Sales.Decimal, "within", row.WindowDays, "days")
	}
	// Output: cast net 2026-09-01..2026-09-07 31 16.12 1234.5 within 7 days
}

func ExampleFile_Inventory() {
	file, err := reports.Open(strings.NewReader("snapshot-date\tsku\tcurrency\tavailable\tyour-price\tunits-shipped-t90\n2026-07-31\tS1\tUSD\t165\t0.0\t373\n"), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for row, err := range file.Inventory() {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(row.SKU, row.Available.Decimal, row.Shipped.Last90.Decimal, "a price:", row.Price.Valid)
	}
	// Output: S1 165 373 a price: false
}

func ExampleFile_FeePreview() {
	text := "sku,longest-side,unit-of-dimension,currency,estimated-fee-total,estimated-referral-fee-per-unit,expected-fulfillment-fee-per-unit\nS1,7.64,inches,USD,11.81,4.49,7.32\n"
	file, err := reports.Open(strings.NewReader(text), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for row, err := range file.FeePreview() {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(row.SKU, row.Longest, row.Referral.Decimal, row.Fulfilment.Decimal)
	}
	// Output: S1 7.64 in 4.49 7.32
}

func ExampleFeePreviewRow_TotalDifference() {
	known := func(text string) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.RequireFromString(text)) }
	row := reports.FeePreviewRow{Total: known("11.81"), Referral: known("4.49"), Fulfilment: known("7.30")}
	fmt.Println(row.TotalDifference().Decimal)
	// Output: 0.02
}

func ExampleCollects() {
	fmt.Println(reports.Collects(reports.BusinessReport), reports.Collects(reports.ShopifyPayouts))
	// Output: true false
}

func ExampleNewCollector() {
	_, err := reports.NewCollector(reports.CollectOptions{Period: kpi.Day(2026, time.July, 3), Currency: "DOLLARS"})
	fmt.Println(err)
	// Output: currency must be a currency of ISO 4217, got "DOLLARS"
}

// collector is of one day, in dollars.
func collector() *reports.Collector {
	c, err := reports.NewCollector(reports.CollectOptions{Period: kpi.Day(2026, time.July, 3), Currency: "USD"})
	if err != nil {
		panic(err)
	}
	return c
}

// one is a known number.
func one(text string) decimal.NullDecimal {
	return decimal.NewNullDecimal(decimal.RequireFromString(text))
}

func ExampleCollector_Read() {
	c := collector()
	file, err := reports.Open(strings.NewReader("SKU,Sessions,Units Ordered,Ordered Product Sales\nS1,12,2,$40.00\nS2,many,0,$0.00\n"), reports.Options{Name: "july.csv", Currency: "USD"})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := c.Read(file); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(c.Facts()), "item")
	fmt.Println(c.Notes()[0].Text)
	// Output:
	// 1 item
	// july.csv: row 3: "Sessions" must be a number, got "many"
}

func ExampleCollector_Facts() {
	c := collector()
	c.AddAd("ads.csv", reports.AdRow{SKU: "S1", Spend: one("2.50"), Attributed: reports.Purchases{Sales: one("10")}})
	facts := c.Facts()[0]
	fmt.Println(facts.Scope, facts.Period, facts.Known["ad_spend"].Amount, facts.Known["ad_spend"].Origins)
	// Output: S1 2026-07-03 2.5 [ads.csv]
}

func ExampleCollector_AddBusiness() {
	c := collector()
	row := reports.BusinessRow{SKU: "S1"}
	row.Total.Sessions, row.Total.Units = one("40"), one("3")
	c.AddBusiness("july.csv", row)
	c.AddBusiness("july.csv", row) // the same child under another parent
	fmt.Println(c.Facts()[0].Known["sessions"].Amount)
	// Output: 80
}

func ExampleCollector_AddAd() {
	c := collector()
	c.AddAd("ads.csv", reports.AdRow{ASIN: "B0CHILD001", Clicks: one("31")})
	fmt.Println(c.Facts()[0].Scope, c.Facts()[0].Known["clicks"].Amount)
	// Output: B0CHILD001 31
}

func ExampleCollector_AddInventory() {
	c := collector()
	c.AddInventory("stock.csv", reports.InventoryRow{SKU: "S1", Day: time.Date(2026, 7, 3, 0, 0, 0, 0, time.UTC), Available: one("165")})
	fmt.Println(c.Facts()[0].Known["ending_units"].Amount)
	// Output: 165
}

func ExampleCollector_AddReturn() {
	c := collector()
	c.AddReturn("returns.txt", reports.Return{SKU: "S1", Day: time.Date(2026, 7, 3, 0, 0, 0, 0, time.UTC), Units: one("1"), Disposition: "DEFECTIVE"})
	fmt.Println(c.Facts()[0].Known["units_returned"].Amount)
	// Output: 1
}

func ExampleCollector_AddSettlement() {
	c := collector()
	c.AddSettlement("july.txt", reports.SettlementRow{
		SKU: "S1", Type: "Order", AmountType: "ItemFees", Description: "Commission", Currency: "USD",
		Day: time.Date(2026, 7, 3, 0, 0, 0, 0, time.UTC), Amount: one("-6.00"),
	})
	fmt.Println(c.Facts()[0].Known["referral_fees"].Amount) // costs are above 0
	// Output: 6
}
