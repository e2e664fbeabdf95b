package stock

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// MaxUnits is the largest number of units that this package computes with.
const MaxUnits = int64(1e15)

// MaxDays is the longest time, in days, that a lead time or a review may take.
const MaxDays = 3650

// maxFaults bounds how many faults one check lists.
const maxFaults = 100

// faults collects what is wrong with an input.
type faults []error

func (f *faults) add(field, value, reason string) {
	if len(*f) < maxFaults {
		*f = append(*f, fx.NewInputError(field, value, reason))
	}
}

// in collects the faults of a part, which is not named where field is "".
func (f *faults) in(field string, err error) {
	if err == nil || len(*f) >= maxFaults {
		return
	}
	if field != "" {
		err = fx.InField(field, err)
	}
	*f = append(*f, fx.Faults(err)...)
}

// number wants v between lo and hi, both included.
func (f *faults) number(field string, v, lo, hi float64) bool {
	if v >= lo && v <= hi {
		return true
	}
	f.add(field, text(v), "must be between "+text(lo)+" and "+text(hi))
	return false
}

// inside wants v between lo and hi, both excluded.
func (f *faults) inside(field string, v, lo, hi float64) bool {
	if v > lo && v < hi {
		return true
	}
	f.add(field, text(v), "must be above "+text(lo)+" and below "+text(hi))
	return false
}

// units wants n between lo and [MaxUnits].
func (f *faults) units(field string, n, lo int64) {
	if n < lo || n > MaxUnits {
		f.add(field, strconv.FormatInt(n, 10), "must be between "+strconv.FormatInt(lo, 10)+" and "+strconv.FormatInt(MaxUnits, 10))
	}
}

// count wants n between lo and hi.
func (f *faults) count(field string, n, lo, hi int) bool {
	if n >= lo && n <= hi {
		return true
	}
	f.add(field, strconv.Itoa(n), "must be between "+strconv.Itoa(lo)+" and "+strconv.Itoa(hi))
	return false
}

// amount wants a decimal within the bounds of [fx.CheckDecimal] and not below 0.
func (f *faults) amount(field string, d decimal.Decimal) bool {
	if err := fx.CheckDecimal(d); err != nil {
		f.in(field, err)
		return false
	}
	if d.IsNegative() {
		f.add(field, fx.Plain(d), "must not be below 0")
		return false
	}
	return true
}

// day wants a day of the years 1 to 9999.
func (f *faults) day(field string, t time.Time) {
	if t.IsZero() || t.Year() < 1 || t.Year() > 9999 {
		f.add(field, strconv.Itoa(t.Year()), "must be a day in the years 1 to 9999")
	}
}

// paths wants sample paths of demand: at least one, all as long as the first.
func (f *faults) paths(field string, p [][]float64) bool {
	if len(p) == 0 || len(p[0]) == 0 {
		f.add(field, strconv.Itoa(len(p)), "must have at least one path of one step")
		return false
	}
	before := len(*f)
	for i, path := range p {
		if len(path) != len(p[0]) {
			f.add(fmt.Sprintf("%s[%d]", field, i), strconv.Itoa(len(path)), "must be as long as the first path")
		}
		for j, v := range path {
			if !(v >= 0 && v <= forecast.MaxValue) {
				f.add(fmt.Sprintf("%s[%d][%d]", field, i, j), text(v), "must be a finite number of 0 to 1e15")
			}
		}
	}
	return len(*f) == before
}

func (f faults) err() error { return errors.Join(f...) }

// text prints a number for an error or a reason.
func text(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

// show prints units for a reason: whole above 100, one decimal below.
func show(v float64) string {
	if math.Abs(v) >= 100 || v == math.Trunc(v) {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'f', 1, 64)
}

// percent prints a share for a reason.
func percent(v float64) string { return strconv.FormatFloat(100*v, 'f', 1, 64) + " %" }

// date prints a day.
func date(t time.Time) string { return t.Format(time.DateOnly) }

// day returns the day of t in UTC.
func day(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// daysBetween returns the days from one day to another.
func daysBetween(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }

// bounded wants a decimal of either sign within the bounds of [fx.CheckDecimal].
func bounded(d decimal.Decimal) error { return fx.CheckDecimal(d) }
