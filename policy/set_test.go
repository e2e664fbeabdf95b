package policy_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// A rule of one's own outside the package: two methods.
type charmPrice struct{ id string }

func (r charmPrice) Info() policy.Info {
	return policy.Info{
		ID: r.id, Title: "prices end in .99", Citation: "our pricing handbook, page 3",
		From: day(2026, 1, 1), To: day(2026, 12, 31), Verified: day(2026, 11, 23), Confidence: "high", House: []string{"the ending"},
	}
}

func (charmPrice) Check(c *policy.Case, _ time.Time) policy.Outcome {
	if c.Price.Sub(c.Price.Floor()).Equal(dec("0.99")) {
		return policy.Passed()
	}
	return policy.Found(policy.Finding{Severity: policy.Warn, Message: "the price does not end in .99", House: true})
}

// A fixed is a rule that always says the same.
type fixed struct {
	info policy.Info
	out  policy.Outcome
}

func (f fixed) Info() policy.Info                            { return f.info }
func (f fixed) Check(*policy.Case, time.Time) policy.Outcome { return f.out }

func info(edits ...func(*policy.Info)) policy.Info {
	i := charmPrice{"TEST-1"}.Info()
	i.To = time.Time{}
	for _, edit := range edits {
		edit(&i)
	}
	return i
}

