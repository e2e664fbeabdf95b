package strategy_test

import (
	"encoding/csv"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing/strategy"
)

func figure(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func given(s string) decimal.NullDecimal { return decimal.NewNullDecimal(figure(s)) }

// sampleRows reads a CSV file of the shared samples, without its header, and skips
// the test when it is not there.
func sampleRows(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join("../../../shared/samples", name))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the shared samples are not here: ", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// week is the Monday of a week of 2026.
func week(n int) time.Time { return time.Date(2026, 1, 5+7*n, 0, 0, 0, 0, time.UTC) }

// weekly makes observations of consecutive weeks from "price quantity" texts.
func weekly(rows ...string) []strategy.Observation {
	out := make([]strategy.Observation, len(rows))
	for i, row := range rows {
		price, quantity, _ := strings.Cut(row, " ")
		out[i] = strategy.Observation{Start: week(i), Price: figure(price), Quantity: figure(quantity)}
	}
	return out
}

func faultFields(err error) []string {
	var out []string
	for _, fault := range fx.Faults(err) {
		var in *fx.InputError
		if !errors.As(fault, &in) {
			out = append(out, fault.Error())
			continue
		}
		out = append(out, in.Field)
	}
	return out
}

// The printed figures of the published notebook on the quarterly beef data (S34),
// each within half a unit of its last digit.
func TestElasticityBeef(t *testing.T) {
	var observations []strategy.Observation
	for _, row := range sampleRows(t, "elasticity_beef_quarterly_1977_1999.csv") {
		year, _ := strconv.Atoi(row[0])
		quarter, _ := strconv.Atoi(row[1])
		observations = append(observations, strategy.Observation{
			Start: time.Date(year, time.Month(3*quarter-2), 1, 0, 0, 0, 0, time.UTC), Price: figure(row[3]), Quantity: figure(row[2]),
		})
	}
	check := func(what string, got float64, want string) {
		t.Helper()
		places := len(want) - strings.Index(want, ".") - 1
		if value, _ := strconv.ParseFloat(want, 64); math.Abs(got-value) > 0.5000001*math.Pow10(-places) {
			t.Errorf("%s = %.8f, want %s", what, got, want)
		}
	}
	e, err := strategy.FitElasticity(observations, strategy.ElasticityOptions{Linear: true})
	if err != nil {
		t.Fatal(err)
	}
	check("intercept", e.Coefficients[0].Estimate, "30.0515")
	check("slope", e.Coefficients[1].Estimate, "-0.0465")
	check("slope SE", e.Coefficients[1].SE, "0.00163")
	check("t", e.Coefficients[1].T, "-28.482")
	check("R²", e.R2, "0.901")
	check("Durbin-Watson", e.DurbinWatson, "1.533")
	check("at the means", e.Estimate, "-0.6329")
	check("t at the means", e.T, "-28.482")
	if e.N != 91 || e.DF != 89 || e.Verdict() != strategy.VerdictUsable {
		t.Errorf("N %d, DF %d, %s", e.N, e.DF, e.Verdict())
	}
	e, err = strategy.FitElasticity(observations, strategy.ElasticityOptions{})
	if err != nil {
		t.Fatal(err)
	}
	check("log-log intercept", e.Coefficients[0].Estimate, "5.83637")
	check("log-log e", e.Estimate, "-0.531424")
	check("log-log SE", e.SE, "0.023472")
	check("log-log R²", e.R2, "0.852059")
	if !e.Lowest.Equal(figure("142.1667")) || !e.Highest.Equal(figure("300.4")) {
		t.Errorf("prices from %s to %s", e.Lowest, e.Highest)
	}
	// Quarters as months: three dummies, which explain more.
	seasonal, err := strategy.FitElasticity(observations, strategy.ElasticityOptions{Month: true, Trend: true})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range seasonal.Coefficients {
		names = append(names, c.Name)
	}
	if diff := cmp.Diff([]string{"intercept", "price", "trend", "month_04", "month_07", "month_10"}, names); diff != "" {
		t.Error(diff)
	}
	if seasonal.R2 <= e.R2 || seasonal.AdjR2 >= seasonal.R2 || seasonal.DF != 85 {
		t.Errorf("R² %.4f, adjusted %.4f, DF %d", seasonal.R2, seasonal.AdjR2, seasonal.DF)
	}
}

// Which rows are left out and why, with and without dummies.
func TestElasticityDropped(t *testing.T) {
	rows := weekly("10 100", "9 125", "8 150", "11 80", "7 0", "6 900", "8 10", "12 70", "9 128")
	rows[5].Event = true
	rows[6].StockOut = true
	for i := range rows {
		if i != 7 {
			rows[i].RivalPrice = decimal.NewNullDecimal(decimal.New(int64(1000+37*i*i%90), -2))
		}
	}
	drop := func(reasons ...any) (out []strategy.Dropped) {
		for i := 0; i < len(reasons); i += 2 {
			out = append(out, strategy.Dropped{Index: reasons[i].(int), Reason: reasons[i+1].(strategy.DropReason)})
		}
		return out
	}
	for _, test := range []struct {
		name    string
		options strategy.ElasticityOptions
		n       int
		want    []strategy.Dropped
	}{
		{"by default", strategy.ElasticityOptions{}, 6, drop(4, strategy.DroppedZeroQuantity, 5, strategy.DroppedEvent, 6, strategy.DroppedStockOut)},
		{"linear keeps 0", strategy.ElasticityOptions{Linear: true}, 7, drop(5, strategy.DroppedEvent, 6, strategy.DroppedStockOut)},
		{"event dummy", strategy.ElasticityOptions{EventDummy: true}, 7, drop(4, strategy.DroppedZeroQuantity, 6, strategy.DroppedStockOut)},
		{"both dummies", strategy.ElasticityOptions{EventDummy: true, StockOutDummy: true}, 8, drop(4, strategy.DroppedZeroQuantity)},
		{"rival", strategy.ElasticityOptions{RivalPrice: true}, 5, drop(4, strategy.DroppedZeroQuantity, 5, strategy.DroppedEvent, 6, strategy.DroppedStockOut, 7, strategy.DroppedNoRival)},
	} {
		t.Run(test.name, func(t *testing.T) {
			e, err := strategy.FitElasticity(rows, test.options)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, e.Dropped); diff != "" || e.N != test.n {
				t.Errorf("N %d, want %d\n%s", e.N, test.n, diff)
			}
			plain := slices.Clone(rows)
			if !test.options.EventDummy { // what is left out has no say
				plain[5].Quantity = figure("1")
				other, err := strategy.FitElasticity(plain, test.options)
				if err != nil || other.Estimate != e.Estimate {
					t.Errorf("an event changed %v to %v, %v", e.Estimate, other.Estimate, err)
				}
			}
		})
	}
	// A dummy takes a row out as thoroughly as leaving it out does.
	without, err := strategy.FitElasticity(rows, strategy.ElasticityOptions{})
	if err != nil {
		t.Fatal(err)
	}
	with, err := strategy.FitElasticity(rows, strategy.ElasticityOptions{EventDummy: true, StockOutDummy: true})
	if err != nil || math.Abs(with.Estimate-without.Estimate) > 1e-12 || with.DF != without.DF {
		t.Errorf("dummies give %v, without the rows %v, %v", with.Estimate, without.Estimate, err)
	}
}

