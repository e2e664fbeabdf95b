package fx_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

func exampleOfficial() *fx.Rates {
	return must(fx.ReadECB(strings.NewReader("Date,USD,CNY,\n2026-04-13,1.1690,7.9900,\n2026-04-10,1.1711,7.9967,\n")))
}

func exampleBank() *fx.Rates {
	return must(fx.NewRates(fx.EUR, "my bank", []fx.Fixing{
		{Date: day("2026-04-10"), Currency: fx.CNY, PerPivot: decimal.RequireFromString("8.05")},
		{Date: day("2026-04-13"), Currency: fx.CNY, PerPivot: decimal.RequireFromString("9.79")}, // two digits swapped
		{Date: day("2026-04-14"), Currency: fx.CNY, PerPivot: decimal.RequireFromString("8.01")},
	}))
}

// The bank fills in what the official table does not have.
func ExampleMerge() {
	merged, err := fx.Merge(exampleOfficial(), exampleBank())
	if err != nil {
		fmt.Println(err)
		return
	}
	for rate := range merged.Series(fx.EUR, fx.CNY) {
		fmt.Println(rate.Date().Format(time.DateOnly), rate.Value(4), rate.Source())
	}
	// Output:
	// 2026-04-10 7.9967 European Central Bank
	// 2026-04-13 7.99 European Central Bank
	// 2026-04-14 8.01 my bank
}

// Before two tables are merged: do they say the same?
func ExampleCompare() {
	got, err := fx.Compare(exampleOfficial(), exampleBank(), fx.CompareOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(got.Compared, "in both,", got.Warnings, "warnings,", got.Failures, "failures")
	for _, d := range got.Differences {
		fmt.Println(d.Date.Format(time.DateOnly), d.First.Quote(), d.BP.StringFixed(1), d.Level)
	}
	// Output:
	// 2 in both, 1 warnings, 1 failures
	// 2026-04-10 CNY 66.7 warn
	// 2026-04-13 CNY 2252.8 fail
}

// A stricter look.
func ExampleCompareOptions() {
	limits := fx.CompareOptions{WarnBP: decimal.NewNullDecimal(decimal.New(5, 0)), FailBP: decimal.NewNullDecimal(decimal.New(20, 0))}
	got := must(fx.Compare(exampleOfficial(), exampleBank(), limits))
	fmt.Println(got.Warnings, got.Failures)
	// Output: 0 2
}

// One pair of two publishers who do not share a pivot.
func ExampleCompareSeries() {
	h10 := must(fx.ReadH10(strings.NewReader("DATE,DEXCHUS\n2026-04-10,6.8300\n2026-04-13,6.8260\n")))
	got, err := fx.CompareSeries(exampleOfficial().Series(fx.USD, fx.CNY), h10.Series(fx.USD, fx.CNY), fx.CompareOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range got.Differences {
		fmt.Println(d.Date.Format(time.DateOnly), d.BP.StringFixed(1), "bp", d.Level)
	}
	// Output:
	// 2026-04-10 2.4 bp small
	// 2026-04-13 -13.0 bp small
}

// Both rates are there, with their publishers.
func ExampleDifference() {
	got := must(fx.Compare(exampleOfficial(), exampleBank(), fx.CompareOptions{}))
	d := got.Differences[0]
	fmt.Println(d.First.Source(), d.First)
	fmt.Println(d.Second.Source(), d.Second)
	// Output:
	// European Central Bank 7.9967 CNY per EUR
	// my bank 8.05 CNY per EUR
}

// Only a failure is a reason to stop.
func ExampleDifferenceLevel() {
	got := must(fx.Compare(exampleOfficial(), exampleBank(), fx.CompareOptions{}))
	for _, d := range got.Differences {
		if d.Level == fx.DifferenceFail {
			fmt.Println("do not use", d.Second.Source(), "of", d.Date.Format(time.DateOnly))
		}
	}
	// Output: do not use my bank of 2026-04-13
}

func ExampleComparison() {
	got := must(fx.Compare(exampleOfficial(), exampleBank(), fx.CompareOptions{}))
	fmt.Println("only official:", got.OnlyFirst, "only bank:", got.OnlySecond)
	// Output: only official: 2 only bank: 1
}

func ExampleComparison_Worst() {
	got := must(fx.Compare(exampleOfficial(), exampleBank(), fx.CompareOptions{}))
	if worst, ok := got.Worst(); ok {
		fmt.Println(worst.Date.Format(time.DateOnly), worst.BP.StringFixed(0), "bp")
	}
	// Output: 2026-04-13 2253 bp
}
