package forecast

import "math"

// etsData is a series prepared for the fits of all models: brought to a scale of one,
// with the starting states that models share.
type etsData struct {
	n, m     int
	positive bool
	// centred is (x-shift)/spread, for linear models; scaled is x/size for the others.
	centred, scaled     []float64
	shift, spread, size float64
	starts              [4]*etsStart // linear without and with season, others additive and multiplicative
	plain               *etsStart    // others without season
	pass                *etsPass
	grad                etsGradient
	work, residual      []float64
	kind                etsKind
	fixed               etsFixed
}

// etsFixed holds parameters that are given, 0 where they are to be found. beta is that
// of R: beta = alpha times beta-star.
type etsFixed struct {
	alpha, beta, gamma, phi float64
	// cautious sets a prior against slopes that follow every error.
	cautious bool
}

// etsCaution is what a cautious search adds to -2 log likelihood for each unit of
// beta-star: the prior exp(-3 beta-star). 6 was found on the training parts of the
// M3 and hospital series at four origins; 4 to 12 do about as well.
const etsCaution = 6

// etsStart holds starting states.
type etsStart struct {
	mean, level, slope float64
	first              float64 // value of the first step, without its season
	season             []float64
}

// The bounds of the parameters, as R has them. beta lies between the first and alpha,
// gamma between the first and 1-alpha.
const (
	etsLow, etsHigh       = 1e-4, 0.9999
	etsPhiLow, etsPhiHigh = 0.8, 0.98
)

// etsRound rounds a normalised value to 36 bits behind the point, so that two
// series that differ by a factor or a shift only are the same series to the fit.
func etsRound(v float64) float64 {
	const grid = 1 << 36
	return math.RoundToEven(v*grid) / grid
}

// etsRoundFloat rounds v to 36 significant bits: near zero it keeps its precision.
func etsRoundFloat(v float64) float64 {
	f, e := math.Frexp(v)
	return math.Ldexp(etsRound(f), e)
}

func newETSData(x []float64, m int) *etsData {
	n := len(x)
	d := &etsData{n: n, m: m, positive: n > 0, spread: 1, size: 1}
	both := make([]float64, 3*n)
	d.centred, d.scaled, d.residual = both[:n:n], both[n:2*n:2*n], both[2*n:]
	sum, size := 0.0, 0.0
	for _, v := range x {
		sum += v / float64(n)
		size += math.Abs(v) / float64(n)
		if v <= 0 {
			d.positive = false
		}
	}
	d.shift = sum
	spread := 0.0
	for _, v := range x {
		spread += math.Abs(v-sum) / float64(n)
	}
	if size > 0 {
		d.size = size
	}
	if spread > 0 {
		d.spread = spread
	}
	for i, v := range x {
		d.centred[i] = etsRound((v - d.shift) / d.spread)
		d.scaled[i] = etsRoundFloat(v / d.size)
	}
	if m < 2 || n < 2*m {
		m = 1
	}
	d.pass = newETSPass(n, m)
	d.grad.season = make([]float64, m)
	d.work = make([]float64, (m+6)*(m+6)+5*(m+6))
	return d
}

// start returns the starting states for kind k.
func (d *etsData) start(k etsKind) *etsStart {
	y, at := d.scaled, 2
	if k.linear() {
		y, at = d.centred, 0
	}
	slot := &d.starts[at]
	switch {
	case k.season == 'N' && at == 2:
		slot = &d.plain
	case k.season == 'A' && at == 0, k.season == 'M':
		slot = &d.starts[at+1]
	}
	if *slot == nil {
		*slot = newETSStart(y, d.m, k.season)
	}
	return *slot
}

// newETSStart finds the seasons by classical decomposition (centred moving averages),
// and level and slope by a line through the first values that they leave.
func newETSStart(y []float64, m int, season byte) *etsStart {
	s := &etsStart{}
	n := len(y)
	first := 10
	z := y
	if season != 'N' {
		first = max(first, 2*m)
		s.season = etsSeason(y, m, season == 'M')
		z = make([]float64, min(n, first))
		for t := range z {
			if season == 'M' {
				z[t] = y[t] / s.season[t%m]
			} else {
				z[t] = y[t] - s.season[t%m]
			}
		}
	}
	z = z[:min(first, len(z))]
	k := float64(len(z))
	var st, sz, stz float64
	for t, v := range z {
		sz += v
		stz += float64(t+1) * v
		st += float64(t+1) * float64(t+1)
	}
	s.mean, s.first = sz/k, z[0]
	middle := (k + 1) / 2
	if den := st - k*middle*middle; den > 0 {
		s.slope = (stz - middle*sz) / den
	}
	s.level = s.mean - s.slope*middle
	return s
}

// etsSeason returns the seasonal figure of the classical decomposition of y, which has
// two cycles of m at least.
func etsSeason(y []float64, m int, times bool) []float64 {
	n := len(y)
	all := make([]float64, 2*m)
	out, count := all[:m:m], all[m:]
	half := m / 2
	sum := 0.0
	for _, v := range y[:m] {
		sum += v
	}
	// sum covers y[i:i+m]; an even season needs the mean of two such windows.
	for i := 0; ; i++ {
		at, trend := i+half, sum/float64(m)
		if m%2 == 0 {
			if i+m >= n {
				break
			}
			trend = (2*sum - y[i] + y[i+m]) / float64(2*m)
		}
		if times {
			out[at%m] += y[at] / trend
		} else {
			out[at%m] += y[at] - trend
		}
		count[at%m]++
		if i+m >= n {
			break
		}
		sum += y[i+m] - y[i]
	}
	mean := 0.0
	for j := range out {
		if count[j] > 0 {
			out[j] /= count[j]
		} else if times {
			out[j] = 1
		}
		mean += out[j] / float64(m)
	}
	for j := range out {
		if times {
			out[j] = math.Max(out[j]/mean, 1e-3)
		} else {
			out[j] -= mean
		}
	}
	return out
}

