package pricing_test

import (
	"errors"
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

const lastCent = 50000

// runs are the maximal runs of cents from 0.01 to 500.00 that hold, as text.
func runs(holds func(cents int64) bool) []string {
	var out []string
	from := int64(0)
	for cents := int64(1); cents <= lastCent+1; cents++ {
		switch in := cents <= lastCent && holds(cents); {
		case in && from == 0:
			from = cents
		case !in && from > 0:
			out = append(out, span(decimal.New(from, -2), decimal.New(cents-1, -2)))
			from = 0
		}
	}
	return out
}

func span(from, to decimal.Decimal) string { return from.StringFixed(2) + "-" + to.StringFixed(2) }

// clipped are the intervals as far as 500.00, as text.
func clipped(intervals []pricing.Interval) []string {
	limit := decimal.New(lastCent, -2)
	var out []string
	for _, i := range intervals {
		if i.From.LessThanOrEqual(limit) {
			out = append(out, span(i.From, decimal.Min(i.To, limit)))
		}
	}
	return out
}

// Solve finds, for every kind of target, exactly the cents at which brute force
// over the exact profit meets it, and the statement at the solved price shows the
// ratio; dead zones likewise.
func TestSolveEqualsBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := genUnit(t)
		d.unit.Cost = append(d.unit.Cost, usd("purchase", "0.50")) // every ROI is defined
		m := must(pricing.NewModel(d.unit, d.on))
		s := must(m.At(dec("1"))) // for the amounts that do not depend on the price
		var purchase decimal.Decimal
		for _, c := range d.unit.Cost {
			if c.Code == "purchase" {
				purchase = purchase.Add(c.Amount.Decimal)
			}
		}
		exact := make([]decimal.Decimal, lastCent+1)
		for cents := int64(1); cents <= lastCent; cents++ {
			a, ok := m.Curve().AtMinor(cents, 2)
			if !ok {
				t.Fatalf("no profit at %d cents", cents)
			}
			exact[cents] = a.Decimal()
		}
		revenue := func(cents int64) decimal.Decimal { return decimal.New(cents, -2).Add(d.item.Extras) }
		ads := func(cents int64) decimal.Decimal {
			a := d.unit.Ads
			return a.TACoS.Add(a.ACoS.Mul(a.AdShare)).Mul(decimal.New(cents, -2)).Add(a.PerUnit)
		}
		share := decimal.New(rapid.Int64Range(-1000, 9000).Draw(t, "share"), -4)
		amount := decimal.New(rapid.Int64Range(-500, 4000).Draw(t, "amount"), -2)
		const places = 16
		onBasis := func(basis pricing.ROIBasis) func(pricing.Statement) decimal.NullDecimal {
			return func(s pricing.Statement) decimal.NullDecimal { return s.ROI(basis, places) }
		}
		profit := func(s pricing.Statement) decimal.NullDecimal { return decimal.NewNullDecimal(s.Exact) }
		for _, row := range []struct {
			target pricing.Target
			meets  func(cents int64) bool
			shows  func(pricing.Statement) decimal.NullDecimal // the figure of the statement that the target is about
			wanted decimal.Decimal
		}{
			{pricing.BreakEven(), func(c int64) bool { return exact[c].Sign() >= 0 }, profit, decimal.Zero},
			{pricing.Profit(amount), func(c int64) bool { return exact[c].GreaterThanOrEqual(amount) }, profit, amount},
			{pricing.Margin(share), func(c int64) bool {
				return exact[c].GreaterThanOrEqual(share.Mul(revenue(c)))
			}, func(s pricing.Statement) decimal.NullDecimal { return s.Margin(places) }, share},
			{pricing.Markup(share), func(c int64) bool {
				return exact[c].GreaterThanOrEqual(share.Mul(revenue(c).Sub(exact[c])))
			}, func(s pricing.Statement) decimal.NullDecimal { return s.Markup(places) }, share},
			{pricing.ROI(share, pricing.OnCost), func(c int64) bool {
				return exact[c].GreaterThanOrEqual(share.Mul(s.Cost))
			}, onBasis(pricing.OnCost), share},
			{pricing.ROI(share, pricing.OnPurchase), func(c int64) bool {
				return exact[c].GreaterThanOrEqual(share.Mul(purchase))
			}, onBasis(pricing.OnPurchase), share},
			{pricing.ROI(share, pricing.OnCostAndAds), func(c int64) bool {
				return exact[c].GreaterThanOrEqual(share.Mul(s.Cost.Add(ads(c))))
			}, onBasis(pricing.OnCostAndAds), share},
		} {
			got, err := m.Solve(row.target)
			var none *pricing.NoSolutionError
			if err != nil && !errors.As(err, &none) {
				t.Fatalf("%s: %v", row.target, err)
			}
			if diff := cmp.Diff(runs(row.meets), clipped(got.Admissible)); diff != "" {
				t.Fatalf("%s (-brute force +solve):\n%s", row.target, diff)
			}
			if err == nil && !got.Price.Equal(got.Admissible[0].From) {
				t.Fatalf("%s: price %s is not the lowest", row.target, got.Price)
			}
			if err == nil {
				shown := row.shows(must(m.At(got.Price)))
				if !shown.Valid || shown.Decimal.LessThan(row.wanted.Sub(dec("1e-16"))) {
					t.Fatalf("%s: the statement at %s shows %s", row.target, got.Price, shown.Decimal)
				}
			}
		}
		best := exact[1]
		dead := map[int64]bool{}
		for cents := int64(2); cents <= lastCent; cents++ {
			dead[cents] = exact[cents].LessThan(best)
			best = decimal.Max(best, exact[cents])
		}
		var zones []pricing.Interval
		for _, z := range must(m.DeadZones()) {
			zones = append(zones, z.Interval)
		}
		if diff := cmp.Diff(runs(func(c int64) bool { return dead[c] }), clipped(zones)); diff != "" {
			t.Fatalf("dead zones (-brute force +model):\n%s", diff)
		}
	})
}

