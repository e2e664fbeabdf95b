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

// LagRegression is an autoregression on chosen steps of the past: those just before,
// and those around the same season one and two cycles ago. Its coefficients are
// found by least squares with a small ridge, on logarithms where all values are above
// zero. It is strong where the season is long or of several lengths, as in hourly and
// weekly series, and unlike smoothing models, which makes it a good part of a
// combination. A lag needs a history three times as long, and 24 steps more than itself;
// a shorter history gets shorter lags. Where there is none, or none as long as the
// season, the last cycle is repeated, as [SeasonalNaive] does.
//
// The point is the median where logarithms are used.
type LagRegression struct {
	// Lags are the steps back, each 1 or more, rising. nil means 1, 2, 3, m-1, m, m+1 and
	// 2m for the shortest season m, and l-1, l, l+1 for every longer season l. A season
	// of 24 hours brings one of 168.
	Lags []int
	// Differenced regresses the change from one cycle ago instead of the value, which
	// follows a season that drifts.
	Differenced bool
	// Ridge is the weight of the ridge in steps of history: the model is drawn towards
	// repeating the value at the shortest lag as if so many steps had said so. 0 means 3.
	Ridge float64
	// Plain uses the values themselves instead of their logarithms.
	Plain bool
}

// lagRidge is the default ridge, and lagDriftRidge that of the drift.
const (
	lagRidge      = 3
	lagDriftRidge = 10
)

// lagSlack is the number of steps beyond the longest lag that a fit needs.
const lagSlack = 24

// Name returns the name: "LagRegression", "LagRegression(differenced)".
func (l LagRegression) Name() string {
	var with []string
	if l.Differenced {
		with = append(with, "differenced")
	}
	if l.Plain {
		with = append(with, "plain")
	}
	if len(with) == 0 {
		return "LagRegression"
	}
	return "LagRegression(" + strings.Join(with, ", ") + ")"
}

// check reports what is wrong with the settings.
func (l LagRegression) check() error {
	var faults []error
	if len(l.Lags) > maxFaults {
		return fx.NewInputError("lags", strconv.Itoa(len(l.Lags)), "must be at most "+strconv.Itoa(maxFaults))
	}
	for i, k := range l.Lags {
		if k < 1 || k > MaxSteps || i > 0 && k <= l.Lags[i-1] {
			faults = append(faults, fx.NewInputError(fmt.Sprintf("lags[%d]", i), strconv.Itoa(k), "must be 1 or more and rise"))
		}
	}
	if !(l.Ridge >= 0 && l.Ridge <= MaxValue) {
		faults = append(faults, fx.NewInputError("ridge", strconv.FormatFloat(l.Ridge, 'g', -1, 64), "must be 0 or more"))
	}
	return errors.Join(faults...)
}

// Fit fits the model; see [Model].
func (l LagRegression) Fit(s Series) (Fitted, error) {
	if err := l.check(); err != nil {
		return nil, errors.Join(err, s.Check())
	}
	x, reasons, err := prepare(s, l.Name(), 1)
	if err != nil {
		return nil, err
	}
	f := lagFit(x, s.Season(), l)
	r := Report{Model: l.Name(), Points: f.points(x), Reasons: reasons}
	if len(f.lags) == 0 {
		text := "any lag: the last value is repeated"
		if f.cycle > 1 {
			text = "the lag of a season of " + strconv.Itoa(f.cycle) + ": the last cycle is repeated"
		}
		r.Reasons = append(r.Reasons, Reason{"short", strconv.Itoa(len(x)) + " steps are too few for " + text})
	} else {
		for i, k := range f.lags {
			r.Params = append(r.Params, Param{"lag" + strconv.Itoa(k), f.coef[i]})
		}
		r.Params = append(r.Params, Param{"mean", f.toMean}, Param{"drift", f.drift})
		r.Reasons = append(r.Reasons, Reason{"lags", "the history of " + strconv.Itoa(len(x)) + " steps allows " + strconv.Itoa(len(f.lags)) + " lags, the longest " + strconv.Itoa(f.lags[len(f.lags)-1])})
	}
	return newFitted(f, s, r), nil
}

