package strategy_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// A datedRule blocks every price from a first to a last day and notes the days on
// which it is asked.
type datedRule struct {
	from, to time.Time
	severity policy.Severity
}

func (r datedRule) Info() policy.Info {
	return policy.Info{ID: "TEST-1", Title: "no price at all", Citation: "a test", From: r.from, To: r.to, Verified: date(1), Confidence: "high"}
}

func (r datedRule) Check(*policy.Case, time.Time) policy.Outcome {
	return policy.Found(policy.Finding{Severity: r.severity, Message: "no"})
}

// A promotion of several days is judged on each day on which something begins or ends,
// and on its last.
func TestPromotionIsJudgedOnItsDays(t *testing.T) {
	rules := func(c strategy.PromotionCalendar, more ...policy.Rule) strategy.PromotionCalendar {
		set, err := policy.NewSet(more...)
		if err != nil {
			t.Fatal(err)
		}
		c.Rules, c.MustJudge = set, []string{"TEST-1"}
		return c
	}
	plain := func() strategy.PromotionCalendar { return season(t, "20.00", deal("d", 150, 159, "18.00", "1")) }
	branded := func(p policy.MAPPolicy) strategy.PromotionCalendar {
		c := season(t, "20.00", coupon("d", 150, 159, "0.10", "1"))
		p.Brand, c.Case.Brand = "Acme", "Acme"
		c.Case.MAP = []policy.MAPPolicy{p}
		return c
	}
	stepped := func(day int, price string) strategy.PromotionCalendar {
		c := season(t, "20.00", coupon("d", 150, 159, "0.10", "1"))
		c.Regular = append(c.Regular, strategy.RegularPrice{From: date(day), Price: figure(price), UnitsPerDay: figure("10")})
		return c
	}
	const newYork = 156 // a rule of policy.Standard begins on 2026-06-05
	asked := func(days ...int) string {
		var out []string
		for _, n := range days {
			out = append(out, date(n).Format(time.DateOnly))
		}
		return strings.Join(out, " ")
	}
	for _, test := range []struct {
		name string
		c    strategy.PromotionCalendar
		want string // what is kept or dropped
		text string // of the dropped one, from its beginning, or the first warning of the kept one
		days string // on which the rules were asked about the kept one
	}{
		{"the standard rules", plain(), "d", "", asked(150, newYork, 159)},
		{"nothing turns: the first and the last day", season(t, "20.00", deal("d", 160, 169, "18.00", "1")), "d", "", asked(160, 169)},
		{"one day", season(t, "20.00", deal("d", 150, 150, "18.00", "1")), "d", "", asked(150)},
		{"a rule begins on the last day", rules(plain(), datedRule{date(159), date(300), policy.Block}), "d:ruleTEST-1", "on " + asked(159) + ", TEST-1: no", ""},
		{"a rule begins the day after", rules(plain(), datedRule{date(160), date(300), policy.Block}), "d", "", asked(150, 159)},
		{"a rule begins and ends within it", rules(plain(), datedRule{date(154), date(155), policy.Block}), "d:ruleTEST-1", "on " + asked(154) + ", TEST-1: no", ""},
		{"a rule of the first day alone", rules(plain(), datedRule{date(100), date(150), policy.Block}), "d:ruleTEST-1", "TEST-1: no", ""},
		{"a rule that ended the day before", rules(plain(), datedRule{date(100), date(149), policy.Block}), "d", "", asked(150, 159)},
		{"a warning does not forbid", rules(plain(), datedRule{date(154), date(155), policy.Warn}), "d", "TEST-1 on " + asked(154), asked(150, 154, 156, 159)},
		{"the minimum of a brand begins within a coupon", branded(policy.MAPPolicy{Price: figure("19.00"), From: date(155)}), "d", "MAP-1 on " + asked(155), asked(150, 155, newYork, 159)},
		{"and has ended before it", branded(policy.MAPPolicy{Price: figure("19.00"), From: date(100), To: date(149)}), "d", "", asked(150, newYork, 159)},
		{"an event of the brand within a coupon", branded(policy.MAPPolicy{
			Price: figure("15.00"), From: date(100),
			Events: []policy.MAPEvent{{Name: "launch", From: date(153), To: date(154), Price: given("18.01")}},
		}), "d", "MAP-1 on " + asked(153), asked(150, 153, 155, newYork, 159)},
		{"an event that asks for no more", branded(policy.MAPPolicy{
			Price: figure("15.00"), From: date(100),
			Events: []policy.MAPEvent{{Name: "launch", From: date(153), To: date(154), Price: given("18.00")}},
		}), "d", "", asked(150, 153, 155, newYork, 159)},
		{"the regular price rises within a coupon", stepped(155, "24.00"), "d:ruleAMZ-CPN-2", "on " + asked(155) + ", AMZ-CPN-2: ", ""},
		{"it falls", stepped(155, "19.50"), "d", "", asked(150, 155, newYork, 159)},
		{"it rises the day after", stepped(160, "24.00"), "d", "", asked(150, newYork, 159)},
	} {
		plan := planned(t, test.c)
		if got := outcome(plan); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
			continue
		}
		for _, d := range plan.Dropped {
			if !strings.HasPrefix(d.Text, test.text) {
				t.Errorf("%s: %s, want %s", test.name, d.Text, test.text)
			}
			report, err := test.c.Judge("d")
			if diff := cmp.Diff(d.Report, report); err != nil || diff != "" || !report.Blocked() {
				t.Errorf("%s: Judge says %v\n%s", test.name, err, diff)
			}
		}
		for _, k := range plan.Kept {
			var days []string
			warned := ""
			for _, report := range append([]policy.Report{k.Report}, k.Later...) {
				days = append(days, report.Day.Format(time.DateOnly))
				if warned == "" && report.Worst() == policy.Warn {
					warned = report.Findings[0].Rule + " on " + report.Day.Format(time.DateOnly)
				}
			}
			if warned != test.text {
				t.Errorf("%s: warned of %q, want %q", test.name, warned, test.text)
			}
			if got := strings.Join(days, " "); got != test.days {
				t.Errorf("%s: asked on %s, want %s", test.name, got, test.days)
			}
			if report, err := test.c.Judge("d"); err != nil || !report.Day.Equal(k.From) {
				t.Errorf("%s: Judge says %v of %s", test.name, err, report.Day)
			}
		}
	}
}

