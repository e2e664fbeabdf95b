package num

import "math"

// BFGS minimises f from x by the quasi-Newton method of Broyden, Fletcher, Goldfarb
// and Shanno with a backtracking line search. f fills grad with the gradient at x and
// returns the value, +Inf or NaN where it is not defined. scale is the first guess of
// the inverse of the second derivative along each coordinate. It stops after most
// iterations, or when two in a row gain less than tol, changes x in place and returns
// the least value. work may hand over memory of BFGSWork(len(x)) values; nil allocates.
func BFGS(f func(x, grad []float64) float64, x, scale, work []float64, tol float64, most int) float64 {
	n := len(x)
	if len(work) < BFGSWork(n) {
		work = make([]float64, BFGSWork(n))
	}
	take := func(k int) []float64 {
		out := work[:k:k]
		work = work[k:]
		return out
	}
	h, g, next, gNext, p, hy := take(n*n), take(n), take(n), take(n), take(n), take(n)
	reset := func() {
		clear(h)
		for i := range n {
			h[i*n+i] = scale[i]
		}
	}
	reset()
	value := f(x, g)
	if math.IsInf(value, 1) || math.IsNaN(value) {
		return math.Inf(1)
	}
	idle, fresh := 0, true
	for range most {
		slope := 0.0
		for i := range n {
			sum, row := 0.0, h[i*n:(i+1)*n]
			for j, v := range row {
				sum += v * g[j]
			}
			p[i] = -sum
			slope -= sum * g[i]
		}
		if !(slope < 0) {
			if fresh {
				break
			}
			reset()
			fresh = true
			continue
		}
		step, found := 1.0, false
		var v float64
		for range 25 {
			for i := range n {
				next[i] = x[i] + step*p[i]
			}
			v = f(next, gNext)
			if v <= value+1e-4*step*slope {
				found = true
				break
			}
			// The minimum of the parabola through what is known, within bounds.
			cut := 0.1
			if !math.IsInf(v, 1) && !math.IsNaN(v) {
				cut = math.Min(0.5, math.Max(0.1, -0.5*slope*step/(v-value-slope*step)))
			}
			step *= cut
		}
		if !found {
			if fresh {
				break
			}
			reset()
			fresh = true
			continue
		}
		gain := value - v
		value = v
		// y = gNext - g and s = step p; H becomes its BFGS update.
		sy := 0.0
		for i := range n {
			p[i] *= step
			y := gNext[i] - g[i]
			sy += p[i] * y
			x[i] = next[i]
		}
		if sy > 1e-14 {
			yhy := 0.0
			for i := range n {
				sum, row := 0.0, h[i*n:(i+1)*n]
				for j, w := range row {
					sum += w * (gNext[j] - g[j])
				}
				hy[i] = sum
				yhy += sum * (gNext[i] - g[i])
			}
			a, b := (1+yhy/sy)/sy, 1/sy
			for i := range n {
				row, pi, hi := h[i*n:(i+1)*n], p[i], hy[i]
				for j := range row {
					row[j] += a*pi*p[j] - b*(hi*p[j]+pi*hy[j])
				}
			}
			fresh = false
		}
		copy(g, gNext)
		if gain < tol {
			if idle++; idle >= 2 {
				break
			}
		} else {
			idle = 0
		}
	}
	return value
}

// BFGSWork returns how many values [BFGS] works with for n coordinates.
func BFGSWork(n int) int { return n*n + 5*n }
