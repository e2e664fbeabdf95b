package kpi_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
)

// targetInputs is all that this part of the package takes, as a user would store it.
type targetInputs struct {
	Plan    *kpi.TargetPlan     `json:"plan,omitempty"`
	AsOf    time.Time           `json:"as_of"`
	Actual  decimal.NullDecimal `json:"actual"`
	Pace    *kpi.PaceInput      `json:"pace,omitempty"`
	Ratio   *kpi.RatioGoal      `json:"ratio,omitempty"`
	History []kpi.SeasonPeriod  `json:"history,omitempty"`
	Season  *kpi.SeasonOptions  `json:"season,omitempty"`
	Weigh   *kpi.Season         `json:"weigh,omitempty"`
	Supply  *kpi.SupplyPlan     `json:"supply,omitempty"`
	Tree    *kpi.TargetTree     `json:"tree,omitempty"`
}

func tgInputs(t testing.TB) [][]byte {
	plan := exampleTarget()
	plan.Pins = []kpi.TargetPin{{At: tgCell("month=2026-11"), Amount: tgDec("100")}}
	tree := exampleTree()
	season := exampleSeason()
	supply := exampleSupply()
	var out [][]byte
	for _, in := range []targetInputs{
		{Plan: &plan, AsOf: tgDay("2026-10-31"), Actual: tgSet("10")},
		{Tree: &tree, AsOf: tgDay("2026-10-31"), Actual: tgSet("10")},
		{Pace: &kpi.PaceInput{Period: tgPeriod("2026-01-01..2026-01-31"), AsOf: tgDay("2026-01-10"), Target: tgSet("5"), Actual: tgSet("2"),
			Weights: []kpi.PeriodTarget{{Period: tgPeriod("2026-01-01..2026-01-05"), Amount: tgDec("2")}}}},
		{Ratio: &kpi.RatioGoal{Goal: tgDec("0.1"), Most: tgSet("1"), Cells: []kpi.RatioCell{{Name: "a", Den: tgDec("10"), BaseNum: tgSet("1"), BaseDen: tgSet("4")}}}},
		{History: kpi.SeasonTotals(2025, tgSet("2"), tgSet("3")), Season: &kpi.SeasonOptions{Totals: true}, Weigh: &season},
		{Supply: &supply},
	} {
		text, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, text)
	}
	return out
}

// What is stored and read again is split, paced and checked as before.
func TestTargetJSON(t *testing.T) {
	plan := exampleTarget()
	plan.Levels[1].Under = []kpi.TargetUnder{{At: tgCell("month=2026-12"), Parts: tgParts("amazon 1")}}
	plan.Pins = []kpi.TargetPin{{At: tgCell("month=2026-11"), Amount: tgDec("100")}}
	text, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	var again kpi.TargetPlan
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(tgAmounts(tgSplit(t, plan)), tgAmounts(tgSplit(t, again))); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	supply := exampleSupply()
	if text, err = json.Marshal(supply); err != nil {
		t.Fatal(err)
	}
	var read kpi.SupplyPlan
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	want, _ := kpi.CheckSupply(supply)
	got, err := kpi.CheckSupply(read)
	if diff := cmp.Diff(tgFindings(want), tgFindings(got)); diff != "" || err != nil {
		t.Errorf("-want +got\n%s %v", diff, err)
	}
}

// No input panics, and what is split sums.
func FuzzTargetInputs(f *testing.F) {
	for _, text := range tgInputs(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var in targetInputs
		if len(text) > 1<<16 || json.Unmarshal(text, &in) != nil {
			return
		}
		if in.Plan != nil {
			if tree, err := kpi.SplitTarget(*in.Plan); err == nil {
				tgCheck(t, tree, 4)
				if _, err := tree.Series(nil); err != nil {
					t.Fatal(err)
				}
			}
			if rest, err := in.Plan.Rest(in.AsOf, in.Actual); err == nil {
				_, _ = kpi.SplitTarget(rest)
			}
		}
		if in.Tree != nil {
			_, _ = in.Tree.Pace([]kpi.TargetActual{{Amount: in.Actual}}, in.AsOf, decimal.Decimal{})
			_, _ = in.Tree.Sum(kpi.TargetCell{"channel": "amazon"})
		}
		if in.Pace != nil {
			_, _ = kpi.PaceOf(*in.Pace)
		}
		if in.Ratio != nil {
			if plan, err := kpi.PlanRatio(*in.Ratio); err == nil {
				var sum decimal.Decimal
				for _, c := range plan.Cells {
					sum = sum.Add(c.Num)
				}
				if !sum.Equal(plan.Num) {
					t.Fatalf("%s is not %s", sum, plan.Num)
				}
			}
		}
		if in.Season != nil {
			_, _ = kpi.Seasonality(in.History, *in.Season)
		}
		if in.Weigh != nil {
			_, _ = in.Weigh.Weigh(kpi.QuarterParts(kpi.CalendarYear(2026)), nil)
		}
		if in.Supply != nil {
			_, _ = kpi.CheckSupply(*in.Supply)
		}
	})
}
