package forecast

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// stockoutDrawn draws a series with marks.
func stockoutDrawn(t *rapid.T, values *rapid.Generator[float64]) Series {
	n := rapid.IntRange(1, 60).Draw(t, "n")
	s := Series{Values: rapid.SliceOfN(values, n, n).Draw(t, "values")}
	s.InStock = rapid.SliceOfN(rapid.SampledFrom([]float64{0, 0.04, 0.1, 0.5, 1, 1, 1}), n, n).Draw(t, "in_stock")
	s.Missing = rapid.SliceOfN(rapid.SampledFrom([]bool{false, false, false, true}), n, n).Draw(t, "missing")
	s.InStock[0], s.Missing[0] = 1, false
	if p := rapid.SampledFrom([]int{1, 2, 7, 12}).Draw(t, "period"); p > 1 {
		s.Periods = []int{p}
	}
	return s
}

func TestStockAwareProperties(t *testing.T) {
	amounts := rapid.OneOf(rapid.Float64Range(0, 1e15), rapid.SampledFrom([]float64{0, 0, 1, 3, 1e-300, 1e15}))
	rapid.Check(t, func(t *rapid.T) {
		s := stockoutDrawn(t, amounts)
		s.Signed = rapid.Bool().Draw(t, "signed")
		f, err := StockAware{}.Fit(s)
		if err != nil {
			t.Fatal(err)
		}
		fc, err := f.Forecast(9, 0.05, 0.5, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		for j, v := range fc.Point {
			q := [3]float64{fc.Quantiles[0][j], fc.Quantiles[1][j], fc.Quantiles[2][j]}
			if math.IsNaN(v+q[0]+q[1]+q[2]) || math.IsInf(v, 0) || v < 0 || q[0] > q[1] || q[1] > q[2] || math.IsInf(q[2], 0) {
				t.Fatalf("step %d: %v, quantiles %v", j, v, q)
			}
		}
		// In other units it is the same forecast.
		const k = 12.5
		other := s
		other.Values = slices.Clone(s.Values)
		for i := range other.Values {
			if other.Values[i] *= k; other.Values[i] > MaxValue {
				return
			}
		}
		g, err := StockAware{}.Fit(other)
		if err != nil {
			t.Fatal(err)
		}
		scaled, err := g.Forecast(9)
		if err != nil {
			t.Fatal(err)
		}
		for j, v := range fc.Point {
			if math.Abs(scaled.Point[j]-k*v) > 1e-6*k*v+1e-280 {
				t.Fatalf("step %d: %v, in other units %v", j, v, scaled.Point[j])
			}
		}
	})
}

func TestStockAwareMarksDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Marks that say that nothing was missed change nothing.
		s := stockoutDrawn(t, rapid.Float64Range(0, 100))
		plain := Series{Values: s.Values, Periods: s.Periods}
		full := plain
		full.InStock, full.Missing = make([]float64, s.Len()), make([]bool, s.Len())
		for i := range full.InStock {
			full.InStock[i] = 1
		}
		a, b := stockoutFit(plain, StockAware{}), stockoutFit(full, StockAware{})
		if !slices.Equal(a.point(8), b.point(8)) {
			t.Fatalf("%v without marks, %v with marks that say nothing", a.point(8), b.point(8))
		}
		// Demand that never changes is forecast whatever the marks.
		level := rapid.Float64Range(0.01, 1e6).Draw(t, "level")
		steady := s
		steady.Values = make([]float64, s.Len())
		for i := range steady.Values {
			steady.Values[i] = level * s.InStock[i]
		}
		for j, v := range stockoutFit(steady, StockAware{}).point(8) {
			if math.Abs(v-level) > 1e-9*level {
				t.Fatalf("step %d of steady demand %v is %v", j+1, level, v)
			}
		}
	})
}
