package pricing_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var simulated = fees.Day(2026, 6, 1)

func risk(t testing.TB, spread pricing.Spread, inputs ...string) pricing.Risk {
	t.Helper()
	r := pricing.Risk{Spread: spread}
	for _, name := range inputs {
		r.Inputs = append(r.Inputs, input(t, name))
	}
	return r
}

func simulate(t testing.TB, u pricing.Unit, price string, draws int, seed uint64, risks ...pricing.Risk) pricing.Distribution {
	t.Helper()
	d, err := pricing.Run{Draws: draws, Seed: [2]uint64{seed, 20261123}, Risks: risks}.Simulate(u, simulated, dec(price))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// distributionText is all that a distribution says.
func distributionText(d pricing.Distribution) string {
	sd := "none"
	if d.SD.Valid {
		sd = fx.Plain(d.SD.Decimal)
	}
	var out []string
	for _, v := range []decimal.Decimal{d.Base, d.Mean, d.Worst, d.Best, d.P5, d.P25, d.P50, d.P75, d.P95, d.Shortfall, d.Loss, d.LossError, d.LossFrom, d.LossTo} {
		out = append(out, fx.Plain(v))
	}
	return fmt.Sprint(d.Draws, " ", sd, " ", d.Losses, " ", d.Clamped, d.Complete, d.Missing, " ", strings.Join(out, " "))
}

// Without a spread every draw is the profit of the statement, whatever is at risk.
func TestSimulateNothing(t *testing.T) {
	u := lunchBox()
	want := must(model(t, u, simulated).At(dec("15.99"))).Exact
	for _, risks := range [][]pricing.Risk{
		nil,
		{risk(t, pricing.Normal{}, "rate", "cost.freight"), risk(t, pricing.Lognormal{}, "cost.duty"), risk(t, pricing.Triangular{}, "ads.tacos"), risk(t, pricing.Uniform{}, "cost[0]")},
	} {
		d := simulate(t, u, "15.99", 50, 1, risks...)
		for _, got := range []decimal.Decimal{d.Base, d.Worst, d.Best, d.P5, d.P50, d.P95} {
			if !got.Equal(want) {
				t.Errorf("%s, the statement says %s", got, want)
			}
		}
		if !d.Mean.Equal(want) || !d.SD.Decimal.IsZero() || !d.Loss.IsZero() || d.Draws != 50 || !d.Complete || d.Clamped != nil {
			t.Errorf("%+v", d)
		}
	}
	// A rate that is no decimal is left as it is too.
	u.Rate = must(fx.NewRateFraction(fx.USD, fx.CNY, dec("8.397"), dec("1.172")))
	u.Cost[0].Amount = set("2150000000") // large enough to tell
	want = must(model(t, u, simulated).At(dec("15.99"))).Exact
	if d := simulate(t, u, "15.99", 3, 1, risk(t, pricing.Normal{}, "rate")); !d.Worst.Equal(want) || !d.Best.Equal(want) {
		t.Errorf("%s to %s, the statement says %s", d.Worst, d.Best, want)
	}
	if d := simulate(t, u, "15.99", 0, 1); d.Draws != pricing.DefaultDraws {
		t.Errorf("%d draws by default", d.Draws)
	}
}

// What the mathematics say, within four standard errors.
func TestSimulateClosedForm(t *testing.T) {
	const n = 8000
	phi := func(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }
	yuan := publishedUnit() // 10 USD of goods are 70 CNY
	yuan.Cost[0] = pricing.CostItem{Code: "purchase", Amount: set("70"), Currency: fx.CNY}
	yuan.Rate = must(fx.NewRate(fx.USD, fx.CNY, dec("7")))
	turned := yuan
	turned.Rate = must(fx.NewRateFraction(fx.CNY, fx.USD, dec("1"), dec("7")))
	s := 0.05
	for _, row := range []struct {
		name           string
		unit           pricing.Unit
		price          string
		risks          []pricing.Risk
		mean, sd, loss float64 // loss below 0 is not looked at
	}{
		// The rate divides: E[1/(1+sz)] = 1 + s² + 3s⁴ + 15s⁶ …, a series for a small s.
		{"normal rate", yuan, "40", []pricing.Risk{risk(t, pricing.Normal{SD: s}, "rate")}, 20 - 10*(1+s*s+3*math.Pow(s, 4)+15*math.Pow(s, 6)), -1, 0},
		{"normal rate, the other way round", turned, "40", []pricing.Risk{risk(t, pricing.Normal{SD: s}, "rate")}, 20 - 10*(1+s*s+3*math.Pow(s, 4)+15*math.Pow(s, 6)), -1, 0},
		// E[1/(1+x)] = ln(1.2/0.8)/0.4 for x from -0.2 to 0.2
		{"uniform rate", yuan, "40", []pricing.Risk{risk(t, pricing.Uniform{Low: -0.2, High: 0.2}, "rate")}, 20 - 10*math.Log(1.5)/0.4, -1, 0},
		{"normal cost", publishedUnit(), "30", []pricing.Risk{risk(t, pricing.Normal{SD: 0.1}, "cost.purchase")}, 1.5, 1, phi(-1.5)},
		{"two that are independent", publishedUnit(), "30", []pricing.Risk{risk(t, pricing.Normal{SD: 0.1}, "cost.purchase"), risk(t, pricing.Normal{SD: 0.25}, "cost.inbound")}, 1.5, math.Sqrt(1.25), phi(-1.5 / math.Sqrt(1.25))},
		{"two that move together", publishedUnit(), "30", []pricing.Risk{risk(t, pricing.Normal{SD: 0.1}, "cost.purchase", "cost.inbound")}, 1.5, 1.2, phi(-1.25)},
		{"two that multiply", publishedUnit(), "30", []pricing.Risk{risk(t, pricing.Uniform{Low: 0.1, High: 0.1}, "cost.purchase"), risk(t, pricing.Uniform{Low: -0.5, High: -0.5}, "cost[0]")}, 6, 0, 0},
		{"lognormal freight", publishedUnit(), "40", []pricing.Risk{risk(t, pricing.Lognormal{Sigma: 0.5}, "cost.inbound")}, 10, 2 * math.Sqrt(math.Exp(0.25)-1), -1},
		{"values", publishedUnit(), "30", []pricing.Risk{{Inputs: []pricing.Input{input(t, "cost.purchase")}, Spread: pricing.Normal{Mean: 12, SD: 0.5}, Absolute: true}}, -0.5, 0.5, phi(1)},
		{"lognormal values", publishedUnit(), "40", []pricing.Risk{{Inputs: []pricing.Input{input(t, "cost.inbound")}, Spread: pricing.Lognormal{Mean: 3, Sigma: 0.2}, Absolute: true}}, 9, 3 * math.Sqrt(math.Exp(0.04)-1), -1},
		{"triangular ads", publishedUnit(), "40", []pricing.Risk{risk(t, pricing.Triangular{Low: -0.5, Mode: 0, High: 1}, "ads.per_unit")}, 10 - 4.5/6, 4.5 * math.Sqrt((0.25+1+0.5)/18), 0},
		{"history", yuan, "40", []pricing.Risk{risk(t, pricing.Empirical{Values: []float64{-0.5, 1}}, "rate")}, 20 - 10*(2+0.5)/2, 7.5, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			d := simulate(t, row.unit, row.price, n, 7, row.risks...)
			mean, sd := d.Mean.InexactFloat64(), d.SD.Decimal.InexactFloat64()
			if se := sd / math.Sqrt(n); math.Abs(mean-row.mean) > 4*se+1e-9 {
				t.Errorf("mean is %g, want %g: %.1f standard errors off", mean, row.mean, (mean-row.mean)/se)
			}
			if row.sd >= 0 && math.Abs(sd-row.sd) > 0.03*row.sd {
				t.Errorf("SD is %g, want %g", sd, row.sd)
			}
			if row.loss >= 0 {
				if se := math.Sqrt(row.loss * (1 - row.loss) / n); math.Abs(d.Loss.InexactFloat64()-row.loss) > 4*se {
					t.Errorf("loss is %s, want %g", d.Loss, row.loss)
				}
			}
		})
	}
}

