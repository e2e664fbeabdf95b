package small_test

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/internal/small"
)

// genDecimal draws decimals of all sizes, mostly ordinary ones, and numbers next to
// powers of ten, where a digit more or less decides.
func genDecimal(t *rapid.T, name string) decimal.Decimal {
	exp := rapid.Int32Range(-24, 6).Draw(t, name+" exponent")
	switch rapid.IntRange(0, 4).Draw(t, name+" size") {
	case 0:
		digits := rapid.StringMatching(`-?[1-9][0-9]{0,40}`).Draw(t, name+" digits")
		return decimal.RequireFromString(digits + "e" + strconv.Itoa(int(exp)))
	case 1:
		n := int64(1)
		for range rapid.IntRange(0, 18).Draw(t, name+" power") {
			n *= 10
		}
		n += rapid.Int64Range(-2, 2).Draw(t, name+" beside")
		return decimal.New(n, exp)
	case 2:
		return decimal.New(rapid.Int64().Draw(t, name+" word"), exp)
	case 3:
		return decimal.Decimal{}
	}
	return decimal.New(rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, name+" amount"), rapid.Int32Range(-6, 0).Draw(t, name+" places"))
}

// same fails for decimals of another value, or of the same value in another unit.
func same(t *rapid.T, what string, got, want decimal.Decimal) {
	if !got.Equal(want) || got.Exponent() != want.Exponent() {
		t.Fatalf("%s: %s e%d, want %s e%d", what, got, got.Exponent(), want, want.Exponent())
	}
}

// Every function gives the decimal of the long way, in the same unit.
func TestSame(t *testing.T) { rapid.Check(t, propSame) }

func FuzzSame(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propSame)) }

func propSame(t *rapid.T) {
	a, b, c := genDecimal(t, "a"), genDecimal(t, "b"), genDecimal(t, "c")
	places := rapid.Int32Range(0, 14).Draw(t, "places")
	if got, want := small.Cmp(a, b), a.Cmp(b); got != want {
		t.Fatalf("Cmp(%s, %s): %d, want %d", a, b, got, want)
	}
	if got, want := small.CmpProduct(a, b, c), a.Cmp(b.Mul(c)); got != want {
		t.Fatalf("CmpProduct(%s, %s, %s): %d, want %d", a, b, c, got, want)
	}
	if product := b.Mul(c); small.CmpProduct(product, b, c) != 0 {
		t.Fatalf("CmpProduct(%s, %s, %s) is not 0", product, b, c)
	}
	d := genDecimal(t, "d")
	if got, want := small.CmpSum(a, b, c, d), a.Add(b).Cmp(c.Add(d)); got != want {
		t.Fatalf("CmpSum(%s, %s, %s, %s): %d, want %d", a, b, c, d, got, want)
	}
	if got := small.CmpSum(a, b, b, a); got != 0 {
		t.Fatalf("CmpSum(%s, %s, %s, %s): %d", a, b, b, a, got)
	}
	same(t, "Add", small.Add(a, b), a.Add(b))
	same(t, "Sub", small.Sub(a, b), a.Sub(b))
	if text, ok := small.AppendFixed([]byte("is "), a, int(places)); ok && string(text) != "is "+a.StringFixed(places) {
		t.Fatalf("AppendFixed(%s, %d): %q, want %q", a, places, text, a.StringFixed(places))
	} else if exact := a.Equal(a.Truncate(places)); ok && !exact || !ok && exact && a.NumDigits() <= 18 && a.Shift(places).Abs().LessThan(decimal.New(1, 18)) {
		t.Fatalf("AppendFixed(%s, %d): %q, %v", a, places, text, ok)
	}
	same(t, "Mul", small.Mul(a, b), a.Mul(b))
	same(t, "RoundFloor", small.RoundFloor(a, places), a.RoundFloor(places))
	same(t, "RoundCeil", small.RoundCeil(a, places), a.RoundCeil(places))
	if !c.IsZero() {
		same(t, "MulDiv", small.MulDiv(a, b, c, places), a.Mul(b).DivRound(c, places))
		same(t, "DivRound", small.DivRound(a, c, places), a.DivRound(c, places))
	}
	units, exact, ok := small.Units(a, int(places))
	if floor := a.Shift(places).Floor(); ok && (!decimal.New(units, 0).Equal(floor) || exact != a.Shift(places).Equal(floor)) {
		t.Fatalf("Units(%s, %d): %d, %v", a, places, units, exact)
	} else if !ok && a.NumDigits() <= 18 && a.Shift(places).Abs().LessThan(decimal.New(1, 18)) {
		t.Fatalf("Units(%s, %d) has no answer", a, places)
	}
}

func TestHalves(t *testing.T) {
	for _, tt := range []struct{ a, b, want string }{
		{"1", "8", "0.13"}, {"-1", "8", "-0.13"}, {"1", "-8", "-0.13"}, {"-1", "-8", "0.13"},
		{"0.124", "1", "0.12"}, {"0.125", "1", "0.13"}, {"-0.125", "1", "-0.13"}, {"0", "-3", "0"},
	} {
		got := small.DivRound(decimal.RequireFromString(tt.a), decimal.RequireFromString(tt.b), 2)
		if !got.Equal(decimal.RequireFromString(tt.want)) {
			t.Errorf("%s / %s = %s, want %s", tt.a, tt.b, got, tt.want)
		}
	}
}

var sink decimal.Decimal

// BenchmarkMulDiv converts amounts at a planned exchange rate, both ways.
func BenchmarkMulDiv(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	amounts := make([]decimal.Decimal, 256)
	for i := range amounts {
		amounts[i] = decimal.New(random.Int64N(10_000), -2)
	}
	num, den := decimal.New(1, 0), decimal.New(6695556, -6)
	b.Run("word", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			sink = small.MulDiv(amounts[i%len(amounts)], num, den, 12)
		}
	})
	b.Run("decimal", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			sink = amounts[i%len(amounts)].Mul(num).DivRound(den, 12)
		}
	})
}
