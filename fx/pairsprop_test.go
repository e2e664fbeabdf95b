package fx_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

// genNet draws some pairs of six currencies over eight days. Each currency is
// worth 2^a on a day, so that all rates are exact and agree with each other.
func genNet(t *rapid.T) (fixings []fx.PairFixing, worth map[time.Time]map[fx.Currency]int) {
	codes := []fx.Currency{"AAA", "BBB", "CCC", "DDD", "EEE", "FFF"}
	worth = map[time.Time]map[fx.Currency]int{}
	for i := range 8 {
		on := day("2026-04-06").AddDate(0, 0, i)
		worth[on] = map[fx.Currency]int{}
		for _, c := range codes {
			worth[on][c] = rapid.IntRange(-3, 3).Draw(t, "worth")
		}
		for a := range codes {
			for b := range a {
				base, quote := codes[a], codes[b]
				switch rapid.IntRange(0, 5).Draw(t, "pair") {
				case 0:
				case 1:
					base, quote = quote, base
				default:
					continue
				}
				fixings = append(fixings, fx.PairFixing{Date: on, Base: base, Quote: quote, Rate: power(worth[on][base] - worth[on][quote])})
			}
		}
	}
	return fixings, worth
}

// power is 2^n, exact.
func power(n int) decimal.Decimal {
	out := dec("1")
	for range n {
		out = out.Mul(dec("2"))
	}
	for range -n {
		out = out.Mul(dec("0.5"))
	}
	return out
}

// slowWay is the rule of At by trying all ways of the day.
func slowWay(fixings []fx.PairFixing, on time.Time, base, quote fx.Currency) []fx.Currency {
	if base > quote {
		back := slowWay(fixings, on, quote, base)
		slices.Reverse(back)
		return back
	}
	var best []fx.Currency
	var walk func(way []fx.Currency)
	walk = func(way []fx.Currency) {
		at := way[len(way)-1]
		if at == quote {
			if best == nil || len(way) < len(best) || len(way) == len(best) && slices.Compare(way, best) < 0 {
				best = slices.Clone(way)
			}
			return
		}
		for _, f := range fixings {
			next := f.Quote
			if f.Quote == at {
				next = f.Base
			} else if f.Base != at {
				continue
			}
			if f.Date.Equal(on) && !slices.Contains(way, next) {
				walk(append(slices.Clone(way), next))
			}
		}
	}
	walk([]fx.Currency{base})
	return best
}

// At agrees with the slow rule, and a rate that goes through other currencies
// with the direct one.
func propPairsAt(t *rapid.T) {
	fixings, worth := genNet(t)
	p, err := fx.NewPairs("desk", fixings)
	if err != nil {
		t.Fatal(err)
	}
	codes := []fx.Currency{"AAA", "BBB", "CCC", "DDD", "EEE", "FFF"}
	base, quote := rapid.SampledFrom(codes).Draw(t, "base"), rapid.SampledFrom(codes).Draw(t, "quote")
	on := day("2026-04-06").AddDate(0, 0, rapid.IntRange(0, 7).Draw(t, "on"))
	got, err := p.At(base, quote, on, fx.LookUp{MaxAgeDays: 100})
	if base == quote {
		return
	}
	used := on
	var want []fx.Currency
	for ; want == nil && !used.Before(day("2026-04-06")); used = used.AddDate(0, 0, -1) {
		want = slowWay(fixings, used, base, quote)
	}
	used = used.AddDate(0, 0, 1)
	var none *fx.NoRateError
	switch {
	case errors.As(err, &none) && (none.Reason == fx.NoRateEnded || none.Reason == fx.NoRateUnknownCurrency || none.Reason == fx.NoRateEmpty):
		return // the rules of ends are tested in the table
	case want == nil && err == nil:
		t.Fatalf("got %s, want none", way(got))
	case want == nil:
		return
	case err != nil:
		t.Fatalf("got %v, want %v of %s", err, want, used)
	}
	legs := got.Legs()
	met := []fx.Currency{base}
	product := fraction1()
	for _, l := range legs {
		met = append(met, l.Quote)
		product[0], product[1] = product[0].Mul(l.Num), product[1].Mul(l.Den)
	}
	if !slices.Equal(met, want) || !got.Date().Equal(used) {
		t.Fatalf("got %v of %s, want %v of %s", met, got.Date(), want, used)
	}
	num, den := got.Fraction()
	if !num.Mul(product[1]).Equal(product[0].Mul(den)) {
		t.Fatalf("the legs %s do not make %s", way(got), got)
	}
	if direct := power(worth[used][base] - worth[used][quote]); !num.Equal(direct.Mul(den)) {
		t.Fatalf("got %s over %s, want %s", got, way(got), direct)
	}
	back, err := p.At(quote, base, on, fx.LookUp{MaxAgeDays: 100})
	if err != nil || !back.Equal(got.Inverse()) {
		t.Fatalf("the way back is %s, %v, want %s", back, err, got.Inverse())
	}
}

func fraction1() [2]decimal.Decimal { return [2]decimal.Decimal{dec("1"), dec("1")} }

func TestPairsAt(t *testing.T) { rapid.Check(t, propPairsAt) }

func FuzzPairsAt(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propPairsAt)) }

// noRate is an error without the leg it is put down to, which is never the pivot
// in a table that has one.
func noRate(err error) fx.NoRateError {
	var none *fx.NoRateError
	if !errors.As(err, &none) {
		return fx.NoRateError{}
	}
	out := *none
	out.Currency = ""
	return out
}

// A euro table kept as pairs says the same as the table of one pivot.
func TestPairsAgreeWithRates(t *testing.T) {
	rates := readShared(t, "eurofxref-hist-90d-2018.xml")
	var fixings []fx.PairFixing
	for c := range rates.Currencies() {
		for r := range rates.Series(fx.EUR, c) {
			num, _ := r.Fraction()
			fixings = append(fixings, fx.PairFixing{Date: r.Date(), Base: fx.EUR, Quote: c, Rate: num})
		}
	}
	p, err := fx.NewPairs(rates.Source(), fixings)
	if err != nil {
		t.Fatal(err)
	}
	for on := rates.First().AddDate(0, 0, -1); on.Before(rates.Last().AddDate(0, 0, 10)); on = on.AddDate(0, 0, 1) {
		for _, pair := range [][2]fx.Currency{{fx.USD, fx.CNY}, {fx.EUR, fx.JPY}, {fx.GBP, fx.EUR}, {"ISK", fx.MXN}, {fx.CAD, fx.CAD}} {
			for _, policy := range []fx.Policy{"", fx.Next, fx.Nearest, fx.Linear} {
				opt := fx.LookUp{Policy: policy}
				want, wantErr := rates.At(pair[0], pair[1], on, opt)
				got, err := p.At(pair[0], pair[1], on, opt)
				if noRate(err) != noRate(wantErr) || !got.Equal(want) && err == nil {
					t.Fatalf("%v on %s, %q: got %s, %v, want %s, %v", pair, on.Format(time.DateOnly), policy, got, err, want, wantErr)
				}
				if err == nil && way(got) != way(want) {
					t.Fatalf("%v on %s: got %s, want %s", pair, on.Format(time.DateOnly), way(got), way(want))
				}
			}
		}
	}
}
