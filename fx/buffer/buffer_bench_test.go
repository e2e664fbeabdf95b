package buffer_test

import (
	"testing"

	"github.com/lianxing/crossborder/fx/buffer"
)

// BenchmarkCompare makes all back-tests of one file of anchors: 27 models, five
// horizons, two levels, some 2,600 origins each. The second way asks every model
// day by day, the obvious one.
func BenchmarkCompare(b *testing.B) {
	s := pair(b, "USD", "CNY")
	tests := anchorTests("2016-01-04")
	models := anchorModels()
	plain := make([]buffer.Model, len(models))
	for i, m := range models {
		plain[i] = opaque{m}
	}
	for _, way := range []struct {
		name   string
		models []buffer.Model
	}{{"impl=batch", models}, {"impl=plain", plain}} {
		b.Run(way.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := buffer.Compare(s, way.models, tests); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkPlan plans one rate with its evidence.
func BenchmarkPlan(b *testing.B) {
	h := pair(b, "USD", "CNY").All()
	for _, m := range []buffer.Model{buffer.Sigma{}, buffer.EWMA{}, buffer.HistSim{Window: 1000}, buffer.Trend{}} {
		b.Run("model="+m.Name(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := buffer.Plan(h, 60, 0.95, m); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBuffer asks for one buffer without evidence.
func BenchmarkBuffer(b *testing.B) {
	h := pair(b, "USD", "CNY").All()
	for _, m := range []buffer.Model{buffer.Sigma{}, buffer.Sigma{Nu: 5}, buffer.EWMA{}, buffer.HistSim{Window: 1000}, buffer.HDaySigma{}, buffer.Trend{}} {
		b.Run("model="+m.Name(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := m.Buffer(h, 60, 0.95); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkNewSeries builds the series of one pair from the table.
func BenchmarkNewSeries(b *testing.B) {
	rates := ecbRates(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := buffer.NewSeries(rates.Series("USD", "CNY")); err != nil {
			b.Fatal(err)
		}
	}
}
