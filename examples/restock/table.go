package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lianxing/crossborder/fx"
)

// A sheet reads a CSV file with named columns. Every fault names its row and column.
type sheet struct {
	csv    *csv.Reader
	at     map[string]int
	row    int // counted from 1, the header included
	cells  []string
	faults []error
}

// mostFaults are reported for one file.
const mostFaults = 20

// newSheet reads the header. needed columns must be there, others may; any further one
// is a fault.
func newSheet(r io.Reader, needed, others []string) (*sheet, error) {
	s := &sheet{csv: csv.NewReader(r), at: map[string]int{}, row: 1}
	s.csv.ReuseRecord = true
	head, err := s.csv.Read()
	if err == io.EOF {
		return nil, fx.NewInputError("row 1", "", "must have the columns "+strings.Join(needed, ", "))
	}
	if err != nil {
		return nil, fx.NewInputError("row 1", "", "must be CSV")
	}
	var faults []error
	for i, name := range head {
		if i == 0 {
			name = strings.TrimPrefix(name, "\ufeff")
		}
		name = strings.ToLower(strings.TrimSpace(name))
		_, twice := s.at[name]
		switch {
		case twice:
			faults = append(faults, fx.NewInputError("row 1", name, "must not be there twice"))
		case !slices.Contains(needed, name) && !slices.Contains(others, name):
			faults = append(faults, fx.NewInputError("row 1", name, "must be one of "+strings.Join(append(slices.Clone(needed), others...), ", ")))
		}
		s.at[name] = i
	}
	for _, name := range needed {
		if _, ok := s.at[name]; !ok {
			faults = append(faults, fx.NewInputError("row 1", "", "must have the column "+name))
		}
	}
	return s, errors.Join(faults...)
}

// next reads a row; false is the end of the file, or of the faults that are reported.
func (s *sheet) next() bool {
	for len(s.faults) < mostFaults {
		s.row++
		cells, err := s.csv.Read()
		if err == io.EOF {
			return false
		}
		if err != nil {
			s.faults = append(s.faults, fx.NewInputError("row "+strconv.Itoa(s.row), "", "must be CSV with as many cells as the header"))
			if !errors.Is(err, csv.ErrFieldCount) {
				return false // nothing after it can be trusted
			}
			continue
		}
		s.cells = cells
		return true
	}
	return false
}

// text returns the cell of a column, "" where the file has no such column.
func (s *sheet) text(column string) string {
	i, ok := s.at[column]
	if !ok {
		return ""
	}
	return strings.TrimSpace(s.cells[i])
}

// bad notes a fault in the current row.
func (s *sheet) bad(column, reason string) {
	value := s.text(column)
	if !utf8.ValidString(value) {
		value = strings.ToValidUTF8(value, "?")
	}
	s.faults = append(s.faults, fx.NewInputError(fmt.Sprintf("row %d, %s", s.row, column), value, reason))
}

// number reads a number between lo and hi; an empty cell is other.
func (s *sheet) number(column string, lo, hi, other float64) float64 {
	text := s.text(column)
	if text == "" {
		return other
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v >= lo && v <= hi) {
		s.bad(column, fmt.Sprintf("must be a number from %s to %s", plain(lo), plain(hi)))
		return other
	}
	return v
}

func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
