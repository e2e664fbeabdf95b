package fees

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func genInt128() *rapid.Generator[int128] {
	return rapid.Custom(func(t *rapid.T) int128 {
		x := int128{rapid.Int64().Draw(t, "hi"), rapid.Uint64().Draw(t, "lo")}
		if x.hi == -1<<63 { // the kernel keeps away from the most negative value
			x.hi++
		}
		// Small and middling values are as important as full ones.
		switch rapid.IntRange(0, 3).Draw(t, "size") {
		case 0:
			x.hi = 0
		case 1:
			x.hi >>= 40
		}
		return x
	})
}

// 128-bit arithmetic agrees with big integers, and says so when it cannot.
func propInt128(t *rapid.T) {
	x, y := genInt128().Draw(t, "x"), genInt128().Draw(t, "y")
	m := rapid.Int64Range(-1<<62, 1<<62).Draw(t, "m")
	limit := new(big.Int).Lsh(big.NewInt(1), 127)
	same := func(op string, got int128, ok bool, want *big.Int) {
		if fits := new(big.Int).Abs(want).Cmp(limit) < 0; fits != ok && !(fits != ok && want.Cmp(new(big.Int).Neg(limit)) == 0) {
			t.Fatalf("%s: ok is %v, want %v", op, ok, fits)
		}
		if ok && got.big().Cmp(want) != 0 {
			t.Fatalf("%s: got %s, want %s", op, got.big(), want)
		}
	}
	sum, ok := x.add(y)
	same("add", sum, ok, new(big.Int).Add(x.big(), y.big()))
	product, ok := x.mul(m)
	same("mul", product, ok, new(big.Int).Mul(x.big(), big.NewInt(m)))
	same("neg", x.neg(), true, new(big.Int).Neg(x.big()))
	if got, want := x.cmp(y), x.big().Cmp(y.big()); got != want {
		t.Fatalf("cmp: got %d, want %d", got, want)
	}
	if got, want := x.sign(), x.big().Sign(); got != want {
		t.Fatalf("sign: got %d, want %d", got, want)
	}
	d := rapid.Uint64Range(1, 1e18).Draw(t, "d")
	same("divRound", x.divRound(d), true, roundQuotient(x.big(), new(big.Int).SetUint64(d)))
	same("divTrunc", x.divTrunc(d), true, new(big.Int).Quo(x.big(), new(big.Int).SetUint64(d)))
	back, ok := int128FromBig(x.big())
	same("fromBig", back, ok, x.big())
	for places := range 5 {
		unit := bigPow10(amountPlaces - places)
		want := roundQuotient(x.big(), unit)
		if want.Mul(want, unit); x.magnitude().cmp(pow10(38)) <= 0 { // evaluations stay below 2e37
			if got := roundTo(x, places); got.big().Cmp(want) != 0 {
				t.Fatalf("roundTo %d: got %s, want %s", places, got.big(), want)
			}
		}
	}
}

func TestInt128(t *testing.T) { rapid.Check(t, propInt128) }

// Quotients are exact for every divisor of one or two words.
func propDivFloor(t *rapid.T) {
	y := genInt128().Draw(t, "y").magnitude()
	if y.sign() == 0 {
		y.lo = 1
	}
	q := rapid.Int64Range(0, 1<<62).Draw(t, "q")
	product := new(big.Int).Mul(y.big(), big.NewInt(q))
	rest := new(big.Int).Sub(y.big(), big.NewInt(1))
	if rapid.Bool().Draw(t, "small rest") {
		rest.SetInt64(0)
	}
	x, ok := int128FromBig(product.Add(product, rest))
	if !ok {
		t.Skip("does not fit")
	}
	if got := divFloor(x, y); got != q {
		t.Fatalf("%s / %s: got %d, want %d", x.big(), y.big(), got, q)
	}
	want := q
	if rest.Sign() > 0 {
		want++
	}
	if got := divCeil(x, y); got != want {
		t.Fatalf("%s / %s rounded up: got %d, want %d", x.big(), y.big(), got, want)
	}
}

func TestDivFloor(t *testing.T) { rapid.Check(t, propDivFloor) }
