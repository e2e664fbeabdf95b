package fx

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
)

// The columns of ReadCSV, in the order in which examples show them.
var csvColumns = [...]string{"date", "base", "quote", "rate", "bid", "ask"}

const (
	csvDate = iota
	csvBase
	csvQuote
	csvRate
	csvBid
	csvAsk
)

// ReadCSV reads published pairs from a CSV file with one rate in a line:
//
//	date,base,quote,rate,bid,ask
//	2026-04-13,EUR,USD,1.1690,1.1689,1.1691
//	2026-04-13,USD,CNY,6.8322,,
//
// The first line names the columns, in any order and in lower case. "date",
// "base", "quote" and "rate" must be there; "bid" and "ask" may be, both or none,
// and a line may leave both of them empty. The date is written as in 2026-04-13
// and a number with a decimal point. Lines may be in any order. A byte order mark
// and line ends of Windows are accepted. The source is the publisher to be named
// in results.
//
// The reader is strict and reads as a stream, in memory proportional to the rates
// read. Rates are checked as in [NewPairs]. The first fault ends the reading with a
// [*ReadError], which names line and column; no part of a faulty file is used. A
// pair that is there twice on a day is found at the end, and the error names the
// line of the later one.
func ReadCSV(r io.Reader, source string) (*Pairs, error) {
	limit := newRecordLimit(withoutBOM(r))
	lines := csv.NewReader(limit)
	lines.ReuseRecord = true
	lines.FieldsPerRecord = -1 // counted here, to name the line

	fields, row, err := nextRecord(lines, limit, 1)
	if errors.Is(err, io.EOF) {
		return nil, &ReadError{Reason: "must be a CSV file of rates, is empty"}
	}
	if err != nil {
		return nil, err
	}
	file := csvFile{table: newPairsBuilder()}
	if fault := file.header(fields); fault != nil {
		fault.Row = row
		return nil, fault
	}
	for {
		fields, row, err = nextRecord(lines, limit, row+1)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if fault := file.record(fields, int32(row)); fault != nil {
			fault.Row = row
			return nil, fault
		}
	}
	if len(file.table.columns) == 0 {
		return nil, &ReadError{Reason: "must have at least one rate"}
	}
	pairs, twice := file.table.finish(source)
	if len(twice) > 0 {
		t := twice[0]
		return nil, &ReadError{
			Row: int(t.at), Value: t.text(),
			Reason: "must not be there twice on a day" + t.opposite() + ", see row " + strconv.Itoa(int(t.other)),
		}
	}
	return pairs, nil
}

// A csvFile is what ReadCSV knows while it reads.
type csvFile struct {
	at     [len(csvColumns)]int // the field of each column, counted from 1; 0 for none
	fields int
	table  *pairsBuilder

	// Most lines are of the day or of the pair of the line before.
	dateText string
	date     day
	pair     pairName
	column   *builtColumn
}

// header finds the columns in the first line. A fault has no row yet.
func (f *csvFile) header(fields []string) *ReadError {
	if len(fields) == 1 && strings.ContainsAny(fields[0], ";\t|") {
		return &ReadError{Column: 1, Field: "header", Value: shorten(fields[0]), Reason: "must have commas between the columns"}
	}
	f.fields = len(fields)
	for i, name := range fields {
		fault := &ReadError{Column: i + 1, Field: "header", Value: shorten(name)}
		column := indexOf(csvColumns[:], name)
		switch {
		case column < 0:
			fault.Reason = "must be one of " + strings.Join(csvColumns[:], ", ")
			return fault
		case f.at[column] != 0:
			fault.Reason = "must not be there twice"
			return fault
		}
		f.at[column] = i + 1
	}
	var missing []string
	for column, name := range csvColumns[:csvBid] {
		if f.at[column] == 0 {
			missing = append(missing, name)
		}
	}
	switch {
	case len(missing) > 0:
		return &ReadError{Field: "header", Reason: "must have the column " + strings.Join(missing, " and the column ")}
	case (f.at[csvBid] == 0) != (f.at[csvAsk] == 0):
		return &ReadError{Field: "header", Reason: "must have both bid and ask or neither"}
	}
	return nil
}

