package buffer_test

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

func drawModel(t *rapid.T) buffer.Model {
	return rapid.SampledFrom(smallModels()).Draw(t, "model")
}

func drawSeries(t *rapid.T, fixings []fx.Rate) *buffer.Series {
	s, err := buffer.NewSeries(func(yield func(fx.Rate) bool) {
		for _, f := range fixings {
			if !yield(f) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var (
	genDays       = rapid.IntRange(1, 120)
	genConfidence = rapid.OneOf(rapid.SampledFrom([]float64{0.95, 0.99, 0.501, 0.9999}), rapid.Float64Range(0.51, 0.999))
)

// about compares what comes of two orders of summing.
var about = cmp.Options{cmpopts.EquateApprox(1e-9, 1e-13)}

// The fast way through all days finds what asking day by day does.
func propBatchEqualsPlain(t *rapid.T) {
	s := drawSeries(t, genFixings(2, 700).Draw(t, "series"))
	m, confidence := drawModel(t), genConfidence.Draw(t, "confidence")
	test := buffer.Test{Days: genDays.Draw(t, "days"), Confidence: confidence}
	if rapid.Bool().Draw(t, "from") {
		test.From = s.First().AddDate(0, 0, rapid.IntRange(-10, 900).Draw(t, "first"))
	}
	if rapid.Bool().Draw(t, "to") {
		test.To = s.Last().AddDate(0, 0, -rapid.IntRange(-10, 400).Draw(t, "last"))
		if !test.From.IsZero() && test.To.Before(test.From) {
			test.To = test.From
		}
	}
	fast, err := buffer.BackTest(s, m, test)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := buffer.BackTest(s, opaque{m}, test)
	if err != nil {
		t.Fatal(err)
	}
	plain.ChosenAmong = fast.ChosenAmong // of a model that nobody recognises
	if diff := cmp.Diff(plain, fast, about); diff != "" {
		t.Fatalf("plain and fast differ (-plain +fast):\n%s", diff)
	}
}

func TestBatchEqualsPlain(t *testing.T) { rapid.Check(t, propBatchEqualsPlain) }

// Every model of the anchors, on the real series, over a year of it.
func TestBatchEqualsPlainOnAnchors(t *testing.T) {
	s := pair(t, "USD", "CNY")
	test := buffer.Test{Days: 60, Confidence: 0.99, From: date("2025-01-01")}
	for _, m := range anchorModels() {
		fast, err := buffer.BackTest(s, m, test)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := buffer.BackTest(s, opaque{m}, test)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(plain, fast, about); diff != "" {
			t.Errorf("%s (-plain +fast):\n%s", m.Name(), diff)
		}
	}
}

// buffers asks a model, and takes a short history for no answer.
func buffers(t *rapid.T, m buffer.Model, h buffer.History, days int, confidence float64) (float64, bool) {
	b, err := m.Buffer(h, days, confidence)
	var short *buffer.ShortHistoryError
	if errors.As(err, &short) {
		if short.Have >= short.Need {
			t.Fatalf("%v", err)
		}
		return 0, false
	}
	if err != nil {
		t.Fatal(err)
	}
	if !(b >= 0 && b <= buffer.MaxBuffer) {
		t.Fatalf("%s: %v is no buffer", m.Name(), b)
	}
	return b, true
}

// More confidence never takes a smaller buffer.
func propMonotoneInConfidence(t *rapid.T) {
	s := drawSeries(t, genFixings(2, 500).Draw(t, "series"))
	m, days := drawModel(t), genDays.Draw(t, "days")
	a, b := genConfidence.Draw(t, "one"), genConfidence.Draw(t, "other")
	low, ok := buffers(t, m, s.All(), days, min(a, b))
	high, _ := buffers(t, m, s.All(), days, max(a, b))
	if ok && low > high {
		t.Fatalf("%s: %v at %v but %v at %v", m.Name(), low, min(a, b), high, max(a, b))
	}
}

func TestMonotoneInConfidence(t *testing.T)      { rapid.Check(t, propMonotoneInConfidence) }
func FuzzMonotoneInConfidence(f *testing.F)      { f.Fuzz(rapid.MakeFuzz(propMonotoneInConfidence)) }
func FuzzBatchEqualsPlain(f *testing.F)          { f.Fuzz(rapid.MakeFuzz(propBatchEqualsPlain)) }
func TestMonotoneInHorizon(t *testing.T)         { rapid.Check(t, propMonotoneInHorizon) }
func TestLaterFixingsChangeNothing(t *testing.T) { rapid.Check(t, propLaterFixingsChangeNothing) }

// A longer horizon never takes a smaller buffer from a model that scales with
// time.
func propMonotoneInHorizon(t *rapid.T) {
	s := drawSeries(t, genFixings(300, 500).Draw(t, "series"))
	m := rapid.SampledFrom([]buffer.Model{
		buffer.Fixed{Fraction: 0.03}, buffer.Sigma{}, buffer.Sigma{Window: 40, Downside: true}, buffer.Sigma{Nu: 3},
		buffer.EWMA{}, buffer.EWMA{Lambda: 0.9}, buffer.Larger{buffer.EWMA{}, buffer.Sigma{}},
	}).Draw(t, "model")
	confidence := genConfidence.Draw(t, "confidence")
	a, b := rapid.IntRange(1, buffer.MaxDays).Draw(t, "one"), rapid.IntRange(1, buffer.MaxDays).Draw(t, "other")
	short, _ := buffers(t, m, s.All(), min(a, b), confidence)
	long, _ := buffers(t, m, s.All(), max(a, b), confidence)
	if short > long {
		t.Fatalf("%s: %v over %d days but %v over %d", m.Name(), short, min(a, b), long, max(a, b))
	}
}

// A buffer is made of what was known on its day: neither more fixings after it nor
// other ones change it.
func propLaterFixingsChangeNothing(t *rapid.T) {
	fixings := genFixings(2, 500).Draw(t, "series")
	at := rapid.IntRange(0, len(fixings)-1).Draw(t, "at")
	m, days, confidence := drawModel(t), genDays.Draw(t, "days"), genConfidence.Draw(t, "confidence")
	on := fixings[at].Date()

	changed := append([]fx.Rate(nil), fixings...)
	for i := at + 1; i < len(changed); i++ {
		changed[i] = fixing(changed[i].Date(), 0.5*float64(i))
	}
	want, wantOK := buffers(t, m, drawSeries(t, fixings[:at+1]).All(), days, confidence)
	for _, s := range []*buffer.Series{drawSeries(t, fixings), drawSeries(t, changed)} {
		if got, ok := buffers(t, m, s.Until(on), days, confidence); got != want || ok != wantOK {
			t.Fatalf("%s on %s: %v and %v, with nothing after it %v and %v", m.Name(), on, got, ok, want, wantOK)
		}
	}
}

// The back-test looks no further either: the mean buffer over the days up to one
// does not change with what came after the last of their horizons.
func TestBackTestDoesNotLookAhead(t *testing.T) {
	moves := repeat(200, 0.004, -0.003, 0.001, -0.006, 0.002)
	calm := moving(t, moves...)
	for i := 900; i < len(moves); i++ {
		moves[i] *= 30
	}
	wild := moving(t, moves...)
	cut := calm.Until(weekdays(901)[900]).Date(830)
	for _, m := range smallModels() {
		test := buffer.Test{Days: 30, Confidence: 0.95, To: cut}
		one, err := buffer.BackTest(calm, m, test)
		if err != nil {
			t.Fatal(err)
		}
		other, err := buffer.BackTest(wild, m, test)
		if err != nil {
			t.Fatal(err)
		}
		if one.Origins == 0 || !cmp.Equal(one, other, about) {
			t.Errorf("%s: %s", m.Name(), cmp.Diff(one, other, about))
		}
	}
}

// Kupiec never gives a negative ratio or a probability outside 0 to 1.
func TestKupiecBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, math.MaxInt32).Draw(t, "windows")
		k, err := buffer.Kupiec(n, rapid.IntRange(0, n).Draw(t, "breaches"), rapid.Float64Range(1e-9, 1-1e-9).Draw(t, "confidence"))
		if err != nil || !(k.LR >= 0) || math.IsInf(k.LR, 0) || !(k.P >= 0 && k.P <= 1) {
			t.Fatalf("%+v, %v", k, err)
		}
	})
}

