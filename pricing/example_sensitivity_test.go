package pricing_test

import (
	"errors"
	"fmt"
	"log"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// What 10 % more or less of each input does to the profit at 15.99, and to the price
// that leaves a margin of 20 %.
func ExampleSensitivity() {
	unit := lunchBox()
	var changes []pricing.Change
	for _, in := range pricing.Inputs(unit) {
		change, err := pricing.Vary(unit, in, dec("0.10"))
		if err != nil {
			log.Fatal(err)
		}
		changes = append(changes, change)
	}
	tornado, err := pricing.Sensitivity(unit, fees.Day(2026, 6, 1), dec("15.99"), pricing.Margin(dec("0.20")), changes)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("profit", tornado.Base.Profit.StringFixed(2), "price", tornado.Base.Price.Decimal)
	for _, bar := range tornado.Bars {
		fmt.Printf("%-13s profit %s to %s, price %s to %s\n", bar.Change.Input.Name,
			bar.Low.Profit.StringFixed(2), bar.High.Profit.StringFixed(2), bar.Low.Price.Decimal, bar.High.Price.Decimal)
	}
	// Output:
	// profit 3.17 price 16.04
	// rate          profit 2.81 to 3.46, price 16.67 to 15.53
	// cost.purchase profit 3.49 to 2.85, price 15.48 to 16.61
	// ads.tacos     profit 3.30 to 3.04, price 15.82 to 16.27
	// cost.freight  profit 3.23 to 3.11, price 15.93 to 16.15
	// cost.duty     profit 3.23 to 3.12, price 15.95 to 16.14
	// buffer        profit 3.18 to 3.16, price 16.03 to 16.05
}

// The swing of one input, of the profit and of the price.
func ExampleBar() {
	unit := lunchBox()
	rate, err := pricing.NewInput("rate")
	if err != nil {
		log.Fatal(err)
	}
	tornado, err := pricing.Sensitivity(unit, fees.Day(2026, 6, 1), dec("15.99"), pricing.BreakEven(),
		[]pricing.Change{{Input: rate, Low: dec("6.5"), High: dec("7.2")}})
	if err != nil {
		log.Fatal(err)
	}
	bar := tornado.Bars[0]
	fmt.Println(bar.Change.Input.Name, bar.Value.Decimal, "swing", bar.Swing.StringFixed(2), "price swing", bar.PriceSwing.Decimal)
	// Output: rate 6.8322 swing 0.33 price swing 0.43
}

// Which of two costs matters more.
func ExampleTornado() {
	unit := lunchBox()
	var changes []pricing.Change
	for _, name := range []string{"cost.duty", "cost.purchase"} {
		in, err := pricing.NewInput(name)
		if err != nil {
			log.Fatal(err)
		}
		change, err := pricing.Vary(unit, in, dec("0.2"))
		if err != nil {
			log.Fatal(err)
		}
		changes = append(changes, change)
	}
	tornado, err := pricing.Sensitivity(unit, fees.Day(2026, 6, 1), dec("15.99"), pricing.BreakEven(), changes)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("at", tornado.Price, tornado.Currency, "most depends on", tornado.Bars[0].Change.Input.Name, "complete:", tornado.Complete)
	// Output: at 15.99 USD most depends on cost.purchase complete: true
}

// With 90 % of advertising no price breaks even, and the case says so.
func ExampleCase() {
	unit := lunchBox()
	ads, err := pricing.NewInput("ads.tacos")
	if err != nil {
		log.Fatal(err)
	}
	tornado, err := pricing.Sensitivity(unit, fees.Day(2026, 6, 1), dec("15.99"), pricing.BreakEven(),
		[]pricing.Change{{Input: ads, Low: dec("0"), High: dec("0.9")}})
	if err != nil {
		log.Fatal(err)
	}
	bar := tornado.Bars[0]
	fmt.Println("without advertising from", bar.Low.Price.Decimal)
	fmt.Println("with 90 % of it:", bar.High.Price.Valid, "closest", bar.High.NoPrice.Closest)
	// Output:
	// without advertising from 9.76
	// with 90 % of it: false closest 2
}

// A duty that is not known, from its lowest to its highest.
func ExampleChange() {
	unit := lunchBox()
	unit.Cost[2].Amount = decimal.NullDecimal{}
	duty, err := pricing.NewInput("cost.duty")
	if err != nil {
		log.Fatal(err)
	}
	tornado, err := pricing.Sensitivity(unit, fees.Day(2026, 6, 1), dec("15.99"), pricing.BreakEven(),
		[]pricing.Change{{Input: duty, Low: dec("0"), High: dec("1.60")}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("missing", tornado.Missing)
	fmt.Println("price from", tornado.Bars[0].Low.Price.Decimal, "to", tornado.Bars[0].High.Price.Decimal)
	// Output:
	// missing [cost.duty]
	// price from 11.16 to 13.24
}

// A share of 5 % either way; a return rate stops at its bound.
func ExampleVary() {
	unit := lunchBox()
	unit.Returns = pricing.Returns{Rate: dec("0.98"), Resellable: set("0.5"), Processing: set("2")}
	for _, name := range []string{"rate", "returns.rate"} {
		in, err := pricing.NewInput(name)
		if err != nil {
			log.Fatal(err)
		}
		change, err := pricing.Vary(unit, in, dec("0.05"))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(name, "from", change.Low, "to", change.High, "stopped:", change.HighMoved)
	}
	// Output:
	// rate from 6.49059 to 7.17381 stopped: false
	// returns.rate from 0.931 to 1 stopped: true
}

func ExampleInputs() {
	for _, in := range pricing.Inputs(lunchBox()) {
		fmt.Println(in.Name, in.Value(lunchBox()).Decimal)
	}
	// Output:
	// rate 6.8322
	// cost.purchase 21.5
	// cost.freight 0.62
	// cost.duty 0.55
	// buffer 0.02
	// ads.tacos 0.08
}

func ExampleNewInput() {
	in, err := pricing.NewInput("cost.freight")
	if err != nil {
		log.Fatal(err)
	}
	unit := lunchBox()
	dearer, err := in.Set(unit, dec("0.90"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(in.Value(unit).Decimal, "and then", in.Value(dearer).Decimal)
	// Output: 0.62 and then 0.9
}

// The weight of the parcel as an input: from 0.9 to 1.1 lb, it crosses a tier of the
// rate card.
func ExampleInput() {
	weight := pricing.Input{
		Name: "listing.weight",
		Value: func(u pricing.Unit) decimal.NullDecimal {
			l, ok := u.Listing.(amazon.Listing)
			return decimal.NullDecimal{Decimal: l.Parcel.Weight.Lb(4), Valid: ok}
		},
		Set: func(u pricing.Unit, pounds decimal.Decimal) (pricing.Unit, error) {
			l, ok := u.Listing.(amazon.Listing)
			if !ok {
				return u, fx.NewInputError("listing", u.Listing.Channel(), "must be a listing on Amazon")
			}
			weight, err := fees.Pounds(pounds.Round(4))
			l.Parcel.Weight = weight
			u.Listing = l
			return u, err
		},
		Least: set("0"),
	}
	tornado, err := pricing.Sensitivity(lunchBox(), fees.Day(2026, 6, 1), dec("15.99"), pricing.BreakEven(),
		[]pricing.Change{{Input: weight, Low: dec("0.9"), High: dec("1.1")}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("0.2 lb more cost", tornado.Bars[0].Swing)
	// Output: 0.2 lb more cost 0.46
}

func ExampleUnknownInputError() {
	_, err := pricing.NewInput("returns.rates")
	var unknown *pricing.UnknownInputError
	if errors.As(err, &unknown) {
		fmt.Println(unknown.Name, "is not", unknown.Nearest[0])
	}
	// Output: returns.rates is not returns.rate
}

func ExampleUnknownInputError_Error() {
	fmt.Println((&pricing.UnknownInputError{Name: "tacos", Nearest: []string{"ads.tacos", "ads.acos"}}).Error())
	// Output: pricing: no input is called "tacos", did you mean ads.tacos or ads.acos?
}
