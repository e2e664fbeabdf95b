package fx

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
)

// maxH10Columns is far above the 26 series that the release has.
const maxH10Columns = 400

// ReadH10 reads the daily rates of the H.10 release of the Federal Reserve, noon
// buying rates in New York that are certified for customs purposes, from either
// of the two CSV files they are published in. FRED's has the dates in a column
// DATE or observation_date and a column for each series:
//
//	observation_date,DEXCHUS,DEXUSEU
//	2026-10-02,6.7184,1.1259
//
// The Board's own, from its Data Download Program with the series in columns, has
// some lines about them first:
//
//	"Series Description","Chinese Yuan"
//	"Unit:","Currency"
//	"Multiplier:","1"
//	"Currency:","CNY"
//	"Unique Identifier:","H10/H10/RXI_N.B.CH"
//	"Time Period","RXI_N.B.CH"
//	2026-10-02,6.7184
//
// Each series is kept in its own direction: DEXCHUS is CNY per USD, DEXUSEU is USD
// per EUR. A rate that is missing is empty, "." or "ND". The table's source is
// "Board of Governors of the Federal Reserve System, H.10". What the Board says
// about a series is checked: the unit, the currency, the identifier, and that the
// multiplier is 1; a file with another one is refused. The one series of Venezuela
// is taken to be in VEF until 2018-08-19 and in VES from then on; on 2021-10-01
// VES itself lost 6 zeros without a new code, so do not compare across that day.
//
// The reader is strict and reads as a stream. Dates are as in 2026-10-02, in any
// order, each once. An unknown series is an error that names the nearest one;
// dollar indexes and monthly averages are refused. The first fault ends the
// reading with a [*ReadError]; no part of a faulty file is used.
func ReadH10(r io.Reader) (*Pairs, error) {
	limit := newRecordLimit(withoutBOM(r))
	lines := csv.NewReader(limit)
	lines.ReuseRecord = true
	lines.FieldsPerRecord = -1 // counted here, to name the line
	file := h10File{table: newPairsBuilder(), days: map[day]int{}, about: map[string]h10Line{}}

	for row, first := 0, true; ; first = false {
		fields, at, err := nextRecord(lines, limit, row+1)
		row = at
		switch {
		case errors.Is(err, io.EOF) && first:
			return nil, &ReadError{Reason: "must be an H.10 file of rates, is empty"}
		case errors.Is(err, io.EOF):
			return file.finish()
		case err != nil:
			return nil, err
		}
		if fault := file.line(fields, row); fault != nil {
			if fault.Row == 0 {
				fault.Row = row
			}
			return nil, fault
		}
	}
}

// An h10File is what ReadH10 knows while it reads.
type h10File struct {
	fields  int                // of the first line
	about   map[string]h10Line // the Board's lines before the data
	series  []h10Series        // of each field but the first; nil before the line that names them
	columns []h10Column        // of each series
	table   *pairsBuilder
	days    map[day]int // and their rows
	cells   int
}

// An h10Line is a line about the series.
type h10Line struct {
	row    int
	fields []string
}

// An h10Column is where the rates of a series went last.
type h10Column struct {
	pair pairName
	to   *builtColumn
}

// The labels of the lines before the data, in the order in which they come.
const (
	h10Description = "Series Description"
	h10Unit        = "Unit:"
	h10Multiplier  = "Multiplier:"
	h10Currency    = "Currency:"
	h10Identifier  = "Unique Identifier:"
	h10Names       = "Time Period"
)

// line takes one line of the file. A fault has a row when it is in another line.
func (f *h10File) line(fields []string, row int) *ReadError {
	if f.fields == 0 {
		if len(fields) > maxH10Columns {
			return &ReadError{Field: "header", Reason: "must have at most " + strconv.Itoa(maxH10Columns) + " fields"}
		}
		f.fields = len(fields)
	}
	if f.series != nil && len(fields) != f.fields {
		return &ReadError{Value: strconv.Itoa(len(fields)), Reason: "must have " + strconv.Itoa(f.fields) + " fields like the header (numbers have a decimal point, not a comma)"}
	}
	if f.series != nil {
		return f.record(fields, row)
	}
	label := fields[0]
	switch label {
	case "DATE", "observation_date":
		if len(f.about) == 0 {
			return f.names(fields, row, func(s h10Series) string { return s.fred })
		}
	case h10Names:
		if len(fields) != f.fields {
			break
		}
		return f.names(fields, row, func(s h10Series) string { return s.board })
	case h10Description, h10Unit, h10Multiplier, h10Currency, h10Identifier:
		if _, twice := f.about[label]; twice {
			return &ReadError{Column: 1, Field: "header", Value: label, Reason: "must not be there twice"}
		}
		if len(fields) != f.fields {
			break
		}
		f.about[label] = h10Line{row: row, fields: slices.Clone(fields)}
		return nil
	case "Descriptions:":
		return &ReadError{Column: 1, Field: "header", Value: label, Reason: "must be the layout with the series in columns, not in rows"}
	default:
		return &ReadError{
			Column: 1, Field: "header", Value: shorten(label),
			Reason: `must be "observation_date" or "DATE" of FRED, or "Series Description" to "Time Period" of the Board`,
		}
	}
	if len(fields) != f.fields {
		return &ReadError{Value: strconv.Itoa(len(fields)), Reason: "must have " + strconv.Itoa(f.fields) + " fields like the first line"}
	}
	return &ReadError{Column: 1, Field: "header", Value: label, Reason: "must not follow the Board's lines, which end with \"Time Period\""}
}

