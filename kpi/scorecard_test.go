package kpi_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// scoreWeeks makes weeks from Sunday 2026-08-02 on, of fractions: "" has no value, "!"
// before a number is a stock-out and "-" is a week that is not there.
func scoreWeeks(values ...string) []kpi.ScoreWeek {
	var out []kpi.ScoreWeek
	for i, text := range values {
		first := chartDay("2026-08-02").AddDate(0, 0, 7*i)
		w := kpi.ScoreWeek{Period: kpi.Period{First: first, Last: first.AddDate(0, 0, 6)}, Value: kpi.NotKnown(kpi.Fraction, "", "sessions")}
		switch {
		case text == "-":
			continue
		case text == "":
		case text[0] == '!':
			w.Excluded, text = kpi.ExcludedStockOut, text[1:]
			fallthrough
		default:
			w.Value = kpi.Exact(chartDec(text), kpi.Fraction, "")
		}
		out = append(out, w)
	}
	return out
}

// usual are 16 weeks with mean 0.10, mean range 0.01, limits 0.0734 and 0.1266.
var usual = slices.Repeat([]string{"0.105", "0.095"}, 8)

var (
	atLeast10 = kpi.ScoreTarget{Kind: kpi.AtLeastTarget, Low: chartNull("0.10")}
	atLeast5  = kpi.ScoreTarget{Kind: kpi.AtLeastTarget, Low: chartNull("0.05")}
	atLeast20 = kpi.ScoreTarget{Kind: kpi.AtLeastTarget, Low: chartNull("0.2")}
)

// The last week of usual and one more is 2026-11-22..2026-11-28.
var bfcm2026 = kpi.Event{Code: "bfcm", Name: "BFCM", Days: chartPeriod("2026-11-26", "2026-11-30"), LeadIn: 3, Hangover: 7}

func scoreOne(t testing.TB, in kpi.ScoreInput, s kpi.ScoreSettings) kpi.ScoreRow {
	t.Helper()
	card, err := kpi.NewScorecard([]kpi.ScoreInput{in}, s)
	if err != nil {
		t.Fatalf("NewScorecard: %v", err)
	}
	return card.Rows[0]
}

