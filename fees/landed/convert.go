package landed

import (
	"math/bits"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A converter turns minor units of one currency into minor units of another,
// rounded half away from zero in one division, as [fx.Rate.ConvertRounded] does with
// decimals.
type converter struct {
	from, to fx.Currency
	rate     fx.Rate
	// num/den are minor units of to per minor unit of from; den is 0 when they do
	// not fit.
	num, den uint64
}

// newConverter returns the converter for a rate between the two currencies; between
// the same currency the rate is not looked at.
func newConverter(rate fx.Rate, from, to fx.Currency) converter {
	c := converter{from: from, to: to, rate: rate, num: 1, den: 1}
	if from == to {
		return c
	}
	n, d := rate.Fraction()
	if rate.Base() == to {
		n, d = d, n
	}
	// to = from × 10^−pf × n/d × 10^pt
	shift := n.Exponent() - d.Exponent() + placesOf(to) - placesOf(from)
	up, upFits := scaledUp(n, shift)
	down, downFits := scaledUp(d, -shift)
	if c.num, c.den = up, down; !upFits || !downFits {
		c.den = 0
	}
	return c
}

// scaledUp returns the digits of a decimal above 0, and as many zeros more as the
// shift says if it is above 0.
func scaledUp(d decimal.Decimal, shift int32) (uint64, bool) {
	if d.NumDigits() > 18 || shift >= int32(len(powersOfTen)) {
		return 0, false
	}
	n := uint64(d.CoefficientInt64())
	if shift > 0 {
		over, scaled := bits.Mul64(n, powersOfTen[shift])
		return scaled, over == 0
	}
	return n, n != 0
}

// highestMinor is the largest amount in minor units: 18 digits, of which a few do not
// overflow.
const highestMinor = 999_999_999_999_999_999

// minor converts minor units. It is false when the result is beyond what a shipment
// may cost.
func (c *converter) minor(units int64) (int64, bool) {
	if c.from == c.to {
		return units, true
	}
	if c.den == 0 {
		return c.slow(units)
	}
	magnitude := uint64(units)
	if units < 0 {
		magnitude = -magnitude
	}
	hi, lo := bits.Mul64(magnitude, c.num)
	if hi >= c.den {
		return 0, false
	}
	q, rest := bits.Div64(hi, lo, c.den)
	if rest >= c.den-rest {
		q++
	}
	if q > highestMinor {
		return 0, false
	}
	if units < 0 {
		return -int64(q), true
	}
	return int64(q), true
}

// slow is minor for fractions of more than 64 bits.
func (c *converter) slow(units int64) (int64, bool) {
	converted, err := c.rate.ConvertRounded(fromMinor(units, c.from))
	if err != nil {
		return 0, false
	}
	n, ok := minorUnits(converted)
	return n, ok && n <= highestMinor && n >= -highestMinor
}

// amount converts an amount in whole minor units of the converter's first currency.
// The error is an *[fx.InputError] without a field.
func (c *converter) amount(d decimal.Decimal) (int64, error) {
	units, fits := minorUnits(fx.Money{Amount: d, Currency: c.from})
	if fits {
		units, fits = c.minor(units)
	}
	if !fits {
		return 0, fx.NewInputError("", fx.Plain(d), "is worth more than can be computed with")
	}
	return units, nil
}

// timesUnits returns price × units in minor units, rounded half away from zero once.
// It is false when the result is beyond what a shipment may cost.
func timesUnits(price decimal.Decimal, units int64, c fx.Currency) (int64, bool) {
	shift := price.Exponent() + placesOf(c)
	if price.NumDigits() > 18 || shift <= -int32(len(powersOfTen)) || shift > 0 {
		total := price.Mul(decimal.NewFromInt(units)).Round(placesOf(c))
		n, ok := minorUnits(fx.Money{Amount: total, Currency: c})
		return n, ok && n <= highestMinor
	}
	den := powersOfTen[-shift]
	hi, lo := bits.Mul64(uint64(price.CoefficientInt64()), uint64(units))
	if hi >= den {
		return 0, false
	}
	q, rest := bits.Div64(hi, lo, den)
	if rest >= den-rest {
		q++
	}
	return int64(q), q <= highestMinor
}
