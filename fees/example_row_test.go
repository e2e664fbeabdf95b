package fees_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// readTable reads a table of ExampleMart, an imaginary market, and returns the
// rules that its kind makes of it. The text is what follows the header.
func readTable[T any](text string, read func(*fees.TableFile) T) (T, error) {
	kind := fees.NewKind("fees", read)
	tables, err := fees.NewFormat("examplemart", nil, kind).Read(strings.NewReader(table("fees", "fees-2026", text)))
	if err != nil {
		var none T
		return none, err
	}
	found, err := kind.On(tables, fees.Day(2026, time.June, 1))
	return found.Rules, err
}

// readRow is readTable for a table of one row.
func readRow[T any](row string, read func(*fees.Row) T) (T, error) {
	return readTable(`"rows": [`+row+`]`, func(f *fees.TableFile) T { return read(f.Only()) })
}

// A kind of table reads header and rows; what it does not ask for is a fault, and
// so a misspelt column never stays unseen.
func ExampleTableFile() {
	type promotion struct {
		fee  decimal.Decimal
		days int
	}
	_, err := readTable(`"currency": "USD", "rows": [{"fee": "5.00", "day": "7"}]`, func(f *fees.TableFile) promotion {
		if f.Head.Text("currency") != "USD" {
			f.Head.Fault("currency", "must be USD")
		}
		row := f.Only()
		return promotion{row.Amount("fee"), row.Int("days", 1, 90)}
	})
	for _, fault := range fx.Faults(err) {
		fmt.Println(fault)
	}
	// Output:
	// fees-2026.rows[0].days must not be empty
	// fees-2026.rows[0].day is not a column of the kind "fees", got "7"
}

