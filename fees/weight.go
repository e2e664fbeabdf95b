package fees

import (
	"cmp"
	"math"
	"math/big"

	"github.com/shopspring/decimal"
)

// A Weight is a weight that keeps the unit it was entered in and compares
// exactly with a Weight in any other: 453.59237 g is 1 lb and not a grain more.
// It is held as an integer number of the largest step in which a millionth of
// a pound, of an ounce (1/16 lb) and of a gram are all whole. The zero Weight
// is 0 lb. Compare with [Weight.Cmp], not with ==.
type Weight struct {
	ticks   int64 // 1 lb / poundTicks
	entered measure
}

// One pound is 453.59237 g by definition. With a step of 1/(16 × 10^6 ×
// 45359237) lb a pound, an ounce and a gram, and a millionth of each, are whole.
const (
	ouncePart  = 45_359_237 // a millionth of an ounce
	poundTicks = 16 * 1_000_000 * ouncePart
	// A step is 1/(1.6 × 10^15) kg, which is 625 × 10^-18 kg.
	kgPerTick = 625
	kgPlaces  = 18
)

// weightUnits are the units of weight. No parcel is heavier than 5 t.
var weightUnits = []unit{
	{"lb", 16 * ouncePart, 11_023},
	{"oz", ouncePart, 176_368},
	{"g", 1_600_000, 5_000_000},
	{"kg", 1_600_000_000, 5_000},
}

// ParseWeight reads a weight such as "2 lb", "5.4 oz" or "907 g": a number with
// at most 6 decimals and one of the units lb, oz, g, kg. Anything else, a
// negative number and more than 5 t are an *[fx.InputError].
func ParseWeight(text string) (Weight, error) {
	m, err := parseMeasure(text, weightUnits, `"2 lb", "5.4 oz" or "907 g"`)
	if err != nil {
		return Weight{}, err
	}
	return weightOf(m), nil
}

// Pounds returns a weight in pounds. Errors are those of [ParseWeight].
func Pounds(n decimal.Decimal) (Weight, error) { return newWeight(n, "lb") }

// Kilograms returns a weight in kilograms. Errors are those of [ParseWeight].
func Kilograms(n decimal.Decimal) (Weight, error) { return newWeight(n, "kg") }

func newWeight(n decimal.Decimal, unit string) (Weight, error) {
	m, err := newMeasure("", n, unit, weightUnits)
	if err != nil {
		return Weight{}, err
	}
	return weightOf(m), nil
}

func weightOf(m measure) Weight {
	u, _ := findUnit(m.unit, weightUnits)
	return Weight{m.micros * u.ticks, m}
}

// Cmp compares two weights exactly, whatever their units.
func (w Weight) Cmp(v Weight) int { return cmp.Compare(w.ticks, v.ticks) }

// IsZero reports whether the weight is 0.
func (w Weight) IsZero() bool { return w.ticks == 0 }

// Max returns the heavier of two weights.
func (w Weight) Max(v Weight) Weight {
	if v.Cmp(w) > 0 {
		return v
	}
	return w
}

// Plus returns the sum, in pounds when the units differ. A sum beyond any parcel
// stays there.
func (w Weight) Plus(v Weight) Weight {
	sum := Weight{ticks: w.ticks + v.ticks}
	if sum.ticks < 0 {
		return Weight{ticks: math.MaxInt64}
	}
	if micros := w.entered.micros + v.entered.micros; w.entered.unit == v.entered.unit && micros >= 0 {
		sum.entered = measure{micros, w.entered.unit}
	}
	return sum
}

// RoundUp returns the least multiple of step that is not below w: 8.63 lb in
// steps of 1 lb is 9 lb, and 9 lb stays 9 lb. A zero step rounds nothing.
func (w Weight) RoundUp(step Weight) Weight {
	if step.ticks == 0 {
		return w
	}
	n := w.Steps(Weight{}, step)
	if n > math.MaxInt64/step.ticks {
		return Weight{ticks: math.MaxInt64}
	}
	up := Weight{ticks: n * step.ticks}
	if step.entered.micros > 0 && n <= math.MaxInt64/step.entered.micros {
		up.entered = measure{n * step.entered.micros, step.entered.unit}
	}
	return up
}

// Lb returns the weight in pounds, rounded half away from zero to the given
// decimals, 0 to 12; places outside of that count as the nearer end.
func (w Weight) Lb(places int32) decimal.Decimal {
	return decimal.NewFromInt(w.ticks).DivRound(decimal.NewFromInt(poundTicks), min(max(places, 0), 12))
}

// Kg returns the weight in kilograms, exact: a pound is 0.45359237 kg, so that every
// Weight has a finite decimal, of at most 18 places.
func (w Weight) Kg() decimal.Decimal {
	n := new(big.Int).Mul(big.NewInt(w.ticks), big.NewInt(kgPerTick))
	return decimal.NewFromBigInt(n, -kgPlaces)
}

// Steps returns the number of started steps by which w exceeds above: 0 when
// it does not, 1 from the first grain more, and so on. A zero step gives 0.
func (w Weight) Steps(above, step Weight) int64 {
	if w.ticks <= above.ticks || step.ticks == 0 {
		return 0
	}
	return (w.ticks-above.ticks-1)/step.ticks + 1
}

// String prints the weight as it was entered: "5.4 oz". A computed weight
// prints in pounds with at most 4 decimals, as Amazon shows it.
func (w Weight) String() string {
	if w.entered.unit == "" {
		return measure{w.Lb(4).Shift(measureDecimals).IntPart(), "lb"}.String()
	}
	return w.entered.String()
}
