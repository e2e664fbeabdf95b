package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// hostileTexts must be shown as they are, wherever they stand.
var hostileTexts = []string{
	"<script>alert(1)</script><img src=x onerror=alert(2)>'\"|*&</td>\u202eevil\u2066\u200b\x1b[31m",
	strings.Repeat("W", 300) + " " + strings.Repeat("长", 90),
}

// hostileDocument is a document of the tests with a hostile text behind every text that
// is not a number, a state or a day.
func hostileDocument(hostile string) document {
	d := documentOf(3)
	spoil(reflect.ValueOf(&d).Elem(), hostile)
	return d
}

// ours are fields whose texts come from this program alone.
var ours = []string{"Unit", "First", "Last", "Mood", "Part", "Chart", "Action", "Day", "Target", "TargetState", "Standing", "Currency"}

func spoil(v reflect.Value, hostile string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + hostile)
	case reflect.Struct:
		if _, own := v.Interface().(figure); own {
			return
		}
		for i := range v.NumField() {
			if !slices.Contains(ours, v.Type().Field(i).Name) {
				spoil(v.Field(i), hostile)
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			spoil(v.Elem(), hostile)
		}
	case reflect.Slice:
		for i := range v.Len() {
			spoil(v.Index(i), hostile)
		}
	}
}

func pageOf(t *testing.T, d document) string {
	t.Helper()
	var out bytes.Buffer
	if err := writeHTML(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// The page is well-formed, has nothing from elsewhere, and can be read aloud.
func TestHTML(t *testing.T) {
	empty := document{Title: "Nothing", Scorecard: scorecard{Why: "no week of the data is whole"}, BridgeWhy: "there is no base"}
	odd := documentOf(3)
	for i := range odd.Scorecard.Rows { // numbers that no axis can show
		row := &odd.Scorecard.Rows[i]
		for k := range row.Points {
			row.Points[k].Value.Number = []string{"", "x", "1e400", "-9999999999999999999999999", "0"}[k%5]
		}
		row.Points = row.Points[:min(i, len(row.Points))]
	}
	odd.Bridge.Bars[0].Amount.Number, odd.Bridge.Start.Number = "1e999", "NaN"
	odd.Bridge.Bars[1].Amount = figure{}
	for name, d := range map[string]document{"whole": documentOf(12), "large": documentOf(5000), "zero": {}, "empty": empty, "hostile": hostileDocument(hostileTexts[0]), "long": hostileDocument(hostileTexts[1]), "odd": odd} {
		t.Run(name, func(t *testing.T) {
			page := pageOf(t, d)
			checkPage(t, page)
			if again := pageOf(t, d); again != page {
				t.Error("the page is not the same twice")
			}
		})
	}
}

// checkPage checks the markup of a page.
func checkPage(t *testing.T, page string) {
	t.Helper()
	closed := regexp.MustCompile(`<meta ([^>]*)>`).ReplaceAllString(page, "<meta $1/>") // the one element without an end
	d := xml.NewDecoder(strings.NewReader(closed))
	d.Entity = xml.HTMLEntity
	var open, ids, targets []string
	columns, cells := 0, 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			open = append(open, x.Name.Local)
			attributes := map[string]string{}
			for _, a := range x.Attr {
				attributes[a.Name.Local] = a.Value
				if strings.HasPrefix(a.Name.Local, "on") || slices.Contains([]string{"src", "srcset", "action", "background"}, a.Name.Local) {
					t.Errorf("<%s> has %s", x.Name.Local, a.Name.Local)
				}
				if strings.Contains(a.Value, "url(") {
					t.Errorf("<%s> refers to something else", x.Name.Local)
				}
			}
			if id := attributes["id"]; id != "" {
				ids = append(ids, id)
			}
			if to := attributes["aria-labelledby"]; to != "" {
				targets = append(targets, to)
			}
			switch x.Name.Local {
			case "script", "link", "img", "iframe", "object", "embed", "base", "form":
				t.Errorf("<%s> in the page", x.Name.Local)
			case "a":
				if !strings.HasPrefix(attributes["href"], "#") {
					t.Errorf("a link to %q", attributes["href"])
				}
				targets = append(targets, strings.TrimPrefix(attributes["href"], "#"))
			case "svg":
				if attributes["aria-hidden"] != "true" && (attributes["role"] != "img" || attributes["aria-label"] == "") {
					t.Error("a chart without a name")
				}
			case "table":
				columns = 0
				if attributes["aria-labelledby"] == "" {
					t.Error("a table without a name")
				}
			case "tr":
				cells = 0
			case "th", "td":
				cells++
				if scope := attributes["scope"]; x.Name.Local == "th" && scope != "col" && scope != "row" {
					t.Errorf("<th> has the scope %q", scope)
				}
			}
		case xml.EndElement:
			open = open[:len(open)-1]
			switch {
			case x.Name.Local != "tr":
			case columns == 0:
				columns = cells
			case cells != columns:
				t.Errorf("a row of %d cells in a table of %d columns", cells, columns)
			}
		case xml.CharData:
			if len(open) > 0 && open[len(open)-1] == "style" && regexp.MustCompile(`url\(|@import|http`).Match(x) {
				t.Error("the style refers to something else")
			}
		}
	}
	if len(open) > 0 {
		t.Errorf("%q left open", open)
	}
	slices.Sort(ids)
	if unique := slices.Compact(slices.Clone(ids)); len(unique) != len(ids) {
		t.Errorf("an id is there twice: %q", ids)
	}
	for _, target := range targets {
		if !slices.Contains(ids, target) {
			t.Errorf("nothing has the id %q", target)
		}
	}
	_, body, _ := strings.Cut(page, "</style>")
	if svg := regexp.MustCompile(`(?s)<svg.*?</svg>`).FindAllString(body, -1); hexColor.MatchString(strings.Join(svg, "")) {
		t.Errorf("a colour that a dark screen does not change: %s", hexColor.FindString(strings.Join(svg, "")))
	}
	if i := strings.IndexFunc(page, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || r == 0x202e || r == 0x2066 || r == 0x200b
	}); i >= 0 {
		t.Errorf("a hidden mark: %q", page[max(0, i-20):i+20])
	}
	if !strings.HasPrefix(page, "<!DOCTYPE html>\n<html lang=\"en\">") || !strings.Contains(page, `<meta name="viewport"`) {
		t.Error("no document type, language or viewport")
	}
}

