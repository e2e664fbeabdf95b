package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/examples/internal/strict"
)

// A good request, to be spoiled in one place.
const goodFBA = `{"sku":"x","date":"2026-06-01","channel":"amazon-us","fulfillment":"fba","category":"home_kitchen",
	"class":"standard","size":{"length":"9 in","width":"6 in","height":"2 in"},"weight":"2 lb","price":"25.00",
	"shipping_charged":"0","cost":[{"code":"purchase","label":"goods","amount":"35","currency":"CNY"},
	{"code":"duty","amount":"1.20","currency":"USD"}],"fx":{"pair":"USD/CNY","date":"2026-04-13","buffer":"0.02"},
	"returns":{"rate":"0.05","resellable":"0.5","processing":"2"},"ads":{"tacos":"0.1"},"target":{"margin":"0.2"},
	"options":{"sipp":false,"plan":"professional","large_standard_floor":"applies","extra_large_150":"greater"}}`

// spoiled replaces one part of the good request, which must be there.
func spoiled(t *testing.T, old, by string) string {
	t.Helper()
	if strings.Count(goodFBA, old) != 1 {
		t.Fatalf("%s is %d times in the request", old, strings.Count(goodFBA, old))
	}
	return strings.Replace(goodFBA, old, by, 1)
}

// errorsOf answers a request that must fail.
func errorsOf(t testing.TB, request string) failure {
	t.Helper()
	status, out, stderr := quote(t, request, "-format", "json", "-")
	var f failure
	if err := json.Unmarshal([]byte(out), &f); err != nil {
		t.Fatalf("%v in %.300s", err, out)
	}
	if status != refused || stderr != "" || len(f.Errors) == 0 {
		t.Fatalf("status %d, %s%.300s", status, stderr, out)
	}
	for _, e := range f.Errors {
		if len(e.Field) > 200 || len(e.Value) > 60 || e.Reason == "" || len(e.Reason) > 400 {
			t.Errorf("error is %+v", e)
		}
	}
	return f
}

func TestGoodRequest(t *testing.T) {
	if r := one(t, goodFBA); !r.Complete || len(r.Warnings) != 1 {
		t.Errorf("missing %v, warnings %+v", r.Missing, r.Warnings)
	}
}

