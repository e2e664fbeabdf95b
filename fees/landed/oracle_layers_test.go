package landed_test

import (
	"fmt"
	"math/big"
	"strconv"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	oracle "github.com/lianxing/crossborder/internal/oracle/landed"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// A story is what happens to one article: receipts, issues, late costs and returns in
// any order that the stock allows, and what the oracle makes of each move.
type story struct {
	moves []landed.Move
	// The parts of each move, exact: to stock or expensed, sold, back at the supplier.
	toStock, expensed, sold, returned []*big.Rat
	stock                             *oracle.Stock
}

// drawStory draws a story. With whole, every division comes out in whole cents under
// FIFO.
func drawStory(t *rapid.T, pooled, whole, returns bool) story {
	s := story{stock: &oracle.Stock{Pooled: pooled}}
	type lot struct {
		name         string
		units, alive int64
		each         int64 // cents of a unit, when they are whole
	}
	type sale struct {
		name string
		left int64
	}
	var lots []lot
	var sales []sale
	add := func(m landed.Move, toStock, expensed, sold, returned *big.Rat) {
		m.Day = onDay("2026-01-01").AddDate(0, 0, len(s.moves))
		s.moves = append(s.moves, m)
		for _, p := range []struct {
			to     *[]*big.Rat
			amount *big.Rat
		}{{&s.toStock, toStock}, {&s.expensed, expensed}, {&s.sold, sold}, {&s.returned, returned}} {
			if p.amount == nil {
				p.amount = new(big.Rat)
			}
			*p.to = append(*p.to, p.amount)
		}
	}
	for i := range rapid.IntRange(1, 15).Draw(t, "moves") {
		kind := rapid.SampledFrom([]landed.MoveKind{landed.Receipt, landed.Receipt, landed.Issue, landed.Issue, landed.LateCost, landed.CustomerReturn, landed.SupplierReturn}).Draw(t, "kind")
		name := strconv.Itoa(i)
		switch {
		case kind == landed.Receipt || len(lots) == 0:
			units := rapid.Int64Range(1, 12).Draw(t, "units")
			cents := rapid.Int64Range(0, 5000).Draw(t, "cents")
			if whole {
				cents *= units
			}
			s.stock.Receive(name, units, big.NewRat(cents, 100))
			lots = append(lots, lot{name, units, units, cents / units})
			add(landed.Move{Kind: landed.Receipt, Ref: name, Units: units, Amount: decimal.New(cents, -2)}, big.NewRat(cents, 100), nil, nil, nil)
		case kind == landed.Issue:
			if s.stock.Units() == 0 {
				continue
			}
			units := rapid.Int64Range(1, int64(s.stock.Units())).Draw(t, "units")
			out, _ := s.stock.Issue(name, units)
			sales = append(sales, sale{name, units})
			add(landed.Move{Kind: landed.Issue, Ref: name, Units: units}, nil, nil, out, nil)
		case kind == landed.LateCost:
			of := &lots[rapid.IntRange(0, len(lots)-1).Draw(t, "of")]
			if of.alive == 0 {
				continue
			}
			cents := rapid.Int64Range(0, 3000).Draw(t, "cents")
			if whole {
				cents = rapid.Int64Range(-of.each, 3000).Draw(t, "cents a unit") // a refund takes all at most
				of.each += cents
				cents *= of.alive
			}
			in, out := s.stock.Late(of.name, big.NewRat(cents, 100))
			add(landed.Move{Kind: landed.LateCost, Of: of.name, Amount: decimal.New(cents, -2)}, in, out, nil, nil)
		case kind == landed.CustomerReturn && returns && len(sales) > 0:
			at := rapid.IntRange(0, len(sales)-1).Draw(t, "of")
			if sales[at].left == 0 {
				continue
			}
			units := rapid.Int64Range(1, sales[at].left).Draw(t, "units")
			sales[at].left -= units
			in, _ := s.stock.Return(sales[at].name, units)
			add(landed.Move{Kind: landed.CustomerReturn, Of: sales[at].name, Units: units}, nil, nil, new(big.Rat).Neg(in), nil)
		case kind == landed.SupplierReturn && returns:
			at := rapid.IntRange(0, len(lots)-1).Draw(t, "of")
			units := rapid.Int64Range(1, lots[at].units).Draw(t, "units")
			out, ok := s.stock.SendBack(lots[at].name, units)
			if !ok {
				continue
			}
			lots[at].alive -= units
			add(landed.Move{Kind: landed.SupplierReturn, Of: lots[at].name, Units: units}, nil, nil, nil, out)
		}
	}
	return s
}

// check compares a valuation with the story. Amounts may be off by as much as the
// rounding of the moves so far.
func (s story) check(t *rapid.T, method landed.Method, perMove string) {
	got, err := landed.Value(method, "USD", s.moves)
	if err != nil {
		t.Fatal(err)
	}
	step := dec(perMove)
	for i, m := range got.Moves {
		bound := step.Mul(decimal.NewFromInt(int64(i + 1)))
		for _, p := range []struct {
			what string
			got  fx.Money
			want *big.Rat
		}{{"to stock", m.ToStock, s.toStock[i]}, {"expensed", m.Expensed, s.expensed[i]}, {"sold", m.COGS, s.sold[i]}, {"returned", m.Returned, s.returned[i]}} {
			off := new(big.Rat).Sub(p.got.Amount.Rat(), p.want)
			if off.Abs(off).Cmp(bound.Rat()) > 0 {
				t.Fatalf("move %d (%s %s): %s is %s, want %s\n%+v", i, m.Kind, m.Ref, p.what, p.got.Amount, p.want.FloatString(4), s.moves)
			}
		}
	}
	if got.Units != int64(s.stock.Units()) {
		t.Fatalf("%d units, want %d", got.Units, s.stock.Units())
	}
	off := new(big.Rat).Sub(got.Stock.Amount.Rat(), s.stock.Value())
	if off.Abs(off).Cmp(step.Mul(decimal.NewFromInt(int64(len(s.moves)+1))).Rat()) > 0 {
		t.Fatalf("stock is %s, want %s", got.Stock.Amount, s.stock.Value().FloatString(4))
	}
}

// Where every unit costs whole cents, FIFO has no rounding at all.
func TestOracleFIFOExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { drawStory(t, false, true, false).check(t, landed.FIFO, "0") })
}

