package fx_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

// The rules of At under the policies that use later fixings.
func TestPolicies(t *testing.T) {
	r := smallHistory(t)
	for _, test := range []struct {
		name        string
		base, quote fx.Currency
		on          string
		opt         fx.LookUp
		num, den    string
		date        string // of the rate
		age         int
	}{
		{"previous by name", fx.USD, fx.CNY, "2023-01-02", fx.LookUp{Policy: fx.Previous}, "7.3582", "1.0666", "2022-12-30", 3},
		{"next, the day itself", fx.USD, fx.CNY, "2022-12-30", fx.LookUp{Policy: fx.Next}, "7.3582", "1.0666", "2022-12-30", 0},
		{"next, one row for both legs", fx.USD, fx.CNY, "2023-01-02", fx.LookUp{Policy: fx.Next, MaxAgeDays: 18}, "7.3447", "1.0826", "2023-01-20", -18},
		{"next, one leg is the pivot", fx.EUR, fx.CNY, "2022-12-31", fx.LookUp{Policy: fx.Next}, "7.3", "1", "2023-01-02", -2},
		{"next, the other way round", fx.CNY, fx.EUR, "2022-12-31", fx.LookUp{Policy: fx.Next}, "1", "7.3", "2023-01-02", -2},
		{"next, before the first", fx.EUR, fx.CNY, "2022-12-28", fx.LookUp{Policy: fx.Next}, "7.4151", "1", "2022-12-29", -1},
		{"next, just near enough", fx.EUR, fx.CNY, "2022-12-22", fx.LookUp{Policy: fx.Next}, "7.4151", "1", "2022-12-29", -7},
		{"next, the end of a hole", fx.EUR, "ISK", "2018-01-25", fx.LookUp{Policy: fx.Next}, "125", "1", "2018-02-01", -7},
		{"nearest, earlier", fx.USD, fx.CNY, "2023-01-09", fx.LookUp{Policy: fx.Nearest, MaxAgeDays: 10}, "7.3582", "1.0666", "2022-12-30", 10},
		{"nearest, later", fx.USD, fx.CNY, "2023-01-10", fx.LookUp{Policy: fx.Nearest, MaxAgeDays: 10}, "7.3447", "1.0826", "2023-01-20", -10},
		{"nearest, a tie is the earlier", fx.EUR, fx.CNY, "2023-01-03", fx.LookUp{Policy: fx.Nearest}, "7.3", "1", "2023-01-02", 1},
		{"nearest, only one side", fx.EUR, fx.CNY, "2023-01-22", fx.LookUp{Policy: fx.Nearest}, "7.3447", "1", "2023-01-20", 2},
		{"nearest, before the first", fx.EUR, fx.CNY, "2022-12-27", fx.LookUp{Policy: fx.Nearest}, "7.4151", "1", "2022-12-29", -2},
		{"exact beats the policy", fx.EUR, fx.CNY, "2022-12-29", fx.LookUp{Policy: fx.Linear, Exact: true}, "7.4151", "1", "2022-12-29", 0},
		{"linear, the day itself", fx.EUR, fx.CNY, "2022-12-30", fx.LookUp{Policy: fx.Linear}, "7.3582", "1", "2022-12-30", 0},
		// 2 parts of 7.3582 and 1 part of 7.3
		{"linear, nearer to the earlier", fx.EUR, fx.CNY, "2022-12-31", fx.LookUp{Policy: fx.Linear}, "22.0164", "3", "2022-12-31", 0},
		{"linear, nearer to the later", fx.EUR, fx.CNY, "2023-01-01", fx.LookUp{Policy: fx.Linear}, "21.9582", "3", "2023-01-01", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := r.At(test.base, test.quote, day(test.on), test.opt)
			if err != nil {
				t.Fatal(err)
			}
			age, _ := got.AgeDays(day(test.on))
			if want := fraction(t, test.base, test.quote, test.num, test.den).WithSource(day(test.date), got.Source()); !got.Equal(want) || age != test.age {
				t.Errorf("got %s of %s, %d days old; want %s of %s, %d", got, got.Date(), age, want, want.Date(), test.age)
			}
		})
	}
}

