package audit_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/audit"
	"github.com/lianxing/crossborder/pricing/reprice"
)

// A stored file stands when the decision is made again from the same inputs, with the
// approval, its evidence and further records.
func TestVerifyStands(t *testing.T) {
	d := approved(t)
	record := policy.Approval{By: "Wang Fang", Reason: "margin", Codes: []string{"HOUSE-FLOOR"}, Price: dec("25.2"), Paid: set("24"), At: today, Until: today}
	f, err := audit.New(boxes(), follow(), d, audit.Options{Evidence: evidence(), Approvals: []policy.Approval{record}})
	if err != nil {
		t.Fatal(err)
	}
	stored := must(audit.Read(bytes.NewReader(must(f.JSON()))))
	report, err := audit.Verify(stored, boxes(), follow(), noon)
	if err != nil || !report.OK() || len(report.Differences) > 0 {
		t.Fatalf("%+v, %v", report, err)
	}
	for name, f := range kinds(t) {
		if name != "review" {
			continue
		}
		if report, err := audit.Verify(f, boxes(), follow(), noon); err != nil || !report.OK() {
			t.Errorf("%s: %+v, %v", name, report, err)
		}
	}
}

// A change that the catalogue breaker of a batch withheld stands alone as well, also
// after it was approved; whatever else is changed of it is found.
func TestVerifyWithheld(t *testing.T) {
	rules := follow()
	rules.Guards = reprice.Guards{CatalogueShare: dec("0.5")}
	first := boxes()
	first.SKU = "BOX-1"
	var decisions []reprice.Decision
	for d, err := range reprice.Batch(t.Context(), slices.Values([]reprice.Item{first, boxes()}), rules, noon, reprice.Options{CatalogueSize: 2}) {
		if err != nil {
			t.Fatal(err)
		}
		decisions = append(decisions, d)
	}
	d := decisions[1]
	if decisions[0].Action != reprice.ActionChange || d.Action != reprice.ActionReview || d.Review.Code != reprice.ReasonCatalogue {
		t.Fatal(decisions[0].Action, d.Action, d.Reasons)
	}
	settled := must(reprice.Approve(d, policy.Approval{
		By: "Li Wei", Reason: "checked", Codes: d.Review.Codes, Channel: d.Channel, SKU: d.SKU, Price: d.Review.Price.Decimal, At: today, Until: today,
	}, noon.Add(time.Hour)))
	for _, d := range []reprice.Decision{d, settled} {
		stored := must(audit.New(boxes(), rules, d, audit.Options{}))
		report, err := audit.Verify(stored, boxes(), rules, noon)
		if err != nil || !report.OK() || !report.Withheld {
			t.Errorf("%s: %+v, %v", d.Action, report, err)
		}
		loose := rules
		loose.Guards.CatalogueShare = decimal.Zero
		if report, err = audit.Verify(stored, boxes(), loose, noon); err != nil || report.OK() || report.Withheld {
			t.Errorf("%s without the breaker: %+v, %v", d.Action, report, err)
		}
	}
	stored := must(audit.New(boxes(), rules, d, audit.Options{}))
	stored.Decision.Review.AtStake = "1.00"
	if report, err := audit.Verify(stored, boxes(), rules, noon); err != nil || report.OK() || !report.Withheld {
		t.Errorf("another stake: %+v, %v", report, err)
	}
	alone := must(audit.New(boxes(), rules, must(reprice.Decide(boxes(), rules, noon)), audit.Options{}))
	if report, err := audit.Verify(alone, boxes(), rules, noon); err != nil || !report.OK() || report.Withheld {
		t.Errorf("a change: %+v, %v", report, err)
	}
}

