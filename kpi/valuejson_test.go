package kpi_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func ExampleValue_MarshalJSON() {
	text, err := json.Marshal(kpi.Ratio(decimal.New(683, 0), decimal.New(12131, 0), kpi.Fraction, ""))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(text))
	// Output: {"state":"defined","num":"683","den":"12131","rounded":"0.056302036106","unit":"fraction"}
}

func ExampleValue_UnmarshalJSON() {
	var v kpi.Value
	if err := json.Unmarshal([]byte(`{"state":"incomplete","unit":"amount","currency":"USD","missing":["duty"]}`), &v); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(v)
	// Output: incomplete: duty
}

func ExamplePeriod_MarshalText() {
	text, err := json.Marshal(kpi.Period{First: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), Last: time.Date(2026, 7, 30, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(text))
	// Output: "2026-07-01..2026-07-30"
}

func ExamplePeriod_UnmarshalText() {
	var p kpi.Period
	if err := p.UnmarshalText([]byte("2026-07-01..2026-07-30")); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.Days(), "days from", p.First.Format(time.DateOnly))
	// Output: 30 days from 2026-07-01
}

// What is written reads back as the same value, exactly.
func TestValueJSONRoundTrip(t *testing.T) {
	same := cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) })
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Custom(func(t *rapid.T) decimal.Decimal {
			return decimal.New(rapid.Int64().Draw(t, "units"), rapid.Int32Range(-30, 6).Draw(t, "exponent"))
		})
		v := kpi.Ratio(number.Draw(t, "num"), number.Draw(t, "den"), kpi.Amount, "USD")
		if rapid.Bool().Draw(t, "unknown") {
			v = kpi.NotKnown(kpi.Count, "", rapid.SliceOfN(rapid.StringMatching(`[a-z_]{1,8}`), 1, 3).Draw(t, "missing")...)
		}
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var again kpi.Value
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		if diff := cmp.Diff(v, again, same); diff != "" {
			t.Fatalf("%s (-written +read):\n%s", text, diff)
		}
	})
}

func TestValueJSONRefuses(t *testing.T) {
	for _, row := range []struct{ text, field string }{
		{`{"state":"sure"}`, "state"},
		{`{}`, "state"},
		{`{"state":"defined","num":"1"}`, "den"},
		{`{"state":"defined","num":"1e9","den":"1"}`, "num"},
		{`{"state":"defined","num":"1","den":"0"}`, "den"},
		{`{"state":"undefined","num":"1","den":"2"}`, "den"},
		{`{"state":"defined","num":"1","den":"-2"}`, "den"},
		{`{"state":"defined","num":"","den":"2"}`, "num"},
		{`{"state":"defined","num":"0.` + strings.Repeat("0", 1000) + `1","den":"2"}`, "num"},
		{`{"state":"defined","num":"1","den":"` + strings.Repeat("1", 2001) + `"}`, "den"},
		{`{"state":1}`, ""},
	} {
		v := kpi.Exact(decimal.New(7, 0), kpi.Count, "")
		err := json.Unmarshal([]byte(row.text), &v)
		var in *fx.InputError
		if !errors.As(err, &in) || in.Field != row.field {
			t.Errorf("%s: error %v, want one at %q", row.text, err, row.field)
		}
		if v.String() != "7" {
			t.Errorf("%s: the value became %s", row.text, v)
		}
	}
}

func TestPeriodText(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"2026-07-01..2026-07-30", "2026-07-01..2026-07-30"},
		{"2026-07-01", "2026-07-01"},
		{"2026-07-01..2026-07-01", "2026-07-01"},
		{"", ""},
	} {
		var p kpi.Period
		if err := p.UnmarshalText([]byte(row.text)); err != nil || p.String() != row.want {
			t.Errorf("%q is %q, %v", row.text, p, err)
		}
		text, err := p.MarshalText()
		if err != nil || string(text) != row.want {
			t.Errorf("%q is written %q, %v", row.text, text, err)
		}
	}
	for _, text := range []string{"2026-07-30..2026-07-01", "2026-02-30", "today", "2026-07-01..", "..2026-07-01", "2026-7-1"} {
		p := kpi.Day(2026, time.July, 1)
		if err := p.UnmarshalText([]byte(text)); err == nil || p.String() != "2026-07-01" {
			t.Errorf("%q was read as %q", text, p)
		}
	}
	if _, err := (kpi.Period{First: time.Date(2026, 7, 2, 0, 0, 0, 0, time.UTC), Last: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)}).MarshalText(); err == nil {
		t.Error("a period that ends before it begins was written")
	}
}

func FuzzValueJSON(f *testing.F) {
	f.Add(`{"state":"defined","num":"1","den":"3","unit":"fraction"}`)
	f.Fuzz(func(t *testing.T, text string) {
		var v kpi.Value
		if json.Unmarshal([]byte(text), &v) != nil {
			return
		}
		if _, err := json.Marshal(v); err != nil {
			t.Errorf("%q is read and not written: %v", text, err)
		}
	})
}
