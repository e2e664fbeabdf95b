package buffer_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// yuan is a made-up USD/CNY: five fixings a week for six years, with quiet and
// with restless months, that drifts one way for a while and then the other. In a program it comes from a file:
//
//	rates, err := fx.ReadECB(file)
//	series, err := buffer.NewSeries(rates.Series(fx.USD, fx.CNY))
func yuan() *buffer.Series {
	return must(buffer.NewSeries(func(yield func(fx.Rate) bool) {
		rate, drift, random := int64(6_900_000), int64(0), uint32(7)
		for i, day := 0, date("2020-01-01"); i < 1566; day = day.AddDate(0, 0, 1) {
			if w := day.Weekday(); w == time.Saturday || w == time.Sunday {
				continue
			}
			fixing := must(fx.NewRate(fx.USD, fx.CNY, must(fx.ParseDecimal(fmt.Sprintf("%d.%06d", rate/1e6, rate%1e6)))))
			if !yield(fixing.WithSource(day, "made up")) {
				return
			}
			size := int64(8_000)
			if i/60%3 == 2 {
				size = 30_000
			}
			random = random*1664525 + 1013904223
			if i%90 == 0 {
				drift = int64(random>>12)%6_001 - 3_000
			}
			rate += int64(random>>8)%(2*size+1) - size + drift + (6_900_000-rate)/400
			i++
		}
	}))
}

// The series of a pair comes from a file of rates; here it is built by hand.
func ExampleNewSeries() {
	spot := must(fx.NewRate(fx.USD, fx.CNY, must(fx.ParseDecimal("6.8322"))))
	series, err := buffer.NewSeries(func(yield func(fx.Rate) bool) {
		_ = yield(spot.WithSource(date("2026-04-10"), "")) && yield(spot.WithSource(date("2026-04-13"), ""))
	})
	fmt.Println(series.Len(), err)

	_, err = buffer.NewSeries(func(yield func(fx.Rate) bool) {
		_ = yield(spot.WithSource(date("2026-04-13"), "")) && yield(spot.WithSource(date("2026-04-10"), ""))
	})
	fmt.Println(err)
	// Output:
	// 2 <nil>
	// fixings[1].date must be after 2026-04-13, got "2026-04-10"
}

// What a file holds.
func ExampleSeries() {
	s := yuan()
	fmt.Println(s.Base(), s.Quote(), s.Len(), s.First().Format(time.DateOnly), s.Last().Format(time.DateOnly))
	// Output: USD CNY 1566 2020-01-01 2025-12-31
}

func ExampleSeries_Base() {
	fmt.Println("paid in", yuan().Base())
	// Output: paid in USD
}

func ExampleSeries_Quote() {
	fmt.Println("buying in", yuan().Quote())
	// Output: buying in CNY
}

func ExampleSeries_Len() {
	fmt.Println(yuan().Len() > buffer.DefaultMoveWindow)
	// Output: true
}

func ExampleSeries_First() {
	fmt.Println(yuan().First().Format(time.DateOnly))
	// Output: 2020-01-01
}

func ExampleSeries_Last() {
	fmt.Println(yuan().Last().Format(time.DateOnly))
	// Output: 2025-12-31
}

// On a Sunday the fixing of Friday is the last one known.
func ExampleSeries_Until() {
	h := yuan().Until(date("2024-06-16"))
	fmt.Println(h.Day().Format(time.DateOnly), h.Len())
	// Output: 2024-06-14 1163
}

// Today is the end of the file.
func ExampleSeries_All() {
	h := yuan().All()
	fmt.Println(h.Day().Format(time.DateOnly), h.Spot())
	// Output: 2025-12-31 6.780276 CNY per USD
}

// A history is what a model may look at.
func ExampleHistory() {
	s := yuan()
	for _, on := range []string{"2019-12-31", "2020-01-03", "2025-12-31"} {
		fmt.Println(on, s.Until(date(on)).Len())
	}
	// Output:
	// 2019-12-31 0
	// 2020-01-03 3
	// 2025-12-31 1566
}

func ExampleHistory_Len() {
	fmt.Println(yuan().Until(date("2020-01-31")).Len())
	// Output: 23
}

func ExampleHistory_Base() {
	fmt.Println(yuan().All().Base())
	// Output: USD
}

func ExampleHistory_Quote() {
	fmt.Println(yuan().All().Quote())
	// Output: CNY
}

func ExampleHistory_Day() {
	fmt.Println(yuan().Until(date("2024-06-16")).Day().Format(time.DateOnly))
	// Output: 2024-06-14
}

// The last fixing is kept exactly as it was published.
func ExampleHistory_Spot() {
	fmt.Println(yuan().Until(date("2020-01-02")).Spot())
	// Output: 6.899165 CNY per USD
}

// Numbers are for statistics.
func ExampleHistory_Rate() {
	h := yuan().All()
	fmt.Println(h.Rate(0), h.Rate(h.Len()))
	// Output: 6.9 NaN
}

func ExampleHistory_Return() {
	fmt.Printf("%.6f\n", yuan().All().Return(1))
	// Output: -0.000121
}

func ExampleHistory_Date() {
	fmt.Println(yuan().All().Date(2).Format(time.DateOnly))
	// Output: 2020-01-03
}

// The losses over a week in the first days of a file: after eight days two of them
// are complete.
func ExampleHistory_Losses() {
	h := yuan().Until(date("2020-01-09"))
	for _, loss := range h.Losses(7, 0) {
		fmt.Printf("%+.4f%%\n", 100*loss)
	}
	// Output:
	// -0.2262%
	// -0.2103%
}
