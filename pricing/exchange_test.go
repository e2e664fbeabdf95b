package pricing_test

import (
	"errors"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// fx-price-01: a price of 29.99 less 16.20 of dollar costs leaves 13.79, which pays
// for 70 CNY down to a rate of 5.076142; at 6.8322 the profit is 24.2160 CNY.
func TestBreakEvenRate(t *testing.T) {
	u := pricing.Unit{
		Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM, ReferralRate: set("0")},
		Cost:    []pricing.CostItem{{Code: "purchase", Amount: set("70"), Currency: fx.CNY}, usd("fees_and_freight", "16.20")},
		Rate:    must(fx.NewRate(fx.USD, fx.CNY, dec("6.8322"))),
		Buffer:  dec("0.03"), Band: dec("0.02"),
	}
	s := must(model(t, u, fees.Day(2026, 6, 1)).At(dec("29.99")))
	f, ok := s.FX()
	if !ok {
		t.Fatal("no FX")
	}
	got := map[string]string{
		"exposed":     f.Exposed.String(),
		"break-even":  f.BreakEven.Value(6).String(),
		"spot profit": f.Spot.Profit.Mul(dec("6.8322")).StringFixed(4),
		"spot":        f.Spot.Profit.StringFixed(6), "plan": f.Plan.Profit.StringFixed(6), "worst": f.Worst.Profit.StringFixed(6),
		"buffer": f.BufferCost.StringFixed(6), "worst rate": f.Worst.Rate.Value(6).String(),
		"margin at worst": f.Worst.Margin(4).Decimal.String(),
	}
	want := map[string]string{
		"exposed": "70.00 CNY", "break-even": "5.076142", "spot profit": "24.2160",
		"spot":   "3.544398", // 13.79 - 70/6.8322
		"plan":   "3.227524", // 13.79 - 70/6.627234
		"worst":  "3.335304", // 13.79 - 70/6.695556
		"buffer": "0.316874", "worst rate": "6.695556", "margin at worst": "0.1112",
	}
	for key, w := range want {
		if got[key] != w {
			t.Errorf("%s is %s, want %s", key, got[key], w)
		}
	}
	if line := lineSum(t, s, "fx_buffer"); !line.Neg().Equal(f.BufferCost) {
		t.Errorf("the line of the buffer is %s, its cost %s", line, f.BufferCost)
	}
	if !f.Plan.Profit.Equal(s.Exact) || !f.Plan.Rate.Equal(s.Rate) {
		t.Errorf("the plan earns %s at %s, the statement %s at %s", f.Plan.Profit, f.Plan.Rate, s.Exact, s.Rate)
	}
	u.Band = decimal.Zero
	if f, _ := must(model(t, u, fees.Day(2026, 6, 1)).At(dec("29.99"))).FX(); !f.Worst.Rate.IsZero() {
		t.Errorf("without a band the worst rate is %s", f.Worst.Rate)
	}
}

// Without a buffer there is no line for it, and without a conversion no FX.
func TestNothingConverted(t *testing.T) {
	u := pricing.Unit{
		Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM},
		Cost:    []pricing.CostItem{usd("purchase", "5")},
		Rate:    must(fx.NewRate(fx.USD, fx.CNY, dec("7"))), Buffer: dec("0.02"), Band: dec("0.01"),
	}
	s := must(model(t, u, fees.Day(2026, 6, 1)).At(dec("20")))
	if _, ok := s.FX(); ok {
		t.Error("an FX although everything is paid in dollars")
	}
	for _, line := range s.Lines {
		if line.Code == "fx_buffer" {
			t.Error("a buffer on costs in dollars")
		}
	}
	if _, err := s.AtRate(u.Rate); fieldOf(err) != "rate" {
		t.Errorf("AtRate: %v", err)
	}
	u.Cost[0].Currency, u.Buffer = fx.CNY, decimal.Zero
	s = must(model(t, u, fees.Day(2026, 6, 1)).At(dec("20")))
	if f, ok := s.FX(); !ok || !f.BufferCost.IsZero() || !f.Spot.Profit.Equal(f.Plan.Profit) {
		t.Errorf("FX without a buffer: %+v, %t", f, ok)
	}
	if _, err := s.AtRate(must(fx.NewRate(fx.EUR, fx.CNY, dec("8")))); fieldOf(err) != "rate" {
		t.Errorf("AtRate of another pair: %v", err)
	}
	if _, err := s.AtRate(fx.Rate{}); fieldOf(err) != "rate" {
		t.Errorf("AtRate of no rate: %v", err)
	}
}

