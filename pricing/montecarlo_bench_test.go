package pricing_test

import (
	"math/rand/v2"
	"testing"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// A simulation of 10,000 draws of the rate, the freight, the returns and the
// advertising, beside the same draws with plain decimals and a statement for each.
func BenchmarkSimulate(b *testing.B) {
	const draws = 10_000
	price := dec("24.99")
	factor := func(r *rand.Rand) decimal.Decimal {
		return decimal.New(1_000_000_000+int64(3e7*r.NormFloat64()), -9)
	}
	b.Run("impl=simulate", func(b *testing.B) {
		unit := benchUnit()
		run := pricing.Run{Draws: draws, Seed: [2]uint64{1, 2}}
		for _, name := range []string{"rate", "cost.freight", "returns.rate", "ads.tacos"} {
			run.Risks = append(run.Risks, risk(b, pricing.Normal{SD: 0.03}, name))
		}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := run.Simulate(unit, benchDay, price); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("impl=statements", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r := rand.New(rand.NewPCG(1, 2))
			for range draws {
				unit := benchUnit()
				unit.Rate = must(fx.NewRate(fx.USD, fx.CNY, dec("6.8322").Mul(factor(r)).Round(fx.ConvertPlaces)))
				unit.Cost[1].Amount.Decimal = unit.Cost[1].Amount.Decimal.Mul(factor(r))
				unit.Returns.Rate = unit.Returns.Rate.Mul(factor(r))
				unit.Ads.TACoS = unit.Ads.TACoS.Mul(factor(r))
				if _, err := model(b, unit, benchDay).At(price); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("impl=decimal", func(b *testing.B) {
		base := loadBaseline(b)
		b.ReportAllocs()
		for b.Loop() {
			r := rand.New(rand.NewPCG(1, 2))
			for range draws {
				item := benchItem()
				item.rate, item.yuan[1] = item.rate.Mul(factor(r)), item.yuan[1].Mul(factor(r))
				item.returns, item.tacos = item.returns.Mul(factor(r)), item.tacos.Mul(factor(r))
				base.compile(item).profit(price)
			}
		}
	})
}

// A tornado of all inputs of a unit at 10 % either way: two models and two solved
// prices for each.
func BenchmarkSensitivity(b *testing.B) {
	unit, price, margin := benchUnit(), dec("24.99"), pricing.Margin(dec("0.2"))
	var changes []pricing.Change
	for _, in := range pricing.Inputs(unit) {
		changes = append(changes, must(pricing.Vary(unit, in, dec("0.1"))))
	}
	b.Run("impl=sensitivity", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := pricing.Sensitivity(unit, benchDay, price, margin, changes); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("impl=decimal-by-hand", func(b *testing.B) {
		base := loadBaseline(b)
		b.ReportAllocs()
		for b.Loop() {
			for range 2*len(changes) + 1 {
				q := base.compile(benchItem())
				q.profit(price)
				solvePlain(q.pieces(), margin02)
			}
		}
	})
}

var margin02 = dec("0.2")
