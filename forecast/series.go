package forecast

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// MaxSteps is the largest number of steps that a series or a forecast may have.
const MaxSteps = 1 << 20

// MaxValue is the largest magnitude that a value or a regressor may have.
const MaxValue = 1e15

// A Series is the history of one item, in steps of equal length, oldest first. The
// zero Series has no steps; no model can be fitted to it.
type Series struct {
	// Values is what was sold (or counted) in each step.
	Values []float64
	// Missing marks steps whose value is not known; their Values are not looked at.
	// nil means that every value is known.
	Missing []bool
	// InStock is the share of each step, 0 to 1, in which the item could be bought.
	// Sales below 1 understate the demand, and models treat them so. nil means that
	// it always could.
	InStock []float64
	// Periods are the lengths of the seasons in steps, shortest first, each 2 or
	// more: 12 for months, 7 for days, 24 and 168 for hours. nil means the season of
	// Calendar.Step, and no season where that is not given. An empty slice that is
	// not nil means no season.
	Periods []int
	// Calendar dates the steps. The zero Calendar does not, and events then have no
	// effect.
	Calendar Calendar
	// Regressors are known drivers of demand, over the history and the steps to be
	// forecast.
	Regressors []Regressor
	// Events are days that move demand, such as Black Friday.
	Events []Event
	// Signed says that values may be below zero, as those of a net flow or a
	// temperature. Otherwise a negative value is an error and no forecast is below zero.
	Signed bool
}

// A Regressor is a driver of demand that is known in advance.
type Regressor struct {
	// Name identifies the regressor in results: "price", "deal".
	Name string
	// Values has one figure a step, for the history and then for every step that is
	// to be forecast. A forecast that reaches beyond it is an error.
	Values []float64
	// Log says that the effect is an elasticity: the logarithm of the value is
	// used, as for a price. Values must then be above zero.
	Log bool
}

// Len returns the number of steps.
func (s Series) Len() int { return len(s.Values) }

// Season returns the season lengths in use, shortest first: Periods, or those of
// the calendar where Periods is nil. It is empty where there is no season.
func (s Series) Season() []int {
	if s.Periods != nil {
		return s.Periods
	}
	if p := s.Calendar.Step.period(); p > 1 {
		return []int{p}
	}
	return nil
}

// Period returns the shortest season length, and 1 where there is no season.
func (s Series) Period() int {
	if p := s.Season(); len(p) > 0 {
		return p[0]
	}
	return 1
}

// Check reports everything in s that no model can use, as [*fx.InputError] joined.
func (s Series) Check() error {
	var faults []error
	bad := func(field, value, reason string) {
		if len(faults) < maxFaults {
			faults = append(faults, fx.NewInputError(field, value, reason))
		}
	}
	n := len(s.Values)
	if n > MaxSteps {
		bad("values", strconv.Itoa(n), "must be at most "+strconv.Itoa(MaxSteps))
		return errors.Join(faults...)
	}
	if s.Missing != nil && len(s.Missing) != n {
		bad("missing", strconv.Itoa(len(s.Missing)), "must be as many as values")
	}
	if s.InStock != nil && len(s.InStock) != n {
		bad("in_stock", strconv.Itoa(len(s.InStock)), "must be as many as values")
	}
	for i, v := range s.Values {
		if len(s.Missing) == n && s.Missing[i] {
			continue
		}
		if math.IsNaN(v) || math.Abs(v) > MaxValue {
			bad(fmt.Sprintf("values[%d]", i), strconv.FormatFloat(v, 'g', -1, 64), "must be a finite number of at most 1e15")
		} else if v < 0 && !s.Signed {
			bad(fmt.Sprintf("values[%d]", i), strconv.FormatFloat(v, 'g', -1, 64), "must not be below 0 unless the series is signed")
		}
	}
	for i, v := range s.InStock {
		if !(v >= 0 && v <= 1) {
			bad(fmt.Sprintf("in_stock[%d]", i), strconv.FormatFloat(v, 'g', -1, 64), "must be between 0 and 1")
		}
	}
	for i, p := range s.Periods {
		switch {
		case p < 2 || p > MaxSteps:
			bad(fmt.Sprintf("periods[%d]", i), strconv.Itoa(p), "must be 2 or more")
		case i > 0 && p <= s.Periods[i-1]:
			bad(fmt.Sprintf("periods[%d]", i), strconv.Itoa(p), "must be longer than the one before")
		}
	}
	if err := s.Calendar.check(); err != nil {
		faults = append(faults, fx.Faults(fx.InField("calendar", err))...)
	}
	for i, r := range s.Regressors {
		if err := r.check(n); err != nil {
			faults = append(faults, fx.Faults(fx.InField(fmt.Sprintf("regressors[%d]", i), err))...)
		}
	}
	for i, e := range s.Events {
		if err := e.check(); err != nil {
			faults = append(faults, fx.Faults(fx.InField(fmt.Sprintf("events[%d]", i), err))...)
		}
	}
	return errors.Join(faults...)
}

// maxFaults bounds how many faults one check lists.
const maxFaults = 100

// check reports what is wrong with r for a history of n steps.
func (r Regressor) check(n int) error {
	var faults []error
	if len(r.Values) < n {
		faults = append(faults, fx.NewInputError("values", strconv.Itoa(len(r.Values)), "must cover the history of "+strconv.Itoa(n)+" steps"))
	}
	for i, v := range r.Values {
		if len(faults) >= maxFaults {
			break
		}
		if math.IsNaN(v) || math.Abs(v) > MaxValue {
			faults = append(faults, fx.NewInputError(fmt.Sprintf("values[%d]", i), strconv.FormatFloat(v, 'g', -1, 64), "must be a finite number of at most 1e15"))
		} else if r.Log && v <= 0 {
			faults = append(faults, fx.NewInputError(fmt.Sprintf("values[%d]", i), strconv.FormatFloat(v, 'g', -1, 64), "must be above 0, for its logarithm is used"))
		}
	}
	return errors.Join(faults...)
}
