package fees

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// genAboveZero draws a decimal above 0 of few or many digits, sometimes with
// zeros at its end.
func genAboveZero() *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		digits := rapid.Int64Range(1, rapid.SampledFrom([]int64{12, 10_000, 1e12, 1<<63 - 1}).Draw(t, "most")).Draw(t, "digits")
		d := decimal.New(digits, int32(rapid.IntRange(-22, 4).Draw(t, "exponent")))
		if rapid.Bool().Draw(t, "more zeros") {
			d = d.Add(decimal.New(0, int32(rapid.IntRange(-30, 0).Draw(t, "decimals"))))
		}
		return d
	})
}

// The quotients in machine words are those of big integers.
func propQuotients(t *rapid.T) {
	n := genAboveZero().Draw(t, "n")
	v := genInt128().Draw(t, "v")
	got, ok := share(v, n)
	want, fits := shareBig(v, n)
	if ok != fits || ok && got != want {
		t.Fatalf("%v over %s: got %v %t, want %v %t", v.big(), n, got.big(), ok, want.big(), fits)
	}
	twice := rapid.Int64Range(1, 2*maxUnits).Draw(t, "twice")
	if m := n.IntPart(); m > 0 && m < maxUnits && rapid.Bool().Draw(t, "a multiple") { // where there may be no rest
		twice = 2 * m * rapid.Int64Range(1, maxUnits/m).Draw(t, "quotient")
	}
	if got, want := ceilQuotient(twice, n), ceilQuotientBig(twice, n); got != want {
		t.Fatalf("%d over twice %s: got %d, want %d", twice, n, got, want)
	}
}

func TestQuotients(t *testing.T) { rapid.Check(t, propQuotients) }

// The edges of what fits a machine word, and of the highest price.
func TestCeilQuotientEdges(t *testing.T) {
	for _, k := range []string{"0.5", "0.499999999999", "0.000000000001", "1e-18", "1e-19", "0.500000000000000000", "0.50000000000000000000", "999999999999999999", "1e18", "1000000000000000001", "9223372036854775807"} {
		n := decimal.RequireFromString(k)
		for _, twice := range []int64{1, 2, 3, maxUnits - 1, maxUnits, maxUnits + 1, 2*maxUnits - 1, 2 * maxUnits} {
			if got, want := ceilQuotient(twice, n), ceilQuotientBig(twice, n); got != want || got < 1 || got > maxUnits+1 {
				t.Errorf("%d over twice %s: got %d, want %d", twice, k, got, want)
			}
		}
	}
}
