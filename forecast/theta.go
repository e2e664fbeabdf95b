package forecast

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// Theta is the method that won the M3 competition (Assimakopoulos and Nikolopoulos
// 2000) in the form of Hyndman and Billah (2003), as R's thetaf: simple exponential
// smoothing of the seasonally adjusted series plus half the slope b of its straight
// line. With the last level l_n,
//
//	f_h = l_n + b/2 (h-1 + (1-(1-alpha)^n)/alpha)
//
// and the variance s^2 ((h-1) alpha^2 + 1). It needs one value.
type Theta struct {
	// Adjustment removes the season. The zero Adjustment tests for one.
	Adjustment Adjustment
	// Alpha fixes the smoothing parameter, above 0 and at most 1. 0 finds it.
	Alpha float64
}

// Name returns "Theta".
func (Theta) Name() string { return "Theta" }

// Fit fits the model; see [Model].
func (t Theta) Fit(s Series) (Fitted, error) {
	if err := errors.Join(append(checkSmoothing(t.Alpha, 0, 0, 0), t.Adjustment.check())...); err != nil {
		return nil, errors.Join(err, s.Check())
	}
	x, reasons, err := prepare(s, "Theta", 1)
	if err != nil {
		return nil, err
	}
	m := s.Period()
	e := thetaEngine{season: adjustSeason(x, m, t.Adjustment, s.Signed)}
	y := e.season.remove(x)
	e.theta = thetaFit(y, t.Alpha)
	points := e.points(y)
	e.season.restore(points, 0)
	return newFitted(&e, s, Report{
		Model:   "Theta",
		Params:  []Param{{"alpha", e.alpha}, {"l0", e.l0}, {"drift", e.drift}},
		Points:  points,
		Reasons: append(reasons, adjustReason(x, m, t.Adjustment, e.season)...),
	}), nil
}

// theta is the fit of [Theta] to a series without a season.
type theta struct {
	alpha, l0, last float64 // smoothing parameter, level before the first and after the last step
	drift           float64 // half the slope of the straight line
	sigma           float64 // of the one-step errors of the smoothing
	n               int
}

// thetaFit fits to x, which has at least one value. alpha 0 finds alpha.
func thetaFit(x []float64, alpha float64) theta {
	n := len(x)
	t := theta{alpha: alpha, n: n}
	s := newThetaSums(x)
	if alpha == 0 {
		t.alpha = 0.5
		if n > 2 {
			t.alpha = thetaSearch(1e-4, 0.9999, func(a float64) float64 { v, _ := s.level(a); return v })
		}
	}
	sse, l0 := s.level(t.alpha)
	t.l0 = l0 + s.base
	t.last = t.l0
	for _, v := range x {
		t.last += t.alpha * (v - t.last)
	}
	t.drift = thetaSlope(x) / 2
	t.sigma = thetaStepSize(x)
	if n > 2 {
		t.sigma = math.Sqrt(sse / float64(n-2))
	}
	return t
}

// thetaStepSize returns the root of the mean squared step of x, which stands for the
// errors where a series is too short to know them.
func thetaStepSize(x []float64) float64 {
	sum := 0.0
	for i := 1; i < len(x); i++ {
		sum += (x[i] - x[i-1]) * (x[i] - x[i-1])
	}
	return math.Sqrt(sum / float64(max(len(x)-1, 1)))
}

// point returns the next h points.
func (t theta) point(h int) []float64 {
	out := make([]float64, h)
	t.fill(out)
	return out
}

func (t theta) fill(out []float64) {
	first := -math.Expm1(float64(t.n)*math.Log1p(-t.alpha)) / t.alpha // (1-(1-alpha)^n)/alpha
	for j := range out {
		out[j] = t.last + t.drift*(float64(j)+first)
	}
}

// spread returns the standard deviations of the next h steps.
func (t theta) spread(h int) []float64 {
	out := make([]float64, h)
	for j := range out {
		out[j] = t.sigma * math.Sqrt(float64(j)*t.alpha*t.alpha+1)
	}
	return out
}

// points returns the level before each step, as R does.
func (t theta) points(x []float64) []float64 {
	out := make([]float64, len(x))
	level := t.l0
	for i, v := range x {
		out[i] = level
		level += t.alpha * (v - level)
	}
	return out
}

// thetaEngine is a [theta] with its season. As in R, the season does not widen its
// intervals.
type thetaEngine struct {
	theta
	season seasonAdjust
}

func (e *thetaEngine) point(h int) []float64 {
	out := e.theta.point(h)
	e.season.restore(out, e.n)
	return out
}

func (e *thetaEngine) path(r *rand.Rand, out []float64) {
	e.fill(out)
	e.season.restore(out, e.n)
	level := 0.0
	for j := range out {
		shock := e.sigma * r.NormFloat64()
		out[j] += level + shock
		level += e.alpha * shock
	}
}

// thetaSlope returns the slope of the straight line through x, per step.
func thetaSlope(x []float64) float64 {
	n := float64(len(x))
	if n < 2 {
		return 0
	}
	sum, mean := 0.0, x[0]
	for i, v := range x {
		mean += (v - x[0]) / n
		sum += (float64(i) - (n-1)/2) * (v - x[0])
	}
	return sum * 12 / (n * (n*n - 1))
}

// thetaSums finds starting levels: the one-step errors of exponential smoothing are
// linear in the level before the first step, which least squares then give at once.
type thetaSums struct {
	x    []float64
	base float64 // x counts from it, so that nothing cancels
}

func newThetaSums(x []float64) thetaSums { return thetaSums{x, x[0]} }

// level returns the least sum of squared errors for one alpha, and the level that has it,
// counted from base.
func (s thetaSums) level(alpha float64) (sse, l0 float64) {
	keep, q, at := 1-alpha, 1.0, 0.0
	var ee, ed, dd float64
	for _, v := range s.x {
		e := v - s.base - at // without the part of l0, which is q l0
		ee += e * e
		ed += e * q
		dd += q * q
		at += alpha * e
		q *= keep
	}
	l0 = ed / dd
	return max(ee-ed*l0, 0), l0
}

// thetaSearch returns the place of the least value of f between lo and hi: the best of
// a grid, and then Brent's method in every valley of it that is about as deep.
func thetaSearch(lo, hi float64, f func(a float64) float64) float64 {
	const cells = 12
	var value [cells + 1]float64
	place := func(i int) float64 { return lo + (hi-lo)*float64(i)/cells }
	best, least := lo, math.Inf(1)
	for i := range value {
		value[i] = f(place(i))
		if value[i] < least {
			best, least = place(i), value[i]
		}
	}
	limit := 1.1 * least // a valley that starts much higher is not the deepest
	for i := range value {
		if i > 0 && value[i-1] < value[i] || i < cells && value[i+1] <= value[i] {
			continue // not the lowest point of a valley
		}
		if value[i] > limit {
			continue
		}
		if a, v := num.Golden(f, place(max(i-1, 0)), place(min(i+1, cells)), 1e-6); v < least {
			best, least = a, v
		}
	}
	return best
}

// thetaReason says that theta is at its bound; it is nil where it is not.
func thetaReason(theta float64) []Reason {
	if theta < 1/(1-mostOmega)*0.999 {
		return nil
	}
	return []Reason{{"theta", fmt.Sprintf("the fit asks for an endless theta: the line is followed as a whole (theta %.0f)", theta)}}
}