// Each change of a stored file, of the inputs and of the tables is told apart.
func TestCheckCauses(t *testing.T) {
	for _, c := range []struct {
		name       string
		stored     func(*audit.File)
		recomputed func(*audit.File)
		item       func(*reprice.Item)
		causes     []audit.Cause
		path       string
	}{
		{name: "the same"},
		{name: "a changed amount", stored: func(f *audit.File) { f.Statement.Lines[1].Amount = "-3.00" }, causes: []audit.Cause{audit.Tampered}, path: "statement.lines[1].amount"},
		{name: "a changed input", stored: func(f *audit.File) { f.Inputs[1].Value = "BOX-4" }, causes: []audit.Cause{audit.Tampered, audit.InputsChanged}, path: "inputs: item.sku"},
		{name: "a changed digest", stored: func(f *audit.File) { f.Digest.Result = f.Digest.Inputs }, causes: []audit.Cause{audit.Tampered}, path: "digest.result"},
		{name: "another algorithm", stored: func(f *audit.File) { f.Digest.Algorithm = "md5" }, causes: []audit.Cause{audit.Tampered}, path: "digest.algorithm"},
		{name: "an input left out", stored: func(f *audit.File) { f.Inputs = f.Inputs[:len(f.Inputs)-1] }, causes: []audit.Cause{audit.Tampered, audit.InputsChanged}, path: "digest.inputs"},
		{name: "another cost", item: func(i *reprice.Item) { i.Unit.Cost[0].Amount = set("1.85") }, causes: []audit.Cause{audit.InputsChanged}, path: "inputs: item.unit.cost[0].amount"},
		{name: "another form of a cost", item: func(i *reprice.Item) { i.Unit.Cost[0].Amount = set("1.800") }},
		{name: "another table", recomputed: func(f *audit.File) {
			f.Statement.Lines[1].Source.Table, f.Statement.Lines[1].Amount = "amazon-us-referral-2026-12-01", "-3.00"
		}, causes: []audit.Cause{audit.TablesChanged}, path: "statement.lines[1].source.table"},
		{name: "a rule read again", recomputed: func(f *audit.File) { f.Policy.Rules[0].VerifiedOn = "2026-12-01" }, causes: []audit.Cause{audit.TablesChanged}, path: "policy.rules[0].verified_on"},
		{name: "another computation", recomputed: func(f *audit.File) { f.Statement.Profit = "2.89" }, causes: []audit.Cause{audit.LibraryChanged}, path: "statement.profit"},
		{name: "a line more", recomputed: func(f *audit.File) { f.Missing = append(f.Missing, "cost.duty") }, causes: []audit.Cause{audit.LibraryChanged}, path: "missing[0]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			stored := file(t)
			if c.stored != nil {
				c.stored(&stored)
			}
			item := boxes()
			if c.item != nil {
				c.item(&item)
			}
			again := must(audit.New(item, follow(), approvedOf(t, item), audit.Options{Evidence: evidence()}))
			if c.recomputed != nil {
				c.recomputed(&again)
			}
			report := audit.Check(stored, again)
			if diff := cmp.Diff(c.causes, report.Causes); diff != "" {
				t.Errorf("causes (-want +got):\n%s\n%+v", diff, report.Differences)
			}
			if report.OK() != (c.causes == nil) {
				t.Errorf("OK is %t", report.OK())
			}
			if c.path != "" && !slices.ContainsFunc(report.Differences, func(d audit.Difference) bool { return d.Path == c.path }) {
				t.Errorf("%s is not among the differences %+v", c.path, report.Differences)
			}
		})
	}
}

// A calendar day of another place is another input: fees are looked up for it.
func TestDayOfThePlace(t *testing.T) {
	late := time.Date(2026, 11, 23, 23, 30, 0, 0, time.FixedZone("", -8*3600))
	d := must(reprice.Decide(boxes(), follow(), late))
	there := must(audit.New(boxes(), follow(), d, audit.Options{Now: late}))
	utc := must(audit.New(boxes(), follow(), must(reprice.Decide(boxes(), follow(), late.UTC())), audit.Options{}))
	if there.Subject.Day != "2026-11-23" || utc.Subject.Day != "2026-11-24" {
		t.Errorf("days %s and %s", there.Subject.Day, utc.Subject.Day)
	}
	if there.Digest.Inputs == utc.Digest.Inputs {
		t.Error("the same digest")
	}
	// Storage of one day more is another profit than the decided one.
	if _, err := audit.New(boxes(), follow(), d, audit.Options{}); err == nil || !strings.Contains(err.Error(), "item.unit must be the unit that was decided") {
		t.Errorf("the day of another place: %v", err)
	}
}

