package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// maxLine is how long a row may be, in bytes.
const maxLine = 1 << 20

// A rowReader reads a CSV file row by row. Each line is a row of its own, so that a
// stray quotation mark spoils one row and not all that follow; a cell has no line break
// in it.
type rowReader struct {
	file  *bufio.Reader
	csv   *csv.Reader
	line  []byte // what the CSV reader has not read of the row
	long  []byte // room for a line that is longer than the buffer of the file
	row   int    // counted from 1, the header included
	first bool
}

func newRowReader(r io.Reader) *rowReader {
	out := &rowReader{file: bufio.NewReaderSize(r, 1<<16), first: true}
	out.csv = csv.NewReader((*oneLine)(out))
	out.csv.ReuseRecord, out.csv.FieldsPerRecord = true, -1
	return out
}

// A oneLine hands the line of a rowReader to its CSV reader and then says that the
// input has ended.
type oneLine rowReader

func (r *oneLine) Read(p []byte) (int, error) {
	if len(r.line) == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.line)
	r.line = r.line[n:]
	return n, nil
}

var (
	errQuote = errors.New("must be CSV on one line: a quotation mark is out of place")
	errUTF8  = errors.New("must be text in UTF-8: save the sheet as CSV UTF-8")
	errLong  = errors.New("must be at most " + strconv.Itoa(maxLine) + " bytes long")
)

// next returns the cells of the next row that has any; they are good until the next
// call. A row that is no CSV has one of the errors above, and the next one can be read
// all the same; io.EOF is the end, any other error one of the file.
func (r *rowReader) next() ([]string, error) {
	for {
		line, err := r.readLine()
		if err != nil && err != errLong {
			return nil, err
		}
		r.row++
		switch {
		case err == errLong:
			return nil, err
		case blank(line):
			continue
		case !utf8.Valid(line):
			return nil, errUTF8
		}
		r.line = line
		record, err := r.csv.Read()
		if err != nil {
			r.line = nil
			return nil, errQuote
		}
		return record, nil
	}
}

// readLine returns a line without its break, and without the mark before the first one.
// One that is too long is read to its end.
func (r *rowReader) readLine() ([]byte, error) {
	line, err := r.rawLine()
	if r.first {
		line, r.first = bytes.TrimPrefix(line, []byte("\xEF\xBB\xBF")), false
	}
	return line, err
}

func (r *rowReader) rawLine() ([]byte, error) {
	r.long = r.long[:0]
	tooLong := false
	for {
		part, err := r.file.ReadSlice('\n')
		if err == bufio.ErrBufferFull {
			if tooLong = tooLong || len(r.long)+len(part) > maxLine; !tooLong {
				r.long = append(r.long, part...)
			}
			continue
		}
		if err != nil && (err != io.EOF || len(part) == 0 && len(r.long) == 0 && !tooLong) {
			return nil, err
		}
		if tooLong || len(r.long)+len(part) > maxLine {
			return nil, errLong
		}
		if len(r.long) > 0 {
			r.long = append(r.long, part...)
			part = r.long
		}
		return bytes.TrimRight(part, "\r\n"), nil
	}
}

// blank reports a line that a spreadsheet left over: nothing but commas and blanks.
func blank(line []byte) bool { return len(bytes.Trim(line, ", \t\r\n")) == 0 }

// countRows counts the rows below the header.
func countRows(r io.Reader) (int, error) {
	rows := newRowReader(r)
	n := -1
	for {
		line, err := rows.readLine()
		switch {
		case err == io.EOF:
			return max(n, 0), nil
		case err != nil && err != errLong:
			return 0, err
		case err == errLong || !blank(line):
			n++
		}
	}
}
