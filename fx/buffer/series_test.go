package buffer_test

import (
	"errors"
	"iter"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// paths lists the fields of the faults in err.
func paths(t testing.TB, err error) []string {
	t.Helper()
	var out []string
	for _, e := range fx.Faults(err) {
		var in *fx.InputError
		if !errors.As(e, &in) {
			t.Fatalf("%v is no InputError", e)
		}
		out = append(out, in.Field)
	}
	return out
}

func TestNewSeriesFaults(t *testing.T) {
	monday, tuesday := date("2026-04-13"), date("2026-04-14")
	other := must(fx.NewRate("EUR", "CNY", decimal.New(8, 0))).WithSource(tuesday, "")
	same := must(fx.NewRate("CNY", "CNY", decimal.New(1, 0))).WithSource(monday, "")
	for _, row := range []struct {
		name     string
		fixings  iter.Seq[fx.Rate]
		want     []string
		contains string
	}{
		{"nil", nil, []string{"fixings"}, ""},
		{"none", slices.Values([]fx.Rate{}), []string{"fixings"}, "at least one"},
		{"zero rate", slices.Values([]fx.Rate{{}}), []string{"fixings[0].rate"}, ""},
		{"no date", slices.Values([]fx.Rate{fixing(time.Time{}, 7)}), []string{"fixings[0].date"}, ""},
		{"same day", slices.Values([]fx.Rate{fixing(monday, 7), fixing(monday, 7)}), []string{"fixings[1].date"}, "after 2026-04-13"},
		{"newest first", slices.Values([]fx.Rate{fixing(tuesday, 7), fixing(monday, 7)}), []string{"fixings[1].date"}, ""},
		{"second pair", slices.Values([]fx.Rate{fixing(monday, 7), other}), []string{"fixings[1].pair"}, "must be USD/CNY"},
		{"inverse", slices.Values([]fx.Rate{fixing(monday, 7), fixing(tuesday, 7).Inverse()}), []string{"fixings[1].pair"}, ""},
		{"one currency", slices.Values([]fx.Rate{same}), []string{"fixings[0].pair"}, "two currencies"},
		{"all at once", slices.Values([]fx.Rate{fixing(monday, 7), other.WithSource(monday, ""), {}}), []string{"fixings[1].pair", "fixings[1].date", "fixings[2].rate"}, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, err := buffer.NewSeries(row.fixings)
			if s != nil || err == nil || !strings.Contains(err.Error(), row.contains) {
				t.Fatalf("%v, %v", s, err)
			}
			if diff := cmp.Diff(row.want, paths(t, err)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A file that is wrong throughout, or that never ends, is left early.
func TestNewSeriesStops(t *testing.T) {
	asked := 0
	_, err := buffer.NewSeries(func(yield func(fx.Rate) bool) {
		for asked++; yield(fx.Rate{}); asked++ {
		}
	})
	if asked > 20 || err == nil {
		t.Errorf("asked for %d fixings, %v", asked, err)
	}

	asked = 0
	day := date("1800-01-01")
	_, err = buffer.NewSeries(func(yield func(fx.Rate) bool) {
		for asked++; yield(fixing(day.AddDate(0, 0, asked), 7)); asked++ {
		}
	})
	if diff := cmp.Diff([]string{"fixings"}, paths(t, err)); diff != "" || asked != buffer.MaxFixings+1 {
		t.Errorf("asked for %d fixings, %s", asked, diff)
	}
}

func TestSeriesKeepsExactSpot(t *testing.T) {
	exact := must(fx.NewRateFraction("USD", "CNY", decimal.RequireFromString("8.397"), decimal.RequireFromString("1.172"))).
		WithSource(date("2025-06-30"), "European Central Bank")
	buffered := must(exact.WithBuffer(decimal.New(5, -2)))
	s := series(t, []fx.Rate{buffered})
	if got := s.All().Spot(); !got.Equal(exact) {
		t.Errorf("the spot is %s, want %s", got, exact)
	}
	if got := s.All().Rate(0); math.Abs(got-8.397/1.172) > 1e-14 {
		t.Errorf("the number is %v", got)
	}
}

// Without fixings everything is empty, nothing panics.
func TestEmptySeriesAndHistory(t *testing.T) {
	var none *buffer.Series
	for _, s := range []*buffer.Series{none, {}} {
		if s.Len() != 0 || s.Base() != "" || s.Quote() != "" || !s.First().IsZero() || !s.Last().IsZero() {
			t.Error("an empty series is not empty")
		}
		for _, h := range []buffer.History{s.All(), s.Until(date("2026-04-13")), {}} {
			if h.Len() != 0 || h.Base() != "" || h.Quote() != "" || !h.Day().IsZero() || !h.Spot().IsZero() || !h.Date(0).IsZero() ||
				!math.IsNaN(h.Rate(0)) || !math.IsNaN(h.Return(1)) || h.Losses(14, 0) != nil {
				t.Error("an empty history is not empty")
			}
			for _, m := range smallModels() {
				if _, ok := m.(buffer.Fixed); ok {
					continue
				}
				var short *buffer.ShortHistoryError
				if _, err := m.Buffer(h, 14, 0.95); !errors.As(err, &short) {
					t.Errorf("%s: %v", m.Name(), err)
				}
			}
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
