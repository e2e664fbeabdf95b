package forecast

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// dotmPlain is the recursion of Fiorucci et al. (2016) word for word: the one-step
// forecasts of y, of the next h steps, and the squared errors from the second step on.
func dotmPlain(y []float64, l0, alpha, theta float64, h int) (points, ahead []float64, sse float64) {
	level, mean, a, b := l0, 0.0, 0.0, 0.0
	for i := range len(y) + h {
		t := float64(i + 1)
		mu := level + (1-1/theta)*(math.Pow(1-alpha, t-1)*a+(1-math.Pow(1-alpha, t))/alpha*b)
		v := mu
		if i < len(y) {
			v = y[i]
			points = append(points, mu)
			if i > 0 {
				sse += (v - mu) * (v - mu)
			}
		} else {
			ahead = append(ahead, mu)
		}
		level = alpha*v + (1-alpha)*level
		b = ((t-2)*b + 6/t*(v-mean)) / (t + 1)
		if i == 0 {
			b = 0
		}
		mean = ((t-1)*mean + v) / t
		a = mean - (t+1)*b/2
	}
	return points, ahead, sse
}

// forecTheta::dotm stops at the parameters that the worked example names; with them the
// recursion above is the model of the example, and the search finds no worse ones.
func TestDynamicThetaWorked(t *testing.T) {
	x := published(t, "AirPassengers")
	want := []float64{442.972041, 432.358637, 495.570213, 482.678901, 487.988831, 556.282136, 616.423433, 616.332582, 538.616915, 470.614544, 411.191892, 463.71116}
	season := adjustSeason(x, 12, AdjustmentTest, false)
	y := season.remove(x)
	_, ahead, theirs := dotmPlain(y, -182.12336, 0.723231625, 257.276961, 12)
	season.restore(ahead, 144)
	nearly(t, "the recursion", ahead, want, 1e-6)
	r, f := fitForecast(t, DynamicTheta{}, x, 12, 12)
	nearly(t, "dotm-airpassengers", f.Point, want, 0.01)
	l0, _ := r.Param("l0")
	alpha, _ := r.Param("alpha")
	theta, _ := r.Param("theta")
	if _, _, ours := dotmPlain(y, l0, alpha, theta, 0); ours > theirs*(1+1e-9) {
		t.Errorf("squared errors %v with l0 %v, alpha %v, theta %v, theirs %v", ours, l0, alpha, theta, theirs)
	}
}

// The same recursion minimised by R's optim(c(y[1]/2, .5, 2), method="Nelder-Mead") within
// the bounds of forecTheta (R 4.2.2), on three series that the example does not have.
func TestDynamicThetaOptim(t *testing.T) {
	for _, c := range []struct {
		series string
		m      int
		want   []float64
	}{
		{"Nile", 1, []float64{805.448313, 805.448313, 805.448312, 805.448312}},
		{"UKgas", 4, []float64{991.393148, 657.459254, 387.322129, 721.712059, 1025.19081, 679.730918, 400.359175, 745.848672}},
		{"nottem", 12, []float64{40.0904152, 39.5090196, 42.5063782, 46.7414242, 53.043269, 58.6078896, 62.6327445, 61.1149673}},
	} {
		_, f := fitForecast(t, DynamicTheta{}, published(t, c.series), c.m, len(c.want))
		nearly(t, c.series, f.Point, c.want, 1e-4)
	}
}

// Fit, points and forecasts are those of the plain recursion, and the squared errors no
// more than on a fine grid of all three parameters.
func TestDynamicThetaOptimum(t *testing.T) {
	for _, c := range []struct {
		series string
		m, n   int
	}{{"AirPassengers", 12, 144}, {"AirPassengers", 12, 50}, {"UKgas", 4, 108}, {"UKgas", 4, 30}, {"nottem", 12, 60}, {"Nile", 1, 100}, {"Nile", 1, 20}, {"Nile", 1, 9}} {
		x := published(t, c.series)[:c.n]
		y := adjustSeason(x, c.m, AdjustmentTest, false).remove(x)
		d := dotmFit(y)
		points, ahead, sse := dotmPlain(y, d.l0, d.alpha, d.theta(), 6)
		nearly(t, c.series, d.point(6), ahead, 1e-8)
		nearly(t, c.series, d.points(y), points, 1e-8)
		if got := d.sigma * d.sigma * float64(c.n-4); math.Abs(got-sse) > 1e-6*sse {
			t.Errorf("%s: squared errors %v, want %v", c.series, got, sse)
		}
		best := math.Inf(1)
		for a := range 24 {
			for w := range 11 {
				for l := range 16 {
					theta := 1 / (1 - math.Min(float64(w)/10, mostOmega))
					_, _, v := dotmPlain(y, y[0]*(-1+float64(l)/5), math.Min(0.1+0.04*float64(a), 0.99), theta, 0)
					best = min(best, v)
				}
			}
		}
		if sse > best*(1+1e-9) {
			t.Errorf("%s to %d: squared errors %v, a grid has %v", c.series, c.n, sse, best)
		}
	}
}

