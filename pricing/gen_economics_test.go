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

// plain is an item at 20.00 with 15 % referral and a cost of 5.00, which the seller
// ships: nothing else is charged, so that every figure is easy to follow.
func plain(edit func(*pricing.Unit)) pricing.Unit {
	u := pricing.Unit{
		Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM, ReferralRate: set("0.15")},
		Cost:    []pricing.CostItem{usd("purchase", "5")},
	}
	edit(&u)
	return u
}

// at is the statement of a unit at a price on a day of 2026.
func at(t testing.TB, u pricing.Unit, price string) pricing.Statement {
	t.Helper()
	return must(model(t, u, fees.Day(2026, 6, 1)).At(dec(price)))
}

// amounts are the amounts of a statement by the codes of its lines.
func amounts(s pricing.Statement) map[string]decimal.Decimal {
	out := map[string]decimal.Decimal{}
	for _, l := range s.Lines {
		out[l.Code] = out[l.Code].Add(l.Amount)
	}
	return out
}

func lineOf(t testing.TB, s pricing.Statement, code string) pricing.Line {
	t.Helper()
	for _, l := range s.Lines {
		if l.Code == code {
			return l
		}
	}
	t.Fatalf("no line %s", code)
	return pricing.Line{}
}

func hasLine(s pricing.Statement, code string) bool {
	_, has := amounts(s)[code]
	return has
}

// genEconomics adds what a unit may have besides its channel.
func genEconomics(t *rapid.T, u *pricing.Unit) {
	flip := func(name string) bool { return rapid.Bool().Draw(t, name) }
	cents := func(name string, most int64) decimal.Decimal {
		return decimal.New(rapid.Int64Range(0, most).Draw(t, name), -2)
	}
	if flip("recovers") {
		u.Returns.Recovery, u.Returns.Kept = cents("recovery", 800), genFraction(t, "kept", 10000)
	}
	if flip("launches") {
		u.Ads.Launch, u.Ads.LaunchUnits = cents("launch", 500_000), decimal.NewFromInt(rapid.Int64Range(1, 3000).Draw(t, "launch units"))
	}
	if flip("promotes") {
		u.Promotion = pricing.Promotion{Share: genFraction(t, "promoted", 10000), Discount: genFraction(t, "discount", 6000)}
	}
	if flip("stays") {
		first := genFraction(t, "sold soon", 10000)
		u.Life.DaysInStock = decimal.NullDecimal{}
		u.Life.Stays = []pricing.StayShare{
			{Days: rapid.IntRange(0, 60).Draw(t, "soon"), Share: first},
			{Days: rapid.IntRange(0, 300).Draw(t, "late"), Share: dec("1").Sub(first)},
		}
	}
	if flip("financed") {
		u.Capital = pricing.Capital{AnnualRate: genFraction(t, "interest", 3000), Days: decimal.NewNullDecimal(decimal.NewFromInt(rapid.Int64Range(0, 200).Draw(t, "financed days")))}
	}
	if flip("overhead") {
		u.Overhead = pricing.Overhead{PerUnit: cents("overhead per unit", 200), ShareOfRevenue: genFraction(t, "overhead share", 1000)}
	}
	if flip("converts") {
		u.Payout = pricing.Payout{
			Terms: fx.Payout{Provider: "bank", Currency: fx.USD, Tiers: []fx.PayoutTier{{Rate: genFraction(t, "spread", 200)}}, Fixed: cents("per payment", 3000)},
			Units: decimal.NewNullDecimal(decimal.NewFromInt(rapid.Int64Range(1, 500).Draw(t, "units per payment"))),
		}
	}
}

// genWhole draws a unit of any channel with everything that it may have.
func genWhole(t *rapid.T) (pricing.Unit, *pricing.Model) {
	late := usd("postage", "1.10")
	late.PerSale = true
	u := pricing.Unit{
		Listing: genListing(t), Cost: []pricing.CostItem{usd("purchase", "4.20"), late},
		Returns: pricing.Returns{Rate: genFraction(t, "returned", 3000), Resellable: set("0.5"), Processing: set("1.20")},
		Ads:     pricing.Ads{TACoS: genFraction(t, "tacos", 2000)},
	}
	if rapid.Bool().Draw(t, "life") {
		u.Life = pricing.Life{
			DaysInStock: decimal.NewNullDecimal(decimal.NewFromInt(rapid.Int64Range(0, 280).Draw(t, "days"))),
			Removed:     decimal.NewNullDecimal(genFraction(t, "removed", 1000)),
			Disputed:    set("0.002"), UnitsPerMonth: decimal.NewNullDecimal(decimal.NewFromInt(rapid.Int64Range(1, 5000).Draw(t, "per month"))),
		}
	}
	genEconomics(t, &u)
	m, err := pricing.NewModel(u, fees.Day(2026, 11, 23))
	var notPublic *fees.NotPublicError
	if errors.As(err, &notPublic) { // FBT beyond its rate card
		t.Skip()
	}
	if err != nil {
		t.Fatal(err)
	}
	return u, m
}
