package num

import "math"

// NelderMead minimises f from start by the simplex method of Nelder and Mead (1965),
// with the coefficients of their paper. step gives the first edge along each
// coordinate. It stops when the values of the simplex differ by less than
// tol*(|best|+tol) or after most evaluations, changes start in place and returns the
// least value. f may return +Inf where it is not defined.
func NelderMead(f func(x []float64) float64, start, step []float64, tol float64, most int) float64 {
	n := len(start)
	if n == 0 {
		return f(start)
	}
	buf := make([]float64, (n+1)*(n+1)+3*n)
	points := make([][]float64, n+1)
	for i := range points {
		points[i], buf = buf[:n:n], buf[n:]
		copy(points[i], start)
		if i > 0 {
			points[i][i-1] += step[i-1]
		}
	}
	values, buf := buf[:n+1:n+1], buf[n+1:]
	centre, try, far := buf[:n:n], buf[n:2*n:2*n], make([]float64, n)
	eval := 0
	at := func(x []float64) float64 {
		eval++
		if v := f(x); !math.IsNaN(v) {
			return v
		}
		return math.Inf(1)
	}
	for i := range points {
		values[i] = at(points[i])
	}
	for {
		// The simplex is small: insertion keeps it sorted.
		for i := 1; i <= n; i++ {
			for j := i; j > 0 && values[j] < values[j-1]; j-- {
				values[j], values[j-1] = values[j-1], values[j]
				points[j], points[j-1] = points[j-1], points[j]
			}
		}
		best, worst := values[0], values[n]
		if eval >= most || worst-best <= tol*(math.Abs(best)+tol) || math.IsInf(best, 1) {
			break
		}
		for j := range centre {
			sum := 0.0
			for i := range n {
				sum += points[i][j]
			}
			centre[j] = sum / float64(n)
		}
		along(try, centre, points[n], -1)
		v := at(try)
		switch {
		case v < best:
			along(far, centre, points[n], -2)
			if w := at(far); w < v {
				copy(points[n], far)
				values[n] = w
			} else {
				copy(points[n], try)
				values[n] = v
			}
			continue
		case v < values[n-1]:
			copy(points[n], try)
			values[n] = v
			continue
		case v < worst:
			copy(points[n], try)
			values[n], worst = v, v
		}
		along(try, centre, points[n], 0.5)
		if w := at(try); w < worst {
			copy(points[n], try)
			values[n] = w
			continue
		}
		for i := 1; i <= n; i++ {
			for j := range points[i] {
				points[i][j] = points[0][j] + 0.5*(points[i][j]-points[0][j])
			}
			values[i] = at(points[i])
		}
	}
	copy(start, points[0])
	return values[0]
}

// along sets out to centre + k*(from-centre).
func along(out, centre, from []float64, k float64) {
	for j := range out {
		out[j] = centre[j] + k*(from[j]-centre[j])
	}
}