func TestElasticityRefuses(t *testing.T) {
	good := weekly("10 100", "9 125", "8 150", "11 80", "10 97")
	edit := func(change func(o []strategy.Observation)) []strategy.Observation {
		out := slices.Clone(good)
		change(out)
		return out
	}
	for _, test := range []struct {
		name    string
		rows    []strategy.Observation
		options strategy.ElasticityOptions
		want    []string
	}{
		{"all faults at once", edit(func(o []strategy.Observation) {
			o[0].Start = time.Time{}
			o[1].Price = decimal.Decimal{}
			o[2].Price, o[2].Quantity = figure("-1"), figure("-0.5")
			o[3].RivalPrice = given("0")
			o[4].Start = o[3].Start.In(time.FixedZone("", 3600))
			o[4].Quantity = decimal.New(1, 100_000_000)
		}), strategy.ElasticityOptions{Significance: math.NaN()}, []string{
			"options.significance", "observations[0].start", "observations[1].price", "observations[2].price", "observations[2].quantity",
			"observations[3].rival_price", "observations[4].start", "observations[4].quantity",
		}},
		{"significance of 1", good, strategy.ElasticityOptions{Significance: 1}, []string{"options.significance"}},
		{"no row", nil, strategy.ElasticityOptions{}, []string{"strategy: 0 distinct prices among the usable rows are too few, an elasticity needs 3"}},
		{"two prices", weekly("10 100", "9 125", "10.00 150", "9 80"), strategy.ElasticityOptions{}, []string{"strategy: 2 distinct prices among the usable rows are too few, an elasticity needs 3"}},
		{"the third price in an event", edit(func(o []strategy.Observation) { o[3].Event = true; o[2].Price = figure("9") }), strategy.ElasticityOptions{}, []string{"strategy: 2 distinct prices among the usable rows are too few, an elasticity needs 3"}},
		{"no degree of freedom", good[:3], strategy.ElasticityOptions{Trend: true}, []string{"strategy: 3 usable rows are too few, the regression needs 4"}},
		{"a rival who always follows", edit(func(o []strategy.Observation) {
			for i := range o {
				o[i].RivalPrice = decimal.NewNullDecimal(o[i].Price.Mul(figure("0.9")))
			}
		}), strategy.ElasticityOptions{RivalPrice: true}, []string{"strategy: rival_price cannot be told apart from the other columns of the regression"}},
		{"a price that is the trend", weekly("10 100", "11 125", "12 150", "13 80", "14 97"), strategy.ElasticityOptions{Linear: true, Trend: true}, []string{"strategy: trend cannot be told apart from the other columns of the regression"}},
		{"too many rows", make([]strategy.Observation, 100_001), strategy.ElasticityOptions{}, []string{"observations"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := strategy.FitElasticity(test.rows, test.options)
			if diff := cmp.Diff(test.want, faultFields(err)); diff != "" {
				t.Error(diff)
			}
		})
	}
	_, err := strategy.FitWithin([]strategy.Series{{Key: "A", Observations: good}, {Key: "A", Observations: edit(func(o []strategy.Observation) { o[1].Price = figure("0") })}}, strategy.ElasticityOptions{})
	if diff := cmp.Diff([]string{"series[1].key", "series[1].observations[1].price"}, faultFields(err)); diff != "" {
		t.Error(diff)
	}
	var few *strategy.VariationError
	if _, err := strategy.FitWithin(nil, strategy.ElasticityOptions{}); !errors.As(err, &few) {
		t.Errorf("no series: %v", err)
	}
}

