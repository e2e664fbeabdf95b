package fx_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
)

// 19 CFR 159.34 (b)(2): 5 percent or more, on, above and below.
func TestCustomsRate(t *testing.T) {
	for _, test := range []struct {
		name             string
		base, quote      fx.Currency
		quarterly, daily string
		want             fx.CustomsReason
	}{
		{"the same", fx.CNY, fx.USD, "0.14", "0.14", fx.CustomsQuarterly},
		{"up, on", fx.CNY, fx.USD, "0.14", "0.147", fx.CustomsDaily},
		{"up, below", fx.CNY, fx.USD, "0.14", "0.146999999999", fx.CustomsQuarterly},
		{"up, above", fx.CNY, fx.USD, "0.14", "0.147000000001", fx.CustomsDaily},
		{"down, on", fx.CNY, fx.USD, "0.14", "0.133", fx.CustomsDaily},
		{"down, below", fx.CNY, fx.USD, "0.14", "0.133000000001", fx.CustomsQuarterly},
		{"down, above", fx.CNY, fx.USD, "0.14", "0.132999999999", fx.CustomsDaily},
		// 1/7.35 is 4.76% below 1/7, 1/6.65 is 5.26% above it; the limits are
		// 7/0.95 = 7.368421... and 7/1.05 = 6.666666...
		{"units per dollar, 5% more of them", fx.USD, fx.CNY, "7", "7.35", fx.CustomsQuarterly},
		{"units per dollar, 5% fewer of them", fx.USD, fx.CNY, "7", "6.65", fx.CustomsDaily},
		{"units per dollar, down, below", fx.USD, fx.CNY, "7", "7.368421052631", fx.CustomsQuarterly},
		{"units per dollar, down, above", fx.USD, fx.CNY, "7", "7.368421052632", fx.CustomsDaily},
		{"units per dollar, up, below", fx.USD, fx.CNY, "7", "6.666666666667", fx.CustomsQuarterly},
		{"units per dollar, up, above", fx.USD, fx.CNY, "7", "6.666666666666", fx.CustomsDaily},
		{"units per dollar, up, on", fx.USD, fx.CNY, "7.35", "7", fx.CustomsDaily},
	} {
		quarterly, daily := rate(t, test.base, test.quote, test.quarterly), rate(t, test.base, test.quote, test.daily)
		got, reason, err := fx.CustomsRate(quarterly, daily)
		want := quarterly
		if test.want == fx.CustomsDaily {
			want = daily
		}
		if err != nil || reason != test.want || !got.Equal(want) {
			t.Errorf("%s: got %s, %s, %v; want %s", test.name, got, reason, err, test.want)
		}
		// Whichever way round they are given.
		got, reason, err = fx.CustomsRate(quarterly.Inverse(), daily.Inverse())
		if err != nil || reason != test.want || !got.Equal(want.Inverse()) {
			t.Errorf("%s, turned: got %s, %s, %v; want %s", test.name, got, reason, err, test.want)
		}
	}
}

