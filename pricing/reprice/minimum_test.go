package reprice_test

import (
	"errors"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing/reprice"
)

// What looks like a minimum and is none.
func TestNoMinimum(t *testing.T) {
	blank := plain("20", "0.02")
	blank.Min, blank.List = decimal.NullDecimal{}, set("25")
	discount := func(share string) reprice.Rules {
		rules := beat(reprice.Guards{})
		rules.Floor.NoTarget, rules.Floor.MaxDiscount = true, set(share)
		return rules
	}
	unknown := costed("20", "0.50")
	unknown.Unit.Cost[0].Amount = decimal.NullDecimal{}
	none := costed("20", "0.50")
	none.Unit.Cost = nil
	half := costed("20", "0.50")
	half.Unit.Cost = append(half.Unit.Cost[:1:1], half.Unit.Cost[0])
	half.Unit.Cost[1].Code, half.Unit.Cost[1].Amount = "freight", decimal.NullDecimal{}
	bounded := none
	bounded.Min = set("9")
	for _, test := range []struct {
		name  string
		item  reprice.Item
		rules reprice.Rules
		want  string
	}{
		{"a discount of all", blank, discount("1"), "refuse (no_minimum)"},
		{"a discount of nearly all", blank, discount("0.9999"), "change 0.01"},
		{"the cost is unknown", unknown, beat(reprice.Guards{}), "refuse (no_minimum)"},
		{"no cost is given", none, beat(reprice.Guards{}), "refuse (no_minimum)"},
		{"a part of the cost is unknown", half, beat(reprice.Guards{}), "refuse (no_minimum)"},
		{"a minimum by hand", bounded, beat(reprice.Guards{}), "change 9"},
		{"it is wanted so", none, beat(reprice.Guards{NoMinimum: true}), "change 0.49"},
		{"a person is asked", half, beat(reprice.Guards{NeedCosts: true}), "review 11.77 (costs_incomplete)"},
	} {
		if got := outcome(decide(t, test.item, test.rules, noon)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// A MAP binds by SKU and by UPC. Where the case does not say enough to tell, a person
// is asked.
func TestMAPOfTheOffer(t *testing.T) {
	item := func(change func(*policy.Case, *policy.MAPPolicy)) reprice.Item {
		item := plain("20.50", "19.50")
		item.Case.Brand = "Acme"
		p := policy.MAPPolicy{Brand: "acme", SKU: "SKU-1", Price: dec("20"), Currency: fx.USD, From: today.AddDate(-1, 0, 0)}
		if change != nil {
			change(&item.Case, &p)
		}
		item.Case.MAP = []policy.MAPPolicy{p}
		return item
	}
	type c = *policy.Case
	type p = *policy.MAPPolicy
	for _, test := range []struct {
		name string
		item reprice.Item
		want string
	}{
		{"by SKU", item(nil), "change 20"},
		{"by UPC", item(func(c c, p p) { p.SKU, p.UPC, c.UPC = "", "1", "1" }), "change 20"},
		{"another UPC", item(func(c c, p p) { p.SKU, p.UPC, c.UPC = "", "1", "2" }), "change 19.49"},
		{"UPC unknown", item(func(_ c, p p) { p.SKU, p.UPC = "", "1" }), "review 19.49 (map_unclear)"},
		{"brand unknown", item(func(c c, _ p) { c.Brand = "" }), "review 19.49 (map_unclear)"},
		{"another currency", item(func(_ c, p p) { p.Currency = "CAD" }), "review 19.49 (map_unclear)"},
		{"over", item(func(c c, p p) { p.To, c.Brand = today.AddDate(0, 0, -1), "" }), "change 19.49"},
		{"on another channel", item(func(c c, p p) { p.Channels, c.Brand = []string{"walmart"}, "" }), "change 19.49"},
	} {
		if got := outcome(decide(t, test.item, beat(reprice.Guards{}), noon)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
	other := item(nil)
	other.Case.SKU = "SKU-2"
	var in *fx.InputError
	if _, err := reprice.Decide(other, beat(reprice.Guards{}), noon); !errors.As(err, &in) || in.Field != "case.sku" {
		t.Errorf("the case of another SKU: %v", err)
	}
}

// A jump is not forgotten because the decision after it could not be made, or because
// nobody knew a price for a while.
func TestAnomalyStays(t *testing.T) {
	rules := beat(reprice.Guards{Anomaly: dec("0.40")})
	rules.Pricer = reprice.Compare{To: []reprice.Basis{reprice.Lowest}, Move: reprice.Beat, By: dec("0.01")}
	follow := func(item reprice.Item, s reprice.State, hours int) reprice.Decision {
		item.State = s
		now := noon.Add(time.Duration(hours) * time.Hour)
		for i := range item.Offers {
			item.Offers[i].Seen = now
		}
		return decide(t, item, rules, now)
	}
	first := follow(plain("20", "21"), reprice.State{}, 0)
	wrong := plain("0.30", "21")
	wrong.Min, wrong.Max = set("5"), set("2")
	second := follow(wrong, first.Next, 1)
	if outcome(second) != "refuse (least_above_most)" || second.Next.Freeze == nil {
		t.Errorf("refused: %s, %v", outcome(second), second.Next.Freeze)
	}
	if third := follow(plain("0.30", "21"), second.Next, 2); third.Action != reprice.ActionFreeze {
		t.Error(outcome(third))
	}
	alone := follow(plain("20"), first.Next, 1)
	if back := follow(plain("20", "2"), alone.Next, 2); back.Action != reprice.ActionFreeze {
		t.Error("no rival for a while:", outcome(back))
	}
	nothing := plain("20", "21")
	nothing.Current = decimal.NullDecimal{}
	unknown := follow(nothing, first.Next, 1)
	if back := follow(plain("0.30", "21"), unknown.Next, 2); back.Action != reprice.ActionFreeze {
		t.Error("no price for a while:", outcome(back))
	}
}

// One old offer among fresh ones is no rival.
func TestOldOfferAmongFresh(t *testing.T) {
	item := plain("20", "19.50", "19.80")
	item.Offers[0].Seen = noon.Add(-100 * time.Hour)
	if got := outcome(decide(t, item, beat(reprice.Guards{OffersMaxAge: 6 * time.Hour}), noon)); got != "change 19.79" {
		t.Error(got)
	}
	item.Read = noon // the whole list was read now, and says so
	if got := outcome(decide(t, item, beat(reprice.Guards{OffersMaxAge: 6 * time.Hour}), noon)); got != "change 19.49" {
		t.Error(got)
	}
}

// The floor holds for what is left after a coupon.
func TestFloorAfterCoupon(t *testing.T) {
	item := costed("20", "13")
	item.Case.Coupon = &policy.Coupon{Share: dec("0.30")}
	// 11.77 / 0.7 = 16.814..., and 16.82 × 0.7 = 11.774.
	if got := outcome(decide(t, item, beat(reprice.Guards{}), noon)); got != "change 16.82" {
		t.Error(got)
	}
	item.Case.Coupon = &policy.Coupon{Amount: dec("2")}
	if got := outcome(decide(t, item, beat(reprice.Guards{}), noon)); got != "change 13.77" {
		t.Error(got)
	}
	item.Case.Coupon = nil
	if got := outcome(decide(t, item, beat(reprice.Guards{}), noon)); got != "change 12.99" {
		t.Error(got)
	}
}