// What the verdict and the text say of each kind of estimate.
func TestElasticityVerdict(t *testing.T) {
	for _, test := range []struct {
		name string
		rows []strategy.Observation
		want strategy.Verdict
		text string
	}{
		{"usable", weekly("10 100", "9 125", "8 150", "11 80", "10 97"), strategy.VerdictUsable,
			"elasticity -1.993 (SE 0.110, t -18.17, P 0.0004; log-log) from 5 rows at 4 prices between 8 and 11; R² 0.991, Durbin-Watson 1.39. Usable: a price 1% higher sells about 1.99% less."},
		{"positive", weekly("10 100", "9 80", "8 60", "11 121", "10 97"), strategy.VerdictPositive,
			"elasticity 2.181 (SE 0.075, t 29.01, P below 0.0001; log-log) from 5 rows at 4 prices between 8 and 11; R² 0.996, Durbin-Watson 1.21. Positive: sales seem to rise with the price, so something else moved both; not to be acted on."},
		{"noise", weekly("10 100", "9 90", "8 130", "11 95", "10 120", "9 0"), strategy.VerdictNotDifferent,
			"elasticity -0.658 (SE 0.644, t -1.02, P 0.3822; log-log) from 5 rows at 4 prices between 8 and 11; R² 0.258, Durbin-Watson 2.10; left out: 1 zero quantity. Not different from 0: chance alone would give such an estimate too often; not to be acted on."},
		{"never varies", weekly("10 100", "9 100", "8 100", "11 100"), strategy.VerdictNotDifferent,
			"elasticity 0.000 (SE 0.000, exact fit; log-log) from 4 rows at 4 prices between 8 and 11; R² 0.000. Not different from 0: chance alone would give such an estimate too often; not to be acted on."},
	} {
		t.Run(test.name, func(t *testing.T) {
			e, err := strategy.FitElasticity(test.rows, strategy.ElasticityOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if e.Verdict() != test.want {
				t.Errorf("verdict %s, want %s", e.Verdict(), test.want)
			}
			if diff := cmp.Diff(test.text, e.Text()); diff != "" {
				t.Error(diff)
			}
			_, err = e.Demand(figure("10"), figure("100"))
			var unusable *strategy.UnusableError
			if refused := errors.As(err, &unusable); refused != (test.want != strategy.VerdictUsable) {
				t.Errorf("demand: %v", err)
			}
		})
	}
	if v := (strategy.Elasticity{Estimate: 1, SE: 2, T: 0.5, P: 0.6, DF: 9}).Verdict(); v != strategy.VerdictPositive {
		t.Errorf("positive by chance is %s", v)
	}
	usable, err := strategy.FitElasticity(weekly("10 100", "9 125", "8 150", "11 80", "10 97"), strategy.ElasticityOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if d, err := usable.Demand(figure("10"), figure("100")); err != nil || !d.Lowest.Equal(figure("8")) || !d.Highest.Equal(figure("11")) {
		t.Errorf("demand %+v, %v", d, err)
	}
	// The P value on the significance is not below it.
	e := strategy.Elasticity{Estimate: -2, P: 0.05, DF: 3}
	if e.Verdict() != strategy.VerdictNotDifferent {
		t.Error("a P value of 0.05 counts as different from 0")
	}
	e.P = math.Nextafter(0.05, 0)
	if e.Verdict() != strategy.VerdictUsable {
		t.Error("a P value below 0.05 does not count")
	}
}

func TestElasticityInterval(t *testing.T) {
	e := strategy.Elasticity{Estimate: -2, SE: 0.5, DF: 10}
	low, high, err := e.Interval(0.95) // 2.228138852 × 0.5 either way
	if err != nil || math.Abs(low+3.114069426) > 1e-8 || math.Abs(high+0.885930574) > 1e-8 {
		t.Errorf("from %.9f to %.9f, %v", low, high, err)
	}
	for _, confidence := range []float64{0, 1, -0.1, 95, math.NaN(), math.Inf(1)} {
		if _, _, err := e.Interval(confidence); faultFields(err)[0] != "confidence" {
			t.Errorf("confidence %v: %v", confidence, err)
		}
	}
	if _, _, err := (strategy.Elasticity{}).Interval(0.9); faultFields(err)[0] != "df" {
		t.Error(err)
	}
}

// genHistory draws observations that follow a log-log line, with noise of a standard
// deviation, and returns its elasticity.
func genHistory(t *rapid.T, noise float64) ([]strategy.Observation, float64) {
	e := float64(rapid.IntRange(-500, -10).Draw(t, "e")) / 100
	level := float64(rapid.IntRange(3, 9).Draw(t, "level"))
	n := rapid.IntRange(8, 60).Draw(t, "n")
	base := rapid.Int64Range(300, 9000).Draw(t, "base")
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	out := make([]strategy.Observation, n)
	for i := range out {
		cents := base + int64(i%3)*base/20 + r.Int64N(base/10)
		price := decimal.New(cents, -2)
		q := math.Exp(level + e*math.Log(price.InexactFloat64()/20) + noise*r.NormFloat64())
		out[i] = strategy.Observation{Start: week(i), Price: price, Quantity: figure(strconv.FormatFloat(q, 'f', 12, 64))}
	}
	return out, e
}

// Without noise the coefficients come back; with noise they do within four standard
// errors, for a fixed set of seeds of which one in 16,000 would fail.
func propElasticityRecovers(t *rapid.T) {
	rows, want := genHistory(t, 0)
	e, err := strategy.FitElasticity(rows, strategy.ElasticityOptions{Trend: rapid.Bool().Draw(t, "trend")})
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(e.Estimate-want) > 1e-9 {
		t.Fatalf("elasticity %.12f, want %.12f", e.Estimate, want)
	}
}

func TestElasticityRecovers(t *testing.T) { rapid.Check(t, propElasticityRecovers) }
func FuzzElasticityRecovers(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propElasticityRecovers)) }

