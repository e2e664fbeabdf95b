package strategy_test

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing/strategy"
)

var lookedAt = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// guarded is a look at a listing of the own brand at 25.00, with a floor of 20.00, on
// which nobody else offers.
func guarded(offers ...strategy.Offer) strategy.ListingLook {
	own := strategy.Offer{Seller: "own", Price: figure("25.00"), Shipping: given("0"), ByChannel: true, Featured: true, Seen: lookedAt}
	return strategy.ListingLook{
		Currency: fx.USD, At: lookedAt, OwnBrand: true, Own: []string{"own"}, Known: []string{"partner"},
		Offers: append([]strategy.Offer{own}, offers...), Current: figure("25.00"), ByChannel: true,
		Stock: given("40"), Limits: strategy.Limits{Places: 2, Least: given("20.00")},
	}
}

func stranger(price string) strategy.Offer {
	return strategy.Offer{Seller: "stranger", Price: figure(price), Shipping: given("0"), ByChannel: true, Seen: lookedAt.Add(-time.Hour)}
}

func signalled(g strategy.ListingGuard) string {
	var out []string
	for _, s := range g.Signals {
		out = append(out, s.Code)
	}
	return strings.Join(out, " ")
}

// Each signal on and beside its threshold, with the weights of the house.
func TestHijackSignals(t *testing.T) {
	counts := func(sellers int, ago time.Duration) strategy.HijackState {
		return strategy.HijackState{LastLook: lookedAt.Add(-ago), Counts: []strategy.SellerCount{{At: lookedAt.Add(-ago), Sellers: sellers}}}
	}
	day := 24 * time.Hour
	offer := func(change func(*strategy.Offer)) strategy.Offer {
		o := stranger("25.00")
		change(&o)
		return o
	}
	for _, test := range []struct {
		name  string
		look  strategy.ListingLook
		state strategy.HijackState
		want  string
		level strategy.HijackLevel
		score int
	}{
		{name: "nobody", look: guarded(), level: strategy.HijackCalm},
		{name: "a known seller", look: guarded(offer(func(o *strategy.Offer) { o.Seller, o.Price = "partner", figure("1") })), level: strategy.HijackCalm},
		{name: "unknown", look: guarded(stranger("25.00")), want: "unknown_seller", level: strategy.HijackWatch, score: 30},
		{name: "at 80% of the floor", look: guarded(stranger("16.00")), want: "unknown_seller", level: strategy.HijackWatch, score: 30},
		{name: "a cent below", look: guarded(stranger("15.99")), want: "unknown_seller price_far_below", level: strategy.HijackAct, score: 60},
		{name: "shipping counts", look: guarded(offer(func(o *strategy.Offer) { o.Price, o.Shipping = figure("15.99"), given("0.01") })),
			want: "unknown_seller", level: strategy.HijackWatch, score: 30},
		{name: "out of stock", look: guarded(offer(func(o *strategy.Offer) { o.Price, o.OutOfStock = figure("1"), true })),
			want: "unknown_seller", level: strategy.HijackWatch, score: 30},
		{name: "24 hours old", look: guarded(offer(func(o *strategy.Offer) { o.Seen = lookedAt.Add(-day) })), want: "unknown_seller", level: strategy.HijackWatch, score: 30},
		{name: "older", look: guarded(offer(func(o *strategy.Offer) { o.Seen = lookedAt.Add(-day - 1) })), level: strategy.HijackCalm},
		{name: "seen later", look: guarded(offer(func(o *strategy.Offer) { o.Seen = lookedAt.Add(1) })), level: strategy.HijackCalm},
		{name: "used", look: guarded(offer(func(o *strategy.Offer) { o.Condition = "used" })), want: "unknown_seller condition_mismatch", level: strategy.HijackWatch, score: 45},
		{name: "said to be new", look: guarded(offer(func(o *strategy.Offer) { o.Condition = "new" })), want: "unknown_seller", level: strategy.HijackWatch, score: 30},
		{name: "ships itself", look: guarded(offer(func(o *strategy.Offer) { o.ByChannel = false })), want: "unknown_seller fulfillment_mismatch", level: strategy.HijackWatch, score: 35},
		{name: "Featured Offer", look: guarded(offer(func(o *strategy.Offer) { o.Featured = true })), want: "unknown_seller featured_offer_lost", level: strategy.HijackWatch, score: 55},
		{name: "one seller more than two days ago", look: guarded(stranger("25.00")), state: counts(1, 2*day), want: "unknown_seller", level: strategy.HijackWatch, score: 30},
		{name: "three more", look: guarded(stranger("25.00"), offer(func(o *strategy.Offer) { o.Seller = "b" }), offer(func(o *strategy.Offer) { o.Seller = "c" })),
			state: counts(1, 7*day), want: "unknown_seller offer_jump", level: strategy.HijackWatch, score: 50},
		{name: "two more", look: guarded(stranger("25.00"), offer(func(o *strategy.Offer) { o.Seller = "b" })), state: counts(1, 7*day),
			want: "unknown_seller", level: strategy.HijackWatch, score: 30},
		{name: "three more in longer", look: guarded(stranger("25.00"), offer(func(o *strategy.Offer) { o.Seller = "b" }), offer(func(o *strategy.Offer) { o.Seller = "c" })),
			state: counts(1, 7*day+1), want: "unknown_seller", level: strategy.HijackWatch, score: 30},
	} {
		g, err := strategy.GuardListing(test.look, test.state)
		if err != nil || signalled(g) != test.want || g.Level != test.level || g.Score != test.score {
			t.Errorf("%s: %q %s %d, want %q %s %d, %v", test.name, signalled(g), g.Level, g.Score, test.want, test.level, test.score, err)
		}
		for _, f := range g.Findings {
			if !f.House {
				t.Error(test.name, f)
			}
		}
	}
	look := guarded(stranger("21.99"))
	look.MAP = given("22.00")
	if g, _ := strategy.GuardListing(look, strategy.HijackState{}); signalled(g) != "unknown_seller price_below_map" {
		t.Error(signalled(g))
	}
	look.MAP = given("21.99")
	if g, _ := strategy.GuardListing(look, strategy.HijackState{}); signalled(g) != "unknown_seller" {
		t.Error(signalled(g))
	}
	look.OwnBrand = false
	if g, _ := strategy.GuardListing(look, strategy.HijackState{}); signalled(g) != "" || g.Findings[0].Rule != "not_own_brand" {
		t.Error(signalled(g))
	}
	look = guarded(offer(func(o *strategy.Offer) { o.Featured = true }))
	look.Stock, look.Limits.Least = decimal.NullDecimal{}, decimal.NullDecimal{}
	g, _ := strategy.GuardListing(look, strategy.HijackState{})
	if diff := cmp.Diff([]string{"limits.least", "state.counts", "stock"}, g.Unjudged); diff != "" || signalled(g) != "unknown_seller" {
		t.Error(diff, signalled(g))
	}
	look.Stock = given("0")
	if g, _ = strategy.GuardListing(look, strategy.HijackState{}); signalled(g) != "unknown_seller" {
		t.Error("without stock the Featured Offer is not lost")
	}
}

