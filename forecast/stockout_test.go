package forecast

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fx"
)

// stockoutFaults returns the fields of the input faults in err.
func stockoutFaults(err error) []string {
	var out []string
	for _, f := range fx.Faults(err) {
		var in *fx.InputError
		if errors.As(f, &in) {
			out = append(out, in.Field)
		}
	}
	return out
}

func TestStockAwareRefusals(t *testing.T) {
	for _, tc := range []struct {
		name  string
		model StockAware
		s     Series
		want  []string
	}{
		{"settings and series together", StockAware{
			HalfLives: []float64{0, 5, -1, math.NaN(), math.Inf(1)}, Reversion: -1,
			Recovery: []float64{0.5, 0, 101}, RecoverAfter: -1,
		}, Series{Values: []float64{-1}, InStock: []float64{2}},
			[]string{"half_lives[0]", "half_lives[2]", "half_lives[3]", "half_lives[4]", "reversion", "recovery[1]", "recovery[2]", "recover_after", "values[0]", "in_stock[0]"}},
		{"reversion not a number", StockAware{Reversion: math.NaN()}, Series{Values: []float64{1}}, []string{"reversion"}},
		{"too many levels", StockAware{HalfLives: make([]float64, 101)}, Series{Values: []float64{1}}, []string{"half_lives"}},
		{"bounds themselves", StockAware{HalfLives: []float64{MaxSteps, 1e-9}, Reversion: math.Inf(1), Recovery: []float64{100}}, Series{Values: []float64{1}}, nil},
	} {
		_, err := tc.model.Fit(tc.s)
		if got := stockoutFaults(err); !slices.Equal(got, tc.want) {
			t.Errorf("%s: faults %v, want %v", tc.name, got, tc.want)
		}
	}
	var short *ShortError
	for _, s := range []Series{{}, {Values: []float64{1, 2}, InStock: []float64{0, 0.05}}, {Values: []float64{1}, Missing: []bool{true}}} {
		if _, err := (StockAware{}).Fit(s); !errors.As(err, &short) || short.Need != 1 || short.Have != 0 {
			t.Errorf("%+v: %v, want a ShortError", s, err)
		}
	}
}

