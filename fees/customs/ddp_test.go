package customs_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// delivered returns the delivered prices of an entry and the entry without values.
func delivered(t interface{ Fatal(...any) }, e customs.Entry, costs []decimal.Decimal) (customs.Entry, []customs.Delivered) {
	w, err := e.Assess()
	if err != nil {
		t.Fatal(err)
	}
	prices := make([]customs.Delivered, len(e.Lines))
	lines := make([]customs.Line, len(e.Lines))
	for i, s := range w.Shares {
		prices[i] = customs.Delivered{Price: s.Value.Add(s.Total.Low).Add(costs[i]), Costs: costs[i]}
		lines[i] = e.Lines[i]
		lines[i].Value = decimal.Decimal{}
	}
	e.Lines = lines
	return e, prices
}

// genSolvable draws lines of the lab with a known duty that grows with the value.
func genSolvable(lines int, days []string, t testing.TB) *rapid.Generator[customs.Entry] {
	tables := lab(t)
	return rapid.Custom(func(r *rapid.T) customs.Entry {
		e := customs.Entry{
			Date: feetest.Day(t, rapid.SampledFrom(days).Draw(r, "day")), Tables: tables, Mode: rapid.SampledFrom([]customs.Mode{customs.Vessel, customs.Air}).Draw(r, "mode"),
			Kind:     rapid.SampledFrom([]customs.Kind{"", "", customs.Formal}).Draw(r, "kind"),
			Rounding: rapid.SampledFrom([]customs.Rounding{customs.Estimate, customs.EntryReplay}).Draw(r, "rounding"),
		}
		most := rapid.SampledFrom([]int64{10_00, 300_000, 900_000, 30_000_000, 2_000_000_000}).Draw(r, "most")
		for range rapid.IntRange(1, lines).Draw(r, "lines") {
			l := goods(rapid.SampledFrom([]string{"A", "B", "C"}).Draw(r, "ref"), rapid.SampledFrom([]string{lab25, labFree, labStacked, labCompound}).Draw(r, "hts"), "0")
			l.Value = decimal.New(rapid.Int64Range(0, most).Draw(r, "cents"), -2)
			if l.HTS == labCompound {
				l.Quantities = map[string]decimal.Decimal{"No.": decimal.New(rapid.Int64Range(0, 10000).Draw(r, "pieces"), 0)}
			}
			e.Lines = append(e.Lines, l)
		}
		return e
	})
}

// Of a single line the value comes back to the cent, whatever the fees do.
func TestSolveDDPInverts(t *testing.T) {
	entries := genSolvable(1, []string{"2018-03-01", "2026-03-02", "2026-09-30", "2026-10-01"}, t)
	rapid.Check(t, func(t *rapid.T) {
		e := entries.Draw(t, "entry")
		costs := []decimal.Decimal{decimal.New(rapid.Int64Range(0, 100_000).Draw(t, "costs"), -2)}
		want := e.Lines[0].Value
		e, prices := delivered(t, e, costs)
		got, err := customs.SolveDDP(e, prices)
		if err != nil {
			t.Fatal(err)
		}
		if !got.Exact() || !got.Values[0].Equal(want) {
			t.Fatalf("value %s, remainder %s, want %s", got.Values[0], got.Remainders[0], want)
		}
	})
}

// Whatever the price of a line, its value is the greatest that does not exceed it.
func TestSolveDDPIsGreatest(t *testing.T) {
	entries := genSolvable(1, []string{"2026-03-02"}, t)
	rapid.Check(t, func(t *rapid.T) {
		e := entries.Draw(t, "entry")
		e.Lines[0].Value = decimal.Decimal{}
		price := decimal.New(rapid.Int64Range(0, 4_000_00).Draw(t, "price"), -2)
		got, err := customs.SolveDDP(e, []customs.Delivered{{Price: price}})
		trial := e
		at := func(value decimal.Decimal) decimal.Decimal {
			trial.Lines = []customs.Line{e.Lines[0]}
			trial.Lines[0].Value = value
			w, err := trial.Assess()
			if err != nil {
				t.Fatal(err)
			}
			return value.Add(w.Total.Low)
		}
		if err != nil {
			if floor := at(decimal.Decimal{}); price.GreaterThanOrEqual(floor) {
				t.Fatalf("%s pays for the fees of %s: %v", price, floor, err)
			}
			return
		}
		value := got.Values[0]
		if cost := at(value); cost.GreaterThan(price) || !price.Sub(cost).Equal(got.Remainders[0]) {
			t.Fatalf("value %s costs %s of %s, remainder %s", value, cost, price, got.Remainders[0])
		}
		if cost := at(value.Add(usd("0.01"))); cost.LessThanOrEqual(price) {
			t.Fatalf("value %s, but a cent more costs %s of %s", value, cost, price)
		}
	})
}

