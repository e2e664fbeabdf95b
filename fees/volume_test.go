package fees_test

import (
	"math/big"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func volume(t testing.TB, length, width, height string) fees.Volume {
	t.Helper()
	p, err := fees.ParseParcel(length, width, height, "1 lb")
	if err != nil {
		t.Fatal(err)
	}
	return p.Volume()
}

func TestCubicFeet(t *testing.T) {
	for _, row := range []struct {
		length, width, height string
		places                int32
		want                  string
	}{
		{"12 in", "12 in", "12 in", 12, "1"},
		{"1 ft", "30.48 cm", "304.8 mm", 12, "1"}, // whatever the units
		{"12 in", "8 in", "5 in", 12, "0.277777777778"},
		{"12 in", "8 in", "5 in", 4, "0.2778"},
		{"12 in", "8 in", "5 in", 0, "0"},
		{"12 in", "8 in", "5 in", -1, "0"}, // the nearer end
		{"12 in", "8 in", "5 in", 99, "0.277777777778"},
		{"12 in", "12 in", "6 in", 0, "1"}, // half away from zero
		{"1 m", "1 m", "1 m", 6, "35.314667"},
		{"100 m", "100 m", "100 m", 3, "35314666.721"},
		{"0.000001 in", "0.000001 in", "0.000001 in", 12, "0"},
	} {
		if got := volume(t, row.length, row.width, row.height).CubicFeet(row.places); !got.Equal(dec(row.want)) {
			t.Errorf("%s × %s × %s to %d places: got %s, want %s", row.length, row.width, row.height, row.places, got, row.want)
		}
	}
	if got := (fees.Volume{}).CubicFeet(12); !got.IsZero() {
		t.Errorf("the zero Volume has %s cubic feet", got)
	}
}

func TestVolumeCmp(t *testing.T) {
	foot := volume(t, "12 in", "12 in", "12 in")
	for _, row := range []struct {
		length, width, height string
		want                  int
	}{
		{"24 in", "6 in", "12 in", 0}, {"30.48 cm", "12 in", "1 ft", 0},
		{"12.000001 in", "12 in", "12 in", 1}, {"30.479999 cm", "12 in", "12 in", -1},
	} {
		if got := volume(t, row.length, row.width, row.height).Cmp(foot); got != row.want {
			t.Errorf("%s × %s × %s: %d, want %d", row.length, row.width, row.height, got, row.want)
		}
	}
	if (fees.Volume{}).Cmp(foot) != -1 || (fees.Volume{}).Cmp(fees.Volume{}) != 0 {
		t.Error("the zero Volume is not the smallest")
	}
}

// The volume is the product of the sides in exact fractions of a foot, in any
// order and unit, rounded once.
func propVolume(t *rapid.T) {
	perFoot := map[string]*big.Rat{"in": big.NewRat(12, 1), "ft": big.NewRat(1, 1), "mm": big.NewRat(3048, 10), "cm": big.NewRat(3048, 100), "m": big.NewRat(3048, 10000)}
	units := []string{"in", "ft", "mm", "cm", "m"}
	exact := big.NewRat(1, 1)
	var sides [3]fees.Length
	for i := range sides {
		unit := rapid.SampledFrom(units).Draw(t, "unit")
		n := decimal.New(rapid.Int64Range(1, 100_000_000).Draw(t, "side"), -6)
		sides[i] = must(fees.ParseLength(n.StringFixed(6) + " " + unit))
		exact.Mul(exact, n.Rat()).Quo(exact, perFoot[unit])
	}
	v := fees.Parcel{Length: sides[0], Width: sides[1], Height: sides[2]}.Volume()
	if v.Cmp(fees.Parcel{Length: sides[2], Width: sides[0], Height: sides[1]}.Volume()) != 0 {
		t.Fatal("the order of the sides changes the volume")
	}
	places := rapid.IntRange(0, 12).Draw(t, "places")
	if got, want := v.CubicFeet(int32(places)), exact.FloatString(places); !got.Equal(dec(want)) {
		t.Fatalf("%v: got %s cubic feet, want %s", sides, got, want)
	}
}

func TestVolume(t *testing.T) { rapid.Check(t, propVolume) }
