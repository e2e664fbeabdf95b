package fees

import (
	"testing"

	"github.com/shopspring/decimal"
)

// A fee with three bands on three taxed units, and the share of one of them: in
// machine words, and with big integers.
func BenchmarkOnTimesOver(b *testing.B) {
	c := Brackets(
		Band{UpTo: decimal.NewNullDecimal(decimal.RequireFromString("10")), Rate: decimal.RequireFromString("0.08")},
		Band{UpTo: decimal.NewNullDecimal(decimal.RequireFromString("300")), Rate: decimal.RequireFromString("0.15")},
		Band{Rate: decimal.RequireFromString("0.12"), Fee: decimal.RequireFromString("0.30")},
	)
	units, taxed := decimal.NewFromInt(3), decimal.RequireFromString("3.2475")
	b.Run("OnTimes", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if c.OnTimes(taxed, 2).Err() != nil {
				b.Fatal()
			}
		}
	})
	b.Run("Over", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if c.Over(units).Err() != nil {
				b.Fatal()
			}
		}
	})
	amount := int128FromInt64(123_456_789_012_345)
	b.Run("share/impl=words", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = share(amount, units)
		}
	})
	b.Run("share/impl=big", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = shareBig(amount, units)
		}
	})
	b.Run("ceilQuotient/impl=words", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = ceilQuotient(200_100, taxed)
		}
	})
	b.Run("ceilQuotient/impl=big", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = ceilQuotientBig(200_100, taxed)
		}
	})
}
