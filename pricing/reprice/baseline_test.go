package reprice_test

import (
	"os"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/oracle"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/reprice"
)

// The baseline is a price decision with plain decimals and without any of the
// library: look up the fees at a price, sum up the profit, and go cent by cent to the
// next price that keeps the margin. It is for FBA items without returns, one rule (a
// cent below the cheapest rival), one guard (a step) and no policy rules, so it does
// much less than a full decision.
type baseline struct {
	tables *oracle.Tables
	margin decimal.Decimal
	step   decimal.Decimal
	rate   decimal.Decimal // planned
}

// A plainItem is an item as the baseline knows it.
type plainItem struct {
	fees          oracle.Item
	yuan, dollars decimal.Decimal
	tacos         decimal.Decimal
	current       decimal.Decimal
	rivals        []decimal.Decimal
}

func newBaseline(t testing.TB) *baseline {
	t.Helper()
	tables, err := oracle.Load(os.DirFS("../../fees/amazon/data"))
	if err != nil {
		t.Fatal(err)
	}
	return &baseline{tables, dec("0.10"), dec("0.10"), dec("6.8322").Mul(dec("0.98"))}
}

// earns reports whether a price keeps the margin.
func (b *baseline) earns(item *plainItem, price decimal.Decimal) bool {
	left := price.Sub(item.dollars).Sub(item.yuan.DivRound(b.rate, 12)).Sub(price.Mul(item.tacos))
	for _, line := range must(b.tables.Lines(item.fees, today, price)) {
		if line.Code != "referral" { // what depends on the price is not rounded
			line.Amount = oracle.Round(line.Amount)
		}
		left = left.Sub(line.Amount)
	}
	return left.GreaterThanOrEqual(price.Mul(b.margin))
}

// next returns the nearest price that keeps the margin from one price to another, a
// cent at a time.
func (b *baseline) next(item *plainItem, from, to decimal.Decimal) (decimal.Decimal, bool) {
	cent := dec("0.01")
	if to.LessThan(from) {
		cent = cent.Neg()
	}
	for p := from; p.Cmp(to)*cent.Sign() <= 0; p = p.Add(cent) {
		if b.earns(item, p) {
			return p, true
		}
	}
	return from, false
}

// decide returns the price of a decision, the price in force where there is none.
func (b *baseline) decide(item *plainItem) decimal.Decimal {
	lowest := item.rivals[0]
	for _, rival := range item.rivals {
		lowest = decimal.Min(lowest, rival)
	}
	cent := dec("0.01")
	wanted, found := b.next(item, lowest.Sub(cent), cent)
	if !found {
		if wanted, found = b.next(item, lowest, dec("500")); !found {
			return item.current
		}
	}
	part := item.current.Mul(b.step)
	low, high := item.current.Sub(part).RoundCeil(2), item.current.Add(part).RoundFloor(2)
	switch {
	case wanted.LessThan(low):
		if p, ok := b.next(item, low, item.current); ok && p.LessThan(item.current) {
			return p
		}
		return item.current
	case wanted.GreaterThan(high):
		if p, ok := b.next(item, high, item.current); ok && p.GreaterThan(item.current) {
			return p
		}
		return item.current
	}
	return wanted
}

// plainItems returns items for both.
func plainItems(n int) ([]plainItem, []reprice.Item) {
	c := newCatalogue()
	plain, items := make([]plainItem, n), make([]reprice.Item, n)
	inch := func(n int64) oracle.Measure { return oracle.Measure{Value: decimal.NewFromInt(n), Unit: "in"} }
	for i := range items {
		items[i] = c.item(2 * i)
		size := int64(i % 7)
		length := func(n int64) fees.Length { return must(fees.Inches(decimal.NewFromInt(n))) }
		parcel := fees.Parcel{Length: length(8 + size), Width: length(6), Height: length(2), Weight: must(fees.Pounds(decimal.NewFromInt(1 + size)))}
		items[i].Unit = pricing.Unit{
			Listing: amazon.Listing{Parcel: parcel, Category: "home_kitchen"}, Rate: c.rate, Buffer: dec("0.02"),
			Cost: []pricing.CostItem{
				{Code: "purchase", Amount: items[i].Unit.Cost[0].Amount, Currency: fx.CNY},
				{Code: "duty", Amount: items[i].Unit.Cost[2].Amount, Currency: fx.USD},
			},
			Ads: items[i].Unit.Ads,
		}
		items[i].State, items[i].Max = reprice.State{}, decimal.NullDecimal{}
		plain[i] = plainItem{
			fees: oracle.Item{Length: inch(8 + size), Width: inch(6), Height: inch(2), Weight: oracle.Measure{Value: decimal.NewFromInt(1 + size), Unit: "lb"},
				Category: "home_kitchen", Class: "standard", FBA: true},
			yuan: items[i].Unit.Cost[0].Amount.Decimal, dollars: items[i].Unit.Cost[1].Amount.Decimal, tacos: items[i].Unit.Ads.TACoS,
			current: items[i].Current.Decimal,
		}
		for _, o := range items[i].Offers {
			plain[i].rivals = append(plain[i].rivals, o.Total())
		}
	}
	return plain, items
}

func baselineRules() reprice.Rules {
	rules := beat(reprice.Guards{StepShare: dec("0.10")})
	rules.Floor.Target = pricing.Margin(dec("0.10"))
	return rules
}

// The baseline makes the same decisions, or it would be no baseline.
func TestBaselineAgrees(t *testing.T) {
	b, rules := newBaseline(t), baselineRules()
	plain, items := plainItems(60)
	changes := 0
	for i := range items {
		d := decide(t, items[i], rules, noon)
		if want := b.decide(&plain[i]); !d.To.Decimal.Equal(want) {
			t.Errorf("%d from %s: %s, the baseline says %s; %v", i, text(d.From), text(d.To), want, codes(d))
		}
		if d.Action == reprice.ActionChange {
			changes++
		}
	}
	if changes < 20 {
		t.Errorf("only %d changes: the comparison says little", changes)
	}
}

// BenchmarkBaseline makes the decisions of the baseline, by it and by Decide.
func BenchmarkBaseline(b *testing.B) {
	plain, items := plainItems(60)
	base, rules := newBaseline(b), baselineRules()
	b.Run("impl=decide", func(b *testing.B) {
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			if _, err := reprice.Decide(items[i%len(items)], rules, noon); err != nil {
				b.Fatal(err)
			}
			i++
		}
		perSecond(b, i, 1)
	})
	b.Run("impl=decimal", func(b *testing.B) {
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			base.decide(&plain[i%len(plain)])
			i++
		}
		perSecond(b, i, 1)
	})
}
