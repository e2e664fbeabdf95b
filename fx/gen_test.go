package fx_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

// dec is a decimal that a test writes down as text.
func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func decs(texts ...string) []decimal.Decimal {
	out := make([]decimal.Decimal, len(texts))
	for i, text := range texts {
		out[i] = dec(text)
	}
	return out
}

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

func money(t testing.TB, text string) fx.Money {
	t.Helper()
	m, err := fx.ParseMoney(text)
	if err != nil {
		t.Fatalf("parse %q: %v", text, err)
	}
	return m
}

func rate(t testing.TB, base, quote fx.Currency, quotePerBase string) fx.Rate {
	t.Helper()
	r, err := fx.NewRate(base, quote, dec(quotePerBase))
	if err != nil {
		t.Fatalf("rate %s/%s %s: %v", base, quote, quotePerBase, err)
	}
	return r
}

// huge decimals that only a program can build; none may cost memory or panic.
func hugeDecimals() []decimal.Decimal {
	return []decimal.Decimal{
		decimal.New(1, 2147483647), decimal.New(-1, -2147483648), decimal.New(7, 1_000_000_000),
		decimal.New(0, 2147483647), decimal.New(1, 200), decimal.New(1, -200),
	}
}

// genDecimal draws any decimal within the bounds of ParseDecimal.
func genDecimal() *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		places := rapid.Int32Range(0, fx.MaxFractionDigits).Draw(t, "places")
		mantissa := rapid.Int64Range(-999_999_999_999_999_999, 999_999_999_999_999_999).Draw(t, "mantissa")
		whole := rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, "whole")
		return decimal.New(mantissa, -places).Add(decimal.New(whole, 0)).Truncate(fx.MaxFractionDigits)
	}).Filter(func(d decimal.Decimal) bool { return fx.CheckDecimal(d) == nil })
}

// genAmount draws what sellers have: up to a billion with up to 4 decimals.
func genAmount() *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		places := rapid.Int32Range(0, 4).Draw(t, "places")
		return decimal.New(rapid.Int64Range(-1_000_000_000_000, 1_000_000_000_000).Draw(t, "mantissa"), -places)
	})
}

// genRateValue draws from 0.000001 to a million.
func genRateValue() *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		places := rapid.Int32Range(0, 6).Draw(t, "places")
		return decimal.New(rapid.Int64Range(1, 1_000_000).Draw(t, "mantissa"), -places)
	})
}

func genCurrency() *rapid.Generator[fx.Currency] {
	var codes []fx.Currency
	for c := range fx.Currencies() {
		codes = append(codes, c)
	}
	return rapid.SampledFrom(codes)
}

func genMoney() *rapid.Generator[fx.Money] {
	return rapid.Custom(func(t *rapid.T) fx.Money {
		return fx.Money{
			Amount:   genDecimal().Draw(t, "amount"),
			Currency: genCurrency().Draw(t, "currency"),
		}
	})
}
