package forecast

import (
	"math"
	"slices"
	"testing"

	"github.com/lianxing/crossborder/fx"
	"pgregory.net/rapid"
)

// fitForecast fits m to x with one season and forecasts h steps with the quantiles of 95%.
func fitForecast(t testing.TB, m Model, x []float64, period, h int) (Report, Forecast) {
	t.Helper()
	s := Series{Values: x, Periods: []int{}}
	if period > 1 {
		s.Periods = []int{period}
	}
	fit, err := m.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	f, err := fit.Forecast(h, 0.025, 0.975)
	if err != nil {
		t.Fatal(err)
	}
	return fit.Report(), f
}

// R's forecast::thetaf (8.20): the worked examples, and thetaf of other series.
func TestThetaWorked(t *testing.T) {
	for _, c := range []struct {
		id, series   string
		m            int
		alpha, drift float64
		mean, lo, hi []float64
	}{
		{"thetaf-airpassengers", "AirPassengers", 12, 0.83775209, 1.32306963,
			[]float64{440.078191, 428.384281, 489.707099, 475.704628, 479.670389, 545.366272, 602.752002, 601.100763, 523.951492, 456.627145, 397.953735, 447.644909},
			[]float64{418.996719, 400.882624, 457.022948, 438.554038, 438.535502, 500.600308, 554.62816, 549.838528, 469.732221, 399.603975, 338.25822, 385.391659},
			[]float64{461.159664, 455.885937, 522.391249, 512.855217, 520.805275, 590.132236, 650.875843, 652.362998, 578.170763, 513.650315, 457.64925, 509.898159}},
		{"thetaf-nile", "Nile", 1, 0.245668154, -1.35715272,
			[]float64{799.811996, 798.454844, 797.097691, 795.740538, 794.383385},
			[]float64{517.122943, 507.360213, 497.833482, 488.523922, 479.415082},
			[]float64{1082.50105, 1089.54947, 1096.3619, 1102.95715, 1109.35169}},
		{"thetaf(UKgas)", "UKgas", 4, 0.237429081, 2.8087528,
			[]float64{999.743917, 660.097642, 387.189467, 718.360743, 1016.076373, 670.837555, 393.463593, 729.954293},
			[]float64{847.964265, 504.098535, 227.082067, 554.247861, 848.053468, 498.993571, 217.881665, 550.712357},
			[]float64{1151.523569, 816.096749, 547.296868, 882.473625, 1184.099277, 842.681539, 569.045520, 909.196230}},
		{"thetaf(nottem)", "nottem", 12, 0.024904665, 0.00208039489,
			[]float64{40.1260876, 39.5457862, 42.5476680, 46.7887345, 53.0991217, 58.6719925, 62.7038048, 61.1867990, 57.0757719, 50.2611612, 42.8937419, 40.1117875},
			[]float64{35.3798871, 34.7981141, 37.7985246, 42.0381203, 48.3470372, 53.9184382, 57.9487811, 56.4303064, 52.3178108, 45.5017321, 38.1328451, 35.3494237}, nil},
	} {
		x := published(t, c.series)
		r, f := fitForecast(t, Theta{}, x, c.m, len(c.mean))
		alpha, _ := r.Param("alpha")
		drift, _ := r.Param("drift")
		if math.Abs(alpha-c.alpha) > 1e-3 || math.Abs(drift-c.drift) > 1e-6*math.Abs(c.drift) {
			t.Errorf("%s: alpha %v, drift %v, want %v and %v", c.id, alpha, drift, c.alpha, c.drift)
		}
		nearly(t, c.id, f.Point, c.mean, 2e-4)
		nearly(t, c.id+" lower", f.Quantiles[0], c.lo, 1e-3)
		if c.hi != nil {
			nearly(t, c.id+" upper", f.Quantiles[1], c.hi, 1e-3)
		}
	}
}

// Points of the history carry the season of their step.
func TestThetaSeasonalPoints(t *testing.T) {
	x := published(t, "UKgas")
	figure := classicalFigure(x, 4, true)
	for _, m := range []Model{Theta{}, DynamicTheta{}, OptimisedTheta{}} {
		r, _ := fitForecast(t, m, x, 4, 1)
		adjusted := make([]float64, len(x))
		for i, p := range r.Points {
			adjusted[i] = p / figure[i%4]
		}
		// The forecasts of neighbouring quarters differ little once the season is out.
		for i := 20; i < len(x); i++ {
			if d := adjusted[i]/adjusted[i-1] - 1; math.Abs(d) > 0.3 {
				t.Errorf("%s: step %d is %v of the step before", m.Name(), i, 1+d)
			}
		}
	}
}

