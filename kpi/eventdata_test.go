package kpi_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// The shipped file has what the facts give: no dates of Prime Day, and a source and a
// grade for everything.
func TestShippedEvents(t *testing.T) {
	c := shippedEvents(t)
	for _, k := range c.Kinds {
		if k.Source == "" || k.Confidence == "" {
			t.Errorf("%s has no source", k.Code)
		}
		if strings.HasPrefix(k.Code, "prime") && len(k.Dates) > 0 {
			t.Errorf("%s has dates", k.Code)
		}
		if (k.LeadIn > 0 || k.Hangover > 0) && !strings.Contains(k.Note, "rule of the house") {
			t.Errorf("%s does not say whose window it is", k.Code)
		}
	}
	data, err := os.ReadFile("../internal/holiday/events.json")
	if err != nil {
		t.Fatal(err)
	}
	read, err := kpi.ReadEvents(bytes.NewReader(append([]byte("\xEF\xBB\xBF"), data...)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c, read); diff != "" {
		t.Errorf("-shipped +read\n%s", diff)
	}
	written, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	again, err := kpi.ReadEvents(bytes.NewReader(written))
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Kinds { // an empty list of dates is not written
		if len(c.Kinds[i].Dates) == 0 {
			c.Kinds[i].Dates = nil
		}
	}
	if diff := cmp.Diff(c, again); diff != "" {
		t.Errorf("-read +written\n%s", diff)
	}
}

func TestReadEventsFaults(t *testing.T) {
	kind := `{"code":"a","name":"A","lead_in":0,"hangover":0,"confidence":"high","source":"s"`
	file := func(kinds string) string {
		return `{"id":"i","verified_on":"2026-11-24","kinds":[` + kinds + `]}`
	}
	tests := []struct {
		name, text string
		want       []string
	}{
		{"nothing", "", []string{""}},
		{"no JSON", "{", []string{""}},
		{"two objects", "{}{}", []string{""}},
		{"a bracket too many", "{}]", []string{""}},
		{"a list", "[]", []string{""}},
		{"empty", "{}", []string{"id", "verified_on"}},
		{"deep", strings.Repeat("[", 100) + strings.Repeat("]", 100), []string{""}},
		{"unknown fields", `{"id":"i","verified_on":"2026-11-24","Kinds":[],"x":{}}`, []string{"Kinds", "x"}},
		{"repeated", `{"id":"i","id":"j","verified_on":"2026-11-24"}`, []string{"id"}},
		{"types", `{"id":1,"verified_on":"2026-11-31","kinds":{}}`, []string{"id", "verified_on", "kinds"}},
		{"null", `{"id":null,"verified_on":null,"kinds":null}`, []string{"id", "verified_on", "kinds"}},
		{"numbers", file(kind + `,"offset":1.5,"days":"1","first_year":1e3}`), []string{"kinds[0].offset", "kinds[0].days", "kinds[0].first_year"}},
		{"twice the code", file(kind + `},` + kind + `}`), []string{"kinds[1].code"}},
		{"bad kind", file(`{"code":"A-b","rule":"moon","lead_in":93,"hangover":-1,"confidence":"sure"}`), []string{"kinds[0].code", "kinds[0].name", "kinds[0].source", "kinds[0].confidence", "kinds[0].lead_in", "kinds[0].hangover", "kinds[0].rule"}},
		{"bad rule", file(kind + `,"rule":"thanksgiving","offset":32,"days":0,"first_year":1941,"dates":[{"year":2026,"first":"2026-01-01","last":"2026-01-01"}]}`), []string{"kinds[0].offset", "kinds[0].days", "kinds[0].first_year", "kinds[0].dates"}},
		{"an offset without a rule", file(kind + `,"offset":1}`), []string{"kinds[0].rule"}},
		{"bad dates", file(kind + `,"dates":[{"year":2026,"first":"2026-01-02","last":"2026-01-01"},{"year":2025,"first":"2026-01-02","last":"2026-01-02","confidence":"x"},5]}`), []string{"kinds[0].dates[2]"}},
		{"bad dates, checked", file(kind + `,"dates":[{"year":2026,"first":"2026-01-02","last":"2026-01-01"},{"year":2025,"first":"2026-01-02","last":"2026-01-02","confidence":"x"}]}`), []string{"kinds[0].dates[0].last", "kinds[0].dates[1].year", "kinds[0].dates[1].year", "kinds[0].dates[1].confidence"}},
		{"too long", strings.Repeat(" ", 1<<20+1), []string{""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := kpi.ReadEvents(strings.NewReader(tt.text))
			if err == nil {
				t.Fatal("no fault")
			}
			if diff := cmp.Diff(tt.want, chartFaults(t, err)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
	if _, err := kpi.ReadEvents(nil); err == nil {
		t.Error("a nil reader")
	}
	broken := errors.New("broken")
	if _, err := kpi.ReadEvents(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if _, err := json.Marshal(kpi.EventCalendar{}); err == nil {
		t.Error("a calendar with faults was written")
	}
}

// What reads is written and read again to the same calendar; what does not is refused
// with input errors.
func FuzzReadEvents(f *testing.F) {
	data, err := os.ReadFile("../internal/holiday/events.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`{"id":"i","verified_on":"2026-11-24","kinds":[{"code":"a","name":"A","rule":"thanksgiving","offset":-3,"days":2,"lead_in":1,"hangover":2,"confidence":"low","source":"s"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := kpi.ReadEvents(bytes.NewReader(data))
		if err != nil {
			for _, e := range fx.Faults(err) {
				if in := (*fx.InputError)(nil); !errors.As(e, &in) {
					t.Fatalf("%T: %v", e, e)
				}
			}
			return
		}
		c.In(chartPeriod("2020-01-01", "2030-12-31"))
		written, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		again, err := kpi.ReadEvents(bytes.NewReader(written))
		if err != nil {
			t.Fatalf("%v\n%s", err, written)
		}
		twice, err := json.Marshal(again)
		if err != nil || !bytes.Equal(written, twice) {
			t.Fatalf("%s\n%s\n%v", written, twice, err)
		}
	})
}
