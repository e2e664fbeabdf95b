package fees_test

import (
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// A share times the number of sharers is the whole again, within half a unit of
// the last place for each sharer; where the quotient is finite it is exact.
func propOverTimes(t *rapid.T) {
	c, oracle := genCurve(t, 2)
	n := genFactor(t)
	over := c.Over(n)
	if err := over.Err(); err != nil {
		t.Fatal(err)
	}
	price := genCents(60000).Draw(t, "price")
	got, whole := must(over.At(price)), oracle(price)
	// Half a unit of 1e-20 for the amount, and of 1e-16 for the rate at the price.
	off := decimal.New(1, -20).Add(price.Mul(decimal.New(1, -16)))
	if diff := got.Mul(n).Sub(whole).Abs(); diff.GreaterThan(off.Mul(n)) {
		t.Fatalf("at %s: %s shares of %s are %s off %s", price, n, got, diff, whole)
	}
	amount := whole.Round(12)
	back := must(fees.Flat(amount).Over(n).Times(n).At(price))
	if diff := back.Sub(amount).Abs(); diff.GreaterThan(decimal.New(1, -20).Mul(decimal.Max(n, dec("1")))) {
		t.Fatalf("%s over and times %s is %s off", amount, n, diff)
	}
	// An exact share: of something that was multiplied before.
	joined := c.Times(dec("1")) // pieces of the same line are one
	if back := c.Times(n).Over(n); segmentsOf(back) != segmentsOf(joined) {
		t.Fatalf("times and over %s: %s, want %s", n, segmentsOf(back), segmentsOf(joined))
	}
}

func segmentsOf(c fees.Curve) string {
	text := ""
	for _, s := range segments(c) {
		text += s + "\n"
	}
	return text
}

func TestOverTimes(t *testing.T) { rapid.Check(t, propOverTimes) }
func FuzzOverTimes(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propOverTimes)) }

// What is finer than the kernel is rounded half away from zero.
func TestOverRounding(t *testing.T) {
	for _, row := range []struct{ amount, n, want string }{
		{"1", "3", "0.33333333333333333333"},
		{"2", "3", "0.66666666666666666667"},
		{"-2", "3", "-0.66666666666666666667"},
		{"0.000000000001", "200000000", "0.00000000000000000001"}, // 5e-21
		{"-0.000000000001", "200000000", "-0.00000000000000000001"},
		{"0.000000000001", "200000001", "0"},
		{"10", "0.3", "33.33333333333333333333"},
		{"10", "100000000000000000", "0.0000000000000001"},
		{"99999999999999999", "999999999999999999", "0.0999999999999999991"},
	} {
		if got, err := fees.Flat(dec(row.amount)).Over(dec(row.n)).At(dec("1")); err != nil || !got.Equal(dec(row.want)) {
			t.Errorf("%s over %s: got %s, %v, want %s", row.amount, row.n, got, err, row.want)
		}
	}
}
