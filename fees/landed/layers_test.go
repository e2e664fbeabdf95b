package landed_test

import (
	"errors"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var methods = []landed.Method{landed.FIFO, landed.MovingAverage, landed.PeriodAverage}

// movesOf reads moves such as "in 10 100 r1; out 4 s1; late 50 r1; back 1 s1; supplier
// 2 r1", all of January 2026; "next" begins the next month.
func movesOf(t testing.TB, text string) []landed.Move {
	t.Helper()
	month := time.January
	var moves []landed.Move
	for part := range strings.SplitSeq(text, ";") {
		words := append(strings.Fields(part), "", "", "", "")
		if words[0] == "next" {
			month++
			continue
		}
		m := landed.Move{Day: fees.Day(2026, month, 5)}
		units, _ := strconv.ParseInt(words[1], 10, 64)
		switch words[0] {
		case "in":
			m.Kind, m.Units, m.Amount, m.Ref = landed.Receipt, units, feetest.Dec(words[2]), words[3]
		case "out":
			m.Kind, m.Units, m.Ref = landed.Issue, units, words[2]
		case "late":
			m.Kind, m.Amount, m.Of = landed.LateCost, feetest.Dec(words[1]), words[2]
		case "back":
			m.Kind, m.Units, m.Of = landed.CustomerReturn, units, words[2]
		case "supplier":
			m.Kind, m.Units, m.Of = landed.SupplierReturn, units, words[2]
		default:
			t.Fatalf("move %q", part)
		}
		moves = append(moves, m)
	}
	return moves
}

// said writes what a move did: "out 33.33" and so on.
func said(v landed.Valuation) string {
	var out []string
	for _, m := range v.Moves {
		switch m.Kind {
		case landed.Issue:
			out = append(out, "out "+amountsOf([]fx.Money{m.COGS}))
		case landed.CustomerReturn:
			out = append(out, "back "+amountsOf([]fx.Money{m.COGS}))
		case landed.LateCost:
			out = append(out, "late "+amountsOf([]fx.Money{m.ToStock, m.Expensed}))
		case landed.SupplierReturn:
			out = append(out, "supplier "+amountsOf([]fx.Money{m.Returned}))
		}
	}
	return strings.Join(out, ", ")
}

func TestValue(t *testing.T) {
	const fifo, moving, period = landed.FIFO, landed.MovingAverage, landed.PeriodAverage
	for _, test := range []struct {
		name   string // with the id of the published example and its source
		method landed.Method
		moves  string
		units  int64
		stock  string
		said   string
	}{
		{"S05: odoo/odoo test_stockvaluationlayer.py (landed costs) normal_1", fifo, "in 10 100 a; in 10 200; late 100 a; out 1", 19, "380", "late 100.00 0.00, out 20.00"},
		{"S05 at the average", moving, "in 10 100 a; in 10 200; late 100 a; out 1", 19, "380", "late 100.00 0.00, out 20.00"},
		{"S05 at the average of the month", period, "in 10 100 a; in 10 200; late 100 a; out 1", 19, "380", "late 100.00 0.00, out 20.00"},
		{"S06: alreadyout_2", fifo, "in 10 100 a; in 10 200; out 1; late 100 a", 19, "380", "out 10.00, late 90.00 10.00"},
		{"S06 at the average", moving, "in 10 100 a; in 10 200; out 1; late 100 a", 19, "375", "out 15.00, late 90.00 10.00"},
		{"S06 at the average of the month, which knows the late cost", period, "in 10 100 a; in 10 200; out 1; late 100 a", 19, "380", "out 20.00, late 100.00 0.00"},
		{"S06, the late cost a month later", period, "in 10 100 a; in 10 200; out 1; next; late 100 a", 19, "375", "out 15.00, late 90.00 10.00"},
		{"S07: alreadyout_1", fifo, "in 10 100 a; out 10; late 100 a", 0, "0", "out 100.00, late 0.00 100.00"},
		{"S07 at the average", moving, "in 10 100 a; out 10; late 100 a", 0, "0", "out 100.00, late 0.00 100.00"},
		{"S07, a month later", period, "in 10 100 a; out 10; next; late 100 a", 0, "0", "out 100.00, late 0.00 100.00"},
		{"S07 in one month", period, "in 10 100 a; out 10; late 100 a", 0, "0", "out 200.00, late 100.00 0.00"},
		{"S08: rounding_1", fifo, "in 3 60 a; late 40 a; out 1; out 1; out 1", 0, "0", "late 40.00 0.00, out 33.33, out 33.34, out 33.33"},
		{"S08 at the average", moving, "in 3 60 a; late 40 a; out 1; out 1; out 1", 0, "0", "late 40.00 0.00, out 33.33, out 33.34, out 33.33"},
		{"S08 at the average of the month", period, "in 3 60 a; late 40 a; out 1; out 1; out 1", 0, "0", "late 40.00 0.00, out 33.33, out 33.34, out 33.33"},
		{"S12: frappe/erpnext, units that cost nothing", fifo, "in 10 0 a; late 100 a", 10, "100", "late 100.00 0.00"},
		{"S12 at the average", moving, "in 10 0 a; late 100 a", 10, "100", "late 100.00 0.00"},
		{"S14: tryton account_stock_landed_cost", fifo, "in 10 1000 a; late 10 a; out 1", 9, "909", "late 10.00 0.00, out 101.00"},
		{"S15: inventree/InvenTree issue 3928", moving, "in 100 1000 a; late 1000 a; out 1", 99, "1980", "late 1000.00 0.00, out 20.00"},

		{"an issue over two layers", fifo, "in 10 100 a; in 10 200; out 15", 5, "100", "out 200.00"},
		{"a credit, half of it sold", fifo, "in 10 100 a; out 5; late -20 a", 5, "40", "out 50.00, late -10.00 -10.00"},
		{"a credit at the average", moving, "in 10 100 a; in 10 200; out 5; late -20 a", 15, "215", "out 75.00, late -10.00 -10.00"},
		{"a duty refund on what is sold", fifo, "in 10 100 a; out 10; in 10 120; late -30 a", 10, "120", "out 100.00, late 0.00 -30.00"},
		{"a late cost that does not divide", fifo, "in 3 30 a; out 1; late 100 a", 2, "86.67", "out 10.00, late 66.67 33.33"},
		{"a credit that does not divide is its mirror", fifo, "in 3 300 a; out 1; late -100 a", 2, "133.33", "out 100.00, late -66.67 -33.33"},
		{"a customer return", fifo, "in 10 100 a; in 10 200; out 12 s; back 3 s", 11, "210", "out 140.00, back -50.00"},
		{"which goes out first again", fifo, "in 10 100 a; in 10 200; out 12 s; back 3 s; out 1", 10, "200", "out 140.00, back -50.00, out 10.00"},
		{"a return of the newest issues", fifo, "in 10 100; out 1; in 10 200; out 10; back 11", 20, "300", "out 10.00, out 110.00, back -120.00"},
		{"a return at the average of its issue", moving, "in 10 100; out 5 s; in 5 200; back 1 s", 11, "260", "out 50.00, back -10.00"},
		{"a return of an issue of this month", period, "in 10 100; out 5 s; in 10 300; back 1 s", 16, "320", "out 100.00, back -20.00"},
		{"a return of an issue of last month", period, "in 10 100; out 5 s; next; in 4 140; back 1 s; out 5", 5, "100", "out 50.00, back -10.00, out 100.00"},
		{"a late cost finds what came back", fifo, "in 10 100 a; out 10 s; back 4 s; late 50 a", 4, "60", "out 100.00, back -40.00, late 20.00 30.00"},
		{"back to the supplier, of a receipt", fifo, "in 10 100 a; in 10 200 b; supplier 4 b", 16, "220", "supplier 80.00"},
		{"back to the supplier, of the oldest", fifo, "in 10 100 a; in 10 200 b; supplier 12", 8, "160", "supplier 140.00"},
		{"back to the supplier at the average", moving, "in 10 100 a; in 10 200 b; supplier 4 b", 16, "240", "supplier 60.00"},
		{"back to the supplier at the average of the month", period, "in 10 100 a; supplier 4 a; in 10 200 b", 16, "240", "supplier 60.00"},
		{"what went back to the supplier bears no late cost", fifo, "in 10 100 a; supplier 2 a; out 4; late 80 a", 4, "80", "supplier 20.00, out 40.00, late 40.00 40.00"},
		{"all went back", fifo, "in 10 100 a; supplier 10 a; late 80 a", 0, "0", "supplier 100.00, late 0.00 80.00"},
		{"all went back, a month later", period, "in 10 100 a; supplier 10 a; next; late 80 a", 0, "0", "supplier 100.00, late 0.00 80.00"},
		{"it goes back in the month of the late cost", period, "in 10 100 a; next; supplier 4 a; late 50 a", 6, "90", "supplier 60.00, late 50.00 0.00"},
		{"what is sold in the month of the late cost bears it", period, "in 10 100 a; next; out 5; late 40 a", 5, "70", "out 70.00, late 40.00 0.00"},
		{"what was sold in the month before does not", period, "in 10 100 a; out 2; next; supplier 4 a; late 40 a", 4, "56", "out 20.00, supplier 56.00, late 32.00 8.00"},
		{"sold before the dearer receipt of the month", period, "in 10 100; out 10; in 10 300", 10, "200", "out 200.00"},
		{"nothing", fifo, "in 1 0", 1, "0", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			v, err := landed.Value(test.method, fx.USD, movesOf(t, test.moves))
			if err != nil {
				t.Fatal(err)
			}
			if v.Units != test.units || !v.Stock.Amount.Equal(feetest.Dec(test.stock)) || said(v) != test.said {
				t.Errorf("%d units worth %s, %s, want %d worth %s, %s", v.Units, v.Stock, said(v), test.units, test.stock, test.said)
			}
			conserves(t, v)
		})
	}
}