// An etsFit is a fitted model, in the units of the series.
type etsFit struct {
	kind                    etsKind
	m, n                    int
	alpha, beta, gamma, phi float64
	level0, slope0          float64
	season0                 []float64
	level, slope            float64
	season                  []float64 // of the m steps to come
	shift                   float64   // is added to every forecast
	sigma                   float64   // sd of the errors, relative ones for multiplicative errors
	logLik, aic, aicc, bic  float64
	sse                     float64
	points                  []float64
	free                    []float64 // the vector of the search, for going on
	value                   float64
	params                  int
}

// etsBox maps the real line to the interval from lo to hi and back: with the square
// of a sine a bound is reached at a finite place, where the derivative vanishes.
func etsBox(v, lo, hi float64) (p, slope float64) {
	sin, cos := math.Sincos(v)
	return lo + (hi-lo)*sin*sin, 2 * (hi - lo) * sin * cos
}

func etsUnbox(p, lo, hi float64) float64 {
	return math.Asin(math.Sqrt(math.Min(0.99, math.Max(0.01, (p-lo)/(hi-lo)))))
}

// unpack reads parameters and starting states from v; slopes gets the derivative of
// alpha, star, gamma-star and phi.
func (d *etsData) unpack(v []float64, slopes *[4]float64) (a etsParams, l, b float64, rest []float64) {
	k, f := d.kind, d.fixed
	i := 0
	a.alpha = f.alpha
	if f.alpha == 0 {
		lo, hi := etsLow, etsHigh
		if f.beta > 0 {
			lo = math.Max(lo, f.beta)
		}
		if f.gamma > 0 {
			hi = math.Max(lo, math.Min(hi, 1-f.gamma))
		}
		a.alpha, slopes[0] = etsBox(v[i], lo, hi)
		i++
	}
	if k.trend != 'N' {
		a.phi = 1
		if a.beta = f.beta; f.beta == 0 {
			star, slope := etsBox(v[i], etsLow, etsHigh)
			a.beta, slopes[1] = a.alpha*star, slope
			i++
		}
	}
	if k.season != 'N' {
		if a.gamma = f.gamma; f.gamma == 0 {
			star, slope := etsBox(v[i], etsLow, etsHigh)
			a.gamma, slopes[2] = (1-a.alpha)*star, slope
			i++
		}
	}
	if k.damped {
		if a.phi = f.phi; f.phi == 0 {
			a.phi, slopes[3] = etsBox(v[i], etsPhiLow, etsPhiHigh)
			i++
		}
	}
	l = v[i]
	i++
	if k.trend != 'N' {
		b = v[i]
		i++
	}
	return a, l, b, v[i:]
}

// value runs the model at v.
func (d *etsData) value(v []float64) float64 {
	var slopes [4]float64
	a, l, b, season := d.unpack(v, &slopes)
	if d.kind.season != 'N' {
		copy(d.pass.season, season)
	}
	return d.pass.run(d.kind, a, l, b) + d.caution(a)
}

// caution returns what a cautious search adds for the slope of a.
func (d *etsData) caution(a etsParams) float64 {
	if !d.fixed.cautious || d.kind.trend == 'N' {
		return 0
	}
	return etsCaution * a.beta / a.alpha
}

// valueGradient runs the model at v and sets grad.
func (d *etsData) valueGradient(v, grad []float64) float64 {
	var slopes [4]float64
	a, l, b, season := d.unpack(v, &slopes)
	if d.kind.season != 'N' {
		copy(d.pass.season, season)
	}
	out := d.pass.run(d.kind, a, l, b)
	if math.IsInf(out, 1) || math.IsNaN(out) {
		return math.Inf(1)
	}
	g := &d.grad
	d.pass.gradient(d.kind, a, g)
	k, f := d.kind, d.fixed
	i := 0
	if f.alpha == 0 {
		da := g.alpha
		if k.trend != 'N' && f.beta > 0 {
			da -= d.caution(a) / a.alpha
		}
		if k.trend != 'N' && f.beta == 0 {
			da += g.beta * a.beta / a.alpha
		}
		if k.season != 'N' && f.gamma == 0 {
			da -= g.gamma * a.gamma / (1 - a.alpha)
		}
		grad[i] = da * slopes[0]
		i++
	}
	if k.trend != 'N' && f.beta == 0 {
		slope := g.beta * a.alpha
		if f.cautious {
			slope += etsCaution
		}
		grad[i] = slope * slopes[1]
		i++
	}
	if k.season != 'N' && f.gamma == 0 {
		grad[i] = g.gamma * (1 - a.alpha) * slopes[2]
		i++
	}
	if k.damped && f.phi == 0 {
		grad[i] = g.phi * slopes[3]
		i++
	}
	grad[i] = g.level
	i++
	if k.trend != 'N' {
		grad[i] = g.slope
		i++
	}
	if k.season != 'N' {
		copy(grad[i:], g.season)
	}
	return out + d.caution(a)
}
