package buffer_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fx/buffer"
)

// How long today's price is exposed on Amazon: prices change once a week, the
// reserve is DD+7, and the payout comes every 14 days.
func ExampleHorizon() {
	h := buffer.Horizon{
		RepriceDays: 7, DeliveryDays: 3, ReserveDays: buffer.DeliveryReserve(7),
		SettlementEveryDays: 14, TransitDays: 5,
	}
	days := must(h.Price())
	fmt.Println("plan for", days.Mean, "days, at worst", days.Worst)
	// Output:
	// plan for 30 days, at worst 37
}

func ExampleHorizon_Check() {
	fmt.Println(buffer.Horizon{TransitDays: -3}.Check())
	// Output:
	// transit_days must be from 0 to 36525, got "-3"
}

func ExampleHorizon_Price() {
	days := must(buffer.Horizon{DeliveryDays: 4, ReserveDays: buffer.DeliveryReserve(7), SettlementEveryDays: 14}.Price())
	for _, line := range days.Lines {
		fmt.Println(line.Code, line.Mean, line.Worst)
	}
	fmt.Println("total", days.Mean, days.Worst)
	// Output:
	// delivery 4 4
	// reserve 8 8
	// settlement 7 14
	// total 19 26
}

// The yuan leave when the supplier is paid: 30 days of credit are 30 days less.
func ExampleHorizon_Stock() {
	h := buffer.Horizon{ProductionDays: 25, FreightDays: 35, CheckInDays: 7, StockDays: 45, DeliveryDays: 4, ReserveDays: 8, SettlementEveryDays: 14}
	cash := must(h.Stock())
	h.SupplierDays = 30
	credit := must(h.Stock())
	fmt.Println(cash.Mean, "days, with credit", credit.Mean)
	// Output:
	// 131 days, with credit 101
}

func ExampleHorizonLine() {
	days := must(buffer.Horizon{SettlementEveryDays: 14}.Price())
	fmt.Println(days.Lines[0].Basis)
	// Output:
	// wait for a settlement run every 14 days, half of it on average
}

// Only steps that take time have a line.
func ExampleHorizonDays() {
	var none buffer.HorizonDays = must(buffer.Horizon{}.Price())
	fmt.Println(none.Mean, none.Worst, len(none.Lines))
	// Output:
	// 0 0 0
}

func ExampleDeliveryReserve() {
	fmt.Println("DD+7 is", buffer.DeliveryReserve(7), "days, DD+14 is", buffer.DeliveryReserve(14))
	// Output:
	// DD+7 is 8 days, DD+14 is 15
}

// Amazon's own example: delivered on 6 January under DD+7.
func ExampleAvailableFrom() {
	fmt.Println(must(buffer.AvailableFrom(date("2022-01-06"), 7)).Format("2 January"))
	// Output:
	// 14 January
}

// Two thirds of the money in 14 days, one third in 44.
func ExampleWeightedDay() {
	payouts := []buffer.WeightedDay{
		{Days: number("14"), Weight: number("2000")},
		{Days: number("44"), Weight: number("1000")},
	}
	fmt.Println(must(buffer.EffectiveDays(payouts)).StringFixed(2))
	// Output:
	// 17.33
}

// Three equal payouts are less uncertain than one in the middle of them.
func ExampleEffectiveDays() {
	var payouts []buffer.WeightedDay
	for _, days := range []string{"14", "28", "42"} {
		payouts = append(payouts, buffer.WeightedDay{Days: number(days), Weight: number("1")})
	}
	fmt.Println(must(buffer.EffectiveDays(payouts)).StringFixed(6), "days instead of 28")
	// Output:
	// 21.777778 days instead of 28
}

// A container sells evenly over 60 days, and the first money comes after 21.
func ExampleEvenSales() {
	fmt.Println(must(buffer.EvenSales(number("21"), number("60"))))
	// Output:
	// 41
}
