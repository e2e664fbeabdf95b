package num

import "math"

// LeastSquares returns the b that minimises |y - X b|^2 + sum(ridge[j] b[j]^2) by
// Householder reflections. x holds the rows of X one after another, each of k
// values; ridge may be nil. A column that the ones before it already explain gets the
// coefficient 0. x and y are left as they are.
func LeastSquares(x, y []float64, k int, ridge []float64) []float64 {
	rows := len(y)
	extra := 0
	for _, r := range ridge {
		if r > 0 {
			extra++
		}
	}
	m := rows + extra
	a := make([]float64, m*k)
	copy(a, x[:rows*k])
	b := make([]float64, m)
	copy(b, y)
	at := rows
	for j, r := range ridge {
		if r > 0 {
			a[at*k+j] = math.Sqrt(r)
			at++
		}
	}
	size := make([]float64, k)
	for j := range k {
		for i := range m {
			size[j] = math.Hypot(size[j], a[i*k+j])
		}
	}
	diag := make([]float64, k)
	pivot := make([]int, k) // the row that column j ends in, -1 where it is explained
	row := 0
	for j := range k {
		norm := 0.0
		for i := row; i < m; i++ {
			norm = math.Hypot(norm, a[i*k+j])
		}
		if row >= m || norm <= 1e-10*size[j] || norm == 0 {
			pivot[j] = -1
			continue
		}
		if a[row*k+j] > 0 {
			norm = -norm
		}
		a[row*k+j] -= norm
		scale := -norm * a[row*k+j] // = |v|^2/2 with v the reflection
		for c := j + 1; c < k; c++ {
			dot := 0.0
			for i := row; i < m; i++ {
				dot += a[i*k+j] * a[i*k+c]
			}
			dot /= scale
			for i := row; i < m; i++ {
				a[i*k+c] -= dot * a[i*k+j]
			}
		}
		dot := 0.0
		for i := row; i < m; i++ {
			dot += a[i*k+j] * b[i]
		}
		dot /= scale
		for i := row; i < m; i++ {
			b[i] -= dot * a[i*k+j]
		}
		diag[j], pivot[j] = norm, row
		row++
	}
	out := make([]float64, k)
	for j := k - 1; j >= 0; j-- {
		if pivot[j] < 0 {
			continue
		}
		v := b[pivot[j]]
		for c := j + 1; c < k; c++ {
			if pivot[c] >= 0 {
				v -= a[pivot[j]*k+c] * out[c]
			}
		}
		out[j] = v / diag[j]
	}
	return out
}
