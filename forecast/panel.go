package forecast

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// Panel fits many series together, so that a young item borrows the effects of its
// sisters. Each is explained as by [Regression],
//
//	log(y[i,t] + c) = level[i,t] + common[group,t] + sum of b[i,j] x[j,i,t]
//
// with coefficients that are drawn to those of the group, and those of the group to
// those of the whole catalogue (a hierarchical prior, as in Blattberg and George
// 1991). Regressors and events of one name are one effect; where a series does not
// have it, it is 0. What the effects leave is smoothed: the deviation of each item with
// Alpha, and the part that a group has in common, such as a week in which the whole
// chain sells less, with Common. The common part of a single step says little of the
// next one, so that Common is usually the smaller.
//
// The points are means, exp(m + v/2), unless Median is set. Series that are Signed are
// refused. The steps of all series are aligned at their end: the last step of each is
// the same week. A series with fewer steps is younger.
type Panel struct {
	// Groups names the group of each series: its brand or category. nil is one group.
	Groups []string
	// Prior is the number of independent steps that the prior of a coefficient counts
	// for, for columns scaled to a standard deviation of 1. 0 is 100.
	Prior float64
	// Alpha and Common are the shares of an error that move the level of an item and
	// that of its group, above 0 and at most 1. An error of more than 1.5 standard
	// deviations counts as one of 1.5. 0 chooses the share, and how much of the last
	// level is kept, by the errors of the Horizon steps after each step of the history,
	// pooled over all series; below 0 the level is a mean and never moves.
	Alpha, Common float64
	// Horizon is the number of steps for which the smoothing is chosen. 0 is 8.
	Horizon int
	// Median makes the point the median, which has the least absolute error.
	Median bool
}

func (p Panel) check(series []Series) error {
	var faults []error
	if p.Groups != nil && len(p.Groups) != len(series) {
		faults = append(faults, fx.NewInputError("groups", strconv.Itoa(len(p.Groups)), "must be as many as the series, "+strconv.Itoa(len(series))))
	}
	if !(p.Prior >= 0 && p.Prior <= 1e6) {
		faults = append(faults, fx.NewInputError("prior", strconv.FormatFloat(p.Prior, 'g', -1, 64), "must be between 0 and 1e6"))
	}
	for _, f := range []struct {
		name  string
		value float64
	}{{"alpha", p.Alpha}, {"common", p.Common}} {
		if !(f.value <= 1) {
			faults = append(faults, fx.NewInputError(f.name, strconv.FormatFloat(f.value, 'g', -1, 64), "must be at most 1"))
		}
	}
	if p.Horizon < 0 || p.Horizon > MaxSteps {
		faults = append(faults, fx.NewInputError("horizon", strconv.Itoa(p.Horizon), "must be between 0 and "+strconv.Itoa(MaxSteps)))
	}
	for i, s := range series {
		at := fmt.Sprintf("series[%d]", i)
		if s.Signed {
			faults = append(faults, fx.NewInputError(at+".signed", "true", "must be false: the logarithm of demand is explained"))
		}
		if len(faults) > maxFaults {
			break
		}
	}
	return errors.Join(faults...)
}

