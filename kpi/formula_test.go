package kpi_test

import (
	"encoding/json"
	"errors"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/kpi"
)

func TestParseFormula(t *testing.T) {
	tests := []struct{ text, want string }{
		{"a+b*c", "a + b * c"},
		{"(a+b)*c", "(a + b) * c"},
		{"((a)) ", "a"},
		{"a-(b-c)", "a - (b - c)"},
		{"(a-b)-c", "a - b - c"},
		{"a/(b*c)", "a / (b * c)"},
		{"a*(b/c)", "a * (b / c)"},
		{"a / b / c", "a / b / c"},
		{"-a*b", "-a * b"},
		{"-(a*b)", "-(a * b)"},
		{"--a", "--a"},
		{"a - -b", "a - -b"},
		{"max( 0,\n a ,b)", "max(0, a, b)"},
		{"min(a-b,c)*2", "min(a - b, c) * 2"},
		{"minimum / maxi", "minimum / maxi"},
		{"0.250", "0.25"},
		{"units_t90/90*7", "units_t90 / 90 * 7"},
	}
	for _, tc := range tests {
		f, err := kpi.ParseFormula(tc.text)
		if err != nil || f.String() != tc.want {
			t.Errorf("%q is read as %q, %v, want %q", tc.text, f, err, tc.want)
		}
	}
}

// The longest formula prints with blanks, which make it no longer.
func TestParseFormulaLongest(t *testing.T) {
	text := strings.Repeat(strings.Repeat("a", 63)+"+", 63) + strings.Repeat("b", 64)
	if len(text) != kpi.MaxFormulaLen {
		t.Fatal(len(text))
	}
	f, err := kpi.ParseFormula(text)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := kpi.ParseFormula(f.String()); err != nil || again.String() != f.String() {
		t.Errorf("%q is read as %q, %v", f, again, err)
	}
}

func TestParseFormulaFaults(t *testing.T) {
	long := strings.Repeat("a+", 255) + "a"
	tests := []struct {
		text  string
		at    int
		found string
	}{
		{"", 1, ""},
		{"  ", 3, ""},
		{"a +", 4, ""},
		{"a b", 3, "b"},
		{"(a", 3, ""},
		{"a)", 2, ")"},
		{"max(a)", 6, ")"},
		{"max a", 5, "a"},
		{"max(a, )", 8, ")"},
		{"Sales", 1, "Sales"},
		{"a_", 1, "a_"},
		{"a__b", 1, "a__b"},
		{"销售额", 1, "销售额"},
		{"1.2.3", 1, "1.2.3"},
		{"1.", 1, "1."},
		{".5", 1, ".5"},
		{"1e9", 2, "e9"},
		{"1234567890123456789", 1, "1234567890123456789"},
		{"a % b", 3, "% b"},
		{"+a", 1, "+a"},
		{strings.Repeat("(", 33) + "a" + strings.Repeat(")", 33), 34, "a" + strings.Repeat(")", 33)},
		{strings.Repeat("-", 33) + "a", 34, "a"},
		{long + "+a+b", 513, "a+b"},
		{strings.Repeat(" ", 4096) + strings.Repeat("a", 4097), 8193, ""},
	}
	for _, tc := range tests {
		var fault *kpi.FormulaError
		f, err := kpi.ParseFormula(tc.text)
		if !errors.As(err, &fault) || fault.Position != tc.at || fault.Found != tc.found || !f.IsZero() {
			t.Errorf("%.50q is read as %q with %v, want a fault at %d before %q", tc.text, f, err, tc.at, tc.found)
		}
	}
	for _, text := range []string{long, strings.Repeat("(", 32) + "a" + strings.Repeat(")", 32), strings.Repeat("-", 32) + "a", strings.Repeat(" ", 4095) + "a"} {
		if _, err := kpi.ParseFormula(text); err != nil {
			t.Errorf("%.20q… on the bound is refused: %v", text, err)
		}
	}
}

// The zero Formula is usable: it is no expression.
func TestZeroFormula(t *testing.T) {
	var f kpi.Formula
	if !f.IsZero() || f.String() != "" || f.Names() != nil || f.Inputs() != nil || !f.Expand().IsZero() {
		t.Error("the zero Formula is something")
	}
	var m kpi.Metric
	if !m.Numerator().IsZero() || !m.Denominator().IsZero() {
		t.Error("the zero Metric has sides")
	}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &m); err != nil || !m.Formula.IsZero() {
		t.Errorf("%s is read as %v, %v", text, m, err)
	}
	if err := json.Unmarshal([]byte(`{"formula":"a b"}`), &m); err == nil {
		t.Error("a formula that cannot be read is accepted")
	}
}

// A tree that a test makes, with the number that it is, or none where it divides by 0.
type tree struct {
	text string // with every bracket
	num  *big.Rat
}

