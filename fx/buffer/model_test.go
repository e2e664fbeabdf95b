package buffer_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// sigmaOf is the daily volatility behind a normal buffer.
func sigmaOf(b float64, days int, confidence float64) float64 {
	z := must(buffer.NormalQuantile(confidence))
	return -math.Log1p(-b) / (z * math.Sqrt(float64(days)*5/7))
}

// logMoves are returns as fractions whose logarithms are these.
func logMoves(logs ...float64) []float64 {
	out := make([]float64, len(logs))
	for i, l := range logs {
		out[i] = math.Expm1(l)
	}
	return out
}

func TestSigma(t *testing.T) {
	ups := moving(t, logMoves(repeat(200, 0.003, -0.003)...)...).All()
	// Quiet at first: a window that is too long would see it.
	late := moving(t, logMoves(append(repeat(100, 0.0), repeat(30, 0.003, -0.003)...)...)...).All()
	falls := moving(t, logMoves(repeat(40, 0.001, 0.001, -0.004)...)...).All()
	for _, row := range []struct {
		name       string
		h          buffer.History
		m          buffer.Model
		days       int
		confidence float64
		want       float64
	}{
		// The log form; the linear one would be 0.02284258.
		{"fx-vol-03", ups, buffer.Sigma{}, 30, 0.95, 0.02258366},
		{"window", late, buffer.Sigma{Window: 60}, 30, 0.95, 0.02258366},
		{"one more than moved", late, buffer.Sigma{Window: 61}, 30, 0.95, 1 - math.Exp(-1.6448536270*0.003*math.Sqrt(60.0/61*150/7))},
		{"99%", ups, buffer.Sigma{}, 30, 0.99, 1 - math.Exp(-2.3263478740*0.003*math.Sqrt(150.0/7))},
		{"one day is 5/7 of a step", ups, buffer.Sigma{}, 1, 0.95, 1 - math.Exp(-1.6448536270*0.003*math.Sqrt(5.0/7))},
		{"downside", falls, buffer.Sigma{Window: 60, Downside: true}, 30, 0.95, 1 - math.Exp(-1.6448536270*0.004*math.Sqrt(2.0/3)*math.Sqrt(150.0/7))},
		{"student", ups, buffer.Sigma{Nu: 5}, 30, 0.95, 1 - math.Exp(-2.0150483727*math.Sqrt(3.0/5)*0.003*math.Sqrt(150.0/7))},
		{"h-day", ups, buffer.HDaySigma{Window: 100}, 1, 0.95, 1 - math.Exp(-1.6448536270*0.003*math.Sqrt(0.8))},
	} {
		got, err := row.m.Buffer(row.h, row.days, row.confidence)
		if err != nil || math.Abs(got-row.want) > 1e-8 {
			t.Errorf("%s: %v, %v, want %v", row.name, got, err, row.want)
		}
	}
}

// fx-vol-01: Hull, Risk Management and Financial Institutions, example 5.2.
func TestEWMAStep(t *testing.T) {
	seed := logMoves(repeat(125, 0.01, -0.01)...)
	m := buffer.EWMA{Lambda: 0.90}
	for _, row := range []struct {
		moves []float64
		want  float64
	}{
		{seed, 0.01},
		{append(seed, logMoves(0.02)...), math.Sqrt(0.00013)},
		{append(seed, logMoves(0.02, -0.02)...), math.Sqrt(0.9*0.00013 + 0.1*0.0004)},
	} {
		b, err := m.Buffer(moving(t, row.moves...).All(), 7, 0.95)
		if got := sigmaOf(b, 7, 0.95); err != nil || math.Abs(got-row.want) > 1e-7 {
			t.Errorf("%d moves: %.6f%%, %v, want %.6f%%", len(row.moves), 100*got, err, 100*row.want)
		}
	}
}

// A rate that only rises has losses below 0 and needs no buffer.
func TestHistSimAllGains(t *testing.T) {
	h := moving(t, repeat(300, 0.001)...).All()
	for _, m := range []buffer.Model{buffer.HistSim{Window: 100}, buffer.HistSim{}, buffer.Sigma{Downside: true}} {
		if got, err := m.Buffer(h, 14, 0.99); got != 0 || err != nil {
			t.Errorf("%s: %v, %v", m.Name(), got, err)
		}
	}
}