// Every row of the table is reached, and by nothing else than it says.
func TestScorecardDecisions(t *testing.T) {
	band := func(low, high string) kpi.EventYardstick {
		return kpi.EventYardstick{Event: "bfcm", Low: kpi.Exact(chartDec(low), kpi.Fraction, ""), High: kpi.Exact(chartDec(high), kpi.Fraction, "")}
	}
	few := []string{"0.1", "0.1", "0.1"}
	event := kpi.ScoreSettings{Events: []kpi.Event{bfcm2026}}
	tests := []struct {
		signal    kpi.ScoreSignal
		target    kpi.ScoreTarget
		state     kpi.ScoreTargetState
		action    kpi.ScoreAction
		weeks     []string
		now       string
		better    kpi.ScoreBetterWay
		yardstick kpi.EventYardstick
		settings  kpi.ScoreSettings
	}{
		{signal: kpi.ScoreWorse, target: atLeast10, state: kpi.ScoreOffTarget, action: kpi.ScoreAct, weeks: usual, now: "0.0733", better: kpi.BetterHigher},
		{signal: kpi.ScoreWorse, target: atLeast5, state: kpi.ScoreOnTarget, action: kpi.ScoreInvestigate, weeks: usual, now: "0.0733", better: kpi.BetterHigher},
		{signal: kpi.ScoreWorse, state: kpi.ScoreNoTarget, action: kpi.ScoreInvestigate, weeks: usual, now: "0.1267", better: kpi.BetterLower},
		{signal: kpi.ScoreBetter, target: atLeast20, state: kpi.ScoreOffTarget, action: kpi.ScoreKeep, weeks: usual, now: "0.1267", better: kpi.BetterHigher},
		{signal: kpi.ScoreBetter, target: atLeast10, state: kpi.ScoreOnTarget, action: kpi.ScoreKeep, weeks: usual, now: "0.1267", better: kpi.BetterHigher},
		{signal: kpi.ScoreBetter, state: kpi.ScoreNoTarget, action: kpi.ScoreKeep, weeks: usual, now: "0.0733", better: kpi.BetterLower},
		{signal: kpi.ScoreChanged, target: atLeast20, state: kpi.ScoreOffTarget, action: kpi.ScoreInvestigate, weeks: usual, now: "0.1267"},
		{signal: kpi.ScoreChanged, target: atLeast10, state: kpi.ScoreOnTarget, action: kpi.ScoreInvestigate, weeks: usual, now: "0.1267"},
		{signal: kpi.ScoreChanged, state: kpi.ScoreNoTarget, action: kpi.ScoreInvestigate, weeks: usual, now: "0.0733"},
		{signal: kpi.ScoreQuiet, target: atLeast20, state: kpi.ScoreOffTarget, action: kpi.ScoreImprove, weeks: usual, now: "0.1266", better: kpi.BetterHigher},
		{signal: kpi.ScoreQuiet, target: atLeast10, state: kpi.ScoreOnTarget, action: kpi.ScoreHold, weeks: usual, now: "0.1", better: kpi.BetterHigher},
		{signal: kpi.ScoreQuiet, state: kpi.ScoreNoTarget, action: kpi.ScoreHold, weeks: usual, now: "0.0734", better: kpi.BetterHigher},
		{signal: kpi.ScoreThin, target: atLeast20, state: kpi.ScoreOffTarget, action: kpi.ScoreWatch, weeks: few, now: "0.1", better: kpi.BetterHigher},
		{signal: kpi.ScoreThin, target: atLeast10, state: kpi.ScoreOnTarget, action: kpi.ScoreWatch, weeks: few, now: "9", better: kpi.BetterHigher},
		{signal: kpi.ScoreThin, state: kpi.ScoreNoTarget, action: kpi.ScoreWatch, now: "9", better: kpi.BetterHigher},
		{signal: kpi.ScoreEventWorse, target: atLeast10, state: kpi.ScoreOnTarget, action: kpi.ScoreAct, weeks: usual, now: "0.19", better: kpi.BetterHigher, yardstick: band("0.2", "0.3"), settings: event},
		{signal: kpi.ScoreEventBetter, target: atLeast10, state: kpi.ScoreOnTarget, action: kpi.ScoreKeep, weeks: usual, now: "0.31", better: kpi.BetterHigher, yardstick: band("0.2", "0.3"), settings: event},
		{signal: kpi.ScoreEventBetter, target: atLeast20, state: kpi.ScoreOffTarget, action: kpi.ScoreKeep, weeks: usual, now: "0.19", better: kpi.BetterLower, yardstick: band("0.2", "0.3"), settings: event},
		{signal: kpi.ScoreEventOutside, state: kpi.ScoreNoTarget, action: kpi.ScoreInvestigate, weeks: usual, now: "0.31", yardstick: band("0.2", "0.3"), settings: event},
		{signal: kpi.ScoreEventExpected, target: atLeast10, state: kpi.ScoreOnTarget, action: kpi.ScoreHold, weeks: usual, now: "0.3", better: kpi.BetterHigher, yardstick: band("0.2", "0.3"), settings: event},
		{signal: kpi.ScoreEventOpen, target: atLeast10, state: kpi.ScoreOnTarget, action: kpi.ScoreWatch, weeks: usual, now: "0.3", better: kpi.BetterHigher, settings: event},
		{signal: kpi.ScoreEventOpen, target: atLeast10, state: kpi.ScoreOnTarget, action: kpi.ScoreWatch, weeks: usual, now: "0.3", better: kpi.BetterHigher, yardstick: kpi.EventYardstick{Event: "prime_day", Low: band("0.2", "0.3").Low}, settings: event},
		{signal: kpi.ScoreStockOut, target: atLeast10, state: kpi.ScoreOffTarget, action: kpi.ScoreRestock, weeks: usual, now: "!0.01", better: kpi.BetterHigher, settings: event},
		{signal: kpi.ScoreUnknown, target: atLeast10, state: kpi.ScoreNoTarget, action: kpi.ScoreComplete, weeks: usual, better: kpi.BetterHigher},
	}
	reached := map[kpi.ScoreRule]bool{}
	for _, tt := range tests {
		name := string(tt.signal) + "/" + string(tt.state)
		t.Run(name, func(t *testing.T) {
			row := scoreOne(t, kpi.ScoreInput{
				Metric: kpi.ScoreMetric{Code: "cvr", Unit: kpi.Fraction, Better: tt.better, Target: tt.target},
				Weeks:  scoreWeeks(slices.Concat(tt.weeks, []string{tt.now})...), Yardstick: tt.yardstick,
			}, tt.settings)
			got := []string{string(row.Signal), string(row.TargetState), string(row.Rule.Action), string(row.Rule.Signal)}
			want := []string{string(tt.signal), string(tt.state), string(tt.action), string(tt.signal)}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got\n%s\n%s", diff, row.Sentence)
			}
			reached[row.Rule] = true
		})
	}
	for _, r := range kpi.ScoreRules() {
		if !reached[r] {
			t.Errorf("no week leads to %q", r.Status)
		}
	}
}

