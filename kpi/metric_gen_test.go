package kpi_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// factDec is a decimal that a test writes down as text.
func factDec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// factNull is a known decimal, or an unknown one for "".
func factNull(text string) decimal.NullDecimal {
	if text == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(factDec(text))
}

func factDay(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

// factDays is a period of some days that begins on 2026-07-01.
func factDays(n int) kpi.Period {
	first := factDay("2026-07-01")
	return kpi.Period{First: first, Last: first.AddDate(0, 0, n-1)}
}

// known writes facts as "sessions 12131, units_ordered 683", dollars of 30 days.
func known(text string) kpi.Facts {
	f := kpi.Facts{Period: factDays(30), Currency: fx.USD, Basis: kpi.OrderedBasis, Known: map[kpi.InputCode]kpi.Fact{}}
	for word := range strings.SplitSeq(text, ",") {
		if code, amount, ok := strings.Cut(strings.TrimSpace(word), " "); ok {
			f.Known[kpi.InputCode(code)] = kpi.Fact{Amount: factDec(amount), Origins: []string{"caller"}, Rows: 1}
		}
	}
	return f
}

func findMetric(t testing.TB, code string) kpi.Metric {
	t.Helper()
	m, err := kpi.Find(code)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func evaluate(t testing.TB, code string, f kpi.Facts) kpi.Result {
	t.Helper()
	r, err := kpi.Evaluate(findMetric(t, code), f)
	if err != nil {
		t.Fatalf("%s: %v", code, err)
	}
	return r
}

// rounded is a value rounded to the places that a text has; a "%" shows percent.
func rounded(v kpi.Value, like string) string {
	digits, percent := strings.CutSuffix(like, "%")
	_, decimals, _ := strings.Cut(digits, ".")
	if !v.IsDefined() {
		return v.String()
	}
	if percent {
		return v.Num.Shift(2).DivRound(v.Den, int32(len(decimals))).StringFixed(int32(len(decimals))) + "%"
	}
	return v.Num.DivRound(v.Den, int32(len(decimals))).StringFixed(int32(len(decimals)))
}

// faultFields are the paths of all input errors that were joined.
func faultFields(t testing.TB, err error) []string {
	t.Helper()
	var out []string
	for _, e := range fx.Faults(err) {
		var in *fx.InputError
		if !errors.As(e, &in) {
			t.Errorf("%v is not an *fx.InputError", e)
			continue
		}
		out = append(out, in.Field)
	}
	return out
}

func wantFields(t *testing.T, err error, want ...string) {
	t.Helper()
	if got := faultFields(t, err); !slices.Equal(got, want) {
		t.Errorf("faults at %q, want %q (%v)", got, want, err)
	}
}

func decInt(n int64) decimal.Decimal { return decimal.New(n, 0) }