// lagged is a fitted regression on lags.
type lagged struct {
	z      []float64 // the history, logarithms where log is set
	log    bool
	m      int // the cycle of the differences; 0 without
	mean   float64
	drift  float64 // what is added in every step
	toMean float64 // the weight of the mean; with those of the lags it sums to 1
	lags   []int   // empty: the last cycle is repeated
	cycle  int     // its length; 1 is the last value
	coef   []float64
	sigma  float64
	lo, hi float64 // bounds of z that forecasts keep to
}

// lagFit fits the regression to x, which has no gaps.
func lagFit(x []float64, seasons []int, l LagRegression) *lagged {
	n := len(x)
	f := &lagged{z: make([]float64, n), log: !l.Plain && n > 0 && slices.Min(x) > 0}
	for t, v := range x {
		if f.log {
			v = math.Log(v)
		}
		f.z[t] = v
	}
	f.lo, f.hi = slices.Min(f.z), slices.Max(f.z)
	f.lo, f.hi = f.lo-(f.hi-f.lo), f.hi+(f.hi-f.lo)
	f.cycle = 1
	if len(seasons) > 0 && n >= seasons[0] {
		f.cycle = seasons[0]
	}
	if l.Differenced && f.cycle > 1 && n > 3*f.cycle {
		f.m = f.cycle
	}
	d := f.change()
	longest := min((len(d)-1)/3, len(d)-lagSlack)
	for _, k := range lagChoice(l.Lags, seasons) {
		if k <= longest {
			f.lags = append(f.lags, k)
		}
	}
	if len(f.lags) == 0 || l.Lags == nil && f.lags[len(f.lags)-1]+f.m < f.cycle {
		f.m, f.lags = 0, nil
		for t := f.cycle; t < n; t++ {
			f.sigma += (f.z[t] - f.z[t-f.cycle]) * (f.z[t] - f.z[t-f.cycle]) / float64(n-f.cycle)
		}
		f.sigma = math.Sqrt(f.sigma)
		return f
	}
	f.regress(d, l.Ridge)
	return f
}

