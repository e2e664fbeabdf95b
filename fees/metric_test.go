package fees_test

import (
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// The definitions: a pound is 0.45359237 kg and an inch 25.4 mm.
func TestMetricIsExact(t *testing.T) {
	for _, row := range []struct{ weight, kg string }{
		{"1 lb", "0.45359237"},
		{"1 oz", "0.028349523125"},
		{"5.5 oz", "0.1559223771875"},
		{"0.000001 oz", "0.000000028349523125"},
		{"0.000001 lb", "0.00000045359237"},
		{"0.000001 g", "0.000000001"},
		{"5000 kg", "5000"},
		{"11023 lb", "4999.94869451"},
	} {
		if got := must(fees.ParseWeight(row.weight)).Kg(); !got.Equal(decimal.RequireFromString(row.kg)) {
			t.Errorf("%s is %s kg, want %s", row.weight, got, row.kg)
		}
	}
	for _, row := range []struct{ length, metres, cube string }{
		{"1 in", "0.0254", "0.000016387064"},
		{"0.000001 in", "0.0000000254", "0.000000000000000000000016387064"},
		{"12 in", "0.3048", "0.028316846592"},
		{"1 ft", "0.3048", "0.028316846592"},
		{"60 cm", "0.6", "0.216"},
		{"0.000001 mm", "0.000000001", "0.000000000000000000000000001"},
		{"100 m", "100", "1000000"},
	} {
		l := must(fees.ParseLength(row.length))
		if got := l.Metres(); !got.Equal(decimal.RequireFromString(row.metres)) {
			t.Errorf("%s is %s m, want %s", row.length, got, row.metres)
		}
		v := fees.Parcel{Length: l, Width: l, Height: l}.Volume().CubicMetres()
		if !v.Equal(decimal.RequireFromString(row.cube)) {
			t.Errorf("the cube of %s is %s m³, want %s", row.length, v, row.cube)
		}
	}
	if !(fees.Weight{}).Kg().IsZero() || !(fees.Volume{}).CubicMetres().IsZero() || !(fees.Length{}).Metres().IsZero() {
		t.Error("nothing is something")
	}
	// The heaviest sum does not wrap.
	heavy := must(fees.ParseWeight("5000 kg"))
	for range 12 {
		heavy = heavy.Plus(heavy)
	}
	if got := heavy.Kg(); got.Sign() <= 0 {
		t.Errorf("the heaviest sum is %s kg", got)
	}
}

// Volume and weight are the product and the multiple of what was entered, in decimals.
func TestMetricAgreesWithDecimals(t *testing.T) {
	metres := map[string]string{"in": "0.0254", "ft": "0.3048", "mm": "0.001", "cm": "0.01", "m": "1"}
	kg := map[string]string{"lb": "0.45359237", "oz": "0.028349523125", "g": "0.001", "kg": "1"}
	rapid.Check(t, func(t *rapid.T) {
		product := decimal.NewFromInt(1)
		var sides [3]fees.Length
		for i := range sides {
			unit := rapid.SampledFrom([]string{"in", "ft", "mm", "cm", "m"}).Draw(t, "unit")
			n := decimal.New(rapid.Int64Range(0, 100_000_000).Draw(t, "millionths"), -6)
			sides[i] = must(fees.ParseLength(n.StringFixed(6) + " " + unit))
			product = product.Mul(n).Mul(decimal.RequireFromString(metres[unit]))
		}
		if got := (fees.Parcel{Length: sides[0], Width: sides[1], Height: sides[2]}).Volume().CubicMetres(); !got.Equal(product) {
			t.Fatalf("volume %s, want %s", got, product)
		}
		unit := rapid.SampledFrom([]string{"lb", "oz", "g", "kg"}).Draw(t, "weight unit")
		n := decimal.New(rapid.Int64Range(0, 4_000_000_000).Draw(t, "millionths"), -6)
		want := n.Mul(decimal.RequireFromString(kg[unit]))
		if got := must(fees.ParseWeight(n.StringFixed(6) + " " + unit)).Kg(); !got.Equal(want) {
			t.Fatalf("weight %s, want %s", got, want)
		}
	})
}
