package forecast

import (
	"errors"
	"math"
	"math/rand/v2"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// Bootstrap draws the demand to come from the demand that was (Willemain, Smart and
// Schwarz 2004): a chain of two states says from step to step whether there is any, with
// the chances that the history shows after a step with and without demand, and its size
// is drawn from the sizes of the history and jittered, so that sizes between them occur
// as well: 1 + int(x + z sqrt(x)) for a size x and a standard normal z, or x where that
// is not above 0. Sizes are jittered in units of the smallest common part of the history;
// where there is none they are repeated as they were.
//
// The point is the mean of the paths but for the jitter. It needs one known value.
type Bootstrap struct {
	// Last is the number of steps before the end that are drawn from. 0 means all.
	Last int
}

// Name returns "Bootstrap".
func (Bootstrap) Name() string { return "Bootstrap" }

// Fit fits the model; see [Model].
func (m Bootstrap) Fit(s Series) (Fitted, error) {
	if m.Last < 0 || m.Last > MaxSteps {
		return nil, errors.Join(fx.NewInputError("last", strconv.Itoa(m.Last), "must be 0 or more"), s.Check())
	}
	x, mean, lead, reasons, err := prepareCounts(s, "Bootstrap")
	if err != nil {
		return nil, err
	}
	if m.Last > 0 && m.Last < len(x) {
		lead += len(x) - m.Last
		x = x[len(x)-m.Last:]
	}
	e := chain{unit: countUnit(x) * mean}
	r := Report{Model: "Bootstrap", Reasons: reasons, Points: countPoints(make([]float64, len(x)), lead, 0)}
	var after, follows [2]float64 // steps after a step without and with demand, and those with demand
	for t, v := range x {
		state := 0
		if v > 0 {
			state = 1
			e.sizes = append(e.sizes, v*mean)
			e.mean += v * mean
		}
		if t > 0 {
			after[e.state]++
			follows[e.state] += float64(state)
		}
		e.state = state
	}
	if len(e.sizes) == 0 {
		return newFitted(&e, s, r), nil
	}
	share := float64(len(e.sizes)) / float64(len(x))
	e.mean /= float64(len(e.sizes))
	for i := range e.chance {
		// As if one more step had been seen, with the share of all steps.
		e.chance[i] = (follows[i] + share) / (after[i] + 1)
	}
	state := 0
	for t, v := range x {
		r.Points[lead+t] = e.mean * e.chance[state]
		if t == 0 {
			r.Points[lead] = math.NaN()
		}
		if state = 0; v > 0 {
			state = 1
		}
	}
	r.Params = []Param{{"after_none", e.chance[0]}, {"after_demand", e.chance[1]}, {"size", e.mean}}
	return newFitted(&e, s, r), nil
}

// chain is the engine of Bootstrap.
type chain struct {
	sizes  []float64
	mean   float64
	unit   float64    // what sizes are multiples of; 0 where they are none
	chance [2]float64 // of demand after a step without and with it
	state  int        // of the last step
}

func (e *chain) point(h int) []float64 {
	out := make([]float64, h)
	p := float64(e.state)
	for j := range out {
		p = e.chance[0] + p*(e.chance[1]-e.chance[0])
		out[j] = p * e.mean
	}
	return out
}

func (e *chain) spread(int) []float64 { return nil }

func (e *chain) path(r *rand.Rand, out []float64) {
	state := e.state
	for j := range out {
		out[j] = 0
		if len(e.sizes) == 0 || r.Float64() >= e.chance[state] {
			state = 0
			continue
		}
		state = 1
		v := e.sizes[r.IntN(len(e.sizes))]
		if e.unit > 0 {
			x := v / e.unit
			if jittered := 1 + math.Trunc(x+r.NormFloat64()*math.Sqrt(x)); jittered > 0 {
				v = jittered * e.unit
			}
		}
		out[j] = v
	}
}