// Every pair of a signal and a state has exactly one rule, and each says what to do.
func TestScoreRulesAreComplete(t *testing.T) {
	count := map[kpi.ScoreSignal]map[kpi.ScoreTargetState]int{}
	for _, r := range kpi.ScoreRules() {
		if count[r.Signal] == nil {
			count[r.Signal] = map[kpi.ScoreTargetState]int{}
		}
		count[r.Signal][r.Target]++
		if r.Status == "" || r.Action == "" || r.Why == "" {
			t.Errorf("%v says too little", r)
		}
	}
	if len(count) != 12 {
		t.Errorf("%d signals", len(count))
	}
	for signal, states := range count {
		for _, state := range []kpi.ScoreTargetState{kpi.ScoreOnTarget, kpi.ScoreOffTarget, kpi.ScoreNoTarget} {
			if states[state]+states[kpi.ScoreAnyTarget] != 1 {
				t.Errorf("%s and %s have %d rules", signal, state, states[state]+states[kpi.ScoreAnyTarget])
			}
		}
	}
	kpi.ScoreRules()[0].Status = "changed"
	if kpi.ScoreRules()[0].Status == "changed" {
		t.Error("the table can be changed from outside")
	}
}

func TestScorecardSentences(t *testing.T) {
	cvr := kpi.ScoreMetric{Code: "cvr", Name: "Unit session %", Unit: kpi.Fraction, Better: kpi.BetterHigher, Target: kpi.ScoreTarget{Kind: kpi.AtLeastTarget, Low: chartNull("0.06")}}
	with := func(m kpi.ScoreMetric, target kpi.ScoreTarget) kpi.ScoreMetric {
		m.Target = target
		return m
	}
	steady := slices.Repeat([]string{"0.0592", "0.0536"}, 6)
	tests := []struct {
		name     string
		metric   kpi.ScoreMetric
		weeks    []string
		settings kpi.ScoreSettings
		want     string
	}{
		{"no signal", cvr, append(slices.Clone(steady), "0.0563"), kpi.ScoreSettings{}, "Unit session % 5.63%, within its provisional limits 4.15% to 7.13%; target at least 6.00%: below; no signal in 13 weeks"},
		{"a signal", cvr, append(slices.Clone(steady), "0.08"), kpi.ScoreSettings{}, "Unit session % 8.00%, above its provisional limits 4.15% to 7.13%; target at least 6.00%: reached; signal: above the limits (2026-10-25..2026-10-31), rise beyond the limit of the moving range (2026-10-18..2026-10-24 to 2026-10-25..2026-10-31)"},
		{"an old signal", cvr, append(slices.Clone(steady), "0.072", "0.06"), kpi.ScoreSettings{Baseline: 12}, "Unit session % 6.00%, within its provisional limits 4.15% to 7.13%; target at least 6.00%: reached; no signal now, the last one above the limits (2026-10-25..2026-10-31)"},
		{"firm, within a range", with(cvr, kpi.ScoreTarget{Kind: kpi.WithinTarget, Low: chartNull("0.04"), High: chartNull("0.05")}), append(slices.Repeat([]string{"0.05"}, 17), "0.051"), kpi.ScoreSettings{}, "Unit session % 5.10%, above its limits 5.00% to 5.00%; target 4.00% to 5.00%: above; signal: above the limits (2026-11-29..2026-12-05), rise beyond the limit of the moving range (2026-11-22..2026-11-28 to 2026-11-29..2026-12-05)"},
		{"strictly below", kpi.ScoreMetric{Code: "odr", Unit: kpi.Fraction, Better: kpi.BetterLower, Target: kpi.ScoreTarget{Kind: kpi.AtMostTarget, High: chartNull("0.01"), Strict: true}}, []string{"0.01"}, kpi.ScoreSettings{}, "odr 1.00%; target below 1.00%: not reached; too little data to tell noise from change"},
		{"no target", with(cvr, kpi.ScoreTarget{}), []string{"0.01", "0.02"}, kpi.ScoreSettings{}, "Unit session % 2.00%; no target; too little data to tell noise from change"},
		{"unknown", cvr, append(slices.Clone(steady), ""), kpi.ScoreSettings{}, "Unit session % incomplete: sessions; target at least 6.00%: not judged; unknown, sessions"},
		{"a stock-out", cvr, append(slices.Clone(steady), "!0.01"), kpi.ScoreSettings{}, "Unit session % 1.00%; target at least 6.00%: below; stock-out: not judged"},
		{"an event", cvr, append(slices.Clone(usual), "0.01"), kpi.ScoreSettings{Events: []kpi.Event{bfcm2026}}, "Unit session % 1.00%; target at least 6.00%: below; event: not judged (BFCM 2026-11-26..2026-11-30)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			row := scoreOne(t, kpi.ScoreInput{Metric: tt.metric, Weeks: scoreWeeks(tt.weeks...)}, tt.settings)
			if diff := cmp.Diff(tt.want, row.Sentence); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestScorecardRow(t *testing.T) {
	metric := kpi.ScoreMetric{Code: "cvr", Unit: kpi.Fraction, Better: kpi.BetterHigher, Target: atLeast20, AtLeast: chartNull("0"), AtMost: chartNull("1")}
	in := kpi.ScoreInput{Metric: metric, Weeks: scoreWeeks(append(slices.Clone(usual), "0.11")...), YearBefore: kpi.Exact(chartDec("0.1"), kpi.Fraction, "")}
	row := scoreOne(t, in, kpi.ScoreSettings{})
	got := []string{row.Now.String(), row.Before.String(), row.YearBefore.String(), row.YearChange.String(), row.Attainment.String(), row.XmR.Lower.String(), string(row.Chart), strings.Join(row.Reasons, "; ")}
	want := []string{"11.00%", "9.50%", "10.00%", "10.00%", "55.00%", "7.34%", "xmr", "the limits are provisional: they rest on fewer than 17 weeks"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}

	// Weeks that are not there are gaps: no week before, and no range across them.
	in.Weeks = scoreWeeks("0.1", "0.2", "-", "-", "0.3", "-", "0.1")
	row = scoreOne(t, in, kpi.ScoreSettings{})
	var labels []string
	for _, p := range row.XmR.Points {
		labels = append(labels, p.Label+" "+p.Range.String())
	}
	want = []string{
		"2026-08-02..2026-08-08 incomplete: point before", "2026-08-09..2026-08-15 10.00%", "2026-08-16..2026-08-29 incomplete: point before",
		"2026-08-30..2026-09-05 incomplete: point before", "2026-09-06..2026-09-12 incomplete: point before", "2026-09-13..2026-09-19 incomplete: point before",
	}
	if diff := cmp.Diff(want, labels); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if row.Before.IsDefined() || row.XmR.Counted != 3 {
		t.Errorf("before %s, %d weeks counted", row.Before, row.XmR.Counted)
	}

	// What the metric cannot be is unknown, and so is a division by 0.
	for value, why := range map[string]string{"1.01": "out of range: the metric cannot have this value", "-0.01": "out of range: the metric cannot have this value", "x/0": "undefined: its denominator is 0"} {
		in.Weeks = scoreWeeks("0.1", "0.2")
		if value == "x/0" {
			in.Weeks[1].Value = kpi.Ratio(chartDec("1"), decimal.Decimal{}, kpi.Fraction, "")
		} else {
			in.Weeks[1].Value = kpi.Exact(chartDec(value), kpi.Fraction, "")
		}
		row = scoreOne(t, in, kpi.ScoreSettings{})
		if row.Signal != kpi.ScoreUnknown || !slices.Contains(row.Reasons, why) {
			t.Errorf("%s: %s %v", value, row.Signal, row.Reasons)
		}
	}
	in.Weeks[1].Value, in.Weeks[1].Excluded = in.Weeks[0].Value, "site was down"
	if row = scoreOne(t, in, kpi.ScoreSettings{}); row.Signal != kpi.ScoreUnknown || row.Reasons[0] != "left out: site was down" {
		t.Errorf("%s %v", row.Signal, row.Reasons)
	}
	in.Weeks[1].Excluded = kpi.ExcludedEvent
	if row = scoreOne(t, in, kpi.ScoreSettings{}); row.Signal != kpi.ScoreEventOpen {
		t.Errorf("%s %v", row.Signal, row.Reasons)
	}
}

// The week that is judged does not widen its own limits, and weeks of events are in
// none.
func TestScorecardBaseline(t *testing.T) {
	metric := kpi.ScoreMetric{Code: "cvr", Unit: kpi.Fraction, Better: kpi.BetterHigher}
	weeks := append(slices.Clone(usual[:8]), "0.9", "0.9", "0.105", "0.095", "0.13")
	event := kpi.Event{Code: "prime_day", Days: chartPeriod("2026-09-30", "2026-10-01"), Hangover: 3} // weeks 9 and 10
	row := scoreOne(t, kpi.ScoreInput{Metric: metric, Weeks: scoreWeeks(weeks...)}, kpi.ScoreSettings{Events: []kpi.Event{event}})
	if row.Signal != kpi.ScoreBetter || row.XmR.Counted != 10 || row.XmR.Upper.String() != "12.66%" || row.XmR.Points[9].Excluded != kpi.ExcludedEvent || row.XmR.Points[10].Excluded != "" {
		t.Errorf("%s, %d weeks, upper limit %s", row.Sentence, row.XmR.Counted, row.XmR.Upper)
	}
	row = scoreOne(t, kpi.ScoreInput{Metric: metric, Weeks: scoreWeeks(weeks...)}, kpi.ScoreSettings{})
	if row.Signal != kpi.ScoreQuiet || row.XmR.Counted != 12 {
		t.Errorf("with the event: %s", row.Sentence)
	}
	// a baseline of the first weeks is one of weeks, also behind a gap
	row = scoreOne(t, kpi.ScoreInput{Metric: metric, Weeks: scoreWeeks("0.1", "-", "0.1", "0.1", "0.1", "0.1", "0.1", "0.5", "0.5")}, kpi.ScoreSettings{Baseline: 6})
	if row.XmR.Counted != 6 || row.XmR.Upper.String() != "10.00%" {
		t.Errorf("%d weeks, upper limit %s", row.XmR.Counted, row.XmR.Upper)
	}
}

func TestScorecardCharts(t *testing.T) {
	metric := kpi.ScoreMetric{Code: "cvr", Unit: kpi.Fraction, Better: kpi.BetterHigher, Proportion: true, AtLeast: chartNull("0"), AtMost: chartNull("1")}
	row := func(n int64, last kpi.Value) kpi.ScoreRow {
		weeks := scoreWeeks(slices.Repeat([]string{"1"}, 10)...)
		for i := range weeks {
			weeks[i].Value = kpi.Ratio(decimal.NewFromInt(n/10), decimal.NewFromInt(n), kpi.Fraction, "")
		}
		weeks[9].Value = last
		return scoreOne(t, kpi.ScoreInput{Metric: metric, Weeks: weeks}, kpi.ScoreSettings{})
	}
	ratio := func(k, n string) kpi.Value { return kpi.Ratio(chartDec(k), chartDec(n), kpi.Fraction, "") }
	tests := []struct {
		name   string
		row    kpi.ScoreRow
		chart  kpi.ScoreChart
		signal kpi.ScoreSignal
		reason string
	}{
		// The ratio never moved, so an XmR chart has no width; 12 of 100 is no news.
		{"small counts", row(100, ratio("12", "100")), kpi.ScorePChart, kpi.ScoreQuiet, "p-chart: 10 hits a period, fewer than 50: mostly the noise of counting"},
		{"small counts, far off", row(100, ratio("20", "100")), kpi.ScorePChart, kpi.ScoreBetter, "above the limits (2026-10-04..2026-10-10)"},
		{"large counts", row(1000, ratio("101", "1000")), kpi.ScoreXmR, kpi.ScoreBetter, "above the limits (2026-10-04..2026-10-10)"},
		{"no counts", row(100, ratio("0.12", "1")), kpi.ScoreXmR, kpi.ScoreBetter, "no p-chart: its values are not all counts out of counts"},
		{"more units than sessions", row(100, ratio("120", "100")), kpi.ScoreXmR, kpi.ScoreUnknown, "no p-chart: its values are not all counts out of counts"},
	}
	for _, tt := range tests {
		if tt.row.Chart != tt.chart || tt.row.Signal != tt.signal || !slices.Contains(tt.row.Reasons, tt.reason) {
			t.Errorf("%s: %s %s %q", tt.name, tt.row.Chart, tt.row.Signal, tt.row.Reasons)
		}
	}
	if got, want := tests[1].row.Sentence, "cvr 20.00%, above its provisional limits 1.00% to 19.00%; no target; signal: above the limits (2026-10-04..2026-10-10)"; got != want {
		t.Errorf("got %s", got)
	}
}

// A jump alone has no good side: it may be the way back.
func TestScorecardJump(t *testing.T) {
	row := scoreOne(t, kpi.ScoreInput{
		Metric: kpi.ScoreMetric{Code: "cvr", Unit: kpi.Fraction, Better: kpi.BetterHigher},
		Weeks:  scoreWeeks(slices.Concat(usual, []string{"0.19", "0.105"})...),
	}, kpi.ScoreSettings{Baseline: 16})
	if row.Signal != kpi.ScoreChanged || row.Rule.Action != kpi.ScoreInvestigate {
		t.Errorf("%s: %s", row.Signal, row.Sentence)
	}
}

func TestScorecardFaults(t *testing.T) {
	week := scoreWeeks("0.1", "0.1")
	bad := kpi.ScoreInput{
		Metric:     kpi.ScoreMetric{Better: "up", Unit: kpi.Amount, Currency: fx.USD, Target: kpi.ScoreTarget{Kind: kpi.AtLeastTarget, High: chartNull("1")}, AtLeast: chartNull("1"), AtMost: chartNull("0")},
		Weeks:      []kpi.ScoreWeek{week[1], week[0], {}},
		YearBefore: kpi.Exact(decimal.New(1, 1<<30), kpi.Amount, fx.USD),
		Yardstick:  kpi.EventYardstick{Period: week[0].Period, Low: kpi.Exact(chartDec("1"), kpi.Count, "")},
	}
	bad.Weeks[2].Period = chartPeriod("2026-08-20", "2026-08-19")
	_, err := kpi.NewScorecard([]kpi.ScoreInput{{Metric: kpi.ScoreMetric{Code: "x"}}, bad}, kpi.ScoreSettings{Baseline: 3, SmallCount: -1, Events: []kpi.Event{{}}, XmR: kpi.XmRSettings{Form: "x", Baseline: 99}})
	want := []string{
		"events[0].code", "events[0].days.first", "events[0].days.last", "small_count", "xmr.form",
		"rows[0].weeks",
		"rows[1].metric.code", "rows[1].metric.better", "rows[1].metric.target.low", "rows[1].metric.target.high", "rows[1].metric.at_most",
		"rows[1].weeks[0].value", "rows[1].weeks[1].period.first", "rows[1].weeks[1].value", "rows[1].weeks[2].period.last",
		"rows[1].year_before", "rows[1].yardstick.low", "rows[1].yardstick.period",
	}
	if diff := cmp.Diff(want, chartFaults(t, err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if card, err := kpi.NewScorecard(nil, kpi.ScoreSettings{}); err != nil || len(card.Rows) != 0 {
		t.Errorf("no rows: %v", err)
	}
	_, err = kpi.NewScorecard([]kpi.ScoreInput{{Metric: kpi.ScoreMetric{Code: "x", Unit: kpi.Fraction}, Weeks: week}}, kpi.ScoreSettings{Baseline: 3})
	if diff := cmp.Diff([]string{"rows[0].weeks"}, chartFaults(t, err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// Whatever the history, a row has a rule, a sentence and the parts that belong to it.
func propScorecard(t *rapid.T) {
	var weeks []kpi.ScoreWeek
	first := chartDay("2026-01-04")
	for range rapid.IntRange(1, 30).Draw(t, "weeks") {
		n := rapid.Int64Range(0, 300).Draw(t, "n")
		w := kpi.ScoreWeek{Period: kpi.Period{First: first, Last: first.AddDate(0, 0, 6)}, Value: kpi.Ratio(decimal.NewFromInt(rapid.Int64Range(0, n).Draw(t, "k")), decimal.NewFromInt(n), kpi.Fraction, "")}
		w.Excluded = rapid.SampledFrom([]kpi.Exclusion{"", "", "", "", kpi.ExcludedStockOut, kpi.ExcludedEvent, "other"}).Draw(t, "excluded")
		weeks = append(weeks, w)
		first = first.AddDate(0, 0, 7*rapid.SampledFrom([]int{1, 1, 1, 3}).Draw(t, "gap"))
	}
	target := rapid.SampledFrom([]kpi.ScoreTarget{{}, atLeast10, {Kind: kpi.AtMostTarget, High: chartNull("0.5"), Strict: true}, {Kind: kpi.WithinTarget, Low: chartNull("0.2"), High: chartNull("0.6")}}).Draw(t, "target")
	in := kpi.ScoreInput{Metric: kpi.ScoreMetric{Code: "x", Unit: kpi.Fraction, Target: target, Proportion: rapid.Bool().Draw(t, "proportion"), Better: rapid.SampledFrom([]kpi.ScoreBetterWay{"", kpi.BetterHigher, kpi.BetterLower}).Draw(t, "better")}, Weeks: weeks}
	card, err := kpi.NewScorecard([]kpi.ScoreInput{in, in}, kpi.ScoreSettings{Events: []kpi.Event{bfcm2026}, Baseline: rapid.IntRange(0, len(weeks)).Draw(t, "baseline")})
	if err != nil {
		t.Fatal(err)
	}
	row := card.Rows[0]
	if row.Sentence == "" || row.Sentence != card.Rows[1].Sentence || row.Rule.Signal != row.Signal {
		t.Fatalf("%q %q", row.Sentence, row.Rule.Status)
	}
	if row.Rule.Target != row.TargetState && row.Rule.Target != kpi.ScoreAnyTarget {
		t.Fatalf("rule of %s for %s", row.Rule.Target, row.TargetState)
	}
	if now := row.XmR.Points[len(row.XmR.Points)-1]; !now.Counted && (row.Signal == kpi.ScoreWorse || row.Signal == kpi.ScoreBetter || row.Signal == kpi.ScoreQuiet) {
		t.Fatalf("a week that does not count is %s", row.Signal)
	}
}

func TestScorecardProperties(t *testing.T) { rapid.Check(t, propScorecard) }
