package reprice_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/reprice"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// change is a change so many hours before noon.
func change(hours float64, from, to string) reprice.Change {
	return reprice.Change{At: noon.Add(-time.Duration(hours * float64(time.Hour))), From: set(from), To: dec(to)}
}

func low(hours float64, total string) reprice.Low {
	return reprice.Low{At: noon.Add(-time.Duration(hours * float64(time.Hour))), Total: dec(total)}
}

// Each guard below, on and above its threshold, and off. Without more, the rule wants
// a cent less than the cheapest rival.
func TestGuards(t *testing.T) {
	type guards = reprice.Guards
	with := func(item reprice.Item, change func(*reprice.Item)) reprice.Item {
		change(&item)
		return item
	}
	state := func(item reprice.Item, s reprice.State) reprice.Item {
		item.State = s
		return item
	}
	own := func(price, shipping string) []policy.Elsewhere {
		return []policy.Elsewhere{{Where: "walmart", Own: true, Price: dec(price), Shipping: set(shipping)}, {Where: "other", Price: dec("1")}}
	}
	war := guards{War: reprice.WarGuard{Moves: 4, Window: 24 * time.Hour}}
	fall := guards{War: reprice.WarGuard{Fall: dec("0.10"), Flat: dec("0.02"), Window: 24 * time.Hour}}
	turns := guards{Oscillation: reprice.Oscillation{Turns: 3, Window: 24 * time.Hour}}
	chased := reprice.State{ // own 20.00 > rival 19.99 > own 19.98 > rival 19.97
		Changes: []reprice.Change{change(3, "20.50", "20"), change(1, "20", "19.98")},
		Lows:    []reprice.Low{low(4, "20.40"), low(2, "19.99")},
	}
	spiral := reprice.State{
		Changes: []reprice.Change{change(3, "19.50", "20"), change(1, "20", "20.02")},
		Lows:    []reprice.Low{low(4, "19.60"), low(2, "20.01")},
	}
	above := reprice.Compare{To: []reprice.Basis{reprice.Lowest}, Move: reprice.Above, By: dec("0.01")}
	flips := reprice.State{Changes: []reprice.Change{change(4, "20", "21"), change(3, "21", "20"), change(2, "20", "21")}}

	for _, tt := range []struct {
		name   string
		item   reprice.Item
		guards guards
		want   string
	}{
		{"kill switch", plain("20", "19"), guards{Stop: true}, "hold (kill_switch)"},
		{"no kill switch", plain("20", "19"), guards{}, "change 18.99"},

		{"no minimum", with(plain("20", "19"), func(i *reprice.Item) { i.Min = decimal.NullDecimal{} }), guards{}, "refuse (no_minimum)"},
		{"no minimum, allowed", with(plain("20", "19"), func(i *reprice.Item) { i.Min = decimal.NullDecimal{} }), guards{NoMinimum: true}, "change 18.99"},
		{"costs are a minimum", costed("20", "19"), guards{}, "change 18.99"},
		{"the floor of the costs", costed("20", "10"), guards{}, "change 11.77"},
		{"a limit of the platform is a minimum", with(plain("20", "10"), func(i *reprice.Item) { i.Min, i.Case.Min = decimal.NullDecimal{}, set("15") }), guards{}, "change 15"},
		{"the limit of the platform above", with(plain("20", "30"), func(i *reprice.Item) { i.Case.Max = set("25") }), guards{}, "change 25"},
		{"minimum above maximum", with(plain("20", "19"), func(i *reprice.Item) { i.Min, i.Max = set("22"), set("21.99") }), guards{}, "refuse (least_above_most)"},
		{"minimum at maximum", with(plain("20", "19"), func(i *reprice.Item) { i.Min, i.Max = set("22"), set("22") }), guards{}, "change 22"},

		{"no maximum: no rise", plain("20", "25"), guards{NeedMaximum: true}, "hold (no_maximum)"},
		{"no maximum: a cut", plain("20", "19"), guards{NeedMaximum: true}, "change 18.99"},
		{"a maximum: a rise", with(plain("20", "25"), func(i *reprice.Item) { i.Max = set("30") }), guards{NeedMaximum: true}, "change 24.99"},
		{"no maximum, off", plain("20", "25"), guards{}, "change 24.99"},
		{"no maximum: up to the floor", costed("11", "11.50"), guards{NeedMaximum: true}, "change 11.77"},

		{"costs known", costed("20", "19"), guards{NeedCosts: true}, "change 18.99"},
		{"no costs", plain("20", "19"), guards{NeedCosts: true}, "review 18.99 (costs_incomplete)"},
		{"a cost unknown", with(costed("20", "19"), func(i *reprice.Item) {
			i.Unit.Cost = append(i.Unit.Cost, pricing.CostItem{Code: "duty"})
		}), guards{NeedCosts: true}, "review 18.99 (costs_incomplete)"},

		{"pending", with(plain("20", "19"), func(i *reprice.Item) { i.Pending = true }), guards{}, "hold (push_pending)"},
		{"offers as old as allowed", plain("20", "19"), guards{OffersMaxAge: time.Hour}, "change 18.99"},
		{"offers too old", plain("20", "19"), guards{OffersMaxAge: time.Hour - 1}, "hold (stale_offers)"},
		{"offers from the future", with(plain("20", "19"), func(i *reprice.Item) { i.Read = noon.Add(1) }), guards{OffersMaxAge: time.Hour}, "hold (stale_offers)"},
		{"read later than the offers say", with(plain("20", "19"), func(i *reprice.Item) { i.Read = noon }), guards{OffersMaxAge: time.Minute}, "change 18.99"},
		{"nobody says when", plain("20"), guards{OffersMaxAge: time.Hour}, "hold (stale_offers)"},

		{"tie", plain("20", "20"), guards{Tie: true}, "hold (tie)"},
		{"tie, off", plain("20", "20"), guards{}, "change 19.99"},
		{"no tie", plain("20", "19.99"), guards{Tie: true}, "change 19.98"},
		{"a tie below the floor is put right", costed("11", "11"), guards{Tie: true}, "change 11.77"},

		{"own price jumped by 40%", state(plain("14", "20"), reprice.State{Price: set("10")}), guards{Anomaly: dec("0.40")}, "change 19.99"},
		{"own price jumped by more", state(plain("14.01", "20"), reprice.State{Price: set("10")}), guards{Anomaly: dec("0.40")}, "freeze (own_price_anomaly)"},
		{"own price fell by more", state(plain("5.99", "20"), reprice.State{Price: set("10")}), guards{Anomaly: dec("0.40")}, "freeze (own_price_anomaly)"},
		{"own price jumped, off", state(plain("100", "20"), reprice.State{Price: set("10")}), guards{}, "change 19.99"},
		{"rivals fell by 40%", state(plain("20", "12"), reprice.State{Low: set("20")}), guards{Anomaly: dec("0.40")}, "change 11.99"},
		{"rivals fell by more", state(plain("20", "11.99"), reprice.State{Low: set("20")}), guards{Anomaly: dec("0.40")}, "freeze (rival_price_anomaly)"},
		{"rivals jumped by more", state(plain("20", "28.01"), reprice.State{Low: set("20")}), guards{Anomaly: dec("0.40")}, "freeze (rival_price_anomaly)"},
		{"frozen before", state(plain("20", "19"), reprice.State{Freeze: &reprice.Freeze{Since: noon.Add(-time.Hour), Code: reprice.ReasonOwnAnomaly}}), guards{}, "freeze (own_price_anomaly)"},

		{"a step of 10%", plain("20", "18.01"), guards{StepShare: dec("0.10")}, "change 18"},
		{"beyond a step of 10%", plain("20", "18"), guards{StepShare: dec("0.10")}, "change 18"},
		{"far beyond a step of 10%", plain("20", "5"), guards{StepShare: dec("0.10")}, "change 18"},
		{"a step up", plain("20", "50"), guards{StepShare: dec("0.10")}, "change 22"},
		{"a step rounds towards the price in force", plain("19.99", "5"), guards{StepShare: dec("0.10")}, "change 18"},
		{"a step up rounds down", plain("19.99", "50"), guards{StepShare: dec("0.10")}, "change 21.98"},
		{"a step of an amount", plain("20", "5"), guards{StepAmount: dec("0.50")}, "change 19.5"},
		{"the smaller step", plain("20", "5"), guards{StepAmount: dec("0.50"), StepShare: dec("0.01")}, "change 19.8"},
		{"a step that ends on the minimum", with(plain("20", "5"), func(i *reprice.Item) { i.Min = set("19") }), guards{StepShare: dec("0.10")}, "change 19"},
		{"no step is small enough", plain("0.05", "0.03"), guards{StepShare: dec("0.10")}, "review 1 (bounds_beyond_step)"},
		{"a step of less than a cent", with(plain("0.05", "0.03"), func(i *reprice.Item) { i.Min = set("0.01") }), guards{StepShare: dec("0.10")}, "hold (step)"},

		{"out of the hole in a step", costed("10.71", "11"), guards{StepShare: dec("0.10")}, "change 11.77"},
		{"the hole is deeper than a step", costed("10.69", "11"), guards{StepShare: dec("0.10")}, "review 11.77 (bounds_beyond_step)"},
		{"down from above in a step", with(plain("22", "50"), func(i *reprice.Item) { i.Max = set("20") }), guards{StepShare: dec("0.10")}, "change 20"},
		{"above by more than a step", with(plain("23", "50"), func(i *reprice.Item) { i.Max = set("20") }), guards{StepShare: dec("0.10")}, "review 20 (bounds_beyond_step)"},

		{"at the breaker", plain("20", "17.01"), guards{Breaker: dec("0.15")}, "change 17"},
		{"beyond the breaker", plain("20", "17"), guards{Breaker: dec("0.15")}, "review 16.99 (breaker)"},
		{"beyond the breaker upwards", plain("20", "23.02"), guards{Breaker: dec("0.15")}, "review 23.01 (breaker)"},
		{"the breaker goes before the step", plain("20", "5"), guards{Breaker: dec("0.15"), StepShare: dec("0.01")}, "review 4.99 (breaker)"},

		{"the day from where it began", state(plain("18", "10"), reprice.State{Changes: []reprice.Change{change(5, "20", "18")}}), guards{DayShare: dec("0.20")}, "change 16"},
		{"the day is used up", state(plain("16", "10"), reprice.State{Changes: []reprice.Change{change(5, "20", "16")}}), guards{DayShare: dec("0.20")}, "hold (day_limit)"},
		{"another day", state(plain("16", "10"), reprice.State{Changes: []reprice.Change{change(24, "20", "16")}}), guards{DayShare: dec("0.20")}, "change 12.8"},

		{"changes left", state(plain("20", "19"), reprice.State{Changes: []reprice.Change{change(5, "21", "20")}}), guards{ChangesPerDay: 2}, "change 18.99"},
		{"no changes left", state(plain("20", "19"), reprice.State{Changes: []reprice.Change{change(6, "21", "20"), change(5, "21", "20")}}), guards{ChangesPerDay: 2}, "hold (changes_per_day)"},
		{"changes of another day", state(plain("20", "19"), reprice.State{Changes: []reprice.Change{change(24, "21", "20"), change(5, "21", "20")}}), guards{ChangesPerDay: 2}, "change 18.99"},

		{"cooling down", state(plain("20", "19"), reprice.State{Changes: []reprice.Change{change(1.99, "21", "20")}}), guards{CoolDown: 2 * time.Hour}, "hold (cool_down)"},
		{"cooled down", state(plain("20", "19"), reprice.State{Changes: []reprice.Change{change(2, "21", "20")}}), guards{CoolDown: 2 * time.Hour}, "change 18.99"},

		{"four moves in turns", state(plain("19.98", "19.97"), chased), war, "review 19.96 (price_war)"},
		{"four moves, five asked for", state(plain("19.98", "19.97"), chased), guards{War: reprice.WarGuard{Moves: 6, Window: 24 * time.Hour}}, "change 19.96"},
		{"the window is too short", state(plain("19.98", "19.97"), chased), guards{War: reprice.WarGuard{Moves: 4, Window: 90 * time.Minute}}, "change 19.96"},
		{"the rival went up again", state(plain("19.98", "21"), chased), war, "change 20.99"},
		{"a war that lasts", state(plain("19.98", "19.97"), reprice.State{War: &reprice.War{Since: noon.Add(-99 * time.Hour), Price: dec("20.50")}}), war, "review 19.96 (price_war)"},
		{"a war that lasts lets the price up", state(plain("19.98", "20.40"), reprice.State{War: &reprice.War{Since: noon.Add(-99 * time.Hour), Price: dec("20.50")}}), war, "change 20.39"},
		{"a war whose rival came back", state(plain("20.98", "20.50"), reprice.State{War: &reprice.War{Since: noon.Add(-99 * time.Hour), Price: dec("20.50")}}), war, "change 20.49"},

		{"a fall of 10%", state(plain("19", "18.01"), reprice.State{Changes: []reprice.Change{change(5, "20", "19")}}), fall, "change 18"},
		{"a fall of more", state(plain("19", "18"), reprice.State{Changes: []reprice.Change{change(5, "20", "19")}}), fall, "review 17.99 (price_war)"},
		{"a fall that pays in units", with(state(plain("19", "18"), reprice.State{Changes: []reprice.Change{change(5, "20", "19")}}), func(i *reprice.Item) { i.ShareChange = set("0.03") }), fall, "change 17.99"},
		{"a fall that hardly pays", with(state(plain("19", "18"), reprice.State{Changes: []reprice.Change{change(5, "20", "19")}}), func(i *reprice.Item) { i.ShareChange = set("0.02") }), fall, "review 17.99 (price_war)"},
		{"a fall of another day", state(plain("19", "18"), reprice.State{Changes: []reprice.Change{change(25, "20", "19")}}), fall, "change 17.99"},

		{"three turns", state(plain("21", "20"), flips), turns, "review 19.99 (oscillation)"},
		{"two turns", state(plain("21", "22.5"), flips), turns, "change 22.49"},
		{"three turns, off", state(plain("21", "20"), flips), guards{}, "change 19.99"},

		{"down to the other channel", with(plain("20", "10"), func(i *reprice.Item) { i.Case.Elsewhere = own("18", "") }), guards{CrossChannel: true}, "change 18"},
		{"down to the other channel with its shipping", with(plain("20", "10"), func(i *reprice.Item) { i.Case.Elsewhere = own("17", "1.50") }), guards{CrossChannel: true}, "change 18.5"},
		{"with a spread", with(plain("20", "10"), func(i *reprice.Item) { i.Case.Elsewhere = own("18", "") }), guards{CrossChannel: true, Spread: dec("0.05")}, "change 17.1"},
		{"below it already", with(plain("16", "10"), func(i *reprice.Item) { i.Case.Elsewhere = own("18", "") }), guards{CrossChannel: true}, "hold (no_change)"},
		{"below it already, and up", with(plain("16", "17"), func(i *reprice.Item) { i.Case.Elsewhere = own("18", "") }), guards{CrossChannel: true}, "change 16.99"},
		{"the other channel, off", with(plain("20", "10"), func(i *reprice.Item) { i.Case.Elsewhere = own("18", "") }), guards{}, "change 9.99"},

		{"first price", with(plain("", "10"), func(*reprice.Item) {}), guards{FirstPrice: true}, "review 9.99 (first_price)"},
		{"first price, off", plain("", "10"), guards{}, "change 9.99"},
		{"first price knows no step", plain("", "10"), guards{StepShare: dec("0.01"), Breaker: dec("0.01"), CoolDown: time.Hour}, "change 9.99"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := decide(t, tt.item, beat(tt.guards), noon)
			if got := outcome(d); got != tt.want {
				t.Errorf("%s, want %s; %v", got, tt.want, codes(d))
			}
		})
	}

	rules := beat(war)
	rules.Pricer = above
	if got := outcome(decide(t, state(plain("20.02", "20.03"), spiral), rules, noon)); got != "review 20.04 (price_spiral)" {
		t.Error("upwards in turns:", got)
	}
}

