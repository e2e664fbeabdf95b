package fx_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fx"
)

// bank is what a bank pays and asks for a dollar.
func bank() fx.BidAsk { return must(fx.NewBidAsk(fx.USD, fx.CNY, dec("6.9040"), dec("6.9062"))) }

// A seller of dollars looks at the bid.
func ExampleBidAsk() {
	payout := must(fx.ParseMoney("10000 USD"))
	fmt.Println(bank())
	fmt.Println(must(bank().Sell(payout)))
	fmt.Println("half a spread costs", bank().HalfSpreadBP().StringFixed(2), "bp")
	// Output:
	// 6.904 / 6.9062 CNY per USD
	// 69040.00 CNY
	// half a spread costs 1.59 bp
}

// The sides the wrong way round are refused.
func ExampleNewBidAsk() {
	_, err := fx.NewBidAsk(fx.USD, fx.CNY, dec("6.9062"), dec("6.9040"))
	fmt.Println(err)
	// Output:
	// ask must not be below the bid of 6.9062, got "6.904"
}

// The rate at which dollars are sold.
func ExampleBidAsk_Bid() {
	fmt.Println(bank().Bid())
	// Output:
	// 6.904 CNY per USD
}

// The rate at which dollars are bought.
func ExampleBidAsk_Ask() {
	fmt.Println(bank().Ask())
	// Output:
	// 6.9062 CNY per USD
}

// The mid is what a bank is compared with.
func ExampleBidAsk_Mid() {
	fmt.Println(bank().Mid())
	// Output:
	// 6.9051 CNY per USD
}

// Turned round, the sides change places.
func ExampleBidAsk_Inverse() {
	turned := bank().Inverse()
	fmt.Println(turned.Bid().Value(8).StringFixed(8), turned.Ask().Value(8).StringFixed(8))
	// Output:
	// 0.14479743 0.14484357
}

// Euros into yuan through the dollar pay both spreads.
func ExampleBidAsk_Cross() {
	eur := must(fx.NewBidAsk(fx.EUR, fx.USD, dec("1.1432"), dec("1.1435")))
	crossed := must(eur.Cross(bank()))
	fmt.Println(crossed.Bid().Value(6).StringFixed(6), crossed.Ask().Value(6).StringFixed(6))
	// Output:
	// 7.892653 7.897240
}

// What the bank keeps of the mid, as a share.
func ExampleBidAsk_HalfSpread() {
	fmt.Println(fx.Percent(bank().HalfSpread().Round(6)))
	// Output:
	// 0.0159%
}

// The same in basis points.
func ExampleBidAsk_HalfSpreadBP() {
	fmt.Println(bank().HalfSpreadBP().StringFixed(4))
	// Output:
	// 1.5930
}

// Sell dollars, or sell yuan: each at the side that is worse for the seller.
func ExampleBidAsk_Sell() {
	fmt.Println(must(bank().Sell(must(fx.ParseMoney("100 USD")))))
	fmt.Println(must(bank().Sell(must(fx.ParseMoney("690.62 CNY")))))
	// Output:
	// 690.40 CNY
	// 100.00 USD
}

// What a supplier's invoice costs in dollars.
func ExampleBidAsk_Buy() {
	invoice := must(fx.ParseMoney("69040 CNY"))
	fmt.Println(must(bank().Buy(invoice)))
	// Output:
	// 10000.00 USD
}

// A provider that was not asked yet.
func ExampleBidAsk_IsZero() {
	var quoted fx.BidAsk
	fmt.Println(quoted.IsZero(), bank().IsZero())
	// Output:
	// true false
}

// Turned twice it is the same, exactly.
func ExampleBidAsk_Equal() {
	fmt.Println(bank().Inverse().Inverse().Equal(bank()))
	// Output:
	// true
}

// Both sides on one line.
func ExampleBidAsk_String() {
	fmt.Println(bank())
	// Output:
	// 6.904 / 6.9062 CNY per USD
}

// A provider that keeps half a percent of the mid.
func ExampleSpread() {
	mid := must(fx.NewRate(fx.USD, fx.CNY, dec("6.95")))
	provider := must(fx.Spread(mid, dec("0.005")))
	fmt.Println(must(provider.Sell(must(fx.ParseMoney("8250 USD")))))
	// Output:
	// 57050.8125 CNY
}

// What a payout really cost, all fees included.
func ExampleRate_CostAgainst() {
	mid := must(fx.NewRate(fx.USD, fx.CNY, dec("6.9451")))
	arrived := must(fx.NewRateFraction(fx.USD, fx.CNY, dec("57050.81"), dec("8250")))
	fmt.Println(fx.Percent(must(arrived.CostAgainst(mid)).Round(6)))
	// Output:
	// 0.4298%
}

// A spread of 0.5% and then a fee of 0.9% are less than 1.4%.
func ExampleCombinedCost() {
	fmt.Println(fx.Percent(must(fx.CombinedCost(dec("0.005"), dec("0.009")))))
	// Output:
	// 1.3955%
}
