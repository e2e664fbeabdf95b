package pricing_test

import (
	"slices"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

func spread(rate string) fx.Payout {
	return fx.Payout{Provider: "bank", Currency: fx.USD, Tiers: []fx.PayoutTier{{Rate: dec(rate)}}}
}

// What is turned is what the channel pays out: of 20.00, less 3.00 of fees, 2.00 of
// refunds and what belongs to them. Goods, own handling and advertising are paid from
// elsewhere.
func TestPayoutConversion(t *testing.T) {
	unit := func(terms fx.Payout, edit func(*pricing.Unit)) pricing.Unit {
		return plain(func(u *pricing.Unit) {
			u.Payout.Terms = terms
			if edit != nil {
				edit(u)
			}
		})
	}
	units := func(n string) func(*pricing.Unit) { return func(u *pricing.Unit) { u.Payout.Units = set(n) } }
	fixed, least, most := spread("0.01"), spread("0.01"), spread("0.01")
	fixed.Fixed, least.Minimum, most.Maximum = dec("2"), dec("10"), set("10")
	tiers := spread("0.01")
	tiers.Tiers = append(tiers.Tiers, fx.PayoutTier{From: dec("50000"), Rate: dec("0.005")})
	foreign := spread("0.01")
	foreign.Currency, foreign.AfterConversion = fx.CNY, true
	for _, row := range []struct {
		name    string
		unit    pricing.Unit
		want    string // "" is no line
		missing []string
	}{
		{"share of the payout", unit(spread("0.01"), nil), "-0.17", nil},
		{"share of 0", unit(spread("0"), nil), "0", nil},
		{"in yuan after conversion", unit(foreign, nil), "-0.17", nil},
		{"below the second tier", unit(tiers, func(u *pricing.Unit) { u.Payout.Trailing = dec("49999.99") }), "-0.17", nil},
		{"in the second tier", unit(tiers, func(u *pricing.Unit) { u.Payout.Trailing = dec("50000") }), "-0.085", nil},
		{"fixed over units", unit(fixed, units("50")), "-0.21", nil},
		{"below the minimum", unit(least, units("40")), "-0.25", nil},
		{"above the minimum", unit(least, units("100")), "-0.17", nil},
		{"above the maximum", unit(most, units("100")), "-0.1", nil},
		{"below the maximum", unit(most, units("40")), "-0.17", nil},
		{"fixed, units unknown", unit(fixed, nil), "-0.17", []string{"payout.units"}},
		{"maximum, units unknown", unit(most, nil), "", []string{"payout.units"}},
		{"ads and costs are paid elsewhere", unit(spread("0.01"), func(u *pricing.Unit) {
			u.Ads.PerUnit, u.Overhead.PerUnit, u.Capital = dec("3"), dec("1"), pricing.Capital{AnnualRate: dec("0.1"), Days: set("73")}
		}), "-0.17", nil},
		{"own handling is paid elsewhere", unit(spread("0.01"), func(u *pricing.Unit) {
			u.Listing = returnable()[:2] // referral, which comes back, and fulfilment
			u.Returns = pricing.Returns{Rate: dec("0.1"), Resellable: set("0.5"), Recovery: dec("1"), Processing: set("2")}
		}), "-0.113", nil}, // 20 - 3 - 4 - 2 + 0.30
		{"discounts and returns of the channel", unit(spread("0.01"), func(u *pricing.Unit) {
			u.Listing = returnable()[:3]
			u.Promotion = pricing.Promotion{Share: dec("0.5"), Discount: dec("0.2")}
			u.Returns = pricing.Returns{Rate: dec("0.1"), Kept: dec("1")}
		}), "-0.09716", nil}, // 18 - 2.70 - 4 - 1.80 + 0.27 - 0.054
		{"less than the fees", unit(spread("0.01"), func(u *pricing.Unit) {
			u.Listing = channel{charge("fulfillment", fees.PerUnitSold, fees.Flat(dec("25")), 0)}
		}), "0", nil},
		{"nothing", unit(fx.Payout{}, units("3")), "", nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := at(t, row.unit, "20")
			got, has := amounts(s)["payout_conversion"]
			if has != (row.want != "") || has && !got.Equal(dec(row.want)) {
				t.Errorf("conversion is %s (%t), want %q", got, has, row.want)
			}
			if !slices.Equal(s.Missing, row.missing) {
				t.Errorf("missing %v, want %v", s.Missing, row.missing)
			}
			if has && lineOf(t, s, "payout_conversion").Rung != pricing.InOperating {
				t.Error("not an operating cost")
			}
		})
	}
}

// A return makes the payout smaller, so that less is turned: the split knows it.
func TestPayoutAndReturns(t *testing.T) {
	s := at(t, plain(func(u *pricing.Unit) {
		u.Payout.Terms = spread("0.01")
		u.Returns = pricing.Returns{Rate: dec("0.1"), Resellable: set("1"), Processing: set("0")}
	}), "20")
	split := s.ReturnAdjusted()
	// Kept: 20 - 3 - 5 - 0.17. Amazon keeps 0.60 of the fee of a return, and charges the
	// payout by it; with nothing to turn, 0.60 less a hundredth is lost.
	if !split.Kept.Equal(dec("11.83")) || !split.Loss.Decimal.Equal(dec("0.594")) {
		t.Errorf("kept %s, loss %s", split.Kept, split.Loss.Decimal)
	}
}

// Amounts that a payment costs are shared by its units even when they do not divide.
func TestPayoutShares(t *testing.T) {
	terms := fx.Payout{Provider: "bank", Currency: fx.USD, Fixed: dec("10")}
	s := at(t, plain(func(u *pricing.Unit) { u.Payout = pricing.Payout{Terms: terms, Units: set("3")} }), "20")
	if got := amounts(s)["payout_conversion"]; got.Add(dec("10").DivRound(dec("3"), 20)).Abs().GreaterThan(decimal.New(1, -19)) {
		t.Errorf("conversion is %s", got)
	}
}
