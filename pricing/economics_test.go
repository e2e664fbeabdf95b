package pricing_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// With everything that a unit may have, on every channel: lines sum to the profit,
// also as printed and without lines; the ladder ends at the profit; returns split it
// exactly; advertising breaks even where it says; and every line explains itself.
func TestWholeStatements(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u, m := genWhole(t)
		cents := rapid.Int64Range(1, 60_000).Draw(t, "price")
		s := must(m.At(decimal.New(cents, -2)))
		var sum, shown decimal.Decimal
		for _, l := range s.Lines {
			sum = sum.Add(l.Amount)
			if l.Basis == "" || l.Source.Table == "" || l.Rung == "" {
				t.Fatalf("%s does not explain itself: %+v", l.Code, l)
			}
		}
		printed := s.Rounded()
		for _, l := range printed.Lines {
			shown = shown.Add(l.Amount)
		}
		fast, ok := m.Profit(cents)
		switch {
		case !sum.Equal(s.Profit):
			t.Fatalf("lines sum to %s, the profit is %s", sum, s.Profit)
		case !shown.Equal(printed.Profit):
			t.Fatalf("printed lines sum to %s, the profit is %s", shown, printed.Profit)
		case !ok || !fast.Decimal().Equal(s.Profit):
			t.Fatalf("the model says %s, the statement %s", fast.Decimal(), s.Profit)
		case s.Profit.Sub(s.Exact).Abs().GreaterThan(dec("0.05")):
			t.Fatalf("profit %s, exact %s", s.Profit, s.Exact)
		case !s.Ladder().Operating.Equal(s.Profit) || !printed.Ladder().Operating.Equal(printed.Profit):
			t.Fatalf("the ladder ends at %s, the profit is %s", s.Ladder().Operating, s.Profit)
		}

		split, r := s.ReturnAdjusted(), u.Returns.Rate
		adjusted := dec("1").Sub(r).Mul(split.Kept).Sub(r.Mul(split.Loss.Decimal))
		if !adjusted.Equal(s.Exact) || split.Loss.Valid == r.IsZero() || !split.Rate.Equal(r) {
			t.Fatalf("%+v is %s, exact profit %s", split, adjusted, s.Exact)
		}
		without := u
		without.Returns = pricing.Returns{}
		alone := must(must(pricing.NewModel(without, fees.Day(2026, 11, 23))).At(s.Price))
		if off := alone.Exact.Sub(split.Kept).Abs(); off.GreaterThan(dec("1e-18")) {
			t.Fatalf("kept %s, without returns %s", split.Kept, alone.Exact)
		}

		without = u
		without.Ads = pricing.Ads{}
		silent := must(must(pricing.NewModel(without, fees.Day(2026, 11, 23))).At(s.Price))
		sales := s.Price.Add(amounts(s)["promotion_discount"])
		if want := silent.Exact.DivRound(sales, 9); !s.BreakEvenACoS(9).Decimal.Equal(want) {
			t.Fatalf("break-even ACoS %s, want %s", s.BreakEvenACoS(9).Decimal, want)
		}
	})
}

// Solve and DeadZones work on the same profit whatever a unit has.
func TestWholeSolutions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, m := genWhole(t)
		wanted := decimal.New(rapid.Int64Range(-300, 900).Draw(t, "profit"), -2)
		solution, err := m.Solve(pricing.Profit(wanted))
		var none *pricing.NoSolutionError
		if err != nil && !errors.As(err, &none) {
			t.Fatal(err)
		}
		zones := must(m.DeadZones())
		var best decimal.NullDecimal
		for cents := int64(1); cents <= 3000; cents++ {
			price := decimal.New(cents, -2)
			exact := must(m.Curve().At(price))
			inside := slices.ContainsFunc(solution.Admissible, func(i pricing.Interval) bool {
				return price.GreaterThanOrEqual(i.From) && price.LessThanOrEqual(i.To)
			})
			if inside != exact.GreaterThanOrEqual(wanted) {
				t.Fatalf("at %s the profit is %s, admissible is %v", price, exact, solution.Admissible)
			}
			dead := slices.ContainsFunc(zones, func(z pricing.DeadZone) bool {
				return price.GreaterThanOrEqual(z.From) && price.LessThanOrEqual(z.To)
			})
			if dead != (best.Valid && exact.LessThan(best.Decimal)) {
				t.Fatalf("at %s the profit is %s, before it %s, dead %t", price, exact, best.Decimal, dead)
			}
			if !best.Valid || exact.GreaterThan(best.Decimal) {
				best = decimal.NewNullDecimal(exact)
			}
		}
	})
}

