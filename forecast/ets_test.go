package forecast

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fx"
	"pgregory.net/rapid"
)

// etsNearly fails where a value is further from what is wanted than the relative tol.
func etsNearly(t *testing.T, what string, got, want []float64, tol float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, want %d", what, len(got), len(want))
	}
	for i, w := range want {
		if math.Abs(got[i]-w) > tol*math.Abs(w) {
			t.Errorf("%s: step %d is %v, want %v", what, i+1, got[i], w)
		}
	}
}

// TestETSWorked holds the worked examples of R's forecast::ets.
func TestETSWorked(t *testing.T) {
	for _, c := range []struct {
		id, series   string
		m            int
		model        ETS
		aicc, tol    float64
		mean, lo, hi []float64
	}{
		{"ets-ann-nile", "Nile", 1, ETS{Model: "ANN"}, 1459.03104, 1e-3,
			[]float64{805.381283, 805.381283, 805.381283}, []float64{522.692225, 514.295703, 506.134685}, []float64{1088.07034, 1096.46686, 1104.62788}},
		{"ets-auto-ukgas", "UKgas", 4, ETS{}, 1256.55829, 0.02,
			[]float64{1258.82362, 652.617833, 357.200953, 878.954063, 1370.51917, 709.304138, 387.587317, 952.214534},
			[]float64{970.845919, 503.050163, 275.019239, 675.402998, 971.979593, 501.249746, 272.630184, 665.914907},
			[]float64{1546.80132, 802.185503, 439.382667, 1082.50513, 1769.05875, 917.358529, 502.544451, 1238.51416}},
		// The model that R chooses; its own choice is another with a lower AICc.
		{"ets-auto-airpassengers", "AirPassengers", 12, ETS{Model: "MAdM"}, 1400.63843, 0.01,
			[]float64{441.801847, 434.11862, 496.630047, 483.237479, 483.991353, 551.0244, 613.179679, 609.364831, 530.540835, 463.033214, 402.7478, 451.969373}, nil, nil},
		{"ets-auto-airpassengers", "AirPassengers", 12, ETS{}, 1400.63843, 0.013,
			[]float64{441.801847, 434.11862, 496.630047, 483.237479, 483.991353, 551.0244, 613.179679, 609.364831, 530.540835, 463.033214, 402.7478, 451.969373}, nil, nil},
	} {
		f, err := c.model.Fit(Series{Values: classic(t, c.series), Periods: etsPeriods(c.m)})
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Report().Information.AICc; got > c.aicc+1e-4 {
			t.Errorf("%s: AICc %v of %s, want %v or less", c.id, got, f.Report().Model, c.aicc)
		}
		out, err := f.Forecast(len(c.mean), 0.025, 0.975)
		if err != nil {
			t.Fatal(err)
		}
		etsNearly(t, c.id, out.Point, c.mean, c.tol)
		if c.lo != nil {
			etsNearly(t, c.id+" lower", out.Quantiles[0], c.lo, c.tol)
			etsNearly(t, c.id+" upper", out.Quantiles[1], c.hi, c.tol)
		}
	}
}

func etsPeriods(m int) []int {
	if m < 2 {
		return []int{}
	}
	return []int{m}
}

// TestHoltWintersWorked holds the worked examples of R's stats::HoltWinters, and
// additive ones from the same function (R 4.2.2).
func TestHoltWintersWorked(t *testing.T) {
	x := classic(t, "AirPassengers")
	for _, c := range []struct {
		id        string
		model     HoltWinters
		names     []string
		params    []float64
		tol       float64
		forecasts []float64
	}{
		{"hw-mult-airpassengers", HoltWinters{Multiplicative: true}, []string{"alpha", "beta", "gamma", "sse"}, []float64{0.275592475, 0.0326929527, 0.870729222, 16570.7779}, 1e-3,
			[]float64{447.055931, 419.71228, 464.867131, 496.083938, 507.532638, 575.450896, 666.592293, 657.913718, 550.308766, 492.985309, 420.20728, 465.634501}},
		{"hw-mult-fixed-airpassengers", HoltWinters{Multiplicative: true, Alpha: 0.3, Beta: 0.05, Gamma: 0.6}, []string{"sse", "l", "b", "s1", "s12"}, []float64{18628.04, 484.189869, 3.45729266, 0.919955428, 0.893300995}, 1e-6,
			[]float64{448.613653, 423.996599, 480.119614, 499.783734, 515.292066, 589.462083, 677.023417, 669.239951, 556.753257, 493.994988, 423.924425, 469.588127}},
		{"HoltWinters(AirPassengers)", HoltWinters{}, []string{"alpha", "beta", "gamma", "sse"}, []float64{0.24795949, 0.03453373, 1, 21860.18}, 1e-3,
			[]float64{453.4977}},
		{"HoltWinters(AirPassengers,.3,.05,.6)", HoltWinters{Alpha: 0.3, Beta: 0.05, Gamma: 0.6}, []string{"sse"}, []float64{35612.5}, 1e-6,
			[]float64{459.2662, 441.9501, 489.9961}},
	} {
		f, err := c.model.Fit(Series{Values: x, Periods: []int{12}})
		if err != nil {
			t.Fatal(err)
		}
		got := make([]float64, len(c.names))
		for i, name := range c.names {
			got[i], _ = f.Report().Param(name)
		}
		etsNearly(t, c.id+" parameters", got, c.params, c.tol)
		out, err := f.Forecast(len(c.forecasts))
		if err != nil {
			t.Fatal(err)
		}
		etsNearly(t, c.id, out.Point, c.forecasts, c.tol)
	}
}

