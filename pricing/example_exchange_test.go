package pricing_test

import (
	"fmt"
	"log"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
)

// The same unit at spot, at the rate it is planned with, and at the lowest rate at
// which its price still stands.
func ExampleStatement_FX() {
	unit := lunchBox()
	unit.Band = dec("0.03") // the price is set anew when the dollar has fallen by more
	m, err := pricing.NewModel(unit, fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	s, err := m.At(dec("15.99"))
	if err != nil {
		log.Fatal(err)
	}
	f, ok := s.FX()
	if !ok {
		log.Fatal("nothing is paid in another currency")
	}
	for _, row := range []struct {
		name string
		pricing.Outcome
	}{{"spot", f.Spot}, {"plan", f.Plan}, {"worst of the band", f.Worst}} {
		fmt.Printf("%-17s  %s  profit %s  margin %s\n", row.name, row.Rate.Value(4), row.Profit.StringFixed(2), fx.Percent(row.Margin(4).Decimal))
	}
	fmt.Println(f.Exposed, "are exposed; the buffer costs", f.BufferCost.StringFixed(2), s.Currency)
	fmt.Println("breaks even at", f.BreakEven.Value(4), f.BreakEven.Quote(), "per", f.BreakEven.Base())
	// Output:
	// spot               6.8322  profit 3.24  margin 20.23%
	// plan               6.6956  profit 3.17  margin 19.83%
	// worst of the band  6.6272  profit 3.14  margin 19.63%
	// 21.50 CNY are exposed; the buffer costs 0.06 USD
	// breaks even at 3.3687 CNY per USD
}

// What if the dollar fell to 6.50?
func ExampleStatement_AtRate() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	s, err := m.At(dec("15.99"))
	if err != nil {
		log.Fatal(err)
	}
	rate, err := fx.NewRate(fx.USD, fx.CNY, dec("6.50"))
	if err != nil {
		log.Fatal(err)
	}
	outcome, err := s.AtRate(rate)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("profit", outcome.Profit.StringFixed(2), s.Currency)
	// Output: profit 3.07 USD
}

// The margin at another rate is that of the same price.
func ExampleOutcome_Margin() {
	m, err := pricing.NewModel(lunchBox(), fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	s, err := m.At(dec("15.99"))
	if err != nil {
		log.Fatal(err)
	}
	f, _ := s.FX()
	fmt.Println("spot", fx.Percent(f.Spot.Margin(4).Decimal), "plan", fx.Percent(f.Plan.Margin(4).Decimal))
	// Output: spot 20.23% plan 19.83%
}
