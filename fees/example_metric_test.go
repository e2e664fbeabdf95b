package fees_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// The weight on an American box, for a Chinese forwarder.
func ExampleWeight_Kg() {
	w := must(fees.ParseWeight("35 lb"))
	fmt.Println(w, "is", fx.Plain(w.Kg()), "kg")
	// Output: 35 lb is 15.87573295 kg
}

// A side in metres has no more decimals than it needs.
func ExampleLength_Metres() {
	side := must(fees.ParseLength("19.5 in"))
	fmt.Println(side, "is", fx.Plain(side.Metres()), "m")
	// Output: 19.5 in is 0.4953 m
}

// A carton of 24 × 16 × 12 inches in the measure of a forwarder.
func ExampleVolume_CubicMetres() {
	carton := fees.Parcel{
		Length: must(fees.ParseLength("24 in")),
		Width:  must(fees.ParseLength("16 in")),
		Height: must(fees.ParseLength("12 in")),
	}
	fmt.Println(fx.Plain(carton.Volume().CubicMetres()), "m³")
	// Output: 0.075511590912 m³
}
