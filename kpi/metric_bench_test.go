package kpi_test

import (
	"strconv"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
)

const benchLadder = noLadder + "item_sales 40, product_cost 10, inbound_freight 2, referral_fees 6, fulfilment_fees 7.50, ad_spend 4, storage_fees 0.50, units_sold 1, sessions 90, units_ordered 3, ordered_product_sales 40, clicks 9, impressions 800, ad_sales 20, ad_orders 2"

// A margin of 20 inputs: by its formula, and written out by hand as a program would that
// has this one metric.
func BenchmarkEvaluate(b *testing.B) {
	f := known(benchLadder)
	m := findMetric(b, "cm3_margin")
	b.Run("impl=kpi", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if r, err := kpi.Evaluate(m, f); err != nil || !r.Value.IsDefined() {
				b.Fatal(r.Value, err)
			}
		}
	})
	b.Run("impl=by-hand", func(b *testing.B) {
		b.ReportAllocs()
		amounts := map[string]decimal.Decimal{}
		for code, fact := range f.Known {
			amounts[string(code)] = fact.Amount
		}
		costs := []string{
			"product_cost", "inbound_freight", "duty", "preparation_cost", "referral_fees", "fulfilment_fees", "payment_fees", "return_costs",
			"storage_fees", "inbound_placement_fees", "other_channel_fees", "promotion_fees", "ad_spend",
		}
		for b.Loop() {
			net := amounts["item_sales"].Add(amounts["shipping_credits"]).Add(amounts["gift_wrap_credits"]).Sub(amounts["promotions"]).Sub(amounts["refunds"])
			profit := net
			for _, c := range costs {
				profit = profit.Sub(amounts[c])
			}
			if kpi.Ratio(profit, net, kpi.Fraction, "").State != kpi.Defined {
				b.Fatal("not defined")
			}
		}
	})
}

// A week of 5,000 items added up: as facts, and as a map of sums that does not know what
// is unknown.
func BenchmarkSum(b *testing.B) {
	items := make([]kpi.Facts, 5000)
	for i := range items {
		items[i] = known(benchLadder)
		items[i].Scope = strconv.Itoa(i)
	}
	b.Run("impl=kpi", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := kpi.Sum(items...); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("impl=map", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sums := map[kpi.InputCode]decimal.Decimal{}
			for _, f := range items {
				for code, fact := range f.Known {
					sums[code] = sums[code].Add(fact.Amount)
				}
			}
			if len(sums) == 0 {
				b.Fatal("no sums")
			}
		}
	})
}

// Every metric of one item.
func BenchmarkReady(b *testing.B) {
	f := known(benchLadder)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := kpi.Ready(f); err != nil {
			b.Fatal(err)
		}
	}
}
