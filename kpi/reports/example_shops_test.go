package reports_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/lianxing/crossborder/kpi/reports"
)

func ExampleFile_Walmart() {
	text := "Period Start Date,Period End Date,Total Payable,Currency,Transaction Posted Timestamp,Transaction Type,Amount,Amount Type\n4/11/2026,4/24/2026,17.18,USD,,PaymentSummary,,\n,,,USD,4/20/2026,Sale,19.52,Product Price\n,,,USD,4/20/2026,Sale,-2.34,Commission on Product\n"
	file, err := reports.Open(strings.NewReader(text), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var sum reports.WalmartSummary
	for row, err := range file.Walmart() {
		if err == nil {
			err = sum.Add(row)
		}
		if err != nil {
			fmt.Println(err)
			return
		}
	}
	fmt.Println(sum.Sum, sum.Payable.Decimal, sum.Difference().Decimal)
	// Output: 17.18 17.18 0
}

func ExampleWalmartSummary_Add() {
	var sum reports.WalmartSummary
	fmt.Println(sum.Add(reports.WalmartRow{Currency: "USD", SKU: "S1", Amount: one("19.52")}))
	fmt.Println(sum.Add(reports.WalmartRow{Currency: "CAD", SKU: "S1", Amount: one("19.52")}))
	fmt.Println(sum.Items["S1"])
	// Output:
	// <nil>
	// fx: currencies do not match: USD and CAD
	// 19.52
}

func ExampleWalmartSummary_Difference() {
	sum := reports.WalmartSummary{Payable: one("17.18")}
	fmt.Println(sum.Difference().Decimal)
	// Output: 17.18
}

func ExampleFile_WalmartItems() {
	file, err := reports.Open(strings.NewReader("SKU,Publish Status,Status Change Reason,Price,Currency\nS1,UNPUBLISHED,Reasonable Price Not Satisfied,19.99,USD\n"), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for item, err := range file.WalmartItems() {
		fmt.Println(item.SKU, item.Price.Decimal, item.UnpublishedForPrice(), err)
	}
	// Output: S1 19.99 true <nil>
}

func ExampleWalmartItem_UnpublishedForPrice() {
	item := reports.WalmartItem{StatusReason: "End Date Passed"}
	fmt.Println(item.UnpublishedForPrice())
	// Output: false
}

func ExampleFile_ShopifyOrders() {
	text := "Name,Currency,Subtotal,Shipping,Total,Lineitem quantity,Lineitem price,Lineitem sku\n#1001,USD,29.98,5.00,34.98,2,9.99,TEE\n#1001,,,,,1,10.00,MUG\n"
	file, err := reports.Open(strings.NewReader(text), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for order, err := range file.ShopifyOrders() {
		fmt.Println(order.Name, order.Total.Decimal, order.Currency, len(order.Lines), "lines", err)
	}
	// Output: #1001 34.98 USD 2 lines <nil>
}

func ExampleShopifyOrder_LinesTotal() {
	order := reports.ShopifyOrder{Lines: []reports.ShopifyLine{{Units: one("2"), Price: one("9.99")}, {Units: one("1"), Price: one("10"), Discount: one("1")}}}
	fmt.Println(order.LinesTotal().Decimal)
	// Output: 28.98
}

func ExampleFile_ShopifyTransactions() {
	text := "Transaction Date,Type,Order,Payout Date,Amount,Fee,Net,Currency\n2026-06-06 04:15:48 -0700,charge,#25665,2026/6/12,$21.83,$1.52,$20.31,USD\n"
	file, err := reports.Open(strings.NewReader(text), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for row, err := range file.ShopifyTransactions() {
		fmt.Println(row.Type, row.Order, row.Net.Decimal, row.PayoutDay.Format(time.DateOnly), err)
	}
	// Output: charge #25665 20.31 2026-06-12 <nil>
}

func ExampleShopifyTransaction_NetDifference() {
	row := reports.ShopifyTransaction{Amount: one("21.83"), Fee: one("1.52"), Net: one("20.30")}
	fmt.Println(row.NetDifference().Decimal)
	// Output: -0.01
}

func ExampleFile_ShopifyPayouts() {
	text := "Payout Date,Status,Charges,Refunds,Adjustments,Reserved Funds,Fees,Retried Amount,Total,Currency\n2026-09-03,paid,450.00,-20.00,0.00,0.00,-13.35,0.00,416.65,USD\n"
	file, err := reports.Open(strings.NewReader(text), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for payout, err := range file.ShopifyPayouts() {
		fmt.Println(payout.Total.Decimal, payout.Difference().Decimal, err)
	}
	// Output: 416.65 0 <nil>
}

func ExampleShopifyPayout_Difference() {
	payout := reports.ShopifyPayout{Charges: one("100"), Fees: one("-3"), Total: one("96")}
	fmt.Println(payout.Difference().Decimal)
	// Output: -1
}

func ExampleShopifyReconciliation_Matches() {
	day := time.Date(2026, 9, 3, 0, 0, 0, 0, time.UTC)
	var s reports.ShopifyReconciliation
	s.AddPayout(reports.ShopifyPayout{Day: day, Currency: "USD", Total: one("54.36")})
	s.AddTransaction(reports.ShopifyTransaction{Type: "charge", PayoutDay: day, Currency: "USD", Net: one("54.36")})
	for _, m := range s.Matches() {
		fmt.Println(m.Day.Format(time.DateOnly), m.Status, m.Total, m.Net)
	}
	// Output: 2026-09-03 matched 54.36 54.36
}

func ExampleShopifyReconciliation_AddPayout() {
	var s reports.ShopifyReconciliation
	s.AddPayout(reports.ShopifyPayout{Day: time.Date(2026, 9, 3, 0, 0, 0, 0, time.UTC), Currency: "USD", Total: one("54.36")})
	fmt.Println(s.Matches()[0].Status)
	// Output: no_transactions
}

func ExampleShopifyReconciliation_AddTransaction() {
	var s reports.ShopifyReconciliation
	s.AddTransaction(reports.ShopifyTransaction{Type: "charge", PayoutDay: time.Date(2026, 9, 3, 0, 0, 0, 0, time.UTC), Currency: "USD", Net: one("54.36")})
	fmt.Println(s.Matches()[0].Status)
	// Output: no_payout
}

func ExampleShopifyReconciliation_Pending() {
	var s reports.ShopifyReconciliation
	s.AddTransaction(reports.ShopifyTransaction{Type: "charge", Currency: "USD", Net: one("20.31")})
	fmt.Println(s.Pending())
	// Output: [20.31 USD]
}

func ExampleShopifyReconciliation_PendingUnknown() {
	var s reports.ShopifyReconciliation
	s.AddTransaction(reports.ShopifyTransaction{Row: 2, Type: "charge", Currency: "USD", Net: one("20.31")})
	s.AddTransaction(reports.ShopifyTransaction{Row: 3, Type: "charge", Currency: "USD"})
	fmt.Println(s.Pending(), "without the rows", s.PendingUnknown())
	// Output: [20.31 USD] without the rows [3]
}
