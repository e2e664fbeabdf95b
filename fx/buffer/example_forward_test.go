package buffer_test

import (
	"errors"
	"fmt"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// An interest of 4% in dollars and 1.5% in yuan makes the dollar of the future
// cheaper.
func ExampleInterest() {
	dollars, yuan := buffer.Interest{Annual: number("0.04")}, buffer.Interest{Annual: number("0.015")}
	forward := must(buffer.CoveredForward(usdcny("7.0082", "2025-12-26"), dollars, yuan, 90))
	fmt.Println(forward.Value(4))
	// Output:
	// 6.9648
}

func ExampleYearDays() {
	pound, _ := buffer.DayCount(fx.GBP)
	fmt.Println(pound.Currency, pound.Days, pound.Confidence)
	// Output:
	// GBP 365 medium
}

// What is not known is not guessed.
func ExampleDayCount() {
	for _, c := range []fx.Currency{fx.USD, fx.GBP, fx.JPY} {
		days, ok := buffer.DayCount(c)
		fmt.Println(c, days.Days, ok)
	}
	// Output:
	// USD 360 true
	// GBP 365 true
	// JPY 0 false
}

// The Australian dollar with 4.87% against the Canadian with 1.41%, both by 360
// days.
func ExampleCoveredForward() {
	spot := must(fx.NewRate("AUD", fx.CAD, number("1.0145")))
	aud, cad := buffer.Interest{Annual: number("0.0487"), YearDays: 360}, buffer.Interest{Annual: number("0.0141"), YearDays: 360}
	fmt.Println(must(buffer.CoveredForward(spot, aud, cad, 270)).Value(6))
	// Output:
	// 0.989101
}

func ExampleContinuousForward() {
	spot := must(fx.NewRate(fx.USD, "SGD", number("1.35")))
	usd, sgd := buffer.Interest{Annual: number("0.05"), YearDays: 365}, buffer.Interest{Annual: number("0.035"), YearDays: 365}
	fmt.Println(must(buffer.ContinuousForward(spot, usd, sgd, 184)).Value(8))
	// Output:
	// 1.33983028
}

// In six months the dollar is sold 1.6% a year below today's rate. A seller who
// plans on the spot rate leaves that out.
func ExampleForwardPremium() {
	premium := must(buffer.ForwardPremium(usdcny("7.0082", "2025-12-26"), usdcny("6.9514", "2025-12-26"), 182, 365))
	fmt.Println(fx.Percent(premium.Round(6)))
	// Output:
	// -1.6254%
}

// 60% of the income is sold forward; the buffer of 2% is for the other 40%.
func ExampleHedge() {
	open := must(usdcny("7.0082", "2025-12-26").WithBuffer(number("0.02")))
	plan := must(buffer.Hedge(usdcny("6.9812", "2025-12-26"), open, number("0.6")))
	fmt.Println(plan.Value(6), "with", plan.Source())
	// Output:
	// 6.935934 with 60% sold forward, 40% open
}

func ExamplePipSize() {
	pip, ok := buffer.PipSize(fx.USD, fx.CNY)
	fmt.Println(pip, ok)
	_, ok = buffer.PipSize(fx.USD, fx.JPY)
	fmt.Println("yen:", ok)
	// Output:
	// 0.0001 true
	// yen: false
}

// The start of a curve as a bank shows it.
func curve() buffer.SwapCurve {
	return buffer.SwapCurve{
		Spot: usdcny("7.0082", "2025-12-26"), SpotDay: date("2025-12-30"),
		Points: []buffer.SwapPoint{
			{Tenor: "1M", Day: date("2026-01-30"), Points: number("-78")},
			{Tenor: "3M", Day: date("2026-03-30"), Points: number("-270")},
			{Tenor: "6M", Day: date("2026-06-30"), Points: number("-568")},
		},
	}
}

func ExampleSwapPoint() {
	quote := buffer.SwapPoint{Tenor: "3M", Day: date("2026-03-30"), Points: number("-270")}
	fmt.Println(quote.Tenor, quote.Points)
	// Output:
	// 3M -270
}

// A payout on 15 May lies between two quotes.
func ExampleSwapCurve() {
	forward := must(curve().At(date("2026-05-15")))
	fmt.Println(forward.Rate.Value(6), "between", forward.After.Tenor, "and", forward.Before.Tenor)
	// Output:
	// 6.9663 between 3M and 6M
}

func ExampleSwapCurve_Check() {
	c := curve()
	c.Points[1].Day = c.Points[0].Day
	fmt.Println(c.Check())
	// Output:
	// points[1].day must be after 2026-01-30, got "2026-01-30"
}

func ExampleSwapCurve_At() {
	for _, day := range []string{"2025-12-30", "2026-01-30", "2026-03-01"} {
		forward := must(curve().At(date(day)))
		fmt.Println(day, forward.Rate.Value(4).StringFixed(4))
	}
	// Output:
	// 2025-12-30 7.0082
	// 2026-01-30 7.0004
	// 2026-03-01 6.9906
}

func ExampleForward() {
	forward := must(curve().At(date("2026-06-30")))
	fmt.Println(forward.Days, "days,", forward.Points, "points,", forward.Rate)
	// Output:
	// 182 days, -568 points, 6.9514 CNY per USD
}

func ExampleForward_Premium() {
	forward := must(curve().At(date("2026-06-30")))
	fmt.Println(fx.Percent(must(forward.Premium(365)).Round(6)))
	// Output:
	// -1.6254%
}

// Nothing is guessed beyond the last quote.
func ExampleCurveError() {
	_, err := curve().At(date("2027-01-04"))
	var outside *buffer.CurveError
	if errors.As(err, &outside) {
		fmt.Println("quoted until", outside.Last.Format("2006-01-02"))
	}
	// Output:
	// quoted until 2026-06-30
}

func ExampleCurveError_Error() {
	_, err := curve().At(date("2027-01-04"))
	fmt.Println(err)
	// Output:
	// buffer: no forward for 2027-01-04: the curve goes from 2025-12-30 to 2026-06-30
}

func ExampleSwapPoints() {
	points := must(buffer.SwapPoints(usdcny("7.0082", "2025-12-26"), usdcny("6.9514", "2025-12-26"), number("0.0001")))
	fmt.Println(points)
	// Output:
	// -568
}

// Points that rise from left to right are added.
func ExampleOutrightBidAsk() {
	bid, ask := must(fx.NewRate(fx.GBP, fx.USD, number("1.8816"))), must(fx.NewRate(fx.GBP, fx.USD, number("1.8837")))
	forwardBid, forwardAsk, err := buffer.OutrightBidAsk(bid, ask, number("200"), number("300"), number("0.0001"))
	fmt.Println(forwardBid.Value(4), forwardAsk.Value(4), err)
	// Output:
	// 1.9016 1.9137 <nil>
}
