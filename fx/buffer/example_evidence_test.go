package buffer_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// A seller is paid in USD in 30 days and buys in CNY. At which rate to plan, and
// has that held?
func Example() {
	h := yuan().All()
	plan, err := buffer.Plan(h, 30, 0.95, buffer.EWMA{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plan.Rate)
	fmt.Println(must(plan.Rate.ConvertRounded(must(fx.ParseMoney("10000 USD")))))
	fmt.Println(plan.Evidence.Text())
	// Output:
	// 6.709005806854 CNY per USD (spot 6.780276, buffer 0.0105114)
	// 67090.06 CNY
	// EWMA 0.99 on USD/CNY over 30 days at 95%: on 1294 days from 2020-12-16 to 2025-12-01 a mean buffer of 1.13% covered 92.81% of the losses, and the worst went 1.98% beyond it (from 2021-04-09); of 60 windows that do not overlap 4 were breached (Kupiec p 0.572), and 0 of 21 starts reject it: not rejected, which is no proof.
}

func ExamplePlan() {
	for _, days := range []int{14, 90} {
		plan := must(buffer.Plan(yuan().All(), days, 0.95, buffer.Trend{}))
		fmt.Println(days, fx.Percent(plan.Buffer), plan.Evidence.Verdict)
	}
	// Output:
	// 14 0.722732% not rejected
	// 90 2.455501% too little data
}

// A buyer of USD plans on the inverse pair and reads the rate the other way round.
func ExamplePlan_buyer() {
	inverse := must(buffer.NewSeries(func(yield func(fx.Rate) bool) {
		s := yuan()
		for i := range s.Len() {
			if !yield(s.Until(s.All().Date(i)).Spot().Inverse()) {
				return
			}
		}
	}))
	plan := must(buffer.Plan(inverse.All(), 30, 0.95, buffer.EWMA{}))
	rate := plan.Rate.Inverse()
	fmt.Println(rate.Spot().Value(4), rate.Value(4))
	// Output: 6.7803 6.8523
}

func ExamplePlanned() {
	plan := must(buffer.Plan(yuan().All(), 30, 0.95, buffer.Fixed{Fraction: 0.02}))
	fmt.Println(plan.Model, plan.Days, plan.Confidence, plan.Buffer, plan.Rate.Buffer().Equal(plan.Buffer))
	// Output: fixed 2% 30 0.95 0.02 true
}

func ExampleBackTest() {
	e := must(buffer.BackTest(yuan(), buffer.Sigma{}, buffer.Test{Days: 14, Confidence: 0.95, From: date("2022-01-01")}))
	fmt.Printf("%d of %d days, %.2f%% covered, mean buffer %.2f%%\n", e.Breaches, e.Origins, 100*e.Coverage, 100*e.MeanBuffer)
	fmt.Printf("%d of %d windows, p %.3f, %d of %d starts reject\n", e.WindowBreaches, e.Windows, e.Kupiec.P, e.PhasesRejected, e.Phases)
	// Output:
	// 58 of 1033 days, 94.39% covered, mean buffer 0.78%
	// 6 of 104 windows, p 0.725, 0 of 10 starts reject
}

// Which model scores best, and what does that prove?
func ExampleCompare() {
	models := []buffer.Model{buffer.Fixed{Fraction: 0.02}, buffer.Sigma{}, buffer.EWMA{}, buffer.HDaySigma{Window: 500}}
	tests := []buffer.Test{{Days: 30, Confidence: 0.95, From: date("2022-06-01")}}
	for _, e := range must(buffer.Compare(yuan(), models, tests)) {
		fmt.Printf("%-15s %.1f%% %.2f%% %.4f %s (%d tried)\n", e.Model, 100*e.Coverage, 100*e.MeanBuffer, e.Pinball, e.Verdict, e.Tried)
	}
	// Output:
	// fixed 2%        100.0% 2.00% 0.0010 too thick (4 tried)
	// sigma 250       93.2% 1.13% 0.0007 not rejected (4 tried)
	// EWMA 0.99       92.7% 1.13% 0.0007 not rejected (4 tried)
	// h-day sigma 500 94.0% 1.21% 0.0007 not rejected (4 tried)
}

// A test without a question is an error.
func ExampleTest() {
	_, err := buffer.BackTest(yuan(), buffer.EWMA{}, buffer.Test{Days: 30})
	fmt.Println(err)
	// Output: confidence must be above 0.5 and below 1, got "0"
}

func ExampleEvidence() {
	e := must(buffer.BackTest(yuan(), buffer.Fixed{Fraction: 0.03}, buffer.Test{Days: 90, Confidence: 0.95}))
	fmt.Println(e.Windows, e.Verdict)
	// Output: 24 too little data
}

func ExampleEvidence_Text() {
	e := must(buffer.BackTest(yuan(), buffer.Fixed{Fraction: 0.01}, buffer.Test{Days: 30, Confidence: 0.95}))
	fmt.Println(e.Text())
	// Output: fixed 1% on USD/CNY over 30 days at 95%: on 1544 days from 2020-01-01 to 2025-12-01 a mean buffer of 1.00% covered 91.26% of the losses, and the worst went 2.19% beyond it (from 2021-04-09); of 72 windows that do not overlap 6 were breached (Kupiec p 0.234), and 3 of 21 starts reject it: not rejected, which is no proof.
}

func ExampleVerdict() {
	for _, fraction := range []float64{0.005, 0.02, 0.05} {
		e := must(buffer.BackTest(yuan(), buffer.Fixed{Fraction: fraction}, buffer.Test{Days: 14, Confidence: 0.95}))
		fmt.Println(e.Model+":", e.Verdict)
	}
	// Output:
	// fixed 0.5%: too thin
	// fixed 2%: too thick
	// fixed 5%: too thick
}

// 3 breaches in 250 windows fit a confidence of 99%.
func ExampleKupiec() {
	k := must(buffer.Kupiec(250, 3, 0.99))
	fmt.Printf("%.6f %.6f %t\n", k.LR, k.P, k.Rejected)
	// Output: 0.094940 0.757988 false
}

// Too few breaches are rejected like too many.
func ExampleKupiecTest() {
	for _, breaches := range []int{0, 5, 12} {
		k := must(buffer.Kupiec(100, breaches, 0.95))
		fmt.Printf("%d of %d: %t\n", k.Breaches, k.Windows, k.Rejected)
	}
	// Output:
	// 0 of 100: true
	// 5 of 100: false
	// 12 of 100: true
}

// Four breaches in a row among a hundred windows.
func ExampleChristoffersen() {
	breached := make([]bool, 100)
	breached[40], breached[41], breached[42], breached[43] = true, true, true, true
	c := must(buffer.Christoffersen(breached, 0.95))
	fmt.Printf("%t, p %.4f\n", c.Defined, c.P)
	// Output: true, p 0.0000
}

// Without a breach there is nothing to say about their order.
func ExampleChristoffersenTest() {
	c := must(buffer.Christoffersen(make([]bool, 100), 0.95))
	fmt.Println(c.KeptKept, c.Defined)
	// Output: 99 false
}

// A loss of 3% costs 19 times as much against a buffer of 2% as a buffer that is
// too large by as much.
func ExamplePinball() {
	fmt.Printf("%.4f %.4f\n", buffer.Pinball(0.03, 0.02, 0.95), buffer.Pinball(0.01, 0.02, 0.95))
	// Output: 0.0095 0.0005
}

func ExampleQuantile() {
	fmt.Printf("%.3f\n", must(buffer.Quantile([]float64{-0.01, 0, 0.005, 0.01, 0.02}, 0.95)))
	// Output: 0.018
}

func ExampleNormalQuantile() {
	fmt.Printf("%.6f\n", must(buffer.NormalQuantile(0.95)))
	// Output: 1.644854
}

func ExampleStudentQuantile() {
	fmt.Printf("%.6f\n", must(buffer.StudentQuantile(0.95, 5)))
	// Output: 2.015048
}
