package audit

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// An ordered is a JSON object whose fields keep their order.
type ordered []field

type field struct {
	name  string
	value any
}

func (o ordered) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, f := range o {
		if i > 0 {
			out.WriteByte(',')
		}
		name, _ := json.Marshal(f.name)
		var value bytes.Buffer
		encoder := json.NewEncoder(&value)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(f.value); err != nil {
			return nil, err
		}
		out.Write(name)
		out.WriteByte(':')
		out.Write(bytes.TrimSpace(value.Bytes()))
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// comments reads the comments of the types and fields of the package.
func comments(t *testing.T) (types map[string]string, fields map[string]map[string]string) {
	t.Helper()
	types, fields = map[string]string{}, map[string]map[string]string{}
	for _, name := range []string{"file.go", "decision.go", "statement.go", "inputs.go"} {
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, declared := range parsed.Decls {
			general, ok := declared.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range general.Specs {
				x, ok := spec.(*ast.TypeSpec)
				if !ok {
					continue
				}
				types[x.Name.Name] = oneLine(general.Doc.Text())
				if s, ok := x.Type.(*ast.StructType); ok {
					fields[x.Name.Name] = map[string]string{}
					for _, f := range s.Fields.List {
						for _, n := range f.Names {
							fields[x.Name.Name][n.Name] = oneLine(f.Doc.Text())
						}
					}
				}
			}
		}
	}
	return types, fields
}

// oneLine is a comment as a description: without links and without what it says of the
// zero value in Go.
func oneLine(s string) string {
	s = goLink.ReplaceAllString(strings.Join(strings.Fields(s), " "), "$1")
	return strings.TrimSpace(zeroValue.ReplaceAllString(s, ""))
}

var goLink, zeroValue = regexp.MustCompile(`\[\*?([A-Za-z.]+)\]`), regexp.MustCompile(`The zero [^.]*\.`)

// schemaOf makes the schema of the file from its types and their comments.
func schemaOf(t *testing.T) []byte {
	t.Helper()
	types, fields := comments(t)
	var definitions ordered
	seen := map[reflect.Type]bool{}
	var define func(reflect.Type) ordered
	object := func(x reflect.Type) ordered {
		var properties ordered
		required := []string{}
		for i := range x.NumField() {
			f := x.Field(i)
			name, optional := jsonName(f)
			property := define(f.Type)
			if text := fields[x.Name()][f.Name]; text != "" {
				property = append(property, field{"description", text})
			}
			switch {
			case x == reflect.TypeFor[File]() && name == "schema":
				property = append(property, field{"const", SchemaID})
			case x == reflect.TypeFor[File]() && name == "version":
				property = append(property, field{"const", Version})
			case x == reflect.TypeFor[Digest]() && name == "algorithm":
				property = append(property, field{"const", algorithm})
			case x == reflect.TypeFor[Evidence]() && name == "name":
				property = append(property, field{"minLength", 1})
			case optional && f.Type == reflect.TypeFor[string]():
				property = append(property, field{"minLength", 1})
			}
			if !optional {
				required = append(required, name)
			}
			properties = append(properties, field{name, property})
		}
		return ordered{{"type", "object"}, {"description", types[x.Name()]}, {"properties", properties}, {"required", required}, {"additionalProperties", false}}
	}
	define = func(x reflect.Type) ordered {
		switch x.Kind() {
		case reflect.Pointer:
			return define(x.Elem())
		case reflect.Slice:
			return ordered{{"type", "array"}, {"items", define(x.Elem())}}
		case reflect.Bool:
			return ordered{{"type", "boolean"}}
		}
		if x == reflect.TypeFor[string]() {
			return ordered{{"type", "string"}}
		}
		if !seen[x] {
			seen[x] = true
			var made ordered
			if form, ok := formOf(x); !ok {
				made = object(x)
			} else {
				made = ordered{{"type", "string"}, {"description", types[x.Name()]}}
				if form.words != nil {
					made = append(made, field{"enum", form.words})
				} else {
					made = append(made, field{"pattern", form.pattern})
				}
			}
			definitions = append(definitions, field{x.Name(), made})
		}
		return ordered{{"$ref", "#/$defs/" + x.Name()}}
	}
	seen[reflect.TypeFor[File]()] = true
	root := append(ordered{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"$id", SchemaID}, {"title", "Price file of a decision"},
	}, object(reflect.TypeFor[File]())...)
	root = append(root, field{"$defs", definitions})
	plain, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, plain, "", "  "); err != nil {
		t.Fatal(err)
	}
	out.WriteByte('\n')
	text := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(out.String())
	return []byte(text)
}

// The published schema is that of the types, so that the two cannot drift apart.
func TestSchemaIsThatOfTheTypes(t *testing.T) {
	want := schemaOf(t)
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile("pricefile.schema.json", want, 0o644); err != nil {
			t.Fatal(err)
		}
		schemaJSON = string(want)
	}
	if !bytes.Equal(want, Schema()) {
		t.Error("pricefile.schema.json is not that of the types; run the test with -update")
	}
}

// Digest paths are those of the JSON: the name of a field in JSON is its name in snake
// case.
func TestJSONNames(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type)
	walk = func(x reflect.Type) {
		switch x.Kind() {
		case reflect.Pointer, reflect.Slice:
			walk(x.Elem())
		case reflect.Struct:
			if seen[x] {
				return
			}
			seen[x] = true
			for i := range x.NumField() {
				f := x.Field(i)
				if name, _ := jsonName(f); name != snake(f.Name) {
					t.Errorf("%s.%s is %q in JSON, want %q", x.Name(), f.Name, name, snake(f.Name))
				}
				walk(f.Type)
			}
		case reflect.String, reflect.Bool:
		default:
			t.Errorf("%s: a file has texts, truth values and lists only", x)
		}
	}
	walk(reflect.TypeFor[File]())
}
