package forecast

import (
	"math"
	"math/rand/v2"
)

// Naive forecasts the last value for every step to come: a random walk. Its standard
// deviation grows with the root of the steps. It needs one value.
type Naive struct{}

// Name returns "Naive".
func (Naive) Name() string { return "Naive" }

// Fit fits the model; see [Model].
func (Naive) Fit(s Series) (Fitted, error) { return fitWalk(s, "Naive", 1, false) }

// SeasonalNaive forecasts the value of the same season in the last cycle. Without a
// season it is [Naive]. It needs one cycle.
type SeasonalNaive struct{}

// Name returns "SeasonalNaive".
func (SeasonalNaive) Name() string { return "SeasonalNaive" }

// Fit fits the model; see [Model].
func (SeasonalNaive) Fit(s Series) (Fitted, error) {
	return fitWalk(s, "SeasonalNaive", s.Period(), false)
}

// Drift forecasts the line through the first and the last value, from the last one
// on. It needs two values.
type Drift struct{}

// Name returns "Drift".
func (Drift) Name() string { return "Drift" }

// Fit fits the model; see [Model].
func (Drift) Fit(s Series) (Fitted, error) { return fitWalk(s, "Drift", 1, true) }

// walk is the engine of the random walks.
type walk struct {
	last  []float64 // the last cycle
	drift float64
	sigma float64
	n     int // steps of the history, for the error of the drift; 0 without one
}

func fitWalk(s Series, name string, m int, drift bool) (Fitted, error) {
	need := m
	if drift {
		need = 2
	}
	x, reasons, err := prepare(s, name, need)
	if err != nil {
		return nil, err
	}
	n := len(x)
	w := walk{last: append([]float64(nil), x[n-m:]...)}
	params := 0.0
	report := Report{Model: name, Reasons: reasons, Points: make([]float64, n)}
	if drift {
		w.drift, w.n, params = (x[n-1]-x[0])/float64(n-1), n, 1
		report.Params = []Param{{"drift", w.drift}}
	}
	sum := 0.0
	for i := range x {
		if i < m {
			report.Points[i] = math.NaN()
			continue
		}
		report.Points[i] = x[i-m] + w.drift
		e := x[i] - report.Points[i]
		sum += e * e
	}
	if d := float64(n-m) - params; d > 0 {
		w.sigma = math.Sqrt(sum / d)
	}
	return newFitted(&w, s, report), nil
}

func (w *walk) point(h int) []float64 {
	out := make([]float64, h)
	for j := range out {
		out[j] = w.last[j%len(w.last)] + w.drift*float64(j+1)
	}
	return out
}

func (w *walk) spread(h int) []float64 {
	out := make([]float64, h)
	for j := range out {
		k := float64(j/len(w.last) + 1)
		v := k
		if w.n > 1 { // the error of the drift itself
			v += k * k / float64(w.n-1)
		}
		out[j] = w.sigma * math.Sqrt(v)
	}
	return out
}

func (w *walk) path(r *rand.Rand, out []float64) {
	drift := w.drift
	if w.n > 1 {
		drift += r.NormFloat64() * w.sigma / math.Sqrt(float64(w.n-1))
	}
	for j := range out {
		before := 0.0
		if j < len(w.last) {
			before = w.last[j]
		} else {
			before = out[j-len(w.last)]
		}
		out[j] = before + drift + w.sigma*r.NormFloat64()
	}
}
