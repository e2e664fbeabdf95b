package kpi_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/kpi"
)

// weeksBefore are weeks of 10 a day, Monday 2026-01-05 to Sunday 2026-03-01, and then
// the given days from Monday 2026-03-02 on.
func weeksBefore(t testing.TB, days ...string) kpi.DaySeries {
	t.Helper()
	return daySeries(t, "2026-01-05", slices.Concat(slices.Repeat([]string{"10"}, 56), days)...)
}

func TestUplift(t *testing.T) {
	event := kpi.Event{Code: "sale", Days: chartPeriod("2026-03-04", "2026-03-05"), LeadIn: 2, Hangover: 3}
	text := func(p kpi.UpliftPart) string {
		return p.Actual.String() + " " + p.Baseline.String() + " " + p.Difference.String() + " " + p.Uplift.String()
	}
	tests := []struct {
		name  string
		days  []string
		event kpi.Event
		want  []string
	}{
		{"dips before and after", []string{"8", "6", "40", "30", "7", "9", "10"}, event, []string{
			"14 20 -6 -30.00%", "70 20 50 250.00%", "26 30 -4 -13.33%", "110 70 40 57.14%", "250.00% 40 200.00%",
		}},
		{"it only moved sales", []string{"0", "0", "30", "30", "0", "0", "0"}, event, []string{
			"0 20 -20 -100.00%", "60 20 40 200.00%", "0 30 -30 -100.00%", "60 70 -10 -14.29%", "200.00% -10 -50.00%",
		}},
		{"a halo counts too", []string{"10", "10", "20", "20", "13", "10", "10"}, event, []string{
			"20 20 0 0.00%", "40 20 20 100.00%", "33 30 3 10.00%", "93 70 23 32.86%", "100.00% 23 115.00%",
		}},
		{"no windows", []string{"8", "6", "40", "30"}, kpi.Event{Code: "sale", Days: event.Days}, []string{
			"0 0 0 undefined", "70 20 50 250.00%", "0 0 0 undefined", "70 20 50 250.00%", "250.00% 50 250.00%",
		}},
		{"a hangover not yet over", []string{"8", "6", "40", "30", "7"}, event, []string{
			"14 20 -6 -30.00%", "70 20 50 250.00%", "incomplete: 2026-03-07, 2026-03-08 30 incomplete: 2026-03-07, 2026-03-08 incomplete: 2026-03-07, 2026-03-08",
			"incomplete: 2026-03-07, 2026-03-08 70 incomplete: 2026-03-07, 2026-03-08 incomplete: 2026-03-07, 2026-03-08",
			"250.00% incomplete: 2026-03-07, 2026-03-08 incomplete: 2026-03-07, 2026-03-08",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u, err := weeksBefore(t, tt.days...).Uplift(tt.event, kpi.BaselineSettings{})
			if err != nil {
				t.Fatal(err)
			}
			got := []string{text(u.LeadIn), text(u.Days), text(u.Hangover), text(u.Whole), u.Uplift.String() + " " + u.Net.String() + " " + u.NetUplift.String()}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// The window of the event is in no baseline of its own hangover, however long it is.
func TestUpliftIsNotItsOwnBaseline(t *testing.T) {
	event := kpi.Event{Code: "sale", Days: chartPeriod("2026-03-02", "2026-03-08"), Hangover: 14}
	u, err := weeksBefore(t, slices.Concat(slices.Repeat([]string{"99"}, 7), slices.Repeat([]string{"5"}, 14))...).Uplift(event, kpi.BaselineSettings{Weeks: 1})
	if err != nil || u.Hangover.Baseline.String() != "140" || u.Hangover.Uplift.String() != "-50.00%" {
		t.Errorf("hangover %s, baseline %s, %v", u.Hangover.Uplift, u.Hangover.Baseline, err)
	}
}

func TestUpliftFaults(t *testing.T) {
	ratio, err := kpi.NewDaySeries(nil, kpi.RatioOfSums)
	if err != nil {
		t.Fatal(err)
	}
	_, err = ratio.Uplift(kpi.Event{Code: "x"}, kpi.BaselineSettings{Weeks: -1})
	want := []string{"series", "event.days.first", "event.days.last", "settings.weeks"}
	if diff := cmp.Diff(want, chartFaults(t, err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
