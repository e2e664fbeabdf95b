package pricing_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// publishedUnit is a published example: price 40, cost 10, inbound 2, referral 6,
// fulfilment 7.50, advertising and storage 4.50, profit 10.
func publishedUnit() pricing.Unit {
	return pricing.Unit{
		Listing: warehouse{[]fees.Charge{
			charge("referral", fees.PerUnitSold, fees.Percent(dec("0.15")), 0),
			charge("fulfillment", fees.PerUnitSold, fees.Flat(dec("7.50")), 0),
		}},
		Cost: []pricing.CostItem{usd("purchase", "10"), usd("inbound", "2")},
		Ads:  pricing.Ads{PerUnit: dec("4.50")},
	}
}

func vary(t testing.TB, u pricing.Unit, share string, inputs ...string) []pricing.Change {
	t.Helper()
	var changes []pricing.Change
	for _, name := range inputs {
		c, err := pricing.Vary(u, input(t, name), dec(share))
		if err != nil {
			t.Fatal(err)
		}
		changes = append(changes, c)
	}
	return changes
}

func nullText(d decimal.NullDecimal) string {
	if !d.Valid {
		return "none"
	}
	return fx.Plain(d.Decimal)
}

func barText(b pricing.Bar) string {
	return strings.Join([]string{
		b.Change.Input.Name, nullText(b.Value), "profit", fx.Plain(b.Low.Profit), fx.Plain(b.High.Profit), "swing", fx.Plain(b.Swing),
		"price", nullText(b.Low.Price), nullText(b.High.Price), "swing", nullText(b.PriceSwing),
	}, " ")
}

// The published example by hand. At 25 % margin the price is known costs over
// 1 - 0.15 - 0.25: 24/0.6 = 40 as it is.
func TestSensitivityPublished(t *testing.T) {
	u := publishedUnit()
	got, err := pricing.Sensitivity(u, fees.Day(2026, 6, 1), dec("40"), pricing.Margin(dec("0.25")),
		vary(t, u, "0.1", "cost.inbound", "ads.per_unit", "cost.purchase"))
	if err != nil {
		t.Fatal(err)
	}
	if !got.Base.Profit.Equal(dec("10")) || !got.Base.Price.Decimal.Equal(dec("40")) || !got.Complete || got.Currency != fx.USD {
		t.Errorf("base is %+v, complete %t", got.Base, got.Complete)
	}
	var bars []string
	for _, b := range got.Bars {
		bars = append(bars, barText(b))
	}
	want := []string{
		"cost.purchase 10 profit 11 9 swing 2 price 38.34 41.67 swing 3.33", // 23/0.6 and 25/0.6, rounded up
		"ads.per_unit 4.5 profit 10.45 9.55 swing 0.9 price 39.25 40.75 swing 1.5",
		"cost.inbound 2 profit 10.2 9.8 swing 0.4 price 39.67 40.34 swing 0.67",
	}
	if diff := cmp.Diff(want, bars); diff != "" {
		t.Errorf("bars (-want +got):\n%s", diff)
	}
}

