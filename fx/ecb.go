package fx

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
)

// ecbSource is the publisher named in rates that were read from ECB files.
const ecbSource = "European Central Bank"

// A ReadError says where and why a file of rates cannot be used.
type ReadError struct {
	// Row is the line of the file, from 1, or 0 when the fault is in the whole
	// file.
	Row int
	// Column is the number of the field in a CSV line, or the position in bytes
	// in an XML line, from 1. 0 means the whole line.
	Column int
	// Field is what the value stands for: a currency code, "Date", or the name of
	// an XML element or attribute. It may be "".
	Field string
	// Value is what was found, shortened when it is long.
	Value string
	// Reason says what would be accepted: "must be above 0".
	Reason string
	// Err is the error of the io.Reader when reading itself failed, else nil.
	Err error
}

// Error says the place, the reason and the value.
func (e *ReadError) Error() string {
	text := "fx: "
	if e.Row > 0 {
		text += "row " + strconv.Itoa(e.Row) + ", "
	}
	if e.Column > 0 {
		text += "column " + strconv.Itoa(e.Column) + ", "
	}
	if e.Field != "" {
		text += e.Field + " "
	}
	text += e.Reason
	if e.Value != "" {
		text += ", got " + strconv.Quote(e.Value)
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns the error of the io.Reader, if any.
func (e *ReadError) Unwrap() error { return e.Err }

// ReadECB reads a file of the euro foreign exchange reference rates of the
// European Central Bank, in any of the four forms it is published in, told apart
// by the content: the history and the single day as CSV (see [ReadECBCSV]), the
// day, 90 days or the whole history as XML (see [ReadECBXML]). The pivot of the
// table is EUR and its source "European Central Bank".
//
// The reference rates are the property of the ECB and free to use when the source
// is named: "Source: European Central Bank". They are published on working days
// about 16:00 CET for information only; the ECB strongly discourages using them
// for transactions, and no bank gives them to a seller.
//
// The reader is strict and reads as a stream, in memory proportional to the rates
// read. The first fault ends it with a [*ReadError]; no part of a faulty file is
// used.
func ReadECB(r io.Reader) (*Rates, error) {
	const enough = 512 // to find a character that is not a blank
	b := withoutBOM(r)
	start, err := b.Peek(enough)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, &ReadError{Reason: "cannot be read", Err: err}
	}
	switch text := bytes.TrimSpace(start); {
	case len(text) == 0 && err != nil:
		return nil, &ReadError{Reason: "must be an ECB file of rates, is empty"}
	case len(text) > 0 && text[0] == '<':
		return ReadECBXML(b)
	default:
		return ReadECBCSV(b)
	}
}

// withoutBOM skips the byte order mark that some programs put before UTF-8.
func withoutBOM(r io.Reader) *bufio.Reader {
	const mark = "\xEF\xBB\xBF"
	if r == nil {
		r = noReader{}
	}
	b := bufio.NewReader(r)
	if start, err := b.Peek(len(mark)); err == nil && string(start) == mark {
		_, _ = b.Discard(len(mark)) // what was peeked is there
	}
	return b
}

// noReader stands in for a nil reader.
type noReader struct{}

func (noReader) Read([]byte) (int, error) { return 0, errNoReader }

var errNoReader = errors.New("no reader is given")

// maxRecordBytes bounds one CSV line and one XML token, far above what the ECB
// writes: its header has 170 bytes.
const maxRecordBytes = 64 << 10

var errRecordTooLong = errors.New("fx: record too long")

// A recordLimit is a reader that gives up when one record does not end: the
// consumer of the records calls next after each.
type recordLimit struct {
	r    io.Reader
	left int
	err  error // of r, other than io.EOF
}

func newRecordLimit(r io.Reader) *recordLimit {
	l := &recordLimit{r: r}
	l.next()
	return l
}

// next allows one more record, and what a buffered consumer has read ahead.
func (l *recordLimit) next() { l.left = 2 * maxRecordBytes }

func (l *recordLimit) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, errRecordTooLong
	}
	n, err := l.r.Read(p[:min(len(p), l.left)])
	l.left -= n
	if err != nil && !errors.Is(err, io.EOF) {
		l.err = err
	}
	return n, err
}

// fault explains an error that the consumer met, at its own position.
func (l *recordLimit) fault(err error, row, column int, reason string) *ReadError {
	switch {
	case l.err != nil:
		return &ReadError{Row: row, Reason: "cannot be read", Err: l.err}
	case errors.Is(err, errRecordTooLong):
		return &ReadError{Row: row, Reason: "must not be longer than " + strconv.Itoa(maxRecordBytes) + " bytes"}
	}
	return &ReadError{Row: row, Column: column, Reason: reason}
}

// An ecbTable checks what both forms of files contain.
type ecbTable struct {
	builder *ratesBuilder
	seen    map[day]struct{}
	cells   int
}

func newECBTable() *ecbTable {
	return &ecbTable{builder: newRatesBuilder(EUR), seen: map[day]struct{}{}}
}

// day reads a date that must not have been there before.
func (t *ecbTable) day(text string, layouts ...string) (day, *ReadError) {
	fault := func(reason string) *ReadError {
		return &ReadError{Field: "Date", Value: shorten(text), Reason: reason}
	}
	for _, layout := range layouts {
		date, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		d, ok := dayOf(date)
		if !ok {
			break
		}
		if _, twice := t.seen[d]; twice {
			return 0, fault("must not be there twice")
		}
		t.seen[d] = struct{}{}
		return d, nil
	}
	return 0, fault("must be a date such as " + strings.Join(examples(layouts), " or "))
}

// examples writes a day in each layout, for error messages.
func examples(layouts []string) []string {
	out := make([]string, len(layouts))
	for i, layout := range layouts {
		out[i] = time.Date(2026, time.April, 13, 0, 0, 0, 0, time.UTC).Format(layout)
	}
	return out
}

// currency reads a code of a column or an element. Codes of the ECB's history
// such as CYP are no longer in the list of ISO 4217.
func (t *ecbTable) currency(text string) (Currency, *ReadError) {
	c := Currency(text)
	switch {
	case !c.wellFormed():
		return "", &ReadError{Field: "currency", Value: shorten(text), Reason: "must be a currency code of three capitals"}
	case c == EUR:
		return "", &ReadError{Field: "currency", Value: text, Reason: "must not be EUR, in which all rates are"}
	}
	return c, nil
}

// rate reads one rate and keeps it.
func (t *ecbTable) rate(c Currency, on day, text string) *ReadError {
	mantissa, exp, err := readNumber(text)
	if err != nil {
		return numberFault(string(c), text, err)
	}
	t.builder.add(c, cell{mantissa: mantissa, day: on, exp: exp})
	t.cells++
	return nil
}

// rates returns the table when the file is read to its end.
func (t *ecbTable) rates() (*Rates, error) {
	if t.cells == 0 {
		return nil, &ReadError{Reason: "must have at least one rate"}
	}
	return t.builder.finish(ecbSource)
}
