package fees

import (
	"cmp"
	"math"

	"github.com/shopspring/decimal"
)

// A Length is a length that keeps the unit it was entered in and compares
// exactly with a Length in any other: 38.1 cm is 15 in and not a hair more.
// It is held as an integer number of 0.0000001 mm, in which one inch (25.4 mm)
// and a millionth of it are whole. The zero Length is 0 in. Compare with
// [Length.Cmp], not with ==, which also compares the unit.
type Length struct {
	ticks   int64 // 1e-7 mm
	entered measure
}

// lengthUnits are the units of length; the inch is 25.4 mm by definition. No
// side is longer than 100 m.
var lengthUnits = []unit{
	{"in", 254, 3_937},
	{"ft", 3_048, 328},
	{"mm", 10, 100_000},
	{"cm", 100, 10_000},
	{"m", 10_000, 100},
}

// ParseLength reads a length such as "9 in" or "22.86 cm": a number with at
// most 6 decimals and one of the units in, ft, mm, cm, m. Anything else, a
// negative number and more than 100 m are an *[fx.InputError].
func ParseLength(text string) (Length, error) {
	m, err := parseMeasure(text, lengthUnits, `"9 in" or "22.86 cm"`)
	if err != nil {
		return Length{}, err
	}
	return lengthOf(m), nil
}

// Inches returns a length in inches. Errors are those of [ParseLength].
func Inches(n decimal.Decimal) (Length, error) { return newLength(n, "in") }

// Centimetres returns a length in centimetres. Errors are those of [ParseLength].
func Centimetres(n decimal.Decimal) (Length, error) { return newLength(n, "cm") }

func newLength(n decimal.Decimal, unit string) (Length, error) {
	m, err := newMeasure("", n, unit, lengthUnits)
	if err != nil {
		return Length{}, err
	}
	return lengthOf(m), nil
}

func lengthOf(m measure) Length {
	u, _ := findUnit(m.unit, lengthUnits)
	return Length{m.micros * u.ticks, m}
}

// Cmp compares two lengths exactly, whatever their units.
func (l Length) Cmp(m Length) int { return cmp.Compare(l.ticks, m.ticks) }

// IsZero reports whether the length is 0.
func (l Length) IsZero() bool { return l.ticks == 0 }

// Plus returns the sum, in inches when the units differ. A sum beyond 900,000 km
// stays there.
func (l Length) Plus(m Length) Length {
	sum := Length{ticks: l.ticks + m.ticks}
	if sum.ticks < 0 {
		return Length{ticks: math.MaxInt64}
	}
	if micros := l.entered.micros + m.entered.micros; l.entered.unit == m.entered.unit && micros >= 0 {
		sum.entered = measure{micros, l.entered.unit}
	}
	return sum
}

// In returns the length in inches, rounded half away from zero to the given
// decimals, 0 to 12; places outside of that count as the nearer end.
func (l Length) In(places int32) decimal.Decimal {
	return decimal.NewFromInt(l.ticks).DivRound(decimal.NewFromInt(254_000_000), min(max(places, 0), 12))
}

// metrePlaces is how many decimals of a metre the step of a Length is: 1e-7 mm.
const metrePlaces = 10

// Metres returns the length in metres, exact: an inch is 0.0254 m, so that every
// Length has a finite decimal, of at most 10 places.
func (l Length) Metres() decimal.Decimal { return decimal.New(l.ticks, -metrePlaces) }

// String prints the length as it was entered: "22.86 cm". A sum of different
// units prints in inches with at most 6 decimals.
func (l Length) String() string {
	if l.entered.unit == "" {
		return measure{l.In(measureDecimals).Shift(measureDecimals).IntPart(), "in"}.String()
	}
	return l.entered.String()
}
