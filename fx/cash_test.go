package fx_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

func TestRoundCash(t *testing.T) {
	// The results in the order half up, half even, half down, up, down.
	modes := []fx.Rounding{fx.RoundHalfUp, fx.RoundHalfEven, fx.RoundHalfDown, fx.RoundUp, fx.RoundDown}
	for _, test := range []struct {
		name, in, step string
		want           []string
	}{
		{"fx-round-01: ex_money issue 56", "123.7456 CHF", "0.05", []string{"123.75", "123.75", "123.75", "123.75", "123.70"}},
		{"fx-round-01: brick/money CashContextTest (MIT), a half", "1.075 CHF", "0.05", []string{"1.10", "1.10", "1.05", "1.10", "1.05"}},
		{"fx-round-01, down and up", "1.07 CHF", "0.05", []string{"1.05", "1.05", "1.05", "1.10", "1.05"}},
		{"a half below an even step", "1.025 CHF", "0.05", []string{"1.05", "1.00", "1.00", "1.05", "1.00"}},
		{"a hair above the half", "1.025000000001 CHF", "0.05", []string{"1.05", "1.05", "1.05", "1.05", "1.00"}},
		{"a hair below the half", "1.024999999999 CHF", "0.05", []string{"1.00", "1.00", "1.00", "1.05", "1.00"}},
		{"not rounded twice", "2.4949 HUF", "5", []string{"0.00", "0.00", "0.00", "5.00", "0.00"}},
		{"on the step", "7.35 CHF", "0.05", []string{"7.35", "7.35", "7.35", "7.35", "7.35"}},
		{"forint", "12.50 HUF", "5", []string{"15.00", "10.00", "10.00", "15.00", "10.00"}},
		{"a refund mirrors", "-1.075 CHF", "0.05", []string{"-1.10", "-1.10", "-1.05", "-1.10", "-1.05"}},
		{"nothing", "0 CHF", "0.05", []string{"0.00", "0.00", "0.00", "0.00", "0.00"}},
		{"a step finer than the minor unit", "1.2345 USD", "0.001", []string{"1.235", "1.234", "1.234", "1.235", "1.234"}},
		{"a step that does not divide one", "1.00 USD", "0.03", []string{"0.99", "0.99", "0.99", "1.02", "0.99"}},
		{"yen", "1234.6 JPY", "10", []string{"1230", "1230", "1230", "1240", "1230"}},
	} {
		var got []string
		for _, mode := range modes {
			rounded, err := money(t, test.in).RoundCash(dec(test.step), mode)
			if err != nil {
				t.Errorf("%s: %v", test.name, err)
				continue
			}
			text := rounded.String()
			got = append(got, text[:len(text)-4])
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, diff)
		}
	}
	if got, err := money(t, "1.075 CHF").RoundCash(dec("0.05"), ""); err != nil || got.String() != "1.10 CHF" {
		t.Errorf("without a mode: got %s, %v", got, err)
	}
}

// fx-round-03: govalues/money doc tests (MIT), NodaMoney README (Apache-2.0).
func TestRoundToTheMinorUnit(t *testing.T) {
	for in, want := range map[string][2]string{
		"5.678 JPY": {"6 JPY", "6 JPY"}, "5.678 USD": {"5.68 USD", "5.68 USD"},
		"5.678 OMR": {"5.678 OMR", "5.678 OMR"}, "765.425 EUR": {"765.43 EUR", "765.42 EUR"},
	} {
		away, awayErr := money(t, in).Round()
		even, evenErr := money(t, in).RoundHalfEven()
		if err := errors.Join(awayErr, evenErr); err != nil || away.String() != want[0] || even.String() != want[1] {
			t.Errorf("%s: got %s and %s, %v; want %v", in, away, even, err, want)
		}
	}
}