// The standard models: a set theta stays, and the whole line of the history is that of
// least squares.
func TestOptimisedTheta(t *testing.T) {
	x := []float64{3, 5, 4, 8, 7, 9, 12, 10, 13, 12}
	r, f := fitForecast(t, OptimisedTheta{Theta: 2}, x, 1, 3)
	theta, _ := r.Param("theta")
	alpha, _ := r.Param("alpha")
	level, _ := r.Param("l0")
	nearly(t, "theta", []float64{theta}, []float64{2}, 1e-12)
	mean, b := 8.3, 0.0
	for i, v := range x {
		b += (float64(i) - 4.5) * v / 82.5
	}
	a := mean - 5.5*b
	var points []float64
	want := []float64{0, 0, 0}
	for i := range len(x) + len(want) {
		k := float64(i)
		mu := level + 0.5*(math.Pow(1-alpha, k)*a+(1-math.Pow(1-alpha, k+1))/alpha*b)
		v := mu
		if i < len(x) {
			v = x[i]
			points = append(points, mu)
		} else {
			want[i-len(x)] = mu
		}
		level += alpha * (v - level)
	}
	nearly(t, "points", r.Points[1:], points[1:], 1e-9)
	nearly(t, "forecast", f.Point, want, 1e-9)
	if !math.IsNaN(r.Points[0]) {
		t.Errorf("the first step, which does not count, has the point %v", r.Points[0])
	}
}

// A straight line goes on, and asks for an endless theta; without a line in use it is
// simple smoothing.
func TestDynamicThetaLimits(t *testing.T) {
	line := make([]float64, 20)
	for i := range line {
		line[i] = 10 + 3*float64(i)
	}
	_, f := fitForecast(t, DynamicTheta{}, line, 1, 3)
	nearly(t, "line", f.Point, []float64{70, 73, 76}, 1e-3)
	r, _ := fitForecast(t, DynamicTheta{}, published(t, "UKgas"), 4, 3)
	if len(r.Reasons) == 0 || r.Reasons[len(r.Reasons)-1].Code != "theta" {
		t.Errorf("reasons %v", r.Reasons)
	}
	_, f = fitForecast(t, DynamicTheta{Theta: 1}, published(t, "Nile"), 1, 3)
	nearly(t, "theta 1", f.Point, []float64{f.Point[0], f.Point[0], f.Point[0]}, 1e-9)
	if v := f.Point[0]; !(v > 750 && v < 850) {
		t.Errorf("theta 1 on the Nile: %v", v)
	}
}

// No three parameters follow three errors without a fault: too short a history to fit has
// a width all the same, and says so.
func TestDynamicThetaShort(t *testing.T) {
	for i := range 3 * 3 * 3 * 3 * 3 {
		x := []float64{1, 1 + float64(i%3), 1 + float64(i/3%3), 1 + float64(i/9%3), 1 + float64(i/27%3), 1 + float64(i/81%3)}
		for n := 2; n <= leastDotm; n++ {
			if slices.Max(x[:n]) == slices.Min(x[:n]) {
				continue
			}
			d := dotmFit(x[:n])
			if p := d.point(2)[1]; n < leastDotm && !(d.sigma > 0.4) || !(p > -2 && p < 8) {
				t.Errorf("%v goes on with %v, error %v", x[:n], p, d.sigma)
			}
		}
	}
	x := []float64{3, 1, 4, 1, 5, 9}
	if r, _ := fitForecast(t, OptimisedTheta{}, x[:5], 1, 2); len(r.Reasons) != 1 || r.Reasons[0].Code != "short" {
		t.Errorf("5 values: reasons %v", r.Reasons)
	}
	if r, _ := fitForecast(t, OptimisedTheta{Theta: 3}, x, 1, 2); len(r.Reasons) != 0 {
		t.Errorf("6 values: reasons %v", r.Reasons)
	}
}

// The spread is that of paths of the plain recursion.
func TestDynamicThetaSpread(t *testing.T) {
	y := published(t, "Nile")[:25]
	d := dotmFit(y)
	d.alpha, d.omega = 0.4, 0.8
	// Responses by difference: a unit error at step j, then the recursion on its own.
	const h = 7
	base := d.point(h)
	want := make([]float64, h)
	for j := range h {
		s := d.state()
		for i := range h {
			v := s.next()
			if i > j {
				want[i] += (v - base[i]) * (v - base[i])
			}
			if i == j {
				v++
			}
			s.take(v)
		}
	}
	for i := range want {
		want[i] = d.sigma * math.Sqrt(1+want[i])
	}
	nearly(t, "spread", d.spread(h), want, 1e-8)
}

// Where zero is does not matter, for models that only add.
func TestDynamicThetaShift(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawDemand(t)
		s.Signed = true
		b := rapid.SampledFrom([]float64{-1000, 4096}).Draw(t, "b")
		shifted := s
		shifted.Values = slices.Clone(s.Values)
		for i := range shifted.Values {
			shifted.Values[i] += b
		}
		m := rapid.SampledFrom([]Model{Theta{Adjustment: AdjustmentShrunk}, Theta{}, OptimisedTheta{}, DynamicTheta{Theta: 2}, Naive2{}}).Draw(t, "model")
		sameForecast(t, m, s, shifted, 1, b, 1e-5)
	})
}
