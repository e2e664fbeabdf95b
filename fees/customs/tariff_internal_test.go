package customs

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
)

// tariffOf is a tariff file with rows.
func tariffOf(variant string, rows ...string) string {
	return `{"id": "tariff-` + variant + `", "channel": "us-customs", "kind": "tariff", "variant": "` + variant + `", "effective_from": "2025-01-01", "effective_to": null,
  "verified_on": "2026-11-23", "confidence": "low", "source": "my broker", "rows": [` + strings.Join(rows, ", ") + `]}`
}

// A code is 4, 6, 8 or 10 digits, with dots wherever they stand.
func TestParseHTS(t *testing.T) {
	for text, want := range map[string]string{
		"4202": "4202", "4202.92": "4202.92", "420292": "4202.92", "4202.92.31": "4202.92.31", "4202.92.3120": "4202.92.3120",
		"4202.92.31.20": "4202.92.3120", "4202923120": "4202.92.3120", "42.02": "4202",
	} {
		digits, err := parseHTS(text)
		if got := formatHTS(digits); err != nil || got != want {
			t.Errorf("%s is %s, %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "42", "420", "42029", "420292312", "42029231201", "4202.92.31200", ".4202", "4202.", "4202..92", "4202 92", "42o2", "4202.92.312０", "-4202"} {
		var in *fx.InputError
		if digits, err := parseHTS(text); !errors.As(err, &in) || in.Value != text {
			t.Errorf("%q is %q, %v", text, digits, err)
		}
	}
}

// A look-up takes the longest code that the asked one begins with, in the file read
// last; else what the rows below it agree on.
func TestTariffLookUp(t *testing.T) {
	first := tariffOf("first",
		`{"hts": "3000", "goods": "four", "column_1": {"ad_valorem": "0.04"}}`,
		`{"hts": "3000.10", "goods": "six", "column_1": {"ad_valorem": "0.06"}}`,
		`{"hts": "3000.10.20.30", "goods": "ten", "column_1": {"ad_valorem": "0.1"}}`,
		`{"hts": "3001.10.0010", "goods": "a", "column_1": {"ad_valorem": "0.01"}, "lists": ["301_list_1", "301_list_3"]}`,
		`{"hts": "3001.10.0020", "goods": "b", "column_1": {"ad_valorem": "0.01"}, "lists": ["301_list_3", "301_list_1"]}`,
		`{"hts": "3001.20.0010", "goods": "c", "column_1": {"ad_valorem": "0.02"}}`,
		`{"hts": "3002.10.0010", "goods": "d", "column_1": {"ad_valorem": "0.01"}}`,
		`{"hts": "3002.10.0020", "goods": "e", "column_1": {"ad_valorem": "0.01"}, "unsure": ["301_list_3"]}`,
		`{"hts": "3003.10.0010", "goods": "f", "column_1": {"ad_valorem": "0.01"}}`,
		`{"hts": "3003.10.0020", "goods": "g", "column_1": {"ad_valorem": "0.01"}, "special": [{"programme": "KR", "free": true}]}`)
	second := tariffOf("second",
		`{"hts": "3000.10", "goods": "six of the second", "column_1": {"ad_valorem": "0.066"}}`,
		`{"hts": "3000.10.20", "goods": "eight of the second", "column_1": {"ad_valorem": "0.08"}}`,
		`{"hts": "3001.20.0010", "goods": "c of the second", "column_1": {"ad_valorem": "0.01"}, "lists": ["301_list_1", "301_list_3"]}`)
	b := on(t, "2026-10-01", first, second)
	for _, row := range []struct{ hts, goods, warning string }{
		{"3000.10.2030", "ten", ""},
		{"3000.10.2040", "eight of the second", ""},
		{"3000.10.20", "eight of the second", "hts_short"},
		{"3000.10.3000", "six of the second", ""},
		{"3000.10", "six of the second", "hts_short"},
		{"3000.20", "four", ""},
		{"3001.10", "a", "hts_from_below"},
		{"3001.10.00", "a", "hts_from_below"},
		{"3001.20", "c of the second", "hts_from_below"}, // not the one of the first file
	} {
		a := b.assessed(t, cn(row.hts))
		warning := ""
		for _, w := range a.warnings {
			warning += w.Code
		}
		if a.goods != row.goods || warning != row.warning {
			t.Errorf("%s is %q with %v, want %q with %q", row.hts, a.goods, a.warnings, row.goods, row.warning)
		}
	}
	for hts, rows := range map[string][]string{
		"3002.10": {"3002.10.0010", "3002.10.0020"},                 // they differ in what is not known
		"3003.10": {"3003.10.0010", "3003.10.0020"},                 // in the preference
		"3001":    {"3001.10.0010", "3001.10.0020", "3001.20.0010"}, // a heading is never one rate
		"8517.62": {"8517.62.0090"},                                 // codes beside it are known to differ
		"9401.79": {"9401.79.0035"},
		"8708":    {"8708.29.50", "8708.30.5030", "8708.99.8180"},
	} {
		_, err := b.assess(cn(hts), time.Time{}, Vessel)
		var short *AmbiguousHTSError
		if !errors.As(err, &short) || short.HTS != hts {
			t.Errorf("%s: error is %v", hts, err)
		} else if diff := cmp.Diff(rows, short.Rows); diff != "" {
			t.Errorf("%s: %s", hts, diff)
		}
	}
	for hts, nearest := range map[string][]string{"4202.92.9999": {"4202.92.3120"}, "8708.30.10": {"8708.30.5030"}, "0101": nil, "4299": {"4201.00.3000", "4201.00.6000", "4202.92.3120"}} {
		_, err := b.assess(cn(hts), time.Time{}, Vessel)
		var unknown *fees.UnknownKeyError
		if !errors.As(err, &unknown) || unknown.Key != hts || unknown.Field != "hts" || unknown.Table == "" {
			t.Errorf("%s: error is %v", hts, err)
		} else if diff := cmp.Diff(nearest, unknown.Nearest); diff != "" {
			t.Errorf("%s: %s", hts, diff)
		}
	}
}

// A misspelt list would make a duty disappear: it is a fault of the file.
func TestListsThatNoProgrammeNames(t *testing.T) {
	tables := withTables(t, tariffOf("typo",
		`{"hts": "3000.10", "goods": "x", "column_1": {"free": true}, "lists": ["301_list_5"]}`,
		`{"hts": "3000.20", "goods": "x", "column_1": {"free": true}, "unsure": ["metals"]}`))
	_, err := bookOn(tables, fees.Day(2026, time.October, 1))
	if diff := cmp.Diff([]string{"tariff-typo.3000.10.lists", "tariff-typo.3000.20.lists"}, feetest.Fields(t, err)); diff != "" {
		t.Errorf("%s%v", diff, err)
	}
	if !strings.Contains(err.Error(), "did you mean 301_list_1") {
		t.Errorf("%v", err)
	}
	// So is a rule about a programme that has no table.
	tables = withTables(t, `{"id": "rules", "channel": "us-customs", "kind": "stacking", "variant": "mine", "effective_from": "2025-01-01", "effective_to": null,
  "verified_on": "2026-11-23", "confidence": "low", "source": "nobody", "rows": [{"rule": "removes", "by": ["301"], "of": ["302_*"], "reason": "so"}]}`)
	_, err = bookOn(tables, fees.Day(2026, time.October, 1))
	if diff := cmp.Diff([]string{"rules"}, feetest.Fields(t, err)); diff != "" {
		t.Errorf("%s%v", diff, err)
	}
}

// A caller's programme, question and rule work like the shipped ones.
func TestProgrammeOfACaller(t *testing.T) {
	const head = `"channel": "us-customs", "effective_from": "2025-01-01", "effective_to": "2027-11-22", "verified_on": "2026-11-23", "confidence": "low", "source": "the news", `
	texts := []string{
		`{"id": "p", ` + head + `"kind": "programme", "variant": "301_capacity", "label": "301 capacity", "order": "24", "rows": [
		  {"layer": "301_capacity", "label": "301 capacity", "heading": "9903.99.01", "from": "2026-12-01", "duty": {"specific": "2", "unit": "kg", "ad_valorem": "0.05"},
		   "origins": ["CN"], "lists": ["301_capacity"], "when": [{"question": "idle_plant", "is": true}],
		   "warning": {"code": "announced", "text": "not in force yet"}}]}`,
		`{"id": "q", ` + head + `"kind": "question", "variant": "mine", "rows": [{"question": "idle_plant", "text": "is it of an idle plant?", "unanswered": "range"}]}`,
		`{"id": "s", ` + head + `"kind": "stacking", "variant": "mine", "rows": [{"rule": "replaces", "by": ["301_capacity"], "of": ["301_forced_labor"], "reason": "instead"}]}`,
		tariffOf("mine2", `{"hts": "2500.10", "goods": "steel wool", "column_1": {"free": true}, "lists": ["301_capacity"]}`),
	}
	b := on(t, "2026-12-01", texts...)
	for want, line := range map[string]*Line{
		"1250":         cn("2500.10", answer("idle_plant", false)),
		"700":          cn("2500.10", answer("idle_plant", true), quantity("kg", "100")),
		"700 to 1250":  cn("2500.10", quantity("kg", "100")),
		"1250 to 1250": nil,
	} {
		if line == nil {
			continue
		}
		a := b.assessed(t, line)
		if a.duty.String() != want || len(a.missing) > 0 {
			t.Errorf("%s missing %v, want %s", a.duty, a.missing, want)
		}
	}
	a := b.assessed(t, cn("2500.10", answer("idle_plant", true)))
	if a.duty.String() != "500" || len(a.missing) != 1 || a.missing[0] != "the quantity in kg for 301 capacity" || len(a.warnings) != 1 || a.warnings[0].Code != "announced" {
		t.Errorf("%s %v %v", a.duty, a.missing, a.warnings)
	}
	if a = on(t, "2026-11-30", texts...).assessed(t, cn("2500.10")); a.duty.String() != "1250" {
		t.Errorf("the day before: %s", a.duty)
	}
}

// What is wrong with a file is refused by table, row and column.
func TestRefusals(t *testing.T) {
	files := map[string]string{}
	for _, file := range feetest.Files(t) {
		files[file.Name] = file.Text
	}
	fentanyl, questions := files["programme-ieepa-fentanyl-2018-07-06.json"], files["question-shipped-2018-07-06.json"]
	stacking, column2 := files["stacking-shipped-2018-07-06.json"], files["column-2-origins-2022-04-09.json"]
	metals := files["programme-232-metals-2018-07-06.json"]
	const p, q, s, c, m = "us-customs-programme-ieepa-fentanyl-2018-07-06", "us-customs-question-shipped-2018-07-06", "us-customs-stacking-shipped-2018-07-06", "us-customs-column-2-origins-2022-04-09", "us-customs-programme-232-metals-2018-07-06"
	for _, row := range []struct{ text, from, to, field string }{
		{callerTariff, `"hts": "1000.00.25"`, `"hts": "1000.00.2"`, "mine.rows[0].hts"},
		{callerTariff, `"hts": "1000.00.75"`, `"hts": "1000.0025"`, "mine.rows[1].hts"},
		{callerTariff, `"goods": "on list 3"`, `"goods": ""`, "mine.rows[0].goods"},
		{callerTariff, `"column_1": {"free": true}`, `"column_1": null`, "mine.rows[0].column_1"},
		{callerTariff, `"column_1": {"free": true}`, `"column_1": "free"`, "mine.rows[0].column_1"},
		{callerTariff, `"column_1": {"free": true}`, `"column_1": {}`, "mine.rows[0].column_1.ad_valorem"},
		{callerTariff, `"column_1": {"free": true}`, `"column_1": {"free": true, "ad_valorem": "0.1"}`, "mine.rows[0].column_1.ad_valorem"},
		{callerTariff, `"column_1": {"free": true}`, `"column_1": {"ad_valorem": "11"}`, "mine.rows[0].column_1.ad_valorem"},
		{callerTariff, `"column_1": {"free": true}`, `"column_1": {"ad_valorem": "-0.1"}`, "mine.rows[0].column_1.ad_valorem"},
		{callerTariff, `"column_1": {"free": true}`, `"column_1": {"ad_valorem": 0.1}`, "mine.rows[0].column_1.ad_valorem"},
		{callerTariff, `"column_1": {"free": true}`, `"column_1": {"specific": "1"}`, "mine.rows[0].column_1.unit"},
		{callerTariff, `"column_1": {"free": true}`, `"column_1": {"free": true, "unit": "kg"}`, "mine.rows[0].column_1.unit"},
		{callerTariff, `"column_1": {"free": true}`, `"column_1": {"top_up_to": "0.15"}`, "mine.rows[0].column_1.top_up_to"},
		{callerTariff, `"lists": ["301_list_3"]`, `"lists": ["301_list_3", "301_list_3"]`, "mine.rows[0].lists"},
		{callerTariff, `"lists": ["301_list_3"]`, `"lists": [""]`, "mine.rows[0].lists"},
		{callerTariff, `"lists": ["301_list_3"]`, `"lists": "301_list_3"`, "mine.rows[0].lists"},
		{callerTariff, `"lists": ["301_list_3"]`, `"lists": ["301_list_3"], "unsure": ["301_list_3"]`, "mine.rows[0].unsure"},
		{callerTariff, `"special": [{"programme": "KR", "free": true}]`, `"special": [{"programme": "KR", "free": true}, {"programme": "KR", "free": true}]`, "mine.rows[8].special[1].programme"},
		{callerTariff, `"special": [{"programme": "KR", "free": true}]`, `"special": [{"free": true}]`, "mine.rows[8].special[0].programme"},
		{callerTariff, `"lists": ["301_list_3"]`, `"list": ["301_list_3"]`, "mine.rows[0].list"},
		{callerTariff, `"variant": "mine",`, ``, "mine.variant"},
		{fentanyl, `"label": "IEEPA fentanyl, China",`, ``, p + ".label"},
		{fentanyl, `"order": "30"`, `"order": "0"`, p + ".order"},
		{fentanyl, `"layer": "ieepa_fentanyl", `, ``, p + ".rows[0].layer"},
		{fentanyl, `"from": "2025-02-04", "to": "2025-03-06"`, `"from": "2025-03-07", "to": "2025-03-06"`, p + ".rows[0].to"},
		{fentanyl, `"from": "2025-02-04"`, `"from": "04.02.2025"`, p + ".rows[0].from"},
		{fentanyl, `"duty": {"free": true}, `, ``, p + ".rows[0].duty"},
		{fentanyl, `"duty": {"ad_valorem": "0.10"}`, `"duty": {"ad_valorem": "0.10", "top_up_to": "0.15"}`, p + ".rows[3].duty.ad_valorem"},
		{fentanyl, `"origins": ["CN", "HK"]`, `"origins": ["CN", "CN"]`, p + ".rows[0].origins"},
		{fentanyl, `"origins": ["CN", "HK"]`, `"origins": ["China"]`, p + ".rows[0].origins"},
		{fentanyl, `"origins": ["CN", "HK"]`, `"origins": ["CN"], "except_origins": ["HK"]`, p + ".rows[0].except_origins"},
		{fentanyl, `"loaded_before": "2025-02-01"`, `"loaded_before": "soon"`, p + ".rows[0].loaded_before"},
		{fentanyl, `"is": true`, `"is": "yes"`, p + ".rows[1].when[0].is"},
		{fentanyl, `"question": "donation", `, ``, p + ".rows[1].when[0].question"},
		{fentanyl, `"is": true`, `"is": true, "unanswered": "yes"`, p + ".rows[1].when[0].unanswered"},
		{metals, `"metal_weight_below": "0.15"`, `"metal_weight_below": "15"`, m + ".rows[0].metal_weight_below"},
		{metals, `"except_chapters": ["72"`, `"except_chapters": ["7"`, m + ".rows[0].except_chapters"},
		{metals, `"metal_weight_below": "0.15"`, `"base": "content:gold"`, m + ".rows[0].base"},
		{metals, `"metal_weight_below": "0.15"`, `"modes": ["boat"]`, m + ".rows[0].modes"},
		{metals, `"metal_weight_below": "0.15"`, `"warning": {"code": "x"}`, m + ".rows[0].warning.text"},
		{questions, `"unanswered": "range"`, `"unanswered": "yes"`, q + ".rows[0].unanswered"},
		{questions, `"question": "truck_part"`, `"question": "auto_part"`, q + ".rows[1].question"},
		{stacking, `"rule": "replaces"`, `"rule": "adds"`, s + ".rows[0].rule"},
		{stacking, `"by": ["301_review"]`, `"by": []`, s + ".rows[0].by"},
		{stacking, `"reason": "the four-year review replaces the rate of the list"`, `"reason": ""`, s + ".rows[0].reason"},
		{stacking, `"extent": "goods"`, `"extent": "half"`, s + ".rows[2].extent"},
		{stacking, `"to": "2025-06-03"`, `"to": "2025-03-03"`, s + ".rows[2].to"},
		{stacking, `"heading": "9802.00.40"`, `"heading": "9702.00.40"`, s + ".rows[10].heading"},
		{stacking, `"base": "dutiable"`, `"base": "half"`, s + ".rows[10].base"},
		{stacking, `"mpf": "none"`, `"mpf": "some"`, s + ".rows[10].mpf"},
		{column2, `"origin": "BY"`, `"origin": "by"`, c + ".rows[0].origin"},
	} {
		t.Run(row.field, func(t *testing.T) {
			feetest.Refused(t, ReadTables, feetest.Change(t, row.text, row.from, row.to), row.field)
		})
	}
	feetest.ReaderFails(t, ReadTables)
}
