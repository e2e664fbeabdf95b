package strategy_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/pricing/strategy"
)

func TestShrink(t *testing.T) {
	for _, test := range []struct {
		name         string
		estimate, se float64
		prior        strategy.Prior
		want         strategy.Shrunk
	}{
		{"S46", -3.6, 1.4, strategy.Prior{Mean: -1.8, Tau: 0.6}, strategy.Shrunk{Estimate: -2.0793103448, SE: 0.5514870, Weight: 0.1551724138}},
		{"halves", -3, 1, strategy.Prior{Mean: -1, Tau: 1}, strategy.Shrunk{Estimate: -2, SE: math.Sqrt(0.5), Weight: 0.5}},
		{"a certain estimate", -3.6, 0, strategy.Prior{Mean: -1.8, Tau: 0.6}, strategy.Shrunk{Estimate: -3.6, Weight: 1}},
		{"a certain prior", -3.6, 1.4, strategy.Prior{Mean: -1.8}, strategy.Shrunk{Estimate: -1.8}},
		{"far apart in scale", -3.6, 1e-9, strategy.Prior{Mean: 1e9, Tau: 1e9}, strategy.Shrunk{Estimate: -3.6, SE: 1e-9, Weight: 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := strategy.Shrink(test.estimate, test.se, test.prior)
			if err != nil {
				t.Fatal(err)
			}
			for _, pair := range [][2]float64{{got.Estimate, test.want.Estimate}, {got.SE, test.want.SE}, {got.Weight, test.want.Weight}} {
				if math.Abs(pair[0]-pair[1]) > 1e-7 {
					t.Errorf("got %+v, want %+v", got, test.want)
				}
			}
		})
	}
}

func TestShrinkRefuses(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(-1)
	_, err := strategy.Shrink(nan, -1, strategy.Prior{Mean: inf, Tau: 2e9})
	if diff := cmp.Diff([]string{"estimate", "se", "prior.mean", "prior.tau"}, faultFields(err)); diff != "" {
		t.Error(diff)
	}
	_, err = strategy.Shrink(-2, 0, strategy.Prior{Mean: -2})
	if diff := cmp.Diff([]string{"se"}, faultFields(err)); diff != "" {
		t.Error(diff)
	}
	_, err = strategy.ShrinkAll([]strategy.Estimate{{Estimate: 1, SE: 1}, {SE: nan}, {Estimate: inf, SE: -1}}, strategy.Prior{Tau: 1})
	if diff := cmp.Diff([]string{"estimates[1].se", "estimates[2].estimate", "estimates[2].se"}, faultFields(err)); diff != "" {
		t.Error(diff)
	}
	_, err = strategy.ShrinkAll(nil, strategy.Prior{Tau: nan})
	if diff := cmp.Diff([]string{"prior.tau"}, faultFields(err)); diff != "" {
		t.Error(diff)
	}
	_, err = strategy.Pool([]strategy.Estimate{{Estimate: nan, SE: 0}})
	if diff := cmp.Diff([]string{"estimates", "estimates[0].estimate"}, faultFields(err)); diff != "" {
		t.Error(diff)
	}
	_, err = strategy.Pool([]strategy.Estimate{{SE: 1}, {SE: 0}})
	if diff := cmp.Diff([]string{"estimates[1].se"}, faultFields(err)); diff != "" {
		t.Error(diff)
	}
}

// The thirteen trials of the BCG vaccine, which the books on meta-analysis work
// through: log risk ratios and their variances to four decimals (Colditz et al.
// 1994). Published for the estimator of DerSimonian and Laird: mean -0.7141 (SE
// 0.1787), tau² 0.3088, Q 152.233, I² 92.12 %.
func TestPoolBCG(t *testing.T) {
	effects := []float64{-0.8893, -1.5854, -1.3481, -1.4416, -0.2175, -0.7861, -1.6209, 0.0120, -0.4694, -1.3713, -0.3394, 0.4459, -0.0173}
	variances := []float64{0.3256, 0.1946, 0.4154, 0.0200, 0.0512, 0.0069, 0.2230, 0.0040, 0.0564, 0.0730, 0.0124, 0.5325, 0.0714}
	estimates := make([]strategy.Estimate, len(effects))
	for i := range effects {
		estimates[i] = strategy.Estimate{Estimate: effects[i], SE: math.Sqrt(variances[i])}
	}
	p, err := strategy.Pool(estimates)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		what            string
		got, want, near float64
	}{
		{"mean", p.Mean, -0.7141, 0.0002}, {"SE", p.SE, 0.1787, 0.0002}, {"tau²", p.Tau * p.Tau, 0.3088, 0.002},
		{"Q", p.Q, 152.233, 0.8}, {"I²", p.I2, 0.9212, 0.0005}, {"N", float64(p.N), 13, 0},
	} {
		if math.Abs(row.got-row.want) > row.near {
			t.Errorf("%s = %.5f, want %.4f", row.what, row.got, row.want)
		}
	}
}

