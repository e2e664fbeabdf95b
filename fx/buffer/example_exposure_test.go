package buffer_test

import (
	"errors"
	"fmt"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// A unit sells at 29.99 USD, of which Amazon, advertising and freight take 16.20;
// it costs 70 CNY.
func unit() buffer.Exposure {
	return buffer.Exposure{Revenue: cash("29.99 USD"), Costs: cash("16.20 USD"), HomeCosts: cash("70 CNY")}
}

// More than half of the income never meets the rate; of the rest, one percent off
// the rate takes almost four percent off the profit.
func ExampleExposure() {
	spot := usdcny("6.8322", "2026-04-13")
	fmt.Println("exposed", must(unit().Net()))
	fmt.Println("hedged by its own costs", must(unit().HedgeShare()).StringFixed(4))
	fmt.Println("leverage", must(unit().Leverage(spot)).StringFixed(4))
	fmt.Println("break-even at", must(unit().BreakEven()).Value(6))
	// Output:
	// exposed 13.79 USD
	// hedged by its own costs 0.5402
	// leverage 3.8906
	// break-even at 5.076142
}

func ExampleExposure_Check() {
	fmt.Println(buffer.Exposure{Revenue: cash("10 USD"), Costs: cash("3 EUR"), HomeCosts: cash("20 CNY")}.Check())
	// Output:
	// fx: currencies do not match: USD and EUR
}

func ExampleExposure_Net() {
	fmt.Println(must(unit().Net()))
	// Output:
	// 13.79 USD
}

func ExampleExposure_HedgeShare() {
	fmt.Println(fx.Percent(must(unit().HedgeShare()).Round(4)), "of the income is spent in dollars")
	// Output:
	// 54.02% of the income is spent in dollars
}

func ExampleExposure_Profit() {
	fmt.Println(must(unit().Profit(usdcny("6.8322", "2026-04-13"))))
	// Output:
	// 24.216038 CNY
}

// The margin at spot, at the planned rate and at the lowest rate of the band.
func ExampleExposure_Margin() {
	spot := usdcny("6.8322", "2026-04-13")
	plan := must(spot.WithBuffer(number("0.02")))
	worst := must(buffer.Band{Down: number("0.03")}.Worst(spot))
	for _, rate := range []fx.Rate{spot, plan, worst} {
		fmt.Println(rate.Value(4), fx.Percent(must(unit().Margin(rate)).Round(4)))
	}
	// Output:
	// 6.8322 11.82%
	// 6.6956 11.12%
	// 6.6272 10.76%
}

func ExampleExposure_Leverage() {
	spot := usdcny("6.8322", "2026-04-13")
	before, after := must(unit().Profit(spot)), must(unit().Profit(must(spot.WithBuffer(number("0.01")))))
	lost := before.Amount.Sub(after.Amount).DivRound(before.Amount, 6)
	fmt.Println(must(unit().Leverage(spot)).Round(4), "and the rate 1% lower takes", fx.Percent(lost))
	// Output:
	// 3.8906 and the rate 1% lower takes 3.8906%
}

// The rate is an exact fraction: at it the profit is 0 and not a hair beside.
func ExampleExposure_BreakEven() {
	rate := must(unit().BreakEven())
	fmt.Println(rate.Value(6), must(unit().Profit(rate)).Amount.IsZero())
	// Output:
	// 5.076142 true
}

// How far may the dollar fall until the margin is 8%?
func ExampleExposure_RateFor() {
	fmt.Println(must(unit().RateFor(number("0.08"))).Value(4))
	// Output:
	// 6.1453
}

// A product that loses dollars on every sale has no break-even rate.
func ExampleLossError() {
	e := unit()
	e.Costs = cash("31.00 USD")
	_, err := e.BreakEven()
	var loss *buffer.LossError
	if errors.As(err, &loss) {
		fmt.Println("no", loss.Figure, "with a", loss.Of, "of", loss.Amount)
	}
	// Output:
	// no break-even rate with a net income of -1.01 USD
}

func ExampleLossError_Error() {
	fmt.Println(&buffer.LossError{Figure: "leverage", Of: "profit", Amount: cash("-2.50 CNY")})
	// Output:
	// buffer: there is no leverage: profit must be above 0, is -2.50 CNY
}

// A unit that costs 70 CNY and 9.50 USD, with fees of 25% and a margin of 15% of
// the price.
func unitPrice() buffer.CostPlus {
	return buffer.CostPlus{HomeCost: cash("70 CNY"), Cost: cash("9.50 USD"), Fees: number("0.25"), Margin: number("0.15")}
}

// A buffer of 2% costs the buyer 35 cents.
func ExampleCostPlus() {
	spot := usdcny("6.8322", "2026-04-13")
	fmt.Println(must(unitPrice().PriceUp(spot)))
	fmt.Println(must(unitPrice().PriceUp(must(spot.WithBuffer(number("0.02"))))))
	// Output:
	// 32.91 USD
	// 33.26 USD
}

func ExampleCostPlus_Check() {
	c := unitPrice()
	c.Margin = number("0.75")
	fmt.Println(c.Check())
	// Output:
	// fees and margin must be below 1 together, got "1"
}

func ExampleCostPlus_Price() {
	plan := must(usdcny("6.8322", "2026-04-13").WithBuffer(number("0.02")))
	fmt.Println(must(unitPrice().Price(plan)).Amount.StringFixed(6))
	// Output:
	// 33.257826
}

func ExampleCostPlus_PriceUp() {
	plan := must(usdcny("6.8322", "2026-04-13").WithBuffer(number("0.02")))
	fmt.Println(must(unitPrice().PriceUp(plan)))
	// Output:
	// 33.26 USD
}

func ExampleCostPlus_HomeShare() {
	fmt.Println(must(unitPrice().HomeShare(usdcny("6.8322", "2026-04-13"))).StringFixed(4))
	// Output:
	// 0.5189
}

// The dollar falls by 1%. Keeping the margin takes a price 0.52% higher; whoever
// dares to pass on only half of it gives up the rest.
func ExampleCostPlus_PassThrough() {
	spot := usdcny("6.8322", "2026-04-13")
	for _, part := range []string{"1", "0.5"} {
		fmt.Println(fx.Percent(must(unitPrice().PassThrough(spot, number("0.01"), number(part))).Round(6)))
	}
	// Output:
	// 0.5241%
	// 0.2621%
}