// conserves checks that nothing is lost, in all and at every move, and that the layers
// are the stock.
func conserves(t interface{ Fatalf(string, ...any) }, v landed.Valuation) {
	in := v.Received.Amount.Add(v.Late.Amount)
	out := v.COGS.Amount.Add(v.Expensed.Amount).Add(v.Returned.Amount).Add(v.Stock.Amount)
	if !in.Equal(out) {
		t.Fatalf("%s: %s came in, %s is accounted for", v.Method, in, out)
	}
	var value decimal.Decimal
	places, _ := v.Currency.MinorUnits()
	for i, m := range v.Moves {
		value = value.Add(m.ToStock.Amount).Sub(m.COGS.Amount).Sub(m.Returned.Amount)
		if !value.Equal(m.Value.Amount) || !value.Equal(value.Truncate(int32(places))) || m.Units < 0 {
			t.Fatalf("%s: %d units worth %s after move %d, want %s", v.Method, m.Units, m.Value, i, value)
		}
		if v.Method != landed.PeriodAverage && (m.Value.Sign() < 0 || m.Units == 0 && !m.Value.IsZero()) {
			t.Fatalf("%s: %d units worth %s after move %d", v.Method, m.Units, m.Value, i)
		}
	}
	var units int64
	var stock decimal.Decimal
	for _, l := range v.Layers {
		units, stock = units+l.Units, stock.Add(l.Value.Amount)
		if l.Units <= 0 || l.Value.Sign() < 0 {
			t.Fatalf("%s: a layer of %d units worth %s", v.Method, l.Units, l.Value)
		}
	}
	if units != v.Units || !stock.Equal(v.Stock.Amount) || v.Stock.Sign() < 0 {
		t.Fatalf("%s: the layers are %d units worth %s, the stock %d worth %s", v.Method, units, stock, v.Units, v.Stock)
	}
}

