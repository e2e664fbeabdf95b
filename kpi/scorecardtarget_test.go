package kpi_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
)

func TestScoreTarget(t *testing.T) {
	low := kpi.ScoreTarget{Kind: kpi.AtLeastTarget, Low: chartNull("0.06")}
	high := kpi.ScoreTarget{Kind: kpi.AtMostTarget, High: chartNull("0.04")}
	strict := kpi.ScoreTarget{Kind: kpi.AtMostTarget, High: chartNull("0.04"), Strict: true}
	within := kpi.ScoreTarget{Kind: kpi.WithinTarget, Low: chartNull("0.2"), High: chartNull("0.4")}
	tests := []struct {
		name       string
		target     kpi.ScoreTarget
		num, den   string
		state      kpi.ScoreTargetState
		attainment string
	}{
		{"on at least", low, "6", "100", kpi.ScoreOnTarget, "100.00%"},
		{"below at least", low, "59999", "1000000", kpi.ScoreOffTarget, "100.00%"},
		{"above at least", low, "12", "100", kpi.ScoreOnTarget, "200.00%"},
		// S09: 27,896 late of 870,669, target below 4%
		{"S09", strict, "27896", "870669", kpi.ScoreOnTarget, "80.10%"},
		{"on at most", high, "4", "100", kpi.ScoreOnTarget, "100.00%"},
		{"on below", strict, "4", "100", kpi.ScoreOffTarget, "100.00%"},
		{"above at most", high, "5", "100", kpi.ScoreOffTarget, "125.00%"},
		{"inside", within, "3", "10", kpi.ScoreOnTarget, "100.00%"},
		{"at the lower end", within, "2", "10", kpi.ScoreOnTarget, "100.00%"},
		{"at the upper end", within, "4", "10", kpi.ScoreOnTarget, "100.00%"},
		{"under the range", within, "1", "10", kpi.ScoreOffTarget, "50.00%"},
		{"over the range", within, "6", "10", kpi.ScoreOffTarget, "150.00%"},
		{"no target", kpi.ScoreTarget{}, "6", "10", kpi.ScoreNoTarget, "incomplete: target"},
		{"a broken target", kpi.ScoreTarget{Kind: kpi.WithinTarget}, "6", "10", kpi.ScoreNoTarget, "incomplete: target"},
		{"no number", low, "6", "0", kpi.ScoreNoTarget, "incomplete: a denominator above 0"},
		{"a target of 0", kpi.ScoreTarget{Kind: kpi.AtLeastTarget, Low: chartNull("0")}, "1", "10", kpi.ScoreOnTarget, "undefined"},
		{"a loss as target", kpi.ScoreTarget{Kind: kpi.AtLeastTarget, Low: chartNull("-1")}, "1", "10", kpi.ScoreOnTarget, "undefined"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := kpi.Ratio(chartDec(tt.num), chartDec(tt.den), kpi.Fraction, "")
			if got := tt.target.State(v); got != tt.state {
				t.Errorf("state %s, want %s", got, tt.state)
			}
			if got := tt.target.Attainment(v).String(); got != tt.attainment {
				t.Errorf("attainment %s, want %s", got, tt.attainment)
			}
		})
	}
	huge := kpi.Exact(decimal.New(1, 1<<30), kpi.Fraction, "")
	if low.State(huge) != kpi.ScoreNoTarget || low.Attainment(huge).IsDefined() {
		t.Error("a number without bounds was compared")
	}
}

func TestScoreTargetCheck(t *testing.T) {
	tests := []struct {
		target kpi.ScoreTarget
		want   []string
	}{
		{kpi.ScoreTarget{}, nil},
		{kpi.ScoreTarget{Low: chartNull("1")}, []string{"low"}},
		{kpi.ScoreTarget{Kind: "about", High: chartNull("1")}, []string{"kind"}},
		{kpi.ScoreTarget{Kind: kpi.AtLeastTarget, High: chartNull("1")}, []string{"low", "high"}},
		{kpi.ScoreTarget{Kind: kpi.AtMostTarget, Low: chartNull("1")}, []string{"low", "high"}},
		{kpi.ScoreTarget{Kind: kpi.WithinTarget, Low: chartNull("1")}, []string{"high"}},
		{kpi.ScoreTarget{Kind: kpi.WithinTarget, Low: chartNull("1"), High: chartNull("0.9")}, []string{"high"}},
		{kpi.ScoreTarget{Kind: kpi.WithinTarget, Low: chartNull("1"), High: chartNull("1")}, nil},
		{kpi.ScoreTarget{Kind: kpi.AtLeastTarget, Low: decimal.NewNullDecimal(decimal.New(1, 1<<30))}, []string{"low"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, chartFaults(t, tt.target.Check())); diff != "" {
			t.Errorf("%v -want +got\n%s", tt.target.Kind, diff)
		}
	}
}

func TestScoreMetricJSON(t *testing.T) {
	full := kpi.ScoreMetric{
		Code: "odr", Name: "Order defect rate", Owner: "Li", Unit: kpi.Fraction, Better: kpi.BetterLower, Proportion: true,
		Target: kpi.ScoreTarget{Kind: kpi.AtMostTarget, High: chartNull("0.010"), Strict: true}, AtLeast: chartNull("0"), AtMost: chartNull("1"),
	}
	for _, m := range []kpi.ScoreMetric{full, {}, {Code: "asp", Unit: kpi.Amount, Currency: "USD", Target: kpi.ScoreTarget{Kind: kpi.WithinTarget, Low: chartNull("-1"), High: chartNull("2")}}} {
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var again kpi.ScoreMetric
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(m, again); diff != "" {
			t.Errorf("%s -want +got\n%s", text, diff)
		}
	}
	text, err := json.Marshal(full)
	want := `{"code":"odr","name":"Order defect rate","owner":"Li","unit":"fraction","better":"lower","proportion":true,"target":{"kind":"at_most","high":"0.01","strict":true},"at_least":"0","at_most":"1"}`
	if err != nil || string(text) != want {
		t.Errorf("%s %v", text, err)
	}
	for in, want := range map[string][]string{
		`{"target":{"kind":"at_least","low":0.06}}`:                                {"target"},
		`{"target":{"kind":"at_least","low":"1e999"},"at_least":"","at_most":"x"}`: {"target.low", "at_least", "at_most"},
		`{"target":{"kind":"at_least"}}`:                                           {"target.low"},
		`{"code":1}`:                                                               {""},
	} {
		m := full
		err := json.Unmarshal([]byte(in), &m)
		if diff := cmp.Diff(want, chartFaults(t, err)); diff != "" {
			t.Errorf("%s -want +got\n%s", in, diff)
		}
		if diff := cmp.Diff(full, m); diff != "" {
			t.Errorf("%s changed the metric\n%s", in, diff)
		}
	}
}
