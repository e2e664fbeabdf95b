package policy_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// paths lists the fields of all faults of an error.
func paths(err error) []string {
	var out []string
	for _, fault := range fx.Faults(err) {
		var in *fx.InputError
		if errors.As(fault, &in) {
			out = append(out, in.Field)
		}
	}
	return out
}

func TestHistoryCheck(t *testing.T) {
	beijing := time.FixedZone("", 8*3600)
	good := run(day(2026, 1, 1), day(2026, 1, 9), "10", "3")
	bad := func(edit func(*policy.PriceRun)) policy.PriceRun { r := good; edit(&r); return r }
	for _, row := range []struct {
		name string
		h    policy.History
		want []string
	}{
		{"nothing", nil, nil},
		{"one", policy.History{good}, nil},
		{"a single day", policy.History{run(day(2026, 1, 1), day(2026, 1, 1), "0.01", "")}, nil},
		{"the next day", policy.History{good, run(day(2026, 1, 10), day(2026, 1, 10), "10", "0")}, nil},
		{"the same day twice", policy.History{good, run(day(2026, 1, 9), day(2026, 1, 10), "10", "")}, []string{"[1].from"}},
		{"backwards", policy.History{bad(func(r *policy.PriceRun) { r.To = day(2025, 12, 31) })}, []string{"[0].to"}},
		{"no days", policy.History{bad(func(r *policy.PriceRun) { r.From = time.Time{} })}, []string{"[0].from"}},
		{"an hour", policy.History{bad(func(r *policy.PriceRun) { r.From = r.From.Add(time.Hour) })}, []string{"[0].from"}},
		{"a nanosecond", policy.History{bad(func(r *policy.PriceRun) { r.To = r.To.Add(1) })}, []string{"[0].to"}},
		{"another zone", policy.History{bad(func(r *policy.PriceRun) { r.From = time.Date(2026, 1, 1, 0, 0, 0, 0, beijing) })}, []string{"[0].from"}},
		{"the same instant in another zone", policy.History{bad(func(r *policy.PriceRun) { r.From = r.From.In(beijing) })}, []string{"[0].from"}},
		{"the year 10000", policy.History{bad(func(r *policy.PriceRun) { r.To = day(10000, 1, 1) })}, []string{"[0].to"}},
		{"everything", policy.History{good, {From: day(2026, 2, 1), To: day(2026, 2, 1), Price: dec("-1"), Units: null("-1")}}, []string{"[1].price", "[1].units"}},
		{"free", policy.History{bad(func(r *policy.PriceRun) { r.Price = decimal.Zero })}, []string{"[0].price"}},
		{"huge", policy.History{bad(func(r *policy.PriceRun) {
			r.Price = decimal.New(1, math.MaxInt32)
			r.Units = decimal.NewNullDecimal(decimal.New(1, math.MinInt32))
		})}, []string{"[0].price", "[0].units"}},
	} {
		if diff := cmp.Diff(row.want, paths(row.h.Check())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
}

// The window of Last ends the day before and cuts runs at its edges.
func TestHistoryLast(t *testing.T) {
	h := policy.History{
		run(day(2026, 1, 1), day(2026, 1, 10), "10", "10"),
		promoted(run(day(2026, 1, 11), day(2026, 1, 20), "8", "")),
		run(day(2026, 2, 1), day(2026, 2, 3), "9", "1"),
	}
	for _, row := range []struct {
		on   time.Time
		days int
		want string
	}{
		{day(2026, 2, 4), 35, "2026-01-01..2026-01-10 10 10|2026-01-11..2026-01-20 8|2026-02-01..2026-02-03 9 1"},
		{day(2026, 2, 4), 34, "2026-01-01..2026-01-10 10 10|2026-01-11..2026-01-20 8|2026-02-01..2026-02-03 9 1"},
		{day(2026, 2, 4), 33, "2026-01-02..2026-01-10 10 9|2026-01-11..2026-01-20 8|2026-02-01..2026-02-03 9 1"},
		{day(2026, 2, 3), 1, "2026-02-02..2026-02-02 9 0.333333333333"},
		{day(2026, 2, 1), 12, "2026-01-20..2026-01-20 8"},
		{day(2026, 2, 1), 11, ""},
		{day(2026, 1, 6), 3, "2026-01-03..2026-01-05 10 3"},
		{day(2026, 1, 1), 90, ""},
		{day(2026, 2, 4), 0, ""},
		{day(2026, 2, 4), -5, ""},
		{day(2026, 2, 4), math.MaxInt, "2026-01-01..2026-01-10 10 10|2026-01-11..2026-01-20 8|2026-02-01..2026-02-03 9 1"},
		// The day counts in its own location: 23:00 on 3 February.
		{time.Date(2026, 2, 3, 23, 0, 0, 0, time.FixedZone("", -8*3600)), 1, "2026-02-02..2026-02-02 9 0.333333333333"},
	} {
		var parts []string
		for _, r := range h.Last(row.on, row.days) {
			text := r.From.Format(time.DateOnly) + ".." + r.To.Format(time.DateOnly) + " " + r.Price.String()
			if r.Units.Valid {
				text += " " + r.Units.Decimal.String()
			}
			parts = append(parts, text)
		}
		if got := strings.Join(parts, "|"); got != row.want {
			t.Errorf("%d days before %s: %s\nwant %s", row.days, row.on, got, row.want)
		}
	}
	if h[0].From != day(2026, 1, 1) || !h[0].Units.Decimal.Equal(dec("10")) {
		t.Errorf("the history was changed: %+v", h[0])
	}
}

func TestHistoryMedians(t *testing.T) {
	one := func(n int, price, units string) policy.PriceRun {
		return run(day(2026, 1, n), day(2026, 1, n), price, units)
	}
	for _, row := range []struct {
		name          string
		h             policy.History
		paid, offered string
	}{
		{"nothing", nil, "", ""},
		{"one", policy.History{one(1, "10", "1")}, "10", "10"},
		{"an even count", policy.History{one(1, "10", "1"), one(2, "11", "1")}, "10.5", "10.5"},
		{"exactly half of the units", policy.History{one(1, "12", "3"), one(2, "10", "4"), one(3, "11", "1")}, "10.5", "11"},
		{"a cent apart", policy.History{one(1, "10.00", "2"), one(2, "10.01", "2")}, "10.005", "10.005"},
		{"more than half", policy.History{one(1, "12", "3"), one(2, "10", "5"), one(3, "11", "1")}, "10", "11"},
		{"promotions", policy.History{one(1, "12", "3"), promoted(one(2, "1", "")), one(3, "11", "1")}, "12", "11.5"},
		{"unknown units", policy.History{one(1, "12", "3"), one(2, "10", "")}, "", "11"},
		{"nothing sold", policy.History{one(1, "12", "0")}, "", "12"},
		{"no units at the lowest", policy.History{one(1, "5", "0"), one(2, "10", "2"), one(3, "12", "2")}, "11", "10"},
		{"other exponents", policy.History{one(1, "20", "1"), one(2, "19.99", "1"), one(3, "20.000", "1")}, "20", "20"},
		{"fractions of units", policy.History{one(1, "20", "0.5"), one(2, "10", "0.7")}, "10", "15"},
		{"many units", policy.History{one(1, "20", "900000000000000"), one(2, "10", "900000000000000.5")}, "10", "15"},
		{"more units than there are", policy.History{one(1, "20", "1"), one(2, "10", "90000000000000000000000")}, "", "15"},
		{"many days", policy.History{run(day(1, 1, 2), day(5000, 1, 1), "3", "999999999999999999"), run(day(5000, 1, 2), day(9999, 12, 31), "4", "999999999999999999")}, "3.5", "4"},
	} {
		for _, got := range []struct {
			what string
			d    decimal.NullDecimal
			want string
		}{{"paid", row.h.MedianPaid(), row.paid}, {"offered", row.h.MedianOffered(), row.offered}} {
			if got.d.Valid != (got.want != "") || got.d.Valid && !got.d.Decimal.Equal(dec(got.want)) {
				t.Errorf("%s: %s %v, want %q", row.name, got.what, got.d, got.want)
			}
		}
	}
}

// Histories that nobody checked do not panic and do not take long.
func TestHistoryUnchecked(t *testing.T) {
	huge, tiny := decimal.New(7, math.MaxInt32), decimal.New(7, math.MinInt32)
	h := policy.History{
		{From: day(2026, 3, 1), To: day(2026, 1, 1), Price: huge, Units: decimal.NewNullDecimal(tiny)},
		{Price: tiny, Units: decimal.NewNullDecimal(huge)},
		{From: day(1, 1, 1), To: time.Unix(math.MaxInt32, 0), Price: dec("-3"), Units: null("-1")},
	}
	for _, part := range []policy.History{h, h[:1], h[1:], h[2:], {h[2], h[0]}} {
		for _, days := range []int{math.MinInt, 0, 30, math.MaxInt} {
			last := part.Last(day(2026, 2, 1), days)
			_, _, _, _, _ = last.MedianPaid(), last.MedianOffered(), last.Lowest(), last.DaysAt(huge), last.Days()
		}
		_, _, _, _ = part.MedianPaid(), part.MedianOffered(), part.Lowest(), part.DaysAt(tiny)
		_, _ = policy.Was(part, day(2026, 2, 1)), policy.WalmartWas(part, day(2026, 2, 1))
		if part.Check() == nil {
			t.Errorf("%v has no fault", part)
		}
	}
}

// The medians of a window agree with those of a list of its days, exactly.
func propMedians(t *rapid.T) {
	h := genHistory(t)
	days := rapid.IntRange(1, 120).Draw(t, "window")
	on := benchDay.AddDate(0, 0, rapid.IntRange(-60, 60).Draw(t, "on"))
	same := func(what string, got, want decimal.NullDecimal) {
		if got.Valid != want.Valid || !got.Decimal.Equal(want.Decimal) {
			t.Fatalf("%s: %v, day by day %v\n%v", what, got, want, h)
		}
	}
	same("offered", h.Last(on, days).MedianOffered(), naiveMedian(h, on, days, false))
	same("Was", policy.Was(h, on), naiveMedian(h, on, 90, true))
	whole := int(benchDay.AddDate(2, 0, 0).Sub(benchDay.AddDate(-1, 0, 0)).Hours() / 24)
	same("paid", h.MedianPaid(), naiveMedian(h, benchDay.AddDate(2, 0, 0), whole, true))
}

func TestHistoryMediansDayByDay(t *testing.T) { rapid.Check(t, propMedians) }

// Last keeps what a list of days keeps.
func propLast(t *rapid.T) {
	h := genHistory(t)
	days := rapid.IntRange(-3, 120).Draw(t, "window")
	on := benchDay.AddDate(0, 0, rapid.IntRange(-90, 60).Draw(t, "on"))
	price := decimal.New(rapid.Int64Range(1, 8).Draw(t, "at")*250, -2)
	stood, at, lowest := 0, 0, decimal.NullDecimal{}
	for d := on.AddDate(0, 0, -days); d.Before(on); d = d.AddDate(0, 0, 1) {
		for _, r := range h {
			if d.Before(r.From) || d.After(r.To) {
				continue
			}
			stood++
			if !r.Promotion && r.Price.GreaterThanOrEqual(price) {
				at++
			}
			if !lowest.Valid || r.Price.LessThan(lowest.Decimal) {
				lowest = decimal.NewNullDecimal(r.Price)
			}
		}
	}
	last := h.Last(on, days)
	if err := last.Check(); err != nil {
		t.Fatal(err)
	}
	if last.Days() != stood || last.DaysAt(price) != at || last.Lowest().Valid != lowest.Valid || !last.Lowest().Decimal.Equal(lowest.Decimal) {
		t.Fatalf("%d days, %d at %s, lowest %v; day by day %d, %d, %v", last.Days(), last.DaysAt(price), price, last.Lowest(), stood, at, lowest)
	}
}

func TestHistoryLastDayByDay(t *testing.T) { rapid.Check(t, propLast) }
