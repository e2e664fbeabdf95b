package fees_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

func source(id string, from, to time.Time) fees.Source {
	return fees.Source{Table: id, EffectiveFrom: from, EffectiveTo: to, VerifiedOn: from, Citation: "a source", Confidence: fees.High}
}

func schedule(t *testing.T, sources ...fees.Source) fees.Schedule[string] {
	t.Helper()
	var tables []fees.Table[string]
	for _, s := range sources {
		tables = append(tables, fees.Table[string]{Source: s, Rules: s.Table})
	}
	s, err := fees.NewSchedule("examplemart", "referral", tables)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Each first and last day, the day before and the day after, and a gap.
func TestScheduleOn(t *testing.T) {
	s := schedule(t,
		source("c", fees.Day(2026, 3, 1), time.Time{}),
		source("a", fees.Day(2025, 1, 15), fees.Day(2025, 12, 31)),
		source("b", fees.Day(2026, 1, 1), fees.Day(2026, 1, 31)),
	)
	for _, row := range []struct {
		day  time.Time
		want string // "" for an error
	}{
		{fees.Day(2025, 1, 14), ""}, {fees.Day(2025, 1, 15), "a"}, {fees.Day(2025, 12, 31), "a"},
		{fees.Day(2026, 1, 1), "b"}, {fees.Day(2026, 1, 31), "b"}, {fees.Day(2026, 2, 1), ""}, {fees.Day(2026, 2, 28), ""},
		{fees.Day(2026, 3, 1), "c"}, {fees.Day(2099, 12, 31), "c"},
		{time.Date(2026, 1, 31, 23, 59, 0, 0, time.FixedZone("PST", -8*3600)), "b"}, // already February in UTC
		{time.Date(2026, 1, 31, 16, 0, 0, 0, time.FixedZone("PST", -8*3600)), "b"},  // midnight in UTC
		{time.Date(2026, 1, 31, 0, 0, 0, 1, time.UTC), "b"},                         // just after midnight
		{time.Date(2026, 1, 31, 23, 59, 59, 999_999_999, time.UTC), "b"},
	} {
		got, err := s.On(row.day)
		var none *fees.NoTableError
		switch {
		case row.want == "" && !errors.As(err, &none):
			t.Errorf("%s: error is %v, want a NoTableError", row.day, err)
		case row.want != "" && (err != nil || got.Rules != row.want):
			t.Errorf("%s: got %q, %v, want %q", row.day, got.Rules, err, row.want)
		}
	}
	var none *fees.NoTableError
	if _, err := s.On(fees.Day(2024, 1, 1)); !errors.As(err, &none) ||
		err.Error() != "fees: no examplemart referral table for 2024-01-01: known from 2025-01-15 to further notice" {
		t.Errorf("error is %v", err)
	}
	if _, err := (fees.Schedule[string]{}).On(fees.Day(2026, 1, 1)); !errors.As(err, &none) || !none.First.IsZero() {
		t.Errorf("error of the zero schedule is %v", err)
	}
	if got := len(slices.Collect(s.Tables())); got != 3 {
		t.Errorf("%d tables", got)
	}
}

func TestScheduleRefusesOverlap(t *testing.T) {
	for _, row := range []struct {
		name   string
		tables []fees.Table[string]
	}{
		{"same day", []fees.Table[string]{
			{Source: source("a", fees.Day(2026, 1, 1), fees.Day(2026, 1, 31))},
			{Source: source("b", fees.Day(2026, 1, 31), time.Time{})}}},
		{"after an open one", []fees.Table[string]{
			{Source: source("a", fees.Day(2026, 1, 1), time.Time{})},
			{Source: source("b", fees.Day(2027, 1, 1), time.Time{})}}},
	} {
		var in *fx.InputError
		if _, err := fees.NewSchedule("examplemart", "referral", row.tables); !errors.As(err, &in) || in.Field != "effective_from of b" {
			t.Errorf("%s: error is %v", row.name, err)
		}
	}
}

func TestSourceCheck(t *testing.T) {
	good := source("a", fees.Day(2026, 1, 1), time.Time{})
	if faults := good.Check(); len(faults) > 0 {
		t.Errorf("a good source has faults: %v", faults)
	}
	bad := fees.Source{EffectiveTo: fees.Day(2025, 1, 1), EffectiveFrom: fees.Day(2026, 1, 1), Confidence: "sure"}
	var fields []string
	for _, err := range bad.Check() {
		var in *fx.InputError
		if errors.As(err, &in) {
			fields = append(fields, in.Field)
		}
	}
	if diff := cmp.Diff([]string{"id", "effective_to", "verified_on", "source", "confidence"}, fields); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestNearest(t *testing.T) {
	known := []string{"home_kitchen", "toys_games", "clothing_accessories", "consumer_electronics", "electronics_accessories", "baby_products", "watches", "computers"}
	for _, row := range []struct {
		key  string
		want []string
	}{
		{"home_kitchn", []string{"home_kitchen"}},
		{"Home & Kitchen", []string{"home_kitchen"}},
		{"clothing", []string{"clothing_accessories"}},
		{"electronics", []string{"consumer_electronics", "electronics_accessories"}},
		{"baby", []string{"baby_products"}},
		{"kitchen", []string{"home_kitchen"}}, // and not watches, five edits away
		{"zzzzzzzzzzzzzzzzzzzzzzz", nil},
		{"", nil},
	} {
		if diff := cmp.Diff(row.want, fees.Nearest(row.key, slices.Values(known))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", row.key, diff)
		}
	}
}
