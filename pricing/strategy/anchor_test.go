package strategy_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// at are offers with free shipping at prices; "F12" is featured, "O12" an own one.
func at(prices ...string) []strategy.Offer {
	var out []strategy.Offer
	for _, p := range prices {
		o := strategy.Offer{Seller: "RIVAL", Shipping: known("0")}
		if strings.HasPrefix(p, "O") {
			o.Seller, p = "OWN", p[1:]
		}
		if strings.HasPrefix(p, "F") {
			o.Featured, p = true, p[1:]
		}
		o.Price = amt(p)
		out = append(out, o)
	}
	return out
}

func onMarket(offers ...string) strategy.Market {
	return strategy.Market{Currency: fx.USD, Own: strategy.Offer{Seller: "own", Shipping: known("0")}, Offers: at(offers...), Now: noon}
}

// anchored is what an anchor proposes, as text with the codes of the steps.
func anchored(t *testing.T, a strategy.Anchor, m strategy.Market) string {
	t.Helper()
	p, err := a.Propose(m)
	if err != nil {
		return noPrice(t, err)
	}
	text := fx.Plain(p.Price)
	for _, s := range p.Steps {
		text += " " + s.Code
	}
	return text
}

// The published examples S25 to S27 (Amazon help, Automate Pricing) and S28 (Walmart
// guide, Repricer): the price before is not looked at.
func TestPublishedAnchors(t *testing.T) {
	external := func(competitive string, offers ...string) strategy.Market {
		m := onMarket(offers...)
		m.Competitive = known(competitive)
		return m
	}
	yen := func(offers ...string) strategy.Market {
		m := onMarket(offers...)
		m.Currency = fx.JPY
		return m
	}
	both := strategy.FeaturedOrCompetitive
	for _, row := range []struct {
		id     string
		anchor strategy.Anchor
		market strategy.Market
		want   string
	}{
		{"S25", strategy.Anchor{Statistic: both}, external("10", "O12", "F11"), "10"},
		{"S26", strategy.Anchor{Statistic: both, Direction: strategy.Above, Amount: amt("0.10")}, external("13", "O10", "F12"), "12.1"},
		{"S27 before", strategy.Anchor{Direction: strategy.Beat, Amount: amt("50")}, yen("O1950", "2000"), "1950"},
		{"S27 after", strategy.Anchor{Direction: strategy.Beat, Amount: amt("50")}, yen("O1950", "2200"), "2150"},
		{"S28 before", strategy.Anchor{Statistic: both, Direction: strategy.Beat, Amount: amt("0.20")}, external("16.00", "O18", "F16.50"), "15.8"},
		{"S28 after", strategy.Anchor{Statistic: both, Direction: strategy.Beat, Amount: amt("0.20")}, external("15.00", "O15.80", "F16.50"), "14.8"},
	} {
		t.Run(row.id, func(t *testing.T) {
			if got := anchored(t, row.anchor, row.market); got != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
}

func TestAnchor(t *testing.T) {
	shipping := func(own string, m strategy.Market) strategy.Market {
		m.Own.Shipping = known(own)
		m.Offers[0].Shipping = known("3.99")
		return m
	}
	competitive := func(price string, m strategy.Market) strategy.Market {
		m.Competitive = known(price)
		return m
	}
	beat := strategy.Anchor{Direction: strategy.Beat, Amount: amt("0.01")}
	bounded := func(a strategy.Anchor, least, most string) strategy.Anchor {
		a.Limits.Least, a.Limits.Most = known(least), known(most)
		return a
	}
	alone := func(a strategy.Anchor, price string) strategy.Anchor {
		a.StandAlone = known(price)
		return a
	}
	for _, row := range []struct {
		name   string
		anchor strategy.Anchor
		market strategy.Market
		want   string
	}{
		{"the zero Anchor matches the lowest", strategy.Anchor{}, onMarket("12", "11", "O9"), "11"},
		{"a share below", strategy.Anchor{Direction: strategy.Beat, Share: amt("0.015")}, onMarket("11"), "10.83 minor_unit"}, // 10.835
		{"a share above", strategy.Anchor{Direction: strategy.Above, Share: amt("0.015")}, onMarket("11"), "11.17 minor_unit"},
		{"with shipping", beat, shipping("0", onMarket("8", "12")), "11.98"},
		{"less the own shipping", beat, shipping("4.50", onMarket("8", "12")), "7.48"},
		{"the own shipping takes it all", beat, shipping("11.99", onMarket("8", "12")), "0.01 minor_unit"},
		{"rests at the least", bounded(beat, "12", "20"), onMarket("11"), "12 least"},
		{"not above the most", bounded(beat, "12", "20"), onMarket("25"), "20 most"},
		{"a gap is passed downwards", strategy.Anchor{Limits: strategy.Limits{Admissible: []pricing.Interval{span("14.85", "15"), openSpan("15.67")}}}, onMarket("15.50"), "15 target"},
		{"and upwards by who stays above", strategy.Anchor{Direction: strategy.Above, Amount: amt("0.01"), Limits: strategy.Limits{Admissible: []pricing.Interval{span("14.85", "15"), openSpan("15.67")}}}, onMarket("15.50"), "15.67 target"},
		{"no offer", beat, onMarket(), "no_rival"},
		{"only own offers", beat, onMarket("O12", "O13"), "no_rival"},
		{"no offer, on its own", alone(beat, "19.99"), onMarket(), "19.99"},
		{"on its own within limits", bounded(alone(beat, "19.99"), "1", "15"), onMarket(), "15 most"},
		{"featured", strategy.Anchor{Statistic: strategy.Featured}, onMarket("10", "F12"), "12"},
		{"featured is the own one", strategy.Anchor{Statistic: strategy.Featured, StandAlone: known("50")}, onMarket("10", "OF12"), "own_featured"},
		{"nobody is featured", strategy.Anchor{Statistic: strategy.Featured}, onMarket("10"), "no_rival"},
		{"the own one is featured and elsewhere is cheaper", strategy.Anchor{Statistic: strategy.FeaturedOrCompetitive}, competitive("9", onMarket("10", "OF12")), "9"},
		{"featured alone", strategy.Anchor{Statistic: strategy.FeaturedOrCompetitive}, onMarket("10", "F12"), "12"},
		{"competitive alone", strategy.Anchor{Statistic: strategy.FeaturedOrCompetitive}, competitive("13", onMarket("10")), "13"},
		{"competitive", strategy.Anchor{Statistic: strategy.Competitive}, competitive("13", onMarket("10", "F12")), "13"},
		{"no competitive price", strategy.Anchor{Statistic: strategy.Competitive}, onMarket("10", "F12"), "no_rival"},
		{"a competitive price of 0 is none", strategy.Anchor{Statistic: strategy.FeaturedOrCompetitive}, competitive("0", onMarket("F12")), "12"},
		{"a competitive price that is old", strategy.Anchor{Statistic: strategy.FeaturedOrCompetitive, Filter: strategy.Filter{MaxAge: time.Hour}}, competitive("9", onMarket("F12")), "no_rival"},
		{"lowest does not look elsewhere", strategy.Anchor{}, competitive("9", onMarket("F12")), "12"},
		{"median of three", strategy.Anchor{Statistic: strategy.Median}, onMarket("10", "30", "11"), "11"},
		{"median of two", strategy.Anchor{Statistic: strategy.Median}, onMarket("10", "11.01"), "10.5 minor_unit"},
		{"quantile 0", strategy.Anchor{Statistic: strategy.AtQuantile}, onMarket("12", "10", "11"), "10"},
		{"quantile 1", strategy.Anchor{Statistic: strategy.AtQuantile, Quantile: amt("1")}, onMarket("12", "10", "11"), "12"},
		{"quantile between", strategy.Anchor{Statistic: strategy.AtQuantile, Quantile: amt("0.25")}, onMarket("10", "12", "14", "16"), "11.5"},
		{"quantile of one", strategy.Anchor{Statistic: strategy.AtQuantile, Quantile: amt("0.3")}, onMarket("10"), "10"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := anchored(t, row.anchor, row.market); got != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
}

// By hand: 20.00 × (1 + 0.002 × 100 × (0.97 - 0.92) + 0.0001 × (500 - 200) + 0.01 × (5 - 2)).
func TestQuality(t *testing.T) {
	quality := strategy.Quality{PerPoint: amt("0.002"), PerRating: amt("0.0001"), EnoughRatings: 500, PerDay: amt("0.01"), Most: amt("0.2")}
	own := strategy.Offer{Shipping: known("0"), Feedback: known("0.97"), FeedbackCount: 9000, ShipDays: known("2")}
	rival := strategy.Offer{Price: amt("18"), Shipping: known("2"), Feedback: known("0.92"), FeedbackCount: 200, ShipDays: known("5")}
	edit := func(f func(*strategy.Offer)) strategy.Offer {
		o := rival
		f(&o)
		return o
	}
	for _, row := range []struct {
		name   string
		offers []strategy.Offer
		want   string
	}{
		{"worse", []strategy.Offer{rival}, "21.4"}, // 20 × (1 + 0.01 + 0.03 + 0.03)
		{"the same", []strategy.Offer{edit(func(o *strategy.Offer) { o.Feedback, o.FeedbackCount, o.ShipDays = known("0.97"), 600, known("2") })}, "20"},
		{"better", []strategy.Offer{edit(func(o *strategy.Offer) { o.Feedback, o.FeedbackCount, o.ShipDays = known("1"), 600, known("0") })}, "19.48"}, // 1 - 0.006 - 0.02
		{"at most", []strategy.Offer{edit(func(o *strategy.Offer) { o.ShipDays = known("400") })}, "24"},
		{"feedback unknown", []strategy.Offer{edit(func(o *strategy.Offer) { o.Feedback.Valid = false })}, "no_rival"},
		{"days unknown", []strategy.Offer{edit(func(o *strategy.Offer) { o.ShipDays.Valid = false })}, "no_rival"},
		{"the lowest after it is not the lowest before", []strategy.Offer{rival, edit(func(o *strategy.Offer) {
			o.Price, o.Feedback, o.FeedbackCount, o.ShipDays = amt("18.50"), known("0.97"), 600, known("2")
		})}, "20.5"},
	} {
		t.Run(row.name, func(t *testing.T) {
			m := strategy.Market{Currency: fx.USD, Own: own, Offers: row.offers, Now: noon}
			if got := anchored(t, strategy.Anchor{Statistic: strategy.QualityAdjusted, Quality: quality}, m); got != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
	if diff := cmp.Diff([]string{"per_point", "per_rating", "most", "enough_ratings"}, paths(t, strategy.Quality{PerPoint: amt("2"), PerRating: amt("-1"), Most: amt("1")}.Check())); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"per_point", "most"}, paths(t, strategy.Quality{}.Check())); diff != "" {
		t.Errorf("faults of the zero Quality (-want +got):\n%s", diff)
	}
	_, err := strategy.Anchor{Statistic: strategy.QualityAdjusted, Quality: quality}.Propose(strategy.Market{Currency: fx.USD, Own: strategy.Offer{Shipping: known("0"), FeedbackCount: -1}})
	if diff := cmp.Diff([]string{"own.feedback", "own.feedback_count", "own.ship_days"}, paths(t, err)); diff != "" {
		t.Errorf("faults of the own offer (-want +got):\n%s", diff)
	}
}

// Each offer that is left out is in the reasons, in the order of the offers.
func TestAnchorReasons(t *testing.T) {
	m := onMarket("12", "O9", "11", "0")
	m.Offers[2].OutOfStock = true
	p, err := strategy.Anchor{}.Propose(m)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, r := range p.Reasons {
		codes = append(codes, r.Code)
	}
	if diff := cmp.Diff([]string{"excluded_own_offer", "excluded_out_of_stock", "excluded_no_price", "anchor"}, codes); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
	if want := "offer 2 of OWN is left out: it is an own offer"; p.Reasons[0].Text != want {
		t.Errorf("text %q, want %q", p.Reasons[0].Text, want)
	}
	m.Offers[0].Seller = strings.Repeat("ä", 10000)
	if p, err = (strategy.Anchor{}).Propose(m); err != nil || len(p.Reasons[3].Text) > 300 {
		t.Errorf("a long name fills the reason: %v", err)
	}
}

func TestAnchorFaults(t *testing.T) {
	huge := decimal.New(1, 999999999)
	for _, row := range []struct {
		name   string
		anchor strategy.Anchor
		market strategy.Market
		want   string
	}{
		{"zero market", strategy.Anchor{}, strategy.Market{}, "currency own.shipping"},
		{"gold has no minor unit", strategy.Anchor{}, strategy.Market{Currency: "XAU", Own: strategy.Offer{Shipping: known("-1")}}, "currency own.shipping"},
		{"unknown words", strategy.Anchor{Statistic: "best", Direction: "sideways"}, onMarket(), "statistic direction"},
		{"beat by nothing", strategy.Anchor{Direction: strategy.Beat}, onMarket(), "amount"},
		{"match by something", strategy.Anchor{Amount: amt("1")}, onMarket(), "direction"},
		{"by both", strategy.Anchor{Direction: strategy.Above, Amount: amt("1"), Share: amt("0.1")}, onMarket(), "share"},
		{"all of it", strategy.Anchor{Direction: strategy.Beat, Share: amt("1")}, onMarket(), "share"},
		{"below 0", strategy.Anchor{Direction: strategy.Beat, Amount: amt("-1"), Quantile: amt("-0.1"), StandAlone: known("0")}, onMarket(), "quantile amount stand_alone"},
		{"hostile", strategy.Anchor{Direction: strategy.Beat, Amount: huge, Share: huge, Quantile: huge, StandAlone: decimal.NewNullDecimal(huge)}, onMarket(), "quantile amount share stand_alone"},
		{"parts", strategy.Anchor{Filter: strategy.Filter{MaxAge: -1}, Limits: strategy.Limits{Least: known("-1")}}, onMarket(), "filter.max_age limits.least"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := row.anchor.Propose(row.market)
			if got := strings.Join(paths(t, err), " "); got != row.want {
				t.Errorf("faults at %q, want %q", got, row.want)
			}
		})
	}
}

// What Amazon's own tool takes: at least 0.10 or 1 %, at most 90 %, a least price.
func TestCheckAutomatePricing(t *testing.T) {
	least := strategy.Limits{Least: known("5")}
	for _, row := range []struct {
		name   string
		anchor strategy.Anchor
		want   string
	}{
		{"match", strategy.Anchor{Limits: least}, ""},
		{"no least price", strategy.Anchor{}, "limits.least"},
		{"0.09", strategy.Anchor{Direction: strategy.Beat, Amount: amt("0.09"), Limits: least}, "amount"},
		{"0.10", strategy.Anchor{Direction: strategy.Beat, Amount: amt("0.10"), Limits: least}, ""},
		{"0.99 %", strategy.Anchor{Direction: strategy.Above, Share: amt("0.0099"), Limits: least}, "share"},
		{"1 %", strategy.Anchor{Direction: strategy.Above, Share: amt("0.01"), Limits: least}, ""},
		{"90 %", strategy.Anchor{Direction: strategy.Above, Share: amt("0.90"), Limits: least}, ""},
		{"90.01 %", strategy.Anchor{Direction: strategy.Above, Share: amt("0.9001"), Limits: least}, "share"},
		{"median", strategy.Anchor{Statistic: strategy.Median, Limits: least}, "statistic"},
		{"faults come first", strategy.Anchor{Statistic: "best"}, "statistic"},
	} {
		if got := strings.Join(paths(t, row.anchor.CheckAutomatePricing()), " "); got != row.want {
			t.Errorf("%s: faults at %q, want %q", row.name, got, row.want)
		}
	}
}

// Against the obvious: the order of the offers does not matter, and without limits a
// price that beats is below every rival by the amount, in what a buyer pays.
func propAnchorBeats(t *rapid.T) {
	m := onMarket()
	m.Own.Shipping = knownCents(rapid.Int64Range(0, 300).Draw(t, "own shipping"))
	lowest := int64(0)
	for range rapid.IntRange(1, 5).Draw(t, "offers") {
		price, shipping := rapid.Int64Range(1, 3000).Draw(t, "price"), rapid.Int64Range(0, 500).Draw(t, "shipping")
		own := rapid.IntRange(0, 3).Draw(t, "own") == 0
		o := strategy.Offer{Seller: "R", Price: cents(price), Shipping: knownCents(shipping)}
		if own {
			o.Seller = "Own"
		} else if lowest == 0 || price+shipping < lowest {
			lowest = price + shipping
		}
		m.Offers = append(m.Offers, o)
	}
	by := rapid.Int64Range(1, 100).Draw(t, "by")
	p, err := strategy.Anchor{Direction: strategy.Beat, Amount: cents(by)}.Propose(m)
	if lowest == 0 {
		if noPrice(t, err) != "no_rival" {
			t.Fatalf("%v", err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	want := max(lowest-by-m.Own.Shipping.Decimal.Shift(2).IntPart(), 1)
	if !p.Price.Equal(cents(want)) {
		t.Fatalf("price %s, want %s", p.Price, cents(want))
	}
}

func TestAnchorBeats(t *testing.T) { rapid.Check(t, propAnchorBeats) }
func FuzzAnchorBeats(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propAnchorBeats)) }
