package reprice_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/reprice"
	"github.com/lianxing/crossborder/pricing/strategy"
)

func genCents(t *rapid.T, name string, from, to int64) decimal.Decimal {
	return decimal.New(rapid.Int64Range(from, to).Draw(t, name), -2)
}

func genMaybe(t *rapid.T, name string, from, to int64) decimal.NullDecimal {
	if !rapid.Bool().Draw(t, name+" given") {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(genCents(t, name, from, to))
}

func genShare(t *rapid.T, name string) decimal.Decimal {
	return decimal.New(rapid.SampledFrom([]int64{0, 0, 1, 5, 10, 20, 40}).Draw(t, name), -2)
}

// genItem draws an item with or without costs, of a category with one referral rate or
// with two, with limits, a MAP and prices elsewhere. The offers come later.
func genItem(t *rapid.T) reprice.Item {
	item := reprice.Item{
		SKU: rapid.StringMatching("[A-Z]{3}").Draw(t, "sku"), Current: genMaybe(t, "current", 1, 6000),
		Min: genMaybe(t, "min", 1, 3000), Max: genMaybe(t, "max", 2000, 9000),
		List: genMaybe(t, "list", 1000, 6000), Recent: genMaybe(t, "recent", 1000, 6000), StandAlone: genMaybe(t, "stand alone", 500, 6000),
		Case: policy.Case{Channel: "amazon", Currency: fx.USD, Brand: "Acme", CompetitivePrice: genMaybe(t, "competitive", 500, 6000)},
	}
	if rapid.IntRange(0, 4).Draw(t, "costs") > 0 {
		item.Unit = pricing.Unit{
			Listing: amazon.Listing{
				Category:    rapid.SampledFrom([]string{"home_kitchen", "clothing_accessories", "grocery_gourmet"}).Draw(t, "category"),
				Fulfillment: amazon.FBM,
			},
			Cost: []pricing.CostItem{{Code: "purchase", Amount: decimal.NewNullDecimal(genCents(t, "cost", 1, 3000)), Currency: fx.USD}},
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "map") == 0 {
		item.Case.MAP = []policy.MAPPolicy{{Brand: "acme", Price: genCents(t, "minimum", 1, 4000), From: today.AddDate(-1, 0, 0)}}
	}
	if rapid.IntRange(0, 3).Draw(t, "elsewhere") == 0 {
		item.Case.Elsewhere = []policy.Elsewhere{{Where: "walmart", Own: true, Price: genCents(t, "other", 1, 5000)}}
	}
	return item
}

func genRules(t *rapid.T) reprice.Rules {
	rules := reprice.Rules{
		Name:  "drawn",
		Floor: reprice.Floor{MaxDiscount: decimal.NullDecimal{Decimal: genShare(t, "discount"), Valid: rapid.Bool().Draw(t, "has discount")}},
		Guards: reprice.Guards{
			NoMinimum: rapid.Bool().Draw(t, "no minimum"), NeedMaximum: rapid.Bool().Draw(t, "need maximum"),
			StepShare: genShare(t, "step"), StepAmount: genCents(t, "step amount", 0, 100), Breaker: genShare(t, "breaker"),
			DayShare: genShare(t, "day"), ChangesPerDay: rapid.IntRange(0, 4).Draw(t, "changes"),
			CoolDown: time.Duration(rapid.IntRange(0, 4).Draw(t, "cool down")) * time.Hour,
			Tie:      rapid.Bool().Draw(t, "tie"), Anomaly: genShare(t, "anomaly"), Warnings: rapid.Bool().Draw(t, "warnings"),
			Oscillation:  reprice.Oscillation{Turns: rapid.IntRange(0, 3).Draw(t, "turns"), Window: 24 * time.Hour},
			War:          reprice.WarGuard{Moves: rapid.IntRange(0, 5).Draw(t, "moves"), Fall: genShare(t, "fall"), Window: 24 * time.Hour},
			CrossChannel: rapid.Bool().Draw(t, "cross"), Spread: genShare(t, "spread"),
			FirstPrice: rapid.Bool().Draw(t, "first"),
		},
		Policy: must(policy.NewSet(rule{genCents(t, "blocked below", 0, 3000), policy.Block}, second{rule{genCents(t, "warned below", 0, 4000), policy.Warn}})),
	}
	if rapid.Bool().Draw(t, "margin") {
		rules.Floor.Target = pricing.Margin(dec("0.15"))
	}
	if rapid.Bool().Draw(t, "ceiling") {
		rules.Ceiling = reprice.Ceiling{MaxIncrease: set("0.20"), RecentTimes: dec("6"), RecentLeast: dec("50")}
	}
	if rapid.Bool().Draw(t, "ending") {
		rules.Ending = strategy.Ending{On: []decimal.Decimal{dec("0.49"), dec("0.99")}, Within: dec("0.50"), Lowered: dec("0.20")}
	}
	if rapid.IntRange(0, 2).Draw(t, "pricer") == 0 {
		rules.Pricer = reprice.Table{Step: dec("0.01")}
		return rules
	}
	c := reprice.Compare{
		To:      []reprice.Basis{rapid.SampledFrom([]reprice.Basis{reprice.Lowest, reprice.Featured, reprice.SecondLowest}).Draw(t, "basis"), reprice.Competitive},
		Move:    rapid.SampledFrom([]reprice.Move{reprice.Match, reprice.Beat, reprice.Above}).Draw(t, "move"),
		AtLeast: rapid.SampledFrom([]reprice.AtLeast{reprice.AtLeastRest, reprice.AtLeastJump, reprice.AtLeastHold}).Draw(t, "at least"),
		NoRival: rapid.SampledFrom([]reprice.Fallback{reprice.FallbackHold, reprice.FallbackStandAlone, reprice.FallbackMost}).Draw(t, "no rival"),
	}
	if c.Move != reprice.Match {
		c.By = genCents(t, "by", 1, 300)
	}
	rules.Pricer = c
	return rules
}

// second is the same rule with another ID.
type second struct{ rule }

func (s second) Info() policy.Info {
	info := s.rule.Info()
	info.ID = "TEST-2"
	return info
}

func genOffers(t *rapid.T, now time.Time) []strategy.Offer {
	out := make([]strategy.Offer, rapid.IntRange(0, 4).Draw(t, "offers"))
	for i := range out {
		out[i] = strategy.Offer{
			Seller: "rival", Price: genCents(t, "rival", 1, 6000), Shipping: decimal.NewNullDecimal(genCents(t, "rival shipping", 0, 300)),
			Featured: i == 1, Seen: now,
		}
	}
	return out
}

// Along any run of decisions, no change is below the floor, above the ceiling, beyond
// the step, against a blocking finding, or sooner or more often than allowed; nothing
// else changes the price; and the same input gives the same decision.
func propDecisionsKeepTheirGuards(t *rapid.T) {
	item, rules := genItem(t), genRules(t)
	now := noon
	for range rapid.IntRange(1, 12).Draw(t, "rounds") {
		item.Offers = genOffers(t, now)
		d, err := reprice.Decide(item, rules, now)
		if err != nil {
			t.Fatalf("decide: %v", err)
		}
		again, err := reprice.Decide(item, rules, now)
		if err != nil || !cmp.Equal(d, again, decimals) {
			t.Fatalf("not the same decision again: %v\n%s", err, cmp.Diff(d, again, decimals))
		}
		checkDecision(t, &item, &rules, d)
		data, err := json.Marshal(d.Next)
		if err != nil {
			t.Fatalf("next state: %v", err)
		}
		var back reprice.State
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatalf("%v: %s", err, data)
		}
		if diff := cmp.Diff(d.Next, back, decimals, sameInstant); diff != "" {
			t.Fatalf("-state +read:\n%s", diff)
		}
		if d.Review != nil && d.Review.Price.Valid && rapid.IntRange(0, 3).Draw(t, "approve") == 0 {
			approved, err := reprice.Approve(d, approval(d), now)
			if err != nil {
				t.Fatalf("approve %s: %v", outcome(d), err)
			}
			if d.Bounds.Least.Valid && approved.To.Decimal.LessThan(d.Bounds.Least.Decimal) || approved.Report.Blocked() {
				t.Fatalf("approved %s", outcome(approved))
			}
			d = approved
		}
		item.Current, item.State = d.To, d.Next
		if rapid.IntRange(0, 9).Draw(t, "by hand") == 0 {
			item.Current = decimal.NewNullDecimal(genCents(t, "set to", 1, 6000))
		}
		now = now.Add(time.Duration(rapid.IntRange(0, 300).Draw(t, "minutes")) * time.Minute)
	}
}

var (
	decimals    = cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) })
	sameInstant = cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })
)