// A fee per size, in the order of the file.
func ExampleTableFile_Rows() {
	sizes, err := readTable(`"rows": [{"size": "small", "fee": "3.50"}, {"size": "large", "fee": "5.00"}]`, func(f *fees.TableFile) []string {
		var out []string
		for _, row := range f.Rows() {
			out = append(out, row.Text("size")+" "+row.Amount("fee").StringFixed(2))
		}
		return out
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(sizes)
	// Output: [small 3.50 large 5.00]
}

// A fee that is one figure has one row, and a second one is a fault.
func ExampleTableFile_Only() {
	_, err := readTable(`"rows": [{"fee": "1.80"}, {"fee": "1.90"}]`, func(f *fees.TableFile) fees.Curve { return f.Only().Fee("fee") })
	fmt.Println(fx.Faults(err)[0])
	// Output: fees-2026.rows must be exactly one, got "a list"
}

// Each method reads one column; a missing or unusable one is noted and reading
// goes on, so that a file is corrected in one go.
func ExampleRow() {
	_, err := readRow(`{"fee": "1,80", "over": "3 stone"}`, func(row *fees.Row) fees.Curve {
		row.Weight("over")
		row.Text("tier")
		return row.Fee("fee")
	})
	for _, fault := range fx.Faults(err) {
		fmt.Println(fault)
	}
	// Output:
	// fees-2026.rows[0].over must have one of the units lb, oz, g, kg, got "3 stone"
	// fees-2026.rows[0].tier must not be empty
	// fees-2026.rows[0].fee must be a decimal number such as 12.34, got "1,80"
}

// A rule that no method knows: the channel bills insurance for whole hundreds.
func ExampleRow_Fault() {
	_, err := readRow(`{"insured_value": "250"}`, func(row *fees.Row) decimal.Decimal {
		value := row.Amount("insured_value")
		if !value.Shift(-2).IsInteger() {
			row.Fault("insured_value", "must be whole hundreds")
		}
		return value
	})
	fmt.Println(err)
	// Output: fees-2026.rows[0].insured_value must be whole hundreds, got "250"
}

// An error of anything else that was built from the row keeps its place.
func ExampleRow_Keep() {
	_, err := readRow(`{"bands": [{"to": "10", "rate": "0.08"}, {"to": "5", "rate": "0.10"}, {"rate": "0.15"}]}`, func(row *fees.Row) fees.Curve {
		commission := fees.Brackets(row.Bands("bands")...)
		row.Keep("bands", commission.Err())
		return commission
	})
	fmt.Println(err)
	// Output: fees-2026.rows[0].bands[1] must end above the band before it, got "5.0000"
}

// A cap is the exception: most rows have none.
func ExampleRow_Has() {
	commission := must(readRow(`{"rate": "0.15", "most": "20"}`, func(row *fees.Row) fees.Curve {
		c := fees.Percent(row.Rate("rate"))
		if row.Has("most") {
			c = c.AtMost(row.Amount("most"))
		}
		return c
	}))
	fmt.Println(must(commission.At(dec("100"))), must(commission.At(dec("500"))))
	// Output: 15 20
}

func ExampleRow_Text() {
	_, err := readRow(`{"category": ""}`, func(row *fees.Row) string { return row.Text("category") })
	fmt.Println(err)
	// Output: fees-2026.rows[0].category must not be empty
}

// A remark may be absent.
func ExampleRow_OptionalText() {
	remark := must(readRow(`{"remark": null}`, func(row *fees.Row) string { return row.OptionalText("remark") }))
	fmt.Printf("%q\n", remark)
	// Output: ""
}

func ExampleRow_OneOf() {
	_, err := readRow(`{"billed": "per_pallet"}`, func(row *fees.Row) string { return row.OneOf("billed", "per_unit", "per_order", "per_month") })
	fmt.Println(err)
	// Output: fees-2026.rows[0].billed must be "per_unit", "per_order" or "per_month", got "per_pallet"
}

func ExampleRow_Flag() {
	fmt.Println(must(readRow(`{"refundable": true}`, func(row *fees.Row) bool { return row.Flag("refundable") })))
	// Output: true
}

// The day on which the channel started to bill a fee that its table has from the
// start.
func ExampleRow_Day() {
	billed := must(readRow(`{"billed_from": "2026-04-17"}`, func(row *fees.Row) time.Time { return row.Day("billed_from") }))
	fmt.Println(billed.Format("Monday, 2 January 2006"))
	// Output: Friday, 17 April 2026
}

// A peak season whose end is not announced yet.
func ExampleRow_OptionalDay() {
	ends := must(readRow(`{"ends": null}`, func(row *fees.Row) time.Time { return row.OptionalDay("ends") }))
	fmt.Println("announced:", !ends.IsZero())
	// Output: announced: false
}

// Whole numbers stand in quotes like all others, and have bounds.
func ExampleRow_Int() {
	read := func(row *fees.Row) int { return row.Int("free_days", 0, 365) }
	fmt.Println(must(readRow(`{"free_days": "30"}`, read)))
	_, err := readRow(`{"free_days": "30.5"}`, read)
	fmt.Println(err)
	// Output:
	// 30
	// fees-2026.rows[0].free_days must be a whole number in quotes from 0 to 365, got "30.5"
}

func ExampleRow_Weight() {
	heaviest := must(readRow(`{"up_to": "50 lb"}`, func(row *fees.Row) fees.Weight { return row.Weight("up_to") }))
	fmt.Println("23 kg is too heavy:", must(fees.ParseWeight("23 kg")).Cmp(heaviest) > 0)
	// Output: 23 kg is too heavy: true
}

func ExampleRow_OptionalWeight() {
	packing := must(readRow(`{}`, func(row *fees.Row) fees.Weight { return row.OptionalWeight("packing") }))
	fmt.Println("adds weight:", !packing.IsZero())
	// Output: adds weight: false
}

func ExampleRow_Length() {
	longest := must(readRow(`{"longest": "18 in"}`, func(row *fees.Row) fees.Length { return row.Length("longest") }))
	fmt.Println("45.72 cm fits:", must(fees.ParseLength("45.72 cm")).Cmp(longest) <= 0)
	// Output: 45.72 cm fits: true
}

func ExampleRow_OptionalLength() {
	girth := must(readRow(`{"girth": "130 in"}`, func(row *fees.Row) fees.Length { return row.OptionalLength("girth") }))
	fmt.Println(girth)
	// Output: 130 in
}

// Figures that belong together. An object that is absent is a nil Row, whose
// columns are all absent: one that must be there needs a Fault.
func ExampleRow_Object() {
	_, err := readRow(`{"fee": "1.00"}`, func(row *fees.Row) decimal.Decimal {
		step := row.Object("step")
		if step == nil {
			row.Fault("step", "must be given")
		}
		return row.Amount("fee").Add(step.Amount("fee"))
	})
	fmt.Println(err)
	// Output: fees-2026.rows[0].step must be given
}

// A discount for each number of parcels.
func ExampleRow_Rows() {
	steps := must(readRow(`{"discounts": [{"parcels": "2", "rate": "0.05"}, {"parcels": "5", "rate": "0.10"}]}`, func(row *fees.Row) []string {
		var out []string
		for _, step := range row.Rows("discounts") {
			out = append(out, fmt.Sprintf("%s from %d parcels", fx.Percent(step.Rate("rate")), step.Int("parcels", 2, 100)))
		}
		return out
	}))
	fmt.Println(steps)
	// Output: [5% from 2 parcels 10% from 5 parcels]
}

func ExampleRow_Texts() {
	states := must(readRow(`{"states": ["CO", "MN"]}`, func(row *fees.Row) []string { return row.Texts("states") }))
	fmt.Println(states)
	// Output: [CO MN]
}

func ExampleRow_Amount() {
	_, err := readRow(`{"minimum": "-0.30"}`, func(row *fees.Row) decimal.Decimal { return row.Amount("minimum") })
	fmt.Println(err)
	// Output: fees-2026.rows[0].minimum must not be below 0, got "-0.30"
}

// No cap is not a cap of 0.
func ExampleRow_OptionalAmount() {
	read := func(row *fees.Row) decimal.NullDecimal { return row.OptionalAmount("cap") }
	fmt.Println(must(readRow(`{}`, read)).Valid, must(readRow(`{"cap": "0"}`, read)).Valid)
	// Output: false true
}

// The fees of three price bands in one row.
func ExampleRow_Amounts() {
	fmt.Println(must(readRow(`{"fees": ["2.43", "3.32", "3.58"]}`, func(row *fees.Row) []decimal.Decimal { return row.Amounts("fees") })))
	// Output: [2.43 3.32 3.58]
}

// A percentage by mistake does not take fifteen times the price.
func ExampleRow_Rate() {
	_, err := readRow(`{"rate": "15"}`, func(row *fees.Row) decimal.Decimal { return row.Rate("rate") })
	fmt.Println(err)
	// Output: fees-2026.rows[0].rate must be a fraction of at most 1, got "15"
}

// A fee that does not depend on the price is a level Curve.
func ExampleRow_Fee() {
	closing := must(readRow(`{"fee": "1.80"}`, func(row *fees.Row) fees.Curve { return row.Fee("fee") }))
	fmt.Println(must(closing.At(dec("7.99"))), must(closing.At(dec("799"))))
	// Output: 1.8 1.8
}

// The price bands of a commission, as slices of the price or for all of it.
func ExampleRow_Bands() {
	const furniture = `{"bands": [{"to": "200", "rate": "0.15"}, {"rate": "0.10"}]}`
	slices := must(readRow(furniture, func(row *fees.Row) fees.Curve { return fees.Portions(row.Bands("bands")...) }))
	whole := must(readRow(furniture, func(row *fees.Row) fees.Curve { return fees.Brackets(row.Bands("bands")...) }))
	fmt.Println(must(slices.At(dec("300"))), must(whole.At(dec("300"))))
	// Output: 40 30
}

// Most rows are as sure as their table; one that is less sure says so.
func ExampleRow_Confidence() {
	grade := must(readRow(`{"category": "fine_art", "rate": "0.20", "confidence": "medium"}`, func(row *fees.Row) fees.Confidence {
		row.Text("category")
		row.Rate("rate")
		return row.Confidence()
	}))
	fmt.Println(fees.Source{Table: "examplemart-referral", Confidence: fees.High}.Graded(grade).Confidence)
	// Output: medium
}
