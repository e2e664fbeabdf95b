package kpi_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// S19: 96,000 after 12 of 30 days, goal 260,000.
func TestPaceS19(t *testing.T) {
	p, err := kpi.PaceOf(kpi.PaceInput{
		Period: tgPeriod("2026-06-01..2026-06-30"), AsOf: tgDay("2026-06-12"),
		Target: tgSet("260000"), Actual: tgSet("96000"), Unit: kpi.Amount, Currency: fx.USD,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		got  kpi.Value
		want string
	}{
		{"landing", p.LinearLanding, "240000.00 USD"}, {"seasonal landing of flat weights", p.Landing, "240000.00 USD"},
		{"index", p.LinearIndex, "92.31%"}, {"seasonal index", p.Index, "92.31%"}, {"attainment", p.Attainment, "36.92%"},
		{"required", p.RequiredPerDay, "9111.11 USD"}, {"remaining", p.Remaining, "164000.00 USD"}, {"to date", p.TargetToDate, "104000.00 USD"},
		{"gap", p.Gap, "-20000.00 USD"}, {"time", p.TimeShare, "40.00%"}, {"required index", p.RequiredIndex, "105.13%"},
		{"required of a day", p.Required(tgDec("260000").DivRound(tgDec("30"), 10)), "9111.11 USD"},
	} {
		if got := test.got.String(); got != test.want {
			t.Errorf("%s is %s, want %s", test.name, got, test.want)
		}
	}
	if p.Status != kpi.PaceBehind || p.Elapsed != 12 || p.Days != 30 {
		t.Errorf("%s after %d of %d", p.Status, p.Elapsed, p.Days)
	}
	want := "behind: 92.31% of the target to date after 12 of 30 days, landing at 240000.00 USD of 260000.00 USD; the rest needs 9111.11 USD a day"
	if p.Text != want {
		t.Errorf("text is %q", p.Text)
	}
}

// Four weeks of which the last is three times as large: linear pacing calls somebody
// behind who is on pace.
func TestPaceSeason(t *testing.T) {
	in := kpi.PaceInput{
		Period: tgPeriod("2026-11-02..2026-11-29"), AsOf: tgDay("2026-11-15"), Target: tgSet("600"), Actual: tgSet("200"),
		Weights: []kpi.PeriodTarget{
			{Period: tgPeriod("2026-11-02..2026-11-08"), Amount: tgDec("1")}, {Period: tgPeriod("2026-11-09..2026-11-15"), Amount: tgDec("1")},
			{Period: tgPeriod("2026-11-23..2026-11-29"), Amount: tgDec("3")}, {Period: tgPeriod("2026-11-16..2026-11-22"), Amount: tgDec("1")},
		},
	}
	tests := []struct {
		name   string
		change func(*kpi.PaceInput)
		want   []string // index, linear index, landing, linear landing, per day, per weight, rest, status
	}{
		{"on pace", nil, []string{"100.00%", "66.67%", "600", "400", "28.57", "100", "100.00%", "on_pace"}},
		{"behind by one", func(in *kpi.PaceInput) { in.Actual = tgSet("199") }, []string{"99.50%", "66.33%", "597", "398", "28.64", "100.25", "100.25%", "behind"}},
		{"within the tolerance", func(in *kpi.PaceInput) { in.Actual, in.Tolerance = tgSet("199"), tgDec("0.005") },
			[]string{"99.50%", "66.33%", "597", "398", "28.64", "100.25", "100.25%", "on_pace"}},
		{"beyond the tolerance", func(in *kpi.PaceInput) { in.Actual, in.Tolerance = tgSet("202"), tgDec("0.00999") },
			[]string{"101.00%", "67.33%", "606", "404", "28.43", "99.5", "99.50%", "ahead"}},
		{"half a week", func(in *kpi.PaceInput) { in.AsOf = tgDay("2026-11-05"); in.Actual = tgSet("40") },
			[]string{"70.00%", "46.67%", "420", "280", "23.33", "103.16", "103.16%", "behind"}}, // to date 100 × 4/7
		{"no day", func(in *kpi.PaceInput) { in.AsOf, in.Actual = tgDay("2026-11-01"), tgSet("0") },
			[]string{"undefined", "undefined", "undefined", "undefined", "21.43", "100", "100.00%", "not_started"}},
		{"over", func(in *kpi.PaceInput) { in.AsOf = tgDay("2026-12-24") },
			[]string{"33.33%", "33.33%", "200", "200", "undefined", "undefined", "undefined", "missed"}},
		{"reached", func(in *kpi.PaceInput) { in.Actual = tgSet("600") },
			[]string{"300.00%", "200.00%", "1800", "1200", "0", "0", "0.00%", "reached"}},
		{"exceeded", func(in *kpi.PaceInput) { in.Actual = tgSet("614") },
			[]string{"307.00%", "204.67%", "1842", "1228", "-1", "-3.5", "-3.50%", "reached"}},
		{"unknown actual", func(in *kpi.PaceInput) { in.Actual = decimal.NullDecimal{} },
			[]string{"incomplete: actual", "incomplete: actual", "incomplete: actual", "incomplete: actual", "incomplete: actual", "incomplete: actual", "incomplete: actual", "unknown"}},
		{"unknown target", func(in *kpi.PaceInput) { in.Target = decimal.NullDecimal{} },
			[]string{"incomplete: target", "incomplete: target", "600", "400", "incomplete: target", "incomplete: target", "incomplete: target", "unknown"}},
		{"a target of 0", func(in *kpi.PaceInput) { in.Target = tgSet("0") },
			[]string{"undefined", "undefined", "600", "400", "-14.29", "-50", "undefined", "no_target"}},
		{"returns", func(in *kpi.PaceInput) { in.Actual = tgSet("-10") },
			[]string{"-5.00%", "-3.33%", "-30", "-20", "43.57", "152.5", "152.50%", "behind"}},
		{"no weight yet", func(in *kpi.PaceInput) { in.Weights = in.Weights[2:3] },
			[]string{"undefined", "66.67%", "undefined", "400", "28.57", "133.33", "66.67%", "not_started"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			in := in
			if test.change != nil {
				test.change(&in)
			}
			p, err := kpi.PaceOf(in)
			if err != nil {
				t.Fatal(err)
			}
			got := []string{p.Index.String(), p.LinearIndex.String(), p.Landing.String(), p.LinearLanding.String(),
				p.RequiredPerDay.String(), p.RequiredPerWeight.String(), p.RequiredIndex.String(), string(p.Status)}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if p.Text == "" {
				t.Error("there is no text")
			}
		})
	}
}

func TestPaceRefuses(t *testing.T) {
	june := kpi.PaceInput{Period: tgPeriod("2026-06-01..2026-06-30"), AsOf: tgDay("2026-06-12")}
	w := func(period, weight string) kpi.PeriodTarget {
		return kpi.PeriodTarget{Period: tgPeriod(period), Amount: tgDec(weight)}
	}
	huge := decimal.NewNullDecimal(decimal.New(1, 1_000_000_000))
	tests := []struct {
		name   string
		change func(*kpi.PaceInput)
		want   []string
	}{
		{"the zero input", func(in *kpi.PaceInput) { *in = kpi.PaceInput{} }, []string{"as_of", "period.first", "period.last"}},
		{"numbers", func(in *kpi.PaceInput) { in.Target, in.Actual, in.Tolerance = tgSet("-1"), huge, tgDec("1.01") }, []string{"actual", "target", "tolerance"}},
		{"weights", func(in *kpi.PaceInput) {
			in.Weights = []kpi.PeriodTarget{w("2026-06-05..2026-06-10", "1"), w("2026-06-10..2026-06-12", "-1"), w("2026-06-30..2026-07-01", "1"), {Amount: huge.Decimal}}
		}, []string{"weights[1].amount", "weights[1].period", "weights[2].period", "weights[3].amount", "weights[3].period.first", "weights[3].period.last"}},
		{"units in dollars", func(in *kpi.PaceInput) { in.Currency = fx.USD }, []string{"currency"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			in := june
			test.change(&in)
			_, err := kpi.PaceOf(in)
			if diff := cmp.Diff(test.want, tgPaths(err)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
	unread := june
	unread.Target.Decimal, unread.Actual.Decimal = huge.Decimal, huge.Decimal // not Valid: never looked at
	if _, err := kpi.PaceOf(unread); err != nil {
		t.Error(err)
	}
	if v := (kpi.Pace{}).Required(huge.Decimal); v.IsDefined() {
		t.Error("the zero pace requires something")
	}
}

// With flat weights the seasonal form is the linear one, whatever the weeks.
func propPaceFlat(t *rapid.T) {
	in := kpi.PaceInput{
		Period: kpi.CalendarYear(rapid.SampledFrom([]int{2024, 2026, 2028}).Draw(t, "year")),
		Target: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(1, 1_000_000).Draw(t, "target"), 0)),
		Actual: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(-1000, 1_000_000).Draw(t, "actual"), 0)),
	}
	in.AsOf = in.Period.First.AddDate(0, 0, rapid.IntRange(-3, in.Period.Days()+3).Draw(t, "day"))
	scale := decimal.New(rapid.Int64Range(1, 99).Draw(t, "scale"), -1)
	for week := range in.Period.Weeks(time.Weekday(rapid.IntRange(0, 6).Draw(t, "begin"))) {
		in.Weights = append(in.Weights, kpi.PeriodTarget{Period: week, Amount: scale.Mul(decimal.New(int64(week.Days()), 0))})
	}
	p, err := kpi.PaceOf(in)
	if err != nil {
		t.Fatal(err)
	}
	same := func(name string, a, b kpi.Value) {
		if order, ok := a.Cmp(b); a.State != b.State || ok && order != 0 {
			t.Fatalf("%s: %s and %s", name, a, b)
		}
	}
	same("share", p.WeightShare, p.TimeShare)
	same("index", p.Index, p.LinearIndex)
	same("landing", p.Landing, p.LinearLanding)
	// The index is landing over target, and what is required ends on the target.
	same("landing over target", kpi.Ratio(p.Landing.Num, p.Landing.Den.Mul(in.Target.Decimal), kpi.Fraction, ""), p.Index)
	if left := p.Days - p.Elapsed; left > 0 {
		rest := p.RequiredPerDay.Num.Mul(decimal.New(int64(left), 0))
		if !rest.Equal(in.Target.Decimal.Sub(in.Actual.Decimal).Mul(p.RequiredPerDay.Den)) {
			t.Fatalf("required %s for %d days", p.RequiredPerDay, left)
		}
	}
}

func TestPaceFlat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { propPaceFlat(t) })
}

