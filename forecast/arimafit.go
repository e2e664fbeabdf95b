package forecast

import (
	"math"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// arimaWork is the exact Gaussian likelihood of an autoregression with moving averages,
// by the innovations algorithm on the values from which the autoregression is taken out
// (Ansley 1979; Brockwell and Davis 1991, 5.3 and 8.7).
type arimaWork struct {
	o        ARIMAOrder
	m        int
	constant bool
	w        []float64 // the differenced values
	one      float64   // what one unit of the constant adds to w
	phi, th  []float64 // expanded
	coef     []float64 // ar, ma, sar, sma
	gamma    []float64 // autocovariances with a variance of errors of 1
	cross    []float64 // covariances of the moving average with the values
	own      []float64 // autocovariances of the moving average
	psi, a   []float64
	l, v     []float64 // rows of the root, variances of innovations
	e, u     []float64 // innovations of w, and of the constant
	beta, s  float64   // the constant, the sum of squares
	logs     float64
}

func newArimaWork(y []float64, o ARIMAOrder, m int, constant bool) *arimaWork {
	k := &arimaWork{o: o, m: m, constant: constant, w: y, one: 1}
	for range o.SeasonalD {
		k.w, k.one = arimaDifference(k.w, m), float64(m)
	}
	for range o.D {
		k.w = arimaDifference(k.w, 1)
	}
	if o.SeasonalD == 0 || o.D > 0 {
		k.one = 1
	}
	p, q := o.P+m*o.SeasonalP, o.Q+m*o.SeasonalQ
	r, n := max(p, q), len(k.w)
	k.phi, k.th = make([]float64, p), make([]float64, q)
	k.coef = make([]float64, o.coefficients())
	k.gamma, k.cross, k.own, k.psi = make([]float64, r+1), make([]float64, q+1), make([]float64, q+1), make([]float64, q+1)
	k.a = make([]float64, (p+1)*(p+2))
	k.l, k.v = make([]float64, (n+q)*max(r, 1)), make([]float64, n+q)
	k.e, k.u = make([]float64, n), make([]float64, n)
	return k
}

// set takes free parameters.
func (k *arimaWork) set(free []float64) {
	o := k.o
	at := 0
	part := func(count int, sign float64) []float64 {
		out := k.coef[at : at+count]
		arimaStationary(free[at:at+count], out, sign)
		at += count
		return out
	}
	ar, ma := part(o.P, 1), part(o.Q, -1)
	sar, sma := part(o.SeasonalP, 1), part(o.SeasonalQ, -1)
	arimaExpand(ar, sar, k.m, -1, k.phi)
	arimaExpand(ma, sma, k.m, 1, k.th)
}

// moments works out the covariances of the process.
func (k *arimaWork) moments() bool {
	p, q := len(k.phi), len(k.th)
	theta := func(j int) float64 {
		if j == 0 {
			return 1
		}
		return k.th[j-1]
	}
	for j := range k.psi {
		v := theta(j)
		for i := 1; i <= min(j, p); i++ {
			v += k.phi[i-1] * k.psi[j-i]
		}
		k.psi[j] = v
	}
	for lag := range k.cross {
		c, o := 0.0, 0.0
		for j := lag; j <= q; j++ {
			c += theta(j) * k.psi[j-lag]
			o += theta(j) * theta(j-lag)
		}
		k.cross[lag], k.own[lag] = c, o
	}
	// gamma(i) - sum phi_j gamma(|i-j|) = cross(i), i = 0..p.
	c := p + 2
	clear(k.a)
	for i := 0; i <= p; i++ {
		row := k.a[i*c : (i+1)*c]
		row[i]++
		for j := 1; j <= p; j++ {
			row[max(i-j, j-i)] -= k.phi[j-1]
		}
		if i <= q {
			row[p+1] = k.cross[i]
		}
	}
	if !arimaSolve(k.a, p+1) {
		return false
	}
	for i := range k.gamma {
		if i <= p {
			k.gamma[i] = k.a[i*c+p+1]
			continue
		}
		g := 0.0
		if i <= q {
			g = k.cross[i]
		}
		for j := 1; j <= p; j++ {
			g += k.phi[j-1] * k.gamma[i-j]
		}
		k.gamma[i] = g
	}
	return true
}

// arimaSolve solves n equations, each a row of n coefficients and the right side, which
// becomes the solution.
func arimaSolve(a []float64, n int) bool {
	c := n + 1
	for j := range n {
		best := j
		for i := j + 1; i < n; i++ {
			if math.Abs(a[i*c+j]) > math.Abs(a[best*c+j]) {
				best = i
			}
		}
		if !(math.Abs(a[best*c+j]) > 1e-300) {
			return false
		}
		if best != j {
			for x := j; x < c; x++ {
				a[j*c+x], a[best*c+x] = a[best*c+x], a[j*c+x]
			}
		}
		for i := j + 1; i < n; i++ {
			f := a[i*c+j] / a[j*c+j]
			if f == 0 {
				continue
			}
			for x := j; x < c; x++ {
				a[i*c+x] -= f * a[j*c+x]
			}
		}
	}
	for j := n - 1; j >= 0; j-- {
		v := a[j*c+n]
		for x := j + 1; x < n; x++ {
			v -= a[j*c+x] * a[x*c+n]
		}
		a[j*c+n] = v / a[j*c+j]
	}
	return true
}

// first returns the first column of row i of the root.
func (k *arimaWork) first(i int) int {
	if i < max(len(k.phi), len(k.th)) {
		return 0
	}
	return max(0, i-len(k.th))
}

// row works out row i of the root.
func (k *arimaWork) row(i int) []float64 {
	r, q := max(len(k.phi), len(k.th)), len(k.th)
	lo := k.first(i)
	row := k.l[i*r : i*r+i-lo]
	cov := func(j int) float64 {
		switch lag := i - j; {
		case i < r:
			return k.gamma[lag]
		case lag > q:
			return 0
		case j < r:
			return k.cross[lag]
		default:
			return k.own[lag]
		}
	}
	v := cov(i)
	for j := lo; j < i; j++ {
		c := cov(j)
		first := k.first(j)
		from := max(lo, first)
		mine, other := row[from-lo:j-lo], k.l[j*r+from-first:]
		other = other[:len(mine)]
		for x, b := range mine {
			c -= b * other[x] // mine still holds the products with the variances
		}
		row[j-lo] = c
	}
	for j := lo; j < i; j++ {
		c := row[j-lo]
		row[j-lo] = c / k.v[j]
		v -= c * row[j-lo]
	}
	k.v[i] = v
	return row
}

// pass filters w and returns n log S + sum log v, the least of which is the likeliest.
func (k *arimaWork) pass() float64 {
	if !k.moments() {
		return math.Inf(1)
	}
	n, r, q := len(k.w), max(len(k.phi), len(k.th)), len(k.th)
	var ee, eu, uu float64
	k.logs = 0
	steady := 0
	for i := range n {
		z, o := k.w[i], k.one
		if i >= r {
			for j, f := range k.phi {
				if f != 0 {
					z -= f * k.w[i-1-j]
					o -= f * k.one
				}
			}
		}
		lo := k.first(i)
		var row []float64
		if steady > q && i > r+q {
			row, k.v[i] = k.l[i*r:i*r+q], k.v[i-1]
			copy(row, k.l[(i-1)*r:(i-1)*r+q])
		} else {
			row = k.row(i)
			if i > r && math.Abs(k.v[i]-k.v[i-1]) < 1e-11*k.v[i] {
				steady++
			} else {
				steady = 0
			}
		}
		for j, f := range row {
			if f != 0 {
				z -= f * k.e[lo+j]
				o -= f * k.u[lo+j]
			}
		}
		v := k.v[i]
		if !(v > 1e-12) {
			return math.Inf(1)
		}
		k.e[i], k.u[i] = z, o
		ee += z * z / v
		eu += z * o / v
		uu += o * o / v
		k.logs += math.Log(v)
	}
	k.beta, k.s = 0, ee
	if k.constant && uu > 0 {
		k.beta = eu / uu
		k.s = 0
		for i := range n {
			e := k.e[i] - k.beta*k.u[i]
			k.s += e * e / k.v[i]
		}
	}
	return float64(n)*math.Log(max(k.s, 1e-22*float64(n))) + k.logs
}

// fit finds the likeliest coefficients and returns the logarithm of the likelihood, of
// values of the scale of y.
func (k *arimaWork) fit() float64 {
	n := float64(len(k.w))
	c := len(k.coef)
	free, scale := make([]float64, c), make([]float64, c)
	for i := range free {
		free[i], scale[i] = 0.05, 1/n
	}
	for i := k.o.P; i < k.o.P+k.o.Q; i++ {
		free[i] = -0.05
	}
	if c > 0 {
		at := func(x []float64) float64 { k.set(x); return k.pass() }
		num.BFGS(func(x, grad []float64) float64 {
			for i, v := range x {
				const h = 1e-5
				x[i] = v + h
				up := at(x)
				x[i] = v - h
				grad[i] = (up - at(x)) / (2 * h)
				x[i] = v
				if math.Abs(v) > 6 {
					grad[i] = 0
				}
			}
			return at(x)
		}, free, scale, nil, 1e-7, 60)
	}
	k.set(free)
	v := k.pass()
	return -0.5*(v+n-n*math.Log(n)) - 0.5*n*math.Log(2*math.Pi)
}

// parameters is the number of parameters with the variance.
func (k *arimaWork) parameters() int {
	if k.constant {
		return len(k.coef) + 2
	}
	return len(k.coef) + 1
}

// aicc returns the criterion.
func (k *arimaWork) aicc(loglik float64) float64 {
	p, n := float64(k.parameters()), float64(len(k.w))
	if n-p-1 <= 0 {
		return math.Inf(1)
	}
	return -2*loglik + 2*p*n/(n-p-1)
}

// away reports whether all roots are further than 1.01 from 0.
func (k *arimaWork) away() bool {
	o := k.o
	far := math.Pow(1.01, float64(k.m))
	c := k.coef
	return arimaInside(c[:o.P], 1, 1.01) && arimaInside(c[o.P:o.P+o.Q], -1, 1.01) &&
		arimaInside(c[o.P+o.Q:o.P+o.Q+o.SeasonalP], 1, far) && arimaInside(c[o.P+o.Q+o.SeasonalP:], -1, far)
}
