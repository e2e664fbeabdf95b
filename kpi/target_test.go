package kpi_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// tgDec is a decimal that a test of targets writes down as text.
func tgDec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func tgSet(text string) decimal.NullDecimal { return decimal.NewNullDecimal(tgDec(text)) }

func tgDay(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

// tgPeriod reads "2026-01-01..2026-03-31", or one day.
func tgPeriod(text string) kpi.Period {
	first, last, ok := strings.Cut(text, "..")
	if !ok {
		last = first
	}
	return kpi.Period{First: tgDay(first), Last: tgDay(last)}
}

// tgPaths are the paths of the faults, sorted.
func tgPaths(err error) []string {
	var out []string
	for _, e := range fx.Faults(err) {
		var in *fx.InputError
		if errors.As(e, &in) {
			out = append(out, in.Field)
		} else {
			out = append(out, e.Error())
		}
	}
	slices.Sort(out)
	return out
}

// tgParts are parts of a level that is none of time: "amazon 60, walmart 40".
func tgParts(text string) []kpi.TargetPart {
	var out []kpi.TargetPart
	for _, part := range strings.Split(text, ", ") {
		name, weight, _ := strings.Cut(part, " ")
		out = append(out, kpi.TargetPart{Name: name, Weight: tgSet(weight)})
	}
	return out
}

func TestCalendarParts(t *testing.T) {
	year := kpi.CalendarYear
	block := func(first string, weeks ...int) []kpi.TargetPart {
		parts, err := kpi.BlockParts(tgDay(first), weeks...)
		if err != nil {
			t.Fatal(err)
		}
		return parts
	}
	tests := []struct {
		name        string
		parts       []kpi.TargetPart
		count       int
		first, last string
	}{
		{"quarters", kpi.QuarterParts(year(2026)), 4, "2026-Q1 2026-01-01..2026-03-31", "2026-Q4 2026-10-01..2026-12-31"},
		{"quarters of a fiscal year", kpi.QuarterParts(tgPeriod("2026-07-15..2027-07-14")), 5, "2026-Q3 2026-07-15..2026-09-30", "2027-Q3 2027-07-01..2027-07-14"},
		{"months of a leap year", kpi.MonthParts(year(2028))[1:3], 2, "2028-02 2028-02-01..2028-02-29", "2028-03 2028-03-01..2028-03-31"},
		{"months", kpi.MonthParts(year(2026)), 12, "2026-01 2026-01-01..2026-01-31", "2026-12 2026-12-01..2026-12-31"},
		{"weeks from Sunday", kpi.WeekParts(year(2026), time.Sunday), 53, "W01 2026-01-01..2026-01-03", "W53 2026-12-27..2026-12-31"},
		{"weeks from Monday", kpi.WeekParts(year(2026), time.Monday), 53, "W01 2026-01-01..2026-01-04", "W53 2026-12-28..2026-12-31"},
		{"54 weeks: a leap year from a Saturday", kpi.WeekParts(year(2028), time.Sunday), 54, "W01 2028-01-01", "W54 2028-12-31"},
		{"53 weeks: a leap year from a Saturday, Monday weeks", kpi.WeekParts(year(2028), time.Monday), 53, "W01 2028-01-01..2028-01-02", "W53 2028-12-25..2028-12-31"},
		{"4-4-5", block("2026-02-01", 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5), 12, "P01 2026-02-01..2026-02-28", "P12 2026-12-27..2027-01-30"},
		{"53 retail weeks", block("2023-01-29", 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 5), 12, "P01 2023-01-29..2023-02-25", "P12 2023-12-31..2024-02-03"},
		{"one day", kpi.QuarterParts(tgPeriod("2026-12-31")), 1, "2026-Q4 2026-12-31", "2026-Q4 2026-12-31"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if len(test.parts) != test.count {
				t.Fatalf("%d parts, want %d", len(test.parts), test.count)
			}
			text := func(p kpi.TargetPart) string { return p.Name + " " + p.Period.String() }
			got := []string{text(test.parts[0]), text(test.parts[len(test.parts)-1])}
			if diff := cmp.Diff([]string{test.first, test.last}, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			for i := 1; i < len(test.parts); i++ {
				if !test.parts[i].Period.First.Equal(test.parts[i-1].Period.Last.AddDate(0, 0, 1)) {
					t.Errorf("%s does not follow %s", text(test.parts[i]), text(test.parts[i-1]))
				}
			}
		})
	}
	for _, p := range []kpi.Period{{}, kpi.CalendarYear(0), kpi.CalendarYear(10000), {First: tgDay("2026-02-01"), Last: tgDay("2026-01-01")}} {
		if n := len(kpi.QuarterParts(p)) + len(kpi.MonthParts(p)) + len(kpi.WeekParts(p, time.Sunday)); n != 0 {
			t.Errorf("%v has %d parts", p, n)
		}
	}
}

func TestBlockPartsRefuses(t *testing.T) {
	_, err := kpi.BlockParts(time.Time{}, 4, 0, 61)
	if diff := cmp.Diff([]string{"first", "weeks[1]", "weeks[2]"}, tgPaths(err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	_, err = kpi.BlockParts(tgDay("2026-01-01"))
	if diff := cmp.Diff([]string{"weeks"}, tgPaths(err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
