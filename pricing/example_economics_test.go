package pricing_test

import (
	"fmt"
	"log"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
)

// mug is a unit with all that its sale costs beside the fees of the channel.
func mug() pricing.Unit {
	return pricing.Unit{
		Listing:  amazon.Listing{Parcel: parcel("6 in", "5 in", "5 in", "1.1 lb"), Category: "home_kitchen", Removal: amazon.Disposal},
		Cost:     []pricing.CostItem{usd("landed", "4.20")},
		Returns:  pricing.Returns{Rate: dec("0.06"), Kept: dec("0.25"), Resellable: set("0.5"), Recovery: dec("0.80"), Processing: set("1.90")},
		Ads:      pricing.Ads{TACoS: dec("0.08"), Launch: dec("600"), LaunchUnits: dec("1500")},
		Life:     pricing.Life{Stays: []pricing.StayShare{{Days: 30, Share: dec("0.7")}, {Days: 120, Share: dec("0.3")}}},
		Payout:   pricing.Payout{Terms: fx.Payout{Provider: "bank", Currency: fx.USD, Tiers: []fx.PayoutTier{{Rate: dec("0.009")}}}},
		Capital:  pricing.Capital{AnnualRate: dec("0.12")},
		Overhead: pricing.Overhead{PerUnit: dec("0.35")},
	}
}

// atPrice is the statement of a unit on a day in autumn, for the examples.
func atPrice(u pricing.Unit, price string) pricing.Statement {
	m, err := pricing.NewModel(u, fees.Day(2026, 11, 2))
	if err != nil {
		log.Fatal(err)
	}
	s, err := m.At(dec(price))
	if err != nil {
		log.Fatal(err)
	}
	return s
}

// printLines prints the lines with the given codes.
func printLines(s pricing.Statement, codes ...string) {
	for _, code := range codes {
		for _, line := range s.Lines {
			if line.Code == code {
				fmt.Println(code, line.Amount.StringFixed(4), "-", line.Basis)
			}
		}
	}
}

// The profit in steps, from what the buyers pay to what is left.
func ExampleStatement_Ladder() {
	ladder := atPrice(mug(), "24.99").Ladder()
	fmt.Println("net revenue", ladder.NetRevenue.StringFixed(2))
	fmt.Println("CM1", ladder.CM1.StringFixed(2))
	fmt.Println("CM2", ladder.CM2.StringFixed(2))
	fmt.Println("CM3", ladder.CM3.StringFixed(2))
	fmt.Println("operating profit", ladder.Operating.StringFixed(2))
	// Output:
	// net revenue 23.49
	// CM1 19.39
	// CM2 9.95
	// CM3 7.55
	// operating profit 7.00
}

// Each step as a share of what is left after refunds.
func ExampleLadder() {
	ladder := atPrice(mug(), "24.99").Ladder()
	for _, rung := range []pricing.Rung{pricing.InCM1, pricing.InCM2, pricing.InCM3, pricing.InOperating} {
		fmt.Println(rung, fx.Percent(ladder.Margin(rung, 3).Decimal))
	}
	// Output:
	// cm1 82.5%
	// cm2 42.4%
	// cm3 32.2%
	// operating_profit 29.8%
}

func ExampleLadder_Margin() {
	s := atPrice(mug(), "24.99")
	fmt.Println("on net revenue", fx.Percent(s.Ladder().Margin(pricing.InOperating, 3).Decimal))
	fmt.Println("on what buyers pay", fx.Percent(s.Margin(3).Decimal))
	// Output:
	// on net revenue 29.8%
	// on what buyers pay 28%
}

// Which lines make up a step.
func ExampleRung() {
	for _, line := range atPrice(mug(), "24.99").Lines {
		if line.Rung == pricing.InCM3 || line.Rung == pricing.InOperating {
			fmt.Println(line.Rung, line.Code)
		}
	}
	// Output:
	// cm3 advertising
	// cm3 launch_advertising
	// operating_profit capital_cost
	// operating_profit overhead
	// operating_profit payout_conversion
}

// What returned units cost, line by line: the fulfilment fee of the sale is kept, the
// referral fee comes back less the administration. A quarter of the buyers keep the
// goods, half of what comes back can be sold again, and the rest brings 0.80.
func ExampleReturns() {
	s := atPrice(mug(), "24.99")
	printLines(s, "fulfillment", "refund", "referral_refund", "refund_admin", "return_processing", "return_recovery", "return_salvage")
	// Output:
	// fulfillment -5.3400 - large_standard, over 1 lb up to 1.25 lb
	// refund -1.4994 - price and shipping paid back to the buyer
	// referral_refund 0.2249 - given back by the channel
	// refund_admin -0.0450 - 20% of the referral fee, at most 5.00
	// return_processing -0.0855 - per returned unit
	// return_recovery 0.0945 - 50% of returned units can be sold again
	// return_salvage 0.0180 - 50% of returned units cannot be sold again
}

// A unit that stays with its buyer earns the one amount, a returned one loses the
// other.
func ExampleStatement_ReturnAdjusted() {
	s := atPrice(mug(), "24.99")
	split := s.ReturnAdjusted()
	fmt.Println("kept", split.Kept.StringFixed(4), "returned", split.Loss.Decimal.Neg().StringFixed(4))
	expected := dec("1").Sub(split.Rate).Mul(split.Kept).Sub(split.Rate.Mul(split.Loss.Decimal))
	fmt.Println("expected", expected.StringFixed(4), "as in the statement:", expected.Equal(s.Exact))
	// Output:
	// kept 8.2804 returned -13.0629
	// expected 6.9998 as in the statement: true
}