func TestTreePace(t *testing.T) {
	plan := tgYear(2026, "36500")
	tree := tgSplit(t, plan)
	pace := func(actuals ...kpi.TargetActual) (kpi.TreePace, error) {
		return tree.Pace(actuals, tgDay("2026-06-30"), decimal.Decimal{})
	}
	is := func(cell, amount string) kpi.TargetActual {
		a := kpi.TargetActual{At: tgCell(cell)}
		if amount != "" {
			a.Amount = tgSet(amount)
		}
		return a
	}
	p, err := pace(is("channel=amazon", "10860"), is("channel=walmart", "5430"), is("channel=shopify", "1811"))
	if err != nil {
		t.Fatal(err)
	}
	if p.Sum.Target.String() != "36500" || p.Sum.Actual.String() != "18101" || p.Sum.Status != kpi.PaceAhead || p.Cells[2].Pace.Target.String() != "3650" {
		t.Errorf("%s, %+v", p.Sum.Text, p.Cells)
	}
	var target, toDate decimal.Decimal
	for _, c := range p.Cells {
		target = target.Add(c.Pace.Target.Num)
		toDate = toDate.Add(c.Pace.TargetToDate.Round(6).Decimal)
	}
	if !target.Equal(p.Sum.Target.Num) || !toDate.Equal(p.Sum.TargetToDate.Round(6).Decimal) {
		t.Errorf("the cells have %s and %s to date, the sum %s and %s", target, toDate, p.Sum.Target, p.Sum.TargetToDate)
	}
	p, err = pace(is("channel=amazon", "10860"), is("channel=walmart", ""))
	if err != nil || p.Sum.Status != kpi.PaceUnknown || p.Cells[0].Pace.Status != kpi.PaceOn || p.Cells[1].Pace.Target.String() != "10950" {
		t.Errorf("%+v %v", p, err)
	}
	p, err = pace(is("", "36500"))
	if err != nil || p.Sum.Status != kpi.PaceReached || p.Cells[0].Pace.Text != p.Sum.Text {
		t.Errorf("%+v %v", p, err)
	}
	for name, err := range map[string]error{
		"actuals":           tgErr(pace()),
		"actuals[1].at":     tgErr(pace(is("channel=amazon", "1"), is("family=mugs", "1"))),
		"actuals[1].amount": tgErr(pace(is("week=W01", "1"), kpi.TargetActual{At: tgCell("week=W02"), Amount: decimal.NewNullDecimal(decimal.New(1, 99))})),
		"kpi: the plan has no cell week=zzzzzzzzzzz": tgErr(pace(is("week=zzzzzzzzzzz", "1"))),
		"as_of":     tgErr(tree.Pace([]kpi.TargetActual{is("", "1")}, time.Time{}, decimal.Decimal{})),
		"tolerance": tgErr(tree.Pace([]kpi.TargetActual{is("", "1")}, tgDay("2026-06-30"), tgDec("2"))),
	} {
		if diff := cmp.Diff([]string{name}, tgPaths(err)); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
	for _, actuals := range [][]kpi.TargetActual{ // cells in each other, in both orders
		{is("quarter=2026-Q1", "1"), is("week=W01", "1")}, {is("week=W01", "1"), is("quarter=2026-Q1", "1")}, {is("", "1"), is("channel=amazon", "1")},
	} {
		if _, err := pace(actuals...); err == nil {
			t.Errorf("%v is accepted", actuals)
		}
	}
	var none kpi.TargetTree
	if _, err := none.Pace([]kpi.TargetActual{is("", "1")}, tgDay("2026-06-30"), decimal.Decimal{}); err == nil {
		t.Error("the zero tree has a pace")
	}
}

func tgErr[T any](_ T, err error) error { return err }

// A landing needs no target: with a target of 0 it and the gap are numbers.
func TestPaceLandingWithoutTarget(t *testing.T) {
	p, err := kpi.PaceOf(kpi.PaceInput{
		Period: kpi.Period{First: kpi.Day(2026, 11, 1).First, Last: kpi.Day(2026, 11, 30).First}, AsOf: kpi.Day(2026, 11, 10).First,
		Target: decimal.NewNullDecimal(decimal.Decimal{}), Actual: decimal.NewNullDecimal(decimal.New(40, 0)),
		Weights: []kpi.PeriodTarget{
			{Period: kpi.Period{First: kpi.Day(2026, 11, 1).First, Last: kpi.Day(2026, 11, 10).First}, Amount: decimal.New(1, 0)},
			{Period: kpi.Period{First: kpi.Day(2026, 11, 11).First, Last: kpi.Day(2026, 11, 30).First}, Amount: decimal.New(3, 0)},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := []string{p.WeightShare.String(), p.Landing.String(), p.LinearLanding.String(), p.Gap.String(), p.Index.String()}
	if want := []string{"25.00%", "160", "120", "160", "undefined"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
