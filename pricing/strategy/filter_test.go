package strategy_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/pricing/strategy"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// good is an offer that every filter of these tests keeps.
func good() strategy.Offer {
	return strategy.Offer{
		Seller: "A1RIVAL", Price: amt("12"), Shipping: known("1.50"), Condition: "new", ByChannel: true, ShipDays: known("2"),
		Feedback: known("0.95"), FeedbackCount: 100, Seen: noon.Add(-time.Hour),
	}
}

func strict() strategy.Filter {
	return strategy.Filter{
		Own: []string{"A1OWN", " My  Shop "}, ByChannelOnly: true, MaxShipDays: 3, MinFeedback: amt("0.9"), MinFeedbackCount: 50, MaxAge: 2 * time.Hour,
	}
}

func TestFilterReasons(t *testing.T) {
	huge := decimal.New(1, 999999999)
	for _, row := range []struct {
		name string
		edit func(*strategy.Offer)
		want strategy.Exclusion
	}{
		{"good", func(*strategy.Offer) {}, ""},
		{"own", func(o *strategy.Offer) { o.Seller = "A1OWN" }, "own_offer"},
		{"own in another case", func(o *strategy.Offer) { o.Seller = "a1own" }, "own_offer"},
		{"own with spaces", func(o *strategy.Offer) { o.Seller = "\tMY SHOP\n" }, "own_offer"},
		{"own without a space", func(o *strategy.Offer) { o.Seller = "MyShop" }, ""},
		{"begins like own", func(o *strategy.Offer) { o.Seller = "A1OWNER" }, ""},
		{"seller unknown", func(o *strategy.Offer) { o.Seller = " " }, "seller_unknown"},
		{"price of 0", func(o *strategy.Offer) { o.Price = amt("0") }, "no_price"},
		{"price of a cent", func(o *strategy.Offer) { o.Price = amt("0.01") }, ""},
		{"price below 0", func(o *strategy.Offer) { o.Price = amt("-1") }, "no_price"},
		{"price beyond reason", func(o *strategy.Offer) { o.Price = fees.MaxPrice().Add(cents(1)) }, "no_price"},
		{"hostile price", func(o *strategy.Offer) { o.Price = huge }, "no_price"},
		{"shipping below 0", func(o *strategy.Offer) { o.Shipping = known("-0.01") }, "no_price"},
		{"hostile shipping", func(o *strategy.Offer) { o.Shipping = decimal.NewNullDecimal(huge) }, "no_price"},
		{"out of stock", func(o *strategy.Offer) { o.OutOfStock = true }, "out_of_stock"},
		{"used", func(o *strategy.Offer) { o.Condition = "used" }, "condition"},
		{"no condition is new", func(o *strategy.Offer) { o.Condition = "" }, ""},
		{"New", func(o *strategy.Offer) { o.Condition = "New" }, ""},
		{"two hours old", func(o *strategy.Offer) { o.Seen = noon.Add(-2 * time.Hour) }, ""},
		{"just older", func(o *strategy.Offer) { o.Seen = noon.Add(-2*time.Hour - 1) }, "stale"},
		{"never seen", func(o *strategy.Offer) { o.Seen = time.Time{} }, "stale"},
		{"now", func(o *strategy.Offer) { o.Seen = noon }, ""},
		{"in a moment", func(o *strategy.Offer) { o.Seen = noon.Add(1) }, "stale"},
		{"shipping unknown", func(o *strategy.Offer) { o.Shipping.Valid = false }, "shipping_unknown"},
		{"free shipping", func(o *strategy.Offer) { o.Shipping = known("0") }, ""},
		{"by the seller", func(o *strategy.Offer) { o.ByChannel = false }, "fulfillment"},
		{"three days", func(o *strategy.Offer) { o.ShipDays = known("3") }, ""},
		{"more than three days", func(o *strategy.Offer) { o.ShipDays = known("3.01") }, "ship_time"},
		{"ship time unknown", func(o *strategy.Offer) { o.ShipDays.Valid = false }, "ship_time"},
		{"hostile ship time", func(o *strategy.Offer) { o.ShipDays = decimal.NewNullDecimal(huge) }, "ship_time"},
		{"feedback on the bar", func(o *strategy.Offer) { o.Feedback = known("0.90") }, ""},
		{"feedback below", func(o *strategy.Offer) { o.Feedback = known("0.8999") }, "feedback"},
		{"feedback unknown", func(o *strategy.Offer) { o.Feedback.Valid = false }, "feedback"},
		{"ratings on the bar", func(o *strategy.Offer) { o.FeedbackCount = 50 }, ""},
		{"ratings below", func(o *strategy.Offer) { o.FeedbackCount = 49 }, "feedback"},
	} {
		t.Run(row.name, func(t *testing.T) {
			o := good()
			row.edit(&o)
			rivals, excluded := strict().Apply([]strategy.Offer{good(), o}, noon)
			var got strategy.Exclusion
			if len(excluded) > 0 {
				got = excluded[0].Reason
			}
			if got != row.want || len(rivals)+len(excluded) != 2 || len(excluded) > 0 && excluded[0].Index != 1 {
				t.Errorf("excluded for %q, want %q", got, row.want)
			}
		})
	}
}

