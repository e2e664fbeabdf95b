package forecast

import (
	"math"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// Intermittent forecasts items that are sold now and then: spare parts, slow colours,
// single units a day. It combines exponential means of seven memories, weighted by how
// well each foresaw the history, allows for items whose demand has died, and has
// quantiles for whole units, also of the total over a lead time; see
// [TotalForecaster].
//
// The number of orders in a time is negative binomial, as if each item's rate were
// drawn from a gamma distribution (the steady-state model of Snyder, Ord and Beaumont
// 2012), and their sizes are gamma distributed and rounded to whole units. The weekday
// or another short season is used where the history has it eight times.
//
// The point is not the mean of the paths. It is what minimises squared error and bias
// over many items: after a long time without demand it fades, by the chance that the
// item has died, and for rare demand it is a tenth lower, as in the estimate of
// Syntetos and Boylan. Quantiles and paths have a longer memory and hardly count on
// the item having died, since an item that comes back is what stock is for.
//
// Steps before the first demand are left out. It needs one known value; the zero value
// is ready to use.
type Intermittent struct {
	// Death is the chance of a step that demand ends for good, at most 0.5. 0 means
	// 0.025, below 0 that items never die.
	Death float64
	// NoSeason ignores the season.
	NoSeason bool
}

// Name returns "Intermittent".
func (Intermittent) Name() string { return "Intermittent" }

// Fit fits the model; see [Model].
func (m Intermittent) Fit(s Series) (Fitted, error) {
	if !(m.Death <= 0.5) {
		return nil, fx.NewInputError("death", strconv.FormatFloat(m.Death, 'g', -1, 64), "must be at most 0.5")
	}
	x, mean, lead, reasons, err := prepareCounts(s, "Intermittent")
	if err != nil {
		return nil, err
	}
	report := Report{Model: "Intermittent"}
	if mean == 0 {
		report.Points = countPoints(make([]float64, len(x)), lead, 0)
		report.Reasons = reasons
		return newCountFitted(&countRun{}, s, report), nil
	}
	period := s.Period()
	if m.NoSeason {
		period = 1
	}
	f := fitIntermittent(x, period, m.Death)
	points := make([]float64, len(x))
	f.history(x, points)
	report.Points = countPoints(points, lead, mean)
	report.Params = []Param{
		{"level", f.level * mean}, {"memory", f.memory}, {"alive", f.alive},
		{"lumps", f.lumps}, {"size", f.size() * mean}, {"wobble", f.wobble},
	}
	report.Reasons = append(reasons, f.reasons(x, period)...)
	f.countModel = f.countModel.scaled(mean)
	f.level *= mean
	return newCountFitted(&f.countRun, s, report), nil
}

// intermittentRates are the discounts of the exponential means: each counts a step by
// 1-rate times the one after it.
var intermittentRates = [...]float64{0.01, 0.02, 0.04, 0.08, 0.15, 0.25, 0.4}

// Figures that were chosen over all count sets by holding out the last steps of their
// training parts. The prior weights favour a long memory, for the mean of a lead time
// more than for the points.
var (
	intermittentPointPrior = [...]float64{1, 1, 1, 1, 0.5, 0.25, 0.12}
	intermittentTotalPrior = [...]float64{3, 2, 1.5, 0.7, 0.3, 0.1, 0.05}
)

const (
	intermittentPointTrust = 0.7   // how far the errors move the weights of the points
	intermittentTotalTrust = 0.1   // and those of the paths
	intermittentErrors     = 20    // no more errors count than these
	intermittentDeath      = 0.025 // chance of a step that demand ends, for the points
	intermittentTotalDeath = 0.001 // and for the paths
	intermittentShrink     = 0.1   // how much lower the point of very rare demand is
	intermittentCycles     = 8     // cycles from which a season is used
	intermittentFewest     = 0.2   // least season by which a value is divided
)

// An intermittentFit is a fitted [Intermittent].
type intermittentFit struct {
	countRun
	weights [len(intermittentRates)]float64 // of the points
	factors []float64                       // season of the history, nil for none
	memory  float64                         // weighted mean of 1/rate
	alive   float64                         // chance that the item has not died, for the points
	run     int                             // steps since the last demand
	shrink  float64                         // factor of the points for rare demand
}

func (f *intermittentFit) size() float64 {
	if f.lumps > 0 {
		return f.mean / f.lumps
	}
	return 0
}

// fitIntermittent fits the model to x, which begins with a demand and whose mean is
// near 1.
func fitIntermittent(x []float64, period int, death float64) intermittentFit {
	n := len(x)
	var f intermittentFit
	y := x
	if period > 1 && n >= intermittentCycles*period {
		if f.factors = countSeason(x, period); f.factors != nil {
			y = make([]float64, n)
			for i, v := range x {
				y[i] = v / math.Max(intermittentFewest, f.factors[i%period])
			}
			f.season = make([]float64, period)
			for j := range f.season {
				f.season[j] = f.factors[(n+j)%period]
			}
		}
	}
	var level, merit [len(intermittentRates)]float64
	for k, rate := range intermittentRates {
		level[k], merit[k] = countMerit(y, rate)
	}
	f.weights = countWeights(merit, intermittentPointPrior, intermittentPointTrust)
	w := countWeights(merit, intermittentTotalPrior, intermittentTotalTrust)
	point, mean, square := 0.0, 0.0, 0.0
	for k, l := range level {
		point += f.weights[k] * l
		mean += w[k] * l
		square += w[k] * l * l
		f.memory += f.weights[k] / intermittentRates[k]
	}
	switch {
	case death == 0:
		death = intermittentDeath
	case death < 0:
		death = 0
	}
	f.alive, f.run = countAlive(x, death)
	alive, _ := countAlive(x, math.Min(death, intermittentTotalDeath))

	d := countSpread(y, mean)
	f.shrink = 1 - intermittentShrink*(1-math.Min(1, point/d.size))
	f.level = point * f.alive * f.shrink
	f.countModel = d.model(mean, math.Max(0, square-mean*mean)/(mean*mean), alive, f.season, countUnit(x))
	return f
}

// countMerit returns the exponential mean of x with that rate, and how well it foresaw
// x: minus half the logarithm of the mean squared error of the next step, times the
// number of errors.
func countMerit(x []float64, rate float64) (level, merit float64) {
	n := len(x)
	sum, weight, squares, errors := 0.0, 0.0, 0.0, 0.0
	first := max(1, min(3, (n+3)/4))
	for t, v := range x {
		if t >= first {
			d := v - sum/weight
			squares += d * d
			errors++
		}
		sum = sum*(1-rate) + v
		weight = weight*(1-rate) + 1
	}
	level = sum / weight
	if errors > 0 {
		merit = -math.Min(errors, intermittentErrors) / 2 * math.Log(squares/errors+1e-12)
	}
	return level, merit
}

// countWeights returns prior times exp(trust*merit), made to sum to 1.
func countWeights(merit, prior [len(intermittentRates)]float64, trust float64) [len(intermittentRates)]float64 {
	best := math.Inf(-1)
	for _, v := range merit {
		best = math.Max(best, v)
	}
	sum := 0.0
	for k := range prior {
		prior[k] *= math.Exp(trust * (merit[k] - best))
		sum += prior[k]
	}
	for k := range prior {
		prior[k] /= sum
	}
	return prior
}

// countAlive returns the chance that an item whose demand ends with that chance in
// each step is still asked for after the steps without demand at the end of x, and how
// many those are. Alive, it would have no demand in t steps with chance 1/(1+rate*t):
// the rate itself is uncertain, with an exponential distribution around what it was.
func countAlive(x []float64, death float64) (alive float64, run int) {
	n := len(x)
	for run < n && x[n-1-run] == 0 {
		run++
	}
	if run == 0 || run == n || death <= 0 {
		return 1, run
	}
	demands := 0.0
	for _, v := range x {
		if v > 0 {
			demands++
		}
	}
	rate := -math.Log1p(-math.Min(0.95, (demands+0.5)/float64(n-run+1)))
	dead, silent, left := 0.0, 1.0, 1.0
	for t := range run {
		dead += death * silent
		left *= 1 - death
		silent = left / (1 + rate*float64(t+1))
	}
	return silent / (silent + dead), run
}

// history fills points with the forecast of each step of x from the ones before, with
// the weights of the whole.
func (f *intermittentFit) history(x, points []float64) {
	clear(points)
	for k, rate := range intermittentRates {
		sum, weight := 0.0, 0.0
		for t, v := range x {
			s := 1.0
			if f.factors != nil {
				s = f.factors[t%len(f.factors)]
			}
			if t > 0 {
				points[t] += f.weights[k] * f.shrink * sum / weight * s
			}
			sum = sum*(1-rate) + v/math.Max(intermittentFewest, s)
			weight = weight*(1-rate) + 1
		}
	}
	points[0] = math.NaN()
}

// reasons says what was decided.
func (f *intermittentFit) reasons(x []float64, period int) []Reason {
	c := Classify(x)
	out := []Reason{{"class", "demand is " + c.Class.String() + ": one in " + countText(c.ADI) + " steps, squared coefficient of variation of the sizes " + countText(c.CV2)}}
	out = append(out, Reason{"memory", "the level has a memory of " + countText(f.memory) + " steps, the mean of seven memories weighted by how well each foresaw the history"})
	if f.alive < 0.95 {
		out = append(out, Reason{"fading", "there was no demand in the last " + strconv.Itoa(f.run) + " steps, so that the item is still asked for with a chance of " + countText(f.alive) + " only, and points are lower by as much"})
	}
	switch {
	case period <= 1:
	case f.factors != nil:
		out = append(out, Reason{"season", "a season of " + strconv.Itoa(period) + " steps, shrunk by its uncertainty, is used"})
	case len(x) < intermittentCycles*period:
		out = append(out, Reason{"short", "a season of " + strconv.Itoa(period) + " steps is not used, for the history has fewer than " + strconv.Itoa(intermittentCycles) + " of them"})
	default:
		out = append(out, Reason{"no_season", "the season of " + strconv.Itoa(period) + " steps is not distinct"})
	}
	return out
}

func countText(v float64) string { return strconv.FormatFloat(v, 'g', 3, 64) }
