package fx_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

func table(t testing.TB, pivot fx.Currency, rows ...string) *fx.Rates {
	t.Helper()
	var fixings []fx.Fixing
	for _, row := range rows {
		var date, code, perPivot string
		if _, err := fmt.Sscan(row, &date, &code, &perPivot); err != nil {
			t.Fatalf("%q: %v", row, err)
		}
		fixings = append(fixings, fx.Fixing{Date: day(date), Currency: fx.Currency(code), PerPivot: dec(perPivot)})
	}
	r, err := fx.NewRates(pivot, "test", fixings)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fx-cross-03: brick/money BaseCurrencyProviderTest (MIT).
func TestTriangulation(t *testing.T) {
	r := table(t, fx.USD, "2026-04-13 EUR 0.9", "2026-04-13 GBP 0.8", "2026-04-13 CAD 1.1")
	on := day("2026-04-13")
	for _, test := range []struct {
		base, quote fx.Currency
		num, den    string
	}{
		{fx.EUR, fx.GBP, "8", "9"}, {fx.GBP, fx.CAD, "11", "8"}, {fx.CAD, fx.EUR, "9", "11"},
		{fx.USD, fx.USD, "1", "1"}, {fx.USD, fx.CAD, "1.1", "1"}, {fx.CAD, fx.USD, "1", "1.1"},
	} {
		got, err := r.At(test.base, test.quote, on, fx.LookUp{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(fraction(t, test.base, test.quote, test.num, test.den).WithSource(on, "test"), got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
	var none *fx.NoRateError
	if _, err := r.At(fx.EUR, fx.JPY, on, fx.LookUp{}); !errors.As(err, &none) || none.Reason != fx.NoRateUnknownCurrency || none.Currency != fx.JPY {
		t.Errorf("EUR/JPY: got %v, want no rate for JPY", err)
	}
}

// A small history in the shape of the ECB's: HRK and RUB stop, ISK has a hole,
// CNY begins late, and USD and CNY miss a day each.
func smallHistory(t testing.TB) *fx.Rates {
	return table(t, fx.EUR,
		"2008-12-08 ISK 189.5", "2008-12-09 ISK 290", "2018-02-01 ISK 125", "2023-01-03 ISK 152",
		"2008-12-08 USD 1.28", "2008-12-09 USD 1.29", "2008-12-10 USD 1.30", "2018-02-01 USD 1.24",
		"2022-03-01 USD 1.11", "2022-03-02 USD 1.1106", "2022-03-09 USD 1.0993",
		"2022-12-29 USD 1.0649", "2022-12-30 USD 1.0666", "2023-01-03 USD 1.0545",
		"2022-03-01 RUB 117.201", "2022-12-30 HRK 7.5365",
		"2022-12-29 CNY 7.4151", "2022-12-30 CNY 7.3582", "2023-01-02 CNY 7.3", "2023-01-04 CNY 7.31",
		"2023-01-20 USD 1.0826", "2023-01-20 CNY 7.3447",
	)
}

func TestRatesAtRefuses(t *testing.T) {
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
			"stale", fx.USD, "RUB", "2022-03-10", fx.LookUp{MaxAgeDays: 5},
			fx.NoRateError{Reason: fx.NoRateStale, Currency: "RUB", First: day("2022-03-01"), Last: day("2022-03-01"), AgeDays: 9},
			"fx: no rate USD/RUB on 2022-03-10: RUB stale, the last is of 2022-03-01, 9 days old",
		},
		{
			"stopped, yet young", fx.EUR, "RUB", "2022-03-04", fx.LookUp{},
			fx.NoRateError{Reason: fx.NoRateEnded, Currency: "RUB", First: day("2022-03-01"), Last: day("2022-03-01"), AgeDays: 3},
			"fx: no rate EUR/RUB on 2022-03-04: RUB ended, the last is of 2022-03-01, 3 days old",
		},
		{
			"stopped the day before", fx.EUR, "RUB", "2022-03-02", fx.LookUp{},
			fx.NoRateError{Reason: fx.NoRateEnded, Currency: "RUB", First: day("2022-03-01"), Last: day("2022-03-01"), AgeDays: 1},
			"fx: no rate EUR/RUB on 2022-03-02: RUB ended, the last is of 2022-03-01, 1 day old",
		},
		{
			"ended in ISO", "HRK", fx.EUR, "2023-01-02", fx.LookUp{},
			fx.NoRateError{Reason: fx.NoRateEnded, Currency: "HRK", First: day("2022-12-30"), Last: day("2022-12-30"), AgeDays: 3},
			"fx: no rate HRK/EUR on 2023-01-02: HRK ended, the last is of 2022-12-30, 3 days old",
		},
		{
			"ended in ISO, long ago", fx.USD, "HRK", "2024-06-30", fx.LookUp{},
			fx.NoRateError{Reason: fx.NoRateEnded, Currency: "HRK", First: day("2022-12-30"), Last: day("2022-12-30"), AgeDays: 548},
			"fx: no rate USD/HRK on 2024-06-30: HRK ended, the last is of 2022-12-30, 548 days old",
		},
		{
			"before first", fx.EUR, fx.CNY, "2022-12-28", fx.LookUp{},
			fx.NoRateError{Reason: fx.NoRateBeforeFirst, Currency: fx.CNY, First: day("2022-12-29"), Last: day("2023-01-20")},
			"fx: no rate EUR/CNY on 2022-12-28: CNY before first, the first is of 2022-12-29",
		},
		{
			"a hole", fx.USD, "ISK", "2018-01-31", fx.LookUp{MaxAgeDays: 1000},
			fx.NoRateError{Reason: fx.NoRateStale, Currency: "ISK", First: day("2008-12-08"), Last: day("2008-12-09"), AgeDays: 3340},
			"fx: no rate USD/ISK on 2018-01-31: ISK stale, the last is of 2008-12-09, 3340 days old",
		},
		{
			"one day too old", fx.USD, fx.CNY, "2023-01-07", fx.LookUp{},
			fx.NoRateError{Reason: fx.NoRateStale, Currency: fx.USD, First: day("2022-12-29"), Last: day("2022-12-30"), AgeDays: 8},
			"fx: no rate USD/CNY on 2023-01-07: USD stale, the last is of 2022-12-30, 8 days old",
		},
		{
			"exact", fx.USD, fx.CNY, "2023-01-01", fx.LookUp{Exact: true, MaxAgeDays: 30},
			fx.NoRateError{Reason: fx.NoRateStale, Currency: fx.USD, First: day("2022-12-29"), Last: day("2022-12-30"), AgeDays: 2},
			"fx: no rate USD/CNY on 2023-01-01: USD stale, the last is of 2022-12-30, 2 days old",
		},
		{
			"unknown", fx.USD, fx.JPY, "2023-01-02", fx.LookUp{},
			fx.NoRateError{Reason: fx.NoRateUnknownCurrency, Currency: fx.JPY},
			"fx: no rate USD/JPY on 2023-01-02: JPY unknown currency",
		},
		{
			"no currency", "", "", "2023-01-02", fx.LookUp{},
			fx.NoRateError{Reason: fx.NoRateUnknownCurrency},
			"fx: no rate / on 2023-01-02: unknown currency",
		},
		{
			"never on the same day", "RUB", "HRK", "2022-12-31", fx.LookUp{},
			fx.NoRateError{Reason: fx.NoRateBeforeFirst, Currency: "HRK"},
			"fx: no rate RUB/HRK on 2022-12-31: HRK before first",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.want.Base, test.want.Quote, test.want.On = test.base, test.quote, day(test.on)
			got, err := r.At(test.base, test.quote, day(test.on), test.opt)
			var none *fx.NoRateError
			if !errors.As(err, &none) {
				t.Fatalf("got %s, %v; want a *NoRateError", got, err)
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

func TestRatesAt(t *testing.T) {
	r := smallHistory(t)
	for _, test := range []struct {
		name        string
		base, quote fx.Currency
		on          time.Time
		opt         fx.LookUp
		num, den    string
		date        string
	}{
		{"the day itself", fx.USD, fx.CNY, day("2022-12-30"), fx.LookUp{Exact: true}, "7.3582", "1.0666", "2022-12-30"},
		{"one row for both legs", fx.USD, fx.CNY, day("2023-01-02"), fx.LookUp{}, "7.3582", "1.0666", "2022-12-30"},
		{"one row, the other way round", fx.CNY, fx.USD, day("2023-01-03"), fx.LookUp{}, "1.0666", "7.3582", "2022-12-30"},
		{"just young enough", fx.USD, fx.CNY, day("2023-01-06"), fx.LookUp{}, "7.3582", "1.0666", "2022-12-30"},
		{"older on request", fx.USD, fx.CNY, day("2023-01-07"), fx.LookUp{MaxAgeDays: 8}, "7.3582", "1.0666", "2022-12-30"},
		{"one leg is the pivot", fx.EUR, fx.CNY, day("2023-01-02"), fx.LookUp{}, "7.3", "1", "2023-01-02"},
		{"a short gap", fx.EUR, fx.CNY, day("2023-01-08"), fx.LookUp{}, "7.31", "1", "2023-01-04"},
		{"after the last day of the table", fx.USD, fx.CNY, day("2023-01-27"), fx.LookUp{}, "7.3447", "1.0826", "2023-01-20"},
		{"at the edge of a hole", fx.EUR, "ISK", day("2008-12-12"), fx.LookUp{}, "290", "1", "2008-12-09"},
		{"a hole bridged on request", fx.EUR, "ISK", day("2018-01-31"), fx.LookUp{MaxAgeDays: 3340}, "290", "1", "2008-12-09"},
		{"the last day of a kuna", "HRK", fx.EUR, day("2022-12-31"), fx.LookUp{}, "1", "7.5365", "2022-12-30"},
		{"evening in New York is not yet the next day", fx.EUR, fx.CNY,
			time.Date(2023, 1, 3, 23, 0, 0, 0, time.FixedZone("EST", -5*60*60)), fx.LookUp{}, "7.3", "1", "2023-01-02"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := r.At(test.base, test.quote, test.on, test.opt)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(fraction(t, test.base, test.quote, test.num, test.den).WithSource(day(test.date), "test"), got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestRatesAtSameCurrency(t *testing.T) {
	for name, r := range map[string]*fx.Rates{"history": smallHistory(t), "nil": nil, "zero": {}} {
		for _, c := range []fx.Currency{fx.EUR, fx.USD, fx.JPY} {
			got, err := r.At(c, c, day("1990-01-01"), fx.LookUp{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(rate(t, c, c, "1").WithSource(day("1990-01-01"), r.Source()), got); diff != "" {
				t.Errorf("%s (-want +got)\n%s", name, diff)
			}
		}
	}
}

func TestRatesAtChecksItsArguments(t *testing.T) {
	r := smallHistory(t)
	var in *fx.InputError
	if _, err := r.At(fx.EUR, fx.USD, day("2023-01-03"), fx.LookUp{MaxAgeDays: -1}); !errors.As(err, &in) {
		t.Errorf("negative age: got %v, want an *InputError", err)
	}
	for _, year := range []int{-1 << 30, 0, 10000, 1 << 30} {
		if _, err := r.At(fx.EUR, fx.USD, time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), fx.LookUp{}); !errors.As(err, &in) {
			t.Errorf("year %d: got %v, want an *InputError", year, err)
		}
	}
	var none *fx.NoRateError
	if _, err := r.At(fx.EUR, fx.USD, time.Time{}, fx.LookUp{}); !errors.As(err, &none) || none.Reason != fx.NoRateBeforeFirst {
		t.Errorf("zero time: got %v, want before first", err)
	}
}

func TestEmptyRates(t *testing.T) {
	built, err := fx.NewRates(fx.EUR, "test", nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]*fx.Rates{"nil": nil, "zero": {}, "built": built} {
		var none *fx.NoRateError
		if _, err := r.At(fx.EUR, fx.USD, day("2026-04-13"), fx.LookUp{}); !errors.As(err, &none) || none.Reason != fx.NoRateEmpty {
			t.Errorf("%s: got %v, want an empty table", name, err)
		}
		_, _, ok := r.Span(fx.EUR)
		if ok || !r.First().IsZero() || !r.Last().IsZero() || len(slices.Collect(r.Days())) != 0 || len(slices.Collect(r.Currencies())) != 0 {
			t.Errorf("%s is not empty", name)
		}
	}
}

func TestNewRatesRefuses(t *testing.T) {
	ok := fx.Fixing{Date: day("2026-04-13"), Currency: fx.USD, PerPivot: dec("1.1684")}
	with := func(change func(*fx.Fixing)) fx.Fixing {
		f := ok
		change(&f)
		return f
	}
	_, err := fx.NewRates("eur", "test", []fx.Fixing{
		ok,
		with(func(f *fx.Fixing) { f.Currency = "usd" }),
		with(func(f *fx.Fixing) { f.Currency, f.PerPivot = "eur", dec("1") }),
		with(func(f *fx.Fixing) { f.Date = time.Time{} }),
		with(func(f *fx.Fixing) { f.Date = time.Date(20260, 1, 1, 0, 0, 0, 0, time.UTC) }),
		with(func(f *fx.Fixing) { f.Currency, f.PerPivot = fx.CNY, dec("0") }),
		with(func(f *fx.Fixing) { f.Currency, f.PerPivot = fx.CNY, dec("-1") }),
		with(func(f *fx.Fixing) { f.Currency, f.PerPivot = fx.CNY, decimal.New(1, 1e9) }),
		with(func(f *fx.Fixing) { f.Currency, f.PerPivot = fx.CNY, dec("1234567890.123456789") }),
		with(func(f *fx.Fixing) { f.Date = f.Date.Add(20 * time.Hour) }),
	})
	var got []string
	for _, fault := range fx.Faults(err) {
		var in *fx.InputError
		if errors.As(fault, &in) {
			got = append(got, in.Field)
		}
	}
	want := []string{
		"pivot", "fixings[1].currency", "fixings[2].currency", "fixings[3].date", "fixings[4].date",
		"fixings[5].per_pivot", "fixings[6].per_pivot", "fixings[7].per_pivot", "fixings[8].per_pivot", "fixings",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if r, err := fx.NewRates(fx.EUR, "", []fx.Fixing{{Date: day("2026-04-13"), Currency: fx.EUR, PerPivot: dec("1")}}); err == nil {
		t.Errorf("the pivot is accepted as a fixing: %v", r)
	}
}

func TestRatesAccessors(t *testing.T) {
	r := smallHistory(t)
	first, last, ok := r.Span("ISK")
	pivotFirst, pivotLast, pivotOK := r.Span(fx.EUR)
	_, _, jpy := r.Span(fx.JPY)
	got := []any{
		r.Pivot(), r.Source(), slices.Collect(r.Currencies()), r.First(), r.Last(), first, last, ok,
		pivotFirst, pivotLast, pivotOK, jpy, len(slices.Collect(r.Days())), slices.IsSortedFunc(slices.Collect(r.Days()), time.Time.Compare),
	}
	want := []any{
		fx.EUR, "test", []fx.Currency{"CNY", "HRK", "ISK", "RUB", "USD"}, day("2008-12-08"), day("2023-01-20"),
		day("2008-12-08"), day("2023-01-03"), true, day("2008-12-08"), day("2023-01-20"), true, false, 13, true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for d := range r.Days() { // stopping early is allowed
		if !d.Equal(day("2008-12-08")) {
			t.Errorf("the first day is %s", d)
		}
		break
	}
}

func TestNewRatesKeepsTheNumbers(t *testing.T) {
	for _, perPivot := range []string{"999999999999999999", "0.000000000001", "123456.789012345678", "1e17", "366.90", "1.000"} {
		r := table(t, fx.EUR, "2026-04-13 HUF "+perPivot)
		got, err := r.At(fx.EUR, "HUF", day("2026-04-13"), fx.LookUp{})
		if err != nil {
			t.Fatal(err)
		}
		if num, den := got.Fraction(); !num.Equal(dec(perPivot)) || !den.Equal(dec("1")) {
			t.Errorf("got %s/%s, want %s", num.StringFixed(12), den.StringFixed(12), perPivot)
		}
	}
}

func TestRatesConcurrently(t *testing.T) {
	r := smallHistory(t)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for d := range r.Days() {
				for c := range r.Currencies() {
					if got, err := r.At(c, fx.EUR, d, fx.LookUp{}); err == nil && got.Base() != c {
						t.Errorf("got %s", got)
					}
				}
			}
		})
	}
	group.Wait()
}

// genFixings draws fixings of April 2026 against the euro, with gaps and in any
// order.
func genFixings() *rapid.Generator[[]fx.Fixing] {
	return rapid.Custom(func(t *rapid.T) []fx.Fixing {
		var fixings []fx.Fixing
		for offset := range rapid.IntRange(1, 12).Draw(t, "days") {
			for _, c := range []fx.Currency{fx.USD, fx.CNY, fx.GBP, fx.JPY} {
				if rapid.IntRange(0, 3).Draw(t, "missing") > 0 {
					fixings = append(fixings, fx.Fixing{
						Date: day("2026-04-01").AddDate(0, 0, offset), Currency: c, PerPivot: genRateValue().Draw(t, "rate"),
					})
				}
			}
		}
		return rapid.Permutation(fixings).Draw(t, "order")
	})
}

func tableOf(t *rapid.T, fixings []fx.Fixing) *fx.Rates {
	r, err := fx.NewRates(fx.EUR, "test", fixings)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// On one day rate(A,B)*rate(B,A) = 1 and rate(A,B)*rate(B,C) = rate(A,C), exactly:
// the fractions are compared by cross-multiplication.
func propTriangle(t *rapid.T) {
	r := tableOf(t, genFixings().Draw(t, "fixings"))
	on := day("2026-04-01").AddDate(0, 0, rapid.IntRange(0, 12).Draw(t, "on"))
	codes := rapid.SampledFrom([]fx.Currency{fx.EUR, fx.USD, fx.CNY, fx.GBP, fx.JPY})
	a, b, c := codes.Draw(t, "a"), codes.Draw(t, "b"), codes.Draw(t, "c")
	opt := fx.LookUp{Exact: true} // so that all pairs are of one row
	ab, abErr := r.At(a, b, on, opt)
	ba, baErr := r.At(b, a, on, opt)
	if (abErr == nil) != (baErr == nil) {
		t.Fatalf("one direction only: %v, %v", abErr, baErr)
	}
	if abErr != nil {
		return
	}
	abNum, abDen := ab.Fraction()
	baNum, baDen := ba.Fraction()
	if !abNum.Mul(baNum).Equal(abDen.Mul(baDen)) || !ba.Equal(ab.Inverse()) {
		t.Fatalf("%s times %s is not 1", ab, ba)
	}
	bc, err := r.At(b, c, on, opt)
	if err != nil {
		return
	}
	ac, err := r.At(a, c, on, opt)
	if err != nil {
		t.Fatalf("%s/%s: %v", a, c, err)
	}
	bcNum, bcDen := bc.Fraction()
	acNum, acDen := ac.Fraction()
	if !abNum.Mul(bcNum).Mul(acDen).Equal(acNum.Mul(abDen).Mul(bcDen)) {
		t.Fatalf("%s times %s is not %s", ab, bc, ac)
	}
	if crossed, err := ab.Cross(bc); err != nil || !crossed.Equal(ac) {
		t.Fatalf("%s crossed with %s is %s, %v, not %s", ab, bc, crossed, err, ac)
	}
}

func TestTriangle(t *testing.T) { rapid.Check(t, propTriangle) }
func FuzzTriangle(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propTriangle)) }

// At agrees with a walk over all fixings: the last day on or before that has
// both legs, unless it is too old or one of the two stopped.
func propAtIsTheLastExact(t *rapid.T) {
	fixings := genFixings().Draw(t, "fixings")
	r := tableOf(t, fixings)
	asked := day("2026-04-01").AddDate(0, 0, rapid.IntRange(-1, 20).Draw(t, "on"))
	maxAge := rapid.IntRange(1, 10).Draw(t, "max age")

	price := map[fx.Currency]map[time.Time]decimal.Decimal{fx.USD: {}, fx.CNY: {}}
	last := map[fx.Currency]time.Time{}
	var lastRow time.Time // of any currency, on or before the day
	for _, f := range fixings {
		if price[f.Currency] != nil {
			price[f.Currency][f.Date] = f.PerPivot
		}
		if f.Date.After(last[f.Currency]) {
			last[f.Currency] = f.Date
		}
		if f.Date.After(lastRow) && !f.Date.After(asked) {
			lastRow = f.Date
		}
	}
	var used time.Time
	for date := range price[fx.USD] {
		if _, both := price[fx.CNY][date]; both && !date.After(asked) && date.After(used) {
			used = date
		}
	}
	var want fx.NoRateReason
	_, usd := last[fx.USD]
	_, cny := last[fx.CNY]
	switch {
	case len(fixings) == 0:
		want = fx.NoRateEmpty
	case !usd || !cny:
		want = fx.NoRateUnknownCurrency
	case used.IsZero():
		want = fx.NoRateBeforeFirst
	case asked.After(used.AddDate(0, 0, maxAge)):
		want = fx.NoRateStale
	case last[fx.USD].Before(lastRow) || last[fx.CNY].Before(lastRow):
		want = fx.NoRateEnded
	}
	got, err := r.At(fx.USD, fx.CNY, asked, fx.LookUp{MaxAgeDays: maxAge})
	if want != "" {
		var none *fx.NoRateError
		if !errors.As(err, &none) || none.Reason != want {
			t.Fatalf("got %s of %s, %v; want the reason %q", got, got.Date(), err, want)
		}
		return
	}
	num, den := got.Fraction()
	if err != nil || !got.Date().Equal(used) || !num.Equal(price[fx.CNY][used]) || !den.Equal(price[fx.USD][used]) {
		t.Fatalf("got %s of %s, %v; want that of %s", got, got.Date(), err, used)
	}
}

func TestAtIsTheLastExact(t *testing.T) { rapid.Check(t, propAtIsTheLastExact) }
func FuzzAtIsTheLastExact(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propAtIsTheLastExact)) }
