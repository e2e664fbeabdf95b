package pricing_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

var benchDay = fees.Day(2026, 4, 20)

// benchUnit and benchItem are the same item for the library and the baseline:
// converted costs, advertising and returns, as a real quote has them.
func benchUnit() pricing.Unit {
	return pricing.Unit{
		Listing: amazon.Listing{Parcel: parcel("12 in", "8 in", "3 in", "3.35 lb"), Category: "home_kitchen"},
		Cost: []pricing.CostItem{
			{Code: "purchase", Amount: set("31.80"), Currency: fx.CNY}, {Code: "freight", Amount: set("6.40"), Currency: fx.CNY}, usd("duty", "0.95"),
		},
		Rate: must(fx.NewRate(fx.USD, fx.CNY, dec("6.8322"))), Buffer: dec("0.02"),
		Returns: pricing.Returns{Rate: dec("0.05"), Resellable: set("0.6"), Processing: set("2.10")},
		Ads:     pricing.Ads{TACoS: dec("0.08")},
	}
}

func benchItem() plainItem {
	return plainItem{
		sides: [3]decimal.Decimal{dec("12"), dec("8"), dec("3")}, weight: dec("3.35"),
		yuan: []decimal.Decimal{dec("31.80"), dec("6.40")}, dollars: []decimal.Decimal{dec("0.95")},
		rate: dec("6.8322"), buffer: dec("0.02"), tacos: dec("0.08"),
		returns: dec("0.05"), resellable: dec("0.6"), returnsCost: dec("2.10"),
	}
}

// The baseline gives the same answers, or it would be no baseline.
func TestBaselineAgrees(t *testing.T) {
	q := loadBaseline(t).compile(benchItem())
	m := model(t, benchUnit(), benchDay)
	for cents := int64(1); cents <= 30000; cents += 7 {
		want := q.profit(decimal.New(cents, -2))
		if got, ok := m.Profit(cents); !ok || !got.Decimal().Equal(want) {
			t.Fatalf("at %d cents: %s, the baseline says %s", cents, got.Decimal(), want)
		}
	}
	texts := func(spans [][2]decimal.Decimal) (out []string) {
		for _, s := range spans {
			out = append(out, span(s[0], s[1]))
		}
		return out
	}
	var admissible, dead []string
	for _, i := range must(m.Solve(pricing.Margin(dec("0.2")))).Admissible {
		admissible = append(admissible, span(i.From, i.To))
	}
	for _, z := range must(m.DeadZones()) {
		dead = append(dead, span(z.From, z.To))
	}
	pieces := q.pieces()
	if diff := cmp.Diff(texts(solvePlain(pieces, dec("0.2"))), admissible); diff != "" {
		t.Errorf("admissible (-baseline +model):\n%s", diff)
	}
	if diff := cmp.Diff(texts(deadPlain(pieces)), dead); diff != "" {
		t.Errorf("dead zones (-baseline +model):\n%s", diff)
	}
	scanned, scannedDead := q.scan(dec("0.2"), dec("100"))
	scanned[len(scanned)-1][1] = fees.MaxPrice() // where the scan ends, the set goes on
	if diff := cmp.Diff(texts(scanned), admissible); diff != "" {
		t.Errorf("admissible (-scan +model):\n%s", diff)
	}
	if diff := cmp.Diff(texts(scannedDead), dead); diff != "" {
		t.Errorf("dead zones (-scan +model):\n%s", diff)
	}
}

// A full quote: compile the unit, evaluate it at its price, solve for a margin
// of 20 % and find the dead zones.
func BenchmarkQuote(b *testing.B) {
	margin := dec("0.2")
	b.Run("impl=kernel", func(b *testing.B) {
		unit := benchUnit()
		b.ReportAllocs()
		for b.Loop() {
			m, err := pricing.NewModel(unit, benchDay)
			if err != nil {
				b.Fatal(err)
			}
			if _, ok := m.Profit(2499); !ok {
				b.Fatal("no profit")
			}
			if _, err := m.Solve(pricing.Margin(margin)); err != nil {
				b.Fatal(err)
			}
			if _, err := m.DeadZones(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("impl=decimal-scan", func(b *testing.B) {
		base, item, price, most := loadBaseline(b), benchItem(), dec("24.99"), dec("500")
		b.ReportAllocs()
		for b.Loop() {
			q := base.compile(item)
			q.profit(price)
			q.scan(margin, most)
		}
	})
	b.Run("impl=decimal-by-hand", func(b *testing.B) {
		base, item, price := loadBaseline(b), benchItem(), dec("24.99")
		b.ReportAllocs()
		for b.Loop() {
			q := base.compile(item)
			q.profit(price)
			pieces := q.pieces()
			solvePlain(pieces, margin)
			deadPlain(pieces)
		}
	})
}

// The profit of a compiled unit at one price.
func BenchmarkProfit(b *testing.B) {
	b.Run("impl=kernel", func(b *testing.B) {
		m := model(b, benchUnit(), benchDay)
		b.ReportAllocs()
		for b.Loop() {
			if _, ok := m.Profit(2499); !ok {
				b.Fatal("no profit")
			}
		}
	})
	b.Run("impl=decimal", func(b *testing.B) {
		q, price := loadBaseline(b).compile(benchItem()), dec("24.99")
		b.ReportAllocs()
		for b.Loop() {
			q.profit(price)
		}
	})
}

// The statement with all its lines as decimals, which is what people see.
func BenchmarkStatement(b *testing.B) {
	m, price := model(b, benchUnit(), benchDay), dec("24.99")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.At(price); err != nil {
			b.Fatal(err)
		}
	}
}
