package split_test

import (
	"cmp"
	"math/big"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/split"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestSplit(t *testing.T) {
	reversed := func(i, j int) int { return cmp.Compare(j, i) }
	for _, test := range []struct {
		name    string
		weights []uint64
		tie     func(i, j int) int
		total   int64
		want    []int64
	}{
		{"one part", []uint64{7}, nil, 5, []int64{5}},
		{"exact", []uint64{1, 2, 3}, nil, 600, []int64{100, 200, 300}},
		{"the largest fraction", []uint64{1, 2, 4}, nil, 10, []int64{1, 3, 6}}, // 1.43, 2.86, 5.71
		{"a tie, by position", []uint64{1, 1, 1}, nil, 4, []int64{2, 1, 1}},
		{"a tie, by the caller", []uint64{1, 1, 1}, reversed, 4, []int64{1, 1, 2}},
		{"a tie, to the larger weight", []uint64{1, 3}, nil, 2, []int64{0, 2}}, // 0.5 and 1.5
		{"a tie, the caller comes first", []uint64{3, 1}, reversed, 2, []int64{1, 1}},
		{"negative", []uint64{1, 1, 1}, nil, -4, []int64{-2, -1, -1}},
		{"a weight of zero", []uint64{0, 5}, nil, 3, []int64{0, 3}},
		{"nothing", []uint64{1, 2}, nil, 0, []int64{0, 0}},
		{"no weight", []uint64{0, 0}, nil, 3, []int64{0, 0}},
		{"a sum beyond 64 bits", []uint64{1 << 63, 1 << 63, 1 << 63}, nil, 4, []int64{2, 1, 1}},
		{"beyond 64 bits, odd", []uint64{1<<64 - 1, 1<<64 - 2}, nil, 3, []int64{2, 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := split.Whole(slices.Clone(test.weights), test.tie)
			got := make([]int64, len(test.weights))
			s.Split(test.total, got)
			if diff := gocmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// Numbers of 64 bits and numbers of any size give the same parts, which are those of
// [fx.Allocate] for parts in the order of their ties, and sum to the total. A splitter
// that is used again is as good as a new one.
func propSplit(t *rapid.T) {
	n := rapid.IntRange(1, 40).Draw(t, "parts")
	weight := rapid.Custom(func(t *rapid.T) decimal.Decimal {
		return decimal.New(rapid.OneOf(rapid.Int64Range(0, 3), rapid.Int64Range(0, 1e18)).Draw(t, "weight"), rapid.SampledFrom([]int32{0, -2, -12, 30}).Draw(t, "exponent"))
	})
	weights := rapid.SliceOfN(weight, n, n).Draw(t, "weights")
	order := rapid.Permutation(indices(n)).Draw(t, "order")
	place := make([]int, n)
	sorted := make([]decimal.Decimal, n)
	for k, i := range order {
		place[i], sorted[k] = k, weights[i]
	}
	tie := func(i, j int) int { return cmp.Compare(place[i], place[j]) }
	s := split.New(weights, tie)
	for range 3 {
		total := rapid.OneOf(rapid.Int64Range(-100, 100), rapid.Int64Range(-1e18, 1e18)).Draw(t, "total")
		want, err := fx.Allocate(decimal.New(total, -2), 2, sorted)
		if (err != nil) != s.Zero() {
			t.Fatalf("zero is %t, and %v", s.Zero(), err)
		}
		if err != nil {
			return
		}
		got := make([]int64, n)
		s.Split(total, got)
		large := s.SplitBig(big.NewInt(total))
		for i := range got {
			if part := decimal.New(got[i], -2); !part.Equal(want[place[i]]) || large[i].Cmp(big.NewInt(got[i])) != 0 {
				t.Fatalf("part %d is %s, or %s in large numbers, want %s", i, part, large[i], want[place[i]])
			}
		}
	}
}

func indices(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func TestSplitIsAllocate(t *testing.T) { rapid.Check(t, propSplit) }
func FuzzSplitIsAllocate(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propSplit)) }

// A splitter takes other weights, of more and of fewer parts.
func TestAgain(t *testing.T) {
	var s split.Splitter
	for _, n := range []int{3, 30, 2, 300} {
		weights := make([]uint64, n)
		for i := range weights {
			weights[i] = uint64(i*7919%101) + 1
		}
		s.Again(weights, nil)
		fresh := split.Whole(weights, nil)
		got, want := make([]int64, n), make([]int64, n)
		s.Split(1_000_003, got)
		fresh.Split(1_000_003, want)
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%d parts, -want +got:\n%s", n, diff)
		}
	}
}

// Selecting who gets what is left takes no time that grows with the square, whatever
// the order of equal fractions.
func TestManyTies(t *testing.T) {
	const n = 100_000
	weights := slices.Repeat([]uint64{1}, n)
	compared := 0
	s := split.Whole(weights, func(i, j int) int { compared++; return cmp.Compare(i%1000, j%1000) })
	out := make([]int64, n)
	s.Split(n/2, out)
	var sum int64
	for _, part := range out {
		sum += part
	}
	if sum != n/2 || compared > 100*n {
		t.Errorf("the parts sum to %d after %d comparisons", sum, compared)
	}
}
