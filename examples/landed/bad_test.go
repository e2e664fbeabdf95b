package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/examples/internal/strict"
)

// Good lines and a good shipment, to be spoiled in one place.
const (
	goodLines = `{"sku":"A","units":100,"price":"70.5","currency":"CNY","packages":[{"length":"40 cm","width":"30 cm","height":"25 cm","weight":"12 kg","count":10}],
		"hts":"8215.99.3500","origin":"CN","quantities":{"No.":1200,"kg":"110"},"content_value":{"steel":"600"},"metal_weight":"0.9","no_cases":true},
		{"sku":"B","units":40,"price":"148","currency":"CNY","kg":"400","cubic_metres":"1.75","hts":"9403.60.8093","origin":"CN",
		"vat":{"price":"included","refund_class":"general","exported_on":"2026-09-08","delay_days":60},"answers":{"completed_cabinet":false},"no_cases":true}`
	goodShipment = `{"name": "test", "currency": "USD", "rates": [{"pair":"USD/CNY","rate":"6.8"}], "terms": "FOB",
		"chargeable": {"unit":"kg","divisor":6000}, "remainder": "odoo_up", "lines": [` + goodLines + `],
		"quotes": [{"name":"sea","currency":"USD","on":"2026-09-01","basis":"per_wm","rule":"sea_1000","breaks":[{"from":"0","rate":"80"}],
			"surcharges":[{"code":"isf","basis":"per_bill","amount":"300","currency":"CNY"}],"split":"volume","split_each":{"isf":"equal"},"invoice":{"isf":"310"}}],
		"costs": [{"code":"broker","estimate":"120","currency":"USD","by":"equal"},
			{"code":"photos","actual":"50","currency":"USD","by":"typed","typed":{"A":"20","B":"30"}},
			{"code":"truck","invoice":"90","currency":"USD","by":"chargeable_weight","to":["A"],"rate":null}],
		"entry": {"date":"2026-10-05","loaded_on":"2026-09-12","mode":"vessel","rates":[{"pair":"USD/CNY","rate":"6.79"}]}}`
)

// spoiled replaces one part of the good shipment, which must be there once.
func spoiled(t testing.TB, old, by string) string {
	t.Helper()
	if strings.Count(goodShipment, old) != 1 {
		t.Fatalf("%s is %d times in the shipment", old, strings.Count(goodShipment, old))
	}
	return strings.Replace(goodShipment, old, by, 1)
}

// errorsOf answers a shipment that must be refused.
func errorsOf(t testing.TB, shipment string, args ...string) failure {
	t.Helper()
	status, out, stderr := landCommand(t, shipment, append([]string{"-format", "json", "-"}, args...)...)
	var f failure
	if err := json.Unmarshal([]byte(out), &f); err != nil {
		t.Fatalf("%v in %.300s", err, out)
	}
	if status != refused || stderr != "" || len(f.Errors) == 0 {
		t.Fatalf("status %d, %s%.300s", status, stderr, out)
	}
	for _, e := range f.Errors {
		if len(e.Field) > 250 || len(e.Value) > 60 || e.Reason == "" || len(e.Reason) > 700 {
			t.Errorf("error is %+v", e)
		}
	}
	return f
}

func TestGoodShipment(t *testing.T) {
	if r := resultOf(t, goodShipment); !r.Complete || len(r.Warnings) != 0 || r.Variance == nil {
		t.Errorf("warnings %+v, complete %t", r.Warnings, r.Complete)
	}
}