// A promotion that a later day forbids is allowed again when all of its days are past
// what forbids it.
func TestPromotionAgainFromLooksAtAllDays(t *testing.T) {
	c := season(t, "20.00", deal("d", 150, 159, "18.00", "1"))
	set, err := policy.NewSet(datedRule{date(155), date(170), policy.Block})
	if err != nil {
		t.Fatal(err)
	}
	c.Rules, c.MustJudge = set, []string{"TEST-1"}
	plan := planned(t, c)
	if len(plan.Dropped) != 1 || !plan.Dropped[0].AgainFrom.Equal(date(171)) {
		t.Errorf("%+v", plan.Dropped)
	}
}

// A lowRule blocks where the low of 30 days is below the regular price.
type lowRule struct{}

func (lowRule) Info() policy.Info {
	return policy.Info{ID: "TEST-2", Title: "a low", Citation: "a test", From: date(1), Verified: date(1), Confidence: "high"}
}

func (lowRule) Check(c *policy.Case, day time.Time) policy.Outcome {
	recent := c.History.Last(day, 30)
	if n := len(recent); n == 0 || !recent[n-1].To.Equal(day.AddDate(0, 0, -1)) {
		return policy.Found(policy.Finding{Severity: policy.Block, Message: "the history does not lead to the day before"})
	}
	if low := recent.Lowest(); low.Valid && low.Decimal.LessThan(c.Price) {
		return policy.Found(policy.Finding{Severity: policy.Block, Message: "the low is " + low.Decimal.String()})
	}
	return policy.Passed()
}

// What a promotion asks for itself is not held against it on its later days; what one
// before it asked is.
func TestPromotionIsNotItsOwnLow(t *testing.T) {
	c := season(t, "20.00", deal("a", 150, 152, "18.00", "1"), deal("b", 182, 199, "18.00", "1"), deal("c", 228, 259, "18.00", "1"))
	set, err := policy.NewSet(lowRule{})
	if err != nil {
		t.Fatal(err)
	}
	c.Rules, c.MustJudge = set, []string{"TEST-2"}
	plan := planned(t, c)
	if got := outcome(plan); got != "a c b:ruleTEST-2" {
		t.Error(got, plan.Dropped)
	}
}