// Each kind of input by hand, at a price of 20 with 10 of cost and 15 % of referral.
func TestSensitivityByHand(t *testing.T) {
	on := fees.Day(2026, 6, 1)
	base := func(edit func(*pricing.Unit)) pricing.Unit {
		u := pricing.Unit{
			Listing: keeper{warehouse{[]fees.Charge{
				charge("referral", fees.PerUnitSold, fees.Percent(dec("0.15")), 0),
				charge("subscription", fees.PerMonth, fees.Flat(dec("40")), 0),
			}}},
			Cost: []pricing.CostItem{usd("purchase", "10")},
		}
		edit(&u)
		return u
	}
	yuan := func(rate fx.Rate) pricing.Unit {
		return base(func(u *pricing.Unit) {
			u.Rate = rate
			u.Cost[0] = pricing.CostItem{Code: "purchase", Amount: set("63"), Currency: fx.CNY}
		})
	}
	for _, row := range []struct {
		name      string
		unit      pricing.Unit
		input     string
		low, high string
		want      string
	}{
		{"rate", yuan(must(fx.NewRate(fx.USD, fx.CNY, dec("7")))), "rate", "6.3", "9",
			"rate 7 profit 7 10 swing 3 price 11.77 8.24 swing 3.53"}, // 10/0.85 and 7/0.85
		{"rate the other way round", yuan(must(fx.NewRateFraction(fx.CNY, fx.USD, dec("1"), dec("7")))), "rate", "6.3", "9",
			"rate 7 profit 7 10 swing 3 price 11.77 8.24 swing 3.53"},
		{"buffer", yuan(must(fx.NewRate(fx.USD, fx.CNY, dec("7")))), "buffer", "0", "0.1",
			"buffer 0 profit 8 7 swing 1 price 10.59 11.77 swing 1.18"},
		// A return of everything loses the price, keeps the referral and gets the cost back in part.
		{"returns", base(func(u *pricing.Unit) {
			u.Returns = pricing.Returns{Rate: dec("0.1"), Resellable: set("0.5"), Processing: set("1")}
		}), "returns.rate", "0", "0.2", // 7 and 7 - 0.2 × (20 + 1 - 5)
			"returns.rate 0.1 profit 7 3.8 swing 3.2 price 11.77 14.16 swing 2.39"}, // (10 - 0.8)/(0.85 - 0.2)
		{"resellable", base(func(u *pricing.Unit) {
			u.Returns = pricing.Returns{Rate: dec("0.1"), Resellable: set("0.5"), Processing: set("1")}
		}), "returns.resellable", "0", "1",
			"returns.resellable 0.5 profit 4.9 5.9 swing 1 price 13.47 12.14 swing 1.33"}, // 10.1/0.75, 9.1/0.75
		{"TACoS", base(func(u *pricing.Unit) { u.Ads.TACoS = dec("0.1") }), "ads.tacos", "0.05", "0.35",
			"ads.tacos 0.1 profit 6 0 swing 6 price 12.5 20 swing 7.5"},
		{"ACoS", base(func(u *pricing.Unit) { u.Ads.ACoS, u.Ads.AdShare = dec("0.3"), dec("0.5") }), "ads.acos", "0.2", "0.4",
			"ads.acos 0.3 profit 5 3 swing 2 price 13.34 15.39 swing 2.05"}, // 10/0.75, 10/0.65
		{"no price", base(func(u *pricing.Unit) { u.Ads.TACoS = dec("0.1") }), "ads.tacos", "0.1", "0.85",
			"ads.tacos 0.1 profit 5 -10 swing 15 price 13.34 none swing none"},
		{"a step of the storage", base(func(u *pricing.Unit) { u.Life.DaysInStock = set("90") }), "life.days_in_stock", "100", "101",
			"life.days_in_stock 90 profit 6 4.99 swing 1.01 price 12.95 14.13 swing 1.18"}, // 11/0.85, 12.01/0.85
		{"units per month", base(func(u *pricing.Unit) { u.Life.UnitsPerMonth = set("40") }), "life.units_per_month", "20", "80",
			"life.units_per_month 40 profit 5 6.5 swing 1.5 price 14.12 12.36 swing 1.76"},
		{"removed", base(func(u *pricing.Unit) { u.Life.Removed = set("0") }), "life.removed", "0", "0.1",
			"life.removed 0 profit 7 6 swing 1 price 11.77 12.95 swing 1.18"},
		{"an unknown cost", base(func(u *pricing.Unit) {
			u.Cost = append(u.Cost, pricing.CostItem{Code: "duty", Currency: fx.USD})
		}), "cost.duty", "0.7", "1.55",
			"cost.duty none profit 6.3 5.45 swing 0.85 price 12.59 13.59 swing 1"}, // 10.7/0.85, 11.55/0.85
		{"a change on one side", base(func(*pricing.Unit) {}), "cost[0]", "11", "12",
			"cost[0] 10 profit 6 5 swing 1 price 12.95 14.12 swing 1.17"},
		{"no change", base(func(*pricing.Unit) {}), "cost[0]", "10", "10",
			"cost[0] 10 profit 7 7 swing 0 price 11.77 11.77 swing 0"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := pricing.Sensitivity(row.unit, on, dec("20"), pricing.BreakEven(),
				[]pricing.Change{{Input: input(t, row.input), Low: dec(row.low), High: dec(row.high)}})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(row.want, barText(got.Bars[0])); diff != "" {
				t.Errorf("bar (-want +got):\n%s", diff)
			}
			if b := got.Bars[0]; b.High.Price.Valid == (b.High.NoPrice != nil) {
				t.Errorf("a price %v and why there is none: %v", b.High.Price, b.High.NoPrice)
			}
		})
	}
}

