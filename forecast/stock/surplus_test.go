package stock_test

import (
	"math"
	"testing"

	"github.com/lianxing/crossborder/forecast/stock"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// A certain demand of ten a week.
func TestClearanceOfCertainDemand(t *testing.T) {
	s := stock.Surplus{Start: monday, Demand: flat(52, 10), Stock: []stock.Lot{{Units: 300, Received: monday.AddDate(0, 0, -100)}}}
	c := of(s.Clearance())
	if c.Cover != 30 || math.Abs(c.Excess-40) > 1e-9 || math.Abs(c.SellThrough-260.0/300) > 1e-12 || c.Clear != 0 || !c.Gain.IsZero() {
		t.Errorf("%+v", c)
	}
	// Of 300 units 100 days old, sold at ten a week, 81 days later 300-10*81/7 are left.
	for _, tc := range []struct {
		i     int
		days  int
		units float64
	}{{0, 181, 300 - 810.0/7}, {1, 271, 300 - 1710.0/7}, {2, 365, 0}} {
		if a := c.Ages[tc.i]; a.Days != tc.days || math.Abs(a.Units-tc.units) > 1e-9 || a.Chance != math.Ceil(tc.units/1e9) {
			t.Errorf("%+v, want %g units at %d days", a, tc.units, tc.days)
		}
	}
	s.Horizon = 30
	if c = of(s.Clearance()); c.Excess != 0 || c.SellThrough != 1 {
		t.Errorf("within its cover: %+v", c)
	}
	s.Horizon = 29
	if c = of(s.Clearance()); math.Abs(c.Excess-10) > 1e-9 {
		t.Errorf("a week less than its cover: %+v", c)
	}
}

// With nothing to pay for keeping, what is sold in time is kept, and the rest is cleared
// where clearing brings more than what is left at the end.
func TestClearanceClears(t *testing.T) {
	s := stock.Surplus{Start: monday, Demand: flat(52, 10), Stock: []stock.Lot{{Units: 700}}, Price: dec("11"), Clear: dec("4"), Salvage: dec("1")}
	c := of(s.Clearance())
	if c.Clear != 180 || !c.Gain.Equal(dec("540")) { // 700 - 520 units gain 4 - 1 each
		t.Errorf("%d cleared for %s", c.Clear, c.Gain)
	}
	s.Step = 50
	if c = of(s.Clearance()); c.Clear != 150 {
		t.Errorf("%d cleared in steps of 50", c.Clear)
	}
	s.Step, s.Clear = 0, dec("1")
	if c = of(s.Clearance()); c.Clear != 0 || !c.Gain.IsZero() {
		t.Errorf("%d cleared for no gain", c.Clear)
	}
	s.Clear = dec("12") // above the price: everything goes
	if c = of(s.Clearance()); c.Clear != 700 {
		t.Errorf("%d cleared above the price", c.Clear)
	}
}

// Clearing what is proposed is as good as any other number of units.
func TestClearanceIsBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := rapid.Int64Range(0, 120).Draw(t, "units")
		s := stock.Surplus{
			Start: monday, Demand: [][]float64{flat(26, rapid.Float64Range(0, 6).Draw(t, "a"))[0], flat(26, rapid.Float64Range(0, 6).Draw(t, "b"))[0]},
			Stock: []stock.Lot{{Units: units, Received: monday.AddDate(0, 0, -rapid.IntRange(0, 300).Draw(t, "age"))}},
			Costs: stock.Costs{UnitCost: dec("8"), CapitalRate: dec("0.12"), Storage: rates()},
			Price: dec("11"), Clear: decimal.NewFromInt(rapid.Int64Range(0, 12).Draw(t, "clear")), Salvage: dec("0.5"),
		}
		best := of(s.Clearance())
		if best.Clear < 0 || best.Clear > units || best.Gain.IsNegative() {
			t.Fatalf("%d of %d units for %s", best.Clear, units, best.Gain)
		}
		// What the rest brings is what Clearance says of a stock without the cleared units.
		value := func(cleared int64) decimal.Decimal {
			rest := s
			rest.Stock = []stock.Lot{{Units: units - cleared, Received: s.Stock[0].Received}}
			rest.Horizon = 26
			c := of(rest.Clearance())
			sold := float64(units-cleared) - c.Excess
			return stock.Worth(sold, s.Price).Add(stock.Worth(c.Excess, s.Salvage)).Sub(c.Storage).Sub(c.Aged).Sub(c.Capital).Add(s.Clear.Mul(decimal.NewFromInt(cleared)))
		}
		top := value(best.Clear)
		if d := top.Sub(value(0)).Sub(best.Gain).Abs(); d.GreaterThan(dec("0.0001")) {
			t.Fatalf("the gain %s is off by %s", best.Gain, d)
		}
		if other := rapid.Int64Range(0, units).Draw(t, "other"); value(other).GreaterThan(top.Add(dec("0.0001"))) {
			t.Fatalf("%d cleared bring %s, %d only %s", other, value(other), best.Clear, top)
		}
	})
}

func TestSurplusRefuses(t *testing.T) {
	refused(t, stock.Surplus{}.Check(), "start", "demand")
	s := surplus()
	s.Horizon, s.Step, s.Ages, s.Price = 53, -1, []int{0}, dec("-1")
	s.Stock = []stock.Lot{{Units: -1}, {Units: 5, Received: monday.AddDate(0, 0, 1)}}
	refused(t, s.Check(), "demand[0]", "stock[0].units", "stock[1].received", "ages[0]", "price", "step")
	s = surplus()
	s.Demand = [][]float64{{1, 2}, {1}, {math.NaN(), -1}}
	refused(t, s.Check(), "demand[1]", "demand[2][0]", "demand[2][1]")
}
