package pricing_test

import (
	"slices"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestOverhead(t *testing.T) {
	for _, row := range []struct {
		overhead    pricing.Overhead
		want, basis string
	}{
		{pricing.Overhead{PerUnit: dec("0.80")}, "-0.8", "per sold unit"},
		{pricing.Overhead{ShareOfRevenue: dec("0.05")}, "-1.25", "5% of what the buyer pays"},
		{pricing.Overhead{PerUnit: dec("0.80"), ShareOfRevenue: dec("0.05")}, "-2.05", "0.8 per sold unit and 5% of what the buyer pays"},
	} {
		s := at(t, plain(func(u *pricing.Unit) { u.Listing, u.Overhead = shipped{}, row.overhead }), "20")
		line := lineOf(t, s, "overhead")
		if !line.Amount.Equal(dec(row.want)) || line.Basis != row.basis || line.Rung != pricing.InOperating {
			t.Errorf("%+v: %+v", row.overhead, line)
		}
	}
}

// shipped is a channel without charges on which the buyer pays 5.00 for shipping.
type shipped struct{ channel }

func (shipped) Extras() decimal.Decimal { return dec("5") }

// Capital is tied up in what the unit costs until it is sold, at the planned rate, and
// not in what arises with the sale.
func TestCapitalCost(t *testing.T) {
	late := usd("postage", "9")
	late.PerSale = true
	for _, row := range []struct {
		name    string
		edit    func(*pricing.Unit)
		want    string // "" is no line
		missing []string
	}{
		{"days", func(u *pricing.Unit) { u.Capital = pricing.Capital{AnnualRate: dec("0.10"), Days: set("73")} }, "-0.1", nil},
		{"no days", func(u *pricing.Unit) { u.Capital = pricing.Capital{AnnualRate: dec("0.10"), Days: set("0")} }, "0", nil},
		{"days in stock", func(u *pricing.Unit) { u.Capital.AnnualRate, u.Life.DaysInStock = dec("0.10"), set("146") }, "-0.2", nil},
		{"mean of the stays", func(u *pricing.Unit) {
			u.Capital.AnnualRate, u.Life.Stays = dec("0.10"), []pricing.StayShare{{0, dec("0.5")}, {146, dec("0.5")}}
		}, "-0.1", nil},
		{"days go before stays", func(u *pricing.Unit) {
			u.Capital, u.Life.DaysInStock = pricing.Capital{AnnualRate: dec("0.10"), Days: set("365")}, set("146")
		}, "-0.5", nil},
		{"unknown days", func(u *pricing.Unit) { u.Capital.AnnualRate = dec("0.10") }, "", []string{"capital.days"}},
		{"no interest", func(u *pricing.Unit) { u.Capital.Days = set("73") }, "", nil},
		{"what arises with the sale", func(u *pricing.Unit) {
			u.Cost, u.Capital = append(u.Cost, late), pricing.Capital{AnnualRate: dec("0.10"), Days: set("73")}
		}, "-0.1", nil},
		{"at the planned rate", func(u *pricing.Unit) {
			u.Cost = []pricing.CostItem{{Code: "purchase", Amount: set("35"), Currency: fx.CNY}}
			u.Rate, u.Buffer = must(fx.NewRate(fx.USD, fx.CNY, dec("7"))), dec("0.5")
			u.Capital = pricing.Capital{AnnualRate: dec("0.10"), Days: set("73")}
		}, "-0.2", nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := at(t, plain(row.edit), "20")
			got, has := amounts(s)["capital_cost"]
			if has != (row.want != "") || has && !got.Equal(dec(row.want)) || !slices.Equal(s.Missing, row.missing) {
				t.Errorf("capital costs %s (%t), want %q; missing %v", got, has, row.want, s.Missing)
			}
		})
	}
}

// The profit at another rate is that of a unit that is planned at it, whatever comes
// back, is removed, recovered and financed.
func TestWholeAtAnotherRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := func(name string) fx.Rate {
			return must(fx.NewRate(fx.USD, fx.CNY, decimal.New(rapid.Int64Range(60000, 75000).Draw(t, name), -4)))
		}
		u := plain(func(u *pricing.Unit) {
			u.Cost = append(u.Cost, pricing.CostItem{Code: "yuan", Amount: set("31.80"), Currency: fx.CNY}, pricing.CostItem{Code: "label", Amount: set("3"), Currency: fx.CNY, PerSale: true})
			u.Returns = pricing.Returns{
				Rate: genFraction(t, "returned", 5000), Kept: genFraction(t, "kept", 10000), Resellable: decimal.NewNullDecimal(genFraction(t, "resellable", 10000)),
				Recovery: dec("0.80"), Processing: set("1"),
			}
			u.Life.Removed = decimal.NewNullDecimal(genFraction(t, "removed", 2000))
			u.Capital = pricing.Capital{AnnualRate: genFraction(t, "interest", 5000), Days: set("87")}
			u.Rate, u.Buffer = rate("rate"), genFraction(t, "buffer", 1000)
		})
		on, other := fees.Day(2026, 6, 1), rate("other")
		s := must(must(pricing.NewModel(u, on)).At(dec("30")))
		u.Rate, u.Buffer = other, decimal.Decimal{}
		want := must(must(pricing.NewModel(u, on)).At(dec("30"))).Exact
		if got := must(s.AtRate(other)).Profit; got.Sub(want).Abs().GreaterThan(dec("1e-10")) {
			t.Fatalf("at %s the profit is %s, planned at it %s", other, got, want)
		}
	})
}

// An order of three pays 0.30 once and a share of the whole: each unit carries a third.
func TestOrderFeesAreShared(t *testing.T) {
	s := at(t, plain(func(u *pricing.Unit) {
		u.Listing = channel{charge("payment_processing", fees.PerOrder, fees.Percent(dec("0.087")).Plus(fees.Flat(dec("0.30"))), 3)}
	}), "20")
	line := lineOf(t, s, "payment_processing")
	if !line.Amount.Equal(dec("-0.68")) || !line.Each.Equal(dec("-2.04")) || !line.Quantity.Round(6).Equal(dec("0.333333")) {
		t.Errorf("%+v", line)
	}
}
