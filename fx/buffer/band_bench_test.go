package buffer_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// A band of 2% over ten years of fixings: the exact state machine with its reasons
// and figures, a loop that divides decimals, and one over float64, which may decide
// wrongly on a limit.
func BenchmarkBackTestBand(b *testing.B) {
	fixings := slices.Collect(ecbRates(b).Series(fx.USD, fx.CNY))
	band := symmetric("0.02")
	from, to := date("2016-01-04"), date("2026-04-13")
	const want = 37
	b.Run("impl=exact", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if e := must(buffer.BackTestBand(slices.Values(fixings), band, from, to)); e.Reprices != want {
				b.Fatal(e.Reprices)
			}
		}
	})
	b.Run("impl=decimal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var reference decimal.Decimal
			reprices := -1
			for _, f := range fixings {
				if f.Date().Before(from) || f.Date().After(to) {
					continue
				}
				s := f.Value(12)
				if reference.IsZero() || s.DivRound(reference, 12).Sub(number("1")).Abs().GreaterThan(band.Down) {
					reference, reprices = s, reprices+1
				}
			}
			if reprices != want {
				b.Fatal(reprices)
			}
		}
	})
	b.Run("impl=float", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			reference, reprices := 0.0, -1
			for _, f := range fixings {
				if f.Date().Before(from) || f.Date().After(to) {
					continue
				}
				num, den := f.Fraction()
				s := num.InexactFloat64() / den.InexactFloat64()
				if reference == 0 || s/reference-1 > 0.02 || s/reference-1 < -0.02 {
					reference, reprices = s, reprices+1
				}
			}
			if reprices != want {
				b.Fatal(reprices)
			}
		}
	})
}

// One fixing a day, with the state read from and written to its stored form.
func BenchmarkBandStep(b *testing.B) {
	band := symmetric("0.02")
	state, _, err := band.Step(buffer.BandState{}, usdcny("7", "2026-03-02"))
	if err != nil {
		b.Fatal(err)
	}
	fixing := usdcny("6.9", "2026-03-03")
	b.Run("impl=step", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := band.Step(state, fixing); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("impl=stored", func(b *testing.B) {
		b.ReportAllocs()
		stored := must(json.Marshal(state))
		for b.Loop() {
			var s buffer.BandState
			if err := json.Unmarshal(stored, &s); err != nil {
				b.Fatal(err)
			}
			next, _, err := band.Step(s, fixing)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := json.Marshal(next); err != nil {
				b.Fatal(err)
			}
		}
	})
}
