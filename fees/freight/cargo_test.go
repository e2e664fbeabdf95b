package freight_test

import (
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/shopspring/decimal"
)

func TestCargoTotals(t *testing.T) {
	for _, test := range []struct {
		name               string
		cargo              freight.Cargo
		kg, volume, pieces string // "" is unknown
	}{
		{"nothing", freight.Cargo{}, "", "", ""},
		{"packages", cargo(box(8, "60 cm", "40 cm", "20 cm", "5.625"), box(1, "100 cm", "100 cm", "100 cm", "7")), "52", "1.384", "9"},
		{"totals take precedence", freight.Cargo{Packages: []freight.Package{box(2, "1 m", "1 m", "1 m", "3")}, Kg: set("7"), CubicMetres: set("2.1"), Pieces: 5}, "7", "2.1", "5"},
		{"one not weighed", cargo(box(1, "1 m", "1 m", "1 m", "3"), box(1, "1 m", "1 m", "1 m", "")), "", "2", "2"},
		{"one not measured", cargo(box(1, "1 m", "1 m", "1 m", "3"), freight.Package{Kg: dec("1"), Count: 1}), "4", "", "2"},
		{"weighed together", freight.Cargo{Packages: []freight.Package{box(7, "1 m", "1 m", "1 m", "")}, Kg: set("45")}, "45", "7", "7"},
		{"a total of nothing is known", bulk("0", "0"), "0", "0", ""},
		{"pieces only", freight.Cargo{Pieces: 3}, "", "", "3"},
		{"inches", cargo(box(1000, "1 in", "1 in", "1 in", "0.45359237")), "453.59237", "0.016387064", "1000"},
		// No decimal is cut, even where fx.CheckDecimal would end.
		{"a millionth of an inch", cargo(box(1, "0.000001 in", "0.000001 in", "0.000001 in", "0.0000000000001")), "0.0000000000001", "0.000000000000000000000016387064", "1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.cargo.Totals()
			if err != nil {
				t.Fatal(err)
			}
			for _, total := range []struct {
				name string
				got  decimal.NullDecimal
				want string
			}{{"kg", got.Kg, test.kg}, {"m³", got.CubicMetres, test.volume}, {"pieces", got.Pieces, test.pieces}} {
				if total.got.Valid != (total.want != "") || total.want != "" && !total.got.Decimal.Equal(dec(total.want)) {
					t.Errorf("%s: got %v, want %q", total.name, total.got, total.want)
				}
			}
		})
	}
}

func TestCargoFaults(t *testing.T) {
	huge := decimal.New(1, 2_000_000_000)
	for _, test := range []struct {
		name  string
		cargo freight.Cargo
		want  []string
	}{
		{"no count", cargo(box(0, "1 m", "1 m", "1 m", "1")), []string{"packages[0].count"}},
		{"negative count", cargo(box(-3, "1 m", "1 m", "1 m", "1")), []string{"packages[0].count"}},
		{"too many", cargo(box(freight.MaxPieces+1, "1 m", "1 m", "1 m", "1")), []string{"packages[0].count"}},
		{"too many together", cargo(box(freight.MaxPieces, "1 m", "1 m", "1 m", "1"), box(1, "1 m", "1 m", "1 m", "1")), []string{"packages"}},
		{"too many kinds", cargo(make([]freight.Package, freight.MaxKinds+1)...), []string{"packages"}},
		{"one side missing", cargo(box(1, "1 m", "0 m", "1 m", "1")), []string{"packages[0].width"}},
		{"all at once", freight.Cargo{
			Packages: []freight.Package{box(1, "1 m", "1 m", "1 m", "1"), box(0, "0 m", "0 m", "1 m", "-1")},
			Kg:       set("-1"), CubicMetres: set("-0.1"), Pieces: -1,
		}, []string{"packages[1].length", "packages[1].width", "packages[1].kg", "packages[1].count", "kg", "cubic_metres", "pieces"}},
		{"huge", freight.Cargo{Kg: decimal.NewNullDecimal(huge), CubicMetres: decimal.NewNullDecimal(huge.Neg())}, []string{"kg", "cubic_metres"}},
		{"above the bounds", bulk("1000000000.001", "1000000001"), []string{"kg", "cubic_metres"}},
		{"on the bounds", bulk("1000000000", "1000000000"), nil},
		{"too fine", freight.Cargo{Kg: decimal.NewNullDecimal(decimal.New(1, -31))}, []string{"kg"}},
		{"trailing zeros are not too fine", freight.Cargo{Kg: decimal.NewNullDecimal(decimal.New(1000, -33))}, nil},
		{"tiny exponent", freight.Cargo{Kg: decimal.NewNullDecimal(decimal.New(1, -2_000_000_000))}, []string{"kg"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			wantFaults(t, test.cargo.Check(), test.want...)
			if _, err := test.cargo.Totals(); (err == nil) != (test.want == nil) {
				t.Errorf("Totals: %v", err)
			}
		})
	}
}

func TestPackageOf(t *testing.T) {
	p := freight.PackageOf(must(fees.ParseParcel("24 in", "16 in", "12 in", "35 lb")), 6)
	if !p.Kg.Equal(dec("15.87573295")) || p.Count != 6 || !p.CubicMetres().Equal(dec("0.075511590912")) {
		t.Errorf("got %+v", p)
	}
	wantFaults(t, cargo(freight.PackageOf(fees.Parcel{}, 0)).Check(), "packages[0].count")
}
