package forecast

import (
	"errors"
	"math"
	"slices"
	"strconv"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// HoltWinters is the seasonal smoothing of Winters (1960) as R's stats::HoltWinters has
// it: the parameters minimise the sum of the squared one-step errors, and the starting
// states are not searched for but those of a classical decomposition of the first two
// cycles, the level and slope being its trend's straight line. The first cycle has no
// points. For likelihood, choice and starting states use [ETS].
//
// It needs two cycles and a step more; a shorter series, or one without a season, is
// smoothed by [Holt], and the report says so.
type HoltWinters struct {
	// Multiplicative multiplies by the season instead of adding it. A series with values
	// that are not above zero gets an additive one.
	Multiplicative bool
	// Alpha, Beta and Gamma smooth level, slope and season, each above 0 and at most 1.
	// Beta and Gamma are those of the classical form: the slope takes Beta of the
	// change of the level. 0 finds them.
	Alpha, Beta, Gamma float64
}

// Name returns "HoltWinters", with "(multiplicative)" behind it for that season.
func (w HoltWinters) Name() string {
	if w.Multiplicative {
		return "HoltWinters(multiplicative)"
	}
	return "HoltWinters"
}

// Fit fits the model; see [Model].
func (w HoltWinters) Fit(s Series) (Fitted, error) {
	// The classical parameters are free of one another.
	faults := checkSmoothing(w.Alpha, 0, 0, 0)
	faults = append(faults, checkSmoothing(0, w.Beta, 0, 0)...)
	faults = append(faults, checkSmoothing(0, 0, w.Gamma, 0)...)
	if faults != nil {
		return nil, errors.Join(errors.Join(faults...), s.Check())
	}
	x, reasons, err := prepare(s, "HoltWinters", 1)
	if err != nil {
		return nil, err
	}
	m := s.Period()
	if m < 2 || len(x) <= 2*m {
		code, why := "short", strconv.Itoa(len(x))+" values are not more than two seasons of "+strconv.Itoa(m)
		if m < 2 {
			code, why = "season", "the series has no season"
		}
		reasons = append(reasons, Reason{code, why + ": it is smoothed without one"})
		fit, more := etsAsked(x, 1, etsKind{trend: 'A', season: 'N'}, etsFixed{alpha: w.Alpha, beta: w.Alpha * w.Beta})
		return etsFitted(fit, s, append(reasons, more...)), nil
	}
	name := w.Name()
	if w.Multiplicative && slices.Min(x) <= 0 {
		reasons = append(reasons, Reason{"positive", "a multiplicative season needs values above zero: it is additive"})
		w.Multiplicative, name = false, "HoltWinters"
	}
	fit := w.fit(x, m)
	report := Report{Model: name, Reasons: reasons, Points: fit.points, Params: []Param{
		{"alpha", fit.alpha}, {"beta", fit.slope0}, {"gamma", fit.level0},
		{"sse", fit.sse}, {"l", fit.level + fit.shift}, {"b", fit.slope}}}
	for j, v := range fit.season {
		report.Params = append(report.Params, Param{"s" + strconv.Itoa(j+1), v})
	}
	return newFitted(etsEngine{&fit}, s, report), nil
}

// fit finds parameters. The result holds those of the state space form, alpha,
// alpha*beta and gamma*(1-alpha), and the classical beta and gamma as slope0 and level0.
func (w HoltWinters) fit(x []float64, m int) etsFit {
	n := len(x)
	k := etsKind{trend: 'A', season: 'A'}
	if w.Multiplicative {
		k.season = 'M'
	}
	d := newETSData(x, m)
	d.use(k, etsFixed{})
	y, unit, shift := d.pass.y, d.spread, d.shift
	if w.Multiplicative {
		unit, shift = d.size, 0
	}
	season, level, slope := holtWintersStart(y[:2*m], m, w.Multiplicative)
	p := d.pass
	at := func(alpha, beta, gamma float64) float64 {
		copy(p.season, season)
		return holtWintersRun(p, y[m:], [3]float64{alpha, beta, gamma}, level, slope, w.Multiplicative)
	}
	given := [3]float64{w.Alpha, w.Beta, w.Gamma}
	var free []int
	for i, v := range given {
		if v == 0 {
			free = append(free, i)
		}
	}
	best, least := [3]float64{}, math.Inf(1)
	if len(free) == 0 {
		best = given
		at(best[0], best[1], best[2])
	} else {
		read := func(v []float64) [3]float64 {
			out := given
			for i, j := range free {
				out[j], _ = etsBox(v[i], 0, 1)
			}
			return out
		}
		for _, start := range [...][3]float64{{0.3, 0.1, 0.1}, {0.3, 0.05, 0.6}, {0.8, 0.05, 0.3}} {
			v, step := make([]float64, len(free)), make([]float64, len(free))
			for i, j := range free {
				v[i], step[i] = etsUnbox(start[j], 0, 1), 0.2
			}
			got := num.NelderMead(func(v []float64) float64 {
				a := read(v)
				return at(a[0], a[1], a[2])
			}, v, step, 1e-12, 600)
			if got < least*(1-1e-9) || math.IsInf(least, 1) {
				best, least = read(v), got
			}
		}
		if math.IsInf(least, 1) {
			// No parameters keep the season above zero: an additive one always can be.
			w.Multiplicative = false
			return w.fit(x, m)
		}
		at(best[0], best[1], best[2])
	}
	f := etsFit{kind: k, m: m, n: n, alpha: best[0], beta: best[0] * best[1], gamma: best[2] * (1 - best[0]), phi: 1,
		level: p.endLevel * unit, slope: p.endSlope * unit, slope0: best[1], level0: best[2], shift: shift}
	f.season = slices.Clone(p.season[n-m : n])
	if !w.Multiplicative {
		for j := range f.season {
			f.season[j] *= unit
		}
	}
	f.points = make([]float64, n)
	for t := range f.points {
		f.points[t] = math.NaN()
		if t >= m {
			f.points[t] = p.mu[t-m]*unit + shift
		}
	}
	f.sse = p.sum * unit * unit
	f.sigma = math.Sqrt(f.sse / math.Max(1, float64(n-m-len(free))))
	return f
}

// holtWintersRun smooths y from the seasons in p.season with the classical alpha, beta
// and gamma and returns the sum of the squared errors, +Inf where a season to divide by
// vanishes. Unlike the state space form it compares the value with the new level for the
// season: s' = gamma y/l' + (1-gamma) s.
func holtWintersRun(p *etsPass, y []float64, a [3]float64, l, b float64, times bool) float64 {
	sum := 0.0
	for t, v := range y {
		s, q := p.season[t], l+b
		mu, free := q+s, v-s
		if times {
			if !(s > 1e-9) {
				return math.Inf(1)
			}
			mu, free = q*s, v/s
		}
		p.mu[t] = mu
		sum += (v - mu) * (v - mu)
		next := a[0]*free + (1-a[0])*q
		b = a[1]*(next-l) + (1-a[1])*b
		l = next
		rest := v - l
		if times {
			if !(math.Abs(l) > 1e-9) {
				return math.Inf(1)
			}
			rest = v / l
		}
		p.season[t+p.m] = a[2]*rest + (1-a[2])*s
	}
	p.endLevel, p.endSlope, p.sum = l, b, sum
	return sum
}

// holtWintersStart returns seasons, level and slope from two cycles y: the figure of the
// classical decomposition, and the straight line through its trend.
func holtWintersStart(y []float64, m int, times bool) (season []float64, level, slope float64) {
	season = etsSeason(y, m, times)
	z := make([]float64, 0, m+1)
	sum := 0.0
	for _, v := range y[:m] {
		sum += v
	}
	for i := 0; i+m <= len(y); i++ {
		trend := sum / float64(m)
		if m%2 == 0 {
			if i+m >= len(y) {
				break
			}
			trend = (2*sum - y[i] + y[i+m]) / float64(2*m)
		}
		z = append(z, trend)
		if i+m < len(y) {
			sum += y[i+m] - y[i]
		}
	}
	k := float64(len(z))
	var sz, stz, st float64
	for i, v := range z {
		t := float64(i) - (k-1)/2
		sz += v
		stz += t * v
		st += t * t
	}
	if st > 0 {
		slope = stz / st
	}
	return season, sz/k - slope*(k+1)/2, slope
}
