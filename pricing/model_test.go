package pricing_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// The exact profit is what decimals and the independent fee tables give; the
// billed lines sum to the profit; the profit alone is the same figure; and what
// is printed adds up too.
func TestStatement(t *testing.T) {
	tables := oracleTables(t)
	rapid.Check(t, func(t *rapid.T) {
		d := genUnit(t)
		m := must(pricing.NewModel(d.unit, d.on))
		for range 5 {
			cents := rapid.Int64Range(1, 40000).Draw(t, "cents")
			if rapid.Bool().Draw(t, "edge") {
				cents = rapid.SampledFrom([]int64{1, 999, 1000, 1001, 1500, 1501, 2000, 2001, 5000, 5001, 25000, 25001}).Draw(t, "edge price")
			}
			price := decimal.New(cents, -2)
			s := must(m.At(price))
			if want := d.profit(t, tables, price); !s.Exact.Equal(want) {
				t.Fatalf("at %s: exact profit %s, want %s", price, s.Exact, want)
			}
			var sum decimal.Decimal
			sloped := 0
			for _, line := range s.Lines {
				sum = sum.Add(line.Amount)
				if line.Code == "referral" {
					sloped++
				}
			}
			if !sum.Equal(s.Profit) {
				t.Fatalf("at %s: lines sum to %s, profit is %s", price, sum, s.Profit)
			}
			if off := s.Profit.Sub(s.Exact).Abs(); off.GreaterThan(dec("0.005").Mul(decimal.NewFromInt(int64(sloped)))) {
				t.Fatalf("at %s: rounding moves the profit by %s", price, off)
			}
			if fast, ok := m.Profit(cents); !ok || !fast.Decimal().Equal(s.Profit) {
				t.Fatalf("at %s: the profit alone is %s, with lines %s", price, fast.Decimal(), s.Profit)
			}
			printed := s.Rounded()
			sum = decimal.Zero
			for i, line := range printed.Lines {
				sum = sum.Add(line.Amount)
				if !line.Amount.Equal(line.Amount.Round(2)) || line.Amount.Sub(s.Lines[i].Amount).Abs().GreaterThanOrEqual(dec("0.01")) {
					t.Fatalf("at %s: %s prints as %s, is %s", price, line.Code, line.Amount, s.Lines[i].Amount)
				}
			}
			if !sum.Equal(printed.Profit) || !printed.Profit.Equal(s.Profit.Round(2)) {
				t.Fatalf("at %s: printed lines sum to %s, profit prints as %s", price, sum, printed.Profit)
			}
		}
	})
}

