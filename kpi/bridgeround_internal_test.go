package kpi

import (
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const fixHalf = 1 << 63

func TestBridgeRemainders(t *testing.T) {
	for _, test := range []struct {
		name    string
		numbers []bridgeFix
		total   int64
		want    []int64
	}{
		{"the largest remainder gets the unit", []bridgeFix{{278260, 15 << 60 / 2}, {171739, 3 << 60}, {340000, 0}}, 790000, []int64{278261, 171739, 340000}},
		{"ties go to the first", []bridgeFix{{0, fixHalf}, {0, fixHalf}}, 1, []int64{1, 0}},
		{"negative numbers are rounded down first", []bridgeFix{{-2, fixHalf}, {1, fixHalf}}, 0, []int64{-1, 1}},
		{"what is whole stays", []bridgeFix{{5, 0}, {0, 1}, {0, fixHalf}}, 6, []int64{5, 0, 1}},
		{"nothing is nothing", []bridgeFix{{}, {}}, 0, []int64{0, 0}},
		{"two halves of unlike sign: -0.5 to 0.5 is printed as -1 to 1", []bridgeFix{{}, {1, 0}}, 2, []int64{0, 2}},
		{"and back", []bridgeFix{{-1, 0}, {}}, -2, []int64{-2, 0}},
	} {
		if diff := cmp.Diff(test.want, bridgeRemainders(test.numbers, test.total)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, diff)
		}
	}
}

// A cell is its floor and the rest, by whichever way it is computed.
func TestBridgeFixer(t *testing.T) {
	big1 := new(big.Int).Lsh(bridgeOne, 80)
	for _, test := range []struct {
		num, den *big.Int
		want     bridgeFix
		rounded  int64
	}{
		{big.NewInt(5), big.NewInt(2), bridgeFix{2, fixHalf}, 3},
		{big.NewInt(-5), big.NewInt(2), bridgeFix{-3, fixHalf}, -3},
		{big.NewInt(-9), big.NewInt(4), bridgeFix{-3, 3 << 62}, -2},
		{new(big.Int).Mul(big1, big.NewInt(-9)), new(big.Int).Mul(big1, big.NewInt(4)), bridgeFix{-3, 3 << 62}, -2},
		{new(big.Int).Mul(big1, big.NewInt(5)), new(big.Int).Mul(big1, bridgeTwo), bridgeFix{2, fixHalf}, 3},
		{bridgeOne, big.NewInt(3), bridgeFix{0, (1<<64 - 1) / 3}, 0},
	} {
		f := bridgeFixer{minor: bridgeOne}
		got, ok := f.fix(test.num, test.den)
		if got != test.want || !ok || got.rounded() != test.rounded {
			t.Errorf("%s/%s is %v, %d, want %v, %d", test.num, test.den, got, got.rounded(), test.want, test.rounded)
		}
	}
	f := bridgeFixer{minor: bridgeOne}
	for _, n := range []int64{mostBridgeMinor + 1, -mostBridgeMinor - 1} {
		if _, ok := f.fix(big.NewInt(n), bridgeOne); ok {
			t.Errorf("%d is not too large", n)
		}
	}
	if _, ok := f.fix(big1, bridgeOne); ok {
		t.Error("2⁸⁰ is not too large")
	}
}

// Tables of many rows are rounded without force: every cell is the number below or above
// its exact value, what is whole stays, and rows and columns tie.
func propBridgeTable(t *rapid.T) {
	n := rapid.IntRange(20, 60).Draw(t, "rows")
	d := &bridgeData{rows: make([]bridgeRow, n)}
	cells := make([]bridgeFix, n*effCount)
	var bars [effCount]bridgeFix
	var all bridgeFix
	for i := range n {
		for e := range effCount {
			if e == effOverhead || rapid.IntRange(0, 2).Draw(t, "empty") == 0 {
				continue
			}
			f := bridgeFix{rapid.Int64Range(-3, 3).Draw(t, "whole"), rapid.Uint64Range(0, 6).Draw(t, "frac") << 61}
			cells[i*effCount+e] = f
			bars[e], all = bars[e].plus(f), all.plus(f)
		}
	}
	d.printedChange = all.snapped().rounded()
	copy(d.printed[:], bridgeRemainders(bars[:], d.printedChange))
	d.printTable(cells)
	var columns [effCount]int64
	var change int64
	for i := range d.rows {
		r := &d.rows[i]
		var sum bridgeFix
		var printed int64
		for e := range effCount {
			c, p := cells[i*effCount+e], r.printed[e]
			if p != c.whole && (p != c.whole+1 || c.frac == 0) {
				t.Fatalf("cell %d, %d of %v is printed as %d", i, e, c, p)
			}
			sum, printed = sum.plus(c), printed+p
			columns[e] += p
		}
		change += printed
		if printed != r.printedChange || printed != sum.whole && (printed != sum.whole+1 || sum.frac == 0) {
			t.Fatalf("row %d of %v is printed as %d and %d", i, sum, printed, r.printedChange)
		}
	}
	if columns != d.printed || change != d.printedChange {
		t.Fatalf("columns %v, %d, want %v, %d", columns, change, d.printed, d.printedChange)
	}
}

func TestBridgeTable(t *testing.T) { rapid.Check(t, propBridgeTable) }

// Three rows share no column, and the bars were rounded without them: two cells of the
// first row are at a half and both bars went up.
func TestBridgeTableForced(t *testing.T) {
	d := &bridgeData{rows: make([]bridgeRow, 3)}
	cells := make([]bridgeFix, 3*effCount)
	set := func(row, effect int, f bridgeFix) {
		cells[row*effCount+effect] = f
		d.rows[row].cells[effect] = bridgeCell{bridgeOne, bridgeOne}
	}
	set(0, 0, bridgeFix{10, fixHalf})
	set(0, 1, bridgeFix{10, fixHalf})
	set(1, 2, bridgeFix{20, fixHalf - 1<<60})
	set(1, 3, bridgeFix{20, fixHalf + 1<<60})
	set(2, 4, bridgeFix{30, 5 << 60})
	set(2, 5, bridgeFix{30, 5 << 60})
	set(2, 6, bridgeFix{30, 6 << 60})
	copy(d.printed[:], []int64{11, 11, 20, 21, 30, 30, 30})
	d.printedChange = 153
	d.printTable(cells)
	var columns [effCount]int64
	var change int64
	for i := range d.rows {
		var sum int64
		for e, n := range d.rows[i].printed {
			columns[e] += n
			sum += n
			if c := cells[i*effCount+e]; n < c.whole-1 || n > c.whole+2 {
				t.Errorf("cell %d, %d of %v is printed as %d", i, e, c, n)
			}
		}
		if sum != d.rows[i].printedChange {
			t.Errorf("row %d sums to %d, its change is %d", i, sum, d.rows[i].printedChange)
		}
		change += sum
	}
	if columns != d.printed || change != d.printedChange {
		t.Errorf("columns %v, %d", columns, change)
	}
}
