package feetest

import (
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
)

// Charges returns the charges of a day by code. A code that occurs twice is a
// failure.
func Charges(t testing.TB, b fees.Biller, on time.Time) map[string]fees.Charge {
	t.Helper()
	list, err := b.Charges(on)
	if err != nil {
		t.Fatal(err)
	}
	byCode := map[string]fees.Charge{}
	for _, c := range list {
		if _, twice := byCode[c.Code]; twice {
			t.Fatalf("the code %s occurs twice", c.Code)
		}
		byCode[c.Code] = c
	}
	return byCode
}

// Amount is what a charge bills at an item price, in cents; "" without the charge
// and "unknown" when nobody knows it.
func Amount(t testing.TB, b fees.Biller, on time.Time, code, price string) string {
	t.Helper()
	c, billed := Charges(t, b, on)[code]
	switch {
	case !billed:
		return ""
	case c.Unknown:
		return "unknown"
	}
	amount, err := c.Amount.AtRounded(Dec(price), 2)
	if err != nil {
		t.Fatal(err)
	}
	return amount.StringFixed(2)
}

// Charge returns the charge of a code on a day, nil when it is not there.
func Charge(t testing.TB, b fees.Biller, day, code string) *fees.Charge {
	t.Helper()
	if c, there := Charges(t, b, Day(t, day))[code]; there {
		return &c
	}
	return nil
}