// Of several lines, none exceeds its price, the remainders are what is left, and
// they are a few cents; a replay moves a line by its part of a whole dollar. Goods
// that are worth less than the fees are left out: there a cent of value moves
// dollars.
func TestSolveDDPOfLines(t *testing.T) {
	entries := genSolvable(6, []string{"2026-03-02"}, t)
	exact, all := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		e := entries.Draw(t, "entry")
		costs := make([]decimal.Decimal, len(e.Lines))
		var values decimal.Decimal
		for i := range costs {
			costs[i] = decimal.New(rapid.Int64Range(0, 100_000).Draw(t, "costs"), -2)
			values = values.Add(e.Lines[i].Value)
		}
		e, prices := delivered(t, e, costs)
		got, err := customs.SolveDDP(e, prices)
		if values.LessThan(usd("100")) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		most := usd("0.50")
		if e.Rounding != customs.Estimate {
			most = usd("2.00")
		}
		all++
		if got.Exact() {
			exact++
		}
		sums(t, got.Worksheet)
		for i, s := range got.Worksheet.Shares {
			left := prices[i].Price.Sub(prices[i].Costs).Sub(s.Value).Sub(s.Total.Low)
			if !left.Equal(got.Remainders[i]) || left.Sign() < 0 || !s.Value.Equal(got.Values[i]) {
				t.Fatalf("line %d: %s left, said %s", i, left, got.Remainders[i])
			}
			if left.GreaterThan(most) {
				t.Fatalf("line %d: %s left", i, left)
			}
		}
	})
	t.Logf("%d of %d are exact", exact, all)
}

// The jump of the fee at 2,500: between the last informal and the first formal
// value there is no price that is met to the cent.
func TestSolveDDPJump(t *testing.T) {
	for _, row := range []struct {
		price, value, left string
		kind               customs.Kind
	}{
		// Free goods by air: 2,499.99 and 2.69, or 2,500.00 and 33.58.
		{"2502.67", "2499.98", "0.00", customs.Informal},
		{"2502.68", "2499.99", "0.00", customs.Informal},
		{"2502.69", "2499.99", "0.01", customs.Informal},
		{"2520", "2499.99", "17.32", customs.Informal},
		{"2533.57", "2499.99", "30.89", customs.Informal},
		{"2533.58", "2500.00", "0.00", customs.Formal},
		{"2533.59", "2500.01", "0.00", customs.Formal},
		{"2.69", "0.00", "0.00", customs.Informal},
		{"2.70", "0.01", "0.00", customs.Informal},
	} {
		e := labEntry(t, goods("A", labFree, "0"))
		e.Mode = customs.Air
		got, err := customs.SolveDDP(e, []customs.Delivered{{Price: usd(row.price)}})
		if err != nil {
			t.Errorf("%s: %v", row.price, err)
			continue
		}
		if money(got.Values[0]) != row.value || money(got.Remainders[0]) != row.left || got.Worksheet.Kind != row.kind {
			t.Errorf("%s: %s, %s left, %s", row.price, got.Values[0], got.Remainders[0], got.Worksheet.Kind)
		}
	}
}

// Two lines at the jump keep their proportion.
func TestSolveDDPJumpOfLines(t *testing.T) {
	e := labEntry(t, goods("A", labFree, "0"), goods("B", labFree, "0"))
	e.Mode = customs.Air
	got, err := customs.SolveDDP(e, []customs.Delivered{{Price: usd("1890")}, {Price: usd("630")}})
	if err != nil {
		t.Fatal(err)
	}
	if sum := got.Values[0].Add(got.Values[1]); sum.GreaterThanOrEqual(usd("2500")) || sum.LessThan(usd("2499")) || got.Worksheet.Kind != customs.Informal {
		t.Errorf("%s, %s", got.Values, got.Worksheet.Kind)
	}
}

