package forecast

import (
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// fillMarks returns a slice of n true values with the given steps false.
func fillMarks(n int, unknown ...int) []bool {
	out := make([]bool, n)
	for i := range out {
		out[i] = !slices.Contains(unknown, i)
	}
	return out
}

func TestFillSmall(t *testing.T) {
	for _, tc := range []struct {
		name    string
		x       []float64
		unknown []int
		period  int
		want    []float64
	}{
		{"nothing to fill", []float64{1, 5, 2}, nil, 1, []float64{1, 5, 2}},
		{"nothing known", []float64{7, 7}, []int{0, 1}, 1, []float64{0, 0}},
		{"one known", []float64{0, 4, 0, 0}, []int{0, 2, 3}, 2, []float64{4, 4, 4, 4}},
		{"a line", []float64{10, 20, 0, 0, 50, 60, 70, 80}, []int{2, 3}, 1, []float64{10, 20, 30, 40, 50, 60, 70, 80}},
		{"constant, at both ends", []float64{0, 3, 3, 0, 3, 0}, []int{0, 3, 5}, 2, []float64{3, 3, 3, 3, 3, 3}},
		// Sparse: each step takes a value of its season, from before and after in turn.
		{"sparse", []float64{0, 4, 0, 5, -1, -1, 0, 6, 0, 7}, []int{4, 5}, 2, []float64{0, 4, 0, 5, 0, 6, 0, 6, 0, 7}},
		{"sparse at the beginning", []float64{-1, -1, 0, 2, 0, 0}, []int{0, 1}, 1, []float64{0, 2, 0, 2, 0, 0}},
		{"sparse with one known", []float64{-1, 0, -1}, []int{0, 2}, 1, []float64{0, 0, 0}},
	} {
		x := slices.Clone(tc.x)
		fill(x, fillMarks(len(x), tc.unknown...), tc.period, false)
		for i := range x {
			if math.Abs(x[i]-tc.want[i]) > 0.02*tc.want[i]+1e-12 {
				t.Errorf("%s: %v, want about %v", tc.name, x, tc.want)
				break
			}
		}
	}
}

// A season that grows with the level is continued through a gap of a whole cycle.
func TestFillSeason(t *testing.T) {
	n := 96
	x, truth := make([]float64, n), make([]float64, n)
	var unknown []int
	for i := range x {
		truth[i] = (100 + float64(i)) * (1 + 0.4*math.Sin(2*math.Pi*float64(i)/12))
		x[i] = truth[i]
		if i >= 40 && i < 52 {
			x[i] = 0
			unknown = append(unknown, i)
		}
	}
	fill(x, fillMarks(n, unknown...), 12, false)
	for _, i := range unknown {
		if math.Abs(x[i]/truth[i]-1) > 0.04 {
			t.Errorf("step %d is %v, want about %v", i, x[i], truth[i])
		}
	}
}

// What is filled has the mean of true demand although each gap begins with a busy
// day, and the share of zeros of what is known.
func TestFillUnbiased(t *testing.T) {
	bias, n := 0.0, 0.0
	for k := range 40 {
		s, mean := stockoutSimulated(uint64(k), 400)
		x, _, err := prepare(s, "test", 1)
		if err != nil {
			t.Fatal(err)
		}
		for i, known := range s.known() {
			if !known {
				bias += x[i] - mean*stockoutWeek[i%7]
				n += mean * stockoutWeek[i%7]
			}
		}
	}
	if bias /= n; math.Abs(bias) > 0.03 {
		t.Errorf("the mean bias of what is filled is %+.3f", bias)
	}
	r := stockoutRand(7)
	x, known, zeros := make([]float64, 6000), make([]bool, 6000), 0
	for i := range x {
		known[i] = i%60 < 40
		if r.Float64() < 0.25 {
			x[i] = 1 + r.ExpFloat64()
		}
	}
	fill(x, known, 7, false)
	for i, k := range known {
		if !k && x[i] == 0 {
			zeros++
		}
	}
	if zeros < 1430 || zeros > 1570 {
		t.Errorf("%d of 2000 filled steps are zero, want about 1500", zeros)
	}
}

func TestPrepare(t *testing.T) {
	for _, tc := range []struct {
		name  string
		s     Series
		want  []float64
		codes []string
	}{
		{"as it is", Series{Values: []float64{1, 2}, InStock: []float64{1, 1}, Missing: []bool{false, false}}, []float64{1, 2}, nil},
		{"partial", Series{Values: []float64{4, 2}, InStock: []float64{1, 0.5}}, []float64{4, 4}, []string{"partial_stock"}},
		{"a half counts whole", Series{Values: []float64{4, 4}, InStock: []float64{1, 0.5}}, []float64{4, 8}, []string{"partial_stock"}},
		{"a quarter counts half", Series{Values: []float64{4, 2}, InStock: []float64{1, 0.25}}, []float64{4, 6}, []string{"partial_stock"}},
		{"0.05 is nothing", Series{Values: []float64{4, 1}, InStock: []float64{1, 0.05}}, []float64{4, 4}, []string{"filled"}},
		{"all uncertain", Series{Values: []float64{1, 1}, InStock: []float64{0.125, 0.125}}, []float64{8, 8}, []string{"partial_stock"}},
		{"missing", Series{Values: []float64{4, math.NaN()}, Missing: []bool{false, true}}, []float64{4, 4}, []string{"filled"}},
	} {
		before := slices.Clone(tc.s.Values)
		x, reasons, err := prepare(tc.s, "test", 1)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		for i := range x {
			if math.Abs(x[i]-tc.want[i]) > 1e-12 {
				t.Errorf("%s: %v, want %v", tc.name, x, tc.want)
				break
			}
		}
		var codes []string
		for _, r := range reasons {
			codes = append(codes, r.Code)
		}
		if !slices.Equal(codes, tc.codes) {
			t.Errorf("%s: reasons %v, want %v", tc.name, codes, tc.codes)
		}
		if len(x) > 0 {
			x[0] = -1
		}
		for i, v := range tc.s.Values {
			if v != before[i] && !math.IsNaN(v) {
				t.Errorf("%s: the series of the caller changed", tc.name)
			}
		}
	}
	s := Series{Values: []float64{1, 2, 3}, InStock: []float64{1, 0, 1}}
	if _, _, err := prepare(s, "test", 2); err != nil {
		t.Error(err)
	}
	var short *ShortError
	if _, _, err := prepare(s, "test", 3); !errors.As(err, &short) || *short != (ShortError{"test", 2, 3}) {
		t.Errorf("two of three known: %v", err)
	}
}

func TestFillProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		signed := rapid.Bool().Draw(t, "signed")
		s := stockoutDrawn(t, rapid.OneOf(rapid.Float64Range(0.5, 100), rapid.SampledFrom([]float64{0, 1, 2})))
		known, p := s.known(), s.Period()
		x := slices.Clone(s.Values)
		fill(x, known, p, signed)
		for i := range x {
			switch {
			case known[i] && x[i] != s.Values[i]:
				t.Fatalf("step %d is known and changed from %v to %v", i, s.Values[i], x[i])
			case math.IsNaN(x[i]) || math.IsInf(x[i], 0) || x[i] < 0 && !signed:
				t.Fatalf("step %d is filled with %v", i, x[i])
			}
		}
		// In other units it is the same; a signed series may also be shifted.
		k, shift := 16.0, 0.0
		if signed {
			shift = 64
		}
		other := slices.Clone(s.Values)
		for i := range other {
			other[i] = k*other[i] + shift
		}
		fill(other, known, p, signed)
		for i := range x {
			if d := other[i] - (k*x[i] + shift); math.Abs(d) > 1e-6*(1+math.Abs(other[i])) {
				t.Fatalf("step %d: %v, in other units %v", i, x[i], other[i])
			}
		}
	})
}