func TestHijackPrice(t *testing.T) {
	verified := strategy.BrandRegistry{Registered: true, VerifiedOn: lookedAt.AddDate(0, 0, -90)}
	for _, test := range []struct {
		name, price, reason string
		look                strategy.ListingLook
		change              func(*strategy.ListingLook)
	}{
		{"held", "25", "hold", guarded(stranger("15.00")), func(*strategy.ListingLook) {}},
		{"defended above the floor", "22.5", "match", guarded(stranger("22.50")), func(l *strategy.ListingLook) { l.Defend = true }},
		{"down to the floor", "20", "match", guarded(stranger("20.00")), func(l *strategy.ListingLook) { l.Defend = true }},
		{"not below it", "25", "below_floor_not_followed", guarded(stranger("19.99")), func(l *strategy.ListingLook) { l.Defend = true }},
		{"not upwards", "25", "hold", guarded(stranger("26.00")), func(l *strategy.ListingLook) { l.Defend = true }},
		{"own shipping", "21.5", "match", guarded(stranger("22.50")), func(l *strategy.ListingLook) { l.Defend, l.Shipping = true, figure("1") }},
		{"nobody to defend against", "25", "hold", guarded(), func(l *strategy.ListingLook) { l.Defend = true }},
		{"the current price is below the floor", "25.01", "hold", guarded(stranger("15.00")), func(l *strategy.ListingLook) { l.Limits.Least = given("25.01") }},
		{"premium, registry unknown", "25", "premium_blocked", guarded(), func(l *strategy.ListingLook) { l.Premium = given("30") }},
		{"premium, not registered", "25", "premium_blocked", guarded(), func(l *strategy.ListingLook) {
			l.Premium, l.Registry = given("30"), strategy.BrandRegistry{VerifiedOn: lookedAt}
		}},
		{"premium, registered without a day", "25", "premium_blocked", guarded(), func(l *strategy.ListingLook) {
			l.Premium, l.Registry = given("30"), strategy.BrandRegistry{Registered: true}
		}},
		{"premium, checked 90 days ago", "30", "premium", guarded(), func(l *strategy.ListingLook) { l.Premium, l.Registry = given("30"), verified }},
		{"premium, checked early on the day 90 days ago", "30", "premium", guarded(), func(l *strategy.ListingLook) {
			l.Premium, l.Registry = given("30"), strategy.BrandRegistry{Registered: true, VerifiedOn: time.Date(2026, 8, 25, 0, 0, 0, 0, time.UTC)}
		}},
		{"premium, checked longer ago", "25", "premium_blocked", guarded(), func(l *strategy.ListingLook) {
			l.Premium, l.Registry = given("30"), strategy.BrandRegistry{Registered: true, VerifiedOn: verified.VerifiedOn.AddDate(0, 0, -1)}
		}},
		{"premium, checked later", "25", "premium_blocked", guarded(), func(l *strategy.ListingLook) {
			l.Premium, l.Registry = given("30"), strategy.BrandRegistry{Registered: true, VerifiedOn: lookedAt.Add(1)}
		}},
	} {
		test.change(&test.look)
		g, err := strategy.GuardListing(test.look, strategy.HijackState{})
		if err != nil || fx.Plain(g.Proposal.Price) != test.price || g.Proposal.Reasons[0].Code != test.reason {
			t.Errorf("%s: %s %v, want %s %s, %v", test.name, g.Proposal.Price, g.Proposal.Reasons, test.price, test.reason, err)
		}
		blocked := false
		for _, f := range g.Findings {
			blocked = blocked || f.Severity == policy.Block
		}
		if blocked != (test.reason == "premium_blocked") {
			t.Errorf("%s: blocked %v", test.name, blocked)
		}
	}
	look := guarded(stranger("22.50"))
	look.Defend, look.Limits = true, strategy.Limits{Places: 2}
	g, err := strategy.GuardListing(look, strategy.HijackState{})
	var none *strategy.NoPriceError
	if !errors.As(err, &none) || none.Code != "no_floor" || g.Level != strategy.HijackWatch || len(g.State.Counts) != 1 {
		t.Error(err)
	}
	look.Limits = strategy.Limits{Places: 2, Least: given("30"), Most: given("29")}
	if _, err = strategy.GuardListing(look, strategy.HijackState{}); !errors.As(err, &none) || none.Code != "least_above_most" {
		t.Error(err)
	}
}

