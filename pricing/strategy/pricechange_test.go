package strategy_test

import (
	"errors"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/pricing/strategy"
)

func TestBreakEvenChange(t *testing.T) {
	for _, test := range []struct{ name, cm, dp, want string }{
		{"S31 cut", "1.50", "-0.50", "0.5"},
		{"S31 rise", "1.50", "0.50", "-0.25"},
		{"no change", "1.50", "0", "0"},
		{"S32", "18", "-5", "0.384615384615"},
		{"nearly all of it", "1", "-0.99", "99"},
	} {
		got, err := strategy.BreakEvenChange(figure(test.cm), figure(test.dp))
		if err != nil || !got.Equal(figure(test.want)) {
			t.Errorf("%s: %s, want %s, %v", test.name, got, test.want, err)
		}
		other, err := strategy.BreakEvenUplift(figure(test.cm), figure(test.cm).Add(figure(test.dp)))
		if err != nil || !other.Equal(got) {
			t.Errorf("%s: the uplift is %s, %v", test.name, other, err)
		}
	}
	var none *strategy.NoBreakEvenError
	for _, dp := range []string{"-1", "-1.01"} { // exactly all of it, and more
		if _, err := strategy.BreakEvenChange(figure("1"), figure(dp)); !errors.As(err, &none) || !none.After.Equal(figure("1").Add(figure(dp))) {
			t.Errorf("%s: %v", dp, err)
		}
	}
	_, err := strategy.BreakEvenChange(figure("0"), decimal.New(1, 99))
	if diff := cmp.Diff([]string{"cm", "dp"}, faultFields(err)); diff != "" {
		t.Error(diff)
	}
	_, err = strategy.BreakEvenUplift(figure("-1"), figure("1e10"))
	if diff := cmp.Diff([]string{"before", "after"}, faultFields(err)); diff != "" {
		t.Error(diff)
	}
}

// The exercise of S32: a cut that sells more and earns less, and what it would have
// taken.
func TestPriceChange(t *testing.T) {
	c := strategy.PriceChange{From: figure("50"), To: figure("45"), UnitCost: figure("32"), Units: figure("8000"), Fixed: figure("108000")}
	before, after, err := c.Profit(figure("10000"))
	if err != nil || !before.Equal(figure("36000")) || !after.Equal(figure("22000")) {
		t.Errorf("profit %s and %s, %v", before, after, err)
	}
	b, err := c.BreakEven()
	if err != nil {
		t.Fatal(err)
	}
	// 5/13; 8000 × 18/13 = 11076.9; -50/13; ln(18/13)/ln(0.9)
	want := strategy.BreakEvenPoint{Change: figure("0.384615384615"), Units: figure("11077"), FirstOrder: figure("-3.846153846154"), Constant: figure("-3.08865610996")}
	if diff := cmp.Diff(want, b); diff != "" {
		t.Error(diff)
	}
	for _, test := range []struct{ units, want string }{{"13", "18"}, {"13.001", "19"}, {"12.999", "18"}} {
		c.Units = figure(test.units)
		if b, err := c.BreakEven(); err != nil || !b.Units.Equal(figure(test.want)) {
			t.Errorf("%s units need %s, want %s, %v", test.units, b.Units, test.want, err)
		}
	}
}

