package fees_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// The bounds of an amount and of a rate, on, below and above each.
func TestFaultsOfFigures(t *testing.T) {
	const digits = "must have at most 18 digits before and 12 digits after the decimal point"
	for _, row := range []struct {
		check func(*fees.Faults, string, decimal.Decimal)
		value decimal.Decimal
		want  string
	}{
		{(*fees.Faults).Amount, decimal.Decimal{}, ""},
		{(*fees.Faults).Amount, dec("0.000000000001"), ""},
		{(*fees.Faults).Amount, dec("-0.000000000001"), `must not be below 0, got "-0.000000000001"`},
		{(*fees.Faults).Amount, dec("1000000000"), ""},
		{(*fees.Faults).Amount, dec("1000000000.000000000001"), `must be at most 1000000000, got "1000000000.000000000001"`},
		{(*fees.Faults).Amount, decimal.New(1, 999_999_999), digits + `, got "a decimal with exponent 999999999"`},
		{(*fees.Faults).Amount, decimal.New(-1, -999_999_999), digits + `, got "a decimal with exponent -999999999"`},
		{(*fees.Faults).Cents, decimal.Decimal{}, ""},
		{(*fees.Faults).Cents, dec("0.01"), ""},
		{(*fees.Faults).Cents, dec("0.0100"), ""},
		{(*fees.Faults).Cents, dec("0.011"), `must be in whole cents, got "0.011"`},
		{(*fees.Faults).Cents, dec("-0.011"), `must not be below 0, got "-0.011"`},
		{(*fees.Faults).Cents, dec("1000000000"), ""},
		{(*fees.Faults).Cents, dec("1000000000.01"), `must be at most 1000000000, got "1000000000.01"`},
		{(*fees.Faults).Cents, decimal.New(1, 999_999_999), digits + `, got "a decimal with exponent 999999999"`},
		{(*fees.Faults).Rate, decimal.Decimal{}, ""},
		{(*fees.Faults).Rate, dec("1"), ""},
		{(*fees.Faults).Rate, dec("1.000000000001"), `must be a fraction of at most 1, such as 0.15, got "1.000000000001"`},
		{(*fees.Faults).Rate, dec("-0.01"), `must not be below 0, got "-0.01"`},
		{(*fees.Faults).Rate, decimal.New(1, -999_999_999), digits + `, got "a decimal with exponent -999999999"`},
		{(*fees.Faults).Rate, decimal.New(0, 999_999_999), digits + `, got "a decimal with exponent 999999999"`},
	} {
		want := row.want
		if want != "" {
			want = "field " + want
		}
		var f fees.Faults
		row.check(&f, "field", row.value)
		if got := strings.Join(faultTexts(t, f.Err()), "; "); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// A figure that is not set has no faults, whatever its decimal is.
func TestFaultsOfUnsetFigures(t *testing.T) {
	var f fees.Faults
	unset := decimal.NullDecimal{Decimal: dec("-1")}
	f.OptionalAmount("amount", unset)
	f.OptionalRate("rate", unset)
	if f.Err() != nil {
		t.Error(f)
	}
	set := decimal.NewNullDecimal(dec("-1"))
	f.OptionalAmount("amount", set)
	f.OptionalRate("rate", set)
	want := []string{`amount must not be below 0, got "-1"`, `rate must not be below 0, got "-1"`}
	if diff := cmp.Diff(want, faultTexts(t, f.Err())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Faults are noted in the order of the checks, those of a joined error one by one.
func TestFaultsCollects(t *testing.T) {
	var f fees.Faults
	f.Count("units", 1, 1, 3)
	f.Count("units", 3, 1, 3)
	f.OneOf("speed", "fast", "fast", "slow")
	f.Join(nil)
	if f.Err() != nil {
		t.Fatal(f)
	}
	f.Count("units", 0, 1, 3)
	f.Count("units", 4, 1, 3)
	f.OneOf("speed", "", "fast")
	f.OneOf("speed", "asap", "fast", "slow", "never")
	f.Join(errors.Join(fx.NewInputError("a", "", "must be b"), errors.Join(fx.NewInputError("c", "", "must be d"))))
	f.Add("e", "f", "must be g")
	want := []string{
		`units must be a whole number from 1 to 3, got "0"`, `units must be a whole number from 1 to 3, got "4"`,
		`speed must be "fast"`, `speed must be "fast", "slow" or "never", got "asap"`, "a must be b", "c must be d", `e must be g, got "f"`,
	}
	if diff := cmp.Diff(want, faultTexts(t, f.Err())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := len(slices.Clone(f)); n != len(want) {
		t.Errorf("%d faults, want each on its own: %d", n, len(want))
	}
}
