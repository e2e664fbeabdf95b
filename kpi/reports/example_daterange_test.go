package reports_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi/reports"
)

// dateRangeFile is a date range report whose last row does not add up.
const dateRangeFile = "\"All amounts in USD, unless specified\"\n" +
	"\"date/time\",\"type\",\"sku\",\"product sales\",\"selling fees\",\"other\",\"total\"\n" +
	"\"Sep 4, 2026 1:05:07 AM PDT\",\"Order\",\"MUG-1\",\"76.00\",\"-11.55\",\"0\",\"64.45\"\n" +
	"\"Sep 16, 2026 12:00:00 AM PDT\",\"Transfer\",\"\",\"0\",\"0\",\"-60.00\",\"-60.01\"\n"

// ranged returns the summary of dateRangeFile.
func ranged() (sum reports.DateRangeSummary) {
	f, err := reports.Open(strings.NewReader(dateRangeFile), reports.Options{Name: "september.csv"})
	if err != nil {
		panic(err)
	}
	for r, err := range f.DateRange() {
		if err != nil {
			panic(err)
		}
		sum.Add(r)
	}
	return sum
}

func ExampleFile_DateRange() {
	f, err := reports.Open(strings.NewReader(dateRangeFile), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for r, err := range f.DateRange() {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(r.Day.Format(time.DateOnly), r.Type, r.Total.Decimal, r.Currency)
	}
	// Output:
	// 2026-09-04 Order 64.45 USD
	// 2026-09-16 Transfer -60.01 USD
}

func ExampleDateRangeSummary() {
	sum := ranged()
	for _, k := range sum.Kinds() {
		fmt.Println(k.Kind, fx.Plain(k.Amount))
	}
	listed, _ := sum.Differences()
	for _, d := range listed {
		fmt.Println(d.Place, "differs by", fx.Plain(d.Difference))
	}
	// Output:
	// order 64.45
	// transfer -60.01
	// september.csv:4 differs by 0.01
}

func ExampleDateRangeSummary_Add() {
	var sum reports.DateRangeSummary
	sum.Add(reports.DateRangeRow{Type: "Order", Total: decimal.NewNullDecimal(decimal.New(6445, -2))})
	fmt.Println(sum.Total())
	// Output:
	// 64.45
}

func ExampleDateRangeSummary_Merge() {
	first, second := ranged(), ranged()
	first.Merge(&second)
	fmt.Println(first.Total())
	// Output:
	// 8.88
}

func ExampleDateRangeSummary_Total() {
	sum := ranged()
	fmt.Println(sum.Total())
	// Output:
	// 4.44
}

func ExampleDateRangeSummary_Transfers() {
	sum := ranged()
	fmt.Println(sum.Transfers())
	// Output:
	// -60.01
}

func ExampleDateRangeSummary_Rows() {
	sum := ranged()
	fmt.Println(sum.Rows())
	// Output:
	// 2 0
}

func ExampleDateRangeSummary_Currency() {
	sum := ranged()
	sum.Add(reports.DateRangeRow{Currency: "CAD"})
	c, ok := sum.Currency()
	fmt.Printf("%q %v\n", c, ok) // sums of two currencies mean nothing
	// Output:
	// "" false
}

func ExampleDateRangeSummary_Kinds() {
	sum := ranged()
	for _, k := range sum.Kinds() {
		fmt.Println(k.Kind, k.Rows, fx.Plain(k.Amount))
	}
	// Output:
	// order 1 64.45
	// transfer 1 -60.01
}

func ExampleDateRangeSummary_SKUs() {
	sum := ranged()
	for _, s := range sum.SKUs() {
		fmt.Printf("%q %s\n", s.SKU, fx.Plain(s.Amount))
	}
	// Output:
	// "" -60.01
	// "MUG-1" 64.45
}

func ExampleDateRangeSummary_Column() {
	sum := ranged()
	fmt.Println(sum.Column("selling fees"))
	// Output:
	// -11.55 true
}

func ExampleDateRangeSummary_Differences() {
	sum := ranged()
	fmt.Println(sum.Differences())
	// Output:
	// [{september.csv:4 0.01}] 0
}

func ExampleDateRangeTotal() {
	sum := ranged()
	fmt.Println(sum.Kinds()[0].Kind)
	// Output:
	// order
}

func ExampleDateRangeDifference() {
	sum := ranged()
	listed, _ := sum.Differences()
	fmt.Println(listed[0].Place, fx.Plain(listed[0].Difference))
	// Output:
	// september.csv:4 0.01
}

func ExampleDateRangeColumns() {
	names := reports.DateRangeColumns()
	fmt.Println(len(names), names[0], names[14])
	// Output:
	// 16 product sales other
}

func ExampleDateRangeRow() {
	var r reports.DateRangeRow
	fmt.Println(r.Total.Valid, r.Kind())
	// Output:
	// false other
}

func ExampleDateRangeRow_Amount() {
	f, err := reports.Open(strings.NewReader(dateRangeFile), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for r := range f.DateRange() {
		fmt.Println(r.Amount("selling fees").Decimal, r.Amount("fba fees").Valid) // the file has no such column
	}
	// Output:
	// -11.55 false
	// 0 false
}

func ExampleDateRangeRow_Sum() {
	r := reports.DateRangeRow{}
	r.Amounts[0] = decimal.NewNullDecimal(decimal.New(7600, -2))
	r.Amounts[11] = decimal.NewNullDecimal(decimal.New(-1155, -2))
	fmt.Println(r.Sum())
	// Output:
	// 64.45
}

func ExampleDateRangeRow_Difference() {
	r := reports.DateRangeRow{Total: decimal.NewNullDecimal(decimal.New(7601, -2))}
	r.Amounts[0] = decimal.NewNullDecimal(decimal.New(7600, -2))
	fmt.Println(r.Difference().Decimal)
	// Output:
	// -0.01
}

func ExampleDateRangeRow_Kind() {
	for _, name := range []string{"Order", "Erstattung", "Transfert", "注文"} {
		r := reports.DateRangeRow{Type: name}
		fmt.Println(name, r.Kind())
	}
	// Output:
	// Order order
	// Erstattung refund
	// Transfert transfer
	// 注文 order
}

func ExampleTransactionKind() {
	r := reports.DateRangeRow{Type: "Service Fee"}
	fmt.Println(r.Kind() == reports.ServiceFeeTransaction)
	// Output:
	// true
}
