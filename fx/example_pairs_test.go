package fx_test

import (
	"errors"
	"fmt"
	"log"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// examplePairs is what a bank might send: dollars both ways, pesos to dollars
// without bid and ask.
func examplePairs() *fx.Pairs {
	return must(fx.ReadCSV(strings.NewReader("date,base,quote,rate,bid,ask\n"+
		"2026-04-10,USD,CNY,6.8283,6.8278,6.8288\n"+
		"2026-04-13,EUR,USD,1.1690,1.1689,1.1691\n"+
		"2026-04-13,USD,CNY,6.8322,6.8317,6.8327\n"+
		"2026-04-13,USD,MXN,17.3140,,\n"), "my bank"))
}

// Rates are kept as they were published; everything else is derived when asked
// for, and says from what.
func ExamplePairs() {
	pairs := examplePairs()
	rate := must(pairs.At(fx.EUR, fx.CNY, day("2026-04-14"), fx.LookUp{}))
	fmt.Println(rate, "of", rate.Date().Format(time.DateOnly))
	for _, leg := range rate.Legs() {
		fmt.Println(leg.Base, leg.Quote, leg.Num, leg.Source)
	}
	// Output:
	// 7.9868418 CNY per EUR of 2026-04-13
	// EUR USD 1.169 my bank
	// USD CNY 6.8322 my bank
}

func ExampleNewPairs() {
	pairs, err := fx.NewPairs("my bank", []fx.PairFixing{
		{Date: day("2026-04-13"), Base: fx.USD, Quote: fx.CNY, Rate: decimal.RequireFromString("6.8322")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(must(pairs.At(fx.CNY, fx.USD, day("2026-04-13"), fx.LookUp{})))
	// Output: 0.146365738708 USD per CNY
}

// A bid above the rate is a mistake in the file.
func ExamplePairFixing() {
	_, err := fx.NewPairs("my bank", []fx.PairFixing{{
		Date: day("2026-04-13"), Base: fx.USD, Quote: fx.CNY, Rate: decimal.RequireFromString("6.8322"),
		Bid: decimal.NewNullDecimal(decimal.RequireFromString("6.8327")),
		Ask: decimal.NewNullDecimal(decimal.RequireFromString("6.8317")),
	}})
	fmt.Println(err)
	// Output:
	// fixings[0].bid must not be above the rate, got "6.8327"
	// fixings[0].ask must not be below the rate, got "6.8317"
}

// On Friday there was no way from EUR to CNY yet.
func ExamplePairs_At() {
	pairs := examplePairs()
	for _, on := range []string{"2026-04-12", "2026-04-13"} {
		rate, err := pairs.At(fx.EUR, fx.CNY, day(on), fx.LookUp{})
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(rate)
	}
	// Output:
	// fx: no rate EUR/CNY on 2026-04-12: EUR before first, the first is of 2026-04-13
	// 7.9868418 CNY per EUR
}

// Who sells 1,000 USD gets the bid.
func ExamplePairs_BidAskAt() {
	sides := must(examplePairs().BidAskAt(fx.USD, fx.CNY, day("2026-04-13"), fx.LookUp{}))
	fmt.Println(must(sides.Bid().ConvertRounded(must(fx.ParseMoney("1000 USD")))))
	// Output: 6831.70 CNY
}

func ExampleNoBidAskError() {
	_, err := examplePairs().BidAskAt(fx.MXN, fx.CNY, day("2026-04-13"), fx.LookUp{})
	var none *fx.NoBidAskError
	if errors.As(err, &none) {
		fmt.Println("ask the bank for", none.Leg.Base, "and", none.Leg.Quote)
	}
	// Output: ask the bank for MXN and USD
}

func ExampleNoBidAskError_Error() {
	_, err := examplePairs().BidAskAt(fx.MXN, fx.CNY, day("2026-04-13"), fx.LookUp{})
	fmt.Println(err)
	// Output: fx: no bid and ask for MXN/CNY: those of USD/MXN of 2026-04-13 were not published
}

func ExamplePairs_Series() {
	for rate := range examplePairs().Series(fx.CNY, fx.USD) {
		fmt.Println(rate.Date().Format(time.DateOnly), rate.Value(6))
	}
	// Output:
	// 2026-04-10 0.146449
	// 2026-04-13 0.146366
}

func ExamplePairs_Published() {
	for base, quote := range examplePairs().Published() {
		fmt.Println(base, quote)
	}
	// Output:
	// EUR USD
	// USD CNY
	// USD MXN
}

func ExamplePairs_Currencies() {
	fmt.Println(slices.Collect(examplePairs().Currencies()))
	// Output: [CNY EUR MXN USD]
}

func ExamplePairs_Days() {
	for d := range examplePairs().Days() {
		fmt.Println(d.Format(time.DateOnly))
	}
	// Output:
	// 2026-04-10
	// 2026-04-13
}

func ExamplePairs_First() {
	fmt.Println(examplePairs().First().Format(time.DateOnly))
	// Output: 2026-04-10
}

func ExamplePairs_Last() {
	fmt.Println(examplePairs().Last().Format(time.DateOnly))
	// Output: 2026-04-13
}

func ExamplePairs_Span() {
	first, last, ok := examplePairs().Span(fx.MXN)
	fmt.Println(first.Format(time.DateOnly), last.Format(time.DateOnly), ok)
	// Output: 2026-04-13 2026-04-13 true
}

func ExamplePairs_Source() {
	fmt.Println(examplePairs().Source())
	// Output: my bank
}

// The columns may be in any order; a mistake is named with its place.
func ExampleReadCSV() {
	pairs, err := fx.ReadCSV(strings.NewReader("base,quote,date,rate\nUSD,CNY,2026-04-13,6.8322\n"), "my bank")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(must(pairs.At(fx.USD, fx.CNY, day("2026-04-13"), fx.LookUp{})))

	_, err = fx.ReadCSV(strings.NewReader("base,quote,date,rate\nUSD,CNY,2026-04-13,\"6,8322\"\n"), "my bank")
	fmt.Println(err)
	// Output:
	// 6.8322 CNY per USD
	// fx: row 2, column 4, rate must have a decimal point, not a comma, got "6,8322"
}

// H.10 has yuan per dollar and dollars per euro. The pound is not in this file.
func ExampleReadH10() {
	pairs, err := fx.ReadH10(strings.NewReader("observation_date,DEXCHUS,DEXUSEU\n2024-02-01,7.1799,1.0865\n2024-02-02,7.1920,1.0787\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	rate := must(pairs.At(fx.EUR, fx.CNY, day("2024-02-03"), fx.LookUp{}))
	fmt.Println(rate)
	fmt.Println(rate.Source())

	_, err = fx.ReadH10(strings.NewReader("observation_date,DEXUKUS\n2024-02-02,1.2631\n"))
	fmt.Println(err)
	// Output:
	// 7.7580104 CNY per EUR
	// Board of Governors of the Federal Reserve System, H.10
	// fx: row 1, column 2, series must be the code of a daily series of H.10, did you mean DEXUSUK?, got "DEXUKUS"
}

// Series that were downloaded one by one become one table.
func ExampleJoinPairs() {
	yuan, err1 := fx.ReadH10(strings.NewReader("DATE,DEXCHUS\n2024-01-02,7.1426\n"))
	euro, err2 := fx.ReadH10(strings.NewReader("DATE,DEXUSEU\n2024-01-02,1.0956\n"))
	joined, err3 := fx.JoinPairs(yuan, euro)
	if err := errors.Join(err1, err2, err3); err != nil {
		log.Fatal(err)
	}
	rate, err := joined.At("EUR", "CNY", time.Date(2024, time.January, 2, 0, 0, 0, 0, time.UTC), fx.LookUp{})
	fmt.Println(rate, err)
	// Output: 7.82543256 CNY per EUR <nil>
}

// The published rates come out as they went in.
func ExamplePairs_Fixings() {
	pairs, err := fx.ReadH10(strings.NewReader("DATE,DEXCHUS,DEXUSEU\n2024-01-02,7.1426,1.0956\n"))
	if err != nil {
		log.Fatal(err)
	}
	for f := range pairs.Fixings() {
		fmt.Println(f.Date.Format(time.DateOnly), f.Rate, f.Quote, "per", f.Base)
	}
	// Output:
	// 2024-01-02 1.0956 USD per EUR
	// 2024-01-02 7.1426 CNY per USD
}
