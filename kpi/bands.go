package kpi

import (
	"slices"

	"github.com/shopspring/decimal"
)

// A Band is a stretch of values that has a name: an in-stock rate of 80 % is "fair". The
// zero Band begins at 0 and has no name.
type Band struct {
	// From is the lowest value of the band; it ends where the next one begins.
	From decimal.Decimal
	Name string
}

// InStockBands returns the bands of the in-stock rate, as Amazon shows them: poor below
// 70 %, fair from there, good from 90 %, excellent at 100 %.
func InStockBands() []Band {
	return []Band{
		{decimal.Decimal{}, "poor"},
		{decimal.New(70, -2), "fair"},
		{decimal.New(90, -2), "good"},
		{decimal.New(1, 0), "excellent"},
	}
}

// BandOf returns the band that a value is in: the one that begins last at or below it. ok
// is false where the value is not defined or below every band. The bands may be in any
// order; one that begins out of the bounds of [Exact] is left out.
func BandOf(v Value, bands []Band) (b Band, ok bool) {
	if !v.IsDefined() {
		return Band{}, false
	}
	sorted := slices.DeleteFunc(slices.Clone(bands), func(b Band) bool { return !inBounds(b.From) })
	slices.SortStableFunc(sorted, func(a, b Band) int { return a.From.Cmp(b.From) })
	for _, next := range sorted {
		if v.Num.Cmp(next.From.Mul(v.Den)) < 0 {
			break
		}
		b, ok = next, true
	}
	return b, ok
}