// genTree makes a formula over a, b and c and computes it beside.
func genTree(t *rapid.T, values map[string]*big.Rat, depth int) tree {
	kind := rapid.IntRange(0, 8).Draw(t, "kind")
	if depth == 0 {
		kind %= 3
	}
	if kind < 2 {
		name := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "name")
		return tree{name, values[name]}
	}
	if kind == 2 {
		n := rapid.IntRange(0, 999).Draw(t, "number")
		text := strconv.Itoa(n/100) + "." + strconv.Itoa(n/10%10) + strconv.Itoa(n%10)
		r, _ := new(big.Rat).SetString(text)
		return tree{text, r}
	}
	x := genTree(t, values, depth-1)
	if kind == 3 {
		if x.num == nil {
			return tree{"-(" + x.text + ")", nil}
		}
		return tree{"-(" + x.text + ")", new(big.Rat).Neg(x.num)}
	}
	y := genTree(t, values, depth-1)
	op := rapid.SampledFrom([]string{"+", "-", "*", "/", "min", "max"}).Draw(t, "op")
	out := tree{text: "(" + x.text + ")" + op + "(" + y.text + ")"}
	if op == "min" || op == "max" {
		out.text = op + "(" + x.text + ", " + y.text + ")"
	}
	if x.num == nil || y.num == nil {
		return out
	}
	out.num = new(big.Rat)
	switch op {
	case "+":
		out.num.Add(x.num, y.num)
	case "-":
		out.num.Sub(x.num, y.num)
	case "*":
		out.num.Mul(x.num, y.num)
	case "/":
		if y.num.Sign() == 0 {
			out.num = nil
		} else {
			out.num.Quo(x.num, y.num)
		}
	default:
		if (x.num.Cmp(y.num) < 0) == (op == "min") {
			out.num.Set(x.num)
		} else {
			out.num.Set(y.num)
		}
	}
	return out
}

// What is read is what is computed: a formula has the value of an independent
// computation with fractions, and so has the text that it prints.
func propFormula(t *rapid.T) {
	facts := kpi.Facts{Known: map[kpi.InputCode]kpi.Fact{}}
	values := map[string]*big.Rat{}
	for _, name := range []string{"a", "b", "c"} {
		n := rapid.Int64Range(-300, 300).Draw(t, name)
		values[name] = big.NewRat(n, 100)
		facts.Known[kpi.InputCode(name)] = kpi.Fact{Amount: factDec(strconv.FormatInt(n, 10)).Shift(-2)}
	}
	want := genTree(t, values, 5)
	f, err := kpi.ParseFormula(want.text)
	if err != nil {
		t.Fatalf("%s: %v", want.text, err)
	}
	again, err := kpi.ParseFormula(f.String())
	if err != nil || again.String() != f.String() {
		t.Fatalf("%s prints as %s, which is read as %s, %v", want.text, f, again, err)
	}
	for _, g := range []kpi.Formula{f, again} {
		r, err := kpi.Evaluate(kpi.Metric{Code: "x", Unit: kpi.Multiple, Formula: g}, facts)
		if err != nil {
			t.Fatalf("%s: %v", g, err)
		}
		switch {
		case want.num == nil && r.Value.State != kpi.Undefined:
			t.Fatalf("%s is %s, want undefined", g, r.Value)
		case want.num != nil && !r.Value.IsDefined():
			t.Fatalf("%s is %s, want %s", g, r.Value, want.num)
		case want.num != nil:
			num, _ := new(big.Rat).SetString(r.Value.Num.String())
			den, _ := new(big.Rat).SetString(r.Value.Den.String())
			if got := num.Quo(num, den); got.Cmp(want.num) != 0 {
				t.Fatalf("%s is %s, want %s", g, got, want.num)
			}
		}
	}
}

func TestFormula(t *testing.T) { rapid.Check(t, propFormula) }
func FuzzFormula(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propFormula)) }

// No text makes the parser fail badly, and what it reads it prints and reads again.
func FuzzParseFormula(f *testing.F) {
	for _, text := range []string{"a / b", "max(0, -a) * (b - 1.5)", "((", "min(a", "1e999999999", "a__b", "- - a", "\xff", "a/0"} {
		f.Add(text)
	}
	for m := range kpi.Metrics() {
		f.Add(m.Formula.String())
	}
	facts := kpi.Facts{Known: map[kpi.InputCode]kpi.Fact{"a": {Amount: factDec("3")}, "b": {}}}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := kpi.ParseFormula(text)
		if err != nil {
			var fault *kpi.FormulaError
			if !errors.As(err, &fault) || fault.Position < 1 || fault.Position > len(text)+1 || len(fault.Found) > 50 {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		again, err := kpi.ParseFormula(got.String())
		if err != nil || again.String() != got.String() {
			t.Fatalf("%q prints as %q, which is read as %q, %v", text, got, again, err)
		}
		_, _ = kpi.Evaluate(kpi.Metric{Code: "x", Unit: kpi.Multiple, Formula: got}, facts)
	})
}

// Numbers that would grow beyond every sense are refused, and quickly.
func TestFormulaGrowth(t *testing.T) {
	facts := kpi.Facts{Known: map[kpi.InputCode]kpi.Fact{"a": {Amount: factDec("123456789012345678.123456789012")}}}
	f, err := kpi.ParseFormula("a" + strings.Repeat("*a", 255))
	if err != nil {
		t.Fatal(err)
	}
	_, err = kpi.Evaluate(kpi.Metric{Code: "x", Unit: kpi.Multiple, Formula: f}, facts)
	wantFields(t, err, "formula")
	f, _ = kpi.ParseFormula("a" + strings.Repeat("*a", 30))
	if r, err := kpi.Evaluate(kpi.Metric{Code: "x", Unit: kpi.Multiple, Formula: f}, facts); err != nil || !r.Value.IsDefined() {
		t.Errorf("930 digits are refused: %v", err)
	}
}
