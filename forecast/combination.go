package forecast

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/forecast/internal/num"
	"github.com/lianxing/crossborder/fx"
)

// Combination forecasts the mean or the median of several models, which is better
// than almost every one of them (Petropoulos and Svetunkov 2020). A model that
// cannot be fitted to a series is left out, and the report says so; it is an error
// only when none is left.
type Combination struct {
	// Models are the members, at least one.
	Models []Model
	// Median takes the median of the points instead of their mean.
	Median bool
	// Origins is the number of earlier origins, each Horizon steps before the next, from
	// which the members forecast the history again. A member's weight in the mean is
	// proportional to one over its squared mean absolute error there. 0 means equal
	// weights; so does a history too short for an earlier origin. At most 20.
	Origins int
	// Horizon is the number of steps forecast from each earlier origin. 0 means one
	// cycle, at least 6 and at most 60 steps.
	Horizon int
	// Label names the combination in results. "" lists its members.
	Label string
}

// maxOrigins bounds the origins of a combination.
const maxOrigins = 20

// Name returns the label, or the members: "Mean(ETS, DynamicTheta)".
func (c Combination) Name() string {
	if c.Label != "" {
		return c.Label
	}
	names := make([]string, len(c.Models))
	for i, m := range c.Models {
		names[i] = "nil"
		if m != nil {
			names[i] = m.Name()
		}
	}
	return c.kind() + "(" + strings.Join(names, ", ") + ")"
}

func (c Combination) kind() string {
	switch {
	case c.Median:
		return "Median"
	case c.Origins > 0:
		return "Weighted"
	}
	return "Mean"
}

// check reports what is wrong with the settings.
func (c Combination) check() error {
	var faults []error
	if len(c.Models) == 0 || len(c.Models) > maxFaults {
		faults = append(faults, fx.NewInputError("models", strconv.Itoa(len(c.Models)), "must be between 1 and "+strconv.Itoa(maxFaults)))
	}
	for i, m := range c.Models {
		if m == nil && i < maxFaults {
			faults = append(faults, fx.NewInputError(fmt.Sprintf("models[%d]", i), "nil", "must be a model"))
		}
	}
	if c.Origins < 0 || c.Origins > maxOrigins {
		faults = append(faults, fx.NewInputError("origins", strconv.Itoa(c.Origins), "must be between 0 and "+strconv.Itoa(maxOrigins)))
	}
	if c.Horizon < 0 || c.Horizon > MaxSteps {
		faults = append(faults, fx.NewInputError("horizon", strconv.Itoa(c.Horizon), "must be between 0 and "+strconv.Itoa(MaxSteps)))
	}
	return errors.Join(faults...)
}

// Fit fits every member; see [Model].
func (c Combination) Fit(s Series) (Fitted, error) {
	if err := c.check(); err != nil {
		return nil, errors.Join(err, s.Check())
	}
	x, reasons, err := prepare(s, c.Name(), 1)
	if err != nil {
		return nil, err
	}
	e, r, err := c.combine(s, x)
	if err != nil {
		return nil, err
	}
	r.Reasons = append(reasons, r.Reasons...)
	return newFitted(e, s, r), nil
}

// combine fits the members to s, whose gaps are filled in x.
func (c Combination) combine(s Series, x []float64) (*mixture, Report, error) {
	full := s
	full.Values, full.Missing, full.InStock, full.Signed = x, nil, nil, true
	mix := &mixture{median: c.Median}
	r := Report{Model: c.Name(), Points: make([]float64, len(x))}
	var members []Model
	var points [][]float64
	var failed []error
	for _, m := range c.Models {
		f, err := m.Fit(full)
		if err != nil {
			failed = append(failed, err)
			r.Reasons = append(r.Reasons, Reason{"left_out", m.Name() + " is left out: " + err.Error()})
			continue
		}
		members = append(members, m)
		mix.members = append(mix.members, engineOf(f))
		of := f.Report()
		points = append(points, of.Points)
		r.Reasons = append(r.Reasons, Reason{"member", of.Model})
	}
	if len(members) == 0 {
		return nil, Report{}, errors.Join(failed...)
	}
	var why Reason
	mix.weights, why = c.weigh(members, full)
	r.Reasons = append(r.Reasons, why)
	for i, m := range members {
		r.Params = append(r.Params, Param{"weight " + m.Name(), mix.weights[i]})
	}
	column := make([]float64, len(members))
	for t := range x {
		for i, p := range points {
			column[i] = math.NaN()
			if t < len(p) {
				column[i] = p[t]
			}
		}
		r.Points[t] = mix.middle(column)
	}
	return mix, r, nil
}

