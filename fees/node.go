package fees

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// A node is one JSON value of a table file, with the names of an object in the
// order of the file.
type node struct {
	kind  nodeKind
	text  string   // of a text, number or flag, as it stands in the file
	names []string // of an object
	items []node   // of a list or an object
	index map[string]int
}

type nodeKind int

const (
	isNull nodeKind = iota
	isText
	isNumber
	isFlag
	isList
	isObject
)

// String names the kind for people.
func (k nodeKind) String() string {
	return [...]string{isNull: "null", isText: "a text", isNumber: "a number", isFlag: "true or false", isList: "a list", isObject: "an object"}[k]
}

// Bounds of one table file, far above what a channel publishes: the largest of
// the tables that come with the library has some thousand values. They keep a
// hostile file from filling the memory.
const (
	// maxDepth is how deep the values nest at most: an object with rows with bands
	// needs 5.
	maxDepth = 8
	// maxValues is how many values there are at most.
	maxValues = 200_000
	// maxTextBytes is how long a text or a name is at most.
	maxTextBytes = 10_000
	// manyNames is how many names of an object are looked up one by one.
	manyNames = 16
)

// parseNode reads one JSON value. A name that an object has twice is an error,
// since one of the two would be lost, and so are bytes that are not UTF-8, which
// would be replaced. The error goes on after the name of the table.
func parseNode(raw []byte) (node, error) {
	if !utf8.Valid(raw) {
		return node{}, errors.New("must be in UTF-8")
	}
	p := parser{json.NewDecoder(bytes.NewReader(raw)), maxValues}
	p.dec.UseNumber()
	return p.value(maxDepth)
}

// A parser reads the values of one table file.
type parser struct {
	dec  *json.Decoder
	left int // values that may still come
}

func (p *parser) value(depth int) (node, error) {
	if p.left--; p.left < 0 {
		return node{}, errors.New("must have at most " + strconv.Itoa(maxValues) + " values")
	}
	token, err := p.dec.Token()
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return node{}, err
	}
	switch t := token.(type) {
	case string:
		if len(t) > maxTextBytes {
			return node{}, errors.New("must have no text of more than " + strconv.Itoa(maxTextBytes) + " bytes")
		}
		return node{kind: isText, text: t}, nil
	case json.Number:
		return node{kind: isNumber, text: t.String()}, nil
	case bool:
		return node{kind: isFlag, text: strconv.FormatBool(t)}, nil
	case json.Delim:
		if depth == 0 {
			return node{}, errors.New("must not nest its values deeper than " + strconv.Itoa(maxDepth))
		}
		return p.items(t, depth-1)
	}
	return node{}, nil
}

// items reads a list or an object up to its end.
func (p *parser) items(open json.Delim, depth int) (node, error) {
	n := node{kind: isList}
	if open == '{' {
		n.kind = isObject
	}
	for p.dec.More() {
		if n.kind == isObject {
			name, err := p.value(0)
			if err != nil {
				return n, err
			}
			if !n.addName(name.text) {
				return n, errors.New("must not have the name " + quoteShort(name.text) + " twice in one object")
			}
		}
		item, err := p.value(depth)
		if err != nil {
			return n, err
		}
		n.items = append(n.items, item)
	}
	_, err := p.dec.Token() // the end
	return n, err
}

// addName adds a name to an object, unless it has it already.
func (n *node) addName(name string) bool {
	if _, twice := n.find(name); twice {
		return false
	}
	if len(n.names) == manyNames {
		n.index = make(map[string]int, 2*manyNames)
		for i, before := range n.names {
			n.index[before] = i
		}
	}
	if n.index != nil {
		n.index[name] = len(n.names)
	}
	n.names = append(n.names, name)
	return true
}

// find returns the place of a name in an object.
func (n *node) find(name string) (int, bool) {
	if n.index != nil {
		i, found := n.index[name]
		return i, found
	}
	for i := range n.names {
		if n.names[i] == name {
			return i, true
		}
	}
	return 0, false
}

// brief is the value as an error shows it.
func (n *node) brief() string {
	switch n.kind {
	case isText, isNumber, isFlag:
		return n.text
	case isNull:
		return ""
	}
	return n.kind.String()
}
