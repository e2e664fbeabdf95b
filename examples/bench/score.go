package main

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/internal/benchset"
)

// The levels that are asked for: those of the 95 % interval, the nine of the M5
// competition, and those of the total over the horizon.
var (
	intervalLevels = []float64{0.025, 0.975}
	countLevels    = []float64{0.005, 0.025, 0.165, 0.25, 0.5, 0.75, 0.835, 0.975, 0.995}
	totalLevels    = []float64{0.5, 0.8, 0.9, 0.95, 0.98, 0.99}
)

// A result is how one model did on the rows of one set.
type result struct {
	model, set   string
	full         bool // all rows, not only the core
	intermittent bool
	series       int
	steps        int // forecast steps of all series
	failed       int // series on which the model raised an error and got the naive forecast
	// figures are the measures by name; see measures. One that is not defined is absent.
	figures map[string]float64
}

// A rowScore is how one model did on one row.
type rowScore struct {
	scores forecast.Scores
	// Of the total over the horizon, where it is looked at.
	pinball, below95, below99 float64
	elapsed                   time.Duration
	failed                    bool
	err                       error
}

// A job is one model on the rows of one set.
type job struct {
	name         string // of the model
	model        forecast.Model
	set          string
	rows         []benchset.Row
	full         bool
	intermittent bool
}

// scoreJobs scores all jobs on some cores. advance is called after every row. The
// figures, apart from times, do not depend on the number of cores.
func scoreJobs(ctx context.Context, jobs []job, workers int, now func() time.Time, advance func()) ([]result, error) {
	type at struct{ job, row int }
	var todo []at
	scores := make([][]rowScore, len(jobs))
	for i, j := range jobs {
		scores[i] = make([]rowScore, len(j.rows))
		for r := range j.rows {
			todo = append(todo, at{i, r})
		}
	}
	if workers < 1 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next atomic.Int64
	var group sync.WaitGroup
	var drawing sync.Mutex
	for range min(workers, len(todo)) {
		group.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(todo) {
					return
				}
				j := jobs[todo[i].job]
				scores[todo[i].job][todo[i].row] = scoreRow(j.rows[todo[i].row], j.model, j.intermittent, now)
				drawing.Lock()
				advance()
				drawing.Unlock()
			}
		})
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := make([]result, len(jobs))
	for i, j := range jobs {
		var err error
		if out[i], err = sumUp(j, scores[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// seriesOf returns the history of a row as a model sees it. Of counts, the zeros before
// the first demand are cut. A history shorter than two cycles has no season.
func seriesOf(row benchset.Row, intermittent bool) forecast.Series {
	x := row.Train
	if intermittent {
		x = sinceDemand(x)
	}
	s := forecast.Series{Values: x, Periods: []int{}}
	if row.M > 1 && len(x) >= 2*row.M {
		s.Periods = []int{row.M}
	}
	for _, v := range x {
		s.Signed = s.Signed || v < 0
	}
	return s
}

// scoreRow forecasts one row and compares with what came.
func scoreRow(row benchset.Row, m forecast.Model, intermittent bool, now func() time.Time) rowScore {
	s := seriesOf(row, intermittent)
	levels := intervalLevels
	if intermittent {
		levels = countLevels
	}
	var out rowScore
	start := now()
	fit, f, err := fitAndForecast(m, s, row.H, levels)
	out.elapsed = now().Sub(start)
	if err != nil {
		out.failed = true
		if fit, f, err = fitAndForecast(forecast.Naive{}, s, row.H, levels); err != nil {
			return rowScore{err: err}
		}
	}
	if out.scores, out.err = forecast.Score(s.Values, row.Test, f, row.Lag); out.err != nil || !intermittent {
		return out
	}
	totals, err := forecast.Total(fit, row.H, totalLevels...)
	if err != nil {
		return rowScore{err: err}
	}
	out.pinball, out.err = forecast.TotalPinball(s.Values, row.Test, totalLevels, totals)
	came := 0.0
	for _, y := range row.Test {
		came += y
	}
	out.below95, out.below99 = share(came <= totals[3]), share(came <= totals[5])
	if math.IsNaN(out.pinball) { // without any demand there is nothing to judge by
		out.below95, out.below99 = math.NaN(), math.NaN()
	}
	return out
}

func fitAndForecast(m forecast.Model, s forecast.Series, h int, levels []float64) (forecast.Fitted, forecast.Forecast, error) {
	fit, err := m.Fit(s)
	if err != nil {
		return nil, forecast.Forecast{}, err
	}
	f, err := fit.Forecast(h, levels...)
	return fit, f, err
}

func share(of bool) float64 {
	if of {
		return 1
	}
	return 0
}

// sumUp averages the scores of the rows of a job.
func sumUp(j job, scores []rowScore) (result, error) {
	out := result{model: j.name, set: j.set, full: j.full, intermittent: j.intermittent, series: len(scores), figures: map[string]float64{}}
	var sum forecast.Summary
	var pinball, below95, below99 forecast.Mean
	var elapsed time.Duration
	for i, s := range scores {
		if s.err != nil {
			return out, fmt.Errorf("%s of %s: %w", j.rows[i].ID, j.set, s.err)
		}
		sum.Add(s.scores)
		pinball.Add(s.pinball)
		below95.Add(s.below95)
		below99.Add(s.below99)
		elapsed += s.elapsed
		out.steps += s.scores.Steps
		if s.failed {
			out.failed++
		}
	}
	set := func(name string, v float64) {
		if !math.IsNaN(v) {
			out.figures[name] = v
		}
	}
	set("ms", float64(elapsed.Nanoseconds())/1e6/float64(max(1, len(scores))))
	if j.intermittent {
		set("rmsse", sum.RMSSE.Value())
		set("bias", sum.Bias())
		set("spl", sum.SPL.Value())
		set("ltpin", pinball.Value())
		set("lt95", below95.Value())
		set("lt99", below99.Value())
		return out, nil
	}
	set("owa", sum.OWA())
	set("smape", sum.SMAPE.Value())
	set("point_smape", sum.PointSMAPE())
	set("mase", sum.MASE.Value())
	set("coverage", sum.Coverage.Value())
	set("msis", sum.MSIS.Value())
	return out, nil
}