// One draw is the model of the unit with what was drawn.
func TestSimulateOneDraw(t *testing.T) {
	u := lunchBox()
	d := simulate(t, u, "15.99", 1, 3, pricing.Risk{Inputs: []pricing.Input{input(t, "rate")}, Spread: pricing.Uniform{Low: 6.5, High: 6.5}, Absolute: true},
		risk(t, pricing.Uniform{Low: 0.25, High: 0.25}, "cost.freight", "ads.tacos"))
	u.Rate = must(fx.NewRate(fx.USD, fx.CNY, dec("6.5")))
	u.Cost[1].Amount, u.Ads.TACoS = set("0.775"), dec("0.1")
	want := must(model(t, u, simulated).At(dec("15.99"))).Exact
	if !d.Worst.Equal(want) || !d.Mean.Equal(want.Round(fx.ConvertPlaces)) || d.SD.Valid {
		t.Errorf("%s, the model says %s", d.Worst, want)
	}
}

// The same seed gives the same result to the last digit, as recorded on one machine;
// another seed or another half of it gives another one.
func TestSimulateSeed(t *testing.T) {
	run := func(a, b uint64) string {
		d, err := pricing.Run{Draws: 500, Seed: [2]uint64{a, b}, Risks: []pricing.Risk{
			risk(t, pricing.Normal{SD: 0.04}, "rate"), risk(t, pricing.Lognormal{Sigma: 0.3}, "cost.freight"),
			risk(t, pricing.Triangular{Low: -0.3, Mode: 0, High: 0.8}, "ads.tacos"),
		}}.Simulate(lunchBox(), simulated, dec("12.99"))
		if err != nil {
			t.Fatal(err)
		}
		return distributionText(d)
	}
	const want = "500 0.336555056993 7 [] true [] 0.861214916103 0.680799602617 -0.4044131901468 1.57119859612 0.118270711766 0.435487060203 0.694239573789 0.942155476038 1.20854246446 -0.00688905854 0.014 0.005254331546 0.006797789791 0.028613069138"
	if got := run(1, 2); got != want {
		t.Errorf("is    %s\nwants %s", got, want)
	}
	if again := run(1, 2); again != run(1, 2) {
		t.Errorf("a third run is not %s", again)
	}
	if run(0, 0) == run(0, 1) || run(0, 0) == run(1, 0) {
		t.Error("another seed makes no difference")
	}
}

