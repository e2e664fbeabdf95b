package reprice_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing/reprice"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// Faults of the input, each at its path.
func TestDecideRefuses(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*reprice.Item, *reprice.Rules)
		want   string
	}{
		{"SKU", func(i *reprice.Item, _ *reprice.Rules) { i.SKU = "" }, "sku must not be empty"},
		{"current", func(i *reprice.Item, _ *reprice.Rules) { i.Current = set("-1") }, "current must be above 0"},
		{"huge", func(i *reprice.Item, _ *reprice.Rules) { i.Current = decimal.NewNullDecimal(decimal.New(1, 1<<30)) }, "current"},
		{"off the grid", func(i *reprice.Item, _ *reprice.Rules) { i.Current = set("1.001") }, "current must be a whole number of minor units"},
		{"minimum", func(i *reprice.Item, _ *reprice.Rules) { i.Min = set("0") }, "min must be above 0"},
		{"no channel", func(i *reprice.Item, _ *reprice.Rules) { i.Case.Channel = "" }, "case.channel must not be empty"},
		{"no currency", func(i *reprice.Item, _ *reprice.Rules) { i.Case.Currency = "" }, "case.currency"},
		{"another channel", func(i *reprice.Item, _ *reprice.Rules) {
			*i = costed("20")
			i.Case.Channel = "walmart"
		}, "case.channel must be amazon"},
		{"another currency", func(i *reprice.Item, _ *reprice.Rules) {
			*i = costed("20")
			i.Case.Currency = fx.EUR
		}, "case.currency must be USD"},
		{"shipping", func(i *reprice.Item, _ *reprice.Rules) {
			*i = costed("20")
			i.Case.Shipping = set("3")
		}, "case.shipping must be 0"},
		{"unit", func(i *reprice.Item, _ *reprice.Rules) {
			*i = costed("20")
			i.Unit.Cost[0].Amount = set("-1")
		}, "unit.cost[0].amount"},
		{"case", func(i *reprice.Item, _ *reprice.Rules) { i.Case.CompetitivePrice = set("-1") }, "case.competitive_price"},
		{"state", func(i *reprice.Item, _ *reprice.Rules) {
			i.State.Changes = []reprice.Change{change(1, "1", "2"), change(2, "1", "0")}
		}, "state.changes[1].at"},
		{"clock", func(i *reprice.Item, _ *reprice.Rules) { i.State.Decided = noon.Add(1) }, "now must not be before"},
		{"units", func(i *reprice.Item, _ *reprice.Rules) { i.UnitsPerDay = set("-1") }, "units_per_day"},
		{"share", func(i *reprice.Item, _ *reprice.Rules) { i.ShareChange = set("2") }, "share_change"},
		{"no pricer", func(_ *reprice.Item, r *reprice.Rules) { r.Pricer = nil }, "rules.pricer must not be nil"},
		{"no basis", func(_ *reprice.Item, r *reprice.Rules) { r.Pricer = reprice.Compare{} }, "rules.pricer.to must not be empty"},
		{"match by", func(_ *reprice.Item, r *reprice.Rules) {
			r.Pricer = reprice.Compare{To: []reprice.Basis{reprice.Lowest}, By: dec("1")}
		}, "rules.pricer.by must not be given"},
		{"beat by nothing", func(_ *reprice.Item, r *reprice.Rules) {
			r.Pricer = reprice.Compare{To: []reprice.Basis{reprice.Lowest}, Move: reprice.Beat}
		}, "rules.pricer.by must be above 0"},
		{"step of the table", func(_ *reprice.Item, r *reprice.Rules) { r.Pricer = reprice.Table{} }, "rules.pricer.step"},
		{"days", func(_ *reprice.Item, r *reprice.Rules) { r.Pricer = reprice.BySales{} }, "rules.pricer.days"},
		{"guard", func(_ *reprice.Item, r *reprice.Rules) { r.Guards.StepShare = dec("1.1") }, "rules.guards.step_share"},
		{"window", func(_ *reprice.Item, r *reprice.Rules) { r.Guards.War.Moves = 3 }, "rules.guards.war.window"},
		{"changes per day", func(_ *reprice.Item, r *reprice.Rules) { r.Guards.ChangesPerDay = reprice.MaxChanges + 1 }, "rules.guards.changes_per_day"},
		{"discount", func(_ *reprice.Item, r *reprice.Rules) { r.Floor.MaxDiscount = set("1.01") }, "rules.floor.max_discount"},
		{"proposal", func(_ *reprice.Item, r *reprice.Rules) {
			r.Pricer = reprice.PricerFunc(func(*reprice.View) (strategy.Proposal, error) {
				return strategy.Proposal{Wanted: decimal.New(1, 1<<30)}, nil
			})
		}, "proposal.wanted"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			item, rules := plain("20", "19"), beat(reprice.Guards{})
			tt.change(&item, &rules)
			_, err := reprice.Decide(item, rules, noon)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("%v, want %s", err, tt.want)
			}
			var in *fx.InputError
			for _, fault := range fx.Faults(err) {
				if !errors.As(fault, &in) {
					t.Errorf("%T: %v", fault, fault)
				}
			}
		})
	}
	if _, err := reprice.Decide(plain("20"), beat(reprice.Guards{}), time.Time{}); err == nil {
		t.Error("no time")
	}
}

var noContext context.Context

// Nothing that is empty or nil ends in a panic.
func TestZeroValues(t *testing.T) {
	for _, p := range []reprice.Pricer{reprice.Compare{}, reprice.Table{}, reprice.BySales{}} {
		if _, err := p.Propose(&reprice.View{}); err == nil {
			t.Errorf("%T proposes a price for nothing", p)
		}
	}
	if (&reprice.Rules{Pricer: reprice.PricerFunc(nil)}).Check() == nil {
		t.Error("a nil function is a pricer")
	}
	if _, err := reprice.Decide(reprice.Item{}, reprice.Rules{}, time.Time{}); err == nil {
		t.Error("a decision on nothing")
	}
	if _, err := reprice.Approve(reprice.Decision{}, policy.Approval{}, time.Time{}); err == nil {
		t.Error("an approval of nothing")
	}
	for _, err := range reprice.Batch(noContext, nil, reprice.Rules{}, time.Time{}, reprice.Options{}) {
		if len(fx.Faults(err)) != 3 {
			t.Error(err)
		}
	}
	// Offers of any kind.
	item := plain("20")
	item.Offers = []strategy.Offer{{}, {Price: dec("-1")}, {Price: decimal.New(1, 1<<30), Shipping: set("0")}, {Price: dec("999999999999999999"), Shipping: set("999999999999999999")}}
	if d := decide(t, item, beat(reprice.Guards{Anomaly: dec("0.4"), Tie: true}), noon); d.To.Decimal.LessThan(dec("1")) {
		t.Error(outcome(d))
	}
}
