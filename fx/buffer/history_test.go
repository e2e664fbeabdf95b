package buffer_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// Two weeks with a holiday on the second Monday.
func fortnight(t testing.TB) *buffer.Series {
	t.Helper()
	return series(t, []fx.Rate{
		fixing(date("2026-03-30"), 7), fixing(date("2026-03-31"), 7.1), fixing(date("2026-04-01"), 6.9),
		fixing(date("2026-04-02"), 6.8), fixing(date("2026-04-03"), 7.2), fixing(date("2026-04-07"), 7.3),
		fixing(date("2026-04-08"), 7.25),
	})
}

func TestHistoryUntil(t *testing.T) {
	s := fortnight(t)
	for _, row := range []struct {
		on  time.Time
		n   int
		day string
	}{
		{date("2026-03-29"), 0, ""},
		{date("2026-03-30"), 1, "2026-03-30"},
		{date("2026-04-03"), 5, "2026-04-03"},
		{date("2026-04-06"), 5, "2026-04-03"},
		{date("2026-04-07"), 6, "2026-04-07"},
		{date("2030-01-01"), 7, "2026-04-08"},
		{time.Time{}, 0, ""},
		{time.Date(99999, 1, 1, 0, 0, 0, 0, time.UTC), 7, "2026-04-08"},
		{time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC), 0, ""},
		// The day is that of the place: still 2 April in UTC.
		{time.Date(2026, 4, 3, 1, 0, 0, 0, time.FixedZone("CST", 8*3600)), 5, "2026-04-03"},
	} {
		h := s.Until(row.on)
		if h.Len() != row.n || !h.Day().Equal(date(row.day)) {
			t.Errorf("until %s: %d fixings to %s, want %d to %s", row.on, h.Len(), h.Day(), row.n, row.day)
		}
	}
}

// A loss is over when its last day is reached, and takes the fixing of that day or
// the last before it.
func TestLossesCompleteOnTheDay(t *testing.T) {
	s := fortnight(t)
	approx := cmpopts.EquateApprox(0, 1e-15)
	for _, row := range []struct {
		on      string
		days, n int
		want    []float64
	}{
		// From 30 March to 2 April only.
		{"2026-04-02", 3, 0, []float64{1 - 6.8/7}},
		{"2026-04-03", 3, 0, []float64{1 - 6.8/7, 1 - 7.2/7.1}},
		// The horizons from 1 to 3 April end on 4 to 6 April, with the fixing of
		// Friday, and that is known when the next fixing comes.
		{"2026-04-07", 3, 0, []float64{1 - 6.8/7, 1 - 7.2/7.1, 1 - 7.2/6.9, 1 - 7.2/6.8, 0}},
		{"2026-04-07", 3, 2, []float64{1 - 7.2/6.8, 0}},
		{"2026-04-07", 3, 99, []float64{1 - 6.8/7, 1 - 7.2/7.1, 1 - 7.2/6.9, 1 - 7.2/6.8, 0}},
		// Saturday knows no more than Friday.
		{"2026-04-04", 3, 0, []float64{1 - 6.8/7, 1 - 7.2/7.1}},
		{"2026-03-30", 1, 0, nil},
		{"2026-04-08", 10, 0, nil},
		{"2026-04-08", 9, 0, []float64{1 - 7.25/7}},
		{"2026-04-08", 0, 0, nil},
		{"2026-04-08", -3, 0, nil},
		{"2026-04-08", 3, -1, nil},
		{"2026-04-08", math.MaxInt, 0, nil},
	} {
		got := s.Until(date(row.on)).Losses(row.days, row.n)
		if diff := cmp.Diff(row.want, got, approx); diff != "" {
			t.Errorf("on %s, %d days, %d: %s", row.on, row.days, row.n, diff)
		}
	}
}

func TestHistoryNumbers(t *testing.T) {
	h := fortnight(t).Until(date("2026-04-02"))
	if h.Rate(3) != 6.8 || math.Abs(h.Return(3)-math.Log(6.8/6.9)) > 1e-15 || !h.Date(3).Equal(date("2026-04-02")) {
		t.Errorf("%v %v %v", h.Rate(3), h.Return(3), h.Date(3))
	}
	for _, i := range []int{-1, 4, math.MaxInt, math.MinInt} {
		if !math.IsNaN(h.Rate(i)) || !math.IsNaN(h.Return(i)) || !h.Date(i).IsZero() {
			t.Errorf("fixing %d can be seen", i)
		}
	}
	if !math.IsNaN(h.Return(0)) {
		t.Error("the first fixing has no return")
	}
}

// Losses are a copy.
func TestLossesAreACopy(t *testing.T) {
	h := fortnight(t).All()
	h.Losses(1, 0)[0] = 9
	if h.Losses(1, 0)[0] == 9 {
		t.Error("writing into the losses changes the history")
	}
}
