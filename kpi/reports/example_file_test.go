package reports_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lianxing/crossborder/kpi/reports"
)

// returnsFile is a small file of returns, as a European tool writes it.
const returnsFile = "return-date;order-id;sku;quantity;detailed-disposition;our note\n" +
	"2026-06-05T03:31:40+00:00;A-1;MUG-1;1;SELLABLE;-\n" +
	"yesterday;A-2;MUG-1;1;DEFECTIVE;-\n"

func ExampleOpen() {
	f, err := reports.Open(strings.NewReader(returnsFile), reports.Options{Name: "returns.csv", Zone: reports.Pacific()})
	if err != nil {
		fmt.Println(err)
		return
	}
	for r, err := range f.Returns() {
		if err != nil {
			fmt.Println(err) // the next row follows
			continue
		}
		fmt.Println(r.Day.Format(time.DateOnly), r.SKU, r.Units.Decimal)
	}
	// Output:
	// 2026-06-04 MUG-1 1
	// returns.csv: row 3: "return-date" must be a date such as 2026-06-17 or a time such as 2026-06-17 08:14:22 UTC, got "yesterday"
}

func ExampleFile() {
	f, err := reports.Open(strings.NewReader(returnsFile), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Kind(), f.Layout().Unknown)
	// Output:
	// amazon fba customer returns [our note]
}

func ExampleFile_Kind() {
	_, err := reports.Open(strings.NewReader("a,b\n1,2\n"), reports.Options{})
	fmt.Println(err)
	f, err := reports.Open(strings.NewReader(returnsFile), reports.Options{})
	fmt.Println(f.Kind(), err)
	// Output:
	// is not a report that is known
	// amazon fba customer returns <nil>
}

func ExampleFile_Name() {
	f, err := reports.Open(strings.NewReader(returnsFile), reports.Options{Name: "returns.csv"})
	fmt.Println(f.Name(), err)
	// Output:
	// returns.csv <nil>
}

