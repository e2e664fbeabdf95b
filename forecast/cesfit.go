package forecast

import (
	"math"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// cesFit fits CES to x, at least one value, with the form of the least AICc for a
// season of m steps.
func cesFit(x []float64, m int) ces { return cesFitForm(x, m, CESAutomatic, false) }

// cesFitForm fits one form of CES, or chooses one. signed takes the season of the
// adjusted form out as differences.
func cesFitForm(x []float64, m int, form CESSeason, signed bool) ces {
	if m < 2 || len(x) < 2*m || form == CESNone {
		return newCESWork(x, 1, CESNone).fit(0)
	}
	switch form {
	case CESAutomatic:
	case CESAdjusted:
		return cesAdjusted(x, adjustSeason(x, m, AdjustmentShrunk, signed))
	default:
		return newCESWork(x, m, form).fit(m)
	}
	best := newCESWork(x, m, CESNone).fit(0)
	for f := CESSimple; f <= CESFull; f++ {
		if e := newCESWork(x, m, f).fit(m); e.aicc < best.aicc {
			best = e
		}
	}
	if a := adjustSeason(x, m, AdjustmentShrunk, signed); a.index != nil {
		if e := cesAdjusted(x, a); e.aicc < best.aicc {
			best = e
		}
	}
	return best
}

// cesParams are the numbers of parameters of the forms.
var cesParams = [...]int{CESNone: 2, CESSimple: 2, CESPartial: 3, CESFull: 4, CESAdjusted: 2}

// cesAdjusted fits the form without a season to x without the season a. Its likelihood
// is that of its errors in x.
func cesAdjusted(x []float64, a seasonAdjust) ces {
	y := a.remove(x)
	e := newCESWork(y, 1, CESAdjusted).fit(0)
	e.adjust = a
	points := make([]float64, len(x))
	e.replay(x, points)
	sse := 0.0
	for i, v := range x {
		sse += (v - points[i]) * (v - points[i])
	}
	e.likelihood(sse, 3+0.5*float64(len(a.index)))
	return e
}

// cesWork is one form being fitted.
type cesWork struct {
	x      []float64
	form   CESSeason
	last   float64   // mean of the last values, where the way back starts
	figure []float64 // the season there
	states cesStates // in use
	whole  float64   // sum of squares about the mean
}

func newCESWork(x []float64, m int, form CESSeason) *cesWork {
	n := len(x)
	w := &cesWork{x: x, form: form}
	k := min(n, max(m, 10)/m*m)
	for _, v := range x[n-k:] {
		w.last += v / float64(k)
	}
	mean := 0.0
	for _, v := range x {
		mean += v / float64(n)
	}
	for _, v := range x {
		w.whole += (v - mean) * (v - mean)
	}
	if m > 1 {
		if w.figure = shrunkDifferences(x, m); w.figure == nil {
			w.figure = make([]float64, m)
		}
		w.states.season = make([]float64, m)
		w.states.other = make([]float64, m)
	}
	return w
}

// run sets the states to those with which the model with the parameters p ends, having
// gone back through the history to find its start, and returns the sum of squared
// errors. points, if there are any, receives the one-step forecasts.
func (w *cesWork) run(p *[4]float64, points []float64) float64 {
	s := &w.states
	s.l, s.c = w.last, w.last/p[0] // a level that stays where it is
	for k, v := range w.figure {
		switch w.form {
		case CESSimple:
			s.season[k], s.other[k] = w.last+v, (w.last+v)/p[0]
		case CESPartial:
			s.season[k] = v
		case CESFull:
			s.season[k], s.other[k] = v, v/p[2]
		}
	}
	s.pass(w.form, p, w.x, true, nil)
	return s.pass(w.form, p, w.x, false, points)
}

// cesStable reports whether errors die out in the states of one complex parameter: the
// roots of z^2 - trace z + det, the matrix of the states less the response to errors,
// are within the unit circle.
func cesStable(a0, a1 float64) bool {
	det := (1-a0+a1)*(1-a0) + (1-a1)*(1-a0-a1)
	trace := 2 - 2*a0 + a1
	return math.Abs(det) < 1 && math.Abs(trace) < 1+det
}

// inside reports whether the parameters are within their bounds.
func (w *cesWork) inside(p []float64) bool {
	part := func(r, i float64) bool { return r >= 0.01 && r <= 2 && i >= 0.01 && i <= 2 && cesStable(r, i) }
	if !part(p[0], p[1]) {
		return false
	}
	switch w.form {
	case CESPartial:
		return p[2] >= 0 && p[2] <= 1
	case CESFull:
		return part(p[2], p[3])
	}
	return true
}

// fit finds the parameters with the least squared errors. starts is the number of
// starting values that count as parameters.
func (w *cesWork) fit(starts int) ces {
	n, k := len(w.x), cesParams[w.form]
	p := [4]float64{1.3, 1, 0.1, 1}
	if w.form == CESFull {
		p[2] = 1.3
	}
	if n > 2 && w.whole > 0 {
		step := [4]float64{0.1, 0.05, 0.1, 0.05}
		num.NelderMead(func(v []float64) float64 {
			if !w.inside(v) {
				return math.Inf(1)
			}
			var q [4]float64
			copy(q[:], v)
			return w.run(&q, nil) / w.whole
		}, p[:k], step[:k], 1e-6, 100*k)
	}
	sse := w.run(&p, nil)
	e := ces{form: w.form, p: p, n: n, states: w.states}
	e.sigma = thetaStepSize(w.x)
	if d := n - k - 1; d > 0 {
		e.sigma = math.Sqrt(sse / float64(d))
	}
	e.likelihood(sse, float64(k+1+starts))
	return e
}

// likelihood sets the likelihood of errors with the sum of squares sse, and the AICc.
func (e *ces) likelihood(sse, params float64) {
	n := float64(e.n)
	e.logLik = -0.5 * n * (math.Log(2*math.Pi*sse/n) + 1)
	e.aicc = math.Inf(1)
	if d := n - params - 1; d > 0 {
		e.aicc = -2*e.logLik + 2*params*(1+(params+1)/d)
	}
}

// replay fills points with the one-step forecasts of the history x.
func (e *ces) replay(x, points []float64) {
	newCESWork(e.adjust.remove(x), max(len(e.states.season), 1), e.form).run(&e.p, points)
	e.adjust.restore(points, 0)
}
