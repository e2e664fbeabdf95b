package forecast

import (
	"testing"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

func benchFit(b *testing.B, m Model) {
	s := Series{Values: etsSample(120, 12, 1), Periods: []int{12}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Fit(s); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTheta(b *testing.B)        { benchFit(b, Theta{}) }
func BenchmarkDynamicTheta(b *testing.B) { benchFit(b, DynamicTheta{}) }
func BenchmarkMSTL(b *testing.B)         { benchFit(b, MSTL{Model: SES{}}) }
func BenchmarkMSTLETS(b *testing.B)      { benchFit(b, MSTL{}) }
func BenchmarkCES(b *testing.B)          { benchFit(b, CES{}) }
func BenchmarkCESNone(b *testing.B)      { benchFit(b, CES{Season: CESNone}) }

func BenchmarkSTL(b *testing.B) {
	x := etsSample(120, 12, 1)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (STL{Period: 12, SeasonWindow: 7}).Decompose(x); err != nil {
			b.Fatal(err)
		}
	}
}

// The fit alone, which the combinations and the rolling origins call.
func BenchmarkDynamicThetaFit(b *testing.B) {
	x := etsSample(120, 1, 1)
	b.ReportAllocs()
	for b.Loop() {
		dotmFit(x)
	}
}

// The obvious way to find the same: the simplex over all three parameters, from the
// start that the paper names.
func BenchmarkDynamicThetaSimplex(b *testing.B) {
	x := etsSample(120, 1, 1)
	b.ReportAllocs()
	for b.Loop() {
		v := []float64{x[0] / 2, 0.5, 2}
		num.NelderMead(func(p []float64) float64 { return dotmErrors(x, p[0], p[1], p[2]) }, v, []float64{0.1 * x[0], 0.1, 0.5}, 1e-8, 500)
	}
}

// dotmErrors is the sum of squared errors of the plain recursion, in one quick pass.
func dotmErrors(x []float64, level, alpha, theta float64) float64 {
	if alpha < leastDotmAlpha || alpha > mostDotmAlpha || theta < 1 {
		return 1e20
	}
	omega, mean, slope, a, keep, sum := 1-1/theta, 0.0, 0.0, 0.0, 1.0, 0.0
	for i, v := range x {
		t := float64(i + 1)
		e := v - level - omega*(keep*a+(1-keep*(1-alpha))/alpha*slope)
		if i > 0 {
			sum += e * e
			slope = ((t-2)*slope + 6/t*(v-mean)) / (t + 1)
		}
		level += alpha * (v - level)
		mean += (v - mean) / t
		a = mean - (t+1)*slope/2
		keep *= 1 - alpha
	}
	return sum
}
