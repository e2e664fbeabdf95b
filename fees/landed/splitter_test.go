package landed

import (
	"strconv"
	"testing"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// One splitter for several totals is as good as a new one for each.
func TestSplitterIsReused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) decimal.Decimal {
			return decimal.New(rapid.Int64Range(1, 1000).Draw(t, "weight"), rapid.Int32Range(-3, 40).Draw(t, "exponent"))
		}), 1, 30).Draw(t, "weights")
		ranks := make([]int32, len(weights))
		s, err := newSplitter(weights, ranks)
		if err != nil {
			t.Fatal(err)
		}
		got, want := make([]int64, len(weights)), make([]int64, len(weights))
		for range 4 {
			total := rapid.OneOf(rapid.Int64Range(-100, 100), rapid.Int64()).Draw(t, "total")
			if err := s.split(total, LargestRemainder, got); err != nil {
				t.Fatal(err)
			}
			fresh, err := newSplitter(weights, ranks)
			if err != nil {
				t.Fatal(err)
			}
			if err := fresh.split(total, LargestRemainder, want); err != nil {
				t.Fatal(err)
			}
			var sum int64
			for i := range got {
				sum += got[i]
				if got[i] != want[i] {
					t.Fatalf("share %d is %d, want %d", i, got[i], want[i])
				}
			}
			if sum != total {
				t.Fatalf("the shares sum to %d, want %d", sum, total)
			}
		}
	})
}

// Amounts that are not whole units, or more than 63 bits of them, do not fit.
func TestMinorUnits(t *testing.T) {
	for _, test := range []struct {
		amount decimal.Decimal
		c      fx.Currency
		want   int64
		fits   bool
	}{
		{decimal.New(1234, -2), fx.USD, 1234, true},
		{decimal.New(12, 0), fx.USD, 1200, true},
		{decimal.New(-12, 3), fx.JPY, -12000, true},
		{decimal.New(1200, -4), fx.USD, 12, true},
		{decimal.New(1201, -4), fx.USD, 0, false},
		{decimal.New(9, 17), fx.JPY, 9e17, true},
		{decimal.New(92, 16), fx.JPY, 92e16, true},
		{decimal.New(93, 15), fx.USD, 0, false},
		{decimal.New(1, 1e9), fx.USD, 0, false},
		{decimal.New(1, -1e9), fx.USD, 0, false},
		{decimal.New(0, 1e9), fx.USD, 0, false},
		{decimal.New(1, 0), "", 0, false},
	} {
		got, fits := minorUnits(fx.Money{Amount: test.amount, Currency: test.c})
		if got != test.want || fits != test.fits {
			t.Errorf("%de%d %s: got %d, %t", test.amount.CoefficientInt64(), test.amount.Exponent(), test.c, got, fits)
		}
	}
}

// A splitter that is prepared once, for the twelve cost kinds of a shipment.
func BenchmarkSplitter(b *testing.B) {
	keys, weights := make([]string, 500), make([]decimal.Decimal, 500)
	for i := range weights {
		weights[i] = decimal.New(int64(1000+i*7919%5000), -3)
		keys[i] = "SKU-" + strconv.Itoa(i*7919%500)
	}
	out := make([]int64, len(weights))
	b.Run("impl=kernel/kinds=12", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			ranks := rankKeys(keys)
			for kind := range int64(12) {
				s, err := newSplitter(weights, ranks)
				if err != nil {
					b.Fatal(err)
				}
				if err := s.split(1234567+kind, LargestRemainder, out); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("impl=decimal/kinds=12", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for kind := range int64(12) {
				if _, err := fx.Allocate(decimal.New(1234567+kind, -2), 2, weights); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
