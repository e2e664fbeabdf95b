package fees

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// A Volume is the product of the three sides of a parcel, exact whatever their
// units. The zero Volume is 0. Compare with [Volume.Cmp], not with ==, which
// compares the sides.
type Volume struct{ a, b, c int64 } // sides in the steps of a Length

// Volume returns the product of the three sides.
func (p Parcel) Volume() Volume { return Volume{p.Length.ticks, p.Width.ticks, p.Height.ticks} }

// cubicFoot is a cubic foot in cubed steps of a Length: a foot is 304.8 mm.
var cubicFoot = new(big.Int).Exp(big.NewInt(3_048_000_000), big.NewInt(3), nil)

func (v Volume) big() *big.Int {
	n := big.NewInt(v.a)
	n.Mul(n, big.NewInt(v.b))
	return n.Mul(n, big.NewInt(v.c))
}

// CubicFeet returns the volume in cubic feet, rounded half away from zero to the
// given decimals, 0 to 12; places outside of that count as the nearer end.
func (v Volume) CubicFeet(places int32) decimal.Decimal {
	return v.times(whole, 1, 1, min(max(places, 0), storagePlaces))
}

// CubicMetres returns the volume in cubic metres, exact: an inch is 0.0254 m, so that
// every Volume has a finite decimal, of at most 30 places.
func (v Volume) CubicMetres() decimal.Decimal {
	return decimal.NewFromBigInt(v.big(), -3*metrePlaces)
}

// Cmp compares two volumes exactly.
func (v Volume) Cmp(w Volume) int { return v.big().Cmp(w.big()) }

// times returns rate per cubic foot times the volume times num/den, rounded once,
// half away from zero.
func (v Volume) times(rate decimal.Decimal, num, den int64, places int32) decimal.Decimal {
	n := new(big.Int).Mul(v.big(), rate.Coefficient())
	n.Mul(n, big.NewInt(num))
	d := new(big.Int).Mul(cubicFoot, big.NewInt(den))
	if shift := int(rate.Exponent() + places); shift >= 0 {
		n.Mul(n, bigPow10(shift))
	} else {
		d.Mul(d, bigPow10(-shift))
	}
	return decimal.NewFromBigInt(roundQuotient(n, d), -places)
}