func TestCustomsRateRefuses(t *testing.T) {
	cny := rate(t, fx.CNY, fx.USD, "0.14")
	planned, err := cny.WithBuffer(dec("0.02"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name             string
		quarterly, daily fx.Rate
		fields           []string
	}{
		{"nothing", fx.Rate{}, fx.Rate{}, []string{"quarterly", "daily"}},
		{"no dollar", rate(t, fx.CNY, fx.EUR, "0.12"), cny, []string{"quarterly"}},
		{"two dollars", cny, rate(t, fx.USD, fx.USD, "1"), []string{"daily"}},
		{"a plan", planned, planned, []string{"quarterly", "daily"}},
	} {
		_, _, err := fx.CustomsRate(test.quarterly, test.daily)
		var fields []string
		for _, fault := range fx.Faults(err) {
			var in *fx.InputError
			if errors.As(fault, &in) {
				fields = append(fields, in.Field)
			}
		}
		if diff := cmp.Diff(test.fields, fields); diff != "" {
			t.Errorf("%s: %v (-want +got)\n%s", test.name, err, diff)
		}
	}
	var mixed *fx.CurrencyMismatchError
	for _, daily := range []fx.Rate{cny.Inverse(), rate(t, fx.EUR, fx.USD, "1.2")} {
		if _, _, err := fx.CustomsRate(cny, daily); !errors.As(err, &mixed) {
			t.Errorf("got %v, want a *CurrencyMismatchError", err)
		}
	}
}

func TestCustomsRateOn(t *testing.T) {
	r := table(t, fx.USD,
		"2026-03-30 CNY 7.0", "2026-03-31 CNY 6.0",
		"2026-04-02 CNY 7.1", // the first of the quarter
		"2026-04-03 CNY 7.2", "2026-04-06 CNY 7.6", "2026-04-07 CNY 7.3",
		"2026-06-30 CNY 7.1", "2026-07-01 CNY 7.9",
		"2026-10-05 GBP 0.7",
	)
	for _, test := range []struct {
		name, on string
		want     string // CNY per USD
		date     string
		reason   fx.CustomsReason
	}{
		{"the first day itself", "2026-04-02", "7.1", "2026-04-02", fx.CustomsQuarterly},
		{"within 5%", "2026-04-03", "7.1", "2026-04-02", fx.CustomsQuarterly},
		{"beyond 5%", "2026-04-06", "7.6", "2026-04-06", fx.CustomsDaily},
		{"a Sunday has Friday's", "2026-04-05", "7.1", "2026-04-02", fx.CustomsQuarterly},
		{"within again", "2026-04-07", "7.1", "2026-04-02", fx.CustomsQuarterly},
		{"a holiday at the start has the last of the quarter before, 6.0, which is beyond", "2026-04-01", "6", "2026-03-31", fx.CustomsDaily},
		{"the last day of the quarter", "2026-06-30", "7.1", "2026-04-02", fx.CustomsQuarterly},
		{"the next quarter", "2026-07-01", "7.9", "2026-07-01", fx.CustomsQuarterly},
		{"a weekend of it", "2026-07-04", "7.9", "2026-07-01", fx.CustomsQuarterly},
	} {
		got, reason, err := fx.CustomsRateOn(r, fx.CNY, day(test.on))
		if err != nil || reason != test.reason || !got.Date().Equal(day(test.date)) ||
			!got.Equal(rate(t, fx.USD, fx.CNY, test.want).Inverse().WithSource(day(test.date), "test")) {
			t.Errorf("%s: got %s of %s, %s, %v", test.name, got, got.Date(), reason, err)
		}
	}
	var none *fx.NoRateError
	// A rate of the next quarter is not that of this one.
	gap := table(t, fx.USD, "2026-03-31 CNY 7.0", "2026-07-02 CNY 7.0")
	if got, _, err := fx.CustomsRateOn(gap, fx.CNY, day("2026-04-03")); !errors.As(err, &none) || none.Reason != fx.NoRateStale {
		t.Errorf("no rate in the quarter: got %s of %s, %v", got, got.Date(), err)
	}
	// A source that begins late in the quarter does not know its rate.
	late := table(t, fx.USD, "2026-04-08 CNY 7.0", "2026-05-19 CNY 7.0", "2026-05-20 CNY 7.0")
	if got, _, err := fx.CustomsRateOn(late, fx.CNY, day("2026-05-20")); err != nil || !got.Date().Equal(day("2026-04-08")) {
		t.Errorf("the first rate 7 days into the quarter: got %s of %s, %v", got, got.Date(), err)
	}
	late = table(t, fx.USD, "2026-04-09 CNY 7.0", "2026-05-19 CNY 7.0", "2026-05-20 CNY 7.0")
	if got, _, err := fx.CustomsRateOn(late, fx.CNY, day("2026-05-20")); !errors.As(err, &none) {
		t.Errorf("the first rate 8 days into the quarter: got %s of %s, %v", got, got.Date(), err)
	}
	for _, on := range []string{"2026-10-05", "2026-05-20", "2025-12-31"} {
		if got, _, err := fx.CustomsRateOn(r, fx.CNY, day(on)); !errors.As(err, &none) {
			t.Errorf("%s: got %s, %v; want a *NoRateError", on, got, err)
		}
	}
	var in *fx.InputError
	if _, _, err := fx.CustomsRateOn(nil, fx.CNY, day("2026-04-03")); !errors.As(err, &in) || in.Field != "source" {
		t.Errorf("no source: got %v", err)
	}
	if _, _, err := fx.CustomsRateOn(r, fx.USD, day("2026-04-03")); !errors.As(err, &in) {
		t.Errorf("the dollar: got %v", err)
	}
	if _, _, err := fx.CustomsRateOn(r, fx.CNY, time.Date(12345, 1, 1, 0, 0, 0, 0, time.UTC)); !errors.As(err, &in) || in.Field != "exported" {
		t.Errorf("no such year: got %v", err)
	}
	if _, _, err := fx.CustomsRateOn(r, fx.CNY, time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)); !errors.As(err, &none) {
		t.Errorf("the last day there is: got %v", err)
	}
}
