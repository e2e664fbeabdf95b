package forecast

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// AR is an autoregression of the changes from step to step, a fast relative of ARIMA:
// logarithms where all values are above zero, the season taken out, one difference,
// coefficients by the recursion of Burg (1975), their number by AICc, and a drift that
// is shrunk by t^2/(1+t^2), with t its mean over its standard error, and damped by
// 0.95 each step. It needs two values; below twelve it is a random walk with that
// drift.
//
// The point is the median where logarithms are used.
type AR struct {
	// MaxOrder is the most coefficients. 0 means 12; there are never more than a
	// quarter of the values.
	MaxOrder int
	// Adjustment removes the season. The zero Adjustment tests for one.
	Adjustment Adjustment
	// Plain uses the values themselves instead of their logarithms.
	Plain bool
}

// Defaults of AR.
const (
	arMaxOrder = 12
	arDamping  = 0.95
)

// Name returns "AR".
func (AR) Name() string { return "AR" }

// Fit fits the model; see [Model].
func (a AR) Fit(s Series) (Fitted, error) {
	var faults []error
	if a.MaxOrder < 0 || a.MaxOrder > maxSettings {
		faults = append(faults, fx.NewInputError("max_order", strconv.Itoa(a.MaxOrder), "must be between 0 and "+strconv.Itoa(maxSettings)))
	}
	if err := errors.Join(append(faults, a.Adjustment.check())...); err != nil {
		return nil, errors.Join(err, s.Check())
	}
	x, reasons, err := prepare(s, "AR", 2)
	if err != nil {
		return nil, err
	}
	season := adjustSeason(x, s.Period(), a.Adjustment, s.Signed)
	reasons = append(reasons, adjustReason(x, s.Period(), a.Adjustment, season)...)
	f := arFit(season.remove(x), a.MaxOrder, a.Plain)
	f.season = season
	r := Report{Model: fmt.Sprintf("AR(%d)", len(f.coef)), Points: f.points(len(x))}
	for i, c := range f.coef {
		r.Params = append(r.Params, Param{"ar" + strconv.Itoa(i+1), c})
	}
	r.Params = append(r.Params, Param{"drift", f.drift})
	r.Reasons = append(reasons, Reason{"chosen", fmt.Sprintf("%d of at most %d coefficients have the lowest AICc", len(f.coef), f.most)})
	return newFitted(f, s, r), nil
}

// maxSettings bounds settings that count something.
const maxSettings = 10_000

// arFitted is a fitted AR.
type arFitted struct {
	z      []float64 // the history without its season, logarithms where log is set
	change []float64 // its differences less the drift
	coef   []float64
	drift  float64
	sigma  float64
	log    bool
	most   int // orders that were looked at
	season seasonAdjust
	lo, hi float64 // bounds of z that forecasts keep to
}

// arFit fits x, which has no gaps and no season and at least two values.
func arFit(x []float64, maxOrder int, plain bool) *arFitted {
	n := len(x)
	f := &arFitted{z: make([]float64, n), log: !plain && slices.Min(x) > 0, change: make([]float64, n-1)}
	for t, v := range x {
		if f.log {
			v = math.Log(v)
		}
		f.z[t] = v
	}
	f.lo, f.hi = slices.Min(f.z), slices.Max(f.z)
	f.lo, f.hi = f.lo-(f.hi-f.lo), f.hi+(f.hi-f.lo)
	mean := (f.z[n-1] - f.z[0]) / float64(n-1)
	power := 0.0
	for t := range f.change {
		d := f.z[t+1] - f.z[t]
		power += (d - mean) * (d - mean)
		f.change[t] = d
	}
	switch {
	case n == 2:
		f.drift = mean / 2
	case power > 0:
		t2 := mean * mean / (power / float64((n-2)*(n-1)))
		f.drift = mean * t2 / (1 + t2)
	default:
		f.drift = mean
	}
	for t := range f.change {
		f.change[t] -= f.drift
	}
	if maxOrder == 0 {
		maxOrder = arMaxOrder
	}
	f.most = min(maxOrder, n/4)
	if n < 12 {
		f.most = 0
	}
	f.burg()
	return f
}

