package kpi_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
)

// cvrInput is twelve weeks of unit session percentages, of 12,000 sessions each.
func cvrInput(lastUnits int64) kpi.ScoreInput {
	in := kpi.ScoreInput{Metric: kpi.ScoreMetric{
		Code: "unit_session", Name: "Unit session %", Owner: "Li Na", Unit: kpi.Fraction, Better: kpi.BetterHigher, Proportion: true,
		Target: kpi.ScoreTarget{Kind: kpi.AtLeastTarget, Low: decimal.NewNullDecimal(decimal.RequireFromString("0.06"))},
	}}
	for i, units := range []int64{684, 660, 702, 675, 648, 690, 671, 655, 699, 680, 665, lastUnits} {
		first := time.Date(2026, 9, 6+7*i, 0, 0, 0, 0, time.UTC)
		in.Weeks = append(in.Weeks, kpi.ScoreWeek{
			Period: kpi.Period{First: first, Last: first.AddDate(0, 0, 6)},
			Value:  kpi.Ratio(decimal.NewFromInt(units), decimal.NewFromInt(12_000), kpi.Fraction, ""),
		})
	}
	return in
}

// Below the target and yet nothing new: this is what the shop does in any week.
func ExampleNewScorecard() {
	card, err := kpi.NewScorecard([]kpi.ScoreInput{cvrInput(676), cvrInput(540)}, kpi.ScoreSettings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range card.Rows {
		fmt.Println(row.Sentence)
		fmt.Println(row.Rule.Status + " -> " + string(row.Rule.Action))
	}
	// Output:
	// Unit session % 5.63%, within its provisional limits 5.02% to 6.24%; target at least 6.00%: below; no signal in 12 weeks
	// no signal, off target -> improve
	// Unit session % 4.50%, below its provisional limits 5.02% to 6.24%; target at least 6.00%: below; signal: below the limits (2026-11-22..2026-11-28), fall beyond the limit of the moving range (2026-11-15..2026-11-21 to 2026-11-22..2026-11-28)
	// signal: worse, off target -> act
}

// The rows come in the order of the input.
func ExampleScorecard() {
	card, err := kpi.NewScorecard(nil, kpi.ScoreSettings{})
	fmt.Println(len(card.Rows), err)
	// Output:
	// 0 <nil>
}

// A row has the numbers behind its sentence.
func ExampleScoreRow() {
	in := cvrInput(676)
	in.YearBefore = kpi.Exact(decimal.RequireFromString("0.05"), kpi.Fraction, "")
	card, err := kpi.NewScorecard([]kpi.ScoreInput{in}, kpi.ScoreSettings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	row := card.Rows[0]
	fmt.Println(row.Metric.Owner, row.Period, row.Now, "before", row.Before)
	fmt.Println("year over year", row.YearChange, "attainment", row.Attainment, row.TargetState)
	// Output:
	// Li Na 2026-11-22..2026-11-28 5.63% before 5.54%
	// year over year 12.67% attainment 93.89% off_target
}

// In the week of an event its own yardstick judges.
func ExampleScoreInput() {
	in := cvrInput(960)
	in.Yardstick = kpi.EventYardstick{Event: "bfcm", Low: kpi.Exact(decimal.RequireFromString("0.075"), kpi.Fraction, ""), Basis: "the same days of 2025"}
	thanksgiving := kpi.Event{Code: "bfcm", Days: kpi.Period{First: time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC), Last: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)}}
	card, err := kpi.NewScorecard([]kpi.ScoreInput{in}, kpi.ScoreSettings{Events: []kpi.Event{thanksgiving}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(card.Rows[0].Sentence)
	// Output:
	// Unit session % 8.00%; target at least 6.00%: reached; event: as its own baseline (bfcm 2026-11-26..2026-11-30), within the band of the event, at least 7.50%, the same days of 2025
}

// A week out of stock is not judged.
func ExampleScoreWeek() {
	in := cvrInput(120)
	in.Weeks[len(in.Weeks)-1].Excluded = kpi.ExcludedStockOut
	card, err := kpi.NewScorecard([]kpi.ScoreInput{in}, kpi.ScoreSettings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(card.Rows[0].Rule.Status, card.Rows[0].Rule.Action)
	// Output:
	// stock-out: not judged restock
}

// The first ten weeks set the limits.
func ExampleScoreSettings() {
	card, err := kpi.NewScorecard([]kpi.ScoreInput{cvrInput(676)}, kpi.ScoreSettings{Baseline: 10, XmR: kpi.XmRSettings{Form: kpi.MedianForm}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(card.Rows[0].XmR.Lower, card.Rows[0].XmR.Upper)
	// Output:
	// 4.94% 6.35%
}

// A target of at most 1% that exactly 1% misses.
func ExampleScoreTarget() {
	odr := kpi.ScoreTarget{Kind: kpi.AtMostTarget, High: decimal.NewNullDecimal(decimal.RequireFromString("0.01")), Strict: true}
	fmt.Println(odr.State(kpi.Exact(decimal.RequireFromString("0.01"), kpi.Fraction, "")))
	// Output:
	// off_target
}

// Late shipments below 4%: 27,896 of 870,669 pass.
func ExampleScoreTarget_State() {
	late := kpi.ScoreTarget{Kind: kpi.AtMostTarget, High: decimal.NewNullDecimal(decimal.RequireFromString("0.04")), Strict: true}
	fmt.Println(late.State(kpi.Ratio(decimal.NewFromInt(27_896), decimal.NewFromInt(870_669), kpi.Fraction, "")))
	// Output:
	// on_target
}

// Above 100% is good for a target of at least.
func ExampleScoreTarget_Attainment() {
	sales := kpi.ScoreTarget{Kind: kpi.AtLeastTarget, Low: decimal.NewNullDecimal(decimal.NewFromInt(10_000))}
	fmt.Println(sales.Attainment(kpi.Exact(decimal.NewFromInt(10_500), kpi.Amount, "USD")))
	// Output:
	// 105.00%
}

// A range needs both ends.
func ExampleScoreTarget_Check() {
	fmt.Println(kpi.ScoreTarget{Kind: kpi.WithinTarget, Low: decimal.NewNullDecimal(decimal.NewFromInt(4))}.Check())
	// Output:
	// high is missing
}

// Numbers are texts.
func ExampleScoreTarget_MarshalJSON() {
	text, err := json.Marshal(kpi.ScoreTarget{Kind: kpi.AtLeastTarget, Low: decimal.NewNullDecimal(decimal.RequireFromString("0.06"))})
	fmt.Println(string(text), err)
	// Output:
	// {"kind":"at_least","low":"0.06"} <nil>
}

// A number that is no text is refused.
func ExampleScoreTarget_UnmarshalJSON() {
	var target kpi.ScoreTarget
	fmt.Println(json.Unmarshal([]byte(`{"kind": "at_least", "low": "0.06"}`), &target), target.Low.Decimal)
	fmt.Println(json.Unmarshal([]byte(`{"kind": "at_least", "low": "6%"}`), &target))
	// Output:
	// <nil> 0.06
	// low must be a decimal number such as 12.34, got "6%"
}

// The kinds have stable names.
func ExampleScoreTargetKind() {
	fmt.Println(kpi.AtLeastTarget, kpi.AtMostTarget, kpi.WithinTarget)
	// Output:
	// at_least at_most within
}

// The states have stable names.
func ExampleScoreTargetState() {
	fmt.Println(kpi.ScoreOnTarget, kpi.ScoreOffTarget, kpi.ScoreNoTarget)
	// Output:
	// on_target off_target no_target
}

// A metric of a scorecard.
func ExampleScoreMetric() {
	m := kpi.ScoreMetric{Code: "acos", Name: "ACoS", Owner: "Wang", Unit: kpi.Fraction, Better: kpi.BetterLower}
	fmt.Println(m.Code, m.Better)
	// Output:
	// acos lower
}

// A metric can be stored.
func ExampleScoreMetric_MarshalJSON() {
	text, err := json.Marshal(kpi.ScoreMetric{Code: "acos", Owner: "Wang", Unit: kpi.Fraction, Better: kpi.BetterLower})
	fmt.Println(string(text), err)
	// Output:
	// {"code":"acos","owner":"Wang","unit":"fraction","better":"lower"} <nil>
}

// And read again.
func ExampleScoreMetric_UnmarshalJSON() {
	var m kpi.ScoreMetric
	err := json.Unmarshal([]byte(`{"code": "acos", "unit": "fraction", "target": {"kind": "at_most", "high": "0.25"}}`), &m)
	fmt.Println(m.Code, m.Target.Kind, m.Target.High.Decimal, err)
	// Output:
	// acos at_most 0.25 <nil>
}

// An average price has no good side.
func ExampleScoreBetterWay() {
	fmt.Printf("%q %q %q\n", kpi.BetterHigher, kpi.BetterLower, kpi.NoBetter)
	// Output:
	// "higher" "lower" ""
}

// The whole table of decisions.
func ExampleScoreRules() {
	for _, r := range kpi.ScoreRules() {
		fmt.Printf("%-36s %s\n", r.Status, r.Action)
	}
	// Output:
	// signal: worse, off target            act
	// signal: worse, still on target       investigate
	// signal: worse                        investigate
	// signal: better, still off target     keep
	// signal: better, on target            keep
	// signal: better                       keep
	// signal: changed, off target          investigate
	// signal: changed, on target           investigate
	// signal: changed                      investigate
	// no signal, off target                improve
	// no signal, on target                 hold
	// no signal                            hold
	// too little data, off target          watch
	// too little data, on target           watch
	// too little data                      watch
	// event: worse than its own baseline   act
	// event: better than its own baseline  keep
	// event: outside its own baseline      investigate
	// event: as its own baseline           hold
	// event: not judged                    watch
	// stock-out: not judged                restock
	// unknown                              complete_data
}

// A rule says why.
func ExampleScoreRule() {
	fmt.Println(kpi.ScoreRules()[10].Why)
	// Output:
	// this is its usual noise: leave it alone
}

// The signals have stable names.
func ExampleScoreSignal() {
	fmt.Println(kpi.ScoreWorse, kpi.ScoreBetter, kpi.ScoreQuiet, kpi.ScoreThin, kpi.ScoreUnknown)
	// Output:
	// signal_worse signal_better no_signal too_little_data unknown
}

// The actions have stable names.
func ExampleScoreAction() {
	fmt.Println(kpi.ScoreAct, kpi.ScoreInvestigate, kpi.ScoreImprove, kpi.ScoreKeep, kpi.ScoreHold, kpi.ScoreWatch)
	// Output:
	// act investigate improve keep hold watch
}

// The charts have stable names.
func ExampleScoreChart() {
	fmt.Println(kpi.ScoreXmR, kpi.ScorePChart)
	// Output:
	// xmr p
}
