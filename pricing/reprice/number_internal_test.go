package reprice

import (
	"math"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

func genNumber(t *rapid.T, name string) decimal.Decimal {
	d := decimal.New(rapid.OneOf(rapid.Int64Range(-2000, 2000), rapid.Int64()).Draw(t, name), rapid.Int32Range(-16, 6).Draw(t, name+" exponent"))
	if rapid.IntRange(0, 5).Draw(t, name+" long") == 0 {
		d = d.Mul(decimal.New(1_000_000_000_000_007, -9))
	}
	return d
}

// What is worked out in whole numbers is what the decimals give.
func TestNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, share := genNumber(t, "a"), genNumber(t, "b"), genNumber(t, "share")
		if got, want := movesMore(a, b, share), b.Sub(a).Abs().GreaterThan(a.Mul(share)); got != want {
			t.Fatalf("from %s to %s more than %s: %v", a, b, share, got)
		}
		if got, want := priceFine(a), fx.CheckDecimal(a) == nil && a.IsPositive() && !a.GreaterThan(fees.MaxPrice()); got != want {
			t.Fatalf("%s is a price: %v", a, got)
		}
		places := rapid.IntRange(0, 4).Draw(t, "places")
		if got, want := onGrid(a, places), a.Shift(int32(places)).IsInteger(); got != want {
			t.Fatalf("%s with %d decimals: %v", a, places, got)
		}
		if price, part := a.Abs(), b.Abs(); !price.IsZero() {
			least, most := around(price, part, int32(places))
			unit := decimal.New(1, -int32(places))
			if want := decimal.Max(price.Sub(part), unit).RoundCeil(int32(places)); !least.Equal(want) {
				t.Fatalf("%s around %s: from %s, want %s", part, price, least, want)
			}
			if want := price.Add(part).RoundFloor(int32(places)); !most.Equal(want) {
				t.Fatalf("%s around %s: to %s, want %s", part, price, most, want)
			}
		}
		currency := rapid.SampledFrom([]fx.Currency{fx.USD, fx.JPY, "KWD", "", "XXX", "nonsense"}).Draw(t, "currency")
		if got, want := money(a, currency), (fx.Money{Amount: a, Currency: currency}).String(); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}

// A time is fine in the years 1 to 9999 of UTC, to the second.
func TestTimeFine(t *testing.T) {
	for _, tt := range []struct {
		at   time.Time
		want bool
	}{
		{time.Time{}, true},
		{time.Time{}.Add(-1), false},
		{time.Date(9999, 12, 31, 23, 59, 59, 999_999_999, time.UTC), true},
		{time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), false},
		{time.Date(10000, 1, 1, 0, 0, 0, 0, time.FixedZone("", 3600)), true},
		{time.Date(9999, 12, 31, 23, 59, 59, 0, time.FixedZone("", -3600)), false},
		{time.Unix(math.MaxInt64, 0), false},
	} {
		if got := timeFine(tt.at); got != tt.want {
			t.Errorf("%v: %v", tt.at, got)
		}
	}
}