func TestModelErrors(t *testing.T) {
	good := pricing.Unit{
		Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM},
		Cost:    []pricing.CostItem{usd("purchase", "5")},
	}
	yuan := pricing.CostItem{Code: "purchase", Amount: set("50"), Currency: fx.CNY}
	with := func(change func(*pricing.Unit)) pricing.Unit {
		u := good
		u.Cost = slices.Clone(u.Cost)
		change(&u)
		return u
	}
	for _, row := range []struct {
		name string
		unit pricing.Unit
		want []string
	}{
		{"no listing", pricing.Unit{}, []string{"listing"}},
		{"no code", with(func(u *pricing.Unit) { u.Cost[0].Code = "" }), []string{"cost[0].code"}},
		{"negative cost", with(func(u *pricing.Unit) { u.Cost[0].Amount = set("-5") }), []string{"cost[0].amount"}},
		{"huge cost", with(func(u *pricing.Unit) { u.Cost[0].Amount.Decimal = decimal.New(1, 999999999) }), []string{"cost[0].amount"}},
		{"cost beyond reason", with(func(u *pricing.Unit) { u.Cost[0].Amount = set("1000000000000.01") }), []string{"cost[0].amount"}},
		{"cost beyond the kernel after conversion", with(func(u *pricing.Unit) {
			u.Cost[0], u.Rate = pricing.CostItem{Code: "purchase", Amount: set("1000000000000"), Currency: fx.CNY}, must(fx.NewRate(fx.USD, fx.CNY, dec("0.000000000001")))
		}), []string{"cost[0].amount"}},
		{"cost that the rate makes nothing of", with(func(u *pricing.Unit) { u.Cost[0], u.Rate = yuan, must(fx.NewRate(fx.USD, fx.CNY, dec("1e17"))) }), []string{"cost[0].amount"}},
		{"ACoS in percent of percent", with(func(u *pricing.Unit) { u.Ads.TACoS = dec("1000.01") }), []string{"ads.tacos"}},
		{"yuan without a rate", with(func(u *pricing.Unit) { u.Cost[0] = yuan }), []string{"cost[0].currency"}},
		{"yuan with a rate of yen", with(func(u *pricing.Unit) {
			u.Cost[0], u.Rate = yuan, must(fx.NewRate(fx.USD, fx.JPY, dec("150")))
		}), []string{"cost[0].currency"}},
		{"a rate that does not know the listing's currency", with(func(u *pricing.Unit) {
			u.Cost[0], u.Rate = yuan, must(fx.NewRate(fx.EUR, fx.CNY, dec("8")))
		}), []string{"cost[0].currency"}},
		{"buffer of a huge exponent", with(func(u *pricing.Unit) { u.Buffer = decimal.New(1, 999999999) }), []string{"buffer"}},
		{"return rate of a huge exponent", with(func(u *pricing.Unit) { u.Returns.Rate = decimal.New(1, 999999999) }), []string{"returns.rate"}},
		{"resellable of a tiny exponent", with(func(u *pricing.Unit) { u.Returns.Resellable.Decimal = decimal.New(1, -999999999) }), []string{"returns.resellable"}},
		{"processing of a huge exponent", with(func(u *pricing.Unit) { u.Returns.Processing.Decimal = decimal.New(1, 999999999) }), []string{"returns.processing"}},
		{"TACoS of a huge exponent", with(func(u *pricing.Unit) { u.Ads.TACoS = decimal.New(1, 999999999) }), []string{"ads.tacos"}},
		{"ACoS of a huge exponent", with(func(u *pricing.Unit) {
			u.Ads.ACoS, u.Ads.AdShare = decimal.New(1, 999999999), decimal.New(1, 999999999)
		}), []string{"ads.acos", "ads.ad_share"}},
		{"ad cost of a huge exponent", with(func(u *pricing.Unit) { u.Ads.PerUnit = decimal.New(1, 999999999) }), []string{"ads.per_unit"}},
		{"a rate with a buffer of its own", with(func(u *pricing.Unit) {
			u.Rate = must(must(fx.NewRate(fx.USD, fx.CNY, dec("7"))).WithBuffer(dec("0.05")))
		}), []string{"rate"}},
		{"a cost with the code of a fee", with(func(u *pricing.Unit) { u.Cost[0].Code = "referral" }), []string{"cost[0].code"}},
		{"whole buffer", with(func(u *pricing.Unit) { u.Buffer = dec("1") }), []string{"buffer"}},
		{"percent instead of fraction", with(func(u *pricing.Unit) { u.Returns.Rate = dec("5") }), []string{"returns.rate"}},
		{"resellable", with(func(u *pricing.Unit) { u.Returns.Resellable = set("1.1") }), []string{"returns.resellable"}},
		{"processing", with(func(u *pricing.Unit) { u.Returns.Processing = set("-1") }), []string{"returns.processing"}},
		{"two kinds of ads", with(func(u *pricing.Unit) { u.Ads.TACoS, u.Ads.PerUnit = dec("0.1"), dec("1") }), []string{"ads"}},
		{"ACoS without share", with(func(u *pricing.Unit) { u.Ads.ACoS = dec("0.3") }), []string{"ads.ad_share"}},
		{"negative TACoS", with(func(u *pricing.Unit) { u.Ads.TACoS = dec("-0.1") }), []string{"ads.tacos"}},
		{"all at once, the listing's faults too", with(func(u *pricing.Unit) {
			u.Buffer, u.Returns.Rate, u.Cost[0].Code = dec("-1"), dec("2"), ""
			u.Listing = amazon.Listing{Fulfillment: "sfp"}
		}), []string{"cost[0].code", "buffer", "returns.rate", "category", "fulfillment"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := pricing.NewModel(row.unit, fees.Day(2026, 6, 1))
			var fields []string
			for _, fault := range fx.Faults(err) {
				var in *fx.InputError
				if !errors.As(fault, &in) {
					t.Fatalf("fault is %v, want an InputError", fault)
				}
				fields = append(fields, in.Field)
			}
			if diff := cmp.Diff(row.want, fields); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	var none *fees.NoTableError
	if _, err := pricing.NewModel(good, fees.Day(2028, 1, 1)); !errors.As(err, &none) {
		t.Errorf("error is %v, want a NoTableError", err)
	}
}

func TestPriceErrors(t *testing.T) {
	m := fbm(t, "home_kitchen", "5")
	for _, price := range []decimal.Decimal{dec("0"), dec("-1"), dec("19.999"), dec("1000000000.01"), decimal.New(1, 999999999), decimal.New(1, -999999999)} {
		var in *fx.InputError
		if _, err := m.At(price); !errors.As(err, &in) || in.Field != "price" {
			t.Errorf("error is %v, want an InputError at price", err)
		}
	}
	for _, cents := range []int64{0, -1, 1e11 + 1} {
		if _, ok := m.Profit(cents); ok {
			t.Errorf("a profit at %d cents", cents)
		}
	}
}

// What is not known is named, and leaves the profit an upper bound.
func TestUnknownIsNotZero(t *testing.T) {
	on := fees.Day(2026, 6, 1)
	known := pricing.Unit{
		Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM},
		Cost:    []pricing.CostItem{usd("purchase", "5"), usd("duty", "1.25")},
		Returns: pricing.Returns{Rate: dec("0.1"), Resellable: set("0.5"), Processing: set("2")},
	}
	unknown := known
	unknown.Cost = []pricing.CostItem{usd("purchase", "5"), {Code: "duty"}}
	unknown.Returns = pricing.Returns{Rate: dec("0.1")}
	empty := known
	empty.Cost, empty.Returns = nil, pricing.Returns{}
	price := dec("30")
	full, part, none := must(model(t, known, on).At(price)), must(model(t, unknown, on).At(price)), must(model(t, empty, on).At(price))
	if !full.Complete || len(full.Missing) > 0 {
		t.Errorf("a complete unit misses %v", full.Missing)
	}
	if part.Complete || strings.Join(part.Missing, " ") != "cost.duty returns.processing returns.resellable" {
		t.Errorf("missing is %v", part.Missing)
	}
	if none.Complete || strings.Join(none.Missing, " ") != "cost" {
		t.Errorf("missing is %v", none.Missing)
	}
	if !part.Profit.GreaterThan(full.Profit) {
		t.Errorf("the bound %s is not above the profit %s", part.Profit, full.Profit)
	}
	if got := none.ROI(pricing.OnCost, 4); got.Valid {
		t.Errorf("ROI on an unknown cost is %s", got.Decimal)
	}
}

// A solved price on unknown costs is a lower bound and says so.
func TestSolutionOnUnknownCosts(t *testing.T) {
	unit := pricing.Unit{
		Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM},
		Cost:    []pricing.CostItem{usd("purchase", "5"), {Code: "duty"}},
	}
	part := must(model(t, unit, fees.Day(2026, 6, 1)).Solve(pricing.Margin(dec("0.2"))))
	if part.Complete || strings.Join(part.Missing, " ") != "cost.duty" {
		t.Errorf("complete is %t, missing %v", part.Complete, part.Missing)
	}
	unit.Cost[1] = usd("duty", "1")
	full := must(model(t, unit, fees.Day(2026, 6, 1)).Solve(pricing.Margin(dec("0.2"))))
	if !full.Complete || len(full.Missing) > 0 || !full.Price.GreaterThan(part.Price) {
		t.Errorf("price %s on all costs, %s on some", full.Price, part.Price)
	}
}

