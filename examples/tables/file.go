package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"github.com/lianxing/crossborder/examples/internal/files"
)

// Bounds of a file.
const (
	maxInput  = 16 << 20
	maxTables = 1000
	maxID     = 200 // bytes of a table id
)

var byteOrderMark = []byte("\xEF\xBB\xBF")

// A fault is what is wrong in some line of a file; 0 is no line.
type fault struct {
	line int
	text string
}

// at is the fault with the place in a file before it.
func (f fault) at(file string) string {
	where := label(file)
	if f.line > 0 {
		where += ":" + strconv.Itoa(f.line)
	}
	return where + ": " + printable(f.text)
}

// label is the name of a file in the output.
func label(file string) string {
	if file == "-" {
		return "stdin"
	}
	return printable(file)
}

// A table is one JSON object of a file.
type table struct {
	*node
	raw []byte // as it stands in the file
}

func (t table) id() string { return t.fieldText("id") }

// readInput returns what a file holds, a little more than is accepted when it is
// too much. The name - is standard input, which is read once.
func (c *command) readInput(name string) ([]byte, error) {
	if name != "-" {
		return files.Read(name, c.stdin, maxInput)
	}
	if c.fromStdin == nil {
		data, err := files.Read(name, c.stdin, maxInput)
		if err != nil {
			return nil, err
		}
		c.fromStdin = data
	}
	return c.fromStdin, nil
}

// splitFile returns the tables of a file and what keeps the rest of it from being
// tables at all. What stands in them is not looked at.
func splitFile(data []byte) ([]table, []fault) {
	if len(data) > maxInput {
		return nil, []fault{{0, "must be at most " + strconv.Itoa(maxInput>>20) + " MiB"}}
	}
	data = bytes.TrimPrefix(data, byteOrderMark)
	if i := files.InvalidUTF8(data); i >= 0 {
		return nil, []fault{{lineAt(data, i), "must be text in UTF-8"}}
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, []fault{{0, "must hold at least one fee table, is empty"}}
	}
	var tables []table
	var faults []fault
	left, line, at := maxValues, 1, 0
	dec := json.NewDecoder(bytes.NewReader(data))
	for count := 0; ; count++ {
		start := at + len(data[at:]) - len(bytes.TrimLeft(data[at:], " \t\r\n"))
		line += bytes.Count(data[at:start], []byte("\n"))
		if start == len(data) {
			return tables, faults
		}
		if count == maxTables {
			return tables, append(faults, fault{line, "must hold at most " + strconv.Itoa(maxTables) + " tables"})
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return tables, append(faults, malformed(data[start:], line))
		}
		at = int(dec.InputOffset())
		t, bad := openTable(raw, line, &left)
		if bad == nil {
			tables = append(tables, t)
		} else if faults = append(faults, *bad); left < 0 {
			return tables, faults
		}
		line += bytes.Count(data[start:at], []byte("\n"))
	}
}

// openTable reads one JSON value that must be a table.
func openTable(raw []byte, line int, left *int) (table, *fault) {
	n, bad := parseNode(raw, line, left)
	switch {
	case bad != nil:
		return table{}, bad
	case n.kind == isList:
		return table{}, &fault{line, "must be a fee table, a JSON object; several stand one after the other, not in a list"}
	case n.kind != isObject:
		return table{}, &fault{line, "must be a fee table, a JSON object, got " + quoted(n.text)}
	case len(n.fieldText("id")) > maxID:
		return table{}, &fault{n.field("id").line, "must have an id of at most " + strconv.Itoa(maxID) + " bytes"}
	}
	return table{n, raw}, nil
}

// malformed says where a value that begins in a line stops being JSON. The words
// are our own, since those of the standard library differ between Go versions.
func malformed(data []byte, line int) fault {
	var value json.RawMessage
	err := json.NewDecoder(bytes.NewReader(data)).Decode(&value)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return fault{line, "must be valid JSON, ends too early; the table that is not finished begins here"}
	}
	at := line
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
		at = line - 1 + lineAt(data, int(syntax.Offset)-1)
	}
	return fault{at, "must be valid JSON, is not from here on"}
}

// lineAt is the line of a byte, from 1.
func lineAt(data []byte, i int) int {
	return 1 + bytes.Count(data[:min(max(i, 0), len(data))], []byte("\n"))
}
