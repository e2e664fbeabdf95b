package pricing_test

import (
	"fmt"
	"log"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// spotLunchBox is a lunch box without the buffer for the exchange rate: what the rate
// does is drawn.
func spotLunchBox() pricing.Unit {
	unit := lunchBox()
	unit.Buffer = decimal.Decimal{}
	return unit
}

// lunchBoxRun draws the rate, the freight and the advertising of a lunch box.
func lunchBoxRun() pricing.Run {
	in := func(name string) []pricing.Input { return []pricing.Input{must(pricing.NewInput(name))} }
	return pricing.Run{
		Draws: 2000,
		Seed:  [2]uint64{2026, 1123},
		Risks: []pricing.Risk{
			{Inputs: in("rate"), Spread: pricing.Normal{SD: 0.03}},
			{Inputs: in("cost.freight"), Spread: pricing.Lognormal{Sigma: 0.4}},
			{Inputs: in("ads.tacos"), Spread: pricing.Triangular{Low: 0.05, Mode: 0.08, High: 0.20}, Absolute: true},
		},
	}
}

// What a lunch box earns at 12.49 when the rate, the freight and the advertising are
// not what was planned, and how likely it is to lose money.
func ExampleRun_Simulate() {
	d, err := lunchBoxRun().Simulate(spotLunchBox(), fees.Day(2026, 6, 1), dec("12.49"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("as planned", d.Base.StringFixed(2), "mean", d.Mean.StringFixed(2), "SD", d.SD.Decimal.StringFixed(2))
	fmt.Println("from", d.Worst.StringFixed(2), "to", d.Best.StringFixed(2), "the worst 5 %", d.Shortfall.StringFixed(2))
	fmt.Printf("loss %s ± %s, from %s to %s\n", fx.Percent(d.Loss.Round(4)), fx.Percent(d.LossError.Round(4)), fx.Percent(d.LossFrom.Round(4)), fx.Percent(d.LossTo.Round(4)))
	// Output:
	// as planned 0.54 mean 0.17 SD 0.49
	// from -2.47 to 1.37 the worst 5 % -0.96
	// loss 34.6% ± 1.06%, from 32.55% to 36.71%
}

// The same seed gives the same draws, so that two prices are compared on them.
func ExampleRun() {
	for _, price := range []string{"12.49", "12.99", "13.49"} {
		d, err := lunchBoxRun().Simulate(spotLunchBox(), fees.Day(2026, 6, 1), dec(price))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(price, "loses in", d.Losses, "of", d.Draws)
	}
	// Output:
	// 12.49 loses in 692 of 2000
	// 12.99 loses in 303 of 2000
	// 13.49 loses in 116 of 2000
}

// Two freights follow one market, so that they get the same change.
func ExampleRisk() {
	unit := lunchBox()
	unit.Cost = append(unit.Cost, usd("last_mile_freight", "0.40"))
	sea, err := pricing.NewInput("cost.freight")
	if err != nil {
		log.Fatal(err)
	}
	mile, err := pricing.NewInput("cost.last_mile_freight")
	if err != nil {
		log.Fatal(err)
	}
	market := pricing.Uniform{Low: -0.5, High: 0.5}
	for _, risks := range [][]pricing.Risk{
		{{Inputs: []pricing.Input{sea, mile}, Spread: market}},
		{{Inputs: []pricing.Input{sea}, Spread: market}, {Inputs: []pricing.Input{mile}, Spread: market}},
	} {
		d, err := pricing.Run{Draws: 1000, Risks: risks}.Simulate(unit, fees.Day(2026, 6, 1), dec("15.99"))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(len(risks), "risk: SD", d.SD.Decimal.StringFixed(2))
	}
	// Output:
	// 1 risk: SD 0.29
	// 2 risk: SD 0.21
}

// A spread that does not suit its input: half of it lies below 0.
func ExampleClamp() {
	rate, err := pricing.NewInput("returns.rate")
	if err != nil {
		log.Fatal(err)
	}
	unit := lunchBox()
	unit.Returns = pricing.Returns{Rate: dec("0.05"), Resellable: set("0.6"), Processing: set("1.50")}
	d, err := pricing.Run{Draws: 1000, Risks: []pricing.Risk{
		{Inputs: []pricing.Input{rate}, Spread: pricing.Normal{SD: 0.05}, Absolute: true},
	}}.Simulate(unit, fees.Day(2026, 6, 1), dec("15.99"))
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range d.Clamped {
		fmt.Println(c.Input, "was below its least in", c.Low, "draws and above its most in", c.High)
	}
	// Output: returns.rate was below its least in 514 draws and above its most in 0
}

// A duty that is not known makes every profit an upper bound.
func ExampleDistribution() {
	unit := spotLunchBox()
	unit.Cost[2].Amount.Valid = false
	d, err := lunchBoxRun().Simulate(unit, fees.Day(2026, 6, 1), dec("12.49"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("median at most", d.P50.StringFixed(2), d.Currency, "complete:", d.Complete, "missing:", d.Missing)
	// Output: median at most 0.77 USD complete: false missing: [cost.duty]
}

func ExampleDistribution_Quantile() {
	d, err := lunchBoxRun().Simulate(spotLunchBox(), fees.Day(2026, 6, 1), dec("12.49"))
	if err != nil {
		log.Fatal(err)
	}
	least, err := d.Quantile(dec("0.01"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("in 99 of 100 cases it earns more than", least.StringFixed(2))
	// Output: in 99 of 100 cases it earns more than -1.07
}

func ExampleDefaultDraws() {
	d, err := pricing.Run{}.Simulate(spotLunchBox(), fees.Day(2026, 6, 1), dec("12.49"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(d.Draws == pricing.DefaultDraws)
	// Output: true
}

func ExampleMaxDraws() {
	_, err := pricing.Run{Draws: pricing.MaxDraws + 1}.Simulate(spotLunchBox(), fees.Day(2026, 6, 1), dec("12.49"))
	fmt.Println(err)
	// Output: draws must be from 1 to 1000000, or 0 for 10000, got "1000001"
}