// approval covers everything that a decision asks.
func approval(d reprice.Decision) policy.Approval {
	a := policy.Approval{By: "Li Wei", Reason: "checked", Codes: d.Review.Codes, Channel: d.Channel, SKU: d.SKU, Price: d.From.Decimal,
		At: today.AddDate(0, 0, -1), Until: today.AddDate(1, 0, 0)}
	if d.Review.Price.Valid {
		a.Price = d.Review.Price.Decimal
	}
	return a
}

func checkDecision(t *rapid.T, item *reprice.Item, rules *reprice.Rules, d reprice.Decision) {
	if d.Action != reprice.ActionChange {
		if d.To.Valid != d.From.Valid || !d.To.Decimal.Equal(d.From.Decimal) {
			t.Fatalf("%s moves the price from %s to %s", d.Action, text(d.From), text(d.To))
		}
		if (d.Action == reprice.ActionHold) != (d.Review == nil) {
			t.Fatalf("%s with the review %+v", d.Action, d.Review)
		}
		return
	}
	g, to := rules.Guards, d.To.Decimal
	fail := func(why string) {
		t.Fatalf("%s: from %s to %s, %v, %+v", why, text(d.From), text(d.To), codes(d), d.Bounds)
	}
	if item.Min.Valid && to.LessThan(item.Min.Decimal) || item.Max.Valid && to.GreaterThan(item.Max.Decimal) {
		fail("out of the limits of the item")
	}
	if item.Unit.Listing != nil {
		statement := must(must(pricing.NewModel(item.Unit, d.At)).At(to))
		least := decimal.Zero
		if rules.Floor.Target.String() != pricing.BreakEven().String() {
			least = statement.Revenue.Mul(dec("0.15"))
		}
		if statement.Exact.LessThan(least) {
			fail("below the target")
		}
	}
	if len(item.Case.MAP) > 0 && to.LessThan(item.Case.MAP[0].Price) {
		fail("below the MAP")
	}
	if rules.Ceiling.MaxIncrease.Valid && item.List.Valid && to.GreaterThan(item.List.Decimal.Mul(dec("1.2"))) {
		fail("above the ceiling")
	}
	if rules.Floor.MaxDiscount.Valid && item.List.Valid && to.LessThan(item.List.Decimal.Mul(decimal.New(1, 0).Sub(rules.Floor.MaxDiscount.Decimal))) {
		fail("below the discount")
	}
	if d.Report.Blocked() || g.Warnings && d.Report.Worst() == policy.Warn {
		fail("against a finding")
	}
	if len(d.Report.Results) != 2 {
		fail("without a policy report")
	}
	if n := len(d.Next.Changes); n == 0 || !d.Next.Changes[n-1].To.Equal(to) || !d.Next.Price.Decimal.Equal(to) {
		fail("not in the next state")
	}
	if !d.From.Valid {
		return
	}
	moved := to.Sub(d.From.Decimal).Abs()
	for _, limit := range []struct {
		name  string
		share decimal.Decimal
	}{{"step", g.StepShare}, {"breaker", g.Breaker}} {
		if limit.share.Sign() > 0 && moved.GreaterThan(d.From.Decimal.Mul(limit.share)) {
			fail("beyond the " + limit.name)
		}
	}
	if g.StepAmount.Sign() > 0 && moved.GreaterThan(g.StepAmount) {
		fail("beyond the step")
	}
	count, base := 0, d.From.Decimal
	for _, c := range slices.Backward(item.State.Changes) {
		if age := d.At.Sub(c.At); age < 24*time.Hour {
			count++
			if base = c.To; c.From.Valid {
				base = c.From.Decimal
			}
		}
		if d.At.Sub(c.At) < g.CoolDown {
			fail("within the cool-down")
		}
	}
	if g.ChangesPerDay > 0 && count >= g.ChangesPerDay {
		fail("too many changes")
	}
	if g.DayShare.Sign() > 0 && to.Sub(base).Abs().GreaterThan(base.Mul(g.DayShare)) {
		fail("beyond the day")
	}
	if w := d.Next.War; w != nil && (to.GreaterThan(d.From.Decimal)) == w.Up {
		fail("along with a price war")
	}
}