func TestStockAwareLevel(t *testing.T) {
	one := StockAware{HalfLives: []float64{1}, Reversion: math.Inf(1)} // weights 1, 1/2, 1/4 from the last
	for _, tc := range []struct {
		name  string
		model StockAware
		s     Series
		want  []float64
	}{
		{"weights halve", one, Series{Values: []float64{4, 8, 2}}, []float64{(2 + 8*0.5 + 4*0.25) / 1.75}},
		{"without stock nothing is learned", one, Series{Values: []float64{4, 8, 0}, InStock: []float64{1, 1, 0}}, []float64{(8 + 4*0.5) / 1.5}},
		{"a missing value is not looked at", one, Series{Values: []float64{4, math.NaN()}, Missing: []bool{false, true}}, []float64{4}},
		{"partial steps are scaled up", one, Series{Values: []float64{4, 4}, InStock: []float64{1, 0.5}}, []float64{(8 + 4*0.5) / 1.5}},
		{"below a half they weigh less", one, Series{Values: []float64{4, 2}, InStock: []float64{1, 0.25}}, []float64{(8*0.5 + 4*0.5) / 1}},
		{"at 0.05 they do not count", one, Series{Values: []float64{4, 9}, InStock: []float64{1, 0.05}}, []float64{4}},
		// Level (8+4/2)/1.5 after two values with mean 6; one half-life out of stock.
		{"a level reverts while out of stock", StockAware{HalfLives: []float64{1}, Reversion: 1},
			Series{Values: []float64{4, 8, 0}, InStock: []float64{1, 1, 0}}, []float64{6 + (10/1.5-6)/2}},
		{"recovery after a stock-out at the end", StockAware{Recovery: []float64{0.5, 0.8}},
			Series{Values: []float64{6, 6, 0}, InStock: []float64{1, 1, 0}}, []float64{3, 4.8, 6}},
		{"recovery is taken out of the history", StockAware{Recovery: []float64{0.5, 0.8, 0.9}},
			Series{Values: []float64{6, 0, 3, 4.8}, InStock: []float64{1, 0, 1, 1}}, []float64{5.4, 6}},
		{"a short stock-out needs no recovery", StockAware{Recovery: []float64{0.5}, RecoverAfter: 2},
			Series{Values: []float64{6, 0}, InStock: []float64{1, 0}}, []float64{6}},
		{"one of that length does", StockAware{Recovery: []float64{0.5}, RecoverAfter: 2},
			Series{Values: []float64{6, 0, 0}, InStock: []float64{1, 0, 0}}, []float64{3}},
		{"in the history, too", StockAware{Recovery: []float64{0.5}, RecoverAfter: 2, HalfLives: []float64{1e6}},
			Series{Values: []float64{6, 6, 0, 0, 3, 6, 0, 6}, InStock: []float64{1, 1, 0, 0, 1, 1, 0, 1}}, []float64{6}},
		// Level 20/3 and mean 6: 19/3 after the gap, with the weight 1.5/2^(1/4).
		{"what has reverted stays so", StockAware{HalfLives: []float64{1}, Reversion: 1},
			Series{Values: []float64{4, 8, 0, 9}, InStock: []float64{1, 1, 0, 1}},
			[]float64{(19.0/3*0.75/math.Pow(2, 0.25) + 9) / (0.75/math.Pow(2, 0.25) + 1)}},
		{"all zero", StockAware{}, Series{Values: make([]float64, 30)}, []float64{0, 0}},
	} {
		f, err := tc.model.Fit(tc.s)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		fc, err := f.Forecast(len(tc.want))
		if err != nil {
			t.Fatal(err)
		}
		for j, want := range tc.want {
			if math.Abs(fc.Point[j]-want) > 1e-9*(1+want) {
				t.Errorf("%s: step %d is %v, want %v", tc.name, j+1, fc.Point[j], want)
			}
		}
	}
}

// The season goes on where the history ends, and a pattern without noise is kept whole.
func TestStockAwareSeason(t *testing.T) {
	week := []float64{1, 2, 3, 4, 5, 6, 7}
	var s Series
	s.Periods = []int{7}
	for i := range 38 { // not a multiple of 7
		s.Values = append(s.Values, week[i%7])
		s.InStock = append(s.InStock, 1)
	}
	flat := StockAware{Flat: true, HalfLives: []float64{1000}}
	for _, tc := range []struct {
		model StockAware
		want  func(i int) float64
		tol   float64
	}{
		{StockAware{}, func(i int) float64 { return week[i%7] }, 0.05},
		{flat, func(int) float64 { return 4 }, 0.2},
	} {
		point := stockoutFit(s, tc.model).point(9)
		for j, v := range point {
			if want := tc.want(38 + j); math.Abs(v-want) > tc.tol*want {
				t.Errorf("%+v: step %d is %v, want about %v", tc.model, j+1, v, want)
			}
		}
	}
}

// Levels without the season count only where the season explains nothing.
func TestStockAwareMixesSeason(t *testing.T) {
	seasonal, _ := stockoutSimulated(2, 300)
	r := stockoutRand(2)
	noise := Series{Periods: []int{7}}
	for range 300 {
		noise.Values = append(noise.Values, r.Float64())
	}
	for _, tc := range []struct {
		s        Series
		from, to float64
	}{{seasonal, 0, 0.15}, {noise, 0.3, 0.7}} {
		flat := 0.0
		e := stockoutFit(tc.s, StockAware{})
		for j, l := range e.levels {
			if l.flat {
				flat += e.weights[j]
			}
		}
		if flat < tc.from || flat > tc.to {
			t.Errorf("levels without the season have the weight %v, want %v to %v", flat, tc.from, tc.to)
		}
	}
}

