package forecast

import "math"

// arimaStationary turns free numbers into the coefficients of a stationary
// autoregression: their hyperbolic tangents are its partial autocorrelations (Monahan
// 1984). sign -1 gives an invertible moving average. It works in place.
func arimaStationary(free, out []float64, sign float64) {
	var old [arimaMost]float64
	for k, f := range free {
		r := 0.9999 * math.Tanh(f)
		copy(old[:k], out[:k])
		for i := range k {
			out[i] = old[i] - r*old[k-1-i]
		}
		out[k] = r
	}
	for i := range free {
		out[i] *= sign
	}
}

// arimaExpand writes the coefficients of (1 + sum a_i B^i)(1 + sum b_j B^(jm)) without
// the leading 1, where sign is +1, and of 1 - (1 - a)(1 - b) where it is -1.
func arimaExpand(a, b []float64, m int, sign float64, out []float64) {
	clear(out)
	copy(out, a)
	for j, v := range b {
		at := (j + 1) * m
		out[at-1] += v
		for i, w := range a {
			out[at+i] += sign * v * w
		}
	}
}

// arimaInside reports whether all roots of 1 - sum a_i z^i are further than size from 0.
func arimaInside(a []float64, sign, size float64) bool {
	var c, next [arimaMost]float64
	scale := 1.0
	for i, v := range a {
		scale *= size
		c[i] = sign * v * scale
	}
	for k := len(a); k > 0; k-- {
		r := c[k-1]
		if !(math.Abs(r) < 1) {
			return false
		}
		for i := range k - 1 {
			next[i] = (c[i] + r*c[k-2-i]) / (1 - r*r)
		}
		c = next
	}
	return true
}

// arimaMost is the most coefficients of one kind.
const arimaMost = 12

// arimaDelta returns d with y_t = w_t + sum d_i y_(t-i) for the differences w of y.
func arimaDelta(o ARIMAOrder, m int) []float64 {
	poly := []float64{1}
	times := func(lag int) {
		next := make([]float64, len(poly)+lag)
		for i, v := range poly {
			next[i] += v
			next[i+lag] -= v
		}
		poly = next
	}
	for range o.D {
		times(1)
	}
	for range o.SeasonalD {
		times(m)
	}
	out := make([]float64, len(poly)-1)
	for i := range out {
		out[i] = -poly[i+1]
	}
	return out
}
