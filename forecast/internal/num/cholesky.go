package num

import "math"

// Cholesky replaces the lower triangle of the symmetric matrix a, k by k in rows, by
// its root L, with a = L L'. A column that the ones before it explain gets a pivot of
// +Inf, so that its solution is 0.
func Cholesky(a []float64, k int) {
	for j := range k {
		whole := a[j*k+j]
		d := whole
		for c := range j {
			d -= a[j*k+c] * a[j*k+c]
		}
		if !(d > 1e-12*whole) {
			a[j*k+j] = math.Inf(1)
			for i := j + 1; i < k; i++ {
				a[i*k+j] = 0
			}
			continue
		}
		root := math.Sqrt(d)
		a[j*k+j] = root
		for i := j + 1; i < k; i++ {
			v := a[i*k+j]
			for c := range j {
				v -= a[i*k+c] * a[j*k+c]
			}
			a[i*k+j] = v / root
		}
	}
}

// CholeskySolve returns the x with L L' x = b for an L of [Cholesky]. b is left as it
// is.
func CholeskySolve(l, b []float64, k int) []float64 {
	x := append([]float64(nil), b...)
	for i := range k {
		if math.IsInf(l[i*k+i], 1) {
			x[i] = 0
			continue
		}
		for c := range i {
			x[i] -= l[i*k+c] * x[c]
		}
		x[i] /= l[i*k+i]
	}
	for i := k - 1; i >= 0; i-- {
		if math.IsInf(l[i*k+i], 1) {
			x[i] = 0
			continue
		}
		for c := i + 1; c < k; c++ {
			x[i] -= l[c*k+i] * x[c]
		}
		x[i] /= l[i*k+i]
	}
	return x
}

// CholeskyInverseDiagonal returns the diagonal of the inverse of L L'.
func CholeskyInverseDiagonal(l []float64, k int) []float64 {
	out, unit := make([]float64, k), make([]float64, k)
	for j := range k {
		unit[j] = 1
		out[j] = CholeskySolve(l, unit, k)[j]
		unit[j] = 0
	}
	return out
}