// Every fault is reported at its path.
func TestEconomicsErrors(t *testing.T) {
	bank := fx.Payout{Provider: "bank", Currency: fx.USD, Tiers: []fx.PayoutTier{{Rate: dec("0.01")}}}
	thirteen := make([]pricing.StayShare, 13)
	huge := decimal.New(1, 999999999)
	for _, row := range []struct {
		name string
		edit func(*pricing.Unit)
		want []string
	}{
		{"kept in percent", func(u *pricing.Unit) { u.Returns.Kept = dec("1.01") }, []string{"returns.kept"}},
		{"negative recovery", func(u *pricing.Unit) { u.Returns.Recovery = dec("-1") }, []string{"returns.recovery"}},
		{"huge recovery", func(u *pricing.Unit) { u.Returns.Recovery = huge }, []string{"returns.recovery"}},
		{"launch without units", func(u *pricing.Unit) { u.Ads.Launch = dec("100") }, []string{"ads.launch_units"}},
		{"negative launch", func(u *pricing.Unit) { u.Ads.Launch, u.Ads.LaunchUnits = dec("-1"), dec("-1") }, []string{"ads.launch", "ads.launch_units"}},
		{"all units and one more", func(u *pricing.Unit) { u.Promotion = pricing.Promotion{Share: dec("1.1"), Discount: dec("0.1")} }, []string{"promotion.share"}},
		{"for nothing", func(u *pricing.Unit) { u.Promotion = pricing.Promotion{Share: dec("0.1"), Discount: dec("1")} }, []string{"promotion.discount"}},
		{"dearer", func(u *pricing.Unit) { u.Promotion = pricing.Promotion{Share: dec("-0.1"), Discount: dec("-0.2")} }, []string{"promotion.share", "promotion.discount"}},
		{"huge discount", func(u *pricing.Unit) { u.Promotion.Discount = huge }, []string{"promotion.discount"}},
		{"days and stays", func(u *pricing.Unit) {
			u.Life.DaysInStock, u.Life.Stays = set("3"), []pricing.StayShare{{3, dec("1")}}
		}, []string{"life.stays"}},
		{"shares of less than all", func(u *pricing.Unit) { u.Life.Stays = []pricing.StayShare{{3, dec("0.5")}, {9, dec("0.49")}} }, []string{"life.stays"}},
		{"shares of more than all", func(u *pricing.Unit) { u.Life.Stays = []pricing.StayShare{{3, dec("0.5")}, {9, dec("0.51")}} }, []string{"life.stays"}},
		{"negative and endless stays", func(u *pricing.Unit) {
			u.Life.Stays = []pricing.StayShare{{-1, dec("0.5")}, {fees.MaxStayDays + 1, dec("0.5")}}
		}, []string{"life.stays[0].days", "life.stays[1].days"}},
		{"negative share", func(u *pricing.Unit) { u.Life.Stays = []pricing.StayShare{{3, dec("-0.5")}, {9, dec("1.5")}} }, []string{"life.stays[0].share", "life.stays[1].share"}},
		{"huge share", func(u *pricing.Unit) { u.Life.Stays = []pricing.StayShare{{3, huge}} }, []string{"life.stays[0].share"}},
		{"too many stays", func(u *pricing.Unit) { u.Life.Stays = thirteen }, []string{"life.stays"}},
		{"interest in percent", func(u *pricing.Unit) { u.Capital.AnnualRate = dec("12") }, []string{"capital.annual_rate"}},
		{"capital for ever", func(u *pricing.Unit) {
			u.Capital = pricing.Capital{AnnualRate: dec("-0.1"), Days: set("3653.5")}
		}, []string{"capital.annual_rate", "capital.days"}},
		{"overhead", func(u *pricing.Unit) {
			u.Overhead = pricing.Overhead{PerUnit: dec("-1"), ShareOfRevenue: dec("5")}
		}, []string{"overhead.per_unit", "overhead.share_of_revenue"}},
		{"a price list with nothing in it", func(u *pricing.Unit) { u.Payout.Terms.Fixed = dec("1") }, []string{"payout.terms.provider", "payout.terms.currency"}},
		{"a price list of percent", func(u *pricing.Unit) {
			u.Payout.Terms = fx.Payout{Provider: "bank", Currency: fx.USD, Tiers: []fx.PayoutTier{{Rate: dec("1.5")}}}
		}, []string{"payout.terms.tiers[0].rate"}},
		{"amounts in another currency", func(u *pricing.Unit) {
			u.Payout.Terms = bank
			u.Payout.Terms.Currency, u.Payout.Terms.Fixed, u.Payout.Units = fx.CNY, dec("20"), set("10")
		}, []string{"payout.terms.currency"}},
		{"a payment of nothing", func(u *pricing.Unit) { u.Payout = pricing.Payout{Terms: bank, Units: set("0"), Trailing: dec("-1")} }, []string{"payout.trailing", "payout.units"}},
		{"fixed beyond reason", func(u *pricing.Unit) {
			u.Payout = pricing.Payout{Terms: bank, Units: set("1")}
			u.Payout.Terms.Fixed = dec("1000000000000.01")
		}, []string{"payout.terms.fixed"}},
		{"a cost with the code of a new line", func(u *pricing.Unit) {
			u.Cost[0].Code, u.Overhead.PerUnit = "overhead", dec("1")
		}, []string{"cost[0].code"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := pricing.NewModel(plain(row.edit), fees.Day(2026, 6, 1))
			var got []string
			for _, fault := range fx.Faults(err) {
				field := fieldOf(fault)
				var unknown *fx.UnknownCurrencyError
				if errors.As(fault, &unknown) {
					field = "payout.terms.currency"
				}
				if !slices.Contains(got, field) {
					got = append(got, field)
				}
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("faults (-want +got):\n%s\n%v", diff, err)
			}
		})
	}
}