// More spread, more SD and a worse tail; the numbers drawn are the same.
func TestSimulateMonotone(t *testing.T) {
	last := simulate(t, publishedUnit(), "30", 2000, 5)
	for _, sd := range []float64{0.01, 0.05, 0.1, 0.2} {
		d := simulate(t, publishedUnit(), "30", 2000, 5, risk(t, pricing.Normal{SD: sd}, "cost.purchase"))
		if !d.SD.Decimal.GreaterThan(last.SD.Decimal) || !d.Worst.LessThan(last.Worst) || !d.Shortfall.LessThan(last.Shortfall) || d.Loss.LessThan(last.Loss) {
			t.Errorf("SD %g: SD %s after %s, worst %s after %s", sd, d.SD.Decimal, last.SD.Decimal, d.Worst, last.Worst)
		}
		last = d
	}
}

// A loss is certain, impossible, or a profit of exactly 0, which is none.
func TestSimulateLoss(t *testing.T) {
	for _, row := range []struct {
		price, loss string
		from, to    string
	}{
		{"20", "1", "0.988663", "1"}, // 1 - z²/(n + z²)
		{"45", "0", "0", "0.011337"}, // and its mirror image
		{"28.24", "0.5", "", ""},     // 24/0.85 = 28.235; the referral is not rounded in Exact
	} {
		u := publishedUnit()
		d := simulate(t, u, row.price, 335, 1, risk(t, pricing.Normal{SD: 0.001}, "cost.purchase"))
		if row.from == "" {
			if d.Losses == 0 || d.Losses == 335 {
				t.Errorf("at %s: %d losses", row.price, d.Losses)
			}
			continue
		}
		if !d.Loss.Equal(dec(row.loss)) || !d.LossError.IsZero() {
			t.Errorf("at %s: loss %s ± %s", row.price, d.Loss, d.LossError)
		}
		if !d.LossFrom.Round(6).Equal(dec(row.from)) || !d.LossTo.Round(6).Equal(dec(row.to)) {
			t.Errorf("at %s: from %s to %s", row.price, d.LossFrom, d.LossTo)
		}
	}
	u := publishedUnit()
	u.Cost[0].Amount = set("20") // nothing is left at 40
	if d := simulate(t, u, "40", 10, 1); d.Losses != 0 || !d.Mean.IsZero() {
		t.Errorf("%d losses of %s", d.Losses, d.Mean)
	}
}

