package kpi

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A TargetActual is what a cell of a plan has reached.
type TargetActual struct {
	At TargetCell `json:"at"`
	// Amount is the result up to the day of the question, in the unit of the plan. It
	// is unknown where it is not Valid.
	Amount decimal.NullDecimal `json:"amount"`
}

// A CellPace is the pace of a cell.
type CellPace struct {
	At   TargetCell `json:"at"`
	Pace Pace       `json:"pace"`
}

// TreePace is the pace of some cells of a plan and of their sum.
type TreePace struct {
	Cells []CellPace `json:"cells"`
	// Sum is the pace of all of them together: their targets and actuals added. Where
	// an actual is unknown, what needs it is incomplete.
	Sum Pace `json:"sum"`
}

// Pace returns how cells of the plan are doing, each by the targets of its own shortest
// periods, and all of them together: the channels of a year, or the one cell of the
// whole plan. The period of the sum is from the first to the last day of its cells.
// The index may be off by the tolerance and still be on pace.
//
// All faults are reported at once: an *fx.InputError at "actuals" for none or more than
// 20 000, at "actuals[1].at" for a cell that another one has in it too,
// "actuals[1].amount", "as_of" and "tolerance", and a [*NoTargetError] for a cell that
// the plan has not.
func (t TargetTree) Pace(actuals []TargetActual, asOf time.Time, tolerance decimal.Decimal) (TreePace, error) {
	if len(actuals) == 0 || len(actuals) > maxTargetParts {
		return TreePace{}, fx.NewInputError("actuals", strconv.Itoa(len(actuals)), "must be from 1 to "+strconv.Itoa(maxTargetParts))
	}
	var faults []error
	if asOf.IsZero() || !ofFourDigits(asOf) {
		faults = append(faults, fx.NewInputError("as_of", "", "must be a day of the years 1 to 9999"))
	}
	owner := make([]int, len(t.Cells)) // which actual a cell belongs to, from 1
	inputs := make([]PaceInput, len(actuals))
	sum := PaceInput{AsOf: asOf, Unit: t.Unit, Currency: t.Currency, Tolerance: tolerance, Actual: decimal.NewNullDecimal(decimal.Decimal{})}
	sums := map[Period]decimal.Decimal{}
	for i, a := range actuals {
		field := fmt.Sprintf("actuals[%d]", i)
		series, err := t.Series(a.At)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		if !t.own(a.At, owner, i+1) {
			faults = append(faults, fx.NewInputError(field+".at", a.At.String(), "must not have cells of another one"))
		}
		inputs[i] = PaceInput{AsOf: asOf, Actual: a.Amount, Unit: t.Unit, Currency: t.Currency, Tolerance: tolerance}
		inputs[i].spread(series)
		for _, w := range series {
			sums[w.Period] = sums[w.Period].Add(w.Amount)
		}
		switch err := fx.CheckDecimal(a.Amount.Decimal); {
		case !a.Amount.Valid:
			sum.Actual = decimal.NullDecimal{}
		case err != nil:
			faults = append(faults, fx.InField(field+".amount", err))
		case sum.Actual.Valid:
			sum.Actual.Decimal = sum.Actual.Decimal.Add(a.Amount.Decimal)
		}
	}
	if len(faults) > 0 {
		return TreePace{}, errors.Join(faults...)
	}
	var out TreePace
	for i := range inputs {
		p, err := PaceOf(inputs[i])
		if err != nil {
			return TreePace{}, err
		}
		out.Cells = append(out.Cells, CellPace{actuals[i].At, p})
	}
	sum.spread(inOrder(sums))
	var err error
	out.Sum, err = PaceOf(sum)
	return out, err
}

// spread sets target, period and weights to those of a series.
func (in *PaceInput) spread(series []PeriodTarget) {
	in.Period = Period{series[0].Period.First, series[len(series)-1].Period.Last}
	var target decimal.Decimal
	for _, w := range series {
		target = target.Add(w.Amount)
	}
	in.Target = decimal.NewNullDecimal(target)
	if !target.IsZero() {
		in.Weights = series
	}
}

// own marks the cells of a name and those below them, and reports whether they were
// free.
func (t *TargetTree) own(at TargetCell, owner []int, id int) bool {
	found, err := t.find(at, 0)
	if err != nil {
		return true
	}
	for _, c := range found {
		for k := c; k < len(t.Cells) && (k == c || len(t.Cells[k].Path) > len(t.Cells[c].Path)); k++ {
			if owner[k] != 0 {
				return false
			}
			owner[k] = id
		}
	}
	return true
}
