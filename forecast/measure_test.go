package forecast

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// metrics-1 of the facts.
var (
	measureTrain = []float64{10, 12, 9, 14, 13, 15, 11, 16}
	measureTest  = []float64{14, 17, 12, 0}
	measurePoint = []float64{13, 15, 14, 2}
	measureLow   = []float64{9, 10, 9, 0}
	measureHigh  = []float64{18, 16, 19, 6}
)

func TestMeasuresPublished(t *testing.T) {
	tests := []struct {
		name string
		got  func() (float64, error)
		want float64
	}{
		{"smape", func() (float64, error) { return SMAPE(measureTest, measurePoint) }, 58.8230057},
		{"wmape", func() (float64, error) { return WMAPE(measureTest, measurePoint) }, 0.162790698},
		{"mase", func() (float64, error) { return MASE(measureTrain, measureTest, measurePoint, 1) }, 0.556818182},
		{"rmsse", func() (float64, error) { return RMSSE(measureTrain, measureTest, measurePoint, false) }, 0.5204165},
		{"msis", func() (float64, error) { return MSIS(measureTrain, measureTest, measureLow, measureHigh, 1, 0.95) }, 5.64772727},
		{"coverage", func() (float64, error) { return Coverage(measureTest, measureLow, measureHigh) }, 0.75},
		{"pinball90_of_hi", func() (float64, error) { return Pinball(measureTest, measureHigh, 0.9) }, 0.65},
		// By hand: the errors are -1, -2, 2 and 2, the sum of what came is 43.
		{"bias", func() (float64, error) { return Bias(measureTest, measurePoint) }, 1.0 / 43},
		// A lag of 2: |9-10|, 2, 4, 1, 2, 1 have the mean 11/6; the errors the mean 7/4.
		{"mase, lag 2", func() (float64, error) { return MASE(measureTrain, measureTest, measurePoint, 2) }, 1.75 / (11.0 / 6)},
		// Changes since the first demand: 3 and 1, not 2, 3 and 1.
		{"rmsse since the first demand", func() (float64, error) {
			return RMSSE([]float64{0, 0, 2, 5, 4}, []float64{3}, []float64{1}, true)
		}, 2 / math.Sqrt(5)},
		{"rmsse of all", func() (float64, error) {
			return RMSSE([]float64{0, 0, 2, 5, 4}, []float64{3}, []float64{1}, false)
		}, 2 / math.Sqrt(14.0/4)},
		// Levels .5 and .9 of one step: .5*3 and .1*4 over a mean change of 2.
		{"spl", func() (float64, error) {
			return SPL([]float64{0, 2, 5, 4}, []float64{6}, []float64{0.5, 0.9}, [][]float64{{3}, {10}})
		}, (1.5 + 0.4) / 2 / 2},
		// The total is 6: .5*(6-4) and .1*(9-6), over 2 steps with a mean of 2.
		{"total pinball", func() (float64, error) {
			return TotalPinball([]float64{1, 3}, []float64{2, 4}, []float64{0.5, 0.9}, []float64{4, 9})
		}, (1 + 0.3) / 2 / 4},
	}
	for _, tc := range tests {
		got, err := tc.got()
		if err != nil || math.Abs(got-tc.want) > 1e-8*math.Max(1, math.Abs(tc.want)) {
			t.Errorf("%s: %.9g, %v, want %.9g", tc.name, got, err, tc.want)
		}
	}
	for _, tc := range []struct{ y, want float64 }{{90, 6.07074566}, {100, 3.50542466}, {140, 31.5726054}} { // crps-normal
		if got := CRPSNormal(tc.y, 100, 15); math.Abs(got-tc.want) > 1e-7 {
			t.Errorf("CRPS of %g: %.9g, want %.9g", tc.y, got, tc.want)
		}
	}
	if got := CRPSNormal(3, 5, 0); got != 2 {
		t.Errorf("CRPS without a deviation: %g", got)
	}
	if got := OWA(10, 1, 20, 4); got != 0.375 {
		t.Errorf("OWA %g", got)
	}
}

