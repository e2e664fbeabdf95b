package forecast

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// ConformalWidth returns the half-width that holds the share level of errors like those
// given: the ceil((n+1) level)-th smallest of n absolute errors, the rule of split
// conformal prediction (Vovk and others 2005). Where there are too few errors for that
// rank it is the largest of them. Errors that are below 0 or not finite, none at all, and
// a level that is not above 0 and below 1 are [*fx.InputError]s.
func ConformalWidth(absErrors []float64, level float64) (float64, error) {
	var faults []error
	if err := checkLevel("level", level); err != nil {
		faults = append(faults, err)
	}
	if len(absErrors) == 0 {
		faults = append(faults, fx.NewInputError("abs_errors", "0", "must have at least one value"))
	}
	for i, v := range absErrors {
		if !(v >= 0 && v <= math.MaxFloat64) && len(faults) < maxFaults {
			faults = append(faults, fx.NewInputError("abs_errors["+strconv.Itoa(i)+"]", strconv.FormatFloat(v, 'g', -1, 64), "must be a finite number of 0 or more"))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return 0, err
	}
	return conformal(slices.Sorted(slices.Values(absErrors)), level), nil
}

// conformal does so for sorted errors.
func conformal(sorted []float64, level float64) float64 {
	rank := int(math.Ceil(float64(len(sorted)+1)*level - 1e-9))
	return sorted[min(max(rank, 1), len(sorted))-1]
}

// A Calibrator learns from the series of a catalogue by how much the intervals of a model
// are too narrow or too wide. Each series is forecast from Horizon steps before its end,
// and each error is measured in units of the half-width that was claimed on its side of
// the point. The factors are the quantiles of these ratios over all series. Model and
// Horizon must be given. A Calibrator must not be used by several goroutines at a time.
type Calibrator struct {
	// Model is the model that is calibrated.
	Model Model
	// Horizon is the number of steps forecast.
	Horizon int
	// Level is the share that intervals are to hold. 0 means 0.95.
	Level float64

	ratios [][]float64 // by step
	totals []float64
	series int
}

// Add forecasts the end of a series and keeps the ratios. The errors are those of the
// settings, and of [Backtest] with one origin; what was learnt before stays.
func (c *Calibrator) Add(s Series) error {
	level := c.level()
	lower, upper := (1-level)/2, (1+level)/2
	r, err := Backtest{Model: c.Model, Horizon: c.Horizon, Origins: 1, Levels: []float64{lower, upper}}.Run(s)
	if c.Horizon == 0 {
		err = errors.Join(fx.NewInputError("horizon", "0", "must be 1 or more"), err)
	}
	if e := checkLevel("level", level); e != nil {
		err = e
	}
	if err != nil {
		return err
	}
	if c.ratios == nil {
		c.ratios = make([][]float64, c.Horizon)
	}
	o := r.Origins[0]
	came, expected, all := 0.0, 0.0, true
	for j, y := range o.Actual {
		if math.IsNaN(y) {
			all = false
			continue
		}
		came += y
		expected += o.Forecast.Point[j]
		if v, ok := sideRatio(y, o.Forecast.Point[j], o.Forecast.Quantiles[0][j], o.Forecast.Quantiles[1][j]); ok {
			c.ratios[j] = append(c.ratios[j], v)
		}
	}
	c.series++
	if !all {
		return nil
	}
	fit, err := c.Model.Fit(s.until(o.At))
	if err != nil {
		return err
	}
	q, err := Total(fit, c.Horizon, lower, upper)
	if err != nil {
		return err
	}
	if v, ok := sideRatio(came, expected, q[0], q[1]); ok {
		c.totals = append(c.totals, v)
	}
	return nil
}

func (c *Calibrator) level() float64 {
	if c.Level == 0 {
		return 0.95
	}
	return c.Level
}

// sideRatio returns the error of a point in units of the half-width on its side, false
// where nothing was claimed there although there is an error.
func sideRatio(y, point, low, high float64) (float64, bool) {
	width := high - point
	if y < point {
		width = point - low
	}
	e := math.Abs(y - point)
	switch {
	case e == 0:
		return 0, true
	case !(width > 0) || e/width > math.MaxFloat64:
		return 0, false
	}
	return e / width, true
}

// calibrateFewest is the number of series from which each step has its own factor, and
// below which all steps share one.
const calibrateFewest = 100

// Calibration returns what was learnt. With fewer than 100 series all steps share one
// factor; otherwise each has its own, smoothed so that they never fall, since what is not
// known grows with the horizon. It is a [*ShortError] without series.
func (c *Calibrator) Calibration() (Calibration, error) {
	level := c.level()
	var pool []float64
	for _, r := range c.ratios {
		pool = append(pool, r...)
	}
	if len(pool) == 0 {
		return Calibration{}, &ShortError{Model: "Calibration", Have: c.series, Need: max(1, c.series+1)}
	}
	slices.Sort(pool)
	out := Calibration{Level: level, Series: c.series, Steps: make([]float64, len(c.ratios)), Total: 1}
	own := c.series >= calibrateFewest
	for j, r := range c.ratios {
		out.Steps[j] = conformal(pool, level)
		if own && len(r) >= calibrateFewest {
			out.Steps[j] = conformal(slices.Sorted(slices.Values(r)), level)
		}
	}
	if own {
		out.Steps = rising(out.Steps)
	}
	if len(c.totals) > 0 {
		out.Total = conformal(slices.Sorted(slices.Values(c.totals)), level)
	}
	return out, nil
}

// rising returns the never falling values that are nearest to x in squares: neighbours
// that fall are pooled (Ayer and others 1955).
func rising(x []float64) []float64 {
	type block struct{ sum, n float64 }
	var blocks []block
	for _, v := range x {
		blocks = append(blocks, block{v, 1})
		for k := len(blocks) - 1; k > 0 && blocks[k-1].sum*blocks[k].n > blocks[k].sum*blocks[k-1].n; k-- {
			blocks[k-1] = block{blocks[k-1].sum + blocks[k].sum, blocks[k-1].n + blocks[k].n}
			blocks = blocks[:k]
		}
	}
	out := make([]float64, 0, len(x))
	for _, b := range blocks {
		for range int(b.n) {
			out = append(out, b.sum/b.n)
		}
	}
	return out
}

// A Calibration says by how much the widths of a model are to be multiplied. The zero
// Calibration leaves them as they are.
type Calibration struct {
	// Level is the share that the factors were learnt for, Series the number of series.
	Level  float64
	Series int
	// Steps are the factors by step; steps beyond them take the last one.
	Steps []float64
	// Total is the factor of the total over several steps, learnt from totals, since
	// errors of single steps do not add up to it. 0 means 1.
	Total float64
}

// Check reports what is wrong with c: factors that are below 0 or not finite.
func (c Calibration) Check() error {
	var faults []error
	for i, v := range append([]float64{c.Total}, c.Steps...) {
		field := "total"
		if i > 0 {
			field = fmt.Sprintf("steps[%d]", i-1)
		}
		if !(v >= 0 && v <= 1e6) && len(faults) < maxFaults {
			faults = append(faults, fx.NewInputError(field, strconv.FormatFloat(v, 'g', -1, 64), "must be between 0 and 1000000"))
		}
	}
	return errors.Join(faults...)
}

// factor returns the factor of step j, counted from 0.
func (c Calibration) factor(j int) float64 {
	if len(c.Steps) == 0 {
		return 1
	}
	return c.Steps[min(j, len(c.Steps)-1)]
}

// Calibrated is a model whose quantiles and paths are as far from the point as a
// [Calibration] says. Model must be given.
type Calibrated struct {
	Model       Model
	Calibration Calibration
}

// Name returns the name with that of the inner model: "Calibrated(Auto)".
func (c Calibrated) Name() string {
	if c.Model == nil {
		return "Calibrated(nil)"
	}
	return "Calibrated(" + c.Model.Name() + ")"
}

// Fit fits the inner model; see [Model].
func (c Calibrated) Fit(s Series) (Fitted, error) {
	var faults []error
	if c.Model == nil {
		faults = append(faults, fx.NewInputError("model", "nil", "must be stated"))
	}
	if err := c.Calibration.Check(); err != nil {
		faults = append(faults, fx.Faults(fx.InField("calibration", err))...)
	}
	if len(faults) > 0 {
		return nil, errors.Join(append(faults, s.Check())...)
	}
	f, err := c.Model.Fit(s)
	if err != nil {
		return nil, err
	}
	return &calibrated{f, c, s.Signed}, nil
}

// calibrated is a fitted Calibrated.
type calibrated struct {
	inner  Fitted
	model  Calibrated
	signed bool
}

func (f *calibrated) Forecast(h int, levels ...float64) (Forecast, error) {
	out, err := f.inner.Forecast(h, levels...)
	if err != nil {
		return Forecast{}, err
	}
	out.Model = "Calibrated(" + out.Model + ")"
	for _, q := range out.Quantiles {
		for j, v := range q {
			q[j] = out.Point[j] + f.model.Calibration.factor(j)*(v-out.Point[j])
		}
		cutBelow(q, f.signed)
	}
	return out, nil
}

func (f *calibrated) Paths(h, n int, seed uint64) ([][]float64, error) {
	paths, err := f.inner.Paths(h, n, seed)
	if err != nil {
		return nil, err
	}
	point, err := f.inner.Forecast(h)
	if err != nil {
		return nil, err
	}
	for _, p := range paths {
		for j, v := range p {
			p[j] = point.Point[j] + f.model.Calibration.factor(j)*(v-point.Point[j])
		}
		cutBelow(p, f.signed)
	}
	return paths, nil
}

// Total returns the quantiles of the total of the inner model, as far from the sum of the
// points as the factor of totals says.
func (f *calibrated) Total(h int, levels ...float64) ([]float64, error) {
	out, err := Total(f.inner, h, levels...)
	if err != nil || f.model.Calibration.Total == 0 {
		return out, err
	}
	point, err := f.inner.Forecast(h)
	if err != nil {
		return nil, err
	}
	sum := 0.0
	for _, v := range point.Point {
		sum += v
	}
	for i, v := range out {
		out[i] = sum + f.model.Calibration.Total*(v-sum)
	}
	cutBelow(out, f.signed)
	return out, nil
}

func (f *calibrated) Report() Report {
	r := f.inner.Report()
	r.Model = "Calibrated(" + r.Model + ")"
	c := f.model.Calibration
	r.Reasons = append(r.Reasons, Reason{"width", fmt.Sprintf("widths are multiplied by %.2f at the first step, as the errors of %d series ask for", c.factor(0), c.Series)})
	return r
}
