package forecast

import (
	"math/rand/v2"
	"testing"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

func stockoutRand(seed uint64) *rand.Rand { return num.Rand(seed) }

func BenchmarkStockAware(b *testing.B) {
	s, _ := stockoutSimulated(1, 400)
	b.Run("fit", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			stockoutFit(s, StockAware{})
		}
	})
	b.Run("quantiles", func(b *testing.B) {
		f, err := StockAware{}.Fit(s)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := f.Forecast(28, 0.025, 0.5, 0.975); err != nil {
				b.Fatal(err)
			}
		}
	})
	// The obvious way: the mean of the last 90 days in stock.
	b.Run("mean", func(b *testing.B) {
		for b.Loop() {
			sum, count := 0.0, 0.0
			for i := 310; i < 400; i++ {
				if s.InStock[i] == 1 {
					sum += s.Values[i]
					count++
				}
			}
			stockoutSink = sum / count
		}
	})
	b.Run("fill", func(b *testing.B) {
		known := s.known()
		x := make([]float64, len(known))
		b.ReportAllocs()
		for b.Loop() {
			copy(x, s.Values)
			fill(x, known, 7, false)
		}
	})
}

var stockoutSink float64