// weightInput is the weight of the parcel of an Amazon listing, in pounds.
func weightInput() pricing.Input {
	return pricing.Input{
		Name: "listing.weight",
		Value: func(u pricing.Unit) decimal.NullDecimal {
			l, ok := u.Listing.(amazon.Listing)
			return decimal.NullDecimal{Decimal: l.Parcel.Weight.Lb(6), Valid: ok}
		},
		Set: func(u pricing.Unit, pounds decimal.Decimal) (pricing.Unit, error) {
			l, ok := u.Listing.(amazon.Listing)
			if !ok {
				return u, fx.NewInputError("listing", "", "must be one of Amazon")
			}
			weight, err := fees.Pounds(pounds.Round(4))
			l.Parcel.Weight = weight
			u.Listing = l
			return u, err
		},
	}
}

// A weight jumps with the rate card: the swing is that of two compiled units, and
// 0 within a tier.
func TestSensitivityTier(t *testing.T) {
	on, u := fees.Day(2026, 6, 1), lunchBox()
	exact := func(weight string) decimal.Decimal {
		u := u
		l := u.Listing.(amazon.Listing)
		l.Parcel = parcel("9 in", "6 in", "2 in", weight)
		u.Listing = l
		return must(model(t, u, on).At(dec("15.99"))).Exact
	}
	for _, row := range []struct {
		low, high string
		same      bool
	}{{"0.88", "0.9", true}, {"0.9", "1.1", false}} {
		got, err := pricing.Sensitivity(u, on, dec("15.99"), pricing.BreakEven(),
			[]pricing.Change{{Input: weightInput(), Low: dec(row.low), High: dec(row.high)}})
		if err != nil {
			t.Fatal(err)
		}
		want := exact(row.low + " lb").Sub(exact(row.high + " lb"))
		if b := got.Bars[0]; !b.Swing.Equal(want) || want.IsZero() != row.same {
			t.Errorf("from %s to %s lb the profit falls by %s, want %s", row.low, row.high, b.Swing, want)
		}
	}
}

// Widest first, ties by name, whatever the order of the changes.
func TestSensitivityOrder(t *testing.T) {
	u := publishedUnit()
	u.Cost = append(u.Cost, usd("extra", "2"))
	for _, order := range [][]string{{"cost.inbound", "cost.purchase", "cost.extra"}, {"cost.extra", "cost.inbound", "cost.purchase"}} {
		got := must(pricing.Sensitivity(u, fees.Day(2026, 6, 1), dec("40"), pricing.BreakEven(), vary(t, u, "0.2", order...)))
		var bars []string
		for _, b := range got.Bars {
			bars = append(bars, b.Change.Input.Name)
		}
		if text := strings.Join(bars, " "); text != "cost.purchase cost.extra cost.inbound" {
			t.Errorf("order is %s", text)
		}
	}
}

// What is unknown is named, also where only one end of a change brings it up.
func TestSensitivityMissing(t *testing.T) {
	on := fees.Day(2026, 6, 1)
	u := publishedUnit()
	changes := []pricing.Change{{Input: input(t, "returns.rate"), Low: dec("0"), High: dec("0.1")}}
	got := must(pricing.Sensitivity(u, on, dec("40"), pricing.BreakEven(), changes))
	if diff := cmp.Diff([]string{"returns.processing", "returns.resellable"}, got.Missing); diff != "" || got.Complete {
		t.Errorf("complete %t, missing (-want +got):\n%s", got.Complete, diff)
	}
	if b := got.Bars[0]; len(b.Low.Missing) != 0 || len(b.High.Missing) != 2 || len(got.Base.Missing) != 0 {
		t.Errorf("missing at the low end %q, at the high end %q", b.Low.Missing, b.High.Missing)
	}
	u.Cost[1].Amount = decimal.NullDecimal{}
	if got := must(pricing.Sensitivity(u, on, dec("40"), pricing.BreakEven(), nil)); got.Complete || strings.Join(got.Missing, " ") != "cost.inbound" || len(got.Bars) != 0 {
		t.Errorf("complete %t, missing %q", got.Complete, got.Missing)
	}
}

