package stock

import (
	"math"

	"github.com/shopspring/decimal"
)

// worthPlaces is the number of decimals that [Worth] keeps.
const worthPlaces = 9

// Worth returns what an expected number of units is worth at a price: the units,
// rounded to 9 decimals, times the price, rounded to 9 decimals, a half away from
// zero. Expected money is not rounded to cents, since nobody pays it; round a sum
// where it is shown. It is 0 for units that are not finite.
func Worth(units float64, price decimal.Decimal) decimal.Decimal {
	if math.IsNaN(units) || math.IsInf(units, 0) {
		return decimal.Zero
	}
	return decimal.NewFromFloat(units).Round(worthPlaces).Mul(price).Round(worthPlaces)
}

// CriticalRatio returns the share of demand that it pays to cover: under/(under+over),
// where under is what a missing unit costs and over what a unit too many costs. It is
// the service level at which both are in balance. Both are 0 or more and one is above.
func CriticalRatio(under, over decimal.Decimal) (float64, error) {
	var f faults
	if f.amount("under", under); under.IsZero() && over.IsZero() {
		f.add("under", "0", "must be above 0 where over is 0")
	}
	f.amount("over", over)
	if err := f.err(); err != nil {
		return 0, err
	}
	return ratio(under, under.Add(over)), nil
}

// ratio returns a/b as a number; b is not zero.
func ratio(a, b decimal.Decimal) float64 { return a.DivRound(b, 18).InexactFloat64() }
