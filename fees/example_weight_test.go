package fees_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fees"
)

// A product weighed in China and the quarter of a pound that a warehouse adds for
// its box: units that differ add up in pounds.
func ExampleWeight_Plus() {
	product, box := must(fees.ParseWeight("907 g")), must(fees.ParseWeight("0.25 lb"))
	fmt.Println(product.Plus(box))
	// Output: 2.2496 lb
}

// Carriers bill whole pounds: what is started counts.
func ExampleWeight_RoundUp() {
	pound := must(fees.ParseWeight("1 lb"))
	for _, text := range []string{"907 g", "2 lb", "2.000001 lb"} {
		fmt.Println(text, "is billed as", must(fees.ParseWeight(text)).RoundUp(pound))
	}
	// Output:
	// 907 g is billed as 2 lb
	// 2 lb is billed as 2 lb
	// 2.000001 lb is billed as 3 lb
}
