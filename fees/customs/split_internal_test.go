package customs

import (
	"slices"
	"testing"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// linesOf returns lines of some values, A, B, C and so on.
func linesOf(values []decimal.Decimal) (lines []Line, of []int) {
	for i, v := range values {
		lines, of = append(lines, Line{Ref: string(rune('A' + i)), HTS: "1001.10", Value: v}), append(of, i)
	}
	return lines, of
}

func amounts(texts ...string) []decimal.Decimal {
	var out []decimal.Decimal
	for _, text := range texts {
		out = append(out, decimal.RequireFromString(text))
	}
	return out
}

// With one cent more the largest remainder can take a cent from a part (the paradox
// of Alabama): 6, 6, 2 of 10 is 4, 4, 2, and of 11 it is 5, 5, 1. A range must not
// have its low end above its high end.
func TestSplitRange(t *testing.T) {
	lines, of := linesOf(amounts("6", "6", "2"))
	s := newSplitter(lines, of, amounts("6", "6", "2"))
	if low, high := s.split(decimal.New(10, -2)), s.split(decimal.New(11, -2)); !low[2].GreaterThan(high[2]) {
		t.Fatalf("no paradox: %s, %s", low, high)
	}
	var low, high decimal.Decimal
	for i, r := range s.splitRange(Range{decimal.New(10, -2), decimal.New(11, -2)}) {
		if r.Low.GreaterThan(r.High) {
			t.Errorf("part %d: %s", i, r)
		}
		low, high = low.Add(r.Low), high.Add(r.High)
	}
	if !low.Equal(decimal.New(10, -2)) || !high.Equal(decimal.New(11, -2)) {
		t.Errorf("%s, %s", low, high)
	}
}

// The splitter agrees with fx.Allocate of the lines in the order of their Refs,
// whatever the size of the numbers.
func propSplitIsAllocate(t *rapid.T) {
	n := rapid.IntRange(1, 12).Draw(t, "lines")
	var weights []decimal.Decimal
	for range n {
		weights = append(weights, decimal.New(rapid.OneOf(rapid.Int64Range(0, 3), rapid.Int64Range(0, 1e18)).Draw(t, "weight"), -rapid.SampledFrom([]int32{0, 2, 12}).Draw(t, "decimals")))
	}
	total := decimal.New(rapid.OneOf(rapid.Int64Range(0, 30), rapid.Int64Range(0, 1e18)).Draw(t, "total"), -rapid.SampledFrom([]int32{2, 1, 0, -3}).Draw(t, "places"))
	want, err := fx.Allocate(total, 2, weights)
	if err != nil { // no weight at all: all have the same
		want, err = fx.Allocate(total, 2, slices.Repeat([]decimal.Decimal{oneDollar}, n))
	}
	if err != nil {
		t.Fatal(err)
	}
	lines, of := linesOf(weights)
	order := rapid.Permutation(of).Draw(t, "order") // the places of the lines
	shuffled := make([]decimal.Decimal, n)
	for k, i := range order {
		shuffled[k] = weights[i]
	}
	s := newSplitter(lines, order, shuffled)
	for range 2 { // a second time with what the first left behind
		for k, part := range s.split(total) {
			if !part.Equal(want[order[k]]) {
				t.Fatalf("line %d gets %s, want %s", order[k], part, want[order[k]])
			}
		}
	}
}

func TestSplitIsAllocate(t *testing.T) { rapid.Check(t, propSplitIsAllocate) }
func FuzzSplitIsAllocate(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propSplitIsAllocate)) }

// A tally is the sum of its amounts, however large and of however many decimals.
func TestTally(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sum tally
		var want decimal.Decimal
		for range rapid.IntRange(0, 20).Draw(t, "amounts") {
			d := decimal.New(rapid.OneOf(rapid.Int64Range(0, 100), rapid.Int64Range(0, 1e18)).Draw(t, "amount"), -rapid.SampledFrom([]int32{2, 0, 3, 12, -2}).Draw(t, "decimals"))
			sum.add(d)
			want = want.Add(d)
		}
		if got := sum.sum(); !got.Equal(want) {
			t.Fatalf("%s, want %s", got, want)
		}
	})
	var sum tally
	most := decimal.New(999_999_999_999_999_999, -2)
	for range 100 {
		sum.add(most)
	}
	if want := most.Mul(decimal.NewFromInt(100)); !sum.sum().Equal(want) {
		t.Errorf("%s, want %s", sum.sum(), want)
	}
}