func TestOracleFIFO(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { drawStory(t, false, false, true).check(t, landed.FIFO, "0.03") })
}

func TestOracleMovingAverage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { drawStory(t, true, false, true).check(t, landed.MovingAverage, "0.02") })
}

// One receipt and issues of it: the last cent falls where what is booked so far is
// the exact sum, rounded.
func TestOracleBooked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := rapid.Int64Range(1, 20).Draw(t, "units")
		cents := rapid.Int64Range(0, 10_000).Draw(t, "cents")
		stock := &oracle.Stock{}
		stock.Receive("in", units, big.NewRat(cents, 100))
		moves := []landed.Move{{Day: onDay("2026-01-01"), Kind: landed.Receipt, Ref: "in", Units: units, Amount: decimal.New(cents, -2)}}
		for i := range units {
			stock.Issue(strconv.Itoa(int(i)), 1)
			moves = append(moves, landed.Move{Day: onDay("2026-01-02"), Kind: landed.Issue, Units: 1})
		}
		got, err := landed.Value(landed.FIFO, "USD", moves)
		if err != nil {
			t.Fatal(err)
		}
		// No unit is a cent or more off its exact cost, and nothing is left.
		exact := big.NewRat(cents, 100*units)
		for _, m := range got.Moves[1:] {
			off := new(big.Rat).Sub(m.COGS.Amount.Rat(), exact)
			if off.Abs(off).Cmp(big.NewRat(1, 100)) >= 0 {
				t.Fatalf("a unit is %s, want about %s", m.COGS.Amount, exact.FloatString(4))
			}
		}
		if !got.Stock.IsZero() || stock.Units() != 0 {
			t.Fatalf("%v is left", got.Stock)
		}
	})
}

func TestOraclePeriodAverage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var periods []oracle.Period
		var moves []landed.Move
		var names []string
		stock := int64(0)
		for month := range rapid.IntRange(1, 4).Draw(t, "months") {
			on := time.Date(2026, time.Month(month+1), 1, 0, 0, 0, 0, time.UTC)
			var p oracle.Period
			var late []landed.Move
			for k := range rapid.IntRange(0, 3).Draw(t, "receipts") {
				name := fmt.Sprintf("%d-%d", month, k)
				units, cents := rapid.Int64Range(1, 20).Draw(t, "units"), rapid.Int64Range(0, 50_000).Draw(t, "cents")
				p.Receipts = append(p.Receipts, oracle.Lot{Name: name, Units: units, Cost: big.NewRat(cents, 100)})
				moves = append(moves, landed.Move{Day: on, Kind: landed.Receipt, Ref: name, Units: units, Amount: decimal.New(cents, -2)})
				names = append(names, name)
				stock += units
			}
			if len(names) > 0 {
				for range rapid.IntRange(0, 2).Draw(t, "late costs") {
					of, cents := rapid.SampledFrom(names).Draw(t, "of"), rapid.Int64Range(0, 5000).Draw(t, "cents")
					p.Late = append(p.Late, oracle.LateCost{Of: of, Amount: big.NewRat(cents, 100)})
					late = append(late, landed.Move{Day: on, Kind: landed.LateCost, Of: of, Amount: decimal.New(cents, -2)})
				}
			}
			if stock > 0 {
				p.Issued = rapid.Int64Range(0, stock).Draw(t, "issued")
			}
			stock -= p.Issued
			first := rapid.Int64Range(0, p.Issued).Draw(t, "issued before the late costs")
			for _, units := range []int64{first, p.Issued - first} {
				if units > 0 {
					moves = append(moves, landed.Move{Day: on, Kind: landed.Issue, Units: units})
				}
				moves = append(moves, late...)
				late = nil
			}
			periods = append(periods, p)
		}
		if len(moves) == 0 {
			return
		}
		got, err := landed.Value(landed.PeriodAverage, "USD", moves)
		if err != nil {
			t.Fatal(err)
		}
		sales, expensed, value := new(big.Rat), new(big.Rat), new(big.Rat)
		for _, r := range oracle.Periods(periods) {
			sales.Add(sales, r.Sales)
			expensed.Add(expensed, r.Expensed)
			value = r.Value
		}
		bound := big.NewRat(int64(3*len(moves)), 100)
		for _, p := range []struct {
			what string
			got  fx.Money
			want *big.Rat
		}{{"sold", got.COGS, sales}, {"expensed", got.Expensed, expensed}, {"stock", got.Stock, value}} {
			off := new(big.Rat).Sub(p.got.Amount.Rat(), p.want)
			if off.Abs(off).Cmp(bound) > 0 {
				t.Fatalf("%s is %s, want about %s\n%+v", p.what, p.got.Amount, p.want.FloatString(4), moves)
			}
		}
	})
}