func TestNewSetFaults(t *testing.T) {
	_, err := policy.NewSet(charmPrice{"A"}, nil, charmPrice{"A"}, fixed{}, fixed{info: info(func(i *policy.Info) {
		i.ID, i.To, i.Confidence = "B", day(2025, 1, 1), "sure"
	})})
	want := []string{"rules[1]", "rules[2]", "rules[3].id", "rules[3].title", "rules[3].citation", "rules[3].from", "rules[3].verified", "rules[3].confidence", "rules[4].to", "rules[4].confidence"}
	if diff := cmp.Diff(want, paths(err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	empty, err := policy.NewSet()
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []*policy.Set{empty, {}, nil} {
		report, err := set.Check(amazon("10"), benchDay)
		if err != nil || len(report.Results) != 0 || report.Blocked() || report.Worst() != "" || report.String() != "no finding" {
			t.Errorf("a set without rules: %+v, %v", report, err)
		}
		if len(set.Rules()) != 0 || len(set.Infos()) != 0 {
			t.Errorf("rules of a set without rules")
		}
	}
}

// A rule holds from its first to its last day, on its channels and in its state.
func TestSetOutside(t *testing.T) {
	rule := fixed{info(func(i *policy.Info) {
		i.From, i.To, i.Channels, i.Jurisdiction = day(2026, 3, 1), day(2026, 3, 31), []string{"amazon", "walmart"}, "US-CA"
	}), policy.Passed()}
	in := func(states ...string) func(*policy.Case) { return func(c *policy.Case) { c.States = states } }
	ebay := amazon("10")
	ebay.Channel = "ebay"
	for _, row := range []struct {
		c      *policy.Case
		on     time.Time
		reason string
	}{
		{amazon("10"), day(2026, 2, 28), "in force from 2026-03-01"},
		{amazon("10"), day(2026, 3, 1), ""},
		{amazon("10"), day(2026, 3, 31), ""},
		{amazon("10"), day(2026, 4, 1), "in force until 2026-03-31"},
		{amazon("10"), time.Date(2026, 3, 31, 23, 59, 0, 0, time.FixedZone("", -8*3600)), ""}, // 1 April in UTC
		{ebay, day(2026, 3, 5), "a rule of amazon, walmart"},
		{walmart("10", in("US-CA", "US-NY")), day(2026, 3, 5), ""},
		{walmart("10", in("US-NY")), day(2026, 3, 5), "not sold in US-CA"},
	} {
		result, report := ask(t, rule, row.c, row.on)
		if result.Reason != row.reason || (result.Status == passed) != (row.reason == "") {
			t.Errorf("%s on %s: %+v, want %q", row.c.Channel, row.on, result, row.reason)
		}
		if y, m, d := row.on.Date(); !report.Day.Equal(day(y, int(m), d)) {
			t.Errorf("the day is %s", report.Day)
		}
	}
}

// Whatever a rule says, a missing input is no pass and a finding is found.
func TestSetStatus(t *testing.T) {
	finding := policy.Finding{Severity: policy.Warn, Message: "m"}
	for _, row := range []struct {
		out  policy.Outcome
		want policy.Status
	}{
		{policy.Outcome{}, unjudged},
		{policy.Passed(), passed},
		{policy.Found(), passed},
		{policy.Found(finding), found},
		{policy.Skipped("x"), skipped},
		{policy.Unjudged("history"), unjudged},
		{policy.Outcome{Findings: []policy.Finding{finding}}, found},
		{policy.Outcome{Status: passed, Findings: []policy.Finding{finding}}, found},
		{policy.Outcome{Status: passed, Missing: []string{"history"}}, unjudged},
		{policy.Outcome{Status: found}, unjudged},
	} {
		result, report := ask(t, fixed{info(), row.out}, amazon("10"), benchDay)
		if result.Status != row.want {
			t.Errorf("%+v: %s, want %s", row.out, result.Status, row.want)
		}
		if got := len(report.Unjudged()) == 1; got != (row.want == unjudged) {
			t.Errorf("%+v: unjudged %v", row.out, got)
		}
	}
}

// Findings are ordered by severity, then by rule; a severity nobody knows blocks.
func TestReportOrder(t *testing.T) {
	rule := func(id string, severities ...policy.Severity) policy.Rule {
		var out []policy.Finding
		for _, s := range severities {
			out = append(out, policy.Finding{Severity: s, Message: string(s), Rule: "mine", Citation: "mine"})
		}
		return fixed{info(func(i *policy.Info) { i.ID = id }), policy.Found(out...)}
	}
	set, err := policy.NewSet(rule("A", policy.Notice, policy.Block), rule("B", policy.Warn, "grave"), rule("C", policy.Block))
	if err != nil {
		t.Fatal(err)
	}
	report, err := set.Check(amazon("10"), benchDay)
	if err != nil {
		t.Fatal(err)
	}
	const want = "A block: block\nB grave: grave\nC block: block\nB warn: warn\nA info: info"
	if report.String() != want || !report.Blocked() || report.Findings[0].Citation != info().Citation {
		t.Errorf("%s\nwant %s", report, want)
	}
	if r, ok := report.Result("B"); !ok || r.Status != found {
		t.Errorf("%+v, %v", r, ok)
	}
	if _, ok := report.Result("D"); ok {
		t.Error("a rule that is not in the set")
	}
	set, _ = policy.NewSet(rule("A", policy.Warn))
	if report, _ = set.Check(amazon("10"), benchDay); report.Blocked() || report.Worst() != policy.Warn {
		t.Errorf("a warning blocks: %s", report)
	}
}

func TestCaseCheck(t *testing.T) {
	c := &policy.Case{
		Price: dec("-1"), Currency: "XXQ", States: []string{"US-CA", "CA"}, FirstPrice: true, Current: null("1"),
		Min: null("-1"), Max: decimal.NewNullDecimal(decimal.New(1, 99)),
		History:   policy.History{{}},
		Elsewhere: []policy.Elsewhere{{}, {Price: dec("-1"), Shipping: null("-1")}},
		Reference: &policy.Reference{}, Deal: &policy.Deal{Price: dec("-1"), From: day(2026, 2, 1), To: day(2026, 1, 1)},
		Coupon: &policy.Coupon{Share: dec("1.1")}, Pack: &policy.Pack{}, Reviews: &policy.Reviews{Rating: dec("5.1"), Count: -1, SellerRating: null("6")},
	}
	_, err := policy.Standard().Check(c, benchDay)
	want := []string{
		"channel", "currency", "price", "states[1]", "min", "max", "first_price", "history[0].from", "history[0].price",
		"elsewhere[1].price", "elsewhere[1].shipping", "reference.kind", "deal.kind", "deal.price", "deal.to", "coupon.share", "pack.size",
		"reviews.rating", "reviews.seller_rating", "reviews.count",
	}
	if diff := cmp.Diff(want, paths(err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, coupon := range []policy.Coupon{{}, {Share: dec("0.1"), Amount: dec("1")}} {
		if err := amazon("10", func(c *policy.Case) { c.Coupon = &coupon }).Check(); err == nil {
			t.Errorf("%+v has no fault", coupon)
		}
	}
	var in *fx.InputError
	if _, err := policy.Standard().Check(nil, benchDay); !errors.As(err, &in) || in.Field != "case" {
		t.Errorf("no case: %v", err)
	}
}

// The rules of the package are complete, ordered and say where they stand.
func TestStandard(t *testing.T) {
	infos := policy.Standard().Infos()
	if len(infos) == 0 || len(infos) != len(policy.Standard().Rules()) {
		t.Fatal("no rules")
	}
	var ids []string
	for _, i := range infos {
		ids = append(ids, i.ID)
		if !i.Verified.Equal(day(2026, 11, 23)) {
			t.Errorf("%s was verified on %s", i.ID, i.Verified)
		}
		if i.From.After(i.Verified) {
			t.Errorf("%s is in force from %s", i.ID, i.From)
		}
	}
	if !slices.IsSorted(ids) {
		t.Errorf("not ordered: %s", ids)
	}
	for _, id := range strings.Fields("AMZ-FAIR-1 AMZ-FAIR-2 AMZ-FAIR-3 AMZ-FAIR-4 AMZ-FO-1 AMZ-AUTO-1 AMZ-AUTO-2 AMZ-REF-1 AMZ-REF-2 " +
		"AMZ-DEAL-1 AMZ-DEAL-2 AMZ-DEAL-3 AMZ-CPN-1 AMZ-CPN-2 AMZ-PED-1 AMZ-TITLE-1 WMT-PR-1 WMT-PR-2 WMT-PR-3 WMT-REF-1 WMT-REF-2 WMT-REF-3 WMT-REF-4") {
		if !slices.Contains(ids, id) {
			t.Errorf("%s is missing", id)
		}
	}
}

// genCase is a case with much of what the rules of platforms look at.
func genCase(t *rapid.T) *policy.Case {
	c := &policy.Case{Channel: rapid.SampledFrom([]string{"amazon", "walmart", "shopify"}).Draw(t, "channel"), Currency: fx.USD, Price: genPrice(t, "price"), History: genHistory(t)}
	maybe := func(name string) decimal.NullDecimal {
		if rapid.Bool().Draw(t, name+" known") {
			return decimal.NewNullDecimal(genPrice(t, name))
		}
		return decimal.NullDecimal{}
	}
	c.SellerFulfilled = rapid.Bool().Draw(t, "seller ships")
	c.Shipping, c.CarrierRate, c.Current, c.Min, c.Max = maybe("shipping"), maybe("rate"), maybe("current"), maybe("min"), maybe("max")
	c.Was, c.CompetitivePrice, c.Floor = maybe("was"), maybe("competitive"), maybe("floor")
	if rapid.Bool().Draw(t, "reference known") {
		c.Reference = &policy.Reference{Kind: rapid.SampledFrom([]policy.ReferenceKind{policy.ReferenceFormer, policy.ReferenceList, policy.ReferenceElsewhere}).Draw(t, "kind"), Price: genPrice(t, "reference")}
	}
	if rapid.Bool().Draw(t, "deal known") {
		c.Deal = &policy.Deal{Kind: rapid.SampledFrom([]policy.DealKind{policy.BestDeal, policy.LightningDeal, policy.PriceDiscount, policy.PrimeExclusive, policy.ReducedPrice, policy.Clearance}).Draw(t, "deal kind"),
			Price: genPrice(t, "deal"), Lowest30: maybe("low"), Event: rapid.SampledFrom([]string{"", "prime_day", "x"}).Draw(t, "event")}
	}
	if rapid.Bool().Draw(t, "coupon known") {
		c.Coupon = &policy.Coupon{Share: decimal.New(rapid.Int64Range(1, 100).Draw(t, "share"), -2)}
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "places") {
		c.Elsewhere = append(c.Elsewhere, policy.Elsewhere{Where: "shop " + string(rune('a'+i)), Own: rapid.Bool().Draw(t, "own"), Price: genPrice(t, "there"), Shipping: maybe("their shipping"), Outside: rapid.Bool().Draw(t, "outside")})
	}
	if rapid.Bool().Draw(t, "pack known") {
		c.Pack = &policy.Pack{Size: decimal.New(rapid.Int64Range(1, 9).Draw(t, "size"), 0), Single: genPrice(t, "single")}
	}
	if rapid.Bool().Draw(t, "reviews known") {
		c.Reviews = &policy.Reviews{Rating: decimal.New(rapid.Int64Range(0, 50).Draw(t, "rating"), -1), Count: rapid.IntRange(0, 9).Draw(t, "count")}
	}
	return c
}

// severities returns the gravest severity of a rule's findings, as 0 to 3.
func gravity(report policy.Report, rule string) int {
	worst := 0
	for _, f := range report.Findings {
		if f.Rule == rule {
			worst = max(worst, map[policy.Severity]int{policy.Notice: 1, policy.Warn: 2, policy.Block: 3}[f.Severity])
		}
	}
	return worst
}

// A report is the same every time, and the order of the rules does not change what they
// say.
func propReports(t *rapid.T) {
	c := genCase(t)
	first, err := policy.Standard().Check(c, benchDay)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := policy.Standard().Check(c, benchDay)
	if diff := cmp.Diff(first, again); diff != "" {
		t.Fatalf("(-first +again):\n%s", diff)
	}
	if err := policy.Standard().CheckInto(&again, genCase(t), benchDay); err != nil {
		t.Fatal(err)
	}
	if err := policy.Standard().CheckInto(&again, c, benchDay); err != nil || again.String() != first.String() || !cmp.Equal(first.Results, again.Results) {
		t.Fatalf("in the room of another report: %v\n%s\nwant\n%s", err, again, first)
	}
	rules := policy.Standard().Rules()
	mixed, err := policy.NewSet(rapid.Permutation(rules).Draw(t, "rules")...)
	if err != nil {
		t.Fatal(err)
	}
	other, _ := mixed.Check(c, benchDay)
	for _, i := range policy.Standard().Infos() {
		of := func(r policy.Report) (out []policy.Finding) {
			for _, f := range r.Findings {
				if f.Rule == i.ID {
					out = append(out, f)
				}
			}
			return out
		}
		a, _ := first.Result(i.ID)
		b, _ := other.Result(i.ID)
		if diff := cmp.Diff(a, b) + cmp.Diff(of(first), of(other)); diff != "" {
			t.Fatalf("%s in another order:\n%s", i.ID, diff)
		}
	}
	for k, f := range first.Findings {
		if f.Rule == "" || f.Citation == "" || f.Message == "" {
			t.Fatalf("%+v", f)
		}
		if r, _ := first.Result(f.Rule); r.Status != found {
			t.Fatalf("%s: %s with a finding", f.Rule, r.Status)
		}
		if k > 0 && f.Severity == policy.Block && first.Findings[k-1].Severity != policy.Block {
			t.Fatalf("not ordered:\n%s", first)
		}
	}
}

func TestReports(t *testing.T) { rapid.Check(t, propReports) }

// A dearer price never helps a rule against high prices; a cheaper deal never hurts.
func propMonotone(t *rapid.T) {
	c := genCase(t)
	more := decimal.New(rapid.Int64Range(1, 5000).Draw(t, "more"), -2)
	before, err := policy.Standard().Check(c, benchDay)
	if err != nil {
		t.Fatal(err)
	}
	dearer := *c
	dearer.Price = c.Price.Add(more)
	after, _ := policy.Standard().Check(&dearer, benchDay)
	for _, rule := range []string{"AMZ-FAIR-2", "AMZ-FAIR-3", "AMZ-FO-1", "WMT-PR-1", "WMT-PR-2"} {
		if gravity(after, rule) < gravity(before, rule) {
			t.Fatalf("%s at %s:\n%s\nat %s:\n%s", rule, c.Price, before, dearer.Price, after)
		}
	}
	if c.Deal != nil && c.Deal.Price.GreaterThan(more) {
		cheaper, deal := *c, *c.Deal
		deal.Price = deal.Price.Sub(more)
		cheaper.Deal = &deal
		after, _ := policy.Standard().Check(&cheaper, benchDay)
		for _, rule := range []string{"AMZ-DEAL-1", "AMZ-DEAL-2", "AMZ-DEAL-3", "AMZ-PED-1", "WMT-REF-1"} {
			if gravity(after, rule) > gravity(before, rule) {
				t.Fatalf("%s with a deal at %s:\n%s\nat %s:\n%s", rule, c.Deal.Price, before, deal.Price, after)
			}
		}
	}
	if c.Coupon != nil && c.Coupon.Share.LessThan(dec("0.5")) {
		deeper, coupon := *c, *c.Coupon
		coupon.Share = coupon.Share.Add(dec("0.01"))
		deeper.Coupon = &coupon
		after, _ := policy.Standard().Check(&deeper, benchDay)
		if gravity(after, "AMZ-CPN-2") > gravity(before, "AMZ-CPN-2") {
			t.Fatalf("a deeper coupon:\n%s\nbefore:\n%s", after, before)
		}
	}
}

func TestMonotone(t *testing.T) { rapid.Check(t, propMonotone) }
