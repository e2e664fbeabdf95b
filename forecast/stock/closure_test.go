package stock_test

import (
	"testing"
	"time"

	"github.com/lianxing/crossborder/forecast/stock"
	"pgregory.net/rapid"
)

func on(m time.Month, d int) time.Time { return time.Date(2027, m, d, 0, 0, 0, 0, time.UTC) }

// Twenty days of production around a rest from 1 to 20 February.
func TestSupplierReady(t *testing.T) {
	s := stock.Supplier{Production: 20, Closures: []stock.Closure{{Name: "Chinese New Year", From: on(2, 1), To: on(2, 20)}}}
	for _, tc := range []struct{ ordered, ready time.Time }{
		{on(1, 11), on(1, 31)}, // the last that is ready before
		{on(1, 12), on(2, 21)}, // ready on the first closed day: after the rest
		{on(1, 31), on(3, 12)}, // one day before, nineteen after
		{on(2, 1), on(3, 13)},  // on the first closed day, and on the last
		{on(2, 20), on(3, 13)}, //
		{on(2, 21), on(3, 13)}, // on the first open one
		{on(6, 1), on(6, 21)},  // far from it
		{on(12, 20), time.Date(2028, 1, 9, 0, 0, 0, 0, time.UTC)},
	} {
		if got := s.Ready(tc.ordered); !got.Equal(tc.ready) {
			t.Errorf("ordered on %s: ready on %s, want %s", tc.ordered.Format(time.DateOnly), got.Format(time.DateOnly), tc.ready.Format(time.DateOnly))
		}
	}
	for _, tc := range []struct {
		day    time.Time
		closed bool
	}{{on(1, 31), false}, {on(2, 1), true}, {on(2, 20).Add(23 * time.Hour), true}, {on(2, 21), false}} {
		if _, got := s.Closed(tc.day); got != tc.closed {
			t.Errorf("%s is closed: %t", tc.day, got)
		}
	}
	if got := (stock.Supplier{}).Ready(on(2, 3)); !got.Equal(on(2, 3)) {
		t.Errorf("the zero supplier is ready on %s", got)
	}
}

// The last day to order is the last one that is ready in time, and a day later never is.
func TestSupplierOrderBy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := stock.Supplier{Production: rapid.IntRange(0, 60).Draw(t, "production")}
		for range rapid.IntRange(0, 3).Draw(t, "closures") {
			from := on(1, 1).AddDate(0, 0, rapid.IntRange(0, 300).Draw(t, "from"))
			s.Closures = append(s.Closures, stock.Closure{From: from, To: from.AddDate(0, 0, rapid.IntRange(0, 40).Draw(t, "days"))})
		}
		ready := on(1, 1).AddDate(0, 0, rapid.IntRange(0, 400).Draw(t, "ready"))
		by := s.OrderBy(ready)
		if s.Ready(by).After(ready) {
			t.Fatalf("ordered by %s, ready on %s, wanted by %s", by, s.Ready(by), ready)
		}
		if by.Before(ready) && !s.Ready(by.AddDate(0, 0, 1)).After(ready) {
			t.Fatalf("a day after %s would do for %s", by, ready)
		}
	})
}

func TestSupplierRefuses(t *testing.T) {
	refused(t, stock.Supplier{Production: stock.MaxDays + 1, Closures: []stock.Closure{
		{From: on(2, 2), To: on(2, 1)}, {From: on(2, 2), To: on(2, 2)}, {To: on(1, 1)}, {From: on(1, 1), To: on(1, 1).AddDate(1, 0, 2)},
	}}.Check(), "production", "closures[0].to", "closures[2].from", "closures[2].to", "closures[3].to")
}
