package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"

	"github.com/lianxing/crossborder/examples/internal/term"
)

// reportOf is a report on rates of the tests.
func reportOf(t *testing.T, fixings int, args ...string) *report {
	t.Helper()
	s, err := parseFlags(args, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	rates, err := readRates(strings.NewReader(walk(fixings)), "walk")
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.report(rates, world{today: today})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// textsOf are the texts of an SVG, which must be well-formed.
func textsOf(t *testing.T, svg []byte) string {
	t.Helper()
	var texts []string
	dec := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return strings.Join(strings.Fields(strings.Join(texts, " ")), " ")
		}
		if err != nil {
			t.Fatal(err)
		}
		if x, ok := token.(xml.CharData); ok {
			texts = append(texts, string(x))
		}
	}
}

func TestCharts(t *testing.T) {
	r := reportOf(t, 900, "-days", "14,60", "-years", "2")
	charts := r.charts()
	var names []string
	for _, c := range charts {
		names = append(names, c.name)
		var again []byte
		for _, s := range []size{wide, narrow, wide} {
			var out bytes.Buffer
			if err := c.write(&out, s); err != nil {
				t.Fatal(err)
			}
			if texts := textsOf(t, out.Bytes()); !strings.Contains(texts, "Source: walk") || !strings.Contains(texts, c.yLabel) {
				t.Errorf("%s: %s", c.name, texts)
			}
			if again != nil && s.width == wide.width && !bytes.Equal(again, out.Bytes()) {
				t.Errorf("%s is not the same twice", c.name)
			}
			if s.width == wide.width {
				again = out.Bytes()
			}
		}
	}
	if want := []string{"planned-14", "planned-60", "band", "methods-14", "methods-60"}; !slices.Equal(names, want) {
		t.Errorf("charts %q", names)
	}
}

// A breach is where the rate came in below what was planned for that day, and every one
// is drawn.
func TestBreachesDrawn(t *testing.T) {
	r := reportOf(t, 900, "-days", "14", "-confidence", "0.9", "-years", "50")
	breaches := r.plans[0].evidence.Breaches
	drawn := r.plannedChart(14).entries
	label := drawn[len(drawn)-1].label
	if want := "on " + grouped(breaches) + " of " + counted(r.plans[0].evidence.Origins, "day") + " drawn"; breaches == 0 || !strings.HasSuffix(label, want) {
		t.Errorf("%q, want %q", label, want)
	}
}

// No line of a title or a legend is wider than its chart.
func TestTextsFit(t *testing.T) {
	width := func(s string, size float64) vg.Length {
		style := text.Style{Font: plot.DefaultFont, Handler: plot.DefaultTextHandler}
		style.Font.Variant, style.Font.Size = "Sans", font.Points(size)
		return style.Width(s)
	}
	r := reportOf(t, 900)
	for _, c := range r.charts() {
		for _, s := range []size{wide, narrow} {
			for _, line := range term.Wrap(c.title, s.columns) {
				if w := width(line, s.titleFont); w > s.width-16 {
					t.Errorf("%s: %.0f of %.0f: %s", c.name, w, s.width, line)
				}
			}
			for _, e := range c.entries {
				for _, line := range term.Wrap(e.label, s.legendColumns) {
					if w := width(line, s.font); w > s.width-48 {
						t.Errorf("%s: %.0f of %.0f: %s", c.name, w, s.width, line)
					}
				}
			}
		}
	}
}

// Ticks are few, round and inside.
func TestTicks(t *testing.T) {
	for _, tt := range []struct {
		from, to, want string
		most           int
	}{
		{"2021-04-13", "2026-04-13", "2022 2023 2024 2025 2026", 5},
		{"2025-01-15", "2025-06-15", "2025-02 2025-03 2025-04 2025-05 2025-06", 11},
		{"1999-01-04", "2026-04-13", "2001 2004 2007 2010 2013 2016 2019 2022 2025", 11},
		{"2025-01-15", "2025-01-25", "2025-01-15 2025-01-25", 5},
	} {
		var labels []string
		from, to := onAxis(day(t, tt.from)), onAxis(day(t, tt.to))
		for _, x := range dayTicks(tt.most).Ticks(from, to) {
			labels = append(labels, x.Label)
			if x.Value < from || x.Value > to {
				t.Errorf("%s is outside", x.Label)
			}
		}
		if got := strings.Join(labels, " "); got != tt.want {
			t.Errorf("%s to %s: %s", tt.from, tt.to, got)
		}
	}
	for _, tt := range []struct {
		from, to float64
		want     string
	}{{6.21, 7.36, "6.4% 6.6% 6.8% 7.0% 7.2%"}, {0, 100, "0% 20% 40% 60% 80% 100%"}, {0.0461, 0.0472, "0.0462% 0.0464% 0.0466% 0.0468% 0.0470% 0.0472%"}} {
		var labels []string
		for _, x := range roundTicks("%")(6).Ticks(tt.from, tt.to) {
			labels = append(labels, x.Label)
		}
		if got := strings.Join(labels, " "); got != tt.want {
			t.Errorf("%v to %v: %s", tt.from, tt.to, got)
		}
	}
}

func TestHTML(t *testing.T) {
	page := filepath.Join(t.TempDir(), "page.html")
	answerTo(t, strings.NewReplacer("USD", "EUR").Replace(walk(400)), "-rates", "-", "-pair", "EUR/CNY", "-html", page)
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	checkHTML(t, string(data))
}

// checkHTML checks that a page is well-formed, has nothing from elsewhere, and can be
// read aloud: every table has a caption, every chart a name.
func checkHTML(t *testing.T, page string) {
	t.Helper()
	closed := regexp.MustCompile(`<meta ([^>]*)>`).ReplaceAllString(page, "<meta $1/>") // the one element without an end
	d := xml.NewDecoder(strings.NewReader(closed))
	d.Entity = xml.HTMLEntity
	var open, ids, targets []string
	count := map[string]int{}
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
			count[x.Name.Local]++
			for _, a := range x.Attr {
				switch {
				case a.Name.Local == "id":
					ids = append(ids, a.Value)
				case strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "src":
					t.Errorf("<%s> has %s", x.Name.Local, a.Name.Local)
				case a.Name.Local == "href":
					targets = append(targets, strings.TrimPrefix(a.Value, "#"))
				case a.Name.Local == "aria-label" && a.Value != "":
					count["name of "+x.Name.Local]++
				}
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 && open[len(open)-1] == "style" && regexp.MustCompile(`url\(|@import|http`).Match(x) {
				t.Error("the style refers to something else")
			}
		}
	}
	for _, name := range []string{"script", "link", "img", "iframe", "object"} {
		if count[name] > 0 {
			t.Errorf("<%s> in the page", name)
		}
	}
	if len(open) > 0 || count["table"] == 0 || count["caption"] != count["table"] || count["svg"] == 0 || count["name of svg"] != count["svg"] {
		t.Errorf("%q left open, %v", open, count)
	}
	if slices.Sort(ids); len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Errorf("an id is there twice: %q", ids)
	}
	for _, target := range targets {
		if !slices.Contains(ids, target) {
			t.Errorf("no section %q", target)
		}
	}
	if _, body, _ := strings.Cut(page, "</style>"); hexColor.MatchString(body) {
		t.Errorf("a colour that a dark screen does not change: %s", hexColor.FindString(body))
	}
	if !strings.HasPrefix(page, "<!DOCTYPE html>\n<html lang=\"en\">") || !strings.Contains(page, `<meta name="viewport"`) {
		t.Error("no document type, language or viewport")
	}
}
