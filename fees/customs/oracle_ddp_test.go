package customs_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees/customs"
	oracle "github.com/lianxing/crossborder/internal/oracle/landed"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// A delivered price of one line against every cent of goods.
func TestOracleDDP(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := drawnDay(t)
		g := drawnGoods(t, 0, day, "CN", false)
		if g.quantity || g.material != "" {
			return // metal content and kilograms are of a value that is known
		}
		mode := rapid.SampledFrom([]customs.Mode{customs.Vessel, customs.Air}).Draw(t, "mode")
		kind := rapid.SampledFrom([]customs.Kind{customs.Formal, customs.Informal}).Draw(t, "kind")
		fee := func(value decimal.Decimal) (decimal.Decimal, bool) {
			if kind == customs.Formal {
				return oracle.MPF(value, day)
			}
			return oracle.InformalMPF(day)
		}
		if _, ok := fee(usd("1")); !ok {
			return
		}
		price, costs := rapid.Int64Range(4000, 9000).Draw(t, "price"), rapid.Int64Range(0, 400).Draw(t, "costs")
		forward := func(cents int64) int64 {
			_, plain := g.with("", decimal.New(cents, -2), decimal.Decimal{})
			stack, _ := oracle.Stack(plain, day)
			mpf, _ := fee(plain.Value)
			sum := plain.Value.Add(oracle.Sum(stack)).Add(mpf).Add(oracle.HMF(plain.Value, mode == customs.Vessel).Round(2))
			return sum.Shift(2).IntPart() + costs
		}
		best := int64(-1)
		for cents := int64(0); cents <= price; cents++ {
			if forward(cents) <= price {
				best = cents
			}
		}
		line, _ := g.with("goods", decimal.Decimal{}, decimal.Decimal{})
		got, err := customs.SolveDDP(
			customs.Entry{Date: day, LoadedOn: day, Mode: mode, Kind: kind, Lines: []customs.Line{line}, Tables: tariffOf(t, []plainGoods{g})},
			[]customs.Delivered{{Price: decimal.New(price, -2), Costs: decimal.New(costs, -2)}})
		if err != nil {
			t.Fatalf("%v, but %d cents would do", err, best)
		}
		if want := decimal.New(best, -2); !got.Values[0].Equal(want) {
			t.Fatalf("%s on %s: %d with costs %d\n%s\ngot %s, want %s", kind, day.Format(time.DateOnly), price, costs, g.row, got.Values[0], want)
		}
		if rest := decimal.New(price-forward(best), -2); !got.Remainders[0].Equal(rest) {
			t.Fatalf("%s is left, want %s", got.Remainders[0], rest)
		}
	})
}

// The values of several delivered prices, worked out forwards again.
func TestOracleDDPLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := drawnDay(t)
		entry := customs.Entry{Date: day, LoadedOn: day, Kind: customs.Formal, Mode: rapid.SampledFrom([]customs.Mode{customs.Vessel, customs.Air}).Draw(t, "mode")}
		var goods []plainGoods
		var delivered []customs.Delivered
		for i := range rapid.IntRange(2, 4).Draw(t, "lines") {
			g := drawnGoods(t, i, day, "CN", false)
			if g.quantity || g.material != "" {
				return
			}
			goods = append(goods, g)
			line, _ := g.with(strconv.Itoa(i), decimal.Decimal{}, decimal.Decimal{})
			entry.Lines = append(entry.Lines, line)
			delivered = append(delivered, customs.Delivered{Price: decimal.New(rapid.Int64Range(5000, 10_000_000).Draw(t, "price"), -2), Costs: decimal.New(rapid.Int64Range(0, 1000).Draw(t, "costs"), -2)})
		}
		entry.Tables = tariffOf(t, goods)
		got, err := customs.SolveDDP(entry, delivered)
		if err != nil {
			t.Fatal(err)
		}
		var total decimal.Decimal
		for _, v := range got.Values {
			total = total.Add(v)
		}
		mpf, ok := oracle.MPF(total, day)
		if !ok {
			return
		}
		mpfShares, _ := oracle.LargestRemainder(mpf, got.Values, 2)
		hmfShares, _ := oracle.LargestRemainder(oracle.HMF(total, entry.Mode == customs.Vessel).Round(2), got.Values, 2)
		for i, g := range goods {
			_, plain := g.with("", got.Values[i], decimal.Decimal{})
			stack, _ := oracle.Stack(plain, day)
			sum := plain.Value.Add(oracle.Sum(stack)).Add(mpfShares[i]).Add(hmfShares[i]).Add(delivered[i].Costs)
			if !sum.Add(got.Remainders[i]).Equal(delivered[i].Price) || got.Remainders[i].IsNegative() {
				t.Fatalf("line %d: %s of goods come to %s, and %s is left of %s", i, plain.Value, sum, got.Remainders[i], delivered[i].Price)
			}
			if got.Remainders[i].GreaterThan(usd("0.10")) { // a cent of goods is at most some cents of duty
				t.Fatalf("line %d: %s is left of %s", i, got.Remainders[i], delivered[i].Price)
			}
		}
	})
}

// Where an entry becomes formal the fee jumps.
func TestOracleDDPThreshold(t *testing.T) {
	day := oracleDay(t, "2025-01-15")
	forward := func(cents int64) int64 {
		value := decimal.New(cents, -2)
		mpf, _ := oracle.InformalMPF(day)
		if oracle.MustBeFormal(value) {
			mpf, _ = oracle.MPF(value, day)
		}
		stack, _ := oracle.Stack(oracle.Line{Origin: "CN", Value: value, Percent: usd("0.034"), List: "4B"}, day)
		return value.Add(oracle.Sum(stack)).Add(mpf).Shift(2).IntPart()
	}
	for _, price := range []string{"2587.60", "2587.61", "2587.62", "2600", "2617.70", "2617.71", "2617.72", "2617.73", "2900.01"} {
		cents := usd(price).Shift(2).IntPart()
		best := int64(0)
		for c := cents * 94 / 100; c <= cents; c++ { // duty and fees are under 6%
			if forward(c) <= cents {
				best = c
			}
		}
		got, err := customs.SolveDDP(
			customs.Entry{Date: day, LoadedOn: day, Mode: customs.Air, Lines: []customs.Line{{HTS: "3924.10.4000", Origin: "CN", NoCases: true}}},
			[]customs.Delivered{{Price: usd(price)}})
		if err != nil {
			t.Errorf("%s: %v", price, err)
			continue
		}
		if want := decimal.New(best, -2); !got.Values[0].Equal(want) || !got.Remainders[0].Equal(decimal.New(cents-forward(best), -2)) {
			t.Errorf("%s: value %s and %s left, want %s", price, got.Values[0], got.Remainders[0], want)
		}
	}
}
