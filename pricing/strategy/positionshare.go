package strategy

import (
	"slices"
	"sort"

	"github.com/shopspring/decimal"
)

// sharesOf returns the share of each part in their sum, rounded down to some decimals,
// with the units that are then over given to the largest remainders, the first of two
// alike: the shares sum to 1. They are all 0 when the parts are.
func sharesOf(parts []decimal.Decimal, places int32) []decimal.Decimal {
	shares := make([]decimal.Decimal, len(parts))
	all := decimal.Zero
	for _, part := range parts {
		all = all.Add(part)
	}
	if all.Sign() <= 0 {
		return shares
	}
	unit := decimal.New(1, -places)
	rests, order := make([]decimal.Decimal, len(parts)), make([]int, len(parts))
	left := decimal.New(1, 0)
	for i, part := range parts {
		shares[i], rests[i] = part.QuoRem(all, places)
		left = left.Sub(shares[i])
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return rests[order[i]].GreaterThan(rests[order[j]]) })
	for _, i := range order {
		if left.Sign() <= 0 {
			break
		}
		shares[i], left = shares[i].Add(unit), left.Sub(unit)
	}
	return shares
}

// medianOf returns the median, the mean of the two in the middle for an even number,
// exact. It is not Valid for none.
func medianOf(values []decimal.Decimal) decimal.NullDecimal {
	if len(values) == 0 {
		return decimal.NullDecimal{}
	}
	sorted := slices.Clone(values)
	slices.SortFunc(sorted, decimal.Decimal.Cmp)
	middle := sorted[len(sorted)/2]
	if len(sorted)%2 == 0 {
		middle = middle.Add(sorted[len(sorted)/2-1]).Mul(decimal.New(5, -1))
	}
	return decimal.NewNullDecimal(middle)
}