// House acts on a plain move only by its own thresholds.
func TestHouse(t *testing.T) {
	for _, tt := range []struct{ current, rival, want string }{
		{"20", "18.01", "change 18"},
		{"20", "17.01", "change 18"}, // 15%, in steps of 10%
		{"20", "17", "review 16.99 (breaker)"},
		{"20", "22.01", "change 22"},
		{"20", "20", "hold (tie)"},
	} {
		item := costed(tt.current, tt.rival)
		item.Max = set("40")
		if got := outcome(decide(t, item, beat(reprice.House()), noon)); got != tt.want {
			t.Errorf("%s against %s: %s, want %s", tt.current, tt.rival, got, tt.want)
		}
	}
}

// A MAP holds on its days, channels and brand; an ending never goes below it.
func TestMAP(t *testing.T) {
	brand := policy.MAPPolicy{Brand: "Acme", Price: dec("18.50"), From: today}
	item := func(change func(*policy.Case, *policy.MAPPolicy)) reprice.Item {
		i, p := plain("20", "10"), brand
		i.Case.Brand = "ACME"
		change(&i.Case, &p)
		i.Case.MAP = append(i.Case.MAP, p)
		return i
	}
	for _, tt := range []struct {
		name   string
		change func(*policy.Case, *policy.MAPPolicy)
		want   string
	}{
		{"covered", func(*policy.Case, *policy.MAPPolicy) {}, "18.5"},
		{"another brand", func(c *policy.Case, p *policy.MAPPolicy) { c.Brand = "Other" }, "9.99"},
		{"another SKU", func(c *policy.Case, p *policy.MAPPolicy) { p.SKU = "X" }, "9.99"},
		{"the SKU", func(c *policy.Case, p *policy.MAPPolicy) { p.SKU = "SKU-1" }, "18.5"},
		{"from tomorrow", func(c *policy.Case, p *policy.MAPPolicy) { p.From = today.AddDate(0, 0, 1) }, "9.99"},
		{"until today", func(c *policy.Case, p *policy.MAPPolicy) { p.To = today }, "18.5"},
		{"until yesterday", func(c *policy.Case, p *policy.MAPPolicy) {
			p.From, p.To = today.AddDate(0, 0, -9), today.AddDate(0, 0, -1)
		}, "9.99"},
		{"the channel", func(c *policy.Case, p *policy.MAPPolicy) { p.Channels = []string{"walmart", "amazon"} }, "18.5"},
		{"another channel", func(c *policy.Case, p *policy.MAPPolicy) { p.Channels = []string{"walmart"} }, "9.99"},
		{"discontinued", func(c *policy.Case, p *policy.MAPPolicy) { p.Discontinued = []string{"SKU-1"} }, "9.99"},
		{"an event", func(c *policy.Case, p *policy.MAPPolicy) {
			p.Events = []policy.MAPEvent{{Name: "Black Friday", From: today, To: today, Price: set("15")}}
		}, "15"},
		{"a pack of two", func(c *policy.Case, p *policy.MAPPolicy) {
			p.Price, c.Pack = dec("8"), &policy.Pack{Size: dec("2"), Single: dec("9")}
		}, "16"},
		{"a pack that is exempt", func(c *policy.Case, p *policy.MAPPolicy) {
			p.Bundles, c.Pack = policy.MAPExempt, &policy.Pack{Size: dec("2"), Single: dec("9")}
		}, "9.99"},
		{"with a coupon of 5%", func(c *policy.Case, p *policy.MAPPolicy) { c.Coupon = &policy.Coupon{Share: dec("0.05")} }, "19.48"}, // 19.47 less 5% is 18.4965
		{"with a coupon of 1.00", func(c *policy.Case, p *policy.MAPPolicy) { c.Coupon = &policy.Coupon{Amount: dec("1")} }, "19.5"},
		{"with a coupon that is exempt", func(c *policy.Case, p *policy.MAPPolicy) {
			p.Coupons, c.Coupon = policy.MAPExempt, &policy.Coupon{Amount: dec("1")}
		}, "18.5"},
		{"the SKU before the brand", func(c *policy.Case, p *policy.MAPPolicy) {
			c.MAP = []policy.MAPPolicy{{Brand: "acme", SKU: "SKU-1", Price: dec("12"), From: today}}
		}, "12"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			i := item(tt.change)
			d := decide(t, i, beat(reprice.Guards{}), noon)
			if got := text(d.To); got != tt.want {
				t.Errorf("%s, want %s; %v %+v", got, tt.want, codes(d), d.Bounds)
			}
			// What the bound lets through, the rule of the policy lets through.
			i.Case.Price, i.Case.SKU = d.To.Decimal, "SKU-1"
			if out := (policy.MinimumAdvertisedPrice{}).Check(&i.Case, today); out.Status == policy.StatusFound {
				t.Errorf("the policy rule objects: %v", out.Findings)
			}
		})
	}

	i := item(func(*policy.Case, *policy.MAPPolicy) {})
	rules := beat(reprice.Guards{})
	rules.Ending = strategy.Ending{On: []decimal.Decimal{dec("0.49")}, Lowered: dec("0.10"), Within: dec("0.10")}
	if got := text(decide(t, i, rules, noon).To); got != "18.5" { // 18.49 would be below it
		t.Error("an ending below the MAP:", got)
	}
	rules.Ending.On = []decimal.Decimal{dec("0.59")}
	if d := decide(t, i, rules, noon); text(d.To) != "18.59" || d.Steps[len(d.Steps)-1].Code != reprice.ReasonEnding {
		t.Error("an ending above the MAP:", text(d.To), d.Steps)
	}
	i.Max = set("18.58")
	if got := text(decide(t, i, rules, noon).To); got != "18.5" {
		t.Error("an ending above the maximum:", got)
	}
}