// The open layers, by receipt.
func TestLayers(t *testing.T) {
	moves := movesOf(t, "in 3 30 a; in 3 31 b; in 1 10 c; out 4 s")
	for method, want := range map[landed.Method]string{
		landed.FIFO:          "b 2 20.67, c 1 10.00",
		landed.MovingAverage: "b 2 20.29, c 1 10.14", // 71 less 40.57
		landed.PeriodAverage: "b 2 20.29, c 1 10.14",
	} {
		v, err := landed.Value(method, fx.USD, moves)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range v.Layers {
			got = append(got, l.Ref+" "+strconv.FormatInt(l.Units, 10)+" "+amountsOf([]fx.Money{l.Value}))
		}
		if text := strings.Join(got, ", "); text != want || !cmp.Equal(v.Layers[0].Day, fees.Day(2026, time.January, 5)) {
			t.Errorf("%s: layers %s, want %s", method, text, want)
		}
		conserves(t, v)
	}
}

// Currencies without decimals and with three.
func TestValueInOtherCurrencies(t *testing.T) {
	for currency, want := range map[fx.Currency]string{fx.JPY: "out 33, out 34, out 33", "KWD": "out 33.333, out 33.334, out 33.333"} {
		v, err := landed.Value(landed.FIFO, currency, movesOf(t, "in 3 100; out 1; out 1; out 1"))
		if err != nil || said(v) != want {
			t.Errorf("%s: %s, want %s (%v)", currency, said(v), want, err)
		}
	}
}

