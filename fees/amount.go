package fees

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// The fixed-point scales of the kernel. A price is an integer number of
// 0.0001, a rate of 1e-16, so that their product is an amount in 1e-20.
const (
	pricePlaces  = 4
	ratePlaces   = 16
	amountPlaces = 20
)

// Limits of the kernel. With both kept, no evaluation can overflow: a rate
// times a price is at most 1e37, an amount at most 1e37, and 128 bits hold 1.7e38.
var (
	limitAmount = pow10(37) // 1e17 in the currency
	limitRate   = pow10(24) // a rate of 1e8
)

// maxUnits is the highest price, in units of 0.0001.
const maxUnits = 1e13

// MaxPrice is the highest price a [Curve] is defined for: one thousand million
// in the currency of the price.
func MaxPrice() decimal.Decimal { return maxPrice }

var maxPrice = decimal.New(maxUnits, -pricePlaces)

// An Amount is an exact sum of money as the kernel holds it: a 128-bit integer
// number of 1e-20 of the currency. It costs no allocation; [Amount.Decimal]
// builds the decimal when somebody wants to see it. The zero Amount is zero.
type Amount struct{ v int128 }

// Decimal returns the amount as a decimal, exact.
func (a Amount) Decimal() decimal.Decimal {
	// Most amounts are whole cents, and nearly all have at most 16 decimals: they
	// fit one word, which costs no big integer.
	for _, zeros := range [...]uint64{18, 8, 4} {
		if q, exact := a.v.div64(uint64(pow10int64[zeros])); exact {
			return decimal.New(q, int32(zeros)-amountPlaces)
		}
	}
	return decimal.NewFromBigInt(a.v.big(), -amountPlaces)
}

// Sign returns -1, 0 or 1.
func (a Amount) Sign() int { return a.v.sign() }

// Cmp compares two amounts of the same currency.
func (a Amount) Cmp(b Amount) int { return a.v.cmp(b.v) }

// Plus returns the sum of two amounts of the same currency, and whether it fits
// 128 bits.
func (a Amount) Plus(b Amount) (Amount, bool) {
	v, ok := a.v.add(b.v)
	return Amount{v}, ok
}

// Minus returns the difference of two amounts of the same currency, and whether
// it fits 128 bits.
func (a Amount) Minus(b Amount) (Amount, bool) { return a.Plus(Amount{b.v.neg()}) }

func pow10(n int) int128 {
	v, _ := int128FromBig(bigPow10(n))
	return v
}

func bigPow10(n int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}
