package audit_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing/audit"
	"github.com/lianxing/crossborder/pricing/reprice"
)

// rendered is a file in every form.
func rendered(t testing.TB, f audit.File) map[string][]byte {
	t.Helper()
	out := map[string][]byte{"boxes.json": must(f.JSON())}
	for _, l := range []audit.Language{audit.English, audit.Chinese} {
		var md, html bytes.Buffer
		if err := f.Markdown(&md, l); err != nil {
			t.Fatal(err)
		}
		if err := f.HTML(&html, l); err != nil {
			t.Fatal(err)
		}
		out["boxes."+string(l)+".md"], out["boxes."+string(l)+".html"] = md.Bytes(), html.Bytes()
	}
	return out
}

// The same file gives the same bytes, also after it was written and read.
func TestRenderedBytes(t *testing.T) {
	f := file(t)
	first := rendered(t, f)
	again := rendered(t, file(t))
	read := rendered(t, must(audit.Read(bytes.NewReader(first["boxes.json"]))))
	for name, want := range first {
		if !bytes.Equal(want, again[name]) {
			t.Errorf("%s is not the same when it is made again", name)
		}
		if !bytes.Equal(want, read[name]) {
			t.Errorf("%s is not the same after JSON and back", name)
		}
		golden(t, name, want)
	}
}

// A hostile title, SKU or seller stays text in every form.
func TestHostileTexts(t *testing.T) {
	const evil = "x | y <script>alert(1)</script> [z](javascript:alert(2)) **b** `c` \"quoted\" & 'single'\n# head\n- item\u2028\u0000 http://evil.example"
	item, rules := boxes(), follow()
	item.SKU, item.Case.Title, item.Offers[0].Seller = evil, evil, evil
	item.Unit.Cost[0].Label, item.Unit.Cost[0].Code = evil, "own|<b>"
	item.Unit.Landed.Parts[0].Basis = evil
	rules.Name = evil
	d := must(reprice.Decide(item, rules, noon))
	f, err := audit.New(item, rules, d, audit.Options{Evidence: []audit.Evidence{{Name: evil, Text: evil}}})
	if err != nil {
		t.Fatal(err)
	}
	again := must(audit.Read(bytes.NewReader(must(f.JSON()))))
	if again.Subject.SKU != evil || again.Evidence[0].Text != evil {
		t.Error("JSON changes a text")
	}
	for name, out := range rendered(t, f) {
		text := string(out)
		switch {
		case strings.HasSuffix(name, ".html"):
			for _, bad := range []string{"<script", "<b>", "javascript:alert(2)\"", "href=\"java"} {
				if strings.Contains(text, bad) {
					t.Errorf("%s has %s", name, bad)
				}
			}
		case strings.HasSuffix(name, ".md"):
			for _, bad := range []string{"<script", "<b>", "z](java", "**b**", "\n# head", "\n- item", "http://evil", "\u2028", "\x00"} {
				if strings.Contains(text, bad) {
					t.Errorf("%s has %q", name, bad)
				}
			}
			tables(t, name, text)
		}
	}
	bytes16 := boxes()
	bytes16.SKU = "\xff\xfe"
	f = must(audit.New(bytes16, follow(), must(reprice.Decide(bytes16, follow(), noon)), audit.Options{}))
	if !utf8.Valid(must(f.JSON())) {
		t.Error("JSON is no UTF-8")
	}
}