// Through the pivot a mix is that of the two crosses, not of the four numbers.
func TestLinearIsExact(t *testing.T) {
	r := table(t, fx.EUR, "2026-04-10 USD 1.17", "2026-04-10 CNY 8", "2026-04-13 USD 1.19", "2026-04-13 CNY 8.1")
	got, err := r.At(fx.USD, fx.CNY, day("2026-04-11"), fx.LookUp{Policy: fx.Linear})
	if err != nil {
		t.Fatal(err)
	}
	// (8/1.17 * 2 + 8.1/1.19) / 3
	want := fraction(t, fx.USD, fx.CNY, "28.517", "4.1769")
	num, den := got.Fraction()
	wantNum, wantDen := want.Fraction()
	if !num.Mul(wantDen).Equal(wantNum.Mul(den)) {
		t.Errorf("got %s, want %s", got, want)
	}
	if diff := cmp.Diff([]string{"USD/CNY " + fx.Plain(num) + "/" + fx.Plain(den) + " 2026-04-11 test, linear between 2026-04-10 and 2026-04-13"}, legs(got)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestPoliciesRefuse(t *testing.T) {
	r := smallHistory(t)
	for _, test := range []struct {
		name        string
		base, quote fx.Currency
		on          string
		opt         fx.LookUp
		want        fx.NoRateError
		text        string
	}{
		{
			"next, too far", fx.EUR, "ISK", "2018-01-24", fx.LookUp{Policy: fx.Next},
			fx.NoRateError{Reason: fx.NoRateStale, Currency: "ISK", First: day("2008-12-08"), Last: day("2008-12-09"), Next: day("2018-02-01"), AgeDays: -8},
			"fx: no rate EUR/ISK on 2018-01-24: ISK stale, the next is of 2018-02-01, 8 days later",
		},
		{
			"next, the leg that is farther", fx.CNY, fx.USD, "2022-12-31", fx.LookUp{Policy: fx.Next},
			fx.NoRateError{Reason: fx.NoRateStale, Currency: fx.USD, First: day("2022-12-29"), Last: day("2022-12-30"), Next: day("2023-01-20"), AgeDays: -20},
			"fx: no rate CNY/USD on 2022-12-31: USD stale, the next is of 2023-01-20, 20 days later",
		},
		{
			"next, ended in ISO", "HRK", fx.EUR, "2023-01-02", fx.LookUp{Policy: fx.Next},
			fx.NoRateError{Reason: fx.NoRateEnded, Currency: "HRK", First: day("2022-12-30"), Last: day("2022-12-30"), AgeDays: 3},
			"fx: no rate HRK/EUR on 2023-01-02: HRK ended, the last is of 2022-12-30, 3 days old",
		},
		{
			"next, stopped", fx.EUR, "RUB", "2022-03-02", fx.LookUp{Policy: fx.Next},
			fx.NoRateError{Reason: fx.NoRateEnded, Currency: "RUB", First: day("2022-03-01"), Last: day("2022-03-01"), AgeDays: 1},
			"fx: no rate EUR/RUB on 2022-03-02: RUB ended, the last is of 2022-03-01, 1 day old",
		},
		{
			"next, the table is over", fx.USD, fx.CNY, "2023-01-21", fx.LookUp{Policy: fx.Next},
			fx.NoRateError{Reason: fx.NoRateAfterLast, Currency: fx.USD, First: day("2022-12-29"), Last: day("2023-01-20")},
			"fx: no rate USD/CNY on 2023-01-21: USD after last, the last is of 2023-01-20",
		},
		{
			"linear, the table is over", fx.USD, fx.CNY, "2023-01-21", fx.LookUp{Policy: fx.Linear},
			fx.NoRateError{Reason: fx.NoRateAfterLast, Currency: fx.USD, First: day("2022-12-29"), Last: day("2023-01-20")},
			"fx: no rate USD/CNY on 2023-01-21: USD after last, the last is of 2023-01-20",
		},
		{
			"linear, before the first", fx.EUR, fx.CNY, "2022-12-28", fx.LookUp{Policy: fx.Linear},
			fx.NoRateError{Reason: fx.NoRateBeforeFirst, Currency: fx.CNY, First: day("2022-12-29"), Last: day("2023-01-20"), Next: day("2022-12-29")},
			"fx: no rate EUR/CNY on 2022-12-28: CNY before first, the first is of 2022-12-29",
		},
		{
			"linear, one side too far", fx.USD, fx.CNY, "2023-01-05", fx.LookUp{Policy: fx.Linear},
			fx.NoRateError{Reason: fx.NoRateStale, Currency: fx.USD, First: day("2022-12-29"), Last: day("2022-12-30"), Next: day("2023-01-20"), AgeDays: -15},
			"fx: no rate USD/CNY on 2023-01-05: USD stale, the last is of 2022-12-30, 6 days old, the next is of 2023-01-20, 15 days later",
		},
		{
			"linear, across the end of a currency", "HRK", fx.EUR, "2023-01-02", fx.LookUp{Policy: fx.Linear},
			fx.NoRateError{Reason: fx.NoRateEnded, Currency: "HRK", First: day("2022-12-30"), Last: day("2022-12-30"), AgeDays: 3},
			"fx: no rate HRK/EUR on 2023-01-02: HRK ended, the last is of 2022-12-30, 3 days old",
		},
		{
			"nearest, in a hole", fx.EUR, "ISK", "2018-01-24", fx.LookUp{Policy: fx.Nearest},
			fx.NoRateError{Reason: fx.NoRateStale, Currency: "ISK", First: day("2008-12-08"), Last: day("2008-12-09"), Next: day("2018-02-01"), AgeDays: -8},
			"fx: no rate EUR/ISK on 2018-01-24: ISK stale, the last is of 2008-12-09, 3333 days old, the next is of 2018-02-01, 8 days later",
		},
		{
			"nearest, stopped", fx.EUR, "RUB", "2022-03-02", fx.LookUp{Policy: fx.Nearest},
			fx.NoRateError{Reason: fx.NoRateEnded, Currency: "RUB", First: day("2022-03-01"), Last: day("2022-03-01"), AgeDays: 1},
			"fx: no rate EUR/RUB on 2022-03-02: RUB ended, the last is of 2022-03-01, 1 day old",
		},
		{
			"never on the same day", "RUB", "HRK", "2022-12-31", fx.LookUp{Policy: fx.Next},
			fx.NoRateError{Reason: fx.NoRateBeforeFirst, Currency: "HRK"},
			"fx: no rate RUB/HRK on 2022-12-31: HRK before first",
		},
		{
			"unknown", fx.USD, fx.JPY, "2023-01-02", fx.LookUp{Policy: fx.Linear},
			fx.NoRateError{Reason: fx.NoRateUnknownCurrency, Currency: fx.JPY},
			"fx: no rate USD/JPY on 2023-01-02: JPY unknown currency",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.want.Base, test.want.Quote, test.want.On, test.want.Policy = test.base, test.quote, day(test.on), test.opt.Policy
			got, err := r.At(test.base, test.quote, day(test.on), test.opt)
			var none *fx.NoRateError
			if !errors.As(err, &none) {
				t.Fatalf("got %s of %s, %v; want a *NoRateError", got, got.Date(), err)
			}
			if diff := cmp.Diff(test.want, *none); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if err.Error() != test.text {
				t.Errorf("got  %s\nwant %s", err, test.text)
			}
		})
	}
}

// A series that stops on a Friday has no next fixing on the Saturday either,
// although nothing was fixed since.
func TestNextAfterAStop(t *testing.T) {
	r := table(t, fx.EUR, "2026-04-10 GBP 0.87", "2026-04-10 USD 1.17", "2026-04-13 USD 1.16")
	for on, want := range map[string]fx.NoRateReason{"2026-04-11": fx.NoRateEnded, "2026-04-13": fx.NoRateEnded} {
		var none *fx.NoRateError
		if _, err := r.At(fx.EUR, fx.GBP, day(on), fx.LookUp{Policy: fx.Next}); !errors.As(err, &none) || none.Reason != want || none.Currency != fx.GBP {
			t.Errorf("%s: got %v, want %s", on, err, want)
		}
	}
	var none *fx.NoRateError
	if _, err := r.At(fx.EUR, fx.USD, day("2026-04-14"), fx.LookUp{Policy: fx.Next}); !errors.As(err, &none) || none.Reason != fx.NoRateAfterLast {
		t.Errorf("got %v, want after last", err)
	}
}

// fx-asof-06 and the hour around it, on the real file of the ECB.
func TestPublishedAt(t *testing.T) {
	r := readShared(t, "eurofxref-hist.csv")
	berlin := time.FixedZone("CEST", 2*60*60)
	for _, test := range []struct {
		name string
		on   time.Time
		opt  fx.LookUp
		date string
		age  int
		rate string
	}{
		{"fx-asof-06: before the hour", time.Date(2026, 4, 13, 15, 0, 0, 0, berlin), fx.LookUp{PublishedAt: 16 * time.Hour}, "2026-04-10", 3, "6.82836649"},
		{"a second before", time.Date(2026, 4, 13, 15, 59, 59, 999, berlin), fx.LookUp{PublishedAt: 16 * time.Hour}, "2026-04-10", 3, "6.82836649"},
		{"on the hour", time.Date(2026, 4, 13, 16, 0, 0, 0, berlin), fx.LookUp{PublishedAt: 16 * time.Hour}, "2026-04-13", 0, "6.83216364"},
		{"after it", time.Date(2026, 4, 13, 16, 0, 1, 0, berlin), fx.LookUp{PublishedAt: 16 * time.Hour}, "2026-04-13", 0, "6.83216364"},
		{"no hour given", time.Date(2026, 4, 13, 0, 0, 0, 0, berlin), fx.LookUp{}, "2026-04-13", 0, "6.83216364"},
		{"known the day after only", time.Date(2026, 4, 13, 23, 59, 59, 0, berlin), fx.LookUp{PublishedAt: 24 * time.Hour}, "2026-04-10", 3, "6.82836649"},
		{"the hour is that of on's own clock", time.Date(2026, 4, 13, 13, 59, 0, 0, time.UTC), fx.LookUp{PublishedAt: 14 * time.Hour}, "2026-04-10", 3, "6.82836649"},
		{"on a Sunday it does not matter", time.Date(2026, 4, 12, 9, 0, 0, 0, berlin), fx.LookUp{PublishedAt: 16 * time.Hour}, "2026-04-10", 2, "6.82836649"},
		{"exact, after the hour", time.Date(2026, 4, 13, 16, 0, 0, 0, berlin), fx.LookUp{Exact: true, PublishedAt: 16 * time.Hour}, "2026-04-13", 0, "6.83216364"},
		{"next is Monday's, whatever the hour", time.Date(2026, 4, 13, 9, 0, 0, 0, berlin), fx.LookUp{Policy: fx.Next, PublishedAt: 16 * time.Hour}, "2026-04-13", 0, "6.83216364"},
	} {
		got, err := r.At(fx.USD, fx.CNY, test.on, test.opt)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		age, _ := got.AgeDays(test.on)
		if diff := cmp.Diff([]any{day(test.date), test.age, test.rate}, []any{got.Date(), age, got.Value(8).StringFixed(8)}); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, diff)
		}
	}
}

