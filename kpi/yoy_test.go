package kpi_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/kpi"
)

func TestYearAlignment(t *testing.T) {
	prime := func(first, last string) kpi.Event {
		return kpi.Event{Code: "prime_day", Days: chartPeriod(first, last)}
	}
	tests := []struct {
		name        string
		align       kpi.YearAlignment
		first, last string
		want        []string
	}{
		{"by date", kpi.YearAlignment{}, "2026-07-01", "2026-07-31", []string{"2025-07-01..2025-07-31"}},
		{"29 February alone", kpi.YearAlignment{By: kpi.ByDate}, "2024-02-29", "2024-02-29", []string{"2023-02-28", "29 February is compared with 28 February"}},
		{"February of a leap year", kpi.YearAlignment{By: kpi.ByDate}, "2024-02-01", "2024-02-29", []string{"2023-02-01..2023-02-28", "29 days now and 28 days a year before: one of them has a 29 February"}},
		{"February after a leap year", kpi.YearAlignment{By: kpi.ByDate}, "2025-02-01", "2025-02-28", []string{"2024-02-01..2024-02-28", "2024-02-29 is left out: the period ends on 28 February"}},
		{"February three years after", kpi.YearAlignment{By: kpi.ByDate}, "2029-02-01", "2029-02-28", []string{"2028-02-01..2028-02-28", "2028-02-29 is left out: the period ends on 28 February"}},
		{"to 27 February", kpi.YearAlignment{By: kpi.ByDate}, "2029-02-01", "2029-02-27", []string{"2028-02-01..2028-02-27"}},
		{"February of two common years", kpi.YearAlignment{By: kpi.ByDate}, "2027-02-01", "2027-02-28", []string{"2026-02-01..2026-02-28"}},
		{"a year to 28 February", kpi.YearAlignment{By: kpi.ByDate}, "2028-03-01", "2029-02-28", []string{"2027-03-01..2028-02-28", "2028-02-29 is left out: the period ends on 28 February"}},
		{"over the end of February", kpi.YearAlignment{By: kpi.ByDate}, "2025-02-24", "2025-03-02", []string{"2024-02-24..2024-03-02", "7 days now and 8 days a year before: one of them has a 29 February"}},
		{"a week from 29 February", kpi.YearAlignment{By: kpi.ByDate}, "2024-02-29", "2024-03-06", []string{"2023-02-28..2023-03-06", "29 February is compared with 28 February"}},
		{"the year after a leap year", kpi.YearAlignment{By: kpi.ByDate}, "2025-01-01", "2025-12-31", []string{"2024-01-01..2024-12-31", "365 days now and 366 days a year before: one of them has a 29 February"}},
		{"52 weeks", kpi.YearAlignment{By: kpi.By52Weeks}, "2026-11-22", "2026-11-28", []string{"2025-11-23..2025-11-29"}},
		{"52 weeks over a leap day", kpi.YearAlignment{By: kpi.By52Weeks}, "2024-12-29", "2025-01-04", []string{"2023-12-31..2024-01-06"}},
		{"by event", kpi.YearAlignment{By: kpi.ByEvent, This: prime("2025-07-08", "2025-07-11"), Before: prime("2024-07-16", "2024-07-19")}, "2025-07-06", "2025-07-12", []string{"2024-07-14..2024-07-20"}},
		{"a longer event", kpi.YearAlignment{By: kpi.ByEvent, This: prime("2025-07-08", "2025-07-11"), Before: prime("2024-07-16", "2024-07-16")}, "2025-07-08", "2025-07-08", []string{"2024-07-16", "the event has 4 days and had 1 day"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			earlier, notes, err := tt.align.Earlier(chartPeriod(tt.first, tt.last))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, append([]string{earlier.String()}, notes...)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestYearAlignmentFaults(t *testing.T) {
	tests := []struct {
		align  kpi.YearAlignment
		period kpi.Period
		want   []string
	}{
		{kpi.YearAlignment{By: "month"}, kpi.Period{}, []string{"period.first", "period.last", "by"}},
		{kpi.YearAlignment{By: kpi.ByEvent, This: kpi.Event{Code: "a"}}, chartPeriod("2026-01-01", "2026-01-01"), []string{"this.days.first", "this.days.last", "before.code", "before.days.first", "before.days.last", "before.code"}},
		{kpi.YearAlignment{}, chartPeriod("0001-06-01", "0001-06-01"), []string{"period.first"}},
		{kpi.YearAlignment{By: kpi.By52Weeks}, chartPeriod("0001-06-01", "0001-06-01"), []string{"period.first"}},
	}
	for _, tt := range tests {
		_, _, err := tt.align.Earlier(tt.period)
		if diff := cmp.Diff(tt.want, chartFaults(t, err)); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
}

func TestYearOverYear(t *testing.T) {
	days := append(dayPoints("2025-07-01", "10", "0", "", "-5", "4"), dayPoints("2026-07-01", "12", "3", "7", "5", "2")...)
	series, err := kpi.NewDaySeries(days, kpi.SumOfDays)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, first, last string
		want              []string
	}{
		{"up", "2026-07-01", "2026-07-01", []string{"12", "10", "2", "20.00%"}},
		{"down", "2026-07-05", "2026-07-05", []string{"2", "4", "-2", "-50.00%"}},
		{"from nothing", "2026-07-02", "2026-07-02", []string{"3", "0", "3", "undefined"}},
		{"from a loss", "2026-07-04", "2026-07-04", []string{"5", "-5", "10", "undefined"}},
		{"a day of the year before is missing", "2026-07-02", "2026-07-03", []string{"10", "incomplete: 2025-07-03", "incomplete: 2025-07-03", "incomplete: 2025-07-03"}},
		{"nothing is known of the year before", "2025-07-01", "2025-07-01", []string{"10", "incomplete: 2024-07-01", "incomplete: 2024-07-01", "incomplete: 2024-07-01"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := series.YearOverYear(chartPeriod(tt.first, tt.last), kpi.YearAlignment{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, []string{c.Now.String(), c.Before.String(), c.Difference.String(), c.Change.String()}); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// Every way leads to earlier days; 52 weeks and events keep the number of days, 52
// weeks the weekday, and dates the date.
func propYearAlignment(t *rapid.T) {
	first := chartDay("2000-01-01").AddDate(0, 0, rapid.IntRange(0, 20_000).Draw(t, "first"))
	p := kpi.Period{First: first, Last: first.AddDate(0, 0, rapid.IntRange(0, 400).Draw(t, "days"))}
	weeks, _, err := kpi.YearAlignment{By: kpi.By52Weeks}.Earlier(p)
	if err != nil || weeks.Days() != p.Days() || weeks.First.Weekday() != p.First.Weekday() {
		t.Fatalf("%s: %s %v", p, weeks, err)
	}
	dates, notes, err := kpi.YearAlignment{By: kpi.ByDate}.Earlier(p)
	if err != nil || dates.First.Year() != p.First.Year()-1 || dates.First.Month() != p.First.Month() || dates.Last.Month() != p.Last.Month() {
		t.Fatalf("%s: %s %v", p, dates, err)
	}
	if dates.Days() != p.Days() && len(notes) == 0 {
		t.Fatalf("%s: %s without a note", p, dates)
	}
	here := kpi.Event{Code: "x", Days: kpi.Period{First: first, Last: first}}
	there := kpi.Event{Code: "x", Days: kpi.Period{First: first.AddDate(0, 0, -rapid.IntRange(300, 430).Draw(t, "gap")), Last: first}}
	there.Days.Last = there.Days.First
	event, _, err := kpi.YearAlignment{By: kpi.ByEvent, This: here, Before: there}.Earlier(p)
	if err != nil || event.Days() != p.Days() || here.Offset(p.Last) != there.Offset(event.Last) || event.First.After(p.First.Add(-300*24*time.Hour)) {
		t.Fatalf("%s: %s %v", p, event, err)
	}
}

func TestYearAlignmentProperties(t *testing.T) { rapid.Check(t, propYearAlignment) }
