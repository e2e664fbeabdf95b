package forecast

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// An engine is what a fitted model can do; fitted makes a [Fitted] of it.
type engine interface {
	// point returns the next h points, before the cut at zero.
	point(h int) []float64
	// spread returns the standard deviation of each step for models whose quantiles
	// are those of a normal distribution, and nil where they are simulated.
	spread(h int) []float64
	// path fills out with one sample path, before the cut at zero.
	path(r *rand.Rand, out []float64)
}

// A sampler is an engine that draws many paths of the same length faster than one by
// one.
type sampler interface {
	// sampler returns a function that does what path does, for paths of h steps.
	sampler(h int) func(r *rand.Rand, out []float64)
}

// samplerOf returns the fastest way of e to draw paths of h steps.
func samplerOf(e engine, h int) func(r *rand.Rand, out []float64) {
	if s, ok := e.(sampler); ok {
		return s.sampler(h)
	}
	return e.path
}

// fitted is a [Fitted] over an engine.
type fitted struct {
	engine engine
	report Report
	signed bool
	// last is the last step of the history that the known regressors cover beyond,
	// or -1 where there is no bound.
	known int
}

// simulated is the number of paths from which quantiles are read where no formula
// gives them, and simulationSeed their seed.
const (
	simulated      = 2000
	simulationSeed = 20260101
)

func newFitted(e engine, s Series, r Report) *fitted {
	return &fitted{engine: e, report: r, signed: s.Signed, known: -1}
}

func (f *fitted) Report() Report {
	r := f.report
	r.Params = slices.Clone(r.Params)
	r.Points = slices.Clone(r.Points)
	r.Reasons = slices.Clone(r.Reasons)
	if r.Information != nil {
		i := *r.Information
		r.Information = &i
	}
	return r
}

func (f *fitted) Forecast(h int, levels ...float64) (Forecast, error) {
	if err := checkHorizon(h, levels); err != nil {
		return Forecast{}, err
	}
	if err := f.reach(h); err != nil {
		return Forecast{}, err
	}
	out := Forecast{Model: f.report.Model, Point: f.engine.point(h), Levels: slices.Clone(levels)}
	switch sd := f.engine.spread(h); {
	case len(levels) == 0:
	case sd != nil:
		out.Quantiles = normalQuantiles(out.Point, sd, levels)
	default:
		out.Quantiles = pathQuantiles(f.engine, h, levels)
	}
	f.cut(out.Point)
	for _, q := range out.Quantiles {
		f.cut(q)
	}
	return out, nil
}

func (f *fitted) Paths(h, n int, seed uint64) ([][]float64, error) {
	if err := checkPaths(h, n); err != nil {
		return nil, err
	}
	if err := f.reach(h); err != nil {
		return nil, err
	}
	r, draw := num.Rand(seed), samplerOf(f.engine, h)
	out, all := make([][]float64, n), make([]float64, n*h)
	for i := range out {
		out[i] = all[i*h : (i+1)*h : (i+1)*h]
		draw(r, out[i])
		f.cut(out[i])
	}
	return out, nil
}

// reach reports whether the known regressors reach h steps ahead.
func (f *fitted) reach(h int) error {
	if f.known >= 0 && h > f.known {
		return &ReachError{Steps: h, Known: f.known}
	}
	return nil
}

// cut sets what is below zero to zero unless the series is signed, and what is not
// a finite number to the nearest one.
func (f *fitted) cut(x []float64) { cutBelow(x, f.signed) }

func cutBelow(x []float64, signed bool) {
	for i, v := range x {
		switch {
		case math.IsNaN(v):
			x[i] = 0
		case v > math.MaxFloat64:
			x[i] = math.MaxFloat64
		case v < -math.MaxFloat64:
			x[i] = -math.MaxFloat64
		}
		if x[i] <= 0 && !signed {
			x[i] = 0
		}
	}
}

// normalQuantiles returns the quantiles of normal distributions.
func normalQuantiles(mean, sd, levels []float64) [][]float64 {
	out := make([][]float64, len(levels))
	for i, l := range levels {
		z := num.NormQuantile(l)
		row := make([]float64, len(mean))
		for j := range row {
			row[j] = mean[j] + z*sd[j]
		}
		out[i] = row
	}
	return out
}

// pathQuantiles returns the quantiles of simulated paths.
func pathQuantiles(e engine, h int, levels []float64) [][]float64 {
	r, draw := num.Rand(simulationSeed), samplerOf(e, h)
	n := simulated
	paths := make([]float64, n*h)
	one := make([]float64, h)
	for i := range n {
		draw(r, one)
		for j, v := range one {
			paths[j*n+i] = v
		}
	}
	out := make([][]float64, len(levels))
	for i := range out {
		out[i] = make([]float64, h)
	}
	for j := range h {
		column := paths[j*n : (j+1)*n]
		slices.Sort(column)
		for i, l := range levels {
			out[i][j] = num.Quantile(column, l)
		}
	}
	return out
}