// The steps lead from the wanted price to the one that is published.
func TestSteps(t *testing.T) {
	item := costed("14", "10.50")
	rules := beat(reprice.Guards{StepShare: dec("0.10")})
	rules.Ending = strategy.Ending{On: []decimal.Decimal{dec("0.99")}, Within: dec("1")}
	d := decide(t, item, rules, noon)
	if got := outcome(d); got != "change 12.99" {
		t.Fatal(got, codes(d))
	}
	last := d.Wanted.Decimal
	var got []string
	for _, s := range d.Steps {
		if !s.From.Equal(last) {
			t.Errorf("%s starts at %s, not at %s", s.Code, s.From, last)
		}
		last, got = s.To, append(got, s.Code)
	}
	if !last.Equal(d.To.Decimal) {
		t.Errorf("the steps end at %s, not at %s", last, d.To.Decimal)
	}
	if want := []string{reprice.ReasonStep, reprice.ReasonEnding}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if d.Bounds.LeastBy != reprice.ReasonTarget || text(d.Bounds.Least) != "11.77" {
		t.Errorf("bounds %+v", d.Bounds)
	}
	// An ending that is further than the step does not stop the price for ever.
	item = plain("20.99", "10")
	rules.Guards.StepShare = dec("0.02")
	if got := outcome(decide(t, item, rules, noon)); got != "change 20.58" {
		t.Error(got)
	}
}