// The minimum, the rate and the maximum of the fee.
func TestSolveDDPFees(t *testing.T) {
	for _, row := range []struct{ price, value string }{
		{"9727.58", "9694.00"}, {"9727.57", "9693.99"}, // 33.58 is the minimum
		{"100346.40", "100000.00"},
		{"188728.87", "188077.37"}, {"500651.50", "500000.00"}, // 651.50 is the maximum
	} {
		e := labEntry(t, goods("A", labFree, "0"))
		e.Mode = customs.Air
		got, err := customs.SolveDDP(e, []customs.Delivered{{Price: usd(row.price)}})
		if err != nil || money(got.Values[0]) != row.value || !got.Exact() {
			t.Errorf("%s: %s, %v", row.price, got.Values, err)
		}
	}
}

func TestSolveDDPRefuses(t *testing.T) {
	prices := func(texts ...string) []customs.Delivered {
		var out []customs.Delivered
		for i := 0; i < len(texts); i += 2 {
			out = append(out, customs.Delivered{Price: usd(texts[i]), Costs: usd(texts[i+1])})
		}
		return out
	}
	e := labEntry(t, goods("A", lab25, "0"), goods("B", labFree, "0"))
	e.Kind = customs.Formal
	valued := e
	valued.Lines = []customs.Line{goods("A", lab25, "0"), goods("B", labFree, "1")}
	noMode := e
	noMode.Mode = ""
	for _, row := range []struct {
		name   string
		entry  customs.Entry
		prices []customs.Delivered
		want   []string
	}{
		{"too few prices", e, prices("100", "0"), []string{"delivered"}},
		{"no prices", e, nil, []string{"delivered"}},
		{"costs above the price", e, prices("100", "100.01", "100", "0"), []string{"delivered[0].price"}},
		{"negative", e, prices("-1", "-2", "100", "0"), []string{"delivered[0].price", "delivered[0].costs"}},
		{"less than a cent", e, prices("100.001", "0", "100", "0.001"), []string{"delivered[0].price", "delivered[1].costs"}},
		{"a value", valued, prices("100", "0", "100", "0"), []string{"lines[1].value"}},
		{"a fault of the entry", noMode, prices("100", "0", "100", "0"), []string{"mode"}},
		{"less than the fees", e, prices("10", "0", "0", "0"), []string{"delivered[0].price", "delivered[1].price"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := customs.SolveDDP(row.entry, row.prices)
			if diff := cmp.Diff(row.want, feetest.Fields(t, err)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	for _, hts := range []string{labCabinet, labUnknown} {
		_, err := customs.SolveDDP(labEntry(t, goods("A", hts, "0")), prices("5000", "0"))
		var open *customs.OpenFactsError
		if !errors.As(err, &open) || len(open.Questions)+len(open.Missing) != 1 {
			t.Errorf("%s: %v", hts, err)
		}
	}
	late := labEntry(t, goods("A", lab25, "0"))
	late.Date = feetest.Day(t, "2030-01-01")
	var none *fees.NoTableError
	if _, err := customs.SolveDDP(late, prices("5000", "0")); !errors.As(err, &none) {
		t.Errorf("%v", err)
	}
}

// A case makes the entry formal, and its duty is solved for as well.
func TestSolveDDPOfCase(t *testing.T) {
	l := goods("A", lab25, "0")
	l.NoCases, l.Cases = false, []customs.Case{{Number: "A-1", Rate: known("0.5")}}
	e := labEntry(t, l)
	e.Mode = customs.Air
	got, err := customs.SolveDDP(e, []customs.Delivered{{Price: usd("383.58"), Costs: usd("175")}}) // 100, 25, 50 and 33.58
	if err != nil || money(got.Values[0]) != "100.00" || !got.Exact() || got.Worksheet.Kind != customs.Formal {
		t.Errorf("%+v, %v", got.Values, err)
	}
}

// Content that turns out to be worth more than the goods is a fault.
func TestSolveDDPOfTooMuchContent(t *testing.T) {
	l := goods("A", labSteel, "0")
	l.Facts.ContentValue = map[customs.Material]decimal.Decimal{customs.Steel: usd("900")}
	_, err := customs.SolveDDP(labEntry(t, l), []customs.Delivered{{Price: usd("1000")}})
	if diff := cmp.Diff([]string{"lines[0].facts.content_value"}, feetest.Fields(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got, err := customs.SolveDDP(labEntry(t, l), []customs.Delivered{{Price: usd("1453.94")}}) // 1000, 450, 2.69 and 1.25
	if err != nil || money(got.Values[0]) != "1000.00" || !got.Exact() {
		t.Errorf("%+v, %v", got.Values, err)
	}
}
