package fx_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
)

func TestPairsPath(t *testing.T) {
	on := "2026-04-13 "
	for _, test := range []struct {
		name  string
		lines []string
		pair  string
		want  string
	}{
		{"published", []string{on + "USD/CNY 6.8"}, "USD/CNY", "USD>CNY 6.8"},
		{"the other way round", []string{on + "USD/CNY 6.8"}, "CNY/USD", "CNY<USD 6.8"},
		{"the direct one, not the chain", []string{on + "AAA/USD 2", on + "AAA/CNY 13", on + "USD/CNY 6.8"}, "USD/CNY", "USD>CNY 6.8"},
		{"two legs out of a pivot", []string{on + "EUR/USD 1.1", on + "EUR/CNY 8"}, "USD/CNY", "USD<EUR 1.1, EUR>CNY 8"},
		{"two legs into a pivot", []string{on + "USD/EUR 0.9", on + "CNY/EUR 0.125"}, "USD/CNY", "USD>EUR 0.9, EUR<CNY 0.125"},
		{"two legs in a row", []string{on + "USD/EUR 0.9", on + "EUR/CNY 8"}, "USD/CNY", "USD>EUR 0.9, EUR>CNY 8"},
		{"a tie of two legs", []string{on + "GBP/USD 1.3", on + "GBP/CNY 9", on + "EUR/USD 1.1", on + "EUR/CNY 8"}, "USD/CNY", "USD<EUR 1.1, EUR>CNY 8"},
		{"a tie of two legs, back", []string{on + "GBP/USD 1.3", on + "GBP/CNY 9", on + "EUR/USD 1.1", on + "EUR/CNY 8"}, "CNY/USD", "CNY<EUR 8, EUR>USD 1.1"},
		// From AAA the first in the alphabet is BBB; from ZZZ it would be CCC.
		{"a tie of three legs", []string{on + "AAA/BBB 2", on + "BBB/DDD 3", on + "DDD/ZZZ 5", on + "AAA/EEE 7", on + "EEE/CCC 11", on + "CCC/ZZZ 13"}, "AAA/ZZZ", "AAA>BBB 2, BBB>DDD 3, DDD>ZZZ 5"},
		{"a tie of three legs, back", []string{on + "AAA/BBB 2", on + "BBB/DDD 3", on + "DDD/ZZZ 5", on + "AAA/EEE 7", on + "EEE/CCC 11", on + "CCC/ZZZ 13"}, "ZZZ/AAA", "ZZZ<DDD 5, DDD<BBB 3, BBB<AAA 2"},
		{"fewer legs before the alphabet", []string{on + "AAA/BBB 2", on + "BBB/CCC 3", on + "CCC/ZZZ 5", on + "AAA/XXX 7", on + "XXX/ZZZ 11"}, "AAA/ZZZ", "AAA>XXX 7, XXX>ZZZ 11"},
		{"seven legs", chain(on, 7), "AAA/AAH", "AAA>AAB 2, AAB>AAC 2, AAC>AAD 2, AAD>AAE 2, AAE>AAF 2, AAF>AAG 2, AAG>AAH 2"},
		{"eight legs", chain(on, 8), "AAA/AAI", "fx: no rate AAA/AAI on 2026-04-13: no path of published pairs"},
		{"not connected", []string{on + "USD/CNY 6.8", on + "EUR/GBP 0.9"}, "USD/GBP", "fx: no rate USD/GBP on 2026-04-13: no path of published pairs"},
		{"legs of one day", []string{"2026-04-10 EUR/USD 1.1", on + "EUR/CNY 8"}, "USD/CNY", "fx: no rate USD/CNY on 2026-04-13: no path of published pairs"},
	} {
		t.Run(test.name, func(t *testing.T) {
			base, quote, _ := strings.Cut(test.pair, "/")
			for range 2 {
				r, err := pairs(t, test.lines...).At(fx.Currency(base), fx.Currency(quote), day("2026-04-13"), fx.LookUp{})
				got := way(r)
				if err != nil {
					got = err.Error()
				}
				if got != test.want {
					t.Errorf("got %s, want %s", got, test.want)
				}
				slices.Reverse(test.lines)
			}
		})
	}
}

