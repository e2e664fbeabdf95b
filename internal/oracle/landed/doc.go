// Package landedoracle says slowly and plainly what customs, freight and the
// allocation of costs come to. It serves only to test the packages that compute
// the same fast: it shares no code and no data file with them. Its figures are
// written here as literals, as the published sources give them.
//
// A rule returns false next to its answer where nobody published one. Amounts
// are exact unless a comment says rounded. Days are calendar days in the zone
// that the time carries.
package landedoracle

import (
	"math/big"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// num reads the literal of an amount: "25.67".
func num(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// percent reads the literal of a rate: "7.5%" is 0.075.
func percent(text string) decimal.Decimal { return num(strings.TrimSuffix(text, "%")).Shift(-2) }

// frac returns a decimal as a fraction.
func frac(d decimal.Decimal) *big.Rat { return d.Rat() }

// within reports whether a day is in a range, both ends included. A text of ""
// is no limit.
func within(day time.Time, first, last string) bool {
	date := day.Format(time.DateOnly)
	return first <= date && (last == "" || date <= last)
}

// larger and smaller return the greater and the lesser of two amounts.
func larger(a, b decimal.Decimal) decimal.Decimal {
	if a.LessThan(b) {
		return b
	}
	return a
}

func smaller(a, b decimal.Decimal) decimal.Decimal {
	if a.LessThan(b) {
		return a
	}
	return b
}

// RoundRat rounds a fraction to a number of places, half away from zero.
func RoundRat(r *big.Rat, places int) decimal.Decimal { return num(r.FloatString(places)) }

// floor returns the largest whole number that is not above r, ceil the smallest
// that is not below it, and halfUp the nearest, a half going up.
func floor(r *big.Rat) *big.Int {
	return new(big.Int).Div(r.Num(), r.Denom()) // Euclidean: the denominator is positive
}

func ceil(r *big.Rat) *big.Int {
	return new(big.Int).Neg(floor(new(big.Rat).Neg(r)))
}

func halfUp(r *big.Rat) *big.Int { return floor(new(big.Rat).Add(r, big.NewRat(1, 2))) }
