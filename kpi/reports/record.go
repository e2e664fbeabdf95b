package reports

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
)

// MaxRecord is the most bytes that one record of a file may have. A file whose lines
// never end is refused when that much of it was read.
const MaxRecord = 1 << 20

// mostCells is the most cells in a record.
const mostCells = 4096

// A recordReader reads the records of a file whose lines end with LF: by quotes where commas or semicolons
// separate the cells, by line where tabs do, since exports with tabs do not quote.
type recordReader interface {
	// next returns the cells, which stay valid, in a slice that does not, and the
	// line on which they begin.
	next() (cells []string, row int, err error)
	// over reports whether nothing can be read after the error of next: it would come
	// again for ever.
	over() bool
	// lines returns how many lines the record has that next could not read.
	lines() int
}

func newRecordReader(r *bufio.Reader, separator rune) recordReader {
	if separator == '\t' {
		return &tabReader{r: r}
	}
	limit := &limitedReader{r: r}
	lines := csv.NewReader(limit)
	lines.Comma = separator
	lines.ReuseRecord = true
	lines.FieldsPerRecord = -1
	return &csvReader{records: lines, limit: limit}
}

// A limitedReader refuses to read more than is left.
type limitedReader struct {
	r    io.Reader
	left int
}

var errTooLong = errors.New("too long")

func (l *limitedReader) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, errTooLong
	}
	n, err := l.r.Read(p[:min(len(p), l.left)])
	l.left -= n
	return n, err
}

type csvReader struct {
	records *csv.Reader
	limit   *limitedReader
	row     int // of the record before
	lost    int // lines of a record that could not be read
	ended   bool
}

func (c *csvReader) over() bool { return c.ended }

func (c *csvReader) lines() int { return c.lost }

func (c *csvReader) next() ([]string, int, error) {
	c.limit.left = MaxRecord
	c.lost = 1
	cells, err := c.records.Read()
	c.ended = err != nil && !errors.As(err, new(*csv.ParseError))
	switch {
	case errors.Is(err, errTooLong):
		return nil, c.row + 1, &ReadError{Row: c.row + 1, Reason: "must be a record of at most " + strconv.Itoa(MaxRecord) + " bytes; is a quote left open?"}
	case errors.Is(err, io.EOF):
		return nil, 0, io.EOF
	case err != nil:
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			c.row, c.lost = parse.Line, parse.Line-parse.StartLine+1
			reason := "must be cells of a CSV file: " + parse.Err.Error()
			if c.lost > 1 {
				reason += "; rows " + strconv.Itoa(parse.StartLine) + " to " + strconv.Itoa(parse.Line) + " are not read"
			}
			return nil, parse.StartLine, &ReadError{Row: parse.StartLine, Reason: reason}
		}
		return nil, c.row, err
	}
	row, _ := c.records.FieldPos(0)
	c.row = row
	return cells, row, nil
}

type tabReader struct {
	r     *bufio.Reader
	cells []string
	line  []byte // of a line that is longer than the buffer
	row   int
	fault error
}

func (t *tabReader) over() bool { return t.fault != nil }

func (t *tabReader) lines() int { return 1 }

func (t *tabReader) next() ([]string, int, error) {
	for t.fault == nil {
		line, err := t.read()
		if err != nil {
			t.fault = err
			break
		}
		t.row++
		if len(line) == 0 {
			continue
		}
		t.cells = t.cells[:0]
		rest := string(line)
		for len(t.cells) < mostCells {
			cell, after, more := strings.Cut(rest, "\t")
			t.cells = append(t.cells, unquoted(cell))
			if rest = after; !more {
				return t.cells, t.row, nil
			}
		}
		return nil, t.row, &ReadError{Row: t.row, Reason: "must have at most " + strconv.Itoa(mostCells) + " cells"}
	}
	return nil, t.row + 1, t.fault
}

// read returns the next line without its end.
func (t *tabReader) read() ([]byte, error) {
	line, err := t.r.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		t.line = append(t.line[:0], line...)
		for err == bufio.ErrBufferFull {
			if len(t.line) > MaxRecord {
				return nil, &ReadError{Row: t.row + 1, Reason: "must be a record of at most " + strconv.Itoa(MaxRecord) + " bytes"}
			}
			line, err = t.r.ReadSlice('\n')
			t.line = append(t.line, line...)
		}
		line = t.line
	}
	if len(line) == 0 && err != nil {
		return nil, err
	}
	if err != nil && err != io.EOF {
		return nil, err
	}
	return bytes.TrimSuffix(line, []byte("\n")), nil
}

// unquoted takes off the quotes that a spreadsheet puts round a cell.
func unquoted(cell string) string {
	if len(cell) >= 2 && cell[0] == '"' && cell[len(cell)-1] == '"' {
		inner := cell[1 : len(cell)-1]
		if doubled := strings.ReplaceAll(inner, `""`, ""); !strings.Contains(doubled, `"`) {
			return strings.ReplaceAll(inner, `""`, `"`)
		}
	}
	return cell
}