func TestPriceChangeRefuses(t *testing.T) {
	good := strategy.PriceChange{From: figure("50"), To: figure("45"), UnitCost: figure("32"), Units: figure("8000")}
	for _, test := range []struct {
		name   string
		change func(c *strategy.PriceChange)
		want   []string
	}{
		{"zero", func(c *strategy.PriceChange) { *c = strategy.PriceChange{} }, []string{"from", "to", "units"}},
		{"same price", func(c *strategy.PriceChange) { c.To = figure("50.0") }, []string{"to"}},
		{"negative costs", func(c *strategy.PriceChange) { c.UnitCost, c.Fixed = figure("-1"), figure("-1") }, []string{"unit_cost", "fixed"}},
		{"nothing to keep", func(c *strategy.PriceChange) { c.UnitCost = figure("50") }, []string{"from"}},
		{"nothing left", func(c *strategy.PriceChange) { c.UnitCost = figure("45") }, []string{"strategy: no quantity makes up for a price at which a unit contributes 0"}},
	} {
		c := good
		test.change(&c)
		_, err := c.BreakEven()
		if diff := cmp.Diff(test.want, faultFields(err)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
	_, _, err := good.Profit(figure("-1"))
	if diff := cmp.Diff([]string{"sold"}, faultFields(err)); diff != "" {
		t.Error(diff)
	}
}

// S33, and prices at which the power is known.
func TestDemandAt(t *testing.T) {
	for _, test := range []struct{ name, price, quantity, elasticity, at, want, firstOrder string }{
		{"S33", "10", "100", "-2", "11", "82.6446280992", "80"},
		{"same price", "24.99", "7", "-1.7", "24.99", "7", "7"},
		{"no response", "10", "3.5", "0", "1000", "3.5", "3.5"},
		{"half the price", "10", "100", "-2", "5", "400", "200"},
		{"a root", "16", "10", "-0.5", "4", "20", "13.75"},
		{"small", "1", "0.001", "-3", "10", "0.000001", "-0.026"},
		{"beyond the first order", "10", "100", "-4", "20", "6.25", "-300"},
		{"vanishes", "1", "1", "-100", "1000000", "0", "-99999899"},
	} {
		d := strategy.Demand{Price: figure(test.price), Quantity: figure(test.quantity), Elasticity: figure(test.elasticity)}
		got, err := d.At(figure(test.at))
		if err != nil || !got.Equal(figure(test.want)) {
			t.Errorf("%s: %s, want %s, %v", test.name, got, test.want, err)
		}
		if got, err = d.FirstOrder(figure(test.at)); err != nil || !got.Equal(figure(test.firstOrder)) {
			t.Errorf("%s: first order %s, want %s, %v", test.name, got, test.firstOrder, err)
		}
	}
}

func TestDemandRefuses(t *testing.T) {
	_, err := (strategy.Demand{Elasticity: figure("0.1"), Lowest: figure("-1"), Highest: decimal.New(1, 50)}).At(figure("0"))
	if diff := cmp.Diff([]string{"price", "quantity", "elasticity", "lowest", "highest", "at"}, faultFields(err)); diff != "" {
		t.Error(diff)
	}
	_, err = (strategy.Demand{Price: figure("1e9"), Quantity: figure("1e9"), Elasticity: figure("-100")}).At(figure("0.01"))
	if diff := cmp.Diff([]string{"elasticity"}, faultFields(err)); diff != "" {
		t.Error(diff)
	}
	for _, e := range []string{"-100", "0"} {
		if err := (strategy.Demand{Price: figure("1"), Quantity: figure("1"), Elasticity: figure(e)}).Check(); err != nil {
			t.Error(err)
		}
	}
	if err := (strategy.Demand{Price: figure("1"), Quantity: figure("1"), Elasticity: figure("-100.01")}).Check(); err == nil {
		t.Error("an elasticity below -100 is taken")
	}
}

// Every row of the published promotion scenarios, S35: the quantity without a
// promotion is revenue over price, and the rows are printed with rounded prices, so
// that each is met within what that rounding moves.
func TestDemandPromotions(t *testing.T) {
	for i, row := range sampleRows(t, "promo_scenarios_constant_elasticity_part1.csv") {
		discount, e, price := figure(row[1]).Shift(-2), figure(row[2]), figure(row[3])
		base := price.DivRound(figure("1").Sub(discount), 12)
		revenue := figure(row[6])
		d := strategy.Demand{Price: base, Quantity: revenue.DivRound(base, 12), Elasticity: e}
		q, err := d.At(price)
		if err != nil {
			t.Fatal(err)
		}
		near := func(what string, got decimal.Decimal, want string, slack string) {
			if got.Sub(figure(want)).Abs().GreaterThan(figure(slack)) {
				t.Errorf("row %d: %s %s, want %s", i+1, what, got, want)
			}
		}
		near("quantity", q, row[4], "0.01")
		near("revenue", q.Mul(price), row[5], "0.02")
		near("change", q.Mul(price).Sub(revenue), row[7], "0.02")
	}
}

// For whole elasticities the quantity is a fraction of whole numbers, which says
// what its twelve digits are.
func propDemandExact(t *rapid.T) {
	cents := func(name string) int64 { return rapid.Int64Range(1, 1_000_000).Draw(t, name) }
	from, to, quantity := cents("from"), cents("to"), cents("quantity")
	e := rapid.Int64Range(0, 8).Draw(t, "e")
	d := strategy.Demand{Price: decimal.New(from, -2), Quantity: decimal.New(quantity, -2), Elasticity: decimal.NewFromInt(-e)}
	got, err := d.At(decimal.New(to, -2))
	want := new(big.Rat).SetFrac(new(big.Int).Exp(big.NewInt(from), big.NewInt(e), nil), new(big.Int).Exp(big.NewInt(to), big.NewInt(e), nil))
	want.Mul(want, big.NewRat(quantity, 100))
	if err != nil {
		if want.Cmp(big.NewRat(9e17, 1)) < 0 {
			t.Fatal(err)
		}
		return
	}
	off := new(big.Rat).Sub(got.Rat(), want)
	slack := new(big.Rat).Mul(want, big.NewRat(51, 1e13)) // half a unit of the twelfth digit, and a little
	slack.Add(slack, big.NewRat(1, 2e12))
	if off.Abs(off).Cmp(slack) > 0 {
		t.Fatalf("%s, want %s", got, want.FloatString(14))
	}
}

func TestDemandExact(t *testing.T) { rapid.Check(t, propDemandExact) }
func FuzzDemandExact(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propDemandExact)) }

// At its own constant elasticity a change of price costs nothing.
func TestBreakEvenConstant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cost := rapid.Int64Range(0, 5000).Draw(t, "cost")
		price := func(name string) int64 { return cost + 100 + rapid.Int64Range(0, 5000).Draw(t, name) }
		c := strategy.PriceChange{From: decimal.New(price("from"), -2), To: decimal.New(price("to"), -2), UnitCost: decimal.New(cost, -2), Units: figure("1000")}
		if c.From.Equal(c.To) {
			return
		}
		b, err := c.BreakEven()
		if err != nil {
			t.Fatal(err)
		}
		if b.Constant.LessThan(figure("-100")) {
			return
		}
		q, err := (strategy.Demand{Price: c.From, Quantity: c.Units, Elasticity: b.Constant}).At(c.To)
		if err != nil {
			t.Fatal(err)
		}
		want := c.Units.Mul(b.Change.Add(figure("1")))
		if q.Sub(want).Abs().GreaterThan(want.Mul(figure("0.000000001"))) {
			t.Fatalf("sells %s, needs %s", q, want)
		}
		if whole := want.Ceil(); whole.Sub(b.Units).Abs().GreaterThan(figure("1")) {
			t.Fatalf("%s whole units, needs %s", b.Units, want)
		}
	})
}
