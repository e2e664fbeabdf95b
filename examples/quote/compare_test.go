package main

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// The same unit from Amazon's warehouse and from one's own, whose postage is a
// cost of its own.
const goodComparison = `{"sku":"x","date":"2026-11-23","category":"home_kitchen",
	"size":{"length":"29 cm","width":"21 cm","height":"1.8 cm"},"weight":"215 g",
	"price":"24.99","cost":[{"code":"landed","amount":"6","currency":"USD"}],"target":{"profit":"5"},
	"channels":["amazon-us",{"label":"own parcel","channel":"amazon-us","fulfillment":"fbm","more_cost":[{"code":"postage","amount":"4.10","currency":"USD"}]}]}`

// compareJSON answers one request with several channels.
func compareJSON(t testing.TB, request string) comparison {
	t.Helper()
	status, out, stderr := quote(t, request, "-format", "json", "-")
	if status != answered {
		t.Fatalf("status %d: %s%s", status, out, stderr)
	}
	var c comparison
	if err := json.Unmarshal([]byte(out), &c); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	for _, r := range c.Quotes {
		checkSum(t, *r)
	}
	return c
}

// Each channel of a comparison is quoted as it is by itself.
func TestComparisonIsItsQuotes(t *testing.T) {
	c := compareJSON(t, goodComparison)
	if len(c.Channels) != 2 || c.Channels[0].Label != "amazon-us" || c.Channels[1].Label != "own parcel" {
		t.Fatalf("channels are %+v", c.Channels)
	}
	single := strings.Replace(goodComparison, goodComparison[strings.Index(goodComparison, `"channels"`):], `"channel":"amazon-us"}`, 1)
	alone := one(t, single)
	if diff := cmp.Diff(alone.Lines, c.Quotes[0].Lines); diff != "" {
		t.Error(diff)
	}
	x := c.Channels[0]
	if x.Profit != alone.Profit || *x.BreakEven != *alone.BreakEven || *x.TargetPrice != *alone.Solution.Price || *x.Margin != *alone.Margin {
		t.Errorf("compared is %+v", x)
	}
	if own := c.Channels[1]; own.Profit != "11.14" { // 24.99 - 3.75 - 6.00 - 4.10
		t.Errorf("profit of the own parcel is %s", own.Profit)
	}
	if c.Price == nil || *c.Price != "24.99" || c.Target == nil || *c.Target != "profit of 5" {
		t.Errorf("price %v, target %v", c.Price, c.Target)
	}
}

// The comparison that the README shows.
func TestComparisonExample(t *testing.T) {
	for _, tt := range []struct{ format, file string }{{"table", "channels.txt"}, {"json", "channels.json"}, {"markdown", "channels.md"}} {
		t.Run(tt.format, func(t *testing.T) {
			status, got, stderr := quote(t, "", "-format", tt.format, "data/channels.json")
			if status != answered || stderr != "" {
				t.Fatalf("status %d, %s", status, stderr)
			}
			checkGolden(t, tt.file, got)
		})
	}
}

