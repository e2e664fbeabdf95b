package audit

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/policy"
)

// sources parses the files of some packages of this module, without their tests.
func sources(t *testing.T, dirs ...string) []*ast.File {
	t.Helper()
	var out []*ast.File
	for _, dir := range dirs {
		names, err := filepath.Glob(filepath.Join("..", "..", dir, "*.go"))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s has no files: %v", dir, err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, f)
		}
	}
	return out
}

// literals are the texts of a field in composite literals of some types.
func literals(files []*ast.File, fields []string, types ...string) []string {
	var out []string
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			x, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			name := ""
			switch of := x.Type.(type) {
			case *ast.Ident:
				name = of.Name
			case *ast.SelectorExpr:
				name = of.Sel.Name
			}
			if !slices.Contains(types, name) {
				return true
			}
			for _, element := range x.Elts {
				if pair, ok := element.(*ast.KeyValueExpr); ok {
					if key, ok := pair.Key.(*ast.Ident); ok && slices.Contains(fields, key.Name) {
						out = appendText(out, pair.Value)
					}
				}
			}
			return true
		})
	}
	return out
}

// constants are the texts of constants whose names begin so.
func constants(files []*ast.File, prefix string) []string {
	var out []string
	for _, f := range files {
		for _, declared := range f.Decls {
			general, ok := declared.(*ast.GenDecl)
			if !ok || general.Tok != token.CONST {
				continue
			}
			for _, spec := range general.Specs {
				x := spec.(*ast.ValueSpec)
				for i, name := range x.Names {
					if strings.HasPrefix(name.Name, prefix) && i < len(x.Values) {
						out = appendText(out, x.Values[i])
					}
				}
			}
		}
	}
	return out
}

func appendText(out []string, x ast.Expr) []string {
	if text, ok := x.(*ast.BasicLit); ok && text.Kind == token.STRING {
		if s, err := strconv.Unquote(text.Value); err == nil && s != "" {
			return append(out, s)
		}
	}
	return out
}

// Every code that the packages write down has a name in both languages.
func TestEveryCodeHasBothLanguages(t *testing.T) {
	channels := sources(t, "fees/amazon", "fees/walmart", "fees/ebay", "fees/shopify", "fees/tiktok", "fees/payment", "pricing")
	repricing, strategies := sources(t, "pricing/reprice"), sources(t, "pricing/strategy")
	code := []string{"Code", "code"}
	events := slices.DeleteFunc(constants(sources(t, "fees"), "Per"), func(text string) bool { return !strings.HasPrefix(text, "per_") })
	reasons := slices.Concat(constants(repricing, "Reason"), constants(strategies, "Step"),
		literals(repricing, code, "Reason", "NoPriceError", "Step"))
	for _, c := range []struct {
		name  string
		words map[string]entry
		codes []string
		least int // so that a search that finds nothing is seen
	}{
		{"lines", lineWords, literals(channels, code, "Charge", "StorageCharge", "modelLine"), 45},
		{"parts", lineWords, []string{"purchase", "purchase_vat", "vat_refund", "duty", "mpf", "hmf", "antidumping", "countervailing"}, 8},
		// codes that come from a table or a choice of the listing
		{"choices", lineWords, []string{
			"apparel", "hazmat", "low_price", "oversize_1", "oversize_2", "prep_poly_bag", "prep_label", "unplanned_prep_poly_bag", "unplanned_prep_label",
			"coupon", "deal", "lightning_deal", "best_deal", "price_discount", "removal", "disposal", "liquidation", "below_standard", "not_as_described",
		}, 19},
		{"events", eventWords, events, 9},
		{"rungs", rungWords, constants(sources(t, "pricing"), "In"), 5},
		{"kinds", kindWords, []string{"purchase", "vat", "refund", "cost", "duty", "fee"}, 6},
		{"reasons", reasonWords, reasons, 55},
		{"exclusions", exclusionWords, constants(strategies, "Excluded"), 11},
		{"actions", actionWords, constants(repricing, "Action"), 5},
		{"gravities", gravityWords, gravities[1:], 4},
		{"statuses", statusWords, constants(sources(t, "policy"), "Status"), 4},
		{"severities", severityWords, []string{"block", "warn", "info"}, 3},
		{"confidences", confidenceWords, []string{"high", "medium", "low", "supplied"}, 4},
	} {
		if len(c.codes) < c.least {
			t.Errorf("%s: only %d codes were found", c.name, len(c.codes))
		}
		for _, code := range c.codes {
			if e := c.words[code]; e.en == "" || e.zh == "" {
				t.Errorf("%s: %q has no name in both languages", c.name, code)
			}
		}
	}
	for _, info := range policy.Standard().Infos() {
		if ruleTitles[info.ID] == "" {
			t.Errorf("the rule %s (%s) has no Chinese title", info.ID, info.Title)
		}
	}
}

