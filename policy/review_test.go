package policy_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

func TestHouseRules(t *testing.T) {
	move, floor, first, war := policy.LargeMove{}, policy.BelowFloor{}, policy.FirstPrice{}, policy.PriceWar{}
	from := func(current, price string) func(*policy.Case) {
		return func(c *policy.Case) { c.Current, c.Price = lawKnown(current), lawAmount(price) }
	}
	floored := func(price string, change func(*policy.Case)) func(*policy.Case) {
		return func(c *policy.Case) {
			c.Floor, c.Price = lawKnown("10"), lawAmount(price)
			if change != nil {
				change(c)
			}
		}
	}
	begin := func(c *policy.Case) { c.FirstPrice = true }
	runLaw(t, []lawRow{
		{name: "up 20%", rule: move, set: from("20", "24"), want: policy.StatusPassed},
		{name: "up more", rule: move, set: from("20", "24.01"), want: policy.StatusFound, finds: warns, says: "rises by 20.05% from 20.00 USD to 24.01 USD, more than 20%"},
		{name: "down 20%", rule: move, set: from("20", "16"), want: policy.StatusPassed},
		{name: "down more", rule: move, set: from("20", "15.99"), want: policy.StatusFound, finds: warns, says: "falls by"},
		{name: "from 0", rule: move, set: from("0", "1"), want: policy.StatusFound, finds: warns},
		{name: "own share", rule: policy.LargeMove{Share: lawAmount("0.05")}, set: from("20", "21.01"), want: policy.StatusFound, finds: warns},
		{name: "first price is no move", rule: move, set: begin, want: policy.StatusNotApplicable},
		{name: "move unknown", rule: move, want: policy.StatusUnjudged, missing: []string{"current"}},
		{name: "on the floor", rule: floor, set: floored("10", nil), want: policy.StatusPassed},
		{name: "below the floor", rule: floor, set: floored("9.99", nil), want: policy.StatusFound, finds: blocks, says: "0.01 USD below the floor of 10.00 USD"},
		{name: "a deal below the floor", rule: floor, set: floored("10", func(c *policy.Case) { c.Deal = &policy.Deal{Kind: policy.Sale, Price: lawAmount("9")} }), want: policy.StatusFound, finds: blocks},
		{name: "a coupon down to the floor", rule: floor, set: floored("12.50", func(c *policy.Case) { c.Coupon = &policy.Coupon{Share: lawAmount("0.2")} }), want: policy.StatusPassed},
		{name: "a coupon below the floor", rule: floor, set: floored("12.49", func(c *policy.Case) { c.Coupon = &policy.Coupon{Share: lawAmount("0.2")} }), want: policy.StatusFound, finds: blocks},
		{name: "a coupon above the price", rule: floor, set: floored("12", func(c *policy.Case) { c.Coupon = &policy.Coupon{Amount: lawAmount("50")} }), want: policy.StatusFound, finds: blocks, says: "pays 0.00 USD"},
		{name: "floor unknown", rule: floor, want: policy.StatusUnjudged, missing: []string{"floor"}},
		{name: "first", rule: first, set: begin, want: policy.StatusFound, finds: warns},
		{name: "not the first", rule: first, set: from("20", "20"), want: policy.StatusPassed},
		{name: "first unknown", rule: first, want: policy.StatusUnjudged, missing: []string{"current"}},
		{name: "war", rule: war, set: func(c *policy.Case) { c.PriceWar = true }, want: policy.StatusFound, finds: warns},
		{name: "peace", rule: war, want: policy.StatusPassed},
	})
	for _, rule := range (policy.Gate{}).Rules() {
		if rule.Info().ID[:6] != "HOUSE-" {
			t.Error(rule.Info().ID)
		}
	}
}

// reviewed is a case that a gate has nothing against, and the report of a set.
func reviewed(t *testing.T, change func(*policy.Case), rules ...policy.Rule) (*policy.Case, policy.Report) {
	t.Helper()
	set, err := policy.NewSet(rules...)
	if err != nil {
		t.Fatal(err)
	}
	c := lawCase()
	c.SKU, c.Current, c.Floor = "A-1", lawKnown("20"), lawKnown("15")
	if change != nil {
		change(c)
	}
	report, err := set.Check(c, lawDay("2026-11-23"))
	if err != nil {
		t.Fatal(err)
	}
	return c, report
}

