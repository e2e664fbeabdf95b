package fx_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

func TestRateJSON(t *testing.T) {
	r := table(t, fx.EUR, "2025-06-30 USD 1.172", "2025-06-30 CNY 8.397", "2006-12-29 SIT 239.64")
	at := func(base, quote fx.Currency, date string) fx.Rate {
		out, err := r.At(base, quote, day(date), fx.LookUp{})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	buffered := func(r fx.Rate, b string) fx.Rate {
		out, err := r.WithBuffer(dec(b))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	const two = `"date":"2025-06-30","source":"test","legs":[` +
		`{"base":"USD","quote":"EUR","num":"1","den":"1.172","date":"2025-06-30","source":"test","inverted":true},` +
		`{"base":"EUR","quote":"CNY","num":"8.397","den":"1","date":"2025-06-30","source":"test"}]}`
	for _, test := range []struct {
		name string
		rate fx.Rate
		want string
	}{
		{"noted", rate(t, fx.USD, fx.CNY, "6.8322"), `{"base":"USD","quote":"CNY","num":"6.8322","den":"1"}`},
		{"dated", rate(t, fx.USD, fx.CNY, "6.80").WithSource(day("2026-04-13"), "my \"bank\""), `{"base":"USD","quote":"CNY","num":"6.8","den":"1","date":"2026-04-13","source":"my \"bank\""}`},
		{"buffered", buffered(rate(t, fx.USD, fx.CNY, "6.8322"), "0.02"), `{"base":"USD","quote":"CNY","num":"6.8322","den":"1","buffer":"0.02"}`},
		{"buffered and turned", buffered(rate(t, fx.USD, fx.CNY, "8"), "0.2").Inverse(),
			`{"base":"CNY","quote":"USD","num":"1","den":"8","buffer":"-0.25","plan_num":"1","plan_den":"6.4","legs":[{"base":"CNY","quote":"USD","num":"1","den":"8","inverted":true}]}`},
		{"two legs", at(fx.USD, fx.CNY, "2025-06-30"), `{"base":"USD","quote":"CNY","num":"8.397","den":"1.172",` + two},
		{"a currency that ended long ago", at(fx.EUR, "SIT", "2006-12-29"), `{"base":"EUR","quote":"SIT","num":"239.64","den":"1","date":"2006-12-29","source":"test"}`},
		{"the same currency", rate(t, fx.USD, fx.USD, "1"), `{"base":"USD","quote":"USD","num":"1","den":"1"}`},
		{"zero", fx.Rate{}, `{"base":"","quote":"","num":"0","den":"0"}`},
	} {
		got, err := json.Marshal(test.rate)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if diff := cmp.Diff(test.want, string(got)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, diff)
		}
		back := rate(t, fx.GBP, fx.JPY, "190")
		if err := json.Unmarshal(got, &back); err != nil || !back.Equal(test.rate) {
			t.Errorf("%s: read back as %s, %v", test.name, back, err)
		}
		if diff := cmp.Diff(legs(test.rate), legs(back)); diff != "" {
			t.Errorf("%s, legs (-want +got)\n%s", test.name, diff)
		}
	}
	if _, err := json.Marshal(rate(t, fx.USD, fx.CNY, "7").WithSource(day("2026-04-13"), "\xff")); err == nil {
		t.Error("a source that is no UTF-8 is written")
	}
}

func TestRateUnmarshalJSONRefuses(t *testing.T) {
	const pair = `"base":"USD","quote":"CNY",`
	const leg = `{"base":"USD","quote":"EUR","num":"1","den":"1.172"}`
	for _, test := range []struct {
		name, in string
		fields   []string
	}{
		{"null", `null`, []string{""}},
		{"a number", `6.8`, []string{""}},
		{"nothing", `{}`, []string{"base", "quote", "num", "den"}},
		{"no numbers", `{"base":"USD","quote":"CNY"}`, []string{"num", "den"}},
		{"twice", `{` + pair + `"num":"1","den":"1","num":"2"}`, []string{"num"}},
		{"another name", `{` + pair + `"Num":"1","den":"1"}`, []string{""}},
		{"unknown field", `{` + pair + `"num":"1","den":"1","note":"x"}`, []string{""}},
		{"all at once", `{"base":"usd","quote":"","num":"-1","den":"0","date":"13.4.2026"}`, []string{"base", "quote", "num", "den", "date"}},
		{"no number", `{` + pair + `"num":"6,8","den":"1"}`, []string{"num"}},
		{"empty", `{` + pair + `"num":"","den":"1"}`, []string{"num"}},
		{"NaN", `{` + pair + `"num":"NaN","den":"Inf"}`, []string{"num", "den"}},
		{"huge", `{` + pair + `"num":"1e400","den":"1"}`, []string{"num"}},
		{"long", `{` + pair + `"num":"` + strings.Repeat("9", 600) + `","den":"1"}`, []string{"num"}},
		{"many digits", `{` + pair + `"num":"` + strings.Repeat("9", 300) + `","den":"1"}`, []string{"num"}},
		{"a list", `{` + pair + `"num":["1"],"den":"1"}`, []string{"num"}},
		{"no text", `{"base":1,"quote":"CNY","num":"1","den":"1"}`, []string{"base"}},
		{"no such day", `{` + pair + `"num":"1","den":"1","date":"2026-02-30"}`, []string{"date"}},
		{"year 0", `{` + pair + `"num":"1","den":"1","date":"0000-01-01"}`, []string{"date"}},
		{"same currency", `{"base":"USD","quote":"USD","num":"2","den":"1"}`, []string{"num"}},
		{"buffer of 1", `{` + pair + `"num":"7","den":"1","buffer":"1"}`, []string{"buffer"}},
		{"negative buffer without a plan", `{` + pair + `"num":"7","den":"1","buffer":"-0.1"}`, []string{"buffer"}},
		{"half a plan", `{` + pair + `"num":"7","den":"1","buffer":"0.1","plan_num":"6.3"}`, []string{"plan_den"}},
		{"plan without a buffer", `{` + pair + `"num":"7","den":"1","plan_num":"6.3","plan_den":"1"}`, []string{"buffer"}},
		{"plan and buffer disagree", `{` + pair + `"num":"7","den":"1","buffer":"0.1","plan_num":"6.4","plan_den":"1"}`, []string{"buffer"}},
		{"legs are no list", `{` + pair + `"num":"7","den":"1","legs":{}}`, []string{"legs"}},
		{"legs do not multiply", `{` + pair + `"num":"7","den":"1","legs":[` + leg + `,{"base":"EUR","quote":"CNY","num":"8","den":"1"}]}`, []string{"legs"}},
		{"legs make no chain", `{` + pair + `"num":"8","den":"1.172","legs":[` + leg + `,{"base":"GBP","quote":"CNY","num":"8","den":"1"}]}`, []string{"legs[1].base"}},
		{"legs lead elsewhere", `{` + pair + `"num":"1","den":"1.172","legs":[` + leg + `]}`, []string{"legs[0].quote"}},
		{"a leg of 0", `{` + pair + `"num":"7","den":"1","legs":[{"base":"USD","quote":"CNY","num":"0","den":"1"}]}`, []string{"legs[0].num"}},
		{"a leg without a number", `{` + pair + `"num":"7","den":"1","legs":[{"base":"USD","quote":"CNY","num":"7"}]}`, []string{"legs[0].den"}},
		{"a leg with more", `{` + pair + `"num":"7","den":"1","legs":[{"base":"USD","quote":"CNY","num":"7","den":"1","legs":[]}]}`, []string{"legs[0]"}},
		{"inverted is a text", `{` + pair + `"num":"7","den":"1","legs":[{"base":"USD","quote":"CNY","num":"7","den":"1","inverted":"yes"}]}`, []string{"legs[0].inverted"}},
		{"65 legs", `{` + pair + `"num":"7","den":"1","legs":[` + strings.Repeat(leg+",", 64) + leg + `]}`, []string{"legs"}},
	} {
		got := rate(t, fx.GBP, fx.JPY, "190")
		err := json.Unmarshal([]byte(test.in), &got)
		var fields []string
		for _, fault := range fx.Faults(err) {
			var in *fx.InputError
			if !errors.As(fault, &in) {
				t.Errorf("%s: %v is no *InputError", test.name, fault)
				continue
			}
			fields = append(fields, in.Field)
		}
		if diff := cmp.Diff(test.fields, fields); diff != "" {
			t.Errorf("%s: %v (-want +got)\n%s", test.name, err, diff)
		}
		if !got.Equal(rate(t, fx.GBP, fx.JPY, "190")) {
			t.Errorf("%s: the rate became %s", test.name, got)
		}
	}
	var r fx.Rate
	if err := r.UnmarshalJSON([]byte(strings.Repeat(" ", 1<<18))); err == nil {
		t.Error("a quarter of a megabyte is accepted")
	}
	// A JSON number is read digit by digit.
	if err := json.Unmarshal([]byte(`{`+pair+`"num":0.1000000000000000055,"den":1}`), &r); err != nil || r.Value(20).StringFixed(19) != "0.1000000000000000055" {
		t.Errorf("got %s, %v", r.Value(20), err)
	}
}

// What is written reads back as an equal rate with the same legs.
func propRateJSON(t *rapid.T) {
	draw := func(base, quote fx.Currency) fx.Rate {
		r, err := fx.NewRateFraction(base, quote, genRateValue().Draw(t, "num"), genRateValue().Draw(t, "den"))
		if err != nil {
			t.Fatal(err)
		}
		if rapid.Bool().Draw(t, "buffered") {
			if r, err = r.WithBuffer(decimal.New(rapid.Int64Range(0, 999_999_999_999).Draw(t, "buffer"), -12)); err != nil {
				t.Fatal(err)
			}
		}
		if rapid.Bool().Draw(t, "dated") {
			r = r.WithSource(day("2026-04-01").AddDate(0, 0, rapid.IntRange(-1_000_00, 1_000_00).Draw(t, "day")), rapid.String().Draw(t, "source"))
		}
		if rapid.Bool().Draw(t, "turned") {
			r = r.Inverse().Inverse().Inverse()
		}
		return r
	}
	r := draw(fx.USD, fx.EUR)
	if rapid.Bool().Draw(t, "crossed") {
		crossed, err := r.Cross(draw(r.Quote(), fx.JPY))
		if err == nil {
			r = crossed
		}
	}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var back fx.Rate
	if err := json.Unmarshal(text, &back); err != nil || !back.Equal(r) {
		t.Fatalf("%s became %s, %v", text, back, err)
	}
	if diff := cmp.Diff(legs(r), legs(back)); diff != "" {
		t.Fatalf("%s (-want +got)\n%s", text, diff)
	}
	again, err := json.Marshal(back)
	if err != nil || string(again) != string(text) {
		t.Fatalf("%s, and again %s, %v", text, again, err)
	}
}

func TestRateJSONRoundTrip(t *testing.T) { rapid.Check(t, propRateJSON) }
func FuzzRateJSONRoundTrip(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propRateJSON)) }

// Whatever is read is written again and reads as the same.
func FuzzRateUnmarshalJSON(f *testing.F) {
	for _, seed := range []string{
		`{"base":"USD","quote":"CNY","num":"6.8322","den":"1","date":"2026-04-13","source":"bank","buffer":"0.02"}`,
		`{"base":"USD","quote":"CNY","num":"8.397","den":"1.172","legs":[{"base":"USD","quote":"EUR","num":"1","den":"1.172","inverted":true},{"base":"EUR","quote":"CNY","num":"8.397","den":"1"}]}`,
		`{"base":"CNY","quote":"USD","num":"1","den":"8","buffer":"-0.25","plan_num":"1","plan_den":"6.4"}`,
		`{"base":"","quote":"","num":"0","den":"0"}`, `null`, `{"num":1e5}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var r fx.Rate
		if json.Unmarshal(data, &r) != nil {
			return
		}
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatalf("%s is read and not written: %v", data, err)
		}
		var back fx.Rate
		if err := json.Unmarshal(text, &back); err != nil || !back.Equal(r) {
			t.Fatalf("%s became %s: %v", data, text, err)
		}
	})
}