// The published worked examples S43 and S44 (margin solve): cost and fulfilment
// 13 with 15 % referral and a margin of 20 %; and the tiered referral fee of
// clothing (5 % to 15, 10 % to 20, 17 % above) with a margin of 10 %.
func TestPublishedMarginSolve(t *testing.T) {
	for _, row := range []struct{ id, category, cost, margin, want string }{
		{"S43", "home_kitchen", "13.00", "0.20", "20.00"},
		{"S44 first bracket", "clothing_accessories", "12.00", "0.10", "14.12"},
		{"S44 second bracket", "clothing_accessories", "13.20", "0.10", "16.50"},
		{"S44 third bracket", "clothing_accessories", "16.10", "0.10", "22.06"},
	} {
		t.Run(row.id, func(t *testing.T) {
			s, err := fbm(t, row.category, row.cost).Solve(pricing.Margin(dec(row.margin)))
			if err != nil || s.Price.StringFixed(2) != row.want {
				t.Errorf("price %s, %v, want %s", s.Price, err, row.want)
			}
		})
	}
	// For 16.10 nothing in (15, 22.05] works although 20.00 gives 9.5 % and
	// 20.01 gives 2.5 %.
	m := fbm(t, "clothing_accessories", "16.10")
	s := must(m.Solve(pricing.Margin(dec("0.10"))))
	if len(s.Admissible) != 1 || !s.Admissible[0].Open {
		t.Errorf("admissible is %v", s.Admissible)
	}
	for price, want := range map[string]string{"20.00": "0.095", "20.01": "0.025"} {
		if got := must(m.At(dec(price))).Margin(3); !got.Decimal.Equal(dec(want)) {
			t.Errorf("at %s the margin is %s, want %s", price, got.Decimal, want)
		}
	}
}

// The published example of the ROI variants (S21): price 40, product 10,
// inbound 2, other 18: profit 10, margin 25 %, ROI 100 % on the product and
// 83.3 % on product and inbound.
func TestROIVariants(t *testing.T) {
	m := model(t, pricing.Unit{
		Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM, ReferralRate: set("0.15")},
		Cost:    []pricing.CostItem{usd("purchase", "10"), usd("inbound", "2")},
		Ads:     pricing.Ads{PerUnit: dec("12")}, // fulfilment, storage and ads of the example
	}, fees.Day(2026, 6, 1))
	s := must(m.At(dec("40")))
	got := []string{s.Profit.StringFixed(2), s.Margin(4).Decimal.StringFixed(4), s.Markup(4).Decimal.StringFixed(4),
		s.ROI(pricing.OnPurchase, 4).Decimal.StringFixed(4), s.ROI(pricing.OnCost, 3).Decimal.StringFixed(3), s.ROI(pricing.OnCostAndAds, 4).Decimal.StringFixed(4)}
	if diff := cmp.Diff([]string{"10.00", "0.2500", "0.3333", "1.0000", "0.833", "0.4167"}, got); diff != "" {
		t.Errorf("profit, margin, markup, ROIs (-want +got):\n%s", diff)
	}
	if s.ROI("", 4).Valid {
		t.Error("an unnamed ROI has a value")
	}
	// u = m / (1 - m): a markup of 1/3 is a margin of 1/4.
	a, b := must(m.Solve(pricing.Markup(dec("0.25")))), must(m.Solve(pricing.Margin(dec("0.2"))))
	if !a.Price.Equal(b.Price) {
		t.Errorf("markup 25%% gives %s, margin 20%% %s", a.Price, b.Price)
	}
}