// weigh returns the weights of the members, which sum to 1, and why.
func (c Combination) weigh(members []Model, s Series) ([]float64, Reason) {
	n := len(members)
	equal := make([]float64, n)
	for i := range equal {
		equal[i] = 1 / float64(n)
	}
	if c.Origins == 0 || n == 1 || c.Median {
		return equal, Reason{"weights", "every member counts the same"}
	}
	h := c.Horizon
	if h == 0 {
		h = min(max(s.Period(), 6), 60)
	}
	errs := make([]float64, n)
	done := 0
	for o := 1; o <= c.Origins; o++ {
		known := len(s.Values) - o*h
		if known < max(2*h, 2*s.Period()+lagSlack) {
			break
		}
		early := s
		early.Values = s.Values[:known]
		for i, m := range members {
			errs[i] += absoluteError(m, early, s.Values[known:known+h])
		}
		done++
	}
	if done == 0 {
		return equal, Reason{"weights", strconv.Itoa(len(s.Values)) + " steps are too few to weigh members by earlier errors: every member counts the same"}
	}
	return inverseSquares(errs), Reason{"weights", fmt.Sprintf("members are weighted by one over the square of their mean error over %d steps from %d earlier origins", h, done)}
}

// absoluteError returns the sum of the absolute errors of m, fitted to s, over what
// followed.
func absoluteError(m Model, s Series, actual []float64) float64 {
	f, err := m.Fit(s)
	if err != nil {
		return math.Inf(1)
	}
	sum := 0.0
	for j, p := range engineOf(f).point(len(actual)) {
		sum += math.Abs(actual[j] - p)
	}
	if math.IsNaN(sum) {
		return math.Inf(1)
	}
	return sum
}

// inverseSquares returns weights proportional to 1/v^2 that sum to 1. Zeros share
// everything.
func inverseSquares(v []float64) []float64 {
	least := slices.Min(v)
	out := make([]float64, len(v))
	sum := 0.0
	for i, e := range v {
		switch {
		case e == least:
			out[i] = 1
		case least > 0 && !math.IsInf(e, 1):
			out[i] = (least / e) * (least / e)
		}
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// mixture is the engine of a combination.
type mixture struct {
	members []engine
	weights []float64
	median  bool
	// widen scales the distance from the point at each step, the last value for all
	// steps beyond; nil means 1.
	widen []float64
}

// middle returns the weighted mean, or the median, of what is a number.
func (m *mixture) middle(v []float64) float64 {
	if m.median {
		known := make([]float64, 0, len(v))
		for _, x := range v {
			if !math.IsNaN(x) {
				known = append(known, x)
			}
		}
		slices.Sort(known)
		return num.Quantile(known, 0.5)
	}
	sum, weight := 0.0, 0.0
	for i, x := range v {
		if !math.IsNaN(x) {
			sum += m.weights[i] * x
			weight += m.weights[i]
		}
	}
	if weight == 0 {
		return math.NaN()
	}
	return sum / weight
}

// across applies middle to the rows of all members, step by step.
func (m *mixture) across(rows [][]float64) []float64 {
	out, column := make([]float64, len(rows[0])), make([]float64, len(rows))
	for j := range out {
		for i, r := range rows {
			column[i] = r[j]
		}
		out[j] = m.middle(column)
	}
	return out
}

func (m *mixture) point(h int) []float64 {
	rows := make([][]float64, len(m.members))
	for i, e := range m.members {
		rows[i] = e.point(h)
	}
	return m.across(rows)
}

// spread returns the middle of the standard deviations of the members, which is what
// the middle of their quantiles is for normal distributions (Vincent 1912).
func (m *mixture) spread(h int) []float64 {
	rows := make([][]float64, len(m.members))
	for i, e := range m.members {
		if rows[i] = e.spread(h); rows[i] == nil {
			rows[i] = pathSpread(e, h)
		}
	}
	out := m.across(rows)
	for j := range out {
		out[j] *= m.factor(j)
	}
	return out
}

func (m *mixture) factor(j int) float64 {
	if len(m.widen) == 0 {
		return 1
	}
	return m.widen[min(j, len(m.widen)-1)]
}

// path follows the path of one member, drawn by weight, around the common point.
func (m *mixture) path(r *rand.Rand, out []float64) { m.sampler(len(out))(r, out) }

func (m *mixture) sampler(h int) func(r *rand.Rand, out []float64) {
	rows := make([][]float64, len(m.members))
	draw := make([]func(*rand.Rand, []float64), len(m.members))
	for i, e := range m.members {
		rows[i], draw[i] = e.point(h), samplerOf(e, h)
	}
	common := m.across(rows)
	return func(r *rand.Rand, out []float64) {
		i, u := 0, r.Float64()
		for i < len(m.members)-1 && u >= m.weights[i] {
			u -= m.weights[i]
			i++
		}
		draw[i](r, out)
		for j := range out {
			out[j] = common[j] + m.factor(j)*(out[j]-rows[i][j])
		}
	}
}

// pathSpread returns the standard deviations of simulated paths about the point.
func pathSpread(e engine, h int) []float64 {
	const paths = 200
	r, draw := num.Rand(simulationSeed), samplerOf(e, h)
	point, one, out := e.point(h), make([]float64, h), make([]float64, h)
	for range paths {
		draw(r, one)
		for j, v := range one {
			out[j] += (v - point[j]) * (v - point[j]) / paths
		}
	}
	for j := range out {
		out[j] = math.Sqrt(out[j])
	}
	return out
}