// A jump in demand is followed, noise is not.
func TestStockAwareHalfLife(t *testing.T) {
	r := stockoutRand(3)
	var jump, noise Series
	for i := range 300 {
		level := 10.0
		if i/50%2 == 1 {
			level = 40
		}
		jump.Values = append(jump.Values, level+r.Float64())
		noise.Values = append(noise.Values, 20*r.Float64())
	}
	if h := stockoutFit(jump, StockAware{}).halfLife(); h > 6 {
		t.Errorf("the half-life of jumps is %v", h)
	}
	if h := stockoutFit(noise, StockAware{}).halfLife(); h < 30 {
		t.Errorf("the half-life of noise is %v", h)
	}
}

// The mean of the paths is the forecast, and totals spread more than independent
// days would.
func TestStockAwarePaths(t *testing.T) {
	s, _ := stockoutSimulated(5, 300)
	f, err := StockAware{Recovery: []float64{0.5}}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	fc, err := f.Forecast(14)
	if err != nil {
		t.Fatal(err)
	}
	paths, err := f.Paths(14, 20000, 1)
	if err != nil {
		t.Fatal(err)
	}
	mean := make([]float64, 14)
	var total, squares, days float64
	for _, p := range paths {
		sum := 0.0
		for j, v := range p {
			mean[j] += v / 20000
			sum += v
			days += (v - fc.Point[j]) * (v - fc.Point[j]) / 20000
		}
		total += sum / 20000
		squares += sum * sum / 20000
	}
	for j, v := range mean {
		if math.Abs(v/fc.Point[j]-1) > 0.02 {
			t.Errorf("step %d: the paths have the mean %v, the forecast is %v", j+1, v, fc.Point[j])
		}
	}
	if v := squares - total*total; v < 1.02*days || v > 4*days {
		t.Errorf("the total has the variance %v, its days %v together", v, days)
	}
	signed, err := StockAware{}.Fit(Series{Values: []float64{-3, 1, -2, 2, -4, 0}, Signed: true})
	if err != nil {
		t.Fatal(err)
	}
	if fc, err := signed.Forecast(1, 0.1); err != nil || fc.Point[0] >= 0 || fc.Quantiles[0][0] >= fc.Point[0] {
		t.Errorf("signed: %v, %v", fc, err)
	}
}

// A sold-out step whose share is not known says that demand was at least its sales.
func TestStockAwareAtLeast(t *testing.T) {
	values := []float64{8, 12, 9, 11, 10, 8, 12, 10, 9, 11, 10, 0}
	share := make([]float64, len(values))
	for i := range share {
		share[i] = 1
	}
	share[len(share)-1] = 0
	level := func(sold float64) float64 {
		values[len(values)-1] = sold
		f, err := StockAware{HalfLives: []float64{10}}.Fit(Series{Values: values, InStock: share})
		if err != nil {
			t.Fatal(err)
		}
		v, _ := f.Report().Param("level")
		return v
	}
	none, few, usual, many, most := level(0), level(2), level(10), level(15), level(1e6)
	if few < none || few > none*1.001 || usual <= few || many <= usual || most <= many {
		t.Errorf("levels after at least 0, 2, 10, 15 and 1e6 sales: %v %v %v %v %v", none, few, usual, many, most)
	}
	if usual > 10.6 || many > 11 {
		t.Errorf("one sold-out step moves the level too far: %v %v from %v", usual, many, none)
	}
}

// Stock-outs that come on the busiest days must not bias the level, for the run-out
// step is kept; what is left out is known to say nothing.
func TestStockAwareUnbiased(t *testing.T) {
	for _, known := range []bool{true, false} {
		bias, raw := stockoutBias(t, known)
		if math.Abs(bias) > 0.03 {
			t.Errorf("share of the run-out step known %v: the mean bias is %+.3f", known, bias)
		}
		if raw > -0.1 {
			t.Errorf("the stock-outs cost %+.3f of the sales: too little for this test", raw)
		}
	}
}

