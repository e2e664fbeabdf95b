package kpi_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// benchBridge returns two periods of so many SKUs: product cost in yuan, ten costs, one
// in twenty new or discontinued.
func benchBridge(skus int) (base, actual kpi.BridgePeriod, opt kpi.BridgeOptions) {
	rng := rand.New(rand.NewPCG(7, 11))
	cents := func(from, to int64) kpi.BridgeAmount {
		return kpi.BridgeOf(decimal.New(from+rng.Int64N(to-from), -2), "")
	}
	period := func(skip int, yuan string) kpi.BridgePeriod {
		p := kpi.BridgePeriod{
			Rates:    []fx.Rate{bridgeRate(fx.USD, fx.CNY, yuan)},
			Overhead: bridgeSet("120000"),
		}
		for i := range skus {
			if i%40 == skip {
				continue
			}
			units := 50 + rng.Int64N(2000)
			per := func(from, to int64) kpi.BridgeAmount { return cents(units*from, units*to) }
			row := kpi.BridgeRow{
				SKU: fmt.Sprintf("SKU-%05d", i), Channel: "amazon_us", Family: fmt.Sprintf("family-%d", i%20),
				Units:   decimal.NewNullDecimal(decimal.NewFromInt(units)),
				Revenue: per(1800, 3200), Promotions: per(20, 90), Product: per(3000, 5200), Freight: per(120, 260),
				Duty: per(80, 190), ReferralFees: per(270, 480), OtherFees: per(5, 15), Fulfilment: per(420, 610),
				Storage: per(8, 40), Advertising: per(150, 420), ReturnedGoods: per(30, 110), Other: per(0, 12),
			}
			row.Product.Currency = fx.CNY
			p.Rows = append(p.Rows, row)
		}
		return p
	}
	return period(3, "7.1234"), period(17, "6.8322"), kpi.BridgeOptions{Currency: fx.USD}
}

// A floatRow and floatBridge are the bridge as one writes it first: floats in maps, the
// same effects, nothing checked, unknown, rounded or named.
type floatRow struct {
	units, revenue, promotions, product, referral float64
	costs                                         map[string]float64
}

func floatRows(p kpi.BridgePeriod) map[string]floatRow {
	f := func(a kpi.BridgeAmount) float64 { return a.Amount.Decimal.InexactFloat64() }
	rows := make(map[string]floatRow)
	for _, r := range p.Rows {
		rows[r.SKU+"/"+r.Channel] = floatRow{
			units: r.Units.Decimal.InexactFloat64(), revenue: f(r.Revenue), promotions: f(r.Promotions), product: f(r.Product), referral: f(r.ReferralFees),
			costs: map[string]float64{
				"freight": f(r.Freight), "duty": f(r.Duty), "fees": f(r.OtherFees), "fulfilment": f(r.Fulfilment), "storage": f(r.Storage),
				"ads": f(r.Advertising), "returns": f(r.ReturnedGoods), "other": f(r.Other),
			},
		}
	}
	return rows
}

func floatBridge(base, actual map[string]floatRow, fx0, fx1, overhead0, overhead1 float64) (bars map[string]float64, bySKU map[string]map[string]float64) {
	bars, bySKU = make(map[string]float64), make(map[string]map[string]float64)
	margin := func(r floatRow, rate float64) float64 {
		m := r.revenue - r.promotions - r.product*rate - r.referral
		for _, c := range r.costs {
			m -= c
		}
		return m
	}
	var all0, all1 float64
	for key, r0 := range base {
		if r1, ok := actual[key]; ok {
			all0 += r0.units
			all1 += r1.units
		}
	}
	for key, r1 := range actual {
		r0, ok := base[key]
		if !ok {
			bySKU[key] = map[string]float64{"new": margin(r1, fx1)}
			continue
		}
		s := make(map[string]float64)
		m0, grown := margin(r0, fx0), r0.units/all0*all1
		s["volume"] = (grown - r0.units) * m0 / r0.units
		s["mix"] = (r1.units - grown) * m0 / r0.units
		per := func(a0, a1 float64) float64 { return a1 - a0/r0.units*r1.units }
		rate := r0.referral / (r0.revenue - r0.promotions)
		s["price"] = per(r0.revenue, r1.revenue) * (1 - rate)
		s["promotion"] = -per(r0.promotions, r1.promotions) * (1 - rate)
		s["fees"] = -(r1.referral - rate*(r1.revenue-r1.promotions))
		s["product"] = -per(r0.product, r1.product) * fx0
		s["fx"] = -r1.product * (fx1 - fx0)
		for name, c1 := range r1.costs {
			s[name] -= per(r0.costs[name], c1)
		}
		bySKU[key] = s
	}
	for key, r0 := range base {
		if _, ok := actual[key]; !ok {
			bySKU[key] = map[string]float64{"discontinued": -margin(r0, fx0)}
		}
	}
	for _, s := range bySKU {
		for name, v := range s {
			bars[name] += v
		}
	}
	bars["overhead"] = overhead0 - overhead1
	return bars, bySKU
}

// The baseline gives the same bars, or it would be no baseline.
func TestBridgeBaselineAgrees(t *testing.T) {
	base, actual, opt := benchBridge(400)
	b, err := kpi.NewBridge(base, actual, opt)
	if err != nil {
		t.Fatal(err)
	}
	bars, bySKU := floatBridge(floatRows(base), floatRows(actual), 1/7.1234, 1/6.8322, 120000, 120000)
	for e := range kpi.BridgeEffects() {
		if got, want := b.Bar(e).Amount.InexactFloat64(), bars[string(e)]; math.Abs(got-want) > 0.011 {
			t.Errorf("%s is %.4f, the baseline says %.4f", e, got, want)
		}
	}
	for r := range b.Rows() {
		for _, bar := range r.Bars {
			if got, want := bar.Amount.InexactFloat64(), bySKU[r.SKU+"/"+r.Channel][string(bar.Effect)]; math.Abs(got-want) > 0.011 {
				t.Errorf("%s of %s is %.4f, the baseline says %.4f", bar.Effect, r.SKU, got, want)
			}
		}
	}
}

// The bridge of 5,000 SKUs: all bars of all SKUs, and the ten largest causes in words.
func BenchmarkBridge(b *testing.B) {
	base, actual, opt := benchBridge(5000)
	b.Run("impl=exact", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := kpi.NewBridge(base, actual, opt); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("impl=float-maps", func(b *testing.B) {
		r0, r1 := floatRows(base), floatRows(actual)
		b.ReportAllocs()
		for b.Loop() {
			floatBridge(r0, r1, 1/7.1234, 1/6.8322, 120000, 120000)
		}
	})
	b.Run("impl=float-maps-from-rows", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			floatBridge(floatRows(base), floatRows(actual), 1/7.1234, 1/6.8322, 120000, 120000)
		}
	})
	whole, err := kpi.NewBridge(base, actual, opt)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("all-rows", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for range whole.Rows() {
			}
		}
	})
	b.Run("causes-10", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			whole.Causes(kpi.BridgeCauseOptions{Most: 10})
		}
	})
	b.Run("exact-total", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			whole.Total(kpi.BridgePrice)
		}
	})
}