// A level falls 3 days after it was last reached, and not before.
func TestHijackOverDays(t *testing.T) {
	var state strategy.HijackState
	at := func(hours int, offers ...strategy.Offer) strategy.ListingGuard {
		look := guarded(offers...)
		look.At = lookedAt.Add(time.Duration(hours) * time.Hour)
		for i := range look.Offers {
			look.Offers[i].Seen = look.At
		}
		g, err := strategy.GuardListing(look, state)
		if err != nil {
			t.Fatal(err)
		}
		state = g.State
		return g
	}
	for _, step := range []struct {
		hours int
		offer []strategy.Offer
		want  strategy.HijackLevel
	}{
		{0, nil, strategy.HijackCalm},
		{24, []strategy.Offer{stranger("15.00")}, strategy.HijackAct},
		{48, []strategy.Offer{stranger("25.00")}, strategy.HijackAct},
		{95, nil, strategy.HijackAct},
		{96, []strategy.Offer{stranger("24.00")}, strategy.HijackWatch},
		{167, nil, strategy.HijackWatch},
		{168, nil, strategy.HijackCalm},
	} {
		g := at(step.hours, step.offer...)
		if g.Level != step.want {
			t.Fatalf("after %d hours: %s, want %s", step.hours, g.Level, step.want)
		}
	}
	if len(state.Sellers) != 1 || state.Sellers[0].Looks != 3 || !state.Sellers[0].Lowest.Decimal.Equal(figure("15")) || len(state.Counts) != 7 {
		t.Error(state)
	}
	at(168 + 24*90)
	if len(state.Sellers) != 0 {
		t.Error("an old seller is kept")
	}
	look := guarded()
	if _, err := strategy.GuardListing(look, state); faultFields(err)[0] != "at" {
		t.Error(err)
	}
}

