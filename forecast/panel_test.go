package forecast_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/forecast/internal/num"
)

// panelSeries are items of two groups with elasticities of -3 and -1 and a deal effect
// of 0.4; the last item of each group has only young steps.
func panelSeries(items, steps, young, ahead int) (series []forecast.Series, groups []string) {
	r := num.Rand(7)
	for g, elasticity := range []float64{-3, -1} {
		for i := range items {
			n := steps
			if i == items-1 {
				n = young
			}
			level := 3 + 2*r.Float64()
			price, deal, y := make([]float64, n+ahead), make([]float64, n+ahead), make([]float64, n)
			for t := range price {
				price[t] = 2 * math.Exp(0.2*r.NormFloat64())
				if r.Float64() < 0.2 {
					deal[t] = 1
				}
				if t < n {
					y[t] = math.Exp(level + elasticity*math.Log(price[t]/2) + 0.4*deal[t] + 0.2*r.NormFloat64())
				}
			}
			series = append(series, forecast.Series{Values: y, Periods: []int{}, Regressors: []forecast.Regressor{{Name: "price", Values: price, Log: true}, {Name: "deal", Values: deal}}})
			groups = append(groups, string(rune('a'+g)))
		}
	}
	return series, groups
}

func panelFit(t testing.TB, p forecast.Panel, series []forecast.Series) []forecast.Fitted {
	t.Helper()
	out, err := p.Fit(series)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A young item has the effects of its sisters, not those of the other group and not
// what its own three steps say.
func TestPanelYoungItem(t *testing.T) {
	series, groups := panelSeries(12, 80, 3, 4)
	fits := panelFit(t, forecast.Panel{Groups: groups}, series)
	for i, want := range map[int]float64{0: -3, 11: -3, 12: -1, 23: -1} {
		if got := regressionParam(t, fits[i], "price"); math.Abs(got-want) > 0.35 {
			t.Errorf("item %d: elasticity %.2f, want %.1f", i, got, want)
		}
		if got := regressionParam(t, fits[i], "deal"); math.Abs(got-0.4) > 0.1 {
			t.Errorf("item %d: deal %.2f, want 0.4", i, got)
		}
	}
	alone := panelFit(t, forecast.Panel{}, series[11:12])
	if got := regressionParam(t, alone[0], "price"); got < -1.5 {
		t.Errorf("three steps alone give an elasticity of %.2f", got)
	}
	// the standard error of a young item is the larger one
	if old, young := regressionParam(t, fits[0], "se(price)"), regressionParam(t, fits[11], "se(price)"); young <= old {
		t.Errorf("standard errors: old %.3f, young %.3f", old, young)
	}
}

// The known price and deal of the steps ahead are in the forecast.
func TestPanelAhead(t *testing.T) {
	series, groups := panelSeries(6, 60, 30, 4)
	fits := panelFit(t, forecast.Panel{Groups: groups, Median: true}, series)
	s := series[0]
	got, err := fits[0].Forecast(4, 0.5)
	if err != nil {
		t.Fatal(err)
	}
	b, d := regressionParam(t, fits[0], "price"), regressionParam(t, fits[0], "deal")
	effect := func(j int) float64 {
		return math.Exp(b*math.Log(s.Regressors[0].Values[60+j]) + d*s.Regressors[1].Values[60+j])
	}
	for j, v := range got.Point {
		if want := got.Point[0] / effect(0) * effect(j); math.Abs(v/want-1) > 1e-9 || math.Abs(v/got.Quantiles[0][j]-1) > 1e-9 {
			t.Errorf("step %d: %g, want %g", j+1, v, want)
		}
	}
	var far *forecast.ReachError
	if _, err := fits[0].Forecast(5); !errors.As(err, &far) || far.Known != 4 {
		t.Errorf("got %v", err)
	}
}

// The 90% intervals of the steps ahead hold about 90% of what comes, and the points
// are means.
func TestPanelCalibration(t *testing.T) {
	const ahead = 6
	whole, groups := panelSeries(60, 60+ahead, 20+ahead, 0)
	series := slices.Clone(whole)
	for i := range series {
		series[i].Values = series[i].Values[:len(series[i].Values)-ahead]
	}
	inside, count, sum, sold := 0, 0, 0.0, 0.0
	for i, f := range panelFit(t, forecast.Panel{Groups: groups}, series) {
		got, err := f.Forecast(ahead, 0.05, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		for j, v := range whole[i].Values[len(series[i].Values):] {
			if v >= got.Quantiles[0][j] && v <= got.Quantiles[1][j] {
				inside++
			}
			count++
			sum += got.Point[j]
			sold += v
		}
	}
	if share := float64(inside) / float64(count); share < 0.86 || share > 0.94 {
		t.Errorf("%.3f of the values are in the 90%% intervals", share)
	}
	if math.Abs(sum/sold-1) > 0.03 {
		t.Errorf("forecast %g, sold %g", sum, sold)
	}
}

// A rise that a group has in common since some steps is in the level of each item,
// also in one that does not show it yet.
func TestPanelCommonLevel(t *testing.T) {
	var series []forecast.Series
	r := num.Rand(3)
	for range 20 {
		s := forecast.Series{Periods: []int{}}
		for i := range 60 {
			level := 3.0
			if i >= 40 {
				level = 4
			}
			s.Values = append(s.Values, math.Exp(level+0.3*r.NormFloat64()))
		}
		series = append(series, s)
	}
	series[0].Missing = make([]bool, 60)
	for i := 40; i < 60; i++ {
		series[0].Missing[i] = true
	}
	fits := panelFit(t, forecast.Panel{Median: true}, series)
	f, err := fits[0].Forecast(1)
	if err != nil {
		t.Fatal(err)
	}
	if got := math.Log(f.Point[0]); got < 3.6 {
		t.Errorf("the level is %.2f, that of the group 4", got)
	}
	still := panelFit(t, forecast.Panel{Median: true, Alpha: -1, Common: -1}, series)
	if f, err = still[1].Forecast(1); err != nil {
		t.Fatal(err)
	}
	if got := math.Log(f.Point[0]); math.Abs(got-(3+20.0/60)) > 0.15 {
		t.Errorf("the mean is %.2f, want 3.33", got)
	}
	if a := regressionParam(t, still[1], "alpha"); a != 0 {
		t.Errorf("alpha %g", a)
	}
}

func TestPanelFaults(t *testing.T) {
	one := forecast.Series{Values: []float64{1, 2}}
	_, err := forecast.Panel{Groups: []string{"a"}, Prior: -1, Alpha: 1.1, Common: math.NaN(), Horizon: -1}.Fit([]forecast.Series{one, {Values: []float64{1, -2}}, {Values: []float64{1}, Signed: true}})
	regressionFaults(t, err, []string{"groups", "prior", "alpha", "common", "horizon", "series[2].signed", "series[1].values[1]"})
	var short *forecast.ShortError
	if _, err := (forecast.Panel{}).Fit([]forecast.Series{one, {}}); !errors.As(err, &short) || short.Need != 1 {
		t.Errorf("got %v", err)
	}
	if fits, err := (forecast.Panel{}).Fit(nil); err != nil || len(fits) != 0 {
		t.Errorf("no series: %v %v", fits, err)
	}
}

// Any series give finite forecasts; what one item sells in other units changes its own
// forecast by that factor and no other forecast; the order does not matter.
func TestPanelProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "items")
		series, groups := make([]forecast.Series, n), make([]string, n)
		for i := range series {
			series[i], groups[i] = drawEffects(t), rapid.SampledFrom([]string{"a", "b"}).Draw(t, "group")
		}
		p := forecast.Panel{Groups: groups, Median: rapid.Bool().Draw(t, "median")}
		k := math.Ldexp(1, rapid.IntRange(-30, 0).Draw(t, "k"))
		one, err := p.Fit(series)
		if err != nil {
			t.Fatal(err)
		}
		scaled := slices.Clone(series)
		scaled[0].Values = slices.Clone(scaled[0].Values)
		for i := range scaled[0].Values {
			scaled[0].Values[i] *= k
		}
		two, err := p.Fit(scaled)
		if err != nil {
			t.Fatal(err)
		}
		for i := range one {
			a, b := regressionSane(t, one[i]), regressionSane(t, two[i])
			for j := range a.Point {
				want := a.Point[j]
				if i == 0 {
					want *= k
				}
				if math.Abs(want-b.Point[j]) > 1e-6*math.Max(want, b.Point[j])+1e-300 {
					t.Fatalf("item %d step %d: %g, want %g", i, j+1, b.Point[j], want)
				}
			}
		}
	})
}