func TestDecisionsKeepTheirGuards(t *testing.T) { rapid.Check(t, propDecisionsKeepTheirGuards) }

func FuzzDecisionsKeepTheirGuards(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propDecisionsKeepTheirGuards)) }

// A batch gives what one decision after the other gives, for any number of workers.
func propBatchIsOneByOne(t *rapid.T) {
	rules := genRules(t)
	items := make([]reprice.Item, rapid.IntRange(0, 150).Draw(t, "items"))
	few := make([]reprice.Item, 3)
	for i := range few {
		few[i] = genItem(t)
		few[i].Offers = genOffers(t, noon)
	}
	few[rapid.IntRange(0, 2).Draw(t, "bad")].Min = set("-1")
	for i := range items {
		items[i] = few[rapid.IntRange(0, 2).Draw(t, "which")]
	}
	allowed := len(items)
	if len(items) > 0 && rapid.Bool().Draw(t, "breaker") {
		rules.Guards.CatalogueShare = dec("0.1")
		allowed = len(items) / 10
	}
	i := 0
	for got, err := range reprice.Batch(context.Background(), slices.Values(items), rules, noon, reprice.Options{
		Workers: rapid.IntRange(0, 5).Draw(t, "workers"), CatalogueSize: len(items),
	}) {
		want, wantErr := reprice.Decide(items[i], rules, noon)
		if wantErr != nil {
			var at *reprice.ItemError
			if !errors.As(err, &at) || at.Index != i || at.SKU != items[i].SKU || at.Err.Error() != wantErr.Error() {
				t.Fatalf("%d: %v, want %v", i, err, wantErr)
			}
			i++
			continue
		}
		if want.Action == reprice.ActionChange {
			if allowed == 0 {
				if got.Action != reprice.ActionReview || got.Review.Code != reprice.ReasonCatalogue || !got.Review.Price.Decimal.Equal(want.To.Decimal) ||
					!cmp.Equal(got.To, got.From, decimals) || len(got.Next.Changes) != len(items[i].State.Changes) {
					t.Fatalf("%d: %s after the breaker", i, outcome(got))
				}
				i++
				continue
			}
			allowed--
		}
		if diff := cmp.Diff(want, got, decimals); err != nil || diff != "" {
			t.Fatalf("%d: %v\n-want +got:\n%s", i, err, diff)
		}
		i++
	}
	if i != len(items) {
		t.Fatalf("%d results of %d items", i, len(items))
	}
}

