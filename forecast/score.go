package forecast

import (
	"errors"
	"math"
	"slices"
)

// A Mean is the average of figures of which some may be undefined. The zero Mean is
// one of no figures.
type Mean struct {
	// Count is the number of figures that are averaged.
	Count int
	// Undefined is the number of figures that were NaN or infinite and are left out.
	Undefined int

	sum float64
}

// Add adds a figure.
func (m *Mean) Add(v float64) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		m.Undefined++
		return
	}
	m.Count++
	m.sum += v
}

// Value returns the average, NaN where nothing is averaged.
func (m Mean) Value() float64 { return ratio(m.sum, float64(m.Count)) }

// Scores are the measures of one forecast. What was not asked for, or has a scale of
// zero, is NaN.
type Scores struct {
	// SMAPE, MASE and RMSSE are those of the points; see the functions of these names.
	// RMSSE counts the history from its first positive demand.
	SMAPE, MASE, RMSSE float64
	// Naive2SMAPE and Naive2MASE are those of [Naive2], for [OWA].
	Naive2SMAPE, Naive2MASE float64
	// MSIS and Coverage are those of the 95 % interval, where the quantiles of .025 and
	// .975 are there.
	MSIS, Coverage float64
	// SPL is that of all quantiles.
	SPL float64
	// Error, Absolute and Actual are the sums over the steps of f-y, |f-y| and y, from
	// which [Bias] and [WMAPE] of a whole set follow.
	Error, Absolute, Actual float64
	// Steps is the number of steps.
	Steps int
}

// lowLevel and highLevel are the bounds of the 95 % interval.
const (
	lowLevel  = 0.025
	highLevel = 0.975
)

// Score measures a forecast against what came after the history. lag is that of the
// scale of MASE and MSIS, and the season of Naive2: 12 for months, 1 for weeks in the
// M4 competition.
func Score(history, actual []float64, f Forecast, lag int) (Scores, error) {
	smape, err := SMAPE(actual, f.Point)
	if err != nil {
		return Scores{}, err
	}
	out := Scores{SMAPE: smape, MSIS: math.NaN(), Coverage: math.NaN(), SPL: math.NaN(), Naive2SMAPE: math.NaN(), Naive2MASE: math.NaN(), Steps: len(actual)}
	var faults []error
	set := func(to *float64, v float64, err error) {
		*to = v
		if err != nil {
			faults = append(faults, err)
		}
	}
	v, err := MASE(history, actual, f.Point, lag)
	set(&out.MASE, v, err)
	v, err = RMSSE(history, actual, f.Point, true)
	set(&out.RMSSE, v, err)
	lower, low := f.At(lowLevel)
	upper, high := f.At(highLevel)
	if low && high && len(faults) == 0 {
		v, err = MSIS(history, actual, lower, upper, lag, 0.95)
		set(&out.MSIS, v, err)
		v, err = Coverage(actual, lower, upper)
		set(&out.Coverage, v, err)
	}
	if len(f.Levels) > 0 {
		v, err = SPL(history, actual, f.Levels, f.Quantiles)
		set(&out.SPL, v, err)
	}
	for i, y := range actual {
		out.Error += f.Point[i] - y
		out.Absolute += math.Abs(f.Point[i] - y)
		out.Actual += y
	}
	if len(faults) > 0 {
		return Scores{}, errors.Join(faults...)
	}
	if n, ok := naive2Points(history, lag, len(actual)); ok {
		out.Naive2SMAPE, _ = SMAPE(actual, n)
		out.Naive2MASE, _ = MASE(history, actual, n, lag)
	}
	return out, nil
}

// naive2Points returns the forecast of Naive2 with a season of lag steps.
func naive2Points(history []float64, lag, h int) ([]float64, bool) {
	if len(history) == 0 {
		return nil, false
	}
	periods := []int{}
	if lag > 1 {
		periods = []int{lag}
	}
	fit, err := Naive2{}.Fit(Series{Values: history, Periods: periods, Signed: slices.Min(history) < 0})
	if err != nil {
		return nil, false
	}
	f, err := fit.Forecast(h)
	return f.Point, err == nil
}

// A Summary is the running average of scores over a set. The zero Summary is one of no
// scores. Adding in the same order gives the same figures to the last bit.
type Summary struct {
	// The averages over forecasts; see [Scores].
	SMAPE, MASE, RMSSE, Naive2SMAPE, Naive2MASE, MSIS, Coverage, SPL Mean

	err, absolute, actual float64
	smapes, steps         float64
}

// Add adds the scores of one forecast.
func (s *Summary) Add(v Scores) {
	s.SMAPE.Add(v.SMAPE)
	s.MASE.Add(v.MASE)
	s.RMSSE.Add(v.RMSSE)
	s.Naive2SMAPE.Add(v.Naive2SMAPE)
	s.Naive2MASE.Add(v.Naive2MASE)
	s.MSIS.Add(v.MSIS)
	s.Coverage.Add(v.Coverage)
	s.SPL.Add(v.SPL)
	s.err += v.Error
	s.absolute += v.Absolute
	s.actual += v.Actual
	s.smapes += v.SMAPE * float64(v.Steps)
	s.steps += float64(v.Steps)
}

// OWA returns [OWA] of the averages.
func (s *Summary) OWA() float64 {
	return OWA(s.SMAPE.Value(), s.MASE.Value(), s.Naive2SMAPE.Value(), s.Naive2MASE.Value())
}

// Bias returns [Bias] over all steps of all forecasts.
func (s *Summary) Bias() float64 { return ratio(s.err, s.actual) }

// WMAPE returns [WMAPE] over all steps of all forecasts.
func (s *Summary) WMAPE() float64 { return ratio(s.absolute, s.actual) }

// PointSMAPE returns SMAPE as the mean over all steps rather than over forecasts, as
// the tables of the M3 competition have it.
func (s *Summary) PointSMAPE() float64 { return ratio(s.smapes, s.steps) }
