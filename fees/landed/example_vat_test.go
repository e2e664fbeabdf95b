package landed_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A trading company buys for 11,300 yuan with a special invoice and exports a month
// later.
func ExampleVAT_Purchase() {
	v := landed.VAT{
		Price:       landed.VATIncluded,
		RefundClass: landed.RefundGeneral,
		InvoicedOn:  fees.Day(2026, time.September, 1),
		ExportedOn:  fees.Day(2026, time.October, 8),
		DelayDays:   decimal.NewNullDecimal(decimal.New(60, 0)),
	}
	p, err := v.Purchase(fx.Money{Amount: decimal.New(11_300, 0), Currency: fx.CNY})
	if err != nil {
		fmt.Println(err)
		return
	}
	due, _ := p.Receivable.Due()
	fmt.Println(p.Excluding, "+", p.VAT, "VAT =", p.Gross)
	fmt.Println(p.Refund, "comes back on", due.Format(time.DateOnly))
	fmt.Println("cost:", p.Net)

	v.NoSpecialInvoice = true
	p, err = v.Purchase(fx.Money{Amount: decimal.New(11_300, 0), Currency: fx.CNY})
	fmt.Println("cost:", p.Net, "since", p.Reason, err)
	// Output:
	// 10000.00 CNY + 1300.00 CNY VAT = 11300.00 CNY
	// 1300.00 CNY comes back on 2026-12-07
	// cost: 10000.00 CNY
	// cost: 11300.00 CNY since there is no special VAT invoice <nil>
}

// The refund on batteries falls to 0 on 2027-01-01: what is exported in December still
// gets 6 %.
func ExampleRefundClass() {
	for _, day := range []time.Time{fees.Day(2026, time.March, 31), fees.Day(2026, time.December, 31), fees.Day(2027, time.January, 1)} {
		v := landed.VAT{Price: landed.VATIncluded, RefundClass: landed.RefundBatteries, ExportedOn: day}
		p, err := v.Purchase(fx.Money{Amount: decimal.New(1130, 0), Currency: fx.CNY})
		fmt.Println(day.Format(time.DateOnly), p.Refund, fx.Percent(p.RefundRate), p.RefundSource.Table, err)
	}
	// Output:
	// 2026-03-31 90.00 CNY 9% china-vat-refund-2024-12-01 <nil>
	// 2026-12-31 60.00 CNY 6% china-vat-refund-2026-04-01 <nil>
	// 2027-01-01 0.00 CNY 0% china-vat-refund-2027-01-01 <nil>
}

// A refund that is known to the fen, and when it comes is not.
func ExampleReceivable_Due() {
	r := landed.Receivable{Code: "vat_refund", From: fees.Day(2026, time.October, 8)}
	_, known := r.Due()
	fmt.Println(known)

	r.DelayDays = decimal.NewNullDecimal(decimal.New(45, 0))
	due, known := r.Due()
	fmt.Println(due.Format(time.DateOnly), known)
	// Output:
	// false
	// 2026-11-22 true
}

// A manufacturer that exports for a million yuan and has 80,000 of input VAT.
func ExampleManufacturer_Assess() {
	r, err := landed.Manufacturer{
		Exports:     decimal.New(1_000_000, 0),
		InputVAT:    decimal.New(80_000, 0),
		RefundClass: landed.RefundGeneral,
		ExportedOn:  fees.Day(2026, time.October, 8),
	}.Assess()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("not creditable:", r.NonCreditable)
	fmt.Println("excess:", r.Excess)
	fmt.Println("cap:", r.Cap)
	fmt.Println("refund:", r.Refund)
	fmt.Println("offset:", r.Offset)
	// Output:
	// not creditable: 0.00 CNY
	// excess: 80000.00 CNY
	// cap: 130000.00 CNY
	// refund: 80000.00 CNY
	// offset: 50000.00 CNY
}

// The shipped tables.
func ExampleShippedTables() {
	tables, err := landed.ShippedTables()
	if err != nil {
		fmt.Println(err)
		return
	}
	for table := range tables.All() {
		fmt.Println(table.Source.Table, table.Source.Confidence)
	}
	// Output:
	// china-vat-rate-1994-01-01 low
	// china-vat-rate-2018-05-01 low
	// china-vat-rate-2019-04-01 high
	// china-vat-refund-2019-04-01 medium
	// china-vat-refund-2024-12-01 high
	// china-vat-refund-2026-04-01 high
	// china-vat-refund-2027-01-01 high
}

// A table of one's own, by Chinese tariff code.
func ExampleReadTables() {
	tables, err := landed.ReadTables(strings.NewReader(`{
		"id": "my-refunds", "channel": "china-vat", "kind": "refund",
		"effective_from": "2026-04-01", "effective_to": "2026-12-31", "verified_on": "2026-11-20",
		"confidence": "medium", "source": "our customs broker",
		"rows": [{"class": "94054290", "label": "LED lamps", "rate": "0.13"}]
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	v := landed.VAT{
		Price: landed.VATIncluded, VATRate: decimal.NewNullDecimal(decimal.New(13, -2)),
		RefundClass: "94054290", ExportedOn: fees.Day(2026, time.October, 8), Tables: tables,
	}
	p, err := v.Purchase(fx.Money{Amount: decimal.New(1130, 0), Currency: fx.CNY})
	fmt.Println(p.Refund, p.RefundSource.Table, err)
	// Output: 130.00 CNY my-refunds <nil>
}
