package pricing_test

import (
	"fmt"
	"log"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
)

// The lowest price of a clearance sale. Break-even is what a Target asks for
// when nobody says more.
func ExampleBreakEven() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	solution, err := m.Solve(pricing.BreakEven())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("not below", solution.Price.StringFixed(2))
	// Output: not below 11.88
}

// A margin is a share of the price: each point more costs the buyer more than
// the last.
func ExampleMargin() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	for _, share := range []string{"0.10", "0.20", "0.30"} {
		solution, err := m.Solve(pricing.Margin(dec(share)))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(fx.Percent(dec(share)), "from", solution.Price.StringFixed(2))
	}
	// Output:
	// 10% from 13.65
	// 20% from 16.04
	// 30% from 19.45
}

// A markup of 25% on everything the unit costs is the same as a margin of 20% on
// price.
func ExampleMarkup() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	markup, err := m.Solve(pricing.Markup(dec("0.25")))
	if err != nil {
		log.Fatal(err)
	}
	margin, err := m.Solve(pricing.Margin(dec("0.20")))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(markup.Price.StringFixed(2), markup.Price.Equal(margin.Price))
	// Output: 16.04 true
}

// Four dollars on every unit.
func ExampleProfit() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	solution, err := m.Solve(pricing.Profit(dec("4.00")))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("from", solution.Price.StringFixed(2))
	// Output: from 17.07
}

// A return of 100% on the money that is tied up: the answer depends on what is
// counted as put in, so the basis is named.
func ExampleROI() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	for _, basis := range []pricing.ROIBasis{pricing.OnPurchase, pricing.OnCost, pricing.OnCostAndAds} {
		solution, err := m.Solve(pricing.ROI(dec("1"), basis))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(basis, solution.Price.StringFixed(2))
	}
	// Output:
	// purchase 16.05
	// cost 17.57
	// cost_and_ads 19.60
}

// The heading of a column, in the words of the target that the solution carries.
func ExampleTarget_String() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	solution, err := m.Solve(pricing.ROI(dec("0.8"), pricing.OnCost))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s: %s\n", solution.Target, solution.Price.StringFixed(2))
	// Output: ROI of 80% on cost: 16.43
}

// One unit for two days: the fees of the holiday season are in the tables.
func ExampleNewModel() {
	for _, month := range []time.Month{time.June, time.November} {
		m, err := pricing.NewModel(lunchBox(), fees.Day(2026, month, 1))
		if err != nil {
			log.Fatal(err)
		}
		s, err := m.At(dec("15.99"))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(s.Day.Format(time.DateOnly), "profit", s.Profit.StringFixed(2))
	}
	// Output:
	// 2026-06-01 profit 3.17
	// 2026-11-01 profit 2.87
}

// A compiled unit answers for as many prices as it is asked.
func ExampleModel() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	for _, price := range []string{"12.99", "14.99", "16.99"} {
		s, err := m.At(dec(price))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(price, "profit", s.Profit.StringFixed(2), "return on cost", fx.Percent(s.ROI(pricing.OnCost, 2).Decimal))
	}
	// Output:
	// 12.99 profit 0.86 return on cost 20%
	// 14.99 profit 2.40 return on cost 55%
	// 16.99 profit 3.94 return on cost 90%
}

// Each line of a statement says how it was found.
func ExampleModel_At() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	s, err := m.At(dec("15.99"))
	if err != nil {
		log.Fatal(err)
	}
	for _, line := range s.Lines[1:4] { // after the price
		fmt.Println(line.Code, line.Amount.StringFixed(2)+":", line.Basis)
	}
	// Output:
	// referral -2.40: 15% of the sales price, at least 0.30
	// fulfillment -4.60: large_standard, over 12 oz up to 16 oz
	// fuel_surcharge -0.16: 3.5% of the fulfilment fee
}