// TestSmoothingRecursion checks fixed parameters by hand: with alpha 1 simple
// smoothing is the last value, and Holt's points follow the two equations.
func TestSmoothingRecursion(t *testing.T) {
	x := []float64{3, 5, 4, 8, 7, 9, 12, 10, 13, 15}
	f, err := SES{Alpha: 1}.Fit(Series{Values: x})
	if err != nil {
		t.Fatal(err)
	}
	out, _ := f.Forecast(2)
	etsNearly(t, "SES", out.Point, []float64{15, 15}, 1e-9)
	etsNearly(t, "SES points", f.Report().Points[1:], x[:9], 1e-9)
	f, err = Damped{Alpha: 0.5, Beta: 0.2, Phi: 0.9}.Fit(Series{Values: x})
	if err != nil {
		t.Fatal(err)
	}
	r := f.Report()
	l, _ := r.Param("l0")
	b, _ := r.Param("b0")
	want := make([]float64, len(x)+1)
	for i := range want {
		q := l + 0.9*b
		want[i] = q
		if i < len(x) {
			e := x[i] - q
			l, b = q+0.5*e, 0.9*b+0.2*e
		}
	}
	out, _ = f.Forecast(1)
	etsNearly(t, "Damped", append(r.Points, out.Point...), want, 1e-8)
}

func TestETSRefusals(t *testing.T) {
	s := Series{Values: []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}}
	for _, c := range []struct {
		model Model
		want  string
	}{
		{ETS{Model: "XNN"}, "model"}, {ETS{Model: "AN"}, "model"}, {ETS{Model: "ANdN"}, "model"}, {ETS{Model: "AAxN"}, "model"},
		{ETS{Alpha: -0.1}, "alpha"}, {ETS{Alpha: 1.01}, "alpha"}, {ETS{Alpha: math.NaN()}, "alpha"},
		{ETS{Alpha: 0.3, Beta: 0.31}, "beta"}, {ETS{Alpha: 0.3, Gamma: 0.71}, "gamma"}, {ETS{Beta: 0.5, Gamma: 0.6}, "gamma"},
		{ETS{Damping: 3, Criterion: -1, MaxSeason: -1}, "damping criterion max_season"},
		{ETS{Model: "ZAdZ", Damping: DampingNever}, "damping"}, {ETS{Model: "AAN", Damping: DampingAlways}, "damping"},
		{SES{Alpha: 2}, "alpha"}, {Holt{Beta: 2}, "beta"}, {Damped{Phi: 2}, "phi"}, {HoltWinters{Gamma: 2, Alpha: -1}, "alpha gamma"},
	} {
		_, err := c.model.Fit(s)
		var paths []string
		for _, f := range fx.Faults(err) {
			var in *fx.InputError
			if errors.As(f, &in) {
				paths = append(paths, in.Field)
			}
		}
		if got := strings.Join(paths, " "); got != c.want {
			t.Errorf("%#v: %q, want %q", c.model, got, c.want)
		}
	}
	for _, ok := range []Model{ETS{Alpha: 1}, ETS{Alpha: 0.3, Beta: 0.3}, ETS{Alpha: 0.3, Gamma: 0.7}, ETS{Model: "ZAdZ", Damping: DampingAlways}, ETS{Model: "ANN", Damping: DampingAlways}} {
		if _, err := ok.Fit(s); err != nil {
			t.Errorf("%#v: %v", ok, err)
		}
	}
	var short *ShortError
	if _, err := (ETS{}).Fit(Series{}); !errors.As(err, &short) {
		t.Errorf("no values: %v", err)
	}
}

