package fx_test

import (
	"fmt"
	"testing"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestPlain(t *testing.T) {
	for _, row := range []struct {
		d    decimal.Decimal
		want string
	}{
		{decimal.RequireFromString("0.1500"), "0.15"},
		{decimal.RequireFromString("3.00"), "3"},
		{decimal.RequireFromString("-2.50"), "-2.5"},
		{decimal.New(12, 2), "1200"},
		{decimal.New(0, -4), "0"},
		{decimal.Decimal{}, "0"},
		{decimal.New(1, 999999999), "1e999999999"},
		{decimal.New(-7, -999999999), "-7e-999999999"},
	} {
		if got := fx.Plain(row.d); got != row.want {
			t.Errorf("got %s, want %s", got, row.want)
		}
	}
}

// What Plain prints reads back to the same number.
func TestPlainReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := decimal.New(rapid.Int64().Draw(t, "digits"), rapid.Int32Range(-200, 200).Draw(t, "exponent"))
		again, err := decimal.NewFromString(fx.Plain(d))
		if err != nil || !again.Equal(d) {
			t.Fatalf("%s reads as %s, %v", fx.Plain(d), again, err)
		}
	})
}

func ExamplePlain() {
	fmt.Println(fx.Plain(decimal.RequireFromString("6.83220")), fx.Plain(decimal.New(12, 2)))
	// Output: 6.8322 1200
}

func TestPercent(t *testing.T) {
	for _, row := range []struct {
		d    decimal.Decimal
		want string
	}{
		{decimal.RequireFromString("0.035"), "3.5%"},
		{decimal.RequireFromString("0.20"), "20%"},
		{decimal.New(3, 0), "300%"},
		{decimal.Decimal{}, "0%"},
		{decimal.New(1, 999999999), "1e999999999"},
	} {
		if got := fx.Percent(row.d); got != row.want {
			t.Errorf("got %s, want %s", got, row.want)
		}
	}
}

func ExamplePercent() {
	fmt.Println(fx.Percent(decimal.RequireFromString("0.175")))
	// Output: 17.5%
}
