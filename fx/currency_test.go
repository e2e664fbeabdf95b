package fx_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
)

type currencyFacts struct {
	Numeric string
	Units   int
	Ok      bool
	Until   string
}

func factsOf(c fx.Currency) currencyFacts {
	out := currencyFacts{Numeric: c.Numeric()}
	out.Units, out.Ok = c.MinorUnits()
	if until, ended := c.Until(); ended {
		out.Until = until.Format("2006-01-02")
	}
	return out
}

// Figures: the ISO 4217 list of early 2026, amendment 180.
func TestCurrencyFacts(t *testing.T) {
	for code, want := range map[fx.Currency]currencyFacts{
		fx.USD: {"840", 2, true, ""},
		fx.CNY: {"156", 2, true, ""},
		fx.EUR: {"978", 2, true, ""},
		fx.GBP: {"826", 2, true, ""},
		fx.JPY: {"392", 0, true, ""},
		fx.CAD: {"124", 2, true, ""},
		fx.MXN: {"484", 2, true, ""},
		"AUD":  {"036", 2, true, ""},
		"BHD":  {"048", 3, true, ""},
		"CLF":  {"990", 4, true, ""},
		"UYW":  {"927", 4, true, ""},
		"HUF":  {"348", 2, true, ""},
		"IDR":  {"360", 2, true, ""},
		"TWD":  {"901", 2, true, ""},
		"ISK":  {"352", 0, true, ""},
		"XAU":  {"959", 0, false, ""},
		"XAD":  {"396", 2, true, ""},
		"XCG":  {"532", 2, true, ""},
		"ZWG":  {"924", 2, true, ""},
		"VED":  {"926", 2, true, ""},
		"SLE":  {"925", 2, true, ""},
		"HRK":  {"191", 2, true, "2022-12-31"},
		"BGN":  {"975", 2, true, "2025-12-31"},
		"":     {},
		"ANG":  {},
		"usd":  {},
	} {
		t.Run(string(code), func(t *testing.T) {
			if diff := cmp.Diff(want, factsOf(code)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestCurrenciesWithoutTwoDecimals(t *testing.T) {
	got := map[int]string{}
	for c := range fx.Currencies() {
		units, ok := c.MinorUnits()
		if !ok {
			units = -1
		}
		if units != 2 {
			got[units] += " " + string(c)
		}
		if c.Name() == "" {
			t.Errorf("%s has no name", c)
		}
	}
	want := map[int]string{
		0:  " BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
		3:  " BHD IQD JOD KWD LYD OMR TND",
		4:  " CLF UYW",
		-1: " XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestCurrenciesSorted(t *testing.T) {
	codes := slices.Collect(fx.Currencies())
	if len(codes) != 180 || !slices.IsSorted(codes) || len(slices.Compact(slices.Clone(codes))) != 180 {
		t.Errorf("got %d codes, sorted %t; want 180 different in order", len(codes), slices.IsSorted(codes))
	}
	for c := range fx.Currencies() { // stopping early is allowed
		if c != "AED" {
			t.Errorf("the first is %s, want AED", c)
		}
		break
	}
}

func TestParseCurrency(t *testing.T) {
	for code, want := range map[string]fx.Currency{"USD": fx.USD, "RMB": fx.CNY, "CNY": fx.CNY, "HRK": "HRK", "XAU": "XAU"} {
		if got, err := fx.ParseCurrency(code); err != nil || got != want {
			t.Errorf("%s: got %q, %v; want %q", code, got, err, want)
		}
	}
}

func TestParseCurrencyRefuses(t *testing.T) {
	for code, want := range map[string]fx.UnknownCurrencyError{
		"":                         {Code: ""},
		"usd":                      {Code: "usd", Nearest: fx.USD, Reason: "must be in capitals and without blanks"},
		" USD":                     {Code: " USD", Nearest: fx.USD, Reason: "must be in capitals and without blanks"},
		"rmb":                      {Code: "rmb", Nearest: fx.CNY, Reason: "must be in capitals and without blanks"},
		"CNH":                      {Code: "CNH", Nearest: fx.CNY, Reason: "the offshore yuan is no ISO 4217 code and has a price of its own"},
		"UDS":                      {Code: "UDS", Nearest: fx.USD},
		"SUD":                      {Code: "SUD", Nearest: fx.USD},
		"ANG":                      {Code: "ANG", Nearest: "XCG", Reason: "was replaced in ISO 4217"},
		"ZWL":                      {Code: "ZWL", Nearest: "ZWG", Reason: "was replaced in ISO 4217"},
		"QQQ":                      {Code: "QQQ"},
		"ÄÖ":                       {Code: "ÄÖ"},
		"\xffA":                    {Code: "?A"},
		"dollar":                   {Code: "dollar"},
		strings.Repeat("U", 1<<20): {Code: strings.Repeat("U", 40) + "…"},
	} {
		got, err := fx.ParseCurrency(code)
		var unknown *fx.UnknownCurrencyError
		if got != "" || !errors.As(err, &unknown) {
			t.Fatalf("%.20q: got %q, %v", code, got, err)
		}
		if diff := cmp.Diff(want, *unknown); diff != "" {
			t.Errorf("%.20q (-want +got)\n%s", code, diff)
		}
	}
}

// Every replacement that is suggested exists, and what it replaces does not.
func TestReplacedCurrencies(t *testing.T) {
	for _, code := range strings.Fields("ANG BYR MRO SLL STD VEF ZWL") {
		_, err := fx.ParseCurrency(code)
		var unknown *fx.UnknownCurrencyError
		if !errors.As(err, &unknown) {
			t.Fatalf("%s is accepted", code)
		}
		if _, err := fx.ParseCurrency(string(unknown.Nearest)); err != nil {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func ExampleCurrency() {
	var c fx.Currency = "AUD"
	units, ok := c.MinorUnits()
	fmt.Println(c, c.Numeric(), c.Name(), units, ok)
	// Output:
	// AUD 036 Australian Dollar 2 true
}

func ExampleParseCurrency() {
	for _, code := range []string{"USD", "RMB", "CNH", "ANG"} {
		c, err := fx.ParseCurrency(code)
		fmt.Printf("%q %v\n", c, err)
	}
	// Output:
	// "USD" <nil>
	// "CNY" <nil>
	// "" fx: unknown currency "CNH": the offshore yuan is no ISO 4217 code and has a price of its own, did you mean CNY?
	// "" fx: unknown currency "ANG": was replaced in ISO 4217, did you mean XCG?
}

func ExampleCurrencies() {
	n := 0
	for c := range fx.Currencies() {
		if units, ok := c.MinorUnits(); ok && units == 3 {
			fmt.Print(c, " ")
		}
		n++
	}
	fmt.Println("of", n)
	// Output:
	// BHD IQD JOD KWD LYD OMR TND of 180
}

func ExampleCurrency_MinorUnits() {
	for _, c := range []fx.Currency{fx.USD, fx.JPY, "KWD", "XAU"} {
		units, ok := c.MinorUnits()
		fmt.Println(c, units, ok)
	}
	// Output:
	// USD 2 true
	// JPY 0 true
	// KWD 3 true
	// XAU 0 false
}

func ExampleCurrency_Numeric() {
	fmt.Println(fx.CNY.Numeric(), fx.Currency("BHD").Numeric())
	// Output: 156 048
}

func ExampleCurrency_Name() {
	fmt.Println(fx.CNY.Name())
	// Output: Yuan Renminbi
}

func ExampleCurrency_Until() {
	last, ended := fx.Currency("BGN").Until()
	fmt.Println(last.Format("2006-01-02"), ended)
	_, ended = fx.CNY.Until()
	fmt.Println(ended)
	// Output:
	// 2025-12-31 true
	// false
}

func ExampleUnknownCurrencyError() {
	_, err := fx.ParseCurrency("UDS")
	var unknown *fx.UnknownCurrencyError
	if errors.As(err, &unknown) {
		fmt.Println(unknown.Code, "->", unknown.Nearest)
	}
	// Output: UDS -> USD
}