func ExampleReturnSplit() {
	unit := mug()
	unit.Returns = pricing.Returns{}
	split := atPrice(unit, "24.99").ReturnAdjusted()
	fmt.Println("kept", split.Kept.StringFixed(2), "a loss is known:", split.Loss.Valid)
	// Output:
	// kept 8.28 a loss is known: false
}

// What one return costs, everything counted.
func ExampleStatement_ReturnLoss() {
	fmt.Println(atPrice(mug(), "24.99").ReturnLoss().Decimal.StringFixed(2))
	// Output:
	// 13.06
}

// Advertising as a share of all sales, and a launch that 1,500 units carry.
func ExampleAds() {
	printLines(atPrice(mug(), "24.99"), "advertising", "launch_advertising")
	// Output:
	// advertising -1.9992 - 8% of the price (TACoS)
	// launch_advertising -0.4000 - launch spend, carried by 1500 units
}

// How much advertising a unit can bear when all of its sales come from it.
func ExampleStatement_BreakEvenACoS() {
	s := atPrice(mug(), "24.99")
	fmt.Println("break-even ACoS", fx.Percent(s.BreakEvenACoS(4).Decimal))
	// Output:
	// break-even ACoS 37.61%
}

func ExampleStatement_BreakEvenROAS() {
	fmt.Println("break-even ROAS", atPrice(mug(), "24.99").BreakEvenROAS(2).Decimal)
	// Output:
	// break-even ROAS 2.66
}

func ExampleStatement_TargetACoS() {
	target, err := atPrice(mug(), "24.99").TargetACoS(dec("0.15"), 4)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("for a margin of 15%:", fx.Percent(target.Decimal))
	_, err = atPrice(mug(), "24.99").TargetACoS(dec("15"), 4)
	fmt.Println(err)
	// Output:
	// for a margin of 15%: 22.61%
	// margin must be a fraction between -1 and 1, such as 0.15, got "15"
}

// What a click may cost when one in ten buys.
func ExampleStatement_MaxCPC() {
	most, err := atPrice(mug(), "24.99").MaxCPC(dec("0.25"), dec("0.10"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(most.StringFixed(4))
	// Output:
	// 0.6248
}

// The same when an order has 1.3 units on average.
func ExampleStatement_MaxCPCPerOrder() {
	most, err := atPrice(mug(), "24.99").MaxCPCPerOrder(dec("0.25"), dec("0.10"), dec("1.3"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(most.StringFixed(4))
	// Output:
	// 0.8122
}

// Most units are sold within a month, some only when storage is dear.
func ExampleStayShare() {
	unit := mug()
	unit.Life.Stays = []pricing.StayShare{
		{Days: 30, Share: dec("0.6")}, {Days: 90, Share: dec("0.3")}, {Days: 300, Share: dec("0.1")},
	}
	printLines(atPrice(unit, "24.99"), "storage", "aged_inventory")
	// Output:
	// storage -0.3057 - 60% of units after 30 days, 30% of units after 90 days, 10% of units after 300 days in stock, the last: 1 of 30 days at 2.40 per cubic foot and month
	// aged_inventory -0.0734 - 10% of units after 300 days in stock, the last: in stock on 2026-10-15, at 5.45 per cubic foot and month
}

// A coupon of 20 % that 30 % of the buyers use: what it takes off the price, what
// Amazon charges for it, and the other fees as they are on average.
func ExamplePromotion() {
	unit := mug()
	unit.Listing = amazon.Listing{
		Parcel: parcel("6 in", "5 in", "5 in", "1.1 lb"), Category: "home_kitchen",
		Promotion: amazon.Promotion{Kind: amazon.Coupon, Units: 300},
	}
	unit.Promotion = pricing.Promotion{Share: dec("0.3"), Discount: dec("0.2")}
	printLines(atPrice(unit, "24.99"), "promotion_discount", "referral", "coupon")
	// Output:
	// promotion_discount -1.4994 - 30% of units at 20% off
	// referral -3.5236 - 15% of the sales price, at least 0.30, expected with 30% of units at 20% off
	// coupon -0.1549 - 5.00 + 2.5% of its sales, of which at most 2000.00, at 20% off the price
}

// A bank that takes 0.9 % and 20 for each payment, and payments of some 400 units.
func ExamplePayout() {
	unit := mug()
	unit.Payout = pricing.Payout{
		Terms: fx.Payout{Provider: "bank", Currency: fx.USD, Tiers: []fx.PayoutTier{{Rate: dec("0.009")}}, Fixed: dec("20")},
		Units: set("400"),
	}
	printLines(atPrice(unit, "24.99"), "payout_conversion")
	// Output:
	// payout_conversion -0.1772 - 0.9% of the payout and what is due per payment, shared by 400 units: bank
}

// Money that lies in the goods costs interest for the mean of the days in stock.
func ExampleCapital() {
	printLines(atPrice(mug(), "24.99"), "capital_cost")
	// Output:
	// capital_cost -0.0787 - 12% per year on the cost for 57 days
}

func ExampleOverhead() {
	unit := mug()
	unit.Overhead = pricing.Overhead{PerUnit: dec("0.35"), ShareOfRevenue: dec("0.02")}
	printLines(atPrice(unit, "24.99"), "overhead")
	// Output:
	// overhead -0.8498 - 0.35 per sold unit and 2% of what the buyer pays
}
