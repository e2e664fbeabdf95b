package fees_test

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func length(t testing.TB, text string) fees.Length {
	t.Helper()
	l, err := fees.ParseLength(text)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func weight(t testing.TB, text string) fees.Weight {
	t.Helper()
	w, err := fees.ParseWeight(text)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestLengthsCompareExactly(t *testing.T) {
	for _, row := range []struct {
		a, b string
		want int
	}{
		{"38.1 cm", "15 in", 0}, {"38.100001 cm", "15 in", 1}, {"38.099999 cm", "15 in", -1},
		{"381 mm", "15 in", 0}, {"0.381 m", "15 in", 0}, {"1.25 ft", "15 in", 0},
		{"0.000001 in", "0 in", 1}, {"9in", "9 in", 0}, {" 9  in ", "9.000000 in", 0},
	} {
		if got := length(t, row.a).Cmp(length(t, row.b)); got != row.want {
			t.Errorf("%s against %s: got %d, want %d", row.a, row.b, got, row.want)
		}
	}
}

func TestWeightsCompareExactly(t *testing.T) {
	for _, row := range []struct {
		a, b string
		want int
	}{
		{"453.59237 g", "1 lb", 0}, {"453.592371 g", "1 lb", 1}, {"453.592369 g", "1 lb", -1},
		{"16 oz", "1 lb", 0}, {"0.45359237 kg", "1 lb", 2}, {"16.000001 oz", "1 lb", 1}, {"0.0625 lb", "1 oz", 0},
		{"1 kg", "1000 g", 0},
	} {
		a, err := fees.ParseWeight(row.a)
		if row.want == 2 { // eight decimals are finer than a weight is held
			if err == nil {
				t.Errorf("%s is accepted", row.a)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Cmp(weight(t, row.b)); got != row.want {
			t.Errorf("%s against %s: got %d, want %d", row.a, row.b, got, row.want)
		}
	}
}

func TestMeasureErrors(t *testing.T) {
	for _, text := range []string{
		"", " ", "9", "in", "9 inch", "9 lb", "-9 in", "NaN in", "Inf in", "1e999999999 in", "9,5 in", "0x9 in", "1_0 in",
		"0.0000001 in", "3938 in", "100.1 m", strings.Repeat("9", 1000000) + " in", "9 in 2", "½ in", "9 IN",
	} {
		var in *fx.InputError
		if _, err := fees.ParseLength(text); !errors.As(err, &in) {
			t.Errorf("length %.20q: error is %v, want an InputError", text, err)
		} else if len(in.Value) > 64 {
			t.Errorf("the error repeats %d bytes", len(in.Value))
		}
	}
	for _, text := range []string{"", "2", "2 in", "-2 lb", "5001 kg", "0.0000001 lb", "1e999999999 lb", "2 lbs"} {
		var in *fx.InputError
		if _, err := fees.ParseWeight(text); !errors.As(err, &in) {
			t.Errorf("weight %q: error is %v, want an InputError", text, err)
		}
	}
	if _, err := fees.Pounds(decimal.New(1, 999999999)); err == nil {
		t.Error("a weight with a huge exponent is accepted")
	}
}

// A measure prints as it was entered and reads back to itself.
func propMeasureReadsBack(t *rapid.T) {
	number := fx.Plain(decimal.New(rapid.Int64Range(0, 999_999_999).Draw(t, "n"), -rapid.Int32Range(0, 6).Draw(t, "places")))
	unit := rapid.SampledFrom([]string{"in", "ft", "mm", "cm", "m"}).Draw(t, "unit")
	l, err := fees.ParseLength(number + " " + unit)
	if err != nil {
		t.Skip("too long")
	}
	if got := l.String(); got != number+" "+unit {
		t.Fatalf("%s %s prints as %s", number, unit, got)
	}
}

func TestMeasureReadsBack(t *testing.T) { rapid.Check(t, propMeasureReadsBack) }

func FuzzParseLength(f *testing.F) {
	for _, seed := range []string{"9 in", "22.86 cm", "1e2mm", "0.000001 m", "-1 in", "1e999999999 in", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := fees.ParseLength(text)
		if err != nil {
			return
		}
		again, err := fees.ParseLength(l.String())
		if err != nil || again.Cmp(l) != 0 {
			t.Fatalf("%q prints as %q, which reads as %v, %v", text, l, again, err)
		}
	})
}

func FuzzParseWeight(f *testing.F) {
	for _, seed := range []string{"2 lb", "5.4 oz", "907 g", "1e1 kg", "-1 lb", "1e999999999 lb", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w, err := fees.ParseWeight(text)
		if err != nil {
			return
		}
		again, err := fees.ParseWeight(w.String())
		if err != nil || again.Cmp(w) != 0 {
			t.Fatalf("%q prints as %q, which reads as %v, %v", text, w, again, err)
		}
	})
}

// The dimensional weight compares with every limit as the exact fraction does,
// for either kind of divisor.
func propDimensionalWeight(t *rapid.T) {
	side := func(name string) (fees.Length, *big.Rat) {
		n := decimal.New(rapid.Int64Range(1, 60_000_000).Draw(t, name), -6)
		unit, size := "in", big.NewRat(1, 1)
		if rapid.Bool().Draw(t, name+" metric") {
			unit, size = "cm", big.NewRat(100, 254)
		}
		l, err := fees.ParseLength(fx.Plain(n) + " " + unit)
		if err != nil {
			t.Fatal(err)
		}
		return l, size.Mul(size, n.Rat()) // in inches
	}
	var p fees.Parcel
	var sides [3]*big.Rat
	p.Length, sides[0] = side("length")
	p.Width, sides[1] = side("width")
	p.Height, sides[2] = side("height")
	floor, floorInches := fees.Length{}, new(big.Rat)
	if rapid.Bool().Draw(t, "floor") {
		floor, _ = fees.ParseLength("2 in")
		floorInches.SetInt64(2)
	}
	longest := 0
	for i, s := range sides {
		if s.Cmp(sides[longest]) > 0 {
			longest = i
		}
	}
	volume := big.NewRat(1, 1)
	for i, s := range sides {
		if i != longest && s.Cmp(floorInches) < 0 {
			s = floorInches
		}
		volume.Mul(volume, s)
	}
	exact := new(big.Rat).Quo(volume, big.NewRat(139, 1)) // lb
	divisor := fees.InchesPerPound(139)
	if rapid.Bool().Draw(t, "metric divisor") {
		divisor = fees.CentimetresPerKilogram(6000)
		cm3 := new(big.Rat).Mul(volume, big.NewRat(254*254*254, 1000000))
		exact = cm3.Quo(cm3, big.NewRat(6000, 1))         // kg
		exact.Mul(exact, big.NewRat(100000000, 45359237)) // lb
	}
	got := p.DimensionalWeight(divisor, floor)
	// The nearest millionth of a pound below and above, and a free limit.
	millionths := new(big.Rat).Mul(exact, big.NewRat(1000000, 1))
	below := new(big.Int).Quo(millionths.Num(), millionths.Denom()).Int64()
	for _, limit := range []int64{below, below + 1, rapid.Int64Range(0, 2_000_000_000).Draw(t, "limit")} {
		w, err := fees.Pounds(decimal.New(limit, -6))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := got.Cmp(w), exact.Cmp(big.NewRat(limit, 1000000)); got != want {
			t.Fatalf("against %s: got %d, want %d", w, got, want)
		}
	}
}

func TestDimensionalWeight(t *testing.T) { rapid.Check(t, propDimensionalWeight) }

// Sides, girth and dimensional weight do not depend on the order of the sides.
func TestParcelSides(t *testing.T) {
	a, b, c := length(t, "20 in"), length(t, "38.1 cm"), length(t, "10 in")
	for _, p := range []fees.Parcel{{Length: a, Width: b, Height: c}, {Length: c, Width: a, Height: b}, {Length: b, Width: c, Height: a}, {Length: c, Width: b, Height: a}} {
		longest, median, shortest := p.Sides()
		if longest.Cmp(a) != 0 || median.Cmp(b) != 0 || shortest.Cmp(c) != 0 {
			t.Errorf("sides of %v are %s, %s, %s", p, longest, median, shortest)
		}
		if got := p.LengthPlusGirth(); got.Cmp(length(t, "70 in")) != 0 || got.String() != "70 in" {
			t.Errorf("length plus girth is %s", got)
		}
		if got := p.DimensionalWeight(fees.InchesPerPound(139), fees.Length{}).Lb(4); !got.Equal(dec("21.5827")) {
			t.Errorf("dimensional weight is %s lb", got)
		}
	}
	if got := (fees.Parcel{Length: a, Width: a, Height: a}).DimensionalWeight(fees.Divisor{}, fees.Length{}); !got.IsZero() {
		t.Errorf("the zero divisor gives %s", got)
	}
}

func TestParcelCheckNamesEveryFault(t *testing.T) {
	err := fees.Parcel{Width: length(t, "1 in")}.Check()
	var fields []string
	for _, e := range fx.Faults(err) {
		var in *fx.InputError
		if errors.As(e, &in) {
			fields = append(fields, in.Field)
		}
	}
	if got := strings.Join(fields, " "); got != "length height weight" {
		t.Errorf("faults at %q", got)
	}
}

func TestWeightSteps(t *testing.T) {
	above, step := weight(t, "3 lb"), weight(t, "4 oz")
	for _, row := range []struct {
		weight string
		want   int64
	}{
		{"2.99 lb", 0}, {"3 lb", 0}, {"3.000001 lb", 1}, {"3.25 lb", 1}, {"3.250001 lb", 2}, {"3.35 lb", 2}, {"20 lb", 68}, {"0 lb", 0},
	} {
		if got := weight(t, row.weight).Steps(above, step); got != row.want {
			t.Errorf("%s: got %d steps, want %d", row.weight, got, row.want)
		}
	}
	if got := weight(t, "5 lb").Steps(above, fees.Weight{}); got != 0 {
		t.Errorf("a zero step gives %d steps", got)
	}
}

func TestParseParcel(t *testing.T) {
	p, err := fees.ParseParcel("12 in", "20.32 cm", "3 in", "3 lb")
	if err != nil || p.Width.Cmp(length(t, "8 in")) != 0 || p.Weight.Cmp(weight(t, "48 oz")) != 0 {
		t.Errorf("got %v, %v", p, err)
	}
	for _, row := range []struct {
		measures [4]string
		want     string
	}{
		{[4]string{"12", "8 in", "-3 in", "3 kilos"}, "length height weight"},
		{[4]string{"0 in", "8 in", "3 in", "0 lb"}, "length weight"},
		{[4]string{}, "length width height weight"},
	} {
		_, err := fees.ParseParcel(row.measures[0], row.measures[1], row.measures[2], row.measures[3])
		var fields []string
		for _, e := range fx.Faults(err) {
			var in *fx.InputError
			if errors.As(e, &in) {
				fields = append(fields, in.Field)
			}
		}
		if got := strings.Join(fields, " "); got != row.want {
			t.Errorf("%q: faults at %q, want %q", row.measures, got, row.want)
		}
	}
}

// A sum of lengths never turns negative.
func TestLengthPlusSaturates(t *testing.T) {
	l := length(t, "100 m")
	for range 80 {
		if twice := l.Plus(l); twice.Cmp(l) < 0 {
			t.Fatalf("%s and itself are %s", l, twice)
		} else {
			l = twice
		}
	}
}
