package forecast

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// R's forecast::BoxCox, InvBoxCox and BoxCox.lambda (8.20).
func TestBoxCoxWorked(t *testing.T) {
	nan := math.NaN()
	nearly(t, "BoxCox .5", BoxCox([]float64{1, 2, 5, -3}, 0.5), []float64{0, 0.828427125, 2.472135955, -5.464101615}, 1e-9)
	nearly(t, "InvBoxCox -.3", InverseBoxCox([]float64{-1, 0, 1.5, 2}, -0.3), []float64{0.417050672, 1, 7.335972619, 21.206387630}, 1e-9)
	nearly(t, "logarithm", BoxCox([]float64{1, math.E, 0, -2}, 0), []float64{0, 1, nan, nan}, 1e-12)
	nearly(t, "below 0", BoxCox([]float64{2, 0, -2}, -1), []float64{0.5, nan, nan}, 1e-12)
	nearly(t, "1", BoxCox([]float64{2, 0, -2}, 1), []float64{1, -1, -3}, 1e-12)
	nearly(t, "out of reach", InverseBoxCox([]float64{0.999, 1, 2}, -1), []float64{1000, nan, nan}, 1e-9)
	for _, c := range []struct {
		id, series   string
		period       int
		lambda, most float64
	}{
		{"boxcox-guerrero", "AirPassengers", 12, -0.294715586, 1e-4}, {"BoxCox.lambda(UKgas)", "UKgas", 4, -0.445702283, 1e-4},
		{"BoxCox.lambda(nottem)", "nottem", 12, 0.0421411083, 1e-4}, {"BoxCox.lambda(Nile)", "Nile", 1, 0.998889362, 1e-4},
	} {
		if got := Guerrero(published(t, c.series), c.period); math.Abs(got-c.lambda) > c.most {
			t.Errorf("%s: %v, want %v", c.id, got, c.lambda)
		}
	}
	// Of a history that is no whole number of cycles the first steps are left out, and where the
	// spread falls with the level lambda is at its bound: BoxCox.lambda(ts(UKgas[1:106],
	// frequency=4)) and BoxCox.lambda(ts(1600-UKgas, frequency=4)).
	x := published(t, "UKgas")
	if got := Guerrero(x[:106], 4); math.Abs(got+0.424206334) > 1e-4 {
		t.Errorf("26 cycles and a half: %v, want -0.424206", got)
	}
	for i := range x {
		x[i] = 1600 - x[i]
	}
	if got := Guerrero(x, 4); math.Abs(got-1.99992425) > 1e-3 {
		t.Errorf("falling spread: %v, want 1.99992", got)
	}
	if a, b := Guerrero(published(t, "Nile"), -5), Guerrero(published(t, "Nile"), 2); a != b {
		t.Errorf("no season: %v, cycles of two: %v", a, b)
	}
}

// Where the method says nothing, nothing is changed.
func TestGuerreroNothing(t *testing.T) {
	for name, x := range map[string][]float64{
		"empty": nil, "one cycle and a half": {1, 2, 3, 4, 5, 6}, "a zero": {1, 2, 3, 4, 0, 2, 3, 4}, "below zero": {1, 2, 3, 4, -1, 2, 3, 4},
		"constant": slices.Repeat([]float64{3}, 12), "no number": {1, 2, 3, 4, math.NaN(), 2, 3, 4}, "endless": {1, 2, 3, 4, math.Inf(1), 2, 3, 4},
	} {
		if got := Guerrero(x, 4); got != 1 {
			t.Errorf("%s: %v, want 1", name, got)
		}
	}
}

// What is transformed comes back, and lambda is within its bounds and has no scale.
func TestBoxCoxRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(rapid.Float64Range(0.01, 1000), 1, 30).Draw(t, "x")
		lambda := rapid.SampledFrom([]float64{-1, -0.3, 0, 0.2, 0.5, 1, 2}).Draw(t, "lambda")
		y := BoxCox(x, lambda)
		for i, v := range InverseBoxCox(y, lambda) {
			if math.Abs(v-x[i]) > 1e-6*x[i] {
				t.Fatalf("%v by %v is %v and then %v", x[i], lambda, y[i], v)
			}
		}
		if l := Guerrero(x, 4); !(l >= -1 && l <= 2) {
			t.Fatalf("lambda %v of %v", l, x)
		}
	})
	x := published(t, "UKgas")
	for i := range x {
		x[i] *= 1e-12
	}
	if got := Guerrero(x, 4); math.Abs(got+0.445702283) > 1e-4 {
		t.Errorf("lambda %v of small values", got)
	}
}