// Periods that the caller names.
func TestValueByPeriods(t *testing.T) {
	moves := []landed.Move{
		{Kind: landed.Receipt, Units: 10, Amount: feetest.Dec("100"), Period: "week 1"},
		{Kind: landed.Issue, Units: 5, Period: "week 1"},
		{Kind: landed.Receipt, Units: 5, Amount: feetest.Dec("100"), Period: "week 2"},
		{Kind: landed.Issue, Units: 5, Period: "week 2"},
	}
	v, err := landed.Value(landed.PeriodAverage, fx.CNY, moves)
	if err != nil || said(v) != "out 50.00, out 75.00" {
		t.Errorf("%s (%v)", said(v), err)
	}
	moves[3].Period = "week 1"
	if _, err := landed.Value(landed.PeriodAverage, fx.CNY, moves); !cmp.Equal(fieldsOf(err), []string{"moves[3].period"}) {
		t.Errorf("a period that comes back: %v", err)
	}
	moves[3].Period = ""
	if _, err := landed.Value(landed.PeriodAverage, fx.CNY, moves); !cmp.Equal(fieldsOf(err), []string{"moves[3].day"}) {
		t.Errorf("neither a day nor a period: %v", err)
	}
	if _, err := landed.Value(landed.FIFO, fx.CNY, moves); err != nil {
		t.Errorf("FIFO needs no period: %v", err)
	}
}

func TestValueRefuses(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(m []landed.Move)
		fields []string
	}{
		{"kind", func(m []landed.Move) { m[0].Kind = "purchase" }, []string{"moves[0].kind", "moves[0].amount", "moves[2].of", "moves[4].of"}},
		{"no units", func(m []landed.Move) { m[0].Units, m[1].Units = 0, -1 }, []string{"moves[0].units", "moves[1].units"}},
		{"too many units", func(m []landed.Move) { m[0].Units = landed.MaxUnits + 1 }, []string{"moves[0].units"}},
		{"late cost with units", func(m []landed.Move) { m[2].Units = 1 }, []string{"moves[2].units"}},
		{"issue with an amount", func(m []landed.Move) { m[1].Amount = feetest.Dec("1") }, []string{"moves[1].amount"}},
		{"receipt below zero", func(m []landed.Move) { m[0].Amount = feetest.Dec("-0.01") }, []string{"moves[0].amount"}},
		{"off the grid", func(m []landed.Move) { m[0].Amount, m[2].Amount = feetest.Dec("0.001"), feetest.Dec("-0.001") }, []string{"moves[0].amount", "moves[2].amount"}},
		{"huge", func(m []landed.Move) { m[0].Amount = decimal.New(1, 1e9) }, []string{"moves[0].amount"}},
		{"more than 63 bits", func(m []landed.Move) { m[0].Amount = feetest.Dec("100000000000000000") }, []string{"moves[0].amount"}},
		{"together more than 62 bits", func(m []landed.Move) {
			m[0].Amount, m[2].Amount = feetest.Dec("46116860184273879.04"), feetest.Dec("0.01")
		}, []string{"moves"}},
		{"late cost of nothing", func(m []landed.Move) { m[2].Of = "" }, []string{"moves[2].of"}},
		{"late cost of an issue", func(m []landed.Move) { m[2].Of = "s" }, []string{"moves[2].of"}},
		{"return of a receipt", func(m []landed.Move) { m[3].Of = "a" }, []string{"moves[3].of"}},
		{"receipt of something", func(m []landed.Move) { m[0].Of = "b" }, []string{"moves[0].of"}},
		{"issue of something", func(m []landed.Move) { m[1].Of = "a" }, []string{"moves[1].of"}},
		{"the same receipt twice", func(m []landed.Move) { m[4] = m[0] }, []string{"moves[4].ref"}},
		{"days out of order", func(m []landed.Move) { m[2].Day = m[2].Day.AddDate(0, 0, -1) }, []string{"moves[2].day"}},
		{"everything at once", func(m []landed.Move) { m[0].Units, m[2].Of, m[4].Of = 0, "", "none" }, []string{"moves[0].units", "moves[2].of", "moves[4].of"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			moves := movesOf(t, "in 10 100 a; out 5 s; late 1 a; back 1 s; supplier 1 a")
			test.change(moves)
			for _, method := range methods {
				v, err := landed.Value(method, fx.USD, moves)
				if diff := cmp.Diff(test.fields, fieldsOf(err)); diff != "" || v.Moves != nil {
					t.Errorf("%s (-want +got)\n%s", method, diff)
				}
			}
		})
	}
	if _, err := landed.Value("", fx.USD, nil); !cmp.Equal(fieldsOf(err), []string{"method"}) {
		t.Errorf("no method: %v", err)
	}
	if _, err := landed.Value(landed.FIFO, "XAU", nil); !cmp.Equal(fieldsOf(err), []string{"currency"}) {
		t.Errorf("gold: %v", err)
	}
	if _, err := landed.Value(landed.FIFO, "", nil); !cmp.Equal(fieldsOf(err), []string{"unknown currency"}) {
		t.Errorf("no currency: %v", err)
	}
	if _, err := landed.Value(landed.FIFO, fx.USD, make([]landed.Move, landed.MaxMoves+1)); !cmp.Equal(fieldsOf(err), []string{"moves"}) {
		t.Errorf("too many moves: %v", err)
	}
}

