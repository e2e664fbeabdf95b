package fx_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

func TestParseDecimal(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"0", "0"},
		{"-12.345", "-12.345"},
		{"+5", "5"},
		{"1.2e3", "1200"},
		{"12E-2", "0.12"},
		{"0e18", "0"},
		{"999999999999999999.999999999999", "999999999999999999.999999999999"},
		{"1.0000000000000000000000", "1"}, // zeros past the twelfth decimal lose nothing
		{"1e17", "100000000000000000"},
	} {
		t.Run(test.text, func(t *testing.T) {
			got, err := fx.ParseDecimal(test.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(dec(test.want), got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestParseDecimalRefuses(t *testing.T) {
	for _, text := range []string{
		"", " ", "1,1476", "1.234,5", "1 000", " 1", "1 ", "NaN", "Inf", "-Infinity", "0x1p4", "1_000", ".5", "5.",
		"--1", "1e", "e5", "1e+", "1.2.3", "−1", "１", "1e999999999", "1e-999999999", "1e18", "1e-13",
		"1000000000000000000", "0.0000000000001", strings.Repeat("9", 1_000_000), "$5", "1e12345678901234567890",
	} {
		t.Run(text[:min(len(text), 20)], func(t *testing.T) {
			got, err := fx.ParseDecimal(text)
			var in *fx.InputError
			if !errors.As(err, &in) {
				t.Fatalf("got %s, %v; want an *InputError", got.StringFixed(2), err)
			}
			if in.Field != "" || in.Reason == "" || len(in.Value) > 48 {
				t.Errorf("got %+v; want no field, a reason and a short value", in)
			}
		})
	}
}

func TestCheckDecimal(t *testing.T) {
	for _, d := range append(hugeDecimals(), decimal.New(1, 18), decimal.New(1, -13), dec("1e-60"), decimal.New(1, -65)) {
		var in *fx.InputError
		if err := fx.CheckDecimal(d); !errors.As(err, &in) {
			t.Errorf("exponent %d: got %v, want an *InputError", d.Exponent(), err)
		}
	}
	for _, d := range []decimal.Decimal{{}, decimal.New(0, 18), decimal.New(9, 17), decimal.New(1, -12), decimal.New(-10, -13)} {
		if err := fx.CheckDecimal(d); err != nil {
			t.Errorf("exponent %d: %v", d.Exponent(), err)
		}
	}
}

type silent struct{}

func (silent) Error() string   { return "silent" }
func (silent) Unwrap() []error { return nil }

type holed struct{ inner error }

func (holed) Error() string     { return "holed" }
func (h holed) Unwrap() []error { return []error{nil, h.inner} }

func TestAt(t *testing.T) {
	plain := errors.New("plain")
	amount := fx.NewInputError("amount", "x", "must be a number")
	for _, test := range []struct {
		name string
		err  error
		want []string
	}{
		{"nil", nil, nil},
		{"field", amount, []string{`cost[1].amount must be a number, got "x"`}},
		{"index", fx.NewInputError("[2]", "", "must be there"), []string{"cost[1][2] must be there"}},
		{"no field", fx.NewInputError("", "", "must be there"), []string{"cost[1] must be there"}},
		{"other error", plain, []string{"plain"}},
		{"joined, nested", errors.Join(amount, errors.Join(plain, amount)),
			[]string{`cost[1].amount must be a number, got "x"`, "plain", `cost[1].amount must be a number, got "x"`}},
		// An error whose Unwrap lists nothing was lost, and a nil in it was kept.
		{"unwraps to nothing", silent{}, []string{"silent"}},
		{"unwraps to nil and plain", holed{plain}, []string{"plain"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, e := range fx.Faults(fx.InField("cost[1]", test.err)) {
				got = append(got, e.Error())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	if in, ok := fx.InField("cost", amount).(*fx.InputError); !ok || in == amount { //nolint:errorlint // a single error is not joined
		t.Errorf("got %T, want a new *InputError", fx.InField("cost", amount))
	}
}

func TestInputErrorShortens(t *testing.T) {
	for _, test := range []struct{ value, want string }{
		{"short", "short"},
		{strings.Repeat("7", 50), strings.Repeat("7", 40) + "…"},
		{strings.Repeat("7", 39) + "€uro", strings.Repeat("7", 39) + "…"},
		{"bad \xff byte", "bad ? byte"},
	} {
		if got := fx.NewInputError("f", test.value, "r").Value; got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

// A decimal within the bounds is read back from its text unchanged.
func propDecimalReadsBack(t *rapid.T) {
	want := genDecimal().Draw(t, "decimal")
	text := want.StringFixed(fx.MaxFractionDigits)
	got, err := fx.ParseDecimal(text)
	if err != nil || !got.Equal(want) {
		t.Fatalf("%s: got %s, %v", text, got.StringFixed(13), err)
	}
}

func TestDecimalReadsBack(t *testing.T) { rapid.Check(t, propDecimalReadsBack) }
func FuzzDecimalReadsBack(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propDecimalReadsBack)) }

func FuzzParseDecimal(f *testing.F) {
	for _, seed := range []string{"12.34", "-0", "1e17", "1e999999999", "1,5", "0.000000000001", "+7E-3", "NaN"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := fx.ParseDecimal(text)
		if err != nil {
			return
		}
		if err := fx.CheckDecimal(d); err != nil {
			t.Fatalf("%q is parsed, but %v", text, err)
		}
		again, err := fx.ParseDecimal(d.StringFixed(fx.MaxFractionDigits))
		if err != nil || !again.Equal(d) {
			t.Fatalf("%q prints as %s, which reads as %s, %v", text, d.StringFixed(12), again.StringFixed(12), err)
		}
	})
}

func ExampleParseDecimal() {
	price, err := fx.ParseDecimal("19.99")
	fmt.Println(price.StringFixed(2), err)

	_, err = fx.ParseDecimal("19,99")
	fmt.Println(err)
	// Output:
	// 19.99 <nil>
	// must be a decimal number such as 12.34, got "19,99"
}

func ExampleCheckDecimal() {
	fmt.Println(fx.CheckDecimal(decimal.New(1, 999_999_999)))
	// Output:
	// must have at most 18 digits before and 12 digits after the decimal point, got "a decimal with exponent 999999999"
}

func ExampleNewInputError() {
	fmt.Println(fx.NewInputError("lines[3].weight", "-2 kg", "must be above 0"))
	// Output:
	// lines[3].weight must be above 0, got "-2 kg"
}

func ExampleInputError() {
	_, err := fx.NewMoney("1,99", fx.USD)
	var in *fx.InputError
	if errors.As(err, &in) {
		fmt.Println(in.Field, "|", in.Value, "|", in.Reason)
	}
	// Output:
	// amount | 1,99 | must be a decimal number such as 12.34
}

func ExampleInputError_Error() {
	err := &fx.InputError{Field: "units", Value: "0", Reason: "must be above 0"}
	fmt.Println(err.Error())
	// Output:
	// units must be above 0, got "0"
}

func ExampleInField() {
	_, err := fx.NewMoney("", fx.USD)
	fmt.Println(fx.InField("freight[2]", err))
	// Output:
	// freight[2].amount must be a decimal number, is empty
}

func ExampleFaults() {
	_, err := fx.NewMoney("12,50", "USX")
	for i, fault := range fx.Faults(err) {
		fmt.Println(i, fault)
	}
	// Output:
	// 0 amount must be a decimal number such as 12.34, got "12,50"
	// 1 fx: unknown currency "USX"
}
