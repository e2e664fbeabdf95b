package kpi_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func TestPlanRatio(t *testing.T) {
	cell := func(name, den, num, of string) kpi.RatioCell {
		c := kpi.RatioCell{Name: name, Den: tgDec(den)}
		if num != "" {
			c.BaseNum = tgSet(num)
		}
		if of != "" {
			c.BaseDen = tgSet(of)
		}
		return c
	}
	cells := []kpi.RatioCell{cell("a", "1000", "8", "100"), cell("b", "1000", "12", "100")}
	tests := []struct {
		name string
		goal kpi.RatioGoal
		want string // numerators, the ratio, the difference
	}{
		{"scaled", kpi.RatioGoal{Goal: tgDec("0.11"), Cells: cells}, "88 132 = 11.00%, off 0"},
		{"shifted", kpi.RatioGoal{Goal: tgDec("0.11"), Cells: cells, Method: kpi.RatioShift}, "90 130 = 11.00%, off 0"},
		{"the mean of the ratios is not the ratio", kpi.RatioGoal{Goal: tgDec("0.1"), Cells: []kpi.RatioCell{
			cell("a", "3000", "8", "100"), cell("b", "1000", "12", "100")}}, "267 133 = 10.00%, off 0"},
		{"a goal between two units", kpi.RatioGoal{Goal: tgDec("0.11005"), Cells: cells}, "88 132 = 11.00%, off -0.1"},
		{"half a unit is rounded up", kpi.RatioGoal{Goal: tgDec("0.11025"), Cells: cells}, "88 133 = 11.05%, off 0.5"},
		{"ACoS in cents", kpi.RatioGoal{Goal: tgDec("0.3"), Unit: kpi.Amount, Currency: fx.USD, Cells: []kpi.RatioCell{
			cell("a", "100.01", "1", "4"), cell("b", "200.02", "1", "3")}}, "24.55 65.46 = 30.00%, off 0.001"},
		{"a cell without a past has that of the others", kpi.RatioGoal{Goal: tgDec("0.1"), Cells: append(cells, cell("c", "1000", "", "5"))}, "80 120 100 = 10.00%, off 0"},
		{"also with a past of nothing", kpi.RatioGoal{Goal: tgDec("0.1"), Cells: append(cells, cell("c", "1000", "0", "0"))}, "80 120 100 = 10.00%, off 0"},
		{"none has a past", kpi.RatioGoal{Goal: tgDec("0.1"), Cells: []kpi.RatioCell{cell("a", "100", "", ""), cell("b", "300", "", "")}}, "10 30 = 10.00%, off 0"},
		{"no denominator", kpi.RatioGoal{Goal: tgDec("0.1"), Cells: []kpi.RatioCell{cell("a", "0", "1", "2")}}, "0 = undefined, off 0"},
		{"a goal of 0", kpi.RatioGoal{Cells: cells}, "0 0 = 0.00%, off 0"},
		{"no more than all", kpi.RatioGoal{Goal: tgDec("0.8"), Most: tgSet("1"), Cells: []kpi.RatioCell{
			cell("a", "100", "1", "10"), cell("b", "100", "9", "10")}}, "60 100 = 80.00%, off 0"},
		{"all of all", kpi.RatioGoal{Goal: tgDec("1"), Most: tgSet("1"), Cells: cells}, "1000 1000 = 100.00%, off 0"},
		{"a loss", kpi.RatioGoal{Goal: tgDec("0.1"), Method: kpi.RatioShift, Unit: kpi.Amount, Currency: fx.USD, Cells: []kpi.RatioCell{
			cell("a", "100", "-10", "100"), cell("b", "100", "20", "100")}}, "-5 25 = 10.00%, off 0"},
		{"a goal of a loss", kpi.RatioGoal{Goal: tgDec("-0.1"), Method: kpi.RatioShift, Cells: []kpi.RatioCell{
			cell("a", "3", "0", "1"), cell("b", "4", "0", "1")}}, "0 -1 = -14.29%, off -0.3"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan, err := kpi.PlanRatio(test.goal)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			var num, den decimal.Decimal
			for _, c := range plan.Cells {
				got += fx.Plain(c.Num) + " "
				num, den = num.Add(c.Num), den.Add(c.Den)
			}
			got += "= " + plan.Ratio.String() + ", off " + fx.Plain(plan.Off)
			if got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
			if !num.Equal(plan.Num) || !den.Equal(plan.Den) {
				t.Errorf("the cells sum to %s/%s, not %s/%s", num, den, plan.Num, plan.Den)
			}
		})
	}
	plan, err := kpi.PlanRatio(kpi.RatioGoal{Goal: tgDec("0.8"), Most: tgSet("0.9"), Cells: []kpi.RatioCell{
		cell("a", "100", "1", "10"), cell("b", "100", "9", "10"), cell("c", "100", "", "")}})
	if err != nil || plan.Cells[0].Capped || !plan.Cells[1].Capped || !plan.Cells[2].Assumed || plan.Cells[0].Assumed {
		t.Errorf("%+v, %v", plan, err)
	}
}

