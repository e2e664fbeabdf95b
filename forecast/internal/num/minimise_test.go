package num_test

import (
	"math"
	"testing"

	"github.com/lianxing/crossborder/forecast/internal/num"
	"pgregory.net/rapid"
)

// rosenbrock is the banana-shaped valley with its least value 0 at 1, 1.
func rosenbrock(x []float64) float64 {
	return 100*(x[1]-x[0]*x[0])*(x[1]-x[0]*x[0]) + (1-x[0])*(1-x[0])
}

func TestNelderMead(t *testing.T) {
	x := []float64{-1.2, 1}
	if least := num.NelderMead(rosenbrock, x, []float64{0.5, 0.5}, 1e-14, 2000); least > 1e-10 || math.Abs(x[0]-1) > 1e-4 || math.Abs(x[1]-1) > 1e-4 {
		t.Errorf("%g at %g", least, x)
	}
	// A wall of infinity and of NaN is kept away from.
	walled := func(x []float64) float64 {
		switch {
		case x[0] < 0:
			return math.Inf(1)
		case x[0] > 10:
			return math.NaN()
		}
		return (x[0] - 0.01) * (x[0] - 0.01)
	}
	x = []float64{9}
	if least := num.NelderMead(walled, x, []float64{5}, 1e-14, 500); least > 1e-8 {
		t.Errorf("%g at %g", least, x)
	}
	if got := num.NelderMead(func([]float64) float64 { return 7 }, nil, nil, 1e-9, 10); got != 7 {
		t.Error(got)
	}
	calls := 0
	num.NelderMead(func(x []float64) float64 { calls++; return rosenbrock(x) }, []float64{-50, 90}, []float64{1, 1}, 0, 60)
	if calls > 64 {
		t.Errorf("%d evaluations for at most 60", calls)
	}
}

func TestBFGS(t *testing.T) {
	f := func(x, grad []float64) float64 {
		grad[0] = -400*x[0]*(x[1]-x[0]*x[0]) - 2*(1-x[0])
		grad[1] = 200 * (x[1] - x[0]*x[0])
		return rosenbrock(x)
	}
	x := []float64{-1.2, 1}
	if least := num.BFGS(f, x, []float64{0.01, 0.01}, nil, 1e-14, 500); least > 1e-10 || math.Abs(x[0]-1) > 1e-4 {
		t.Errorf("%g at %g", least, x)
	}
}

func TestGolden(t *testing.T) {
	for _, want := range []float64{-3, 0, 0.25, 4} {
		x, value := num.Golden(func(x float64) float64 { return math.Cosh(x - want) }, -5, 9, 1e-9)
		if math.Abs(x-want) > 1e-6 || math.Abs(value-1) > 1e-12 {
			t.Errorf("%g at %g, want 1 at %g", value, x, want)
		}
	}
	if x, _ := num.Golden(func(x float64) float64 { return x }, 2, 3, 1e-9); math.Abs(x-2) > 1e-6 {
		t.Errorf("the least value at the edge is at %g", x)
	}
}

// The errors of least squares are at right angles to every column, but for the ridge.
func TestLeastSquares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k, rows := rapid.IntRange(1, 4).Draw(t, "k"), rapid.IntRange(4, 12).Draw(t, "rows")
		value := rapid.Float64Range(-10, 10)
		x, y := rapid.SliceOfN(value, rows*k, rows*k).Draw(t, "x"), rapid.SliceOfN(value, rows, rows).Draw(t, "y")
		ridge := rapid.SliceOfN(rapid.Float64Range(0.1, 5), k, k).Draw(t, "ridge")
		b := num.LeastSquares(x, y, k, ridge)
		for j := range k {
			slope := -ridge[j] * b[j]
			for r := range rows {
				e := y[r]
				for i, v := range b {
					e -= v * x[r*k+i]
				}
				slope += e * x[r*k+j]
			}
			if math.Abs(slope) > 1e-8 {
				t.Fatalf("slope %g along column %d", slope, j)
			}
		}
	})
	b := num.LeastSquares([]float64{1, 2, 1, 2, 1, 2}, []float64{3, 3, 3}, 2, nil) // the second column is twice the first
	if math.Abs(b[0]-3) > 1e-12 || b[1] != 0 {
		t.Error(b)
	}
}
