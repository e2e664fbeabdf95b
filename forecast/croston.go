package forecast

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// Croston forecasts demand that comes now and then: the smoothed size of a demand over
// the smoothed interval between demands (Croston 1972). Both are smoothed at demands
// only, so the forecast of an item that died stays where it was; [TSB] and
// [Intermittent] fade. The first size is that of the first demand and the first interval
// the steps up to it, counted from the first step.
//
// Quantiles, paths and totals are those of the compound negative binomial distribution
// around the point, with the variance of the history; see [Intermittent]. It needs one
// known value.
type Croston struct {
	// Alpha is the share of the newest size and interval, above 0 and at most 1. 0 means
	// 0.1.
	Alpha float64
	// Correction takes out the bias that the quotient has.
	Correction CrostonCorrection
}

// A CrostonCorrection is a factor on the forecast of [Croston].
type CrostonCorrection int

// The corrections.
const (
	// CrostonPlain is none, as published in 1972.
	CrostonPlain CrostonCorrection = iota
	// CrostonSBA is 1 - alpha/2 (Syntetos and Boylan 2005).
	CrostonSBA
	// CrostonSBJ is 1 - alpha/(2-alpha) (Shale, Boylan and Johnston 2006).
	CrostonSBJ
)

var crostonNames = [...]string{"Croston", "SBA", "SBJ"}

// String returns the name: "SBA".
func (c CrostonCorrection) String() string {
	if c < 0 || int(c) >= len(crostonNames) {
		return "CrostonCorrection(" + strconv.Itoa(int(c)) + ")"
	}
	return crostonNames[c]
}

// crostonAlpha is the default smoothing of the methods for intermittent demand.
const crostonAlpha = 0.1

// Name returns "Croston", "SBA" or "SBJ".
func (m Croston) Name() string { return m.Correction.String() }

// Fit fits the model; see [Model].
func (m Croston) Fit(s Series) (Fitted, error) {
	var faults []error
	alpha := crostonShare(&faults, "alpha", m.Alpha)
	if m.Correction < 0 || int(m.Correction) >= len(crostonNames) {
		faults = append(faults, fx.NewInputError("correction", strconv.Itoa(int(m.Correction)), "must be one of the corrections of this package"))
	}
	if len(faults) > 0 {
		return nil, errors.Join(append(faults, s.Check())...)
	}
	factor := [...]float64{1, 1 - alpha/2, 1 - alpha/(2-alpha)}[m.Correction]
	return fitCounts(s, m.Name(), func(x []float64, lead int, points []float64) (float64, []Param) {
		size, interval, since := x[0], float64(lead+1), 0
		for t, v := range x {
			if t > 0 {
				points[t] = factor * size / interval
			}
			if since++; v == 0 || t == 0 {
				if t == 0 {
					since = 0
				}
				continue
			}
			size += alpha * (v - size)
			interval += alpha * (float64(since) - interval)
			since = 0
		}
		return factor * size / interval, []Param{{"alpha", alpha}, {"size", size}, {"interval", interval}}
	})
}

// crostonShare returns a smoothing share, or its default where it is 0.
func crostonShare(faults *[]error, field string, v float64) float64 {
	if !(v >= 0 && v <= 1) {
		*faults = append(*faults, fx.NewInputError(field, strconv.FormatFloat(v, 'g', -1, 64), "must be above 0 and at most 1, or 0 for 0.1"))
	}
	if v == 0 {
		return crostonAlpha
	}
	return v
}

// fitCounts fits a method for intermittent demand. level gets the history since the
// first demand, in units of its mean, and how many steps came before; it fills in the
// point of each step and returns the expected demand of the next. Parameters that are
// sizes are in the same units.
func fitCounts(s Series, name string, level func(x []float64, lead int, points []float64) (float64, []Param)) (Fitted, error) {
	x, mean, lead, reasons, err := prepareCounts(s, name)
	if err != nil {
		return nil, err
	}
	r := Report{Model: name, Reasons: reasons}
	if mean == 0 {
		r.Points = countPoints(make([]float64, len(x)), lead, 0)
		return newCountFitted(&countRun{}, s, r), nil
	}
	points := make([]float64, len(x))
	points[0] = math.NaN()
	at, params := level(x, lead, points)
	for i, p := range params {
		if p.Name == "size" || p.Name == "level" {
			params[i].Value *= mean
		}
	}
	r.Params, r.Points = params, countPoints(points, lead, mean)
	if !(at > 1e-9) { // faded away
		return newCountFitted(&countRun{}, s, r), nil
	}
	d := countSpread(x, at)
	r.Reasons = append(r.Reasons, Reason{"chosen", fmt.Sprintf("quantiles are those of counts whose variance is %.2g times their mean", d.index*mean)})
	return newCountFitted(&countRun{countModel: d.model(at, 0, 1, nil, countUnit(x)).scaled(mean), level: at * mean}, s, r), nil
}