func TestPlanRatioRefuses(t *testing.T) {
	huge := decimal.New(1, 1_000_000_000)
	tests := []struct {
		name string
		goal kpi.RatioGoal
		want []string
	}{
		{"the zero goal", kpi.RatioGoal{}, []string{"cells"}},
		{"goal, method, currency", kpi.RatioGoal{Goal: tgDec("-0.1"), Method: "mean", Unit: kpi.Amount}, []string{"cells", "currency", "goal", "method"}},
		{"huge", kpi.RatioGoal{Goal: huge, Most: decimal.NewNullDecimal(huge), Cells: []kpi.RatioCell{{Name: "a", Den: huge, BaseNum: decimal.NewNullDecimal(huge), BaseDen: decimal.NewNullDecimal(huge)}}},
			[]string{"cells[0].base_den", "cells[0].base_num", "cells[0].den", "goal", "most"}},
		{"names and signs", kpi.RatioGoal{Cells: []kpi.RatioCell{{}, {Name: "a", Den: tgDec("-1")}, {Name: "a", BaseNum: tgSet("-1"), BaseDen: tgSet("-1")}}},
			[]string{"cells[0].name", "cells[1].den", "cells[2].base_den", "cells[2].base_num", "cells[2].name"}},
		{"above the most", kpi.RatioGoal{Goal: tgDec("0.5"), Most: tgSet("0.4"), Cells: []kpi.RatioCell{{Name: "a"}}}, []string{"goal"}},
		{"the most with shift", kpi.RatioGoal{Method: kpi.RatioShift, Most: tgSet("0.4"), Cells: []kpi.RatioCell{{Name: "a"}}}, []string{"most"}},
		{"out of reach", kpi.RatioGoal{Goal: tgDec("0.5"), Cells: []kpi.RatioCell{{Name: "a", Den: tgDec("10"), BaseNum: tgSet("0"), BaseDen: tgSet("1")}}}, []string{"goal"}},
		{"out of reach below the most", kpi.RatioGoal{Goal: tgDec("0.9"), Most: tgSet("1"), Cells: []kpi.RatioCell{
			{Name: "a", Den: tgDec("10"), BaseNum: tgSet("0"), BaseDen: tgSet("1")}, {Name: "b", Den: tgDec("10"), BaseNum: tgSet("1"), BaseDen: tgSet("1")}}}, []string{"goal"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := kpi.PlanRatio(test.goal)
			if diff := cmp.Diff(test.want, tgPaths(err)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// The numerators meet the goal exactly, or as nearly as whole units can.
func propRatioMeetsGoal(t *rapid.T) {
	g := kpi.RatioGoal{Goal: decimal.New(rapid.Int64Range(0, 1000).Draw(t, "goal"), -3)}
	if rapid.Bool().Draw(t, "shift") {
		g.Method = kpi.RatioShift
	} else if rapid.Bool().Draw(t, "most") {
		g.Most = tgSet("1")
	}
	if rapid.Bool().Draw(t, "money") {
		g.Unit, g.Currency = kpi.Amount, fx.USD
	}
	for i := range rapid.IntRange(1, 8).Draw(t, "cells") {
		g.Cells = append(g.Cells, kpi.RatioCell{
			Name: fmt.Sprint(i), Den: decimal.New(rapid.Int64Range(0, 100000).Draw(t, "den"), 0),
			BaseNum: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(1, 1000).Draw(t, "base num"), 0)),
			BaseDen: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 1000).Draw(t, "base den"), 0)),
		})
	}
	plan, err := kpi.PlanRatio(g)
	if err != nil {
		t.Fatal(err)
	}
	var num, den decimal.Decimal
	half := tgDec("0.5")
	if g.Unit == kpi.Amount {
		half = tgDec("0.005")
	}
	for _, c := range plan.Cells {
		num, den = num.Add(c.Num), den.Add(c.Den)
		if g.Method == "" && c.Num.IsNegative() || g.Most.Valid && c.Num.GreaterThan(c.Den) {
			t.Fatalf("%s has %s of %s", c.Name, c.Num, c.Den)
		}
	}
	off := num.Sub(g.Goal.Mul(den))
	if off.Abs().GreaterThan(half) || !off.Equal(plan.Off) || !num.Equal(plan.Num) {
		t.Fatalf("%s of %s, off %s", num, den, off)
	}
}

func TestRatioMeetsGoal(t *testing.T) { rapid.Check(t, propRatioMeetsGoal) }
