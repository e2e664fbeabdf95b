package pricing

import (
	"math"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// distributionOf is the distribution of some profits, in any order.
func distributionOf(profits ...decimal.Decimal) Distribution {
	d := Distribution{Draws: len(profits)}
	var sums moments
	for _, p := range profits {
		amount, _ := fees.Flat(p).AtMinor(1, 2)
		d.sorted = append(d.sorted, amount)
		sums.add(p)
	}
	d.summarize(sums)
	return d
}

func decimals(text string) []decimal.Decimal {
	var out []decimal.Decimal
	for _, word := range strings.Fields(text) {
		out = append(out, decimal.RequireFromString(word))
	}
	return out
}

// By hand; the quantiles are those of R's quantile().
func TestDistributionByHand(t *testing.T) {
	for _, row := range []struct {
		name, profits string
		mean, sd      string
		quantiles     string
		shortfall     string
		losses        int
	}{
		{"one", "-3", "-3", "none", "-3 -3 -3 -3 -3", "-3", 1},
		{"two", "1 -2", "-0.5", "2.121320343560", "-1.85 -1.25 -0.5 0.25 0.85", "-2", 1},
		{"a third", "0 0 1", "0.333333333333", "0.577350269190", "0 0 0 0.5 0.9", "0", 0},
		{"all the same", "2.5 2.5 2.5", "2.5", "0", "2.5 2.5 2.5 2.5 2.5", "2.5", 0},
		{"0 is no loss", "0 -0.000000000001 0", "0", "0.000000000001", "-0.000000000001 -0.000000000001 0 0 0", "-0.000000000001", 1},
		// One in twenty is one draw of 20 and two of 21.
		{"twenty", "20 19 18 17 16 15 14 13 12 11 10 9 8 7 6 5 4 3 2 1", "10.5", "5.916079783100", "1.95 5.75 10.5 15.25 19.05", "1", 0},
		{"twenty-one", "21 20 19 18 17 16 15 14 13 12 11 10 9 8 7 6 5 4 3 2 1", "11", "6.204836822995", "2 6 11 16 20", "1.5", 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			d := distributionOf(decimals(row.profits)...)
			if !d.Mean.Equal(decimal.RequireFromString(row.mean)) {
				t.Errorf("mean is %s, want %s", d.Mean, row.mean)
			}
			if d.SD.Valid != (row.sd != "none") || d.SD.Valid && !d.SD.Decimal.Equal(decimal.RequireFromString(row.sd)) {
				t.Errorf("SD is %v, want %s", d.SD, row.sd)
			}
			for i, got := range []decimal.Decimal{d.P5, d.P25, d.P50, d.P75, d.P95} {
				if want := decimals(row.quantiles)[i]; !got.Equal(want) {
					t.Errorf("quantile %d is %s, want %s", i, got, want)
				}
			}
			if !d.Shortfall.Equal(decimal.RequireFromString(row.shortfall)) || d.Losses != row.losses {
				t.Errorf("shortfall %s, %d losses, want %s and %d", d.Shortfall, d.Losses, row.shortfall, row.losses)
			}
		})
	}
}

// The interval of Wilson, worked out from its formula in another language.
func TestShareOf(t *testing.T) {
	for _, row := range []struct {
		k, n                int64
		share, se, from, to string
	}{
		{k: 0, n: 10, share: "0", se: "0", from: "0", to: "0.2775328"},
		{k: 10, n: 10, share: "1", se: "0", from: "0.7224672", to: "1"},
		{k: 5, n: 10, share: "0.5", se: "0.1581139", from: "0.2365931", to: "0.7634069"},
		{k: 1, n: 1, share: "1", se: "0", from: "0.2065493", to: "1"},
		{k: 1, n: 3, share: "0.3333333", se: "0.2721655", from: "0.0614919", to: "0.7923404"},
		{k: 250, n: 10000, share: "0.025", se: "0.0015612", from: "0.0221176", to: "0.0282472"},
	} {
		share, se, from, to := shareOf(row.k, row.n)
		for i, got := range []decimal.Decimal{share, se, from, to} {
			if want := []string{row.share, row.se, row.from, row.to}[i]; !got.Round(7).Equal(decimal.RequireFromString(want)) {
				t.Errorf("%d of %d: number %d is %s, want %s", row.k, row.n, i, got, want)
			}
		}
	}
}

