package forecast

import (
	"math"
	"math/rand/v2"
)

// etsMix is an average of fits by their criterion (Kolassa 2011, IJF 27:238): each
// counts as exp(-(criterion - least)/2).
type etsMix struct {
	fits    []etsFit
	weights []float64
	points  []float64 // one-step forecasts of the history
}

// etsWeightLeast is the weight below which a model is left out.
const etsWeightLeast = 0.01

// etsAverage fits the models that [etsAuto] chooses among, with the prior of
// [etsCautious], and averages them by BIC, whose
// weights come near the probabilities of the models. AICc leaves too little to models
// with a trend where a series is short.
func etsAverage(x []float64, m int) etsMix {
	p, _ := parseETS("")
	mix, _ := etsAveraged(x, m, etsChoice{pattern: p, criterion: BIC, fixed: etsFixed{cautious: true}})
	return mix
}

func etsAveraged(x []float64, m int, c etsChoice) (etsMix, []etsTried) {
	d, tried, one := etsTry(x, m, c)
	if d == nil {
		return etsMix{fits: []etsFit{one}, weights: []float64{1}, points: one.points}, nil
	}
	best := math.Inf(1)
	for _, t := range tried {
		best = math.Min(best, t.score)
	}
	mix := etsMix{points: make([]float64, len(x))}
	sum := 0.0
	for _, t := range tried {
		if w := math.Exp((best - t.score) / 2); w >= etsWeightLeast {
			mix.fits = append(mix.fits, d.finish(t.kind, t.fixed, t.free))
			mix.weights = append(mix.weights, w)
			sum += w
		}
	}
	for i := range mix.weights {
		mix.weights[i] /= sum
		for t, v := range mix.fits[i].points {
			mix.points[t] += mix.weights[i] * v
		}
	}
	return mix, tried
}

func (e *etsMix) point(h int) []float64 {
	out := make([]float64, h)
	for i := range e.fits {
		for j, v := range e.fits[i].point(h) {
			out[j] += e.weights[i] * v
		}
	}
	return out
}

// spread returns the standard deviation of the mixture, which holds that between its
// points.
func (e *etsMix) spread(h int) []float64 {
	mean, out := e.point(h), make([]float64, h)
	for i := range e.fits {
		point, sd := e.fits[i].point(h), e.fits[i].spread(h)
		for j := range out {
			out[j] = math.Hypot(out[j], math.Sqrt(e.weights[i])*math.Hypot(sd[j], point[j]-mean[j]))
		}
	}
	return out
}

// path draws a path of one of the models, by weight.
func (e *etsMix) path(r *rand.Rand, out []float64) {
	at, u := 0, r.Float64()
	for ; at < len(e.fits)-1 && u >= e.weights[at]; at++ {
		u -= e.weights[at]
	}
	e.fits[at].path(r, out)
}
