package fx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"time"
)

// gesmes is the namespace of the envelope around the rates.
const gesmes = "http://www.gesmes.org/xml/2002-08-01"

// maxXMLDepth is above the depth of the files: envelope, cube, day, rate.
const maxXMLDepth = 8

// ReadECBXML reads the XML files of [ReadECB]: eurofxref-daily.xml, the 90 days
// and the whole history, which differ in line breaks, quotes and the number of
// days only. A byte order mark is skipped.
//
// The rates must stand in <Cube currency="USD" rate="1.1684"/> inside <Cube
// time="2026-04-13"> inside the gesmes envelope. A copy with decimal commas, as
// spreadsheets write it, is refused. Document types and entities are refused; no
// other document is ever loaded. The error is a [*ReadError].
func ReadECBXML(r io.Reader) (*Rates, error) {
	limit := newRecordLimit(withoutBOM(r))
	in := &ecbXML{tokens: xml.NewDecoder(limit), table: newECBTable()}
	for {
		row, column := in.tokens.InputPos()
		token, err := in.tokens.Token()
		limit.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			row, column = in.tokens.InputPos()
			return nil, limit.fault(err, row, column, "must be complete, well-formed XML in UTF-8 without entities")
		}
		if fault := in.token(token); fault != nil {
			fault.Row, fault.Column = row, column
			return nil, fault
		}
	}
	if in.closed == 0 {
		return nil, &ReadError{Reason: "must be an ECB file of rates, is empty"}
	}
	return in.table.rates()
}

// An ecbXML follows the elements of the file.
type ecbXML struct {
	tokens *xml.Decoder
	table  *ecbTable
	open   []string // what each open element is: "Envelope", "time", …
	closed int      // elements that were closed
	on     day      // of the open time element
	seen   map[Currency]bool
}

func (x *ecbXML) token(token xml.Token) *ReadError {
	switch v := token.(type) {
	case xml.StartElement:
		return x.start(v)
	case xml.EndElement:
		x.open = x.open[:len(x.open)-1]
		x.closed++
	case xml.CharData:
		text := bytes.TrimSpace(v)
		if len(text) > 0 && x.inside() != "other" {
			return &ReadError{Value: shorten(string(text[:min(len(text), MaxTextLen)])), Reason: "must be an ECB file, with no text here"}
		}
	case xml.Directive:
		return &ReadError{Field: "DOCTYPE", Reason: "must not be there"}
	}
	return nil
}

// inside returns what the innermost open element is.
func (x *ecbXML) inside() string {
	if len(x.open) == 0 {
		return ""
	}
	return x.open[len(x.open)-1]
}

// start checks where an element stands and reads it.
func (x *ecbXML) start(e xml.StartElement) *ReadError {
	if len(x.open) >= maxXMLDepth {
		return &ReadError{Field: shorten(e.Name.Local), Reason: "must not be nested so deeply"}
	}
	kind := "other" // the subject and the sender
	var fault *ReadError
	switch parent := x.inside(); {
	case len(x.open) == 0:
		if kind = "Envelope"; e.Name.Local != kind || e.Name.Space != gesmes || x.closed > 0 {
			fault = &ReadError{Field: shorten(e.Name.Local), Reason: "must be one gesmes Envelope"}
		}
	case e.Name.Local != "Cube":
		if parent != "Envelope" && parent != "other" {
			fault = &ReadError{Field: shorten(e.Name.Local), Reason: "must be a Cube"}
		}
	case parent == "Envelope":
		kind = "Cube"
		fault = attributes(e, nil)
	case parent == "Cube":
		kind = "time"
		fault = x.day(e)
	case parent == "time":
		kind = "rate"
		fault = x.rate(e)
	default:
		fault = &ReadError{Field: "Cube", Reason: "must not be inside " + parent}
	}
	x.open = append(x.open, kind)
	return fault
}

// day reads <Cube time="2026-04-13">.
func (x *ecbXML) day(e xml.StartElement) *ReadError {
	var date string
	if fault := attributes(e, map[string]*string{"time": &date}); fault != nil {
		return fault
	}
	on, fault := x.table.day(date, time.DateOnly)
	x.on, x.seen = on, map[Currency]bool{}
	return fault
}

// rate reads <Cube currency="USD" rate="1.1684"/>.
func (x *ecbXML) rate(e xml.StartElement) *ReadError {
	var code, perEuro string
	if fault := attributes(e, map[string]*string{"currency": &code, "rate": &perEuro}); fault != nil {
		return fault
	}
	c, fault := x.table.currency(code)
	if fault != nil {
		return fault
	}
	if x.seen[c] {
		return &ReadError{Field: "currency", Value: code, Reason: "must not be there twice on a day"}
	}
	x.seen[c] = true
	return x.table.rate(c, x.on, perEuro)
}

// attributes stores the attributes of a Cube, which must be exactly the wanted.
func attributes(e xml.StartElement, wanted map[string]*string) *ReadError {
	found := 0
	for _, a := range e.Attr {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" {
			continue
		}
		into, ok := wanted[a.Name.Local]
		if !ok || a.Name.Space != "" {
			return &ReadError{Field: shorten(a.Name.Local), Value: shorten(a.Value), Reason: "must not be an attribute of this Cube"}
		}
		*into = a.Value
		found++
	}
	if found != len(wanted) {
		return &ReadError{Field: "Cube", Reason: "must have each of its attributes once: time, or currency and rate"}
	}
	return nil
}
