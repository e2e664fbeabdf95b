package audit_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing/audit"
	"github.com/lianxing/crossborder/pricing/reprice"
)

// validate checks a value against a schema, for the keywords that the schema of a file
// uses. Any other keyword is an error.
func validate(root, schema map[string]any, value any, path string) []string {
	var faults []string
	for _, keyword := range sortedKeys(schema) {
		want := schema[keyword]
		switch keyword {
		case "$schema", "$id", "$defs", "title", "description", "required", "additionalProperties":
		case "$ref":
			name := strings.TrimPrefix(want.(string), "#/$defs/")
			faults = append(faults, validate(root, root["$defs"].(map[string]any)[name].(map[string]any), value, path)...)
		case "type":
			ok := false
			switch want {
			case "object":
				_, ok = value.(map[string]any)
			case "array":
				_, ok = value.([]any)
			case "string":
				_, ok = value.(string)
			case "boolean":
				_, ok = value.(bool)
			}
			if !ok {
				faults = append(faults, fmt.Sprintf("%s is no %s", path, want))
			}
		case "const":
			if value != want {
				faults = append(faults, fmt.Sprintf("%s is not %v", path, want))
			}
		case "enum":
			if !slices.Contains(want.([]any), value) {
				faults = append(faults, path+" is none of the words")
			}
		case "pattern":
			if text, ok := value.(string); !ok || !regexp.MustCompile(want.(string)).MatchString(text) {
				faults = append(faults, path+" does not match")
			}
		case "minLength":
			if text, ok := value.(string); !ok || float64(len(text)) < want.(float64) {
				faults = append(faults, path+" is too short")
			}
		case "items":
			list, _ := value.([]any)
			for i, entry := range list {
				faults = append(faults, validate(root, want.(map[string]any), entry, fmt.Sprintf("%s[%d]", path, i))...)
			}
		case "properties":
			object, _ := value.(map[string]any)
			known := want.(map[string]any)
			for _, name := range sortedKeys(object) {
				if inner, ok := known[name]; ok {
					faults = append(faults, validate(root, inner.(map[string]any), object[name], path+"."+name)...)
				} else if schema["additionalProperties"] == false {
					faults = append(faults, path+"."+name+" is not known")
				}
			}
			for _, name := range schema["required"].([]any) {
				if _, ok := object[name.(string)]; !ok {
					faults = append(faults, path+"."+name.(string)+" is missing")
				}
			}
		default:
			faults = append(faults, "the schema has the keyword "+keyword)
		}
	}
	return faults
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func validateJSON(t testing.TB, data []byte) []string {
	t.Helper()
	var schema map[string]any
	var value any
	if err := json.Unmarshal(audit.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &value); err != nil {
		return []string{err.Error()}
	}
	return validate(schema, schema, value, "")
}

// Every kind of decision gives a file that the schema admits and Read reads.
func TestFilesFitTheSchema(t *testing.T) {
	for name, f := range kinds(t) {
		data := must(f.JSON())
		if faults := validateJSON(t, data); len(faults) > 0 {
			t.Errorf("%s: %v", name, faults)
		}
		if _, err := audit.Read(bytes.NewReader(data)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// kinds are files of all sorts of decisions.
func kinds(t testing.TB) map[string]audit.File {
	t.Helper()
	out := map[string]audit.File{"approved": file(t)}
	for _, kind := range []struct {
		name   string
		change func(*reprice.Item, *reprice.Rules)
	}{
		{"review", func(*reprice.Item, *reprice.Rules) {}},
		{"change", func(_ *reprice.Item, r *reprice.Rules) { r.Guards = reprice.Guards{} }},
		{"hold", func(i *reprice.Item, r *reprice.Rules) { i.Offers = nil }},
		{"stopped", func(_ *reprice.Item, r *reprice.Rules) { r.Guards.Stop = true }},
		{"refuse", func(i *reprice.Item, _ *reprice.Rules) { i.Max = set("15") }},
		{"blocked", func(i *reprice.Item, _ *reprice.Rules) { i.Case.Title = "Hot Item on Sale" }},
		{"freeze", func(i *reprice.Item, _ *reprice.Rules) {
			i.State = reprice.State{Decided: noon.Add(-3600e9), Price: set("59.99")}
		}},
		{"first", func(i *reprice.Item, _ *reprice.Rules) { i.Current.Valid = false; i.Case.History = nil }},
		{"no costs", func(i *reprice.Item, _ *reprice.Rules) {
			i.Case.Currency, i.Case.Channel, i.Unit = "USD", "amazon", boxes().Unit
			i.Unit.Listing = nil
		}},
	} {
		item, rules := boxes(), follow()
		kind.change(&item, &rules)
		d, err := reprice.Decide(item, rules, noon)
		if err != nil {
			t.Fatalf("%s: %v", kind.name, err)
		}
		f, err := audit.New(item, rules, d, audit.Options{})
		if err != nil {
			t.Fatalf("%s: %v", kind.name, err)
		}
		out[kind.name] = f
	}
	for name, action := range map[string]audit.Action{"review": "review", "change": "change", "stopped": "hold", "refuse": "refuse", "blocked": "refuse", "freeze": "freeze", "first": "review"} {
		if got := out[name].Decision.Action; got != action {
			t.Errorf("%s: the action is %q, want %q: %v", name, got, action, out[name].Decision.Reasons)
		}
	}
	return out
}

// What is not a file is refused by the schema and by Read, at its path.
func TestFileFaults(t *testing.T) {
	whole := string(must(file(t).JSON()))
	swap := func(from, to string) string {
		if !strings.Contains(whole, from) {
			t.Fatalf("the file has no %s", from)
		}
		return strings.Replace(whole, from, to, 1)
	}
	for _, c := range []struct{ name, json, path string }{
		{"a missing field", swap(`    "sku": "BOX-3",`+"\n", ""), "subject.sku must be given"},
		{"an unknown field", swap(`"subject": {`, `"subject": {"note": "x",`), "subject.note must not be given: there is no such field"},
		{"another letter case", swap(`    "sku": "BOX-3"`, `    "SKU": "BOX-3"`), "subject.SKU must not be given: there is no such field"},
		{"another version", swap(`"version": "1"`, `"version": "2"`), "version must be 1"},
		{"another layout", swap(audit.SchemaID, "urn:x"), "schema must be " + audit.SchemaID},
		{"a number as a number", swap(`"price": "25.20"`, `"price": 25.20`), "statement.price must be a text"},
		{"a number with an exponent", swap(`"price": "25.20"`, `"price": "2e1"`), "statement.price must be a number such as 23.10"},
		{"an optional field that is empty", swap(`"brand": "Northbay"`, `"brand": ""`), "subject.brand must be left out when it is empty"},
		{"an unknown action", swap(`"action": "change"`, `"action": "go"`), `decision.action must be "change", "hold"`},
		{"null", swap(`"costs_complete": true`, `"costs_complete": null`), "decision.costs_complete must be true or false"},
		{"a list that is none", swap(`"missing": [],`, `"missing": {},`), "must be a list"},
		{"an object that is none", swap(`"digest": {`, `"digest": 1, "x": {`), "digest must be an object"},
		{"another algorithm", swap(`"sha256"`, `"md5"`), `algorithm must`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.name != "another algorithm" && len(validateJSON(t, []byte(c.json))) == 0 {
				t.Error("the schema admits it")
			}
			_, err := audit.Read(strings.NewReader(c.json))
			if err == nil || !strings.Contains(err.Error(), c.path) && c.name != "another algorithm" {
				t.Errorf("Read: %v, want %s", err, c.path)
			}
		})
	}
	for _, c := range []struct{ name, json, path string }{
		{"twice", swap(`"subject": {`, `"version": "1", "subject": {`), "version must not be given twice"},
		{"a day of no calendar", swap(`"day": "2026-11-23"`, `"day": "2026-02-30"`), "subject.day must be a day"},
		{"more after it", whole + "{}", "must be one JSON object"},
		{"half", whole[:len(whole)/2], "must be well-formed JSON"},
		{"nothing", "", "must be well-formed JSON"},
		{"a list", "[]", "must be an object"},
		{"no UTF-8", swap("Northbay", "North\xffbay"), "must be UTF-8"},
		{"a long text", swap("Northbay", strings.Repeat("x", 1<<16+1)), "must be at most 65536 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := audit.Read(strings.NewReader(c.json)); err == nil || !strings.Contains(err.Error(), c.path) {
				t.Errorf("Read: %v, want %s", err, c.path)
			}
		})
	}
	var zero audit.File
	if _, err := zero.JSON(); err == nil {
		t.Error("the zero file is written")
	}
}

// FuzzRead: what Read reads is written as it was read, the schema admits it, and
// nothing panics.
func FuzzRead(f *testing.F) {
	item := reprice.Item{SKU: "A", Current: set("19.99"), Min: set("10"), Case: policy.Case{Channel: "amazon", Currency: "USD"}}
	item.Offers = boxes().Offers[:1]
	rules := reprice.Rules{Name: "table", Pricer: reprice.Table{Step: dec("0.01")}}
	small := must(audit.New(item, rules, must(reprice.Decide(item, rules, noon)), audit.Options{Evidence: evidence()[:1]}))
	f.Add(must(small.JSON()))
	f.Add([]byte(`{"schema":"` + audit.SchemaID + `","version":"1","subject":{}}`))
	f.Add([]byte(`{"rivals":[[[`))
	f.Fuzz(func(t *testing.T, data []byte) {
		read, err := audit.Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		written := must(read.JSON())
		again := must(audit.Read(bytes.NewReader(written)))
		if !bytes.Equal(written, must(again.JSON())) {
			t.Error("it is not the same after it was written and read")
		}
		if faults := validateJSON(t, written); len(faults) > 0 {
			t.Error(faults)
		}
		for _, l := range []audit.Language{audit.English, audit.Chinese} {
			var out bytes.Buffer
			if err := read.HTML(&out, l); err != nil {
				t.Error(err)
			}
			if err := read.Markdown(&out, l); err != nil {
				t.Error(err)
			}
		}
	})
}
