package strategy

import (
	"errors"
	"math"
	"testing"
)

// Two-sided tail probabilities of the printed tables of Student's t, and of the
// closed forms for one and two degrees of freedom.
func TestStudentP(t *testing.T) {
	for _, test := range []struct {
		t    float64
		df   int
		want float64
	}{
		{0, 7, 1},
		{1, 1, 0.5},
		{12.706204736, 1, 0.05},
		{math.Sqrt2, 2, 1 - math.Sqrt2/2},
		{4.302652730, 2, 0.05},
		{2.228138852, 10, 0.05},
		{-2.228138852, 10, 0.05},
		{3.169272673, 10, 0.01},
		{2.042272456, 30, 0.05},
		{1.986978657, 89, 0.05},
		{1.959965, 10_000_000, 0.05},
		{0.01, 100_000, 0.9920213},
		{1e200, 3, 0},
	} {
		if got := studentP(test.t, test.df); !(math.Abs(got-test.want) < 2e-5*math.Max(test.want, 1e-3)) {
			t.Errorf("P(|T| > %g) with %d degrees = %.8f, want %.8f", test.t, test.df, got, test.want)
		}
	}
	for _, df := range []int{1, 2, 10, 100_000} {
		for _, p := range []float64{0.5, 0.05, 1e-6} {
			if got := studentP(studentT(p, df), df); math.Abs(got-p) > 1e-9*p {
				t.Errorf("P of the quantile %g with %d degrees is %g", p, df, got)
			}
		}
	}
}

// The data of NIST's Longley certify the digits of a regression whose columns are
// nearly collinear (NIST Statistical Reference Datasets, Longley).
func TestRegressLongley(t *testing.T) {
	y := []float64{60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551}
	x := [][]float64{
		{83.0, 88.5, 88.2, 89.5, 96.2, 98.1, 99.0, 100.0, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9},
		{234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769, 444546, 482704, 502601, 518173, 554894},
		{2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007},
		{1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827},
		{107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445, 121950, 123366, 125368, 127852, 130081},
		{1947, 1948, 1949, 1950, 1951, 1952, 1953, 1954, 1955, 1956, 1957, 1958, 1959, 1960, 1961, 1962},
	}
	columns := make([]column, len(x))
	for j := range x {
		columns[j] = column{string(rune('a' + j)), x[j]}
	}
	fit, err := regress(columns, y, make([]int, len(y)), 1)
	if err != nil {
		t.Fatal(err)
	}
	near := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-9*math.Abs(want) {
			t.Errorf("%s = %.12g, want %.12g", what, got, want)
		}
	}
	near("intercept", fit.intercept, -3482258.63459582)
	near("its error", fit.interceptError, 890420.383607373)
	for j, want := range []float64{15.0618722713733, -0.358191792925910e-1, -2.02022980381683, -1.03322686717359, -0.511041056535807e-1, 1829.15146461355} {
		near("estimate "+columns[j].name, fit.estimates[j], want)
	}
	for j, want := range []float64{84.9149257747669, 0.334910077722432e-1, 0.488399681651699, 0.214274163161675, 0.226073200069370, 455.478499142212} {
		near("error "+columns[j].name, fit.errors[j], want)
	}
	near("residual deviation", math.Sqrt(fit.rss/float64(fit.df)), 304.854073561965)
	near("R²", 1-fit.rss/fit.tss, 0.995479004577296)
}

// Columns that carry nothing of their own are named, all of them and in order.
func TestRegressCollinear(t *testing.T) {
	columns := []column{
		{"a", []float64{1, 2, 4, 8, 3, 7, 6}},
		{"level", []float64{5, 5, 5, 5, 5, 5, 5}},
		{"b", []float64{2, 1, 1, 3, 2, 2, 5}},
		{"a and b", []float64{3, 3, 5, 11, 5, 9, 11}},
	}
	_, err := regress(columns, []float64{1, 2, 3, 4, 5, 7, 9}, make([]int, 7), 1)
	var collinear *CollinearError
	if !errors.As(err, &collinear) || len(collinear.Columns) != 2 || collinear.Columns[0] != "level" || collinear.Columns[1] != "a and b" {
		t.Errorf("error %v", err)
	}
	columns[3].values[0] += 1e-3
	columns[1].values[6] = 6
	if _, err := regress(columns, []float64{1, 2, 3, 4, 5, 7, 9}, make([]int, 7), 1); err != nil {
		t.Error(err)
	}
}

// A column that is a multiple of the first direction already, or nearly so, is
// mirrored without cancellation.
func TestReflectColumn(t *testing.T) {
	for _, second := range []float64{0, 1e-9, 1e-3} {
		column, target := []float64{1, second}, []float64{3, 4}
		length := norm(column)
		diagonal := reflectColumn(column, length, nil, target, 0)
		// The mirror turns the column into (diagonal, 0) and keeps lengths and angles.
		if got, want := diagonal*target[0], column[0]*3+column[1]*4; math.Abs(got-want) > 1e-14 || math.Abs(norm(target)-5) > 1e-14 {
			t.Errorf("%g: the product %v, want %v; the length %v", second, got, want, norm(target))
		}
	}
}
