package kpi_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/kpi"
)

// Three units a week over ten families: without a carry, seven of them have nothing all
// year.
func TestTargetCarry(t *testing.T) {
	p := kpi.CalendarYear(2026)
	plan := kpi.TargetPlan{Period: p, Total: tgDec("156"), Levels: []kpi.TargetLevel{
		{Name: "week", Parts: kpi.WeekParts(p, time.Sunday)},
		{Name: "family", Parts: tgParts("a 1, b 1, c 1, d 1, e 1, f 1, g 1, h 1, i 1, j 1")},
	}}
	for _, test := range []struct {
		carry bool
		first string
		last  string
	}{{false, "53", "0"}, {true, "16", "15"}} {
		plan.Carry = test.carry
		tree := tgSplit(t, plan)
		tgCheck(t, tree, 0)
		if got := []string{tgSum(t, tree, "family=a"), tgSum(t, tree, "family=j")}; cmp.Diff([]string{test.first, test.last}, got) != "" {
			t.Errorf("carry %v: the first and the last family have %s", test.carry, got)
		}
	}
	one := plan // a single split is the largest remainder with and without
	one.Levels = plan.Levels[1:]
	one.Carry = true
	with := tgSplit(t, one)
	one.Carry = false
	if diff := cmp.Diff(tgAmounts(tgSplit(t, one)), tgAmounts(with)); diff != "" {
		t.Errorf("-without +with\n%s", diff)
	}
}

// With a carry each channel has its share of the year to a unit, and all sums hold.
func propCarryKeepsShares(t *rapid.T) {
	plan := genPlan(t)
	plan.Carry = true
	tree, err := kpi.SplitTarget(plan)
	if err != nil {
		t.Fatal(err)
	}
	tgCheck(t, tree, 0)
	if len(plan.Levels) < 3 || plan.Levels[0].Name == "channel" || len(plan.Levels[2].Under) > 0 {
		return
	}
	var sum decimal.Decimal
	for _, p := range plan.Levels[2].Parts {
		sum = sum.Add(p.Weight.Decimal)
	}
	for _, p := range plan.Levels[2].Parts {
		v, err := tree.Sum(kpi.TargetCell{"channel": p.Name})
		if err != nil {
			t.Fatal(err)
		}
		if off := v.Num.Mul(sum).Sub(plan.Total.Mul(p.Weight.Decimal)).Abs(); off.GreaterThanOrEqual(sum) {
			t.Fatalf("%s has %s of %s with %s of %s", p.Name, v, plan.Total, p.Weight.Decimal, sum)
		}
	}
}

func TestCarryKeepsShares(t *testing.T) { rapid.Check(t, propCarryKeepsShares) }