func TestBatchIsOneByOne(t *testing.T) { rapid.Check(t, propBatchIsOneByOne) }

// What a state reads, it writes and reads again.
func FuzzState(f *testing.F) {
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"decided":"2026-11-23T12:00:00Z","price":"19.99","low":"20","shown":"21","changes":[{"at":"2026-11-23T11:00:00Z","from":"20.5","to":"19.99"}],"lows":[{"at":"2026-11-23T11:00:00Z","total":"20"}],"war":{"since":"2026-11-23T11:00:00Z","up":true,"price":"20"},"freeze":{"since":"2026-11-23T11:00:00Z","code":"own_price_anomaly","text":"x"}}`))
	f.Add([]byte(`{"price":"1e5","price":"2"}`))
	f.Add([]byte(`{"changes":[{"at":"2026-11-23T11:00:00+08:00","to":"1"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var s reprice.State
		if err := s.UnmarshalJSON(data); err != nil {
			if !cmp.Equal(s, reprice.State{}) {
				t.Fatalf("changed on an error: %+v", s)
			}
			return
		}
		out, err := json.Marshal(s)
		if err != nil {
			t.Fatalf("%v after %s", err, data)
		}
		var back reprice.State
		if err := json.Unmarshal(out, &back); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		if diff := cmp.Diff(s, back, decimals, sameInstant); diff != "" {
			t.Fatalf("-read +again:\n%s", diff)
		}
	})
}