// TestETSSimpler checks what is fitted where the model asked for cannot be.
func TestETSSimpler(t *testing.T) {
	rise := func(n int) []float64 {
		x := make([]float64, n)
		for i := range x {
			x[i] = float64(i%4) + float64(i*i%7)
		}
		return x
	}
	for _, c := range []struct {
		model       string
		n, m        int
		want, codes string
	}{
		{"AAdA", 40, 4, "ETS(A,Ad,A)", ""},
		{"MAdM", 40, 4, "ETS(A,Ad,A)", "positive"},
		{"AAdA", 12, 4, "ETS(A,Ad,A)", ""},
		{"AAdA", 11, 4, "ETS(A,Ad,N)", "short"},
		{"AAdA", 7, 4, "ETS(A,A,N)", "short short"},
		{"AAdN", 8, 1, "ETS(A,Ad,N)", ""},
		{"AAdN", 7, 1, "ETS(A,A,N)", "short"},
		{"AAN", 6, 1, "ETS(A,N,N)", "short"},
		{"AAN", 4, 1, "ETS(A,N,N)", "short"},
		{"", 4, 12, "ETS(A,N,N)", "short short"},
	} {
		f, err := ETS{Model: c.model}.Fit(Series{Values: rise(c.n), Periods: etsPeriods(c.m)})
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, r := range f.Report().Reasons {
			codes = append(codes, r.Code)
		}
		if got := f.Report().Model; got != c.want || strings.Join(codes, " ") != c.codes {
			t.Errorf("%s of %d values, season %d: %s %v, want %s %s", c.model, c.n, c.m, got, codes, c.want, c.codes)
		}
	}
}

// TestETSAny draws series of all kinds: forecasts are finite, quantiles rise, points
// do not depend on the unit.
func TestETSAny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.OneOf(rapid.Float64Range(0, 10), rapid.Just(0.0), rapid.Float64Range(0, 1e15), rapid.Float64Range(1e-12, 1e-9), rapid.Just(5.0))
		x := rapid.SliceOfN(value, 1, 40).Draw(t, "values")
		m := rapid.SampledFrom([]int{1, 4, 7, 12}).Draw(t, "season")
		model := rapid.SampledFrom([]Model{ETS{}, ETS{Average: true}, ETS{Model: "MMdM"}, ETS{Model: "AAM"}, ETS{Model: "AAA"}, ETS{MultiplicativeTrend: true},
			SES{}, Holt{}, Damped{}, HoltWinters{}, HoltWinters{Multiplicative: true}}).Draw(t, "model")
		f, err := model.Fit(Series{Values: x, Periods: etsPeriods(m)})
		if err != nil {
			t.Fatal(err)
		}
		out, err := f.Forecast(14, 0.05, 0.5, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		for j, v := range out.Point {
			if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
				t.Fatalf("step %d: %v", j, v)
			}
			for i := 1; i < 3; i++ {
				if !(out.Quantiles[i][j] >= out.Quantiles[i-1][j]) {
					t.Fatalf("step %d: quantiles %v", j, out.Quantiles)
				}
			}
		}
		if got := f.Report().Points; len(got) != len(x) {
			t.Fatalf("%d points for %d values", len(got), len(x))
		}
		paths, err := f.Paths(14, 3, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range paths {
			if slices.ContainsFunc(p, func(v float64) bool { return math.IsNaN(v) || v < 0 }) {
				t.Fatalf("path %v", p)
			}
		}
	})
}

// TestETSFar checks that a long way ahead nothing overflows, and that a relative error
// larger than the level itself does no harm.
func TestETSFar(t *testing.T) {
	x := []float64{5, 1, 1, 1, 1, 1, 1, 1, 5, 1.7e8, 3, 1e-3, 8, 9e4, 1, 1}
	for _, model := range []string{"MNN", "MAN", "MMN", "MMdM", "MAM", "AAM", "AMN", "MAA"} {
		f, err := ETS{Model: model}.Fit(Series{Values: x, Periods: []int{4}})
		if err != nil {
			t.Fatal(err)
		}
		h := 1500
		if model[1] == 'M' {
			h = 60 // simulated
		}
		out, err := f.Forecast(h, 0.1, 0.9)
		if err != nil {
			t.Fatal(err)
		}
		for j := range out.Point {
			if v := out.Point[j] + out.Quantiles[1][j]; math.IsNaN(v) || math.IsInf(out.Quantiles[1][j], 0) || out.Quantiles[0][j] > out.Quantiles[1][j] {
				t.Fatalf("%s step %d: %v %v %v", model, j, out.Point[j], out.Quantiles[0][j], out.Quantiles[1][j])
			}
		}
	}
}
