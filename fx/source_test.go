package fx_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
)

// A fixedSource answers everything alike.
type fixedSource struct {
	rate fx.Rate
	err  error
}

func (s fixedSource) At(fx.Currency, fx.Currency, time.Time, fx.LookUp) (fx.Rate, error) {
	return s.rate, s.err
}

func TestConvertKnowsWhereItComesFrom(t *testing.T) {
	r := readShared(t, "eurofxref-hist.csv")
	for _, test := range []struct {
		name    string
		amount  string
		to      fx.Currency
		on      string
		opt     fx.LookUp
		rounded string
		date    string
		age     int
		policy  fx.Policy
		text    string
	}{
		{"fx-asof-10: alexprengere/currencyconverter README (Apache-2.0)", "100 EUR", fx.USD, "2013-03-21", fx.LookUp{}, "129.10 USD", "2013-03-21", 0, fx.Previous,
			"100.00 EUR = 129.10 USD at 1.291 USD per EUR, European Central Bank, 2013-03-21"},
		{"fx-asof-01 with an amount", "100 USD", fx.CNY, "2026-04-05", fx.LookUp{}, "689.76 CNY", "2026-04-02", 3, fx.Previous,
			"100.00 USD = 689.761388286334 CNY at 6.897613882863 CNY per USD, European Central Bank, 2026-04-02 (3 days old)"},
		{"next", "100 USD", fx.CNY, "2026-04-05", fx.LookUp{Policy: fx.Next}, "685.74 CNY", "2026-04-07", -2, fx.Next, ""},
		{"the same currency", "1.234 USD", fx.USD, "2026-04-05", fx.LookUp{}, "1.23 USD", "2026-04-05", 0, fx.Previous, ""},
	} {
		got, err := fx.Convert(r, money(t, test.amount), test.to, day(test.on), test.opt)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		rounded, err := got.Rounded()
		if err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff([]any{test.rounded, day(test.date), test.age, true, test.policy, day(test.on)},
			[]any{rounded.String(), got.Rate.Date(), got.AgeDays, got.AgeKnown, got.Policy, got.On}); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, diff)
		}
		if test.text != "" && got.String() != test.text {
			t.Errorf("%s:\ngot  %s\nwant %s", test.name, got, test.text)
		}
		text, err := json.Marshal(got)
		var back fx.Conversion
		if err != nil || json.Unmarshal(text, &back) != nil || back.String() != got.String() {
			t.Errorf("%s: %s reads back as %s, %v", test.name, text, back, err)
		}
	}
	if text := (fx.Conversion{}).String(); text != "no conversion" {
		t.Errorf("the zero Conversion is %q", text)
	}
}