// Profit before and after, exactly, and its margin.
func TestEarnings(t *testing.T) {
	d := decide(t, costed("20", "15.01"), beat(reprice.Guards{}), noon)
	// 20 - 3.00 - 10 and 15 - 2.25 - 10
	if diff := cmp.Diff([]string{"7", "0.35", "2.75", "0.1833"},
		[]string{text(d.Before.Profit), text(d.Before.Margin), text(d.After.Profit), text(d.After.Margin)}); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	ready := costed("20", "15.01")
	ready.Model = must(pricing.NewModel(ready.Unit, noon))
	ready.Unit = pricing.Unit{}
	if got := decide(t, ready, beat(reprice.Guards{}), noon); !got.After.Profit.Decimal.Equal(dec("2.75")) || got.Channel != "amazon" {
		t.Errorf("with a model: %+v", got)
	}
}

// A rule is a policy rule that objects below or above a price.
type rule struct {
	below    decimal.Decimal
	severity policy.Severity
}

func (rule) Info() policy.Info {
	return policy.Info{ID: "TEST-1", Title: "test", Citation: "none", From: fees.Day(2000, 1, 1), Verified: today, Confidence: "low"}
}

func (r rule) Check(c *policy.Case, _ time.Time) policy.Outcome {
	if c.Price.LessThan(r.below) {
		return policy.Found(policy.Finding{Severity: r.severity, Message: "below " + fx.Plain(r.below)})
	}
	return policy.Passed()
}

