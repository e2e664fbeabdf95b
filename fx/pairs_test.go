package fx_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// published reads a table in lines such as "2026-04-13 EUR/USD 1.169" or
// "2026-04-13 EUR/USD 1.169 1.1689 1.1691".
func published(lines ...string) []fx.PairFixing {
	var out []fx.PairFixing
	for _, line := range lines {
		parts := strings.Fields(line)
		base, quote, _ := strings.Cut(parts[1], "/")
		f := fx.PairFixing{Date: day(parts[0]), Base: fx.Currency(base), Quote: fx.Currency(quote), Rate: dec(parts[2])}
		if len(parts) > 3 {
			f.Bid, f.Ask = decimal.NewNullDecimal(dec(parts[3])), decimal.NewNullDecimal(dec(parts[4]))
		}
		out = append(out, f)
	}
	return out
}

func pairs(t testing.TB, lines ...string) *fx.Pairs {
	t.Helper()
	p, err := fx.NewPairs("desk", published(lines...))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// pairLines lists a table as it was published.
func pairLines(t testing.TB, p *fx.Pairs) []string {
	t.Helper()
	var out []string
	for base, quote := range p.Published() {
		for d := range p.Days() {
			r, err := p.At(base, quote, d, fx.LookUp{Exact: true})
			if err != nil || len(r.Legs()) != 1 || r.Legs()[0].Inverted {
				continue
			}
			num, den := r.Fraction()
			if !den.Equal(dec("1")) {
				t.Fatalf("%s is not as published", r)
			}
			line := d.Format("2006-01-02 ") + string(base) + "/" + string(quote) + " " + fx.Plain(num)
			if sides, err := p.BidAskAt(base, quote, d, fx.LookUp{Exact: true}); err == nil {
				bid, _ := sides.Bid().Fraction()
				ask, _ := sides.Ask().Fraction()
				line += " " + fx.Plain(bid) + " " + fx.Plain(ask)
			}
			out = append(out, line)
		}
	}
	return out
}

// way writes the legs of a rate: "EUR>USD 1.169, USD<CNY 0.14" where < is a pair
// that was published the other way round.
func way(r fx.Rate) string {
	var out []string
	for _, l := range r.Legs() {
		sign, published := ">", l.Num
		if l.Inverted {
			sign, published = "<", l.Den
		}
		out = append(out, string(l.Base)+sign+string(l.Quote)+" "+fx.Plain(published))
	}
	return strings.Join(out, ", ")
}

func TestPairsTable(t *testing.T) {
	p := pairs(t, "2026-04-13 USD/CNY 6.8322 6.83 6.835", "2026-04-10 EUR/USD 1.1711", "2026-04-13 EUR/USD 1.1690", "2026-04-10 CNY/USD 0.1464", "2026-04-13 XBT/RMB 500000")
	want := []string{
		"2026-04-10 CNY/USD 0.1464",
		"2026-04-10 EUR/USD 1.1711", "2026-04-13 EUR/USD 1.169",
		"2026-04-13 USD/CNY 6.8322 6.83 6.835",
		"2026-04-13 XBT/CNY 500000",
	}
	if diff := cmp.Diff(want, pairLines(t, p)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got := slices.Collect(p.Currencies()); !slices.Equal(got, []fx.Currency{"CNY", "EUR", "USD", "XBT"}) {
		t.Errorf("currencies %v", got)
	}
	if !p.First().Equal(day("2026-04-10")) || !p.Last().Equal(day("2026-04-13")) || p.Source() != "desk" {
		t.Errorf("got %s to %s by %q", p.First(), p.Last(), p.Source())
	}
	for c, want := range map[fx.Currency]string{"CNY": "2026-04-10 2026-04-13 true", "XBT": "2026-04-13 2026-04-13 true", "JPY": "0001-01-01 0001-01-01 false"} {
		first, last, ok := p.Span(c)
		if got := fmt.Sprint(first.Format(time.DateOnly), " ", last.Format(time.DateOnly), " ", ok); got != want {
			t.Errorf("span of %s: got %s, want %s", c, got, want)
		}
	}
}

func TestPairsEmpty(t *testing.T) {
	empty, err := fx.NewPairs("desk", nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, p := range map[string]*fx.Pairs{"nil": nil, "zero": {}, "no fixings": empty} {
		t.Run(name, func(t *testing.T) {
			_, err := p.At(fx.USD, fx.CNY, day("2026-04-13"), fx.LookUp{})
			var none *fx.NoRateError
			if !errors.As(err, &none) || none.Reason != fx.NoRateEmpty {
				t.Errorf("got %v", err)
			}
			if _, err := p.BidAskAt(fx.USD, fx.CNY, day("2026-04-13"), fx.LookUp{}); !errors.As(err, &none) || none.Reason != fx.NoRateEmpty {
				t.Errorf("got %v", err)
			}
			same, err := p.At(fx.USD, fx.USD, day("2026-04-13"), fx.LookUp{})
			if err != nil || same.String() != "1 USD per USD" {
				t.Errorf("got %s, %v", same, err)
			}
			for range p.Series(fx.USD, fx.CNY) {
				t.Error("a series")
			}
			for range p.Published() {
				t.Error("a pair")
			}
			for range p.Days() {
				t.Error("a day")
			}
			for range p.Currencies() {
				t.Error("a currency")
			}
			if _, _, ok := p.Span(fx.USD); ok || !p.First().IsZero() || !p.Last().IsZero() {
				t.Error("a span")
			}
		})
	}
}

func TestNewPairsRefuses(t *testing.T) {
	valid := published("2026-04-13 EUR/USD 1.1690 1.1689 1.1691")[0]
	with := func(change func(*fx.PairFixing)) []fx.PairFixing {
		f := valid
		change(&f)
		return []fx.PairFixing{f}
	}
	many := func(n int, pair func(i int) (fx.Currency, fx.Currency)) []fx.PairFixing {
		out := make([]fx.PairFixing, n)
		for i := range out {
			out[i] = valid
			out[i].Base, out[i].Quote = pair(i)
		}
		return out
	}
	code := func(i int) fx.Currency {
		return fx.Currency([]byte{byte('A' + i/676), byte('A' + i/26%26), byte('A' + i%26)})
	}
	for _, test := range []struct {
		name     string
		fixings  []fx.PairFixing
		want     []string // paths
		wantText string   // of the first
	}{
		{"base", with(func(f *fx.PairFixing) { f.Base = "eur" }), []string{"fixings[0].base"}, "must be a currency code of three capitals"},
		{"quote", with(func(f *fx.PairFixing) { f.Quote = "" }), []string{"fixings[0].quote"}, "must be a currency code of three capitals"},
		{"one currency", with(func(f *fx.PairFixing) { f.Quote = fx.EUR }), []string{"fixings[0].quote"}, "must not be the base"},
		{"RMB is CNY", with(func(f *fx.PairFixing) { f.Base, f.Quote = "RMB", fx.CNY }), []string{"fixings[0].quote"}, "must not be the base"},
		{"no date", with(func(f *fx.PairFixing) { f.Date = time.Time{} }), []string{"fixings[0].date"}, "must be a day in the years 1 to 9999"},
		{"date", with(func(f *fx.PairFixing) { f.Date = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }), []string{"fixings[0].date"}, "must be a day in the years 1 to 9999"},
		{"rate 0", with(func(f *fx.PairFixing) { f.Rate = dec("0") }), []string{"fixings[0].rate"}, "must be above 0"},
		{"rate below 0", with(func(f *fx.PairFixing) { f.Rate = dec("-1") }), []string{"fixings[0].rate"}, "must be above 0"},
		{"rate of 19 digits", with(func(f *fx.PairFixing) { f.Rate = dec("1234567.890123456789") }), []string{"fixings[0].rate"}, "must have at most 18 significant digits"},
		{"bid above the rate", with(func(f *fx.PairFixing) { f.Bid = decimal.NewNullDecimal(dec("1.1690001")) }), []string{"fixings[0].bid"}, "must not be above the rate"},
		{"ask below the rate", with(func(f *fx.PairFixing) { f.Ask = decimal.NewNullDecimal(dec("1.1689999")) }), []string{"fixings[0].ask"}, "must not be below the rate"},
		{"bid above the ask", with(func(f *fx.PairFixing) { f.Bid, f.Ask = f.Ask, f.Bid }), []string{"fixings[0].bid", "fixings[0].ask"}, "must not be above the rate"},
		{"bid 0", with(func(f *fx.PairFixing) { f.Bid = decimal.NewNullDecimal(dec("0")) }), []string{"fixings[0].bid"}, "must be above 0"},
		{"no ask", with(func(f *fx.PairFixing) { f.Ask = decimal.NullDecimal{} }), []string{"fixings[0].ask"}, "must be set where bid is"},
		{"no bid", with(func(f *fx.PairFixing) { f.Bid = decimal.NullDecimal{} }), []string{"fixings[0].bid"}, "must be set where ask is"},
		{"all", []fx.PairFixing{{}}, []string{"fixings[0].base", "fixings[0].quote", "fixings[0].date", "fixings[0].rate"}, "must be a currency code of three capitals"},
		{"twice", append(published("2026-04-10 EUR/USD 1"), valid, valid), []string{"fixings[2]"}, "must not be there twice on a day, see fixings[1]"},
		{"both ways", append([]fx.PairFixing{valid}, published("2026-04-10 USD/EUR 0.9", "2026-04-13 USD/EUR 0.9")...), []string{"fixings[2]"}, "must not be there twice on a day, nor the other way round, see fixings[0]"},
		{"401 currencies", many(400, func(i int) (fx.Currency, fx.Currency) { return "ZZZ", code(i) }), []string{"fixings[399].quote"}, "must not be the currency beyond 400"},
		{"4,097 pairs", many(4097, func(i int) (fx.Currency, fx.Currency) { return code(i / 100), code(200 + i%100) }), []string{"fixings[4096].quote"}, "must not be the pair beyond 4096"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := fx.NewPairs("desk", test.fixings)
			if p != nil {
				t.Error("a table in spite of a fault")
			}
			var got []string
			var text string
			for i, fault := range fx.Faults(err) {
				var in *fx.InputError
				if !errors.As(fault, &in) {
					t.Fatalf("got %v", fault)
				}
				if i == 0 {
					text = in.Reason
				}
				got = append(got, in.Field)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if text != test.wantText {
				t.Errorf("got %q, want %q", text, test.wantText)
			}
		})
	}
	if _, err := fx.NewPairs("desk", many(399, func(i int) (fx.Currency, fx.Currency) { return "ZZZ", code(i) })); err != nil {
		t.Errorf("400 currencies: %v", err)
	}
	for _, huge := range hugeDecimals() {
		f := valid
		f.Rate, f.Bid, f.Ask = huge, decimal.NewNullDecimal(huge), decimal.NewNullDecimal(huge)
		if _, err := fx.NewPairs("desk", []fx.PairFixing{f}); err == nil {
			t.Errorf("exponent %d is accepted", huge.Exponent())
		}
	}
}

// The slice of the caller is neither kept nor sorted.
func TestNewPairsKeepsNothing(t *testing.T) {
	fixings := published("2026-04-13 EUR/USD 1.1690 1.1689 1.1691", "2026-04-10 EUR/USD 1.1711 1.1710 1.1712")
	p, err := fx.NewPairs("desk", fixings)
	if err != nil {
		t.Fatal(err)
	}
	if !fixings[0].Date.Equal(day("2026-04-13")) {
		t.Error("the slice was sorted")
	}
	fixings[0].Rate = dec("9")
	want := []string{"2026-04-10 EUR/USD 1.1711 1.171 1.1712", "2026-04-13 EUR/USD 1.169 1.1689 1.1691"}
	if diff := cmp.Diff(want, pairLines(t, p)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Figures of public sources: fx-cross-03 (brick/money, BaseCurrencyProviderTest,
// MIT), fx-cross-05 (QuantLib, exchangerate.cpp, BSD), fx-cross-07 (ECB).
func TestPairsWorkedExamples(t *testing.T) {
	on := day("2025-06-30")
	t.Run("fx-cross-03", func(t *testing.T) {
		p := pairs(t, "2025-06-30 USD/EUR 0.9", "2025-06-30 USD/GBP 0.8", "2025-06-30 USD/CAD 1.1")
		for _, want := range []fx.Rate{
			fraction(t, fx.EUR, fx.GBP, "8", "9"), fraction(t, fx.GBP, fx.CAD, "11", "8"),
			fraction(t, fx.CAD, fx.EUR, "9", "11"), fraction(t, fx.USD, fx.USD, "1", "1"),
		} {
			got, err := p.At(want.Base(), want.Quote(), on, fx.LookUp{})
			if err != nil || !got.Equal(want.WithSource(on, "desk")) {
				t.Errorf("got %s, %v, want %s", got, err, want)
			}
		}
		_, err := p.At(fx.EUR, fx.JPY, on, fx.LookUp{})
		want := &fx.NoRateError{Base: fx.EUR, Quote: fx.JPY, On: on, Reason: fx.NoRateUnknownCurrency, Currency: fx.JPY}
		if diff := cmp.Diff(error(want), err, cmp.Comparer(func(a, b error) bool { return fmt.Sprintf("%#v", a) == fmt.Sprintf("%#v", b) || a.Error() == b.Error() })); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("fx-cross-05", func(t *testing.T) {
		p := pairs(t, "2025-06-30 EUR/USD 1.2042", "2025-06-30 EUR/GBP 0.6612")
		for _, test := range []struct{ from, want string }{{"50000 GBP", "91061.71 USD"}, {"100000 USD", "54907.82 GBP"}} {
			m := money(t, test.from)
			to := money(t, test.want).Currency
			r, err := p.At(m.Currency, to, on, fx.LookUp{})
			if err != nil {
				t.Fatal(err)
			}
			if got, err := r.ConvertRounded(m); err != nil || got.String() != test.want {
				t.Errorf("got %s, %v, want %s", got, err, test.want)
			}
		}
	})
	t.Run("fx-cross-07", func(t *testing.T) {
		p := pairs(t, "2025-06-30 EUR/USD 1.172", "2025-06-30 EUR/CNY 8.397")
		r, err := p.At(fx.USD, fx.CNY, on, fx.LookUp{})
		if err != nil || fx.Plain(r.Value(12)) != "7.164675767918" || fx.Plain(r.Inverse().Value(12)) != "0.139573657259" {
			t.Errorf("got %s, %v", r, err)
		}
		if got := way(r); got != "USD<EUR 1.172, EUR>CNY 8.397" {
			t.Errorf("got %s", got)
		}
	})
}

// fx-bidask-03, computed from the definitions.
func TestPairsBidAsk(t *testing.T) {
	p := pairs(t, "2026-04-13 EUR/USD 1.14335 1.1432 1.1435", "2026-04-13 USD/CNY 6.9051 6.9040 6.9062", "2026-04-13 USD/JPY 159.1", "2026-04-14 EUR/USD 1.15 1.15 1.15")
	on := day("2026-04-13")
	for _, test := range []struct {
		base, quote fx.Currency
		places      int32
		bid, ask    string
	}{
		{fx.EUR, fx.USD, 6, "1.1432", "1.1435"},
		{fx.USD, fx.CNY, 6, "6.904", "6.9062"},
		{fx.EUR, fx.CNY, 6, "7.892653", "7.89724"}, // 7.897240 in the source
		{fx.CNY, fx.USD, 8, "0.14479743", "0.14484357"},
		{fx.CNY, fx.CNY, 6, "1", "1"},
	} {
		got, err := p.BidAskAt(test.base, test.quote, on, fx.LookUp{})
		if err != nil {
			t.Errorf("%s/%s: %v", test.base, test.quote, err)
			continue
		}
		if bid, ask := fx.Plain(got.Bid().Value(test.places)), fx.Plain(got.Ask().Value(test.places)); bid != test.bid || ask != test.ask {
			t.Errorf("%s/%s: got %s and %s, want %s and %s", test.base, test.quote, bid, ask, test.bid, test.ask)
		}
		if d, s := got.Bid().Date(), got.Bid().Source(); !d.Equal(on) || s != "desk" {
			t.Errorf("%s/%s: got %s by %q", test.base, test.quote, d, s)
		}
		// The way back is the inverse, side for side.
		back, err := p.BidAskAt(test.quote, test.base, on, fx.LookUp{})
		if err != nil || !back.Bid().Equal(got.Ask().Inverse()) || !back.Ask().Equal(got.Bid().Inverse()) {
			t.Errorf("%s/%s: the way back is %s and %s, %v", test.quote, test.base, back.Bid(), back.Ask(), err)
		}
	}
	t.Run("the leg that has none", func(t *testing.T) {
		_, err := p.BidAskAt(fx.JPY, fx.EUR, on, fx.LookUp{})
		var none *fx.NoBidAskError
		if !errors.As(err, &none) {
			t.Fatalf("got %v", err)
		}
		if none.Base != fx.JPY || none.Quote != fx.EUR || none.Leg.Base != fx.JPY || none.Leg.Quote != fx.USD || !none.Leg.Inverted || !none.Leg.Den.Equal(dec("159.1")) {
			t.Errorf("got %+v", none)
		}
		if want := "fx: no bid and ask for JPY/EUR: those of USD/JPY of 2026-04-13 were not published"; err.Error() != want {
			t.Errorf("got %q, want %q", err, want)
		}
	})
	t.Run("a rate that is both", func(t *testing.T) {
		got, err := p.BidAskAt(fx.EUR, fx.USD, day("2026-04-14"), fx.LookUp{})
		if err != nil || !got.Bid().Equal(got.Ask()) {
			t.Errorf("got %s and %s, %v", got.Bid(), got.Ask(), err)
		}
	})
	t.Run("no rate", func(t *testing.T) {
		var none *fx.NoRateError
		if _, err := p.BidAskAt(fx.EUR, fx.GBP, on, fx.LookUp{}); !errors.As(err, &none) || none.Reason != fx.NoRateUnknownCurrency {
			t.Errorf("got %v", err)
		}
		var in *fx.InputError
		if _, err := p.BidAskAt(fx.EUR, fx.USD, on, fx.LookUp{MaxAgeDays: -1}); !errors.As(err, &in) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("mixed", func(t *testing.T) {
		p := pairs(t, "2026-04-10 EUR/USD 1.15 1.14 1.16", "2026-04-13 EUR/USD 1.18 1.17 1.19", "2026-04-14 EUR/USD 1.18")
		got, err := p.BidAskAt(fx.EUR, fx.USD, day("2026-04-11"), fx.LookUp{Policy: fx.Linear})
		if err != nil || fx.Plain(got.Bid().Value(6)) != "1.15" || fx.Plain(got.Ask().Value(6)) != "1.17" {
			t.Errorf("got %s and %s, %v", got.Bid(), got.Ask(), err)
		}
		var none *fx.NoBidAskError
		if _, err := p.BidAskAt(fx.EUR, fx.USD, day("2026-04-14"), fx.LookUp{Policy: fx.Linear}); !errors.As(err, &none) {
			t.Errorf("got %v", err)
		}
	})
}