// Shares with many decimals multiply without a limit of their own.
func TestFineShares(t *testing.T) {
	m := model(t, pricing.Unit{
		Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM},
		Cost:    []pricing.CostItem{usd("purchase", "9")},
		Returns: pricing.Returns{Rate: dec("0.033333333333"), Resellable: set("0.666666666667"), Processing: set("1")},
		Ads:     pricing.Ads{ACoS: dec("0.333333333333"), AdShare: dec("0.123456789012")},
	}, fees.Day(2026, 6, 1))
	s := must(m.At(dec("30")))
	line := s.Lines[len(s.Lines)-1]
	if want := dec("0.2000000000001"); line.Code != "return_recovery" || line.Amount.Sub(want).Abs().GreaterThan(dec("1e-11")) {
		t.Errorf("%s is %s, want %s", line.Code, line.Amount, want)
	}
}

// An ROI on a cost that is partly unknown has no value.
func TestROIOnUnknownCosts(t *testing.T) {
	on := fees.Day(2026, 6, 1)
	unit := func(items ...pricing.CostItem) pricing.Statement {
		return must(model(t, pricing.Unit{Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM}, Cost: items}, on).At(dec("20")))
	}
	freight := unit(usd("purchase", "5"), pricing.CostItem{Code: "freight"})
	if freight.ROI(pricing.OnCost, 4).Valid || freight.ROI(pricing.OnCostAndAds, 4).Valid || !freight.ROI(pricing.OnPurchase, 4).Valid {
		t.Error("with an unknown freight only the ROI on the purchase has a value")
	}
	purchase := unit(usd("purchase", "5"), pricing.CostItem{Code: "purchase"})
	if purchase.ROI(pricing.OnPurchase, 4).Valid {
		t.Error("the ROI on a purchase that is partly unknown has a value")
	}
}