// Units that are not there.
func TestStockError(t *testing.T) {
	for _, test := range []struct {
		moves string
		want  landed.StockError
	}{
		{"in 10 100; out 11", landed.StockError{Field: "moves[1].units", Kind: landed.Issue, Units: 11, Available: 10}},
		{"out 1 s", landed.StockError{Field: "moves[0].units", Ref: "s", Kind: landed.Issue, Units: 1}},
		{"in 10 100; out 6; out 5; in 10 100", landed.StockError{Field: "moves[2].units", Kind: landed.Issue, Units: 5, Available: 4}},
		{"in 10 100; out 2 s; back 3 s", landed.StockError{Field: "moves[2].units", Kind: landed.CustomerReturn, Units: 3, Available: 2}},
		{"in 10 100; out 2 s; out 2; back 2 s; back 3", landed.StockError{Field: "moves[4].units", Kind: landed.CustomerReturn, Units: 3, Available: 2}},
		{"in 10 100; back 1", landed.StockError{Field: "moves[1].units", Kind: landed.CustomerReturn, Units: 1}},
		{"in 10 100 a; in 10 100; out 8; supplier 3 a", landed.StockError{Field: "moves[3].units", Kind: landed.SupplierReturn, Units: 3, Available: 2}},
		{"in 10 100 a; supplier 11", landed.StockError{Field: "moves[1].units", Kind: landed.SupplierReturn, Units: 11, Available: 10}},
	} {
		for _, method := range methods {
			_, err := landed.Value(method, fx.USD, movesOf(t, test.moves))
			var got *landed.StockError
			if !errors.As(err, &got) || *got != test.want {
				t.Errorf("%s %s: %v, want %+v", method, test.moves, err, test.want)
			}
		}
	}
}

// A credit above what its goods are worth.
func TestTooMuchCredit(t *testing.T) {
	for _, test := range []struct {
		moves                string
		fifo, moving, period bool // whether it is refused
	}{
		{"in 10 100 a; late -100 a", false, false, false},
		{"in 10 100 a; late -100.01 a", true, true, true},
		{"in 10 100 a; in 10 100; late -150 a", true, false, false},
		{"in 10 100 a; out 10; late -500 a", false, false, true},
		{"in 10 100 a; out 10; next; late -500 a", false, false, false},
	} {
		for method, refused := range map[landed.Method]bool{landed.FIFO: test.fifo, landed.MovingAverage: test.moving, landed.PeriodAverage: test.period} {
			_, err := landed.Value(method, fx.USD, movesOf(t, test.moves))
			in := new(fx.InputError)
			if errors.As(err, &in) != refused || refused && !strings.HasSuffix(in.Field, ".amount") {
				t.Errorf("%s %s: %v", method, test.moves, err)
			}
		}
	}
}

