package kpi_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func TestTargetRest(t *testing.T) {
	day := func(total string) kpi.TargetPlan { // 365 days of weight 1
		p := kpi.CalendarYear(2026)
		return kpi.TargetPlan{Period: p, Total: tgDec(total), Levels: []kpi.TargetLevel{
			{Name: "quarter", Parts: kpi.QuarterParts(p)}, {Name: "week", Parts: kpi.WeekParts(p, time.Sunday)},
		}}
	}
	weighted := func() kpi.TargetPlan { // quarters of 10, 20, 30, 40
		p := day("1000")
		for i, w := range []string{"10", "20", "30", "40"} {
			p.Levels[0].Parts[i].Weight = tgSet(w)
		}
		return p
	}
	whole := func() kpi.TargetPlan {
		p := day("365")
		p.Straddle = kpi.StraddleMiddleDay
		return p
	}
	pinned := func(at, amount string) kpi.TargetPlan {
		p := day("365")
		p.Pins = []kpi.TargetPin{{At: tgCell(at), Amount: tgDec(amount)}}
		return p
	}
	tests := []struct {
		name         string
		plan         kpi.TargetPlan
		asOf, actual string
		cell, want   string
	}{
		{"as planned", day("365"), "2026-06-30", "181", "quarter=2026-Q3", "92"},
		{"behind: the rest gets it", day("365"), "2026-06-30", "89", "quarter=2026-Q3", "138"}, // 276 over 184 days
		{"exceeded", day("365"), "2026-06-30", "400", "quarter=2026-Q4", "0"},
		{"before the first day", day("365"), "2025-12-31", "0", "quarter=2026-Q1", "90"},
		{"a week in progress", day("365"), "2026-07-01", "182", "week=W27", "3"}, // 28 June to 4 July
		{"a quarter in progress", weighted(), "2026-11-15", "600", "quarter=2026-Q4", "400"},
		{"weights of quarters", weighted(), "2026-06-30", "300", "quarter=2026-Q3", "300"},
		{"half a quarter", weighted(), "2026-08-15", "300", "quarter=2026-Q3", "191"},                           // 30 × 46/92 = 15 beside 40: 700 × 15/55
		{"a whole week that began in the quarter before", whole(), "2026-03-28", "87", "quarter=2026-Q2", "91"}, // 29 March to 27 June
		{"a week in progress of the quarter after", whole(), "2026-03-30", "89", "week=W14", "5"},
		{"a pin of a week to come", pinned("week=W50", "100"), "2026-06-30", "181", "week=W50", "100"},
		{"a pin of a week that is over", pinned("week=W10", "100"), "2026-06-30", "181", "quarter=2026-Q3", "92"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rest, err := test.plan.Rest(tgDay(test.asOf), tgSet(test.actual))
			if err != nil {
				t.Fatal(err)
			}
			tree := tgSplit(t, rest)
			tgCheck(t, tree, 0)
			if got := tgSum(t, tree, test.cell); got != test.want {
				t.Errorf("%s has %s, want %s", test.cell, got, test.want)
			}
		})
	}
	refused := []struct {
		name   string
		plan   kpi.TargetPlan
		asOf   time.Time
		actual decimal.NullDecimal
		want   []string
	}{
		{"nothing given", kpi.TargetPlan{}, time.Time{}, decimal.NullDecimal{}, []string{"actual", "as_of", "period.first", "period.last"}},
		{"the last day", day("365"), tgDay("2026-12-31"), tgSet("1"), []string{"as_of"}},
		{"half a unit", day("365"), tgDay("2026-12-30"), tgSet("1.5"), []string{"actual"}},
		{"a pin in progress", pinned("week=W27", "7"), tgDay("2026-07-01"), tgSet("1"), []string{"pins[0].at"}},
		{"a pin of a year in progress", pinned("", "365"), tgDay("2026-07-01"), tgSet("1"), []string{"pins[0].at"}},
	}
	for _, test := range refused {
		t.Run(test.name, func(t *testing.T) {
			_, err := test.plan.Rest(test.asOf, test.actual)
			if diff := cmp.Diff(test.want, tgPaths(err)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// What is reached and what the rest is planned with make the total, and who sold his
// target to date has the same weeks left.
func propRestMakesTotal(t *rapid.T) {
	plan := genPlan(t)
	asOf := plan.Period.First.AddDate(0, 0, rapid.IntRange(-1, plan.Period.Days()-2).Draw(t, "day"))
	actual := decimal.New(rapid.Int64Range(0, plan.Total.IntPart()).Draw(t, "actual"), 0)
	rest, err := plan.Rest(asOf, decimal.NewNullDecimal(actual))
	if err != nil {
		t.Fatal(err)
	}
	tree, err := kpi.SplitTarget(rest)
	if err != nil {
		t.Fatal(err)
	}
	tgCheck(t, tree, 0)
	if got := tree.Cells[0].Amount.Add(actual); !got.Equal(plan.Total) {
		t.Fatalf("%s reached and %s left of %s", actual, tree.Cells[0].Amount, plan.Total)
	}
	for _, c := range tree.Cells {
		if _, ok := c.Period.Meet(kpi.Period{First: rest.Period.First, Last: plan.Period.Last}); !ok {
			t.Fatalf("%v has the days %s", c.Path, c.Period)
		}
	}
}

func TestRestMakesTotal(t *testing.T) { rapid.Check(t, propRestMakesTotal) }

func TestTargetQuery(t *testing.T) {
	plan := tgYear(2026, "100000")
	tree := tgSplit(t, plan)
	for _, test := range []struct {
		cell  string
		cells int
	}{{"", 1}, {"quarter=2026-Q1", 1}, {"week=W14", 2}, {"channel=amazon", 56}, {"quarter=2026-Q1 channel=amazon", 14}, {"channel=amazon family=mugs", 56}} {
		found, err := tree.Find(tgCell(test.cell))
		if err != nil || len(found) != test.cells {
			t.Errorf("%q has %d cells, %v", test.cell, len(found), err)
		}
		series, err := tree.Series(tgCell(test.cell))
		if err != nil {
			t.Fatal(err)
		}
		var sum decimal.Decimal
		for i, s := range series {
			sum = sum.Add(s.Amount)
			if i > 0 && s.Period.First.Before(series[i-1].Period.Last) {
				t.Errorf("%q: %s is out of order", test.cell, s.Period)
			}
		}
		if got := tgSum(t, tree, test.cell); got != fx.Plain(sum) {
			t.Errorf("%q has %s, its series %s", test.cell, got, sum)
		}
	}
	if series, _ := tree.Series(nil); len(series) != 56 { // 53 weeks, of which three are in two quarters
		t.Errorf("the plan has %d periods", len(series))
	}
	for cell, want := range map[string]string{
		"channel=amazn":    "kpi: the plan has no cell channel=amazn, did you mean amazon?",
		"chanel=amazon":    "kpi: the plan has no cell chanel=amazon, did you mean channel?",
		"week=zzzzzzzzzzz": "kpi: the plan has no cell week=zzzzzzzzzzz",
	} {
		if _, err := tree.Series(tgCell(cell)); err == nil || err.Error() != want {
			t.Errorf("%s: %v", cell, err)
		}
	}
	var none kpi.TargetTree
	if _, err := none.Sum(nil); err == nil {
		t.Error("the zero tree has a sum")
	}
}
