package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/examples/internal/term"
)

// Two real tables whose figures do not change any more.
const (
	nonPeak = "amazon-us-fulfillment-standard-2026-01-15"
	peak    = "amazon-us-fulfillment-standard-2026-10-15"
)

// The fees of FBA in peak, against those before it.
func TestDiffGolden(t *testing.T) {
	for _, tt := range []struct{ file, old, new, format string }{
		{"peak.txt", nonPeak, peak, "table"},
		{"size-tiers.txt", "amazon-us-size-tiers-2024-02-05", "amazon-us-size-tiers-2026-01-15", "table"},
		{"new-year.txt", "amazon-us-fulfillment-standard-2025-10-15", nonPeak, "table"},
	} {
		t.Run(tt.file, func(t *testing.T) {
			status, out, stderr := tables(t, "", "diff", "-format", tt.format, tt.old, tt.new)
			if status != differs || stderr != "" {
				t.Errorf("status %d, %s", status, stderr)
			}
			golden(t, tt.file, out)
		})
	}
}

// A small example with everything in it.
func TestDiffDemoGolden(t *testing.T) {
	dir := t.TempDir()
	newer := filepath.Join(dir, "new.json")
	if err := os.WriteFile(newer, []byte(`{
		"id": "demo-us-referral-2027-01-01", "channel": "demo-us", "kind": "referral",
		"effective_from": "2027-01-01", "effective_to": null, "verified_on": "2026-11-20", "confidence": "high",
		"source": "a page", "note": "a note", "rows": [
			{"category": "games", "label": "Games\u0007", "rate": "0.12"},
			{"category": "toys", "rate": "0.125", "minimum": "1.00"}
		]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	for file, format := range map[string]string{"demo.txt": "table", "demo.json": "json"} {
		status, out, stderr := demo(t, "", "diff", "demo-us-referral-2026-01-01", newer, "-format", format)
		if status != differs || stderr != "" {
			t.Errorf("status %d, %s", status, stderr)
		}
		golden(t, file, strings.ReplaceAll(out, newer, "new.json"))
	}
}

// nodeOf reads one JSON value.
func nodeOf(t testing.TB, text string) *node {
	t.Helper()
	left := maxValues
	n, bad := parseNode([]byte(text), 1, &left)
	if bad != nil {
		t.Fatal(bad.text)
	}
	return n
}

// rowsDiff compares two tables of nothing but rows and returns what changed, one
// text for each change, and whether the comparison with sides swapped agrees.
func rowsDiff(t *testing.T, old, new string) []string {
	t.Helper()
	a, b := nodeOf(t, `{"rows": [`+old+`]}`), nodeOf(t, `{"rows": [`+new+`]}`)
	d, back := compare(a, b), compare(b, a)
	if len(d.added) != len(back.removed) || len(d.removed) != len(back.added) || len(d.changed) != len(back.changed) || d.moved != back.moved {
		t.Errorf("forth and back differ: %+v, %+v", d, back)
	}
	var out []string
	for _, n := range d.removed {
		out = append(out, "- "+n.String())
	}
	for _, n := range d.added {
		out = append(out, "+ "+n.String())
	}
	for _, r := range d.changed {
		for _, c := range r.cells {
			old, new, diff := c.texts()
			out = append(out, strings.TrimSpace(rowName(r.row, d.key)+" | "+c.name()+": "+old+" -> "+new+" "+diff))
		}
	}
	if d.moved {
		out = append(out, "moved")
	}
	return out
}

func TestDiffRows(t *testing.T) {
	const (
		books = `{"category": "books", "rate": "0.15"}`
		toys  = `{"category": "toys", "rate": "0.10"}`
	)
	for _, tt := range []struct {
		name, old, new string
		want           []string
	}{
		{"equal", books + "," + toys, books + "," + toys, nil},
		{"nothing", "", "", nil},
		{"rate", books, `{"category": "books", "rate": "0.145"}`, []string{"category books | rate: 0.15 -> 0.145 -0.005"}},
		{"decimals as written", books, `{"category": "books", "rate": "0.2"}`, []string{"category books | rate: 0.15 -> 0.2 +0.05"}},
		{"zeros at the end mean nothing", books, `{"category": "books", "rate": "0.150"}`, nil},
		{"null is absent", books, `{"category": "books", "rate": "0.15", "minimum": null}`, nil},
		{"order of columns", books, `{"rate": "0.15", "category": "books"}`, nil},
		{"a new column", books, `{"category": "books", "rate": "0.15", "minimum": "0.30"}`, []string{"category books | minimum: none -> 0.30"}},
		{"a column less", `{"category": "books", "rate": "0.15", "minimum": "0.30"}`, books, []string{"category books | minimum: 0.30 -> none"}},
		{"a number in place of a text", books, `{"category": "books", "rate": 0.15}`, []string{`category books | rate: "0.15" -> 0.15`}},
		{"a new row", books, books + "," + toys, []string{"+ category toys, rate 0.10"}},
		{"a row less", books + "," + toys, toys, []string{"- category books, rate 0.15"}},
		{"another order", books + "," + toys, toys + "," + books, []string{"moved"}},
		{"a row in between moves nothing", books + "," + toys, books + `,{"category": "x", "rate": "1"},` + toys, []string{"+ category x, rate 1"}},
		{"one row without a key", `{"rate": "0.15", "cap": "5"}`, `{"rate": "0.15", "cap": "6"}`, []string{"| cap: 5 -> 6 +1"}},
		{"rows without a key, by position", `{"fee": "1"},{"fee": "2"}`, `{"fee": "1"},{"fee": "3"},{"fee": "4"}`, []string{"+ fee 4", "| fee: 2 -> 3 +1"}},
		{"the same key twice, in order", books + "," + books, books + "," + strings.Replace(books, "0.15", "0.2", 1), []string{"category books | rate: 0.15 -> 0.2 +0.05"}},
		{"the label is no key", `{"label": "Books", "category": "books"}`, `{"label": "All books", "category": "books"}`, []string{"category books | label: Books -> All books"}},
		{"tier and weight", `{"tier": "a", "to": "1 lb", "fee": "1"},{"tier": "a", "over": "1 lb", "fee": "2"}`,
			`{"tier": "a", "over": null, "to": "16 oz", "fee": "1"},{"tier": "a", "over": "16.0 oz", "fee": "3"}`, []string{"tier a, over 16.0 oz | fee: 2 -> 3 +1"}},
		{"a band that is cut in two", `{"to": "2 lb", "fee": "1"}`, `{"to": "1 lb", "fee": "1"},{"over": "1 lb", "to": "2 lb", "fee": "2"}`,
			[]string{"- to 2 lb, fee 1", "+ to 1 lb, fee 1", "+ over 1 lb, to 2 lb, fee 2"}},
		{"a range is a key even when it need not be", `{"tier": "a", "over": "1 lb", "to": "2 lb", "fee": "1"},{"tier": "b", "over": "1 lb", "fee": "1"}`,
			`{"tier": "a", "over": "2 lb", "to": "3 lb", "fee": "1"},{"tier": "b", "over": "1 lb", "fee": "1"}`,
			[]string{"- tier a, over 1 lb, to 2 lb, fee 1", "+ tier a, over 2 lb, to 3 lb, fee 1"}},
		{"the only row", `{"dim_divisor": "139", "assumed": true}`, `{"dim_divisor": "166"}`, []string{"| dim_divisor: 139 -> 166 +27", "| assumed: true -> none"}},
		{"class, season and age", `{"class": "a", "first_month": "1", "last_month": "9", "to_days": "30", "rate": "0.75"},{"class": "a", "first_month": "10", "last_month": "12", "to_days": "30", "rate": "1"}`,
			`{"class": "a", "first_month": "1", "last_month": "9", "to_days": "30", "rate": "0.70"},{"class": "a", "first_month": "10", "last_month": "12", "to_days": "30", "rate": "1"}`,
			[]string{"class a, first_month 1, last_month 9 | rate: 0.75 -> 0.70 -0.05"}},
		{"true and false as a key", `{"media": false, "cap": "5"},{"media": true, "cap": "0"}`, `{"media": false, "cap": "5"},{"media": true, "cap": "1"}`, []string{"media true | cap: 0 -> 1 +1"}},
		{"a limit with a unit", `{"tier": "a", "weight_to": "20 lb"}`, `{"tier": "a", "weight_to": "19.5 lb"}`, []string{"tier a | weight_to: 20 lb -> 19.5 lb -0.5 lb"}},
		{"lists of names tell rows apart when they have to", `{"layer": "a", "origins": ["CN"], "duty": {"free": true}},{"layer": "a", "duty": {"rate": "0.1"}}`,
			`{"layer": "a", "origins": ["CN"], "duty": {"free": true}},{"layer": "a", "duty": {"rate": "0.2"}}`, []string{"layer a | duty, rate: 0.1 -> 0.2 +0.1"}},
		{"lists of names change when they need not", `{"layer": "a", "lists": ["x"]},{"layer": "b", "lists": ["x"]}`, `{"layer": "a", "lists": ["x", "y"]},{"layer": "b", "lists": ["x"]}`,
			[]string{"layer a | lists: x -> x, y"}},
		{"the last day of a period is no key", `{"layer": "a", "from": "2025-01-01", "to": "2025-06-30", "rate": "0.1"},{"layer": "a", "from": "2025-07-01", "rate": "0.2"}`,
			`{"layer": "a", "from": "2025-01-01", "to": "2025-06-30", "rate": "0.1"},{"layer": "a", "from": "2025-07-01", "to": "2025-12-31", "rate": "0.2"},{"layer": "a", "from": "2026-01-01", "rate": "0.3"}`,
			[]string{"+ layer a, from 2026-01-01, rate 0.3", "layer a, from 2025-07-01 | to: none -> 2025-12-31"}},
		{"a limit in another unit", `{"tier": "a", "longest": "1 in"}`, `{"tier": "a", "longest": "25.4 mm"}`, nil},
		{"a limit in another unit that differs", `{"tier": "a", "longest": "1 in"}`, `{"tier": "a", "longest": "25.5 mm"}`, []string{"tier a | longest: 1 in -> 25.5 mm"}},
		{"a length is no weight", `{"tier": "a", "limit": "1 mm"}`, `{"tier": "a", "limit": "1 g"}`, []string{"tier a | limit: 1 mm -> 1 g"}},
		{"a number is no weight", `{"tier": "a", "limit": "1"}`, `{"tier": "a", "limit": "1 g"}`, []string{"tier a | limit: 1 -> 1 g"}},
		{"bands", `{"category": "a", "bands": [{"to": "100", "rate": "0.15"}, {"rate": "0.08"}]}`, `{"category": "a", "bands": [{"to": "100.00", "rate": "0.15"}, {"rate": "0.09"}]}`,
			[]string{"category a | bands, over 100.00, rate: 0.08 -> 0.09 +0.01"}},
		{"bands that end alike", `{"category": "a", "bands": [{"to": "1", "rate": "0.1"}, {"to": "1", "rate": "0.2"}]}`, `{"category": "a", "bands": [{"to": "1", "rate": "0.1"}, {"to": "1", "rate": "0.3"}]}`,
			[]string{"category a | bands: to 1, rate 0.1; to 1, rate 0.2 -> to 1, rate 0.1; to 1, rate 0.3"}},
		{"a value inside of a row", `{"category": "a", "bands": [{"rate": "0.15"}], "step": {"fee": "1"}, "fees": ["1", "2"]}`, ``, []string{"- category a, bands (rate 0.15), step (fee 1), fees (1, 2)"}},
		{"other bands", `{"category": "a", "bands": [{"rate": "0.15"}]}`, `{"category": "a", "bands": [{"to": "100", "rate": "0.15"}, {"rate": "0.08"}]}`,
			[]string{"category a | bands: rate 0.15 -> to 100, rate 0.15; rate 0.08"}},
		{"one band", `{"category": "a", "bands": [{"rate": "0.15"}]}`, `{"category": "a", "bands": [{"rate": "0.2"}]}`, []string{"category a | bands, rate: 0.15 -> 0.2 +0.05"}},
		{"a step", `{"to": "1 lb", "step": {"fee": "0.38", "each": "1 lb"}}`, `{"to": "1 lb", "step": {"fee": "0.40", "each": "1 lb"}}`, []string{"to 1 lb | step, fee: 0.38 -> 0.40 +0.02"}},
		{"a list of amounts", `{"tier": "a", "fees": ["1", "2"]}`, `{"tier": "a", "fees": ["1", "3"]}`, []string{"tier a | fees, 2: 2 -> 3 +1"}},
		{"a longer list of amounts", `{"tier": "a", "fees": ["1", "2"]}`, `{"tier": "a", "fees": ["1", "2", "3"]}`, []string{"tier a | fees: 1, 2 -> 1, 2, 3"}},
		{"a list of texts", `{"tier": "a", "for": ["x", "y"]}`, `{"tier": "a", "for": ["y", "x"]}`, []string{"tier a | for: x, y -> y, x"}},
		{"empty list and object", `{"tier": "a", "for": [], "step": {}}`, `{"tier": "a", "for": {}, "step": []}`, []string{"tier a | for: [] -> {}", "tier a | step: {} -> []"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, rowsDiff(t, tt.old, tt.new)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// A header is compared as well, and names the amounts of a list that goes with one
// of its own.
func TestDiffHeader(t *testing.T) {
	text := func(header, fees string) *node {
		return nodeOf(t, `{"id": "a", `+header+` "rows": [{"tier": "x", "fees": [`+fees+`]}]}`)
	}
	for _, tt := range []struct {
		name     string
		old, new *node
		want     []string
	}{
		{"field", text(`"season": "peak",`, `"1"`), text(`"season": "non-peak",`, `"1"`), []string{"season: peak -> non-peak"}},
		{"new and old fields", text(`"a": "1",`, `"1"`), text(`"b": "1", "c": null,`, `"1"`), []string{"a: 1 -> none", "b: none -> 1"}},
		{"list", text(`"tiers": ["a"],`, `"1"`), text(`"tiers": ["a", "b"],`, `"1"`), []string{"tiers: a -> a, b"}},
		{"prices", text(`"price_bands": [{"below": "10.00"}, {"to": "50"}, {}],`, `"1", "2", "3"`), text(`"price_bands": [{"below": "10.00"}, {"to": "50"}, {}],`, `"2", "4", "6"`),
			[]string{"fees, price below 10.00: 1 -> 2", "fees, price to 50: 2 -> 4", "fees, price over 50: 3 -> 6"}},
		{"from", text(`"price_bands": [{"below": "10.00"}, {}],`, `"1", "2"`), text(`"price_bands": [{"below": "10.00"}, {}],`, `"1", "3"`), []string{"fees, price from 10.00: 2 -> 3"}},
		{"units of an order", text(`"units": ["1", "2"],`, `"1", "2"`), text(`"units": ["1", "2"],`, `"1", "3"`), []string{"fees, units 2: 2 -> 3"}},
		{"other prices", text(`"price_bands": [{"below": "10"}, {}],`, `"1", "2"`), text(`"price_bands": [{"below": "12"}, {}],`, `"1", "3"`),
			[]string{"price_bands: below 10; the rest -> below 12; the rest", "fees, 2: 2 -> 3"}},
		{"two lists of that length", text(`"a": ["x", "y"], "b": ["x", "y"],`, `"1", "2"`), text(`"a": ["x", "y"], "b": ["x", "y"],`, `"1", "3"`), []string{"fees, 2: 2 -> 3"}},
		{"rows that are no list of objects", nodeOf(t, `{"rows": ["a"]}`), nodeOf(t, `{"rows": [{}]}`), []string{"rows: a -> the rest"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := compare(tt.old, tt.new)
			changes := d.header
			for _, r := range d.changed {
				changes = append(changes, r.cells...)
			}
			var got []string
			for _, c := range changes {
				old, new, _ := c.texts()
				got = append(got, c.name()+": "+old+" -> "+new)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// Amounts and rates are said to be such; those of a table with "per" are neither.
func TestDiffUnits(t *testing.T) {
	text := func(header, row string) *node { return nodeOf(t, `{`+header+`"rows": [`+row+`]}`) }
	for _, tt := range []struct {
		old, new *node
		want     string
	}{
		{text(``, `{"a": "x", "fee": "1"}`), text(``, `{"a": "x", "fee": "2"}`), "amounts in USD\n"},
		{text(``, `{"a": "x", "rate": "1"}`), text(``, `{"a": "x", "rate": "2"}`), "rates as fractions, 0.15 is 15%\n"},
		{text(`"per": "month",`, `{"a": "x", "rate": "1"}`), text(`"per": "month",`, `{"a": "x", "rate": "2"}`), ""},
		{text(``, `{"a": "x"}`), text(``, `{"a": "x", "bands": [{"rate": "1", "fee": "2"}]}`), "amounts in USD; rates as fractions, 0.15 is 15%\n"},
		{text(``, `{"a": "x", "longest": "1 in"}`), text(``, `{"a": "x", "longest": "2 in"}`), ""},
	} {
		if got := compare(tt.old, tt.new).units("USD"); got != tt.want {
			t.Errorf("%s and %s: %q, want %q", tt.old, tt.new, got, tt.want)
		}
		if got := compare(tt.old, tt.new).units(""); strings.Contains(got, "amounts") {
			t.Errorf("%s and %s: %q for an unknown currency", tt.old, tt.new, got)
		}
	}
}

// The rows of every shipped table are told apart by columns that are no amounts,
// so that a newer table can be compared with it.
func TestShippedTablesHaveKeys(t *testing.T) {
	c := &command{channels: channels}
	all, err := c.shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, info := range all {
		table := nodeOf(t, string(info.JSON))
		rows := table.field("rows").items
		key, unique := keyColumns(rows)
		if !unique || len(key) == 0 && len(rows) > 1 {
			t.Errorf("%s: key %v, unique %t", info.Source.Table, key, unique)
		}
		if d := compare(table, table); !d.equal() || d.same != len(rows) {
			t.Errorf("%s differs from itself: %s", info.Source.Table, d.table("USD"))
		}
	}
}

// What show prints, validate accepts, as one file for each channel too.
func TestShowValidates(t *testing.T) {
	c := &command{channels: channels}
	all, err := c.shipped()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, info := range all {
		id := info.Source.Table
		status, text, stderr := tables(t, "", "show", id)
		if status != fine || stderr != "" {
			t.Fatalf("%s: status %d, %s", id, status, stderr)
		}
		files[info.Channel] += text
		status, out, _ := tables(t, text, "validate", "-")
		if status != fine || !strings.Contains(out, "stdin: replaces the shipped "+id+"\n") {
			t.Errorf("%s: status %d, %s", id, status, out)
		}
		if status, out, _ = tables(t, text, "diff", id, "-"); status != fine {
			t.Errorf("%s: status %d, %s", id, status, out)
		}
	}
	for channel, text := range files {
		if status, out, _ := tables(t, text, "validate", "-"); status != fine {
			t.Errorf("%s: status %d, %s", channel, status, out)
		}
	}
}

// A table of each kind of duty, freight and VAT, shown, with one value changed, is
// valid, and the diff names the row and the change.
func TestChangedTable(t *testing.T) {
	for _, tt := range []struct {
		id, row, old, new string // of the row that has the text row, the first old becomes new
		want              []string
	}{
		{"us-customs-tariff-starter-2025-01-01", "3924.10.4000", `"0.034"`, `"0.04"`,
			[]string{"1 row changed, 51 rows unchanged, matched by hts\nrates as fractions", "3924.10.4000  0.034 -> 0.04 (+0.006)"}},
		{"us-customs-tariff-starter-2025-01-01", "3924.10.4000", `["301_list_4b"]`, `["301_list_4b", "301_list_3"]`,
			[]string{"3924.10.4000  301_list_4b -> 301_list_4b, 301_list_3\n"}},
		{"us-customs-tariff-starter-2025-01-01", "3924.10.4000", `"ad_valorem": "0.034"`, `"free": true`,
			[]string{"1 row changed", "ad_valorem     free", "3924.10.4000  0.034 -> none  none -> true"}},
		{"us-customs-programme-301-2018-07-06", `"heading": "9903.88.03", "from": "2019-05-10"`, `"0.25"`, `"0.30"`,
			[]string{"1 row changed, 9 rows unchanged, matched by layer, heading and from\nrates as fractions", "301_list_3  9903.88.03  2019-05-10  0.25 -> 0.30 (+0.05)"}},
		{"us-customs-programme-301-2018-07-06", `"heading": "9903.88.01"`, `"from": "2018-07-06"`, `"from": "2018-07-06", "to": "2026-12-31"`,
			[]string{"1 row changed", "9903.88.01  2018-07-06  none -> 2026-12-31"}},
		{"us-customs-programme-232-steel-2018-07-06", `"lists": ["232_steel"], "reason"`, `"low"`, `"medium"`,
			[]string{"1 row changed, 14 rows unchanged, matched by layer, from, lists and heading\n", "low -> medium"}},
		{"us-customs-programme-301-review-2018-07-06", "9903.91.07", `"ad_valorem": "0.50"`, `"specific": "1.20", "unit": "kg"`,
			[]string{"matched by layer and heading\namounts in USD; rates as fractions", "0.50 -> none  none -> 1.20  none -> kg"}},
		{"us-customs-stacking-shipped-2018-07-06", `"rule": "removes"`, `["301_exclusion"]`, `["301_exclusion", "301_review"]`,
			[]string{"1 row changed, 14 rows unchanged", "301_exclusion -> 301_exclusion, 301_review"}},
		{"us-customs-mpf-fy2027", "0.003464", `"34.58"`, `"35.00"`, []string{"1 row changed\namounts in USD\n", "34.58 -> 35.00 (+0.42)"}},
		{"us-customs-hmf-1991-01-01", "vessel", `"0.00125"`, `"0.0013"`, []string{"5 rows unchanged, matched by mode\n", "vessel  0.00125 -> 0.0013 (+0.00005)"}},
		{"us-customs-de-minimis-2016-03-10", "2025-05-01", `"2025-05-01"`, `"2025-05-02"`, []string{"matched by origins\n", "CN, HK   2025-05-01 -> 2025-05-02"}},
		{"freight-chargeable-common-2020-01-01", `"air_6000"`, `"divisor": "6000"`, `"divisor": "5500"`,
			[]string{"1 row changed, 11 rows unchanged, matched by rule\n\n", "air_6000  6000 -> 5500 (-500)"}},
		{"freight-container-common-2020-01-01", "40HQ", `"payload_high_kg": "28000"`, `"payload_high_kg": "28500"`,
			[]string{"2 rows unchanged, matched by container\n", "40HQ       28000 -> 28500 (+500)"}},
		{"china-vat-refund-2026-04-01", `"batteries"`, `"0.06"`, `"0.05"`,
			[]string{"1 row changed, 4 rows unchanged, matched by class\nrates as fractions", "batteries  0.06 -> 0.05 (-0.01)"}},
	} {
		t.Run(tt.id+" "+tt.new, func(t *testing.T) {
			status, text, stderr := tables(t, "", "show", tt.id)
			if status != fine || stderr != "" {
				t.Fatalf("show: status %d, %s", status, stderr)
			}
			lines := strings.SplitAfter(text, "\n")
			i := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, "    {") && strings.Contains(line, tt.row) })
			if i < 0 || !strings.Contains(lines[i], tt.old) {
				t.Fatalf("no row with %s and %s", tt.row, tt.old)
			}
			lines[i] = strings.Replace(lines[i], tt.old, tt.new, 1)
			text = strings.Join(lines, "")
			if status, out, _ := tables(t, text, "validate", "-"); status != fine || !strings.Contains(out, "replaces the shipped "+tt.id) {
				t.Errorf("validate: status %d, %s", status, out)
			}
			status, out, stderr := tables(t, text, "diff", tt.id, "-")
			if status != differs || stderr != "" {
				t.Errorf("diff: status %d, %s", status, stderr)
			}
			for _, want := range tt.want {
				if !strings.Contains(out, want) {
					t.Errorf("no %q in\n%s", want, out)
				}
			}
		})
	}
}

// Channels are in alphabetical order, each with tables of its own.
func TestChannels(t *testing.T) {
	var names []string
	for _, ch := range channels {
		names = append(names, ch.name)
		shipped, err := ch.shipped()
		if err != nil {
			t.Fatal(err)
		}
		count := 0
		for info := range shipped.All() {
			count++
			if info.Channel != ch.name {
				t.Errorf("%s is a table of %s", info.Source.Table, info.Channel)
			}
		}
		if count == 0 {
			t.Errorf("%s has no tables", ch.name)
		}
	}
	if !slices.IsSorted(names) {
		t.Errorf("channels are %v", names)
	}
}

// Lines for people are not too long, but for a word that is too long by itself.
func TestLineWidth(t *testing.T) {
	for _, args := range [][]string{
		{"list"}, {"list", "-v"},
		{"diff", nonPeak, peak}, {"diff", "amazon-us-referral-2025-01-15", "amazon-us-size-tiers-2024-02-05"},
	} {
		_, out, _ := tables(t, "", args...)
		for _, line := range strings.Split(out, "\n") {
			text := strings.TrimLeft(line, " ")
			if term.Width(line) > lineWidth && strings.ContainsAny(strings.TrimPrefix(text, "source: "), " ") {
				t.Errorf("%v: line of %d columns: %s", args, term.Width(line), line)
			}
		}
	}
}

// Any two inputs compare without a panic; a table is equal to itself; and both
// directions agree on whether there is a difference.
func FuzzDiff(f *testing.F) {
	f.Add([]byte(demoReferral), []byte(goodFile))
	f.Add([]byte(demoSmall), []byte(strings.ReplaceAll(demoSmall, "1 lb", "16 oz")))
	f.Add([]byte(`{"a": [{"to": "1"}, {}], "rows": [{"fees": ["1", "2"]}]}`), []byte("\xEF\xBB\xBF{\"rows\": [{}, {\"over\": \"\\u0000\"}]}"))
	f.Add([]byte(`{"rows": [{"": [[], {}]}]}`), []byte(`{"rows": [{"": [{}, []]}, {"x": true}]}`))
	f.Add([]byte(`[1]`), []byte(`{"rows": 1e5`))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		old, _ := splitFile(a)
		new, _ := splitFile(b)
		if len(old) == 0 || len(new) == 0 {
			return
		}
		checkDiffs(t, old[0].node, new[0].node)
	})
}

// checkDiffs checks what holds for any two tables.
func checkDiffs(t *testing.T, x, y *node) {
	t.Helper()
	forth, back := compare(x, y), compare(y, x)
	if forth.equal() != back.equal() {
		t.Errorf("equal is %t and %t", forth.equal(), back.equal())
	}
	// Tables without a column in common may have another key the other way round.
	if slices.Equal(forth.key, back.key) && (len(forth.added) != len(back.removed) || len(forth.changed) != len(back.changed) || forth.same != back.same) {
		t.Errorf("%d rows added, %d changed and %d the same; the other way round %d removed, %d and %d", len(forth.added), len(forth.changed), forth.same, len(back.removed), len(back.changed), back.same)
	}
	self := compare(x, x)
	if !self.equal() {
		t.Errorf("differs from itself: %s", self.table("USD"))
	}
	for _, d := range []*diff{forth, back, self} {
		if text := d.table("USD"); strings.ContainsAny(text, "\x00\x07\x1b\r") || (text == "No difference.\n") != d.equal() {
			t.Errorf("text is %q", text)
		}
		data, err := json.Marshal(d.json())
		if err != nil || !json.Valid(data) {
			t.Errorf("%v: %s", err, data)
		}
		old, new := d.old.field("rows"), d.new.field("rows")
		if total := len(d.added) + len(d.changed) + d.same; new.all(isObject) && old.all(isObject) && total != len(new.items) {
			t.Errorf("%d of %d rows", total, len(new.items))
		}
	}
}

// What validate lets pass, the channel reads; whatever the input, there is no
// panic and each fault is a line.
func FuzzValidate(f *testing.F) {
	for _, text := range []string{goodFile, demoReferral + demoSmall, "\xEF\xBB\xBF" + goodFile, otherReferral + goodFile, "[" + goodFile + "]", `{"id": "x", "channel": "demo-us"}`, "{} {}"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		status, out, stderr := demo(t, string(data), "validate", "-")
		if status == unusable || stderr != "" {
			t.Errorf("status %d, %s", status, stderr)
		}
		for _, line := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
			if !strings.HasPrefix(line, "stdin:") {
				t.Errorf("line is %q", line)
			}
		}
		if status != fine {
			return
		}
		reads := slices.ContainsFunc(demoChannels, func(ch channel) bool {
			_, err := ch.read(strings.NewReader(string(data)))
			return err == nil
		})
		if !reads {
			t.Error("no channel reads it")
		}
	})
}

// An arbitrary value made of a few names and texts, so that much of two of them
// is alike, unlike what arbitrary bytes give.
func arbitrary(data *[]byte, depth int) *node {
	next := func(n int) int {
		if len(*data) == 0 {
			return 0
		}
		b := int((*data)[0])
		*data = (*data)[1:]
		return b % n
	}
	texts := []string{"", "1", "1.0", "2", "16 oz", "1 lb", "text", "\x1b\n", "999999999999999999", "-0.000000000001"}
	names := []string{"tier", "over", "to", "fee", "fees", "rate", "bands", "step", "price_bands", "first_month", "last_month", "", "below"}
	kinds := isObject + 1
	if depth == 0 {
		kinds = isList
	}
	switch n := (&node{kind: kind(next(int(kinds)))}); n.kind {
	case isText:
		n.text = texts[next(len(texts))]
		return n
	case isNumber:
		n.text = []string{"0", "1.5", "1e9"}[next(3)]
		return n
	case isFlag:
		n.text = "true"
		return n
	case isList:
		for range next(5) {
			n.items = append(n.items, arbitrary(data, depth-1))
		}
		return n
	case isObject:
		for range next(6) {
			if name := names[next(len(names))]; !slices.Contains(n.names, name) {
				n.names, n.items = append(n.names, name), append(n.items, arbitrary(data, depth-1))
			}
		}
		return n
	default:
		return n
	}
}

// arbitraryTable has rows that are objects, and a header.
func arbitraryTable(data *[]byte) *node {
	t := &node{kind: isObject}
	rows := &node{kind: isList}
	for range 5 {
		if row := arbitrary(data, 3); row.kind == isObject {
			rows.items = append(rows.items, row)
		}
	}
	if head := arbitrary(data, 3); head.kind == isObject {
		t.names, t.items = head.names, head.items
	}
	t.names, t.items = append(t.names, "rows"), append(t.items, rows)
	return t
}

// FuzzDiff for tables that are alike.
func FuzzDiffAlike(f *testing.F) {
	f.Add([]byte("\x05\x04\x00\x01\x02\x01\x03\x05\x05\x03\x00\x01\x06"))
	f.Add([]byte("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	f.Fuzz(func(t *testing.T, data []byte) {
		x := arbitraryTable(&data)
		checkDiffs(t, x, arbitraryTable(&data))
	})
}