// genMoves draws moves that need no units that are not there, over some months.
func genMoves() *rapid.Generator[[]landed.Move] {
	return rapid.Custom(func(t *rapid.T) []landed.Move {
		day := fees.Day(2026, time.January, 1)
		var moves []landed.Move
		var stock int64
		left, sold := map[string]int64{}, map[string]int64{}
		var receipts, issues []string
		for i := range rapid.IntRange(1, 30).Draw(t, "moves") {
			day = day.AddDate(0, 0, rapid.IntRange(0, 20).Draw(t, "days"))
			m := landed.Move{Day: day, Kind: landed.Receipt, Ref: strconv.Itoa(i)}
			if stock > 0 {
				m.Kind = rapid.SampledFrom([]landed.MoveKind{landed.Receipt, landed.Issue, landed.Issue, landed.LateCost, landed.CustomerReturn, landed.SupplierReturn}).Draw(t, "kind")
			}
			if m.Kind == landed.CustomerReturn && len(issues) == 0 {
				m.Kind = landed.LateCost
			}
			switch m.Kind {
			case landed.Receipt:
				m.Units = rapid.Int64Range(1, 30).Draw(t, "units")
				m.Amount = decimal.New(rapid.Int64Range(0, 10_000).Draw(t, "cents"), -2)
				stock += m.Units
				left[m.Ref] = m.Units
				receipts = append(receipts, m.Ref)
			case landed.Issue:
				m.Units = rapid.Int64Range(1, stock).Draw(t, "units")
				stock -= m.Units
				sold[m.Ref] = m.Units
				issues = append(issues, m.Ref)
			case landed.LateCost:
				m.Amount = decimal.New(rapid.Int64Range(-100, 5000).Draw(t, "cents"), -2)
				m.Of = rapid.SampledFrom(receipts).Draw(t, "receipt")
			case landed.CustomerReturn:
				m.Of = rapid.SampledFrom(issues).Draw(t, "issue")
				if sold[m.Of] == 0 {
					continue
				}
				m.Units = rapid.Int64Range(1, sold[m.Of]).Draw(t, "units")
				sold[m.Of] -= m.Units
				stock += m.Units
			case landed.SupplierReturn:
				m.Units = rapid.Int64Range(1, stock).Draw(t, "units")
				stock -= m.Units
			}
			moves = append(moves, m)
		}
		return moves
	})
}

// Whatever happens to the stock, its value is conserved under every method.
func propValueConserves(t *rapid.T) {
	moves := genMoves().Draw(t, "moves")
	for _, method := range methods {
		v, err := landed.Value(method, fx.USD, moves)
		if in := new(fx.InputError); errors.As(err, &in) && strings.Contains(in.Reason, "below 0") {
			continue // a credit above what is in stock
		}
		if err != nil {
			t.Fatal(err)
		}
		conserves(t, v)
	}
}

func TestValueConserves(t *testing.T) { rapid.Check(t, propValueConserves) }
func FuzzValueConserves(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propValueConserves)) }

// When all receipts cost the same per unit, the method makes no difference; nor do
// returns.
func propMethodsAgree(t *rapid.T) {
	moves := genMoves().Draw(t, "moves")
	cents := rapid.Int64Range(0, 500).Draw(t, "cents per unit")
	for i := range moves {
		if moves[i].Amount = (decimal.Decimal{}); moves[i].Kind == landed.Receipt {
			moves[i].Amount = decimal.New(moves[i].Units*cents, -2)
		}
	}
	fifo, err := landed.Value(landed.FIFO, fx.USD, moves)
	if err != nil {
		t.Fatal(err)
	}
	if want := decimal.New(fifo.Units*cents, -2); !fifo.Stock.Amount.Equal(want) {
		t.Fatalf("%d units of %d cents are worth %s", fifo.Units, cents, fifo.Stock)
	}
	for _, method := range methods[1:] {
		v, err := landed.Value(method, fx.USD, moves)
		if err != nil {
			t.Fatal(err)
		}
		v.Method = landed.FIFO
		if diff := cmp.Diff(fifo, v); diff != "" {
			t.Fatalf("%s (-FIFO +average)\n%s", method, diff)
		}
	}
}

func TestMethodsAgree(t *testing.T) { rapid.Check(t, propMethodsAgree) }

