package strategy_test

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// sold is an item with one cost in dollars, from an Amazon warehouse or, without a
// parcel, shipped by the seller.
func sold(t testing.TB, category, cost string, sizes ...string) *pricing.Model {
	t.Helper()
	listing := amazon.Listing{Category: category, Fulfillment: amazon.FBM}
	if len(sizes) > 0 {
		parcel, err := fees.ParseParcel(sizes[0], sizes[1], sizes[2], sizes[3])
		if err != nil {
			t.Fatal(err)
		}
		listing.Parcel, listing.Fulfillment = parcel, ""
	}
	m, err := pricing.NewModel(pricing.Unit{
		Listing: listing,
		Cost:    []pricing.CostItem{{Code: "purchase", Amount: given(cost), Currency: fx.USD}},
	}, fees.Day(2026, 6, 1))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// within are limits of dollars; "" is no bound.
func within(least, most string) strategy.Limits {
	l := strategy.Limits{Places: 2}
	if least != "" {
		l.Least = given(least)
	}
	if most != "" {
		l.Most = given(most)
	}
	return l
}

func TestOptimalPrice(t *testing.T) {
	for _, test := range []struct{ cost, e, want string }{
		{"10", "-2", "20"},
		{"10", "-3", "15"},
		{"10", "-1.5", "30"},
		{"6.5", "-4", "8.666666666667"},
		{"1", "-1.000001", "1000001"},
	} {
		if got, err := strategy.OptimalPrice(figure(test.cost), figure(test.e)); err != nil || !got.Equal(figure(test.want)) {
			t.Errorf("cost %s, elasticity %s: %s, want %s, %v", test.cost, test.e, got, test.want, err)
		}
	}
	for _, e := range []string{"-1", "-0.999", "0"} {
		var none *strategy.NoOptimumError
		if _, err := strategy.OptimalPrice(figure("10"), figure(e)); !errors.As(err, &none) || !none.Elasticity.Equal(figure(e)) {
			t.Errorf("elasticity %s: %v", e, err)
		}
	}
	_, err := strategy.OptimalPrice(figure("0"), figure("0.5"))
	if diff := cmp.Diff([]string{"cost", "elasticity"}, faultFields(err)); diff != "" {
		t.Error(diff)
	}
}

// Where the fee is a plain percentage the best price is the closed form of the cost
// over what the fee leaves, to the cent.
func TestBestPricePercent(t *testing.T) {
	m := sold(t, "home_kitchen", "8.50") // 15% and at least 0.30
	d := strategy.Demand{Price: figure("20"), Quantity: figure("100"), Elasticity: figure("-2"), Lowest: figure("15"), Highest: figure("19.99")}
	b, err := strategy.BestPrice(m, d, strategy.Limits{Places: 2})
	if err != nil {
		t.Fatal(err)
	}
	if !b.Price.Equal(figure("20")) || !b.UnitProfit.Equal(figure("8.5")) || !b.Profit.Equal(figure("850")) {
		t.Errorf("best %s earns %s, in total %s", b.Price, b.UnitProfit, b.Profit)
	}
	// The naive cost is 8.50 and the fee of 3.00 today: 23.
	if b.ClosedForm == nil || !b.ClosedForm.Price.Equal(figure("23")) || !b.ClosedForm.Profit.LessThan(b.Profit) {
		t.Errorf("closed form %+v", b.ClosedForm)
	}
	if !b.Beyond || b.Bounded || !b.Complete || !b.Now.Profit.Equal(b.Profit) {
		t.Errorf("%+v", b)
	}
	for _, test := range []struct {
		lowest, highest, want string
		bounded               bool
	}{
		{"20.001", "30", "20.01", true},
		{"0", "19.989", "19.98", true},
		{"19.99", "20.01", "20", false},
		{"25", "25", "25", true},
	} {
		b, err := strategy.BestPrice(m, d, within(test.lowest, test.highest))
		if err != nil || !b.Price.Equal(figure(test.want)) || b.Bounded != test.bounded {
			t.Errorf("%s to %s: %+v, %v", test.lowest, test.highest, b, err)
		}
	}
}

// A demand that hardly follows goes to the bound, and needs one.
func TestBestPriceInelastic(t *testing.T) {
	m := sold(t, "home_kitchen", "8.50")
	for _, e := range []string{"-1", "-0.5", "0"} {
		d := strategy.Demand{Price: figure("20"), Quantity: figure("100"), Elasticity: figure(e)}
		var none *strategy.NoOptimumError
		if _, err := strategy.BestPrice(m, d, within("5", "")); !errors.As(err, &none) {
			t.Errorf("%s: %v", e, err)
		}
		b, err := strategy.BestPrice(m, d, within("", "29.99"))
		if err != nil || !b.Price.Equal(figure("29.99")) || !b.Bounded || b.ClosedForm != nil {
			t.Errorf("%s: %+v, %v", e, b, err)
		}
	}
}

func TestBestPriceRefuses(t *testing.T) {
	m := sold(t, "home_kitchen", "8.50")
	const none = "strategy: profit_optimal has no price: the limits admit no price"
	good := strategy.Demand{Price: figure("20"), Quantity: figure("100"), Elasticity: figure("-2")}
	for _, test := range []struct {
		name  string
		model *pricing.Model
		d     strategy.Demand
		l     strategy.Limits
		want  []string
	}{
		{"nothing", nil, strategy.Demand{}, strategy.Limits{}, []string{"demand.price", "demand.quantity", "model"}},
		{"bounds", m, good, within("-1", "-1"), []string{"limits.least", "limits.most"}},
		{"places", m, good, strategy.Limits{}, []string{"limits.places"}},
		{"upside down", m, good, within("20", "19.99"), []string{none}},
		{"between two cents", m, good, within("20.001", "20.009"), []string{none}},
		{"no price", m, good, within("", "0.009"), []string{none}},
		{"none admissible", m, good, strategy.Limits{Places: 2, Admissible: []pricing.Interval{}}, []string{none}},
		{"beyond all", m, good, within("1000000000.01", ""), []string{none}},
	} {
		_, err := strategy.BestPrice(test.model, test.d, test.l)
		if diff := cmp.Diff(test.want, faultFields(err)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
	var loss *strategy.LossError
	_, err := strategy.BestPrice(m, good, within("", "9.99"))
	if !errors.As(err, &loss) || !loss.Closest.Price.Equal(figure("9.99")) {
		t.Errorf("%v", err)
	}
	// The steepest demand far from where it is known neither overflows nor hides the
	// price that earns most, a hundredth above the cost.
	steep := strategy.Demand{Price: figure("0.01"), Quantity: figure("1"), Elasticity: figure("-100")}
	b, err := strategy.BestPrice(sold(t, "home_kitchen", "8500"), steep, strategy.Limits{Places: 2})
	if err != nil || !b.Price.Equal(figure("10101.01")) {
		t.Errorf("%+v, %v", b, err)
	}
}

// Prices that miss the seller's target are passed over, and the ending comes last.
func TestBestPriceWithinTarget(t *testing.T) {
	m := sold(t, "home_kitchen", "8.50")
	d := strategy.Demand{Price: figure("20"), Quantity: figure("100"), Elasticity: figure("-2")}
	l := strategy.Limits{Places: 2, Admissible: []pricing.Interval{
		{From: figure("12"), To: figure("19")}, {From: figure("21.305"), To: figure("1000000000"), Open: true},
	}}
	b, err := strategy.BestPrice(m, d, l)
	if err != nil || !b.Price.Equal(figure("19")) || !b.Bounded { // 829.64 against 828.73 at 21.31
		t.Fatalf("%+v, %v", b, err)
	}
	l.Admissible[0].To = figure("18.76")
	if b, err = strategy.BestPrice(m, d, l); err != nil || !b.Price.Equal(figure("21.31")) {
		t.Fatalf("%+v, %v", b, err)
	}
	var open *strategy.NoOptimumError
	d.Elasticity = figure("-1")
	if _, err = strategy.BestPrice(m, d, l); !errors.As(err, &open) {
		t.Error(err)
	}
	l.Admissible = l.Admissible[:1]
	if b, err = strategy.BestPrice(m, d, l); err != nil || !b.Price.Equal(figure("18.76")) {
		t.Errorf("%+v, %v", b, err)
	}
	p, err := b.Propose(l)
	if err != nil || !p.Price.Equal(figure("18.76")) || p.Strategy != "profit_optimal" || len(p.Reasons) == 0 {
		t.Errorf("%+v, %v", p, err)
	}
}

// The best price is no worse than any cent of the range, for curves with jumps and
// bands, and the lowest that is as good.
func propBestPrice(t *rapid.T) {
	category := rapid.SampledFrom([]string{"home_kitchen", "clothing_accessories", "baby_products", "jewelry", "grocery_gourmet", "watches"}).Draw(t, "category")
	unit := pricing.Unit{
		Listing: amazon.Listing{Category: category, Fulfillment: amazon.FBM},
		Cost:    []pricing.CostItem{{Code: "purchase", Amount: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(1, 2500).Draw(t, "cost"), -2)), Currency: fx.USD}},
	}
	if rapid.Bool().Draw(t, "fba") { // whose fulfilment jumps at 10 and 50
		parcel, err := fees.ParseParcel("9 in", "6 in", "2 in", rapid.SampledFrom([]string{"4 oz", "14.4 oz", "3 lb"}).Draw(t, "weight"))
		if err != nil {
			t.Fatal(err)
		}
		unit.Listing = amazon.Listing{Category: category, Parcel: parcel}
	}
	unit.Ads.TACoS = decimal.New(rapid.Int64Range(0, 40).Draw(t, "tacos"), -2)
	m, err := pricing.NewModel(unit, fees.Day(2026, 6, 1))
	if err != nil {
		t.Fatal(err)
	}
	d := strategy.Demand{
		Price: decimal.New(rapid.Int64Range(100, 6000).Draw(t, "price"), -2), Quantity: figure("50"),
		Elasticity: decimal.New(-rapid.Int64Range(0, 900).Draw(t, "e"), -2),
	}
	low := rapid.Int64Range(1, 6000).Draw(t, "low")
	high := low + rapid.Int64Range(0, 6000).Draw(t, "width")
	b, err := strategy.BestPrice(m, d, within(decimal.New(low, -2).String(), decimal.New(high, -2).String()))
	var loss *strategy.LossError
	if errors.As(err, &loss) {
		b.Outcome = loss.Closest
	} else if err != nil {
		t.Fatal(err)
	}
	curve := m.Curve()
	total := func(cents int64) float64 {
		unit, _ := curve.AtMinor(cents, 2)
		return unit.Decimal().InexactFloat64() * math.Pow(float64(cents)/100/d.Price.InexactFloat64(), d.Elasticity.InexactFloat64())
	}
	chosen := b.Price.Shift(2).IntPart()
	got := total(chosen)
	slack := 1e-11 * math.Abs(got)
	if chosen < low || chosen > high {
		t.Fatalf("%s is outside the range", b.Price)
	}
	for cents := low; cents <= high; cents++ {
		v := total(cents)
		if v > got+slack || cents < chosen && v >= got+slack {
			t.Fatalf("at %d cents %v, at the best price of %s %v", cents, v, b.Price, got)
		}
	}
	if (got < 0) != (loss != nil) {
		t.Fatalf("total %v, error %v", got, err)
	}
}

func TestBestPrice(t *testing.T) { rapid.Check(t, propBestPrice) }
func FuzzBestPrice(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propBestPrice)) }

// BenchmarkBestPrice compares the search over the pieces of the curve with the trial
// of every cent.
func BenchmarkBestPrice(b *testing.B) {
	m := sold(b, "baby_products", "4.20", "9 in", "6 in", "2 in", "14.4 oz")
	d := strategy.Demand{Price: figure("20"), Quantity: figure("100"), Elasticity: figure("-1.8")}
	r := within("5", "100")
	b.Run("impl=pieces", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := strategy.BestPrice(m, d, r); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("impl=every_cent", func(b *testing.B) {
		b.ReportAllocs()
		curve := m.Curve()
		for b.Loop() {
			best, at := math.Inf(-1), int64(0)
			for cents := int64(500); cents <= 10000; cents++ {
				unit, _ := curve.AtMinor(cents, 2)
				if v := unit.Decimal().InexactFloat64() * math.Pow(float64(cents)/2000, -1.8); v > best {
					best, at = v, cents
				}
			}
			if at == 0 {
				b.Fatal("none")
			}
		}
	})
}