// What a caller does to a statement does not reach the model.
func TestStatementsAreSeparate(t *testing.T) {
	unit := pricing.Unit{Listing: amazon.Listing{
		Parcel: parcel("16 in", "9 in", "0.5 in", "1 lb"), Category: "home_kitchen",
	}}
	m := model(t, unit, fees.Day(2026, 6, 1))
	first := must(m.At(dec("20")))
	first.Missing[0], first.Warnings[0].Code, first.Lines[0].Code = "x", "x", "x"
	if again := must(m.At(dec("20"))); again.Missing[0] != "cost" || again.Warnings[0].Code != "large_standard_floor" || again.Lines[0].Code != "price" {
		t.Errorf("the model was changed: %v %v %s", again.Missing, again.Warnings, again.Lines[0].Code)
	}
}

// An unknown resellable share counts as all of it.
func TestUnknownResellableIsAnUpperBound(t *testing.T) {
	profit := func(share decimal.NullDecimal) decimal.Decimal {
		m := model(t, pricing.Unit{
			Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM},
			Cost:    []pricing.CostItem{usd("purchase", "5")},
			Returns: pricing.Returns{Rate: dec("0.1"), Resellable: share, Processing: set("2")},
		}, fees.Day(2026, 6, 1))
		return must(m.At(dec("30"))).Profit
	}
	if unknown, all := profit(decimal.NullDecimal{}), profit(set("1")); !unknown.Equal(all) {
		t.Errorf("unknown gives %s, all of it %s", unknown, all)
	}
}

// A returned unit: the seller pays the price back, gets the referral fee back
// less the administration fee, and keeps the cost of what can be sold again.
// The figures are Amazon's refund example (us-ref-01) with every unit returned.
func TestReturns(t *testing.T) {
	m := model(t, pricing.Unit{
		Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM, ShippingCharged: dec("45")},
		Cost:    []pricing.CostItem{usd("purchase", "100")},
		Returns: pricing.Returns{Rate: dec("1"), Resellable: set("0.25"), Processing: set("3.10")},
	}, fees.Day(2026, 6, 1))
	got := map[string]string{}
	s := must(m.At(dec("300")))
	for _, line := range s.Lines {
		got[line.Code] = line.Amount.StringFixed(2)
	}
	want := map[string]string{
		"price": "300.00", "shipping_charged": "45.00", "referral": "-51.75", "purchase": "-100.00",
		"refund": "-345.00", "referral_refund": "51.75", "refund_admin": "-5.00", "return_processing": "-3.10", "return_recovery": "25.00",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !s.Profit.Equal(dec("-83.10")) { // 100 lost but for 25, 5 and 3.10 paid
		t.Errorf("profit is %s", s.Profit)
	}
}

