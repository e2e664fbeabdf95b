package forecast

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// MSTL splits a series into several seasons and a rest by [STL], again and again
// (Bandara, Hyndman and Bergmeir 2021, as R's mstl), forecasts the rest with any model and
// each season by its last cycle. Quantiles and paths are those of the rest, moved by the
// seasons. A season of which there are no more than two cycles is left out. It needs
// what its model needs.
type MSTL struct {
	// Periods are the lengths of the seasons. nil uses those of the series.
	Periods []int
	// Model forecasts what is left without the seasons. nil is ETS{}.
	Model Model
	// SeasonWindows are the windows of [STL] for each season, in the order of their lengths.
	// nil means 11, 15, 19 and so on, as in R.
	SeasonWindows []int
	// Multiplicative takes the seasons for factors where every value is above 0.
	Multiplicative bool
	// Robust gives little weight to outliers.
	Robust bool
}

// Name returns "MSTL" with the name of the model: "MSTL+ETS".
func (m MSTL) Name() string { return "MSTL+" + m.model().Name() }

func (m MSTL) model() Model {
	if m.Model == nil {
		return ETS{}
	}
	return m.Model
}

// check reports what is wrong with m.
func (m MSTL) check() error {
	var faults []error
	for i, p := range m.Periods {
		if p < 2 || p > MaxSteps || i > 0 && p <= m.Periods[i-1] {
			faults = append(faults, fx.NewInputError(fmt.Sprintf("periods[%d]", i), strconv.Itoa(p), "must be 2 or more, and longer than the one before"))
		}
	}
	for i, w := range m.SeasonWindows {
		if w != 0 && (w < 3 || w > MaxSteps) {
			faults = append(faults, fx.NewInputError(fmt.Sprintf("season_windows[%d]", i), strconv.Itoa(w), "must be 3 or more, or 0 for a season that never changes"))
		}
	}
	return errors.Join(faults...)
}

// Fit fits the model; see [Model].
func (m MSTL) Fit(s Series) (Fitted, error) {
	if err := m.check(); err != nil {
		return nil, errors.Join(err, s.Check())
	}
	x, reasons, err := prepare(s, "MSTL", 1)
	if err != nil {
		return nil, err
	}
	periods := m.Periods
	if periods == nil {
		periods = s.Season()
	}
	f := mstlFitted{signed: s.Signed}
	used := make([]int, 0, len(periods))
	for _, p := range periods {
		if 2*p < len(x) {
			used = append(used, p)
			continue
		}
		reasons = append(reasons, Reason{"short", fmt.Sprintf("%d steps are not more than two seasons of %d: it is ignored", len(x), p)})
	}
	f.add = true
	if m.Multiplicative && len(used) > 0 {
		f.add = slices.Min(x) <= 0
		if f.add {
			reasons = append(reasons, Reason{"season", "not every value is above 0: the seasons are added, not multiplied"})
		}
	}
	y := x
	if !f.add {
		y = BoxCox(x, 0)
	}
	seasons, _ := mstlSplit(y, used, m.SeasonWindows, m.Robust)
	all := make([]float64, len(x))
	for i, p := range used {
		for j, v := range seasons[i] {
			all[j] += v
		}
		f.last = append(f.last, append([]float64(nil), seasons[i][len(x)-p:]...))
	}
	rest := s
	rest.Values, rest.Missing, rest.InStock, rest.Periods, rest.Signed = mstlRemove(x, all, f.add), nil, nil, []int{}, s.Signed || f.add
	bound(rest.Values)
	if f.inner, err = m.model().Fit(rest); err != nil {
		return nil, err
	}
	r := f.inner.Report()
	f.report = Report{Model: "MSTL+" + r.Model, Params: r.Params, Points: r.Points, Reasons: append(reasons, r.Reasons...)}
	mstlRestore(f.report.Points, all, f.add)
	return &f, nil
}

// mstlSplit returns the seasons of x and the rest without them. Every period is less than half
// as long as x.
func mstlSplit(x []float64, periods, windows []int, robust bool) (seasons [][]float64, rest []float64) {
	rest = append([]float64(nil), x...)
	seasons = make([][]float64, len(periods))
	for i := range seasons {
		seasons[i] = make([]float64, len(x))
	}
	rounds := 2
	if len(periods) < 2 {
		rounds = 1
	}
	for range rounds {
		for i, p := range periods {
			o := STL{Period: p, SeasonWindow: 11 + 4*i, Robust: robust}
			if i < len(windows) {
				o.SeasonWindow = windows[i]
			}
			for j, v := range seasons[i] {
				rest[j] += v
			}
			seasons[i] = o.run(rest).Seasonal
			for j, v := range seasons[i] {
				rest[j] -= v
			}
		}
	}
	return seasons, rest
}

// mstlRemove returns x without the season.
func mstlRemove(x, season []float64, add bool) []float64 {
	out := make([]float64, len(x))
	if add {
		for i, v := range x {
			out[i] = v - season[i]
		}
		return out
	}
	for i, f := range InverseBoxCox(season, 0) {
		out[i] = x[i] / f
	}
	return out
}

// mstlRestore puts the season back into x.
func mstlRestore(x, season []float64, add bool) {
	if add {
		for i := range x {
			x[i] += season[i]
		}
		return
	}
	for i, f := range InverseBoxCox(season, 0) {
		x[i] *= f
	}
}

// mstlFitted is a [Fitted] of the rest with the last cycle of each season.
type mstlFitted struct {
	inner       Fitted
	last        [][]float64
	add, signed bool
	report      Report
}

// season returns the seasons of the next h steps.
func (f *mstlFitted) season(h int) []float64 {
	out := make([]float64, h)
	for _, cycle := range f.last {
		for j := range out {
			out[j] += cycle[j%len(cycle)]
		}
	}
	return out
}

func (f *mstlFitted) Forecast(h int, levels ...float64) (Forecast, error) {
	out, err := f.inner.Forecast(h, levels...)
	if err != nil {
		return Forecast{}, err
	}
	out.Model = f.report.Model
	season := f.season(h)
	for _, row := range append([][]float64{out.Point}, out.Quantiles...) {
		mstlRestore(row, season, f.add)
		cutBelow(row, f.signed)
	}
	return out, nil
}

func (f *mstlFitted) Paths(h, n int, seed uint64) ([][]float64, error) {
	paths, err := f.inner.Paths(h, n, seed)
	if err != nil {
		return nil, err
	}
	season := f.season(h)
	for _, p := range paths {
		mstlRestore(p, season, f.add)
		cutBelow(p, f.signed)
	}
	return paths, nil
}

func (f *mstlFitted) Report() Report { return (&fitted{report: f.report}).Report() }