// What is no file of the decision is refused, all faults at once.
func TestNewFaults(t *testing.T) {
	d := approved(t)
	for _, c := range []struct {
		name    string
		change  func(*reprice.Item, *reprice.Rules, *reprice.Decision, *audit.Options)
		message string
	}{
		{"another item", func(i *reprice.Item, _ *reprice.Rules, _ *reprice.Decision, _ *audit.Options) { i.SKU = "X" }, "decision.sku must be that of the item, X"},
		{"another price", func(i *reprice.Item, _ *reprice.Rules, _ *reprice.Decision, _ *audit.Options) { i.Current = set("1") }, "decision.from"},
		{"other rules", func(_ *reprice.Item, r *reprice.Rules, _ *reprice.Decision, _ *audit.Options) { r.Version = "2" }, "decision.rules"},
		{"no pricer", func(_ *reprice.Item, r *reprice.Rules, _ *reprice.Decision, _ *audit.Options) { r.Pricer = nil }, "rules.pricer must not be nil"},
		{"no time", func(_ *reprice.Item, _ *reprice.Rules, d *reprice.Decision, _ *audit.Options) { d.At = time.Time{} }, "decision.at"},
		{"another time", func(_ *reprice.Item, _ *reprice.Rules, _ *reprice.Decision, o *audit.Options) { o.Now = noon.Add(1) }, "now must be the time"},
		{"no currency", func(_ *reprice.Item, _ *reprice.Rules, d *reprice.Decision, _ *audit.Options) { d.Currency = "" }, "decision.currency"},
		{"no action", func(_ *reprice.Item, _ *reprice.Rules, d *reprice.Decision, _ *audit.Options) { d.Action = "" }, "decision.action"},
		{"a hostile price", func(_ *reprice.Item, _ *reprice.Rules, d *reprice.Decision, _ *audit.Options) {
			d.Wanted.Decimal = decimal.New(1, 1<<30)
		}, "decision.wanted must be a number"},
		{"a hostile current price", func(i *reprice.Item, _ *reprice.Rules, _ *reprice.Decision, _ *audit.Options) {
			i.Current.Decimal = decimal.New(1, 1<<30)
		}, "item.current"},
		{"a hostile price before", func(_ *reprice.Item, _ *reprice.Rules, d *reprice.Decision, _ *audit.Options) {
			d.From.Decimal = decimal.New(1, 1<<30)
		}, "decision.from"},
		{"a hostile offer", func(i *reprice.Item, _ *reprice.Rules, _ *reprice.Decision, _ *audit.Options) {
			i.Offers[0].Price = decimal.New(1, -1<<30)
		}, "item.offers[0].price must have at most 64 digits"},
		{"a compiled model", func(i *reprice.Item, _ *reprice.Rules, _ *reprice.Decision, _ *audit.Options) {
			i.Model = must(pricing.NewModel(i.Unit, noon))
		}, "item.model must not be compiled"},
		{"a nameless approval", func(_ *reprice.Item, _ *reprice.Rules, _ *reprice.Decision, o *audit.Options) {
			o.Approvals = make([]policy.Approval, 1)
		}, "approvals[0].by must name a person"},
		{"nameless evidence", func(_ *reprice.Item, _ *reprice.Rules, _ *reprice.Decision, o *audit.Options) {
			o.Evidence = make([]audit.Evidence, 1)
		}, "evidence[0].name must not be empty"},
		{"evidence with a wrong digest", func(_ *reprice.Item, _ *reprice.Rules, _ *reprice.Decision, o *audit.Options) {
			o.Evidence[0].SHA256 = "AB"
		}, "evidence[0].sha256 must be 64"},
		{"another cost", func(i *reprice.Item, _ *reprice.Rules, _ *reprice.Decision, _ *audit.Options) {
			i.Unit.Cost = slices.Clone(i.Unit.Cost)
			i.Unit.Cost[0].Amount = set("1.81")
		}, "item.unit must be the unit that was decided, which earns "},
		{"no costs any more", func(i *reprice.Item, _ *reprice.Rules, _ *reprice.Decision, _ *audit.Options) {
			i.Unit = pricing.Unit{}
		},
			"item.unit must be the unit that was decided: the decision knows a profit"},
		{"costs that were not there", func(_ *reprice.Item, _ *reprice.Rules, d *reprice.Decision, _ *audit.Options) {
			d.Before, d.After = reprice.Earning{}, reprice.Earning{}
		}, "item.unit must be the unit that was decided: the decision knows no profit at 27.99"},
		{"another cost at the new price alone", func(_ *reprice.Item, _ *reprice.Rules, d *reprice.Decision, _ *audit.Options) {
			d.After.Profit = set("1")
		}, "item.unit must be the unit that was decided, which earns 1 at 25.2"},
		{"a hostile profit", func(_ *reprice.Item, _ *reprice.Rules, d *reprice.Decision, _ *audit.Options) {
			d.Before.Profit.Decimal = decimal.New(1, 1<<30)
		}, "item.unit must be the unit that was decided: the profit of the decision is out of bounds"},
		{"a cost that was known", func(i *reprice.Item, _ *reprice.Rules, _ *reprice.Decision, _ *audit.Options) {
			i.Unit.Cost = append(slices.Clone(i.Unit.Cost), pricing.CostItem{Code: "label"})
		}, "item.unit must be the unit that was decided: all costs are known there is true"},
		{"an approval without a first day", func(_ *reprice.Item, _ *reprice.Rules, _ *reprice.Decision, o *audit.Options) {
			o.Approvals = []policy.Approval{{By: "Li Wei"}}
		}, "approvals[0].at must be the first day"},
		{"a decision by such an approval", func(_ *reprice.Item, _ *reprice.Rules, d *reprice.Decision, _ *audit.Options) {
			a := *d.Approval
			a.At = time.Time{}
			d.Approval = &a
		}, "decision.approval.at must be the first day"},
		{"a bad unit", func(i *reprice.Item, _ *reprice.Rules, _ *reprice.Decision, _ *audit.Options) {
			i.Unit.Buffer = dec("2")
		}, "item.unit.buffer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			item, rules, d, options := boxes(), follow(), d, audit.Options{Evidence: evidence()}
			c.change(&item, &rules, &d, &options)
			if _, err := audit.New(item, rules, d, options); err == nil || !strings.Contains(err.Error(), c.message) {
				t.Errorf("the error is %v, want %s", err, c.message)
			}
		})
	}
	if _, err := audit.New(reprice.Item{}, reprice.Rules{}, reprice.Decision{}, audit.Options{}); err == nil {
		t.Error("nothing has a file")
	}
}
