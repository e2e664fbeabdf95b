package stock

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/forecast/internal/num"
)

// DefaultPaths is the number of sample paths that is enough for most plans.
const DefaultPaths = 1000

// WeeklyPaths draws n sample paths of a number of weeks from a fitted model whose
// series has steps of the given length. Within a longer step demand is spread evenly;
// shorter steps are added up. A month is taken as 365.25/12 days, and likewise for
// quarters and years.
//
// The errors are those of [forecast.Fitted], and an [*fx.InputError] for a step that
// is not stated.
func WeeklyPaths(fit forecast.Fitted, step forecast.Step, weeks, n int, seed uint64) ([][]float64, error) {
	var f faults
	days := stepDays(step)
	if fit == nil {
		f.add("fit", "nil", "must be a fitted model")
	}
	if days == 0 {
		f.add("step", step.String(), "must be stated")
	}
	f.count("weeks", weeks, 1, maxWeeks)
	f.count("n", n, 1, maxPaths)
	if err := f.err(); err != nil {
		return nil, err
	}
	h := int(math.Ceil(float64(weeks)*7/days - 1e-9))
	paths, err := fit.Paths(h, n, seed)
	if err != nil || days == 7 {
		return paths, err
	}
	out, all := make([][]float64, len(paths)), make([]float64, len(paths)*weeks)
	for i, p := range paths {
		out[i] = all[i*weeks : (i+1)*weeks : (i+1)*weeks]
		for w := range out[i] {
			out[i][w] = between(p, float64(w)*7/days, float64(w+1)*7/days)
		}
	}
	return out, nil
}

// maxWeeks and maxPaths bound the sample paths of a plan.
const (
	maxWeeks = 520
	maxPaths = 100_000
)

// stepDays returns the days of a step, 0 where it is not stated.
func stepDays(s forecast.Step) float64 {
	switch s {
	case forecast.Hourly:
		return 1.0 / 24
	case forecast.Daily:
		return 1
	case forecast.Weekly:
		return 7
	case forecast.Monthly:
		return 365.25 / 12
	case forecast.Quarterly:
		return 365.25 / 4
	case forecast.Yearly:
		return 365.25
	}
	return 0
}

// between adds up what p has between two places, counted in steps; beyond its end
// there is nothing.
func between(p []float64, from, to float64) float64 {
	sum := 0.0
	for i := int(from); i < len(p) && float64(i) < to; i++ {
		part := min(to, float64(i+1)) - max(from, float64(i))
		sum += part * p[i]
	}
	return sum
}

// A Use is demand that draws on a stock: a channel, or a kit that contains the item.
type Use struct {
	// Name identifies the use.
	Name string
	// Paths are its sample paths.
	Paths [][]float64
	// Units is how many units of the item one unit of demand takes. 0 means 1.
	Units float64
}

// Combine adds up the demand of several channels and kits on one stock, path by path.
// All uses have the same number of paths of the same length. Paths that were drawn
// with different seeds are independent; with the same seed a model's paths move
// together only by chance.
func Combine(uses ...Use) ([][]float64, error) {
	var f faults
	if len(uses) == 0 {
		f.add("uses", "0", "must have at least one use")
		return nil, f.err()
	}
	for i, u := range uses {
		field := fmt.Sprintf("uses[%d]", i)
		f.number(field+".units", u.Units, 0, 1e6)
		if !f.paths(field+".paths", u.Paths) || len(uses[0].Paths) == 0 {
			continue
		}
		if len(u.Paths) != len(uses[0].Paths) || len(u.Paths[0]) != len(uses[0].Paths[0]) {
			f.add(field+".paths", strconv.Itoa(len(u.Paths)), "must be as many and as long as those of the first use")
		}
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	out := make([][]float64, len(uses[0].Paths))
	for i := range out {
		out[i] = make([]float64, len(uses[0].Paths[0]))
		for _, u := range uses {
			k := u.Units
			if k == 0 {
				k = 1
			}
			for j, v := range u.Paths[i] {
				out[i][j] = min(out[i][j]+k*v, forecast.MaxValue)
			}
		}
	}
	return out, nil
}

// OverLead returns the demand over a random lead time and a review: each path is added
// up over a lead time of its own and the review, counted in days. It is the
// recommended way to a reorder point, since a drift of the level and the lumps of
// demand stay in the sum. daysPerStep is the length of a step of the paths. The part
// of a last step counts by its share, and a path that is shorter than its lead time
// goes on at its mean, of which [Empirical.Reasons] tells.
func OverLead(paths [][]float64, daysPerStep float64, lead LeadTime, review float64, seed uint64) (Empirical, error) {
	var f faults
	f.paths("paths", paths)
	f.number("days_per_step", daysPerStep, 1.0/24, 366)
	f.in("lead", lead.Check())
	f.number("review", review, 0, MaxDays)
	if err := f.err(); err != nil {
		return Empirical{}, err
	}
	r := num.Rand(seed)
	out := make([]float64, len(paths))
	short := 0
	for i, p := range paths {
		steps := (lead.draw(r) + review) / daysPerStep
		out[i] = between(p, 0, steps)
		if over := steps - float64(len(p)); over > 0 {
			short++
			sum := 0.0
			for _, v := range p {
				sum += v
			}
			out[i] += over * sum / float64(len(p))
		}
	}
	slices.Sort(out)
	e := newEmpirical(out)
	if short > 0 {
		e.reasons = []forecast.Reason{{Code: "short_paths", Text: fmt.Sprintf("the paths have %d steps; %d of %d lead times are longer and go on at the mean of their path", len(paths[0]), short, len(paths))}}
	}
	return e, nil
}