// The first reason in the order of the constants is given: each offer has all faults
// from one on.
func TestFilterOrder(t *testing.T) {
	faults := []struct {
		reason strategy.Exclusion
		edit   func(*strategy.Offer)
	}{
		{"own_offer", func(o *strategy.Offer) { o.Seller = "A1OWN" }},
		{"seller_unknown", func(o *strategy.Offer) { o.Seller = "" }},
		{"no_price", func(o *strategy.Offer) { o.Price = amt("0") }},
		{"out_of_stock", func(o *strategy.Offer) { o.OutOfStock = true }},
		{"condition", func(o *strategy.Offer) { o.Condition = "used" }},
		{"stale", func(o *strategy.Offer) { o.Seen = time.Time{} }},
		{"shipping_unknown", func(o *strategy.Offer) { o.Shipping.Valid = false }},
		{"fulfillment", func(o *strategy.Offer) { o.ByChannel = false }},
		{"ship_time", func(o *strategy.Offer) { o.ShipDays.Valid = false }},
		{"feedback", func(o *strategy.Offer) { o.Feedback.Valid = false }},
	}
	for first := range faults {
		o := good()
		for i := len(faults) - 1; i >= first; i-- {
			faults[i].edit(&o)
		}
		_, excluded := strict().Apply([]strategy.Offer{o}, noon)
		if len(excluded) != 1 || excluded[0].Reason != faults[first].reason {
			t.Errorf("excluded %v, want %s", excluded, faults[first].reason)
		}
		if text := faults[first].reason.String(); text == "" || text == string(faults[first].reason) {
			t.Errorf("%s says nothing", faults[first].reason)
		}
	}
}

func TestFilterZero(t *testing.T) {
	used, old, nobody := good(), good(), good()
	used.Condition, old.Seen, nobody.Seller = "Used", time.Time{}, ""
	offers := []strategy.Offer{used, old, nobody, {}}
	rivals, excluded := strategy.Filter{}.Apply(offers, noon)
	if len(rivals) != 2 || len(excluded) != 2 || excluded[0].Reason != "condition" || excluded[1].Reason != "no_price" {
		t.Errorf("rivals %v, excluded %v", rivals, excluded)
	}
	// Blank entries are no own sellers.
	if rivals, _ := (strategy.Filter{Own: []string{"", " "}}).Apply(offers, noon); len(rivals) != 2 {
		t.Errorf("rivals %v", rivals)
	}
	for conditions, want := range map[string]int{"used": 1, "NEW": 2, "new,used": 3, "collectible": 0} {
		rivals, _ := strategy.Filter{Conditions: strings.Split(conditions, ",")}.Apply(offers, noon)
		if len(rivals) != want {
			t.Errorf("%s keeps %d, want %d", conditions, len(rivals), want)
		}
	}
	if rivals, _ := (strategy.Filter{BySellerOnly: true}).Apply(offers, noon); len(rivals) != 0 {
		t.Errorf("by the seller: %v", rivals)
	}
}

func TestFilterFaults(t *testing.T) {
	bad := strategy.Filter{
		ByChannelOnly: true, BySellerOnly: true, MaxShipDays: -1, MinFeedback: amt("1.01"), MinFeedbackCount: -1, MaxAge: -1,
	}
	if diff := cmp.Diff([]string{"by_seller_only", "max_ship_days", "min_feedback", "min_feedback_count", "max_age"}, paths(t, bad.Check())); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	if err := strict().Check(); err != nil {
		t.Error(err)
	}
	hostile := strategy.Filter{MinFeedback: decimal.New(1, 999999999)}
	if len(paths(t, hostile.Check())) != 1 {
		t.Error("a hostile share is no fault")
	}
	if rivals, _ := hostile.Apply([]strategy.Offer{good()}, noon); len(rivals) != 0 {
		t.Error("nobody reaches such a share")
	}
	if got := (strategy.Offer{Price: amt("5"), Shipping: decimal.NullDecimal{Decimal: amt("3")}}).Total(); !got.Equal(amt("5")) {
		t.Errorf("total %s counts an unknown shipping", got)
	}
}