// FIFO unit by unit: a queue in which every unit has its receipt. Units are
// followed as the slow version does, and late costs split as they say.
func propFIFOIsAQueue(t *rapid.T) {
	moves := genMoves().Draw(t, "moves")
	v, err := landed.Value(landed.FIFO, fx.USD, moves)
	if err != nil {
		t.Skip("a credit above what is in stock")
	}
	type unit struct{ receipt int }
	var queue []unit
	taken := map[string][]unit{}
	kept := map[int]int64{}
	places := map[string]int{}
	for i, m := range moves {
		switch m.Kind {
		case landed.Receipt:
			places[m.Ref] = i
			kept[i] = m.Units
			for range m.Units {
				queue = append(queue, unit{i})
			}
		case landed.Issue:
			taken[m.Ref], queue = append([]unit(nil), queue[:m.Units]...), queue[m.Units:]
		case landed.CustomerReturn:
			from := taken[m.Of]
			at := len(from) - int(m.Units)
			back := from[at:]
			taken[m.Of] = from[:at]
			for _, u := range back { // before the units of later receipts
				place := 0
				for place < len(queue) && queue[place].receipt < u.receipt {
					place++
				}
				queue = append(queue[:place:place], append([]unit{u}, queue[place:]...)...)
			}
		case landed.SupplierReturn:
			for _, u := range queue[:m.Units] {
				kept[u.receipt]--
			}
			queue = queue[m.Units:]
		case landed.LateCost:
			of := places[m.Of]
			var inStock int64
			for _, u := range queue {
				if u.receipt == of {
					inStock++
				}
			}
			want := decimal.Zero
			if inStock > 0 {
				want = m.Amount.Mul(decimal.New(inStock, 0)).DivRound(decimal.New(kept[of], 0), 2)
			}
			if !v.Moves[i].ToStock.Amount.Equal(want) {
				t.Fatalf("move %d: %s of %s goes to stock, want %s", i, v.Moves[i].ToStock, m.Amount, want)
			}
		}
		if int64(len(queue)) != v.Moves[i].Units {
			t.Fatalf("move %d: %d units, want %d", i, v.Moves[i].Units, len(queue))
		}
	}
}

func TestFIFOIsAQueue(t *testing.T) { rapid.Check(t, propFIFOIsAQueue) }

// What leaves costs within a cent per layer of what its exact share is, and a late cost
// that comes before the units leave is as good as a dearer receipt.
func propLateIsDearer(t *rapid.T) {
	units := rapid.Int64Range(1, 50).Draw(t, "units")
	cents, late := rapid.Int64Range(0, 10_000).Draw(t, "cents"), rapid.Int64Range(0, 10_000).Draw(t, "late")
	outs := landed.Move{Kind: landed.Issue, Units: rapid.Int64Range(1, units).Draw(t, "out"), Day: fees.Day(2026, time.May, 1)}
	in := landed.Move{Kind: landed.Receipt, Ref: "a", Units: units, Amount: decimal.New(cents, -2), Day: outs.Day}
	dearer := in
	dearer.Amount = decimal.New(cents+late, -2)
	cost := landed.Move{Kind: landed.LateCost, Of: "a", Amount: decimal.New(late, -2), Day: outs.Day}
	for _, method := range methods {
		a, errA := landed.Value(method, fx.USD, []landed.Move{in, cost, outs})
		b, errB := landed.Value(method, fx.USD, []landed.Move{dearer, outs})
		if errA != nil || errB != nil || !a.Stock.Equal(b.Stock) || !a.COGS.Equal(b.COGS) {
			t.Fatalf("%s: %s and %s, want %s and %s (%v, %v)", method, a.COGS, a.Stock, b.COGS, b.Stock, errA, errB)
		}
	}
}

func TestLateIsDearer(t *testing.T) { rapid.Check(t, propLateIsDearer) }

// A year of a fast article.
func BenchmarkValue(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	day := fees.Day(2026, time.January, 1)
	var moves []landed.Move
	for i := range 365 {
		on := day.AddDate(0, 0, i)
		if i%14 == 0 {
			ref := "po-" + strconv.Itoa(i)
			moves = append(moves, landed.Move{Day: on, Kind: landed.Receipt, Ref: ref, Units: 1500, Amount: decimal.New(random.Int64N(1_000_000), -2)})
			if i >= 28 {
				moves = append(moves, landed.Move{Day: on, Kind: landed.LateCost, Of: "po-" + strconv.Itoa(i-28), Amount: decimal.New(random.Int64N(10_000), -2)})
			}
		}
		for range 10 {
			moves = append(moves, landed.Move{Day: on, Kind: landed.Issue, Units: 1 + random.Int64N(15)})
		}
		moves = append(moves, landed.Move{Day: on, Kind: landed.CustomerReturn, Units: 1})
	}
	for _, method := range methods {
		b.Run("method="+string(method), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := landed.Value(method, fx.USD, moves); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