func TestHijackEvidence(t *testing.T) {
	look := guarded(stranger("15.00"), strategy.Offer{Seller: "other", Price: figure("20")})
	look.TestBuys = []strategy.TestBuy{{Seller: "x", Ordered: lookedAt, Photos: 2}}
	g, err := strategy.GuardListing(look, strategy.HijackState{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"offers[2].seen", "test_buys: one of seller stranger", "test_buys[0].order_id", "test_buys[0].received", "test_buys[0].result",
		"registry: it is unknown whether the brand is registered", "order_ids"}
	if diff := cmp.Diff(want, g.Missing); diff != "" {
		t.Error(diff)
	}
	look.TestBuys = []strategy.TestBuy{{Seller: "stranger", OrderID: "111", Ordered: lookedAt, Received: lookedAt, Result: "other packaging", Photos: 2}}
	look.OrderIDs, look.Registry = []string{"222"}, strategy.BrandRegistry{Registered: true, VerifiedOn: lookedAt}
	look.Offers = look.Offers[:2]
	g, err = strategy.GuardListing(look, strategy.HijackState{})
	var codes []string
	for _, e := range g.Evidence {
		codes = append(codes, e.Code)
	}
	if diff := cmp.Diff([]string{"offer_snapshot", "seller_history", "test_buy", "order_id", "brand_registry"}, codes); diff != "" || len(g.Missing) > 0 || err != nil {
		t.Error(diff, g.Missing, err)
	}
	for _, f := range g.Findings {
		for _, word := range []string{"hijack", "counterfeit", "fake", "fraud", "illegal", "steal", "thief", "criminal"} {
			if strings.Contains(strings.ToLower(f.Message), word) {
				t.Error("accuses:", f.Message)
			}
		}
	}
}

func TestHijackFaults(t *testing.T) {
	huge := decimal.New(1, math.MaxInt32)
	look := strategy.ListingLook{
		Currency: "X", Shipping: figure("-1"), Stock: given("-1"), MAP: decimal.NewNullDecimal(huge), Premium: given("0"),
		Offers: []strategy.Offer{{Price: huge, Shipping: given("-1")}}, TestBuys: []strategy.TestBuy{{Photos: -1}}, Rules: &strategy.HijackRules{UnknownSeller: 1001},
	}
	state := strategy.HijackState{Level: "x", Sellers: make([]strategy.SellerSeen, 1001), Counts: []strategy.SellerCount{{Sellers: -1}}, HighAt: lookedAt}
	_, err := strategy.GuardListing(look, state)
	want := []string{"currency", "at", "current", "shipping", "stock", "map", "premium", "state.sellers", "offers[0].price", "offers[0].shipping", "test_buys[0].photos",
		"rules.unknown_seller", "rules.watch", "rules.act", "rules.jump", "rules.jump_days", "rules.stale_hours", "rules.registry_days",
		"state.level", "state.high_at", "state.counts[0]"}
	if diff := cmp.Diff(want, faultFields(err)); diff != "" {
		t.Error(diff)
	}
}

// A further offer or a changed one that adds a signal never lowers the level, the price
// is never below the floor, and the state before the look is not changed.
func propHijackRises(t *rapid.T) {
	draw := func(name string) strategy.Offer {
		o := stranger("25.00")
		o.Seller = "s" + strconv.Itoa(rapid.IntRange(0, 5).Draw(t, name))
		o.Price = decimal.New(rapid.Int64Range(1, 3000).Draw(t, "price"), -2)
		o.ByChannel, o.Featured, o.OutOfStock = rapid.Bool().Draw(t, "by"), rapid.Bool().Draw(t, "featured"), rapid.Bool().Draw(t, "out")
		o.Condition = rapid.SampledFrom([]string{"", "new", "used"}).Draw(t, "condition")
		return o
	}
	var offers []strategy.Offer
	for range rapid.IntRange(0, 4).Draw(t, "n") {
		offers = append(offers, draw("seller"))
	}
	look := guarded(offers...)
	look.Defend = rapid.Bool().Draw(t, "defend")
	state := strategy.HijackState{
		Level:    rapid.SampledFrom([]strategy.HijackLevel{"", strategy.HijackCalm, strategy.HijackWatch, strategy.HijackAct}).Draw(t, "level"),
		HighAt:   lookedAt.AddDate(0, 0, -rapid.IntRange(0, 5).Draw(t, "high")),
		LastLook: lookedAt, Counts: []strategy.SellerCount{{At: lookedAt, Sellers: rapid.IntRange(0, 3).Draw(t, "count")}},
		Sellers: []strategy.SellerSeen{{Seller: "s1", First: lookedAt, Last: lookedAt, Looks: 1}},
	}
	before := state.Sellers[0]
	rank := map[strategy.HijackLevel]int{strategy.HijackCalm: 0, strategy.HijackWatch: 1, strategy.HijackAct: 2}
	one, err := strategy.GuardListing(look, state)
	if err != nil {
		t.Fatal(err)
	}
	look.Offers = append(look.Offers, draw("more"))
	two, err := strategy.GuardListing(look, state)
	if err != nil {
		t.Fatal(err)
	}
	if two.Score < one.Score || rank[two.Level] < rank[one.Level] {
		t.Fatalf("%s %d after %s %d", two.Level, two.Score, one.Level, one.Score)
	}
	if two.Proposal.Price.LessThan(figure("20")) || two.Proposal.Price.GreaterThan(figure("25")) {
		t.Fatal(two.Proposal.Price)
	}
	if state.Sellers[0] != before || len(state.Counts) != 1 {
		t.Fatal("the state was changed")
	}
}

func TestPropHijackRises(t *testing.T) { rapid.Check(t, propHijackRises) }
