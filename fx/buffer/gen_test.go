package buffer_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// fixing is a USD/CNY rate of a day.
func fixing(day time.Time, rate float64) fx.Rate {
	r, err := fx.NewRate("USD", "CNY", decimal.NewFromFloat(rate).Round(8))
	if err != nil {
		panic(err)
	}
	return r.WithSource(day, "test")
}

// weekdays are n days from a Monday on, without weekends.
func weekdays(n int) []time.Time {
	out := make([]time.Time, 0, n)
	for day := date("2018-01-01"); len(out) < n; day = day.AddDate(0, 0, 1) {
		if w := day.Weekday(); w != time.Saturday && w != time.Sunday {
			out = append(out, day)
		}
	}
	return out
}

// moving is a series of weekdays that starts at 7 and makes these moves, as
// fractions.
func moving(t testing.TB, moves ...float64) *buffer.Series {
	t.Helper()
	rate := 7.0
	days := weekdays(len(moves) + 1)
	fixings := []fx.Rate{fixing(days[0], rate)}
	for i, move := range moves {
		rate *= 1 + move
		fixings = append(fixings, fixing(days[i+1], rate))
	}
	return series(t, fixings)
}

func series(t testing.TB, fixings []fx.Rate) *buffer.Series {
	t.Helper()
	s, err := buffer.NewSeries(slices.Values(fixings))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// repeat is n times the moves, one after the other.
func repeat(n int, moves ...float64) []float64 {
	var out []float64
	for range n {
		out = append(out, moves...)
	}
	return out
}

// genFixings draws rates with quiet and wild stretches, jumps, drift and gaps of
// up to five days, and days without any move.
func genFixings(low, high int) *rapid.Generator[[]fx.Rate] {
	return rapid.Custom(func(t *rapid.T) []fx.Rate {
		n := rapid.IntRange(low, high).Draw(t, "fixings")
		seed := rapid.Uint64().Draw(t, "seed")
		next := func(below uint64) uint64 {
			seed = seed*6364136223846793005 + 1442695040888963407
			return (seed >> 33) % below
		}
		drift := rapid.Float64Range(-0.002, 0.002).Draw(t, "drift")
		flat := rapid.Bool().Draw(t, "flat stretches")
		day, rate, size := date("2015-01-01"), 7.0, 0.003
		var out []fx.Rate
		for range n {
			out = append(out, fixing(day, rate))
			day = day.AddDate(0, 0, 1+int(next(5)*next(2)))
			switch next(40) {
			case 0:
				size = float64(next(100)) / 10000
			case 1:
				if flat {
					size = 0
				}
			}
			if size > 0 {
				rate *= math.Exp(drift + size*(float64(next(2001))/1000-1))
			}
			if next(400) == 0 {
				// A slip of the pen.
				out = append(out, fixing(day, rate*1000))
				day = day.AddDate(0, 0, 1)
			}
			rate = min(max(rate, 0.01), 1000)
		}
		return out
	})
}

// smallModels are all kinds of models with windows that fit a short series.
func smallModels() []buffer.Model {
	return []buffer.Model{
		buffer.Adaptive{}, buffer.Fixed{}, buffer.Fixed{Fraction: 0.02},
		buffer.Sigma{Window: 2}, buffer.Sigma{Window: 60}, buffer.Sigma{}, buffer.Sigma{Window: 40, Downside: true},
		buffer.Sigma{Window: 50, Nu: 5}, buffer.Sigma{Window: 50, Nu: 2.5, Downside: true},
		buffer.EWMA{}, buffer.EWMA{Lambda: 0.94},
		buffer.HistSim{Window: 2}, buffer.HistSim{Window: 30}, buffer.HistSim{Window: 250}, buffer.HistSim{},
		buffer.HDaySigma{Window: 2}, buffer.HDaySigma{Window: 100},
		buffer.Trend{Of: buffer.Sigma{Window: 60}, Window: 90}, buffer.Trend{Window: 120}, buffer.Trend{Of: buffer.HistSim{Window: 30}, Window: 20},
		buffer.Larger{buffer.EWMA{}}, buffer.Larger{buffer.EWMA{Lambda: 0.94}, buffer.HistSim{Window: 100}},
		buffer.Larger{buffer.Sigma{Window: 20}, buffer.Larger{buffer.HDaySigma{Window: 60}, opaque{buffer.Sigma{Window: 300}}}},
	}
}

// opaque hides the type of a model, so that the back-test asks it day by day.
type opaque struct{ buffer.Model }

// roughly compares with figures of six decimals.
var roughly = cmpopts.EquateApprox(0, 2e-6)
