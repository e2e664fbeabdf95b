package fees_test

import (
	"errors"
	"fmt"
	"log"
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// must ends an example whose fixed figures cannot be read.
func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

// A profit curve from its parts: 15 % referral fee of at least 0.30, a
// fulfilment fee that rises at 10 dollars, 6.20 of cost. It shows the prices
// that break even and the prices that earn less than a cheaper one.
func Example() {
	referral := fees.Percent(dec("0.15")).AtLeast(dec("0.30"))
	fulfillment := fees.Brackets(
		fees.Band{Below: upTo("10.00"), Fee: dec("2.91")},
		fees.Band{Fee: dec("3.73")},
	)
	profit := fees.Percent(dec("1")).Minus(fees.Sum(referral, fulfillment, fees.Flat(dec("5.58"))))
	for _, s := range must(profit.NonNegative(2)) {
		fmt.Println("break-even:", s.From, "to", s.To, "cents, open:", s.Open)
	}
	for _, d := range must(profit.Dips(2)) {
		fmt.Println("dead zone:", d.From, "to", d.To, "cents, because", d.Below, "cents earn more")
	}
	// Output:
	// break-even: 999 to 999 cents, open: false
	// break-even: 1096 to 100000000000 cents, open: true
	// dead zone: 1000 to 1095 cents, because 999 cents earn more
}

func ExampleFlat() {
	fmt.Println(must(fees.Flat(dec("0.99")).At(dec("20"))))
	// Output: 0.99
}

func ExamplePercent() {
	fmt.Println(must(fees.Percent(dec("0.15")).At(dec("19.99"))))
	// Output: 2.9985
}

// Amazon's referral fee of clothing: the bracket that the price reaches decides
// for the whole price.
func ExampleBrackets() {
	referral := fees.Brackets(
		fees.Band{UpTo: upTo("15"), Rate: dec("0.05")},
		fees.Band{UpTo: upTo("20"), Rate: dec("0.10")},
		fees.Band{Rate: dec("0.17")},
	)
	for _, price := range []string{"15.00", "15.01", "20.01"} {
		fmt.Println(price, must(referral.AtRounded(dec(price), 2)).StringFixed(2))
	}
	// Output:
	// 15.00 0.75
	// 15.01 1.50
	// 20.01 3.40
}

// Amazon's referral fee of jewelry: each rate applies to its slice of the price.
func ExamplePortions() {
	referral := fees.Portions(
		fees.Band{UpTo: upTo("250"), Rate: dec("0.20")},
		fees.Band{Rate: dec("0.05")},
	)
	fmt.Println(must(referral.At(dec("300"))))
	// Output: 52.5
}

// The referral fee is charged on what the buyer pays, shipping included.
func ExampleCurve_On() {
	referral := fees.Percent(dec("0.15")).On(dec("4.99"))
	fmt.Println(must(referral.AtRounded(dec("25"), 2)))
	// Output: 4.5
}

func ExampleCurve_AtLeast() {
	referral := fees.Percent(dec("0.08")).AtLeast(dec("0.30"))
	fmt.Println(must(referral.At(dec("2"))), must(referral.At(dec("20"))))
	// Output: 0.3 1.6
}

// The refund administration fee: 20 % of the referral fee, at most 5.00.
func ExampleCurve_AtMost() {
	fee := fees.Percent(dec("0.15")).Times(dec("0.20")).AtMost(dec("5.00"))
	fmt.Println(must(fee.At(dec("50"))), must(fee.At(dec("300"))))
	// Output: 1.5 5
}

func ExampleCurve_Plus() {
	fmt.Println(must(fees.Percent(dec("0.15")).Plus(fees.Flat(dec("1.80"))).At(dec("20"))))
	// Output: 4.8
}

func ExampleCurve_Minus() {
	fmt.Println(must(fees.Percent(dec("1")).Minus(fees.Percent(dec("0.15"))).At(dec("20"))))
	// Output: 17
}

func ExampleCurve_Times() {
	fuel := fees.Flat(dec("5.82")).Times(dec("0.035")) // 3.5 % of the fulfilment fee
	fmt.Println(must(fuel.At(dec("25"))), must(fuel.AtRounded(dec("25"), 2)))
	// Output: 0.2037 0.2
}

func ExampleCurve_RoundFlat() {
	fuel := fees.Flat(dec("0.2037")).RoundFlat(2)
	fmt.Println(must(fuel.At(dec("25"))))
	// Output: 0.2
}

func ExampleCurve_Max() {
	fmt.Println(must(fees.Percent(dec("0.10")).Max(fees.Flat(dec("1"))).At(dec("5"))))
	// Output: 1
}

func ExampleCurve_Min() {
	fmt.Println(must(fees.Percent(dec("0.10")).Min(fees.Flat(dec("1"))).At(dec("5"))))
	// Output: 0.5
}

func ExampleSum() {
	total := fees.Sum(fees.Percent(dec("0.15")), fees.Flat(dec("3.32")), fees.Flat(dec("0.12")))
	fmt.Println(must(total.At(dec("20"))))
	// Output: 6.44
}

func ExampleNet() {
	price := fees.Percent(dec("1"))
	profit := fees.Net([]fees.Curve{price}, []fees.Curve{fees.Percent(dec("0.15")), fees.Flat(dec("3.32"))})
	fmt.Println(must(profit.At(dec("20"))))
	// Output: 13.68
}

// A chain of operations needs one check at its end.
func ExampleCurve_Err() {
	c := fees.Percent(decimal.New(1, 999999999)).AtLeast(dec("0.30")).Plus(fees.Flat(dec("1")))
	var in *fx.InputError
	fmt.Println(errors.As(c.Err(), &in), in.Field)
	// Output: true rate
}

func ExampleCurve_Segments() {
	c := fees.Brackets(fees.Band{UpTo: upTo("10"), Rate: dec("0.08")}, fees.Band{Rate: dec("0.15")})
	for s := range c.Segments() {
		fmt.Println("from", fx.Plain(s.From), "to", fx.Plain(s.To)+":", fx.Plain(s.Rate), "of the price")
	}
	// Output:
	// from 0 to 10: 0.08 of the price
	// from 10.0001 to 1000000000: 0.15 of the price
}

// Evaluating in minor units builds no decimal until one is wanted.
func ExampleCurve_AtMinorRounded() {
	amount, ok := fees.Percent(dec("0.15")).AtMinorRounded(1999, 2)
	fmt.Println(amount.Decimal(), ok)
	// Output: 3 true
}

func ExampleCurve_AtMinor() {
	amount, ok := fees.Percent(dec("0.15")).AtMinor(1999, 2)
	fmt.Println(amount.Decimal(), ok)
	// Output: 2.9985 true
}

func ExampleCurve_Highest() {
	profit := fees.Brackets(fees.Band{UpTo: upTo("15"), Rate: dec("0.95")}, fees.Band{UpTo: upTo("16"), Rate: dec("0.83")}, fees.Band{})
	cents, amount, err := profit.Highest(2)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(cents, amount.Decimal())
	// Output: 1500 14.25
}

func ExampleAmount_Plus() {
	a, _ := fees.Flat(dec("1.10")).AtMinor(0, 2)
	b, _ := fees.Flat(dec("2.20")).AtMinor(0, 2)
	sum, ok := a.Plus(b)
	fmt.Println(sum.Decimal(), ok, sum.Cmp(a), sum.Sign())
	// Output: 3.3 true 1 1
}

// A length keeps its unit and compares exactly with any other.
func ExampleParseLength() {
	a, b := must(fees.ParseLength("38.1 cm")), must(fees.ParseLength("15 in"))
	fmt.Println(a, "against", b, "is", a.Cmp(b))
	_, err := fees.ParseLength("15 inches")
	fmt.Println(err)
	// Output:
	// 38.1 cm against 15 in is 0
	// must have one of the units in, ft, mm, cm, m, got "15 inches"
}

func ExampleParseWeight() {
	w := must(fees.ParseWeight("907 g"))
	fmt.Println(w, "is", w.Lb(4), "lb")
	// Output: 907 g is 1.9996 lb
}

func ExampleInches() {
	fmt.Println(must(fees.Inches(dec("9"))).Cmp(must(fees.Centimetres(dec("22.86")))))
	// Output: 0
}

func ExampleCentimetres() {
	fmt.Println(must(fees.Centimetres(dec("22.86"))).In(2), "in")
	// Output: 9 in
}

func ExamplePounds() {
	fmt.Println(must(fees.Pounds(dec("2.5"))))
	// Output: 2.5 lb
}

func ExampleKilograms() {
	fmt.Println(must(fees.Kilograms(dec("1"))).Lb(4), "lb")
	// Output: 2.2046 lb
}

// 8 cents for every started 4 ounces above 3 pounds.
func ExampleWeight_Steps() {
	above, step := must(fees.ParseWeight("3 lb")), must(fees.ParseWeight("4 oz"))
	fmt.Println(must(fees.ParseWeight("3.35 lb")).Steps(above, step), "steps")
	// Output: 2 steps
}

// Amazon's dry-erase board: 40 x 25 x 1 in, counted as at least 2 in high.
func ExampleParcel_DimensionalWeight() {
	board := fees.Parcel{
		Length: must(fees.ParseLength("40 in")), Width: must(fees.ParseLength("25 in")), Height: must(fees.ParseLength("1 in")),
		Weight: must(fees.ParseWeight("4.5 lb")),
	}
	fmt.Println(board.DimensionalWeight(fees.InchesPerPound(139), must(fees.ParseLength("2 in"))))
	fmt.Println(board.LengthPlusGirth())
	// Output:
	// 14.3885 lb
	// 92 in
}

func ExampleCentimetresPerKilogram() {
	carton := fees.Parcel{
		Length: must(fees.ParseLength("60 cm")), Width: must(fees.ParseLength("40 cm")), Height: must(fees.ParseLength("40 cm")),
		Weight: must(fees.ParseWeight("14 kg")),
	}
	air := carton.DimensionalWeight(fees.CentimetresPerKilogram(6000), fees.Length{})
	fmt.Println("16 kg:", air.Cmp(must(fees.ParseWeight("16 kg"))))
	// Output: 16 kg: 0
}

func ExampleParseParcel() {
	p, err := fees.ParseParcel("30 cm", "20 cm", "8 cm", "640 g")
	if err != nil {
		log.Fatal(err)
	}
	longest, _, shortest := p.Sides()
	fmt.Println(longest, shortest, p.Weight)
	_, err = fees.ParseParcel("30 cm", "20", "8 cm", "-640 g")
	fmt.Println(err)
	// Output:
	// 30 cm 8 cm 640 g
	// width must have one of the units in, ft, mm, cm, m, got "20"
	// weight must not be below 0, got "-640 g"
}

func ExampleParcel_Check() {
	fmt.Println(fees.Parcel{Length: must(fees.ParseLength("9 in"))}.Check())
	// Output:
	// width must be above 0, got "0 in"
	// height must be above 0, got "0 in"
	// weight must be above 0, got "0 lb"
}

// Tables are chosen by calendar day; a day without one is an error.
func ExampleSchedule_On() {
	rate2026 := fees.Table[string]{
		Source: fees.Source{Table: "examplemart-referral-2026-01-15", EffectiveFrom: fees.Day(2026, time.January, 15)},
		Rules:  "15%",
	}
	schedule := must(fees.NewSchedule("examplemart", "referral", []fees.Table[string]{rate2026}))
	table := must(schedule.On(fees.Day(2026, time.June, 1)))
	fmt.Println(table.Rules, "by", table.Source.Table)
	_, err := schedule.On(fees.Day(2025, time.June, 1))
	fmt.Println(err)
	// Output:
	// 15% by examplemart-referral-2026-01-15
	// fees: no examplemart referral table for 2025-06-01: known from 2026-01-15 to further notice
}

func ExampleSuppliedBy() {
	s := fees.SuppliedBy("fulfillment_fee")
	fmt.Println(s.Table, s.Confidence)
	// Output: supplied supplied
}

func ExampleSource_Check() {
	for _, fault := range (fees.Source{Table: "t", Confidence: fees.High, EffectiveFrom: fees.Day(2026, 1, 1)}).Check() {
		fmt.Println(fault)
	}
	// Output:
	// verified_on must be a date such as 2026-01-15
	// source must not be empty
}

func ExampleNearest() {
	known := []string{"home_kitchen", "toys_games", "clothing_accessories"}
	fmt.Println(fees.Nearest("Home & Kitchn", slices.Values(known)))
	// Output: [home_kitchen]
}

func ExampleMaxPrice() {
	fmt.Println(fx.Plain(fees.MaxPrice()))
	// Output: 1000000000
}