// Inputs at the end of their bounds are an error or a statement, and never a panic.
func TestEconomicsExtremes(t *testing.T) {
	most, least := dec("1000000000000"), dec("0.000000000001")
	terms := fx.Payout{Provider: "bank", Currency: fx.USD, Fixed: most, Maximum: decimal.NewNullDecimal(most)}
	for name, edit := range map[string]func(*pricing.Unit){
		"launch": func(u *pricing.Unit) { u.Ads.Launch, u.Ads.LaunchUnits = most, least },
		"payout": func(u *pricing.Unit) { u.Payout = pricing.Payout{Terms: terms, Units: decimal.NewNullDecimal(least)} },
		"capital": func(u *pricing.Unit) {
			u.Cost[0].Amount.Decimal, u.Capital = most, pricing.Capital{AnnualRate: dec("10"), Days: set("3653")}
		},
		"promotion": func(u *pricing.Unit) { u.Promotion = pricing.Promotion{Share: least, Discount: dec("0.999999999999")} },
		"recovery": func(u *pricing.Unit) {
			u.Returns = pricing.Returns{Rate: least, Kept: least, Resellable: set("0.000000000001"), Recovery: most, Processing: set("0")}
		},
		"overhead": func(u *pricing.Unit) { u.Overhead = pricing.Overhead{PerUnit: most, ShareOfRevenue: least} },
	} {
		m, err := pricing.NewModel(plain(edit), fees.Day(2026, 6, 1))
		if err != nil {
			var overflow *fees.OverflowError
			if !errors.As(err, &overflow) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		for _, price := range []string{"0.01", "20", "1000000000"} {
			s := must(m.At(dec(price)))
			split := s.ReturnAdjusted()
			sum := dec("1").Sub(split.Rate).Mul(split.Kept).Sub(split.Rate.Mul(split.Loss.Decimal))
			if !s.Ladder().Operating.Equal(s.Profit) || !sum.Equal(s.Exact) {
				t.Errorf("%s at %s: ladder %s, split %s of %s", name, price, s.Ladder().Operating, sum, s.Exact)
			}
		}
		if _, err := m.Solve(pricing.BreakEven()); err != nil {
			var none *pricing.NoSolutionError
			if !errors.As(err, &none) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
