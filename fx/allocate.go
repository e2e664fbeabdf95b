package fx

import (
	"errors"
	"math/big"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"
)

// Allocate splits m into one part per weight, each on the grid of the currency's
// minor unit, so that the parts sum to m exactly. See the function [Allocate] for
// the rule. To split a cost in another currency convert it first, then allocate
// once.
//
// The errors are those of [Allocate], and an [*UnknownCurrencyError] or an
// [*InputError] for a currency without a minor unit.
func (m Money) Allocate(weights ...decimal.Decimal) ([]Money, error) {
	places, err := minorPlaces(m.Currency)
	if err != nil {
		return nil, err
	}
	amounts, err := Allocate(m.Amount, int(places), weights)
	if err != nil {
		return nil, err
	}
	parts := make([]Money, len(amounts))
	for i, amount := range amounts {
		parts[i] = Money{Amount: amount, Currency: m.Currency}
	}
	return parts, nil
}

// Allocate splits total in the proportion of the weights into parts with
// minorUnits decimals that sum to total exactly. It is the method of the largest
// remainder (Hamilton), in units of the last decimal, with T the total, w_i a
// weight and W the sum of the weights:
//
//	share_i = T * w_i / W
//	part_i  = floor(share_i), and one unit more for the parts with the largest
//	          share_i - floor(share_i) until the parts sum to T
//
// Ties go to the lower index. A part differs from its share by less than one
// unit, a weight of zero gets nothing, and more parts than units is fine: some
// get nothing. A negative total is split like the positive one and negated, so
// that a refund undoes its sale. The arithmetic is exact.
//
// Every fault is reported at once, each an [*InputError]: no weights, all weights
// zero, a negative weight, a total that is not on the grid of minorUnits (round
// it first), minorUnits below 0 or above [MaxFractionDigits], and numbers of
// hundreds of digits.
func Allocate(total decimal.Decimal, minorUnits int, weights []decimal.Decimal) ([]decimal.Decimal, error) {
	units, unitsErr := minorAmount(total, minorUnits)
	shares, sum, weightsErr := commonScale(weights)
	if err := errors.Join(unitsErr, weightsErr); err != nil {
		return nil, err
	}
	negative := units.Sign() < 0
	units.Abs(units)

	// shares becomes the parts; the remainders are all over the same sum.
	remainders := make([]*big.Int, len(shares))
	left := new(big.Int).Set(units)
	for i, share := range shares {
		remainders[i] = new(big.Int)
		share.Mul(share, units)
		share.QuoRem(share, sum, remainders[i])
		left.Sub(left, share)
	}
	// left is below the number of remainders above zero, since it is their sum
	// divided by the common denominator; so zero weights are never reached.
	one := big.NewInt(1)
	for _, i := range byRemainder(remainders)[:left.Int64()] {
		shares[i].Add(shares[i], one)
	}

	parts := make([]decimal.Decimal, len(shares))
	for i, share := range shares {
		if negative {
			share.Neg(share)
		}
		parts[i] = decimal.NewFromBigInt(share, -int32(minorUnits))
	}
	return parts, nil
}

// minorAmount returns total in units of its last allowed decimal.
func minorAmount(total decimal.Decimal, minorUnits int) (*big.Int, error) {
	if minorUnits < 0 || minorUnits > MaxFractionDigits {
		return nil, NewInputError("minor_units", strconv.Itoa(minorUnits), "must be from 0 to "+strconv.Itoa(MaxFractionDigits))
	}
	if err := checkComputed("total", total); err != nil {
		return nil, err
	}
	units := total.Shift(int32(minorUnits))
	if !units.IsInteger() {
		return nil, NewInputError("total", total.StringFixed(significantPlaces(total)),
			"must have at most "+strconv.Itoa(minorUnits)+" decimals; round it first")
	}
	return units.BigInt(), nil
}

// commonScale returns the weights as whole numbers in the same proportion, and
// their sum.
func commonScale(weights []decimal.Decimal) ([]*big.Int, *big.Int, error) {
	if len(weights) == 0 {
		return nil, nil, NewInputError("weights", "", "must have at least one weight")
	}
	var faults []error
	var least int32
	for i, w := range weights {
		field := "weights[" + strconv.Itoa(i) + "]"
		if err := checkComputed(field, w); err != nil {
			faults = append(faults, err)
		} else if w.IsNegative() {
			faults = append(faults, NewInputError(field, w.StringFixed(significantPlaces(w)), "must not be negative"))
		}
		least = min(least, w.Exponent())
	}
	if len(faults) > 0 {
		return nil, nil, errors.Join(faults...)
	}
	scaled := make([]*big.Int, len(weights))
	sum := new(big.Int)
	for i, w := range weights {
		scaled[i] = w.Shift(-least).BigInt()
		sum.Add(sum, scaled[i])
	}
	if sum.Sign() == 0 {
		return nil, nil, NewInputError("weights", "", "must not all be zero")
	}
	return scaled, sum, nil
}

// byRemainder returns the indices, the largest remainder first, ties in order.
func byRemainder(remainders []*big.Int) []int {
	order := make([]int, len(remainders))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return remainders[j].Cmp(remainders[i])
	})
	return order
}