func TestElasticityRecoversFromNoise(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	const want, noise, trials = -1.8, 0.2, 400
	within := 0
	for range trials {
		rows := make([]strategy.Observation, 52)
		for i := range rows {
			price := decimal.New(1500+r.Int64N(1000), -2)
			q := math.Exp(4 + want*math.Log(price.InexactFloat64()/20) + noise*r.NormFloat64())
			rows[i] = strategy.Observation{Start: week(i), Price: price, Quantity: figure(strconv.FormatFloat(q, 'f', 6, 64))}
		}
		e, err := strategy.FitElasticity(rows, strategy.ElasticityOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(e.Estimate-want) > 4*e.SE {
			t.Errorf("elasticity %.3f with an error of %.3f, want %.1f", e.Estimate, e.SE, want)
		}
		if low, high, _ := e.Interval(0.95); low <= want && want <= high {
			within++
		}
	}
	if within < trials*92/100 || within > trials*98/100 {
		t.Errorf("%d of %d intervals of 95%% hold the true elasticity", within, trials)
	}
}

// Units of price and quantity and the order of the rows do not matter.
func propElasticityInvariant(t *rapid.T) {
	rows, _ := genHistory(t, 0.3)
	options := strategy.ElasticityOptions{Linear: rapid.Bool().Draw(t, "linear"), Trend: rapid.Bool().Draw(t, "trend"), Month: rapid.Bool().Draw(t, "month")}
	want, err := strategy.FitElasticity(rows, options)
	if err != nil {
		var few *strategy.TooFewRowsError
		if errors.As(err, &few) {
			return
		}
		t.Fatal(err)
	}
	mixed := rapid.Permutation(rows).Draw(t, "mixed")
	got, err := strategy.FitElasticity(mixed, options)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("order: %s", diff)
	}
	price := decimal.New(rapid.Int64Range(1, 1000).Draw(t, "price unit"), -1)
	quantity := decimal.New(rapid.Int64Range(1, 1000).Draw(t, "quantity unit"), 0)
	for i := range mixed {
		mixed[i].Price, mixed[i].Quantity = mixed[i].Price.Mul(price), mixed[i].Quantity.Mul(quantity)
	}
	got, err = strategy.FitElasticity(mixed, options)
	if err != nil {
		t.Fatal(err)
	}
	near := cmpopts.EquateApprox(1e-9, 1e-11)
	for _, pair := range [][2]float64{{want.Estimate, got.Estimate}, {want.SE, got.SE}, {want.T, got.T}, {want.P, got.P}, {want.R2, got.R2}, {want.DurbinWatson, got.DurbinWatson}} {
		if diff := cmp.Diff(pair[0], pair[1], near); diff != "" {
			t.Fatalf("units: %s", diff)
		}
	}
}