func TestConvertOfASourceRefuses(t *testing.T) {
	usd, on := money(t, "1 USD"), day("2026-04-13")
	seven := rate(t, fx.USD, fx.CNY, "7")
	var in *fx.InputError
	if _, err := fx.Convert(nil, usd, fx.CNY, on, fx.LookUp{}); !errors.As(err, &in) || in.Field != "source" {
		t.Errorf("no source: got %v", err)
	}
	if _, err := fx.Convert(fixedSource{rate: seven}, usd, fx.JPY, on, fx.LookUp{}); !errors.As(err, &in) || in.Field != "source" {
		t.Errorf("another pair: got %v", err)
	}
	if _, err := fx.Convert(fixedSource{}, usd, fx.JPY, on, fx.LookUp{}); !errors.As(err, &in) || in.Field != "source" {
		t.Errorf("the zero Rate: got %v", err)
	}
	for i, m := range hugeDecimals() {
		_, err := fx.Convert(fixedSource{rate: seven}, fx.Money{Amount: m, Currency: fx.USD}, fx.CNY, on, fx.LookUp{})
		if i != 3 && (!errors.As(err, &in) || in.Field != "amount") {
			t.Errorf("huge %d: got %v", i, err)
		}
	}
	_, err := fx.Convert(nil, fx.Money{}, "", on, fx.LookUp{MaxAgeDays: -1})
	if got := len(fx.Faults(err)); got != 4 {
		t.Errorf("got %d faults: %v", got, err)
	}
	// A rate that does not know its day.
	got, err := fx.Convert(fixedSource{rate: seven}, usd, fx.CNY, on, fx.LookUp{Exact: true, Policy: fx.Linear})
	if err != nil || got.AgeKnown || got.Policy != fx.Previous || got.String() != "1.00 USD = 7.00 CNY at 7 CNY per USD, day unknown" {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestSources(t *testing.T) {
	old := table(t, fx.EUR, "2026-03-01 USD 1.1", "2026-03-01 CNY 8", "2026-03-01 RUB 90")
	live := table(t, fx.EUR, "2026-04-13 USD 1.2", "2026-04-13 CNY 8.2")
	on := day("2026-04-14")
	var none *fx.NoRateError
	broken := fixedSource{err: errors.New("the disk is full")}
	for _, test := range []struct {
		name        string
		sources     fx.Sources
		base, quote fx.Currency
		want        string // the day of the rate
	}{
		{"the first that has it", fx.Sources{live, old}, fx.USD, fx.CNY, "2026-04-13"},
		{"a dead one is passed over", fx.Sources{old, live}, fx.USD, fx.CNY, "2026-04-13"},
		{"so is one without the currency", fx.Sources{table(t, fx.EUR, "2026-04-14 GBP 0.9"), live}, fx.EUR, fx.USD, "2026-04-13"},
		{"and an empty one", fx.Sources{nil, (*fx.Rates)(nil), &fx.Rates{}, fx.Sources{}, live}, fx.EUR, fx.USD, "2026-04-13"},
		{"and a list", fx.Sources{fx.Sources{old, old}, live}, fx.EUR, fx.USD, "2026-04-13"},
		{"and one that wraps", fx.Sources{fixedSource{err: fmt.Errorf("my table: %w", &fx.NoRateError{})}, live}, fx.EUR, fx.USD, "2026-04-13"},
		{"nobody asks the broken one", fx.Sources{live, broken}, fx.EUR, fx.USD, "2026-04-13"},
	} {
		got, err := test.sources.At(test.base, test.quote, on, fx.LookUp{})
		if err != nil || !got.Date().Equal(day(test.want)) {
			t.Errorf("%s: got %s of %s, %v", test.name, got, got.Date(), err)
		}
	}
	if _, err := (fx.Sources{broken, live}).At(fx.EUR, fx.USD, on, fx.LookUp{}); err == nil || err.Error() != "the disk is full" {
		t.Errorf("a broken source is passed over: %v", err)
	}
	if _, err := (fx.Sources{fixedSource{err: errors.Join(&fx.NoRateError{}, broken.err)}, live}).At(fx.EUR, fx.USD, on, fx.LookUp{}); err == nil {
		t.Errorf("a half broken source is passed over: %v", err)
	}
	var in *fx.InputError
	if _, err := (fx.Sources{old, live}).At(fx.EUR, fx.USD, on, fx.LookUp{MaxAgeDays: -1}); !errors.As(err, &in) || len(fx.Faults(err)) != 1 {
		t.Errorf("got %v, want one *InputError", err)
	}
	for _, empty := range []fx.Sources{nil, {}} {
		if _, err := empty.At(fx.EUR, fx.USD, on, fx.LookUp{}); !errors.As(err, &none) || none.Reason != fx.NoRateEmpty {
			t.Errorf("no sources: got %v", err)
		}
	}
	_, err := fx.Sources{old, fx.Sources{live}, nil}.At(fx.EUR, "RUB", on, fx.LookUp{})
	const want = "fx: no source has EUR/RUB on 2026-04-14" +
		"; 1 (test): no rate EUR/RUB on 2026-04-14: RUB stale, the last is of 2026-03-01, 44 days old" +
		"; 2: no source has EUR/RUB on 2026-04-14; 1 (test): no rate EUR/RUB on 2026-04-14: RUB unknown currency" +
		"; 3: no rate EUR/RUB on 2026-04-14: empty table"
	var all *fx.NoSourceError
	if err == nil || err.Error() != want || !errors.As(err, &all) || !errors.As(err, &none) || none.Reason != fx.NoRateStale || len(fx.Faults(err)) != 3 {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// A list that holds itself is an error and does not end the program.
func TestSourcesInACircle(t *testing.T) {
	circle := make(fx.Sources, 2)
	circle[0], circle[1] = circle, circle
	var in *fx.InputError
	if _, err := circle.At(fx.EUR, fx.USD, day("2026-04-14"), fx.LookUp{}); !errors.As(err, &in) {
		t.Errorf("got %v, want an *InputError", err)
	}
}