// An item that sold nothing is forecast as 0 and changes no other forecast.
func TestPanelZeroItem(t *testing.T) {
	series, _ := panelSeries(4, 40, 10, 2)
	zero := series[1]
	zero.Values = make([]float64, len(zero.Values))
	with := panelFit(t, forecast.Panel{}, append(slices.Clone(series), zero))
	without := panelFit(t, forecast.Panel{}, series)
	f, err := with[len(series)].Forecast(2, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	if f.Point[0] != 0 || f.Quantiles[0][1] != 0 {
		t.Errorf("forecast %v", f)
	}
	for i := range series {
		a, err := with[i].Forecast(2)
		if err != nil {
			t.Fatal(err)
		}
		b, err := without[i].Forecast(2)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(a.Point[0]/b.Point[0]-1) > 1e-9 {
			t.Errorf("item %d: %g with it, %g without", i, a.Point[0], b.Point[0])
		}
	}
}

// Shocks that a group shares are in the quantiles and in the paths alike.
func TestPanelShocks(t *testing.T) {
	r := num.Rand(11)
	series := make([]forecast.Series, 15)
	for range 80 {
		shock := 0.5 * r.NormFloat64()
		for i := range series {
			series[i].Values = append(series[i].Values, math.Exp(4+shock+0.1*r.NormFloat64()))
		}
	}
	fits := panelFit(t, forecast.Panel{}, series)
	f, err := fits[0].Forecast(3, 0.1, 0.9)
	if err != nil {
		t.Fatal(err)
	}
	paths, err := fits[0].Paths(3, 20000, 5)
	if err != nil {
		t.Fatal(err)
	}
	for j := range 3 {
		column := make([]float64, len(paths))
		for i, p := range paths {
			column[i] = p[j]
		}
		slices.Sort(column)
		for i, level := range f.Levels {
			if q := num.Quantile(column, level); math.Abs(q/f.Quantiles[i][j]-1) > 0.03 {
				t.Errorf("step %d level %g: %g, of the paths %g", j+1, level, f.Quantiles[i][j], q)
			}
		}
		if width := math.Log(f.Quantiles[1][j]/f.Quantiles[0][j]) / (2 * 1.2816); width < 0.4 || width > 0.65 {
			t.Errorf("step %d: a standard deviation of %.2f, want about 0.5", j+1, width)
		}
	}
}
