package forecast

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// Regression explains the logarithm of demand by the regressors and events of the
// series and forecasts what is left by another model:
//
//	log(y[t] + c) = level[t] + sum of b[j] x[j][t]
//
// x is the logarithm of a regressor with Log, so that its b is an elasticity, a
// regressor as it is otherwise, and a mark for each offset of each event. Effects
// multiply demand. c is 0; where values are 0 or below a thousandth of the mean it is
// half the least positive value, and at least a hundredth of the mean. A series that is
// Signed is explained as it is, without logarithms.
//
// The coefficients are those of least squares with AR(1) errors (Cochrane and Orcutt
// 1949, with the first step of Prais and Winsten 1954), each drawn to 0 by a normal
// prior (ridge), so that an event that was seen once does not count as certain. Steps
// without a record and steps that were out of stock, even in part, teach no effect.
//
// The point is the mean of a log-normal distribution, exp(m + v/2), unless Median is
// set; v is at most 4 and at most four times the variance of the first step. Paths and
// quantiles are those of Errors, carried to the scale of demand. Together the effects
// are held within a factor of 20 of what they did in the history, or three standard
// deviations of demand where there are no logarithms. A forecast beyond the values of
// the regressors is a [*ReachError]. One known value is needed, and as many as Errors
// needs.
type Regression struct {
	// Errors forecasts what the effects leave, in logarithms, such as ETS or ARIMA.
	// nil is [SES].
	Errors Model
	// Waves is the number of pairs of sine and cosine of the shortest season among
	// the effects, 0 to 26. 0 leaves the season to Errors.
	Waves int
	// Prior is the strength of the prior: 2 halves its variance. 0 is 1, which is a
	// standard deviation of 2 for an elasticity, of 1 for a regressor that moves by its
	// own standard deviation, of 0.7 for an event and of 0.5 for a wave, in logarithms.
	Prior float64
	// Additive explains demand itself, not its logarithm; effects then add to it.
	Additive bool
	// Median makes the point the median, which has the least absolute error.
	Median bool
}

// Name returns "Regression(SES)", with the name of Errors.
func (r Regression) Name() string { return "Regression(" + r.errors().Name() + ")" }

func (r Regression) errors() Model {
	if r.Errors == nil {
		return regressionErrors()
	}
	return r.Errors
}

// check reports what is wrong with the settings.
func (r Regression) check() error {
	var faults []error
	if r.Waves < 0 || r.Waves > 26 {
		faults = append(faults, fx.NewInputError("waves", strconv.Itoa(r.Waves), "must be between 0 and 26"))
	}
	if !(r.Prior >= 0 && r.Prior <= 1e6) {
		faults = append(faults, fx.NewInputError("prior", strconv.FormatFloat(r.Prior, 'g', -1, 64), "must be between 0 and 1e6"))
	}
	return errors.Join(faults...)
}

// Fit fits the model; see [Model].
func (r Regression) Fit(s Series) (Fitted, error) {
	x, reasons, err := prepare(s, r.Name(), 1)
	if err := errors.Join(r.check(), err); err != nil {
		return nil, err
	}
	scale := newEffectScale(s, x, r.Additive)
	y := scale.all(x)
	used := s.explained()
	d := newEffectDesign(s, r.Waves)
	prior := r.Prior
	if prior == 0 {
		prior = 1
	}
	fit := fitEffects(d, y, used, prior, !scale.log)
	left := Series{Values: make([]float64, len(y)), Periods: s.Season(), Calendar: s.Calendar, Signed: true}
	if left.Periods == nil {
		left.Periods = []int{}
	}
	known := s.known()
	row := make([]float64, len(d.columns))
	for i := range y {
		d.row(i, row)
		left.Values[i] = y[i] - fit.center - fit.effect(row)
		if !known[i] {
			if left.Missing == nil {
				left.Missing = make([]bool, len(y))
			}
			left.Missing[i] = true
		}
	}
	inner, err := r.errors().Fit(left)
	if err != nil {
		return nil, err
	}
	f := &effectFitted{name: r.Name(), inner: inner, design: d, fit: fit, scale: scale, median: r.Median, signed: s.Signed}
	f.report = r.report(f, s, reasons)
	return f, nil
}

// report says what was fitted.
func (r Regression) report(f *effectFitted, s Series, reasons []Reason) Report {
	in := f.inner.Report()
	out := Report{Model: "Regression(" + in.Model + ")", Reasons: notFilled(reasons)}
	f.name = out.Model
	out.Params = f.fit.params(f.design)
	out.Params = append(out.Params, in.Params...)
	out.Points = f.history(in.Points, len(s.Values))
	if len(s.Events) > 0 && !s.Calendar.Dated() {
		out.Reasons = append(out.Reasons, Reason{"undated", "the series has no calendar: its events have no effect"})
	}
	if n := len(s.Values) - f.fit.rows; n > 0 {
		out.Reasons = append(out.Reasons, Reason{"stockout", strconv.Itoa(n) + " steps without a record or not wholly in stock teach no effect"})
	}
	if f.fit.unseen > 0 {
		out.Reasons = append(out.Reasons, Reason{"unseen", strconv.Itoa(f.fit.unseen) + " effects never varied in the history: they count as none"})
	}
	if f.fit.rows > 2 && len(f.fit.beta) > 0 {
		out.Reasons = append(out.Reasons, Reason{"effects", fmt.Sprintf("%d effects from %d steps with errors of autocorrelation %.2f explain %.0f%% of the variance", len(f.fit.beta)-f.fit.unseen, f.fit.rows, f.fit.rho, 100*f.fit.explained)})
	}
	if f.scale.log && f.scale.shift > 0 {
		out.Reasons = append(out.Reasons, Reason{"zeros", fmt.Sprintf("some values are 0: logarithms are of the value plus %.4g", f.scale.shift)})
	}
	out.Reasons = append(out.Reasons, in.Reasons...)
	return out
}

// explained reports for each step whether it may teach effects: its value is known
// and the item could be bought all the time.
func (s Series) explained() []bool {
	out := s.known()
	for i := range out {
		out[i] = out[i] && (s.InStock == nil || s.InStock[i] >= 1)
	}
	return out
}

// notFilled leaves out that gaps were filled: effects are learned without them.
func notFilled(reasons []Reason) []Reason {
	return slices.DeleteFunc(reasons, func(r Reason) bool { return r.Code == "filled" })
}

// regressionErrors is the model of what the effects leave.
func regressionErrors() Model { return SES{} }
