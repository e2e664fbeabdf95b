package fx_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// Three offers for the same 20,000 dollars. The figures of a provider are those
// of your own contract: list prices differ by a factor of four.
func ExamplePayout() {
	offers := []fx.Payout{
		{Provider: "payoneer", Currency: fx.USD, Tiers: []fx.PayoutTier{{Rate: dec("0.012")}}},
		{Provider: "pingpong", Currency: fx.USD, Tiers: []fx.PayoutTier{{Rate: dec("0.01")}, {From: dec("1000000"), Rate: dec("0.003")}}},
		{Provider: "worldfirst", Currency: fx.USD, Tiers: []fx.PayoutTier{{Rate: dec("0.003")}}, Minimum: dec("5")},
	}
	amount := must(fx.ParseMoney("20000 USD"))
	for _, offer := range offers {
		fee, err := offer.Fee(amount, dec("450000"))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(offer.Provider, fee)
	}
	// Output:
	// payoneer 240.00 USD
	// pingpong 200.00 USD
	// worldfirst 60.00 USD
}

// A contract that was typed in is checked before it is used.
func ExamplePayout_Check() {
	lianLian := fx.Payout{
		Provider: "lianlian", Currency: fx.USD,
		Tiers:   []fx.PayoutTier{{Rate: dec("0.7")}, {From: dec("500000"), Rate: dec("5")}},
		Minimum: dec("10"), Maximum: decimal.NewNullDecimal(dec("1")),
	}
	for _, fault := range fx.Faults(lianLian.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// tiers[1].rate must be a fraction of at most 1, such as 0.009, got "5"
	// maximum must not be below the minimum, got "1"
}

// The tier is that of the volume of the last 12 months, not of the payment.
func ExamplePayout_Rate() {
	for _, volume := range []string{"99999.99", "100000"} {
		rate, err := converter().Rate(dec(volume))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(volume, fx.Percent(rate))
	}
	// Output:
	// 99999.99 0.9%
	// 100000 0.7%
}

// Money now, not in two days: 1.5 %, at least 50 cents.
func ExamplePayout_Fee() {
	instant := fx.Payout{
		Provider: "stripe_instant", Currency: fx.USD,
		Tiers: []fx.PayoutTier{{Rate: dec("0.015")}}, Minimum: dec("0.50"),
	}
	for _, amount := range []string{"20 USD", "480 USD"} {
		fee, err := instant.Fee(must(fx.ParseMoney(amount)), decimal.Decimal{})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(amount, "costs", fee)
	}
	// Output:
	// 20 USD costs 0.50 USD
	// 480 USD costs 7.20 USD
}

// Two steps, one after the other: 3 dollars to load an account, then 2 % of what
// is in it to withdraw.
func ExamplePayout_Net() {
	load := fx.Payout{Provider: "payoneer load", Currency: fx.USD, Fixed: dec("3")}
	withdrawal := fx.Payout{Provider: "payoneer withdrawal", Currency: fx.USD, Tiers: []fx.PayoutTier{{Rate: dec("0.02")}}}
	money := must(fx.ParseMoney("100 USD"))
	for _, step := range []fx.Payout{load, withdrawal} {
		var err error
		if money, err = step.Net(money, decimal.Decimal{}); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("after", step.Provider, money)
	}
	// Output:
	// after payoneer load 97.00 USD
	// after payoneer withdrawal 95.06 USD
}

// A marketplace that converts first and takes its share of the yuan.
func ExamplePayout_Receive() {
	bank := must(fx.NewRate(fx.USD, fx.CNY, dec("6.95")))
	received, fee, err := converter().Receive(must(fx.ParseMoney("8250 USD")), dec("2400000"), bank)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("received", received, "after a fee of", fee)
	// Output: received 57050.81 CNY after a fee of 286.69 CNY
}
