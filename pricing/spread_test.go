package pricing_test

import (
	"math"
	"testing"

	"github.com/lianxing/crossborder/pricing"
	"pgregory.net/rapid"
)

// Each distribution has its own mean and standard deviation: over levels that are
// spread evenly, the middle of each of n slices.
func TestSpreadMoments(t *testing.T) {
	const n = 1 << 18
	for _, row := range []struct {
		name     string
		spread   pricing.Spread
		mean, sd float64
	}{
		{"normal", pricing.Normal{Mean: 0.01, SD: 0.03}, 0.01, 0.03},
		{"lognormal change", pricing.Lognormal{Sigma: 0.3}, 0, math.Sqrt(math.Exp(0.09) - 1)},
		{"lognormal value", pricing.Lognormal{Mean: 20, Sigma: 0.5}, 20, 20 * math.Sqrt(math.Exp(0.25)-1)},
		{"triangular", pricing.Triangular{Low: -0.1, Mode: 0, High: 0.4}, 0.1, math.Sqrt((0.01 + 0.16 - (-0.04)) / 18)}, // a²+b²+c²-ab-ac-bc
		{"triangle without a left side", pricing.Triangular{Low: 1, Mode: 1, High: 4}, 2, math.Sqrt(9.0 / 18)},
		{"triangle without a right side", pricing.Triangular{Low: 1, Mode: 4, High: 4}, 3, math.Sqrt(9.0 / 18)},
		{"triangle of no width", pricing.Triangular{Low: 3, Mode: 3, High: 3}, 3, 0},
		{"uniform", pricing.Uniform{Low: -0.1, High: 0.3}, 0.1, 0.4 / math.Sqrt(12)},
		{"empirical", pricing.Empirical{Values: []float64{0.5, -0.1, -0.1, 0.1}}, 0.1, math.Sqrt((0.16 + 0.04 + 0.04) / 4)},
		{"zero normal", pricing.Normal{}, 0, 0},
		{"zero lognormal", pricing.Lognormal{}, 0, 0},
		{"zero triangular", pricing.Triangular{}, 0, 0},
		{"zero uniform", pricing.Uniform{}, 0, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			if err := row.spread.Check(); err != nil {
				t.Fatal(err)
			}
			sum, squares := 0.0, 0.0
			for i := range n {
				v := row.spread.At((float64(i) + 0.5) / n)
				sum += v
				squares += (v - row.mean) * (v - row.mean)
			}
			if got := sum / n; math.Abs(got-row.mean) > 1e-4*math.Max(row.sd, 1e-9) {
				t.Errorf("mean is %g, want %g", got, row.mean)
			}
			if got := math.Sqrt(squares / n); math.Abs(got-row.sd) > 1e-3*row.sd {
				t.Errorf("SD is %g, want %g", got, row.sd)
			}
		})
	}
}

func TestSpreadRefuses(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, row := range []struct {
		name   string
		spread pricing.Spread
		want   string
	}{
		{"normal NaN", pricing.Normal{Mean: nan, SD: nan}, "mean sd"},
		{"normal infinite", pricing.Normal{Mean: -inf, SD: inf}, "mean sd"},
		{"normal negative", pricing.Normal{Mean: -1, SD: -0.1}, "sd"},
		{"normal huge", pricing.Normal{SD: 1.1e9}, "sd"},
		{"lognormal", pricing.Lognormal{Mean: -1, Sigma: 2.1}, "mean sigma"},
		{"lognormal NaN", pricing.Lognormal{Mean: nan, Sigma: nan}, "mean sigma"},
		{"lognormal limit", pricing.Lognormal{Mean: 1e9, Sigma: 2}, ""},
		{"triangular order", pricing.Triangular{Low: 0, Mode: 2, High: 1}, "mode"},
		{"triangular low", pricing.Triangular{Low: 1, Mode: 0, High: 3}, "mode"},
		{"triangular NaN", pricing.Triangular{Low: nan, Mode: inf, High: -inf}, "low mode high"},
		{"uniform order", pricing.Uniform{Low: 1, High: 0}, "low"},
		{"uniform NaN", pricing.Uniform{Low: nan, High: inf}, "low high"},
		{"empirical empty", pricing.Empirical{}, "values"},
		{"empirical NaN", pricing.Empirical{Values: []float64{0, nan}}, "values[1]"},
		{"empirical too many", pricing.Empirical{Values: make([]float64, 1_000_001)}, "values"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := fieldsOf(row.spread.Check()); got != row.want {
				t.Errorf("fields are %q, want %q", got, row.want)
			}
		})
	}
}

// A spread that was checked gives a number for every level, a higher one for a higher
// level (a list excepted), and no number makes it panic.
func propSpread(t *rapid.T) {
	setting := func(name string) float64 {
		return rapid.OneOf(rapid.Float64(), rapid.Float64Range(-1, 1), rapid.Float64Range(0, 2)).Draw(t, name)
	}
	spread := rapid.SampledFrom([]pricing.Spread{
		pricing.Normal{Mean: setting("mean"), SD: setting("sd")},
		pricing.Lognormal{Mean: setting("mean"), Sigma: setting("sigma")},
		pricing.Triangular{Low: setting("low"), Mode: setting("mode"), High: setting("high")},
		pricing.Uniform{Low: setting("low"), High: setting("high")},
		pricing.Empirical{Values: rapid.SliceOf(rapid.Float64()).Draw(t, "values")},
	}).Draw(t, "spread")
	for _, level := range []float64{math.NaN(), math.Inf(1), -1, 0, 1, 2, rapid.Float64().Draw(t, "no level")} {
		spread.At(level)
	}
	if spread.Check() != nil {
		return
	}
	a, b := rapid.Float64Range(0x1p-53, 1-0x1p-53).Draw(t, "level"), rapid.Float64Range(0x1p-53, 1-0x1p-53).Draw(t, "level")
	low, high := spread.At(min(a, b)), spread.At(max(a, b))
	if math.IsNaN(low) || math.IsInf(low, 0) || math.IsNaN(high) || math.IsInf(high, 0) {
		t.Fatalf("%+v gives %g at %g and %g at %g", spread, low, a, high, b)
	}
	if _, list := spread.(pricing.Empirical); !list && low > high+1e-9*math.Max(1, math.Abs(high)) {
		t.Fatalf("%+v falls from %g to %g", spread, low, high)
	}
}

func TestSpreadProperty(t *testing.T) { rapid.Check(t, propSpread) }
func FuzzSpread(f *testing.F)         { f.Fuzz(rapid.MakeFuzz(propSpread)) }
