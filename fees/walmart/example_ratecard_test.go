package walmart_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/walmart"
)

// The rate card falls where slower ground shipping begins.
func ExampleFulfillmentFee() {
	for _, lb := range []string{"30 lb", "31 lb"} {
		fee, source, err := walmart.FulfillmentFee(nil, walmart.Standard, must(fees.ParseWeight(lb)), fees.Day(2026, 6, 1))
		fmt.Println(lb, must(fee.At(dec("25"))), source.Table, err)
	}
	// Output:
	// 30 lb 19.15 walmart-us-fulfillment-2025-04-01 <nil>
	// 31 lb 14.55 walmart-us-fulfillment-2025-04-01 <nil>
}

// What a return report of Walmart should show for a unit of 9 lb.
func ExampleReturnFee() {
	fee, _, err := walmart.ReturnFee(nil, walmart.Standard, must(fees.ParseWeight("9 lb")), fees.Day(2026, 6, 1))
	fmt.Println(must(fee.At(dec("25"))).StringFixed(2), err)
	// Output: 9.00 <nil>
}

// Spreading 400 units of 5 lb over the centres of WFS.
func ExampleTransferFee() {
	fee, _, err := walmart.TransferFee(nil, must(fees.ParseWeight("5 lb")), fees.Day(2026, 6, 1))
	fmt.Println(must(fee.At(dec("25"))).Mul(dec("400")).StringFixed(2), err)
	// Output: 260.00 <nil>
}

// Two speeds for the same small parcel.
func ExampleMultichannelFee() {
	for _, speed := range []walmart.Speed{walmart.StandardSpeed, walmart.Expedited} {
		fee, _, err := walmart.MultichannelFee(nil, speed, must(fees.ParseWeight("12 oz")), fees.Day(2026, 6, 1))
		fmt.Println(speed, must(fee.At(dec("25"))), err)
	}
	// Output:
	// standard 7.75 <nil>
	// expedited 9.75 <nil>
}

// Only stock at WFS pays for storage.
func ExampleListing_Keeps() {
	fmt.Println(walmart.Listing{}.Keeps(), walmart.Listing{Fulfillment: walmart.Seller}.Keeps())
	// Output: true false
}

func ExampleMultichannel_Keeps() {
	fmt.Println(walmart.Multichannel{}.Keeps())
	// Output: true
}
