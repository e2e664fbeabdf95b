package reprice_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing/reprice"
)

// The gravest first, then the most at stake, then the SKU, however they are added.
func TestQueueOrder(t *testing.T) {
	var all []reprice.Decision
	add := func(sku string, g reprice.Gravity, stake string) {
		all = append(all, reprice.Decision{SKU: sku, Review: &reprice.Review{Code: "c" + strconv.Itoa(int(g)), Gravity: g, AtStake: dec(stake)}})
	}
	add("A", reprice.Critical, "0")
	add("B", reprice.Serious, "10")
	add("C", reprice.Serious, "9.5")
	add("D", reprice.Caution, "100")
	add("E", reprice.Caution, "100")
	add("F", reprice.Routine, "1000")
	skus := func(q *reprice.Queue) string {
		var out strings.Builder
		for _, d := range q.Decisions() {
			out.WriteString(d.SKU)
		}
		return out.String()
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for most, want := range map[int]string{0: "ABCDEF", 1: "A", 3: "ABC", 6: "ABCDEF", 9: "ABCDEF"} {
			q := reprice.Queue{Most: most}
			for _, d := range all {
				if !q.Add(d) {
					t.Fatal("not added")
				}
			}
			if got := skus(&q); got != want || q.Added() != 6 {
				t.Errorf("at most %d: %s of %d, want %s", most, got, q.Added(), want)
			}
			if diff := cmp.Diff(map[string]int{"c4": 1, "c3": 2, "c2": 2, "c1": 1}, q.Counts()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		}
	}
	var q reprice.Queue
	if q.Add(reprice.Decision{Action: reprice.ActionHold}) || len(q.Decisions()) != 0 || q.Added() != 0 {
		t.Error("a hold was added")
	}
}

// What is at stake: the profit of a day, of a unit, or the price alone.
func TestAtStake(t *testing.T) {
	rules := beat(reprice.Guards{Breaker: dec("0.10")})
	for _, tt := range []struct {
		item  reprice.Item
		units string
		want  string
	}{
		{costed("20", "15.01"), "", "4.25"}, // 7.00 less 2.75
		{costed("20", "15.01"), "3", "12.75"},
		{costed("20", "15.01"), "0", "0"},
		{plain("20", "15.01"), "", "5"},
	} {
		tt.item.UnitsPerDay = set(tt.units)
		d := decide(t, tt.item, rules, noon)
		if !d.Review.AtStake.Equal(dec(tt.want)) {
			t.Errorf("%s units: %s at stake, want %s", tt.units, d.Review.AtStake, tt.want)
		}
	}
}

// An approved review is a change with its record, and the next decision goes on from it.
func TestApprove(t *testing.T) {
	item := plain("20", "15")
	item.State.War = &reprice.War{Since: noon.Add(-time.Hour), Price: dec("21")}
	rules := beat(reprice.Guards{Breaker: dec("0.10"), War: reprice.WarGuard{Moves: 4, Window: time.Hour}, Warnings: true})
	rules.Policy = must(policy.NewSet(rule{dec("18"), policy.Warn}))
	d := decide(t, item, rules, noon)
	if got := outcome(d); got != "review 14.99 (price_war)" {
		t.Fatal(got)
	}
	if diff := cmp.Diff([]string{reprice.ReasonWar, reprice.ReasonBreaker, "TEST-1"}, d.Review.Codes); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	before, _ := json.Marshal(d.Next)
	at := noon.Add(time.Hour)
	paid := approval(d)
	paid.Paid = set("14.990") // the item price itself says the same
	if _, err := reprice.Approve(d, paid, at); err != nil {
		t.Error(err)
	}
	got, err := reprice.Approve(d, approval(d), at)
	if err != nil {
		t.Fatal(err)
	}
	if outcome(got) != "change 14.99" || got.Review != nil || got.Approval.By != "Li Wei" || got.Next.War != nil ||
		!got.Next.Price.Decimal.Equal(dec("14.99")) || !got.Next.Changes[0].At.Equal(at) || !got.Next.Decided.Equal(at) {
		t.Errorf("approved: %+v", got)
	}
	if last := got.Reasons[len(got.Reasons)-1]; last.Code != reprice.ReasonApproved {
		t.Error(last)
	}
	if after, _ := json.Marshal(d.Next); string(after) != string(before) || d.Review == nil || slices.Contains(codes(d), reprice.ReasonApproved) {
		t.Error("the decision was changed")
	}
	item.Current, item.State = got.To, got.Next
	if got := outcome(decide(t, item, rules, at)); got != "hold (no_change)" {
		t.Error("afterwards:", got)
	}

	for _, tt := range []struct {
		change func(*reprice.Decision, *policy.Approval, *time.Time)
		want   string
	}{
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) { a.By = " " }, "by must name a person"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) { a.Reason = "" }, "reason must not be empty"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) { a.Codes = a.Codes[:2] }, "codes must name TEST-1"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) { a.Channel = "ebay" }, "channel must be amazon"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) { a.SKU = "X" }, "sku must be SKU-1"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) { a.Price = dec("15") }, "price must be 14.99"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) { *at = noon.Add(-1) }, "at must not be before"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) { a.Until = today.AddDate(0, 0, -1) }, "until must make the approval hold on 2026-11-23"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) { a.At = today.AddDate(0, 0, 1) }, "until must make the approval hold"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) { a.At = time.Time{} }, "approval.at must be the first day"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) { a.At = noon }, "approval.at must be the first day"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) { a.Until = time.Time{} }, "until must make the approval hold"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) { a.Paid = set("13.99") }, "paid must be left out or be the item price"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) {
			a.Paid.Valid, a.Paid.Decimal = true, decimal.New(1, 1<<30)
		}, "paid must be left out"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) { d.Action = reprice.ActionHold }, "action must be a review"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) { d.Review = nil }, "action must be a review"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) {
			d.Report.Findings = []policy.Finding{{Severity: policy.Block}}
		}, "action must ask about a price that may be published"},
		{func(d *reprice.Decision, a *policy.Approval, at *time.Time) { d.Bounds.Least = set("15") }, "action must ask about a price"},
	} {
		bad, a, when := d, approval(d), at
		tt.change(&bad, &a, &when)
		if _, err := reprice.Approve(bad, a, when); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v, want %s", err, tt.want)
		}
	}
}

