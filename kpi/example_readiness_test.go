package kpi_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/kpi"
)

// What a seller who has the ads report and the sales can see, and what would help most.
func ExampleReady() {
	r, err := kpi.Ready(known("impressions 1000, clicks 30, ad_spend 15, ad_orders 3, ordered_product_sales 400, units_ordered 20"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Allowed)
	for _, m := range r.Missing[:2] {
		fmt.Println(m.Input, "unlocks", m.Unlocks)
	}
	// Output:
	// [average_selling_price ctr cpc tacos ad_conversion_rate purchase_rate cost_per_purchase]
	// ad_sales unlocks [acos roas ad_sales_share organic_sales organic_share]
	// order_items unlocks [sales_per_order_item units_per_order_item]
}

func ExampleReadiness() {
	r, _ := kpi.Ready(known("clicks 30"))
	fmt.Println(r.Known, len(r.Allowed), len(r.Blocked) > 0)
	// Output: [clicks] 0 true
}

func ExampleBlockedMetric() {
	r, _ := kpi.Ready(known("clicks 30"))
	for _, b := range r.Blocked {
		if b.Metric == "ctr" {
			fmt.Println(b.Missing)
		}
	}
	// Output: [impressions]
}

func ExampleMissingInput() {
	r, _ := kpi.Ready(known("velocity 3"))
	for _, m := range r.Missing {
		if m.Input == "in_stock_share" {
			fmt.Println(m.Unlocks, m.WaitedFor)
		}
	}
	// Output: [in_stock_rate] 1
}

// The commonest false profit of an importer.
func ExampleMissingDuty() {
	found, err := kpi.MissingDuty([]kpi.ItemCost{
		{Item: "NX-1", From: "CN", Purchase: factNull("8.20"), Freight: factNull("1.10"), Duty: factNull("2.26")},
		{Item: "NX-2", From: "CN", Purchase: factNull("6.40"), Freight: factNull("0.90")},
	}, kpi.DutyLimits{})
	for _, f := range found {
		fmt.Println(f.Item, f.Kind, "-", f.Text)
	}
	fmt.Println(err)
	// Output:
	// NX-2 duty_missing - goods from CN have freight and no duty
	// <nil>
}

func ExampleItemCost() {
	delivered := kpi.ItemCost{Item: "NX-3", From: "CN", Purchase: factNull("9"), Freight: factNull("0"), DutyPaid: true}
	found, _ := kpi.MissingDuty([]kpi.ItemCost{delivered}, kpi.DutyLimits{})
	fmt.Println(len(found))
	// Output: 0
}

func ExampleDutyLimits() {
	books := kpi.ItemCost{Item: "book", From: "CN", Purchase: factNull("5"), Freight: factNull("1"), Duty: factNull("0")}
	found, _ := kpi.MissingDuty([]kpi.ItemCost{books}, kpi.DutyLimits{FreeIsFine: true})
	fmt.Println(len(found))
	// Output: 0
}

// A weight in grams among weights in pounds.
func ExampleOutliers() {
	var weights []kpi.Reading
	for i, pounds := range []string{"1.20", "1.22", "1.20", "544.3", "1.21"} {
		weights = append(weights, kpi.Reading{Item: "NX-HD", Origin: fmt.Sprint("preview.csv row ", i+2), Group: "NX-HD", Amount: factDec(pounds)})
	}
	found, err := kpi.Outliers("weight", weights, kpi.OutlierLimits{})
	for _, f := range found {
		fmt.Println(f.Origin+":", f.Text)
	}
	fmt.Println(err)
	// Output:
	// preview.csv row 5: weight of 544.3 is far above the median 1.21 of its group: about 453.6 times it, as between pounds and grams
	// <nil>
}

func ExampleReading() {
	found, _ := kpi.Outliers("fee", []kpi.Reading{{Item: "a", Amount: factDec("3.22")}}, kpi.OutlierLimits{})
	fmt.Println(len(found)) // one reading has no group to be far from
	// Output: 0
}

func ExampleOutlierLimits() {
	fees := readings("", "3.22", "3.22", "3.22", "3.22", "3.60")
	wide, _ := kpi.Outliers("fee", fees, kpi.OutlierLimits{})
	narrow, _ := kpi.Outliers("fee", fees, kpi.OutlierLimits{Floor: factDec("0.01")})
	fmt.Println(len(wide), len(narrow))
	// Output: 0 1
}

func ExampleDuplicates() {
	row := func(n int, order, amount string) kpi.KeyedRow {
		return kpi.KeyedRow{File: "settlement.txt", Row: n, Key: []string{order, "Principal"}, Amount: factDec(amount)}
	}
	found, err := kpi.Duplicates([]kpi.KeyedRow{row(2, "111-1", "29.95"), row(3, "111-2", "29.95"), row(9, "111-1", "29.95")}, false)
	for _, f := range found {
		fmt.Println(f.Item, f.Kind, "-", f.Origin, "-", f.Text)
	}
	fmt.Println(err)
	// Output:
	// 111-1 / Principal repeated - settlement.txt row 9 - the same key and amount stand in settlement.txt row 2
	// <nil>
}

// Rows of one search term add up within a report; the same rows in a second export do not.
func ExampleKeyedRow() {
	row := func(file, spend string) kpi.KeyedRow {
		return kpi.KeyedRow{File: file, Key: []string{"2026-09-02", "blue widget"}, Amount: factDec(spend)}
	}
	found, _ := kpi.Duplicates([]kpi.KeyedRow{row("a.csv", "10"), row("a.csv", "2"), row("b.csv", "10"), row("b.csv", "2")}, true)
	for _, f := range found {
		fmt.Println(f.Kind, f.Origin, f.Value)
	}
	// Output: repeated b.csv 12
}

func ExampleOutsidePeriod() {
	found, err := kpi.OutsidePeriod(factDays(14), []kpi.DatedRow{
		{Item: "111-1", Day: time.Date(2026, 7, 3, 0, 0, 0, 0, time.UTC)},
		{Item: "111-2", Day: time.Date(2026, 6, 14, 0, 0, 0, 0, time.UTC)},
	})
	for _, f := range found {
		fmt.Println(f.Item, f.Kind, f.Value)
	}
	fmt.Println(err)
	// Output:
	// 111-2 before_period 2026-06-14
	// <nil>
}

func ExampleDatedRow() {
	found, _ := kpi.OutsidePeriod(factDays(14), []kpi.DatedRow{{Item: "111-3"}})
	fmt.Println(found[0].Kind)
	// Output: no_date
}

func ExampleDataFault() {
	f := kpi.DataFault{Kind: kpi.DutyZero, Item: "NX-1", Field: "duty", Value: "0", Text: "goods from CN have a duty of 0"}
	fmt.Println(f.Item, f.Text)
	// Output: NX-1 goods from CN have a duty of 0
}

func ExampleDataFaultKind() {
	fmt.Println(kpi.Repeated, kpi.Conflicting)
	// Output: repeated conflicting
}
