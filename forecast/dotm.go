package forecast

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// DynamicTheta is the dynamic optimised theta model of Fiorucci, Pellegrini, Louzada,
// Petropoulos and Koehler (2016), DOTM: [Theta] whose weight of the straight line is
// fitted and whose line is that of the values seen so far. With its intercept A and
// slope B,
//
//	mu_t = l_{t-1} + (1-1/theta) ((1-alpha)^{t-1} A_{t-1} + (1-(1-alpha)^t)/alpha B_{t-1})
//	l_t = alpha y_t + (1-alpha) l_{t-1}
//
// alpha (0.1 to 0.99), theta (at least 1) and l_0 have the least squared one-step
// errors from the second step on. The errors are linear in l_0 and 1/theta, so that only
// alpha is searched. Variances are those of the linear recursion. Fewer than six values
// are too few to fit to: alpha is then 0.5 and theta 2. It needs one value.
type DynamicTheta struct {
	// Adjustment removes the season. The zero Adjustment tests for one.
	Adjustment Adjustment
	// Theta fixes theta, at least 1: 2 is the dynamic standard theta model. 0 finds it.
	Theta float64
}

// Name returns "DynamicTheta".
func (DynamicTheta) Name() string { return "DynamicTheta" }

// Fit fits the model; see [Model].
func (d DynamicTheta) Fit(s Series) (Fitted, error) {
	return fitDOTM(s, "DynamicTheta", d.Adjustment, d.Theta, true)
}

// OptimisedTheta is the optimised theta model of Fiorucci et al. (2016), OTM: as
// [DynamicTheta] with the straight line of the whole history, so that A and B do not
// change.
type OptimisedTheta struct {
	// Adjustment removes the season. The zero Adjustment tests for one.
	Adjustment Adjustment
	// Theta fixes theta, at least 1: 2 is the standard theta model. 0 finds it.
	Theta float64
}

// Name returns "OptimisedTheta".
func (OptimisedTheta) Name() string { return "OptimisedTheta" }

// Fit fits the model; see [Model].
func (o OptimisedTheta) Fit(s Series) (Fitted, error) {
	return fitDOTM(s, "OptimisedTheta", o.Adjustment, o.Theta, false)
}

func fitDOTM(s Series, name string, how Adjustment, theta float64, dynamic bool) (Fitted, error) {
	err := how.check()
	if theta != 0 && !(theta >= 1 && theta <= MaxValue) {
		err = errors.Join(err, fx.NewInputError("theta", strconv.FormatFloat(theta, 'g', -1, 64), "must be at least 1; 0 finds it"))
	}
	if err != nil {
		return nil, errors.Join(err, s.Check())
	}
	x, reasons, err := prepare(s, name, 1)
	if err != nil {
		return nil, err
	}
	m := s.Period()
	e := dotmEngine{season: adjustSeason(x, m, how, s.Signed)}
	y := e.season.remove(x)
	e.dotm = dotmFitWith(y, theta, dynamic)
	points := e.points(y)
	e.season.restore(points, 0)
	points[0] = math.NaN()
	reasons = append(reasons, adjustReason(x, m, how, e.season)...)
	if len(y) < leastDotm {
		reasons = append(reasons, Reason{"short", fmt.Sprintf("%d values are too few to fit parameters to: alpha 0.5 is used, and theta 2 unless it is set", len(y))})
	}
	if theta == 0 {
		reasons = append(reasons, thetaReason(e.theta())...)
	}
	return newFitted(&e, s, Report{
		Model:   name,
		Params:  []Param{{"l0", e.l0}, {"alpha", e.alpha}, {"theta", e.theta()}},
		Points:  points,
		Reasons: reasons,
	}), nil
}

// Bounds of the parameters: alpha as in the authors' package, and the largest
// omega = 1-1/theta.
const (
	leastDotmAlpha = 0.1
	mostDotmAlpha  = 0.99
	mostOmega      = 1 - 1e-6
)

// leastDotm is the least number of values to which parameters are fitted: three of them,
// and the first error does not count.
const leastDotm = 6