// Costs in yuan are converted at spot, and what the rate less the buffer adds to
// them is a line of its own, whichever way round the rate was quoted. fx-price-03: 70 CNY at 6.8322 less 2 %, 9.50 USD of
// fixed costs, 25 % fees and a margin of 15 % need 33.257826, so 33.26.
func TestConvertedCosts(t *testing.T) {
	rate := must(fx.NewRate(fx.USD, fx.CNY, dec("6.8322")))
	for _, r := range []fx.Rate{rate, rate.Inverse()} {
		m := model(t, pricing.Unit{
			Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM, ReferralRate: set("0.25")},
			Cost:    []pricing.CostItem{{Code: "purchase", Amount: set("70"), Currency: fx.CNY}, usd("freight", "9.50")},
			Rate:    r, Buffer: dec("0.02"),
		}, fees.Day(2026, 6, 1))
		s := must(m.Solve(pricing.Margin(dec("0.15"))))
		if !s.Price.Equal(dec("33.26")) {
			t.Errorf("price is %s, want 33.26", s.Price)
		}
		lines := must(m.At(s.Price)).Lines
		line := lines[slices.IndexFunc(lines, func(l pricing.Line) bool { return l.Code == "purchase" })]
		if got := line.Amount.StringFixed(6); got != "-10.245602" { // 70 / 6.8322
			t.Errorf("70 CNY are %s USD", got)
		}
		buffer := lines[slices.IndexFunc(lines, func(l pricing.Line) bool { return l.Code == "fx_buffer" })]
		if got := line.Amount.Add(buffer.Amount).StringFixed(6); got != "-10.454696" { // 70 / 6.695556
			t.Errorf("70 CNY are planned with %s USD", got)
		}
		if planned := must(m.At(s.Price)).Rate; !planned.Value(6).Equal(dec("6.695556")) || !planned.Buffer().Equal(dec("0.02")) {
			t.Errorf("planned rate is %s with a buffer of %s", planned, planned.Buffer())
		}
		if line.Basis != "70.00 CNY at 6.8322 CNY per USD" || buffer.Basis != "costs in CNY at the planned 6.695556 CNY per USD, 2% below spot" {
			t.Errorf("basis is %q, of the buffer %q", line.Basis, buffer.Basis)
		}
	}
}

// ACoS on a share of sales is TACoS.
func TestACoSTimesShareIsTACoS(t *testing.T) {
	unit := func(a pricing.Ads) pricing.Unit {
		return pricing.Unit{Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM}, Cost: []pricing.CostItem{usd("purchase", "5")}, Ads: a}
	}
	on := fees.Day(2026, 6, 1)
	a := model(t, unit(pricing.Ads{ACoS: dec("0.3"), AdShare: dec("0.4")}), on)
	b := model(t, unit(pricing.Ads{TACoS: dec("0.12")}), on)
	for _, cents := range []int64{1, 1234, 99999} {
		x, okX := a.Profit(cents)
		y, okY := b.Profit(cents)
		if !okX || !okY || x.Cmp(y) != 0 {
			t.Errorf("at %d cents: %s and %s", cents, x.Decimal(), y.Decimal())
		}
	}
}

// A channel that gives back half of its fee on a return.
type halfBack struct{ amazon.Listing }

func (halfBack) Charges(time.Time) ([]fees.Charge, error) {
	return []fees.Charge{{Code: "fee", Event: fees.PerUnitSold, Amount: fees.Percent(dec("0.10")), RefundShare: dec("0.5")}}, nil
}

func TestRefundShare(t *testing.T) {
	m := model(t, pricing.Unit{
		Listing: halfBack{}, Cost: []pricing.CostItem{usd("purchase", "5")},
		Returns: pricing.Returns{Rate: dec("0.2"), Resellable: set("0"), Processing: set("0")},
	}, fees.Day(2026, 6, 1))
	// 20 - 2 of fee - 5 of cost - 0.2 × 20 refunded + 0.2 × half of 2
	if s := must(m.At(dec("20"))); !s.Profit.Equal(dec("9.20")) {
		t.Errorf("profit is %s, want 9.20", s.Profit)
	}
}

// A channel whose charge arises on an event that the unit does not describe.
type oddChannel struct{ amazon.Listing }

func (oddChannel) Charges(time.Time) ([]fees.Charge, error) {
	return []fees.Charge{{Code: "storage", Event: fees.PerUnitMonth, Amount: fees.Flat(decimal.New(1, 0))}}, nil
}

func TestUnknownEventIsMissing(t *testing.T) {
	m := model(t, pricing.Unit{Listing: oddChannel{}, Cost: []pricing.CostItem{usd("purchase", "5")}}, fees.Day(2026, 6, 1))
	if s := must(m.At(dec("10"))); s.Complete || strings.Join(s.Missing, " ") != "storage" || !s.Profit.Equal(dec("5")) {
		t.Errorf("profit %s, missing %v", s.Profit, s.Missing)
	}
}
