package forecast

import (
	"math"
	"math/rand/v2"
)

// etsEngine makes an engine of a fit: the quantiles of a multiplicative trend are
// simulated, for they are far from normal.
type etsEngine struct{ *etsFit }

func (e etsEngine) spread(h int) []float64 {
	if e.kind.trend == 'M' {
		return nil
	}
	return e.etsFit.spread(h)
}

// point returns the next h forecasts.
func (f *etsFit) point(h int) []float64 {
	out := f.base(h)
	for j := range out {
		switch f.kind.season {
		case 'A':
			out[j] += f.season[j%f.m]
		case 'M':
			out[j] *= f.season[j%f.m]
		}
		out[j] += f.shift
	}
	return out
}

// base returns the forecasts of level and trend.
func (f *etsFit) base(h int) []float64 {
	out := make([]float64, h)
	l, b := f.level, f.slope
	for j := range out {
		switch f.kind.trend {
		case 'A':
			b *= f.phi
			l += b
		case 'M':
			b = etsPower(b, f.phi)
			l = math.Min(l*b, etsFar*f.level)
		}
		out[j] = l
	}
	return out
}

// etsFar is how many times its last value a level that multiplies may become.
const etsFar = 1e30

// etsTerms bounds the steps for which second moments are summed; the deviation grows
// with the root of the steps beyond.
const etsTerms = 1024

// spread returns the standard deviation of each of the next h steps.
//
// For linear models v_h = s^2 (1 + sum c_j^2), c_j = alpha + beta (phi + .. + phi^j) +
// gamma at multiples of m (Hyndman et al. 2008, table 6.1). For multiplicative errors
// theta_h = mu_h^2 + s^2 sum c_j^2 theta_{h-j} and v_h = (1+s^2) theta_h - mu_h^2
// (section 6.3), with a multiplicative season for level and trend alone, times the
// moments of the season (section 6.4). A multiplicative trend is taken as linear about
// its forecast.
func (f *etsFit) spread(h int) []float64 {
	out := make([]float64, h)
	k := f.kind
	near := min(h, etsTerms)
	switch {
	case k.trend == 'M' || k.season == 'M' && !k.times:
		f.spreadLocal(out[:near])
	case !k.times:
		near = h
		sum := 1.0
		rise, power := 0.0, 1.0
		for j := range out {
			out[j] = f.sigma * math.Sqrt(sum)
			power *= f.phi
			rise += power
			c := f.weight(j+1, rise)
			sum += c * c
		}
	default:
		f.spreadTimes(out[:near])
	}
	for j := near; j < h; j++ {
		out[j] = out[near-1] * math.Sqrt(float64(j+1)/float64(near))
	}
	return out
}

// weight returns c_j for phi + .. + phi^j = rise. A multiplicative season is left out.
func (f *etsFit) weight(j int, rise float64) float64 {
	c := f.alpha
	if f.kind.trend != 'N' {
		c += f.beta * rise
	}
	if f.kind.season == 'A' && j%f.m == 0 {
		c += f.gamma
	}
	return c
}

func (f *etsFit) spreadTimes(out []float64) {
	h := len(out)
	s2 := f.sigma * f.sigma
	mu := f.base(h)
	if f.kind.season == 'A' {
		for j := range mu {
			mu[j] += f.season[j%f.m]
		}
	}
	both := make([]float64, 2*h)
	c2, theta := both[:h], both[h:]
	rise, power := 0.0, 1.0
	cross := 1.0
	for j := range out {
		sum := 0.0
		for i := 1; i <= j; i++ {
			sum += c2[i] * theta[j-i]
		}
		theta[j] = mu[j]*mu[j] + s2*sum
		v := 0.0
		if f.kind.season == 'M' {
			if j > 0 && j%f.m == 0 {
				// The shock of m steps before moved the season, and with it the level.
				c := math.Sqrt(c2[j])
				cross *= 1 + f.gamma*f.gamma*s2
				if mu[j] > 0 {
					cross *= 1 + 2*f.gamma*c*s2*mu[j-f.m]/mu[j]
				}
			}
			s := f.season[j%f.m]
			v = s * s * ((1+s2)*theta[j]*cross - mu[j]*mu[j])
		} else {
			v = (1+s2)*theta[j] - mu[j]*mu[j]
		}
		if v = math.Max(0, v); v < math.MaxFloat64 {
			out[j] = math.Sqrt(v)
		} else {
			out[j] = out[max(0, j-1)]
		}
		if j+1 < h {
			power *= f.phi
			rise += power
			c := f.weight(j+1, rise)
			c2[j+1] = c * c
		}
	}
}

// spreadLocal finds the deviations from the answer of the forecasts to one shock at a
// time.
func (f *etsFit) spreadLocal(out []float64) {
	h := min(len(out), 128)
	plain := f.point(h)
	path := make([]float64, h)
	sum := make([]float64, h)
	for i := range h {
		f.walk(path, func(j int) float64 {
			if j == i {
				return f.sigma
			}
			return 0
		})
		for j := i; j < h; j++ {
			e := path[j] - plain[j]
			sum[j] += e * e
		}
	}
	for j := range out {
		if j < h {
			out[j] = math.Sqrt(sum[j])
		} else {
			out[j] = out[h-1] * math.Sqrt(float64(j+1)/float64(h))
		}
	}
}

// path draws one sample path with normal errors.
func (f *etsFit) path(r *rand.Rand, out []float64) {
	f.walk(out, func(int) float64 { return f.sigma * r.NormFloat64() })
}

// walk runs the state equations on with the errors of shock. A relative error is kept
// above -1 and a level that multiplies above zero.
func (f *etsFit) walk(out []float64, shock func(j int) float64) {
	k := f.kind
	l, b := f.level, f.slope
	low, high := math.Inf(-1), math.Inf(1)
	if k.positive() {
		low, high = 1e-9*math.Abs(f.level), etsFar*math.Abs(f.level)
	}
	var space [32]float64
	s := append(space[:0], f.season...)
	at := 0
	for j := range out {
		drop, q := 0.0, l
		switch k.trend {
		case 'A':
			drop = f.phi * b
			q = l + drop
		case 'M':
			drop = etsPower(b, f.phi)
			q = l * drop
		}
		q = math.Min(high, math.Max(low, q))
		mu := q
		switch k.season {
		case 'A':
			mu += s[at]
		case 'M':
			mu *= s[at]
		}
		e := shock(j)
		if k.times {
			e = mu * math.Max(e, -0.999)
		}
		out[j] = mu + e + f.shift
		u, w := e, e
		if k.season == 'M' {
			u = e / s[at]
			w = 0
			if q > 0 {
				w = e / q
			}
		}
		next := q + f.alpha*u
		next = math.Min(high, math.Max(low, next))
		switch k.trend {
		case 'A':
			b = drop + f.beta*u
		case 'M':
			b = math.Min(1e3, math.Max(1e-3, drop+f.beta/f.alpha*(next/l-drop)))
		}
		l = next
		if k.season != 'N' {
			s[at] += f.gamma * w
			if k.season == 'M' {
				s[at] = math.Min(etsFar, math.Max(1e-9, s[at]))
			}
			if at++; at == f.m {
				at = 0
			}
		}
	}
}
