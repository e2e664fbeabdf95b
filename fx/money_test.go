package fx_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

// fx-round-03: govalues/money documentation tests (MIT) and the NodaMoney README
// (Apache-2.0); the negative rows mirror them, as refunds must.
func TestRound(t *testing.T) {
	for _, test := range []struct{ in, away, even string }{
		{"5.678 JPY", "6 JPY", "6 JPY"},
		{"5.678 USD", "5.68 USD", "5.68 USD"},
		{"5.678 OMR", "5.678 OMR", "5.678 OMR"},
		{"765.425 EUR", "765.43 EUR", "765.42 EUR"},
		{"765.435 EUR", "765.44 EUR", "765.44 EUR"},
		{"765.4250000001 EUR", "765.43 EUR", "765.43 EUR"},
		{"-765.425 EUR", "-765.43 EUR", "-765.42 EUR"},
		{"0.5 JPY", "1 JPY", "0 JPY"},
		{"-0.004 USD", "0.00 USD", "0.00 USD"},
		{"12 USD", "12.00 USD", "12.00 USD"},
		{"1e5 IDR", "100000.00 IDR", "100000.00 IDR"},
	} {
		t.Run(test.in, func(t *testing.T) {
			away, err := money(t, test.in).Round()
			if err != nil {
				t.Fatal(err)
			}
			even, err := money(t, test.in).RoundHalfEven()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{test.away, test.even}, []string{away.String(), even.String()}); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestRoundRefuses(t *testing.T) {
	var unknown *fx.UnknownCurrencyError
	for _, c := range []fx.Currency{"", "QQQ"} {
		if _, err := (fx.Money{Amount: dec("1.005"), Currency: c}).Round(); !errors.As(err, &unknown) {
			t.Errorf("%q: got %v, want an *UnknownCurrencyError", c, err)
		}
	}
	var in *fx.InputError
	if _, err := (fx.Money{Amount: dec("1"), Currency: "XAU"}).RoundHalfEven(); !errors.As(err, &in) || in.Field != "currency" {
		t.Errorf("XAU: got %v, want an *InputError for the currency", err)
	}
}

func TestArithmetic(t *testing.T) {
	a, b := money(t, "19.99 USD"), money(t, "0.015 USD")
	sum, err := a.Add(b)
	if err != nil {
		t.Fatal(err)
	}
	difference, err := a.Sub(b)
	if err != nil {
		t.Fatal(err)
	}
	product, err := a.Times(dec("-0.15"))
	if err != nil {
		t.Fatal(err)
	}
	got := []fx.Money{sum, difference, product, a.Neg()}
	want := []fx.Money{money(t, "20.005 USD"), money(t, "19.975 USD"), money(t, "-2.9985 USD"), money(t, "-19.99 USD")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if a.Sign() != 1 || a.Neg().Sign() != -1 || a.IsZero() || !money(t, "0.00 USD").IsZero() {
		t.Error("the sign is wrong")
	}
}

func TestCmp(t *testing.T) {
	for _, test := range []struct {
		left, right string
		want        int
	}{
		{"1.5 USD", "1.50 USD", 0}, {"1.49 USD", "1.5 USD", -1}, {"2 USD", "-3 USD", 1},
	} {
		got, err := money(t, test.left).Cmp(money(t, test.right))
		if err != nil || got != test.want {
			t.Errorf("%s and %s: got %d, %v; want %d", test.left, test.right, got, err, test.want)
		}
	}
}

func TestMixedCurrencies(t *testing.T) {
	usd, cny, none := money(t, "1 USD"), money(t, "1 CNY"), fx.Money{}
	for _, test := range []struct {
		left, right fx.Money
		want        fx.CurrencyMismatchError
		text        string
	}{
		{usd, cny, fx.CurrencyMismatchError{Left: fx.USD, Right: fx.CNY}, "fx: currencies do not match: USD and CNY"},
		{usd, none, fx.CurrencyMismatchError{Left: fx.USD}, "fx: currencies do not match: USD and no currency"},
		{none, usd, fx.CurrencyMismatchError{Right: fx.USD}, "fx: currencies do not match: no currency and USD"},
		{none, none, fx.CurrencyMismatchError{}, "fx: currencies do not match: no currency and no currency"},
	} {
		_, addErr := test.left.Add(test.right)
		_, subErr := test.left.Sub(test.right)
		_, cmpErr := test.left.Cmp(test.right)
		for _, err := range []error{addErr, subErr, cmpErr} {
			var mixed *fx.CurrencyMismatchError
			if !errors.As(err, &mixed) {
				t.Fatalf("got %v, want a *CurrencyMismatchError", err)
			}
			if diff := cmp.Diff(test.want, *mixed); diff != "" || err.Error() != test.text {
				t.Errorf("got %q (-want +got)\n%s", err, diff)
			}
		}
	}
}

func TestEqual(t *testing.T) {
	for _, test := range []struct {
		name        string
		left, right fx.Money
		want        bool
	}{
		{"other decimals", money(t, "1.5 USD"), money(t, "1.50 USD"), true},
		{"other amount", money(t, "1.5 USD"), money(t, "1.51 USD"), false},
		{"other currency", money(t, "0 USD"), money(t, "0 CNY"), false},
		{"zero values", fx.Money{}, fx.Money{}, true},
		{"huge, the same", fx.Money{Amount: decimal.New(1, 1e9)}, fx.Money{Amount: decimal.New(1, 1e9)}, true},
		{"huge, different", fx.Money{Amount: decimal.New(1, 1e9)}, fx.Money{Amount: decimal.New(2, 1e9)}, false},
		{"huge and small", fx.Money{Amount: decimal.New(1, 1e9)}, fx.Money{Amount: decimal.New(1, 0)}, false},
	} {
		if got := test.left.Equal(test.right); got != test.want {
			t.Errorf("%s: got %t, want %t", test.name, got, test.want)
		}
	}
}

// No decimal that a program can build makes a method panic or eat the memory.
func TestHugeAmounts(t *testing.T) {
	one := money(t, "1 USD")
	for _, d := range hugeDecimals() {
		m := fx.Money{Amount: d, Currency: fx.USD}
		_, addErr := one.Add(m)
		_, subErr := m.Sub(one)
		_, cmpErr := m.Cmp(one)
		_, timesErr := one.Times(d)
		_, roundErr := m.Round()
		_, evenErr := m.RoundHalfEven()
		_, allocateErr := m.Allocate(dec("1"))
		_, weightErr := one.Allocate(dec("1"), d)
		_, convertErr := rate(t, fx.USD, fx.CNY, "7").Convert(m)
		_, textErr := m.MarshalText()
		_, jsonErr := m.MarshalJSON()
		_, valueErr := m.Value()
		_, rateErr := fx.NewRate(fx.USD, fx.CNY, d)
		_, bufferErr := rate(t, fx.USD, fx.CNY, "7").WithBuffer(d)
		for i, err := range []error{addErr, subErr, cmpErr, timesErr, roundErr, evenErr, allocateErr, weightErr,
			convertErr, textErr, jsonErr, valueErr, rateErr, bufferErr} {
			var in *fx.InputError
			if !errors.As(err, &in) {
				t.Errorf("exponent %d, call %d: got %v, want an *InputError", d.Exponent(), i, err)
			}
		}
		if len(m.String()) > 40 || m.Equal(one) || m.Neg().Sign() != -m.Sign() {
			t.Errorf("exponent %d: string of %d bytes", d.Exponent(), len(m.String()))
		}
	}
	if _, err := (fx.Money{Amount: decimal.New(1, 100), Currency: fx.USD}).Times(decimal.New(1, 100)); err == nil {
		t.Error("a product of 200 digits is accepted")
	}
}

func TestNewMoney(t *testing.T) {
	got, err := fx.NewMoney("19.990", "RMB")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(fx.Money{Amount: dec("19.99"), Currency: fx.CNY}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, test := range []struct {
		amount   string
		currency fx.Currency
		faults   int
	}{{"1,5", fx.USD, 1}, {"1.5", "", 1}, {"1.5", "CNH", 1}, {"x", "y", 2}} {
		if _, err := fx.NewMoney(test.amount, test.currency); len(fx.Faults(err)) != test.faults {
			t.Errorf("%q %q: got %v, want %d faults", test.amount, test.currency, err, test.faults)
		}
	}
}

// Taking away what was added leaves what was there, exactly.
func propAddSubInverse(t *rapid.T) {
	c := genCurrency().Draw(t, "currency")
	a := fx.Money{Amount: genDecimal().Draw(t, "a"), Currency: c}
	b := fx.Money{Amount: genDecimal().Draw(t, "b"), Currency: c}
	sum, err := a.Add(b)
	if err != nil {
		t.Fatal(err)
	}
	back, err := sum.Sub(b)
	if err != nil {
		t.Fatal(err)
	}
	negated, err := a.Sub(b.Neg())
	if err != nil {
		t.Fatal(err)
	}
	if !back.Equal(a) || !negated.Equal(sum) {
		t.Fatalf("%s + %s = %s, back %s, minus the negative %s", a, b, sum, back, negated)
	}
}

func TestAddSubInverse(t *testing.T) { rapid.Check(t, propAddSubInverse) }
func FuzzAddSubInverse(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propAddSubInverse)) }

// Rounding moves by half a minor unit at most, and a refund mirrors its sale.
func propRoundIsNear(t *rapid.T) {
	m := genMoney().Draw(t, "money")
	units, ok := m.Currency.MinorUnits()
	rounded, err := m.Round()
	if !ok {
		if err == nil {
			t.Fatalf("%s is rounded without a minor unit", m)
		}
		return
	}
	even, evenErr := m.RoundHalfEven()
	mirrored, mirrorErr := m.Neg().Round()
	if err := errors.Join(err, evenErr, mirrorErr); err != nil {
		t.Fatal(err)
	}
	half := decimal.New(5, -int32(units)-1)
	for _, r := range []fx.Money{rounded, even} {
		if r.Amount.Sub(m.Amount).Abs().GreaterThan(half) || !r.Amount.Equal(r.Amount.Truncate(int32(units))) {
			t.Fatalf("%s is rounded to %s", m, r)
		}
	}
	if !mirrored.Equal(rounded.Neg()) {
		t.Fatalf("%s is rounded to %s, its refund to %s", m, rounded, mirrored)
	}
}

func TestRoundIsNear(t *testing.T) { rapid.Check(t, propRoundIsNear) }
func FuzzRoundIsNear(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propRoundIsNear)) }
