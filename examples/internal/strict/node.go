// Package strict reads JSON of requests field by field. Numbers keep their digits,
// a field that nobody knows or that is there twice is a fault, and every fault is
// noted under its path, so that all of them are said at once.
package strict

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"github.com/lianxing/crossborder/examples/internal/files"
	"github.com/lianxing/crossborder/fx"
)

// Bounds of what is read, far above any real input, so that hostile input costs
// little time and memory.
const (
	MaxInput = 64 << 20 // bytes of a document
	maxDepth = 16       // of lists and objects inside one value
)

// A Node is one JSON value as it was written: numbers keep their text, objects
// the order and the repetition of their fields.
type Node struct {
	Kind   Kind
	Text   string // of a number, a string, true and false
	Fields []Field
	Items  []Node
}

// A Field is one field of an object, with the name that it has there.
type Field struct {
	Name  string
	Value Node
}

// A Kind says what a Node is.
type Kind int

// The kinds.
const (
	IsNull Kind = iota
	IsBool
	IsNumber
	IsText
	IsList
	IsObject
)

// Field returns the first value of a field of an object; null counts as absent.
func (n Node) Field(name string) (value Node, given bool) {
	for _, f := range n.Fields {
		if f.Name == name {
			return f.Value, f.Value.Kind != IsNull
		}
	}
	return Node{}, false
}

// Brief is the value for an error message.
func (n Node) Brief() string {
	switch n.Kind {
	case IsNull:
		return "null"
	case IsList:
		return "a list"
	case IsObject:
		return "an object"
	}
	return n.Text
}

// Document checks a whole input and returns its JSON, without a byte order mark:
// one value in UTF-8. What says what it must be, such as "a request"; one that it
// must be only one value.
func Document(data []byte, what, one string) ([]byte, *fx.InputError) {
	if len(data) > MaxInput {
		return nil, fx.NewInputError("", "", "must be at most "+strconv.Itoa(MaxInput>>20)+" MiB")
	}
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	whole := data // whose lines people count
	data = bytes.TrimSpace(data)
	if len(data) == 0 {
		return nil, fx.NewInputError("", "", "must be "+what+" in JSON, is empty")
	}
	if i := files.InvalidUTF8(whole); i >= 0 {
		return nil, fx.NewInputError("", "", "must be text in UTF-8, is not in line "+lineAt(whole, i))
	}
	if !json.Valid(data) {
		return nil, malformed(whole, one)
	}
	return data, nil
}

// malformed says where an input stops being JSON. The wording is our own, since
// that of the standard library differs between Go versions.
func malformed(data []byte, one string) *fx.InputError {
	fault := func(reason string) *fx.InputError { return fx.NewInputError("", "", reason) }
	var value json.RawMessage
	switch err := json.NewDecoder(bytes.NewReader(data)).Decode(&value); {
	case err == nil:
		return fault(one)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fault("must be valid JSON, ends too early")
	}
	var syntax *json.SyntaxError
	if !errors.As(json.Unmarshal(data, &value), &syntax) {
		return fault("must be valid JSON")
	}
	return fault("must be valid JSON, is not from line " + lineAt(data, int(syntax.Offset)-1))
}

// lineAt is the line of a byte, from 1.
func lineAt(data []byte, i int) string {
	return strconv.Itoa(1 + bytes.Count(data[:min(max(i, 0), len(data))], []byte("\n")))
}

// Parse reads one valid JSON value. A value that is nested too deeply or has
// more than so many parts is an *fx.InputError.
func Parse(data []byte, most int) (Node, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	p := parser{dec: dec, most: most}
	return p.value(maxDepth)
}

type parser struct {
	dec        *json.Decoder
	read, most int // values
}

func (p *parser) value(depth int) (Node, error) {
	if p.read++; p.read > p.most {
		return Node{}, fx.NewInputError("", "", "must have at most "+strconv.Itoa(p.most)+" values")
	}
	token, err := p.dec.Token()
	if err != nil {
		return Node{}, fx.NewInputError("", "", "must be valid JSON")
	}
	switch t := token.(type) {
	case bool:
		return Node{Kind: IsBool, Text: strconv.FormatBool(t)}, nil
	case json.Number:
		return Node{Kind: IsNumber, Text: t.String()}, nil
	case string:
		return Node{Kind: IsText, Text: t}, nil
	case json.Delim:
		if depth == 0 {
			return Node{}, fx.NewInputError("", "", "must not be nested deeper than "+strconv.Itoa(maxDepth)+" levels")
		}
		return p.inside(t, depth-1)
	}
	return Node{Kind: IsNull}, nil
}

// inside reads the rest of an object or a list.
func (p *parser) inside(open json.Delim, depth int) (Node, error) {
	n := Node{Kind: IsList}
	if open == '{' {
		n.Kind = IsObject
	}
	for p.dec.More() {
		var name string
		if n.Kind == IsObject {
			token, err := p.dec.Token()
			if err != nil {
				return n, fx.NewInputError("", "", "must be valid JSON")
			}
			name, _ = token.(string)
		}
		value, err := p.value(depth)
		if err != nil {
			return n, err
		}
		if n.Kind == IsObject {
			n.Fields = append(n.Fields, Field{name, value})
		} else {
			n.Items = append(n.Items, value)
		}
	}
	_, err := p.dec.Token()
	return n, err
}
