package forecast

import (
	"math"
	"slices"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// effectFitted is a [Fitted] of effects over another one, which forecasts what they
// leave.
type effectFitted struct {
	name   string
	inner  Fitted
	design *effectDesign
	fit    effectFit
	scale  effectScale
	median bool
	signed bool
	report Report
}

func (f *effectFitted) Report() Report {
	r := f.report
	r.Params = slices.Clone(r.Params)
	r.Points = slices.Clone(r.Points)
	r.Reasons = slices.Clone(r.Reasons)
	return r
}

func (f *effectFitted) reach(h int) error {
	if f.design.known >= 0 && h > f.design.known {
		return &ReachError{Steps: h, Known: f.design.known}
	}
	return nil
}

// effects returns the level and the effects of the next h steps.
func (f *effectFitted) effects(h int) []float64 {
	out, row := make([]float64, h), make([]float64, len(f.design.columns))
	for j := range out {
		f.design.row(f.design.n+j, row)
		out[j] = f.fit.center + f.fit.effect(row)
	}
	return out
}

// meanGrowth bounds the variance that makes the mean, in those of the first step, and
// meanVariance in itself: beyond it demand is not log-normal.
const meanGrowth, meanVariance = 4, 4

// bias returns what makes the mean of a median with a standard deviation, first that of
// the first step, both in logarithms.
func (f *effectFitted) bias(sd, first float64) float64 {
	return min(sd*sd, meanGrowth*first*first, meanVariance) / 2
}

func (f *effectFitted) Forecast(h int, levels ...float64) (Forecast, error) {
	if err := checkHorizon(h, levels); err != nil {
		return Forecast{}, err
	}
	if err := f.reach(h); err != nil {
		return Forecast{}, err
	}
	out := Forecast{Model: f.name, Levels: slices.Clone(levels)}
	move := f.effects(h)
	carry := func(in []float64) []float64 {
		row := make([]float64, h)
		for j := range row {
			row[j] = f.scale.back(in[j] + move[j])
		}
		cutBelow(row, f.signed)
		return row
	}
	ask := levels
	mean := f.scale.log && !f.median
	if mean { // two more, from which the variance is read
		ask = append(slices.Clone(levels), num.NormCDF(-1), num.NormCDF(1))
	}
	in, err := f.inner.Forecast(h, ask...)
	if err != nil {
		return Forecast{}, err
	}
	for i := range levels {
		out.Quantiles = append(out.Quantiles, carry(in.Quantiles[i]))
	}
	if mean {
		low, high := in.Quantiles[len(levels)], in.Quantiles[len(levels)+1]
		first := (high[0] - low[0]) / 2
		for j := range in.Point {
			in.Point[j] += f.bias((high[j]-low[j])/2, first)
		}
	}
	out.Point = carry(in.Point)
	return out, nil
}

func (f *effectFitted) Paths(h, n int, seed uint64) ([][]float64, error) {
	if err := checkPaths(h, n); err != nil {
		return nil, err
	}
	if err := f.reach(h); err != nil {
		return nil, err
	}
	out, err := f.inner.Paths(h, n, seed)
	if err != nil {
		return nil, err
	}
	move := f.effects(h)
	for _, path := range out {
		for j := range path {
			path[j] = f.scale.back(path[j] + move[j])
		}
		cutBelow(path, f.signed)
	}
	return out, nil
}

// history returns the forecasts of the history from those of what the effects leave.
func (f *effectFitted) history(points []float64, n int) []float64 {
	out, row := make([]float64, n), make([]float64, len(f.design.columns))
	bias := 0.0
	if f.scale.log && !f.median {
		if in, err := f.inner.Forecast(1, num.NormCDF(-1), num.NormCDF(1)); err == nil {
			sd := (in.Quantiles[1][0] - in.Quantiles[0][0]) / 2
			bias = f.bias(sd, sd)
		}
	}
	for i := range out {
		if i >= len(points) || math.IsNaN(points[i]) {
			out[i] = math.NaN()
			continue
		}
		f.design.row(i, row)
		one := []float64{f.scale.back(points[i] + f.fit.center + f.fit.effect(row) + bias)}
		cutBelow(one, f.signed)
		out[i] = one[0]
	}
	return out
}
