package num

import (
	"math"
	"testing"
)

// The same coefficients as least squares by reflections, the inverse by hand, and 0
// for a column that another explains.
func TestCholesky(t *testing.T) {
	x := []float64{1, 2, 1, -1, 1, 5, 1, 3}
	y := []float64{3, -2, 7, 5}
	gram, cross := make([]float64, 4), make([]float64, 2)
	for r := range y {
		for i := range 2 {
			for j := range 2 {
				gram[i*2+j] += x[r*2+i] * x[r*2+j]
			}
			cross[i] += x[r*2+i] * y[r]
		}
	}
	det := gram[0]*gram[3] - gram[1]*gram[2]
	inverse := []float64{gram[3] / det, gram[0] / det}
	Cholesky(gram, 2)
	want := LeastSquares(x, y, 2, nil)
	got := CholeskySolve(gram, cross, 2)
	diagonal := CholeskyInverseDiagonal(gram, 2)
	for i := range 2 {
		if math.Abs(got[i]-want[i]) > 1e-12 || math.Abs(diagonal[i]-inverse[i]) > 1e-12 {
			t.Errorf("coefficient %g, want %g; inverse %g, want %g", got[i], want[i], diagonal[i], inverse[i])
		}
	}
	twin := []float64{4, 4, 0, 4, 4, 0, 0, 0, 0}
	Cholesky(twin, 3)
	if got := CholeskySolve(twin, []float64{8, 8, 0}, 3); got[0] != 2 || got[1] != 0 || got[2] != 0 {
		t.Errorf("twins: %v", got)
	}
	if got := CholeskyInverseDiagonal(twin, 3); got[0] != 0.25 || got[1] != 0 || got[2] != 0 {
		t.Errorf("twins: inverse %v", got)
	}
}