// The quantile is that of the losses which History shows.
func TestHistSimIsQuantileOfLosses(t *testing.T) {
	h := moving(t, repeat(100, 0.004, -0.009, 0.002, 0.001)...).All()
	want := must(buffer.Quantile(h.Losses(10, 70), 0.95))
	if got, err := (buffer.HistSim{Window: 70}).Buffer(h, 10, 0.95); got != want || err != nil {
		t.Errorf("%v, %v, want %v", got, err, want)
	}
}

func TestTrend(t *testing.T) {
	trending := moving(t, logMoves(repeat(50, 0.002, 0.002, 0.002, 0.002, 0.002, -0.002, -0.002, -0.002, -0.002, -0.002)...)...).All()
	turning := moving(t, logMoves(repeat(250, 0.002, -0.002)...)...).All()
	flat := moving(t, append(logMoves(repeat(150, 0.002, -0.002)...), repeat(200, 0.0)...)...).All()
	of := buffer.Sigma{Window: 100}
	for _, row := range []struct {
		name string
		h    buffer.History
		want float64 // variance ratio
	}{
		{"trend", trending, squareOfMoves(trending, 7, 100) / (5 * 0.002 * 0.002)},
		{"no trend: not below 1", turning, 1},
		{"no move at all", flat, 1},
	} {
		plain := must(of.Buffer(row.h, 7, 0.95))
		wide, err := buffer.Trend{Of: of, Window: 100}.Buffer(row.h, 7, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		ratio := math.Pow(math.Log1p(-wide)/math.Log1p(-plain), 2)
		if plain == 0 {
			ratio = 1 + wide
		}
		if row.name == "trend" && row.want < 1.5 {
			t.Fatalf("the series has no trend: %v", row.want)
		}
		if math.Abs(ratio-row.want) > 1e-6 {
			t.Errorf("%s: ratio %v, want %v", row.name, ratio, row.want)
		}
	}
}

func squareOfMoves(h buffer.History, days, n int) float64 {
	sum := 0.0
	for _, loss := range h.Losses(days, n) {
		sum += math.Pow(math.Log1p(-loss), 2)
	}
	return sum / float64(n)
}

func TestLarger(t *testing.T) {
	h := moving(t, repeat(300, 0.004, -0.003)...).All()
	a, b := buffer.Sigma{Window: 60}, buffer.Fixed{Fraction: 0.05}
	if got := must(buffer.Larger{a, b}.Buffer(h, 14, 0.95)); got != 0.05 {
		t.Errorf("%v", got)
	}
	if got := must(buffer.Larger{b, a}.Buffer(h, 365, 0.95)); got != must(a.Buffer(h, 365, 0.95)) {
		t.Errorf("%v", got)
	}
	// Undefined when either is.
	var short *buffer.ShortHistoryError
	if _, err := (buffer.Larger{b, buffer.Sigma{Window: 1000}}).Buffer(h, 14, 0.95); !errors.As(err, &short) || short.Model != "sigma 1000" {
		t.Errorf("%v", err)
	}
}

// Every need, with one observation too few and just enough.
func TestShortHistory(t *testing.T) {
	moves := repeat(400, 0.004, -0.003)
	for _, row := range []struct {
		m       buffer.Model
		fixings int
		need    int
	}{
		{buffer.Sigma{Window: 60}, 61, 61},
		{buffer.Sigma{}, 251, 251},
		{buffer.EWMA{}, 251, 251},
		// Over a week the last five fixings have no complete loss yet.
		{buffer.HistSim{Window: 100}, 105, 100},
		{buffer.HistSim{}, 255, 250},
		{buffer.HDaySigma{Window: 100}, 105, 100},
		{buffer.Trend{Of: buffer.Sigma{Window: 60}, Window: 100}, 105, 100},
		{buffer.Trend{Of: buffer.Sigma{Window: 300}, Window: 100}, 301, 301},
	} {
		if _, err := row.m.Buffer(moving(t, moves[:row.fixings-1]...).All(), 7, 0.95); err != nil {
			t.Errorf("%s with %d fixings: %v", row.m.Name(), row.fixings, err)
		}
		_, err := row.m.Buffer(moving(t, moves[:row.fixings-2]...).All(), 7, 0.95)
		var short *buffer.ShortHistoryError
		if !errors.As(err, &short) || short.Need != row.need || short.Have != row.need-1 {
			t.Errorf("%s with %d fixings: %v", row.m.Name(), row.fixings-1, err)
		}
	}
}

// The buffer of a rate gone wild stops below 1.
func TestBuffersStayBelowOne(t *testing.T) {
	h := moving(t, logMoves(append(repeat(200, 2.0, -2.0), repeat(8, -2.0)...)...)...).All()
	for _, m := range []buffer.Model{buffer.Sigma{}, buffer.EWMA{}, buffer.HDaySigma{Window: 100}, buffer.HistSim{Window: 100}, buffer.Trend{Of: buffer.Sigma{}, Window: 100}} {
		got, err := m.Buffer(h, 7, 0.9999)
		if err != nil || got < 0.5 || got > buffer.MaxBuffer {
			t.Errorf("%s: %v, %v", m.Name(), got, err)
		}
		p, err := buffer.Plan(h, 7, 0.9999, m)
		if err != nil || p.Rate.IsZero() {
			t.Errorf("%s: %v", m.Name(), err)
		}
	}
	if got := must(buffer.Sigma{Window: 60}.Buffer(h, buffer.MaxDays, 0.999)); got != buffer.MaxBuffer {
		t.Errorf("%v", got)
	}
}

func TestModelFaults(t *testing.T) {
	h := moving(t, repeat(10, 0.01, -0.01)...).All()
	nan := math.NaN()
	for _, row := range []struct {
		m          buffer.Model
		days       int
		confidence float64
		want       []string
	}{
		{buffer.Fixed{Fraction: 0.02}, 0, 0.95, []string{"days"}},
		{buffer.Fixed{Fraction: 0.02}, 3651, 0.95, []string{"days"}},
		{buffer.Fixed{Fraction: 0.02}, 1, 0.5, []string{"confidence"}},
		{buffer.Fixed{Fraction: 0.02}, 1, 1, []string{"confidence"}},
		{buffer.Fixed{Fraction: 0.02}, 1, 95, []string{"confidence"}},
		{buffer.Fixed{Fraction: 1}, -1, nan, []string{"days", "confidence", "fraction"}},
		{buffer.Fixed{Fraction: -0.01}, 1, 0.95, []string{"fraction"}},
		{buffer.Fixed{Fraction: nan}, 1, 0.95, []string{"fraction"}},
		{buffer.Fixed{Fraction: math.Inf(1)}, 1, 0.95, []string{"fraction"}},
		{buffer.Sigma{Window: 1}, 0, 0.95, []string{"days", "window"}},
		{buffer.Sigma{Window: -250, Nu: 2}, 14, 0.95, []string{"window", "nu"}},
		{buffer.Sigma{Window: buffer.MaxFixings + 1, Nu: nan}, 14, 0.95, []string{"window", "nu"}},
		{buffer.Sigma{Nu: 1001}, 14, 0.95, []string{"nu"}},
		{buffer.EWMA{Lambda: 1}, 14, 0.95, []string{"lambda"}},
		{buffer.EWMA{Lambda: -0.1}, 14, 0.95, []string{"lambda"}},
		{buffer.EWMA{Lambda: nan}, 14, 0.95, []string{"lambda"}},
		{buffer.HistSim{Window: 1}, 14, 0.95, []string{"window"}},
		{buffer.HistSim{Window: -1}, 14, nan, []string{"confidence", "window"}},
		{buffer.HDaySigma{Window: math.MaxInt}, math.MaxInt, 0.95, []string{"days", "window"}},
		{buffer.Trend{Of: buffer.EWMA{Lambda: 2}, Window: 1}, 14, 0.95, []string{"of.lambda", "window"}},
		{buffer.Trend{Of: (*buffer.Sigma)(nil)}, 14, 0.95, []string{"of"}},
		{buffer.Larger{}, 14, 0.95, []string{"models"}},
		{buffer.Larger(nil), 14, 0.95, []string{"models"}},
		{buffer.Larger{buffer.Sigma{Window: 60}, nil, buffer.Larger{buffer.Sigma{Nu: 1}}}, 14, 0.95, []string{"models[1]", "models[2].models[0].nu"}},
	} {
		got, err := row.m.Buffer(h, row.days, row.confidence)
		if diff := cmp.Diff(row.want, paths(t, err)); diff != "" || got != 0 {
			t.Errorf("%#v, %d, %v: %v, %s", row.m, row.days, row.confidence, got, diff)
		}
		for _, path := range row.want {
			if path == "days" || path == "confidence" {
				continue
			}
			if _, err := buffer.BackTest(moving(t, 0.01), row.m, buffer.Test{Days: 14, Confidence: 0.95}); !strings.Contains(err.Error(), "model."+path) {
				t.Errorf("back-test of %#v: %v", row.m, err)
			}
		}
	}
}

func TestModelNames(t *testing.T) {
	for _, row := range []struct {
		m    buffer.Model
		want string
	}{
		{buffer.Fixed{}, "fixed 0%"}, {buffer.Fixed{Fraction: 0.07}, "fixed 7%"}, {buffer.Fixed{Fraction: 0.0125}, "fixed 1.25%"},
		{buffer.Fixed{Fraction: math.NaN()}, "fixed NaN"}, {buffer.Fixed{Fraction: math.Inf(-1)}, "fixed -Inf"},
		{buffer.Sigma{}, "sigma 250"}, {buffer.Sigma{Nu: 5, Window: 60}, "student-t5 sigma 60"}, {buffer.Sigma{Nu: 3.5, Downside: true}, "student-t3.5 downside sigma 250"},
		{buffer.EWMA{}, "EWMA 0.99"}, {buffer.EWMA{Lambda: 0.9}, "EWMA 0.9"},
		{buffer.HistSim{}, "hist-sim all"}, {buffer.HDaySigma{}, "h-day sigma 1000"}, {buffer.Trend{}, "EWMA 0.99 x trend 1000"},
		{buffer.Larger{buffer.EWMA{Lambda: 0.94}, buffer.Trend{}, nil}, "max(EWMA .94, EWMA 0.99 x trend 1000, none)"},
		{buffer.Larger{}, "max()"},
	} {
		if got := row.m.Name(); got != row.want {
			t.Errorf("%#v: %q, want %q", row.m, got, row.want)
		}
	}
}

// own is a model of the caller.
type own struct {
	value float64
	err   error
}

func (m own) Name() string { return "own" }

func (m own) Buffer(buffer.History, int, float64) (float64, error) { return m.value, m.err }

// A model of the caller that fails is named, wherever it stands.
func TestModelOfTheCaller(t *testing.T) {
	s := moving(t, repeat(200, 0.01, -0.01)...)
	broken := errors.New("no connection")
	for _, m := range []own{{value: math.NaN()}, {value: -0.01}, {value: 1}, {value: math.Inf(1)}, {value: 0.999999995}, {value: 0.02, err: broken}} {
		for _, in := range []buffer.Model{
			m, buffer.Larger{buffer.Fixed{}, m}, buffer.Trend{Of: m, Window: 10}, buffer.Larger{buffer.Larger{m}},
		} {
			_, backTest := buffer.BackTest(s, in, buffer.Test{Days: 14, Confidence: 0.95})
			_, plan := buffer.Plan(s.All(), 14, 0.95, in)
			for _, err := range []error{backTest, plan} {
				var failed *buffer.ModelError
				if !errors.As(err, &failed) || failed.Model != "own" || failed.Day.IsZero() || errors.Is(err, broken) != (m.err != nil) {
					t.Errorf("%v in %s: %v", m, in.Name(), err)
				}
				if strings.Count(err.Error(), "own") != 1 {
					t.Errorf("not said once: %v", err)
				}
			}
		}
	}
	// Just below the limit it is a buffer.
	if p, err := buffer.Plan(s.All(), 14, 0.95, own{value: buffer.MaxBuffer}); err != nil || fx.Plain(p.Buffer) != "0.99999999" {
		t.Errorf("%v, %v", p.Buffer, err)
	}
}