// Products that agree have no spread, so that the prior takes over.
func TestPoolAgreeing(t *testing.T) {
	p, err := strategy.Pool([]strategy.Estimate{{Estimate: -2, SE: 1}, {Estimate: -2.1, SE: 0.5}, {Estimate: -1.9, SE: 0.5}})
	if err != nil || p.Tau != 0 || p.I2 != 0 || math.Abs(p.Mean+2) > 1e-12 {
		t.Errorf("%+v, %v", p, err)
	}
}

// The result lies between the estimate and the prior, is surer than either, and the
// batch gives what one by one gives.
func propShrinkBetween(t *rapid.T) {
	number := func(name string) float64 { return rapid.Float64Range(-50, 50).Draw(t, name) }
	deviation := func(name string) float64 { return math.Exp(rapid.Float64Range(-12, 12).Draw(t, name)) }
	e := strategy.Estimate{Key: "A", Estimate: number("estimate"), SE: deviation("se")}
	prior := strategy.Prior{Mean: number("mean"), Tau: deviation("tau")}
	s, err := strategy.Shrink(e.Estimate, e.SE, prior)
	if err != nil {
		t.Fatal(err)
	}
	if s.Estimate < math.Min(e.Estimate, prior.Mean)-1e-12 || s.Estimate > math.Max(e.Estimate, prior.Mean)+1e-12 {
		t.Fatalf("%v is not between %v and %v", s.Estimate, e.Estimate, prior.Mean)
	}
	if s.SE > e.SE*(1+1e-12) || s.SE > prior.Tau*(1+1e-12) || s.Weight < 0 || s.Weight > 1 {
		t.Fatalf("SE %v, weight %v", s.SE, s.Weight)
	}
	a, b := 1/(e.SE*e.SE), 1/(prior.Tau*prior.Tau)
	if want := (e.Estimate*a + prior.Mean*b) / (a + b); math.Abs(s.Estimate-want) > 1e-9 {
		t.Fatalf("%v, the formula gives %v", s.Estimate, want)
	}
	all, err := strategy.ShrinkAll([]strategy.Estimate{e, e}, prior)
	s.Key = "A"
	if diff := cmp.Diff([]strategy.Shrunk{s, s}, all); diff != "" || err != nil {
		t.Fatal(diff, err)
	}
}

func TestShrinkBetween(t *testing.T) { rapid.Check(t, propShrinkBetween) }
func FuzzShrinkBetween(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propShrinkBetween)) }

// A weak estimate becomes usable by its category, and a positive one by enough of it.
func TestShrunkDemand(t *testing.T) {
	prior := strategy.Prior{Mean: -1.8, Tau: 0.6}
	for _, test := range []struct {
		estimate, se float64
		want         strategy.Verdict
	}{
		{-3.6, 1.4, strategy.VerdictUsable},
		{0.4, 2, strategy.VerdictUsable},
		{0.4, 0.5, strategy.VerdictNotDifferent},
		{0.4, 0.1, strategy.VerdictPositive},
		{0.4, 0, strategy.VerdictPositive},
		{-0.4, 0, strategy.VerdictUsable},
	} {
		s, err := strategy.Shrink(test.estimate, test.se, prior)
		if err != nil || s.Verdict() != test.want {
			t.Errorf("%v (%v): %s, want %s, %v", test.estimate, test.se, s.Verdict(), test.want, err)
		}
		d, err := s.Demand(figure("10"), figure("5"))
		if (err == nil) != (test.want == strategy.VerdictUsable) || err != nil && !d.Price.IsZero() {
			t.Errorf("demand %v, %v", d, err)
		}
	}
	if p := (strategy.Shrunk{Estimate: -1.959963985, SE: 1}).P(); math.Abs(p-0.05) > 1e-9 {
		t.Errorf("P %v", p)
	}
	if p := (strategy.Shrunk{}).P(); p != 1 {
		t.Errorf("P of nothing is %v", p)
	}
}
