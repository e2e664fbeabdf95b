package fees

import (
	"errors"
	"math"
	"math/bits"

	"github.com/lianxing/crossborder/fx"
)

// A Parcel is a packed unit as it is measured. The zero Parcel was not measured:
// see [Parcel.Check].
type Parcel struct {
	// Length, Width and Height are the sides, in any order.
	Length, Width, Height Length
	// Weight is the unit weight: what a scale shows.
	Weight Weight
}

// ParseParcel reads the three sides, in any order, and the weight, each with its
// unit, and checks that all are above 0. Errors are *[fx.InputError] at length,
// width, height and weight, all faults joined; see [ParseLength] and
// [ParseWeight] for what they accept.
func ParseParcel(length, width, height, weight string) (Parcel, error) {
	var p Parcel
	var faults [4]error
	p.Length, faults[0] = ParseLength(length)
	p.Width, faults[1] = ParseLength(width)
	p.Height, faults[2] = ParseLength(height)
	p.Weight, faults[3] = ParseWeight(weight)
	for i, field := range [4]string{"length", "width", "height", "weight"} {
		faults[i] = fx.InField(field, faults[i])
	}
	if err := errors.Join(faults[:]...); err != nil {
		return Parcel{}, err
	}
	return p, p.Check()
}

// Check returns an *[fx.InputError] for each side and for the weight that is
// not above 0, joined, or nil.
func (p Parcel) Check() error {
	var faults []error
	for _, side := range []struct {
		field string
		value Length
	}{{"length", p.Length}, {"width", p.Width}, {"height", p.Height}} {
		if side.value.ticks <= 0 {
			faults = append(faults, fx.NewInputError(side.field, side.value.String(), "must be above 0"))
		}
	}
	if p.Weight.ticks <= 0 {
		faults = append(faults, fx.NewInputError("weight", p.Weight.String(), "must be above 0"))
	}
	return errors.Join(faults...)
}

// Sides returns the sides in order of length.
func (p Parcel) Sides() (longest, median, shortest Length) {
	a, b, c := p.Length, p.Width, p.Height
	if a.Cmp(b) < 0 {
		a, b = b, a
	}
	if b.Cmp(c) < 0 {
		b, c = c, b
	}
	if a.Cmp(b) < 0 {
		a, b = b, a
	}
	return a, b, c
}

// Girth returns twice the sum of the two shorter sides.
func (p Parcel) Girth() Length {
	_, median, shortest := p.Sides()
	half := median.Plus(shortest)
	return half.Plus(half)
}

// LengthPlusGirth returns the longest side plus the girth.
func (p Parcel) LengthPlusGirth() Length {
	longest, _, _ := p.Sides()
	return longest.Plus(p.Girth())
}

// A Divisor turns a volume into a dimensional weight. Its constructors name the
// unit it is quoted in. The zero Divisor gives a dimensional weight of 0.
type Divisor struct {
	value  int32
	metric bool
}

// InchesPerPound is a divisor in cubic inches per pound: 139 for Amazon US.
func InchesPerPound(n int32) Divisor { return Divisor{value: n} }

// CentimetresPerKilogram is a divisor in cubic centimetres per kilogram: 6000
// or 5000 for air freight and express.
func CentimetresPerKilogram(n int32) Divisor { return Divisor{n, true} }

// DimensionalWeight returns the volume divided by the divisor, after raising
// the two shorter sides to at least floor (the zero Length raises nothing).
//
// The quotient is seldom finite; it is rounded up to the step a [Weight] is
// held in, about 1e-15 lb. Every limit a fee table can state is a whole number
// of such steps, so no comparison with one can come out differently.
func (p Parcel) DimensionalWeight(d Divisor, floor Length) Weight {
	if d.value <= 0 {
		return Weight{}
	}
	longest, median, shortest := p.Sides()
	// Per cubic inch, 45359237 × 16 × 10^6 steps to the pound over 254000000^3
	// cubes of 1e-7 mm cancel to 90718474 / (2048383 × 10^12); per cubic
	// centimetre, 1.6 × 10^15 steps to the kilogram over 10^24 cubes to
	// 16 / 10^10.
	steps, per, rest := uint64(2*ouncePart), 2_048_383*uint64(d.value), uint64(1e12)
	if d.metric {
		steps, per, rest = 16, uint64(d.value), 1e10
	}
	volume := wide{uint64(longest.ticks)}.
		times(uint64(max(median.ticks, floor.ticks))).
		times(uint64(max(shortest.ticks, floor.ticks)))
	ticks := volume.times(steps).ceilDiv(per).ceilDiv(rest)
	if ticks[2] != 0 || ticks[1] != 0 || ticks[0] > math.MaxInt64 {
		return Weight{ticks: math.MaxInt64}
	}
	return Weight{ticks: int64(ticks[0])}
}

// A wide is an unsigned 192-bit integer, low word first: the volume of a cube
// of 100 m in the steps of a Length needs 120 bits, and its weight 147.
type wide [3]uint64

func (w wide) times(m uint64) wide {
	var out wide
	var carry uint64
	for i, word := range w {
		hi, lo := bits.Mul64(word, m)
		lo, c := bits.Add64(lo, carry, 0)
		out[i], carry = lo, hi+c
	}
	return out
}

// ceilDiv returns w/d rounded up, for d above 0.
func (w wide) ceilDiv(d uint64) wide {
	var out wide
	var rest uint64
	for i := len(w) - 1; i >= 0; i-- {
		out[i], rest = bits.Div64(rest, w[i], d)
	}
	if rest == 0 {
		return out
	}
	for i := range out {
		if out[i]++; out[i] != 0 {
			break
		}
	}
	return out
}
