package reprice_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/reprice"
	"github.com/lianxing/crossborder/pricing/strategy"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func set(s string) decimal.NullDecimal {
	if s == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(dec(s))
}

func text(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return fx.Plain(d.Decimal)
}

// must ends a test or example whose fixed figures cannot be read.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// noon is when most decisions of the tests are made.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// offer is one of a rival with free delivery, seen an hour ago.
func offer(seller, price string) strategy.Offer {
	return strategy.Offer{Seller: seller, Price: dec(price), Shipping: set("0"), Seen: noon.Add(-time.Hour)}
}

func offers(prices ...string) []strategy.Offer {
	out := make([]strategy.Offer, len(prices))
	for i, price := range prices {
		out[i] = offer("rival "+string(rune('A'+i)), price)
	}
	return out
}

func featured(price string) strategy.Offer {
	o := offer("featured", price)
	o.Featured = true
	return o
}

// plain is an item without costs, with a minimum of 1.
func plain(current string, rivals ...string) reprice.Item {
	return reprice.Item{
		SKU: "SKU-1", Current: set(current), Min: set("1"), Offers: offers(rivals...),
		Case: policy.Case{Channel: "amazon", Currency: fx.USD},
	}
}

// costed is an item that the seller ships on Amazon, in a category with a fee of 15%,
// which costs 10: it breaks even at 11.77.
func costed(current string, rivals ...string) reprice.Item {
	item := plain(current, rivals...)
	item.Min, item.Case = decimal.NullDecimal{}, policy.Case{}
	item.Unit = pricing.Unit{
		Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM},
		Cost:    []pricing.CostItem{{Code: "purchase", Amount: set("10"), Currency: fx.USD}},
	}
	return item
}

// beat is a rule that stays a cent below the cheapest rival.
func beat(guards reprice.Guards) reprice.Rules {
	return reprice.Rules{
		Name: "beat", Version: "1",
		Pricer: reprice.Compare{To: []reprice.Basis{reprice.Lowest}, Move: reprice.Beat, By: dec("0.01")},
		Guards: guards,
	}
}

func decide(t testing.TB, item reprice.Item, rules reprice.Rules, now time.Time) reprice.Decision {
	t.Helper()
	d, err := reprice.Decide(item, rules, now)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// codes are those of the reasons.
func codes(d reprice.Decision) []string {
	out := make([]string, len(d.Reasons))
	for i, r := range d.Reasons {
		out[i] = r.Code
	}
	return out
}

// outcome says a decision in short: "change 19.99", "hold", "review 25 (breaker)".
func outcome(d reprice.Decision) string {
	switch {
	case d.Action == reprice.ActionChange:
		return "change " + text(d.To)
	case d.Review != nil && d.Review.Price.Valid:
		return string(d.Action) + " " + text(d.Review.Price) + " (" + d.Review.Code + ")"
	case d.Review != nil:
		return string(d.Action) + " (" + d.Review.Code + ")"
	}
	return string(d.Action) + " (" + d.Reasons[len(d.Reasons)-1].Code + ")"
}

// today is the first hour of the day of noon.
var today = fees.Day(2026, 11, 23)