// stockoutBias returns the mean bias of forecasts and of sales over simulated
// series, with the share of a run-out step known or taken as 0.
func stockoutBias(t *testing.T, known bool) (bias, raw float64) {
	const n = 60
	for k := range n {
		s, mean := stockoutSimulated(uint64(k), 400)
		for i, a := range s.InStock {
			if a < 1 && !known {
				s.InStock[i] = 0
			}
		}
		f, err := StockAware{}.Fit(s)
		if err != nil {
			t.Fatal(err)
		}
		fc, err := f.Forecast(28)
		if err != nil {
			t.Fatal(err)
		}
		total, sales := 0.0, 0.0
		for _, v := range fc.Point {
			total += v
		}
		for _, v := range s.Values {
			sales += v
		}
		bias += (total/28/mean - 1) / n
		raw += (sales/400/mean - 1) / n
	}
	return bias, raw
}

// stockoutWeek is the season of stockoutSimulated.
var stockoutWeek = [7]float64{0.8, 0.7, 0.7, 0.9, 1.1, 1.4, 1.4}

// stockoutSimulated returns sales of n days with a weekday season, of a seller who
// orders too little every 14 days, and the mean of the true demand.
func stockoutSimulated(seed uint64, n int) (Series, float64) {
	r := stockoutRand(seed)
	s := Series{Periods: []int{7}}
	stock := 60.0
	for t := range n {
		if t%14 == 0 {
			stock += 45 + r.Float64()*20
		}
		demand := 0.0
		for range 12 { // binomial with mean 5 on a mean day
			if r.Float64() < 5.0/12*stockoutWeek[t%7] {
				demand++
			}
		}
		share := 1.0
		if demand > stock {
			share = stock / demand
			demand = stock
		}
		if stock == 0 {
			share = 0
		}
		stock -= demand
		s.Values = append(s.Values, demand)
		s.InStock = append(s.InStock, share)
	}
	return s, 5
}

func TestStockAwareReasons(t *testing.T) {
	s, _ := stockoutSimulated(1, 200)
	s.Missing = make([]bool, 200)
	s.Missing[3] = true
	f, err := StockAware{}.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, r := range f.Report().Reasons {
		codes = append(codes, r.Code)
		if r.Text == "" || strings.Contains(r.Text, "NaN") {
			t.Errorf("reason %q: %q", r.Code, r.Text)
		}
	}
	if want := []string{"stockout", "partial_stock", "season", "half_life"}; !slices.Equal(codes, want) {
		t.Errorf("reasons %v, want %v", codes, want)
	}
	if !stockoutMarked(s) {
		t.Error("a series with many stock-outs is not seen as one")
	}
	if p := f.Report().Points; len(p) != 200 || !math.IsNaN(p[0]) || math.IsNaN(p[1]) {
		t.Errorf("points of the history: %d, %v, %v", len(p), p[0], p[1])
	}
	f, err = StockAware{}.Fit(Series{Values: []float64{1, 2, 3}, Periods: []int{7}})
	if err != nil {
		t.Fatal(err)
	}
	if r := f.Report().Reasons; r[0].Code != "short" {
		t.Errorf("reasons of three values: %v", r)
	}
}

func TestStockoutMarked(t *testing.T) {
	twenty := func(marks int) []float64 {
		out := make([]float64, 40)
		for i := range out {
			out[i] = 1
			if i < marks {
				out[i] = 0.99
			}
		}
		return out
	}
	for _, tc := range []struct {
		s    Series
		want bool
	}{
		{Series{Values: make([]float64, 40)}, false},
		{Series{Values: make([]float64, 40), InStock: twenty(0)}, false},
		{Series{Values: make([]float64, 40), InStock: twenty(1)}, false},
		{Series{Values: make([]float64, 40), InStock: twenty(2)}, true}, // one in twenty
		{Series{Values: make([]float64, 40), InStock: twenty(2), Signed: true}, false},
		{Series{InStock: []float64{}}, false},
	} {
		if got := stockoutMarked(tc.s); got != tc.want {
			t.Errorf("%+v: %v, want %v", tc.s, got, tc.want)
		}
	}
}
