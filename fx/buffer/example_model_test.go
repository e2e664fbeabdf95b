package buffer_test

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// show prints the buffer of a model over 14 and 60 days.
func show(m buffer.Model) {
	h := yuan().All()
	for _, days := range []int{14, 60} {
		b, err := m.Buffer(h, days, 0.95)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%s, %d days: %.2f%%\n", m.Name(), days, 100*b)
	}
}

// worstOf is a model of one's own: the worst loss of the last year.
type worstOf struct{}

func (worstOf) Name() string { return "worst of a year" }

func (m worstOf) Buffer(h buffer.History, days int, _ float64) (float64, error) {
	losses := h.Losses(days, 250)
	if len(losses) < 250 {
		return 0, &buffer.ShortHistoryError{Model: m.Name(), Need: 250, Have: len(losses)}
	}
	return max(slices.Max(losses), 0), nil
}

// A model of one's own plans and is back-tested like those of the package.
func ExampleModel() {
	e, err := buffer.BackTest(yuan(), worstOf{}, buffer.Test{Days: 14, Confidence: 0.95})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s covered %.1f%%: %s\n", e.Model, 100*e.Coverage, e.Verdict)
	// Output: worst of a year covered 99.2%: too thick
}

func ExampleFixed() {
	show(buffer.Fixed{Fraction: 0.02})
	// Output:
	// fixed 2%, 14 days: 2.00%
	// fixed 2%, 60 days: 2.00%
}

func ExampleFixed_Name() {
	fmt.Println(buffer.Fixed{Fraction: 0.015}.Name())
	// Output: fixed 1.5%
}

func ExampleFixed_Buffer() {
	fmt.Println(buffer.Fixed{Fraction: 0.02}.Buffer(buffer.History{}, 30, 0.95))
	fmt.Println(buffer.Fixed{Fraction: 2}.Buffer(buffer.History{}, 30, 95))
	// Output:
	// 0.02 <nil>
	// 0 confidence must be above 0.5 and below 1, got "95"
	// fraction must be from 0 to 0.99999999, got "2"
}

func ExampleSigma() {
	show(buffer.Sigma{})
	show(buffer.Sigma{Window: 60})
	show(buffer.Sigma{Downside: true})
	// Output:
	// sigma 250, 14 days: 0.78%
	// sigma 250, 60 days: 1.61%
	// sigma 60, 14 days: 0.57%
	// sigma 60, 60 days: 1.18%
	// downside sigma 250, 14 days: 0.84%
	// downside sigma 250, 60 days: 1.74%
}

func ExampleSigma_Name() {
	fmt.Println(buffer.Sigma{Window: 60, Nu: 5}.Name())
	// Output: student-t5 sigma 60
}

// Fat tails: less than the normal distribution at 95%, more at 99%.
func ExampleSigma_Buffer() {
	h := yuan().All()
	for _, confidence := range []float64{0.95, 0.99} {
		normal := must(buffer.Sigma{}.Buffer(h, 30, confidence))
		fat := must(buffer.Sigma{Nu: 5}.Buffer(h, 30, confidence))
		fmt.Printf("%.2f%% %.2f%%\n", 100*normal, 100*fat)
	}
	// Output:
	// 1.14% 1.08%
	// 1.61% 1.80%
}

func ExampleEWMA() {
	show(buffer.EWMA{})
	show(buffer.EWMA{Lambda: 0.94})
	// Output:
	// EWMA 0.99, 14 days: 0.72%
	// EWMA 0.99, 60 days: 1.48%
	// EWMA 0.94, 14 days: 0.89%
	// EWMA 0.94, 60 days: 1.83%
}

func ExampleEWMA_Name() {
	fmt.Println(buffer.EWMA{}.Name())
	// Output: EWMA 0.99
}

// A file of a few days is too short.
func ExampleEWMA_Buffer() {
	_, err := buffer.EWMA{}.Buffer(yuan().Until(date("2020-01-31")), 30, 0.95)
	fmt.Println(err)
	// Output: buffer: EWMA 0.99 needs 251 observations, the history has 23
}

func ExampleHistSim() {
	show(buffer.HistSim{Window: 1000})
	show(buffer.HistSim{})
	// Output:
	// hist-sim 1000, 14 days: 0.81%
	// hist-sim 1000, 60 days: 1.95%
	// hist-sim all, 14 days: 0.85%
	// hist-sim all, 60 days: 2.07%
}

func ExampleHistSim_Name() {
	fmt.Println(buffer.HistSim{Window: 500}.Name(), "|", buffer.HistSim{}.Name())
	// Output: hist-sim 500 | hist-sim all
}