// A blocking finding never leads to a change, a warning asks a person.
func TestPolicy(t *testing.T) {
	for _, tt := range []struct {
		severity policy.Severity
		warnings bool
		current  string
		rival    string
		want     string
	}{
		{policy.Block, true, "20", "18.01", "change 18"},
		{policy.Block, true, "20", "18", "refuse (policy_block)"},
		{policy.Warn, true, "20", "18", "review 17.99 (policy_warning)"},
		{policy.Warn, false, "20", "18", "change 17.99"},
		{policy.Notice, true, "20", "18", "change 17.99"},
		{policy.Block, true, "17", "17.01", "review (current_price_blocked)"}, // the price stays, and it is blocked
		{policy.Warn, true, "17", "17.01", "hold (no_change)"},
	} {
		rules := beat(reprice.Guards{Warnings: tt.warnings})
		rules.Policy = must(policy.NewSet(rule{dec("18"), tt.severity}))
		d := decide(t, plain(tt.current, tt.rival), rules, noon)
		if got := outcome(d); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.severity, got, tt.want)
		}
		if len(d.Report.Results) != 1 {
			t.Errorf("%s: the report has %d results", tt.severity, len(d.Report.Results))
		}
	}
}

// What the policy is asked.
func TestCaseIsFilledIn(t *testing.T) {
	var seen policy.Case
	rules := beat(reprice.Guards{})
	rules.Policy = must(policy.NewSet(spy{&seen}))
	item := costed("20", "15")
	item.Case.Title = "Lunch box"
	decide(t, item, rules, noon)
	got := []string{seen.Channel, string(seen.Currency), seen.SKU, seen.Title, fx.Plain(seen.Price), text(seen.Current), text(seen.Floor), text(seen.Shipping)}
	if diff := cmp.Diff([]string{"amazon", "USD", "SKU-1", "Lunch box", "14.99", "20", "11.77", "0"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if item.Case.Channel != "" || item.Case.Current.Valid {
		t.Error("the case of the caller was changed")
	}
}

type spy struct{ seen *policy.Case }

func (spy) Info() policy.Info { return rule{}.Info() }
func (s spy) Check(c *policy.Case, _ time.Time) policy.Outcome {
	*s.seen = *c
	return policy.Passed()
}