// burg finds the coefficients, and sigma from the errors that they leave.
func (f *arFitted) burg() {
	d := f.change
	n := len(d)
	forward, backward := slices.Clone(d), slices.Clone(d)
	variance := 0.0
	for _, v := range d {
		variance += v * v / float64(n)
	}
	criterion := func(p int) float64 {
		return float64(n)*math.Log(variance) + 2*float64(p+1)*float64(n)/math.Max(1, float64(n-p-2))
	}
	all, next := make([]float64, 0, f.most), make([]float64, 0, f.most)
	best := math.Inf(1)
	if variance > 0 {
		best = criterion(0)
	}
	for p := 1; p <= f.most && variance > 0; p++ {
		var cross, power float64
		for t := p; t < n; t++ {
			cross += forward[t] * backward[t-1]
			power += forward[t]*forward[t] + backward[t-1]*backward[t-1]
		}
		if power == 0 {
			break
		}
		k := 2 * cross / power
		next = next[:0]
		for i := range p - 1 {
			next = append(next, all[i]-k*all[p-2-i])
		}
		next = append(next, k)
		all, next = next, all
		for t := n - 1; t >= p; t-- {
			e := forward[t]
			forward[t] = e - k*backward[t-1]
			backward[t] = backward[t-1] - k*e
		}
		variance *= 1 - k*k
		if c := criterion(p); c < best {
			best = c
			f.coef = append(f.coef[:0], all...)
		}
	}
	sum, count := 0.0, 0
	for t := len(f.coef); t < n; t++ {
		e := d[t] - f.dot(d, t)
		sum += e * e
		count++
	}
	f.sigma = math.Sqrt(sum / float64(max(count-len(f.coef)-1, 1)))
}

// dot returns the forecast of d[t] from the values before it.
func (f *arFitted) dot(d []float64, t int) float64 {
	sum := 0.0
	for i, c := range f.coef {
		if i < t {
			sum += c * d[t-1-i]
		}
	}
	return sum
}

// extend continues z by h steps with shocks.
func (f *arFitted) extend(h int, shock func() float64) []float64 {
	n := len(f.change)
	from := max(0, n-len(f.coef))
	d := append(make([]float64, 0, n-from+h), f.change[from:]...)
	out := make([]float64, h)
	at, drift := f.z[n], f.drift
	for j := range out {
		step := f.dot(d, len(d)) + shock()
		d = append(d, step)
		drift *= arDamping
		at = min(max(at+step+drift, f.lo), f.hi)
		out[j] = at
	}
	return out
}

// values turns z, from step from on, into values with their season.
func (f *arFitted) values(z []float64, from int) {
	if f.log {
		for j, v := range z {
			z[j] = math.Exp(v)
		}
	}
	f.season.restore(z, from)
}

func (f *arFitted) point(h int) []float64 {
	out := f.extend(h, func() float64 { return 0 })
	f.values(out, len(f.z))
	return out
}

func (f *arFitted) spread(h int) []float64 {
	point, out, psi := f.extend(h, func() float64 { return 0 }), make([]float64, h), make([]float64, h)
	level, sum := 0.0, 0.0
	for j := range out {
		w := 0.0
		if j == 0 {
			w = 1
		}
		for i, c := range f.coef {
			if i < j {
				w += c * psi[j-1-i]
			}
		}
		psi[j] = w
		level += w
		sum += level * level
		out[j] = min(f.sigma*math.Sqrt(sum), f.hi-f.lo)
		if f.log {
			out[j] *= math.Exp(point[j])
		}
	}
	f.season.widen(out, len(f.z))
	return out
}

func (f *arFitted) path(r *rand.Rand, out []float64) {
	copy(out, f.extend(len(out), func() float64 { return f.sigma * r.NormFloat64() }))
	f.values(out, len(f.z))
}

// points returns the forecasts of the history, each from the steps before it.
func (f *arFitted) points(n int) []float64 {
	out := make([]float64, n)
	for t := 1; t < n; t++ {
		out[t] = f.z[t-1] + f.drift + f.dot(f.change, t-1)
	}
	f.values(out, 0)
	out[0] = math.NaN()
	return out
}
