package strategy_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// Fit beside looking at one cent after the other, for a price that is 67 cents off.
func BenchmarkFit(b *testing.B) {
	limits := strategy.Limits{
		Places: 2, Least: known("12"), Most: known("40"), Admissible: []pricing.Interval{span("14.85", "15.00"), openSpan("15.67")},
		Ending: strategy.Ending{On: []decimal.Decimal{amt("0.99")}, Within: amt("0.50")},
	}
	wanted := amt("15.01")
	b.Run("impl=runs", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := limits.Fit(wanted, strategy.Up); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("impl=each_cent", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c := wanted.Shift(2).IntPart()
			for !admits(limits, c) {
				c++
			}
			for e := c; e <= c+50; e++ {
				if e%100 == 99 && admits(limits, e) {
					c = e
					break
				}
			}
		}
	})
}

// A ladder of four variants.
func BenchmarkLadder(b *testing.B) {
	ladder := strategy.Ladder{Currency: "USD", Base: known("9.99"), Packs: true, Variants: []strategy.Variant{
		variant("single", 1, "", ""), variant("pair", 2, "20.49", ""), variant("four", 4, "38", ""), variant("six", 6, "", "59.99"),
	}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ladder.Propose(); err != nil {
			b.Fatal(err)
		}
	}
}
