package fees_test

import (
	"fmt"
	"log"

	"github.com/lianxing/crossborder/fees"
)

// Three boxes of 12.7 cm fill a shelf of 15 inches to the last hair.
func ExampleLength() {
	box := must(fees.ParseLength("12.7 cm"))
	stack := box.Plus(box).Plus(box)
	shelf := must(fees.ParseLength("15 in"))
	fmt.Println(stack, "fits:", stack.Cmp(shelf) <= 0)
	// Output: 38.1 cm fits: true
}

// The limit of a standard size is 18 inches, which is 45.72 cm: on it is still
// standard, and a tenth of a millimetre more is not.
func ExampleLength_Cmp() {
	limit := must(fees.ParseLength("18 in"))
	for _, side := range []string{"45.72 cm", "45.73 cm"} {
		fmt.Println(side, "oversize:", must(fees.ParseLength(side)).Cmp(limit) > 0)
	}
	// Output:
	// 45.72 cm oversize: false
	// 45.73 cm oversize: true
}

// The inches to type into a listing form. They are for people: compare the
// length itself.
func ExampleLength_In() {
	side := must(fees.ParseLength("30 cm"))
	fmt.Println(side.In(2).StringFixed(2), "in")
	// Output: 11.81 in
}

// The zero Length is a side that nobody measured.
func ExampleLength_IsZero() {
	sheet := map[string]fees.Length{"length": must(fees.ParseLength("9 in")), "width": {}}
	for _, side := range []string{"length", "width"} {
		if sheet[side].IsZero() {
			fmt.Println(side, "is missing")
		}
	}
	// Output: width is missing
}

// A product measured in China and half an inch of padding added in the United
// States: units that differ add up in inches.
func ExampleLength_Plus() {
	product, padding := must(fees.ParseLength("22.86 cm")), must(fees.ParseLength("0.5 in"))
	fmt.Println(product.Plus(padding))
	// Output: 9.5 in
}

// A length prints in the unit that the factory wrote, so that it can be found
// again in the factory's sheet.
func ExampleLength_String() {
	for _, text := range []string{"228.6 mm", "22.860 cm", "9 in"} {
		fmt.Println(must(fees.ParseLength(text)))
	}
	// Output:
	// 228.6 mm
	// 22.86 cm
	// 9 in
}

// A factory's sheet in centimetres and grams, put into an American form.
func ExampleParcel() {
	p := fees.Parcel{
		Length: must(fees.ParseLength("15 cm")), Width: must(fees.ParseLength("23 cm")), Height: must(fees.ParseLength("5 cm")),
		Weight: must(fees.ParseWeight("408 g")),
	}
	if err := p.Check(); err != nil {
		log.Fatal(err)
	}
	a, b, c := p.Sides()
	for _, side := range []fees.Length{a, b, c} {
		fmt.Println(side.In(2).StringFixed(2), "in")
	}
	fmt.Println(p.Weight.Lb(2).StringFixed(2), "lb")
	// Output:
	// 9.06 in
	// 5.91 in
	// 1.97 in
	// 0.90 lb
}

// The tape around a rolled yoga mat: twice its two shorter sides, whichever way
// it was measured.
func ExampleParcel_Girth() {
	mat := must(fees.ParseParcel("6 in", "26 in", "6 in", "3.2 lb"))
	fmt.Println(mat.Girth())
	// Output: 24 in
}

// Above 130 inches of length plus girth Amazon counts a parcel as extra-large.
func ExampleParcel_LengthPlusGirth() {
	limit := must(fees.ParseLength("130 in"))
	for _, height := range []string{"16 in", "17 in"} {
		shelf := must(fees.ParseParcel("50 in", "24 in", height, "41 lb"))
		fmt.Println(shelf.LengthPlusGirth(), "extra-large:", shelf.LengthPlusGirth().Cmp(limit) > 0)
	}
	// Output:
	// 130 in extra-large: false
	// 132 in extra-large: true
}

// Does a box fit into 18 x 14 x 8 inches, turned as it may be?
func ExampleParcel_Sides() {
	box := must(fees.ParseParcel("20 cm", "45 cm", "35 cm", "3 kg"))
	longest, median, shortest := box.Sides()
	fits := longest.Cmp(must(fees.ParseLength("18 in"))) <= 0 &&
		median.Cmp(must(fees.ParseLength("14 in"))) <= 0 &&
		shortest.Cmp(must(fees.ParseLength("8 in"))) <= 0
	fmt.Println(longest, median, shortest, "fits:", fits)
	// Output: 45 cm 35 cm 20 cm fits: true
}

// A pillow is light and large: 139 cubic inches count as a pound.
func ExampleInchesPerPound() {
	pillow := must(fees.ParseParcel("18 in", "12 in", "6 in", "2.1 lb"))
	dimensional := pillow.DimensionalWeight(fees.InchesPerPound(139), fees.Length{})
	fmt.Println(dimensional, "instead of", pillow.Weight)
	// Output: 9.3237 lb instead of 2.1 lb
}

// A scale in grams against a fee step in ounces, without a conversion that could
// round the item into the next step.
func ExampleWeight() {
	item, step := must(fees.ParseWeight("170 g")), must(fees.ParseWeight("6 oz"))
	if item.Cmp(step) <= 0 {
		fmt.Println(item, "is within", step)
	}
	// Output: 170 g is within 6 oz
}

// A pound is 453.59237 g exactly.
func ExampleWeight_Cmp() {
	pound := must(fees.ParseWeight("1 lb"))
	for _, text := range []string{"16 oz", "453.59237 g", "0.454 kg"} {
		fmt.Println(text, must(fees.ParseWeight(text)).Cmp(pound))
	}
	// Output:
	// 16 oz 0
	// 453.59237 g 0
	// 0.454 kg 1
}

// The zero Weight is an item that nobody weighed.
func ExampleWeight_IsZero() {
	carton := []fees.Weight{must(fees.ParseWeight("408 g")), {}}
	for i, w := range carton {
		if w.IsZero() {
			fmt.Println("weigh item", i+1)
		}
	}
	// Output: weigh item 2
}

// The pounds to type into a listing form.
func ExampleWeight_Lb() {
	fmt.Println(must(fees.ParseWeight("640 g")).Lb(2).StringFixed(2), "lb")
	// Output: 1.41 lb
}

// Carriers bill the heavier of scale and volume.
func ExampleWeight_Max() {
	p := must(fees.ParseParcel("18 in", "12 in", "6 in", "12 lb"))
	billable := p.Weight.Max(p.DimensionalWeight(fees.InchesPerPound(139), fees.Length{}))
	fmt.Println(billable)
	// Output: 12 lb
}

// A weight that was entered prints as it was, a weight that was computed in
// pounds.
func ExampleWeight_String() {
	carton := must(fees.ParseParcel("40 cm", "30 cm", "25 cm", "5.4 kg"))
	fmt.Println(carton.Weight.String(), "on the scale")
	fmt.Println(carton.DimensionalWeight(fees.CentimetresPerKilogram(6000), fees.Length{}).String(), "by volume")
	// Output:
	// 5.4 kg on the scale
	// 11.0231 lb by volume
}