func indexOf(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	return -1
}

// record keeps one line. A fault carries the column, not the row.
func (f *csvFile) record(fields []string, row int32) *ReadError {
	if len(fields) != f.fields {
		return &ReadError{
			Value:  strconv.Itoa(len(fields)),
			Reason: "must have " + strconv.Itoa(f.fields) + " fields like the header (numbers have a decimal point, not a comma)",
		}
	}
	text := func(column int) string { return fields[f.at[column]-1] }
	place := func(column int, fault *ReadError) *ReadError {
		fault.Column, fault.Field = f.at[column], csvColumns[column]
		return fault
	}
	if date := text(csvDate); date != f.dateText || date == "" {
		on, ok := isoDay(date)
		if !ok {
			return place(csvDate, &ReadError{Value: shorten(date), Reason: "must be a date such as 2026-04-13"})
		}
		f.dateText, f.date = strings.Clone(date), on
	}
	if pair := (pairName{Currency(text(csvBase)), Currency(text(csvQuote))}); pair != f.pair || f.column == nil {
		column, err := f.table.column(pair.base, pair.quote)
		if err != nil {
			return f.pairFault(err)
		}
		f.pair, f.column = pairName{Currency(strings.Clone(string(pair.base))), Currency(strings.Clone(string(pair.quote)))}, column
	}
	mantissa, exp, err := readNumber(text(csvRate))
	if err != nil {
		return place(csvRate, numberFault("", text(csvRate), err))
	}
	rate := cell{mantissa: mantissa, day: f.date, exp: exp}
	sides, column, fault := f.sides(rate, text)
	if fault != nil {
		return place(column, fault)
	}
	f.column.add(rate, sides, row)
	return nil
}

// sides reads bid and ask. A fault comes with its column.
func (f *csvFile) sides(rate cell, text func(int) string) (sides pairSides, column int, fault *ReadError) {
	if f.at[csvBid] == 0 || text(csvBid) == "" && text(csvAsk) == "" {
		return pairSides{}, 0, nil
	}
	for _, c := range []struct{ empty, set int }{{csvBid, csvAsk}, {csvAsk, csvBid}} {
		if text(c.empty) == "" {
			return pairSides{}, c.empty, &ReadError{Reason: "must be set where " + csvColumns[c.set] + " is"}
		}
	}
	var err error
	if sides.bid, sides.bidExp, err = readNumber(text(csvBid)); err != nil {
		return pairSides{}, csvBid, numberFault("", text(csvBid), err)
	}
	if sides.ask, sides.askExp, err = readNumber(text(csvAsk)); err != nil {
		return pairSides{}, csvAsk, numberFault("", text(csvAsk), err)
	}
	bidErr, askErr := sides.check(rate)
	if bidErr != nil {
		return pairSides{}, csvBid, numberFault("", text(csvBid), bidErr)
	}
	if askErr != nil {
		return pairSides{}, csvAsk, numberFault("", text(csvAsk), askErr)
	}
	return sides, 0, nil
}

// pairFault names the column of the first fault of a pair.
func (f *csvFile) pairFault(err error) *ReadError {
	var in *InputError
	if !errors.As(err, &in) {
		return &ReadError{Reason: err.Error()}
	}
	column := f.at[csvQuote]
	if in.Field == csvColumns[csvBase] {
		column = f.at[csvBase]
	}
	return &ReadError{Column: column, Field: in.Field, Value: in.Value, Reason: in.Reason}
}

// isoDay reads a date such as 2026-04-13.
func isoDay(text string) (day, bool) {
	date, err := time.Parse(time.DateOnly, text)
	if err != nil || date.IsZero() {
		return 0, false
	}
	return dayOf(date)
}
