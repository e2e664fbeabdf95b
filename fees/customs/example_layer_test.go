package customs_test

import (
	"errors"
	"fmt"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/shopspring/decimal"
)

// entryOf is 1,000 dollars of goods of China by air on 2026-10-01.
func entryOf(hts string, facts customs.Facts) customs.Entry {
	return customs.Entry{
		Date: fees.Day(2026, 10, 1), Mode: customs.Air,
		Lines: []customs.Line{{Ref: "A", HTS: hts, Origin: "CN", Value: decimal.NewFromInt(1000), Facts: facts, NoCases: true}},
	}
}

// Every layer that was considered is there, applied or not, with the reason.
func ExampleLayer() {
	w, err := entryOf("8507.60.0020", customs.Facts{Answers: map[customs.Question]bool{customs.AutoPart: false}}).Assess()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range w.Lines[0].Layers {
		if l.Heading != "" {
			fmt.Println(l.Code, l.Heading, l.Status, l.Duty, "of", l.Base, "is", l.Amount)
			fmt.Println("    ", l.Reason)
		}
	}
	// Output:
	// column_1 8507.60.0020 applied 3.4% of 1000 is 34
	//      column 1, general
	// 301_list_4a 9903.88.15 suppressed 7.5% of 0 is 0
	//      the four-year review replaces the rate of the list (9903.91.06)
	// 301_review 9903.91.06 applied 25% of 1000 is 250
	//      the code is on the list
	// 301_forced_labor 9903.05.31 applied 12.5% of 1000 is 125
	//      on goods of this origin
	// 232_auto_parts 9903.94.06 suppressed free of 0 is 0
	//      the code is on the list and the article is not a part of a passenger vehicle or light truck
}

// A layer that ended says what ended it.
func ExampleStatus() {
	w, err := entryOf("3924.10.4000", customs.Facts{}).Assess()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range w.Lines[0].Layers {
		if l.Programme == "section_122" {
			fmt.Println(l.Status == customs.NotInForce, l.Status, "-", l.Reason)
		}
	}
	// Output:
	// true not_in_force - ended after 2026-07-23: the 150 days of section 122 were over
}

// What is asked, and by how much the duty differs between the answers.
func ExampleOpen() {
	w, err := entryOf("9403.60.8093", customs.Facts{}).Assess()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, open := range w.Lines[0].Open {
		fmt.Println(open.Question, "-", open.Text, open.Effect)
	}
	// Output:
	// completed_cabinet - is it a completed kitchen cabinet or vanity, or a part of one? 125
}

func ExampleRange() {
	duty := customs.Range{Low: decimal.NewFromInt(375), High: decimal.NewFromInt(500)}
	fmt.Println(duty)
	// Output:
	// 375 to 500
}

func ExampleExactly() {
	fmt.Println(customs.Exactly(decimal.NewFromInt(500)))
	// Output:
	// 500
}

func ExampleRange_Known() {
	fmt.Println(customs.Exactly(decimal.NewFromInt(500)).Known(), customs.Range{High: decimal.NewFromInt(500)}.Known())
	// Output:
	// true false
}

func ExampleRange_Plus() {
	duty := customs.Range{Low: decimal.NewFromInt(375), High: decimal.NewFromInt(500)}
	fmt.Println(duty.Plus(customs.Exactly(decimal.RequireFromString("34.64"))))
	// Output:
	// 409.64 to 534.64
}

func ExampleRange_String() {
	fmt.Println(customs.Range{High: decimal.RequireFromString("12.50")}.String())
	// Output:
	// 0 to 12.5
}

// A code that is too short for its rows to agree.
func ExampleAmbiguousHTSError() {
	_, err := entryOf("8708", customs.Facts{}).Assess()
	var short *customs.AmbiguousHTSError
	if errors.As(err, &short) {
		fmt.Println(short.HTS, short.Rows)
	}
	// Output:
	// 8708 [8708.30.5030 8708.99.8180]
}

func ExampleAmbiguousHTSError_Error() {
	fmt.Println(&customs.AmbiguousHTSError{HTS: "8708", Rows: []string{"8708.30.5030", "8708.99.8180"}})
	// Output:
	// customs: the code 8708 is too short, what is below it differs; the tariff has: 8708.30.5030, 8708.99.8180
}

func ExampleTooManyOpenError() {
	err := error(&customs.TooManyOpenError{HTS: "8501.31.40", Questions: []customs.Question{customs.AutoPart, customs.OnList("301_list_3")}})
	var open *customs.TooManyOpenError
	if errors.As(err, &open) {
		fmt.Println(len(open.Questions), "questions of", open.HTS)
	}
	// Output:
	// 2 questions of 8501.31.40
}

func ExampleTooManyOpenError_Error() {
	fmt.Println(&customs.TooManyOpenError{HTS: "8501.31.40", Questions: []customs.Question{customs.AutoPart, customs.OnList("301_list_3")}})
	// Output:
	// customs: too many facts of 8501.31.40 are missing: auto_part, on_list:301_list_3
}
