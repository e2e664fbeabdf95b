package main

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// A node is one value of a table file: texts and numbers as they were written,
// objects in the order of their fields, each with the line it stands in.
type node struct {
	kind  kind
	text  string   // of a text, a number, true and false
	names []string // of an object
	items []*node  // of a list or an object
	line  int
}

type kind int

const (
	isNull kind = iota
	isText
	isNumber
	isFlag
	isList
	isObject
)

// field returns a field of an object. One that is null is not there, and neither
// is any field of something else.
func (n *node) field(name string) *node {
	if n == nil || n.kind != isObject {
		return nil
	}
	for i, x := range n.names {
		if x == name && n.items[i].kind != isNull {
			return n.items[i]
		}
	}
	return nil
}

// fieldText returns a field that is a text, "" otherwise.
func (n *node) fieldText(name string) string {
	if f := n.field(name); f != nil && f.kind == isText {
		return f.text
	}
	return ""
}

// isScalar reports whether a value has no parts; nil, which is none, has none.
func (n *node) isScalar() bool { return n == nil || n.kind != isList && n.kind != isObject }

// all reports whether a value is a list of nothing but one kind.
func (n *node) all(k kind) bool {
	if n == nil || n.kind != isList {
		return false
	}
	for _, item := range n.items {
		if item.kind != k {
			return false
		}
	}
	return true
}

// none is how a value that is not there is shown.
const none = "none"

// String is the value for people: "4 oz", "2.43, 3.32", "to 10, rate 0.08; rate 0.15".
func (n *node) String() string {
	switch {
	case n == nil || n.kind == isNull:
		return none
	case n.isScalar():
		return printable(n.text)
	}
	var parts []string
	between := ", "
	for i, item := range n.items {
		switch {
		case n.kind == isList && item.kind == isObject && len(item.names) == 0:
			between = "; "
			parts = append(parts, "the rest") // a band without an end
		case n.kind == isList && !item.isScalar():
			between = "; "
			parts = append(parts, item.String())
		case n.kind == isList:
			parts = append(parts, item.String())
		case item.kind != isNull:
			text := item.String()
			if !item.isScalar() {
				text = "(" + text + ")"
			}
			parts = append(parts, strings.TrimSpace(printable(n.names[i])+" "+text))
		}
	}
	if len(parts) == 0 {
		return "empty"
	}
	return cut(strings.Join(parts, between))
}

// MarshalJSON writes the value as it was read.
func (n *node) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	if err := n.write(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func (n *node) write(out *bytes.Buffer) error {
	text := func(s string) error {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		err := enc.Encode(s)
		out.Truncate(out.Len() - 1) // the line break
		return err
	}
	switch {
	case n == nil || n.kind == isNull:
		out.WriteString("null")
	case n.kind == isText:
		return text(n.text)
	case n.isScalar():
		out.WriteString(n.text)
	default:
		ends := "[]"
		if n.kind == isObject {
			ends = "{}"
		}
		out.WriteByte(ends[0])
		for i, item := range n.items {
			if i > 0 {
				out.WriteByte(',')
			}
			if n.kind == isObject {
				if err := text(n.names[i]); err != nil {
					return err
				}
				out.WriteByte(':')
			}
			if err := item.write(out); err != nil {
				return err
			}
		}
		out.WriteByte(ends[1])
	}
	return nil
}

// Bounds of one table, far above any real one, so that hostile input costs
// little time and memory.
const (
	maxDepth  = 8       // of lists and objects, as in the library
	maxText   = 10_000  // bytes of a text or a name, as in the library
	maxFields = 200     // of an object
	maxItems  = 10_000  // of a list
	maxValues = 200_000 // of a file
)

// A parser reads one valid JSON value and knows where it is.
type parser struct {
	data []byte
	dec  *json.Decoder
	at   int // up to where lines have been counted
	line int
	left *int // how many values may still come
}

// parseNode reads one valid JSON value that begins in a line. A value beyond the
// bounds and a name that an object has twice are faults.
func parseNode(data []byte, line int, left *int) (*node, *fault) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	p := parser{data: data, dec: dec, line: line, left: left}
	return p.value(maxDepth)
}

// token reads one token and counts the lines up to its end.
func (p *parser) token() (json.Token, *fault) {
	t, err := p.dec.Token()
	end := min(int(p.dec.InputOffset()), len(p.data))
	p.line += bytes.Count(p.data[p.at:end], []byte("\n"))
	p.at = end
	if err != nil {
		return nil, p.fault("must be valid JSON")
	}
	return t, nil
}

func (p *parser) fault(text string) *fault { return &fault{p.line, text} }

func (p *parser) value(depth int) (*node, *fault) {
	token, bad := p.token()
	if bad != nil {
		return nil, bad
	}
	if *p.left--; *p.left < 0 {
		return nil, p.fault("must have at most " + strconv.Itoa(maxValues) + " values in one file")
	}
	n := &node{line: p.line}
	switch t := token.(type) {
	case string:
		n.kind, n.text = isText, t
		return n, p.checkText(t)
	case json.Number:
		n.kind, n.text = isNumber, t.String()
	case bool:
		n.kind, n.text = isFlag, strconv.FormatBool(t)
	case json.Delim:
		if depth == 0 {
			return nil, p.fault("must not be nested deeper than " + strconv.Itoa(maxDepth) + " levels")
		}
		n.kind = isList
		if t == '{' {
			n.kind = isObject
		}
		return n, p.inside(n, depth-1)
	}
	return n, nil
}

func (p *parser) checkText(s string) *fault {
	if len(s) > maxText {
		return p.fault("must have no text of more than " + strconv.Itoa(maxText) + " bytes")
	}
	return nil
}

// inside reads the rest of an object or a list.
func (p *parser) inside(n *node, depth int) *fault {
	seen := map[string]bool{}
	for p.dec.More() {
		if n.kind == isObject {
			token, bad := p.token()
			if bad != nil {
				return bad
			}
			name, _ := token.(string)
			if seen[name] {
				return p.fault("must not have the name " + quoted(name) + " twice in one object")
			}
			if len(seen) == maxFields {
				return p.fault("must have at most " + strconv.Itoa(maxFields) + " fields in one object")
			}
			if bad := p.checkText(name); bad != nil {
				return bad
			}
			seen[name] = true
			n.names = append(n.names, name)
		}
		if len(n.items) == maxItems {
			return p.fault("must have at most " + strconv.Itoa(maxItems) + " items in one list")
		}
		item, bad := p.value(depth)
		if bad != nil {
			return bad
		}
		n.items = append(n.items, item)
	}
	_, bad := p.token()
	return bad
}
