package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
)

// A countEngine is an engine that knows the distribution of each step and of the
// total of several steps.
type countEngine interface {
	engine
	// step appends the quantiles of step j ahead, counted from 0.
	step(out []float64, j int, levels []float64) []float64
	// cycle returns after how many steps the distributions repeat.
	cycle() int
	// total appends the quantiles of the total of h steps.
	total(out []float64, h int, levels []float64) []float64
}

// A countFitted is a [Fitted] and a [TotalForecaster] over a countEngine.
type countFitted struct {
	*fitted
	count countEngine
}

func newCountFitted(e countEngine, s Series, r Report) *countFitted {
	return &countFitted{newFitted(e, s, r), e}
}

// Forecast returns the next h steps with the quantiles of levels.
func (f *countFitted) Forecast(h int, levels ...float64) (Forecast, error) {
	if err := checkHorizon(h, levels); err != nil {
		return Forecast{}, err
	}
	out := Forecast{Model: f.report.Model, Point: f.engine.point(h), Levels: slices.Clone(levels)}
	f.cut(out.Point)
	if len(levels) == 0 {
		return out, nil
	}
	out.Quantiles = make([][]float64, len(levels))
	all := make([]float64, h*len(levels))
	for i := range out.Quantiles {
		out.Quantiles[i] = all[i*h : (i+1)*h : (i+1)*h]
	}
	cycle := f.count.cycle()
	row := make([]float64, 0, len(levels))
	for j := range h {
		if j >= cycle {
			for i := range levels {
				out.Quantiles[i][j] = out.Quantiles[i][j-cycle]
			}
			continue
		}
		row = f.count.step(row[:0], j, levels)
		f.cut(row)
		for i, q := range row {
			out.Quantiles[i][j] = q
		}
	}
	return out, nil
}

// Total returns the quantiles of the demand of the next h steps taken together.
func (f *countFitted) Total(h int, levels ...float64) ([]float64, error) {
	if err := checkHorizon(h, levels); err != nil {
		return nil, err
	}
	out := f.count.total(make([]float64, 0, len(levels)), h, levels)
	f.cut(out)
	return out, nil
}

// A countRun is the engine over a countModel, with points of its own.
type countRun struct {
	countModel
	level float64 // the expected demand of a step, as the points have it
}

func (e *countRun) point(h int) []float64 {
	out := make([]float64, h)
	for j := range out {
		out[j] = e.level * e.factor(j)
	}
	return out
}

func (e *countRun) spread(int) []float64 { return nil }

func (e *countRun) path(r *rand.Rand, out []float64) { e.drawer()(r, out) }

func (e *countRun) sampler(int) func(r *rand.Rand, out []float64) { return e.drawer() }

func (e *countRun) cycle() int { return max(1, len(e.season)) }

func (e *countRun) step(out []float64, j int, levels []float64) []float64 {
	return e.quantiles(out, e.factor(j), levels)
}

func (e *countRun) total(out []float64, h int, levels []float64) []float64 {
	return e.quantiles(out, e.steps(h), levels)
}

// scaled returns the model of a demand that is k times as large. What scaling did to
// the last digits of the unit is mended, so that whole units stay whole.
func (m countModel) scaled(k float64) countModel {
	m.mean *= k
	m.unit *= k
	if e := math.Pow(10, 12-math.Ceil(math.Log10(m.unit))); m.unit > 0 && e > 0 && e < 1e300 {
		m.unit = math.Round(m.unit*e) / e
	}
	return m
}

// prepareCounts does what prepare does and cuts the steps before the first demand,
// which say nothing of an item that was not yet sold. lead is how many were cut; a
// series without demand keeps all. mean is the mean of what is left, and x is in units
// of it, so that nothing later depends on the scale.
func prepareCounts(s Series, model string) (x []float64, mean float64, lead int, reasons []Reason, err error) {
	x, reasons, err = prepare(s, model, 1)
	if err != nil {
		return nil, 0, 0, nil, err
	}
	most := 0.0
	for i, v := range x {
		x[i] = math.Max(0, v)
		most = math.Max(most, x[i])
	}
	if most == 0 {
		return x, 0, 0, append(reasons, Reason{"no_demand", "there is no demand in " + strconv.Itoa(len(x)) + " steps, so none is expected"}), nil
	}
	for x[lead] == 0 {
		lead++
	}
	x = x[lead:]
	if lead > 0 {
		reasons = append(reasons, Reason{"leading_zeros", "cut before the first demand: " + strconv.Itoa(lead) + " steps"})
	}
	for _, v := range x {
		mean += v / most
	}
	mean = mean / float64(len(x)) * most
	if mean < 1e-290 { // whose square or inverse is not a number any more
		clear(x)
		return x, 0, lead, reasons, nil
	}
	for i := range x {
		x[i] /= mean
	}
	return x, mean, lead, reasons, nil
}

// countPoints puts n missing points before points, times k.
func countPoints(points []float64, n int, k float64) []float64 {
	out := make([]float64, n, n+len(points))
	for i := range out {
		out[i] = math.NaN()
	}
	for _, v := range points {
		out = append(out, v*k)
	}
	return out
}
