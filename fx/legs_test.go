package fx_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

// legs writes the legs of a rate as text: pair, published number, day, source.
func legs(r fx.Rate) []string {
	var out []string
	for _, l := range r.Legs() {
		text := string(l.Base) + "/" + string(l.Quote) + " " + fx.Plain(l.Num) + "/" + fx.Plain(l.Den)
		if l.Inverted {
			text += " inverted"
		}
		if !l.Date.IsZero() {
			text += " " + l.Date.Format(time.DateOnly)
		}
		if l.Source != "" {
			text += " " + l.Source
		}
		out = append(out, text)
	}
	return out
}

func TestLegs(t *testing.T) {
	on := day("2025-06-30")
	r := table(t, fx.EUR, "2025-06-30 USD 1.172", "2025-06-30 CNY 8.397")
	at := func(base, quote fx.Currency) fx.Rate {
		out, err := r.At(base, quote, on, fx.LookUp{})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	buffered := func(r fx.Rate) fx.Rate {
		out, err := r.WithBuffer(dec("0.02"))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	bank := rate(t, fx.CNY, fx.JPY, "21.5").WithSource(day("2025-06-29"), "bank")
	for _, test := range []struct {
		name string
		rate fx.Rate
		want []string
	}{
		{"a noted rate", rate(t, fx.USD, fx.CNY, "6.8322"), []string{"USD/CNY 6.8322/1"}},
		{"turned", rate(t, fx.USD, fx.CNY, "6.8322").Inverse(), []string{"CNY/USD 1/6.8322 inverted"}},
		{"a fraction with its day", fraction(t, fx.USD, fx.EUR, "2", "3").WithSource(on, "bank"), []string{"USD/EUR 2/3 2025-06-30 bank"}},
		{"fx-cross-07: through the pivot", at(fx.USD, fx.CNY), []string{"USD/EUR 1/1.172 inverted 2025-06-30 test", "EUR/CNY 8.397/1 2025-06-30 test"}},
		{"and back", at(fx.USD, fx.CNY).Inverse(), []string{"CNY/EUR 1/8.397 inverted 2025-06-30 test", "EUR/USD 1.172/1 2025-06-30 test"}},
		{"asked the other way", at(fx.CNY, fx.USD), []string{"CNY/EUR 1/8.397 inverted 2025-06-30 test", "EUR/USD 1.172/1 2025-06-30 test"}},
		{"from the pivot", at(fx.EUR, fx.CNY), []string{"EUR/CNY 8.397/1 2025-06-30 test"}},
		{"to the pivot", at(fx.CNY, fx.EUR), []string{"CNY/EUR 1/8.397 inverted 2025-06-30 test"}},
		{"a buffer is no leg", buffered(at(fx.USD, fx.CNY)), []string{"USD/EUR 1/1.172 inverted 2025-06-30 test", "EUR/CNY 8.397/1 2025-06-30 test"}},
		{"a buffer, turned", buffered(at(fx.EUR, fx.CNY)).Inverse(), []string{"CNY/EUR 1/8.397 inverted 2025-06-30 test"}},
		{"a name for two legs", at(fx.USD, fx.CNY).WithSource(day("2025-07-01"), "books"), []string{"USD/EUR 1/1.172 inverted 2025-06-30 test", "EUR/CNY 8.397/1 2025-06-30 test"}},
		{"a name for one leg", at(fx.EUR, fx.CNY).WithSource(day("2025-07-01"), "books"), []string{"EUR/CNY 8.397/1 2025-07-01 books"}},
		{"crossed", cross(t, at(fx.USD, fx.CNY), bank), []string{"USD/EUR 1/1.172 inverted 2025-06-30 test", "EUR/CNY 8.397/1 2025-06-30 test", "CNY/JPY 21.5/1 2025-06-29 bank"}},
		{"crossed and turned", cross(t, at(fx.USD, fx.CNY), bank).Inverse(), []string{"JPY/CNY 1/21.5 inverted 2025-06-29 bank", "CNY/EUR 1/8.397 inverted 2025-06-30 test", "EUR/USD 1.172/1 2025-06-30 test"}},
		{"turned twice", cross(t, at(fx.USD, fx.CNY), bank).Inverse().Inverse(), []string{"USD/EUR 1/1.172 inverted 2025-06-30 test", "EUR/CNY 8.397/1 2025-06-30 test", "CNY/JPY 21.5/1 2025-06-29 bank"}},
		{"crossed with the same currency", cross(t, bank, rate(t, fx.JPY, fx.JPY, "1")), []string{"CNY/JPY 21.5/1 2025-06-29 bank"}},
		{"that, renamed", cross(t, bank, rate(t, fx.JPY, fx.JPY, "1")).WithSource(on, "books"), []string{"CNY/JPY 21.5/1 2025-06-30 books"}},
		{"there and back", cross(t, bank, bank.Inverse()), []string{"CNY/JPY 21.5/1 2025-06-29 bank", "JPY/CNY 1/21.5 inverted 2025-06-29 bank"}},
		{"the same currency", at(fx.USD, fx.USD), nil},
		{"the zero Rate", fx.Rate{}, nil},
	} {
		if diff := cmp.Diff(test.want, legs(test.rate)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, diff)
		}
	}
	// The slice is the caller's own.
	r1 := cross(t, at(fx.USD, fx.CNY), bank)
	r1.Legs()[0].Source = "changed"
	if got := r1.Legs()[0].Source; got != "test" {
		t.Errorf("the source of the rate became %q", got)
	}
}

// Crosses of rates of 1 have no digits to stop them.
func TestLegsAreBounded(t *testing.T) {
	r := rate(t, fx.USD, fx.EUR, "1")
	back := rate(t, fx.EUR, fx.USD, "1")
	var err error
	n := 1
	for ; n < 200 && err == nil; n++ {
		if n%2 == 1 {
			r, err = r.Cross(back)
		} else {
			r, err = r.Cross(rate(t, fx.USD, fx.EUR, "1"))
		}
	}
	if err == nil || n != 65 {
		t.Errorf("after %d legs: %v", n, err)
	}
}

// The product of the legs is the spot rate, whatever was done to the rate, and
// the legs make a chain from base to quote.
func propLegsMultiply(t *rapid.T) {
	r := tableOf(t, genFixings().Draw(t, "fixings"))
	codes := rapid.SampledFrom([]fx.Currency{fx.EUR, fx.USD, fx.CNY, fx.GBP, fx.JPY})
	on := day("2026-04-01").AddDate(0, 0, rapid.IntRange(0, 12).Draw(t, "on"))
	opt := fx.LookUp{Policy: rapid.SampledFrom([]fx.Policy{"", fx.Next, fx.Nearest, fx.Linear}).Draw(t, "policy")}
	got, err := r.At(codes.Draw(t, "a"), codes.Draw(t, "b"), on, opt)
	if err != nil {
		return
	}
	for _, step := range rapid.SliceOfN(rapid.IntRange(0, 3), 0, 5).Draw(t, "steps") {
		switch step {
		case 0:
			got = got.Inverse()
		case 1:
			if next, err := got.Spot().WithBuffer(decimal.New(rapid.Int64Range(0, 99).Draw(t, "buffer"), -2)); err == nil {
				got = next
			}
		case 2:
			got = got.WithSource(on, "renamed")
		case 3:
			next, err := r.At(got.Quote(), codes.Draw(t, "c"), on, opt)
			if err != nil {
				continue
			}
			if crossed, err := got.Cross(next); err == nil {
				got = crossed
			}
		}
	}
	num, den, at := decimal.New(1, 0), decimal.New(1, 0), got.Base()
	for _, l := range got.Legs() {
		if l.Base != at {
			t.Fatalf("%v is no chain", legs(got))
		}
		at = l.Quote
		num, den = num.Mul(l.Num), den.Mul(l.Den)
	}
	spotNum, spotDen := got.Spot().Fraction()
	if at != got.Quote() || !num.Mul(spotDen).Equal(spotNum.Mul(den)) {
		t.Fatalf("%v do not multiply to %s", legs(got), got)
	}
}

func TestLegsMultiply(t *testing.T) { rapid.Check(t, propLegsMultiply) }
func FuzzLegsMultiply(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propLegsMultiply)) }