func ExampleFile_Layout() {
	f, err := reports.Open(strings.NewReader(returnsFile), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	l := f.Layout()
	fmt.Printf("%s, %q, titles in row %d\n", l.Encoding, l.Separator, l.HeaderRow)
	fmt.Println(strings.Join(l.Columns, ", "))
	fmt.Println("not understood:", l.Unknown)
	// Output:
	// UTF-8, ';', titles in row 1
	// return-date, order-id, sku, quantity, detailed-disposition
	// not understood: [our note]
}

func ExampleLayout() {
	f, err := reports.Open(strings.NewReader("\"All amounts in EUR\"\ndate/time;type;product sales;selling fees;total\n"), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%q before row %d\n", f.Layout().Notes, f.Layout().HeaderRow)
	// Output:
	// ["All amounts in EUR"] before row 2
}

func ExampleOptions() {
	// A file whose titles this package does not know, with days before months.
	f, err := reports.Open(strings.NewReader("Rückgabe,order-id,sku,quantity,detailed-disposition\n4/9/2026,A,MUG-1,1,SELLABLE\n"), reports.Options{
		Titles: map[string]string{"Rückgabe": "return-date"}, DayFirst: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for r, err := range f.Returns() {
		fmt.Println(r.Day.Format(time.DateOnly), err)
	}
	// Output:
	// 2026-09-04 <nil>
}

func ExampleEncoding() {
	f, err := reports.Open(strings.NewReader("return-date,order-id,sku,product-name,quantity,detailed-disposition\n2026-06-05,A,MUG-1,Caf\xe9,1,SELLABLE\n"), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for r := range f.Returns() {
		fmt.Println(f.Layout().Encoding, r.Product)
	}
	// Output:
	// Windows-1252 Café
}

func ExampleMark() {
	// Nothing in this file shows whether 1.234 is a thousand.
	text := "settlement-id\tcurrency\ttransaction-type\tamount-type\tamount-description\tamount\n1\tEUR\tOrder\tItemPrice\tPrincipal\t1.234\n"
	for _, mark := range []reports.Mark{"", reports.Comma} {
		f, err := reports.Open(strings.NewReader(text), reports.Options{Decimal: mark})
		if err != nil {
			fmt.Println(err)
			return
		}
		for r := range f.Settlement() {
			fmt.Printf("%q: %s\n", mark, r.Amount.Decimal)
		}
	}
	// Output:
	// "": 1.234
	// ",": 1234
}

func ExampleKind() {
	// A file that is not what was asked for is refused.
	_, err := reports.Open(strings.NewReader(returnsFile), reports.Options{Kind: reports.FeePreview})
	fmt.Println(err != nil)
	// Output:
	// true
}

func ExampleReadError() {
	f, err := reports.Open(strings.NewReader(returnsFile), reports.Options{Name: "returns.csv"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, err := range f.Returns() {
		if fault := (*reports.ReadError)(nil); errors.As(err, &fault) {
			fmt.Println(fault.File, fault.Row, fault.Column, fault.Value)
		}
	}
	// Output:
	// returns.csv 3 return-date yesterday
}

func ExampleReadError_Error() {
	fmt.Println(&reports.ReadError{File: "returns.csv", Row: 3, Column: "quantity", Value: "one", Reason: "must be a number"})
	// Output:
	// returns.csv: row 3: "quantity" must be a number, got "one"
}

func ExampleUnknownFileError() {
	_, err := reports.Open(strings.NewReader("return-date,order-id,sku,quantity\n"), reports.Options{Kind: reports.CustomerReturns})
	if unknown := (*reports.UnknownFileError)(nil); errors.As(err, &unknown) {
		fmt.Println(unknown.Nearest, unknown.Missing)
	}
	// Output:
	// amazon fba customer returns [detailed-disposition]
}

func ExampleUnknownFileError_Error() {
	_, err := reports.Open(strings.NewReader("a,b\n1,2\n"), reports.Options{Name: "notes.csv"})
	fmt.Println(err)
	// Output:
	// notes.csv: is not a report that is known
}

func ExampleKindError() {
	f, err := reports.Open(strings.NewReader(returnsFile), reports.Options{Name: "returns.csv"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, err := range f.DateRange() {
		if kind := (*reports.KindError)(nil); errors.As(err, &kind) {
			fmt.Println(kind.Got)
		}
	}
	// Output:
	// amazon fba customer returns
}

func ExampleKindError_Error() {
	fmt.Println(&reports.KindError{File: "returns.csv", Want: reports.DateRange, Got: reports.CustomerReturns})
	// Output:
	// returns.csv: is: amazon fba customer returns; must be: amazon date range report
}

func ExamplePacific() {
	// A sale in the evening in California, as Amazon stamps it in UTC.
	posted := time.Date(2026, 7, 1, 4, 12, 0, 0, time.UTC)
	fmt.Println(posted.In(reports.Pacific()).Format("2006-01-02 15:04 MST"))
	// Output:
	// 2026-06-30 21:12 PDT
}

func ExampleDayIn() {
	posted := time.Date(2026, 7, 1, 4, 12, 0, 0, time.UTC)
	fmt.Println(reports.DayIn(posted, reports.Pacific()).Format(time.DateOnly), reports.DayIn(posted, nil).Format(time.DateOnly))
	// Output:
	// 2026-06-30 2026-07-01
}

func ExampleFile_Returns() {
	f, err := reports.Open(strings.NewReader(returnsFile), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for r, err := range f.Returns() {
		if err == nil {
			fmt.Println(r.Order, r.SKU, r.Units.Decimal, r.Disposition)
		}
	}
	// Output:
	// A-1 MUG-1 1 SELLABLE
}

func ExampleReturn() {
	r := reports.Return{SKU: "MUG-1", Disposition: "CUSTOMER_DAMAGED"}
	fmt.Println(r.SKU, r.Units.Valid) // the units are not known
	// Output:
	// MUG-1 false
}

func ExampleReturn_Sellable() {
	r := reports.Return{Disposition: "CUSTOMER_DAMAGED"}
	fmt.Println(r.Sellable())
	// Output:
	// false
}
