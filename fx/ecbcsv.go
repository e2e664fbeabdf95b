package fx

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
)

// maxECBColumns is far above the 41 currencies that the ECB ever published.
const maxECBColumns = 400

// ReadECBCSV reads the CSV files of [ReadECB]: eurofxref-hist.csv, with ISO dates
// in any order, "N/A" where a currency was not fixed and a comma at the end of
// each line, and eurofxref.csv, with blanks after the commas and a date such as
// "13 April 2026". A byte order mark is skipped.
//
// The header must be "Date" and distinct currency codes, and every line must have
// as many fields. The error is a [*ReadError].
func ReadECBCSV(r io.Reader) (*Rates, error) {
	limit := newRecordLimit(withoutBOM(r))
	lines := csv.NewReader(limit)
	lines.ReuseRecord = true
	lines.FieldsPerRecord = -1 // counted here, to name the line
	lines.TrimLeadingSpace = true
	table := newECBTable()

	header, row, fault := nextRecord(lines, limit, 1)
	if errors.Is(fault, io.EOF) {
		return nil, &ReadError{Reason: "must be an ECB file of rates, is empty"}
	}
	if fault != nil {
		return nil, fault
	}
	columns, headerFault := table.header(header)
	if headerFault != nil {
		headerFault.Row = row
		return nil, headerFault
	}
	for {
		var record []string
		record, row, fault = nextRecord(lines, limit, row+1)
		if errors.Is(fault, io.EOF) {
			return table.rates()
		}
		if fault != nil {
			return nil, fault
		}
		if fault := table.record(columns, record); fault != nil {
			fault.Row = row
			return nil, fault
		}
	}
}

// nextRecord returns the fields of the next line and its number. The error is a
// *ReadError or io.EOF.
func nextRecord(lines *csv.Reader, limit *recordLimit, expected int) ([]string, int, error) {
	record, err := lines.Read()
	limit.next()
	if err == nil {
		for i, field := range record {
			record[i] = strings.Trim(field, " ")
		}
		row, _ := lines.FieldPos(0)
		return record, row, nil
	}
	if errors.Is(err, io.EOF) {
		return nil, 0, io.EOF
	}
	var syntax *csv.ParseError
	if errors.As(err, &syntax) {
		expected = syntax.Line
	}
	return nil, 0, limit.fault(err, expected, 0, "must be comma-separated values, with quotes in pairs or none")
}

// header checks the first line and returns the currency of every field; the
// field of the date, and an empty last one, have none.
func (t *ecbTable) header(fields []string) ([]Currency, *ReadError) {
	if fields[0] != "Date" {
		return nil, &ReadError{Column: 1, Field: "header", Value: shorten(fields[0]), Reason: `must begin with "Date"`}
	}
	if len(fields) > maxECBColumns {
		return nil, &ReadError{Field: "header", Reason: "must have at most " + strconv.Itoa(maxECBColumns) + " fields"}
	}
	columns := make([]Currency, len(fields))
	seen := map[Currency]bool{}
	for i, field := range fields[1:] {
		column := i + 2
		if field == "" && column == len(fields) {
			break // the comma at the end of the line
		}
		c, fault := t.currency(field)
		if fault == nil && seen[c] {
			fault = &ReadError{Field: "currency", Value: field, Reason: "must not be there twice"}
		}
		if fault != nil {
			fault.Column = column
			return nil, fault
		}
		seen[c] = true
		columns[i+1] = c
	}
	return columns, nil
}

// record reads a line of rates. A fault carries the column, not the row.
func (t *ecbTable) record(columns []Currency, fields []string) *ReadError {
	if len(fields) != len(columns) {
		return &ReadError{Value: strconv.Itoa(len(fields)), Reason: "must have " + strconv.Itoa(len(columns)) + " fields like the header"}
	}
	on, fault := t.day(fields[0], time.DateOnly, "2 January 2006")
	if fault != nil {
		fault.Column = 1
		return fault
	}
	for i, c := range columns[1:] {
		field := fields[i+1]
		switch {
		case c == "" && field == "", c != "" && field == "N/A":
			continue
		case c == "":
			fault = &ReadError{Value: shorten(field), Reason: "must be empty like the end of the header"}
		default:
			fault = t.rate(c, on, field)
		}
		if fault != nil {
			fault.Column = i + 2
			return fault
		}
	}
	return nil
}
