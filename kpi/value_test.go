package kpi_test

import (
	"encoding/json"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func TestValueString(t *testing.T) {
	for _, tc := range []struct {
		value kpi.Value
		want  string
	}{
		{kpi.Value{}, "incomplete"},
		{kpi.NotKnown(kpi.Fraction, "", "ad_spend", "ad_sales"), "incomplete: ad_spend, ad_sales"},
		{kpi.Ratio(factDec("5"), factDec("0"), kpi.Fraction, ""), "undefined"},
		{kpi.Ratio(factDec("0"), factDec("0"), kpi.Fraction, ""), "undefined"},
		{kpi.Ratio(factDec("683"), factDec("12131"), kpi.Fraction, ""), "5.63%"},
		{kpi.Ratio(factDec("1"), factDec("-3"), kpi.Fraction, ""), "-33.33%"},
		{kpi.Exact(factDec("0.000049"), kpi.Fraction, ""), "0.00%"},
		{kpi.Exact(factDec("0.00005"), kpi.Fraction, ""), "0.01%"},
		{kpi.Exact(factDec("-0.00005"), kpi.Fraction, ""), "-0.01%"},
		{kpi.Ratio(factDec("12905.25"), factDec("683"), kpi.Amount, fx.USD), "18.89 USD"},
		{kpi.Exact(factDec("2.345"), kpi.Amount, fx.USD), "2.35 USD"},
		{kpi.Exact(factDec("-2.345"), kpi.Amount, fx.USD), "-2.35 USD"},
		{kpi.Exact(factDec("1999.5"), kpi.Amount, fx.JPY), "2000 JPY"},
		{kpi.Exact(factDec("1.2345"), kpi.Amount, "KWD"), "1.235 KWD"},
		{kpi.Exact(factDec("1.2345"), kpi.Amount, ""), "1.23"},
		{kpi.Exact(factDec("44"), kpi.DaysUnit, ""), "44 days"},
		{kpi.Exact(factDec("22.92"), kpi.Weeks, ""), "22.92 weeks"},
		{kpi.Exact(factDec("3.5"), kpi.Months, ""), "3.5 months"},
		{kpi.Ratio(factDec("196.80"), factDec("115.84"), kpi.Multiple, ""), "1.7"},
		{kpi.Exact(factDec("12131"), kpi.Count, ""), "12131"},
	} {
		if got := tc.value.String(); got != tc.want {
			t.Errorf("%+v prints as %q, want %q", tc.value, got, tc.want)
		}
	}
}

func TestValueRound(t *testing.T) {
	half := kpi.Ratio(factDec("1"), factDec("8"), kpi.Multiple, "") // 0.125
	for places, want := range map[int]string{-5: "0", 0: "0", 2: "0.13", 3: "0.125", 18: "0.125", 99: "0.125"} {
		if got := half.Round(places); !got.Valid || fx.Plain(got.Decimal) != want {
			t.Errorf("to %d places %v, want %s", places, got, want)
		}
	}
	// A value that somebody made up by hand is not divided by 0.
	for _, v := range []kpi.Value{{}, {State: kpi.Defined}, kpi.NotKnown(kpi.Count, ""), {State: kpi.Defined, Den: factDec("-1")}} {
		if v.IsDefined() || v.Round(2).Valid {
			t.Errorf("%+v is a number", v)
		}
	}
}

func TestValueCmp(t *testing.T) {
	a, b := kpi.Ratio(factDec("1"), factDec("3"), kpi.Fraction, ""), kpi.Ratio(factDec("2"), factDec("6"), kpi.Fraction, "")
	if order, ok := a.Cmp(b); !ok || order != 0 {
		t.Errorf("1/3 and 2/6 compare as %d, %v", order, ok)
	}
	for _, w := range []kpi.Value{kpi.Exact(factDec("1"), kpi.Count, ""), kpi.Exact(factDec("1"), kpi.Fraction, fx.USD), {}, kpi.Ratio(factDec("1"), factDec("0"), kpi.Fraction, "")} {
		if _, ok := a.Cmp(w); ok {
			t.Errorf("1/3 compares with %s", w)
		}
	}
	names := []string{"a"}
	v := kpi.NotKnown(kpi.Count, "", names...)
	names[0] = "spoiled"
	if v.Missing[0] != "a" {
		t.Error("NotKnown keeps the slice of the caller")
	}
}

// Ratios compare and round as fractions of whole numbers do, whatever their signs.
func propValue(t *rapid.T) {
	draw := func(name string) (kpi.Value, *big.Rat) {
		n, d := rapid.Int64Range(-1000, 1000).Draw(t, name), rapid.Int64Range(-1000, 1000).Draw(t, name+" den")
		v := kpi.Ratio(decimal.New(n, -2), decimal.New(d, -1), kpi.Fraction, "")
		if d == 0 {
			return v, nil
		}
		return v, big.NewRat(n, 10*d)
	}
	v, r := draw("v")
	w, s := draw("w")
	if v.IsDefined() != (r != nil) || r == nil && v.State != kpi.Undefined {
		t.Fatalf("%s with %v", v, r)
	}
	order, ok := v.Cmp(w)
	back, _ := w.Cmp(v)
	if ok != (r != nil && s != nil) || ok && (order != r.Cmp(s) || back != -order) {
		t.Fatalf("%s and %s compare as %d, %v", v, w, order, ok)
	}
	if r == nil {
		return
	}
	got, _ := new(big.Rat).SetString(v.Round(4).Decimal.String())
	off := got.Sub(got, r)
	if off.Abs(off).Cmp(big.NewRat(1, 20000)) > 0 {
		t.Fatalf("%s rounds to %s", r, v.Round(4).Decimal)
	}
}

func TestValue(t *testing.T) { rapid.Check(t, propValue) }

// Numbers that nothing can compute with make no value: they neither hang nor panic,
// whoever made the value of them.
func TestValueBounds(t *testing.T) {
	one, bands := decimal.New(1, 0), kpi.InStockBands()
	long := func(n int) decimal.Decimal { return factDec(strings.Repeat("7", n)) }
	for _, tc := range []struct {
		name string
		d    decimal.Decimal
		in   bool
	}{
		{"exponent 100", decimal.New(-3, 100), true},
		{"exponent 101", decimal.New(3, 101), false},
		{"exponent -1000", decimal.New(3, -1000), true},
		{"exponent -1001", decimal.New(3, -1001), false},
		{"2000 digits", long(2000), true},
		{"2000 digits below 0", long(2000).Neg().Shift(-1000), true},
		{"2001 digits", long(2001), false},
		{"2001 digits with an exponent", long(1901).Shift(100), false},
		{"huge", decimal.New(1, 1<<30), false},
		{"the largest", decimal.New(1, math.MaxInt32), false},
		{"tiny", decimal.New(1, -1<<30), false},
		{"the smallest", decimal.New(-1, math.MinInt32), false},
		{"0 with an exponent", decimal.New(0, 1<<30), false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.d.IsPositive() {
				kpi.BandOf(kpi.Exact(one, kpi.Fraction, ""), append(bands, kpi.Band{From: tc.d, Name: "x"}))
				kpi.Limit{Rule: kpi.LimitBelow, Value: tc.d}.Met(kpi.Exact(one, kpi.Fraction, ""))
			}
			for _, v := range []kpi.Value{
				kpi.Exact(tc.d, kpi.Fraction, ""), kpi.Ratio(one, tc.d, kpi.Fraction, ""), kpi.Ratio(tc.d, one, kpi.Amount, fx.USD), kpi.Ratio(tc.d, decimal.Decimal{}, kpi.Count, ""),
				{State: kpi.Defined, Num: tc.d, Den: one, Unit: kpi.Fraction}, {State: kpi.Defined, Num: one, Den: tc.d.Abs(), Unit: kpi.Weeks}, {State: kpi.Undefined, Num: tc.d},
			} {
				band, ok := kpi.BandOf(v, bands)
				_, cmpOK := v.Cmp(v)
				defined := tc.in && v.State == kpi.Defined
				if v.IsDefined() != defined || cmpOK != defined || v.Round(2).Valid != defined || !defined && ok {
					t.Errorf("state %s: defined %t, compares %t, rounds %t, band %v", v.State, v.IsDefined(), cmpOK, v.Round(2).Valid, band)
				}
				if text := v.String(); (text == "incomplete: a number out of bounds") == tc.in {
					t.Errorf("state %s prints as %.40s", v.State, text)
				}
				if v.State == kpi.Incomplete && !slices.Equal(v.Missing, []string{"a number out of bounds"}) {
					t.Errorf("missing %q", v.Missing)
				}
				text, err := json.Marshal(v)
				var back kpi.Value
				if err == nil {
					err = json.Unmarshal(text, &back)
				}
				if err != nil || back.IsDefined() != defined || back.String() != v.String() {
					t.Errorf("state %s: %v, %.60s", v.State, err, text)
				}
				if order, _ := back.Cmp(v); order != 0 {
					t.Errorf("%.60s is another number", text)
				}
			}
		})
	}
}
