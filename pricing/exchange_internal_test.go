package pricing

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

// A cost is converted as the rate converts it, whichever way the rate is given, with
// and without a buffer, and with the same errors.
func TestConvertAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		positive := func(name string) decimal.Decimal {
			return decimal.New(rapid.OneOf(rapid.Int64Range(1, 100_000), rapid.Int64Range(1, 999_999_999_999_999_999)).Draw(t, name), rapid.Int32Range(-12, 0).Draw(t, name+" exponent"))
		}
		rate, err := fx.NewRateFraction(fx.USD, fx.CNY, positive("num"), positive("den"))
		if err != nil {
			t.Fatal(err)
		}
		if rapid.Bool().Draw(t, "inverse") {
			rate = rate.Inverse()
		}
		if rapid.Bool().Draw(t, "buffer") {
			if rate, err = rate.WithBuffer(decimal.New(rapid.Int64Range(0, 9999).Draw(t, "share"), -4)); err != nil {
				t.Fatal(err)
			}
		}
		if rapid.IntRange(0, 9).Draw(t, "zero") == 0 {
			rate = fx.Rate{}
		}
		paid := fx.Money{
			Amount:   decimal.New(rapid.OneOf(rapid.Int64Range(-9999, 9999), rapid.Int64()).Draw(t, "amount"), rapid.Int32Range(-140, 4).Draw(t, "exponent")),
			Currency: rapid.SampledFrom([]fx.Currency{fx.USD, fx.CNY, fx.EUR, ""}).Draw(t, "currency"),
		}
		got, gotErr := convertAt(&rate, paid)
		want, wantErr := rate.Convert(paid)
		if (gotErr == nil) != (wantErr == nil) || gotErr != nil && gotErr.Error() != wantErr.Error() ||
			!got.Amount.Equal(want.Amount) || got.Amount.Exponent() != want.Amount.Exponent() || got.Currency != want.Currency {
			t.Fatalf("%s at %s: %s, %v, want %s, %v", paid, rate, got, gotErr, want, wantErr)
		}
	})
}