// What has no scale is no number, and says so by being none.
func TestMeasuresUndefined(t *testing.T) {
	nan := func(v float64, err error) {
		t.Helper()
		if err != nil || !math.IsNaN(v) {
			t.Errorf("%g, %v, want no number", v, err)
		}
	}
	flat, one := []float64{3, 3, 3}, []float64{1}
	nan(MASE(flat, one, one, 1))
	nan(MASE(flat, one, one, 3))
	nan(MSIS(flat, one, one, one, 1, 0.95))
	nan(RMSSE(flat, one, one, false))
	nan(RMSSE([]float64{0, 0}, one, one, true))
	nan(SPL(flat, one, []float64{0.5}, [][]float64{one}))
	nan(TotalPinball([]float64{0, 0}, one, []float64{0.5}, one))
	nan(Bias([]float64{0}, one))
	nan(WMAPE([]float64{0}, one))
	nan(OWA(1, 1, 0, 1), nil)
	if v, err := SMAPE([]float64{0, 0}, []float64{0, 1}); err != nil || v != 100 {
		t.Errorf("SMAPE of nothing: %g, %v", v, err)
	}
}

func TestMeasuresRefuse(t *testing.T) {
	one, two := []float64{1}, []float64{1, 2}
	tests := []struct {
		name string
		err  func() error
		want []string
	}{
		{"nothing", func() error { _, err := SMAPE(nil, nil); return err }, []string{"actual"}},
		{"points", func() error { _, err := MASE(two, two, one, 1); return err }, []string{"point"}},
		{"lag", func() error { _, err := MASE(two, two, two, 0); return err }, []string{"lag"}},
		{"bounds", func() error { _, err := MSIS(two, two, one, nil, 1, 0.9); return err }, []string{"lower", "upper"}},
		{"level", func() error { _, err := MSIS(two, two, two, two, 1, 1); return err }, []string{"level"}},
		{"level of pinball", func() error { _, err := Pinball(two, two, 0); return err }, []string{"level"}},
		{"coverage", func() error { _, err := Coverage(two, two, one); return err }, []string{"upper"}},
		{"rmsse", func() error { _, err := RMSSE(two, two, one, true); return err }, []string{"point"}},
		{"no quantiles", func() error { _, err := SPL(two, two, nil, nil); return err }, []string{"quantiles"}},
		{"a short row", func() error { _, err := SPL(two, two, []float64{0.1, 0.9}, [][]float64{two, one}); return err }, []string{"quantiles[1].quantile"}},
		{"totals", func() error { _, err := TotalPinball(two, two, two, one); return err }, []string{"totals"}},
		{"a level of totals", func() error { _, err := TotalPinball(two, two, []float64{0.5, 2}, two); return err }, []string{"levels[1]"}},
		{"totals of nothing", func() error { _, err := TotalPinball(two, nil, one, one); return err }, []string{"actual"}},
		{"bias", func() error { _, err := Bias(two, one); return err }, []string{"point"}},
		{"wmape", func() error { _, err := WMAPE(two, one); return err }, []string{"point"}},
		{"score", func() error { _, err := Score(two, two, Forecast{Point: one}, 1); return err }, []string{"point"}},
		{"score, lag", func() error { _, err := Score(two, two, Forecast{Point: two}, 0); return err }, []string{"lag"}},
	}
	for _, tc := range tests {
		if got := inputFields(tc.err()); !cmp.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
}

// The pinball loss is least at the quantile itself.
func TestPinballIsProper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := rapid.SliceOfN(rapid.Float64Range(0, 100), 1, 30).Draw(t, "y")
		level := rapid.Float64Range(0.01, 0.99).Draw(t, "level")
		sorted := slices.Sorted(slices.Values(y))
		q := sorted[min(len(y)-1, int(level*float64(len(y))))]
		at := func(q float64) float64 {
			v, err := Pinball(y, slices.Repeat([]float64{q}, len(y)), level)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		other := rapid.Float64Range(-10, 110).Draw(t, "other")
		if at(q) > at(other)+1e-9 {
			t.Fatalf("%g costs %g, %g costs %g", q, at(q), other, at(other))
		}
	})
}