// Every sentence that the layout asks for is there, with as many places for values in
// one language as in the other.
func TestSentences(t *testing.T) {
	used := map[string]bool{}
	for _, f := range sources(t, "pricing/audit") {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			name := ""
			switch x := call.Fun.(type) {
			case *ast.SelectorExpr:
				name = x.Sel.Name
			case *ast.Ident:
				name = x.Name
			}
			if slices.Contains([]string{"say", "head", "number", "prose", "section", "labelled"}, name) {
				for _, key := range appendText(nil, call.Args[0]) {
					used[key] = true
				}
			}
			return true
		})
	}
	if len(used) < 100 {
		t.Errorf("only %d sentences were found", len(used))
	}
	spoken := map[string]bool{"english_only": true}
	for key := range used {
		if _, ok := sentences[key]; !ok && !strings.HasSuffix(key, "_") && key != "" && !strings.ContainsAny(key, " .") {
			t.Errorf("there is no sentence %q", key)
		}
	}
	for key, e := range sentences {
		if (e.en == "" || e.zh == "") && !spoken[key] && key != "space" {
			t.Errorf("%q is not in both languages", key)
		}
		if strings.Count(e.en, "%s") != strings.Count(e.zh, "%s") && !spoken[key] {
			t.Errorf("%q has other values in Chinese than in English", key)
		}
	}
}

// A code that nobody knows stands as it is, with its label where it has one.
func TestUnknownCodes(t *testing.T) {
	for _, c := range []struct {
		language     Language
		code, label  string
		text, behind string
	}{
		{English, "referral", "", "Referral fee", "referral"},
		{Chinese, "referral", "", "销售佣金", "referral"},
		{English, "referral_refund", "", "Given back on a refund: Referral fee", "referral_refund"},
		{Chinese, "referral_refund", "", "退款时返还：销售佣金", "referral_refund"},
		{Chinese, "vat_refund", "", "出口退税", "vat_refund"},
		{English, "my_own", "", "", "my_own"},
		{Chinese, "my_own", "", "", "my_own"},
		{Chinese, "my_own", "Own", "Own", "my_own"},
		{English, "my_own_refund", "", "", "my_own_refund"},
		{English, "duty_301_list_3", "", "Duty, 301 list 3", "duty_301_list_3"},
		{Chinese, "duty_301_list_3", "China 301, list 3", "关税（China 301, list 3）", "duty_301_list_3"},
		{Chinese, "packaging", "Gift box", "包装费（Gift box）", "packaging"},
		{Chinese, "mpf", "Merchandise processing fee", "货物处理费（MPF）", "mpf"},
		{English, "main_freight", "main_freight", "Main freight", "main_freight"},
	} {
		s, err := newSpeaker(c.language)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.line(c.code, c.label); got != (cell{text: c.text, code: c.behind}) {
			t.Errorf("%s %s %q: %+v", c.language, c.code, c.label, got)
		}
	}
	s, _ := newSpeaker("")
	if got := s.reason("my_code"); got != (cell{code: "my_code"}) {
		t.Errorf("an unknown reason is %+v", got)
	}
	if got := s.say("title", "%s", "x"); got != "Price file: %s on x" {
		t.Errorf("a value with a place in it gives %q", got)
	}
}

func TestShortNumbers(t *testing.T) {
	for _, c := range []struct{ long, short Number }{
		{"2.878296566901072", "2.878297"}, {"-0.0000005", "-0.000001"}, {"0.00000049", "0"}, {"23.10", "23.10"}, {"1.2345650", "1.234565"}, {"", ""}, {"7", "7"},
	} {
		if got := c.long.short(); got != string(c.short) {
			t.Errorf("%s is printed as %s, want %s", c.long, got, c.short)
		}
	}
}
