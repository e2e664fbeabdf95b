package fx_test

import (
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

func TestMoneyText(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"12.34 USD", "12.34 USD"},
		{"USD 12.34", "12.34 USD"},
		{"USD -12.3", "-12.30 USD"},
		{"12.340 USD", "12.34 USD"},
		{"0.0075 USD", "0.0075 USD"},
		{"1e3 USD", "1000.00 USD"},
		{"+5 RMB", "5.00 CNY"},
		{"100 JPY", "100 JPY"},
		{"0.5 JPY", "0.5 JPY"},
		{"1 KWD", "1.000 KWD"},
		{"2.5 XAU", "2.5 XAU"},
		{"-0 USD", "0.00 USD"},
		{"999999999999999999.999999999999 USD", "999999999999999999.999999999999 USD"},
	} {
		if got := money(t, test.text).String(); got != test.want {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
	for want, m := range map[string]fx.Money{
		"0":            {},
		"1.5":          {Amount: dec("1.50")},
		"1.5 QQQ":      {Amount: dec("1.50"), Currency: "QQQ"},
		"7e1000 USD":   {Amount: decimal.New(7, 1000), Currency: fx.USD},
		"0 USD":        {Amount: decimal.New(0, 1000), Currency: fx.USD},
		"-3e-1000 USD": {Amount: decimal.New(-3, -1000), Currency: fx.USD},
	} {
		if got := m.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// The globals of the decimal package, which a host program may set, change nothing.
func TestMoneyTextIgnoresGlobals(t *testing.T) {
	trim, quoted := decimal.TrimTrailingZeros, decimal.MarshalJSONWithoutQuotes
	decimal.TrimTrailingZeros, decimal.MarshalJSONWithoutQuotes = false, true
	defer func() { decimal.TrimTrailingZeros, decimal.MarshalJSONWithoutQuotes = trim, quoted }()
	m := money(t, "12.3000 USD")
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := m.String()+string(data), `12.30 USD{"amount":"12.30","currency":"USD"}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestParseMoneyRefuses(t *testing.T) {
	for _, text := range []string{
		"", " ", "12.34", "USD", "12.34USD", "12.34  USD", " 12.34 USD", "12.34 USD ", "12.34\tUSD", "12,34 USD",
		"$12.34", "12.34 usd", "12.34 CNH", "USD USD", "1 2 USD", "NaN USD", "1e999999999 USD",
		strings.Repeat("1", 1<<20) + " USD", "12.34 U", "USD ",
	} {
		if m, err := fx.ParseMoney(text); err == nil {
			t.Errorf("%.30q is read as %s", text, m)
		}
		m := money(t, "7 CNY")
		if err := m.UnmarshalText([]byte(text)); err == nil || m.String() != "7.00 CNY" {
			t.Errorf("%.30q: got %v and %s, want an error and no change", text, err, m)
		}
	}
}

func TestMoneyJSON(t *testing.T) {
	type order struct {
		Price    fx.Money  `json:"price"`
		Discount *fx.Money `json:"discount"`
	}
	want := order{Price: money(t, "19.99 USD")}
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	const text = `{"price":{"amount":"19.99","currency":"USD"},"discount":null}`
	if string(data) != text {
		t.Errorf("got %s, want %s", data, text)
	}
	var got order
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestMoneyFromJSON(t *testing.T) {
	for text, want := range map[string]fx.Money{
		`{"amount":"12.34","currency":"USD"}`:             money(t, "12.34 USD"),
		`{"currency":"USD","amount":12.34}`:               money(t, "12.34 USD"),
		` { "amount" : 0.1 , "currency" : "RMB" } `:       money(t, "0.1 CNY"),
		`{"amount":123456789012345.678,"currency":"USD"}`: money(t, "123456789012345.678 USD"), // no float64 holds it
		`{"amount":"0","currency":""}`:                    {},
		`{"amount":"1\u002e5","currency":"\u0055SD"}`:     money(t, "1.5 USD"),
	} {
		var got fx.Money
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", text, diff)
		}
	}
}

func TestMoneyFromJSONRefuses(t *testing.T) {
	for _, text := range []string{
		``, `null`, `12.34`, `"12.34 USD"`, `[]`, `{}`, `{"amount":"1"}`, `{"currency":"USD"}`,
		`{"amount":"1","currency":"USD","tax":"0"}`, `{"Amount":"1","Currency":"USD"}`,
		`{"amount":"1","amount":"2","currency":"USD"}`, `{"amount":null,"currency":"USD"}`,
		`{"amount":"1","currency":840}`, `{"amount":{"value":1},"currency":"USD"}`, `{"amount":true,"currency":"USD"}`,
		`{"amount":"1,5","currency":"USD"}`, `{"amount":1e999999999,"currency":"USD"}`, `{"amount":"1","currency":"usd"}`,
		`{"amount":"1","currency":""}`, `{"amount":"1","currency":"USD"} {}`, `{"amount":"1","currency":"USD"`, `{"amount"`,
	} {
		m := money(t, "7 CNY")
		err := m.UnmarshalJSON([]byte(text))
		var in *fx.InputError
		var unknown *fx.UnknownCurrencyError
		if !errors.As(err, &in) && !errors.As(err, &unknown) {
			t.Errorf("%s: got %v, want a typed error", text, err)
		}
		if m.String() != "7.00 CNY" {
			t.Errorf("%s: changed to %s", text, m)
		}
	}
	var m fx.Money
	if err := json.Unmarshal([]byte("null"), &m); err == nil {
		t.Error("null is read as no money")
	}
}

// What could not be read back is not written.
func TestMoneyNotWritten(t *testing.T) {
	for name, m := range map[string]fx.Money{
		"no currency":      {Amount: dec("1")},
		"unknown currency": {Amount: dec("1"), Currency: "QQQ"},
		"13 decimals":      {Amount: dec("0.0000000000001"), Currency: fx.USD},
		"19 digits":        {Amount: dec("1000000000000000000"), Currency: fx.USD},
	} {
		_, textErr := m.MarshalText()
		_, jsonErr := m.MarshalJSON()
		_, valueErr := m.Value()
		if textErr == nil || jsonErr == nil || valueErr == nil {
			t.Errorf("%s: got %v, %v, %v; want errors", name, textErr, jsonErr, valueErr)
		}
	}
	if text, err := (fx.Money{}).MarshalText(); err == nil {
		t.Errorf("the zero Money is written as %q", text)
	}
}

func TestScan(t *testing.T) {
	for _, src := range []any{"12.34 USD", []byte("12.34 USD"), "USD 12.34"} {
		var got fx.Money
		if err := got.Scan(src); err != nil {
			t.Errorf("%v: %v", src, err)
		}
		if diff := cmp.Diff(money(t, "12.34 USD"), got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
	for _, src := range []any{nil, int64(12), 12.34, true, "", "12.34", []byte(nil), strings.Repeat("1", 1<<20)} {
		m := money(t, "7 CNY")
		if err := m.Scan(src); err == nil || m.String() != "7.00 CNY" {
			t.Errorf("%.20v: got %v and %s, want an error and no change", src, err, m)
		}
	}
	var null sql.Null[fx.Money]
	if err := null.Scan(nil); err != nil || null.Valid {
		t.Errorf("NULL: got %+v, %v", null, err)
	}
}

// Money comes back from JSON, from text and from a database as it was.
func propMoneyReadsBack(t *rapid.T) {
	want := genMoney().Draw(t, "money")
	var fromJSON, fromText, fromSQL fx.Money
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	text, err := want.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	value, err := want.Value()
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(json.Unmarshal(data, &fromJSON), fromText.UnmarshalText(text), fromSQL.Scan(value))
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range []fx.Money{fromJSON, fromText, fromSQL} {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s, %s, %v (-want +got)\n%s", data, text, value, diff)
		}
	}
}

func TestMoneyReadsBack(t *testing.T) { rapid.Check(t, propMoneyReadsBack) }
func FuzzMoneyReadsBack(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propMoneyReadsBack)) }

func FuzzParseMoney(f *testing.F) {
	for _, seed := range []string{"12.34 USD", "CNY -5", "0.0075 KWD", "1e17 JPY", "12.34 CNH", "USD USD"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := fx.ParseMoney(text)
		if err != nil {
			return
		}
		again, err := fx.ParseMoney(m.String())
		if err != nil || !again.Equal(m) {
			t.Fatalf("%q prints as %s, which reads as %s, %v", text, m, again, err)
		}
	})
}

func FuzzMoneyJSON(f *testing.F) {
	for _, seed := range []string{
		`{"amount":"12.34","currency":"USD"}`, `{"currency":"CNY","amount":-1.5e3}`, `{"amount":"0","currency":""}`,
		`{"amount":1e999999999,"currency":"USD"}`, `null`, `{"amount":[[[[`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var m, again fx.Money
		if err := m.UnmarshalJSON(data); err != nil {
			return
		}
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatalf("%q is read as %s, but %v", data, m, err)
		}
		if err := json.Unmarshal(text, &again); err != nil || !again.Equal(m) {
			t.Fatalf("%q is written as %s, which reads as %s, %v", data, text, again, err)
		}
	})
}
