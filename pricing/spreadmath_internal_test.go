package pricing

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// Against the functions of the standard library, which are as exact.
func TestSpreadMath(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	near := func(name string, at, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 4e-15*math.Max(1, math.Abs(want)) {
			t.Errorf("%s(%g) is %.17g, want %.17g", name, at, got, want)
		}
	}
	for range 20000 {
		x := math.Ldexp(r.Float64(), r.IntN(120)-60)
		near("ln", x, ln(x), math.Log(x))
		y := 40 * (r.Float64() - 0.5)
		near("exp", y, exp(y)/math.Exp(y), 1)
		level := r.Float64()
		z := normalQuantile(level)
		near("Φ of the quantile", level, 0.5*math.Erfc(-z/math.Sqrt2), level)
	}
	for _, edge := range []float64{0x1p-53, 1e-12, 0.0749999, 0.075, 0.0750001, 0.5, 0.925, 1 - 0x1p-53} {
		z := normalQuantile(edge)
		if got := 0.5 * math.Erfc(-z/math.Sqrt2); math.Abs(got-edge) > 1e-13*edge {
			t.Errorf("Φ(quantile of %g) is %g", edge, got)
		}
	}
	near("exp", 0, exp(0), 1)
	near("ln", 1, ln(1), 0)
	for _, level := range []float64{0, 1, -1, 2, math.NaN(), math.Inf(1)} {
		if z := normalQuantile(level); !math.IsNaN(z) {
			t.Errorf("quantile of %g is %g", level, z)
		}
	}
}

// The same bits on every machine: recorded once, and to be the same wherever this
// test runs, whatever products and sums its compiler would fuse.
func TestSpreadMathBits(t *testing.T) {
	hash := uint64(14695981039346656037)
	r := rand.NewPCG(3, 4)
	for range 50000 {
		s := drawing{source: r}
		level := s.level()
		for _, spread := range []Spread{
			Normal{SD: 0.03}, Normal{Mean: 1.1, SD: 0.7}, Lognormal{Sigma: 0.3}, Lognormal{Mean: 17, Sigma: 1.9},
			Triangular{-0.1, 0.03, 0.4}, Uniform{-0.17, 0.3},
		} {
			hash = (hash ^ math.Float64bits(spread.At(level))) * 1099511628211
		}
	}
	if got := fmt.Sprintf("%016x", hash); got != "0686a900c3fdb638" {
		t.Errorf("bits are %s", got)
	}
}

// Levels are never 0 or 1, whatever the generator gives.
func TestLevels(t *testing.T) {
	for _, bits := range []uint64{0, 1, math.MaxUint64, 1 << 63} {
		level := (float64(bits>>12) + 0.5) / (1 << 52)
		if !(level > 0 && level < 1) {
			t.Errorf("%x gives %g", bits, level)
		}
	}
	s := drawing{source: rand.NewPCG(0, 0)}
	sum := 0.0
	const n = 100000
	for range n {
		level := s.level()
		if !(level > 0 && level < 1) {
			t.Fatalf("level %g", level)
		}
		sum += level
	}
	if mean := sum / n; math.Abs(mean-0.5) > 4*math.Sqrt(1.0/12/n) {
		t.Errorf("mean of the levels is %g", mean)
	}
}

// Where a drawn number becomes a decimal.
func TestDrawnDecimal(t *testing.T) {
	for _, row := range []struct {
		v     float64
		want  string
		moved int
	}{
		{0, "0", 0}, {0.1, "0.1", 0}, {-0.1234567894, "-0.123456789", 0}, {0.1234567896, "0.12345679", 0},
		{0x1p-30 * 0.5, "0", 0}, {1.5e-9, "0.000000002", 0}, {-1.5e-9, "-0.000000002", 0},
		{1e9, "1000000000", 0}, {1.5e9, "1000000000", 1}, {-2e300, "-1000000000", -1},
		{math.Inf(1), "1000000000", 1}, {math.Inf(-1), "-1000000000", -1}, {math.Copysign(0, -1), "0", 0},
	} {
		d, moved, ok := drawnDecimal(row.v)
		if !ok || d.String() != row.want || moved != row.moved {
			t.Errorf("%g is %s, moved %d, want %s, %d", row.v, d, moved, row.want, row.moved)
		}
	}
	if _, _, ok := drawnDecimal(math.NaN()); ok {
		t.Error("NaN is a number")
	}
}