// What is drawn outside the bounds is moved to them and counted.
func TestSimulateClamped(t *testing.T) {
	u := publishedUnit()
	u.Returns = pricing.Returns{Rate: dec("0.5"), Resellable: set("1"), Processing: set("0")}
	values := func(spread pricing.Spread, name string) pricing.Risk {
		r := risk(t, spread, name)
		r.Absolute = true
		return r
	}
	for _, row := range []struct {
		name string
		risk pricing.Risk
		want []pricing.Clamp
	}{
		{"within", values(pricing.Uniform{Low: 0, High: 1}, "returns.rate"), nil},
		{"above", values(pricing.Uniform{Low: 1.2, High: 1.3}, "returns.rate"), []pricing.Clamp{{Risk: 1, Input: "returns.rate", High: 40}}},
		{"below", values(pricing.Uniform{Low: -2, High: -1}, "cost.purchase"), []pricing.Clamp{{Risk: 1, Input: "cost.purchase", Low: 40}}},
		{"less than nothing", risk(t, pricing.Uniform{Low: -2, High: -1.5}, "cost.inbound"), []pricing.Clamp{{Risk: 1, Input: "cost.inbound", Low: 40}}},
		{"just nothing", risk(t, pricing.Uniform{Low: -1, High: -1}, "cost.inbound"), nil},
		{"beyond any number", risk(t, fixedSpread(math.Inf(1)), "ads.per_unit"), []pricing.Clamp{{Risk: 1, Input: "ads.per_unit", High: 40}}},
		{"one of two", risk(t, pricing.Uniform{Low: 1.5, High: 1.5}, "returns.rate", "cost.inbound"), []pricing.Clamp{{Risk: 1, Input: "returns.rate", High: 40}}},
	} {
		t.Run(row.name, func(t *testing.T) {
			d := simulate(t, u, "40", 40, 1, risk(t, pricing.Normal{SD: 0.01}, "cost.purchase"), row.risk)
			if diff := cmp.Diff(row.want, d.Clamped); diff != "" {
				t.Errorf("clamped (-want +got):\n%s", diff)
			}
		})
	}
}

// A fixedSpread is always the same.
type fixedSpread float64

func (f fixedSpread) At(float64) float64 { return float64(f) }
func (fixedSpread) Check() error         { return nil }

// Whole days stay whole, and steps and tiers count.
func TestSimulateSteps(t *testing.T) {
	u := pricing.Unit{Listing: keeper{}, Cost: []pricing.CostItem{usd("purchase", "5")}, Life: pricing.Life{DaysInStock: set("100")}}
	d := simulate(t, u, "20", 1000, 1, risk(t, pricing.Uniform{Low: -0.004, High: 0.012}, "life.days_in_stock"))
	// From 99.6 to 101.2 days: 100 days for 9 draws of 16 and 101 days, which cost 1.01 more, for the others.
	if !d.Best.Equal(dec("14")) || !d.Worst.Equal(dec("12.99")) {
		t.Errorf("from %s to %s", d.Worst, d.Best)
	}
	if share := d.Best.Sub(d.Mean).InexactFloat64() / 1.01; math.Abs(share-7.0/16) > 4*math.Sqrt(7.0/16*9/16/1000) {
		t.Errorf("a share of %g is kept for longer", share)
	}
	heavy := simulate(t, lunchBox(), "15.99", 200, 1, pricing.Risk{Inputs: []pricing.Input{weightInput()}, Spread: pricing.Uniform{Low: 0.85, High: 1.1}, Absolute: true})
	if heavy.Worst.Equal(heavy.Best) {
		t.Error("a heavier parcel costs no more")
	}
}

