package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/examples/internal/markdown"
	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/shopspring/decimal"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// quote runs the command and returns its exit status and output.
func quote(t testing.TB, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(args, strings.NewReader(stdin), &out, &errs)
	return status, out.String(), errs.String()
}

// one answers one request as JSON and returns the result, which must not fail.
func one(t testing.TB, request string) result {
	t.Helper()
	status, out, stderr := quote(t, request, "-format", "json", "-")
	if status != answered {
		t.Fatalf("status %d: %s%s", status, out, stderr)
	}
	var r result
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	checkSum(t, r)
	return r
}

// checkSum checks that the lines of a result sum to its profit.
func checkSum(t testing.TB, r result) {
	t.Helper()
	sum := decimal.Zero
	for _, l := range r.Lines {
		sum = sum.Add(dec(t, l.Amount))
	}
	if !sum.Equal(dec(t, r.Profit)) {
		t.Errorf("%s: lines sum to %s, the profit is %s", r.SKU, sum.StringFixed(2), r.Profit)
	}
}

func dec(t testing.TB, text string) decimal.Decimal {
	t.Helper()
	d, err := decimal.NewFromString(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// checkGolden compares an output with a golden file, or rewrites the file.
func checkGolden(t *testing.T, file, got string) {
	t.Helper()
	golden := filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestExample(t *testing.T) {
	for _, tt := range []struct{ format, file string }{
		{"table", "example.txt"},
		{"json", "example.json"},
		{"markdown", "example.md"},
	} {
		t.Run(tt.format, func(t *testing.T) {
			status, got, stderr := quote(t, "", "-format", tt.format)
			if status != answered || stderr != "" {
				t.Fatalf("status %d, %s", status, stderr)
			}
			checkGolden(t, tt.file, got)
		})
	}
}

// The story that the built-in request is there to tell.
func TestExampleStory(t *testing.T) {
	r := one(t, string(exampleRequest))
	if len(r.DeadZones) != 2 || len(r.Solution.Admissible) != 2 || !r.Complete {
		t.Errorf("%d dead zones, %d admissible intervals, complete %t", len(r.DeadZones), len(r.Solution.Admissible), r.Complete)
	}
	if r.FX == nil || r.FX.Rate != "6.832164" || textOr(r.FX.Date, "") != "2026-04-13" {
		t.Errorf("rate is %+v", r.FX)
	}
	if len(r.Warnings) != 1 || r.Warnings[0].Code != "rate_age" || !strings.Contains(r.Warnings[0].Text, "224 days") {
		t.Errorf("warnings are %+v", r.Warnings)
	}
	_, table, _ := quote(t, "")
	if !strings.Contains(table, "lies in a dead zone") {
		t.Error("the table does not say that the price lies in a dead zone")
	}
	for _, line := range strings.Split(table, "\n") {
		if n := utf8.RuneCountInString(line); n > 110 {
			t.Errorf("line of %d columns: %s", n, line)
		}
	}
}

func TestPrintedExampleIsTheBuiltInRequest(t *testing.T) {
	status, request, _ := quote(t, "", "-example")
	if status != answered {
		t.Fatalf("status %d", status)
	}
	_, want, _ := quote(t, "", "-format", "json")
	_, got, _ := quote(t, request, "-", "-format", "json")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Metric and imperial measures of one parcel give the same answer.
func TestMetricEqualsImperial(t *testing.T) {
	const request = `{"sku":"x","date":"2026-06-01","channel":"amazon-us","category":"home_kitchen","price":"25",
		"cost":[{"code":"purchase","amount":"5","currency":"USD"}],`
	imperial := one(t, request+`"size":{"length":"15 in","width":"12 in","height":"0.75 in"},"weight":"1 lb"}`)
	metric := one(t, request+`"size":{"length":"1.905 cm","width":"0.381 m","height":"304.8 mm"},"weight":"453.59237 g"}`)
	if diff := cmp.Diff(shown(imperial), shown(metric)); diff != "" {
		t.Errorf("-imperial +metric:\n%s", diff)
	}
	if got := textOr(imperial.SizeTier, ""); got != "small_standard" {
		t.Errorf("size tier is %s", got)
	}
}

// shown is what the JSON of a result says.
func shown(r result) string {
	out, err := json.Marshal(r)
	if err != nil {
		panic(err)
	}
	return string(out)
}

// A list gives a list, and a failure spoils nobody else.
func TestList(t *testing.T) {
	good := strings.TrimSpace(string(exampleRequest))
	status, out, _ := quote(t, "["+good+`, {"sku": "bad", "colour": 1}, 5, {}, `+good+"]", "-format", "json", "-")
	if status != refused {
		t.Errorf("status %d", status)
	}
	var answers []struct {
		SKU    *string
		Profit *string
		Errors []strict.Fault
	}
	if err := json.Unmarshal([]byte(out), &answers); err != nil {
		t.Fatal(err)
	}
	if len(answers) != 5 {
		t.Fatalf("%d answers", len(answers))
	}
	for i, wantResult := range []bool{true, false, false, false, true} {
		a := answers[i]
		if a.SKU == nil || (a.Profit != nil) != wantResult || (len(a.Errors) == 0) != wantResult {
			t.Errorf("answer %d is %+v", i, a)
		}
	}
	if got := *answers[1].SKU; got != "bad" {
		t.Errorf("SKU of the failure is %q", got)
	}
	for _, format := range []string{"table", "markdown"} {
		status, out, _ := quote(t, "["+good+`,{"sku":"bad"}]`, "-format", format, "-")
		if status != refused || !strings.Contains(out, "KT-BAKEMAT-2") || !strings.Contains(out, `No quote for "bad"`) {
			t.Errorf("%s: status %d\n%s", format, status, out)
		}
	}
	if status, out, _ := quote(t, " [ ] ", "-format", "json", "-"); status != answered || out != "[]\n" {
		t.Errorf("empty list: status %d, %q", status, out)
	}
}

func TestFlagsAndFiles(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "request.json")
	if err := os.WriteFile(file, exampleRequest, 0o644); err != nil {
		t.Fatal(err)
	}
	rates := filepath.Join(dir, "rates.csv")
	if err := os.WriteFile(rates, []byte("Date, USD, CNY\n20 November 2026, 1.2, 8.4\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	noRates := filepath.Join(dir, "none.csv")
	if err := os.WriteFile(noRates, []byte("nothing"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		args   []string
		status int
		stderr string // part of it
	}{
		{"file", []string{file}, answered, ""},
		{"flags behind the file", []string{file, "-format", "json"}, answered, ""},
		{"output", []string{"-o", filepath.Join(dir, "out.txt"), file}, answered, ""},
		{"help", []string{"-h"}, answered, "usage"},
		{"unknown flag", []string{"-colour"}, unusable, "colour"},
		{"unknown format", []string{"-format", "xml"}, unusable, `unknown format "xml"`},
		{"two files", []string{file, file}, unusable, "more than one file"},
		{"empty name", []string{""}, unusable, "empty"},
		{"no such file", []string{filepath.Join(dir, "nothing")}, unusable, "nothing"},
		{"output cannot be written", []string{"-o", filepath.Join(dir, "no", "out")}, unusable, "out"},
		{"chart cannot be written", []string{"-chart", filepath.Join(dir, "no", "out.svg")}, unusable, "out.svg"},
		{"no such rates", []string{"-rates", filepath.Join(dir, "nothing.csv")}, unusable, "nothing.csv"},
		{"no rates", []string{"-rates", noRates}, unusable, "none.csv"},
		{"rates too new for fx.date", []string{"-rates", rates, file}, refused, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			status, _, stderr := quote(t, "", tt.args...)
			if status != tt.status || !strings.Contains(stderr, tt.stderr) || tt.stderr == "" && stderr != "" {
				t.Errorf("status %d, want %d; %q, want %q in it", status, tt.status, stderr, tt.stderr)
			}
		})
	}
	if got, err := os.ReadFile(filepath.Join(dir, "out.txt")); err != nil || !bytes.Contains(got, []byte("Break-even")) {
		t.Errorf("%v, %s", err, got)
	}

	// With the rates replaced, a request without fx.date is looked up as of its day.
	var request map[string]any
	if err := json.Unmarshal(exampleRequest, &request); err != nil {
		t.Fatal(err)
	}
	delete(request, "fx")
	data, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	status, out, _ := quote(t, string(data), "-format", "json", "-rates", rates, "-")
	var r result
	if err := json.Unmarshal([]byte(out), &r); status != answered || err != nil {
		t.Fatalf("status %d, %v: %s", status, err, out)
	}
	if r.FX == nil || r.FX.Pair != "USD/CNY" || r.FX.Rate != "7" || len(r.Warnings) != 0 {
		t.Errorf("rate %+v, warnings %+v", r.FX, r.Warnings)
	}
}

// The ways to give an exchange rate.
func TestRates(t *testing.T) {
	request := func(fx string) string {
		return `{"sku":"x","date":"2026-04-13","channel":"amazon-us","fulfillment":"fbm","category":"home_kitchen","price":"25",
			"cost":[{"code":"purchase","amount":"70","currency":"RMB"}]` + fx + `}`
	}
	for _, tt := range []struct {
		name, fx     string
		want         [6]string // pair, rate, planned, buffer, day, source
		wantPurchase string
	}{
		{"as of the ship date", ``, [6]string{"USD/CNY", "6.832164", "6.832164", "0", "2026-04-13", "European Central Bank"}, "-10.25"},
		{"as of a day", `,"fx":{"date":"2026-04-12"}`, [6]string{"USD/CNY", "6.828366", "6.828366", "0", "2026-04-10", "European Central Bank"}, "-10.25"},
		{"given", `,"fx":{"pair":"USD/CNY","rate":"7"}`, [6]string{"USD/CNY", "7", "7", "0", "", "supplied"}, "-10.00"},
		{"given as a number", `,"fx":{"pair":"USD/CNY","rate":7.00}`, [6]string{"USD/CNY", "7", "7", "0", "", "supplied"}, "-10.00"},
		{"the other way round", `,"fx":{"pair":"CNY/USD","rate":"0.14"}`, [6]string{"CNY/USD", "0.14", "0.14", "0", "", "supplied"}, "-9.80"},
		{"buffer", `,"fx":{"pair":"USD/CNY","rate":"7","buffer":"0.02"}`, [6]string{"USD/CNY", "7", "6.86", "0.02", "", "supplied"}, "-10.00"},
		{"buffer the other way round", `,"fx":{"pair":"CNY/USD","rate":"0.14","buffer":"0.02"}`, [6]string{"CNY/USD", "0.14", "0.142857", "0.02", "", "supplied"}, "-9.80"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := one(t, request(tt.fx))
			got := [6]string{r.FX.Pair, r.FX.Rate, r.FX.Planned, r.FX.Buffer, textOr(r.FX.Date, ""), r.FX.Source}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if got := amounts(r)["purchase"]; got != tt.wantPurchase { // at spot
				t.Errorf("purchase is %s, want %s", got, tt.wantPurchase)
			}
		})
	}

	// Without a cost in another currency no rate is needed, and none is looked up.
	r := one(t, `{"sku":"x","date":"2026-11-23","channel":"amazon-us","fulfillment":"fbm","category":"home_kitchen","price":"25",
		"cost":[{"code":"purchase","amount":"7","currency":"USD"},{"code":"duty","currency":"CNY"}]}`)
	if r.FX != nil || len(r.Warnings) != 0 || r.Complete || !cmp.Equal(r.Missing, []string{"cost.duty"}) {
		t.Errorf("rate %+v, warnings %+v, missing %v", r.FX, r.Warnings, r.Missing)
	}
}

// Goods from abroad with freight and no duty are no better margin: the quote is
// incomplete and says what to do.
func TestFreightWithoutDuty(t *testing.T) {
	req := `{"sku":"x","date":"2026-11-23","channel":"amazon-us","fulfillment":"fbm","category":"home_kitchen","price":"25","origin":"CN",
		"cost":[{"code":"purchase","amount":"7","currency":"USD"},{"code":"sea_freight","amount":"1","currency":"USD"}]}`
	r := one(t, req)
	if r.Complete || !cmp.Equal(r.Missing, []string{"cost.duty"}) {
		t.Errorf("missing %v", r.Missing)
	}
	if _, out, _ := quote(t, req, "-"); !strings.Contains(out, "goods from CN with freight and no duty: give the duty, 0 if none is due") {
		t.Errorf("the table does not say what to do:\n%s", out)
	}
}

// A fixing of a day after the ship date warns: nobody knew it then.
func TestRateAhead(t *testing.T) {
	r := one(t, spoiled(t, `"date":"2026-06-01"`, `"date":"2025-06-01"`))
	if len(r.Warnings) == 0 || r.Warnings[0].Code != "rate_ahead" {
		t.Errorf("warnings are %+v", r.Warnings)
	}
}

// Ratios stand below each other, decimal point under decimal point, also above
// 100 %, and a target has its article.
func TestRatiosAreAligned(t *testing.T) {
	_, out, _ := quote(t, spoiled(t, `{"margin":"0.2"}`, `{"roi":"0.6"}`), "-")
	ends := map[string]int{}
	for _, line := range strings.Split(out, "\n") {
		for _, name := range []string{"  Margin ", "  Markup ", "  ROI "} {
			if strings.HasPrefix(line, name) {
				ends[name] = strings.Index(line, "%")
			}
		}
	}
	if len(ends) != 3 || ends["  Margin "] != ends["  Markup "] || ends["  Markup "] != ends["  ROI "] {
		t.Errorf("the ratios end at %v in\n%s", ends, out)
	}
	if !strings.Contains(out, "An ROI of 60% on cost needs at least") {
		t.Errorf("the target is not named in\n%s", out)
	}
}

// A name in another script is printed whole.
func TestChineseCode(t *testing.T) {
	request := strings.Replace(spoiled(t, `"sku":"x"`, `"sku":"保温杯"`), `"code":"purchase","label":"goods"`, `"code":"采购"`, 1)
	for _, format := range []string{"table", "markdown"} {
		status, out, _ := quote(t, request, "-format", format, "-")
		if status != answered || !utf8.ValidString(out) || !strings.Contains(out, "采购") || !strings.Contains(out, "保温杯") {
			t.Errorf("%s: status %d, %.300q", format, status, out)
		}
	}
}

// How often a charge happens is said the way its event does.
func TestBases(t *testing.T) {
	const order = `"units_per_order":3,"life":{"disputed":"0.001","units_per_month":"400"}`
	for _, tt := range []struct{ base, fields, want string }{
		{"amazon-us", order, "39.99 for 400 units: professional plan"},
		{"amazon-us", `"options":{"promotion":{"kind":"best_deal","units":300,"fee":"600"}}`, "600.00 for 300 units: as supplied"},
		{"amazon-us", `"life":{"removed":"0.25"}`, "25% of "},
		{"amazon-us", order, "large standard, "},
		{"amazon-us", `"class":"dangerous_goods"`, "category home_kitchen, dangerous goods"},
		{"amazon-us", `"target":{"roi":"0.2","roi_basis":"cost_and_ads"}`, "An ROI of 20% on cost and ads needs"},
		{"amazon-us", `"target":{"profit":"0"}`, "- Break-even needs at least"},
		{"amazon-us", `"target":{"profit":"1"}`, "- A profit of 1 needs at least"},
		{"ebay-us", order, "0.40 for 3 units: "},
		{"ebay-us", order, "0.0333% of 20.00: "},
		{"ebay-us", `"life":{"disputed":"0.000000001"}`, "0.0000001% of 20.00: "},
		{"ebay-us", `"life":null`, "how many payments are disputed is not given (life.disputed)"},
		{"tiktok-us", `"life":null`, "how long a unit is in stock is not given (life.days_in_stock)"},
		{"walmart-us", `"life":null`, "how many units are removed is not given (life.removed)"},
		{"shopify-us", `"life":null`, "how many units are sold per month is not given (life.units_per_month)"},
		{"shopify-us", `"life":{"disputed":"0.1"}`, "Disputes: the chargeback fee of Shopify Payments is not public"},
		{"shopify-us", `"cost":[{"code":"duty"}]`, "- cost.duty\n"},
	} {
		_, out, _ := quote(t, replaced(t, tt.base, tt.fields), "-format", "markdown", "-")
		if out = strings.ReplaceAll(out, `\_`, "_"); !strings.Contains(out, tt.want) {
			t.Errorf("%s: no %q in\n%s", tt.base, tt.want, out)
		}
	}
}

// An ROI on a cost that is partly unknown is not shown.
func TestUnknownCost(t *testing.T) {
	r := one(t, spoiled(t, `"amount":"1.20","currency":"USD"`, `"amount":null`))
	if r.Complete || r.ROI != nil || r.Solution.Complete {
		t.Errorf("complete %t, roi %v, solution %+v", r.Complete, r.ROI, r.Solution)
	}
}

// amounts are the lines of a result by code.
func amounts(r result) map[string]string {
	out := map[string]string{}
	for _, l := range r.Lines {
		out[l.Code] = l.Amount
	}
	return out
}

// A target that no price reaches.
func TestNoSolution(t *testing.T) {
	const request = `{"sku":"x","date":"2026-06-01","channel":"amazon-us","fulfillment":"fbm","category":"home_kitchen",
		"cost":[{"code":"purchase","amount":"7","currency":"USD"}],"target":{"margin":"0.9"}`
	r := one(t, request+`,"price":"25"}`)
	if s := r.Solution; s == nil || s.Price != nil || len(s.Admissible) != 0 || !strings.Contains(s.Reason, "no price") {
		t.Errorf("solution is %+v", s)
	}
	if _, out, _ := quote(t, request+`,"price":"25"}`, "-"); !strings.Contains(out, "No price reaches a margin of 90% on price") {
		t.Errorf("table says\n%s", out)
	}
}

// Addresses stay what they are, and nothing else is markup.
func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		`a_b *c* |d| [e] <f> & \g`:                  `a\_b \*c\* \|d\| \[e] &lt;f> &amp; \\g`,
		"see (https://x.com/?a_b=1&c=*2*), and a_b": `see (https://x.com/?a_b=1&c=*2*), and a\_b`,
		"_https://x|`<":                             `\_https://x%7C%60%3C`,
	} {
		if got := markdown.Escape(text); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}
