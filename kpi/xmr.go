package kpi

import (
	"errors"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// maxChartPoints is the longest series of a chart.
const maxChartPoints = 100_000

// A ChartPoint is one value of a series, in the order of time. The zero ChartPoint is
// a gap.
type ChartPoint struct {
	// Label names the period for people: "2026-W30".
	Label string
	// Value is what was measured. One that is not defined is a gap. A proportion
	// carries its counts, as [Ratio] builds it.
	Value Value
	// Excluded says why the point is left out of centre, limits and signals; "" is
	// counted.
	Excluded Exclusion
}

// An Exclusion is the reason why a point is left out of a chart.
type Exclusion string

// The reasons. A chart itself sets ExcludedRange on values beyond the bounds of the
// KPI; the others are the caller's, who may use texts of his own.
const (
	ExcludedEvent    Exclusion = "event"
	ExcludedStockOut Exclusion = "stock_out"
	ExcludedRange    Exclusion = "out_of_range"
)

// A ChartStanding says how far the limits of a chart can be trusted. It goes by the
// counted points of the baseline: Wheeler uses limits from 5 or 6 points and takes
// them as firm from about 17.
type ChartStanding string

// The standings.
const (
	TooLittleData     ChartStanding = "too_little_data" // fewer than 5: no limits and no signals
	ProvisionalLimits ChartStanding = "provisional"     // 5 to 16
	FirmLimits        ChartStanding = "firm"            // 17 or more
)

const (
	leastPoints = 5
	firmPoints  = 17
)

func standingOf(points int) ChartStanding {
	switch {
	case points < leastPoints:
		return TooLittleData
	case points < firmPoints:
		return ProvisionalLimits
	}
	return FirmLimits
}

// A ChartForm is the way an XmR chart gets its centre and limits.
type ChartForm string

// The forms; the factors are those for moving ranges of two points.
const (
	MeanForm   ChartForm = "mean"   // mean ± 2.660 × mean range; range limit 3.267 × mean range
	SigmaForm  ChartForm = "sigma"  // mean ± 3 × mean range / 1.128; range limit 3.267 × mean range
	MedianForm ChartForm = "median" // median ± 3.145 × median range; range limit 3.865 × median range
)

// XmRSettings tunes [NewXmR]. The zero XmRSettings is the mean form over all points.
type XmRSettings struct {
	// Form is the way of the limits. "" is MeanForm.
	Form ChartForm
	// Baseline is the number of points, from the first and with the excluded ones, on
	// which centre and limits rest; the points after them are judged by these limits.
	// 0 is all of them.
	Baseline int
	// NewRangeFactor uses 3.268, as newer tables do, instead of 3.267 for the limit of
	// the moving range. The median form has only one factor.
	NewRangeFactor bool
	// CleanUp drops the moving ranges of the baseline above 3.5 × their mean, once,
	// and computes the mean again (Nelson 1982). It is for the forms with a mean.
	CleanUp bool
	// Across forms moving ranges across excluded points and gaps, as though these were
	// not there. Without it only neighbours have a range, because what lies between
	// two distant weeks is more than the noise of one week.
	Across bool
	// AtLeast and AtMost are the bounds of the KPI itself: 0 for a rate, 0 and 1 for a
	// share. Limits are clamped to them, and a value beyond them is excluded.
	AtLeast, AtMost decimal.NullDecimal
}

// An XmRPoint is a point of an [XmR] with its moving range.
type XmRPoint struct {
	ChartPoint
	// Counted says that the point has a value and is not excluded.
	Counted bool
	// Baseline says that centre and limits rest on it.
	Baseline bool
	// Range is the distance from the counted point before it, incomplete where none is
	// formed.
	Range Value
	// Dropped says that the clean-up left the range out.
	Dropped bool
}

// An XmR is a control chart of single values and their moving ranges. All numbers are
// exact, of values that were rounded to 18 decimals, half away from zero, when they
// were taken in.
type XmR struct {
	Form   ChartForm
	Points []XmRPoint
	// Centre is the mean or the median, Lower and Upper are the limits, clamped to the
	// bounds of the KPI. With too little data the limits are incomplete.
	Centre, Lower, Upper Value
	// LowerClamped and UpperClamped say that a bound stands for the computed limit.
	LowerClamped, UpperClamped bool
	// MeanRange is the mean moving range, the median one in the median form.
	MeanRange Value
	// RangeLimit is the upper limit of a moving range.
	RangeLimit Value
	// Sigma is the mean range / 1.128; in the median form a third of the distance from
	// the centre to a limit.
	Sigma Value
	// Standing goes by Counted, the points of the baseline, or by Ranges + 1 where
	// gaps leave fewer moving ranges than the points could have.
	Standing        ChartStanding
	Counted, Ranges int
	Signals         []Signal
}

// NewXmR computes an XmR chart (Wheeler) of a series in the order of time. Exclude
// events and stock-outs, and take out the season, first: [Deseasonalise].
//
// The order matters to the moving ranges and so to the limits, not to the centre.
//
// Faults are [*fx.InputError]: "points[3].value" for another unit or currency than
// that of the points before or a number without bounds, "points" for more than
// 100,000, "form", "baseline", "clean_up", "at_least" and "at_most".
func NewXmR(points []ChartPoint, s XmRSettings) (XmR, error) {
	if s.Form == "" {
		s.Form = MeanForm
	}
	like, err := checkChart(points, s.Baseline)
	if err := errors.Join(err, s.check()); err != nil {
		return XmR{}, err
	}
	chart := XmR{Form: s.Form, Points: make([]XmRPoint, len(points))}
	for i, p := range points {
		chart.Points[i] = s.point(p)
		chart.Points[i].Baseline = chart.Points[i].Counted && (s.Baseline == 0 || i < s.Baseline)
	}
	chart.limits(s, like)
	return chart, nil
}

// checkChart returns a value with the unit and currency of a series.
func checkChart(points []ChartPoint, baseline int) (like Value, err error) {
	var faults []error
	if n := len(points); n > maxChartPoints {
		return like, fx.NewInputError("points", strconv.Itoa(n), "must be at most 100,000")
	}
	if baseline < 0 || baseline > len(points) {
		faults = append(faults, fx.NewInputError("baseline", strconv.Itoa(baseline), "must be 0 or a number of points of the series"))
	}
	for i, p := range points {
		at := "points[" + strconv.Itoa(i) + "]"
		switch {
		case p.Value.Unit == "" && p.Value.Currency == "" && !p.Value.IsDefined():
			continue
		case like.Unit == "" && like.Currency == "":
			like = Value{Unit: p.Value.Unit, Currency: p.Value.Currency}
		case !sameMeasure(like, p.Value):
			faults = append(faults, fx.NewInputError(at+".value", measureText(p.Value), "must be in "+measureText(like)+" as the points before"))
		}
		if err := checkChartValue(p.Value); err != nil {
			faults = append(faults, fx.InField(at+".value", err))
		}
	}
	return like, errors.Join(faults...)
}

func (s XmRSettings) check() error {
	var faults []error
	fault := func(field, value, reason string) { faults = append(faults, fx.NewInputError(field, value, reason)) }
	switch s.Form {
	case MeanForm, SigmaForm, MedianForm:
	default:
		fault("form", string(s.Form), `must be "mean", "sigma" or "median"`)
	}
	if s.CleanUp && s.Form == MedianForm {
		fault("clean_up", "true", "is for the forms with a mean range")
	}
	return errors.Join(append(faults, checkBounds(s.AtLeast, s.AtMost))...)
}

// checkBounds checks the bounds of a KPI.
func checkBounds(atLeast, atMost decimal.NullDecimal) error {
	var faults []error
	for _, b := range []struct {
		field string
		bound decimal.NullDecimal
	}{{"at_least", atLeast}, {"at_most", atMost}} {
		if b.bound.Valid {
			faults = append(faults, fx.InField(b.field, fx.CheckDecimal(b.bound.Decimal)))
		}
	}
	err := errors.Join(faults...)
	if err == nil && atLeast.Valid && atMost.Valid && atLeast.Decimal.GreaterThan(atMost.Decimal) {
		err = fx.NewInputError("at_most", fx.Plain(atMost.Decimal), "must not be below at_least")
	}
	return err
}

// point takes in one point: its number is rounded here and nowhere else.
func (s XmRSettings) point(p ChartPoint) XmRPoint {
	out := XmRPoint{ChartPoint: p}
	x := p.Value.Round(chartPlaces)
	if !x.Valid {
		return out
	}
	beyond := s.AtLeast.Valid && x.Decimal.LessThan(s.AtLeast.Decimal) ||
		s.AtMost.Valid && x.Decimal.GreaterThan(s.AtMost.Decimal)
	if out.Excluded == "" && beyond {
		out.Excluded = ExcludedRange
	}
	out.Counted = out.Excluded == ""
	return out
}