func TestPublishedAtRefuses(t *testing.T) {
	r := smallHistory(t)
	early := func(date string) time.Time { return day(date).Add(9 * time.Hour) }
	for _, test := range []struct {
		name  string
		quote fx.Currency
		on    string
		opt   fx.LookUp
		want  fx.NoRateReason
		text  string
	}{
		{"the first day", fx.CNY, "2022-12-29", fx.LookUp{}, fx.NoRateNotPublished, "fx: no rate EUR/CNY on 2022-12-29: not yet published"},
		{"exact", fx.CNY, "2022-12-30", fx.LookUp{Exact: true}, fx.NoRateNotPublished, "fx: no rate EUR/CNY on 2022-12-30: not yet published, the last is of 2022-12-29"},
		{"before the first", fx.CNY, "2022-12-28", fx.LookUp{}, fx.NoRateBeforeFirst, "fx: no rate EUR/CNY on 2022-12-28: CNY before first, the first is of 2022-12-29"},
		{"ended all the same", "HRK", "2023-01-02", fx.LookUp{Exact: true}, fx.NoRateEnded, "fx: no rate EUR/HRK on 2023-01-02: HRK ended, the last is of 2022-12-30, 3 days old"},
	} {
		test.opt.PublishedAt = 16 * time.Hour
		_, err := r.At(fx.EUR, test.quote, early(test.on), test.opt)
		var none *fx.NoRateError
		if !errors.As(err, &none) || none.Reason != test.want || err.Error() != test.text {
			t.Errorf("%s: got %v, want %s", test.name, err, test.text)
		}
	}
	// In the morning after the last rouble nobody knows that it was the last.
	got, err := r.At(fx.EUR, "RUB", early("2022-03-02"), fx.LookUp{PublishedAt: 16 * time.Hour})
	if err != nil || !got.Date().Equal(day("2022-03-01")) {
		t.Errorf("got %s of %s, %v", got, got.Date(), err)
	}
}

