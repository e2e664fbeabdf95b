package forecast

import (
	"errors"
	"math"
	"math/rand/v2"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// Naive2 forecasts the last seasonally adjusted value times the seasonal factor: the
// benchmark of the M4 competition, by which OWA is scaled. The season is the classical
// figure, used where the test of the competition finds one. It needs one value.
type Naive2 struct {
	// Period is the season in steps, 1 for none. 0 uses that of the series.
	Period int
	// Adjustment removes the season. The zero Adjustment tests for one.
	Adjustment Adjustment
}

// Name returns "Naive2".
func (Naive2) Name() string { return "Naive2" }

// Fit fits the model; see [Model].
func (n Naive2) Fit(s Series) (Fitted, error) {
	err := n.Adjustment.check()
	if n.Period < 0 || n.Period > MaxSteps {
		err = errors.Join(fx.NewInputError("period", strconv.Itoa(n.Period), "must be 0 or more"), err)
	}
	if err != nil {
		return nil, errors.Join(err, s.Check())
	}
	x, reasons, err := prepare(s, "Naive2", 1)
	if err != nil {
		return nil, err
	}
	m := n.Period
	if m == 0 {
		m = s.Period()
	}
	a := adjustSeason(x, m, n.Adjustment, s.Signed)
	y := a.remove(x)
	last := len(y) - 1
	e := naive2Engine{last: y[last], n: len(y), season: a}
	points := make([]float64, len(y))
	points[0] = math.NaN()
	sum := 0.0
	for i, v := range y[:last] {
		points[i+1] = v
		sum += (y[i+1] - v) * (y[i+1] - v)
	}
	if last > 0 {
		e.sigma = math.Sqrt(sum / float64(last))
	}
	a.restore(points, 0)
	return newFitted(&e, s, Report{Model: "Naive2", Points: points, Reasons: append(reasons, adjustReason(x, m, n.Adjustment, a)...)}), nil
}

// naive2Engine is a random walk with a fixed season.
type naive2Engine struct {
	last, sigma float64
	n           int
	season      seasonAdjust
}

func (e *naive2Engine) point(h int) []float64 {
	out := make([]float64, h)
	for j := range out {
		out[j] = e.last
	}
	e.season.restore(out, e.n)
	return out
}

func (e *naive2Engine) spread(h int) []float64 {
	out := make([]float64, h)
	for j := range out {
		out[j] = e.sigma * math.Sqrt(float64(j+1))
	}
	e.season.widen(out, e.n)
	return out
}

func (e *naive2Engine) path(r *rand.Rand, out []float64) {
	at := e.last
	for j := range out {
		at += e.sigma * r.NormFloat64()
		out[j] = at
	}
	e.season.restore(out, e.n)
}