// dotm is a theta model fitted to a series without a season.
type dotm struct {
	alpha, omega, l0 float64 // omega = 1 - 1/theta
	sigma            float64
	dynamic          bool
	n                int
	// What the history ends with: the level, the mean and the slope of the line; a is
	// the intercept of the line that never changes.
	level, mean, slope, a float64
}

// theta returns the parameter theta.
func (d *dotm) theta() float64 { return 1 / (1 - d.omega) }

// dotmFit fits the dynamic optimised theta model to x, at least one value without a
// season.
func dotmFit(x []float64) dotm { return dotmFitWith(x, 0, true) }

// dotmFitWith fits a theta model. theta 0 finds theta.
func dotmFitWith(x []float64, theta float64, dynamic bool) dotm {
	n := len(x)
	d := dotm{alpha: 0.5, omega: 0.5, dynamic: dynamic, n: n}
	if theta != 0 {
		d.omega = min(1-1/theta, mostOmega)
	}
	base := x[0]
	s := dotmSums{omega: -1, line: make([]float64, 3*n)}
	if theta != 0 {
		s.omega = d.omega
	}
	s.fill(x, base, dynamic)
	d.mean, d.slope, d.a = s.mean, s.slope, s.intercept
	d.sigma = thetaStepSize(x)
	if n >= leastDotm {
		d.alpha = thetaSearch(leastDotmAlpha, mostDotmAlpha, func(a float64) float64 { v, _, _ := s.least(a); return v })
		var sse float64
		sse, d.l0, d.omega = s.least(d.alpha)
		d.sigma = math.Sqrt(sse / float64(n-4))
	}
	// The line counts from base: the level takes the other part of it.
	level := d.l0
	for i := range n {
		level += d.alpha * (s.line[3*i] - level)
	}
	shift := base * (1 - d.omega)
	d.l0 += shift
	keep := math.Pow(1-d.alpha, float64(n))
	d.level = level + base*(1-keep) + shift*keep
	d.mean += base
	d.a += base
	return d
}

// dotmSums holds what [dotmSums.least] needs of a series: for each step its value, and
// the intercept and slope of the line before it.
type dotmSums struct {
	line                   []float64
	omega                  float64 // fixed, or below 0
	mean, slope, intercept float64 // of the line after the last step
}

// fill sets the lines of x, counted from base.
func (s *dotmSums) fill(x []float64, base float64, dynamic bool) {
	a, b, mean := 0.0, 0.0, 0.0
	for i, v := range x {
		y, t := v-base, float64(i+1)
		s.line[3*i], s.line[3*i+1], s.line[3*i+2] = y, a, b
		if i > 0 {
			b = ((t-2)*b + 6/t*(y-mean)) / (t + 1)
		}
		mean += (y - mean) / t
		a = mean - (t+1)*b/2
	}
	s.mean, s.slope, s.intercept = mean, b, a
	if !dynamic {
		for i := range x {
			s.line[3*i+1], s.line[3*i+2] = a, b
		}
	}
}

// least returns the least sum of squared errors from the second step on for one alpha,
// with the l0 and omega that have it: the errors are linear in both.
func (s *dotmSums) least(alpha float64) (sse, l0, omega float64) {
	keep, q, level := 1-alpha, 1.0, 0.0
	inverse := 1 / alpha
	var ee, ed, eg, dd, dg, gg float64
	line := s.line
	for i := 0; i+2 < len(line); i += 3 {
		e := line[i] - level // the parts of l0 and omega are q l0 and g omega
		if i > 0 {
			g := q*line[i+1] + (1-q*keep)*inverse*line[i+2]
			ee += e * e
			ed += e * q
			eg += e * g
			dd += q * q
			dg += q * g
			gg += g * g
		}
		level += alpha * e
		q *= keep
	}
	omega = s.omega
	if omega < 0 {
		omega = 0.5
		if det := dd*gg - dg*dg; det > 1e-10*dd*gg {
			omega = min(max((eg*dd-ed*dg)/det, 0), mostOmega)
		}
	}
	l0 = (ed - omega*dg) / dd
	sse = ee - 2*l0*ed - 2*omega*eg + l0*l0*dd + 2*l0*omega*dg + omega*omega*gg
	return max(sse, 0), l0, omega
}

