package strategy

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// A price in minor units is what rounding the decimal to the grid gives.
func TestUnitsOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := decimal.New(rapid.OneOf(rapid.Int64Range(0, 100_000), rapid.Int64Min(0)).Draw(t, "digits"), rapid.Int32Range(-24, 3).Draw(t, "exponent"))
		if rapid.IntRange(0, 4).Draw(t, "long") == 0 {
			d = d.Mul(decimal.New(1_000_000_007, -9))
		}
		places := rapid.IntRange(0, mostPlaces).Draw(t, "places")
		for _, side := range []Side{"", Up, Down} {
			grid := d.RoundCeil(int32(places))
			if side == Down {
				grid = d.RoundFloor(int32(places))
			}
			want := decimal.Min(grid.Shift(int32(places)), decimal.New(mostMinor, 0))
			minor, exact := unitsOf(d, places, side)
			if !decimal.New(minor, 0).Equal(want) || minor != mostMinor && exact != grid.Equal(d) {
				t.Fatalf("%s at %d places, %q: %d, %v, want %s", d, places, side, minor, exact, want)
			}
		}
	})
}

// What is said to be folded is what folding makes of it.
func TestIsFolded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ -~]{0,12}`), rapid.StringMatching(`[a-z0-9.\-]{0,12}`)).Draw(t, "text")
		if want := strings.ToLower(strings.Join(strings.Fields(s), " ")); folded(s) != want {
			t.Fatalf("%q: %q, want %q", s, folded(s), want)
		}
	})
	if !isFolded("a1b2-c3.d4_e5") || isFolded("A1") || isFolded("a b") || isFolded("é") {
		t.Error("texts of another kind are taken for folded ones")
	}
}
