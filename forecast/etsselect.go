package forecast

import "math"

// etsChoice says what an automatic choice does.
type etsChoice struct {
	pattern   etsPattern
	fixed     etsFixed
	criterion Criterion
	thorough  bool
}

// The precision of the searches, in units of -2 log likelihood: of the first round,
// and of the round that those within etsNear of the best go on to.
const (
	etsCoarse, etsFine   = 1e-2, 1e-9
	etsSteps, etsPolish  = 60, 400
	etsNear, etsPolished = 0.5, 3
)

// etsAuto fits the models that R's ets considers and returns the best by AICc. x holds
// finite values and m is the season, 1 where there is none.
func etsAuto(x []float64, m int) etsFit {
	p, _ := parseETS("")
	fit, _ := etsChoose(x, m, etsChoice{pattern: p})
	return fit
}

// An etsTried is a model that was tried with its criterion.
type etsTried struct {
	kind  etsKind
	score float64
	free  []float64 // the vector of the search
	fixed etsFixed  // what was given, and a beta that had to be tamed
}

// etsChoose returns the best model of a choice and what was tried. Nothing was where
// the series has a single value throughout or is too short for any model: it is smoothed
// simply then.
func etsChoose(x []float64, m int, c etsChoice) (etsFit, []etsTried) {
	d, tried, one := etsTry(x, m, c)
	if d == nil {
		return one, nil
	}
	win := 0
	for i := range tried {
		if tried[i].score < tried[win].score {
			win = i
		}
	}
	return d.finish(tried[win].kind, tried[win].fixed, tried[win].free), tried
}

// etsTry fits every model of a choice. Where none can be fitted it returns nil and the
// simplest one.
func etsTry(x []float64, m int, c etsChoice) (*etsData, []etsTried, etsFit) {
	n := len(x)
	if m > n {
		m = 1
	}
	if etsConstant(x) {
		return nil, nil, etsFlat(x)
	}
	d := newETSData(x, m)
	kinds := c.pattern.kinds(n, m, d.positive)
	if len(kinds) == 0 {
		return nil, nil, etsShort(x)
	}
	tried := make([]etsTried, 0, len(kinds))
	tol, most := etsCoarse, etsSteps
	if c.thorough {
		tol, most = etsFine, etsPolish
	}
	best := math.Inf(1)
	for _, k := range kinds {
		free, value := d.search(k, c.fixed, tol, most, c.thorough)
		if math.IsInf(value, 1) || math.IsNaN(value) {
			continue
		}
		free, value, fixed := d.tame(free, value, tol, most)
		t := etsTried{k, d.score(k, value, c.criterion), free, fixed}
		tried = append(tried, t)
		best = math.Min(best, t.score)
	}
	if len(tried) == 0 {
		return nil, nil, etsShort(x)
	}
	if c.thorough {
		return d, tried, etsFit{}
	}
	for polished := range min(etsPolished, len(tried)) {
		// The best that is near enough and has not been polished.
		at := -1
		for i := polished; i < len(tried); i++ {
			if tried[i].score <= best+etsNear && (at < 0 || tried[i].score < tried[at].score) {
				at = i
			}
		}
		if at < 0 {
			break
		}
		tried[polished], tried[at] = tried[at], tried[polished]
		t := &tried[polished]
		d.use(t.kind, t.fixed)
		if value := d.climb(t.free, etsFine, etsPolish); !math.IsInf(value, 1) {
			t.free, value, t.fixed = d.tame(t.free, value, etsFine, etsPolish)
			t.score = d.score(t.kind, value, c.criterion)
		}
		best = math.Min(best, t.score)
	}
	return d, tried, etsFit{}
}

// score returns the criterion of kind k for a value of the search.
func (d *etsData) score(k etsKind, value float64, c Criterion) float64 {
	unit := d.size
	if k.linear() {
		unit = d.spread
	}
	f := etsFit{n: d.n}
	f.score(k.count(d.m), value+2*float64(d.n)*math.Log(unit))
	switch c {
	case AIC:
		return f.aic
	case BIC:
		return f.bic
	}
	return f.aicc
}

// etsSingle fits one kind of model.
func etsSingle(x []float64, m int, k etsKind, f etsFixed) etsFit {
	if k.season == 'N' {
		m = 1
	}
	if etsConstant(x) {
		return etsFlat(x)
	}
	if k.count(m) >= len(x)-1 {
		return etsShort(x)
	}
	d := newETSData(x, m)
	free, value := d.search(k, f, etsFine, etsPolish, false)
	if math.IsInf(value, 1) || math.IsNaN(value) {
		return etsShort(x)
	}
	free, _, f = d.tame(free, value, etsFine, etsPolish)
	return d.finish(k, f, free)
}

// dampedFit fits ETS(A,Ad,N) with the prior.
func dampedFit(x []float64) etsFit {
	return etsSingle(x, 1, etsKind{trend: 'A', damped: true, season: 'N'}, etsFixed{cautious: true})
}

func etsConstant(x []float64) bool {
	for _, v := range x {
		if v != x[0] {
			return false
		}
	}
	return true
}

// etsFlat is the fit of a series that never changes.
func etsFlat(x []float64) etsFit {
	f := etsFit{kind: etsKind{trend: 'N', season: 'N'}, m: 1, n: len(x), alpha: etsHigh, points: make([]float64, len(x)), logLik: math.NaN(), aicc: math.NaN()}
	if len(x) > 0 {
		f.level, f.level0 = x[0], x[0]
	}
	copy(f.points, x)
	return f
}

// etsShort smooths a series that is too short for finding parameters, from its mean
// and with an alpha of one half. Its deviation is that of the errors or of the
// differences between neighbours over the root of two, whichever is larger.
func etsShort(x []float64) etsFit {
	f := etsFlat(x)
	n := float64(len(x))
	mean := 0.0
	for _, v := range x {
		mean += v / n
	}
	f.alpha, f.level, f.level0 = 0.5, mean, mean
	e2, d2 := 0.0, 0.0
	for t, v := range x {
		f.points[t] = f.level
		e := v - f.level
		e2 += e / n * e
		f.level += f.alpha * e
		if t > 0 {
			d := v - x[t-1]
			d2 += d / (n - 1) * d
		}
	}
	f.sse = e2 * n
	f.sigma = math.Sqrt(math.Max(e2, d2/2))
	return f
}
