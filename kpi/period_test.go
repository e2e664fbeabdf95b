package kpi_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/kpi"
)

func periodOf(text string) kpi.Period {
	first, last, ok := strings.Cut(text, "..")
	if !ok {
		last = first
	}
	var p kpi.Period
	if first != "" {
		p.First = factDay(first)
	}
	if last != "" {
		p.Last = factDay(last)
	}
	return p
}

func TestPeriodCheck(t *testing.T) {
	far := kpi.Period{First: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), Last: time.Date(-4, 1, 1, 0, 0, 0, 0, time.UTC)}
	for _, tc := range []struct {
		name   string
		period kpi.Period
		days   int
		text   string
		where  []string
	}{
		{"zero", kpi.Period{}, 0, "", []string{"first", "last"}},
		{"no end", kpi.Period{First: factDay("2026-07-01")}, 0, "", []string{"last"}},
		{"backwards", periodOf("2026-07-02..2026-07-01"), 0, "", []string{"last"}},
		{"one day", periodOf("2026-07-01"), 1, "2026-07-01", nil},
		{"unified report", periodOf("2026-07-06..2026-07-29"), 24, "2026-07-06..2026-07-29", nil},
		{"leap February", periodOf("2028-02-01..2028-03-01"), 30, "2028-02-01..2028-03-01", nil},
		{"all years", periodOf("0001-01-02..9999-12-31"), 3652058, "0001-01-02..9999-12-31", nil},
		{"beyond all years", far, 0, "", []string{"first", "last"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			wantFields(t, tc.period.Check(), tc.where...)
			if tc.period.Days() != tc.days || tc.period.String() != tc.text {
				t.Errorf("%d days, %q", tc.period.Days(), tc.period)
			}
		})
	}
}