// A price that does not even pay for the dollar costs breaks even at no rate, and
// so does one whose yuan come back in full.
func TestNoBreakEvenRate(t *testing.T) {
	u := pricing.Unit{
		Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM},
		Cost:    []pricing.CostItem{{Code: "purchase", Amount: set("70"), Currency: fx.CNY}, usd("freight", "50")},
		Rate:    must(fx.NewRate(fx.USD, fx.CNY, dec("7"))),
	}
	if f, ok := must(model(t, u, fees.Day(2026, 6, 1)).At(dec("20"))).FX(); !ok || !f.BreakEven.IsZero() {
		t.Errorf("breaks even at %s", f.BreakEven)
	}
	u.Cost[1] = usd("freight", "1")
	u.Returns = pricing.Returns{Rate: dec("1"), Resellable: set("1"), Processing: set("0")}
	if f, ok := must(model(t, u, fees.Day(2026, 6, 1)).At(dec("200"))).FX(); !ok || !f.Exposed.IsZero() || !f.BreakEven.IsZero() {
		t.Errorf("exposed to %s, breaks even at %s", f.Exposed, f.BreakEven)
	}
}

// What the statement says of another rate is what a model built at that rate earns,
// with returns, removals, costs per sale and a landed cost.
func TestAtRateIsTheModelAtThatRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cents := func(label string, most int) decimal.Decimal {
			return decimal.New(int64(rapid.IntRange(0, most).Draw(t, label)), -2)
		}
		u := pricing.Unit{
			Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM},
			Cost: []pricing.CostItem{
				{Code: "tooling", Amount: decimal.NewNullDecimal(cents("tooling", 20000)), Currency: fx.CNY},
				{Code: "postage", Amount: decimal.NewNullDecimal(cents("postage", 2000)), Currency: fx.CNY, PerSale: true},
				{Code: "freight", Amount: decimal.NewNullDecimal(cents("freight", 1000)), Currency: fx.USD},
			},
			Rate:    must(fx.NewRate(fx.USD, fx.CNY, decimal.New(int64(rapid.IntRange(10000, 90000).Draw(t, "rate")), -4))),
			Buffer:  cents("buffer", 20),
			Returns: pricing.Returns{Rate: cents("returns", 100), Resellable: decimal.NewNullDecimal(cents("resellable", 100)), Processing: set("1")},
		}
		if rapid.Bool().Draw(t, "resellable unknown") {
			u.Returns.Resellable = decimal.NullDecimal{}
		}
		if rapid.Bool().Draw(t, "removed") {
			u.Life.Removed = decimal.NewNullDecimal(cents("removed share", 100))
		}
		if rapid.Bool().Draw(t, "landed") {
			u.Landed = spoons()
		}
		if rapid.Bool().Draw(t, "other way round") {
			u.Rate = u.Rate.Inverse()
		}
		on, price := fees.Day(2026, 6, 1), cents("price", 10000).Add(dec("0.01"))
		s := must(must(pricing.NewModel(u, on)).At(price))
		other := must(fx.NewRate(fx.USD, fx.CNY, decimal.New(int64(rapid.IntRange(10000, 90000).Draw(t, "other rate")), -4)))
		out, err := s.AtRate(other)
		if err != nil {
			t.Fatal(err)
		}
		u.Rate, u.Buffer = other, decimal.Zero
		want := must(must(pricing.NewModel(u, on)).At(price))
		if out.Profit.Sub(want.Exact).Abs().GreaterThan(dec("0.000000001")) {
			t.Fatalf("at %s the unit earns %s, its model says %s", other, out.Profit, want.Exact)
		}
		sum := decimal.Zero
		for _, line := range s.Lines {
			sum = sum.Add(line.Amount)
		}
		if !sum.Equal(s.Profit) {
			t.Fatalf("the lines sum to %s, the profit is %s", sum, s.Profit)
		}
		if f, _ := s.FX(); !f.BreakEven.IsZero() {
			if even := must(s.AtRate(f.BreakEven)).Profit.Abs(); even.GreaterThan(dec("0.0001")) {
				t.Fatalf("at the break-even rate %s the unit earns %s", f.BreakEven, even)
			}
		}
	})
}

// A cost may not be called as the line of the buffer is, and a band is a fraction.
func TestBandAndBufferFaults(t *testing.T) {
	u := pricing.Unit{
		Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM},
		Cost:    []pricing.CostItem{{Code: "fx_buffer", Amount: set("7"), Currency: fx.CNY}},
		Rate:    must(fx.NewRate(fx.USD, fx.CNY, dec("7"))), Buffer: dec("0.02"),
	}
	if _, err := pricing.NewModel(u, fees.Day(2026, 6, 1)); fieldOf(err) != "cost[0].code" {
		t.Errorf("a cost named fx_buffer: %v", err)
	}
	u.Cost[0].Code = "purchase"
	for band, bad := range map[string]bool{"-0.01": true, "1": true, "0.99": false, "0": false} {
		u.Band = dec(band)
		if _, err := pricing.NewModel(u, fees.Day(2026, 6, 1)); (fieldOf(err) == "band") != bad {
			t.Errorf("band %s: %v", band, err)
		}
	}
}

// fieldOf returns the field of the first input that an error complains of.
func fieldOf(err error) string {
	var in *fx.InputError
	if errors.As(err, &in) {
		return in.Field
	}
	return ""
}
