package policy_test

import (
	"fmt"

	"github.com/lianxing/crossborder/policy"
)

// A repricer asks once for a title and leaves it out of the cases.
func ExampleTitleFaults() {
	for _, fault := range policy.TitleFaults("Acme Bottle ＄19.99, bottle for gym, BOTTLE for travel! In Stock", "Acme") {
		fmt.Println(fault)
	}
	fmt.Println(policy.TitleFaults("Yahoo! Bottle 32 oz", "Yahoo!") == nil)
	// Output:
	// the title has the forbidden character "!"
	// the title has the forbidden character "＄"
	// the title has the word "Bottle" 3 times
	// the title says a price or discount: "＄19.99"
	// the title says something about availability: "In Stock"
	// true
}

func ExampleTitleFault() {
	fault := policy.TitleFaults("Bottle 20% off", "")[0]
	fmt.Println(fault.Kind, fault.Text)
	// Output:
	// price_text 20% off
}

func ExampleTitleFault_String() {
	fmt.Println(policy.TitleFault{Kind: policy.TitleRepeated, Text: "Bottle", Count: 3})
	// Output:
	// the title has the word "Bottle" 3 times
}

func ExampleTitleFaultKind() {
	for _, fault := range policy.TitleFaults("Wow! Free Shipping", "") {
		fmt.Println(fault.Kind)
	}
	// Output:
	// forbidden_character
	// promotional_phrase
}