// With alpha given the method can be done by hand.
func TestThetaByHand(t *testing.T) {
	x := []float64{3, 5, 4, 8, 7, 9, 12, 10}
	r, f := fitForecast(t, Theta{Alpha: 0.4}, x, 1, 3)
	level, _ := r.Param("l0")
	slope, want := 0.0, []float64{0, 0, 0}
	for i, v := range x {
		nearly(t, "points", r.Points[i:i+1], []float64{level}, 1e-12)
		level += 0.4 * (v - level)
		slope += (float64(i) - 3.5) * v / 42
	}
	for j := range want {
		want[j] = level + slope/2*(float64(j)+(1-math.Pow(0.6, 8))/0.4)
	}
	nearly(t, "forecast", f.Point, want, 1e-12)
	// The start is the best one: a little up or down is worse.
	sse := func(l0 float64) float64 {
		sum := 0.0
		for _, v := range x {
			sum += (v - l0) * (v - l0)
			l0 += 0.4 * (v - l0)
		}
		return sum
	}
	l0, _ := r.Param("l0")
	if !(sse(l0) < sse(l0+0.01) && sse(l0) < sse(l0-0.01)) {
		t.Errorf("l0 %v is not the best start", l0)
	}
	// alpha 1 is the last value with half the slope.
	_, f = fitForecast(t, Theta{Alpha: 1}, x, 1, 2)
	nearly(t, "alpha 1", f.Point, []float64{10 + slope/2, 10 + slope}, 1e-12)
}

// The search for alpha finds the lowest of several valleys.
func TestThetaSearch(t *testing.T) {
	two := func(a float64) float64 {
		// The lowest point of the grid is in the valley that is less deep.
		return math.Min(1+10*(a-0.2)*(a-0.2), 0.98+100*(a-0.8)*(a-0.8))
	}
	if got := thetaSearch(0.1, 0.99, two); math.Abs(got-0.8) > 1e-4 {
		t.Errorf("found %v, want 0.8", got)
	}
	for _, end := range []float64{0.1, 0.99} {
		if got := thetaSearch(0.1, 0.99, func(a float64) float64 { return 1 + math.Abs(a-end) }); math.Abs(got-end) > 1e-4 {
			t.Errorf("found %v, want the end %v", got, end)
		}
	}
}

// Naive2 of UKgas against R: naive(UKgas / figure) times the figure, by decompose and
// the test of the M4 competition.
func TestNaive2(t *testing.T) {
	x := published(t, "UKgas")
	r, f := fitForecast(t, Naive2{}, x, 4, 5)
	figure := []float64{1.453710656, 0.955932592, 0.558444081, 1.031912671}
	last := x[107] / figure[3]
	want := []float64{last * figure[0], last * figure[1], last * figure[2], x[107], last * figure[0]}
	nearly(t, "UKgas", f.Point, want, 1e-8)
	if !math.IsNaN(r.Points[0]) {
		t.Errorf("the first step has the point %v", r.Points[0])
	}
	nearly(t, "points", r.Points[1:3], []float64{x[0] * figure[1] / figure[0], x[1] * figure[2] / figure[1]}, 1e-8)
	if r.Reasons[0].Code != "season" {
		t.Errorf("reasons %v", r.Reasons)
	}
	// Without a season it is Naive, width and all.
	_, f = fitForecast(t, Naive2{}, published(t, "Nile"), 1, 3)
	nearly(t, "Nile", f.Point, []float64{740, 740, 740}, 1e-12)
	nearly(t, "naive-nile", f.Quantiles[0], []float64{412.049731, 276.208281, 171.973471}, 1e-6)
	nearly(t, "naive-nile", f.Quantiles[1], []float64{1067.95027, 1203.79172, 1308.02653}, 1e-6)
	// The setting replaces the period of the series.
	_, f = fitForecast(t, Naive2{Period: 4}, x, 1, 5)
	nearly(t, "period 4", f.Point, want, 1e-8)
	_, f = fitForecast(t, Naive2{Period: 1}, x, 4, 1)
	nearly(t, "period 1", f.Point, x[107:], 1e-12)
}