// What is unknown is named, also where only some draws bring it up.
func TestSimulateMissing(t *testing.T) {
	u := publishedUnit()
	u.Cost = append(u.Cost, pricing.CostItem{Code: "duty", Currency: fx.USD})
	returns := risk(t, pricing.Uniform{Low: -0.05, High: 0.05}, "returns.rate")
	returns.Absolute = true
	d := simulate(t, u, "40", 50, 1, returns)
	if d.Complete || strings.Join(d.Missing, " ") != "cost.duty returns.processing returns.resellable" || d.Clamped[0].Low == 0 {
		t.Errorf("complete %t, missing %q, clamped %v", d.Complete, d.Missing, d.Clamped)
	}
}

// Nothing that belongs to the caller changes.
func TestSimulateLeavesTheUnit(t *testing.T) {
	u, untouched := fullUnit(), fullUnit()
	var risks []pricing.Risk
	for _, in := range pricing.Inputs(u) {
		risks = append(risks, pricing.Risk{Inputs: []pricing.Input{in}, Spread: pricing.Normal{SD: 0.1}})
	}
	kept := slices.Clone(risks)
	if d := simulate(t, u, "40", 20, 1, risks...); d.SD.Decimal.IsZero() {
		t.Error("nothing was drawn")
	}
	if !reflect.DeepEqual(u.Cost, untouched.Cost) || !reflect.DeepEqual(u.Landed, untouched.Landed) || !u.Rate.Equal(untouched.Rate) ||
		!reflect.DeepEqual(u.Life, untouched.Life) || !reflect.DeepEqual(u.Returns, untouched.Returns) {
		t.Error("the unit changed")
	}
	for i := range kept {
		if kept[i].Inputs[0].Name != risks[i].Inputs[0].Name {
			t.Error("the risks changed")
		}
	}
}

func TestSimulateRefuses(t *testing.T) {
	nan := math.NaN()
	good := risk(t, pricing.Normal{SD: 0.1}, "cost.purchase")
	broken := publishedUnit()
	broken.Buffer = dec("-1")
	absolute := func(spread pricing.Spread, names ...string) pricing.Risk {
		r := risk(t, spread, names...)
		r.Absolute = true
		return r
	}
	unset := good
	unset.Inputs = []pricing.Input{{Name: "weight"}}
	for _, row := range []struct {
		name  string
		run   pricing.Run
		unit  pricing.Unit
		price string
		want  string
	}{
		{"too few", pricing.Run{Draws: -1}, publishedUnit(), "40", "draws"},
		{"too many", pricing.Run{Draws: pricing.MaxDraws + 1}, publishedUnit(), "40", "draws"},
		{"zero risk", pricing.Run{Risks: []pricing.Risk{good, {}}}, publishedUnit(), "40", "risks[1].inputs risks[1].spread"},
		{"zero input", pricing.Run{Risks: []pricing.Risk{unset}}, publishedUnit(), "40", "risks[0].inputs[0].value"},
		{"NaN", pricing.Run{Risks: []pricing.Risk{risk(t, pricing.Normal{Mean: nan, SD: nan}, "buffer")}}, publishedUnit(), "40", "risks[0].spread.mean risks[0].spread.sd"},
		{"negative", pricing.Run{Risks: []pricing.Risk{risk(t, pricing.Normal{SD: -0.1}, "buffer")}}, publishedUnit(), "40", "risks[0].spread.sd"},
		{"infinite", pricing.Run{Risks: []pricing.Risk{risk(t, pricing.Uniform{Low: math.Inf(-1), High: math.Inf(1)}, "buffer")}}, publishedUnit(), "40", "risks[0].spread.low risks[0].spread.high"},
		{"history with NaN", pricing.Run{Risks: []pricing.Risk{risk(t, pricing.Empirical{Values: []float64{0, nan}}, "buffer")}}, publishedUnit(), "40", "risks[0].spread.values[1]"},
		{"changes of what is not there", pricing.Run{Risks: []pricing.Risk{risk(t, pricing.Normal{}, "cost.purchase", "rate", "cost.none")}}, publishedUnit(), "40", "risks[0].inputs[1] risks[0].inputs[2]"},
		{"lognormal values around 0", pricing.Run{Risks: []pricing.Risk{absolute(pricing.Lognormal{Sigma: 0.1}, "buffer")}}, publishedUnit(), "40", "risks[0].spread.mean"},
		{"lognormal changes around 3", pricing.Run{Risks: []pricing.Risk{risk(t, pricing.Lognormal{Mean: 3}, "buffer")}}, publishedUnit(), "40", "risks[0].spread.mean"},
		{"price, draws and risk", pricing.Run{Draws: -1, Risks: []pricing.Risk{{}}}, publishedUnit(), "0", "draws risks[0].inputs risks[0].spread price"},
		{"unit and draws", pricing.Run{Draws: -1}, broken, "40", "buffer draws"},
		{"no listing", pricing.Run{}, pricing.Unit{}, "40", "listing"},
		{"a spread without a number", pricing.Run{Risks: []pricing.Risk{good, risk(t, fixedSpread(nan), "buffer")}}, publishedUnit(), "40", "draws[0].risks[1].spread"},
		{"a value of what is not there", pricing.Run{Risks: []pricing.Risk{absolute(pricing.Normal{Mean: 1}, "rate")}}, publishedUnit(), "40", "draws[0].risks[0].rate"},
		{"a value that the unit refuses", pricing.Run{Risks: []pricing.Risk{absolute(pricing.Uniform{Low: 0.1, High: 0.1}, "ads.tacos")}}, publishedUnit(), "40", "draws[0].ads"},
	} {
		t.Run(row.name, func(t *testing.T) {
			d, err := row.run.Simulate(row.unit, simulated, dec(row.price))
			if got := fieldsOf(err); got != row.want {
				t.Errorf("fields are %q, want %q: %v", got, row.want, err)
			}
			if d.Draws != 0 {
				t.Errorf("a distribution of %d draws with an error", d.Draws)
			}
		})
	}
}