// A freeze lasts until it is approved, and the price in force is then the new base.
func TestFreezeIsLifted(t *testing.T) {
	rules := beat(reprice.Guards{Anomaly: dec("0.40")})
	item := plain("20", "19")
	item.State = reprice.State{Price: set("10"), Low: set("19")}
	d := decide(t, item, rules, noon)
	if outcome(d) != "freeze (own_price_anomaly)" || d.Next.Freeze == nil {
		t.Fatal(outcome(d))
	}
	item.State = d.Next
	d = decide(t, item, rules, noon.Add(time.Hour))
	if outcome(d) != "freeze (own_price_anomaly)" || !d.Next.Freeze.Since.Equal(noon) {
		t.Fatal(outcome(d), d.Next.Freeze)
	}
	lifted, err := reprice.Approve(d, approval(d), noon.Add(2*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if lifted.Action != reprice.ActionHold || lifted.Next.Freeze != nil || text(lifted.To) != "20" {
		t.Errorf("%+v", lifted)
	}
	item.State = lifted.Next
	if got := outcome(decide(t, item, rules, noon.Add(2*time.Hour))); got != "change 18.99" {
		t.Error(got)
	}
}

// The state remembers a bounded number of changes and lows.
func TestStateIsBounded(t *testing.T) {
	item := plain("20")
	for i := range 200 {
		item.Offers = offers(strconv.Itoa(20 + i%2))
		d := decide(t, item, beat(reprice.Guards{}), noon.Add(time.Duration(i)*time.Hour))
		item.Current, item.State = d.To, d.Next
	}
	if len(item.State.Changes) != reprice.MaxChanges || len(item.State.Lows) != reprice.MaxLows {
		t.Errorf("%d changes, %d lows", len(item.State.Changes), len(item.State.Lows))
	}
	if last := item.State.Changes[reprice.MaxChanges-1]; !last.At.Equal(noon.Add(199 * time.Hour)) {
		t.Error("the last change is lost:", last.At)
	}
}

// What a reader of states refuses.
func TestStateJSON(t *testing.T) {
	for _, bad := range []string{
		``, `null`, `[]`, `{}{}`, `{} x`, `{"price":19.99}`, `{"Price":"1"}`, `{"price":"1","price":"2"}`, `{"other":"1"}`, `{"price":"0"}`,
		`{"price":"-1"}`, `{"price":"1e99"}`, `{"price":null}`, `{"price":"NaN"}`, `{"price":{}}`, `{"changes":{}}`, `{"total":"1"}`,
		`{"changes":[{"at":"2026-11-23T11:00:00Z"}]}`, `{"changes":[{"to":"1","at":"2026-11-23"}]}`, `{"freeze":{}}`,
		`{"changes":[{"at":"2026-11-23T11:00:00Z","to":"1"},{"at":"2026-11-23T10:00:00Z","to":"1"}]}`,
		`{"lows":[{"at":"2026-11-23T11:00:00Z","total":"1"},{"at":"2026-11-23T10:00:00Z","total":"1"}]}`,
		`{"lows":[` + strings.TrimSuffix(strings.Repeat(`{"at":"2026-11-23T11:00:00Z","total":"1"},`, reprice.MaxLows+1), ",") + `]}`,
		`{"changes":[` + strings.TrimSuffix(strings.Repeat(`{"at":"2026-11-23T11:00:00Z","to":"1"},`, reprice.MaxChanges+1), ",") + `]}`,
		`{"price":"1"` + strings.Repeat(" ", 1<<16) + `}`, `{"war":{"since":"2026-11-23T11:00:00Z","price":"x"}}`, strings.Repeat("[", 100000),
		`{"freeze":{"since":"2026-11-23T11:00:00Z","code":"x","text":"` + strings.Repeat("x", 501) + `"}}`,
	} {
		var s reprice.State
		if err := s.UnmarshalJSON([]byte(bad)); err == nil {
			t.Errorf("%.60s was read", bad)
		}
	}
	if got := string(must(json.Marshal(reprice.State{}))); got != "{}" {
		t.Error(got)
	}
	if _, err := json.Marshal(reprice.State{Price: decimal.NewNullDecimal(dec("-1"))}); err == nil {
		t.Error("a bad state was written")
	}
}