// More probability never has a smaller quantile, and fewer degrees never a thinner
// upper tail.
func propStudentMonotone(t *rapid.T) {
	a, b := rapid.Float64Range(0.5, 1-1e-12).Draw(t, "one"), rapid.Float64Range(0.5, 1-1e-12).Draw(t, "other")
	few, many := rapid.Float64Range(0.1, 50).Draw(t, "few"), rapid.Float64Range(50, buffer.MaxDegrees).Draw(t, "many")
	low, high := must(buffer.StudentQuantile(min(a, b), few)), must(buffer.StudentQuantile(max(a, b), few))
	thin := must(buffer.StudentQuantile(max(a, b), many))
	const slack = 1 + 1e-9
	if !(low >= 0) || low > high*slack || thin > high*slack {
		t.Fatalf("%v at %v, %v at %v with %v degrees, %v with %v", low, min(a, b), high, max(a, b), few, thin, many)
	}
}

func TestStudentMonotone(t *testing.T) { rapid.Check(t, propStudentMonotone) }
func FuzzStudentMonotone(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propStudentMonotone)) }

// The smallest and the largest rates there can be give buffers or faults, nothing
// else.
func TestWildestRates(t *testing.T) {
	var fixings []fx.Rate
	for i, day := range weekdays(600) {
		exponent := int32(-12)
		if i%3 == 0 {
			exponent = 14
		}
		fixings = append(fixings, must(fx.NewRate("USD", "CNY", decimal.New(1, exponent))).WithSource(day, ""))
	}
	s := series(t, fixings)
	for _, m := range smallModels() {
		for _, days := range []int{1, 14, buffer.MaxDays} {
			for _, confidence := range []float64{math.Nextafter(0.5, 1), 0.95, math.Nextafter(1, 0)} {
				e, err := buffer.BackTest(s, m, buffer.Test{Days: days, Confidence: confidence})
				if err != nil {
					t.Fatalf("%s: %v", m.Name(), err)
				}
				for _, v := range []float64{e.MeanBuffer, e.MeanShortfall, e.WorstShortfall, e.Pinball, e.Coverage, e.Kupiec.LR, e.Christoffersen.JointLR} {
					if math.IsNaN(v) || math.IsInf(v, 0) {
						t.Fatalf("%s, %d days at %v: %+v", m.Name(), days, confidence, e)
					}
				}
				var short *buffer.ShortHistoryError
				if _, err := buffer.Plan(s.All(), days, confidence, m); err != nil && !errors.As(err, &short) {
					t.Fatalf("%s: %v", m.Name(), err)
				}
			}
		}
	}
}