// The buffer is a quantile of the losses that were complete on the day.
func ExampleHistSim_Buffer() {
	h := yuan().All()
	b := must(buffer.HistSim{Window: 250}.Buffer(h, 30, 0.95))
	fmt.Println(b == must(buffer.Quantile(h.Losses(30, 250), 0.95)))
	// Output: true
}

func ExampleHDaySigma() {
	show(buffer.HDaySigma{})
	// Output:
	// h-day sigma 1000, 14 days: 0.76%
	// h-day sigma 1000, 60 days: 1.92%
}

func ExampleHDaySigma_Name() {
	fmt.Println(buffer.HDaySigma{Window: 500}.Name())
	// Output: h-day sigma 500
}

// It needs that many moves over the horizon that are over.
func ExampleHDaySigma_Buffer() {
	_, err := buffer.HDaySigma{}.Buffer(yuan().Until(date("2023-12-29")), 90, 0.95)
	fmt.Println(err)
	// Output: buffer: h-day sigma 1000 needs 1000 observations, the history has 978
}

func ExampleTrend() {
	show(buffer.EWMA{})
	show(buffer.Trend{})
	// Output:
	// EWMA 0.99, 14 days: 0.72%
	// EWMA 0.99, 60 days: 1.48%
	// EWMA 0.99 x trend 1000, 14 days: 0.72%
	// EWMA 0.99 x trend 1000, 60 days: 1.82%
}

func ExampleTrend_Name() {
	fmt.Println(buffer.Trend{Of: buffer.Sigma{}, Window: 500}.Name())
	// Output: sigma 250 x trend 500
}

// Trend only ever widens a buffer.
func ExampleTrend_Buffer() {
	h := yuan().All()
	of := buffer.EWMA{}
	fmt.Println(must(buffer.Trend{Of: of}.Buffer(h, 90, 0.95)) >= must(of.Buffer(h, 90, 0.95)))
	// Output: true
}

func ExampleLarger() {
	show(buffer.Larger{buffer.EWMA{Lambda: 0.94}, buffer.HistSim{Window: 1000}})
	// Output:
	// max(EWMA .94, hist-sim 1000), 14 days: 0.89%
	// max(EWMA .94, hist-sim 1000), 60 days: 1.95%
}

func ExampleLarger_Name() {
	fmt.Println(buffer.Larger{buffer.Sigma{Window: 60}, buffer.Sigma{}, buffer.Sigma{Window: 1000}}.Name())
	// Output: max(sigma 60, sigma 250, sigma 1000)
}

// A model on the floor of a fixed percentage.
func ExampleLarger_Buffer() {
	m := buffer.Larger{buffer.Sigma{}, buffer.Fixed{Fraction: 0.02}}
	for _, days := range []int{7, 180} {
		fmt.Printf("%.2f%%\n", 100*must(m.Buffer(yuan().All(), days, 0.95)))
	}
	// Output:
	// 2.00%
	// 2.77%
}

// Which model, and how much is missing?
func ExampleShortHistoryError() {
	_, err := buffer.Plan(yuan().Until(date("2020-01-31")), 30, 0.95, buffer.Sigma{Window: 60})
	var short *buffer.ShortHistoryError
	if errors.As(err, &short) {
		fmt.Println(short.Model, short.Need-short.Have)
	}
	// Output: sigma 60 38
}

func ExampleShortHistoryError_Error() {
	fmt.Println(&buffer.ShortHistoryError{Model: "sigma 60", Need: 61, Have: 23})
	// Output: buffer: sigma 60 needs 61 observations, the history has 23
}

// flawed is a model with a slip.
type flawed struct{}

func (flawed) Name() string { return "flawed" }

func (flawed) Buffer(h buffer.History, _ int, _ float64) (float64, error) {
	return math.Sqrt(6.9 - h.Rate(h.Len()-1)), nil
}

// A back-test does not swallow a model that divides by 0 on some day.
func ExampleModelError() {
	_, err := buffer.BackTest(yuan(), flawed{}, buffer.Test{Days: 30, Confidence: 0.95})
	var failed *buffer.ModelError
	if errors.As(err, &failed) {
		fmt.Println(failed.Model, failed.Day.Format("2006-01-02"), failed.Value)
	}
	// Output: flawed 2020-01-03 NaN
}

func ExampleModelError_Error() {
	fmt.Println(&buffer.ModelError{Model: "own", Day: date("2026-04-13"), Value: 1.5})
	// Output: buffer: model "own" on 2026-04-13: the buffer must be from 0 to 0.99999999, got 1.5
}

func ExampleModelError_Unwrap() {
	err := &buffer.ModelError{Model: "own", Day: date("2026-04-13"), Err: fx.NewInputError("window", "0", "must be set")}
	var in *fx.InputError
	fmt.Println(errors.As(err, &in), err)
	// Output: true buffer: model "own" on 2026-04-13: window must be set, got "0"
}
