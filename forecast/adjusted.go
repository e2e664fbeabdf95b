package forecast

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// Adjusted takes the season out of a series by a profile, forecasts the rest with
// another model and puts the season back.
type Adjusted struct {
	// Model forecasts what is left. nil means [ETS].
	Model Model
	// Adjustment says how the season is found. The zero value is AdjustmentTest.
	Adjustment Adjustment
}

// Name returns the name with that of the inner model: "Adjusted(shrunk, AR)".
func (a Adjusted) Name() string {
	return "Adjusted(" + a.Adjustment.String() + ", " + innerModel(a.Model).Name() + ")"
}

// Fit fits the model; see [Model]. The inner model sees a series without a season
// and without gaps.
func (a Adjusted) Fit(s Series) (Fitted, error) {
	if err := a.Adjustment.check(); err != nil {
		return nil, errors.Join(err, s.Check())
	}
	x, reasons, err := prepare(s, a.Name(), 1)
	if err != nil {
		return nil, err
	}
	season := adjustSeason(x, s.Period(), a.Adjustment, s.Signed)
	reasons = append(reasons, adjustReason(x, s.Period(), a.Adjustment, season)...)
	var p *seasonProfile
	if season.index != nil {
		p = &seasonProfile{at: season.at, add: season.add}
	}
	return fitAdjusted(s, x, p, innerModel(a.Model), "Adjusted("+a.Adjustment.String()+", ", reasons)
}

// Harmonic takes a long season out of a series as a few waves, forecasts the rest
// with another model and puts the season back. A history rarely has more than a few
// cycles of 52 weeks, which is too little for 52 seasonal factors and enough for some
// waves, each shrunk by its own uncertainty. A season of 52 steps is taken as 365.25/7
// weeks. The season multiplies where all values are above zero, and is added
// otherwise.
type Harmonic struct {
	// Model forecasts what is left. nil means [ETS].
	Model Model
	// Harmonics is the most waves in a cycle. 0 means 16; there are never more than a
	// third of the steps of a cycle.
	Harmonics int
	// Cycles is the most cycles, counted from the end, from which the waves are
	// learned. 0 means 6.
	Cycles int
}

// Name returns the name with that of the inner model: "Harmonic(AR)".
func (a Harmonic) Name() string { return "Harmonic(" + innerModel(a.Model).Name() + ")" }

// maxHarmonics bounds the settings of Harmonic.
const maxHarmonics = 10_000