// A score is the measures of these names, and a summary their averages.
func TestScore(t *testing.T) {
	f := Forecast{Point: measurePoint, Levels: []float64{0.025, 0.975}, Quantiles: [][]float64{measureLow, measureHigh}}
	s, err := Score(measureTrain, measureTest, f, 1)
	if err != nil {
		t.Fatal(err)
	}
	spl, err := SPL(measureTrain, measureTest, f.Levels, f.Quantiles)
	if err != nil {
		t.Fatal(err)
	}
	naive := slices.Repeat([]float64{16}, 4)
	smape2, _ := SMAPE(measureTest, naive)
	mase2, _ := MASE(measureTrain, measureTest, naive, 1)
	for _, tc := range []struct {
		name      string
		got, want float64
	}{
		{"SMAPE", s.SMAPE, 58.8230057}, {"MASE", s.MASE, 0.556818182}, {"RMSSE", s.RMSSE, 0.5204165}, {"MSIS", s.MSIS, 5.64772727}, {"Coverage", s.Coverage, 0.75},
		{"SPL", s.SPL, spl}, {"Naive2SMAPE", s.Naive2SMAPE, smape2}, {"Naive2MASE", s.Naive2MASE, mase2},
		{"Error", s.Error, 1}, {"Absolute", s.Absolute, 7}, {"Actual", s.Actual, 43}, {"Steps", float64(s.Steps), 4},
	} {
		if math.Abs(tc.got-tc.want) > 1e-7 {
			t.Errorf("%s %g, want %g", tc.name, tc.got, tc.want)
		}
	}
	points, err := Score(measureTrain, measureTest, Forecast{Point: measurePoint}, 1)
	if err != nil || !math.IsNaN(points.MSIS) || !math.IsNaN(points.Coverage) || !math.IsNaN(points.SPL) {
		t.Errorf("points alone: %+v, %v", points, err)
	}
	var sum Summary
	sum.Add(s)
	sum.Add(Scores{SMAPE: 10, MASE: math.NaN(), RMSSE: 1, Naive2SMAPE: 20, Naive2MASE: 1, MSIS: 2, Coverage: 1, SPL: math.Inf(1), Error: 9, Absolute: 9, Actual: 57, Steps: 1})
	for _, tc := range []struct {
		name      string
		got, want float64
	}{
		{"SMAPE", sum.SMAPE.Value(), (58.8230057 + 10) / 2}, {"MASE", sum.MASE.Value(), 0.556818182}, {"coverage", sum.Coverage.Value(), 0.875},
		{"undefined", float64(sum.MASE.Undefined + sum.SPL.Undefined), 2}, {"bias", sum.Bias(), 0.1}, {"wmape", sum.WMAPE(), 0.16},
		{"of all steps", sum.PointSMAPE(), (58.8230057*4 + 10) / 5}, {"owa", sum.OWA(), OWA((58.8230057+10)/2, 0.556818182, (smape2+20)/2, (mase2+1)/2)},
	} {
		if math.Abs(tc.got-tc.want) > 1e-7 {
			t.Errorf("%s %g, want %g", tc.name, tc.got, tc.want)
		}
	}
	if v := (Mean{}).Value(); !math.IsNaN(v) {
		t.Errorf("the mean of nothing is %g", v)
	}
}

// Naive2 of a score takes a season out by factors: two cycles of a strong one go on.
func TestScoreSeason(t *testing.T) {
	history := []float64{10, 20, 30, 40, 11, 21, 32, 41, 10, 22, 31, 43}
	s, err := Score(history, []float64{11, 21, 31, 42}, Forecast{Point: []float64{11, 21, 31, 42}}, 4)
	if err != nil || s.SMAPE != 0 || !(s.Naive2SMAPE > 0 && s.Naive2SMAPE < 5) {
		t.Errorf("%+v, %v", s, err)
	}
}
