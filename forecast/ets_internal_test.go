package forecast

import (
	"math"
	"testing"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// etsSample is a seasonal series with a trend, above zero.
func etsSample(n, m int, seed uint64) []float64 {
	r := num.Rand(seed)
	x := make([]float64, n)
	for t := range x {
		x[t] = (100 + 2*float64(t)) * (1 + 0.2*math.Sin(2*math.Pi*float64(t)/float64(m))) * (1 + 0.05*r.NormFloat64())
	}
	return x
}

// etsEvery lists all thirty kinds.
func etsEvery() []etsKind {
	var out []etsKind
	for _, times := range []bool{false, true} {
		for _, trend := range []byte("NAM") {
			for _, damped := range []bool{false, true} {
				for _, season := range []byte("NAM") {
					if !damped || trend != 'N' {
						out = append(out, etsKind{times, trend, damped, season})
					}
				}
			}
		}
	}
	return out
}

// TestETSGradient compares the way back through the recursion with differences.
func TestETSGradient(t *testing.T) {
	x := etsSample(40, 4, 1)
	if got := len(etsEvery()); got != 30 {
		t.Fatalf("%d kinds", got)
	}
	for _, k := range etsEvery() {
		for _, f := range []etsFixed{{}, {beta: 0.02}, {alpha: 0.3}, {gamma: 0.2}, {phi: 0.9}, {cautious: true}, {beta: 0.02, cautious: true}} {
			d := newETSData(x, 4)
			d.use(k, f)
			v := d.begin(etsParams{0.4, 0.2, 0.3, 0.9}, nil)
			grad := make([]float64, len(v))
			d.valueGradient(v, grad)
			for i := range v {
				const step = 1e-6
				keep := v[i]
				v[i] = keep + step
				up := d.value(v)
				v[i] = keep - step
				down := d.value(v)
				v[i] = keep
				if want := (up - down) / (2 * step); math.Abs(grad[i]-want) > 1e-4*(1+math.Abs(want)) {
					t.Errorf("%v %v: coordinate %d: %v, differences give %v", k, f, i, grad[i], want)
				}
			}
		}
	}
}

// TestETSSpread compares the formulas with the deviations of simulated paths.
func TestETSSpread(t *testing.T) {
	const h, n = 9, 4000
	for _, c := range []struct {
		model string
		tol   float64
	}{
		{"ANN", 0.05}, {"AAN", 0.05}, {"AAdA", 0.05}, {"ANA", 0.05}, {"MNN", 0.05}, {"MAdN", 0.05}, {"MAA", 0.05}, {"MAM", 0.05}, {"MNM", 0.05},
		{"MMN", 0.1}, {"AAM", 0.1}, {"MMdM", 0.1},
	} {
		k, ok := ETS{Model: c.model}.single()
		if !ok {
			t.Fatal(c.model)
		}
		f := etsFit{kind: k, m: 4, alpha: 0.3, beta: 0.1, gamma: 0.3, phi: 1, level: 100, sigma: 5}
		switch k.trend {
		case 'N':
			f.beta, f.phi = 0, 0
		case 'A':
			f.slope = 1
		default:
			f.slope = 1.01
		}
		if k.damped {
			f.phi = 0.9
		}
		if k.times {
			f.sigma = 0.05
		}
		switch k.season {
		case 'A':
			f.season = []float64{5, -5, 10, -10}
		case 'M':
			f.season = []float64{1.1, 0.9, 1.2, 0.8}
		}
		r := num.Rand(3)
		sum, square, path := make([]float64, h), make([]float64, h), make([]float64, h)
		for range n {
			f.path(r, path)
			for j, v := range path {
				sum[j] += v / n
				square[j] += v * v / n
			}
		}
		got, point := f.spread(h), f.point(h)
		for j := range h {
			want := math.Sqrt(square[j] - sum[j]*sum[j])
			if math.Abs(got[j]/want-1) > c.tol || math.Abs(point[j]/sum[j]-1) > 0.01 {
				t.Errorf("%s step %d: deviation %v, simulated %v; point %v, simulated %v", c.model, j+1, got[j], want, point[j], sum[j])
			}
		}
	}
}

// TestETSLikelihood compares with R 4.2.2, forecast 8.20: for each model the AICc of
// ets(UKgas, model) is reached or beaten. R stops its simplex early.
func TestETSLikelihood(t *testing.T) {
	x := classic(t, "UKgas")
	for _, c := range []struct {
		k    etsKind
		aicc float64
	}{
		{etsKind{false, 'N', false, 'N'}, 1631.9639},
		{etsKind{false, 'A', false, 'N'}, 1620.4102},
		{etsKind{false, 'A', true, 'N'}, 1622.5862},
		{etsKind{true, 'N', false, 'N'}, 1532.3115},
		{etsKind{true, 'A', false, 'N'}, 1510.4126},
		{etsKind{true, 'A', true, 'N'}, 1515.2517},
		{etsKind{false, 'N', false, 'A'}, 1320.4233},
		{etsKind{false, 'A', false, 'A'}, 1312.2082},
		{etsKind{false, 'A', true, 'A'}, 1317.4363},
		{etsKind{true, 'N', false, 'A'}, 1374.1741},
		{etsKind{true, 'A', false, 'A'}, 1428.3219},
		{etsKind{true, 'A', true, 'A'}, 1451.4294},
		{etsKind{true, 'N', false, 'M'}, 1286.5358},
		{etsKind{true, 'A', false, 'M'}, 1256.5583},
		{etsKind{true, 'A', true, 'M'}, 1261.2448},
	} {
		f := etsSingle(x, 4, c.k, etsFixed{})
		if f.aicc > c.aicc+0.05 {
			t.Errorf("%v: AICc %.4f, R has %.4f", c.k, f.aicc, c.aicc)
		}
	}
}

func TestETSKinds(t *testing.T) {
	p, _ := parseETS("")
	for _, c := range []struct {
		n, m     int
		positive bool
		want     int
	}{
		{144, 12, true, 15}, {144, 12, false, 6}, {144, 1, true, 6}, {23, 12, true, 6}, {24, 12, true, 15}, {4, 1, true, 0}, {5, 1, true, 2}, {7, 1, true, 4}, {8, 1, true, 6},
	} {
		if got := len(p.kinds(c.n, c.m, c.positive)); got != c.want {
			t.Errorf("%d values, season %d, positive %v: %d models, want %d", c.n, c.m, c.positive, got, c.want)
		}
	}
}

// TestETSScale checks that a factor changes the forecasts by itself alone, and a shift
// those of linear models.
func TestETSScale(t *testing.T) {
	x := etsSample(60, 12, 2)
	y, z := make([]float64, len(x)), make([]float64, len(x))
	for i, v := range x {
		y[i], z[i] = 37.3*v, v-5000
	}
	a, b := etsAuto(x, 12), etsAuto(y, 12)
	p, q := a.point(24), b.point(24)
	s, u := a.spread(24), b.spread(24)
	for j := range p {
		if math.Abs(q[j]/(37.3*p[j])-1) > 1e-9 || math.Abs(u[j]/(37.3*s[j])-1) > 1e-9 {
			t.Fatalf("step %d: %v and %v, deviations %v and %v", j, p[j], q[j], s[j], u[j])
		}
	}
	k := etsKind{trend: 'A', damped: true, season: 'A'}
	a, b = etsSingle(x, 12, k, etsFixed{}), etsSingle(y, 12, k, etsFixed{})
	p, q = a.point(24), b.point(24)
	for j := range p {
		if math.Abs(q[j]/(37.3*p[j])-1) > 1e-12 {
			t.Fatalf("linear, step %d: %v and %v", j, p[j], q[j])
		}
	}
	a, b = etsSingle(x, 12, k, etsFixed{}), etsSingle(z, 12, k, etsFixed{})
	p, q = a.point(24), b.point(24)
	for j := range p {
		if math.Abs(q[j]+5000-p[j]) > 1e-6 {
			t.Fatalf("step %d: %v and %v", j, p[j], q[j])
		}
	}
}

// TestETSScore works out the criteria of ETS(A,N,N) on Nile from its squared errors.
func TestETSScore(t *testing.T) {
	x := classic(t, "Nile")
	f := etsSingle(x, 1, etsKind{trend: 'N', season: 'N'}, etsFixed{})
	minus2 := 100 * math.Log(f.sse)
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"AICc of R", f.aicc, 1459.03104}, {"log likelihood of R", f.logLik, -726.39052}, {"sigma^2 of R", f.sigma * f.sigma, 20802.8},
		{"AIC", f.aic, minus2 + 6}, {"AICc", f.aicc, minus2 + 6 + 24.0/96}, {"BIC", f.bic, minus2 + 3*math.Log(100)},
	} {
		if math.Abs(c.got/c.want-1) > 1e-5 {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
	d := newETSData(x, 1)
	d.use(f.kind, etsFixed{})
	for c, want := range map[Criterion]float64{AIC: f.aic, AICc: f.aicc, BIC: f.bic} {
		if got := d.score(f.kind, f.value, c); math.Abs(got-want) > 1e-6 {
			t.Errorf("%v: %v, want %v", c, got, want)
		}
	}
}

// TestETSAverage checks the weights: they add to 1 and their ratios follow the criterion.
func TestETSAverage(t *testing.T) {
	p, _ := parseETS("")
	mix, tried := etsAveraged(classic(t, "Nile"), 1, etsChoice{pattern: p})
	score := map[etsKind]float64{}
	for _, c := range tried {
		score[c.kind] = c.score
	}
	sum, point := 0.0, make([]float64, 3)
	for i, f := range mix.fits {
		sum += mix.weights[i]
		want := math.Exp((score[mix.fits[0].kind] - score[f.kind]) / 2)
		if got := mix.weights[i] / mix.weights[0]; math.Abs(got/want-1) > 1e-9 {
			t.Errorf("%v: ratio %v, want %v", f.kind, got, want)
		}
		for j, v := range f.point(3) {
			point[j] += mix.weights[i] * v
		}
	}
	if math.Abs(sum-1) > 1e-12 || len(mix.fits) < 2 {
		t.Errorf("%d weights add to %v", len(mix.fits), sum)
	}
	etsNearly(t, "average", mix.point(3), point, 1e-12)
}

// TestETSCautious checks that the prior lowers the slope's parameter and nothing of the
// likelihood that is reported.
func TestETSCautious(t *testing.T) {
	x := make([]float64, 50)
	r, level, slope := num.Rand(1), 100.0, 1.0
	for i := range x {
		slope += 0.4 * r.NormFloat64()
		level += slope
		x[i] = level + r.NormFloat64()
	}
	k := etsKind{trend: 'A', season: 'N'}
	free, held := etsSingle(x, 1, k, etsFixed{}), etsSingle(x, 1, k, etsFixed{cautious: true})
	if !(held.beta/held.alpha < free.beta/free.alpha-0.01) || !(held.logLik < free.logLik) {
		t.Errorf("beta %v, with the prior %v; log likelihood %v and %v", free.beta, held.beta, free.logLik, held.logLik)
	}
	if want := -25 * math.Log(held.sse); math.Abs(held.logLik/want-1) > 1e-9 {
		t.Errorf("log likelihood %v, want %v", held.logLik, want)
	}
}

// TestETSPathPositive draws relative errors far below -1.
func TestETSPathPositive(t *testing.T) {
	f := etsFit{kind: etsKind{times: true, trend: 'N', season: 'N'}, m: 1, alpha: 0.5, level: 10, sigma: 2}
	r, path := num.Rand(1), make([]float64, 20)
	for range 100 {
		f.path(r, path)
		for _, v := range path {
			if !(v > 0) {
				t.Fatalf("path %v", path)
			}
		}
	}
}
