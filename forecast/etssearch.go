package forecast

import (
	"math"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// etsTries are the parameters from which a search may begin: alpha, beta-star,
// gamma-star and phi. The best of them begins it.
var etsTries = [...]etsParams{
	{0.05, 0.05, 0.05, 0.95},
	{0.2, 0.05, 0.1, 0.95},
	{0.5, 0.05, 0.05, 0.95},
	{0.9, 0.03, 0.3, 0.95},
	{0.3, 0.3, 0.3, 0.9},
	{0.7, 0.3, 0.1, 0.9},
}

// use makes k the kind that the fits of d are of.
func (d *etsData) use(k etsKind, f etsFixed) {
	d.kind, d.fixed = k, f
	d.pass.y = d.scaled
	if k.linear() {
		d.pass.y = d.centred
	}
}

// begin returns the vector from which a search begins at the given parameters.
func (d *etsData) begin(try etsParams, out []float64) []float64 {
	k, f := d.kind, d.fixed
	s := d.start(k)
	out = out[:0]
	if f.alpha == 0 {
		out = append(out, etsUnbox(try.alpha, 0, 1))
	}
	if k.trend != 'N' && f.beta == 0 {
		out = append(out, etsUnbox(try.beta, 0, 1))
	}
	if k.season != 'N' && f.gamma == 0 {
		out = append(out, etsUnbox(try.gamma, 0, 1))
	}
	if k.damped && f.phi == 0 {
		out = append(out, etsUnbox(try.phi, etsPhiLow, etsPhiHigh))
	}
	switch k.trend {
	case 'N':
		if try.alpha < 0.5 {
			out = append(out, s.mean)
		} else {
			// A level that follows closely has forgotten what comes later.
			out = append(out, s.first)
		}
	case 'A':
		if l := s.level; k.times && l+s.slope <= 0 {
			out = append(out, s.mean, 0)
		} else {
			out = append(out, l, s.slope)
		}
	default:
		if s.level > 0 && s.level+s.slope > 0 {
			out = append(out, s.level, (s.level+s.slope)/s.level)
		} else {
			out = append(out, s.mean, 1)
		}
	}
	if k.season != 'N' {
		out = append(out, s.season...)
	}
	return out
}

// search finds the likelihood's maximum for kind k from the best of the tries, or from
// each of them where every is set, to the precision tol.
func (d *etsData) search(k etsKind, f etsFixed, tol float64, most int, every bool) (free []float64, value float64) {
	d.use(k, f)
	size := k.count(d.m) + 1
	free = make([]float64, 0, size)
	v := make([]float64, 0, size)
	value = math.Inf(1)
	if every {
		for _, try := range etsTries {
			v = d.begin(try, v)
			if got := d.climb(v, tol, most); got < value {
				value, free = got, append(free[:0], v...)
			}
		}
	} else {
		for _, try := range etsTries {
			v = d.begin(try, v)
			if got := d.value(v); got < value {
				value, free = got, append(free[:0], v...)
			}
		}
		if len(free) > 0 {
			value = d.climb(free, tol, most)
		}
	}
	if len(free) > 0 {
		return free, value
	}
	// No try was possible, as where a slope leads below zero: begin flat.
	free = d.begin(etsTries[0], free)
	if k.trend != 'N' {
		i := len(free) - 2
		if k.season != 'N' {
			i -= d.m
		}
		free[i], free[i+1] = d.start(k).mean, 0
		if k.trend == 'M' {
			free[i+1] = 1
		}
	}
	return free, d.climb(free, tol, most)
}

// climb improves v in place. The curvature along each coordinate is that of Gauss and
// Newton: 2n/SSE times the sum of the squared derivatives of the errors.
func (d *etsData) climb(v []float64, tol float64, most int) float64 {
	base := d.value(v)
	if math.IsInf(base, 1) || math.IsNaN(base) {
		return math.Inf(1)
	}
	d.errors(d.residual, nil)
	weight := 2 * float64(d.n) / (d.pass.sum + float64(d.n)*etsFloor)
	seasons := 0
	if d.kind.season != 'N' {
		seasons = d.m
	}
	var space [64]float64
	scale := space[:0]
	if len(v) > len(space) {
		scale = make([]float64, 0, len(v))
	}
	for i := range v {
		if i > len(v)-seasons {
			scale = append(scale, scale[len(v)-seasons])
			continue
		}
		keep := v[i]
		step := 1e-4
		v[i] += step
		curve := 0.0
		if got := d.value(v); !math.IsInf(got, 1) && !math.IsNaN(got) {
			curve = weight * d.errors(nil, d.residual) / (step * step)
		}
		v[i] = keep
		if !(curve > 1e-3) || math.IsInf(curve, 1) {
			curve = 1
		}
		scale = append(scale, 1/curve)
	}
	return num.BFGS(d.valueGradient, v, scale, d.work, tol, most)
}

// errors sets out to the errors of the last run and returns the sum of the squares of
// their differences from before.
func (d *etsData) errors(out, before []float64) float64 {
	sum := 0.0
	for t, v := range d.pass.y {
		e := v - d.pass.mu[t]
		if d.kind.times {
			e /= d.pass.mu[t]
		}
		if out != nil {
			out[t] = e
		} else {
			e -= before[t]
			sum += e * e
		}
	}
	return sum
}

// finish makes a fit of the vector of a search.
func (d *etsData) finish(k etsKind, f etsFixed, free []float64) etsFit {
	d.use(k, f)
	value := d.value(free)
	var slopes [4]float64
	a, l, b, season := d.unpack(free, &slopes)
	value -= d.caution(a)
	p := d.pass
	shift, unit := 0.0, d.size
	if k.linear() {
		shift, unit = d.shift, d.spread
	}
	n := float64(d.n)
	out := etsFit{kind: k, m: 1, n: d.n, alpha: a.alpha, beta: a.beta, gamma: a.gamma, phi: a.phi,
		level0: l * unit, slope0: b * unit, level: p.endLevel * unit, slope: p.endSlope * unit, shift: shift, value: value, free: free}
	if k.trend == 'M' {
		out.slope0, out.slope = b, p.endSlope
	}
	if k.season != 'N' {
		out.m = d.m
		both := make([]float64, 2*d.m)
		out.season0, out.season = both[:d.m:d.m], both[d.m:]
		copy(out.season0, season)
		copy(out.season, p.season[d.n:d.n+d.m])
		out.season0 = etsCentre(out.season0, k, unit, &out.level0, &out.slope0)
		etsCentre(out.season, k, unit, &out.level, &out.slope)
	}
	out.points = make([]float64, d.n)
	for t := range out.points {
		out.points[t] = p.mu[t]*unit + shift
	}
	out.score(k.count(d.m), value+2*n*math.Log(unit))
	out.sse = p.sum
	free1 := n - float64(k.count(d.m)-1)
	if free1 < 1 {
		free1 = 1
	}
	out.sigma = math.Sqrt(p.sum / free1)
	if !k.times {
		out.sigma *= unit
		out.sse *= unit * unit
	}
	return out
}

// score sets the criteria of a fit with count parameters and -2 log likelihood minus
// constants of value.
func (f *etsFit) score(count int, value float64) {
	n, c := float64(f.n), float64(count)
	f.params = count
	f.logLik = -value / 2
	f.aic = value + 2*c
	f.bic = value + c*math.Log(n)
	f.aicc = math.Inf(1)
	if n > c+1 {
		f.aicc = f.aic + 2*c*(c+1)/(n-c-1)
	}
}

// etsCentre brings seasons to a mean of 0 or 1 and their unit; the level takes over
// what they lose.
func etsCentre(s []float64, k etsKind, unit float64, level, slope *float64) []float64 {
	mean := 0.0
	for _, v := range s {
		mean += v / float64(len(s))
	}
	if k.season == 'M' {
		for j := range s {
			s[j] /= mean
		}
		*level *= mean
		if k.trend == 'A' {
			*slope *= mean
		}
		return s
	}
	for j := range s {
		s[j] = (s[j] - mean) * unit
	}
	*level += mean * unit
	return s
}
