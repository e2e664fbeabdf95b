package fees_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
)

const everyRow = `{"text": "toys", "optional_text": "T", "one_of": "apparel", "flag": true, "has": "x", "day": "2026-03-01", "optional_day": "2026-03-02",
  "count": "12", "weight": "1 lb", "optional_weight": "2 oz", "length": "18 in", "optional_length": "1 cm",
  "amount": "0.30", "optional_amount": "0.4", "rate": "0.15", "fee": "3.5",
  ` + everyBands + `,
  "texts": ["a", "b"], "amounts": ["1", "2.5"], "confidence": "low", "object": {"name": "n"},
  "parts": [{"name": "lid", "size": {"cm": "3"}}, {"name": "box"}]}`

const everyBands = `"bands": [{"to": "10", "rate": "0.1"}, {"below": "20", "fee": "1"}, {"rate": "0.2", "fee": "0.5"}]`

func everyTable(row string) string { return table("every", "e", `"rows": [`+row+`]`) }

// Every method of a Row returns what stands in its column, and nothing for an
// absent one that may be absent.
func TestRowReads(t *testing.T) {
	rule, err := everyKind.On(read(t, everyFormat, everyTable(everyRow)), fees.Day(2026, 6, 1))
	if err != nil {
		t.Fatal(err)
	}
	r := rule.Rules
	weight := func(text string) fees.Weight { return must(fees.ParseWeight(text)) }
	length := func(text string) fees.Length { return must(fees.ParseLength(text)) }
	for _, row := range []struct {
		name string
		ok   bool
	}{
		{"text", r.text == "toys" && r.optionalText == "T" && r.oneOf == "apparel"},
		{"flag", r.flag && r.has},
		{"day", r.day.Equal(fees.Day(2026, 3, 1)) && r.optionalDay.Equal(fees.Day(2026, 3, 2)) && r.day.Location() == time.UTC},
		{"int", r.count == 12},
		{"weight", r.weight == weight("1 lb") && r.optionalWeight == weight("2 oz")},
		{"length", r.length == length("18 in") && r.optionalLength == length("1 cm")},
		{"amount", r.amount.Equal(dec("0.3")) && r.optionalAmount.Valid && r.optionalAmount.Decimal.Equal(dec("0.4"))},
		{"rate", r.rate.Equal(dec("0.15")) && must(r.fee.At(dec("7"))).Equal(dec("3.5"))},
		{"bands", len(r.bands) == 3 && r.bands[0].UpTo.Decimal.Equal(dec("10")) && !r.bands[0].Below.Valid && r.bands[0].Rate.Equal(dec("0.1")) &&
			r.bands[1].Below.Decimal.Equal(dec("20")) && !r.bands[1].UpTo.Valid && r.bands[1].Fee.Equal(dec("1")) &&
			r.bands[2].Rate.Equal(dec("0.2")) && r.bands[2].Fee.Equal(dec("0.5")) && !r.bands[2].UpTo.Valid && !r.bands[2].Below.Valid},
		{"lists", len(r.texts) == 2 && r.texts[1] == "b" && len(r.amounts) == 2 && r.amounts[1].Equal(dec("2.5"))},
		{"confidence", r.confidence == fees.Low},
		{"object", r.inner == "n" && r.parts == 2},
	} {
		if !row.ok {
			t.Errorf("%s: read %+v", row.name, r)
		}
	}
	least := `{"text": "toys", "one_of": "hazmat", "day": "2026-03-01", "count": "1", "weight": "0 lb", "length": "0 in", "amount": "0", "rate": "1", "fee": "0",
	  "optional_text": null, "flag": null, "has": null, "optional_day": null, "optional_weight": null, "optional_length": null, "optional_amount": null,
	  "bands": null, "texts": null, "amounts": null, "confidence": null, "object": null, "parts": null}`
	rule, err = everyKind.On(read(t, everyFormat, everyTable(least)), fees.Day(2026, 6, 1))
	if err != nil {
		t.Fatal(err)
	}
	if r := rule.Rules; r.optionalText != "" || r.flag || r.has || !r.optionalDay.IsZero() || !r.optionalWeight.IsZero() || !r.optionalLength.IsZero() ||
		r.optionalAmount.Valid || r.bands == nil || len(r.bands) > 0 || r.texts != nil || len(r.amounts) > 0 || r.confidence != "" || r.inner != "" || r.parts != 0 {
		t.Errorf("absent columns are read as %+v", r)
	}
}

