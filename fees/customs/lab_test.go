package customs_test

import (
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

// The lab is a tariff of a few lines with round rates, beside the shipped tables of
// fees and limits, so that what is tested here does not move with the law.
const (
	lab25       = "1001.10.0000" // 25%
	labFree     = "1001.20.0000" // free
	labStacked  = "1001.30.0000" // 7%, and 10% more on goods of China
	labCompound = "1001.40.0000" // 0.007 per No. + 3.7%
	labPerKg    = "1001.50.0000" // 1.5 per kg
	labCabinet  = "1001.60.0000" // 3%, and 25% more on a completed cabinet
	labSteel    = "1001.70.0000" // free, and 50% of its steel
	labUnknown  = "1001.80.0000" // nobody knows
)

const labRows = `
	{"hts": "1001.10.0000", "goods": "goods at 25%", "column_1": {"ad_valorem": "0.25"}},
	{"hts": "1001.20.0000", "goods": "free goods", "column_1": {"free": true}},
	{"hts": "1001.30.0000", "goods": "stacked goods", "column_1": {"ad_valorem": "0.07"}, "lists": ["lab_extra"]},
	{"hts": "1001.40.0000", "goods": "knives", "column_1": {"specific": "0.007", "unit": "No.", "ad_valorem": "0.037"}},
	{"hts": "1001.50.0000", "goods": "goods by weight", "column_1": {"specific": "1.5", "unit": "kg"}},
	{"hts": "1001.60.0000", "goods": "furniture", "column_1": {"ad_valorem": "0.03"}, "lists": ["lab_cabinet"]},
	{"hts": "1001.70.0000", "goods": "steel goods", "column_1": {"free": true}, "lists": ["lab_steel"]},
	{"hts": "1001.80.0000", "goods": "goods of an unknown rate", "column_1": {"unknown": true}}`

func labTable(kind, variant, rest string) string {
	name := "us-customs-" + kind
	if variant != "" {
		name += "-" + variant
		variant = `"variant": "` + variant + `",`
	}
	return `{"id": "` + name + `", "channel": "us-customs", "kind": "` + kind + `", ` + variant + `
		"effective_from": "2013-01-07", "effective_to": "2027-11-22", "verified_on": "2026-11-23", "confidence": "low", "source": "made up", ` + rest + "}\n"
}

var labText = labTable("tariff", "lab", `"rows": [`+labRows+`]`) +
	labTable("column_2_origins", "", `"rows": [{"origin": "KP", "name": "North Korea"}]`) +
	labTable("question", "lab", `"rows": [{"question": "completed_cabinet", "text": "is it a completed cabinet?", "unanswered": "range"}]`) +
	labTable("programme", "lab_extra", `"label": "Extra", "order": "1", "rows": [
		{"layer": "lab_extra", "label": "Extra", "heading": "9903.00.01", "from": "2013-01-07", "origins": ["CN"], "lists": ["lab_extra"], "duty": {"ad_valorem": "0.1"}}]`) +
	labTable("programme", "lab_cabinet", `"label": "Cabinets", "order": "2", "rows": [
		{"layer": "lab_cabinet", "label": "Cabinets", "heading": "9903.00.02", "from": "2013-01-07", "lists": ["lab_cabinet"], "when": [{"question": "completed_cabinet", "is": true}], "duty": {"ad_valorem": "0.25"}}]`) +
	labTable("programme", "lab_steel", `"label": "Steel", "order": "3", "rows": [
		{"layer": "lab_steel", "label": "Steel", "heading": "9903.00.03", "from": "2013-01-07", "lists": ["lab_steel"], "base": "content:steel", "duty": {"ad_valorem": "0.5"}}]`) +
	labTable("stacking", "lab", `"rows": [
		{"rule": "chapter_98", "heading": "9802.00.80", "base": "dutiable", "mpf": "dutiable", "reason": "assembled abroad of US parts"},
		{"rule": "chapter_98", "heading": "98", "base": "value", "mpf": "none", "column_1": {"free": true}, "reason": "chapter 98"}]`)

// lab are the tables of the lab.
func lab(t testing.TB) *fees.Tables {
	t.Helper()
	text := labText
	for _, file := range feetest.Files(t) {
		for _, kind := range []string{"mpf-", "hmf-", "entry-limits-", "de-minimis-"} {
			if strings.HasPrefix(file.Name, kind) {
				text += file.Text
			}
		}
	}
	return tablesOf(t, text)
}

// tablesOf reads tables that have no fault.
func tablesOf(t testing.TB, text string) *fees.Tables {
	t.Helper()
	tables, err := customs.ReadTables(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// usd is an amount of dollars.
var usd = feetest.Dec

// known is an amount that is given.
var known = feetest.Set

// labEntry is a formal entry by vessel on 2026-03-02 with lines of the lab.
func labEntry(t testing.TB, lines ...customs.Line) customs.Entry {
	return customs.Entry{Date: feetest.Day(t, "2026-03-02"), Mode: customs.Vessel, Lines: lines, Tables: lab(t)}
}

// goods is a line of goods of China of which no order is known.
func goods(ref, hts, value string) customs.Line {
	return customs.Line{Ref: ref, HTS: hts, Origin: "CN", Value: usd(value), NoCases: true}
}

// assessed is the worksheet of an entry that has no fault.
func assessed(t testing.TB, e customs.Entry) customs.Worksheet {
	t.Helper()
	w, err := e.Assess()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// money is an amount as it is booked.
func money(d decimal.Decimal) string { return d.StringFixed(2) }

// span is a range of amounts as it is booked.
func span(r customs.Range) string {
	if r.Known() {
		return money(r.Low)
	}
	return money(r.Low) + "-" + money(r.High)
}