// dotmState runs a theta model ahead.
type dotmState struct {
	*dotm
	level, mean, slope, a float64
	keep                  float64 // (1-alpha)^t
	t                     float64 // steps seen
}

func (d *dotm) state() dotmState {
	return dotmState{d, d.level, d.mean, d.slope, d.a, math.Pow(1-d.alpha, float64(d.n)), float64(d.n)}
}

// next returns the forecast of the next step.
func (s *dotmState) next() float64 {
	return s.level + s.omega*(s.keep*s.a+(1-s.keep*(1-s.alpha))/s.alpha*s.slope)
}

// take moves on by one step with the value y.
func (s *dotmState) take(y float64) {
	s.level += s.alpha * (y - s.level)
	s.keep *= 1 - s.alpha
	s.t++
	if !s.dynamic {
		return
	}
	if s.t > 1 {
		s.slope = ((s.t-2)*s.slope + 6/s.t*(y-s.mean)) / (s.t + 1)
	}
	s.mean += (y - s.mean) / s.t
	s.a = s.mean - (s.t+1)*s.slope/2
}

func (d *dotm) point(h int) []float64 {
	out := make([]float64, h)
	s := d.state()
	for j := range out {
		out[j] = s.next()
		s.take(out[j])
	}
	return out
}

// points returns the one-step forecasts of the history x.
func (d *dotm) points(x []float64) []float64 {
	out := make([]float64, len(x))
	s := dotmState{dotm: d, level: d.l0, keep: 1}
	if !d.dynamic {
		s.a, s.slope = d.a, d.slope
	}
	for i, v := range x {
		out[i] = s.next()
		s.take(v)
	}
	return out
}

// spread returns the standard deviation of each step. The level, the mean and the slope
// are linear in the errors: their covariance p is carried along.
func (d *dotm) spread(h int) []float64 {
	out := make([]float64, h)
	q, n := math.Pow(1-d.alpha, float64(d.n)), float64(d.n)
	var p [3][3]float64
	for j := range out {
		w := [3]float64{1}
		u := n + float64(j) + 1
		f := [3][3]float64{{1 - d.alpha}}
		g := [3]float64{d.alpha}
		if d.dynamic {
			w[1] = d.omega * q
			w[2] = d.omega * ((1-q*(1-d.alpha))/d.alpha - q*u/2)
			f[1][1] = (u - 1) / u
			f[2][1], f[2][2] = -6/(u*(u+1)), (u-2)/(u+1)
			g[1], g[2] = 1/u, 6/(u*(u+1))
		}
		variance := 1.0
		for a := range 3 {
			for b := range 3 {
				variance += w[a] * w[b] * p[a][b]
			}
		}
		out[j] = d.sigma * math.Sqrt(max(variance, 1))
		var half, next [3][3]float64
		for a := range 3 {
			for b := range 3 {
				f[a][b] += g[a] * w[b]
			}
		}
		for a := range 3 {
			for b := range 3 {
				for c := range 3 {
					half[a][b] += f[a][c] * p[c][b]
				}
			}
		}
		for a := range 3 {
			for b := range 3 {
				next[a][b] = g[a] * g[b]
				for c := range 3 {
					next[a][b] += half[a][c] * f[b][c]
				}
			}
		}
		p = next
		q *= 1 - d.alpha
	}
	return out
}

func (d *dotm) path(r *rand.Rand, out []float64) {
	s := d.state()
	for j := range out {
		out[j] = s.next() + d.sigma*r.NormFloat64()
		s.take(out[j])
	}
}

// dotmEngine is a [dotm] with its season.
type dotmEngine struct {
	dotm
	season seasonAdjust
}

func (e *dotmEngine) point(h int) []float64 {
	out := e.dotm.point(h)
	e.season.restore(out, e.n)
	return out
}

func (e *dotmEngine) spread(h int) []float64 {
	out := e.dotm.spread(h)
	e.season.widen(out, e.n)
	return out
}

func (e *dotmEngine) path(r *rand.Rand, out []float64) {
	e.dotm.path(r, out)
	e.season.restore(out, e.n)
}