// Each way in which a column cannot be used, with the exact place and what is
// said about it; one fault each, since the rest of the row is good.
func TestRowRefuses(t *testing.T) {
	const text, missing = " must be a text in quotes, not ", " must not be empty"
	for _, test := range []struct{ from, to, want string }{
		{`"text": "toys"`, `"text": ""`, "text" + missing},
		{`"text": "toys"`, `"text": null`, "text" + missing},
		{`"text": "toys", `, ``, "text" + missing},
		{`"text": "toys"`, `"text": 5`, "text" + text + `a number, got "5"`},
		{`"text": "toys"`, `"text": ["toys"]`, "text" + text + `a list, got "a list"`},
		{`"text": "toys"`, `"text": true`, "text" + text + `true or false, got "true"`},
		{`"optional_text": "T"`, `"optional_text": {}`, "optional_text" + text + `an object, got "an object"`},
		{`"one_of": "apparel"`, `"one_of": "Apparel"`, `one_of must be "standard", "apparel" or "hazmat", got "Apparel"`},
		{`"one_of": "apparel"`, `"one_of": 7`, "one_of" + text + `a number, got "7"`},
		{`"one_of": "apparel", `, ``, "one_of" + missing},
		{`"flag": true`, `"flag": "true"`, `flag must be true or false, got "true"`},
		{`"flag": true`, `"flag": 1`, `flag must be true or false, got "1"`},
		{`"day": "2026-03-01"`, `"day": "2026-02-29"`, `day must be a date such as 2026-01-15, got "2026-02-29"`},
		{`"day": "2026-03-01"`, `"day": "01/03/2026"`, `day must be a date such as 2026-01-15, got "01/03/2026"`},
		{`"day": "2026-03-01"`, `"day": null`, `day must be a date such as 2026-01-15`},
		{`"day": "2026-03-01"`, `"day": 20260301`, "day" + text + `a number, got "20260301"`},
		{`"day": "2026-03-01"`, `"day": "0001-01-01"`, `day must be a date such as 2026-01-15, got "0001-01-01"`},
		{`"optional_day": "2026-03-02"`, `"optional_day": ""`, `optional_day must be a date such as 2026-01-15`},
		{`"optional_day": "2026-03-02"`, `"optional_day": "0001-01-01"`, `optional_day must be a date such as 2026-01-15, got "0001-01-01"`},
		{`"count": "12"`, `"count": "13"`, `count must be a whole number in quotes from 1 to 12, got "13"`},
		{`"count": "12"`, `"count": "0"`, `count must be a whole number in quotes from 1 to 12, got "0"`},
		{`"count": "12"`, `"count": "1.0"`, `count must be a whole number in quotes from 1 to 12, got "1.0"`},
		{`"count": "12"`, `"count": "99999999999999999999"`, `count must be a whole number in quotes from 1 to 12, got "99999999999999999999"`},
		{`"count": "12"`, `"count": 12`, "count" + text + `a number, got "12"`},
		{`"count": "12", `, ``, "count" + missing},
		{`"weight": "1 lb"`, `"weight": "1"`, `weight must have one of the units lb, oz, g, kg, got "1"`},
		{`"weight": "1 lb"`, `"weight": "-1 lb"`, `weight must not be below 0, got "-1 lb"`},
		{`"weight": "1 lb", `, ``, "weight" + missing},
		{`"optional_weight": "2 oz"`, `"optional_weight": "2 in"`, `optional_weight must have one of the units lb, oz, g, kg, got "2 in"`},
		{`"optional_weight": "2 oz"`, `"optional_weight": 2`, "optional_weight" + text + `a number, got "2"`},
		{`"length": "18 in"`, `"length": "18\""`, `length must be a number and a unit, such as "9 in" or "22.86 cm"; the number must be a decimal number such as 12.34, got "18\""`},
		{`"length": "18 in"`, `"length": "101 m"`, `length must be at most 100 m, got "101 m"`},
		{`"length": "18 in"`, `"length": null`, "length" + missing},
		{`"optional_length": "1 cm"`, `"optional_length": ""`, "optional_length" + missing},
		{`"amount": "0.30"`, `"amount": "-0.30"`, `amount must not be below 0, got "-0.30"`},
		{`"amount": "0.30"`, `"amount": "0,30"`, `amount must be a decimal number such as 12.34, got "0,30"`},
		{`"amount": "0.30"`, `"amount": "1e999999999"`, `amount must have at most 18 digits before and 12 digits after the decimal point, got "1e999999999"`},
		{`"amount": "0.30"`, `"amount": "NaN"`, `amount must be a decimal number such as 12.34, got "NaN"`},
		{`"amount": "0.30"`, `"amount": 0.30`, "amount" + text + `a number, got "0.30"`},
		{`"amount": "0.30", `, ``, "amount" + missing},
		{`"optional_amount": "0.4"`, `"optional_amount": ""`, `optional_amount must be a decimal number, is empty`},
		{`"optional_amount": "0.4"`, `"optional_amount": "-1"`, `optional_amount must not be below 0, got "-1"`},
		{`"rate": "0.15", "fee"`, `"rate": "15", "fee"`, `rate must be a fraction of at most 1, got "15"`},
		{`"rate": "0.15", "fee"`, `"rate": "1.000000000001", "fee"`, `rate must be a fraction of at most 1, got "1.000000000001"`},
		{`"rate": "0.15", "fee"`, `"rate": "-0.15", "fee"`, `rate must not be below 0, got "-0.15"`},
		{`"fee": "3.5"`, `"fee": "100000000000000001"`, `fee.amount is too large, got "100000000000000001.00"`},
		{`"confidence": "low"`, `"confidence": "lowest"`, `confidence must be "high", "medium" or "low", got "lowest"`},
		{`"confidence": "low"`, `"confidence": "supplied"`, `confidence must be "high", "medium" or "low", got "supplied"`},
		{`"confidence": "low"`, `"confidence": 1`, `confidence must be a text in quotes, not a number, got "1"`},
		{everyBands, `"bands": {}`, `bands must be a list of objects, got "an object"`},
		{`{"to": "10", "rate": "0.1"}`, `{"to": "10"}`, `bands[0].rate must be given, or a fee`},
		{`{"to": "10", "rate": "0.1"}`, `{"to": "10", "rate": null}`, `bands[0].rate must be given, or a fee`},
		{`{"to": "10", "rate": "0.1"}`, `{"to": "10", "rate": "10"}`, `bands[0].rate must be a fraction of at most 1, got "10"`},
		{`{"to": "10", "rate": "0.1"}`, `{"to": 10, "rate": "0.1"}`, "bands[0].to" + text + `a number, got "10"`},
		{`{"to": "10", "rate": "0.1"}`, `"10"`, `bands[0] must be an object, got "10"`},
		{`{"to": "10", "rate": "0.1"}`, `null`, `bands[0] must be an object`},
		{`{"below": "20", "fee": "1"}`, `{"below": "20", "fee": "-1"}`, `bands[1].fee must not be below 0, got "-1"`},
		{`{"below": "20", "fee": "1"}`, `{"below": "20", "fee": "1", "minimum": "2"}`, `bands[1].minimum is not a column of the kind "every", got "2"`},
		{`"texts": ["a", "b"]`, `"texts": ["a", 5]`, `texts must be a list of texts, got "a list"`},
		{`"texts": ["a", "b"]`, `"texts": "a"`, `texts must be a list of texts, got "a"`},
		{`"amounts": ["1", "2.5"]`, `"amounts": ["1", "-2.5"]`, `amounts must not be below 0, got "-2.5"`},
		{`"amounts": ["1", "2.5"]`, `"amounts": ["1", ""]`, `amounts must be a decimal number, is empty`},
		{`"object": {"name": "n"}`, `"object": []`, `object must be an object, got "a list"`},
		{`"object": {"name": "n"}`, `"object": {"name": 1}`, `object.name` + text + `a number, got "1"`},
		{`"object": {"name": "n"}`, `"object": {"label": "n"}`, `object.label is not a column of the kind "every", got "n"`},
		{`"name": "lid"`, `"name": "none"`, `parts[0].name must not be none, got "none"`},
		{`{"name": "box"}`, `{}`, "parts[1].name" + missing},
		{`"size": {"cm": "3"}`, `"size": {"cm": "5"}`, `parts[0].size.cm must not be 5, got "5"`},
		{`"size": {"cm": "3"}`, `"size": {"cm": "10"}`, `parts[0].size.cm must be a whole number in quotes from 0 to 9, got "10"`},
		{`"text": "toys"`, `"text": "toys", "colour": null`, `colour is not a column of the kind "every"`},
		{`"text": "toys"`, `"text": "toys", "Text": "toys"`, `Text is not a column of the kind "every", got "toys"`},
	} {
		if !strings.Contains(everyRow, test.from) {
			t.Fatalf("no %s in the row", test.from)
		}
		got := faults(t, everyFormat, everyTable(strings.Replace(everyRow, test.from, test.to, 1)))
		if diff := cmp.Diff([]string{"e.rows[0]." + test.want}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.to, diff)
		}
	}
}

