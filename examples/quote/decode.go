package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/lianxing/crossborder/fx"
)

// Bounds of what is read, far above any real request, so that hostile input
// costs little time and memory.
const (
	maxInput    = 64 << 20
	maxRequests = 200_000
	maxDepth    = 16     // of lists and objects inside one request
	maxValues   = 10_000 // in one request
)

// A node is one JSON value as it was written: numbers keep their text, objects
// the order and the repetition of their fields.
type node struct {
	kind   kind
	text   string // of a number, a string, true and false
	fields []field
	items  []node
}

type field struct {
	name  string
	value node
}

type kind int

const (
	isNull kind = iota
	isBool
	isNumber
	isText
	isList
	isObject
)

// field returns the first value of a field of an object; null counts as absent.
func (n node) field(name string) (value node, given bool) {
	for _, f := range n.fields {
		if f.name == name {
			return f.value, f.value.kind != isNull
		}
	}
	return node{}, false
}

// brief is the value for an error message.
func (n node) brief() string {
	switch n.kind {
	case isNull:
		return "null"
	case isList:
		return "a list"
	case isObject:
		return "an object"
	}
	return n.text
}

// split checks a whole input and yields its requests one by one: the items of an
// array, or the only value. A fault of the input as a whole is returned alone.
func split(data []byte) (requests iter.Seq[[]byte], isList bool, fault *fx.InputError) {
	if len(data) > maxInput {
		return nil, false, fx.NewInputError("", "", "must be at most "+strconv.Itoa(maxInput>>20)+" MiB")
	}
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")))
	if len(data) == 0 {
		return nil, false, fx.NewInputError("", "", "must be a request in JSON, is empty")
	}
	if !utf8.Valid(data) {
		return nil, false, fx.NewInputError("", "", "must be text in UTF-8")
	}
	if !json.Valid(data) {
		return nil, false, malformed(data)
	}
	switch data[0] {
	case '{':
		return slices.Values([][]byte{data}), false, nil
	case '[':
		return items(data), true, nil
	}
	return nil, false, fx.NewInputError("", string(data), "must be a request, which is a JSON object, or an array of them")
}

// malformed says where an input stops being JSON. The wording is our own, since
// that of the standard library differs between Go versions.
func malformed(data []byte) *fx.InputError {
	fault := func(reason string) *fx.InputError { return fx.NewInputError("", "", reason) }
	var value json.RawMessage
	switch err := json.NewDecoder(bytes.NewReader(data)).Decode(&value); {
	case err == nil:
		return fault("must be one JSON object or array with nothing after it; several requests go into an array")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fault("must be valid JSON, ends too early")
	}
	var syntax *json.SyntaxError
	if !errors.As(json.Unmarshal(data, &value), &syntax) {
		return fault("must be valid JSON")
	}
	line := 1 + bytes.Count(data[:min(max(syntax.Offset, 0), int64(len(data)))], []byte("\n"))
	return fault("must be valid JSON, is not from line " + strconv.Itoa(line))
}

// items yields the items of a valid JSON array.
func items(data []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		dec := json.NewDecoder(bytes.NewReader(data))
		if _, err := dec.Token(); err != nil {
			return
		}
		for dec.More() {
			var item json.RawMessage
			if dec.Decode(&item) != nil || !yield(item) {
				return
			}
		}
	}
}

// parseNode reads one valid JSON value. A value that is nested too deeply or has
// too many parts is an *fx.InputError.
func parseNode(data []byte) (node, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	p := parser{dec: dec, left: maxValues}
	return p.value(maxDepth)
}

type parser struct {
	dec  *json.Decoder
	left int
}

func (p *parser) value(depth int) (node, error) {
	if p.left--; p.left < 0 {
		return node{}, fx.NewInputError("", "", "must have at most "+strconv.Itoa(maxValues)+" values")
	}
	token, err := p.dec.Token()
	if err != nil {
		return node{}, fx.NewInputError("", "", "must be valid JSON")
	}
	switch t := token.(type) {
	case bool:
		return node{kind: isBool, text: strconv.FormatBool(t)}, nil
	case json.Number:
		return node{kind: isNumber, text: t.String()}, nil
	case string:
		return node{kind: isText, text: t}, nil
	case json.Delim:
		if depth == 0 {
			return node{}, fx.NewInputError("", "", "must not be nested deeper than "+strconv.Itoa(maxDepth)+" levels")
		}
		return p.inside(t, depth-1)
	}
	return node{kind: isNull}, nil
}

// inside reads the rest of an object or a list.
func (p *parser) inside(open json.Delim, depth int) (node, error) {
	n := node{kind: isList}
	if open == '{' {
		n.kind = isObject
	}
	for p.dec.More() {
		var name string
		if n.kind == isObject {
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
		if n.kind == isObject {
			n.fields = append(n.fields, field{name, value})
		} else {
			n.items = append(n.items, value)
		}
	}
	_, err := p.dec.Token()
	return n, err
}
