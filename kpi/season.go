package kpi

import (
	"errors"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// Deseasonalise divides each value of a series by the seasonal index of its period:
// the average of the period / the grand average, so that 1.4 is a period in which 40%
// more is usual. The first point has the first index; after the last index the first
// comes again. The values are exact, and gaps and exclusions stay. What comes back
// has no counts: it is for [NewXmR], not for [NewPChart].
//
// Faults are [*fx.InputError] at "index" for no index and "index[3]" for one that is
// not above 0 or has too many digits, and those of the points that [NewXmR] reports.
func Deseasonalise(points []ChartPoint, index []decimal.Decimal) ([]ChartPoint, error) {
	_, err := checkChart(points, 0)
	faults := []error{err}
	if len(index) == 0 {
		faults = append(faults, fx.NewInputError("index", "", "must have an index for each period of the season"))
	}
	for i, x := range index {
		at := "index[" + strconv.Itoa(i) + "]"
		if err := fx.CheckDecimal(x); err != nil {
			faults = append(faults, fx.InField(at, err))
		} else if x.Sign() <= 0 {
			faults = append(faults, fx.NewInputError(at, fx.Plain(x), "must be above 0"))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	out := make([]ChartPoint, len(points))
	for i, p := range points {
		if p.Value.IsDefined() {
			p.Value.Den = p.Value.Den.Mul(index[i%len(index)])
		}
		out[i] = p
	}
	return out, nil
}