// The root is rounded to the nearest, never just cut off.
func TestSqrtOver(t *testing.T) {
	for _, row := range []struct{ num, den, want string }{
		{"0", "3", "0"},
		{"2", "1", "1.414213562373"},
		{"1", "3", "0.577350269190"}, // …18962
		{"4", "9", "0.666666666667"},
		{"1e-24", "1", "0.000000000001"},
		{"2.5e-25", "1", "0.000000000001"}, // the root of it is just a half
		{"2.4e-25", "1", "0"},
		{"1e60", "1", "1e30"},
	} {
		got := sqrtOver(decimal.RequireFromString(row.num), decimal.RequireFromString(row.den))
		if !got.Equal(decimal.RequireFromString(row.want)) {
			t.Errorf("√(%s/%s) is %s, want %s", row.num, row.den, got, row.want)
		}
	}
}

// What a distribution says of any profits is in order, and near what float64 makes
// of them.
func propDistribution(t *rapid.T) {
	cents := rapid.SliceOfN(rapid.Int64Range(-1_000_000, 1_000_000), 1, 60).Draw(t, "cents")
	profits := make([]decimal.Decimal, len(cents))
	sum, n := 0.0, float64(len(cents))
	for i, c := range cents {
		profits[i] = decimal.New(c, -2)
		sum += float64(c) / 100
	}
	d := distributionOf(profits...)
	last := d.Worst
	for _, next := range []decimal.Decimal{d.P5, d.P25, d.P50, d.P75, d.P95, d.Best} {
		if next.LessThan(last) {
			t.Fatalf("%s comes after %s", next, last)
		}
		last = next
	}
	for share, want := range map[string]decimal.Decimal{"0": d.Worst, "1": d.Best, "0.5": d.P50} {
		if got, err := d.Quantile(decimal.RequireFromString(share)); err != nil || !got.Equal(want) {
			t.Fatalf("quantile %s is %s, want %s: %v", share, got, want, err)
		}
	}
	if d.Shortfall.LessThan(d.Worst) || d.Shortfall.GreaterThan(d.Mean) {
		t.Fatalf("shortfall %s, worst %s, mean %s", d.Shortfall, d.Worst, d.Mean)
	}
	if d.LossFrom.GreaterThan(d.Loss) || d.LossTo.LessThan(d.Loss) || d.LossFrom.IsNegative() || d.LossTo.GreaterThan(one) {
		t.Fatalf("loss %s is not within %s to %s", d.Loss, d.LossFrom, d.LossTo)
	}
	if got := d.Mean.InexactFloat64(); math.Abs(got-sum/n) > 1e-9*math.Max(1, math.Abs(got)) {
		t.Fatalf("mean %s, want %g", d.Mean, sum/n)
	}
	if !d.SD.Valid {
		return
	}
	squares := 0.0
	for _, c := range cents {
		squares += (float64(c)/100 - sum/n) * (float64(c)/100 - sum/n)
	}
	if got, want := d.SD.Decimal.InexactFloat64(), math.Sqrt(squares/(n-1)); math.Abs(got-want) > 1e-9*math.Max(1, want) {
		t.Fatalf("SD %s, want %g", d.SD.Decimal, want)
	}
}

func TestDistributionProperty(t *testing.T) { rapid.Check(t, propDistribution) }
func FuzzDistribution(f *testing.F)         { f.Fuzz(rapid.MakeFuzz(propDistribution)) }

func TestQuantileRefuses(t *testing.T) {
	d := distributionOf(one)
	for share, want := range map[string]string{"-0.1": "share", "1.0001": "share", "1e9999": "share", "0.5": ""} {
		_, err := d.Quantile(decimal.RequireFromString(share))
		if got := fieldOfFault(err); got != want {
			t.Errorf("share %s: %v", share, err)
		}
	}
	if _, err := (Distribution{}).Quantile(one); err == nil {
		t.Error("the zero Distribution has a quantile")
	}
}

func fieldOfFault(err error) string {
	for _, fault := range fx.Faults(err) {
		if in, ok := fault.(*fx.InputError); ok {
			return in.Field
		}
	}
	return ""
}
