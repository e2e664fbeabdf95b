package buffer_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// This rate drifts, and the default sees it: from 14 to 60 days it widens by more
// than the square root of time does.
func ExampleAdaptive() {
	show(buffer.Adaptive{})
	show(buffer.EWMA{})
	// Output:
	// adaptive, 14 days: 0.79%
	// adaptive, 60 days: 1.77%
	// EWMA 0.99, 14 days: 0.72%
	// EWMA 0.99, 60 days: 1.48%
}

func ExampleAdaptive_Name() {
	fmt.Println(buffer.Adaptive{}.Name())
	// Output: adaptive
}

// Three months of fixings are enough for a buffer; its evidence takes longer.
func ExampleAdaptive_Buffer() {
	for _, day := range []string{"2020-03-24", "2020-03-25"} {
		b, err := buffer.Adaptive{}.Buffer(yuan().Until(date(day)), 30, 0.95)
		fmt.Printf("%.4f %v\n", b, err)
	}
	// Output:
	// 0.0000 buffer: adaptive needs 61 observations, the history has 60
	// 0.0056 <nil>
}

// A plan without a model takes the default.
func ExampleDefault() {
	plan := must(buffer.Plan(yuan().All(), 60, 0.95, nil))
	fmt.Println(plan.Model == buffer.Default().Name(), fx.Percent(plan.Buffer.Round(4)), plan.Evidence.Verdict)
	// Output:
	// true 1.77% too little data
}

// The default was chosen among so many, and its evidence says so.
func ExampleConfigurationsTried() {
	e := must(buffer.BackTest(yuan(), buffer.Default(), buffer.Test{Days: 30, Confidence: 0.95}))
	fmt.Println(e.ChosenAmong == buffer.ConfigurationsTried, buffer.ConfigurationsTried)
	fmt.Println(e.Text())
	// Output:
	// true 816
	// adaptive on USD/CNY over 30 days at 95%: on 1484 days from 2020-03-25 to 2025-12-01 a mean buffer of 1.23% covered 93.60% of the losses, and the worst went 1.84% beyond it (from 2020-06-12); of 69 windows that do not overlap 5 were breached (Kupiec p 0.421), and 0 of 21 starts reject it: not rejected, which is no proof; the model was chosen among 816 on data up to 2019.
}