// Any unit with any risks: the profits are in order, what is drawn is counted, and a
// second run is the same.
func propSimulate(t *rapid.T) {
	u := genUnit(t)
	price := decimal.New(rapid.Int64Range(100, 20000).Draw(t, "price"), -2)
	var risks []pricing.Risk
	for _, in := range pricing.Inputs(u.unit) {
		sd := rapid.SampledFrom([]float64{0, 0.01, 0.1, 1}).Draw(t, in.Name)
		spread := rapid.SampledFrom([]pricing.Spread{
			pricing.Normal{SD: sd}, pricing.Lognormal{Sigma: sd}, pricing.Uniform{Low: -sd, High: 2 * sd}, pricing.Triangular{Low: -sd, High: sd},
		}).Draw(t, "spread")
		risks = append(risks, pricing.Risk{Inputs: []pricing.Input{in}, Spread: spread})
	}
	run := pricing.Run{Draws: rapid.IntRange(1, 30).Draw(t, "draws"), Seed: [2]uint64{rapid.Uint64().Draw(t, "seed"), 1}, Risks: risks}
	d, err := run.Simulate(u.unit, u.on, price)
	if err != nil {
		t.Fatal(err)
	}
	last := d.Worst
	for i := range 21 {
		next := must(d.Quantile(decimal.New(int64(i*5), -2)))
		if next.LessThan(last.Round(fx.ConvertPlaces)) {
			t.Fatalf("quantile %d is %s after %s", i*5, next, last)
		}
		last = next
	}
	if m := must(pricing.NewModel(u.unit, u.on)); !d.Base.Equal(must(m.At(price)).Exact) {
		t.Fatalf("base is %s", d.Base)
	}
	again, err := run.Simulate(u.unit, u.on, price)
	if err != nil || distributionText(again) != distributionText(d) {
		t.Fatalf("a second run: %v\n%s\n%s", err, distributionText(d), distributionText(again))
	}
}

func TestSimulateProperty(t *testing.T) { rapid.Check(t, propSimulate) }
func FuzzSimulate(f *testing.F)         { f.Fuzz(rapid.MakeFuzz(propSimulate)) }
