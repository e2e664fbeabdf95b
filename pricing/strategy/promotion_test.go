package strategy_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// A bareListing has no charges: a unit earns its price less its cost.
type bareListing struct{}

func (bareListing) Channel() string                          { return "own store" }
func (bareListing) Currency() fx.Currency                    { return fx.USD }
func (bareListing) Extras() decimal.Decimal                  { return decimal.Decimal{} }
func (bareListing) Charges(time.Time) ([]fees.Charge, error) { return nil, nil }

// earning is the model of a unit that earns its price less a cost.
func earning(t testing.TB, cost string) *pricing.Model {
	t.Helper()
	m, err := pricing.NewModel(pricing.Unit{
		Listing: bareListing{}, Cost: []pricing.CostItem{{Code: "purchase", Amount: given(cost), Currency: fx.USD}},
	}, fees.Day(2026, 6, 1))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// date is a day of 2026 by its number, 1 being the first of January.
func date(n int) time.Time { return time.Date(2026, 1, n, 0, 0, 0, 0, time.UTC) }

// season is a calendar of the days 121 to 300 on Amazon, at one price before and in
// it, 10 units a day of a cost of 8.
func season(t testing.TB, price string, candidates ...strategy.PromotionCandidate) strategy.PromotionCalendar {
	return strategy.PromotionCalendar{
		From: date(121), To: date(300),
		Case:       policy.Case{Channel: "amazon", Currency: fx.USD, Reviews: &policy.Reviews{Rating: figure("4.5"), Count: 100, SellerRating: given("4.8")}},
		History:    policy.History{{From: date(1), To: date(120), Price: figure(price), Units: given("1200")}},
		Regular:    []strategy.RegularPrice{{From: date(1), Price: figure(price), UnitsPerDay: figure("10")}},
		Candidates: candidates, Model: earning(t, "8"), Limits: strategy.Limits{Places: 2},
	}
}

func deal(id string, from, to int, price, uplift string) strategy.PromotionCandidate {
	return strategy.PromotionCandidate{ID: id, Kind: policy.PriceDiscount, Price: figure(price), From: date(from), To: date(to), Uplift: given(uplift)}
}

func coupon(id string, from, to int, share, uplift string) strategy.PromotionCandidate {
	return strategy.PromotionCandidate{ID: id, Kind: strategy.PromotionCoupon, Share: figure(share), From: date(from), To: date(to), Uplift: given(uplift)}
}

func planned(t testing.TB, c strategy.PromotionCalendar) strategy.PromotionPlan {
	t.Helper()
	plan, err := strategy.PlanPromotions(c)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// outcome says a plan in short: what is kept, and why the others are not.
func outcome(plan strategy.PromotionPlan) string {
	var out []string
	for _, k := range plan.Kept {
		out = append(out, k.ID)
	}
	for _, d := range plan.Dropped {
		out = append(out, d.ID+":"+string(d.Code)+strings.Join(d.Rules, ",")+strings.Join(d.Against, ","))
	}
	return strings.Join(out, " ")
}

func TestPromotionFigures(t *testing.T) {
	for _, test := range []struct {
		name, price, cost, deal, units, uplift, fee string
		gain, breakEven                             string
	}{
		{"S31: 2.50, cost 1.00, -0.50", "2.50", "1", "2.00", "100", "0.6", "0", "10", "0.5"},
		{"S32: 50 to 45, cost 32, 8000 to 10000", "50", "32", "45", "8000", "0.25", "0", "-14000", "0.384615"},
		{"a fee of 20 on 100 units", "2.50", "1", "2.00", "100", "0.6", "20", "-10", "0.7"},
		{"S33: elasticity -2, price -10%", "20", "8", "18", "100", "", "0", "34.5680", "0.2"},
		{"a unit earns nothing in it", "2.50", "2", "2.00", "100", "9", "0", "-50", ""},
	} {
		c := season(t, test.price, deal("d", 150, 150, test.deal, "0"))
		c.Candidates[0].Uplift, c.Candidates[0].Fee = decimal.NullDecimal{}, figure(test.fee)
		if c.Elasticity = given("-2"); test.uplift != "" {
			c.Candidates[0].Uplift = given(test.uplift)
		}
		c.Model, c.Regular[0].UnitsPerDay = earning(t, test.cost), figure(test.units)
		plan := planned(t, c)
		var gain decimal.Decimal
		var even decimal.NullDecimal
		if len(plan.Kept) == 1 {
			gain, even = plan.Kept[0].Gain, plan.Kept[0].BreakEven
		} else {
			gain, even = plan.Dropped[0].Gain, plan.Dropped[0].BreakEven
		}
		if !gain.Equal(figure(test.gain)) || even.Valid != (test.breakEven != "") || even.Valid && !even.Decimal.Equal(figure(test.breakEven)) {
			t.Errorf("%s: gain %s, break-even %v; want %s, %s", test.name, gain, even, test.gain, test.breakEven)
		}
		if kept := len(plan.Kept) == 1; kept != (gain.Sign() > 0) {
			t.Errorf("%s: kept %v", test.name, kept)
		}
	}
}

func TestPromotionEligibility(t *testing.T) {
	raised := func(c strategy.PromotionCalendar, day int, price string) strategy.PromotionCalendar {
		c.Regular = append(c.Regular, strategy.RegularPrice{From: date(day), Price: figure(price), UnitsPerDay: figure("10")})
		return c
	}
	for _, test := range []struct {
		name string
		c    strategy.PromotionCalendar
		want string
	}{
		{"a deal below the low", season(t, "20.00", deal("d", 150, 152, "18.00", "1")), "d"},
		{"raised before: at the 30-day low", raised(season(t, "20.00", deal("d", 150, 152, "20.00", "1")), 140, "25.00"), "d"},
		{"raised before: a cent above it", raised(season(t, "20.00", deal("d", 150, 152, "20.01", "1")), 140, "25.00"), "d:ruleAMZ-DEAL-1"},
		{"raised 30 days before: one day of the low is left", raised(season(t, "20.00", deal("d", 170, 172, "20.01", "1")), 141, "25.00"), "d:ruleAMZ-DEAL-1"},
		{"raised 31 days before: none is left", raised(season(t, "20.00", deal("d", 171, 172, "20.01", "1")), 141, "25.00"), "d"},
		{"a deal lowers the low for the next: 30 days", season(t, "20.00", deal("a", 150, 152, "15.00", "2"), deal("b", 182, 183, "16.00", "1")), "a b:ruleAMZ-DEAL-1"},
		{"31 days", season(t, "20.00", deal("a", 150, 152, "15.00", "2"), deal("b", 183, 184, "16.00", "1")), "a b"},
		{"the later one gains more, so the first gives way", season(t, "20.00", deal("a", 150, 150, "15.00", "2"), deal("b", 170, 179, "16.00", "1")), "b a:displacedb"},
		{"a coupon lowers it as well", season(t, "20.00", coupon("a", 150, 152, "0.2", "2"), deal("b", 160, 161, "16.01", "1")), "a b:ruleAMZ-DEAL-1"},
		{"a coupon of 4%", season(t, "20.00", coupon("a", 150, 152, "0.04", "2")), "a:ruleAMZ-CPN-1,AMZ-CPN-2"},
		{"a coupon of 5%", season(t, "20.00", coupon("a", 150, 152, "0.05", "2")), "a"},
		{"a coupon of 50%", season(t, "20.00", coupon("a", 150, 152, "0.50", "9")), "a"},
		{"a coupon of 51%", season(t, "20.00", coupon("a", 150, 152, "0.51", "9")), "a:ruleAMZ-CPN-1"},
		{"no discount", season(t, "20.00", deal("d", 150, 152, "20.00", "1")), "d:no_discount"},
		{"no gain", season(t, "20.00", deal("d", 150, 152, "14.00", "1")), "d:no_gain"},
		{"a cent of gain", season(t, "20.00", deal("d", 150, 152, "14.01", "1")), "d"},
	} {
		if got := outcome(planned(t, test.c)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
	c := season(t, "20.00", deal("d", 150, 152, "18.00", "1"))
	c.Limits.Least = given("18.01")
	if got := outcome(planned(t, c)); got != "d:limits" {
		t.Error(got)
	}
	c = season(t, "20.00", deal("d", 121, 122, "18.00", "1"))
	c.History = nil
	if got := outcome(planned(t, c)); got != "d:rule_unjudgedAMZ-DEAL-1" {
		t.Error(got)
	}
	c = season(t, "20.00", deal("d", 150, 152, "18.00", "1"))
	c.Candidates[0].OthersLowest = given("17.99")
	if got := outcome(planned(t, c)); got != "d:ruleAMZ-DEAL-1" {
		t.Error(got)
	}
	c.Candidates[0].OthersLowest = given("19")
	if got := outcome(planned(t, c)); got != "d" {
		t.Error(got)
	}
}

func TestPromotionLowestOfAll(t *testing.T) {
	// The own price was 20.00 less than 30 days ago; others never asked below 22.00.
	c := season(t, "20.00", deal("d", 150, 152, "21.00", "1"))
	c.Regular = append(c.Regular, strategy.RegularPrice{From: date(140), Price: figure("25"), UnitsPerDay: figure("10")})
	c.Candidates[0].OthersLowest = given("22")
	if got := outcome(planned(t, c)); got != "d:ruleAMZ-DEAL-1" {
		t.Error(got)
	}
}

// A deal is never shallower than asked for; the net price of a coupon is rounded half
// away from zero.
func TestPromotionRounding(t *testing.T) {
	for _, test := range []struct{ price, share, deal, coupon string }{
		{"19.99", "0.10", "17.99", "17.99"}, // 17.991
		{"19.95", "0.10", "17.95", "17.96"}, // 17.955
		{"19.94", "0.10", "17.94", "17.95"}, // 17.946
		{"20.00", "0.10", "18", "18"},
	} {
		for kind, want := range map[policy.DealKind]string{policy.PriceDiscount: test.deal, strategy.PromotionCoupon: test.coupon} {
			c := season(t, test.price, coupon("c", 150, 152, test.share, "1"))
			c.Candidates[0].Kind = kind
			plan := planned(t, c)
			if len(plan.Kept) != 1 || !plan.Kept[0].Price.Equal(figure(want)) {
				t.Errorf("%s of %s: %s, want %s", kind, test.price, outcome(plan), want)
			}
		}
	}
}

// The best choice leaves out the first promotion, which would forbid the last, and the
// second, which is too close to it and gains little.
func TestPromotionBestLeavesOut(t *testing.T) {
	c := season(t, "20.00", deal("a", 150, 150, "15.00", "1"), deal("s", 160, 160, "14.50", "0.9"), deal("b", 161, 170, "16.00", "1"))
	c.LeastGap = 1
	if got := outcome(planned(t, c)); got != "b a:displacedb s:spacingb" {
		t.Error(got)
	}
}

// S30: the was-price is 98.00 and the price 98.60. A coupon of 5 % leaves 93.67, above
// 93.10; one of 6 % leaves 92.68. The recent low is that of a sale, so that it does not
// help.
func TestPromotionCouponOfSellerReport(t *testing.T) {
	c := season(t, "98.00", coupon("five", 150, 152, "0.05", "3"), coupon("six", 150, 152, "0.06", "3"))
	c.Regular[0].Price = figure("98.60")
	c.History = policy.History{
		{From: date(1), To: date(115), Price: figure("98.00"), Units: given("5000")},
		{From: date(116), To: date(120), Price: figure("90.00"), Units: given("900"), Promotion: true},
	}
	c.Candidates[0].From, c.Candidates[0].To = date(140), date(142)
	c.Candidates[1].From, c.Candidates[1].To = date(140), date(142)
	plan := planned(t, c)
	if got := outcome(plan); got != "six five:spacingsix" {
		t.Fatal(got)
	}
	if !plan.Kept[0].Price.Equal(figure("92.68")) {
		t.Error(plan.Kept[0].Price)
	}
	report, err := c.Judge("five")
	if err != nil || report.Findings[0].Rule != "AMZ-CPN-2" || !report.Blocked() {
		t.Error(report, err)
	}
}

// Facts 4.9: a slow price rise makes an unchanged 5 % coupon ineligible until the
// median catches up.
func TestPromotionCouponAfterSlowRise(t *testing.T) {
	var coupons []strategy.PromotionCandidate
	for i, day := range []int{125, 165, 205, 255} {
		coupons = append(coupons, coupon("c"+strconv.Itoa(i), day, day+1, "0.05", "2"))
	}
	c := season(t, "20.00", coupons...)
	for n := 0; n < 12; n++ { // 2 % a week, from 20.00 to 25.36
		last := c.Regular[len(c.Regular)-1].Price
		c.Regular = append(c.Regular, strategy.RegularPrice{
			From: date(130 + 7*n), Price: last.Mul(figure("1.02")).Round(2), UnitsPerDay: figure("10"),
		})
	}
	plan := planned(t, c)
	if got := outcome(plan); got != "c0 c3 c1:ruleAMZ-CPN-2 c2:ruleAMZ-CPN-2" {
		t.Fatal(got)
	}
	again := plan.Dropped[1].AgainFrom
	if again.IsZero() || !again.After(date(205)) || again.After(date(255)) {
		t.Fatal(again)
	}
	notes := 0
	for _, note := range plan.Notes {
		if note.Code == "coupon_waits_for_median" && note.Candidate == "c2" && strings.Contains(note.Text, again.Format(time.DateOnly)) {
			notes++
		}
	}
	if notes != 1 {
		t.Error(plan.Notes)
	}
	// On that day it is allowed, on the day before it is not.
	for n, want := range map[int]bool{0: false, -1: true} {
		moved := c
		from := again.AddDate(0, 0, n)
		moved.Candidates = []strategy.PromotionCandidate{coupons[0], coupons[2]}
		moved.Candidates[1].From, moved.Candidates[1].To = from, from
		report, err := moved.Judge("c2", "c0")
		if err != nil || report.Blocked() != want {
			t.Error(n, report, err)
		}
	}
}

func TestPromotionSpacing(t *testing.T) {
	for _, test := range []struct {
		name           string
		gap, most, win int
		past           bool
		want           string
	}{
		{"free", 0, 0, 0, false, "a b"},
		{"gap of 10 days", 10, 0, 0, false, "a b"},
		{"gap of 11 days", 11, 0, 0, false, "b a:spacingb"},
		{"6 days of 17", 0, 6, 17, false, "b a:displacedb"},
		{"6 days of 16", 0, 6, 16, false, "a b"},
		{"7 days of 17", 0, 7, 17, false, "a b"},
		{"3 days at most", 0, 3, 30, false, "a b:window"},
		{"30 days after one of the history", 30, 0, 0, true, "b a:spacingthe promotion until 2026-04-30"},
		{"29 days after it", 29, 0, 0, true, "b a:spacingb"},
	} {
		// a has the days 150 to 152 and b those from 163 to 166, which gain more.
		c := season(t, "20.00", deal("a", 150, 152, "18.00", "1"), deal("b", 163, 166, "18.00", "1"))
		c.LeastGap, c.MostDays, c.Window = test.gap, test.most, test.win
		if test.past {
			c.History = append(c.History[:0:0], c.History...)
			c.History[0].To = date(119)
			c.History = append(c.History, policy.PriceRun{From: date(120), To: date(120), Price: figure("19"), Promotion: true, Units: given("1")})
		}
		plan := planned(t, c)
		if got := outcome(plan); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestPromotionBeyondExact(t *testing.T) {
	var list []strategy.PromotionCandidate
	for i := range 17 {
		list = append(list, deal("p"+strconv.Itoa(i), 121+10*i, 121+10*i, "18.00", strconv.Itoa(1+i)))
	}
	c := season(t, "20.00", list...)
	c.LeastGap = 10 // each rules out its neighbours
	plan := planned(t, c)
	if plan.Exact || len(plan.Kept) != 9 || plan.Kept[0].ID != "p0" || plan.Notes[0].Code != "in_date_order" {
		t.Error(outcome(plan), plan.Notes)
	}
	c.Candidates = c.Candidates[:16]
	plan = planned(t, c)
	if !plan.Exact || len(plan.Kept) != 8 || plan.Kept[7].ID != "p15" {
		t.Error(outcome(plan))
	}
}

func TestPromotionDays(t *testing.T) {
	c := season(t, "20.00", deal("a", 150, 152, "18.00", "1"))
	plan := planned(t, c)
	if len(plan.Days) != 180 {
		t.Fatal(len(plan.Days))
	}
	for n, d := range plan.Days {
		price, id, low := "20", "", "20"
		if day := 121 + n; day >= 150 && day <= 152 {
			price, id = "18", "a"
		}
		if day := 121 + n; day > 150 && day <= 152+30 {
			low = "18"
		}
		if !d.Day.Equal(date(121+n)) || !d.Price.Equal(figure(price)) || d.Promotion != id || !d.Low.Decimal.Equal(figure(low)) || !d.Was.Decimal.Equal(figure("20")) {
			t.Fatal(d)
		}
	}
	kept := plan.Kept[0]
	if !kept.LowUntil.Equal(date(182)) || !kept.LowBefore.Decimal.Equal(figure("20")) || !kept.LowAfter.Decimal.Equal(figure("18")) ||
		!kept.WasAfter.Decimal.Equal(figure("20")) || !kept.PromotionUnits.Equal(figure("60")) {
		t.Error(kept)
	}
}

// A model that does not know the cost makes every gain an upper bound.
func TestPromotionMissing(t *testing.T) {
	c := season(t, "20.00", deal("a", 150, 152, "18.00", "1"))
	var err error
	if c.Model, err = pricing.NewModel(pricing.Unit{Listing: bareListing{}}, date(1)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"cost"}, planned(t, c).Missing); diff != "" {
		t.Error(diff)
	}
}

func TestPromotionFaults(t *testing.T) {
	c := strategy.PromotionCalendar{Candidates: []strategy.PromotionCandidate{{}}}
	_, err := strategy.PlanPromotions(c)
	want := []string{"model", "from", "regular", "candidates[0].id", "candidates[0].kind", "candidates[0].share", "candidates[0].from", "candidates[0].uplift"}
	if diff := cmp.Diff(want, faultFields(err)); diff != "" {
		t.Error(diff)
	}
	huge := decimal.New(1, 1_000_000_000)
	c = season(t, "20.00", deal("a", 150, 152, "18.00", "1"), deal("a", 10, 400, "18.001", "1001"), coupon("c", 160, 159, "1", "-1.01"))
	c.Candidates[0].Fee, c.Regular[0].Price, c.Elasticity = huge, huge, given("0")
	c.Candidates[2].Price = figure("1")
	c.LeastGap, c.MostDays, c.Window = -1, 2, 0
	_, err = strategy.PlanPromotions(c)
	want = []string{"regular[0].price", "elasticity", "least_gap", "most_days", "candidates[0].fee", "candidates[1].id", "candidates[1].price",
		"candidates[1].from", "candidates[1].uplift", "candidates[2].share", "candidates[2].share", "candidates[2].price", "candidates[2].to", "candidates[2].uplift"}
	if diff := cmp.Diff(want, faultFields(err)); diff != "" {
		t.Error(diff)
	}
	c = season(t, "20.00", deal("a", 150, 152, "18.00", "1"))
	c.Case.Channel, c.History[0].To = "", date(121)
	_, err = strategy.PlanPromotions(c)
	if diff := cmp.Diff([]string{"history[0].to"}, faultFields(err)); diff != "" {
		t.Error(diff)
	}
	c.History[0].To = date(120)
	_, err = strategy.PlanPromotions(c)
	if diff := cmp.Diff([]string{"case.channel"}, faultFields(err)); diff != "" {
		t.Error(diff)
	}
	c.Case.Channel, c.Case.Currency = "amazon", fx.EUR
	if _, err = strategy.PlanPromotions(c); cmp.Diff([]string{"candidates[0].model"}, faultFields(err)) != "" {
		t.Error(err)
	}
	c.Case.Currency = fx.USD
	for field, judge := range map[string][]string{"id": {"x"}, "kept[0]": {"a", "x"}, "kept": {"a", "a"}} {
		if _, err = c.Judge(judge[0], judge[1:]...); cmp.Diff([]string{field}, faultFields(err)) != "" {
			t.Error(field, err)
		}
	}
}

// spaced reports by a count of days whether promotions may stand beside each other.
func spaced(c *strategy.PromotionCalendar, subset []int) bool {
	promoted := map[int64]bool{}
	var order []int64
	for _, i := range subset {
		p := &c.Candidates[i]
		for day := p.From; !day.After(p.To); day = day.AddDate(0, 0, 1) {
			n := day.Unix() / 86400
			if promoted[n] {
				return false
			}
			promoted[n] = true
		}
		order = append(order, p.From.Unix()/86400, p.To.Unix()/86400)
	}
	for k := 2; k < len(order); k += 2 {
		if order[k]-order[k-1]-1 < int64(c.LeastGap) {
			return false
		}
	}
	for first := c.From.Unix()/86400 - 40; c.Window > 0 && first < c.To.Unix()/86400; first++ {
		n := 0
		for day := first; day < first+int64(c.Window); day++ {
			if promoted[day] {
				n++
			}
		}
		if n > c.MostDays {
			return false
		}
	}
	return true
}

// The plan gains as much as the best of all subsets that are judged from scratch, its
// promotions keep their distance, and each passes when it is judged again on the
// history of the plan.
func propBestPromotions(t *rapid.T) {
	var list []strategy.PromotionCandidate
	n := rapid.IntRange(1, 6).Draw(t, "n")
	for i := range n {
		from := rapid.IntRange(121, 230).Draw(t, "from")
		p := deal("p"+strconv.Itoa(i), from, from+rapid.IntRange(0, 9).Draw(t, "days"), "1", "0")
		p.Price = decimal.New(rapid.Int64Range(1500, 2300).Draw(t, "price"), -2)
		if rapid.Bool().Draw(t, "coupon") {
			p.Kind, p.Price, p.Share = strategy.PromotionCoupon, decimal.Decimal{}, decimal.New(rapid.Int64Range(3, 25).Draw(t, "share"), -2)
		}
		p.Uplift = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 40).Draw(t, "uplift"), -1))
		list = append(list, p)
	}
	for i := range list { // in the order of their days, as the subsets below need them
		for j := i; j > 0 && list[j].From.Before(list[j-1].From); j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
	c := season(testingTB, "20.00", list...)
	c.Regular = append(c.Regular, strategy.RegularPrice{
		From: date(rapid.IntRange(122, 200).Draw(t, "rise")), Price: decimal.New(rapid.Int64Range(1900, 2400).Draw(t, "to"), -2), UnitsPerDay: figure("9"),
	})
	c.LeastGap = rapid.IntRange(0, 20).Draw(t, "gap")
	if rapid.Bool().Draw(t, "windowed") {
		c.Window, c.MostDays = rapid.IntRange(1, 40).Draw(t, "window"), rapid.IntRange(0, 20).Draw(t, "most")
	}
	plan, err := strategy.PlanPromotions(c)
	if err != nil {
		t.Fatal(err)
	}
	alone := map[string]decimal.Decimal{}
	for _, k := range plan.Kept {
		alone[k.ID] = k.Gain
	}
	for _, d := range plan.Dropped {
		if d.Code != strategy.NotKeptNoDiscount && d.Code != strategy.NotKeptLimits {
			alone[d.ID] = d.Gain
		}
	}
	most := decimal.Zero
	for mask := range 1 << n {
		var subset []int
		gain, possible := decimal.Zero, true
		var before []string
		for i := range n {
			if mask&(1<<i) == 0 {
				continue
			}
			own, priced := alone[list[i].ID]
			possible = possible && priced && own.Sign() > 0
			subset, gain = append(subset, i), gain.Add(own)
		}
		if !possible || !spaced(&c, subset) {
			continue
		}
		for _, i := range subset {
			report, err := c.Judge(list[i].ID, before...)
			if err != nil {
				t.Fatal(err)
			}
			possible = possible && !report.Blocked()
			before = append(before, list[i].ID)
		}
		if possible && gain.GreaterThan(most) {
			most = gain
		}
	}
	if !plan.Exact || !plan.Gain.Equal(most) {
		t.Fatalf("gain %s, the best subset has %s", plan.Gain, most)
	}
	var kept []int
	for _, k := range plan.Kept {
		for i := range list {
			if list[i].ID == k.ID {
				kept = append(kept, i)
			}
		}
		about := c.Case
		about.Price, about.Current = k.Regular, decimal.NewNullDecimal(k.Regular)
		about.History = plan.History.Last(k.From, 200)
		if p := list[kept[len(kept)-1]]; p.Kind == strategy.PromotionCoupon {
			about.Coupon = &policy.Coupon{Share: p.Share}
		} else {
			about.Deal = &policy.Deal{Kind: p.Kind, Price: k.Price, From: k.From, To: k.To}
		}
		report, err := policy.Standard().Check(&about, k.From)
		if err != nil || report.Blocked() {
			t.Fatal(k.ID, report, err)
		}
	}
	if !spaced(&c, kept) {
		t.Fatal("too close")
	}
	if err := plan.History.Check(); err != nil {
		t.Fatal(err)
	}
}

// testingTB lets a property use helpers that take a testing.TB; they only fail for
// fixed figures.
var testingTB testing.TB = &testing.B{}

func TestPropBestPromotions(t *testing.T) { rapid.Check(t, propBestPromotions) }

// BenchmarkPlanPromotionsHard has deals of which each forbids those after it: spacing
// alone says little about what the rest can gain.
func BenchmarkPlanPromotionsHard(b *testing.B) {
	var list []strategy.PromotionCandidate
	for i := range 16 {
		list = append(list, deal("p"+strconv.Itoa(i), 121+i, 121+i, "1", "1"))
		list[i].Price = decimal.New(int64(1500+(i*37)%16), -2)
	}
	c := season(b, "20.00", list...)
	for b.Loop() {
		planned(b, c)
	}
}

func BenchmarkPlanPromotions(b *testing.B) {
	var list []strategy.PromotionCandidate
	for i := range 16 {
		list = append(list, coupon("p"+strconv.Itoa(i), 121+11*i, 125+11*i, "0.1", "1"))
		list[i].Share = decimal.New(int64(10+i%5), -2)
	}
	c := season(b, "20.00", list...)
	for b.Loop() {
		planned(b, c)
	}
}