func TestRoundCashRefuses(t *testing.T) {
	var in *fx.InputError
	for _, step := range []string{"0", "-0.05", "0.0000000000001", "1e30"} {
		if _, err := money(t, "1 CHF").RoundCash(dec(step), ""); !errors.As(err, &in) || in.Field != "step" {
			t.Errorf("a step of %s: got %v", step, err)
		}
	}
	_, err := fx.Money{Amount: dec("1"), Currency: "XAU"}.RoundCash(dec("-1"), "sideways")
	if got := len(fx.Faults(err)); got != 3 {
		t.Errorf("got %d faults: %v", got, err)
	}
	if _, err := (fx.Money{}).RoundCash(dec("0.05"), ""); err == nil {
		t.Error("no currency is accepted")
	}
	for _, d := range hugeDecimals() {
		if _, err := (fx.Money{Amount: d, Currency: "CHF"}).RoundCash(dec("0.05"), fx.RoundUp); !errors.As(err, &in) {
			t.Errorf("huge: got %v", err)
		}
		if _, err := money(t, "1 CHF").RoundCash(d, fx.RoundUp); !errors.As(err, &in) {
			t.Errorf("huge step: got %v", err)
		}
	}
}

// The usual steps of the facts, §12.1, medium confidence.
func TestCashStep(t *testing.T) {
	want := map[fx.Currency]string{
		"CHF": "0.05", "CAD": "0.05", "AUD": "0.05", "NZD": "0.1", "DKK": "0.5", "SEK": "1", "NOK": "1", "CZK": "1", "HUF": "5",
	}
	got := map[fx.Currency]string{}
	for c := range fx.Currencies() {
		if step, ok := fx.CashStep(c); ok {
			got[c] = fx.Plain(step)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if step, ok := fx.CashStep(""); ok || !step.IsZero() {
		t.Errorf("no currency has a step of %s", step)
	}
}

// The result is a multiple of the step less than one step away, not farther than
// half a step when it goes to the nearer one, on the right side otherwise, and
// the mirror of that of the negative amount.
func propRoundCash(t *rapid.T) {
	m := fx.Money{Amount: genAmount().Draw(t, "amount"), Currency: "CHF"}
	step := decimal.New(rapid.Int64Range(1, 5000).Draw(t, "step"), -3)
	mode := rapid.SampledFrom([]fx.Rounding{"", fx.RoundHalfUp, fx.RoundHalfEven, fx.RoundHalfDown, fx.RoundUp, fx.RoundDown}).Draw(t, "mode")
	got, err := m.RoundCash(step, mode)
	if err != nil {
		t.Fatal(err)
	}
	off := got.Amount.Abs().Sub(m.Amount.Abs())
	two := decimal.New(2, 0)
	nearest := mode != fx.RoundUp && mode != fx.RoundDown
	tie := off.Abs().Mul(two).Equal(step)
	switch {
	case !got.Amount.Mod(step).IsZero() || off.Abs().GreaterThanOrEqual(step):
		t.Fatalf("%s becomes %s", m, got)
	case nearest && off.Abs().Mul(two).GreaterThan(step):
		t.Fatalf("%s becomes %s, which is not the nearest", m, got)
	case mode == fx.RoundUp && off.IsNegative() || mode == fx.RoundDown && off.IsPositive():
		t.Fatalf("%s becomes %s, the wrong way", m, got)
	case tie && (mode == "" || mode == fx.RoundHalfUp) && off.IsNegative() || tie && mode == fx.RoundHalfDown && off.IsPositive():
		t.Fatalf("%s becomes %s, the wrong way", m, got)
	case tie && mode == fx.RoundHalfEven && !got.Amount.Mod(step.Mul(two)).IsZero():
		t.Fatalf("%s becomes %s, which is odd", m, got)
	}
	if mirror, err := m.Neg().RoundCash(step, mode); err != nil || !mirror.Equal(got.Neg()) {
		t.Fatalf("%s becomes %s, but its mirror %s, %v", m, got, mirror, err)
	}
	if again, err := got.RoundCash(step, mode); err != nil || !again.Equal(got) {
		t.Fatalf("%s becomes %s the second time, %v", got, again, err)
	}
}

func TestRoundCashLaws(t *testing.T) { rapid.Check(t, propRoundCash) }
func FuzzRoundCashLaws(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propRoundCash)) }