func TestBadShipments(t *testing.T) {
	for _, tt := range []struct {
		name, old, by string
		field         string
		reason        string // part of it
	}{
		{"currency missing", `"currency": "USD",`, ``, "currency", "must be given"},
		{"currency unknown", `"currency": "USD"`, `"currency": "USX"`, "currency", "ISO 4217"},
		{"terms unknown", `"terms": "FOB"`, `"terms": "FCA"`, "terms", `"EXW"`},
		{"terms missing", `"terms": "FOB",`, ``, "terms", "must be given"},
		{"remainder unknown", `"odoo_up"`, `"up"`, "remainder", "odoo_up"},
		{"field unknown", `"terms"`, `"term"`, "term", "did you mean terms?"},
		{"field twice", `"name": "test"`, `"name": "test", "name": "again"`, "name", "must not be there twice"},
		{"name too long", `"test"`, `"` + strings.Repeat("x", 101) + `"`, "name", "100"},
		{"name a number", `"test"`, `5`, "name", "must be a string"},

		{"rates no list", `[{"pair":"USD/CNY","rate":"6.8"}]`, `6.8`, "rates", "must be a list"},
		{"rate without a pair", `{"pair":"USD/CNY","rate":"6.8"}`, `{"rate":"6.8"}`, "rates[0].pair", "must be given"},
		{"rate without a rate", `{"pair":"USD/CNY","rate":"6.8"}`, `{"pair":"USD/CNY"}`, "rates[0].rate", "must be given"},
		{"rate zero", `"rate":"6.8"`, `"rate":"0"`, "rates[0].rate", "above 0"},
		{"rate of no currencies", `{"pair":"USD/CNY","rate":"6.8"}`, `{"pair":"USD","rate":"6.8"}`, "rates[0].pair", "two currency codes"},
		{"rate of other currencies", `{"pair":"USD/CNY","rate":"6.8"}`, `{"pair":"EUR/CNY","rate":"8"}`, "rates[0]", "between USD"},
		{"rate missing", `[{"pair":"USD/CNY","rate":"6.8"}]`, `[]`, "lines[0].currency", "rate"},

		{"lines missing", `"lines": [` + goodLines + `],`, ``, "lines", "must be given"},
		{"lines empty", `"lines": [` + goodLines + `]`, `"lines": []`, "lines", "1 to"},
		{"lines no list", `"lines": [` + goodLines + `]`, `"lines": {}`, "lines", "must be a list"},
		{"line no object", `"lines": [`, `"lines": [5,`, "lines[0]", "must be an object"},
		{"sku missing", `"sku":"A",`, ``, "lines[0].sku", "must be given"},
		{"sku empty", `"sku":"A"`, `"sku":" "`, "lines[0].sku", "must not be empty"},
		{"sku twice", `"sku":"B"`, `"sku":"A"`, "lines[1].sku", "lines[0]"},
		{"sku with a line break", `"sku":"A"`, `"sku":"A\nB"`, "lines[0].sku", "printable"},
		{"units missing", `"units":100,`, ``, "lines[0].units", "must be given"},
		{"units zero", `"units":100`, `"units":0`, "lines[0].units", "from 1"},
		{"units negative", `"units":100`, `"units":-1`, "lines[0].units", "from 1"},
		{"units broken", `"units":100`, `"units":"1.5"`, "lines[0].units", "whole number"},
		{"units huge", `"units":100`, `"units":1e99`, "lines[0].units", "whole number"},
		{"price negative", `"price":"70.5"`, `"price":"-1"`, "lines[0].price", "below 0"},
		{"price no number", `"price":"70.5"`, `"price":"70,5"`, "lines[0].price", "decimal number"},
		{"price NaN", `"price":"70.5"`, `"price":"NaN"`, "lines[0].price", "decimal number"},
		{"price huge", `"price":"70.5"`, `"price":"1e999999999"`, "lines[0].price", "18 digits"},
		{"price true", `"price":"70.5"`, `"price":true`, "lines[0].price", "must be a string"},
		{"price without a currency", `"price":"70.5","currency":"CNY"`, `"price":"70.5"`, "lines[0].currency", "must be given with a price"},
		{"kg negative", `"kg":"400"`, `"kg":"-1"`, "lines[1].kg", "below 0"},
		{"cubic_metres no number", `"cubic_metres":"1.75"`, `"cubic_metres":"a lot"`, "lines[1].cubic_metres", "decimal number"},
		{"hts no code", `"8215.99.3500"`, `"spoons"`, "lines[0].hts", "digits"},
		{"hts a number", `"8215.99.3500"`, `8215993500`, "lines[0].hts", "must be a string"},
		{"hts unknown", `"8215.99.3500"`, `"0101.21.0010"`, "lines[0].hts", "-tariff"},
		{"hts too short", `"8215.99.3500"`, `"8517.62.009"`, "lines[0].hts", "digits"},
		{"hts missing", `"hts":"8215.99.3500",`, ``, "lines[0].hts", "digits"},
		{"origin no code", `"hts":"8215.99.3500","origin":"CN"`, `"hts":"8215.99.3500","origin":"China"`, "lines[0].origin", "two capital letters"},
		{"origin missing", `"hts":"8215.99.3500","origin":"CN",`, `"hts":"8215.99.3500",`, "lines[0].origin", "ISO 3166-1"},
		{"packages no list", `"packages":[{"length":"40 cm","width":"30 cm","height":"25 cm","weight":"12 kg","count":10}]`, `"packages":{}`, "lines[0].packages", "must be a list"},
		{"package side without a unit", `"40 cm"`, `"40"`, "lines[0].packages[0].length", "unit"},
		{"package side missing", `"width":"30 cm",`, ``, "lines[0].packages[0].width", "above 0"},
		{"package weight zero", `"12 kg"`, `"0 kg"`, "lines[0].packages[0].weight", "above 0"},
		{"package count missing", `"weight":"12 kg","count":10`, `"weight":"12 kg"`, "lines[0].packages[0].count", "must be given"},
		{"package count zero", `"count":10`, `"count":0`, "lines[0].packages[0].count", "from 1"},
		{"package colour", `"count":10`, `"count":10,"colour":"red"`, "lines[0].packages[0].colour", "is not a known field"},
		{"quantity negative", `"kg":"110"`, `"kg":"-1"`, "lines[0].quantities.kg", "below 0"},
		{"quantity of a name too long", `"kg":"110"`, `"` + strings.Repeat("x", 200) + `":"1"`, "lines[0].quantities." + strings.Repeat("x", 40) + "…", "100 printable"},
		{"content of no material", `"steel":"600"`, `"gold":"600"`, "lines[0].content_value", "steel"},
		{"content above the value", `"steel":"600"`, `"steel":"600000"`, "lines[0].content_value", "at most the value"},
		{"metal weight above 1", `"metal_weight":"0.9"`, `"metal_weight":"90"`, "lines[0].metal_weight", "fraction"},
		{"answer no flag", `{"completed_cabinet":false}`, `{"completed_cabinet":"no"}`, "lines[1].answers.completed_cabinet", "true or false"},
		{"no_cases and cases", `"answers":{"completed_cabinet":false}`, `"cases":[{"number":"A-570-967"}],"answers":{"completed_cabinet":false}`, "lines[1].no_cases", "cases"},
		{"case without a number", `"completed_cabinet":false},"no_cases":true`, `"completed_cabinet":false},"cases":[{"rate":"0.5"}]`, "lines[1].cases[0].number", "must be given"},
		{"case per unit without a unit", `"completed_cabinet":false},"no_cases":true`, `"completed_cabinet":false},"cases":[{"number":"A-1","per_unit":"1"}]`, "lines[1].cases[0].unit", "unit of per_unit"},
		{"chapter 98 no heading", `"completed_cabinet":false},`, `"completed_cabinet":false},"chapter_98":"9702","dutiable_value":"1",`, "lines[1].chapter_98", "chapter 98"},
		{"dutiable value alone", `"completed_cabinet":false},`, `"completed_cabinet":false},"dutiable_value":"1",`, "lines[1].dutiable_value", "chapter_98"},
		{"customs value negative", `"completed_cabinet":false},`, `"completed_cabinet":false},"customs_value":"-1",`, "lines[1].customs_value", "below 0"},

		{"vat price missing", `{"price":"included",`, `{`, "lines[1].vat.price", "must be given"},
		{"vat price unknown", `"included"`, `"with"`, "lines[1].vat.price", `"excluded"`},
		{"vat refund class unknown", `"general"`, `"generals"`, "lines[1].vat.refund_class", "general"},
		{"vat refund class missing", `"refund_class":"general",`, ``, "lines[1].vat.refund_class", ""},
		{"vat export missing", `,"exported_on":"2026-09-08"`, ``, "lines[1].vat.exported_on", ""},
		{"vat delay broken", `"delay_days":60`, `"delay_days":"1.5"`, "lines[1].vat.delay_days", "whole number"},
		{"vat rate above 1", `"refund_class":"general"`, `"refund_class":"general","vat_rate":"13"`, "lines[1].vat.vat_rate", "fraction"},
		{"vat refund above the rate", `"refund_class":"general"`, `"vat_rate":"0.09","refund_rate":"0.13"`, "lines[1].vat.refund_rate", ""},
		{"vat before all tables", `"2026-09-08"`, `"1990-01-01"`, "lines[1].vat.exported_on", "known from"},
		{"vat in dollars", `"price":"148","currency":"CNY"`, `"price":"148","currency":"USD"`, "lines[1].currency", "CNY"},
		{"vat of the shipment", `"terms": "FOB"`, `"terms": "FOB", "vat": {"price":"included","refund_class":"general"}`, "vat.exported_on", ""},

		{"costs no list", `"costs": [`, `"costs": "none", "x": [`, "costs", "must be a list"},
		{"cost no object", `"costs": [`, `"costs": [5,`, "costs[0]", "must be an object"},
		{"cost without a code", `{"code":"broker",`, `{`, "costs[0].code", "must be given"},
		{"cost with a code of the library", `"broker"`, `"mpf"`, "costs[0].code", "computed"},
		{"cost with a duty beside the entry", `"broker"`, `"duty"`, "costs[0].code", "entry"},
		{"cost with a code of other letters", `"broker"`, `"Broker"`, "costs[0].code", "small letters"},
		{"cost without a basis", `"currency":"USD","by":"equal"}`, `"currency":"USD"}`, "costs[0].by", "must be given"},
		{"cost by something", `"by":"equal"}`, `"by":"magic"}`, "costs[0].by", `"volume"`},
		{"cost without a currency", `"estimate":"120","currency":"USD"`, `"estimate":"120"`, "costs[0].currency", "must be given with an amount"},
		{"cost off the grid of cents", `"estimate":"120"`, `"estimate":"120.001"`, "costs[0].estimate", "decimals"},
		{"cost in a currency without a rate", `"estimate":"120","currency":"USD"`, `"estimate":"120","currency":"EUR"`, "costs[0].rate", "must have a rate to USD"},
		{"cost of a leg that is none", `"code":"broker"`, `"code":"broker","leg":"moon"`, "costs[0].leg", `"delivery"`},
		{"cost to a SKU that is none", `"to":["A"]`, `"to":["C"]`, "costs[2].to[0]", "SKU"},
		{"cost to no list", `"to":["A"]`, `"to":"A"`, "costs[2].to", "list of strings"},
		{"typed sums to something else", `"B":"30"`, `"B":"35"`, "costs[1].typed", "sum"},
		{"typed of a SKU that is none", `"B":"30"`, `"C":"30"`, `costs[1].typed["C"]`, "SKU"},
		{"typed elsewhere", `"by":"equal"},`, `"by":"equal","typed":{"A":"1"}},`, "costs[0].typed", "basis typed"},
		{"in price and dutiable", `"code":"broker"`, `"code":"broker","in_price":true,"dutiable":true`, "costs[0].in_price", "dutiable"},
		{"chargeable weight without a rule", `"chargeable": {"unit":"kg","divisor":6000},`, ``, "costs[2].by", "rule"},
		{"cost by the weight of nobody", `"kg":"400","cubic_metres":"1.75"`, `"cubic_metres":"1.75"`, "quotes[0]", "cargo kg"},

		{"rule unknown", `{"unit":"kg","divisor":6000}`, `"air_600"`, "chargeable", "air_6000"},
		{"rule without a unit", `{"unit":"kg","divisor":6000}`, `{"divisor":6000}`, "chargeable.unit", "must be given"},
		{"quote without a split", `"split":"volume",`, ``, "quotes[0].split", "must be given"},
		{"quote split by something", `"split":"volume"`, `"split":"magic"`, "quotes[0].split", `"volume"`},
		{"quote split of another code", `{"isf":"equal"}`, `{"isff":"equal"}`, "quotes[0].split_each.isff", "did you mean isf"},
		{"quote invoice of another code", `{"isf":"310"}`, `{"isff":"310"}`, "quotes[0].invoice.isff", "did you mean isf"},
		{"quote invoice off the grid", `{"isf":"310"}`, `{"isf":"310.001"}`, "quotes[0].surcharges[0].invoice", "decimals"},
		{"quote without a rule", `"rule":"sea_1000",`, ``, "quotes[0].basis", "rule"},
		{"quote rule unknown", `"sea_1000"`, `"sea_100"`, "quotes[0].rule", "sea_1000"},
		{"quote outside of its days", `"on":"2026-09-01"`, `"on":"2026-09-01","valid_to":"2026-08-31"`, "quotes[0].on", "outside of the days"},
		{"quote basis unknown", `"per_wm"`, `"per_ton"`, "quotes[0].basis", `"per_wm"`},
		{"quote break without a rate", `{"from":"0","rate":"80"}`, `{"from":"0"}`, "quotes[0].breaks[0].rate", "must be given"},
		{"quote surcharge without a code", `{"code":"isf",`, `{`, "quotes[0].surcharges[0].code", "must be given"},
		{"quote surcharge without a basis", `"basis":"per_bill",`, ``, "quotes[0].surcharges[0].basis", "must be given"},
		{"quote in a currency without a rate", `"name":"sea","currency":"USD"`, `"name":"sea","currency":"EUR"`, "quotes[0].currency", "must have a rate to USD"},
		{"quote per container without one", `"per_bill"`, `"per_container"`, "quotes[0].booked", "must be given"},
		{"quote of a cargo nobody weighed", `"kg":"400","cubic_metres":"1.75",`, ``, "quotes[0]", "cargo"},

		{"entry no object", `"entry": {`, `"entry": 5, "x": {`, "entry", "must be an object"},
		{"entry without a date", `"date":"2026-10-05",`, ``, "entry.date", "day of entry"},
		{"entry date that does not exist", `"2026-10-05"`, `"2026-02-30"`, "entry.date", "must be a date"},
		{"entry before all tables", `"date":"2026-10-05","loaded_on":"2026-09-12"`, `"date":"2010-10-05","loaded_on":"2010-09-12"`, "entry.date", "known from"},
		{"entry after all tables", `"2026-10-05"`, `"2030-10-05"`, "entry.date", "known from"},
		{"entry before it is loaded", `"loaded_on":"2026-09-12"`, `"loaded_on":"2026-10-06"`, "entry.loaded_on", "after"},
		{"entry without a mode", `"mode":"vessel",`, ``, "entry.mode", `"vessel"`},
		{"entry mode unknown", `"vessel"`, `"ship"`, "entry.mode", `"vessel"`},
		{"entry kind unknown", `"mode":"vessel"`, `"mode":"vessel","kind":"quick"`, "entry.kind", `"formal"`},
		{"entry de minimis", `"mode":"vessel"`, `"mode":"vessel","kind":"de_minimis"`, "entry.kind", "de minimis"},
		{"entry rounding unknown", `"mode":"vessel"`, `"mode":"vessel","rounding":"up"`, "entry.rounding", "entry_replay"},
		{"entry mpf negative", `"mode":"vessel"`, `"mode":"vessel","mpf":"-1"`, "entry.mpf", "below 0"},
		{"entry bills by vessel", `"mode":"vessel"`, `"mode":"vessel","bills":2`, "entry.bills", "express"},
		{"entry rate of other currencies", `{"pair":"USD/CNY","rate":"6.79"}`, `{"pair":"EUR/CNY","rate":"8"}`, "entry.rates[0]", "USD"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := errorsOf(t, spoiled(t, tt.old, tt.by))
			if !slices.ContainsFunc(f.Errors, func(e strict.Fault) bool { return e.Field == tt.field && strings.Contains(e.Reason, tt.reason) }) {
				t.Errorf("errors are %+v", f.Errors)
			}
			for _, format := range []string{"table", "markdown", "html"} {
				if status, out, _ := landCommand(t, spoiled(t, tt.old, tt.by), "-", "-format", format); status != refused || !strings.Contains(out, "No answer for") {
					t.Errorf("%s: status %d, %.200s", format, status, out)
				}
			}
		})
	}
}

