package fx_test

import (
	"testing"

	"github.com/lianxing/crossborder/fx"
)

// What the legs cost who asks for them, beside a look-up that does not.
func BenchmarkLegs(b *testing.B) {
	r := readShared(b, "eurofxref-hist.csv")
	sunday := day("2026-04-05")
	b.Run("impl=at", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := r.At(fx.USD, fx.CNY, sunday, fx.LookUp{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("impl=at and legs", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			rate, err := r.At(fx.USD, fx.CNY, sunday, fx.LookUp{})
			if err != nil || len(rate.Legs()) != 2 {
				b.Fatal(err)
			}
		}
	})
	// The obvious way: both legs are rates of their own and are multiplied.
	b.Run("impl=cross", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			in, err := r.At(fx.USD, fx.EUR, sunday, fx.LookUp{})
			if err != nil {
				b.Fatal(err)
			}
			out, err := r.At(fx.EUR, fx.CNY, sunday, fx.LookUp{})
			if err != nil {
				b.Fatal(err)
			}
			if _, err := in.Cross(out); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// Each policy on a Sunday, and a source behind a dead one.
func BenchmarkPolicies(b *testing.B) {
	r := readShared(b, "eurofxref-hist.csv")
	sunday := day("2026-03-29")
	for _, policy := range []fx.Policy{fx.Previous, fx.Next, fx.Nearest, fx.Linear} {
		b.Run("policy="+string(policy), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := r.At(fx.USD, fx.CNY, sunday, fx.LookUp{Policy: policy}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("sources=2", func(b *testing.B) {
		sources := fx.Sources{table(b, fx.EUR, "2020-01-02 USD 1.1", "2020-01-02 CNY 7.8"), r}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := sources.At(fx.USD, fx.CNY, sunday, fx.LookUp{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// A whole series of a cross, 5,384 days.
func BenchmarkSeries(b *testing.B) {
	r := readShared(b, "eurofxref-hist.csv")
	b.Run("impl=series", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for rate := range r.Series(fx.USD, fx.CNY) {
				_ = rate
			}
		}
	})
	// The obvious way: ask for every day.
	b.Run("impl=at", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for on := range r.Days() {
				_, _ = r.At(fx.USD, fx.CNY, on, fx.LookUp{Exact: true})
			}
		}
	})
}
