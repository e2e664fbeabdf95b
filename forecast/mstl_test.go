package forecast

import (
	"math"
	"testing"
)

// R's forecast::mstl and stlf (8.20), called as the row says.
func TestMSTLWorked(t *testing.T) {
	x := published(t, "AirPassengers")
	seasons, rest := mstlSplit(x, []int{12}, nil, false)
	nearly(t, "mstl(AirPassengers) season", []float64{seasons[0][0], seasons[0][71], seasons[0][143]}, []float64{-16.977074086, -29.250857395, -44.196324979}, 1e-9)
	nearly(t, "mstl(AirPassengers) rest", []float64{rest[0], rest[71], rest[143]}, []float64{123.145056928 + 5.832017158, 258.491958353 - 0.241100958, 496.683254025 - 20.486929046}, 1e-9)
	for _, c := range []struct {
		id, series string
		m          int
		model      MSTL
		tol        float64
		mean       []float64
	}{
		{"stlf(UKgas, s.window=11, method='naive')", "UKgas", 4, MSTL{Model: Naive{}}, 1e-8,
			[]float64{1057.241195, 579.852443, 326.499600, 782.800000, 1057.241195, 579.852443, 326.499600, 782.800000}},
		{"stlf(UKgas, s.window=11, method='naive', lambda=0)", "UKgas", 4, MSTL{Model: Naive{}, Multiplicative: true}, 1e-8,
			[]float64{1101.027117, 557.920594, 274.686107, 782.800000}},
		{"stlf(nottem, s.window=11, etsmodel='ANN')", "nottem", 12, MSTL{Model: ETS{Model: "ANN"}}, 1e-4,
			[]float64{39.5995726, 39.6748167, 42.6523964, 46.6367135}},
		{"stlf(AirPassengers, s.window=11, etsmodel='AAN', damped=TRUE)", "AirPassengers", 12, MSTL{Model: ETS{Model: "AAdN"}}, 2e-3,
			[]float64{443.972385, 426.690173, 468.836452, 467.393237, 475.697194, 528.945373, 582.553651, 579.466733, 506.823651, 458.971639, 412.311087, 444.714044}},
	} {
		_, f := fitForecast(t, c.model, published(t, c.series), c.m, len(c.mean))
		nearly(t, c.id, f.Point, c.mean, c.tol)
	}
	// mstl(ts(UKgas[1:107], frequency=4), robust=TRUE)
	seasons, _ = mstlSplit(published(t, "UKgas")[:107], []int{4}, nil, true)
	nearly(t, "robust", []float64{seasons[0][0], seasons[0][53], seasons[0][106]}, []float64{44.66174022, -24.83117607, -220.33866670}, 1e-8)
	// mstl and forecast(mstl(x), method="naive") of msts(x, c(7, 12)), where x is as made here.
	x = x[:143]
	for i := range x {
		x[i] += []float64{5, -3, 9, 0, -20, 7, 2}[i%7]
	}
	seasons, _ = mstlSplit(x, []int{7, 12}, nil, false)
	nearly(t, "seasons of 7", []float64{seasons[0][0], seasons[0][71], seasons[0][142]}, []float64{3.5886286734, 0.2226258915, 1.2692245989}, 1e-8)
	nearly(t, "seasons of 12", []float64{seasons[1][0], seasons[1][71], seasons[1][142]}, []float64{-19.4720456799, -29.3056061188, -71.0202302114}, 1e-8)
	_, f := fitForecast(t, MSTL{Periods: []int{7, 12}, Model: Naive{}}, x, 1, 4)
	nearly(t, "forecast of both", f.Point, []float64{438.7604325, 410.8478479, 440.8660120, 462.4431918}, 1e-8)
	// The intervals of stlf are those of the rest.
	_, f = fitForecast(t, MSTL{Model: ETS{Model: "ANN"}}, published(t, "nottem"), 12, 4)
	nearly(t, "stlf(nottem) lower", f.Quantiles[0], []float64{35.5359373, 35.6039509, 38.5743127, 42.5514248}, 1e-3)
}

// Two seasons that never change are found, and go on in step.
func TestMSTLTwoSeasons(t *testing.T) {
	at := func(i int) float64 {
		return 500 + 0.5*float64(i) + 40*math.Sin(2*math.Pi*float64(i)/7) + 100*math.Cos(2*math.Pi*float64(i)/30)
	}
	x := make([]float64, 300)
	for i := range x {
		x[i] = at(i)
	}
	fit, err := MSTL{Model: Drift{}, Periods: []int{7, 30, 150}, SeasonWindows: []int{0, 0, 0}}.Fit(Series{Values: x})
	if err != nil {
		t.Fatal(err)
	}
	f, err := fit.Forecast(40)
	if err != nil {
		t.Fatal(err)
	}
	for j, v := range f.Point {
		if want := at(300 + j); math.Abs(v-want) > 12 {
			t.Errorf("step %d: %v, want %v", j, v, want)
		}
	}
	// 300 steps are just two seasons of 150, which is one step too few.
	r := fit.Report()
	if len(r.Reasons) != 1 || r.Reasons[0].Code != "short" || r.Reasons[0].Text != "300 steps are not more than two seasons of 150: it is ignored" {
		t.Errorf("reasons %v", r.Reasons)
	}
	for i := 60; i < 290; i++ {
		if math.Abs(r.Points[i]-x[i]) > 30 {
			t.Errorf("point %d is %v of %v", i, r.Points[i], x[i])
		}
	}
}

// Factors need values above zero, and the report says where there are none.
func TestMSTLMultiplicative(t *testing.T) {
	x := published(t, "UKgas")
	x[3] = 0
	model := MSTL{Model: Naive{}, Multiplicative: true}
	r, f := fitForecast(t, model, x, 4, 4)
	if len(r.Reasons) != 1 || r.Reasons[0].Code != "season" {
		t.Errorf("reasons %v", r.Reasons)
	}
	_, g := fitForecast(t, MSTL{Model: Naive{}}, x, 4, 4)
	nearly(t, "added", f.Point, g.Point, 1e-12)
	if got := model.Name(); got != "MSTL+Naive" || r.Model != got || f.Model != got {
		t.Errorf("names %q, %q and %q", got, r.Model, f.Model)
	}
	if got := (MSTL{}).Name(); got != "MSTL+ETS" {
		t.Errorf("name %q", got)
	}
}
