package policy

import (
	"math"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// Comparisons agree with those of the decimals, whichever way they take.
func TestCompareProduct(t *testing.T) {
	gen := func(t *rapid.T, name string) decimal.Decimal {
		c := rapid.OneOf(rapid.Int64Range(-50, 50), rapid.Int64()).Draw(t, name)
		d := decimal.New(c, int32(rapid.IntRange(-25, 25).Draw(t, name+" exponent")))
		if rapid.IntRange(0, 5).Draw(t, name+" long") == 0 {
			d = d.Mul(decimal.New(math.MaxInt64, -9))
		}
		return d
	}
	rapid.Check(t, func(t *rapid.T) {
		x, y := gen(t, "x"), gen(t, "y")
		a := gen(t, "a")
		if rapid.Bool().Draw(t, "equal") {
			a = x.Mul(y)
			if rapid.Bool().Draw(t, "longer") {
				a = a.Mul(decimal.New(1000, -3))
			}
		}
		if got, want := compareProduct(a, x, y), a.Cmp(x.Mul(y)); got != want {
			t.Fatalf("%s and %s × %s: %d, want %d", a, x, y, got, want)
		}
		if got, want := compare(a, x), a.Cmp(x); got != want {
			t.Fatalf("%s and %s: %d, want %d", a, x, got, want)
		}
	})
}

// Numbers of any magnitude are compared at once.
func TestCompareHuge(t *testing.T) {
	huge, tiny := decimal.New(7, math.MaxInt32), decimal.New(7, math.MinInt32)
	for _, row := range []struct {
		a, x, y decimal.Decimal
		want    int
	}{
		{huge, tiny, tiny, 1}, {tiny, huge, huge, -1}, {huge, huge, tiny, 1}, {huge.Neg(), tiny, tiny, -1},
		{huge.Neg(), huge.Neg(), huge, 1}, {huge, huge, decimalOne, 0}, {huge, decimal.New(70, math.MaxInt32-1), decimalOne, 0},
		{decimal.Zero, huge, decimal.Zero, 0}, {decimal.New(0, math.MaxInt32), tiny, tiny, -1},
	} {
		if got := compareProduct(row.a, row.x, row.y); got != row.want {
			t.Errorf("%d, want %d", got, row.want)
		}
	}
}
