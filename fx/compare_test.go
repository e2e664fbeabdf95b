package fx_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

func differences(c fx.Comparison) []string {
	var out []string
	for _, d := range c.Differences {
		out = append(out, d.Date.Format("2006-01-02 ")+string(d.First.Base())+"/"+string(d.First.Quote())+" "+
			fx.Plain(d.BP)+" "+string(d.Level)+" "+d.First.Source()+" "+d.Second.Source())
	}
	return out
}

func bp(text string) decimal.NullDecimal { return decimal.NewNullDecimal(dec(text)) }

// The thresholds of the facts (warn above 50 bp, fail above 200 bp) on, below and
// above.
func TestCompare(t *testing.T) {
	first := euroTable(t, "A",
		"2026-04-09 USD 1.17", "2026-04-10 USD 1.2", "2026-04-11 USD 2", "2026-04-12 USD 2", "2026-04-13 USD 2", "2026-04-14 USD 2",
		"2026-04-15 USD 3", "2026-04-10 CNY 8", "2026-04-13 CNY 7.50")
	second := euroTable(t, "B",
		"2026-04-10 USD 1.20", "2026-04-11 USD 2.01", "2026-04-12 USD 2.0100000001", "2026-04-13 USD 2.04", "2026-04-14 USD 1.9599999999",
		"2026-04-15 USD 3.01", "2026-04-13 CNY 7.5", "2026-04-10 GBP 0.9", "2026-04-16 USD 1")
	got, err := fx.Compare(first, second, fx.CompareOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"2026-04-11 EUR/USD 50 small A B",
		"2026-04-12 EUR/USD 50 warn A B", // 50.0000005
		"2026-04-13 EUR/USD 200 warn A B",
		"2026-04-14 EUR/USD -200 fail A B", // -200.0000005
		"2026-04-15 EUR/USD 33.3333 small A B",
	}
	if diff := cmp.Diff(want, differences(got)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got.Compared != 7 || got.OnlyFirst != 2 || got.OnlySecond != 2 || got.Warnings != 2 || got.Failures != 1 {
		t.Errorf("got %+v", got)
	}
	if worst, ok := got.Worst(); !ok || !worst.Date.Equal(day("2026-04-13")) {
		t.Errorf("got %+v", worst)
	}
	strict, err := fx.Compare(first, second, fx.CompareOptions{WarnBP: bp("0"), FailBP: bp("33.33333333")})
	if err != nil || strict.Warnings != 0 || strict.Failures != 5 {
		t.Errorf("got %+v, %v", strict, err)
	}
	same, err := fx.Compare(first, first, fx.CompareOptions{WarnBP: bp("0"), FailBP: bp("0")})
	if _, ok := same.Worst(); err != nil || ok || same.Compared != 9 || same.Failures != 0 {
		t.Errorf("got %+v, %v", same, err)
	}
	for _, tables := range [][2]*fx.Rates{{nil, second}, {{}, second}, {second, nil}, {nil, nil}} {
		got, err := fx.Compare(tables[0], tables[1], fx.CompareOptions{})
		if err != nil || got.Compared != 0 || len(got.Differences) != 0 || got.OnlyFirst+got.OnlySecond > 9 {
			t.Errorf("got %+v, %v", got, err)
		}
	}
}

func TestCompareRefuses(t *testing.T) {
	euro := euroTable(t, "A", "2026-04-13 USD 1.18")
	dollar, err := fx.NewRates(fx.USD, "B", []fx.Fixing{{Date: day("2026-04-13"), Currency: fx.CNY, PerPivot: dec("6.8")}})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		second *fx.Rates
		opt    fx.CompareOptions
		want   []string
	}{
		{"pivot and thresholds", dollar, fx.CompareOptions{WarnBP: bp("-1"), FailBP: bp("-0.1")}, []string{"warn_bp", "fail_bp", "second.pivot"}},
		{"fail below warn", euro, fx.CompareOptions{WarnBP: bp("60"), FailBP: bp("59.9")}, []string{"fail_bp"}},
		{"fail below the default warn", euro, fx.CompareOptions{FailBP: bp("49")}, []string{"fail_bp"}},
		{"warn above the default fail", euro, fx.CompareOptions{WarnBP: bp("201")}, []string{"fail_bp"}},
		{"huge", euro, fx.CompareOptions{WarnBP: decimal.NewNullDecimal(decimal.New(1, 1_000_000_000))}, []string{"warn_bp"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := fx.Compare(euro, test.second, test.opt)
			_, seriesErr := fx.CompareSeries(nil, nil, test.opt)
			var got []string
			for _, fault := range fx.Faults(err) {
				var in *fx.InputError
				if !errors.As(fault, &in) {
					t.Fatalf("got %v", fault)
				}
				got = append(got, in.Field)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if seriesErr == nil {
				t.Error("CompareSeries accepts it")
			}
		})
	}
}

func TestCompareSeries(t *testing.T) {
	euro := euroTable(t, "ECB", "2026-10-08 USD 1.12", "2026-10-08 CNY 7.56", "2026-10-09 USD 1.12", "2026-10-09 CNY 7.56")
	h10, err := fx.ReadH10(strings.NewReader("DATE,DEXCHUS\n2026-10-07,6.7\n2026-10-08,6.75\n2026-10-09,6.9\n"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := fx.CompareSeries(euro.Series(fx.USD, fx.CNY), h10.Series(fx.USD, fx.CNY), fx.CompareOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"2026-10-09 USD/CNY 222.2222 fail ECB " + h10.Source()}
	if diff := cmp.Diff(want, differences(got)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got.Compared != 2 || got.OnlyFirst != 0 || got.OnlySecond != 1 {
		t.Errorf("got %+v", got)
	}
	dated := func(base, quote fx.Currency, on string) fx.Rate {
		return rate(t, base, quote, "2").WithSource(day(on), "x")
	}
	for _, test := range []struct {
		name  string
		rates []fx.Rate
		want  string
	}{
		{"zero", []fx.Rate{{}}, `first[0] must be a rate`},
		{"no day", []fx.Rate{rate(t, fx.USD, fx.CNY, "2")}, `first[0] must have a day, got "2 CNY per USD"`},
		{"another pair", []fx.Rate{dated(fx.USD, fx.CNY, "2026-10-08"), dated(fx.CNY, fx.USD, "2026-10-09")}, `first[1] must be of the pair USD/CNY, got "CNY/USD"`},
		{"a day twice", []fx.Rate{dated(fx.USD, fx.CNY, "2026-10-08"), dated(fx.USD, fx.CNY, "2026-10-08")}, `first[1] must be after the day before it, 2026-10-08, got "2026-10-08"`},
		{"not that of the other", []fx.Rate{dated(fx.CNY, fx.USD, "2026-10-08")}, `second[0] must be of the pair CNY/USD, got "USD/CNY"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := fx.CompareSeries(slices.Values(test.rates), h10.Series(fx.USD, fx.CNY), fx.CompareOptions{})
			if err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}
