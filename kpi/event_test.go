package kpi_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/kpi"
)

func TestEventParts(t *testing.T) {
	e := kpi.Event{Code: "prime_day", Days: chartPeriod("2025-07-08", "2025-07-11"), LeadIn: 7, Hangover: 5}
	parts := func(e kpi.Event) string {
		return e.Part(kpi.PhaseLeadIn).String() + " " + e.Part(kpi.PhaseEvent).String() + " " + e.Part(kpi.PhaseHangover).String() + " " + e.Window().String() + " " + e.Part(kpi.PhaseNone).String()
	}
	if got := parts(e); got != "2025-07-01..2025-07-07 2025-07-08..2025-07-11 2025-07-12..2025-07-16 2025-07-01..2025-07-16 " {
		t.Error(got)
	}
	var phases []string
	for _, d := range []string{"2025-06-30", "2025-07-01", "2025-07-07", "2025-07-08", "2025-07-11", "2025-07-12", "2025-07-16", "2025-07-17"} {
		phases = append(phases, string(e.Phase(chartDay(d))))
	}
	want := []string{"", "lead_in", "lead_in", "event", "event", "hangover", "hangover", ""}
	if diff := cmp.Diff(want, phases); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if e.Offset(chartDay("2025-07-06")) != -2 || e.Offset(chartDay("2025-07-11")) != 3 {
		t.Error("offsets")
	}
	e.LeadIn, e.Hangover = 0, 0
	if got := parts(e); got != " 2025-07-08..2025-07-11  2025-07-08..2025-07-11 " {
		t.Error(got)
	}
	e.LeadIn = -1
	if got := parts(e); strings.TrimSpace(got) != "" {
		t.Error(got)
	}
}

func TestEventCheck(t *testing.T) {
	tests := []struct {
		event kpi.Event
		want  []string
	}{
		{kpi.Event{}, []string{"code", "days.first", "days.last"}},
		{kpi.Event{Code: "x", Days: chartPeriod("2025-01-01", "2025-04-02"), LeadIn: 92, Hangover: 92}, nil},
		{kpi.Event{Code: "x", Days: chartPeriod("2025-01-01", "2025-04-03"), LeadIn: 93, Hangover: -1}, []string{"days", "lead_in", "hangover"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, chartFaults(t, tt.event.Check())); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
}
