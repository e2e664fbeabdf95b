package strict

import (
	"slices"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fx"
)

// read parses a JSON object and returns its reader and where faults are noted.
func read(t *testing.T, text string) (Object, *Faults) {
	t.Helper()
	data, fault := Document([]byte(text), "a request", "must be one object")
	if fault != nil {
		t.Fatal(fault)
	}
	n, err := Parse(data, 100)
	if err != nil {
		t.Fatal(err)
	}
	f := &Faults{}
	return Open(n, "", f), f
}

// paths are the fields that have a fault.
func paths(f *Faults) []string {
	var out []string
	for _, e := range *f {
		out = append(out, e.Field)
	}
	return out
}

func TestObject(t *testing.T) {
	o, f := read(t, `{"name":"x","price":0.10,"none":null,"pair":"USD/CNY","list":[{"a":1},5],"flag":true,"flag":false,"colour":"red"}`)
	if d := o.Decimal("price"); fx.Plain(d.Decimal) != "0.1" || !d.Valid || o.Decimal("none").Valid || o.Name("name") != "x" || !o.Flag("flag") {
		t.Errorf("price is %v", d)
	}
	if base, quote := o.Pair("pair"); base != fx.USD || quote != fx.CNY {
		t.Errorf("pair is %s/%s", base, quote)
	}
	items := o.Objects("list", 2)
	if len(items) != 2 || !items[0].IsObject() || items[1].IsObject() || items[0].Count("a", 9) != 1 {
		t.Errorf("items are %v", items)
	}
	o.Close()
	if got, want := paths(f), []string{"list[1]", "flag", "colour"}; !slices.Equal(got, want) {
		t.Errorf("faults at %q, want %q", got, want)
	}
}

func TestObjectFaults(t *testing.T) {
	for text, want := range map[string]string{
		`{"list":{}}`:              "list",
		`{"list":[{},{},{}]}`:      "list",
		`{"pair":"USD/USD"}`:       "pair",
		`{"pair":"USD"}`:           "pair",
		`{"pair":5}`:               "pair",
		`{"x":"\u0007"}`:           "x",
		`{"a\nb":1}`:               `"a\nb"`,
		`{"object":5}`:             "object",
		`{"object":{"object":{}}}`: "object.object",
	} {
		o, f := read(t, text)
		o.Objects("list", 2)
		o.Pair("pair")
		o.Label("x")
		if in, ok := o.Object("object"); ok {
			in.Close()
		}
		o.Close()
		if got := paths(f); len(got) != 1 || got[0] != want {
			t.Errorf("%s: faults at %q, want %s", text, got, want)
		}
	}
}

func TestDocument(t *testing.T) {
	for text, want := range map[string]string{
		"":              "must be a request in JSON, is empty",
		"\xEF\xBB\xBF ": "must be a request in JSON, is empty",
		"{} 1":          "must be one object",
		"{\n\n?":        "is not from line 3",
		"\n\n{\n?":      "is not from line 4",
		"\n{\"\xff\"}":  "is not in line 2",
		`{"a":`:         "ends too early",
		"\"\xff\"":      "UTF-8",
	} {
		if _, fault := Document([]byte(text), "a request", "must be one object"); fault == nil || !strings.Contains(fault.Reason, want) {
			t.Errorf("%q: %v", text, fault)
		}
	}
	if _, err := Parse([]byte("[1,2,3]"), 3); err == nil {
		t.Error("more values than allowed are read")
	}
	if _, err := Parse([]byte("[1,2,3]"), 4); err != nil {
		t.Error(err)
	}
}

// Faults are noted up to a number, and what is inside of a faulty field counts as
// faulty.
func TestFaults(t *testing.T) {
	var f Faults
	for range MaxFaults + 10 {
		f.Add("a.b[1]", "", "must be better")
	}
	if len(f) != MaxFaults+1 || !f.Full() {
		t.Errorf("%d faults", len(f))
	}
	for path, want := range map[string]bool{"a": true, "a.b[1].c": true, "a.b": true, "a.b[10]": false, "ab": false, "a.c": false} {
		if f.Covers(path) != want {
			t.Errorf("covers %s: %t", path, !want)
		}
	}
}
