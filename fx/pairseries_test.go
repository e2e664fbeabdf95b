package fx_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

func TestSeriesOfNothing(t *testing.T) {
	r := smallHistory(t)
	for _, test := range []struct {
		table       *fx.Rates
		base, quote fx.Currency
	}{
		{nil, fx.USD, fx.CNY}, {&fx.Rates{}, fx.USD, fx.CNY}, {r, fx.USD, fx.USD}, {r, fx.EUR, fx.EUR},
		{r, fx.USD, fx.JPY}, {r, fx.JPY, fx.EUR}, {r, "", ""}, {r, "RUB", "HRK"},
	} {
		for rate := range test.table.Series(test.base, test.quote) {
			t.Errorf("%s/%s: got %s", test.base, test.quote, rate)
		}
	}
}

// The series is what At answers for exactly these days, legs included, and it can
// be left at any point.
func propSeriesIsAt(t *rapid.T) {
	r := tableOf(t, genFixings().Draw(t, "fixings"))
	codes := rapid.SampledFrom([]fx.Currency{fx.EUR, fx.USD, fx.CNY, fx.GBP})
	a := codes.Draw(t, "a")
	b := codes.Filter(func(c fx.Currency) bool { return c != a }).Draw(t, "b")
	var want []fx.Rate
	for on := range r.Days() {
		if rate, err := r.At(a, b, on, fx.LookUp{Exact: true}); err == nil {
			want = append(want, rate)
		}
	}
	most := rapid.IntRange(0, 12).Draw(t, "most")
	var got []fx.Rate
	for rate := range r.Series(a, b) {
		if len(got) == most {
			break
		}
		got = append(got, rate)
	}
	want = want[:min(most, len(want))]
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s/%s (-want +got)\n%s", a, b, diff)
	}
	for i := range got {
		if diff := cmp.Diff(legs(want[i]), legs(got[i])); diff != "" {
			t.Fatalf("%s/%s (-want +got)\n%s", a, b, diff)
		}
	}
}

func TestSeriesIsAt(t *testing.T) { rapid.Check(t, propSeriesIsAt) }
