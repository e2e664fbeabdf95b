package forecast

import (
	"math"
	"testing"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// TestETSAdmissible compares with the greatest root of R's polyroot for the polynomial
// of the paper.
func TestETSAdmissible(t *testing.T) {
	for _, c := range []struct {
		p    etsParams
		m    int
		want bool
	}{
		{etsParams{0.2, 0.01, 0.1, 1}, 12, true},
		{etsParams{0.7284417, 0.2452407, 0.185456913, 1}, 12, false},
		{etsParams{0.9791655, 0.4546817, 0.015537753, 1}, 12, false},
		{etsParams{0.5444418, 0.1977022, 0.1952487, 0.9064771}, 12, false},
		{etsParams{0.70955, 0.02041, 0.0001, 0.98}, 12, true},
		{etsParams{0.5, 0.4, 0.3, 1}, 4, true},
	} {
		if got := etsAdmissible(c.p, c.m, make([]float64, 2*(c.m+2))); got != c.want {
			t.Errorf("%v, season %d: got %v", c.p, c.m, got)
		}
	}
}

// TestETSForgets runs models over nothing but zeros from a start that is not: the
// states of an admissible one come to rest, those of another grow.
func TestETSForgets(t *testing.T) {
	const m, n = 7, 4000
	r := num.Rand(1)
	p := newETSPass(n, m)
	p.y = make([]float64, n)
	seen := map[bool]int{}
	for range 300 {
		a := etsParams{alpha: 0.01 + 0.98*r.Float64(), phi: 1}
		if r.Float64() < 0.5 {
			a.phi = 0.8 + 0.18*r.Float64()
		}
		a.beta, a.gamma = a.alpha*r.Float64(), (1-a.alpha)*r.Float64()
		copy(p.season[:m], []float64{3, 1, 0, -1, 2, -2, -3})
		p.run(etsKind{trend: 'A', season: 'A'}, a, 1, 0.1)
		late, later := 0.0, 0.0
		for t := range 200 {
			late = math.Max(late, math.Abs(p.mu[n/2+t]))
			later = math.Max(later, math.Abs(p.mu[n-200+t]))
		}
		if ratio := later / late; ratio > 0.5 && ratio < 2 || late < 1e-200 {
			continue // too near the border, or at rest
		}
		want := later < late
		seen[want]++
		if got := etsAdmissible(a, m, make([]float64, 2*(m+2))); got != want {
			t.Errorf("%v: admissible %v, from %v to %v", a, got, late, later)
		}
	}
	if seen[true] < 10 || seen[false] < 10 {
		t.Errorf("judged %v", seen)
	}
}
