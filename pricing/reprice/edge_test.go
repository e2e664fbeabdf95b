package reprice_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/reprice"
)

// tiered is an item of the category of S44 (5% to 15.00, 10% to 20.00, 17% above) that
// costs 12.50: a margin of 10% is kept from 14.71 to 15.00 and from 15.63 on.
func tiered(current string, rivals ...string) reprice.Item {
	item := costed(current, rivals...)
	item.Unit.Listing = amazon.Listing{Category: "clothing_accessories", Fulfillment: amazon.FBM}
	item.Unit.Cost[0].Amount = set("12.50")
	return item
}

// Between two runs of admissible prices a price goes down, never away from where it
// was to go, and one that stands there is put right.
func TestGap(t *testing.T) {
	for _, tt := range []struct {
		name, current string
		rivals        []string
		step          string
		want          string
	}{
		{"into the gap", "16", []string{"15.31"}, "0", "change 15"},
		{"above the gap", "16", []string{"15.64"}, "0", "change 15.63"},
		{"as far as the gap", "15.70", []string{"15.30"}, "0.20", "change 15.63"},
		{"the gap is wider than the step", "15.63", []string{"15.30"}, "0.20", "hold (step)"},
		{"out of the gap, but too far down", "15.50", []string{"14.81"}, "0.20", "review 14.8 (bounds_beyond_step)"},
		{"out of the gap, upwards", "15.50", []string{"15.66"}, "0.20", "change 15.65"},
		{"in the gap without a rival", "15.30", nil, "0", "change 15"},
		{"at the end of the lower run without a rival", "15", nil, "0", "hold (no_rival)"},
		{"at the begin of the upper run without a rival", "15.63", nil, "0", "hold (no_rival)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rules := beat(reprice.Guards{StepAmount: dec(tt.step)})
			rules.Floor.Target = pricing.Margin(dec("0.10"))
			d := decide(t, tiered(tt.current, tt.rivals...), rules, noon)
			if got := outcome(d); got != tt.want {
				t.Errorf("%s, want %s; %v", got, tt.want, codes(d))
			}
		})
	}
	// No price keeps a margin of 90%.
	rules := beat(reprice.Guards{})
	rules.Floor.Target = pricing.Margin(dec("0.90"))
	if got := outcome(decide(t, tiered("15"), rules, noon)); got != "refuse (no_admissible_price)" {
		t.Error(got)
	}
}

// A coupon that leaves a millionth of a millionth too little costs a cent more.
func TestCouponRoundsUp(t *testing.T) {
	for minimum, want := range map[string]string{"6.667": "10", "6.667000001": "10.01"} {
		item := plain("20", "5")
		item.Case.Brand, item.Case.Coupon = "Acme", &policy.Coupon{Share: dec("0.3333")}
		item.Case.MAP = []policy.MAPPolicy{{Brand: "Acme", Price: dec(minimum), From: today}}
		if got := text(decide(t, item, beat(reprice.Guards{}), noon).To); got != want {
			t.Errorf("minimum %s: %s, want %s", minimum, got, want)
		}
	}
}

// What is seen in a decision comes before the change that it makes.
func TestChaseAtTheSameTime(t *testing.T) {
	item := plain("19.98", "19.97")
	item.State = reprice.State{
		Changes: []reprice.Change{change(3, "20.50", "20"), change(1, "20", "19.98")},
		Lows:    []reprice.Low{low(4, "20.40"), low(1, "19.99")},
	}
	rules := beat(reprice.Guards{War: reprice.WarGuard{Moves: 5, Window: 24 * time.Hour}})
	if got := outcome(decide(t, item, rules, noon)); got != "review 19.96 (price_war)" {
		t.Error(got)
	}
	rules.Guards.War.Moves = 6
	if got := outcome(decide(t, item, rules, noon)); got != "change 19.96" {
		t.Error(got)
	}
	// A rival that is not undercut, and cuts in a row of one side, are no turns.
	item.State.Changes = []reprice.Change{change(3, "21", "20.5"), change(2, "20.5", "20.2"), change(1, "20.2", "19.98")}
	item.State.Lows = []reprice.Low{low(4, "19.98")}
	rules.Guards.War.Moves = 4
	if got := outcome(decide(t, item, rules, noon)); got != "change 19.96" {
		t.Error("cuts of one side:", got)
	}
}

// Decisions from one state share nothing that either writes to.
func TestNothingIsShared(t *testing.T) {
	item := plain("20", "19")
	item.State.Changes = append(make([]reprice.Change, 0, 8), change(5, "21", "20"))
	item.State.Lows = append(make([]reprice.Low, 0, 8), low(5, "21"))
	rules := beat(reprice.Guards{Breaker: dec("0.50")})
	first := decide(t, item, rules, noon)
	item.Offers = offers("18")
	decide(t, item, rules, noon)
	if got := first.Next.Changes[1].To; !got.Equal(dec("18.99")) {
		t.Error("the first change became", got)
	}
	if got := first.Next.Lows[1].Total; !got.Equal(dec("19")) {
		t.Error("the first low became", got)
	}
	item.Offers = offers("5")
	asked := decide(t, item, rules, noon)
	a := approval(asked)
	one, err := reprice.Approve(asked, a, noon)
	if err != nil {
		t.Fatal(err)
	}
	a.By = "Wang Fang"
	if _, err := reprice.Approve(asked, a, noon); err != nil {
		t.Fatal(err)
	}
	if got := one.Reasons[len(one.Reasons)-1].Text; got != "approved by Li Wei: checked" {
		t.Error(got)
	}
}

// The currency of the listing sets the grid.
func TestYen(t *testing.T) {
	item := plain("2000", "1900.5")
	item.Case.Currency = "JPY"
	rules := beat(reprice.Guards{StepShare: dec("0.0333")})
	if got := outcome(decide(t, item, rules, noon)); got != "change 1934" { // 1933.4 rounds towards the price in force
		t.Error(got)
	}
	item.Current = decimal.NewNullDecimal(dec("2000.5"))
	if _, err := reprice.Decide(item, rules, noon); err == nil {
		t.Error("half a yen")
	}
}
