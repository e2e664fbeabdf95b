// Command quote says what a unit earns on one or several channels, at which
// prices it earns enough, and why.
//
//	quote                     the built-in example
//	quote -example            the request behind it, to copy
//	quote FILE                requests from a JSON file, or from standard input for -
//
// Flags:
//
//	-format table|json|markdown   how to print, table by default
//	-o FILE                       where to print, standard output by default
//	-chart FILE                   draw profit over price as SVG, for one request of one channel
//	-rates FILE                   an ECB file of rates to use in place of the built-in one
//	-sensitivity SHARE            change each input by that share, down and up: 0.1 is 10%
//
// A file holds one request, an object, or an array of them; each is answered by
// itself. The exit status is 0 when every request was answered, 1 when one was
// not, and 2 when the command could not do its work: a wrong flag, a file that
// cannot be read or written.
package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strconv"

	"github.com/lianxing/crossborder/examples/internal/files"
	"github.com/lianxing/crossborder/examples/internal/flags"
	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

//go:embed data/request.json
var exampleRequest []byte

// The exit statuses.
const (
	answered = 0 // every request has a result
	refused  = 1 // some request has errors in place of a result
	unusable = 2 // flags or files
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// settings are what the command line says.
type settings struct {
	format  string
	output  string
	chart   string
	rates   string
	vary    string
	example bool
	input   string // "" is the built-in example

	share decimal.Decimal // what vary says, 0 without it
}

// A format writes answers as they come. List says that the input was an array.
type format func(w io.Writer, answers iter.Seq[answer], list bool) error

var formats = map[string]format{"table": writeTable, "json": writeJSON, "markdown": writeMarkdown}

// run is the command with everything it touches handed in. It returns the exit
// status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s, err := parseFlags(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return answered
	}
	if err != nil {
		return unusable // said by the flag package
	}
	failed, err := s.quote(stdin, stdout)
	switch {
	case err != nil:
		fmt.Fprintln(stderr, "quote:", err)
		return unusable
	case failed:
		return refused
	}
	return answered
}

// parseFlags reads the command line; flags may stand before and after the file.
func parseFlags(args []string, stderr io.Writer) (settings, error) {
	var s settings
	set := flag.NewFlagSet("quote", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() {
		fmt.Fprintln(stderr, "usage: quote [flags] [FILE | -]")
		set.PrintDefaults()
	}
	set.StringVar(&s.format, "format", "table", "print as `table`, json or markdown")
	set.StringVar(&s.output, "o", "", "print to `FILE`")
	set.StringVar(&s.chart, "chart", "", "draw profit over price to an SVG `FILE`, for one request of one channel")
	set.StringVar(&s.rates, "rates", "", "take exchange rates from an ECB `FILE` (eurofxref-hist.csv, .xml)")
	set.StringVar(&s.vary, "sensitivity", "", "say what each input does that is lower or higher by a `SHARE`, such as 0.1")
	set.BoolVar(&s.example, "example", false, "print the built-in request and stop")
	var err error
	if s.input, err = flags.OneFile(set, args, "file of requests"); err != nil {
		return s, err
	}
	switch {
	case formats[s.format] == nil:
		err = flags.Wrong(set, "unknown format "+strconv.Quote(s.format)+", must be table, json or markdown")
	case s.example && s.input != "":
		err = flags.Wrong(set, "-example prints the built-in request and takes no file")
	case !s.readsVary():
		err = flags.Wrong(set, "-sensitivity must be a share above 0 and at most 1, such as 0.1, got "+strconv.Quote(strict.Legible(s.vary)))
	case s.chart != "" && s.chart == s.output:
		err = flags.Wrong(set, "-o and -chart name the same file")
	}
	return s, err
}

// readsVary reads the share of -sensitivity, which may be left out.
func (s *settings) readsVary() bool {
	if s.vary == "" {
		return true
	}
	share, err := fx.ParseDecimal(s.vary)
	s.share = share
	return err == nil && share.IsPositive() && !share.GreaterThan(decimal.New(1, 0))
}

// quote answers the requests. Failed says that some request has no result; err
// that the command could not do its work.
func (s settings) quote(stdin io.Reader, stdout io.Writer) (failed bool, err error) {
	if s.example {
		return false, files.Print(s.output, stdout, func(w io.Writer) error { _, err := w.Write(exampleRequest); return err })
	}
	data, err := s.read(stdin)
	if err != nil {
		return false, err
	}
	rates, err := openRates(s.rates)
	if err != nil {
		return false, err
	}
	answers, list := quoter{rates, s.share}.answers(data)
	count, last := 0, answer{}
	watched := func(yield func(answer) bool) {
		for a := range answers {
			count++
			last = a
			failed = failed || a.failed()
			if !yield(a) {
				return
			}
		}
	}
	show := func(w io.Writer) error { return formats[s.format](w, watched, list) }
	if err := files.Print(s.output, stdout, show); err != nil {
		return failed, err
	}
	if s.chart == "" {
		return failed, nil
	}
	if count != 1 {
		return failed, fmt.Errorf("-chart needs exactly one request, there are %d", count)
	}
	if last.comparison != nil {
		return failed, errors.New("-chart draws one channel, the request compares several")
	}
	if last.result == nil {
		return failed, nil
	}
	return failed, files.Write(s.chart, func(w io.Writer) error { return writeChart(w, last.result) })
}

// read returns the requests.
func (s settings) read(stdin io.Reader) ([]byte, error) {
	if s.input == "" {
		return slices.Clone(exampleRequest), nil
	}
	return files.Read(s.input, stdin, strict.MaxInput)
}
