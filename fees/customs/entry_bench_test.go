package customs_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/shopspring/decimal"
)

// benchCodes are codes of the starter file, of which the duty is known without
// further facts.
var benchCodes = []string{
	"3924.10.4000", "3924.10.2000", "3924.90.5650", "6912.00.4810", "6302.60.0020", "4421.91.9880", "6702.90.3500", "8481.80.5060",
	"4201.00.3000", "4201.00.6000", "2309.10.0090", "9503.00.0073", "6306.22.9030", "8513.10.4000", "6601.91.0000", "4202.92.3120",
	"9004.10.0000", "8539.29.3060", "8518.30.2000", "6109.10.0040",
}

// benchEntry is an entry of a number of SKUs of China.
func benchEntry(n int) customs.Entry {
	e := customs.Entry{Date: fees.Day(2026, 10, 5), Mode: customs.Vessel}
	for i := range n {
		e.Lines = append(e.Lines, customs.Line{
			Ref: fmt.Sprintf("SKU-%04d", i), HTS: benchCodes[i%len(benchCodes)], Origin: "CN",
			Value: decimal.New(int64(10000+997*i), -2), NoCases: true,
		})
	}
	return e
}

// A plainRule is one row of a programme for the baseline, written down by hand:
// what a naive program keeps in a slice and walks through.
type plainRule struct {
	from, to time.Time
	rate     decimal.Decimal
	codes    map[string]bool // nil is every code
}

// plainRules are the layers of goods of China on the codes of the benchmark.
func plainRules() []plainRule {
	day := fees.Day
	list := func(codes ...string) map[string]bool {
		out := map[string]bool{}
		for _, c := range codes {
			out[c] = true
		}
		return out
	}
	list3 := list("4421.91.9880", "8481.80.5060", "4201.00.3000", "4201.00.6000", "2309.10.0090", "4202.92.3120")
	list4a := list("3924.10.2000", "3924.90.5650", "6302.60.0020", "6306.22.9030", "9004.10.0000", "8539.29.3060", "6109.10.0040")
	end := day(2027, 11, 22)
	return []plainRule{
		{day(2018, 9, 24), day(2019, 5, 9), usd("0.10"), list3}, {day(2019, 5, 10), end, usd("0.25"), list3},
		{day(2019, 9, 1), day(2020, 2, 13), usd("0.15"), list4a}, {day(2020, 2, 14), end, usd("0.075"), list4a},
		{day(2025, 2, 4), day(2025, 3, 3), usd("0.10"), nil}, {day(2025, 3, 4), day(2025, 11, 9), usd("0.20"), nil}, {day(2025, 11, 10), day(2026, 2, 23), usd("0.10"), nil},
		{day(2025, 4, 5), day(2025, 4, 8), usd("0.10"), nil}, {day(2025, 4, 9), day(2025, 4, 9), usd("0.84"), nil},
		{day(2025, 4, 10), day(2025, 5, 13), usd("1.25"), nil}, {day(2025, 5, 14), day(2026, 2, 23), usd("0.10"), nil},
		{day(2026, 2, 24), day(2026, 7, 23), usd("0.10"), nil}, {day(2026, 7, 24), end, usd("0.125"), nil},
	}
}

// plainEntry is the baseline: decimals, every line by itself, every row of every
// programme, nothing kept, and the fees shared with rounding and the rest on the
// last line. It knows nothing of reasons, headings, ranges or rounding by group.
func plainEntry(e *customs.Entry, column1 map[string]decimal.Decimal, rules []plainRule) (duty, fee decimal.Decimal) {
	value := decimal.Decimal{}
	for i := range e.Lines {
		l := &e.Lines[i]
		duty = duty.Add(l.Value.Mul(column1[l.HTS]).Round(2))
		for r := range rules {
			rule := &rules[r]
			if e.Date.Before(rule.from) || e.Date.After(rule.to) || rule.codes != nil && !rule.codes[l.HTS] {
				continue
			}
			duty = duty.Add(l.Value.Mul(rule.rate).Round(2))
		}
		value = value.Add(l.Value)
	}
	mpf := decimal.Min(decimal.Max(value.Mul(usd("0.003464")), usd("34.58")), usd("670.86")).Round(2)
	hmf := value.Mul(usd("0.00125")).Round(2)
	shares := make([]decimal.Decimal, len(e.Lines))
	left := mpf
	for i := range e.Lines {
		shares[i] = mpf.Mul(e.Lines[i].Value).DivRound(value, 2)
		left = left.Sub(shares[i])
	}
	shares[len(shares)-1] = shares[len(shares)-1].Add(left)
	return duty, mpf.Add(hmf)
}

// plainColumn1 asks the worksheet for the rates of column 1, since the baseline has
// no tariff.
func plainColumn1(b *testing.B) map[string]decimal.Decimal {
	w := assessed(b, benchEntry(len(benchCodes)))
	out := map[string]decimal.Decimal{}
	for _, line := range w.Lines {
		layer, _ := line.Layer("column_1")
		out[line.HTS] = layer.Amount.Low.DivRound(line.Value, 3)
	}
	return out
}

// An entry of 500 lines.
func BenchmarkEntry500(b *testing.B) {
	e := benchEntry(500)
	column1, rules := plainColumn1(b), plainRules()
	b.Run("impl=customs", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := e.Assess(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("impl=plain", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			plainEntry(&e, column1, rules)
		}
	})
}

// A year of daily entries of 1,000 lines, up to 2026-09-30.
func BenchmarkYearOf1000(b *testing.B) {
	e := benchEntry(1000)
	column1, rules := plainColumn1(b), plainRules()
	year := func(b *testing.B, work func(*customs.Entry)) {
		b.ReportAllocs()
		for b.Loop() {
			for day := range 365 {
				on := e
				on.Date = fees.Day(2025, 10, 1).AddDate(0, 0, day)
				work(&on)
			}
		}
	}
	b.Run("impl=customs", func(b *testing.B) {
		year(b, func(e *customs.Entry) {
			if _, err := e.Assess(); err != nil {
				b.Fatal(err)
			}
		})
	})
	b.Run("impl=plain", func(b *testing.B) {
		year(b, func(e *customs.Entry) { plainEntry(e, column1, rules) })
	})
}

// Of a delivered price of each of 50 lines.
func BenchmarkSolveDDP50(b *testing.B) {
	e := benchEntry(50)
	prices := make([]customs.Delivered, len(e.Lines))
	for i := range e.Lines {
		prices[i] = customs.Delivered{Price: e.Lines[i].Value.Mul(usd("2")), Costs: usd("7.77")}
		e.Lines[i].Value = decimal.Decimal{}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := customs.SolveDDP(e, prices); err != nil {
			b.Fatal(err)
		}
	}
}
