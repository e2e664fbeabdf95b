package kpi_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// daySeries makes days that add up, from a first day on; "" is a day without a value
// and "!" before a number is a stock-out.
func daySeries(t testing.TB, first string, values ...string) kpi.DaySeries {
	t.Helper()
	s, err := kpi.NewDaySeries(dayPoints(first, values...), kpi.SumOfDays)
	if err != nil {
		t.Fatalf("NewDaySeries: %v", err)
	}
	return s
}

func dayPoints(first string, values ...string) []kpi.DayPoint {
	var out []kpi.DayPoint
	for i, p := range chartSeries(values...) {
		out = append(out, kpi.DayPoint{Day: chartDay(first).AddDate(0, 0, i), Value: p.Value, StockOut: p.Excluded != ""})
	}
	return out
}

// mondays makes weeks whose Mondays have the given values and whose other days have 0.
func mondays(t testing.TB, first string, values ...string) kpi.DaySeries {
	t.Helper()
	var days []string
	for _, v := range values {
		days = append(days, v, "0", "0", "0", "0", "0", "0")
	}
	return daySeries(t, first, days...)
}

func TestBaseline(t *testing.T) {
	// Mondays 2026-01-05, 12, 19, 26, 02-02, 09, 16, 23, 03-02
	event := kpi.Event{Code: "sale", Days: chartPeriod("2026-02-10", "2026-02-11"), LeadIn: 1, Hangover: 2}
	series := mondays(t, "2026-01-05", "1", "100", "3", "!4", "5", "60", "", "9")
	tests := []struct {
		name     string
		day      string
		settings kpi.BaselineSettings
		value    string
		used     []string
		skipped  []string
	}{
		{"odd", "2026-03-02", kpi.BaselineSettings{Weeks: 3, Events: []kpi.Event{event}}, "5", []string{"02-23", "02-02", "01-19"}, []string{"02-16 no value", "02-09 event: sale 2026-02-10..2026-02-11", "01-26 stock-out"}},
		{"even", "2026-03-02", kpi.BaselineSettings{Weeks: 4, Events: []kpi.Event{event}}, "7", []string{"02-23", "02-02", "01-19", "01-12"}, []string{"02-16 no value", "02-09 event: sale 2026-02-10..2026-02-11", "01-26 stock-out"}},
		{"event not known", "2026-03-02", kpi.BaselineSettings{Weeks: 2}, "34.5", []string{"02-23", "02-09"}, []string{"02-16 no value"}},
		{"back too short", "2026-03-02", kpi.BaselineSettings{Weeks: 4, Back: 4, Least: 3, Events: []kpi.Event{event}}, "incomplete: baseline of 2026-03-02: 2 usable weeks of at least 3", []string{"02-23", "02-02"}, []string{"02-16 no value", "02-09 event: sale 2026-02-10..2026-02-11"}},
		{"least reached", "2026-03-02", kpi.BaselineSettings{Weeks: 4, Back: 4, Least: 2, Events: []kpi.Event{event}}, "7", []string{"02-23", "02-02"}, []string{"02-16 no value", "02-09 event: sale 2026-02-10..2026-02-11"}},
		{"not the day itself", "2026-02-23", kpi.BaselineSettings{Weeks: 1}, "60", []string{"02-09"}, []string{"02-16 no value"}},
		{"another weekday", "2026-03-03", kpi.BaselineSettings{Weeks: 2}, "0", []string{"02-24", "02-17"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := series.Baseline(chartDay(tt.day), tt.settings)
			if err != nil {
				t.Fatal(err)
			}
			var used, skipped []string
			for _, d := range b.Used {
				used = append(used, d.Format("01-02"))
			}
			for _, d := range b.Skipped {
				skipped = append(skipped, d.Day.Format("01-02 ")+d.Why)
			}
			got := [][]string{{b.Value.String()}, used, skipped}
			if diff := cmp.Diff([][]string{{tt.value}, tt.used, tt.skipped}, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// Without settings the last eight of 52 weeks are used and four are enough.
func TestBaselineDefaults(t *testing.T) {
	values := []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}
	b, err := mondays(t, "2026-01-05", values...).Baseline(chartDay("2026-03-16"), kpi.BaselineSettings{})
	if err != nil || b.Value.String() != "6.5" || len(b.Used) != 8 {
		t.Errorf("%s of %d, %v", b.Value, len(b.Used), err)
	}
	for n, want := range map[int]string{3: "incomplete: baseline of 2026-12-28: 3 usable weeks of at least 4", 4: "2.5"} {
		b, err := mondays(t, "2026-01-05", values[:n]...).Baseline(chartDay("2026-12-28"), kpi.BaselineSettings{})
		if err != nil || b.Value.String() != want {
			t.Errorf("%d weeks: %s, %v", n, b.Value, err)
		}
	}
	// 2026-01-05 is 52 weeks before 2027-01-04 and 53 before 2027-01-11
	for day, want := range map[string]bool{"2027-01-04": true, "2027-01-11": false} {
		b, err := mondays(t, "2026-01-05", "1").Baseline(chartDay(day), kpi.BaselineSettings{Least: 1})
		if err != nil || b.Value.IsDefined() != want {
			t.Errorf("%s: %s, %v", day, b.Value, err)
		}
	}
}

func TestBaselineFaults(t *testing.T) {
	var s kpi.DaySeries
	tests := []struct {
		settings kpi.BaselineSettings
		want     []string
	}{
		{kpi.BaselineSettings{Weeks: -1, Least: -1, Back: -1}, []string{"day", "weeks", "least", "back"}},
		{kpi.BaselineSettings{Weeks: 521, Back: 521, Events: []kpi.Event{{}}}, []string{"day", "weeks", "back", "events[0].code", "events[0].days.first", "events[0].days.last"}},
		{kpi.BaselineSettings{Weeks: 4, Least: 5, Back: 3}, []string{"day", "least", "back"}},
	}
	for _, tt := range tests {
		_, err := s.Baseline(time.Time{}, tt.settings)
		if diff := cmp.Diff(tt.want, chartFaults(t, err)); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
	if b, err := s.Baseline(chartDay("2026-01-01"), kpi.BaselineSettings{}); err != nil || b.Value.IsDefined() {
		t.Errorf("the zero series has a baseline of %s, %v", b.Value, err)
	}
}

func TestDaySeriesTotal(t *testing.T) {
	sum := daySeries(t, "2026-07-01", "1.5", "2", "", "4")
	ratio, err := kpi.NewDaySeries([]kpi.DayPoint{
		{Day: chartDay("2026-07-02"), Value: kpi.Ratio(chartDec("30"), chartDec("100"), kpi.Fraction, "")},
		{Day: chartDay("2026-07-01"), Value: kpi.Ratio(chartDec("1"), chartDec("10"), kpi.Fraction, "")},
		{Day: chartDay("2026-07-03"), Value: kpi.Ratio(chartDec("0"), chartDec("0"), kpi.Fraction, "")},
	}, kpi.RatioOfSums)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		series kpi.DaySeries
		period kpi.Period
		want   string
	}{
		{"a sum", sum, chartPeriod("2026-07-01", "2026-07-02"), "3.5"},
		{"a day without a value and one not there", sum, chartPeriod("2026-07-01", "2026-07-05"), "incomplete: 2026-07-03, 2026-07-05"},
		{"no days", sum, kpi.Period{}, "incomplete: period"},
		{"not the mean of 10% and 30%", ratio, chartPeriod("2026-07-01", "2026-07-03"), "28.18%"},
		{"no denominator", ratio, chartPeriod("2026-07-03", "2026-07-03"), "undefined"},
		{"not there", ratio, chartPeriod("2026-07-03", "2026-07-04"), "incomplete: 2026-07-04"},
		{"ages", ratio, chartPeriod("0001-01-02", "9999-12-31"), "incomplete: 0001-01-02..9999-12-31"},
		{"the zero series", kpi.DaySeries{}, chartPeriod("2026-07-03", "2026-07-03"), "incomplete: 2026-07-03"},
	}
	for _, tt := range tests {
		if got := tt.series.Total(tt.period).String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	if v := sum.Total(chartPeriod("2030-01-01", "2030-12-31")); len(v.Missing) != 31 {
		t.Errorf("%d days are named", len(v.Missing))
	}
}

func TestDaySeriesFaults(t *testing.T) {
	days := dayPoints("2026-07-01", "1", "2")
	days = append(days, days[0], kpi.DayPoint{}, kpi.DayPoint{Day: chartDay("2026-07-05"), Value: kpi.Exact(chartDec("1"), kpi.Amount, fx.USD)},
		kpi.DayPoint{Day: chartDay("2026-07-06"), Value: kpi.Exact(decimal.New(1, 999), kpi.Count, "")})
	_, err := kpi.NewDaySeries(days, "mean")
	want := []string{"total", "days[2].day", "days[3].day", "days[4].value", "days[5].value"}
	if diff := cmp.Diff(want, chartFaults(t, err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	_, err = kpi.NewDaySeries([]kpi.DayPoint{{Day: chartDay("2026-07-05"), Value: kpi.Exact(chartDec("1"), kpi.Fraction, "")}}, kpi.SumOfDays)
	if diff := cmp.Diff([]string{"days[0].value"}, chartFaults(t, err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	_, err = kpi.NewDaySeries(make([]kpi.DayPoint, 100_001), kpi.SumOfDays)
	if diff := cmp.Diff([]string{"days"}, chartFaults(t, err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// The baseline is the median, found by sorting, of the days that are left when the
// others are taken away; the order of the input does not matter.
func propBaseline(t *rapid.T) {
	const weeks = 12
	var days []kpi.DayPoint
	var usable []decimal.Decimal // the latest first
	for week := range weeks {
		d := kpi.DayPoint{Day: chartDay("2026-06-01").AddDate(0, 0, -7*(week+1)), Value: kpi.Exact(decimal.NewFromInt(rapid.Int64Range(0, 50).Draw(t, "units")), kpi.Count, "")}
		if rapid.IntRange(0, 3).Draw(t, "stock-out") == 0 {
			d.StockOut = true
		} else {
			usable = append(usable, d.Value.Num)
		}
		days = append(days, d)
	}
	n := rapid.IntRange(1, 8).Draw(t, "weeks")
	s, err := kpi.NewDaySeries(rapid.Permutation(days).Draw(t, "order"), kpi.SumOfDays)
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.Baseline(chartDay("2026-06-01"), kpi.BaselineSettings{Weeks: n, Least: 1})
	if err != nil {
		t.Fatal(err)
	}
	usable = usable[:min(n, len(usable))]
	if len(usable) == 0 {
		if b.Value.IsDefined() {
			t.Fatalf("baseline %s of nothing", b.Value)
		}
		return
	}
	slices.SortFunc(usable, decimal.Decimal.Cmp)
	middle := usable[(len(usable)-1)/2].Add(usable[len(usable)/2])
	if want := kpi.Ratio(middle, chartDec("2"), kpi.Count, ""); !sameValue(want, b.Value) {
		t.Fatalf("got %s, want %s, of %s", b.Value, want, strconv.Itoa(n))
	}
}

func TestBaselineIsTheMedian(t *testing.T) { rapid.Check(t, propBaseline) }