// Every part of a document is on the page, in this order.
func TestPageParts(t *testing.T) {
	page := pageOf(t, documentOf(12))
	at := 0
	for _, want := range []string{
		`<h2 id="headline">`, "184,503.12 <small>USD</small>", "≤ 21,503.18", "not known", "missing: returned units",
		`<h2 id="action">`, `href="#fees"`, "All 26 settlements", ">Act<", ">Keep<", ">Lowered it<",
		`<h2 id="scorecard">`, "39,700.00 to 52,300.00", "Control charts", "p-chart",
		`<h2 id="ladder">`, "−5,123.00",
		`<h2 id="bridge">`, "does not begin at 0", "7 other items",
		`<h2 id="settlements">`, "does not add up", "+0.30", "New Fee 2026", "without a finding",
		`<h2 id="fees">`, "118,204 fees", "+900.00",
		`<h2 id="gaps">`, "A costs file (-costs)",
		`<h2 id="files">`, "Sitzungen – Neu",
	} {
		i := strings.Index(page[at:], want)
		if i < 0 {
			t.Fatalf("%q is not there, or not behind what comes before", want)
		}
		at += i
	}
	if strings.Contains(page, ">-") || strings.Contains(page, " -5") {
		t.Error("a hyphen stands for a minus")
	}
}

