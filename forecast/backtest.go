package forecast

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// A Backtest forecasts the end of a history from ever later beginnings and measures
// each forecast against what came (a rolling origin, Tashman 2000). From no origin does
// a model see anything that came after it: values, missing steps and stock marks are cut
// there. Regressors are known ahead by their nature, and so are the days of events.
// Model must be given.
type Backtest struct {
	// Model is fitted anew at each origin.
	Model Model
	// Horizon is the number of steps forecast from each origin. 0 means one season, at
	// least 4 and at most 52 steps.
	Horizon int
	// Origins is the number of origins, the last one Horizon steps before the end. 0
	// means 3. At most 10,000.
	Origins int
	// Step is the number of steps between two origins. 0 means Horizon, so that no step
	// is forecast twice.
	Step int
	// Levels are the quantiles to ask for. nil means .025, .5 and .975; an empty slice
	// asks for none.
	Levels []float64
	// Lag is that of [Score]. 0 means the season, 1 without one.
	Lag int
}

// maxBacktest bounds the origins of a back-test.
const maxBacktest = 10_000

// An Origin is one forecast of a back-test.
type Origin struct {
	// At is the number of steps that the model knew.
	At int
	// Forecast is what it said, Actual what came, NaN in steps that are missing or were
	// not in stock throughout.
	Forecast Forecast
	Actual   []float64
	// Scores are those of the steps whose demand is known. Where there are none Steps
	// is 0, and nothing is scored.
	Scores Scores
	// Reasons are those of the fit.
	Reasons []Reason
}

// BacktestResult is what a back-test found.
type BacktestResult struct {
	// Model is the name of the model, Horizon the steps of each forecast.
	Model   string
	Horizon int
	// Origins are the forecasts, the earliest first.
	Origins []Origin
	// Summary has the averages over the origins that were scored.
	Summary Summary
}

// Run tries the model on a series. The errors are those of the settings and of the
// series, a [*ShortError] where the history is too short for the origins, and what the
// model says at an origin.
func (b Backtest) Run(s Series) (BacktestResult, error) {
	b, err := b.settle(s)
	if err != nil {
		return BacktestResult{}, err
	}
	n := s.Len()
	first := n - b.Horizon - (b.Origins-1)*b.Step
	if first < 1 {
		return BacktestResult{}, &ShortError{Model: "Backtest of " + b.Model.Name(), Have: n, Need: n - first + 1}
	}
	out := BacktestResult{Model: b.Model.Name(), Horizon: b.Horizon, Origins: make([]Origin, b.Origins)}
	for i := range out.Origins {
		at := first + i*b.Step
		o, err := b.origin(s, at)
		if err != nil {
			return BacktestResult{}, fmt.Errorf("from step %d: %w", at, err)
		}
		out.Origins[i] = o
		if o.Scores.Steps > 0 {
			out.Summary.Add(o.Scores)
		}
	}
	return out, nil
}

// settle checks the settings and puts in the defaults.
func (b Backtest) settle(s Series) (Backtest, error) {
	var faults []error
	if b.Model == nil {
		faults = append(faults, fx.NewInputError("model", "nil", "must be stated"))
	}
	for _, f := range []struct {
		name    string
		n, most int
	}{{"horizon", b.Horizon, MaxSteps}, {"origins", b.Origins, maxBacktest}, {"step", b.Step, MaxSteps}, {"lag", b.Lag, MaxSteps}} {
		if f.n < 0 || f.n > f.most {
			faults = append(faults, fx.NewInputError(f.name, strconv.Itoa(f.n), "must be between 0 and "+strconv.Itoa(f.most)))
		}
	}
	if err := checkHorizon(1, b.Levels); err != nil {
		faults = append(faults, err)
	}
	if err := errors.Join(append(faults, s.Check())...); err != nil {
		return b, err
	}
	if b.Horizon == 0 {
		b.Horizon = min(max(s.Period(), 4), 52)
	}
	if b.Origins == 0 {
		b.Origins = 3
	}
	if b.Step == 0 {
		b.Step = b.Horizon
	}
	if b.Levels == nil {
		b.Levels = []float64{lowLevel, 0.5, highLevel}
	}
	if b.Lag == 0 {
		b.Lag = s.Period()
	}
	return b, nil
}

// origin forecasts from one origin.
func (b Backtest) origin(s Series, at int) (Origin, error) {
	fit, err := b.Model.Fit(s.until(at))
	if err != nil {
		return Origin{}, err
	}
	o := Origin{At: at, Actual: make([]float64, b.Horizon), Reasons: fit.Report().Reasons}
	if o.Forecast, err = fit.Forecast(b.Horizon, b.Levels...); err != nil {
		return Origin{}, err
	}
	known := make([]bool, b.Horizon)
	for j := range o.Actual {
		t := at + j
		known[j] = (s.Missing == nil || !s.Missing[t]) && (s.InStock == nil || s.InStock[t] == 1)
		if o.Actual[j] = s.Values[t]; !known[j] {
			o.Actual[j] = math.NaN()
		}
	}
	actual := pick(o.Actual, known)
	if len(actual) == 0 {
		return o, nil
	}
	f := Forecast{Point: pick(o.Forecast.Point, known), Levels: o.Forecast.Levels}
	for _, q := range o.Forecast.Quantiles {
		f.Quantiles = append(f.Quantiles, pick(q, known))
	}
	history, _, err := prepare(s.until(at), "Backtest", 1)
	if err != nil {
		return Origin{}, err
	}
	o.Scores, err = Score(history, actual, f, b.Lag)
	return o, err
}

// until returns what was known of s after n steps. Regressors stay known ahead.
func (s Series) until(n int) Series {
	s.Values = s.Values[:n:n]
	if s.Missing != nil {
		s.Missing = s.Missing[:n:n]
	}
	if s.InStock != nil {
		s.InStock = s.InStock[:n:n]
	}
	return s
}

// pick returns the values that are marked.
func pick(x []float64, marked []bool) []float64 {
	out := make([]float64, 0, len(x))
	for i, v := range x {
		if marked[i] {
			out = append(out, v)
		}
	}
	return out
}