func TestSensitivityRefuses(t *testing.T) {
	change := func(name, low, high string) pricing.Change {
		return pricing.Change{Input: input(t, name), Low: dec(low), High: dec(high)}
	}
	broken := publishedUnit()
	broken.Buffer = dec("2")
	for _, row := range []struct {
		name    string
		unit    pricing.Unit
		price   string
		target  pricing.Target
		changes []pricing.Change
		want    string
	}{
		{"no listing", pricing.Unit{}, "40", pricing.BreakEven(), nil, "listing"},
		{"the unit and a change", broken, "40", pricing.BreakEven(), []pricing.Change{{}}, "buffer changes[0].input.name"},
		{"price", publishedUnit(), "0", pricing.BreakEven(), nil, "price"},
		{"price between cents", publishedUnit(), "1.001", pricing.BreakEven(), nil, "price"},
		{"price and target", publishedUnit(), "-1", pricing.Margin(dec("1e9")), nil, "price target.margin"},
		{"zero change", publishedUnit(), "40", pricing.BreakEven(), []pricing.Change{{}}, "changes[0].input.name"},
		{"low above high", publishedUnit(), "40", pricing.BreakEven(), []pricing.Change{change("buffer", "0.2", "0.1")}, "changes[0].low"},
		{"hostile", publishedUnit(), "40", pricing.BreakEven(), []pricing.Change{change("buffer", "-1e9999", "1e9999")}, "changes[0].low changes[0].high"},
		{"out of bounds", publishedUnit(), "40", pricing.BreakEven(),
			[]pricing.Change{change("cost.purchase", "9", "11"), change("returns.rate", "-0.1", "1.1")}, "changes[1].low.returns.rate changes[1].high.returns.rate"},
		{"absent", publishedUnit(), "40", pricing.BreakEven(), []pricing.Change{change("cost.none", "1", "2")}, "changes[0].low.cost.none changes[0].high.cost.none"},
		{"no rate", publishedUnit(), "40", pricing.BreakEven(), []pricing.Change{change("rate", "1", "2")}, "changes[0].low.rate changes[0].high.rate"},
		{"half a day", publishedUnit(), "40", pricing.BreakEven(), []pricing.Change{change("life.days_in_stock", "1", "2.5")}, "changes[0].high.life.days_in_stock"},
		{"a target without a cost", publishedUnit(), "40", pricing.ROI(dec("1"), pricing.OnPurchase), []pricing.Change{change("cost.purchase", "0", "1")}, "changes[0].low.target.roi"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := pricing.Sensitivity(row.unit, fees.Day(2026, 6, 1), dec(row.price), row.target, row.changes)
			if got := fieldsOf(err); got != row.want {
				t.Errorf("fields are %q, want %q: %v", got, row.want, err)
			}
		})
	}
}

// Each end is what a model of the changed unit says, profit and price; the unit
// itself stays as it was.
func propSensitivityIsRecompiling(t *rapid.T) {
	d := genUnit(t)
	price := decimal.New(rapid.Int64Range(500, 20000).Draw(t, "price"), -2)
	target := pricing.Margin(genFraction(t, "margin", 4000))
	var changes []pricing.Change
	for _, in := range pricing.Inputs(d.unit) {
		c, err := pricing.Vary(d.unit, in, genFraction(t, "share", 3000))
		if err != nil {
			t.Fatal(err)
		}
		changes = append(changes, c)
	}
	before := d.unit.Cost[0].Amount
	got, err := pricing.Sensitivity(d.unit, d.on, price, target, changes)
	if err != nil {
		t.Fatal(err)
	}
	if d.unit.Cost[0].Amount != before {
		t.Fatalf("the cost went from %v to %v", before, d.unit.Cost[0].Amount)
	}
	for i, b := range got.Bars {
		if i > 0 && b.Swing.GreaterThan(got.Bars[i-1].Swing) {
			t.Fatalf("%s is wider than the bar before it", b.Change.Input.Name)
		}
		if !b.Swing.Equal(b.Low.Profit.Sub(b.High.Profit).Abs()) {
			t.Fatalf("swing of %s is %s", b.Change.Input.Name, b.Swing)
		}
		for _, end := range []struct {
			value decimal.Decimal
			got   pricing.Case
		}{{b.Change.Low, b.Low}, {b.Change.High, b.High}} {
			m, err := pricing.NewModel(must(b.Change.Input.Set(d.unit, end.value)), d.on)
			if err != nil {
				t.Fatal(err)
			}
			if s := must(m.At(price)); !s.Exact.Equal(end.got.Profit) {
				t.Fatalf("%s at %s earns %s, the model says %s", b.Change.Input.Name, end.value, end.got.Profit, s.Exact)
			}
			solution, err := m.Solve(target)
			if (err == nil) != end.got.Price.Valid || err == nil && !solution.Price.Equal(end.got.Price.Decimal) {
				t.Fatalf("%s at %s is priced %v, the model says %s, %v", b.Change.Input.Name, end.value, end.got.Price, solution.Price, err)
			}
		}
	}
}

func TestSensitivityIsRecompiling(t *testing.T) { rapid.Check(t, propSensitivityIsRecompiling) }
func FuzzSensitivity(f *testing.F)              { f.Fuzz(rapid.MakeFuzz(propSensitivityIsRecompiling)) }
