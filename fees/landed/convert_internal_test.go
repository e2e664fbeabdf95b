package landed

import (
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var somePlaces = []fx.Currency{"USD", "CNY", "JPY", "KWD", "CLF"}

// The fast conversion is the one of fx, or says that the amount is too large.
func propConverter(t *rapid.T) {
	from, to := rapid.SampledFrom(somePlaces).Draw(t, "from"), rapid.SampledFrom(somePlaces).Draw(t, "to")
	num := decimal.New(rapid.Int64Range(1, 1e17).Draw(t, "num"), rapid.Int32Range(-12, 0).Draw(t, "num places"))
	den := decimal.New(rapid.Int64Range(1, 1e9).Draw(t, "den"), rapid.Int32Range(-12, 0).Draw(t, "den places"))
	units := rapid.Int64Range(-highestMinor, highestMinor).Draw(t, "units")
	if from == to {
		den = num
	}
	r, err := fx.NewRateFraction(from, to, num, den)
	if err != nil {
		t.Skip("not a rate")
	}
	if rapid.Bool().Draw(t, "inverse") {
		r = r.Inverse()
	}
	c := newConverter(r, from, to)
	got, ok := c.minor(units)
	converted, err := r.ConvertRounded(fromMinor(units, from))
	if err != nil {
		t.Fatal(err)
	}
	want, fits := minorUnits(converted)
	fits = fits && want <= highestMinor && want >= -highestMinor
	if ok != fits || ok && got != want {
		t.Fatalf("%d %s at %s is %d, %v; want %d, %v", units, from, r, got, ok, want, fits)
	}
}

func TestConverter(t *testing.T) { rapid.Check(t, propConverter) }

// Units times price is rounded once, half away from zero.
func propTimesUnits(t *rapid.T) {
	c := rapid.SampledFrom(somePlaces).Draw(t, "currency")
	price := decimal.New(rapid.Int64Range(0, 1e18).Draw(t, "price"), rapid.Int32Range(-12, 2).Draw(t, "places"))
	units := rapid.Int64Range(1, MaxUnits).Draw(t, "units")
	got, ok := timesUnits(price, units, c)
	want := price.Mul(decimal.NewFromInt(units)).Round(placesOf(c)).Shift(placesOf(c))
	fits := want.LessThanOrEqual(decimal.NewFromInt(highestMinor))
	if ok != fits || ok && !want.Equal(decimal.NewFromInt(got)) {
		t.Fatalf("%d × %s %s is %d, %v; want %s", units, price, c, got, ok, want)
	}
}

func TestTimesUnits(t *testing.T) { rapid.Check(t, propTimesUnits) }

// The measures of a line are those of its cargo.
func TestMeasuresAreTotals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := genCargoLine(t)
		totals, err := line.cargo().Totals()
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range []struct {
			name      string
			got, want decimal.NullDecimal
		}{{"kg", line.kg(), totals.Kg}, {"volume", line.cubicMetres(), totals.CubicMetres}} {
			if m.got.Valid != m.want.Valid || !m.got.Decimal.Equal(m.want.Decimal) && m.got.Valid {
				t.Fatalf("%s is %v, want %v", m.name, m.got, m.want)
			}
		}
	})
}

// genCargoLine draws a line with packages that may not be weighed or measured.
func genCargoLine(t *rapid.T) Line {
	var line Line
	for range rapid.IntRange(0, 3).Draw(t, "kinds") {
		p := freight.Package{Count: rapid.IntRange(1, 5).Draw(t, "count")}
		if rapid.IntRange(0, 4).Draw(t, "weighed") > 0 {
			p.Kg = decimal.New(rapid.Int64Range(1, 99_999).Draw(t, "kg"), -3)
		}
		if rapid.IntRange(0, 4).Draw(t, "measured") > 0 {
			side := func(name string) fees.Length {
				l, err := fees.Inches(decimal.New(rapid.Int64Range(1, 9_999).Draw(t, name), -2))
				if err != nil {
					t.Fatal(err)
				}
				return l
			}
			p.Length, p.Width, p.Height = side("length"), side("width"), side("height")
		}
		line.Packages = append(line.Packages, p)
	}
	if rapid.IntRange(0, 4).Draw(t, "total") == 0 {
		line.Kg, line.CubicMetres = decimal.NewNullDecimal(decimal.New(5, 0)), decimal.NewNullDecimal(decimal.New(7, -1))
	}
	return line
}