func TestNoSolution(t *testing.T) {
	m := fbm(t, "home_kitchen", "5")
	var none *pricing.NoSolutionError
	_, err := m.Solve(pricing.Margin(dec("0.85"))) // 15 % referral leaves 85 % before any cost
	if !errors.As(err, &none) || none.Target.String() != "margin of 85% on price" {
		t.Fatalf("error is %v, want a NoSolutionError", err)
	}
	for _, row := range []struct {
		target      pricing.Target
		price, want string
	}{ // at 2.00, where the minimum fee ends, the profit is 2 - 0.30 - 5 = -3.30
		{pricing.Margin(dec("0.9")), "2", "5.1"}, // 1.80 wanted
		{pricing.Markup(dec("9")), "2", "5.1"},   // a markup of 9 is a margin of 0.9
		{pricing.Profit(dec("1e9")), "1000000000", "150000005"},
		{pricing.ROI(dec("1e6"), pricing.OnCost), "", ""}, // 5,000,000 is within reach

	} {
		_, err := m.Solve(row.target)
		if row.price == "" && err == nil {
			continue
		}
		if !errors.As(err, &none) || fx.Plain(none.Closest) != row.price || fx.Plain(none.Short) != row.want {
			t.Errorf("%s: %v, want %s short at %s", row.target, err, row.want, row.price)
		}
	}
	if _, err := m.Solve(pricing.Margin(dec("0.8499"))); err != nil {
		t.Errorf("just below the limit: %v", err)
	}
}

func TestTargetErrors(t *testing.T) {
	m := fbm(t, "home_kitchen", "5")
	free := fbm(t, "home_kitchen", "0")
	for _, row := range []struct {
		name   string
		model  *pricing.Model
		target pricing.Target
	}{
		{"huge", m, pricing.Profit(decimal.New(1, 999999999))},
		{"margin beyond reason", m, pricing.Margin(dec("1000000.01"))},
		{"profit beyond reason", m, pricing.Profit(dec("-1000000000000.01"))},
		{"markup of -1", m, pricing.Markup(dec("-1"))},
		{"ROI without a variant", m, pricing.ROI(dec("1"), "")},
		{"ROI on nothing", free, pricing.ROI(dec("1"), pricing.OnCost)},
		{"ROI on nothing and no ads", free, pricing.ROI(dec("1"), pricing.OnCostAndAds)},
		{"ROI on a purchase that is not there", model(t, pricing.Unit{
			Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM}, Cost: []pricing.CostItem{usd("landed", "5")},
		}, fees.Day(2026, 6, 1)), pricing.ROI(dec("1"), pricing.OnPurchase)},
	} {
		var in *fx.InputError
		if _, err := row.model.Solve(row.target); !errors.As(err, &in) {
			t.Errorf("%s: error is %v, want an InputError", row.name, err)
		}
	}
}

// A channel with a fee that rises by 2 above 10 and one that rises by 0.50 above 12.
type twoJumps struct{ amazon.Listing }

func (twoJumps) Charges(time.Time) ([]fees.Charge, error) {
	step := func(end, fee string) fees.Curve {
		return fees.Brackets(fees.Band{UpTo: set(end)}, fees.Band{Fee: dec(fee)})
	}
	return []fees.Charge{
		{Code: "first", Event: fees.PerUnitSold, Amount: step("10", "2")},
		{Code: "second", Event: fees.PerUnitSold, Amount: step("12", "0.50")},
	}, nil
}

// The dead zones of clothing: just above 15 and 20 the whole price is charged at
// the next rate. With 16.10 of cost, 20.01 earns 1.39 less than 20.00.
func TestDeadZones(t *testing.T) {
	zones := must(fbm(t, "clothing_accessories", "13.00").DeadZones())
	var got []string
	for _, z := range zones {
		got = append(got, span(z.From, z.To)+" worse than "+z.Below.StringFixed(2)+" by up to "+z.Loss.StringFixed(4)+" at "+z.Worst.StringFixed(2)+" because of "+z.Causes[0])
	}
	want := []string{
		"15.01-15.83 worse than 15.00 by up to 0.7410 at 15.01 because of referral",
		"20.01-21.68 worse than 20.00 by up to 1.3917 at 20.01 because of referral",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// Two jumps that leave equal profits below the second: it has its own cause.
	tied := must(model(t, pricing.Unit{Listing: twoJumps{}, Cost: []pricing.CostItem{usd("purchase", "1")}}, fees.Day(2026, 6, 1)).DeadZones())
	if len(tied) != 2 || strings.Join(tied[0].Causes, " ") != "first" || strings.Join(tied[1].Causes, " ") != "second" || !tied[1].Below.Equal(dec("10")) {
		t.Errorf("zones are %+v", tied)
	}
	if zones := must(fbm(t, "home_kitchen", "13.00").DeadZones()); len(zones) > 0 {
		t.Errorf("a flat fee has dead zones: %v", zones)
	}
	// Advertising and fees above 100 % of the price: every price is worse than the lowest.
	m := model(t, pricing.Unit{
		Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM}, Cost: []pricing.CostItem{usd("purchase", "1")}, Ads: pricing.Ads{TACoS: dec("0.9")},
	}, fees.Day(2026, 6, 1))
	zones = must(m.DeadZones())
	if n := len(zones); n == 0 || !zones[n-1].Open {
		t.Errorf("zones are %v", zones)
	}
}
