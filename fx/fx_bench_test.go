package fx_test

import (
	"bytes"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

func BenchmarkReadECB(b *testing.B) {
	for _, name := range []string{"eurofxref-hist.csv", "eurofxref-hist-90d-2018.xml"} {
		b.Run("file="+name, func(b *testing.B) {
			data := shared(b, name)
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := fx.ReadECB(bytes.NewReader(data)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkRatesAt(b *testing.B) {
	r := readShared(b, "eurofxref-hist.csv")
	sunday := day("2026-04-05")
	b.Run("impl=table", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := r.At(fx.USD, fx.CNY, sunday, fx.LookUp{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	// The slow, obvious way: walk the days of the table from the end.
	b.Run("impl=scan", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			last := r.First()
			for d := range r.Days() {
				if d.After(sunday) {
					break
				}
				last = d
			}
			if _, err := r.At(fx.USD, fx.CNY, last, fx.LookUp{Exact: true}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkConvert(b *testing.B) {
	r := fraction(b, fx.USD, fx.CNY, "8.397", "1.172")
	m := money(b, "19.99 USD")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.ConvertRounded(m); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAllocate(b *testing.B) {
	weights := make([]decimal.Decimal, 100)
	for i := range weights {
		weights[i] = decimal.New(int64(i*i%37), -2)
	}
	total := dec("6832.20")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := fx.Allocate(total, 2, weights); err != nil {
			b.Fatal(err)
		}
	}
}