// Marks that turn the direction of a text are shown in what people read, and stay in
// JSON.
func TestMarksOfDirection(t *testing.T) {
	item := boxes()
	item.SKU = "BOX-\u202e3\u202c"
	item.Case.Title = "\u2066a\u2067b\u2068c\u2069 \u202ad\u202be\u202df \u200eg\u200fh\u061c"
	item.Offers[0].Seller = "A1\u202eSDOOGEMOH"
	item.Unit.Cost[0].Label = "Gift\u202e box"
	f, err := audit.New(item, follow(), must(reprice.Decide(item, follow(), noon)), audit.Options{
		Evidence: []audit.Evidence{{Name: "page\u202e", Text: "\u202etext"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if f.Subject.SKU != item.SKU || f.Subject.Title != item.Case.Title {
		t.Error("the file does not have the texts as they are")
	}
	for name, out := range rendered(t, f) {
		text := string(out)
		marks := strings.ContainsAny(text, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
		if name == "boxes.json" {
			if !marks {
				t.Error("JSON has lost the marks")
			}
			continue
		}
		if marks {
			t.Errorf("%s has a mark of direction", name)
		}
		open, shut := "[", "]"
		if strings.HasSuffix(name, ".md") {
			open, shut = `\[`, `\]`
		}
		for _, want := range []string{"BOX-[U+202E]3[U+202C]", "[U+2066]a[U+2067]b[U+2068]c[U+2069] [U+202A]d[U+202B]e[U+202D]f [U+200E]g[U+200F]h[U+061C]", "A1[U+202E]SD", "Gift[U+202E] box", "page[U+202E]", "[U+202E]text"} {
			if !strings.Contains(text, strings.NewReplacer("[", open, "]", shut).Replace(want)) && !strings.Contains(text, strings.ReplaceAll(want, "+", "&#43;")) {
				t.Errorf("%s does not show %s", name, want)
			}
		}
	}
}

// tables makes sure that each row of a Markdown table has as many cells as its head.
func tables(t *testing.T, name, text string) {
	t.Helper()
	cells := 0
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "|") {
			cells = 0
			continue
		}
		n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
		if cells == 0 {
			cells = n
		} else if n != cells {
			t.Errorf("%s: a row of %d and not %d: %s", name, n, cells, line)
		}
	}
}

// A page needs nothing from elsewhere and can be read aloud.
func TestPageStandsAlone(t *testing.T) {
	for name, f := range kinds(t) {
		for _, l := range []audit.Language{audit.English, audit.Chinese} {
			var out bytes.Buffer
			if err := f.HTML(&out, l); err != nil {
				t.Fatal(err)
			}
			page := out.String()
			for _, bad := range []string{"<script", "src=", "@import", "url(", "<link", "ZgotmplZ", "%!", "<no value>", "href=\"http"} {
				if strings.Contains(page, bad) {
					t.Errorf("%s %s has %s", name, l, bad)
				}
			}
			for _, good := range []string{"<th scope=\"col\"", "<th scope=\"row\"", "<caption>", "@media print", "prefers-color-scheme: dark", "size: A4"} {
				if !strings.Contains(page, good) {
					t.Errorf("%s %s lacks %s", name, l, good)
				}
			}
			if want := map[audit.Language]string{audit.English: `<html lang="en">`, audit.Chinese: `<html lang="zh-Hans">`}[l]; !strings.Contains(page, want) {
				t.Errorf("%s: the page lacks %s", name, want)
			}
			if chinese := strings.Contains(page, "说明：依据"); chinese != (l == audit.Chinese) {
				t.Errorf("%s %s: the note on English texts is %t", name, l, chinese)
			}
		}
	}
}

// The lines of the statement add up to the profit as they are printed, at both prices,
// and the last step of the ladder is the profit.
func TestLinesAddUp(t *testing.T) {
	for name, f := range kinds(t) {
		s := f.Statement
		if s == nil {
			continue
		}
		now, before := decimal.Decimal{}, decimal.Decimal{}
		for _, line := range s.Lines {
			now = now.Add(dec(string(line.Amount)))
			if line.Before != "" {
				before = before.Add(dec(string(line.Before)))
			}
		}
		if !now.Equal(dec(string(s.Profit))) || s.Ladder[len(s.Ladder)-1].Amount != s.Profit {
			t.Errorf("%s: the lines sum to %s, the ladder to %s, the profit is %s", name, now, s.Ladder[len(s.Ladder)-1].Amount, s.Profit)
		}
		if s.Before != nil && !before.Equal(dec(string(s.Before.Profit))) {
			t.Errorf("%s: the lines before sum to %s, the profit is %s", name, before, s.Before.Profit)
		}
	}
}

// A writer that fails says so, and no language but two is known.
func TestRenderFaults(t *testing.T) {
	f := file(t)
	full := errors.New("the disk is full")
	for _, render := range []func(io.Writer, audit.Language) error{f.Markdown, f.HTML} {
		if err := render(failing{full}, audit.English); !errors.Is(err, full) {
			t.Errorf("the error is %v", err)
		}
		var fault *fx.InputError
		if err := render(io.Discard, "fr"); !errors.As(err, &fault) || fault.Field != "language" {
			t.Errorf("French gives %v", err)
		}
		if err := (audit.File{}).HTML(io.Discard, ""); err == nil {
			t.Error("the zero file is printed")
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