// Thousands of items make no larger page than a hundred, and what is left out is summed.
func TestPageBounded(t *testing.T) {
	few, many := pageOf(t, documentOf(100)), pageOf(t, documentOf(5000))
	if len(many) > len(few)+1000 || len(many) > 500_000 {
		t.Errorf("100 items make %d bytes, 5,000 make %d", len(few), len(many))
	}
	for _, want := range []string{"4,957 other items", "−495,012.00", "And 4,950 differences more"} {
		if !strings.Contains(many, want) {
			t.Errorf("%q is not there", want)
		}
	}
	d := documentOf(3)
	for range 20_000 {
		d.Files = append(d.Files, d.Files...)
		if len(d.Files) > 3000 {
			break
		}
	}
	for i := range d.Settlements.Checks {
		s := &d.Settlements.Checks[i]
		s.Unmapped = slices.Repeat([]unmapped{{Type: "x", Amount: amountOf(1)}}, 1000)
		s.Findings = slices.Repeat([]reconcileFinding{{Text: "x", Amount: amountOf(1)}}, 1000)
	}
	d.Settlements.Checks = slices.Repeat(d.Settlements.Checks, 10)
	d.Scorecard.Rows = slices.Repeat(d.Scorecard.Rows, 50)
	d.Gaps.StockOuts = slices.Repeat(d.Gaps.StockOuts, 5000)
	d.LeftOut = slices.Repeat(d.LeftOut, 5000)
	d.Bridge.Missing = slices.Repeat(d.Bridge.Missing, 20_000)
	if n := len(pageOf(t, d)); n > 4_000_000 {
		t.Errorf("%d bytes", n)
	}
}

func TestPageTexts(t *testing.T) {
	for _, tt := range []struct{ name, got, want string }{
		{"minus", minus("-9.00 USD, from -1 to (-2.5%); B0-1, 2026-07-05, SKU-7: -3"), "−9.00 USD, from −1 to (−2.5%); B0-1, 2026-07-05, SKU-7: −3"},
		{"plus", plus("9.00 USD"), "+9.00 USD"},
		{"no plus on nothing", plus("0.00 USD") + plus("0.00") + plus("0.00%") + plus("-1") + plus("not known") + plus("≤ 3") + plus(""), "0.00 USD0.000.00%-1not known≤ 3"},
		{"plus on little", plus("0.01") + plus("0.10%"), "+0.01+0.10%"},
		{"direction", visible("A\u202eB\u200bC\x1bD\u00adE"), "A[U+202E]B[U+200B]C[U+001B]D[U+00AD]E"},
		{"Chinese and emoji", visible("保温杯 👩‍💻 é"), "保温杯 👩‍💻 é"},
		{"not UTF-8", visible("a\xffb"), "a\uFFFDb"},
		{"long", visible("x " + strings.Repeat("a", 500)), "x " + strings.Repeat("a", 100) + "…" + strings.Repeat("a", 50)},
		{"not long", visible(strings.Repeat("长 ", 200)), strings.Repeat("长 ", 200)},
		{"whole", string(said("<b> KB-00002 fell by -3.10 USD to 2.00% on 2026-07-05")), `&lt;b&gt; <span class="whole">KB-00002</span> fell by <span class="whole">−3.10 USD</span> to <span class="whole">2.00%</span> on <span class="whole">2026-07-05</span>`},
		{"signals", signalTexts([]string{"above the limits (2026-01-04..2026-01-10)", "8 in a row above the centre (2026-02-01..2026-02-07 to 2026-03-22..2026-03-28)", "below the limits (2025-12-07..2025-12-13)"}),
			"Signals: 8 in a row above the centre (2026-02-01 to 2026-03-22); above the limits (2026-01-04); and 1 earlier."},
		{"names", strings.Join(named([]string{"landed_cogs", "returned_units", "duty of SKU-1"}, map[string]string{"landed_cogs": "Landed cost"}), ", "), "landed cost, returned units, duty of SKU-1"},
		{"other currency", cellText(amountOf(-120_000), "EUR") + " " + cellText(amountOf(-120_000), "USD"), "-1,200.00 USD -1,200.00"},
		{"bound", cellText(figure{State: "defined", Number: "1", Unit: "amount", Text: "1.00 USD", Bound: atMost}, "USD"), "≤ 1.00"},
		{"none", cellText(figure{}, "USD"), "–"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}
