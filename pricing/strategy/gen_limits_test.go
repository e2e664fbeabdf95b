package strategy_test

import (
	"errors"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

func amt(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func known(s string) decimal.NullDecimal { return decimal.NewNullDecimal(amt(s)) }

func cents(n int64) decimal.Decimal { return decimal.New(n, -2) }

func knownCents(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(cents(n)) }

func span(from, to string) pricing.Interval { return pricing.Interval{From: amt(from), To: amt(to)} }

func openSpan(from string) pricing.Interval {
	return pricing.Interval{From: amt(from), To: fees.MaxPrice(), Open: true}
}

// shipped is an item of a category that the merchant ships, with one cost in dollars.
func shipped(category, cost string) *pricing.Model {
	m, err := pricing.NewModel(pricing.Unit{
		Listing: amazon.Listing{Category: category, Fulfillment: amazon.FBM},
		Cost:    []pricing.CostItem{{Code: "purchase", Amount: known(cost), Currency: fx.USD}},
	}, fees.Day(2026, 6, 1))
	if err != nil {
		panic(err) // the figures are fixed
	}
	return m
}

// noPrice returns the code of a NoPriceError, and fails on any other error.
func noPrice(t interface {
	Helper()
	Fatalf(string, ...any)
}, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var none *strategy.NoPriceError
	if !errors.As(err, &none) {
		t.Fatalf("error is %v, want a NoPriceError", err)
	}
	if none.Text == "" || err.Error() == "" {
		t.Fatalf("%#v says nothing", none)
	}
	return none.Code
}

// paths are the fields of the faults of an error.
func paths(t *testing.T, err error) []string {
	t.Helper()
	var out []string
	for _, fault := range fx.Faults(err) {
		var in *fx.InputError
		if !errors.As(fault, &in) {
			t.Fatalf("fault is %v, want an InputError", fault)
		}
		out = append(out, in.Field)
	}
	return out
}

// genLimits draws limits with prices up to most cents.
func genLimits(t *rapid.T, most int64) strategy.Limits {
	l := strategy.Limits{Places: 2}
	cent := func(name string) decimal.Decimal { return decimal.New(rapid.Int64Range(0, most*10).Draw(t, name), -3) }
	if rapid.Bool().Draw(t, "has least") {
		l.Least = decimal.NewNullDecimal(cent("least"))
	}
	if rapid.IntRange(0, 3).Draw(t, "has most") > 0 {
		l.Most = decimal.NewNullDecimal(cent("most"))
	}
	if rapid.Bool().Draw(t, "has target") {
		l.Admissible = []pricing.Interval{}
		at := int64(0)
		for range rapid.IntRange(0, 3).Draw(t, "runs") {
			from := at + rapid.Int64Range(1, most*4).Draw(t, "gap")
			at = from + rapid.Int64Range(0, most*4).Draw(t, "length")
			l.Admissible = append(l.Admissible, pricing.Interval{From: decimal.New(from, -3), To: decimal.New(at, -3)})
		}
		if n := len(l.Admissible); n > 0 && rapid.Bool().Draw(t, "open") {
			l.Admissible[n-1].Open, l.Admissible[n-1].To = true, fees.MaxPrice()
		}
	}
	if rapid.Bool().Draw(t, "has ending") {
		of := rapid.SampledFrom([]int64{0, 10, 25, 50, 100}).Draw(t, "of")
		l.Ending.Of = cents(of)
		if of == 0 {
			of = 100
		}
		for range rapid.IntRange(0, 2).Draw(t, "endings") {
			l.Ending.On = append(l.Ending.On, cents(rapid.Int64Range(0, of-1).Draw(t, "on")))
		}
		l.Ending.Within, l.Ending.Lowered = cents(rapid.Int64Range(0, 60).Draw(t, "within")), cents(rapid.Int64Range(0, 60).Draw(t, "lowered"))
	}
	return l
}

// admits says the same as Limits.Contains, from the words of its fields.
func admits(l strategy.Limits, c int64) bool {
	price := cents(c)
	if c < 1 || l.Least.Valid && price.LessThan(l.Least.Decimal) || l.Most.Valid && price.GreaterThan(l.Most.Decimal) {
		return false
	}
	if l.Admissible == nil {
		return true
	}
	for _, i := range l.Admissible {
		if price.GreaterThanOrEqual(i.From) && (i.Open || price.LessThanOrEqual(i.To)) {
			return true
		}
	}
	return false
}