// lagChoice returns the lags that are asked for, or the default ones, rising.
func lagChoice(asked, seasons []int) []int {
	if asked != nil {
		return asked
	}
	out := []int{1, 2, 3}
	for i, m := range seasons {
		out = append(out, m-1, m, m+1)
		if i == 0 {
			out = append(out, 2*m)
			if m == 24 && len(seasons) == 1 {
				out = append(out, 167, 168, 169)
			}
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return slices.DeleteFunc(out, func(k int) bool { return k < 1 })
}

// change returns what is regressed: the history, or its change from a cycle ago.
func (f *lagged) change() []float64 {
	if f.m == 0 {
		return f.z
	}
	d := make([]float64, len(f.z)-f.m)
	for t := range d {
		d[t] = f.z[t+f.m] - f.z[t]
	}
	return d
}

// regress finds the coefficients, and the standard deviation of the errors. With a the
// value at the shortest lag and z the values at the others, it regresses y - a on z - a,
// on mean - a and on 1, so that what the ridge takes away from every lag is left with
// the shortest. The drift, the coefficient of 1, has a ridge of its own.
func (f *lagged) regress(d []float64, ridge float64) {
	for _, v := range d {
		f.mean += v / float64(len(d))
	}
	k, longest := len(f.lags)+1, f.lags[len(f.lags)-1]
	rows := len(d) - longest
	x, y := make([]float64, rows*k), make([]float64, rows)
	power := 0.0
	for r := range rows {
		t := r + longest
		near := d[t-f.lags[0]]
		for j, lag := range f.lags[1:] {
			x[r*k+j] = d[t-lag] - near
		}
		x[r*k+k-2], x[r*k+k-1] = f.mean-near, 1
		y[r] = d[t] - near
		for _, v := range x[r*k : (r+1)*k-1] {
			power += v * v / float64(rows*(k-1))
		}
	}
	if ridge == 0 {
		ridge = lagRidge
	}
	ridges := make([]float64, k)
	for j := range ridges[:k-1] {
		ridges[j] = ridge * power
	}
	ridges[k-1] = lagDriftRidge
	b := num.LeastSquares(x, y, k, ridges)
	f.coef = make([]float64, k-1)
	f.coef[0], f.toMean, f.drift = 1-b[k-2], b[k-2], b[k-1]
	for j, v := range b[:k-2] {
		f.coef[j+1] = v
		f.coef[0] -= v
	}
	sum := 0.0
	for r := range rows {
		e := y[r]
		for j, v := range b {
			e -= v * x[r*k+j]
		}
		sum += e * e
	}
	f.sigma = math.Sqrt(sum / float64(max(rows-k, 1)))
}

// next returns the forecast of z[t] from the steps before it.
func (f *lagged) next(z []float64, t int) float64 {
	if len(f.lags) == 0 {
		return z[t-f.cycle]
	}
	sum := f.toMean*f.mean + f.drift
	for j, lag := range f.lags {
		if f.m == 0 {
			sum += f.coef[j] * z[t-lag]
		} else {
			sum += f.coef[j] * (z[t-lag] - z[t-lag-f.m])
		}
	}
	if f.m > 0 {
		sum += z[t-f.m]
	}
	return sum
}

// extend continues the history by h steps, with shocks of the size of sigma.
func (f *lagged) extend(h int, shock func() float64) []float64 {
	n := len(f.z)
	z := make([]float64, n+h)
	copy(z, f.z)
	for t := n; t < n+h; t++ {
		z[t] = min(max(f.next(z, t)+shock(), f.lo), f.hi)
	}
	return z[n:]
}

// value returns the value that belongs to z.
func (f *lagged) value(z float64) float64 {
	if f.log {
		return math.Exp(z)
	}
	return z
}

func (f *lagged) point(h int) []float64 {
	out := f.extend(h, func() float64 { return 0 })
	for j, z := range out {
		out[j] = f.value(z)
	}
	return out
}

// spread returns the standard deviations by the weights of past shocks; those of
// logarithms are turned into values by the slope at the point.
func (f *lagged) spread(h int) []float64 {
	psi, out := make([]float64, h), f.point(h)
	sum := 0.0
	for j := range out {
		w := 0.0
		switch {
		case j == 0:
			w = 1
		case len(f.lags) == 0:
			if j%f.cycle == 0 {
				w = 1
			}
		default:
			for i, lag := range f.lags {
				if lag <= j {
					w += f.coef[i] * psi[j-lag]
					if f.m > 0 && lag+f.m <= j {
						w -= f.coef[i] * psi[j-lag-f.m]
					}
				}
			}
			if f.m > 0 && j >= f.m {
				w += psi[j-f.m]
			}
		}
		psi[j] = w
		sum += w * w
		sd := min(f.sigma*math.Sqrt(sum), f.hi-f.lo)
		if f.log {
			sd *= out[j]
		}
		out[j] = sd
	}
	return out
}

func (f *lagged) path(r *rand.Rand, out []float64) {
	for j, z := range f.extend(len(out), func() float64 { return f.sigma * r.NormFloat64() }) {
		out[j] = f.value(z)
	}
}

// points returns the forecasts of the history, each from the steps before it.
func (f *lagged) points(x []float64) []float64 {
	out := make([]float64, len(x))
	first := f.cycle
	if len(f.lags) > 0 {
		first = f.lags[len(f.lags)-1] + f.m
	}
	for t := range out {
		out[t] = math.NaN()
		if t >= first {
			out[t] = f.value(f.next(f.z, t))
		}
	}
	return out
}