func TestElasticityInvariant(t *testing.T) { rapid.Check(t, propElasticityInvariant) }
func FuzzElasticityInvariant(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propElasticityInvariant)) }

// A pooled slope is that of one regression with a dummy for each product, which is
// what an event dummy is for two products.
func TestFitWithin(t *testing.T) {
	a := weekly("10 100", "9 125", "8 150", "11 80", "10 97")
	b := weekly("30 10", "28 13", "30 9", "25 15", "31 9")
	var both []strategy.Observation
	for i := range a {
		both = append(both, a[i])
		moved := b[i]
		moved.Start, moved.Event = week(i+10), true
		both = append(both, moved)
	}
	want, err := strategy.FitElasticity(both, strategy.ElasticityOptions{EventDummy: true})
	if err != nil {
		t.Fatal(err)
	}
	got, err := strategy.FitWithin([]strategy.Series{{Key: "a", Observations: a}, {Key: "b", Observations: b}}, strategy.ElasticityOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(got.Estimate-want.Estimate) > 1e-12 || math.Abs(got.SE-want.SE) > 1e-12 || got.DF != want.DF || got.Prices != 8 {
		t.Errorf("pooled %v (%v) on %d, want %v (%v) on %d", got.Estimate, got.SE, got.DF, want.Estimate, want.SE, want.DF)
	}
	// Residuals of two products do not follow one another, whichever comes first.
	turned, err := strategy.FitWithin([]strategy.Series{{Key: "b", Observations: b}, {Key: "a", Observations: a}}, strategy.ElasticityOptions{})
	if err != nil || math.Abs(turned.DurbinWatson-got.DurbinWatson) > 1e-9 {
		t.Errorf("Durbin-Watson %v and %v, %v", got.DurbinWatson, turned.DurbinWatson, err)
	}
	if len(got.Coefficients) != 1 {
		t.Errorf("coefficients %v", got.Coefficients)
	}
	// Three prices in two products are one change: too few.
	_, err = strategy.FitWithin([]strategy.Series{{Key: "a", Observations: a[:2]}, {Key: "b", Observations: b[:1]}}, strategy.ElasticityOptions{})
	if got := faultFields(err); got[0] != "strategy: 3 distinct prices among the usable rows are too few, an elasticity needs 4" {
		t.Error(err)
	}
}

// BenchmarkFitElasticity compares the fit by reflections with the sums of a line
// through logarithms, which knows no dummies and no errors.
func BenchmarkFitElasticity(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	rows := make([]strategy.Observation, 104)
	for i := range rows {
		price := decimal.New(1500+r.Int64N(1000), -2)
		rows[i] = strategy.Observation{Start: week(i), Price: price, Quantity: decimal.New(int64(5000*math.Pow(price.InexactFloat64()/20, -2)), -1)}
	}
	for _, impl := range []struct {
		name    string
		options strategy.ElasticityOptions
	}{{"impl=price", strategy.ElasticityOptions{}}, {"impl=months_and_trend", strategy.ElasticityOptions{Month: true, Trend: true}}} {
		b.Run(impl.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := strategy.FitElasticity(rows, impl.options); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("impl=sums", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var sx, sy, sxx, sxy float64
			for i := range rows {
				x, y := math.Log(rows[i].Price.InexactFloat64()), math.Log(rows[i].Quantity.InexactFloat64())
				sx, sy, sxx, sxy = sx+x, sy+y, sxx+x*x, sxy+x*y
			}
			n := float64(len(rows))
			if e := (n*sxy - sx*sy) / (n*sxx - sx*sx); !(e < 0) {
				b.Fatal(e)
			}
		}
	})
}