// Every fault is said at once, and what a fault spoils is not said again.
func TestAllFaultsAtOnce(t *testing.T) {
	bad := strings.NewReplacer(`"units":100`, `"units":0`, `"CNY","packages"`, `"CNX","packages"`, `"vessel"`, `"ship"`, `"by":"equal"}`, `"by":"magic"}`,
		`"8215.99.3500"`, `"8215.99.35x"`, `"delay_days":60`, `"delay_days":"1.5"`).Replace(goodShipment)
	var fields []string
	for _, e := range errorsOf(t, bad).Errors {
		fields = append(fields, e.Field)
	}
	want := []string{"entry.mode", "lines[0].units", "lines[0].currency", "costs[0].by", "lines[0].hts", "lines[1].vat.delay_days"}
	slices.Sort(fields)
	slices.Sort(want)
	if !slices.Equal(fields, want) {
		t.Errorf("faults are at %q, want %q", fields, want)
	}
}

func TestUnusableInputs(t *testing.T) {
	for name, tt := range map[string]struct{ input, reason string }{
		"empty":             {"", "is empty"},
		"blank":             {" \n\t", "is empty"},
		"not JSON":          {"{\n\"name\": oops}", "not from line 2"},
		"cut":               {goodShipment[:200], "ends too early"},
		"two values":        {"{} {}", "must be one JSON object"},
		"empty object":      {"{}", "must not be empty"},
		"list":              {"[]", "must be an object"},
		"number":            {"5", "must be an object"},
		"not UTF-8":         {"{\"name\": \"\xff\"}", "UTF-8"},
		"nested too deeply": {`{"lines":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + "}", "nested"},
		"too long":          {strings.Repeat(" ", strict.MaxInput+1), "64 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			f := errorsOf(t, tt.input)
			if !strings.Contains(f.Errors[0].Reason, tt.reason) {
				t.Errorf("errors are %+v", f.Errors)
			}
		})
	}
}

func TestBadReplay(t *testing.T) {
	for _, tt := range []struct{ name, shipment, days, field, reason string }{
		{"day before all tables", goodShipment, "2010-01-01", "-entry", "known from"},
		{"day after all tables", goodShipment, "2026-08-01,2030-01-01", "-entry", "known from"},
		{"no entry", spoiled(t, `"entry": {`, `"unused": {`), "2026-08-01", "entry", "must be given"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := errorsOf(t, tt.shipment, "-entry", tt.days)
			if !slices.ContainsFunc(f.Errors, func(e strict.Fault) bool { return e.Field == tt.field && strings.Contains(e.Reason, tt.reason) }) {
				t.Errorf("errors are %+v", f.Errors)
			}
		})
	}
}

// Refusals of a CSV file say the row and the column.
func TestBadCSV(t *testing.T) {
	const (
		header = "sku,units,price,currency,hts,origin,cartons,carton_length,carton_width,carton_height,carton_weight,metal_weight,answers,no_cases,quantities\n"
		good   = "A,100,70.5,CNY,8215.99.3500,CN,10,40 cm,30 cm,25 cm,12 kg,0.9,,yes,No.=1200\n"
	)
	rest := spoiled(t, `"lines": [`+goodLines+`],`, ``)
	rest = strings.Replace(rest, `{"code":"photos","actual":"50","currency":"USD","by":"typed","typed":{"A":"20","B":"30"}},`, "", 1)
	dir := t.TempDir()
	for _, tt := range []struct{ name, csv, field, reason string }{
		{"empty", "", "row 1", "is empty"},
		{"column missing", strings.Replace(header, "units,", "", 1), "row 1, column units", "missing"},
		{"column unknown", strings.Replace(header, "units", "unit", 1), "row 1, column unit", "did you mean units"},
		{"column twice", strings.Replace(header, "cartons", "units", 1), "row 1, column units", "twice"},
		{"column without a name", strings.Replace(header, "cartons", "", 1), "row 1, column 7", "must have a name"},
		{"semicolons", strings.ReplaceAll(header, ",", ";"), "row 1", "separated by commas"},
		{"not UTF-8", header + good + "\xb1\xb3\n", "row 3", "UTF-8"},
		{"no lines", header, "row 1", "lines below it"},
		{"cell missing", header + "A,100\n", "row 2", "must have 15 cells as the header has, has 2"},
		{"cell too many", header + good + strings.Replace(good, "A,", "B,", 1)[:len(good)-1] + ",x\n", "row 3", "has 16"},
		{"quotation mark", header + "A,\"100,70\n", "row 2", "quotation mark"},
		{"units", header + good + strings.Replace(good, "A,100", "B,1.5", 1), "row 3, column units", "whole number"},
		{"units empty", header + strings.Replace(good, "100", "", 1), "row 2, column units", "must be given"},
		{"blank line before", header + "\n\n" + strings.Replace(good, "A,100", "B,0", 1), "row 4, column units", "from 1"},
		{"line break in a cell", header + strings.Replace(good, "A,", "\"A\nB\",", 1) + strings.Replace(good, "A,100", "B,0", 1), "row 3, column units", "from 1"},
		{"sku twice", header + good + good, "row 3, column sku", "that of row 2 as well"},
		{"price", header + strings.Replace(good, "70.5", "7O.5", 1), "row 2, column price", "decimal number"},
		{"currency", header + strings.Replace(good, "CNY", "YUAN", 1), "row 2, column currency", "ISO 4217"},
		{"hts", header + strings.Replace(good, "8215.99.3500", "0101.21.0010", 1), "row 2, column hts", "-tariff"},
		{"origin", header + strings.Replace(good, ",CN,", ",cn,", 1), "row 2, column origin", "capital letters"},
		{"carton", header + strings.Replace(good, "40 cm", "40", 1), "row 2, column carton_length", "unit"},
		{"carton count", header + strings.Replace(good, ",10,", ",ten,", 1), "row 2, column cartons", "whole number"},
		{"carton count missing", header + strings.Replace(good, ",10,", ",,", 1), "row 2, column cartons", "must be given"},
		{"metal weight", header + strings.Replace(good, "0.9", "90%", 1), "row 2, column metal_weight", "decimal number"},
		{"answers", header + strings.Replace(good, "0.9,", "0.9,auto_part", 1), "row 2, column answers", "names and values"},
		{"answer", header + strings.Replace(good, "0.9,", "0.9,auto_part=perhaps", 1), "row 2, column answers, auto_part", "true or false"},
		{"flag", header + strings.Replace(good, "yes", "maybe", 1), "row 2, column no_cases", "true or false"},
		{"quantity", header + strings.Replace(good, "No.=1200", "No.=many", 1), "row 2, column quantities, No.", "decimal number"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(dir, "lines.csv")
			if err := os.WriteFile(file, []byte(tt.csv), 0o644); err != nil {
				t.Fatal(err)
			}
			f := errorsOf(t, rest, "-lines", file)
			if !slices.ContainsFunc(f.Errors, func(e strict.Fault) bool { return e.Field == tt.field && strings.Contains(e.Reason, tt.reason) }) {
				t.Errorf("errors are %+v", f.Errors)
			}
		})
	}
	file := filepath.Join(dir, "good.csv")
	if err := os.WriteFile(file, []byte(header+good), 0o644); err != nil {
		t.Fatal(err)
	}
	if f := errorsOf(t, goodShipment, "-lines", file); f.Errors[0].Field != "lines" {
		t.Errorf("lines in both: %+v", f.Errors)
	}
	resultOf(t, rest, "-lines", file)
}

// What follows from a currency or a rate that cannot be read is not said as well.
func TestNoFollowUps(t *testing.T) {
	for _, tt := range []struct {
		name, shipment string
		want           []string
	}{
		{"no object", `[]`, []string{""}},
		{"currency of the books", spoiled(t, `"currency": "USD"`, `"currency": "usd"`), []string{"currency"}},
		{"currency of a line", spoiled(t, `"price":"70.5","currency":"CNY"`, `"price":"70.5","currency":"cny"`), []string{"lines[0].currency"}},
		{"rate", spoiled(t, `"rate":"6.8"`, `"rate":"0"`), []string{"rates[0].rate"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var fields []string
			for _, e := range errorsOf(t, tt.shipment).Errors {
				fields = append(fields, e.Field)
			}
			if diff := cmp.Diff(tt.want, fields); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