// Fit fits the panel and returns one [Fitted] for each series, in their order. Faults
// of the settings and of all series are [*fx.InputError] with a path such as
// "series[3].values[0]"; a series without any known value is a [*ShortError].
func (p Panel) Fit(series []Series) ([]Fitted, error) {
	faults := []error{p.check(series)}
	names := map[string]int{}
	items := make([]*panelItem, len(series))
	for i, s := range series {
		it, err := newPanelItem(s, names)
		var short *ShortError
		if errors.As(err, &short) {
			faults = append(faults, fmt.Errorf("series[%d]: %w", i, err))
		} else if err != nil {
			faults = append(faults, fx.InField(fmt.Sprintf("series[%d]", i), err))
		}
		if len(faults) > maxFaults {
			break
		}
		items[i] = it
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	if p.Prior == 0 {
		p.Prior = 100
	}
	if p.Horizon == 0 {
		p.Horizon = 8
	}
	c := newCatalogue(p, items, len(names))
	c.coefficients(p.Prior)
	c.residuals()
	c.smooth(p)
	out := make([]Fitted, len(series))
	for i, it := range items {
		out[i] = c.fitted(p, it, series[i])
	}
	return out, nil
}

// A panelItem is one series of a panel.
type panelItem struct {
	design *effectDesign
	scale  effectScale
	column []int     // number in the catalogue of each column of the design
	y      []float64 // log demand in every step
	used   []bool
	known  []bool
	mean   []float64 // of each column over the steps in use
	level  float64   // mean of y over them
	rows   int
	square []float64 // sum of squares of each column about its mean
	beta   []float64
	left   []float64 // what the effects leave, about 0
	group  *panelGroup
	reason []Reason
	own    float64 // last deviation of the level
	sigma  float64
}

func newPanelItem(s Series, names map[string]int) (*panelItem, error) {
	x, reasons, err := prepare(s, "Panel", 1)
	if err != nil {
		return nil, err
	}
	it := &panelItem{scale: newEffectScale(s, x, false), design: newEffectDesign(s, 0), used: s.explained(), known: s.known(), reason: notFilled(reasons)}
	if !slices.Contains(it.used, true) {
		it.used = it.known // better than nothing
	}
	if it.scale.unit == 0 { // nothing was sold: it teaches nothing
		it.used, it.known = make([]bool, len(x)), make([]bool, len(x))
	}
	it.y = it.scale.all(x)
	k := len(it.design.columns)
	for _, c := range it.design.columns {
		number, ok := names[c.name]
		if !ok {
			number = len(names)
			names[c.name] = number
		}
		it.column = append(it.column, number)
	}
	it.mean = make([]float64, k)
	row := make([]float64, k)
	for i, y := range it.y {
		if !it.used[i] {
			continue
		}
		it.rows++
		it.design.row(i, row)
		it.level += y
		for j, v := range row {
			it.mean[j] += v
		}
	}
	n := math.Max(1, float64(it.rows))
	it.level /= n
	for j := range it.mean {
		it.mean[j] /= n
	}
	return it, nil
}

// products returns the products of the columns of the design about their means, the
// lower triangle in rows, and those with log demand.
func (it *panelItem) products() (gram, cross []float64) {
	k := len(it.column)
	gram, cross = make([]float64, k*k), make([]float64, k)
	row := make([]float64, k)
	for i, y := range it.y {
		if !it.used[i] {
			continue
		}
		it.design.row(i, row)
		for j := range row {
			row[j] -= it.mean[j]
			for l := 0; l <= j; l++ {
				gram[j*k+l] += row[j] * row[l]
			}
			cross[j] += row[j] * (y - it.level)
		}
	}
	return gram, cross
}

// fitted returns the [Fitted] of one item.
func (c *catalogue) fitted(p Panel, it *panelItem, s Series) Fitted {
	k := len(it.column)
	fit := effectFit{beta: it.beta, se: make([]float64, k), center: it.level, rows: it.rows}
	g := it.group
	moved, low, high, rest := 0.0, 0.0, 0.0, 0.0
	for j, b := range it.beta {
		moved += b * it.mean[j]
		fit.se[j] = math.Sqrt(c.variance / (it.square[j] + c.weight[it.column[j]]))
	}
	fit.center -= moved
	row := make([]float64, k)
	for i := range it.y {
		if !it.used[i] {
			continue
		}
		it.design.row(i, row)
		sum := 0.0
		for j, b := range it.beta {
			sum += b * row[j]
		}
		low, high = min(low, sum-moved), max(high, sum-moved)
	}
	fit.low, fit.high = moved+low-3, moved+high+3
	points := make([]float64, len(it.y))
	offset := len(g.common) - len(it.y)
	level, common := panelLevel{limit: g.ownLimit}, panelLevel{limit: g.limit}
	for i, v := range g.common[:offset] {
		if g.seen[i] > 0 {
			common.add(v, c.gamma)
		}
	}
	for i, v := range it.left {
		points[i] = level.at + common.at
		if it.known[i] {
			level.add(v-g.common[offset+i], c.alpha)
		}
		if g.seen[offset+i] > 0 {
			common.add(g.common[offset+i], c.gamma)
		}
	}
	for i, known := range it.used {
		if known {
			e := it.left[i] - points[i]
			rest += e * e
		}
	}
	e := &panelForecast{level: it.own, alpha: c.alpha, sigma: it.sigma, common: g.level, gamma: c.gamma, shock: g.shock}
	inner := newFitted(e, Series{Signed: true}, Report{Model: "SES", Points: points})
	f := &effectFitted{name: "Panel", inner: inner, design: it.design, fit: fit, scale: it.scale, median: p.Median}
	r := Report{Model: "Panel", Params: fit.params(it.design), Reasons: it.reason}
	r.Params = append(r.Params, Param{"alpha", c.alpha}, Param{"common", c.gamma}, Param{"keep", c.keep}, Param{"common_keep", c.commonKeep})
	r.Points = f.history(points, len(it.y))
	r.Reasons = append(r.Reasons, Reason{"pooled", fmt.Sprintf("%d effects are pooled over %d series of the group and %d of the catalogue; the prior counts for %.0f steps of this series, which has %d", k, len(g.items), len(c.items), p.Prior, it.rows)})
	if p.Alpha == 0 || p.Common == 0 {
		r.Reasons = append(r.Reasons, Reason{"smoothing", fmt.Sprintf("alpha %.3g and common %.3g had the least errors %d steps ahead over the whole catalogue", c.alpha, c.gamma, p.Horizon)})
	}
	f.report = r
	return f
}