func TestBadRequests(t *testing.T) {
	for _, tt := range []struct {
		name, old, by string
		field         string
		reason        string // part of it
	}{
		{"size negative", `"9 in"`, `"-9 in"`, "size.length", "must not be below 0"},
		{"size zero", `"6 in"`, `"0 in"`, "size.width", "must be above 0"},
		{"size without unit", `"2 in"`, `"2"`, "size.height", "unit"},
		{"size as a number", `"2 in"`, `2`, "size.height", "unit"},
		{"size in an unknown unit", `"2 in"`, `"2 yd"`, "size.height", "in, ft, mm, cm, m"},
		{"size NaN", `"2 in"`, `"NaN in"`, "size.height", "must be a number and a unit"},
		{"size infinite", `"2 in"`, `"Inf in"`, "size.height", "must be a number and a unit"},
		{"size huge", `"2 in"`, `"1e999999999 in"`, "size.height", "the number must have at most 18 digits"},
		{"size a list", `"2 in"`, `["2 in"]`, "size.height", "must be a string"},
		{"size no object", `{"length":"9 in","width":"6 in","height":"2 in"}`, `"9 x 6 x 2 in"`, "size", "must be an object"},
		{"size null", `{"length":"9 in","width":"6 in","height":"2 in"}`, `null`, "size", "must be given"},
		{"side missing", `"length":"9 in",`, ``, "size.length", "must be given"},
		{"weight zero", `"2 lb"`, `"0 lb"`, "weight", "must be above 0"},
		{"weight negative", `"2 lb"`, `"-2 lb"`, "weight", "must not be below 0"},
		{"weight missing", `"weight":"2 lb",`, ``, "weight", "must be given"},
		{"weight of a million digits", `"2 lb"`, `"` + strings.Repeat("9", 1_000_000) + ` lb"`, "weight", "must be a number and a unit"},
		{"price huge", `"25.00"`, `"1e999999999"`, "price", "at most 18 digits"},
		{"price huge as a number", `"25.00"`, `1e999999999`, "price", "at most 18 digits"},
		{"price of a million digits", `"25.00"`, `"` + strings.Repeat("9", 1_000_000) + `"`, "price", "64 characters"},
		{"price of a million digits as a number", `"25.00"`, strings.Repeat("9", 1_000_000), "price", "64 characters"},
		{"price NaN", `"25.00"`, `"NaN"`, "price", "must be a decimal number"},
		{"price hexadecimal", `"25.00"`, `"0x19"`, "price", "must be a decimal number"},
		{"price with a comma", `"25.00"`, `"25,00"`, "price", "must be a decimal number"},
		{"price empty", `"25.00"`, `""`, "price", "is empty"},
		{"price zero", `"25.00"`, `"0"`, "price", "must be above 0"},
		{"price negative", `"25.00"`, `"-25"`, "price", "must be above 0"},
		{"price off the grid of cents", `"25.00"`, `"25.005"`, "price", "whole number of cents"},
		{"price above all", `"25.00"`, `"1000000000.01"`, "price", "must be at most 1000000000"},
		{"price true", `"25.00"`, `true`, "price", "must be a string"},
		{"category unknown", `"home_kitchen"`, `"home_kitchens"`, "category", "home_kitchen"},
		{"category a number", `"home_kitchen"`, `5`, "category", "must be a string"},
		{"category missing", `"category":"home_kitchen",`, ``, "category", "must not be empty"},
		{"category not public", `"home_kitchen"`, `"handmade"`, "options.referral_rate", "must be given: the referral fee of handmade is not public"},
		{"date before all tables", `"2026-06-01"`, `"2020-06-01"`, "date", "known from 2025-01-15 to 2027-01-14"},
		{"date after all tables", `"2026-06-01"`, `"2027-01-15"`, "date", "known from 2025-01-15 to 2027-01-14"},
		{"date that does not exist", `"2026-06-01"`, `"2026-02-30"`, "date", "must be a date"},
		{"date in another form", `"2026-06-01"`, `"06/01/2026"`, "date", "must be a date"},
		{"date empty", `"2026-06-01"`, `""`, "date", "must be a date"},
		{"date missing", `"date":"2026-06-01",`, ``, "date", "must be given"},
		{"sku missing", `"sku":"x",`, ``, "sku", "must be given"},
		{"sku empty", `"sku":"x"`, `"sku":""`, "sku", "must not be empty"},
		{"sku with a line break", `"sku":"x"`, `"sku":"a\nb"`, "sku", "printable"},
		{"sku a number", `"sku":"x"`, `"sku":5`, "sku", "must be a string"},
		{"channel unknown", `"amazon-us"`, `"amazon-de"`, "channel", "amazon-us"},
		{"origin in another form", `"sku":"x"`, `"sku":"x","origin":"China"`, "origin", "two capital letters"},
		{"origin a number", `"sku":"x"`, `"sku":"x","origin":86`, "origin", "must be a string"},
		{"fulfillment unknown", `"fba"`, `"fbx"`, "fulfillment", `"fba" or "fbm"`},
		{"class unknown", `"class":"standard"`, `"class":"toxic"`, "class", "dangerous_goods"},
		{"mixed currencies", `"currency":"USD"`, `"currency":"EUR"`, "cost[1].currency", "USD/CNY"},
		{"currency unknown", `"currency":"CNY"`, `"currency":"CNX"`, "cost[0].currency", "ISO 4217"},
		{"currency missing", `,"currency":"CNY"`, ``, "cost[0].currency", "must be given"},
		{"cost negative", `"1.20"`, `"-1.20"`, "cost[1].amount", "must not be below 0"},
		{"cost without a code", `"code":"duty",`, ``, "cost[1].code", "must be given"},
		{"cost no list", `"cost":[`, `"cost":{},"costs":[`, "cost", "must be a list"},
		{"cost item no object", `"cost":[`, `"cost":[5,`, "cost[0]", "must be an object"},
		{"cost beyond reason", `"1.20"`, `"999999999999999999"`, "cost[1].amount", "must be at most 1000000000000"},
		{"advertising beyond reason", `"0.1"`, `"999999999999"`, "ads.tacos", "must be a fraction of at most 1000"},
		{"rate out of bounds", `"date":"2026-04-13"`, `"rate":"-7"`, "fx.rate", "must be above 0"},
		{"rate too old", `"date":"2026-04-13"`, `"date":"2026-06-01"`, "fx.date", "2026-04-13"},
		{"rate before the first", `"date":"2026-04-13"`, `"date":"1990-06-01"`, "fx.date", "2005-04-01"},
		{"rate too old on the ship date", `"date":"2026-04-13",`, ``, "date", "give fx.rate, or fx.date 2026-04-13"},
		{"rate and date", `"date":"2026-04-13"`, `"date":"2026-04-13","rate":"7"`, "fx", "not both"},
		{"rate zero", `"date":"2026-04-13"`, `"rate":"0"`, "fx.rate", "must be above 0"},
		{"rate without a pair", `"pair":"USD/CNY","date":"2026-04-13"`, `"rate":"7"`, "fx.pair", "must be given"},
		{"pair in another form", `"USD/CNY"`, `"USDCNY"`, "fx.pair", "USD/CNY"},
		{"pair of one currency", `"USD/CNY"`, `"USD/USD"`, "fx.pair", "different"},
		{"pair without dollars", `"USD/CNY"`, `"EUR/CNY"`, "fx.pair", "USD"},
		{"currency without rates", `"currency":"CNY"`, `"currency":"VND"`, "cost[0].currency", "USD/CNY"},
		{"buffer of everything", `"0.02"`, `"1"`, "fx.buffer", "below 1"},
		{"shipping beyond the highest price", `"shipping_charged":"0"`, `"shipping_charged":"1e17"`, "shipping_charged", "at most 1000000000"},
		{"band adjustment beyond it", `"sipp":false`, `"band_adjustment":"1e17"`, "options.band_adjustment", "at most 1000000000"},
		{"all in without a fee", `"sipp":false`, `"fulfillment_fee_all_in":true`, "options.fulfillment_fee_all_in", "must go with fulfillment_fee"},
		{"margin beyond reason", `{"margin":"0.2"}`, `{"margin":"1e17"}`, "target.margin", "within"},
		{"sku blank", `"sku":"x"`, `"sku":" "`, "sku", "must not be empty"},
		{"buffer negative", `"0.02"`, `"-0.02"`, "fx.buffer", "must not be below 0"},
		{"returns above all", `"rate":"0.05"`, `"rate":"1.05"`, "returns.rate", "at most 1"},
		{"returns without a rate", `"rate":"0.05",`, ``, "returns.rate", "must be given"},
		{"resellable above all", `"resellable":"0.5"`, `"resellable":"2"`, "returns.resellable", "at most 1"},
		{"processing negative", `"processing":"2"`, `"processing":"-2"`, "returns.processing", "must not be below 0"},
		{"ads in two forms", `{"tacos":"0.1"}`, `{"tacos":"0.1","per_unit":"1"}`, "ads", "one of"},
		{"acos alone", `{"tacos":"0.1"}`, `{"acos":"0.3"}`, "ads.ad_share", "acos"},
		{"tacos negative", `{"tacos":"0.1"}`, `{"tacos":"-0.1"}`, "ads.tacos", "must not be below 0"},
		{"two targets", `{"margin":"0.2"}`, `{"margin":"0.2","profit":"5"}`, "target", "exactly one"},
		{"no target", `{"margin":"0.2"}`, `{}`, "target", "exactly one"},
		{"markup of minus everything", `{"margin":"0.2"}`, `{"markup":"-1"}`, "target.markup", "above -1"},
		{"roi basis unknown", `{"margin":"0.2"}`, `{"roi":"0.2","roi_basis":"sales"}`, "target.roi_basis", "cost_and_ads"},
		{"roi on an unknown purchase", `"code":"purchase","label":"goods","amount":"35","currency":"CNY"},`, `"code":"x","amount":"1","currency":"CNY"}],"target":{"roi":"1","roi_basis":"purchase"},"costs":[{},`, "costs", "cost"},
		{"neither price nor target", `"price":"25.00",`, `"target":null,`, "target", "must not be there twice"},
		{"plan unknown", `"professional"`, `"free"`, "options.plan", `"professional" or "individual"`},
		{"floor unknown", `"applies"`, `"maybe"`, "options.large_standard_floor", "applies"},
		{"floor a number", `"applies"`, `1`, "options.large_standard_floor", "applies"},
		{"extra large unknown", `"greater"`, `"less"`, "options.extra_large_150", "greater"},
		{"sipp no flag", `"sipp":false`, `"sipp":"no"`, "options.sipp", "true or false"},
		{"referral rate negative", `"sipp":false`, `"referral_rate":"-0.1"`, "options.referral_rate", "must not be below 0"},
		{"surcharge end no date", `"sipp":false`, `"fuel_surcharge_end":"soon"`, "options.fuel_surcharge_end", "must be a date"},
		{"field unknown", `"sku":"x"`, `"sku":"x","colour":"red"`, "colour", "not a known field"},
		{"field unknown in a cost", `"amount":"1.20"`, `"amout":"1.20"`, "cost[1].amout", "did you mean amount?"},
		{"field unknown in the size", `"9 in"`, `"9 in","depth":"1 in"`, "size.depth", "not a known field"},
		{"field in capitals", `"price":"25.00"`, `"price":"25.00","Price":"25.00"`, "Price", "did you mean price?"},
		{"field twice", `"price":"25.00"`, `"price":"25.00","price":"26.00"`, "price", "twice"},
		{"field twice in a cost", `"amount":"1.20"`, `"amount":"1.20","amount":"1.20"`, "cost[1].amount", "twice"},
		{"field with a strange name", `"sku":"x"`, `"sku":"x","\u001b[2J":1`, `"\x1b[2J"`, "not a known field"},
		{"nested too deeply", `"sku":"x"`, `"sku":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000), "", "nested"},
		{"too many values", `"sku":"x"`, `"sku":[` + strings.Repeat("1,", 20_000) + `1]`, "", "at most 10000 values"},
		{"too many costs", `"cost":[`, `"cost":[` + strings.Repeat(`{"code":"x"},`, 200), "cost", "at most 100"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := errorsOf(t, spoiled(t, tt.old, tt.by))
			if !slices.ContainsFunc(f.Errors, func(e strict.Fault) bool { return e.Field == tt.field && strings.Contains(e.Reason, tt.reason) }) {
				t.Errorf("no error of %q with %q in %+v", tt.field, tt.reason, f.Errors)
			}
			if f.SKU == nil {
				t.Error("the failure has no SKU")
			}
		})
	}
}

// An answer names its request even when the name is at fault.
func TestFaultyNameIsRecognised(t *testing.T) {
	f := errorsOf(t, spoiled(t, `"sku":"x"`, `"sku":"shelf\u001b[2J 7"`))
	if f.SKU == nil || *f.SKU != "shelf?[2J 7" {
		t.Errorf("the answer is named %v", f.SKU)
	}
}

// A rate is checked even when every cost is in dollars, and a cost that it makes
// nothing of is an error.
func TestRateIsChecked(t *testing.T) {
	dollars := strings.ReplaceAll(spoiled(t, `"date":"2026-04-13"`, `"rate":"-1"`), `"CNY"`, `"USD"`)
	if f := errorsOf(t, strings.Replace(dollars, "USD/USD", "USD/CNY", 1)); f.Errors[0].Field != "fx.rate" {
		t.Errorf("errors are %+v", f.Errors)
	}
	if f := errorsOf(t, spoiled(t, `"date":"2026-04-13"`, `"rate":"1e17"`)); f.Errors[0].Field != "cost[0].amount" || !strings.Contains(f.Errors[0].Reason, "worth nothing") {
		t.Errorf("errors are %+v", f.Errors)
	}
}

// What breaks JSON is said where it is.
func TestMalformedSaysWhere(t *testing.T) {
	for text, want := range map[string]string{
		`{"sku":"x",}`:         "must be valid JSON, is not from line 1",
		"[{\"sku\":\"x\"},\n]": "must be valid JSON, is not from line 2",
		`{"sku":"x"`:           "must be valid JSON, ends too early",
		`{} {}`:                "must be one JSON object or array",
	} {
		if f := errorsOf(t, text); !strings.Contains(f.Errors[0].Reason, want) {
			t.Errorf("%q: %q, want %q", text, f.Errors[0].Reason, want)
		}
	}
}

// Everything that is wrong is said at once, and nothing twice.
func TestAllFaultsAtOnce(t *testing.T) {
	f := errorsOf(t, `{"sku":"x","date":"2026-06-01","channel":"amazon-us","category":"toys","price":"1.005","weight":"2",
		"size":{"length":"0 in","width":"6 in","height":"2 in"},"class":"toxic","returns":{"rate":"2"},
		"cost":[{"code":"a","amount":"-1","currency":"USD"},{"code":"b","amount":"1","currency":"CNY"}]}`)
	var got []string
	for _, e := range f.Errors {
		got = append(got, e.Field)
	}
	want := []string{"class", "size.length", "weight", "date", "cost[0].amount", "returns.rate", "category", "price"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s\n%+v", diff, f.Errors)
	}
}

// A day can lack an exchange rate and a table; each is said.
func TestDayWithoutAnything(t *testing.T) {
	f := errorsOf(t, `{"sku":"x","date":"2029-01-01","channel":"ebay-us","category":"most","price":"5","cost":[{"code":"a","amount":"1","currency":"CNY"}]}`)
	for _, reason := range []string{"has no USD/CNY fixing", "ebay-us table of the kind final_value", "ebay-us table of the kind per_order"} {
		if !slices.ContainsFunc(f.Errors, func(e strict.Fault) bool { return e.Field == "date" && strings.Contains(e.Reason, reason) }) {
			t.Errorf("no fault with %q in %+v", reason, f.Errors)
		}
	}
}

// A target alone gives the statement at the solved price; without a solution
// there is nothing to state.
func TestTargetWithoutPrice(t *testing.T) {
	without := spoiled(t, `"price":"25.00",`, ``)
	r := one(t, without)
	if r.Price != textOr(r.Solution.Price, "") || r.Lines[0].Source.Citation != "target" {
		t.Errorf("price %s, solution %+v", r.Price, r.Solution)
	}
	f := errorsOf(t, strings.Replace(without, `"margin":"0.2"`, `"margin":"0.9"`, 1))
	want := []strict.Fault{{Field: "target.margin", Value: "0.9", Reason: "no price reaches a margin of 90% on price; give a price to see what it earns"}}
	if diff := cmp.Diff(want, f.Errors); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	f = errorsOf(t, strings.Replace(without, `"target":{"margin":"0.2"},`, ``, 1))
	if f.Errors[0].Field != "price" {
		t.Errorf("errors are %+v", f.Errors)
	}
}

// Inputs that are no requests at all.
func TestBadInput(t *testing.T) {
	for _, tt := range []struct{ name, input, reason string }{
		{"empty", "", "is empty"},
		{"blanks", " \n\t", "is empty"},
		{"empty object", "{}", "must not be empty"},
		{"a string", `"sku"`, "must be a request"},
		{"a number", "5", "must be a request"},
		{"null", "null", "must be a request"},
		{"ends early", `{"sku": "x"`, "ends too early"},
		{"no JSON", "{\n\n'sku': 5}", "line 3"},
		{"CSV", "sku,price\nx,5\n", "line 1"},
		{"trailing text", goodFBA + " x", "nothing after it"},
		{"two objects", goodFBA + "\n" + goodFBA, "several requests go into an array"},
		{"not UTF-8", "{\"sku\": \"\xff\"}", "UTF-8"},
		{"UTF-16", "\xff\xfe{\x00}\x00", "UTF-8"},
		{"10 MB of brackets", strings.Repeat("[", 10<<20), "must be valid JSON"},
		{"10 MB of letters", strings.Repeat("garbage ", 10<<17), "must be valid JSON"},
		{"10 MB in a string", `"` + strings.Repeat("x", 10<<20) + `"`, "must be a request"},
		{"10 MB in a string that never ends", `{"sku":"` + strings.Repeat("x", 10<<20), "ends too early"},
		{"10 MB of zeros", strings.Repeat("\x00", 10<<20), "must be valid JSON"},
		{"more than is accepted", strings.Repeat(" ", strict.MaxInput+1), "64 MiB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			for _, format := range []string{"json", "table", "markdown"} {
				status, out, _ := quote(t, tt.input, "-format", format, "-")
				if status != refused || !strings.Contains(out, strings.SplitN(tt.reason, "_", 2)[0]) || len(out) > 1000 {
					t.Errorf("status %d, %.300s", status, out)
				}
			}
			if f := errorsOf(t, tt.input); f.SKU != nil || len(f.Errors) != 1 || f.Errors[0].Field != "" {
				t.Errorf("errors are %+v", f)
			}
			if taken := time.Since(start); taken > 20*time.Second {
				t.Errorf("took %v", taken)
			}
		})
	}
}

// A request of 10 MB inside is refused quickly and not repeated.
func TestBigRequest(t *testing.T) {
	big := strings.Repeat("x", 10<<20)
	for _, request := range []string{
		`{"sku":"` + big + `"}`,
		`{"` + big + `":1}`,
		`{"sku":"x","category":"` + big + `","date":"2026-06-01","channel":"amazon-us","fulfillment":"fbm","price":"1"}`,
	} {
		_, out, _ := quote(t, request, "-format", "json", "-")
		if len(out) > 4000 {
			t.Errorf("%d bytes: %.200s", len(out), out)
		}
	}
}

func FuzzRequest(f *testing.F) {
	f.Add(goodFBA)
	f.Add(string(exampleRequest))
	f.Add("[" + goodFBA + `,{"sku":"y"},5,[[[]]],null,` + goodComparison + "]")
	f.Add(`{"sku":"x","date":"2026-06-01","channel":"amazon-us","fulfillment":"fbm","category":"watches","target":{"roi":"1"}}`)
	f.Add(`{"sku":"x","sku":"y","options":{"fulfillment_fee":1e3}}`)
	f.Add(goodComparison)
	comparison, err := os.ReadFile("data/channels.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(comparison))
	economics, err := os.ReadFile(economicsFile)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(economics))
	for _, channel := range channelNames() { // with as many options as go together
		f.Add(withAllOptions(f, channel))
	}
	// What is read once is read before, or each worker would take it for new
	// coverage of its first input.
	one(f, string(exampleRequest))
	f.Fuzz(func(t *testing.T, input string) {
		status, out, stderr := quote(t, input, "-format", "json", "-")
		if status == unusable || stderr != "" {
			t.Fatalf("status %d, %s", status, stderr)
		}
		var answers []json.RawMessage
		if !strings.HasPrefix(out, "[") {
			answers = []json.RawMessage{json.RawMessage(out)}
		} else if err := json.Unmarshal([]byte(out), &answers); err != nil {
			t.Fatalf("%v in %s", err, out)
		}
		failed := false
		for _, a := range answers {
			failed = checkAnswer(t, a) || failed
		}
		if failed != (status == refused) {
			t.Errorf("status %d, failed %t", status, failed)
		}
		for _, format := range []string{"table", "markdown"} {
			again, text, _ := quote(t, input, "-format", format, "-")
			if again != status || !utf8.ValidString(text) {
				t.Errorf("status %d as %s, %d as JSON", again, format, status)
			}
		}
		if again, text, _ := quote(t, input, "-sensitivity", "0.5", "-"); again != status || !utf8.ValidString(text) {
			t.Errorf("status %d with the sensitivity, %d without it: %s", again, status, text)
		}
	})
}

// checkAnswer checks the JSON of one answer and reports whether it is a failure.
func checkAnswer(t *testing.T, a json.RawMessage) (failed bool) {
	var kind struct {
		Errors []strict.Fault
		Quotes []result
	}
	if err := json.Unmarshal(a, &kind); err != nil {
		t.Fatalf("%v in %s", err, a)
	}
	if len(kind.Errors) > 0 {
		return true
	}
	if len(kind.Quotes) == 0 {
		var r result
		if err := json.Unmarshal(a, &r); err != nil {
			t.Fatalf("%v in %s", err, a)
		}
		kind.Quotes = []result{r}
	}
	for _, r := range kind.Quotes {
		checkSum(t, r)
		if len(r.Ladder) != 5 || r.Ladder[4].Amount != r.Profit {
			t.Errorf("the profit is %s, the steps are %+v", r.Profit, r.Ladder)
		}
	}
	return false
}