// Fit fits the model; see [Model]. The inner model sees a series without a season
// and without gaps. A history shorter than two cycles has no season, and the report
// says so.
func (a Harmonic) Fit(s Series) (Fitted, error) {
	var faults []error
	for _, f := range []struct {
		name string
		n    int
	}{{"harmonics", a.Harmonics}, {"cycles", a.Cycles}} {
		if f.n < 0 || f.n > maxHarmonics {
			faults = append(faults, fx.NewInputError(f.name, strconv.Itoa(f.n), "must be between 0 and "+strconv.Itoa(maxHarmonics)))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, errors.Join(err, s.Check())
	}
	x, reasons, err := prepare(s, a.Name(), 1)
	if err != nil {
		return nil, err
	}
	p, why := a.waves(x, s.Period())
	return fitAdjusted(s, x, p, innerModel(a.Model), "Harmonic(", append(reasons, why))
}

// waves finds the season of x, nil where there is none.
func (a Harmonic) waves(x []float64, m int) (*seasonProfile, Reason) {
	if m < 3 {
		return nil, Reason{"season", "the series has no season of 3 steps or more"}
	}
	if len(x) < 2*m {
		return nil, Reason{"short", fmt.Sprintf("%d steps are less than two seasons of %d: none is used", len(x), m)}
	}
	harmonics, cycles, length := a.Harmonics, a.Cycles, float64(m)
	if harmonics == 0 {
		harmonics = 16
	}
	harmonics = max(1, min(harmonics, m/3))
	if cycles == 0 {
		cycles = 6
	}
	if m == 52 {
		length = fourierYear
	}
	z, add := x, slices.Min(x) <= 0
	if !add {
		z = make([]float64, len(x))
		for t, v := range x {
			z[t] = math.Log(v)
		}
	}
	f := fourierSeason(z, length, harmonics, cycles)
	if f == nil {
		return nil, Reason{"short", fmt.Sprintf("%d steps are too few for a season of %d: none is used", len(x), m)}
	}
	p := &seasonProfile{at: f.at, add: add}
	if !add {
		p.at = func(t int) float64 { return math.Exp(f.at(t)) }
	}
	return p, Reason{"season", fmt.Sprintf("a season of %d steps is taken out as %d waves, at %.0f %% of what the history shows", m, harmonics, 100*f.kept)}
}

// innerModel returns m, or the default inner model where it is nil.
func innerModel(m Model) Model {
	if m == nil {
		return ETS{}
	}
	return m
}

// fitAdjusted fits the inner model to x without the season p, which may be nil.
func fitAdjusted(s Series, x []float64, p *seasonProfile, m Model, name string, reasons []Reason) (Fitted, error) {
	rest := x
	if p != nil {
		rest = make([]float64, len(x))
		for t, v := range x {
			rest[t] = p.remove(v, t)
		}
		bound(rest)
	}
	inner, err := m.Fit(Series{Values: rest, Periods: []int{}, Calendar: s.Calendar, Signed: true})
	if err != nil {
		return nil, err
	}
	e, r := engineOf(inner), inner.Report()
	r.Model = name + r.Model + ")"
	r.Information = nil
	r.Reasons = append(reasons, r.Reasons...)
	if p != nil {
		e = &adjustedEngine{inner: e, season: p, n: len(x)}
		for t, v := range r.Points {
			r.Points[t] = p.restore(v, t)
		}
	}
	return newFitted(e, s, r), nil
}

// seasonProfile is a season that can be taken out and put back.
type seasonProfile struct {
	at  func(t int) float64 // the factor, or the difference, of step t
	add bool                // it is added, not multiplied
}

func (p *seasonProfile) remove(v float64, t int) float64 {
	if p.add {
		return v - p.at(t)
	}
	return v / p.at(t)
}

func (p *seasonProfile) restore(v float64, t int) float64 {
	if p.add {
		return v + p.at(t)
	}
	return v * p.at(t)
}

// adjustedEngine puts a season back into what another engine forecasts.
type adjustedEngine struct {
	inner  engine
	season *seasonProfile
	n      int // steps of the history
}

func (e *adjustedEngine) point(h int) []float64 {
	out := e.inner.point(h)
	for j, v := range out {
		out[j] = e.season.restore(v, e.n+j)
	}
	return out
}

func (e *adjustedEngine) spread(h int) []float64 {
	out := e.inner.spread(h)
	if !e.season.add {
		for j := range out {
			out[j] *= e.season.at(e.n + j)
		}
	}
	return out
}

func (e *adjustedEngine) path(r *rand.Rand, out []float64) { e.sampler(len(out))(r, out) }

func (e *adjustedEngine) sampler(h int) func(r *rand.Rand, out []float64) {
	draw := samplerOf(e.inner, h)
	season := make([]float64, h)
	for j := range season {
		season[j] = e.season.at(e.n + j)
	}
	return func(r *rand.Rand, out []float64) {
		draw(r, out)
		for j := range out {
			if e.season.add {
				out[j] += season[j]
			} else {
				out[j] *= season[j]
			}
		}
	}
}

// engineOf returns the engine of a fitted value of this package, and wraps that of
// another.
func engineOf(f Fitted) engine {
	if f, ok := f.(*fitted); ok {
		return f.engine
	}
	return foreignEngine{f}
}

// foreignEngine is the engine of a fitted value that this package did not make.
type foreignEngine struct{ fitted Fitted }

func (e foreignEngine) point(h int) []float64 {
	f, err := e.fitted.Forecast(h)
	if err != nil || len(f.Point) != h {
		return nans(h)
	}
	return f.Point
}

func (e foreignEngine) spread(int) []float64 { return nil }

func (e foreignEngine) path(r *rand.Rand, out []float64) {
	p, err := e.fitted.Paths(len(out), 1, r.Uint64())
	if err != nil || len(p) != 1 || len(p[0]) != len(out) {
		copy(out, nans(len(out)))
		return
	}
	copy(out, p[0])
}

func nans(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.NaN()
	}
	return out
}
