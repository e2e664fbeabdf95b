package reports

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A ReadError is a fault of a file and where it is. The zero ReadError says nothing.
type ReadError struct {
	// File is the name given in [Options.Name], "" when none was.
	File string
	// Row is the line of the file on which the record begins, counted from 1 with the
	// header and all lines before it. 0 is the file as a whole.
	Row int
	// Column is the title of the column as the file has it, "" for the whole row.
	Column string
	// Value is what was there, shortened when it is long.
	Value string
	// Reason says what would be accepted.
	Reason string
}

// Error says file, row, column, reason and value.
func (e *ReadError) Error() string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(e.File + ": ")
	}
	if e.Row > 0 {
		b.WriteString("row " + strconv.Itoa(e.Row) + ": ")
	}
	if e.Column != "" {
		b.WriteString(strconv.Quote(e.Column) + " ")
	}
	b.WriteString(e.Reason)
	if e.Value != "" {
		b.WriteString(", got " + strconv.Quote(e.Value))
	}
	return b.String()
}

// An UnknownFileError says that no report has the columns of a file.
type UnknownFileError struct {
	File string
	// Titles are those of the record that came nearest to a header, at most 20.
	Titles []string
	// Nearest is the kind that shares most columns with them, "" when none shares
	// any; Missing are the columns that it would need beside them.
	Nearest Kind
	Missing []string
}

// Error says what the file has and what is missing.
func (e *UnknownFileError) Error() string {
	text := "is not a report that is known"
	if e.File != "" {
		text = e.File + ": " + text
	}
	if e.Nearest != "" {
		text += fmt.Sprintf("; nearest is %s, which needs %s as well", e.Nearest, strings.Join(e.Missing, ", "))
	}
	return text
}

// A KindError says that a file is read as what it is not.
type KindError struct {
	File      string
	Want, Got Kind
}

// Error says both kinds.
func (e *KindError) Error() string {
	text := "is: " + string(e.Got) + "; must be: " + string(e.Want)
	if e.File != "" {
		text = e.File + ": " + text
	}
	return text
}

// shorten cuts a text at 100 bytes, so that an error never repeats a megabyte.
func shorten(text string) string {
	const most = 100
	if len(text) <= most {
		return text
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}