func approval(codes ...string) policy.Approval {
	return policy.Approval{
		By: "R. Chen", Reason: "end of season", Codes: codes, Channel: "shopify", SKU: "A-1", Price: lawAmount("14"),
		At: lawDay("2026-11-20"), Until: lawDay("2026-11-30"),
	}
}

func TestGateReview(t *testing.T) {
	cheap := func(c *policy.Case) { c.Price = lawAmount("14") } // down 30%, below the floor
	type A = *policy.Approval
	with := func(change func(A), codes ...string) []policy.Approval {
		a := approval(codes...)
		if change != nil {
			change(&a)
		}
		return []policy.Approval{a}
	}
	both := []string{"HOUSE-FLOOR", "HOUSE-MOVE"}
	fee := func(c *policy.Case) { cheap(c); c.MandatoryFees = []policy.MandatoryFee{{Amount: lawAmount("1")}} }
	for _, row := range []struct {
		name      string
		gate      policy.Gate
		rules     []policy.Rule
		set       func(*policy.Case)
		approvals []policy.Approval
		codes     []string
		covered   int
		needed    bool
		blocked   bool
	}{
		{name: "nothing"},
		{name: "two reasons, the gravest first", set: cheap, codes: both, needed: true},
		{name: "asked by the set too, once each", set: cheap, rules: policy.Gate{}.Rules(), codes: both, needed: true},
		{name: "a gate stricter than the set", gate: policy.Gate{LargeMove: lawAmount("0.01")}, set: func(c *policy.Case) { c.Price = lawAmount("21") }, rules: policy.Gate{}.Rules(), codes: []string{"HOUSE-MOVE"}, needed: true},
		{name: "approved", set: cheap, approvals: with(nil, both...), codes: both, covered: 2},
		{name: "approved in part", set: cheap, approvals: with(nil, "HOUSE-MOVE"), codes: both, covered: 1, needed: true},
		{name: "first day of the approval", set: cheap, approvals: with(func(a A) { a.At = lawDay("2026-11-23") }, both...), codes: both, covered: 2},
		{name: "last day of the approval", set: cheap, approvals: with(func(a A) { a.Until = lawDay("2026-11-23") }, both...), codes: both, covered: 2},
		{name: "approval ended", set: cheap, approvals: with(func(a A) { a.Until = lawDay("2026-11-22") }, both...), codes: both, needed: true},
		{name: "approval of tomorrow", set: cheap, approvals: with(func(a A) { a.At = lawDay("2026-11-24") }, both...), codes: both, needed: true},
		{name: "approval of another price", set: cheap, approvals: with(func(a A) { a.Price = lawAmount("14.01") }, both...), codes: both, needed: true},
		{name: "approval of another SKU", set: cheap, approvals: with(func(a A) { a.SKU = "A-2" }, both...), codes: both, needed: true},
		{name: "approval of another channel", set: cheap, approvals: with(func(a A) { a.Channel = "amazon" }, both...), codes: both, needed: true},
		{name: "coupon after the approval", set: func(c *policy.Case) { cheap(c); c.Coupon = &policy.Coupon{Amount: lawAmount("1")} }, approvals: with(nil, both...), codes: both, needed: true},
		{name: "another price with a coupon down to the approved one", set: func(c *policy.Case) { c.Price, c.Coupon = lawAmount("14.50"), &policy.Coupon{Amount: lawAmount("0.5")} }, approvals: with(nil, both...), codes: both, needed: true},
		{name: "coupon approved", set: func(c *policy.Case) { cheap(c); c.Coupon = &policy.Coupon{Amount: lawAmount("1")} }, approvals: with(func(a A) { a.Paid = lawKnown("13") }, both...), codes: both, covered: 2},
		{name: "a law cannot be approved", set: fee, rules: []policy.Rule{policy.CaliforniaFees{}}, approvals: with(nil, append(both, "CA-SB478")...), codes: []string{"CA-SB478", "HOUSE-FLOOR", "HOUSE-MOVE"}, covered: 2, needed: true, blocked: true},
		{name: "a warning of a rule", set: func(c *policy.Case) { withMAP("20", nil)(c); c.MAP[0].Price = lawAmount("22"); c.SKU = "AC-1" }, rules: []policy.Rule{policy.MinimumAdvertisedPrice{}}, codes: []string{"MAP-1"}, needed: true},
		{name: "a notice needs nobody", set: func(c *policy.Case) { c.Channel = "amazon" }, rules: []policy.Rule{policy.SalesTax{}}},
		{name: "floor unknown", set: func(c *policy.Case) { c.Floor = decimal.NullDecimal{} }, codes: []string{"HOUSE-FLOOR"}, needed: true},
		{name: "a rule that could not judge", rules: []policy.Rule{policy.CaliforniaFees{}}},
		{name: "a rule that could not judge, asked for", gate: policy.Gate{Unjudged: true}, rules: []policy.Rule{policy.CaliforniaFees{}}, codes: []string{"CA-SB478"}, needed: true},
		{name: "first price in a price war", set: func(c *policy.Case) {
			c.Current, c.FirstPrice, c.PriceWar = decimal.NullDecimal{}, true, true
		}, codes: []string{"HOUSE-FIRST", "HOUSE-WAR"}, needed: true},
	} {
		t.Run(row.name, func(t *testing.T) {
			c, report := reviewed(t, row.set, row.rules...)
			got, err := row.gate.Review(c, report, row.approvals)
			if err != nil {
				t.Fatal(err)
			}
			var codes []string
			covered := 0
			for _, reason := range got.Reasons {
				codes = append(codes, reason.Code)
				if reason.Approval != nil {
					covered++
				}
				if reason.Text == "" {
					t.Error("a reason without text", reason)
				}
			}
			if diff := cmp.Diff(row.codes, codes); diff != "" {
				t.Errorf("codes -want +got:\n%s", diff)
			}
			if covered != row.covered || got.Needed != row.needed || got.Blocked != row.blocked || got.Open() != (!row.needed && !row.blocked) {
				t.Errorf("%d covered, %+v", covered, got)
			}
		})
	}
}