// A setting out of bounds and a value out of bounds are both named.
func TestThetaRefusals(t *testing.T) {
	bad := Series{Values: []float64{1, -2, 3}}
	for _, c := range []struct {
		model Model
		want  []string
	}{
		{Theta{Alpha: -0.1}, []string{"alpha", "values[1]"}}, {Theta{Alpha: 1.01, Adjustment: 9}, []string{"alpha", "adjustment", "values[1]"}},
		{Theta{Alpha: math.NaN()}, []string{"alpha", "values[1]"}}, {Theta{Adjustment: -1}, []string{"adjustment", "values[1]"}},
		{DynamicTheta{Theta: 0.99}, []string{"theta", "values[1]"}}, {DynamicTheta{Theta: math.NaN(), Adjustment: 4}, []string{"adjustment", "theta", "values[1]"}},
		{OptimisedTheta{Theta: math.Inf(1)}, []string{"theta", "values[1]"}}, {OptimisedTheta{Theta: -2}, []string{"theta", "values[1]"}},
		{Naive2{Period: -1}, []string{"period", "values[1]"}}, {Naive2{Period: MaxSteps + 1, Adjustment: 7}, []string{"period", "adjustment", "values[1]"}},
		{CES{Season: -1}, []string{"season", "values[1]"}}, {CES{Season: 6}, []string{"season", "values[1]"}},
		{MSTL{Periods: []int{1, 7, 7}}, []string{"periods[0]", "periods[2]", "values[1]"}},
		{MSTL{SeasonWindows: []int{0, 2, -1, MaxSteps + 1}}, []string{"season_windows[1]", "season_windows[2]", "season_windows[3]", "values[1]"}},
	} {
		_, err := c.model.Fit(bad)
		var got []string
		for _, f := range fx.Faults(err) {
			got = append(got, f.(*fx.InputError).Field)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%#v: %v, want %v", c.model, got, c.want)
		}
	}
	for _, m := range []Model{Theta{Alpha: 1}, DynamicTheta{Theta: 1}, OptimisedTheta{Theta: MaxValue}, Naive2{Period: MaxSteps}, MSTL{Periods: []int{2}, SeasonWindows: []int{3}}} {
		if _, err := m.Fit(Series{Values: []float64{1, 2, 3}}); err != nil {
			t.Errorf("%#v: %v", m, err)
		}
	}
}

// thetaModels are the models of this subject with every setting that takes a way of its own.
func thetaModels() []Model {
	return []Model{
		Theta{Adjustment: AdjustmentAlways}, Theta{Adjustment: AdjustmentNone, Alpha: 0.2}, Theta{Alpha: 1},
		DynamicTheta{Adjustment: AdjustmentShrunk}, DynamicTheta{Theta: 2}, DynamicTheta{Theta: 1}, DynamicTheta{Theta: 1e15},
		OptimisedTheta{Adjustment: AdjustmentAlways}, OptimisedTheta{Theta: 2, Adjustment: AdjustmentNone},
		Naive2{Adjustment: AdjustmentShrunk}, Naive2{Period: 3, Adjustment: AdjustmentAlways},
		CES{Season: CESNone}, CES{Season: CESSimple}, CES{Season: CESPartial}, CES{Season: CESFull}, CES{Season: CESAdjusted},
		MSTL{Model: Naive{}, Robust: true}, MSTL{Model: SES{}, Multiplicative: true}, MSTL{Periods: []int{2, 5}, SeasonWindows: []int{0, 4}, Model: Theta{}},
	}
}

// Short, constant, huge and signed series get finite forecasts with ordered quantiles from
// every setting.
func TestThetaModelsFinite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSeries(t, 40)
		if s.Signed = rapid.Bool().Draw(t, "signed"); s.Signed {
			for i := range s.Values {
				if rapid.Bool().Draw(t, "below zero") {
					s.Values[i] = -s.Values[i]
				}
			}
		}
		known := slices.Contains(s.known(), true)
		fit, err := rapid.SampledFrom(thetaModels()).Draw(t, "model").Fit(s)
		if err != nil {
			if known {
				t.Fatal(err)
			}
			return
		}
		f, err := fit.Forecast(15, 0.01, 0.5, 0.99)
		if err != nil {
			t.Fatal(err)
		}
		for j, p := range f.Point {
			lo, mid, hi := f.Quantiles[0][j], f.Quantiles[1][j], f.Quantiles[2][j]
			if math.IsNaN(p) || math.IsInf(p, 0) || !(lo <= mid && mid <= hi) || math.IsInf(lo, 0) || math.IsInf(hi, 0) {
				t.Fatalf("%s: step %d: %g in %g %g %g", f.Model, j+1, p, lo, mid, hi)
			}
		}
	})
}

// k times a series has k times the forecast, with every setting.
func TestThetaModelsScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawDemand(t)
		k := rapid.SampledFrom([]float64{1.0 / 1024, 1 << 20, 3}).Draw(t, "k")
		scaled := s
		scaled.Values = make([]float64, len(s.Values))
		for i, v := range s.Values {
			scaled.Values[i] = k * v
		}
		sameForecast(t, rapid.SampledFrom(thetaModels()).Draw(t, "model"), s, scaled, k, 0, 1e-6)
	})
}
