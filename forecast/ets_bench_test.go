package forecast

import (
	"testing"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// The automatic choice on a monthly series of ten years. R's ets needs 558 ms and
// statsforecast 74 ms for one of m3_monthly.
func BenchmarkETSAuto(b *testing.B) {
	x := etsSample(120, 12, 1)
	b.ReportAllocs()
	for b.Loop() {
		etsAuto(x, 12)
	}
}

func BenchmarkETSAverage(b *testing.B) {
	x := etsSample(120, 12, 1)
	b.ReportAllocs()
	for b.Loop() {
		etsAverage(x, 12)
	}
}

func BenchmarkETSThorough(b *testing.B) {
	x := etsSample(120, 12, 1)
	p, _ := parseETS("")
	b.ReportAllocs()
	for b.Loop() {
		etsChoose(x, 12, etsChoice{pattern: p, thorough: true})
	}
}

func BenchmarkETSDamped(b *testing.B) {
	x := etsSample(120, 12, 1)
	b.ReportAllocs()
	for b.Loop() {
		dampedFit(x)
	}
}

// One model with a season, found with the gradient.
func BenchmarkETSOne(b *testing.B) {
	x := etsSample(120, 12, 1)
	b.ReportAllocs()
	for b.Loop() {
		etsSingle(x, 12, etsKind{true, 'A', true, 'M'}, etsFixed{})
	}
}

// The obvious way to find the same: the simplex over parameters and starting states,
// which is how R does it.
func BenchmarkETSOneSimplex(b *testing.B) {
	x := etsSample(120, 12, 1)
	b.ReportAllocs()
	for b.Loop() {
		d := newETSData(x, 12)
		d.use(etsKind{true, 'A', true, 'M'}, etsFixed{})
		v := d.begin(etsTries[0], nil)
		step := make([]float64, len(v))
		for i := range step {
			step[i] = 0.1
		}
		num.NelderMead(d.value, v, step, 1e-8, 2000)
	}
}

func BenchmarkHoltWinters(b *testing.B) {
	x := etsSample(120, 12, 1)
	b.ReportAllocs()
	for b.Loop() {
		HoltWinters{Multiplicative: true}.fit(x, 12)
	}
}