func TestGateReviewRefuses(t *testing.T) {
	c, report := reviewed(t, nil)
	gate := policy.Gate{LargeMove: lawAmount("-1")}
	got, err := gate.Review(c, policy.Report{}, []policy.Approval{{}})
	if !got.Blocked || got.Open() {
		t.Error("a faulty review is open")
	}
	var paths []string
	for _, fault := range fx.Faults(err) {
		paths = append(paths, fault.(*fx.InputError).Field)
	}
	want := []string{"report.day", "large_move", "approvals[0].by", "approvals[0].reason", "approvals[0].codes", "approvals[0].channel", "approvals[0].price", "approvals[0].at", "approvals[0].until"}
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	ever := approval("HOUSE-FLOOR", "HOUSE-MOVE")
	ever.At = time.Time{} // without a first day it would hold from ever
	if got, err := (policy.Gate{}).Review(c, report, []policy.Approval{ever}); got.Open() || err == nil || !strings.HasPrefix(err.Error(), "approvals[0].at must be") {
		t.Error(got, err)
	}
	if _, err := (policy.Gate{}).Review(nil, report, nil); err == nil {
		t.Error("a nil case is accepted")
	}
}

// Without approvals nothing with a block or a warning is open, and an approval never
// opens a block but that of the floor.
func propGate(t *rapid.T) {
	set, err := policy.NewSet(policy.CaliforniaFees{}, policy.PriceWar{})
	if err != nil {
		t.Fatal(err)
	}
	c := lawCase()
	c.SKU, c.Current, c.Floor = "A-1", lawKnown("14"), lawKnown("10")
	c.Price = cents2(rapid.Int64Range(500, 2500).Draw(t, "price"))
	c.PriceWar = rapid.Bool().Draw(t, "war")
	c.MandatoryFees = []policy.MandatoryFee{{Amount: cents2(rapid.Int64Range(0, 1).Draw(t, "fee"))}}
	r, err := set.Check(c, lawDay("2026-11-23"))
	if err != nil {
		t.Fatal(err)
	}
	a := approval("HOUSE-FLOOR", "HOUSE-MOVE", "HOUSE-WAR", "HOUSE-FIRST", "CA-SB478")
	a.Price = c.Price
	shut, err1 := policy.Gate{}.Review(c, r, nil)
	open, err2 := policy.Gate{}.Review(c, r, []policy.Approval{a})
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	below := c.Price.LessThan(c.Floor.Decimal)
	if shut.Open() != (len(shut.Reasons) == 0) || shut.Open() && (len(r.Findings) > 0 || below) {
		t.Fatalf("open without a person: %+v", shut)
	}
	if open.Open() == r.Blocked() {
		t.Fatalf("blocked %v, open %v", r.Blocked(), open.Open())
	}
}

func TestGateNeverOpens(t *testing.T) { rapid.Check(t, propGate) }