// chain is n pairs in a row: AAA/AAB, AAB/AAC and so on.
func chain(on string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%sAA%c/AA%c 2", on, 'A'+i, 'B'+i)
	}
	return out
}

func TestPairsLookUp(t *testing.T) {
	// Friday 10 April has the direct pair, Monday 13 only the way through EUR,
	// Tuesday half of it. XAU stops on Monday. GBP begins on Wednesday.
	p := pairs(t,
		"2026-04-10 USD/CNY 6.83", "2026-04-10 USD/XAU 0.0002",
		"2026-04-13 EUR/USD 1.17", "2026-04-13 EUR/CNY 8", "2026-04-13 USD/XAU 0.0002",
		"2026-04-14 EUR/USD 1.18",
		"2026-04-15 EUR/GBP 0.87", "2026-04-15 EUR/USD 1.18",
		"2026-04-20 EUR/USD 1.19", "2026-04-20 EUR/CNY 8.1",
	)
	at := func(clock string) time.Time {
		when, err := time.Parse("2006-01-02 15:04", clock)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, test := range []struct {
		name, pair, on string
		opt            fx.LookUp
		want           string
	}{
		{"the day itself", "USD/CNY", "2026-04-10", fx.LookUp{}, "2026-04-10 USD>CNY 6.83"},
		{"a Saturday", "USD/CNY", "2026-04-11", fx.LookUp{}, "2026-04-10 USD>CNY 6.83"},
		{"a longer way on the day beats a shorter one before", "USD/CNY", "2026-04-13", fx.LookUp{}, "2026-04-13 USD<EUR 1.17, EUR>CNY 8"},
		{"half a way is none", "USD/CNY", "2026-04-14", fx.LookUp{}, "2026-04-13 USD<EUR 1.17, EUR>CNY 8"},
		{"exact", "USD/CNY", "2026-04-14", fx.LookUp{Exact: true}, "USD/CNY on 2026-04-14: CNY stale, the last is of 2026-04-13, 1 day old"},
		{"age on the bound", "USD/CNY", "2026-04-15", fx.LookUp{MaxAgeDays: 2}, "2026-04-13 USD<EUR 1.17, EUR>CNY 8"},
		{"age above the bound", "USD/CNY", "2026-04-16", fx.LookUp{MaxAgeDays: 2}, "USD/CNY on 2026-04-16: CNY stale, the last is of 2026-04-13, 3 days old"},
		{"seven days by default", "USD/CNY", "2026-04-27", fx.LookUp{}, "2026-04-20 USD<EUR 1.19, EUR>CNY 8.1"},
		{"eight days by default", "USD/CNY", "2026-04-28", fx.LookUp{}, "USD/CNY on 2026-04-28: USD stale, the last is of 2026-04-20, 8 days old"},
		{"before the first", "USD/GBP", "2026-04-14", fx.LookUp{}, "USD/GBP on 2026-04-14: GBP before first, the first is of 2026-04-15"},
		{"the way begins after both", "CNY/EUR", "2026-04-12", fx.LookUp{}, "CNY/EUR on 2026-04-12: EUR before first, the first is of 2026-04-13"},
		{"stopped while the table went on", "USD/XAU", "2026-04-14", fx.LookUp{}, "USD/XAU on 2026-04-14: XAU ended, the last is of 2026-04-13, 1 day old"},
		{"stopped, on its last day", "USD/XAU", "2026-04-13", fx.LookUp{}, "2026-04-13 USD>XAU 0.0002"},
		{"published at 16:00, at 15:59", "USD/CNY", "2026-04-13 15:59", fx.LookUp{PublishedAt: 16 * time.Hour}, "2026-04-10 USD>CNY 6.83"},
		{"published at 16:00, at 16:00", "USD/CNY", "2026-04-13 16:00", fx.LookUp{PublishedAt: 16 * time.Hour}, "2026-04-13 USD<EUR 1.17, EUR>CNY 8"},
		{"not yet published", "USD/GBP", "2026-04-15 09:00", fx.LookUp{PublishedAt: 16 * time.Hour}, "USD/GBP on 2026-04-15: not yet published"},
		{"next", "USD/CNY", "2026-04-11", fx.LookUp{Policy: fx.Next}, "2026-04-13 USD<EUR 1.17, EUR>CNY 8"},
		{"next on the day", "USD/CNY", "2026-04-10", fx.LookUp{Policy: fx.Next}, "2026-04-10 USD>CNY 6.83"},
		{"next after the last", "USD/CNY", "2026-04-21", fx.LookUp{Policy: fx.Next}, "USD/CNY on 2026-04-21: USD after last, the last is of 2026-04-20"},
		{"next of a series that stopped", "USD/XAU", "2026-04-14", fx.LookUp{Policy: fx.Next}, "USD/XAU on 2026-04-14: XAU ended, the last is of 2026-04-13, 1 day old"},
		{"next too far away", "USD/CNY", "2026-04-14", fx.LookUp{Policy: fx.Next, MaxAgeDays: 5}, "USD/CNY on 2026-04-14: CNY stale, the next is of 2026-04-20, 6 days later"},
		{"nearest is the earlier one", "USD/CNY", "2026-04-11", fx.LookUp{Policy: fx.Nearest}, "2026-04-10 USD>CNY 6.83"},
		{"nearest is the later one", "USD/CNY", "2026-04-12", fx.LookUp{Policy: fx.Nearest}, "2026-04-13 USD<EUR 1.17, EUR>CNY 8"},
		{"nearest on a tie", "USD/EUR", "2026-04-17", fx.LookUp{Policy: fx.Nearest}, "2026-04-15 USD<EUR 1.18"},
		{"nearest before the first", "USD/GBP", "2026-04-14", fx.LookUp{Policy: fx.Nearest}, "2026-04-15 USD<EUR 1.18, EUR>GBP 0.87"},
		{"linear", "USD/CNY", "2026-04-12", fx.LookUp{Policy: fx.Linear}, "2026-04-12 USD>CNY"},
		{"linear before the first", "USD/GBP", "2026-04-14", fx.LookUp{Policy: fx.Linear}, "USD/GBP on 2026-04-14: GBP before first, the first is of 2026-04-15"},
		{"linear after the last", "USD/CNY", "2026-04-21", fx.LookUp{Policy: fx.Linear}, "USD/CNY on 2026-04-21: USD after last, the last is of 2026-04-20"},
		{"the way begins after both have begun", "USD/GBP", "2026-04-15", fx.LookUp{Exact: true}, "2026-04-15 USD<EUR 1.18, EUR>GBP 0.87"},
		{"exact before the hour", "USD/CNY", "2026-04-13 09:00", fx.LookUp{Exact: true, PublishedAt: 16 * time.Hour}, "USD/CNY on 2026-04-13: not yet published, the last is of 2026-04-10"},
		{"unknown base", "JPY/CNY", "2026-04-13", fx.LookUp{}, "JPY/CNY on 2026-04-13: JPY unknown currency"},
		{"unknown both", "JPY/KRW", "2026-04-13", fx.LookUp{}, "JPY/KRW on 2026-04-13: JPY unknown currency"},
		{"no such currency", "ZZZ/ZZZ", "2026-04-13", fx.LookUp{}, "ZZZ/ZZZ on 2026-04-13: ZZZ unknown currency"},
	} {
		t.Run(test.name, func(t *testing.T) {
			base, quote, _ := strings.Cut(test.pair, "/")
			on := test.on
			if len(on) == len("2026-04-10") {
				on += " 12:00"
			}
			r, err := p.At(fx.Currency(base), fx.Currency(quote), at(on), test.opt)
			var got string
			switch {
			case err != nil:
				var none *fx.NoRateError
				if !errors.As(err, &none) {
					t.Fatalf("got %v", err)
				}
				got = strings.TrimPrefix(err.Error(), "fx: no rate ")
			case test.opt.Policy == fx.Linear:
				got = r.Date().Format("2006-01-02 ") + test.pair[:3] + ">" + test.pair[4:]
			default:
				got = r.Date().Format("2006-01-02 ") + way(r)
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
	t.Run("the mix", func(t *testing.T) {
		r, err := p.At(fx.USD, fx.CNY, day("2026-04-12"), fx.LookUp{Policy: fx.Linear})
		// (6.83 * 1 + 8/1.17 * 2) / 3
		if want := fraction(t, fx.USD, fx.CNY, "23.9911", "3.51"); err != nil || !r.Equal(want.WithSource(r.Date(), r.Source())) {
			t.Errorf("got %s, %v, want %s", r, err, want)
		}
	})
	for _, opt := range []fx.LookUp{{MaxAgeDays: -1}, {Policy: "newest"}, {PublishedAt: -1}} {
		var in *fx.InputError
		if _, err := p.At(fx.USD, fx.CNY, day("2026-04-12"), opt); !errors.As(err, &in) {
			t.Errorf("%+v: got %v", opt, err)
		}
	}
}

// Both currencies have fixings that do not lead from one to the other: then
// neither of them is to blame.
func TestPairsLookUpApart(t *testing.T) {
	p := pairs(t,
		"2026-04-10 AAA/USD 2", "2026-04-10 BBB/EUR 2",
		"2026-04-11 AAA/BBB 3",
		"2026-04-20 AAA/USD 2", "2026-04-20 BBB/EUR 2",
		"2026-04-30 AAA/BBB 3",
	)
	for _, test := range []struct {
		on   string
		opt  fx.LookUp
		want string
	}{
		{"2026-04-10", fx.LookUp{}, "fx: no rate AAA/BBB on 2026-04-10: before first, the first is of 2026-04-11"},
		{"2026-04-09", fx.LookUp{}, "fx: no rate AAA/BBB on 2026-04-09: AAA before first, the first is of 2026-04-11"},
		{"2026-04-20", fx.LookUp{}, "fx: no rate AAA/BBB on 2026-04-20: stale, the last is of 2026-04-11, 9 days old"},
		{"2026-04-19", fx.LookUp{}, "fx: no rate AAA/BBB on 2026-04-19: AAA stale, the last is of 2026-04-11, 8 days old"},
		{"2026-04-20", fx.LookUp{Policy: fx.Next}, "fx: no rate AAA/BBB on 2026-04-20: stale, the next is of 2026-04-30, 10 days later"},
		{"2026-04-21", fx.LookUp{Policy: fx.Next}, "fx: no rate AAA/BBB on 2026-04-21: AAA stale, the next is of 2026-04-30, 9 days later"},
	} {
		_, err := p.At("AAA", "BBB", day(test.on), test.opt)
		if err == nil || err.Error() != test.want {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
}

func TestPairsSeries(t *testing.T) {
	p := pairs(t,
		"2026-04-10 USD/CNY 6.83", "2026-04-13 EUR/USD 1.17", "2026-04-13 EUR/CNY 8",
		"2026-04-14 EUR/USD 1.18", "2026-04-15 CNY/USD 0.146",
	)
	var got []string
	for r := range p.Series(fx.USD, fx.CNY) {
		got = append(got, r.Date().Format("2006-01-02 ")+way(r))
		at, err := p.At(fx.USD, fx.CNY, r.Date(), fx.LookUp{Exact: true})
		if err != nil || !at.Equal(r) {
			t.Errorf("got %s, At says %s, %v", r, at, err)
		}
	}
	want := []string{"2026-04-10 USD>CNY 6.83", "2026-04-13 USD<EUR 1.17, EUR>CNY 8", "2026-04-15 USD<CNY 0.146"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for range p.Series(fx.USD, fx.CNY) {
		break
	}
	for _, pair := range [][2]fx.Currency{{fx.USD, fx.USD}, {fx.USD, fx.JPY}, {fx.JPY, fx.USD}} {
		for range p.Series(pair[0], pair[1]) {
			t.Errorf("a series of %v", pair)
		}
	}
}