// What several channels share is said once, with the channels it is about.
func TestComparisonNotes(t *testing.T) {
	about := func(codes ...string) *result {
		r := &result{Complete: true}
		for _, code := range codes {
			r.Warnings = append(r.Warnings, warning{code, "text of " + code})
			r.LeftOut = append(r.LeftOut, leftOut{code, "", "not given"})
			r.Missing = append(r.Missing, code)
		}
		return r
	}
	c := comparison{
		Quotes:   []*result{about("storage", "dispute"), about("storage", "dispute", "hub"), about("storage")},
		Channels: []compared{{Label: "x"}, {Label: "y"}, {Label: "z"}},
	}
	leftOut, missing, doubts, _ := c.notes()
	for _, tt := range []struct{ got, want []string }{
		{doubts, []string{"all channels: text of storage", "x, y: text of dispute", "y: text of hub"}},
		{leftOut, []string{"Storage (all channels): not given", "Disputes (x, y): not given", "Hub fee (y): not given"}},
		{missing, []string{"storage (all channels)", "dispute (x, y)", "hub (y)"}},
	} {
		if diff := cmp.Diff(tt.want, tt.got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

// Without a price each channel stands at its own.
func TestComparisonByTarget(t *testing.T) {
	c := compareJSON(t, strings.Replace(goodComparison, `"price":"24.99",`, "", 1))
	if c.Price != nil {
		t.Errorf("one price %s for all", *c.Price)
	}
	for _, x := range c.Channels {
		if x.Price != *x.TargetPrice || dec(t, x.Profit).LessThan(dec(t, "4.99")) {
			t.Errorf("%s: profit %s at %s, target price %s", x.Label, x.Profit, x.Price, *x.TargetPrice)
		}
	}
}

// A fault is reported where it stands: in the entry that says it, or once for all.
func TestComparisonErrors(t *testing.T) {
	bad := func(old, by string) string {
		if !strings.Contains(goodComparison, old) {
			t.Fatalf("%s is not in the request", old)
		}
		return strings.Replace(goodComparison, old, by, 1)
	}
	entries := func(list string) string {
		return goodComparison[:strings.Index(goodComparison, `"channels"`)] + `"channels":` + list + "}"
	}
	for _, row := range []struct {
		name, request string
		fields        []string
		reason        string // part of the first
	}{
		{"shared", bad(`"home_kitchen"`, `"home_kichen"`), []string{"category"}, "did you mean"},
		{"own", bad(`"fulfillment":"fbm"`, `"fulfillment":"wfs"`), []string{"channels[1].fulfillment"}, "fba"},
		{"unknown channel", bad(`["amazon-us"`, `["amazon-de"`), []string{"channels[0].channel"}, "must be one of"},
		{"empty channel", bad(`["amazon-us"`, `[""`), []string{"channels[0].channel"}, "must not be empty"},
		{"no channel", bad(`"channel":"amazon-us","fulfillment"`, `"fulfillment"`), []string{"channels[1].channel"}, "must be given"},
		{"unknown field", bad(`"fulfillment":"fbm"`, `"fulfillment":"fbm","colour":"red"`), []string{"channels[1].colour"}, "known"},
		{"field twice", bad(`"fulfillment":"fbm"`, `"fulfillment":"fbm","fulfillment":"fbm"`), []string{"channels[1].fulfillment"}, "twice"},
		{"further cost", bad(`"4.10"`, `"-4.10"`), []string{"channels[1].more_cost[0].amount"}, "below 0"},
		{"options", bad(`"fulfillment":"fbm"`, `"fulfillment":"fbm","options":{"referral_rate":"2"}`), []string{"channels[1].options.referral_rate"}, "fraction"},
		{"inside an option", bad(`"fulfillment":"fbm"`, `"fulfillment":"fbm","options":{"promotion":{"units":1}}`), []string{"channels[1].options.promotion.kind"}, "coupon"},
		{"channel and channels", bad(`"sku"`, `"channel":"amazon-us","sku"`), []string{"channel"}, "must not be given with channels"},
		{"channels twice", bad(`"sku"`, `"channels":["amazon-us"],"sku"`), []string{"channels"}, "twice"},
		{"no list", `{"sku":"x","channels":"amazon-us"}`, []string{"channels"}, "list of 1 to 20"},
		{"empty list", `{"sku":"x","channels":[]}`, []string{"channels"}, "list of 1 to 20"},
		{"too many", `{"sku":"x","channels":["amazon-us"` + strings.Repeat(`,"amazon-us"`, maxChannels) + `]}`, []string{"channels"}, "list of 1 to 20"},
		{"entry is no object", bad(`["amazon-us"`, `[5`), []string{"channels[0]"}, "must be an object"},
		{"entry is null", bad(`["amazon-us"`, `[null`), []string{"channels[0]"}, "must be an object"},
		{"fault behind what is no object", entries(`[5,{"channel":"amazon-us","category":"x"}]`), []string{"channels[0]", "channels[1].category"}, ""},
		{"channels in a channel", bad(`"fulfillment":"fbm"`, `"fulfillment":"fbm","channels":["ebay-us"]`), []string{"channels[1].channels"}, "same for all"},
		{"another SKU", bad(`"fulfillment":"fbm"`, `"fulfillment":"fbm","sku":"y"`), []string{"channels[1].sku"}, "same for all"},
		{"another day", bad(`"fulfillment":"fbm"`, `"fulfillment":"fbm","date":"2026-06-01"`), []string{"channels[1].date"}, "same for all"},
		{"same channel twice", entries(`["amazon-us","amazon-us"]`), []string{"channels[1].label"}, "must not be that of channels[0]"},
		{"same label twice", bad(`"own parcel"`, `"amazon-us"`), []string{"channels[1].label"}, "must not be that of channels[0]"},
		{"label is no text", bad(`"own parcel"`, `5`), []string{"channels[1].label"}, "must be a string"},
		{"label twice", bad(`"label":"own parcel"`, `"label":"a","label":"b"`), []string{"channels[1].label"}, "twice"},
		{"day of one channel", strings.Replace(entries(`["amazon-us","shopify-us"]`), "2026-11-23", "2026-06-01", 1), []string{"date", "date"}, "any shopify-us table of the kind online_card"},
		{"label that is in the reason", strings.Replace(entries(`[{"channel":"amazon-us","label":"a"},"shopify-us"]`), `"home_kitchen"`, `"xyzzyx"`, 1), []string{"category"}, "that are (a)"},
		{"channel that is in the reason", strings.Replace(entries(`["amazon-us","shopify-us"]`), `"home_kitchen"`, `"xyzzyx"`, 1), []string{"category"}, "has those that are"},
		{"needed by one channel", strings.Replace(entries(`["amazon-us","shopify-us"]`), `"weight":"215 g",`, "", 1), []string{"weight"}, `"fba" (amazon-us)`},
		{"target of one channel", strings.NewReplacer(`"price":"24.99",`, "", `"profit":"5"`, `"margin":"0.95"`).Replace(entries(`["amazon-us",{"channel":"shopify-us","label":"own"}]`)), []string{"target.margin"}, "give a price to see what it earns (amazon-us)"},
		{"too large to compute", strings.Replace(entries(`["amazon-us","shopify-us"]`), `"cost":[`, `"life":{"removed":"1000"},"more_cost":[`+strings.Repeat(`{"code":"a","amount":"1000000000000","currency":"USD"},`, 99)+`{"code":"b"}],"cost":[`+
			strings.Repeat(`{"code":"c","amount":"1000000000000","currency":"USD"},`, 99), 1), []string{"channels[0]", "channels[1]"}, "too large"},
	} {
		t.Run(row.name, func(t *testing.T) {
			f := errorsOf(t, row.request)
			var got []string
			for _, e := range f.Errors {
				got = append(got, e.Field)
			}
			if !slices.Equal(got, row.fields) || !strings.Contains(f.Errors[0].Reason, row.reason) {
				t.Errorf("faults are %+v, want %q", f.Errors, row.fields)
			}
			if f.SKU == nil || *f.SKU != "x" {
				t.Errorf("the answer is named %v", f.SKU)
			}
		})
	}
}

// An entry replaces a field of the request as a whole, and null takes it away.
func TestComparisonEntryReplaces(t *testing.T) {
	c := compareJSON(t, `{"sku":"x","date":"2026-11-23","category":"home_kitchen","price":"20","options":{"sipp":true,"lithium":true},
		"size":{"length":"9 in","width":"6 in","height":"2 in"},"weight":"1 lb","cost":[{"code":"landed","amount":"5","currency":"USD"}],
		"channels":["amazon-us",{"label":"no sipp","channel":"amazon-us","options":{"lithium":true}},
		{"channel":"tiktok-us","category":null,"options":null}]}`)
	has := func(i int, code string) bool { return amounts(*c.Quotes[i])[code] != "" }
	if !has(0, "sipp_discount") || !has(0, "lithium_battery") || has(1, "sipp_discount") || !has(1, "lithium_battery") || c.Channels[2].Label != "tiktok-us" {
		t.Errorf("channels are %+v", c.Channels)
	}
}

// What is said of one channel, of equal ones, and of different targets.
func TestComparisonWords(t *testing.T) {
	entries := func(list string) string {
		return goodComparison[:strings.Index(goodComparison, `"channels"`)] + `"channels":` + list + "}"
	}
	for _, tt := range []struct {
		name, request string
		want, not     []string
	}{
		{"one channel", entries(`["amazon-us"]`), []string{"x on amazon-us\n", "amazon-us       11.62        17.50", "Storage (amazon-us): "}, []string{"Which channel", "all channels"}},
		{"costs of one code", entries(`["amazon-us",{"channel":"amazon-us","label":"again","cost":[{"code":"landed","label":"By air","amount":"6","currency":"USD"}]}]`),
			[]string{"  Landed  ", "Storage (all channels): "}, []string{"By air"}},
		{"costs of one code and label", entries(`["amazon-us",{"channel":"amazon-us","label":"again","more_cost":[{"code":"a","label":"By air","amount":"6","currency":"USD"}]}]`),
			[]string{"  By air  "}, nil},
		{"unknown costs", entries(`["amazon-us",{"channel":"amazon-us","label":"again","more_cost":[{"code":"duty"}]}]`),
			[]string{"cost.duty (again)\n", "Some costs are unknown"}, nil},
		{"two equal ones", entries(`["amazon-us",{"channel":"amazon-us","label":"again"},{"channel":"amazon-us","label":"dear","ads":{"per_unit":"1"}}]`),
			[]string{"amazon-us and again earn most per unit at 24.99: 11.37 each", "amazon-us and again reach a profit of 5 at the lowest price"}, nil},
		{"different targets", entries(`["amazon-us",{"channel":"amazon-us","label":"again","target":{"margin":"0.2"}}]`),
			[]string{"profit of 5: 17.50", "margin of 20% on price: "}, []string{"at the lowest price"}},
		{"target of one", strings.Replace(entries(`["amazon-us",{"channel":"amazon-us","label":"again","target":{"margin":"0.2"}}]`), `"target":{"profit":"5"},`, "", 1),
			[]string{"margin of 20% on price: "}, []string{"at the lowest price"}},
		{"no solution", strings.Replace(goodComparison, `{"profit":"5"}`, `{"roi":"1e6","roi_basis":"cost_and_ads"}`, 1),
			[]string{"at the lowest price"}, []string{"cost_and_ads"}},
		{"unreachable", strings.Replace(goodComparison, `{"profit":"5"}`, `{"margin":"0.95"}`, 1), []string{"On no channel can a margin of 95% on price be reached"}, nil},
		{"dead zone", strings.Replace(goodComparison, "24.99", "10.10", 1), []string{"amazon-us: The price of 10.10 lies in a dead zone"}, []string{"own parcel: The price"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			status, out, _ := quote(t, tt.request, "-")
			for _, text := range tt.want {
				if status != answered || !strings.Contains(out, text) {
					t.Errorf("status %d, no %q in\n%s", status, text, out)
				}
			}
			for _, text := range tt.not {
				if strings.Contains(out, text) {
					t.Errorf("%q in\n%s", text, out)
				}
			}
		})
	}
}

// Many channels stand below each other, no line longer than the others may be.
func TestComparisonIsWrapped(t *testing.T) {
	var list []string
	for i := range maxChannels {
		by := []string{"fba", "fbm"}[i/10]
		list = append(list, `{"channel":"amazon-us","fulfillment":"`+by+`","label":"warehouse `+strconv.Itoa(i)+`"}`)
	}
	_, out, _ := quote(t, goodComparison[:strings.Index(goodComparison, `"channels"`)]+`"channels":[`+strings.Join(list, ",")+"]}", "-")
	for _, line := range strings.Split(out, "\n") {
		if n := utf8.RuneCountInString(line); n > lineWidth {
			t.Errorf("line of %d columns: %s", n, line)
		}
	}
	if all, fba := strings.Count(out, "Item price"), strings.Count(out, "Fulfilment fee"); all != 4 || fba != 2 {
		t.Errorf("%d blocks, %d of them with the line of FBA, in\n%s", all, fba, out)
	}
}

// Lines stand in one order on all channels, costs in the middle.
func TestComparisonRows(t *testing.T) {
	quoteOf := func(codes ...string) *result {
		r := &result{}
		for _, code := range codes {
			r.Lines = append(r.Lines, line{Code: code, Amount: "1.00", Each: "1.00", Quantity: "1"})
		}
		return r
	}
	c := comparison{Quotes: []*result{quoteOf("price", "referral", "freight", "refund"), quoteOf("price", "payment_processing", "storage", "freight", "postage", "return_label", "payment_processing_refund", "referral_refund", "return_recovery")}}
	if got := strings.Join(c.codes(), " "); got != "price referral payment_processing storage freight postage return_label refund referral_refund payment_processing_refund return_recovery" {
		t.Errorf("lines are %s", got)
	}
}
