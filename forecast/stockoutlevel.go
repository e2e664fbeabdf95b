package forecast

import (
	"math"
	"math/rand/v2"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// stockout is the engine of StockAware. Inside, demand is in units of scale.
type stockout struct {
	scale    float64
	levels   []stockoutLevel
	weights  []float64 // of the levels, summing to 1
	season   []float64 // factors by step modulo the period, nil without a season
	kept     float64   // share of the season that the shrinkage kept
	back     float64   // share of the distance to the mean that remains at the end
	recovery []float64 // factors of the first steps to come
	n        int
	errors   []float64 // relative errors demand/forecast with mean 1, or differences
	signed   bool
	points   []float64
}

// stockoutLevel is a mean of past demand with weights that halve over half steps:
// sum/mass.
type stockoutLevel struct {
	half, keep, gap float64 // keep and gap age the weights over a step with and without stock
	sum, mass       float64
	all, weight     float64 // the mean of the whole history is all/weight
	squares, count  float64 // of one-step errors
	flat            bool    // takes no season
}

// value returns the level, drawn to the mean of the history so that only back of its
// distance remains.
func (l *stockoutLevel) value(back float64) float64 {
	long := l.all / l.weight
	return long + back*(l.sum/l.mass-long)
}

// stockoutFit fits m to s, which must have passed its checks and have a known value.
func stockoutFit(s Series, m StockAware) *stockout {
	n := s.Len()
	known := s.known()
	y, w := make([]float64, n), make([]float64, n)
	e := &stockout{n: n, signed: s.Signed, scale: stockoutDemand(s, known, y, w)}
	recovery := stockoutRecovery(s, m)
	e.recovery = recovery[n:]
	if p := s.Period(); p > 1 && !m.Flat && !s.Signed {
		e.season, e.kept = stockoutSeason(y, w, p)
	}
	lives := m.HalfLives
	if len(lives) == 0 {
		lives = stockoutHalfLives[:]
	}
	reversion := m.Reversion
	if reversion == 0 {
		reversion = stockoutReversion
	}
	count := len(lives)
	if e.season != nil { // each level once with the season and once without
		count *= 2
	}
	e.levels = make([]stockoutLevel, count)
	e.weights = make([]float64, count)
	reset := func() {
		for j := range e.levels {
			h := lives[j%len(lives)]
			keep := math.Exp2(-1 / h)
			e.levels[j] = stockoutLevel{half: h, keep: keep, gap: math.Pow(keep, stockoutGap), flat: j >= len(lives)}
		}
	}
	reset()
	bound := func(i int) float64 { // sales of a sold-out step whose share is not known
		if s.InStock == nil || known[i] || s.Missing != nil && s.Missing[i] || s.Signed {
			return 0
		}
		return s.Values[i] / e.scale
	}
	e.run(y, w, bound, recovery, reversion, nil)
	e.mix()
	reset()
	e.points = make([]float64, n)
	e.run(y, w, bound, recovery, reversion, e.points)
	e.relative(y, w)
	for i := range e.points {
		e.points[i] *= e.scale
	}
	return e
}

// stockoutDemand fills y with the demand of each known step and w with its weight,
// and returns the mean absolute value in whose units y is, 1 where all are zero.
func stockoutDemand(s Series, known []bool, y, w []float64) float64 {
	total, count := 0.0, 0.0
	for i, k := range known {
		if !k {
			continue
		}
		y[i], w[i] = s.Values[i], 1
		if s.InStock != nil && s.InStock[i] < 1 {
			y[i] /= s.InStock[i]
			w[i] = min(1, s.InStock[i]/stockoutFull)
		}
		total += math.Abs(y[i])
		count++
	}
	scale := total / count
	if !(scale > 0) {
		return 1
	}
	for i := range y {
		y[i] /= scale
	}
	return scale
}

// stockoutRecovery returns the factor of each step of the history by which demand
// has not yet recovered, and then those of the steps to come that are not 1.
func stockoutRecovery(s Series, m StockAware) []float64 {
	n := s.Len()
	out := make([]float64, n, n+len(m.Recovery))
	gap, since := 0, len(m.Recovery)
	for i := range out {
		out[i] = 1
		if s.InStock != nil && s.InStock[i] <= stockoutKnown {
			gap++
			continue
		}
		if gap > 0 && gap >= m.RecoverAfter {
			since = 0
		}
		gap = 0
		if since < len(m.Recovery) {
			out[i] = m.Recovery[since]
			since++
		}
	}
	if gap > 0 && gap >= m.RecoverAfter {
		since = 0
	}
	return append(out, m.Recovery[since:]...)
}

// factor returns the season of level j at step i.
func (e *stockout) factor(j, i int) float64 {
	if e.season == nil || e.levels[j].flat {
		return 1
	}
	return e.season[i%len(e.season)]
}

// run passes over the history. With points, it fills them with the mixed forecasts.
func (e *stockout) run(y, w []float64, bound func(int) float64, recovery []float64, reversion float64, points []float64) {
	known := 0
	for _, v := range w {
		if v > 0 {
			known++
		}
	}
	warm := min(28, known/4)
	back, seen := 1.0, 0
	decay := math.Exp2(-1 / reversion)
	for i := range y {
		if points != nil {
			points[i] = math.NaN()
			if seen > 0 {
				points[i] = 0
				for j := range e.levels {
					points[i] += e.weights[j] * e.levels[j].value(back) * e.factor(j, i) * recovery[i]
				}
			}
		}
		least := bound(i)
		for j := range e.levels {
			l := &e.levels[j]
			f := e.factor(j, i) * recovery[i]
			switch {
			case w[i] > 0 && seen > 0:
				at := l.value(back)
				if seen >= warm {
					l.squares += (y[i] - at*f) * (y[i] - at*f)
					l.count++
				}
				l.mass *= l.keep
				l.sum = at*l.mass + y[i]*w[i]
				l.mass += f * w[i]
			case w[i] > 0:
				l.sum, l.mass = y[i]*w[i], f*w[i]
			case seen > 0:
				l.sum *= l.gap
				l.mass *= l.gap
				if least > 0 && l.squares > 0 {
					l.atLeast(least/f, back, math.Sqrt(l.squares/l.count)/f)
				}
			}
			if w[i] > 0 {
				l.all += y[i] * w[i]
				l.weight += f * w[i]
			}
		}
		if w[i] > 0 {
			back = 1
			seen++
		} else {
			back *= decay
		}
	}
	e.back = back
}

// atLeast moves the level by the knowledge that demand was at least v, by one
// scoring step of the censored normal likelihood: with z=(v-level)/sigma and the
// hazard k=phi(z)/(1-Phi(z)), the observation has the information k(k-z) and the
// score k/sigma.
func (l *stockoutLevel) atLeast(v, back, sigma float64) {
	at := l.value(back)
	z := (v - at) / sigma
	if z > 30 { // as good as observed
		l.sum, l.mass = at*l.mass+v, l.mass+1
		return
	}
	tail := num.NormCDF(-z)
	if tail <= 0 || z < -8 {
		return
	}
	k := num.NormPDF(z) / tail
	information := min(1, max(0, k*(k-z)))
	l.sum += information*at + k*sigma
	l.mass += information
}

// mix sets the weights of the levels from their one-step errors.
func (e *stockout) mix() {
	least, n := math.Inf(1), 0.0
	for _, l := range e.levels {
		if l.count > 0 {
			least = min(least, l.squares/l.count)
			n = l.count
		}
	}
	power := min(n/stockoutTemper, stockoutSharpest)
	total := 0.0
	for j, l := range e.levels {
		w := 1.0
		if l.count > 0 && l.squares > 0 {
			w = math.Pow(least/(l.squares/l.count), power)
		}
		e.weights[j] = w
		total += w
	}
	for j := range e.weights {
		e.weights[j] /= total
	}
}

// relative keeps the errors of the points: demand in units of its forecast, with
// mean 1, or its difference for a series that may be negative.
func (e *stockout) relative(y, w []float64) {
	long := e.levels[0].all / e.levels[0].weight
	total := 0.0
	for i, p := range e.points {
		if !(w[i] >= 1) || math.IsNaN(p) {
			continue
		}
		v := y[i] - p
		if !e.signed {
			v = y[i] / max(p, 0.2*long)
			if math.IsNaN(v) {
				continue
			}
		}
		e.errors = append(e.errors, v)
		total += v
	}
	mean := total / float64(len(e.errors))
	switch {
	case e.signed && len(e.errors) == 0:
		e.errors = []float64{0}
	case e.signed:
		for i := range e.errors {
			e.errors[i] -= mean
		}
	case len(e.errors) < 3 || !(mean > 0):
		e.errors = []float64{0, 1, 2}
	default:
		for i := range e.errors {
			e.errors[i] /= mean
		}
	}
}

// mixed returns the level from which the forecast starts.
func (e *stockout) mixed() float64 {
	out := 0.0
	for j := range e.levels {
		out += e.weights[j] * e.levels[j].value(e.back)
	}
	return out * e.scale
}

// halfLife returns the geometric mean of the half-lives by their weights.
func (e *stockout) halfLife() float64 {
	out := 0.0
	for j, l := range e.levels {
		out += e.weights[j] * math.Log(l.half)
	}
	return math.Exp(out)
}

// ahead returns the factor of level j at step i to come, counted from 0.
func (e *stockout) ahead(j, i int) float64 {
	f := e.factor(j, e.n+i)
	if i < len(e.recovery) {
		f *= e.recovery[i]
	}
	return f
}

func (e *stockout) point(h int) []float64 {
	out := make([]float64, h)
	for j := range e.levels {
		level := e.weights[j] * e.levels[j].value(e.back) * e.scale
		for i := range out {
			out[i] += level * e.ahead(j, i)
		}
	}
	return out
}

func (e *stockout) spread(int) []float64 { return nil }

func (e *stockout) path(r *rand.Rand, out []float64) {
	pick, j := r.Float64(), 0
	for j < len(e.weights)-1 && pick >= e.weights[j] {
		pick -= e.weights[j]
		j++
	}
	l := e.levels[j]
	level := l.value(e.back)
	for i := range out {
		f := e.ahead(j, i)
		v := e.errors[r.IntN(len(e.errors))]
		if e.signed {
			v += level * f
		} else {
			v *= level * f
		}
		l.mass *= l.keep
		level = (level*l.mass + v) / (l.mass + f)
		l.mass += f
		out[i] = v * e.scale
	}
}
