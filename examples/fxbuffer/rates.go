package main

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/lianxing/crossborder/examples/internal/ecb"
	"github.com/lianxing/crossborder/fx"
)

// A rateTable is what every reader of rates returns.
type rateTable interface {
	fx.Source
	Series(base, quote fx.Currency) iter.Seq[fx.Rate]
	First() time.Time
	Last() time.Time
	Source() string
}

// openRates returns the table of a file, of standard input for "-", or the embedded
// one when the name is empty.
func openRates(name string, stdin io.Reader) (rateTable, error) {
	switch name {
	case "":
		return ecb.Rates()
	case "-":
		return readRates(stdin, "standard input")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readRates(f, name)
}

// readRates reads a file in the form that its beginning shows.
func readRates(r io.Reader, name string) (rateTable, error) {
	const enough = 4096 // for the first line
	b := bufio.NewReaderSize(r, enough)
	start, _ := b.Peek(enough) // the readers meet the error again
	var table rateTable
	var err error
	switch formOf(string(start)) {
	case formPairs:
		table, err = fx.ReadCSV(b, filepath.Base(name))
	case formH10:
		table, err = fx.ReadH10(b)
	default:
		table, err = fx.ReadECB(b)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return table, nil
}

// A form is a layout of a file of rates.
type form int

const (
	formECB form = iota // also what is none of them: its reader says what it must be
	formPairs
	formH10
)

// formOf tells the layouts apart by the first line.
func formOf(start string) form {
	line, _, _ := strings.Cut(strings.TrimPrefix(start, "\xEF\xBB\xBF"), "\n")
	var names []string
	for _, name := range strings.Split(line, ",") {
		names = append(names, strings.Trim(name, "\" \r"))
	}
	switch first := names[0]; {
	case slices.Contains(names, "base") || slices.Contains(names, "quote"):
		return formPairs
	case slices.Contains([]string{"DATE", "observation_date", "Series Description", "Descriptions:"}, first):
		return formH10
	}
	return formECB
}
