package forecast

import (
	"errors"
	"math"
	"slices"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// STL splits a series into season, trend and remainder by loess (Cleveland, Cleveland,
// McRae and Terpenning 1990), with the defaults of R's stl. Windows are in steps, odd,
// and even ones are made one longer. The season window counts cycles.
type STL struct {
	// Period is the length of the season in steps, 2 or more.
	Period int
	// SeasonWindow is the number of cycles over which the season is smoothed, at least
	// 3. 0 means that the season never changes.
	SeasonWindow int
	// SeasonDegree is the degree of the smoothing of the season, 0 or 1.
	SeasonDegree int
	// TrendWindow is the number of steps over which the trend is smoothed. 0 means the
	// least odd number from 1.5 Period / (1 - 1.5/SeasonWindow) on.
	TrendWindow int
	// LowPassWindow is the window of the low-pass filter of the season. 0 means the least
	// odd number from Period on.
	LowPassWindow int
	// Exact smooths at every step. Otherwise a tenth of each window is left out between
	// two steps, and a straight line drawn there.
	Exact bool
	// Robust gives little weight to outliers, in 15 rounds. With an even number of steps R
	// at times takes a smaller value for the median size of the remainders, and its splits
	// then differ.
	Robust bool
}

// Decompose splits x, which must have more than two periods and is a [*ShortError]
// otherwise. Settings and values out of bounds are an [*fx.InputError] each.
func (o STL) Decompose(x []float64) (Decomposition, error) {
	period := min(max(o.Period, 2), MaxSteps) // one out of bounds is a fault of o alone
	err, need := o.check(), 2*period+1
	if err != nil {
		need = 0
	}
	if err := errors.Join(err, checkDecompose(x, period, need)); err != nil {
		return Decomposition{}, err
	}
	return o.run(x), nil
}

// check reports what is wrong with o.
func (o STL) check() error {
	var faults []error
	bad := func(field string, v int, reason string) {
		faults = append(faults, fx.NewInputError(field, strconv.Itoa(v), reason))
	}
	if o.Period < 2 || o.Period > MaxSteps {
		bad("period", o.Period, "must be 2 or more")
	}
	if o.SeasonWindow != 0 && (o.SeasonWindow < 3 || o.SeasonWindow > MaxSteps) {
		bad("season_window", o.SeasonWindow, "must be 3 or more, or 0 for a season that never changes")
	}
	if o.SeasonDegree < 0 || o.SeasonDegree > 1 {
		bad("season_degree", o.SeasonDegree, "must be 0 or 1")
	}
	if o.TrendWindow != 0 && (o.TrendWindow < 3 || o.TrendWindow > MaxSteps) {
		bad("trend_window", o.TrendWindow, "must be 3 or more, or 0 for the default")
	}
	if o.LowPassWindow != 0 && (o.LowPassWindow < 3 || o.LowPassWindow > MaxSteps) {
		bad("low_pass_window", o.LowPassWindow, "must be 3 or more, or 0 for the default")
	}
	return errors.Join(faults...)
}

// run splits x, which is long enough.
func (o STL) run(x []float64) Decomposition {
	n, m := len(x), o.Period
	periodic := o.SeasonWindow == 0
	window := o.SeasonWindow
	if periodic {
		window = 10*n + 1
	}
	trend := o.TrendWindow
	if trend == 0 {
		trend = int(math.Ceil(1.5 * float64(m) / (1 - 1.5/float64(window))))
	}
	low := o.LowPassWindow
	if low == 0 {
		low = m
	}
	w := stlWork{
		m: m, season: stlSmoother{window: window | 1, degree: o.SeasonDegree},
		trend: stlSmoother{window: trend | 1, degree: 1}, low: stlSmoother{window: low | 1, degree: 1},
	}
	if periodic {
		w.season.degree = 0
	}
	for _, s := range []*stlSmoother{&w.season, &w.trend, &w.low} {
		if s.jump = 1; !o.Exact {
			s.jump = (s.window + 9) / 10
		}
	}
	d := Decomposition{Seasonal: make([]float64, n), Trend: make([]float64, n), Remainder: make([]float64, n)}
	w.buf = make([]float64, 5*(n+2*m))
	inner, rounds := 2, 0
	if o.Robust {
		inner, rounds = 1, 15
	}
	var weights []float64
	for k := 0; ; k++ {
		for range inner {
			w.step(x, weights, d.Seasonal, d.Trend)
		}
		if k >= rounds {
			break
		}
		if weights == nil {
			weights = make([]float64, n)
		}
		stlWeights(x, d.Seasonal, d.Trend, weights)
	}
	if periodic {
		d.Figure = make([]float64, m)
		for k := range d.Figure {
			count := 0.0
			for i := k; i < n; i += m {
				d.Figure[k] += d.Seasonal[i]
				count++
			}
			d.Figure[k] /= count
		}
		for i := range d.Seasonal {
			d.Seasonal[i] = d.Figure[i%m]
		}
	}
	for i, v := range x {
		d.Remainder[i] = v - d.Seasonal[i] - d.Trend[i]
	}
	return d
}

// stlWork smooths the parts of a series in turn.
type stlWork struct {
	m                  int
	season, trend, low stlSmoother
	buf                []float64
}

// step is one pass of the inner loop: it renews the season and then the trend.
func (w *stlWork) step(x, weights, season, trend []float64) {
	n, m := len(x), w.m
	size := n + 2*m
	detrended, cycle, a, b := w.buf[:n], w.buf[size:2*size], w.buf[2*size:3*size], w.buf[3*size:4*size]
	spare := w.buf[4*size : 5*size]
	for i, v := range x {
		detrended[i] = v - trend[i]
	}
	w.cycles(detrended, weights, cycle, a, spare)
	// The low-pass filter: moving averages over m, m and 3 steps, then loess.
	stlAverage(cycle, a, m)
	stlAverage(a[:n+m+1], b, m)
	stlAverage(b[:n+2], a, 3)
	w.low.smooth(a[:n], nil, b[:n])
	for i, v := range x {
		season[i] = cycle[m+i] - b[i]
		detrended[i] = v - season[i]
	}
	w.trend.smooth(detrended, weights, trend)
}

// cycles smooths the values of each season over the cycles and continues them by one
// cycle at either end: out is that much longer than x.
func (w *stlWork) cycles(x, weights, out, y, spare []float64) {
	m := w.m
	for j := range m {
		k := 0
		var rw []float64
		if weights != nil {
			rw = spare[len(x)/m+1:]
		}
		for i := j; i < len(x); i += m {
			y[k] = x[i]
			if rw != nil {
				rw[k] = weights[i]
			}
			k++
		}
		if rw != nil {
			rw = rw[:k]
		}
		s := spare[:k]
		w.season.smooth(y[:k], rw, s)
		first, ok := w.season.at(y[:k], rw, -1, 0, min(w.season.window, k)-1)
		if !ok {
			first = s[0]
		}
		last, ok := w.season.at(y[:k], rw, float64(k), max(0, k-w.season.window), k-1)
		if !ok {
			last = s[k-1]
		}
		out[j] = first
		for i, v := range s {
			out[(i+1)*m+j] = v
		}
		out[(k+1)*m+j] = last
	}
}

// stlSmoother is loess on evenly spaced values.
type stlSmoother struct {
	window, degree, jump int
}

// smooth sets out to the smoothed y, with weights where there are any.
func (s stlSmoother) smooth(y, weights, out []float64) {
	n := len(y)
	if n < 2 {
		copy(out, y)
		return
	}
	jump := min(s.jump, n-1)
	left, right := 0, min(s.window, n)-1
	half := (s.window + 1) / 2
	set := func(i int) {
		v, ok := s.at(y, weights, float64(i), left, right)
		if !ok {
			v = y[i]
		}
		out[i] = v
	}
	for i := 0; i < n; i += jump {
		switch {
		case s.window >= n:
		case jump == 1:
			if i >= half && right != n-1 {
				left++
				right++
			}
		case i < half-1:
			left, right = 0, s.window-1
		case i >= n-half:
			left, right = n-s.window, n-1
		default:
			left, right = i-half+1, s.window+i-half
		}
		set(i)
	}
	if jump == 1 {
		return
	}
	between := func(a, b int) {
		slope := (out[b] - out[a]) / float64(b-a)
		for i := a + 1; i < b; i++ {
			out[i] = out[a] + slope*float64(i-a)
		}
	}
	for i := 0; i+jump < n; i += jump {
		between(i, i+jump)
	}
	if k := (n - 1) / jump * jump; k != n-1 {
		set(n - 1)
		between(k, n-1)
	}
}

// at returns the loess of y[left..right] at x, and whether any value has a weight.
func (s stlSmoother) at(y, weights []float64, x float64, left, right int) (float64, bool) {
	h := max(x-float64(left), float64(right)-x)
	if s.window > len(y) {
		h += float64((s.window - len(y)) / 2)
	}
	near, far := 0.001*h, 0.999*h
	weight := func(j int) float64 {
		r := math.Abs(float64(j) - x)
		w := 0.0
		switch {
		case r > far:
			return 0
		case r <= near:
			w = 1
		default:
			q := r / h
			q = 1 - q*q*q
			w = q * q * q
		}
		if weights != nil {
			w *= weights[j]
		}
		return w
	}
	// Sums about x: the line through the weighted values has its value at x in
	// mean + slope (x - middle).
	var sw, sx, sxx, sy, sxy float64
	for j := left; j <= right; j++ {
		w := weight(j)
		d := float64(j) - x
		sw += w
		sx += w * d
		sxx += w * d * d
		sy += w * y[j]
		sxy += w * d * y[j]
	}
	if !(sw > 0) {
		return 0, false
	}
	mean := sy / sw
	if s.degree == 0 || !(h > 0) {
		return mean, true
	}
	middle := sx / sw
	spread := sxx/sw - middle*middle
	if math.Sqrt(max(spread, 0)) <= 0.001*float64(len(y)-1) {
		return mean, true
	}
	return mean - middle*(sxy/sw-middle*mean)/spread, true
}

// stlAverage sets out to the moving averages of x over k steps.
func stlAverage(x, out []float64, k int) {
	sum := 0.0
	for _, v := range x[:k] {
		sum += v
	}
	out[0] = sum / float64(k)
	for i := k; i < len(x); i++ {
		sum += x[i] - x[i-k]
		out[i-k+1] = sum / float64(k)
	}
}

// stlWeights sets w to the bisquare weights of the remainders: those beyond six times
// their median size get none.
func stlWeights(x, season, trend, w []float64) {
	n := len(x)
	size := make([]float64, n)
	for i, v := range x {
		w[i] = math.Abs(v - season[i] - trend[i])
		size[i] = w[i]
	}
	slices.Sort(size)
	limit := 3 * (size[n/2] + size[n-n/2-1])
	for i, r := range w {
		switch {
		case r <= 0.001*limit:
			w[i] = 1
		case r <= 0.999*limit:
			q := r / limit
			q = 1 - q*q
			w[i] = q * q
		default:
			w[i] = 0
		}
	}
}
