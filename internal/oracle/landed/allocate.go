package landedoracle

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// exactShares returns total x weight / sum of weights, each as a fraction, or
// false where the weights sum to 0.
func exactShares(total decimal.Decimal, weights []decimal.Decimal) ([]*big.Rat, bool) {
	sum := new(big.Rat)
	for _, weight := range weights {
		sum.Add(sum, frac(weight))
	}
	if sum.Sign() == 0 {
		return nil, false
	}
	var shares []*big.Rat
	for _, weight := range weights {
		share := new(big.Rat).Mul(frac(total), frac(weight))
		shares = append(shares, share.Quo(share, sum))
	}
	return shares, true
}

// LargestRemainder shares a total over weights of at least 0: each share is cut
// down to the unit of the currency, then one unit at a time goes to the line that
// lost most, the first among equals. A negative total is shared as its opposite.
func LargestRemainder(total decimal.Decimal, weights []decimal.Decimal, places int32) ([]decimal.Decimal, bool) {
	if total.IsNegative() {
		shares, ok := LargestRemainder(total.Neg(), weights, places)
		for i := range shares {
			shares[i] = shares[i].Neg()
		}
		return shares, ok
	}
	exact, ok := exactShares(total.Shift(places), weights)
	if !ok {
		return nil, false
	}
	units := make([]*big.Int, len(exact))
	left := new(big.Int).Set(total.Shift(places).BigInt())
	for i, share := range exact {
		units[i] = floor(share)
		left.Sub(left, units[i])
	}
	given := make([]bool, len(exact))
	for ; left.Sign() > 0; left.Sub(left, big.NewInt(1)) {
		most := -1
		for i := range exact {
			if !given[i] && (most < 0 || lost(exact[i]).Cmp(lost(exact[most])) > 0) {
				most = i
			}
		}
		given[most] = true
		units[most].Add(units[most], big.NewInt(1))
	}
	shares := make([]decimal.Decimal, len(units))
	for i := range units {
		shares[i] = decimal.NewFromBigInt(units[i], -places)
	}
	return shares, true
}

// lost is the part of a fraction that is cut off.
func lost(r *big.Rat) *big.Rat { return new(big.Rat).Sub(r, new(big.Rat).SetInt(floor(r))) }

// allWeightsOne makes all lines equal.
func allWeightsOne(n int) []decimal.Decimal {
	ones := make([]decimal.Decimal, n)
	for i := range ones {
		ones[i] = num("1")
	}
	return ones
}

// Odoo shares as Odoo's landed costs do: each share to the currency, half up, and
// the whole difference to the last line. Where all weights are 0 the lines are
// equal.
func Odoo(total decimal.Decimal, weights []decimal.Decimal, places int32) []decimal.Decimal {
	return toLast(total, weights, places, func(r *big.Rat) decimal.Decimal { return RoundRat(r, int(places)) })
}

// OdooUp is as Odoo, with the rounding of older versions: each share up.
func OdooUp(total decimal.Decimal, weights []decimal.Decimal, places int32) []decimal.Decimal {
	return toLast(total, weights, places, func(r *big.Rat) decimal.Decimal {
		scaled := new(big.Rat).Mul(r, num("1").Shift(places).Rat())
		if scaled.Sign() < 0 {
			return decimal.NewFromBigInt(floor(scaled), -places) // away from zero
		}
		return decimal.NewFromBigInt(ceil(scaled), -places)
	})
}

func toLast(total decimal.Decimal, weights []decimal.Decimal, places int32, round func(*big.Rat) decimal.Decimal) []decimal.Decimal {
	exact, ok := exactShares(total, weights)
	if !ok {
		exact, _ = exactShares(total, allWeightsOne(len(weights)))
	}
	shares, left := roundAll(total, exact, round)
	last := len(shares) - 1
	shares[last] = shares[last].Add(left)
	return shares
}

func roundAll(total decimal.Decimal, exact []*big.Rat, round func(*big.Rat) decimal.Decimal) ([]decimal.Decimal, decimal.Decimal) {
	var shares []decimal.Decimal
	left := total
	for _, share := range exact {
		shares = append(shares, round(share))
		left = left.Sub(round(share))
	}
	return shares, left
}

// ERPNext shares as its older landed cost voucher: each share to the field, halves
// to the even neighbour, and the difference to the last item. Weights that sum to 0
// are an error.
func ERPNext(total decimal.Decimal, weights []decimal.Decimal, places int32) ([]decimal.Decimal, bool) {
	if _, ok := exactShares(total, weights); !ok {
		return nil, false
	}
	return toLast(total, weights, places, func(r *big.Rat) decimal.Decimal { return halfEven(r, places) }), true
}

// halfEven rounds to a number of places, halves to the even neighbour.
func halfEven(r *big.Rat, places int32) decimal.Decimal {
	scaled := new(big.Rat).Mul(r, num("1").Shift(places).Rat())
	units := floor(scaled)
	switch lost(scaled).Cmp(big.NewRat(1, 2)) {
	case 1:
		units.Add(units, big.NewInt(1))
	case 0:
		units.Add(units, big.NewInt(int64(units.Bit(0))))
	}
	return decimal.NewFromBigInt(units, -places)
}

// ERPNextLargest is as ERPNext, with the difference to the item of the largest
// share, the first among equals. A share does not get the other sign than the
// total: what the largest cannot give up, the next largest does.
func ERPNextLargest(total decimal.Decimal, weights []decimal.Decimal, places int32) ([]decimal.Decimal, bool) {
	exact, ok := exactShares(total, weights)
	if !ok {
		return nil, false
	}
	shares, left := roundAll(total, exact, func(r *big.Rat) decimal.Decimal { return halfEven(r, places) })
	rounded := append([]decimal.Decimal(nil), shares...)
	unit := decimal.New(1, -places)
	if left.IsNegative() {
		unit = unit.Neg()
	}
	taken := make([]bool, len(shares)) // gave up all that it had
	for ; !left.IsZero(); left = left.Sub(unit) {
		largest := -1
		for i := range shares {
			if !taken[i] && (largest < 0 || rounded[i].Abs().GreaterThan(rounded[largest].Abs())) {
				largest = i
			}
		}
		shares[largest] = shares[largest].Add(unit)
		if shares[largest].IsZero() {
			taken[largest] = true
		}
	}
	return shares, true
}