// All faults of a table are reported at once, in the order of the reading.
func TestAllFaultsAtOnce(t *testing.T) {
	text := `{"channel": "examplemart", "kind": "every", "effective_from": "soon", "verified_on": "2026-02-01", "confidence": "sure", "rows": [{"text": 1}], "x": 0}`
	got := faults(t, everyFormat, text)
	want := []string{
		`table[0].effective_from must be a date such as 2026-01-15, got "soon"`,
		`table[0].id must not be empty`,
		`table[0].source must not be empty`,
		`table[0].confidence must be "high", "medium" or "low", got "sure"`,
		`table[0].rows[0].text must be a text in quotes, not a number, got "1"`,
		`table[0].rows[0].one_of must not be empty`,
		`table[0].rows[0].day must be a date such as 2026-01-15`,
		`table[0].rows[0].count must not be empty`,
		`table[0].rows[0].weight must not be empty`,
		`table[0].rows[0].length must not be empty`,
		`table[0].rows[0].amount must not be empty`,
		`table[0].rows[0].rate must not be empty`,
		`table[0].rows[0].fee must not be empty`,
		`table[0].x is not a column of the kind "every", got "0"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

// The methods of a nil Row, which an absent object is, read nothing.
func TestNilRow(t *testing.T) {
	var row *fees.Row
	row.Fault("a", "b")
	row.Keep("a", fees.Stay{}.Check())
	if row.Has("a") || row.Text("a") != "" || row.OneOf("a", "x") != "" || row.Flag("a") || !row.Day("a").IsZero() || row.Int("a", 3, 4) != 3 ||
		!row.Weight("a").IsZero() || !row.Length("a").IsZero() || !row.Amount("a").IsZero() || row.OptionalAmount("a").Valid || !row.Rate("a").IsZero() ||
		row.Fee("a").Err() != nil || len(row.Bands("a")) > 0 || len(row.Rows("a")) > 0 || row.Texts("a") != nil || len(row.Amounts("a")) > 0 ||
		row.Object("a") != nil || row.Confidence() != "" {
		t.Error("a nil Row has columns")
	}
}
