package forecast

import (
	"math"
	"math/cmplx"
	"slices"
	"testing"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// cesPlain is complex exponential smoothing as its paper writes it, with complex
// numbers: z_t = (a0 + i a1) (y_t + i e_t) + (1 - a0 + i - i a1) z_{t-1}, which is the model of
// the two states, forwards from the state z. It returns the one-step forecasts and the next
// h.
func cesPlain(y []float64, a, z complex128, h int) (points, ahead []float64) {
	for i := range len(y) + h {
		f := real(z)
		v, e := f, 0.0
		if i < len(y) {
			v, e = y[i], y[i]-f
			points = append(points, f)
		} else {
			ahead = append(ahead, f)
		}
		z = a*complex(v, e) + (complex(1, 1)-a)*z
	}
	return points, ahead
}

// The two states are the real and the imaginary part of the smoothed complex number.
func TestCESComplex(t *testing.T) {
	for _, series := range []string{"Nile", "UKgas"} {
		x := published(t, series)
		e := cesFit(x, 1)
		w := newCESWork(x, 1, CESNone)
		s := cesStates{l: w.last, c: w.last / e.p[0]}
		s.pass(CESNone, &e.p, x, true, nil)
		points, ahead := cesPlain(x, complex(e.p[0], e.p[1]), complex(s.l, s.c), 5)
		got := make([]float64, len(x))
		e.replay(x, got)
		nearly(t, series+" points", got, points, 1e-9)
		nearly(t, series, e.point(5), ahead, 1e-9)
	}
}

// The search finds parameters as good as a grid does, within the bounds where errors die
// out.
func TestCESOptimum(t *testing.T) {
	for _, c := range []struct {
		series string
		n      int
	}{{"Nile", 100}, {"Nile", 30}, {"AirPassengers", 60}, {"UKgas", 108}} {
		x := published(t, c.series)[:c.n]
		e := cesFit(x, 1)
		if !cesStable(e.p[0], e.p[1]) {
			t.Errorf("%s: %v is not stable", c.series, e.p)
		}
		w := newCESWork(x, 1, CESNone)
		got, best := w.run(&e.p, nil), math.Inf(1)
		for i := range 80 {
			for j := range 80 {
				p := [4]float64{0.01 + 0.025*float64(i), 0.01 + 0.025*float64(j)}
				if cesStable(p[0], p[1]) {
					best = min(best, w.run(&p, nil))
				}
			}
		}
		if got > best*1.0005 {
			t.Errorf("%s to %d: squared errors %v, a grid has %v", c.series, c.n, got, best)
		}
	}
}

// Stable is what its eigenvalues say.
func TestCESStable(t *testing.T) {
	for i := range 60 {
		for j := range 60 {
			a0, a1 := 0.013+0.04*float64(i), 0.017+0.04*float64(j)
			// The states less the response to errors: l' = (1-a0+a1) l - (1-a1) c and
			// c' = (1-a0-a1) l + (1-a0) c.
			trace := complex(1-a0+a1+1-a0, 0)
			det := complex((1-a0+a1)*(1-a0)+(1-a1)*(1-a0-a1), 0)
			root := cmplx.Sqrt(trace*trace/4 - det)
			most := max(cmplx.Abs(trace/2+root), cmplx.Abs(trace/2-root))
			if math.Abs(most-1) > 1e-9 && cesStable(a0, a1) != (most < 1) {
				t.Fatalf("a0 %v, a1 %v: largest root %v", a0, a1, most)
			}
		}
	}
}

// The forms with a season follow one, and the automatic choice takes the least AICc.
func TestCESSeasons(t *testing.T) {
	x := make([]float64, 120)
	r := num.Rand(3)
	season := []float64{30, -10, -20, 0, 40, 10, -30, -20, 0, 20, -15, -5}
	for i := range x {
		x[i] = 300 + season[i%12] + r.NormFloat64()
	}
	least, best := math.Inf(1), ""
	for f := CESNone; f <= CESAdjusted; f++ {
		report, fc := fitForecast(t, CES{Season: f}, x, 12, 24)
		if a := report.Information.AICc; a < least {
			least, best = a, report.Model
		}
		if report.Model != "CES("+f.String()+")" {
			t.Errorf("%s is reported as %s", f, report.Model)
		}
		if f == CESNone {
			continue
		}
		for j, v := range fc.Point {
			if want := 300 + season[j%12]; math.Abs(v-want) > 4 {
				t.Errorf("%s: step %d: %v, want %v", report.Model, j, v, want)
			}
		}
	}
	r2, _ := fitForecast(t, CES{}, x, 12, 1)
	if r2.Model != best || r2.Reasons[len(r2.Reasons)-1].Code != "chosen" {
		t.Errorf("the choice is %s of %v, want %s", r2.Model, r2.Reasons, best)
	}
	if got := (CES{}).Name() + (CES{Season: CESFull}).Name(); got != "CESCES(full)" {
		t.Errorf("names %s", got)
	}
	// Of a season that grows, the states that keep up with it are the best.
	r3, _ := fitForecast(t, CES{}, published(t, "UKgas"), 4, 1)
	if r3.Model != "CES(partial)" || r3.Reasons[0].Text != "the form partial has the least AICc of five, 1087.0" {
		t.Errorf("the choice for UKgas is %s: %v", r3.Model, r3.Reasons)
	}
	// A season needs two cycles.
	for n, want := range map[int]string{23: "CES(none)", 24: "CES(partial)"} {
		report, _ := fitForecast(t, CES{Season: CESPartial}, x[:n], 12, 1)
		short := slices.ContainsFunc(report.Reasons, func(r Reason) bool { return r.Code == "short" })
		if report.Model != want || short != (n == 23) {
			t.Errorf("%d steps: %s, %v", n, report.Model, report.Reasons)
		}
	}
}

// The spread of every form is the root of the sum of squares of its responses to an error.
func TestCESSpread(t *testing.T) {
	x := published(t, "UKgas")
	for f := CESNone; f <= CESFull; f++ {
		e := cesFitForm(x, 4, f, false)
		const h = 9
		base := e.point(h)
		want := make([]float64, h)
		for j := range h {
			s := e.states.clone()
			for i := range h {
				shock := 0.0
				if i == j {
					shock = 1
				}
				v := s.step(e.form, &e.p, e.n+i, shock)
				if i > j {
					want[i] += (v - base[i]) * (v - base[i])
				}
			}
		}
		for i := range want {
			want[i] = e.sigma * math.Sqrt(1+want[i])
		}
		nearly(t, f.String(), e.spread(h), want, 1e-7)
	}
}

// The likelihood of a form is that of its one-step errors.
func TestCESInformation(t *testing.T) {
	x := published(t, "UKgas")
	params := map[CESSeason]float64{CESNone: 3, CESSimple: 3 + 4, CESPartial: 4 + 4, CESFull: 5 + 4, CESAdjusted: 3 + 2}
	for f, k := range params {
		r, _ := fitForecast(t, CES{Season: f}, x, 4, 1)
		sse := 0.0
		for i, p := range r.Points {
			sse += (x[i] - p) * (x[i] - p)
		}
		n := float64(len(x))
		logLik := -n / 2 * (math.Log(2*math.Pi*sse/n) + 1)
		aicc := -2*logLik + 2*k + 2*k*(k+1)/(n-k-1)
		nearly(t, r.Model, []float64{r.Information.LogLik, r.Information.AICc}, []float64{logLik, aicc}, 1e-9)
	}
}