func TestLookUpRefuses(t *testing.T) {
	_, err := smallHistory(t).At(fx.EUR, fx.USD, time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), fx.LookUp{
		MaxAgeDays: -1, Policy: "latest", PublishedAt: 25 * time.Hour,
	})
	var got []string
	for _, fault := range fx.Faults(err) {
		var in *fx.InputError
		if errors.As(fault, &in) {
			got = append(got, in.Field)
		}
	}
	if diff := cmp.Diff([]string{"on", "max_age_days", "policy", "published_at"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, hour := range []time.Duration{-1, 24*time.Hour + 1} {
		if _, err := smallHistory(t).At(fx.EUR, fx.USD, day("2023-01-03"), fx.LookUp{PublishedAt: hour}); err == nil {
			t.Errorf("published at %s is accepted", hour)
		}
	}
}

// Every policy agrees with a walk over all days of the pair.
func propPoliciesAgreeWithAWalk(t *rapid.T) {
	fixings := genFixings().Draw(t, "fixings")
	r := tableOf(t, fixings)
	asked := day("2026-04-01").AddDate(0, 0, rapid.IntRange(-3, 16).Draw(t, "on"))
	opt := fx.LookUp{
		Policy:     rapid.SampledFrom([]fx.Policy{fx.Next, fx.Nearest, fx.Linear}).Draw(t, "policy"),
		MaxAgeDays: rapid.IntRange(1, 6).Draw(t, "max age"),
	}
	var before, after *fx.Rate // the nearest rows on either side
	lastOfTable := map[fx.Currency]time.Time{}
	wentOn := time.Time{}
	for _, f := range fixings {
		if f.Date.After(lastOfTable[f.Currency]) {
			lastOfTable[f.Currency] = f.Date
		}
		if !f.Date.After(asked) && f.Date.After(wentOn) {
			wentOn = f.Date
		}
	}
	for row := range r.Series(fx.USD, fx.CNY) {
		if !row.Date().After(asked) {
			before = &row
		}
		if !row.Date().Before(asked) && after == nil {
			after = &row
		}
	}
	stopped := lastOfTable[fx.USD].Before(wentOn) || lastOfTable[fx.CNY].Before(wentOn)
	days := func(r *fx.Rate) int { n, _ := r.AgeDays(asked); return max(n, -n) }
	usable := func(r *fx.Rate) bool {
		return r != nil && days(r) <= opt.MaxAgeDays && (days(r) == 0 || r.Date().After(asked) || !stopped)
	}
	var want *fx.Rate
	switch {
	case opt.Policy == fx.Next && usable(after):
		want = after
	case opt.Policy == fx.Nearest && usable(before) && (!usable(after) || days(before) <= days(after)):
		want = before
	case opt.Policy == fx.Nearest && usable(after):
		want = after
	case opt.Policy == fx.Linear && usable(before) && usable(after):
		want = before
	}
	got, err := r.At(fx.USD, fx.CNY, asked, opt)
	if (err == nil) != (want != nil) {
		t.Fatalf("got %s, %v; want %v", got, err, want)
	}
	if err != nil {
		var none *fx.NoRateError
		if !errors.As(err, &none) {
			t.Fatalf("%v is no *NoRateError", err)
		}
		return
	}
	if opt.Policy != fx.Linear || days(before) == 0 {
		if !got.Equal(*want) {
			t.Fatalf("got %s of %s, want %s of %s", got, got.Date(), want, want.Date())
		}
		return
	}
	// got * span = before * days to after + after * days to before
	toBefore, toAfter := decimal.New(int64(days(before)), 0), decimal.New(int64(days(after)), 0)
	num, den := got.Fraction()
	bNum, bDen := before.Fraction()
	aNum, aDen := after.Fraction()
	left := num.Mul(toBefore.Add(toAfter)).Mul(bDen).Mul(aDen)
	right := bNum.Mul(aDen).Mul(toAfter).Add(aNum.Mul(bDen).Mul(toBefore)).Mul(den)
	if !left.Equal(right) || !got.Date().Equal(asked) {
		t.Fatalf("got %s of %s between %s and %s", got, got.Date(), before, after)
	}
}

func TestPoliciesAgreeWithAWalk(t *testing.T) { rapid.Check(t, propPoliciesAgreeWithAWalk) }
func FuzzPoliciesAgreeWithAWalk(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propPoliciesAgreeWithAWalk)) }

// The turned pair is answered with the turned rate, under every policy but the
// mix, of which the inverse is not the mix of the inverses.
func propPoliciesAreConsistent(t *rapid.T) {
	r := tableOf(t, genFixings().Draw(t, "fixings"))
	asked := day("2026-04-01").AddDate(0, 0, rapid.IntRange(-3, 16).Draw(t, "on"))
	opt := fx.LookUp{Policy: rapid.SampledFrom([]fx.Policy{fx.Previous, fx.Next, fx.Nearest}).Draw(t, "policy")}
	codes := rapid.SampledFrom([]fx.Currency{fx.EUR, fx.USD, fx.CNY})
	a, b := codes.Draw(t, "a"), codes.Draw(t, "b")
	there, err := r.At(a, b, asked, opt)
	back, backErr := r.At(b, a, asked, opt)
	if (err == nil) != (backErr == nil) {
		t.Fatalf("%v, but back %v", err, backErr)
	}
	if err == nil && (!there.Equal(back.Inverse()) || !there.Inverse().Inverse().Equal(there)) {
		t.Fatalf("%s and back %s", there, back)
	}
}

func TestPoliciesAreConsistent(t *testing.T) { rapid.Check(t, propPoliciesAreConsistent) }