// Only year, month and day count, as the clock of the time shows them.
func TestPeriodHours(t *testing.T) {
	pacific := time.FixedZone("", -8*3600)
	p := kpi.Period{First: time.Date(2026, 7, 1, 23, 0, 0, 0, pacific), Last: time.Date(2026, 7, 2, 0, 0, 0, 0, time.UTC)}
	if p.Days() != 2 || !p.Contains(time.Date(2026, 7, 2, 23, 59, 0, 0, pacific)) || p.Contains(time.Date(2026, 7, 3, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("%s has %d days", p, p.Days())
	}
}

func TestPeriodMeet(t *testing.T) {
	for _, tc := range []struct{ p, q, want string }{
		{"2026-07-01..2026-07-10", "2026-07-10..2026-07-20", "2026-07-10"},
		{"2026-07-01..2026-07-10", "2026-07-11..2026-07-20", ""},
		{"2026-07-01..2026-07-31", "2026-07-05..2026-07-06", "2026-07-05..2026-07-06"},
		{"2026-07-01", "", ""},
	} {
		for _, pair := range [2][2]string{{tc.p, tc.q}, {tc.q, tc.p}} {
			got, ok := periodOf(pair[0]).Meet(periodOf(pair[1]))
			if got.String() != tc.want || ok != (tc.want != "") {
				t.Errorf("%s meets %s in %q, %v, want %q", pair[0], pair[1], got, ok, tc.want)
			}
		}
	}
}

func genPeriod(t *rapid.T) kpi.Period {
	first := factDay("2024-01-01").AddDate(0, 0, rapid.IntRange(0, 1500).Draw(t, "first"))
	return kpi.Period{First: first, Last: first.AddDate(0, 0, rapid.IntRange(0, 60).Draw(t, "days"))}
}

// The weeks of a period are its days, each once and in order; each begins on the weekday
// unless it is the first, and ends the day before it unless it is the last.
func propWeeks(t *rapid.T) {
	p := genPeriod(t)
	begin := time.Weekday(rapid.IntRange(-7, 13).Draw(t, "begin"))
	want := time.Weekday((int(begin)%7 + 7) % 7)
	next, n := p.First, 0
	for week := range p.Weeks(begin) {
		if !week.First.Equal(next) || week.Days() < 1 || week.Days() > 7 {
			t.Fatalf("week %s of %s does not begin on %s", week, p, next)
		}
		if n > 0 && week.First.Weekday() != want {
			t.Fatalf("week %s begins on %s", week, week.First.Weekday())
		}
		if week.Last.Before(p.Last) && week.Last.AddDate(0, 0, 1).Weekday() != want {
			t.Fatalf("week %s ends on %s", week, week.Last.Weekday())
		}
		next = week.Last.AddDate(0, 0, 1)
		n++
	}
	if !next.Equal(p.Last.AddDate(0, 0, 1)) {
		t.Fatalf("weeks of %s end before %s", p, next)
	}
	for range p.Weeks(begin) {
		break // stopping early is allowed
	}
}

func TestWeeks(t *testing.T) { rapid.Check(t, propWeeks) }

// All yields exactly the days that are contained, and a shifted period has as many.
func propDays(t *rapid.T) {
	p := genPeriod(t)
	n := 0
	for d := range p.All() {
		if !p.Contains(d) || !d.Equal(p.First.AddDate(0, 0, n)) {
			t.Fatalf("day %d of %s is %s", n, p, d)
		}
		n++
	}
	if n != p.Days() || p.Contains(p.First.AddDate(0, 0, -1)) || p.Contains(p.Last.AddDate(0, 0, 1)) {
		t.Fatalf("%s has %d days, yields %d", p, p.Days(), n)
	}
	by := rapid.IntRange(-400, 400).Draw(t, "by")
	if q := p.Shift(by); q.Days() != n || q.Shift(-by).String() != p.String() {
		t.Fatalf("%s shifted by %d is %s", p, by, q)
	}
	q := genPeriod(t)
	meet, ok := p.Meet(q)
	both := 0
	for d := range p.All() {
		if q.Contains(d) {
			both++
		}
	}
	if meet.Days() != both || ok != (both > 0) {
		t.Fatalf("%s and %s meet in %s, %d days", p, q, meet, both)
	}
}

func TestDays(t *testing.T) { rapid.Check(t, propDays) }

func TestZeroPeriod(t *testing.T) {
	var p kpi.Period
	for range p.All() {
		t.Error("the zero Period has a day")
	}
	for range p.Weeks(time.Sunday) {
		t.Error("the zero Period has a week")
	}
	if p.Shift(3) != p || p.Contains(factDay("2026-07-01")) {
		t.Error("the zero Period has days")
	}
}

// A period that would leave the years 1 to 9999 becomes the zero Period.
func TestPeriodShiftBounds(t *testing.T) {
	last, second := kpi.Day(9999, time.December, 31), kpi.Day(1, time.January, 2)
	days := int(last.First.Unix()/86400 - second.First.Unix()/86400)
	if got := second.Shift(days); got != last {
		t.Errorf("the second day of the year 1 became %q", got)
	}
	if got := last.Shift(-days); got != second {
		t.Errorf("the last day of 9999 became %q", got)
	}
	for _, tc := range []struct {
		p  kpi.Period
		by int
	}{
		{last, 1}, {second, -2}, {second, days + 1}, {kpi.Period{First: second.First, Last: last.First}, 1},
		{kpi.Day(2026, 7, 1), math.MaxInt}, {kpi.Day(2026, 7, 1), math.MinInt}, {kpi.Day(2026, 7, 1), math.MaxInt - 1000},
		{kpi.Day(2026, 7, 1), math.MaxInt32}, {kpi.Day(2026, 7, 1), math.MinInt32}, {kpi.Day(2026, 7, 1), 3_700_000},
	} {
		if got := tc.p.Shift(tc.by); got != (kpi.Period{}) {
			t.Errorf("%s shifted by %d is %v", tc.p, tc.by, got)
		}
	}
}