// names reads the codes of the series, and checks what was said about them.
func (f *h10File) names(fields []string, row int, code func(h10Series) string) *ReadError {
	f.series = make([]h10Series, 0, len(fields)-1)
	for i, name := range fields[1:] {
		fault := &ReadError{Row: row, Column: i + 2, Field: "series", Value: shorten(name)}
		s, ok := findH10(name)
		switch {
		case !ok:
			fault.Reason = refuseH10(name)
			return fault
		case code(s) != name && name != h10OldVenezuela:
			fault.Reason = "must be the code " + code(s) + " in this layout"
			return fault
		case slices.Contains(f.series, s):
			fault.Reason = "must not be there twice"
			return fault
		}
		if fault := f.check(s, name, i+1); fault != nil {
			return fault
		}
		f.series = append(f.series, s)
	}
	f.columns = make([]h10Column, len(f.series))
	return nil
}

// check compares a series with the Board's lines about it, as far as they are
// there.
func (f *h10File) check(s h10Series, name string, field int) *ReadError {
	for _, rule := range []struct {
		label  string
		ok     func(value string) bool
		reason string
	}{
		{h10Unit, func(v string) bool { return v == "Currency" || v == "Currency:_Per_"+string(s.pair(h10FirstVES).base) }, `must be "Currency" or "Currency:_Per_` + string(s.pair(h10FirstVES).base) + `"`},
		{h10Multiplier, isOne, "must be 1"},
		{h10Currency, func(v string) bool { return s.labelled(Currency(v)) }, "must be the currency of the series, " + string(s.currency)},
		{h10Identifier, func(v string) bool { return v == "H10/H10/"+name }, "must be H10/H10/" + name},
	} {
		if line, there := f.about[rule.label]; there && !rule.ok(line.fields[field]) {
			return &ReadError{
				Row: line.row, Column: field + 1, Field: strings.TrimSuffix(rule.label, ":"),
				Value: shorten(line.fields[field]), Reason: rule.reason,
			}
		}
	}
	return nil
}

func isOne(text string) bool {
	mantissa, exp, err := readNumber(text)
	return err == nil && mantissa == 1 && exp == 0
}

// record keeps one line of rates. A fault carries the column, not the row.
func (f *h10File) record(fields []string, row int) *ReadError {
	on, ok := isoDay(fields[0])
	if !ok {
		return &ReadError{Column: 1, Field: "date", Value: shorten(fields[0]), Reason: "must be a date such as 2026-10-02"}
	}
	if other, twice := f.days[on]; twice {
		return &ReadError{Column: 1, Field: "date", Value: fields[0], Reason: "must not be there twice, see row " + strconv.Itoa(other)}
	}
	f.days[on] = row
	for i, s := range f.series {
		text := fields[i+1]
		if text == "" || text == "." || text == "ND" {
			continue
		}
		mantissa, exp, err := readNumber(text)
		if err == nil {
			err = f.keep(i, s.pair(on), cell{mantissa: mantissa, day: on, exp: exp}, int32(row))
		}
		if err != nil {
			fault := numberFault(string(s.pair(on).base+"/"+s.pair(on).quote), text, err)
			fault.Column = i + 2
			return fault
		}
	}
	return nil
}

func (f *h10File) keep(i int, pair pairName, x cell, row int32) error {
	c := &f.columns[i]
	if c.to == nil || c.pair != pair {
		to, err := f.table.column(pair.base, pair.quote)
		if err != nil {
			return err
		}
		c.pair, c.to = pair, to
	}
	c.to.add(x, pairSides{}, row)
	f.cells++
	return nil
}

// finish returns the table when the file is read to its end.
func (f *h10File) finish() (*Pairs, error) {
	if f.cells == 0 {
		return nil, &ReadError{Reason: "must have at least one rate"}
	}
	// No day is there twice, and no series, so no pair is.
	pairs, _ := f.table.finish(h10Source)
	return pairs, nil
}
